/* bench_complexity.c: economic complexity of one year: the best of several runs of each step.
 * Not part of any check.
 *
 *     bench_complexity [countries] [products] [share] [threads] [FILE]
 *
 * The world: each country has an ability, each product an ease, both uniform; a country makes a
 * product with probability share * (ability + ease) and exports lognormal values of it. The M
 * that is timed is the one of these draws, so its share of ones is as asked. FILE, where given,
 * gets M as CSV without a header, for peers/economiccomplexity.R. */
#include <kontor/complexity.h>
#include <kontor/fitness.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/product_space.h>
#include <kontor/random.h>
#include <kontor/rca.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { RUNS = 5, ROWS = 64 };

typedef struct bench {
    int64_t n_countries, n_products;
    double share;
    int n_threads;
    uint8_t *made;
    double *exports, *rca, *density, *cog, *coi, *rows;
    kt_complexity *complexity;
    kt_product_space *space;
} bench;

static void make_world(bench *b)
{
    for (int64_t c = 0; c < b->n_countries; c++) {
        const double ability = kt_random_uniform(kt_random_bits(1, (uint64_t)c));
        for (int64_t p = 0; p < b->n_products; p++) {
            const uint64_t cell = (uint64_t)(c * b->n_products + p);
            const double ease = kt_random_uniform(kt_random_bits(2, (uint64_t)p));
            const double luck = kt_random_uniform(kt_random_bits(3, cell));
            const int made = luck < b->share * (ability + ease);
            b->made[cell] = (uint8_t)made;
            b->exports[cell] =
                made ? 1e5 * exp(2.0 * kt_random_normal(kt_random_bits(4, cell))) : 0.0;
        }
    }
}

static int write_made(const bench *b, const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return 1;
    for (int64_t c = 0; c < b->n_countries; c++)
        for (int64_t p = 0; p < b->n_products; p++)
            fprintf(file, "%d%c", b->made[c * b->n_products + p],
                    p + 1 < b->n_products ? ',' : '\n');
    return fclose(file) != 0;
}

/* ---- the steps ----------------------------------------------------------------------------
 */

static kt_status run_rca(bench *b, kt_error *err)
{
    return kt_rca_table(b->exports, b->n_countries, b->n_products, b->n_threads, b->rca, err);
}

static kt_status run_complexity(bench *b, kt_error *err)
{
    kt_complexity_free(b->complexity);
    b->complexity = NULL;
    return kt_complexity_compute(b->made, b->n_countries, b->n_products, NULL, &b->complexity,
                                 err);
}

static kt_status run_space(bench *b, kt_error *err)
{
    kt_product_space_free(b->space);
    b->space = NULL;
    return kt_product_space_new(b->made, b->n_countries, b->n_products, &b->space, err);
}

static kt_status run_density(bench *b, kt_error *err)
{
    return kt_product_space_density(b->space, b->n_threads, b->density, err);
}

static kt_status run_outlook(bench *b, kt_error *err)
{
    const kt_outlook outlook = {.coi = b->coi, .cog = b->cog};
    return kt_product_space_outlook(b->space, b->complexity, b->density, b->n_threads, &outlook,
                                    err);
}

static kt_status run_proximity(bench *b, kt_error *err)
{
    for (int64_t first = 0; first < b->n_products; first += ROWS) {
        const int64_t left = b->n_products - first;
        KT_TRY(kt_product_space_rows(b->space, first, left < ROWS ? left : ROWS, b->n_threads,
                                     b->rows, err));
    }
    return KT_OK;
}

static kt_status run_links(bench *b, kt_error *err)
{
    kt_product_links *links = NULL;
    KT_TRY(kt_product_space_links(b->space, 0.55, &links, err));
    kt_product_links_free(links);
    return KT_OK;
}

static kt_status run_fitness(bench *b, kt_error *err)
{
    const kt_fitness_options options = kt_fitness_options_r(20, 1.0);
    kt_fitness *fitness = NULL;
    KT_TRY(kt_fitness_compute(b->made, b->n_countries, b->n_products, &options, &fitness, err));
    kt_fitness_free(fitness);
    return KT_OK;
}

static const struct {
    const char *name;
    kt_status (*run)(bench *b, kt_error *err);
    int is_core; /* counts in the sum that peers are held against */
} steps[] = {
    {"RCA", run_rca, 1},
    {"ECI and PCI", run_complexity, 1},
    {"packing M", run_space, 1},
    {"density", run_density, 1},
    {"COI and COG", run_outlook, 1},
    {"proximity, all pairs", run_proximity, 1},
    {"tree and links", run_links, 0},
    {"fitness, 20 iterations", run_fitness, 0},
};

/* ---- the run ------------------------------------------------------------------------------
 */

static kt_status run_all(bench *b, kt_error *err)
{
    double together_ms = 0.0;
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
        double best_ms = INFINITY;
        for (int r = 0; r < RUNS; r++) {
            const double before = kt_moment_clock();
            KT_TRY(steps[s].run(b, err));
            best_ms = fmin(best_ms, 1e3 * (kt_moment_clock() - before));
        }
        printf("  %-24s %8.1f ms\n", steps[s].name, best_ms);
        together_ms += steps[s].is_core ? best_ms : 0.0;
    }
    printf("  %-24s %8.1f ms\n", "the first six together", together_ms);
    return KT_OK;
}

static kt_status take_room(bench *b, kt_error *err)
{
    const int64_t n = b->n_countries * b->n_products;
    KT_TRY(kt_new(&b->made, n, sizeof *b->made, err));
    KT_TRY(kt_new(&b->exports, n, sizeof *b->exports, err));
    KT_TRY(kt_new(&b->rca, n, sizeof *b->rca, err));
    KT_TRY(kt_new(&b->density, n, sizeof *b->density, err));
    KT_TRY(kt_new(&b->cog, n, sizeof *b->cog, err));
    KT_TRY(kt_new(&b->coi, b->n_countries, sizeof *b->coi, err));
    return kt_new(&b->rows, ROWS * b->n_products, sizeof *b->rows, err);
}

static void release(bench *b)
{
    kt_product_space_free(b->space);
    kt_complexity_free(b->complexity);
    kt_free(b->rows);
    kt_free(b->coi);
    kt_free(b->cog);
    kt_free(b->density);
    kt_free(b->rca);
    kt_free(b->exports);
    kt_free(b->made);
}

int main(int argc, char **argv)
{
    bench b = {.n_countries = argc > 1 ? strtoll(argv[1], NULL, 10) : 230,
               .n_products = argc > 2 ? strtoll(argv[2], NULL, 10) : 5000,
               .share = argc > 3 ? strtod(argv[3], NULL) : 0.5,
               .n_threads = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 2};
    kt_error err = {0};
    char text[600];

    kt_status status = take_room(&b, &err);
    if (!status) {
        int64_t n_made = 0;
        make_world(&b);
        for (int64_t i = 0; i < b.n_countries * b.n_products; i++)
            n_made += b.made[i];
        printf("%lld countries, %lld products, %lld ones, %d threads, best of %d\n",
               (long long)b.n_countries, (long long)b.n_products, (long long)n_made,
               b.n_threads, RUNS);
        if (argc > 5 && write_made(&b, argv[5]))
            fprintf(stderr, "cannot write %s\n", argv[5]);
        status = run_all(&b, &err);
    }
    if (status)
        fprintf(stderr, "%s\n", kt_error_text(&err, text, sizeof text));
    release(&b);
    return status != KT_OK;
}
