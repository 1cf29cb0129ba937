/* world_table.c: values by country and product: what advantage and concentration are made of.
 *
 * A segment keeps the sums of each exporter by product: exports of all partners are those. Else
 * rows are summed: those of an exporter lie together, so its row of the table stays in the
 * cache, and exporters are summed side by side. Each thread has rows of its own, and sums of
 * whole numbers do not depend on their order. */
#include <kontor/checked.h>
#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "matrix_kernel.h"
#include "pair_read.h"

#include <stdlib.h>

/* Rows that are decoded at once: they fit the cache. */
#define WINDOW 4096

typedef struct filling {
    const kt_dataset *dataset;
    const kt_filter *filter;
    kt_world_table *table;
    kt_trade_side side;
    int digits;
    const kt_slot *slot;
    uint32_t *country; /* of the segment's countries in the table */
    uint32_t *product; /* of its products */
    bool straight; /* an exporter's sums are its row of the table, and nothing was added yet */
} filling;

static bool add(int64_t *cell, int64_t value)
{
    if (value == KT_NONE)
        return true;
    if (*cell == KT_NONE) {
        *cell = value;
        return true;
    }
    return kt_i64_add(*cell, value, cell);
}

static kt_status too_large(kt_error *err)
{
    return kt_fail(err, KT_ERR_RANGE, "the value of a product does not fit 64 bits");
}

/* ---- rows and columns ----------------------------------------------------------------------
 */

static int compare_products(const void *a, const void *b)
{
    const uint32_t x = ((const kt_product *)a)->code, y = ((const kt_product *)b)->code;
    return x < y ? -1 : x > y;
}

/* Every code that a row of the level may have: the products themselves or those above them, and
 * the rests of coarser ones. */
static int64_t list_products(const kt_dataset *d, int digits, kt_product *out)
{
    int64_t n = 0, kept = 0;
    for (int64_t k = 0; k < d->n_products; k++) {
        const kt_product product = d->product[k];
        if (digits < 0) {
            out[n++] = product;
            continue;
        }
        const int own = kt_product_digits(product);
        out[n++] = kt_product_above(product, digits);
        if (own < digits)
            out[n++] = kt_product_unallocated(product);
        else if (own == 7)
            out[n++] = product;
    }
    qsort(out, (size_t)n, sizeof *out, compare_products);
    for (int64_t k = 0; k < n; k++) {
        const int own = kt_product_digits(out[k]);
        if ((kept == 0 || out[kept - 1].code != out[k].code) &&
            (digits < 0 || own == digits || own == 7))
            out[kept++] = out[k];
    }
    return kept;
}

/* All countries, or the one that a filter leaves on the side of the rows. */
static void choose_rows(const filling *f)
{
    const kt_dataset *d = f->dataset;
    kt_world_table *t = f->table;
    const kt_country only = f->side == KT_EXPORTS ? f->filter->exporter : f->filter->importer;
    t->country = d->country;
    t->n_countries = d->n_countries;
    if (only.code == 0)
        return;
    while (t->n_countries > 0 && t->country->code != only.code) {
        t->country++;
        t->n_countries--;
    }
    t->n_countries = t->n_countries > 0;
}

static kt_status begin(filling *f, kt_error *err)
{
    const kt_dataset *d = f->dataset;
    kt_world_table *t = f->table;
    const int64_t most_products = 3 * d->n_products;
    KT_TRY(kt_resize(&t->own_product, most_products, sizeof *t->own_product, err));
    t->product = t->own_product;
    choose_rows(f);
    t->n_products = list_products(d, f->digits, t->own_product);
    const int64_t n_cells = t->n_countries * t->n_products;
    if (n_cells > t->n_room) {
        KT_TRY(kt_resize(&t->value, n_cells, sizeof *t->value, err));
        kt_memory_prefer_large_pages(t->value, (size_t)n_cells * sizeof *t->value);
        t->n_room = n_cells;
    }
    KT_TRY(kt_resize(&f->country, KT_MAX_COUNTRIES, sizeof *f->country, err));
    return kt_resize(&f->product, KT_MAX_PRODUCTS, sizeof *f->product, err);
}

static int64_t find_product(const kt_world_table *t, kt_product product)
{
    int64_t from = 0, n = t->n_products;
    while (n > 0) {
        const int64_t half = n / 2;
        if (t->product[from + half].code < product.code) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return from < t->n_products && t->product[from].code == product.code ? from : -1;
}

static kt_status map_segment(filling *f, kt_error *err)
{
    const kt_segment *s = f->slot->segment;
    const kt_world_table *t = f->table;
    int64_t at = 0;
    for (uint32_t i = 0; i < s->n_countries; i++) {
        const uint32_t code = kt_segment_country(s, i).code;
        while (at < t->n_countries && t->country[at].code < code)
            at++;
        const bool found = at < t->n_countries && t->country[at].code == code;
        if (!found && t->n_countries == f->dataset->n_countries)
            return kt_fail(err, KT_ERR_FORMAT, "a country is not in the dataset's list");
        f->country[i] = found ? (uint32_t)at : UINT32_MAX; // no row, and none asked for
    }
    for (uint32_t k = f->slot->first; k < f->slot->end; k++) {
        kt_product product = kt_segment_product(s, k);
        if (f->digits >= 0 && kt_product_digits(product) > f->digits)
            product = kt_product_above(product, f->digits);
        const int64_t found = find_product(t, product);
        f->product[k] = found < 0 ? UINT32_MAX : (uint32_t)found;
    }
    return KT_OK;
}

/* ---- segments whose rows are those of the level --------------------------------------------
 */

static bool as_stated(const filling *f)
{
    const kt_segment *s = f->slot->segment;
    if (f->digits >= 0 && (!s->flat || s->digits != f->digits))
        return false;
    for (uint32_t k = f->slot->first; k < f->slot->end; k++)
        if (f->product[k] == UINT32_MAX)
            return false;
    return true;
}

/* ---- segments that keep the sums -----------------------------------------------------------
 */

/* Products below one code of the level add up only where no value is missing: a part that lacks
 * its value makes the whole unknown. */
static bool sums_serve(const filling *f)
{
    const kt_segment *s = f->slot->segment;
    const kt_column *missing = &s->column[KT_COLUMN_PRODUCT_NO_VALUE];
    if (f->side != KT_EXPORTS || f->filter->importer.code != 0 || !s->flat ||
        s->column[KT_COLUMN_EXPORTER_VALUE].kind == KT_COLUMN_ABSENT)
        return false;
    if (as_stated(f))
        return true;
    for (uint32_t k = f->slot->first; k < f->slot->end; k++)
        if (f->product[k] == UINT32_MAX)
            return false;
    return s->digits != KT_MIXED_DIGITS && s->digits > f->digits &&
           missing->kind == KT_COLUMN_CONSTANT && missing->value == 0;
}

static kt_status add_exporter_sums(void *with, int64_t e, kt_error *err)
{
    const filling *f = with;
    const kt_segment *s = f->slot->segment;
    const uint32_t country = f->country[kt_segment_exporter_position(s, (uint32_t)e)];
    if (country == UINT32_MAX) // not the one that is asked for
        return KT_OK;
    int64_t *row = f->table->value + (int64_t)country * f->table->n_products;
    int64_t value[8 * KT_BLOCK];
    const int64_t first = e * s->n_products;
    if (f->straight)
        return kt_column_read(&s->column[KT_COLUMN_EXPORTER_VALUE], &f->dataset->image, first,
                              s->n_products, row, err);
    for (uint32_t from = f->slot->first; from < f->slot->end;) {
        // To the end of a block, so that none is decoded twice.
        const uint32_t skip = (uint32_t)((first + from) % KT_BLOCK);
        const uint32_t left = f->slot->end - from, whole = 8 * KT_BLOCK - skip;
        const uint32_t n = left < whole ? left : whole;
        KT_TRY(kt_column_read(&s->column[KT_COLUMN_EXPORTER_VALUE], &f->dataset->image,
                              first + from, n, value, err));
        for (uint32_t i = 0; i < n; i++)
            if (!add(&row[f->product[from + i]], value[i]))
                return too_large(err);
        from += n;
    }
    return KT_OK;
}

/* ---- rows ----------------------------------------------------------------------------------
 */

/* Decoded values of rows [from, from + n). */
typedef struct window {
    int64_t from, n;
    int64_t *value;
    uint16_t *position;
    bool ahead; /* the pairs behind will be asked for too */
} window;

static kt_status look_at(const filling *f, window *w, int64_t first, int64_t n, kt_error *err)
{
    const kt_column *column = &f->slot->segment->column[KT_COLUMN_VALUE];
    if (first >= w->from && first + n <= w->from + w->n)
        return KT_OK;
    w->n = 0;
    w->from = first - first % KT_BLOCK;
    int64_t length = first + n - w->from;
    /* A lone pair is read by itself. */
    if (length < WINDOW && w->ahead)
        length = WINDOW < column->n_rows - w->from ? WINDOW : column->n_rows - w->from;
    KT_TRY(kt_column_read(column, &f->dataset->image, w->from, length, w->value, err));
    w->n = length;
    return KT_OK;
}

static bool add_values(int64_t *row, const uint32_t *product, const uint16_t *position,
                       const int64_t *value, int64_t n)
{
    bool overflow = false;
    for (int64_t r = 0; r < n; r++) {
        int64_t *cell = &row[product[position[r]]];
        if (value[r] == KT_NONE)
            continue;
        const int64_t before = *cell == KT_NONE ? 0 : *cell;
        overflow |= __builtin_add_overflow(before, value[r], cell);
    }
    return !overflow;
}

static kt_status add_pair(const filling *f, window *w, kt_cursor *cursor, kt_error *err)
{
    const kt_segment *s = f->slot->segment;
    const uint32_t country = f->side == KT_EXPORTS
                                 ? kt_segment_exporter_position(s, cursor->e)
                                 : kt_segment_importer_position(s, cursor->pair);
    int64_t *row = f->table->value + (int64_t)f->country[country] * f->table->n_products;
    int64_t n, first_row;
    KT_TRY(kt_cursor_products(s, &f->dataset->image, cursor, f->slot->first, f->slot->end,
                              w->position, &n, &first_row, err));
    if (n == 0)
        return KT_OK;
    KT_TRY(look_at(f, w, first_row, n, err));
    return add_values(row, f->product, w->position, w->value + (first_row - w->from), n)
               ? KT_OK
               : too_large(err);
}

static kt_status begin_window(const kt_segment *s, window *w, kt_error *err)
{
    KT_TRY(kt_resize(&w->value, WINDOW + s->n_products + KT_BLOCK, sizeof *w->value, err));
    return kt_resize(&w->position, s->n_products + 257, sizeof *w->position, err);
}

static void end_window(window *w)
{
    kt_free(w->position);
    kt_free(w->value);
}

/* Of exporter e's pairs those that the filter asks for: [*pair, *end). */
static kt_status choose_pairs(const filling *f, uint32_t e, uint32_t *pair, uint32_t *end,
                              kt_error *err)
{
    const kt_segment *s = f->slot->segment;
    const kt_country exporter = f->filter->exporter, importer = f->filter->importer;
    KT_TRY(kt_dataset_check_exporter(f->dataset, s, e, err));
    *pair = kt_segment_first_pair(s, e);
    *end = kt_segment_first_pair(s, e + 1);
    if (exporter.code != 0 && kt_segment_exporter(s, e).code != exporter.code)
        *end = *pair;
    else if (importer.code != 0)
        *end = kt_segment_find_pair(s, e, importer, pair) ? *pair + 1 : *pair;
    return KT_OK;
}

static kt_status add_exporter(void *with, int64_t e, kt_error *err)
{
    const filling *f = with;
    uint32_t pair, end;
    KT_TRY(choose_pairs(f, (uint32_t)e, &pair, &end, err));
    if (pair == end)
        return KT_OK;
    window w = {.ahead = f->filter->importer.code == 0};
    kt_cursor cursor = {.at_pair = UINT32_MAX};
    kt_status status = begin_window(f->slot->segment, &w, err);
    for (; pair < end && !status; pair++) {
        kt_cursor_stand(&cursor, (uint32_t)e, pair);
        status = add_pair(f, &w, &cursor, err);
    }
    end_window(&w);
    return status;
}

/* ---- rows, by importer ---------------------------------------------------------------------
 *
 * An importer's row is made of pairs that lie apart, one with each exporter. Taken exporter by
 * exporter every row of the table would be fetched and left 200 times over; so importers are
 * taken in turn, with a cursor in each exporter's pairs, and the row under way stays in the
 * cache. Importers never meet, so they are also what threads share out. */

typedef struct sharing {
    const filling *f;
    int64_t n_parts;
} sharing;

/* An exporter's pair that is next, and where its sets are. */
typedef struct place {
    uint32_t pair, end;
    kt_cursor cursor;
} place;

static kt_status stand_before(const filling *f, uint32_t importer, place *at, kt_error *err)
{
    const kt_segment *s = f->slot->segment;
    for (uint32_t e = 0; e < s->n_exporters; e++) {
        at[e].cursor.at_pair = UINT32_MAX;
        KT_TRY(choose_pairs(f, e, &at[e].pair, &at[e].end, err));
        while (at[e].pair < at[e].end && kt_segment_importer_position(s, at[e].pair) < importer)
            at[e].pair++;
    }
    return KT_OK;
}

static kt_status add_importer(const filling *f, window *w, uint32_t importer, place *at,
                              kt_error *err)
{
    const kt_segment *s = f->slot->segment;
    for (uint32_t e = 0; e < s->n_exporters; e++) {
        if (at[e].pair == at[e].end || kt_segment_importer_position(s, at[e].pair) != importer)
            continue;
        kt_cursor_stand(&at[e].cursor, e, at[e].pair++);
        KT_TRY(add_pair(f, w, &at[e].cursor, err));
    }
    return KT_OK;
}

static kt_status add_importers(void *with, int64_t p, kt_error *err)
{
    const sharing *of = with;
    const kt_segment *s = of->f->slot->segment;
    const uint32_t from = (uint32_t)(s->n_countries * p / of->n_parts);
    const uint32_t end = (uint32_t)(s->n_countries * (p + 1) / of->n_parts);
    place *at = NULL;
    window w = {0};
    kt_status status = kt_new(&at, s->n_exporters, sizeof *at, err);
    if (!status)
        status = begin_window(s, &w, err);
    if (!status)
        status = stand_before(of->f, from, at, err);
    for (uint32_t importer = from; importer < end && !status; importer++)
        status = add_importer(of->f, &w, importer, at, err);
    end_window(&w);
    kt_free(at);
    return status;
}

/* Some more parts than threads, as importers differ in size; each has to find its places. */
static kt_status share_importers(const filling *f, int n_threads, kt_error *err)
{
    enum { EACH = 4, MOST = 64 };
    const int64_t n = n_threads > MOST / EACH ? MOST : (int64_t)EACH * n_threads;
    sharing of = {f, n_threads == 1 ? 1 : n};
    return kt_parallel_run(n_threads, of.n_parts, add_importers, &of, err);
}

/* ---- any segment ---------------------------------------------------------------------------
 */

typedef struct adding {
    const filling *f;
    int64_t row;
} adding;

static kt_status add_rows(void *with, const kt_flow *rows, int64_t n, kt_error *err)
{
    adding *a = with;
    const kt_world_table *t = a->f->table;
    for (int64_t r = 0; r < n; r++) {
        const uint32_t code =
            a->f->side == KT_EXPORTS ? rows[r].exporter.code : rows[r].importer.code;
        while (t->country[a->row].code < code)
            a->row++;
        while (t->country[a->row].code > code)
            a->row--;
        const int64_t k = find_product(t, rows[r].product);
        if (k < 0)
            return kt_fail(err, KT_ERR_FORMAT, "a product is not in the dataset's list");
        if (!add(&t->value[a->row * t->n_products + k], rows[r].value))
            return too_large(err);
    }
    return KT_OK;
}

/* Only this segment, as a scan gives it. */
static kt_status add_by_scan(const filling *f, int64_t n_slot, kt_error *err)
{
    const kt_segment *s = f->slot->segment;
    adding a = {.f = f};
    kt_filter only = *f->filter;
    kt_pair_reader reader;
    kt_cursor cursor = {.at_pair = UINT32_MAX};
    kt_status status = kt_pair_reader_init(f->dataset, &only, &reader, err);
    for (uint32_t e = 0; e < s->n_exporters && !status; e++) {
        if (only.exporter.code && kt_segment_exporter(s, e).code != only.exporter.code)
            continue;
        const uint32_t end = kt_segment_first_pair(s, e + 1);
        status = kt_dataset_check_exporter(f->dataset, s, e, err);
        for (uint32_t pair = kt_segment_first_pair(s, e); pair < end && !status; pair++) {
            int64_t n = 0;
            if (only.importer.code && kt_segment_importer(s, pair).code != only.importer.code)
                continue;
            kt_cursor_stand(&cursor, e, pair);
            status = kt_pair_reader_rows(&reader, &reader.slot[n_slot], &cursor, &n, err);
            if (!status)
                status = add_rows(&a, reader.rows, n, err);
        }
    }
    kt_pair_reader_clear(&reader);
    return status;
}

/* Before anything is added; rows that a straight slot fills need not be written twice. */
static void empty_table(const filling *f)
{
    const kt_world_table *t = f->table;
    const kt_segment *s = f->straight ? f->slot->segment : NULL;
    uint32_t e = 0;
    for (int64_t i = 0; i < t->n_countries; i++) {
        const uint32_t code = t->country[i].code;
        while (s && e < s->n_exporters && kt_segment_exporter(s, e).code < code)
            e++;
        if (!s || e == s->n_exporters || kt_segment_exporter(s, e).code != code)
            kt_cells_empty(t->value + i * t->n_products, t->n_products);
    }
}

static bool is_straight(const filling *f, const kt_slot *first)
{
    const kt_segment *s = f->slot->segment;
    if (f->slot != first || !sums_serve(f) || s->n_products != f->table->n_products ||
        f->slot->end - f->slot->first != s->n_products)
        return false;
    for (uint32_t k = 0; k < s->n_products; k++)
        if (f->product[k] != k)
            return false;
    return true;
}

static kt_status add_slot(filling *f, const kt_slot *first, int n_threads, kt_error *err)
{
    KT_TRY(map_segment(f, err));
    f->straight = is_straight(f, first);
    if (f->slot == first)
        empty_table(f);
    if (sums_serve(f))
        return kt_parallel_run(n_threads, f->slot->segment->n_exporters, add_exporter_sums, f,
                               err);
    if (!as_stated(f))
        return add_by_scan(f, f->slot - first, err);
    if (f->side == KT_IMPORTS)
        return share_importers(f, n_threads, err);
    return kt_parallel_run(n_threads, f->slot->segment->n_exporters, add_exporter, f, err);
}

kt_status kt_dataset_world_table(const kt_dataset *dataset, const kt_filter *filter,
                                 kt_trade_side side, int n_threads, kt_world_table *table,
                                 kt_error *err)
{
    filling f = {.dataset = dataset,
                 .filter = filter,
                 .table = table,
                 .side = side,
                 .digits = kt_level_digits(filter->level, filter->product)};
    kt_pair_reader reader;
    if (n_threads <= 0)
        n_threads = kt_parallel_processors();
    kt_status status = kt_pair_reader_init(dataset, filter, &reader, err);
    if (!status)
        status = begin(&f, err);
    if (!status && reader.n_slots == 0)
        empty_table(&f);
    for (int64_t i = 0; i < reader.n_slots && !status; i++) {
        f.slot = &reader.slot[i];
        status = add_slot(&f, &reader.slot[0], n_threads, err);
    }
    if (status == KT_ERR_FORMAT || status == KT_ERR_RANGE)
        kt_error_within(err, "reading %s@%s", dataset->info.name, dataset->info.version);
    kt_free(f.product);
    kt_free(f.country);
    kt_pair_reader_clear(&reader);
    return status;
}

void kt_world_table_clear(kt_world_table *table)
{
    kt_free(table->own_product);
    kt_free(table->value);
    *table = (kt_world_table){0};
}
