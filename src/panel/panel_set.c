/* panel_set.c: constants in formulas: one number, or a set as %in%, l() and ref take it. */
#include "flow_panel_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

/* Members of one set: years have hundreds. */
enum { MOST_MEMBERS = 100000 };

kt_status kt_panel_constant(const kt_expression *e, double *out, kt_error *err)
{
    if (e->kind == KT_EXPRESSION_NUMBER) {
        *out = e->number;
        return KT_OK;
    }
    if (e->kind == KT_EXPRESSION_NEGATIVE) {
        KT_TRY(kt_panel_constant(e->argument[0], out, err));
        *out = -*out;
        return KT_OK;
    }
    if (kt_expression_is_name(e, "TRUE") || kt_expression_is_name(e, "FALSE")) {
        *out = e->text[0] == 'T';
        return KT_OK;
    }
    return kt_panel_fail(e, err, "expected a number here");
}

static kt_status add_number(kt_panel_set *set, const kt_expression *where, double number,
                            kt_error *err)
{
    if (set->n_numbers == MOST_MEMBERS)
        return kt_fail_at(err, KT_ERR_LIMIT, 1, where->column, "more than %d numbers",
                          MOST_MEMBERS);
    if (set->n_numbers == set->n_numbers_room) {
        const int64_t room = 2 * set->n_numbers_room + 16;
        KT_TRY(kt_resize(&set->number, room, sizeof *set->number, err));
        set->n_numbers_room = room;
    }
    set->number[set->n_numbers++] = number;
    return KT_OK;
}

static kt_status add_word(kt_panel_set *set, const char *word, kt_error *err)
{
    if (set->n_words == set->n_words_room) {
        const int room = 2 * set->n_words_room + 16;
        KT_TRY(kt_resize(&set->word, room, sizeof *set->word, err));
        set->n_words_room = room;
    }
    set->word[set->n_words++] = word;
    return KT_OK;
}

static kt_status add_range(kt_panel_set *set, const kt_expression *where, double from,
                           double to, double by, kt_error *err)
{
    if (by == 0.0 || (to - from) / by < 0.0 || !isfinite((to - from) / by))
        return kt_panel_fail(where, err, "a range that does not end");
    const double last = floor((to - from) / by + 1e-9);
    for (int64_t k = 0; (double)k <= last; k++)
        KT_TRY(add_number(set, where, from + (double)k * by, err));
    return KT_OK;
}

static kt_status add(kt_panel_set *set, const kt_expression *e, kt_error *err)
{
    double number[3] = {0.0, 0.0, 1.0};
    if (e->kind == KT_EXPRESSION_TEXT)
        return add_word(set, e->text, err);
    if (e->kind == KT_EXPRESSION_BINARY && e->op == KT_OPERATOR_COLON) {
        KT_TRY(kt_panel_constant(e->argument[0], &number[0], err));
        KT_TRY(kt_panel_constant(e->argument[1], &number[1], err));
        return add_range(set, e, number[0], number[1], number[1] < number[0] ? -1.0 : 1.0, err);
    }
    if (e->kind == KT_EXPRESSION_CALL && strcmp(e->text, "c") == 0) {
        for (int n = 0; n < e->n_arguments; n++)
            KT_TRY(add(set, e->argument[n], err));
        return KT_OK;
    }
    if (e->kind == KT_EXPRESSION_CALL && strcmp(e->text, "seq") == 0 && e->n_arguments >= 2 &&
        e->n_arguments <= 3) {
        for (int n = 0; n < e->n_arguments; n++)
            KT_TRY(kt_panel_constant(e->argument[n], &number[n], err));
        return add_range(set, e, number[0], number[1], number[2], err);
    }
    KT_TRY(kt_panel_constant(e, number, err));
    return add_number(set, e, number[0], err);
}

kt_status kt_panel_set_of(const kt_expression *expression, kt_panel_set *out, kt_error *err)
{
    const kt_status status = add(out, expression, err);
    if (status)
        kt_panel_set_clear(out);
    return status;
}

void kt_panel_set_clear(kt_panel_set *set)
{
    kt_free(set->number);
    kt_free(set->word);
    *set = (kt_panel_set){0};
}

bool kt_panel_set_has_number(const kt_panel_set *set, double number)
{
    for (int64_t n = 0; n < set->n_numbers; n++)
        if (set->number[n] == number)
            return true;
    return false;
}

bool kt_panel_set_has_word(const kt_panel_set *set, const char *word)
{
    for (int n = 0; n < set->n_words; n++)
        if (strcmp(set->word[n], word) == 0)
            return true;
    return false;
}
