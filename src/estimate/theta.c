/* theta.c: the dispersion of the negative binomial, by Newton steps on its likelihood
 *
 *     sum w [log Gamma(y + t) - log Gamma(t) + t log t + y log mu - (y + t) log(mu + t)]
 *
 * taken in log t, so that t stays positive. Source: Venables and Ripley (2002), Modern Applied
 * Statistics with S, 4th ed., 7.4. */
#include "estimate_internal.h"

#include <kontor/special.h>

#include <math.h>

enum { MAX_STEPS = 100 };

static double weight_of(const kt_fit *fit, int64_t r)
{
    return fit->weights ? fit->weights[r] : 1.0;
}

/* First and second derivative of the log-likelihood in t. */
static void derivatives(const kt_fit *fit, double t, double *first, double *second)
{
    const double digamma = kt_digamma(t), trigamma = kt_trigamma(t);
    *first = *second = 0.0;
    for (int64_t r = 0; r < fit->rows.n; r++) {
        const double y = fit->y[r], mu = exp(fit->eta[r]), w = weight_of(fit, r);
        const double of_y = y > 0.0 ? kt_digamma(y + t) - digamma : 0.0;
        const double of_y2 = y > 0.0 ? kt_trigamma(y + t) - trigamma : 0.0;
        *first += w * (of_y + log(t / (mu + t)) + 1.0 - (y + t) / (mu + t));
        *second += w * (of_y2 + 1.0 / t - 2.0 / (mu + t) + (y + t) / ((mu + t) * (mu + t)));
    }
}

void kt_theta_maximise(kt_fit *fit, int fresh, double *se)
{
    double t = fit->theta, first = 0.0, second = 0.0;
    if (fresh) {
        double n = 0.0, sum = 0.0;
        for (int64_t r = 0; r < fit->rows.n; r++) {
            const double ratio = fit->y[r] / exp(fit->eta[r]) - 1.0;
            n += weight_of(fit, r);
            sum += weight_of(fit, r) * ratio * ratio;
        }
        t = sum > 0.0 ? fmin(fmax(n / sum, 1e-4), 1e4) : 1.0;
    }
    for (int step = 0; step < MAX_STEPS; step++) {
        derivatives(fit, t, &first, &second);
        /* In log t: f' t, f'' t^2 + f' t. */
        const double slope = first * t, bend = second * t * t + first * t;
        const double by = bend < 0.0 ? -slope / bend : (slope > 0.0 ? 1.0 : -1.0);
        t *= exp(fmin(fmax(by, -2.0), 2.0));
        if (fabs(by) < 1e-12)
            break;
    }
    derivatives(fit, t, &first, &second);
    fit->theta = t;
    *se = second < 0.0 ? 1.0 / sqrt(-second) : NAN;
}
