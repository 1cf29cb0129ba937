/* gravity_side.c: the rows of a table of models: coefficients with their errors below, effects,
 * rows, fit. */
#include "gravity_side.h"

#include "gravity_say.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A new row of empty cells; its first one is named. */
static kt_status add_row(kt_gravity_side *side, const char *name, kt_error *err)
{
    if (side->n_rows == side->n_room) {
        const int room = 2 * side->n_room + 32;
        KT_TRY(kt_resize(&side->cell, room * side->n_columns, sizeof *side->cell, err));
        KT_TRY(kt_resize(&side->rule, room, sizeof *side->rule, err));
        side->n_room = room;
    }
    const char **row = &side->cell[side->n_rows * side->n_columns];
    for (int c = 0; c < side->n_columns; c++)
        row[c] = "";
    side->rule[side->n_rows++] = false;
    return kt_arena_text(&side->arena, name, strlen(name), &row[0], err);
}

/* Cell of model m in the last row. */
static kt_status put(kt_gravity_side *side, int m, const char *text, kt_error *err)
{
    return kt_arena_text(&side->arena, text, strlen(text),
                         &side->cell[(side->n_rows - 1) * side->n_columns + 1 + m], err);
}

/* A row named by a word of ours, and such a word in a cell. */
static kt_status add_word(const kt_gravity *g, kt_gravity_side *side, const char *english,
                          kt_error *err)
{
    char word[KT_WORD_ROOM];
    KT_TRY(kt_word_of(g->told, english, word, err));
    return add_row(side, word, err);
}

static kt_status put_word(const kt_gravity *g, kt_gravity_side *side, int m,
                          const char *english, kt_error *err)
{
    char word[KT_WORD_ROOM];
    KT_TRY(kt_word_of(g->told, english, word, err));
    return put(side, m, word, err);
}

static const kt_coefficient *find(const kt_estimate *e, const char *name)
{
    for (int k = 0; k < e->n_coefficients; k++)
        if (strcmp(e->coefficients[k].name, name) == 0)
            return &e->coefficients[k];
    return NULL;
}

static bool is_shown(const kt_gravity_side *side, const char *name)
{
    for (int r = 0; r < side->n_rows; r++)
        if (strcmp(side->cell[r * side->n_columns], name) == 0)
            return true;
    return false;
}

static kt_status add_coefficient(const kt_gravity *g, kt_gravity_side *side, const char *name,
                                 kt_error *err)
{
    char number[32], text[48];
    KT_TRY(add_row(side, name, err));
    for (int m = 0; m < g->n_fits; m++) {
        const kt_coefficient *c = find(g->fit[m].estimate, name);
        if (!c)
            continue;
        snprintf(text, sizeof text, "%s%s", kt_gravity_print(g, c->estimate, number),
                 kt_gravity_stars(c->p));
        KT_TRY(put(side, m, text, err));
    }
    KT_TRY(add_row(side, "", err));
    for (int m = 0; m < g->n_fits; m++) {
        const kt_coefficient *c = find(g->fit[m].estimate, name);
        if (!c)
            continue;
        snprintf(text, sizeof text, "(%s)", kt_gravity_print(g, c->se, number));
        KT_TRY(put(side, m, text, err));
    }
    return KT_OK;
}

static kt_status add_coefficients(const kt_gravity *g, kt_gravity_side *side, kt_error *err)
{
    for (int m = 0; m < g->n_fits; m++) {
        const kt_estimate *e = g->fit[m].estimate;
        for (int k = 0; k < e->n_coefficients; k++)
            if (!is_shown(side, e->coefficients[k].name))
                KT_TRY(add_coefficient(g, side, e->coefficients[k].name, err));
    }
    return KT_OK;
}

static kt_status add_effects(const kt_gravity *g, kt_gravity_side *side, kt_error *err)
{
    const int first = side->n_rows;
    for (int m = 0; m < g->n_fits; m++)
        for (int f = 0; f < g->fit[m].estimate->n_effects; f++) {
            const char *name = g->fit[m].estimate->effects[f].name;
            if (is_shown(side, name))
                continue;
            KT_TRY(add_row(side, name, err));
            for (int k = 0; k < g->n_fits; k++)
                for (int h = 0; h < g->fit[k].estimate->n_effects; h++)
                    if (strcmp(g->fit[k].estimate->effects[h].name, name) == 0)
                        KT_TRY(put_word(g, side, k, "yes", err));
        }
    if (side->n_rows > first)
        side->rule[first] = true;
    return KT_OK;
}

static kt_status add_counts(const kt_gravity *g, kt_gravity_side *side, const char *name,
                            int64_t (*of)(const kt_gravity_fit *), bool always, kt_error *err)
{
    char text[32];
    bool any = always;
    for (int m = 0; m < g->n_fits; m++)
        any |= of(&g->fit[m]) > 0;
    if (!any)
        return KT_OK;
    KT_TRY(add_word(g, side, name, err));
    for (int m = 0; m < g->n_fits; m++)
        KT_TRY(put(side, m, kt_gravity_count(g, of(&g->fit[m]), text), err));
    return KT_OK;
}

static int64_t n_used(const kt_gravity_fit *fit)
{
    return fit->estimate->n;
}

static int64_t n_missing(const kt_gravity_fit *fit)
{
    return fit->n_missing;
}

static int64_t n_singletons(const kt_gravity_fit *fit)
{
    return fit->estimate->n_singletons;
}

static int64_t n_separated(const kt_gravity_fit *fit)
{
    return fit->estimate->n_separated;
}

/* The weakest first stage of each model with instruments. */
static kt_status add_stages(const kt_gravity *g, kt_gravity_side *side, kt_error *err)
{
    char text[32];
    bool any = false;
    for (int m = 0; m < g->n_fits; m++)
        any |= g->fit[m].n_stages > 0;
    if (!any)
        return KT_OK;
    KT_TRY(add_word(g, side, "First-stage F", err));
    for (int m = 0; m < g->n_fits; m++) {
        double least = (double)INFINITY;
        for (int k = 0; k < g->fit[m].n_stages; k++)
            least = fmin(least, g->fit[m].stage[k].test.statistic);
        if (isfinite(least))
            KT_TRY(put(side, m, kt_gravity_print(g, least, text), err));
    }
    return KT_OK;
}

static kt_status add_fit(const kt_gravity *g, kt_gravity_side *side, kt_error *err)
{
    char text[32];
    const bool gaussian = g->family == KT_FAMILY_GAUSSIAN;
    const int first = side->n_rows;
    KT_TRY(add_counts(g, side, "Rows", n_used, true, err));
    side->rule[first] = true;
    KT_TRY(add_counts(g, side, "left out: missing", n_missing, false, err));
    KT_TRY(add_counts(g, side, "left out: singletons", n_singletons, false, err));
    KT_TRY(add_counts(g, side, "left out: separated", n_separated, false, err));
    KT_TRY(add_word(g, side, gaussian ? "R2" : "Pseudo-R2", err));
    for (int m = 0; m < g->n_fits; m++) {
        const kt_estimate *e = g->fit[m].estimate;
        KT_TRY(put(side, m, kt_gravity_print(g, gaussian ? e->r2 : e->pseudo_r2, text), err));
    }
    KT_TRY(add_stages(g, side, err));
    bool all = true;
    for (int m = 0; m < g->n_fits; m++)
        all &= g->fit[m].estimate->outcome == KT_ESTIMATE_CONVERGED;
    if (all)
        return KT_OK;
    KT_TRY(add_word(g, side, "Found", err));
    for (int m = 0; m < g->n_fits; m++) {
        static const char *const words[] = {"yes", "NOT CONVERGED", "PERFECT FIT", "NO ROWS",
                                            "NO VARIATION"};
        KT_TRY(put_word(g, side, m, words[g->fit[m].estimate->outcome], err));
    }
    return KT_OK;
}

static kt_status add_errors(const kt_gravity *g, kt_gravity_side *side, kt_error *err)
{
    KT_TRY(add_word(g, side, "Errors", err));
    for (int m = 0; m < g->n_fits; m++) {
        kt_text text = {0}, clusters = {0};
        kt_status status = KT_OK;
        if (g->vcov.kind == KT_VCOV_CLUSTER) {
            for (int c = 0; c < g->n_clusters && !status; c++) {
                status = kt_text_add(&clusters, c ? " + " : "", err);
                if (!status)
                    status = kt_expression_write(g->cluster[c], &clusters, err);
            }
            const kt_say_value by = {"clusters", .text = kt_text_get(&clusters)};
            if (!status)
                status = kt_gravity_say(g, "gravity.by", &by, 1, &text, err);
        } else {
            status = kt_text_add(&text, kt_vcov_name(g->vcov.kind), err);
        }
        if (!status)
            status = put(side, m, kt_text_get(&text), err);
        kt_text_clear(&clusters);
        kt_text_clear(&text);
        KT_TRY(status);
    }
    return KT_OK;
}

static kt_status make(const kt_gravity *g, kt_gravity_side *side, kt_error *err)
{
    bool split = false;
    KT_TRY(add_word(g, side, "Outcome", err));
    for (int m = 0; m < g->n_fits; m++) {
        KT_TRY(put(side, m, g->fit[m].outcome, err));
        split |= g->fit[m].split != NULL;
    }
    if (split) {
        KT_TRY(add_word(g, side, "Part", err));
        for (int m = 0; m < g->n_fits; m++)
            KT_TRY(put(side, m, g->fit[m].split, err));
    }
    const int first = side->n_rows;
    KT_TRY(add_coefficients(g, side, err));
    if (side->n_rows > first)
        side->rule[first] = true;
    KT_TRY(add_effects(g, side, err));
    KT_TRY(add_errors(g, side, err));
    return add_fit(g, side, err);
}

kt_status kt_gravity_side_make(const kt_gravity *g, kt_gravity_side *out, kt_error *err)
{
    *out = (kt_gravity_side){.n_columns = g->n_fits + 1};
    const kt_status status = make(g, out, err);
    if (status)
        kt_gravity_side_clear(out);
    return status;
}

void kt_gravity_side_clear(kt_gravity_side *side)
{
    kt_free(side->cell);
    kt_free(side->rule);
    kt_arena_clear(&side->arena);
    *side = (kt_gravity_side){0};
}
