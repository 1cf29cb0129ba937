/* quick_number.h: decimal numbers as data files have them, faster than and equal to
 * kt_parse_double(). */
#ifndef KONTOR_FORMAT_QUICK_NUMBER_H
#define KONTOR_FORMAT_QUICK_NUMBER_H

#include <kontor/text.h>

/* What a cell is. */
typedef enum kt_cell_is { KT_CELL_IS_NUMBER, KT_CELL_IS_MISSING, KT_CELL_IS_WORD } kt_cell_is;

/* *out is NaN for a missing cell, not written for a word. */
kt_cell_is kt_quick_number(kt_slice cell, double *out);
/* The plain twin. */
kt_cell_is kt_plain_number(kt_slice cell, double *out);

/* w / 10^k, correctly rounded; 0 <= k <= 19. */
double kt_quick_quotient(uint64_t w, int k);

#endif
