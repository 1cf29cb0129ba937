/* gravity_text.c: estimated models for a reader at a terminal: one with all that is known about
 * it, several side by side. */
#include "gravity_more.h"
#include "gravity_say.h"
#include "gravity_side.h"

#include <kontor/table.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Staiger and Stock (1997), Econometrica 65(3), 557-586: a first-stage F below 10. */
static const double WEAK = 10.0;

const char *kt_gravity_stars(double p)
{
    return p < 0.01 ? "***" : p < 0.05 ? "**" : p < 0.1 ? "*" : "";
}

/* ---- one model --------------------------------------------------------------------------- */

static kt_status say_sample(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                            kt_error *err)
{
    const kt_estimate *e = fit->estimate;
    const kt_say_value values[] = {
        {"used", KT_AS_COUNT, .number = (double)e->n},
        {"asked", KT_AS_COUNT, .number = (double)fit->n_asked},
        {"missing", KT_AS_COUNT, .number = (double)fit->n_missing},
        {"singletons", KT_AS_COUNT, .number = (double)e->n_singletons},
        {"separated", KT_AS_COUNT, .number = (double)e->n_separated},
        {"logit", .text = e->family == KT_FAMILY_LOGIT ? "yes" : "no"},
        {"weightless", KT_AS_COUNT, .number = (double)e->n_zero_weight},
        {"unreported", KT_AS_COUNT, .number = (double)g->store.n_not_reported},
        {"zeros", KT_AS_COUNT, .number = (double)g->store.n_zeros},
    };
    KT_TRY(kt_gravity_say(g, "gravity.sample", values, 9, out, err));
    return kt_text_add(out, "\n", err);
}

static kt_status say_effects(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                             kt_error *err)
{
    const kt_estimate *e = fit->estimate;
    kt_text list = {0};
    kt_status status = KT_OK;
    for (int f = 0; f < e->n_effects && !status; f++) {
        const kt_effect_size *effect = &e->effects[f];
        const kt_say_value values[] = {
            {"name", .text = effect->name},
            {"n", KT_AS_COUNT, .number = (double)effect->n_levels},
            {"slopes", .text = effect->slopes_only ? "only"
                               : effect->n_slopes  ? "also"
                                                   : "no"},
        };
        status = kt_text_add(&list, f ? ", " : "", err);
        if (!status)
            status = kt_gravity_say(g, "gravity.effect", values, 3, &list, err);
    }
    const kt_say_value effects = {"effects", .text = kt_text_get(&list)};
    if (!status && e->n_effects)
        status = kt_gravity_say(g, "gravity.effects", &effects, 1, out, err);
    if (!status && e->n_effects)
        status = kt_text_add(out, "\n", err);
    kt_text_clear(&list);
    return status;
}

static kt_status say_errors(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                            kt_error *err)
{
    kt_text errors = {0};
    kt_status status = kt_gravity_say_vcov(g, fit, &errors, err);
    const kt_say_value values[] = {{"errors", .text = kt_text_get(&errors)},
                                   {"rule", .text = kt_gravity_ssc_word(fit)}};
    if (!status)
        status = kt_gravity_say(g, "gravity.errors", values, 2, out, err);
    kt_text_clear(&errors);
    return status;
}

static kt_status say_head(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                          kt_error *err)
{
    KT_TRY(kt_gravity_say_family(g, fit, out, err));
    KT_TRY(kt_text_format(out, err, ": %s", fit->outcome));
    if (fit->split)
        KT_TRY(kt_text_format(out, err, " (%s)", fit->split));
    KT_TRY(kt_text_add(out, "\n", err));
    KT_TRY(say_sample(g, fit, out, err));
    KT_TRY(say_effects(g, fit, out, err));
    KT_TRY(say_errors(g, fit, out, err));
    return kt_text_add(out, "\n\n", err);
}

static kt_status say_collinear(const kt_gravity *g, const kt_estimate *e, kt_text *out,
                               kt_error *err)
{
    kt_text list = {0};
    kt_status status = KT_OK;
    for (int c = 0; c < e->n_collinear && !status; c++)
        status = kt_text_format(&list, err, "%s%s", c ? ", " : "", e->collinear[c]);
    const kt_say_value names = {"names", .text = kt_text_get(&list)};
    if (!status && e->n_collinear)
        status = kt_gravity_say(g, "gravity.collinear", &names, 1, out, err);
    if (!status && e->n_collinear)
        status = kt_text_add(out, "\n", err);
    kt_text_clear(&list);
    return status;
}

static kt_status say_quality(const kt_gravity *g, const kt_estimate *e, kt_text *out,
                             kt_error *err)
{
    char a[32], b[32], c[32];
    if (e->family == KT_FAMILY_GAUSSIAN) {
        const kt_say_value values[] = {
            {"r2", .text = kt_gravity_print(g, e->r2, a)},
            {"within", .text = kt_gravity_print(g, e->r2_within, b)},
            {"rmse", .text = kt_gravity_print_short(g, e->rmse, 6, c)}};
        KT_TRY(kt_gravity_say(g, "gravity.fit_squares", values, 3, out, err));
    } else {
        const kt_say_value values[] = {
            {"r2", .text = kt_gravity_print(g, e->pseudo_r2, a)},
            {"loglik", .text = kt_gravity_print_short(g, e->loglik, 6, b)},
            {"deviance", .text = kt_gravity_print_short(g, e->deviance, 6, c)}};
        KT_TRY(kt_gravity_say(g, "gravity.fit_likelihood", values, 3, out, err));
    }
    return kt_text_add(out, "\n", err);
}

static kt_status say_stage(const kt_gravity *g, const kt_gravity_stage *stage, kt_text *out,
                           kt_error *err)
{
    char df1[32], df2[32], f[32], p[32];
    const kt_say_value values[] = {
        {"name", .text = stage->endogenous},
        {"df1", .text = kt_gravity_print_short(g, stage->test.df1, 6, df1)},
        {"df2", .text = kt_gravity_print_short(g, stage->test.df2, 6, df2)},
        {"f", .text = kt_gravity_print(g, stage->test.statistic, f)},
        {"p", .text = kt_gravity_print_p(g, stage->test.p, p)},
        {"weak", .text = stage->test.statistic < WEAK ? "yes" : "no"}};
    KT_TRY(kt_gravity_say(g, "gravity.first_stage", values, 6, out, err));
    return kt_text_add(out, "\n", err);
}

/* Was it found, how well, how fast. */
static kt_status say_search(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                            kt_error *err)
{
    const kt_estimate *e = fit->estimate;
    char score[32], margins[32], seconds[32], reading[32];
    const kt_say_value values[] = {
        {"found", .text = e->outcome == KT_ESTIMATE_CONVERGED ? "yes" : "no"},
        {"steps", KT_AS_COUNT, .number = e->steps},
        {"score", .text = kt_gravity_print_power(g, e->certificate.score_norm, score)},
        {"margins", .text = kt_gravity_print_power(g, e->certificate.margin_gap, margins)},
        {"seconds", .text = kt_gravity_print_fixed(g, fit->seconds, 3, seconds)},
        {"reading", .text = kt_gravity_print_fixed(g, g->seconds_reading, 3, reading)}};
    KT_TRY(kt_gravity_say(g, "gravity.converged", values, 6, out, err));
    return kt_text_add(out, "\n", err);
}

static kt_status say_same(const kt_gravity *g, const char *program, kt_text *out, kt_error *err)
{
    const kt_say_value value = {"program", .text = program};
    KT_TRY(kt_text_add(out, "\n", err));
    KT_TRY(kt_gravity_say(g, "gravity.same", &value, 1, out, err));
    return kt_text_add(out, "\n", err);
}

static kt_status say_foot(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                          kt_error *err)
{
    const kt_estimate *e = fit->estimate;
    char a[32], b[32];
    KT_TRY(kt_text_add(out, "\n", err));
    KT_TRY(say_collinear(g, e, out, err));
    KT_TRY(say_quality(g, e, out, err));
    for (int k = 0; k < fit->n_stages; k++)
        KT_TRY(say_stage(g, &fit->stage[k], out, err));
    if (e->family == KT_FAMILY_NEGBIN)
        KT_TRY(kt_text_format(out, err, "Theta %s (%s)\n",
                              kt_gravity_print_short(g, e->theta, 6, a),
                              kt_gravity_print_short(g, e->theta_se, 4, b)));
    KT_TRY(say_search(g, fit, out, err));
    KT_TRY(say_same(g, "R", out, err));
    KT_TRY(kt_gravity_same_in_r(g, fit, out, err));
    KT_TRY(kt_text_add(out, "\n", err));
    KT_TRY(say_same(g, "Stata", out, err));
    KT_TRY(kt_gravity_same_in_stata(g, fit, out, err));
    return kt_text_add(out, "\n", err);
}

static void fill_coefficients(const kt_gravity *g, const kt_estimate *e, kt_table *table)
{
    char text[32];
    kt_table_column(table, &(kt_column){.key = "name", .title = ""});
    kt_table_column(table,
                    &(kt_column){.key = "estimate", .title = "Estimate", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "se", .title = "Std. error", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "statistic",
                                        .title = isinf(e->vcov.df) ? "z" : "t",
                                        .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "p", .title = "p", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "stars", .title = ""});
    for (int k = 0; k < e->n_coefficients; k++) {
        const kt_coefficient *c = &e->coefficients[k];
        kt_table_row(table);
        kt_table_text(table, c->name);
        kt_table_number(table, c->estimate, kt_gravity_print(g, c->estimate, text));
        kt_table_number(table, c->se, kt_gravity_print(g, c->se, text));
        kt_table_number(table, c->statistic, kt_gravity_print_fixed(g, c->statistic, 2, text));
        kt_table_number(table, c->p, kt_gravity_print_p(g, c->p, text));
        kt_table_text(table, kt_gravity_stars(c->p));
    }
}

/* `cells`: what they hold may be words of ours and no names of the user's. */
static kt_status write_table(const kt_gravity *g, kt_table *table, bool cells, kt_error *err)
{
    kt_table_options options = kt_table_options_default();
    kt_locale *locale;
    const kt_phrases *phrases;
    KT_TRY(kt_table_speak(g->told, table, cells, err));
    KT_TRY(kt_run_locale(g->told, &locale, &phrases, err));
    options.width = g->run->options->width;
    options.colour = g->run->options->colour ? KT_COLOUR_ALWAYS : KT_COLOUR_NEVER;
    return kt_table_write_text(table, locale, &options, &g->run->options->out, err);
}

kt_status kt_gravity_write_extra(const kt_gravity *g, const char *name, kt_error *err)
{
    for (int n = 0; n < g->n_extra; n++)
        if (strcmp(g->extra[n].name, name) == 0)
            return write_table(g, g->extra[n].table,
                               strcmp(name, "etwfe") == 0 || strcmp(name, "tests") == 0 ||
                                   strcmp(name, "resistances") == 0,
                               err);
    return KT_OK;
}

static kt_status write_one(const kt_gravity *g, const kt_gravity_fit *fit, kt_error *err)
{
    const kt_sink *out = &g->run->options->out;
    kt_text text = {0};
    kt_table *table = NULL;
    KT_TRY(kt_table_new(&table, err));
    fill_coefficients(g, fit->estimate, table);
    kt_status status = kt_table_check(table, err);
    if (!status)
        status = say_head(g, fit, &text, err);
    if (!status)
        status = kt_sink_add(out, kt_text_get(&text), err);
    if (!status)
        status = write_table(g, table, false, err);
    for (int n = 0; n < g->n_extra && !status; n++) {
        if (strcmp(g->extra[n].name, "costs") == 0) // one line a pair: --table costs
            continue;
        status = kt_sink_add(out, "\n", err);
        if (!status)
            status = kt_gravity_write_extra(g, g->extra[n].name, err);
    }
    kt_text_reset(&text);
    if (!status)
        status = say_foot(g, fit, &text, err);
    if (!status)
        status = kt_sink_add(out, kt_text_get(&text), err);
    kt_table_free(table);
    kt_text_clear(&text);
    return status;
}

/* ---- several ------------------------------------------------------------------------------
 */

/* The calls of every model, each with its number. */
static kt_status write_calls(const kt_gravity *g, kt_error *err)
{
    kt_text text = {0};
    kt_status status = kt_gravity_say_calls(g, true, &text, err);
    if (!status)
        status = kt_sink_add(&g->run->options->out, kt_text_get(&text), err);
    kt_text_clear(&text);
    return status;
}

static kt_status note_stars(const kt_gravity *g, kt_table *table, kt_error *err)
{
    char three[32], two[32], one[32];
    const kt_say_value values[] = {{"three", .text = kt_gravity_print_short(g, 0.01, 3, three)},
                                   {"two", .text = kt_gravity_print_short(g, 0.05, 3, two)},
                                   {"one", .text = kt_gravity_print_short(g, 0.1, 3, one)}};
    return kt_gravity_note(g, table, "gravity.stars", values, 3, err);
}

static kt_status write_several(const kt_gravity *g, kt_error *err)
{
    kt_gravity_side side = {0};
    kt_table *table = NULL;
    KT_TRY(kt_table_new(&table, err));
    kt_status status = kt_gravity_side_make(g, &side, err);
    if (!status) {
        kt_table_column(table, &(kt_column){.key = "name", .title = ""});
        for (int m = 0; m < g->n_fits; m++) {
            char title[16];
            snprintf(title, sizeof title, "(%d)", m + 1);
            kt_table_column(table,
                            &(kt_column){.key = title, .title = title, .align = KT_RIGHT});
        }
        for (int r = 0; r < side.n_rows; r++) {
            kt_table_row(table);
            for (int c = 0; c <= g->n_fits; c++)
                kt_table_text(table, side.cell[r * (g->n_fits + 1) + c]);
        }
        status = note_stars(g, table, err);
    }
    if (!status)
        status = kt_table_check(table, err);
    if (!status)
        status = write_table(g, table, false, err);
    if (!status)
        status = write_calls(g, err);
    kt_gravity_side_clear(&side);
    kt_table_free(table);
    return status;
}

kt_status kt_gravity_write_text(const kt_gravity *g, kt_error *err)
{
    return g->n_fits == 1 ? write_one(g, &g->fit[0], err) : write_several(g, err);
}
