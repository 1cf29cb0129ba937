/* bench_answers.c: warm answers from a store that is there: the questions a brief, a ranking
 * and a product table ask, each timed over many runs in one process. Prints "name<TAB>value"
 * lines, milliseconds by median, and the processor time of all threads behind them. Not part of
 * any check.
 *
 *     bench_answers STORE DATASET EXPORTER IMPORTER PRODUCT YEAR     codes as in the dataset */
#include <kontor/bloc.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/pair_products.h>
#include <kontor/parallel.h>
#include <kontor/partners.h>
#include <kontor/rca.h>
#include <kontor/resource.h>
#include <kontor/trade_matrix.h>

#include "store/dataset.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS = 31 };

typedef struct bench {
    const kt_dataset *dataset;
    const kt_countries *countries;
    kt_country exporter, importer;
    kt_product product;
    int16_t year;
    kt_matrix matrix;
    kt_world_table table;
    kt_trade_axis axis;
    double answer; /* so that nothing is optimised away, and for a look */
} bench;

/* A partner's rank among all of a country's, by turnover, exports and imports. */
static kt_status ask_ranks(bench *b, kt_country country, int64_t *n, kt_error *err)
{
    kt_partners partners = {0};
    kt_status status =
        kt_partners_gather(b->dataset, b->countries, country, b->year, &partners, err);
    for (int by = KT_MEASURE_TURNOVER; by <= KT_MEASURE_IMPORT && !status; by++) {
        kt_ranking ranking = {0};
        status = kt_partners_rank(&partners, b->countries, NULL, NULL, (kt_measure)by,
                                  KT_STATISTICS_RECONCILED, &ranking, err);
        *n += ranking.n_ranked;
        kt_ranking_clear(&ranking);
    }
    kt_partners_clear(&partners);
    return status;
}

/* All of a pair's yearly exports and imports, the importer's ranks and shares among the
 * exporter's partners in the last year, its top products. */
static kt_status ask_pair(bench *b, kt_error *err)
{
    kt_observations observations = {0};
    kt_pair_products products = {0};
    int64_t n = 0;
    kt_status status =
        kt_observations_gather(b->dataset, b->exporter, b->importer, 0, 0, &observations, err);
    if (!status)
        status = ask_ranks(b, b->exporter, &n, err);
    if (!status)
        status = kt_pair_products_gather(b->dataset, b->exporter, b->importer, b->year,
                                         KT_RECONCILED, &products, err);
    if (!status)
        b->answer = (double)(observations.n_rows + n + products.n_products);
    kt_observations_clear(&observations);
    kt_pair_products_clear(&products);
    return status;
}

/* One product, one year: every pair, and the concentration of each importer's suppliers. */
static kt_status ask_product(bench *b, kt_error *err)
{
    kt_groups groups = {0};
    const kt_filter filter = {.product = b->product,
                              .first_year = b->year,
                              .last_year = b->year,
                              .level = KT_LEVEL_6};
    KT_TRY(kt_dataset_group(b->dataset, &filter, KT_BY_KEY_IMPORTER | KT_BY_KEY_EXPORTER,
                            &groups, err));
    double *sum = NULL, *squares = NULL;
    kt_status status = kt_new(&sum, 1 << 16, sizeof *sum, err);
    if (!status)
        status = kt_new(&squares, 1 << 16, sizeof *squares, err);
    b->answer = 0.0;
    for (int64_t g = 0; !status && g < groups.n_groups; g++) {
        const uint32_t code = groups.group[g].importer.code;
        const size_t slot = (code >> 24 & 31) << 10 | (code >> 16 & 31) << 5 | (code >> 8 & 31);
        sum[slot] += groups.group[g].value_usd;
        squares[slot] += groups.group[g].value_usd * groups.group[g].value_usd;
    }
    for (size_t slot = 0; !status && slot < 1 << 15; slot++)
        if (sum[slot] > 0.0)
            b->answer += squares[slot] / (sum[slot] * sum[slot]);
    kt_free(sum);
    kt_free(squares);
    kt_groups_clear(&groups);
    return status;
}

/* The world matrix of a year: every exporter and importer. */
static kt_status ask_matrix(bench *b, kt_error *err)
{
    const kt_filter filter = {.first_year = b->year, .last_year = b->year};
    KT_TRY(kt_dataset_matrix(b->dataset, &filter, &b->matrix, err));
    b->answer = (double)b->matrix.n_countries;
    return KT_OK;
}

static kt_status ask_matrix_of_rows(bench *b, kt_error *err)
{
    const kt_filter filter = {.first_year = b->year, .last_year = b->year};
    KT_TRY(kt_dataset_matrix_of_rows(b->dataset, &filter, 2, &b->matrix, err));
    b->answer = (double)b->matrix.n_countries;
    return KT_OK;
}

/* The codec alone: every value of the year decoded to 64 bits, in pieces that fit the cache and
 * that nobody looks at: what the matrix of all rows is held against. */
enum { PIECE = 8 * KT_BLOCK, PIECES_AT_ONCE = 16 };

typedef struct decoding {
    const kt_dataset *dataset;
    const kt_column *column;
} decoding;

static kt_status decode_part(void *with, int64_t p, kt_error *err)
{
    const decoding *d = with;
    int64_t value[PIECE];
    const int64_t from = p * PIECE * PIECES_AT_ONCE, left = d->column->n_rows - from;
    const int64_t n = left < PIECE * PIECES_AT_ONCE ? left : PIECE * PIECES_AT_ONCE;
    for (int64_t r = 0; r < n; r += PIECE)
        KT_TRY(kt_column_read(d->column, &d->dataset->image, from + r,
                              n - r < PIECE ? n - r : PIECE, value, err));
    return KT_OK;
}

static kt_status decode_year(bench *b, int n_threads, kt_error *err)
{
    b->answer = 0.0;
    for (int64_t s = 0; s < b->dataset->n_segments; s++) {
        const kt_segment *segment = &b->dataset->segment[s];
        const decoding d = {b->dataset, &segment->column[KT_COLUMN_VALUE]};
        decoding own = d;
        if (kt_period_year(segment->period) != b->year)
            continue;
        const int64_t at_once = PIECE * PIECES_AT_ONCE;
        KT_TRY(kt_parallel_run(n_threads, (d.column->n_rows + at_once - 1) / at_once,
                               decode_part, &own, err));
        b->answer += (double)d.column->n_rows;
    }
    return KT_OK;
}

static kt_status decode_on_one(bench *b, kt_error *err)
{
    return decode_year(b, 1, err);
}

static kt_status decode_on_two(bench *b, kt_error *err)
{
    return decode_year(b, 2, err);
}

static kt_status ask_matrix_of_rows_on_one(bench *b, kt_error *err)
{
    const kt_filter filter = {.first_year = b->year, .last_year = b->year};
    KT_TRY(kt_dataset_matrix_of_rows(b->dataset, &filter, 1, &b->matrix, err));
    b->answer = (double)b->matrix.n_countries;
    return KT_OK;
}

/* Importers' sums by product: no sums are kept of those, so all rows are read. */
static kt_status ask_importers(bench *b, kt_error *err)
{
    const kt_filter filter = {.first_year = b->year, .last_year = b->year, .level = KT_LEVEL_6};
    KT_TRY(kt_dataset_world_table(b->dataset, &filter, KT_IMPORTS, 2, &b->table, err));
    b->answer = (double)b->table.n_countries;
    return KT_OK;
}

/* RCA of every country in every subheading of a year, by the calls that `kontor measure`
 * makes of it (src/command/measure_complexity.c), its tables asked for and freed each time. */
static kt_status ask_rca(bench *b, kt_error *err)
{
    const kt_trade_request request = {
        .year = b->year, .rows = KT_ROWS_EXPORTERS, .stated_by = KT_RECONCILED};
    kt_trade_matrix world = {0};
    double *rca = NULL;
    kt_status status =
        kt_trade_matrix_world(b->dataset, b->countries, &b->axis, &request, 2, &world, err);
    const int64_t n = b->axis.n_products;
    if (!status)
        status = kt_resize(&rca, world.n_rows * n, sizeof *rca, err);
    if (!status)
        kt_memory_prefer_large_pages(rca, (size_t)(world.n_rows * n) * sizeof *rca);
    if (!status)
        status = kt_rca_table(world.value, world.n_rows, n, 2, rca, err);
    b->answer = 0.0;
    for (int64_t i = 0; i < world.n_rows && !status; i++)
        b->answer += isnan(rca[i * n]) ? 0.0 : rca[i * n];
    kt_free(rca);
    kt_trade_matrix_clear(&world);
    return status;
}

/* Private memory of this process in MiB; -1 where the system does not tell. */
static double private_mib(void)
{
    FILE *file = fopen("/proc/self/smaps_rollup", "r");
    char line[256];
    long kib = 0, part;
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "Private_Clean: %ld", &part) == 1 ||
            sscanf(line, "Private_Dirty: %ld", &part) == 1)
            kib += part;
    if (file)
        fclose(file);
    return file ? (double)kib / 1024.0 : -1.0;
}

/* Of all threads: what other work on the machine does not lengthen. */
static double processor_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static kt_status measure(bench *b, const char *name, kt_status (*ask)(bench *, kt_error *),
                         kt_error *err)
{
    double ms[RUNS], busy[RUNS];
    KT_TRY(ask(b, err)); /* warms the pages, checks the blocks */
    for (int run = 0; run < RUNS; run++) {
        const double from = kt_moment_clock(), busy_from = processor_ms();
        KT_TRY(ask(b, err));
        ms[run] = 1000.0 * (kt_moment_clock() - from);
        busy[run] = processor_ms() - busy_from;
    }
    qsort(ms, RUNS, sizeof ms[0], by_size);
    qsort(busy, RUNS, sizeof busy[0], by_size);
    printf("%s_ms\t%.4f\t(%.4f of processors)\n", name, ms[RUNS / 2], busy[RUNS / 2]);
    return KT_OK;
}

static kt_status run(bench *b, kt_error *err)
{
    KT_TRY(measure(b, "pair", ask_pair, err));
    printf("private_mib\t%.1f\n", private_mib());
    KT_TRY(measure(b, "matrix", ask_matrix, err));
    KT_TRY(measure(b, "matrix_of_rows", ask_matrix_of_rows, err));
    KT_TRY(measure(b, "matrix_of_rows_on_1_thread", ask_matrix_of_rows_on_one, err));
    KT_TRY(measure(b, "codec_on_1_thread", decode_on_one, err));
    KT_TRY(measure(b, "codec_on_2_threads", decode_on_two, err));
    printf("values_decoded\t%.0f\n", b->answer);
    KT_TRY(measure(b, "importers_by_product", ask_importers, err));
    KT_TRY(measure(b, "product", ask_product, err));
    KT_TRY(kt_trade_axis_make(b->dataset, KT_LEVEL_6, &b->axis, err));
    return measure(b, "rca", ask_rca, err);
}

int main(int argc, char **argv)
{
    kt_error err = {0};
    kt_resources *resources = NULL;
    kt_countries *countries = NULL;
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    bench b = {0};
    char text[600];

    kt_memory_keep_freed(); // as `kontor serve` does
    if (argc != 7) {
        fprintf(stderr, "usage: bench_answers STORE DATASET EXPORTER IMPORTER PRODUCT YEAR\n");
        return 2;
    }
    kt_status status = kt_resources_open(NULL, &resources, &err);
    if (!status)
        status = kt_countries_open(resources, &countries, &err);
    if (!status)
        status = kt_store_open(argv[1], &store, &err);
    if (!status)
        status = kt_dataset_open(store, kt_store_find(store, argv[2]), &dataset, &err);
    if (!status && (!kt_country_parse(kt_slice_of(argv[3]), &b.exporter) ||
                    !kt_country_parse(kt_slice_of(argv[4]), &b.importer) ||
                    !kt_product_parse(kt_slice_of(argv[5]), KT_HS92, &b.product)))
        status = kt_fail(&err, KT_ERR_USAGE, "codes as in the dataset are expected");
    b.year = (int16_t)strtol(argv[6], NULL, 10);
    b.dataset = dataset;
    b.countries = countries;
    if (!status)
        status = run(&b, &err);
    if (status)
        fprintf(stderr, "bench_answers: %s\n", kt_error_text(&err, text, sizeof text));
    kt_world_table_clear(&b.table);
    kt_trade_axis_clear(&b.axis);
    kt_matrix_clear(&b.matrix);
    kt_dataset_close(dataset);
    kt_store_close(store);
    kt_countries_close(countries);
    kt_resources_close(resources);
    return status ? 1 : 0;
}
