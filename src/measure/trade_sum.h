/* trade_sum.h: what is no country of its own. */
#ifndef KONTOR_MEASURE_TRADE_SUM_H
#define KONTOR_MEASURE_TRADE_SUM_H

#include <kontor/country.h>

/* World and aggregates are no countries: counted among them they count twice. */
static inline int kt_trade_is_sum(const kt_countries *countries, kt_country country)
{
    const kt_country_info *info = kt_country_info_of(countries, country);
    return info && (info->kind == KT_IS_WORLD || info->kind == KT_IS_AGGREGATE);
}

#endif
