/* special.c: incomplete beta and gamma functions by continued fractions, and log Gamma with its
 * derivatives by asymptotic series after moving the argument up. */
#include <kontor/special.h>

#include <math.h>

#define HALF_LOG_2PI 0.91893853320467274178
/* Continued fractions and series end when a term changes nothing more. */
#define ENOUGH 1e-16
#define TINY   1e-300
enum { MAX_TERMS = 10000 };

/* From here on eight terms of the asymptotic series are exact to the last digits. */
enum { LARGE = 12 };

double kt_log_gamma(double x)
{
    double below = 1.0;
    while (x < LARGE) {
        below *= x;
        x += 1.0;
    }
    const double u = 1.0 / (x * x);
    const double series =
        (1.0 / 12 -
         u * (1.0 / 360 -
              u * (1.0 / 1260 - u * (1.0 / 1680 - u * (1.0 / 1188 - u * (691.0 / 360360)))))) /
        x;
    return (x - 0.5) * log(x) - x + HALF_LOG_2PI + series -
           (below > 1.0 || below < 1.0 ? log(below) : 0.0);
}

double kt_digamma(double x)
{
    double below = 0.0;
    while (x < LARGE) {
        below += 1.0 / x;
        x += 1.0;
    }
    const double u = 1.0 / (x * x);
    return log(x) - 0.5 / x -
           u * (1.0 / 12 -
                u * (1.0 / 120 -
                     u * (1.0 / 252 -
                          u * (1.0 / 240 - u * (1.0 / 132 - u * (691.0 / 32760)))))) -
           below;
}

double kt_trigamma(double x)
{
    double below = 0.0;
    while (x < LARGE) {
        below += 1.0 / (x * x);
        x += 1.0;
    }
    const double u = 1.0 / (x * x);
    return 1.0 / x + 0.5 * u +
           u / x *
               (1.0 / 6 -
                u * (1.0 / 30 -
                     u * (1.0 / 42 - u * (1.0 / 30 - u * (5.0 / 66 - u * (691.0 / 2730)))))) +
           below;
}

/* Continued fraction of the incomplete beta function. */
static double beta_fraction(double a, double b, double x)
{
    double c = 1.0, d = 1.0 - (a + b) * x / (a + 1.0);
    d = 1.0 / (fabs(d) < TINY ? TINY : d);
    double value = d;
    for (int m = 1; m < MAX_TERMS; m++) {
        const double m2 = 2.0 * m;
        double term = m * (b - m) * x / ((a + m2 - 1.0) * (a + m2));
        d = 1.0 + term * d;
        d = 1.0 / (fabs(d) < TINY ? TINY : d);
        c = 1.0 + term / c;
        c = fabs(c) < TINY ? TINY : c;
        value *= d * c;
        term = -(a + m) * (a + b + m) * x / ((a + m2) * (a + m2 + 1.0));
        d = 1.0 + term * d;
        d = 1.0 / (fabs(d) < TINY ? TINY : d);
        c = 1.0 + term / c;
        c = fabs(c) < TINY ? TINY : c;
        value *= d * c;
        if (fabs(d * c - 1.0) < ENOUGH)
            break;
    }
    return value;
}

/* I_x(a, b), with y = 1 - x given as well: it may be the one that is exact. */
static double beta_incomplete(double a, double b, double x, double y)
{
    if (x <= 0.0)
        return 0.0;
    if (y <= 0.0)
        return 1.0;
    const double front =
        exp(kt_log_gamma(a + b) - kt_log_gamma(a) - kt_log_gamma(b) + a * log(x) + b * log(y));
    if (x < (a + 1.0) / (a + b + 2.0))
        return front * beta_fraction(a, b, x) / a;
    return 1.0 - front * beta_fraction(b, a, y) / b;
}

double kt_student_two_sided(double t, double df)
{
    if (isnan(t) || isnan(df))
        return NAN;
    if (isinf(df))
        return erfc(fabs(t) / sqrt(2.0));
    return beta_incomplete(0.5 * df, 0.5, df / (df + t * t), t * t / (df + t * t));
}

/* Q(a, x), the upper incomplete gamma function over Gamma(a). */
static double gamma_upper(double a, double x)
{
    const double front = exp(a * log(x) - x - kt_log_gamma(a));
    if (x < a + 1.0) {
        double term = 1.0 / a, sum = term;
        for (int n = 1; n < MAX_TERMS && term > sum * ENOUGH; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return 1.0 - front * sum;
    }
    double b = x + 1.0 - a, c = 1.0 / TINY, d = 1.0 / b, value = d;
    for (int n = 1; n < MAX_TERMS; n++) {
        const double term = -n * (n - a);
        b += 2.0;
        d = term * d + b;
        d = 1.0 / (fabs(d) < TINY ? TINY : d);
        c = b + term / c;
        c = fabs(c) < TINY ? TINY : c;
        value *= d * c;
        if (fabs(d * c - 1.0) < ENOUGH)
            break;
    }
    return front * value;
}

double kt_chi2_upper(double x, double df)
{
    if (isnan(x) || isnan(df))
        return NAN;
    return x <= 0.0 ? 1.0 : gamma_upper(0.5 * df, 0.5 * x);
}

double kt_f_upper(double x, double df1, double df2)
{
    if (isnan(x) || isnan(df1) || isnan(df2))
        return NAN;
    if (isinf(df2))
        return kt_chi2_upper(x * df1, df1);
    const double sum = df2 + df1 * x;
    return beta_incomplete(0.5 * df2, 0.5 * df1, df2 / sum, df1 * x / sum);
}
