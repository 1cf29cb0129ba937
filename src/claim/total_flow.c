/* total_flow.c: a flow that is called the whole in a sentence that names a partner, too, is
 * that of the country with all the world, in English:
 *
 *     exports to Chile rose 49 percent, faster than the 16 percent rise in overall exports
 *     strong shipments to China lifted Peru's total exports by 11 percent to 6 billion
 *
 * "Total exports to Chile" are not. */
#include "trade_flow.h"

static const kt_mark *flow_at(const kt_reading *r, int32_t t)
{
    const kt_mark *export = kt_mark_at(r, t, KT_SENSE_EXPORT);
    const kt_mark *flow = export ? export : kt_mark_at(r, t, KT_SENSE_IMPORT);
    return flow && flow->first == t ? flow : NULL;
}

/* "An 11 percent rise in overall exports", else the nearest before the amount, behind the one
 * before it; NULL. */
static const kt_mark *flow_of(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 9 };
    const bool moved =
        kt_mark_at(r, s->last, KT_SENSE_UP) || kt_mark_at(r, s->last, KT_SENSE_DOWN);
    for (int32_t t = s->last + 1; moved && t < s->last + FAR && t < r->last; t++) {
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN && !kt_sign_at(r, t, "'"))
            break;
        if (flow_at(r, t))
            return flow_at(r, t);
    }
    int32_t from = s->first - FAR > r->first ? s->first - FAR : r->first;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].last <= s->first && r->stated[n].last > from)
            from = r->stated[n].last;
    for (int32_t t = s->first - 1; t >= from; t--)
        if (flow_at(r, t))
            return flow_at(r, t);
    return NULL;
}

/* Where its words begin: "Peru's | overall exports", "Peruvian | exports as a whole"; -1. */
static int32_t whole_at(const kt_reading *r, const kt_mark *flow)
{
    static const char *const words[] = {"total", "overall", "aggregate"};
    static const char *const goods[] = {"goods", "merchandise", "commodity", "annual",
                                        "monthly"};
    static const kt_sense ends[] = {KT_SENSE_TO, KT_SENSE_FROM, KT_SENSE_WITH,
                                    KT_SENSE_BETWEEN};
    int32_t t = flow->first, behind = flow->first + flow->n;
    const bool as_whole = kt_word_at(r, behind, "as") && kt_word_at(r, behind + 1, "a") &&
                          kt_word_at(r, behind + 2, "whole");
    if (as_whole)
        behind += 3;
    for (size_t n = 0; n < sizeof ends / sizeof *ends; n++)
        if (kt_mark_at(r, behind, ends[n]) && !kt_mark_at(r, behind, KT_SENSE_BY))
            for (int k = 0; k < r->n_mentions; k++)
                if (r->mention[k].first > behind && r->mention[k].first <= behind + 2)
                    return -1; /* "total exports to Chile" */
    t -= KT_IS_ONE_OF(r, t - 1, goods);
    if (kt_word_at(r, t - 2, "of") && kt_mark_before(r, t - 2, KT_SENSE_PERCENT))
        return -1; /* "39 percent of total exports, down by 11 percent" */
    if (KT_IS_ONE_OF(r, t - 1, words))
        return t - 1;
    return as_whole ? t : -1;
}

/* Whose it is, named right before; 0 none. */
static kt_place owner_before(const kt_reading *r, int32_t t)
{
    t -= kt_word_at(r, t - 1, "s");
    t -= kt_sign_at(r, t - 1, "'");
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].last >= t && r->mention[n].first < t && !r->mention[n].office &&
            r->mention[n].role != KT_ROLE_TO && r->mention[n].role != KT_ROLE_FROM)
            return r->mention[n].place;
    return 0;
}

static bool is_partner_named(const kt_reading *r, kt_place place)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].place == place && !r->mention[n].office &&
            r->mention[n].role != KT_ROLE_OWNER)
            return true;
    return false;
}

/* "Jumped 11 percent from a year earlier to 6 billion": what the rate of the whole came to. */
static bool is_come_to(const kt_reading *r, const kt_stated *s, const kt_frame *out)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (!last || s <= r->stated || s >= r->stated + r->n_stated ||
        !kt_word_at(r, s->first - 1, "to") || s[-1].kind != KT_AMOUNT_PERCENT ||
        last->text_end != kt_token_at(r->tokens, s[-1].last - 1)->end ||
        last->kind != KT_CLAIM_GROWTH || strcmp(last->b, "WLD") != 0 ||
        last->measure != out->measure || kt_place_of(last->a) != out->a)
        return false;
    for (int32_t t = s[-1].last; t < s->first; t++)
        if (kt_sign_at(r, t, ",") || flow_at(r, t) || kt_mark_at(r, t, KT_SENSE_COUNTRY))
            return false;
    return true;
}

void kt_take_total(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    if (r->tongue != 1 || !kt_place_is_country(out->b) ||
        (out->measure != KT_MEASURE_EXPORT && out->measure != KT_MEASURE_IMPORT))
        return;
    if (is_come_to(r, s, out)) {
        out->b = KT_PLACE_WORLD;
        out->product[0] = '\0';
        return;
    }
    const kt_mark *flow = flow_of(r, s);
    const int32_t whole = flow ? whole_at(r, flow) : -1;
    if (whole < 0 || kt_measure_of(flow->meaning.sense) != out->measure)
        return;
    const kt_place owner = owner_before(r, whole);
    if (!owner && r->d.partner != KT_PLACE_WORLD && !is_partner_named(r, out->b))
        return; /* the whole of the trade of the two */
    out->a = owner ? owner : out->a;
    out->b = KT_PLACE_WORLD;
    out->product[0] = '\0';
}
