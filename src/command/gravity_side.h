/* gravity_side.h: models side by side as cells of text, for every form of table. */
#ifndef KONTOR_GRAVITY_SIDE_H
#define KONTOR_GRAVITY_SIDE_H

#include "gravity_internal.h"

/* n_rows times 1 + n_fits cells; `rule` says before which rows a line is drawn. */
typedef struct kt_gravity_side {
    kt_arena arena;
    const char **cell;
    bool *rule;
    int n_rows, n_room, n_columns;
} kt_gravity_side;

KT_MUST_USE kt_status kt_gravity_side_make(const kt_gravity *g, kt_gravity_side *out,
                                           kt_error *err);
void kt_gravity_side_clear(kt_gravity_side *side);

#endif
