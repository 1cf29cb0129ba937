/* measure_command.c: kontor measure: one indicator, for a country, a pair or a product, over
 * years, with its convention and the coverage it rests on.
 *
 * The indicators stand in lists of kt_measure_kind, one list a file. Here the question is read,
 * a dataset chosen, the years walked, and what must be said below the table is put there. */
#include "answer_internal.h"
#include "measure_internal.h"
#include "table_words.h"

#include <kontor/nearest.h>
#include <kontor/source.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static const kt_parameter parameters[] = {
    {"indicator", "NAME", NULL, "Which indicator, then the countries: NAME A, NAME A B.",
     KT_TYPE_TEXT, KT_PLACE_REPEATED},
    {"list", NULL, NULL, "All indicators; with NAME what it needs and means.", KT_TYPE_FLAG,
     KT_PLACE_OPTION},
    {"year", "Y", NULL, "Which year (default: the last one).", KT_TYPE_YEAR, KT_PLACE_OPTION},
    {"years", "A-B", NULL, "Every year from A to B, or the span.", KT_TYPE_YEARS,
     KT_PLACE_OPTION},
    {"product", "CODE", NULL, "Only this product and all below it.", KT_TYPE_CODE,
     KT_PLACE_OPTION},
    {"level", "LEVEL", "section,2,4,6",
     "Sections, or digits of the products (default: the finest).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
    {"group", "TABLE", NULL,
     "Products by groups: an imported table (bec), end-use, or a file code,group.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"top", "N", NULL, "Only the N largest products.", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"stated-by", "SIDE", "exporter,importer,reconciled",
     "Whose statements (default: reconciled, else each country's own).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
    {"members", "FILE", NULL,
     "Groups of countries, columns country,group: each stands as one country; A and B may be "
     "one.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"market", "C", NULL, "similarity: exports to this country alone.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"of", "WHAT", "partners,products", "concentration: of which (default both).",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"by", "FLOW", "export,import", "concentration, coverage: of which flow (default both).",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"band", "PERCENT", NULL,
     "two-way: unit values within it are of like quality (default 15).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"threshold", "USD", NULL,
     "margins, basket, survival: from where on a product counts as traded (default 10000).",
     KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"traded", "WHEN", "2of3,each",
     "margins, basket, survival: where the threshold is reached in two of three years, that "
     "year and the two before (default), or in the year itself.",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"income", "FILE", NULL,
     "prody, expy: income per head, a file country,value[,year] or a column of stored "
     "covariates (default: GDP per head where it is there).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"rule", "WHOSE", "py,r",
     "eci, pci, coi, opportunities, fitness: convention of py-ecomplexity (default) or of the "
     "R package economiccomplexity.",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"at-least", "RCA", NULL, "From which RCA on a country makes a product (default 1).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"extremality", "G", NULL, "fitness: weight of the least fit maker (default 1).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"iterations", "N", NULL, "fitness: how many (default: until ranks rest; r: 20).",
     KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"strength", "PHI", NULL, "product-space: links from this proximity on (default 0.55).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"dataset", "NAME", NULL, "Which dataset.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json,graphml",
     "Form of the answer (default text); graphml: of product-space.", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

/* ---- the list --------------------------------------------------------------------------- */

typedef struct kind_list {
    const kt_measure_kind *kind;
    const int *n;
} kind_list;

static const kind_list lists[] = {
    {kt_measure_advantage, &kt_n_measure_advantage},
    {kt_measure_pairs, &kt_n_measure_pairs},
    {kt_measure_mirror, &kt_n_measure_mirror},
    {kt_measure_exchange, &kt_n_measure_exchange},
    {kt_measure_country, &kt_n_measure_country},
    {kt_measure_span, &kt_n_measure_span},
    {kt_measure_basket, &kt_n_measure_basket},
    {kt_measure_complexity, &kt_n_measure_complexity},
    {kt_measure_product_space, &kt_n_measure_product_space},
};
enum { N_LISTS = sizeof lists / sizeof lists[0] };

static const kt_measure_kind *find_kind(const char *name)
{
    for (int l = 0; l < N_LISTS; l++)
        for (int k = 0; k < *lists[l].n; k++)
            if (strcmp(lists[l].kind[k].name, name) == 0)
                return &lists[l].kind[k];
    return NULL;
}

enum { N_FIELDS = 6 };
static const char *const fields[N_FIELDS] = {"name",  "needs",      "data",
                                             "means", "convention", "source"};

static void fill_fields(const kt_measure_kind *kind, const char *value[N_FIELDS])
{
    value[0] = kind->name;
    value[1] = kind->needs;
    value[2] = kind->takes & KT_TAKES_PRODUCTS      ? "products"
               : kind->takes & KT_MAY_TAKE_PRODUCTS ? "totals or products"
                                                    : "totals";
    value[3] = kind->means;
    value[4] = kind->convention;
    value[5] = kind->source;
}

/* The name and, in the reader's language, the first sentence of what it means. */
static kt_status add_short(const kt_run *run, const kt_measure_kind *kind, kt_table *table,
                           kt_error *err)
{
    char means[KT_WORD_ROOM];
    KT_TRY(kt_word_of(run, kind->means, means, err));
    char *end = strstr(means, ". ");
    char *question = strstr(means, "? ");
    if (question && (!end || question < end))
        end = question;
    if (end)
        end[1] = '\0';
    kt_table_row(table);
    kt_table_text(table, kind->name);
    kt_table_text(table, means);
    return KT_OK;
}

/* Text has a line or two for each; the other forms have all. */
static kt_status write_list(const kt_run *run, kt_error *err)
{
    kt_table *table = NULL;
    kt_status status = KT_OK;
    const bool is_text = kt_answer_form_of(run) == KT_ANSWER_TEXT;
    KT_TRY(kt_table_new(&table, err));
    for (int f = 0; f < N_FIELDS; f++)
        if (!is_text || f == 0 || f == 3)
            kt_table_column(table, &(kt_column){.key = fields[f]});
    for (int l = 0; l < N_LISTS && !status; l++)
        for (int k = 0; k < *lists[l].n && !status; k++) {
            const char *value[N_FIELDS];
            if (is_text) {
                status = add_short(run, &lists[l].kind[k], table, err);
                continue;
            }
            kt_table_row(table);
            fill_fields(&lists[l].kind[k], value);
            for (int f = 0; f < N_FIELDS; f++)
                kt_table_text(table, value[f]);
        }
    if (!status && is_text)
        status = kt_say_note(run, table, "measure.list", NULL, 0, err);
    if (!status)
        status = kt_answer_list(run, table, err);
    kt_table_free(table);
    return status;
}

/* ---- the answer ------------------------------------------------------------------------- */

/* A code, and a group's name. */
static const char *title_of(const kt_measure_work *work, kt_country country, char code[5])
{
    kt_country_print(country, code);
    return code[0] == '_' ? kt_measure_country_label(work, country) : code;
}

static void add_title(kt_measure_work *work)
{
    char title[256], a[5], b[5];
    snprintf(title, sizeof title, "%s%s%s%s%s", work->kind->title, work->a.code ? ": " : "",
             title_of(work, work->a, a), work->b.code ? ", " : "", title_of(work, work->b, b));
    kt_table_title(work->table, title);
}

static kt_status fill_table(kt_measure_work *work, kt_error *err)
{
    kt_measure_column_text(work, "year", NULL);
    work->kind->columns(work);
    kt_table_column(work->table,
                    &(kt_column){.key = "coverage", .align = KT_RIGHT, .decimals = 1});
    kt_measure_column_text(work, "status", NULL);
    if (work->is_csv) {
        kt_measure_column_text(work, "level", NULL);
        kt_measure_column_text(work, "convention", NULL);
        kt_measure_column_text(work, "dataset", NULL);
    }
    if (work->kind->takes & KT_TAKES_SPAN)
        KT_TRY(work->kind->year(work, work->last_year, err));
    else
        for (int year = work->first_year; year <= work->last_year; year++) {
            work->weakest = KT_TRADE_ABSENT;
            KT_TRY(work->kind->year(work, (int16_t)year, err));
        }
    KT_TRY(kt_table_check(work->table, err));
    if (kt_table_n_rows(work->table) == 0 && !work->is_written)
        return kt_measure_nothing(work, err);
    KT_TRY(kt_measure_notes(work, err));
    return kt_table_check(work->table, err);
}

static kt_status choose_years(kt_measure_work *work, kt_error *err)
{
    int first, last;
    const bool span = (work->kind->takes & KT_TAKES_SPAN) != 0;
    kt_argument_years(work->run, &first, &last);
    if (!last) {
        last = work->info->last_year;
        first = !span                 ? last
                : work->kind->n_years ? last - work->kind->n_years + 1
                                      : work->info->first_year;
    }
    if (first < work->info->first_year)
        first = work->info->first_year;
    if (last > work->info->last_year)
        last = work->info->last_year;
    if (work->kind->takes & KT_ONE_YEAR && first < last)
        return kt_fail(err, KT_ERR_USAGE, "%s answers for one year: --year Y",
                       work->kind->name);
    if (first > last)
        return kt_fail(err, KT_ERR_MISSING, "%s@%s holds the years %d to %d", work->info->name,
                       work->info->version, work->info->first_year, work->info->last_year);
    if (span && first == last)
        return kt_fail(err, KT_ERR_MISSING,
                       "%s compares years, and %s@%s holds %d to %d: give --years FIRST-LAST "
                       "inside, or a dataset with more",
                       work->kind->name, work->info->name, work->info->version,
                       work->info->first_year, work->info->last_year);
    work->first_year = (int16_t)first;
    work->last_year = (int16_t)last;
    return KT_OK;
}

static kt_status choose_axis(kt_measure_work *work, kt_error *err)
{
    const char *level = kt_argument_text(work->run, "level", "0");
    const unsigned takes = work->kind->takes;
    const bool products =
        takes & KT_TAKES_PRODUCTS || (takes & KT_MAY_TAKE_PRODUCTS && work->info->has_products);
    if (!products)
        return kt_trade_axis_totals(&work->axis, err);
    KT_TRY(kt_trade_axis_make(work->dataset,
                              level[0] == '2'   ? KT_LEVEL_2
                              : level[0] == '4' ? KT_LEVEL_4
                              : level[0] == '6' ? KT_LEVEL_6
                                                : KT_LEVEL_STATED,
                              &work->axis, err));
    // Codes of several revisions can be compared as families, which a table of groups makes.
    if (takes & KT_ONE_REVISION && work->axis.revision == KT_REVISION_NONE &&
        !kt_argument_text(work->run, "group", NULL))
        return kt_fail(err, KT_ERR_MISSING,
                       "%s@%s holds several classifications: %s compares codes and needs one, "
                       "or --group FILE, a table code,group of families that are the same in "
                       "all of them",
                       work->info->name, work->info->version, work->kind->name);
    return kt_measure_group_axis(work, err);
}

static kt_status answer(kt_measure_work *work, kt_error *err)
{
    work->info = kt_dataset_info_of(work->dataset);
    work->least_coverage = work->most_coverage = NAN;
    work->is_csv = kt_answer_form_of(work->run) == KT_ANSWER_CSV;
    KT_TRY(choose_years(work, err));
    KT_TRY(kt_run_product(work->run, work->info, &work->product, err));
    if (kt_argument_text(work->run, "market", NULL))
        KT_TRY(kt_measure_find_country(work, kt_argument_text(work->run, "market", NULL),
                                       &work->market, err));
    if (kt_answer_form_of(work->run) == KT_ANSWER_GRAPHML &&
        strcmp(work->kind->name, "product-space") != 0)
        return kt_fail(err, KT_ERR_USAGE, "graphml is a form of product-space alone");
    kt_status status = choose_axis(work, err);
    if (!status)
        status = kt_table_new(&work->table, err);
    if (!status) {
        add_title(work);
        status = fill_table(work, err);
    }
    if (!status && !work->is_written)
        status = kt_answer_table(work->run, work->table, err);
    kt_table_free(work->table);
    kt_measure_groups_clear(work);
    kt_trade_axis_clear(&work->axis);
    return status;
}

static kt_status find_countries(kt_measure_work *work, kt_error *err)
{
    const unsigned takes = work->kind->takes;
    const char *a = kt_argument_at(work->run, 1);
    const char *b = a ? kt_argument_at(work->run, 2) : NULL;
    const bool too_many = (b && kt_argument_at(work->run, 3)) ||
                          (b && !(takes & (KT_TAKES_B | KT_MAY_TAKE_B))) ||
                          (a && !(takes & (KT_TAKES_A | KT_MAY_TAKE_A)));
    const bool too_few = (!a && takes & KT_TAKES_A) || (!b && takes & KT_TAKES_B);
    if (too_many || too_few)
        return kt_fail(err, KT_ERR_USAGE, "%s takes: kontor measure %s %s", work->kind->name,
                       work->kind->name, work->kind->needs);
    if (a)
        KT_TRY(kt_measure_find_country(work, a, &work->a, err));
    if (b)
        KT_TRY(kt_measure_find_country(work, b, &work->b, err));
    return KT_OK;
}

/* Digits that --level lets matter; 0: the finest count. */
static int digits_of(const kt_run *run)
{
    const char *level = kt_argument_text(run, "level", NULL);
    return !level ? 0 : level[0] == 's' ? 1 : level[0] - '0';
}

static kt_status open_dataset(kt_measure_work *work, const kt_store *store, kt_dataset **out,
                              kt_error *err)
{
    int first, last;
    char code[5];
    const unsigned takes = work->kind->takes;
    const bool partners =
        strcmp(kt_argument_text(work->run, "of", "products"), "partners") == 0;
    if (kt_argument_text(work->run, "dataset", NULL))
        return kt_run_dataset(work->run, store, out, err);
    kt_argument_years(work->run, &first, &last);
    // Of a group the first member stands for all: a dataset that knows it knows the others.
    const kt_source_question question = {
        .country = kt_measure_first_member(work, work->a),
        .partner = kt_measure_first_member(work, work->b),
        .first_year = first,
        .last_year = last,
        .need = takes & KT_TAKES_PRODUCTS                   ? KT_NEED_PRODUCTS
                : takes & KT_MAY_TAKE_PRODUCTS && !partners ? KT_NEED_EITHER
                                                            : KT_NEED_PARTNERS,
        .digits = digits_of(work->run),
        .product = kt_argument_text(work->run, "product", NULL),
        .of_world = takes & KT_OF_THE_WORLD,
        .of_a_span = takes & KT_TAKES_SPAN};
    KT_TRY(kt_run_choose(work->run, store, &question, out, err));
    if (*out)
        return KT_OK;
    char which[32] = "";
    if (question.product)
        snprintf(which, sizeof which, " with code %.6s", question.product);
    if (!work->a.code)
        return kt_fail(
            err, KT_ERR_MISSING,
            "no dataset in %s holds products%s of all countries, which %s needs; bring one "
            "in with kontor import FILE",
            kt_store_folder(store), which, work->kind->name);
    return kt_fail(err, KT_ERR_MISSING,
                   "no dataset in %s knows %s%s of %s%s; bring one in with kontor import FILE",
                   kt_store_folder(store), takes & KT_TAKES_PRODUCTS ? "products" : "partners",
                   which, title_of(work, work->a, code), last ? " in that year" : "");
}

static kt_status fail_unknown(const char *name, kt_error *err)
{
    char hint[96];
    kt_nearest nearest = kt_nearest_to(kt_slice_of(name));
    for (int l = 0; l < N_LISTS; l++)
        for (int k = 0; k < *lists[l].n; k++)
            kt_nearest_try(&nearest, lists[l].kind[k].name);
    return kt_fail(err, KT_ERR_USAGE,
                   "no indicator \"%.60s\"%s kontor measure --list names them all", name,
                   kt_nearest_hint(&nearest, hint));
}

static kt_status run_measure(kt_run *run, kt_error *err)
{
    kt_measure_work work = {.run = run, .language = kt_run_language(run)};
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    const char *name = kt_argument_at(run, 0);

    if (kt_argument_flag(run, "list") && !name)
        return write_list(run, err);
    work.kind = name ? find_kind(name) : NULL;
    if (!work.kind)
        return fail_unknown(name ? name : "", err);
    if (kt_argument_flag(run, "list")) {
        const char *value[N_FIELDS];
        fill_fields(work.kind, value);
        return kt_answer_entry(run, N_FIELDS, fields, value, err);
    }
    KT_TRY(kt_run_countries(run, &work.countries, err));
    KT_TRY(kt_run_products(run, &work.products, err));
    kt_status status = kt_measure_read_members(&work, err);
    if (!status)
        status = find_countries(&work, err);
    if (!status)
        status = kt_run_find_store(run, &store, err);
    if (!status)
        status = open_dataset(&work, store, &dataset, err);
    work.dataset = dataset;
    if (!status)
        status = answer(&work, err);
    kt_measure_members_clear(&work);
    kt_dataset_close(dataset);
    kt_run_close_store(run, store);
    return status;
}

const kt_command kt_command_measure = {
    "measure",
    "one indicator of a country, a pair or a product",
    "Computes one indicator from a dataset, with its convention, the level of products and "
    "the\n"
    "coverage it rests on: how much of the reported total with World the parts make up.\n"
    "kontor measure --list names them all, kontor measure --list NAME says what one needs.\n\n"
    "  kontor measure intensity BLR KAZ --years 2010-2018\n"
    "  kontor measure rca DEU --year 2019 --level 2\n"
    "  kontor measure concentration KAZ --of partners --by export\n"
    "  kontor measure basket BLR KAZ --years 2010-2019 --format csv\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_measure,
};
