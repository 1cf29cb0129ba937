/* sum_kernel.h: sums of many numbers of a column. */
#ifndef KONTOR_STORE_SUM_KERNEL_H
#define KONTOR_STORE_SUM_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

/* Exact sum of n numbers; KT_NONE where one of them is missing. *fits becomes false where the
 * sum leaves 64 bits, and stays as it is else. */
int64_t kt_sum_or_none(const int64_t *number, int64_t n, bool *fits);

/* The same one by one: the twin that tests hold the other against. */
int64_t kt_sum_or_none_plain(const int64_t *number, int64_t n, bool *fits);

/* Sum of up to 2^20 numbers below 2^32, and its twin. */
int64_t kt_sum_low(const uint32_t *number, int64_t n);
int64_t kt_sum_low_plain(const uint32_t *number, int64_t n);

#endif
