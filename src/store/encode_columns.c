/* encode_columns.c: the columns of a segment's rows. */
#include "encode_internal.h"

/* The power of ten that divides all numbers; most often the first few show that it is 1. */
int kt_encode_exponent(const job *j, const kt_narrow *from)
{
    int exponent = KT_MOST_DECIMALS;
    for (int64_t s = 0; s < j->n && exponent > 0; s++)
        for (uint32_t r = 0; r < j->stretch[s].n_rows && exponent > 0; r++)
            kt_exponent_narrow(kt_narrow_at(from, j->stretch[s].row + r), &exponent);
    return exponent;
}

static kt_status add_numbers(kt_column_writer *column, const kt_narrow *from,
                             const kt_stretch *stretch, kt_error *err)
{
    int64_t number[KT_BLOCK];
    const int64_t end = stretch->row + stretch->n_rows;
    for (int64_t r = stretch->row; r < end; r += KT_BLOCK) {
        const int64_t n = end - r < KT_BLOCK ? end - r : KT_BLOCK;
        kt_narrow_get(from, r, n, number);
        KT_TRY(kt_column_writer_add(column, number, n, err));
    }
    return KT_OK;
}

kt_status kt_encode_numbers(job *j, const kt_narrow *from, kt_column_id id, kt_error *err)
{
    kt_column_writer_init(&j->column[id], kt_encode_exponent(j, from));
    KT_TRY(kt_bytes_reserve(&j->column[id].blocks, (size_t)j->n_rows, err)); // at least
    for (int64_t s = 0; s < j->n; s++)
        KT_TRY(add_numbers(&j->column[id], from, &j->stretch[s], err));
    return kt_column_writer_end(&j->column[id], err);
}

static int64_t status_at(const kt_batch *batch, int64_t row)
{
    return kt_batch_status(batch, row);
}

typedef int64_t (*small_number)(const kt_batch *batch, int64_t row);

static int64_t valuation_at(const kt_batch *batch, int64_t row)
{
    return kt_batch_attribute(batch, row) >> 2;
}

static int64_t unit_at(const kt_batch *batch, int64_t row)
{
    return batch->unit[row];
}

static kt_status encode_small(job *j, small_number at, kt_column_id id, kt_error *err)
{
    kt_column_writer_init(&j->column[id], 0);
    for (int64_t s = 0; s < j->n; s++) {
        const int64_t end = j->stretch[s].row + j->stretch[s].n_rows;
        for (int64_t r = j->stretch[s].row; r < end;) {
            int64_t number[KT_BLOCK];
            int n = 0;
            for (; n < KT_BLOCK && r < end; r++)
                number[n++] = at(j->batch, r);
            KT_TRY(kt_column_writer_add(&j->column[id], number, n, err));
        }
    }
    return kt_column_writer_end(&j->column[id], err);
}

kt_status kt_encode_attributes(job *j, kt_error *err)
{
    if (j->batch->attribute) {
        KT_TRY(encode_small(j, status_at, KT_COLUMN_STATUS, err));
        KT_TRY(encode_small(j, valuation_at, KT_COLUMN_VALUATION, err));
    } else {
        kt_column_writer_same(&j->column[KT_COLUMN_STATUS], status_at(j->batch, 0), j->n_rows);
        kt_column_writer_same(&j->column[KT_COLUMN_VALUATION], valuation_at(j->batch, 0),
                              j->n_rows);
    }
    if (j->batch->supplementary.low) {
        KT_TRY(kt_encode_numbers(j, &j->batch->supplementary, KT_COLUMN_SUPPLEMENTARY, err));
        KT_TRY(encode_small(j, unit_at, KT_COLUMN_UNIT, err));
    }
    return KT_OK;
}
