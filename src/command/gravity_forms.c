/* gravity_forms.c: estimated models for programs and documents: CSV, JSON, LaTeX, HTML. */
#include "gravity_say.h"
#include "gravity_side.h"

#include <kontor/csv.h>
#include <kontor/json.h>
#include <kontor/table.h>
#include <kontor/version.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- CSV: one line a coefficient ----------------------------------------------------------
 */

static kt_status write_number(const kt_sink *out, double value, kt_error *err)
{
    char text[32];
    kt_print_double(value, text);
    return kt_sink_format(out, err, ",%s", text);
}

static kt_status write_line(const kt_gravity *g, int m, const kt_coefficient *c, kt_error *err)
{
    const kt_sink *out = &g->run->options->out;
    const kt_gravity_fit *fit = &g->fit[m];
    KT_TRY(kt_sink_format(out, err, "%d,", m + 1));
    KT_TRY(kt_csv_write_cell(out, kt_slice_of(fit->outcome), err));
    KT_TRY(kt_sink_add(out, ",", err));
    KT_TRY(kt_csv_write_cell(out, kt_slice_of(fit->split), err));
    KT_TRY(kt_sink_add(out, ",", err));
    KT_TRY(kt_csv_write_cell(out, kt_slice_of(c->name), err));
    KT_TRY(write_number(out, c->estimate, err));
    KT_TRY(write_number(out, c->se, err));
    KT_TRY(write_number(out, c->statistic, err));
    KT_TRY(write_number(out, c->p, err));
    return kt_sink_format(out, err, ",%lld,%s\n", (long long)fit->estimate->n,
                          fit->estimate->outcome == KT_ESTIMATE_CONVERGED ? "true" : "false");
}

kt_status kt_gravity_write_csv(const kt_gravity *g, kt_error *err)
{
    KT_TRY(kt_sink_add(&g->run->options->out,
                       "model,outcome,part,name,estimate,se,statistic,p,n,converged\n", err));
    for (int m = 0; m < g->n_fits; m++)
        for (int k = 0; k < g->fit[m].estimate->n_coefficients; k++)
            KT_TRY(write_line(g, m, &g->fit[m].estimate->coefficients[k], err));
    return KT_OK;
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void put_integer(kt_json *json, const char *key, int64_t value)
{
    kt_json_key(json, key);
    kt_json_integer(json, value);
}

static void put_number(kt_json *json, const char *key, double value)
{
    kt_json_key(json, key);
    kt_json_number(json, value);
}

static void put_text(kt_json *json, const char *key, const char *value)
{
    kt_json_key(json, key);
    kt_json_text(json, value);
}

static void put_sample(const kt_gravity *g, const kt_gravity_fit *fit, kt_json *json)
{
    const kt_estimate *e = fit->estimate;
    put_integer(json, "n", e->n);
    kt_json_key(json, "n_dropped");
    kt_json_begin_object(json);
    put_integer(json, "missing", fit->n_missing);
    put_integer(json, "not_reported", g->store.n_not_reported);
    put_integer(json, "singleton", e->n_singletons);
    put_integer(json, "separated", e->n_separated);
    put_integer(json, "zero_weight", e->n_zero_weight);
    kt_json_end_object(json);
    if (!g->columns)
        put_integer(json, "n_zeros", g->store.n_zeros);
    kt_json_key(json, "fixed_effects");
    kt_json_begin_array(json);
    for (int f = 0; f < e->n_effects; f++) {
        kt_json_begin_object(json);
        put_text(json, "name", e->effects[f].name);
        put_integer(json, "levels", e->effects[f].n_levels);
        if (e->effects[f].n_slopes)
            put_integer(json, "slopes", e->effects[f].n_slopes);
        kt_json_end_object(json);
    }
    kt_json_end_array(json);
}

static void put_coefficients(const kt_estimate *e, kt_json *json)
{
    kt_json_key(json, "coefficients");
    kt_json_begin_array(json);
    for (int k = 0; k < e->n_coefficients; k++) {
        const kt_coefficient *c = &e->coefficients[k];
        kt_json_begin_object(json);
        put_text(json, "name", c->name);
        put_number(json, "estimate", c->estimate);
        put_number(json, "se", c->se);
        put_number(json, "statistic", c->statistic);
        put_number(json, "p", c->p);
        kt_json_end_object(json);
    }
    kt_json_end_array(json);
    kt_json_key(json, "collinear");
    kt_json_begin_array(json);
    for (int c = 0; c < e->n_collinear; c++)
        kt_json_text(json, e->collinear[c]);
    kt_json_end_array(json);
}

static kt_status put_vcov(const kt_gravity *g, const kt_estimate *e, kt_json *json,
                          kt_error *err)
{
    static const char *const rule[] = {"fixest", "stata", "none"};
    kt_json_key(json, "vcov");
    kt_json_begin_object(json);
    put_text(json, "type", kt_vcov_name(e->vcov.kind));
    kt_json_key(json, "cluster");
    kt_json_begin_array(json);
    for (int c = 0; e->vcov.kind == KT_VCOV_CLUSTER && c < g->n_clusters; c++) {
        kt_text name = {0};
        const kt_status status = kt_expression_write(g->cluster[c], &name, err);
        if (!status)
            kt_json_text(json, kt_text_get(&name));
        kt_text_clear(&name);
        KT_TRY(status);
    }
    kt_json_end_array(json);
    put_text(json, "ssc", rule[e->vcov.ssc]);
    put_number(json, "df", e->vcov.df);
    if (e->vcov.lag >= 0)
        put_integer(json, "lag", e->vcov.lag);
    put_integer(json, "groups", e->vcov.n_groups);
    put_integer(json, "K", e->vcov.K);
    kt_json_end_object(json);
    return KT_OK;
}

static void put_quality(const kt_gravity_fit *fit, kt_json *json)
{
    const kt_estimate *e = fit->estimate;
    put_number(json, "deviance", e->deviance);
    put_number(json, "loglik", e->loglik);
    put_number(json, "pseudo_r2", e->pseudo_r2);
    if (e->family == KT_FAMILY_GAUSSIAN) {
        put_number(json, "r2", e->r2);
        put_number(json, "r2_within", e->r2_within);
        put_number(json, "rmse", e->rmse);
    }
    if (e->family == KT_FAMILY_NEGBIN) {
        put_number(json, "theta", e->theta);
        put_number(json, "theta_se", e->theta_se);
    }
    if (fit->n_stages) {
        kt_json_key(json, "first_stages");
        kt_json_begin_array(json);
        for (int k = 0; k < fit->n_stages; k++) {
            const kt_test_result *test = &fit->stage[k].test;
            kt_json_begin_object(json);
            put_text(json, "endogenous", fit->stage[k].endogenous);
            put_number(json, "f", test->statistic);
            put_number(json, "df1", test->df1);
            put_number(json, "df2", test->df2);
            put_number(json, "p", test->p);
            kt_json_end_object(json);
        }
        kt_json_end_array(json);
    }
    put_integer(json, "iterations", e->steps);
    kt_json_key(json, "converged");
    kt_json_bool(json, e->outcome == KT_ESTIMATE_CONVERGED);
    if (e->outcome != KT_ESTIMATE_CONVERGED)
        put_text(json, "outcome", kt_estimate_outcome_text(e->outcome));
    put_number(json, "score_norm", e->certificate.score_norm);
    put_number(json, "margin_gap", e->certificate.margin_gap);
    put_number(json, "seconds", fit->seconds);
}

static kt_status put_calls(const kt_gravity *g, const kt_gravity_fit *fit, kt_json *json,
                           kt_error *err)
{
    kt_text call = {0};
    kt_status status = kt_gravity_same_in_r(g, fit, &call, err);
    if (!status)
        put_text(json, "same_in_r", kt_text_get(&call));
    kt_text_reset(&call);
    if (!status)
        status = kt_gravity_same_in_stata(g, fit, &call, err);
    if (!status)
        put_text(json, "same_in_stata", kt_text_get(&call));
    kt_text_clear(&call);
    return status;
}

static kt_status put_fit(const kt_gravity *g, const kt_gravity_fit *fit, kt_json *json,
                         kt_error *err)
{
    kt_json_begin_object(json);
    put_text(json, "family", kt_family_name(fit->estimate->family));
    put_text(json, "formula", kt_formula_text(g->formula));
    put_text(json, "outcome_variable", fit->outcome);
    if (fit->split)
        put_text(json, "part", fit->split);
    put_sample(g, fit, json);
    put_coefficients(fit->estimate, json);
    KT_TRY(put_vcov(g, fit->estimate, json, err));
    put_quality(fit, json);
    kt_json_key(json, "data_sha256");
    kt_json_text(json, g->data_sha256[0] ? g->data_sha256 : NULL);
    put_text(json, "version", KT_VERSION);
    KT_TRY(put_calls(g, fit, json, err));
    for (int n = 0; n < g->n_extra; n++) {
        kt_json_key(json, g->extra[n].name);
        kt_table_put_json(g->extra[n].table, json);
    }
    kt_json_end_object(json);
    return KT_OK;
}

/* One object a line. */
kt_status kt_gravity_write_json(const kt_gravity *g, kt_error *err)
{
    for (int m = 0; m < g->n_fits; m++) {
        kt_text text = {0};
        kt_json json;
        kt_json_init(&json, &text);
        kt_status status = put_fit(g, &g->fit[m], &json, err);
        if (!status)
            status = kt_json_finish(&json, err);
        if (!status)
            status = kt_text_add(&text, "\n", err);
        if (!status)
            status = kt_sink_add(&g->run->options->out, kt_text_get(&text), err);
        kt_text_clear(&text);
        KT_TRY(status);
    }
    return KT_OK;
}

/* ---- LaTeX and HTML ------------------------------------------------------------------------
 */

/* A cell with what means something to the form written out. */
static kt_status write_escaped(const kt_sink *out, const char *text, const char *special,
                               const char *const *instead, kt_error *err)
{
    for (const char *c = text; *c; c++) {
        const char *found = strchr(special, *c);
        if (found)
            KT_TRY(kt_sink_add(out, instead[found - special], err));
        else
            KT_TRY(kt_sink_write(out, c, 1, err));
    }
    return KT_OK;
}

/* The calls of every model: each line behind `before` and as `special` and `instead` have it.
 */
static kt_status write_calls(const kt_gravity *g, const char *before, const char *special,
                             const char *const *instead, kt_error *err)
{
    const kt_sink *out = &g->run->options->out;
    kt_text text = {0};
    kt_status status = kt_gravity_say_calls(g, false, &text, err);
    for (char *line = text.data; line && *line && !status;) {
        char *end = strchr(line, '\n');
        *end = '\0';
        status = kt_sink_add(out, before, err);
        if (!status)
            status = write_escaped(out, line, special, instead, err);
        if (!status)
            status = kt_sink_add(out, "\n", err);
        line = end + 1;
    }
    kt_text_clear(&text);
    return status;
}

/* What the figures are: family, errors and their factors. */
static kt_status say_method(const kt_gravity *g, kt_text *out, kt_error *err)
{
    const kt_gravity_fit *fit = &g->fit[0];
    kt_text family = {0}, errors = {0};
    kt_status status = kt_gravity_say_family(g, fit, &family, err);
    if (!status)
        status = kt_gravity_say_vcov(g, fit, &errors, err);
    const kt_say_value values[] = {{"family", .text = kt_text_get(&family)},
                                   {"errors", .text = kt_text_get(&errors)},
                                   {"rule", .text = kt_gravity_ssc_word(fit)}};
    if (!status)
        status = kt_gravity_say(g, "gravity.method", values, 3, out, err);
    kt_text_clear(&errors);
    kt_text_clear(&family);
    return status;
}

static kt_status write_latex_cell(const kt_sink *out, const char *text, kt_error *err)
{
    static const char *const instead[] = {"\\&",
                                          "\\%",
                                          "\\_",
                                          "\\#",
                                          "\\$",
                                          "\\textasciicircum{}",
                                          "\\textasciitilde{}",
                                          "\\{",
                                          "\\}",
                                          "\\textbackslash{}"};
    const size_t stars = strspn(text + strcspn(text, "*"), "*");
    const size_t length = strlen(text);
    if (stars && length > stars && strcspn(text, "*") == length - stars) {
        KT_TRY(kt_sink_write(out, text, length - stars, err));
        return kt_sink_format(out, err, "$^{%s}$", text + length - stars);
    }
    return write_escaped(out, text, "&%_#$^~{}\\", instead, err);
}

/* The note below the table, and the calls as comments. */
static kt_status write_latex_foot(const kt_gravity *g, int n_columns, kt_error *err)
{
    const kt_sink *out = &g->run->options->out;
    const char *point = strcmp(g->signs.point, ",") == 0 ? "{,}" : g->signs.point;
    kt_text method = {0};
    kt_status status = g->n_fits ? say_method(g, &method, err) : KT_OK;
    if (!status)
        status = kt_sink_format(
            out, err, "\\bottomrule\n\\multicolumn{%d}{p{0.9\\linewidth}}{\\footnotesize ",
            n_columns);
    if (!status)
        status = write_latex_cell(out, kt_text_get(&method), err);
    if (!status)
        status = kt_sink_format(out, err,
                                "; $^{***}$ $p<0%s01$, $^{**}$ $p<0%s05$, $^{*}$ "
                                "$p<0%s1$.}\n\\end{tabular}\n",
                                point, point, point);
    kt_text_clear(&method);
    return status ? status : write_calls(g, "% ", "", NULL, err);
}

kt_status kt_gravity_write_latex(const kt_gravity *g, kt_error *err)
{
    const kt_sink *out = &g->run->options->out;
    kt_gravity_side side = {0};
    KT_TRY(kt_gravity_side_make(g, &side, err));
    kt_status status =
        kt_sink_add(out, "% needs \\usepackage{booktabs}\n\\begin{tabular}{l", err);
    for (int m = 0; m < g->n_fits && !status; m++)
        status = kt_sink_add(out, "c", err);
    if (!status)
        status = kt_sink_add(out, "}\n\\toprule\n", err);
    for (int m = 0; m < g->n_fits && !status; m++)
        status = kt_sink_format(out, err, " & (%d)", m + 1);
    if (!status)
        status = kt_sink_add(out, " \\\\\n", err);
    for (int r = 0; r < side.n_rows && !status; r++) {
        if (side.rule[r])
            status = kt_sink_add(out, "\\midrule\n", err);
        for (int c = 0; c < side.n_columns && !status; c++) {
            status = c ? kt_sink_add(out, " & ", err) : KT_OK;
            if (!status)
                status = write_latex_cell(out, side.cell[r * side.n_columns + c], err);
        }
        if (!status)
            status = kt_sink_add(out, " \\\\\n", err);
    }
    if (!status)
        status = write_latex_foot(g, side.n_columns, err);
    kt_gravity_side_clear(&side);
    return status;
}

static const char HTML_SPECIAL[] = "&<>\"";
static const char *const HTML_INSTEAD[] = {"&amp;", "&lt;", "&gt;", "&quot;"};

static kt_status write_html_row(const kt_gravity_side *side, int r, const kt_sink *out,
                                kt_error *err)
{
    KT_TRY(kt_sink_add(out, side->rule[r] ? "<tr class=\"rule\">" : "<tr>", err));
    for (int c = 0; c < side->n_columns; c++) {
        KT_TRY(kt_sink_add(out, c ? "<td>" : "<th scope=\"row\">", err));
        KT_TRY(write_escaped(out, side->cell[r * side->n_columns + c], HTML_SPECIAL,
                             HTML_INSTEAD, err));
        KT_TRY(kt_sink_add(out, c ? "</td>" : "</th>", err));
    }
    return kt_sink_add(out, "</tr>\n", err);
}

/* The note below the table, and the calls. */
static kt_status write_html_foot(const kt_gravity *g, kt_error *err)
{
    const kt_sink *out = &g->run->options->out;
    kt_text method = {0};
    kt_status status = g->n_fits ? say_method(g, &method, err) : KT_OK;
    if (!status)
        status = kt_sink_add(out, "</tbody>\n</table>\n<p>", err);
    if (!status)
        status = write_escaped(out, kt_text_get(&method), HTML_SPECIAL, HTML_INSTEAD, err);
    if (!status)
        status = kt_sink_format(out, err,
                                "; *** p &lt; 0%s01, ** p &lt; 0%s05, * p &lt; 0%s1.</p>\n"
                                "<details><summary>",
                                g->signs.point, g->signs.point, g->signs.point);
    kt_text_reset(&method);
    if (!status)
        status = kt_gravity_say(g, "gravity.same_both", NULL, 0, &method, err);
    if (!status)
        status = kt_sink_format(out, err, "%s</summary>\n<pre>\n", kt_text_get(&method));
    if (!status)
        status = write_calls(g, "", HTML_SPECIAL, HTML_INSTEAD, err);
    kt_text_clear(&method);
    return status ? status : kt_sink_add(out, "</pre>\n</details>\n</html>\n", err);
}

kt_status kt_gravity_write_html(const kt_gravity *g, kt_error *err)
{
    static const char head[] =
        "\">\n<meta charset=\"utf-8\">\n<title>kontor "
        "gravity</title>\n<style>\nbody { font-family: sans-serif; margin: 2em; }\n"
        "table { border-collapse: collapse; border-top: 2px solid; border-bottom: 2px solid; "
        "}\n"
        "th { text-align: left; font-weight: normal; }\n"
        "td, thead th { text-align: right; padding: 0.1em 1em; }\n"
        "tr.rule > * { border-top: 1px solid; }\n</style>\n<table>\n<thead><tr><th></th>";
    const kt_sink *out = &g->run->options->out;
    kt_gravity_side side = {0};
    KT_TRY(kt_gravity_side_make(g, &side, err));
    kt_status status = kt_sink_format(out, err, "<!DOCTYPE html>\n<html lang=\"%s%s",
                                      kt_run_language(g->told), head);
    for (int m = 0; m < g->n_fits && !status; m++)
        status = kt_sink_format(out, err, "<th scope=\"col\">(%d)</th>", m + 1);
    if (!status)
        status = kt_sink_add(out, "</tr></thead>\n<tbody>\n", err);
    for (int r = 0; r < side.n_rows && !status; r++)
        status = write_html_row(&side, r, out, err);
    if (!status)
        status = write_html_foot(g, err);
    kt_gravity_side_clear(&side);
    return status;
}
