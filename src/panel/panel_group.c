/* panel_group.c: functions over groups of rows and over time.
 *
 *     sum(trade, exporter^year)      output of an exporter in a year, in each of its rows
 *     l(rta, 4)                      rta of the same pair four years before
 *
 * Sums run in the order of rows. */
#include "flow_panel_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

/* Units times periods: one 32-bit cell each. */
#define KT_MAX_INDEX ((int64_t)1 << 31)

/* ---- groups ------------------------------------------------------------------------------ */

typedef enum grouping { SUM, MEAN, MIN, MAX, COUNT, NONE } grouping;

static grouping grouping_of(const kt_expression *call)
{
    static const char *const names[] = {"sum", "mean", "min", "max", "count"};
    for (int n = 0; n < NONE; n++)
        if (strcmp(call->text, names[n]) == 0)
            return (grouping)n;
    return NONE;
}

bool kt_panel_is_grouped(const kt_expression *call)
{
    return grouping_of(call) != NONE;
}

static void gather(grouping what, const double *x, const kt_panel_factor *group, int64_t n_rows,
                   double *total, int64_t *n)
{
    for (int64_t r = 0; r < n_rows; r++) {
        const int32_t g = group->level[r];
        if (g < 0 || (x && isnan(x[r])))
            continue;
        if (what == MIN || what == MAX) {
            const bool better = what == MIN ? x[r] < total[g] : x[r] > total[g];
            if (n[g] == 0 || better)
                total[g] = x[r];
        } else if (what != COUNT) {
            total[g] += x[r];
        }
        n[g]++;
    }
}

kt_status kt_panel_grouped(kt_panel *panel, const kt_expression *call, double *out,
                           kt_error *err)
{
    const grouping what = grouping_of(call);
    const int n_expected = what == COUNT ? 1 : 2;
    const double *x = NULL;
    const kt_panel_factor *group;
    double *total = NULL;
    int64_t *n = NULL;
    if (call->n_arguments != n_expected)
        return kt_panel_fail(call, err,
                             what == COUNT ? "count() takes the groups: count(exporter^year)"
                                           : "%s() takes a variable and the groups: %s(trade, "
                                             "exporter^year)",
                             call->text, call->text);
    KT_TRY(kt_panel_factor_of(panel, call->argument[n_expected - 1], &group, err));
    if (what != COUNT)
        KT_TRY(kt_panel_numbers(panel, call->argument[0], &x, err));
    kt_status status = kt_new(&total, group->n_levels, sizeof *total, err);
    if (!status)
        status = kt_new(&n, group->n_levels, sizeof *n, err);
    if (!status)
        gather(what, x, group, panel->n_rows, total, n);
    for (int64_t r = 0; r < panel->n_rows && !status; r++) {
        const int32_t g = group->level[r];
        if (g < 0 || n[g] == 0)
            out[r] = (double)NAN;
        else
            out[r] = what == COUNT  ? (double)n[g]
                     : what == MEAN ? total[g] / (double)n[g]
                                    : total[g];
    }
    kt_free(n);
    kt_free(total);
    return status;
}

/* ---- time -------------------------------------------------------------------------------- */

static kt_status fail_twice(kt_panel *panel, const kt_expression *where, int64_t row,
                            kt_error *err)
{
    kt_text unit = {0}, time = {0};
    const kt_panel_index *index = &panel->index;
    kt_status status = kt_panel_label(panel, index->unit, index->unit->level[row], &unit, err);
    if (!status)
        status = kt_panel_label(panel, index->time, index->time->level[row], &time, err);
    if (!status)
        status = kt_panel_fail(where, err,
                               "%s stands twice in %s: lags need one row for each unit and "
                               "period (--panel UNIT,PERIOD says which columns these are)",
                               kt_text_get(&unit), kt_text_get(&time));
    kt_text_clear(&time);
    kt_text_clear(&unit);
    return status;
}

static kt_status fill_index(kt_panel *panel, const kt_expression *where, kt_error *err)
{
    kt_panel_index *index = &panel->index;
    const int64_t n_times = index->time->n_levels;
    const double *time;
    KT_TRY(kt_panel_numbers(panel, panel->time, &time, err));
    for (int32_t t = 0; t < n_times; t++)
        index->time_value[t] = time[index->time->first_row[t]];
    for (int64_t r = 0; r < panel->n_rows; r++) {
        const int32_t u = index->unit->level[r], t = index->time->level[r];
        if (u < 0 || t < 0)
            continue;
        int32_t *cell = &index->row[u * n_times + t];
        if (*cell)
            return fail_twice(panel, where, r, err);
        *cell = (int32_t)r + 1;
    }
    index->made = true;
    return KT_OK;
}

static kt_status make_index(kt_panel *panel, const kt_expression *where, kt_error *err)
{
    kt_panel_index *index = &panel->index;
    if (index->made)
        return KT_OK;
    if (!panel->unit || !panel->time)
        return kt_panel_fail(where, err,
                             "lags need a unit and a period: --panel pair,year names them");
    KT_TRY(kt_panel_factor_of(panel, panel->unit, &index->unit, err));
    KT_TRY(kt_panel_factor_of(panel, panel->time, &index->time, err));
    const int64_t n_cells = (int64_t)index->unit->n_levels * index->time->n_levels;
    if (n_cells > KT_MAX_INDEX)
        return kt_fail(err, KT_ERR_LIMIT, "%d units times %d periods are too many for lags",
                       index->unit->n_levels, index->time->n_levels);
    kt_free(index->row);
    kt_free(index->time_value);
    index->row = NULL;
    index->time_value = NULL;
    KT_TRY(kt_new(&index->row, n_cells, sizeof *index->row, err));
    KT_TRY(kt_new(&index->time_value, index->time->n_levels, sizeof *index->time_value, err));
    return fill_index(panel, where, err);
}

/* The level whose value is `value`, -1 where there is none. */
static int32_t level_of(const kt_panel_index *index, double value)
{
    for (int32_t t = 0; t < index->time->n_levels; t++)
        if (index->time_value[t] == value)
            return t;
    return -1;
}

kt_status kt_panel_shift(kt_panel *panel, const kt_expression *where, const double *x, double k,
                         double *out, kt_error *err)
{
    int32_t *from = NULL;
    KT_TRY(make_index(panel, where, err));
    const kt_panel_index *index = &panel->index;
    const int64_t n_times = index->time->n_levels;
    KT_TRY(kt_new(&from, n_times, sizeof *from, err));
    for (int32_t t = 0; t < n_times; t++)
        from[t] = level_of(index, index->time_value[t] - k);
    for (int64_t r = 0; r < panel->n_rows; r++) {
        const int32_t u = index->unit->level[r], t = index->time->level[r];
        const int32_t row =
            u < 0 || t < 0 || from[t] < 0 ? 0 : index->row[u * n_times + from[t]];
        out[r] = row ? x[row - 1] : (double)NAN;
    }
    kt_free(from);
    return KT_OK;
}

/* ---- when something begins ------------------------------------------------------------------
 */

static bool is_on(const double *x, int64_t row)
{
    return !x || (!isnan(x[row]) && x[row] != 0.0);
}

kt_status kt_panel_beginning(kt_panel *panel, const kt_expression *where, const double *x,
                             const double *rows, double *begins, double *enters,
                             const double **time, int64_t *n_ended, kt_error *err)
{
    double *first = NULL, *enter = NULL;
    bool *ended = NULL;
    KT_TRY(make_index(panel, where, err));
    const kt_panel_factor *unit = panel->index.unit;
    KT_TRY(kt_panel_numbers(panel, panel->time, time, err));
    const double *t = *time;
    kt_status status = kt_new(&first, unit->n_levels, sizeof *first, err);
    if (!status)
        status = kt_new(&enter, unit->n_levels, sizeof *enter, err);
    if (!status)
        status = kt_new(&ended, unit->n_levels, sizeof *ended, err);
    for (int32_t u = 0; u < unit->n_levels && !status; u++)
        first[u] = enter[u] = (double)INFINITY;
    for (int64_t r = 0; r < panel->n_rows && !status; r++) {
        const int32_t u = unit->level[r];
        if (u < 0 || !is_on(rows, r))
            continue;
        enter[u] = t[r] < enter[u] ? t[r] : enter[u];
        if (is_on(x, r))
            first[u] = t[r] < first[u] ? t[r] : first[u];
    }
    for (int64_t r = 0; r < panel->n_rows && !status; r++) {
        const int32_t u = unit->level[r];
        begins[r] = u < 0 ? (double)INFINITY : first[u];
        enters[r] = u < 0 ? (double)INFINITY : enter[u];
        if (u >= 0 && is_on(rows, r) && t[r] > first[u] && !is_on(x, r) && !isnan(x[r]))
            ended[u] = true;
    }
    *n_ended = 0;
    for (int32_t u = 0; u < unit->n_levels && !status; u++)
        *n_ended += ended[u];
    kt_free(ended);
    kt_free(enter);
    kt_free(first);
    return status;
}
