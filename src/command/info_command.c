/* info_command.c: kontor info: what the store holds: datasets and versions with source,
 * licence, checksum and size, and how many cited facts. */
#include "run_internal.h"

#include "answer_internal.h"
#include "classification.h"
#include "gravity_models.h"
#include "info_covariates.h"
#include "say.h"

#include <kontor/covariates.h>
#include <kontor/register.h>
#include <kontor/table.h>

#include <stdio.h>

static const kt_parameter parameters[] = {
    {"dataset", "NAME", NULL,
     "All that is known about one dataset; of covariates their columns.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"model", "NAME", NULL, "All that is known about one kept gravity model.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "Form of the answer (default text).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

static const char *sides(const kt_dataset_info *info)
{
    const unsigned both = 1u << KT_BY_EXPORTER | 1u << KT_BY_IMPORTER;
    if ((info->stated_by & both) == both)
        return "both";
    if (info->stated_by == 1u << KT_BY_EXPORTER)
        return "exporter";
    if (info->stated_by == 1u << KT_BY_IMPORTER)
        return "importer";
    return info->stated_by == 1u << KT_RECONCILED ? "reconciled" : "mixed";
}

static void add_dataset(kt_table *table, const kt_store *store, int64_t n)
{
    const kt_dataset_info *info = kt_store_info(store, n);
    char moment[32];
    kt_moment_print(info->imported_at, moment);
    kt_table_row(table);
    kt_table_text(table, info->name);
    kt_table_text(table, info->version);
    kt_table_integer(table, info->n_rows);
    kt_table_integer(table, info->first_year);
    kt_table_integer(table, info->last_year);
    kt_table_integer(table, info->n_exporters);
    kt_table_integer(table, info->n_importers);
    kt_table_integer(table, info->n_products);
    kt_table_text(table, kt_revision_name(info->revision));
    kt_table_text(table, sides(info));
    kt_table_integer(table, info->n_bytes);
    kt_table_text(table, moment);
    kt_table_text(table, kt_store_damage(store, n) ? "damaged"
                         : info->synthetic         ? "synthetic"
                                                   : "");
}

static kt_status make_table(const kt_store *store, kt_table **out, kt_error *err)
{
    KT_TRY(kt_table_new(out, err));
    kt_table *table = *out;
    kt_table_column(table, &(kt_column){.key = "dataset"});
    kt_table_column(table, &(kt_column){.key = "version"});
    kt_table_column(table, &(kt_column){.key = "rows", .align = KT_RIGHT});
    kt_table_column(table,
                    &(kt_column){.key = "first_year", .title = "from", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "last_year", .title = "to", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "exporters", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "importers", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "products", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "revision"});
    kt_table_column(table, &(kt_column){.key = "stated_by", .title = "stated by"});
    kt_table_column(table, &(kt_column){.key = "bytes", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "imported"});
    kt_table_column(table, &(kt_column){.key = "note"});
    for (int64_t n = 0; n < kt_store_n_datasets(store); n++)
        add_dataset(table, store, n);
    return kt_table_check(table, err);
}

/* A phrase as a line of its own. */
static kt_status tell(const kt_run *run, const char *key, const kt_say_value *value, int n,
                      kt_error *err)
{
    kt_text text = {0};
    kt_status status = kt_say_phrase(run, key, value, n, &text, err);
    if (!status)
        status = kt_sink_format(&run->options->out, err, "%s\n", kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

static kt_say_value of_text(const char *name, const char *text)
{
    return (kt_say_value){.name = name, .as = KT_AS_TEXT, .text = text};
}

static kt_say_value of_count(const char *name, int64_t n)
{
    return (kt_say_value){.name = name, .as = KT_AS_COUNT, .number = (double)n};
}

static kt_say_value of_year(const char *name, int year)
{
    return (kt_say_value){.name = name, .as = KT_AS_YEAR, .number = year};
}

/* One dataset, for a person; the table says the rest. */
static kt_status tell_one(const kt_run *run, const kt_store *store, int64_t n, kt_error *err)
{
    const kt_dataset_info *info = kt_store_info(store, n);
    char moment[32], released[16];
    const char *damage = kt_store_damage(store, n);

    kt_moment_print(info->imported_at, moment);
    kt_date_print(info->released, released);
    const kt_say_value origin[] = {
        of_text("dataset", info->name),
        of_text("version", info->version),
        of_text("synthetic", info->synthetic ? "yes" : "no"),
        of_text("source", info->source),
        of_text("licence", info->licence[0] ? info->licence : "none"),
        of_text("released", info->released.year ? released : "none"),
        of_text("imported", moment)};
    const kt_say_value rows[] = {
        of_count("rows", info->n_rows),
        of_year("first", info->first_year),
        of_year("last", info->last_year),
        of_text("side", sides(info)),
        of_count("exporters", info->n_exporters),
        of_count("importers", info->n_importers),
        of_count("products", info->n_products),
        of_text("revision", info->revision ? kt_revision_name(info->revision) : "none")};
    const kt_say_value bytes[] = {of_count("bytes", info->n_bytes),
                                  of_text("checksum", info->checksum),
                                  of_text("damage", damage ? damage : "none")};
    KT_TRY(tell(run, "info.one", origin, 7, err));
    KT_TRY(tell(run, "info.rows", rows, 8, err));
    return tell(run, "info.bytes", bytes, 3, err);
}

static kt_status make_covariates_table(const kt_covariates_list *list, kt_table **out,
                                       kt_error *err)
{
    KT_TRY(kt_table_new(out, err));
    kt_table *table = *out;
    kt_table_title(table, "Covariates");
    kt_table_column(table, &(kt_column){.key = "dataset"});
    kt_table_column(table, &(kt_column){.key = "version"});
    kt_table_column(table, &(kt_column){.key = "a_row_for_each", .title = "a row for each"});
    kt_table_column(table, &(kt_column){.key = "rows", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "columns", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "countries", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "years"});
    kt_table_column(table, &(kt_column){.key = "bytes", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "note"});
    for (int64_t n = 0; n < kt_covariates_list_count(list); n++) {
        const kt_covariates_info *info = kt_covariates_list_info(list, n);
        char years[16] = "";
        if (info->first_year)
            snprintf(years, sizeof years, "%d-%d", info->first_year, info->last_year);
        kt_table_row(table);
        kt_table_text(table, info->name);
        kt_table_text(table, info->version);
        kt_table_text(table, kt_covariates_key_name(info->key));
        kt_table_integer(table, info->n_rows);
        kt_table_integer(table, info->n_columns);
        kt_table_integer(table, info->n_countries);
        kt_table_text(table, years);
        kt_table_integer(table, info->n_bytes);
        kt_table_text(table, kt_covariates_list_damage(list, n) ? "damaged" : "");
    }
    return kt_table_check(table, err);
}

/* JSON: the kept models beside the table of the flows. */
static void put_models(const void *models, kt_json *json)
{
    if (!models)
        return;
    kt_json_key(json, "models");
    kt_table_put_json(models, json);
}

static kt_status answer_json(const kt_run *run, kt_table *table, kt_error *err)
{
    kt_table *models = NULL;
    KT_TRY(kt_models_table(run, &models, err));
    const kt_status status = kt_answer_json(run, table, put_models, models, err);
    kt_table_free(models);
    return status;
}

static kt_status tell_models(const kt_run *run, kt_error *err)
{
    kt_table *models = NULL;
    KT_TRY(kt_models_table(run, &models, err));
    kt_status status = models ? kt_sink_add(&run->options->out, "\n", err) : KT_OK;
    if (!status && models)
        status = kt_answer_table(run, models, err);
    kt_table_free(models);
    return status;
}

/* Only for a person: CSV and JSON give one table of data, that of the flows. */
static kt_status tell_covariates(const kt_run *run, kt_error *err)
{
    kt_covariates_list *list = NULL;
    kt_table *table = NULL;
    KT_TRY(kt_covariates_list_open(kt_run_store(run), &list, err));
    kt_status status = KT_OK;
    if (kt_covariates_list_count(list) > 0) {
        status = kt_sink_add(&run->options->out, "\n", err);
        if (!status)
            status = make_covariates_table(list, &table, err);
        if (!status)
            status = kt_answer_table(run, table, err);
    }
    kt_table_free(table);
    kt_covariates_list_close(list);
    return status;
}

static kt_status tell_register(const kt_run *run, kt_error *err)
{
    kt_register *reg = NULL;
    int64_t n_facts = 0, n_entries = 0, n_totals = 0;
    KT_TRY(kt_run_open_register(run, &reg, err));
    kt_status status = kt_register_counts(reg, &n_facts, &n_entries, &n_totals, err);
    kt_run_close_register(run, reg);
    const kt_say_value value[] = {of_count("facts", n_facts), of_count("entries", n_entries),
                                  of_count("totals", n_totals)};
    if (!status)
        status = kt_sink_add(&run->options->out, "\n", err);
    return status ? status : tell(run, "info.register", value, 3, err);
}

static kt_status tell_store(const kt_run *run, const kt_store *store, kt_error *err)
{
    const kt_say_value folder = of_text("folder", kt_store_folder(store));
    KT_TRY(tell(run, "info.store", &folder, 1, err));
    return kt_sink_add(&run->options->out, "\n", err);
}

static kt_status run_info(kt_run *run, kt_error *err)
{
    kt_store *store = NULL;
    kt_table *table = NULL;
    const char *wanted = kt_argument_text(run, "dataset", NULL);
    const kt_answer_form form = kt_answer_form_of(run);

    const char *model = kt_argument_text(run, "model", NULL);
    if (model && wanted)
        return kt_fail(err, KT_ERR_USAGE, "--dataset or --model, not both");
    if (model)
        return kt_models_tell(run, model, err);
    KT_TRY(kt_run_find_store(run, &store, err));
    kt_status status = KT_OK;
    if (wanted) {
        const int64_t n = kt_store_find(store, wanted);
        bool is_covariates = false;
        if (n >= 0)
            status = tell_one(run, store, n, err);
        else
            status = kt_info_covariates(run, wanted, &is_covariates, err);
        if (!status && n < 0 && !is_covariates)
            status = kt_fail(err, KT_ERR_MISSING,
                             "no dataset \"%s\" in %s; kontor info lists what is there", wanted,
                             kt_store_folder(store));
        goto done;
    }
    status = make_table(store, &table, err);
    if (!status && form == KT_ANSWER_TEXT && !run->options->is_remote)
        status = tell_store(run, store, err);
    if (!status && form == KT_ANSWER_JSON)
        status = answer_json(run, table, err);
    else if (!status && (form == KT_ANSWER_CSV || kt_store_n_datasets(store) > 0))
        status = kt_answer_table(run, table, err);
    else if (!status)
        status = tell(run, "info.empty", NULL, 0, err);
    if (!status && form == KT_ANSWER_TEXT)
        status = tell_covariates(run, err);
    if (!status && form == KT_ANSWER_TEXT)
        status = tell_models(run, err);
    if (!status && form == KT_ANSWER_TEXT)
        status = tell_register(run, err);
    if (!status && form == KT_ANSWER_TEXT)
        status = kt_classification_tell(run, err);
done:
    kt_table_free(table);
    kt_run_close_store(run, store);
    return status;
}

const kt_command kt_command_info = {
    "info",
    "what the store holds",
    "Lists the datasets and their versions, newest first, the gravity models that are kept, "
    "and\n"
    "the cited facts. A synthetic or damaged dataset is marked.\n\n"
    "  kontor info\n"
    "  kontor info --dataset dots\n"
    "  kontor info --model eu\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_info,
};
