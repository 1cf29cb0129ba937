/* gravity_same_r.c: the call of R's fixest that gives the same numbers. What its defaults are
 * has moved between releases, so vcov, ssc and fixef.rm are written out. */
#include "gravity_same.h"

#include <stdio.h>
#include <string.h>

static kt_status r_effect(kt_saying *s, const kt_formula_effect *effect, kt_text *out,
                          kt_error *err)
{
    KT_TRY(kt_saying_put(s, effect->factor, out, err));
    if (effect->n_slopes)
        KT_TRY(kt_text_add(out, effect->slopes_only ? "[[" : "[", err));
    for (int n = 0; n < effect->n_slopes; n++) {
        KT_TRY(kt_text_add(out, n ? ", " : "", err));
        KT_TRY(kt_saying_put(s, effect->slopes[n], out, err));
    }
    return effect->n_slopes ? kt_text_add(out, effect->slopes_only ? "]]" : "]", err) : KT_OK;
}

/* exporter^importer by name of a factor means the same product. */
static kt_status r_factor(kt_saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    const kt_expression *meaning = kt_saying_meaning(s, e);
    if (meaning->kind == KT_EXPRESSION_BINARY && meaning->op == KT_OPERATOR_POWER)
        return kt_saying_put(s, meaning, out, err);
    return kt_saying_put(s, e, out, err);
}

enum { MOST_LAGS = 100 };

/* The numbers of l(x, 4), l(x, 1:3), l(x, c(0, 4)): how many. */
static int lags_of(const kt_expression *set, int out[MOST_LAGS])
{
    int n = 0;
    if (!set) {
        out[n++] = 1;
    } else if (set->kind == KT_EXPRESSION_NUMBER) {
        out[n++] = (int)set->number;
    } else if (set->kind == KT_EXPRESSION_BINARY) {
        const int last = (int)set->argument[1]->number;
        for (int k = (int)set->argument[0]->number; k <= last && n < MOST_LAGS; k++)
            out[n++] = k;
    } else if (kt_saying_is_call(set, "c")) {
        for (int k = 0; k < set->n_arguments && n < MOST_LAGS; k++)
            out[n++] = (int)set->argument[k]->number;
    }
    return n;
}

/* A lag as a variable made before: fixest cannot take lags and a subset in one call. */
static kt_status make_lag(kt_saying *s, const kt_expression *e, int k, const char *name,
                          kt_error *err)
{
    const kt_expression *unit = kt_panel_unit(s->g->panel), *time = kt_panel_time(s->g->panel);
    kt_text u = {0}, t = {0}, x = {0};
    const int back = e->text[0] == 'f' ? -k : k;
    kt_status status = kt_saying_list(s, unit, &u, err);
    if (!status)
        status = kt_saying_put(s, time, &t, err);
    if (!status)
        status = kt_saying_put(s, e->argument[0], &x, err);
    if (!status)
        status = kt_text_format(
            &s->before, err,
            "data$%s <- with(data, %s%s(%s)[match(paste(%s, %s - (%d)), paste(%s, %s))])\n",
            name, e->text[0] == 'd' ? kt_text_get(&x) : "", e->text[0] == 'd' ? " - " : "",
            kt_text_get(&x), kt_text_get(&u), kt_text_get(&t), back, kt_text_get(&u),
            kt_text_get(&t));
    kt_text_clear(&x);
    kt_text_clear(&t);
    kt_text_clear(&u);
    return status;
}

/* l(x, c(0, 4)) is one term for each number. */
static kt_status r_term(kt_saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    int lag[MOST_LAGS];
    const bool lags =
        kt_saying_is_call(e, "l") || kt_saying_is_call(e, "f") || kt_saying_is_call(e, "d");
    if (!lags || e->n_arguments < 1 || !s->g->subset || !kt_panel_unit(s->g->panel) ||
        !kt_panel_time(s->g->panel))
        return kt_saying_put(s, e, out, err);
    const int n = lags_of(e->n_arguments > 1 ? e->argument[1] : NULL, lag);
    for (int k = 0; k < n; k++) {
        char name[32];
        snprintf(name, sizeof name, "%s%d_%d", e->text, lag[k], (int)e->column);
        KT_TRY(make_lag(s, e, lag[k], name, err));
        KT_TRY(kt_text_format(out, err, "%s%s", k ? " + " : "", name));
    }
    return KT_OK;
}

static kt_status r_effects(kt_saying *s, const kt_formula_model *model, kt_text *out,
                           kt_error *err)
{
    for (int n = 0; n < model->n_effects; n++) {
        kt_formula_effect effect = model->effects[n];
        const kt_expression *meaning = kt_saying_meaning(s, effect.factor);
        if (meaning->kind == KT_EXPRESSION_BINARY)
            effect.factor = meaning;
        KT_TRY(kt_text_add(out, n ? " + " : " | ", err));
        KT_TRY(r_effect(s, &effect, out, err));
    }
    return KT_OK;
}

static kt_status r_formula(kt_saying *s, const kt_formula_model *model, kt_text *out,
                           const kt_expression **offset, kt_error *err)
{
    int n_said = 0;
    KT_TRY(kt_saying_put(s, model->outcome, out, err));
    KT_TRY(kt_text_add(out, " ~ ", err));
    for (int n = 0; n < model->n_terms; n++) {
        if (kt_saying_is_call(model->terms[n], "offset")) {
            *offset = model->terms[n]->argument[0];
            continue;
        }
        KT_TRY(kt_text_add(out, n_said++ ? " + " : "", err));
        KT_TRY(r_term(s, model->terms[n], out, err));
    }
    if (n_said == 0)
        KT_TRY(kt_text_add(out, model->intercept ? "1" : "0", err));
    else if (!model->intercept)
        KT_TRY(kt_text_add(out, " - 1", err));
    KT_TRY(r_effects(s, model, out, err));
    for (int n = 0; n < model->n_endogenous; n++) {
        KT_TRY(kt_text_add(out, n ? " + " : " | ", err));
        KT_TRY(kt_saying_put(s, model->endogenous[n], out, err));
    }
    for (int n = 0; n < model->n_instruments; n++) {
        KT_TRY(kt_text_add(out, n ? " + " : " ~ ", err));
        KT_TRY(kt_saying_put(s, model->instruments[n], out, err));
    }
    return KT_OK;
}

static kt_status r_vcov(kt_saying *s, const kt_estimate *e, kt_text *out, kt_error *err)
{
    switch (e->vcov.kind) {
    case KT_VCOV_IID:
        return kt_text_add(out, "vcov = \"iid\"", err);
    case KT_VCOV_HETERO:
        return kt_text_add(out, "vcov = \"hetero\"", err);
    case KT_VCOV_NEWEY_WEST:
        return kt_text_format(out, err, "vcov = NW(%d)", e->vcov.lag);
    case KT_VCOV_DRISCOLL_KRAAY:
        return kt_text_format(out, err, "vcov = DK(%d)", e->vcov.lag);
    case KT_VCOV_DYADIC: // fixest has none
        return kt_text_add(out, "vcov = \"iid\" # dyadic errors: not in fixest\n   ", err);
    case KT_VCOV_CLUSTER:
        break;
    }
    KT_TRY(kt_text_add(out, "vcov = ~", err));
    for (int c = 0; c < s->g->n_clusters; c++) {
        KT_TRY(kt_text_add(out, c ? " + " : "", err));
        KT_TRY(r_factor(s, s->g->cluster[c], out, err));
    }
    return KT_OK;
}

static const char *r_ssc(const kt_estimate *e)
{
    static const char fixest[] = "ssc(K.adj = TRUE, K.fixef = \"nonnested\", K.exact = FALSE, "
                                 "G.adj = TRUE, G.df = \"min\", t.df = \"min\")";
    static const char stata[] = "ssc(K.adj = FALSE, G.adj = TRUE, G.df = \"min\", "
                                "t.df = \"min\")";
    static const char none[] = "ssc(K.adj = FALSE, G.adj = FALSE)";
    if (e->vcov.ssc == KT_SSC_STATA && e->family != KT_FAMILY_GAUSSIAN)
        return stata;
    return e->vcov.ssc == KT_SSC_NONE ? none : fixest;
}

static kt_status r_option(kt_saying *s, const char *name, const kt_expression *e, kt_text *out,
                          kt_error *err)
{
    if (!e)
        return KT_OK;
    KT_TRY(kt_text_format(out, err, ",\n    %s = ~", name));
    return kt_saying_put(s, e, out, err);
}

/* A product of columns is no panel.id: it becomes a variable. */
static kt_status r_panel(kt_saying *s, kt_text *out, kt_error *err)
{
    const kt_expression *unit = kt_panel_unit(s->g->panel), *time = kt_panel_time(s->g->panel);
    kt_text names = {0};
    if (!unit || !time)
        return KT_OK;
    const bool product = unit->kind == KT_EXPRESSION_BINARY;
    KT_TRY(kt_text_add(out, ",\n    panel.id = ~", err));
    kt_status status = product ? kt_saying_list(s, unit, &names, err) : KT_OK;
    if (!status && product)
        status = kt_text_format(&s->before, err, "data$unit <- with(data, paste(%s))\n",
                                kt_text_get(&names));
    kt_text_clear(&names);
    if (!status)
        status = product ? kt_text_add(out, "unit", err) : r_factor(s, unit, out, err);
    if (!status)
        status = kt_text_add(out, " + ", err);
    return status ? status : kt_saying_put(s, time, out, err);
}

/* Regressors, joined by " + "; how many were said. */
static kt_status r_list(kt_saying *s, const kt_expression *const *terms, int n_terms,
                        int *n_said, kt_text *out, kt_error *err)
{
    for (int n = 0; n < n_terms; n++) {
        if (kt_saying_is_call(terms[n], "offset"))
            continue;
        KT_TRY(kt_text_add(out, (*n_said)++ ? " + " : "", err));
        KT_TRY(r_term(s, terms[n], out, err));
    }
    return KT_OK;
}

/* The control function of PPML, for which fixest has no word: the residuals of first stages
 * become variables, and the second stage has them among its regressors. */
static kt_status r_first_stages(kt_saying *s, const kt_formula_model *model, kt_error *err)
{
    const kt_expression *subset = kt_saying_first(s->g->subset);
    kt_text stage = {0};
    kt_status status = KT_OK;
    if (subset)
        status = kt_text_add(&stage, "data <- subset(data, ", err);
    if (!status && subset)
        status = kt_saying_put(s, subset, &stage, err);
    if (!status && subset)
        status = kt_text_add(&stage, ")\n", err);
    for (int k = 0; k < model->n_endogenous && !status; k++) {
        int n_said = 0;
        status = kt_text_format(&stage, err, "data$residual%d <- resid(feols(", k + 1);
        if (!status)
            status = kt_saying_put(s, model->endogenous[k], &stage, err);
        if (!status)
            status = kt_text_add(&stage, " ~ ", err);
        if (!status)
            status = r_list(s, model->terms, model->n_terms, &n_said, &stage, err);
        if (!status)
            status = r_list(s, model->instruments, model->n_instruments, &n_said, &stage, err);
        if (!status)
            status = r_effects(s, model, &stage, err);
        if (!status)
            status = kt_text_add(&stage, ", data), na.rm = FALSE)\n", err);
    }
    if (!status)
        status = kt_text_add(&s->before, kt_text_get(&stage), err);
    kt_text_clear(&stage);
    return status;
}

static kt_status r_second_stage(kt_saying *s, const kt_formula_model *model, kt_text *out,
                                kt_error *err)
{
    int n_said = 0;
    KT_TRY(kt_saying_put(s, model->outcome, out, err));
    KT_TRY(kt_text_add(out, " ~ ", err));
    KT_TRY(r_list(s, model->endogenous, model->n_endogenous, &n_said, out, err));
    KT_TRY(r_list(s, model->terms, model->n_terms, &n_said, out, err));
    for (int k = 0; k < model->n_endogenous; k++)
        KT_TRY(kt_text_format(out, err, " + residual%d", k + 1));
    return r_effects(s, model, out, err);
}

static kt_status r_call(kt_saying *s, const kt_gravity_fit *fit, kt_text *out, kt_error *err)
{
    static const char *const function[] = {"fepois(", "feols(", "feglm(", "fenegbin(",
                                           "feglm("};
    const kt_gravity *g = s->g;
    const kt_estimate *e = fit->estimate;
    const kt_expression *offset = kt_saying_first(g->offset);
    const bool keeps = kt_argument_flag(g->run, "keep-singletons");
    KT_TRY(kt_text_add(out, function[e->family], err));
    const bool controls = fit->model->n_endogenous && e->family == KT_FAMILY_POISSON;
    if (controls)
        KT_TRY(r_first_stages(s, fit->model, err));
    KT_TRY(controls ? r_second_stage(s, fit->model, out, err)
                    : r_formula(s, fit->model, out, &offset, err));
    KT_TRY(kt_text_add(out, ", data", err));
    if (e->family == KT_FAMILY_GAMMA)
        KT_TRY(kt_text_add(out, ", family = Gamma(\"log\")", err));
    if (e->family == KT_FAMILY_LOGIT)
        KT_TRY(kt_text_add(out, ", family = \"logit\"", err));
    if (!controls)
        KT_TRY(r_option(s, "subset", kt_saying_first(g->subset), out, err));
    KT_TRY(r_option(s, "weights", kt_saying_first(g->weights), out, err));
    KT_TRY(r_option(s, "offset", offset, out, err));
    if (fit->split) {
        KT_TRY(kt_text_add(out, ",\n    split = ~", err));
        KT_TRY(kt_saying_put(s, kt_expressions_at(g->split, 0), out, err));
    }
    if (kt_saying_needs_panel(fit))
        KT_TRY(r_panel(s, out, err));
    KT_TRY(kt_text_add(out, ",\n    ", err));
    KT_TRY(r_vcov(s, e, out, err));
    // By default it ends after 25 steps or at 1e-8 of the deviance: too early there.
    return kt_text_format(out, err, ",\n    ssc = %s,\n    fixef.rm = \"%s\"%s)", r_ssc(e),
                          keeps ? "infinite_coef" : "perfect_fit",
                          e->family == KT_FAMILY_GAMMA || e->family == KT_FAMILY_LOGIT
                              ? ",\n    glm.iter = 1000, glm.tol = 1e-12, fixef.tol = 1e-10"
                              : "");
}

kt_status kt_gravity_same_in_r(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                               kt_error *err)
{
    kt_saying s = {.g = g};
    kt_text call = {0};
    const kt_estimate *e = fit->estimate;
    const bool factor = e->vcov.kind == KT_VCOV_HETERO && e->vcov.ssc == KT_SSC_STATA &&
                        e->family != KT_FAMILY_GAUSSIAN;
    const kt_status status = r_call(&s, fit, &call, err);
    return kt_saying_finish(&s,
                            factor ? "library(fixest)\n"
                                     "# Stata's factor n/(n - 1) has no word there: errors are "
                                     "smaller by 1/(2n)\n"
                                   : "library(fixest)\n",
                            &call, status, out, err);
}
