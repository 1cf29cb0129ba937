/* kontor/rca.h: revealed comparative advantage of exporters in products.
 *
 *     RCA_ik  = (x_ik / X_i) / (x_k / T)
 *     RSCA_ik = (RCA - 1) / (RCA + 1)              between -1 and 1; RCA 0 gives -1
 *     NRCA_ik = (x_ik - X_i x_k / T) / T           sums to 0 over products and over exporters
 *
 * x_ik          exports of product k by exporter i, one year, one unit
 * X_i, x_k, T   x_ik summed over products, over exporters (i among them), over both
 *
 * Imports in place of exports give the counterpart RMA_jk = (m_jk / M_j) / (x_k / T).
 *
 * Sources: Balassa (1965), The Manchester School 33(2), 99-123; Dalum, Laursen and Villumsen
 * (1998), International Review of Applied Economics 12(3), 423-443; Yu, Cai and Leung (2009),
 * The Annals of Regional Science 43, 267-282. No unit. Pure functions. */
#ifndef KONTOR_RCA_H
#define KONTOR_RCA_H

#include <kontor/error.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* NaN where the exporter or the product has no exports, or a value is missing: not 0. */
double kt_rca(double x_ik, double X_i, double x_k, double T);
double kt_rca_symmetric(double rca);
double kt_rca_normalised(double x_ik, double X_i, double x_k, double T);

/* RCA of all cells: exports[i * n_products + k], and rca in the same shape. A missing flow
 * (NaN) is left out of every sum and has no RCA; a reported 0 counts as 0. Errors:
 * KT_ERR_MEMORY; KT_ERR_RANGE a negative or infinite flow, naming the cell; on failure rca is
 * not written. Cost: two passes over the cells, on up to n_threads threads (0: all); how many
 * does not change a bit. */
KT_MUST_USE kt_status kt_rca_table(const double *exports, int64_t n_exporters,
                                   int64_t n_products, int n_threads, double *rca,
                                   kt_error *err);

KT_END_DECLS

#endif
