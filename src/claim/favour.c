/* favour.c: in whose favour a balance is, or for whom it is a plus or a minus:
 *
 *     in favour of Chile · in Chile's favour · the balance favours Chile
 *     в пользу Чили · положительное для Чили сальдо · отрицательным для чилийской стороны
 *     zugunsten Chiles */
#include "trade_flow.h"

#include <string.h>

static bool is_favour(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"favour", "favor"};
    return KT_IS_ONE_OF(r, t, words);
}

static bool favours(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"favours", "favors",    "favoured",
                                        "favored", "favouring", "favoring"};
    return KT_IS_ONE_OF(r, t, words);
}

/* The words before a name at t say that it is favoured. */
static bool leads_to(const kt_reading *r, int32_t t)
{
    if (r->tongue == 2)
        return kt_word_at(r, t - 1, "пользу") && kt_word_at(r, t - 2, "в");
    if (r->tongue == 0) {
        t -= kt_word_at(r, t - 1, "der") || kt_word_at(r, t - 1, "des");
        return kt_word_at(r, t - 1, "zugunsten") ||
               (kt_word_at(r, t - 1, "gunsten") && kt_word_at(r, t - 2, "zu"));
    }
    const int32_t of = t - 1 - kt_word_at(r, t - 1, "the");
    return (kt_word_at(r, of, "of") && is_favour(r, of - 1)) || favours(r, of);
}

kt_place kt_in_favour(const kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        const int32_t behind = m->last + (kt_sign_at(r, m->last, "'") ? 2 : 0);
        if (!m->place || m->office)
            continue;
        if (leads_to(r, m->first) ||
            (r->tongue == 1 && (is_favour(r, behind) || is_favour(r, m->last))))
            return m->place;
    }
    return 0;
}

static bool is_balance(const kt_reading *r, int32_t first, int32_t last)
{
    return kt_mark_within(r, first, last, KT_SENSE_BALANCE) ||
           kt_mark_within(r, first, last, KT_SENSE_SURPLUS) ||
           kt_mark_within(r, first, last, KT_SENSE_DEFICIT);
}

/* "Отрицательное для Чили", "для Чили сальдо": whose plus or minus it is, in Russian; 0. */
static kt_place for_whom(const kt_reading *r)
{
    static const char *const words[] = {"положит",  "отрицат", "активн", "пассивн",
                                        "профицит", "дефицит", "плюс",   "минус"};
    enum { NEAR = 4 };
    for (int n = 0; n < r->n_mentions && r->tongue == 2; n++) {
        const kt_mention *m = &r->mention[n];
        const char *word = kt_token_word(r->tokens, m->first - 2);
        if (!m->place || !kt_word_at(r, m->first - 1, "для"))
            continue;
        if (is_balance(r, m->last, m->last + NEAR) ||
            is_balance(r, m->first - 2, m->first - 1)) /* "с сальдо для Чили в 5 млн" */
            return m->place;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (strncmp(word, words[k], strlen(words[k])) == 0)
                return m->place;
    }
    return 0;
}

/* "Für Chile bedeutet das einen Überschuss", "aus chilenischer Sicht", "aus Sicht Chiles":
 * whose view it is, in German; 0. */
static kt_place in_view_of(const kt_reading *r)
{
    static const char *const articles[] = {"der", "die", "den", "des"};
    for (int n = 0; n < r->n_mentions && r->tongue == 0; n++) {
        const kt_mention *m = &r->mention[n];
        const int32_t the = KT_IS_ONE_OF(r, m->first - 1, articles);
        const int32_t t = m->first - the;
        if (!m->place || m->office || m->pronoun)
            continue;
        if (t - 1 == r->first && kt_word_at(r, t - 1, "für") && !m->adjective)
            return m->place;
        if (m->adjective && kt_word_at(r, m->last, "sicht") &&
            kt_word_at(r, m->first - 1, "aus"))
            return m->place;
        if (kt_word_at(r, t - 1, "sicht") && kt_word_at(r, t - 2, "aus"))
            return m->place;
    }
    return 0;
}

void kt_turn_favoured_gap(const kt_reading *r, kt_frame *frame)
{
    if (r->tongue != 1 || !frame->deficit || frame->measure != KT_MEASURE_BALANCE)
        return;
    const kt_place place = kt_in_favour(r);
    if (!place)
        return;
    const bool all = frame->b == KT_PLACE_WORLD && frame->a == r->d.main;
    if (all && place == r->d.partner) {
        frame->b = frame->a;
        frame->a = place;
    }
    if (frame->a == place)
        frame->deficit = 0;
}

void kt_take_favour(const kt_reading *r, kt_frame *frame)
{
    if (frame->measure != KT_MEASURE_BALANCE)
        return;
    const kt_place favoured = frame->deficit ? 0 : kt_in_favour(r);
    const kt_place whose = favoured ? favoured : in_view_of(r);
    const kt_place place = whose ? whose : for_whom(r);
    if (!place)
        return;
    const kt_place other = kt_place_other_of(place, r->d.a, r->d.b);
    if (place == frame->a && frame->b == KT_PLACE_WORLD && whose && other)
        frame->b = other; /* whose it is, of the two just told of */
    if (place != frame->b)
        return;
    frame->b = frame->a;
    frame->a = place;
}
