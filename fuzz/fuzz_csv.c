/* fuzz_csv.c: any bytes as CSV. The first says how long the pieces are; whatever they are, the
 * rows must be the same as when all is read at once. */
#include <kontor/csv.h>
#include <kontor/digest.h>

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static kt_status add_row(void *with, const kt_csv_row *row, kt_error *err)
{
    uint64_t *sum = with;
    (void)err;
    assert(row->n_cells > 0);
    *sum = *sum * 31 + (uint64_t)row->line;
    for (int c = 0; c < row->n_cells; c++) {
        assert(kt_utf8_valid(row->cell[c].data, row->cell[c].size));
        *sum = *sum * 31 + kt_digest_block(row->cell[c].data, row->cell[c].size);
    }
    return KT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const kt_slice text = {(const char *)data + 1, size - 1};
    const size_t step = (size_t)data[0] + 1;
    uint64_t whole = 0, pieces = 0;
    kt_csv *csv = NULL;
    kt_status status = kt_csv_new(NULL, add_row, &pieces, &csv, NULL);
    for (size_t p = 0; p < text.size && !status; p += step)
        status =
            kt_csv_feed(csv, text.data + p, text.size - p < step ? text.size - p : step, NULL);
    if (!status)
        status = kt_csv_finish(csv, NULL);
    const kt_status expected = kt_csv_parse(text, NULL, add_row, &whole, NULL);
    if (status != expected || pieces != whole)
        __builtin_trap();
    kt_csv_free(csv);
    return 0;
}
