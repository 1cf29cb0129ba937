/* goods_behind.c: goods that are named behind their amount.
 *
 *     82 процента поставок составила пшеница        what the verb's subject is
 *     2 billion of which was in crude oil           part of the flow just told
 *     earned 2 billion from cocoa exports           of the flow that is named behind it
 *     a 27 percent rise in US soybean exports       of what rose
 *     12 % of Chile's oil imports                   of what it is a share of */
#include "trade_flow.h"

#include <string.h>

void kt_set_product(char product[12], const char *code)
{
    if (strlen(code) < 12)
        memcpy(product, code, strlen(code) + 1);
}

static bool is_flow_or_trader(const kt_reading *r, int32_t t)
{
    static const kt_sense senses[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_SUPPLIER,
                                      KT_SENSE_BUYER};
    return KT_ANY_AT(r, t, senses);
}

/* "82 процента поставок составила пшеница", "40% этой суммы пришлось на удобрения": goods
 * behind the verb, in Russian; NULL. */
static const kt_mark *subject_behind(const kt_reading *r, const kt_stated *s)
{
    enum { FARTHEST = 12, NEAR = 4 };
    static const char *const verb = "состав";
    const kt_stated *next = s >= r->stated && s + 1 < r->stated + r->n_stated ? s + 1 : NULL;
    const int32_t far = s->last + FARTHEST < r->last ? s->last + FARTHEST : r->last,
                  end = next && next->kind == s->kind && next->first < far ? next->first : far;
    for (int32_t t = s->last; r->tongue == 2 && t < end; t++)
        if (strncmp(kt_token_word(r->tokens, t), verb, strlen(verb)) == 0 ||
            ((s->kind != KT_AMOUNT_MONEY || kt_word_at(r, t + 1, "на")) &&
             kt_mark_at(r, t, KT_SENSE_SHARE_OF)))
            return kt_mark_within(r, t + 1, t + NEAR < r->last ? t + NEAR : r->last,
                                  KT_SENSE_PRODUCT);
        else if (kt_sign_at(r, t, ",") || kt_sign_at(r, t, ";"))
            return NULL;
    return NULL;
}

/* "Из них 2 млрд - медь, 1 млрд - на рыбу": nothing else behind the dash, in Russian; NULL. */
static const kt_mark *behind_dash(const kt_reading *r, const kt_stated *s)
{
    const int32_t t = s->last + 1 + kt_word_at(r, s->last + 1, "на");
    const kt_mark *goods = kt_mark_at(r, t, KT_SENSE_PRODUCT);
    const int32_t end = goods ? goods->first + goods->n : t;
    const bool ends = end >= r->last || kt_token_at(r->tokens, end)->kind == KT_TOKEN_SIGN ||
                      kt_mark_at(r, end, KT_SENSE_AND);
    return r->tongue == 2 && s->kind == KT_AMOUNT_MONEY && kt_sign_at(r, s->last, "-") &&
                   !kt_sign_at(r, s->first - 1, "-") && goods && goods->first == t && ends
               ? goods
               : NULL;
}

/* "2 billion of which was in crude oil", "of which 2 billion was crude oil": what part of the
 * flow just told is of some good, in English; in Russian "2 млрд - медь"; NULL. */
const kt_mark *kt_goods_of_which(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 4 };
    const bool behind = kt_word_at(r, s->last, "of") && kt_word_at(r, s->last + 1, "which"),
               before =
                   kt_word_at(r, s->first - 2, "of") && kt_word_at(r, s->first - 1, "which");
    const int32_t from = s->last + (behind ? 2 : 0);
    if (r->tongue != 1 || !(behind || before))
        return behind_dash(r, s);
    for (int32_t t = from; t < from + FAR && t < r->last; t++) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return NULL;
        if (kt_mark_at(r, t, KT_SENSE_PRODUCT))
            return kt_mark_at(r, t, KT_SENSE_PRODUCT);
    }
    return NULL;
}

/* "Earned 2 billion from cocoa exports", "exporting cocoa", "for imports of rice": of the flow
 * that is named behind its worth, in English; NULL. */
static const kt_mark *goods_of_flow_behind(const kt_reading *r, const kt_stated *s)
{
    static const char *const links[] = {"from", "on", "for", "in", "through", "by"};
    int32_t t = s->last;
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY)
        return NULL;
    for (size_t n = 0; n < sizeof links / sizeof *links && t == s->last; n++)
        t += kt_word_at(r, t, links[n]);
    const kt_mark *goods = kt_mark_at(r, t, KT_SENSE_PRODUCT);
    if (goods && t > s->last)
        return is_flow_or_trader(r, t + goods->n) && t + goods->n < r->last ? goods : NULL;
    const bool doing = kt_word_at(r, t, "exporting") || kt_word_at(r, t, "importing");
    if (doing || (t > s->last && is_flow_or_trader(r, t) && kt_word_at(r, t + 1, "of")))
        goods = kt_mark_at(r, t + (doing ? 1 : 2), KT_SENSE_PRODUCT);
    return goods && goods->first + goods->n <= r->last &&
                   !kt_mark_at(r, goods->first + goods->n, KT_SENSE_AND)
               ? goods
               : NULL;
}

/* "A 27 percent rise in US soybean exports", "in exports of soybeans": of what rose, in
 * English; NULL. */
static const kt_mark *goods_of_what_rose(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 6, NEAR = 7 }; /* "27 percent year-on-year rise" */
    int32_t t = s->last;
    while (t < s->last + NEAR && !kt_word_at(r, t, "in") && !kt_word_at(r, t, "of") &&
           (kt_token_at(r->tokens, t)->kind == KT_TOKEN_WORD || kt_sign_at(r, t, "-")))
        t++;
    if (!kt_mark_at(r, t - 1, KT_SENSE_UP) && !kt_mark_at(r, t - 1, KT_SENSE_DOWN))
        return NULL;
    if (r->tongue != 1 || t == s->last || !(kt_word_at(r, t, "in") || kt_word_at(r, t, "of")))
        return NULL;
    const int32_t from = t + 1;
    for (t = from; t < from + FAR && t < r->last; t++) {
        const kt_mark *goods = kt_mark_at(r, t, KT_SENSE_PRODUCT);
        if (goods && goods->first + goods->n <= r->last)
            return is_flow_or_trader(r, goods->first + goods->n) ? goods : NULL;
        if (is_flow_or_trader(r, t) && kt_word_at(r, t + 1, "of")) {
            goods = kt_mark_at(r, t + 2, KT_SENSE_PRODUCT);
            return goods && !kt_mark_at(r, goods->first + goods->n, KT_SENSE_AND) ? goods
                                                                                  : NULL;
        }
        if ((kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD && !kt_sign_at(r, t, "'")) ||
            is_flow_or_trader(r, t) || kt_mark_at(r, t, KT_SENSE_AND))
            return NULL;
    }
    return NULL;
}

const kt_mark *kt_goods_told_behind(const kt_reading *r, const kt_stated *s)
{
    const kt_mark *goods = subject_behind(r, s);
    goods = goods ? goods : goods_of_flow_behind(r, s);
    return goods ? goods : goods_of_what_rose(r, s);
}

/* "The third supplier of crude oil", "12 % of Chile's oil imports": goods behind a rank or a
 * share, of whose flow alone it is. */
void kt_take_goods_behind(const kt_reading *r, const kt_stated *s, kt_frame *frame)
{
    enum { FAR = 9 };
    const kt_stated *next = s >= r->stated && s + 1 < r->stated + r->n_stated ? s + 1 : NULL;
    const int32_t last = next && next->first < s->last + FAR ? next->first : s->last + FAR;
    const kt_mark *goods = NULL;
    bool flow = s->kind == KT_AMOUNT_RANK && is_flow_or_trader(r, s->last - 1);
    if (frame->product[0] || frame->basis != KT_BASIS_GOODS ||
        frame->measure == KT_MEASURE_TURNOVER || frame->measure == KT_MEASURE_BALANCE)
        return;
    for (int32_t t = s->last; t < last && t < r->last && !(goods && flow); t++) {
        const bool sign = kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN;
        if ((sign && !kt_sign_at(r, t, "-") && !kt_sign_at(r, t, "'")) ||
            kt_mark_at(r, t, KT_SENSE_CONNECT) || kt_mark_at(r, t, KT_SENSE_CAUSE) ||
            kt_mark_at(r, t, KT_SENSE_EXAMPLE) || kt_mark_at(r, t, KT_SENSE_ALL))
            return;
        goods = goods ? goods : kt_mark_at(r, t, KT_SENSE_PRODUCT);
        flow |= is_flow_or_trader(r, t);
    }
    if (goods && flow)
        kt_set_product(frame->product, goods->meaning.text);
}
