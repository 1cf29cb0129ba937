/* bench_answers.c: warm answers from a store that is there: the questions a brief, a ranking
 * and a product table ask, each timed over many runs in one process. Prints "name<TAB>value"
 * lines, milliseconds by median. Not part of any check.
 *
 *     bench_answers STORE DATASET EXPORTER IMPORTER PRODUCT YEAR     codes as in the dataset */
#include <kontor/bloc.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/pair_products.h>
#include <kontor/partners.h>
#include <kontor/rca.h>
#include <kontor/resource.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 31 };

typedef struct bench {
    const kt_dataset *dataset;
    const kt_countries *countries;
    kt_country exporter, importer;
    kt_product product;
    int16_t year;
    double answer; /* so that nothing is optimised away, and for a look */
} bench;

/* All of a pair's yearly exports and imports, rank and share in the last year, its top
 * products. */
static kt_status ask_pair(bench *b, kt_error *err)
{
    kt_observations observations = {0};
    kt_partners partners = {0};
    kt_ranking ranking = {0};
    kt_pair_products products = {0};
    kt_status status =
        kt_observations_gather(b->dataset, b->exporter, b->importer, 0, 0, &observations, err);
    if (!status)
        status =
            kt_partners_gather(b->dataset, b->countries, b->exporter, b->year, &partners, err);
    if (!status)
        status = kt_partners_rank(&partners, b->countries, NULL, NULL, KT_MEASURE_TURNOVER,
                                  KT_STATISTICS_RECONCILED, &ranking, err);
    if (!status)
        status = kt_pair_products_gather(b->dataset, b->exporter, b->importer, b->year,
                                         KT_RECONCILED, &products, err);
    if (!status)
        b->answer = (double)(observations.n_rows + ranking.n_ranked + products.n_products);
    kt_observations_clear(&observations);
    kt_partners_clear(&partners);
    kt_ranking_clear(&ranking);
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
    kt_groups groups = {0};
    const kt_filter filter = {
        .first_year = b->year, .last_year = b->year, .level = KT_LEVEL_TOTAL};
    KT_TRY(kt_dataset_group(b->dataset, &filter, KT_BY_KEY_EXPORTER | KT_BY_KEY_IMPORTER,
                            &groups, err));
    b->answer = (double)groups.n_groups;
    kt_groups_clear(&groups);
    return KT_OK;
}

/* RCA of every country in every subheading of a year. */
static kt_status ask_rca(bench *b, kt_error *err)
{
    kt_groups cells = {0}, products = {0}, exporters = {0};
    const kt_filter filter = {.first_year = b->year, .last_year = b->year, .level = KT_LEVEL_6};
    const kt_filter totals = {
        .first_year = b->year, .last_year = b->year, .level = KT_LEVEL_TOTAL};
    double world = 0.0, sum = 0.0;
    kt_status status = kt_dataset_group(b->dataset, &filter,
                                        KT_BY_KEY_EXPORTER | KT_BY_KEY_PRODUCT, &cells, err);
    if (!status)
        status = kt_dataset_group(b->dataset, &filter, KT_BY_KEY_PRODUCT, &products, err);
    if (!status)
        status = kt_dataset_group(b->dataset, &totals, KT_BY_KEY_EXPORTER, &exporters, err);
    for (int64_t i = 0; !status && i < exporters.n_groups; i++)
        world += exporters.group[i].value_usd;
    for (int64_t c = 0, i = 0, k = 0; !status && c < cells.n_groups; c++) {
        const kt_group *cell = &cells.group[c];
        if (c == 0 || cell->exporter.code != cells.group[c - 1].exporter.code)
            k = 0;
        while (exporters.group[i].exporter.code < cell->exporter.code)
            i++;
        while (products.group[k].product.code < cell->product.code)
            k++;
        sum += kt_rca(cell->value_usd, exporters.group[i].value_usd,
                      products.group[k].value_usd, world);
    }
    b->answer = sum;
    kt_groups_clear(&cells);
    kt_groups_clear(&products);
    kt_groups_clear(&exporters);
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

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static kt_status measure(bench *b, const char *name, kt_status (*ask)(bench *, kt_error *),
                         kt_error *err)
{
    double ms[RUNS];
    KT_TRY(ask(b, err)); /* warms the pages, checks the blocks */
    for (int run = 0; run < RUNS; run++) {
        const double from = kt_moment_clock();
        KT_TRY(ask(b, err));
        ms[run] = 1000.0 * (kt_moment_clock() - from);
    }
    qsort(ms, RUNS, sizeof ms[0], by_size);
    printf("%s\t%.4f\n", name, ms[RUNS / 2]);
    return KT_OK;
}

static kt_status run(bench *b, kt_error *err)
{
    KT_TRY(measure(b, "pair_ms", ask_pair, err));
    printf("private_mib\t%.1f\n", private_mib());
    KT_TRY(measure(b, "matrix_ms", ask_matrix, err));
    KT_TRY(measure(b, "product_ms", ask_product, err));
    return measure(b, "rca_ms", ask_rca, err);
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
    kt_dataset_close(dataset);
    kt_store_close(store);
    kt_countries_close(countries);
    kt_resources_close(resources);
    return status ? 1 : 0;
}
