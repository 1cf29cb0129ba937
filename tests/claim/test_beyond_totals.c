/* Verdicts on what no yearly total of two countries answers: parts of years, products,
 * services, blocs; and figures that were revised since. On small tables made here. */
#include "check.h"

#include <kontor/claim_report.h>
#include <kontor/command.h>
#include <kontor/file.h>

static char folder[256];
static kt_context *context;

static kt_status run(const char *name, const kt_given *given, int n_given, kt_text *out,
                     kt_error *err)
{
    kt_text notes = {0};
    const kt_run_options options = {.store = folder,
                                    .language = "en",
                                    .now = 1700000000,
                                    .out = kt_sink_text(out),
                                    .notes = kt_sink_text(&notes)};
    const kt_status status =
        kt_command_run(kt_command_find(name), context, given, n_given, &options, err);
    kt_text_clear(&notes);
    return status;
}

static void import_table(const char *name, const char *rows)
{
    kt_error err = {0};
    kt_text said = {0};
    char path[KT_MAX_PATH];
    snprintf(path, sizeof path, "%s/table.csv", folder);
    CHECK_OK(kt_file_replace(path, rows, strlen(rows), &err), err);
    const kt_given given[] = {{NULL, path}, {"as", name}};
    CHECK_OK(run("import", given, 2, &said, &err), err);
    kt_text_clear(&said);
}

static const char *write_article(const char *text)
{
    static char path[KT_MAX_PATH];
    kt_error err = {0};
    snprintf(path, sizeof path, "%s/article.txt", folder);
    CHECK_OK(kt_file_replace(path, text, strlen(text), &err), err);
    return path;
}

/* The verdicts and notes of an article, as CSV. */
static void check_article(const char *text, kt_text *out)
{
    kt_error err = {0};
    const kt_given given[] = {{NULL, write_article(text)}, {"format", "json"}};
    CHECK_OK(run("check", given, 2, out, &err), err);
}

static void expect(const char *article, const char *verdict, const char *note)
{
    kt_text out = {0};
    char wanted[64];
    check_article(article, &out);
    snprintf(wanted, sizeof wanted, "\"verdict\":\"%s\"", verdict);
    if (!strstr(kt_text_get(&out), wanted) || !strstr(kt_text_get(&out), note))
        fail_msg("%s\nnot %s, %s:\n%s", article, verdict, note, kt_text_get(&out));
    kt_text_clear(&out);
}

#define LEAD "BERLIN, 1 June 2024 - "

static const char *const parts =
    "period,reporter,partner,flow,product,revision,kind,value_musd\n"
    "2023-01,DEU,FRA,X,TOTAL,,goods,100\n"
    "2023-02,DEU,FRA,X,TOTAL,,goods,110\n"
    "2023-03,DEU,FRA,X,TOTAL,,goods,120\n"
    "2022-01,DEU,FRA,X,TOTAL,,goods,90\n"
    "2022-02,DEU,FRA,X,TOTAL,,goods,100\n"
    "2022-03,DEU,FRA,X,TOTAL,,goods,110\n"
    "2023,DEU,FRA,X,TOTAL,,services,540\n"
    "2023,DEU,FRA,X,1001,HS17,goods,77\n"
    "2022,DEU,FRA,X,1001,HS17,goods,70\n";

static void months_add_up_to_a_part_of_a_year(void **state)
{
    (void)state;
    expect(LEAD "German exports to France amounted to $330 million in January-March 2023.\n",
           "matches", "$330.0\u00a0million in the period 01–03/2023: fits");
    expect(LEAD "German exports to France amounted to $430 million in January-March 2023.\n",
           "does_not_match", "$330.0\u00a0million");
    expect(LEAD "German exports to France rose 10% year on year in January-March 2023.\n",
           "matches", "+10.0%");
}

static void a_month_that_is_missing_is_not_taken_for_nothing(void **state)
{
    (void)state;
    expect(LEAD "German exports to France amounted to $330 million in January-April 2023.\n",
           "unverifiable", "No figures are held for just this period");
}

/* Without a word on the base either the month before or that of the year before may be meant.
 */
static void growth_of_a_month_is_on_either_month(void **state)
{
    (void)state;
    expect(LEAD "German exports to France rose 9.1% in March 2023.\n", "matches", "+9.1%");
    expect(LEAD "German exports to France rose 10% in February 2023.\n", "matches", "+10.0%");
    expect(LEAD "German exports to France rose 25% in March 2023.\n", "does_not_match",
           "+9.1%");
}

static void a_product_is_held_against_its_own_rows(void **state)
{
    (void)state;
    expect(LEAD "German wheat exports to France reached $77 million in 2023.\n", "matches",
           "$77.0\u00a0million");
    expect(LEAD "German wheat exports to France rose 10% in 2023.\n", "matches", "+10.0%");
    expect(LEAD "German cheese exports to France reached $77 million in 2023.\n",
           "unverifiable", "single products");
}

/* One partner is all that is held, and no total of all: that is no ranking. */
static void no_rank_is_told_without_coverage(void **state)
{
    (void)state;
    import_table("alone", "period,reporter,partner,flow,value_musd\n2019,PRT,ESP,X,500\n");
    expect(LEAD "Spain was Portugal's second-largest export market in 2019.\n", "unverifiable",
           "No figures are held");
}

static void a_rank_is_told_as_a_rank(void **state)
{
    (void)state;
    import_table("ranked", "period,reporter,partner,flow,value_musd\n2019,GRC,CYP,X,500\n"
                           "2019,GRC,ITA,X,600\n2019,GRC,WLD,X,1100\n");
    expect(LEAD "Cyprus was Greece's second-largest export market in 2019.\n", "matches",
           "the rank was 2 in 2019: fits.");
}

static void the_sign_of_a_deficit_stands_before_the_currency(void **state)
{
    (void)state;
    import_table("balanced", "period,reporter,partner,flow,value_musd\n2019,HUN,ROU,X,400\n"
                             "2019,HUN,ROU,M,500\n2019,ROU,HUN,X,500\n2019,ROU,HUN,M,400\n");
    expect(LEAD "Hungary had a trade surplus of $300 million with Romania in 2019.\n",
           "does_not_match", "it was \u2212$100.0\u00a0million in 2019");
}

static void services_are_held_against_services(void **state)
{
    (void)state;
    expect(LEAD "Germany's services exports to France were $540 million in 2023.\n", "matches",
           "$540.0\u00a0million");
    expect(LEAD "Germany's services imports from France were $540 million in 2023.\n",
           "unverifiable", "services");
}

static void a_bloc_is_the_sum_of_its_members(void **state)
{
    (void)state;
    import_table("eaeu", "period,reporter,partner,flow,value_musd\n"
                         "2019,KAZ,WLD,X,1000\n"
                         "2019,KAZ,RUS,X,300\n2019,KAZ,BLR,X,20\n2019,KAZ,KGZ,X,70\n"
                         "2019,KAZ,ARM,X,10\n"
                         "2019,RUS,KAZ,M,310\n2019,BLR,KAZ,M,22\n2019,KGZ,KAZ,M,75\n"
                         "2019,ARM,KAZ,M,13\n"
                         "2018,KAZ,RUS,X,250\n2018,KAZ,BLR,X,20\n2018,KAZ,KGZ,X,70\n");
    expect(LEAD "Kazakhstan's exports to the EAEU reached $400 million in 2019.\n", "disputed",
           "By the EAEU's statistics it was $420.0\u00a0million");
    expect(LEAD "Kazakh statistics show that Kazakhstan's exports to the EAEU reached "
                "$400 million in 2019.\n",
           "matches", "$400.0\u00a0million in 2019: fits");
    expect(LEAD "The EAEU accounted for 40% of Kazakhstan's exports in 2019.\n", "matches",
           "40.00%");
    expect(LEAD "Kazakhstan's exports to the EAEU reached $340 million in 2018.\n",
           "unverifiable", "not all of them are held");
}

static void make_release(const char *name, double factor)
{
    kt_text rows = {0};
    kt_error err = {0};
    CHECK_OK(kt_text_add(&rows, "period,reporter,partner,flow,value_musd\n", &err), err);
    for (int year = 2008; year < 2020; year++) {
        char row[128];
        snprintf(row, sizeof row, "%d,POL,UKR,X,%.1f\n%d,UKR,POL,M,%.1f\n", year,
                 factor * (1000.0 + year), year, 2000.0);
        CHECK_OK(kt_text_add(&rows, row, &err), err);
    }
    import_table(name, kt_text_get(&rows));
    kt_text_clear(&rows);
}

/* Poland's figures change by 6 % from release to release, Ukraine's not at all. */
static void what_a_reporter_usually_revises_is_allowed_for(void **state)
{
    (void)state;
    make_release("half", 1.0);
    expect(LEAD "Polish statistics show that Polish exports to Ukraine were $2,860 million in "
                "2010.\n",
           "does_not_match", "$3.01");
    make_release("half", 1.06);
    expect(LEAD "Polish statistics show that Polish exports to Ukraine were $3,040 million in "
                "2010.\n",
           "matches", "Within what later revisions usually change");
    expect(LEAD "Polish statistics show that Polish exports to Ukraine were $2,400 million in "
                "2010.\n",
           "does_not_match", "$3.");
}

typedef struct world {
    kt_check_world check;
    kt_claim_reader *reader;
    kt_store *store;
    kt_register *reg;
    kt_resources *resources;
    kt_countries *countries;
    kt_blocs *blocs;
    kt_locale *locale;
    kt_phrases *phrases;
    kt_claims claims;
} world;

static void open_world(world *w)
{
    kt_error err = {0};
    kt_slice phrases;
    CHECK_OK(kt_resources_open(NULL, &w->resources, &err), err);
    CHECK_OK(kt_countries_open(w->resources, &w->countries, &err), err);
    CHECK_OK(kt_blocs_open(w->resources, &w->blocs, &err), err);
    CHECK_OK(kt_locale_open("en", &w->locale, &err), err);
    CHECK_OK(kt_resource_get(w->resources, "lang/en.txt", &phrases, &err), err);
    CHECK_OK(kt_phrases_parse(phrases, &w->phrases, &err), err);
    CHECK_OK(kt_store_open(folder, &w->store, &err), err);
    CHECK_OK(kt_register_open(folder, KT_REGISTER_READ, &w->reg, &err), err);
    CHECK_OK(kt_claim_reader_open(w->resources, w->countries, w->blocs, &w->reader, &err), err);
    w->check = (kt_check_world){.store = w->store,
                                .reg = w->reg,
                                .countries = w->countries,
                                .blocs = w->blocs,
                                .resources = w->resources,
                                .phrases = w->phrases,
                                .locale = w->locale};
}

static void close_world(world *w)
{
    kt_claims_clear(&w->claims);
    kt_claim_reader_close(w->reader);
    kt_register_close(w->reg);
    kt_store_close(w->store);
    kt_phrases_free(w->phrases);
    kt_locale_close(w->locale);
    kt_blocs_close(w->blocs);
    kt_countries_close(w->countries);
    kt_resources_close(w->resources);
}

static kt_status judge_once(void *with, kt_error *err)
{
    const world *w = with;
    kt_verdicts verdicts = {0};
    const kt_status status = kt_verdicts_judge(&w->check, &w->claims, &verdicts, err);
    kt_verdicts_clear(&verdicts);
    return status;
}

static void every_failing_request_is_reported(void **state)
{
    (void)state;
    kt_error err = {0};
    world w = {0};
    open_world(&w);
    CHECK_OK(
        kt_claims_read(w.reader,
                       kt_slice_of(LEAD "German exports to France amounted to $330 million "
                                        "in January-March 2023. German wheat exports to "
                                        "France reached $99 million in 2023. Kazakhstan's "
                                        "exports to the EAEU reached $1 billion in 2019.\n"),
                       (kt_date){0}, &w.claims, &err),
        err);
    CHECK_INT(w.claims.n_claims, 3);
    kt_check_faults(KT_FAULT_MEMORY, judge_once, &w);
    close_world(&w);
}

static int begin(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_scratch_make(folder);
    if (kt_context_open(NULL, &context, &err))
        return 1;
    import_table("parts", parts);
    return 0;
}

static int end(void **state)
{
    (void)state;
    kt_context_close(context);
    kt_scratch_remove(folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(months_add_up_to_a_part_of_a_year),
        KT_TEST(a_month_that_is_missing_is_not_taken_for_nothing),
        KT_TEST(growth_of_a_month_is_on_either_month),
        KT_TEST(a_product_is_held_against_its_own_rows),
        KT_TEST(no_rank_is_told_without_coverage),
        KT_TEST(a_rank_is_told_as_a_rank),
        KT_TEST(the_sign_of_a_deficit_stands_before_the_currency),
        KT_TEST(services_are_held_against_services),
        KT_TEST(a_bloc_is_the_sum_of_its_members),
        KT_TEST(what_a_reporter_usually_revises_is_allowed_for),
        KT_TEST(every_failing_request_is_reported),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
