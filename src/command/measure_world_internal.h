/* measure_world_internal.h: what the indicators of complexity and of the product space share: a
 * year's exports of the world, who makes what, and what follows from it. */
#ifndef KONTOR_MEASURE_WORLD_INTERNAL_H
#define KONTOR_MEASURE_WORLD_INTERNAL_H

#include "measure_internal.h"

#include <kontor/complexity.h>
#include <kontor/product_space.h>

/* What all of them rest on, said below each table. */
#define KT_MADE_CONVENTION                                                                     \
    "made: RCA of --at-least or more (1) among all exporters of the dataset; --rule says "     \
    "whose convention: py-ecomplexity (py) or the R package economiccomplexity (r)"

/* Exporters by products. What has not been asked for is NULL. */
typedef struct kt_known_world {
    kt_trade_matrix trade;
    double *rca;
    uint8_t *made; /* 1 where RCA reaches at_least */
    double at_least;
    int64_t n_made;
    kt_complexity *index;
    kt_product_space *space;
    double *density, *cog; /* by cell */
    double *coi, *coi_raw; /* by country */
} kt_known_world;

/* trade, rca and made. Errors: KT_ERR_MISSING fewer than two exporters. */
KT_MUST_USE kt_status kt_measure_known_world(kt_measure_work *work, int16_t year,
                                             kt_known_world *out, kt_error *err);
/* index, by the convention of --rule; says what was left out. */
KT_MUST_USE kt_status kt_measure_indices(kt_measure_work *work, kt_known_world *world,
                                         kt_error *err);
/* space, density, cog, coi, after index. */
KT_MUST_USE kt_status kt_measure_space(kt_measure_work *work, kt_known_world *world,
                                       kt_error *err);
void kt_measure_known_world_clear(kt_known_world *world);

/* Which convention, as a column of its own: figures of two cannot be compared. */
void kt_measure_rule_column(kt_measure_work *work);
void kt_measure_rule_cell(kt_measure_work *work);

/* An option that is a number with decimals. Errors: KT_ERR_USAGE. */
KT_MUST_USE kt_status kt_measure_decimal(const kt_measure_work *work, const char *name,
                                         double otherwise, double least, double most,
                                         double *out, kt_error *err);
#endif
