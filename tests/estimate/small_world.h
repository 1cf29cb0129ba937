/* small_world.h: a made-up trade panel, with zeros and gaps, for tests. */
#ifndef KONTOR_TESTS_SMALL_WORLD_H
#define KONTOR_TESTS_SMALL_WORLD_H

#include <kontor/estimate.h>
#include <kontor/random.h>

#include "check.h"

enum { SW_N = 14, SW_T = 6, SW_ROWS = SW_N * SW_N * SW_T, SW_X = 3 };

typedef struct small_world {
    int64_t n;
    double y[SW_ROWS], x[SW_X][SW_ROWS];
    int32_t i[SW_ROWS], j[SW_ROWS], t[SW_ROWS], it[SW_ROWS], jt[SW_ROWS], ij[SW_ROWS];
    kt_frame_column columns[SW_X];
    kt_frame_effect effects[3];
    kt_frame_factor exporter, importer, year, pair;
    kt_model_frame frame;
} small_world;

/* Exporter-year and importer-year effects, and with three_way pairs. */
static inline void small_world_make(small_world *w, uint64_t seed, int three_way)
{
    memset(w, 0, sizeof *w);
    for (int32_t i = 0; i < SW_N; i++)
        for (int32_t j = 0; j < SW_N; j++)
            for (int32_t t = 0; t < SW_T; t++) {
                const int64_t r = w->n;
                const uint64_t cell = (uint64_t)((i * SW_N + j) * SW_T + t);
                if (i == j || kt_random_bits(seed, cell) % 13 == 0)
                    continue;
                w->x[0][r] = kt_random_normal(kt_random_bits(seed + 1, cell));
                w->x[1][r] = t >= (i * j) % 9;
                w->x[2][r] = kt_random_uniform(kt_random_bits(seed + 2, cell));
                w->y[r] = exp(1.0 + 0.5 * w->x[0][r] + 0.3 * w->x[1][r] + 0.1 * i - 0.2 * j +
                              0.8 * kt_random_normal(kt_random_bits(seed + 3, cell)));
                if (kt_random_bits(seed + 4, cell) % 5 == 0)
                    w->y[r] = 0.0;
                w->i[r] = i;
                w->j[r] = j;
                w->t[r] = t;
                w->it[r] = i * SW_T + t;
                w->jt[r] = j * SW_T + t;
                w->ij[r] = i * SW_N + j;
                w->n++;
            }
    static const char *const names[] = {"tariff", "agreement", "noise"};
    for (int k = 0; k < SW_X; k++)
        w->columns[k] = (kt_frame_column){names[k], w->x[k]};
    w->exporter = (kt_frame_factor){"exporter", w->i, SW_N};
    w->importer = (kt_frame_factor){"importer", w->j, SW_N};
    w->year = (kt_frame_factor){"year", w->t, SW_T};
    w->pair = (kt_frame_factor){"pair", w->ij, SW_N * SW_N};
    w->effects[0].factor = (kt_frame_factor){"exporter^year", w->it, SW_N * SW_T};
    w->effects[1].factor = (kt_frame_factor){"importer^year", w->jt, SW_N * SW_T};
    w->effects[2].factor = w->pair;
    w->frame = (kt_model_frame){.n_rows = w->n,
                                .outcome = {"trade", w->y},
                                .regressors = w->columns,
                                .n_regressors = SW_X,
                                .intercept = true,
                                .effects = w->effects,
                                .n_effects = three_way ? 3 : 2,
                                .clusters = &w->pair,
                                .n_clusters = 1,
                                .unit = &w->pair,
                                .time = &w->year,
                                .country_a = &w->exporter,
                                .country_b = &w->importer};
}

static inline kt_estimate *small_world_fit(const small_world *w,
                                           const kt_estimate_options *options)
{
    kt_estimate *e = NULL;
    kt_error err = {0};
    CHECK_OK(kt_estimate_fit(&w->frame, options, &e, &err), err);
    return e;
}

#endif
