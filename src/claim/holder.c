/* holder.c: who holds a place that is told behind another one, in Russian: "Первое место среди
 * покупателей занял Китай (2 млрд), на втором - Турция (1 млрд), третью строчку занял Иран". It
 * is a place in the same list, and the amounts behind the name are of the same flow. */
#include "trade_flow.h"

#include <stdio.h>
#include <string.h>

/* The last claim of the sentence on a rank; NULL. */
static const kt_claim *rank_told(const kt_reading *r)
{
    for (int64_t n = r->n_claims - 1; n >= 0; n--) {
        if (r->claim[n].sentence_start != kt_token_at(r->tokens, r->first)->start)
            return NULL;
        if (r->claim[n].kind == KT_CLAIM_RANK)
            return &r->claim[n];
    }
    return NULL;
}

/* The one name close behind a place, before token `to`; 0. */
static kt_place holder_of(const kt_reading *r, const kt_stated *rank, int32_t to)
{
    enum { NEAR = 3 };
    const kt_mention *found = NULL;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first < rank->last || m->last > to)
            continue;
        if (found || m->role != KT_ROLE_OWNER || m->office || m->pronoun || m->adjective ||
            m->first > rank->last + NEAR)
            return 0;
        found = m;
    }
    return found ? found->place : 0;
}

static bool names_flow(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense flows[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT,
                                     KT_SENSE_FOREIGN,  KT_SENSE_SELL,   KT_SENSE_BUY,
                                     KT_SENSE_OTHER,    KT_SENSE_SHARE,  KT_SENSE_BALANCE};
    return KT_ANY_WITHIN(r, first, last, flows);
}

/* "Иран занял второе место среди покупателей (экспорт составил 2 млрд)": in brackets behind a
 * rank, what is traded with the one who holds it. */
bool kt_find_beside_rank(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    static const struct {
        kt_sense sense;
        kt_measure measure;
    } flows[] = {{KT_SENSE_EXPORT, KT_MEASURE_EXPORT},
                 {KT_SENSE_IMPORT, KT_MEASURE_IMPORT},
                 {KT_SENSE_TURNOVER, KT_MEASURE_TURNOVER}};
    enum { FAR = 6 };
    const kt_claim *told = r->tongue == 2 ? rank_told(r) : NULL;
    if (!told || s->kind != KT_AMOUNT_MONEY || s <= r->stated || s >= r->stated + r->n_stated ||
        s[-1].kind != KT_AMOUNT_RANK)
        return false;
    int32_t open = s->first - 1;
    while (open > s[-1].last && open > s->first - FAR && !kt_sign_at(r, open, "("))
        open--;
    if (!kt_sign_at(r, open, "("))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first > open && r->mention[n].first < s->first)
            return false;
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++) {
        if (!kt_mark_within(r, open, s->first, flows[n].sense))
            continue;
        *out = (kt_frame){.known = 1,
                          .sense = (uint8_t)flows[n].sense,
                          .measure = (uint8_t)flows[n].measure,
                          .basis = told->basis,
                          .a = kt_place_of(told->a),
                          .b = kt_place_of(told->b)};
        const kt_mark *goods = kt_mark_within(r, s[-1].last, open, KT_SENSE_PRODUCT);
        memcpy(out->product, told->product, sizeof out->product);
        if (goods && !out->product[0])
            snprintf(out->product, sizeof out->product, "%s", goods->meaning.text);
        return true;
    }
    return false;
}

bool kt_find_holder(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    const kt_claim *told = r->tongue == 2 ? rank_told(r) : NULL;
    if (!told || s < r->stated || s >= r->stated + r->n_stated)
        return false;
    const kt_stated *rank = s;
    while (rank > r->stated && rank->kind != KT_AMOUNT_RANK)
        rank--;
    if (rank->kind != KT_AMOUNT_RANK)
        return false;
    const kt_stated *end = r->stated + r->n_stated;
    const int32_t to = s != rank ? s->first : s + 1 < end ? s[1].first : r->last;
    const kt_place holder = holder_of(r, rank, to);
    const kt_place whose = kt_place_of(told->a);
    if (!holder || holder == whose || names_flow(r, rank->last, to) ||
        (s != rank && s->kind != KT_AMOUNT_MONEY))
        return false;
    *out = (kt_frame){.known = 1,
                      .sense = KT_SENSE_PARTNER,
                      .measure = told->measure,
                      .basis = told->basis,
                      .a = whose,
                      .b = holder};
    memcpy(out->product, told->product, sizeof out->product);
    return true;
}
