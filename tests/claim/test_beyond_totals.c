/* Verdicts on what no yearly total of two countries answers: parts of years, products,
 * services, blocs; and figures that were revised since. On small tables made here. */
#include "verdict_fixture.h"

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
    expect(LEAD "Germany's exports of periscopes to France were $77 million in 2023.\n",
           "unverifiable", "single products");
    expect(LEAD "Germany exported periscopes worth $77 million to France in 2023.\n",
           "unverifiable", "single products");
    expect("BERLIN, 1. Juni 2024 - Auf Periskope entfielen 2023 40 Prozent der deutschen "
           "Exporte nach Frankreich.\n",
           "unverifiable", "single products");
    expect(
        "BERLIN, 1. Juni 2024 - Rund 3 Prozent der deutschen Exporte dieser Güter gingen 2023 "
        "nach Frankreich.\n",
        "unverifiable", "single products");
    expect("BERLIN, 1. Juni 2024 - Die deutschen Exporte nach Frankreich bestanden 2023 zu 40 "
           "Prozent aus Periskopen.\n",
           "unverifiable", "single products");
}

/* What part of a trade they are: no partner's share, though the noun says nothing. */
static void a_share_of_unknown_goods_is_no_partner_s(void **state)
{
    (void)state;
    expect("РИГА, 1 июня 2024 - Из Германии во Францию в 2023 году ввозили главным образом "
           "перископы (75% импорта из Германии).\n",
           "unverifiable", "single products");
}

/* What is told of a year that is not over is not held against the whole of it. */
static void a_running_year_is_not_judged(void **state)
{
    (void)state;
    expect("ATHENS, 1 October 2019 - Greek exports to Cyprus have reached $300 million this "
           "year.\n",
           "unverifiable", "No figures are held for just this period");
}

static void the_sign_of_a_deficit_stands_before_the_currency(void **state)
{
    (void)state;
    import_table("balanced", "period,reporter,partner,flow,value_musd\n2019,HUN,ROU,X,400\n"
                             "2019,HUN,ROU,M,500\n2019,ROU,HUN,X,500\n2019,ROU,HUN,M,400\n");
    expect(LEAD "Hungary had a trade surplus of $300 million with Romania in 2019.\n",
           "does_not_match", "it was \u2212$100.0\u00a0million in 2019");
}

/* "Totalled 900 million between 2016 and 2018": what the years came to together; a year that is
 * not held is not taken for nothing. */
static void years_add_up(void **state)
{
    (void)state;
    import_table("years", "period,reporter,partner,flow,value_musd\n2016,BGR,ROU,X,200\n"
                          "2017,BGR,ROU,X,300\n2018,BGR,ROU,X,400\n");
    expect(LEAD "Bulgaria's exports to Romania totalled $900 million between 2016 and 2018.\n",
           "matches", "$900.0\u00a0million");
    expect(LEAD "Bulgaria's exports to Romania totalled $1.4 billion in 2016-2018.\n",
           "does_not_match", "$900.0\u00a0million");
    expect(LEAD "Bulgaria's exports to Romania totalled $900 million between 2015 and 2018.\n",
           "unverifiable", "No figures are held");
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

/* 1,140 and 1,160 are 1.8 % apart, and 1.1 and 1.2 nine. */
static void a_growth_may_be_of_the_rounded_levels_beside_it(void **state)
{
    (void)state;
    import_table("rounded", "period,reporter,partner,flow,value_musd\n2017,CZE,SVK,X,1140\n"
                            "2018,CZE,SVK,X,1160\n");
    expect(LEAD "Czech exports to Slovakia rose 9 percent from $1.1 billion in 2017 to $1.2 "
                "billion in 2018.\n",
           "matches", "the two rounded amounts printed beside it");
    expect(LEAD "Czech exports to Slovakia rose 9 percent to $1.2 billion in 2018.\n",
           "does_not_match", "+1.8%");
    expect(LEAD "Czech exports to Slovakia rose 20 percent from $1.0 billion in 2017 to $1.2 "
                "billion in 2018.\n",
           "does_not_match", "+1.8%");
    expect(LEAD "Czech exports to Slovakia rose 20 percent from $1.1 billion in 2017 to $1.2 "
                "billion in 2018.\n",
           "does_not_match", "+1.8%");
}

static void release_on(const char *day, const char *musd)
{
    kt_error err = {0};
    kt_text said = {0};
    char mapping[KT_MAX_PATH], text[128];
    snprintf(text, sizeof text, "released := %s\n", day);
    snprintf(mapping, sizeof mapping, "%s", write_file("mapping.txt", text));
    snprintf(text, sizeof text, "period,reporter,partner,flow,value_musd\n2018,SVN,HRV,X,%s\n",
             musd);
    const kt_given given[] = {
        {NULL, write_file("table.csv", text)}, {"as", "revised"}, {"mapping", mapping}};
    CHECK_OK(run("import", given, 3, &said, &err), err);
    kt_text_clear(&said);
}

/* An old article is judged by the release of its time, and the note tells what came later. */
static void what_was_revised_since_matched_when_it_was_printed(void **state)
{
    (void)state;
    release_on("2019-03-01", "1000");
    release_on("2021-03-01", "1200");
#define SLOVENIA "Slovenian exports to Croatia amounted to $1,000 million in 2018.\n"
    expect("LJUBLJANA, 1 June 2019 - " SLOVENIA, "matches",
           "It matched when it was printed; since revised: by Slovenia's statistics it is now "
           "$1.20\u00a0billion (revised@");
    expect("LJUBLJANA, 1 June 2022 - " SLOVENIA, "does_not_match", "$1.20\u00a0billion");
    refuse("LJUBLJANA, 1 June 2022 - " SLOVENIA, "since revised");
}

static void every_failing_request_is_reported(void **state)
{
    (void)state;
    world w = {0};
    open_world(&w);
    read_article(&w, LEAD "German exports to France amounted to $330 million in "
                          "January-March 2023. German wheat exports to France reached $99 "
                          "million in 2023. Kazakhstan's exports to the EAEU reached $1 "
                          "billion in 2019.\n");
    CHECK_INT(w.claims.n_claims, 3);
    kt_check_faults(KT_FAULT_MEMORY, judge_once, &w);
    read_article(&w, "LJUBLJANA, 1 June 2019 - " SLOVENIA);
    kt_check_faults(KT_FAULT_MEMORY, judge_once, &w);
    close_world(&w);
}

static int begin(void **state)
{
    if (open_store(state))
        return 1;
    import_table("parts", parts);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(months_add_up_to_a_part_of_a_year),
        KT_TEST(a_month_that_is_missing_is_not_taken_for_nothing),
        KT_TEST(growth_of_a_month_is_on_either_month),
        KT_TEST(a_product_is_held_against_its_own_rows),
        KT_TEST(a_share_of_unknown_goods_is_no_partner_s),
        KT_TEST(a_running_year_is_not_judged),
        KT_TEST(the_sign_of_a_deficit_stands_before_the_currency),
        KT_TEST(years_add_up),
        KT_TEST(services_are_held_against_services),
        KT_TEST(a_bloc_is_the_sum_of_its_members),
        KT_TEST(what_a_reporter_usually_revises_is_allowed_for),
        KT_TEST(a_growth_may_be_of_the_rounded_levels_beside_it),
        KT_TEST(what_was_revised_since_matched_when_it_was_printed),
        KT_TEST(every_failing_request_is_reported),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, close_store);
}
