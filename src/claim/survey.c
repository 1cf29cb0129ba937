/* survey.c: what is seen of a text before it is settled what it is about: the countries named
 * most often in all of it; those of one sentence, owners first, with what else tells whose
 * trade it speaks of and with whom; and the country that the report comes from: that of an
 * office or a title it names, or of the capital it is dated from. */
#include "survey.h"

#include "mention.h"

#include <string.h>

/* The two places named most often, a capital counting half. */
void kt_find_usual(kt_reading *r)
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
        if (mark->meaning.sense == KT_SENSE_BLOC && kt_is_behind_event(r, mark->first))
            continue;
        for (int n = 0; n < 5; n++)
            if (mark->meaning.sense == senses[n])
                weight = n == 4 ? 1 : 2;
        if (!weight || !(kt_token_at(r->tokens, mark->first)->flags & KT_TOKEN_CAPITAL ||
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

/* "Foreign trade with Japan" in the sentence at hand. */
bool kt_is_foreign_with(const kt_reading *r, const kt_mention *m)
{
    for (int32_t t = m->first - 3; m->role == KT_ROLE_WITH && t < m->first; t++)
        if (t >= r->first &&
            (kt_mark_at(r, t, KT_SENSE_FOREIGN) || kt_starts_with(r, t, "aussenhandel")))
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

/* "Der deutschen Maschinenbauer", "österreichische Winzer": who trades, in German. */
bool kt_has_traders(const kt_reading *r, const kt_mention *m)
{
    return r->tongue == 0 && m->adjective && kt_mark_at(r, m->last, KT_SENSE_TRADER) != NULL;
}

/* "Экспорт продовольствия из Перу", "экспорт перуанского продовольствия": whose trade it is,
 * where nothing is bought and nobody else is told of, in Russian. */
static bool is_exporter(const kt_reading *r, const kt_mention *m)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].role == KT_ROLE_TO || r->mention[n].role == KT_ROLE_WITH)
            return false;
    return r->tongue == 2 && (m->role == KT_ROLE_FROM || m->role == KT_ROLE_SOURCE) &&
           !m->pronoun && kt_mark_within(r, r->first, m->first, KT_SENSE_EXPORT) &&
           !kt_mark_within(r, r->first, r->last, KT_SENSE_IMPORT) &&
           !kt_mark_within(r, r->first, r->last, KT_SENSE_BUY);
}

static void take_places(const kt_reading *r, bool owners, kt_survey *out)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        const bool owner =
            m->role == KT_ROLE_OWNER || m->role == KT_ROLE_BETWEEN || kt_has_traders(r, m) ||
            is_exporter(r, m) ||
            (r->tongue != 2 && kt_is_whence(r, m)); /* "экспорт из Таджикистана" is told there,
                                                         and by those to whom it goes */
        out->partner |= m->pronoun && m->role != KT_ROLE_OWNER && m->place != KT_PLACE_WORLD;
        out->whole |= m->place == KT_PLACE_WORLD && !owner;
        out->foreign_with |= kt_is_foreign_with(r, m);
        out->rival |= r->tongue == 1 && m->role == KT_ROLE_RIVAL && !m->office;
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
        out->thither |= out->n_places == 0 && m->role == KT_ROLE_TO;
        out->inside = out->n_places == 0 && m->role == KT_ROLE_IN && r->tongue == 0;
        if (i == out->n_places && i < 4) {
            out->place[out->n_places++] = m->place;
            out->n_owners += owner;
        }
    }
}

/* The countries of a sentence, and whether it speaks of trade. */
void kt_survey_sentence(kt_reading *r, kt_survey *out)
{
    static const kt_sense trade[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT,
                                     KT_SENSE_FOREIGN,  KT_SENSE_BUY,    KT_SENSE_SELL,
                                     KT_SENSE_SURPLUS,  KT_SENSE_DEFICIT};
    *out = (kt_survey){.partner = kt_mark_within(r, r->first, r->last, KT_SENSE_BOTH) != NULL};
    for (size_t n = 0; n < sizeof trade / sizeof *trade; n++)
        out->trade |= kt_mark_within(r, r->first, r->last, trade[n]) != NULL;
    out->whole = kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN) != NULL;
    out->ranked = kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) != NULL;
    out->one_of_many = r->tongue == 0 &&
                       kt_mark_within(r, r->first, r->last, KT_SENSE_LARGEST) &&
                       (kt_mark_within(r, r->first, r->last, KT_SENSE_BUYER) ||
                        kt_mark_within(r, r->first, r->last, KT_SENSE_SUPPLIER));
    kt_find_mentions(r);
    for (int n = 0; n < r->n_mentions; n++)
        if (out->ranked && !r->mention[n].office && r->mention[n].place != KT_PLACE_WORLD &&
            (r->mention[n].genitive || r->mention[n].adjective))
            out->whose = r->mention[n].place;
    for (int n = 0; n < r->n_mentions && !out->partners_of; n++)
        if (!r->mention[n].office && !r->mention[n].pronoun &&
            kt_has_partners(r, &r->mention[n]))
            out->partners_of = r->mention[n].place;
    out->trade |= out->partners_of != 0;
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
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return 0;
        const kt_mark *country = kt_mark_at(r, t, KT_SENSE_COUNTRY);
        if (country)
            return kt_place_country(country->meaning.code);
    }
    return 0;
}

/* The country of a named office, else of the place of the report; 0. */
kt_place kt_find_reporter(const kt_reading *r, int32_t body, uint8_t *by_office)
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
kt_place kt_speaker_beside(const kt_reading *r, kt_place named)
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
