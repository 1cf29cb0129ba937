/* whole_trade.c: a flow that is a country's whole, not one with the article's partner: "total
 * exports", "foreign trade", "общий товарооборот Украины"; and where such words are of the two
 * all the same. */
#include "trade_flow.h"

#include <string.h>

/* "Unser gesamter Handelsumsatz", said in a report of two countries: of theirs. */
static bool is_ours_together(const kt_reading *r, int32_t t)
{
    return r->tongue != 2 && kt_mark_at(r, t - 1, KT_SENSE_OUR) &&
           kt_mark_at(r, t + 1, KT_SENSE_TURNOVER) && !kt_mark_at(r, t + 1, KT_SENSE_FOREIGN) &&
           kt_place_is_country(r->d.partner) && !kt_is_bloc(r->d.partner);
}

/* "Insgesamt", "die gesamten Ausfuhren", "total exports"; not "das Niveau des gesamten Jahres",
 * "Waren im Gesamtwert von", which are of a time or an amount. */
static bool is_all_of_flow(const kt_reading *r, int32_t t)
{
    static const kt_sense flows[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT,  KT_SENSE_IMPORT,
                                     KT_SENSE_FOREIGN,  KT_SENSE_SURPLUS, KT_SENSE_DEFICIT,
                                     KT_SENSE_BALANCE,  KT_SENSE_GOODS};
    const kt_mark *all = kt_mark_at(r, t, KT_SENSE_ALL);
    const bool bare = r->tongue == 1 && (kt_word_at(r, t, "all") || kt_word_at(r, t, "whole") ||
                                         kt_word_at(r, t, "entire"));
    if (!all || is_ours_together(r, t))
        return false;
    if (r->tongue != 0 && !(bare && all->n == 1))
        return true;
    if (!bare && !(kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL) &&
        strncmp(kt_token_word(r->tokens, t), "gesamte", 7) != 0 &&
        strncmp(kt_token_word(r->tokens, t), "all", 3) != 0)
        return true;
    const int32_t end = t + 4 < r->last ? t + 4 : r->last;
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        if (kt_mark_within(r, t, end, flows[n]))
            return true;
    return t == r->first || (bare && kt_word_at(r, t - 1, "in") && kt_sign_at(r, t + 1, ","));
}

/* "Внешнеторговый оборот Беларуси и Узбекистана": of the two joined behind it. */
bool kt_is_foreign_of_joined(const kt_reading *r, const kt_mark *foreign)
{
    for (int n = 0; n + 1 < r->n_mentions && r->tongue == 2; n++) {
        const kt_mention *m = &r->mention[n], *next = m + 1;
        const int32_t gap = m->first - foreign->first - foreign->n;
        if (gap >= 0 && gap <= 1 && m->place && next->place && next->place != m->place &&
            m->role == KT_ROLE_OWNER && next->role == KT_ROLE_OWNER &&
            next->first == m->last + 1 && kt_mark_at(r, m->last, KT_SENSE_AND))
            return true;
    }
    return false;
}

/* "Chinesischer Außenhandel": of one country alone, though the article is of two. */
static bool is_foreign_of_one(const kt_reading *r, int32_t t)
{
    const kt_mark *foreign = kt_mark_at(r, t, KT_SENSE_FOREIGN);
    if (r->tongue != 0 || !foreign || foreign->first != t)
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].adjective && r->mention[n].last == t)
            return true;
    return false;
}

/* "Overall trade reached 1.3 billion" behind the trade of the article's two, without a name: of
 * these two. German "Außenhandel" is a country's with all. */
bool kt_is_of_the_two(const kt_reading *r)
{
    const kt_discourse *d = &r->d;
    if (r->tongue == 0 || !kt_place_is_country(d->partner) || kt_is_bloc(d->partner) || !d->a ||
        kt_place_other_of(d->main, d->a, d->b) != d->partner)
        return false;
    const kt_place favoured = kt_in_favour(r); /* "with the balance in Manila's favor" */
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].place && !r->mention[n].office && r->mention[n].place != favoured)
            return false;
    return true;
}

/* "Общий товарооборот Украины": one country alone is named as whose it is. */
static bool is_of_one_behind(const kt_reading *r, int32_t t)
{
    const kt_mark *foreign = kt_mark_at(r, t + 1, KT_SENSE_FOREIGN);
    const int near = foreign && foreign->n > 2 ? foreign->n + 1 : 3;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first <= t || m->first > t + near)
            continue;
        const bool second = n + 1 < r->n_mentions && m[1].first - m->last <= 2;
        return m->role == KT_ROLE_OWNER && !m->pronoun && !second;
    }
    return false;
}

/* "Весь внешнеторговый оборот Грузии", "весь объем внешней торговли страны": with all, though
 * the article calls its trade with one partner so, too. In Russian. */
static bool is_all_foreign(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"весь", "всего", "всей", "вся", "всю", "всем"};
    return r->tongue == 2 && KT_IS_ONE_OF(r, t, words) &&
           kt_mark_at(r, t + 1, KT_SENSE_FOREIGN) && is_of_one_behind(r, t);
}

/* "Peru's exports to Chile fell. | Overall, they were 5 billion": the first figures of a report
 * on two countries are of the two, in all. */
static bool is_opening_sum(const kt_reading *r)
{
    static const char *const words[] = {"insgesamt", "overall", "altogether", "alles"};
    return r->d.in_title && kt_place_is_country(r->d.partner) && !kt_is_bloc(r->d.partner) &&
           r->d.main != r->d.partner && KT_IS_ONE_OF(r, r->first, words) &&
           (r->n_claims == 0 ||
            r->claim[r->n_claims - 1].sentence_start >=
                kt_token_at(r->tokens, r->first)->start); /* of this sentence */
}

bool kt_is_whole(const kt_reading *r, int32_t first, int32_t last)
{
    if (is_opening_sum(r))
        return false;
    if (r->d.foreign_of_two) {
        for (int32_t t = first < 0 ? 0 : first; t < last; t++)
            if ((is_all_of_flow(r, t) && !kt_mark_at(r, t + 1, KT_SENSE_FOREIGN)) ||
                is_all_foreign(r, t) || is_foreign_of_one(r, t))
                return true;
        return false;
    }
    for (int32_t t = first < 0 ? 0 : first; t < last; t++) {
        const kt_mark *foreign = kt_mark_at(r, t, KT_SENSE_FOREIGN);
        if (foreign && !kt_is_foreign_of_joined(r, foreign) && !kt_is_of_the_two(r))
            return true;
    }
    /* "товарооборот с Казахстаном вырос, общий объем экспорта составил": of the two */
    const kt_place now = r->d.a == r->d.main ? r->d.b : r->d.b == r->d.main ? r->d.a : 0;
    if (r->tongue == 2 && r->d.frame_block == r->block && now && now == r->d.partner &&
        now != KT_PLACE_WORLD) {
        for (int32_t t = first < 0 ? 0 : first; t < last; t++)
            if (kt_mark_at(r, t, KT_SENSE_ALL) &&
                (strncmp(kt_token_word(r->tokens, t), "общ", sizeof "общ" - 1) != 0 ||
                 is_of_one_behind(r, t)))
                return true; /* "в целом": of all partners */
        return false;
    }
    for (int32_t t = first < 0 ? 0 : first; t < last; t++)
        if (is_all_of_flow(r, t))
            return true;
    return false;
}
