/* kontor/margins.h: does one sell much of little, or little of much?
 *
 *     extensive  EM_ij = sum_{k in K} r_k / sum_k r_k         K: products that i sells to j
 *     intensive  IM_ij = sum_{k in K} v_ijk / sum_{k in K} r_k
 *     counted    |K| / number of products that j buys
 *
 * r_k are the imports of j of product k: from the whole world, i among it (then EM IM is i's
 * market share and IM <= 1), or from the rest of the world, as Hummels and Klenow do.
 *
 * Source: Hummels and Klenow (2005), American Economic Review 95(3), 704-723. Pure. */
#ifndef KONTOR_MARGINS_H
#define KONTOR_MARGINS_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_margins_reference {
    KT_MARGINS_OF_WORLD = 0, /* default */
    KT_MARGINS_OF_REST
} kt_margins_reference;

typedef struct kt_margins {
    double extensive, intensive; /* NaN where what they divide by is 0 */
    double counted;
    int64_t n_sold, n_bought;
} kt_margins;

/* v[n] exports of i to j, m[n] imports of j from the whole world, by product, in one unit and
 * from one dataset. A product with either value missing (NaN) is left out of all. */
kt_margins kt_margins_of(const double *v, const double *m, int64_t n,
                         kt_margins_reference reference);

KT_END_DECLS

#endif
