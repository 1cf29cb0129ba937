/* scores.h: what standard errors are made of: the score of each row, x~_r s_r, and the bread.
 */
#ifndef KONTOR_ESTIMATE_SCORES_H
#define KONTOR_ESTIMATE_SCORES_H

#include <kontor/estimate.h>

typedef struct kt_scores {
    int64_t n;
    int64_t *row; /* [n] of the frame, in working order */
    double **x;   /* [n_panels] of four columns each: regressors less the effects */
    int32_t n_panels;
    int32_t n_coefficients;
    int32_t *column; /* [n_coefficients] place of each in the panels */
    double *s;       /* [n] weights x residual x what the family makes of it */
    double *w;       /* [n] weight of the last step, for the tests that need the Hessian */
    double *bread;   /* [n_coefficients^2] inverse of X~' W X~ */
    int64_t n_parameters;
    double iid_scale;  /* bread x this: iid, before the small-sample factor */
    int normal;        /* df is infinite */
    int reghdfe;       /* gaussian: Stata's factor has n - K too */
    int32_t n_effects; /* of the frame */
    int64_t *n_levels; /* [n_effects] with rows; 0 for slopes_only */
} kt_scores;

static inline double kt_scores_x(const kt_scores *scores, int64_t r, int32_t k)
{
    const int32_t c = scores->column[k];
    return scores->x[c / 4][r * 4 + c % 4];
}

/* NULL is allowed. */
void kt_scores_free(kt_scores *scores);

/* out->matrix and what belongs to it; the rest of *out is written as well. On failure *out
 * holds nothing. */
KT_MUST_USE kt_status kt_scores_vcov(const kt_scores *scores, const kt_model_frame *frame,
                                     const kt_vcov_options *options,
                                     const kt_progress *progress, kt_vcov *out, kt_error *err);

/* meat[K * K] += sign x sum over groups of (sum of scores) (sum of scores)'; group[r] of
 * working row r, negative: left out. */
KT_MUST_USE kt_status kt_scores_grouped(const kt_scores *scores, const int32_t *group,
                                        int64_t n_groups, double sign,
                                        const kt_progress *progress, double *meat,
                                        kt_error *err);
/* Autocovariances up to `lag` periods: by unit (NULL: all rows of a period together). */
KT_MUST_USE kt_status kt_scores_lagged(const kt_scores *scores, const kt_frame_factor *unit,
                                       const kt_frame_factor *time, const kt_progress *progress,
                                       int32_t *lag, double *meat, int64_t *n_periods,
                                       kt_error *err);
/* Rows that share a country. */
KT_MUST_USE kt_status kt_scores_dyadic(const kt_scores *scores, const kt_frame_factor *a,
                                       const kt_frame_factor *b, const kt_progress *progress,
                                       double *meat, int64_t *n_countries, kt_error *err);
/* All ways of clustering, their combinations with changing sign. */
KT_MUST_USE kt_status kt_scores_clustered(const kt_scores *scores,
                                          const kt_frame_factor *clusters, int32_t n_clusters,
                                          const kt_progress *progress, double *meat,
                                          int64_t *smallest, kt_error *err);

#endif
