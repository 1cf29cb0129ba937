/* rank_list.c: ranks told in turn: "Auf den Plätzen zwei und drei der wichtigsten Importstaaten
 * lagen die Niederlande (98,7 Milliarden Euro) und die USA", the first partner named behind
 * them on the first place, and so on. */
#include "trade_flow.h"

static bool is_joint(const kt_reading *r, int32_t t)
{
    return kt_sign_at(r, t, ",") || kt_mark_at(r, t, KT_SENSE_AND) || kt_word_at(r, t, "bis");
}

static bool goes_on(const kt_reading *r, const kt_stated *a, const kt_stated *b)
{
    return a->kind == KT_AMOUNT_RANK && b->kind == KT_AMOUNT_RANK && b->first == a->last + 1 &&
           is_joint(r, a->last);
}

/* The ranks side by side that s is one of: the first, and their number. */
static const kt_stated *first_of(const kt_reading *r, const kt_stated *s, int *n)
{
    const kt_stated *first = s, *last = s, *end = r->stated + r->n_stated;
    while (first > r->stated && goes_on(r, first - 1, first))
        first--;
    while (last + 1 < end && goes_on(r, last, last + 1))
        last++;
    *n = (int)(last - first) + 1;
    return first;
}

/* Partners named by themselves, the `at`-th of them from token `from` on; NULL. */
static const kt_mention *partner_at(const kt_reading *r, int32_t from, int at)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first < from || m->role != KT_ROLE_OWNER || m->office || m->genitive ||
            m->adjective || m->pronoun || m->place == r->d.main || kt_is_bloc(m->place))
            continue;
        if (at-- == 0)
            return m;
    }
    return NULL;
}

/* "Peru and ASEAN ranked second and third": partners side by side that end just before a token,
 * as many as ranks; the `at`-th of them; NULL. */
static const kt_mention *partner_before(const kt_reading *r, int32_t to, int n_ranks, int at)
{
    enum { NEAR = 3 }; /* "came in" */
    int last = -1;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].last <= to && r->mention[n].place != r->d.main)
            last = n; /* "are Peru's second and third" */
    if (last >= 0 && last + 1 < r->n_mentions && r->mention[last + 1].last <= to)
        to = r->mention[last + 1].first;
    const int first = last - n_ranks + 1;
    bool found = last >= 0 && first >= 0 && to - r->mention[last].last <= NEAR;
    for (int n = first; found && n <= last; n++) {
        const kt_mention *m = &r->mention[n];
        found = m->role == KT_ROLE_OWNER && !m->office && !m->genitive && !m->adjective &&
                !m->pronoun && m->place != r->d.main && (n == first || is_joint(r, m[-1].last));
    }
    return found ? &r->mention[first + at] : NULL;
}

/* By what partners are ordered that are told of without a noun of their own. */
static uint8_t measure_told(const kt_reading *r)
{
    if (kt_mark_within(r, r->first, r->last, KT_SENSE_SUPPLIER))
        return KT_MEASURE_IMPORT;
    if (kt_mark_within(r, r->first, r->last, KT_SENSE_BUYER))
        return KT_MEASURE_EXPORT;
    if (r->d.partners_block == r->block + 1)
        return r->d.partners_by;
    const bool goes_on = r->d.frame.known && r->block - r->d.frame_block <= 1 &&
                         r->d.frame.measure != KT_MEASURE_BALANCE;
    return goes_on ? r->d.frame.measure : KT_MEASURE_TURNOVER;
}

static bool rank_behind_partners(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    int n_ranks;
    const kt_stated *first = first_of(r, s, &n_ranks);
    const kt_mention *partner =
        n_ranks > 1 ? partner_before(r, first->first, n_ranks, (int)(s - first)) : NULL;
    if (!partner || !r->d.main)
        return false;
    *out = (kt_frame){.known = 1,
                      .sense = KT_SENSE_PARTNER,
                      .measure = measure_told(r),
                      .a = r->d.main,
                      .b = partner->place};
    return true;
}

bool kt_rank_in_turn(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    int n_ranks;
    if (s < r->stated || s >= r->stated + r->n_stated)
        return false;
    if (r->tongue != 0 && rank_behind_partners(r, s, out))
        return true;
    if (r->tongue == 1)
        return false;
    const kt_stated *first = first_of(r, s, &n_ranks);
    const int32_t behind = first[n_ranks - 1].last;
    const kt_mention *partner = partner_at(r, behind, (int)(s - first));
    if (n_ranks < 2 || !partner || !r->d.main || !partner_at(r, behind, n_ranks - 1))
        return r->tongue == 0 && rank_behind_partners(r, s, out);
    const int32_t to = partner_at(r, behind, 0)->first;
    *out = (kt_frame){.known = 1, .sense = KT_SENSE_PARTNER, .measure = KT_MEASURE_TURNOVER};
    out->a = r->d.main;
    out->b = partner->place;
    if (kt_mark_within(r, behind, to, KT_SENSE_SUPPLIER))
        out->measure = KT_MEASURE_IMPORT;
    else if (kt_mark_within(r, behind, to, KT_SENSE_BUYER))
        out->measure = KT_MEASURE_EXPORT;
    else if (!kt_mark_within(r, behind, to, KT_SENSE_PARTNER))
        out->measure = measure_told(r);
    return true;
}
