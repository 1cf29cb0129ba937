/* query_command.c: kontor query: a filtered and summed table of one dataset.
 *
 * World and aggregates never add to a sum, unless one is named. Where a dataset holds the
 * statements of both sides they stand in rows of their own: adding them would count twice. */
#include "answer_internal.h"
#include "run_internal.h"
#include "say.h"

#include <kontor/memory.h>
#include <kontor/source.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const kt_parameter parameters[] = {
    {"exporter", "A", NULL, "Only this exporter.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"importer", "B", NULL, "Only this importer.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"product", "CODE", NULL, "Only this product and all below it.", KT_TYPE_CODE,
     KT_PLACE_OPTION},
    {"years", "A-B", NULL, "Only these years.", KT_TYPE_YEARS, KT_PLACE_OPTION},
    {"year", "Y", NULL, "Only this year.", KT_TYPE_YEAR, KT_PLACE_OPTION},
    {"by", "KEYS", "exporter,importer,product,year,period,hs2,hs4,section",
     "A row for each of these, joined by commas (default year).", KT_TYPE_SET, KT_PLACE_OPTION},
    {"top", "N", NULL, "Only the N largest values.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"skip", "N", NULL, "Leave out the first N rows.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"limit", "N", NULL, "At most N rows, in the order of the keys.", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"dataset", "NAME", NULL, "Which dataset (default: the one that fits best).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "Form of the answer (default text).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

typedef struct query {
    unsigned keys;
    bool sections; /* chapters are folded into sections after grouping */
    bool is_sitc;
    kt_filter filter;
    kt_country *leave_out; /* owned */
    const kt_countries *countries;
    const kt_products *products;
    const char *language;
} query;

/* Level of products that the keys, else the named product, ask for. */
static kt_status choose_level(const kt_run *run, const kt_dataset_info *info, query *q,
                              kt_error *err)
{
    const bool chapters = kt_argument_holds(run, "by", "hs2");
    const bool headings = kt_argument_holds(run, "by", "hs4");
    const bool finest = kt_argument_holds(run, "by", "product");
    q->sections = kt_argument_holds(run, "by", "section");
    if (chapters + headings + finest + q->sections > 1)
        return kt_fail(err, KT_ERR_USAGE, "--by takes one of product, hs4, hs2, section");
    if ((chapters || headings || finest || q->sections) && !info->has_products)
        return kt_fail(err, KT_ERR_MISSING, "%s holds totals only, no products", info->name);

    q->is_sitc = info->revision >= KT_SITC1 && info->revision <= KT_SITC4;
    q->filter.level = KT_LEVEL_TOTAL;
    const int digits = kt_product_digits(q->filter.product);
    if (digits)
        q->filter.level = digits <= 2 ? KT_LEVEL_2 : digits <= 4 ? KT_LEVEL_4 : KT_LEVEL_6;
    if (chapters || q->sections)
        q->filter.level = KT_LEVEL_2;
    else if (headings)
        q->filter.level = KT_LEVEL_4;
    else if (finest)
        q->filter.level = KT_LEVEL_6;
    if (chapters || headings || finest || q->sections)
        q->keys |= KT_BY_KEY_PRODUCT;
    return KT_OK;
}

static kt_status choose_keys(const kt_run *run, const kt_dataset_info *info, query *q,
                             kt_error *err)
{
    const bool periods = kt_argument_holds(run, "by", "period");
    int first, last;
    if (kt_argument_holds(run, "by", "exporter"))
        q->keys |= KT_BY_KEY_EXPORTER;
    if (kt_argument_holds(run, "by", "importer"))
        q->keys |= KT_BY_KEY_IMPORTER;
    if (periods || kt_argument_holds(run, "by", "year") || !kt_argument_text(run, "by", NULL))
        q->keys |= KT_BY_KEY_PERIOD;
    if (info->stated_by & (info->stated_by - 1))
        q->keys |= KT_BY_KEY_STATED_BY;
    q->filter.whole_years = !periods;
    kt_argument_years(run, &first, &last);
    q->filter.first_year = (int16_t)first;
    q->filter.last_year = (int16_t)last;
    KT_TRY(kt_run_country(run, "exporter", &q->filter.exporter, err));
    KT_TRY(kt_run_country(run, "importer", &q->filter.importer, err));
    KT_TRY(kt_run_product(run, info, &q->filter.product, err));
    return choose_level(run, info, q, err);
}

/* World and aggregates of the dataset, in order of their codes. */
static kt_status choose_left_out(const kt_dataset *dataset, query *q, kt_error *err)
{
    const kt_country *country;
    int64_t n_countries, n_out = 0;
    KT_TRY(kt_dataset_countries(dataset, &country, &n_countries, err));
    KT_TRY(kt_new(&q->leave_out, n_countries, sizeof *q->leave_out, err));
    for (int64_t n = 0; n < n_countries; n++) {
        const kt_country_info *info = kt_country_info_of(q->countries, country[n]);
        if (info && (info->kind == KT_IS_WORLD || info->kind == KT_IS_AGGREGATE))
            q->leave_out[n_out++] = country[n];
    }
    q->filter.leave_out = q->leave_out;
    q->filter.n_leave_out = n_out;
    return KT_OK;
}

static double add_present(double a, double b)
{
    return a != a ? b : b != b ? a : a + b;
}

static int by_section(const void *left, const void *right)
{
    const kt_group *a = left, *b = right;
    const uint32_t x[] = {a->exporter.code, a->importer.code, a->product.code,
                          (uint32_t)a->period.first, a->stated_by};
    const uint32_t y[] = {b->exporter.code, b->importer.code, b->product.code,
                          (uint32_t)b->period.first, b->stated_by};
    for (size_t n = 0; n < sizeof x / sizeof x[0]; n++)
        if (x[n] != y[n])
            return x[n] < y[n] ? -1 : 1;
    return 0;
}

/* Chapters to sections: product.code becomes the section's number, 0 what is in none. A section
 * of the SITC is the first digit, a code like any other. */
static void fold_sections(const query *q, kt_groups *groups)
{
    int64_t n_kept = 0;
    for (int64_t g = 0; g < groups->n_groups; g++) {
        kt_product *product = &groups->group[g].product;
        *product = q->is_sitc
                       ? kt_product_above(*product, 1)
                       : (kt_product){(uint32_t)kt_product_section(q->products, *product)};
    }
    qsort(groups->group, (size_t)groups->n_groups, sizeof *groups->group, by_section);
    for (int64_t g = 0; g < groups->n_groups; g++) {
        const kt_group *from = &groups->group[g];
        kt_group *to = n_kept ? &groups->group[n_kept - 1] : NULL;
        if (!to || by_section(to, from) != 0) {
            groups->group[n_kept++] = *from;
            continue;
        }
        to->value_usd = add_present(to->value_usd, from->value_usd);
        to->quantity_tonnes = add_present(to->quantity_tonnes, from->quantity_tonnes);
        to->n_rows += from->n_rows;
        to->n_without_value += from->n_without_value;
        to->n_without_quantity += from->n_without_quantity;
        if (from->status > to->status)
            to->status = from->status;
    }
    groups->n_groups = n_kept;
}

/* Largest first, missing last; equal ones in order of their keys. */
static int by_value(const void *left, const void *right)
{
    const kt_group *a = left, *b = right;
    const bool no_a = a->value_usd != a->value_usd, no_b = b->value_usd != b->value_usd;
    if (no_a != no_b)
        return no_a ? 1 : -1;
    if (!no_a && a->value_usd != b->value_usd)
        return a->value_usd > b->value_usd ? -1 : 1;
    return by_section(a, b);
}

static void add_country(kt_table *table, const query *q, kt_country country)
{
    char code[5];
    kt_table_text(table, kt_country_print(country, code));
    kt_table_text(table, kt_country_name(q->countries, country, q->language, KT_NAME));
}

static void add_product(kt_table *table, const query *q, const kt_dataset *dataset,
                        kt_product product)
{
    char code[16];
    if (q->sections && !q->is_sitc) {
        snprintf(code, sizeof code, "%u", product.code);
        kt_table_text(table, product.code ? code : "");
        kt_table_text(table, kt_section_name(q->products, (int)product.code, q->language));
        return;
    }
    const char *name = kt_product_name(q->products, product, q->language);
    kt_table_text(table, kt_product_print(product, code));
    if (name[0]) {
        kt_table_text(table, name);
        return;
    }
    const kt_slice own = kt_dataset_description(dataset, product);
    char text[256];
    if (own.data && own.size > 0)
        snprintf(text, sizeof text, "%.*s", (int)own.size, own.data);
    else
        kt_product_heading_name(q->products, product, q->language, text, sizeof text);
    kt_table_text(table, text);
}

static void add_columns(kt_table *table, const query *q)
{
    if (q->keys & KT_BY_KEY_EXPORTER) {
        kt_table_column(table, &(kt_column){.key = "exporter"});
        kt_table_column(table, &(kt_column){.key = "exporter_name", .title = ""});
    }
    if (q->keys & KT_BY_KEY_IMPORTER) {
        kt_table_column(table, &(kt_column){.key = "importer"});
        kt_table_column(table, &(kt_column){.key = "importer_name", .title = ""});
    }
    if (q->keys & KT_BY_KEY_PRODUCT) {
        kt_table_column(table, &(kt_column){.key = q->sections ? "section" : "product"});
        kt_table_column(table, &(kt_column){.key = "product_name", .title = ""});
    }
    if (q->keys & KT_BY_KEY_PERIOD)
        kt_table_column(table, &(kt_column){.key = "period"});
    if (q->keys & KT_BY_KEY_STATED_BY)
        kt_table_column(table, &(kt_column){.key = "stated_by", .title = "stated by"});
    kt_table_column(table, &(kt_column){.key = "value_usd",
                                        .title = "million USD",
                                        .align = KT_RIGHT,
                                        .decimals = 3,
                                        .scale = 1e-6});
    kt_table_column(
        table, &(kt_column){.key = "quantity_tonnes", .title = "tonnes", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "rows", .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "without_quantity",
                                        .title = "without quantity",
                                        .align = KT_RIGHT});
    kt_table_column(table, &(kt_column){.key = "status"});
}

static void add_row(kt_table *table, const query *q, const kt_dataset *dataset,
                    const kt_group *group)
{
    char period[24];
    kt_table_row(table);
    if (q->keys & KT_BY_KEY_EXPORTER)
        add_country(table, q, group->exporter);
    if (q->keys & KT_BY_KEY_IMPORTER)
        add_country(table, q, group->importer);
    if (q->keys & KT_BY_KEY_PRODUCT)
        add_product(table, q, dataset, group->product);
    if (q->keys & KT_BY_KEY_PERIOD) {
        kt_period_print(group->period, period);
        kt_table_text(table, period);
    }
    if (q->keys & KT_BY_KEY_STATED_BY)
        kt_table_text(table, kt_stated_by_name((kt_stated_by)group->stated_by));
    kt_table_number(table, group->value_usd, NULL);
    kt_table_number(table, group->quantity_tonnes, NULL);
    kt_table_integer(table, group->n_rows);
    kt_table_integer(table, group->n_without_quantity);
    kt_table_text(table, kt_flow_status_name((kt_flow_status)group->status));
}

static kt_status note_rows(const kt_run *run, kt_table *table, int64_t n_more,
                           const kt_dataset_info *info, kt_error *err)
{
    char dataset[2 * KT_MAX_NAME + 2];
    const kt_say_value more = {.name = "n", .as = KT_AS_COUNT, .number = (double)n_more};
    snprintf(dataset, sizeof dataset, "%s@%s", info->name, info->version);
    const kt_say_value value[] = {
        {.name = "dataset", .as = KT_AS_TEXT, .text = dataset},
        {.name = "synthetic", .as = KT_AS_TEXT, .text = info->synthetic ? "yes" : "no"}};
    if (n_more > 0)
        KT_TRY(kt_say_note(run, table, "query.more", &more, 1, err));
    return kt_say_note(run, table, "query.source", value, 2, err);
}

static kt_status write_groups(const kt_run *run, const query *q, const kt_dataset *dataset,
                              const kt_groups *groups, kt_error *err)
{
    kt_table *table = NULL;
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    const int64_t top = kt_argument_integer(run, "top", groups->n_groups);
    const int64_t n_rows = groups->n_groups < top ? groups->n_groups : top;
    int64_t first, last;

    kt_run_part(run, n_rows, &first, &last);
    KT_TRY(kt_table_new(&table, err));
    add_columns(table, q);
    for (int64_t g = first; g < last; g++)
        add_row(table, q, dataset, &groups->group[g]);
    kt_status status = note_rows(run, table, groups->n_groups - last, info, err);
    if (!status)
        status = kt_answer_table(run, table, err);
    kt_table_free(table);
    return status;
}

/* What there is may all be of World or of a group of countries: then it has to be named. */
static kt_status fail_empty(query *q, const kt_dataset *dataset, kt_error *err)
{
    kt_groups groups = {0};
    const char *name = kt_dataset_info_of(dataset)->name;

    q->filter.n_leave_out = 0;
    KT_TRY(kt_dataset_group(dataset, &q->filter, q->keys, &groups, err));
    const bool with_world = groups.n_groups > 0;
    kt_groups_clear(&groups);
    return with_world
               ? kt_fail(err, KT_ERR_MISSING,
                         "%s holds rows that fit for World or groups of countries only, which "
                         "never add to a sum; name one, as --importer WLD",
                         name)
               : kt_fail(err, KT_ERR_MISSING, "%s holds no rows that fit", name);
}

static kt_status answer(const kt_run *run, query *q, const kt_dataset *dataset, kt_error *err)
{
    kt_groups groups = {0};
    KT_TRY(kt_run_countries(run, &q->countries, err));
    KT_TRY(kt_run_products(run, &q->products, err));
    KT_TRY(choose_keys(run, kt_dataset_info_of(dataset), q, err));
    KT_TRY(choose_left_out(dataset, q, err));
    KT_TRY(kt_dataset_group(dataset, &q->filter, q->keys, &groups, err));
    if (q->sections)
        fold_sections(q, &groups);
    if (kt_argument_text(run, "top", NULL))
        qsort(groups.group, (size_t)groups.n_groups, sizeof *groups.group, by_value);
    kt_status status = KT_OK;
    if (groups.n_groups == 0)
        status = fail_empty(q, dataset, err);
    if (!status)
        status = write_groups(run, q, dataset, &groups, err);
    kt_groups_clear(&groups);
    return status;
}

/* Without --dataset the one that answers best about the country or pair asked for
 * (kontor/source.h), else the newest. */
static kt_status open_dataset(const kt_run *run, const kt_store *store, kt_dataset **out,
                              kt_error *err)
{
    kt_country exporter, importer;
    int first, last;
    const int digits = kt_argument_holds(run, "by", "section") ? 1
                       : kt_argument_holds(run, "by", "hs2")   ? 2
                       : kt_argument_holds(run, "by", "hs4")   ? 4
                                                               : 0;
    const char *product = kt_argument_text(run, "product", NULL);

    if (kt_argument_text(run, "dataset", NULL) || kt_store_n_datasets(store) < 2)
        return kt_run_dataset(run, store, out, err);
    KT_TRY(kt_run_country(run, "exporter", &exporter, err));
    KT_TRY(kt_run_country(run, "importer", &importer, err));
    kt_argument_years(run, &first, &last);
    const kt_source_question question = {
        .country = exporter.code ? exporter : importer,
        .partner = exporter.code ? importer : (kt_country){0},
        .exports = exporter.code != 0,
        .imports = exporter.code == 0,
        .first_year = first,
        .last_year = last,
        .need = product || digits || kt_argument_holds(run, "by", "product") ? KT_NEED_PRODUCTS
                                                                             : KT_NEED_PARTNERS,
        .digits = digits,
        .product = product};
    KT_TRY(kt_run_choose(run, store, &question, out, err));
    return *out ? KT_OK
                : kt_fail(err, KT_ERR_MISSING,
                          "none of the datasets in %s holds rows that fit; kontor info lists "
                          "them",
                          kt_store_folder(store));
}

static kt_status run_query(kt_run *run, kt_error *err)
{
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    query q = {.language = kt_run_language(run)};

    KT_TRY(kt_run_open_store(run, &store, err));
    kt_status status = open_dataset(run, store, &dataset, err);
    if (!status)
        status = answer(run, &q, dataset, err);
    kt_free(q.leave_out);
    kt_dataset_close(dataset);
    kt_run_close_store(run, store);
    return status;
}

const kt_command kt_command_query = {
    "query",
    "a filtered, summed table",
    "Sums the rows of a dataset that fit. World and groups of countries never add to a sum "
    "unless\n"
    "you name one; the statements of exporters and importers stand in rows of their own.\n\n"
    "  kontor query --exporter BLR --importer KAZ --years 2008-2018\n"
    "  kontor query --importer DEU --year 2018 --by exporter --top 10\n"
    "  kontor query --product 8701 --year 2019 --by exporter,importer --format csv\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_query,
};
