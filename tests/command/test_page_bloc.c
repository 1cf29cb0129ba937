/* test_page_bloc.c: the trade of a bloc's members, by the page of the site. */
#include "measure_fixture.h"

/* Of Belarus's stated total of 40, partners make up 30; Kazakhstan states none. Germany is no
 * member, and what it states counts nowhere. */
static const char SIDES[] = "year,reporter,partner,flow,value_musd\n"
                            "2018,BLR,KAZ,X,10\n2018,BLR,WLD,X,40\n2018,BLR,DEU,X,20\n"
                            "2018,KAZ,BLR,X,3\n2018,KAZ,DEU,X,5\n"
                            "2018,KAZ,BLR,M,11\n2018,KAZ,DEU,M,7\n2018,DEU,BLR,X,99\n"
                            "2018,DEU,BLR,M,98\n";

static measure_fixture fixture;

static int set_up(void **state)
{
    kt_error err = {0};
    (void)state;
    kt_scratch_make(fixture.folder);
    CHECK_OK(kt_context_open(NULL, &fixture.context, &err), err);
    fixture_import(&fixture, "sides", SIDES);
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_context_close(fixture.context);
    kt_scratch_remove(fixture.folder);
    return 0;
}

static kt_status make_page(const char *bloc, const char *year, const char *language,
                           kt_text *out, kt_error *err)
{
    const kt_given given[] = {{NULL, "bloc"}, {"of", bloc}, {"lang", language}, {"year", year}};
    return fixture_run(&fixture, "page", given, 4, out, err);
}

static void check_page(const char *bloc, const char *year, const char *language,
                       const char *wanted)
{
    kt_text out = {0};
    kt_error err = {0};
    CHECK_OK(make_page(bloc, year, language, &out, &err), err);
    if (!strstr(kt_text_get(&out), wanted))
        fail_msg("no %s in\n%s", wanted, kt_text_get(&out));
    CHECK(!strstr(kt_text_get(&out), "99.0") && !strstr(kt_text_get(&out), "98.0"));
    kt_text_clear(&out);
}

static void members_state_their_trade(void **state)
{
    (void)state;
    check_page("EAEU", "2018", "en",
               "<th scope=\"row\">Among the members</th><td class=\"n\">13.0</td>"
               "<td class=\"n\">2 / 5</td><td class=\"n\">75.0%</td>"
               "<td>by the exporters’ statistics</td>");
    check_page("EAEU", "2018", "en",
               "exports to all others</th><td class=\"n\">25.0</td><td class=\"n\">2 / 5</td>"
               "<td class=\"n\">75.0%</td>");
    check_page("EAEU", "2018", "en",
               "imports from all others</th><td class=\"n\">7.0</td>"
               "<td class=\"n\">1 / 5</td><td class=\"n\">–</td>"
               "<td>by the importers’ statistics</td>");
    check_page("EAEU", "2018", "en", "Dataset: sides@");
}

static void nothing_held_is_said(void **state)
{
    (void)state;
    check_page("EAEU", "1999", "en", "No data: the datasets held here");
    check_page("MERCOSUR", "2018", "de", "Keine Daten: die vorliegenden");
    check_page("MERCOSUR", "2018", "ru", "Нет данных: в имеющихся");
}

static void states_that_are_no_more_are_no_members(void **state)
{
    (void)state;
    kt_text out = {0};
    kt_error err = {0};
    CHECK_OK(make_page("EU", "2018", "en", &out, &err), err);
    CHECK(strstr(kt_text_get(&out), "/country/LUX") != NULL);
    CHECK(strstr(kt_text_get(&out), "/country/BLX") == NULL);
    CHECK(strstr(kt_text_get(&out), "2018: 28 members") != NULL);
    kt_text_clear(&out);
    check_page("EU", "1995", "en", "/country/BLX");
}

/* In 1995 Belgium-Luxembourg states 30, in 1998 Belgium 20 and Luxembourg 4; Germany states
 * both, once as a whole (60) and once as two (40 + 10), and France only the whole (7). */
static const char UNION[] =
    "year,reporter,partner,flow,value_musd\n"
    "1995,BLX,DEU,X,30\n1995,DEU,BLX,X,50\n1995,FRA,BLX,X,6\n"
    "1998,BEL,DEU,X,20\n1998,LUX,DEU,X,4\n1998,BEL,USA,X,3\n"
    "1998,DEU,BLX,X,60\n1998,DEU,BEL,X,40\n1998,DEU,LUX,X,10\n1998,FRA,BLX,X,7\n";

static void who_reports_as_one_counts_once(void **state)
{
    (void)state;
    kt_text out = {0};
    kt_error err = {0};
    fixture_import(&fixture, "union", UNION);
    CHECK_OK(make_page("EU", "1995", "en", &out, &err), err);
    CHECK(strstr(kt_text_get(&out), "1995: 15 members"));
    CHECK(strstr(kt_text_get(&out), "Among the members</th><td class=\"n\">86.0</td>"
                                    "<td class=\"n\">4 / 15</td>"));
    CHECK(strstr(kt_text_get(&out), "/country/BEL") &&
          strstr(kt_text_get(&out), "/country/LUX"));
    kt_text_reset(&out);
    CHECK_OK(make_page("EU", "1998", "en", &out, &err), err);
    CHECK(strstr(kt_text_get(&out), "Among the members</th><td class=\"n\">81.0</td>"
                                    "<td class=\"n\">4 / 15</td>"));
    CHECK(strstr(kt_text_get(&out), "others</th><td class=\"n\">3.0</td>"));
    CHECK(strstr(kt_text_get(&out), "Exports of the members in 1998"));
    CHECK(strstr(kt_text_get(&out), "<td>Germany</td><td class=\"n\">50.0</td>"
                                    "<td class=\"n\">50.0</td><td class=\"n\">100.0%</td>"));
    CHECK(strstr(kt_text_get(&out), "<figure"));
    kt_text_clear(&out);
}

static kt_status once(void *with, kt_error *err)
{
    kt_text out = {0};
    (void)with;
    const kt_status status = make_page("EAEU", "2018", "ru", &out, err);
    kt_text_clear(&out);
    return status;
}

static void no_memory_is_an_error(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(members_state_their_trade),
        KT_TEST(nothing_held_is_said),
        KT_TEST(states_that_are_no_more_are_no_members),
        KT_TEST(who_reports_as_one_counts_once),
        KT_TEST(no_memory_is_an_error),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
