/* services.c: whether an amount is of goods, of services or of both. */
#include "trade_flow.h"

#include <string.h>

/* "A surplus of 7 billion on services", "1 trillion in goods and services exports". */
static const kt_mark *services_behind(const kt_reading *r, const kt_stated *s)
{
    for (int32_t t = s->last; t < s->last + 5 && t < r->last; t++) {
        const kt_mark *found = kt_mark_at(r, t, KT_SENSE_SERVICES);
        if (found)
            return found;
        if (kt_mark_at(r, t, KT_SENSE_AND) || kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return NULL;
    }
    return NULL;
}

/* "Imports of goods and services rose 1.6 percent to 228 billion": both are of the same. */
static bool is_rate_of(const kt_reading *r, const kt_stated *rate, const kt_stated *s)
{
    if (rate->kind == KT_AMOUNT_MONEY || s->kind != KT_AMOUNT_MONEY || r->tongue == 2 ||
        s->first - rate->last > 9)
        return false;
    if (r->tongue == 0 ? !kt_word_at(r, s->first - 1, "auf")
                       : !kt_mark_within(r, s->first - 4, s->first, KT_SENSE_TO))
        return false;
    for (int32_t t = rate->last; t < s->first; t++)
        if (kt_sign_at(r, t, ",") || kt_mark_at(r, t, KT_SENSE_AND) ||
            kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT))
            return false;
    return true;
}

/* "The National Statistics Service", "the Ministry of Industry, Trade and Services": an office,
 * no services. */
static bool is_service(const kt_reading *r, int32_t t)
{
    const bool name = r->tongue == 1 && (kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL);
    for (int32_t p = t - 1; name && p >= r->first && p >= t - 9; p--)
        if (kt_word_at(r, p, "ministry") || kt_word_at(r, p, "department") ||
            kt_word_at(r, p, "customs") || kt_word_at(r, p, "statistics"))
            return false;
    return !(r->tongue == 1 && kt_word_at(r, t, "service") &&
             (kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL)) &&
           kt_mark_at(r, t, KT_SENSE_SERVICES);
}

/* All that the article has told of the two is of goods and services; of a country's whole trade
 * reports tell both and goods alone side by side. */
static bool is_pair_of_both(const kt_reading *r, const kt_frame *frame)
{
    bool both = false;
    for (int64_t n = 0; n < r->n_claims && frame->b != KT_PLACE_WORLD; n++) {
        const kt_claim *claim = &r->claim[n];
        const kt_place a = kt_place_of(claim->a), b = kt_place_of(claim->b);
        if ((a != frame->a || b != frame->b) && (a != frame->b || b != frame->a))
            continue;
        if (r->tongue == 1 && claim->measure != frame->measure &&
            claim->measure != KT_MEASURE_TURNOVER)
            continue; /* "exports of goods and services rose. Imports fell": those of goods */
        if (r->tongue == 1 && !both && claim->basis == KT_BASIS_GOODS &&
            claim->sentence_start == r->claim[0].sentence_start)
            continue; /* the headline says it shortly */
        both = claim->basis == KT_BASIS_BOTH;
        if (!both)
            return false;
    }
    return both && !frame->product[0];
}

/* "The deficit in goods and services reflected an increase in the goods deficit of": goods
 * alone, named behind the services, in English. */
static bool goods_behind(const kt_reading *r, const kt_mark *services, const kt_stated *s)
{
    static const kt_sense flows[] = {KT_SENSE_DEFICIT, KT_SENSE_SURPLUS, KT_SENSE_EXPORT,
                                     KT_SENSE_IMPORT, KT_SENSE_BALANCE};
    for (int32_t t = services->first + services->n; t < s->first && r->tongue == 1; t++)
        for (size_t n = 0; n < sizeof flows / sizeof *flows && kt_word_at(r, t, "goods"); n++)
            if (!kt_mark_at(r, t, KT_SENSE_SERVICES) &&
                (kt_mark_at(r, t, flows[n]) || kt_mark_at(r, t + 1, flows[n]) ||
                 kt_mark_at(r, t - 2, flows[n])))
                return true;
    return false;
}

void kt_find_basis(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    const kt_mark *services = NULL, *goods = NULL;
    int32_t from = r->first;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].last <= s->first && r->stated[n].last > from &&
            !is_rate_of(r, &r->stated[n], s))
            from = r->stated[n].last;
    out->basis = KT_BASIS_GOODS;
    for (int32_t t = from; t < s->first; t++)
        if (is_service(r, t))
            services = kt_mark_at(r, t, KT_SENSE_SERVICES);
    if (!services)
        services = services_behind(r, s);
    const bool near = r->tongue == 2 ? r->d.frame.known && r->d.frame_block == r->block &&
                                           r->d.frame.basis == KT_BASIS_BOTH
                                     : r->tongue == 1;
    if (!services && near && is_pair_of_both(r, out) &&
        !kt_mark_within(r, r->tongue == 2 ? r->first : from, s->first, KT_SENSE_GOODS))
        out->basis = KT_BASIS_BOTH; /* "торговля товарами и услугами составила ... Экспорт" */
    if (!services && kt_is_flow_of_both(r, s, out))
        out->basis = KT_BASIS_BOTH;
    if (!services && r->tongue == 0 && out->measure == KT_MEASURE_BALANCE && r->d.frame.known &&
        r->d.frame_block == r->block && r->d.frame.basis == KT_BASIS_SERVICES &&
        (kt_mark_at(r, r->first, KT_SENSE_IT) || kt_word_at(r, r->first, "daraus")))
        out->basis = KT_BASIS_SERVICES; /* "dies ergibt ein Defizit von 21 Milliarden" */
    const bool opens = services && r->tongue == 0 && services->first <= r->first + 2 &&
                       kt_word_at(r, r->first, "bei"); /* "bei Dienstleistungen dagegen" */
    if (!services || goods_behind(r, services, s) ||
        (!opens &&
         kt_mark_within(r, services->first + services->n, s->first, KT_SENSE_CONNECT)))
        return;
    for (int32_t t = services->first - 3; t < services->first + services->n + 3; t++)
        if (t >= from && (kt_mark_at(r, t, KT_SENSE_GOODS)))
            goods = kt_mark_at(r, t, KT_SENSE_GOODS);
    out->basis = goods ? KT_BASIS_BOTH : KT_BASIS_SERVICES;
}
