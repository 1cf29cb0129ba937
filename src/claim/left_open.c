/* left_open.c: an end of a flow that a sentence leaves open, or both: who is meant.
 *
 * One country is known: the other is that of the amount before, of the sentence, or the
 * article's own partner. None is known: the pair spoken of. A partner that a sentence names
 * holds in its paragraph while no owner is named again; then the article's own partner is meant
 * again. What was said of the world holds until a partner is named. */
#include "trade_flow.h"

#include <string.h>

/* From the amount before in the same sentence; 0 none. */
static kt_place other_of_before(const kt_reading *r, kt_place known, bool is_partner,
                                const kt_frame *before)
{
    const kt_place other = kt_place_other_of(known, before->a, before->b);
    if (other)
        return other;
    if (before->a == r->d.main || before->b == r->d.main) /* another partner of the same one */
        return r->d.main;
    if (is_partner || before->measure == KT_MEASURE_TURNOVER || !before->a_named)
        return before->a;
    return before->b;
}

/* "Waren für 3 Milliarden gingen in die EU, insgesamt hatten Togos Exporte ein Volumen von 4
 * Milliarden": more of the same flow, to all partners. In German. */
static bool is_all_of_flow(const kt_reading *r, const kt_part *part)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    const kt_sense flow =
        part->before->measure == KT_MEASURE_IMPORT ? KT_SENSE_IMPORT : KT_SENSE_EXPORT;
    if (r->tongue != 0 || !r->now || !last || last->kind != KT_CLAIM_LEVEL ||
        part->before->measure == KT_MEASURE_TURNOVER ||
        part->before->measure == KT_MEASURE_BALANCE || r->now->kind != KT_AMOUNT_MONEY ||
        !kt_mark_within(r, part->first, r->now->first, flow))
        return false;
    for (int64_t n = r->n_claims - 1;
         n >= 0 && r->claim[n].sentence_start == kt_token_at(r->tokens, r->first)->start; n--)
        if (strcmp(r->claim[n].currency, r->now->currency) == 0 &&
            r->claim[n].value >= r->now->value)
            return false;
    for (int32_t t = part->first; t < r->now->first; t++)
        if (kt_word_at(r, t, "insgesamt"))
            return true;
    return false;
}

/* A country named earlier in the sentence, in a part that fits; 0 none. */
static kt_place other_in_sentence(const kt_reading *r, kt_place known, bool is_partner,
                                  int32_t before)
{
    for (int n = r->n_mentions - 1; n >= 0; n--) {
        const kt_mention *m = &r->mention[n];
        if (m->first >= before || m->office || m->role == KT_ROLE_RIVAL ||
            m->role == KT_ROLE_IN || m->place == known || !m->place)
            continue;
        const bool as_partner = m->role != KT_ROLE_OWNER && m->role != KT_ROLE_SOURCE;
        if (is_partner != as_partner)
            return m->place;
    }
    return 0;
}

/* Exports of 4.2 billion, where those to a partner were 376 million: to all partners. */
static bool exceeds_flow(const kt_reading *r, kt_place known)
{
    enum { TIMES = 3 };
    const bool to = kt_mark_within(r, r->first, r->now->first, KT_SENSE_EXPORT),
               from = kt_mark_within(r, r->first, r->now->first, KT_SENSE_IMPORT);
    const kt_measure measure = to ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
    const double told = r->d.with_one[measure].level;
    if (r->tongue == 0 || to == from || !(told > 0.0) || r->block == r->d.frame_block ||
        r->d.with_one[measure].of != known)
        return false;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].kind == KT_AMOUNT_MONEY && r->stated[n].value > TIMES * told &&
            strcmp(r->stated[n].currency, r->d.with_one[measure].currency) == 0)
            return true;
    return false;
}

/* "Turkey's exports were 13.4 billion", where the trade of the two was 2 billion: more than one
 * flow of it can be, so that all partners are meant. */
static bool exceeds_trade(const kt_reading *r, kt_place known)
{
    if (!r->now)
        return false;
    if (exceeds_flow(r, known))
        return true;
    if (!(r->d.trade_value > 0.0))
        return false;
    const int told = r->d.period.period.last - r->d.period.period.first;
    for (int n = 0; n < r->n_when; n++) {
        const kt_when *when = &r->when[n];
        if (when->ago || when->earlier)
            return false; /* it may have been more then */
        if (when->known && r->d.has_period && when->period.last - when->period.first > told)
            return false; /* of a year, after some months of another */
    }
    /* a turnover may have grown since; one flow of it cannot be more */
    const bool balance = kt_mark_within(r, r->first, r->last, KT_SENSE_SURPLUS) ||
                         kt_mark_within(r, r->first, r->last, KT_SENSE_DEFICIT);
    const bool trade = kt_mark_within(r, r->first, r->last, KT_SENSE_TURNOVER) != NULL;
    const double factor = trade && !balance ? 4.0 : 1.15;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].kind == KT_AMOUNT_MONEY &&
            r->stated[n].value > factor * r->d.trade_value && r->stated[n].currency[0] &&
            strcmp(r->stated[n].currency, r->d.trade_currency) == 0)
            return true;
    return false;
}

/* "Imports from Chile fell. | Peru's exports were 9 billion": in a report on Peru and Laos that
 * has come to another partner of Peru's, a paragraph that names none is of all, in English. */
static bool has_left_partner(const kt_reading *r, kt_place now)
{
    return r->tongue == 1 && r->block != r->d.frame_block && kt_place_is_country(now) &&
           !kt_is_bloc(now) && kt_place_is_country(r->d.partner) && !kt_is_bloc(r->d.partner);
}

/* The partner of the country whose report it is. */
static kt_place partner_of_main(const kt_reading *r)
{
    const kt_place now = kt_place_other_of(r->d.main, r->d.a, r->d.b);
    if (now && (now == KT_PLACE_WORLD || now == r->d.partner))
        return now;
    if (has_left_partner(r, now))
        return KT_PLACE_WORLD;
    if (r->d.partner)
        return r->d.partner;
    return now && r->d.frame_block == r->block ? now : KT_PLACE_WORLD;
}

/* "Togo's trade with Mali rose. Trade with Niger fell": in a report on Ghana and Togo that has
 * come to Togo's other partners it goes on with these, in English. */
static bool goes_on_with(const kt_reading *r, kt_place known)
{
    return r->tongue == 1 && r->d.main && r->d.a == r->d.partner &&
           kt_place_is_country(r->d.a) && kt_place_is_country(r->d.b) && r->d.b != r->d.main &&
           known != r->d.a && known != r->d.main && r->block - r->d.frame_block <= 2;
}

/* "Chile's purchases", "Chile cut its purchases", "purchases by Chile", "die Käufe Chiles",
 * "закупки Чили". */
static bool is_of_purchases(const kt_reading *r, const kt_mention *m)
{
    static const char *const words[] = {"purchases", "käufe",   "einkäufe", "bezüge",
                                        "закупки",   "закупок", "покупки"};
    const int32_t before = m->first - 1 - kt_word_at(r, m->first - 1, "by");
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (kt_word_at(r, m->last, words[n]) || kt_word_at(r, before, words[n]) ||
            (r->tongue == 1 &&
             (kt_word_at(r, m->last + 1, words[n]) || kt_word_at(r, m->last + 2, words[n]))))
            return true;
    return false;
}

/* "Peru's exports were 9 billion. Chile bought 3 billion, Brazil spent 2 billion": of what the
 * article's country sells. */
static bool trades_with_main(const kt_reading *r, kt_place known)
{
    static const char *const bought[] = {"bought", "purchased", "buys"};
    const kt_frame *f = &r->d.frame;
    const bool sells = (f->measure == KT_MEASURE_EXPORT && f->a == r->d.main) ||
                       (f->measure == KT_MEASURE_IMPORT && f->b == r->d.main);
    const bool buys = (f->measure == KT_MEASURE_IMPORT && f->a == r->d.main) ||
                      (f->measure == KT_MEASURE_EXPORT && f->b == r->d.main);
    for (int n = 0; n < r->n_mentions && f->known && r->block - r->d.frame_block <= 1; n++) {
        const kt_mention *m = &r->mention[n];
        const bool does = m->role == KT_ROLE_OWNER && !m->genitive && !m->adjective;
        const bool all = r->tongue == 1 && f->a == r->d.main && r->d.partner == KT_PLACE_WORLD;
        if (m->place == known && all && does && KT_IS_ONE_OF(r, m->last, bought) &&
            kt_mark_within(r, m->last, m->last + 3, KT_SENSE_GOODS))
            return true; /* "Imports fell. Chile bought goods worth 2 billion" */
        if (m->place == known &&
            ((sells && is_of_purchases(r, m)) ||
             (does && sells &&
              (kt_mark_at(r, m->last, KT_SENSE_BUY) || kt_word_at(r, m->last, "spent"))) ||
             (does && buys && kt_mark_at(r, m->last, KT_SENSE_SELL))))
            return true;
    }
    return false;
}

/* "Exporte Perus nach Chile sanken. Die Importe aus Chile stiegen", in a report of another
 * country: the other flow of the one just told of. */
static bool turns_with(const kt_reading *r, kt_place known, const kt_part *part)
{
    const kt_frame *f = &r->d.frame;
    return r->d.last_was_claim && r->d.frame_block == r->block && f->known && f->a_named &&
           f->b == known && kt_place_is_country(f->a) &&
           ((f->measure == KT_MEASURE_EXPORT &&
             kt_mark_within(r, part->first, part->last, KT_SENSE_IMPORT)) ||
            (f->measure == KT_MEASURE_IMPORT &&
             kt_mark_within(r, part->first, part->last, KT_SENSE_EXPORT)));
}

kt_place kt_other_end(const kt_reading *r, kt_place known, bool is_partner, const kt_part *part)
{
    kt_place other = 0;
    if (part->before && part->before->known && !is_partner && is_all_of_flow(r, part))
        return KT_PLACE_WORLD;
    if (part->before && part->before->known)
        return other_of_before(r, known, is_partner, part->before);
    if (!is_partner && !kt_mark_within(r, r->first, r->last, KT_SENSE_BOTH) &&
        !kt_goal_within(r, r->first, r->last) && exceeds_trade(r, known))
        return KT_PLACE_WORLD;
    if (kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH)) {
        other = kt_place_other_of(known, r->d.main, r->d.partner);
        if (!kt_place_is_country(other) && r->d.frame_block == r->block)
            other = kt_place_other_of(known, r->d.a, r->d.b);
        if (kt_place_is_country(other))
            return other;
    }
    other = other_in_sentence(r, known, is_partner, part->first);
    if (other)
        return other;
    if (is_partner && r->office && r->office != known)
        return r->office; /* "Belstat reported exports to Russia of 26 billion" */
    const kt_place now = kt_place_other_of(known, r->d.a, r->d.b);
    if (known == r->d.main) {
        const bool anew = r->tongue == 0 && r->n_claims > 0 &&
                          r->claim[r->n_claims - 1].kind == KT_CLAIM_SHARE;
        const bool import = r->d.frame.measure == KT_MEASURE_IMPORT && !anew;
        if (!is_partner && kt_place_is_country(now) && r->d.frame_block == r->block && import &&
            kt_mark_within(r, part->first, part->last, KT_SENSE_EXPORT))
            return now; /* imports from there, and the exports thither */
        if (!is_partner && r->tongue != 1 && kt_place_is_country(now) &&
            r->d.frame_block == r->block && r->d.frame.measure == KT_MEASURE_TURNOVER &&
            !kt_is_bloc(now))
            return now; /* "торговля Китая и США выросла. Экспорт Китая вырос" */
        if (!is_partner)
            return partner_of_main(r);
        if (kt_place_is_country(r->d.partner))
            return r->d.partner;
        other = kt_place_is_country(now)
                    ? now
                    : kt_place_other_of(known, r->d.usual[0], r->d.usual[1]);
        return other ? other : KT_PLACE_WORLD;
    }
    if (is_partner && goes_on_with(r, known))
        return r->d.a;
    if (is_partner && turns_with(r, known, part))
        return r->d.frame.a;
    if ((is_partner || trades_with_main(r, known)) && r->d.main)
        return r->d.main;
    if (now && (r->d.frame_block == r->block || now == KT_PLACE_WORLD))
        return now;
    if ((known == r->d.partner || r->d.partner == 0) && r->d.main)
        return r->d.main;
    return KT_PLACE_WORLD;
}

/* Two countries named earlier in the sentence, or one and the article's own. */
static bool pair_in_sentence(const kt_reading *r, int32_t before, kt_place *a, kt_place *b)
{
    kt_place named[2] = {0, 0};
    bool partner = false;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first >= before || m->office || m->role == KT_ROLE_RIVAL || !m->place ||
            m->place == named[0] || (m->role == KT_ROLE_IN && m->place == r->d.main))
            continue;
        if (!named[0])
            partner = m->role != KT_ROLE_OWNER && m->role != KT_ROLE_SOURCE;
        named[named[0] != 0] = m->place;
    }
    if (!named[0])
        return false;
    *a = named[0];
    *b = named[1];
    if (!*b || (*b == r->d.main && partner)) {
        *b = named[0];
        *a = r->d.main;
    }
    return *a && *b && *a != *b;
}

/* "Von Januar bis März wurden Waren für 9 Milliarden exportiert", behind what was told of
 * March.
 */
static bool is_longer(const kt_reading *r, const kt_when *when)
{
    const kt_period now = when->period, last = r->d.period.period;
    return r->d.has_period && now.first <= last.first && now.last >= last.last &&
           now.last - now.first > last.last - last.first;
}

/* "Exports to Russia fell. In April exports came to 62 million": in a report of all partners a
 * sentence with a period of its own, and no country, is of all of them again; in German where
 * the period is a longer one that holds the last. */
static bool is_told_anew(const kt_reading *r)
{
    bool own = false;
    if (r->d.partner != KT_PLACE_WORLD || !kt_place_other_of(r->d.main, r->d.a, r->d.b))
        return false;
    for (int n = 0; n < r->n_when; n++)
        own |= r->when[n].known && ((!r->when[n].base && !r->when[n].ago &&
                                     (r->tongue == 2 || is_longer(r, &r->when[n]))) ||
                                    (r->when[n].base && r->when[n].first <= r->first + 3));
    return own;
}

/* "Exports to the EU rose. Exports of oil fell by 2 %": in a report of all partners goods are
 * of all of them again, behind a bloc. */
static bool is_good_of_all(const kt_reading *r, const kt_part *part)
{
    return r->d.partner == KT_PLACE_WORLD && kt_is_bloc(r->d.b) && r->d.a == r->d.main &&
           r->n_mentions == 0 && kt_mark_within(r, part->first, part->last, KT_SENSE_PRODUCT);
}

/* "Die Lage in Ungarn belastet den bilateralen Handel": the one country named as a place; 0. */
static kt_place where_in_sentence(const kt_reading *r)
{
    kt_place found = 0;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->office || m->pronoun || m->sense == KT_SENSE_CAPITAL || m->place == r->d.main)
            continue;
        if (m->role != KT_ROLE_IN || (found && found != m->place))
            return 0;
        found = m->place;
    }
    return found;
}

/* "Exports of 15 million rose to 19 million": no flow is named behind the amount before. */
static bool is_same_noun(const kt_reading *r, const kt_part *part)
{
    const kt_stated *s = r->now;
    return r->tongue == 1 && s > r->stated && s < r->stated + r->n_stated &&
           part->before->measure != KT_MEASURE_TURNOVER &&
           !kt_mark_within(r, s[-1].last, part->last, KT_SENSE_EXPORT) &&
           !kt_mark_within(r, s[-1].last, part->last, KT_SENSE_IMPORT);
}

/* "Trade between our countries": the article's own country or its partner, whichever is not
 * the speaker's; 0. In German. */
static kt_place other_than_speaker(const kt_reading *r, const kt_part *part)
{
    bool ours = false;
    for (int32_t t = part->first; t < part->last && r->tongue == 0; t++)
        ours |= kt_starts_with(r, t, "unser");
    const kt_place other = r->d.speaker_country == r->d.main ? r->d.partner : r->d.main;
    return ours && r->d.speaker_country && kt_place_is_country(other) && !kt_is_bloc(other)
               ? other
               : 0;
}

/* "With Laos it was 2 billion, with Mali 3 billion", in a report of Peru and Chile: others are
 * told to compare with. */
static bool told_others(const kt_reading *r)
{
    enum { MOST = 12 };
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    const int64_t from = r->n_claims > MOST ? r->n_claims - MOST : 0;
    kt_place other = 0;
    bool others = false;
    for (int64_t n = r->n_claims - 1; n >= from; n--) {
        const kt_claim *claim = &r->claim[n];
        const kt_place b = kt_place_of(claim->b);
        if (claim->sentence_start != last->sentence_start)
            break;
        if (kt_place_of(claim->a) != r->d.main || b == r->d.partner || !kt_place_is_country(b))
            return false;
        others |= other && b != other;
        other = b;
    }
    return others;
}

/* "Two-way trade" in a new paragraph, behind trade with all or with some others: of the
 * article's two. */
static bool is_of_articles_two(const kt_reading *r, const kt_part *part)
{
    return r->d.main && kt_place_is_country(r->d.partner) && !kt_is_bloc(r->d.partner) &&
           (r->block != r->d.frame_block ||
            kt_place_other_of(r->d.main, r->d.a, r->d.b) == KT_PLACE_WORLD || told_others(r)) &&
           kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH);
}

bool kt_open_pair(const kt_reading *r, const kt_part *part, kt_place *a, kt_place *b)
{
    if (part->before && part->before->known) {
        *a = part->before->a;
        *b = part->before->b;
        if (*b == r->d.main && !part->before->a_named && !is_same_noun(r, part)) {
            *b = *a;
            *a = r->d.main;
        }
        return true;
    }
    if (pair_in_sentence(r, part->first, a, b))
        return true;
    const kt_place ours = kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH)
                              ? other_than_speaker(r, part)
                              : 0;
    if (ours) {
        *a = r->d.speaker_country;
        *b = ours;
        return true;
    }
    if (r->tongue != 2 && r->d.two[1] &&
        (r->d.partner == KT_PLACE_WORLD || (r->tongue == 0 && !r->d.a)) &&
        kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH)) {
        const bool second = r->d.two[1] == r->d.main; /* "the two": those just named */
        *a = r->d.two[second];
        *b = r->d.two[!second];
        return true;
    }
    if (r->tongue == 0 && kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH) &&
        where_in_sentence(r) && r->d.main) {
        *a = r->d.main;
        *b = where_in_sentence(r);
        return true;
    }
    if (is_of_articles_two(r, part)) {
        *a = r->d.main;
        *b = r->d.partner;
        return true;
    }
    if (r->d.main && kt_place_is_country(kt_place_other_of(r->d.main, r->d.a, r->d.b)) &&
        r->block - r->d.frame_block <= 2 &&
        kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH)) {
        *a = r->d.main; /* "between both": the two last spoken of */
        *b = kt_place_other_of(r->d.main, r->d.a, r->d.b);
        return true;
    }
    if (r->tongue == 1 && r->d.main && r->d.there != r->d.main &&
        kt_place_is_country(r->d.there) && !kt_is_bloc(r->d.there) &&
        kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH)) {
        *a = r->d.main; /* "between the two": with whom was spoken of last */
        *b = r->d.there;
        return true;
    }
    const bool same_block = r->d.frame_block == r->block && r->d.a;
    if (same_block && (is_told_anew(r) || is_good_of_all(r, part))) {
        *a = r->d.main;
        *b = KT_PLACE_WORLD;
        return true;
    }
    if (!same_block && r->tongue == 0 && r->n_mentions == 0 && r->d.trade.known &&
        r->block - r->d.trade_block <= 1 && kt_place_is_country(r->d.trade.b) &&
        !kt_is_bloc(r->d.trade.b) && kt_goal_within(r, r->first, r->last)) {
        *a = r->d.trade.a; /* "Ziel sei es, dieses Volumen zu verdoppeln" */
        *b = r->d.trade.b;
        return true;
    }
    const kt_place listed = kt_place_other_of(r->d.lister, r->d.a, r->d.b);
    if (same_block && r->d.lister_block == r->block && kt_place_is_country(listed)) {
        *a = r->d.lister; /* "Laos is Peru's third partner. Exports rose": those of Peru */
        *b = listed;
        return true;
    }
    const bool of_main = r->d.a == r->d.main || r->d.b == r->d.main;
    if (!same_block && r->d.main && (r->d.partner || !r->d.a)) {
        *a = r->d.main;
        *b = of_main ? partner_of_main(r) : r->d.partner ? r->d.partner : KT_PLACE_WORLD;
        return true;
    }
    *a = r->d.a;
    *b = r->d.b;
    if (*b == r->d.main && *b && !r->d.frame.a_named) {
        *b = *a;
        *a = r->d.main;
    }
    return *a && *b;
}
