/* evaluate.c: expressions over columns. A value is a constant, a column of numbers (borrowed or
 * its own), a column of texts, or a word; operators reuse the memory of what they consume. */
#include "flow_panel_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

typedef struct value {
    const double *column; /* of numbers; NULL: constant, texts or word */
    double *own;          /* column, where it is ours */
    double number;        /* constant */
    const kt_series *text;
    const char *word;
} value;

static kt_status evaluate(kt_panel *panel, const kt_expression *e, value *out, kt_error *err);

static void drop(value *v)
{
    kt_free(v->own);
    *v = (value){0};
}

static bool is_constant(const value *v)
{
    return !v->column && !v->text && !v->word;
}

/* Numbers are needed: texts are refused where they stand. */
static kt_status need_number(const kt_expression *e, const value *v, kt_error *err)
{
    if (v->text)
        return kt_panel_fail(e, err,
                             "%s holds texts (the first in line %lld), expected numbers",
                             v->text->name, (long long)v->text->text_line);
    if (v->word)
        return kt_panel_fail(e, err, "\"%s\" is a text, expected a number", v->word);
    return KT_OK;
}

static kt_status number_of(kt_panel *panel, const kt_expression *e, value *out, kt_error *err)
{
    KT_TRY(evaluate(panel, e, out, err));
    const kt_status status = need_number(e, out, err);
    if (status)
        drop(out);
    return status;
}

/* A column to write to: that of a or b, where one is its own, else a new one. */
static kt_status target(const kt_panel *panel, value *a, value *b, double **out, kt_error *err)
{
    value *from = a && a->own ? a : b && b->own ? b : NULL;
    if (!from)
        return kt_new(out, panel->n_rows, sizeof **out, err);
    *out = from->own;
    from->own = NULL; // its column still points there, for reading
    return KT_OK;
}

/* ---- functions of one number --------------------------------------------------------------
 */

static double same_number(double x)
{
    return x;
}

static double sign_of(double x)
{
    return isnan(x) ? x : (double)((x > 0.0) - (x < 0.0));
}

static double is_missing(double x)
{
    return isnan(x) ? 1.0 : 0.0;
}

static double not_number(double x)
{
    return isnan(x) ? x : x == 0.0 ? 1.0 : 0.0;
}

static double negative_of(double x)
{
    return -x;
}

typedef struct function {
    const char *name;
    double (*of)(double);
} function;

static const function functions[] = {
    {"log", log},          {"log2", log2},     {"log10", log10},
    {"log1p", log1p},      {"exp", exp},       {"expm1", expm1},
    {"sqrt", sqrt},        {"abs", fabs},      {"sign", sign_of},
    {"floor", floor},      {"ceiling", ceil},  {"round", nearbyint},
    {"asinh", asinh},      {"I", same_number}, {"as.numeric", same_number},
    {"is.na", is_missing}, {"ln", log},
};

static kt_status apply(const kt_panel *panel, double (*of)(double), value *v, value *out,
                       kt_error *err)
{
    double *to;
    if (is_constant(v)) {
        *out = (value){.number = of(v->number)};
        return KT_OK;
    }
    const double *from = v->column;
    KT_TRY(target(panel, v, NULL, &to, err));
    for (int64_t r = 0; r < panel->n_rows; r++)
        to[r] = of(from[r]);
    *out = (value){.column = to, .own = to};
    return KT_OK;
}

static kt_status evaluate_one(kt_panel *panel, const kt_expression *e,
                              const kt_expression *argument, double (*of)(double), value *out,
                              kt_error *err)
{
    value v = {0};
    KT_TRY(evaluate(panel, argument, &v, err));
    if (v.text && of == is_missing) {
        double *to;
        KT_TRY(kt_new(&to, panel->n_rows, sizeof *to, err));
        for (int64_t r = 0; r < panel->n_rows; r++)
            to[r] = v.text->code[r] < 0 ? 1.0 : 0.0;
        *out = (value){.column = to, .own = to};
        return KT_OK;
    }
    (void)e;
    kt_status status = need_number(argument, &v, err);
    if (!status)
        status = apply(panel, of, &v, out, err);
    drop(&v);
    return status;
}

/* ---- operators of two numbers --------------------------------------------------------------
 */

static double compute(kt_operator op, double a, double b)
{
    switch (op) {
    case KT_OPERATOR_TIMES:
    case KT_OPERATOR_COLON:
        return a * b;
    case KT_OPERATOR_OVER:
        return a / b;
    case KT_OPERATOR_POWER:
        return b == 2.0 ? a * a : pow(a, b);
    case KT_OPERATOR_AND: // as in R: what is certain in spite of a missing part is certain
        if (a == 0.0 || b == 0.0)
            return 0.0;
        return isnan(a) || isnan(b) ? (double)NAN : 1.0;
    case KT_OPERATOR_OR:
        if ((!isnan(a) && a != 0.0) || (!isnan(b) && b != 0.0))
            return 1.0;
        return isnan(a) || isnan(b) ? (double)NAN : 0.0;
    default:
        break;
    }
    if (isnan(a) || isnan(b))
        return (double)NAN;
    switch (op) {
    case KT_OPERATOR_EQUAL:
        return a == b;
    case KT_OPERATOR_UNEQUAL:
        return a != b;
    case KT_OPERATOR_LESS:
        return a < b;
    case KT_OPERATOR_LESS_EQUAL:
        return a <= b;
    case KT_OPERATOR_GREATER:
        return a > b;
    case KT_OPERATOR_GREATER_EQUAL:
        return a >= b;
    default:
        return (double)NAN;
    }
}

static kt_status combine(const kt_panel *panel, kt_operator op, value *a, value *b, value *out,
                         kt_error *err)
{
    double *to;
    if (is_constant(a) && is_constant(b)) {
        *out = (value){.number = compute(op, a->number, b->number)};
        return KT_OK;
    }
    const double *from_a = a->column ? a->column : &a->number;
    const double *from_b = b->column ? b->column : &b->number;
    const int64_t step_a = a->column != NULL, step_b = b->column != NULL;
    KT_TRY(target(panel, a, b, &to, err));
    for (int64_t r = 0; r < panel->n_rows; r++)
        to[r] = compute(op, from_a[r * step_a], from_b[r * step_b]);
    *out = (value){.column = to, .own = to};
    return KT_OK;
}

/* Texts are equal or not: two columns, or a column and a word. */
static kt_status compare_texts(const kt_panel *panel, const kt_expression *e, const value *a,
                               const value *b, value *out, kt_error *err)
{
    const kt_series *left = a->text ? a->text : b->text;
    const value *right = a->text ? b : a;
    const double if_equal = e->op == KT_OPERATOR_EQUAL ? 1.0 : 0.0;
    double *to = NULL;
    int32_t *match = NULL; // level of the left -> level of the right, -2: none
    if (!left || (!right->text && !right->word) ||
        (e->op != KT_OPERATOR_EQUAL && e->op != KT_OPERATOR_UNEQUAL))
        return kt_panel_fail(e, err,
                             "texts and numbers do not mix here; texts know == and != "
                             "with texts");
    kt_status status = kt_new(&to, panel->n_rows, sizeof *to, err);
    if (!status)
        status = kt_new(&match, left->n_levels + 1, sizeof *match, err);
    if (status) {
        kt_free(to);
        return status;
    }
    int32_t at = 0;
    for (int32_t l = 0; l < left->n_levels; l++) {
        match[l] = -2;
        if (right->word)
            match[l] = strcmp(left->level[l], right->word) == 0 ? 0 : -2;
        else { // both in order of bytes
            while (at < right->text->n_levels &&
                   strcmp(right->text->level[at], left->level[l]) < 0)
                at++;
            if (at < right->text->n_levels &&
                strcmp(right->text->level[at], left->level[l]) == 0)
                match[l] = at;
        }
    }
    for (int64_t r = 0; r < panel->n_rows; r++) {
        const int32_t code = left->code[r], other = right->text ? right->text->code[r] : 0;
        if (code < 0 || other < 0)
            to[r] = (double)NAN;
        else
            to[r] = match[code] == other ? if_equal : 1.0 - if_equal;
    }
    kt_free(match);
    *out = (value){.column = to, .own = to};
    return KT_OK;
}

static kt_status evaluate_in(kt_panel *panel, const kt_expression *e, value *out, kt_error *err)
{
    kt_panel_set set = {0};
    value v = {0};
    double *to = NULL;
    kt_status status = kt_panel_set_of(e->argument[1], &set, err);
    if (!status)
        status = evaluate(panel, e->argument[0], &v, err);
    if (!status && (is_constant(&v) || v.word))
        status = kt_panel_fail(e->argument[0], err, "a constant before %%in%%");
    if (!status)
        status = kt_new(&to, panel->n_rows, sizeof *to, err);
    for (int64_t r = 0; r < panel->n_rows && !status; r++) {
        if (v.text)
            to[r] = v.text->code[r] >= 0 &&
                    kt_panel_set_has_word(&set, v.text->level[v.text->code[r]]);
        else
            to[r] = kt_panel_set_has_number(&set, v.column[r]);
    }
    drop(&v);
    kt_panel_set_clear(&set);
    if (!status)
        *out = (value){.column = to, .own = to};
    return status;
}

static kt_status evaluate_two(kt_panel *panel, const kt_expression *e, value *out,
                              kt_error *err)
{
    value a = {0}, b = {0};
    if (e->op == KT_OPERATOR_IN)
        return evaluate_in(panel, e, out, err);
    KT_TRY(evaluate(panel, e->argument[0], &a, err));
    kt_status status = evaluate(panel, e->argument[1], &b, err);
    if (!status && (a.text || a.word || b.text || b.word) && e->op >= KT_OPERATOR_EQUAL &&
        e->op <= KT_OPERATOR_GREATER_EQUAL) {
        status = compare_texts(panel, e, &a, &b, out, err);
    } else {
        if (!status)
            status = need_number(e->argument[0], &a, err);
        if (!status)
            status = need_number(e->argument[1], &b, err);
        if (!status)
            status = combine(panel, e->op, &a, &b, out, err);
    }
    drop(&b);
    drop(&a);
    return status;
}

static kt_status evaluate_sum(kt_panel *panel, const kt_expression *e, value *out,
                              kt_error *err)
{
    value sum = {0};
    KT_TRY(number_of(panel, e->argument[0], &sum, err));
    for (int n = 1; n < e->n_arguments; n++) {
        value part = {0};
        double *to = NULL;
        kt_status status = number_of(panel, e->argument[n], &part, err);
        if (!status && is_constant(&sum) && is_constant(&part)) {
            sum.number += part.number;
        } else if (!status) {
            const double *a = sum.column ? sum.column : &sum.number;
            const double *b = part.column ? part.column : &part.number;
            const int64_t step_a = sum.column != NULL, step_b = part.column != NULL;
            status = target(panel, &sum, &part, &to, err);
            for (int64_t r = 0; r < panel->n_rows && !status; r++)
                to[r] = a[r * step_a] + b[r * step_b];
            if (!status) {
                drop(&sum);
                sum = (value){.column = to, .own = to};
            }
        }
        drop(&part);
        if (status) {
            drop(&sum);
            return status;
        }
    }
    *out = sum;
    return KT_OK;
}

/* ---- functions of several ---------------------------------------------------------------- */

static double choose(double test, double yes, double no)
{
    return isnan(test) ? (double)NAN : test != 0.0 ? yes : no;
}

static double smaller(double a, double b)
{
    return isnan(a) || isnan(b) ? (double)NAN : a < b ? a : b;
}

static double larger(double a, double b)
{
    return isnan(a) || isnan(b) ? (double)NAN : a > b ? a : b;
}

/* ifelse(test, yes, no), pmin(a, b), pmax(a, b) */
static kt_status evaluate_three(kt_panel *panel, const kt_expression *e, int n, value *out,
                                kt_error *err)
{
    value v[3] = {{0}, {0}, {0}};
    const double *from[3];
    int64_t step[3];
    double *to = NULL;
    kt_status status = KT_OK;
    if (e->n_arguments != n)
        return kt_panel_fail(e, err, "%s() with %d arguments, expected %d", e->text,
                             e->n_arguments, n);
    for (int a = 0; a < n && !status; a++)
        status = number_of(panel, e->argument[a], &v[a], err);
    for (int a = 0; a < n; a++) {
        from[a] = v[a].column ? v[a].column : &v[a].number;
        step[a] = v[a].column != NULL;
    }
    if (!status)
        status = kt_new(&to, panel->n_rows, sizeof *to, err);
    for (int64_t r = 0; r < panel->n_rows && !status; r++) {
        const double x = from[0][r * step[0]], y = from[1][r * step[1]];
        to[r] = n == 3                         ? choose(x, y, from[2][r * step[2]])
                : strcmp(e->text, "pmin") == 0 ? smaller(x, y)
                                               : larger(x, y);
    }
    for (int a = 0; a < n; a++)
        drop(&v[a]);
    if (!status)
        *out = (value){.column = to, .own = to};
    return status;
}

/* l(x, 1), f(x, 1), d(x, 1) with one constant; several are the business of a term. */
static kt_status evaluate_shift(kt_panel *panel, const kt_expression *e, value *out,
                                kt_error *err)
{
    double k = 1.0, *to = NULL;
    value x = {0};
    if (e->n_arguments < 1 || e->n_arguments > 2)
        return kt_panel_fail(e, err, "%s() takes a variable and a number of periods", e->text);
    if (e->n_arguments == 2)
        KT_TRY(kt_panel_constant(e->argument[1], &k, err));
    KT_TRY(number_of(panel, e->argument[0], &x, err));
    kt_status status = KT_OK;
    if (is_constant(&x))
        status = kt_panel_fail(e, err, "%s() of a constant", e->text);
    if (!status)
        status = kt_new(&to, panel->n_rows, sizeof *to, err);
    if (!status)
        status = kt_panel_shift(panel, e, x.column, e->text[0] == 'f' ? -k : k, to, err);
    for (int64_t r = 0; r < panel->n_rows && !status && e->text[0] == 'd'; r++)
        to[r] = x.column[r] - to[r];
    drop(&x);
    if (status)
        kt_free(to);
    else
        *out = (value){.column = to, .own = to};
    return status;
}

static kt_status evaluate_call(kt_panel *panel, const kt_expression *e, value *out,
                               kt_error *err)
{
    double *to = NULL;
    for (size_t n = 0; n < sizeof functions / sizeof functions[0]; n++) {
        if (strcmp(functions[n].name, e->text) != 0)
            continue;
        if (e->n_arguments != 1)
            return kt_panel_fail(e, err, "%s() takes one argument", e->text);
        return evaluate_one(panel, e, e->argument[0], functions[n].of, out, err);
    }
    if (strcmp(e->text, "ifelse") == 0)
        return evaluate_three(panel, e, 3, out, err);
    if (strcmp(e->text, "pmin") == 0 || strcmp(e->text, "pmax") == 0)
        return evaluate_three(panel, e, 2, out, err);
    if (strcmp(e->text, "l") == 0 || strcmp(e->text, "f") == 0 || strcmp(e->text, "d") == 0)
        return evaluate_shift(panel, e, out, err);
    if (kt_panel_is_grouped(e)) {
        KT_TRY(kt_new(&to, panel->n_rows, sizeof *to, err));
        const kt_status status = kt_panel_grouped(panel, e, to, err);
        if (status)
            kt_free(to);
        else
            *out = (value){.column = to, .own = to};
        return status;
    }
    if (strcmp(e->text, "i") == 0 || strcmp(e->text, "factor") == 0 ||
        strcmp(e->text, "pair") == 0 || strcmp(e->text, "offset") == 0)
        return kt_panel_fail(e, err, "%s() stands by itself among the terms, not inside others",
                             e->text);
    return kt_panel_fail(e, err, "no function %s(); kontor gravity --help lists them", e->text);
}

static kt_status evaluate_name(kt_panel *panel, const kt_expression *e, value *out,
                               kt_error *err)
{
    const kt_series *series = kt_panel_series(panel, e->text);
    if (series) {
        *out = (value){.column = series->number, .text = series->number ? NULL : series};
        return KT_OK;
    }
    if (strcmp(e->text, "TRUE") == 0 || strcmp(e->text, "FALSE") == 0) {
        *out = (value){.number = e->text[0] == 'T'};
        return KT_OK;
    }
    kt_panel_name *let = kt_panel_find_let(panel, e->text);
    if (!let)
        return kt_panel_unknown(panel, e, err);
    if (let->open)
        return kt_panel_fail(e, err, "%s means itself", e->text);
    let->open = true;
    const kt_status status = evaluate(panel, let->meaning, out, err);
    kt_panel_find_let(panel, e->text)->open = false;
    return status;
}

static kt_status evaluate(kt_panel *panel, const kt_expression *e, value *out, kt_error *err)
{
    *out = (value){0};
    KT_TRY(kt_progress_check(panel->progress, err));
    switch (e->kind) {
    case KT_EXPRESSION_NUMBER:
        out->number = e->number;
        return KT_OK;
    case KT_EXPRESSION_TEXT:
        out->word = e->text;
        return KT_OK;
    case KT_EXPRESSION_NAME:
        return evaluate_name(panel, e, out, err);
    case KT_EXPRESSION_CALL:
        return evaluate_call(panel, e, out, err);
    case KT_EXPRESSION_SUM:
        return evaluate_sum(panel, e, out, err);
    case KT_EXPRESSION_NEGATIVE:
        return evaluate_one(panel, e, e->argument[0], negative_of, out, err);
    case KT_EXPRESSION_NOT:
        return evaluate_one(panel, e, e->argument[0], not_number, out, err);
    case KT_EXPRESSION_BINARY:
        return evaluate_two(panel, e, out, err);
    case KT_EXPRESSION_INDEX:
    case KT_EXPRESSION_INDEX2:
        break;
    }
    return kt_panel_fail(e, err, "brackets belong to effects: y ~ x | pair[trend]");
}

kt_status kt_panel_compute(kt_panel *panel, const kt_expression *expression, double **out,
                           kt_error *err)
{
    value v = {0};
    KT_TRY(number_of(panel, expression, &v, err));
    if (v.own) {
        *out = v.own;
        return KT_OK;
    }
    double *to = NULL;
    KT_TRY(kt_new(&to, panel->n_rows, sizeof *to, err));
    for (int64_t r = 0; r < panel->n_rows; r++)
        to[r] = v.column ? v.column[r] : v.number;
    *out = to;
    return KT_OK;
}
