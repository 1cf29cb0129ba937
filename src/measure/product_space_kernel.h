/* product_space_kernel.h: loops over pairs of products. */
#ifndef KONTOR_MEASURE_PRODUCT_SPACE_KERNEL_H
#define KONTOR_MEASURE_PRODUCT_SPACE_KERNEL_H

#include "incidence.h"

/* Columns that kt_phi_times() treats at once: few enough that a row for each of 230 countries
 * stays in the nearest cache (29 kB), enough for whole vectors. */
enum { KT_STRIP = 16 };

/* Y = phi X: both [n_products * KT_STRIP], products in the order of `in`; sums is room of
 * [n_countries * KT_STRIP]. */
void kt_phi_times(const kt_incidence *in, const double *X, double *Y, double *sums);

/* phi of product k with those of list[n], all by position. */
void kt_phi_of(const kt_incidence *in, int64_t k, const int32_t *list, int64_t n, double *phi);

/* The same by instructions that every processor has: what the others are tested against. */
void kt_phi_times_plain(const kt_incidence *in, const double *X, double *Y, double *sums);
void kt_phi_of_plain(const kt_incidence *in, int64_t k, const int32_t *list, int64_t n,
                     double *phi);

#endif
