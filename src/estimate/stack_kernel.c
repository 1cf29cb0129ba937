/* stack_kernel.c: loops over stacks; no allocation, no failure. */
#include "stack_kernel.h"

#include "wide.h"

KT_WIDE_BODY void kt_stack_add_body(const double *sums, int32_t n_chunks, int64_t n,
                                    double *out)
{
    for (int64_t s = 0; s < n; s++) {
        kt_v4 sum = kt_load4(sums + s * 4);
        for (int32_t c = 1; c < n_chunks; c++)
            sum += kt_load4(sums + (c * n + s) * 4);
        kt_store4(out + s * 4, sum);
    }
}
KT_WIDE_FUNCTION(kt_stack_add, (const double *sums, int32_t n_chunks, int64_t n, double *out),
                 (sums, n_chunks, n, out))

/* Two sums, so that one addition need not wait for the other. */
KT_WIDE_BODY void kt_stack_products_body(const double *a, const double *b, int64_t n,
                                         double out[4])
{
    kt_v4 even = {0, 0, 0, 0}, odd = even;
    int64_t s = 0;
    for (; s + 2 <= n; s += 2) {
        even += kt_load4(a + s * 4) * kt_load4(b + s * 4);
        odd += kt_load4(a + s * 4 + 4) * kt_load4(b + s * 4 + 4);
    }
    if (s < n)
        even += kt_load4(a + s * 4) * kt_load4(b + s * 4);
    kt_store4(out, even + odd);
}
KT_WIDE_FUNCTION(kt_stack_products,
                 (const double *a, const double *b, int64_t n, double out[4]), (a, b, n, out))

KT_WIDE_BODY void kt_stack_direction_body(double *p, const double *z, const double by[4],
                                          int64_t n)
{
    const kt_v4 scale = kt_load4(by);
    for (int64_t s = 0; s < n * 4; s += 4)
        kt_store4(p + s, kt_load4(z + s) + scale * kt_load4(p + s));
}
KT_WIDE_FUNCTION(kt_stack_direction,
                 (double *p, const double *z, const double by[4], int64_t n), (p, z, by, n))

KT_WIDE_BODY void kt_stack_step_body(double *alpha, double *r, const double *p, const double *q,
                                     const double by[4], int64_t n)
{
    const kt_v4 scale = kt_load4(by);
    for (int64_t s = 0; s < n * 4; s += 4) {
        kt_store4(alpha + s, kt_load4(alpha + s) + scale * kt_load4(p + s));
        kt_store4(r + s, kt_load4(r + s) - scale * kt_load4(q + s));
    }
}
KT_WIDE_FUNCTION(kt_stack_step,
                 (double *alpha, double *r, const double *p, const double *q,
                  const double by[4], int64_t n),
                 (alpha, r, p, q, by, n))
