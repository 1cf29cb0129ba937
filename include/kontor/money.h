/* kontor/money.h: an amount of US dollars as a reader of the language sees it. The words around
 * the number are the phrases amount.one to amount.trillion ("{n} Mio. USD"); which of them
 * fits, and how many digits, is decided here:
 *
 *     under 1 thousand    USD, no decimals        1 to 10 billion      two decimals
 *     under 1 million     thousand, none          above                one decimal
 *     under 1 billion     million, one decimal
 *
 * and no digit behind the point that is exactly 0: what somebody called 1.5 billion is
 * not 1.50. */
#ifndef KONTOR_MONEY_H
#define KONTOR_MONEY_H

#include <kontor/error.h>
#include <kontor/locale.h>

KT_BEGIN_DECLS

/* Appended. Errors: KT_ERR_FORMAT a phrase is missing or wrong; those of kt_locale_number(). */
KT_MUST_USE kt_status kt_money_format(kt_locale *locale, const kt_phrases *phrases, double usd,
                                      kt_text *out, kt_error *err);

KT_END_DECLS

#endif
