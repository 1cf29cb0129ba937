/* rows.c: which effect is eliminated, which two fall into blocks, and the rows in that order.
 */
#include "rows.h"

#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "block_search.h"
#include "large.h"

#include <string.h>

/* ---- sorting ------------------------------------------------------------------------------
 */

/* Stable order of the rows in from[n] by key[row] (0 to n_keys - 1) into to[n]; start, where
 * given, has n_keys + 1 places and gets where each key begins. */
static kt_status sort_by(const int32_t *key, int64_t n_keys, const int64_t *from, int64_t n,
                         int64_t *to, kt_error *err)
{
    int64_t *next = NULL;
    KT_TRY(kt_new(&next, n_keys + 1, sizeof *next, err));
    for (int64_t r = 0; r < n; r++)
        next[key[from[r]] + 1]++;
    for (int64_t k = 0; k < n_keys; k++)
        next[k + 1] += next[k];
    for (int64_t r = 0; r < n; r++)
        to[next[key[from[r]]]++] = from[r];
    kt_free(next);
    return KT_OK;
}

/* Do the rows come in order of their groups, and within a group of their blocks (NULL: of
 * nothing)? Most panels do. */
static int are_in_order(const kt_rows *rows, const int32_t *group, const int32_t *block)
{
    for (int64_t i = 1; i < rows->n; i++) {
        const int64_t r = rows->row[i], before = rows->row[i - 1];
        if (group[r] < group[before] ||
            (block && group[r] == group[before] && block[r] < block[before]))
            return 0;
    }
    return 1;
}

static kt_status order_rows(kt_rows *rows, const kt_model_frame *frame, const uint8_t *kept,
                            const kt_block_choice *choice, kt_error *err)
{
    kt_status status = KT_OK;
    int64_t *spare = NULL, n = 0;

    for (int64_t r = 0; r < frame->n_rows; r++)
        n += kept[r];
    rows->n = n;
    status = kt_new_large(&rows->row, n, sizeof *rows->row, err);
    if (status)
        goto done;
    n = 0;
    for (int64_t r = 0; r < frame->n_rows; r++)
        if (kept[r])
            rows->row[n++] = r;
    if (rows->eliminated < 0)
        goto done;
    const int by_block = choice->n_blocks > 0 && choice->left != rows->eliminated;
    const kt_frame_factor *factor = &frame->effects[rows->eliminated].factor;
    if (are_in_order(rows, factor->level, by_block ? choice->of_row : NULL))
        goto done;
    status = kt_new_large(&spare, n, sizeof *spare, err);
    if (status)
        goto done;
    /* Within a group by block, so that a pair's years lie in order. */
    if (by_block) {
        status = sort_by(choice->of_row, choice->n_blocks, rows->row, n, spare, err);
        if (status)
            goto done;
        memcpy(rows->row, spare, (size_t)n * sizeof *spare);
    }
    status = sort_by(factor->level, factor->n_levels, rows->row, n, spare, err);
    if (status)
        goto done;
    memcpy(rows->row, spare, (size_t)n * sizeof *spare);
done:
    kt_free(spare);
    return status;
}

static kt_status mark_groups(kt_rows *rows, const kt_model_frame *frame, kt_error *err)
{
    if (rows->eliminated < 0)
        return KT_OK;
    const int32_t *level = frame->effects[rows->eliminated].factor.level;
    int64_t n_groups = 0;
    for (int64_t r = 0; r < rows->n; r++)
        n_groups += r == 0 || level[rows->row[r]] != level[rows->row[r - 1]];
    KT_TRY(kt_new(&rows->group_start, n_groups + 1, sizeof *rows->group_start, err));
    KT_TRY(kt_new(&rows->group_level, n_groups, sizeof *rows->group_level, err));
    for (int64_t r = 0; r < rows->n; r++)
        if (r == 0 || level[rows->row[r]] != level[rows->row[r - 1]]) {
            rows->group_level[rows->n_groups] = level[rows->row[r]];
            rows->group_start[rows->n_groups++] = r;
        }
    rows->group_start[n_groups] = rows->n;
    return KT_OK;
}

/* ---- terms --------------------------------------------------------------------------------
 */

/* Levels are numbered as they are first met in working order: neighbours in memory then are
 * neighbours in use. */
static kt_status number_levels(kt_rows *rows, const kt_frame_factor *factor, int32_t t,
                               kt_error *err)
{
    kt_status status = KT_OK;
    kt_term *term = &rows->terms[t];
    int32_t *place = NULL;

    KT_TRY(kt_new(&place, factor->n_levels, sizeof *place, err));
    status = kt_new_large(&term->level, rows->n, sizeof *term->level, err);
    if (status)
        goto done;
    for (int64_t r = 0; r < rows->n; r++) {
        int32_t *at = &place[factor->level[rows->row[r]]];
        if (*at == 0)
            *at = ++term->n_levels;
        term->level[r] = *at - 1;
    }
    status = kt_new(&rows->frame_level[t], term->n_levels, sizeof **rows->frame_level, err);
    if (status)
        goto done;
    for (int32_t l = 0; l < factor->n_levels; l++)
        if (place[l] > 0)
            rows->frame_level[t][place[l] - 1] = l;
done:
    kt_free(place);
    return status;
}

/* A group's slopes side by side; less their means where the group has a level: the same model,
 * and its basis keeps its digits. */
static kt_status take_group_slopes(kt_rows *rows, const kt_model_frame *frame, kt_error *err)
{
    if (rows->eliminated < 0)
        return KT_OK;
    const kt_frame_effect *effect = &frame->effects[rows->eliminated];
    const int32_t n = effect->n_slopes <= KT_MAX_GROUP_SLOPES ? effect->n_slopes : 0;
    rows->has_group_level = !effect->slopes_only;
    rows->n_group_slopes = n;
    if (n == 0)
        return KT_OK;
    KT_TRY(kt_new_large(&rows->group_slope, rows->n * n, sizeof *rows->group_slope, err));
    for (int64_t r = 0; r < rows->n; r++)
        for (int32_t s = 0; s < n; s++)
            rows->group_slope[r * n + s] = effect->slopes[s].value[rows->row[r]];
    for (int64_t g = 0; rows->has_group_level && g < rows->n_groups; g++)
        for (int32_t s = 0; s < n; s++) {
            const int64_t from = rows->group_start[g], to = rows->group_start[g + 1];
            double sum = 0.0;
            for (int64_t r = from; r < to; r++)
                sum += rows->group_slope[r * n + s];
            for (int64_t r = from; r < to; r++)
                rows->group_slope[r * n + s] -= sum / (double)(to - from);
        }
    return KT_OK;
}

/* The slope column in working order; less its mean in each level where the level has an effect
 * of its own: the same model, better conditioned. */
static kt_status take_slope(kt_rows *rows, const kt_frame_effect *effect, kt_term *term,
                            kt_error *err)
{
    kt_status status = KT_OK;
    double *mean = NULL;
    const double *value = effect->slopes[term->slope_column].value;
    int64_t *count = NULL;

    KT_TRY(kt_new_large(&term->slope, rows->n, sizeof *term->slope, err));
    for (int64_t r = 0; r < rows->n; r++)
        term->slope[r] = value[rows->row[r]];
    if (effect->slopes_only)
        return KT_OK;
    status = kt_new(&mean, term->n_levels, sizeof *mean, err);
    if (status)
        goto done;
    status = kt_new(&count, term->n_levels, sizeof *count, err);
    if (status)
        goto done;
    for (int64_t r = 0; r < rows->n; r++) {
        mean[term->level[r]] += term->slope[r];
        count[term->level[r]]++;
    }
    for (int64_t r = 0; r < rows->n; r++)
        term->slope[r] -= mean[term->level[r]] / (double)count[term->level[r]];
done:
    kt_free(count);
    kt_free(mean);
    return status;
}

typedef struct term_job {
    kt_rows *rows;
    const kt_model_frame *frame;
} term_job;

static kt_status term_part(void *with, int64_t t, kt_error *err)
{
    const term_job *j = with;
    kt_term *term = &j->rows->terms[t];
    const kt_frame_effect *effect = &j->frame->effects[term->effect];
    KT_TRY(number_levels(j->rows, &effect->factor, (int32_t)t, err));
    return term->slope_column >= 0 ? take_slope(j->rows, effect, term, err) : KT_OK;
}

static kt_status make_terms(kt_rows *rows, const kt_model_frame *frame, int n_threads,
                            const kt_progress *progress, kt_error *err)
{
    int32_t n_terms = 0;
    for (int32_t f = 0; f < frame->n_effects; f++) {
        rows->has_levels |= !frame->effects[f].slopes_only;
        n_terms += frame->effects[f].n_slopes +
                   (!frame->effects[f].slopes_only && f != rows->eliminated);
    }
    n_terms -= rows->n_group_slopes;
    KT_TRY(kt_new(&rows->terms, n_terms, sizeof *rows->terms, err));
    KT_TRY(kt_new(&rows->frame_level, n_terms, sizeof *rows->frame_level, err));
    for (int32_t f = 0; f < frame->n_effects; f++) {
        const kt_frame_effect *effect = &frame->effects[f];
        const int32_t from = effect->slopes_only || f == rows->eliminated ? 0 : -1;
        if (f == rows->eliminated && rows->n_group_slopes > 0)
            continue;
        for (int32_t s = from; s < effect->n_slopes; s++) {
            kt_term *term = &rows->terms[rows->n_terms++];
            term->effect = f;
            term->slope_column = s;
        }
    }
    term_job j = {rows, frame};
    KT_TRY(kt_parallel_watch(n_threads, n_terms, term_part, &j, progress, err));
    for (int32_t t = 0; t < n_terms; t++) {
        rows->terms[t].first = rows->n_stack;
        rows->n_stack += rows->terms[t].n_levels;
    }
    return KT_OK;
}

/* ---- chunks -------------------------------------------------------------------------------
 */

/* More chunks feed more threads; each has sums of its own as long as the stack, which must stay
 * small beside the rows. */
static void cut_chunks(kt_rows *rows)
{
    int32_t n = 1;
    while (n < KT_MAX_CHUNKS && rows->n > (int64_t)8192 * n && rows->n > 16 * n * rows->n_stack)
        n *= 2;
    rows->n_chunks = n;
    int64_t g = 0;
    for (int32_t c = 1; c <= n; c++) {
        const int64_t goal = rows->n * c / n;
        if (rows->n_groups > 0) {
            while (g < rows->n_groups && rows->group_start[g] < goal)
                g++;
            rows->chunk_group[c] = g;
            rows->chunk_row[c] = rows->group_start[g];
        } else {
            rows->chunk_row[c] = goal;
        }
    }
}

/* ---- blocks -------------------------------------------------------------------------------
 */

static int32_t term_of(const kt_rows *rows, int32_t effect)
{
    for (int32_t t = 0; t < rows->n_terms; t++)
        if (rows->terms[t].effect == effect && rows->terms[t].slope_column < 0)
            return t;
    return -1;
}

/* One side's levels by block: their block, their place in it, and the list the other way. */
static kt_status place_levels(const int32_t *frame_level, int64_t n_levels,
                              const int32_t *block_of_level, int32_t n_blocks, int32_t **block,
                              int32_t **place, int64_t **start, int32_t **list, kt_error *err)
{
    KT_TRY(kt_new(block, n_levels, sizeof **block, err));
    KT_TRY(kt_new(place, n_levels, sizeof **place, err));
    KT_TRY(kt_new(start, n_blocks + 1, sizeof **start, err));
    KT_TRY(kt_new(list, n_levels, sizeof **list, err));
    for (int64_t l = 0; l < n_levels; l++) {
        const int32_t b = block_of_level[frame_level[l]];
        (*block)[l] = b;
        (*place)[l] = (int32_t)(*start)[b + 1]++;
    }
    for (int32_t b = 0; b < n_blocks; b++)
        (*start)[b + 1] += (*start)[b];
    for (int64_t l = 0; l < n_levels; l++)
        (*list)[(*start)[(*block)[l]] + (*place)[l]] = (int32_t)l;
    return KT_OK;
}

static kt_status make_blocks(kt_rows *rows, const kt_block_choice *choice, kt_error *err)
{
    kt_blocks *blocks = &rows->blocks;
    const int32_t n = choice->n_blocks;
    if (n == 0)
        return KT_OK;
    blocks->left = choice->left == rows->eliminated ? -1 : term_of(rows, choice->left);
    blocks->right = term_of(rows, choice->right);
    const kt_term *right = &rows->terms[blocks->right];
    if (blocks->left < 0)
        KT_TRY(place_levels(rows->group_level, rows->n_groups, choice->left_block, n,
                            &blocks->left_block, &blocks->left_place, &blocks->left_start,
                            &blocks->left_list, err));
    else
        KT_TRY(place_levels(rows->frame_level[blocks->left], rows->terms[blocks->left].n_levels,
                            choice->left_block, n, &blocks->left_block, &blocks->left_place,
                            &blocks->left_start, &blocks->left_list, err));
    KT_TRY(place_levels(rows->frame_level[blocks->right], right->n_levels, choice->right_block,
                        n, &blocks->right_block, &blocks->right_place, &blocks->right_start,
                        &blocks->right_list, err));
    KT_TRY(kt_new(&blocks->stride, n, sizeof *blocks->stride, err));
    KT_TRY(kt_new(&blocks->cell_start, n + 1, sizeof *blocks->cell_start, err));
    KT_TRY(kt_new(&blocks->square_start, n + 1, sizeof *blocks->square_start, err));
    for (int32_t b = 0; b < n; b++) {
        const int64_t n_left = blocks->left_start[b + 1] - blocks->left_start[b];
        const int64_t n_right = blocks->right_start[b + 1] - blocks->right_start[b];
        const int64_t stride = kt_block_stride(n_right);
        blocks->stride[b] = (int32_t)stride;
        blocks->cell_start[b + 1] = blocks->cell_start[b] + n_left * stride;
        blocks->square_start[b + 1] = blocks->square_start[b] + n_right * stride;
    }
    blocks->n_blocks = n;
    return KT_OK;
}

/* The years of each country of one side. */
static kt_status make_side(kt_rows *rows, const kt_block_choice *choice, int s, kt_error *err)
{
    kt_blocks *side = &rows->side[s];
    const int32_t n = choice->n_side[s];
    if (n == 0)
        return KT_OK;
    side->left = -1;
    side->right = s ? rows->blocks.right : rows->blocks.left;
    KT_TRY(place_levels(rows->frame_level[side->right], rows->terms[side->right].n_levels,
                        choice->side_block[s], n, &side->right_block, &side->right_place,
                        &side->right_start, &side->right_list, err));
    KT_TRY(kt_new(&side->stride, n, sizeof *side->stride, err));
    KT_TRY(kt_new(&side->square_start, n + 1, sizeof *side->square_start, err));
    for (int32_t b = 0; b < n; b++) {
        const int64_t n_right = side->right_start[b + 1] - side->right_start[b];
        side->stride[b] = (int32_t)kt_block_stride(n_right);
        side->square_start[b + 1] = side->square_start[b] + n_right * side->stride[b];
    }
    side->n_blocks = n;
    return KT_OK;
}

kt_status kt_rows_init(kt_rows *rows, const kt_model_frame *frame, const uint8_t *kept,
                       int n_threads, const kt_progress *progress, kt_error *err)
{
    kt_status status = KT_OK;
    kt_block_choice choice = {0};

    *rows = (kt_rows){.eliminated = -1};
    status = kt_block_search(frame, kept, n_threads, progress, &choice, err);
    if (status)
        goto done;
    rows->eliminated = choice.eliminated;
    status = order_rows(rows, frame, kept, &choice, err);
    if (status)
        goto done;
    status = kt_progress_check(progress, err);
    if (!status)
        status = mark_groups(rows, frame, err);
    if (status)
        goto done;
    status = take_group_slopes(rows, frame, err);
    if (status)
        goto done;
    status = make_terms(rows, frame, n_threads, progress, err);
    if (status)
        goto done;
    cut_chunks(rows);
    status = make_blocks(rows, &choice, err);
    for (int s = 0; s < 2 && !status; s++)
        status = make_side(rows, &choice, s, err);
done:
    kt_block_choice_clear(&choice);
    return status;
}

static void clear_blocks(kt_blocks *blocks)
{
    kt_free(blocks->square_start);
    kt_free(blocks->stride);
    kt_free(blocks->cell_start);
    kt_free(blocks->right_list);
    kt_free(blocks->left_list);
    kt_free(blocks->right_start);
    kt_free(blocks->left_start);
    kt_free(blocks->right_block);
    kt_free(blocks->left_block);
    kt_free(blocks->right_place);
    kt_free(blocks->left_place);
}

void kt_rows_clear(kt_rows *rows)
{
    clear_blocks(&rows->side[1]);
    clear_blocks(&rows->side[0]);
    clear_blocks(&rows->blocks);
    for (int32_t t = 0; t < rows->n_terms; t++) {
        kt_free(rows->frame_level[t]);
        kt_free(rows->terms[t].slope);
        kt_free(rows->terms[t].level);
    }
    kt_free(rows->frame_level);
    kt_free(rows->terms);
    kt_free(rows->group_slope);
    kt_free(rows->group_level);
    kt_free(rows->group_start);
    kt_free(rows->row);
    *rows = (kt_rows){.eliminated = -1};
}
