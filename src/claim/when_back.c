/* when_back.c: periods that point back to what was told, in English:
 *
 *     in May of that year     the year named last
 *     imports in the month    the month told of last */
#include "when.h"

/* The year named last before token t, in figures or as "last year"; 0 none. */
static int year_named(const kt_reading *r, int32_t t)
{
    enum { FAR = 60 };
    for (int32_t p = t - 1; p >= 0 && p > t - FAR; p--) {
        int year;
        const kt_mark *relative = kt_mark_at(r, p, KT_SENSE_REL_YEAR);
        if (kt_token_at(r->tokens, p)->kind == KT_TOKEN_NUMBER && kt_named_year_at(r, p, &year))
            return year;
        if (relative && relative->first == p && r->published.year)
            return r->published.year + (int)relative->meaning.value;
    }
    return 0;
}

bool kt_that_year_at(const kt_reading *r, int32_t *t, int *year)
{
    const int32_t at = *t + kt_word_at(r, *t, "of");
    const int32_t noun = at + 1 + kt_word_at(r, at + 1, "same");
    if (r->tongue != 1 || !kt_word_at(r, at, "that") || !kt_word_at(r, noun, "year"))
        return false;
    *year = year_named(r, at);
    *t = noun + 1;
    return *year != 0;
}

int32_t kt_read_the_month(kt_reading *r, int32_t t)
{
    static const char *const before[] = {"in", "during", "for"};
    static const char *const others[] = {"of", "to", "before", "earlier", "ended", "ending"};
    /* the month before the report's was told to compare */
    const bool back = r->d.has_report && r->d.report.first == r->d.report.last &&
                      r->d.report.first - r->d.period.period.last == 1;
    const kt_period now = back ? r->d.report : r->d.period.period;
    if (r->tongue != 1 || !kt_word_at(r, t, "month") || !kt_word_at(r, t - 1, "the") ||
        !KT_IS_ONE_OF(r, t - 2, before) || KT_IS_ONE_OF(r, t + 1, others) || r->n_when ||
        !r->d.has_period || now.first != now.last)
        return t;
    kt_when *when = kt_when_add(r, t, t + 1);
    if (when) {
        when->period = now;
        when->known = 1;
    }
    return t + 1;
}
