/* test_country.c: the codes of data/countries.csv, their kinds, numbers, names and places. */
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
    kt_countries_close(NULL);
    kt_resources_close(resources);
    return 0;
}

static const kt_country_info *info_of(const char *code)
{
    kt_country country;
    CHECK(kt_country_parse(text(code), &country));
    const kt_country_info *info = kt_country_info_of(countries, country);
    if (!info)
        fail_msg("there is no country %s", code);
    return info;
}

static void check_number(int number, const char *expected)
{
    kt_country country = {0};
    char code[5];
    if (!kt_country_from_number(countries, number, &country))
        fail_msg("number %d leads nowhere, expected %s", number, expected);
    CHECK_TEXT(kt_country_print(country, code), expected);
}

static void check_alias(const char *alias, const char *expected)
{
    kt_country country = {0};
    char code[5];
    if (!kt_country_from_code(countries, text(alias), &country))
        fail_msg("code %s leads nowhere, expected %s", alias, expected);
    CHECK_TEXT(kt_country_print(country, code), expected);
}

static void every_code_leads_back_to_itself(void **state)
{
    (void)state;
    CHECK(kt_countries_count(countries) > 300);
    for (int64_t n = 0; n < kt_countries_count(countries); n++) {
        const kt_country_info *info = kt_countries_at(countries, n);
        kt_country country = {0};
        char code[5];
        CHECK(kt_country_info_of(countries, info->code) == info);
        CHECK(kt_country_from_code(countries, text(kt_country_print(info->code, code)),
                                   &country));
        CHECK_INT(country.code, info->code.code);
        if (n > 0)
            CHECK(kt_countries_at(countries, n - 1)->code.code < info->code.code);
        if (info->alpha2[0]) {
            CHECK(kt_country_from_code(countries, text(info->alpha2), &country));
            CHECK_INT(country.code, info->code.code);
        }
        CHECK(isnan(info->latitude) == isnan(info->longitude));
        CHECK(!info->first_year || !info->last_year || info->first_year <= info->last_year);
    }
    CHECK(kt_countries_at(countries, -1) == NULL);
    CHECK(kt_countries_at(countries, kt_countries_count(countries)) == NULL);
}

/* Monaco's is the one number of ISO that Comtrade uses for something else. */
static void every_iso_number_leads_to_its_country_but_one(void **state)
{
    (void)state;
    for (int64_t n = 0; n < kt_countries_count(countries); n++) {
        const kt_country_info *info = kt_countries_at(countries, n);
        kt_country country = {0};
        if (info->numeric == 0)
            continue;
        CHECK(kt_country_from_number(countries, info->numeric, &country));
        if (info->numeric != 492)
            CHECK_INT(country.code, info->code.code);
    }
    check_number(492, "XEUE");
    CHECK_INT(info_of("MCO")->numeric, 492);
}

static void numbers_of_comtrade_and_baci_are_known(void **state)
{
    (void)state;
    static const struct {
        int number;
        const char *code;
    } cases[] = {{0, "WLD"},    {58, "BLX"},  {56, "BEL"},   {97, "EU"},    {112, "BLR"},
                 {251, "FRA"},  {250, "FRA"}, {280, "DEU"},  {381, "ITA"},  {398, "KAZ"},
                 {490, "TWN"},  {158, "TWN"}, {530, "ANT"},  {579, "NOR"},  {578, "NOR"},
                 {643, "RUS"},  {688, "SRB"}, {697, "XEFN"}, {699, "IND"},  {356, "IND"},
                 {711, "ZA1"},  {710, "ZAF"}, {729, "SDN"},  {736, "SDN"},  {757, "CHE"},
                 {756, "CHE"},  {810, "SUN"}, {837, "XBUN"}, {838, "XFZO"}, {839, "XSPC"},
                 {840, "USA"},  {842, "USA"}, {849, "PUS"},  {890, "YUG"},  {891, "SCG"},
                 {899, "XNES"}, {412, "XKX"}};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++)
        check_number(cases[n].number, cases[n].code);
    kt_country country;
    CHECK(!kt_country_from_number(countries, 999, &country));
    CHECK(!kt_country_from_number(countries, -1, &country));
}

static void codes_of_other_systems_are_known(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"ROM", "ROU"},      {"ZAR", "COD"},      {"TMP", "TLS"},     {"PAL", "PSE"},
        {"WBG", "PSE"},      {"X_BLX", "BLX"},    {"X_SACCA", "ZA1"}, {"X_EA", "XEA"},
        {"X_EU", "EU"},      {"EUU", "EU"},       {"SER", "SRB"},     {"MNT", "MNE"},
        {"SUD", "SDN"},      {"ZAF", "ZAF"},      {"by", "BLR"},      {"kaz", "KAZ"},
        {" DEU ", "DEU"},    {"UK", "GBR"},       {"W00", "WLD"},     {"S19", "TWN"},
        {"X_AGG00", "XADV"}, {"X_AGG18", "XWHN"}, {"BUN", "XBUN"},    {"CS", "SCG"}};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++)
        check_alias(cases[n][0], cases[n][1]);
    kt_country country;
    CHECK(!kt_country_from_code(countries, text("QQQ"), &country));
    CHECK(!kt_country_from_code(countries, text(""), &country));
    CHECK(!kt_country_from_code(countries, text("Belarus, Republic of"), &country));
}

static void aggregates_and_the_unspecified_never_rank(void **state)
{
    (void)state;
    static const char *const in[] = {"BLR", "KAZ", "TWN", "HKG", "GRL", "SUN", "BLX", "XKX"};
    static const char *const out[] = {"WLD",  "EU",   "XEA",  "CIS",
                                      "EAEU", "XNES", "XBUN", "XAFR"};
    for (size_t n = 0; n < sizeof in / sizeof in[0]; n++)
        CHECK(kt_country_ranks(countries, info_of(in[n])->code));
    for (size_t n = 0; n < sizeof out / sizeof out[0]; n++)
        CHECK(!kt_country_ranks(countries, info_of(out[n])->code));
    CHECK(!kt_country_ranks(countries, KT_COUNTRY('Q', 'Q', 'Q')));
    CHECK_INT(info_of("WLD")->kind, KT_IS_WORLD);
    CHECK_INT(info_of("SUN")->kind, KT_IS_HISTORICAL);
    CHECK_INT(info_of("GRL")->kind, KT_IS_TERRITORY);
    CHECK_INT(info_of("XNES")->kind, KT_IS_UNSPECIFIED);
}

/* All three codes of all 249 entries, where Debian's iso-codes is installed. */
static void codes_agree_with_iso_3166(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text file = {0};
    const char *path = "/usr/share/iso-codes/json/iso_3166-1.json";
    int n_checked = 0;
    if (!kt_file_exists(path)) {
        print_message("there is no %s: skipped\n", path);
        skip();
    }
    CHECK_OK(kt_file_read(path, KT_MAX_FILE, &file, &err), err);
    for (const char *at = strstr(file.data, "\"alpha_2\""); at;
         at = strstr(at + 1, "\"alpha_2\"")) {
        char alpha2[3], alpha3[4], number[4];
        const char *three = strstr(at, "\"alpha_3\""), *digits = strstr(at, "\"numeric\"");
        if (!three || !digits)
            break;
        CHECK_INT(sscanf(at, "\"alpha_2\": \"%2[A-Z]", alpha2), 1);
        CHECK_INT(sscanf(three, "\"alpha_3\": \"%3[A-Z]", alpha3), 1);
        CHECK_INT(sscanf(digits, "\"numeric\": \"%3[0-9]", number), 1);
        const kt_country_info *info = info_of(alpha3);
        CHECK_TEXT(info->alpha2, alpha2);
        CHECK_INT(info->numeric, strtol(number, NULL, 10));
        n_checked++;
    }
    kt_text_clear(&file);
    CHECK(n_checked >= 249);
}

static void every_name_has_every_form_of_a_sentence(void **state)
{
    (void)state;
    static const char *const languages[] = {"de", "en", "ru"};
    for (int64_t n = 0; n < kt_countries_count(countries); n++) {
        const kt_country country = kt_countries_at(countries, n)->code;
        for (int language = 0; language < 3; language++) {
            for (int form = 0; form < KT_NAME_ADJECTIVE; form++) {
                const char *name = kt_country_name(countries, country, languages[language],
                                                   (kt_name_form)form);
                CHECK(name[0] != '\0');
            }
        }
    }
}

static void names_have_the_forms_of_their_language(void **state)
{
    (void)state;
    const kt_country kaz = KT_COUNTRY('K', 'A', 'Z'), ukr = KT_COUNTRY('U', 'K', 'R');
    const kt_country swe = KT_COUNTRY('S', 'W', 'E'), cub = KT_COUNTRY('C', 'U', 'B');
    CHECK_TEXT(kt_country_name(countries, kaz, "de", KT_NAME), "Kasachstan");
    CHECK_TEXT(kt_country_name(countries, kaz, "de", KT_NAME_GENITIVE), "Kasachstans");
    CHECK_TEXT(kt_country_name(countries, ukr, "de", KT_NAME_WITH), "mit der Ukraine");
    CHECK_TEXT(kt_country_name(countries, ukr, "de", KT_NAME_TO), "in die Ukraine");
    CHECK_TEXT(kt_country_name(countries, kaz, "ru", KT_NAME_WITH), "с Казахстаном");
    CHECK_TEXT(kt_country_name(countries, swe, "ru", KT_NAME_WITH), "со Швецией");
    CHECK_TEXT(kt_country_name(countries, cub, "ru", KT_NAME_FROM), "с Кубы");
    CHECK_TEXT(kt_country_name(countries, KT_COUNTRY('U', 'S', 'A'), "en", KT_NAME_SUBJECT),
               "the United States");
    /* A language that has no table is answered in English. */
    CHECK_TEXT(kt_country_name(countries, kaz, "fr", KT_NAME), "Kazakhstan");
    CHECK_TEXT(kt_country_name(countries, kaz, NULL, KT_NAME), "Kazakhstan");
    CHECK_TEXT(kt_country_name(countries, KT_COUNTRY('Q', 'Q', 'Q'), "de", KT_NAME), "?");
    CHECK_TEXT(kt_country_name(countries, KT_COUNTRY('Q', 'Q', 'Q'), "de", KT_NAME_CAPITAL),
               "");
}

static void a_capital_has_the_name_of_its_year(void **state)
{
    (void)state;
    const kt_country kaz = KT_COUNTRY('K', 'A', 'Z');
    CHECK_TEXT(kt_country_capital(countries, kaz, "de", 1996), "Almaty");
    CHECK_TEXT(kt_country_capital(countries, kaz, "de", 2018), "Astana");
    CHECK_TEXT(kt_country_capital(countries, kaz, "ru", 2019), "Нур-Султан");
    CHECK_TEXT(kt_country_capital(countries, kaz, "de", 2022), "Nur-Sultan");
    CHECK_TEXT(kt_country_capital(countries, kaz, "de", 2023), "Astana");
    CHECK_TEXT(kt_country_capital(countries, KT_COUNTRY('B', 'L', 'R'), "de", 2018), "Minsk");
}

static void distances_are_those_of_a_sphere(void **state)
{
    (void)state;
    const kt_country blr = KT_COUNTRY('B', 'L', 'R'), kaz = KT_COUNTRY('K', 'A', 'Z');
    const double quarter = 6371.0088 * 3.14159265358979323846 / 2.0;
    for (int64_t n = 0; n < kt_countries_count(countries); n++) {
        const kt_country_info *info = kt_countries_at(countries, n);
        const double there = kt_country_distance_km(countries, blr, info->code);
        const double back = kt_country_distance_km(countries, info->code, blr);
        CHECK(isnan(there) == isnan(info->latitude));
        CHECK_NEAR(there, back, 1e-12);
        if (!isnan(there))
            CHECK(there >= 0.0 && there <= 2.0 * quarter);
    }
    CHECK_NEAR(kt_country_distance_km(countries, blr, blr), 0.0, 1e-12);
    /* Minsk (53.90, 27.56) to Astana (51.17, 71.43), by the law of cosines. */
    const double degree = 3.14159265358979323846 / 180.0;
    const double angle =
        acos(sin(53.90 * degree) * sin(51.17 * degree) +
             cos(53.90 * degree) * cos(51.17 * degree) * cos((71.43 - 27.56) * degree));
    CHECK_NEAR(kt_country_distance_km(countries, blr, kaz), 6371.0088 * angle, 1e-9);
    CHECK(isnan(kt_country_distance_km(countries, blr, KT_WORLD)));
    CHECK(isnan(kt_country_distance_km(countries, blr, KT_COUNTRY('Q', 'Q', 'Q'))));
}

typedef struct counting {
    int64_t n_names, n_kazakh;
    bool has_astana;
} counting;

static void count_name(void *with, kt_country country, const char *language, kt_name_form form,
                       kt_slice name)
{
    counting *c = with;
    CHECK(name.size > 0);
    CHECK(strlen(language) == 2);
    c->n_names++;
    if (country.code == KT_COUNTRY('K', 'A', 'Z').code) {
        c->n_kazakh++;
        if (form == KT_NAME_CAPITAL && kt_slice_is(name, "Astana"))
            c->has_astana = true;
    }
}

static void all_spellings_are_visited(void **state)
{
    (void)state;
    counting c = {0};
    kt_country_names(countries, count_name, &c);
    CHECK(c.n_names > 5000);
    CHECK(c.n_kazakh >= 39);
    CHECK(c.has_astana);
}

static void two_letters_of_a_country_are_not_two_countries(void **state)
{
    (void)state;
    kt_country country = {0};
    for (char a = 'A'; a <= 'Z'; a++) {
        for (char b = 'A'; b <= 'Z'; b++) {
            const char both[3] = {a, b, '\0'};
            if (kt_country_from_code(countries, text(both), &country)) {
                const kt_country_info *info = kt_country_info_of(countries, country);
                CHECK(info != NULL);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_code_leads_back_to_itself),
        KT_TEST(every_iso_number_leads_to_its_country_but_one),
        KT_TEST(numbers_of_comtrade_and_baci_are_known),
        KT_TEST(codes_of_other_systems_are_known),
        KT_TEST(aggregates_and_the_unspecified_never_rank),
        KT_TEST(codes_agree_with_iso_3166),
        KT_TEST(every_name_has_every_form_of_a_sentence),
        KT_TEST(names_have_the_forms_of_their_language),
        KT_TEST(a_capital_has_the_name_of_its_year),
        KT_TEST(distances_are_those_of_a_sphere),
        KT_TEST(all_spellings_are_visited),
        KT_TEST(two_letters_of_a_country_are_not_two_countries),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, tear_down);
}
