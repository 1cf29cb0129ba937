/* column.c: ranges and single rows of a column (segment.h). */
#include "segment.h"

#include <kontor/flow.h>

#include <string.h>

/* Scales of hostile files may overflow: the product then wraps, which harms nobody. */
static void scale(int64_t by, int64_t n, int64_t *value)
{
    if (by == 1)
        return;
    for (int64_t r = 0; r < n; r++)
        if (value[r] != KT_NONE)
            value[r] = (int64_t)((uint64_t)value[r] * (uint64_t)by);
}

typedef struct block {
    const uint8_t *data;
    size_t size, readable;
    int n;
} block;

static kt_status find_block(const kt_column *column, const kt_image *image, int64_t b,
                            block *out, kt_error *err)
{
    const uint64_t at = column->starts.at + 4 * (uint64_t)b;
    KT_TRY(kt_image_check(image, at, 8, err));
    const uint32_t from = kt_get32(image->data + at), to = kt_get32(image->data + at + 4);
    if (from > to || to > column->blocks.size)
        return kt_fail(err, KT_ERR_FORMAT, "a block of a column has no place");
    KT_TRY(kt_image_check(image, column->blocks.at + from, to - from, err));
    const int64_t left = column->n_rows - b * KT_BLOCK;
    out->data = column->blocks.data + from;
    out->size = to - from;
    out->readable = image->size - (size_t)(column->blocks.at + from);
    out->n = left < KT_BLOCK ? (int)left : KT_BLOCK;
    return KT_OK;
}

static kt_status bad_block(kt_error *err)
{
    return kt_fail(err, KT_ERR_FORMAT, "a block of a column does not decode");
}

kt_status kt_column_read(const kt_column *column, const kt_image *image, int64_t first,
                         int64_t n, int64_t *out, kt_error *err)
{
    if (column->kind != KT_COLUMN_BLOCKS) {
        const int64_t value = column->kind == KT_COLUMN_CONSTANT ? column->value : KT_NONE;
        for (int64_t r = 0; r < n; r++)
            out[r] = value;
        scale(column->scale, n, out);
        return KT_OK;
    }
    if (n == 1) // a pair's row of one year: the rest of its block is not wanted
        return kt_column_pick(column, image, first, out, err);
    int64_t done = 0;
    while (done < n) {
        const int64_t b = (first + done) / KT_BLOCK, skip = (first + done) % KT_BLOCK;
        block found;
        KT_TRY(find_block(column, image, b, &found, err));
        const int64_t take = found.n - skip < n - done ? found.n - skip : n - done;
        if (skip == 0 && n - done >= KT_BLOCK) {
            if (!kt_block_decode(found.data, found.size, found.readable, found.n, out + done))
                return bad_block(err);
        } else {
            int64_t value[KT_BLOCK];
            if (!kt_block_decode(found.data, found.size, found.readable, found.n, value))
                return bad_block(err);
            memcpy(out + done, value + skip, (size_t)take * sizeof *out);
        }
        done += take;
    }
    scale(column->scale, n, out);
    return KT_OK;
}

kt_status kt_column_read_numbers(const kt_column *column, const kt_image *image, int64_t b,
                                 kt_numbers *out, kt_error *err)
{
    const int64_t first = b * KT_BLOCK, left = column->n_rows - first;
    block found;
    out->narrow = false;
    if (column->kind != KT_COLUMN_BLOCKS)
        return kt_column_read(column, image, first, left < KT_BLOCK ? left : KT_BLOCK,
                              out->value, err);
    KT_TRY(find_block(column, image, b, &found, err));
    out->narrow = kt_block_low(found.data, found.size, found.readable, found.n, out->low);
    if (out->narrow)
        return KT_OK;
    if (!kt_block_decode(found.data, found.size, found.readable, found.n, out->value))
        return bad_block(err);
    scale(column->scale, found.n, out->value);
    return KT_OK;
}

kt_status kt_column_pick(const kt_column *column, const kt_image *image, int64_t row,
                         int64_t *out, kt_error *err)
{
    if (column->kind != KT_COLUMN_BLOCKS)
        return kt_column_read(column, image, row, 1, out, err);
    block found;
    KT_TRY(find_block(column, image, row / KT_BLOCK, &found, err));
    if (!kt_block_pick(found.data, found.size, found.readable, found.n, (int)(row % KT_BLOCK),
                       out))
        return bad_block(err);
    scale(column->scale, 1, out);
    return KT_OK;
}
