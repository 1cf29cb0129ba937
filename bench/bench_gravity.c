/* bench_gravity.c: the time of one estimation beside fixest's, on the same numbers. Not part of
 * any check; bench/gravity.sh runs it.
 *
 *     bench_gravity KIND THREADS REPEATS [FILE.bin [INNER]]
 *
 * KIND: guide:PATH    the Advanced Guide's annual panel, PATH its CSV
 *       trends:PATH   the same with pairs exporter^importer, each with a trend of its own
 *       world:C,T,P   C countries, T years, P products (1: none): all pairs
 *       sparse:C,T,S  the same with the share S of the rows kept, by chance
 *       large:C,T,P   as world, with two regressors and no column twice, for want of memory
 *       two:C,T       exporter-year and importer-year effects alone
 *       workers:N     two effects without the structure of trade: workers and firms
 *
 * FILE.bin gets what fixest reads: the number of rows and of columns as doubles, then columns
 * one after the other: y, regressors, the three factors, the cluster, the pairs' slope where
 * there is one. INNER: another inner tolerance than the default, to see what it changes. */
#include <kontor/estimate.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/random.h>

#include "estimate/panel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { MAX_X = 8 };

typedef struct data {
    int64_t n;
    double *y, *x[MAX_X], *slope; /* slope: of the third effect, or NULL */
    const char *x_name[MAX_X];
    int n_x;
    int32_t *level[3], n_levels[3];
    int n_effects;
    int32_t *cluster, *own_cluster, n_clusters;
} data;

static double uniform(uint64_t seed, int64_t n)
{
    return kt_random_uniform(kt_random_bits(seed, (uint64_t)n));
}

static double normal(uint64_t seed, int64_t n)
{
    return kt_random_normal(kt_random_bits(seed, (uint64_t)n));
}

static kt_status take(data *d, int64_t n, int n_x, int n_effects, kt_error *err)
{
    d->n_x = n_x;
    d->n_effects = n_effects;
    KT_TRY(kt_new(&d->y, n, sizeof *d->y, err));
    for (int k = 0; k < n_x; k++)
        KT_TRY(kt_new(&d->x[k], n, sizeof **d->x, err));
    for (int f = 0; f < n_effects; f++)
        KT_TRY(kt_new(&d->level[f], n, sizeof **d->level, err));
    /* Clusters are the levels of an effect, or there is none. */
    if (n_effects < 3)
        return kt_new(&d->own_cluster, n, sizeof *d->own_cluster, err);
    return KT_OK;
}

/* Trade of all pairs: sizes that grow by country, agreements that begin in some year, distance;
 * some zeros. Small flows are noisier, as in the world's. */
static kt_status make_world(data *d, int C, int T, int P, double share, int three_way, int n_x,
                            kt_error *err)
{
    const int64_t n = (int64_t)C * (C - 1) * T * P;
    KT_TRY(take(d, n, n_x, three_way ? 3 : 2, err));
    for (int i = 0; i < C; i++)
        for (int j = 0; j < C; j++) {
            const int64_t pair = (int64_t)i * C + j;
            const double distance = log(0.1 + uniform(1, i < j ? pair : (int64_t)j * C + i));
            const double begins = uniform(2, i < j ? pair : (int64_t)j * C + i) * 2.5 * T;
            const double of_pair = 1.5 * normal(3, pair) - distance;
            for (int k = 0; i != j && k < P; k++)
                for (int t = 0; t < T; t++) {
                    const int64_t cell = (pair * P + k) * T + t, r = d->n;
                    if (uniform(4, cell) >= share)
                        continue;
                    const double tariff = uniform(5, cell);
                    const double size = 2.0 * normal(6, i) + 2.0 * normal(7, j) +
                                        0.05 * t * (normal(8, i) + normal(9, j)) +
                                        0.3 * (normal(10, i * T + t) + normal(11, j * T + t)) +
                                        (P > 1 ? 0.7 * (normal(14, (int64_t)i * P + k) +
                                                        normal(15, (int64_t)j * P + k))
                                               : 0.0);
                    const double border = t * 0.02 * normal(16, pair);
                    d->x[0][r] = t >= begins;
                    d->x[1][r] = tariff;
                    const double third = three_way ? border + 0.5 * normal(17, cell) : distance;
                    if (n_x > 2)
                        d->x[2][r] = third;
                    const double mu =
                        exp(size + of_pair + 0.4 * d->x[0][r] - 0.5 * tariff + 0.2 * third);
                    d->y[r] = uniform(12, cell) < 0.1 * exp(-0.2 * (size + of_pair))
                                  ? 0.0
                                  : mu * exp(0.7 * normal(13, cell));
                    d->level[0][r] = (i * P + k) * T + t;
                    d->level[1][r] = (j * P + k) * T + t;
                    if (three_way)
                        d->level[2][r] = (int32_t)pair;
                    else
                        d->own_cluster[r] = (int32_t)pair;
                    d->n++;
                }
        }
    d->n_levels[0] = d->n_levels[1] = C * T * P;
    d->n_levels[2] = d->n_clusters = C * C;
    d->cluster = three_way ? d->level[2] : d->own_cluster;
    d->x_name[0] = "rta";
    d->x_name[1] = "tariff";
    d->x_name[2] = three_way ? "openness" : "ln_dist";
    return KT_OK;
}

/* Workers who change firms now and then, to firms near the last: a long chain, which is hard.
 */
static kt_status make_workers(data *d, int64_t n, kt_error *err)
{
    enum { YEARS = 10 };
    const int64_t n_workers = n / YEARS, n_firms = n / 100;
    KT_TRY(take(d, n, 2, 3, err));
    for (int64_t i = 0; i < n_workers; i++) {
        int64_t firm = (int64_t)(uniform(1, i) * (double)n_firms);
        for (int t = 0; t < YEARS; t++) {
            const int64_t r = d->n++;
            if (t > 0 && uniform(2, r) < 0.2)
                firm = (firm + 1 + (int64_t)(uniform(3, r) * 20.0)) % n_firms;
            d->x[0][r] = normal(4, r) + 0.3 * normal(5, i);
            d->x[1][r] = normal(6, r) + 0.3 * normal(7, firm);
            d->y[r] = exp(0.5 * d->x[0][r] - 0.3 * d->x[1][r] + 0.5 * normal(8, i) +
                          0.5 * normal(9, firm) + 0.5 * normal(10, r));
            d->level[0][r] = (int32_t)i;
            d->level[1][r] = (int32_t)firm;
            d->level[2][r] = t;
        }
    }
    d->n_levels[0] = d->n_clusters = (int32_t)n_workers;
    d->cluster = d->level[0];
    d->n_levels[1] = (int32_t)n_firms;
    d->n_levels[2] = YEARS;
    d->x_name[0] = "x1";
    d->x_name[1] = "x2";
    return KT_OK;
}

static kt_status make_guide(data *d, const char *path, int trends, kt_error *err)
{
    static panel p;
    KT_TRY(panel_read(&p, path, err));
    const double *i = panel_column(&p, "exporter"), *j = panel_column(&p, "importer");
    const double *year = panel_column(&p, "year"), *pair = panel_column(&p, "pair_id");
    KT_TRY(take(d, p.n, 2, 3, err));
    const kt_frame_factor factors[] = {panel_factor(&p, "exporter^year", i, year, NULL),
                                       panel_factor(&p, "importer^year", j, year, NULL),
                                       trends ? panel_factor(&p, "pair", i, j, NULL)
                                              : panel_factor(&p, "pair_id", pair, NULL, NULL)};
    if (trends) {
        KT_TRY(kt_new(&d->slope, p.n, sizeof *d->slope, err));
        memcpy(d->slope, year, (size_t)p.n * sizeof *d->slope);
    }
    for (int f = 0; f < 3; f++) {
        memcpy(d->level[f], factors[f].level, (size_t)p.n * sizeof **d->level);
        d->n_levels[f] = factors[f].n_levels;
    }
    d->cluster = d->level[2];
    d->n_clusters = factors[2].n_levels;
    memcpy(d->y, panel_column(&p, "trade"), (size_t)p.n * sizeof *d->y);
    memcpy(d->x[0], panel_column(&p, "rta"), (size_t)p.n * sizeof *d->y);
    memcpy(d->x[1], panel_column(&p, "rta_lag4"), (size_t)p.n * sizeof *d->y);
    d->x_name[0] = "rta";
    d->x_name[1] = "rta_lag4";
    d->n = p.n;
    panel_clear(&p);
    return KT_OK;
}

static kt_status make(data *d, const char *kind, kt_error *err)
{
    int C = 0, T = 0, P = 1;
    double share = 1.0;
    long long n = 0;
    if (!strncmp(kind, "guide:", 6))
        return make_guide(d, kind + 6, 0, err);
    if (!strncmp(kind, "trends:", 7))
        return make_guide(d, kind + 7, 1, err);
    if (sscanf(kind, "world:%d,%d,%d", &C, &T, &P) == 3)
        return make_world(d, C, T, P, 1.0, 1, 3, err);
    if (sscanf(kind, "large:%d,%d,%d", &C, &T, &P) == 3)
        return make_world(d, C, T, P, 1.0, 1, 2, err);
    if (sscanf(kind, "sparse:%d,%d,%lf", &C, &T, &share) == 3)
        return make_world(d, C, T, 1, share, 1, 3, err);
    if (sscanf(kind, "two:%d,%d", &C, &T) == 2)
        return make_world(d, C, T, 1, 1.0, 0, 3, err);
    if (sscanf(kind, "workers:%lld", &n) == 1)
        return make_workers(d, n, err);
    return kt_fail(err, KT_ERR_USAGE, "unknown kind %s", kind);
}

static int write_column(FILE *file, const double *value, const int32_t *level, int64_t n)
{
    for (int64_t r = 0; r < n; r++) {
        const double v = value ? value[r] : (double)level[r];
        if (fwrite(&v, sizeof v, 1, file) != 1)
            return 1;
    }
    return 0;
}

static int write_binary(const data *d, const char *path)
{
    FILE *file = fopen(path, "wb");
    const double head[] = {(double)d->n, (double)d->n_x, (double)d->n_effects};
    if (!file)
        return 1;
    int failed = fwrite(head, sizeof *head, 3, file) != 3;
    failed |= write_column(file, d->y, NULL, d->n);
    for (int k = 0; k < d->n_x; k++)
        failed |= write_column(file, d->x[k], NULL, d->n);
    for (int f = 0; f < d->n_effects; f++)
        failed |= write_column(file, NULL, d->level[f], d->n);
    failed |= write_column(file, NULL, d->cluster, d->n);
    if (d->slope)
        failed |= write_column(file, d->slope, NULL, d->n);
    return (fclose(file) != 0) | failed;
}

/* Of the whole process: what the machine's other work does not change much. */
static double cpu_seconds(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
           1e-6 * (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec);
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static kt_status run(const data *d, int n_threads, int n_repeats, double inner, kt_error *err)
{
    static const char *const names[] = {"exporter^year", "importer^year", "pair"};
    kt_frame_column x[MAX_X];
    kt_frame_effect effects[3];
    double seconds[32], cpu[32];
    for (int k = 0; k < d->n_x; k++)
        x[k] = (kt_frame_column){d->x_name[k], d->x[k]};
    for (int f = 0; f < d->n_effects; f++)
        effects[f] = (kt_frame_effect){.factor = {names[f], d->level[f], d->n_levels[f]}};
    const kt_frame_column slope = {"year", d->slope};
    if (d->slope) {
        effects[2].slopes = &slope;
        effects[2].n_slopes = 1;
    }
    const kt_frame_factor cluster = {"pair", d->cluster, d->n_clusters};
    const kt_model_frame frame = {.n_rows = d->n,
                                  .outcome = {"trade", d->y},
                                  .regressors = x,
                                  .n_regressors = d->n_x,
                                  .effects = effects,
                                  .n_effects = d->n_effects,
                                  .clusters = &cluster,
                                  .n_clusters = 1};
    kt_estimate_options options = kt_estimate_options_default();
    options.vcov.kind = KT_VCOV_CLUSTER;
    options.n_threads = n_threads;
    if (inner > 0.0)
        options.inner = inner;
    kt_estimate *e = NULL;
    for (int s = 0; s < n_repeats; s++) {
        kt_estimate_free(e);
        e = NULL;
        const double before = kt_moment_clock(), cpu_before = cpu_seconds();
        KT_TRY(kt_estimate_fit(&frame, &options, &e, err));
        seconds[s] = kt_moment_clock() - before;
        cpu[s] = cpu_seconds() - cpu_before;
    }
    qsort(seconds, (size_t)n_repeats, sizeof *seconds, compare);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    qsort(cpu, (size_t)n_repeats, sizeof *cpu, compare);
    printf("seconds %.4f\ncpu %.4f\n", seconds[n_repeats / 2], cpu[n_repeats / 2]);
    printf("rows %lld of %lld, %s, %s, %d steps, %lld inner, score %.1e, margins %.1e, "
           "last %.1e, memory %.0f B/row\n",
           (long long)e->n, (long long)e->n_rows, kt_estimate_outcome_text(e->outcome),
           e->solver, (int)e->steps, (long long)e->inner, e->certificate.score_norm,
           e->certificate.margin_gap, e->certificate.last_step,
           1024.0 * (double)use.ru_maxrss / (double)d->n);
    for (int k = 0; k < e->n_coefficients; k++)
        printf("coef %s %.12g %.12g\n", e->coefficients[k].name, e->coefficients[k].estimate,
               e->coefficients[k].se);
    kt_estimate_free(e);
    return KT_OK;
}

int main(int argc, char **argv)
{
    data d = {0};
    kt_error err = {0};
    char text[600];
    if (argc < 4) {
        fprintf(stderr, "bench_gravity KIND THREADS REPEATS [FILE.bin]\n");
        return 2;
    }
    kt_status status = make(&d, argv[1], &err);
    const long repeats = strtol(argv[3], NULL, 10);
    if (!status && argc > 4 && write_binary(&d, argv[4]))
        fprintf(stderr, "cannot write %s\n", argv[4]);
    if (!status && repeats > 0)
        status = run(&d, (int)strtol(argv[2], NULL, 10), repeats > 32 ? 32 : (int)repeats,
                     argc > 5 ? strtod(argv[5], NULL) : 0.0, &err);
    if (status)
        fprintf(stderr, "%s\n", kt_error_text(&err, text, sizeof text));
    kt_free(d.own_cluster);
    for (int f = 0; f < 3; f++)
        kt_free(d.level[f]);
    for (int k = 0; k < MAX_X; k++)
        kt_free(d.x[k]);
    kt_free(d.slope);
    kt_free(d.y);
    return status != KT_OK;
}
