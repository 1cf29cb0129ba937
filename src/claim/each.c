/* each.c: one amount told of several partners, each of them: "Frankreich und die Niederlande
 * (je 4,3 Mrd. Euro)", "Spain and Portugal with 3 billion each". */
#include "claim_kind.h"

static bool says_each(const kt_reading *r, const kt_stated *s)
{
    for (int32_t t = s->first - 2; t < s->core; t++)
        if (t >= r->first && (kt_word_at(r, t, "je") || kt_word_at(r, t, "jeweils")))
            return r->tongue == 0;
    return r->tongue == 1 && kt_word_at(r, s->last, "each");
}

/* Nothing but a comma or "and", and an article, between two countries. */
static bool is_joined(const kt_reading *r, const kt_mention *a, const kt_mention *b)
{
    return b->first > a->last && b->first - a->last <= 2 &&
           (kt_sign_at(r, a->last, ",") || kt_mark_at(r, a->last, KT_SENSE_AND)) &&
           !b->office && !b->pronoun && kt_place_is_country(b->place);
}

int kt_others_of_each(const kt_reading *r, const kt_stated *s, const kt_frame *frame,
                      kt_place out[KT_MAX_EACH])
{
    enum { NEAR = 4 }; /* "mit jeweils", "(je" */
    int last = r->n_mentions - 1, n = 0;
    if (!says_each(r, s) || (s->kind != KT_AMOUNT_MONEY && s->kind != KT_AMOUNT_PERCENT))
        return 0;
    while (last >= 0 && r->mention[last].last > s->first)
        last--;
    if (last < 1 || s->first - r->mention[last].last > NEAR)
        return 0;
    bool among = false;
    for (int i = last; i >= 0; i--) {
        const kt_place place = r->mention[i].place;
        if (place == frame->a || place == frame->b)
            among = true;
        else if (n < KT_MAX_EACH)
            out[n++] = place;
        if (i == 0 || !is_joined(r, &r->mention[i - 1], &r->mention[i]))
            break;
    }
    return among && frame->a == r->d.main ? n : 0;
}
