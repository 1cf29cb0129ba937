/* kontor/lafay.h: specialisation by product, cleared of the overall balance.
 *
 *     LFI_k = 100 [ (x_k - m_k) / (x_k + m_k) - sum(x - m) / sum(x + m) ]
 *                 (x_k + m_k) / sum(x + m)
 *
 * Above 0: specialised in k. Sums to 0 over products.
 *
 * Source: Lafay (1992), in Dagenais and Muet (eds.), International Trade Modelling, Chapman and
 * Hall, 209-234. Pure. */
#ifndef KONTOR_LAFAY_H
#define KONTOR_LAFAY_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* x[n] exports, m[n] imports by product, one year, one unit; out[n]. A product of which a value
 * is missing (NaN) is left out of the sums and has NaN; one without trade has 0. All NaN where
 * nothing is traded. */
void kt_lafay(const double *x, const double *m, int64_t n, double *out);

KT_END_DECLS

#endif
