/* sharer.c: "On the import side, Russia's share fell", "ее доля в объеме торговли Перу": who
 * has the share is not whose trade it is of, though named beside the flow. Not in German. */
#include "trade_flow.h"

#include <string.h>

static bool is_sharer(const kt_reading *r, kt_place place)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->place != place)
            continue;
        if (r->tongue == 2 && m->pronoun && kt_mark_at(r, m->last, KT_SENSE_SHARE) &&
            (kt_word_at(r, m->last + 1, "в") || kt_word_at(r, m->last + 1, "во")))
            return true;
        const int32_t behind = m->last + 2 * kt_sign_at(r, m->last, "'");
        if (r->tongue == 1 && m->genitive && kt_mark_at(r, behind, KT_SENSE_SHARE) &&
            !kt_mark_at(r, behind + 1, KT_SENSE_OF))
            return true;
    }
    return false;
}

/* "Главным партнером Перу остается Чили, ее доля во внешней торговле - 15%", "на долю которой
 * пришлось 15%": whose partner she is, told before it in the sentence; 0. */
static kt_place of_whose_partner(const kt_reading *r, const kt_stated *s)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    const kt_part all = {r->first, r->last, NULL};
    const kt_mark *share = kt_mark_within(r, r->first, s->first, KT_SENSE_SHARE), *noun = NULL;
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns && share && !noun; n++)
        noun = kt_mark_within(r, r->first, share->first, nouns[n]);
    bool hers = false;
    for (int n = 0; n < r->n_mentions && noun; n++)
        hers |= r->mention[n].pronoun && (r->mention[n].last == share->first ||
                                          r->mention[n].first == share->first + share->n);
    hers |= noun && kt_starts_with(r, share->first + share->n, "котор");
    const kt_mention *whose = hers ? kt_whose_partners(r, s, &all, noun) : NULL;
    return whose && !whose->pronoun ? whose->place : 0;
}

kt_place kt_whose_whole(const kt_reading *r, const kt_stated *s, kt_place beside,
                        const kt_topic *flow)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 2; n++) {
        const kt_mention *m = &r->mention[n]; /* "доля медной руды Перу в импорте Чили" */
        if (m->first == flow->last && !m->pronoun && m->role == KT_ROLE_OWNER && !m->adjective)
            return m->place;
    }
    const kt_place whose = r->tongue == 2 ? of_whose_partner(r, s) : 0;
    if (whose)
        return whose;
    return r->tongue != 0 && is_sharer(r, beside) ? 0 : beside;
}
