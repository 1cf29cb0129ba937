/* speaker.c: who speaks in a paragraph, and whose statistics are quoted.
 *
 * A speaker is a name (two capital words or more beside a title or a verb of saying) and has
 * the country that stands beside the title. Once known, the last name alone is enough. */
#include "reading.h"

#include <string.h>

static bool is_name_word(const kt_reading *r, int32_t t)
{
    const kt_token *token = kt_token_at(r->tokens, t);
    return token->kind == KT_TOKEN_WORD && (token->flags & KT_TOKEN_CAPITAL) &&
           !kt_mark_at(r, t, KT_SENSE_SCALE) && !kt_mark_at(r, t, KT_SENSE_CURRENCY) &&
           !kt_mark_at(r, t, KT_SENSE_EXPORT) && !kt_mark_at(r, t, KT_SENSE_IMPORT) &&
           token->size > 2 && !kt_mark_at(r, t, KT_SENSE_COUNTRY) &&
           !kt_mark_at(r, t, KT_SENSE_PERSON) && !kt_mark_at(r, t, KT_SENSE_MONTH) &&
           !kt_mark_at(r, t, KT_SENSE_OFFICE) && !kt_mark_at(r, t, KT_SENSE_CAPITAL) &&
           !kt_mark_at(r, t, KT_SENSE_AGENCY) && !kt_mark_at(r, t, KT_SENSE_BLOC) &&
           !kt_mark_at(r, t, KT_SENSE_ADJECTIVE) && !kt_mark_at(r, t, KT_SENSE_TURNOVER) &&
           !kt_mark_at(r, t, KT_SENSE_STATISTICS);
}

static bool is_particle(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"аль", "эль", "бен", "ибн", "бин", "фон", "де",
                                        "al",  "el",  "bin", "ben", "ibn", "von", "van",
                                        "der", "de",  "da",  "dos", "di",  "del"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (strcmp(kt_token_word(r->tokens, t), words[n]) == 0)
            return true;
    return false;
}

/* "Юсеф аль-Мансури", "Ursula von der Leyen": small words before the next word of a name. */
static bool leads_to_name(const kt_reading *r, int32_t t, int32_t last)
{
    const int32_t from = t;
    while (t < last && t < from + 2 && is_particle(r, t))
        t++;
    t += t < last && kt_sign_at(r, t, "-");
    return t > from && t < last && is_name_word(r, t);
}

/* Words of a name at t; 0 when it is none. */
static int name_length(const kt_reading *r, int32_t t, int32_t last)
{
    int n = 0;
    while (t + n < last && n < 6 &&
           (is_name_word(r, t + n) || (n > 0 && leads_to_name(r, t + n, last)) ||
            (n > 0 && kt_sign_at(r, t + n, "-") &&
             !(kt_token_at(r->tokens, t + n)->flags & KT_TOKEN_SPACED))))
        n++;
    while (n > 0 && kt_sign_at(r, t + n - 1, "-"))
        n--;
    return n >= 2 ? n : 0;
}

/* "The Vietnamese ambassador to Bangladesh", "посол Марокко в России": not where one is of. */
static bool is_whereto(const kt_reading *r, int32_t t)
{
    static const char *const articles[] = {"the", "der", "den", "dem"};
    t -= KT_IS_ONE_OF(r, t - 1, articles);
    if (r->tongue == 1)
        return kt_word_at(r, t - 1, "to") || kt_word_at(r, t - 1, "in");
    return r->tongue == 0 ? kt_word_at(r, t - 1, "in") : kt_word_at(r, t - 1, "в");
}

/* The country of a title: beside the name within some words. */
static kt_place country_near(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t t = last - 1; t >= first; t--) {
        static const kt_sense senses[] = {KT_SENSE_ADJECTIVE, KT_SENSE_COUNTRY};
        for (int n = 0; n < 2; n++) {
            const kt_mark *mark = kt_mark_at(r, t, senses[n]);
            if (mark && !is_whereto(r, mark->first))
                return kt_place_country(mark->meaning.code);
        }
    }
    return 0;
}

/* Names in other cases have other endings: five letters or more in common are enough. */
static bool same_name(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    return (a[n] == '\0' && b[n] == '\0') ||
           (n >= 10 && strlen(a) - n <= 6 && strlen(b) - n <= 6);
}

/* Remember somebody, or find again who has the same last name. */
static kt_status meet(kt_reading *r, int32_t t, int n, kt_place country, kt_error *err)
{
    const kt_token *token = r->tokens->token;
    const char *last_name = kt_token_word(r->tokens, t + n - 1);
    for (int i = 0; i < r->d.n_people; i++) {
        if (!same_name(r->d.person[i].last_name, last_name))
            continue;
        if (country && !r->d.person[i].country)
            r->d.person[i].country = country;
        r->d.speaker = r->d.person[i].name;
        r->d.speaker_country = r->d.person[i].country;
        return KT_OK;
    }
    if (n < 2)
        return KT_OK;
    KT_TRY(kt_arena_text(r->arena, r->article->text.data + token[t].start,
                         token[t + n - 1].end - token[t].start, &r->d.speaker, err));
    r->d.speaker_country = country;
    if (r->d.n_people < (int)(sizeof r->d.person / sizeof *r->d.person)) {
        const int i = r->d.n_people++;
        r->d.person[i].last_name = last_name;
        r->d.person[i].name = r->d.speaker;
        r->d.person[i].country = country;
    }
    return KT_OK;
}

/* "Interview mit der Botschafterin Perus", "на вопросы отвечает посол Перу": said at the head
 * of an article whose answers name nobody. */
static bool is_of_interview(const kt_reading *r, int32_t first, int32_t last)
{
    enum { HEAD = 4 };
    static const char *const words[] = {"interview", "gespräch", "интервью", "вопросы"};
    for (int32_t t = first; t < last && r->block <= HEAD; t++)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n]))
                return true;
    return false;
}

kt_status kt_find_speaker(kt_reading *r, int32_t block_first, int32_t block_last, kt_error *err)
{
    r->first = block_first;
    r->last = block_last;
    r->d.speaker = NULL;
    r->d.speaker_country = r->d.interviewed;
    const bool interview = is_of_interview(r, block_first, block_last);
    for (int32_t t = block_first; t < block_last; t++) {
        int n = name_length(r, t, block_last);
        if (n == 0 && r->d.n_people > 0 && is_name_word(r, t))
            n = 1;
        if (n == 0)
            continue;
        const int32_t from = t - 8 > block_first ? t - 8 : block_first;
        const int32_t to = t + n + 6 < block_last ? t + n + 6 : block_last;
        const bool titled = kt_mark_within(r, from, to, KT_SENSE_PERSON) != NULL;
        const bool says = kt_mark_within(r, from, to, KT_SENSE_SAY) != NULL;
        if (titled || says) {
            KT_TRY(meet(r, t, n, titled && n > 1 ? country_near(r, from, t) : 0, err));
            if (interview && titled && !r->d.interviewed)
                r->d.interviewed = r->d.speaker_country;
            if (says && r->d.speaker)
                return KT_OK;
        }
        t += n - 1;
    }
    return KT_OK;
}

/* Of a pair, the one whose statistics are quoted is the reporter. */
static void turn_to(kt_reading *r, kt_place place)
{
    r->d.statistics_of = place;
    if (place == r->d.partner && place && !r->d.whose_title) {
        r->d.partner = r->d.main;
        r->d.main = place;
    }
}

/* "Uzbekistan's statistics", "statistics of Uzbekistan", "Statistik Usbekistans": a country's
 * name counts only where nothing else, or one word such as "of", stands between, and where it
 * is not one of two: "figures of Germany and Uzbekistan" are nobody's. */
static bool belongs_to(const kt_reading *r, const kt_mention *m, const kt_mark *words)
{
    const int32_t after = words->first + words->n;
    if (m->last == words->first)
        return !kt_mark_at(r, m->first - 1, KT_SENSE_AND);
    const bool follows = m->first == after ||
                         (m->first == after + 1 && kt_mark_at(r, after, KT_SENSE_OF) != NULL);
    return follows && !kt_mark_at(r, m->last, KT_SENSE_AND);
}

/* "По данным статслужбы, на долю России": a comma between. */
static bool is_parted(const kt_reading *r, const kt_mention *m, const kt_mark *words)
{
    const int32_t from = m->last <= words->first ? m->last : words->first + words->n;
    const int32_t to = m->last <= words->first ? words->first : m->first;
    for (int32_t t = from; t < to; t++)
        if (kt_sign_at(r, t, ","))
            return true;
    return false;
}

/* "Exports to Chile rose, the statistics office said in its report": whither is not whose
 * office it is, nor is whose report that is, in English. */
static bool is_of_no_office(const kt_reading *r, const kt_mention *m, const kt_mark *words)
{
    if (r->tongue == 1 && m->pronoun && m->first > words->first)
        return true;
    return r->tongue == 1 && m->last < words->first && !m->adjective && !m->genitive &&
           !m->office &&
           (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM || m->role == KT_ROLE_WITH ||
            m->role == KT_ROLE_BETWEEN || is_parted(r, m, words));
}

void kt_find_statistics(kt_reading *r)
{
    const kt_mark *named = kt_mark_within(r, r->first, r->last, KT_SENSE_OFFICE_OF);
    const kt_mark *office = kt_mark_within(r, r->first, r->last, KT_SENSE_OFFICE);
    const kt_mark *words = kt_mark_within(r, r->first, r->last, KT_SENSE_STATISTICS);
    r->office = 0;
    if (named) {
        r->office = kt_place_country(named->meaning.code);
        turn_to(r, r->office);
        return;
    }
    const kt_mark *mark = office ? office : words;
    if (!mark)
        return;
    kt_place best = 0;
    int32_t distance = 5;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        const int32_t d =
            m->last <= mark->first ? mark->first - m->last : m->first - (mark->first + mark->n);
        if (d >= 0 && d < distance && !(r->tongue == 2 && is_parted(r, m, mark)) &&
            (m->office || m->adjective || office || belongs_to(r, m, mark)) &&
            m->place != KT_PLACE_WORLD && !is_of_no_office(r, m, mark)) {
            distance = d;
            best = m->place;
        }
    }
    if (best)
        turn_to(r, best);
    else if (office && r->d.main)
        r->d.statistics_of = r->d.main;
}
