/* test_bloc.c: membership by year, its status, and what blocs are called. */
#include "reference_fixture.h"

#include <kontor/bloc.h>
#include <kontor/country.h>

static kt_resources *resources;
static kt_countries *countries;
static kt_blocs *blocs;

static int set_up(void **state)
{
    (void)state;
    kt_error err = {0};
    resources = open_resources(NULL);
    CHECK_OK(kt_countries_open(resources, &countries, &err), err);
    CHECK_OK(kt_blocs_open(resources, &blocs, &err), err);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    kt_blocs_close(blocs);
    kt_blocs_close(NULL);
    kt_countries_close(countries);
    kt_resources_close(resources);
    return 0;
}

static const kt_bloc *bloc_of(const char *code)
{
    const kt_bloc *bloc = kt_bloc_find(blocs, text(code));
    if (!bloc)
        fail_msg("there is no bloc %s", code);
    return bloc;
}

static kt_membership membership(const char *bloc, const char *country, int year)
{
    kt_country code;
    CHECK(kt_country_parse(text(country), &code));
    return kt_bloc_membership(blocs, bloc_of(bloc), code, year);
}

static int count_members(const char *bloc, int year)
{
    int n = 0;
    for (int64_t at = 0; at < kt_countries_count(countries); at++) {
        const kt_country_info *info = kt_countries_at(countries, at);
        if (info->kind == KT_IS_HISTORICAL)
            continue;
        n += kt_bloc_membership(blocs, bloc_of(bloc), info->code, year) == KT_MEMBER;
    }
    return n;
}

static void ukraine_is_disputed_in_the_cis_from_2014_to_2018(void **state)
{
    (void)state;
    CHECK_INT(membership("CIS", "UKR", 1992), KT_MEMBER);
    CHECK_INT(membership("CIS", "UKR", 2008), KT_MEMBER);
    CHECK_INT(membership("CIS", "UKR", 2013), KT_MEMBER);
    CHECK_INT(membership("CIS", "UKR", 2014), KT_DISPUTED);
    CHECK_INT(membership("CIS", "UKR", 2018), KT_DISPUTED);
    CHECK_INT(membership("CIS", "UKR", 2019), KT_NOT_MEMBER);
}

static void the_cis_has_its_members_of_each_year(void **state)
{
    (void)state;
    CHECK_INT(membership("CIS", "TKM", 2004), KT_MEMBER);
    CHECK_INT(membership("CIS", "TKM", 2005), KT_MEMBER); // to 25 August
    CHECK_INT(membership("CIS", "TKM", 2006), KT_ASSOCIATE);
    CHECK_INT(membership("CIS", "TKM", 2019), KT_ASSOCIATE);
    CHECK_INT(membership("CIS", "GEO", 1993), KT_NOT_MEMBER); // from 3 December
    CHECK_INT(membership("CIS", "GEO", 1994), KT_MEMBER);
    CHECK_INT(membership("CIS", "GEO", 2009), KT_MEMBER); // to 18 August
    CHECK_INT(membership("CIS", "GEO", 2010), KT_NOT_MEMBER);
    CHECK_INT(membership("CIS", "LTU", 2000), KT_NOT_MEMBER);
    CHECK_INT(membership("CIS", "MDA", 2018), KT_MEMBER);
    CHECK_INT(count_members("CIS", 2000), 12);
    CHECK_INT(count_members("CIS", 2018), 9);
}

/* Published sizes: the EU's own counts of its members. */
static void the_eu_grows_as_published(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1957, 0},  {1958, 6},  {1972, 6},  {1973, 9},
                                   {1981, 10}, {1986, 12}, {1995, 15}, {2003, 15},
                                   {2004, 25}, {2006, 25}, {2007, 27}, {2012, 27},
                                   {2013, 28}, {2019, 28}, {2020, 27}, {2024, 27}};
    for (size_t n = 0; n < sizeof sizes / sizeof sizes[0]; n++)
        CHECK_INT(count_members("EU", sizes[n][0]), sizes[n][1]);
    CHECK_INT(membership("EU", "GBR", 2019), KT_MEMBER);
    CHECK_INT(membership("EU", "GBR", 2020), KT_NOT_MEMBER);
    CHECK_INT(membership("EU", "HRV", 2013), KT_MEMBER); // 184 of 365 days
}

static void other_blocs_have_their_published_sizes(void **state)
{
    (void)state;
    static const struct {
        const char *bloc;
        int year, members;
    } sizes[] = {
        {"EAEU", 2014, 0},   {"EAEU", 2015, 4},     {"EAEU", 2016, 5},    {"EACU", 2010, 3},
        {"EACU", 2015, 0},   {"EFTA", 1990, 6},     {"EFTA", 1996, 4},    {"ASEAN", 2000, 10},
        {"GCC", 2018, 6},    {"BRICS", 2018, 5},    {"BRICS", 2024, 9},   {"OECD", 2019, 36},
        {"OECD", 2022, 38},  {"G7", 2018, 7},       {"G20", 2018, 19},    {"NAFTA", 2018, 3},
        {"USMCA", 2021, 3},  {"MERCOSUR", 2018, 4}, {"SCO", 2018, 8},     {"RCEP", 2023, 14},
        {"CPTPP", 2024, 11}, {"CPTPP", 2025, 12},   {"EA", 2018, 19},     {"EA", 2023, 20},
        {"SADC", 2019, 16},  {"COMESA", 2019, 21},  {"ECOWAS", 2018, 15}, {"EEA", 2018, 31},
        {"APEC", 2018, 21},  {"CARICOM", 2018, 15}, {"OPEC", 2018, 15}};
    for (size_t n = 0; n < sizeof sizes / sizeof sizes[0]; n++) {
        const int found = count_members(sizes[n].bloc, sizes[n].year);
        if (found != sizes[n].members)
            fail_msg("%s %d has %d members, expected %d", sizes[n].bloc, sizes[n].year, found,
                     sizes[n].members);
    }
    CHECK_INT(membership("BRICS", "SAU", 2024), KT_DISPUTED);
    CHECK_INT(membership("MERCOSUR", "VEN", 2014), KT_MEMBER);
    CHECK_INT(membership("MERCOSUR", "VEN", 2018), KT_DISPUTED);
    CHECK_INT(membership("RCEP", "MMR", 2023), KT_DISPUTED);
}

static void every_member_is_a_country_and_every_line_has_a_source(void **state)
{
    (void)state;
    for (int64_t n = 0; n < kt_blocs_count(blocs); n++) {
        const kt_bloc *bloc = kt_blocs_at(blocs, n);
        int members = 0;
        CHECK(bloc->source[0] != '\0');
        CHECK(bloc->first_year > 0);
        for (int64_t at = 0; at < kt_countries_count(countries); at++) {
            const kt_country country = kt_countries_at(countries, at)->code;
            for (int year = 1950; year <= 2030; year++) {
                const kt_membership status = kt_bloc_membership(blocs, bloc, country, year);
                const char *note = kt_bloc_note(blocs, bloc, country, year);
                if (status == KT_NOT_MEMBER)
                    continue;
                members++;
                CHECK(kt_country_ranks(countries, country));
                CHECK(note[0] != '\0');
                CHECK(year >= bloc->first_year);
                CHECK(bloc->last_year == 0 || year <= bloc->last_year);
            }
        }
        CHECK(members > 0);
    }
    CHECK(kt_blocs_at(blocs, -1) == NULL);
    CHECK(kt_blocs_at(blocs, kt_blocs_count(blocs)) == NULL);
}

static void a_note_says_why_and_since_when(void **state)
{
    (void)state;
    const kt_bloc *cis = bloc_of("CIS");
    const char *note = kt_bloc_note(blocs, cis, KT_COUNTRY('U', 'K', 'R'), 2018);
    CHECK(strstr(note, "Charter") != NULL);
    CHECK(strstr(note, "2014") != NULL);
    CHECK_TEXT(kt_bloc_note(blocs, cis, KT_COUNTRY('U', 'K', 'R'), 2020), "");
    CHECK_TEXT(kt_bloc_note(blocs, cis, KT_COUNTRY('D', 'E', 'U'), 2018), "");
    CHECK_TEXT(kt_bloc_note(blocs, cis, KT_COUNTRY('U', 'K', 'R'), 1000000), "");
}

static void blocs_are_found_by_code_and_name(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"CIS", "CIS"},
                                           {"cis", "CIS"},
                                           {"GUS", "CIS"},
                                           {"die GUS", "CIS"},
                                           {"СНГ", "CIS"},
                                           {"снг", "CIS"},
                                           {"EAWU", "EAEU"},
                                           {"ЕАЭС", "EAEU"},
                                           {"ЕС", "EU"},
                                           {"EU", "EU"},
                                           {"European Union", "EU"},
                                           {"Commonwealth of Independent States", "CIS"},
                                           {" OECD ", "OECD"},
                                           {"AfCFTA", "AFCFTA"},
                                           {"БРИКС", "BRICS"}};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++)
        CHECK_TEXT(bloc_of(cases[n][0])->code, cases[n][1]);
    CHECK(kt_bloc_find(blocs, text("")) == NULL);
    CHECK(kt_bloc_find(blocs, text("Hanse")) == NULL);
}

static void blocs_have_names_with_their_articles(void **state)
{
    (void)state;
    const kt_bloc *cis = bloc_of("CIS"), *gcc = bloc_of("GCC"), *g7 = bloc_of("G7");
    CHECK_TEXT(kt_bloc_name(blocs, cis, "de", KT_NAME), "GUS");
    CHECK_TEXT(kt_bloc_name(blocs, cis, "de", KT_NAME_GENITIVE), "der GUS");
    CHECK_TEXT(kt_bloc_name(blocs, cis, "de", KT_NAME_IN), "in der GUS");
    CHECK_TEXT(kt_bloc_name(blocs, cis, "en", KT_NAME_IN), "in the CIS");
    CHECK_TEXT(kt_bloc_name(blocs, cis, "ru", KT_NAME_IN), "в СНГ");
    CHECK_TEXT(kt_bloc_name(blocs, gcc, "de", KT_NAME_GENITIVE), "des Golf-Kooperationsrats");
    CHECK_TEXT(kt_bloc_name(blocs, gcc, "de", KT_NAME_IN), "im Golf-Kooperationsrat");
    CHECK_TEXT(kt_bloc_name(blocs, g7, "de", KT_NAME_IN), "in den G7-Staaten");
    CHECK_TEXT(kt_bloc_name(blocs, cis, "fr", KT_NAME_IN), "CIS");
    CHECK_TEXT(kt_bloc_name(blocs, cis, "de", KT_NAME_CAPITAL), "");
    CHECK_TEXT(kt_bloc_name(blocs, cis, "de", 99), "GUS");
    for (int64_t n = 0; n < kt_blocs_count(blocs); n++) {
        static const char *const languages[] = {"de", "en", "ru"};
        for (int language = 0; language < 3; language++) {
            for (int form = 0; form < KT_NAME_ADJECTIVE; form++)
                CHECK(kt_bloc_name(blocs, kt_blocs_at(blocs, n), languages[language], form)[0]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(ukraine_is_disputed_in_the_cis_from_2014_to_2018),
        KT_TEST(the_cis_has_its_members_of_each_year),
        KT_TEST(the_eu_grows_as_published),
        KT_TEST(other_blocs_have_their_published_sizes),
        KT_TEST(every_member_is_a_country_and_every_line_has_a_source),
        KT_TEST(a_note_says_why_and_since_when),
        KT_TEST(blocs_are_found_by_code_and_name),
        KT_TEST(blocs_have_names_with_their_articles),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, tear_down);
}
