/* growth_contribution.c: the growth of turnover by products. */
#include <kontor/growth_contribution.h>

#include <math.h>

void kt_growth_contributions(const kt_growth_contribution_data *data, double *out)
{
    for (int64_t k = 0; k < data->n; k++) {
        const double change = data->x1[k] + data->m1[k] - data->x0[k] - data->m0[k];
        out[k] = data->base > 0.0 ? change / data->base : (double)NAN;
    }
}
