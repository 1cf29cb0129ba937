/* encode.c: a segment in five jobs that share nothing but the sorted rows: the keys (countries,
 * pairs, sets of products), the values, the quantities, the sums of products, and the rest
 * (further attributes, sums of pairs). Each runs through the stretches in order. What they make
 * goes to the file in the order of the jobs, whichever is done first, while others still run.
 */
#include "encode_internal.h"

#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "bytes.h"

#include <string.h>

static kt_status make_part(job *j, int64_t p, kt_error *err)
{
    switch (p) {
    case PART_KEYS:
        return kt_encode_keys(j, err);
    case PART_VALUES:
        return kt_encode_numbers(j, &j->batch->value, KT_COLUMN_VALUE, err);
    case PART_QUANTITIES:
        return kt_encode_numbers(j, &j->batch->quantity, KT_COLUMN_QUANTITY, err);
    case PART_PRODUCTS:
        return kt_encode_product_sums(j, err);
    default:
        KT_TRY(kt_encode_attributes(j, err));
        return kt_encode_totals(j, err);
    }
}

/* ---- to the file ---------------------------------------------------------------------------
 */

static int part_of_column(int id)
{
    if (id == KT_COLUMN_VALUE)
        return PART_VALUES;
    if (id == KT_COLUMN_QUANTITY)
        return PART_QUANTITIES;
    return id >= KT_COLUMN_PRODUCT_VALUE ? PART_PRODUCTS : PART_REST;
}

static kt_status write_part(job *j, int p, kt_error *err)
{
    for (int i = 0; i < KT_N_SECTIONS && p == PART_KEYS; i++) {
        uint8_t *place = j->entry + KT_SEG_SECTIONS + 16 * i;
        kt_put64(place, j->out->at);
        kt_put64(place + 8, j->section[i].size);
        KT_TRY(kt_output_write(j->out, j->section[i].data, j->section[i].size, err));
    }
    for (int i = 0; i < KT_N_COLUMNS; i++)
        if (part_of_column(i) == p)
            KT_TRY(kt_column_writer_write(&j->column[i], j->out,
                                          j->entry + KT_SEG_COLUMNS + KT_SEG_COLUMN_SIZE * i,
                                          err));
    return KT_OK;
}

/* Write whatever is next and done, unless another thread is at it: that one goes on. */
static kt_status write_done(job *j, int64_t made, kt_error *err)
{
    kt_status status = KT_OK;
    pthread_mutex_lock(&j->lock);
    j->is_done[made] = true;
    while (!j->writing && !status && j->n_written < N_PARTS && j->is_done[j->n_written]) {
        j->writing = true;
        pthread_mutex_unlock(&j->lock);
        status = write_part(j, j->n_written, err);
        pthread_mutex_lock(&j->lock);
        j->writing = false;
        j->n_written++;
    }
    pthread_mutex_unlock(&j->lock);
    return status;
}

static kt_status run_part(void *with, int64_t p, kt_error *err)
{
    KT_TRY(make_part(with, p, err));
    return write_done(with, p, err);
}

static void describe_segment(const job *j)
{
    const kt_facet facet = j->stretch[0].facet;
    uint8_t *entry = j->entry;
    kt_put16(entry + KT_SEG_FIRST, (uint16_t)(facet >> 32));
    kt_put16(entry + KT_SEG_LAST, (uint16_t)(facet >> 16));
    entry[KT_SEG_STATED_BY] = (uint8_t)(facet >> 8);
    entry[KT_SEG_KIND] = (uint8_t)facet;
    entry[KT_SEG_FLAT] = j->flat;
    entry[KT_SEG_DIGITS] = j->digits;
    kt_put32(entry + KT_SEG_N_ROWS, (uint32_t)j->n_rows);
    kt_put32(entry + KT_SEG_N_PAIRS, (uint32_t)j->n_pairs);
    kt_put32(entry + KT_SEG_N_EXPORTERS, (uint32_t)j->n_exporters);
    kt_put32(entry + KT_SEG_N_COUNTRIES, (uint32_t)(j->section[KT_SECTION_COUNTRIES].size / 4));
    kt_put32(entry + KT_SEG_N_PRODUCTS, j->n_products);
}

kt_status kt_encoder_new(kt_encoder **out, kt_error *err)
{
    return kt_new(out, 1, sizeof **out, err);
}

void kt_encoder_free(kt_encoder *encoder)
{
    if (!encoder)
        return;
    for (int i = 0; i < KT_N_COLUMNS; i++)
        kt_column_writer_clear(&encoder->column[i]);
    for (int i = 0; i < KT_N_SECTIONS; i++)
        kt_bytes_clear(&encoder->section[i]);
    kt_free(encoder->position);
    kt_free(encoder->code);
    kt_free(encoder);
}

/* Whatever the segment before was, or how far it came. */
static void empty(job *j)
{
    for (int i = 0; i < KT_N_COLUMNS; i++)
        kt_column_writer_empty(&j->column[i]);
    for (int i = 0; i < KT_N_SECTIONS; i++)
        j->section[i].size = 0;
    memset(j->is_done, 0, sizeof j->is_done);
    j->writing = false;
    j->n_written = 0;
    j->n_rows = j->n_pairs = j->n_exporters = 0;
}

kt_status kt_encode_segment(kt_encoder *encoder, const kt_batch *batch,
                            const kt_stretch *stretch, int64_t n, int n_threads, kt_output *out,
                            kt_encoded *made, kt_error *err)
{
    job *j = encoder;
    empty(j);
    j->batch = batch;
    j->stretch = stretch;
    j->n = n;
    j->out = out;
    j->entry = made->entry;
    memset(made->entry, 0, sizeof made->entry);
    made->from = out->at;
    pthread_mutex_init(&j->lock, NULL);
    kt_status status = kt_encode_list_products(j, err);
    if (!status && j->n_rows > UINT32_MAX)
        status = kt_fail(err, KT_ERR_LIMIT, "more than 4 billion rows of one period");
    if (!status)
        status = kt_parallel_run(j->n_rows < 4096 ? 1 : n_threads, N_PARTS, run_part, j, err);
    if (!status) {
        describe_segment(j);
        made->n_rows = j->n_rows;
        made->to = out->at;
    }
    pthread_mutex_destroy(&j->lock);
    return status;
}

static void move(uint8_t *place, int64_t by)
{
    const uint64_t at = kt_get64(place);
    if (at != 0)
        kt_put64(place, at + (uint64_t)by);
}

void kt_entry_move(uint8_t *entry, int64_t by)
{
    for (int i = 0; i < KT_N_SECTIONS; i++)
        move(entry + KT_SEG_SECTIONS + 16 * i, by);
    for (int i = 0; i < KT_N_COLUMNS; i++) {
        uint8_t *column = entry + KT_SEG_COLUMNS + KT_SEG_COLUMN_SIZE * i;
        move(column + KT_COL_STARTS, by);
        move(column + KT_COL_AT, by);
    }
}
