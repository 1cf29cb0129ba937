/* family_kernel.c: means, weights, likelihoods.
 *
 *              mu               w              e              objective
 *     poisson  exp eta          mu             (y - mu) / mu  mu - y eta
 *     gaussian eta              1              y - eta        (y - eta)^2 / 2
 *     gamma    exp eta          1              (y - mu) / mu  y / mu + eta
 *     negbin   exp eta          mu / (1 + mu / theta)  (y - mu) / mu
 *                                                 (y + theta) log(theta + mu) - y eta
 *     logit    1 / (1 + exp -eta)  mu (1 - mu)  (y - mu) / w  log(1 + exp eta) - y eta
 *
 * w is the expected information, as in fixest's iterations. */
#include "family_kernel.h"

#include <kontor/special.h>

#include "exp_wide.h"

#include <math.h>

/* Weights below this are held: a row of no weight would leave a level without any. */
#define LEAST_WEIGHT 1e-280

static const kt_v4 zero = {0, 0, 0, 0};

KT_WIDE_BODY void mean_rows(kt_family family, double theta, kt_v4 y, kt_v4 eta, kt_v4 *w,
                            kt_v4 *e, kt_v4 *objective)
{
    const kt_v4 one = {1, 1, 1, 1};
    if (family == KT_FAMILY_GAUSSIAN) {
        *w = one;
        *e = y - eta;
        *objective = *e * *e * 0.5;
        return;
    }
    if (family == KT_FAMILY_LOGIT) {
        const kt_v4 big = kt_exp4(kt_choose4(eta > zero, -eta, eta)); /* exp -|eta| */
        const kt_v4 mu = kt_choose4(eta > zero, one, big) / (one + big);
        kt_v4 v = big / ((one + big) * (one + big));
        v = kt_choose4(v < LEAST_WEIGHT, zero + LEAST_WEIGHT, v);
        for (int k = 0; k < 4; k++)
            (*objective)[k] = log1p(big[k]);
        *objective += kt_choose4(eta > zero, eta, zero) - y * eta;
        *w = v;
        *e = (y - mu) / v;
        return;
    }
    const kt_v4 mu = kt_exp4(eta);
    *e = y / mu - one;
    if (family == KT_FAMILY_POISSON) {
        *w = mu;
        *objective = mu - y * eta;
    } else if (family == KT_FAMILY_GAMMA) {
        *w = one;
        *objective = y / mu + eta;
    } else {
        *w = mu / (one + mu / (zero + theta));
        for (int k = 0; k < 4; k++)
            (*objective)[k] = (y[k] + theta) * log(theta + mu[k]);
        *objective -= y * eta;
    }
}

/* What one step makes of four rows. */
typedef struct running {
    kt_v4 objective, w, w_change2, max_change;
} running;

KT_WIDE_BODY void step_four(const kt_family_rows *f, kt_v4 y, kt_v4 *eta, kt_v4 change,
                            kt_v4 given, kt_v4 *w, kt_v4 *e, running *sum)
{
    kt_v4 part = zero;
    const kt_v4 by = change * f->step, size = kt_choose4(by < zero, -by, by);
    *eta += by;
    mean_rows(f->family, f->theta, y, *eta, w, e, &part);
    *w *= given;
    sum->objective += part * given;
    sum->w += *w;
    sum->w_change2 += *w * by * by;
    sum->max_change = kt_choose4(size > sum->max_change, size, sum->max_change);
    *w = kt_choose4(*w < LEAST_WEIGHT, zero + LEAST_WEIGHT, *w);
}

KT_WIDE_BODY void whole_four(const kt_family_rows *f, int64_t r, running *sum)
{
    kt_v4 eta = kt_load4(f->eta + r), w = zero, e = zero;
    const kt_v4 change = f->change ? kt_load4(f->change + r) : zero;
    const kt_v4 given = f->weights ? kt_load4(f->weights + r) : zero + 1.0;
    step_four(f, kt_load4(f->y + r), &eta, change, given, &w, &e, sum);
    kt_store4(f->eta + r, eta);
    kt_store4(f->w + r, w);
    for (int k = 0; k < 4; k++)
        f->e[(r + k) * f->e_stride] = e[k];
}

/* The last rows, filled up with some that count nothing. */
KT_WIDE_BODY void last_rows(const kt_family_rows *f, int64_t r, running *sum)
{
    const int n = (int)(f->to - r);
    kt_v4 y = zero, eta = zero, change = zero, given = zero, w = zero, e = zero;
    for (int k = 0; k < n; k++) {
        y[k] = f->y[r + k];
        eta[k] = f->eta[r + k];
        change[k] = f->change ? f->change[r + k] : 0.0;
        given[k] = f->weights ? f->weights[r + k] : 1.0;
    }
    step_four(f, y, &eta, change, given, &w, &e, sum);
    for (int k = 0; k < n; k++) {
        f->eta[r + k] = eta[k];
        f->w[r + k] = w[k];
        f->e[(r + k) * f->e_stride] = e[k];
    }
}

KT_WIDE_BODY void update_rows(const kt_family_rows *f, kt_family_sums *sums)
{
    running sum = {zero, zero, zero, zero};
    int64_t r = f->from;
    for (; r + 4 <= f->to; r += 4)
        whole_four(f, r, &sum);
    if (r < f->to)
        last_rows(f, r, &sum);
    *sums = (kt_family_sums){0};
    for (int k = 0; k < 4; k++) {
        sums->objective += sum.objective[k];
        sums->w += sum.w[k];
        sums->w_change2 += sum.w_change2[k];
        sums->max_change = fmax(sums->max_change, sum.max_change[k]);
    }
}

/* The family is a constant in each copy, so the loop has no branch for it. */
KT_WIDE_BODY void kt_family_update_body(const kt_family_rows *rows, kt_family_sums *sums)
{
    kt_family_rows f = *rows;
    switch (rows->family) {
    case KT_FAMILY_POISSON:
        f.family = KT_FAMILY_POISSON;
        update_rows(&f, sums);
        return;
    case KT_FAMILY_GAUSSIAN:
        f.family = KT_FAMILY_GAUSSIAN;
        update_rows(&f, sums);
        return;
    case KT_FAMILY_GAMMA:
    case KT_FAMILY_NEGBIN:
    case KT_FAMILY_LOGIT:
        update_rows(&f, sums);
        return;
    }
}
KT_WIDE_FUNCTION(kt_family_update, (const kt_family_rows *rows, kt_family_sums *sums),
                 (rows, sums))

double kt_family_mean(kt_family family, double eta)
{
    if (family == KT_FAMILY_GAUSSIAN)
        return eta;
    return family == KT_FAMILY_LOGIT ? 1.0 / (1.0 + exp(-eta)) : exp(eta);
}

double kt_family_score(kt_family family, double theta, double y, double mu, double weight)
{
    if (family == KT_FAMILY_GAMMA)
        return weight * (y - mu) / mu;
    if (family == KT_FAMILY_NEGBIN)
        return weight * (y - mu) / (1.0 + mu / theta);
    return weight * (y - mu);
}

/* y log(y / mu), 0 for y = 0. */
static double log_ratio(double y, double mu)
{
    return y > 0.0 ? y * log(y / mu) : 0.0;
}

double kt_family_deviance(kt_family family, double theta, double y, double mu)
{
    switch (family) {
    case KT_FAMILY_POISSON:
        return 2.0 * (log_ratio(y, mu) - (y - mu));
    case KT_FAMILY_GAUSSIAN:
        return (y - mu) * (y - mu);
    case KT_FAMILY_GAMMA:
        return 2.0 * ((y - mu) / mu - log(y / mu));
    case KT_FAMILY_NEGBIN:
        return 2.0 * (log_ratio(y, mu) - (y + theta) * log((y + theta) / (mu + theta)));
    case KT_FAMILY_LOGIT:
        return 2.0 * (log_ratio(y, mu) + log_ratio(1.0 - y, 1.0 - mu));
    }
    return NAN;
}

double kt_family_loglik(kt_family family, double theta, double y, double mu)
{
    switch (family) {
    case KT_FAMILY_POISSON:
        return y * log(mu) - mu - kt_log_gamma(y + 1.0);
    case KT_FAMILY_NEGBIN:
        return kt_log_gamma(y + theta) - kt_log_gamma(theta) - kt_log_gamma(y + 1.0) +
               theta * log(theta / (theta + mu)) + (y > 0.0 ? y * log(mu / (theta + mu)) : 0.0);
    case KT_FAMILY_LOGIT:
        return y * log(mu) + (1.0 - y) * log1p(-mu);
    case KT_FAMILY_GAUSSIAN:
    case KT_FAMILY_GAMMA:
        return 0.0; // they need the dispersion: estimate.c
    }
    return NAN;
}

/* ---- totals -------------------------------------------------------------------------------
 */

/* log Gamma(y + 1) with log y at hand: Stirling's series, for large y. */
static double log_factorial(double y, double log_y)
{
    if (y < 16.0)
        return kt_log_gamma(y + 1.0);
    const double u = 1.0 / (y * y);
    return (y + 0.5) * log_y - y + 0.91893853320467274178 +
           (1.0 / 12 - u * (1.0 / 360 - u * (1.0 / 1260 - u * (1.0 / 1680 - u / 1188.0)))) / y;
}

/* Poisson, which is most of all use, with one logarithm a row. */
static void add_poisson(double y, double eta, double mu, double weight, kt_family_totals *t)
{
    const double log_y = y > 0.0 ? log(y) : 0.0;
    const double log_gamma = y > 0.0 ? log_factorial(y, log_y) : 0.0;
    t->deviance += weight * 2.0 * (y * (log_y - eta) - (y - mu));
    t->loglik += weight * (y * eta - mu - log_gamma);
    t->log_gamma += weight * log_gamma;
    t->pearson += weight * (y - mu) * (y - mu) / mu;
}

static void add_other(const kt_family_rows *f, double y, double mu, double weight,
                      kt_family_totals *t)
{
    double variance = 1.0;
    if (f->family == KT_FAMILY_GAMMA)
        variance = mu * mu;
    else if (f->family == KT_FAMILY_NEGBIN)
        variance = mu + mu * mu / f->theta;
    else if (f->family == KT_FAMILY_LOGIT)
        variance = mu * (1.0 - mu);
    t->deviance += weight * kt_family_deviance(f->family, f->theta, y, mu);
    t->loglik += weight * kt_family_loglik(f->family, f->theta, y, mu);
    t->pearson += weight * (y - mu) * (y - mu) / variance;
    if (f->family == KT_FAMILY_NEGBIN)
        t->log_gamma += weight * kt_log_gamma(y + 1.0);
}

void kt_family_total(const kt_family_rows *f, kt_family_totals *t)
{
    *t = (kt_family_totals){0};
    for (int64_t r = f->from; r < f->to; r++) {
        const double y = f->y[r], eta = f->eta[r], weight = f->weights ? f->weights[r] : 1.0;
        const double mu =
            f->family == KT_FAMILY_POISSON ? f->w[r] / weight : kt_family_mean(f->family, eta);
        if (f->family == KT_FAMILY_POISSON)
            add_poisson(y, eta, mu, weight, t);
        else
            add_other(f, y, mu, weight, t);
        t->weight += weight;
        t->y += weight * y;
        t->mu += weight * mu;
        t->y2 += weight * y * y;
        t->mu2 += weight * mu * mu;
        t->y_mu += weight * y * mu;
        t->residual2 += weight * (y - mu) * (y - mu);
    }
}
