/* block_kernel.c: factoring and solving one dense block; no allocation, no failure.
 *
 *     [ R   C ] [x_left ]   [b_left ]     R, K: row and column sums of C
 *     [ C'  K ] [x_right] = [b_right]
 *
 *     L L' = K - Q' Q,   Q = R^-1/2 C
 *
 * The matrix is singular: a constant can move from exporters to importers. A pivot that is
 * rounding noise pins its level to 0; as that level may be of little weight, what rounding has
 * put outside of the matrix's range is taken off before, in proportion to the column sums, and
 * the constant after. */
#include "block_kernel.h"

#include "wide.h"

#include <math.h>

/* Below this share of the column's sum a pivot is noise: a few hundred terms of 1e-16. */
#define PIVOT_NOISE 1e-11

/* Rows over the root of their sums. The sums of columns go to L's diagonal. */
KT_WIDE_BODY void scale_rows(const kt_block *b)
{
    for (int64_t j = 0; j < b->n_right; j++)
        b->L[j * b->stride + j] = 0.0;
    for (int64_t a = 0; a < b->n_left; a++) {
        double *row = b->C + a * b->stride;
        double sum = 0.0;
        for (int64_t j = 0; j < b->n_right; j++) {
            sum += row[j];
            b->L[j * b->stride + j] += row[j];
        }
        const double scale = sum > 0.0 ? 1.0 / sqrt(sum) : 0.0;
        b->over_root[a] = scale;
        for (int64_t j = 0; j < b->stride; j++)
            row[j] *= scale;
    }
}

/* -(Q'Q) in rows i to i + 3, columns j to j + 7. */
KT_WIDE_BODY void tile(const kt_block *b, int64_t i, int64_t j, kt_v4 sum[8])
{
    for (int s = 0; s < 8; s++)
        sum[s] = (kt_v4){0, 0, 0, 0};
    const double *at_i = b->C + i, *at_j = b->C + j;
    for (int64_t a = 0; a < b->n_left; a++) {
        const kt_v4 low = kt_load4(at_j), high = kt_load4(at_j + 4);
        for (int s = 0; s < 4; s++) {
            sum[2 * s] -= low * at_i[s];
            sum[2 * s + 1] -= high * at_i[s];
        }
        at_i += b->stride;
        at_j += b->stride;
    }
}

/* The lower half of K - Q'Q into L. Rows and columns past the end are zeros of the padding. */
KT_WIDE_BODY void schur(const kt_block *b)
{
    kt_v4 sum[8];
    for (int64_t i = 0; i < b->n_right; i += 4)
        for (int64_t j = 0; j <= i + 3 && j < b->n_right; j += 8) {
            tile(b, i, j, sum);
            for (int64_t s = 0; s < 4 && i + s < b->n_right; s++)
                for (int64_t c = 0; c < 8 && j + c <= i + s; c++) {
                    double *at = b->L + (i + s) * b->stride + j + c;
                    const double value = sum[2 * s + c / 4][c % 4];
                    *at = j + c == i + s ? *at + value : value;
                }
        }
}

KT_WIDE_BODY double dot(const double *a, const double *b, int64_t n)
{
    kt_v4 s0 = {0, 0, 0, 0}, s1 = s0;
    int64_t k = 0;
    for (; k + 8 <= n; k += 8) {
        s0 += kt_load4(a + k) * kt_load4(b + k);
        s1 += kt_load4(a + k + 4) * kt_load4(b + k + 4);
    }
    s0 += s1;
    double sum = (s0[0] + s0[1]) + (s0[2] + s0[3]);
    for (; k < n; k++)
        sum += a[k] * b[k];
    return sum;
}

/* Row by row; four rows above at a time share what is read of row i. over_K: column sums are
 * gone from the diagonal by then, so the noise is held against the diagonal before the
 * subtraction. */
KT_WIDE_BODY void cholesky(const kt_block *b, double floor_of_noise)
{
    for (int64_t i = 0; i < b->n_right; i++) {
        double *of_i = b->L + i * b->stride;
        for (int64_t j = 0; j < i; j++) {
            const double *of_j = b->L + j * b->stride;
            of_i[j] = (of_i[j] - dot(of_i, of_j, j)) * of_j[j];
        }
        const double before = of_i[i], pivot = before - dot(of_i, of_i, i);
        of_i[i] =
            pivot > PIVOT_NOISE * before && pivot > floor_of_noise ? 1.0 / sqrt(pivot) : 0.0;
    }
}

/* Column sums to shares; returns the largest of them. */
KT_WIDE_BODY double share_sums(const kt_block *b)
{
    double largest = 0.0, total = 0.0;
    for (int64_t j = 0; j < b->n_right; j++) {
        largest = fmax(largest, b->right_sum[j]);
        total += b->right_sum[j];
    }
    for (int64_t j = 0; j < b->n_right; j++)
        b->right_sum[j] = total > 0.0 ? b->right_sum[j] / total : 0.0;
    return largest;
}

KT_WIDE_BODY void factor_body(const kt_block *b, int is_square)
{
    if (is_square) {
        cholesky(b, share_sums(b) * 1e-30);
        return;
    }
    scale_rows(b);
    for (int64_t j = 0; j < b->n_right; j++)
        b->right_sum[j] = b->L[j * b->stride + j];
    const double largest = share_sums(b);
    schur(b);
    cholesky(b, largest * 1e-30);
}
KT_WIDE_TARGET static void factor_wide(const kt_block *b, int is_square)
{
    factor_body(b, is_square);
}

void kt_block_factor(const kt_block *b)
{
    if (KT_HAS_WIDE())
        factor_wide(b, 0);
    else
        factor_body(b, 0);
}

void kt_block_factor_square(const kt_block *b)
{
    if (KT_HAS_WIDE())
        factor_wide(b, 1);
    else
        factor_body(b, 1);
}

/* ---- solving ------------------------------------------------------------------------------
 */

/* y -= C' t for four rows of C at a time. */
KT_WIDE_BODY void minus_transposed(const kt_block *b, const double *t, double *y)
{
    int64_t a = 0;
    for (; a + 4 <= b->n_left; a += 4) {
        const double *c = b->C + a * b->stride;
        const int64_t s = b->stride;
        const kt_v4 t0 = kt_load4(t + a * 4), t1 = kt_load4(t + a * 4 + 4),
                    t2 = kt_load4(t + a * 4 + 8), t3 = kt_load4(t + a * 4 + 12);
        for (int64_t j = 0; j < b->n_right; j++)
            kt_store4(y + j * 4,
                      kt_load4(y + j * 4) - ((t0 * c[j] + t1 * c[j + s]) +
                                             (t2 * c[j + 2 * s] + t3 * c[j + 3 * s])));
    }
    for (; a < b->n_left; a++)
        for (int64_t j = 0; j < b->n_right; j++)
            kt_store4(y + j * 4,
                      kt_load4(y + j * 4) - kt_load4(t + a * 4) * b->C[a * b->stride + j]);
}

/* sum_j c_j y_j over n. */
KT_WIDE_BODY kt_v4 weighted(const double *c, const double *y, int64_t n)
{
    kt_v4 s0 = {0, 0, 0, 0}, s1 = s0, s2 = s0, s3 = s0;
    int64_t j = 0;
    for (; j + 4 <= n; j += 4) {
        s0 += kt_load4(y + j * 4) * c[j];
        s1 += kt_load4(y + j * 4 + 4) * c[j + 1];
        s2 += kt_load4(y + j * 4 + 8) * c[j + 2];
        s3 += kt_load4(y + j * 4 + 12) * c[j + 3];
    }
    for (; j < n; j++)
        s0 += kt_load4(y + j * 4) * c[j];
    return (s0 + s1) + (s2 + s3);
}

KT_WIDE_BODY void solve_right(const kt_block *b, double *y)
{
    kt_v4 sum = {0, 0, 0, 0};
    for (int64_t j = 0; j < b->n_right; j++)
        sum += kt_load4(y + j * 4);
    for (int64_t j = 0; j < b->n_right; j++)
        kt_store4(y + j * 4, kt_load4(y + j * 4) - sum * b->right_sum[j]);
    for (int64_t i = 0; i < b->n_right; i++) {
        const double *row = b->L + i * b->stride;
        kt_store4(y + i * 4, (kt_load4(y + i * 4) - weighted(row, y, i)) * row[i]);
    }
    for (int64_t i = b->n_right - 1; i >= 0; i--) {
        const double *row = b->L + i * b->stride;
        const kt_v4 x = kt_load4(y + i * 4) * row[i];
        kt_store4(y + i * 4, x);
        for (int64_t j = 0; j < i; j++)
            kt_store4(y + j * 4, kt_load4(y + j * 4) - x * row[j]);
    }
    const kt_v4 mean = weighted(b->right_sum, y, b->n_right);
    for (int64_t j = 0; j < b->n_right; j++)
        kt_store4(y + j * 4, kt_load4(y + j * 4) - mean);
}

KT_WIDE_BODY void kt_block_solve_body(const kt_block *b, double *x, double *y)
{
    if (x) {
        for (int64_t a = 0; a < b->n_left; a++)
            kt_store4(x + a * 4, kt_load4(x + a * 4) * b->over_root[a]);
        minus_transposed(b, x, y);
    }
    solve_right(b, y);
    for (int64_t a = 0; x && a < b->n_left; a++)
        kt_store4(x + a * 4,
                  (kt_load4(x + a * 4) - weighted(b->C + a * b->stride, y, b->n_right)) *
                      b->over_root[a]);
}
KT_WIDE_FUNCTION(kt_block_solve, (const kt_block *b, double *x, double *y), (b, x, y))
