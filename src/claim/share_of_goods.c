/* share_of_goods.c: what part of a flow goods are, told in brackets behind them: "Geliefert
 * werden vor allem Maschinen (15 Prozent) und Autos (12 Prozent)", "преобладают рыба (38%) и
 * медь (22%)", in German and Russian; and of those told next, "на рыбу пришлось 38%, на медь -
 * 22%"; and in a relative clause, "Главный товар - медь, которая составляет треть экспорта". */
#include "claim_kind.h"
#include "trade_flow.h"

#include <assert.h>
#include <string.h>

/* "(15 %)", in Russian also "(38% всего экспорта)". */
static bool closes_behind(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 4 };
    int32_t t = s->last;
    while (r->tongue == 2 && t < s->last + FAR &&
           kt_token_at(r->tokens, t)->kind == KT_TOKEN_WORD)
        t++;
    return kt_sign_at(r, t, ")");
}

/* "Перу экспортирует в Чили медь, на которую приходится 40% экспорта": goods before a clause
 * that names nobody; whose flow it is says the sentence before it. In Russian; NULL. */
static const kt_mark *goods_of_clause(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 8, NEAR = 3 };
    static const char which[] = "котор";
    int32_t comma = s->first;
    bool relative = false;
    while (comma > r->first && comma > s->first - FAR && !kt_sign_at(r, comma, ","))
        comma--;
    for (int32_t t = comma + 1; t <= comma + NEAR && t < s->first; t++)
        relative |= strncmp(kt_token_word(r->tokens, t), which, sizeof which - 1) == 0;
    if (r->tongue != 2 || s->kind == KT_AMOUNT_MONEY || s->by || s->sign || !relative ||
        !kt_sign_at(r, comma, ","))
        return NULL;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].last > comma)
            return NULL;
    return kt_mark_before(r, comma, KT_SENSE_PRODUCT);
}

/* "Geliefert werden vor allem Maschinen (15 Prozent) und Autos (12 %)": what part of the flow
 * the goods before the bracket are. */
bool kt_is_share_of_goods(const kt_reading *r, const kt_stated *s)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_SELL,
                                     KT_SENSE_BUY};
    int cost;
    bool flow = false;
    const kt_mark *goods = goods_of_clause(r, s);
    for (size_t n = 0; goods && n < sizeof flows / sizeof *flows; n++)
        flow |= kt_mark_within(r, r->first, goods->first, flows[n]) != NULL;
    if (goods)
        return flow;
    if (r->tongue == 1 || s->kind != KT_AMOUNT_PERCENT || s->sign || s->by ||
        !kt_sign_at(r, s->first - 1, "(") || !closes_behind(r, s) ||
        !kt_mark_within(r, s->first - 3, s->first - 1, KT_SENSE_PRODUCT) ||
        kt_claim_direction(r, s, r->first, r->last, &cost) != 0)
        return false;
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        flow |= kt_mark_within(r, r->first, r->last, flows[n]) != NULL;
    return flow;
}

/* "Deutschland exportierte vor allem Autos (12 %) und Maschinen (11 %) nach Polen", "die
 * wichtigsten Ausfuhrgüter Ägyptens waren Erdöl (22 %)": whose flow and with whom is told in
 * the whole sentence. */
bool kt_find_share_of_goods(kt_reading *r, const kt_stated *s, const kt_part *part,
                            kt_frame *out)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_SELL,
                                     KT_SENSE_BUY};
    enum { BEHIND = 4 };
    const kt_mark *flow = NULL;
    size_t which = 0;
    while (!flow) { /* kt_is_share_of_goods has seen one */
        assert(which < sizeof flows / sizeof *flows);
        flow = kt_mark_within(r, r->first, r->last, flows[which++]);
    }
    which--;
    const kt_topic t = {
        .sense = flows[which], .first = flow->first, .last = flow->first + flow->n};
    const kt_part all = {r->first, r->last, NULL};
    kt_ends e = {0};
    kt_place x = 0, m = 0;
    *out = (kt_frame){.known = 1, .sense = KT_SENSE_EXPORT};
    out->measure = which % 2 == 0 ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
    kt_ends_gather(r, all.first, all.last, &t, &e);
    if (!kt_find_flow(r, &all, &t, &e, which % 2 == 0, &x, &m))
        return false;
    out->a = which % 2 == 0 ? x : m;
    out->b = which % 2 == 0 ? m : x;
    if (e.attached == r->d.partner && out->a == e.attached && !e.to && !e.from && !e.with)
        out->b = KT_PLACE_WORLD; /* all that the article's partner exports */
    const kt_mark *goods = goods_of_clause(r, s);
    if (!goods) {
        kt_find_product(r, s, &t, part->first, out);
        return true;
    }
    kt_set_product(out->product, goods->meaning.text);
    if (kt_mark_within(r, s->last, s->last + BEHIND, KT_SENSE_TURNOVER))
        out->measure = KT_MEASURE_TURNOVER; /* "треть товарооборота" */
    return true;
}

/* The goods of the next share of a sentence: between the last comma and it, else behind a dash:
 * "доля рыбы - 38%, меди - 22%", "38% составила рыба, 22% - медь". In Russian. */
bool kt_take_goods_of_next(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    if (r->tongue != 2 || s <= r->stated || s >= r->stated + r->n_stated)
        return false;
    int32_t from = s->first;
    while (from > s[-1].last && !kt_sign_at(r, from - 1, ","))
        from--;
    const kt_mark *goods =
        from > s[-1].last ? kt_mark_within(r, from, s->first, KT_SENSE_PRODUCT) : NULL;
    const int32_t behind = s->last + 1 + kt_word_at(r, s->last + 1, "на");
    if (!goods && kt_sign_at(r, s->last, "-"))
        goods = kt_mark_at(r, behind, KT_SENSE_PRODUCT);
    if (!goods)
        return false;
    const bool two = goods->first < s->first && /* "на кофе и чай" */
                     kt_mark_within(r, goods->first + goods->n, s->first, KT_SENSE_PRODUCT);
    kt_set_product(out->product, two ? KT_UNKNOWN_GOODS : goods->meaning.text);
    return true;
}

/* "Рыба (на 14%), перископы (на 70%)": the next of a list in brackets is a noun that means
 * nothing to the reader, in Russian: it is not of the goods before it. */
bool kt_is_next_unknown(const kt_reading *r, const kt_stated *s)
{
    if (r->tongue != 2 || s <= r->stated || s >= r->stated + r->n_stated ||
        !kt_sign_at(r, s->first - 1, "(") || !kt_sign_at(r, s[-1].last, ")"))
        return false;
    const int32_t join = s[-1].last + 1, noun = s->first - 2;
    return noun > join && (kt_sign_at(r, join, ",") || kt_mark_at(r, join, KT_SENSE_AND)) &&
           kt_token_at(r->tokens, noun)->kind == KT_TOKEN_WORD &&
           !(kt_token_at(r->tokens, noun)->flags & KT_TOKEN_CAPITAL) &&
           !kt_is_marked(r, noun) && !kt_mark_within(r, join, noun, KT_SENSE_PRODUCT);
}
