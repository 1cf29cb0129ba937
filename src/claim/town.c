/* town.c: amounts of a part of a country: of a province, an oblast, a town; in English what was
 * once named as such is so in all that follows. */
#include "trade_flow.h"

#include <string.h>

/* A name with a capital that stands for nothing known: a town, a province, a firm. */
static bool is_unknown_name(const kt_reading *r, int32_t t)
{
    const kt_token *token = t < r->last ? kt_token_at(r->tokens, t) : NULL;
    return token && token->kind == KT_TOKEN_WORD && token->size > 2 &&
           (token->flags & KT_TOKEN_CAPITAL) && !kt_is_marked(r, t);
}

/* "Guangdong Province", "the Xinjiang Uygur Autonomous Region", "Tashkent region": its first
 * word, where the word of what it is stands at t; NULL. */
static const char *province_at(const kt_reading *r, int32_t t)
{
    static const char *const parts[] = {"province", "oblast", "prefecture", "region"};
    bool found = false;
    for (size_t n = 0; n < sizeof parts / sizeof *parts; n++)
        found |= kt_word_at(r, t, parts[n]);
    int32_t from = t;
    while (found && from > r->first && is_unknown_name(r, from - 1))
        from--;
    const bool capital = kt_mark_at(r, t - 1, KT_SENSE_CAPITAL) != NULL;
    if (!found || (from == t && !capital))
        return NULL;
    if (kt_word_at(r, t, "region") && !(kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL) &&
        !capital && (t - from > 1 || kt_word_at(r, from - 1, "the")))
        return NULL; /* "the Caspian region" is a part of the world */
    return kt_token_word(r->tokens, from == t ? t - 1 : from);
}

void kt_note_towns(kt_reading *r)
{
    enum { ROOM = sizeof r->d.town / sizeof *r->d.town };
    for (int32_t t = r->first + 1; t < r->last && r->tongue == 1; t++) {
        const char *name = province_at(r, t);
        bool known = !name;
        for (int n = 0; n < r->d.n_towns && !known; n++)
            known = strcmp(r->d.town[n], name) == 0;
        if (!known && r->d.n_towns < ROOM)
            r->d.town[r->d.n_towns++] = name;
    }
}

/* "Экспорт Баварии в Чехию", "экспорт из Калининграда": a name in small letters but the first
 * that stands for nothing known. */
static bool is_of_russian_town(const kt_reading *r, const kt_part *part)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
    for (int32_t t = part->first; t < part->last && r->tongue == 2; t++)
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++) {
            const kt_mark *mark = kt_mark_at(r, t, flows[n]);
            if (!mark || mark->first != t)
                continue;
            int32_t end = t + mark->n;
            end += flows[n] == KT_SENSE_EXPORT && kt_word_at(r, end, "из");
            if (is_unknown_name(r, end) && (uint8_t)kt_token_word(r->tokens, end)[0] >= 0x80 &&
                !(kt_token_at(r->tokens, end)->flags & KT_TOKEN_UPPER))
                return true;
        }
    return false;
}

static bool ends_in(const kt_reading *r, int32_t t, const char *end)
{
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word), tail = strlen(end);
    return size > tail + 2 && strcmp(word + size - tail, end) == 0;
}

/* "Die Zürcher Exporte", "schottische Exporte", "Hamburgs Exporte": whose they are, before the
 * flow at t, by an adjective or a genitive of no country. */
static bool is_german_owner(const kt_reading *r, int32_t t)
{
    static const char *const general[] = {
        "heimische",     "heimischen",  "einheimische", "einheimischen", "ausländische",
        "ausländischen", "inländische", "inländischen", "überseeische",  "überseeischen"};
    const bool place = ends_in(r, t - 1, "ische") || ends_in(r, t - 1, "ischen") ||
                       ends_in(r, t - 1, "ischer");
    if (kt_is_marked(r, t - 1) || kt_token_at(r->tokens, t - 1)->kind != KT_TOKEN_WORD ||
        kt_starts_with(r, t - 1, "gesamt") || /* "die gesamtdeutschen Exporte" */
        !(kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL))
        return false; /* "laut Wirtschaftskammer exportierte Peru" */
    return (is_unknown_name(r, t - 1) && t - 1 > r->first && ends_in(r, t - 1, "er")) ||
           (is_unknown_name(r, t - 1) && ends_in(r, t - 1, "s")) ||
           (place && !KT_IS_ONE_OF(r, t - 1, general));
}

/* "Exporte aus Bayern nach Chile", in German. */
static bool is_of_german_town(const kt_reading *r, const kt_part *part)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
    for (int32_t t = part->first; t < part->last && r->tongue == 0; t++)
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++) {
            const kt_mark *mark = kt_mark_at(r, t, flows[n]);
            const int32_t end = mark ? mark->first + mark->n : 0;
            if (!mark || mark->first != t)
                continue;
            if ((kt_word_at(r, end, "aus") && is_unknown_name(r, end + 1)) ||
                (t > part->first && is_german_owner(r, t)))
                return true;
        }
    return false;
}

/* "Peru's exports to Guangdong", in English: whither no country is; not in a headline, whose
 * verbs may have capitals ("exports to Grow"). */
static bool is_to_town(const kt_reading *r, const kt_mark *flow)
{
    static const char *const words[] = {"to", "into", "from"};
    const int32_t end = flow->first + flow->n;
    return !r->title && KT_IS_ONE_OF(r, end, words) && is_unknown_name(r, end + 1);
}

/* "The oil-rich Kingdom's exports": a country, though not named, in English. */
static bool is_kind_of_state(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"kingdom", "republic", "sultanate", "emirate",
                                        "federation"};
    return KT_IS_ONE_OF(r, t, words);
}

/* "Exports from Istanbul to Azerbaijan", "Xinjiang's exports": of a part of a country. */
bool kt_is_of_town(const kt_reading *r, const kt_part *part)
{
    if (is_of_russian_town(r, part) || is_of_german_town(r, part))
        return true;
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER,
                                     KT_SENSE_FOREIGN};
    for (int32_t t = r->first; t < part->last && r->tongue == 1; t++)
        for (int n = 0; n < r->d.n_towns; n++)
            if (kt_word_at(r, t, r->d.town[n]))
                return true;
    const bool chained = part->before && part->before->known;
    for (int32_t t = chained ? part->first : r->first; t < part->last && r->tongue == 1; t++)
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++) {
            const kt_mark *mark = kt_mark_at(r, t, flows[n]);
            if (!mark || mark->first != t)
                continue;
            const int32_t end = t + mark->n;
            if (flows[n] == KT_SENSE_EXPORT && kt_word_at(r, end, "from") &&
                is_unknown_name(r, end + 1))
                return true;
            if (t >= part->first && is_to_town(r, mark))
                return true;
            if (t > r->first + 2 && kt_word_at(r, t - 1, "s") && kt_sign_at(r, t - 2, "'") &&
                is_unknown_name(r, t - 3) && !is_kind_of_state(r, t - 3))
                return true;
        }
    return false;
}

bool kt_names_company(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t t = first; t < last; t++)
        if (kt_mark_at(r, t, KT_SENSE_COMPANY) && !kt_is_region_of_world(r, t))
            return true;
    return false;
}

bool kt_is_region_of_world(const kt_reading *r, int32_t t)
{
    return r->tongue == 0 && kt_word_at(r, t, "region") &&
           kt_mark_at(r, t + 1, KT_SENSE_REGION) != NULL;
}
