/* sample.c: levels are counted once; a row that goes takes itself out of the counts of all its
 * levels, and passes follow until one drops nothing. */
#include "sample.h"

#include <kontor/memory.h>

#include "large.h"

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

/* Rows, and rows with a positive outcome, of each level of one effect. */
typedef struct level_count {
    int32_t *rows, *positive;
    const int32_t *level;
} level_count;

static kt_status count_levels(level_count *c, const kt_sample *sample,
                              const kt_model_frame *frame, const kt_frame_factor *factor,
                              kt_error *err)
{
    c->level = factor->level;
    KT_TRY(kt_new(&c->rows, factor->n_levels, sizeof *c->rows, err));
    KT_TRY(kt_new(&c->positive, factor->n_levels, sizeof *c->positive, err));
    for (int64_t r = 0; r < sample->n_rows; r++)
        if (sample->kept[r]) {
            c->rows[c->level[r]]++;
            c->positive[c->level[r]] += frame->outcome.value[r] > 0.0;
        }
    return KT_OK;
}

static kt_row_state judge(const level_count *counts, int32_t n, int64_t r, kt_family family,
                          int drop)
{
    const int heeds_zeros =
        family == KT_FAMILY_POISSON || family == KT_FAMILY_NEGBIN || family == KT_FAMILY_LOGIT;
    for (int32_t f = 0; f < n; f++) {
        const int32_t rows = counts[f].rows[counts[f].level[r]];
        const int32_t positive = counts[f].positive[counts[f].level[r]];
        if (heeds_zeros && (positive == 0 || (family == KT_FAMILY_LOGIT && positive == rows)))
            return KT_ROW_ALIKE;
        if ((drop & KT_DROP_SINGLETONS) && rows == 1)
            return KT_ROW_SINGLETON;
    }
    return KT_ROW_KEPT;
}

static int64_t drop_once(kt_sample *sample, const kt_model_frame *frame, level_count *counts,
                         int32_t n, kt_family family, int drop)
{
    int64_t n_dropped = 0;
    for (int64_t r = 0; r < sample->n_rows; r++) {
        if (!sample->kept[r])
            continue;
        const kt_row_state state = judge(counts, n, r, family, drop);
        if (state == KT_ROW_KEPT)
            continue;
        kt_sample_drop(sample, r, state);
        n_dropped++;
        for (int32_t f = 0; f < n; f++) {
            counts[f].rows[counts[f].level[r]]--;
            counts[f].positive[counts[f].level[r]] -= frame->outcome.value[r] > 0.0;
        }
    }
    return n_dropped;
}

kt_status kt_sample_prune(kt_sample *sample, const kt_model_frame *frame, kt_family family,
                          int drop, kt_error *err)
{
    kt_status status = KT_OK;
    level_count *counts = NULL;
    int32_t n = 0;

    KT_TRY(kt_new(&counts, frame->n_effects, sizeof *counts, err));
    for (int32_t f = 0; f < frame->n_effects; f++) {
        if (frame->effects[f].slopes_only)
            continue;
        status = count_levels(&counts[n++], sample, frame, &frame->effects[f].factor, err);
        if (status)
            goto done;
    }
    while (n > 0 && drop_once(sample, frame, counts, n, family, drop) > 0)
        continue;
done:
    for (int32_t f = 0; f < n; f++) {
        kt_free(counts[f].positive);
        kt_free(counts[f].rows);
    }
    kt_free(counts);
    return status;
}

kt_status kt_sample_list(const kt_sample *sample, kt_row_state a, kt_row_state b,
                         int64_t **rows, int64_t *n, kt_error *err)
{
    int64_t count = 0, *list = NULL;
    for (int64_t r = 0; r < sample->n_rows; r++)
        count += sample->state[r] == a || sample->state[r] == b;
    KT_TRY(kt_new(&list, count, sizeof *list, err));
    count = 0;
    for (int64_t r = 0; r < sample->n_rows; r++)
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
