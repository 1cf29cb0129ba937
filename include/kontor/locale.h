/* kontor/locale.h: what a reader sees in a language: numbers, dates, plurals, order, messages.
 *
 * ICU does the work, always with an explicit locale; the process locale is never asked. ICU's
 * message syntax is used with named arguments, which its C interface lacks; so the pattern is
 * read here and every part of it (plural category, number, date) is ICU's.
 *
 *     {name}                                        a text argument
 *     {n, plural, =0{..} one{..} few{..} many{..} other{.. # ..}}
 *     {who, select, f{..} other{..}}
 *     '{' quoted by apostrophes as in ICU: '{' and '' */
#ifndef KONTOR_LOCALE_H
#define KONTOR_LOCALE_H

#include <kontor/error.h>
#include <kontor/moment.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* One reader's language: "de", "en" or "ru". For one thread at a time. What ICU needs is made
 * when first used: about 2 ms for the first number, another 2 ms for the first date, then under
 * a microsecond each. Errors of kt_locale_open(): KT_ERR_MISSING another language;
 * KT_ERR_MEMORY. All below: KT_ERR_MISSING where ICU's data lack what is asked for;
 * KT_ERR_MEMORY. */
typedef struct kt_locale kt_locale;
KT_MUST_USE kt_status kt_locale_open(const char *language, kt_locale **out, kt_error *err);
void kt_locale_close(kt_locale *locale);
const char *kt_locale_language(const kt_locale *locale);

/* A number with exactly `decimals` digits behind the point, grouped as the language does; half
 * to even of the decimal value (2.675 is a tie). Appended, as all below. A negative number has
 * U+2212, what rounds to zero no sign; a missing number (NaN) is a dash, U+2013.
 * Errors: KT_ERR_RANGE decimals outside 0 to 15. */
KT_MUST_USE kt_status kt_locale_number(kt_locale *locale, double value, int decimals,
                                       kt_text *out, kt_error *err);
/* 0.2991 with 1 decimal: "29,9 %" (no-break space), "29.9%". `sign` puts + before gains. */
typedef enum kt_sign { KT_SIGN_AUTO, KT_SIGN_ALWAYS } kt_sign;
KT_MUST_USE kt_status kt_locale_percent(kt_locale *locale, double fraction, int decimals,
                                        kt_sign sign, kt_text *out, kt_error *err);
/* "25. Oktober 2019", "25 October 2019", "October 2019", "2019".
 * Errors: KT_ERR_RANGE not a date. */
KT_MUST_USE kt_status kt_locale_date(kt_locale *locale, kt_date date, kt_text *out,
                                     kt_error *err);
/* "Januar", in the form that stands alone (1 to 12). */
KT_MUST_USE kt_status kt_locale_month(kt_locale *locale, int month, kt_text *out,
                                      kt_error *err);
/* "1., 2., ...": an ordinal in figures: "3.", "3rd", "3-й" (masculine; other genders are
 * the pattern's affair). */
KT_MUST_USE kt_status kt_locale_ordinal(kt_locale *locale, int64_t n, kt_text *out,
                                        kt_error *err);
/* Display name of a region by its alpha-2 or M49 code; empty where ICU has none. */
KT_MUST_USE kt_status kt_locale_region(kt_locale *locale, const char *region, kt_text *out,
                                       kt_error *err);
/* An alpha-2 code lies in a region of the world by UN M49 ("143": Central Asia). */
bool kt_region_holds(const char *region, const char *alpha2);
/* The money of a region (alpha-2) all through a year, by ISO 4217; "" where ICU has none, or it
 * changed within the year. */
void kt_region_currency(const char *region, int year, char code[4]);
/* <0, 0, >0 in the language's alphabetical order. */
int kt_locale_compare(kt_locale *locale, kt_slice a, kt_slice b);

/* An argument of a message. */
typedef struct kt_argument {
    const char *name;
    const char *text; /* as it shall stand; NULL: number is used, as kt_locale_number with 0 */
    double number;    /* for plural */
} kt_argument;

/* Fill a pattern. A plural's category is that of the number as it is printed: without `text` it
 * is rounded first, so 1.2 is "1" and singular; # is the argument as it stands. Every plural
 * and select needs "other", and branches that are not taken must be well-formed too. Errors:
 * KT_ERR_FORMAT the pattern is malformed, with column; KT_ERR_MISSING an argument that the
 * pattern names is not given; KT_ERR_LIMIT nesting. On failure out is as it was. */
KT_MUST_USE kt_status kt_message_format(kt_locale *locale, kt_slice pattern,
                                        const kt_argument *arguments, int n_arguments,
                                        kt_text *out, kt_error *err);
/* A pattern that was read, so that it can be filled often, from any thread. It borrows the
 * pattern, which lives as long. Errors: as kt_message_format(). */
typedef struct kt_message kt_message;
KT_MUST_USE kt_status kt_message_parse(kt_slice pattern, kt_message **out, kt_error *err);
void kt_message_free(kt_message *message);
/* Fill it where making all arguments would cost more than the few that a pattern names. find()
 * is asked for one at a time, and again for each place: *known says whether there is one of
 * that name, and the argument is made only where `wanted` is true. The first time it is asked
 * for the names of all branches; then only for those of the branches that are taken. Texts live
 * until the message is filled. Errors: as kt_message_format(). */
typedef struct kt_argument_source {
    kt_status (*find)(void *with, kt_slice name, bool wanted, bool *known, kt_argument *out,
                      kt_error *err);
    void *with;
} kt_argument_source;
KT_MUST_USE kt_status kt_message_fill(kt_locale *locale, kt_message *message,
                                      const kt_argument_source *source, kt_text *out,
                                      kt_error *err);

/* Names of the arguments of a pattern, each once, in order of the alphabet, joined by blanks:
 * so that languages can be compared. More than 64 are KT_ERR_LIMIT. */
KT_MUST_USE kt_status kt_message_arguments(kt_slice pattern, kt_text *out, kt_error *err);

/* The phrases of a language: lang/de.txt, lines `key = pattern`; `#` begins a comment line; a
 * line that begins with a blank goes on with the pattern above, behind one blank. Keys have
 * letters, digits, '.', '_' and '-'. Errors: KT_ERR_FORMAT, with the line, for anything else, a
 * key that stands twice, or bytes that are not UTF-8. */
typedef struct kt_phrases kt_phrases;
KT_MUST_USE kt_status kt_phrases_parse(kt_slice text, kt_phrases **out, kt_error *err);
void kt_phrases_free(kt_phrases *phrases);
/* The pattern of a key; data NULL when there is none. */
kt_slice kt_phrase(const kt_phrases *phrases, const char *key);
/* The same, read; *out is NULL when there is none, and lives as long as the phrases. From any
 * thread. Errors: those of kt_message_parse(). */
KT_MUST_USE kt_status kt_phrase_message(const kt_phrases *phrases, const char *key,
                                        kt_message **out, kt_error *err);
/* Fill the phrase of a key, as kt_message_format() does. Errors: its own; KT_ERR_FORMAT where
 * there is no such phrase. */
KT_MUST_USE kt_status kt_phrase_fill(const kt_phrases *phrases, kt_locale *locale,
                                     const char *key, const kt_argument *arguments,
                                     int n_arguments, kt_text *out, kt_error *err);
int64_t kt_phrases_count(const kt_phrases *phrases);
/* Key n in order of the alphabet. */
const char *kt_phrases_key(const kt_phrases *phrases, int64_t n);

KT_END_DECLS

#endif
