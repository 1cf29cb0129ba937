/* test_moment.c: dates against a calendar walked day by day, and instants. */
#include "check.h"

#include <kontor/moment.h>

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* The slow twin: from 1600-01-01, which lies 135140 days before 1970-01-01. */
static void every_day_agrees_with_a_walk_through_the_calendar(void **state)
{
    (void)state;
    const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t day = -135140;
    for (int year = 1600; year < 2405; year++) {
        for (int month = 1; month <= 12; month++) {
            const int length = lengths[month - 1] + (month == 2 && is_leap(year));
            for (int d = 1; d <= length; d++, day++) {
                const kt_date first = kt_moment_date(day * 86400);
                const kt_date last = kt_moment_date(day * 86400 + 86399);
                CHECK_INT(first.year, year);
                CHECK_INT(first.month, month);
                CHECK_INT(first.day, d);
                CHECK(last.year == year && last.month == month && last.day == d);
            }
        }
    }
}

static void instants_print_in_utc(void **state)
{
    (void)state;
    const struct {
        int64_t seconds;
        const char *text;
    } cases[] = {
        {0, "1970-01-01T00:00:00Z"},          {-1, "1969-12-31T23:59:59Z"},
        {951782400, "2000-02-29T00:00:00Z"},  {1572006360, "2019-10-25T12:26:00Z"},
        {2147483647, "2038-01-19T03:14:07Z"}, {INT64_MIN, "0001-01-01T00:00:00Z"},
        {INT64_MAX, "9999-12-31T23:59:59Z"},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        char text[32];
        CHECK_INT(kt_moment_print(cases[n].seconds, text), 20);
        CHECK_TEXT(text, cases[n].text);
    }
}

static void dates_survive_parse_and_print(void **state)
{
    (void)state;
    const char *const good[] = {"2019",       "2019-10",    "2019-10-25", "2000-02-29",
                                "0001-01-01", "9999-12-31", "2024-02-29"};
    for (size_t n = 0; n < sizeof good / sizeof *good; n++) {
        kt_date date;
        char text[16];
        CHECK(kt_date_parse(kt_slice_of(good[n]), &date));
        CHECK_INT(kt_date_print(date, text), strlen(good[n]));
        CHECK_TEXT(text, good[n]);
    }
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    const char *const bad[] = {"",           "201",        "20190",      "2019-",
                               "2019-1",     "2019-13",    "2019-00",    "2019-02-29",
                               "1900-02-29", "2019-04-31", "2019-10-00", "2019-10-32",
                               "2019/10",    "2019-10/25", "0000",       "2019-10-25T",
                               "+019",       "2019-1a",    "201a",       " 2019"};
    for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
        kt_date date = {7, 7, 7};
        if (kt_date_parse(kt_slice_of(bad[n]), &date))
            fail_msg("\"%s\" was read", bad[n]);
        CHECK_INT(date.year, 7);
    }
    kt_date date;
    CHECK(!kt_date_parse((kt_slice){NULL, 0}, &date));
}

static void instants_survive_print_and_parse(void **state)
{
    (void)state;
    for (int64_t t = -62135596800; t < 253402300799; t += 86400 * 1009 + 3661) {
        char text[32];
        int64_t back = 0;
        kt_moment_print(t, text);
        CHECK(kt_moment_parse(kt_slice_of(text), &back));
        CHECK_INT(back, t);
    }
}

static void what_is_no_instant_is_refused(void **state)
{
    (void)state;
    static const char *const good[] = {"2019-10-25", "2019-10-25T00:00", "2019-10-25T00:00Z"};
    static const char *const bad[] = {
        "2019-10",           "2019-10-25T",      "2019-10-25T24:00",
        "2019-10-25T08:60",  "2019-10-25 08:00", "2019-10-25T08",
        "2019-10-25T08:00x", "2019-02-30",       "2019-10-25T08:00:"};
    for (size_t n = 0; n < sizeof good / sizeof *good; n++) {
        int64_t t = 0;
        CHECK(kt_moment_parse(kt_slice_of(good[n]), &t));
        CHECK_INT(t, 1571961600);
    }
    for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
        int64_t t = 7;
        if (kt_moment_parse(kt_slice_of(bad[n]), &t))
            fail_msg("\"%s\" was read", bad[n]);
    }
}

static void the_clock_goes_forward(void **state)
{
    (void)state;
    const double before = kt_moment_clock();
    CHECK(kt_moment_clock() >= before);
    CHECK(kt_moment_now() > 1700000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_day_agrees_with_a_walk_through_the_calendar),
        KT_TEST(instants_print_in_utc),
        KT_TEST(dates_survive_parse_and_print),
        KT_TEST(what_is_no_date_is_refused),
        KT_TEST(instants_survive_print_and_parse),
        KT_TEST(what_is_no_instant_is_refused),
        KT_TEST(the_clock_goes_forward),
    };
    return kt_run_tests(tests);
}
