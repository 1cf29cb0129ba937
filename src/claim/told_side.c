/* told_side.c: what the claim before says of the ends of the one at hand, in Russian.
 *
 *     Перу стало третьим поставщиком зерна в Чили. Поставки достигли 5 млрд.    Peru's exports
 *     из стран ЕС Перу ввезло 78% товаров, Чили - 70%        of Chile: two parts of one trade
 *                                                            cannot make up 148 %
 */
#include "claim_kind.h"
#include "trade_flow.h"

static const kt_claim *last_claim(const kt_reading *r)
{
    return r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
}

/* Before the amount at hand. */
static bool names_nobody(const kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first < r->now->first && !r->mention[n].office &&
            r->mention[n].role != KT_ROLE_RIVAL)
            return false;
    return true;
}

/* Behind a place among suppliers deliveries are the supplier's. */
static void take_side_of_rank(const kt_reading *r, const kt_claim *last, kt_frame *frame)
{
    const bool told = last->kind == KT_CLAIM_RANK && frame->a == kt_place_of(last->a) &&
                      frame->b == kt_place_of(last->b) && r->block == r->d.frame_block &&
                      last->sentence_start != kt_token_at(r->tokens, r->first)->start;
    if (!told || last->measure != KT_MEASURE_IMPORT || frame->measure != KT_MEASURE_EXPORT ||
        !r->d.last_was_claim || r->d.subject != kt_place_of(last->b) || !names_nobody(r))
        return;
    frame->a = kt_place_of(last->b);
    frame->b = kt_place_of(last->a);
}

/* In a row of shares that are too much for one trade each is of another one's. */
static void take_owner_of_share(const kt_reading *r, const kt_claim *last,
                                const kt_claim *claim, kt_frame *frame)
{
    const kt_place a = kt_place_of(last->a), b = kt_place_of(last->b);
    if (last->kind != KT_CLAIM_SHARE || last->measure != frame->measure || frame->product[0] ||
        last->sentence_start != kt_token_at(r->tokens, r->first)->start || frame->a != a ||
        frame->b == b || last->value + claim->value <= 1.0)
        return;
    frame->a = frame->b;
    frame->b = b;
}

void kt_take_side(const kt_reading *r, const kt_claim *claim, kt_frame *frame)
{
    const kt_claim *last = last_claim(r);
    if (r->tongue != 2 || !last)
        return;
    if (claim->kind == KT_CLAIM_SHARE)
        take_owner_of_share(r, last, claim, frame);
    else if (claim->kind != KT_CLAIM_RANK)
        take_side_of_rank(r, last, frame);
}
