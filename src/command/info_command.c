/* info_command.c: kontor info: what the store holds: datasets and versions with source,
 * licence, checksum and size, and how many cited facts. */
#include "run_internal.h"

#include "answer_internal.h"
#include "classification.h"

#include <kontor/covariates.h>
#include <kontor/register.h>
#include <kontor/table.h>

#include <stdio.h>

static const kt_parameter parameters[] = {
    {"dataset", "NAME", NULL, "All that is known about one dataset.", KT_TYPE_TEXT,
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

/* One line a property, for a person; the table says the rest. */
static kt_status tell_one(const kt_run *run, const kt_store *store, int64_t n, kt_error *err)
{
    const kt_dataset_info *info = kt_store_info(store, n);
    char moment[32], released[16];
    const char *damage = kt_store_damage(store, n);
    const kt_sink *out = &run->options->out;

    kt_moment_print(info->imported_at, moment);
    kt_date_print(info->released, released);
    KT_TRY(kt_sink_format(out, err, "%s@%s%s\n", info->name, info->version,
                          info->synthetic ? " (synthetic)" : ""));
    KT_TRY(kt_sink_format(out, err, "  source     %s\n", info->source));
    KT_TRY(kt_sink_format(out, err, "  licence    %s\n",
                          info->licence[0] ? info->licence : "not stated"));
    KT_TRY(kt_sink_format(out, err, "  released   %s\n",
                          info->released.year ? released : "not stated"));
    KT_TRY(kt_sink_format(out, err, "  imported   %s\n", moment));
    KT_TRY(kt_sink_format(out, err, "  checksum   %s\n", info->checksum));
    KT_TRY(kt_sink_format(out, err, "  rows       %lld, years %d-%d, stated by %s\n",
                          (long long)info->n_rows, info->first_year, info->last_year,
                          sides(info)));
    KT_TRY(kt_sink_format(out, err, "  countries  %d exporters, %d importers; %d products %s\n",
                          info->n_exporters, info->n_importers, info->n_products,
                          kt_revision_name(info->revision)));
    return kt_sink_format(out, err, "  bytes      %lld; %s\n", (long long)info->n_bytes,
                          damage ? damage : "readable");
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

/* Only for a person: CSV and JSON give one table, that of the flows. */
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
    if (!status)
        status = kt_sink_format(&run->options->out, err,
                                "\nregister: %lld cited figures, %lld ventures, agreements and "
                                "targets, %lld totals of countries\n",
                                (long long)n_facts, (long long)n_entries, (long long)n_totals);
    return status;
}

static kt_status run_info(kt_run *run, kt_error *err)
{
    kt_store *store = NULL;
    kt_table *table = NULL;
    const char *wanted = kt_argument_text(run, "dataset", NULL);
    const kt_answer_form form = kt_answer_form_of(run);

    KT_TRY(kt_run_find_store(run, &store, err));
    kt_status status = KT_OK;
    if (wanted) {
        const int64_t n = kt_store_find(store, wanted);
        status = n < 0 ? kt_fail(err, KT_ERR_MISSING, "no dataset \"%s\" in %s", wanted,
                                 kt_store_folder(store))
                       : tell_one(run, store, n, err);
        goto done;
    }
    status = make_table(store, &table, err);
    if (!status && form == KT_ANSWER_TEXT && !run->options->is_remote)
        status =
            kt_sink_format(&run->options->out, err, "Store %s\n\n", kt_store_folder(store));
    if (!status && (form != KT_ANSWER_TEXT || kt_store_n_datasets(store) > 0))
        status = kt_answer_table(run, table, err);
    else if (!status)
        status = kt_sink_add(&run->options->out,
                             "no datasets yet; bring one in with kontor import FILE\n", err);
    if (!status && form == KT_ANSWER_TEXT)
        status = tell_covariates(run, err);
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
    "Lists the datasets and their versions, newest first, and the cited facts. A synthetic or\n"
    "damaged dataset is marked.\n\n"
    "  kontor info\n"
    "  kontor info --dataset dots\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_info,
};
