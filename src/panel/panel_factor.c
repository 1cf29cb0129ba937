/* panel_factor.c: factors: columns and products of columns numbered from 0.
 *
 * Whole numbers in a narrow range are numbered through a table; other numbers are sorted. A
 * product is numbered through a table of the pairs of levels where that is not much larger than
 * the data, else through a hash of the pairs. Levels without rows are left out. */
#include "flow_panel_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cells of a table of pairs of levels, beside some for every row. */
enum { TABLE_FREE = 1 << 22 };

/* ---- numbering --------------------------------------------------------------------------- */

/* Codes 0 .. n_codes - 1 (or -1) in factor->level become levels without gaps, in order of code.
 */
static kt_status close_gaps(kt_panel_factor *factor, int64_t n_rows, int64_t n_codes,
                            kt_error *err)
{
    int32_t *level = NULL;
    KT_TRY(kt_new(&level, n_codes, sizeof *level, err));
    for (int64_t r = 0; r < n_rows; r++) {
        if (factor->level[r] < 0)
            factor->has_missing = true;
        else
            level[factor->level[r]] = 1;
    }
    for (int64_t c = 0; c < n_codes; c++)
        level[c] = level[c] ? factor->n_levels++ : -1;
    const kt_status status =
        kt_new(&factor->first_row, factor->n_levels, sizeof *factor->first_row, err);
    for (int64_t r = n_rows - 1; r >= 0 && !status; r--)
        if (factor->level[r] >= 0) {
            factor->level[r] = level[factor->level[r]];
            factor->first_row[factor->level[r]] = r;
        }
    kt_free(level);
    return status;
}

static int by_value(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Any numbers: sorted once, found by halving. */
static kt_status number_sorted(const double *x, int64_t n_rows, kt_panel_factor *factor,
                               kt_error *err)
{
    double *sorted = NULL;
    int64_t n = 0, n_distinct = 0;
    KT_TRY(kt_new(&sorted, n_rows, sizeof *sorted, err));
    for (int64_t r = 0; r < n_rows; r++)
        if (!isnan(x[r]))
            sorted[n++] = x[r];
    qsort(sorted, (size_t)n, sizeof *sorted, by_value);
    for (int64_t p = 0; p < n; p++)
        if (p == 0 || sorted[p] != sorted[n_distinct - 1])
            sorted[n_distinct++] = sorted[p];
    for (int64_t r = 0; r < n_rows; r++) {
        int64_t low = 0, high = n_distinct - 1;
        while (low < high) {
            const int64_t middle = (low + high) / 2;
            if (sorted[middle] < x[r])
                low = middle + 1;
            else
                high = middle;
        }
        factor->level[r] = isnan(x[r]) ? -1 : (int32_t)low;
    }
    kt_free(sorted);
    return close_gaps(factor, n_rows, n_distinct, err);
}

static kt_status number_values(const double *x, int64_t n_rows, kt_panel_factor *factor,
                               kt_error *err)
{
    double least = (double)INFINITY, most = -(double)INFINITY;
    bool whole = true;
    for (int64_t r = 0; r < n_rows && whole; r++) {
        if (isnan(x[r]))
            continue;
        whole = x[r] == floor(x[r]);
        least = x[r] < least ? x[r] : least;
        most = x[r] > most ? x[r] : most;
    }
    if (!whole || !(most - least < (double)(TABLE_FREE + 2 * n_rows)))
        return number_sorted(x, n_rows, factor, err);
    for (int64_t r = 0; r < n_rows; r++)
        factor->level[r] = isnan(x[r]) ? -1 : (int32_t)(x[r] - least);
    return close_gaps(factor, n_rows, (int64_t)(most - least) + 1, err);
}

/* ---- products ---------------------------------------------------------------------------- */

typedef struct pair_slot {
    int64_t key;   // left * n_right + right
    int32_t level; // + 1; 0: free
} pair_slot;

static kt_status number_by_hash(const kt_panel_factor *a, const kt_panel_factor *b,
                                int64_t n_rows, kt_panel_factor *factor, kt_error *err)
{
    uint64_t n_slots = 1024;
    pair_slot *slot = NULL;
    int32_t n = 0;
    while (n_slots < 2 * (uint64_t)n_rows)
        n_slots *= 2;
    KT_TRY(kt_new(&slot, n_slots, sizeof *slot, err));
    for (int64_t r = 0; r < n_rows; r++) {
        factor->level[r] = -1;
        if (a->level[r] < 0 || b->level[r] < 0)
            continue;
        const int64_t key = (int64_t)a->level[r] * b->n_levels + b->level[r];
        uint64_t s = ((uint64_t)key * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (n_slots - 1);
        while (slot[s].level && slot[s].key != key)
            s = (s + 1) & (n_slots - 1);
        if (!slot[s].level)
            slot[s] = (pair_slot){key, ++n};
        factor->level[r] = slot[s].level - 1;
    }
    kt_free(slot);
    return close_gaps(factor, n_rows, n, err);
}

static kt_status number_product(const kt_panel_factor *a, const kt_panel_factor *b,
                                int64_t n_rows, kt_panel_factor *factor, kt_error *err)
{
    const int64_t n_cells = (int64_t)a->n_levels * b->n_levels;
    if (n_cells > TABLE_FREE + 4 * n_rows || n_cells > INT32_MAX)
        return number_by_hash(a, b, n_rows, factor, err);
    for (int64_t r = 0; r < n_rows; r++)
        factor->level[r] =
            a->level[r] < 0 || b->level[r] < 0 ? -1 : a->level[r] * b->n_levels + b->level[r];
    return close_gaps(factor, n_rows, n_cells, err);
}

/* ---- two columns numbered alike ------------------------------------------------------------
 */

/* Level of a text among those of two sorted lists, merged. */
static kt_status merge_texts(const kt_series *a, const kt_series *b, int32_t *to_a,
                             int32_t *to_b, int32_t *n_levels)
{
    int32_t p = 0, q = 0, n = 0;
    while (p < a->n_levels || q < b->n_levels) {
        const int order = p == a->n_levels   ? 1
                          : q == b->n_levels ? -1
                                             : strcmp(a->level[p], b->level[q]);
        if (order <= 0)
            to_a[p++] = n;
        if (order >= 0)
            to_b[q++] = n;
        n++;
    }
    *n_levels = n;
    return KT_OK;
}

static kt_status alike_texts(kt_panel *panel, const kt_series *a, const kt_series *b,
                             kt_panel_factor *out_a, kt_panel_factor *out_b, kt_error *err)
{
    int32_t *to_a = NULL, *to_b = NULL, n = 0;
    kt_status status = kt_new(&to_a, a->n_levels, sizeof *to_a, err);
    if (!status)
        status = kt_new(&to_b, b->n_levels, sizeof *to_b, err);
    if (!status)
        status = merge_texts(a, b, to_a, to_b, &n);
    for (int64_t r = 0; r < panel->n_rows && !status; r++) {
        out_a->level[r] = a->code[r] < 0 ? -1 : to_a[a->code[r]];
        out_b->level[r] = b->code[r] < 0 ? -1 : to_b[b->code[r]];
        out_a->has_missing |= a->code[r] < 0;
        out_b->has_missing |= b->code[r] < 0;
    }
    out_a->n_levels = out_b->n_levels = n;
    kt_free(to_b);
    kt_free(to_a);
    return status;
}

static kt_status alike_numbers(kt_panel *panel, const double *a, const double *b,
                               kt_panel_factor *out_a, kt_panel_factor *out_b, kt_error *err)
{
    const int64_t n = panel->n_rows;
    double *both = NULL;
    kt_panel_factor joint = {0};
    kt_status status = kt_new(&both, 2 * n, sizeof *both, err);
    if (!status)
        status = kt_new(&joint.level, 2 * n, sizeof *joint.level, err);
    if (!status) {
        memcpy(both, a, (size_t)n * sizeof *both);
        memcpy(both + n, b, (size_t)n * sizeof *both);
        status = number_values(both, 2 * n, &joint, err);
    }
    if (!status) {
        memcpy(out_a->level, joint.level, (size_t)n * sizeof *joint.level);
        memcpy(out_b->level, joint.level + n, (size_t)n * sizeof *joint.level);
        out_a->n_levels = out_b->n_levels = joint.n_levels;
        out_a->has_missing = out_b->has_missing = joint.has_missing;
    }
    kt_free(joint.first_row);
    kt_free(joint.level);
    kt_free(both);
    return status;
}

static kt_status new_factor(kt_panel *panel, const kt_expression *e, const char *name,
                            kt_panel_factor **out, kt_error *err)
{
    KT_TRY(kt_arena_new(&panel->arena, out, 1, sizeof **out, err));
    (*out)->expression = e;
    (*out)->name = name;
    return kt_new(&(*out)->level, panel->n_rows, sizeof *(*out)->level, err);
}

kt_status kt_panel_alike(kt_panel *panel, const kt_expression *a, const kt_expression *b,
                         const kt_panel_factor **out_a, const kt_panel_factor **out_b,
                         kt_error *err)
{
    kt_panel_memo *memo[2];
    const kt_expression *meaning[2], *given[2] = {a, b};
    const kt_series *series[2];
    for (int side = 0; side < 2; side++) {
        KT_TRY(kt_panel_resolve(panel, given[side], &meaning[side], err));
        series[side] = meaning[side]->kind == KT_EXPRESSION_NAME
                           ? kt_panel_series(panel, meaning[side]->text)
                           : NULL;
        if (!series[side])
            return kt_panel_fail(given[side], err, "expected a column of countries");
    }
    if ((series[0]->number == NULL) != (series[1]->number == NULL))
        return kt_panel_fail(b, err,
                             "%s and %s: texts here, numbers there, which cannot name "
                             "the same countries",
                             series[0]->name, series[1]->name);
    KT_TRY(kt_panel_remember(panel, meaning[1], "alike b ", &memo[1], err));
    KT_TRY(kt_panel_remember(panel, meaning[0], "alike a ", &memo[0], err));
    KT_TRY(kt_panel_remember(panel, meaning[1], "alike b ", &memo[1], err));
    for (int side = 0; side < 2; side++)
        if (!memo[side]->factor)
            KT_TRY(
                new_factor(panel, meaning[side], series[side]->name, &memo[side]->factor, err));
    *out_a = memo[0]->factor;
    *out_b = memo[1]->factor;
    if (memo[0]->factor->n_levels)
        return KT_OK;
    return series[0]->number ? alike_numbers(panel, series[0]->number, series[1]->number,
                                             memo[0]->factor, memo[1]->factor, err)
                             : alike_texts(panel, series[0], series[1], memo[0]->factor,
                                           memo[1]->factor, err);
}

/* ---- a factor of an expression --------------------------------------------------------------
 */

/* pair(a, b): without direction. */
static kt_status number_pair(kt_panel *panel, const kt_expression *e, kt_panel_factor *factor,
                             kt_error *err)
{
    const kt_panel_factor *a, *b;
    if (e->n_arguments != 2)
        return kt_panel_fail(e, err, "pair() takes two columns: pair(exporter, importer)");
    KT_TRY(kt_panel_alike(panel, e->argument[0], e->argument[1], &a, &b, err));
    kt_panel_factor low = {.n_levels = a->n_levels}, high = {.n_levels = a->n_levels};
    kt_status status = kt_new(&low.level, panel->n_rows, sizeof *low.level, err);
    if (!status)
        status = kt_new(&high.level, panel->n_rows, sizeof *high.level, err);
    for (int64_t r = 0; r < panel->n_rows && !status; r++) {
        const bool turned = a->level[r] > b->level[r];
        low.level[r] = turned ? b->level[r] : a->level[r];
        high.level[r] = turned ? a->level[r] : b->level[r];
    }
    if (!status)
        status = number_product(&low, &high, panel->n_rows, factor, err);
    kt_free(high.level);
    kt_free(low.level);
    return status;
}

static kt_status number_expression(kt_panel *panel, const kt_expression *e,
                                   kt_panel_factor *factor, kt_error *err)
{
    KT_TRY(kt_progress_check(panel->progress, err));
    if (e->kind == KT_EXPRESSION_NAME) {
        const kt_series *series = kt_panel_series(panel, e->text);
        if (series->number)
            return number_values(series->number, panel->n_rows, factor, err);
        memcpy(factor->level, series->code, (size_t)panel->n_rows * sizeof *series->code);
        return close_gaps(factor, panel->n_rows, series->n_levels, err);
    }
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_POWER) {
        const kt_panel_factor *a, *b;
        KT_TRY(kt_panel_factor_of(panel, e->argument[0], &a, err));
        KT_TRY(kt_panel_factor_of(panel, e->argument[1], &b, err));
        return number_product(a, b, panel->n_rows, factor, err);
    }
    if (e->kind == KT_EXPRESSION_CALL && strcmp(e->text, "pair") == 0)
        return number_pair(panel, e, factor, err);
    const double *x;
    KT_TRY(kt_panel_numbers(panel, e, &x, err));
    return number_values(x, panel->n_rows, factor, err);
}

kt_status kt_panel_factor_of(kt_panel *panel, const kt_expression *expression,
                             const kt_panel_factor **out, kt_error *err)
{
    const kt_expression *meaning;
    kt_panel_memo *memo;
    kt_panel_factor *factor;
    if (expression->kind == KT_EXPRESSION_CALL && expression->n_arguments == 1 &&
        strcmp(expression->text, "factor") == 0)
        expression = expression->argument[0];
    KT_TRY(kt_panel_resolve(panel, expression, &meaning, err));
    KT_TRY(kt_panel_remember(panel, expression, "factor ", &memo, err));
    if (memo->factor && memo->factor->first_row) {
        *out = memo->factor;
        return KT_OK;
    }
    const char *name = memo->text + strlen("factor ");
    KT_TRY(kt_arena_new(&panel->arena, &factor, 1, sizeof *factor, err));
    factor->expression = meaning;
    factor->name = name;
    kt_status status = kt_new(&factor->level, panel->n_rows, sizeof *factor->level, err);
    if (!status)
        status = number_expression(panel, meaning, factor, err);
    if (!status)
        status = kt_panel_remember(panel, expression, "factor ", &memo, err);
    if (status) {
        kt_free(factor->level);
        kt_free(factor->first_row);
        return status;
    }
    memo->factor = factor;
    *out = factor;
    return KT_OK;
}

/* ---- labels --------------------------------------------------------------------------------
 */

static kt_status label_of_row(kt_panel *panel, const kt_expression *e, int64_t row,
                              kt_text *out, kt_error *err)
{
    char number[32];
    const double *x;
    KT_TRY(kt_panel_resolve(panel, e, &e, err));
    if (e->kind == KT_EXPRESSION_NAME) {
        const kt_series *series = kt_panel_series(panel, e->text);
        if (!series->number)
            return kt_text_add(
                out, series->code[row] < 0 ? "" : series->level[series->code[row]], err);
        kt_print_double(series->number[row], number);
        return kt_text_add(out, number, err);
    }
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_POWER) {
        KT_TRY(label_of_row(panel, e->argument[0], row, out, err));
        KT_TRY(kt_text_add(out, "_", err));
        return label_of_row(panel, e->argument[1], row, out, err);
    }
    if (e->kind == KT_EXPRESSION_CALL && strcmp(e->text, "pair") == 0) {
        const kt_panel_factor *a, *b;
        KT_TRY(kt_panel_alike(panel, e->argument[0], e->argument[1], &a, &b, err));
        const int first = a->level[row] > b->level[row];
        KT_TRY(label_of_row(panel, e->argument[first], row, out, err));
        KT_TRY(kt_text_add(out, "_", err));
        return label_of_row(panel, e->argument[!first], row, out, err);
    }
    KT_TRY(kt_panel_numbers(panel, e, &x, err));
    kt_print_double(x[row], number);
    return kt_text_add(out, number, err);
}

kt_status kt_panel_label(kt_panel *panel, const kt_panel_factor *factor, int32_t level,
                         kt_text *out, kt_error *err)
{
    return label_of_row(panel, factor->expression, factor->first_row[level], out, err);
}

kt_status kt_panel_level_is_in(kt_panel *panel, const kt_panel_factor *factor, int32_t level,
                               const kt_panel_set *set, bool *out, kt_error *err)
{
    kt_text label = {0};
    double number;
    const kt_status status = kt_panel_label(panel, factor, level, &label, err);
    if (!status) {
        const kt_slice text = {kt_text_get(&label), label.size};
        *out = kt_panel_set_has_word(set, text.data) ||
               (kt_parse_double(text, &number) && kt_panel_set_has_number(set, number));
    }
    kt_text_clear(&label);
    return status;
}
