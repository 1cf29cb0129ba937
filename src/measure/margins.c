/* margins.c: extensive and intensive margins of Hummels and Klenow. */
#include <kontor/margins.h>

#include <math.h>

kt_margins kt_margins_of(const double *v, const double *m, int64_t n,
                         kt_margins_reference reference)
{
    kt_margins margins = {.extensive = NAN, .intensive = NAN, .counted = NAN};
    double sold = 0.0, reference_sold = 0.0, reference_all = 0.0;

    for (int64_t k = 0; k < n; k++) {
        if (isnan(v[k]) || isnan(m[k]))
            continue;
        const double r = reference == KT_MARGINS_OF_REST ? m[k] - v[k] : m[k];
        reference_all += r;
        margins.n_bought += m[k] > 0.0;
        if (v[k] > 0.0) {
            margins.n_sold++;
            sold += v[k];
            reference_sold += r;
        }
    }
    if (reference_all > 0.0)
        margins.extensive = reference_sold / reference_all;
    if (reference_sold > 0.0)
        margins.intensive = sold / reference_sold;
    if (margins.n_bought > 0)
        margins.counted = (double)margins.n_sold / (double)margins.n_bought;
    return margins;
}
