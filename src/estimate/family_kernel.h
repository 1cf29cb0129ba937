/* family_kernel.h: what each family makes of outcome and index. */
#ifndef KONTOR_ESTIMATE_FAMILY_KERNEL_H
#define KONTOR_ESTIMATE_FAMILY_KERNEL_H

#include <kontor/estimate.h>

/* Columns of the sample in working order; rows from `from` to `to`. */
typedef struct kt_family_rows {
    kt_family family;
    double theta; /* negbin */
    int expected; /* gamma: weights of the expected information */
    int64_t from, to;
    const double *y;
    const double *weights; /* NULL: 1 */
    double *eta;           /* += step x change, where change is not NULL */
    const double *change;
    double step;
    double *w; /* out: weight of the Newton step, d mu / d eta x ... x weights */
    double *e; /* out: every e_stride-th: (y - mu) / (d mu / d eta) */
    int64_t e_stride;
} kt_family_rows;

/* Sums over the rows. */
typedef struct kt_family_sums {
    double objective;    /* falls as the likelihood rises; constants of y left out */
    double w, w_change2; /* sum of w, of w change^2 */
    double max_change;
} kt_family_sums;

void kt_family_update(const kt_family_rows *rows, kt_family_sums *sums);

/* Sums of a whole fit over the rows, each with its weight. */
typedef struct kt_family_totals {
    double weight, y, mu, y2, mu2, y_mu; /* y2: squares, y_mu: products */
    double residual2;                    /* (y - mu)^2 */
    double pearson;          /* (y - mu)^2 / V(mu) with the family's V, no dispersion */
    double deviance, loglik; /* loglik: without what gaussian and gamma need besides */
    double log_gamma;        /* log Gamma(y + 1) */
} kt_family_totals;
void kt_family_total(const kt_family_rows *rows, kt_family_totals *totals);

/* mu of one row. */
double kt_family_mean(kt_family family, double eta);
/* Score of one row per unit of x: weights x (y - mu) x (d mu / d eta) / V. */
double kt_family_score(kt_family family, double theta, double y, double mu, double weight);
/* Contributions of one row to deviance and log-likelihood (gaussian: the sum of squares, and 0:
 * the likelihood needs sigma). */
double kt_family_deviance(kt_family family, double theta, double y, double mu);
double kt_family_loglik(kt_family family, double theta, double y, double mu);

/* Poisson: change[r] += what makes fitted totals of each group those observed, as its best
 * level does whatever the other effects and coefficients are; nothing where that is far. Groups
 * `from` to `to`, group_start as in rows.h; w holds fitted values before the change. */
void kt_family_balance(const int64_t *group_start, int64_t from, int64_t to, const double *y,
                       const double *weights, const double *w, double *change);

#endif
