/* country_internal.h: the tables of countries in memory, shared by the country_*.c files. */
#ifndef REFERENCE_COUNTRY_INTERNAL_H
#define REFERENCE_COUNTRY_INTERNAL_H

#include <kontor/arena.h>
#include <kontor/country.h>

#include "word_index.h"

enum { KT_LANGUAGE_DE, KT_LANGUAGE_EN, KT_LANGUAGE_RU, KT_N_LANGUAGES };
extern const char *const kt_language_names[KT_N_LANGUAGES];
/* -1 for a language that has no table. */
int kt_language_of(const char *name);

/* How firmly a text stands for a country. */
enum { KT_RANK_NAME, KT_RANK_FORM, KT_RANK_OTHER };

typedef struct kt_number_entry {
    int32_t number, at; /* at: place in info */
} kt_number_entry;

/* Longest code of any system in use: EU27_2020. */
enum { KT_LONGEST_CODE = 11 };

typedef struct kt_code_entry {
    char text[KT_LONGEST_CODE + 1]; /* in upper case */
    int32_t at;                     /* place in info */
} kt_code_entry;

typedef struct kt_capital_entry {
    kt_country country;
    int16_t first_year, last_year; /* 0: no limit */
    const char *name[KT_N_LANGUAGES];
} kt_capital_entry;

/* Further spellings of a country in a language, and where each comes from. */
typedef struct kt_spelling_entry {
    int32_t at; /* place in info */
    int8_t language;
    const char *text;
} kt_spelling_entry;

struct kt_countries {
    kt_arena arena;
    kt_country_info *info; /* by code */
    char (*code_text)[5];  /* beside info: the code as text, where there is no name */
    int64_t n_countries;
    /* As in the tables; NULL where empty. */
    const char *(*name)[KT_N_LANGUAGES][KT_N_NAME_FORMS];
    kt_number_entry *number; /* by number */
    int64_t n_numbers, numbers_room;
    kt_code_entry *code; /* own codes, alpha-2, aliases; by text */
    int64_t n_codes, codes_room;
    kt_capital_entry *capital;
    int64_t n_capitals, capitals_room;
    kt_spelling_entry *other;
    int64_t n_others, others_room;
    kt_word_index names;     /* what people call them */
    kt_word_index spellings; /* what datasets call them: value is the only meaning */
    kt_word_index vague;     /* words of several meanings: value is one of them */
};

/* Place of a country in info, -1 when unknown. */
int64_t kt_country_place(const kt_countries *countries, kt_country country);

/* The parts of opening, in this order. */
KT_MUST_USE kt_status kt_country_read_codes(kt_countries *countries, kt_resources *resources,
                                            kt_error *err);
KT_MUST_USE kt_status kt_country_read_names(kt_countries *countries, kt_resources *resources,
                                            kt_error *err);
KT_MUST_USE kt_status kt_country_read_spellings(kt_countries *countries,
                                                kt_resources *resources, kt_error *err);

#endif
