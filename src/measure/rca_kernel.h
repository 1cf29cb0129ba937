/* rca_kernel.h: loops over one exporter's flows (rca.c). */
#ifndef KONTOR_MEASURE_RCA_KERNEL_H
#define KONTOR_MEASURE_RCA_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

/* Adds flow[n] to x[n], and writes their sum; missing ones (NaN) add nothing. False where a
 * flow is negative or infinite. */
bool kt_rca_add_row(const double *flow, int64_t n, double *x, double *sum);

/* rca_k = (flow_k / X) / share_k, where share_k is x_k / T; NaN where one of them is. */
void kt_rca_divide_row(const double *flow, int64_t n, double X, const double *share,
                       double *rca);

/* The same without wide vectors: the twins that tests hold them against. */
bool kt_rca_add_row_plain(const double *flow, int64_t n, double *x, double *sum);
void kt_rca_divide_row_plain(const double *flow, int64_t n, double X, const double *share,
                             double *rca);

#endif
