/* formula_parse.c: expressions with R's precedence, from loose to tight:
 *
 *     |    &    !    == != < <= > >=    + -    * /    %in%    :    unary -    ^    ( ) [ ]
 *
 * ^ binds to the right (2^3^2 is 2^9) and tighter than a minus before it (-x^2 is -(x^2)). Sums
 * are kept flat, so that a thousand regressors are one node and no recursion. */
#include "formula_internal.h"

#include <kontor/memory.h>

#include <string.h>

static kt_status parse_or(kt_formula_cursor *cursor, kt_formula_bars bars,
                          const kt_expression **out, kt_error *err);
static kt_status parse_unary(kt_formula_cursor *cursor, const kt_expression **out,
                             kt_error *err);

static int64_t column_of(const kt_formula_cursor *cursor)
{
    return cursor->at - cursor->begin + 1;
}

char kt_formula_peek(kt_formula_cursor *cursor)
{
    while (cursor->at < cursor->end && strchr(" \t\r\n", *cursor->at) && *cursor->at)
        cursor->at++;
    return cursor->at < cursor->end ? *cursor->at : '\0';
}

/* The byte behind the one at the cursor. */
static char peek_second(const kt_formula_cursor *cursor)
{
    return cursor->end - cursor->at > 1 ? cursor->at[1] : '\0';
}

static bool take(kt_formula_cursor *cursor, const char *token)
{
    const size_t size = strlen(token);
    kt_formula_peek(cursor);
    if ((size_t)(cursor->end - cursor->at) < size || memcmp(cursor->at, token, size) != 0)
        return false;
    cursor->at += size;
    return true;
}

kt_status kt_formula_fail(const kt_formula_cursor *cursor, const char *expected, kt_error *err)
{
    if (cursor->at >= cursor->end)
        return kt_fail_at(err, KT_ERR_FORMAT, 1, column_of(cursor),
                          "the formula ends, expected %s", expected);
    size_t n = 1;
    while (cursor->at + n < cursor->end && ((unsigned char)cursor->at[n] & 0xc0) == 0x80)
        n++;
    return kt_fail_at(err, KT_ERR_FORMAT, 1, column_of(cursor), "found \"%.*s\", expected %s",
                      (int)n, cursor->at, expected);
}

/* ---- nodes ------------------------------------------------------------------------------ */

kt_status kt_expression_push(kt_arena *arena, kt_expression_run *run, const kt_expression *item,
                             kt_error *err)
{
    if (run->n == run->room) {
        const kt_expression **grown;
        const int room = run->room ? 2 * run->room : 8;
        KT_TRY(kt_arena_new(arena, &grown, room, sizeof *grown, err));
        if (run->n > 0)
            memcpy(grown, run->item, (size_t)run->n * sizeof *grown);
        run->item = grown;
        run->room = room;
    }
    run->item[run->n++] = item;
    return KT_OK;
}

kt_status kt_expression_make(kt_arena *arena, kt_expression_kind kind, int64_t column,
                             const kt_expression *const *arguments, int n_arguments,
                             kt_expression **out, kt_error *err)
{
    kt_expression *made;
    const kt_expression **kept = NULL;
    KT_TRY(kt_arena_new(arena, &made, 1, sizeof *made, err));
    if (n_arguments > 0) {
        KT_TRY(kt_arena_new(arena, &kept, n_arguments, sizeof *kept, err));
        memcpy(kept, arguments, (size_t)n_arguments * sizeof *kept);
    }
    *made = (kt_expression){.kind = kind,
                            .text = "",
                            .argument = kept,
                            .n_arguments = n_arguments,
                            .depth = 1,
                            .column = column};
    for (int n = 0; n < n_arguments; n++)
        if (arguments[n]->depth >= made->depth)
            made->depth = arguments[n]->depth + 1;
    if (made->depth > KT_MAX_EXPRESSION_DEPTH)
        return kt_fail_at(err, KT_ERR_LIMIT, 1, column,
                          "an expression of more than %d levels: split it",
                          KT_MAX_EXPRESSION_DEPTH);
    *out = made;
    return KT_OK;
}

static kt_status binary(kt_formula_cursor *cursor, kt_operator op, int64_t column,
                        const kt_expression *left, const kt_expression *right,
                        const kt_expression **out, kt_error *err)
{
    const kt_expression *both[2] = {left, right};
    kt_expression *made;
    KT_TRY(
        kt_expression_make(cursor->arena, KT_EXPRESSION_BINARY, column, both, 2, &made, err));
    made->op = op;
    *out = made;
    return KT_OK;
}

/* ---- the smallest parts ----------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool kt_formula_name_begins(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
           c == '`' || (unsigned char)c > 127;
}

static bool in_name(char c)
{
    return c != '`' && (kt_formula_name_begins(c) || is_digit(c));
}

static kt_status parse_number(kt_formula_cursor *cursor, const kt_expression **out,
                              kt_error *err)
{
    const char *begin = cursor->at;
    const int64_t column = column_of(cursor);
    kt_expression *made;
    while (cursor->at < cursor->end && (is_digit(*cursor->at) || *cursor->at == '.'))
        cursor->at++;
    if (cursor->at < cursor->end && (*cursor->at == 'e' || *cursor->at == 'E')) {
        cursor->at++;
        if (cursor->at < cursor->end && (*cursor->at == '-' || *cursor->at == '+'))
            cursor->at++;
        while (cursor->at < cursor->end && is_digit(*cursor->at))
            cursor->at++;
    }
    const kt_slice digits = {begin, (size_t)(cursor->at - begin)};
    if (cursor->at < cursor->end && *cursor->at == 'L') // R's whole numbers
        cursor->at++;
    KT_TRY(
        kt_expression_make(cursor->arena, KT_EXPRESSION_NUMBER, column, NULL, 0, &made, err));
    if (!kt_parse_double(digits, &made->number))
        return kt_fail_at(err, KT_ERR_FORMAT, 1, column, "\"%.*s\" is no number",
                          (int)(digits.size < 40 ? digits.size : 40), digits.data);
    *out = made;
    return KT_OK;
}

/* "text", 'text' or `name`; the cursor stands on the opening mark. */
static kt_status parse_quoted(kt_formula_cursor *cursor, kt_expression_kind kind,
                              kt_expression **out, kt_error *err)
{
    const char mark = *cursor->at;
    const char *begin = cursor->at + 1;
    const char *close = memchr(begin, mark, (size_t)(cursor->end - begin));
    if (!close)
        return kt_fail_at(err, KT_ERR_FORMAT, 1, column_of(cursor), "a %c that never closes",
                          mark);
    KT_TRY(kt_expression_make(cursor->arena, kind, column_of(cursor), NULL, 0, out, err));
    cursor->at = close + 1;
    return kt_arena_text(cursor->arena, begin, (size_t)(close - begin), &(*out)->text, err);
}

static kt_status parse_name(kt_formula_cursor *cursor, kt_expression **out, kt_error *err)
{
    const char *begin = cursor->at;
    if (*begin == '`')
        return parse_quoted(cursor, KT_EXPRESSION_NAME, out, err);
    KT_TRY(kt_expression_make(cursor->arena, KT_EXPRESSION_NAME, column_of(cursor), NULL, 0,
                              out, err));
    while (cursor->at < cursor->end && in_name(*cursor->at))
        cursor->at++;
    return kt_arena_text(cursor->arena, begin, (size_t)(cursor->at - begin), &(*out)->text,
                         err);
}

/* ---- arguments -------------------------------------------------------------------------- */

/* "name = " before an argument; the cursor moves only where there is one. */
static kt_status argument_name(kt_formula_cursor *cursor, const char **out, kt_error *err)
{
    const kt_formula_cursor before = *cursor;
    kt_expression *name;
    *out = NULL;
    if (!kt_formula_name_begins(kt_formula_peek(cursor)))
        return KT_OK;
    KT_TRY(parse_name(cursor, &name, err));
    if (kt_formula_peek(cursor) == '=' && peek_second(cursor) != '=') {
        cursor->at++;
        *out = name->text;
        return KT_OK;
    }
    *cursor = before;
    return KT_OK;
}

/* Arguments up to `close`, which is taken. */
static kt_status parse_arguments(kt_formula_cursor *cursor, const char *close,
                                 kt_expression_run *arguments, const char ***names,
                                 kt_error *err)
{
    int room = 0;
    if (take(cursor, close))
        return KT_OK;
    for (;;) {
        const char *name;
        const kt_expression *argument;
        KT_TRY(argument_name(cursor, &name, err));
        KT_TRY(parse_or(cursor, KT_BAR_IS_OR, &argument, err));
        if (arguments->n == room) {
            const char **grown;
            room = room ? 2 * room : 8;
            KT_TRY(kt_arena_new(cursor->arena, &grown, room, sizeof *grown, err));
            if (arguments->n > 0)
                memcpy(grown, *names, (size_t)arguments->n * sizeof *grown);
            *names = grown;
        }
        (*names)[arguments->n] = name;
        KT_TRY(kt_expression_push(cursor->arena, arguments, argument, err));
        if (take(cursor, close))
            return KT_OK;
        if (!take(cursor, ","))
            return kt_formula_fail(cursor, close[0] == ')' ? "a comma or )" : "a comma or ]",
                                   err);
    }
}

static kt_status parse_call(kt_formula_cursor *cursor, const kt_expression *name,
                            const kt_expression **out, kt_error *err)
{
    kt_expression_run arguments = {0};
    const char **names = NULL;
    kt_expression *made;
    KT_TRY(parse_arguments(cursor, ")", &arguments, &names, err));
    KT_TRY(kt_expression_make(cursor->arena, KT_EXPRESSION_CALL, name->column, arguments.item,
                              arguments.n, &made, err));
    made->text = name->text;
    made->argument_name = names;
    *out = made;
    return KT_OK;
}

/* fe[x, z] and fe[[x]] */
static kt_status parse_index(kt_formula_cursor *cursor, const kt_expression *before,
                             const kt_expression **out, kt_error *err)
{
    kt_expression_run arguments = {0};
    const char **names = NULL;
    kt_expression *made;
    const bool twice = take(cursor, "[[");
    if (!twice)
        cursor->at++;
    KT_TRY(kt_expression_push(cursor->arena, &arguments, before, err));
    kt_expression_run slopes = {0};
    KT_TRY(parse_arguments(cursor, twice ? "]]" : "]", &slopes, &names, err));
    if (slopes.n == 0)
        return kt_formula_fail(cursor, "a variable in the brackets", err);
    for (int n = 0; n < slopes.n; n++)
        KT_TRY(kt_expression_push(cursor->arena, &arguments, slopes.item[n], err));
    KT_TRY(kt_expression_make(cursor->arena, twice ? KT_EXPRESSION_INDEX2 : KT_EXPRESSION_INDEX,
                              before->column, arguments.item, arguments.n, &made, err));
    *out = made;
    return KT_OK;
}

static kt_status parse_primary(kt_formula_cursor *cursor, const kt_expression **out,
                               kt_error *err)
{
    const char c = kt_formula_peek(cursor);
    kt_expression *made = NULL;
    if (is_digit(c) || (c == '.' && is_digit(peek_second(cursor)))) {
        KT_TRY(parse_number(cursor, out, err));
    } else if (c == '"' || c == '\'') {
        KT_TRY(parse_quoted(cursor, KT_EXPRESSION_TEXT, &made, err));
        *out = made;
    } else if (kt_formula_name_begins(c)) {
        KT_TRY(parse_name(cursor, &made, err));
        *out = made;
        if (take(cursor, "("))
            KT_TRY(parse_call(cursor, made, out, err));
    } else if (c == '(') {
        cursor->at++;
        KT_TRY(parse_or(cursor, KT_BAR_IS_OR, out, err));
        if (!take(cursor, ")"))
            return kt_formula_fail(cursor, "an operator or )", err);
    } else {
        return kt_formula_fail(cursor, "a variable, a number or a function", err);
    }
    while (kt_formula_peek(cursor) == '[')
        KT_TRY(parse_index(cursor, *out, out, err));
    return KT_OK;
}

/* ---- operators -------------------------------------------------------------------------- */

static kt_status parse_power(kt_formula_cursor *cursor, const kt_expression **out,
                             kt_error *err)
{
    const kt_expression *right;
    KT_TRY(parse_primary(cursor, out, err));
    const int64_t column = column_of(cursor);
    if (!take(cursor, "^"))
        return KT_OK;
    KT_TRY(parse_unary(cursor, &right, err));
    return binary(cursor, KT_OPERATOR_POWER, column, *out, right, out, err);
}

/* Every way down passes here, so depth is guarded here. */
static kt_status parse_unary(kt_formula_cursor *cursor, const kt_expression **out,
                             kt_error *err)
{
    kt_status status = KT_OK;
    const char c = kt_formula_peek(cursor);
    const int64_t column = column_of(cursor);
    kt_expression *made;
    if (++cursor->depth > KT_MAX_EXPRESSION_DEPTH)
        return kt_fail_at(err, KT_ERR_LIMIT, 1, column,
                          "an expression of more than %d levels: split it",
                          KT_MAX_EXPRESSION_DEPTH);
    if (c == '-' || c == '+') {
        cursor->at++;
        status = parse_unary(cursor, out, err);
        if (!status && c == '-') {
            status = kt_expression_make(cursor->arena, KT_EXPRESSION_NEGATIVE, column, out, 1,
                                        &made, err);
            if (!status)
                *out = made;
        }
    } else {
        status = parse_power(cursor, out, err);
    }
    cursor->depth--;
    return status;
}

/* The operator at the cursor among those of one level; taken where there is one. */
typedef struct token {
    const char *text;
    kt_operator op;
} token;

static kt_operator take_operator(kt_formula_cursor *cursor, const token *tokens)
{
    for (; tokens->text; tokens++)
        if (take(cursor, tokens->text))
            return tokens->op;
    return KT_OPERATOR_NONE;
}

typedef kt_status (*parser)(kt_formula_cursor *, const kt_expression **, kt_error *);

static kt_status parse_left(kt_formula_cursor *cursor, const token *tokens, parser next,
                            const kt_expression **out, kt_error *err)
{
    KT_TRY(next(cursor, out, err));
    for (;;) {
        const kt_expression *right;
        kt_formula_peek(cursor);
        const int64_t column = column_of(cursor);
        const kt_operator op = take_operator(cursor, tokens);
        if (op == KT_OPERATOR_NONE)
            return KT_OK;
        KT_TRY(next(cursor, &right, err));
        KT_TRY(binary(cursor, op, column, *out, right, out, err));
    }
}

static kt_status parse_colon(kt_formula_cursor *cursor, const kt_expression **out,
                             kt_error *err)
{
    static const token tokens[] = {{":", KT_OPERATOR_COLON}, {NULL, KT_OPERATOR_NONE}};
    return parse_left(cursor, tokens, parse_unary, out, err);
}

static kt_status parse_in(kt_formula_cursor *cursor, const kt_expression **out, kt_error *err)
{
    static const token tokens[] = {{"%in%", KT_OPERATOR_IN}, {NULL, KT_OPERATOR_NONE}};
    return parse_left(cursor, tokens, parse_colon, out, err);
}

static kt_status parse_times(kt_formula_cursor *cursor, const kt_expression **out,
                             kt_error *err)
{
    static const token tokens[] = {
        {"*", KT_OPERATOR_TIMES}, {"/", KT_OPERATOR_OVER}, {NULL, KT_OPERATOR_NONE}};
    return parse_left(cursor, tokens, parse_in, out, err);
}

static kt_status parse_sum(kt_formula_cursor *cursor, const kt_expression **out, kt_error *err)
{
    kt_expression_run parts = {0};
    kt_expression *made;
    const kt_expression *part;
    kt_formula_peek(cursor);
    const int64_t begin = column_of(cursor);
    KT_TRY(parse_times(cursor, &part, err));
    KT_TRY(kt_expression_push(cursor->arena, &parts, part, err));
    for (;;) {
        const char c = kt_formula_peek(cursor);
        const int64_t column = column_of(cursor);
        if (c != '+' && c != '-')
            break;
        cursor->at++;
        KT_TRY(parse_times(cursor, &part, err));
        if (c == '-') {
            KT_TRY(kt_expression_make(cursor->arena, KT_EXPRESSION_NEGATIVE, column, &part, 1,
                                      &made, err));
            part = made;
        }
        KT_TRY(kt_expression_push(cursor->arena, &parts, part, err));
    }
    *out = parts.item[0];
    if (parts.n == 1)
        return KT_OK;
    KT_TRY(kt_expression_make(cursor->arena, KT_EXPRESSION_SUM, begin, parts.item, parts.n,
                              &made, err));
    *out = made;
    return KT_OK;
}

static kt_status parse_compare(kt_formula_cursor *cursor, const kt_expression **out,
                               kt_error *err)
{
    static const token tokens[] = {
        {"==", KT_OPERATOR_EQUAL},      {"!=", KT_OPERATOR_UNEQUAL},
        {"<=", KT_OPERATOR_LESS_EQUAL}, {">=", KT_OPERATOR_GREATER_EQUAL},
        {"<", KT_OPERATOR_LESS},        {">", KT_OPERATOR_GREATER},
        {NULL, KT_OPERATOR_NONE}};
    return parse_left(cursor, tokens, parse_sum, out, err);
}

static kt_status parse_not(kt_formula_cursor *cursor, const kt_expression **out, kt_error *err)
{
    kt_expression *made;
    const char c = kt_formula_peek(cursor);
    const int64_t column = column_of(cursor);
    if (c != '!' || peek_second(cursor) == '=')
        return parse_compare(cursor, out, err);
    if (++cursor->depth > KT_MAX_EXPRESSION_DEPTH)
        return kt_fail_at(err, KT_ERR_LIMIT, 1, column,
                          "an expression of more than %d levels: split it",
                          KT_MAX_EXPRESSION_DEPTH);
    cursor->at++;
    KT_TRY(parse_not(cursor, out, err));
    cursor->depth--;
    KT_TRY(kt_expression_make(cursor->arena, KT_EXPRESSION_NOT, column, out, 1, &made, err));
    *out = made;
    return KT_OK;
}

static kt_status parse_and(kt_formula_cursor *cursor, const kt_expression **out, kt_error *err)
{
    static const token tokens[] = {
        {"&&", KT_OPERATOR_AND}, {"&", KT_OPERATOR_AND}, {NULL, KT_OPERATOR_NONE}};
    return parse_left(cursor, tokens, parse_not, out, err);
}

static kt_status parse_or(kt_formula_cursor *cursor, kt_formula_bars bars,
                          const kt_expression **out, kt_error *err)
{
    static const token tokens[] = {
        {"||", KT_OPERATOR_OR}, {"|", KT_OPERATOR_OR}, {NULL, KT_OPERATOR_NONE}};
    if (bars == KT_BAR_ENDS)
        return parse_and(cursor, out, err);
    return parse_left(cursor, tokens, parse_and, out, err);
}

kt_status kt_formula_expression(kt_formula_cursor *cursor, kt_formula_bars bars,
                                const kt_expression **out, kt_error *err)
{
    return parse_or(cursor, bars, out, err);
}
