/* locale_plural.h: what message.c asks of locale.c beyond the public header. */
#ifndef KONTOR_FORMAT_LOCALE_PLURAL_H
#define KONTOR_FORMAT_LOCALE_PLURAL_H

#include <kontor/locale.h>

#include "spell_number.h"

/* The plural category of a number: "zero", "one", "two", "few", "many" or "other". */
KT_MUST_USE kt_status kt_locale_plural(kt_locale *locale, double number, char category[16],
                                       kt_error *err);

/* What those spelt by hand are held against: the same always by ICU. decimals 0 to 15, value
 * finite. */
KT_MUST_USE kt_status kt_locale_plural_by_icu(kt_locale *locale, double number,
                                              char category[16], kt_error *err);
KT_MUST_USE kt_status kt_locale_number_by_icu(kt_locale *locale, double value,
                                              kt_number_style style, int decimals, kt_text *out,
                                              kt_error *err);
KT_MUST_USE kt_status kt_locale_ordinal_by_icu(kt_locale *locale, int64_t n, kt_text *out,
                                               kt_error *err);

#endif
