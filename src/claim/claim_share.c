/* claim_share.c: whether a percentage is a share of a trade, or how much it grew. */
#include "claim_kind.h"
#include "trade_flow.h"

/* "China (21.9%), Russia (15.8%)" where nothing rises or falls in the sentence. */
static bool in_brackets_behind_place(const kt_reading *r, const kt_stated *s)
{
    int cost;
    if (!kt_sign_at(r, s->first - 1, "(") ||
        kt_claim_direction(r, s, r->first, r->last, &cost) != 0)
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].last == s->first - 1)
            return true;
    return false;
}

/* "China: 10.1 billion dollars (18.8 %)": a partner's amount, and its share. */
static bool in_brackets_behind_list(const kt_reading *r, const kt_stated *s)
{
    if (!kt_sign_at(r, s->first - 1, "(") || !kt_sign_at(r, s->last, ")"))
        return false;
    bool listed = false;
    for (int n = 0; n < r->n_stated; n++)
        listed |= r->stated[n].last == s->first - 1 && r->stated[n].kind == KT_AMOUNT_MONEY &&
                  kt_is_listed(r, &r->stated[n]);
    return listed;
}

/* "3.5 billion (24.9 % of all exports), machines 2.8 billion (20 %)": a share as the one before
 * it in the sentence. */
static bool in_brackets_like_before(const kt_reading *r, const kt_stated *s)
{
    const bool second = r->tongue == 0 && kt_sign_at(r, s->first - 1, ";");
    if (!(kt_sign_at(r, s->first - 1, "(") || second) || !kt_sign_at(r, s->last, ")"))
        return false;
    bool behind_money = false;
    for (int n = 0; n < r->n_stated; n++)
        behind_money |=
            r->stated[n].last == s->first - 1 && r->stated[n].kind == KT_AMOUNT_MONEY;
    for (int64_t n = r->n_claims - 1; n >= 0 && behind_money; n--) {
        if (r->claim[n].sentence_start != kt_token_at(r->tokens, r->first)->start)
            return false;
        if (r->claim[n].kind == KT_CLAIM_SHARE)
            return true;
    }
    return false;
}

/* "The top export markets were Peru at $738 million (14.1 percent)": a partner's part of the
 * trade, in English, where nothing rises or falls. */
static bool is_part_in_brackets(const kt_reading *r, const kt_stated *s)
{
    if (r->tongue != 1 || !kt_sign_at(r, s->first - 1, "(") || !kt_sign_at(r, s->last, ")") ||
        s <= r->stated || s[-1].last != s->first - 1 || s[-1].kind != KT_AMOUNT_MONEY)
        return false;
    static const kt_sense moves[] = {KT_SENSE_MORE, KT_SENSE_LESS, KT_SENSE_UP, KT_SENSE_DOWN};
    for (size_t n = 0; n < sizeof moves / sizeof *moves; n++)
        if (kt_mark_within(r, r->first, r->last, moves[n]))
            return false;
    return kt_mark_within(r, r->first, s->first, KT_SENSE_BUYER) ||
           kt_mark_within(r, r->first, s->first, KT_SENSE_SUPPLIER) ||
           kt_mark_within(r, r->first, s->first, KT_SENSE_PARTNER);
}

/* A good just before a percentage in brackets: "machinery (28 %)", "wood products (9 %)". */
static bool is_bracket_of_good(const kt_reading *r, const kt_stated *s)
{
    const int32_t open = s->first - 1;
    return kt_sign_at(r, open, "(") && kt_sign_at(r, s->last, ")") &&
           s->kind == KT_AMOUNT_PERCENT && !s->sign &&
           kt_mark_before(r, open, KT_SENSE_PRODUCT);
}

/* How many goods with a percentage in brackets are told of where nothing rises or falls; in
 * English. */
static int count_goods_in_brackets(const kt_reading *r)
{
    int n_goods = 0;
    if (r->tongue != 1 || kt_mark_within(r, r->first, r->last, KT_SENSE_UP) ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_DOWN))
        return 0;
    for (int n = 0; n < r->n_stated; n++)
        n_goods += is_bracket_of_good(r, &r->stated[n]);
    return n_goods;
}

bool kt_is_good_in_brackets(const kt_reading *r, const kt_stated *s)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_SELL,
                                     KT_SENSE_BUY};
    const bool good = is_bracket_of_good(r, s) && count_goods_in_brackets(r) > 1;
    for (size_t n = 0; n < sizeof flows / sizeof *flows && good; n++)
        if (kt_mark_within(r, r->first, s->first, flows[n]))
            return true;
    return false;
}

bool kt_is_unknown_in_brackets(const kt_reading *r, const kt_stated *s)
{
    if (s->kind != KT_AMOUNT_PERCENT || !kt_sign_at(r, s->first - 1, "(") ||
        !kt_sign_at(r, s->last, ")") || is_bracket_of_good(r, s) ||
        kt_token_at(r->tokens, s->first - 2)->kind != KT_TOKEN_WORD ||
        in_brackets_behind_place(r, s))
        return false;
    return count_goods_in_brackets(r) > 1;
}

/* "Italien (12,5 % auf 4,15 Mrd. Euro)": a rise, though no word says so. */
bool kt_rises_to(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 0 && s->kind == KT_AMOUNT_PERCENT && kt_word_at(r, s->last, "auf") &&
           s >= r->stated && s + 1 < r->stated + r->n_stated && s[1].kind == KT_AMOUNT_MONEY &&
           s[1].first - s->last <= 1;
}

/* "Der Anteil ging von 45,3 auf 44,9 Prozent zurück". */
static bool is_share_from(const kt_reading *r, const kt_stated *s)
{
    int32_t t = s->first - 2;
    while (t > r->first && t > s->first - 12 && !kt_sign_at(r, t, ",") &&
           !kt_word_at(r, t, "von"))
        t--;
    return t > r->first && kt_word_at(r, t, "von") &&
           kt_token_at(r->tokens, t + 1)->kind == KT_TOKEN_NUMBER &&
           kt_mark_within(r, r->first, t, KT_SENSE_SHARE) &&
           !kt_mark_within(r, r->first, t, KT_SENSE_BY);
}

/* "Die Ausfuhren gingen zu 78 % in die EU", "der Anteil stieg um 0,6 Prozentpunkte auf 13,1 %",
 * "mit einem Drittel am Handel beteiligt". */
static bool is_part_of_whole(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    if (r->tongue != 0 || (s->kind != KT_AMOUNT_PERCENT && s->kind != KT_AMOUNT_FRACTION))
        return false;
    const int32_t t = s->first - 1;
    if (kt_word_at(r, t, "zu") && s->last < r->last &&
        (kt_mark_at(r, s->last, KT_SENSE_TO) || kt_mark_at(r, s->last, KT_SENSE_FROM) ||
         kt_word_at(r, s->last, "in")))
        return true;
    const int32_t to = kt_word_at(r, t, "auf") ? t : s->first;
    if (kt_word_at(r, t, "auf") && is_share_from(r, s))
        return true;
    for (int32_t p = r->first; kt_word_at(r, to, "auf") && p < to; p++)
        if (kt_mark_at(r, p, KT_SENSE_SHARE) && !kt_amount_within(r, p, to + 1))
            return true; /* "dass der Anteil des Exports um 2 Punkte auf 15,3 % stieg" */
    if (kt_word_at(r, t, "mit"))
        for (int32_t p = s->last; p < part->last; p++)
            if (kt_word_at(r, p, "vertreten") || kt_word_at(r, p, "beteiligt"))
                return true;
    for (int32_t p = r->first; p < t && kt_word_at(r, t, "mit"); p++)
        if (kt_word_at(r, p, "beteiligte") || kt_word_at(r, p, "beteiligt"))
            return true; /* "beteiligte sich am Außenhandel mit 30 Prozent" */
    return false;
}

/* "А в импорте сократилась с 12,0% до 11,7%": shares go from one to another, rates do not. */
static bool is_from_to(const kt_reading *r, const kt_stated *s)
{
    enum { NEAR = 6 }; /* "с 9,6% в 2013 году до 5,2%" */
    for (int n = 0; n + 1 < r->n_stated && r->tongue == 2; n++) {
        const kt_stated *from = &r->stated[n], *to = from + 1;
        if ((from == s || to == s) && from->kind == KT_AMOUNT_PERCENT &&
            to->kind == KT_AMOUNT_PERCENT && kt_word_at(r, from->first - 1, "с") &&
            to->first - from->last <= NEAR && kt_word_at(r, to->first - 1, "до"))
            return true;
    }
    return false;
}

/* "61.7 percent (5.8 billion) of the trade", "mehr als ein Drittel (35,8 Prozent) aller
 * Einfuhren": behind the brackets that begin, or end, at token t, if any. */
static int32_t behind_brackets(const kt_reading *r, int32_t t)
{
    int32_t end = t;
    if (r->tongue == 0 && kt_sign_at(r, t, ")") && kt_mark_at(r, t + 1, KT_SENSE_OF))
        return t + 1;
    while (r->tongue != 2 && kt_sign_at(r, t, "(") && end < r->last && end < t + 8)
        if (kt_sign_at(r, end++, ")"))
            return end;
    return t;
}

bool kt_before_was_share(const kt_reading *r, const kt_part *part)
{
    int64_t n = r->n_claims - 1;
    while (n >= 0 &&
           r->claim[n].kind == KT_CLAIM_RANK) /* "26 % (1st place), 38 % in exports" */
        n--;
    return part->before && part->before->known && n >= 0 &&
           r->claim[n].kind == KT_CLAIM_SHARE &&
           r->claim[n].sentence_start == kt_token_at(r->tokens, r->first)->start;
}

/* "Лишили страну более половины экспорта", "потеряла 55% экспорта": how much less it is. */
static bool is_lost(const kt_reading *r, const kt_stated *s)
{
    static const char *const words[] = {"лиши", "потерял", "утратил"};
    enum { NEAR = 3 };
    for (int32_t t = s->first - 1; r->tongue == 2 && t >= r->first && t >= s->first - NEAR; t--)
        if (KT_BEGINS_WITH_ONE_OF(r, t, words))
            return true;
    return false;
}

/* "The share amounted to 66.2 percent, up from 72.4 percent", "accounted for 15 percent of
 * exports in 2018, down from 17 percent". */
static bool is_earlier_share(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    enum { FAR = 13 }; /* "of Peru's total exports in 2018, a drop from the" */
    const bool in_array = r->tongue == 1 && s > r->stated && s < r->stated + r->n_stated;
    const int32_t from = s->first - 1 - kt_word_at(r, s->first - 1, "the");
    if (!in_array || s->kind != KT_AMOUNT_PERCENT || s[-1].kind != KT_AMOUNT_PERCENT ||
        !kt_word_at(r, from, "from"))
        return false;
    const bool moved = kt_mark_before(r, from, KT_SENSE_UP) ||
                       kt_mark_before(r, from, KT_SENSE_DOWN) ||
                       kt_word_at(r, from - 1, "up") || kt_word_at(r, from - 1, "down") ||
                       kt_mark_at(r, from, KT_SENSE_BASE);
    return (s->first - s[-1].last <= 5 &&
            kt_mark_within(r, r->first, s[-1].first, KT_SENSE_SHARE)) ||
           (moved && s->first - s[-1].last <= FAR && kt_before_was_share(r, part));
}

/* "Доля составила 16%, что больше по сравнению с 14,5% в сентябре": what it had been. */
static bool is_compared_share(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 2 && s->kind == KT_AMOUNT_PERCENT && !s->by && !s->sign &&
           kt_mark_before(r, s->first, KT_SENSE_BASE) &&
           kt_mark_within(r, r->first, s->first, KT_SENSE_SHARE);
}

/* "Die größten Abnehmer waren China mit 20 Prozent und Peru mit 9 Prozent": what of the trade
 * falls to each partner. Not in Russian. */
static bool is_of_listed_partner(const kt_reading *r, const kt_stated *s)
{
    const char *const with[] = {"mit", "with", ""};
    if (r->tongue == 2 || s->kind != KT_AMOUNT_PERCENT ||
        !kt_word_at(r, s->first - 1, kt_by_tongue(r, with)) ||
        !(kt_mark_within(r, r->first, s->first, KT_SENSE_PARTNER) ||
          kt_mark_within(r, r->first, s->first, KT_SENSE_BUYER) ||
          kt_mark_within(r, r->first, s->first, KT_SENSE_SUPPLIER)))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].last == s->first - 1)
            return true;
    return false;
}

/* "Основные покупатели румынских товаров: Германия - 23%, Италия - 11%": what of the trade
 * falls to each partner, behind a dash, in Russian, where nothing rises or falls. */
bool kt_is_behind_partner(const kt_reading *r, const kt_stated *s)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER},
                          moves[] = {KT_SENSE_MORE, KT_SENSE_LESS, KT_SENSE_UP, KT_SENSE_DOWN};
    bool told = false, named = false;
    if (r->tongue != 2 || s->kind != KT_AMOUNT_PERCENT || s->by || s->sign ||
        !kt_sign_at(r, s->first - 1, "-"))
        return false;
    for (size_t n = 0; n < sizeof moves / sizeof *moves; n++)
        if (kt_mark_within(r, r->first, r->last, moves[n]))
            return false;
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
        told |= kt_mark_within(r, r->first, s->first, nouns[n]) != NULL;
    for (int n = 0; n < r->n_mentions; n++)
        named |= r->mention[n].last == s->first - 1;
    return told && named;
}

/* "С долей в 18%", "с долей в общем объеме импорта в 18%", in Russian. */
static bool is_with_share(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 10 };
    if (r->tongue != 2 || s->kind != KT_AMOUNT_PERCENT || !s->by ||
        !kt_word_at(r, s->first, "в"))
        return false;
    for (int32_t t = s->first - 1; t > r->first && t >= s->first - FAR; t--) {
        if (kt_mark_at(r, t, KT_SENSE_SHARE))
            return kt_word_at(r, t - 1, "с");
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return false;
    }
    return false;
}

/* "Chile took 53 % of the exports. A year earlier it had been 75 %": the share just told, of
 * another time, in English. */
static bool is_share_of_then(const kt_reading *r, const kt_stated *s)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    const int32_t verb = s->first - 1;
    return r->tongue == 1 && last && last->kind == KT_CLAIM_SHARE && r->d.last_was_claim &&
           r->n_stated == 1 && r->n_when > 0 &&
           (kt_word_at(r, verb, "was") || kt_word_at(r, verb, "been")) &&
           (kt_mark_within(r, r->first, verb, KT_SENSE_IT) ||
            kt_mark_within(r, r->first, verb, KT_SENSE_FIGURE));
}

/* "Зависимость от Перу, на которую приходится 40% экспорта, снизится": what is, whatever the
 * sentence foresees; in Russian. */
bool kt_falls_on_partner(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 2 && (s->kind == KT_AMOUNT_PERCENT || s->kind == KT_AMOUNT_FRACTION) &&
           !s->by && kt_mark_before(r, s->first, KT_SENSE_SHARE_OF) &&
           kt_mark_before(r, s->first, KT_SENSE_PRESENT);
}

/* "49 % of Belarus's trade": behind the rate, or a word of shares in the part. */
bool kt_is_share(const kt_reading *r, const kt_stated *s, const kt_part *part, bool moved,
                 int cost)
{
    if (is_part_of_whole(r, s, part) || kt_is_share_of_goods(r, s))
        return true;
    kt_topic flow;
    kt_frame frame;
    if (is_compared_share(r, s) || is_with_share(r, s) || kt_find_share_of_what(r, s, &flow) ||
        kt_find_bought_share(r, s, part, &frame))
        return true;
    if (kt_rises_to(r, s) || is_lost(r, s))
        return false;
    if (is_share_of_then(r, s))
        return true;
    if (is_from_to(r, s) || is_earlier_share(r, s, part))
        return true;
    if (s->by || s->kind == KT_AMOUNT_TIMES || s->kind == KT_AMOUNT_GROW || s->sign)
        return false;
    if (r->tongue == 0 && kt_word_at(r, s->last, "an"))
        for (int32_t t = s->last + 1; t < s->last + 4 && t < part->last; t++)
            if (kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT))
                return true; /* "21,7 Prozent an Perus Importen" */
    static const kt_sense moves[] = {KT_SENSE_MORE, KT_SENSE_LESS, KT_SENSE_UP, KT_SENSE_DOWN};
    for (size_t n = 0; n < sizeof moves / sizeof *moves; n++)
        if (s->last < r->last && kt_mark_at(r, s->last, moves[n]))
            return false;                     /* 5 % higher */
    if (kt_word_at(r, s->first - 1, "von") && /* "mit einer Zunahme von 85,5 % der Einfuhren" */
        (kt_mark_before(r, s->first - 1, KT_SENSE_UP) ||
         kt_mark_before(r, s->first - 1, KT_SENSE_DOWN)))
        return false;
    const kt_mark *share = kt_mark_within(r, part->first, part->last, KT_SENSE_SHARE);
    if (share || in_brackets_like_before(r, s) || is_part_in_brackets(r, s) ||
        kt_is_good_in_brackets(r, s) || is_of_listed_partner(r, s) ||
        kt_is_behind_partner(r, s))
        return true;
    if (kt_mark_at(r, s->last, KT_SENSE_ITS) || kt_mark_at(r, s->last, KT_SENSE_OUR))
        for (int32_t t = s->last; t < s->last + 4 && t < part->last;
             t++) /* "65 % ihres Exports" */
            if (kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT) ||
                kt_mark_at(r, t, KT_SENSE_TURNOVER) || kt_mark_at(r, t, KT_SENSE_FOREIGN))
                return true;
    if (kt_word_at(r, behind_brackets(r, s->last), "aller")) /* "10 Prozent aller Waren" */
        return true;
    const int32_t end = behind_brackets(r, s->last);
    const kt_mark *of = kt_mark_at(r, end, KT_SENSE_OF);
    if (of && of->first == end && /* "22 % of the total" */
        (kt_mark_within(r, of->first + of->n, of->first + of->n + 2, KT_SENSE_ALL)))
        return true;
    if (r->tongue == 1 && kt_word_at(r, end, "of") && kt_word_at(r, end + 1, "the") &&
        kt_word_at(r, end + 2, "total"))
        return true;
    if (of && of->first == s->last && r->tongue == 2 &&
        (of->n > 1 || kt_mark_at(r, of->first, KT_SENSE_ALL)))
        return true; /* "29,6 % от общего объема" */
    const int32_t limit = end > s->last ? r->last : part->last;
    if (of && of->first == end && end < limit)
        for (int32_t t = end; t < end + (r->tongue == 1 ? 9 : 6) && t < limit &&
                              !(r->tongue == 1 && kt_sign_at(r, t, ","));
             t++)
            if (kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT) ||
                kt_mark_at(r, t, KT_SENSE_TURNOVER) || kt_mark_at(r, t, KT_SENSE_FOREIGN))
                return true;
    if (moved && cost <= 6 && !kt_falls_on_partner(r, s))
        return false;
    if (!moved && (in_brackets_behind_place(r, s) || in_brackets_behind_list(r, s)))
        return true;
    /* directly before a genitive: "49 % des Außenhandels", "92,1% торговли" */
    for (int32_t t = s->last; t < s->last + 3 && t < part->last && r->tongue == 2; t++)
        if (kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT) ||
            kt_mark_at(r, t, KT_SENSE_TURNOVER) || kt_mark_at(r, t, KT_SENSE_FOREIGN))
            return true;
    const int32_t near = s->first - 8 > r->first ? s->first - 8 : r->first;
    const int32_t far = s->last + (r->tongue == 0 ? 8 : 3);
    return kt_mark_within(r, near, far < part->last ? far : part->last, KT_SENSE_SHARE_OF) !=
               NULL &&
           !moved;
}
