/* formula.c: a formula's parts, and lists of expressions, each in one arena with its text. */
#include "formula_internal.h"

#include <kontor/memory.h>

#include <string.h>

struct kt_formula {
    kt_arena arena;
    const char *text;
    kt_formula_model *models;
    int n_models;
};

struct kt_expression_list {
    kt_arena arena;
    kt_expression_run items;
    const char **names;
};

/* A copy of the text, and a cursor at its beginning. */
static kt_status begin(kt_arena *arena, kt_slice text, const char **copy,
                       kt_formula_cursor *cursor, kt_error *err)
{
    if (text.size > KT_MAX_FORMULA)
        return kt_fail(err, KT_ERR_LIMIT, "a formula of %zu bytes, at most %zu", text.size,
                       KT_MAX_FORMULA);
    if (!kt_utf8_valid(text.data, text.size) || (text.size && memchr(text.data, 0, text.size)))
        return kt_fail(err, KT_ERR_FORMAT, "a formula that is no text in UTF-8");
    KT_TRY(kt_arena_text(arena, text.data, text.size, copy, err));
    *cursor = (kt_formula_cursor){*copy, *copy, *copy + text.size, arena, 0};
    return KT_OK;
}

static bool take_byte(kt_formula_cursor *cursor, char c)
{
    if (kt_formula_peek(cursor) != c)
        return false;
    cursor->at++;
    return true;
}

/* What follows the regressors: | effects, | endogenous ~ instruments, or both. */
static kt_status parse_behind(kt_formula_cursor *cursor, kt_formula_parts *parts, kt_error *err)
{
    while (take_byte(cursor, '|')) {
        const kt_expression *part;
        const char *before = cursor->at;
        KT_TRY(kt_formula_expression(cursor, KT_BAR_ENDS, &part, err));
        if (take_byte(cursor, '~')) {
            parts->endogenous = part;
            KT_TRY(kt_formula_expression(cursor, KT_BAR_ENDS, &parts->instruments, err));
            break;
        }
        if (parts->effects) {
            cursor->at = before;
            kt_formula_peek(cursor);
            return kt_fail_at(err, KT_ERR_FORMAT, 1, cursor->at - cursor->begin + 1,
                              "a third part, expected endogenous ~ instruments");
        }
        parts->effects = part;
    }
    if (kt_formula_peek(cursor))
        return kt_formula_fail(cursor, "an operator, | or the end", err);
    return KT_OK;
}

static kt_status parse_formula(kt_formula *formula, kt_slice text, kt_error *err)
{
    kt_formula_cursor cursor;
    kt_formula_parts parts = {0};
    KT_TRY(begin(&formula->arena, text, &formula->text, &cursor, err));
    KT_TRY(kt_formula_expression(&cursor, KT_BAR_ENDS, &parts.outcome, err));
    if (!take_byte(&cursor, '~'))
        return kt_formula_fail(&cursor, "~ (outcome ~ regressors | effects)", err);
    KT_TRY(kt_formula_expression(&cursor, KT_BAR_ENDS, &parts.regressors, err));
    KT_TRY(parse_behind(&cursor, &parts, err));
    return kt_formula_expand(&formula->arena, &parts, &formula->models, &formula->n_models,
                             err);
}

kt_status kt_formula_parse(kt_slice text, kt_formula **out, kt_error *err)
{
    kt_formula *formula = NULL;
    KT_TRY(kt_new(&formula, 1, sizeof *formula, err));
    const kt_status status = parse_formula(formula, text, err);
    if (status) {
        kt_error_within(err, "formula");
        kt_formula_free(formula);
    } else {
        *out = formula;
    }
    return status;
}

void kt_formula_free(kt_formula *formula)
{
    if (!formula)
        return;
    kt_arena_clear(&formula->arena);
    kt_free(formula);
}

const char *kt_formula_text(const kt_formula *formula)
{
    return formula->text;
}

int kt_formula_n_models(const kt_formula *formula)
{
    return formula->n_models;
}

const kt_formula_model *kt_formula_model_at(const kt_formula *formula, int n)
{
    return &formula->models[n];
}

/* ---- lists of expressions ---------------------------------------------------------------- */

/* "name = " before an expression. */
static kt_status parse_item(kt_formula_cursor *cursor, const char **name,
                            const kt_expression **item, kt_error *err)
{
    KT_TRY(kt_formula_expression(cursor, KT_BAR_IS_OR, item, err));
    *name = NULL;
    if ((*item)->kind == KT_EXPRESSION_NAME && take_byte(cursor, '=')) {
        *name = (*item)->text;
        KT_TRY(kt_formula_expression(cursor, KT_BAR_IS_OR, item, err));
    }
    return KT_OK;
}

/* A sum after a tilde is a list: ~exp + imp. */
static kt_status parse_list(kt_expression_list *list, kt_slice text, kt_error *err)
{
    kt_formula_cursor cursor;
    const char *copy;
    size_t n_most = 1;
    KT_TRY(begin(&list->arena, text, &copy, &cursor, err));
    for (const char *c = copy; *c; c++)
        n_most += *c == ';' || *c == '+' || *c == '-';
    KT_TRY(kt_arena_new(&list->arena, &list->names, n_most, sizeof *list->names, err));
    const bool tilde = take_byte(&cursor, '~');
    do {
        const kt_expression *item;
        const char *name;
        if (list->items.n > 0 && !kt_formula_peek(&cursor))
            break; // a semicolon at the end
        KT_TRY(parse_item(&cursor, &name, &item, err));
        const bool sum = tilde && item->kind == KT_EXPRESSION_SUM;
        for (int n = 0; n < (sum ? item->n_arguments : 1); n++) {
            list->names[list->items.n] = name;
            KT_TRY(kt_expression_push(&list->arena, &list->items,
                                      sum ? item->argument[n] : item, err));
        }
    } while (take_byte(&cursor, ';'));
    if (kt_formula_peek(&cursor))
        return kt_formula_fail(&cursor, "an operator, a semicolon or the end", err);
    return KT_OK;
}

kt_status kt_expressions_parse(kt_slice text, kt_expression_list **out, kt_error *err)
{
    kt_expression_list *list = NULL;
    KT_TRY(kt_new(&list, 1, sizeof *list, err));
    const kt_status status = parse_list(list, text, err);
    if (status)
        kt_expressions_free(list);
    else
        *out = list;
    return status;
}

void kt_expressions_free(kt_expression_list *list)
{
    if (!list)
        return;
    kt_arena_clear(&list->arena);
    kt_free(list);
}

int kt_expressions_count(const kt_expression_list *list)
{
    return list->items.n;
}

const kt_expression *kt_expressions_at(const kt_expression_list *list, int n)
{
    return list->items.item[n];
}

const char *kt_expressions_name(const kt_expression_list *list, int n)
{
    return list->names[n];
}
