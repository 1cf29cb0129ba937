/* fit.c: the Newton steps. */
#include "fit.h"

#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "absorb_kernel.h"
#include "dense.h"
#include "family_kernel.h"
#include "start.h"

#include <math.h>
#include <string.h>

/* The first partialling out decides which columns are collinear, so it is finer than the next.
 */
#define FIRST_INNER 1e-5
#define LOOSE_INNER 1e-2
/* So much of a column's sum of squares left after a loose solution is beyond doubt. */
#define CLEAR_SHARE 1e-2
/* Error of e's part in the effects over its size: at first, and at the least. */
#define LOOSE_STEP 0.1
#define FINE_STEP  1e-3
#define LAST_STEP  1e-5
/* The last step is solved until what it leaves undone is this share of the tolerance. */
#define LAST_LEAVES 1e-4
/* A step this small that still moves some row's index this far: it runs away. */
#define STILL    1e-3
#define RUN_AWAY 0.3
/* A step that changed weights by no more than this, in the mean and of any row, needs no new
 * factors: a few iterations more cost less. */
#define KEEP_FACTORS     0.2
#define KEEP_FACTORS_ROW 10.0
/* From here on a step is worth a pass that makes the next one smaller. */
#define LARGE_STEP 1e-3
/* What a step leaves undone is some times its square, and its tolerance's share of it. */
#define NEWTON_LEAVES 3.0
/* Standard errors have the weights from before the last step, and are off by as much as it
 * moves, so it may not be large. */
#define LAST_MOVE 2e-7
/* Rows of little weight do not show in the mean of a step. None may move more than this before
 * the last step; half the square of what one moves in it is left in its fitted value, of which
 * this many times the tolerance is allowed. */
#define LAST_ROW_STEP 2.5e-2
#define ROW_LEAVES    10.0
enum { STEPS_BEFORE_SUSPICION = 4, MAX_HALVINGS = 40 };

/* ---- passes -------------------------------------------------------------------------------
 */

static int threads_of(const kt_fit *fit)
{
    return fit->absorb.n_threads;
}

typedef struct update_job {
    kt_fit *fit;
    const double *beta; /* NULL: the change is there, or there is none */
    const double *change;
    double step;
    kt_family_sums sums[KT_MAX_CHUNKS];
} update_job;

static void add_sums(kt_family_sums *all, const kt_family_sums *part)
{
    all->objective += part->objective;
    all->w += part->w;
    all->w_change2 += part->w_change2;
    all->max_change = fmax(all->max_change, part->max_change);
}

static void update_rows(update_job *j, int64_t from, int64_t to, kt_family_sums *sums)
{
    kt_fit *f = j->fit;
    kt_family_sums part;
    const kt_family_rows rows = {.family = f->family,
                                 .theta = f->theta,
                                 .expected = f->expected,
                                 .from = from,
                                 .to = to,
                                 .y = f->y,
                                 .weights = f->weights,
                                 .eta = f->eta,
                                 .change = j->change,
                                 .step = j->step,
                                 .w = f->w,
                                 .e = kt_fit_column(f, f->n_columns),
                                 .e_stride = 4};
    kt_family_update(&rows, &part);
    add_sums(sums, &part);
}

static kt_pass pass_of(const kt_fit *fit, int64_t c)
{
    return (kt_pass){&fit->rows, (int32_t)c, fit->w, fit->absorb.over_W, fit->absorb.basis};
}

/* change = e - e~ + X~ beta of some groups, or rows. */
static void change_rows(const update_job *j, int64_t c, int64_t from, int64_t to)
{
    const kt_fit *f = j->fit;
    const kt_pass pass = pass_of(f, c);
    if (!f->partialled) {
        kt_pass_change(&pass, f->x, f->n_panels, j->beta, f->step_stack, f->n_columns, from, to,
                       f->change);
        return;
    }
    /* x holds x~ and e~, change holds e. */
    const int64_t first = f->rows.n_groups > 0 ? f->rows.group_start[from] : from;
    const int64_t end = f->rows.n_groups > 0 ? f->rows.group_start[to] : to;
    const double *e = kt_fit_column(f, f->n_columns);
    for (int64_t r = first; r < end; r++) {
        double sum = f->change[r] - e[r * 4];
        for (int32_t k = 0; k < f->n_columns; k++)
            sum += kt_fit_column(f, k)[r * 4] * j->beta[k];
        f->change[r] = sum;
    }
}

/* A stretch of rows that the cache holds: their change, and then what it does to them. */
static kt_status update_part(void *with, int64_t c, kt_error *err)
{
    (void)err;
    enum { STRETCH = 1024 };
    update_job *j = with;
    const kt_rows *rows = &j->fit->rows;
    const int grouped = rows->n_groups > 0;
    const int64_t end = grouped ? rows->chunk_group[c + 1] : rows->chunk_row[c + 1];
    j->sums[c] = (kt_family_sums){0};
    if (!j->beta) {
        update_rows(j, rows->chunk_row[c], rows->chunk_row[c + 1], &j->sums[c]);
        return KT_OK;
    }
    for (int64_t from = grouped ? rows->chunk_group[c] : rows->chunk_row[c]; from < end;) {
        int64_t to = from + STRETCH < end ? from + STRETCH : end;
        const int64_t row = grouped ? rows->group_start[from] : from;
        while (grouped && to > from + 1 && rows->group_start[to] > row + STRETCH)
            to -= (to - from) / 2;
        change_rows(j, c, from, to);
        if (j->fit->balances && !j->fit->partialled)
            kt_family_balance(rows->group_start, from, to, j->fit->y, j->fit->weights,
                              j->fit->w, j->fit->change);
        update_rows(j, row, grouped ? rows->group_start[to] : to, &j->sums[c]);
        from = to;
    }
    return KT_OK;
}

/* eta += step x change; weights, e and the objective follow. */
static kt_status run_update(update_job *j, kt_family_sums *all, kt_error *err)
{
    const kt_fit *fit = j->fit;
    KT_TRY(kt_parallel_watch(threads_of(fit), fit->rows.n_chunks, update_part, j,
                             fit->absorb.progress, err));
    *all = (kt_family_sums){0};
    for (int32_t c = 0; c < fit->rows.n_chunks; c++)
        add_sums(all, &j->sums[c]);
    return KT_OK;
}

static kt_status update(kt_fit *fit, const double *change, double step, kt_family_sums *all,
                        kt_error *err)
{
    update_job j = {.fit = fit, .change = change, .step = step};
    return run_update(&j, all, err);
}

typedef struct cross_job {
    kt_fit *fit;
    int replace;
    int64_t stretch, n_stretches; /* of each chunk */
} cross_job;

/* Products of a chunk between two looks whether all should end: some 50 ms. */
#define PRODUCTS_BETWEEN_LOOKS 1e8

static int64_t stretches_of(const kt_fit *fit)
{
    const double columns = 4.0 * fit->n_panels, rows = (double)fit->rows.n;
    const double products = rows / fit->rows.n_chunks * columns * columns / 2.0;
    return fit->n_panels > 1 ? 1 + (int64_t)(products / PRODUCTS_BETWEEN_LOOKS) : 1;
}

static kt_status cross_part(void *with, int64_t c, kt_error *err)
{
    (void)err;
    cross_job *j = with;
    kt_fit *f = j->fit;
    const kt_pass pass = pass_of(f, c);
    const int64_t n = (int64_t)16 * f->n_panels * f->n_panels;
    double *cross = f->chunk_cross + c * n;
    if (j->stretch == 0)
        memset(cross, 0, (size_t)n * sizeof *cross);
    const double *e = kt_fit_column(f, f->n_columns);
    const int keeps_e = j->replace && j->stretch == 0;
    for (int64_t r = f->rows.chunk_row[c]; keeps_e && r < f->rows.chunk_row[c + 1]; r++)
        f->change[r] = e[r * 4]; // which change_rows() wants, and which is about to go
    kt_pass_cross(&pass, f->x, f->alpha, f->n_panels, j->stretch, j->n_stretches, j->replace,
                  f->room + c * kt_fit_room(f), cross);
    return KT_OK;
}

static kt_status cross_products(kt_fit *fit, int replace, kt_error *err)
{
    cross_job j = {.fit = fit, .replace = replace, .n_stretches = stretches_of(fit)};
    const int64_t n = (int64_t)16 * fit->n_panels * fit->n_panels;
    for (; j.stretch < j.n_stretches; j.stretch++)
        KT_TRY(kt_parallel_watch(threads_of(fit), fit->rows.n_chunks, cross_part, &j,
                                 fit->absorb.progress, err));
    memcpy(fit->cross, fit->chunk_cross, (size_t)n * sizeof *fit->cross);
    for (int32_t c = 1; c < fit->rows.n_chunks; c++)
        for (int64_t i = 0; i < n; i++)
            fit->cross[i] += fit->chunk_cross[c * n + i];
    return KT_OK;
}

/* The whole step: change = e - e~ + X~ beta, and eta with it. */
static kt_status move(kt_fit *fit, const double *beta, kt_family_sums *all, kt_error *err)
{
    update_job j = {.fit = fit, .beta = beta, .change = fit->change, .step = 1.0};
    const int32_t e = fit->n_columns;
    for (int64_t s = 0; s < fit->rows.n_stack; s++) {
        double sum = fit->alpha[e / 4][s * 4 + e % 4];
        for (int32_t k = 0; k < e; k++)
            sum -= fit->alpha[k / 4][s * 4 + k % 4] * beta[k];
        fit->step_stack[s] = sum;
    }
    return run_update(&j, all, err);
}

/* ---- one step -----------------------------------------------------------------------------
 */

typedef struct tolerances {
    double columns, e, collinear;
    int32_t max_inner;
    int last;
} tolerances;

static kt_status partial_out(kt_fit *fit, const tolerances *t, int *reached, kt_error *err)
{
    const int32_t e = fit->n_columns;
    for (int64_t s = 0; s < fit->rows.n_stack; s++)
        fit->alpha[e / 4][s * 4 + e % 4] = 0.0;
    for (int32_t p = 0; p < fit->n_panels; p++) {
        kt_absorb_goal goal = {.max_iterations = t->max_inner, .together = !t->last};
        for (int k = 0; k < 4; k++) {
            const int32_t column = p * 4 + k;
            goal.tolerance[k] = column == e ? 1e-14 : t->columns;
            goal.progress[k] = column == e ? t->e : 0.0;
            if (column > e || (column < e && fit->excluded[column]))
                goal.tolerance[k] = INFINITY;
            goal.floor[k] = column < e ? sqrt(t->collinear * fit->reference[column]) : 1e-300;
        }
        KT_TRY(kt_absorb_solve(&fit->absorb, fit->x[p], fit->alpha[p], &goal, err));
        fit->inner += goal.iterations;
        *reached &= goal.reached;
    }
    return KT_OK;
}

/* Of a chunk's rows: sum of weights, then each column's sum and sum of squares, both about its
 * first value, of which a constant column's variation is exactly 0. */
static kt_status reference_part(void *with, int64_t c, kt_error *err)
{
    (void)err;
    kt_fit *fit = with;
    double *sums = fit->chunk_cross + c * 16 * fit->n_panels * fit->n_panels;
    memset(sums, 0, (size_t)(1 + 2 * fit->n_columns) * sizeof *sums);
    for (int64_t r = fit->rows.chunk_row[c]; r < fit->rows.chunk_row[c + 1]; r++) {
        sums[0] += fit->w[r];
        for (int32_t k = 0; k < fit->n_columns; k++) {
            const double *x = kt_fit_column(fit, k);
            const double about = x[r * 4] - x[0], scaled = fit->w[r] * about;
            sums[1 + 2 * k] += scaled;
            sums[2 + 2 * k] += scaled * about;
        }
    }
    return KT_OK;
}

/* Weighted sums of squares, about the mean where effects absorb it. */
static kt_status find_references(kt_fit *fit, kt_error *err)
{
    const int centred = fit->rows.has_levels;
    const int64_t width = 16 * (int64_t)fit->n_panels * fit->n_panels;
    double *all = fit->chunk_cross;
    KT_TRY(kt_parallel_watch(threads_of(fit), fit->rows.n_chunks, reference_part, fit,
                             fit->absorb.progress, err));
    for (int32_t c = 1; c < fit->rows.n_chunks; c++)
        for (int32_t i = 0; i < 1 + 2 * fit->n_columns; i++)
            all[i] += all[c * width + i];
    for (int32_t k = 0; k < fit->n_columns; k++) {
        const double w = all[0], first = kt_fit_column(fit, k)[0];
        const double sum = all[1 + 2 * k], squares = all[2 + 2 * k] - sum * sum / w;
        const double mean = first + sum / w;
        /* A constant column's variation is rounding. */
        fit->reference[k] =
            fmax(centred ? squares : squares + w * mean * mean, 1e-20 * w * mean * mean);
    }
    return KT_OK;
}

/* The matrix of the columns that take part (lower half), and e's products with them. */
static int32_t gather(const kt_fit *fit, double *matrix, double *products, int32_t *place)
{
    const int64_t width = 4 * (int64_t)fit->n_panels;
    int32_t n = 0;
    for (int32_t k = 0; k < fit->n_columns; k++)
        if (!fit->excluded[k])
            place[n++] = k;
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j <= i; j++)
            matrix[(int64_t)i * n + j] = fit->cross[place[i] * width + place[j]];
        products[i] = fit->cross[fit->n_columns * width + place[i]];
    }
    return n;
}

/* beta of the step; excludes collinear columns where asked. *singular: a matrix that cannot be.
 */
static kt_status solve_step(kt_fit *fit, double collinear, int exclude, double *beta,
                            int *doubtful, kt_error *err)
{
    kt_status status = KT_OK;
    double *matrix = NULL, *products = NULL, *reference = NULL;
    int32_t *place = NULL;
    uint8_t *excluded = NULL;
    const int32_t n_columns = fit->n_columns;

    status = kt_new(&matrix, (int64_t)n_columns * n_columns, sizeof *matrix, err);
    if (status)
        goto done;
    status = kt_new(&products, n_columns, sizeof *products, err);
    if (status)
        goto done;
    status = kt_new(&reference, n_columns, sizeof *reference, err);
    if (status)
        goto done;
    status = kt_new(&place, n_columns, sizeof *place, err);
    if (status)
        goto done;
    status = kt_new(&excluded, n_columns, sizeof *excluded, err);
    if (status)
        goto done;
    const int32_t n = gather(fit, matrix, products, place);
    for (int32_t i = 0; i < n; i++)
        reference[i] = fit->reference[place[i]];
    int32_t n_excluded = 0;
    status =
        kt_cholesky_watch(matrix, n, exclude ? reference : NULL, exclude ? collinear : 1e-15,
                          excluded, &n_excluded, fit->absorb.progress, err);
    if (status)
        goto done;
    kt_cholesky_solve(matrix, n, excluded, products);
    memset(beta, 0, 4 * (size_t)fit->n_panels * sizeof *beta);
    for (int32_t i = 0; i < n; i++) {
        beta[place[i]] = products[i];
        if (exclude && excluded[i])
            fit->excluded[place[i]] = 1;
    }
    *doubtful = exclude ? 0 : n_excluded;
done:
    kt_free(excluded);
    kt_free(place);
    kt_free(reference);
    kt_free(products);
    kt_free(matrix);
    return status;
}

/* Take the step, or a half, a quarter... of it where the whole makes things worse. */
static kt_status take_step(kt_fit *fit, double *beta, int *better, kt_error *err)
{
    kt_family_sums sums;
    double taken = 1.0, last = 1.0;
    const double allowed = fit->objective + 1e-10 * fabs(fit->objective);
    KT_TRY(move(fit, beta, &sums, err));
    for (int h = 0; h < MAX_HALVINGS && !(sums.objective <= allowed); h++) {
        last = -0.5 * taken;
        taken *= 0.5;
        KT_TRY(update(fit, fit->change, last, &sums, err));
    }
    *better = sums.objective <= allowed;
    const double scale = taken / fabs(last);
    fit->objective = sums.objective;
    fit->last_step = sums.w > 0.0 ? sqrt(sums.w_change2 / sums.w) * scale : 0.0;
    fit->max_step = sums.max_change * scale;
    for (int32_t k = 0; k < fit->n_columns; k++) {
        beta[k] *= taken;
        fit->beta[k] += beta[k];
    }
    return KT_OK;
}

/* X~, e~ and their products, and beta. The first time a loose solution is enough where every
 * column clearly has something left; else it goes on until collinear columns can be told. */
static kt_status solve_columns(kt_fit *fit, const tolerances *t, int first, int last,
                               double *beta, int *usable, kt_error *err)
{
    int doubtful = 0;
    if (first && !last) {
        tolerances loose = *t;
        loose.columns = LOOSE_INNER;
        KT_TRY(partial_out(fit, &loose, usable, err));
        KT_TRY(cross_products(fit, 0, err));
        KT_TRY(solve_step(fit, CLEAR_SHARE, 0, beta, &doubtful, err));
        if (!doubtful)
            return KT_OK;
    }
    KT_TRY(partial_out(fit, t, usable, err));
    KT_TRY(cross_products(fit, last, err));
    fit->partialled = last;
    if (first || last)
        return solve_step(fit, t->collinear, 1, beta, &doubtful, err);
    KT_TRY(solve_step(fit, 1e-15, 0, beta, &doubtful, err));
    *usable &= !doubtful;
    return KT_OK;
}

/* Weights and e anew: of the expected information, or not. */
static kt_status expect(kt_fit *fit, int expected, kt_error *err)
{
    kt_family_sums sums;
    fit->expected = expected;
    fit->max_step = INFINITY; // so that the blocks are factored anew
    return update(fit, NULL, 0.0, &sums, err);
}

static kt_status one_step(kt_fit *fit, const tolerances *t, int first, int last, double *beta,
                          int *usable, kt_error *err)
{
    int better = 0;
    const int fixed_weights = fit->family == KT_FAMILY_GAUSSIAN;
    if (fit->partialled)
        KT_TRY(kt_fit_load(fit, err));
    if (fit->expected != (last && fit->family == KT_FAMILY_GAMMA))
        KT_TRY(expect(fit, !fit->expected, err));
    const int moved =
        first ||
        (!fixed_weights && (fit->last_step > KEEP_FACTORS || fit->max_step > KEEP_FACTORS_ROW));
    KT_TRY(kt_absorb_weigh(&fit->absorb, fit->w, moved, err));
    if (first)
        KT_TRY(find_references(fit, err));
    KT_TRY(solve_columns(fit, t, first, last, beta, usable, err));
    KT_TRY(take_step(fit, beta, &better, err));
    *usable &= better;
    return KT_OK;
}

/* ---- all steps ----------------------------------------------------------------------------
 */

/* How large will the next step be? Newton's square, or what a slower method has shown. */
static double predict(double step, double before)
{
    const double rate = before > 0.0 ? fmin(step / before, 1.0) : 1.0;
    return fmax(NEWTON_LEAVES * step * step, rate < 0.05 ? 0.0 : rate * step);
}

/* Is what the last step, solved to `inner`, leaves undone within the tolerance? */
static int has_arrived(const kt_fit *fit, double inner, const kt_estimate_options *o)
{
    const double step = fit->last_step;
    if (fit->expected)
        return step <= o->tolerance; // it is no Newton step
    return step <= LAST_MOVE && fmax(NEWTON_LEAVES * step, inner) * step <= o->tolerance &&
           0.5 * fit->max_step * fit->max_step <= ROW_LEAVES * o->tolerance;
}

/* expected: the size of the step to come. */
static tolerances tolerances_of(const kt_fit *fit, const kt_estimate_options *o,
                                double expected, int first, int last)
{
    tolerances t = {LOOSE_INNER, LOOSE_STEP, o->collinear, o->max_inner, last};
    if (first)
        t.columns = FIRST_INNER;
    else
        t.e = fmax(fmin(LOOSE_STEP, fit->last_step), FINE_STEP);
    if (last) {
        t.columns = o->inner;
        t.e = fmin(fmax(LAST_LEAVES * o->tolerance / expected, LAST_STEP), LOOSE_INNER);
        if (fit->family == KT_FAMILY_GAUSSIAN)
            t.e = 0.1 * o->inner;
    }
    return t;
}

static int32_t count_excluded(const kt_fit *fit)
{
    int32_t n = 0;
    for (int32_t k = 0; k < fit->n_columns; k++)
        n += fit->excluded[k];
    return n;
}

/* After a large step each group's level goes where it is best: it is cheap, and less is left to
 * the next. Not beside slopes: a level alone makes a tilt that is too steep look better than it
 * is. */
static int balances(const kt_fit *fit, double expected)
{
    return fit->family == KT_FAMILY_POISSON && fit->rows.has_group_level &&
           fit->rows.n_group_slopes == 0 && expected > LARGE_STEP;
}

/* A column was found collinear after it had taken part: its share of eta cannot be told from
 * that of the others, so all begins again without it. */
static kt_status begin_again(kt_fit *fit, const kt_model_frame *frame, kt_error *err)
{
    kt_family_sums sums;
    memset(fit->beta, 0, (size_t)fit->n_columns * sizeof *fit->beta);
    KT_TRY(kt_fit_start(fit, frame, err));
    KT_TRY(update(fit, NULL, 0.0, &sums, err));
    fit->objective = sums.objective;
    fit->last_step = INFINITY; // so that the blocks are factored anew
    return KT_OK;
}

static kt_status run_steps(kt_fit *fit, const kt_model_frame *frame,
                           const kt_estimate_options *o, double *beta, kt_error *err)
{
    double before = 0.0, expected = 1.0, undone = 0.0, row_before = 0.0;
    int last = fit->family == KT_FAMILY_GAUSSIAN;
    for (fit->steps = 0; fit->steps < o->max_steps;) {
        const int first = fit->steps == 0;
        const int32_t n_excluded = count_excluded(fit);
        const tolerances t = tolerances_of(fit, o, fmax(expected, undone), first, last);
        int usable = 1;
        fit->balances = balances(fit, expected);
        KT_TRY(kt_progress_check(o->progress, err));
        kt_progress_tell(o->progress, "estimating", fit->steps, 0, fit->rows.n);
        KT_TRY(one_step(fit, &t, first, last, beta, &usable, err));
        fit->steps++;
        if (fit->n_columns > 0 && count_excluded(fit) == fit->n_columns) {
            fit->end = KT_FIT_NOTHING;
            return KT_OK;
        }
        if (fit->family == KT_FAMILY_GAUSSIAN) {
            fit->end = usable ? KT_FIT_CONVERGED : KT_FIT_STEPS;
            return KT_OK;
        }
        if (last && !first && count_excluded(fit) > n_excluded) {
            KT_TRY(begin_again(fit, frame, err));
            last = 0;
            continue;
        }
        /* A separated row goes on by 1 in each step; one that is only late slows down. */
        const int runs_away = fit->last_step < STILL && fit->max_step > RUN_AWAY &&
                              fit->max_step > 0.9 * row_before;
        row_before = fit->max_step;
        if (fit->heeds_separation && fit->steps > STEPS_BEFORE_SUSPICION && runs_away) {
            fit->end = KT_FIT_SUSPECT;
            return KT_OK;
        }
        if (last && usable && has_arrived(fit, t.e, o)) {
            fit->end = KT_FIT_CONVERGED;
            return KT_OK;
        }
        if (last && !usable)
            break;
        expected = predict(fit->last_step, before);
        undone = t.e * fit->last_step;
        before = fit->last_step;
        last = !first && expected <= LAST_MOVE && fit->max_step <= LAST_ROW_STEP;
        if (fit->family == KT_FAMILY_GAMMA)
            last &= expected <= 0.1 * o->tolerance;
    }
    fit->end = KT_FIT_STEPS;
    return KT_OK;
}

kt_status kt_fit_run(kt_fit *fit, const kt_model_frame *frame,
                     const kt_estimate_options *options, int warm, kt_error *err)
{
    kt_status status = KT_OK;
    kt_family_sums sums;
    double *beta = NULL;

    status = kt_new(&beta, (int64_t)4 * fit->n_panels, sizeof *beta, err);
    if (status)
        goto done;
    if (!warm) {
        status = kt_fit_start(fit, frame, err);
        if (status)
            goto done;
    }
    status = update(fit, NULL, 0.0, &sums, err);
    if (status)
        goto done;
    fit->objective = sums.objective;
    status = run_steps(fit, frame, options, beta, err);
done:
    kt_free(beta);
    return status;
}
