/* discourse.c: what an article is about.
 *
 *     main       whose report it is: the country of the headline or the first sentence; of two,
 *                the one whose office or capital the text names
 *     partner    with whom: a country, or the world where a country's whole trade is reported;
 *                0 where there are several
 *     a, b       the pair of the last claim, a whose view it was
 *
 * The headline and the first sentences say so (lead.c), else the office that reports or what is
 * named most often (survey.c); all sentences together may say otherwise (whose.c). What stands
 * for a country that is not named comes of these (left_open.c). */
#include "reporter.h"
#include "survey.h"

#include <string.h>

/* A number one stands in the headline. */
static bool ranks(const kt_reading *r, int32_t body)
{
    for (int32_t t = 0; t < body - 1; t++)
        if (kt_word_at(r, t, "nr") || kt_word_at(r, t, "nummer") || kt_word_at(r, t, "platz") ||
            kt_word_at(r, t, "rang"))
            return true;
    return false;
}

/* An office in a country with dollars of its own writes "$" for them, unless its own are named
 * otherwise. */
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
        if (mark->meaning.sense != KT_SENSE_CURRENCY || strcmp(mark->meaning.text, own) != 0)
            continue;
        const int32_t end = mark->first + mark->n;
        const bool amount = kt_token_at(r->tokens, end)->kind == KT_TOKEN_NUMBER ||
                            (mark->first > 0 && kt_mark_at(r, mark->first - 1, KT_SENSE_SCALE));
        if (amount)      /* not "the New Zealand dollar edged up" */
            return NULL; /* "NZ$20 billion ($17 billion)" */
    }
    return own;
}

/* "Overtook Chile as Japan's largest supplier": whose is told behind the connection. */
static bool leads_to_partner(const kt_reading *r, int32_t t)
{
    enum { FAR = 8 };
    const int32_t end = t + FAR < r->last ? t + FAR : r->last;
    return kt_word_at(r, t, "as") && (kt_mark_within(r, t, end, KT_SENSE_PARTNER) ||
                                      kt_mark_within(r, t, end, KT_SENSE_BUYER) ||
                                      kt_mark_within(r, t, end, KT_SENSE_SUPPLIER));
}

/* The country that is named most often, of all but one; 0 where two are. */
static kt_place most_named(const kt_sights *all, kt_place but)
{
    int most = 0;
    kt_place place = 0;
    for (int n = 0; n < all->n; n++) {
        const kt_seen *of = &all->of[n];
        if (of->place == but || !kt_place_is_country(of->place) || kt_is_bloc(of->place) ||
            of->named < most)
            continue;
        place = of->named > most ? of->place : 0;
        most = of->named;
    }
    return place;
}

void kt_discourse_begin(kt_reading *r)
{
    const kt_article *article = r->article;
    int32_t body = 0, title_at = 0;
    bool settled = false;
    kt_survey s = {0};
    kt_find_usual(r);
    r->d.main = r->d.partner = 0;
    if (article->title >= 0) {
        const kt_block *title = &article->block[article->title];
        int32_t first = 0;
        while (first < r->tokens->n_tokens &&
               (kt_token_at(r->tokens, first)->start < title->start ||
                kt_token_at(r->tokens, first)->kind == KT_TOKEN_BREAK))
            first++;
        for (body = first; body < r->tokens->n_tokens &&
                           kt_token_at(r->tokens, body)->kind != KT_TOKEN_BREAK;)
            body++;
        title_at = first;
        r->first = first;
        r->last = body;
        r->n_stated = 0;
        for (int32_t t = body - 1; t > first + 2; t--) /* what it says first */
            if (kt_mark_at(r, t, KT_SENSE_CONNECT) && !leads_to_partner(r, t))
                r->last = t;
        if (body - first < 80)
            kt_survey_sentence(r, &s);
        r->d.group_title = kt_is_group_title(r);
        body = body < r->tokens->n_tokens ? body + 1 : body;
    }
    r->first = 0;
    r->last = r->tokens->n_tokens;
    const kt_place reporter = kt_find_reporter(r, body, &r->d.by_office);
    settled = kt_settle_by_survey(r, &s, reporter);
    const bool ranked = s.n_places == 2 && ranks(r, body);
    if (settled && ranked)
        r->d.partner = KT_PLACE_WORLD; /* "Deutschland Nr. 1 beim Export": one of several */
    r->d.foreign_of_two = settled && (s.foreign_with || (s.between && r->tongue == 0));
    if (!settled)
        kt_look_at_lead(r, body, reporter, &s);
    else if (kt_lead_is_of_all(r, body))
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
    kt_sights all;
    kt_look_around(r, &all);
    const kt_place known = r->d.main, owner = kt_find_owner(r, &all, known);
    if (owner != r->d.main) {
        const bool alone = s.n_places == 1 && s.place[0] == known; /* in the headline */
        r->d.partner = r->d.partner == owner || alone ? known : KT_PLACE_WORLD;
        r->d.main = owner;
    }
    const kt_place told = r->d.partner;
    r->d.partner = kt_find_partner(r, &all, told, known);
    r->both = all.both > 0;
    r->other = most_named(&all, r->d.main);
    bool in_title = false;
    for (int n = 0; n < s.n_places; n++)
        in_title |= s.place[n] == r->d.partner;
    if ((r->tongue == 0 || told != r->d.partner) && kt_is_bloc(r->d.partner) && !in_title &&
        !kt_is_bloc(r->d.main))
        r->d.partner = KT_PLACE_WORLD; /* of the trade with the EU papers tell as a part */
    if (r->tongue == 0 && ranked && in_title)
        r->d.partner =
            KT_PLACE_WORLD; /* "Peru Handelspartner Nummer 1 Togos": one of several */
    if (r->tongue == 0 && s.ranked && s.n_places == 2 && s.whose && s.whose != r->d.main &&
        kt_place_other_of(s.whose, s.place[0], s.place[1]) == r->d.main) {
        r->d.partner = r->d.main; /* "Peru bleibt wichtigster Handelspartner Togos": Togo's */
        r->d.main = s.whose;
    }
    r->d.whose_title = r->tongue == 0 && s.ranked && s.n_places == 2 && s.whose == r->d.main;
    r->d.in_title = in_title;
    kt_note_goods(r, title_at, body);
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
        r->d.two[0] = more ? 0 : two[0];
        r->d.two[1] = more ? 0 : two[1];
    }
}

/* "The US was the biggest customer": by what the partners of the next sentence are ordered. */
static void note_partners(kt_reading *r)
{
    static const kt_sense nouns[] = {KT_SENSE_BUYER, KT_SENSE_SUPPLIER, KT_SENSE_PARTNER};
    r->d.partners_flow = KT_MEASURE_TURNOVER;
    for (int32_t t = r->first; t + 1 < r->last && r->tongue == 1; t++) {
        if (!kt_mark_before(r, t, KT_SENSE_PARTNER) ||
            !(kt_word_at(r, t, "by") || kt_word_at(r, t, "in")))
            continue; /* "the top ten partners by exports" */
        t += kt_word_at(r, t + 1, "terms") ? 2 : 0;
        if (kt_mark_at(r, t + 1, KT_SENSE_EXPORT))
            r->d.partners_flow = KT_MEASURE_EXPORT;
        else if (kt_mark_at(r, t + 1, KT_SENSE_IMPORT))
            r->d.partners_flow = KT_MEASURE_IMPORT;
    }
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
        if (kt_mark_within(r, r->first, r->last, nouns[n])) {
            r->d.partners_by = (uint8_t)kt_measure_of(nouns[n]);
            r->d.partners_block = r->block + 1;
            return;
        }
}

void kt_discourse_remember(kt_reading *r)
{
    bool owner = false, anew = false, told = false, amount = false;
    for (int n = 0; n < r->n_stated; n++)
        amount |= r->stated[n].kind != KT_AMOUNT_RANK;
    note_partners(r);
    kt_note_group(r);
    kt_note_market(r);
    note_two(r);
    kt_note_others(r);
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->pronoun || m->office || m->role == KT_ROLE_RIVAL || !m->place)
            continue;
        if (m->place == r->d.partner && kt_is_foreign_with(r, m))
            r->d.foreign_of_two = 1;
        if (m->role == KT_ROLE_OWNER && !m->adjective && !owner) {
            r->d.subject = m->place;
            owner = true;
        }
        const bool partner = m->role == KT_ROLE_OWNER && !m->adjective && !m->genitive &&
                             m->place != r->d.main &&
                             (kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) ||
                              kt_mark_within(r, r->first, r->last, KT_SENSE_BUYER) ||
                              kt_mark_within(r, r->first, r->last, KT_SENSE_SUPPLIER) ||
                              (r->tongue == 1 && r->n_stated == 0)); /* "China recovered." */
        if (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM || m->role == KT_ROLE_WITH ||
            m->role == KT_ROLE_IN || partner)
            r->d.there = m->place;
        anew |= m->role == KT_ROLE_IN && m->place != r->d.main;
        told |= partner && r->tongue == 0 && !amount; /* "Größter Abnehmer blieb Chile" */
    }
    r->d.there_anew = told || (r->n_stated == 0 && (anew || r->d.there_anew));
    /* "The largest market was France: there ..." */
    for (int n = 0; n < r->n_mentions && kt_sign_at(r, r->last - 1, ":"); n++) {
        const kt_mention *m = &r->mention[n];
        if (m->role == KT_ROLE_OWNER && !m->adjective && !m->pronoun && !m->office &&
            m->place && m->place != r->d.main)
            r->d.there = m->place;
    }
}
