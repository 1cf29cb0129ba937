/* balance_of.c: who has a surplus or a deficit, by the verb between the two:
 *
 *     trade between the two was 560 million, with Peru running a deficit of 180 million
 *     Peru hatte ein Defizit · wobei Peru einen Überschuss erzielte
 *     Перу имеет дефицит · у Перу дефицит · a surplus of 180 million for Peru
 *
 * It is that one's balance: with the other of the two whose trade was just told of. */
#include "trade_flow.h"

enum { FAR = 12, BEHIND = 4 };

static bool is_noun(const kt_reading *r, int32_t t)
{
    return kt_mark_at(r, t, KT_SENSE_SURPLUS) || kt_mark_at(r, t, KT_SENSE_DEFICIT);
}

/* The noun that the amount is of: the last one before it, else one close behind; -1. */
static int32_t noun_of(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *first = r->stated, *end = r->stated + r->n_stated;
    const int32_t from = s > first && s < end ? s[-1].last : r->first;
    for (int32_t t = s->first - 1; t >= from; t--)
        if (is_noun(r, t))
            return t;
    const int32_t to = s >= first && s + 1 < end ? s[1].first : r->last;
    for (int32_t t = s->last; t < to && t < s->last + BEHIND; t++)
        if (is_noun(r, t))
            return t;
    return -1;
}

/* Between a country and the noun, or behind the amount in a German clause: a verb of having and
 * no other flow, nobody who says so. */
static bool has(const kt_reading *r, const kt_mention *m, int32_t noun, const kt_stated *s)
{
    static const kt_sense others[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER,
                                      KT_SENSE_SAY};
    if (KT_ANY_WITHIN(r, m->last, noun, others))
        return false;
    for (int32_t t = m->last; t < noun; t++)
        if (kt_sign_at(r, t, ",") && !kt_word_at(r, t + 1, "which"))
            return false;
    if (kt_mark_within(r, m->last, noun, KT_SENSE_HAVE))
        return true;
    if (r->tongue == 2)
        return kt_word_at(r, m->first - 1, "у");
    return r->tongue == 0 && (kt_mark_at(r, m->first - 1, KT_SENSE_HAVE) ||
                              kt_mark_within(r, s->last, s->last + BEHIND, KT_SENSE_HAVE));
}

/* "A surplus of 180 million for Peru", "für Peru ein Defizit". */
static bool is_for(const kt_reading *r, const kt_mention *m, const kt_stated *s, int32_t noun)
{
    const int32_t to =
        m->first - 1 -
        (kt_word_at(r, m->first - 1, "the") || kt_word_at(r, m->first - 1, "die"));
    return ((to >= s->last && to <= s->last + 1) || (m->last <= noun && m->last + 2 > noun)) &&
           (kt_word_at(r, to, "for") || kt_word_at(r, to, "für"));
}

/* "With Peru running a deficit", in English. */
static bool is_absolute(const kt_reading *r, const kt_mention *m)
{
    static const char *const verbs[] = {"having",    "running",  "posting", "recording",
                                        "enjoying",  "showing",  "booking", "registering",
                                        "reporting", "suffering"};
    return m->role == KT_ROLE_WITH && KT_IS_ONE_OF(r, m->last, verbs);
}

/* "Chile and Peru": the second of two is not alone. */
static bool is_second(const kt_reading *r, int n)
{
    const kt_mention *m = &r->mention[n];
    return n > 0 && kt_mark_at(r, m->first - 1, KT_SENSE_AND) && m[-1].last == m->first - 1;
}

static kt_place holder_of(const kt_reading *r, const kt_stated *s, int32_t noun)
{
    int nearest = -1;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->office || !kt_place_is_country(m->place))
            continue;
        if (is_for(r, m, s, noun))
            return m->place;
        if (m->last <= noun && m->last + FAR > noun)
            nearest = n;
    }
    if (nearest < 0 || is_second(r, nearest))
        return 0;
    const kt_mention *m = &r->mention[nearest];
    const bool bare = m->role == KT_ROLE_OWNER && !m->adjective && !m->genitive && !m->pronoun;
    return (bare || is_absolute(r, m)) && has(r, m, noun, s) ? m->place : 0;
}

/* With whom, where no other is named: the other of the two whose trade was just told of; the
 * article's partner has it with the article's country; if it fits into their trade. */
static kt_place other_of_two(const kt_reading *r, const kt_stated *s, kt_place holder)
{
    const bool fits = !(r->d.trade_value > 0.0) || s->value <= r->d.trade_value;
    kt_place other = kt_place_other_of(holder, r->d.a, r->d.b);
    if (r->block != r->d.frame_block || r->d.frame.measure != KT_MEASURE_TURNOVER)
        other = holder == r->d.partner ? r->d.main : 0;
    return kt_place_is_country(other) && fits ? other : KT_PLACE_WORLD;
}

void kt_take_holder(const kt_reading *r, const kt_stated *s, kt_frame *frame)
{
    const int32_t noun = frame->measure == KT_MEASURE_BALANCE ? noun_of(r, s) : -1;
    const kt_place holder = noun >= 0 ? holder_of(r, s, noun) : 0;
    if (!holder)
        return;
    if (holder == frame->b) {
        frame->b = frame->a;
        frame->a = holder;
    }
    if (holder == frame->a && frame->b == KT_PLACE_WORLD &&
        !kt_mark_within(r, noun - 3, noun + 1, KT_SENSE_ALL))
        frame->b = other_of_two(r, s, holder);
}
