/* gravity_same.c: the calls that give the same numbers in R's fixest and in Stata, for a reader
 * who wants to check, or whose referee does.
 *
 * What a language does not write in a formula is made into a variable first: in both, sums over
 * groups, pairs without direction and names given by --let; in Stata every expression. */
#include "gravity_internal.h"

#include <kontor/memory.h>

#include <stdio.h>
#include <string.h>

enum { MOST_MADE = 400 };

typedef struct saying {
    const kt_gravity *g;
    bool stata;
    kt_arena arena;
    kt_text before;              /* lines that make variables */
    const char *made[MOST_MADE]; /* what each stands for */
    int n_made;
} saying;

static kt_status say(saying *s, const kt_expression *e, kt_text *out, kt_error *err);

static bool is_call(const kt_expression *e, const char *name)
{
    return e->kind == KT_EXPRESSION_CALL && strcmp(e->text, name) == 0;
}

static bool is_grouped(const kt_expression *e)
{
    static const char *const names[] = {"sum", "mean", "min", "max", "count"};
    for (int n = 0; n < 5; n++)
        if (is_call(e, names[n]))
            return true;
    return false;
}

/* What a name means: a let, or exp, imp, pair, year; the expression itself otherwise. */
static const kt_expression *meaning_of(const saying *s, const kt_expression *e)
{
    const kt_expression *found;
    return s->g->panel && e->kind == KT_EXPRESSION_NAME &&
                   !kt_panel_meaning(s->g->panel, e, &found)
               ? found
               : e;
}

/* ---- variables ----------------------------------------------------------------------------
 */

/* a^b as a list: "a, b" in R, "a b" in Stata. */
static kt_status say_list(saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    e = meaning_of(s, e);
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_POWER) {
        KT_TRY(say_list(s, e->argument[0], out, err));
        KT_TRY(kt_text_add(out, s->stata ? " " : ", ", err));
        return say_list(s, e->argument[1], out, err);
    }
    return say(s, e, out, err);
}

static kt_status define_grouped(saying *s, const char *name, const kt_expression *e,
                                kt_error *err)
{
    kt_text groups = {0}, of = {0};
    const bool counts = is_call(e, "count");
    kt_status status = say_list(s, e->argument[e->n_arguments - 1], &groups, err);
    if (!status && !counts)
        status = say(s, e->argument[0], &of, err);
    const char *g = kt_text_get(&groups), *x = kt_text_get(&of);
    const char *function = counts && s->stata              ? "count"
                           : s->stata && is_call(e, "sum") ? "total"
                           : counts                        ? "length"
                                                           : e->text;
    if (!status && s->stata)
        status = kt_text_format(&s->before, err, "bysort %s: egen double %s = %s(%s)\n", g,
                                name, function, counts ? "1" : x);
    else if (!status && counts)
        status = kt_text_format(&s->before, err,
                                "data$%s <- with(data, ave(numeric(nrow(data)), %s, FUN = "
                                "length))\n",
                                name, g);
    else if (!status)
        status = kt_text_format(&s->before, err,
                                "data$%s <- with(data, ave(%s, %s, FUN = function(v) %s(v, "
                                "na.rm = TRUE)))\n",
                                name, x, g, function);
    kt_text_clear(&of);
    kt_text_clear(&groups);
    return status;
}

static kt_status define_pair(saying *s, const char *name, const kt_expression *e, kt_error *err)
{
    kt_text a = {0}, b = {0};
    kt_status status = e->n_arguments == 2 ? say(s, e->argument[0], &a, err) : KT_OK;
    if (!status && e->n_arguments == 2)
        status = say(s, e->argument[1], &b, err);
    if (!status)
        status = kt_text_format(
            &s->before, err,
            s->stata ? "egen %s = group(cond(%s < %s, %s + \" \" + %s, %s + \" \" + %s)) // "
                       "texts\n"
                     : "data$%s <- with(data, ifelse(%s < %s, paste(%s, %s), paste(%s, %s)))\n",
            name, kt_text_get(&a), kt_text_get(&b), kt_text_get(&a), kt_text_get(&b),
            kt_text_get(&b), kt_text_get(&a));
    kt_text_clear(&b);
    kt_text_clear(&a);
    return status;
}

static kt_status define(saying *s, const char *name, const kt_expression *e, kt_error *err)
{
    kt_text text = {0};
    if (is_grouped(e))
        return define_grouped(s, name, e, err);
    if (is_call(e, "pair"))
        return define_pair(s, name, e, err);
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_POWER && s->stata &&
        e->argument[1]->kind == KT_EXPRESSION_NAME) {
        KT_TRY(say_list(s, e, &text, err));
        const kt_status status =
            kt_text_format(&s->before, err, "egen %s = group(%s)\n", name, kt_text_get(&text));
        kt_text_clear(&text);
        return status;
    }
    kt_status status = say(s, e, &text, err);
    if (!status)
        status = kt_text_format(&s->before, err,
                                s->stata ? "generate double %s = %s\n"
                                         : "data$%s <- as.numeric(with(data, %s))\n",
                                name, kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

/* The variable that stands for an expression; `wish`: how it should be called, or NULL. */
static kt_status variable(saying *s, const kt_expression *e, const char *wish, const char **out,
                          kt_error *err)
{
    kt_text text = {0};
    char name[24];
    kt_status status = kt_expression_write(e, &text, err);
    for (int n = 0; n < s->n_made && !status; n += 2)
        if (strcmp(s->made[n], kt_text_get(&text)) == 0) {
            *out = s->made[n + 1];
            goto done;
        }
    if (!status && s->n_made + 2 > MOST_MADE)
        status = kt_fail(err, KT_ERR_LIMIT, "more than %d expressions", MOST_MADE / 2);
    snprintf(name, sizeof name, "v%d", s->n_made / 2 + 1);
    if (!status)
        status =
            kt_arena_text(&s->arena, kt_text_get(&text), text.size, &s->made[s->n_made], err);
    if (!status)
        status = kt_arena_text(&s->arena, wish ? wish : name, strlen(wish ? wish : name),
                               &s->made[s->n_made + 1], err);
    if (!status) {
        *out = s->made[s->n_made + 1];
        s->n_made += 2;
        status = define(s, *out, e, err);
    }
done:
    kt_text_clear(&text);
    return status;
}

/* ---- expressions ---------------------------------------------------------------------------
 */

static const char *stata_function(const char *name)
{
    static const char *const names[][2] = {
        {"log", "ln"},      {"pmin", "min"},      {"pmax", "max"},
        {"ifelse", "cond"}, {"is.na", "missing"}, {"ceiling", "ceil"},
        {"I", ""},          {"as.numeric", ""},   {"log1p", "ln1p"}};
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++)
        if (strcmp(names[n][0], name) == 0)
            return names[n][1];
    return name;
}

static kt_status say_name(saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    const kt_expression *meaning = meaning_of(s, e);
    const char *name;
    if (meaning == e)
        return kt_expression_write(e, out, err);
    if (meaning->kind == KT_EXPRESSION_NAME)
        return say(s, meaning, out, err);
    KT_TRY(variable(s, meaning, e->text, &name, err));
    return kt_text_add(out, name, err);
}

/* Expressions are said by writing a copy in which names and functions are those of the
 * language. */
static kt_status translated(saying *s, const kt_expression *e, const kt_expression **out,
                            kt_error *err)
{
    kt_expression *copy;
    const kt_expression **argument = NULL;
    const char *name = NULL;
    const kt_expression *meaning = meaning_of(s, e);
    if (is_grouped(e) || is_call(e, "pair"))
        KT_TRY(variable(s, e, NULL, &name, err));
    else if (meaning != e && meaning->kind == KT_EXPRESSION_NAME)
        return translated(s, meaning, out, err);
    else if (meaning != e)
        KT_TRY(variable(s, meaning, e->text, &name, err));
    KT_TRY(kt_arena_new(&s->arena, &copy, 1, sizeof *copy, err));
    *copy = *e;
    *out = copy;
    if (name) {
        *copy = (kt_expression){.kind = KT_EXPRESSION_NAME, .text = name, .depth = 1};
        return KT_OK;
    }
    if (e->n_arguments > 0)
        KT_TRY(kt_arena_new(&s->arena, &argument, e->n_arguments, sizeof *argument, err));
    for (int n = 0; n < e->n_arguments; n++)
        KT_TRY(translated(s, e->argument[n], &argument[n], err));
    copy->argument = argument;
    if (!s->stata && is_call(e, "ln"))
        copy->text = "log";
    if (s->stata && e->kind == KT_EXPRESSION_CALL) {
        copy->text = stata_function(e->text);
        if (copy->text[0] == '\0' && e->n_arguments == 1)
            *copy = *argument[0];
    }
    return KT_OK;
}

/* ", 1986, 1990": the members, ranges written out. */
static kt_status say_set(const kt_expression *e, kt_text *out, kt_error *err)
{
    double number[3] = {0.0, 0.0, 1.0};
    char text[32];
    if (is_call(e, "c")) {
        for (int n = 0; n < e->n_arguments; n++)
            KT_TRY(say_set(e->argument[n], out, err));
        return KT_OK;
    }
    if (!is_call(e, "seq") || e->n_arguments < 2 || e->n_arguments > 3) {
        KT_TRY(kt_text_add(out, ", ", err));
        return kt_expression_write(e, out, err);
    }
    for (int n = 0; n < e->n_arguments; n++)
        number[n] = e->argument[n]->number;
    const double steps = (number[1] - number[0]) / number[2];
    for (int k = 0; k <= steps && k < 1000; k++) {
        kt_print_double(number[0] + k * number[2], text);
        KT_TRY(kt_text_format(out, err, ", %s", text));
    }
    return KT_OK;
}

static kt_status say(saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    const kt_expression *copy;
    if (e->kind == KT_EXPRESSION_NAME)
        return say_name(s, e, out, err);
    if (s->stata && e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_IN) {
        const kt_expression *set = e->argument[1];
        const bool range = set->kind == KT_EXPRESSION_BINARY;
        KT_TRY(kt_text_add(out, range ? "inrange(" : "inlist(", err));
        KT_TRY(say(s, e->argument[0], out, err));
        if (range) {
            KT_TRY(kt_text_add(out, ", ", err));
            KT_TRY(kt_expression_write(set->argument[0], out, err));
            KT_TRY(kt_text_add(out, ", ", err));
            KT_TRY(kt_expression_write(set->argument[1], out, err));
        } else {
            KT_TRY(say_set(set, out, err));
        }
        return kt_text_add(out, ")", err);
    }
    if (s->stata && e->kind == KT_EXPRESSION_BINARY &&
        (e->op == KT_OPERATOR_AND || e->op == KT_OPERATOR_OR)) {
        KT_TRY(kt_text_add(out, "(", err));
        KT_TRY(say(s, e->argument[0], out, err));
        KT_TRY(kt_text_add(out, e->op == KT_OPERATOR_AND ? " & " : " | ", err));
        KT_TRY(say(s, e->argument[1], out, err));
        return kt_text_add(out, ")", err);
    }
    KT_TRY(translated(s, e, &copy, err));
    return kt_expression_write(copy, out, err);
}

/* ---- R ----------------------------------------------------------------------------------- */

static kt_status r_effect(saying *s, const kt_formula_effect *effect, kt_text *out,
                          kt_error *err)
{
    KT_TRY(say(s, effect->factor, out, err));
    if (effect->n_slopes)
        KT_TRY(kt_text_add(out, effect->slopes_only ? "[[" : "[", err));
    for (int n = 0; n < effect->n_slopes; n++) {
        KT_TRY(kt_text_add(out, n ? ", " : "", err));
        KT_TRY(say(s, effect->slopes[n], out, err));
    }
    return effect->n_slopes ? kt_text_add(out, effect->slopes_only ? "]]" : "]", err) : KT_OK;
}

/* exporter^importer by name of a factor means the same product. */
static kt_status r_factor(saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    const kt_expression *meaning = meaning_of(s, e);
    if (meaning->kind == KT_EXPRESSION_BINARY && meaning->op == KT_OPERATOR_POWER)
        return say(s, meaning, out, err);
    return say(s, e, out, err);
}

static kt_status r_formula(saying *s, const kt_formula_model *model, kt_text *out,
                           const kt_expression **offset, kt_error *err)
{
    int n_said = 0;
    KT_TRY(say(s, model->outcome, out, err));
    KT_TRY(kt_text_add(out, " ~ ", err));
    for (int n = 0; n < model->n_terms; n++) {
        if (is_call(model->terms[n], "offset")) {
            *offset = model->terms[n]->argument[0];
            continue;
        }
        KT_TRY(kt_text_add(out, n_said++ ? " + " : "", err));
        KT_TRY(say(s, model->terms[n], out, err));
    }
    if (n_said == 0)
        KT_TRY(kt_text_add(out, model->intercept ? "1" : "0", err));
    else if (!model->intercept)
        KT_TRY(kt_text_add(out, " - 1", err));
    for (int n = 0; n < model->n_effects; n++) {
        kt_formula_effect effect = model->effects[n];
        const kt_expression *meaning = meaning_of(s, effect.factor);
        if (meaning->kind == KT_EXPRESSION_BINARY)
            effect.factor = meaning;
        KT_TRY(kt_text_add(out, n ? " + " : " | ", err));
        KT_TRY(r_effect(s, &effect, out, err));
    }
    for (int n = 0; n < model->n_endogenous; n++) {
        KT_TRY(kt_text_add(out, n ? " + " : " | ", err));
        KT_TRY(say(s, model->endogenous[n], out, err));
    }
    for (int n = 0; n < model->n_instruments; n++) {
        KT_TRY(kt_text_add(out, n ? " + " : " ~ ", err));
        KT_TRY(say(s, model->instruments[n], out, err));
    }
    return KT_OK;
}

static kt_status r_vcov(saying *s, const kt_estimate *e, kt_text *out, kt_error *err)
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

static kt_status r_option(saying *s, const char *name, const kt_expression *e, kt_text *out,
                          kt_error *err)
{
    if (!e)
        return KT_OK;
    KT_TRY(kt_text_format(out, err, ",\n    %s = ~", name));
    return say(s, e, out, err);
}

static const kt_expression *first_of(const kt_expression_list *list)
{
    return list ? kt_expressions_at(list, 0) : NULL;
}

static bool has_lag(const kt_expression *e)
{
    if (is_call(e, "l") || is_call(e, "f") || is_call(e, "d"))
        return true;
    for (int n = 0; n < e->n_arguments; n++)
        if (has_lag(e->argument[n]))
            return true;
    return false;
}

/* Unit and period matter to the model. */
static bool needs_panel(const kt_gravity_fit *fit)
{
    const kt_vcov_kind kind = fit->estimate->vcov.kind;
    bool lags = has_lag(fit->model->outcome);
    for (int n = 0; n < fit->model->n_terms; n++)
        lags |= has_lag(fit->model->terms[n]);
    return lags || kind == KT_VCOV_NEWEY_WEST || kind == KT_VCOV_DRISCOLL_KRAAY;
}

static kt_status r_panel(saying *s, kt_text *out, kt_error *err)
{
    const kt_expression *unit = kt_panel_unit(s->g->panel), *time = kt_panel_time(s->g->panel);
    if (!unit || !time)
        return KT_OK;
    KT_TRY(kt_text_add(out, ",\n    panel.id = ~", err));
    KT_TRY(r_factor(s, unit, out, err));
    KT_TRY(kt_text_add(out, " + ", err));
    return say(s, time, out, err);
}

static kt_status r_call(saying *s, const kt_gravity_fit *fit, kt_text *out, kt_error *err)
{
    static const char *const function[] = {"fepois(", "feols(", "feglm(", "fenegbin(",
                                           "feglm("};
    const kt_gravity *g = s->g;
    const kt_estimate *e = fit->estimate;
    const kt_expression *offset = first_of(g->offset);
    const bool keeps = kt_argument_flag(g->run, "keep-singletons");
    KT_TRY(kt_text_add(out, function[e->family], err));
    KT_TRY(r_formula(s, fit->model, out, &offset, err));
    KT_TRY(kt_text_add(out, ", data", err));
    if (e->family == KT_FAMILY_GAMMA)
        KT_TRY(kt_text_add(out, ", family = Gamma(\"log\")", err));
    if (e->family == KT_FAMILY_LOGIT)
        KT_TRY(kt_text_add(out, ", family = \"logit\"", err));
    KT_TRY(r_option(s, "subset", first_of(g->subset), out, err));
    KT_TRY(r_option(s, "weights", first_of(g->weights), out, err));
    KT_TRY(r_option(s, "offset", offset, out, err));
    if (fit->split) {
        KT_TRY(kt_text_add(out, ",\n    split = ~", err));
        KT_TRY(say(s, kt_expressions_at(g->split, 0), out, err));
    }
    if (needs_panel(fit))
        KT_TRY(r_panel(s, out, err));
    KT_TRY(kt_text_add(out, ",\n    ", err));
    KT_TRY(r_vcov(s, e, out, err));
    return kt_text_format(out, err, ",\n    ssc = %s,\n    fixef.rm = \"%s\")", r_ssc(e),
                          keeps ? "perfect" : "both");
}

static kt_status finish(saying *s, const char *first, kt_text *call, kt_status status,
                        kt_text *out, kt_error *err)
{
    if (!status)
        status = kt_text_add(out, first, err);
    if (!status)
        status = kt_text_add(out, kt_text_get(&s->before), err);
    if (!status)
        status = kt_text_add(out, kt_text_get(call), err);
    kt_text_clear(call);
    kt_text_clear(&s->before);
    kt_arena_clear(&s->arena);
    return status;
}

kt_status kt_gravity_same_in_r(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                               kt_error *err)
{
    saying s = {.g = g};
    kt_text call = {0};
    const kt_status status = r_call(&s, fit, &call, err);
    return finish(&s, "library(fixest)\n", &call, status, out, err);
}

/* ---- Stata ------------------------------------------------------------------------------- */

static kt_status stata_variable(saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    const char *name;
    const kt_expression *meaning = meaning_of(s, e);
    if (meaning->kind == KT_EXPRESSION_NAME)
        return kt_expression_write(meaning, out, err);
    KT_TRY(variable(s, meaning, e->kind == KT_EXPRESSION_NAME ? e->text : NULL, &name, err));
    return kt_text_add(out, name, err);
}

/* i(year, x, ref = 1986) is ib1986.year#c.x; a:b of variables is c.a#c.b. */
static kt_status stata_term(saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    if (is_call(e, "i") && e->n_arguments >= 1) {
        const kt_expression *ref = NULL, *with = NULL;
        for (int n = 1; n < e->n_arguments; n++)
            if (e->argument_name[n] && strcmp(e->argument_name[n], "ref") == 0)
                ref = e->argument[n];
            else if (!e->argument_name[n] && n == 1)
                with = e->argument[n];
        KT_TRY(kt_text_add(out, ref ? "ib" : "i", err));
        if (ref)
            KT_TRY(kt_expression_write(ref, out, err));
        KT_TRY(kt_text_add(out, ".", err));
        KT_TRY(stata_variable(s, e->argument[0], out, err));
        if (!with)
            return KT_OK;
        KT_TRY(kt_text_add(out, "#c.", err));
        return stata_variable(s, with, out, err);
    }
    if ((is_call(e, "l") || is_call(e, "f") || is_call(e, "d")) && e->n_arguments == 2) {
        const char letter = e->text[0] == 'l' ? 'L' : e->text[0] == 'f' ? 'F' : 'S';
        kt_text number = {0};
        kt_status status = kt_expression_write(e->argument[1], &number, err);
        if (!status && e->argument[1]->kind == KT_EXPRESSION_BINARY)
            status = kt_text_format(out, err, "%c(%s).", letter, kt_text_get(&number));
        else if (!status)
            status = kt_text_format(out, err, "%c%s.", letter, kt_text_get(&number));
        for (char *c = out->data; c && *c; c++)
            if (*c == ':')
                *c = '/';
        kt_text_clear(&number);
        KT_TRY(status);
        return stata_variable(s, e->argument[0], out, err);
    }
    if (is_call(e, "factor") && e->n_arguments == 1) {
        KT_TRY(kt_text_add(out, "i.", err));
        return stata_variable(s, e->argument[0], out, err);
    }
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_COLON) {
        KT_TRY(kt_text_add(out, "c.", err));
        KT_TRY(stata_term(s, e->argument[0], out, err));
        KT_TRY(kt_text_add(out, "#c.", err));
        return stata_term(s, e->argument[1], out, err);
    }
    return stata_variable(s, e, out, err);
}

static kt_status stata_factor(saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    const kt_expression *meaning = meaning_of(s, e);
    if (meaning->kind == KT_EXPRESSION_BINARY && meaning->op == KT_OPERATOR_POWER) {
        KT_TRY(stata_factor(s, meaning->argument[0], out, err));
        KT_TRY(kt_text_add(out, "#", err));
        return stata_factor(s, meaning->argument[1], out, err);
    }
    return stata_variable(s, e, out, err);
}

static kt_status stata_effects(saying *s, const kt_formula_model *model, kt_text *out,
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

static kt_status stata_vcov(saying *s, const kt_estimate *e, kt_text *out, kt_error *err)
{
    const kt_gravity *g = s->g;
    if (e->vcov.kind == KT_VCOV_HETERO)
        return kt_text_add(out, " vce(robust)", err);
    if (e->vcov.kind != KT_VCOV_CLUSTER)
        return KT_OK;
    KT_TRY(kt_text_add(out, " vce(cluster", err));
    for (int c = 0; c < g->n_clusters; c++) {
        KT_TRY(kt_text_add(out, " ", err));
        KT_TRY(stata_factor(s, g->cluster[c], out, err));
    }
    return kt_text_add(out, ")", err);
}

static kt_status stata_terms(saying *s, const kt_formula_model *model,
                             const kt_expression **offset, kt_text *out, kt_error *err)
{
    for (int n = 0; n < model->n_terms; n++) {
        if (is_call(model->terms[n], "offset")) {
            *offset = model->terms[n]->argument[0];
            continue;
        }
        KT_TRY(kt_text_add(out, " ", err));
        KT_TRY(stata_term(s, model->terms[n], out, err));
    }
    if (model->n_endogenous == 0)
        return KT_OK;
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
static kt_status stata_panel(saying *s, kt_error *err)
{
    const kt_expression *unit = kt_panel_unit(s->g->panel), *time = kt_panel_time(s->g->panel);
    kt_text names = {0}, period = {0};
    if (!unit || !time)
        return KT_OK;
    kt_status status = say_list(s, unit, &names, err);
    if (!status)
        status = stata_variable(s, time, &period, err);
    if (!status)
        status = kt_text_format(&s->before, err, "egen unit = group(%s)\nxtset unit %s\n",
                                kt_text_get(&names), kt_text_get(&period));
    kt_text_clear(&period);
    kt_text_clear(&names);
    return status;
}

static kt_status stata_call(saying *s, const kt_gravity_fit *fit, kt_text *out, kt_error *err)
{
    static const char *const command[] = {"ppmlhdfe", "reghdfe", "glmhdfe", "nbreg", "logit"};
    const kt_gravity *g = s->g;
    const kt_estimate *e = fit->estimate;
    const bool absorbs = e->family == KT_FAMILY_POISSON || e->family == KT_FAMILY_GAUSSIAN;
    const kt_expression *offset = first_of(g->offset), *subset = first_of(g->subset);
    if (needs_panel(fit))
        KT_TRY(stata_panel(s, err));
    KT_TRY(kt_text_format(out, err, "%s ",
                          fit->model->n_endogenous       ? "ivreghdfe"
                          : e->family == KT_FAMILY_GAMMA ? "glm"
                                                         : command[e->family]));
    KT_TRY(stata_variable(s, fit->model->outcome, out, err));
    KT_TRY(stata_terms(s, fit->model, &offset, out, err));
    for (int n = 0; n < fit->model->n_effects && !absorbs; n++) {
        KT_TRY(kt_text_add(out, " i.", err));
        KT_TRY(stata_factor(s, fit->model->effects[n].factor, out, err));
    }
    if (subset) {
        KT_TRY(kt_text_add(out, " if ", err));
        KT_TRY(say(s, subset, out, err));
    }
    if (g->weights) {
        KT_TRY(kt_text_add(out, " [pw = ", err));
        KT_TRY(stata_variable(s, first_of(g->weights), out, err));
        KT_TRY(kt_text_add(out, "]", err));
    }
    KT_TRY(kt_text_add(out, ",", err));
    if (e->family == KT_FAMILY_GAMMA)
        KT_TRY(kt_text_add(out, " family(gamma) link(log)", err));
    if (absorbs)
        KT_TRY(stata_effects(s, fit->model, out, err));
    if (offset) {
        KT_TRY(kt_text_add(out, " offset(", err));
        KT_TRY(stata_variable(s, offset, out, err));
        KT_TRY(kt_text_add(out, ")", err));
    }
    KT_TRY(stata_vcov(s, e, out, err));
    if (kt_argument_flag(g->run, "keep-singletons") && absorbs)
        KT_TRY(kt_text_add(out, " keepsingletons", err));
    return KT_OK;
}

kt_status kt_gravity_same_in_stata(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                                   kt_error *err)
{
    saying s = {.g = g, .stata = true};
    kt_text call = {0};
    const kt_status status = stata_call(&s, fit, &call, err);
    const bool other = fit->estimate->vcov.ssc != KT_SSC_STATA;
    return finish(
        &s, other ? "* the same coefficients; for Stata's standard errors: --ssc stata\n" : "",
        &call, status, out, err);
}
