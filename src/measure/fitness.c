/* fitness.c: the iteration of fitness and complexity, and when its ranks came to rest. */
#include <kontor/fitness.h>

#include <kontor/memory.h>

#include "incidence.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

kt_fitness_options kt_fitness_options_default(void)
{
    return (kt_fitness_options){.extremality = 1.0, .n_updates = 1000, .n_stable = 100};
}

kt_fitness_options kt_fitness_options_r(int64_t iterations, double extremality)
{
    const int64_t even = iterations < 2 ? 2 : iterations + iterations % 2;
    return (kt_fitness_options){.extremality = extremality, .n_updates = even - 1};
}

static kt_status check(const kt_fitness_options *options, kt_error *err)
{
    if (!(options->extremality > 0.0 && options->extremality <= 100.0))
        return kt_fail(err, KT_ERR_RANGE, "extremality %g, expected above 0, at most 100",
                       options->extremality);
    if (options->n_updates < 0 || options->n_updates > 1000000 || options->n_stable < 0)
        return kt_fail(err, KT_ERR_RANGE, "%lld updates, %lld stable, expected 0 to 1000000",
                       (long long)options->n_updates, (long long)options->n_stable);
    return KT_OK;
}

/* What the iteration works with; arrays of those kept. */
typedef struct work {
    const kt_incidence *in;
    double extremality;
    double *F, *Q;           /* now */
    double *F_next, *Q_next; /* after the update */
    double *power;           /* F^-g */
    int32_t *order, *room;   /* countries by fitness; what sorting needs */
} work;

/* False where the mean is not a number to divide by: all of x fell to 0, or one ran away. */
static bool divide_by_mean(double *x, int64_t n)
{
    double sum = 0.0;
    for (int64_t i = 0; i < n; i++)
        sum += x[i];
    const double mean = sum / (double)n;
    if (!(mean > 0.0) || isinf(mean))
        return false;
    for (int64_t i = 0; i < n; i++)
        x[i] /= mean;
    return true;
}

/* A fitness that has become 0 has an infinite power, and what its country makes complexity 0:
 * the limit of the formula, by the rules of floating point. False where numbers end. */
static bool update(const work *w)
{
    const kt_incidence *in = w->in;
    const double g = w->extremality;
    const bool plain = g == 1.0; // saves two powers, and is exact
    for (int64_t c = 0; c < in->n_countries; c++) {
        w->F_next[c] = 0.0;
        w->power[c] = plain ? 1.0 / w->F[c] : pow(w->F[c], -g);
    }
    for (int64_t k = 0; k < in->n_products; k++) {
        double sum = 0.0;
        for (int64_t p = in->start[k]; p < in->start[k + 1]; p++) {
            const int32_t c = in->maker[p];
            w->F_next[c] += w->Q[k];
            sum += w->power[c];
        }
        w->Q_next[k] = plain ? 1.0 / sum : pow(sum, -1.0 / g);
    }
    return divide_by_mean(w->F_next, in->n_countries) &&
           divide_by_mean(w->Q_next, in->n_products);
}

/* Merge sort of order[] by rising fitness; room has the same length. Ordered input costs one
 * comparison each, and after the first updates it nearly is. */
static void sort_by_fitness(const double *F, int32_t *order, int32_t *room, int64_t n)
{
    for (int64_t width = 1; width < n; width *= 2) {
        for (int64_t from = 0; from + width < n; from += 2 * width) {
            const int64_t middle = from + width;
            const int64_t end = middle + width < n ? middle + width : n;
            if (F[order[middle - 1]] <= F[order[middle]])
                continue;
            memcpy(room, order + from, (size_t)width * sizeof *room);
            int64_t a = 0, b = middle, to = from;
            while (a < width && b < end)
                order[to++] = F[order[b]] < F[room[a]] ? order[b++] : room[a++];
            memcpy(order + to, room + a, (size_t)(width - a) * sizeof *room);
        }
    }
}

/* Are the countries, in the order that they had under the old F, still in order under the new,
 * with the same ones equal? */
static bool ranks_are_kept(const double *old, const double *fresh, const int32_t *order,
                           int64_t n)
{
    for (int64_t i = 0; i + 1 < n; i++) {
        const int32_t a = order[i], b = order[i + 1];
        if (old[a] < old[b] ? fresh[a] >= fresh[b] : fresh[a] != fresh[b])
            return false;
    }
    return true;
}

static double largest_change(const double *a, const double *b, int64_t n)
{
    double largest = 0.0;
    for (int64_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(a[i] - b[i]));
    return largest;
}

static void swap(double **a, double **b)
{
    double *kept = *a;
    *a = *b;
    *b = kept;
}

static kt_status iterate(work *w, const kt_fitness_options *options, kt_fitness *out,
                         kt_error *err)
{
    const int64_t n = w->in->n_countries;
    for (int64_t c = 0; c < n; c++) {
        w->F[c] = 1.0;
        w->order[c] = (int32_t)c;
    }
    for (int64_t k = 0; k < w->in->n_products; k++)
        w->Q[k] = 1.0;
    while (n > 0 && out->n_updates < options->n_updates && !out->converged) {
        if (!update(w))
            return kt_fail(err, KT_ERR_NUMERIC,
                           "fitness has no value after %lld updates with extremality %g",
                           (long long)out->n_updates + 1, w->extremality);
        out->n_updates++;
        out->last_change = largest_change(w->F_next, w->F, n);
        if (ranks_are_kept(w->F, w->F_next, w->order, n)) {
            out->n_unchanged++;
        } else {
            out->n_unchanged = 0;
            sort_by_fitness(w->F_next, w->order, w->room, n);
        }
        swap(&w->F, &w->F_next);
        swap(&w->Q, &w->Q_next);
        out->converged = options->n_stable > 0 && out->n_unchanged >= options->n_stable;
    }
    return KT_OK;
}

static kt_status take_room(work *w, kt_arena *arena, kt_error *err)
{
    const int64_t n = w->in->n_countries, n_products = w->in->n_products;
    KT_TRY(kt_arena_new(arena, &w->F, n, sizeof *w->F, err));
    KT_TRY(kt_arena_new(arena, &w->F_next, n, sizeof *w->F_next, err));
    KT_TRY(kt_arena_new(arena, &w->power, n, sizeof *w->power, err));
    KT_TRY(kt_arena_new(arena, &w->Q, n_products, sizeof *w->Q, err));
    KT_TRY(kt_arena_new(arena, &w->Q_next, n_products, sizeof *w->Q_next, err));
    KT_TRY(kt_arena_new(arena, &w->order, n, sizeof *w->order, err));
    return kt_arena_new(arena, &w->room, n, sizeof *w->room, err);
}

static kt_status make_result(const kt_incidence *in, kt_fitness **out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_fitness *fresh = NULL;

    status = kt_new(&fresh, 1, sizeof *fresh, err);
    if (status)
        goto done;
    status = kt_new(&fresh->fitness, in->n_all_countries + in->n_all_products,
                    sizeof *fresh->fitness, err);
    if (status)
        goto done;
    fresh->complexity = fresh->fitness + in->n_all_countries;
    fresh->n_countries = in->n_all_countries;
    fresh->n_products = in->n_all_products;
    fresh->n_countries_without = in->n_all_countries - in->n_countries;
    fresh->n_products_without = in->n_all_products - in->n_products;
    fresh->last_change = NAN;
    for (int64_t i = 0; i < in->n_all_countries + in->n_all_products; i++)
        fresh->fitness[i] = NAN;
    *out = fresh;
    fresh = NULL;
done:
    kt_fitness_free(fresh);
    return status;
}

kt_status kt_fitness_compute(const uint8_t *made, int64_t n_countries, int64_t n_products,
                             const kt_fitness_options *options, kt_fitness **out, kt_error *err)
{
    kt_status status = KT_OK;
    const kt_fitness_options chosen = options ? *options : kt_fitness_options_default();
    kt_incidence in = {0};
    kt_fitness *fresh = NULL;
    work w = {.in = &in, .extremality = chosen.extremality};

    status = check(&chosen, err);
    if (status)
        goto done;
    status = kt_incidence_init(&in, made, n_countries, n_products, err);
    if (status)
        goto done;
    status = take_room(&w, &in.arena, err);
    if (status)
        goto done;
    status = make_result(&in, &fresh, err);
    if (status)
        goto done;
    status = iterate(&w, &chosen, fresh, err);
    if (status)
        goto done;
    for (int64_t c = 0; c < in.n_countries; c++)
        fresh->fitness[in.country[c]] = w.F[c];
    for (int64_t k = 0; k < in.n_products; k++)
        fresh->complexity[in.product[k]] = w.Q[k];
    *out = fresh;
    fresh = NULL;
done:
    kt_fitness_free(fresh);
    kt_incidence_clear(&in);
    return status;
}

void kt_fitness_free(kt_fitness *fitness)
{
    if (!fitness)
        return;
    kt_free(fitness->fitness);
    kt_free(fitness);
}
