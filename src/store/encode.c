/* encode.c: a segment in five jobs that share nothing but the sorted rows: the keys (countries,
 * pairs, sets of products), the values, the quantities, the sums of products, and the rest
 * (further attributes, sums of pairs). Each runs through the stretches in order. What they make
 * goes to the file in the order of the jobs, whichever is done first, while others still run.
 */
#include "encode.h"

#include <kontor/checked.h>
#include <kontor/limits.h>
#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "bytes.h"
#include "column_write.h"
#include "group_sum.h"
#include "level.h"
#include "segment.h"
#include "sum_kernel.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { PART_KEYS, PART_VALUES, PART_QUANTITIES, PART_PRODUCTS, PART_REST, N_PARTS };

typedef struct kt_encoder job;
struct kt_encoder {
    const kt_batch *batch;
    const kt_stretch *stretch;
    int64_t n;
    int64_t n_rows, n_pairs, n_exporters;
    uint32_t *code; /* products of the segment, rising */
    uint32_t n_products, n_chunks;
    uint16_t *position; /* by the batch's position: in code[] */
    bool flat;          /* no product lies above another, and all are of one revision */
    uint8_t digits;     /* of all products, or KT_MIXED_DIGITS */
    kt_bytes section[KT_N_SECTIONS];
    kt_column_writer column[KT_N_COLUMNS];
    kt_output *out;
    uint8_t *entry;
    pthread_mutex_t lock;  /* of the rest */
    bool is_done[N_PARTS]; /* and waits to be written */
    bool writing;          /* some thread does */
    int n_written;
};

/* Stretches of one pair: [*from, end). */
static int64_t pair_end(const job *j, int64_t from)
{
    int64_t end = from + 1;
    while (end < j->n && j->stretch[end].exporter == j->stretch[from].exporter &&
           j->stretch[end].importer == j->stretch[from].importer)
        end++;
    return end;
}

/* ---- lists of codes ------------------------------------------------------------------------
 */

static int compare_codes(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static int64_t sort_unique(uint32_t *code, int64_t n)
{
    int64_t kept = 0;
    qsort(code, (size_t)n, sizeof *code, compare_codes);
    for (int64_t i = 0; i < n; i++)
        if (kept == 0 || code[kept - 1] != code[i])
            code[kept++] = code[i];
    return kept;
}

static uint32_t position_of(const uint32_t *code, int64_t n, uint32_t wanted)
{
    int64_t from = 0;
    while (n > 0) {
        const int64_t half = n / 2;
        if (code[from + half] < wanted) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return (uint32_t)from;
}

static void look_at_levels(job *j)
{
    j->flat = true;
    j->digits = (uint8_t)kt_product_digits((kt_product){j->code[0]});
    for (uint32_t k = 1; k < j->n_products; k++) {
        const kt_product above = {j->code[k - 1]}, product = {j->code[k]};
        /* All below a product stand right behind it. */
        j->flat &= !kt_product_covers(above, product) &&
                   kt_product_revision(above) == kt_product_revision(product);
        if (kt_product_digits(product) != (int)j->digits)
            j->digits = KT_MIXED_DIGITS;
    }
    if (j->digits > 6) // the rest of a code above
        j->digits = KT_MIXED_DIGITS;
}

/* Which products occur, and whether one of them lies above another. */
static kt_status list_products(job *j, kt_error *err)
{
    kt_status status = KT_OK;
    uint8_t *used = NULL;
    const kt_codes *all = j->batch->products;
    KT_TRY(kt_new(&used, all->n_codes, 1, err));
    for (int64_t s = 0; s < j->n; s++) {
        const uint16_t *product = j->batch->product + j->stretch[s].row;
        for (uint32_t r = 0; r < j->stretch[s].n_rows; r++)
            used[product[r]] = 1;
        j->n_rows += j->stretch[s].n_rows;
    }
    status = kt_resize(&j->code, all->n_codes, sizeof *j->code, err);
    if (!status)
        status = kt_resize(&j->position, all->n_codes, sizeof *j->position, err);
    if (!status) {
        int64_t n = 0;
        for (int64_t i = 0; i < all->n_codes; i++)
            if (used[i])
                j->code[n++] = all->code[i];
        j->n_products = (uint32_t)sort_unique(j->code, n);
        for (int64_t i = 0; i < all->n_codes; i++)
            j->position[i] =
                used[i] ? (uint16_t)position_of(j->code, j->n_products, all->code[i]) : 0;
        j->n_chunks = (j->n_products + KT_CHUNK - 1) / KT_CHUNK;
        look_at_levels(j);
    }
    kt_free(used);
    return status;
}

/* ---- keys ----------------------------------------------------------------------------------
 */

static kt_status list_countries(job *j, kt_error *err)
{
    kt_codes codes = {0};
    kt_status status = KT_OK;
    uint32_t unused;
    for (int64_t s = 0; s < j->n && !status; s++) {
        status = kt_codes_add(&codes, j->stretch[s].exporter, &unused, err);
        if (!status)
            status = kt_codes_add(&codes, j->stretch[s].importer, &unused, err);
    }
    if (!status) {
        const int64_t n = sort_unique(codes.code, codes.n_codes);
        for (int64_t i = 0; i < n && !status; i++)
            status = kt_bytes_add32(&j->section[KT_SECTION_COUNTRIES], codes.code[i], err);
    }
    kt_codes_clear(&codes);
    return status;
}

static uint32_t country_position(const job *j, uint32_t code)
{
    const kt_bytes *countries = &j->section[KT_SECTION_COUNTRIES];
    uint32_t from = 0, n = (uint32_t)(countries->size / 4);
    while (n > 0) {
        const uint32_t half = n / 2;
        if (kt_get32(countries->data + 4 * (size_t)(from + half)) < code) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return from;
}

/* Count the products of the pairs [s, end) of one exporter by chunk. */
static kt_status count_pairs(job *j, int64_t s, int64_t end, int64_t *row, kt_error *err)
{
    kt_bytes *counts = &j->section[KT_SECTION_COUNTS];
    while (s < end) {
        const int64_t next = pair_end(j, s);
        uint8_t importer[2];
        kt_put16(importer, (uint16_t)country_position(j, j->stretch[s].importer));
        KT_TRY(kt_bytes_add(&j->section[KT_SECTION_IMPORTERS], importer, 2, err));
        j->n_pairs++;
        if (j->n_products > 1) {
            KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_PAIR_ROWS], (uint32_t)*row, err));
            KT_TRY(kt_bytes_reserve(counts, j->n_chunks, err));
            uint8_t *count = counts->data + counts->size;
            memset(count, 0, j->n_chunks);
            for (int64_t i = s; i < next; i++) {
                const uint16_t *product = j->batch->product + j->stretch[i].row;
                for (uint32_t r = 0; r < j->stretch[i].n_rows; r++)
                    count[j->position[product[r]] / KT_CHUNK]++;
            }
            counts->size += j->n_chunks;
        }
        for (; s < next; s++)
            *row += j->stretch[s].n_rows;
    }
    return KT_OK;
}

/* One product more in the set of a chunk. `n` of it are there already. */
static void put_in_set(uint8_t *set, uint32_t count, uint32_t width, uint32_t n, uint32_t x)
{
    if (count == width)
        return;
    if (count < KT_SET_BITMAP)
        set[n] = (uint8_t)x;
    else
        set[x >> 3] = (uint8_t)(set[x >> 3] | 1u << (x & 7));
}

/* The sets of an exporter's pairs [s, end), whose counts begin at `count`. */
static kt_status write_sets(job *j, int64_t s, int64_t end, size_t count_at, size_t n_pairs,
                            kt_error *err)
{
    kt_bytes *sets = &j->section[KT_SECTION_SETS];
    const uint8_t *count = j->section[KT_SECTION_COUNTS].data + count_at;
    size_t at[KT_MAX_CHUNKS];
    size_t length = 0;
    for (uint32_t c = 0; c < j->n_chunks; c++) {
        const uint32_t width = kt_chunk_width(j->n_products, c);
        at[c] = sets->size + length;
        KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_CHUNK_AT], (uint32_t)at[c], err));
        for (size_t p = 0; p < n_pairs; p++)
            length += kt_set_size(count[p * j->n_chunks + c], width);
    }
    if (sets->size + length > UINT32_MAX)
        return kt_fail(err, KT_ERR_LIMIT, "the products of one period pass 4 GB");
    KT_TRY(kt_bytes_reserve(sets, length, err));
    if (length > 0)
        memset(sets->data + sets->size, 0, length);
    sets->size += length;
    for (; s < end; count += j->n_chunks) {
        const int64_t next = pair_end(j, s);
        uint32_t n = 0, chunk = 0;
        for (; s < next; s++) {
            const uint16_t *product = j->batch->product + j->stretch[s].row;
            for (uint32_t r = 0; r < j->stretch[s].n_rows; r++) {
                const uint32_t k = j->position[product[r]], c = k / KT_CHUNK;
                if (c != chunk) {
                    chunk = c;
                    n = 0;
                }
                put_in_set(sets->data + at[c], count[c], kt_chunk_width(j->n_products, c), n++,
                           k - c * KT_CHUNK);
            }
        }
        for (uint32_t c = 0; c < j->n_chunks; c++)
            at[c] += kt_set_size(count[c], kt_chunk_width(j->n_products, c));
    }
    return KT_OK;
}

static kt_status add_exporter(job *j, uint32_t code, kt_error *err)
{
    kt_bytes *exporters = &j->section[KT_SECTION_EXPORTERS];
    KT_TRY(kt_bytes_add32(exporters, country_position(j, code), err));
    return kt_bytes_add32(exporters, (uint32_t)j->n_pairs, err);
}

static kt_status encode_keys(job *j, kt_error *err)
{
    int64_t row = 0;
    KT_TRY(list_countries(j, err));
    for (uint32_t k = 0; k < j->n_products; k++)
        KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_PRODUCTS], j->code[k], err));
    for (int64_t s = 0; s < j->n;) {
        int64_t end = s + 1;
        while (end < j->n && j->stretch[end].exporter == j->stretch[s].exporter)
            end++;
        const size_t count_at = j->section[KT_SECTION_COUNTS].size;
        const int64_t first_pair = j->n_pairs;
        KT_TRY(add_exporter(j, j->stretch[s].exporter, err));
        KT_TRY(count_pairs(j, s, end, &row, err));
        if (j->n_products > 1)
            KT_TRY(write_sets(j, s, end, count_at, (size_t)(j->n_pairs - first_pair), err));
        j->n_exporters++;
        s = end;
    }
    KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_EXPORTERS], 0, err));
    KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_EXPORTERS], (uint32_t)j->n_pairs, err));
    if (j->n_products == 1)
        return KT_OK;
    KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_PAIR_ROWS], (uint32_t)row, err));
    return kt_bytes_add32(&j->section[KT_SECTION_CHUNK_AT],
                          (uint32_t)j->section[KT_SECTION_SETS].size, err);
}

/* ---- columns -------------------------------------------------------------------------------
 */

/* The power of ten that divides all numbers; most often the first few show that it is 1. */
static int exponent_of(const job *j, const int64_t *from)
{
    int exponent = KT_MOST_DECIMALS;
    for (int64_t s = 0; s < j->n && exponent > 0; s++)
        for (uint32_t r = 0; r < j->stretch[s].n_rows && exponent > 0; r++)
            kt_exponent_narrow(from[j->stretch[s].row + r], &exponent);
    return exponent;
}

static kt_status encode_numbers(job *j, const int64_t *from, kt_column_id id, kt_error *err)
{
    kt_column_writer_init(&j->column[id], exponent_of(j, from));
    KT_TRY(kt_bytes_reserve(&j->column[id].blocks, (size_t)j->n_rows, err)); // at least
    for (int64_t s = 0; s < j->n; s++)
        KT_TRY(kt_column_writer_add(&j->column[id], from + j->stretch[s].row,
                                    j->stretch[s].n_rows, err));
    return kt_column_writer_end(&j->column[id], err);
}

typedef int64_t (*small_number)(const kt_batch *batch, int64_t row);

static int64_t valuation_at(const kt_batch *batch, int64_t row)
{
    return kt_batch_attribute(batch, row) >> 2;
}

static int64_t status_at(const kt_batch *batch, int64_t row)
{
    return kt_batch_attribute(batch, row) & 3;
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

/* Rows of the pair [s, end) as observations. */
static int64_t fill_rows(const job *j, int64_t s, int64_t end, kt_flow *rows)
{
    const kt_batch *b = j->batch;
    int64_t n = 0;
    for (; s < end; s++) {
        for (uint32_t i = 0; i < j->stretch[s].n_rows; i++, n++) {
            const int64_t r = j->stretch[s].row + i;
            rows[n] = (kt_flow){.product = {b->products->code[b->product[r]]},
                                .status = (uint8_t)status_at(b, r),
                                .value = b->value[r],
                                .quantity = b->quantity[r],
                                .supplementary = KT_NONE};
        }
    }
    return n;
}

/* The pair's row for all products, where products lie above each other. */
static kt_status total_of_levels(const job *j, int64_t s, int64_t end, kt_flow *rows,
                                 kt_flow *total, kt_error *err)
{
    const int64_t room = kt_level_room(j->n_products);
    int64_t n_out = 0;
    const int64_t n = fill_rows(j, s, end, rows);
    KT_TRY(kt_level_apply(0, rows, n, rows + room, rows + 2 * room, &n_out, err));
    *total = rows[room];
    return KT_OK;
}

static int64_t add_or_none(int64_t a, int64_t b, bool *fits)
{
    const int64_t both[2] = {a, b};
    return kt_sum_or_none_plain(both, 2, fits);
}

static void total_of_rows(const job *j, int64_t s, int64_t end, kt_flow *total, bool *fits)
{
    const kt_batch *b = j->batch;
    *total = (kt_flow){.status = (uint8_t)status_at(b, j->stretch[s].row)};
    for (; s < end; s++) {
        const int64_t row = j->stretch[s].row, n = j->stretch[s].n_rows;
        total->value = add_or_none(total->value, kt_sum_or_none(b->value + row, n, fits), fits);
        total->quantity =
            add_or_none(total->quantity, kt_sum_or_none(b->quantity + row, n, fits), fits);
        for (int64_t i = 0; i < n && b->attribute; i++)
            if (status_at(b, row + i) > total->status)
                total->status = (uint8_t)status_at(b, row + i);
    }
}

static kt_status add_total(job *j, const kt_flow *total, kt_error *err)
{
    const int64_t status = total->status;
    KT_TRY(kt_column_writer_add(&j->column[KT_COLUMN_PAIR_VALUE], &total->value, 1, err));
    KT_TRY(kt_column_writer_add(&j->column[KT_COLUMN_PAIR_QUANTITY], &total->quantity, 1, err));
    return kt_column_writer_add(&j->column[KT_COLUMN_PAIR_STATUS], &status, 1, err);
}

/* Sums of pairs. Where one does not fit 64 bits there are none: readers then sum themselves,
 * and say so where it matters. */
static kt_status encode_totals(job *j, kt_error *err)
{
    kt_status status = KT_OK;
    kt_flow *rows = NULL;
    bool fits = true;
    const int64_t room = kt_level_room(j->n_products);
    if (j->n_products == 1)
        return KT_OK;
    /* What divides all parts divides the sums. */
    kt_column_writer_init(&j->column[KT_COLUMN_PAIR_VALUE], exponent_of(j, j->batch->value));
    kt_column_writer_init(&j->column[KT_COLUMN_PAIR_QUANTITY],
                          exponent_of(j, j->batch->quantity));
    kt_column_writer_init(&j->column[KT_COLUMN_PAIR_STATUS], 0);
    if (!j->flat)
        KT_TRY(kt_resize(&rows, 3 * room, sizeof *rows, err));
    for (int64_t s = 0; s < j->n && !status && fits;) {
        const int64_t end = pair_end(j, s);
        kt_flow total;
        if (j->flat) {
            total_of_rows(j, s, end, &total, &fits);
        } else {
            status = total_of_levels(j, s, end, rows, &total, err);
            if (status == KT_ERR_RANGE) {
                if (err)
                    kt_error_clear(err);
                status = KT_OK;
                fits = false;
            }
        }
        if (!status && fits)
            status = add_total(j, &total, err);
        s = end;
    }
    for (int id = KT_COLUMN_PAIR_VALUE; id <= KT_COLUMN_PAIR_STATUS && !status; id++) {
        status = kt_column_writer_end(&j->column[id], err);
        if (!fits)
            j->column[id].n_rows = 0;
    }
    kt_free(rows);
    return status;
}

/* Sums by product: of the exporter under way, and of all before it. */
typedef struct product_sums {
    kt_cell *own, *all;
    bool fits;
} product_sums;

static void add_stretch(const job *j, const kt_stretch *stretch, product_sums *sums)
{
    const kt_batch *b = j->batch;
    const int64_t end = stretch->row + stretch->n_rows;
    for (int64_t r = stretch->row; r < end; r++)
        sums->fits &= kt_cell_add(&sums->own[j->position[b->product[r]]], b->value[r],
                                  b->quantity[r], (uint32_t)status_at(b, r));
}

/* The exporter's sums to their column and to those of all. */
static kt_status end_exporter(job *j, product_sums *sums, kt_error *err)
{
    kt_column_writer *column = &j->column[KT_COLUMN_EXPORTER_VALUE];
    for (uint32_t k = 0; k < j->n_products; k++) {
        kt_cell *own = &sums->own[k], *all = &sums->all[k];
        const int64_t value = own->n_rows > own->n_without_value ? own->value : KT_NONE;
        KT_TRY(kt_column_writer_add(column, &value, 1, err));
        sums->fits &= kt_i64_add(all->value, own->value, &all->value) &&
                      kt_i64_add(all->quantity, own->quantity, &all->quantity);
        all->n_rows += own->n_rows;
        all->n_without_value += own->n_without_value;
        all->n_without_quantity += own->n_without_quantity;
        all->status = own->status > all->status ? own->status : all->status;
        *own = (kt_cell){0};
    }
    return KT_OK;
}

static kt_status sum_products(job *j, product_sums *sums, kt_error *err)
{
    for (int64_t s = 0; s < j->n && sums->fits; s++) {
        add_stretch(j, &j->stretch[s], sums);
        if (s + 1 == j->n || j->stretch[s + 1].exporter != j->stretch[s].exporter)
            KT_TRY(end_exporter(j, sums, err));
    }
    kt_column_writer *column = &j->column[KT_COLUMN_PRODUCT_VALUE];
    for (uint32_t k = 0; k < j->n_products && sums->fits; k++) {
        const kt_cell *cell = &sums->all[k];
        const int64_t number[6] = {
            cell->value,           cell->quantity,           cell->n_rows,
            cell->n_without_value, cell->n_without_quantity, cell->status};
        for (int i = 0; i < 6; i++)
            KT_TRY(kt_column_writer_add(&column[i], &number[i], 1, err));
    }
    return KT_OK;
}

/* Sums of each product, over all pairs and by exporter, for segments whose rows nobody has to
 * level first. Where one does not fit 64 bits there are none. */
static kt_status encode_products(job *j, kt_error *err)
{
    product_sums sums = {.fits = true};
    if (j->n_products == 1 || !j->flat)
        return KT_OK;
    for (int id = KT_COLUMN_PRODUCT_VALUE; id <= KT_COLUMN_EXPORTER_VALUE; id++)
        kt_column_writer_init(&j->column[id], 0);
    const int exponent = exponent_of(j, j->batch->value);
    kt_column_writer_init(&j->column[KT_COLUMN_PRODUCT_VALUE], exponent);
    kt_column_writer_init(&j->column[KT_COLUMN_EXPORTER_VALUE], exponent);
    kt_column_writer_init(&j->column[KT_COLUMN_PRODUCT_QUANTITY],
                          exponent_of(j, j->batch->quantity));
    kt_status status = kt_new(&sums.own, j->n_products, sizeof *sums.own, err);
    if (!status)
        status = kt_new(&sums.all, j->n_products, sizeof *sums.all, err);
    if (!status)
        status = sum_products(j, &sums, err);
    for (int id = KT_COLUMN_PRODUCT_VALUE; id <= KT_COLUMN_EXPORTER_VALUE && !status; id++) {
        status = kt_column_writer_end(&j->column[id], err);
        if (!sums.fits)
            j->column[id].n_rows = 0;
    }
    kt_free(sums.all);
    kt_free(sums.own);
    return status;
}

static kt_status encode_rest(job *j, kt_error *err)
{
    if (j->batch->attribute) {
        KT_TRY(encode_small(j, status_at, KT_COLUMN_STATUS, err));
        KT_TRY(encode_small(j, valuation_at, KT_COLUMN_VALUATION, err));
    } else {
        kt_column_writer_same(&j->column[KT_COLUMN_STATUS], status_at(j->batch, 0), j->n_rows);
        kt_column_writer_same(&j->column[KT_COLUMN_VALUATION], valuation_at(j->batch, 0),
                              j->n_rows);
    }
    if (j->batch->supplementary) {
        KT_TRY(encode_numbers(j, j->batch->supplementary, KT_COLUMN_SUPPLEMENTARY, err));
        KT_TRY(encode_small(j, unit_at, KT_COLUMN_UNIT, err));
    }
    return encode_totals(j, err);
}

static kt_status make_part(job *j, int64_t p, kt_error *err)
{
    switch (p) {
    case PART_KEYS:
        return encode_keys(j, err);
    case PART_VALUES:
        return encode_numbers(j, j->batch->value, KT_COLUMN_VALUE, err);
    case PART_QUANTITIES:
        return encode_numbers(j, j->batch->quantity, KT_COLUMN_QUANTITY, err);
    case PART_PRODUCTS:
        return encode_products(j, err);
    default:
        return encode_rest(j, err);
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
    kt_status status = list_products(j, err);
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
