/* sample.c: levels are counted once; a row that goes takes itself out of the counts of all its
 * levels, and passes follow until one drops nothing. */
#include "sample.h"

#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "large.h"

#include <math.h>

kt_status kt_sample_init(kt_sample *sample, const kt_model_frame *frame, kt_error *err)
{
    *sample = (kt_sample){.n_rows = frame->n_rows};
    KT_TRY(kt_new_large(&sample->state, frame->n_rows, sizeof *sample->state, err));
    KT_TRY(kt_new_large(&sample->kept, frame->n_rows, sizeof *sample->kept, err));
    for (int64_t r = 0; r < frame->n_rows; r++) {
        sample->kept[r] = !frame->weights || frame->weights[r] > 0.0;
        sample->state[r] = sample->kept[r] ? KT_ROW_KEPT : KT_ROW_NO_WEIGHT;
        sample->n += sample->kept[r];
    }
    return KT_OK;
}

void kt_sample_drop(kt_sample *sample, int64_t row, kt_row_state why)
{
    sample->n -= sample->kept[row];
    sample->kept[row] = 0;
    sample->state[row] = (uint8_t)why;
}

/* Rows, and rows with a positive outcome, of each level of one effect: side by side, as they
 * are wanted together. */
typedef struct level_count {
    int32_t rows, positive;
} level_count;

typedef struct effect_count {
    const kt_frame_factor *factor;
    level_count *of_level; /* [n_levels] */
} effect_count;

/* Where a level's slope column lies: on all its rows, and on those with a positive outcome. */
typedef struct slope_range {
    double least, most, least_positive, most_positive;
} slope_range;

typedef struct prune_job {
    kt_sample *sample;
    const double *y;
    effect_count *effects;
    int32_t n_effects;
    int heeds_zeros, heeds_ones, heeds_singletons;
    const kt_progress *progress;
} prune_job;

static kt_status count_part(void *with, int64_t f, kt_error *err)
{
    (void)err;
    const prune_job *j = with;
    const int32_t *level = j->effects[f].factor->level;
    level_count *of_level = j->effects[f].of_level;
    for (int64_t r = 0; r < j->sample->n_rows; r++)
        if (j->sample->kept[r]) {
            of_level[level[r]].rows++;
            of_level[level[r]].positive += j->y[r] > 0.0;
        }
    return KT_OK;
}

static kt_row_state judge_level(const prune_job *j, level_count c)
{
    if ((j->heeds_zeros && c.positive == 0) || (j->heeds_ones && c.positive == c.rows))
        return KT_ROW_ALIKE;
    return j->heeds_singletons && c.rows == 1 ? KT_ROW_SINGLETON : KT_ROW_KEPT;
}

static kt_row_state judge(const prune_job *j, int64_t r)
{
    for (int32_t f = 0; f < j->n_effects; f++) {
        const effect_count *effect = &j->effects[f];
        const kt_row_state state = judge_level(j, effect->of_level[effect->factor->level[r]]);
        if (state != KT_ROW_KEPT)
            return state;
    }
    return KT_ROW_KEPT;
}

/* Is there a level whose rows have to go? There are fewer levels than rows to look at. */
static int any_level_goes(const prune_job *j)
{
    for (int32_t f = 0; f < j->n_effects; f++)
        for (int32_t l = 0; l < j->effects[f].factor->n_levels; l++)
            if (j->effects[f].of_level[l].rows > 0 &&
                judge_level(j, j->effects[f].of_level[l]) != KT_ROW_KEPT)
                return 1;
    return 0;
}

static void drop_row(const prune_job *j, int64_t r, kt_row_state why)
{
    kt_sample_drop(j->sample, r, why);
    for (int32_t f = 0; f < j->n_effects; f++) {
        level_count *c = &j->effects[f].of_level[j->effects[f].factor->level[r]];
        c->rows--;
        c->positive -= j->y[r] > 0.0;
    }
}

static void drop_once(const prune_job *j)
{
    for (int64_t r = 0; r < j->sample->n_rows; r++) {
        const kt_row_state state = j->sample->kept[r] ? judge(j, r) : KT_ROW_KEPT;
        if (state != KT_ROW_KEPT)
            drop_row(j, r, state);
    }
}

/* ---- slopes -------------------------------------------------------------------------------
 */

static void find_ranges(const prune_job *j, const int32_t *level, int32_t n_levels,
                        const double *slope, slope_range *of_level)
{
    for (int32_t l = 0; l < n_levels; l++)
        of_level[l] = (slope_range){INFINITY, -INFINITY, INFINITY, -INFINITY};
    for (int64_t r = 0; r < j->sample->n_rows; r++) {
        if (!j->sample->kept[r])
            continue;
        slope_range *s = &of_level[level[r]];
        s->least = fmin(s->least, slope[r]);
        s->most = fmax(s->most, slope[r]);
        if (j->y[r] > 0.0) {
            s->least_positive = fmin(s->least_positive, slope[r]);
            s->most_positive = fmax(s->most_positive, slope[r]);
        }
    }
}

/* A level's line that is 0 where the outcome is positive and of one sign elsewhere takes the
 * level's other rows away: it turns about the slope value of all positive outcomes, if they
 * have one only and it lies at the range's end; without a level of its own it turns about 0. */
static int turns(const slope_range *s, int slopes_only, double *about)
{
    const int has_positive = s->least_positive <= s->most_positive;
    *about = slopes_only || !has_positive ? 0.0 : s->least_positive;
    if (has_positive && (s->least_positive < *about || s->most_positive > *about))
        return 0;
    return (has_positive || slopes_only) && (s->least >= *about || s->most <= *about);
}

/* Rows that one slope of one effect separates by itself: a pair that trades in its last year
 * only. What takes several together is left to separation.c. */
static kt_status drop_by_slope(const prune_job *j, const kt_frame_effect *effect, int32_t s,
                               int *any, kt_error *err)
{
    const int32_t *level = effect->factor.level;
    const double *slope = effect->slopes[s].value;
    slope_range *ranges = NULL;
    KT_TRY(kt_new(&ranges, effect->factor.n_levels, sizeof *ranges, err));
    find_ranges(j, level, effect->factor.n_levels, slope, ranges);
    for (int64_t r = 0; r < j->sample->n_rows; r++) {
        double about = 0.0;
        if (!j->sample->kept[r] || !turns(&ranges[level[r]], effect->slopes_only, &about))
            continue;
        if (slope[r] < about || slope[r] > about) {
            drop_row(j, r, KT_ROW_SEPARATED);
            *any = 1;
        }
    }
    kt_free(ranges);
    return KT_OK;
}

static kt_status drop_by_slopes(const prune_job *j, const kt_model_frame *frame, int *any,
                                kt_error *err)
{
    *any = 0;
    for (int32_t f = 0; f < frame->n_effects; f++)
        for (int32_t s = 0; s < frame->effects[f].n_slopes; s++) {
            KT_TRY(kt_progress_check(j->progress, err));
            KT_TRY(drop_by_slope(j, &frame->effects[f], s, any, err));
        }
    return KT_OK;
}

static kt_status drop_all(const prune_job *j, const kt_model_frame *frame, int heeds_slopes,
                          kt_error *err)
{
    for (int again = 1; again;) {
        while (any_level_goes(j)) {
            KT_TRY(kt_progress_check(j->progress, err));
            drop_once(j);
        }
        again = 0;
        if (heeds_slopes)
            KT_TRY(drop_by_slopes(j, frame, &again, err));
    }
    return KT_OK;
}

kt_status kt_sample_prune(kt_sample *sample, const kt_model_frame *frame, kt_family family,
                          int drop, int n_threads, const kt_progress *progress, kt_error *err)
{
    kt_status status = KT_OK;
    prune_job j = {.sample = sample,
                   .y = frame->outcome.value,
                   .progress = progress,
                   .heeds_zeros = family == KT_FAMILY_POISSON || family == KT_FAMILY_NEGBIN ||
                                  family == KT_FAMILY_LOGIT,
                   .heeds_ones = family == KT_FAMILY_LOGIT,
                   .heeds_singletons = drop & KT_DROP_SINGLETONS};

    KT_TRY(kt_new(&j.effects, frame->n_effects, sizeof *j.effects, err));
    for (int32_t f = 0; f < frame->n_effects; f++) {
        if (frame->effects[f].slopes_only)
            continue;
        effect_count *effect = &j.effects[j.n_effects++];
        effect->factor = &frame->effects[f].factor;
        status =
            kt_new(&effect->of_level, effect->factor->n_levels, sizeof *effect->of_level, err);
        if (status)
            goto done;
    }
    status = kt_parallel_watch(n_threads, j.n_effects, count_part, &j, progress, err);
    if (status)
        goto done;
    status = drop_all(&j, frame,
                      (drop & KT_DROP_SEPARATED) &&
                          (family == KT_FAMILY_POISSON || family == KT_FAMILY_NEGBIN),
                      err);
done:
    for (int32_t f = 0; f < j.n_effects; f++)
        kt_free(j.effects[f].of_level);
    kt_free(j.effects);
    return status;
}

kt_status kt_sample_list(const kt_sample *sample, kt_row_state a, kt_row_state b,
                         int64_t **rows, int64_t *n, kt_error *err)
{
    int64_t count = 0, *list = NULL;
    const int any = sample->n < sample->n_rows;
    for (int64_t r = 0; any && r < sample->n_rows; r++)
        count += sample->state[r] == a || sample->state[r] == b;
    KT_TRY(kt_new(&list, count, sizeof *list, err));
    count = 0;
    for (int64_t r = 0; any && r < sample->n_rows; r++)
        if (sample->state[r] == a || sample->state[r] == b)
            list[count++] = r;
    *rows = list;
    *n = count;
    return KT_OK;
}

void kt_sample_clear(kt_sample *sample)
{
    kt_free(sample->kept);
    kt_free(sample->state);
    *sample = (kt_sample){0};
}
