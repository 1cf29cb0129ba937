/* covariates_fixture.h: what the tests of covariates share: the newest dataset of a store,
 * opened, and its cells by name. */
#ifndef KONTOR_TESTS_COVARIATES_FIXTURE_H
#define KONTOR_TESTS_COVARIATES_FIXTURE_H

#include "ingest_fixture.h"

#include <kontor/covariates.h>

/* Closed with kt_covariates_close(). */
static UNUSED kt_covariates *open_covariates(const char *store, const char *name)
{
    kt_covariates_list *list = NULL;
    kt_covariates *covariates = NULL;
    kt_error err = {0};

    CHECK_OK(kt_covariates_list_open(store, &list, &err), err);
    const int64_t n = kt_covariates_list_find(list, name);
    if (n < 0)
        fail_msg("no covariates %s", name);
    CHECK_OK(kt_covariates_open(list, n, &covariates, &err), err);
    CHECK_OK(kt_covariates_verify(covariates, NULL, &err), err);
    kt_covariates_list_close(list);
    return covariates;
}

static UNUSED int32_t column_called(const kt_covariates *covariates, const char *name)
{
    const int32_t column = kt_covariates_column(covariates, name);
    if (column < 0)
        fail_msg("no column %s", name);
    return column;
}

static UNUSED double number_at(const kt_covariates *covariates, const char *i, const char *j,
                               int year, const char *column)
{
    kt_country a = {0}, b = {0};
    kt_error err = {0};
    double number = 0;

    CHECK(kt_country_parse(kt_slice_of(i), &a));
    CHECK(j[0] == '\0' || kt_country_parse(kt_slice_of(j), &b));
    CHECK_OK(kt_covariates_value(covariates, a, b, year, column_called(covariates, column),
                                 &number, &err),
             err);
    return number;
}

static UNUSED void text_at(const kt_covariates *covariates, const char *i, int year,
                           const char *column, char out[128])
{
    kt_country a = {0};
    kt_error err = {0};
    kt_slice text = {"", 0};

    CHECK(kt_country_parse(kt_slice_of(i), &a));
    const int64_t row = kt_covariates_row(covariates, a, (kt_country){0}, year);
    CHECK(row >= 0);
    CHECK_OK(
        kt_covariates_text(covariates, row, column_called(covariates, column), &text, &err),
        err);
    snprintf(out, 128, "%.*s", (int)text.size, text.data);
}

#endif
