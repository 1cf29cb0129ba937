/* formula_expand.c: from the parts of a formula, as written, to the models they mean.
 *
 *     a*b        a, b and a:b                      (a + b):c     a:c and b:c
 *     sw(x, y)   x | y                             sw0(x, y)     nothing | x | y
 *     csw(x, y)  x | x + y                         csw0(x, y)    nothing | x | x + y
 *
 * A part becomes a list of alternatives, each a list of terms; a model takes one of each part.
 * As in R main terms stand before their products, and a term that occurs twice stands once. */
#include "formula_internal.h"

#include <string.h>

/* Terms of a model: a*b*c doubles them with every factor, and no estimation takes more. */
enum { MOST_TERMS = 4096, MOST_TERMS_IN_ALL = 100000 };

/* One alternative: the terms so far. */
typedef struct option {
    kt_expression_run terms;
    bool no_intercept;
} option;

typedef struct options {
    option *item;
    int n;
} options;

static bool is_call(const kt_expression *e, const char *name)
{
    return e->kind == KT_EXPRESSION_CALL && strcmp(e->text, name) == 0;
}

static bool is_number(const kt_expression *e, double number)
{
    return e->kind == KT_EXPRESSION_NUMBER && e->number == number;
}

/* ---- terms ------------------------------------------------------------------------------ */

/* Number of ":" in a term. */
static int degree(const kt_expression *e)
{
    int n = 0;
    while (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_COLON) {
        n++;
        e = e->argument[0];
    }
    return n;
}

static kt_status product_of(kt_arena *arena, const kt_expression *a, const kt_expression *b,
                            const kt_expression **out, kt_error *err)
{
    const kt_expression *both[2] = {a, b};
    kt_expression *made;
    KT_TRY(kt_expression_make(arena, KT_EXPRESSION_BINARY, a->column, both, 2, &made, err));
    made->op = KT_OPERATOR_COLON;
    *out = made;
    return KT_OK;
}

/* The plain terms that an expression without steps stands for, appended to run. */
static kt_status take_terms(kt_arena *arena, const kt_expression *e, kt_expression_run *run,
                            bool *no_intercept, kt_error *err)
{
    if (e->kind == KT_EXPRESSION_SUM) {
        for (int n = 0; n < e->n_arguments; n++)
            KT_TRY(take_terms(arena, e->argument[n], run, no_intercept, err));
        return KT_OK;
    }
    if (e->kind == KT_EXPRESSION_NEGATIVE) {
        if (is_number(e->argument[0], 1.0)) {
            *no_intercept = true;
            return KT_OK;
        }
        return kt_fail_at(err, KT_ERR_FORMAT, 1, e->column,
                          "a minus before a term: only - 1 (no intercept) has a meaning; for a "
                          "difference write I(a - b)");
    }
    if (is_number(e, 0.0) || is_number(e, 1.0)) {
        *no_intercept = is_number(e, 0.0);
        return KT_OK;
    }
    if (e->kind == KT_EXPRESSION_BINARY &&
        (e->op == KT_OPERATOR_TIMES || e->op == KT_OPERATOR_COLON)) {
        kt_expression_run left = {0}, right = {0};
        bool ignored = false;
        KT_TRY(take_terms(arena, e->argument[0], &left, &ignored, err));
        KT_TRY(take_terms(arena, e->argument[1], &right, &ignored, err));
        for (int n = 0; e->op == KT_OPERATOR_TIMES && n < left.n + right.n; n++)
            KT_TRY(kt_expression_push(arena, run,
                                      n < left.n ? left.item[n] : right.item[n - left.n], err));
        for (int a = 0; a < left.n; a++)
            for (int b = 0; b < right.n; b++) {
                const kt_expression *made;
                if (run->n >= MOST_TERMS)
                    return kt_fail_at(err, KT_ERR_LIMIT, 1, e->column, "more than %d terms",
                                      MOST_TERMS);
                KT_TRY(product_of(arena, left.item[a], right.item[b], &made, err));
                KT_TRY(kt_expression_push(arena, run, made, err));
            }
        return KT_OK;
    }
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_POWER &&
        e->argument[0]->kind == KT_EXPRESSION_SUM)
        return kt_fail_at(err, KT_ERR_FORMAT, 1, e->column,
                          "a power of a sum: write I((a + b)^2), or a*b for products of terms");
    if (e->kind == KT_EXPRESSION_NUMBER || e->kind == KT_EXPRESSION_TEXT)
        return kt_fail_at(err, KT_ERR_FORMAT, 1, e->column,
                          "a constant among the terms, expected a variable (1 keeps the "
                          "intercept, 0 takes it away)");
    return kt_expression_push(arena, run, e, err);
}

/* ---- steps ------------------------------------------------------------------------------ */

static bool is_step(const kt_expression *e)
{
    return is_call(e, "sw") || is_call(e, "csw") || is_call(e, "sw0") || is_call(e, "csw0") ||
           is_call(e, "mvsw");
}

static kt_status copy_option(kt_arena *arena, const option *from, option *to, kt_error *err)
{
    *to = (option){.no_intercept = from->no_intercept};
    for (int n = 0; n < from->terms.n; n++)
        KT_TRY(kt_expression_push(arena, &to->terms, from->terms.item[n], err));
    return KT_OK;
}

static kt_status check_total(const options *all, const kt_expression *where, kt_error *err)
{
    int64_t n = 0;
    for (int a = 0; a < all->n; a++)
        n += all->item[a].terms.n;
    if (n > MOST_TERMS_IN_ALL)
        return kt_fail_at(err, KT_ERR_LIMIT, 1, where->column,
                          "more than %d terms in all models together", MOST_TERMS_IN_ALL);
    return KT_OK;
}

/* Every alternative so far, continued by every step of the call. */
static kt_status take_step(kt_arena *arena, const kt_expression *call, options *all,
                           kt_error *err)
{
    const bool cumulates = call->text[0] == 'c';
    const bool from_zero = call->text[strlen(call->text) - 1] == '0';
    const int n_steps = call->n_arguments + from_zero;
    options next = {NULL, 0};
    if (is_call(call, "mvsw"))
        return kt_fail_at(err, KT_ERR_FORMAT, 1, call->column,
                          "mvsw() is not known here; use sw(), csw(), sw0() or csw0()");
    if (n_steps == 0)
        return kt_fail_at(err, KT_ERR_FORMAT, 1, call->column, "%s() without steps",
                          call->text);
    if (all->n > KT_MAX_MODELS / n_steps)
        return kt_fail_at(err, KT_ERR_LIMIT, 1, call->column, "more than %d models",
                          KT_MAX_MODELS);
    KT_TRY(kt_arena_new(arena, &next.item, all->n * n_steps, sizeof *next.item, err));
    for (int a = 0; a < all->n; a++)
        for (int s = 0; s < n_steps; s++) {
            option *to = &next.item[next.n++];
            KT_TRY(copy_option(arena, &all->item[a], to, err));
            const int last = s - from_zero;
            if (to->terms.n > 1000)
                KT_TRY(check_total(&next, call, err));
            for (int n = cumulates ? 0 : last; n >= 0 && n <= last; n++)
                KT_TRY(
                    take_terms(arena, call->argument[n], &to->terms, &to->no_intercept, err));
        }
    *all = next;
    return KT_OK;
}

/* A part as its alternatives; NULL is one without terms. */
static kt_status alternatives(kt_arena *arena, const kt_expression *part, options *out,
                              kt_error *err)
{
    KT_TRY(kt_arena_new(arena, &out->item, 1, sizeof *out->item, err));
    out->n = 1;
    const bool sum = part && part->kind == KT_EXPRESSION_SUM;
    const int n_items = !part ? 0 : sum ? part->n_arguments : 1;
    for (int n = 0; n < n_items; n++) {
        const kt_expression *item = sum ? part->argument[n] : part;
        if (is_step(item)) {
            KT_TRY(take_step(arena, item, out, err));
            continue;
        }
        for (int a = 0; a < out->n; a++)
            KT_TRY(
                take_terms(arena, item, &out->item[a].terms, &out->item[a].no_intercept, err));
    }
    return KT_OK;
}

/* The texts of all terms, by which they are told apart. */
static kt_status write_terms(kt_arena *arena, const kt_expression_run *run, const char ***out,
                             kt_error *err)
{
    KT_TRY(kt_arena_new(arena, out, run->n, sizeof **out, err));
    for (int n = 0; n < run->n; n++) {
        kt_text text = {0};
        kt_status status = kt_expression_write(run->item[n], &text, err);
        if (!status)
            status = kt_arena_text(arena, kt_text_get(&text), text.size, &(*out)[n], err);
        kt_text_clear(&text);
        KT_TRY(status);
    }
    return KT_OK;
}

/* Main terms first, none twice. */
static kt_status tidy(kt_arena *arena, kt_expression_run *run, kt_error *err)
{
    kt_expression_run tidied = {0};
    const char **text;
    int highest = 0;
    if (run->n > MOST_TERMS)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d terms", MOST_TERMS);
    KT_TRY(write_terms(arena, run, &text, err));
    for (int n = 0; n < run->n; n++)
        if (degree(run->item[n]) > highest)
            highest = degree(run->item[n]);
    for (int d = 0; d <= highest; d++)
        for (int n = 0; n < run->n; n++) {
            bool twice = false;
            if (degree(run->item[n]) != d)
                continue;
            for (int k = 0; k < n && !twice; k++)
                twice = strcmp(text[k], text[n]) == 0;
            if (!twice)
                KT_TRY(kt_expression_push(arena, &tidied, run->item[n], err));
        }
    *run = tidied;
    return KT_OK;
}

/* ---- effects ---------------------------------------------------------------------------- */

static kt_status check_factor(const kt_expression *e, kt_error *err)
{
    if (e->kind == KT_EXPRESSION_NAME || e->kind == KT_EXPRESSION_CALL)
        return KT_OK;
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_POWER) {
        KT_TRY(check_factor(e->argument[0], err));
        return check_factor(e->argument[1], err);
    }
    return kt_fail_at(err, KT_ERR_FORMAT, 1, e->column,
                      "this is no effect, expected a variable, or several joined by ^ "
                      "(exporter^year)");
}

/* exporter^year[x] means (exporter^year)[x]: the bracket is taken off the last factor. */
static kt_status take_effect(kt_arena *arena, const kt_expression *e, kt_formula_effect *out,
                             kt_error *err)
{
    const kt_expression *last = e;
    *out = (kt_formula_effect){.factor = e};
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_POWER)
        last = e->argument[1];
    if (last->kind == KT_EXPRESSION_INDEX || last->kind == KT_EXPRESSION_INDEX2) {
        out->slopes = last->argument + 1;
        out->n_slopes = last->n_arguments - 1;
        out->slopes_only = last->kind == KT_EXPRESSION_INDEX2;
        out->factor = last->argument[0];
        if (last != e) {
            const kt_expression *both[2] = {e->argument[0], last->argument[0]};
            kt_expression *made;
            KT_TRY(kt_expression_make(arena, KT_EXPRESSION_BINARY, e->column, both, 2, &made,
                                      err));
            made->op = KT_OPERATOR_POWER;
            out->factor = made;
        }
    }
    return check_factor(out->factor, err);
}

static kt_status take_effects(kt_arena *arena, const option *from, kt_formula_model *model,
                              kt_error *err)
{
    kt_formula_effect *effects;
    KT_TRY(kt_arena_new(arena, &effects, from->terms.n, sizeof *effects, err));
    for (int n = 0; n < from->terms.n; n++)
        KT_TRY(take_effect(arena, from->terms.item[n], &effects[n], err));
    model->effects = effects;
    model->n_effects = from->terms.n;
    return KT_OK;
}

/* ---- models ----------------------------------------------------------------------------- */

/* The instruments: plain lists, the same in every model. */
static kt_status take_instruments(kt_arena *arena, const kt_formula_parts *parts,
                                  kt_formula_model *model, kt_error *err)
{
    kt_expression_run endogenous = {0}, instruments = {0};
    bool ignored = false;
    if (!parts->endogenous)
        return KT_OK;
    KT_TRY(take_terms(arena, parts->endogenous, &endogenous, &ignored, err));
    KT_TRY(take_terms(arena, parts->instruments, &instruments, &ignored, err));
    if (endogenous.n == 0 || instruments.n < endogenous.n)
        return kt_fail_at(err, KT_ERR_FORMAT, 1, parts->instruments->column,
                          "%d instruments for %d endogenous variables, expected at least as "
                          "many",
                          instruments.n, endogenous.n);
    model->endogenous = endogenous.item;
    model->n_endogenous = endogenous.n;
    model->instruments = instruments.item;
    model->n_instruments = instruments.n;
    return KT_OK;
}

kt_status kt_formula_expand(kt_arena *arena, const kt_formula_parts *parts,
                            kt_formula_model **models, int *n_models, kt_error *err)
{
    options regressors, effects;
    kt_formula_model common = {0}, *made;
    const bool several = is_call(parts->outcome, "c");
    const int n_outcomes = several ? parts->outcome->n_arguments : 1;
    if (n_outcomes == 0)
        return kt_fail_at(err, KT_ERR_FORMAT, 1, parts->outcome->column,
                          "c() without outcomes");
    KT_TRY(alternatives(arena, parts->regressors, &regressors, err));
    KT_TRY(alternatives(arena, parts->effects, &effects, err));
    KT_TRY(take_instruments(arena, parts, &common, err));
    for (int r = 0; r < regressors.n; r++)
        KT_TRY(tidy(arena, &regressors.item[r].terms, err));
    for (int f = 0; f < effects.n; f++)
        KT_TRY(tidy(arena, &effects.item[f].terms, err));
    if (regressors.n > KT_MAX_MODELS / effects.n ||
        n_outcomes > KT_MAX_MODELS / (regressors.n * effects.n))
        return kt_fail(err, KT_ERR_LIMIT, "more than %d models", KT_MAX_MODELS);
    const int n = n_outcomes * regressors.n * effects.n;
    KT_TRY(kt_arena_new(arena, &made, n, sizeof *made, err));
    for (int m = 0; m < n; m++) {
        const option *right = &regressors.item[m / effects.n % regressors.n];
        made[m] = common;
        made[m].outcome =
            several ? parts->outcome->argument[m / effects.n / regressors.n] : parts->outcome;
        made[m].terms = right->terms.item;
        made[m].n_terms = right->terms.n;
        made[m].intercept = !right->no_intercept;
        KT_TRY(take_effects(arena, &effects.item[m % effects.n], &made[m], err));
    }
    *models = made;
    *n_models = n;
    return KT_OK;
}
