/* flow_panel.c: columns by name, names of one's own, and what was computed already. */
#include "flow_panel_internal.h"

#include <kontor/memory.h>
#include <kontor/nearest.h>

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const EXPORTERS[] = {"exporter", "exp",       "iso3_o",  "iso_o",
                                        "origin",   "orig",      "iso_exp", "exporter_iso3",
                                        "iso3_exp", "country_o", NULL};
static const char *const IMPORTERS[] = {"importer",    "imp",       "iso3_d",  "iso_d",
                                        "destination", "dest",      "iso_imp", "importer_iso3",
                                        "iso3_imp",    "country_d", NULL};
static const char *const PERIODS[] = {"year", "period", "time", "t", NULL};

const char *kt_panel_usual_name(int n)
{
    static const char *const *const lists[] = {EXPORTERS, IMPORTERS, PERIODS};
    for (int l = 0; l < 3; l++)
        for (int p = 0; lists[l][p]; p++)
            if (n-- == 0)
                return lists[l][p];
    return NULL;
}

const kt_series *kt_panel_series(const kt_panel *panel, const char *name)
{
    for (int n = 0; n < panel->n_series; n++)
        if (strcmp(panel->series[n].name, name) == 0)
            return &panel->series[n];
    return NULL;
}

kt_panel_name *kt_panel_find_let(const kt_panel *panel, const char *name)
{
    for (int n = 0; n < panel->n_lets; n++)
        if (strcmp(panel->let[n].name, name) == 0)
            return &panel->let[n];
    return NULL;
}

/* ---- made and dropped -------------------------------------------------------------------- */

static kt_status find_role(const kt_panel *panel, const char *told, const char *what,
                           const char *const *usual, const char **out, kt_error *err)
{
    if (told) {
        const kt_series *series = kt_panel_series(panel, told);
        if (!series)
            return kt_fail(err, KT_ERR_MISSING, "no column %s, named as the %s", told, what);
        *out = series->name;
        return KT_OK;
    }
    for (int n = 0; usual[n] && !*out; n++)
        if (kt_panel_series(panel, usual[n]))
            *out = usual[n];
    return KT_OK;
}

static kt_status let_unless_column(kt_panel *panel, const char *name,
                                   const kt_expression *meaning, kt_error *err)
{
    return kt_panel_series(panel, name) ? KT_OK : kt_panel_let(panel, name, meaning, err);
}

/* exp, imp, pair and year, where the columns they stand for are known. */
static kt_status name_roles(kt_panel *panel, bool symmetric, kt_error *err)
{
    kt_text text = {0};
    kt_status status = KT_OK;
    if (panel->exporter && panel->importer)
        status = kt_text_format(
            &text, err, symmetric ? "`%s`; `%s`; pair(`%s`, `%s`)" : "`%s`; `%s`; `%s`^`%s`",
            panel->exporter, panel->importer, panel->exporter, panel->importer);
    if (!status && text.size) // lags are of a directed flow, whatever `pair` means
        status = kt_text_format(&text, err, "; `%s`^`%s`", panel->exporter, panel->importer);
    if (!status && text.size)
        status = kt_text_format(&text, err, "; `%s`", panel->period ? panel->period : "year");
    if (!status && text.size)
        status = kt_expressions_parse((kt_slice){text.data, text.size}, &panel->own, err);
    kt_text_clear(&text);
    if (status || !panel->own)
        return status;
    KT_TRY(let_unless_column(panel, "exp", kt_expressions_at(panel->own, 0), err));
    KT_TRY(let_unless_column(panel, "imp", kt_expressions_at(panel->own, 1), err));
    KT_TRY(let_unless_column(panel, "pair", kt_expressions_at(panel->own, 2), err));
    if (panel->period)
        KT_TRY(let_unless_column(panel, "year", kt_expressions_at(panel->own, 4), err));
    if (!panel->time && panel->period)
        panel->time = kt_expressions_at(panel->own, 4);
    return KT_OK;
}

static kt_status set_up(kt_panel *panel, const kt_panel_options *options, kt_error *err)
{
    KT_TRY(find_role(panel, options->exporter, "exporter", EXPORTERS, &panel->exporter, err));
    KT_TRY(find_role(panel, options->importer, "importer", IMPORTERS, &panel->importer, err));
    KT_TRY(find_role(panel, options->period, "period", PERIODS, &panel->period, err));
    panel->progress = options->progress;
    panel->unit = options->unit;
    panel->time = options->time;
    KT_TRY(name_roles(panel, options->symmetric_pair, err));
    if (!panel->unit && panel->own)
        panel->unit = kt_expressions_at(panel->own, 3);
    return KT_OK;
}

kt_status kt_panel_new(int64_t n_rows, const kt_series *series, int n_series,
                       const char *const *names, int n_names, const kt_panel_options *options,
                       kt_panel **out, kt_error *err)
{
    const kt_panel_options none = {0};
    kt_panel *panel = NULL;
    if (n_rows > INT32_MAX - 1)
        return kt_fail(err, KT_ERR_LIMIT, "%lld rows, at most %d", (long long)n_rows,
                       INT32_MAX - 1);
    KT_TRY(kt_new(&panel, 1, sizeof *panel, err));
    panel->n_rows = n_rows;
    panel->series = series;
    panel->n_series = n_series;
    panel->names = names;
    panel->n_names = n_names;
    const kt_status status = set_up(panel, options ? options : &none, err);
    if (status)
        kt_panel_free(panel);
    else
        *out = panel;
    return status;
}

void kt_panel_free(kt_panel *panel)
{
    if (!panel)
        return;
    for (int m = 0; m < panel->n_memos; m++) {
        kt_free(panel->memo[m].number);
        if (panel->memo[m].factor) {
            kt_free(panel->memo[m].factor->level);
            kt_free(panel->memo[m].factor->first_row);
        }
    }
    for (int64_t k = 0; k < panel->n_kept; k++)
        kt_free(panel->kept[k]);
    kt_free(panel->kept);
    kt_free(panel->memo);
    kt_free(panel->let);
    kt_free(panel->index.row);
    kt_free(panel->index.time_value);
    kt_expressions_free(panel->own);
    kt_arena_clear(&panel->arena);
    kt_free(panel);
}

kt_status kt_panel_let(kt_panel *panel, const char *name, const kt_expression *expression,
                       kt_error *err)
{
    kt_panel_name *let = kt_panel_find_let(panel, name);
    if (kt_panel_series(panel, name))
        return kt_panel_fail(expression, err, "%s is a column already: choose another name",
                             name);
    if (!let) {
        if (panel->n_lets == panel->n_lets_room) {
            KT_TRY(kt_resize(&panel->let, panel->n_lets + 16, sizeof *panel->let, err));
            panel->n_lets_room = panel->n_lets + 16;
        }
        let = &panel->let[panel->n_lets++];
    }
    *let = (kt_panel_name){name, expression, false};
    return KT_OK;
}

kt_status kt_panel_keep(kt_panel *panel, double *values, kt_error *err)
{
    if (panel->n_kept == panel->n_kept_room) {
        const int64_t room = 2 * panel->n_kept_room + 16;
        const kt_status status = kt_resize(&panel->kept, room, sizeof *panel->kept, err);
        if (status) {
            kt_free(values);
            return status;
        }
        panel->n_kept_room = room;
    }
    panel->kept[panel->n_kept++] = values;
    return KT_OK;
}

int64_t kt_panel_n_rows(const kt_panel *panel)
{
    return panel->n_rows;
}

const char *kt_panel_exporter(const kt_panel *panel)
{
    return panel->exporter;
}

const char *kt_panel_importer(const kt_panel *panel)
{
    return panel->importer;
}

const char *kt_panel_period(const kt_panel *panel)
{
    return panel->period;
}

const kt_expression *kt_panel_unit(const kt_panel *panel)
{
    return panel->unit;
}

const kt_expression *kt_panel_time(const kt_panel *panel)
{
    return panel->time;
}

/* ---- names ------------------------------------------------------------------------------ */

kt_status kt_panel_fail(const kt_expression *where, kt_error *err, const char *format, ...)
{
    char cause[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(cause, sizeof cause, format, arguments);
    va_end(arguments);
    return kt_fail_at(err, KT_ERR_FORMAT, 1, where->column, "%s", cause);
}

kt_status kt_panel_unknown(const kt_panel *panel, const kt_expression *name, kt_error *err)
{
    char hint[96];
    kt_nearest nearest = kt_nearest_to(kt_slice_of(name->text));
    for (int n = 0; n < panel->n_names + panel->n_lets; n++)
        kt_nearest_try(&nearest, n < panel->n_names ? panel->names[n]
                                                    : panel->let[n - panel->n_names].name);
    if (nearest.name)
        return kt_fail_at(err, KT_ERR_MISSING, 1, name->column, "no variable %s%s", name->text,
                          kt_nearest_hint(&nearest, hint));
    kt_text list = {0};
    for (int n = 0; n < panel->n_names && list.size < 120; n++)
        if (kt_text_format(&list, NULL, "%s%s", n ? ", " : "", panel->names[n]))
            break;
    const kt_status status =
        kt_fail_at(err, KT_ERR_MISSING, 1, name->column, "no variable %s; there are %s",
                   name->text, kt_text_get(&list));
    kt_text_clear(&list);
    return status;
}

kt_status kt_panel_resolve(const kt_panel *panel, const kt_expression *expression,
                           const kt_expression **out, kt_error *err)
{
    for (int n = 0; n <= panel->n_lets; n++) {
        if (expression->kind != KT_EXPRESSION_NAME ||
            kt_panel_series(panel, expression->text)) {
            *out = expression;
            return KT_OK;
        }
        const kt_panel_name *let = kt_panel_find_let(panel, expression->text);
        if (!let)
            return kt_panel_unknown(panel, expression, err);
        expression = let->meaning;
    }
    return kt_panel_fail(expression, err, "%s means itself", expression->text);
}

kt_status kt_panel_meaning(const kt_panel *panel, const kt_expression *name,
                           const kt_expression **out)
{
    return kt_panel_resolve(panel, name, out, NULL);
}

kt_status kt_expression_names(const kt_expression *expression,
                              kt_status (*visit)(void *with, const char *name, kt_error *err),
                              void *with, kt_error *err)
{
    if (expression->kind == KT_EXPRESSION_NAME) {
        const char *name = expression->text;
        KT_TRY(visit(with, name, err));
        return name[0] == 'i' && name[1] == '.' && name[2] ? visit(with, name + 2, err) : KT_OK;
    }
    for (int n = 0; n < expression->n_arguments; n++)
        KT_TRY(kt_expression_names(expression->argument[n], visit, with, err));
    return KT_OK;
}

/* ---- what is known already ----------------------------------------------------------------
 */

kt_status kt_panel_remember(kt_panel *panel, const kt_expression *expression,
                            const char *prefix, kt_panel_memo **out, kt_error *err)
{
    kt_text text = {0};
    const char *kept;
    kt_status status = kt_text_add(&text, prefix, err);
    if (!status)
        status = kt_expression_write(expression, &text, err);
    for (int m = 0; !status && m < panel->n_memos; m++)
        if (strcmp(panel->memo[m].text, kt_text_get(&text)) == 0) {
            *out = &panel->memo[m];
            goto done;
        }
    if (!status && panel->n_memos == panel->n_memos_room) {
        status = kt_resize(&panel->memo, panel->n_memos + 32, sizeof *panel->memo, err);
        panel->n_memos_room += status ? 0 : 32;
    }
    if (!status)
        status = kt_arena_text(&panel->arena, kt_text_get(&text), text.size, &kept, err);
    if (!status) {
        *out = &panel->memo[panel->n_memos++];
        **out = (kt_panel_memo){.text = kept};
    }
done:
    kt_text_clear(&text);
    return status;
}

kt_status kt_panel_numbers(kt_panel *panel, const kt_expression *expression, const double **out,
                           kt_error *err)
{
    kt_panel_memo *memo;
    double *number;
    const kt_expression *meaning = expression;
    if (expression->kind == KT_EXPRESSION_NAME) {
        KT_TRY(kt_panel_resolve(panel, expression, &meaning, err));
        const kt_series *series =
            meaning->kind == KT_EXPRESSION_NAME ? kt_panel_series(panel, meaning->text) : NULL;
        if (series && series->number) {
            *out = series->number;
            return KT_OK;
        }
    }
    KT_TRY(kt_panel_remember(panel, meaning, "", &memo, err));
    if (!memo->number) {
        KT_TRY(kt_panel_compute(panel, meaning, &number, err));
        /* Computing may have remembered other things, and moved this one. */
        const kt_status status = kt_panel_remember(panel, meaning, "", &memo, err);
        if (status) {
            kt_free(number);
            return status;
        }
        memo->number = number;
    }
    *out = memo->number;
    return KT_OK;
}
