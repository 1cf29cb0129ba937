/* cell.h: what a cell of a statistics file means: numbers with their padding, flags and
 * thousands separators, missing values, periods, products. Internal to src/ingest. */
#ifndef KONTOR_INGEST_CELL_H
#define KONTOR_INGEST_CELL_H

#include <kontor/flow.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

/* Empty, NA, N/A, NaN, null, "..", ".", "..." and "-". */
bool kt_cell_is_missing(kt_slice cell);

typedef enum kt_cell_kind {
    KT_CELL_NUMBER,  /* *out and *flag are set */
    KT_CELL_MISSING, /* *flag is set */
    KT_CELL_BAD      /* not a number, or finer than the unit by more than float noise */
} kt_cell_kind;

/* A decimal number as a multiple of 10^-decimals; "1,247.27 e" gives 1247.27 and flag 'e', a
 * number without a letter behind it flag 0. Commas count only where they part groups of three
 * digits. */
kt_cell_kind kt_cell_decimal(kt_slice cell, int decimals, int64_t *out, char *flag);

/* As a multiple of 10^-fine, but read at the coarsest unit from 10^-coarse on that holds it:
 * float noise behind a large number ("783303100.00000012") is then seen as noise, and a number
 * that really has more decimals keeps them. coarse <= fine <= 18. */
kt_cell_kind kt_cell_decimal_fine(kt_slice cell, int coarse, int fine, int64_t *out,
                                  char *flag);

/* A year, or any form of kt_period_parse(), and 201810, 2018M10, 2018Q2. */
bool kt_cell_period(kt_slice cell, kt_period *out);

/* A product's code in a revision: "TOTAL", "Total", "ALL" or digits; where `pad` and the
 * revision is of HS an odd number of digits lost a zero in front. */
typedef enum kt_padding { KT_AS_WRITTEN, KT_PAD_HS } kt_padding;
bool kt_cell_product(kt_slice cell, kt_revision revision, kt_padding padding, kt_product *out);

/* "H0" .. "H6", "S1" .. "S4", "B4", "B5", and our own names ("HS92", "SITC3"). */
bool kt_cell_revision(kt_slice cell, kt_revision *out);

/* "true", "1", "yes" (any case). */
bool kt_cell_is_true(kt_slice cell);

/* One of "" (reported), e, p, s or c (suppressed), in either case. */
bool kt_cell_flag(char flag, uint8_t *status);

#endif
