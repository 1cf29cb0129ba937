/* test_bloc_break.c: between which years growth may not be computed, and for whom. */
#include "reference_fixture.h"

#include <kontor/bloc.h>

static kt_resources *resources;
static kt_blocs *blocs;

static int set_up(void **state)
{
    (void)state;
    kt_error err = {0};
    resources = open_resources(NULL);
    CHECK_OK(kt_blocs_open(resources, &blocs, &err), err);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    kt_blocs_close(blocs);
    kt_resources_close(resources);
    return 0;
}

static bool breaks(const char *reporter, const char *partner, int from, int to)
{
    kt_country a, b;
    CHECK(kt_country_parse(text(reporter), &a) && kt_country_parse(text(partner), &b));
    return kt_break_between(blocs, a, b, from, to, NULL);
}

/* Belarus's imports from Kazakhstan of 2010, 405.8 against 35.3 million, are no growth. */
static void the_customs_union_breaks_2010_and_2011_inside_it(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"BLR", "KAZ"}, {"KAZ", "BLR"}, {"BLR", "RUS"}, {"RUS", "KAZ"}};
    for (size_t n = 0; n < sizeof pairs / sizeof pairs[0]; n++) {
        CHECK(!breaks(pairs[n][0], pairs[n][1], 2008, 2009));
        CHECK(breaks(pairs[n][0], pairs[n][1], 2009, 2010));
        CHECK(breaks(pairs[n][0], pairs[n][1], 2010, 2011));
        CHECK(!breaks(pairs[n][0], pairs[n][1], 2011, 2012));
        CHECK(breaks(pairs[n][0], pairs[n][1], 2008, 2018));
    }
    CHECK(!breaks("BLR", "UKR", 2009, 2010));
    CHECK(!breaks("BLR", "DEU", 2008, 2018));
    CHECK(!breaks("BLR", "WLD", 2008, 2018));
    CHECK(!breaks("BLR", "KAZ", 2011, 2018));
}

static void accession_to_the_eaeu_breaks_trade_with_its_members(void **state)
{
    (void)state;
    CHECK(breaks("ARM", "RUS", 2014, 2015));
    CHECK(breaks("RUS", "ARM", 2014, 2015));
    CHECK(!breaks("ARM", "RUS", 2015, 2016));
    CHECK(breaks("KGZ", "KAZ", 2014, 2015));
    CHECK(breaks("KAZ", "KGZ", 2015, 2016)); // joined in August: both steps are mixed
    CHECK(!breaks("KAZ", "KGZ", 2016, 2017));
    CHECK(!breaks("ARM", "GEO", 2014, 2015));
    CHECK(!breaks("BLR", "KAZ", 2014, 2016));
}

static void the_single_market_breaks_where_intrastat_begins(void **state)
{
    (void)state;
    CHECK(breaks("FRA", "DEU", 1992, 1993));
    CHECK(!breaks("FRA", "USA", 1992, 1993));
    CHECK(!breaks("FRA", "DEU", 2003, 2004));
    CHECK(breaks("POL", "DEU", 2003, 2004));
    CHECK(breaks("DEU", "POL", 2003, 2004));
    CHECK(breaks("POL", "CZE", 2003, 2004));
    CHECK(!breaks("POL", "BLR", 2003, 2004));
    CHECK(breaks("BGR", "GRC", 2006, 2007));
    CHECK(breaks("HRV", "SVN", 2012, 2013));
    CHECK(breaks("GBR", "DEU", 2020, 2021));
    CHECK(breaks("DEU", "GBR", 2020, 2021));
    CHECK(!breaks("GBR", "USA", 2020, 2021));
}

static void a_break_says_what_direction_and_why(void **state)
{
    (void)state;
    const kt_break *at = NULL;
    CHECK(kt_break_between(blocs, KT_COUNTRY('B', 'L', 'R'), KT_COUNTRY('K', 'A', 'Z'), 2008,
                           2018, &at));
    CHECK_INT(at->year, 2010);
    CHECK(at->import && at->export_);
    CHECK_TEXT(at->bloc, "EACU");
    CHECK(kt_break_between(blocs, KT_COUNTRY('C', 'A', 'N'), KT_COUNTRY('U', 'S', 'A'), 1989,
                           1990, &at));
    CHECK(at->export_ && !at->import);
    CHECK(!kt_break_between(blocs, KT_COUNTRY('C', 'A', 'N'), KT_COUNTRY('U', 'S', 'A'), 1990,
                            1989, &at));
}

static void every_break_is_complete_and_they_come_by_year(void **state)
{
    (void)state;
    CHECK(kt_breaks_count(blocs) > 20);
    for (int64_t n = 0; n < kt_breaks_count(blocs); n++) {
        const kt_break *at = kt_breaks_at(blocs, n);
        CHECK(at->id[0] && at->source[0] && at->description[0]);
        CHECK(at->year >= 1960 && (at->import || at->export_));
        CHECK(at->reporter.code || at->partner.code || at->bloc);
        CHECK(n == 0 || kt_breaks_at(blocs, n - 1)->year <= at->year);
        CHECK(strspn(at->id, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(at->id));
    }
    CHECK(kt_breaks_at(blocs, -1) == NULL);
    CHECK(kt_breaks_at(blocs, kt_breaks_count(blocs)) == NULL);
}

/* What a brief prints about a break is a phrase of each language. */
static void every_break_has_its_phrase_in_every_language(void **state)
{
    (void)state;
    static const char *const files[] = {"lang/de.txt", "lang/en.txt", "lang/ru.txt"};
    for (int file = 0; file < 3; file++) {
        kt_error err = {0};
        kt_slice phrases = {NULL, 0};
        CHECK_OK(kt_resource_get(resources, files[file], &phrases, &err), err);
        for (int64_t n = 0; n < kt_breaks_count(blocs); n++) {
            char key[100];
            bool found = false;
            kt_slice rest = phrases;
            snprintf(key, sizeof key, "break.%s =", kt_breaks_at(blocs, n)->id);
            while (rest.data && !found)
                found = kt_slice_starts(kt_slice_cut(&rest, '\n'), key);
            if (!found)
                fail_msg("%s has no phrase \"%s\"", files[file], key);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_customs_union_breaks_2010_and_2011_inside_it),
        KT_TEST(accession_to_the_eaeu_breaks_trade_with_its_members),
        KT_TEST(the_single_market_breaks_where_intrastat_begins),
        KT_TEST(a_break_says_what_direction_and_why),
        KT_TEST(every_break_is_complete_and_they_come_by_year),
        KT_TEST(every_break_has_its_phrase_in_every_language),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, tear_down);
}
