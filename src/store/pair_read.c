/* pair_read.c: which segments and products a filter asks for, and a pair's rows out of columns.
 */
#include "pair_read.h"

#include <kontor/memory.h>

#include <assert.h>

/* Codes below a product are one range behind it. */
static uint32_t code_behind(kt_product product)
{
    static const uint32_t ten_to[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    const int digits = kt_product_digits(product);
    if (product.code == KT_TOTAL.code)
        return UINT32_MAX;
    if (digits > 6)
        return product.code + 1;
    return product.code - (uint32_t)digits + (ten_to[6 - digits] << 3);
}

static bool wants(const kt_filter *f, const kt_segment *s)
{
    const int year = s->period.first / 12;
    return (f->first_year == 0 || year >= f->first_year) &&
           (f->last_year == 0 || year <= f->last_year) &&
           (f->stated_by == 0 || (f->stated_by >> s->stated_by & 1)) &&
           (f->kinds == 0 || (f->kinds >> s->kind & 1)) &&
           (!f->whole_years || kt_period_year(s->period) != 0);
}

/* The columns of pairs hold value, quantity and status; the rest must be the same in all rows.
 */
static bool totals_serve(const kt_segment *s)
{
    return s->column[KT_COLUMN_PAIR_VALUE].kind != KT_COLUMN_ABSENT &&
           s->column[KT_COLUMN_VALUATION].kind != KT_COLUMN_BLOCKS &&
           s->column[KT_COLUMN_SUPPLEMENTARY].kind == KT_COLUMN_ABSENT;
}

static kt_status find_slots(const kt_dataset *dataset, kt_pair_reader *r, kt_error *err)
{
    const kt_product product = r->filter.product;
    const uint32_t behind = code_behind(product);
    for (int64_t s = 0; s < dataset->n_segments; s++) {
        if (!wants(&r->filter, &dataset->segment[s]))
            continue;
        kt_slot *slot = &r->slot[r->n_slots];
        KT_TRY(kt_dataset_segment(dataset, s, &slot->segment, err));
        slot->first = kt_segment_product_at(slot->segment, product.code);
        slot->end = product.code == KT_TOTAL.code
                        ? slot->segment->n_products
                        : kt_segment_product_at(slot->segment, behind);
        slot->has_totals = r->digits == 0 && totals_serve(slot->segment);
        slot->as_stated = r->digits < 0 || (slot->segment->flat && r->digits > 0 &&
                                            slot->segment->digits == r->digits);
        if (slot->first < slot->end)
            r->n_slots++;
    }
    return KT_OK;
}

static bool occurs(const kt_dataset *dataset, kt_country country)
{
    int64_t low = 0, high = dataset->n_countries;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (dataset->country[middle].code < country.code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < dataset->n_countries && dataset->country[low].code == country.code;
}

/* Keep of the countries to leave out those that matter: mostly none, which costs nothing then.
 */
static kt_status narrow_leave_out(kt_pair_reader *r, kt_error *err)
{
    kt_filter *f = &r->filter;
    const kt_country *asked = f->leave_out;
    const int64_t n_asked = f->n_leave_out;
    KT_TRY(kt_resize(&r->leave_out, n_asked + 1, sizeof *r->leave_out, err));
    f->leave_out = r->leave_out;
    f->n_leave_out = 0;
    for (int64_t n = 0; n < n_asked; n++)
        if (asked[n].code != f->exporter.code && asked[n].code != f->importer.code &&
            occurs(r->dataset, asked[n]))
            r->leave_out[f->n_leave_out++] = asked[n];
    return KT_OK;
}

bool kt_pair_reader_wants(const kt_pair_reader *reader, kt_country country)
{
    for (int64_t n = 0; n < reader->filter.n_leave_out; n++)
        if (reader->filter.leave_out[n].code == country.code)
            return false;
    return true;
}

/* Room for the rows of the pair that has most of them; one row where totals serve. */
static kt_status make_rows(kt_pair_reader *r, kt_error *err)
{
    uint32_t most = 1;
    bool levels = false;
    for (int64_t i = 0; i < r->n_slots; i++) {
        const kt_slot *slot = &r->slot[i];
        if (!slot->has_totals && slot->segment->n_products > most)
            most = slot->segment->n_products;
        levels |= !slot->has_totals && !slot->as_stated;
    }
    const int64_t room = levels ? kt_level_room(most) : most;
    KT_TRY(kt_resize(&r->position, most + 257, sizeof *r->position, err));
    KT_TRY(kt_resize(&r->number, most, sizeof *r->number, err));
    KT_TRY(kt_resize(&r->rows, room, sizeof *r->rows, err));
    if (!levels)
        return KT_OK;
    KT_TRY(kt_resize(&r->stated, most, sizeof *r->stated, err));
    return kt_resize(&r->scratch, room, sizeof *r->scratch, err);
}

kt_status kt_pair_reader_init(const kt_dataset *dataset, const kt_filter *filter,
                              kt_pair_reader *out, kt_error *err)
{
    *out = (kt_pair_reader){.dataset = dataset,
                            .image = &dataset->image,
                            .filter = *filter,
                            .digits = kt_level_digits(filter->level, filter->product)};
    KT_TRY(narrow_leave_out(out, err));
    KT_TRY(kt_new(&out->slot, dataset->n_segments, sizeof *out->slot, err));
    KT_TRY(kt_new(&out->window, dataset->n_segments, sizeof *out->window, err));
    KT_TRY(find_slots(dataset, out, err));
    return make_rows(out, err);
}

void kt_pair_reader_clear(kt_pair_reader *reader)
{
    kt_free(reader->scratch);
    kt_free(reader->rows);
    kt_free(reader->stated);
    kt_free(reader->number);
    kt_free(reader->position);
    for (int64_t i = 0; i < reader->n_slots && reader->window; i++)
        kt_free(reader->window[i]);
    kt_free(reader->window);
    kt_free(reader->slot);
    kt_free(reader->leave_out);
    *reader = (kt_pair_reader){0};
}

static uint8_t as_byte(int64_t number, uint8_t most)
{
    return number >= 0 && number <= most ? (uint8_t)number : 0;
}

kt_status kt_pair_rows_stated(const kt_segment *s, const kt_image *image, uint32_t e,
                              uint32_t pair, const uint16_t *position, int64_t first_row,
                              int64_t n, int64_t *number, kt_flow *out, kt_error *err)
{
    const kt_flow same = {.exporter = kt_segment_exporter(s, e),
                          .importer = kt_segment_importer(s, pair),
                          .period = s->period,
                          .stated_by = s->stated_by,
                          .kind = s->kind};
    for (int64_t r = 0; r < n; r++) {
        out[r] = same;
        out[r].product = kt_segment_product(s, position[r]);
    }
#define READ(id) KT_TRY(kt_column_read(&s->column[id], image, first_row, n, number, err))
    READ(KT_COLUMN_VALUE);
    for (int64_t r = 0; r < n; r++)
        out[r].value = number[r];
    READ(KT_COLUMN_QUANTITY);
    for (int64_t r = 0; r < n; r++)
        out[r].quantity = number[r];
    READ(KT_COLUMN_SUPPLEMENTARY);
    for (int64_t r = 0; r < n; r++)
        out[r].supplementary = number[r];
    READ(KT_COLUMN_UNIT);
    for (int64_t r = 0; r < n; r++)
        out[r].supplementary_unit = as_byte(number[r], 255);
    READ(KT_COLUMN_VALUATION);
    for (int64_t r = 0; r < n; r++)
        out[r].valuation = as_byte(number[r], KT_CIF);
    READ(KT_COLUMN_STATUS);
    for (int64_t r = 0; r < n; r++)
        out[r].status = as_byte(number[r], KT_SUPPRESSED);
#undef READ
    return KT_OK;
}

/* Blocks of the three columns of pairs: whoever asks for all importers asks for most of a
 * block.
 */
typedef struct kt_totals_window {
    uint32_t from, end; /* pairs */
    int64_t value[KT_BLOCK], quantity[KT_BLOCK], status[KT_BLOCK];
} kt_totals_window;

static kt_status look_at_totals(kt_pair_reader *r, const kt_slot *slot, uint32_t pair,
                                const kt_totals_window **out, kt_error *err)
{
    const kt_column *column = slot->segment->column;
    assert(slot >= r->slot && slot < r->slot + r->n_slots);
    kt_totals_window **own = &r->window[slot - r->slot];
    if (!*own)
        KT_TRY(kt_new(own, 1, sizeof **own, err));
    kt_totals_window *w = *own;
    *out = w;
    if (pair >= w->from && pair < w->end)
        return KT_OK;
    const uint32_t from = pair - pair % KT_BLOCK, left = slot->segment->n_pairs - from;
    const int64_t n = left < KT_BLOCK ? left : KT_BLOCK;
    w->from = w->end = 0;
    KT_TRY(kt_column_read(&column[KT_COLUMN_PAIR_VALUE], r->image, from, n, w->value, err));
    KT_TRY(
        kt_column_read(&column[KT_COLUMN_PAIR_QUANTITY], r->image, from, n, w->quantity, err));
    KT_TRY(kt_column_read(&column[KT_COLUMN_PAIR_STATUS], r->image, from, n, w->status, err));
    w->from = from;
    w->end = from + (uint32_t)n;
    return KT_OK;
}

static kt_status take_total(kt_pair_reader *r, const kt_slot *slot, uint32_t pair, kt_flow *row,
                            int64_t *status, kt_error *err)
{
    const kt_column *column = slot->segment->column;
    if (r->filter.importer.code == 0) {
        const kt_totals_window *w = NULL;
        KT_TRY(look_at_totals(r, slot, pair, &w, err));
        row->value = w->value[pair - w->from];
        row->quantity = w->quantity[pair - w->from];
        *status = w->status[pair - w->from];
        return KT_OK;
    }
    KT_TRY(kt_column_pick(&column[KT_COLUMN_PAIR_VALUE], r->image, pair, &row->value, err));
    KT_TRY(
        kt_column_pick(&column[KT_COLUMN_PAIR_QUANTITY], r->image, pair, &row->quantity, err));
    return kt_column_pick(&column[KT_COLUMN_PAIR_STATUS], r->image, pair, status, err);
}

/* The pair's row for all products, out of the columns of pairs. */
static kt_status read_total(kt_pair_reader *r, const kt_slot *slot, const kt_cursor *at,
                            kt_error *err)
{
    int64_t status = 0, valuation = 0;
    const kt_segment *s = slot->segment;
    kt_flow *row = &r->rows[0];
    *row = (kt_flow){.exporter = kt_segment_exporter(s, at->e),
                     .importer = kt_segment_importer(s, at->pair),
                     .period = s->period,
                     .stated_by = s->stated_by,
                     .kind = s->kind,
                     .supplementary = KT_NONE};
    KT_TRY(take_total(r, slot, at->pair, row, &status, err));
    KT_TRY(kt_column_pick(&s->column[KT_COLUMN_VALUATION], r->image, 0, &valuation, err));
    row->status = as_byte(status, KT_SUPPRESSED);
    row->valuation = as_byte(valuation, KT_CIF);
    return KT_OK;
}

kt_status kt_pair_reader_rows(kt_pair_reader *r, const kt_slot *slot, kt_cursor *cursor,
                              int64_t *n, kt_error *err)
{
    const kt_segment *s = slot->segment;
    if (slot->has_totals) {
        *n = 1;
        return read_total(r, slot, cursor, err);
    }
    int64_t n_stated, first_row;
    kt_flow *stated = slot->as_stated ? r->rows : r->stated;
    KT_TRY(kt_cursor_products(s, r->image, cursor, slot->first, slot->end, r->position,
                              &n_stated, &first_row, err));
    KT_TRY(kt_pair_rows_stated(s, r->image, cursor->e, cursor->pair, r->position, first_row,
                               n_stated, r->number, stated, err));
    if (!slot->as_stated)
        return kt_level_apply(r->digits, stated, n_stated, r->rows, r->scratch, n, err);
    *n = n_stated;
    return KT_OK;
}
