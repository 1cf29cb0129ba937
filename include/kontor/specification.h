/* kontor/specification.h: tests of an estimated model.
 *
 * Sources: Ramsey (1969), JRSS B 31(2), 350-371, for PPML Santos Silva and Tenreyro (2006)
 * (RESET); Santos Silva, Tenreyro and Windmeijer (2015), Journal of Econometric Methods 4(1),
 * 29-46 (HPC). */
#ifndef KONTOR_SPECIFICATION_H
#define KONTOR_SPECIFICATION_H

#include <kontor/estimate.h>

KT_BEGIN_DECLS

/* A test's statistic, its distribution under the null, and p. */
typedef struct kt_test_result {
    double statistic;
    double df1; /* restrictions */
    double df2; /* INFINITY: chi-squared(df1), else F(df1, df2) */
    double p;
} kt_test_result;

/* Are the n_chosen coefficients (positions in estimate->coefficients) all 0? By estimate->vcov:
 * W = b' V^-1 b, chi-squared; for gaussian F = W / n_chosen with vcov.df.
 * Errors: KT_ERR_RANGE no or unknown coefficients; KT_ERR_NUMERIC V is singular. */
KT_MUST_USE kt_status kt_wald_test(const kt_estimate *estimate, const int32_t *chosen,
                                   int32_t n_chosen, kt_test_result *out, kt_error *err);

/* RESET: the model again with the square of its fitted index (without the effects' constants it
 * is the same test) as one more regressor, with the same options; *out tests that regressor.
 * Needs KT_KEEP_FITTED in `estimate`. Errors as kt_estimate_fit(); KT_ERR_NUMERIC where the
 * square is collinear. Cost: one more estimation. */
KT_MUST_USE kt_status kt_reset_test(const kt_model_frame *frame,
                                    const kt_estimate_options *options,
                                    const kt_estimate *estimate, kt_test_result *out,
                                    kt_error *err);

/* HPC: is the other model's mean needed beside this one's? (y - mu_a) on (mu_b - mu_a), each
 * over the root of mu_a, heteroskedasticity-robust, one-sided: t of model A against model B.
 * Both need KT_KEEP_FITTED and the same frame rows; rows that either dropped are left out.
 * Errors: KT_ERR_RANGE different frames; KT_ERR_NUMERIC equal fits. */
KT_MUST_USE kt_status kt_hpc_test(const double *y, const kt_estimate *a, const kt_estimate *b,
                                  kt_test_result *out, kt_error *err);

KT_END_DECLS

#endif
