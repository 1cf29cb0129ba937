/* unit_value.c: outliers among unit values, by median and median deviation of logarithms. */
#include <kontor/unit_value.h>

#include <kontor/memory.h>

#include <math.h>
#include <stdlib.h>

static int compare_numbers(const void *left, const void *right)
{
    const double x = *(const double *)left, y = *(const double *)right;
    return (x > y) - (x < y);
}

static double sorted_median(double *value, int64_t n)
{
    qsort(value, (size_t)n, sizeof *value, compare_numbers);
    return n % 2 ? value[n / 2] : (value[n / 2 - 1] + value[n / 2]) / 2.0;
}

kt_status kt_unit_value_scores(const double *p, int64_t n, double *z, double *median,
                               kt_error *err)
{
    double *known = NULL;
    int64_t n_known = 0;
    double middle = NAN, spread = NAN;

    KT_TRY(kt_new(&known, n, sizeof *known, err));
    for (int64_t r = 0; r < n; r++)
        if (p[r] > 0.0)
            known[n_known++] = log(p[r]);
    if (n_known > 0)
        middle = sorted_median(known, n_known);
    if (n_known >= KT_UNIT_VALUES_LEAST) {
        for (int64_t r = 0; r < n_known; r++)
            known[r] = fabs(known[r] - middle);
        spread = sorted_median(known, n_known);
    }
    for (int64_t r = 0; r < n; r++)
        z[r] =
            p[r] > 0.0 && spread > 0.0 ? 0.6745 * (log(p[r]) - middle) / spread : (double)NAN;
    if (median)
        *median = exp(middle);
    kt_free(known);
    return KT_OK;
}
