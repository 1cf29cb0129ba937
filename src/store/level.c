/* level.c: one level of products out of whatever levels were stated.
 *
 * Rows rise by product, so a parent stands before all that lies below it. One pass keeps a
 * stack of stated codes coarser than the level that are still open, and the row of the level
 * that is being summed:
 *
 *     coarser than the level   opened; when its last child is through, what it has beyond them
 *                              comes as its unallocated part
 *     at the level             comes as it is; what is stated below it is passed over
 *     finer                    summed into the code of the level above it, but for what lies
 *                              below a row that is in the sum already
 *
 * So each amount is counted at one place only and the sums of all levels agree, except where
 * children exceed their parent: then the children stand. */
#include "level.h"

#include <kontor/checked.h>

#include <string.h>

#define UNALLOCATED 7

/* A stated code coarser than the level. */
typedef struct parent {
    const kt_flow *row;
    int64_t value, quantity; /* sums over what came below it, of those that are there */
    int64_t n_below;
    int lacks_quantity;
    kt_flow *stated_rest; /* its unallocated part where that was stated too */
} parent;

typedef struct work {
    int digits;
    kt_flow *out;
    int64_t n_out;
    parent open[8];
    int n_open;
    kt_flow *sum;       /* the row of the level under way, in out; NULL: none */
    kt_product counted; /* the last row that went into it */
} work;

int kt_level_digits(kt_level level, kt_product product)
{
    static const int digits_of[] = {-1, 0, 2, 4, 6};
    const int digits = digits_of[level];
    const int own = kt_product_digits(product);
    if (digits < 0)
        return -1;
    if (own == UNALLOCATED)
        return -1;
    return own > digits ? own : digits;
}

static kt_status too_large(kt_error *err)
{
    return kt_fail(err, KT_ERR_RANGE, "a sum of products does not fit 64 bits");
}

/* Digits of the code whose rest an unallocated product is. */
static int parent_digits(kt_product rest)
{
    for (int digits = 6; digits > 0; digits--)
        if (kt_product_above(rest, digits).code != rest.code)
            return digits;
    return 0;
}

/* Tell all open parents of a row that is now complete. */
static kt_status count_below(work *w, const kt_flow *row, kt_error *err)
{
    for (int i = 0; i < w->n_open; i++) {
        parent *p = &w->open[i];
        p->n_below++;
        if (row->value != KT_NONE && !kt_i64_add(p->value, row->value, &p->value))
            return too_large(err);
        if (row->quantity == KT_NONE)
            p->lacks_quantity = 1;
        else if (!kt_i64_add(p->quantity, row->quantity, &p->quantity))
            return too_large(err);
    }
    return KT_OK;
}

static kt_status close_sum(work *w, kt_error *err)
{
    const kt_flow *row = w->sum;
    w->sum = NULL;
    return row ? count_below(w, row, err) : KT_OK;
}

static int64_t less(int64_t a, int64_t b)
{
    int64_t rest;
    return __builtin_sub_overflow(a, b, &rest) ? KT_NONE : rest;
}

/* The innermost parent has no more children: what it has beyond them is unallocated. */
static kt_status close_parent(work *w, kt_error *err)
{
    const parent p = w->open[--w->n_open];
    kt_flow rest = *p.row;
    rest.product = kt_product_unallocated(rest.product);
    if (p.n_below > 0) {
        int64_t below = p.value;
        if (p.stated_rest && p.stated_rest->value != KT_NONE)
            below -= p.stated_rest->value;
        rest.value = rest.value == KT_NONE ? KT_NONE : less(rest.value, below);
        rest.quantity = rest.quantity == KT_NONE || p.lacks_quantity
                            ? KT_NONE
                            : less(rest.quantity, p.quantity);
        if (rest.quantity != KT_NONE && rest.quantity < 0)
            rest.quantity = KT_NONE;
        rest.supplementary = KT_NONE;
        rest.supplementary_unit = 0;
        if (rest.value == KT_NONE || rest.value <= 0)
            return KT_OK;
    }
    if (p.stated_rest) {
        const int64_t known = p.stated_rest->value == KT_NONE ? 0 : p.stated_rest->value;
        if (rest.value <= known)
            return KT_OK;
        kt_flow more = rest;
        more.value = rest.value - known;
        more.quantity = KT_NONE;
        p.stated_rest->value = rest.value;
        p.stated_rest->quantity = KT_NONE;
        return count_below(w, &more, err);
    }
    w->out[w->n_out++] = rest;
    return count_below(w, &rest, err);
}

/* A stated rest of a code coarser than the level. */
static kt_status take_rest(work *w, const kt_flow *row, int own, kt_error *err)
{
    kt_flow *kept = &w->out[w->n_out++];
    *kept = *row;
    if (w->n_open > 0 && kt_product_digits(w->open[w->n_open - 1].row->product) == own)
        w->open[w->n_open - 1].stated_rest = kept;
    return count_below(w, row, err);
}

static kt_status add_to_sum(kt_flow *sum, const kt_flow *row, kt_error *err)
{
    if (sum->value == KT_NONE || row->value == KT_NONE)
        sum->value = KT_NONE;
    else if (!kt_i64_add(sum->value, row->value, &sum->value))
        return too_large(err);
    if (sum->quantity == KT_NONE || row->quantity == KT_NONE)
        sum->quantity = KT_NONE;
    else if (!kt_i64_add(sum->quantity, row->quantity, &sum->quantity))
        return too_large(err);
    if (sum->supplementary_unit != row->supplementary_unit || sum->supplementary == KT_NONE ||
        row->supplementary == KT_NONE ||
        !kt_i64_add(sum->supplementary, row->supplementary, &sum->supplementary)) {
        sum->supplementary = KT_NONE;
        sum->supplementary_unit = 0;
    }
    if (sum->valuation != row->valuation)
        sum->valuation = KT_VALUATION_UNKNOWN;
    if (row->status > sum->status)
        sum->status = row->status;
    return KT_OK;
}

/* A row of the level or finer. */
static kt_status take_fine(work *w, const kt_flow *row, kt_error *err)
{
    const kt_product above = kt_product_above(row->product, w->digits);
    if (w->sum && w->sum->product.code == above.code) {
        if (kt_product_covers(w->counted, row->product))
            return KT_OK;
        /* Two classifications of the same goods: the first one gives the total. */
        const kt_revision revision = kt_product_revision(w->counted);
        if (revision != KT_REVISION_NONE && revision != kt_product_revision(row->product))
            return KT_OK;
        w->counted = row->product;
        return add_to_sum(w->sum, row, err);
    }
    KT_TRY(close_sum(w, err));
    w->sum = &w->out[w->n_out++];
    *w->sum = *row;
    w->sum->product = above;
    w->counted = row->product;
    return KT_OK;
}

static kt_status take(work *w, const kt_flow *row, kt_error *err)
{
    const int digits = kt_product_digits(row->product);
    const int own = digits == UNALLOCATED ? parent_digits(row->product) : digits;
    while (w->n_open > 0 &&
           !kt_product_covers(w->open[w->n_open - 1].row->product, row->product)) {
        KT_TRY(close_sum(w, err));
        KT_TRY(close_parent(w, err));
    }
    if (own >= w->digits)
        return take_fine(w, row, err);
    KT_TRY(close_sum(w, err));
    if (digits == UNALLOCATED)
        return take_rest(w, row, own, err);
    w->open[w->n_open++] = (parent){.row = row};
    return KT_OK;
}

kt_status kt_level_apply(int digits, const kt_flow *rows, int64_t n, kt_flow *out,
                         kt_flow *scratch, int64_t *n_out, kt_error *err)
{
    work w = {.digits = digits, .out = out};
    if (digits < 0) {
        memcpy(out, rows, (size_t)n * sizeof *rows);
        *n_out = n;
        return KT_OK;
    }
    for (int64_t r = 0; r < n; r++)
        KT_TRY(take(&w, &rows[r], err));
    KT_TRY(close_sum(&w, err));
    while (w.n_open > 0)
        KT_TRY(close_parent(&w, err));
    kt_flows_sort(out, w.n_out, scratch);
    *n_out = w.n_out;
    return KT_OK;
}

/* ---- sorting -------------------------------------------------------------------------------
 */

/* End of the rising stretch that begins at `from`. */
static int64_t stretch_end(const kt_flow *rows, int64_t from, int64_t n)
{
    int64_t end = from + 1;
    while (end < n && kt_flow_compare(&rows[end - 1], &rows[end]) <= 0)
        end++;
    return end;
}

static void merge(const kt_flow *a, int64_t n_a, const kt_flow *b, int64_t n_b, kt_flow *out)
{
    while (n_a > 0 && n_b > 0) {
        if (kt_flow_compare(a, b) <= 0) {
            *out++ = *a++;
            n_a--;
        } else {
            *out++ = *b++;
            n_b--;
        }
    }
    memcpy(out, a, (size_t)n_a * sizeof *out);
    memcpy(out + n_a, b, (size_t)n_b * sizeof *out);
}

void kt_flows_sort(kt_flow *rows, int64_t n, kt_flow *scratch)
{
    kt_flow *from = rows, *to = scratch;
    while (n > 0 && stretch_end(from, 0, n) < n) {
        for (int64_t at = 0; at < n;) {
            const int64_t middle = stretch_end(from, at, n);
            const int64_t end = middle < n ? stretch_end(from, middle, n) : n;
            merge(from + at, middle - at, from + middle, end - middle, to + at);
            at = end;
        }
        kt_flow *const other = from;
        from = to;
        to = other;
    }
    if (from != rows)
        memcpy(rows, from, (size_t)n * sizeof *rows);
}
