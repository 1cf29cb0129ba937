/* family_kernel.c: means, weights, likelihoods.
 *
 *              mu               w              e              objective
 *     poisson  exp eta          mu             (y - mu) / mu  mu - y eta
 *     gaussian eta              1              y - eta        (y - eta)^2 / 2
 *     gamma    exp eta          y / mu         1 - mu / y     y / mu + eta
 *      expected                 1              (y - mu) / mu
 *     negbin   exp eta          (y + theta) theta mu / (theta + mu)^2
 *                                              (y - mu) (theta + mu) / ((y + theta) mu)
 *                                                            (y + theta) log(theta + mu) - y
 * eta logit    1 / (1 + exp -eta)  mu (1 - mu)  (y - mu) / w  log(1 + exp eta) - y eta
 *
 * w is the observed information: all objectives are convex in eta, so Newton's steps, shortened
 * where they are too long, arrive from anywhere. For gamma the expected information, which its
 * standard errors want, may be asked for; with it alone the steps would not arrive where
 * outcomes are far from their means. */
#include "family_kernel.h"

#include <kontor/special.h>

#include "exp_wide.h"
#include "log_wide.h"

#include <math.h>

/* Weights below this are held: a row of no weight would leave a level without any. */
#define LEAST_WEIGHT 1e-280

static const kt_v4 zero = {0, 0, 0, 0};

KT_WIDE_BODY void mean_rows(kt_family family, double theta, int expected, kt_v4 y, kt_v4 eta,
                            kt_v4 *w, kt_v4 *e, kt_v4 *objective)
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
    if (family == KT_FAMILY_POISSON) {
        *e = y / mu - one;
        *w = mu;
        *objective = mu - y * eta;
    } else if (family == KT_FAMILY_GAMMA) {
        const kt_v4 ratio = y / mu;
        *w = expected ? one : ratio;
        *e = expected ? ratio - one : one - mu / y;
        *objective = ratio + eta;
    } else {
        const kt_v4 all = mu + theta, more = y + theta;
        *w = more * (theta / all) * (mu / all);
        *e = (y - mu) / more * (all / mu);
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
    mean_rows(f->family, f->theta, f->expected, y, *eta, w, e, &part);
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

/* A group whose level would go further shows that the step is too long: it is left to be
 * judged, and shortened, as it is. */
#define FURTHEST 1.0

/* Fitted values after the change, and outcomes, of a group, each summed. */
KT_WIDE_BODY void sum_group(int64_t from, int64_t to, const double *y, const double *weights,
                            const double *w, const double *change, double *mu, double *of_y)
{
    kt_v4 sum = zero, sum_y = zero;
    int64_t r = from;
    for (; r + 4 <= to; r += 4) {
        sum += kt_load4(w + r) * kt_exp4(kt_load4(change + r));
        sum_y += weights ? kt_load4(y + r) * kt_load4(weights + r) : kt_load4(y + r);
    }
    for (kt_v4 by = zero; r < to; r++) {
        by[0] = change[r];
        sum[0] += w[r] * kt_exp4(by)[0];
        sum_y[0] += weights ? y[r] * weights[r] : y[r];
    }
    *mu = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    *of_y = (sum_y[0] + sum_y[1]) + (sum_y[2] + sum_y[3]);
}

KT_WIDE_BODY void kt_family_balance_body(const int64_t *group_start, int64_t from, int64_t to,
                                         const double *y, const double *weights,
                                         const double *w, double *change)
{
    for (int64_t g = from; g < to; g++) {
        double mu, of_y;
        sum_group(group_start[g], group_start[g + 1], y, weights, w, change, &mu, &of_y);
        const double by = of_y > 0.0 && mu > 0.0 ? log(of_y / mu) : INFINITY;
        if (!(fabs(by) <= FURTHEST))
            continue;
        for (int64_t r = group_start[g]; r < group_start[g + 1]; r++)
            change[r] += by;
    }
}
KT_WIDE_FUNCTION(kt_family_balance,
                 (const int64_t *group_start, int64_t from, int64_t to, const double *y,
                  const double *weights, const double *w, double *change),
                 (group_start, from, to, y, weights, w, change))

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

/* Running sums of four rows each. */
enum { WEIGHT, Y, MU, Y2, MU2, Y_MU, RESIDUAL2, PEARSON, DEVIANCE, LOGLIK, LOG_GAMMA, N_SUMS };

KT_WIDE_BODY void add_poisson(kt_v4 y, kt_v4 eta, kt_v4 w, kt_v4 weight, kt_v4 sum[N_SUMS])
{
    const kt_v4 mu = w / weight, residual = y - mu, of_y = weight * y, of_mu = weight * mu;
    const kt_v4 log_y = kt_log4(kt_choose4(y > 1e-300, y, zero + 1.0));
    const kt_v4 log_gamma = weight * kt_log_factorial4(y, log_y);
    const kt_v4 square = weight * residual * residual;
    sum[DEVIANCE] += 2.0 * weight * (y * (log_y - eta) - residual);
    sum[LOGLIK] += of_y * eta - of_mu - log_gamma;
    sum[LOG_GAMMA] += log_gamma;
    sum[PEARSON] += square / mu;
    sum[RESIDUAL2] += square;
    sum[WEIGHT] += weight;
    sum[Y] += of_y;
    sum[MU] += of_mu;
    sum[Y2] += of_y * y;
    sum[MU2] += of_mu * mu;
    sum[Y_MU] += of_y * mu;
}

/* Poisson, which is most of all use. */
KT_WIDE_BODY void total_poisson_body(const kt_family_rows *f, kt_family_totals *t)
{
    kt_v4 sum[N_SUMS] = {0};
    double total[N_SUMS];
    int64_t r = f->from;
    for (; r + 4 <= f->to; r += 4)
        add_poisson(kt_load4(f->y + r), kt_load4(f->eta + r), kt_load4(f->w + r),
                    f->weights ? kt_load4(f->weights + r) : zero + 1.0, sum);
    for (; r < f->to; r++) {
        /* The last rows go alone: three lanes repeat the first and are left out. */
        kt_v4 one[N_SUMS] = {0};
        const double weight = f->weights ? f->weights[r] : 1.0;
        add_poisson(zero + f->y[r], zero + f->eta[r], zero + f->w[r], zero + weight, one);
        for (int i = 0; i < N_SUMS; i++)
            sum[i][0] += one[i][0];
    }
    for (int i = 0; i < N_SUMS; i++)
        total[i] = (sum[i][0] + sum[i][1]) + (sum[i][2] + sum[i][3]);
    *t = (kt_family_totals){.weight = total[WEIGHT],
                            .y = total[Y],
                            .mu = total[MU],
                            .y2 = total[Y2],
                            .mu2 = total[MU2],
                            .y_mu = total[Y_MU],
                            .residual2 = total[RESIDUAL2],
                            .pearson = total[PEARSON],
                            .deviance = total[DEVIANCE],
                            .loglik = total[LOGLIK],
                            .log_gamma = total[LOG_GAMMA]};
}
KT_WIDE_TARGET static void total_poisson_wide(const kt_family_rows *f, kt_family_totals *t)
{
    total_poisson_body(f, t);
}

static void total_poisson(const kt_family_rows *f, kt_family_totals *t)
{
    if (KT_HAS_WIDE())
        total_poisson_wide(f, t);
    else
        total_poisson_body(f, t);
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
    if (f->family == KT_FAMILY_POISSON) {
        total_poisson(f, t);
        return;
    }
    *t = (kt_family_totals){0};
    for (int64_t r = f->from; r < f->to; r++) {
        const double y = f->y[r], eta = f->eta[r], weight = f->weights ? f->weights[r] : 1.0;
        const double mu = kt_family_mean(f->family, eta);
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
