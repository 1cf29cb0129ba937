/* signed_money.c: changes of partners' flows in brackets, in Russian:
 *
 *     сокращение экспорта на таких рынках, как Бельгия (-21 млн евро) и Дания (-19 млн евро)
 *     вырос импорт из Перу (на 71 млн евро), Чили (44 млн евро) */
#include "claim_kind.h"

/* The last claim is a change told in the same sentence, in brackets like these; its way. */
static int way_of_last(const kt_reading *r, const kt_stated *s)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (s <= r->stated || !last || last->kind != KT_CLAIM_CHANGE ||
        last->text_end != kt_token_at(r->tokens, s[-1].last - 1)->end ||
        !kt_sign_at(r, s[-1].first - 1, "(") || !kt_sign_at(r, s[-1].last, ")"))
        return 0;
    return last->value < 0.0 ? -1 : 1;
}

int kt_way_in_brackets(const kt_reading *r, const kt_stated *s, const kt_frame *frame)
{
    const int32_t t = s->first - 1, sign = s->first;
    if (r->tongue != 2 || s->kind != KT_AMOUNT_MONEY || frame->measure == KT_MEASURE_BALANCE)
        return 0;
    if (kt_sign_at(r, sign, "-") || kt_sign_at(r, sign, "+"))
        return kt_sign_at(r, sign, "-") ? -1 : 1;
    if (kt_sign_at(r, t, "(") && kt_mark_before(r, t, KT_SENSE_COUNTRY))
        return way_of_last(r, s);
    return 0;
}
