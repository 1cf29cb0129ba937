/* topic.c: the word nearest to an amount that names a flow (exports, sold, trade) or something
 * that is none (investment, prices). Verbs and goods are weaker than nouns of trade. */
#include "trade_flow.h"

static const kt_sense topic_senses[] = {
    /* of two at one word the first: an "Exportüberschuss" is a surplus */
    KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_TURNOVER, KT_SENSE_EXPORT,   KT_SENSE_IMPORT,
    KT_SENSE_BALANCE, KT_SENSE_SELL,    KT_SENSE_BUY,      KT_SENSE_SWAP,     KT_SENSE_OTHER,
    KT_SENSE_COMPANY, KT_SENSE_GOODS,   KT_SENSE_FOREIGN,  KT_SENSE_SERVICES, KT_SENSE_PARTNER,
    KT_SENSE_BUYER,   KT_SENSE_SUPPLIER};

static int extra_cost(kt_sense sense)
{
    switch (sense) {
    case KT_SENSE_SELL:
    case KT_SENSE_BUY:
    case KT_SENSE_SWAP:
        return 3;
    case KT_SENSE_GOODS:
    case KT_SENSE_SERVICES:
        return 14;
    case KT_SENSE_BALANCE:
        return 1;
    case KT_SENSE_FOREIGN:
        return 2;
    case KT_SENSE_PARTNER:
    case KT_SENSE_BUYER:
    case KT_SENSE_SUPPLIER:
        return 20;
    case KT_SENSE_COMPANY:
        return 2;
    default:
        return 0;
    }
}

/* Words between two tokens, weighted by what parts them. */
int kt_steps(const kt_reading *r, int32_t from, int32_t to)
{
    int cost = 0;
    for (int32_t t = from; t < to; t++) {
        cost++;
        if (kt_sign_at(r, t, ","))
            cost += 2;
        else if (kt_sign_at(r, t, ";") || kt_sign_at(r, t, ":"))
            cost += 6;
        else if (kt_mark_at(r, t, KT_SENSE_CONNECT))
            cost += 4;
        else if (kt_mark_at(r, t, KT_SENSE_AND))
            cost += 3;
    }
    return cost;
}

/* "The surplus in the trade with China": what is measured is the surplus. */
static bool is_of_balance(const kt_reading *r, int32_t first, int32_t t, kt_sense sense)
{
    if (sense != KT_SENSE_TURNOVER && sense != KT_SENSE_FOREIGN && sense != KT_SENSE_BALANCE)
        return false;
    for (int32_t p = t; p >= first && p >= t - 6; p--) {
        if (p < t && r->tokens->token[p].kind == KT_TOKEN_SIGN && !kt_sign_at(r, p, "-") &&
            !kt_sign_at(r, p, "'"))
            return false;
        if (kt_mark_at(r, p, KT_SENSE_SURPLUS) || kt_mark_at(r, p, KT_SENSE_DEFICIT))
            return true;
    }
    return false;
}

/* "Turkey came next with 7 billion": a verb of motion names a flow only where goods move or a
 * place is named that they go to or come from. */
static bool only_moves(const kt_reading *r, const kt_mark *mark, int32_t first, int32_t last)
{
    static const kt_sense moved[] = {KT_SENSE_GOODS, KT_SENSE_PRODUCT, KT_SENSE_VALUE,
                                     KT_SENSE_THITHER, KT_SENSE_THENCE};
    if (!kt_mark_at(r, mark->first, KT_SENSE_SHARE_OF))
        return false;
    for (size_t n = 0; n < sizeof moved / sizeof *moved; n++)
        if (kt_mark_within(r, r->first, last, moved[n]))
            return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first >= first && r->mention[n].first < last &&
            (r->mention[n].role == KT_ROLE_TO || r->mention[n].role == KT_ROLE_FROM ||
             r->mention[n].role == KT_ROLE_SOURCE))
            return false;
    return true;
}

/* In brackets behind a country, or directly: "China (1.2 billion dollars), Azerbaijan 1
 * billion".
 */
bool kt_is_listed(const kt_reading *r, const kt_stated *s)
{
    if (s->kind != KT_AMOUNT_MONEY && s->kind != KT_AMOUNT_PERCENT)
        return false;
    for (int n = 0; n < r->n_mentions; n++) {
        int32_t gap = s->first - r->mention[n].last;
        const kt_mark *with = kt_mark_before(r, s->first, KT_SENSE_WITH);
        if (with && gap > with->n) /* "China, with 7.9 billion" */
            gap -= with->n;
        if (gap == 0 ||
            (gap == 1 && r->tokens->token[r->mention[n].last].kind == KT_TOKEN_SIGN))
            return true;
    }
    return false;
}

/* The nearest topic in [first, last); false when there is none. */
bool kt_topic_find(const kt_reading *r, const kt_stated *s, int32_t first, int32_t last,
                   kt_topic *out)
{
    bool found = false;
    const bool listed = kt_is_listed(r, s);
    for (int32_t t = first; t < last; t++) {
        if (t >= s->first && t < s->last)
            continue;
        for (size_t n = 0; n < sizeof topic_senses / sizeof *topic_senses; n++) {
            const kt_mark *mark = kt_mark_at(r, t, topic_senses[n]);
            if (!mark || mark->first != t)
                continue;
            if (is_of_balance(r, first, t, topic_senses[n]) || (listed && t >= s->last))
                continue;
            if ((topic_senses[n] == KT_SENSE_BUY || topic_senses[n] == KT_SENSE_SELL) &&
                only_moves(r, mark, first, last))
                continue;
            const int32_t end = mark->first + mark->n;
            int cost = extra_cost(topic_senses[n]);
            cost += end <= s->first ? kt_steps(r, end, s->first)
                                    : kt_steps(r, s->last, t) * 3 / 2 + 2;
            if (!found || cost < out->cost) {
                *out = (kt_topic){.sense = topic_senses[n],
                                  .first = t,
                                  .last = end,
                                  .cost = cost,
                                  .weak = topic_senses[n] == KT_SENSE_GOODS};
                found = true;
            }
        }
    }
    return found;
}

kt_measure kt_measure_of(kt_sense sense)
{
    switch (sense) {
    case KT_SENSE_EXPORT:
    case KT_SENSE_SELL:
    case KT_SENSE_BUYER:
        return KT_MEASURE_EXPORT;
    case KT_SENSE_IMPORT:
    case KT_SENSE_BUY:
    case KT_SENSE_SUPPLIER:
        return KT_MEASURE_IMPORT;
    case KT_SENSE_SURPLUS:
    case KT_SENSE_DEFICIT:
    case KT_SENSE_BALANCE:
        return KT_MEASURE_BALANCE;
    default:
        return KT_MEASURE_TURNOVER;
    }
}

bool kt_is_other(kt_sense sense)
{
    return sense == KT_SENSE_OTHER || sense == KT_SENSE_COMPANY;
}

bool kt_is_whole(const kt_reading *r, int32_t first, int32_t last)
{
    return kt_mark_within(r, first, last, KT_SENSE_FOREIGN) ||
           kt_mark_within(r, first, last, KT_SENSE_ALL);
}
