/* gravity_text.c: estimated models for a reader at a terminal: one with all that is known about
 * it, several side by side. */
#include "gravity_internal.h"
#include "gravity_side.h"

#include <kontor/table.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Staiger and Stock (1997), Econometrica 65(3), 557-586: a first-stage F below 10. */
static const double WEAK = 10.0;

static const char *const FAMILY[] = {
    [KT_FAMILY_POISSON] = "Poisson pseudo-maximum likelihood",
    [KT_FAMILY_GAUSSIAN] = "Least squares",
    [KT_FAMILY_GAMMA] = "Gamma pseudo-maximum likelihood, log link",
    [KT_FAMILY_NEGBIN] = "Negative binomial maximum likelihood",
    [KT_FAMILY_LOGIT] = "Logit",
};

const char *kt_gravity_family_title(const kt_gravity_fit *fit)
{
    if (fit->model->n_endogenous && fit->estimate->family == KT_FAMILY_GAUSSIAN)
        return "Two-stage least squares";
    if (fit->model->n_endogenous)
        return "Poisson pseudo-maximum likelihood, control function";
    return FAMILY[fit->estimate->family];
}

const char *kt_gravity_stars(double p)
{
    return p < 0.01 ? "***" : p < 0.05 ? "**" : p < 0.1 ? "*" : "";
}

const char *kt_gravity_print(double value, char out[32])
{
    const double size = fabs(value);
    if (isnan(value))
        snprintf(out, 32, "–");
    else if (size != 0.0 && (size < 5e-4 || size >= 1e7))
        snprintf(out, 32, "%.3e", value);
    else
        snprintf(out, 32, "%.4f", value);
    return out;
}

const char *kt_gravity_print_p(double p, char out[32])
{
    if (isnan(p))
        snprintf(out, 32, "–");
    else
        snprintf(out, 32, p < 1e-4 ? "<0.0001" : "%.4f", p);
    return out;
}

const char *kt_gravity_count(int64_t n, char out[32])
{
    char digits[32];
    size_t to = 0;
    const int length = snprintf(digits, sizeof digits, "%lld", (long long)n);
    for (int p = 0; p < length; p++) {
        if (p > 0 && (length - p) % 3 == 0)
            out[to++] = ',';
        out[to++] = digits[p];
    }
    out[to] = '\0';
    return out;
}

kt_status kt_gravity_say_vcov(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                              kt_error *err)
{
    const kt_vcov *vcov = &fit->estimate->vcov;
    char count[32];
    switch (vcov->kind) {
    case KT_VCOV_IID:
        return kt_text_add(out, "independent and identically distributed", err);
    case KT_VCOV_HETERO:
        return kt_text_add(out, "robust to heteroskedasticity", err);
    case KT_VCOV_DYADIC:
        return kt_text_format(out, err, "dyadic, %s countries",
                              kt_gravity_count(vcov->n_groups, count));
    case KT_VCOV_NEWEY_WEST:
        return kt_text_format(out, err, "Newey-West, %d lags", vcov->lag);
    case KT_VCOV_DRISCOLL_KRAAY:
        return kt_text_format(out, err, "Driscoll-Kraay, %d lags", vcov->lag);
    case KT_VCOV_CLUSTER:
        break;
    }
    KT_TRY(kt_text_add(out, "clustered by ", err));
    for (int c = 0; c < g->n_clusters; c++) {
        KT_TRY(kt_text_add(out, c ? " and " : "", err));
        KT_TRY(kt_expression_write(g->cluster[c], out, err));
    }
    return kt_text_format(out, err, " (%s%s)", g->n_clusters > 1 ? "at least " : "",
                          kt_gravity_count(vcov->n_groups, count));
}

/* ---- one model --------------------------------------------------------------------------- */

static kt_status say_sample(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                            kt_error *err)
{
    const kt_estimate *e = fit->estimate;
    char a[32], b[32];
    KT_TRY(kt_text_format(out, err, "Rows      %s used of %s", kt_gravity_count(e->n, a),
                          kt_gravity_count(fit->n_asked, b)));
    const struct {
        int64_t n;
        const char *what;
    } left[] = {
        {fit->n_missing, "with something missing"},
        {e->n_singletons, "singletons"},
        {e->n_separated, e->family == KT_FAMILY_LOGIT ? "in groups all alike" : "separated"},
        {e->n_zero_weight, "of weight 0"},
        {g->store.n_not_reported, "not reported"},
    };
    for (size_t n = 0; n < sizeof left / sizeof left[0]; n++)
        if (left[n].n > 0)
            KT_TRY(kt_text_format(out, err, "; %s %s", kt_gravity_count(left[n].n, a),
                                  left[n].what));
    if (g->store.n_zeros > 0)
        KT_TRY(kt_text_format(out, err, "; %s taken as zero",
                              kt_gravity_count(g->store.n_zeros, a)));
    return kt_text_add(out, "\n", err);
}

static kt_status say_effects(const kt_gravity_fit *fit, kt_text *out, kt_error *err)
{
    const kt_estimate *e = fit->estimate;
    char count[32];
    for (int f = 0; f < e->n_effects; f++)
        KT_TRY(kt_text_format(out, err, "%s%s (%s%s)", f ? ", " : "Effects   ",
                              e->effects[f].name,
                              kt_gravity_count(e->effects[f].n_levels, count),
                              e->effects[f].slopes_only ? " slopes"
                              : e->effects[f].n_slopes  ? ", with slopes"
                                                        : ""));
    return e->n_effects ? kt_text_add(out, "\n", err) : KT_OK;
}

static kt_status say_head(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                          kt_error *err)
{
    static const char *const rule[] = {", fixest's small-sample factors",
                                       ", Stata's small-sample factors",
                                       ", no small-sample factors"};
    KT_TRY(kt_text_format(out, err, "%s: %s", kt_gravity_family_title(fit), fit->outcome));
    if (fit->split)
        KT_TRY(kt_text_format(out, err, " (%s)", fit->split));
    KT_TRY(kt_text_add(out, "\n", err));
    KT_TRY(say_sample(g, fit, out, err));
    KT_TRY(say_effects(fit, out, err));
    KT_TRY(kt_text_add(out, "Errors    ", err));
    KT_TRY(kt_gravity_say_vcov(g, fit, out, err));
    return kt_text_format(out, err, "%s\n\n", rule[fit->estimate->vcov.ssc]);
}

static kt_status say_foot(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                          kt_error *err)
{
    const kt_estimate *e = fit->estimate;
    char a[32], b[32];
    KT_TRY(kt_text_add(out, "\n", err));
    for (int c = 0; c < e->n_collinear; c++)
        KT_TRY(kt_text_format(out, err, "%s%s",
                              c ? ", " : "Collinear, left out: ", e->collinear[c]));
    if (e->n_collinear)
        KT_TRY(kt_text_add(out, "\n", err));
    if (e->family == KT_FAMILY_GAUSSIAN)
        KT_TRY(kt_text_format(out, err, "R2 %s; within %s; root mean square error %.6g\n",
                              kt_gravity_print(e->r2, a), kt_gravity_print(e->r2_within, b),
                              e->rmse));
    else
        KT_TRY(kt_text_format(out, err, "Pseudo-R2 %s; log-likelihood %.6g; deviance %.6g\n",
                              kt_gravity_print(e->pseudo_r2, a), e->loglik, e->deviance));
    for (int k = 0; k < fit->n_stages; k++)
        KT_TRY(kt_text_format(out, err, "First stage of %s: F(%g, %g) %s, p %s%s\n",
                              fit->stage[k].endogenous, fit->stage[k].test.df1,
                              fit->stage[k].test.df2,
                              kt_gravity_print(fit->stage[k].test.statistic, a),
                              kt_gravity_print_p(fit->stage[k].test.p, b),
                              fit->stage[k].test.statistic < WEAK ? "; weak instruments" : ""));
    if (e->family == KT_FAMILY_NEGBIN)
        KT_TRY(kt_text_format(out, err, "Theta %.6g (%.4g)\n", e->theta, e->theta_se));
    KT_TRY(kt_text_format(out, err, "%s after %d steps: score %.1e, margins %.1e",
                          e->outcome == KT_ESTIMATE_CONVERGED ? "Converged" : "NOT CONVERGED",
                          e->steps, e->certificate.score_norm, e->certificate.margin_gap));
    KT_TRY(kt_text_format(out, err, "; %.3f s, reading %.3f s\n", fit->seconds,
                          g->seconds_reading));
    KT_TRY(kt_text_add(out, "\nThe same in R\n", err));
    KT_TRY(kt_gravity_same_in_r(g, fit, out, err));
    KT_TRY(kt_text_add(out, "\n\nThe same in Stata\n", err));
    KT_TRY(kt_gravity_same_in_stata(g, fit, out, err));
    return kt_text_add(out, "\n", err);
}

static void fill_coefficients(const kt_estimate *e, kt_table *table)
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
        kt_table_number(table, c->estimate, kt_gravity_print(c->estimate, text));
        kt_table_number(table, c->se, kt_gravity_print(c->se, text));
        snprintf(text, sizeof text, isnan(c->statistic) ? "–" : "%.2f", c->statistic);
        kt_table_number(table, c->statistic, text);
        kt_table_number(table, c->p, kt_gravity_print_p(c->p, text));
        kt_table_text(table, kt_gravity_stars(c->p));
    }
}

static kt_status write_table(const kt_gravity *g, const kt_table *table, kt_error *err)
{
    kt_table_options options = kt_table_options_default();
    kt_locale *locale;
    const kt_phrases *phrases;
    KT_TRY(kt_run_locale(g->run, &locale, &phrases, err));
    options.width = g->run->options->width;
    options.colour = g->run->options->colour ? KT_COLOUR_ALWAYS : KT_COLOUR_NEVER;
    return kt_table_write_text(table, locale, &options, &g->run->options->out, err);
}

static kt_status write_one(const kt_gravity *g, const kt_gravity_fit *fit, kt_error *err)
{
    const kt_sink *out = &g->run->options->out;
    kt_text text = {0};
    kt_table *table = NULL;
    KT_TRY(kt_table_new(&table, err));
    fill_coefficients(fit->estimate, table);
    kt_status status = kt_table_check(table, err);
    if (!status)
        status = say_head(g, fit, &text, err);
    if (!status)
        status = kt_sink_add(out, kt_text_get(&text), err);
    if (!status)
        status = write_table(g, table, err);
    for (int n = 0; n < g->n_extra && !status; n++) {
        if (strcmp(g->extra[n].name, "costs") == 0) // one line a pair: --table costs
            continue;
        status = kt_sink_add(out, "\n", err);
        if (!status)
            status = write_table(g, g->extra[n].table, err);
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
    kt_status status = KT_OK;
    for (int m = 0; m < g->n_fits && !status; m++) {
        status = kt_text_format(&text, err, "\n(%d) in R\n", m + 1);
        if (!status)
            status = kt_gravity_same_in_r(g, &g->fit[m], &text, err);
        if (!status)
            status = kt_text_format(&text, err, "\n(%d) in Stata\n", m + 1);
        if (!status)
            status = kt_gravity_same_in_stata(g, &g->fit[m], &text, err);
        if (!status)
            status = kt_text_add(&text, "\n", err);
    }
    if (!status)
        status = kt_sink_add(&g->run->options->out, kt_text_get(&text), err);
    kt_text_clear(&text);
    return status;
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
        kt_table_note(table, "Standard errors in parentheses; *** p < 0.01, ** p < 0.05, "
                             "* p < 0.1.");
        status = kt_table_check(table, err);
    }
    if (!status)
        status = write_table(g, table, err);
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
