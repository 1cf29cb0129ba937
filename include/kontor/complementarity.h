/* kontor/complementarity.h: does what one exports look like what the other imports?
 *
 *     TCI_ij = 100 (1 - 1/2 sum_k |m_jk / M_j - x_ik / X_i|)
 *
 * 0: nothing in common, 100: the same shares. Exporter i and importer j: not symmetric. It
 * depends on the level of products, which must be printed with it.
 *
 * Source: Michaely (1996), Trade Preferential Agreements in Latin America, World Bank Policy
 * Research Working Paper 1583; the form of the WITS user manual. Pure. */
#ifndef KONTOR_COMPLEMENTARITY_H
#define KONTOR_COMPLEMENTARITY_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* x_i[n] exports of i, m_j[n] imports of j by product, one year, each in any unit. A missing
 * value (NaN) is left out of its sum. NaN where either side has no trade. */
double kt_complementarity(const double *x_i, const double *m_j, int64_t n);

KT_END_DECLS

#endif
