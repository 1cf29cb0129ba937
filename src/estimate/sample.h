/* sample.h: which rows of a frame an estimation uses, and why not the others. */
#ifndef KONTOR_ESTIMATE_SAMPLE_H
#define KONTOR_ESTIMATE_SAMPLE_H

#include <kontor/estimate.h>

typedef enum kt_row_state {
    KT_ROW_NO_WEIGHT,
    KT_ROW_SINGLETON, /* the only row of one of its levels */
    KT_ROW_ALIKE,     /* a level whose outcomes are all 0 (logit: all alike) */
    KT_ROW_SEPARATED, /* by the rectifier */
    KT_ROW_KEPT
} kt_row_state;

typedef struct kt_sample {
    int64_t n_rows, n; /* of the frame, kept */
    uint8_t *state;    /* [n_rows] kt_row_state */
    uint8_t *kept;     /* [n_rows] 1 or 0 */
} kt_sample;

/* {0} before; cleared with kt_sample_clear(), also after a failure. */
KT_MUST_USE kt_status kt_sample_init(kt_sample *sample, const kt_model_frame *frame,
                                     kt_error *err);
/* Drop rows of levels that tell nothing, and with KT_DROP_SEPARATED those that a level's slope
 * separates by itself, again and again until none is left. */
KT_MUST_USE kt_status kt_sample_prune(kt_sample *sample, const kt_model_frame *frame,
                                      kt_family family, int drop, int n_threads,
                                      const kt_progress *progress, kt_error *err);
void kt_sample_drop(kt_sample *sample, int64_t row, kt_row_state why);
/* Rows in one state or two, rising; the list is the caller's. */
KT_MUST_USE kt_status kt_sample_list(const kt_sample *sample, kt_row_state a, kt_row_state b,
                                     int64_t **rows, int64_t *n, kt_error *err);
void kt_sample_clear(kt_sample *sample);

#endif
