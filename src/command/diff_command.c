/* diff_command.c: kontor diff: what a new release revised, by how much. */
#include "answer_internal.h"
#include "run_internal.h"
#include "say.h"

#include <kontor/changes.h>

#include <math.h>
#include <stdio.h>

static const kt_parameter parameters[] = {
    {"old", "OLD", NULL, "NAME or NAME@VERSION of the former release.", KT_TYPE_TEXT,
     KT_PLACE_REQUIRED},
    {"new", "NEW", NULL, "NAME or NAME@VERSION of the new one.", KT_TYPE_TEXT,
     KT_PLACE_REQUIRED},
    {"pair", "A,B", NULL, "Only what A sends to B and B to A.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"product", "CODE", NULL, "Only this product and all below it.", KT_TYPE_CODE,
     KT_PLACE_OPTION},
    {"years", "A-B", NULL, "Only these years.", KT_TYPE_YEARS, KT_PLACE_OPTION},
    {"year", "Y", NULL, "Only this year.", KT_TYPE_YEAR, KT_PLACE_OPTION},
    {"rows", NULL, NULL, "The largest changes one by one, instead of counts by year.",
     KT_TYPE_FLAG, KT_PLACE_OPTION},
    {"top", "N", NULL, "How many of them (default 20).", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "Form of the answer (default text).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

static kt_column money(const char *key, const char *title)
{
    return (kt_column){
        .key = key, .title = title, .align = KT_RIGHT, .decimals = 3, .scale = 1e-6};
}

static void count_column(kt_table *table, const char *key)
{
    kt_table_column(table, &(kt_column){.key = key, .align = KT_RIGHT});
}

static void tell_years(kt_table *table, const kt_changes *changes)
{
    const kt_column before = money("before_usd", "before, million USD");
    const kt_column after = money("after_usd", "after, million USD");
    const kt_column change = money("change_usd", "change, million USD");
    char year[8];
    kt_table_column(table, &(kt_column){.key = "year"});
    count_column(table, "same");
    count_column(table, "revised");
    count_column(table, "added");
    count_column(table, "removed");
    kt_table_column(table, &before);
    kt_table_column(table, &after);
    kt_table_column(table, &change);
    for (int64_t y = 0; y < changes->n_years; y++) {
        const kt_changes_year *of = &changes->year[y];
        snprintf(year, sizeof year, "%d", of->year);
        kt_table_row(table);
        kt_table_text(table, year);
        kt_table_integer(table, of->n_same);
        kt_table_integer(table, of->n_revised);
        kt_table_integer(table, of->n_added);
        kt_table_integer(table, of->n_removed);
        // A year that one of the two does not hold has no sum there, and so no change.
        const bool had = of->n_same + of->n_revised + of->n_removed > 0;
        const bool has = of->n_same + of->n_revised + of->n_added > 0;
        const double before_usd = had ? of->before_usd : (double)NAN;
        const double after_usd = has ? of->after_usd : (double)NAN;
        kt_table_number(table, before_usd, NULL);
        kt_table_number(table, after_usd, NULL);
        kt_table_number(table, after_usd - before_usd, NULL);
    }
}

static void tell_rows(kt_table *table, const kt_changes *changes)
{
    const kt_column before = money("before_usd", "before, million USD");
    const kt_column after = money("after_usd", "after, million USD");
    char text[32];
    kt_table_column(table, &(kt_column){.key = "period"});
    kt_table_column(table, &(kt_column){.key = "exporter"});
    kt_table_column(table, &(kt_column){.key = "importer"});
    kt_table_column(table, &(kt_column){.key = "product"});
    kt_table_column(table, &(kt_column){.key = "stated_by", .title = "stated by"});
    kt_table_column(table, &before);
    kt_table_column(table, &after);
    for (int64_t r = 0; r < changes->n_rows; r++) {
        const kt_changed_row *row = &changes->row[r];
        kt_table_row(table);
        kt_period_print(row->key.period, text);
        kt_table_text(table, text);
        kt_table_text(table, kt_country_print(row->key.exporter, text));
        kt_table_text(table, kt_country_print(row->key.importer, text));
        kt_table_text(table, kt_product_print(row->key.product, text));
        kt_table_text(table, kt_stated_by_name((kt_stated_by)row->key.stated_by));
        kt_table_number(table, row->before_usd, NULL);
        kt_table_number(table, row->after_usd, NULL);
    }
}

/* The two countries of --pair; nothing without it. */
static kt_status read_pair(const kt_run *run, kt_changes_options *options, kt_error *err)
{
    const kt_countries *countries;
    const char *text = kt_argument_text(run, "pair", NULL);
    if (!text)
        return KT_OK;
    kt_slice rest = kt_slice_of(text);
    const kt_slice a = kt_slice_cut(&rest, ',');
    if (!rest.data)
        return kt_fail(err, KT_ERR_USAGE, "--pair is \"%s\", expected two countries: A,B",
                       text);
    KT_TRY(kt_run_countries(run, &countries, err));
    KT_TRY(kt_country_find(countries, a, &options->a, err));
    return kt_country_find(countries, rest, &options->b, err);
}

static kt_status open_named(const kt_run *run, const kt_store *store, const char *name,
                            kt_dataset **out, kt_error *err)
{
    const char *reference = kt_argument_text(run, name, "");
    const int64_t n = kt_store_find(store, reference);
    if (n < 0)
        return kt_fail(err, KT_ERR_MISSING, "no dataset \"%s\" in %s", reference,
                       kt_store_folder(store));
    return kt_dataset_open(store, n, out, err);
}

static kt_status write_changes(const kt_run *run, const kt_changes *changes,
                               const kt_dataset *before, const kt_dataset *after, kt_error *err)
{
    const kt_dataset_info *old = kt_dataset_info_of(before), *new = kt_dataset_info_of(after);
    kt_table *table = NULL;
    char from[2 * KT_MAX_NAME + 2], to[2 * KT_MAX_NAME + 2];

    KT_TRY(kt_table_new(&table, err));
    if (kt_argument_flag(run, "rows"))
        tell_rows(table, changes);
    else
        tell_years(table, changes);
    snprintf(from, sizeof from, "%s@%s", old->name, old->version);
    snprintf(to, sizeof to, "%s@%s", new->name, new->version);
    const kt_say_value value[] = {{.name = "old", .as = KT_AS_TEXT, .text = from},
                                  {.name = "new", .as = KT_AS_TEXT, .text = to},
                                  {.name = "synthetic",
                                   .as = KT_AS_TEXT,
                                   .text = old->synthetic || new->synthetic ? "yes" : "no"}};
    kt_status status = kt_say_note(run, table, "diff.note", value, 3, err);
    if (!status && changes->by_totals)
        status = kt_say_note(run, table, "diff.by_totals", NULL, 0, err);
    if (!status)
        status = kt_answer_table(run, table, err);
    kt_table_free(table);
    return status;
}

static kt_status run_diff(kt_run *run, kt_error *err)
{
    kt_store *store = NULL;
    kt_dataset *before = NULL, *after = NULL;
    kt_changes_options options = kt_changes_options_default();
    kt_changes changes = {0};
    int first, last;

    KT_TRY(read_pair(run, &options, err));
    kt_argument_years(run, &first, &last);
    options.filter.first_year = (int16_t)first;
    options.filter.last_year = (int16_t)last;
    options.n_largest = kt_argument_integer(run, "top", options.n_largest);
    options.progress = run->options->progress;

    kt_status status = kt_run_open_store(run, &store, err);
    if (!status)
        status = open_named(run, store, "old", &before, err);
    if (!status)
        status = open_named(run, store, "new", &after, err);
    if (!status)
        status = kt_run_product(run, kt_dataset_info_of(after), &options.filter.product, err);
    if (!status)
        status = kt_changes_find(before, after, &options, &changes, err);
    if (!status)
        status = write_changes(run, &changes, before, after, err);
    kt_changes_clear(&changes);
    kt_dataset_close(after);
    kt_dataset_close(before);
    kt_run_close_store(run, store);
    return status;
}

const kt_command kt_command_diff = {
    "diff",
    "what a new release revised",
    "Compares two versions of a dataset row by row: how many rows were added, removed and "
    "revised\n"
    "each year and by how much, or, with --rows, the largest changes one by one.\n\n"
    "  kontor diff baci-hs92@V202401 baci-hs92@V202501\n"
    "  kontor diff baci-hs92@V202401 baci-hs92@V202501 --pair BLR,KAZ --rows\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_diff,
};
