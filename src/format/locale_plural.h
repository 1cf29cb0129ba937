/* locale_plural.h: what message.c asks of locale.c beyond the public header. */
#ifndef KONTOR_FORMAT_LOCALE_PLURAL_H
#define KONTOR_FORMAT_LOCALE_PLURAL_H

#include <kontor/locale.h>

/* The plural category of a number: "zero", "one", "two", "few", "many" or "other". */
KT_MUST_USE kt_status kt_locale_plural(kt_locale *locale, double number, char category[16],
                                       kt_error *err);

#endif
