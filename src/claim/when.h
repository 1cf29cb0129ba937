/* when.h: what the readers of periods share: those named (when.c), fiscal years
 * (when_fiscal.c), those told by their end (when_range.c) or from another one
 * (when_relative.c), the part that each plays (when_part.c), and whose it is (when_of.c,
 * when_beside.c). */
#ifndef CLAIM_WHEN_H
#define CLAIM_WHEN_H

#include "reading.h"

/* One more period in tokens first to last - 1, not known yet; NULL where there are too many. */
kt_when *kt_when_add(kt_reading *r, int32_t first, int32_t last);

/* A year in figures at token t. */
bool kt_named_year_at(const kt_reading *r, int32_t t, int *year);
/* A year behind token *t, over "of", "des Jahres"; *t moves behind it. */
bool kt_year_behind(const kt_reading *r, int32_t *t, int *year);
/* The month that is named at token t, 1 to 12; 0 none. */
int kt_named_month_at(const kt_reading *r, int32_t t);
/* A whole number from 1 to `most` at token t, in figures or words; 0 none. */
int kt_count_at(const kt_reading *r, int32_t t, int most, int32_t *end);
/* Months since the year 0; of a date without a month, December. */
int kt_months_since(kt_date date);

/* Months first to last of a year that stands behind `end`, before `start` or nowhere, told in
 * tokens start to end - 1: where to read on. */
int32_t kt_add_months(kt_reading *r, int32_t start, int32_t end, int first, int last);
/* The months of the report, told in tokens t to end - 1. */
int32_t kt_add_report(kt_reading *r, int32_t t, int32_t end);
/* "The first eight months of this year" (when_count.c): where to read on; t none. */
int32_t kt_read_count_of_months(kt_reading *r, int32_t t);

/* Periods told by their end (when_range.c). The month at t is the last of the year's so far. */
bool kt_is_up_to(const kt_reading *r, int32_t t);
/* Behind "n months", at t, the last of them; t when there is none. */
int32_t kt_read_months_to(kt_reading *r, int32_t start, int32_t t, int n);
int32_t kt_read_range(kt_reading *r, int32_t t);
int32_t kt_read_part_of_year(kt_reading *r, int32_t t); /* when_quarter.c */
int32_t kt_read_days(kt_reading *r, int32_t t);         /* when_days.c */

/* Read a period that begins at token t: where to read on, t where there is none. */
int32_t kt_read_relative(kt_reading *r, int32_t t);
int32_t kt_read_years_count(kt_reading *r, int32_t t);
/* Iranian years, in Russian (when_iran.c). One at *t: the year in which it begins; *t moves. */
bool kt_iranian_year_at(const kt_reading *r, int32_t *t, int *year);
int32_t kt_read_iranian_year(kt_reading *r, int32_t t);
int32_t kt_read_left_out(kt_reading *r, int32_t t); /* when_left_out.c */
/* "In 2012 5 billion, in the next year 6": the one behind the year told before, long over. */
bool kt_year_after_told(const kt_reading *r, int *year);
int32_t kt_read_short_form(kt_reading *r, int32_t t); /* when_short.c */

/* The period last spoken of: in the sentence before the one at hand, else in those before it;
 * else the year of the article (when_relative.c). */
bool kt_last_period(const kt_reading *r, kt_period *out);

/* Words between a period and its year: of, des, the, in, a comma. */
bool kt_is_filler(const kt_reading *r, int32_t t);

/* Fiscal years (when_fiscal.c). The year behind some months, by its first year; *t moves. */
bool kt_fiscal_year_behind(const kt_reading *r, int32_t *t, int *year);
/* Its months counted from its own first one, or by their names. */
kt_period kt_fiscal_months(const kt_reading *r, int year, int first, int last);
kt_period kt_months_of_fiscal(const kt_reading *r, int year, int first, int last);
/* "A 5 percent growth over the previous fiscal": what is compared with, in English. */
bool kt_is_over_fiscal(const kt_reading *r, const kt_when *when);
/* "Up 3 percent in 4 months", in the headline of a report on a fiscal year: months of that, and
 * of which is not said. */
bool kt_counts_fiscal(const kt_reading *r);
/* "July-June (2021-22)": named months with such a year behind *end, which moves. */
bool kt_add_fiscal_months(kt_reading *r, int32_t t, int32_t *end, int first, int last);
int32_t kt_read_fiscal_year(kt_reading *r, int32_t t);
/* The n-th half that begins at token t, where it is one of a fiscal year: "fiscal first half".
 */
bool kt_fiscal_half(const kt_reading *r, int32_t t, int n, kt_period *out);

/* The period that a fixed turn of words gives an amount (when_beside.c); NULL. */
const kt_when *kt_when_beside(const kt_reading *r, const kt_stated *s);

/* What it is held against, by a noun beside the period (when_level.c). */
bool kt_is_level_of_base(const kt_reading *r, const kt_when *when);

/* Periods side by side with as many amounts: that of s (when_row.c). */
bool kt_period_in_row(const kt_reading *r, const kt_stated *s, kt_when *out);

/* The one period that the sentence compares with (when_moved.c); NULL where it names none or
 * several. */
const kt_when *kt_only_base(const kt_reading *r);

/* "From", "from a revised", "from an upwardly revised" end with token t, in English. */
bool kt_is_behind_from(const kt_reading *r, int32_t t);

/* Between it and the amount stands "follows", and behind the amount its own (when_follows.c).
 */
bool kt_is_before_follows(const kt_reading *r, const kt_stated *s, const kt_when *when);

/* When all are read: which are compared with, or only when something was said. */
void kt_settle_periods(kt_reading *r);

/* Periods that point back, in English (when_back.c): "of that year" at *t, which moves behind
 * it; "in the month", the month told of last: where to read on, t where there is none. */
bool kt_that_year_at(const kt_reading *r, int32_t *t, int *year);
int32_t kt_read_the_month(kt_reading *r, int32_t t);

/* The period stands in brackets with an amount of its own, and s outside (when_bracket.c). */
bool kt_is_in_bracket(const kt_reading *r, const kt_stated *s, const kt_when *when);
/* What was a year before, told so in brackets, is of the months of the amount before them. */
bool kt_take_bracket_year(const kt_reading *r, const kt_stated *s, kt_when *when);

/* It tells when something was said; when that happened since which a figure moved
 * (when_said.c). */
bool kt_is_of_saying(const kt_reading *r, const kt_when *when);
bool kt_is_since_event(const kt_reading *r, const kt_when *when);
/* "Seither ist er um 5 Prozent gewachsen", and no period is named: of none. */
bool kt_says_since_then(const kt_reading *r, const kt_stated *s);

/* "Four times the level of 2015": the period is the base of that rate (multiple.c). */
bool kt_is_base_of_multiple(const kt_reading *r, const kt_stated *s, const kt_when *when);

/* The year at token t stands for ten (when_decade.c). */
bool kt_is_decade(const kt_reading *r, int32_t t);
int32_t kt_read_decade(kt_reading *r, int32_t t);

/* Of a time that is told and has no year (when_once.c): "before the war", "in the 1990s". */
bool kt_is_of_once(const kt_reading *r, const kt_stated *s);
/* "After the sanctions of 2014", in Russian: the year of something else than trade. */
bool kt_is_time_of_event(const kt_reading *r, const kt_when *when);

/* A clause of "when" goes on to token t; the time of such a clause behind an amount
 * (when_clause.c). */
bool kt_is_behind_when(const kt_reading *r, int32_t t);
const kt_when *kt_when_something_was(const kt_reading *r, const kt_stated *s);

#endif
