/* measure_income.c: income per head of countries in a year: a user's file, or a column of the
 * covariates in the store (the World Bank's indicators, CEPII Gravity, a table of one's own).
 *
 * Without --income the columns below are looked for in the covariates, newest first; the first
 * that knows a country of the world in that year is taken, and the note names it. */
#include "measure_internal.h"

#include <kontor/covariates.h>
#include <kontor/file.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A column, or the quotient of two. */
typedef struct income_column {
    const char *column, *over;
} income_column;

static const income_column known_columns[] = {
    {"NY.GDP.PCAP.PP.KD", NULL},
    {"NY.GDP.PCAP.PP.CD", NULL},
    {"NY.GDP.PCAP.KD", NULL},
    {"NY.GDP.PCAP.CD", NULL},
    {"NY.GDP.MKTP.CD", "SP.POP.TOTL"},
    {"gdpcap_ppp_o", NULL},
    {"gdpcap_o", NULL},
    {"gdpcap", NULL},
    {"gdp_o", "pop_o"},
    {"gdp", "pop"},
};

/* First row of a country. */
static int64_t first_row(const kt_covariates *covariates, kt_country country)
{
    int64_t low = 0, high = kt_covariates_info_of(covariates)->n_rows;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (kt_covariates_place_of(covariates, middle).i.code < country.code)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Tables of pairs say the same of i in all rows of a year: the first that says something. */
static kt_status number_of(const kt_covariates *covariates, kt_country country, int16_t year,
                           int32_t column, double *out, kt_error *err)
{
    const kt_covariates_info *info = kt_covariates_info_of(covariates);
    *out = NAN;
    for (int64_t row = first_row(covariates, country); row < info->n_rows && isnan(*out);
         row++) {
        const kt_covariates_place place = kt_covariates_place_of(covariates, row);
        if (place.i.code != country.code)
            break;
        if (place.year == year)
            KT_TRY(kt_covariates_number(covariates, row, column, out, err));
    }
    return KT_OK;
}

static kt_status fill(const kt_covariates *covariates, const income_column *of, int16_t year,
                      const kt_country *country, int64_t n, double *income, int64_t *n_known,
                      kt_error *err)
{
    const int32_t column = kt_covariates_column(covariates, of->column);
    const int32_t over = of->over ? kt_covariates_column(covariates, of->over) : -1;
    *n_known = 0;
    if (column < 0 || (of->over && over < 0))
        return KT_OK;
    for (int64_t c = 0; c < n; c++) {
        double people = 1.0;
        KT_TRY(number_of(covariates, country[c], year, column, &income[c], err));
        if (of->over)
            KT_TRY(number_of(covariates, country[c], year, over, &people, err));
        income[c] = people > 0.0 ? income[c] / people : (double)NAN;
        *n_known += !isnan(income[c]);
    }
    return KT_OK;
}

static kt_status say(kt_measure_work *work, const kt_covariates *covariates,
                     const income_column *of, int64_t n_known, int64_t n, kt_error *err)
{
    const kt_covariates_info *info = kt_covariates_info_of(covariates);
    const kt_covariate *column =
        kt_covariates_column_at(covariates, kt_covariates_column(covariates, of->column));
    char dataset[2 * KT_MAX_NAME + 2];
    snprintf(dataset, sizeof dataset, "%s@%s", info->name, info->version);
    const kt_say_value said[] = {
        {.name = "column",
         .as = KT_AS_TEXT,
         .text = column->label[0] ? column->label : column->name},
        {.name = "over", .as = KT_AS_TEXT, .text = of->over ? of->over : ""},
        {.name = "has_over", .as = KT_AS_TEXT, .text = of->over ? "yes" : "no"},
        {.name = "dataset", .as = KT_AS_TEXT, .text = dataset},
        {.name = "units",
         .as = KT_AS_TEXT,
         .text = of->over          ? "head"
                 : column->unit[0] ? "named"
                                   : "own"},
        {.name = "unit", .as = KT_AS_TEXT, .text = column->unit},
        {.name = "known", .as = KT_AS_COUNT, .number = (double)n_known},
        {.name = "n", .as = KT_AS_COUNT, .number = (double)n}};
    return kt_measure_say(work, "measure.income", said, 8, err);
}

/* *n_known 0 where this dataset has none of the columns, or nobody in that year. */
static kt_status try_dataset(kt_measure_work *work, const kt_covariates_list *list, int64_t at,
                             const income_column *wanted, int n_wanted, int16_t year,
                             const kt_country *country, int64_t n, double *income,
                             int64_t *n_known, kt_error *err)
{
    kt_covariates *covariates = NULL;
    KT_TRY(kt_covariates_open(list, at, &covariates, err));
    kt_status status = KT_OK;
    const bool has_years = kt_covariates_key_has_year(kt_covariates_info_of(covariates)->key);
    for (int w = 0; has_years && w < n_wanted && !status && *n_known == 0; w++) {
        status = fill(covariates, &wanted[w], year, country, n, income, n_known, err);
        if (!status && *n_known)
            status = say(work, covariates, &wanted[w], *n_known, n, err);
    }
    kt_covariates_close(covariates);
    return status;
}

static kt_status from_store(kt_measure_work *work, const income_column *wanted, int n_wanted,
                            int16_t year, const kt_country *country, int64_t n, double *income,
                            int64_t *n_known, kt_error *err)
{
    kt_covariates_list *list = NULL;
    KT_TRY(kt_covariates_list_open(kt_run_store(work->run), &list, err));
    kt_status status = KT_OK;
    for (int64_t d = 0; d < kt_covariates_list_count(list) && !status && *n_known == 0; d++)
        if (!kt_covariates_list_damage(list, d))
            status = try_dataset(work, list, d, wanted, n_wanted, year, country, n, income,
                                 n_known, err);
    kt_covariates_list_close(list);
    return status;
}

kt_status kt_measure_income(kt_measure_work *work, int16_t year, const kt_country *country,
                            int64_t n, double *income, kt_error *err)
{
    const char *asked = kt_argument_text(work->run, "income", NULL);
    const income_column own = {asked, NULL};
    const bool one = asked != NULL;
    int64_t n_known = 0;

    for (int64_t c = 0; c < n; c++)
        income[c] = NAN;
    if (asked && kt_file_exists(asked))
        return kt_measure_read_values(work->countries, asked, year, country, n, income, err);
    KT_TRY(from_store(work, one ? &own : known_columns,
                      one ? 1 : (int)(sizeof known_columns / sizeof known_columns[0]), year,
                      country, n, income, &n_known, err));
    if (n_known)
        return KT_OK;
    return kt_fail(
        err, KT_ERR_MISSING,
        "%s needs incomes per head in %d: %s%s in the covariates of %s; bring some in "
        "with kontor import (World Bank, CEPII Gravity), or give --income FILE with the "
        "columns country,value and, if you like, year",
        work->kind->name, year, one ? "no column or file " : "none found", one ? asked : "",
        kt_run_store(work->run));
}
