/* product_space_kernel.c: proximity times anything: no allocation, no failure.
 *
 *     y_p = sum_q phi_pq x_q,   phi_pq = (sum_c M_cp M_cq) / max(u_p, u_q)
 *
 * The maximum is the larger ubiquity, so products no commoner than p stand over u_p, and the
 * commoner ones over their own. Exchanging the sums leaves, for each p, one sum over its
 * makers:
 *
 *     y_p = (1 / u_p) sum_{c makes p} A_c(u_p) + sum_{c makes p} B_c(u_p)
 *     A_c(u) = sum of x_q     over products q of c with u_q <= u
 *     B_c(u) = sum of x_q/u_q over products q of c with u_q > u
 *
 * Going down through the levels of ubiquity B only grows, going up A only grows, so nothing is
 * ever subtracted: no cancellation, and where x is 0 or 1 A is exact. x >= x' >= 0 in every
 * element gives y >= y' in every bit, since rounding never turns an order round: therefore a
 * density is never above 1. */
#include "product_space_kernel.h"

#include "processor.h"

#include <string.h>

/* Four columns; a strip is four of these. The compiler makes of them what the processor has. */
typedef double lanes __attribute__((vector_size(32), aligned(8), may_alias));
enum { N_LANES = KT_STRIP / 4 };

/* out = the sum of the makers' rows. */
KT_WIDE_BODY void gather(const kt_incidence *in, int64_t k, const double *sums,
                         lanes out[N_LANES])
{
    lanes a = {0.0}, b = a, c = a, d = a;
    for (int64_t p = in->start[k]; p < in->start[k + 1]; p++) {
        const lanes *row = (const lanes *)(sums + (int64_t)in->maker[p] * KT_STRIP);
        a += row[0];
        b += row[1];
        c += row[2];
        d += row[3];
    }
    out[0] = a;
    out[1] = b;
    out[2] = c;
    out[3] = d;
}

/* Each maker's row += x. */
KT_WIDE_BODY void scatter(const kt_incidence *in, int64_t k, const lanes x[N_LANES],
                          double *sums)
{
    const lanes a = x[0], b = x[1], c = x[2], d = x[3];
    for (int64_t p = in->start[k]; p < in->start[k + 1]; p++) {
        lanes *row = (lanes *)(sums + (int64_t)in->maker[p] * KT_STRIP);
        row[0] += a;
        row[1] += b;
        row[2] += c;
        row[3] += d;
    }
}

/* B: from the commonest products down. */
KT_WIDE_BODY void times_commoner(const kt_incidence *in, const double *X, double *Y,
                                 double *sums)
{
    for (int64_t l = in->n_levels - 1; l >= 0; l--) {
        const int64_t from = in->level_start[l], end = in->level_start[l + 1];
        for (int64_t k = from; k < end; k++)
            gather(in, k, sums, (lanes *)(Y + k * KT_STRIP));
        for (int64_t k = from; k < end; k++) {
            const lanes *x = (const lanes *)(X + k * KT_STRIP);
            lanes over[N_LANES];
            for (int v = 0; v < N_LANES; v++)
                over[v] = x[v] / (double)in->u[k];
            scatter(in, k, over, sums);
        }
    }
}

/* A: from the rarest products up. */
KT_WIDE_BODY void times_no_commoner(const kt_incidence *in, const double *X, double *Y,
                                    double *sums)
{
    for (int64_t l = 0; l < in->n_levels; l++) {
        const int64_t from = in->level_start[l], end = in->level_start[l + 1];
        for (int64_t k = from; k < end; k++)
            scatter(in, k, (const lanes *)(X + k * KT_STRIP), sums);
        for (int64_t k = from; k < end; k++) {
            lanes *y = (lanes *)(Y + k * KT_STRIP), sum[N_LANES];
            gather(in, k, sums, sum);
            for (int v = 0; v < N_LANES; v++)
                y[v] += sum[v] / (double)in->u[k];
        }
    }
}

KT_WIDE_BODY void phi_times(const kt_incidence *in, const double *X, double *Y, double *sums)
{
    const size_t size = (size_t)in->n_countries * KT_STRIP * sizeof *sums;
    memset(sums, 0, size);
    times_commoner(in, X, Y, sums);
    memset(sums, 0, size);
    times_no_commoner(in, X, Y, sums);
}

/* Wider vectors do the same additions side by side, so both builds give the same bits. */
KT_WIDE_TARGET static void phi_times_wide(const kt_incidence *in, const double *X, double *Y,
                                          double *sums)
{
    phi_times(in, X, Y, sums);
}

void kt_phi_times_plain(const kt_incidence *in, const double *X, double *Y, double *sums)
{
    phi_times(in, X, Y, sums);
}

void kt_phi_times(const kt_incidence *in, const double *X, double *Y, double *sums)
{
    if (KT_HAS_WIDE())
        phi_times_wide(in, X, Y, sums);
    else
        kt_phi_times_plain(in, X, Y, sums);
}

KT_BITS_BODY void proximities_of(const kt_incidence *in, int64_t k, const int32_t *list,
                                 int64_t n, double *phi, int64_t n_words)
{
    const uint64_t *row = in->bits + k * n_words;
    for (int64_t i = 0; i < n; i++) {
        const int64_t q = list[i];
        const int32_t u = in->u[q] > in->u[k] ? in->u[q] : in->u[k];
        phi[i] = (double)kt_bits_common(row, in->bits + q * n_words, n_words) / u;
    }
}

/* The world's countries fill four words: worth a loop of its own, which needs no counter. */
KT_BITS_BODY void proximities(const kt_incidence *in, int64_t k, const int32_t *list, int64_t n,
                              double *phi)
{
    if (in->n_words == 4)
        proximities_of(in, k, list, n, phi, 4);
    else
        proximities_of(in, k, list, n, phi, in->n_words);
}

KT_BITS_TARGET static void proximities_popcnt(const kt_incidence *in, int64_t k,
                                              const int32_t *list, int64_t n, double *phi)
{
    proximities(in, k, list, n, phi);
}

void kt_phi_of_plain(const kt_incidence *in, int64_t k, const int32_t *list, int64_t n,
                     double *phi)
{
    proximities(in, k, list, n, phi);
}

void kt_phi_of(const kt_incidence *in, int64_t k, const int32_t *list, int64_t n, double *phi)
{
    if (KT_HAS_BITS())
        proximities_popcnt(in, k, list, n, phi);
    else
        kt_phi_of_plain(in, k, list, n, phi);
}
