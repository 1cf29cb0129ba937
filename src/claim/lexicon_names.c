/* lexicon_names.c: names of countries as phrases: every form, adjectives and inhabitants by
 * their stems, capitals with their endings. */
#include "lexicon_table.h"

#include <stdio.h>
#include <string.h>

static int tongue_of(const kt_tongues *tongues, const char *language)
{
    for (int n = 0; n < KT_N_NAMED_TONGUES; n++)
        if (strcmp(language, tongues->tongue[n].code) == 0)
            return n;
    return -1;
}

/* Without the preposition and the article that a form carries. */
kt_slice kt_name_without_lead(kt_slice text)
{
    static const char *const leads[] = {
        "von", "of",  "mit", "in",  "aus", "nach", "auf",  "der",  "die", "das", "den",
        "dem", "des", "ins", "vom", "im",  "zu",   "with", "from", "to",  "on",  "the",
        "с",   "со",  "в",   "во",  "на",  "из",   "к",    "The",  "Die", "Der", "Das"};
    for (;;) {
        kt_slice rest = text;
        const kt_slice word = kt_slice_cut(&rest, ' ');
        bool lead = false;
        for (size_t n = 0; n < sizeof leads / sizeof *leads && rest.data; n++)
            lead |= kt_slice_is(word, leads[n]);
        if (!lead)
            return text;
        text = rest;
    }
}

static bool ends_with(kt_slice text, const char *end)
{
    const size_t size = strlen(end);
    return text.size > size && memcmp(text.data + text.size - size, end, size) == 0;
}

/* The stem of an adjective or an inhabitant that endings are put behind, with its asterisk. */
static void stem_of(kt_slice text, int tongue, kt_sense sense, char out[128])
{
    static const char *const endings[] = {"ский", "ий", "ый", "ой", "ец", "ин", "ка"};
    if (tongue == 2) {
        for (size_t n = 0; n < sizeof endings / sizeof *endings; n++) {
            if (!ends_with(text, endings[n]))
                continue;
            const char *keep = n == 0 ? "ск" : n == 4 ? "ц" : n == 6 ? "к" : "";
            if (n == 4 && ends_with(text, "лец")) /* "бразильцы" */
                keep = "ьц";
            if (n == 4 &&
                (ends_with(text, "иец") || ends_with(text, "еец") || ends_with(text, "аец")))
                keep = "йц";
            if (n == 5 && !ends_with(text, "анин") && !ends_with(text, "янин"))
                keep = "ин";
            snprintf(out, 128, "%.*s%s*", (int)(text.size - strlen(endings[n])), text.data,
                     keep);
            return;
        }
    }
    snprintf(out, 128, "%.*s%s", (int)text.size, text.data,
             tongue == 1 && sense == KT_SENSE_ADJECTIVE ? "" : "*");
}

/* Names that a text uses for something else ("Niger", a river; "Jersey" a shirt) stay with
 * their capital letter; one-word names of three letters or less are left out. */
static void visit_name(void *with, kt_country country, const char *language, kt_name_form form,
                       kt_slice text)
{
    kt_lexicon_builder *b = with;
    const int tongue = tongue_of(&b->lexicon->tongues, language);
    char stem[128];
    kt_sense sense = KT_SENSE_COUNTRY;

    if (b->status || tongue < 0 || text.size == 0 || text.size > 100)
        return;
    const kt_country_info *info = kt_country_info_of(b->countries, country);
    if (!info || info->kind == KT_IS_UNSPECIFIED)
        return;
    if (form == KT_NAME_ADJECTIVE)
        sense = KT_SENSE_ADJECTIVE;
    else if (form == KT_NAME_INHABITANT)
        sense = KT_SENSE_PEOPLE;
    else if (form == KT_NAME_CAPITAL)
        sense = KT_SENSE_CAPITAL;
    if (sense == KT_SENSE_CAPITAL && info->kind != KT_IS_COUNTRY)
        return; /* Moscow is Russia's, not the Soviet Union's */
    if (form != KT_NAME_ADJECTIVE && form != KT_NAME_INHABITANT)
        text = kt_name_without_lead(text);
    if (info->kind == KT_IS_AGGREGATE || memchr(text.data, ',', text.size) ||
        memchr(text.data, '(', text.size))
        return;
    kt_meaning meaning = {
        .sense = (uint8_t)sense, .name_form = (uint8_t)form, .code = country.code, .text = ""};
    const bool letters =
        text.size <= 4 && text.data[text.size - 1] >= 'A' && text.data[text.size - 1] <= 'Z';
    const char *capital = tongue == 2 && sense != KT_SENSE_ADJECTIVE ? "^" : ""; /* "того" */
    snprintf(stem, sizeof stem, "%s%.*s", letters ? "^^" : capital, (int)text.size, text.data);
    if (sense == KT_SENSE_CAPITAL && tongue != 1 && !memchr(text.data, ' ', text.size) &&
        text.size >= (tongue == 2 ? 8u : 5u)) { /* Ташкентом, Берлина, Moskaus */
        static const char *const vowels[] = {"а", "я", "ь", "й", "ы"};
        size_t size = text.size;
        for (size_t n = 0; n < 5 && tongue == 2; n++)
            if (size == text.size && ends_with(text, vowels[n]))
                size -= 2;
        if (size >= (tongue == 2 ? 8u : 5u))
            snprintf(stem, sizeof stem, "^%.*s*", (int)size, text.data); /* not "осложнил" */
    }
    if (sense == KT_SENSE_ADJECTIVE || sense == KT_SENSE_PEOPLE) {
        if (text.size < 4)
            return;
        stem_of(text, tongue, sense, stem);
    }
    if (info->kind == KT_IS_WORLD)
        return;
    b->status = kt_lexicon_add_text(b, tongue, kt_slice_of(stem), &meaning, b->err);
}

void kt_lexicon_add_names(kt_lexicon_builder *b)
{
    kt_country_names(b->countries, visit_name, b);
}
