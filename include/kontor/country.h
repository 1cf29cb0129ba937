/* kontor/country.h: countries, territories and groups: codes, names and their forms.
 *
 * Our code is ISO 3166 alpha-3 where there is one, the code in common use for what has ended
 * (SUN, YUG, SCG, CSK, ...), and letters of our own for what trade data call areas and groups
 * (data/countries.csv). World, aggregates and unspecified areas never enter a ranking.
 *
 * Sources: ISO 3166 by iso-codes, M49 and Comtrade's own numbers, CEPII's BACI country tables,
 * ICU's display names; short forms, cases, adjectives and inhabitants are a table of our own
 * (data/names_de.csv, names_en.csv, names_ru.csv). */
#ifndef KONTOR_COUNTRY_H
#define KONTOR_COUNTRY_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/resource.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_country_kind {
    KT_IS_COUNTRY = 0, /* sovereign, or treated as a reporter like one (Taiwan, Hong Kong) */
    KT_IS_TERRITORY,   /* part of another that trade data list by itself */
    KT_IS_HISTORICAL,  /* ended: SUN, YUG, SCG, CSK, BLX, ANT, ... */
    KT_IS_AGGREGATE,   /* sums of others: EU, euro area, Africa */
    KT_IS_WORLD,
    KT_IS_UNSPECIFIED /* areas nes, bunkers, free zones, special categories: unallocated */
} kt_country_kind;

typedef struct kt_country_info {
    kt_country code;
    char alpha2[3]; /* "" where there is none */
    int numeric;    /* ISO 3166 or M49; 0 where there is none */
    kt_country_kind kind;
    int16_t first_year, last_year; /* as a reporter of its own; 0: no such limit */
    double latitude, longitude;    /* of the capital, degrees; NaN where there is none */
} kt_country_info;

/* The tables, read once and then unchanging: any number of threads may read. */
typedef struct kt_countries kt_countries;
/* resources is borrowed for the call. Errors: KT_ERR_FORMAT with the file and line of a table
 * that is wrong; KT_ERR_MEMORY; KT_ERR_MISSING. */
KT_MUST_USE kt_status kt_countries_open(kt_resources *resources, kt_countries **out,
                                        kt_error *err);
void kt_countries_close(kt_countries *countries);

int64_t kt_countries_count(const kt_countries *countries);
const kt_country_info *kt_countries_at(const kt_countries *countries, int64_t n);
/* NULL for a code that is not in the table. */
const kt_country_info *kt_country_info_of(const kt_countries *countries, kt_country country);
/* True for what may stand in a ranking: country, territory, historical. */
bool kt_country_ranks(const kt_countries *countries, kt_country country);

/* What a user typed: alpha-3, alpha-2, or a name or common short form in German, English or
 * Russian, without regard to case, accents and signs. Errors: KT_ERR_MISSING unknown, with the
 * nearest names when some are close; KT_ERR_RANGE ambiguous (Congo, Korea, ...), listing the
 * candidates. */
KT_MUST_USE kt_status kt_country_find(const kt_countries *countries, kt_slice text,
                                      kt_country *out, kt_error *err);
/* Which countries a text may mean that kt_country_find() refuses: the candidates it lists, best
 * first, at most `most` of them, at most 4. Returns how many. */
int kt_country_guess(const kt_countries *countries, kt_slice text, kt_country out[], int most);

/* What a data file says. Unknown: false, and *out is left alone. */

/* ISO alpha-2, alpha-3, or another code in use in trade data (ROM, ZAR, TMP, X_BLX, ...) */
bool kt_country_from_code(const kt_countries *countries, kt_slice alpha, kt_country *out);
/* M49, ISO numeric or Comtrade's and BACI's own (251, 490, 579, 699, 757, 842, 0 for world,
 * ...). Where they disagree trade data decide: 492 is "Europe EU, nes", not Monaco. */
bool kt_country_from_number(const kt_countries *countries, int number, kt_country *out);
/* A name as datasets spell it ("Belarus, Rep. of", "Viet Nam", "CotedIvoire"), of one meaning
 * only; case, accents and signs do not count. */
bool kt_country_from_name(const kt_countries *countries, kt_slice name, kt_country *out);

/* Forms of a name in a sentence, prepositions and articles included. */
typedef enum kt_name_form {
    KT_NAME = 0,     /* alone, as in a table: "Kasachstan", "Ukraine", "Казахстан" */
    KT_NAME_SUBJECT, /* "Kasachstan", "die Ukraine", "the United States", "Казахстан" */
    KT_NAME_GENITIVE, /* "Kasachstans", "der Ukraine", "Kazakhstan's", "Казахстана" */
    KT_NAME_DATIVE,   /* "Kasachstan", "der Ukraine", "Kazakhstan", "Казахстану" */
    KT_NAME_OBJECT,   /* accusative: "Kasachstan", "die Ukraine", "Казахстан" */
    KT_NAME_WITH, /* "mit der Ukraine", "with Kazakhstan", "с Казахстаном", "со Швецией" */
    KT_NAME_BETWEEN, /* behind "zwischen", "between", "между": "der Ukraine", "Казахстаном" */
    KT_NAME_IN, /* "in der Ukraine", "auf Kuba", "in Kazakhstan", "в Казахстане" */
    KT_NAME_FROM, /* "aus der Ukraine", "from Kazakhstan", "из Казахстана", "с Кубы" */
    KT_NAME_TO, /* "in die Ukraine", "nach Kasachstan", "to Kazakhstan", "в Казахстан" */
    KT_NAME_ADJECTIVE, /* basic form: "kasachisch", "Kazakh", "казахстанский"; "" where unknown
                        */
    KT_NAME_INHABITANT, /* "Kasache", "Kazakhstani", "казахстанец"; "" where unknown */
    KT_NAME_CAPITAL,    /* "Astana"; "" where there is none */
    KT_N_NAME_FORMS
} kt_name_form;

/* language: "de", "en", "ru". Falls back to the English name and at last to the code ("?" for
 * one that is not in the table); never empty but for the last three. Lives as long as
 * `countries`. A capital that had another name is the affair of kt_country_capital(). */
const char *kt_country_name(const kt_countries *countries, kt_country country,
                            const char *language, kt_name_form form);
/* The capital's name in a year (Nur-Sultan 2019-2022); "" where there is none. */
const char *kt_country_capital(const kt_countries *countries, kt_country country,
                               const char *language, int year);

/* All spellings a text may use, for finding names in articles: calls back for every form of
 * every country (by code): text, language, which form; then for further spellings and inflected
 * adjectives, all as KT_NAME. */
typedef void (*kt_name_visit)(void *with, kt_country country, const char *language,
                              kt_name_form form, kt_slice text);
void kt_country_names(const kt_countries *countries, kt_name_visit visit, void *with);

/* Great-circle distance between capitals in km on a sphere of 6371.0088 km (IUGG mean radius);
 * NaN where a capital is missing. Not CEPII's distance, and named so where it is printed. */
double kt_country_distance_km(const kt_countries *countries, kt_country a, kt_country b);

KT_END_DECLS

#endif
