/* bench_store.c: the store alone, on a world like BACI made in memory: bytes a row, rates of
 * writing and decoding, and times of warm answers. Not part of any check.
 *
 *     bench_store [years] [folder] [seed]
 *
 * The world: 238 countries of lognormal sizes, 5022 products with specialisation by exporter
 * and chapter, a latent intensity for each exporter, importer and product that is traded where
 * it is above zero, and whose height moves the value; quantities by a unit value of the
 * product; 2 % of quantities missing. About 9 million rows a year, sorted by year and by
 * country numbers that are not in the order of letters, as BACI's are. */
#include <kontor/file.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/parallel.h>
#include <kontor/store.h>

#include "store/codec.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNTRIES = 238, PRODUCTS = 5022, TABLE = 65536 };

typedef struct world {
    uint64_t state;
    float logistic[TABLE], normal[TABLE]; /* quantiles */
    float size[COUNTRIES];
    float x[COUNTRIES], y[COUNTRIES]; /* a place on a map */
    float skill[COUNTRIES][100];      /* by chapter */
    float appeal[PRODUCTS], unit[PRODUCTS];
    kt_product product[PRODUCTS];
    kt_country country[COUNTRIES]; /* in the order of numbers */
    kt_flow *rows;
    int64_t n_rows, n_room;
    int64_t n_csv; /* bytes that the rows would take as BACI's CSV */
} world;

static uint64_t draw(world *w)
{
    w->state += 0x9e3779b97f4a7c15u;
    uint64_t z = w->state;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static float normal(world *w)
{
    return w->normal[draw(w) % TABLE];
}

static void make_tables(world *w)
{
    for (int i = 0; i < TABLE; i++) {
        const double u = (i + 0.5) / TABLE;
        w->logistic[i] = (float)log(u / (1 - u));
        /* The normal quantile by bisection of erf: a table is made once. */
        double low = -6, high = 6;
        for (int step = 0; step < 40; step++) {
            const double middle = (low + high) / 2;
            if (0.5 * erfc(-middle / sqrt(2.0)) < u)
                low = middle;
            else
                high = middle;
        }
        w->normal[i] = (float)low;
    }
}

static void make_world(world *w, uint64_t seed)
{
    w->state = seed;
    make_tables(w);
    for (int i = 0; i < COUNTRIES; i++) {
        w->size[i] = 2.3f * normal(w);
        w->x[i] = (float)(draw(w) % 1000) / 1000;
        w->y[i] = (float)(draw(w) % 1000) / 1000;
        for (int c = 0; c < 100; c++)
            w->skill[i][c] = 0.8f * normal(w);
        const int letters = i * 73 % COUNTRIES; // another order than that of numbers
        w->country[i] = KT_COUNTRY('A' + letters / 26, 'A' + letters % 26, 'A' + letters % 7);
    }
    for (int k = 0; k < PRODUCTS; k++) {
        char digits[8];
        const int chapter = 1 + k * 96 / PRODUCTS;
        snprintf(digits, sizeof digits, "%02d%04d", chapter, 100 + k % 53 * 170);
        if (!kt_product_parse(kt_slice_of(digits), KT_HS92, &w->product[k]))
            abort();
        w->appeal[k] = 1.1f * normal(w);
        w->unit[k] = 1.3f + 1.4f * normal(w); // log USD a kilogram
    }
    for (int k = 1; k < PRODUCTS; k++)
        if (w->product[k].code <= w->product[k - 1].code)
            w->product[k].code = w->product[k - 1].code + (1 << 3);
}

static int digits_of(int64_t number)
{
    int n = 1;
    while (number >= 10) {
        number /= 10;
        n++;
    }
    return n;
}

static void add_row(world *w, int i, int j, int k, int year, float latent)
{
    const double log_value = 8.3 + 0.62 * latent + 1.7 * normal(w);
    const double value = exp(log_value);
    const double kilograms = value / exp(w->unit[k] + 0.9 * normal(w));
    if (w->n_rows == w->n_room) {
        w->n_room = w->n_room ? w->n_room * 3 / 2 : 1 << 20;
        w->rows = realloc(w->rows, (size_t)w->n_room * sizeof *w->rows);
        if (!w->rows)
            abort();
    }
    kt_flow *row = &w->rows[w->n_rows++];
    *row = (kt_flow){.exporter = w->country[i],
                     .importer = w->country[j],
                     .product = w->product[k],
                     .period = kt_period_of_year(year),
                     .stated_by = KT_RECONCILED,
                     .valuation = KT_FOB,
                     .value = (int64_t)value + 1,
                     .quantity = draw(w) % 50 ? (int64_t)kilograms : KT_NONE,
                     .supplementary = KT_NONE};
    w->n_csv += 4 + 3 + 3 + 6 + 5 + 1 + 2 + digits_of(row->value / 1000) + 3 +
                (row->quantity == KT_NONE ? 0 : digits_of(row->quantity / 1000) + 3);
}

static void make_year(world *w, int year)
{
    w->n_rows = 0;
    for (int i = 0; i < COUNTRIES; i++) {
        for (int j = 0; j < COUNTRIES; j++) {
            if (i == j)
                continue;
            const float dx = w->x[i] - w->x[j], dy = w->y[i] - w->y[j];
            const float pair = w->size[i] + w->size[j] - 5.0f * sqrtf(dx * dx + dy * dy) - 4.9f;
            for (int k = 0; k < PRODUCTS; k++) {
                const float base = pair + w->appeal[k] + w->skill[i][k * 96 / PRODUCTS];
                if (base < -11.1f)
                    continue;
                const float latent = base + w->logistic[draw(w) % TABLE];
                if (latent > 0)
                    add_row(w, i, j, k, year, latent);
            }
        }
    }
}

/* ---- measuring -----------------------------------------------------------------------------
 */

static void must(kt_status status, const kt_error *err)
{
    char text[600];
    if (!status)
        return;
    fprintf(stderr, "%s\n", kt_error_text(err, text, sizeof text));
    exit(1);
}

static kt_dataset *write_store(world *w, const char *folder, int years)
{
    kt_error err = {0};
    kt_writer *writer = NULL;
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    bool unchanged;
    kt_dataset_info info = {.money_decimals = 0, .quantity_decimals = 3};
    const kt_writer_options options = kt_writer_options_default();
    double seconds = 0;
    snprintf(info.name, sizeof info.name, "bench");
    snprintf(info.checksum, sizeof info.checksum, "%032d", years);
    must(kt_writer_begin(folder, &options, &writer, &err), &err);
    for (int t = 0; t < years; t++) {
        make_year(w, 1995 + t);
        for (int64_t r = 0; r < w->n_rows; r += 1024) {
            const int64_t n = w->n_rows - r < 1024 ? w->n_rows - r : 1024;
            static kt_flow rows[1024]; // in the cache, as a parser leaves them
            int64_t lines[1024];
            memcpy(rows, w->rows + r, (size_t)n * sizeof *rows);
            for (int64_t i = 0; i < n; i++)
                lines[i] = (int64_t)t << 40 | (r + i + 2);
            const double from = kt_moment_clock();
            must(kt_writer_add(writer, rows, lines, n, &err), &err);
            seconds += kt_moment_clock() - from;
        }
        printf("year %d: %lld rows, %.2f s so far\n", 1995 + t, (long long)w->n_rows, seconds);
    }
    const double from = kt_moment_clock();
    must(kt_writer_commit(writer, &info, &unchanged, NULL, &err), &err);
    seconds += kt_moment_clock() - from;
    printf("rows              %lld (%.1f MB of CSV)\n", (long long)info.n_rows,
           (double)w->n_csv / 1e6);
    printf("bytes a row       %.3f\n", (double)info.n_bytes / (double)info.n_rows);
    printf("write             %.2f s, %.1f million rows/s, %.0f MB/s of CSV\n", seconds,
           (double)info.n_rows / seconds / 1e6, (double)w->n_csv / seconds / 1e6);
    must(kt_store_open(folder, &store, &err), &err);
    must(kt_dataset_open(store, kt_store_find(store, "bench"), &dataset, &err), &err);
    kt_store_close(store);
    return dataset;
}

/* The codec by itself: blocks of values, again and again. */
static void measure_codec(const world *w)
{
    enum { BLOCKS = 4096 };
    static uint8_t coded[BLOCKS * 1400];
    static size_t start[BLOCKS + 1];
    int64_t value[KT_BLOCK], sum = 0;
    size_t at = 0;
    int n_blocks = 0;
    for (; n_blocks < BLOCKS && (n_blocks + 1) * KT_BLOCK <= w->n_rows; n_blocks++) {
        for (int r = 0; r < KT_BLOCK; r++)
            value[r] = w->rows[n_blocks * KT_BLOCK + r].value;
        start[n_blocks] = at;
        if (at + KT_BLOCK_ROOM > sizeof coded)
            break;
        at += kt_block_encode(value, KT_BLOCK, coded + at);
    }
    start[n_blocks] = at;
    const double from = kt_moment_clock();
    for (int round = 0; round < 100; round++) {
        for (int b = 0; b < n_blocks; b++) {
            if (!kt_block_decode(coded + start[b], start[b + 1] - start[b],
                                 sizeof coded - start[b], KT_BLOCK, value))
                abort();
            sum += value[0];
        }
    }
    const double seconds = kt_moment_clock() - from;
    const double numbers = 100.0 * n_blocks * KT_BLOCK;
    printf("codec             %.2f bytes a value; decodes %.2f billion values/s, %.1f GB/s of "
           "64 bits (%lld)\n",
           (double)at / ((double)n_blocks * KT_BLOCK), numbers / seconds / 1e9,
           8 * numbers / seconds / 1e9, (long long)(sum & 1));
}

static kt_status count(void *with, const kt_flow *rows, int64_t n, kt_error *err)
{
    (void)rows;
    (void)err;
    *(int64_t *)with += n;
    return KT_OK;
}

/* The median of some runs, in milliseconds. */
static int compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void time_scan(const kt_dataset *dataset, const char *name, const kt_filter *filter,
                      int runs)
{
    double ms[101];
    int64_t n = 0;
    for (int r = 0; r < runs; r++) {
        kt_error err = {0};
        const double from = kt_moment_clock();
        n = 0;
        must(kt_dataset_scan(dataset, filter, count, &n, &err), &err);
        ms[r] = 1e3 * (kt_moment_clock() - from);
    }
    qsort(ms, (size_t)runs, sizeof *ms, compare_doubles);
    printf("%-46s %10.3f ms, %lld rows\n", name, ms[runs / 2], (long long)n);
}

static void time_group(const kt_dataset *dataset, const char *name, const kt_filter *filter,
                       unsigned keys, int runs)
{
    double ms[101];
    int64_t n = 0;
    for (int r = 0; r < runs; r++) {
        kt_error err = {0};
        kt_groups groups = {0};
        const double from = kt_moment_clock();
        must(kt_dataset_group(dataset, filter, keys, &groups, &err), &err);
        ms[r] = 1e3 * (kt_moment_clock() - from);
        n = groups.n_groups;
        kt_groups_clear(&groups);
    }
    qsort(ms, (size_t)runs, sizeof *ms, compare_doubles);
    printf("%-46s %10.3f ms, %lld groups\n", name, ms[runs / 2], (long long)n);
}

static void time_matrix(const kt_dataset *dataset, const char *name, const kt_filter *filter,
                        int runs)
{
    double ms[101];
    kt_matrix matrix = {0};
    for (int r = 0; r < runs; r++) {
        kt_error err = {0};
        const double from = kt_moment_clock();
        must(kt_dataset_matrix(dataset, filter, &matrix, &err), &err);
        ms[r] = 1e3 * (kt_moment_clock() - from);
    }
    qsort(ms, (size_t)runs, sizeof *ms, compare_doubles);
    printf("%-46s %10.3f ms, %lld countries\n", name, ms[runs / 2],
           (long long)matrix.n_countries);
    kt_matrix_clear(&matrix);
}

static void time_table(const kt_dataset *dataset, const char *name, const kt_filter *filter,
                       kt_trade_side side, int n_threads, int runs)
{
    double ms[101];
    kt_world_table table = {0};
    for (int r = 0; r < runs; r++) {
        kt_error err = {0};
        const double from = kt_moment_clock();
        must(kt_dataset_world_table(dataset, filter, side, n_threads, &table, &err), &err);
        ms[r] = 1e3 * (kt_moment_clock() - from);
    }
    qsort(ms, (size_t)runs, sizeof *ms, compare_doubles);
    printf("%-46s %10.3f ms, %lld x %lld\n", name, ms[runs / 2], (long long)table.n_countries,
           (long long)table.n_products);
    kt_world_table_clear(&table);
}

static void measure_answers(const world *w, const kt_dataset *dataset, int years)
{
    const int16_t last = (int16_t)(1994 + years);
    int large = 0, second = 1;
    for (int i = 0; i < COUNTRIES; i++)
        if (w->size[i] > w->size[large])
            large = i;
    second = large == 0 ? 1 : 0;
    for (int i = 0; i < COUNTRIES; i++)
        if (i != large && w->size[i] > w->size[second])
            second = i;
    const kt_country a = w->country[large], b = w->country[second], c = w->country[101];
    kt_filter f = {.exporter = a, .importer = b, .level = KT_LEVEL_TOTAL};
    time_group(dataset, "pair, all years, totals", &f, KT_BY_KEY_PERIOD, 101);
    f = (kt_filter){.exporter = a, .importer = c, .level = KT_LEVEL_TOTAL};
    time_group(dataset, "other pair, all years, totals", &f, KT_BY_KEY_PERIOD, 101);
    f = (kt_filter){.exporter = a,
                    .importer = b,
                    .first_year = last,
                    .last_year = last,
                    .level = KT_LEVEL_6};
    time_scan(dataset, "pair, last year, HS6", &f, 101);
    f.level = KT_LEVEL_2;
    time_group(dataset, "pair, last year, chapters", &f, KT_BY_KEY_PRODUCT, 101);
    f = (kt_filter){.exporter = a, .importer = b};
    time_scan(dataset, "pair, all years, HS6", &f, 51);
    f = (kt_filter){.exporter = a, .level = KT_LEVEL_TOTAL};
    time_group(dataset, "partners of an exporter, all years", &f,
               KT_BY_KEY_IMPORTER | KT_BY_KEY_PERIOD, 51);
    f = (kt_filter){.importer = a, .level = KT_LEVEL_TOTAL};
    time_group(dataset, "partners of an importer, all years", &f,
               KT_BY_KEY_EXPORTER | KT_BY_KEY_PERIOD, 51);
    f = (kt_filter){.product = w->product[2500], .first_year = last, .last_year = last};
    time_group(dataset, "one product, last year, all pairs", &f,
               KT_BY_KEY_EXPORTER | KT_BY_KEY_IMPORTER, 51);
    f.importer = a;
    time_group(dataset, "one product, last year, one importer", &f, KT_BY_KEY_EXPORTER, 51);
    f = (kt_filter){.product = w->product[2500]};
    time_group(dataset, "one product, all years, by exporter", &f,
               KT_BY_KEY_EXPORTER | KT_BY_KEY_PERIOD, 11);
    f = (kt_filter){.first_year = last, .last_year = last, .level = KT_LEVEL_TOTAL};
    time_matrix(dataset, "world matrix, last year, as a table", &f, 101);
    time_group(dataset, "world matrix, last year, as groups", &f,
               KT_BY_KEY_EXPORTER | KT_BY_KEY_IMPORTER, 51);
    f = (kt_filter){.first_year = last, .last_year = last, .level = KT_LEVEL_6};
    time_table(dataset, "exporter x HS6, last year, as a table", &f, KT_EXPORTS, 1, 21);
    time_table(dataset, "the same on 2 threads", &f, KT_EXPORTS, 2, 21);
    time_table(dataset, "importer x HS6, last year, as a table", &f, KT_IMPORTS, 1, 21);
    time_group(dataset, "exporter x HS6, last year, as groups", &f,
               KT_BY_KEY_EXPORTER | KT_BY_KEY_PRODUCT, 5);
    time_group(dataset, "HS6, last year", &f, KT_BY_KEY_PRODUCT, 5);
    f.level = KT_LEVEL_2;
    time_group(dataset, "importer x HS2, last year", &f, KT_BY_KEY_IMPORTER | KT_BY_KEY_PRODUCT,
               3);
    f = (kt_filter){.exporter = a, .first_year = last, .last_year = last, .level = KT_LEVEL_6};
    time_group(dataset, "exports of one country by HS6, last year", &f, KT_BY_KEY_PRODUCT, 11);
    f = (kt_filter){.importer = a, .first_year = last, .last_year = last, .level = KT_LEVEL_6};
    time_group(dataset, "imports of one country by HS6, last year", &f, KT_BY_KEY_PRODUCT, 11);
    f = (kt_filter){.first_year = last, .last_year = last};
    time_scan(dataset, "all rows of a year as observations", &f, 3);
    const double from = kt_moment_clock();
    kt_error err = {0};
    must(kt_dataset_verify(dataset, NULL, &err), &err);
    printf("verify: %.2f s\n", kt_moment_clock() - from);
}

int main(int argc, char **argv)
{
    const int years = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 2;
    const char *folder = argc > 2 ? argv[2] : "build/bench-store";
    const uint64_t seed = argc > 3 ? (uint64_t)strtoll(argv[3], NULL, 10) : 1;
    kt_error err = {0};
    world *w = calloc(1, sizeof *w);
    if (!w || years < 1 || years > 60) {
        free(w);
        return 2;
    }
    make_world(w, seed);
    const kt_status dropped = kt_store_drop(folder, "bench", &err);
    (void)dropped; // nothing to drop is fine
    kt_dataset *dataset = write_store(w, folder, years);
    measure_codec(w);
    measure_answers(w, dataset, years);
    kt_dataset_close(dataset);
    free(w->rows);
    free(w);
    return 0;
}
