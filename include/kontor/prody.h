/* kontor/prody.h: the income that a product and a basket of exports stand for.
 *
 *     PRODY_k = sum_i w_ik Y_i,   w_ik = (x_ik / X_i) / sum_i (x_ik / X_i)
 *     EXPY_i  = sum_k (x_ik / X_i) PRODY_k
 *
 * Y_i is GDP per head, of countries that have one; the others are left out of both sums.
 *
 * Source: Hausmann, Hwang and Rodrik (2007), Journal of Economic Growth 12(1), 1-25. One year,
 * one unit. Pure. */
#ifndef KONTOR_PRODY_H
#define KONTOR_PRODY_H

#include <kontor/error.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* exports[i * n_products + k], income[i] (NaN: not known) -> prody[n_products], NaN where no
 * country with an income exports k. Missing exports (NaN) are left out. Errors: KT_ERR_MEMORY.
 */
KT_MUST_USE kt_status kt_prody(const double *exports, int64_t n_exporters, int64_t n_products,
                               const double *income, double *prody, kt_error *err);
/* Of one country's exports[n]. Products without PRODY are left out, and *covered (may be NULL)
 * is the share of exports that is in. NaN without exports. */
double kt_expy(const double *exports, const double *prody, int64_t n_products, double *covered);

KT_END_DECLS

#endif
