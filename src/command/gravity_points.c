/* gravity_points.c: which coefficients stand in which panel of a picture, and where.
 *
 *     rta, log(dist)                      names, one below the other
 *     year::1986:rta, year::1990:rta      i(): periods; its references are points at 0
 *     rta, l(rta, 4), f(rta, 4)           lags 0, 4 and -4
 *     --etwfe rta                         years since the beginning; the base is a point at 0
 *
 * Fewer than three of a kind are names as well. */
#include "gravity_more.h"
#include "gravity_plot.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 400, MOST_DOWN = 60, ENOUGH = 3 };

/* A coefficient by its name; for one of a period or a lag what is common and where it is. */
typedef struct entry {
    const char *name;
    char stem[96]; /* "" where it has none */
    double at;
    kt_gravity_along along;
    bool reference, placed;
} entry;

typedef struct entries {
    entry *entry;
    int n;
} entries;

kt_interval kt_gravity_interval(double estimate, double se, double df)
{
    double low = 0.0, high = 1000.0;
    for (int n = 0; n < 100; n++) { // the t of which 5 % are further out
        const double middle = (low + high) / 2.0;
        if (kt_estimate_p(middle, df) > 0.05)
            low = middle;
        else
            high = middle;
    }
    return (kt_interval){estimate, estimate - high * se, estimate + high * se};
}

/* A whole number at the beginning of text; what follows it. */
static const char *read_whole(const char *text, double *out)
{
    char *end;
    *out = (double)strtoll(text, &end, 10);
    return end == text ? NULL : end;
}

/* "year::1990:rta" is "rta" at 1990, "year::1990" is "year". */
static void read_period(entry *e)
{
    const char *colons = strstr(e->name, "::");
    const char *rest = colons ? read_whole(colons + 2, &e->at) : NULL;
    if (!rest || (*rest != '\0' && *rest != ':'))
        return;
    e->along = KT_GRAVITY_PERIODS;
    snprintf(e->stem, sizeof e->stem, "%.*s%s%s", (int)(colons - e->name), e->name,
             *rest ? " × " : "", *rest ? rest + 1 : "");
}

/* "l(rta, 4)" is "rta" at 4, "f(rta)" is "rta" at -1. */
static void read_lag(entry *e)
{
    const size_t size = strlen(e->name);
    const char *comma = strrchr(e->name, ',');
    if (size < 4 || (strncmp(e->name, "l(", 2) != 0 && strncmp(e->name, "f(", 2) != 0) ||
        e->name[size - 1] != ')')
        return;
    e->at = 1.0;
    if (comma) {
        const char *rest = read_whole(comma + 1 + strspn(comma + 1, " "), &e->at);
        if (!rest || strcmp(rest, ")") != 0)
            return;
    }
    if (e->name[0] == 'f')
        e->at = -e->at;
    e->along = KT_GRAVITY_LAGS;
    snprintf(e->stem, sizeof e->stem, "%.*s",
             (int)((comma ? comma : e->name + size - 1) - e->name - 2), e->name + 2);
}

static kt_status add_entry(entries *to, const char *name, entry **out, kt_error *err)
{
    *out = NULL;
    for (int n = 0; n < to->n; n++)
        if (strcmp(to->entry[n].name, name) == 0)
            return KT_OK;
    if (to->n == MOST_NAMES)
        return kt_fail(err, KT_ERR_LIMIT,
                       "a picture of more than %d coefficients; leave out --plot", MOST_NAMES);
    *out = &to->entry[to->n++];
    **out = (entry){.name = name};
    return KT_OK;
}

/* ---- the reference of i() -----------------------------------------------------------------
 */

static kt_status add_reference(kt_gravity *g, entries *to, const kt_expression *term, double at,
                               kt_error *err)
{
    const bool with = term->n_arguments > 1 && !term->argument_name[1];
    kt_text text = {0};
    const char *name;
    entry *fresh = NULL;
    kt_status status = kt_expression_write(term->argument[0], &text, err);
    if (!status)
        status = kt_text_format(&text, err, "::%.0f%s", at, with ? ":" : "");
    if (!status && with)
        status = kt_expression_write(term->argument[1], &text, err);
    if (!status)
        status = kt_arena_text(&g->arena, kt_text_get(&text), text.size, &name, err);
    if (!status)
        status = add_entry(to, name, &fresh, err);
    if (!status && fresh) {
        read_period(fresh);
        fresh->reference = true;
    }
    kt_text_clear(&text);
    return status;
}

static kt_status add_references(kt_gravity *g, entries *to, const kt_expression *term,
                                kt_error *err)
{
    const kt_expression *ref = NULL;
    if (term->kind != KT_EXPRESSION_CALL || strcmp(term->text, "i") != 0)
        return KT_OK;
    for (int n = 1; n < term->n_arguments; n++)
        if (term->argument_name[n] ? strcmp(term->argument_name[n], "ref") == 0 : n == 2)
            ref = term->argument[n];
    if (ref && ref->kind == KT_EXPRESSION_NUMBER)
        return add_reference(g, to, term, ref->number, err);
    if (!ref || ref->kind != KT_EXPRESSION_CALL || strcmp(ref->text, "c") != 0)
        return KT_OK;
    for (int n = 0; n < ref->n_arguments; n++)
        if (ref->argument[n]->kind == KT_EXPRESSION_NUMBER)
            KT_TRY(add_reference(g, to, term, ref->argument[n]->number, err));
    return KT_OK;
}

/* ---- panels -------------------------------------------------------------------------------
 */

static kt_status list_entries(kt_gravity *g, entries *to, kt_error *err)
{
    entry *fresh;
    for (int m = 0; m < g->n_fits; m++) {
        const kt_estimate *e = g->fit[m].estimate;
        for (int k = 0; k < e->n_coefficients; k++) {
            if (strcmp(e->coefficients[k].name, "(Intercept)") == 0)
                continue;
            KT_TRY(add_entry(to, e->coefficients[k].name, &fresh, err));
            if (!fresh)
                continue;
            read_period(fresh);
            if (!fresh->along)
                read_lag(fresh);
        }
    }
    for (int m = 0; m < g->n_fits; m++)
        for (int t = 0; t < g->fit[m].model->n_terms; t++)
            KT_TRY(add_references(g, to, g->fit[m].model->terms[t], err));
    // A variable by itself is the lag 0 of its lags.
    for (int n = 0; n < to->n; n++)
        for (int k = 0; k < to->n && !to->entry[n].along; k++)
            if (to->entry[k].along == KT_GRAVITY_LAGS &&
                strcmp(to->entry[k].stem, to->entry[n].name) == 0) {
                to->entry[n].along = KT_GRAVITY_LAGS;
                snprintf(to->entry[n].stem, sizeof to->entry[n].stem, "%s", to->entry[n].name);
            }
    return KT_OK;
}

static bool belongs(const entry *e, const entry *first)
{
    return e->along == first->along && strcmp(e->stem, first->stem) == 0;
}

static kt_status make_room(kt_gravity *g, int64_t n_names, kt_gravity_points *out,
                           kt_error *err)
{
    KT_TRY(kt_arena_new(&g->arena, &out->name, n_names, sizeof *out->name, err));
    KT_TRY(kt_arena_new(&g->arena, &out->at, n_names, sizeof *out->at, err));
    KT_TRY(kt_arena_new(&g->arena, &out->value, n_names * g->n_fits, sizeof *out->value, err));
    out->n_names = n_names;
    for (int64_t n = 0; n < n_names * g->n_fits; n++)
        out->value[n] = (kt_interval){(double)NAN, (double)NAN, (double)NAN};
    return KT_OK;
}

static void put(const kt_gravity *g, const entry *e, int64_t n, kt_gravity_points *to)
{
    to->name[n] = e->name;
    to->at[n] = e->at;
    for (int m = 0; m < g->n_fits; m++) {
        const kt_estimate *fit = g->fit[m].estimate;
        kt_interval *value = &to->value[m * to->n_names + n];
        const int k = kt_gravity_coefficient(fit, e->name);
        if (k >= 0 && fit->outcome == KT_ESTIMATE_CONVERGED)
            *value = kt_gravity_interval(fit->coefficients[k].estimate, fit->coefficients[k].se,
                                         fit->vcov.df);
        else if (e->reference)
            value->middle = 0.0;
    }
    to->has_reference |= e->reference;
}

/* Those of one variable, from the earliest. */
static kt_status add_periods(kt_gravity *g, entries *of, const entry *first, int64_t n_names,
                             kt_gravity_points *out, kt_error *err)
{
    double from = -INFINITY;
    *out = (kt_gravity_points){.along = first->along, .stem = first->stem};
    KT_TRY(kt_arena_text(&g->arena, first->stem, strlen(first->stem), &out->stem, err));
    KT_TRY(make_room(g, n_names, out, err));
    for (int64_t n = 0; n < n_names; n++) {
        entry *next = NULL;
        for (int k = 0; k < of->n; k++)
            if (belongs(&of->entry[k], first) && of->entry[k].at > from &&
                (!next || of->entry[k].at < next->at))
                next = &of->entry[k];
        if (!next) { // two of one period, as l(x, 0) and x: the first stands
            out->n_names = n;
            break;
        }
        from = next->at;
        put(g, next, n, out);
    }
    for (int k = 0; k < of->n; k++)
        if (&of->entry[k] != first && belongs(&of->entry[k], first))
            of->entry[k].placed = true;
    return KT_OK;
}

static kt_status add_names(kt_gravity *g, const entries *of, kt_gravity_points *out,
                           int *n_panels, kt_error *err)
{
    int64_t n_names = 0;
    for (int k = 0; k < of->n; k++)
        n_names += !of->entry[k].placed && !of->entry[k].reference;
    if (n_names == 0)
        return KT_OK;
    if (n_names > MOST_DOWN)
        return kt_fail(err, KT_ERR_LIMIT,
                       "a picture of %lld coefficients below each other, at most %d; leave out "
                       "--plot, or estimate fewer",
                       (long long)n_names, MOST_DOWN);
    *out = (kt_gravity_points){.along = KT_GRAVITY_NAMES};
    KT_TRY(make_room(g, n_names, out, err));
    n_names = 0;
    for (int k = 0; k < of->n; k++)
        if (!of->entry[k].placed && !of->entry[k].reference)
            put(g, &of->entry[k], n_names++, out);
    *n_panels += 1;
    return KT_OK;
}

static kt_status add_panels(kt_gravity *g, entries *of, kt_gravity_points *out, int *n_panels,
                            kt_error *err)
{
    kt_gravity_points along[KT_MAX_GRAVITY_PANELS];
    int n_along = 0;
    for (int k = 0; k < of->n; k++) {
        entry *first = &of->entry[k];
        int64_t n_names = 0;
        if (first->placed || !first->along || n_along == KT_MAX_GRAVITY_PANELS - 1)
            continue;
        for (int j = 0; j < of->n; j++)
            n_names += belongs(&of->entry[j], first);
        if (n_names < ENOUGH)
            continue;
        KT_TRY(add_periods(g, of, first, n_names, &along[n_along++], err));
        first->placed = true;
    }
    KT_TRY(add_names(g, of, out, n_panels, err));
    for (int n = 0; n < n_along; n++)
        out[(*n_panels)++] = along[n];
    return KT_OK;
}

kt_status kt_gravity_find_points(kt_gravity *g, kt_gravity_points out[KT_MAX_GRAVITY_PANELS],
                                 int *n_panels, kt_error *err)
{
    entries all = {0};
    *n_panels = 0;
    if (g->n_fits > KT_MAX_LINES)
        return kt_fail(err, KT_ERR_LIMIT,
                       "a picture of %d models, at most %d; split the formula", g->n_fits,
                       KT_MAX_LINES);
    if (g->etwfe)
        KT_TRY(kt_gravity_etwfe_points(g, &out[(*n_panels)++], err));
    else {
        KT_TRY(kt_new(&all.entry, MOST_NAMES, sizeof *all.entry, err));
        kt_status status = list_entries(g, &all, err);
        if (!status)
            status = add_panels(g, &all, out, n_panels, err);
        kt_free(all.entry);
        KT_TRY(status);
    }
    return *n_panels
               ? KT_OK
               : kt_fail(err, KT_ERR_MISSING,
                         "no coefficient to draw besides the intercept; leave out --plot");
}
