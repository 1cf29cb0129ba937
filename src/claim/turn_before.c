/* turn_before.c: "Imports fell to 9 billion, exports to 4. In December these figures were 1 and
 * 2 billion, respectively": no flow is named beside the amounts; they are of the two told of
 * last, in the order in which these were told. */
#include "trade_flow.h"

static bool names_flow(const kt_reading *r)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_TURNOVER,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_BALANCE};
    return KT_ANY_WITHIN(r, r->first, r->last, flows);
}

static bool same_pair(const kt_claim *a, const kt_claim *b)
{
    return (strcmp(a->a, b->a) == 0 && strcmp(a->b, b->b) == 0) ||
           (strcmp(a->a, b->b) == 0 && strcmp(a->b, b->a) == 0);
}

/* The last two flows of one pair that the sentences before told of. */
static bool find_two(const kt_reading *r, const kt_claim *out[2])
{
    enum { FAR = 8 }; /* claims looked back at */
    const size_t here = kt_token_at(r->tokens, r->first)->start;
    int64_t n = r->n_claims - 1;
    while (n >= 0 && r->claim[n].sentence_start == here)
        n--; /* the first of the two amounts */
    const int64_t last = n;
    for (; n >= 0 && n > last - FAR; n--) {
        const kt_claim *claim = &r->claim[n];
        if (claim->kind == KT_CLAIM_SHARE || claim->kind == KT_CLAIM_RANK)
            return false;
        if (claim->measure == r->claim[last].measure)
            continue;
        out[0] = claim;
        out[1] = &r->claim[last];
        return same_pair(out[0], out[1]);
    }
    return false;
}

bool kt_take_turn_before(const kt_reading *r, int place, kt_frame *out)
{
    const kt_claim *two[2];
    if (r->block - r->d.frame_block > 1 || names_flow(r) || !find_two(r, two))
        return false;
    out->measure = two[place]->measure;
    out->a = kt_place_of(two[place]->a);
    out->b = kt_place_of(two[place]->b);
    out->sense = out->measure == KT_MEASURE_EXPORT     ? KT_SENSE_EXPORT
                 : out->measure == KT_MEASURE_IMPORT   ? KT_SENSE_IMPORT
                 : out->measure == KT_MEASURE_TURNOVER ? KT_SENSE_TURNOVER
                                                       : KT_SENSE_BALANCE;
    out->deficit = out->measure == KT_MEASURE_BALANCE && two[place]->value < 0.0;
    return true;
}
