/* frame.c: which flow between which countries an amount speaks of.
 *
 * First the topic: in the amount's own part of the sentence, then before it in the sentence,
 * then in what went before. Then the two ends of the flow:
 *
 *     exporter   "from X"; of an export whose it is; of an import whose goods they are
 *     importer   "to X"; of an import whose it is
 *
 * and what is left open comes from the amount before, from the rest of the sentence, or from
 * what the article is about (discourse.c). */
#include "trade_flow.h"

#include <string.h>

static bool is_reverse(const kt_reading *r, const kt_part *part)
{
    return kt_mark_within(r, part->before ? part->first : r->first, part->last,
                          KT_SENSE_REVERSE) != NULL;
}

/* Beside a noun of partners the country named is the article's own country's partner; 0. */
static kt_place named_as_partner(const kt_reading *r, const kt_ends *e, bool export_like)
{
    if (!r->d.main || e->with || e->source ||
        !(kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) ||
          kt_mark_within(r, r->first, r->last,
                         export_like ? KT_SENSE_BUYER : KT_SENSE_SUPPLIER)))
        return 0;
    const kt_place named = kt_first_owner(e, r->d.main);
    if (named && named != e->attached)
        return named;
    return 0;
}

/* "Total exports", "Gesamteinfuhren": the word for all stands in the flow's or before it. */
static bool is_total(const kt_reading *r, const kt_part *part)
{
    for (int32_t t = part->first; t < part->last; t++)
        if (kt_mark_at(r, t, KT_SENSE_ALL) && r->tongue == 0 &&
            (kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT)))
            return true;
    return false;
}

/* The ends that are not named: from the discourse, or the other one of the one known. */
static bool fill_ends(const kt_reading *r, const kt_part *part, bool verb, bool export_like,
                      kt_place *exporter, kt_place *importer)
{
    kt_place x = *exporter, m = *importer;
    if (!x && !m) {
        kt_place a = 0, b = 0;
        if (r->d.main && is_total(r, part)) {
            a = r->d.main;
            b = KT_PLACE_WORLD;
        } else if (!kt_open_pair(r, part, &a, &b)) {
            return false;
        }
        if (!verb && !part->before && kt_is_whole(r, part->first, part->last) &&
            !kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH) && r->d.main) {
            a = r->d.main; /* "overall, exports fell": with all partners */
            b = KT_PLACE_WORLD;
        }
        const bool was_import = part->before ? part->before->measure == KT_MEASURE_IMPORT
                                             : r->d.frame.measure == KT_MEASURE_IMPORT;
        const bool turned = r->tongue == 0 && part->before && part->before->known &&
                            was_import != export_like; /* by the amount before it */
        const bool reverse = is_reverse(r, part) && !turned;
        const bool as_export = reverse                                      ? was_import
                               : was_import && kt_names_deliveries(r, part) ? false
                                                                            : export_like;
        const bool twice =
            !verb && !is_reverse(r, part) &&
            kt_is_told_before(r, part, as_export ? a : b, as_export ? b : a, export_like);
        x = as_export != twice ? a : b;
        m = as_export != twice ? b : a;
    } else if (!x || !m) {
        const kt_place known = x ? x : m;
        const bool brought = x && x != r->d.main && kt_names_deliveries(r, part);
        const bool owner = (export_like ? x != 0 : m != 0) && !brought;
        kt_place other = 0;
        if (owner && kt_is_whole(r, part->first, part->last) && !part->before &&
            (!verb ||
             (r->tongue == 1 && kt_mark_within(r, r->first, r->first + 2, KT_SENSE_ALL))))
            other = KT_PLACE_WORLD; /* "in total, Ireland exported" */
        if (!other)
            other = kt_other_end(r, known, !owner, part);
        if (x)
            m = other;
        else
            x = other;
    }
    *exporter = x;
    *importer = m;
    return true;
}

/* "Germany received exports of 21 billion": whither they went. */
static bool receives(const kt_reading *r, const kt_topic *t, kt_place place)
{
    static const char *const verbs[] = {"received", "receives",  "receiving", "absorbed",
                                        "absorbs",  "accounted", "took",      "takes"};
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->place != place || m->role != KT_ROLE_OWNER || m->last > t->first)
            continue;
        for (int32_t p = m->last; p < t->first && p < m->last + 3; p++)
            for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++)
                if (kt_word_at(r, p, verbs[v]))
                    return true;
    }
    return false;
}

/* A bare name right behind a verb of selling, another one before it: to whom. */
static bool is_recipient(const kt_reading *r, const kt_topic *t, const kt_ends *e)
{
    bool before = false, behind = false;
    for (int n = 0; n < r->n_mentions && r->tongue == 2 && t->sense == KT_SENSE_SELL; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->role != KT_ROLE_OWNER || m->adjective || m->office || m->pronoun)
            continue;
        before |= m->last <= t->first && m->place != e->attached;
        behind |= m->first == t->last && m->place == e->attached;
    }
    return before && behind;
}

/* "In der gesamten EU", not "Exporte in EU-Länder": where, not whither. */
static bool is_place_of(const kt_reading *r, const kt_part *part, kt_place place)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 0; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first >= part->first && m->first < part->last && m->place == place &&
            m->role == KT_ROLE_IN)
            return kt_word_at(r, m->first - 1, "der") || kt_word_at(r, m->first - 2, "der");
    }
    return false;
}

/* Exporter and importer of an export or import. */
static bool find_flow(const kt_reading *r, const kt_part *part, const kt_topic *t,
                      const kt_ends *e, bool export_like, kt_place *exporter,
                      kt_place *importer)
{
    const bool verb = t->sense == KT_SENSE_SELL || t->sense == KT_SENSE_BUY ||
                      t->sense == KT_SENSE_GOODS || t->sense == KT_SENSE_SERVICES;
    kt_place x = e->from, m = e->to;
    const kt_place partner = !x && !m ? named_as_partner(r, e, export_like) : 0;
    const kt_place supplier = export_like && !x && !m && r->tongue == 1 && !partner
                                  ? named_as_partner(r, e, false)
                                  : 0;
    if (supplier) { /* "China was its largest supplier, with shipments of 3 billion" */
        x = supplier;
        m = r->d.main;
    } else if (partner) { /* "with exports of 6 billion China is its biggest destination" */
        x = export_like ? r->d.main : partner;
        m = export_like ? partner : r->d.main;
    } else if (export_like && is_recipient(r, t, e)) {
        m = m ? m : e->attached; /* "Россия поставила Белоруссии товаров" */
        x = x ? x : kt_first_owner(e, m);
    } else if (export_like) {
        if (!x && !verb && kt_is_bloc(e->in) && !e->attached && e->n_owners == 0 &&
            is_place_of(r, part, e->in))
            x = e->in; /* "in der EU fielen die Exporte" */
        if (!x)
            x = e->attached && e->attached != m ? e->attached : kt_first_owner(e, m);
        if (!x)
            x = e->source;
        if (x && !m && !verb && receives(r, t, x)) {
            m = x;
            x = 0;
        }
        if (!m)
            m = e->with;
        if (!m && (verb || kt_is_bloc(kt_first_owner(e, x))))
            m = kt_first_owner(e, x);
        if (!m && e->in && e->in != x)
            m = e->in;
    } else {
        if (!x && e->attached_behind)
            x = e->attached;
        if (!x)
            x = e->source;
        if (!m && !e->attached_behind && e->attached && e->attached != x)
            m = e->attached;
        if (!m)
            m = kt_first_owner(e, x);
        if (!x)
            x = e->with;
        if (!x && verb)
            x = e->in && e->in != m ? e->in : 0;
        if (!x && verb && e->n_owners > 1)
            x = kt_first_owner(e, m);
        if (!m && e->in && e->in != x)
            m = e->in;
    }
    if (x && x == m)
        x = e->from ? e->from : 0;
    if (x == m)
        m = 0;
    if ((!x || !m) && !fill_ends(r, part, verb, export_like, &x, &m))
        return false;
    *exporter = x;
    *importer = m;
    return x != m;
}

/* A country is the subject of a German sentence. */
static bool has_balance(const kt_reading *r, kt_place place)
{
    static const char *const verbs[] = {"hat", "hatte", "verzeichnete", "erzielte", "wies"};
    const kt_mention *m = r->mention;
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs && r->n_mentions; n++)
        if (m->first == r->first && m->place == place && m->role == KT_ROLE_OWNER &&
            !m->adjective && kt_word_at(r, m->last, verbs[n]))
            return true;
    return false;
}

/* "Argentina's trade balance showed a deficit", "a negative balance of 5 billion for
 * Argentina": whose balance it is. */
static bool is_whose_balance(const kt_reading *r, const kt_part *part, const kt_topic *t,
                             kt_place place)
{
    if (kt_measure_of(t->sense) != KT_MEASURE_BALANCE)
        return false;
    if (r->tongue == 0) /* "Serbien hat einen Importüberschuss von 441 Mio. verzeichnet" */
        return has_balance(r, place);
    if (r->tongue != 1)
        return false;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->place == place && m->first >= part->first && m->last <= part->last &&
            (m->genitive || kt_sign_at(r, m->last, "'") || kt_word_at(r, m->first - 1, "for")))
            return true;
    }
    return false;
}

/* The pair of a turnover or a balance where one country is named. */
static bool pair_of_one(const kt_reading *r, const kt_part *part, const kt_topic *t,
                        const kt_ends *e, kt_place first, kt_place *a, kt_place *b)
{
    const bool whole = kt_is_whole(r, part->first, part->last);
    if (first != r->d.main && r->d.main && e->attached != first && !whole &&
        !kt_is_bloc(first) && !is_whose_balance(r, part, t, first) &&
        (!part->before || !part->before->known || part->before->a == r->d.main)) {
        *a = r->d.main; /* named beside a turnover: with that one */
        *b = first;
        return true;
    }
    *a = first;
    const kt_mark *both = kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH);
    if (both && kt_is_bloc(first) && r->tongue == 2 && kt_place_is_country(r->d.partner) &&
        (kt_word_at(r, both->first, "двумя") || kt_word_at(r, both->first, "двух") ||
         kt_word_at(r, both->first + 1, "двумя"))) { /* "между двумя государствами БРИКС" */
        *a = r->d.main;
        *b = r->d.partner;
        return true;
    }
    if (both && kt_is_bloc(first) && t->sense == KT_SENSE_TURNOVER) { /* inside a bloc */
        *b = first;
        return true;
    }
    if (whole && !both)
        *b = KT_PLACE_WORLD;
    else
        *b = kt_other_end(r, first, false, part);
    return *b && *b != *a;
}

/* "Daraus errechnet sich ein Außenhandelsüberschuss": of the two just spoken of. */
static bool follows_from(const kt_reading *r)
{
    static const char *const words[] = {"daraus", "hieraus", "dadurch", "hence"};
    if (r->d.frame_block != r->block)
        return false;
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (kt_word_at(r, r->first, words[n]))
            return true;
    return false;
}

/* The pair of a turnover or a balance: a is whose view it is. */
static bool find_pair(const kt_reading *r, const kt_part *part, const kt_topic *t,
                      const kt_ends *e, kt_place *a, kt_place *b)
{
    *a = *b = 0;
    if (e->n_between == 2) {
        *a = e->between[0];
        *b = e->between[1];
        if (t->sense != KT_SENSE_TURNOVER && e->attached)
            *a = e->attached;
        if (*a == e->between[1])
            *b = e->between[0];
        return true;
    }
    if (e->n_between == 1 && kt_is_bloc(e->between[0]) && e->n_owners == 0 && !e->with) {
        *a = *b = e->between[0]; /* "between the CIS countries" */
        return true;
    }
    if (e->with) {
        *b = e->with;
        *a = e->attached && e->attached != *b ? e->attached : kt_first_owner(e, *b);
        if (!*a)
            *a = e->in && e->in != *b ? e->in : e->from != *b ? e->from : 0;
        if (!*a)
            *a = kt_other_end(r, *b, true, part);
        return *a && *a != *b;
    }
    kt_place first = e->attached ? e->attached : kt_first_owner(e, 0);
    kt_place second = kt_first_owner(e, first);
    if (!first)
        first = e->source ? e->source : e->to ? e->to : e->from;
    if (!second && e->to && e->to != first)
        second = e->to;
    if (!second && e->from && e->from != first)
        second = e->from;
    if (first && second) {
        /* the order of the text for a turnover, whose view for a balance */
        if (t->sense == KT_SENSE_TURNOVER && e->n_owners >= 2) {
            first = e->owner[0];
            second = kt_first_owner(e, first);
        }
        *a = first;
        *b = second;
        return true;
    }
    if (first)
        return pair_of_one(r, part, t, e, first, a, b);
    if (!kt_open_pair(r, part, a, b))
        return false;
    if (kt_mark_within(r, part->first, part->last, KT_SENSE_FOREIGN) && !part->before &&
        !r->d.foreign_of_two && !follows_from(r) &&
        !kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH))
        *b = KT_PLACE_WORLD;
    return *a != *b || kt_is_bloc(*a);
}

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
    if (e->to || e->from) {
        t->sense = KT_SENSE_SELL;
        return true;
    }
    return false;
}

/* "With 9.3 billion Russia is its first partner": whose partner it is, main unless named. */
static bool pair_of_partner(const kt_reading *r, const kt_part *part, kt_topic t,
                            const kt_ends *e, kt_frame *out)
{
    if (t.sense != KT_SENSE_PARTNER && t.sense != KT_SENSE_BUYER &&
        t.sense != KT_SENSE_SUPPLIER)
        return false;
    out->a = part->before && part->before->known ? part->before->a : r->d.main;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->last <= t.first + 1 && m->last >= t.first - 3 && m->last <= t.last &&
            (m->genitive || m->adjective || m->pronoun) && m->place && !m->office)
            out->a = m->place; /* Austria's suppliers, German buyers, our partners */
        else if (m->first >= t.last && m->first <= t.last + 1 && m->genitive && m->place)
            out->a = m->place;
    }
    out->b = kt_first_owner(e, out->a);
    if (!out->b)
        out->b = e->with ? e->with : e->to ? e->to : e->from;
    return true;
}

/* "Einfuhrseitig lag Polen auf Rang zwölf der Handelspartner": by which flow partners are
 * ordered in the whole sentence; NONE where it does not say. */
kt_sense kt_side_of(const kt_reading *r, const kt_part *part)
{
    for (int32_t t = part->last - 1; t >= r->first; t--) {
        if (r->tongue != 0 || !strstr(kt_token_word(r->tokens, t), "seitig"))
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
    if ((t.sense == KT_SENSE_PARTNER || (t.sense == KT_SENSE_TURNOVER && e->with)) &&
        kt_side_of(r, part) != KT_SENSE_NONE)
        out->measure = (uint8_t)kt_measure_of(kt_side_of(r, part));
    out->deficit = t.sense == KT_SENSE_DEFICIT;
    bool found;
    if (pair_of_partner(r, part, t, e, out)) {
        found = out->a && out->b && out->a != out->b;
    } else if (out->measure == KT_MEASURE_EXPORT || out->measure == KT_MEASURE_IMPORT) {
        kt_place x = 0, m = 0;
        found = find_flow(r, part, &t, e, out->measure == KT_MEASURE_EXPORT, &x, &m);
        out->a = out->measure == KT_MEASURE_EXPORT ? x : m;
        out->b = out->measure == KT_MEASURE_EXPORT ? m : x;
    } else {
        found = find_pair(r, part, &t, e, &out->a, &out->b);
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
    kt_find_basis(r, s, out);
    if (out->basis == KT_BASIS_GOODS && part->before && part->before->known &&
        part->before->basis == KT_BASIS_SERVICES &&
        !kt_mark_within(r, part->first, part->last, KT_SENSE_GOODS))
        out->basis = KT_BASIS_SERVICES; /* "exports of services were 2 billion, imports 1" */
    if (out->measure != KT_MEASURE_TURNOVER && out->measure != KT_MEASURE_BALANCE)
        kt_find_product(r, s, &t, part->first, out);
    return true;
}

/* A name that is no country beside a verb of selling or buying is a firm's: "Apple sold". */
static bool by_a_firm(const kt_reading *r, const kt_topic *t)
{
    if ((t->sense != KT_SENSE_SELL && t->sense != KT_SENSE_BUY) || t->first <= r->first)
        return false;
    const kt_token *before = &r->tokens->token[t->first - 1];
    if (kt_sign_at(r, t->first - 1, "\""))
        return (before->flags & KT_TOKEN_CLOSES) && !(before->flags & KT_TOKEN_SPACED);
    return r->tongue != 0 && before->kind == KT_TOKEN_WORD && before->size > 2 &&
           (before->flags & KT_TOKEN_CAPITAL) && r->marks->at[t->first - 1] < 0;
}

/* "Down from 36.7 billion last year, and, all else being equal, a drag on economic growth": of
 * something else behind a comma, where the amount goes on from the one before. */
static bool is_afterthought(const kt_reading *r, const kt_stated *s, const kt_part *part,
                            const kt_topic *t)
{
    if (r->tongue != 1 || !part->before || !part->before->known || t->first < s->last)
        return false;
    for (int32_t p = s->last; p < t->first; p++)
        if (kt_sign_at(r, p, ","))
            return true;
    return false;
}

/* "Export contracts were signed for building materials, dairy products worth 44 million": what
 * is agreed, though a list of goods stands between. */
static bool is_of_deal(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 1 && kt_word_at(r, s->first - 1, "worth") &&
           (kt_mark_within(r, r->first, s->first, KT_SENSE_DEAL) != NULL);
}

static bool find_frame(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out)
{
    r->now = s;
    r->chained = part->before && part->before->known;
    if (kt_is_of_group(r, part) || kt_is_remainder(r, part) || kt_is_of_town(r, part) ||
        kt_mark_within(r, part->first, s->first, KT_SENSE_COUNT))
        return false;
    if (r->tongue == 1 && r->d.last_was_other && kt_word_at(r, r->first, "this") &&
        (kt_word_at(r, r->first + 1, "marked") || kt_word_at(r, r->first + 1, "was") ||
         kt_word_at(r, r->first + 1, "is") || kt_word_at(r, r->first + 1, "represents")))
        return false; /* what is said of an amount that is no claim */
    if (kt_find_falling(r, s, part, out) || kt_find_follower(r, s, part, out) ||
        kt_find_ranked(r, s, out))
        return true;
    kt_topic t;
    const bool excess = kt_find_excess(r, s, part, &t);
    if (excess && s->kind != KT_AMOUNT_MONEY)
        return false; /* "exports exceed imports tenfold" */
    bool own = excess || kt_topic_find(r, s, part->first, part->last, &t);
    if (own && kt_is_other(t.sense) && is_afterthought(r, s, part, &t))
        own = false;
    int32_t from = part->first;
    const bool in_turn =
        r->tongue == 1 && kt_mark_within(r, s->last, r->last, KT_SENSE_RESPECTIVELY) != NULL;
    if (kt_mark_within(r, in_turn ? r->first : part->first, part->last, KT_SENSE_QUANTITY) &&
        s->kind != KT_AMOUNT_MONEY)
        return false;
    if ((own && (kt_is_other(t.sense) || by_a_firm(r, &t))) ||
        kt_mark_within(r, part->first, part->last, KT_SENSE_COMPANY))
        return false;
    if (own && s->kind == KT_AMOUNT_MONEY && kt_measure_of(t.sense) != KT_MEASURE_TURNOVER &&
        kt_measure_of(t.sense) != KT_MEASURE_BALANCE &&
        (kt_mark_within(r, part->first, part->last, KT_SENSE_DEAL) || is_of_deal(r, s)))
        return false;
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
    if (own && kt_is_of_both_flows(r, s, &t))
        t.sense = KT_SENSE_TURNOVER;
    if (own)
        kt_settle_balance_behind(r, s, &t);
    const kt_mark *buyer = kt_mark_within(r, part->first, part->last, KT_SENSE_BUYER);
    if (own && t.sense == KT_SENSE_GOODS && buyer) /* "the largest buyer of German goods" */
        t = (kt_topic){
            .sense = KT_SENSE_BUYER, .first = buyer->first, .last = buyer->first + buyer->n};
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

bool kt_frame_find(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out)
{
    if (!find_frame(r, s, part, out))
        return false;
    kt_turn_second(r, part, out);
    kt_take_listed(r, s, out);
    kt_take_member(r, s, part, out);
    kt_take_in_turn(r, s, out);
    return true;
}
