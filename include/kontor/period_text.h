/* kontor/period_text.h: a period as a reader of the language sees it: "2018", "10/2018",
 * "01–06/2018", "2008–2018". The forms are the phrases period.year to period.long. */
#ifndef KONTOR_PERIOD_TEXT_H
#define KONTOR_PERIOD_TEXT_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/locale.h>

KT_BEGIN_DECLS

/* Appended. Errors: those of kt_phrase_fill(). */
KT_MUST_USE kt_status kt_period_say(kt_locale *locale, const kt_phrases *phrases,
                                    kt_period period, kt_text *out, kt_error *err);

KT_END_DECLS

#endif
