/* joined_partners.c: one amount told of several partners together, which is of none of them. */
#include "trade_flow.h"

/* "Exports to China, India, Iran and Nepal fell to 1.2 billion": one amount of several partners
 * is of none of them. */
bool kt_is_of_several_partners(const kt_reading *r, const kt_part *part)
{
    int n_joined = 1, n_behind = 0;
    const bool alone = r->tongue == 1 && !(part->before && part->before->known);
    const int32_t from = alone ? r->first : part->first;
    for (int n = 1; n < r->n_mentions && n_joined < 3; n++) {
        const kt_mention *m = &r->mention[n], *before = m - 1;
        const int32_t gap = m->first - before->last - (kt_word_at(r, m->first - 1, "the"));
        const bool joined =
            before->first >= from && m->last <= part->last && m->role == before->role &&
            (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM || m->role == KT_ROLE_WITH) &&
            m->place != before->place && gap == 1 &&
            (kt_sign_at(r, before->last, ",") || kt_mark_at(r, before->last, KT_SENSE_AND));
        n_joined = joined ? n_joined + 1 : 1;
    }
    const bool told = kt_mark_within(r, r->first, r->last, KT_SENSE_RESPECTIVELY) != NULL;
    uint8_t kind = KT_AMOUNT_RANK; /* amounts of one kind, one for each partner */
    for (int n = 0; n < r->n_stated; n++) {
        const kt_stated *s = &r->stated[n];
        if (s->first <= from || s->kind == KT_AMOUNT_RANK)
            continue;
        if (kind == KT_AMOUNT_RANK)
            kind = s->kind;
        n_behind += r->tongue != 1 || told || s->kind == kind;
    }
    return n_joined >= (r->tongue == 0 ? 2 : 3) && n_behind < n_joined;
}
