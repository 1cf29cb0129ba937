/* kontor/nearest.h: what somebody meant who made a slip of the pen: the nearest of some names
 * by how many letters must be put in, left out, changed or swapped with their neighbour
 * (restricted Damerau-Levenshtein distance). */
#ifndef KONTOR_NEAREST_H
#define KONTOR_NEAREST_H

#include <kontor/text.h>

KT_BEGIN_DECLS

/* Of two UTF-8 texts; more than `allowed` is returned as allowed + 1, and so is anything with
 * more than 64 characters. */
int kt_edit_distance(kt_slice a, kt_slice b, int allowed);

/* What may pass as a slip of the pen: one letter in a short word, three in a long one. */
int kt_edit_distance_allowed(kt_slice text);

/* A search over names: begin, try each, read `name`: the first of the nearest, borrowed, NULL
 * where none is near enough. ASCII letters of either case are the same. */
typedef struct kt_nearest {
    const char *name;
    kt_slice asked;
    int allowed; /* less than what has been found */
} kt_nearest;

kt_nearest kt_nearest_to(kt_slice asked);
void kt_nearest_try(kt_nearest *nearest, const char *name);
/* "; did you mean NAME?", or ";" where there is none. Returns `room`. */
const char *kt_nearest_hint(const kt_nearest *nearest, char room[96]);

KT_END_DECLS

#endif
