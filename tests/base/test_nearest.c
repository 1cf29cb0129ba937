/* test_nearest.c: distances against a slow twin, and the name that was meant. */
#include <kontor/nearest.h>

#include <kontor/random.h>

#include "check.h"

#include <stdlib.h>

/* By the definition, without tables: ASCII only. */
static int slow(const char *a, size_t n, const char *b, size_t m)
{
    if (n == 0 || m == 0)
        return (int)(n + m);
    int best = slow(a, n - 1, b, m - 1) + (a[n - 1] != b[m - 1]);
    const int without_a = slow(a, n - 1, b, m) + 1, without_b = slow(a, n, b, m - 1) + 1;
    best = without_a < best ? without_a : best;
    best = without_b < best ? without_b : best;
    if (n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1]) {
        const int swapped = slow(a, n - 2, b, m - 2) + 1;
        best = swapped < best ? swapped : best;
    }
    return best;
}

static void distances_are_those_of_the_definition(void **state)
{
    (void)state;
    uint64_t n_random = 0;
    for (int round = 0; round < 2000; round++) {
        char a[8] = "", b[8] = "";
        const size_t n = (size_t)(kt_random_bits(1, n_random++) % 7);
        const size_t m = (size_t)(kt_random_bits(1, n_random++) % 7);
        for (size_t p = 0; p < n; p++)
            a[p] = (char)('a' + kt_random_bits(1, n_random++) % 3);
        for (size_t p = 0; p < m; p++)
            b[p] = (char)('a' + kt_random_bits(1, n_random++) % 3);
        const int far = slow(a, n, b, m);
        for (int allowed = 0; allowed < 8; allowed++)
            CHECK_INT(kt_edit_distance(kt_slice_of(a), kt_slice_of(b), allowed),
                      far <= allowed ? far : allowed + 1);
    }
    CHECK_INT(kt_edit_distance(kt_slice_of("\xC3\xA4rzte"), kt_slice_of("arzte"), 3), 1);
    CHECK_INT(kt_edit_distance(kt_slice_of("\xFF"), kt_slice_of("a"), 3), 4);
}

static const char *meant(const char *asked)
{
    static const char *const names[] = {"brief", "rank", "Rate", "measure", "bulletin"};
    kt_nearest nearest = kt_nearest_to(kt_slice_of(asked));
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        kt_nearest_try(&nearest, names[n]);
    return nearest.name ? nearest.name : "";
}

static void the_nearest_name_was_meant_if_it_is_near(void **state)
{
    (void)state;
    char room[96];
    CHECK_TEXT(meant("breif"), "brief");
    CHECK_TEXT(meant("BRIEF"), "brief");
    CHECK_TEXT(meant("rat"), "Rate"); // at one letter; "rank" is at two
    CHECK_TEXT(meant("mesaures"), "measure");
    CHECK_TEXT(meant("export"), "");
    CHECK_TEXT(meant(""), "");
    CHECK_TEXT(meant("\xFF\xFE"), "");
    char longer[300];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    CHECK_TEXT(meant(longer), "");
    kt_nearest nearest = kt_nearest_to(kt_slice_of("x"));
    CHECK_TEXT(kt_nearest_hint(&nearest, room), ";");
    nearest.name = longer;
    CHECK_INT((int64_t)strlen(kt_nearest_hint(&nearest, room)), 15 + 70 + 1);
    nearest.name = "brief";
    CHECK_TEXT(kt_nearest_hint(&nearest, room), "; did you mean brief?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(distances_are_those_of_the_definition),
        KT_TEST(the_nearest_name_was_meant_if_it_is_near),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, NULL, NULL);
}
