/* test_figure.c: figures, their keys and their form in JSON. */
#include "check.h"

#include <kontor/figure.h>

static kt_figure turnover(int year)
{
    return (kt_figure){.id = "turnover",
                       .side = 'a',
                       .period = kt_period_of_year(year),
                       .value = 895560200.0,
                       .value_max = NAN,
                       .unit = "USD",
                       .reporter = KT_COUNTRY('B', 'L', 'R'),
                       .coverage = NAN,
                       .dataset = "dots",
                       .vintage = "15d4082f",
                       .method = "export + import"};
}

static void a_key_is_made_of_what_sets_a_figure_apart(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_figures *figures = NULL;
    const kt_figure *kept;
    kt_figure figure = turnover(2018);

    CHECK_OK(kt_figures_new(&figures, &err), err);
    CHECK_OK(kt_figures_add(figures, &figure, &kept, &err), err);
    CHECK_TEXT(kept->key, "turnover.a.BLR.2018");
    figure.id = "rank_turnover";
    figure.of = "CIS";
    figure.without = "UKR";
    CHECK_OK(kt_figures_add(figures, &figure, &kept, &err), err);
    CHECK_TEXT(kept->key, "rank_turnover.a.BLR.2018.CIS.without-UKR");
    figure = turnover(2018);
    figure.period.first = kt_period_of_year(2008).first;
    figure.reporter_kind = KT_REPORTER_RECONCILED;
    CHECK_OK(kt_figures_add(figures, &figure, &kept, &err), err);
    CHECK_TEXT(kept->key, "turnover.a.reconciled.2008/2018");
    CHECK(kt_figures_find(figures, "turnover.a.reconciled.2008/2018") == kept);
    CHECK(kt_figures_find(figures, "turnover.a.KAZ.2018") == NULL);
    kt_figures_free(figures);
}

static void the_same_figure_twice_is_one(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_figures *figures = NULL;
    const kt_figure *first, *second, *other;
    kt_figure figure = turnover(2018);

    CHECK_OK(kt_figures_new(&figures, &err), err);
    CHECK_OK(kt_figures_add(figures, &figure, &first, &err), err);
    for (int year = 1900; year < 2000; year++) {
        const kt_figure more = turnover(year);
        CHECK_OK(kt_figures_add(figures, &more, NULL, &err), err);
    }
    CHECK_OK(kt_figures_add(figures, &figure, &second, &err), err);
    CHECK(first == second);
    CHECK_INT(kt_figures_count(figures), 101);
    // Of another dataset it is another figure.
    figure.dataset = "baci";
    CHECK_OK(kt_figures_add(figures, &figure, &other, &err), err);
    CHECK_TEXT(other->key, "turnover.a.BLR.2018@baci");
    CHECK_TEXT(first->dataset, "dots");
    kt_figures_free(figures);
    kt_figures_free(NULL);
}

static void figures_that_are_only_shown_have_no_keys(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_figures *figures = NULL;
    const kt_figure *first, *second;
    const kt_figure figure = turnover(2018);

    CHECK_OK(kt_figures_new(&figures, &err), err);
    kt_figures_forgo_keys(figures);
    CHECK_OK(kt_figures_add(figures, &figure, &first, &err), err);
    CHECK_OK(kt_figures_add(figures, &figure, &second, &err), err);
    CHECK(first != second && !first->key && !second->key);
    CHECK_TEXT(second->method, "export + import");
    CHECK_INT(kt_figures_count(figures), 2);
    CHECK(kt_figures_find(figures, "turnover.a.BLR.2018") == NULL);
    kt_figures_free(figures);
}

static void json_has_the_names_of_the_contract(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_figures *figures = NULL;
    kt_text text = {0};
    kt_json json;
    kt_figure figure = turnover(2018);

    CHECK_OK(kt_figures_new(&figures, &err), err);
    CHECK_OK(kt_figures_add(figures, &figure, NULL, &err), err);
    figure = turnover(2018);
    figure.period = kt_period_of_months(2018, 1, 10);
    figure.from = KT_FROM_MIRROR;
    figure.reporter_kind = KT_REPORTER_UNNAMED;
    figure.value = NAN;
    CHECK_OK(kt_figures_add(figures, &figure, NULL, &err), err);
    kt_json_init(&json, &text);
    kt_figures_put_json(figures, &json);
    CHECK_OK(kt_json_finish(&json, &err), err);
    CHECK_TEXT(text.data,
               "[{\"key\":\"turnover.a.BLR.2018\",\"id\":\"turnover\",\"side\":\"a\","
               "\"year\":2018,\"value\":895560200,\"unit\":\"USD\",\"reporter\":\"BLR\","
               "\"mirror\":false,\"valuation\":\"unknown\",\"status\":\"reported\","
               "\"coverage\":null,\"dataset\":\"dots\",\"vintage\":\"15d4082f\","
               "\"method\":\"export + import\",\"of\":null},"
               "{\"key\":\"turnover.a.unnamed.2018-01/2018-10\",\"id\":\"turnover\","
               "\"side\":\"a\",\"period\":\"2018-01/2018-10\",\"value\":null,\"unit\":\"USD\","
               "\"reporter\":null,\"mirror\":true,\"valuation\":\"unknown\","
               "\"status\":\"reported\",\"coverage\":null,\"dataset\":\"dots\","
               "\"vintage\":\"15d4082f\",\"method\":\"export + import\",\"of\":null}]");
    kt_text_clear(&text);
    kt_figures_free(figures);
}

static kt_status once(void *with, kt_error *err)
{
    (void)with;
    kt_figures *figures = NULL;
    kt_status status = kt_figures_new(&figures, err);

    for (int year = 1950; !status && year < 2020; year++) {
        const kt_figure figure = turnover(year);
        status = kt_figures_add(figures, &figure, NULL, err);
    }
    kt_figures_free(figures);
    return status;
}

static void no_failed_request_for_memory_passes_unseen(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_key_is_made_of_what_sets_a_figure_apart),
        KT_TEST(the_same_figure_twice_is_one),
        KT_TEST(figures_that_are_only_shown_have_no_keys),
        KT_TEST(json_has_the_names_of_the_contract),
        KT_TEST(no_failed_request_for_memory_passes_unseen),
    };
    return kt_run_tests(tests);
}
