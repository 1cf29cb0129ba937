/* gravity_index.c: what a model predicts for rows of a panel, known by its parameters alone. */
#include "gravity_internal.h"

#include <math.h>
#include <string.h>

static double coefficient(const kt_gravity_parameters *p, const char *name)
{
    for (int k = 0; k < p->n; k++)
        if (strcmp(p->name[k], name) == 0)
            return p->value[k];
    return 0.0;
}

/* Factors in full, without a level left out: which one was the base is known by the names. */
static kt_status add_term(kt_gravity *g, const kt_expression *term,
                          const kt_gravity_parameters *p, double *index, kt_error *err)
{
    const int64_t n = kt_panel_n_rows(g->panel);
    kt_panel_columns columns = {0};
    if (term->kind == KT_EXPRESSION_CALL && strcmp(term->text, "offset") == 0) {
        const double *x;
        if (term->n_arguments != 1)
            return kt_fail(err, KT_ERR_FORMAT, "offset() takes one argument");
        KT_TRY(kt_panel_numbers(g->panel, term->argument[0], &x, err));
        for (int64_t r = 0; r < n; r++)
            index[r] += x[r];
        return KT_OK;
    }
    KT_TRY(kt_panel_term(g->panel, term, false, &columns, err));
    for (int c = 0; c < columns.n_columns; c++) {
        const double b = coefficient(p, columns.column[c].name);
        for (int64_t r = 0; r < n; r++)
            index[r] += b * columns.column[c].value[r];
    }
    return KT_OK;
}

static kt_status add_effect(kt_gravity *g, const kt_formula_effect *effect, const double *value,
                            const double *slope, double *index, kt_error *err)
{
    const int64_t n = kt_panel_n_rows(g->panel);
    const kt_panel_factor *factor;
    KT_TRY(kt_panel_factor_of(g->panel, effect->factor, &factor, err));
    for (int64_t r = 0; r < n && value; r++)
        index[r] += factor->level[r] < 0 ? (double)NAN : value[factor->level[r]];
    for (int s = 0; s < effect->n_slopes && slope; s++) {
        const double *x, *of = slope + (int64_t)s * factor->n_levels;
        KT_TRY(kt_panel_numbers(g->panel, effect->slopes[s], &x, err));
        for (int64_t r = 0; r < n; r++)
            index[r] += factor->level[r] < 0 ? (double)NAN : of[factor->level[r]] * x[r];
    }
    return KT_OK;
}

kt_status kt_gravity_index(kt_gravity *g, const kt_formula_model *model,
                           const kt_gravity_parameters *parameters, double *index,
                           kt_error *err)
{
    const int64_t n = kt_panel_n_rows(g->panel);
    for (int64_t r = 0; r < n; r++)
        index[r] = coefficient(parameters, "(Intercept)");
    for (int t = 0; t < model->n_terms; t++)
        KT_TRY(add_term(g, model->terms[t], parameters, index, err));
    for (int f = 0; f < model->n_effects; f++)
        KT_TRY(add_effect(g, &model->effects[f], parameters->effect[f], parameters->slope[f],
                          index, err));
    return KT_OK;
}
