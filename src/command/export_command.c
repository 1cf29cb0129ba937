/* export_command.c: kontor export: a dataset's rows as they were stated, in CSV, exact to the
 * last digit, in canonical spelling and order. What it writes can be imported again. */
#include "run_internal.h"

#include <kontor/csv.h>
#include <kontor/source.h>

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
    {"format", "FORMAT", "csv", "Only CSV so far.", KT_TYPE_CHOICE, KT_PLACE_OPTION},
};

typedef struct export_state {
    const kt_sink *out;
    const kt_dataset_info *info;
    kt_text text; /* rows of one batch */
} export_state;

/* An empty cell where there is nothing: missing is not zero. */
static kt_status add_decimal(kt_text *text, int64_t value, int decimals, kt_error *err)
{
    char digits[32];
    if (value == KT_NONE)
        return KT_OK;
    const size_t length = kt_print_decimal(value, decimals, digits);
    return kt_text_append(text, digits, length, err);
}

static kt_status add_row(export_state *state, const kt_flow *flow, kt_error *err)
{
    char exporter[5], importer[5], product[16], period[24];
    kt_text *text = &state->text;
    kt_country_print(flow->exporter, exporter);
    kt_country_print(flow->importer, importer);
    kt_product_print(flow->product, product);
    kt_period_print(flow->period, period);
    KT_TRY(kt_text_format(text, err, "%s,%s,%s,%s,%s,%s,%s,%s,%s,", period, exporter, importer,
                          kt_revision_name(kt_product_revision(flow->product)), product,
                          kt_stated_by_name((kt_stated_by)flow->stated_by),
                          kt_kind_name((kt_kind)flow->kind),
                          kt_valuation_name((kt_valuation)flow->valuation),
                          kt_flow_status_name((kt_flow_status)flow->status)));
    KT_TRY(add_decimal(text, flow->value, state->info->money_decimals, err));
    KT_TRY(kt_text_add(text, ",", err));
    KT_TRY(add_decimal(text, flow->quantity, state->info->quantity_decimals, err));
    KT_TRY(kt_text_add(text, ",", err));
    KT_TRY(add_decimal(text, flow->supplementary, 0, err));
    if (flow->supplementary_unit)
        return kt_text_format(text, err, ",%d\n", flow->supplementary_unit);
    return kt_text_add(text, ",\n", err);
}

static kt_status write_rows(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err)
{
    export_state *state = with;
    kt_text_reset(&state->text);
    for (int64_t r = 0; r < n_rows; r++)
        KT_TRY(add_row(state, &rows[r], err));
    return kt_sink_write(state->out, kt_text_get(&state->text), state->text.size, err);
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
    export_state state = {&run->options->out, NULL, {0}};
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
        status =
            kt_sink_add(state.out,
                        "period,exporter,importer,revision,product,stated_by,kind,valuation,"
                        "status,value_usd,quantity_tonnes,supplementary,supplementary_unit\n",
                        err);
    if (!status)
        status = kt_dataset_scan(dataset, &filter, write_rows, &state, err);
    kt_text_clear(&state.text);
    kt_dataset_close(dataset);
    kt_run_close_store(run, store);
    return status;
}

const kt_command kt_command_export = {
    "export",
    "write a dataset as CSV",
    "Writes every row of a dataset as it was stated, exactly, in one order. Conditions narrow "
    "it.\n"
    "An empty cell is missing, which is not zero. What is written can be imported again.\n\n"
    "  kontor export --dataset dots > dots.csv\n"
    "  kontor export --exporter BLR --importer KAZ --years 2008-2018\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_export,
};
