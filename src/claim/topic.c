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
        if (p < t && kt_token_at(r->tokens, p)->kind == KT_TOKEN_SIGN &&
            !kt_sign_at(r, p, "-") && !kt_sign_at(r, p, "'"))
            return false;
        if (p < t && p >= t - 2 && r->tongue == 0 && sense == KT_SENSE_TURNOVER &&
            (kt_word_at(r, p + 1, "im") || kt_mark_at(r, t, KT_SENSE_WITH)) &&
            (kt_mark_at(r, p, KT_SENSE_EXPORT) || kt_mark_at(r, p, KT_SENSE_IMPORT)))
            return true; /* "the main exports in trade with Greece" */
        if (kt_mark_at(r, p, KT_SENSE_SURPLUS) || kt_mark_at(r, p, KT_SENSE_DEFICIT) ||
            (p < t && sense != KT_SENSE_BALANCE && kt_mark_at(r, p, KT_SENSE_BALANCE)))
            return true;
    }
    return false;
}

/* "Because of lower imports": why something was so, a few words behind "because of". */
static bool is_cause_within(const kt_reading *r, int32_t first, int32_t t, int reach)
{
    for (int32_t p = t; p > first && p > t - reach; p--) {
        if (kt_mark_at(r, p - 1, KT_SENSE_CAUSE))
            return true;
        if (kt_token_at(r->tokens, p - 1)->kind == KT_TOKEN_SIGN)
            return false;
    }
    return false;
}

static bool is_cause(const kt_reading *r, int32_t first, int32_t t)
{
    return is_cause_within(r, first, t, 5);
}

/* "Exportüberschuss": the surplus is measured. */
static bool is_of_surplus(const kt_reading *r, int32_t t, kt_sense sense)
{
    return (sense == KT_SENSE_EXPORT || sense == KT_SENSE_IMPORT) &&
           (kt_mark_at(r, t, KT_SENSE_SURPLUS) || kt_mark_at(r, t, KT_SENSE_DEFICIT));
}

/* "Importstaaten", "Exportmarkt": a partner, though a flow is in the word. */
static bool is_in_partner(const kt_reading *r, int32_t t, kt_sense sense)
{
    return r->tongue == 0 && (sense == KT_SENSE_EXPORT || sense == KT_SENSE_IMPORT) &&
           (kt_mark_at(r, t, KT_SENSE_BUYER) || kt_mark_at(r, t, KT_SENSE_SUPPLIER) ||
            kt_mark_at(r, t, KT_SENSE_PARTNER));
}

/* "Total trade (exports and imports) was 8 billion": an aside that closes before the amount. */
static bool in_closed_brackets(const kt_reading *r, const kt_stated *s, int32_t first,
                               int32_t t)
{
    bool open = false, closed = false;
    for (int32_t p = t; p > first && p > t - 12 && !open; p--) {
        if (kt_sign_at(r, p - 1, ")"))
            return false;
        open = kt_sign_at(r, p - 1, "(");
    }
    for (int32_t p = t; p < s->first && p < t + 12 && !closed; p++)
        closed = kt_sign_at(r, p, ")");
    return open && closed && t < s->first;
}

/* "Die Exporte stiegen einschließlich Preissteigerungen um 5 Prozent": what is counted in. */
static bool is_included(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"einschliesslich", "inklusive", "inkl", "einschl",
                                        "samt"};
    for (size_t n = 0; n < sizeof words / sizeof *words && r->tongue == 0; n++)
        if (kt_word_at(r, t - 1, words[n]))
            return true;
    return false;
}

/* "Für 70 Milliarden (10,6 % der Ausfuhren) exportiert": what another amount is of. */
static bool in_brackets_behind(const kt_reading *r, const kt_stated *s, int32_t t)
{
    const kt_stated *end = r->stated + r->n_stated;
    if (r->tongue != 0 || s->kind != KT_AMOUNT_MONEY || t <= s->last || s < r->stated ||
        s + 1 >= end || !kt_sign_at(r, s->last, "(") || t < s[1].first)
        return false;
    for (int32_t p = s->last + 1; p < t; p++)
        if (kt_sign_at(r, p, ")"))
            return false;
    return true;
}

static bool is_spending(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"spend", "spends", "spent", "spending"};
    for (size_t n = 0; n < sizeof words / sizeof *words && r->tongue == 1; n++)
        if (kt_word_at(r, t, words[n]))
            return true;
    return false;
}

/* "Tariffs on Chinese imports of 125 billion": what is taxed; "the ratio between exports and
 * imports". */
static bool is_taxed(const kt_reading *r, int32_t first, int32_t t)
{
    static const char *const on[] = {"auf", "on", "gegen", "на", "zwischen"};
    for (int32_t p = t - 1; p > first && p > t - 5; p--)
        for (size_t n = 0; n < sizeof on / sizeof *on; n++)
            if (kt_word_at(r, p, on[n]) && kt_mark_before(r, p, KT_SENSE_OTHER) &&
                !is_spending(r, p - 1))
                return true;
    return false;
}

/* "Slower than exports", "импорт превысил экспорт": what it is compared with. */
static bool is_compared(const kt_reading *r, const kt_stated *s, int32_t t)
{
    static const char exceeds[] = "превысил";
    if (r->tongue == 2 &&
        strncmp(kt_token_word(r->tokens, t - 1), exceeds, sizeof exceeds - 1) == 0 &&
        (kt_mark_within(r, r->first, t - 1, KT_SENSE_EXPORT) ||
         kt_mark_within(r, r->first, t - 1, KT_SENSE_IMPORT)))
        return true;
    if (t < s->last)
        return false;
    for (int32_t p = t; p > s->last && p > t - 3; p--)
        if (kt_word_at(r, p - 1, "als") || kt_word_at(r, p - 1, "than") ||
            kt_word_at(r, p - 1, "чем"))
            return true;
    return false;
}

/* "Beer exports", "total goods imports": a word that says of what, or of how much. */
static bool is_said_of_flow_noun(const kt_reading *r, int32_t t)
{
    const kt_token *token = kt_token_at(r->tokens, t);
    return token->kind == KT_TOKEN_WORD && !(token->flags & KT_TOKEN_CAPITAL) &&
           (!kt_is_marked(r, t) || kt_mark_at(r, t, KT_SENSE_PRODUCT) ||
            kt_mark_at(r, t, KT_SENSE_GOODS) || kt_mark_at(r, t, KT_SENSE_ALL) ||
            kt_mark_at(r, t, KT_SENSE_UNIT));
}

/* "4 billion imports", "3.3 billion in Italian exports": the noun of the flow behind the
 * amount, a name between. */
static bool is_noun_behind(const kt_reading *r, const kt_stated *s, int32_t at, int32_t t)
{
    at += kt_word_at(r, at, "in") || kt_word_at(r, at, "of");
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first == at && (r->mention[n].adjective || r->mention[n].genitive)) {
            at = r->mention[n].last;
            at += kt_sign_at(r, at, "'") ? 1 + kt_word_at(r, at + 1, "s") : 0;
            break;
        }
    for (int n = 0; n < 3 && at < t && is_said_of_flow_noun(r, at); n++)
        at++;
    return at == t && !kt_word_at(r, s->first - 1, "on") && /* "tariffs of 25 % on" */
           (kt_word_at(r, t, "exports") || kt_word_at(r, t, "imports"));
}

/* "A 32 per cent increase in imports": the flow that moved, behind its rate. */
static bool is_moved_behind(const kt_reading *r, const kt_stated *s, int32_t t)
{
    enum { NEAR = 7 }; /* "a 99 percent year-on-year plunge in beer exports" */
    const kt_mark *moved = NULL;
    int32_t in = s->last;
    for (; in < s->last + NEAR && in < t && !moved && r->tongue == 1; in++) {
        moved = kt_mark_at(r, in, KT_SENSE_UP) ? kt_mark_at(r, in, KT_SENSE_UP)
                                               : kt_mark_at(r, in, KT_SENSE_DOWN);
        if (kt_token_at(r->tokens, in)->kind != KT_TOKEN_WORD && !kt_sign_at(r, in, "-"))
            return false;
    }
    in = moved ? moved->first + moved->n : 0;
    return moved && moved->first >= s->last && kt_word_at(r, in, "in") &&
           is_noun_behind(r, s, in, t);
}

/* "6,1 млрд - экспорт, 5,3 млрд - словацкий импорт": nothing else behind the dash. */
int32_t kt_flow_behind_dash(const kt_reading *r, const kt_stated *s)
{
    int32_t t = s->last + 1;
    if (r->tongue != 2 || s->kind != KT_AMOUNT_MONEY || !kt_sign_at(r, s->last, "-") ||
        kt_sign_at(r, s->first - 1, "-"))
        return -1;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first == t && r->mention[n].adjective) {
            t = r->mention[n].last;
            break;
        }
    const kt_mark *flow = kt_mark_at(r, t, KT_SENSE_EXPORT);
    flow = flow ? flow : kt_mark_at(r, t, KT_SENSE_IMPORT);
    const kt_mark *goods = flow ? kt_mark_at(r, t + flow->n, KT_SENSE_PRODUCT) : NULL;
    const int32_t end = t + (flow ? flow->n : 0) + (goods ? goods->n : 0);
    const bool ends = end >= r->last || kt_token_at(r->tokens, end)->kind == KT_TOKEN_SIGN ||
                      kt_mark_at(r, end, KT_SENSE_AND) || kt_word_at(r, end, "из") ||
                      kt_word_at(r, end, "в");
    return flow && flow->first == t && ends ? t : -1;
}

/* "$3.8 billion in exports": nothing but "in", "of" between. */
static bool is_directly_behind(const kt_reading *r, const kt_stated *s, int32_t t,
                               kt_sense sense)
{
    if (s->kind == KT_AMOUNT_PERCENT && is_moved_behind(r, s, t))
        return true;
    if (s->kind != KT_AMOUNT_MONEY || (sense != KT_SENSE_EXPORT && sense != KT_SENSE_IMPORT))
        return false;
    if ((r->tongue == 1 && is_noun_behind(r, s, s->last, t)) || t == kt_flow_behind_dash(r, s))
        return true;
    if (t != s->last + 1)
        return false;
    if (r->tongue == 0) /* "109 Milliarden Euro an Importen" */
        return kt_word_at(r, s->last, "an");
    return r->tongue == 1 && (kt_word_at(r, s->last, "in") || kt_word_at(r, s->last, "of"));
}

/* "Turkey came next with 7 billion": a verb of motion names a flow only where goods move or a
 * place is named that they go to or come from. */
static bool only_moves(const kt_reading *r, const kt_mark *mark, int32_t first, int32_t last)
{
    static const kt_sense moved[] = {KT_SENSE_GOODS, KT_SENSE_PRODUCT, KT_SENSE_VALUE,
                                     KT_SENSE_THITHER, KT_SENSE_THENCE};
    static const char *const places[] = {"next", "behind", "after", "then", "last", "close"};
    if (kt_word_at(r, mark->first, "came") &&
        (KT_IS_ONE_OF(r, mark->first + 1, places) ||
         kt_mark_at(r, mark->first + 1, KT_SENSE_ORDINAL)))
        return true; /* "fish came next with 3 million" */
    if (!kt_mark_at(r, mark->first, KT_SENSE_SHARE_OF) || kt_word_at(r, mark->first, "took") ||
        kt_word_at(r, mark->first, "absorbed"))
        return false; /* "Australia took 560 million" */
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

/* "The countries with the most exports were Germany with 1.4 billion": told in English. */
static bool in_countries(const kt_reading *r)
{
    for (int32_t t = r->first; t < r->last && r->tongue == 1; t++)
        if (kt_word_at(r, t, "countries"))
            return true;
    return false;
}

/* "Den USA mit einem Importvolumen von 1,1 Milliarden": nothing else between. */
static bool is_with_volume(const kt_reading *r, int32_t t, const kt_stated *s)
{
    return r->tongue == 0 && s->first == t + 4 && kt_word_at(r, t, "mit") &&
           (kt_word_at(r, t + 1, "einem") || kt_word_at(r, t + 1, "einer")) &&
           kt_word_at(r, t + 3, "von") && !kt_mark_at(r, t + 2, KT_SENSE_SHARE) &&
           s->kind == KT_AMOUNT_MONEY;
}

/* "Japan's 3 billion surplus with Peru": whose it is, and no partner of a list, in English. */
static bool is_owner_of(const kt_reading *r, const kt_mention *m, const kt_stated *s)
{
    static const kt_sense flows[] = {KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_TURNOVER,
                                     KT_SENSE_EXPORT, KT_SENSE_IMPORT};
    bool flow = false;
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        flow |= kt_mark_at(r, s->last, flows[n]) || kt_mark_at(r, s->last + 1, flows[n]);
    return r->tongue == 1 && flow && (m->genitive || m->pronoun) && m->last == s->first;
}

/* In brackets behind a country, or directly: "China (1.2 billion dollars), Azerbaijan 1
 * billion".
 */
bool kt_is_listed(const kt_reading *r, const kt_stated *s)
{
    if (s->kind != KT_AMOUNT_MONEY && s->kind != KT_AMOUNT_PERCENT)
        return false;
    int32_t open = s->first - 1; /* "(+8.5 % to 459.9 billion)": the second in a bracket */
    while (open > r->first && open > s->first - 10 && !kt_sign_at(r, open, "(") &&
           !kt_sign_at(r, open, ")"))
        open--;
    for (int n = 0; n < r->n_mentions; n++) {
        int32_t gap = s->first - r->mention[n].last;
        if (is_owner_of(r, &r->mention[n], s))
            continue;
        if (gap == 1 && r->tongue == 1 && kt_word_at(r, s->first - 1, "at"))
            return true; /* "ahead of China at 3 billion" */
        const kt_mark *with = kt_mark_before(r, s->first, KT_SENSE_WITH);
        if (with && (gap > with->n || (gap == with->n && in_countries(r))))
            gap -= with->n; /* "China, with 7.9 billion" */
        if (is_with_volume(r, r->mention[n].last, s))
            return true;
        if (gap == 0 || (kt_sign_at(r, open, "(") && r->mention[n].last == open) ||
            (gap == 1 && kt_token_at(r->tokens, r->mention[n].last)->kind == KT_TOKEN_SIGN))
            return true;
    }
    return false;
}

/* "Польские компании продали на Украине товаров": all of a country's, which is its trade. */
static bool is_of_nation(const kt_reading *r, int32_t t, kt_sense sense)
{
    if (r->tongue != 2 || sense != KT_SENSE_OTHER ||
        !(kt_mark_at(r, t + 1, KT_SENSE_SELL) || kt_mark_at(r, t + 1, KT_SENSE_BUY) ||
          kt_mark_at(r, t + 2, KT_SENSE_SELL) || kt_mark_at(r, t + 2, KT_SENSE_BUY)))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].adjective && r->mention[n].last == t)
            return strcmp(kt_token_word(r->tokens, t), "компании") == 0;
    return false;
}

/* "Exports posted a growth rate of 16 percent": the amount's own, no rate of something else. */
static bool is_growth_rate(const kt_reading *r, int32_t t)
{
    return r->tongue == 1 && kt_word_at(r, t, "rate") && kt_word_at(r, t - 1, "growth");
}

/* "Spent 3 billion on imports", "spent 3 billion importing", "spending on goods from Peru": the
 * sense of what is spent so, in English: IMPORT where the words behind it name the flow, BUY
 * where they name but goods; NONE else. */
static kt_sense spent_on(const kt_reading *r, const kt_stated *s, int32_t t)
{
    enum { NEAR = 3 };
    const bool ahead = t < s->first && s->first - t <= NEAR;
    const int32_t at = ahead ? s->last : t + 1;
    if (!is_spending(r, t))
        return KT_SENSE_NONE;
    if (kt_word_at(r, at, "importing") || kt_word_at(r, at, "buying") ||
        kt_word_at(r, at, "purchasing"))
        return KT_SENSE_IMPORT;
    const bool goes_on =
        r->d.last_was_claim && r->d.frame_block == r->block &&
        (r->d.frame.measure == KT_MEASURE_EXPORT || r->d.frame.measure == KT_MEASURE_IMPORT);
    const bool ends = at >= r->last || kt_token_at(r->tokens, at)->kind == KT_TOKEN_SIGN;
    if (ahead && goes_on && ends && kt_mark_before(r, t, KT_SENSE_COUNTRY))
        return KT_SENSE_BUY; /* "Iraq took 138 million. Russia spent 131 million, the UAE 127"
                              */
    if (!kt_word_at(r, at, "on"))
        return KT_SENSE_NONE;
    if (kt_mark_within(r, at, at + NEAR, KT_SENSE_IMPORT))
        return KT_SENSE_IMPORT;
    return kt_mark_within(r, at, at + NEAR, KT_SENSE_GOODS) ? KT_SENSE_BUY : KT_SENSE_NONE;
}

/* "Цель была поставлена", "мы поставили себе задачу": set, not delivered. */
static bool is_goal_set(const kt_reading *r, int32_t t)
{
    static const char *const goals[] = {"цель", "цели", "задача", "задачу", "задачи", "планку"};
    enum { LETTERS = sizeof "постав" - 1, NEAR = 5 };
    if (r->tongue != 2 || strncmp(kt_token_word(r->tokens, t), "постав", LETTERS) != 0)
        return false;
    for (int32_t p = t + 1; p < r->last && p <= t + NEAR; p++)
        if (KT_IS_ONE_OF(r, p, goals))
            return true;
    for (int32_t p = t - 1; p >= r->first; p--)
        if (KT_IS_ONE_OF(r, p, goals))
            return strncmp(kt_token_word(r->tokens, t), "поставлен", sizeof "поставлен" - 1) ==
                   0;
    return false;
}

/* "Die Preise für Importe", "die Kosten der Einfuhren", "цены чилийского экспорта": no flow. */
static bool is_price_of(const kt_reading *r, int32_t t, kt_sense sense)
{
    static const char *const prices[] = {"preise", "preisen", "preis", "kosten",
                                         "цены",   "цена",    "цен"};
    static const char *const joins[] = {"für", "der", "von", "die", "на"};
    bool joined = r->tongue != 1 && (sense == KT_SENSE_EXPORT || sense == KT_SENSE_IMPORT);
    for (int32_t p = t - 1; joined && p >= r->first; p--) {
        if (KT_IS_ONE_OF(r, p, prices))
            return true;
        joined = kt_mark_at(r, p, KT_SENSE_ADJECTIVE) || KT_IS_ONE_OF(r, p, joins);
    }
    return false;
}

/* "Exporten von 6 Milliarden standen Importe von 9 Milliarden gegenüber": a noun behind this
 * amount that has its own behind it, in German. */
static bool has_its_own(const kt_reading *r, const kt_stated *s, int32_t end)
{
    enum { FARTHEST = 4 };
    const kt_stated *next = s + 1;
    return r->tongue == 0 && s->kind == KT_AMOUNT_MONEY && s >= r->stated &&
           next < r->stated + r->n_stated && next->kind == KT_AMOUNT_MONEY &&
           kt_word_at(r, next->first - 1, "von") && end >= s->last && end < next->first &&
           next->first - end <= FARTHEST;
}

/* "Товарооборот составил 560 млн с положительным сальдо в 200 млн": the next amount's. */
static bool is_with_balance(const kt_reading *r, const kt_stated *s, int32_t t, kt_sense sense)
{
    enum { NEAR = 4 };
    static const char *const words[] = {"с", "со", "при", "mit", "bei", "with"};
    const kt_stated *next = s + 1;
    if (kt_measure_of(sense) != KT_MEASURE_BALANCE || t < s->last || s < r->stated ||
        next >= r->stated + r->n_stated || next->kind != KT_AMOUNT_MONEY || t > next->first ||
        s->kind != KT_AMOUNT_MONEY)
        return false;
    for (int32_t p = s->last; p < t && p < s->last + NEAR; p++)
        if (KT_IS_ONE_OF(r, p, words))
            return true;
    return false;
}

/* "Imports cost the country 6.8 billion": what they came to, in English. */
static bool is_what_imports_cost(const kt_reading *r, const kt_stated *s, int32_t first,
                                 int32_t t)
{
    return r->tongue == 1 && s->kind == KT_AMOUNT_MONEY && kt_word_at(r, t, "cost") &&
           t < s->first && kt_mark_within(r, first, t, KT_SENSE_IMPORT);
}

/* "The gap between what America sells and what it buys": a balance, in English. */
static bool is_of_gap(const kt_reading *r, int32_t t)
{
    enum { FAR = 18 };
    for (int32_t p = t - 1; p >= r->first && p > t - FAR && r->tongue == 1; p--)
        if (kt_word_at(r, p + 1, "between") && kt_mark_at(r, p, KT_SENSE_DEFICIT))
            return true;
    return false;
}

/* "Its biggest customers": who buys most, not how many there are, in English. */
static bool is_of_buyers(const kt_reading *r, int32_t t, kt_sense sense)
{
    static const char *const words[] = {"main", "top", "biggest", "largest", "leading"};
    return r->tongue == 1 && sense == KT_SENSE_OTHER && kt_mark_at(r, t, KT_SENSE_BUYER) &&
           KT_IS_ONE_OF(r, t - 1, words);
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
            if (!mark || mark->first != t ||
                (topic_senses[n] == KT_SENSE_COMPANY && kt_is_region_of_world(r, t)))
                continue;
            if (is_of_balance(r, first, t, topic_senses[n]) || (listed && t >= s->last) ||
                is_of_surplus(r, t, topic_senses[n]) ||
                (listed && is_in_partner(r, t, topic_senses[n])) ||
                in_closed_brackets(r, s, first, t) || in_brackets_behind(r, s, t) ||
                is_included(r, t) || (kt_is_other(topic_senses[n]) && kt_are_traders(r, t)) ||
                is_compared(r, s, t) || kt_in_apposition(r, s, first, t, topic_senses[n]) ||
                is_taxed(r, first, t) || is_of_buyers(r, t, topic_senses[n]) ||
                is_growth_rate(r, t) || is_goal_set(r, t) ||
                is_of_nation(r, t, topic_senses[n]) ||
                kt_is_whole_of_flow(r, s, t, topic_senses[n]) ||
                has_its_own(r, s, mark->first + mark->n) ||
                is_with_balance(r, s, t, topic_senses[n]) ||
                is_price_of(r, t, topic_senses[n]) || is_what_imports_cost(r, s, first, t) ||
                kt_is_other_business(r, t) || (t >= s->last && is_cause(r, s->last, t)))
                continue;
            if ((topic_senses[n] == KT_SENSE_BUY || topic_senses[n] == KT_SENSE_SELL) &&
                (only_moves(r, mark, first, last) || is_of_gap(r, t) || kt_came_to(r, s, t) ||
                 kt_is_other_receipt(r, s, t)))
                continue;
            if (s->first == s->last && kt_is_other(topic_senses[n]) &&
                is_cause_within(r, first, t, 12))
                continue; /* a sentence without an amount: "exports fall because of tariffs" */
            const int32_t end = mark->first + mark->n;
            const kt_sense spent = spent_on(r, s, t);
            if (spent == KT_SENSE_IMPORT)
                continue;
            const kt_sense sense = spent != KT_SENSE_NONE ? spent : topic_senses[n];
            int cost = extra_cost(sense);
            if (is_cause(r, first, t) &&
                (t > s->first || s->first - end > 2 || r->tongue == 0 ||
                 kt_mark_within(r, end, s->first, KT_SENSE_UP) ||
                 kt_mark_within(r, end, s->first, KT_SENSE_DOWN)))
                cost += 25;
            const bool label = r->tongue == 1 && end == s->first - 1 && kt_sign_at(r, end, ":");
            if (label || is_directly_behind(r, s, t, sense) || kt_is_paid_duty(r, s, t, sense))
                cost = -100;
            cost += end <= s->first ? kt_steps(r, end, s->first)
                                    : kt_steps(r, s->last, t) * 3 / 2 + 2;
            if (!found || cost < out->cost) {
                *out = (kt_topic){.sense = sense,
                                  .first = t,
                                  .last = end,
                                  .cost = cost,
                                  .weak = sense == KT_SENSE_GOODS};
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
