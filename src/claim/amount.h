/* amount.h: what the readers of amounts share: their numbers (claim_amount.c), money
 * (amount_money.c, amount_shared.c), rates (amount_rate.c) and ranks (amount_rank.c). */
#ifndef CLAIM_AMOUNT_H
#define CLAIM_AMOUNT_H

#include "reading.h"

typedef struct kt_number {
    double value, unit; /* unit: one of the last printed digit */
    int32_t end;
    bool word; /* in words */
} kt_number;

/* A number begins at token t, in figures or words, and is no part of a period. */
bool kt_number_at(const kt_reading *r, int32_t t, kt_number *out);
bool kt_in_period(const kt_reading *r, int32_t t);
/* Where the words for what there is now, and modifiers, begin that stand before token t: "from
 * the current", "с нынешних"; t where there are none. */
int32_t kt_before_current(const kt_reading *r, int32_t t);
/* "From 12 to 20 billion": two amounts, no range; `core` the first number, `to` the word
 * behind. */
bool kt_leads_from(const kt_reading *r, int32_t core, int32_t to);
/* A mark that begins at token t; NULL none. */
const kt_mark *kt_mark_here(const kt_reading *r, int32_t t, kt_sense sense);
/* The second end of a range behind its first, whose number begins at token `core`. */
bool kt_range_end(const kt_reading *r, int32_t core, const kt_number *first, kt_number *second);

/* What begins with its number at token t and ends before `last`: exact, no range, of no
 * currency; what is more the caller adds. */
kt_stated kt_amount_of(kt_amount_kind kind, int32_t t, int32_t last, double value, double unit);
/* The number at token t by itself as money: of a scale and a currency that stand elsewhere. */
kt_stated kt_money_of(int32_t t, const kt_number *n, double scale, const char *currency);

/* Each of these reads what begins at token t; *end: where to read on. False: it is none.
 *
 * Money (amount_money.c), by the number n at t; with the scale and the currency behind the
 * brackets that follow; in words that are number and scale; by a scale without a number. */
bool kt_read_money(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s, int32_t *end);
bool kt_read_beside_brackets(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s,
                             int32_t *end);
/* Money without its own scale (amount_shared.c). */
bool kt_read_shared_scale(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s,
                          int32_t *end);
bool kt_read_whole_amount(kt_reading *r, int32_t t, kt_stated *s, int32_t *end);
bool kt_read_bare_scale(kt_reading *r, int32_t t, kt_stated *s, int32_t *end);
/* Rates (amount_rate.c), by the number n at t: a percentage or a multiple; a percentage whose
 * word stands behind the next one alone; a part of a whole; "doubled". */
bool kt_read_rate(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s, int32_t *end);
bool kt_read_shared_percent(kt_reading *r, int32_t t, const kt_number *n, kt_stated *s,
                            int32_t *end);
bool kt_read_fraction(kt_reading *r, int32_t t, kt_stated *s, int32_t *end);
bool kt_read_grow(kt_reading *r, int32_t t, kt_stated *s, int32_t *end);
/* The money named at token t, with whose it is ("Icelandic krónur"): its code, or a name that
 * many share; *end behind it. NULL: none (money_of.c). */
const char *kt_named_currency(const kt_reading *r, int32_t t, int32_t *end);
/* Of which country a name is that many share, at token t; "" not known. */
const char *kt_own_currency(const kt_reading *r, const char *name, int32_t t);
/* A rank (amount_rank.c). */
bool kt_read_rank(kt_reading *r, int32_t t, kt_stated *s, int32_t *end);

#endif
