/* expression_write.c: an expression back to text, as R's deparse() writes it, so that
 * coefficients carry the names that users of fixest know. */
#include "formula_internal.h"

#include <math.h>
#include <string.h>

static const char *const SIGN[] = {
    [KT_OPERATOR_NONE] = "?",      [KT_OPERATOR_TIMES] = " * ",
    [KT_OPERATOR_OVER] = "/",      [KT_OPERATOR_POWER] = "^",
    [KT_OPERATOR_COLON] = ":",     [KT_OPERATOR_IN] = " %in% ",
    [KT_OPERATOR_EQUAL] = " == ",  [KT_OPERATOR_UNEQUAL] = " != ",
    [KT_OPERATOR_LESS] = " < ",    [KT_OPERATOR_LESS_EQUAL] = " <= ",
    [KT_OPERATOR_GREATER] = " > ", [KT_OPERATOR_GREATER_EQUAL] = " >= ",
    [KT_OPERATOR_AND] = " & ",     [KT_OPERATOR_OR] = " | ",
};

/* How tightly an expression holds together; parentheses go around what is looser. */
static int strength(const kt_expression *e)
{
    switch (e->kind) {
    case KT_EXPRESSION_SUM:
        return 5;
    case KT_EXPRESSION_NEGATIVE:
        return 9;
    case KT_EXPRESSION_NOT:
        return 3;
    case KT_EXPRESSION_BINARY:
        switch (e->op) {
        case KT_OPERATOR_OR:
            return 1;
        case KT_OPERATOR_AND:
            return 2;
        case KT_OPERATOR_TIMES:
        case KT_OPERATOR_OVER:
            return 6;
        case KT_OPERATOR_IN:
            return 7;
        case KT_OPERATOR_COLON:
            return 8;
        case KT_OPERATOR_POWER:
            return 10;
        default:
            return 4;
        }
    default:
        return 11;
    }
}

static kt_status write_within(const kt_expression *e, int at_least, kt_text *out, kt_error *err)
{
    const bool loose = strength(e) < at_least;
    if (loose)
        KT_TRY(kt_text_add(out, "(", err));
    KT_TRY(kt_expression_write(e, out, err));
    return loose ? kt_text_add(out, ")", err) : KT_OK;
}

static bool is_plain_name(const char *name)
{
    if (!kt_formula_name_begins(name[0]) || name[0] == '`' ||
        (name[0] == '.' && name[1] >= '0' && name[1] <= '9'))
        return false;
    for (const char *c = name; *c; c++)
        if (!kt_formula_name_begins(*c) && !(*c >= '0' && *c <= '9'))
            return false;
    return true;
}

static kt_status write_name(const char *name, kt_text *out, kt_error *err)
{
    return is_plain_name(name) ? kt_text_add(out, name, err)
                               : kt_text_format(out, err, "`%s`", name);
}

static kt_status write_arguments(const kt_expression *e, int first, kt_text *out, kt_error *err)
{
    for (int n = first; n < e->n_arguments; n++) {
        if (n > first)
            KT_TRY(kt_text_add(out, ", ", err));
        if (e->argument_name && e->argument_name[n]) {
            KT_TRY(write_name(e->argument_name[n], out, err));
            KT_TRY(kt_text_add(out, " = ", err));
        }
        KT_TRY(kt_expression_write(e->argument[n], out, err));
    }
    return KT_OK;
}

static kt_status write_sum(const kt_expression *e, kt_text *out, kt_error *err)
{
    for (int n = 0; n < e->n_arguments; n++) {
        const kt_expression *part = e->argument[n];
        const bool minus = n > 0 && part->kind == KT_EXPRESSION_NEGATIVE;
        if (n > 0)
            KT_TRY(kt_text_add(out, minus ? " - " : " + ", err));
        KT_TRY(write_within(minus ? part->argument[0] : part, 6, out, err));
    }
    return KT_OK;
}

static kt_status write_binary(const kt_expression *e, kt_text *out, kt_error *err)
{
    const int own = strength(e);
    const bool to_right = e->op == KT_OPERATOR_POWER;
    KT_TRY(write_within(e->argument[0], to_right ? own + 1 : own, out, err));
    KT_TRY(kt_text_add(out, SIGN[e->op], err));
    /* A minus may stand behind ^ without parentheses. */
    const bool minus = to_right && e->argument[1]->kind == KT_EXPRESSION_NEGATIVE;
    return write_within(e->argument[1], minus ? 9 : to_right ? own : own + 1, out, err);
}

kt_status kt_expression_write(const kt_expression *e, kt_text *out, kt_error *err)
{
    char number[32];
    switch (e->kind) {
    case KT_EXPRESSION_NUMBER:
        kt_print_double(e->number, number);
        return kt_text_add(out, number, err);
    case KT_EXPRESSION_TEXT: {
        const char *mark = strchr(e->text, '"') ? "'" : "\"";
        return kt_text_format(out, err, "%s%s%s", mark, e->text, mark);
    }
    case KT_EXPRESSION_NAME:
        return write_name(e->text, out, err);
    case KT_EXPRESSION_CALL:
        KT_TRY(write_name(e->text, out, err));
        KT_TRY(kt_text_add(out, "(", err));
        KT_TRY(write_arguments(e, 0, out, err));
        return kt_text_add(out, ")", err);
    case KT_EXPRESSION_SUM:
        return write_sum(e, out, err);
    case KT_EXPRESSION_NEGATIVE:
        KT_TRY(kt_text_add(out, "-", err));
        return write_within(e->argument[0], 9, out, err);
    case KT_EXPRESSION_NOT:
        KT_TRY(kt_text_add(out, "!", err));
        return write_within(e->argument[0], 3, out, err);
    case KT_EXPRESSION_BINARY:
        return write_binary(e, out, err);
    case KT_EXPRESSION_INDEX:
    case KT_EXPRESSION_INDEX2: {
        const bool twice = e->kind == KT_EXPRESSION_INDEX2;
        KT_TRY(write_within(e->argument[0], 11, out, err));
        KT_TRY(kt_text_add(out, twice ? "[[" : "[", err));
        KT_TRY(write_arguments(e, 1, out, err));
        return kt_text_add(out, twice ? "]]" : "]", err);
    }
    }
    return KT_OK;
}

bool kt_expression_is_name(const kt_expression *expression, const char *name)
{
    return expression->kind == KT_EXPRESSION_NAME && strcmp(expression->text, name) == 0;
}
