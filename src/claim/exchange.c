/* exchange.c: rates of exchange from the covariates of a store. */
#include "exchange.h"

#include <kontor/covariates.h>
#include <kontor/locale.h>
#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_COLUMNS = 8 };

typedef struct rate_column {
    kt_covariates *data;
    int32_t column;
} rate_column;

struct kt_exchange {
    const kt_countries *countries;
    kt_covariates_list *list;
    rate_column column[MOST_COLUMNS];
    int n_columns;
    kt_rates **rates; /* each by itself, as they are lent out */
    int64_t n_rates, rates_room;
};

/* ---- whose money ------------------------------------------------------------------------- */

static bool is_money_of(const kt_country_info *country, const char *currency, int year)
{
    char code[4];
    kt_region_currency(country->alpha2, year, code);
    return strcmp(code, currency) == 0;
}

kt_country kt_currency_home(const kt_countries *countries, const char *currency)
{
    kt_country home;
    return strlen(currency) == 3 && strcmp(currency, "EUR") != 0 &&
                   kt_country_from_code(countries, (kt_slice){currency, 2}, &home)
               ? home
               : (kt_country){0};
}

/* ---- rates ------------------------------------------------------------------------------- */

static kt_status add_columns(kt_exchange *x, int64_t n, kt_error *err)
{
    static const char *const names[] = {"PA.NUS.FCRF", "exchange_rate", "xr"};
    kt_covariates *data = NULL;
    const kt_covariates_info *info = kt_covariates_list_info(x->list, n);
    if (kt_covariates_list_damage(x->list, n) || info->key != KT_KEY_COUNTRY_YEAR ||
        x->n_columns == MOST_COLUMNS)
        return KT_OK;
    KT_TRY(kt_covariates_open(x->list, n, &data, err));
    for (size_t name = 0; name < sizeof names / sizeof *names; name++) {
        const int32_t column = kt_covariates_column(data, names[name]);
        if (column < 0 || kt_covariates_column_at(data, column)->kind != KT_COVARIATE_NUMBER)
            continue;
        x->column[x->n_columns++] = (rate_column){data, column};
        return KT_OK;
    }
    kt_covariates_close(data);
    return KT_OK;
}

kt_status kt_exchange_open(const char *folder, const kt_countries *countries, kt_exchange **out,
                           kt_error *err)
{
    kt_exchange *x;
    KT_TRY(kt_new(&x, 1, sizeof *x, err));
    x->countries = countries;
    kt_status status = kt_covariates_list_open(folder, &x->list, err);
    for (int64_t n = 0; !status && n < kt_covariates_list_count(x->list); n++)
        status = add_columns(x, n, err);
    if (status)
        kt_exchange_close(x);
    else
        *out = x;
    return status;
}

void kt_exchange_close(kt_exchange *exchange)
{
    if (!exchange)
        return;
    for (int n = 0; n < exchange->n_columns; n++)
        kt_covariates_close(exchange->column[n].data);
    for (int64_t n = 0; n < exchange->n_rates; n++)
        kt_free(exchange->rates[n]);
    kt_free(exchange->rates);
    kt_covariates_list_close(exchange->list);
    kt_free(exchange);
}

/* What the country's rates fill of the years in which the currency was its money. */
static kt_status fill(const kt_exchange *x, kt_country country, kt_rates *rates, kt_error *err)
{
    const kt_country_info *info = kt_country_info_of(x->countries, country);
    for (int n = 0; n < KT_N_RATES; n++) {
        const int year = KT_FIRST_RATE + n;
        for (int c = 0; c < x->n_columns && isnan(rates->of[n]); c++) {
            double rate;
            if (kt_covariates_row(x->column[c].data, country, (kt_country){0}, year) < 0 ||
                !is_money_of(info, rates->currency, year))
                continue;
            KT_TRY(kt_covariates_value(x->column[c].data, country, (kt_country){0}, year,
                                       x->column[c].column, &rate, err));
            if (!(rate > 0.0) || isinf(rate))
                continue;
            rates->of[n] = rate;
            rates->column[n] = (int16_t)c;
        }
    }
    return KT_OK;
}

/* From the country whose letters the currency has, else from whoever pays with it. */
static kt_status gather(const kt_exchange *x, kt_rates *rates, kt_error *err)
{
    const kt_country home = kt_currency_home(x->countries, rates->currency);
    if (home.code)
        return fill(x, home, rates, err);
    for (int64_t n = 0; n < kt_countries_count(x->countries); n++)
        KT_TRY(fill(x, kt_countries_at(x->countries, n)->code, rates, err));
    return KT_OK;
}

kt_status kt_exchange_rates(kt_exchange *exchange, const char *currency, const kt_rates **out,
                            kt_error *err)
{
    kt_rates *rates;
    for (int64_t n = 0; n < exchange->n_rates; n++)
        if (strcmp(exchange->rates[n]->currency, currency) == 0) {
            *out = exchange->rates[n];
            return KT_OK;
        }
    if (exchange->n_rates == exchange->rates_room) {
        const int64_t room = exchange->rates_room * 2 + 16;
        KT_TRY(kt_resize(&exchange->rates, room, sizeof(kt_rates *), err));
        exchange->rates_room = room;
    }
    KT_TRY(kt_new(&rates, 1, sizeof *rates, err));
    snprintf(rates->currency, sizeof rates->currency, "%s", currency);
    for (int n = 0; n < KT_N_RATES; n++)
        rates->of[n] = NAN;
    const kt_status status = gather(exchange, rates, err);
    if (status) {
        kt_free(rates);
        return status;
    }
    exchange->rates[exchange->n_rates++] = rates;
    *out = rates;
    return KT_OK;
}

double kt_rate_in(const kt_rates *rates, int year)
{
    return year >= KT_FIRST_RATE && year < KT_FIRST_RATE + KT_N_RATES
               ? rates->of[year - KT_FIRST_RATE]
               : (double)NAN;
}

void kt_rate_source(const kt_exchange *exchange, const kt_rates *rates, int year,
                    char out[2 * KT_MAX_NAME + 2])
{
    const int column = rates->column[year - KT_FIRST_RATE];
    const kt_covariates_info *info = kt_covariates_info_of(exchange->column[column].data);
    snprintf(out, 2 * KT_MAX_NAME + 2, "%s@%s", info->name, info->version);
}
