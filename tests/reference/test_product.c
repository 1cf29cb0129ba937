/* test_product.c: names of sections, chapters and headings, and search by word. */
#include "reference_fixture.h"

#include <kontor/product.h>

static kt_resources *resources;
static kt_products *products;

static int set_up(void **state)
{
    (void)state;
    kt_error err = {0};
    resources = open_resources(NULL);
    CHECK_OK(kt_products_open(resources, &products, &err), err);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    kt_products_close(products);
    kt_products_close(NULL);
    kt_resources_close(resources);
    return 0;
}

static kt_product product(const char *digits, kt_revision revision)
{
    kt_product found;
    if (!kt_product_parse(text(digits), revision, &found))
        fail_msg("%s is no product", digits);
    return found;
}

static void every_chapter_but_77_lies_in_a_section_and_has_names(void **state)
{
    (void)state;
    int section = 1;
    for (int chapter = 1; chapter <= 97; chapter++) {
        char digits[16];
        snprintf(digits, sizeof digits, "%02d", chapter);
        const kt_product code = product(digits, KT_HS17);
        const int in = kt_product_section(products, code);
        CHECK(in == section || in == section + 1);
        section = in;
        if (chapter == 77)
            continue;
        CHECK(kt_product_name(products, code, "de")[0] != '\0');
        CHECK(kt_product_name(products, code, "en")[0] != '\0');
        CHECK(kt_product_name(products, code, "ru")[0] != '\0');
    }
    CHECK_INT(section, 21);
    for (section = 1; section <= 21; section++) {
        CHECK(kt_section_name(products, section, "de")[0] != '\0');
        CHECK(kt_section_name(products, section, "en")[0] != '\0');
        CHECK(kt_section_name(products, section, "ru")[0] != '\0');
    }
    CHECK_TEXT(kt_section_name(products, 0, "de"), "");
    CHECK_TEXT(kt_section_name(products, 22, "de"), "");
}

/* From the contents of the Harmonized System. */
static void every_section_of_the_sitc_has_a_name(void **state)
{
    (void)state;
    for (int section = 0; section <= 9; section++) {
        char digits[16];
        snprintf(digits, sizeof digits, "%d", section);
        CHECK(kt_product_name(products, product(digits, KT_SITC1), "de")[0] != '\0');
        CHECK(kt_product_name(products, product(digits, KT_SITC3), "en")[0] != '\0');
        CHECK(kt_product_name(products, product(digits, KT_SITC4), "ru")[0] != '\0');
    }
    CHECK_TEXT(kt_product_name(products, product("1", KT_SITC3), "de"), "Getränke und Tabak");
    CHECK_TEXT(kt_product_name(products, product("33", KT_SITC3), "en"), "");
    CHECK_TEXT(kt_product_name(products, kt_product_unallocated(product("7", KT_SITC3)), "en"),
               "");
}

static void chapters_lie_in_their_sections(void **state)
{
    (void)state;
    static const struct {
        const char *digits;
        int section;
    } cases[] = {{"01", 1},     {"05", 1},  {"06", 2},      {"14", 2},  {"15", 3},  {"24", 4},
                 {"27", 5},     {"28", 6},  {"39", 7},      {"43", 8},  {"44", 9},  {"49", 10},
                 {"52", 11},    {"67", 12}, {"70", 13},     {"71", 14}, {"72", 15}, {"83", 15},
                 {"8701", 17},  {"84", 16}, {"890190", 17}, {"92", 18}, {"93", 19}, {"96", 20},
                 {"310420", 6}, {"97", 21}, {"99", 0}};
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++)
        CHECK_INT(kt_product_section(products, product(cases[n].digits, KT_HS92)),
                  cases[n].section);
    CHECK_INT(kt_product_section(products, KT_TOTAL), 0);
    CHECK_INT(kt_product_section(products, product("27", KT_SITC3)), 0);
    CHECK_INT(kt_product_section(products, kt_product_unallocated(product("27", KT_HS92))), 0);
}

static void a_name_is_that_of_the_code_itself(void **state)
{
    (void)state;
    CHECK_TEXT(kt_product_name(products, product("31", KT_HS92), "de"), "Düngemittel");
    CHECK_TEXT(kt_product_name(products, product("31", KT_HS22), "ru"), "Удобрения");
    CHECK_TEXT(kt_product_name(products, product("8701", KT_HS12), "de"), "Traktoren");
    CHECK_TEXT(kt_product_name(products, product("31", KT_HS92), "fr"), "Fertilizers");
    CHECK_TEXT(kt_product_name(products, product("310420", KT_HS92), "de"), "");
    CHECK_TEXT(kt_product_name(products, KT_TOTAL, "de"), "");
    CHECK_TEXT(kt_product_name(products, product("31", KT_SITC3), "de"), "");
    CHECK_TEXT(kt_product_name(products, kt_product_unallocated(product("31", KT_HS92)), "de"),
               "");
}

/* Never the heading of a code that has a name, of another classification, or of itself. */
static void a_code_without_a_name_is_told_by_its_heading(void **state)
{
    (void)state;
    char out[128], small[10];
    CHECK_TEXT(
        kt_product_heading_name(products, product("090240", KT_HS07), "ru", out, sizeof out),
        "0902 \xC2\xB7 \xD0\xA7\xD0\xB0\xD0\xB9");
    CHECK_TEXT(
        kt_product_heading_name(products, product("0902", KT_HS07), "ru", out, sizeof out), "");
    CHECK_TEXT(
        kt_product_heading_name(products, product("09024", KT_SITC3), "en", out, sizeof out),
        "");
    // Two bytes a letter, and room for half of the first: none of it is left.
    CHECK_TEXT(kt_product_heading_name(products, product("090240", KT_HS07), "ru", small,
                                       sizeof small),
               "0902 \xC2\xB7 ");
}

static int64_t search(const char *words, kt_product found[], int64_t most)
{
    return kt_product_search(products, text(words), found, most);
}

static bool finds(const char *words, const char *digits)
{
    kt_product found[200];
    const kt_product wanted = product(digits, KT_HS92);
    const int64_t n = search(words, found, 200);
    for (int64_t at = 0; at < n; at++) {
        if (found[at].code == wanted.code)
            return true;
    }
    return false;
}

static void words_in_any_language_and_case_find_the_product(void **state)
{
    (void)state;
    CHECK(finds("düngemittel", "31"));
    CHECK(finds("DÜNGEMITTEL", "31"));
    CHECK(finds("dungemittel", "31"));
    CHECK(finds("fertilizer", "31"));
    CHECK(finds("УДОБРЕНИЯ", "31"));
    CHECK(finds("mineral fuels", "27"));
    CHECK(finds("fuels mineral", "27"));
    CHECK(finds("traktor", "8701"));
    CHECK(finds("трактор", "8701"));
    CHECK(finds("мёд", "04"));
    CHECK(finds("мед", "04"));
    CHECK(!finds("fuels potatoes", "27"));
    CHECK(!finds("", "27"));
    CHECK(!finds("  ,; ", "27"));
}

static void chapters_come_before_headings_and_no_more_than_asked_for(void **state)
{
    (void)state;
    kt_product found[200];
    const int64_t n = search("milk", found, 200);
    int digits = 2;
    CHECK(n > 1);
    for (int64_t at = 0; at < n; at++) {
        CHECK(kt_product_digits(found[at]) >= digits);
        digits = kt_product_digits(found[at]);
    }
    CHECK_INT(search("milk", found, 1), 1);
    CHECK_INT(search("milk", found, 0), 0);
}

static void a_long_or_broken_text_finds_nothing(void **state)
{
    (void)state;
    kt_product found[4];
    char lengthy[500];
    memset(lengthy, 'a', sizeof lengthy);
    lengthy[sizeof lengthy - 1] = '\0';
    CHECK_INT(search(lengthy, found, 4), 0);
    CHECK_INT(search("\xff\xfe\xd0", found, 4), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_chapter_but_77_lies_in_a_section_and_has_names),
        KT_TEST(every_section_of_the_sitc_has_a_name),
        KT_TEST(chapters_lie_in_their_sections),
        KT_TEST(a_name_is_that_of_the_code_itself),
        KT_TEST(a_code_without_a_name_is_told_by_its_heading),
        KT_TEST(words_in_any_language_and_case_find_the_product),
        KT_TEST(chapters_come_before_headings_and_no_more_than_asked_for),
        KT_TEST(a_long_or_broken_text_finds_nothing),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, tear_down);
}
