/* kontor/estimate.h: coefficients and standard errors of trade models with any number of fixed
 * effects.
 *
 *     y_r = g(eta_r) + error,   eta_r = x_r' beta + sum_f alpha_f[level_f(r)] + offset_r
 *
 *     poisson (default)  g = exp, V = mu: PPML; y >= 0, whole or not
 *     gaussian           g = identity: least squares, with instruments two-stage
 *     gamma              g = exp, V = mu^2; y > 0
 *     negbin             g = exp, V = mu + mu^2 / theta, theta estimated; y >= 0
 *     logit              g = 1 / (1 + exp -eta); y 0 or 1
 *
 * Order of work: rows that can tell nothing are dropped and listed (weight 0, singletons,
 * levels whose outcomes are all 0, separated rows); coefficients by Newton steps in which the
 * effects are partialled out exactly; collinear regressors are dropped and named; then a
 * certificate of what was reached, standard errors, tests. Whether something was found is the
 * outcome of a result; only what prevents any answer is an error.
 *
 * The same bits for any number of threads on one machine and build.
 *
 * Sources: Santos Silva and Tenreyro (2006), REStat 88(4), 641-658; Correia, Guimaraes and
 * Zylkin (2019), arXiv:1903.01633 (existence, separation) and (2020), Stata Journal 20(1),
 * 95-115; Stammann (2018), arXiv:1707.01815 (partialling out); Berge (2018), CREA 2018-13
 * (fixest, whose conventions are the default ones). */
#ifndef KONTOR_ESTIMATE_H
#define KONTOR_ESTIMATE_H

#include <kontor/model_frame.h>
#include <kontor/progress.h>

KT_BEGIN_DECLS

/* ---- options ------------------------------------------------------------------------------
 */

typedef enum kt_family {
    KT_FAMILY_POISSON,
    KT_FAMILY_GAUSSIAN,
    KT_FAMILY_GAMMA,
    KT_FAMILY_NEGBIN,
    KT_FAMILY_LOGIT
} kt_family;
/* "poisson", "gaussian", "gamma", "negbin", "logit". */
const char *kt_family_name(kt_family family);

typedef enum kt_vcov_kind {
    KT_VCOV_IID,           /* the inverse Hessian, for gaussian times sigma^2 */
    KT_VCOV_HETERO,        /* sandwich of rows (HC1) */
    KT_VCOV_CLUSTER,       /* by all frame->clusters: one to KT_MAX_CLUSTERS ways, Cameron,
                              Gelbach and Miller (2011) */
    KT_VCOV_DYADIC,        /* rows that share a country are correlated: Cameron and Miller
                              (2014), Aronow, Samii and Assenova (2015) */
    KT_VCOV_NEWEY_WEST,    /* within a unit up to `lag` periods apart, Bartlett weights */
    KT_VCOV_DRISCOLL_KRAAY /* the same of the sums of each period */
} kt_vcov_kind;
/* "iid", "hetero", "cluster", "dyadic", "newey-west", "driscoll-kraay". */
const char *kt_vcov_name(kt_vcov_kind kind);

/* Small-sample factors. K counts coefficients and effects, G clusters. */
typedef enum kt_ssc {
    KT_SSC_FIXEST, /* ssc(K.adj = TRUE, K.fixef = "nonnested", G.adj = TRUE, G.df = "min",
                      t.df = "min") of fixest 0.14: G/(G-1) x (n-1)/(n-K), without effects that
                      are nested in a cluster; the smallest G of several ways */
    KT_SSC_STATA,  /* ppmlhdfe: G/(G-1) alone (robust: n/(n-1)); for gaussian the same as
                      reghdfe, K without nested effects */
    KT_SSC_NONE    /* no factor at all */
} kt_ssc;

typedef struct kt_vcov_options {
    kt_vcov_kind kind; /* KT_VCOV_IID */
    kt_ssc ssc;        /* KT_SSC_FIXEST */
    int32_t lag;       /* -1: floor(n_periods^(1/4)), as fixest for panels; else >= 0 */
} kt_vcov_options;

/* Which rows are dropped before anything is fitted; ORed. Rows of levels whose outcomes are all
 * 0 (poisson, negbin) or all alike (logit) always go: their effect is infinite. */
enum {
    KT_DROP_SINGLETONS = 1, /* levels with one row, again and again (ppmlhdfe, reghdfe; fixest
                               0.14 with fixef.rm = "perfect_fit", its default): no
                               estimate changes, n and K do */
    KT_DROP_SEPARATED = 2 /* rows whose fitted mean would be 0 at the maximum (poisson, negbin)
                             by Correia, Guimaraes and Zylkin's iterative rectifier */
};

/* What a result keeps beside its numbers; ORed. Each [n_rows] costs 8 bytes a row. */
enum {
    KT_KEEP_FITTED = 1,  /* fitted and index */
    KT_KEEP_SCORES = 2,  /* what kt_estimate_vcov() and the tests need: 8 bytes a row for each
                            coefficient and 16 more */
    KT_KEEP_EFFECTS = 4, /* the fixed effects themselves */
};

typedef struct kt_estimate_options {
    kt_family family;     /* KT_FAMILY_POISSON */
    kt_vcov_options vcov; /* iid, fixest */
    int drop;             /* KT_DROP_SINGLETONS | KT_DROP_SEPARATED */
    int keep;             /* 0 */
    double tolerance;  /* 1e-8: what the last Newton step leaves undone, relative in the fitted
                          values (weighted root mean square; no row ten times that); 1e-14
                          to 1e-2 */
    double inner;      /* 1e-8: error of the partialled columns, relative; 1e-14 to 1e-2 */
    double collinear;  /* 1e-9: a column of which less than this share (of its sum of
                          squares) is left after all others is collinear; 1e-14 to 1e-2 */
    int32_t max_steps; /* 100 Newton steps; 1 to 10,000 */
    int32_t max_inner; /* 10,000 inner iterations a step; 1 to 1,000,000 */
    double theta;      /* negbin: 0: estimated; > 0: fixed */
    int n_threads;     /* 1; 1 to 256. No bit of a result depends on it */
    const kt_progress *progress; /* NULL: silent; stage "estimating", done = Newton steps */
} kt_estimate_options;
kt_estimate_options kt_estimate_options_default(void);

/* ---- result -------------------------------------------------------------------------------
 */

typedef enum kt_estimate_outcome {
    KT_ESTIMATE_CONVERGED,
    KT_ESTIMATE_NOT_CONVERGED, /* max_steps or max_inner reached: figures are there, and must
                                  not be shown without saying so */
    KT_ESTIMATE_PERFECT_FIT,   /* the outcome is fitted without error: no standard errors */
    KT_ESTIMATE_NO_ROWS,       /* all rows were dropped: nothing else is filled */
    KT_ESTIMATE_NO_VARIATION   /* the outcome is constant, or the effects explain all of every
                                  regressor: no coefficient is left */
} kt_estimate_outcome;
/* The reason and what to do, in a few English words. */
const char *kt_estimate_outcome_text(kt_estimate_outcome outcome);

typedef struct kt_coefficient {
    const char *name; /* the frame's own text is copied: owned by the result */
    double estimate;
    double se, statistic, p; /* NaN where there are no standard errors */
} kt_coefficient;

/* A variance matrix and how it was made. */
typedef struct kt_vcov {
    kt_vcov_kind kind;
    kt_ssc ssc;
    int32_t lag;      /* as used; -1 where there is none */
    double *matrix;   /* [n * n], n = n_coefficients of its result */
    int64_t n_groups; /* clusters of the smallest way, countries, periods; 0: none */
    int64_t K;        /* parameters counted in the small-sample factor */
    double df;        /* of Student's t; INFINITY: normal (poisson, negbin, logit) */
    bool repaired;    /* several ways and dyads can give a matrix with negative eigenvalues:
                         those were set to (nearly) 0, as fixest does */
} kt_vcov;

typedef struct kt_effect_size {
    const char *name; /* owned by the result */
    int64_t n_levels; /* with rows in the sample */
    int32_t n_slopes;
    bool slopes_only;
    double *value; /* [frame's n_levels]: the effect of each level, NaN where it has no row;
                      NULL without KT_KEEP_EFFECTS or where slopes_only. Normalised: see
                      kt_estimate_fit() */
    double *slope; /* [n_slopes * frame's n_levels], slope column by slope column, or NULL */
} kt_effect_size;

/* What was reached: a reader can check that the figures solve the likelihood equations. */
typedef struct kt_certificate {
    double score_norm; /* largest |x_k' (y - mu)| / sqrt(x_k~' W x_k~ x phi): the score in units
                          of its standard deviation; 0 at the exact solution */
    double margin_gap; /* largest |sum (y - mu)| of any level, over the sum of y in it (poisson;
                          else over the root of the level's information) */
    double last_step;  /* weighted root mean square of the last change of the fitted index */
    double max_step;   /* largest change of any row's index in the last step: a separated row
                          that was missed shows as 1 */
} kt_certificate;

typedef struct kt_estimate {
    kt_estimate_outcome outcome;
    kt_family family;
    int64_t n_rows; /* of the frame */
    int64_t n;      /* rows used */
    int64_t n_zero_weight;
    int64_t *singletons; /* [n_singletons] rows of the frame, rising */
    int64_t n_singletons;
    int64_t *separated; /* [n_separated] rows of the frame, rising: levels whose outcomes are
                           all 0 (or alike), and rows found by the rectifier */
    int64_t n_separated;
    int64_t n_all_alike; /* of those, the rows of all-0 (all-alike) levels */

    kt_coefficient *coefficients; /* [n_coefficients]: intercept, regressors, endogenous ones;
                                     then with a control function "residual of NAME" */
    int32_t n_coefficients;
    const char **collinear; /* [n_collinear] names of dropped regressors */
    int32_t n_collinear;
    kt_effect_size *effects; /* [n_effects] in the frame's order */
    int32_t n_effects;
    kt_vcov vcov;

    double deviance, loglik, loglik_null; /* null: a constant alone (and the offset) */
    double pseudo_r2;                     /* 1 - loglik / loglik_null; R's fixest takes the
                                             number of parameters off loglik */
    double r2, r2_adjusted, r2_within;    /* gaussian, else NaN */
    double sigma2;                        /* gaussian, gamma: dispersion; else 1 */
    double rmse;                          /* root of the mean square of y - mu */
    double theta, theta_se;               /* negbin, else NaN */
    double correlation2;                  /* square of the correlation of y and mu */
    int64_t n_parameters;                 /* coefficients and effects, as fixest counts them */

    int32_t steps;      /* Newton steps */
    int64_t inner;      /* inner iterations, all steps together */
    const char *solver; /* "trade blocks", "general", "none": which way the effects went */
    kt_certificate certificate;

    double *fitted;           /* [n_rows] mu; NaN in rows not used. KT_KEEP_FITTED, else NULL */
    double *index;            /* [n_rows] eta, the offset included */
    struct kt_scores *scores; /* KT_KEEP_SCORES, else NULL; opaque */
} kt_estimate;

/* Estimate. options NULL: the defaults. *out is owned by the caller, freed with
 * kt_estimate_free(); on failure not written.
 *
 * Effects (KT_KEEP_EFFECTS) are only determined up to constants: with several effects the
 * values are those in which every effect but the first has mean 0 over its levels in each
 * connected part that the first two of them form; sums over a row are exact in any case: index
 * - x'beta - offset.
 *
 * Errors: KT_ERR_RANGE the frame or an option is not as promised, or an outcome that the family
 * does not allow (the row is named); KT_ERR_LIMIT; KT_ERR_MISSING what the standard errors need
 * is not in the frame, or no LAPACK on this machine; KT_ERR_STOPPED; KT_ERR_MEMORY.
 * Cost: docs/methods/estimation.md. */
KT_MUST_USE kt_status kt_estimate_fit(const kt_model_frame *frame,
                                      const kt_estimate_options *options, kt_estimate **out,
                                      kt_error *err);
/* NULL is allowed. */
void kt_estimate_free(kt_estimate *estimate);

/* Other standard errors of the same fit, which was made from this frame with KT_KEEP_SCORES:
 * estimate->vcov and the se, statistic and p of its coefficients are replaced; on failure
 * nothing changes. Errors as above. */
KT_MUST_USE kt_status kt_estimate_vcov(kt_estimate *estimate, const kt_model_frame *frame,
                                       const kt_vcov_options *options, kt_error *err);

/* p of a statistic, two-sided, by Student's t with df, or the normal where df is INFINITY. */
double kt_estimate_p(double statistic, double df);

KT_END_DECLS

#endif
