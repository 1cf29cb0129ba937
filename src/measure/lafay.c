/* lafay.c: Lafay's index of specialisation. */
#include <kontor/lafay.h>

#include <math.h>

void kt_lafay(const double *x, const double *m, int64_t n, double *out)
{
    double both = 0.0, balance = 0.0;

    for (int64_t k = 0; k < n; k++) {
        if (isnan(x[k]) || isnan(m[k]))
            continue;
        both += x[k] + m[k];
        balance += x[k] - m[k];
    }
    for (int64_t k = 0; k < n; k++) {
        // (x - m)/(x + m) times (x + m) is x - m, also where x + m is 0.
        const double own = x[k] - m[k], usual = balance / both * (x[k] + m[k]);
        out[k] = both > 0.0 ? 100.0 * (own - usual) / both : (double)NAN;
    }
}
