/* lead.c: whose trade with whom an article tells of, by its headline and its first sentences.
 *
 * Of two countries named together the one whose office reports is the main one, else the first;
 * of one it is told whether all its trade is meant, or its trade with the country that the
 * report comes from. Where the headline does not say, the first sentences on trade with an
 * amount do, up to the first comma behind it. */
#include "survey.h"

/* False: it does not say. */
bool kt_settle_by_survey(kt_reading *r, const kt_survey *s, kt_place reporter)
{
    if (!s->trade || s->n_places == 0)
        return false;
    if (s->partners_of && s->n_places >= 2) { /* "Peru overtook Chile as Japan's buyer" */
        const kt_place other = kt_place_other_of(s->partners_of, s->place[0], s->place[1]);
        r->d.main = s->partners_of;
        r->d.partner = s->n_places == 2 && other && !s->rival ? other : KT_PLACE_WORLD;
        return true;
    }
    if (s->n_places == 2) {
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
    if (s->n_owners) {
        r->d.main = s->place[0];
        return false; /* the first sentence says with whom */
    }
    if (s->inside && (!reporter || reporter == s->place[0])) {
        r->d.main = s->place[0];
        r->d.partner = KT_PLACE_WORLD;
        return true;
    }
    if (reporter == s->place[0] && r->d.by_office) {
        r->d.main = reporter; /* "exports from Estonia", by its office; to it, the lead says */
        if (s->thither)
            return false;
        r->d.partner = KT_PLACE_WORLD;
        return true;
    }
    r->d.partner = s->place[0];
    r->d.main = reporter && reporter != s->place[0] ? reporter : 0;
    if (!r->d.main)
        r->d.main = kt_speaker_beside(r, s->place[0]);
    if (!r->d.main)
        r->d.main = kt_place_other_of(s->place[0], r->d.usual[0], r->d.usual[1]);
    return r->d.main != 0;
}

/* Behind the first amount, up to the next comma: what stands later is another matter. */
static int32_t clause_end(const kt_reading *r)
{
    const int32_t from = r->n_stated ? r->stated[0].last : r->first + 4;
    for (int32_t t = from; t < r->last; t++) {
        const bool short_name = kt_sign_at(r, t, "(") && kt_sign_at(r, t + 2, ")");
        if (kt_sign_at(r, t, ",") || kt_sign_at(r, t, ";") ||
            (kt_sign_at(r, t, "(") && !short_name) || kt_mark_at(r, t, KT_SENSE_CONNECT))
            return t; /* not at "die Europäische Union (EU)" */
    }
    return r->last;
}

/* "Bilateral trade came to 900 million" without a name: between the two that a headline on
 * cooperation has named. */
static bool settle_by_title(kt_reading *r, const kt_survey *title, kt_place reporter)
{
    kt_survey both = *title;
    both.trade = true;
    return title->n_places == 2 &&
           (title->between || kt_mark_within(r, r->first, r->last, KT_SENSE_BOTH) ||
            (r->tongue == 0 && kt_mark_within(r, r->first, r->last, KT_SENSE_OUR))) &&
           kt_settle_by_survey(r, &both, reporter);
}

/* A first sentence without an amount counts only where it names both, or speaks of all of one
 * country's trade. */
static bool settle_without_amount(kt_reading *r, const kt_survey *s, kt_place known,
                                  kt_place reporter, bool first_of_body)
{
    if (s->partners_of && s->n_places >= 2 && (!known || known == s->partners_of))
        return kt_settle_by_survey(r, s, reporter);
    if (s->trade && s->n_places == 1 && s->n_owners == 1 && !known &&
        (s->whole ||
         (!s->partner && first_of_body && (!reporter || reporter == s->place[0])))) {
        r->d.main = s->place[0]; /* "Germany's trade with the rest of the world" */
        r->d.partner = KT_PLACE_WORLD;
        return true;
    }
    return s->trade && s->n_places == 2 && s->n_owners < 2 &&
           (!known || kt_place_other_of(known, s->place[0], s->place[1])) &&
           kt_settle_by_survey(r, s, reporter);
}

/* From a sentence on trade with an amount. */
static bool settle_by_amount(kt_reading *r, const kt_survey *s, const kt_survey *title,
                             kt_place known, kt_place reporter)
{
    if (r->d.by_office && !known && s->n_places == 1 && s->place[0] != reporter)
        return false; /* the office tells of its own country */
    const bool own = s->n_places == 1 && s->n_owners == 1 && (!known || known == s->place[0]);
    if (own && !s->partner) {
        /* "Hintergrund: Ägypten", and "die deutschen Einfuhren": with the one of the headline
         */
        const bool other = title->n_places == 1 && title->place[0] != s->place[0] &&
                           !s->whole && !title->one_of_many;
        r->d.main = s->place[0];
        r->d.partner = other ? title->place[0] : KT_PLACE_WORLD;
        return true;
    }
    return !known && kt_settle_by_survey(r, s, reporter);
}

/* "Poland is Austria's twelfth trading partner". */
static bool settle_by_partner(kt_reading *r, const kt_survey *s)
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
void kt_look_at_lead(kt_reading *r, int32_t body, kt_place reporter, const kt_survey *title)
{
    const kt_place known = r->d.main;
    kt_survey hint = *title;
    int looked = 0;
    for (int32_t t = body; t < r->tokens->n_tokens && looked < 3;) {
        kt_survey s;
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_BREAK) {
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
        kt_survey_sentence(r, &s);
        const bool others = r->tongue == 0 && !known && s.whose && title->n_places == 1 &&
                            s.whose != title->place[0] && r->n_stated == 0;
        if (others && settle_by_partner(r, &s))
            return; /* "China größter Handelspartner", and whose is said below */
        if (r->n_stated == 0) {
            if (!hint.n_places && s.n_places == 2)
                hint = s; /* without a headline the first sentence names the two */
            if (settle_without_amount(r, &s, known, reporter, first_of_body))
                return;
            continue;
        }
        if (!known && s.trade && s.n_places == 0 && settle_by_title(r, &hint, reporter))
            return;
        if (!known && s.trade && s.n_places == 0 && r->tongue == 0 && !title->n_places &&
            settle_by_partner(r, &hint))
            return; /* "Polens wichtigster Partner ist Chile. Die Ausfuhren wuchsen" */
        const bool partners = kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) != NULL;
        if (!known && partners && settle_by_partner(r, &s))
            return;
        if (!s.trade || partners)
            continue;
        looked++;
        if (settle_by_amount(r, &s, title, known, reporter))
            return;
    }
    if (known)
        r->d.partner = KT_PLACE_WORLD;
    else if (hint.n_places == 2 && title->n_places == 0) {
        hint.trade = true;
        kt_settle_by_survey(r, &hint, reporter);
    }
}

/* The headline names a partner, but the first sentence with an amount speaks of the country's
 * trade and names nobody else: "Moldova's exports were 4 billion". */
bool kt_lead_is_of_all(kt_reading *r, int32_t body)
{
    for (int32_t t = body; t < r->tokens->n_tokens;) {
        kt_survey s;
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_BREAK) {
            t++;
            continue;
        }
        r->first = t;
        r->last = t = kt_sentence_end(r, t);
        kt_find_periods(r);
        kt_find_amounts(r);
        if (r->tongue == 1)
            r->last = clause_end(r);
        kt_survey_sentence(r, &s);
        if (r->n_stated == 0 && s.trade && s.n_places > 1)
            return false; /* "trade between Austria and Hungary flourishes: ..." */
        if (r->n_stated == 0 || (r->tongue == 0 && !kt_sign_at(r, t - 1, ".")))
            continue; /* a second line of the headline */
        return s.trade && s.n_places == 1 && s.n_owners == 1 && !s.partner &&
               s.place[0] == r->d.main;
    }
    return false;
}
