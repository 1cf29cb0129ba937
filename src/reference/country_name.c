/* country_name.c: what countries are called: data/names_de.csv, names_en.csv, names_ru.csv, and
 * data/capitals.csv for capitals that had other names.
 *
 * A form that a table leaves empty is made from a plainer one on reading, so that asking for a
 * name is a look into an array:
 *
 *     subject <- name      genitive, dative, object, between <- subject or name
 *     with, in, from, to <- the language's plain preposition and the form that it asks for */
#include <kontor/country.h>

#include <kontor/limits.h>

#include "country_internal.h"
#include "growing.h"
#include "reference_table.h"

#include <string.h>

const char *const kt_language_names[KT_N_LANGUAGES] = {"de", "en", "ru"};

static const char *const columns[] = {
    "code", "name", "subject", "genitive",  "dative",     "object",  "with",        "between",
    "in",   "from", "to",      "adjective", "inhabitant", "capital", "other_names", NULL};
enum { CODE, FIRST_FORM, OTHER_NAMES = FIRST_FORM + KT_N_NAME_FORMS };

/* What a preposition asks for, where the table does not say. */
static const struct preposition {
    kt_name_form form, from;
    const char *word[KT_N_LANGUAGES];
} prepositions[] = {
    {KT_NAME_WITH, KT_NAME_DATIVE, {"mit ", "with ", "с "}},
    {KT_NAME_IN, KT_NAME_DATIVE, {"in ", "in ", "в "}},
    {KT_NAME_FROM, KT_NAME_DATIVE, {"aus ", "from ", "из "}},
    {KT_NAME_TO, KT_NAME, {"nach ", "to ", "в "}},
};

typedef struct names_reading {
    kt_countries *countries;
    int language;
} names_reading;

int kt_language_of(const char *name)
{
    for (int n = 0; n < KT_N_LANGUAGES; n++) {
        if (name && strcmp(kt_language_names[n], name) == 0)
            return n;
    }
    return -1;
}

static kt_status join(kt_arena *arena, const char *a, const char *b, const char **out,
                      kt_error *err)
{
    const size_t first = strlen(a), second = strlen(b);
    char *both = NULL;
    KT_TRY(kt_arena_new(arena, &both, first + second + 1, 1, err));
    memcpy(both, a, first);
    memcpy(both + first, b, second);
    *out = both;
    return KT_OK;
}

/* Give every form in a sentence a text. name[KT_NAME] is never empty. */
static kt_status fill_forms(kt_arena *arena, int language, const char *name[KT_N_NAME_FORMS],
                            kt_error *err)
{
    static const kt_name_form plain[] = {KT_NAME_GENITIVE, KT_NAME_DATIVE, KT_NAME_OBJECT,
                                         KT_NAME_BETWEEN};
    if (name[KT_NAME_SUBJECT][0] == '\0')
        name[KT_NAME_SUBJECT] = name[KT_NAME];
    for (size_t n = 0; n < sizeof plain / sizeof plain[0]; n++) {
        if (name[plain[n]][0] == '\0')
            name[plain[n]] = name[KT_NAME_SUBJECT];
    }
    for (size_t n = 0; n < sizeof prepositions / sizeof prepositions[0]; n++) {
        const struct preposition *p = &prepositions[n];
        if (name[p->form][0] != '\0')
            continue;
        /* English has no cases, but an article: "to the United States". */
        const kt_name_form from = language == KT_LANGUAGE_EN ? KT_NAME_SUBJECT : p->from;
        KT_TRY(join(arena, p->word[language], name[from], &name[p->form], err));
    }
    return KT_OK;
}

/* "a|b|c" under its country. */
static kt_status add_others(kt_countries *countries, int language, int32_t at, kt_slice texts,
                            kt_error *err)
{
    kt_slice rest = texts;
    while (rest.size > 0) {
        const kt_slice text = kt_slice_trim(kt_slice_cut(&rest, '|'));
        if (text.size == 0)
            continue;
        KT_TRY(kt_grow(&countries->other, countries->n_others, &countries->others_room, err));
        kt_spelling_entry *entry = &countries->other[countries->n_others];
        *entry = (kt_spelling_entry){.at = at, .language = (int8_t)language};
        KT_TRY(kt_arena_text(&countries->arena, text.data, text.size, &entry->text, err));
        countries->n_others++;
        KT_TRY(kt_word_index_add(&countries->names, &countries->arena, entry->text, at,
                                 KT_RANK_OTHER, err));
    }
    return KT_OK;
}

static kt_status read_name_row(void *with, const kt_reference_row *row, kt_error *err)
{
    const names_reading *r = with;
    kt_countries *countries = r->countries;
    kt_country code = {0};

    KT_TRY(kt_reference_country(row, CODE, "code", &code, err));
    const int64_t at = kt_country_place(countries, code);
    if (at < 0)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "\"%.*s\" is no code of data/countries.csv",
                          (int)row->cell[CODE].size, row->cell[CODE].data);
    if (row->cell[FIRST_FORM].size == 0)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "the name is empty");

    const char **name = countries->name[at][r->language];
    if (name[KT_NAME])
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "\"%.*s\" stands twice",
                          (int)row->cell[CODE].size, row->cell[CODE].data);
    for (int form = 0; form < KT_N_NAME_FORMS; form++)
        KT_TRY(kt_reference_text(row, FIRST_FORM + form, &countries->arena, &name[form], err));
    KT_TRY(fill_forms(&countries->arena, r->language, name, err));
    for (int form = 0; form < KT_NAME_WITH; form++)
        KT_TRY(kt_word_index_add(
            &countries->names, &countries->arena, name[form], (int32_t)at,
            form == KT_NAME || form == KT_NAME_SUBJECT ? KT_RANK_NAME : KT_RANK_FORM, err));
    return add_others(countries, r->language, (int32_t)at, row->cell[OTHER_NAMES], err);
}

static const char *const capital_columns[] = {"code", "first_year", "last_year", "de",
                                              "en",   "ru",         NULL};

static kt_status read_capital_row(void *with, const kt_reference_row *row, kt_error *err)
{
    kt_countries *countries = with;
    kt_capital_entry entry = {0};
    int64_t first = 0, last = 0;

    KT_TRY(kt_reference_country(row, 0, "code", &entry.country, err));
    KT_TRY(kt_reference_integer(row, 1, "first_year", KT_MIN_YEAR, KT_MAX_YEAR, &first, err));
    KT_TRY(kt_reference_integer(row, 2, "last_year", KT_MIN_YEAR, KT_MAX_YEAR, &last, err));
    entry.first_year = (int16_t)first;
    entry.last_year = (int16_t)last;
    for (int language = 0; language < KT_N_LANGUAGES; language++)
        KT_TRY(kt_reference_text(row, 3 + language, &countries->arena, &entry.name[language],
                                 err));
    KT_TRY(kt_grow(&countries->capital, countries->n_capitals, &countries->capitals_room, err));
    countries->capital[countries->n_capitals++] = entry;
    return KT_OK;
}

kt_status kt_country_read_names(kt_countries *countries, kt_resources *resources, kt_error *err)
{
    KT_TRY(kt_arena_new(&countries->arena, &countries->name, countries->n_countries,
                        sizeof *countries->name, err));
    for (int language = 0; language < KT_N_LANGUAGES; language++) {
        static const char *const files[KT_N_LANGUAGES] = {
            "data/names_de.csv", "data/names_en.csv", "data/names_ru.csv"};
        names_reading r = {countries, language};
        KT_TRY(kt_reference_read(resources, files[language], columns, read_name_row, &r, err));
    }
    KT_TRY(kt_reference_read(resources, "data/capitals.csv", capital_columns, read_capital_row,
                             countries, err));
    kt_word_index_sort(&countries->names);
    return KT_OK;
}

/* The last three forms say nothing rather than something in another language. */
const char *kt_country_name(const kt_countries *countries, kt_country country,
                            const char *language, kt_name_form form)
{
    const int64_t at = kt_country_place(countries, country);
    const int in = kt_language_of(language);
    const char *name = NULL;
    const int64_t place = form >= 0 && form < KT_N_NAME_FORMS ? (int64_t)form : KT_NAME;

    if (at >= 0 && in >= 0)
        name = countries->name[at][in][place];
    if (!name && place >= KT_NAME_ADJECTIVE)
        return "";
    if (!name && at >= 0)
        name = countries->name[at][KT_LANGUAGE_EN][in < 0 ? place : KT_NAME];
    if (!name && at >= 0)
        name = countries->code_text[at];
    return name ? name : "?";
}

const char *kt_country_capital(const kt_countries *countries, kt_country country,
                               const char *language, int year)
{
    const int in = kt_language_of(language);
    for (int64_t n = 0; in >= 0 && n < countries->n_capitals; n++) {
        const kt_capital_entry *entry = &countries->capital[n];
        if (entry->country.code == country.code &&
            (!entry->first_year || year >= entry->first_year) &&
            (!entry->last_year || year <= entry->last_year))
            return entry->name[in];
    }
    return kt_country_name(countries, country, language, KT_NAME_CAPITAL);
}

void kt_country_names(const kt_countries *countries, kt_name_visit visit, void *with)
{
    for (int64_t at = 0; at < countries->n_countries; at++) {
        const kt_country country = countries->info[at].code;
        for (int language = 0; language < KT_N_LANGUAGES; language++) {
            const char *const *name = countries->name[at][language];
            for (int form = 0; form < KT_N_NAME_FORMS; form++) {
                if (name[form] && name[form][0] != '\0')
                    visit(with, country, kt_language_names[language], (kt_name_form)form,
                          kt_slice_of(name[form]));
            }
        }
    }
    for (int64_t n = 0; n < countries->n_others; n++) {
        const kt_spelling_entry *entry = &countries->other[n];
        visit(with, countries->info[entry->at].code, kt_language_names[entry->language],
              KT_NAME, kt_slice_of(entry->text));
    }
}
