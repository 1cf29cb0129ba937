/* jacobi.h: all eigenvalues of a symmetric matrix by Jacobi's rotations: slow, and obvious. */
#ifndef KONTOR_TESTS_JACOBI_H
#define KONTOR_TESTS_JACOBI_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Turn rows and columns p and q of b so that b_pq becomes 0; v turns with them. */
static inline void jacobi_turn(double *b, double *v, int n, int p, int q)
{
    const double angle = 0.5 * atan2(2.0 * b[p * n + q], b[q * n + q] - b[p * n + p]);
    const double c = cos(angle), s = sin(angle);
    for (int k = 0; k < n; k++) {
        const double kp = b[k * n + p], kq = b[k * n + q];
        b[k * n + p] = c * kp - s * kq;
        b[k * n + q] = s * kp + c * kq;
    }
    for (int k = 0; k < n; k++) {
        const double pk = b[p * n + k], qk = b[q * n + k];
        b[p * n + k] = c * pk - s * qk;
        b[q * n + k] = s * pk + c * qk;
    }
    for (int k = 0; k < n; k++) {
        const double pk = v[p * n + k], qk = v[q * n + k];
        v[p * n + k] = c * pk - s * qk;
        v[q * n + k] = s * pk + c * qk;
    }
}

/* values[n], largest first; vectors[w * n + i]. */
static inline void jacobi(const double *a, int n, double *values, double *vectors)
{
    double *b = malloc((size_t)(n * n) * sizeof *b);
    double *v = calloc((size_t)(n * n), sizeof *v);
    memcpy(b, a, (size_t)(n * n) * sizeof *b);
    for (int i = 0; i < n; i++)
        v[i * n + i] = 1.0;
    for (int round = 0; round < 30; round++)
        for (int p = 0; p < n; p++)
            for (int q = p + 1; q < n; q++)
                if (b[p * n + q] != 0.0)
                    jacobi_turn(b, v, n, p, q);
    for (int w = 0; w < n; w++) {
        int best = -1;
        for (int i = 0; i < n; i++)
            if (!isnan(b[i * n + i]) && (best < 0 || b[i * n + i] > b[best * n + best]))
                best = i;
        values[w] = b[best * n + best];
        memcpy(vectors + w * n, v + best * n, (size_t)n * sizeof *vectors);
        b[best * n + best] = NAN;
    }
    free(v);
    free(b);
}

#endif
