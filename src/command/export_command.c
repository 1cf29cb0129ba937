/* export_command.c: kontor export: a dataset's rows as they were stated, exact to the last
 * digit, in canonical spelling and order. What it writes as CSV can be imported again. */
#include "answer_internal.h"
#include "run_internal.h"

#include <kontor/source.h>

#include <string.h>

static const kt_parameter parameters[] = {
    {"name", "NAME", NULL, "Which dataset: NAME or NAME@VERSION (default: docs/brief.md).",
     KT_TYPE_TEXT, KT_PLACE_OPTIONAL},
    {"dataset", "NAME", NULL, "The same.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"exporter", "A", NULL, "Only this exporter.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"importer", "B", NULL, "Only this importer.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"product", "CODE", NULL, "Only this product and all below it.", KT_TYPE_CODE,
     KT_PLACE_OPTION},
    {"years", "A-B", NULL, "Only these years.", KT_TYPE_YEARS, KT_PLACE_OPTION},
    {"year", "Y", NULL, "Only this year.", KT_TYPE_YEAR, KT_PLACE_OPTION},
    {"skip", "N", NULL, "Leave out the first N rows.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"limit", "N", NULL, "At most N rows.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"format", "FORMAT", "csv,json", "Form of the answer (default csv).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

enum { N_TEXTS = 9, N_CELLS = 13, CELL = 32 };

/* Texts first, then numbers. */
static const char *const names[N_CELLS] = {
    "period",          "exporter",      "importer",          "revision", "product",
    "stated_by",       "kind",          "valuation",         "status",   "value_usd",
    "quantity_tonnes", "supplementary", "supplementary_unit"};

typedef struct export_state {
    const kt_run *run;
    const kt_dataset_info *info;
    bool is_json;
    int64_t first, last; /* rows that are wanted: from first to before last */
    int64_t n;           /* rows that there were */
    kt_text text;        /* rows of one batch */
} export_state;

/* Empty where there is nothing: missing is not zero. */
static void print_decimal(int64_t value, int decimals, char out[CELL])
{
    const size_t length = value == KT_NONE ? 0 : kt_print_decimal(value, decimals, out);
    out[length] = '\0';
}

static void print_row(const export_state *state, const kt_flow *flow, char cell[][CELL])
{
    const kt_dataset_info *info = state->info;
    const char *const words[] = {kt_revision_name(kt_product_revision(flow->product)),
                                 kt_stated_by_name((kt_stated_by)flow->stated_by),
                                 kt_kind_name((kt_kind)flow->kind),
                                 kt_valuation_name((kt_valuation)flow->valuation),
                                 kt_flow_status_name((kt_flow_status)flow->status)};
    static const int at[] = {3, 5, 6, 7, 8};
    kt_period_print(flow->period, cell[0]);
    kt_country_print(flow->exporter, cell[1]);
    kt_country_print(flow->importer, cell[2]);
    kt_product_print(flow->product, cell[4]);
    for (size_t w = 0; w < sizeof at / sizeof *at; w++)
        memcpy(cell[at[w]], words[w], strlen(words[w]) + 1); // short words of kontor's own
    print_decimal(flow->value, info->money_decimals, cell[9]);
    print_decimal(flow->quantity, info->quantity_decimals, cell[10]);
    print_decimal(flow->supplementary, 0, cell[11]);
    print_decimal(flow->supplementary_unit ? flow->supplementary_unit : KT_NONE, 0, cell[12]);
}

/* None of the cells holds anything that CSV or JSON would have to quote. */
static kt_status add_cell(export_state *state, int c, const char *value, kt_error *err)
{
    kt_text *text = &state->text;
    if (!state->is_json) {
        KT_TRY(c > 0 ? kt_text_append(text, ",", 1, err) : KT_OK);
        return kt_text_append(text, value, strlen(value), err);
    }
    const char *quote = c < N_TEXTS ? "\"" : "";
    return kt_text_format(text, err, "%s\"%s\":%s%s%s", c > 0 ? "," : "{", names[c], quote,
                          c < N_TEXTS || value[0] ? value : "null", quote);
}

static kt_status add_row(export_state *state, const kt_flow *flow, kt_error *err)
{
    char cell[N_CELLS][CELL];
    print_row(state, flow, cell);
    if (state->is_json)
        KT_TRY(kt_text_add(&state->text, state->n > state->first ? ",\n" : "\n", err));
    for (int c = 0; c < N_CELLS; c++)
        KT_TRY(add_cell(state, c, cell[c], err));
    return kt_text_add(&state->text, state->is_json ? "}" : "\n", err);
}

static kt_status write_rows(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err)
{
    export_state *state = with;
    kt_text_reset(&state->text);
    KT_TRY(kt_progress_check(state->run->options->progress, err));
    for (int64_t r = 0; r < n_rows; r++, state->n++)
        if (state->n >= state->first && state->n < state->last)
            KT_TRY(add_row(state, &rows[r], err));
    return kt_sink_write(&state->run->options->out, kt_text_get(&state->text), state->text.size,
                         err);
}

static kt_status write_head(const export_state *state, kt_error *err)
{
    const kt_sink *out = &state->run->options->out;
    if (state->is_json)
        KT_TRY(kt_sink_format(out, err, "{\"dataset\":\"%s@%s\",\"columns\":[",
                              state->info->name, state->info->version));
    for (int c = 0; c < N_CELLS; c++)
        KT_TRY(kt_sink_format(out, err, state->is_json ? "%s{\"key\":\"%s\"}" : "%s%s",
                              c > 0 ? "," : "", names[c]));
    return kt_sink_add(out, state->is_json ? "],\"rows\":[" : "\n", err);
}

static kt_status write_all(export_state *state, const kt_dataset *dataset,
                           const kt_filter *filter, kt_error *err)
{
    const kt_run *run = state->run;
    state->first = kt_argument_integer(run, "skip", 0);
    const int64_t limit = kt_argument_integer(run, "limit", INT64_MAX);
    state->last = limit < INT64_MAX - state->first ? state->first + limit : INT64_MAX;
    KT_TRY(write_head(state, err));
    KT_TRY(kt_dataset_scan(dataset, filter, write_rows, state, err));
    if (run->options->n_rows)
        *run->options->n_rows = state->n;
    return state->is_json ? kt_sink_add(&run->options->out, "\n]}\n", err) : KT_OK;
}

/* The one that is named, else what knows most of the countries and products asked for. */
static kt_status open_dataset(const kt_run *run, const kt_store *store, const kt_filter *filter,
                              kt_dataset **out, kt_error *err)
{
    const char *name = kt_argument_text(run, "name", NULL);
    const kt_source_question question = {
        .country = filter->exporter.code ? filter->exporter : filter->importer,
        .partner = filter->exporter.code ? filter->importer : (kt_country){0},
        .exports = filter->exporter.code != 0,
        .imports = filter->exporter.code == 0,
        .first_year = filter->first_year,
        .last_year = filter->last_year,
        .need = kt_argument_text(run, "product", NULL) ? KT_NEED_PRODUCTS : KT_NEED_PARTNERS,
        .product = kt_argument_text(run, "product", NULL)};

    if (name && kt_argument_text(run, "dataset", NULL))
        return kt_fail(err, KT_ERR_USAGE, "the dataset is named twice: %s, --dataset %s", name,
                       kt_argument_text(run, "dataset", NULL));
    if (name) {
        const int64_t n = kt_store_find(store, name);
        return n >= 0 ? kt_dataset_open(store, n, out, err)
                      : kt_fail(err, KT_ERR_MISSING,
                                "no dataset \"%s\" in %s; kontor info lists what is there",
                                name, kt_store_folder(store));
    }
    if (kt_argument_text(run, "dataset", NULL))
        return kt_run_dataset(run, store, out, err);
    KT_TRY(kt_run_choose(run, store, &question, out, err));
    return *out ? KT_OK : kt_run_dataset(run, store, out, err);
}

static kt_status run_export(kt_run *run, kt_error *err)
{
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    kt_filter filter = {0};
    export_state state = {.run = run, .is_json = kt_answer_form_of(run) == KT_ANSWER_JSON};
    int first, last;

    KT_TRY(kt_run_country(run, "exporter", &filter.exporter, err));
    KT_TRY(kt_run_country(run, "importer", &filter.importer, err));
    kt_argument_years(run, &first, &last);
    filter.first_year = (int16_t)first;
    filter.last_year = (int16_t)last;

    kt_status status = kt_run_open_store(run, &store, err);
    if (!status)
        status = open_dataset(run, store, &filter, &dataset, err);
    if (!status) {
        state.info = kt_dataset_info_of(dataset);
        status = kt_run_product(run, state.info, &filter.product, err);
    }
    if (!status)
        status = write_all(&state, dataset, &filter, err);
    kt_text_clear(&state.text);
    kt_dataset_close(dataset);
    kt_run_close_store(run, store);
    return status;
}

const kt_command kt_command_export = {
    "export",
    "write a dataset's rows as they were stated",
    "Writes every row of a dataset as it was stated, exactly, in one order. Conditions narrow "
    "it.\n"
    "An empty cell is missing, which is not zero. CSV can be imported again; JSON is for\n"
    "programs. --skip and --limit give a part, in an order that stays.\n\n"
    "  kontor export --dataset dots > dots.csv\n"
    "  kontor export --exporter BLR --importer KAZ --years 2008-2018\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_export,
};
