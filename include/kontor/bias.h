/* kontor/bias.h: the incidental-parameter corrections of Weidner and Zylkin (2021) for PPML
 * with exporter-year, importer-year and pair effects: coefficients are biased by an amount of
 * the order of their standard errors when the panel is short, and clustered errors are too
 * small.
 *
 * Source: Weidner and Zylkin (2021), "Bias and consistency in three-way gravity models",
 * Journal of International Economics 132, 103513; notation and formulas in
 * docs/methods/bias.md. */
#ifndef KONTOR_BIAS_H
#define KONTOR_BIAS_H

#include <kontor/estimate.h>

KT_BEGIN_DECLS

/* Who trades with whom when, row by row of the frame. */
typedef struct kt_bias_panel {
    const kt_frame_factor *exporter, *importer; /* numbered alike or not */
    const kt_frame_factor *year;
    const kt_progress *progress; /* NULL: nobody asks for an early end */
} kt_bias_panel;

/* Up to so many levels the effects' variance is a dense matrix. */
enum { KT_BIAS_EXACT = 1500 };

typedef struct kt_bias {
    int32_t n;         /* n_coefficients of the estimate */
    double *bias;      /* [n] of the estimate: corrected = estimate - bias */
    double *corrected; /* [n] */
    double *se;   /* [n] clustered by pair, corrected; with the factor G / (G - 1), G pairs */
    double *vcov; /* [n * n] the same matrix */
    double *se_plain; /* [n] clustered by pair, without correction, for comparison */
    bool exact;       /* errors: the effects' variance is exact; false: that of each year's
                         exporters and importers alone, where there are more than KT_BIAS_EXACT
                         exporter-years and importer-years */
} kt_bias;

/* Of a poisson estimate whose effects are exporter-year, importer-year and (directed) pair,
 * made from this frame with KT_KEEP_SCORES and KT_KEEP_FITTED. *out is owned by the caller,
 * freed with kt_bias_free(). Errors: KT_ERR_RANGE another model, or effects that are not those
 * three; KT_ERR_MEMORY; KT_ERR_STOPPED. */
KT_MUST_USE kt_status kt_bias_correct(const kt_model_frame *frame, const kt_bias_panel *panel,
                                      const kt_estimate *estimate, kt_bias **out,
                                      kt_error *err);
/* NULL is allowed. */
void kt_bias_free(kt_bias *bias);

KT_END_DECLS

#endif
