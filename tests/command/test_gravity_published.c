/* test_gravity_published.c: the Advanced Guide of UNCTAD and WTO (Yotov, Piermartini, Monteiro,
 * Larch, 2016), chapters 1 and 2, from the file to the printed digits, as a user gets them. */
#include "gravity_fixture.h"

#define YEARS "year %in% seq(1986, 2006, 4)"

static const char *panel(void)
{
    return kt_shared("data/yotov_agtpa_applications_1986_2006.csv.gz");
}

static void least_squares_of_positive_flows(void **state)
{
    (void)state;
    const char *data = panel();
    gravity_fixture f;
    gravity_open(&f);
    GRAVITY(&f, "", "log(trade) ~ log(dist) + cntg + lang + clny + log(output) + log(spending)",
            "data", data, "family", "gaussian", "subset", "exporter != importer & " YEARS,
            "vcov", "~pair_id", "let",
            "output = sum(trade, exporter^year); spending = sum(trade, importer^year)",
            "format", "csv");
    CHECK_NEAR(gravity_number(&f, 1, "cntg", "n"), 25689, 0);
    gravity_printed(&f, 1, "log(dist)", -1.0016);
    gravity_printed(&f, 1, "cntg", .5738);
    gravity_printed(&f, 1, "lang", .8015);
    gravity_printed(&f, 1, "clny", .7349);
    gravity_printed(&f, 1, "log(output)", 1.1902);
    gravity_printed(&f, 1, "log(spending)", .9076);
    gravity_close(&f);
}

static void ppml_with_effects_of_exporters_and_importers(void **state)
{
    (void)state;
    const char *data = panel();
    gravity_fixture f;
    gravity_open(&f);
    GRAVITY(&f, "", "trade ~ log(dist) + cntg + lang + clny | exporter^year + importer^year",
            "data", data, "subset", "exporter != importer & " YEARS, "format", "csv");
    CHECK_NEAR(gravity_number(&f, 1, "cntg", "n"), 28152, 0);
    gravity_printed(&f, 1, "log(dist)", -.8409);
    gravity_printed(&f, 1, "cntg", .4374);
    gravity_printed(&f, 1, "lang", .2475);
    gravity_printed(&f, 1, "clny", -.2225);
    gravity_close(&f);
}

static void agreements_with_effects_of_pairs(void **state)
{
    (void)state;
    const char *data = panel();
    gravity_fixture f;
    gravity_open(&f);
    GRAVITY(
        &f, "",
        "trade ~ rta | exporter^year + importer^year + sw(pair_id, exporter^importer, pair)",
        "data", data, "subset", YEARS, "vcov", "~pair_id", "format", "csv", "symmetric-pair",
        NULL);
    CHECK_NEAR(gravity_number(&f, 1, "rta", "n"), 28482, 0);
    gravity_printed(&f, 1, "rta", .5572);
    CHECK_NEAR(gravity_number(&f, 2, "rta", "n"), 28236, 0);
    gravity_printed(&f, 2, "rta", .5671);
    CHECK_NEAR(gravity_number(&f, 3, "rta", "n"), 28482, 0);
    gravity_printed(&f, 3, "rta", .5572);
    gravity_close(&f);
}

/* The file has the lags made from data before 1986; those of l() begin four years later. */
static void agreements_that_phase_in_and_borders_that_fade(void **state)
{
    (void)state;
    const char *data = panel();
    gravity_fixture f;
    gravity_open(&f);
    GRAVITY(
        &f, "",
        "trade ~ rta + rta_lag4 + rta_lag8 + rta_lag12 + sw0(i(year, border, ref = 2006)) | "
        "exporter^year + importer^year + pair_id",
        "data", data, "subset", YEARS, "vcov", "~pair_id", "let",
        "border = exporter != importer", "format", "csv");
    gravity_printed(&f, 1, "rta", .2914);
    gravity_printed(&f, 1, "rta_lag4", .4135);
    gravity_printed(&f, 1, "rta_lag8", .1687);
    gravity_printed(&f, 1, "rta_lag12", .1189);
    gravity_printed(&f, 2, "rta", .1157);
    gravity_printed(&f, 2, "rta_lag4", .2877);
    gravity_printed(&f, 2, "rta_lag8", .0693);
    gravity_printed(&f, 2, "rta_lag12", .0024);
    gravity_printed(&f, 2, "year::1986:border", -.7056);
    gravity_printed(&f, 2, "year::1990:border", -.4803);
    gravity_printed(&f, 2, "year::1994:border", -.3665);
    gravity_printed(&f, 2, "year::1998:border", -.1581);
    gravity_printed(&f, 2, "year::2002:border", -.1409);
    gravity_close(&f);
}

static void lags_of_the_formula_are_those_of_the_file(void **state)
{
    (void)state;
    const char *data = panel();
    gravity_fixture f;
    gravity_open(&f);
    GRAVITY(&f, "",
            "trade ~ rta + sw(rta_lag4, l(rta, 4)) | exporter^year + importer^year + pair_id",
            "data", data, "subset", "year %in% seq(1990, 2006, 4)", "format", "csv");
    CHECK_NEAR(gravity_number(&f, 1, "rta_lag4", "estimate"),
               gravity_number(&f, 2, "l(rta, 4)", "estimate"), 1e-12);
    CHECK_NEAR(gravity_number(&f, 1, "rta", "n"), gravity_number(&f, 2, "rta", "n"), 0);
    gravity_close(&f);
}

static void any_number_of_threads_gives_the_same_bytes(void **state)
{
    (void)state;
    const char *data = panel();
    gravity_fixture f;
    kt_text first = {0};
    kt_error err = {0};
    gravity_open(&f);
    for (int n = 1; n <= 3; n++) {
        char threads[8];
        snprintf(threads, sizeof threads, "%d", n);
        GRAVITY(&f, "", "trade ~ rta | exporter^year + importer^year + pair", "data", data,
                "format", "csv", "threads", threads);
        if (n == 1)
            CHECK_OK(kt_text_add(&first, kt_text_get(&f.out), &err), err);
        CHECK_TEXT(kt_text_get(&f.out), kt_text_get(&first));
    }
    kt_text_clear(&first);
    gravity_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(least_squares_of_positive_flows),
        KT_TEST(ppml_with_effects_of_exporters_and_importers),
        KT_TEST(agreements_with_effects_of_pairs),
        KT_TEST(agreements_that_phase_in_and_borders_that_fade),
        KT_TEST(lags_of_the_formula_are_those_of_the_file),
        KT_TEST(any_number_of_threads_gives_the_same_bytes),
    };
    return kt_run_tests(tests);
}
