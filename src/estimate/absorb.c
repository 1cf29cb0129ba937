/* absorb.c: conjugate gradients over passes and blocks. */
#include "absorb.h"

#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "absorb_kernel.h"
#include "block_kernel.h"
#include "large.h"
#include "stack_kernel.h"

#include <math.h>
#include <string.h>

/* A diagonal entry below this share of its sum of weights is rounding: the level says nothing
 * that the eliminated effect does not say. */
#define DIAGONAL_NOISE 1e-12
/* Errors below this share of a column may be all that rounding leaves; so many iterations
 * without progress say that they are. */
#define NOISE 1e-9
enum { STALLED = 30 };

/* ---- passes, chunk beside chunk ------------------------------------------------------------
 */

/* One pass with whatever it needs; a chunk writes to sums of its own. */
typedef struct pass_job {
    kt_absorb *absorb;
    const double *x, *stack;
    double *square; /* [n_chunks * 4] */
    double *out;
} pass_job;

static kt_pass pass_of(const kt_absorb *a, int64_t chunk)
{
    return (kt_pass){a->rows, (int32_t)chunk, a->w, a->over_W, a->basis};
}

static kt_status normal_part(void *with, int64_t c, kt_error *err)
{
    (void)err;
    pass_job *j = with;
    const int64_t n = j->absorb->rows->n_stack * 4;
    double *sums = j->absorb->sums + c * n;
    const kt_pass pass = pass_of(j->absorb, c);
    memset(sums, 0, (size_t)n * sizeof *sums);
    if (j->x)
        kt_pass_residual(&pass, j->x, j->stack, sums, j->square + c * 4);
    else
        kt_pass_apply(&pass, j->stack, sums);
    return KT_OK;
}

static kt_status apply(kt_absorb *a, const double *p, double *q, kt_error *err)
{
    pass_job j = {.absorb = a, .stack = p};
    KT_TRY(
        kt_parallel_watch(a->n_threads, a->rows->n_chunks, normal_part, &j, a->progress, err));
    kt_stack_add(a->sums, a->rows->n_chunks, a->rows->n_stack, q);
    return KT_OK;
}

static kt_status residual(kt_absorb *a, const double *x, const double *alpha, double *r,
                          double scale[4], kt_error *err)
{
    double square[KT_MAX_CHUNKS * 4] = {0};
    pass_job j = {.absorb = a, .x = x, .stack = alpha, .square = square};
    KT_TRY(
        kt_parallel_watch(a->n_threads, a->rows->n_chunks, normal_part, &j, a->progress, err));
    kt_stack_add(a->sums, a->rows->n_chunks, a->rows->n_stack, r);
    for (int k = 0; k < 4; k++) {
        double sum = 0.0;
        for (int32_t c = 0; c < a->rows->n_chunks; c++)
            sum += square[c * 4 + k];
        scale[k] = sqrt(sum);
    }
    return KT_OK;
}

/* ---- the preconditioner -------------------------------------------------------------------
 */

static int64_t n_left_of(const kt_absorb *a)
{
    const kt_blocks *blocks = &a->rows->blocks;
    return blocks->left_start[blocks->n_blocks];
}

static kt_block block_of(const kt_absorb *a, int64_t b)
{
    const kt_blocks *blocks = &a->rows->blocks;
    return (kt_block){blocks->left_start[b + 1] - blocks->left_start[b],
                      blocks->right_start[b + 1] - blocks->right_start[b],
                      blocks->stride[b],
                      a->cell + blocks->cell_start[b],
                      a->square + blocks->square_start[b],
                      a->left_over + blocks->left_start[b],
                      a->right_sum + blocks->right_start[b]};
}

/* The left side is the eliminated effect: each group fills its own row of its block. */
static void fill_from_groups(const kt_absorb *a)
{
    const kt_rows *rows = a->rows;
    const kt_blocks *blocks = &rows->blocks;
    const int32_t *level = rows->terms[blocks->right].level;
    for (int64_t g = 0; g < rows->n_groups; g++) {
        const int32_t b = blocks->left_block[g];
        double *row = a->cell + blocks->cell_start[b] +
                      (int64_t)blocks->left_place[g] * blocks->stride[b];
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++)
            row[blocks->right_place[level[r]]] += a->w[r];
    }
}

/* What a group's elimination takes of the product of its rows r and q. */
static double eliminated(const kt_absorb *a, int64_t g, int64_t r, int64_t q)
{
    const int32_t n = a->rows->n_group_slopes;
    double share = a->over_W[g];
    for (int32_t s = 0; s < n; s++)
        share += a->basis[r * n + s] * a->basis[q * n + s];
    return a->w[r] * a->w[q] * share;
}

/* Both sides are terms. A row counts with what its group's elimination leaves of it,
 * w (1 - w / W_g), less with slopes: where a group has one row a block, that is the block of S
 * itself. */
static void fill_from_terms(const kt_absorb *a)
{
    const kt_rows *rows = a->rows;
    const kt_blocks *blocks = &rows->blocks;
    const int32_t *left = rows->terms[blocks->left].level;
    const int32_t *right = rows->terms[blocks->right].level;
    for (int64_t g = 0; g < rows->n_groups; g++)
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++) {
            const int32_t b = blocks->right_block[right[r]];
            double *cell = a->cell + blocks->cell_start[b] +
                           (int64_t)blocks->left_place[left[r]] * blocks->stride[b] +
                           blocks->right_place[right[r]];
            *cell += a->basis ? fmax(a->w[r] - eliminated(a, g, r, r), 0.0)
                              : a->w[r] * fmax(1.0 - a->w[r] * a->over_W[g], 0.0);
        }
}

static kt_block side_of(const kt_absorb *a, int s, int64_t b)
{
    const kt_blocks *side = &a->rows->side[s];
    return (kt_block){.n_right = side->right_start[b + 1] - side->right_start[b],
                      .stride = side->stride[b],
                      .L = a->side_square[s] + side->square_start[b],
                      .right_sum = a->side_sum[s] + side->right_start[b]};
}

/* The block of S of each country: diag(w) - w w' / W of all its groups. */
static void fill_side(const kt_absorb *a, int s)
{
    const kt_rows *rows = a->rows;
    const kt_blocks *side = &rows->side[s];
    const int32_t *level = rows->terms[side->right].level;
    double *sum = a->side_sum[s];
    memset(a->side_square[s], 0,
           (size_t)side->square_start[side->n_blocks] * sizeof **a->side_square);
    memset(sum, 0, (size_t)side->right_start[side->n_blocks] * sizeof *sum);
    for (int64_t g = 0; g < rows->n_groups; g++)
        for (int64_t r = rows->group_start[g]; r < rows->group_start[g + 1]; r++) {
            const int32_t b = side->right_block[level[r]], i = side->right_place[level[r]];
            double *square = a->side_square[s] + side->square_start[b];
            sum[side->right_start[b] + i] += a->w[r];
            square[(int64_t)i * side->stride[b] + i] += a->w[r];
            for (int64_t q = rows->group_start[g]; q < rows->group_start[g + 1]; q++) {
                const int32_t j = side->right_place[level[q]];
                if (j <= i)
                    square[(int64_t)i * side->stride[b] + j] -= eliminated(a, g, r, q);
            }
        }
}

typedef struct side_job {
    kt_absorb *absorb;
    int s;
} side_job;

static kt_status factor_side_part(void *with, int64_t b, kt_error *err)
{
    (void)err;
    const side_job *j = with;
    const kt_block block = side_of(j->absorb, j->s, b);
    kt_block_factor_square(&block);
    return KT_OK;
}

/* z += M^-1 r of one country. */
static kt_status solve_side_part(void *with, int64_t b, kt_error *err)
{
    (void)err;
    const side_job *job = with;
    const kt_absorb *a = job->absorb;
    const kt_blocks *side = &a->rows->side[job->s];
    const kt_block block = side_of(a, job->s, b);
    const int64_t first = a->rows->terms[side->right].first;
    const int32_t *list = side->right_list + side->right_start[b];
    double *y = a->room + side->right_start[b] * 4;
    for (int64_t j = 0; j < block.n_right; j++)
        memcpy(y + j * 4, a->r + (first + list[j]) * 4, 4 * sizeof *y);
    kt_block_solve(&block, NULL, y);
    for (int64_t j = 0; j < block.n_right; j++)
        for (int k = 0; k < 4; k++)
            a->z[(first + list[j]) * 4 + k] += y[j * 4 + k];
    return KT_OK;
}

static kt_status for_sides(kt_absorb *a, kt_part part, kt_error *err)
{
    for (int s = 0; s < 2; s++) {
        side_job job = {a, s};
        if (a->rows->side[s].n_blocks > 0)
            KT_TRY(kt_parallel_watch(a->n_threads, a->rows->side[s].n_blocks, part, &job,
                                     a->progress, err));
    }
    return KT_OK;
}

static kt_status factor_part(void *with, int64_t b, kt_error *err)
{
    (void)err;
    const kt_block block = block_of(with, b);
    kt_block_factor(&block);
    return KT_OK;
}

static kt_status factor_blocks(kt_absorb *a, kt_error *err)
{
    const kt_blocks *blocks = &a->rows->blocks;
    memset(a->cell, 0, (size_t)blocks->cell_start[blocks->n_blocks] * sizeof *a->cell);
    if (blocks->left < 0)
        fill_from_groups(a);
    else
        fill_from_terms(a);
    KT_TRY(kt_parallel_watch(a->n_threads, blocks->n_blocks, factor_part, a, a->progress, err));
    for (int s = 0; s < 2; s++)
        if (a->rows->side[s].n_blocks > 0)
            fill_side(a, s);
    return for_sides(a, factor_side_part, err);
}

/* Terms that the blocks do not hold. */
static int has_loose_terms(const kt_rows *rows)
{
    const int32_t in_blocks = rows->blocks.n_blocks == 0 ? 0 : 1 + (rows->blocks.left >= 0);
    return rows->n_terms > in_blocks;
}

static kt_status diagonal_part(void *with, int64_t c, kt_error *err)
{
    (void)err;
    kt_absorb *a = with;
    const int64_t n = a->rows->n_stack;
    double *sums = a->sums + c * 4 * n;
    const kt_pass pass = pass_of(a, c);
    memset(sums, 0, (size_t)(4 * n) * sizeof *sums);
    kt_pass_diagonal(&pass, sums + n, sums);
    /* The sum of weights, to know rounding by. */
    for (int32_t t = 0; t < a->rows->n_terms; t++) {
        const kt_term *term = &a->rows->terms[t];
        for (int64_t r = a->rows->chunk_row[c]; r < a->rows->chunk_row[c + 1]; r++) {
            const double s = term->slope ? term->slope[r] : 1.0;
            sums[2 * n + term->first + term->level[r]] += a->w[r] * s * s;
        }
    }
    return KT_OK;
}

static kt_status find_diagonal(kt_absorb *a, kt_error *err)
{
    const int64_t n = a->rows->n_stack;
    KT_TRY(
        kt_parallel_watch(a->n_threads, a->rows->n_chunks, diagonal_part, a, a->progress, err));
    for (int64_t s = 0; s < n; s++) {
        double diagonal = 0.0, weight = 0.0;
        for (int32_t c = 0; c < a->rows->n_chunks; c++) {
            diagonal += a->sums[c * 4 * n + s];
            weight += a->sums[c * 4 * n + 2 * n + s];
        }
        a->over_diag[s] = diagonal > DIAGONAL_NOISE * weight ? 1.0 / diagonal : 0.0;
    }
    return KT_OK;
}

static kt_status weights_part(void *with, int64_t c, kt_error *err)
{
    (void)err;
    kt_absorb *a = with;
    const kt_pass pass = pass_of(a, c);
    kt_pass_group_weights(&pass, a->over_W);
    if (a->basis)
        kt_pass_group_basis(&pass, a->basis);
    return KT_OK;
}

kt_status kt_absorb_weigh(kt_absorb *a, const double *w, int factor, kt_error *err)
{
    a->w = w;
    if (a->rows->n_groups > 0)
        KT_TRY(kt_parallel_watch(a->n_threads, a->rows->n_chunks, weights_part, a, a->progress,
                                 err));
    if (!factor || a->rows->n_stack == 0)
        return KT_OK;
    if (a->rows->blocks.n_blocks > 0)
        KT_TRY(factor_blocks(a, err));
    return has_loose_terms(a->rows) ? find_diagonal(a, err) : KT_OK;
}

/* z = M^-1 r of one block. */
static kt_status solve_part(void *with, int64_t b, kt_error *err)
{
    (void)err;
    const kt_absorb *a = with;
    const kt_rows *rows = a->rows;
    const kt_blocks *blocks = &rows->blocks;
    const kt_block block = block_of(a, b);
    const int64_t right = rows->terms[blocks->right].first;
    const int64_t left = blocks->left >= 0 ? rows->terms[blocks->left].first : 0;
    const int32_t *right_list = blocks->right_list + blocks->right_start[b];
    const int32_t *left_list = blocks->left_list + blocks->left_start[b];
    double *y = a->room + (blocks->left_start[b] + blocks->right_start[b]) * 4;
    double *x = blocks->left >= 0 ? y + block.n_right * 4 : NULL;
    for (int64_t j = 0; j < block.n_right; j++)
        memcpy(y + j * 4, a->r + (right + right_list[j]) * 4, 4 * sizeof *y);
    for (int64_t i = 0; x && i < block.n_left; i++)
        memcpy(x + i * 4, a->r + (left + left_list[i]) * 4, 4 * sizeof *x);
    kt_block_solve(&block, x, y);
    for (int64_t j = 0; j < block.n_right; j++)
        memcpy(a->z + (right + right_list[j]) * 4, y + j * 4, 4 * sizeof *y);
    for (int64_t i = 0; x && i < block.n_left; i++)
        memcpy(a->z + (left + left_list[i]) * 4, x + i * 4, 4 * sizeof *x);
    return KT_OK;
}

static kt_status precondition(kt_absorb *a, kt_error *err)
{
    const kt_rows *rows = a->rows;
    if (has_loose_terms(rows))
        for (int64_t s = 0; s < rows->n_stack; s++)
            for (int k = 0; k < 4; k++)
                a->z[s * 4 + k] = a->r[s * 4 + k] * a->over_diag[s];
    if (rows->blocks.n_blocks == 0)
        return KT_OK;
    KT_TRY(kt_parallel_watch(a->n_threads, rows->blocks.n_blocks, solve_part, a, a->progress,
                             err));
    return for_sides(a, solve_side_part, err);
}

/* ---- conjugate gradients ------------------------------------------------------------------
 */

/* Where each column stands: what its error has to come down to, and the least it has been. */
typedef struct standing {
    double least[4], noise[4], best[4];
    int32_t since[4];     /* iterations without a new best */
    int open[4], goes[4]; /* still to do; takes part in the step */
} standing;

static void set_goals(const kt_absorb_goal *goal, const double norm[4], const double rz[4],
                      standing *s)
{
    for (int k = 0; k < 4; k++) {
        const double size = fmax(norm[k], goal->floor[k]);
        s->least[k] =
            fmax(goal->tolerance[k] * size, goal->progress[k] * sqrt(fmax(rz[k], 0.0)));
        s->noise[k] = NOISE * size;
        s->best[k] = INFINITY;
        s->open[k] = 1;
    }
}

/* Columns whose error is small enough stand still, so that they end at the same place whatever
 * the others need, unless they are to go on together. So do those in which only rounding is
 * left: they get no better. */
static int mark_open(standing *s, const double rz[4], int together)
{
    int any = 0;
    for (int k = 0; k < 4; k++) {
        const double error = sqrt(fmax(rz[k], 0.0));
        s->since[k] = error < 0.9 * s->best[k] ? 0 : s->since[k] + 1;
        s->best[k] = fmin(s->best[k], error);
        const int stalls =
            s->best[k] < s->noise[k] && (s->since[k] > STALLED || error > 10.0 * s->best[k]);
        s->open[k] &= error > s->least[k] && !stalls;
        s->goes[k] = s->open[k] || (together && isfinite(s->least[k]) && error > s->noise[k]);
        any |= s->open[k];
    }
    return any;
}

/* One step along p for the open columns. */
static kt_status descend(kt_absorb *a, double *alpha, const double rz[4], const int open[4],
                         kt_error *err)
{
    const int64_t n = a->rows->n_stack;
    double pq[4], by[4];
    KT_TRY(apply(a, a->p, a->q, err));
    kt_stack_products(a->p, a->q, n, pq);
    for (int k = 0; k < 4; k++)
        by[k] = open[k] && pq[k] > 0.0 ? rz[k] / pq[k] : 0.0;
    kt_stack_step(alpha, a->r, a->p, a->q, by, n);
    return KT_OK;
}

kt_status kt_absorb_solve(kt_absorb *a, const double *x, double *alpha, kt_absorb_goal *goal,
                          kt_error *err)
{
    const int64_t n = a->rows->n_stack;
    double norm[4], rz[4], before[4] = {0}, by[4];
    standing now = {0};

    goal->iterations = 0;
    goal->reached = 1;
    if (n == 0)
        return KT_OK;
    KT_TRY(residual(a, x, alpha, a->r, norm, err));
    memset(a->p, 0, (size_t)n * 4 * sizeof *a->p);
    for (;;) {
        KT_TRY(precondition(a, err));
        kt_stack_products(a->r, a->z, n, rz);
        if (goal->iterations == 0)
            set_goals(goal, norm, rz, &now);
        if (!mark_open(&now, rz, goal->together))
            return KT_OK;
        if (goal->iterations == goal->max_iterations)
            break;
        goal->iterations++;
        for (int k = 0; k < 4; k++) {
            by[k] = before[k] > 0.0 ? rz[k] / before[k] : 0.0;
            before[k] = rz[k];
        }
        kt_stack_direction(a->p, a->z, by, n);
        KT_TRY(descend(a, alpha, rz, now.goes, err));
    }
    goal->reached = 0;
    return KT_OK;
}

/* ---- room ---------------------------------------------------------------------------------
 */

kt_status kt_absorb_init(kt_absorb *a, const kt_rows *rows, int n_threads, kt_error *err)
{
    const int64_t n = rows->n_stack;
    const kt_blocks *blocks = &rows->blocks;
    *a = (kt_absorb){.rows = rows, .n_threads = rows->n_chunks > 1 ? n_threads : 1};
    KT_TRY(kt_new(&a->over_W, rows->n_groups, sizeof *a->over_W, err));
    if (rows->n_group_slopes > 0)
        KT_TRY(kt_new_large(&a->basis, rows->n * rows->n_group_slopes, sizeof *a->basis, err));
    KT_TRY(kt_new(&a->over_diag, n, sizeof *a->over_diag, err));
    KT_TRY(kt_new_lines(&a->sums, rows->n_chunks * n * 4, sizeof *a->sums, err));
    KT_TRY(kt_new_lines(&a->r, n * 4, sizeof *a->r, err));
    KT_TRY(kt_new_lines(&a->p, n * 4, sizeof *a->p, err));
    KT_TRY(kt_new_lines(&a->q, n * 4, sizeof *a->q, err));
    KT_TRY(kt_new_lines(&a->z, n * 4, sizeof *a->z, err));
    if (blocks->n_blocks == 0)
        return KT_OK;
    KT_TRY(kt_new_lines(&a->cell, blocks->cell_start[blocks->n_blocks], sizeof *a->cell, err));
    KT_TRY(kt_new_lines(&a->square, blocks->square_start[blocks->n_blocks], sizeof *a->square,
                        err));
    KT_TRY(kt_new(&a->left_over, n_left_of(a), sizeof *a->left_over, err));
    KT_TRY(kt_new(&a->right_sum, blocks->right_start[blocks->n_blocks], sizeof *a->right_sum,
                  err));
    for (int s = 0; s < 2; s++) {
        const kt_blocks *side = &rows->side[s];
        if (side->n_blocks == 0)
            continue;
        KT_TRY(kt_new_large(&a->side_square[s], side->square_start[side->n_blocks],
                            sizeof **a->side_square, err));
        KT_TRY(kt_new(&a->side_sum[s], side->right_start[side->n_blocks], sizeof **a->side_sum,
                      err));
    }
    return kt_new_lines(&a->room, (n_left_of(a) + blocks->right_start[blocks->n_blocks]) * 4,
                        sizeof *a->room, err);
}

void kt_absorb_clear(kt_absorb *a)
{
    kt_free_lines(a->room);
    for (int s = 0; s < 2; s++) {
        kt_free(a->side_sum[s]);
        kt_free(a->side_square[s]);
    }
    kt_free(a->right_sum);
    kt_free(a->left_over);
    kt_free_lines(a->square);
    kt_free_lines(a->cell);
    kt_free_lines(a->z);
    kt_free_lines(a->q);
    kt_free_lines(a->p);
    kt_free_lines(a->r);
    kt_free_lines(a->sums);
    kt_free(a->over_diag);
    kt_free(a->basis);
    kt_free(a->over_W);
    *a = (kt_absorb){0};
}
