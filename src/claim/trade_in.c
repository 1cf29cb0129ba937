/* trade_in.c: "торговля зерном между Чили и Перу", "trade in grain between Chile and Peru",
 * "der Handel mit Getreide": a turnover of some goods, named behind its noun and before the
 * amount, with no sign or other flow between. */
#include "trade_flow.h"

/* The noun of the turnover nearest before the amount; NULL. */
static const kt_mark *noun_before(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    const kt_mark *noun = NULL;
    for (int32_t t = s->first - 1; t >= part->first && !noun; t--)
        noun = kt_mark_at(r, t, KT_SENSE_TURNOVER);
    return noun;
}

/* "Trade in periscopes between Peru and Chile". */
static bool is_unknown_between(const kt_reading *r, int32_t t)
{
    const kt_token *noun = kt_token_at(r->tokens, t + 1);
    return r->tongue == 1 && kt_word_at(r, t, "in") && noun->kind == KT_TOKEN_WORD &&
           noun->size > 4 && !(noun->flags & KT_TOKEN_CAPITAL) && !kt_is_marked(r, t + 1) &&
           kt_ends_in(kt_token_word(r->tokens, t + 1), "s") &&
           (kt_word_at(r, t + 2, "between") || kt_word_at(r, t + 2, "with"));
}

/* "Торговля телефонами между Чили и Перу": a noun in the case of what is traded that means
 * nothing to the reader, in Russian. */
static bool is_unknown_good(const kt_reading *r, int32_t t)
{
    static const char *const endings[] = {"ом", "ем", "ами", "ями", "ью"},
                             *const others[] = {"летом",  "днем",  "днём",    "осенью",
                                                "путем",  "путём", "темпами", "силами",
                                                "весной", "зимой", "целиком", "бизнесом"};
    const kt_token *noun = kt_token_at(r->tokens, t);
    if (r->tongue != 2 || !kt_starts_with(r, t - 1, "торговл") || noun->kind != KT_TOKEN_WORD ||
        (noun->flags & KT_TOKEN_CAPITAL) || kt_is_marked(r, t) || KT_IS_ONE_OF(r, t, others))
        return false;
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        if (noun->size > 6 && kt_ends_in(kt_token_word(r->tokens, t), endings[n]))
            return true;
    return false;
}

void kt_take_goods_of_trade(const kt_reading *r, const kt_stated *s, const kt_part *part,
                            kt_frame *frame)
{
    static const kt_sense others[] = {
        KT_SENSE_EXPORT,  KT_SENSE_IMPORT, KT_SENSE_SELL, KT_SENSE_BUY,  KT_SENSE_CAUSE,
        KT_SENSE_EXAMPLE, KT_SENSE_SWAP,   KT_SENSE_UP,   KT_SENSE_DOWN, KT_SENSE_RISE_TO};
    if (frame->measure != KT_MEASURE_TURNOVER || frame->product[0])
        return;
    const kt_mark *noun = noun_before(r, s, part);
    if (!noun)
        return;
    const int32_t from = noun->first + noun->n;
    const kt_mark *before =
        r->tongue == 1 ? kt_mark_before(r, noun->first, KT_SENSE_PRODUCT) : NULL;
    if (before || is_unknown_good(r, from) || is_unknown_between(r, from)) {
        kt_set_product(frame->product, before ? before->meaning.text : KT_UNKNOWN_GOODS);
        return; /* "the steel trade" */
    }
    for (int32_t t = from; t < s->first; t++) {
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN)
            return;
        for (size_t n = 0; n < sizeof others / sizeof *others; n++)
            if (kt_mark_at(r, t, others[n]))
                return;
        const kt_mark *goods = kt_mark_at(r, t, KT_SENSE_PRODUCT);
        if (!goods)
            continue;
        kt_set_product(frame->product, goods->meaning.text);
        return;
    }
}
