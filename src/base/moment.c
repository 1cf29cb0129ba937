/* moment.c: dates and instants in the Gregorian calendar, UTC.
 *
 * A year here begins in March, so that the leap day is its last and the months before have the
 * repeating lengths 31 30 31 30 31: day 153 * m / 5 begins month m (rounded as below). 400
 * years are 146097 days, and 1970-01-01 is day 719468 from 0000-03-01. */
#include <kontor/moment.h>

#include <assert.h>
#include <stdio.h>
#include <time.h>

enum { DAY = 86400, DAYS_OF_400_YEARS = 146097, EPOCH = 719468 };

static int days_in_month(int year, int month)
{
    if (month == 2)
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* n digits as a number, or -1. */
static int digits(const char *at, size_t n)
{
    int value = 0;
    for (size_t p = 0; p < n; p++) {
        if (at[p] < '0' || at[p] > '9')
            return -1;
        value = value * 10 + (at[p] - '0');
    }
    return value;
}

bool kt_date_parse(kt_slice text, kt_date *out)
{
    int month = 0, day = 0;
    if (text.size != 4 && text.size != 7 && text.size != 10)
        return false;
    const int year = digits(text.data, 4);
    if (year < 1)
        return false;
    if (text.size >= 7) {
        month = digits(text.data + 5, 2);
        if (text.data[4] != '-' || month < 1 || month > 12)
            return false;
    }
    if (text.size == 10) {
        day = digits(text.data + 8, 2);
        if (text.data[7] != '-' || day < 1 || day > days_in_month(year, month))
            return false;
    }
    *out = (kt_date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

/* n decimal digits of value. */
static int put(char *out, int value, int n)
{
    for (int p = n - 1; p >= 0; p--) {
        out[p] = (char)('0' + value % 10);
        value /= 10;
    }
    return n;
}

int kt_date_print(kt_date date, char out[16])
{
    assert(date.year >= 0 && date.year <= 9999 && date.month >= 0 && date.day >= 0);
    int n = put(out, date.year, 4);
    if (date.month > 0) {
        out[n++] = '-';
        n += put(out + n, date.month, 2);
        if (date.day > 0) {
            out[n++] = '-';
            n += put(out + n, date.day, 2);
        }
    }
    out[n] = '\0';
    return n;
}

/* Seconds within the years 1 to 9999: beyond them nothing has a date. */
static int64_t within_calendar(int64_t seconds)
{
    const int64_t first = INT64_C(-62135596800), last = INT64_C(253402300799);
    return seconds < first ? first : seconds > last ? last : seconds;
}

kt_date kt_moment_date(int64_t seconds)
{
    seconds = within_calendar(seconds);
    int64_t day = seconds / DAY - (seconds % DAY < 0) + EPOCH;
    const int64_t cycle = day / DAYS_OF_400_YEARS;
    day %= DAYS_OF_400_YEARS;
    /* Take out the leap days that lie before: one in 4 years, none in 100, one in 400. */
    const int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= 365 * year + year / 4 - year / 100;
    const int64_t month = (5 * day + 2) / 153; /* 0 is March */
    day -= (153 * month + 2) / 5;
    return (kt_date){(int16_t)(cycle * 400 + year + (month >= 10)),
                     (int8_t)(month < 10 ? month + 3 : month - 9), (int8_t)(day + 1)};
}

int kt_moment_print(int64_t seconds, char out[32])
{
    seconds = within_calendar(seconds);
    const kt_date date = kt_moment_date(seconds);
    const int second = (int)(((seconds % DAY) + DAY) % DAY);
    char day[16];
    kt_date_print(date, day);
    return snprintf(out, 32, "%sT%02d:%02d:%02dZ", day, second / 3600, second / 60 % 60,
                    second % 60);
}

/* Days from 1970-01-01 to a date of the Gregorian calendar. */
static int64_t day_number(kt_date date)
{
    const int64_t year = date.year - (date.month <= 2);
    const int64_t month = date.month > 2 ? date.month - 3 : date.month + 9; /* 0 is March */
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day -
           1 - EPOCH;
}

/* ":MM" at the beginning of *rest, a number under 60, which is cut off; -1 where it is not. */
static int take_sixtieths(kt_slice *rest)
{
    const int n = rest->size >= 3 && rest->data[0] == ':' ? digits(rest->data + 1, 2) : -1;
    if (n < 0 || n > 59)
        return -1;
    *rest = (kt_slice){rest->data + 3, rest->size - 3};
    return n;
}

bool kt_moment_parse(kt_slice text, int64_t *out)
{
    kt_date date;
    int hour = 0, minute = 0, second = 0;

    if (text.size < 10 || !kt_date_parse((kt_slice){text.data, 10}, &date))
        return false;
    if (text.size > 10) {
        hour = text.data[10] == 'T' && text.size >= 13 ? digits(text.data + 11, 2) : -1;
        if (hour < 0 || hour > 23)
            return false;
        kt_slice rest = {text.data + 13, text.size - 13};
        minute = take_sixtieths(&rest);
        if (minute >= 0 && rest.size >= 3)
            second = take_sixtieths(&rest);
        if (minute < 0 || second < 0 || (rest.size > 0 && !kt_slice_is(rest, "Z")))
            return false;
    }
    *out = day_number(date) * DAY + hour * 3600 + minute * 60 + second;
    return true;
}

int64_t kt_moment_now(void)
{
    return (int64_t)time(NULL);
}

double kt_moment_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
