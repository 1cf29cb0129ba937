/* test_number.c: numbers to text and back: laws over many random numbers, a slow twin (strtod
 * of the C library, which rounds correctly), and the cases at the edges. */
#include "check.h"

#include <kontor/text.h>

#include <float.h>

static uint64_t next_random(uint64_t *state)
{
    /* splitmix64 (Steele, Lea, Flood 2014) */
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* A slice in a block of its own size, so that the sanitizer sees a byte read too many. */
static bool parse_double_exactly(const char *text, size_t size, double *out)
{
    char *block = malloc(size + 1);
    CHECK(block != NULL);
    memcpy(block + 1, text, size);
    const bool ok = kt_parse_double((kt_slice){block + 1, size}, out);
    free(block);
    return ok;
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void whole_numbers_are_read_to_both_ends(void **state)
{
    (void)state;
    int64_t out = 7;
    CHECK(kt_parse_i64(kt_slice_of("9223372036854775807"), &out));
    CHECK_INT(out, INT64_MAX);
    CHECK(kt_parse_i64(kt_slice_of("-9223372036854775808"), &out));
    CHECK_INT(out, INT64_MIN);
    CHECK(kt_parse_i64(kt_slice_of("+007"), &out));
    CHECK_INT(out, 7);
    const char *const refused[] = {"",
                                   "-",
                                   "+",
                                   "1 ",
                                   " 1",
                                   "1.",
                                   "0x1",
                                   "9223372036854775808",
                                   "--1",
                                   "1e3",
                                   "-9223372036854775809",
                                   "99999999999999999999"};
    for (size_t n = 0; n < sizeof refused / sizeof *refused; n++) {
        if (kt_parse_i64(kt_slice_of(refused[n]), &out))
            fail_msg("\"%s\" was read", refused[n]);
        CHECK_INT(out, 7);
    }
    CHECK(!kt_parse_i64((kt_slice){NULL, 0}, &out));
}

static void only_a_whole_decimal_number_is_read(void **state)
{
    (void)state;
    const char *const refused[] = {
        "",    "-",     "+",    ".",     "-.",    "e5",     "1e",
        "1e+", "1.2.3", "1,5",  "nan",   "inf",   "-inf",   "0x10",
        "1 ",  " 1",    "1e5x", "1_000", "1e999", "-1e309", "1.7976931348623159e308"};
    for (size_t n = 0; n < sizeof refused / sizeof *refused; n++) {
        double out = 7.0;
        if (kt_parse_double(kt_slice_of(refused[n]), &out))
            fail_msg("\"%s\" was read as %g", refused[n], out);
        CHECK(out == 7.0);
        int64_t whole = 7;
        if (kt_parse_decimal(kt_slice_of(refused[n]), 3, &whole))
            fail_msg("\"%s\" was read as %lld", refused[n], (long long)whole);
        CHECK_INT(whole, 7);
    }
    double out;
    int64_t whole;
    CHECK(!kt_parse_double((kt_slice){NULL, 0}, &out));
    CHECK(!kt_parse_decimal((kt_slice){NULL, 0}, 3, &whole));
}

static void hard_doubles_are_read_to_the_last_bit(void **state)
{
    (void)state;
    const struct {
        const char *text;
        double value;
    } cases[] = {
        {"0", 0.0},
        {"-0", -0.0},
        {"5.", 5.0},
        {".5", 0.5},
        {"1e-3", 0.001},
        {"1E+3", 1000.0},
        {"0.1", 0.1},
        {"123456789012345678", 123456789012345678.0},
        {"9007199254740993", 9007199254740992.0}, /* 2^53 + 1: a tie goes to even */
        {"9007199254740995", 9007199254740996.0},
        {"9007199254740993.00000000000000000000000000000000000000001", 9007199254740994.0},
        {"1e22", 1e22},
        {"1e23", 1e23}, /* 10^23 is not a double: one operation would round twice */
        {"8.5e22", 8.5e22},
        {"2.2250738585072011e-308", 2.2250738585072011e-308}, /* hung many parsers in 2011 */
        {"4.9406564584124654e-324", 0x1p-1074},
        {"2.4703282292062327e-324", 0.0},
        {"2.4703282292062328e-324", 0x1p-1074},
        {"1e-400", 0.0},
        {"-1e-400", -0.0},
        {"1e-99999999999999999999", 0.0},
        {"0e99999999999999999999", 0.0},
        {"1.7976931348623157e308", DBL_MAX},
        {"1.7976931348623158e308", DBL_MAX},
        {"000000000000000000000000000000000000000001", 1.0},
        {"0.000000000000000000000000000000000000000001e42", 1.0},
        {"1000000000000000000000000000000000000000000e-42", 1.0},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        double out = NAN;
        if (!parse_double_exactly(cases[n].text, strlen(cases[n].text), &out))
            fail_msg("\"%s\" was not read", cases[n].text);
        if (!same_bits(out, cases[n].value))
            fail_msg("\"%s\" was read as %.17g, expected %.17g", cases[n].text, out,
                     cases[n].value);
    }
}

/* The exact decimal of a halfway point has up to 767 digits; one digit more decides. */
static void the_last_of_many_digits_decides(void **state)
{
    (void)state;
    char text[2048];
    const double low = 0x1.fffffffffffffp-1022; /* just below 2 * DBL_MIN: long decimals */
    const double high = nextafter(low, 1.0);
    /* The middle of both, exactly: low and high in units of 2^-1075 are even numbers. */
    const int n = snprintf(text, sizeof text, "%.1100f", low);
    char upper[2048];
    snprintf(upper, sizeof upper, "%.1100f", high);
    int carry = 0;
    char middle[2048];
    memcpy(middle, text, sizeof middle);
    for (int p = n - 1; p >= 0; p--) { /* low + high, digit by digit */
        if (text[p] == '.')
            continue;
        const int sum = (text[p] - '0') + (upper[p] - '0') + carry;
        middle[p] = (char)('0' + sum % 10);
        carry = sum / 10;
    }
    int rest = 0;
    for (int p = 0; p < n; p++) { /* halved */
        if (middle[p] == '.')
            continue;
        const int digit = rest * 10 + (middle[p] - '0');
        middle[p] = (char)('0' + digit / 2);
        rest = digit % 2;
    }
    double out = NAN;
    CHECK(parse_double_exactly(middle, (size_t)n, &out));
    CHECK(same_bits(out, high)); /* the tie goes to the even one */
    middle[n] = '1';
    CHECK(parse_double_exactly(middle, (size_t)n + 1, &out));
    CHECK(same_bits(out, high));
    /* The same middle with its last digit one less lies below it. */
    int last = n - 1;
    while (middle[last] == '0')
        last--;
    middle[last]--;
    CHECK(parse_double_exactly(middle, (size_t)n, &out));
    CHECK(same_bits(out, low));
}

static void random_decimals_agree_with_the_slow_twin(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int n = 0; n < 200000; n++) {
        char text[64];
        const uint64_t digits = next_random(&seed) >> (next_random(&seed) % 64);
        const int decimals = (int)(next_random(&seed) % 25);
        const int exponent = (int)(next_random(&seed) % 700) - 350;
        int length;
        if (n % 2)
            length = snprintf(text, sizeof text, "%llue%d", (unsigned long long)digits,
                              n % 4 == 1 ? exponent : -decimals);
        else
            length = snprintf(text, sizeof text, "-%llu.%0*llu", (unsigned long long)digits,
                              decimals + 1, (unsigned long long)(digits % 1000000));
        double found = NAN;
        const double expected = strtod(text, NULL);
        const bool ok = kt_parse_double((kt_slice){text, (size_t)length}, &found);
        if (ok != (bool)isfinite(expected) || (ok && !same_bits(found, expected)))
            fail_msg("\"%s\" was read as %.17g, expected %.17g", text, found, expected);
    }
}

static void every_double_survives_print_and_parse(void **state)
{
    (void)state;
    uint64_t seed = 2;
    for (int n = 0; n < 100000; n++) {
        char text[32];
        double value, back = NAN;
        const uint64_t bits = next_random(&seed);
        if (n % 3 == 0)
            value = (double)(int64_t)bits / 1000.0;
        else if (n % 3 == 1)
            value = (double)(bits % 100000) / 100.0;
        else
            memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        const size_t length = kt_print_double(value, text);
        CHECK_INT(length, strlen(text));
        CHECK(length < 32);
        if (!kt_parse_double((kt_slice){text, length}, &back) || !same_bits(back, value))
            fail_msg("%.17g was printed as \"%s\" and read as %.17g", value, text, back);
    }
}

static void doubles_print_as_people_write_them(void **state)
{
    (void)state;
    const struct {
        double value;
        const char *text;
    } cases[] = {
        {0.0, "0"},
        {-0.0, "-0"},
        {1.0, "1"},
        {-895.56, "-895.56"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {536.996, "536.996"},
        {999999999999999.0, "999999999999999"},
        {1e22, "1e+22"},
        {0x1p-1074, "5e-324"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {NAN, ""},
        {INFINITY, ""},
        {-INFINITY, ""},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        char text[32] = "not written";
        CHECK_INT(kt_print_double(cases[n].value, text), strlen(cases[n].text));
        CHECK_TEXT(text, cases[n].text);
    }
}

static void decimals_are_exact_multiples(void **state)
{
    (void)state;
    const struct {
        const char *text;
        int decimals;
        int64_t value;
    } cases[] = {
        {"1.25", 3, 1250},
        {"-1.25", 3, -1250},
        {"+1.25", 3, 1250},
        {"0", 3, 0},
        {"-0.000", 3, 0},
        {".5", 1, 5},
        {"5.", 1, 50},
        {"007.10", 2, 710},
        {"895.560", 3, 895560},
        {"1e3", 0, 1000},
        {"1.5e-2", 3, 15},
        {"2.50000e1", 0, 25},
        {"0.000000001e9", 0, 1},
        {"0e999999999999999999999", 3, 0},
        {"1e-999999999999999999999", 3, 0}, /* as near to 0 as noise is */
        {"1.2500000001", 3, 1250},
        {"1.2499999999", 3, 1250},
        {"0.9999999999999", 3, 1000},
        {"-0.0000000001", 3, 0},
        {"783.30299999999999", 3, 783303},
        {"9223372036854775807", 0, INT64_MAX},
        {"-9223372036854775807", 0, -INT64_MAX},
        {"9223372036854775.807", 3, INT64_MAX},
        {"9.223372036854775807", 18, INT64_MAX},
        {"00000000000000000000000000000000000000000001.5", 1, 15},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        int64_t out = 7;
        if (!kt_parse_decimal(kt_slice_of(cases[n].text), cases[n].decimals, &out))
            fail_msg("\"%s\" was not read", cases[n].text);
        if (out != cases[n].value)
            fail_msg("\"%s\" was read as %lld", cases[n].text, (long long)out);
    }
}

static void what_is_finer_or_larger_is_refused(void **state)
{
    (void)state;
    const struct {
        const char *text;
        int decimals;
    } cases[] = {
        {"1.2501", 3},
        {"1.250001", 3},
        {"1.2499", 3},
        {"0.0005", 3},
        {"1.25000001", 2},
        {"1e-4", 3},
        {"1e-9", 3},
        {"0.0009999", 3}, /* four nines are not noise */
        {"9223372036854775808", 0},
        {"-9223372036854775808", 0}, /* KT_NONE */
        {"9223372036854775807.9999999", 0},
        {"9223372036854775.808", 3},
        {"99999999999999999999", 0},
        {"1e19", 0},
        {"1e16", 3},
        {"1e999999999999999999999", 0},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        int64_t out = 7;
        if (kt_parse_decimal(kt_slice_of(cases[n].text), cases[n].decimals, &out))
            fail_msg("\"%s\" was read as %lld", cases[n].text, (long long)out);
        CHECK_INT(out, 7);
    }
}

static void every_decimal_survives_print_and_parse(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int n = 0; n < 200000; n++) {
        char text[34] = "+";
        const int decimals = (int)(next_random(&seed) % 19);
        const int64_t value = (int64_t)next_random(&seed) >> (next_random(&seed) % 64);
        if (value == INT64_MIN)
            continue;
        int64_t plain = 7, slow = 7;
        const size_t length = kt_print_decimal(value, decimals, text + 1);
        CHECK_INT(length, strlen(text + 1));
        if (!kt_parse_decimal((kt_slice){text + 1, length}, decimals, &plain) || plain != value)
            fail_msg("%lld with %d decimals was read from \"%s\" as %lld", (long long)value,
                     decimals, text + 1, (long long)plain);
        /* A plus sign leads around the short cut. */
        if (value >= 0) {
            CHECK(kt_parse_decimal((kt_slice){text, length + 1}, decimals, &slow));
            CHECK_INT(slow, value);
        }
    }
}

static void decimals_print_without_needless_zeros(void **state)
{
    (void)state;
    const struct {
        int64_t value;
        int decimals;
        const char *text;
    } cases[] = {
        {1250, 3, "1.25"},
        {1000, 3, "1"},
        {0, 3, "0"},
        {-5, 3, "-0.005"},
        {1250, 0, "1250"},
        {7, 1, "0.7"},
        {-1250, 2, "-12.5"},
        {INT64_MAX, 18, "9.223372036854775807"},
        {INT64_MIN, 0, "-9223372036854775808"},
        {1, 18, "0.000000000000000001"},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        char text[32];
        kt_print_decimal(cases[n].value, cases[n].decimals, text);
        CHECK_TEXT(text, cases[n].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(whole_numbers_are_read_to_both_ends),
        KT_TEST(only_a_whole_decimal_number_is_read),
        KT_TEST(hard_doubles_are_read_to_the_last_bit),
        KT_TEST(the_last_of_many_digits_decides),
        KT_TEST(random_decimals_agree_with_the_slow_twin),
        KT_TEST(every_double_survives_print_and_parse),
        KT_TEST(doubles_print_as_people_write_them),
        KT_TEST(decimals_are_exact_multiples),
        KT_TEST(what_is_finer_or_larger_is_refused),
        KT_TEST(every_decimal_survives_print_and_parse),
        KT_TEST(decimals_print_without_needless_zeros),
    };
    return kt_run_tests(tests);
}
