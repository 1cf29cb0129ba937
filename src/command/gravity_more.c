/* gravity_more.c: tables besides the coefficients of one model: which are asked for, the list
 * of effects, multilateral resistances, corrections and tests. */
#include "gravity_more.h"
#include "gravity_say.h"

#include <kontor/bias.h>
#include <kontor/memory.h>
#include <kontor/specification.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_table(const kt_gravity *g, const char *name)
{
    return strcmp(kt_argument_text(g->run, "table", "model"), name) == 0;
}

bool kt_gravity_wants_more(const kt_gravity *g)
{
    return kt_argument_text(g->run, "etwfe", NULL) || kt_argument_text(g->run, "save", NULL) ||
           kt_argument_text(g->run, "keep", NULL) ||
           kt_argument_text(g->run, "recover", NULL) ||
           kt_argument_flag(g->run, "bias-correction") || kt_argument_flag(g->run, "tests") ||
           !is_table(g, "model");
}

kt_table *kt_gravity_table(const kt_gravity *g, const char *name)
{
    for (int n = 0; n < g->n_extra; n++)
        if (strcmp(g->extra[n].name, name) == 0)
            return g->extra[n].table;
    return NULL;
}

kt_status kt_gravity_add_table(kt_gravity *g, const char *name, kt_table **out, kt_error *err)
{
    if (g->n_extra == KT_MAX_GRAVITY_EXTRA)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d tables", KT_MAX_GRAVITY_EXTRA);
    KT_TRY(kt_table_new(out, err));
    g->extra[g->n_extra++] = (kt_gravity_extra){name, *out};
    return KT_OK;
}

int kt_gravity_coefficient(const kt_estimate *e, const char *name)
{
    for (int k = 0; k < e->n_coefficients; k++)
        if (strcmp(e->coefficients[k].name, name) == 0)
            return k;
    return -1;
}

/* ---- effects -------------------------------------------------------------------------------
 */

static kt_status add_effect(kt_gravity *g, int f, kt_table *table, kt_error *err)
{
    const kt_effect_size *effect = &g->fit[0].estimate->effects[f];
    const kt_panel_factor *factor;
    KT_TRY(kt_panel_factor_of(g->panel, g->fit[0].model->effects[f].factor, &factor, err));
    for (int32_t l = 0; l < factor->n_levels && effect->value; l++) {
        kt_text label = {0};
        if (isnan(effect->value[l]))
            continue;
        const kt_status status = kt_panel_label(g->panel, factor, l, &label, err);
        kt_table_row(table);
        kt_table_text(table, effect->name);
        kt_table_text(table, kt_text_get(&label));
        kt_table_number(table, effect->value[l], NULL);
        kt_text_clear(&label);
        KT_TRY(status);
    }
    return KT_OK;
}

kt_status kt_gravity_list_effects(kt_gravity *g, kt_error *err)
{
    kt_table *table;
    KT_TRY(kt_gravity_add_table(g, "effects", &table, err));
    kt_table_column(table, &(kt_column){.key = "effect", .title = "Effect"});
    kt_table_column(table, &(kt_column){.key = "level", .title = "Level"});
    kt_table_column(
        table,
        &(kt_column){.key = "value", .title = "Value", .align = KT_RIGHT, .decimals = 6});
    for (int f = 0; f < g->fit[0].estimate->n_effects; f++)
        KT_TRY(add_effect(g, f, table, err));
    KT_TRY(kt_gravity_note(g, table, "gravity.constants", NULL, 0, err));
    return kt_table_check(table, err);
}

/* ---- multilateral resistances ---------------------------------------------------------------
 */

static bool means(const kt_gravity *g, const kt_expression *e, const char *column)
{
    const kt_expression *meaning;
    return column && e->kind == KT_EXPRESSION_NAME &&
           !kt_panel_meaning(g->panel, e, &meaning) && kt_expression_is_name(meaning, column);
}

/* The effect of a country and period: exporter^year or year^exporter; -1. */
static int country_effect(const kt_gravity *g, const char *country)
{
    const kt_formula_model *model = g->fit[0].model;
    const char *period = kt_panel_period(g->panel);
    for (int f = 0; f < model->n_effects; f++) {
        const kt_expression *e = model->effects[f].factor;
        if (model->effects[f].n_slopes || e->kind != KT_EXPRESSION_BINARY)
            continue;
        if ((means(g, e->argument[0], country) && means(g, e->argument[1], period)) ||
            (means(g, e->argument[1], country) && means(g, e->argument[0], period)))
            return f;
    }
    return -1;
}

/* One side: its levels' totals, values, and which country and period each is. */
typedef struct side {
    int f;
    const kt_panel_factor *factor, *country, *period;
    double *total;
} side;

static kt_status read_side(kt_gravity *g, const char *column, side *out, kt_error *err)
{
    const kt_model_frame *frame = &g->sample.frame;
    const kt_estimate *e = g->fit[0].estimate;
    kt_expression name = {.kind = KT_EXPRESSION_NAME, .text = column, .depth = 1};
    kt_expression period = {
        .kind = KT_EXPRESSION_NAME, .text = kt_panel_period(g->panel), .depth = 1};
    out->f = column && period.text ? country_effect(g, column) : -1;
    if (out->f < 0)
        return kt_fail(err, KT_ERR_MISSING,
                       "resistances come from the effects exporter^year and importer^year of a "
                       "poisson model: the formula has not both");
    KT_TRY(kt_panel_factor_of(g->panel, g->fit[0].model->effects[out->f].factor, &out->factor,
                              err));
    KT_TRY(kt_panel_factor_of(g->panel, &name, &out->country, err));
    KT_TRY(kt_panel_factor_of(g->panel, &period, &out->period, err));
    KT_TRY(
        kt_arena_new(&g->arena, &out->total, out->factor->n_levels, sizeof *out->total, err));
    for (int64_t r = 0; r < frame->n_rows; r++) {
        const int32_t l = frame->effects[out->f].factor.level[r];
        if (!isnan(e->effects[out->f].value[l]))
            out->total[l] += frame->outcome.value[r];
    }
    return KT_OK;
}

/* The level of the reference importer in the period of a row; -1. */
static int32_t reference_level(const side *importers, int32_t reference, int32_t period)
{
    for (int32_t l = 0; l < importers->factor->n_levels; l++) {
        const int64_t row = importers->factor->first_row[l];
        if (importers->country->level[row] == reference &&
            importers->period->level[row] == period)
            return l;
    }
    return -1;
}

static kt_status add_resistances(kt_gravity *g, const side *of, const side *importers,
                                 bool outward, int32_t reference, double sigma, kt_table *table,
                                 kt_error *err)
{
    const kt_estimate *e = g->fit[0].estimate;
    const double *chi = e->effects[importers->f].value, *own = e->effects[of->f].value;
    for (int32_t l = 0; l < of->factor->n_levels; l++) {
        const int64_t row = of->factor->first_row[l];
        const int32_t R = reference_level(importers, reference, of->period->level[row]);
        if (isnan(own[l]) || R < 0 || isnan(chi[R]) || !(of->total[l] > 0.0))
            continue;
        /* P^(1 - s) = E_j / (E_R exp(chi_j - chi_R)); Pi^(1 - s) = Y_i E_R / exp(pi_i + chi_R)
         */
        const double power = outward
                                 ? of->total[l] * importers->total[R] / exp(own[l] + chi[R])
                                 : of->total[l] / importers->total[R] / exp(own[l] - chi[R]);
        kt_text country = {0}, period = {0};
        kt_status status =
            kt_panel_label(g->panel, of->country, of->country->level[row], &country, err);
        if (!status)
            status = kt_panel_label(g->panel, of->period, of->period->level[row], &period, err);
        kt_table_row(table);
        kt_table_text(table, kt_text_get(&country));
        kt_table_text(table, kt_text_get(&period));
        kt_table_text(table, outward ? "outward" : "inward");
        kt_table_number(table, power, NULL);
        kt_table_number(table, pow(power, 1.0 / (1.0 - sigma)), NULL);
        kt_text_clear(&period);
        kt_text_clear(&country);
        KT_TRY(status);
    }
    return KT_OK;
}

static kt_status find_reference(kt_gravity *g, const kt_panel_factor *country, int32_t *out,
                                char shown[64], kt_error *err)
{
    const char *asked = kt_argument_text(g->run, "reference", NULL);
    for (int32_t l = 0; l < country->n_levels; l++) {
        kt_text label = {0};
        const kt_status status = kt_panel_label(g->panel, country, l, &label, err);
        const bool hit = !asked || strcmp(kt_text_get(&label), asked) == 0;
        snprintf(shown, 64, "%s", kt_text_get(&label));
        kt_text_clear(&label);
        KT_TRY(status);
        if (hit) {
            *out = l;
            return KT_OK;
        }
    }
    return kt_fail(err, KT_ERR_MISSING, "--reference is \"%s\", which is no importer here",
                   asked ? asked : "");
}

kt_status kt_gravity_resistances(kt_gravity *g, kt_error *err)
{
    side importers, exporters;
    kt_table *table;
    int32_t reference = 0;
    char shown[64] = "";
    double sigma = 5.0;
    const char *text = kt_argument_text(g->run, "sigma", "5");
    if (!kt_parse_double(kt_slice_of(text), &sigma) || !(sigma > 1.0) || sigma > 100.0)
        return kt_fail(err, KT_ERR_USAGE, "--sigma is \"%s\", expected a number above 1", text);
    if (g->family != KT_FAMILY_POISSON)
        return kt_fail(err, KT_ERR_USAGE, "resistances come from a poisson model");
    KT_TRY(read_side(g, kt_panel_importer(g->panel), &importers, err));
    KT_TRY(read_side(g, kt_panel_exporter(g->panel), &exporters, err));
    KT_TRY(find_reference(g, importers.country, &reference, shown, err));
    KT_TRY(kt_gravity_add_table(g, "resistances", &table, err));
    kt_table_column(table, &(kt_column){.key = "country", .title = "Country"});
    kt_table_column(table, &(kt_column){.key = "period", .title = "Period", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "resistance", .title = "Resistance"});
    kt_table_column(
        table, &(kt_column){
                   .key = "power", .title = "to the 1 − σ", .align = KT_RIGHT, .decimals = 6});
    kt_table_column(
        table,
        &(kt_column){.key = "value", .title = "Value", .align = KT_RIGHT, .decimals = 6});
    KT_TRY(add_resistances(g, &importers, &importers, false, reference, sigma, table, err));
    KT_TRY(add_resistances(g, &exporters, &importers, true, reference, sigma, table, err));
    const kt_say_value values[] = {{"reference", .text = shown},
                                   {"sigma", KT_AS_PLAIN, .number = sigma}};
    KT_TRY(kt_gravity_note(g, table, "gravity.resistances", values, 2, err));
    return kt_table_check(table, err);
}

/* ---- corrections and tests ------------------------------------------------------------------
 */

kt_status kt_gravity_correct_bias(kt_gravity *g, kt_error *err)
{
    const kt_estimate *e = g->fit[0].estimate;
    const char *names[] = {kt_panel_exporter(g->panel), kt_panel_importer(g->panel),
                           kt_panel_period(g->panel)};
    kt_frame_factor factor[3];
    int32_t *level[3] = {NULL, NULL, NULL};
    kt_bias *bias = NULL;
    kt_table *table;
    char text[32];
    const int64_t n = g->sample.frame.n_rows;
    kt_status status = KT_OK;
    for (int p = 0; p < 3 && !status; p++) {
        kt_expression name = {.kind = KT_EXPRESSION_NAME, .text = names[p], .depth = 1};
        const kt_panel_factor *of = NULL;
        if (!names[p])
            status = kt_fail(err, KT_ERR_MISSING,
                             "the correction needs the columns of exporter, importer and year");
        if (!status)
            status = kt_panel_factor_of(g->panel, &name, &of, err);
        if (!status)
            status = kt_new(&level[p], n, sizeof *level[p], err);
        for (int64_t r = 0; r < n && !status; r++)
            level[p][r] = of->level[g->sample.row ? g->sample.row[r] : r];
        if (!status)
            factor[p] = (kt_frame_factor){names[p], level[p], of->n_levels};
    }
    const kt_bias_panel panel = {&factor[0], &factor[1], &factor[2], g->run->options->progress};
    if (!status)
        status = kt_bias_correct(&g->sample.frame, &panel, e, &bias, err);
    if (!status)
        status = kt_gravity_add_table(g, "bias", &table, err);
    if (!status) {
        static const char *const keys[] = {"estimate", "bias", "corrected", "se",
                                           "corrected_se"};
        static const char *const titles[] = {"Estimate", "Bias", "Corrected", "Std. error",
                                             "Corrected"};
        kt_table_column(table, &(kt_column){.key = "name", .title = "Corrected for bias"});
        for (int c = 0; c < 5; c++)
            kt_table_column(
                table, &(kt_column){.key = keys[c], .title = titles[c], .align = KT_RIGHT});
        for (int k = 0; k < bias->n; k++) {
            const double row[] = {e->coefficients[k].estimate, bias->bias[k],
                                  bias->corrected[k], bias->se_plain[k], bias->se[k]};
            kt_table_row(table);
            kt_table_text(table, e->coefficients[k].name);
            for (int c = 0; c < 5; c++)
                kt_table_number(table, row[c], kt_gravity_print(g, row[c], text));
        }
        const kt_say_value exact = {"exact", .text = bias->exact ? "yes" : "no"};
        status = kt_gravity_note(g, table, "gravity.bias", &exact, 1, err);
    }
    if (!status)
        status = kt_table_check(table, err);
    kt_bias_free(bias);
    for (int p = 0; p < 3; p++)
        kt_free(level[p]);
    return status;
}

static void add_test(const kt_gravity *g, kt_table *table, const char *name, const char *of,
                     const kt_test_result *result)
{
    char text[32];
    kt_table_row(table);
    kt_table_text(table, name);
    kt_table_text(table, of);
    kt_table_number(table, result->statistic, kt_gravity_print(g, result->statistic, text));
    kt_table_integer(table, (int64_t)result->df1);
    kt_table_number(table, result->p, kt_gravity_print_p(g, result->p, text));
}

static kt_status add_tests(kt_gravity *g, kt_error *err)
{
    const kt_estimate *e = g->fit[0].estimate;
    const kt_estimate_options options = kt_gravity_options(g);
    kt_table *table;
    kt_test_result wald, reset;
    int32_t *chosen, n = 0;
    KT_TRY(kt_arena_new(&g->arena, &chosen, e->n_coefficients, sizeof *chosen, err));
    for (int k = 0; k < e->n_coefficients; k++)
        if (strcmp(e->coefficients[k].name, "(Intercept)") != 0)
            chosen[n++] = k;
    KT_TRY(kt_gravity_add_table(g, "tests", &table, err));
    kt_table_column(table, &(kt_column){.key = "test", .title = "Test"});
    kt_table_column(table, &(kt_column){.key = "null", .title = "Null hypothesis"});
    kt_table_column(table,
                    &(kt_column){.key = "statistic", .title = "Statistic", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "df", .title = "df", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "p", .title = "p", .align = KT_RIGHT});
    KT_TRY(kt_wald_test(e, chosen, n, &wald, err));
    add_test(g, table, "Wald", "all coefficients are 0", &wald);
    KT_TRY(kt_reset_test(&g->sample.frame, &options, e, &reset, err));
    add_test(g, table, "RESET", "the square of the index adds nothing", &reset);
    return kt_table_check(table, err);
}

kt_status kt_gravity_make_more(kt_gravity *g, kt_error *err)
{
    if (g->etwfe)
        KT_TRY(kt_gravity_etwfe_finish(g, err));
    if (kt_argument_flag(g->run, "bias-correction"))
        KT_TRY(kt_gravity_correct_bias(g, err));
    if (kt_argument_flag(g->run, "tests"))
        KT_TRY(add_tests(g, err));
    if (is_table(g, "effects"))
        KT_TRY(kt_gravity_list_effects(g, err));
    if (is_table(g, "resistances"))
        KT_TRY(kt_gravity_resistances(g, err));
    if (g->recover)
        KT_TRY(kt_gravity_recover(g, err));
    return kt_gravity_save(g, err);
}
