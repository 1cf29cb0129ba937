/* separation.c: the iterative rectifier.
 *
 * A row with y = 0 is separated when some combination z = Z g of regressors and effects is
 * positive there, not negative on any other row with y = 0, and 0 wherever y > 0: along -g the
 * likelihood rises for ever. Such a z is found by least squares and cutting:
 *
 *     u = 1 where y = 0, else 0
 *     repeat: fit u by Z with a huge weight on rows with y > 0; u = max(fit, 0) where y = 0
 *     until the fit is nowhere negative: it is then z
 *
 * Any z that exists has a positive product with u, which a cut never makes smaller, so u never
 * loses it. That holds of a cut prolonged as well: now and then u goes on along its last move
 * to where a geometric series would end, since rows that are not separated may else fade by a
 * thousandth a cut. Separated rows are dropped and the search begins again, until it ends with
 * z = 0. A search that ends nowhere drops nothing: what it holds is no z. */
#include "separation.h"

#include <kontor/memory.h>

#include "fit.h"

#include <math.h>
#include <string.h>

/* Weight of rows that must stay at 0: it leaves 1e-8 undone, which is noise. What is separated
 * is of the order of 1; the cuts approach it linearly, so they go on well below what counts. */
#define HELD   1e8
#define NOISE  1e-7
#define COUNTS 1e-5
#define INNER  1e-11
/* A cut is prolonged so many times at most, and after so many plain ones, which show the rate.
 */
#define LONGEST 1e4
enum { MAX_CUTS = 1000, PLAIN_CUTS = 6 };

/* The least squares fit, by the engine of the gaussian family with weights of our own. */
typedef struct rectifier {
    kt_model_frame frame; /* as given, but outcome u and weights */
    double *u, *weights;  /* [n_rows] of the frame */
    double *move;         /* [n_rows] of u in the last cut */
    kt_estimate_options options;
} rectifier;

/* What a cut has seen: the fit's range where y = 0, how far any u moved, and all together. */
typedef struct cut_view {
    double lowest, highest, moved, square;
} cut_view;

static cut_view cut(const kt_fit *fit, const double *y, double *u, double *move)
{
    cut_view seen = {0};
    for (int64_t r = 0; r < fit->rows.n; r++) {
        const int64_t row = fit->rows.row[r];
        if (y[row] > 0.0)
            continue;
        const double value = fit->eta[r], next = value > NOISE ? value : 0.0;
        seen.lowest = fmin(seen.lowest, value);
        seen.highest = fmax(seen.highest, value);
        move[row] = next - u[row];
        seen.moved = fmax(seen.moved, fabs(move[row]));
        seen.square += move[row] * move[row];
        u[row] = next;
    }
    return seen;
}

/* Moves shrink by `rate` a cut: all that are to come at once. */
static void prolong(const kt_fit *fit, const double *y, double rate, const double *move,
                    double *u)
{
    const double by = fmin(rate / fmax(1.0 - rate, 1.0 / LONGEST), LONGEST);
    for (int64_t r = 0; r < fit->rows.n; r++) {
        const int64_t row = fit->rows.row[r];
        if (!(y[row] > 0.0))
            u[row] = fmax(u[row] + by * move[row], 0.0);
    }
}

/* One search; u is 0 where nothing is separated. */
static kt_status search(rectifier *rect, const kt_sample *sample, const double *y,
                        const double *const *column, int32_t n_columns, kt_error *err)
{
    kt_status status = KT_OK;
    kt_fit fit = {0};

    status = kt_fit_init(&fit, &rect->frame, sample, column, n_columns, &rect->options, err);
    if (status)
        goto done;
    double before = 0.0;
    int ends = 0;
    for (int c = 1; c <= MAX_CUTS && !ends; c++) {
        for (int64_t r = 0; r < fit.rows.n; r++)
            fit.y[r] = rect->u[fit.rows.row[r]];
        memset(fit.excluded, 0, (size_t)n_columns * sizeof *fit.excluded);
        status = kt_fit_run(&fit, &rect->frame, &rect->options, 0, err);
        if (status)
            goto done;
        const cut_view seen = cut(&fit, y, rect->u, rect->move);
        /* Nothing positive is left, or the fit is a z already. */
        ends = seen.highest <= COUNTS || seen.lowest >= -NOISE || seen.moved < 1e-2 * NOISE;
        if (!ends && c % PLAIN_CUTS == 0)
            prolong(&fit, y, sqrt(seen.square / before), rect->move, rect->u);
        before = seen.square;
    }
    if (!ends)
        memset(rect->u, 0, (size_t)sample->n_rows * sizeof *rect->u);
done:
    kt_fit_clear(&fit);
    return status;
}

static void begin(rectifier *rect, const kt_sample *sample, const double *y)
{
    for (int64_t r = 0; r < sample->n_rows; r++) {
        rect->u[r] = y[r] > 0.0 ? 0.0 : 1.0;
        rect->weights[r] = y[r] > 0.0 ? HELD : 1.0;
    }
}

kt_status kt_separation_drop(kt_sample *sample, const kt_model_frame *frame,
                             const double *const *column, int32_t n_columns,
                             const kt_estimate_options *options, int64_t *n_found,
                             kt_error *err)
{
    kt_status status = KT_OK;
    const double *y = frame->outcome.value;
    int64_t n_dropped = 0;
    rectifier rect = {.frame = *frame, .options = *options};

    *n_found = 0;
    status = kt_new(&rect.u, sample->n_rows, sizeof *rect.u, err);
    if (status)
        goto done;
    status = kt_new(&rect.weights, sample->n_rows, sizeof *rect.weights, err);
    if (status)
        goto done;
    status = kt_new(&rect.move, sample->n_rows, sizeof *rect.move, err);
    if (status)
        goto done;
    rect.frame.outcome.value = rect.u;
    rect.frame.weights = rect.weights;
    rect.frame.offset = NULL;
    rect.options.family = KT_FAMILY_GAUSSIAN;
    rect.options.inner = INNER;
    do {
        begin(&rect, sample, y);
        status = search(&rect, sample, y, column, n_columns, err);
        if (status)
            goto done;
        n_dropped = 0;
        for (int64_t r = 0; r < sample->n_rows; r++)
            if (sample->kept[r] && !(y[r] > 0.0) && rect.u[r] > COUNTS) {
                kt_sample_drop(sample, r, KT_ROW_SEPARATED);
                n_dropped++;
            }
        *n_found += n_dropped;
    } while (n_dropped > 0 && sample->n > 0);
done:
    kt_free(rect.move);
    kt_free(rect.weights);
    kt_free(rect.u);
    return status;
}
