/* fuzz_dta.c: any bytes as a Stata file: rows whose cells are UTF-8, or an error with a cause.
 */
#include <kontor/dta.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static kt_status look(void *with, const kt_csv_row *row, kt_error *err)
{
    int64_t *line = with;
    (void)err;
    if (row->line != ++*line || row->n_cells < 1)
        abort();
    for (int n = 0; n < row->n_cells; n++)
        if (!kt_utf8_valid(row->cell[n].data, row->cell[n].size))
            abort();
    return KT_OK;
}

static kt_status see_variable(void *with, kt_slice name, bool is_text, bool *wanted,
                              kt_error *err)
{
    (void)with, (void)is_text, (void)err;
    *wanted = name.size % 2 == 0;
    return KT_OK;
}

static kt_status begin(void *with, int64_t n_rows, kt_error *err)
{
    (void)with, (void)n_rows, (void)err;
    return KT_OK;
}

static kt_status see_number(void *with, int64_t row, int variable, double value, kt_error *err)
{
    (void)with, (void)value, (void)err;
    if (row < 0 || variable < 0)
        abort();
    return KT_OK;
}

static kt_status see_text(void *with, int64_t row, int variable, kt_slice text, kt_error *err)
{
    (void)with, (void)err;
    if (row < 0 || variable < 0 || !kt_utf8_valid(text.data, text.size))
        abort();
    return KT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kt_dta *dta = NULL;
    kt_error err = {0};
    int64_t line = 0;

    kt_status status = kt_dta_new(look, &line, &dta, &err);
    if (!status)
        status = kt_dta_feed(dta, (const char *)data, size, &err);
    if (!status)
        status = kt_dta_finish(dta, &err);
    if (status && !err.cause[0])
        abort();
    kt_dta_free(dta);
    const kt_dta_visitor visitor = {see_variable, begin, see_number, see_text, NULL};
    kt_error_clear(&err);
    if (kt_dta_visit((kt_slice){(const char *)data, size}, &visitor, &err) && !err.cause[0])
        abort();
    return 0;
}
