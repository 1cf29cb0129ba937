/* test_flow.c: codes and periods there and back, what lies below what, and the order of keys.
 */
#include "check.h"

#include <kontor/flow.h>
#include <kontor/limits.h>

static kt_product P(const char *digits, kt_revision revision)
{
    kt_product product = {0};
    if (!kt_product_parse(kt_slice_of(digits), revision, &product))
        fail_msg("\"%s\" is no product", digits);
    return product;
}

/* ---- countries ------------------------------------------------------------------------------
 */

static void country_codes_sort_as_their_letters(void **state)
{
    (void)state;
    const char *const sorted[] = {"0",    "1A",  "A",   "AUT", "BLR", "EU",
                                  "EU27", "KAZ", "WLD", "_X",  "____"};
    kt_country before = {0};
    for (size_t n = 0; n < sizeof sorted / sizeof *sorted; n++) {
        kt_country country;
        char text[5];
        CHECK(kt_country_parse(kt_slice_of(sorted[n]), &country));
        CHECK(before.code < country.code);
        CHECK_TEXT(kt_country_print(country, text), sorted[n]);
        before = country;
    }
    char text[5];
    CHECK_TEXT(kt_country_print((kt_country){0}, text), "");
    CHECK_TEXT(kt_country_print(KT_WORLD, text), "WLD");
    CHECK_INT(KT_COUNTRY('B', 'L', 'R').code, 0x424C5200);
}

static void what_is_no_country_code_is_refused(void **state)
{
    (void)state;
    const char *const bad[] = {"", "ABCDE", "blr", "BL R", "\xC3\x84", "A-B"};
    for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
        kt_country country = {7};
        CHECK(!kt_country_parse(kt_slice_of(bad[n]), &country));
        CHECK_INT(country.code, 7);
    }
}

/* ---- products -------------------------------------------------------------------------------
 */

static void revisions_have_names_that_parse(void **state)
{
    (void)state;
    int n_named = 0;
    for (int r = 1; r < KT_N_REVISIONS; r++) {
        const char *name = kt_revision_name((kt_revision)r);
        kt_revision back = KT_REVISION_NONE;
        if (!name[0])
            continue;
        CHECK(kt_revision_parse(kt_slice_of(name), &back));
        CHECK_INT(back, r);
        n_named++;
    }
    CHECK_INT(n_named, 7 + 4 + 2);
    kt_revision back = KT_HS92;
    CHECK_TEXT(kt_revision_name(KT_REVISION_NONE), "");
    CHECK_TEXT(kt_revision_name((kt_revision)40), "");
    CHECK(!kt_revision_parse(kt_slice_of(""), &back));
    CHECK(!kt_revision_parse(kt_slice_of("HS93"), &back));
    CHECK_INT(back, KT_HS92);
}

static void every_code_of_every_length_prints_as_it_was_read(void **state)
{
    (void)state;
    uint32_t limit = 1;
    for (int digits = 1; digits <= 6; digits++) {
        limit *= 10;
        for (uint32_t number = 0; number < limit; number++) {
            char text[16], printed[16];
            kt_product product;
            const int length = snprintf(text, sizeof text, "%0*u", digits, number);
            if (!kt_product_parse((kt_slice){text, (size_t)length}, KT_HS12, &product))
                fail_msg("\"%s\" was not read", text);
            if (strcmp(kt_product_print(product, printed), text) != 0)
                fail_msg("\"%s\" was printed as \"%s\"", text, printed);
            if (kt_product_digits(product) != digits || kt_product_revision(product) != KT_HS12)
                fail_msg("\"%s\" has lost its length or revision", text);
        }
    }
}

static void what_is_no_product_is_refused(void **state)
{
    (void)state;
    const char *const bad[] = {"", "1234567", "08a", "08*", "-1", " 8", "total", "8.5"};
    kt_product product = {7};
    for (size_t n = 0; n < sizeof bad / sizeof *bad; n++)
        CHECK(!kt_product_parse(kt_slice_of(bad[n]), KT_HS92, &product));
    CHECK(!kt_product_parse(kt_slice_of("0805"), KT_REVISION_NONE, &product));
    CHECK(!kt_product_parse(kt_slice_of("0805"), (kt_revision)30, &product));
    CHECK_INT(product.code, 7);
}

static void total_is_one_for_all_revisions(void **state)
{
    (void)state;
    char text[16];
    CHECK_INT(P("TOTAL", KT_HS92).code, 0);
    CHECK_INT(P("TOTAL", KT_REVISION_NONE).code, 0);
    CHECK_TEXT(kt_product_print(KT_TOTAL, text), "TOTAL");
    CHECK_INT(kt_product_digits(KT_TOTAL), 0);
    CHECK_INT(kt_product_revision(KT_TOTAL), KT_REVISION_NONE);
    CHECK(kt_product_covers(KT_TOTAL, P("0805", KT_SITC2)));
    CHECK(kt_product_covers(KT_TOTAL, KT_TOTAL));
    CHECK(!kt_product_covers(P("0805", KT_SITC2), KT_TOTAL));
    CHECK_INT(kt_product_above(KT_TOTAL, 2).code, 0);
}

static void all_below_a_heading_is_one_range_behind_it(void **state)
{
    (void)state;
    const char *const sorted[] = {"07",     "079999", "08",     "0801", "080110", "0805",
                                  "080500", "080510", "080599", "0806", "09"};
    for (size_t n = 1; n < sizeof sorted / sizeof *sorted; n++)
        CHECK(P(sorted[n - 1], KT_HS92).code < P(sorted[n], KT_HS92).code);
    CHECK(P("99", KT_HS92).code < P("01", KT_HS96).code);
}

static void a_product_covers_what_begins_with_its_digits(void **state)
{
    (void)state;
    const char *const codes[] = {"0",      "08",     "080", "0800", "0805", "08051",
                                 "080510", "080500", "8",   "80",   "805",  "099"};
    const size_t n_codes = sizeof codes / sizeof *codes;
    for (size_t a = 0; a < n_codes; a++) {
        for (size_t b = 0; b < n_codes; b++) {
            const bool expected = strncmp(codes[a], codes[b], strlen(codes[a])) == 0;
            if (kt_product_covers(P(codes[a], KT_SITC3), P(codes[b], KT_SITC3)) != expected)
                fail_msg("does %s cover %s?", codes[a], codes[b]);
            CHECK(!kt_product_covers(P(codes[a], KT_SITC3), P(codes[b], KT_SITC4)));
        }
    }
}

static void above_a_product_stand_its_first_digits(void **state)
{
    (void)state;
    const kt_product product = P("080510", KT_HS17);
    CHECK_INT(kt_product_above(product, 6).code, product.code);
    CHECK_INT(kt_product_above(product, 5).code, P("08051", KT_HS17).code);
    CHECK_INT(kt_product_above(product, 4).code, P("0805", KT_HS17).code);
    CHECK_INT(kt_product_above(product, 2).code, P("08", KT_HS17).code);
    CHECK_INT(kt_product_above(product, 0).code, KT_TOTAL.code);
    CHECK_INT(kt_product_above(P("08", KT_HS17), 4).code, P("08", KT_HS17).code);
}

static void the_unallocated_part_lies_below_its_parent(void **state)
{
    (void)state;
    const struct {
        const char *parent, *printed;
        kt_revision revision;
    } cases[] = {
        {"08", "08*", KT_HS92},     {"10", "10*", KT_HS92},     {"0805", "0805*", KT_HS92},
        {"0810", "0810*", KT_HS92}, {"1001", "1001*", KT_HS92}, {"0", "0*", KT_SITC3},
        {"05", "05*", KT_SITC3},    {"057", "057*", KT_SITC3},  {"0571", "0571*", KT_SITC3},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        char text[16];
        const kt_product parent = P(cases[n].parent, cases[n].revision);
        const kt_product rest = kt_product_unallocated(parent);
        CHECK_TEXT(kt_product_print(rest, text), cases[n].printed);
        CHECK_INT(kt_product_digits(rest), 7);
        CHECK_INT(kt_product_revision(rest), cases[n].revision);
        CHECK(kt_product_is_unallocated(rest));
        CHECK(kt_product_covers(parent, rest));
        CHECK(!kt_product_covers(rest, parent));
        CHECK(kt_product_covers(rest, rest));
        CHECK(kt_product_covers(KT_TOTAL, rest));
        CHECK(parent.code < rest.code);
        CHECK_INT(kt_product_above(rest, kt_product_digits(parent)).code, parent.code);
        CHECK_INT(kt_product_above(rest, 6).code, rest.code);
        CHECK_INT(kt_product_above(rest, 0).code, KT_TOTAL.code);
    }
    const kt_product chapter_rest = kt_product_unallocated(P("08", KT_HS92));
    CHECK(!kt_product_covers(P("0800", KT_HS92), chapter_rest));
    CHECK(!kt_product_covers(P("0805", KT_HS92), chapter_rest));
    CHECK_INT(kt_product_above(kt_product_unallocated(P("0805", KT_HS92)), 2).code,
              P("08", KT_HS92).code);
    char text[16];
    CHECK_TEXT(kt_product_print(kt_product_unallocated(KT_TOTAL), text), "TOTAL*");
}

static void codes_for_the_unspecified_are_unallocated(void **state)
{
    (void)state;
    const struct {
        const char *digits;
        kt_revision revision;
        bool unallocated;
    } cases[] = {
        {"99", KT_HS92, true},     {"9999", KT_HS07, true},  {"999999", KT_HS22, true},
        {"9901", KT_HS12, true},   {"98", KT_HS92, false},   {"089999", KT_HS92, false},
        {"9", KT_SITC1, true},     {"931", KT_SITC3, true},  {"99", KT_SITC4, true},
        {"899", KT_SITC3, false},  {"099", KT_SITC2, false}, {"99", KT_BEC4, false},
        {"TOTAL", KT_HS92, false},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        if (kt_product_is_unallocated(P(cases[n].digits, cases[n].revision)) !=
            cases[n].unallocated)
            fail_msg("is %s of %s unallocated?", cases[n].digits,
                     kt_revision_name(cases[n].revision));
    }
}

/* ---- periods --------------------------------------------------------------------------------
 */

static void periods_print_as_they_were_read(void **state)
{
    (void)state;
    const char *const texts[] = {"2018", "2018-10", "2018-01/2018-10", "2018/2020", "1800",
                                 "2200", "2200-12", "2017-11/2018-03", "1800/2200"};
    for (size_t n = 0; n < sizeof texts / sizeof *texts; n++) {
        kt_period period;
        char text[24];
        if (!kt_period_parse(kt_slice_of(texts[n]), &period))
            fail_msg("\"%s\" was not read", texts[n]);
        CHECK_INT(kt_period_print(period, text), strlen(texts[n]));
        CHECK_TEXT(text, texts[n]);
    }
}

static void every_span_of_months_survives_print_and_parse(void **state)
{
    (void)state;
    for (int first = 0; first < 36; first++) {
        for (int last = first; last < 36; last++) {
            const kt_period period = {(int16_t)(2018 * 12 + first),
                                      (int16_t)(2018 * 12 + last)};
            kt_period back = {0, 0};
            char text[24];
            const int length = kt_period_print(period, text);
            CHECK(length < (int)sizeof text);
            CHECK(kt_period_parse((kt_slice){text, (size_t)length}, &back));
            CHECK(kt_period_equal(period, back));
        }
    }
}

static void other_spellings_mean_the_same(void **state)
{
    (void)state;
    kt_period period;
    CHECK(kt_period_parse(kt_slice_of("2018-01/2018-12"), &period));
    CHECK(kt_period_equal(period, kt_period_of_year(2018)));
    CHECK(kt_period_parse(kt_slice_of("2018-10/2018-10"), &period));
    CHECK(kt_period_equal(period, kt_period_of_months(2018, 10, 10)));
}

static void only_a_whole_calendar_year_has_a_year(void **state)
{
    (void)state;
    CHECK_INT(kt_period_year(kt_period_of_year(2018)), 2018);
    CHECK_INT(kt_period_year(kt_period_of_months(2018, 1, 11)), 0);
    CHECK_INT(kt_period_year(kt_period_of_months(2018, 2, 13)), 0);
    CHECK_INT(kt_period_year(kt_period_of_months(2018, 1, 24)), 0);
    CHECK(!kt_period_equal(kt_period_of_year(2018), kt_period_of_year(2019)));
}

static void what_is_no_period_is_refused(void **state)
{
    (void)state;
    const char *const bad[] = {"",
                               "201",
                               "20222",
                               "1799",
                               "2201",
                               "2018-00",
                               "2018-13",
                               "2018-1",
                               "2018/",
                               "/2018",
                               "2020/2018",
                               "2018-03/2018-02",
                               "2018/2019/2020",
                               "2018-01/2018",
                               "2018/2018-05",
                               "2018-01-01",
                               " 2018",
                               "2o18",
                               "2018_10"};
    for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
        kt_period period = {7, 7};
        if (kt_period_parse(kt_slice_of(bad[n]), &period))
            fail_msg("\"%s\" was read", bad[n]);
        CHECK_INT(period.first, 7);
    }
}

static void the_limits_of_years_are_those_of_the_header(void **state)
{
    (void)state;
    char text[24];
    kt_period period;
    snprintf(text, sizeof text, "%d/%d", KT_MIN_YEAR, KT_MAX_YEAR);
    CHECK(kt_period_parse(kt_slice_of(text), &period));
    CHECK_INT(period.first, KT_MIN_YEAR * 12);
    CHECK_INT(period.last, KT_MAX_YEAR * 12 + 11);
    snprintf(text, sizeof text, "%d", KT_MIN_YEAR - 1);
    CHECK(!kt_period_parse(kt_slice_of(text), &period));
    snprintf(text, sizeof text, "%d", KT_MAX_YEAR + 1);
    CHECK(!kt_period_parse(kt_slice_of(text), &period));
}

/* ---- names and order ------------------------------------------------------------------------
 */

static void every_value_has_a_name(void **state)
{
    (void)state;
    CHECK_TEXT(kt_stated_by_name(KT_BY_EXPORTER), "exporter");
    CHECK_TEXT(kt_stated_by_name(KT_BY_IMPORTER), "importer");
    CHECK_TEXT(kt_stated_by_name(KT_RECONCILED), "reconciled");
    CHECK_TEXT(kt_stated_by_name((kt_stated_by)9), "unknown");
    CHECK_TEXT(kt_kind_name(KT_GOODS), "goods");
    CHECK_TEXT(kt_kind_name(KT_SERVICES), "services");
    CHECK_TEXT(kt_kind_name(KT_REEXPORT), "re-export");
    CHECK_TEXT(kt_valuation_name(KT_FOB), "FOB");
    CHECK_TEXT(kt_valuation_name(KT_CIF), "CIF");
    CHECK_TEXT(kt_valuation_name(KT_VALUATION_UNKNOWN), "unknown");
    CHECK_TEXT(kt_flow_status_name(KT_REPORTED), "reported");
    CHECK_TEXT(kt_flow_status_name(KT_PROVISIONAL), "provisional");
    CHECK_TEXT(kt_flow_status_name(KT_ESTIMATED), "estimated");
    CHECK_TEXT(kt_flow_status_name(KT_SUPPRESSED), "suppressed");
}

static void keys_are_ordered_part_by_part(void **state)
{
    (void)state;
    const kt_country AUT = KT_COUNTRY('A', 'U', 'T'), BLR = KT_COUNTRY('B', 'L', 'R');
    const kt_period y2017 = kt_period_of_year(2017), y2018 = kt_period_of_year(2018);
    const kt_product wheat = {1001}, oil = {2709};
    /* Each differs from the one before in one part of the key, and comes behind it although
     * all later parts are lower. */
    const kt_flow sorted[] = {
        {.exporter = AUT, .importer = AUT, .period = y2017, .product = wheat},
        {.exporter = AUT, .importer = AUT, .period = y2017, .product = wheat, .kind = 1},
        {.exporter = AUT, .importer = AUT, .period = y2017, .product = wheat, .stated_by = 1},
        {.exporter = AUT, .importer = AUT, .period = y2017, .product = oil},
        {.exporter = AUT,
         .importer = AUT,
         .period = {y2017.first, (int16_t)(y2017.last + 1)},
         .product = wheat},
        {.exporter = AUT, .importer = AUT, .period = y2018, .product = wheat},
        {.exporter = AUT, .importer = BLR, .period = y2017, .product = wheat},
        {.exporter = BLR, .importer = AUT, .period = y2017, .product = wheat},
    };
    const int n = (int)(sizeof sorted / sizeof *sorted);
    for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++)
            CHECK_INT(kt_flow_compare(&sorted[a], &sorted[b]), (a > b) - (a < b));
    }
}

static void attributes_do_not_order(void **state)
{
    (void)state;
    const kt_flow a = {.value = 1, .status = KT_SUPPRESSED, .valuation = KT_CIF};
    const kt_flow b = {.value = KT_NONE, .quantity = 5, .supplementary_unit = 5};
    CHECK_INT(kt_flow_compare(&a, &b), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(country_codes_sort_as_their_letters),
        KT_TEST(what_is_no_country_code_is_refused),
        KT_TEST(revisions_have_names_that_parse),
        KT_TEST(every_code_of_every_length_prints_as_it_was_read),
        KT_TEST(what_is_no_product_is_refused),
        KT_TEST(total_is_one_for_all_revisions),
        KT_TEST(all_below_a_heading_is_one_range_behind_it),
        KT_TEST(a_product_covers_what_begins_with_its_digits),
        KT_TEST(above_a_product_stand_its_first_digits),
        KT_TEST(the_unallocated_part_lies_below_its_parent),
        KT_TEST(codes_for_the_unspecified_are_unallocated),
        KT_TEST(periods_print_as_they_were_read),
        KT_TEST(every_span_of_months_survives_print_and_parse),
        KT_TEST(other_spellings_mean_the_same),
        KT_TEST(only_a_whole_calendar_year_has_a_year),
        KT_TEST(what_is_no_period_is_refused),
        KT_TEST(the_limits_of_years_are_those_of_the_header),
        KT_TEST(every_value_has_a_name),
        KT_TEST(keys_are_ordered_part_by_part),
        KT_TEST(attributes_do_not_order),
    };
    return kt_run_tests(tests);
}
