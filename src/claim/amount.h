/* amount.h: what amounts (claim_amount.c) and ranks (amount_rank.c) of a sentence share. */
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
/* A mark that begins at token t; NULL none. */
const kt_mark *kt_mark_here(const kt_reading *r, int32_t t, kt_sense sense);

/* A rank that begins at token t; *end: where to read on. */
bool kt_read_rank(kt_reading *r, int32_t t, kt_stated *s, int32_t *end);

#endif
