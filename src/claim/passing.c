/* passing.c: what is told in passing says nothing of the amounts beside it: subordinate clauses
 * without an amount, reasons. What their words mean is no more seen. */
#include "passing.h"

/* A period in a reason may be that of the amount; not "an accord that took force in May". */
static bool is_period(const kt_reading *r, int32_t first, int32_t t)
{
    for (int32_t p = first; p < t; p++)
        if (kt_word_at(r, p, "that") || kt_word_at(r, p, "which"))
            return false;
    for (int n = 0; n < r->n_when; n++)
        if (t >= r->when[n].first && t < r->when[n].last)
            return true;
    return false;
}

static void leave_out_of_sentence(const kt_reading *r, kt_marks *marks)
{
    for (int32_t t = r->first; t < r->last; t++) {
        int32_t first = t + 1;
        const int32_t end = kt_clause_end(r, t);
        const int32_t reason = end > t ? t : kt_reason_end(r, t, &first);
        if (end > t)
            for (int32_t p = first; p < end; p++)
                marks->at[p] = KT_IN_PASSING;
        else
            for (int32_t p = first; p < reason; p++)
                if (!is_period(r, first, p))
                    marks->at[p] = KT_IN_PASSING;
        t = (end > t ? end : reason > first ? reason : t + 1) - 1;
    }
}

void kt_leave_out_passing(kt_reading *r, kt_marks *marks)
{
    const int32_t n_tokens = r->tokens->n_tokens;
    for (int32_t t = 0; t < n_tokens; t = r->last) {
        while (t < n_tokens && kt_token_at(r->tokens, t)->kind == KT_TOKEN_BREAK)
            t++;
        if (t == n_tokens)
            break;
        r->first = t;
        r->last = n_tokens;
        const int32_t end = kt_sentence_end(r, t);
        r->last = end > t ? end : t + 1;
        kt_find_periods(r);
        kt_find_amounts(r);
        leave_out_of_sentence(r, marks);
    }
}
