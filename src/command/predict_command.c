/* predict_command.c: kontor predict: what a model that kontor gravity --save has kept says
 * about rows, those it was estimated on or others. */
#include "answer_internal.h"
#include "gravity_internal.h"
#include "gravity_say.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const kt_parameter parameters[] = {
    {"model", "MODEL", NULL, "What kontor gravity --save has kept.", KT_TYPE_TEXT,
     KT_PLACE_REQUIRED},
    {"data", "FILE", NULL, "Rows: CSV (.gz, .zip) or .dta; - is standard input.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"type", "TYPE", "response,index", "Means (default), or their linear index.",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "Form of the answer (default csv).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

/* A parameter of the file: "effect", "exp^year", "ARG_1986", 7.12 */
typedef struct kept {
    const char *kind, *name, *text;
    double value;
} kept;

typedef struct prediction {
    kt_gravity g;
    kt_columns *file;
    kept *kept; /* in order of kind, name, text */
    int64_t n_kept;
    const char **name; /* of the coefficients */
    double *value;
    double **effect, **slope;
} prediction;

/* ---- the file ------------------------------------------------------------------------------
 */

static int by_key(const void *left, const void *right)
{
    const kept *a = left, *b = right;
    int order = strcmp(a->kind, b->kind);
    if (order == 0)
        order = strcmp(a->name, b->name);
    return order ? order : strcmp(a->text, b->text);
}

static const char *cell(const kt_series *series, int64_t row)
{
    return series->code[row] < 0 ? "" : series->level[series->code[row]];
}

static kt_status read_file(prediction *p, const char *path, kt_error *err)
{
    KT_TRY(kt_columns_read(path, NULL, &p->file, err));
    const kt_series *kind = kt_columns_find(p->file, "kind"),
                    *name = kt_columns_find(p->file, "name"),
                    *text = kt_columns_find(p->file, "text"),
                    *value = kt_columns_find(p->file, "value");
    if (!kind || !kind->code || !name || !text || !text->code || !value || !value->number ||
        strcmp(cell(text, 0), "kontor gravity model 1") != 0)
        return kt_fail(err, KT_ERR_FORMAT,
                       "%s is no model that kontor gravity --save has written", path);
    p->n_kept = kt_columns_n_rows(p->file);
    KT_TRY(kt_new(&p->kept, p->n_kept, sizeof *p->kept, err));
    for (int64_t r = 0; r < p->n_kept; r++)
        p->kept[r] = (kept){cell(kind, r), name->code ? cell(name, r) : "", cell(text, r),
                            value->number[r]};
    qsort(p->kept, (size_t)p->n_kept, sizeof *p->kept, by_key);
    return KT_OK;
}

/* The text of a kind that occurs once; NULL. */
static const char *text_of(const prediction *p, const char *kind)
{
    for (int64_t n = 0; n < p->n_kept; n++)
        if (strcmp(p->kept[n].kind, kind) == 0)
            return p->kept[n].text;
    return NULL;
}

static kt_status parse_kept(const prediction *p, const char *kind, kt_expression_list **out,
                            kt_error *err)
{
    const char *text = text_of(p, kind);
    return text ? kt_expressions_parse(kt_slice_of(text), out, err) : KT_OK;
}

static kt_status read_request(prediction *p, kt_error *err)
{
    kt_gravity *g = &p->g;
    const char *formula = text_of(p, "formula"), *family = text_of(p, "family");
    KT_TRY(kt_formula_parse(kt_slice_of(formula), &g->formula, err));
    KT_TRY(parse_kept(p, "let", &g->let, err));
    KT_TRY(parse_kept(p, "offset", &g->offset, err));
    g->exporter = text_of(p, "exporter");
    g->importer = text_of(p, "importer");
    g->period = text_of(p, "period");
    g->symmetric_pair = text_of(p, "symmetric-pair") != NULL;
    for (int f = KT_FAMILY_POISSON; family && f <= KT_FAMILY_LOGIT; f++)
        if (strcmp(family, kt_family_name((kt_family)f)) == 0)
            g->family = (kt_family)f;
    if (kt_formula_n_models(g->formula) != 1)
        return kt_fail(err, KT_ERR_FORMAT, "the file holds a formula of several models");
    for (int n = 0; g->let && n < kt_expressions_count(g->let); n++)
        if (!kt_expressions_name(g->let, n))
            return kt_fail(err, KT_ERR_FORMAT, "the file's let has no names");
    return KT_OK;
}

/* ---- parameters ----------------------------------------------------------------------------
 */

static kt_status take_coefficients(prediction *p, kt_gravity_parameters *out, kt_error *err)
{
    KT_TRY(kt_new(&p->name, p->n_kept, sizeof *p->name, err));
    KT_TRY(kt_new(&p->value, p->n_kept, sizeof *p->value, err));
    for (int64_t n = 0; n < p->n_kept; n++)
        if (strcmp(p->kept[n].kind, "coefficient") == 0) {
            p->name[out->n] = p->kept[n].name;
            p->value[out->n++] = p->kept[n].value;
        }
    out->name = p->name;
    out->value = p->value;
    return KT_OK;
}

/* Values of one kind and name, by levels of this panel; NaN where the file has none. */
static kt_status take_levels(prediction *p, const char *kind, const char *name,
                             const kt_panel_factor *factor, double *to, bool *any,
                             kt_error *err)
{
    for (int32_t l = 0; l < factor->n_levels; l++) {
        kt_text label = {0};
        KT_TRY(kt_panel_label(p->g.panel, factor, l, &label, err));
        const kept wanted = {kind, name, kt_text_get(&label), 0.0};
        const kept *found =
            bsearch(&wanted, p->kept, (size_t)p->n_kept, sizeof *p->kept, by_key);
        to[l] = found ? found->value : (double)NAN;
        *any |= found != NULL;
        kt_text_clear(&label);
    }
    return KT_OK;
}

static kt_status take_effect(prediction *p, int f, kt_error *err)
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

static kt_status predict(prediction *p, double *index, kt_error *err)
{
    const kt_formula_model *model = kt_formula_model_at(p->g.formula, 0);
    kt_gravity_parameters known = {0};
    const int64_t n = kt_panel_n_rows(p->g.panel);
    KT_TRY(take_coefficients(p, &known, err));
    KT_TRY(kt_new(&p->effect, model->n_effects, sizeof *p->effect, err));
    KT_TRY(kt_new(&p->slope, model->n_effects, sizeof *p->slope, err));
    for (int f = 0; f < model->n_effects; f++)
        KT_TRY(take_effect(p, f, err));
    known.effect = p->effect;
    known.slope = p->slope;
    KT_TRY(kt_gravity_index(&p->g, model, &known, index, err));
    if (p->g.offset) {
        const double *x;
        KT_TRY(kt_panel_numbers(p->g.panel, kt_expressions_at(p->g.offset, 0), &x, err));
        for (int64_t r = 0; r < n; r++)
            index[r] += x[r];
    }
    if (strcmp(kt_argument_text(p->g.run, "type", "response"), "index") == 0)
        return KT_OK;
    for (int64_t r = 0; r < n; r++) {
        if (p->g.family == KT_FAMILY_LOGIT)
            index[r] = 1.0 / (1.0 + exp(-index[r]));
        else if (p->g.family != KT_FAMILY_GAUSSIAN)
            index[r] = exp(index[r]);
    }
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
        kt_table_text(table, cell(series, row));
}

static kt_status write_answer(prediction *p, const double *predicted, kt_error *err)
{
    kt_gravity *g = &p->g;
    const kt_series *shown[4] = {NULL};
    const char *names[4] = {kt_panel_exporter(g->panel), kt_panel_importer(g->panel),
                            kt_panel_period(g->panel), NULL};
    const kt_expression *outcome = kt_formula_model_at(g->formula, 0)->outcome;
    kt_table *table = NULL;
    int n_shown = 0;
    if (outcome->kind == KT_EXPRESSION_NAME)
        names[3] = outcome->text;
    for (int c = 0; c < 4; c++)
        if (names[c] && kt_columns_find(g->columns, names[c]))
            shown[n_shown++] = kt_columns_find(g->columns, names[c]);
    KT_TRY(kt_table_new(&table, err));
    for (int c = 0; c < n_shown; c++)
        kt_table_column(table, &(kt_column){.key = shown[c]->name,
                                            .align = shown[c]->number ? KT_RIGHT : KT_LEFT,
                                            .decimals = 4});
    kt_table_column(table, &(kt_column){.key = "predicted", .align = KT_RIGHT, .decimals = 4});
    for (int64_t r = 0; r < kt_panel_n_rows(g->panel); r++) {
        kt_table_row(table);
        for (int c = 0; c < n_shown; c++)
            put_cell(table, shown[c], r);
        kt_table_number(table, predicted[r], NULL);
    }
    kt_status status = kt_table_check(table, err);
    if (!status && !kt_argument_text(g->run, "format", NULL))
        status = kt_table_write_csv(table, &g->run->options->out, err);
    else if (!status)
        status = kt_answer_table(g->run, table, err);
    kt_table_free(table);
    return status;
}

static kt_status remark(const prediction *p, const double *predicted, kt_error *err)
{
    int64_t n_missing = 0;
    for (int64_t r = 0; r < kt_panel_n_rows(p->g.panel); r++)
        n_missing += isnan(predicted[r]);
    const kt_say_value n = {"n", KT_AS_COUNT, .number = (double)n_missing};
    return n_missing == 0 ? KT_OK
                          : kt_gravity_remark(&p->g, "gravity.not_predicted", &n, 1, err);
}

static kt_status run_predict(kt_run *run, kt_error *err)
{
    prediction p = {.g = {.run = run}};
    double *index = NULL;
    if (!kt_argument_text(run, "data", NULL))
        return kt_fail(err, KT_ERR_USAGE, "no rows to predict: --data FILE");
    kt_status status = read_file(&p, kt_argument_text(run, "model", ""), err);
    if (!status)
        status = read_request(&p, err);
    if (!status)
        status = kt_gravity_read_data(&p.g, err);
    if (!status)
        status = kt_new(&index, kt_panel_n_rows(p.g.panel), sizeof *index, err);
    if (!status)
        status = predict(&p, index, err);
    if (!status)
        status = remark(&p, index, err);
    if (!status)
        status = write_answer(&p, index, err);
    kt_free(index);
    for (int f = 0; p.effect && f < kt_formula_model_at(p.g.formula, 0)->n_effects; f++)
        kt_free(p.effect[f]);
    for (int f = 0; p.slope && f < kt_formula_model_at(p.g.formula, 0)->n_effects; f++)
        kt_free(p.slope[f]);
    kt_free(p.slope);
    kt_free(p.effect);
    kt_free(p.value);
    kt_free(p.name);
    kt_free(p.kept);
    kt_gravity_clear(&p.g);
    kt_columns_free(p.file);
    return status;
}

const kt_command kt_command_predict = {
    "predict",
    "what a kept gravity model says about rows",
    "Predicts with a model that kontor gravity --save has kept, for the rows it was estimated\n"
    "on or for others with the same columns: one line a row with its exporter, importer and\n"
    "year. A row whose level of an effect the model does not know has no prediction.\n\n"
    "  kontor gravity 'trade ~ rta | exp^year + imp^year + pair' --data panel.csv \\\n"
    "      --save model.csv\n"
    "  kontor predict model.csv --data panel.csv\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_predict,
};
