/* kontor/fitness.h: fitness of countries and complexity of products, by iteration.
 *
 *     start     F_c = 1, Q_p = 1
 *     update    F_c = sum_p M_cp Q_p
 *               Q_p = (sum_c M_cp F_c^-g)^(-1/g)       with the F and Q of before the update
 *               then each is divided by its mean
 *
 * M as in kontor/complexity.h; g is the extremality, 1 in the first paper: the larger it is,
 * the more a product is judged by its least fit maker. Not linear, so it tells apart what an
 * average levels, but many values go to 0 as updates go on, and only their order can settle: so
 * convergence is told by ranks, with the number of updates since the last change.
 *
 * A country that makes nothing, or a product that nobody makes, is left out: NaN, no rank.
 *
 * Sources: Tacchella, Cristelli, Caldarelli, Gabrielli and Pietronero (2012), Scientific
 * Reports 2, 723; on convergence Pugliese, Zaccaria and Pietronero (2016), The European
 * Physical Journal Special Topics 225, 1893-1911; on extremality Mariani, Vidmer, Medo and
 * Zhang (2015), The European Physical Journal B 88, 293. Pure functions. */
#ifndef KONTOR_FITNESS_H
#define KONTOR_FITNESS_H

#include <kontor/error.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_fitness_options {
    double extremality; /* g, 1; above 0, at most 100 */
    int64_t n_updates;  /* 1000: at most so many; 0 to 1,000,000 */
    int64_t n_stable; /* 100: stop, converged, when so many updates in a row changed no rank of
                         a country; 0: never stop before n_updates */
} kt_fitness_options;
kt_fitness_options kt_fitness_options_default(void);
/* As economiccomplexity (R) understands its `iterations` (its default is 20): the start counts
 * as the first, an odd number is made even, and all are done: 20 are 19 updates. Below 2: 2. */
kt_fitness_options kt_fitness_options_r(int64_t iterations, double extremality);

typedef struct kt_fitness {
    int64_t n_countries, n_products; /* as given; the arrays have these lengths */
    int64_t n_countries_without, n_products_without;
    double *fitness;     /* of countries; mean 1 over those that make something */
    double *complexity;  /* of products; mean 1 likewise */
    int64_t n_updates;   /* done */
    int64_t n_unchanged; /* of them the last ones that changed no rank of a country */
    int converged;       /* 1: n_unchanged reached n_stable; 0: it did not, or was not asked */
    double last_change;  /* the largest |F - F before| of the last update; NaN without one */
} kt_fitness;

/* made[c * n_products + p], each 0 or 1. options NULL: the defaults. Equal fitness has equal
 * rank; the order of equals is no change.
 *
 * *out is owned by the caller, freed with kt_fitness_free(), on failure not written. Errors:
 * KT_ERR_RANGE another value in made, no countries or products, options out of range;
 * KT_ERR_LIMIT more of them than kontor/limits.h allows; KT_ERR_NUMERIC a product fell out of
 * the numbers that a double can hold; KT_ERR_MEMORY. Cost of an update: two additions for
 * each 1. */
KT_MUST_USE kt_status kt_fitness_compute(const uint8_t *made, int64_t n_countries,
                                         int64_t n_products, const kt_fitness_options *options,
                                         kt_fitness **out, kt_error *err);
/* NULL is allowed. */
void kt_fitness_free(kt_fitness *fitness);

KT_END_DECLS

#endif
