/* listed.c: partners told in a list, "gefolgt von Russland mit 1,89 Milliarden", "China (+9,4
 * %) und Italien (+8,5 %)", and the flow that stands before or behind the list; two flows told
 * together. */
#include "trade_flow.h"

#include <string.h>

/* "Peru with 3 billion", "Peru with total trade of 3 billion". */
static bool is_listed_with(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 7 };
    for (int32_t t = s->first - 1; t > r->first && t > s->first - FAR; t--)
        if (kt_word_at(r, t, "with"))
            return true;
    return kt_is_listed(r, s);
}

/* "Wichtigster Exportmarkt Togos war Mali, gefolgt von Peru mit 5 Milliarden": of those
 * partners, where no flow was told of before. */
static bool is_after_first(const kt_reading *r, const kt_stated *s, kt_place next,
                           kt_frame *out)
{
    static const kt_sense nouns[] = {KT_SENSE_BUYER, KT_SENSE_SUPPLIER, KT_SENSE_PARTNER};
    static const kt_measure measures[] = {KT_MEASURE_EXPORT, KT_MEASURE_IMPORT,
                                          KT_MEASURE_TURNOVER};
    const kt_part all = {r->first, r->last, NULL};
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++) {
        const kt_mark *noun = kt_mark_within(r, r->first, s->first, nouns[n]);
        const kt_mention *whose = noun ? kt_whose_partners(r, s, &all, noun) : NULL;
        if (!whose || whose->place == next || !kt_place_is_country(whose->place))
            continue;
        *out = (kt_frame){.known = 1,
                          .sense = KT_SENSE_PARTNER,
                          .measure = (uint8_t)measures[n],
                          .a = whose->place,
                          .b = next};
        return true;
    }
    return false;
}

/* "Gefolgt von Russland mit 1,89 Milliarden": the next partner in the same flow. */
bool kt_find_follower(const kt_reading *r, const kt_stated *s, const kt_part *part,
                      kt_frame *out)
{
    bool follows = false;
    for (int32_t t = r->first; t < s->first && r->tongue == 0; t++)
        follows |= kt_word_at(r, t, "gefolgt") || kt_word_at(r, t, "folgten") ||
                   kt_word_at(r, t, "folgen") || kt_word_at(r, t, "folgte") ||
                   kt_word_at(r, t, "folgt");
    if (r->tongue == 1 && kt_word_at(r, r->first, "they")) /* "They are followed by Peru" */
        follows = kt_word_at(r, r->first + 2, "followed") && is_listed_with(r, s);
    const kt_frame *last = part->before && part->before->known ? part->before : &r->d.frame;
    const kt_place next = follows ? kt_nearest_before(r, s) : 0;
    if (next && !last->known && s->kind == KT_AMOUNT_MONEY && is_after_first(r, s, next, out))
        return true;
    if (!next || s->kind != KT_AMOUNT_MONEY || !r->d.main || next == r->d.main ||
        !last->known || !(last->a == r->d.main || last->b == r->d.main))
        return false;
    *out = *last;
    const bool ours = last->a == r->d.main;
    out->a = ours ? r->d.main : next;
    out->b = ours ? next : r->d.main;
    return true;
}

/* "Einer der sechs wichtigsten Partner Deutschlands, noch vor Chile (5 Milliarden)": whose
 * partners the rivals are too; 0. */
static kt_place whose_rivals(const kt_reading *r, const kt_stated *s)
{
    const kt_place named = kt_nearest_before(r, s);
    bool rival = false;
    for (int n = 0; n < r->n_mentions && r->tongue == 0; n++)
        if (r->mention[n].place == named && r->mention[n].last <= s->first &&
            kt_mark_before(r, r->mention[n].first, KT_SENSE_RIVAL) &&
            !kt_mark_before(r, r->mention[n].first, KT_SENSE_TO))
            rival = true;
    for (int n = 0; n < r->n_mentions && rival && named; n++)
        if (r->mention[n].genitive && r->mention[n].place != named &&
            kt_mark_before(r, r->mention[n].first, KT_SENSE_PARTNER))
            return r->mention[n].place;
    return 0;
}

/* "Größer als der mit China (49 Mrd.)", "more to Chile than to Peru ($3 billion)": with whom,
 * directly before the brackets; 0. */
static kt_place before_bracket(const kt_reading *r, const kt_stated *s)
{
    if (r->tongue == 2 || !kt_sign_at(r, s->first - 1, "("))
        return 0;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->last == s->first - 1 && !m->pronoun &&
            (m->role == KT_ROLE_WITH || m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM ||
             (r->tongue == 1 && m->role == KT_ROLE_RIVAL)))
            return m->place;
    }
    return 0;
}

/* "Chile mit 3 Milliarden vor Peru mit 2", "at $3 billion, ahead of Peru at $2 billion": who
 * comes behind it; 0. */
static kt_place behind_rival(const kt_reading *r, const kt_stated *s)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->role == KT_ROLE_RIVAL && m->last == s->first - 1 && !m->office &&
            kt_word_at(r, m->last, "at") && s->kind == KT_AMOUNT_MONEY)
            return m->place;
    }
    for (int n = 0; n < r->n_mentions && r->tongue == 0; n++) {
        const kt_mention *m = &r->mention[n];
        const bool behind = kt_mark_before(r, m->first, KT_SENSE_RIVAL) ||
                            kt_mark_before(r, m->first - 1, KT_SENSE_RIVAL);
        if (behind && m->role == KT_ROLE_OWNER && m->last == s->first - 1 && !m->office &&
            kt_word_at(r, m->last, "mit") && s->kind == KT_AMOUNT_MONEY)
            return m->place;
    }
    return 0;
}

bool kt_is_of_rival(const kt_reading *r, const kt_stated *s)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++)
        if (r->mention[n].role == KT_ROLE_RIVAL && r->mention[n].last == s->first - 1)
            return r->mention[n].place && (behind_rival(r, s) || before_bracket(r, s));
    return false;
}

/* An amount directly behind a country is of the trade with that one: it takes the place of the
 * end that is not the article's own country. */
void kt_take_listed(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    const kt_place of = kt_is_listed(r, s) ? whose_rivals(r, s) : 0;
    if (of) {
        out->b = kt_nearest_before(r, s);
        out->a = of;
        return;
    }
    const kt_place bracket = before_bracket(r, s);
    const kt_place in_brackets = bracket ? bracket : behind_rival(r, s);
    const kt_place listed = in_brackets          ? in_brackets
                            : kt_is_listed(r, s) ? kt_nearest_before(r, s)
                                                 : 0;
    if (!listed || listed == r->d.main || !r->d.main)
        return;
    if (listed == out->a || listed == out->b) {
        if (out->a == listed && out->b == KT_PLACE_WORLD)
            out->b = r->d.main;
        return;
    }
    if (out->a == r->d.main)
        out->b = listed;
    else if (out->b == r->d.main)
        out->a = listed;
}

/* "China, with 7.9 billion, and Russia, with 6 billion, were the main partners"; "China (+9.4
 * %) and Italy (+8.5 %) grew fastest among imports". */
bool kt_find_behind(const kt_reading *r, const kt_stated *s, kt_topic *out)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER,
                                     KT_SENSE_EXPORT, KT_SENSE_IMPORT};
    if (!kt_is_listed(r, s))
        return false;
    for (int32_t t = s->last; t < r->last; t++)
        for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++) {
            const kt_mark *mark = kt_mark_at(r, t, nouns[n]);
            if (!mark)
                continue;
            *out = (kt_topic){.sense = nouns[n], .first = t, .last = t + mark->n};
            return true;
        }
    return false;
}

/* "In trade with Norway (11 billion) there were higher deficits": what the list is of. */
void kt_settle_balance_behind(const kt_reading *r, const kt_stated *s, kt_topic *t)
{
    if (t->sense != KT_SENSE_TURNOVER || !kt_is_listed(r, s))
        return;
    if (kt_mark_within(r, s->last, r->last, KT_SENSE_DEFICIT))
        t->sense = KT_SENSE_DEFICIT;
    else if (kt_mark_within(r, s->last, r->last, KT_SENSE_SURPLUS))
        t->sense = KT_SENSE_SURPLUS;
}

/* The country of a list is the partner in the flow named behind the list. */
void kt_settle_listed(const kt_reading *r, const kt_stated *s, const kt_topic *t, kt_ends *e)
{
    const kt_place listed = kt_is_listed(r, s) ? kt_nearest_before(r, s) : 0;
    if (!listed || listed == r->d.main || !r->d.main)
        return;
    if (t->sense == KT_SENSE_EXPORT)
        *e = (kt_ends){.to = listed};
    else if (t->sense == KT_SENSE_IMPORT)
        *e = (kt_ends){.from = listed};
}

/* "Die drei wichtigsten Partnerländer im Export waren". */
static bool names_partners_in(const kt_reading *r, const kt_topic *t)
{
    return kt_word_at(r, t->first - 1, "im") && kt_starts_with(r, t->first - 2, "partner");
}

/* "Beim Export verzeichneten Polen (plus 3 %) und Ungarn": the flow of all that are listed. */
bool kt_stands_over(const kt_reading *r, const kt_topic *t)
{
    const bool flow = t->sense == KT_SENSE_EXPORT || t->sense == KT_SENSE_IMPORT;
    for (int32_t p = r->first; p < t->first && flow && r->tongue == 1; p++)
        if (kt_word_at(r, p, "countries")) /* "the countries with the most exports were" */
            return true;
    return r->tongue == 0 && flow &&
           (kt_word_at(r, t->first - 1, "beim") || names_partners_in(r, t) ||
            strstr(kt_token_word(r->tokens, t->first), "seitig") ||
            (kt_word_at(r, t->first - 1, "den") && kt_word_at(r, t->first - 2, "bei")));
}

/* "Der Wert der Warenimporte und -exporte erreichte 45 Milliarden": of both flows together; two
 * amounts that are told of them go in turn (in_turn.c). */
bool kt_is_of_both_flows(const kt_reading *r, const kt_stated *s, const kt_topic *t)
{
    const bool to = t->sense == KT_SENSE_EXPORT;
    const kt_sense other = to ? KT_SENSE_IMPORT : KT_SENSE_EXPORT;
    int32_t and = t->first - 1;
    if (r->tongue != 0 || (!to && t->sense != KT_SENSE_IMPORT) || t->last > s->first)
        return false;
    while (and > r->first && and >= t->first - 2 && !kt_mark_at(r, and, KT_SENSE_AND))
        and--;
    return kt_mark_at(r, and, KT_SENSE_AND) && kt_mark_at(r, and-1, other);
}

/* The country behind a preposition that follows the amount directly: "18 % from Peru", "to the
 * United States"; NULL. */
static const kt_mention *behind_preposition(const kt_reading *r, const kt_stated *s)
{
    static const char *const words[] = {"from", "to", "with"};
    const int32_t at = s->last + 1 + kt_word_at(r, s->last + 1, "the");
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        for (int n = 0; n < r->n_mentions && kt_word_at(r, s->last, words[w]); n++)
            if (r->mention[n].first == at && !r->mention[n].pronoun && r->mention[n].place)
                return &r->mention[n];
    return NULL;
}

/* "12 percent with Peru, 9 percent with Laos", "23 % of Japan's imports came from Peru, 18 %
 * from Laos": one partner after the other, each behind its amount, in English. */
bool kt_take_row_behind(const kt_reading *r, const kt_stated *s, const kt_part *part,
                        kt_frame *out)
{
    const kt_frame *last = part->before;
    if (r->tongue != 1 || s <= r->stated || s >= r->stated + r->n_stated || !last ||
        !last->known || last->measure != out->measure || s[-1].kind != s->kind ||
        !behind_preposition(r, s))
        return false;
    const kt_place place = behind_preposition(r, s)->place;
    bool row = false; /* the one before has its partner behind it, too, and nothing else */
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        const int32_t gap = s->first - m->last;
        row |= m->first >= s[-1].last && m->last <= s->first && !m->pronoun && gap <= 2 &&
               kt_word_at(r, s->last,
                          kt_token_word(r->tokens,
                                        m->first - 1 - kt_word_at(r, m->first - 1, "the"))) &&
               (m->place == last->a || m->place == last->b);
    }
    if (!row || place == last->a || place == last->b)
        return false;
    *out = *last;
    out->b = place;
    return true;
}

void kt_take_whole(const kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out)
{
    static const kt_sense verbs[] = {KT_SENSE_SHARE_OF, KT_SENSE_SELL, KT_SENSE_BUY};
    bool verb = false;
    if (r->tongue != 0 || s != r->stated || r->n_stated < 2 || s->kind != KT_AMOUNT_MONEY ||
        !kt_word_at(r, r->first, "von") || part->last > s[1].first)
        return;
    for (int n = 0; n < 3; n++)
        verb |= kt_mark_at(r, part->last, verbs[n]) != NULL;
    for (int n = 0; n < r->n_mentions && verb; n++)
        if (r->mention[n].last <= part->last && r->mention[n].place == out->b)
            return;
    if (verb && kt_place_is_country(out->a))
        out->b = KT_PLACE_WORLD;
}

/* "Chile (plus 30 Prozent auf 9,8 Mrd. Euro)": what the rate before it in the bracket came to,
 * in German. */
bool kt_is_come_to(const kt_reading *r, const kt_stated *s)
{
    if (r->tongue != 0 || s <= r->stated || s >= r->stated + r->n_stated ||
        s->kind != KT_AMOUNT_MONEY || s[-1].kind != KT_AMOUNT_PERCENT ||
        s->first != s[-1].last + 1 || !kt_word_at(r, s->first - 1, "auf"))
        return false;
    return kt_sign_at(r, s->last, ")") &&
           (kt_sign_at(r, s[-1].first - 1, "(") || kt_sign_at(r, s[-1].first - 2, "("));
}
