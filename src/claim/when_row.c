/* when_row.c: periods side by side, with as many amounts side by side, each of the period in
 * the same place: "in 2016, 2017 and 2018 exports were 1, 2 and 3 billion", "1, 2 and 3 billion
 * in August, September and October, respectively", "в 2016, 2017 и 2018 годах". Of two of each
 * a word has to say so. */
#include "trade_flow.h"
#include "when.h"

enum { MAX_ROW = 12 };

typedef struct row {
    int32_t first, last; /* tokens */
    int n;
    int year[MAX_ROW], month[MAX_ROW]; /* month 0: the year */
} row;

static bool parts(const kt_reading *r, int32_t t)
{
    return kt_sign_at(r, t, ",") || kt_mark_at(r, t, KT_SENSE_AND);
}

/* A year, or a month with or without its year: where it ends; t none. */
static int32_t read_one(const kt_reading *r, int32_t t, int *year, int *month)
{
    *year = 0;
    *month = kt_named_month_at(r, t);
    if (*month) {
        t += kt_mark_at(r, t, KT_SENSE_MONTH)->n;
        return t < r->last && kt_named_year_at(r, t, year) ? t + 1 : t;
    }
    return kt_named_year_at(r, t, year) ? t + 1 : t;
}

/* The row that begins at token t; n 0: none of two or more. */
static row read_row(const kt_reading *r, int32_t t)
{
    row out = {.first = t, .last = t};
    while (out.n < MAX_ROW) {
        int *year = &out.year[out.n], *month = &out.month[out.n];
        const int32_t end = t < r->last ? read_one(r, t, year, month) : t;
        if (end == t || (out.n && !*month != !out.month[0]))
            break;
        out.n++;
        out.last = end;
        t = end;
        while (t < end + 2 && t < r->last && parts(r, t))
            t++;
        if (t == end)
            break;
    }
    if (out.n < 2)
        out.n = 0;
    return out;
}

/* Months without a year are those of the last one's; that one's of the report's, or the last
 * such before publication. */
static bool set_years(const kt_reading *r, row *all)
{
    const int last = all->n - 1;
    if (!all->month[0])
        return true;
    if (!all->year[last]) {
        int year = r->published.year, month = r->published.month - 1; /* from 0 */
        for (int n = 0; n < r->n_when && !year; n++) /* the one told before, in no dated text */
            if (r->when[n].known && r->when[n].last <= all->first) {
                year = r->when[n].period.last / 12;
                month = r->when[n].period.last % 12 + 1;
            }
        if (!year)
            return false;
        all->year[last] = year - (all->month[last] > month);
    }
    for (int n = last - 1; n >= 0; n--)
        if (!all->year[n])
            all->year[n] = all->year[n + 1] - (all->month[n] > all->month[n + 1]);
    return true;
}

static bool says_respectively(const kt_reading *r, int32_t t)
{
    return kt_mark_within(r, t, t + 3 < r->last ? t + 3 : r->last, KT_SENSE_RESPECTIVELY) !=
           NULL;
}

bool kt_period_in_row(const kt_reading *r, const kt_stated *s, kt_when *out)
{
    int n = 0;
    if (s < r->stated || s >= r->stated + r->n_stated)
        return false;
    const kt_stated *first = kt_row_of(r, s, &n);
    if (n < 2 || n > MAX_ROW ||
        !kt_mark_within(r, first[n - 2].last, first[n - 1].first, KT_SENSE_AND))
        return false;
    for (int32_t t = r->first; t < r->last; t++) {
        row all = read_row(r, t);
        if (!all.n)
            continue;
        t = all.last;
        if (all.n != n || !set_years(r, &all) ||
            (n == 2 && !says_respectively(r, all.last) &&
             !says_respectively(r, first[n - 1].last)))
            continue;
        const int at = (int)(s - first), month = all.month[at];
        *out = (kt_when){.first = all.first, .last = all.last, .known = 1, .only_year = !month};
        out->period = month ? kt_period_of_months(all.year[at], month, month)
                            : kt_period_of_year(all.year[at]);
        return true;
    }
    return false;
}
