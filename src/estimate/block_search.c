/* block_search.c: connected parts of pairs of effects, by union and find. */
#include "block_search.h"

#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "large.h"

/* What dense blocks may cost: memory a few times that of the rows, arithmetic of a few hundred
 * passes over them. Beyond that iterations are cheaper. */
#define CELLS_PER_ROW 24.0
#define CELLS_FREE    4e6
#define WORK_PER_ROW  4000.0
#define WORK_FREE     1e8
/* A side with less than this share of the other's levels (years beside workers) is no
 * structure. */
#define LEAST_SIDE 0.05
enum { MAX_RIGHT = 4096, MAX_PAIRED = 8, MAX_SIDE = 512 };
/* A panel is thin when its groups have rows in less than this share of the blocks. */
#define THIN 0.5

/* Parts of one pair of effects: levels of f, then levels of g. */
typedef struct parts {
    int32_t *parent;    /* [n] -1: no row */
    int32_t *block;     /* [n] number of its part; -1: no row */
    int32_t *n_f, *n_g; /* [n_parts] levels */
    int64_t n_levels_f, n;
    int32_t n_parts;
} parts;

static void release(parts *p)
{
    kt_free(p->n_g);
    kt_free(p->n_f);
    kt_free(p->block);
    kt_free(p->parent);
    *p = (parts){0};
}

static int32_t root_of(int32_t *parent, int32_t l)
{
    while (parent[l] != l) {
        parent[l] = parent[parent[l]];
        l = parent[l];
    }
    return l;
}

static void join_rows(parts *p, const kt_model_frame *frame, const uint8_t *kept,
                      const int32_t *f, const int32_t *g)
{
    for (int64_t l = 0; l < p->n; l++)
        p->parent[l] = -1;
    for (int64_t r = 0; r < frame->n_rows; r++) {
        if (!kept[r])
            continue;
        const int32_t a = f[r], b = (int32_t)(g[r] + p->n_levels_f);
        if (p->parent[a] >= 0 && p->parent[a] == p->parent[b])
            continue; // most rows of a panel, once a few have been seen
        if (p->parent[a] < 0)
            p->parent[a] = a;
        if (p->parent[b] < 0)
            p->parent[b] = b;
        const int32_t root_a = root_of(p->parent, a), root_b = root_of(p->parent, b);
        if (root_a < root_b)
            p->parent[root_b] = root_a;
        else
            p->parent[root_a] = root_b;
    }
}

static kt_status find_parts(parts *p, const kt_model_frame *frame, const uint8_t *kept,
                            int32_t f, int32_t g, kt_error *err)
{
    const kt_frame_factor *of_f = &frame->effects[f].factor, *of_g = &frame->effects[g].factor;
    p->n_levels_f = of_f->n_levels;
    p->n = (int64_t)of_f->n_levels + of_g->n_levels;
    if (p->n > INT32_MAX)
        return KT_OK; // no parts: not for us
    KT_TRY(kt_new(&p->parent, p->n, sizeof *p->parent, err));
    KT_TRY(kt_new(&p->block, p->n, sizeof *p->block, err));
    join_rows(p, frame, kept, of_f->level, of_g->level);
    /* Roots are the smallest of their part, so they come first. */
    for (int64_t l = 0; l < p->n; l++) {
        if (p->parent[l] < 0)
            p->block[l] = -1;
        else if (p->parent[l] == l)
            p->block[l] = p->n_parts++;
        else
            p->block[l] = p->block[root_of(p->parent, (int32_t)l)];
    }
    KT_TRY(kt_new(&p->n_f, p->n_parts, sizeof *p->n_f, err));
    KT_TRY(kt_new(&p->n_g, p->n_parts, sizeof *p->n_g, err));
    for (int64_t l = 0; l < p->n; l++)
        if (p->block[l] >= 0)
            (l < p->n_levels_f ? p->n_f : p->n_g)[p->block[l]]++;
    return KT_OK;
}

/* Operations to factor all parts with g on the right; 0: too large. */
static double work_of(const parts *p, const int32_t *n_left, const int32_t *n_right,
                      double n_rows)
{
    double work = 0.0, cells = 0.0, all_left = 0.0, all_right = 0.0;
    for (int32_t b = 0; b < p->n_parts; b++) {
        const double left = n_left[b], right = n_right[b];
        if (right > MAX_RIGHT)
            return 0.0;
        all_left += left;
        all_right += right;
        work += left * right * right + right * right * right / 3.0;
        cells += (left + right) * (double)kt_block_stride(n_right[b]);
    }
    if (all_right < LEAST_SIDE * all_left || all_left < LEAST_SIDE * all_right)
        return 0.0;
    if (cells > CELLS_PER_ROW * n_rows + CELLS_FREE || work > WORK_PER_ROW * n_rows + WORK_FREE)
        return 0.0;
    return work;
}

static kt_status keep_parts(kt_block_choice *choice, const parts *p, int32_t f, int32_t g,
                            int swap, kt_error *err)
{
    kt_free(choice->left_block);
    kt_free(choice->right_block);
    choice->left_block = choice->right_block = NULL;
    const int64_t n_f = p->n_levels_f, n_g = p->n - p->n_levels_f;
    int32_t **of_f = swap ? &choice->right_block : &choice->left_block;
    int32_t **of_g = swap ? &choice->left_block : &choice->right_block;
    KT_TRY(kt_new(of_f, n_f, sizeof **of_f, err));
    KT_TRY(kt_new(of_g, n_g, sizeof **of_g, err));
    for (int64_t l = 0; l < n_f; l++)
        (*of_f)[l] = p->block[l];
    for (int64_t l = 0; l < n_g; l++)
        (*of_g)[l] = p->block[n_f + l];
    choice->left = swap ? g : f;
    choice->right = swap ? f : g;
    choice->n_blocks = p->n_parts;
    return KT_OK;
}

/* A pair of effects and its parts. */
typedef struct candidate {
    int32_t f, g;
    parts parts;
} candidate;

typedef struct search_job {
    const kt_model_frame *frame;
    const uint8_t *kept;
    candidate candidates[MAX_PAIRED * (MAX_PAIRED - 1) / 2];
    int32_t n;
} search_job;

static kt_status find_part(void *with, int64_t c, kt_error *err)
{
    search_job *j = with;
    candidate *pair = &j->candidates[c];
    return find_parts(&pair->parts, j->frame, j->kept, pair->f, pair->g, err);
}

/* Hold a pair against the best so far. */
static kt_status judge_pair(kt_block_choice *choice, double *best, const candidate *pair,
                            double n_rows, kt_error *err)
{
    const parts *p = &pair->parts;
    const double f_left = p->n_f ? work_of(p, p->n_f, p->n_g, n_rows) : 0.0;
    const double g_left = p->n_f ? work_of(p, p->n_g, p->n_f, n_rows) : 0.0;
    const int swap = f_left == 0.0 || (g_left > 0.0 && g_left < f_left);
    const double work = swap ? g_left : f_left;
    if (!(work > *best))
        return KT_OK;
    *best = work;
    return keep_parts(choice, p, pair->f, pair->g, swap, err);
}

static kt_status find_pair(kt_block_choice *choice, const kt_model_frame *frame,
                           const uint8_t *kept, double n_rows, int n_threads,
                           const kt_progress *progress, kt_error *err)
{
    search_job j = {.frame = frame, .kept = kept};
    int32_t with_levels[MAX_PAIRED], n = 0;
    double best = 0.0;
    for (int32_t f = 0; f < frame->n_effects && n < MAX_PAIRED; f++)
        if (!frame->effects[f].slopes_only)
            with_levels[n++] = f;
    for (int32_t i = 0; i < n; i++)
        for (int32_t k = i + 1; k < n; k++)
            j.candidates[j.n++] = (candidate){.f = with_levels[i], .g = with_levels[k]};
    kt_status status = kt_parallel_watch(n_threads, j.n, find_part, &j, progress, err);
    for (int32_t c = 0; c < j.n; c++) {
        if (!status)
            status = judge_pair(choice, &best, &j.candidates[c], n_rows, err);
        release(&j.candidates[c].parts);
    }
    return status;
}

/* Parameters that eliminating an effect takes away; 0: it cannot be. */
static int64_t worth_of(const kt_frame_effect *effect)
{
    const int32_t n_slopes = effect->n_slopes > KT_MAX_GROUP_SLOPES ? 0 : effect->n_slopes;
    return (int64_t)effect->factor.n_levels * (n_slopes + !effect->slopes_only);
}

static int32_t largest_but(const kt_model_frame *frame, int32_t f, int32_t g)
{
    int32_t best = -1;
    int64_t most = 0;
    for (int32_t h = 0; h < frame->n_effects; h++)
        if (h != f && h != g && worth_of(&frame->effects[h]) > most) {
            most = worth_of(&frame->effects[h]);
            best = h;
        }
    return best;
}

static kt_status mark_rows(kt_block_choice *choice, const kt_model_frame *frame, kt_error *err)
{
    const int32_t *level = frame->effects[choice->right].factor.level;
    KT_TRY(kt_new_large(&choice->of_row, frame->n_rows, sizeof *choice->of_row, err));
    for (int64_t r = 0; r < frame->n_rows; r++)
        choice->of_row[r] = choice->right_block[level[r]];
    return KT_OK;
}

/* The parts of one side with the eliminated effect, where each is small. */
static kt_status find_side(kt_block_choice *choice, int s, const kt_model_frame *frame,
                           const uint8_t *kept, kt_error *err)
{
    kt_status status = KT_OK;
    const int32_t effect = s ? choice->right : choice->left;
    const int64_t n_levels = frame->effects[effect].factor.n_levels;
    parts p = {0};

    status = find_parts(&p, frame, kept, effect, choice->eliminated, err);
    if (status)
        goto done;
    int32_t largest = 0;
    for (int32_t b = 0; b < p.n_parts; b++)
        largest = p.n_f[b] > largest ? p.n_f[b] : largest;
    if (p.n_parts < 2 || largest > MAX_SIDE)
        goto done;
    status = kt_new(&choice->side_block[s], n_levels, sizeof **choice->side_block, err);
    if (status)
        goto done;
    for (int64_t l = 0; l < n_levels; l++)
        choice->side_block[s][l] = p.block[l];
    choice->n_side[s] = p.n_parts;
done:
    release(&p);
    return status;
}

static kt_status find_sides(kt_block_choice *choice, const kt_model_frame *frame,
                            const uint8_t *kept, double n_rows, kt_error *err)
{
    const kt_frame_factor *group = &frame->effects[choice->eliminated].factor;
    uint8_t *there = NULL;
    double n_groups = 0.0;

    KT_TRY(kt_new(&there, group->n_levels, sizeof *there, err));
    for (int64_t r = 0; r < frame->n_rows; r++)
        if (kept[r]) {
            n_groups += !there[group->level[r]];
            there[group->level[r]] = 1;
        }
    kt_free(there);
    if (n_rows >= THIN * n_groups * choice->n_blocks)
        return KT_OK;
    KT_TRY(find_side(choice, 0, frame, kept, err));
    return find_side(choice, 1, frame, kept, err);
}

kt_status kt_block_search(const kt_model_frame *frame, const uint8_t *kept, int n_threads,
                          const kt_progress *progress, kt_block_choice *choice, kt_error *err)
{
    int64_t n_rows = 0;

    *choice = (kt_block_choice){.eliminated = largest_but(frame, -1, -1)};
    for (int64_t r = 0; r < frame->n_rows; r++)
        n_rows += kept[r];
    KT_TRY(find_pair(choice, frame, kept, (double)n_rows, n_threads, progress, err));
    if (choice->n_blocks == 0)
        return KT_OK;
    const int32_t third = largest_but(frame, choice->left, choice->right);
    choice->eliminated = third >= 0 ? third : choice->left;
    if (third < 0)
        return KT_OK;
    KT_TRY(mark_rows(choice, frame, err));
    KT_TRY(kt_progress_check(progress, err));
    return find_sides(choice, frame, kept, (double)n_rows, err);
}

void kt_block_choice_clear(kt_block_choice *choice)
{
    kt_free(choice->side_block[1]);
    kt_free(choice->side_block[0]);
    kt_free(choice->of_row);
    kt_free(choice->right_block);
    kt_free(choice->left_block);
    *choice = (kt_block_choice){.eliminated = -1};
}
