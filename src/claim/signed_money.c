/* signed_money.c: changes of partners' flows in brackets, in Russian:
 *
 *     сокращение экспорта на таких рынках, как Бельгия (-21 млн евро) и Дания (-19 млн евро)
 *     вырос импорт из Перу (на 71 млн евро), Чили (44 млн евро) */
#include "claim_kind.h"

#include <math.h>
#include <string.h>

/* The last claim is a change told in the same sentence, in brackets like these; its way. */
static int way_of_last(const kt_reading *r, const kt_stated *s)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (s <= r->stated || s >= r->stated + r->n_stated || !last ||
        last->kind != KT_CLAIM_CHANGE ||
        last->text_end != kt_token_at(r->tokens, s[-1].last - 1)->end ||
        !kt_sign_at(r, s[-1].first - 1, "(") || !kt_sign_at(r, s[-1].last, ")"))
        return 0;
    return last->value < 0.0 ? -1 : 1;
}

/* The level that the last claim, a growth, led to: told before it, or next. */
static double level_told(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 4 };
    const kt_claim *growth = &r->claim[r->n_claims - 1];
    for (int64_t n = r->n_claims - 2; n >= 0 && n >= r->n_claims - FAR; n--) {
        const kt_claim *claim = &r->claim[n];
        if (claim->kind == KT_CLAIM_LEVEL && claim->measure == growth->measure &&
            strcmp(claim->currency, s->currency) == 0 && strcmp(claim->a, growth->a) == 0 &&
            strcmp(claim->b, growth->b) == 0)
            return claim->value;
    }
    const kt_stated *next = s + 1;
    return next < r->stated + r->n_stated && next->kind == KT_AMOUNT_MONEY &&
                   kt_word_at(r, next->first - 1, "до") &&
                   strcmp(next->currency, s->currency) == 0
               ? next->value
               : 0.0;
}

/* "Составил 6,1 млрд, увеличившись на 16% (837 млн)": by so much, as the level and its growth
 * say; its way. */
static int way_of_growth(const kt_reading *r, const kt_stated *s)
{
    const double rounding = 0.005, apart = 0.05, doubled = 0.15;
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (s <= r->stated || s >= r->stated + r->n_stated || !last ||
        last->kind != KT_CLAIM_GROWTH || s[-1].last != s->first - 1 ||
        !kt_sign_at(r, s->last, ")") || last->value <= -1.0 || fabs(last->value) < rounding ||
        fabs(last->value - 1.0) < doubled ||
        last->text_end != kt_token_at(r->tokens, s[-1].last - 1)->end)
        return 0;
    const double by = fabs(level_told(r, s) * last->value / (1.0 + last->value));
    if (fabs(s->value - by) > by * (apart + rounding / fabs(last->value)))
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
    return kt_sign_at(r, t, "(") ? way_of_growth(r, s) : 0;
}
