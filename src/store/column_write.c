/* column_write.c: see column_write.h. */
#include "column_write.h"

#include <kontor/flow.h>

#include "bytes.h"

#include <string.h>

static int64_t ten_to(int exponent)
{
    int64_t power = 1;
    for (int i = 0; i < exponent; i++)
        power *= 10;
    return power;
}

void kt_exponent_narrow(int64_t value, int *exponent)
{
    if (value == KT_NONE || value == 0)
        return;
    while (*exponent > 0 && value % ten_to(*exponent) != 0)
        --*exponent;
}

void kt_column_writer_empty(kt_column_writer *writer)
{
    kt_bytes starts = writer->starts, blocks = writer->blocks;
    starts.size = blocks.size = 0;
    *writer = (kt_column_writer){.starts = starts, .blocks = blocks};
}

void kt_column_writer_init(kt_column_writer *writer, int exponent)
{
    kt_column_writer_empty(writer);
    writer->exponent = exponent;
    writer->divisor = ten_to(exponent);
}

void kt_column_writer_same(kt_column_writer *writer, int64_t value, int64_t n)
{
    kt_column_writer_init(writer, 0);
    writer->first = value;
    writer->n_rows = n;
}

void kt_column_writer_clear(kt_column_writer *writer)
{
    kt_bytes_clear(&writer->blocks);
    kt_bytes_clear(&writer->starts);
}

static kt_status end_block(kt_column_writer *w, kt_error *err)
{
    if (w->blocks.size > UINT32_MAX - KT_BLOCK_ROOM)
        return kt_fail(err, KT_ERR_LIMIT, "a column of one period passes 4 GB");
    KT_TRY(kt_bytes_add32(&w->starts, (uint32_t)w->blocks.size, err));
    KT_TRY(kt_bytes_reserve(&w->blocks, KT_BLOCK_ROOM, err));
    w->blocks.size += kt_block_encode(w->held, w->n_held, w->blocks.data + w->blocks.size);
    w->n_held = 0;
    return KT_OK;
}

static void take(kt_column_writer *w, const int64_t *value, int n)
{
    int64_t *held = w->held + w->n_held;
    if (w->divisor == 1) {
        memcpy(held, value, (size_t)n * sizeof *held);
    } else {
        for (int r = 0; r < n; r++)
            held[r] = value[r] == KT_NONE ? KT_NONE : value[r] / w->divisor;
    }
    if (w->n_rows == 0)
        w->first = held[0];
    for (int r = 0; r < n && !w->varies; r++)
        w->varies = held[r] != w->first;
    w->n_held += n;
    w->n_rows += n;
}

kt_status kt_column_writer_add(kt_column_writer *w, const int64_t *value, int64_t n,
                               kt_error *err)
{
    while (n > 0) {
        const int room = KT_BLOCK - w->n_held;
        const int part = n < room ? (int)n : room;
        take(w, value, part);
        value += part;
        n -= part;
        if (w->n_held == KT_BLOCK)
            KT_TRY(end_block(w, err));
    }
    return KT_OK;
}

kt_status kt_column_writer_end(kt_column_writer *w, kt_error *err)
{
    if (w->n_held > 0)
        KT_TRY(end_block(w, err));
    return kt_bytes_add32(&w->starts, (uint32_t)w->blocks.size, err);
}

kt_status kt_column_writer_write(const kt_column_writer *w, kt_output *out, uint8_t *entry,
                                 kt_error *err)
{
    if (w->n_rows == 0)
        return KT_OK;
    kt_put32(entry + KT_COL_SCALE, (uint32_t)w->exponent);
    if (!w->varies) {
        const bool absent = w->first == KT_NONE;
        entry[KT_COL_KIND] = absent ? KT_COLUMN_ABSENT : KT_COLUMN_CONSTANT;
        kt_put64(entry + KT_COL_VALUE, absent ? 0 : (uint64_t)w->first);
        return KT_OK;
    }
    entry[KT_COL_KIND] = KT_COLUMN_BLOCKS;
    kt_put64(entry + KT_COL_STARTS, out->at);
    KT_TRY(kt_output_write(out, w->starts.data, w->starts.size, err));
    kt_put64(entry + KT_COL_AT, out->at);
    kt_put64(entry + KT_COL_LENGTH, w->blocks.size);
    return kt_output_write(out, w->blocks.data, w->blocks.size, err);
}
