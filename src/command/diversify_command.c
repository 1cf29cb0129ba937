/* diversify_command.c: kontor diversify: how dependent an importer is on the suppliers of one
 * product, what the loss of one means, and who else exports it.
 *
 * First the sum of suppliers is held against the total that the importer states: a supplier who
 * is absent from the data makes a supply look safe. */
#include "answer_internal.h"
#include "diversify_internal.h"
#include "measure_internal.h"
#include "say.h"
#include "table_words.h"

#include <kontor/json.h>
#include <kontor/memory.h>
#include <kontor/source.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static const kt_parameter parameters[] = {
    {"importer", "IMPORTER", NULL, "Who is supplied.", KT_TYPE_TEXT, KT_PLACE_REQUIRED},
    {"product", "PRODUCT", NULL, "With what: a code of the dataset's classification.",
     KT_TYPE_TEXT, KT_PLACE_REQUIRED},
    {"year", "Y", NULL, "Which year (default: the last one).", KT_TYPE_YEAR, KT_PLACE_OPTION},
    {"risk", "FILE", NULL,
     "Risk of countries from 0 to 1, columns country,value[,year]; none are built in.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"lost", "C", NULL, "Which supplier is lost (default: the largest).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"cap", "PERCENT", NULL,
     "Assumption: others deliver up to this much of the present (default 200).",
     KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"spare", "PERCENT", NULL,
     "Assumption: others turn this part of their exports elsewhere (default 10).",
     KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"top", "N", NULL, "How many alternative suppliers (default 15).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"table", "TABLE", "suppliers,concentration,loss,alternatives",
     "Only this table (CSV default: suppliers).", KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"dataset", "NAME", NULL,
     "Which dataset; \"facts\" for cited facts (the default where no dataset has products).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "Form of the answer (default text).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

typedef struct part {
    const char *name;
    kt_status (*fill)(const kt_diversify *d, kt_table *table, kt_error *err);
} part;

static const part parts[] = {
    {"suppliers", kt_diversify_suppliers},
    {"concentration", kt_diversify_concentration},
    {"loss", kt_diversify_loss},
    {"alternatives", kt_diversify_alternatives},
};
enum { N_PARTS = sizeof parts / sizeof parts[0] };

/* ---- gathering -------------------------------------------------------------------------- */

static kt_stated_by preferred(const kt_dataset_info *info, kt_stated_by own)
{
    const kt_stated_by other = own == KT_BY_IMPORTER ? KT_BY_EXPORTER : KT_BY_IMPORTER;
    if (info->stated_by >> KT_RECONCILED & 1)
        return KT_RECONCILED;
    return info->stated_by >> own & 1 ? own : other;
}

static kt_status gather_supply(kt_diversify *d, kt_error *err)
{
    const kt_stated_by own = preferred(d->info, KT_BY_IMPORTER);
    KT_TRY(kt_suppliers_gather(d->dataset, d->countries, d->importer, d->product, d->year, 0,
                               own, &d->supply, err));
    kt_suppliers of_all = {0};
    if (d->supply.n_partners == 0 && own == KT_BY_IMPORTER &&
        d->info->stated_by >> KT_BY_EXPORTER & 1) {
        kt_suppliers_clear(&d->supply);
        KT_TRY(kt_suppliers_gather(d->dataset, d->countries, d->importer, d->product, d->year,
                                   0, KT_BY_EXPORTER, &d->supply, err));
    }
    if (d->supply.n_partners != 1 || d->supply.stated_by != KT_BY_EXPORTER)
        return KT_OK;
    // One supplier may be all there are, or the only country that reports.
    KT_TRY(kt_suppliers_gather(d->dataset, d->countries, d->importer, KT_TOTAL, d->year, 0,
                               KT_BY_EXPORTER, &of_all, err));
    if (of_all.n_partners < 2)
        kt_suppliers_clear(&d->supply);
    kt_suppliers_clear(&of_all);
    return KT_OK;
}

/* Where no total is stated, other years say whether this one can be whole. */
static kt_status look_at_other_years(kt_diversify *d, kt_error *err)
{
    for (int year = d->info->first_year; year <= d->info->last_year; year++) {
        kt_suppliers other = {0};
        if (year == d->year || !isnan(d->supply.coverage))
            continue;
        KT_TRY(kt_suppliers_gather(d->dataset, d->countries, d->importer, d->product,
                                   (int16_t)year, 0, d->supply.stated_by, &other, err));
        const double sum = other.partners_usd + other.unallocated_usd;
        if (sum > d->other_years_usd) {
            d->other_years_usd = sum;
            d->other_year = (int16_t)year;
        }
        kt_suppliers_clear(&other);
    }
    return KT_OK;
}

static kt_status read_risks(kt_diversify *d, kt_error *err)
{
    kt_country *country = NULL;
    const char *path = kt_argument_text(d->run, "risk", NULL);
    const int64_t n = d->supply.n_partners;
    if (!path) {
        for (int64_t p = 0; p < n; p++)
            d->risk[p] = NAN;
        return KT_OK;
    }
    KT_TRY(kt_new(&country, n, sizeof *country, err));
    for (int64_t p = 0; p < n; p++)
        country[p] = d->supply.partner[p].country;
    kt_status status =
        kt_measure_read_values(d->countries, path, d->year, country, n, d->risk, err);
    for (int64_t p = 0; !status && p < n; p++)
        if (d->risk[p] > 1.0)
            status = kt_fail(err, KT_ERR_RANGE, "a risk of %g in %s, expected 0 to 1",
                             d->risk[p], path);
    kt_free(country);
    return status;
}

/* The largest stands first. */
static kt_status find_lost(kt_diversify *d, kt_error *err)
{
    kt_country lost;
    char code[5];
    KT_TRY(kt_run_country(d->run, "lost", &lost, err));
    d->lost = 0;
    while (lost.code && d->lost < d->supply.n_partners &&
           d->supply.partner[d->lost].country.code != lost.code)
        d->lost++;
    if (d->lost < d->supply.n_partners)
        return KT_OK;
    return kt_fail(err, KT_ERR_MISSING, "%s is no supplier that year",
                   kt_country_print(lost, code));
}

/* What the dataset holds of others: who exports the product, what is traded with each. */
static kt_status gather_world(kt_diversify *d, kt_error *err)
{
    if (!d->dataset)
        return KT_OK;
    KT_TRY(look_at_other_years(d, err));
    KT_TRY(kt_suppliers_of_world(d->dataset, d->countries, d->product, d->year,
                                 preferred(d->info, KT_BY_EXPORTER), &d->world, &d->n_world,
                                 &d->world_coverage, err));
    return kt_partners_gather(d->dataset, d->countries, d->importer, d->year, &d->partners,
                              err);
}

static kt_status gather(kt_diversify *d, kt_error *err)
{
    char product[16], code[5];
    if (d->dataset)
        KT_TRY(gather_supply(d, err));
    const int64_t n = d->supply.n_partners;
    if (n == 0)
        return kt_fail(err, KT_ERR_MISSING,
                       "%s@%s holds no supplier of %s to %s in %d (it holds %d to %d)",
                       d->info->name, d->info->version, kt_product_print(d->product, product),
                       kt_country_print(d->importer, code), d->year, d->info->first_year,
                       d->info->last_year);
    KT_TRY(find_lost(d, err));
    KT_TRY(gather_world(d, err));
    KT_TRY(kt_new(&d->usd, n, sizeof *d->usd, err));
    KT_TRY(kt_new(&d->tonnes, n, sizeof *d->tonnes, err));
    KT_TRY(kt_new(&d->exports, n, sizeof *d->exports, err));
    KT_TRY(kt_new(&d->risk, n, sizeof *d->risk, err));
    KT_TRY(kt_new(&d->scratch, n, sizeof *d->scratch, err));
    for (int64_t p = 0; p < n; p++) {
        d->usd[p] = d->supply.partner[p].usd;
        d->tonnes[p] = d->supply.partner[p].tonnes;
        d->exports[p] = NAN;
        for (int64_t w = 0; w < d->n_world; w++)
            if (d->world[w].country.code == d->supply.partner[p].country.code)
                d->exports[p] = d->world[w].usd;
    }
    return read_risks(d, err);
}

static void clear(kt_diversify *d)
{
    kt_free(d->scratch);
    kt_free(d->risk);
    kt_free(d->exports);
    kt_free(d->tonnes);
    kt_free(d->usd);
    kt_free(d->world);
    kt_partners_clear(&d->partners);
    kt_suppliers_clear(&d->supply);
}

/* ---- the answer ------------------------------------------------------------------------- */

static kt_status note_facts(const kt_diversify *d, kt_table *table, kt_error *err)
{
    const kt_say_value value[] = {{.name = "whose", .as = KT_AS_TEXT, .text = d->fact_whose},
                                  {.name = "class", .as = KT_AS_COUNT, .number = d->fact_class},
                                  {.name = "kind",
                                   .as = KT_AS_TEXT,
                                   .text = d->fact_class == 1   ? "statistics"
                                           : d->fact_class == 2 ? "government"
                                                                : "press"},
                                  {.name = "page", .as = KT_AS_TEXT, .text = d->fact_page}};
    return kt_say_note(d->run, table, "diversify.facts", value, 4, err);
}

static kt_status note_source(const kt_diversify *d, kt_table *table, kt_error *err)
{
    char dataset[2 * KT_MAX_NAME + 2];
    if (!d->dataset)
        return note_facts(d, table, err);
    snprintf(dataset, sizeof dataset, "%s@%s", d->info->name, d->info->version);
    const kt_say_value value[] = {
        {.name = "dataset", .as = KT_AS_TEXT, .text = dataset},
        {.name = "synthetic", .as = KT_AS_TEXT, .text = d->info->synthetic ? "yes" : "no"},
        {.name = "side", .as = KT_AS_TEXT, .text = kt_stated_by_name(d->supply.stated_by)}};
    return kt_say_note(d->run, table, "diversify.source", value, 3, err);
}

static kt_status write_heading(const kt_diversify *d, kt_error *err)
{
    char product[16], code[5];
    char supply[KT_WORD_ROOM];
    const char *name = kt_product_name(d->products, d->product, d->language);
    KT_TRY(kt_word_of(d->run, "supply with", supply, err));
    return kt_sink_format(&d->run->options->out, err, "%s (%s): %s %s%s%s, %s\n\n",
                          kt_country_name(d->countries, d->importer, d->language, KT_NAME),
                          kt_country_print(d->importer, code), supply,
                          kt_product_print(d->product, product), name[0] ? " " : "", name,
                          d->period);
}

static void open_json(const kt_diversify *d, kt_json *json)
{
    char product[16], code[5];
    kt_json_begin_object(json);
    kt_json_key(json, "importer");
    kt_json_text(json, kt_country_print(d->importer, code));
    kt_json_key(json, "product");
    kt_json_text(json, kt_product_print(d->product, product));
    kt_json_key(json, "year");
    kt_json_integer(json, d->year);
    kt_json_key(json, "period");
    kt_json_text(json, d->period);
    kt_json_key(json, "coverage");
    kt_json_number(json, d->supply.coverage);
    kt_json_key(json, "dataset");
    kt_json_text(json, d->dataset ? d->info->name : "facts");
    kt_json_key(json, "vintage");
    kt_json_text(json, d->dataset ? d->info->version : d->fact_page);
}

static kt_status write_part(const kt_diversify *d, const part *of, kt_json *json, kt_error *err)
{
    kt_table *table = NULL;
    const kt_answer_form form = kt_answer_form_of(d->run);
    KT_TRY(kt_table_new(&table, err));
    kt_status status = of->fill(d, table, err);
    if (!status)
        status = note_source(d, table, err);
    if (!status)
        status = kt_table_check(table, err);
    if (!status && form == KT_ANSWER_JSON) {
        kt_json_key(json, of->name);
        kt_table_put_json(table, json);
    } else if (!status) {
        status = kt_answer_table(d->run, table, err);
        if (!status && form == KT_ANSWER_TEXT)
            status = kt_sink_add(&d->run->options->out, "\n", err);
    }
    kt_table_free(table);
    return status;
}

static kt_status write_answer(const kt_diversify *d, kt_error *err)
{
    const kt_answer_form form = kt_answer_form_of(d->run);
    const char *only =
        kt_argument_text(d->run, "table", form == KT_ANSWER_CSV ? "suppliers" : NULL);
    kt_text text = {0};
    kt_json json;
    kt_status status = KT_OK;

    kt_json_init(&json, &text);
    if (form == KT_ANSWER_JSON) {
        open_json(d, &json);
    } else if (form == KT_ANSWER_TEXT) {
        status = write_heading(d, err);
    }
    for (int p = 0; !status && p < N_PARTS; p++)
        if (!only || strcmp(only, parts[p].name) == 0)
            status = write_part(d, &parts[p], &json, err);
    if (!status && form == KT_ANSWER_JSON) {
        kt_json_end_object(&json);
        status = kt_json_finish(&json, err);
        if (!status)
            status = kt_text_add(&text, "\n", err);
        if (!status)
            status = kt_sink_add(&d->run->options->out, kt_text_get(&text), err);
    }
    kt_text_clear(&text);
    return status;
}

/* *out NULL: cited facts are asked for, or no dataset knows products of the importer. */
static kt_status choose_dataset(const kt_run *run, const kt_store *store, kt_country importer,
                                kt_dataset **out, kt_error *err)
{
    int first, last;
    if (strcmp(kt_argument_text(run, "dataset", ""), "facts") == 0)
        return KT_OK;
    if (kt_argument_text(run, "dataset", NULL))
        return kt_run_dataset(run, store, out, err);
    kt_argument_years(run, &first, &last);
    const kt_source_question question = {.country = importer,
                                         .imports = true,
                                         .first_year = last,
                                         .last_year = last,
                                         .need = KT_NEED_PRODUCTS,
                                         .product = kt_argument_text(run, "product", NULL)};
    return kt_run_choose(run, store, &question, out, err);
}

static kt_status answer(kt_diversify *d, kt_error *err)
{
    int first, last;
    d->cap = (double)kt_argument_integer(d->run, "cap", 200) / 100.0;
    d->spare = (double)kt_argument_integer(d->run, "spare", 10) / 100.0;
    if (d->dataset) {
        d->info = kt_dataset_info_of(d->dataset);
        kt_argument_years(d->run, &first, &last);
        d->year = (int16_t)(last ? last : d->info->last_year);
        snprintf(d->period, sizeof d->period, "%d", d->year);
        KT_TRY(kt_run_product(d->run, d->info, &d->product, err));
    }
    kt_status status =
        d->dataset ? KT_OK
                   : kt_diversify_from_facts(d, kt_argument_text(d->run, "product", ""), err);
    if (!status)
        status = gather(d, err);
    if (!status)
        status = write_answer(d, err);
    clear(d);
    return status;
}

static kt_status run_diversify(kt_run *run, kt_error *err)
{
    kt_diversify d = {.run = run, .language = kt_run_language(run), .world_coverage = NAN};
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;

    KT_TRY(kt_run_countries(run, &d.countries, err));
    KT_TRY(kt_run_products(run, &d.products, err));
    KT_TRY(kt_run_country(run, "importer", &d.importer, err));
    KT_TRY(kt_run_find_store(run, &store, err));
    kt_status status = choose_dataset(run, store, d.importer, &dataset, err);
    d.dataset = dataset;
    if (!status)
        status = answer(&d, err);
    kt_dataset_close(dataset);
    kt_run_close_store(run, store);
    return status;
}

const kt_command kt_command_diversify = {
    "diversify",
    "how a buyer depends on its suppliers",
    "Shows who supplies a country with a product, how concentrated that is by value and by\n"
    "tonnes, what the loss of a supplier means, and who exports the product elsewhere. The "
    "sum\n"
    "of suppliers is held against the stated total; where less than 95 % is known,\n"
    "concentration is a range: the rest could come from one supplier or from many.\n\n"
    "  kontor diversify BLR 2709 --year 2019\n"
    "  kontor diversify DEU 271121 --lost RUS --cap 150\n"
    "  kontor diversify POL 2709 --risk risks.csv --format json\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_diversify,
};
