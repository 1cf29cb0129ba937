/* intensity.c: trade intensity and its split into fit and bias. */
#include <kontor/intensity.h>

#include "known_sum.h"

#include <math.h>

double kt_intensity(double v_ij, double X_i, double M_j, double T)
{
    if (!(X_i > 0.0) || !(M_j > 0.0) || !(T > 0.0))
        return NAN;
    return (v_ij / X_i) / (M_j / T);
}

double kt_intensity_without_own(double v_ij, double X_i, double M_j, double T, double M_i)
{
    return kt_intensity(v_ij, X_i, M_j, T - M_i);
}

kt_intensity_split kt_intensity_split_of(double v_ij, const double *x_i, const double *m_i,
                                         const double *m_j, const double *x, int64_t n)
{
    kt_intensity_split split = {.intensity = NAN, .complementarity = NAN, .bias = NAN};
    const double X_i = known_sum(x_i, n), M_i = known_sum(m_i, n);
    const double M_j = known_sum(m_j, n), T = known_sum(x, n);

    split.intensity = kt_intensity_without_own(v_ij, X_i, M_j, T, M_i);
    if (!(X_i > 0.0) || !(M_j > 0.0) || !(T > M_i))
        return split;
    double C = 0.0;
    for (int64_t k = 0; k < n; k++) {
        const double term = (x_i[k] / X_i) * ((T - M_i) / (x[k] - m_i[k])) * (m_j[k] / M_j);
        if (x[k] > m_i[k] && !isnan(term))
            C += term;
        else
            split.n_left_out++;
    }
    split.complementarity = C;
    if (C > 0.0)
        split.bias = split.intensity / C;
    return split;
}
