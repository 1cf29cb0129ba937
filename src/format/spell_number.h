/* spell_number.h: numbers and plural categories of our three languages without ICU, where the
 * answer is certain to be ICU's. Internal to src/format; what is not certain is left to ICU. */
#ifndef KONTOR_FORMAT_SPELL_NUMBER_H
#define KONTOR_FORMAT_SPELL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a number can look like. */
typedef enum kt_number_style {
    KT_STYLE_NUMBER,
    KT_STYLE_PERCENT, /* a fraction, times 100 */
    KT_STYLE_GAIN,    /* likewise, with its sign also where it is positive */
    KT_N_STYLES
} kt_number_style;

/* How a language writes them, UTF-8. */
typedef struct kt_number_marks {
    const char *group, *point;
    const char *percent;           /* behind the number, with what parts it */
    const char *(*plural)(double); /* category of a whole number, not negative */
    const char *(*ordinal)(int);   /* what stands behind 0 to 999: "rd" */
} kt_number_marks;

/* NULL for a language that is not known. */
const kt_number_marks *kt_number_marks_of(const char *language);

/* Bytes of the longest: sign, 12 digits with three groups, 15 decimals, percent. */
enum { KT_SPELT_SIZE = 64 };

/* The number rounded to decimals, 0 to 15, half to even as to the shortest decimal that stands
 * for it; *size bytes, without a terminator. False: too large, or too near to the middle
 * between two roundings to be certain; ask ICU. value: finite. */
bool kt_spell_number(const kt_number_marks *marks, double value, kt_number_style style,
                     int decimals, char out[KT_SPELT_SIZE], size_t *size);
/* The category of a number: "one", "few", "many", "other"; NULL: ask ICU. */
const char *kt_spell_plural(const kt_number_marks *marks, double number);
/* "3rd", for 0 to 999; else false: ask ICU. */
bool kt_spell_ordinal(const kt_number_marks *marks, int64_t n, char out[8], size_t *size);

#endif
