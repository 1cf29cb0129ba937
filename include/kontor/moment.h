/* kontor/moment.h: instants and dates (UTC, Gregorian). The clock is read by the command line
 * and handed in; nothing below asks for the time. */
#ifndef KONTOR_MOMENT_H
#define KONTOR_MOMENT_H

#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* A calendar date; month and day are 0 where only the year, or year and month, are known. */
typedef struct kt_date {
    int16_t year;
    int8_t month, day;
} kt_date;

/* "2019", "2019-10" or "2019-10-25"; false for anything else, and for dates that do not exist.
 */
bool kt_date_parse(kt_slice text, kt_date *out);
/* The same forms back; returns the length. */
int kt_date_print(kt_date date, char out[16]);

/* Seconds since 1970 as "2019-10-25T08:26:00Z". */
int kt_moment_print(int64_t seconds, char out[32]);
/* "2019-10-25T08:26:00Z" back, in UTC; the seconds, the Z or the whole time of day may be left
 * out ("2019-10-25" is its first second). False for anything else. */
bool kt_moment_parse(kt_slice text, int64_t *out);
kt_date kt_moment_date(int64_t seconds);
/* Now, by the system's clock; the command line alone calls it. */
int64_t kt_moment_now(void);
/* Seconds on a clock that never goes back, for durations. */
double kt_moment_clock(void);

KT_END_DECLS

#endif
