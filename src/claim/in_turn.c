/* in_turn.c: "Exports to and imports from Russia fell by 6,3 bzw. 7,3 Prozent": two amounts in
 * the order of two flows, or of two partners. German only: the others have a word at the end
 * of the sentence (take_respective_partner in claim_money.c). */
#include "trade_flow.h"

static bool joins_in_turn(const kt_reading *r, const kt_stated *a, const kt_stated *b)
{
    return b->kind == a->kind && b->first - a->last <= 2 && b->first > a->last &&
           (kt_word_at(r, a->last, "bzw") || kt_word_at(r, a->last, "beziehungsweise") ||
            kt_word_at(r, a->last, "respektive"));
}

/* 0 and 1: the first and the second of two; -1: none of such. *first: where the pair begins. */
static int place_in_turn(const kt_reading *r, const kt_stated *s, int32_t *first)
{
    const kt_stated *end = r->stated + r->n_stated;
    if (s < r->stated || s >= end)
        return -1;
    if (s + 1 < end && joins_in_turn(r, s, s + 1)) {
        *first = s->first;
        return 0;
    }
    if (s > r->stated && joins_in_turn(r, s - 1, s)) {
        *first = s[-1].first;
        return 1;
    }
    return -1;
}

/* The last two words for different flows before the amounts. */
static bool two_flows(const kt_reading *r, int32_t from, int32_t to, kt_measure out[2])
{
    int n = 0;
    for (int32_t t = to - 1; t >= from && n < 2; t--) {
        const bool export = kt_mark_at(r, t, KT_SENSE_EXPORT) != NULL;
        const bool import = kt_mark_at(r, t, KT_SENSE_IMPORT) != NULL;
        if (export == import)
            continue;
        const kt_measure measure = export ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
        if (n == 1 && out[1] == measure)
            return false;
        out[1 - n++] = measure;
    }
    return n == 2;
}

/* The last two partners before the amounts, with the same preposition. */
static bool two_partners(const kt_reading *r, int32_t from, int32_t to, kt_place out[2])
{
    int n = 0, role = -1;
    for (int i = r->n_mentions - 1; i >= 0 && n < 2; i--) {
        const kt_mention *m = &r->mention[i];
        if (m->first < from || m->last > to || m->office || m->pronoun || !m->place ||
            m->place == r->d.main)
            continue;
        if (m->role != KT_ROLE_TO && m->role != KT_ROLE_FROM && m->role != KT_ROLE_WITH)
            return false;
        if (role >= 0 && m->role != role)
            return false;
        role = m->role;
        out[1 - n++] = m->place;
    }
    return n == 2 && out[0] != out[1];
}

void kt_take_in_turn(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    int32_t first = 0;
    kt_measure flow[2];
    kt_place partner[2];
    const int n = r->tongue == 0 ? place_in_turn(r, s, &first) : -1;
    if (n < 0)
        return;
    const int32_t from = s - n > r->stated ? s[-n - 1].last : r->first;
    if (two_flows(r, from, first, flow) ||
        (from > r->first && two_flows(r, r->first, first, flow))) {
        if (out->measure != KT_MEASURE_EXPORT && out->measure != KT_MEASURE_IMPORT)
            return;
        out->measure = (uint8_t)flow[n];
    } else if (two_partners(r, from, first, partner)) {
        if (out->a == r->d.main)
            out->b = partner[n];
        else if (out->b == r->d.main)
            out->a = partner[n];
    }
}
