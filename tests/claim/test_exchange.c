/* Claims told in other money than dollars, by rates that were imported: hand-worked on a small
 * table. Germany sells France 50, 100, 110 million dollars; a dollar costs 0.90, 0.90, 0.80
 * euros: 45, 90 and 88 million euros. */
#include "claim/judge.h"
#include "verdict_fixture.h"

static const char *const flows = "period,reporter,partner,flow,value_musd\n"
                                 "1998,DEU,FRA,X,80\n"
                                 "2016,DEU,FRA,X,50\n"
                                 "2017,DEU,FRA,X,100\n"
                                 "2018,DEU,FRA,X,110\n"
                                 "2020,DEU,FRA,X,120\n"
                                 "2018,TUR,FRA,X,110\n"
                                 "2015,BLR,FRA,X,100\n"
                                 "2017,BLR,FRA,X,100\n";

/* Turkey's lira loses a third, Belarus has had its new rouble since 2016, Germany the euro
 * since 1999. */
static const char *const rates = "country,year,exchange_rate\n"
                                 "DEU,1998,1.76\n"
                                 "DEU,2016,0.9\n"
                                 "DEU,2017,0.9\n"
                                 "DEU,2018,0.8\n"
                                 "TUR,2017,3.6\n"
                                 "TUR,2018,4.8\n"
                                 "BLR,2015,1.6\n"
                                 "BLR,2017,2.0\n";

#define NO_RATE "no exchange rate is held for its period"

static void import_rates(void)
{
    kt_error err = {0};
    kt_text said = {0};
    char mapping[KT_MAX_PATH];
    snprintf(mapping, sizeof mapping, "%s",
             write_file("mapping.txt", "country = country\nyear = year\n"));
    const kt_given given[] = {
        {NULL, write_file("rates.csv", rates)}, {"mapping", mapping}, {"as", "rates"}};
    CHECK_OK(run("import", given, 3, &said, &err), err);
    kt_text_clear(&said);
}

/* Before any rates are imported. */
static void without_a_rate_there_is_no_verdict(void **state)
{
    (void)state;
    expect(LEAD "German exports to France amounted to 88 million euros in 2018.\n",
           "unverifiable", NO_RATE);
    expect(LEAD "German exports to France rose 10% to 88 million euros in 2018.\n",
           "unverifiable", NO_RATE);
    refuse(LEAD "German exports to France rose 10% to 88 million euros in 2018.\n",
           "does_not_match");
    import_rates();
}

static void a_level_is_held_against_dollars(void **state)
{
    (void)state;
    expect(
        LEAD "German exports to France amounted to 88 million euros in 2018.\n", "matches",
        "In dollars that is $110.0\u00a0million, at 0.8000 EUR to the dollar, the average of "
        "2018 (rates@");
    expect(LEAD "German exports to France amounted to 100 million euros in 2018.\n",
           "does_not_match", "In dollars that is $125.0\u00a0million");
}

/* 110 * 0.8 / (100 * 0.9) - 1: a tenth more in dollars, 2.2 % less in euros. */
static void a_growth_is_judged_in_its_own_money(void **state)
{
    (void)state;
    expect(LEAD "German exports to France fell 2.2% to 88 million euros in 2018.\n", "matches",
           "Reckoned in EUR, at 0.9000 to the dollar in 2017 and 0.8000 in 2018 (rates@");
    refuse(LEAD "German exports to France fell 2.2% to 88 million euros in 2018.\n",
           "does_not_match");
    expect(LEAD "German exports to France rose 10% to 88 million euros in 2018.\n",
           "does_not_match", "\u22122.2%");
    expect(LEAD "German exports to France rose 10% in 2018.\n", "matches", "+10.0%");
}

/* 45 million euros of 2016 were 50 million dollars, and would be 56.25 of 2018. */
static void another_year_has_its_own_rate(void **state)
{
    (void)state;
    expect(LEAD "German exports to France amounted to 45 million euros in 2018.\n",
           "does_not_match", "It would fit 2016, not 2018: $50.0\u00a0million");
}

/* 99 million euros were 110 million dollars at the rate of 2017, which the 110 of 2018, by then
 * 88 million euros, do not reach. */
static void a_target_is_told_in_dollars_of_the_year_before(void **state)
{
    (void)state;
    kt_text out = {0};
    const char *json = check_article("BERLIN, 1 June 2018 - Germany's exports to France are to "
                                     "reach 99 million euros by 2025.\n",
                                     &out);
    CHECK(strstr(json, "from there to the target it is +10.0%") != NULL);
    CHECK(strstr(json, "It has not been reached in the years held; the highest since was "
                       "$110.0\u00a0million in 2018") != NULL);
    CHECK(strstr(json, "In dollars that is $110.0\u00a0million, at 0.9000 EUR") != NULL);
    kt_text_clear(&out);
}

static void what_yearly_rates_cannot_tell_is_left_open(void **state)
{
    (void)state;
    expect(LEAD "German exports to France amounted to 9 million euros in October 2018.\n",
           "unverifiable", NO_RATE);
    expect(LEAD "German exports to France amounted to 99 million euros in 2020.\n",
           "unverifiable", NO_RATE);
    expect(LEAD "German exports to France rose by 5 million euros in 2018.\n", "unverifiable",
           NO_RATE);
    expect(LEAD "Turkish exports to France amounted to 528 million lira in 2018.\n",
           "unverifiable", "moved too much");
}

/* The rate of a year is of the money of that year. */
static void money_that_was_replaced_has_no_rate(void **state)
{
    (void)state;
    expect(LEAD "German exports to France amounted to 141 million euros in 1998.\n",
           "unverifiable", NO_RATE);
    expect(LEAD "Belarusian exports to France amounted to 160 million Belarusian rubles in "
                "2015.\n",
           "unverifiable", NO_RATE);
    expect(LEAD "Belarusian exports to France amounted to 200 million Belarusian rubles in "
                "2017.\n",
           "matches", "at 2.0000 BYN to the dollar");
}

static void a_damaged_table_of_rates_is_passed_over(void **state)
{
    (void)state;
    write_file("covariates/broken@1.kontor", "no covariates");
    expect(LEAD "German exports to France amounted to 88 million euros in 2018.\n", "matches",
           "0.8000 EUR");
}

static void every_failing_request_is_reported(void **state)
{
    (void)state;
    world w = {0};
    open_world(&w);
    read_article(&w, LEAD "German exports to France fell 2.2% to 88 million euros in 2018.\n");
    CHECK_INT(w.claims.n_claims, 2);
    kt_check_faults(KT_FAULT_MEMORY, judge_once, &w);
    close_world(&w);
}

/* What was asked for twice stays when the cache is trimmed, and what was asked for once goes.
 */
static void a_cache_keeps_what_was_asked_for_twice(void **state)
{
    (void)state;
    kt_error err = {0};
    world w = {0};
    kt_check_cache *cache;
    const kt_holding *held, *again;
    bool revised;
    open_world(&w);
    CHECK_OK(kt_check_cache_new(&cache, &err), err);
    const kt_claim asked = {.a = "DEU", .b = "FRA"};
    for (int n = 0; n < 2; n++)
        CHECK_OK(kt_holding_find(&w.check, cache, &asked, (kt_date){0}, &held, &revised, &err),
                 err);
    for (int n = 0; cache->n_holdings <= KT_MAX_HOLDINGS / 2; n++) {
        kt_claim other = {.a = "DEU", .b = "AAA"};
        for (int digit = 0, rest = n; digit < 3; digit++, rest /= 26)
            other.b[digit] = (char)('A' + rest % 26);
        CHECK_OK(kt_holding_find(&w.check, cache, &other, (kt_date){0}, &again, &revised, &err),
                 err);
    }
    kt_check_cache_trim(cache);
    CHECK_INT(cache->n_holdings, 1);
    CHECK_OK(kt_holding_find(&w.check, cache, &asked, (kt_date){0}, &again, &revised, &err),
             err);
    CHECK_INT(cache->n_holdings, 1);
    CHECK(again->official != NULL);
    kt_check_cache_free(cache);
    close_world(&w);
}

static int begin(void **state)
{
    if (open_store(state))
        return 1;
    import_table("flows", flows);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(without_a_rate_there_is_no_verdict),
        KT_TEST(a_level_is_held_against_dollars),
        KT_TEST(a_growth_is_judged_in_its_own_money),
        KT_TEST(another_year_has_its_own_rate),
        KT_TEST(a_target_is_told_in_dollars_of_the_year_before),
        KT_TEST(what_yearly_rates_cannot_tell_is_left_open),
        KT_TEST(money_that_was_replaced_has_no_rate),
        KT_TEST(a_damaged_table_of_rates_is_passed_over),
        KT_TEST(every_failing_request_is_reported),
        KT_TEST(a_cache_keeps_what_was_asked_for_twice),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, close_store);
}
