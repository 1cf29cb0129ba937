/* with_flow.c: a partner told with a flow of its own, in German: "Nigeria mit Einfuhren in Höhe
 * von 1,9 Milliarden Euro und Kenia mit Exporten von 260 Millionen waren wichtige Märkte". The
 * flow is that of the article's own country, though the partner stands before it like an owner.
 */
#include "trade_flow.h"

#include <string.h>

/* "In Höhe von", "im Wert von", "von" before the amount: where it begins; the amount's own
 * first token where there is none. */
static int32_t before_of(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"höhe", "wert", "umfang", "volumen"};
    if (!kt_word_at(r, t - 1, "von"))
        return t;
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (kt_word_at(r, t - 2, words[n]) &&
            (kt_word_at(r, t - 3, "in") || kt_word_at(r, t - 3, "im")))
            return t - 3;
    return t - 1;
}

/* The last told is with a partner, or the sentence speaks of partners. */
static bool is_of_partners(const kt_reading *r)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
        if (kt_mark_within(r, r->first, r->last, nouns[n]))
            return true;
    return r->d.frame.known && r->d.frame.a == r->d.main && r->d.frame.b != KT_PLACE_WORLD;
}

/* Told by its bare name, and the word at `end` stands behind it; NULL. */
static const kt_mention *partner_before(const kt_reading *r, int32_t end)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->last == end && !m->adjective && !m->genitive && !m->pronoun && !m->office &&
            m->place != r->d.main && kt_place_is_country(m->place))
            return m;
    }
    return NULL;
}

static bool find_own(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    const int32_t flow = before_of(r, s->first) - 1;
    const bool to = kt_mark_at(r, flow, KT_SENSE_EXPORT) != NULL,
               from = kt_mark_at(r, flow, KT_SENSE_IMPORT) != NULL;
    if (to && (strstr(kt_token_word(r->tokens, flow), "lieferung") ||
               kt_mark_within(r, r->first, r->last, KT_SENSE_SUPPLIER)))
        return false; /* what it delivers, to us */
    if (r->tongue != 0 || s->kind != KT_AMOUNT_MONEY || to == from || !r->d.main ||
        !is_of_partners(r))
        return false;
    if (!kt_word_at(r, flow - 1, "mit"))
        return false;
    const kt_mention *partner = partner_before(r, flow - 1);
    if (!partner)
        return false;
    *out = (kt_frame){.known = 1,
                      .sense = to ? KT_SENSE_EXPORT : KT_SENSE_IMPORT,
                      .measure = to ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT,
                      .a = r->d.main,
                      .b = partner->place,
                      .a_named = 1};
    return true;
}

bool kt_find_with_flow(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    if (find_own(r, s, out))
        return true;
    const kt_mention *partner =
        kt_word_at(r, s->first - 1, "mit") ? partner_before(r, s->first - 1) : NULL;
    if (!partner || s <= r->stated || s >= r->stated + r->n_stated || s->kind != s[-1].kind ||
        !find_own(r, s - 1, out))
        return false;
    out->b = partner->place; /* "... und Tschad mit 1,2 Milliarden" */
    return true;
}
