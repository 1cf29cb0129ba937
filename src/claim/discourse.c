/* discourse.c: what an article is about.
 *
 *     main       whose report it is: the country of the headline or the first sentence; of two,
 *                the one whose office or capital the text names
 *     partner    with whom: a country, or the world where a country's whole trade is reported;
 *                0 where there are several
 *     a, b       the pair of the last claim, a whose view it was
 * What stands for a country that is not named comes of these (left_open.c). */
#include "trade_flow.h"

#include <string.h>

/* The two places named most often, a capital counting half. */
static void find_usual(kt_reading *r)
{
    enum { MOST = 64 };
    kt_place place[MOST];
    int count[MOST] = {0}, n_places = 0;
    static const kt_sense senses[] = {KT_SENSE_COUNTRY, KT_SENSE_ADJECTIVE, KT_SENSE_PEOPLE,
                                      KT_SENSE_BLOC, KT_SENSE_CAPITAL};
    for (int32_t m = 0; m < r->marks->n_marks && m < 20000; m++) {
        const kt_mark *mark = &r->marks->mark[m];
        int weight = 0;
        if (r->tongue == 0 && m > 0 && mark->first == mark[-1].first)
            continue; /* the same name once more, "Vereinigten Staaten" */
        for (int n = 0; n < 5; n++)
            if (mark->meaning.sense == senses[n])
                weight = n == 4 ? 1 : 2;
        if (!weight || !(r->tokens->token[mark->first].flags & KT_TOKEN_CAPITAL ||
                         mark->meaning.sense == KT_SENSE_ADJECTIVE))
            continue;
        const kt_place its = mark->meaning.sense == KT_SENSE_BLOC
                                 ? kt_place_of(mark->meaning.text)
                                 : kt_place_country(mark->meaning.code);
        int n = 0;
        while (n < n_places && place[n] != its)
            n++;
        if (n == MOST)
            continue;
        if (n == n_places)
            place[n_places++] = its;
        count[n] += weight;
    }
    int first = -1, second = -1;
    for (int n = 0; n < n_places; n++) {
        if (first < 0 || count[n] > count[first]) {
            second = first;
            first = n;
        } else if (second < 0 || count[n] > count[second]) {
            second = n;
        }
    }
    if (first >= 0)
        r->d.usual[0] = place[first];
    if (second >= 0 && count[second] * 3 >= count[first])
        r->d.usual[1] = place[second];
    r->d.pair_is_usual = second >= 0 && count[second] * 2 >= count[first];
}

typedef struct survey {
    kt_place place[4]; /* in the order of the text, owners first */
    int n_places, n_owners;
    kt_place whose; /* a genitive or an adjective beside a noun of partners */
    bool trade;
    bool whole;   /* foreign trade: with all partners */
    bool between; /* "between Germany and Vietnam" */
    bool bare;    /* nothing but a country */
    bool inside;  /* the only country named is where it was: "das Defizit in Österreich" */
    bool ranked;  /* partners are spoken of */
    bool foreign_with; /* "foreign trade with Japan" */
    bool partner; /* a partner is meant that a pronoun stands for: their neighbour, mutual */
} survey;

/* "Foreign trade with Japan" in the sentence at hand. */
static bool is_foreign_with(const kt_reading *r, const kt_mention *m)
{
    for (int32_t t = m->first - 3; m->role == KT_ROLE_WITH && t < m->first; t++)
        if (t >= r->first && (kt_mark_at(r, t, KT_SENSE_FOREIGN) ||
                              strncmp(kt_token_word(r->tokens, t), "außenhandel", 12) == 0))
            return true;
    return false;
}

/* "More trade with Ukraine than with Russia": what is compared with. */
static bool is_behind_than(const kt_reading *r, const kt_mention *m)
{
    if (m->role == KT_ROLE_OWNER)
        return false;
    for (int32_t t = m->first - 2; t >= r->first && t >= m->first - 3; t--)
        if (kt_word_at(r, t, "als") || kt_word_at(r, t, "than") || kt_word_at(r, t, "чем"))
            return true;
    return false;
}

/* "BRUSSELS (dpa-AFX) - Swiss exports": where it was written, in English. */
static bool is_dateline(const kt_reading *r, const kt_mention *m)
{
    return r->tongue == 1 && m->first == r->first &&
           (m->sense == KT_SENSE_CAPITAL || kt_word_at(r, m->first, "brussels")) &&
           (kt_sign_at(r, m->last, "(") || kt_sign_at(r, m->last, ","));
}

static void take_places(const kt_reading *r, bool owners, survey *out)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        const bool owner = m->role == KT_ROLE_OWNER || m->role == KT_ROLE_BETWEEN;
        out->partner |= m->pronoun && m->role != KT_ROLE_OWNER && m->place != KT_PLACE_WORLD;
        out->whole |= m->place == KT_PLACE_WORLD && !owner;
        out->foreign_with |= is_foreign_with(r, m);
        out->between |= m->role == KT_ROLE_BETWEEN && kt_place_is_country(m->place);
        if (!kt_place_is_country(m->place) || m->office || m->pronoun ||
            m->role == KT_ROLE_RIVAL ||
            (m->role == KT_ROLE_IN && m->sense == KT_SENSE_CAPITAL) || owner != owners ||
            is_behind_than(r, m) || is_dateline(r, m) ||
            (r->tongue == 1 && m->role == KT_ROLE_IN))
            continue;
        int i = 0;
        while (i < out->n_places && out->place[i] != m->place)
            i++;
        out->inside = out->n_places == 0 && m->role == KT_ROLE_IN && r->tongue == 0;
        if (i == out->n_places && i < 4) {
            out->place[out->n_places++] = m->place;
            out->n_owners += owner;
        }
    }
}

/* The countries of a sentence, and whether it speaks of trade. */
static void look_at(kt_reading *r, survey *out)
{
    static const kt_sense trade[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT,
                                     KT_SENSE_FOREIGN,  KT_SENSE_BUY,    KT_SENSE_SELL,
                                     KT_SENSE_SURPLUS,  KT_SENSE_DEFICIT};
    *out = (survey){.partner = kt_mark_within(r, r->first, r->last, KT_SENSE_BOTH) != NULL};
    for (size_t n = 0; n < sizeof trade / sizeof *trade; n++)
        out->trade |= kt_mark_within(r, r->first, r->last, trade[n]) != NULL;
    out->whole = kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN) != NULL;
    out->ranked = kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) != NULL;
    kt_find_mentions(r);
    for (int n = 0; n < r->n_mentions; n++)
        if (out->ranked && !r->mention[n].office && r->mention[n].place != KT_PLACE_WORLD &&
            (r->mention[n].genitive || r->mention[n].adjective))
            out->whose = r->mention[n].place;
    take_places(r, true, out);
    take_places(r, false, out);
    const kt_mark *foreign = kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN);
    out->foreign_with |= foreign && kt_is_foreign_of_joined(r, foreign);
}

/* By its name, an adjective or its people, not by its capital only. */
static bool is_named(const kt_reading *r, uint32_t code)
{
    for (int32_t m = 0; m < r->marks->n_marks && m < 20000; m++) {
        const kt_meaning *meaning = &r->marks->mark[m].meaning;
        if (meaning->code == code &&
            (meaning->sense == KT_SENSE_COUNTRY || meaning->sense == KT_SENSE_ADJECTIVE ||
             meaning->sense == KT_SENSE_PEOPLE))
            return true;
    }
    return false;
}

/* "Департамента статистики Эстонии", "китайской таможни": the country beside an office that is
 * told by what it is; 0. */
static kt_place country_beside(const kt_reading *r, const kt_mark *office)
{
    enum { FAR = 4 }; /* "агентства по статистике при президенте Таджикистана" */
    const kt_mark *adjective = kt_mark_at(r, office->first - 1, KT_SENSE_ADJECTIVE);
    if (adjective)
        return kt_place_country(adjective->meaning.code);
    const int32_t behind = office->first + office->n;
    for (int32_t t = behind; t < behind + FAR && t < r->tokens->n_tokens; t++) {
        if (r->tokens->token[t].kind != KT_TOKEN_WORD)
            return 0;
        const kt_mark *country = kt_mark_at(r, t, KT_SENSE_COUNTRY);
        if (country)
            return kt_place_country(country->meaning.code);
    }
    return 0;
}

/* The country of a named office, else of the place of the report; 0. */
static kt_place find_reporter(const kt_reading *r, int32_t body, uint8_t *by_office)
{
    *by_office = 1;
    for (int32_t m = 0; m < r->marks->n_marks && m < 20000; m++)
        if (r->marks->mark[m].meaning.sense == KT_SENSE_OFFICE_OF)
            return r->marks->mark[m].meaning.code
                       ? kt_place_country(r->marks->mark[m].meaning.code)
                       : kt_place_of(r->marks->mark[m].meaning.text);
    for (int32_t m = 0; m < r->marks->n_marks && m < 20000 && r->tongue == 2; m++) {
        const kt_place its = r->marks->mark[m].meaning.sense == KT_SENSE_OFFICE
                                 ? country_beside(r, &r->marks->mark[m])
                                 : 0;
        if (its)
            return its;
    }
    *by_office = 0;
    for (int32_t t = body; t < body + 4 && t < r->tokens->n_tokens; t++) {
        const kt_mark *capital = kt_mark_at(r, t, KT_SENSE_CAPITAL);
        if (capital && (kt_sign_at(r, t + 1, ",") || kt_sign_at(r, t + 1, ".") ||
                        kt_sign_at(r, t + 1, "(") || kt_sign_at(r, t + 1, "-")))
            return r->tongue != 1 || is_named(r, capital->meaning.code)
                       ? kt_place_country(capital->meaning.code)
                       : 0;
    }
    return 0;
}

/* "Товарооборот с Арменией составляет 7 млрд", says a vice-premier of Russia: the country of
 * the first title that is not the one named; 0. */
static kt_place speaker_beside(const kt_reading *r, kt_place named)
{
    for (int32_t m = 0; m < r->marks->n_marks && m < 20000 && r->tongue == 2; m++) {
        const kt_mark *title = &r->marks->mark[m];
        const kt_place its =
            title->meaning.sense == KT_SENSE_PERSON ? country_beside(r, title) : 0;
        if (its && its != named)
            return its;
    }
    return 0;
}

/* False: it does not say. */
static bool settle(kt_reading *r, const survey *s, kt_place reporter)
{
    if (!s->trade || s->n_places == 0)
        return false;
    if (s->n_places == 2) {
        if (reporter && reporter != s->place[0] && reporter != s->place[1] && r->d.by_office)
            return false; /* an office of a third country tells of its own trade */
        /* "Rom - Österreichs Exporte nach Italien": written there, told of the other */
        const bool abroad = !r->d.by_office && s->n_owners == 1;
        const bool second = reporter == s->place[1] && !abroad;
        r->d.main = s->place[second ? 1 : 0];
        r->d.partner = s->place[second ? 0 : 1];
        return true;
    }
    if (s->n_places > 2) {
        bool named = false;
        for (int n = 0; n < s->n_places; n++)
            named |= s->place[n] == reporter;
        r->d.main = named                            ? reporter
                    : s->n_owners + 1 == s->n_places ? s->place[s->n_places - 1]
                                                     : s->place[0];
        return true;
    }
    if (s->n_owners && s->ranked && !s->whose && r->d.by_office && reporter != s->place[0]) {
        r->d.main =
            reporter; /* "France remains the first partner", an office of Germany says */
        r->d.partner = KT_PLACE_WORLD;
        return true;
    }
    if (s->n_owners) {
        r->d.main = s->place[0];
        return false; /* the first sentence says with whom */
    }
    if (s->inside && (!reporter || reporter == s->place[0])) {
        r->d.main = s->place[0];
        r->d.partner = KT_PLACE_WORLD;
        return true;
    }
    r->d.partner = s->place[0];
    r->d.main = reporter && reporter != s->place[0] ? reporter : 0;
    if (!r->d.main)
        r->d.main = speaker_beside(r, s->place[0]);
    if (!r->d.main)
        r->d.main = kt_place_other_of(s->place[0], r->d.usual[0], r->d.usual[1]);
    return r->d.main != 0;
}

/* Behind the first amount, up to the next comma: what stands later is another matter. */
static int32_t clause_end(const kt_reading *r)
{
    const int32_t from = r->n_stated ? r->stated[0].last : r->first + 4;
    for (int32_t t = from; t < r->last; t++)
        if (kt_sign_at(r, t, ",") || kt_sign_at(r, t, ";") || kt_sign_at(r, t, "(") ||
            kt_mark_at(r, t, KT_SENSE_CONNECT))
            return t;
    return r->last;
}

/* "Bilateral trade came to 900 million" without a name: between the two that a headline on
 * cooperation has named. */
static bool settle_by_title(kt_reading *r, const survey *title, kt_place reporter)
{
    survey both = *title;
    both.trade = true;
    return title->n_places == 2 &&
           (title->between || kt_mark_within(r, r->first, r->last, KT_SENSE_BOTH) ||
            (r->tongue == 0 && kt_mark_within(r, r->first, r->last, KT_SENSE_OUR))) &&
           settle(r, &both, reporter);
}

/* A first sentence without an amount counts only where it names both, or speaks of all of one
 * country's trade. */
static bool settle_without_amount(kt_reading *r, const survey *s, kt_place known,
                                  kt_place reporter, bool first_of_body)
{
    if (s->trade && s->n_places == 1 && s->n_owners == 1 && !known &&
        (s->whole ||
         (!s->partner && first_of_body && (!reporter || reporter == s->place[0])))) {
        r->d.main = s->place[0]; /* "Germany's trade with the rest of the world" */
        r->d.partner = KT_PLACE_WORLD;
        return true;
    }
    return s->trade && s->n_places == 2 && s->n_owners < 2 &&
           (!known || kt_place_other_of(known, s->place[0], s->place[1])) &&
           settle(r, s, reporter);
}

/* From a sentence on trade with an amount. */
static bool settle_by_amount(kt_reading *r, const survey *s, kt_place known, kt_place reporter)
{
    if (r->d.by_office && !known && s->n_places == 1 && s->place[0] != reporter)
        return false; /* the office tells of its own country */
    const bool own = s->n_places == 1 && s->n_owners == 1 && (!known || known == s->place[0]);
    if (own && !s->partner) {
        r->d.main = s->place[0];
        r->d.partner = KT_PLACE_WORLD;
        return true;
    }
    kt_place usual = kt_place_other_of(s->place[0], r->d.usual[0], r->d.usual[1]);
    if (own && usual) {
        r->d.main = s->place[0]; /* with the one that is named next often */
        r->d.partner = usual;
        return true;
    }
    if (known && s->n_places == 2 && !s->whole) {
        const kt_place other = kt_place_other_of(known, s->place[0], s->place[1]);
        usual = kt_place_other_of(known, r->d.usual[0], r->d.usual[1]);
        if (!other || !r->d.pair_is_usual || other != usual)
            return false;
        r->d.partner = other;
        return true;
    }
    return !known && settle(r, s, reporter);
}

/* "Poland is Austria's twelfth trading partner". */
static bool settle_by_partner(kt_reading *r, const survey *s)
{
    const kt_place other = kt_place_other_of(s->whose, s->place[0], s->place[1]);
    if (!s->whose || s->n_places != 2 || !other)
        return false;
    r->d.main = s->whose;
    r->d.partner = other;
    return true;
}

/* "MINSK, 20. November (BelTA) - Belarus und China": where the sentence begins. */
static int32_t behind_agency(const kt_reading *r)
{
    for (int32_t t = r->first + 1; t < r->first + 12 && t + 1 < r->last && r->tongue == 0; t++)
        if (kt_sign_at(r, t, ")") && kt_sign_at(r, t + 1, "-"))
            return t + 2;
    return r->first;
}

/* The first sentences with an amount; `known`: what the headline named. */
static void look_at_lead(kt_reading *r, int32_t body, kt_place reporter, const survey *title)
{
    const kt_place known = r->d.main;
    survey hint = *title;
    int looked = 0;
    for (int32_t t = body; t < r->tokens->n_tokens && looked < 3;) {
        survey s;
        if (r->tokens->token[t].kind == KT_TOKEN_BREAK) {
            t++;
            continue;
        }
        const bool first_of_body = t == body;
        r->first = t;
        r->last = t = kt_sentence_end(r, t);
        r->first = behind_agency(r);
        kt_find_periods(r);
        kt_find_amounts(r);
        r->last = clause_end(r);
        look_at(r, &s);
        if (r->n_stated == 0) {
            if (!hint.n_places && s.n_places == 2)
                hint = s; /* without a headline the first sentence names the two */
            if (settle_without_amount(r, &s, known, reporter, first_of_body))
                return;
            continue;
        }
        if (!known && s.trade && s.n_places == 0 &&
            (settle_by_title(r, &hint, reporter) ||
             kt_find_envoy(r, 0, t, &r->d.main, &r->d.partner)))
            return;
        if (!known && s.trade && s.n_places == 0 &&
            title->bare) { /* a heading that is nothing but the country */
            r->d.main = title->place[0];
            r->d.partner = KT_PLACE_WORLD;
            return;
        }
        const bool partners = kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) != NULL;
        if (!known && partners && settle_by_partner(r, &s))
            return;
        if (!s.trade || partners)
            continue;
        looked++;
        if (settle_by_amount(r, &s, known, reporter))
            return;
    }
    if (known)
        r->d.partner = KT_PLACE_WORLD;
    else if (hint.n_places == 2 && title->n_places == 0) {
        hint.trade = true;
        settle(r, &hint, reporter);
    }
}

/* The headline names a partner, but the first sentence with an amount speaks of the country's
 * trade and names nobody else: "Moldova's exports were 4 billion". */
static bool lead_is_of_all(kt_reading *r, int32_t body)
{
    for (int32_t t = body; t < r->tokens->n_tokens;) {
        survey s;
        if (r->tokens->token[t].kind == KT_TOKEN_BREAK) {
            t++;
            continue;
        }
        r->first = t;
        r->last = t = kt_sentence_end(r, t);
        kt_find_periods(r);
        kt_find_amounts(r);
        if (r->tongue == 1)
            r->last = clause_end(r);
        look_at(r, &s);
        if (r->n_stated == 0 && s.trade && s.n_places > 1)
            return false; /* "trade between Austria and Hungary flourishes: ..." */
        if (r->n_stated == 0)
            continue;
        return s.trade && s.n_places == 1 && s.n_owners == 1 && !s.partner &&
               s.place[0] == r->d.main;
    }
    return false;
}

/* A number one stands in the headline. */
static bool ranks(const kt_reading *r, int32_t body)
{
    for (int32_t t = 0; t < body - 1; t++)
        if (kt_word_at(r, t, "nr") || kt_word_at(r, t, "platz") || kt_word_at(r, t, "rang"))
            return true;
    return false;
}

/* An office in a country with dollars of its own writes "$" for them, unless "US$" stands
 * anywhere. */
static const char *own_dollar(const kt_reading *r)
{
    static const char *const dollars[][2] = {
        {"AUS", "AUD"}, {"CAN", "CAD"}, {"NZL", "NZD"}, {"HKG", "HKD"}, {"SGP", "SGD"}};
    const char *own = NULL;
    for (size_t n = 0; n < sizeof dollars / sizeof *dollars; n++)
        if (r->d.by_office && r->d.main == kt_place_of(dollars[n][0]))
            own = dollars[n][1];
    for (int32_t m = 0; m < r->marks->n_marks && own; m++) {
        const kt_mark *mark = &r->marks->mark[m];
        if (mark->meaning.sense != KT_SENSE_CURRENCY || strcmp(mark->meaning.text, "USD") != 0)
            continue;
        const char *word = kt_token_word(r->tokens, mark->first);
        if (mark->n > 1 || (word[0] != '$' && strncmp(word, "dollar", 6) != 0))
            own = NULL;
    }
    return own;
}

void kt_discourse_begin(kt_reading *r)
{
    const kt_article *article = r->article;
    int32_t body = 0;
    bool settled = false;
    survey s = {0};
    find_usual(r);
    r->d.main = r->d.partner = 0;
    if (article->title >= 0) {
        const kt_block *title = &article->block[article->title];
        int32_t first = 0;
        while (first < r->tokens->n_tokens && (r->tokens->token[first].start < title->start ||
                                               r->tokens->token[first].kind == KT_TOKEN_BREAK))
            first++;
        for (body = first;
             body < r->tokens->n_tokens && r->tokens->token[body].kind != KT_TOKEN_BREAK;)
            body++;
        r->first = first;
        r->last = body;
        r->n_stated = 0;
        for (int32_t t = body - 1; t > first + 2; t--) /* what it says first */
            if (kt_mark_at(r, t, KT_SENSE_CONNECT))
                r->last = t;
        if (body - first < 80)
            look_at(r, &s);
        r->d.group_title = kt_is_group_title(r);
        s.bare = s.n_places == 1 && s.n_owners == 1 && body - first <= 2;
        body = body < r->tokens->n_tokens ? body + 1 : body;
    }
    r->first = 0;
    r->last = r->tokens->n_tokens;
    const kt_place reporter = find_reporter(r, body, &r->d.by_office);
    settled = settle(r, &s, reporter);
    if (settled && s.n_places == 2 && ranks(r, body))
        r->d.partner = KT_PLACE_WORLD; /* "Deutschland Nr. 1 beim Export": one of several */
    r->d.foreign_of_two = settled && (s.foreign_with || (s.between && r->tongue == 0));
    if (!settled)
        look_at_lead(r, body, reporter, &s);
    else if (lead_is_of_all(r, body))
        r->d.partner = KT_PLACE_WORLD;
    if (!r->d.main && s.n_places) { /* the headline names it, though not as trade */
        const bool second =
            s.n_places > 1 && s.place[1] == (s.whose && !r->d.by_office ? s.whose : reporter);
        r->d.main = s.place[second];
        r->d.partner = s.n_places > 1 ? s.place[!second] : KT_PLACE_WORLD;
        const kt_place usual = kt_place_other_of(s.place[0], r->d.usual[0], r->d.usual[1]);
        if (s.n_places == 1 && usual && r->d.pair_is_usual)
            r->d.partner = usual;
    }
    if (!r->d.main && reporter && r->d.by_office) { /* an office tells of its country's trade */
        r->d.main = reporter;
        r->d.partner = KT_PLACE_WORLD;
    }
    if (!r->d.main) {
        r->d.main = r->d.usual[0];
        const int32_t end = r->tokens->n_tokens < 80 ? r->tokens->n_tokens : 80;
        const bool all = r->tongue == 1 && kt_mark_within(r, 0, end, KT_SENSE_FOREIGN);
        r->d.partner = all ? KT_PLACE_WORLD : r->d.usual[1]; /* "total external trade" */
    }
    bool only = false;
    const kt_place owner = kt_find_owner(r, r->d.main, &only);
    if (owner != r->d.main) {
        const bool two = s.n_places > 1 || (r->tongue == 1 && r->d.pair_is_usual);
        only &= !r->d.usual[1] || r->d.usual[1] == owner;
        r->d.partner = only || (r->d.partner == owner && two) ? r->d.main : KT_PLACE_WORLD;
        r->d.main = owner;
    }
    bool in_title = false;
    for (int n = 0; n < s.n_places; n++)
        in_title |= s.place[n] == r->d.partner;
    if (r->tongue == 0 && kt_is_bloc(r->d.partner) && !in_title && !kt_is_bloc(r->d.main))
        r->d.partner = KT_PLACE_WORLD; /* of the trade with the EU papers tell as a part */
    r->d.dollar = own_dollar(r);
}

/* The only two countries of the sentence, for "the two countries" in the next. */
static void note_two(kt_reading *r)
{
    kt_place two[2] = {0, 0};
    bool more = false;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->pronoun || m->office || !kt_place_is_country(m->place) || m->place == two[0] ||
            m->place == two[1])
            continue;
        more |= two[1] != 0;
        two[two[0] != 0] = m->place;
    }
    if (two[0] || kt_sign_at(r, r->last - 1, ":")) {
        r->d.two[0] = two[0];
        r->d.two[1] = more ? 0 : two[1];
    }
}

void kt_discourse_remember(kt_reading *r)
{
    bool owner = false;
    kt_note_group(r);
    note_two(r);
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->pronoun || m->office || m->role == KT_ROLE_RIVAL || !m->place)
            continue;
        if (kt_is_other_flow(r, m))
            continue;
        if (m->place == r->d.partner && is_foreign_with(r, m))
            r->d.foreign_of_two = 1;
        if (m->role == KT_ROLE_OWNER && !m->adjective && !owner) {
            r->d.subject = m->place;
            owner = true;
        }
        const bool partner = m->role == KT_ROLE_OWNER && !m->adjective && !m->genitive &&
                             m->place != r->d.main &&
                             (kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) ||
                              kt_mark_within(r, r->first, r->last, KT_SENSE_BUYER) ||
                              kt_mark_within(r, r->first, r->last, KT_SENSE_SUPPLIER));
        if (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM || m->role == KT_ROLE_WITH ||
            m->role == KT_ROLE_IN || partner)
            r->d.there = m->place;
    }
    /* "The largest market was France: there ..." */
    for (int n = 0; n < r->n_mentions && kt_sign_at(r, r->last - 1, ":"); n++) {
        const kt_mention *m = &r->mention[n];
        if (m->role == KT_ROLE_OWNER && !m->adjective && !m->pronoun && !m->office &&
            m->place && m->place != r->d.main)
            r->d.there = m->place;
    }
}
