/* The brief about Belarus and Kazakhstan from the IMF's Direction of Trade Statistics, held
 * against the published figures, through the commands that a user types. */
#include "check.h"

#include <kontor/command.h>

static char folder[256];
static kt_context *context;

/* The answer of a command, which must succeed; the caller clears it. */
static void run(const char *name, const kt_given *given, int n_given, kt_text *out)
{
    kt_error err = {0};
    kt_text notes = {0};
    const kt_run_options options = {.store = folder,
                                    .language = "en",
                                    .now = 1700000000,
                                    .out = kt_sink_text(out),
                                    .notes = kt_sink_text(&notes)};
    CHECK_OK(kt_command_run(kt_command_find(name), context, given, n_given, &options, &err),
             err);
    kt_text_clear(&notes);
}

/* The number behind `"field": ` in the figure of that key. */
static double field_of(const kt_text *json, const char *key, const char *field)
{
    char wanted[128];
    snprintf(wanted, sizeof wanted, "\"key\":\"%s\"", key);
    const char *at = strstr(kt_text_get(json), wanted);
    if (!at)
        fail_msg("no figure %s", key);
    snprintf(wanted, sizeof wanted, "\"%s\":", field);
    const char *end = strchr(at, '}'), *value = strstr(at, wanted);
    if (!value || value > end)
        fail_msg("figure %s has no %s", key, field);
    return strtod(value + strlen(wanted), NULL);
}

static double value_of(const kt_text *json, const char *key)
{
    return field_of(json, key, "value");
}

/* Once for all tests; without the shared data they are skipped. */
static void need_data(void)
{
    kt_error err = {0};
    kt_text said = {0};
    const kt_given given[] = {{NULL, kt_shared("data/imf_dots_bilateral_1992_2020.csv.gz")},
                              {"as", "dots"}};
    if (context)
        return;
    CHECK_OK(kt_context_open(NULL, &context, &err), err);
    kt_scratch_make(folder);
    run("import", given, 2, &said);
    kt_text_clear(&said);
}

static void brief(const char *years, kt_text *out)
{
    const kt_given given[] = {
        {NULL, "BLR"}, {NULL, "Kasachstan"}, {"format", "json"}, {"years", years}};
    run("brief", given, 4, out);
}

static void the_turnover_of_2008_and_2018_is_the_published_one(const kt_text *json)
{
    CHECK_NEAR(value_of(json, "turnover.a.BLR.2008"), 536995702.0, 1e-12);
    CHECK_NEAR(value_of(json, "turnover.a.BLR.2018"), 895560200.0, 1e-12);
    CHECK_NEAR(value_of(json, "export.a.BLR.2018"), 783303100.0, 1e-12);
    CHECK_NEAR(value_of(json, "import.a.BLR.2018"), 112257100.0, 1e-12);
    CHECK_NEAR(value_of(json, "turnover.b.KAZ.2018"), 647343437.0, 1e-12);
}

static void its_growth_is_the_published_one(const kt_text *json)
{
    CHECK_NEAR(value_of(json, "growth_turnover.a.BLR.2018"), 0.2991, 5e-5);
    CHECK_NEAR(value_of(json, "growth_export.a.BLR.2018"), 0.3226, 5e-5);
    CHECK_NEAR(value_of(json, "growth_import.a.BLR.2018"), 0.1556, 5e-5);
    CHECK_NEAR(value_of(json, "cagr_turnover.a.BLR.2008/2018"), 0.0525, 5e-5);
    CHECK_NEAR(value_of(json, "cagr_turnover.a.BLR.2009/2018"), 0.097, 5e-4);
    CHECK_NEAR(value_of(json, "cagr_turnover.a.BLR.2010/2018"), 0.0035, 5e-5);
    CHECK_NEAR(value_of(json, "cagr_turnover.a.BLR.2012/2018"), -0.0055, 5e-5);
    CHECK_NEAR(value_of(json, "cagr_turnover.a.BLR.2014/2018"), -0.019, 5e-5);
    CHECK_NEAR(value_of(json, "cagr_turnover.a.BLR.2016/2018"), 0.46, 2e-3);
}

static void kazakhstan_is_third_in_the_cis_and_second_without_ukraine(const kt_text *json)
{
    CHECK_NEAR(value_of(json, "rank_turnover.a.BLR.2018.CIS"), 3.0, 0.0);
    CHECK_NEAR(value_of(json, "rank_turnover.a.BLR.2018.CIS.without-UKR"), 2.0, 0.0);
    CHECK_NEAR(value_of(json, "rank_turnover.a.BLR.2008.CIS"), 3.0, 0.0);
}

static void the_share_is_of_the_stated_world_total_with_its_coverage(const kt_text *json)
{
    /* 895.5602 of 33,907.0 + 38,441.0 million: exports and imports of Belarus with the world.
     */
    CHECK_NEAR(value_of(json, "share_turnover.a.BLR.2018.world"), 0.012379, 1e-6);
    CHECK(field_of(json, "share_turnover.a.BLR.2018.world", "coverage") > 0.98);
}

static void the_mirror_gap_of_exports_is_the_published_one(const kt_text *json)
{
    CHECK_NEAR(value_of(json, "mirror_gap_export.a.BLR.2018"), 0.730, 5e-4);
}

static void no_growth_is_given_across_the_break_of_the_customs_union(const kt_text *json)
{
    CHECK_NEAR(value_of(json, "import.a.BLR.2010"), 405811300.0, 1e-12);
    CHECK_NEAR(value_of(json, "export.b.KAZ.2010"), 35263551.0, 1e-12);
    CHECK(!strstr(kt_text_get(json), "\"growth_import.a.BLR.2010\""));
    CHECK(!strstr(kt_text_get(json), "\"growth_turnover.a.BLR.2010\""));
    CHECK(!strstr(kt_text_get(json), "\"growth_turnover.a.BLR.2011\""));
    CHECK(!strstr(kt_text_get(json), "\"growth_turnover.b.KAZ.2010\""));
}

static void the_brief_of_belarus_and_kazakhstan_has_the_published_figures(void **state)
{
    (void)state;
    kt_text json = {0};
    need_data();
    brief("2008-2018", &json);
    the_turnover_of_2008_and_2018_is_the_published_one(&json);
    its_growth_is_the_published_one(&json);
    kazakhstan_is_third_in_the_cis_and_second_without_ukraine(&json);
    the_share_is_of_the_stated_world_total_with_its_coverage(&json);
    the_mirror_gap_of_exports_is_the_published_one(&json);
    no_growth_is_given_across_the_break_of_the_customs_union(&json);
    kt_text_clear(&json);
}

static void a_filling_is_not_a_second_report(void **state)
{
    (void)state;
    /* Turkmenistan reported nothing: what stands for it is Belarus's figure times 1.06. */
    const kt_given given[] = {
        {NULL, "BLR"}, {NULL, "TKM"}, {"format", "json"}, {"years", "2008-2018"}};
    kt_text json = {0};
    need_data();
    run("brief", given, 4, &json);
    CHECK(!strstr(kt_text_get(&json), "\"mirror_gap_export.a.BLR.2018\""));
    kt_text_clear(&json);
}

static void any_other_pair_is_answered(void **state)
{
    (void)state;
    const char *pairs[][2] = {{"DEU", "UZB"}, {"USA", "CHN"}, {"FJI", "TON"}, {"ZAF", "BRA"}};
    need_data();
    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++) {
        const kt_given given[] = {{NULL, pairs[p][0]}, {NULL, pairs[p][1]}};
        kt_text text = {0};
        run("brief", given, 2, &text);
        CHECK(text.size > 500);
        kt_text_clear(&text);
    }
}

static int drop_all(void **state)
{
    (void)state;
    if (context)
        kt_scratch_remove(folder);
    kt_context_close(context);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_brief_of_belarus_and_kazakhstan_has_the_published_figures),
        KT_TEST(a_filling_is_not_a_second_report),
        KT_TEST(any_other_pair_is_answered),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, NULL, drop_all);
}
