/* absorb_kernel.c: loops over rows; no allocation, no failure.
 *
 *     (D alpha)_r = sum over terms t of slope_t[r] alpha[first_t + level_t[r]]
 *     m_g         = sum over the group of w (...) / W_g, 0 without groups
 *     c_gs        = sum over the group of w z_s (...), where z is the basis of its slopes;
 *                   m then stands for m + z c
 *
 * A row's four columns are one vector. A group's rows are read twice, the second time from the
 * nearest cache. One and two terms without slopes, which most models have, are compiled apart.
 */
#include "absorb_kernel.h"

#include "wide.h"

#include <math.h>

/* Number of terms, known when compiled; ANY: whatever there is, slopes included. */
enum { ANY = -1 };

typedef struct stack_view {
    const kt_term *terms;
    const int32_t *level0, *level1;
    const double *part0, *part1; /* the stack from where the terms begin */
    const double *all;
    int32_t n_terms;
} stack_view;

KT_WIDE_BODY stack_view view_of(const kt_rows *rows, const double *stack, int shape)
{
    stack_view v = {.terms = rows->terms, .all = stack, .n_terms = rows->n_terms};
    if (shape >= 1) {
        v.level0 = rows->terms[0].level;
        v.part0 = stack + rows->terms[0].first * 4;
    }
    if (shape >= 2) {
        v.level1 = rows->terms[1].level;
        v.part1 = stack + rows->terms[1].first * 4;
    }
    return v;
}

/* (D alpha)_r of four columns. */
KT_WIDE_BODY kt_v4 fit_of(const stack_view *v, int64_t r, int shape)
{
    if (shape == 1)
        return kt_load4(v->part0 + (int64_t)v->level0[r] * 4);
    if (shape == 2)
        return kt_load4(v->part0 + (int64_t)v->level0[r] * 4) +
               kt_load4(v->part1 + (int64_t)v->level1[r] * 4);
    kt_v4 sum = {0, 0, 0, 0};
    for (int32_t t = 0; t < v->n_terms; t++) {
        const kt_term *term = &v->terms[t];
        const kt_v4 value = kt_load4(v->all + (term->first + term->level[r]) * 4);
        sum += term->slope ? value * term->slope[r] : value;
    }
    return sum;
}

/* Where D' q goes. */
typedef struct stack_sums {
    double *part0, *part1, *all;
} stack_sums;

KT_WIDE_BODY stack_sums sums_of(const kt_rows *rows, double *out, int shape)
{
    stack_sums sums = {.all = out};
    if (shape >= 1)
        sums.part0 = out + rows->terms[0].first * 4;
    if (shape >= 2)
        sums.part1 = out + rows->terms[1].first * 4;
    return sums;
}

/* out += D' q of one row. */
KT_WIDE_BODY void add_row(const stack_view *v, const stack_sums *out, int64_t r, kt_v4 q,
                          int shape)
{
    if (shape >= 1) {
        double *at = out->part0 + (int64_t)v->level0[r] * 4;
        kt_store4(at, kt_load4(at) + q);
        if (shape >= 2) {
            at = out->part1 + (int64_t)v->level1[r] * 4;
            kt_store4(at, kt_load4(at) + q);
        }
        return;
    }
    for (int32_t t = 0; t < v->n_terms; t++) {
        const kt_term *term = &v->terms[t];
        double *at = out->all + (term->first + term->level[r]) * 4;
        kt_store4(at, kt_load4(at) + (term->slope ? q * term->slope[r] : q));
    }
}

/* What a group takes away: its mean, and so much of each vector of its basis. */
typedef struct group_part {
    kt_v4 m, c[KT_MAX_GROUP_SLOPES];
} group_part;

KT_WIDE_BODY kt_v4 less_group(const kt_pass *pass, const group_part *part, kt_v4 value,
                              int64_t r, int slopes)
{
    value -= part->m;
    if (slopes) {
        const int32_t n = pass->rows->n_group_slopes;
        for (int32_t s = 0; s < n; s++)
            value -= part->c[s] * pass->basis[r * n + s];
    }
    return value;
}

/* ---- S p, and the residual of the normal equations ----------------------------------------
 */

KT_WIDE_BODY kt_v4 value_of(const stack_view *v, const double *x, int64_t r, int shape)
{
    const kt_v4 fit = fit_of(v, r, shape);
    return x ? kt_load4(x + r * 4) - fit : fit;
}

/* Values of a group stay beside the processor between the two passes over it; those of larger
 * groups are made twice. */
enum { GROUP_ROOM = 64 };

/* Weighted sum over a group; two sums, so that one addition need not wait for the other. Values
 * go to `kept` where that is given. */
KT_WIDE_BODY kt_v4 group_sum(const kt_pass *pass, const double *x, const stack_view *v,
                             int64_t from, int64_t to, int shape, kt_v4 *kept)
{
    kt_v4 even = {0, 0, 0, 0}, odd = even;
    int64_t r = from;
    for (; r + 2 <= to; r += 2) {
        const kt_v4 a = value_of(v, x, r, shape), b = value_of(v, x, r + 1, shape);
        if (kept) {
            kept[r - from] = a;
            kept[r + 1 - from] = b;
        }
        even += a * pass->w[r];
        odd += b * pass->w[r + 1];
    }
    if (r < to) {
        const kt_v4 a = value_of(v, x, r, shape);
        if (kept)
            kept[r - from] = a;
        even += a * pass->w[r];
    }
    return even + odd;
}

/* The part of group g, rows `from` to `to`. */
KT_WIDE_BODY void find_part(const kt_pass *pass, const double *x, const stack_view *v,
                            int64_t g, int64_t from, int64_t to, int shape, int slopes,
                            kt_v4 *kept, group_part *part)
{
    part->m = group_sum(pass, x, v, from, to, shape, kept) * pass->over_W[g];
    if (!slopes)
        return;
    const int32_t n = pass->rows->n_group_slopes;
    for (int32_t s = 0; s < n; s++) {
        kt_v4 sum = {0, 0, 0, 0};
        for (int64_t r = from; r < to; r++)
            sum += (kept ? kept[r - from] : value_of(v, x, r, shape)) *
                   (pass->w[r] * pass->basis[r * n + s]);
        part->c[s] = sum;
    }
}

KT_WIDE_BODY void normal_rows(const kt_pass *pass, const double *x, const stack_view *v,
                              int64_t from, int64_t to, const group_part *part,
                              const stack_sums *out, kt_v4 *square, int shape, int slopes,
                              const kt_v4 *kept)
{
    const double *w = pass->w;
    for (int64_t r = from; r < to; r++) {
        const kt_v4 value = kept ? kept[r - from] : value_of(v, x, r, shape);
        const kt_v4 t = less_group(pass, part, value, r, slopes);
        const kt_v4 q = t * w[r];
        if (x)
            *square += q * t;
        add_row(v, out, r, q, shape);
    }
}

KT_WIDE_BODY void normal_shape(const kt_pass *pass, const double *x, const double *stack,
                               double *out, double *square, int shape, int slopes)
{
    const kt_rows *rows = pass->rows;
    const stack_view v = view_of(rows, stack, shape);
    const stack_sums to_sums = sums_of(rows, out, shape);
    kt_v4 sum = {0, 0, 0, 0}, kept[GROUP_ROOM];
    group_part part;
    part.m = sum;
    if (rows->n_groups == 0)
        normal_rows(pass, x, &v, rows->chunk_row[pass->chunk], rows->chunk_row[pass->chunk + 1],
                    &part, &to_sums, &sum, shape, 0, NULL);
    for (int64_t g = rows->chunk_group[pass->chunk]; g < rows->chunk_group[pass->chunk + 1];
         g++) {
        const int64_t from = rows->group_start[g], to = rows->group_start[g + 1];
        if (to - from <= GROUP_ROOM) {
            find_part(pass, x, &v, g, from, to, shape, slopes, kept, &part);
            normal_rows(pass, x, &v, from, to, &part, &to_sums, &sum, shape, slopes, kept);
        } else {
            find_part(pass, x, &v, g, from, to, shape, slopes, NULL, &part);
            normal_rows(pass, x, &v, from, to, &part, &to_sums, &sum, shape, slopes, NULL);
        }
    }
    if (square)
        kt_store4(square, kt_load4(square) + sum);
}

/* Are there one or two terms, without slopes? */
KT_WIDE_BODY int shape_of(const kt_rows *rows)
{
    for (int32_t t = 0; t < rows->n_terms; t++)
        if (rows->terms[t].slope)
            return ANY;
    return rows->n_terms == 1 || rows->n_terms == 2 ? rows->n_terms : ANY;
}

KT_WIDE_BODY void normal_body(const kt_pass *pass, const double *x, const double *stack,
                              double *out, double *square)
{
    const int shape = shape_of(pass->rows);
    if (pass->basis && shape == 2)
        normal_shape(pass, x, stack, out, square, 2, 1);
    else if (pass->basis)
        normal_shape(pass, x, stack, out, square, ANY, 1);
    else if (shape == 1)
        normal_shape(pass, x, stack, out, square, 1, 0);
    else if (shape == 2)
        normal_shape(pass, x, stack, out, square, 2, 0);
    else
        normal_shape(pass, x, stack, out, square, ANY, 0);
}

KT_WIDE_BODY void kt_pass_apply_body(const kt_pass *pass, const double *p, double *out)
{
    normal_body(pass, NULL, p, out, NULL);
}
KT_WIDE_FUNCTION(kt_pass_apply, (const kt_pass *pass, const double *p, double *out),
                 (pass, p, out))

KT_WIDE_BODY void kt_pass_residual_body(const kt_pass *pass, const double *x,
                                        const double *alpha, double *out, double *square)
{
    normal_body(pass, x, alpha, out, square);
}
KT_WIDE_FUNCTION(kt_pass_residual,
                 (const kt_pass *pass, const double *x, const double *alpha, double *out,
                  double *square),
                 (pass, x, alpha, out, square))

/* ---- products of the partialled columns ---------------------------------------------------
 */

/* x~ of a row, all panels, into row[4 * n_panels]; kept in x where asked. m: each panel's mean
 * and its parts of the basis. */
KT_WIDE_BODY void partial_row(const kt_pass *pass, const stack_view *v, double *const *x,
                              double *const *alpha, int32_t n_panels, const double *m,
                              int replace, int64_t r, double *row)
{
    const int32_t n = pass->rows->n_group_slopes;
    stack_view of_panel = *v;
    for (int32_t p = 0; p < n_panels; p++) {
        const double *of_group = m + (int64_t)p * 4 * (1 + n);
        of_panel.all = alpha[p];
        kt_v4 t = kt_load4(x[p] + r * 4) - fit_of(&of_panel, r, ANY) - kt_load4(of_group);
        for (int32_t s = 0; s < n; s++)
            t -= kt_load4(of_group + (1 + s) * 4) * pass->basis[r * n + s];
        kt_store4(row + p * 4, t);
        if (replace)
            kt_store4(x[p] + r * 4, t);
    }
}

KT_WIDE_BODY void add_products(const double *row, double w, int32_t n_columns, double *cross)
{
    for (int32_t i = 0; i < n_columns; i++) {
        const double scaled = w * row[i];
        for (int32_t j = 0; j <= i; j += 4) {
            double *at = cross + (int64_t)i * n_columns + j;
            kt_store4(at, kt_load4(at) + kt_load4(row + j) * scaled);
        }
    }
}

/* One panel: the sums stay in registers. */
KT_WIDE_BODY void cross_one_panel(const kt_pass *pass, double *x, const stack_view *v,
                                  int64_t from, int64_t to, const group_part *part, int replace,
                                  kt_v4 sum[4], int shape, int slopes)
{
    for (int64_t r = from; r < to; r++) {
        const kt_v4 value = kt_load4(x + r * 4) - fit_of(v, r, shape);
        const kt_v4 t = less_group(pass, part, value, r, slopes);
        const kt_v4 q = t * pass->w[r];
        for (int i = 0; i < 4; i++)
            sum[i] += t * q[i];
        if (replace)
            kt_store4(x + r * 4, t);
    }
}

KT_WIDE_BODY void group_means(const kt_pass *pass, const stack_view *v, double *const *x,
                              double *const *alpha, int32_t n_panels, int64_t g, double *m)
{
    const int64_t from = pass->rows->group_start[g], to = pass->rows->group_start[g + 1];
    const int32_t n = pass->rows->n_group_slopes;
    stack_view of_panel = *v;
    for (int32_t p = 0; p < n_panels; p++) {
        double *of_group = m + (int64_t)p * 4 * (1 + n);
        kt_v4 sum = {0, 0, 0, 0}, c[KT_MAX_GROUP_SLOPES] = {sum};
        of_panel.all = alpha[p];
        for (int64_t r = from; r < to; r++) {
            const kt_v4 q = (kt_load4(x[p] + r * 4) - fit_of(&of_panel, r, ANY)) * pass->w[r];
            sum += q;
            for (int32_t s = 0; s < n; s++)
                c[s] += q * pass->basis[r * n + s];
        }
        kt_store4(of_group, sum * pass->over_W[g]);
        for (int32_t s = 0; s < n; s++)
            kt_store4(of_group + (1 + s) * 4, c[s]);
    }
}

/* One panel, terms known when compiled. */
KT_WIDE_BODY void cross_shape(const kt_pass *pass, double *x, const double *alpha, int replace,
                              double *cross, int shape, int slopes)
{
    const kt_rows *rows = pass->rows;
    const stack_view v = view_of(rows, alpha, shape);
    const kt_v4 zero = {0, 0, 0, 0};
    kt_v4 sum[4] = {zero, zero, zero, zero};
    group_part part;
    part.m = zero;
    if (rows->n_groups == 0)
        cross_one_panel(pass, x, &v, rows->chunk_row[pass->chunk],
                        rows->chunk_row[pass->chunk + 1], &part, replace, sum, shape, 0);
    for (int64_t g = rows->chunk_group[pass->chunk]; g < rows->chunk_group[pass->chunk + 1];
         g++) {
        const int64_t from = rows->group_start[g], to = rows->group_start[g + 1];
        find_part(pass, x, &v, g, from, to, shape, slopes, NULL, &part);
        cross_one_panel(pass, x, &v, from, to, &part, replace, sum, shape, slopes);
    }
    for (int i = 0; i < 4; i++)
        kt_store4(cross + i * 4, kt_load4(cross + i * 4) + sum[i]);
}

KT_WIDE_BODY void cross_panels(const kt_pass *pass, double *const *x, double *const *alpha,
                               int32_t n_panels, int64_t stretch, int64_t n_stretches,
                               int replace, double *room, double *cross)
{
    const kt_rows *rows = pass->rows;
    const int32_t n_columns = 4 * n_panels;
    const stack_view v = view_of(rows, alpha[0], ANY);
    const int grouped = rows->n_groups > 0;
    const int64_t *of_chunk =
        grouped ? &rows->chunk_group[pass->chunk] : &rows->chunk_row[pass->chunk];
    const int64_t n = of_chunk[1] - of_chunk[0];
    const int64_t first = of_chunk[0] + n * stretch / n_stretches;
    const int64_t end = of_chunk[0] + n * (stretch + 1) / n_stretches;
    const int32_t n_parts = n_columns * (1 + rows->n_group_slopes);
    double *m = room, *row = room + n_parts;
    for (int32_t c = 0; c < n_parts; c++)
        m[c] = 0.0;
    for (int64_t g = first; g < end; g++) {
        const int64_t from = grouped ? rows->group_start[g] : g;
        const int64_t to = grouped ? rows->group_start[g + 1] : g + 1;
        if (grouped)
            group_means(pass, &v, x, alpha, n_panels, g, m);
        for (int64_t r = from; r < to; r++) {
            partial_row(pass, &v, x, alpha, n_panels, m, replace, r, row);
            add_products(row, pass->w[r], n_columns, cross);
        }
    }
}

KT_WIDE_BODY void kt_pass_cross_body(const kt_pass *pass, double *const *x,
                                     double *const *alpha, int32_t n_panels, int64_t stretch,
                                     int64_t n_stretches, int replace, double *room,
                                     double *cross)
{
    const int shape = shape_of(pass->rows);
    if (n_panels > 1)
        cross_panels(pass, x, alpha, n_panels, stretch, n_stretches, replace, room, cross);
    else if (stretch > 0)
        return; // one panel is quick: all of it is the first stretch
    else if (pass->basis)
        cross_shape(pass, x[0], alpha[0], replace, cross, ANY, 1);
    else if (shape == 1)
        cross_shape(pass, x[0], alpha[0], replace, cross, 1, 0);
    else if (shape == 2)
        cross_shape(pass, x[0], alpha[0], replace, cross, 2, 0);
    else
        cross_shape(pass, x[0], alpha[0], replace, cross, ANY, 0);
}
KT_WIDE_FUNCTION(kt_pass_cross,
                 (const kt_pass *pass, double *const *x, double *const *alpha, int32_t n_panels,
                  int64_t stretch, int64_t n_stretches, int replace, double *room,
                  double *cross),
                 (pass, x, alpha, n_panels, stretch, n_stretches, replace, room, cross))

/* ---- the step -----------------------------------------------------------------------------
 */

KT_WIDE_BODY double scalar_fit(const kt_rows *rows, const double *a, int64_t r)
{
    double sum = 0.0;
    for (int32_t t = 0; t < rows->n_terms; t++) {
        const kt_term *term = &rows->terms[t];
        const double value = a[term->first + term->level[r]];
        sum += term->slope ? value * term->slope[r] : value;
    }
    return sum;
}

KT_WIDE_BODY double row_times(double *const *x, int32_t n_panels, const double *beta, int64_t r)
{
    kt_v4 sum = {0, 0, 0, 0};
    for (int32_t p = 0; p < n_panels; p++)
        sum += kt_load4(x[p] + r * 4) * kt_load4(beta + p * 4);
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* change of a stretch of rows, as far as beta and the terms make it; its weighted sum short of
 * e's. */
KT_WIDE_BODY double change_rows(const kt_pass *pass, double *const *x, int32_t n_panels,
                                const double *beta, const double *a, const double *e,
                                int64_t from, int64_t to, double *change)
{
    double sum = 0.0;
    for (int64_t r = from; r < to; r++) {
        change[r] = row_times(x, n_panels, beta, r) + scalar_fit(pass->rows, a, r);
        sum += pass->w[r] * (e[r * 4] - change[r]);
    }
    return sum;
}

/* The same for the basis of the group's slopes: e and change differ by nothing in it either. */
KT_WIDE_BODY void change_slopes(const kt_pass *pass, const double *e, int64_t from, int64_t to,
                                double *change)
{
    const int32_t n = pass->rows->n_group_slopes;
    double c[KT_MAX_GROUP_SLOPES] = {0};
    for (int64_t r = from; r < to; r++)
        for (int32_t s = 0; s < n; s++)
            c[s] += pass->w[r] * (e[r * 4] - change[r]) * pass->basis[r * n + s];
    for (int64_t r = from; r < to; r++)
        for (int32_t s = 0; s < n; s++)
            change[r] += c[s] * pass->basis[r * n + s];
}

KT_WIDE_BODY void kt_pass_change_body(const kt_pass *pass, double *const *x, int32_t n_panels,
                                      const double *beta, const double *a, int32_t e_column,
                                      int64_t from, int64_t to, double *change)
{
    const kt_rows *rows = pass->rows;
    const double *e = x[e_column / 4] + e_column % 4;
    if (rows->n_groups == 0) {
        change_rows(pass, x, n_panels, beta, a, e, from, to, change);
        return;
    }
    for (int64_t g = from; g < to; g++) {
        const int64_t first = rows->group_start[g], end = rows->group_start[g + 1];
        const double mean =
            change_rows(pass, x, n_panels, beta, a, e, first, end, change) * pass->over_W[g];
        if (pass->basis)
            change_slopes(pass, e, first, end, change);
        for (int64_t r = first; r < end; r++)
            change[r] += mean;
    }
}
KT_WIDE_FUNCTION(kt_pass_change,
                 (const kt_pass *pass, double *const *x, int32_t n_panels, const double *beta,
                  const double *a, int32_t e_column, int64_t from, int64_t to, double *change),
                 (pass, x, n_panels, beta, a, e_column, from, to, change))

/* ---- weights ------------------------------------------------------------------------------
 */

void kt_pass_group_weights(const kt_pass *pass, double *over_W)
{
    const kt_rows *rows = pass->rows;
    for (int64_t g = rows->chunk_group[pass->chunk]; g < rows->chunk_group[pass->chunk + 1];
         g++) {
        double sum = 0.0;
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++)
            sum += pass->w[r];
        over_W[g] = rows->has_group_level && sum > 0.0 ? 1.0 / sum : 0.0;
    }
}

/* A slope is no more than the level and the slopes before it when only so much of its square is
 * left: weights of a group differ by many orders of magnitude, rounding is below. */
#define BASIS_NOISE 1e-20

/* Vector s of a group less its parts of the level and of the vectors before it. */
static void clean_vector(const kt_pass *pass, int64_t g, int32_t s, double *basis)
{
    const kt_rows *rows = pass->rows;
    const int32_t n = rows->n_group_slopes;
    const int64_t from = rows->group_start[g], to = rows->group_start[g + 1];
    for (int32_t t = -1; t < s; t++) {
        double sum = 0.0;
        for (int64_t r = from; r < to; r++)
            sum += pass->w[r] * basis[r * n + s] * (t < 0 ? 1.0 : basis[r * n + t]);
        sum *= t < 0 ? pass->over_W[g] : 1.0;
        for (int64_t r = from; r < to; r++)
            basis[r * n + s] -= sum * (t < 0 ? 1.0 : basis[r * n + t]);
    }
}

static double square_of(const kt_pass *pass, int64_t g, int32_t s, const double *basis)
{
    const kt_rows *rows = pass->rows;
    double sum = 0.0;
    for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++) {
        const double value = basis[r * rows->n_group_slopes + s];
        sum += pass->w[r] * value * value;
    }
    return sum;
}

/* Gram and Schmidt, twice for the digits. */
void kt_pass_group_basis(const kt_pass *pass, double *basis)
{
    const kt_rows *rows = pass->rows;
    const int32_t n = rows->n_group_slopes;
    for (int64_t g = rows->chunk_group[pass->chunk]; g < rows->chunk_group[pass->chunk + 1];
         g++) {
        const int64_t from = rows->group_start[g], to = rows->group_start[g + 1];
        for (int64_t i = from * n; i < to * n; i++)
            basis[i] = rows->group_slope[i];
        for (int32_t s = 0; s < n; s++) {
            const double before = square_of(pass, g, s, basis);
            clean_vector(pass, g, s, basis);
            clean_vector(pass, g, s, basis);
            const double left = square_of(pass, g, s, basis);
            const double by = left > BASIS_NOISE * before ? 1.0 / sqrt(left) : 0.0;
            for (int64_t r = from; r < to; r++)
                basis[r * n + s] *= by;
        }
    }
}

/* Where several rows of a group have one level, their weights are squared together. Less what
 * the group's level takes (z NULL, by over_W), or a vector z of its basis. */
static void less_diagonal(const kt_pass *pass, const kt_term *term, int64_t from, int64_t to,
                          const double *z, double by, double *room, double *diagonal)
{
    const int32_t n = pass->rows->n_group_slopes;
    for (int64_t r = from; r < to; r++) {
        const double s = term->slope ? term->slope[r] : 1.0;
        room[term->level[r]] += pass->w[r] * s * (z ? z[r * n] : 1.0);
    }
    for (int64_t r = from; r < to; r++) {
        double *sum = &room[term->level[r]];
        diagonal[term->level[r]] -= *sum * *sum * by;
        *sum = 0.0;
    }
}

static void group_diagonal(const kt_pass *pass, const kt_term *term, int64_t from, int64_t to,
                           double over_W, double *room, double *diagonal)
{
    for (int64_t r = from; r < to; r++) {
        const double s = term->slope ? term->slope[r] : 1.0;
        diagonal[term->level[r]] += pass->w[r] * s * s;
    }
    less_diagonal(pass, term, from, to, NULL, over_W, room, diagonal);
    for (int32_t s = 0; s < pass->rows->n_group_slopes; s++)
        less_diagonal(pass, term, from, to, pass->basis + s, 1.0, room, diagonal);
}

void kt_pass_diagonal(const kt_pass *pass, double *room, double *diagonal)
{
    const kt_rows *rows = pass->rows;
    for (int32_t t = 0; t < rows->n_terms; t++) {
        const kt_term *term = &rows->terms[t];
        if (rows->n_groups == 0)
            group_diagonal(pass, term, rows->chunk_row[pass->chunk],
                           rows->chunk_row[pass->chunk + 1], 0.0, room, diagonal + term->first);
        for (int64_t g = rows->chunk_group[pass->chunk]; g < rows->chunk_group[pass->chunk + 1];
             g++)
            group_diagonal(pass, term, rows->group_start[g], rows->group_start[g + 1],
                           pass->over_W[g], room, diagonal + term->first);
    }
}
