/* predict_command.c: kontor predict: what a model that kontor gravity has kept says about rows,
 * those it was estimated on or others. */
#include "answer_internal.h"
#include "gravity_say.h"
#include "predict_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static const kt_parameter parameters[] = {
    {"model", "MODEL", NULL, "What kontor gravity has kept: by --keep NAME, or --save FILE.",
     KT_TYPE_TEXT, KT_PLACE_REQUIRED},
    {"data", "FILE", NULL, "Rows: CSV (.gz, .zip) or .dta; - is standard input.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"flows", "DATASET", NULL, "Rows of the store (default: the model's own).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"covariates", "NAME,...", NULL, "Tables of the store (default: the model's own).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"product", "CODE", NULL, "Only this product of the flows.", KT_TYPE_CODE, KT_PLACE_OPTION},
    {"stated-by", "SIDE", "exporter,importer,reconciled,either", "Whose statistics.",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"zeros", "RULE", "reported,existing,none", "Absent flows that are zero.", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
    {"domestic", "FILE", NULL, "Domestic sales: country, year, value_usd.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"years", "A-B", NULL, "Only these years.", KT_TYPE_YEARS, KT_PLACE_OPTION},
    {"exporter", "A", NULL, "Only this exporter.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"importer", "B", NULL, "Only this importer.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"type", "TYPE", "response,index", "Means (default), or their linear index.",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"skip", "N", NULL, "Leave out the first N rows.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"limit", "N", NULL, "At most N rows.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "Form of the answer (default csv).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

/* ---- parameters ----------------------------------------------------------------------------
 */

static kt_status take_coefficients(kt_prediction *p, kt_gravity_parameters *out, kt_error *err)
{
    const kt_kept *kept = &p->kept;
    KT_TRY(kt_new(&p->name, kept->n_rows, sizeof *p->name, err));
    KT_TRY(kt_new(&p->value, kept->n_rows, sizeof *p->value, err));
    for (int64_t n = 0; n < kept->n_rows; n++)
        if (strcmp(kept->row[n].kind, "coefficient") == 0) {
            p->name[out->n] = kept->row[n].name;
            p->value[out->n++] = kept->row[n].value;
        }
    out->name = p->name;
    out->value = p->value;
    return KT_OK;
}

/* Values of one kind and name, by levels of this panel; NaN where the file has none. */
static kt_status take_levels(kt_prediction *p, const char *kind, const char *name,
                             const kt_panel_factor *factor, double *to, bool *any,
                             kt_error *err)
{
    enum { LEVELS_BETWEEN_LOOKS = 4096 };
    for (int32_t l = 0; l < factor->n_levels; l++) {
        kt_text label = {0};
        if (l % LEVELS_BETWEEN_LOOKS == 0)
            KT_TRY(kt_progress_check(p->g.run->options->progress, err));
        KT_TRY(kt_panel_label(p->g.panel, factor, l, &label, err));
        const kt_kept_row *found = kt_kept_find(&p->kept, kind, name, kt_text_get(&label));
        to[l] = found ? found->value : (double)NAN;
        *any |= found != NULL;
        kt_text_clear(&label);
    }
    return KT_OK;
}

static kt_status take_effect(kt_prediction *p, int f, kt_error *err)
{
    const kt_formula_effect *effect = &kt_formula_model_at(p->g.formula, 0)->effects[f];
    const kt_panel_factor *factor;
    bool any = false;
    KT_TRY(kt_panel_factor_of(p->g.panel, effect->factor, &factor, err));
    if (!effect->slopes_only) {
        KT_TRY(kt_new(&p->effect[f], factor->n_levels, sizeof **p->effect, err));
        KT_TRY(take_levels(p, "effect", factor->name, factor, p->effect[f], &any, err));
    }
    if (effect->n_slopes == 0)
        return KT_OK;
    KT_TRY(kt_new(&p->slope[f], (int64_t)effect->n_slopes * factor->n_levels, sizeof **p->slope,
                  err));
    for (int s = 0; s < effect->n_slopes; s++) {
        kt_text name = {0};
        kt_status status = kt_text_format(&name, err, "%s/%d", factor->name, s + 1);
        if (!status)
            status = take_levels(p, "slope", kt_text_get(&name), factor,
                                 p->slope[f] + (int64_t)s * factor->n_levels, &any, err);
        kt_text_clear(&name);
        KT_TRY(status);
    }
    return KT_OK;
}

static kt_status take_parameters(kt_prediction *p, kt_gravity_parameters *out, kt_error *err)
{
    const kt_formula_model *model = kt_formula_model_at(p->g.formula, 0);
    KT_TRY(take_coefficients(p, out, err));
    KT_TRY(kt_new(&p->effect, model->n_effects, sizeof *p->effect, err));
    KT_TRY(kt_new(&p->slope, model->n_effects, sizeof *p->slope, err));
    for (int f = 0; f < model->n_effects; f++)
        KT_TRY(take_effect(p, f, err));
    out->effect = p->effect;
    out->slope = p->slope;
    return KT_OK;
}

static void to_means(kt_family family, double *index, int64_t n)
{
    for (int64_t r = 0; r < n; r++) {
        if (family == KT_FAMILY_LOGIT)
            index[r] = 1.0 / (1.0 + exp(-index[r]));
        else if (family != KT_FAMILY_GAUSSIAN)
            index[r] = exp(index[r]);
    }
}

static bool wants_index(const kt_prediction *p)
{
    return strcmp(kt_argument_text(p->g.run, "type", "response"), "index") == 0;
}

static kt_status predict(kt_prediction *p, kt_error *err)
{
    kt_gravity_parameters known = {0};
    const int64_t n = kt_panel_n_rows(p->g.panel);
    KT_TRY(kt_new(&p->predicted, n, sizeof *p->predicted, err));
    KT_TRY(take_parameters(p, &known, err));
    KT_TRY(kt_gravity_index(&p->g, kt_formula_model_at(p->g.formula, 0), &known, p->predicted,
                            err));
    if (p->g.offset) {
        const double *x;
        KT_TRY(kt_panel_numbers(p->g.panel, kt_expressions_at(p->g.offset, 0), &x, err));
        for (int64_t r = 0; r < n; r++)
            p->predicted[r] += x[r];
    }
    if (!wants_index(p))
        to_means(p->g.family, p->predicted, n);
    return KT_OK;
}

/* ---- the answer ----------------------------------------------------------------------------
 */

static void put_cell(kt_table *table, const kt_series *series, int64_t row)
{
    if (series->number && !isnan(series->number[row]) &&
        series->number[row] == floor(series->number[row]) && fabs(series->number[row]) < 1e15)
        kt_table_integer(table, (int64_t)series->number[row]);
    else if (series->number)
        kt_table_number(table, series->number[row], NULL);
    else
        kt_table_text(table, series->code[row] < 0 ? "" : series->level[series->code[row]]);
}

/* Exporter, importer, period and outcome, as far as the rows have them, and the prediction. */
static kt_status make_table(const kt_prediction *p, kt_table *table, kt_error *err)
{
    const kt_gravity *g = &p->g;
    const kt_series *shown[4] = {NULL};
    const char *names[4] = {kt_panel_exporter(g->panel), kt_panel_importer(g->panel),
                            kt_panel_period(g->panel), NULL};
    const kt_expression *outcome = kt_formula_model_at(g->formula, 0)->outcome;
    int n_shown = 0;
    int64_t first, last;
    if (outcome->kind == KT_EXPRESSION_NAME)
        names[3] = outcome->text;
    for (int c = 0; c < 4; c++)
        if (kt_predict_series(p, names[c]))
            shown[n_shown++] = kt_predict_series(p, names[c]);
    for (int c = 0; c < n_shown; c++)
        kt_table_column(table, &(kt_column){.key = shown[c]->name,
                                            .align = shown[c]->number ? KT_RIGHT : KT_LEFT,
                                            .decimals = 4});
    kt_table_column(table, &(kt_column){.key = "predicted", .align = KT_RIGHT, .decimals = 4});
    kt_run_part(g->run, p->n_rows, &first, &last);
    for (int64_t n = first; n < last; n++) {
        kt_table_row(table);
        for (int c = 0; c < n_shown; c++)
            put_cell(table, shown[c], p->row[n]);
        kt_table_number(table, p->predicted[p->row[n]], NULL);
    }
    return kt_table_check(table, err);
}

/* What the rows are. */
static kt_status note_rows(const kt_prediction *p, kt_table *table, kt_error *err)
{
    const kt_gravity_source *used = &p->g.store.used;
    const kt_say_value values[] = {{"model", .text = p->model},
                                   {"type", .text = wants_index(p) ? "index" : "response"},
                                   {"flows", .text = used->flows ? used->flows : "none"},
                                   {"side", .text = used->flows ? used->stated_by : "none"},
                                   {"n", KT_AS_COUNT, .number = (double)p->n_rows}};
    return kt_gravity_note(&p->g, table, "gravity.predicted", values, 5, err);
}

/* Flows of the store are in dollars; a file's unit is its owner's. */
static const char *unit_of(const kt_prediction *p)
{
    const kt_expression *outcome = kt_formula_model_at(p->g.formula, 0)->outcome;
    return p->g.store.used.flows && kt_expression_is_name(outcome, "trade") && !wants_index(p)
               ? "USD"
               : NULL;
}

static void put_text(kt_json *json, const char *key, const char *text)
{
    kt_json_key(json, key);
    kt_json_text(json, text);
}

/* Of which model, and of which rows. */
static void put_about(const void *with, kt_json *json)
{
    const kt_prediction *p = with;
    const kt_gravity_source *used = &p->g.store.used;
    char years[32];
    snprintf(years, sizeof years, "%d-%d", used->first_year, used->last_year);
    put_text(json, "model", p->model);
    put_text(json, "formula", kt_kept_text(&p->kept, "formula"));
    put_text(json, "family", kt_family_name(p->g.family));
    put_text(json, "made", kt_kept_text(&p->kept, "made"));
    put_text(json, "type", wants_index(p) ? "index" : "response");
    put_text(json, "unit", unit_of(p));
    put_text(json, "dataset", used->flows);
    put_text(json, "covariates", used->covariates);
    put_text(json, "product", used->product);
    put_text(json, "stated_by", used->stated_by);
    put_text(json, "zeros", used->zeros);
    put_text(json, "panel_years", used->flows ? years : NULL);
    kt_json_key(json, "n_rows");
    kt_json_integer(json, p->n_rows);
}

static kt_status write_answer(const kt_prediction *p, kt_error *err)
{
    const kt_run *run = p->g.run;
    kt_table *table = NULL;
    KT_TRY(kt_table_new(&table, err));
    kt_status status = make_table(p, table, err);
    if (!status)
        status = note_rows(p, table, err);
    if (!status && !kt_argument_text(run, "format", NULL))
        status = kt_table_write_csv(table, &run->options->out, err);
    else if (!status && kt_answer_form_of(run) == KT_ANSWER_JSON)
        status = kt_answer_json(p->g.told, table, put_about, p, err);
    else if (!status)
        status = kt_answer_table(run, table, err);
    kt_table_free(table);
    return status;
}

static kt_status remark(const kt_prediction *p, kt_error *err)
{
    int64_t n_missing = 0;
    for (int64_t n = 0; n < p->n_rows; n++)
        n_missing += isnan(p->predicted[p->row[n]]);
    const kt_say_value n = {"n", KT_AS_COUNT, .number = (double)n_missing};
    return n_missing == 0 ? KT_OK
                          : kt_gravity_remark(&p->g, "gravity.not_predicted", &n, 1, err);
}

static void clear(kt_prediction *p)
{
    const int n = p->g.formula ? kt_formula_model_at(p->g.formula, 0)->n_effects : 0;
    for (int f = 0; p->effect && f < n; f++)
        kt_free(p->effect[f]);
    for (int f = 0; p->slope && f < n; f++)
        kt_free(p->slope[f]);
    kt_free(p->slope);
    kt_free(p->effect);
    kt_free(p->value);
    kt_free(p->name);
    kt_free(p->row);
    kt_free(p->predicted);
    kt_gravity_clear(&p->g);
    kt_kept_clear(&p->kept);
}

static kt_status run_predict(kt_run *run, kt_error *err)
{
    kt_prediction p = {.g = {.run = run}};
    kt_status status = kt_gravity_speak(&p.g, err);
    if (!status)
        status = kt_predict_open(&p, err);
    if (!status)
        status = kt_predict_choose_source(&p, err);
    if (!status)
        status = kt_gravity_read_data(&p.g, err);
    if (!status)
        status = kt_predict_compare(&p, err);
    if (!status)
        status = kt_predict_choose_rows(&p, err);
    if (!status)
        status = predict(&p, err);
    if (!status)
        status = remark(&p, err);
    if (!status)
        status = write_answer(&p, err);
    clear(&p);
    return status;
}

const kt_command kt_command_predict = {
    "predict",
    "what a kept gravity model says about rows",
    "Predicts with a model that kontor gravity has kept, in the store by --keep NAME or in a "
    "file\n"
    "by --save FILE: one line a row with its exporter, importer and year. A model of flows of "
    "the\n"
    "store is asked about the rows it was estimated on unless options say otherwise; what is "
    "not\n"
    "said stays as it was estimated. --data FILE has other rows with the same columns. A row\n"
    "whose level of an effect the model does not know has no prediction.\n\n"
    "  kontor gravity 'trade ~ log(distw) | exp^year + imp^year' --flows dots \\\n"
    "      --covariates dist --years 2018 --keep eu\n"
    "  kontor predict eu --exporter BLR --importer KAZ\n"
    "  kontor gravity 'trade ~ rta | exp^year + imp^year + pair' --data panel.csv \\\n"
    "      --save model.csv\n"
    "  kontor predict model.csv --data panel.csv\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_predict,
};
