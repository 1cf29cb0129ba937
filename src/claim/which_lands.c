/* which_lands.c: "Страны, с которыми у Перу сложился профицит: Чили (1,9 млрд), Боливия (1,1
 * млрд)": countries told in a list behind a clause that says what trade somebody has with them,
 * sends to them or gets from them. In Russian. */
#include "trade_flow.h"

#include <string.h>

typedef enum way { WAY_NONE, WAY_WITH, WAY_TO, WAY_FROM } way;

static bool begins(const kt_reading *r, int32_t t, const char *stem)
{
    return t >= r->first && t < r->last &&
           strncmp(kt_token_word(r->tokens, t), stem, strlen(stem)) == 0;
}

static bool is_land(const kt_reading *r, int32_t t)
{
    static const char *const lands[] = {"стран", "государств", "партнер", "партнёр", "рынк"};
    for (size_t n = 0; n < sizeof lands / sizeof *lands; n++)
        if (begins(r, t, lands[n]))
            return true;
    return false;
}

/* Which way the trade goes, by the words behind the comma at t: "в которые", "экспорт из
 * которых", "куда". */
static way way_behind(const kt_reading *r, int32_t t)
{
    enum { NEAR = 5 }; /* "в торговле с которыми" */
    if (kt_word_at(r, t + 1, "куда"))
        return WAY_TO;
    if (kt_word_at(r, t + 1, "откуда"))
        return WAY_FROM;
    for (int32_t p = t + 2; p <= t + NEAR && p < r->last; p++)
        if (begins(r, p, "котор"))
            return kt_word_at(r, p - 1, "с")                                  ? WAY_WITH
                   : kt_word_at(r, p - 1, "в") || kt_word_at(r, p - 1, "на")  ? WAY_TO
                   : kt_word_at(r, p - 1, "из") || kt_word_at(r, p - 1, "от") ? WAY_FROM
                                                                              : WAY_NONE;
    return WAY_NONE;
}

static way find_way(const kt_reading *r, int32_t to)
{
    for (int32_t t = r->first; t + 2 < to; t++)
        if (is_land(r, t) && kt_sign_at(r, t + 1, ",") && way_behind(r, t + 1) != WAY_NONE)
            return way_behind(r, t + 1);
    return WAY_NONE;
}

/* Whose trade: the last one named before the list; else the article's own country. */
static kt_place owner_before_list(const kt_reading *r)
{
    const int32_t first = r->stated->first;
    kt_place owner = 0;
    for (int n = 0; n < r->n_mentions && r->mention[n].last < first; n++) {
        const kt_mention *m = &r->mention[n];
        const bool listed = n + 1 == r->n_mentions || r->mention[n + 1].last >= first;
        if (!listed && !m->office && kt_place_is_country(m->place))
            owner = m->place;
    }
    return owner ? owner : r->d.main;
}

bool kt_take_which_lands(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    if (r->tongue != 2 || s < r->stated || s >= r->stated + r->n_stated || !kt_is_listed(r, s))
        return false;
    const way go = find_way(r, r->stated->first);
    const kt_place land = go != WAY_NONE ? kt_nearest_before(r, s) : 0;
    const kt_place owner = land ? owner_before_list(r) : 0;
    if (!owner || !kt_place_is_country(land) || land == owner)
        return false;
    const bool back = (go == WAY_TO && out->measure == KT_MEASURE_IMPORT) ||
                      (go == WAY_FROM && out->measure == KT_MEASURE_EXPORT);
    out->a = back ? land : owner;
    out->b = back ? owner : land;
    return true;
}
