/* called_partner.c: "Chile was Peru's largest customer, buying goods worth $3 billion", "Chile
 * is Peru's main supplier, with shipments of $3 billion": the flow is Peru's, though the report
 * is of Chile, in English. */
#include "trade_flow.h"

/* A noun of partners some words behind token t, no sign but a hyphen between. */
static bool is_noun_behind(const kt_reading *r, int32_t t)
{
    enum { FAR = 7 };
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    for (int32_t p = t; p < t + FAR && p < r->last; p++) {
        if (KT_ANY_AT(r, p, nouns))
            return true;
        if (kt_token_at(r->tokens, p)->kind == KT_TOKEN_SIGN && !kt_sign_at(r, p, "-") &&
            !kt_sign_at(r, p, "'"))
            return false;
    }
    return false;
}

kt_place kt_called_partner_of(const kt_reading *r)
{
    static const char *const verbs[] = {"is",     "was",     "are",      "were",    "be",
                                        "become", "becomes", "became",   "remains", "remained",
                                        "been",   "now",     "currently"};
    const kt_mention *first = NULL;
    const bool with =
        kt_word_at(r, r->first, "with"); /* "With exports of 3 billion, Chile is" */
    for (int n = 0; n < r->n_mentions && r->tongue == 1 && r->now; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->office || m->pronoun || !kt_place_is_country(m->place) ||
            (m->last > r->now->first && !with))
            continue;
        int32_t verb = m->first - 1 - kt_word_at(r, m->first - 1, "the");
        if (kt_word_at(r, verb, "of") && kt_word_at(r, verb - 1, "one"))
            verb -= 2; /* "is one of Peru's" */
        if (first && first->place != m->place && (m->genitive || kt_sign_at(r, m->last, "'")) &&
            KT_IS_ONE_OF(r, verb, verbs) && is_noun_behind(r, m->last))
            return m->place;
        if (m->role == KT_ROLE_OWNER && !m->adjective && !m->genitive)
            first = m;
    }
    return 0;
}
