/* test_period_text.c: periods as readers of three languages see them. */
#include <kontor/period_text.h>

#include "check.h"

static kt_status say(const char *period, kt_text *out, kt_error *err)
{
    static const char phrases[] = "period.year = {year}\n"
                                  "period.years = {year}–{last}\n"
                                  "period.month = {from}/{year}\n"
                                  "period.months = {from}–{to}/{year}\n"
                                  "period.long = {from}/{year}–{to}/{last}\n";
    kt_period parsed = {0};
    kt_locale *locale = NULL;
    kt_phrases *known = NULL;
    CHECK(kt_period_parse(kt_slice_of(period), &parsed));
    kt_status status = kt_locale_open("de", &locale, err);
    if (!status)
        status = kt_phrases_parse(kt_slice_of(phrases), &known, err);
    if (!status)
        status = kt_period_say(locale, known, parsed, out, err);
    kt_phrases_free(known);
    kt_locale_close(locale);
    return status;
}

static void check_said(const char *period, const char *expected)
{
    kt_text out = {0};
    kt_error err = {0};
    CHECK_OK(say(period, &out, &err), err);
    CHECK_TEXT(kt_text_get(&out), expected);
    kt_text_clear(&out);
}

static void a_period_is_said_as_short_as_it_can_be(void **state)
{
    (void)state;
    check_said("2018", "2018");
    check_said("2018-10", "10/2018");
    check_said("2018-01/2018-06", "01–06/2018");
    check_said("2018/2020", "2018–2020");
    check_said("2018-11/2019-02", "11/2018–02/2019");
}

static kt_status say_once(void *with, kt_error *err)
{
    kt_text out = {0};
    (void)with;
    const kt_status status = say("2018-01/2018-06", &out, err);
    kt_text_clear(&out);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, say_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_period_is_said_as_short_as_it_can_be),
        KT_TEST(every_failed_request_is_reported),
    };
    return kt_run_tests(tests);
}
