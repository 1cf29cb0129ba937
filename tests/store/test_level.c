/* test_level.c: what was stated, at one level of products. */
#include "check.h"

#include "store/level.h"

#include "store_fixture.h"

static fixture_rows at_level(const kt_flow *rows, int64_t n, int digits)
{
    kt_error err = {0};
    fixture_rows out = {0};
    kt_flow *scratch = NULL;
    CHECK_OK(kt_new(&out.row, kt_level_room(n), sizeof *out.row, &err), err);
    CHECK_OK(kt_new(&scratch, kt_level_room(n), sizeof *scratch, &err), err);
    CHECK_OK(kt_level_apply(digits, rows, n, out.row, scratch, &out.n, &err), err);
    kt_free(scratch);
    return out;
}

static void check_levels(const kt_flow *rows, int64_t n, int digits, const char *expected)
{
    char text[1024] = "", product[16];
    fixture_rows out = at_level(rows, n, digits);
    for (int64_t r = 0; r < out.n; r++) {
        const size_t used = strlen(text);
        kt_product_print(out.row[r].product, product);
        if (out.row[r].value == KT_NONE)
            snprintf(text + used, sizeof text - used, "%s%s none", r ? ", " : "", product);
        else
            snprintf(text + used, sizeof text - used, "%s%s %lld", r ? ", " : "", product,
                     (long long)out.row[r].value);
    }
    fixture_rows_clear(&out);
    CHECK_TEXT(text, expected);
}

static kt_flow stated(const char *product, int64_t value)
{
    return fixture_row(0, 1, product, 2018, value);
}

static void subheadings_are_summed(void **state)
{
    (void)state;
    const kt_flow rows[] = {stated("080510", 5), stated("080520", 7), stated("100110", 11)};
    check_levels(rows, 3, 6, "080510 5, 080520 7, 100110 11");
    check_levels(rows, 3, 4, "0805 12, 1001 11");
    check_levels(rows, 3, 2, "08 12, 10 11");
    check_levels(rows, 3, 0, "TOTAL 23");
    check_levels(rows, 3, -1, "080510 5, 080520 7, 100110 11");
}

static void what_is_stated_at_the_level_stands(void **state)
{
    (void)state;
    const kt_flow rows[] = {stated("TOTAL", 30), stated("08", 20), stated("080510", 5)};
    check_levels(rows, 3, 0, "TOTAL 30");
    check_levels(rows, 3, 2, "TOTAL* 10, 08 20");
    check_levels(rows, 3, 6, "TOTAL* 10, 08* 15, 080510 5");
}

static void a_code_without_children_comes_as_unallocated(void **state)
{
    (void)state;
    const kt_flow rows[] = {stated("08", 20), stated("10", 0), stated("100110", 0)};
    check_levels(rows, 3, 4, "08* 20, 1001 0");
    const kt_flow total[] = {stated("TOTAL", 7)};
    check_levels(total, 1, 6, "TOTAL* 7");
}

static void children_above_their_parent_stand(void **state)
{
    (void)state;
    const kt_flow rows[] = {stated("08", 4), stated("080510", 5)};
    check_levels(rows, 2, 6, "080510 5");
    check_levels(rows, 2, 2, "08 4");
}

static void the_nearest_level_below_is_summed(void **state)
{
    (void)state;
    const kt_flow rows[] = {stated("0805", 10), stated("080510", 6), stated("080610", 3)};
    check_levels(rows, 3, 2, "08 13");
    check_levels(rows, 3, 6, "0805* 4, 080510 6, 080610 3");
    check_levels(rows, 3, 0, "TOTAL 13");
}

static void a_missing_part_makes_the_sum_missing(void **state)
{
    (void)state;
    kt_flow rows[] = {stated("080510", 5), stated("080520", KT_NONE)};
    rows[1].status = KT_SUPPRESSED;
    rows[0].quantity = 3;
    check_levels(rows, 2, 4, "0805 none");
    fixture_rows out = at_level(rows, 2, 4);
    CHECK_INT(out.row[0].status, KT_SUPPRESSED);
    CHECK_INT(out.row[0].quantity, KT_NONE);
    fixture_rows_clear(&out);
}

static void a_suppressed_child_is_in_its_parents_rest(void **state)
{
    (void)state;
    const kt_flow rows[] = {stated("0805", 100), stated("080510", 60),
                            stated("080520", KT_NONE)};
    check_levels(rows, 3, 6, "0805* 40, 080510 60, 080520 none");
}

static void a_stated_rest_is_not_counted_twice(void **state)
{
    (void)state;
    kt_flow rows[] = {stated("08", 100), stated("08", 30), stated("080510", 60)};
    rows[1].product = kt_product_unallocated(rows[0].product);
    check_levels(rows, 3, 6, "08* 40, 080510 60");
    rows[0].value = 80;
    check_levels(rows, 3, 6, "08* 30, 080510 60");
    check_levels(rows, 3, 2, "08 80");
    check_levels(rows + 1, 2, 2, "08 90");
    check_levels(rows + 1, 2, 0, "TOTAL 90");
}

static void a_second_classification_is_not_added_to_the_total(void **state)
{
    (void)state;
    kt_flow rows[] = {stated("080510", 5), stated("080510", 5)};
    rows[1].product = fixture_product("080510", KT_HS07);
    check_levels(rows, 2, 0, "TOTAL 5");
    check_levels(rows, 2, 2, "08 5, 08 5");
}

static void a_sum_past_64_bits_is_an_error(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_flow out[8], scratch[8];
    int64_t n;
    const kt_flow rows[] = {stated("080510", INT64_MAX), stated("080520", 1)};
    CHECK_FAILS(kt_level_apply(2, rows, 2, out, scratch, &n, &err), KT_ERR_RANGE, err);
}

/* ---- against a twin that follows the words of the header -----------------------------------
 */

static bool lies_below(kt_product above, kt_product below)
{
    return above.code != below.code && kt_product_covers(above, below);
}

/* What a code is worth: as stated, else the sum of the highest codes stated below it. */
static int64_t worth(const kt_flow *rows, int64_t n, kt_product product)
{
    int64_t sum = 0;
    for (int64_t r = 0; r < n; r++)
        if (rows[r].product.code == product.code)
            return rows[r].value;
    for (int64_t r = 0; r < n; r++) {
        bool highest = lies_below(product, rows[r].product);
        for (int64_t other = 0; other < n && highest; other++)
            highest = !(lies_below(product, rows[other].product) &&
                        lies_below(rows[other].product, rows[r].product));
        if (highest)
            sum += rows[r].value;
    }
    return sum;
}

static int64_t twin(const kt_flow *rows, int64_t n, int digits, kt_flow *out)
{
    int64_t n_out = 0;
    for (int64_t r = 0; r < n; r++) {
        if (kt_product_digits(rows[r].product) < digits)
            continue;
        const kt_product above = kt_product_above(rows[r].product, digits);
        if (n_out > 0 && out[n_out - 1].product.code == above.code)
            continue;
        out[n_out] = rows[r];
        out[n_out].product = above;
        out[n_out++].value = worth(rows, n, above);
    }
    const int64_t n_fine = n_out;
    for (int64_t r = n - 1; r >= 0; r--) {
        const kt_product parent = rows[r].product;
        int64_t below = 0, n_below = 0;
        if (kt_product_digits(parent) >= digits)
            continue;
        for (int64_t i = 0; i < n_out; i++) {
            /* Of rests only those of codes below, which are there already. */
            if (!lies_below(parent, out[i].product))
                continue;
            if (i >= n_fine && out[i].product.code == kt_product_unallocated(parent).code)
                continue;
            below += out[i].value;
            n_below++;
        }
        if (n_below == 0 || rows[r].value > below) {
            out[n_out] = rows[r];
            out[n_out].product = kt_product_unallocated(parent);
            out[n_out++].value = rows[r].value - below;
        }
    }
    qsort(out, (size_t)n_out, sizeof *out, fixture_compare);
    return n_out;
}

static void random_statements_agree_with_the_twin(void **state)
{
    (void)state;
    static const char *const digits[] = {"TOTAL",  "08",     "0805",   "080510", "080520",
                                         "0806",   "080610", "080620", "10",     "1001",
                                         "100110", "100190", "27",     "270900", "271000"};
    fixture_random random = {23};
    for (int round = 0; round < 3000; round++) {
        kt_flow rows[15], expected[40];
        int64_t n = 0;
        for (int k = 0; k < 15; k++)
            if (below(&random, 2))
                rows[n++] = stated(digits[k], below(&random, 1000));
        for (int level = 0; level <= 6 && n > 0; level += 2) {
            fixture_rows out = at_level(rows, n, level);
            const int64_t n_expected = twin(rows, n, level, expected);
            CHECK_INT(out.n, n_expected);
            for (int64_t r = 0; r < out.n; r++) {
                CHECK_INT(out.row[r].product.code, expected[r].product.code);
                CHECK_INT(out.row[r].value, expected[r].value);
            }
            fixture_rows_clear(&out);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(subheadings_are_summed),
        KT_TEST(what_is_stated_at_the_level_stands),
        KT_TEST(a_code_without_children_comes_as_unallocated),
        KT_TEST(children_above_their_parent_stand),
        KT_TEST(the_nearest_level_below_is_summed),
        KT_TEST(a_missing_part_makes_the_sum_missing),
        KT_TEST(a_suppressed_child_is_in_its_parents_rest),
        KT_TEST(a_stated_rest_is_not_counted_twice),
        KT_TEST(a_second_classification_is_not_added_to_the_total),
        KT_TEST(a_sum_past_64_bits_is_an_error),
        KT_TEST(random_statements_agree_with_the_twin)};
    return kt_run_tests(tests);
}
