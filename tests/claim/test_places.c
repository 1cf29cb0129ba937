/* Ranks and shares: only with known coverage, among whom they are told, and of when. */
#include "verdict_fixture.h"

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
    expect(LEAD "Cyprus was Greece's largest partner, and its second-largest export market in "
                "the Middle East, in 2019.\n",
           "unverifiable", "no list of these countries is held");
}

/* Among the partners meant, and not among all where another group may be meant. */
static void a_rank_is_told_among_those_it_is_told_of(void **state)
{
    (void)state;
    import_table("grouped", "period,reporter,partner,flow,value_musd\n"
                            "2023,NOR,DEU,X,900\n2023,NOR,GBR,X,800\n2023,NOR,SWE,X,700\n"
                            "2023,NOR,USA,X,600\n2023,NOR,BRA,X,500\n2023,NOR,KEN,X,400\n"
                            "2023,NOR,CHL,X,300\n2023,NOR,WLD,X,4200\n");
    expect(LEAD "Chile was Norway's second-largest export market in Latin America in 2023.\n",
           "matches", "the rank in Latin America was 2 in 2023: fits.");
    expect(LEAD "Brazil was Norway's second-largest export market in Latin America in 2023.\n",
           "does_not_match", "the rank in Latin America was 1 in 2023.");
    expect(LEAD "The United States was Norway's second-largest export market outside the EU in "
                "2023.\n",
           "matches", "\"outside\":\"EU\"");
    expect(LEAD "Sweden was Norway's second-largest export market in the EU in 2023.\n",
           "matches", "\"within\":\"EU\"");
    expect(LEAD "Kenya was Norway's third-largest export market in the region in 2023.\n",
           "unverifiable", "no list of these countries is held.");
    expect(
        LEAD "Kenya, the richest country of Africa, was Norway's third-largest export market "
             "in 2023.\n",
        "unverifiable", "no list of these countries is held. By Norway's statistics the rank");
    expect(LEAD "Kenya was Norway's fourth-largest export market in 2023.\n", "does_not_match",
           "the rank was 6 in 2023.\"");
    expect(LEAD "Sweden was Norway's second-largest export market in 2023.\n", "does_not_match",
           "the rank was 3 in 2023. It would fit the place by exports in the EEA in 2023.");
}

/* "Is the third market" is told of today. */
static void a_rank_of_today_is_not_held_against_one_of_long_ago(void **state)
{
    (void)state;
    import_table("bygone", "period,reporter,partner,flow,value_musd\n2019,SRB,CYP,X,500\n"
                           "2019,SRB,ITA,X,600\n2019,SRB,WLD,X,1100\n");
    expect(LEAD "Cyprus is Serbia's second-largest export market.\n", "unverifiable",
           "the last figures held are of long before the article. By Serbia's statistics the "
           "rank was 2 in 2019.");
    expect("Cyprus is Serbia's second-largest export market.\n", "unverifiable",
           "does not say for which period. By Serbia's statistics the rank was 2 in 2019.");
    expect(LEAD "Cyprus was Serbia's second-largest export market in 2019.\n", "matches",
           "the rank was 2 in 2019: fits.");
}

/* A share is revised by a part of itself, not by points. */
static void a_small_share_is_no_other_one(void **state)
{
    (void)state;
    import_table("shares", "period,reporter,partner,flow,value_musd\n2023,ISL,CYP,X,20\n"
                           "2023,ISL,ITA,X,980\n2023,ISL,WLD,X,1000\n");
    expect(LEAD "Cyprus accounted for 2.0% of Iceland's exports in 2023.\n", "matches",
           "it was 2.00% in 2023: fits.");
    expect(LEAD "Cyprus accounted for 2.1% of Iceland's exports in 2023.\n", "matches",
           "Within what later revisions usually change");
    expect(LEAD "Cyprus accounted for 2.6% of Iceland's exports in 2023.\n", "does_not_match",
           "it was 2.00% in 2023.");
}

/* "Accounts for": of the last full year, or of the months that the article reports. */
static void a_share_of_today_may_be_of_the_months_reported(void **state)
{
    (void)state;
    import_table("sharing", "period,reporter,partner,flow,value_musd\n2023,EST,CYP,X,20\n"
                            "2023,EST,ITA,X,980\n2023,EST,WLD,X,1000\n");
    expect(LEAD "Cyprus accounts for 3.0% of Estonia's exports.\n", "does_not_match",
           "it was 2.00% in 2023.");
    expect(LEAD "Estonia's exports to Italy rose 5% in January-April 2024. Cyprus accounts for "
                "3.0% of Estonia's exports.\n",
           "unverifiable",
           "does not say for which period. By Estonia's statistics it was 2.00% in 2023.");
}

/* "Is the second", early in a year: of the last full year, or of the one before. */
static void a_rank_of_today_is_of_one_of_two_years(void **state)
{
    (void)state;
    import_table("lately", "period,reporter,partner,flow,value_musd\n2023,LUX,CYP,X,300\n"
                           "2023,LUX,ITA,X,200\n2023,LUX,AUT,X,100\n2023,LUX,WLD,X,600\n"
                           "2022,LUX,CYP,X,200\n2022,LUX,ITA,X,300\n2022,LUX,AUT,X,100\n"
                           "2022,LUX,WLD,X,600\n");
    expect(LEAD "Cyprus is Luxembourg's second-largest export market.\n", "matches",
           "the rank was 2 in 2022: fits.");
    expect(LEAD "Cyprus is Luxembourg's number one export market.\n", "matches",
           "the rank was 1 in 2023: fits.");
    expect(LEAD "Cyprus is Luxembourg's third-largest export market.\n", "does_not_match",
           "the rank was 1 in 2023.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(no_rank_is_told_without_coverage),
        KT_TEST(a_rank_is_told_as_a_rank),
        KT_TEST(a_rank_is_told_among_those_it_is_told_of),
        KT_TEST(a_rank_of_today_is_not_held_against_one_of_long_ago),
        KT_TEST(a_small_share_is_no_other_one),
        KT_TEST(a_share_of_today_may_be_of_the_months_reported),
        KT_TEST(a_rank_of_today_is_of_one_of_two_years),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, open_store, close_store);
}
