/* stack_kernel.h: sums over stacks of four columns, as conjugate gradients take them. */
#ifndef KONTOR_ESTIMATE_STACK_KERNEL_H
#define KONTOR_ESTIMATE_STACK_KERNEL_H

#include <stdint.h>

/* out[n * 4] = the sums of all chunks, sums[n_chunks][n * 4], in their order. */
void kt_stack_add(const double *sums, int32_t n_chunks, int64_t n, double *out);
/* out[k] = a'b of column k. */
void kt_stack_products(const double *a, const double *b, int64_t n, double out[4]);
/* p = z + by p. */
void kt_stack_direction(double *p, const double *z, const double by[4], int64_t n);
/* alpha += by p, r -= by q. */
void kt_stack_step(double *alpha, double *r, const double *p, const double *q,
                   const double by[4], int64_t n);

#endif
