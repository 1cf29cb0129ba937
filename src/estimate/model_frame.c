/* model_frame.c: is a frame what its header promises? */
#include <kontor/model_frame.h>

#include <kontor/limits.h>

#include <math.h>

/* Are all finite? Four sums of 0 x value, so that one need not wait for the other. */
static int all_finite(const double *value, int64_t n)
{
    double sum[4] = {0};
    int64_t r = 0;
    for (; r + 4 <= n; r += 4)
        for (int k = 0; k < 4; k++)
            sum[k] += value[r + k] * 0.0;
    for (; r < n; r++)
        sum[0] += value[r] * 0.0;
    return sum[0] + sum[1] + sum[2] + sum[3] == 0.0;
}

/* Are all from 0 to n_levels - 1? Negative ones are large when read without a sign. */
static int all_below(const int32_t *level, int64_t n, int32_t n_levels)
{
    uint32_t largest[4] = {0};
    int64_t r = 0;
    for (; r + 4 <= n; r += 4)
        for (int k = 0; k < 4; k++) {
            const uint32_t l = (uint32_t)level[r + k];
            largest[k] = l > largest[k] ? l : largest[k];
        }
    for (; r < n; r++)
        largest[0] = (uint32_t)level[r] > largest[0] ? (uint32_t)level[r] : largest[0];
    for (int k = 1; k < 4; k++)
        largest[0] = largest[k] > largest[0] ? largest[k] : largest[0];
    return largest[0] < (uint32_t)n_levels;
}

static kt_status check_column(const kt_model_frame *frame, const char *what, const char *name,
                              const double *value, kt_error *err)
{
    if (!value || !name)
        return kt_fail(err, KT_ERR_RANGE, "%s without %s", what, name ? "values" : "a name");
    if (all_finite(value, frame->n_rows))
        return KT_OK;
    for (int64_t r = 0; r < frame->n_rows; r++)
        if (!isfinite(value[r]))
            return kt_fail_at(err, KT_ERR_RANGE, r + 1, 0,
                              "%s \"%s\" is %g, expected a finite number (rows with missing "
                              "values do not belong in a frame)",
                              what, name, value[r]);
    return KT_OK;
}

static kt_status check_columns(const kt_model_frame *frame, const char *what,
                               const kt_frame_column *columns, int32_t n, kt_error *err)
{
    if (n < 0 || n > KT_MAX_COEFFICIENTS)
        return kt_fail(err, KT_ERR_LIMIT, "%d columns of kind %s, expected 0 to %d", (int)n,
                       what, KT_MAX_COEFFICIENTS);
    for (int32_t c = 0; c < n; c++)
        KT_TRY(check_column(frame, what, columns[c].name, columns[c].value, err));
    return KT_OK;
}

static kt_status check_factor(const kt_model_frame *frame, const char *what,
                              const kt_frame_factor *factor, kt_error *err)
{
    if (!factor->level || !factor->name || factor->n_levels < 1)
        return kt_fail(err, KT_ERR_RANGE, "%s without name or levels", what);
    if (all_below(factor->level, frame->n_rows, factor->n_levels))
        return KT_OK;
    for (int64_t r = 0; r < frame->n_rows; r++)
        if (factor->level[r] < 0 || factor->level[r] >= factor->n_levels)
            return kt_fail_at(err, KT_ERR_RANGE, r + 1, 0,
                              "%s \"%s\" has level %d, expected 0 to %d", what, factor->name,
                              (int)factor->level[r], (int)factor->n_levels - 1);
    return KT_OK;
}

static kt_status check_effects(const kt_model_frame *frame, kt_error *err)
{
    int64_t n_terms = 0;
    for (int32_t f = 0; f < frame->n_effects; f++) {
        const kt_frame_effect *effect = &frame->effects[f];
        KT_TRY(check_factor(frame, "fixed effect", &effect->factor, err));
        if (effect->slopes_only && effect->n_slopes < 1)
            return kt_fail(err, KT_ERR_RANGE, "fixed effect \"%s\" has slopes only, but none",
                           effect->factor.name);
        KT_TRY(check_columns(frame, "slope", effect->slopes, effect->n_slopes, err));
        n_terms += 1 + effect->n_slopes;
    }
    if (n_terms > KT_MAX_EFFECTS)
        return kt_fail(err, KT_ERR_LIMIT, "%lld fixed effects, expected at most %d",
                       (long long)n_terms, KT_MAX_EFFECTS);
    return KT_OK;
}

static kt_status check_weights(const kt_model_frame *frame, kt_error *err)
{
    if (!frame->weights)
        return KT_OK;
    KT_TRY(check_column(frame, "weight", "weights", frame->weights, err));
    for (int64_t r = 0; r < frame->n_rows; r++)
        if (frame->weights[r] < 0.0)
            return kt_fail_at(err, KT_ERR_RANGE, r + 1, 0, "weight %g, expected 0 or more",
                              frame->weights[r]);
    return KT_OK;
}

static kt_status check_for_errors(const kt_model_frame *frame, kt_error *err)
{
    if (frame->n_clusters < 0 || frame->n_clusters > KT_MAX_CLUSTERS)
        return kt_fail(err, KT_ERR_LIMIT, "%d ways of clustering, expected at most %d",
                       (int)frame->n_clusters, KT_MAX_CLUSTERS);
    for (int32_t c = 0; c < frame->n_clusters; c++)
        KT_TRY(check_factor(frame, "cluster", &frame->clusters[c], err));
    const kt_frame_factor *const others[] = {frame->unit, frame->time, frame->country_a,
                                             frame->country_b};
    const char *const names[] = {"unit", "time", "country", "country"};
    for (int i = 0; i < 4; i++)
        if (others[i])
            KT_TRY(check_factor(frame, names[i], others[i], err));
    return KT_OK;
}

kt_status kt_model_frame_check(const kt_model_frame *frame, kt_error *err)
{
    if (frame->n_rows < 0)
        return kt_fail(err, KT_ERR_RANGE, "%lld rows", (long long)frame->n_rows);
    KT_TRY(check_column(frame, "outcome", frame->outcome.name, frame->outcome.value, err));
    KT_TRY(check_columns(frame, "regressor", frame->regressors, frame->n_regressors, err));
    KT_TRY(check_columns(frame, "endogenous regressor", frame->endogenous, frame->n_endogenous,
                         err));
    KT_TRY(check_columns(frame, "instrument", frame->instruments, frame->n_instruments, err));
    if (frame->n_instruments < frame->n_endogenous)
        return kt_fail(err, KT_ERR_RANGE, "%d instruments for %d endogenous regressors",
                       (int)frame->n_instruments, (int)frame->n_endogenous);
    KT_TRY(check_effects(frame, err));
    if (frame->offset)
        KT_TRY(check_column(frame, "offset", "offset", frame->offset, err));
    KT_TRY(check_weights(frame, err));
    return check_for_errors(frame, err);
}
