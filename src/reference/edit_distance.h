/* edit_distance.h: how many letters must be put in, left out, changed or swapped with their
 * neighbour to make one text of another (restricted Damerau-Levenshtein distance). */
#ifndef REFERENCE_EDIT_DISTANCE_H
#define REFERENCE_EDIT_DISTANCE_H

#include <kontor/text.h>

/* Of two UTF-8 texts; more than `allowed` is returned as allowed + 1, and so is anything with
 * more than 64 characters. */
int kt_edit_distance(kt_slice a, kt_slice b, int allowed);

/* What may pass as a slip of the pen: one letter in a short word, three in a long one. */
int kt_edit_distance_allowed(kt_slice text);

#endif
