/* gravity_same.c: the calls that give the same numbers in R's fixest and in Stata, for a reader
 * who wants to check, or whose referee does.
 *
 * What a language does not write in a formula is made into a variable first: in both, sums over
 * groups, pairs without direction and names given by --let; in Stata every expression. */
#include "gravity_same.h"

#include <kontor/memory.h>

#include <stdio.h>
#include <string.h>

bool kt_saying_is_call(const kt_expression *e, const char *name)
{
    return e->kind == KT_EXPRESSION_CALL && strcmp(e->text, name) == 0;
}

static bool is_grouped(const kt_expression *e)
{
    static const char *const names[] = {"sum", "mean", "min", "max", "count"};
    for (int n = 0; n < 5; n++)
        if (kt_saying_is_call(e, names[n]))
            return true;
    return false;
}

/* What a name means: a let, or exp, imp, pair, year; the expression itself otherwise. */
const kt_expression *kt_saying_meaning(const kt_saying *s, const kt_expression *e)
{
    const kt_expression *found;
    return s->g->panel && e->kind == KT_EXPRESSION_NAME &&
                   !kt_panel_meaning(s->g->panel, e, &found)
               ? found
               : e;
}

/* A column of texts: factors of Stata's own commands must be numbers. */
bool kt_saying_is_text(const kt_saying *s, const kt_expression *e)
{
    const kt_gravity *g = s->g;
    const kt_series *series = NULL;
    if (e->kind != KT_EXPRESSION_NAME)
        return false;
    if (g->columns)
        series = kt_columns_find(g->columns, e->text);
    for (int n = 0; n < g->store.n_series && !series; n++)
        if (strcmp(g->store.series[n].name, e->text) == 0)
            series = &g->store.series[n];
    return series && !series->number;
}

/* ---- variables ----------------------------------------------------------------------------
 */

/* a^b as a list: "a, b" in R, "a b" in Stata. */
kt_status kt_saying_list(kt_saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    e = kt_saying_meaning(s, e);
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_POWER) {
        KT_TRY(kt_saying_list(s, e->argument[0], out, err));
        KT_TRY(kt_text_add(out, s->stata ? " " : ", ", err));
        return kt_saying_list(s, e->argument[1], out, err);
    }
    return kt_saying_put(s, e, out, err);
}

static kt_status define_grouped(kt_saying *s, const char *name, const kt_expression *e,
                                kt_error *err)
{
    kt_text groups = {0}, of = {0};
    const bool counts = kt_saying_is_call(e, "count");
    kt_status status = kt_saying_list(s, e->argument[e->n_arguments - 1], &groups, err);
    if (!status && !counts)
        status = kt_saying_put(s, e->argument[0], &of, err);
    const char *g = kt_text_get(&groups), *x = kt_text_get(&of);
    const char *function = counts && s->stata                        ? "count"
                           : s->stata && kt_saying_is_call(e, "sum") ? "total"
                           : counts                                  ? "length"
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

static kt_status define_pair(kt_saying *s, const char *name, const kt_expression *e,
                             kt_error *err)
{
    kt_text a = {0}, b = {0};
    kt_status status = e->n_arguments == 2 ? kt_saying_put(s, e->argument[0], &a, err) : KT_OK;
    if (!status && e->n_arguments == 2)
        status = kt_saying_put(s, e->argument[1], &b, err);
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

static kt_status define(kt_saying *s, const char *name, const kt_expression *e, kt_error *err)
{
    kt_text text = {0};
    if (is_grouped(e))
        return define_grouped(s, name, e, err);
    if (kt_saying_is_call(e, "pair"))
        return define_pair(s, name, e, err);
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_POWER && s->stata &&
        e->argument[1]->kind == KT_EXPRESSION_NAME) {
        KT_TRY(kt_saying_list(s, e, &text, err));
        const kt_status status =
            kt_text_format(&s->before, err, "egen %s = group(%s)\n", name, kt_text_get(&text));
        kt_text_clear(&text);
        return status;
    }
    kt_status status = kt_saying_put(s, e, &text, err);
    if (!status && s->stata && kt_saying_is_text(s, e))
        status =
            kt_text_format(&s->before, err, "egen %s = group(%s)\n", name, kt_text_get(&text));
    else if (!status)
        status = kt_text_format(&s->before, err,
                                s->stata ? "generate double %s = %s\n"
                                         : "data$%s <- as.numeric(with(data, %s))\n",
                                name, kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

/* The variable that stands for an expression; `wish`: how it should be called, or NULL. */
kt_status kt_saying_variable(kt_saying *s, const kt_expression *e, const char *wish,
                             const char **out, kt_error *err)
{
    kt_text text = {0};
    char name[24];
    kt_status status = kt_expression_write(e, &text, err);
    for (int n = 0; n < s->n_made && !status; n += 2)
        if (strcmp(s->made[n], kt_text_get(&text)) == 0) {
            *out = s->made[n + 1];
            goto done;
        }
    if (!status && s->n_made + 2 > KT_MOST_MADE)
        status = kt_fail(err, KT_ERR_LIMIT, "more than %d expressions", KT_MOST_MADE / 2);
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

static kt_status say_name(kt_saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    const kt_expression *meaning = kt_saying_meaning(s, e);
    const char *name;
    if (meaning == e)
        return kt_expression_write(e, out, err);
    if (meaning->kind == KT_EXPRESSION_NAME)
        return kt_saying_put(s, meaning, out, err);
    KT_TRY(kt_saying_variable(s, meaning, e->text, &name, err));
    return kt_text_add(out, name, err);
}

/* Expressions are said by writing a copy in which names and functions are those of the
 * language. */
static kt_status translated(kt_saying *s, const kt_expression *e, const kt_expression **out,
                            kt_error *err)
{
    kt_expression *copy;
    const kt_expression **argument = NULL;
    const char *name = NULL;
    const kt_expression *meaning = kt_saying_meaning(s, e);
    if (is_grouped(e) || kt_saying_is_call(e, "pair"))
        KT_TRY(kt_saying_variable(s, e, NULL, &name, err));
    else if (meaning != e && meaning->kind == KT_EXPRESSION_NAME)
        return translated(s, meaning, out, err);
    else if (meaning != e)
        KT_TRY(kt_saying_variable(s, meaning, e->text, &name, err));
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
    if (!s->stata && kt_saying_is_call(e, "ln"))
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
    if (kt_saying_is_call(e, "c")) {
        for (int n = 0; n < e->n_arguments; n++)
            KT_TRY(say_set(e->argument[n], out, err));
        return KT_OK;
    }
    if (!kt_saying_is_call(e, "seq") || e->n_arguments < 2 || e->n_arguments > 3) {
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

kt_status kt_saying_put(kt_saying *s, const kt_expression *e, kt_text *out, kt_error *err)
{
    const kt_expression *copy;
    if (e->kind == KT_EXPRESSION_NAME)
        return say_name(s, e, out, err);
    if (s->stata && e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_IN) {
        const kt_expression *set = e->argument[1];
        const bool range = set->kind == KT_EXPRESSION_BINARY;
        KT_TRY(kt_text_add(out, range ? "inrange(" : "inlist(", err));
        KT_TRY(kt_saying_put(s, e->argument[0], out, err));
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
        KT_TRY(kt_saying_put(s, e->argument[0], out, err));
        KT_TRY(kt_text_add(out, e->op == KT_OPERATOR_AND ? " & " : " | ", err));
        KT_TRY(kt_saying_put(s, e->argument[1], out, err));
        return kt_text_add(out, ")", err);
    }
    KT_TRY(translated(s, e, &copy, err));
    return kt_expression_write(copy, out, err);
}

/* ---- around a call ---- */

const kt_expression *kt_saying_first(const kt_expression_list *list)
{
    return list ? kt_expressions_at(list, 0) : NULL;
}

static bool has_lag(const kt_expression *e)
{
    if (kt_saying_is_call(e, "l") || kt_saying_is_call(e, "f") || kt_saying_is_call(e, "d"))
        return true;
    for (int n = 0; n < e->n_arguments; n++)
        if (has_lag(e->argument[n]))
            return true;
    return false;
}

/* Unit and period matter to the model. */
bool kt_saying_needs_panel(const kt_gravity_fit *fit)
{
    const kt_vcov_kind kind = fit->estimate->vcov.kind;
    bool lags = has_lag(fit->model->outcome);
    for (int n = 0; n < fit->model->n_terms; n++)
        lags |= has_lag(fit->model->terms[n]);
    return lags || kind == KT_VCOV_NEWEY_WEST || kind == KT_VCOV_DRISCOLL_KRAAY;
}

kt_status kt_saying_finish(kt_saying *s, const char *first, kt_text *call, kt_status status,
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
