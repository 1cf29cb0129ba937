/* What a cell means: numbers, missing values, periods, products. */
#include "ingest/cell.h"

#include "check.h"

static kt_slice text(const char *terminated)
{
    return kt_slice_of(terminated);
}

static void missing_values_have_many_spellings_and_zero_is_none(void **state)
{
    static const char *const missing[] = {"", "NA", "na", "..", ".", "...", "-", "null", "N/A"};
    static const char *const there[] = {"0", "0.0", "N", "-1", "none", "....", "--"};

    (void)state;
    for (size_t n = 0; n < sizeof missing / sizeof missing[0]; n++)
        CHECK(kt_cell_is_missing(text(missing[n])));
    for (size_t n = 0; n < sizeof there / sizeof there[0]; n++)
        CHECK(!kt_cell_is_missing(text(there[n])));
}

static void is_number(const char *cell, int decimals, int64_t expected, char expected_flag)
{
    int64_t value = -1;
    char flag = '?';
    if (kt_cell_decimal(text(cell), decimals, &value, &flag) != KT_CELL_NUMBER)
        fail_msg("%s is not read", cell);
    CHECK_INT(value, expected);
    CHECK_INT(flag, expected_flag);
}

static void is_bad(const char *cell, int decimals)
{
    int64_t value = 0;
    char flag = 0;
    if (kt_cell_decimal(text(cell), decimals, &value, &flag) != KT_CELL_BAD)
        fail_msg("%s is read as %lld", cell, (long long)value);
}

static void numbers_come_with_commas_flags_and_exponents(void **state)
{
    (void)state;
    is_number("1247.27", 2, 124727, 0);
    is_number("1,247.27 e", 2, 124727, 'e');
    is_number("1,247,000", 0, 1247000, 0);
    is_number("-1,247.5", 1, -12475, 0);
    is_number("783.3 p", 1, 7833, 'p');
    is_number("1.5E3", 0, 1500, 0);
    is_number("0", 3, 0, 0);
}

static void commas_that_part_no_thousands_are_not_guessed(void **state)
{
    (void)state;
    is_bad("1,5", 1);
    is_bad("12,47.3", 1);
    is_bad("1247,000", 0);
    is_bad("1,247,00", 0);
    is_bad(",247", 0);
    is_bad("1.5,000", 3);
    is_bad("1,247e", 0);
    is_bad("12 34", 0);
    is_bad("1.25", 1);
}

static void a_flag_alone_is_a_missing_value(void **state)
{
    int64_t value = 0;
    char flag = 0;
    (void)state;
    CHECK_INT(kt_cell_decimal(text("c"), 0, &value, &flag), KT_CELL_MISSING);
    CHECK_INT(flag, 'c');
    CHECK_INT(kt_cell_decimal(text(".. e"), 0, &value, &flag), KT_CELL_MISSING);
    CHECK_INT(flag, 'e');
}

static void noise_is_seen_at_the_coarse_unit_and_detail_at_the_fine_one(void **state)
{
    int64_t value = 0;
    char flag = 0;
    (void)state;
    CHECK_INT(kt_cell_decimal_fine(text("783303100.00000012"), 0, 3, &value, &flag),
              KT_CELL_NUMBER);
    CHECK_INT(value, 783303100000);
    CHECK_INT(kt_cell_decimal_fine(text("0.123"), 0, 3, &value, &flag), KT_CELL_NUMBER);
    CHECK_INT(value, 123);
    CHECK_INT(kt_cell_decimal_fine(text("0.1234"), 1, 3, &value, &flag), KT_CELL_BAD);
    CHECK_INT(kt_cell_decimal_fine(text("922337203685477580"), 1, 3, &value, &flag),
              KT_CELL_BAD);
    CHECK_INT(kt_cell_decimal_fine(text("NA"), 1, 3, &value, &flag), KT_CELL_MISSING);
}

static void is_period(const char *cell, kt_period expected)
{
    kt_period period = {0};
    if (!kt_cell_period(text(cell), &period))
        fail_msg("%s is not read", cell);
    CHECK(kt_period_equal(period, expected));
}

static void periods_are_years_months_and_quarters(void **state)
{
    static const char *const bad[] = {"",        "18",     "20188",  "201813",
                                      "201800",  "2018M0", "2018Q5", "1700",
                                      "2018-13", "abcd",   "2018x1", "2018-1-1"};
    kt_period period;
    (void)state;
    is_period("2018", kt_period_of_year(2018));
    is_period("201810", kt_period_of_months(2018, 10, 10));
    is_period("2018-10", kt_period_of_months(2018, 10, 10));
    is_period("2018M10", kt_period_of_months(2018, 10, 10));
    is_period("2018Q2", kt_period_of_months(2018, 4, 6));
    is_period("2018-01/2018-10", kt_period_of_months(2018, 1, 10));
    for (size_t n = 0; n < sizeof bad / sizeof bad[0]; n++)
        if (kt_cell_period(text(bad[n]), &period))
            fail_msg("%s is read", bad[n]);
}

static void is_product(const char *cell, kt_revision revision, const char *expected)
{
    kt_product product;
    char out[16];
    if (!kt_cell_product(text(cell), revision, KT_PAD_HS, &product))
        fail_msg("%s is not read", cell);
    CHECK_TEXT(kt_product_print(product, out), expected);
}

static void products_of_hs_get_their_lost_zero_back(void **state)
{
    kt_product product;
    (void)state;
    is_product("10121", KT_HS17, "010121");
    is_product("870190", KT_HS17, "870190");
    is_product("101", KT_HS17, "0101");
    is_product("1", KT_HS17, "01");
    is_product("0", KT_SITC3, "0");
    is_product("Total", KT_HS17, "TOTAL");
    is_product("TOTAL", KT_REVISION_NONE, "TOTAL");
    CHECK(!kt_cell_product(text("10121"), KT_HS17, KT_AS_WRITTEN, &product));
    CHECK(!kt_cell_product(text("8701901"), KT_HS17, KT_PAD_HS, &product));
    CHECK(!kt_cell_product(text("87x190"), KT_HS17, KT_PAD_HS, &product));
    CHECK(!kt_cell_product(text(""), KT_HS17, KT_PAD_HS, &product));
    CHECK(!kt_cell_product(text("870190"), KT_REVISION_NONE, KT_PAD_HS, &product));
}

static void classifications_have_two_spellings(void **state)
{
    static const struct {
        const char *cell;
        kt_revision revision;
    } known[] = {{"H0", KT_HS92},  {"H4", KT_HS12},  {"H6", KT_HS22},     {"HS17", KT_HS17},
                 {"S3", KT_SITC3}, {"S4", KT_SITC4}, {"SITC3", KT_SITC3}, {"B4", KT_BEC4}};
    kt_revision revision;
    (void)state;
    for (size_t n = 0; n < sizeof known / sizeof known[0]; n++) {
        CHECK(kt_cell_revision(text(known[n].cell), &revision));
        CHECK_INT(revision, known[n].revision);
    }
    CHECK(!kt_cell_revision(text("H7"), &revision));
    CHECK(!kt_cell_revision(text("HS"), &revision));
    CHECK(!kt_cell_revision(text(""), &revision));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(missing_values_have_many_spellings_and_zero_is_none),
        KT_TEST(numbers_come_with_commas_flags_and_exponents),
        KT_TEST(commas_that_part_no_thousands_are_not_guessed),
        KT_TEST(a_flag_alone_is_a_missing_value),
        KT_TEST(noise_is_seen_at_the_coarse_unit_and_detail_at_the_fine_one),
        KT_TEST(periods_are_years_months_and_quarters),
        KT_TEST(products_of_hs_get_their_lost_zero_back),
        KT_TEST(classifications_have_two_spellings),
    };
    return kt_run_tests(tests);
}
