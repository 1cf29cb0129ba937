/* complementarity.c: Michaely's index of trade complementarity. */
#include <kontor/complementarity.h>

#include "known_sum.h"

#include <math.h>

double kt_complementarity(const double *x_i, const double *m_j, int64_t n)
{
    const double X_i = known_sum(x_i, n), M_j = known_sum(m_j, n);
    double apart = 0.0;

    if (!(X_i > 0.0) || !(M_j > 0.0))
        return NAN;
    for (int64_t k = 0; k < n; k++)
        apart += fabs(known_share(m_j[k], M_j) - known_share(x_i[k], X_i));
    return 100.0 * (1.0 - apart / 2.0);
}
