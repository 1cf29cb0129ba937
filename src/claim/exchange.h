/* exchange.h: what a US dollar cost in other money, from covariates in the store. Internal to
 * src/claim.
 *
 *     exchange.c         rates by currency and year
 *     rate_currency.c    in which money a growth is told
 *     in_dollars.c       a claim told in other money, in US dollars */
#ifndef CLAIM_EXCHANGE_H
#define CLAIM_EXCHANGE_H

#include <kontor/claim.h>
#include <kontor/store.h>

enum { KT_FIRST_RATE = 1940, KT_N_RATES = 200 }; /* years */

/* Units of a currency for one US dollar, the average of each year. */
typedef struct kt_rates {
    char currency[4];
    double of[KT_N_RATES];      /* from KT_FIRST_RATE on; NaN not held */
    int16_t column[KT_N_RATES]; /* of kt_exchange.column, where it is from */
} kt_rates;

typedef struct kt_exchange kt_exchange;

/* The columns of rates in the covariates of a store: the World Bank's PA.NUS.FCRF, the Penn
 * World Table's xr, a table of one's own with exchange_rate; all by country and year, newest
 * dataset first. None is no error. Errors: KT_ERR_IO, KT_ERR_MEMORY; damaged datasets are
 * passed over. countries is kept. */
KT_MUST_USE kt_status kt_exchange_open(const char *folder, const kt_countries *countries,
                                       kt_exchange **out, kt_error *err);
void kt_exchange_close(kt_exchange *exchange);
/* A country's money in a year is ICU's knowledge, so that no rate of a currency since replaced
 * is taken. *out lives as long as the exchange; none held: all NaN. Errors:
 * KT_ERR_FORMAT damaged; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_exchange_rates(kt_exchange *exchange, const char *currency,
                                        const kt_rates **out, kt_error *err);
/* NaN where it is not held. */
double kt_rate_in(const kt_rates *rates, int year);
/* "wdi@8c1f2a03" */
void kt_rate_source(const kt_exchange *exchange, const kt_rates *rates, int year,
                    char out[2 * KT_MAX_NAME + 2]);

/* The country whose own money a currency is by its letters, as ISO 4217 makes them (KES is
 * Kenya's); {0} where it is no single country's. */
kt_country kt_currency_home(const kt_countries *countries, const char *currency);

/* The money beside which a growth is told: of the nearest amount, first in its sentence, then
 * of its two countries, then of its measure. "" none. */
const char *kt_rate_currency(const kt_claims *claims, const kt_claim *rate);

#endif
