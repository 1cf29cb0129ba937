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
    return 0;
}
