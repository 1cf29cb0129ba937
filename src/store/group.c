/* group.c: sums by keys, each segment by the cheapest way there is:
 *
 *     totals     one row for all products: the columns of pairs
 *     products   by product, all pairs: the columns of products
 *     probe      one product: its chunk of each pair's set, and single numbers
 *     columns    no product of the segment lies above another: numbers straight into sums
 *     rows       anything: observations as a scan would give them
 *
 * All give the same sums (tests/store/test_scan.c). */
#include "group_sum.h"
#include "pair_read.h"

#include <kontor/memory.h>

#include <stdlib.h>

/* Rows that are read ahead where all pairs are wanted, so that no block is decoded twice. */
#define AHEAD 8192

/* Numbers of rows, or of pairs, [from, from + n). */
typedef struct window {
    int64_t from, n, room;
    int64_t *value, *quantity, *status;
} window;

typedef struct grouping {
    kt_pair_reader reader;
    unsigned keys;
    kt_summing sums;
    window window;
    uint32_t *axis_of; /* for each position of the segment under way: in sums.axis */
} grouping;

static kt_sum key_of(const grouping *g, const kt_segment *s, uint32_t e, uint32_t pair,
                     kt_product product)
{
    const unsigned keys = g->keys;
    kt_sum key = {0};
    if (keys & KT_BY_KEY_EXPORTER)
        key.exporter = kt_segment_exporter(s, e);
    if (keys & KT_BY_KEY_IMPORTER)
        key.importer = kt_segment_importer(s, pair);
    if (keys & KT_BY_KEY_PRODUCT)
        key.product = product;
    if (keys & KT_BY_KEY_PERIOD)
        key.period = s->period;
    if (keys & KT_BY_KEY_STATED_BY)
        key.stated_by = s->stated_by;
    return key;
}

static kt_status add_one(grouping *g, const kt_sum *key, int64_t value, int64_t quantity,
                         uint8_t status, kt_error *err)
{
    kt_sum *sum = NULL;
    KT_TRY(kt_summing_find(&g->sums, key, &sum, err));
    return kt_sum_add(sum, value, quantity, status) ? KT_OK : kt_sum_overflow(err);
}

/* ---- windows -------------------------------------------------------------------------------
 */

static void window_clear(window *w)
{
    kt_free(w->status);
    kt_free(w->quantity);
    kt_free(w->value);
    *w = (window){0};
}

static uint8_t as_status(int64_t number)
{
    return number >= 0 && number <= KT_SUPPRESSED ? (uint8_t)number : KT_SUPPRESSED;
}

/* Have rows [first, first + n) in the window, and up to `ahead` more. value is the first of
 * three columns (value, quantity, status). */
static kt_status look_at(grouping *g, const kt_column *value, const kt_column *quantity,
                         const kt_column *status, int64_t first, int64_t n, int64_t ahead,
                         kt_error *err)
{
    window *w = &g->window;
    if (first >= w->from && first + n <= w->from + w->n)
        return KT_OK;
    const int64_t from = ahead > 0 ? first - first % KT_BLOCK : first;
    int64_t length = first + n - from;
    if (length < ahead)
        length = ahead < value->n_rows - from ? ahead : value->n_rows - from;
    if (length > w->room) {
        w->n = 0;
        KT_TRY(kt_resize(&w->value, length, sizeof *w->value, err));
        KT_TRY(kt_resize(&w->quantity, length, sizeof *w->quantity, err));
        KT_TRY(kt_resize(&w->status, length, sizeof *w->status, err));
        w->room = length;
    }
    w->from = from;
    w->n = 0;
    KT_TRY(kt_column_read(value, g->reader.image, from, length, w->value, err));
    KT_TRY(kt_column_read(quantity, g->reader.image, from, length, w->quantity, err));
    KT_TRY(kt_column_read(status, g->reader.image, from, length, w->status, err));
    w->n = length;
    return KT_OK;
}

/* ---- totals --------------------------------------------------------------------------------
 */

/* Pairs [from, end) of exporter e. */
static kt_status add_totals(grouping *g, const kt_segment *s, uint32_t e, uint32_t from,
                            uint32_t end, kt_error *err)
{
    const kt_column *column = s->column;
    KT_TRY(look_at(g, &column[KT_COLUMN_PAIR_VALUE], &column[KT_COLUMN_PAIR_QUANTITY],
                   &column[KT_COLUMN_PAIR_STATUS], from, end - from, end - from > 1 ? AHEAD : 0,
                   err));
    const window *w = &g->window;
    for (uint32_t pair = from; pair < end; pair++) {
        const kt_sum key = key_of(g, s, e, pair, KT_TOTAL);
        const int64_t i = pair - w->from;
        KT_TRY(add_one(g, &key, w->value[i], w->quantity[i], as_status(w->status[i]), err));
    }
    return KT_OK;
}

/* One pair: single numbers. */
static kt_status add_total(grouping *g, const kt_segment *s, uint32_t e, uint32_t pair,
                           kt_error *err)
{
    int64_t value, quantity, status;
    const kt_column *column = s->column;
    const kt_sum key = key_of(g, s, e, pair, KT_TOTAL);
    KT_TRY(kt_column_pick(&column[KT_COLUMN_PAIR_VALUE], g->reader.image, pair, &value, err));
    KT_TRY(kt_column_pick(&column[KT_COLUMN_PAIR_QUANTITY], g->reader.image, pair, &quantity,
                          err));
    KT_TRY(kt_column_pick(&column[KT_COLUMN_PAIR_STATUS], g->reader.image, pair, &status, err));
    return add_one(g, &key, value, quantity, as_status(status), err);
}

/* ---- products ------------------------------------------------------------------------------
 */

/* Numbers of up to 256 products, from the columns of products. */
typedef struct products {
    int64_t number[6][KT_BLOCK];
} products;

static kt_status add_product(grouping *g, const kt_sum *key, const products *p, uint32_t i,
                             kt_error *err)
{
    kt_sum *sum = NULL;
    KT_TRY(kt_summing_find(&g->sums, key, &sum, err));
    if (!kt_i64_add(sum->value, p->number[0][i], &sum->value) ||
        !kt_i64_add(sum->quantity, p->number[1][i], &sum->quantity) ||
        !kt_i64_add(sum->n_rows, p->number[2][i], &sum->n_rows) ||
        !kt_i64_add(sum->n_without_value, p->number[3][i], &sum->n_without_value) ||
        !kt_i64_add(sum->n_without_quantity, p->number[4][i], &sum->n_without_quantity))
        return kt_sum_overflow(err);
    if (as_status(p->number[5][i]) > sum->status)
        sum->status = as_status(p->number[5][i]);
    return KT_OK;
}

static kt_status add_products(grouping *g, const kt_slot *slot, kt_error *err)
{
    const kt_segment *s = slot->segment;
    products p;
    for (uint32_t from = slot->first; from < slot->end; from += KT_BLOCK) {
        const uint32_t n = slot->end - from < KT_BLOCK ? slot->end - from : KT_BLOCK;
        for (int i = 0; i < 6; i++)
            KT_TRY(kt_column_read(&s->column[KT_COLUMN_PRODUCT_VALUE + i], g->reader.image,
                                  from, n, p.number[i], err));
        for (uint32_t i = 0; i < n; i++) {
            const kt_sum key = key_of(g, s, 0, 0, kt_segment_product(s, from + i));
            KT_TRY(add_product(g, &key, &p, i, err));
        }
    }
    return KT_OK;
}

/* ---- one product ---------------------------------------------------------------------------
 */

static kt_status add_found(grouping *g, const kt_segment *s, uint32_t e, uint32_t pair,
                           int64_t row, kt_product product, kt_error *err)
{
    int64_t value, quantity, status;
    const kt_image *image = g->reader.image;
    const kt_sum key = key_of(g, s, e, pair, product);
    KT_TRY(kt_column_pick(&s->column[KT_COLUMN_VALUE], image, row, &value, err));
    KT_TRY(kt_column_pick(&s->column[KT_COLUMN_QUANTITY], image, row, &quantity, err));
    KT_TRY(kt_column_pick(&s->column[KT_COLUMN_STATUS], image, row, &status, err));
    return add_one(g, &key, value, quantity, as_status(status), err);
}

/* Pairs [from, end) of exporter e: those that have the product at position k. */
static kt_status probe(grouping *g, const kt_segment *s, uint32_t e, uint32_t from,
                       uint32_t end, uint32_t k, kt_error *err)
{
    const uint32_t n_chunks = s->n_chunks, c = k / KT_CHUNK, x = k % KT_CHUNK;
    const uint32_t width = kt_chunk_width(s->n_products, c);
    const kt_section *sets = &s->section[KT_SECTION_SETS];
    const uint8_t *chunk_at =
        s->section[KT_SECTION_CHUNK_AT].data + 4 * ((uint64_t)e * n_chunks + c);
    uint32_t at = kt_get32(chunk_at);
    const kt_product product = kt_segment_product(s, k);
    KT_TRY(kt_image_check(g->reader.image, sets->at + at, kt_get32(chunk_at + 4) - at, err));
    const uint8_t *counts = s->section[KT_SECTION_COUNTS].data;
    uint32_t pair = kt_segment_first_pair(s, e);
    for (; pair < from; pair++)
        at += kt_set_size(counts[(uint64_t)pair * n_chunks + c], width);
    for (; pair < end; pair++) {
        const uint8_t *count = counts + (uint64_t)pair * n_chunks;
        uint32_t before;
        if (count[c] > 0 && kt_set_holds(sets->data + at, count[c], width, x, &before)) {
            int64_t row = kt_segment_first_row(s, pair) + before;
            for (uint32_t i = 0; i < c; i++)
                row += count[i];
            KT_TRY(add_found(g, s, e, pair, row, product, err));
        }
        at += kt_set_size(count[c], width);
    }
    return KT_OK;
}

/* ---- columns -------------------------------------------------------------------------------
 */

static int64_t sum_or_none(int64_t a, int64_t b, bool *fits)
{
    int64_t sum = KT_NONE;
    if (a != KT_NONE && b != KT_NONE)
        *fits &= kt_i64_add(a, b, &sum);
    return sum;
}

/* Rows r, r + 1, ... that lie below one code of the level become one; returns the next r. */
static int64_t join_rows(const uint32_t *axis_of, const uint16_t *position, int64_t r,
                         int64_t n, const window *w, int64_t at, int64_t joined[3], bool *fits)
{
    const uint32_t code = axis_of[position[r]];
    joined[0] = w->value[at + r];
    joined[1] = w->quantity[at + r];
    joined[2] = as_status(w->status[at + r]);
    for (r++; r < n && axis_of[position[r]] == code; r++) {
        joined[0] = sum_or_none(joined[0], w->value[at + r], fits);
        joined[1] = sum_or_none(joined[1], w->quantity[at + r], fits);
        if (as_status(w->status[at + r]) > joined[2])
            joined[2] = as_status(w->status[at + r]);
    }
    return r;
}

static kt_status add_columns(grouping *g, const kt_slot *slot, kt_cursor *cursor, int64_t ahead,
                             kt_error *err)
{
    const kt_segment *s = slot->segment;
    const kt_column *column = s->column;
    const uint16_t *position = g->reader.position;
    const bool by_product = g->keys & KT_BY_KEY_PRODUCT;
    kt_cell *cell = NULL;
    kt_sum *sum = NULL;
    bool fits = true;
    int64_t n, first_row;
    KT_TRY(kt_cursor_products(s, g->reader.image, cursor, slot->first, slot->end,
                              g->reader.position, &n, &first_row, err));
    if (n == 0)
        return KT_OK;
    KT_TRY(look_at(g, &column[KT_COLUMN_VALUE], &column[KT_COLUMN_QUANTITY],
                   &column[KT_COLUMN_STATUS], first_row, n, ahead, err));
    const window *w = &g->window;
    const int64_t at = first_row - w->from;
    kt_sum key = key_of(g, s, cursor->e, cursor->pair, KT_TOTAL);
    const unsigned pair_keys = KT_BY_KEY_EXPORTER | KT_BY_KEY_IMPORTER;
    if (!by_product)
        KT_TRY(kt_summing_find(&g->sums, &key, &sum, err));
    else if ((g->keys & pair_keys) != pair_keys)
        KT_TRY(kt_summing_table(&g->sums, &key, &cell, err));
    for (int64_t r = 0; r < n && fits;) {
        int64_t row[3];
        const uint32_t k = g->axis_of[position[r]];
        r = join_rows(g->axis_of, position, r, n, w, at, row, &fits);
        if (by_product && !cell) {
            key.product = g->sums.axis[k];
            KT_TRY(kt_summing_find(&g->sums, &key, &sum, err));
        }
        fits &= cell ? kt_cell_add(&cell[k], row[0], row[1], (uint32_t)row[2])
                     : kt_sum_add(sum, row[0], row[1], (uint8_t)row[2]);
    }
    return fits ? KT_OK : kt_sum_overflow(err);
}

/* ---- rows ----------------------------------------------------------------------------------
 */

static kt_status add_rows(grouping *g, const kt_slot *slot, kt_cursor *cursor, kt_error *err)
{
    int64_t n = 0;
    KT_TRY(kt_pair_reader_rows(&g->reader, slot, cursor, &n, err));
    for (int64_t r = 0; r < n; r++) {
        const kt_flow *row = &g->reader.rows[r];
        const kt_sum key = key_of(g, slot->segment, cursor->e, cursor->pair, row->product);
        KT_TRY(add_one(g, &key, row->value, row->quantity, row->status, err));
    }
    return KT_OK;
}

/* ---- which way -----------------------------------------------------------------------------
 */

typedef enum way { BY_TOTALS, BY_PRODUCTS, BY_PROBE, BY_COLUMNS, BY_ROWS } way;

static way way_of(const grouping *g, const kt_slot *slot)
{
    const kt_segment *s = slot->segment;
    const int digits = g->reader.digits;
    const kt_filter *f = &g->reader.filter;
    const bool all_pairs =
        f->exporter.code == 0 && f->importer.code == 0 && f->n_leave_out == 0;
    const unsigned pair_keys = KT_BY_KEY_EXPORTER | KT_BY_KEY_IMPORTER;
    if (digits == 0 && s->column[KT_COLUMN_PAIR_VALUE].kind != KT_COLUMN_ABSENT)
        return BY_TOTALS;
    if (!s->flat || (digits >= 0 && (s->digits == KT_MIXED_DIGITS || s->digits < digits)))
        return BY_ROWS;
    const bool as_stated = digits < 0 || s->digits == digits;
    if (as_stated && all_pairs && !(g->keys & pair_keys) &&
        s->column[KT_COLUMN_PRODUCT_ROWS].kind != KT_COLUMN_ABSENT)
        return BY_PRODUCTS;
    if (as_stated && slot->end - slot->first == 1 && s->n_products > 1)
        return BY_PROBE;
    return BY_COLUMNS;
}

/* Pairs [from, end) of an exporter. */
static kt_status add_pairs(grouping *g, const kt_slot *slot, way by, uint32_t e, uint32_t from,
                           uint32_t end, kt_error *err)
{
    const kt_segment *s = slot->segment;
    const kt_filter *f = &g->reader.filter;
    if (by == BY_TOTALS)
        return end - from == 1 ? add_total(g, s, e, from, err)
                               : add_totals(g, s, e, from, end, err);
    if (by == BY_PROBE)
        return probe(g, s, e, from, end, slot->first, err);
    const int64_t ahead = f->importer.code == 0 && f->product.code == KT_TOTAL.code ? AHEAD : 0;
    kt_cursor cursor = {.at_pair = UINT32_MAX};
    for (uint32_t pair = from; pair < end; pair++) {
        kt_cursor_stand(&cursor, e, pair);
        KT_TRY(by == BY_COLUMNS ? add_columns(g, slot, &cursor, ahead, err)
                                : add_rows(g, slot, &cursor, err));
    }
    return KT_OK;
}

static kt_status add_exporter(grouping *g, const kt_slot *slot, way by, uint32_t e,
                              kt_error *err)
{
    const kt_segment *s = slot->segment;
    const kt_country importer = g->reader.filter.importer;
    uint32_t from = kt_segment_first_pair(s, e), end = kt_segment_first_pair(s, e + 1);
    if (!kt_pair_reader_wants(&g->reader, kt_segment_exporter(s, e)))
        return KT_OK;
    KT_TRY(kt_dataset_check_exporter(g->reader.dataset, s, e, err));
    if (importer.code != 0) {
        if (!kt_segment_find_pair(s, e, importer, &from))
            return KT_OK;
        end = from + 1;
    }
    /* Stretches without an importer that is left out: mostly one stretch, all of them. */
    while (from < end) {
        uint32_t stop = from;
        if (g->reader.filter.n_leave_out == 0)
            stop = end;
        while (stop < end && kt_pair_reader_wants(&g->reader, kt_segment_importer(s, stop)))
            stop++;
        if (stop > from)
            KT_TRY(add_pairs(g, slot, by, e, from, stop, err));
        from = stop + 1;
    }
    return KT_OK;
}

static int compare_products(const void *a, const void *b)
{
    const uint32_t x = ((const kt_product *)a)->code, y = ((const kt_product *)b)->code;
    return x < y ? -1 : x > y;
}

static kt_product at_level(const grouping *g, kt_product product)
{
    return g->reader.digits < 0 ? product : kt_product_above(product, g->reader.digits);
}

/* Products of the level, of the whole dataset: the columns of the tables. */
static kt_status make_axis(grouping *g, kt_error *err)
{
    const kt_dataset *d = g->reader.dataset;
    if (g->sums.axis)
        return KT_OK;
    KT_TRY(kt_resize(&g->axis_of, KT_MAX_PRODUCTS + 1, sizeof *g->axis_of, err));
    KT_TRY(kt_resize(&g->sums.axis, d->n_products, sizeof *g->sums.axis, err));
    for (int64_t k = 0; k < d->n_products; k++)
        g->sums.axis[k] = at_level(g, d->product[k]);
    qsort(g->sums.axis, (size_t)d->n_products, sizeof *g->sums.axis, compare_products);
    int64_t n = 0;
    for (int64_t k = 0; k < d->n_products; k++)
        if (n == 0 || g->sums.axis[n - 1].code != g->sums.axis[k].code)
            g->sums.axis[n++] = g->sums.axis[k];
    g->sums.n_axis = n;
    return KT_OK;
}

/* Where the segment's products stand on the axis. Both rise, so one walk does. */
static kt_status map_products(grouping *g, const kt_slot *slot, kt_error *err)
{
    KT_TRY(make_axis(g, err));
    int64_t at = 0;
    for (uint32_t k = slot->first; k < slot->end; k++) {
        const kt_product product = at_level(g, kt_segment_product(slot->segment, k));
        while (at < g->sums.n_axis && g->sums.axis[at].code < product.code)
            at++;
        if (at == g->sums.n_axis || g->sums.axis[at].code != product.code)
            return kt_fail(err, KT_ERR_FORMAT, "a product is not in the dataset's list");
        g->axis_of[k] = (uint32_t)at;
    }
    return KT_OK;
}

static kt_status add_slot(grouping *g, const kt_slot *slot, kt_error *err)
{
    const kt_country exporter = g->reader.filter.exporter;
    const way by = way_of(g, slot);
    uint32_t e = 0;
    g->window.n = 0;
    if (by == BY_PRODUCTS)
        return add_products(g, slot, err);
    if (by == BY_COLUMNS)
        KT_TRY(map_products(g, slot, err));
    if (exporter.code != 0)
        return kt_segment_find_exporter(slot->segment, exporter, &e)
                   ? add_exporter(g, slot, by, e, err)
                   : KT_OK;
    for (; e < slot->segment->n_exporters; e++)
        KT_TRY(add_exporter(g, slot, by, e, err));
    return KT_OK;
}

kt_status kt_dataset_group(const kt_dataset *dataset, const kt_filter *filter, unsigned keys,
                           kt_groups *out, kt_error *err)
{
    grouping g = {.keys = keys};
    kt_status status = kt_pair_reader_init(dataset, filter, &g.reader, err);
    for (int64_t s = 0; s < g.reader.n_slots && !status; s++)
        status = add_slot(&g, &g.reader.slot[s], err);
    if (!status)
        status = kt_summing_finish(&g.sums, dataset, out, err);
    if (status == KT_ERR_FORMAT || status == KT_ERR_RANGE)
        kt_error_within(err, "reading %s@%s", dataset->info.name, dataset->info.version);
    kt_free(g.axis_of);
    window_clear(&g.window);
    kt_summing_clear(&g.sums);
    kt_pair_reader_clear(&g.reader);
    return status;
}

void kt_groups_clear(kt_groups *groups)
{
    kt_free(groups->group);
    *groups = (kt_groups){0};
}
