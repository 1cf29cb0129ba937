/* frame.c: which flow between which countries an amount speaks of.
 *
 * First the topic: in the amount's own part of the sentence, then before it in the sentence,
 * then in what went before. Then the two countries by what the topic is: the ends of an export
 * or import (frame_flow.c), the pair of a turnover, a balance or a partner (frame_pair.c). */
#include "trade_flow.h"

#include <string.h>

/* Goods that go somewhere, or come from there, are a flow without a verb that says so. */
static bool settle_weak(const kt_ends *e, const kt_reading *r, const kt_part *part, kt_topic *t)
{
    if (t->sense == KT_SENSE_FOREIGN) {
        t->sense = KT_SENSE_TURNOVER;
        return true;
    }
    if (t->sense != KT_SENSE_GOODS && t->sense != KT_SENSE_SERVICES)
        return true;
    if (kt_mark_within(r, part->first, part->last, KT_SENSE_SWAP) || e->n_between == 2) {
        t->sense = KT_SENSE_TURNOVER;
        return true;
    }
    if (e->to || e->from || /* "goods worth 5 million flowed the other way" */
        (r->tongue == 1 && kt_mark_within(r, part->first, part->last, KT_SENSE_REVERSE))) {
        t->sense = KT_SENSE_SELL;
        return true;
    }
    return false;
}

/* "Einfuhrseitig lag Polen auf Rang zwölf der Handelspartner": by which flow partners are
 * ordered in the whole sentence; NONE where it does not say. */
kt_sense kt_side_of(const kt_reading *r, const kt_part *part)
{
    for (int32_t t = part->last - 1; t >= r->first; t--) {
        if (r->tongue != 0 ||
            (!strstr(kt_token_word(r->tokens, t), "seitig") && !kt_word_at(r, t - 1, "beim") &&
             !(kt_word_at(r, t - 1, "den") && kt_word_at(r, t - 2, "bei"))))
            continue;
        if (kt_mark_at(r, t, KT_SENSE_EXPORT))
            return KT_SENSE_EXPORT;
        if (kt_mark_at(r, t, KT_SENSE_IMPORT))
            return KT_SENSE_IMPORT;
    }
    return KT_SENSE_NONE;
}

static bool build(kt_reading *r, const kt_stated *s, const kt_part *part, kt_topic t,
                  kt_ends *e, kt_frame *out)
{
    *out = (kt_frame){.known = 1, .sense = (uint8_t)t.sense};
    if (!settle_weak(e, r, part, &t))
        return false;
    if (t.sense == KT_SENSE_SWAP)
        t.sense = KT_SENSE_TURNOVER;
    out->sense = (uint8_t)t.sense;
    out->measure = (uint8_t)kt_measure_of(t.sense);
    out->deficit = t.sense == KT_SENSE_DEFICIT;
    if (t.sense == KT_SENSE_PARTNER && r->d.partners_flow != KT_MEASURE_TURNOVER &&
        r->d.partners_block == r->block + 1)
        out->measure = r->d.partners_flow;
    bool found;
    if (kt_pair_of_partner(r, part, t, e, out)) {
        found = out->a && out->b && out->a != out->b;
    } else if (out->measure == KT_MEASURE_EXPORT || out->measure == KT_MEASURE_IMPORT) {
        kt_place x = 0, m = 0;
        found = kt_find_flow(r, part, &t, e, out->measure == KT_MEASURE_EXPORT, &x, &m);
        out->a = out->measure == KT_MEASURE_EXPORT ? x : m;
        out->b = out->measure == KT_MEASURE_EXPORT ? m : x;
    } else {
        found = kt_find_pair(r, part, &t, e, &out->a, &out->b);
    }
    if (!found)
        return false;
    for (int n = 0; n < e->n_owners; n++)
        out->a_named |= e->owner[n] == out->a && !e->with && e->n_between == 0;
    if (r->tongue == 0 && e->in == out->a && e->from) /* "in Kasachstan, das aus ... bezog" */
        out->a_named = 1;
    for (int n = 0; n < e->n_owners && r->tongue == 2;
         n++) /* "ОАЭ сократили торговлю с Индией" */
        out->a_named |= e->owner[n] == out->a && e->with && out->a != r->d.main;
    if (e->from && e->to) /* "exports from A to B": in A's view */
        out->a_named = 1;
    if (out->measure != KT_MEASURE_TURNOVER && out->measure != KT_MEASURE_BALANCE)
        kt_find_product(r, s, &t, part->first, out);
    kt_find_basis(r, s, out);
    if (out->basis == KT_BASIS_GOODS && part->before && part->before->known &&
        part->before->basis == KT_BASIS_SERVICES &&
        !kt_mark_within(r, part->first, part->last, KT_SENSE_GOODS))
        out->basis = KT_BASIS_SERVICES; /* "exports of services were 2 billion, imports 1" */
    return true;
}

/* "Im Handel mit Peru war der Überschuss um 15 Prozent geringer", "der Überschuss im Handel mit
 * Peru war geringer": where the trade is told of, what is told is its balance, in German. */
static void settle_balance_in_trade(const kt_reading *r, const kt_stated *s,
                                    const kt_part *part, kt_topic *t)
{
    static const kt_sense balances[] = {KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_BALANCE};
    const bool gap = kt_word_at(r, t->first - 1, "zwischen"); /* "Importen und Exporten" */
    if (r->tongue != 0 || t->sense != KT_SENSE_TURNOVER || t->last > s->first ||
        !(gap || kt_word_at(r, t->first, "im") || kt_word_at(r, t->first - 1, "im")))
        return;
    for (int32_t p = gap ? r->first : part->first; p < s->first; p++)
        for (size_t n = 0; n < sizeof balances / sizeof *balances; n++) {
            const kt_mark *mark = kt_mark_at(r, p, balances[n]);
            if (mark && mark->first == p)
                *t = (kt_topic){.sense = balances[n], .first = p, .last = p + mark->n};
        }
}

/* "Die Differenz zwischen Importen und Exporten": neither, nor both, in German. */
static bool is_gap(const kt_reading *r, const kt_topic *t)
{
    static const char *const words[] = {"differenz", "lücke", "kluft", "schere"};
    enum { FAR = 6 };
    for (int32_t p = t->first - 1; p >= r->first && p >= t->first - FAR; p--) {
        if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD)
            return false;
        if (KT_IS_ONE_OF(r, p, words))
            return r->tongue == 0 &&
                   (kt_word_at(r, p + 1, "zwischen") || kt_word_at(r, p + 1, "aus"));
    }
    return false;
}

/* "Verbuchte im Handel mit Peru ein Minus von 3 Milliarden": a deficit, in German. */
static void settle_plus_in_trade(const kt_reading *r, const kt_stated *s, const kt_part *part,
                                 kt_topic *t)
{
    const int32_t im = t->first - !kt_word_at(r, t->first, "im");
    int32_t before = im - 1; /* "das Minus Perus im Handel mit Chile betrug 3 Milliarden" */
    before -= kt_mark_at(r, before, KT_SENSE_COUNTRY) != NULL;
    const bool leads = kt_word_at(r, before, "plus") || kt_word_at(r, before, "minus");
    const int32_t noun = leads ? before : s->first - 2;
    const bool plus = kt_word_at(r, noun, "plus"), minus = kt_word_at(r, noun, "minus");
    if (r->tongue == 0 && s->kind == KT_AMOUNT_MONEY && (plus || minus) &&
        (t->sense == KT_SENSE_TURNOVER || t->sense == KT_SENSE_FOREIGN) &&
        kt_word_at(r, im, "im") && (leads || t->last <= noun) &&
        (leads || kt_word_at(r, noun + 1, "von")) &&
        !kt_mark_within(r, s->last, part->last, KT_SENSE_BASE))
        *t = (kt_topic){.sense = plus ? KT_SENSE_SURPLUS : KT_SENSE_DEFICIT,
                        .first = noun,
                        .last = noun + 1};
}

/* A name that is no country beside a verb of selling or buying is a firm's: "Apple sold". */
static bool by_a_firm(const kt_reading *r, const kt_topic *t)
{
    if ((t->sense != KT_SENSE_SELL && t->sense != KT_SENSE_BUY) || t->first <= r->first)
        return false;
    const kt_token *before = kt_token_at(r->tokens, t->first - 1);
    if (kt_sign_at(r, t->first - 1, "\""))
        return (before->flags & KT_TOKEN_CLOSES) && !(before->flags & KT_TOKEN_SPACED);
    return r->tongue != 0 && before->kind == KT_TOKEN_WORD && before->size > 2 &&
           (before->flags & KT_TOKEN_CAPITAL) && !kt_is_marked(r, t->first - 1);
}

static bool has_comma(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t t = first; t < last; t++)
        if (kt_sign_at(r, t, ","))
            return true;
    return false;
}

/* "Down from 36.7 billion last year, and, all else being equal, a drag on economic growth": of
 * something else behind a comma, where the amount goes on from the one before. */
static bool is_afterthought(const kt_reading *r, const kt_stated *s, const kt_part *part,
                            const kt_topic *t)
{
    if (r->tongue != 1 || !part->before || !part->before->known || t->first < s->last)
        return false;
    return has_comma(r, s->last, t->first);
}

/* "Export contracts were signed for building materials, dairy products worth 44 million": what
 * is agreed, though a list of goods stands between. */
static bool is_of_deal(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 1 && kt_word_at(r, s->first - 1, "worth") &&
           (kt_mark_within(r, r->first, s->first, KT_SENSE_DEAL) != NULL);
}

/* "Gleichzeitig wurden um 6,5 Prozent mehr Waren im Wert von 53 Milliarden dorthin exportiert":
 * goods alone name no flow, the verb at the end does. */
static bool take_verb_at_end(const kt_reading *r, const kt_stated *s, const kt_part *part,
                             int32_t end, kt_topic *t)
{
    kt_topic found = *t;
    int n = 0;
    for (int32_t p = s->last; p < end; p++) {
        const kt_mark *sell = kt_mark_at(r, p, KT_SENSE_SELL);
        const kt_mark *verb = sell ? sell : kt_mark_at(r, p, KT_SENSE_BUY);
        if (!verb || verb->first != p)
            continue;
        n++;
        found = (kt_topic){
            .sense = sell ? KT_SENSE_SELL : KT_SENSE_BUY, .first = p, .last = p + verb->n};
    }
    if (n != 1 || found.last < end - 2 ||
        kt_mark_within(r, part->first, found.first, KT_SENSE_EXPORT) ||
        kt_mark_within(r, part->first, found.first, KT_SENSE_IMPORT))
        return false;
    *t = found;
    return true;
}

static void take_last_verb(const kt_reading *r, const kt_stated *s, const kt_part *part,
                           kt_topic *t)
{
    int32_t comma = s->last; /* of the clause, else of the sentence */
    while (comma < r->last && !kt_sign_at(r, comma, ","))
        comma++;
    if (r->tongue == 0 && !take_verb_at_end(r, s, part, comma, t))
        take_verb_at_end(r, s, part, r->last, t);
}

/* "Exports to Peru consisted of petroleum, machinery and electronic products, which came to 29
 * billion": the goods are listed of a flow that is named before them, in English. */
static void take_flow_of_list(const kt_reading *r, const kt_stated *s, kt_topic *t)
{
    for (int32_t p = t->first - 1;
         r->tongue == 1 && t->weak && t->last <= s->first && p >= r->first; p--) {
        const kt_mark *export = kt_mark_at(r, p, KT_SENSE_EXPORT);
        const kt_mark *flow = export ? export : kt_mark_at(r, p, KT_SENSE_IMPORT);
        for (int n = 0; n < r->n_stated; n++)
            if (p >= r->stated[n].first && p < r->stated[n].last)
                return;
        if (kt_mark_at(r, p, KT_SENSE_CONNECT) || kt_sign_at(r, p, ";"))
            return;
        if (!flow || flow->first != p)
            continue;
        *t = (kt_topic){.sense = export ? KT_SENSE_EXPORT : KT_SENSE_IMPORT,
                        .first = p,
                        .last = p + flow->n};
        return;
    }
}

/* "Die Leistungsbilanz schloss mit einem Überschuss": not the balance of trade. */
static bool is_of_accounts(const kt_reading *r, const kt_part *part, const kt_topic *t)
{
    if (r->tongue != 0 || kt_measure_of(t->sense) != KT_MEASURE_BALANCE)
        return false;
    for (int32_t p = part->first; p < t->first; p++)
        if (kt_starts_with(r, p, "leistungsbilanz"))
            return true;
    return false;
}

/* "After growing by 14 per cent, exports from Peru came to 286 million": of the subject that
 * stands behind the comma, in English. */
static bool find_ahead(const kt_reading *r, const kt_stated *s, const kt_part *part,
                       kt_topic *out)
{
    static const char *const words[] = {"after",   "having",  "despite",   "following",
                                        "by",      "up",      "down",      "rising",
                                        "falling", "growing", "increasing"};
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT};
    bool opens = false;
    if (r->tongue != 1 || s != r->stated || !kt_sign_at(r, s->last, ",") || part->before)
        return false;
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        opens |= kt_word_at(r, r->first, words[n]);
    const int32_t next = r->n_stated > 1 ? r->stated[1].first : r->last;
    for (int32_t t = s->last + 1; opens && t < next && t < s->last + 8; t++)
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++) {
            const kt_mark *mark = kt_mark_at(r, t, flows[n]);
            if (!mark)
                continue;
            *out = (kt_topic){.sense = flows[n], .first = t, .last = t + mark->n};
            return true;
        }
    return false;
}

/* "The largest buyer of German goods", "größter Lieferant war Peru mit Waren für 3 Milliarden":
 * goods alone are no flow, the noun says which. */
static void take_partner_noun(const kt_reading *r, const kt_part *part, kt_topic *t)
{
    static const kt_sense nouns[] = {KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++) {
        const kt_mark *noun = kt_mark_within(r, part->first, part->last, nouns[n]);
        if (!noun)
            continue;
        *t = (kt_topic){.sense = nouns[n], .first = noun->first, .last = noun->first + noun->n};
        return;
    }
}

/* "Outside the EU, the largest buyers were Peru (3 billion) and Chile (2 billion)": of that
 * one, in English. */
static bool is_in_list(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 1 && kt_sign_at(r, s->first - 1, "(") &&
           kt_mark_before(r, s->first - 1, KT_SENSE_COUNTRY) &&
           (kt_mark_within(r, r->first, s->first, KT_SENSE_BUYER) ||
            kt_mark_within(r, r->first, s->first, KT_SENSE_SUPPLIER) ||
            kt_mark_within(r, r->first, s->first, KT_SENSE_PARTNER));
}

static bool find_frame(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out)
{
    r->now = s;
    r->chained = part->before && part->before->known;
    if ((kt_is_of_group(r, part) && !kt_is_one_of_these(r, s, part) && !is_in_list(r, s)) ||
        kt_is_of_counted(r, s, part) || kt_is_remainder(r, part) || kt_is_of_town(r, part) ||
        kt_is_of_land(r, s, part) || kt_mark_within(r, part->first, s->first, KT_SENSE_COUNT))
        return false;
    if (r->tongue == 1 && r->d.last_was_other && kt_word_at(r, r->first, "this") &&
        (kt_word_at(r, r->first + 1, "marked") || kt_word_at(r, r->first + 1, "was") ||
         kt_word_at(r, r->first + 1, "is") || kt_word_at(r, r->first + 1, "represents")))
        return false; /* what is said of an amount that is no claim */
    if (r->chained &&
        (kt_is_come_to(r, s) || kt_is_rate_in_money(r, s) || kt_is_multiple(r, s))) {
        *out = *part->before;
        return true;
    }
    if (kt_find_next_seller(r, s, out) || kt_find_flow_over(r, s, out) ||
        kt_find_falling(r, s, part, out) || kt_find_whole_of_share(r, s, out) ||
        kt_find_with_flow(r, s, out) || kt_find_follower(r, s, part, out) ||
        kt_find_ranked(r, s, out) || kt_find_holder(r, s, out) ||
        kt_find_beside_rank(r, s, out))
        return true;
    kt_topic t;
    kt_part ahead = *part;
    const bool excess = kt_find_excess(r, s, part, &t);
    if (excess && s->kind != KT_AMOUNT_MONEY)
        return false; /* "exports exceed imports tenfold" */
    bool own = excess || kt_find_balance_behind(r, s, &t) || kt_find_flow_behind(r, s, &t) ||
               kt_topic_find(r, s, part->first, part->last, &t);
    if (own && kt_is_other(t.sense) && is_afterthought(r, s, part, &t))
        own = false;
    if (own && kt_is_other(t.sense) && r->tongue == 2 && s->kind != KT_AMOUNT_MONEY &&
        kt_mark_at(r, t.first, KT_SENSE_DEAL) && has_comma(r, s->last, t.first))
        own = kt_topic_find(r, s, part->first, s->last, &t) &&
              !t.weak; /* ", подписаны документы" */
    int32_t from = part->first;
    const bool in_turn =
        r->tongue == 1 && kt_mark_within(r, s->last, r->last, KT_SENSE_RESPECTIVELY) != NULL;
    if (kt_mark_within(r, in_turn ? r->first : part->first, part->last, KT_SENSE_QUANTITY) &&
        s->kind != KT_AMOUNT_MONEY)
        return false;
    if ((own && (kt_is_other(t.sense) || by_a_firm(r, &t) || is_of_accounts(r, part, &t))) ||
        kt_names_company(r, part->first, part->last))
        return false;
    if (own && s->kind == KT_AMOUNT_MONEY && kt_measure_of(t.sense) != KT_MEASURE_TURNOVER &&
        kt_measure_of(t.sense) != KT_MEASURE_BALANCE &&
        (kt_mark_within(r, part->first, part->last, KT_SENSE_DEAL) || is_of_deal(r, s)))
        return false;
    if (!own && find_ahead(r, s, part, &t)) {
        own = true;
        ahead.last = t.last + 6 < r->last ? t.last + 6 : r->last;
        part = &ahead;
    }
    if (!own || (t.weak && !part->before)) { /* before it in the sentence */
        kt_topic earlier;
        if (part->before && !own)
            return kt_carry_on(r, s, part, out);
        if (kt_topic_find(r, s, r->first, part->first, &earlier)) {
            if (kt_is_other(earlier.sense) || by_a_firm(r, &earlier))
                return false;
            if (!own)
                t = earlier;
            own = true;
        }
    }
    if (own && t.weak && !part->before) {
        take_last_verb(r, s, part, &t);
        take_flow_of_list(r, s, &t);
    }
    if (own && (kt_is_of_both_flows(r, s, &t) || kt_is_to_each_other(r, s, &t)))
        t.sense = KT_SENSE_TURNOVER;
    if (own) {
        kt_settle_balance_behind(r, s, &t);
        settle_balance_in_trade(r, s, part, &t);
        settle_plus_in_trade(r, s, part, &t);
        if (t.sense == KT_SENSE_TURNOVER && is_gap(r, &t))
            return false; /* and which of the two is more is not said */
        if (t.sense == KT_SENSE_TURNOVER && kt_side_in_clause(r, s) != KT_SENSE_NONE)
            t.sense = kt_side_in_clause(r, s);
    }
    if (own && t.sense == KT_SENSE_GOODS)
        take_partner_noun(r, part, &t);
    const bool behind = !own && kt_find_behind(r, s, &t);
    own |= behind;
    if (!own)
        return kt_carry_on(r, s, part, out);
    kt_ends e = {0};
    kt_ends_gather(r, from, part->last, &t, &e);
    if (part->before && part->before->sense == KT_SENSE_PARTNER && !e.to && !e.from &&
        e.n_owners == 0) /* "Russia came first among ..., selling 6 billion" */
        kt_ends_gather(r, r->first, part->first, &t, &e);
    if (t.first < from) /* beside the topic, further to the left */
        kt_ends_gather(r, t.first - 3 < r->first ? r->first : t.first - 3, from, &t, &e);
    kt_settle_dealings(r, part, &t, &e);
    if (behind || kt_stands_over(r, &t))
        kt_settle_listed(r, s, &t, &e);
    kt_part wide = *part; /* "total exports, however, grew": from the topic on */
    if (t.first < from && !part->before)
        wide.first = t.first - 3 < r->first ? r->first : t.first - 3;
    if (build(r, s, &wide, t, &e, out)) {
        out->excess = excess;
        return true;
    }
    return t.weak && kt_carry_on(r, s, part, out);
}

/* "Exports to Iraq and Syria fell 20 percent": of two together, which have no code. */
static bool is_of_joined(const kt_reading *r, const kt_stated *s, const kt_frame *frame)
{
    enum { BEHIND = 8 };
    const kt_mention *last = NULL;
    if (r->tongue != 1 || s < r->stated || s >= r->stated + r->n_stated ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_RESPECTIVELY) ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_BOTH) || kt_is_listed(r, s))
        return false;
    for (int n = 0; n < r->n_stated; n++) /* each has its own amount */
        if (&r->stated[n] != s && r->stated[n].kind == s->kind &&
            (r->stated[n].first - s->last <= 2 && s->first - r->stated[n].last <= 2))
            return false;
    for (int n = 1; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        const bool flow = m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM ||
                          m->role == KT_ROLE_WITH; /* "the deficit with Peru and Chile" */
        if (m->last <= s->first && flow)
            last = m;
        else if (m->last <= s->first && !m->office)
            last = NULL;
        else if ((!last || (last == m - 1 && last->first >= s->last)) && flow &&
                 m->first >= s->last && m->first - s->last <= BEHIND)
            last = m; /* "a decline of 20 percent in exports to Iraq and Syria" */
    }
    if (!last || last == r->mention || last->pronoun)
        return false;
    const kt_mention *first = last - 1;
    const int32_t the = kt_word_at(r, last->first - 1, "the");
    return first->role == last->role && !first->pronoun && first->place && last->place &&
           first->place != last->place && kt_place_is_country(first->place) &&
           kt_place_is_country(last->place) && first->place != frame->a &&
           last->place != frame->a && (frame->b == last->place || frame->b == first->place) &&
           kt_word_at(r, last->first - 1 - the, "and") &&
           last->first - 1 - the - first->last <= 1;
}

/* "Goods from Vietnam were worth 304 million", "больше всего товаров пришло из Вьетнама", in a
 * report of another country: its imports. */
static void take_goods_from(const kt_reading *r, const kt_part *part, kt_frame *out)
{
    static const char *const verbs[] = {"пришло", "поступило", "прибыло", "ввозится"};
    bool came = false;
    if (r->tongue == 0 || out->measure != KT_MEASURE_EXPORT || out->b != KT_PLACE_WORLD ||
        !kt_place_is_country(r->d.main) || out->a == r->d.main)
        return;
    for (int32_t t = part->first; t < part->last && r->tongue == 2; t++)
        came |= KT_IS_ONE_OF(r, t, verbs);
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (came && m->place == out->a && m->role == KT_ROLE_FROM) {
            out->measure = KT_MEASURE_IMPORT;
            out->b = out->a;
            out->a = r->d.main;
            return;
        }
        if (m->place != out->a || m->first < part->first || m->first >= part->last ||
            !kt_word_at(r, m->first - 1, "from") || !kt_word_at(r, m->first - 2, "goods") ||
            kt_mark_before(r, m->first - 2, KT_SENSE_EXPORT))
            continue;
        out->measure = KT_MEASURE_IMPORT;
        out->b = out->a;
        out->a = r->d.main;
        return;
    }
}

bool kt_frame_find(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out)
{
    if (!find_frame(r, s, part, out))
        return false;
    take_goods_from(r, part, out);
    if (is_of_joined(r, s, out))
        return false;
    kt_turn_second(r, part, out);
    kt_take_listed(r, s, out);
    kt_take_member(r, s, part, out);
    kt_take_in_turn(r, s, out);
    kt_turn_favoured_gap(r, out);
    kt_take_row_behind(r, s, part, out);
    kt_take_which_lands(r, s, out);
    kt_take_each_against(r, s, out);
    return kt_take_these_lands(r, s, part, out);
}
