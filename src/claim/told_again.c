/* told_again.c: an amount in brackets that tells the one before it once more. */
#include "claim_kind.h"

#include <string.h>

/* "46.8 billion shillings (386 million dollars)": the same amount in other money is told of
 * what the one before it is; amount n is such. */
static bool in_other_money(const kt_reading *r, int n)
{
    const kt_stated *s = &r->stated[n], *before = s - 1;
    return n > 0 && s->kind == KT_AMOUNT_MONEY && before->kind == KT_AMOUNT_MONEY &&
           before->last + 1 == s->first && kt_sign_at(r, before->last, "(") &&
           kt_sign_at(r, s->last, ")") && s->currency[0] && before->currency[0] &&
           strcmp(s->currency, before->currency) != 0;
}

bool kt_is_share_or_money(const kt_reading *r, const kt_stated *s)
{
    enum { NEAR = 6 };
    const kt_stated *again = s + 1;
    if (r->tongue != 1 || s < r->stated || again >= r->stated + r->n_stated ||
        again->kind != KT_AMOUNT_MONEY || !kt_word_at(r, again->first - 1, "or") ||
        kt_mark_at(r, s->first - 1, KT_SENSE_UP) || kt_mark_at(r, s->first - 1, KT_SENSE_DOWN))
        return false;
    const int32_t gap = again->first - s->last - kt_sign_at(r, s->last, ",");
    const int32_t near = s->first - NEAR > r->first ? s->first - NEAR : r->first;
    if (gap == 2 && kt_mark_at(r, s->last, KT_SENSE_SHARE))
        return true; /* "a 4 % share or 5.8 billion" */
    return gap == 1 && (kt_mark_within(r, near, s->first, KT_SENSE_SHARE) ||
                        kt_mark_within(r, near, s->first, KT_SENSE_SHARE_OF));
}

/* "61 percent (5.8 billion)", "a share of 61 percent or 5.8 billion": a share, and the same in
 * money; amount n is such. */
static bool is_share_in_money(const kt_reading *r, int n)
{
    const kt_stated *s = &r->stated[n], *before = s - 1;
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    return r->tongue == 1 && n > 0 && s->kind == KT_AMOUNT_MONEY && s->currency[0] && last &&
           before->kind == KT_AMOUNT_PERCENT &&
           ((before->last + 1 == s->first && kt_sign_at(r, before->last, "(") &&
             kt_sign_at(r, s->last, ")")) ||
            kt_is_share_or_money(r, before)) &&
           last->kind == KT_CLAIM_SHARE &&
           last->text_end == kt_token_at(r->tokens, before->last - 1)->end;
}

bool kt_is_told_again(const kt_reading *r, int n)
{
    return in_other_money(r, n) || is_share_in_money(r, n);
}
