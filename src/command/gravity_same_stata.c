/* gravity_same_stata.c: the call of Stata's ppmlhdfe, reghdfe and their kin that gives the same
 * numbers. */
#include "gravity_same.h"

#include <stdio.h>
#include <string.h>

static kt_status stata_variable(kt_saying *s, const kt_expression *e, kt_text *out,
                                kt_error *err)
{
    const char *name;
    const kt_expression *meaning = kt_saying_meaning(s, e);
    if (meaning->kind == KT_EXPRESSION_NAME)
        return kt_expression_write(meaning, out, err);
    KT_TRY(kt_saying_variable(s, meaning, e->kind == KT_EXPRESSION_NAME ? e->text : NULL, &name,
                              err));
    return kt_text_add(out, name, err);
}

/* exporter#year, of numbers: texts are numbered first, as "exporter_id". */
static kt_status stata_factor(kt_saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    const kt_expression *meaning = kt_saying_meaning(s, e);
    if (meaning->kind == KT_EXPRESSION_BINARY && meaning->op == KT_OPERATOR_POWER) {
        KT_TRY(stata_factor(s, meaning->argument[0], out, err));
        KT_TRY(kt_text_add(out, "#", err));
        return stata_factor(s, meaning->argument[1], out, err);
    }
    if (kt_saying_is_text(s, meaning)) {
        char wish[80];
        const char *name;
        snprintf(wish, sizeof wish, "%.70s_id", meaning->text);
        KT_TRY(kt_saying_variable(s, meaning, wish, &name, err));
        return kt_text_add(out, name, err);
    }
    return stata_variable(s, e, out, err);
}

/* i(year, x, ref = 1986) is ib1986.year#c.x; a:b of variables is c.a#c.b. */
static kt_status stata_term(kt_saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    if (kt_saying_is_call(e, "i") && e->n_arguments >= 1) {
        const kt_expression *ref = NULL, *with = NULL;
        for (int n = 1; n < e->n_arguments; n++)
            if (e->argument_name[n] && strcmp(e->argument_name[n], "ref") == 0)
                ref = e->argument[n];
            else if (!e->argument_name[n] && n == 1)
                with = e->argument[n];
        const bool numbered = ref && ref->kind == KT_EXPRESSION_NUMBER; // of texts: the first
        KT_TRY(kt_text_add(out, numbered ? "ib" : "i", err));
        if (numbered)
            KT_TRY(kt_expression_write(ref, out, err));
        KT_TRY(kt_text_add(out, ".", err));
        KT_TRY(stata_factor(s, e->argument[0], out, err));
        if (!with)
            return KT_OK;
        KT_TRY(kt_text_add(out, "#c.", err));
        return stata_variable(s, with, out, err);
    }
    if ((kt_saying_is_call(e, "l") || kt_saying_is_call(e, "f") || kt_saying_is_call(e, "d")) &&
        e->n_arguments == 2) {
        const char letter = e->text[0] == 'l' ? 'L' : e->text[0] == 'f' ? 'F' : 'S';
        const kt_expression *set = e->argument[1];
        kt_text number = {0};
        if (kt_saying_is_call(set, "c")) { // L(0 4).x
            KT_TRY(kt_text_format(out, err, "%c(", letter));
            for (int n = 0; n < set->n_arguments; n++) {
                KT_TRY(kt_text_add(out, n ? " " : "", err));
                KT_TRY(kt_expression_write(set->argument[n], out, err));
            }
            KT_TRY(kt_text_add(out, ").", err));
            return stata_variable(s, e->argument[0], out, err);
        }
        kt_status status = kt_expression_write(set, &number, err);
        for (char *c = number.data; c && *c; c++) // 1:3 is 1/3 there
            if (*c == ':')
                *c = '/';
        if (!status && set->kind == KT_EXPRESSION_BINARY)
            status = kt_text_format(out, err, "%c(%s).", letter, kt_text_get(&number));
        else if (!status)
            status = kt_text_format(out, err, "%c%s.", letter, kt_text_get(&number));
        kt_text_clear(&number);
        KT_TRY(status);
        return stata_variable(s, e->argument[0], out, err);
    }
    if (kt_saying_is_call(e, "factor") && e->n_arguments == 1) {
        KT_TRY(kt_text_add(out, "i.", err));
        return stata_factor(s, e->argument[0], out, err);
    }
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_COLON) {
        KT_TRY(kt_text_add(out, "c.", err));
        KT_TRY(stata_term(s, e->argument[0], out, err));
        KT_TRY(kt_text_add(out, "#c.", err));
        return stata_term(s, e->argument[1], out, err);
    }
    return stata_variable(s, e, out, err);
}

static kt_status stata_effects(kt_saying *s, const kt_formula_model *model, kt_text *out,
                               kt_error *err)
{
    if (model->n_effects == 0)
        return kt_text_add(out, " noabsorb", err);
    KT_TRY(kt_text_add(out, " absorb(", err));
    for (int n = 0; n < model->n_effects; n++) {
        const kt_formula_effect *effect = &model->effects[n];
        KT_TRY(kt_text_add(out, n ? " " : "", err));
        KT_TRY(stata_factor(s, effect->factor, out, err));
        for (int k = 0; k < effect->n_slopes; k++) {
            KT_TRY(kt_text_add(out, effect->slopes_only ? "#c." : "##c.", err));
            KT_TRY(stata_variable(s, effect->slopes[k], out, err));
        }
    }
    return kt_text_add(out, ")", err);
}

/* ppmlhdfe and reghdfe take a#b; glm, nbreg and logit take one variable. */
static kt_status stata_cluster(kt_saying *s, const kt_expression *e, bool absorbs, kt_text *out,
                               kt_error *err)
{
    const char *name;
    const kt_expression *meaning = kt_saying_meaning(s, e);
    if (absorbs || meaning->kind != KT_EXPRESSION_BINARY)
        return stata_factor(s, e, out, err);
    KT_TRY(kt_saying_variable(s, meaning, NULL, &name, err));
    return kt_text_add(out, name, err);
}

static bool absorbs(const kt_estimate *e)
{
    return e->family == KT_FAMILY_POISSON || e->family == KT_FAMILY_GAUSSIAN;
}

static kt_status stata_vcov(kt_saying *s, const kt_estimate *e, kt_text *out, kt_error *err)
{
    const kt_gravity *g = s->g;
    if (e->vcov.kind == KT_VCOV_HETERO)
        return kt_text_add(out, " vce(robust)", err);
    if (e->vcov.kind != KT_VCOV_CLUSTER)
        return KT_OK;
    KT_TRY(kt_text_add(out, " vce(cluster", err));
    for (int c = 0; c < g->n_clusters; c++) {
        KT_TRY(kt_text_add(out, " ", err));
        KT_TRY(stata_cluster(s, g->cluster[c], absorbs(e), out, err));
    }
    return kt_text_add(out, ")", err);
}

static kt_status stata_terms(kt_saying *s, const kt_formula_model *model,
                             const kt_expression **offset, kt_text *out, kt_error *err)
{
    for (int n = 0; n < model->n_terms; n++) {
        if (kt_saying_is_call(model->terms[n], "offset")) {
            *offset = model->terms[n]->argument[0];
            continue;
        }
        KT_TRY(kt_text_add(out, " ", err));
        KT_TRY(stata_term(s, model->terms[n], out, err));
    }
    if (model->n_endogenous == 0)
        return KT_OK;
    if (s->g->family == KT_FAMILY_POISSON) {
        for (int n = 0; n < model->n_endogenous; n++) {
            KT_TRY(kt_text_add(out, " ", err));
            KT_TRY(stata_term(s, model->endogenous[n], out, err));
            KT_TRY(kt_text_format(out, err, " residual%d", n + 1));
        }
        return KT_OK;
    }
    KT_TRY(kt_text_add(out, " (", err));
    for (int n = 0; n < model->n_endogenous; n++) {
        KT_TRY(stata_term(s, model->endogenous[n], out, err));
        KT_TRY(kt_text_add(out, " ", err));
    }
    KT_TRY(kt_text_add(out, "=", err));
    for (int n = 0; n < model->n_instruments; n++) {
        KT_TRY(kt_text_add(out, " ", err));
        KT_TRY(stata_term(s, model->instruments[n], out, err));
    }
    return kt_text_add(out, ")", err);
}

/* xtset, before the call. */
static kt_status stata_panel(kt_saying *s, kt_error *err)
{
    const kt_expression *unit = kt_panel_unit(s->g->panel), *time = kt_panel_time(s->g->panel);
    kt_text names = {0}, period = {0};
    if (!unit || !time)
        return KT_OK;
    kt_status status = kt_saying_list(s, unit, &names, err);
    if (!status)
        status = stata_variable(s, time, &period, err);
    if (!status)
        status = kt_text_format(&s->before, err, "egen unit = group(%s)\nxtset unit %s\n",
                                kt_text_get(&names), kt_text_get(&period));
    kt_text_clear(&period);
    kt_text_clear(&names);
    return status;
}

static kt_status stata_rows(kt_saying *s, kt_text *out, kt_error *err)
{
    const kt_expression *subset = kt_saying_first(s->g->subset),
                        *weights = kt_saying_first(s->g->weights);
    if (subset) {
        KT_TRY(kt_text_add(out, " if ", err));
        KT_TRY(kt_saying_put(s, subset, out, err));
    }
    if (weights) {
        KT_TRY(kt_text_add(out, " [pw = ", err));
        KT_TRY(stata_variable(s, weights, out, err));
        KT_TRY(kt_text_add(out, "]", err));
    }
    return kt_text_add(out, ",", err);
}

/* reghdfe rta x z, absorb(...) residuals(residual1): first stages of PPML's control function.
 */
static kt_status stata_first_stage(kt_saying *s, const kt_formula_model *model, int k,
                                   kt_text *out, kt_error *err)
{
    KT_TRY(kt_text_add(out, "reghdfe ", err));
    KT_TRY(stata_term(s, model->endogenous[k], out, err));
    for (int n = 0; n < model->n_terms + model->n_instruments; n++) {
        const kt_expression *term =
            n < model->n_terms ? model->terms[n] : model->instruments[n - model->n_terms];
        if (kt_saying_is_call(term, "offset"))
            continue;
        KT_TRY(kt_text_add(out, " ", err));
        KT_TRY(stata_term(s, term, out, err));
    }
    KT_TRY(stata_rows(s, out, err));
    KT_TRY(stata_effects(s, model, out, err));
    if (kt_argument_flag(s->g->run, "keep-singletons"))
        KT_TRY(kt_text_add(out, " keepsingletons", err));
    return kt_text_format(out, err, " residuals(residual%d)\n", k + 1);
}

static kt_status stata_first_stages(kt_saying *s, const kt_formula_model *model, kt_error *err)
{
    kt_text stages = {0};
    kt_status status = KT_OK;
    for (int k = 0; k < model->n_endogenous && !status; k++)
        status = stata_first_stage(s, model, k, &stages, err);
    if (!status)
        status = kt_text_add(&s->before, kt_text_get(&stages), err);
    kt_text_clear(&stages);
    return status;
}

static kt_status stata_call(kt_saying *s, const kt_gravity_fit *fit, kt_text *out,
                            kt_error *err)
{
    static const char *const command[] = {"ppmlhdfe", "reghdfe", "glmhdfe", "nbreg", "logit"};
    const kt_gravity *g = s->g;
    const kt_estimate *e = fit->estimate;
    const kt_expression *offset = kt_saying_first(g->offset);
    if (kt_saying_needs_panel(fit))
        KT_TRY(stata_panel(s, err));
    if (fit->model->n_endogenous && e->family == KT_FAMILY_POISSON)
        KT_TRY(stata_first_stages(s, fit->model, err));
    KT_TRY(kt_text_format(out, err, "%s ",
                          fit->model->n_endogenous && e->family == KT_FAMILY_GAUSSIAN
                              ? "ivreghdfe"
                          : e->family == KT_FAMILY_GAMMA ? "glm"
                                                         : command[e->family]));
    KT_TRY(stata_variable(s, fit->model->outcome, out, err));
    KT_TRY(stata_terms(s, fit->model, &offset, out, err));
    for (int n = 0; n < fit->model->n_effects && !absorbs(e); n++) {
        KT_TRY(kt_text_add(out, " i.", err));
        KT_TRY(stata_factor(s, fit->model->effects[n].factor, out, err));
    }
    KT_TRY(stata_rows(s, out, err));
    if (e->family == KT_FAMILY_GAMMA)
        KT_TRY(kt_text_add(out, " family(gamma) link(log)", err));
    if (absorbs(e))
        KT_TRY(stata_effects(s, fit->model, out, err));
    if (offset) {
        KT_TRY(kt_text_add(out, " offset(", err));
        KT_TRY(stata_variable(s, offset, out, err));
        KT_TRY(kt_text_add(out, ")", err));
    }
    KT_TRY(stata_vcov(s, e, out, err));
    if (kt_argument_flag(g->run, "keep-singletons") && absorbs(e))
        KT_TRY(kt_text_add(out, " keepsingletons", err));
    return KT_OK;
}

/* What is not the same, said before the call. */
static const char *stata_remark(const kt_gravity *g, const kt_estimate *e)
{
    const kt_vcov_kind kind = e->vcov.kind;
    const bool has = kind == KT_VCOV_HETERO ||
                     (kind == KT_VCOV_CLUSTER && (absorbs(e) || g->n_clusters == 1)) ||
                     (kind == KT_VCOV_IID && e->family == KT_FAMILY_GAUSSIAN);
    if (!has)
        return "* the same coefficients; this command has no such standard errors\n";
    return e->vcov.ssc == KT_SSC_STATA
               ? ""
               : "* the same coefficients; for Stata's standard errors: --ssc stata\n";
}

kt_status kt_gravity_same_in_stata(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                                   kt_error *err)
{
    kt_saying s = {.g = g, .stata = true};
    kt_text call = {0};
    const kt_status status = stata_call(&s, fit, &call, err);
    return kt_saying_finish(&s, stata_remark(g, fit->estimate), &call, status, out, err);
}
