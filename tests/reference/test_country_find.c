/* test_country_find.c: what users type and what datasets print, to countries. */
#include "reference_fixture.h"

#include <kontor/country.h>

static kt_resources *resources;
static kt_countries *countries;

static int set_up(void **state)
{
    (void)state;
    kt_error err = {0};
    resources = open_resources(NULL);
    CHECK_OK(kt_countries_open(resources, &countries, &err), err);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    kt_countries_close(countries);
    kt_resources_close(resources);
    return 0;
}

static void check_find(const char *typed, const char *expected)
{
    kt_error err = {0};
    kt_country country = {0};
    char code[5], message[600];
    if (kt_country_find(countries, text(typed), &country, &err))
        fail_msg("\"%s\": %s", typed, kt_error_text(&err, message, sizeof message));
    if (strcmp(kt_country_print(country, code), expected) != 0)
        fail_msg("\"%s\" is %s, expected %s", typed, code, expected);
}

static void codes_and_names_in_three_languages_are_found(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"BLR", "BLR"},
                                           {"blr", "BLR"},
                                           {"by", "BLR"},
                                           {"Belarus", "BLR"},
                                           {"Weißrussland", "BLR"},
                                           {"Беларусь", "BLR"},
                                           {"БЕЛАРУСЬ", "BLR"},
                                           {"Белоруссия", "BLR"},
                                           {"Kasachstan", "KAZ"},
                                           {"kazakhstan", "KAZ"},
                                           {"Казахстан", "KAZ"},
                                           {"Österreich", "AUT"},
                                           {"osterreich", "AUT"},
                                           {"  Germany ", "DEU"},
                                           {"Deutschland", "DEU"},
                                           {"Германия", "DEU"},
                                           {"die Ukraine", "UKR"},
                                           {"the United States", "USA"},
                                           {"USA", "USA"},
                                           {"США", "USA"},
                                           {"Russland", "RUS"},
                                           {"Russia", "RUS"},
                                           {"Россия", "RUS"},
                                           {"Russian Federation", "RUS"},
                                           {"Viet Nam", "VNM"},
                                           {"Vietnam", "VNM"},
                                           {"Côte d'Ivoire", "CIV"},
                                           {"cote d’ivoire", "CIV"},
                                           {"Elfenbeinküste", "CIV"},
                                           {"South Korea", "KOR"},
                                           {"Südkorea", "KOR"},
                                           {"North Korea", "PRK"},
                                           {"Turkey", "TUR"},
                                           {"Türkei", "TUR"},
                                           {"Турция", "TUR"},
                                           {"Türkiye", "TUR"},
                                           {"Czech Republic", "CZE"},
                                           {"Tschechien", "CZE"},
                                           {"UK", "GBR"},
                                           {"World", "WLD"},
                                           {"Киргизия", "KGZ"},
                                           {"Hong Kong", "HKG"}};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++)
        check_find(cases[n][0], cases[n][1]);
}

/* "Niger" begins "Nigeria", "Guinea" is in four names: a name in full is not ambiguous. */
static void a_name_in_full_is_exact(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Guinea", "GIN"}, {"Niger", "NER"},    {"Sudan", "SDN"},   {"Samoa", "WSM"},
        {"China", "CHN"},  {"Dominica", "DMA"}, {"Ireland", "IRL"}, {"Mali", "MLI"}};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++)
        check_find(cases[n][0], cases[n][1]);
}

static void a_word_of_several_meanings_lists_them(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"Congo", "(COG)", "(COD)"},          {"Kongo", "(COG)", "(COD)"},
        {"Конго", "(COG)", "(COD)"},          {"korea", "(KOR)", "(PRK)"},
        {"Корея", "(KOR)", "(PRK)"},          {"Virgin Islands", "(VGB)", "(VIR)"},
        {"Jungferninseln", "(VGB)", "(VIR)"}, {"St. Martin", "(MAF)", "(SXM)"}};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++) {
        kt_error err = {0};
        kt_country country = {0};
        CHECK_FAILS(kt_country_find(countries, text(cases[n][0]), &country, &err), KT_ERR_RANGE,
                    err);
        if (!strstr(err.cause, cases[n][1]) || !strstr(err.cause, cases[n][2]))
            fail_msg("\"%s\": %s", cases[n][0], err.cause);
        CHECK_INT(country.code, 0);
    }
}

static void a_slip_of_the_pen_is_answered_with_what_is_near(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"Kazakstn", "(KAZ)"},  {"Belrus", "(BLR)"},
                                           {"Germnay", "(DEU)"},   {"Казахтсан", "(KAZ)"},
                                           {"Östereich", "(AUT)"}, {"KAZZ", "(KAZ)"},
                                           {"kza", "(KAZ)"},       {"BLRR", "(BLR)"}};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++) {
        kt_error err = {0};
        kt_country country = {0};
        CHECK_FAILS(kt_country_find(countries, text(cases[n][0]), &country, &err),
                    KT_ERR_MISSING, err);
        if (!strstr(err.cause, cases[n][1]))
            fail_msg("\"%s\": %s", cases[n][0], err.cause);
    }
}

static void candidates_are_those_that_are_listed(void **state)
{
    (void)state;
    static const char *const cases[][3] = {{"Congo", "COD", "COG"},    {"Корея", "KOR", "PRK"},
                                           {"Kazakstn", "KAZ", NULL},  {"Belarus", "BLR", NULL},
                                           {"xyzzyxyzzy", NULL, NULL}, {" ", NULL, NULL}};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++) {
        kt_country guess[4];
        char code[5];
        const int found = kt_country_guess(countries, text(cases[n][0]), guess, 4);
        const int wanted = !cases[n][1] ? 0 : !cases[n][2] ? 1 : 2;
        if (found != wanted)
            fail_msg("\"%s\": %d", cases[n][0], found);
        for (int c = 0; c < found; c++) {
            const char *said = kt_country_print(guess[c], code);
            CHECK(strcmp(said, cases[n][1]) == 0 || strcmp(said, cases[n][wanted]) == 0);
        }
        CHECK(kt_country_guess(countries, text(cases[n][0]), guess, 1) <= 1);
    }
}

static void nonsense_is_missing(void **state)
{
    (void)state;
    kt_country country = {0};
    kt_error err = {0};
    char lengthy[1000];
    memset(lengthy, 'a', sizeof lengthy);
    lengthy[sizeof lengthy - 1] = '\0';
    const char *const cases[] = {"", "  ", "xyzzyxyzzy", "!!!", "\xff\xfe", lengthy};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++)
        CHECK_FAILS(kt_country_find(countries, text(cases[n]), &country, &err), KT_ERR_MISSING,
                    err);
}

/* Every name that we print, typed back, is the country it is printed for. */
static void every_name_is_found_again(void **state)
{
    (void)state;
    static const char *const languages[] = {"de", "en", "ru"};
    for (int64_t n = 0; n < kt_countries_count(countries); n++) {
        const kt_country country = kt_countries_at(countries, n)->code;
        for (int language = 0; language < 3; language++) {
            kt_error err = {0};
            kt_country found = {0};
            char message[600], code[5];
            const char *name =
                kt_country_name(countries, country, languages[language], KT_NAME);
            if (kt_country_find(countries, text(name), &found, &err))
                fail_msg("%s \"%s\": %s", kt_country_print(country, code), name,
                         kt_error_text(&err, message, sizeof message));
            if (found.code != country.code)
                fail_msg("%s \"%s\" is found as another", kt_country_print(country, code),
                         name);
        }
    }
}

static void names_of_datasets_have_one_meaning(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"Belarus, Rep. of", "BLR"},
                                           {"Kazakhstan, Rep. of", "KAZ"},
                                           {"Viet Nam", "VNM"},
                                           {"China, P.R.: Mainland", "CHN"},
                                           {"China, Hong Kong SAR", "HKG"},
                                           {"Congo", "COG"},
                                           {"Dem. Rep. of the Congo", "COD"},
                                           {"CotedIvoire", "CIV"},
                                           {"Other Asia, nes", "TWN"},
                                           {"Areas, nes", "XNES"},
                                           {"Serbia, FR(Serbia/Montenegro)", "SRB"},
                                           {"Fmr USSR", "SUN"},
                                           {"Kyrgyz Republic", "KGZ"}};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++) {
        kt_country country = {0};
        char code[5];
        if (!kt_country_from_name(countries, text(cases[n][0]), &country))
            fail_msg("\"%s\" is unknown", cases[n][0]);
        CHECK_TEXT(kt_country_print(country, code), cases[n][1]);
    }
    kt_country country;
    CHECK(!kt_country_from_name(countries, text("Korea"), &country));
    CHECK(!kt_country_from_name(countries, text(""), &country));
    CHECK(!kt_country_from_name(countries, text("Atlantis"), &country));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(codes_and_names_in_three_languages_are_found),
        KT_TEST(a_name_in_full_is_exact),
        KT_TEST(a_word_of_several_meanings_lists_them),
        KT_TEST(a_slip_of_the_pen_is_answered_with_what_is_near),
        KT_TEST(candidates_are_those_that_are_listed),
        KT_TEST(nonsense_is_missing),
        KT_TEST(every_name_is_found_again),
        KT_TEST(names_of_datasets_have_one_meaning),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, tear_down);
}
