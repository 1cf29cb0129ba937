/* which_did.c: "outpacing trade with Chile, which took 2.2 billion of Peru's exports and sent
 * 1.5 billion of its own": in English the country before ", which" is the one that bought or
 * sold what is told behind it, though the sentence is of another. */
#include "trade_flow.h"

/* 1 sells, -1 buys, 0 neither: the verb that ends before token t. */
static int way_before(const kt_reading *r, int32_t t)
{
    static const char *const buys[] = {"took",     "takes",     "bought",  "buys",
                                       "imported", "received",  "imports", "purchased",
                                       "absorbed", "purchases", "absorbs", "receives"};
    static const char *const sells[] = {"sent",  "sends",    "sold",     "sells",  "exported",
                                        "ships", "supplied", "supplies", "shipped"};
    while (kt_mark_at(r, t - 1, KT_SENSE_GOODS) || kt_word_at(r, t - 1, "worth") ||
           kt_word_at(r, t - 1, "just") || kt_word_at(r, t - 1, "only"))
        t--;
    return KT_IS_ONE_OF(r, t - 1, sells) ? 1 : KT_IS_ONE_OF(r, t - 1, buys) ? -1 : 0;
}

/* The country before the last ", which" that the amount is told behind; NULL. */
static const kt_mention *subject_of(const kt_reading *r, const kt_stated *s)
{
    int32_t which = s->first - 1;
    while (which > r->first && !kt_word_at(r, which, "which")) {
        if (kt_sign_at(r, which, ";") || kt_mark_at(r, which, KT_SENSE_CONNECT))
            return NULL;
        which--;
    }
    if (which <= r->first || !kt_sign_at(r, which - 1, ","))
        return NULL;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->last == which - 1 && !m->genitive && !m->adjective && !m->office &&
            kt_place_is_country(m->place))
            return m;
    }
    return NULL;
}

/* With whom: who is named with the amount, else the article's own country; 0 none. */
static kt_place other_than(const kt_reading *r, const kt_stated *s, kt_place subject)
{
    int32_t end = s->last;
    while (end < r->last && kt_token_at(r->tokens, end)->kind != KT_TOKEN_NUMBER &&
           !kt_sign_at(r, end, ",") && !kt_mark_at(r, end, KT_SENSE_AND))
        end++;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first >= s->last && m->first < end && !m->office && m->place != subject &&
            kt_place_is_country(m->place))
            return m->place;
    }
    return r->d.main != subject ? r->d.main : 0;
}

bool kt_find_which_did(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    const int way = r->tongue == 1 && s->kind == KT_AMOUNT_MONEY ? way_before(r, s->first) : 0;
    const kt_mention *subject = way ? subject_of(r, s) : NULL;
    const kt_place other = subject ? other_than(r, s, subject->place) : 0;
    if (!other)
        return false;
    *out = (kt_frame){.known = 1,
                      .sense = KT_SENSE_EXPORT,
                      .measure = KT_MEASURE_EXPORT,
                      .a = way > 0 ? subject->place : other,
                      .b = way > 0 ? other : subject->place};
    return true;
}
