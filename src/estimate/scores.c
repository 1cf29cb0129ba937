/* scores.c: sums of scores by groups: clusters, countries, periods. */
#include "scores.h"

#include <kontor/memory.h>

#include "large.h"

#include <math.h>
#include <string.h>

void kt_scores_free(kt_scores *scores)
{
    if (!scores)
        return;
    for (int32_t p = 0; scores->x && p < scores->n_panels; p++)
        kt_free_lines(scores->x[p]);
    kt_free(scores->x);
    kt_free(scores->n_levels);
    kt_free(scores->bread);
    kt_free(scores->w);
    kt_free(scores->s);
    kt_free(scores->column);
    kt_free(scores->row);
    kt_free(scores);
}

/* Rows, or groups, of K^2 products each between two looks. */
static int64_t between_looks(int32_t K)
{
    enum { PRODUCTS = 1 << 22 };
    const int64_t n = PRODUCTS / ((int64_t)K * K + 16);
    return n > 0 ? n : 1;
}

/* meat += sign u u'. */
static void add_outer(const double *u, int32_t K, double sign, double *meat)
{
    for (int32_t i = 0; i < K; i++)
        for (int32_t j = 0; j < K; j++)
            meat[(int64_t)i * K + j] += sign * u[i] * u[j];
}

static void add_score(const kt_scores *scores, int64_t r, double *sum)
{
    for (int32_t k = 0; k < scores->n_coefficients; k++)
        sum[k] += kt_scores_x(scores, r, k) * scores->s[r];
}

kt_status kt_scores_grouped(const kt_scores *scores, const int32_t *group, int64_t n_groups,
                            double sign, const kt_progress *progress, double *meat,
                            kt_error *err)
{
    const int32_t K = scores->n_coefficients;
    const int64_t every = between_looks(K);
    double *sums = NULL;
    kt_status status = kt_progress_check(progress, err);
    if (!status)
        status = kt_new_large(&sums, n_groups * K, sizeof *sums, err);
    for (int64_t r = 0; r < scores->n && !status; r++) {
        status = kt_progress_at(progress, r + 1, every, err);
        if (group[r] >= 0)
            add_score(scores, r, sums + (int64_t)group[r] * K);
    }
    for (int64_t g = 0; g < n_groups && !status; g++) {
        status = kt_progress_at(progress, g + 1, every, err);
        add_outer(sums + g * K, K, sign, meat);
    }
    kt_free(sums);
    return status;
}

/* ---- clusters -----------------------------------------------------------------------------
 */

/* Levels of a factor in working order, numbered from 0 without gaps, in the factor's order. */
static kt_status number_groups(const kt_scores *scores, const kt_frame_factor *factor,
                               int32_t *group, int64_t *n_groups, kt_error *err)
{
    int32_t *place = NULL;
    KT_TRY(kt_new(&place, factor->n_levels, sizeof *place, err));
    for (int64_t r = 0; r < scores->n; r++) {
        group[r] = factor->level[scores->row[r]];
        place[group[r]] = 1;
    }
    int32_t n = 0;
    for (int32_t l = 0; l < factor->n_levels; l++)
        place[l] = place[l] ? n++ : -1;
    for (int64_t r = 0; r < scores->n; r++)
        group[r] = place[group[r]];
    *n_groups = n;
    kt_free(place);
    return KT_OK;
}

/* group[r] becomes the number of the combination (group[r], other[r]): rows are listed by
 * group, and within a group the other's levels are numbered as they come. */
static kt_status combine(int32_t *group, int64_t *n_groups, const int32_t *other,
                         int64_t n_others, int64_t n, kt_error *err)
{
    kt_status status = KT_OK;
    int64_t *next = NULL, *list = NULL;
    int32_t *seen_in = NULL, *number = NULL, *made = NULL, n_found = 0;

    status = kt_new(&next, *n_groups + 1, sizeof *next, err);
    if (status)
        goto done;
    status = kt_new(&list, n, sizeof *list, err);
    if (status)
        goto done;
    status = kt_new(&seen_in, n_others, sizeof *seen_in, err);
    if (status)
        goto done;
    status = kt_new(&number, n_others, sizeof *number, err);
    if (status)
        goto done;
    status = kt_new(&made, n, sizeof *made, err);
    if (status)
        goto done;
    for (int64_t r = 0; r < n; r++)
        next[group[r] + 1]++;
    for (int64_t g = 0; g < *n_groups; g++)
        next[g + 1] += next[g];
    for (int64_t r = 0; r < n; r++)
        list[next[group[r]]++] = r;
    for (int64_t i = 0; i < n; i++) {
        const int64_t r = list[i];
        if (seen_in[other[r]] != group[r] + 1) {
            seen_in[other[r]] = group[r] + 1;
            number[other[r]] = n_found++;
        }
        made[r] = number[other[r]];
    }
    memcpy(group, made, (size_t)n * sizeof *group);
    *n_groups = n_found;
done:
    kt_free(made);
    kt_free(number);
    kt_free(seen_in);
    kt_free(list);
    kt_free(next);
    return status;
}

/* The subset of ways given by the bits of `ways`, into meat with its sign. */
static kt_status add_ways(const kt_scores *scores, const kt_frame_factor *clusters,
                          int32_t n_clusters, unsigned ways, const kt_progress *progress,
                          int32_t *group, int32_t *other, double *meat, int64_t *smallest,
                          kt_error *err)
{
    int64_t n_groups = 0, n_others = 0;
    int n_ways = 0;
    for (int32_t c = 0; c < n_clusters; c++) {
        if (!(ways >> c & 1u))
            continue;
        if (n_ways++ == 0) {
            KT_TRY(number_groups(scores, &clusters[c], group, &n_groups, err));
            continue;
        }
        KT_TRY(number_groups(scores, &clusters[c], other, &n_others, err));
        KT_TRY(kt_progress_check(progress, err));
        KT_TRY(combine(group, &n_groups, other, n_others, scores->n, err));
    }
    if (n_ways == 1 && n_groups < *smallest)
        *smallest = n_groups;
    return kt_scores_grouped(scores, group, n_groups, n_ways % 2 ? 1.0 : -1.0, progress, meat,
                             err);
}

kt_status kt_scores_clustered(const kt_scores *scores, const kt_frame_factor *clusters,
                              int32_t n_clusters, const kt_progress *progress, double *meat,
                              int64_t *smallest, kt_error *err)
{
    kt_status status = KT_OK;
    int32_t *group = NULL, *other = NULL;

    status = kt_new_large(&group, scores->n, sizeof *group, err);
    if (status)
        goto done;
    status = kt_new_large(&other, n_clusters > 1 ? scores->n : 0, sizeof *other, err);
    if (status)
        goto done;
    *smallest = INT64_MAX;
    for (unsigned ways = 1; ways < 1u << n_clusters; ways++) {
        status = add_ways(scores, clusters, n_clusters, ways, progress, group, other, meat,
                          smallest, err);
        if (status)
            goto done;
    }
done:
    kt_free(other);
    kt_free(group);
    return status;
}

/* ---- dyads --------------------------------------------------------------------------------
 */

/* Sums over the rows of each country: a row counts in both of its countries, a domestic one
 * once. Rows of one pair then meet twice, in either country, and are taken off once. */
kt_status kt_scores_dyadic(const kt_scores *scores, const kt_frame_factor *a,
                           const kt_frame_factor *b, const kt_progress *progress, double *meat,
                           int64_t *n_countries, kt_error *err)
{
    kt_status status = KT_OK;
    const int32_t K = scores->n_coefficients;
    const int32_t n_levels = a->n_levels > b->n_levels ? a->n_levels : b->n_levels;
    double *sums = NULL;
    int32_t *low = NULL, *high = NULL;
    uint8_t *there = NULL;
    int64_t n_pairs = n_levels;

    status = kt_new_large(&sums, (int64_t)n_levels * K, sizeof *sums, err);
    if (status)
        goto done;
    status = kt_new(&low, scores->n, sizeof *low, err);
    if (status)
        goto done;
    status = kt_new(&high, scores->n, sizeof *high, err);
    if (status)
        goto done;
    status = kt_new(&there, n_levels, sizeof *there, err);
    if (status)
        goto done;
    for (int64_t r = 0; r < scores->n; r++) {
        status = kt_progress_at(progress, r + 1, between_looks(K), err);
        if (status)
            goto done;
        const int32_t i = a->level[scores->row[r]], j = b->level[scores->row[r]];
        there[i] = there[j] = 1;
        add_score(scores, r, sums + (int64_t)i * K);
        if (i != j)
            add_score(scores, r, sums + (int64_t)j * K);
        low[r] = i < j ? i : j;
        high[r] = i < j ? j : i;
    }
    *n_countries = 0;
    for (int32_t i = 0; i < n_levels; i++) {
        add_outer(sums + (int64_t)i * K, K, 1.0, meat);
        *n_countries += there[i];
    }
    status = kt_progress_check(progress, err);
    if (!status)
        status = combine(low, &n_pairs, high, n_levels, scores->n, err);
    if (status)
        goto done;
    for (int64_t r = 0; r < scores->n; r++)
        if (a->level[scores->row[r]] == b->level[scores->row[r]])
            low[r] = -1;
    status = kt_scores_grouped(scores, low, n_pairs, -1.0, progress, meat, err);
done:
    kt_free(there);
    kt_free(high);
    kt_free(low);
    kt_free(sums);
    return status;
}

/* ---- periods ------------------------------------------------------------------------------
 */

/* meat += weight (u v' + v u'). */
static void add_both(const double *u, const double *v, int32_t K, double weight, double *meat)
{
    for (int32_t i = 0; i < K; i++)
        for (int32_t j = 0; j < K; j++)
            meat[(int64_t)i * K + j] += weight * (u[i] * v[j] + v[i] * u[j]);
}

/* Sums of cells (unit, period), listed by unit and then period, against those up to lag before.
 */
static kt_status add_lags(const double *sums, const int32_t *unit, const int32_t *period,
                          int64_t n_cells, int32_t K, int32_t lag, const kt_progress *progress,
                          double *meat, kt_error *err)
{
    for (int64_t c = 0; c < n_cells; c++) {
        KT_TRY(kt_progress_at(progress, c + 1, between_looks(K), err));
        add_both(sums + c * K, sums + c * K, K, 0.5, meat);
        for (int64_t d = c - 1; d >= 0 && unit[d] == unit[c]; d--) {
            const int32_t apart = period[c] - period[d];
            if (apart > lag)
                break;
            add_both(sums + c * K, sums + d * K, K, 1.0 - (double)apart / (lag + 1.0), meat);
        }
    }
    return KT_OK;
}

/* What add_lags() wants: cells in order and their sums. */
typedef struct cells {
    double *sums;
    int32_t *unit, *period;
    int64_t n;
} cells;

static kt_status gather_cells(const kt_scores *scores, const int32_t *unit,
                              const int32_t *period, int64_t n_units, int64_t n_periods,
                              cells *out, kt_error *err)
{
    kt_status status = KT_OK;
    int64_t *next = NULL, *by_period = NULL, *by_unit = NULL;
    const int64_t n = scores->n, n_most = n_units > n_periods ? n_units : n_periods;
    const int32_t K = scores->n_coefficients;

    status = kt_new(&next, 2 * (n_most + 1), sizeof *next, err);
    if (status)
        goto done;
    status = kt_new(&by_period, n, sizeof *by_period, err);
    if (status)
        goto done;
    status = kt_new(&by_unit, n, sizeof *by_unit, err);
    if (status)
        goto done;
    int64_t *next_unit = next + n_most + 1;
    for (int64_t r = 0; r < n; r++) {
        next[period[r] + 1]++;
        next_unit[unit[r] + 1]++;
    }
    for (int64_t i = 0; i < n_most; i++) {
        next[i + 1] += next[i];
        next_unit[i + 1] += next_unit[i];
    }
    for (int64_t r = 0; r < n; r++)
        by_period[next[period[r]]++] = r;
    for (int64_t i = 0; i < n; i++)
        by_unit[next_unit[unit[by_period[i]]]++] = by_period[i];
    for (int64_t i = 0; i < n; i++)
        out->n += i == 0 || unit[by_unit[i]] != unit[by_unit[i - 1]] ||
                  period[by_unit[i]] != period[by_unit[i - 1]];
    status = kt_new(&out->sums, out->n * K, sizeof *out->sums, err);
    if (status)
        goto done;
    status = kt_new(&out->unit, out->n, sizeof *out->unit, err);
    if (status)
        goto done;
    status = kt_new(&out->period, out->n, sizeof *out->period, err);
    if (status)
        goto done;
    int64_t c = -1;
    for (int64_t i = 0; i < n; i++) {
        const int64_t r = by_unit[i];
        if (c < 0 || out->unit[c] != unit[r] || out->period[c] != period[r]) {
            c++;
            out->unit[c] = unit[r];
            out->period[c] = period[r];
        }
        add_score(scores, r, out->sums + c * K);
    }
done:
    kt_free(by_unit);
    kt_free(by_period);
    kt_free(next);
    return status;
}

kt_status kt_scores_lagged(const kt_scores *scores, const kt_frame_factor *unit,
                           const kt_frame_factor *time, const kt_progress *progress,
                           int32_t *lag, double *meat, int64_t *n_periods, kt_error *err)
{
    kt_status status = KT_OK;
    int32_t *of_unit = NULL, *period = NULL;
    int64_t n_units = 1;
    cells found = {0};

    status = kt_new(&of_unit, scores->n, sizeof *of_unit, err);
    if (status)
        goto done;
    status = kt_new(&period, scores->n, sizeof *period, err);
    if (status)
        goto done;
    status = number_groups(scores, time, period, n_periods, err);
    if (status)
        goto done;
    if (unit) {
        status = number_groups(scores, unit, of_unit, &n_units, err);
        if (status)
            goto done;
    }
    if (*lag < 0)
        *lag = (int32_t)floor(pow((double)*n_periods, 0.25));
    status = kt_progress_check(progress, err);
    if (!status)
        status = gather_cells(scores, of_unit, period, n_units, *n_periods, &found, err);
    if (status)
        goto done;
    if (unit && found.n != scores->n) {
        status = kt_fail(err, KT_ERR_RANGE,
                         "Newey-West needs each unit at most once a period, found %lld rows in "
                         "%lld cells of %s and %s: choose another unit, or Driscoll-Kraay",
                         (long long)scores->n, (long long)found.n, unit->name, time->name);
        goto done;
    }
    status = add_lags(found.sums, found.unit, found.period, found.n, scores->n_coefficients,
                      *lag, progress, meat, err);
done:
    kt_free(found.period);
    kt_free(found.unit);
    kt_free(found.sums);
    kt_free(period);
    kt_free(of_unit);
    return status;
}
