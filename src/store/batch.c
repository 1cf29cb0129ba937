/* batch.c: rows into columns and stretches (batch.h). */
#include "batch.h"

#include <kontor/limits.h>
#include <kontor/memory.h>

#include <stdlib.h>
#include <string.h>

/* ---- codes ---------------------------------------------------------------------------------
 */

static uint64_t slot_of(const kt_codes *codes, uint32_t code)
{
    return (code * 0x9e3779b97f4a7c15u >> 32) & ((uint64_t)codes->n_table - 1);
}

static kt_status make_table(kt_codes *codes, kt_error *err)
{
    const int64_t n_table = codes->n_table ? 2 * codes->n_table : 1024;
    uint32_t *table = NULL;
    KT_TRY(kt_new(&table, n_table, sizeof *table, err));
    kt_free(codes->table);
    codes->table = table;
    codes->n_table = n_table;
    for (int64_t i = 0; i < codes->n_codes; i++) {
        uint64_t at = slot_of(codes, codes->code[i]);
        while (table[at])
            at = (at + 1) & ((uint64_t)n_table - 1);
        table[at] = (uint32_t)(i + 1);
    }
    return KT_OK;
}

kt_status kt_codes_add(kt_codes *codes, uint32_t code, uint32_t *position, kt_error *err)
{
    if (4 * (codes->n_codes + 1) > codes->n_table)
        KT_TRY(make_table(codes, err));
    uint64_t at = slot_of(codes, code);
    for (; codes->table[at]; at = (at + 1) & ((uint64_t)codes->n_table - 1)) {
        if (codes->code[codes->table[at] - 1] == code) {
            *position = codes->table[at] - 1;
            return KT_OK;
        }
    }
    if (codes->n_codes == codes->n_room) {
        const int64_t room = codes->n_room ? 2 * codes->n_room : 256;
        KT_TRY(kt_resize(&codes->code, room, sizeof *codes->code, err));
        codes->n_room = room;
    }
    codes->code[codes->n_codes] = code;
    *position = (uint32_t)codes->n_codes++;
    codes->table[at] = *position + 1;
    return KT_OK;
}

void kt_codes_clear(kt_codes *codes)
{
    kt_free(codes->table);
    kt_free(codes->code);
    *codes = (kt_codes){0};
}

/* ---- memory --------------------------------------------------------------------------------
 */

void kt_batch_clear(kt_batch *batch)
{
    kt_free(batch->likely);
    kt_free(batch->scratch);
    kt_free(batch->stretch);
    kt_free(batch->attribute);
    kt_free(batch->unit);
    kt_narrow_clear(&batch->supplementary);
    kt_narrow_clear(&batch->quantity);
    kt_narrow_clear(&batch->value);
    kt_free(batch->product);
    *batch = (kt_batch){.products = batch->products, .n_expected = batch->n_expected};
}

void kt_batch_reset(kt_batch *batch)
{
    batch->n_rows = 0;
    batch->n_stretches = 0;
    batch->mixed = false;
    kt_free(batch->attribute);
    batch->attribute = NULL;
    kt_narrow_reset(&batch->value);
    kt_narrow_reset(&batch->quantity);
    kt_narrow_reset(&batch->supplementary);
}

int64_t kt_batch_bytes(const kt_batch *batch)
{
    const int64_t row =
        KT_BATCH_ROW + (batch->attribute ? 1 : 0) + (batch->supplementary.low ? 5 : 0);
    const int64_t n_wide =
        batch->value.n_wide + batch->quantity.n_wide + batch->supplementary.n_wide;
    return batch->n_rows * row + n_wide * (int64_t)sizeof *batch->value.wide +
           batch->n_stretches * 2 * (int64_t)sizeof *batch->stretch;
}

/* Rows from which on the expected number is believed. */
enum { MANY = 1 << 16 };

static kt_status grow(kt_batch *b, int64_t n, kt_error *err)
{
    int64_t room = b->n_room < 4096 ? 4096 : b->n_room;
    while (room < b->n_rows + n)
        room += room / 2;
    if (room > MANY && room < b->n_expected)
        room = b->n_expected;
    if (room == b->n_room)
        return KT_OK;
    KT_TRY(kt_resize(&b->product, room, sizeof *b->product, err));
    KT_TRY(kt_narrow_room(&b->value, room, err));
    KT_TRY(kt_narrow_room(&b->quantity, room, err));
    if (b->attribute)
        KT_TRY(kt_resize(&b->attribute, room, sizeof *b->attribute, err));
    if (b->supplementary.low) {
        KT_TRY(kt_narrow_room(&b->supplementary, room, err));
        KT_TRY(kt_resize(&b->unit, room, sizeof *b->unit, err));
    }
    b->n_room = room;
    kt_memory_prefer_large_pages(b->product, (size_t)room * sizeof *b->product);
    kt_memory_prefer_large_pages(b->value.low, (size_t)room * sizeof *b->value.low);
    kt_memory_prefer_large_pages(b->quantity.low, (size_t)room * sizeof *b->quantity.low);
    return KT_OK;
}

static kt_status grow_stretches(kt_batch *b, kt_error *err)
{
    if (b->n_stretches < b->n_stretch_room)
        return KT_OK;
    const int64_t room = b->n_stretch_room < 256 ? 256 : b->n_stretch_room * 3 / 2;
    KT_TRY(kt_resize(&b->stretch, room, sizeof *b->stretch, err));
    KT_TRY(kt_resize(&b->scratch, room, sizeof *b->scratch, err));
    b->n_stretch_room = room;
    return KT_OK;
}

/* Columns that most sources do not have begin with the first row that does. */
static kt_status begin_supplementary(kt_batch *b, kt_error *err)
{
    if (b->supplementary.low)
        return KT_OK;
    if (!b->unit)
        KT_TRY(kt_new(&b->unit, b->n_room, sizeof *b->unit, err));
    KT_TRY(kt_narrow_room(&b->supplementary, b->n_room, err));
    kt_narrow_put_none(&b->supplementary, 0, b->n_room);
    memset(b->unit, 0, (size_t)b->n_room);
    return KT_OK;
}

/* ---- adding --------------------------------------------------------------------------------
 */

static kt_status begin_stretch(kt_batch *b, kt_facet facet, const kt_flow *row, int64_t line,
                               kt_error *err)
{
    KT_TRY(grow_stretches(b, err));
    if (b->n_stretches > 0) {
        const kt_stretch *last = &b->stretch[b->n_stretches - 1];
        b->mixed |= last->facet != facet;
        b->n_facet_changes += last->facet != facet;
        b->n_exporter_changes += last->exporter != row->exporter.code;
    }
    b->stretch[b->n_stretches++] = (kt_stretch){.facet = facet,
                                                .exporter = row->exporter.code,
                                                .importer = row->importer.code,
                                                .row = b->n_rows,
                                                .product = row->product.code,
                                                .line = line};
    return KT_OK;
}

enum { N_LIKELY = 1 << 20 };

static inline uint32_t likely_place(uint32_t code)
{
    return code >> 3 & (N_LIKELY - 1);
}

static kt_status find_product(kt_batch *b, uint32_t code, uint16_t *out, kt_error *err)
{
    uint32_t position;
    if (!b->likely)
        KT_TRY(kt_new(&b->likely, N_LIKELY, sizeof *b->likely, err));
    KT_TRY(kt_codes_add(b->products, code, &position, err));
    if (position > UINT16_MAX)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d products", KT_MAX_PRODUCTS);
    b->likely[likely_place(code)] = *out = (uint16_t)position;
    return KT_OK;
}

/* The product's position. Codes of one revision and number of digits, as most sources have,
 * share no place in the table of guesses. */
static inline kt_status product_position(kt_batch *b, uint32_t code, uint16_t *out,
                                         kt_error *err)
{
    if (b->likely) {
        const uint16_t guess = b->likely[likely_place(code)];
        if (b->products->code[guess] == code) {
            *out = guess;
            return KT_OK;
        }
    }
    return find_product(b, code, out, err);
}

/* The column of attributes begins with the first row that differs. */
static kt_status note_attribute(kt_batch *b, uint8_t attribute, kt_error *err)
{
    if (b->n_rows == 0)
        b->same_attribute = attribute;
    if (b->attribute || attribute == b->same_attribute)
        return KT_OK;
    KT_TRY(kt_resize(&b->attribute, b->n_room, sizeof *b->attribute, err));
    memset(b->attribute, b->same_attribute, (size_t)b->n_rows);
    return KT_OK;
}

static bool continues(const kt_stretch *open, kt_facet facet, const kt_flow *row, int64_t line)
{
    const int64_t next = open->line ? open->line + (int64_t)open->n_rows : 0;
    return open->importer == row->importer.code && open->exporter == row->exporter.code &&
           open->facet == facet && next == line;
}

kt_status kt_batch_add(kt_batch *b, const kt_flow *rows, const int64_t *line, int64_t n,
                       kt_error *err)
{
    KT_TRY(grow(b, n, err));
    uint32_t last = b->n_rows > 0 ? b->products->code[b->product[b->n_rows - 1]] : UINT32_MAX;
    for (int64_t r = 0; r < n; r++) {
        const kt_flow *row = &rows[r];
        const kt_facet facet = kt_facet_of(row);
        const int64_t at = b->n_rows;
        const uint8_t attribute = (uint8_t)(row->valuation << 2 | row->status);
        KT_TRY(product_position(b, row->product.code, &b->product[at], err));
        KT_TRY(note_attribute(b, attribute, err));
        if (row->supplementary != KT_NONE || row->supplementary_unit != 0)
            KT_TRY(begin_supplementary(b, err));
        if (b->n_stretches == 0 || row->product.code <= last ||
            !continues(&b->stretch[b->n_stretches - 1], facet, row, line ? line[r] : 0))
            KT_TRY(begin_stretch(b, facet, row, line ? line[r] : 0, err));
        last = row->product.code;
        KT_TRY(kt_narrow_put(&b->value, at, &row->value, 1, err));
        KT_TRY(kt_narrow_put(&b->quantity, at, &row->quantity, 1, err));
        if (b->attribute)
            b->attribute[at] = attribute;
        if (b->supplementary.low) {
            KT_TRY(kt_narrow_put(&b->supplementary, at, &row->supplementary, 1, err));
            b->unit[at] = row->supplementary_unit;
        }
        b->stretch[b->n_stretches - 1].n_rows++;
        b->n_rows++;
    }
    return KT_OK;
}

/* Rows until the first product that does not rise. */
static int64_t rising_rows(const kt_product *product, int64_t n)
{
    int64_t end = 1;
    while (end < n && product[end].code > product[end - 1].code)
        end++;
    return end;
}

static kt_status add_rising(kt_batch *b, const kt_flow_run *run, int64_t from, int64_t n,
                            kt_error *err)
{
    const kt_facet facet = kt_facet_of(&run->key);
    const int64_t at = b->n_rows, line = run->line ? run->line + from : 0;
    kt_flow first = run->key;
    first.product = run->product[from];
    const uint32_t last = at > 0 ? b->products->code[b->product[at - 1]] : UINT32_MAX;
    for (int64_t r = 0; r < n; r++)
        KT_TRY(product_position(b, run->product[from + r].code, &b->product[at + r], err));
    if (b->n_stretches == 0 || first.product.code <= last ||
        !continues(&b->stretch[b->n_stretches - 1], facet, &first, line))
        KT_TRY(begin_stretch(b, facet, &first, line, err));
    KT_TRY(kt_narrow_put(&b->value, at, run->value + from, n, err));
    KT_TRY(kt_narrow_put(&b->quantity, at, run->quantity + from, n, err));
    if (b->attribute)
        memset(b->attribute + at, run->key.valuation << 2 | run->key.status, (size_t)n);
    if (b->supplementary.low) {
        kt_narrow_put_none(&b->supplementary, at, n);
        memset(b->unit + at, 0, (size_t)n);
    }
    b->stretch[b->n_stretches - 1].n_rows += (uint32_t)n;
    b->n_rows += n;
    return KT_OK;
}

kt_status kt_batch_add_run(kt_batch *b, const kt_flow_run *run, kt_error *err)
{
    KT_TRY(grow(b, run->n_rows, err));
    KT_TRY(note_attribute(b, (uint8_t)(run->key.valuation << 2 | run->key.status), err));
    for (int64_t from = 0; from < run->n_rows;) {
        const int64_t n = rising_rows(run->product + from, run->n_rows - from);
        KT_TRY(add_rising(b, run, from, n, err));
        from += n;
    }
    return KT_OK;
}

/* n rows of a batch, maybe the same, behind all others; there is room. */
static kt_status copy_rows(kt_batch *to, const kt_batch *b, int64_t from, size_t n,
                           kt_error *err)
{
    const int64_t at = to->n_rows;
    memcpy(to->product + at, b->product + from, n * sizeof *b->product);
    KT_TRY(kt_narrow_copy(&to->value, at, &b->value, from, (int64_t)n, err));
    KT_TRY(kt_narrow_copy(&to->quantity, at, &b->quantity, from, (int64_t)n, err));
    if (b->attribute)
        memcpy(to->attribute + at, b->attribute + from, n);
    if (b->supplementary.low) {
        KT_TRY(
            kt_narrow_copy(&to->supplementary, at, &b->supplementary, from, (int64_t)n, err));
        memcpy(to->unit + at, b->unit + from, n);
    }
    to->n_rows += (int64_t)n;
    return KT_OK;
}

static int compare_place(const void *a, const void *b)
{
    const int64_t x = ((const kt_stretch *)a)->row, y = ((const kt_stretch *)b)->row;
    return x < y ? -1 : x > y;
}

/* Rows of a stretch behind those of another batch. */
static kt_status copy_stretch(const kt_batch *b, const kt_stretch *stretch, kt_batch *to,
                              kt_error *err)
{
    const int64_t from = stretch->row, at = to->n_rows;
    const size_t n = stretch->n_rows;
    KT_TRY(grow(to, (int64_t)n, err));
    KT_TRY(grow_stretches(to, err));
    if (b->attribute && !to->attribute)
        KT_TRY(kt_resize(&to->attribute, to->n_room, sizeof *to->attribute, err));
    if (b->supplementary.low)
        KT_TRY(begin_supplementary(to, err));
    to->same_attribute = b->same_attribute;
    KT_TRY(copy_rows(to, b, from, n, err));
    to->mixed |= to->n_stretches > 0 && to->stretch[0].facet != stretch->facet;
    to->stretch[to->n_stretches] = *stretch;
    to->stretch[to->n_stretches++].row = at;
    return KT_OK;
}

kt_status kt_batch_move(kt_batch *b, kt_keep keep, const void *with, kt_batch *to,
                        kt_error *err)
{
    int64_t n_left = 0, n_kept = 0;
    for (int64_t s = 0; s < b->n_stretches; s++) {
        if (keep(with, &b->stretch[s]))
            b->scratch[n_kept++] = b->stretch[s];
        else
            b->stretch[n_left++] = b->stretch[s];
    }
    b->n_stretches = n_left;
    qsort(b->scratch, (size_t)n_kept, sizeof *b->scratch, compare_place);
    for (int64_t s = 0; s < n_kept; s++)
        KT_TRY(copy_stretch(b, &b->scratch[s], to, err));
    return KT_OK;
}

/* ---- order ---------------------------------------------------------------------------------
 */

static bool same_pair(const kt_stretch *a, const kt_stretch *b)
{
    return a->facet == b->facet && a->exporter == b->exporter && a->importer == b->importer;
}

static bool in_order(const kt_stretch *a, const kt_stretch *b)
{
    if (a->facet != b->facet)
        return a->facet < b->facet;
    if (a->exporter != b->exporter)
        return a->exporter < b->exporter;
    if (a->importer != b->importer)
        return a->importer < b->importer;
    return a->product <= b->product;
}

static int64_t rising_end(const kt_stretch *list, int64_t from, int64_t n)
{
    int64_t end = from + 1;
    while (end < n && in_order(&list[end - 1], &list[end]))
        end++;
    return end;
}

/* Merges neighbouring rising parts until there is one: sorted input costs one look. */
static void sort_stretches(kt_batch *b)
{
    const int64_t n = b->n_stretches;
    while (n > 0 && rising_end(b->stretch, 0, n) < n) {
        kt_stretch *to = b->scratch;
        for (int64_t at = 0; at < n;) {
            const int64_t middle = rising_end(b->stretch, at, n);
            const int64_t end = middle < n ? rising_end(b->stretch, middle, n) : middle;
            int64_t x = at, y = middle;
            while (x < middle || y < end)
                *to++ = y == end || (x < middle && in_order(&b->stretch[x], &b->stretch[y]))
                            ? b->stretch[x++]
                            : b->stretch[y++];
            at = end;
        }
        kt_stretch *const other = b->stretch;
        b->stretch = b->scratch;
        b->scratch = other;
    }
}

static uint32_t code_at(const kt_batch *b, int64_t row)
{
    return b->products->code[b->product[row]];
}

typedef struct place {
    uint32_t code;
    int64_t row, line;
} place;

static kt_status same_key(const kt_stretch *pair, const place *a, const place *b, kt_error *err)
{
    char exporter[5], importer[5], product[16], period[24];
    const kt_period of = {(int16_t)(pair->facet >> 32), (int16_t)(pair->facet >> 16 & 0xffff)};
    kt_country_print((kt_country){pair->exporter}, exporter);
    kt_country_print((kt_country){pair->importer}, importer);
    kt_product_print((kt_product){a->code}, product);
    kt_period_print(of, period);
    if (a->line == 0 || b->line == 0)
        return kt_fail(err, KT_ERR_FORMAT, "the same key twice: %s to %s, %s, %s", exporter,
                       importer, product, period);
    const int64_t mask = ((int64_t)1 << 40) - 1;
    const int64_t first = a->line < b->line ? a->line : b->line;
    const int64_t later = a->line < b->line ? b->line : a->line;
    if (first >> 40 == later >> 40)
        return kt_fail_at(err, KT_ERR_FORMAT, later & mask, 0,
                          "the same key twice: %s to %s, %s, %s, in lines %lld and %lld",
                          exporter, importer, product, period, (long long)(first & mask),
                          (long long)(later & mask));
    return kt_fail_at(
        err, KT_ERR_FORMAT, later & mask, 0,
        "the same key twice: %s to %s, %s, %s, in line %lld of file %lld and line "
        "%lld of file %lld",
        exporter, importer, product, period, (long long)(first & mask),
        (long long)(first >> 40), (long long)(later & mask), (long long)(later >> 40));
}

static int compare_code(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->code != y->code)
        return x->code < y->code ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static void list_places(const kt_batch *b, int64_t from, int64_t end, place *out)
{
    for (int64_t s = from; s < end; s++) {
        const kt_stretch *stretch = &b->stretch[s];
        for (int64_t r = 0; r < (int64_t)stretch->n_rows; r++)
            *out++ = (place){code_at(b, stretch->row + r), stretch->row + r,
                             stretch->line ? stretch->line + r : 0};
    }
}

/* Rows of the list behind all others, and the stretches that they are now: no more than there
 * are rows, but maybe more than there were before. */
static kt_status lay_out(kt_batch *b, const kt_stretch *pair, const place *list, int64_t n,
                         kt_stretch *out, int64_t *n_out, kt_error *err)
{
    *n_out = 0;
    for (int64_t i = 0; i < n; i++) {
        const int64_t at = b->n_rows;
        KT_TRY(copy_rows(b, b, list[i].row, 1, err));
        const int64_t follows = i > 0 && list[i - 1].line ? list[i - 1].line + 1 : 0;
        if (i > 0 && list[i].line == follows) {
            out[*n_out - 1].n_rows++;
        } else {
            out[*n_out] = *pair;
            out[*n_out].row = at;
            out[*n_out].n_rows = 1;
            out[*n_out].product = list[i].code;
            out[(*n_out)++].line = list[i].line;
        }
    }
    return KT_OK;
}

/* Stretches [from, end) of one pair reach into each other: their rows are put in order behind
 * all others; *made gets the stretches, *n_made how many. */
static kt_status weave(kt_batch *b, int64_t from, int64_t end, kt_stretch **made,
                       int64_t *n_made, kt_error *err)
{
    kt_status status = KT_OK;
    place *list = NULL;
    int64_t n = 0;
    for (int64_t s = from; s < end; s++)
        n += b->stretch[s].n_rows;
    KT_TRY(grow(b, n, err));
    KT_TRY(kt_resize(made, n, sizeof **made, err));
    KT_TRY(kt_new(&list, n, sizeof *list, err));
    list_places(b, from, end, list);
    qsort(list, (size_t)n, sizeof *list, compare_code);
    for (int64_t i = 1; i < n && !status; i++)
        if (list[i - 1].code == list[i].code)
            status = same_key(&b->stretch[from], &list[i - 1], &list[i], err);
    if (!status)
        status = lay_out(b, &b->stretch[from], list, n, *made, n_made, err);
    kt_free(list);
    return status;
}

/* End of the stretches of one pair; *apart whether none reaches into the next. */
static int64_t pair_end(const kt_batch *b, int64_t from, bool *apart)
{
    int64_t end = from + 1;
    *apart = true;
    for (; end < b->n_stretches && same_pair(&b->stretch[from], &b->stretch[end]); end++) {
        const kt_stretch *before = &b->stretch[end - 1];
        if (code_at(b, before->row + before->n_rows - 1) >= b->stretch[end].product)
            *apart = false;
    }
    return end;
}

/* Add stretches to the sorted list in b->scratch. */
static kt_status push(kt_batch *b, const kt_stretch *stretch, int64_t n, int64_t *n_out,
                      kt_error *err)
{
    if (*n_out + n > b->n_stretch_room) {
        const int64_t room = 2 * (*n_out + n);
        KT_TRY(kt_resize(&b->stretch, room, sizeof *b->stretch, err));
        KT_TRY(kt_resize(&b->scratch, room, sizeof *b->scratch, err));
        b->n_stretch_room = room;
    }
    memcpy(b->scratch + *n_out, stretch, (size_t)n * sizeof *stretch);
    *n_out += n;
    return KT_OK;
}

static kt_status part_stretches(kt_batch *b, kt_error *err)
{
    kt_status status = KT_OK;
    kt_stretch *made = NULL;
    int64_t n_out = 0;
    for (int64_t s = 0; s < b->n_stretches && !status;) {
        bool apart;
        int64_t n_made = 0;
        const int64_t end = pair_end(b, s, &apart);
        if (!apart)
            status = weave(b, s, end, &made, &n_made, err);
        if (!status && apart) {
            for (; s < end && !status; s++) {
                const kt_stretch one = b->stretch[s]; // push() may move the list
                status = push(b, &one, 1, &n_out, err);
            }
        } else if (!status) {
            status = push(b, made, n_made, &n_out, err);
        }
        s = end;
    }
    kt_free(made);
    if (!status) {
        kt_stretch *const other = b->stretch;
        b->stretch = b->scratch;
        b->scratch = other;
        b->n_stretches = n_out;
    }
    return status;
}

kt_status kt_batch_sort(kt_batch *b, kt_error *err)
{
    bool apart = true;
    sort_stretches(b);
    for (int64_t s = 0; s < b->n_stretches && apart;)
        s = pair_end(b, s, &apart);
    return apart ? KT_OK : part_stretches(b, err);
}
