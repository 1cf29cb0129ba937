/* passing.c: what is told in passing says nothing of the amounts beside it: subordinate clauses
 * without an amount, reasons. What their words mean is no more seen; an English clause between
 * commas is taken out, so that what it parts stands together again. */
#include "passing.h"

enum { TAKEN_OUT = KT_IN_PASSING - 1 };

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

/* Behind a clause that ends at the comma somebody else is named who says so: ", the ministry
 * said". */
static bool is_said_behind(const kt_reading *r, int32_t comma)
{
    enum { FAR = 7 };
    for (int32_t t = comma + 2;
         t < comma + FAR && kt_token_at(r->tokens, t)->kind == KT_TOKEN_WORD; t++)
        if (kt_mark_at(r, t, KT_SENSE_SAY))
            return !kt_mark_at(r, comma + 1, KT_SENSE_SAY);
    return false;
}

static void leave_clause_out(const kt_reading *r, kt_marks *marks, int32_t t, int32_t end)
{
    const bool between = r->tongue == 1 && kt_sign_at(r, end, ",");
    for (int32_t p = t + 1; p < end; p++)
        marks->at[p] = between ? TAKEN_OUT : KT_IN_PASSING;
    if (between)
        marks->at[end] = TAKEN_OUT;
    if (between && !is_said_behind(r, end))
        marks->at[t] = TAKEN_OUT;
}

static void leave_out_of_sentence(const kt_reading *r, kt_marks *marks)
{
    const int32_t behind = kt_first_clause_end(r);
    for (int32_t t = r->first; t < behind; t++)
        if (!is_period(r, r->first, t))
            marks->at[t] = KT_IN_PASSING;
    for (int32_t t = behind; t < r->last; t++) {
        int32_t first = t + 1;
        const int32_t clause = kt_clause_end(r, t);
        const int32_t mostly = clause > t ? clause : kt_mostly_end(r, t);
        const int32_t end = mostly > t ? mostly : kt_aside_end(r, t);
        const int32_t reason = end > t ? t : kt_reason_end(r, t, &first);
        const int32_t before = end > t || reason > first ? t : kt_earlier_move_end(r, t);
        for (int32_t p = t; p < before; p++)
            marks->at[p] = KT_IN_PASSING;
        if (end > t)
            leave_clause_out(r, marks, t, end);
        else
            for (int32_t p = first; p < reason; p++)
                if (!is_period(r, first, p))
                    marks->at[p] = KT_IN_PASSING;
        t = (end > t ? end : reason > first ? reason : before > t ? before : t + 1) - 1;
    }
}

/* All tokens of the marks that begin at t stay. */
static bool stays(const kt_marks *marks, int32_t t)
{
    const kt_mark *mark = &marks->mark[marks->at[t]];
    for (int32_t p = t; p < t + mark->n; p++)
        if (marks->at[p] == TAKEN_OUT)
            return false;
    return true;
}

/* Close the gaps: tokens, and the marks on them, move forward. */
static void take_out(kt_tokens *tokens, kt_marks *marks)
{
    const int32_t n_tokens = tokens->n_tokens;
    int32_t to = 0, kept = -1; /* marks that were moved last */
    for (int32_t t = 0; t < n_tokens; t++) {
        int32_t m = marks->at[t];
        if (m == TAKEN_OUT)
            continue;
        if (m >= 0 && marks->mark[m].first == t && stays(marks, t)) {
            kept = m;
            for (int32_t i = m; marks->mark[i].first == t; i++) {
                marks->mark[i].first = to;
                if (!marks->mark[i].next_same)
                    break;
            }
        } else if (m >= 0 && m != kept) {
            m = -1;
        }
        tokens->token[to] = tokens->token[t];
        marks->at[to++] = m;
    }
    tokens->n_tokens = to;
}

void kt_leave_out_passing(kt_reading *r, kt_tokens *tokens, kt_marks *marks)
{
    for (int32_t t = 0; kt_next_sentence(r, &t);) {
        if (!kt_may_have_passing(r))
            continue;
        kt_find_periods(r);
        kt_find_amounts(r);
        leave_out_of_sentence(r, marks);
    }
    take_out(tokens, marks);
}
