/* period_text.c: periods in the words of lang/. */
#include <kontor/period_text.h>

#include <stdio.h>

kt_status kt_period_say(kt_locale *locale, const kt_phrases *phrases, kt_period period,
                        kt_text *out, kt_error *err)
{
    const int first_year = period.first / 12, last_year = period.last / 12;
    const int first_month = period.first % 12 + 1, last_month = period.last % 12 + 1;
    char from[16], to[16], year[16], last[16];

    snprintf(from, sizeof from, "%02d", first_month);
    snprintf(to, sizeof to, "%02d", last_month);
    snprintf(year, sizeof year, "%d", first_year);
    snprintf(last, sizeof last, "%d", last_year);
    const kt_argument words[] = {
        {"from", from, 0.0}, {"to", to, 0.0}, {"year", year, 0.0}, {"last", last, 0.0}};
    const char *key = "period.long";
    if (kt_period_year(period) != 0)
        key = "period.year";
    else if (first_month == 1 && last_month == 12)
        key = "period.years";
    else if (first_year == last_year)
        key = first_month == last_month ? "period.month" : "period.months";
    return kt_phrase_fill(phrases, locale, key, words, 4, out, err);
}
