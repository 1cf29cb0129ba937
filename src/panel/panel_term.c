/* panel_term.c: a term of a formula as columns with the names that fixest gives them.
 *
 *     log(dist)                log(dist)
 *     i(year, rta, ref = 1986) year::1990:rta, year::1994:rta, ...
 *     i(a, i.b)                a::x:b::y for every pair of levels that occurs
 *     factor(a), a text        factor(a)y, ay: every level but the first
 *     l(x, 1:3)                l(x, 1), l(x, 2), l(x, 3)
 *     a:b                      products of the columns of both */
#include "flow_panel_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

/* Columns that one formula may become: more is a factor that should be an effect. */
enum { MOST_COLUMNS = 5000 };

static bool is_call(const kt_expression *e, const char *name)
{
    return e->kind == KT_EXPRESSION_CALL && strcmp(e->text, name) == 0;
}

/* One more column; its values are given, or borrowed where they belong to the panel. */
static kt_status push(kt_panel *panel, kt_panel_columns *to, const char *name, const double *x,
                      kt_error *err)
{
    if (to->n_columns % 16 == 0) {
        kt_frame_column *grown;
        KT_TRY(kt_arena_new(&panel->arena, &grown, to->n_columns + 16, sizeof *grown, err));
        if (to->n_columns)
            memcpy(grown, to->column, (size_t)to->n_columns * sizeof *grown);
        to->column = grown;
    }
    const char *kept;
    KT_TRY(kt_arena_text(&panel->arena, name, strlen(name), &kept, err));
    to->column[to->n_columns++] = (kt_frame_column){kept, x};
    return KT_OK;
}

/* The name so far, with more behind it, for one column with new values. */
static kt_status push_new(kt_panel *panel, kt_panel_columns *to, const kt_text *name, double *x,
                          kt_error *err)
{
    KT_TRY(kt_panel_keep(panel, x, err));
    return push(panel, to, kt_text_get(name), x, err);
}

static kt_status too_many(const kt_expression *e, int64_t n, kt_error *err)
{
    return kt_fail_at(err, KT_ERR_LIMIT, 1, e->column,
                      "%lld columns from one term: put it behind | as an effect", (long long)n);
}

/* ---- dummies ----------------------------------------------------------------------------- */

/* Where factor is at level, x (1 where NULL), else 0; missing where either is. */
static kt_status dummy(kt_panel *panel, const kt_panel_factor *factor, int32_t level,
                       const double *x, double **out, kt_error *err)
{
    KT_TRY(kt_progress_check(panel->progress, err));
    KT_TRY(kt_new(out, panel->n_rows, sizeof **out, err));
    for (int64_t r = 0; r < panel->n_rows; r++) {
        const int32_t at = factor->level[r];
        if (at < 0)
            (*out)[r] = (double)NAN;
        else
            (*out)[r] = x && isnan(x[r]) ? (double)NAN : at == level ? (x ? x[r] : 1.0) : 0.0;
    }
    return KT_OK;
}

/* factor(a) or a column of texts: names as R's model matrix has them. */
static kt_status factor_term(kt_panel *panel, const kt_expression *e, const char *prefix,
                             bool has_constant, kt_panel_columns *out, kt_error *err)
{
    const kt_panel_factor *factor;
    KT_TRY(kt_panel_factor_of(panel, e, &factor, err));
    if (factor->n_levels > MOST_COLUMNS)
        return too_many(e, factor->n_levels, err);
    for (int32_t l = has_constant ? 1 : 0; l < factor->n_levels; l++) {
        kt_text name = {0};
        double *x = NULL;
        kt_status status = kt_text_add(&name, prefix, err);
        if (!status)
            status = kt_panel_label(panel, factor, l, &name, err);
        if (!status)
            status = dummy(panel, factor, l, NULL, &x, err);
        if (!status)
            status = push_new(panel, out, &name, x, err);
        kt_text_clear(&name);
        KT_TRY(status);
    }
    return KT_OK;
}

/* ---- i() --------------------------------------------------------------------------------- */

typedef struct interaction {
    const kt_expression *factor, *with;
    const kt_expression *ref, *keep, *ref2, *keep2;
    bool with_factor;
} interaction;

static kt_status read_i(kt_panel *panel, const kt_expression *e, interaction *out,
                        kt_error *err)
{
    static const char *const order[] = {"factor_var", "var", "ref", "keep"};
    const kt_expression **slot[] = {&out->factor, &out->with, &out->ref, &out->keep};
    int place = 0;
    for (int n = 0; n < e->n_arguments; n++) {
        const char *name = e->argument_name[n];
        if (!name && place < 4) {
            *slot[place++] = e->argument[n];
        } else if (name && strcmp(name, "ref2") == 0) {
            out->ref2 = e->argument[n];
        } else if (name && strcmp(name, "keep2") == 0) {
            out->keep2 = e->argument[n];
        } else {
            int p = 0;
            while (p < 4 && (!name || strcmp(name, order[p]) != 0))
                p++;
            if (p == 4)
                return kt_panel_fail(e, err, "i() knows ref, keep, ref2 and keep2, not %s",
                                     name ? name : "a fifth argument");
            *slot[p] = e->argument[n];
        }
    }
    if (!out->factor)
        return kt_panel_fail(e, err, "i() without a factor: i(year, rta)");
    if (out->with && out->with->kind == KT_EXPRESSION_NAME) {
        const kt_series *series = kt_panel_series(panel, out->with->text);
        out->with_factor = series && !series->number;
    }
    return KT_OK;
}

/* i.b as the second argument means that b is a factor. */
static kt_status strip_i(kt_panel *panel, interaction *i, kt_error *err)
{
    kt_expression *stripped;
    const char *text = i->with ? i->with->text : "";
    if (!i->with || i->with->kind != KT_EXPRESSION_NAME || strncmp(text, "i.", 2) != 0 ||
        kt_panel_series(panel, text))
        return KT_OK;
    KT_TRY(kt_arena_new(&panel->arena, &stripped, 1, sizeof *stripped, err));
    *stripped = *i->with;
    stripped->text = text + 2;
    i->with = stripped;
    i->with_factor = true;
    return KT_OK;
}

/* With the first levels, so that the right one can be written. */
static kt_status refuse_reference(kt_panel *panel, const kt_panel_factor *factor,
                                  const kt_expression *ref, kt_error *err)
{
    enum { SHOWN = 6 };
    kt_text levels = {0}, wanted = {0};
    kt_status status = kt_expression_write(ref, &wanted, err);
    for (int32_t l = 0; l < factor->n_levels && l < SHOWN && !status; l++) {
        status = kt_text_add(&levels, l ? ", " : "", err);
        if (!status)
            status = kt_panel_label(panel, factor, l, &levels, err);
    }
    if (!status)
        status = kt_panel_fail(ref, err, "%s is no level of %s; there are %s%s",
                               kt_text_get(&wanted), factor->name, kt_text_get(&levels),
                               factor->n_levels > SHOWN ? ", ..." : "");
    kt_text_clear(&wanted);
    kt_text_clear(&levels);
    return status;
}

/* present[level]: has it a row in the sample that is being made? */
static void mark_present(const kt_panel *panel, const kt_panel_factor *factor, bool *present)
{
    for (int64_t r = 0; r < panel->n_rows; r++)
        if ((!panel->left_out || !panel->left_out[r]) && factor->level[r] >= 0)
            present[factor->level[r]] = true;
}

/* keep[level]: which levels stay after ref and keep; ref = TRUE is the first. */
static kt_status choose_levels(kt_panel *panel, const kt_panel_factor *factor,
                               const kt_expression *ref, const kt_expression *keep,
                               bool drop_first, bool **out, kt_error *err)
{
    kt_panel_set refs = {0}, keeps = {0};
    bool *chosen = NULL;
    int32_t n_refs = 0, n_before = 0;
    kt_status status = ref ? kt_panel_set_of(ref, &refs, err) : KT_OK;
    if (!status && keep)
        status = kt_panel_set_of(keep, &keeps, err);
    if (!status)
        status = kt_new(&chosen, factor->n_levels, sizeof *chosen, err);
    if (!status)
        mark_present(panel, factor, chosen);
    const bool first = drop_first || (ref && kt_expression_is_name(ref, "TRUE"));
    for (int32_t l = 0; l < factor->n_levels && !status; l++) {
        bool is_ref = false, is_kept = true;
        if (ref)
            status = kt_panel_level_is_in(panel, factor, l, &refs, &is_ref, err);
        if (!status && keep)
            status = kt_panel_level_is_in(panel, factor, l, &keeps, &is_kept, err);
        n_refs += is_ref;
        const bool is_first = chosen[l] && n_before++ == 0;
        chosen[l] = chosen[l] && !is_ref && !(first && is_first) && is_kept;
    }
    if (!status && ref && n_refs == 0 && !kt_expression_is_name(ref, "TRUE") &&
        !kt_expression_is_name(ref, "FALSE"))
        status = refuse_reference(panel, factor, ref, err);
    kt_panel_set_clear(&keeps);
    kt_panel_set_clear(&refs);
    if (status)
        kt_free(chosen);
    else
        *out = chosen;
    return status;
}

static kt_status level_name(kt_panel *panel, const kt_panel_factor *factor, int32_t level,
                            kt_text *name, kt_error *err)
{
    KT_TRY(kt_text_format(name, err, "%s%s::", name->size ? ":" : "", factor->name));
    return kt_panel_label(panel, factor, level, name, err);
}

/* i(a) and i(a, x) */
static kt_status dummies(kt_panel *panel, const kt_panel_factor *factor, const bool *chosen,
                         const kt_expression *with, kt_panel_columns *out, kt_error *err)
{
    const double *x = NULL;
    if (with)
        KT_TRY(kt_panel_numbers(panel, with, &x, err));
    for (int32_t l = 0; l < factor->n_levels; l++) {
        kt_text name = {0};
        double *made = NULL;
        if (!chosen[l])
            continue;
        kt_status status = level_name(panel, factor, l, &name, err);
        if (!status && with)
            status = kt_text_add(&name, ":", err);
        if (!status && with)
            status = kt_expression_write(with, &name, err);
        if (!status)
            status = dummy(panel, factor, l, x, &made, err);
        if (!status)
            status = push_new(panel, out, &name, made, err);
        kt_text_clear(&name);
        KT_TRY(status);
    }
    return KT_OK;
}

/* One pair of levels; no column where it does not occur, nor where *skip is true: the first
 * that occurs is then the base. */
static kt_status pair_dummy(kt_panel *panel, const kt_panel_factor *a, int32_t la,
                            const kt_panel_factor *b, int32_t lb, bool *skip,
                            kt_panel_columns *out, kt_error *err)
{
    kt_text name = {0};
    double *x = NULL;
    bool occurs = false;
    KT_TRY(kt_new(&x, panel->n_rows, sizeof *x, err));
    for (int64_t r = 0; r < panel->n_rows; r++) {
        const bool hit = a->level[r] == la && b->level[r] == lb;
        x[r] = a->level[r] < 0 || b->level[r] < 0 ? (double)NAN : hit;
        occurs |= hit;
    }
    if (!occurs || *skip) {
        *skip = *skip && !occurs;
        kt_free(x);
        return KT_OK;
    }
    kt_status status = level_name(panel, a, la, &name, err);
    if (!status)
        status = level_name(panel, b, lb, &name, err);
    if (status)
        kt_free(x);
    else
        status = push_new(panel, out, &name, x, err);
    kt_text_clear(&name);
    return status;
}

static kt_status pairs_of_levels(kt_panel *panel, const interaction *i,
                                 const kt_panel_factor *a, const bool *chosen,
                                 bool has_constant, kt_panel_columns *out, kt_error *err)
{
    bool skip = has_constant && !i->ref && !i->ref2;
    const kt_panel_factor *b;
    bool *second = NULL;
    KT_TRY(kt_panel_factor_of(panel, i->with, &b, err));
    if ((int64_t)a->n_levels * b->n_levels > MOST_COLUMNS)
        return too_many(i->with, (int64_t)a->n_levels * b->n_levels, err);
    KT_TRY(choose_levels(panel, b, i->ref2, i->keep2, false, &second, err));
    kt_status status = KT_OK;
    for (int32_t la = 0; la < a->n_levels && !status; la++)
        for (int32_t lb = 0; lb < b->n_levels && !status; lb++)
            if (chosen[la] && second[lb])
                status = pair_dummy(panel, a, la, b, lb, &skip, out, err);
    kt_free(second);
    return status;
}

static kt_status i_term(kt_panel *panel, const kt_expression *e, bool has_constant,
                        kt_panel_columns *out, kt_error *err)
{
    interaction i = {0};
    const kt_panel_factor *factor;
    bool *chosen = NULL;
    KT_TRY(read_i(panel, e, &i, err));
    KT_TRY(strip_i(panel, &i, err));
    KT_TRY(kt_panel_factor_of(panel, i.factor, &factor, err));
    if (factor->n_levels > MOST_COLUMNS)
        return too_many(e, factor->n_levels, err);
    KT_TRY(choose_levels(panel, factor, i.ref, i.keep, !i.with && !i.ref && has_constant,
                         &chosen, err));
    const kt_status status =
        i.with_factor ? pairs_of_levels(panel, &i, factor, chosen, has_constant, out, err)
                      : dummies(panel, factor, chosen, i.with, out, err);
    kt_free(chosen);
    return status;
}

/* ---- the rest ---------------------------------------------------------------------------- */

/* l(x, 1:3): one column for each number. */
static kt_status lag_term(kt_panel *panel, const kt_expression *e, kt_panel_columns *out,
                          kt_error *err)
{
    kt_panel_set set = {0};
    kt_status status = kt_panel_set_of(e->argument[1], &set, err);
    if (!status && set.n_numbers > MOST_COLUMNS)
        status = too_many(e, set.n_numbers, err);
    for (int64_t n = 0; n < set.n_numbers && !status; n++) {
        kt_expression *number, *call;
        const kt_expression **argument;
        const double *x;
        kt_text name = {0};
        status = kt_arena_new(&panel->arena, &number, 1, sizeof *number, err);
        if (!status)
            status = kt_arena_new(&panel->arena, &call, 1, sizeof *call, err);
        if (!status)
            status = kt_arena_new(&panel->arena, &argument, 2, sizeof *argument, err);
        if (!status) {
            *number = (kt_expression){.kind = KT_EXPRESSION_NUMBER,
                                      .number = set.number[n],
                                      .text = "",
                                      .depth = 1,
                                      .column = e->column};
            argument[0] = e->argument[0];
            argument[1] = number;
            *call = *e;
            call->argument = argument;
            call->n_arguments = 2;
            status = kt_panel_numbers(panel, call, &x, err);
        }
        if (!status)
            status = kt_expression_write(call, &name, err);
        if (!status)
            status = push(panel, out, kt_text_get(&name), x, err);
        kt_text_clear(&name);
    }
    kt_panel_set_clear(&set);
    return status;
}

static kt_status product_term(kt_panel *panel, const kt_expression *e, bool has_constant,
                              kt_panel_columns *out, kt_error *err)
{
    kt_panel_columns a = {0}, b = {0};
    KT_TRY(kt_panel_term(panel, e->argument[0], has_constant, &a, err));
    KT_TRY(kt_panel_term(panel, e->argument[1], has_constant, &b, err));
    if ((int64_t)a.n_columns * b.n_columns > MOST_COLUMNS)
        return too_many(e, (int64_t)a.n_columns * b.n_columns, err);
    for (int m = 0; m < a.n_columns; m++)
        for (int n = 0; n < b.n_columns; n++) {
            kt_text name = {0};
            double *x = NULL;
            kt_status status =
                kt_text_format(&name, err, "%s:%s", a.column[m].name, b.column[n].name);
            if (!status)
                status = kt_new(&x, panel->n_rows, sizeof *x, err);
            for (int64_t r = 0; r < panel->n_rows && !status; r++)
                x[r] = a.column[m].value[r] * b.column[n].value[r];
            if (!status)
                status = push_new(panel, out, &name, x, err);
            kt_text_clear(&name);
            KT_TRY(status);
        }
    return KT_OK;
}

static bool is_text_column(const kt_panel *panel, const kt_expression *e)
{
    const kt_series *series =
        e->kind == KT_EXPRESSION_NAME ? kt_panel_series(panel, e->text) : NULL;
    return series && !series->number;
}

static bool is_several_lags(const kt_expression *e)
{
    return (is_call(e, "l") || is_call(e, "f") || is_call(e, "d")) && e->n_arguments == 2 &&
           e->argument[1]->kind != KT_EXPRESSION_NUMBER &&
           e->argument[1]->kind != KT_EXPRESSION_NEGATIVE;
}

kt_status kt_panel_term(kt_panel *panel, const kt_expression *term, bool has_constant,
                        kt_panel_columns *out, kt_error *err)
{
    const double *x;
    kt_text name = {0};
    const kt_expression *meaning = term;
    if (is_call(term, "i"))
        return i_term(panel, term, has_constant, out, err);
    if (is_several_lags(term))
        return lag_term(panel, term, out, err);
    if (term->kind == KT_EXPRESSION_BINARY && term->op == KT_OPERATOR_COLON)
        return product_term(panel, term, has_constant, out, err);
    if (term->kind == KT_EXPRESSION_NAME)
        KT_TRY(kt_panel_resolve(panel, term, &meaning, err));
    if (meaning != term &&
        (is_call(meaning, "pair") ||
         (meaning->kind == KT_EXPRESSION_BINARY && meaning->op == KT_OPERATOR_POWER &&
          meaning->argument[0]->kind == KT_EXPRESSION_NAME &&
          is_text_column(panel, meaning->argument[0]))))
        return kt_panel_fail(term, err, "%s is a factor: put it behind | as an effect",
                             term->text);
    kt_status status = kt_expression_write(term, &name, err);
    if (!status && is_call(term, "factor")) {
        status = factor_term(panel, term, kt_text_get(&name), has_constant, out, err);
    } else if (!status && is_text_column(panel, meaning)) {
        status = factor_term(panel, meaning, kt_text_get(&name), has_constant, out, err);
    } else {
        if (!status)
            status = kt_panel_numbers(panel, term, &x, err);
        if (!status)
            status = push(panel, out, kt_text_get(&name), x, err);
    }
    kt_text_clear(&name);
    return status;
}
