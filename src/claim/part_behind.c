/* part_behind.c: a part of an amount told behind it with its own partner: "exports were worth
 * 15 billion, with a third going to China", "of which China took 12 %", "with China taking 2
 * billion", "15 billion. China alone took 2 billion", "экспорт составил 15 млрд, из них 2 млрд
 * - в Китай", "davon 2 Milliarden nach China". The amount itself is of the trade with all the
 * world. */
#include "region.h"
#include "trade_flow.h"

static bool is_any(const kt_reading *r, int32_t t, const char *const *words, size_t n_words)
{
    for (size_t n = 0; n < n_words; n++)
        if (kt_word_at(r, t, words[n]))
            return true;
    return false;
}

/* "With China, its largest market, taking": no other amount before the verb. */
static bool takes(const kt_reading *r, int32_t t)
{
    static const char *const verbs[] = {"taking",    "accounting", "absorbing",
                                        "buying",    "importing",  "supplying",
                                        "receiving", "purchasing", "making"};
    enum { FAR = 8 };
    for (int32_t p = t; p < t + FAR && p < r->last; p++) {
        if (kt_token_at(r->tokens, p)->kind == KT_TOKEN_NUMBER)
            return false;
        if (is_any(r, p, verbs, sizeof verbs / sizeof *verbs))
            return true;
    }
    return false;
}

/* "With a third going to China". */
static bool goes_to(const kt_reading *r, const kt_stated *share, const kt_mention *m)
{
    static const char *const verbs[] = {"going", "coming",   "headed",
                                        "bound", "destined", "shipped"};
    bool with = false;
    for (int32_t t = share->first - 3; t < share->first; t++)
        with |= kt_word_at(r, t, "with");
    return with && share->kind != KT_AMOUNT_RANK && m->first >= share->last &&
           m->first - share->last <= 4 &&
           is_any(r, share->last, verbs, sizeof verbs / sizeof *verbs);
}

/* "Составил 75 млрд, в том числе 25 млрд - в Китай", "из которых 25 млрд ушло в Китай". */
static bool is_behind_of_them(const kt_reading *r, const kt_stated *s, const kt_mention *m)
{
    static const char *const whole[] = {"них", "которых", "этой", "этого"};
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        if (kt_mark_within(r, s->last, m->first, flows[n]))
            return false;
    for (int32_t t = s->last; t + 1 < m->first && !m->adjective; t++)
        if ((kt_word_at(r, t, "том") && kt_word_at(r, t + 1, "числе")) ||
            (t > s->last && /* else it is itself the part: "18 млрд из них пришлось на" */
             kt_word_at(r, t, "из") && is_any(r, t + 1, whole, sizeof whole / sizeof *whole)))
            return true;
    return false;
}

/* "Davon entfielen 12 Milliarden auf Chile", "wovon 12 nach Chile gingen". */
static bool is_behind_thereof(const kt_reading *r, const kt_stated *s, const kt_mention *m)
{
    static const char *const words[] = {"davon", "wovon", "darunter"};
    for (int32_t t = s->last + 1; t < m->first; t++)
        if (KT_IS_ONE_OF(r, t, words))
            return true;
    return false;
}

/* "A deficit of 1 billion, with imports from China and Chile growing 7 and 12 percent": a flow
 * of its own; told of a turnover it may be that of the same two. */
static bool is_of_flow_behind(const kt_reading *r, const kt_stated *s, const kt_mention *m)
{
    int32_t with = m->first - 1;
    while (with >= s->last && !kt_word_at(r, with, "with"))
        with--;
    return with >= s->last && m->role != KT_ROLE_OWNER &&
           !kt_mark_within(r, r->first, s->last, KT_SENSE_TURNOVER) &&
           (kt_mark_within(r, with, m->first, KT_SENSE_EXPORT) ||
            kt_mark_within(r, with, m->first, KT_SENSE_IMPORT));
}

/* "Of the 20 billion worth of goods that Chile exported, 3 billion went to Peru". */
static bool is_behind_whole(const kt_reading *r, const kt_stated *s, const kt_mention *m)
{
    const kt_stated *part = s + 1;
    if (r->tongue != 1 || s != r->stated || r->n_stated < 2 || !kt_word_at(r, r->first, "of") ||
        s->first - r->first > 3 || s->kind != KT_AMOUNT_MONEY)
        return false;
    return m->first >= part->last && m->first - part->last <= 4 &&
           (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM) &&
           (kt_mark_at(r, part->last, KT_SENSE_SELL) ||
            kt_mark_at(r, part->last, KT_SENSE_BUY));
}

bool kt_is_of_part_behind(const kt_reading *r, const kt_stated *s, const kt_mention *m)
{
    if (is_behind_whole(r, s, m))
        return true;
    if (r->tongue == 0)
        return s->kind != KT_AMOUNT_RANK && is_behind_thereof(r, s, m);
    if (r->tongue == 2)
        return s->kind == KT_AMOUNT_MONEY && m->first > s->last && is_behind_of_them(r, s, m);
    if (r->tongue != 1 || s < r->stated || s >= r->stated + r->n_stated ||
        s->kind == KT_AMOUNT_RANK || m->first <= s->last)
        return false;
    const int32_t t = m->first - 1 - kt_word_at(r, m->first - 1, "the");
    if (kt_word_at(r, t, "which") && kt_word_at(r, t - 1, "of"))
        return true;
    if (kt_word_at(r, t, "with") && kt_sign_at(r, t - 1, ",") && takes(r, m->last))
        return true;
    if (is_of_flow_behind(r, s, m))
        return true;
    return s + 1 < r->stated + r->n_stated && goes_to(r, s + 1, m);
}

/* "Exports reached 37 billion. The United States alone took 25 billion": a part, told in the
 * next sentence of the paragraph. */
static bool is_alone_next(const kt_reading *r, kt_place partner)
{
    enum { FAR = 40 };
    for (int32_t t = r->last; t < r->last + FAR; t++) {
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_BREAK)
            return false;
        const kt_mark *name = strcmp(kt_token_word(r->tokens, t), "alone") == 0
                                  ? kt_mark_at(r, t - 1, KT_SENSE_COUNTRY)
                                  : NULL;
        if (name && kt_place_country(name->meaning.code) == partner)
            return true;
    }
    return false;
}

void kt_take_whole_before(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    bool behind = false;
    if (out->b == KT_PLACE_WORLD || !out->b || kt_names_region(r) ||
        (r->tongue == 2 && out->measure == KT_MEASURE_TURNOVER))
        return;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        const bool part = m->place == out->b && kt_is_of_part_behind(r, s, m);
        const bool own = m->first < s->first || (m->role == KT_ROLE_WITH && !part && !behind);
        if (own && !m->office && (m->place == out->b || !m->place))
            return; /* its partner is named before, or by "with" behind it */
        behind |= part;
    }
    if (behind || (!r->title && is_alone_next(r, out->b)))
        out->b = KT_PLACE_WORLD;
}
