/* bench_pair.c: a whole pair's measures over all years of a dataset, warm, in one process: for
 * each year the intensity both ways, the shares of each in the other's trade, the concentration
 * of both countries' partners, intra-industry trade and the concentration of products; over the
 * years spells and the traditional basket. Not part of any check.
 *
 *     bench_pair STORE DATASET A B [THREADS]
 *
 * Two ways side by side, 21 runs of each in turn, medians: sums by country out of one walk over
 * the pairs (kt_dataset_world_sums, what kontor uses), and the square of all pairs added up.
 * The numbers must be the same to the last digit. Years are dealt out to threads (two unless
 * said otherwise) and put together in order. */
#include <kontor/basket.h>
#include <kontor/concentration.h>
#include <kontor/grubel_lloyd.h>
#include <kontor/intensity.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/pair_products.h>
#include <kontor/parallel.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 21, MOST_PRODUCTS = 8192, MOST_THREADS = 64, MOST_YEARS = 64, MOST_NUMBERS = 10 };

typedef enum way { BY_SUMS, BY_SQUARE } way;

/* A country's numbers of one year and one set of statements. */
typedef struct totals {
    double out, in;          /* all partners */
    const double *to, *from; /* by partner; NaN: none */
} totals;

/* What one thread works in. */
typedef struct lane {
    kt_world_sums sums;
    kt_matrix square;
    double *row[4]; /* by partner: exports of a and b, imports of a and b */
    double *x, *m;  /* products of a year side by side */
    int64_t *in;    /* column sums of the square */
} lane;

typedef struct bench {
    kt_dataset *dataset;
    const kt_dataset_info *info;
    kt_country a, b;
    way way;
    int n_threads;
    lane lane[MOST_THREADS];
    double *values; /* [product slot * years + year]: a's exports to b */
    double year[3][MOST_YEARS][MOST_NUMBERS]; /* by set of statements */
    double products[MOST_YEARS][2];
    int64_t n_products[MOST_YEARS];
} bench;

static double number(int64_t value)
{
    return value == KT_NONE ? (double)NAN : (double)value;
}

static double known(int64_t value)
{
    return value == KT_NONE ? 0.0 : (double)value;
}

static kt_filter filter_of(int year, int by)
{
    return (kt_filter){.first_year = (int16_t)year,
                       .last_year = (int16_t)year,
                       .stated_by = (uint8_t)(1u << by),
                       .kinds = 1u << KT_GOODS,
                       .whole_years = true,
                       .level = KT_LEVEL_TOTAL};
}

static int64_t place_of(const kt_country *list, int64_t n, kt_country country)
{
    for (int64_t i = 0; i < n; i++)
        if (list[i].code == country.code)
            return i;
    return -1;
}

/* ---- totals -------------------------------------------------------------------------------
 */

static void measure_totals(const totals *a, const totals *b, double v_ab, double v_ba,
                           double all, int64_t n, double out[MOST_NUMBERS])
{
    const double *const partners[] = {a->to, b->to, a->from, b->from};
    out[0] = kt_intensity(v_ab, a->out, b->in, all);
    out[1] = kt_intensity(v_ba, b->out, a->in, all);
    out[2] = kt_intensity_without_own(v_ab, a->out, b->in, all, a->in);
    out[3] = kt_intensity_without_own(v_ba, b->out, a->in, all, b->in);
    out[4] = v_ab / a->out;
    out[5] = v_ab / b->in;
    for (int side = 0; side < 4; side++)
        out[6 + side] = kt_concentration_of(partners[side], n, 0).hhi;
}

static kt_status totals_by_sums(bench *b, lane *l, int year, int by, kt_error *err)
{
    const kt_filter filter = filter_of(year, by);
    const kt_country wanted[] = {b->a, b->b};
    kt_world_sums *s = &l->sums;
    double all = 0.0;
    KT_TRY(kt_dataset_world_sums(b->dataset, &filter, wanted, 2, s, err));
    const int64_t n = s->n_countries, i = place_of(s->country, n, b->a),
                  j = place_of(s->country, n, b->b);
    if (i < 0 || j < 0)
        return KT_OK;
    for (int64_t c = 0; c < n; c++) {
        all += known(s->out[c]);
        for (int w = 0; w < 2; w++) {
            l->row[w][c] = number(s->from[w * n + c]);
            l->row[2 + w][c] = number(s->to[w * n + c]);
        }
    }
    const totals of_a = {known(s->out[i]), known(s->in[i]), l->row[0], l->row[2]};
    const totals of_b = {known(s->out[j]), known(s->in[j]), l->row[1], l->row[3]};
    measure_totals(&of_a, &of_b, l->row[0][j], l->row[1][i], all, n,
                   b->year[by][year - b->info->first_year]);
    return KT_OK;
}

static kt_status totals_by_square(bench *b, lane *l, int year, int by, kt_error *err)
{
    const kt_filter filter = filter_of(year, by);
    const kt_matrix *m = &l->square;
    double all = 0.0, out[2] = {0.0, 0.0};
    KT_TRY(kt_dataset_matrix(b->dataset, &filter, &l->square, err));
    const int64_t n = m->n_countries, i = place_of(m->country, n, b->a),
                  j = place_of(m->country, n, b->b);
    if (i < 0 || j < 0)
        return KT_OK;
    memset(l->in, 0, (size_t)n * sizeof *l->in);
    for (int64_t r = 0; r < n; r++) {
        int64_t sum = 0;
        for (int64_t c = 0; c < n; c++) {
            const int64_t value = m->value[r * n + c];
            l->in[c] += value == KT_NONE ? 0 : value;
            sum += value == KT_NONE ? 0 : value;
        }
        out[0] = r == i ? (double)sum : out[0];
        out[1] = r == j ? (double)sum : out[1];
        all += (double)sum;
    }
    for (int64_t c = 0; c < n; c++) {
        l->row[0][c] = number(m->value[i * n + c]);
        l->row[1][c] = number(m->value[j * n + c]);
        l->row[2][c] = number(m->value[c * n + i]);
        l->row[3][c] = number(m->value[c * n + j]);
    }
    const totals of_a = {out[0], (double)l->in[i], l->row[0], l->row[2]};
    const totals of_b = {out[1], (double)l->in[j], l->row[1], l->row[3]};
    measure_totals(&of_a, &of_b, l->row[0][j], l->row[1][i], all, n,
                   b->year[by][year - b->info->first_year]);
    return KT_OK;
}

/* ---- products -----------------------------------------------------------------------------
 */

static int by_code(const void *left, const void *right)
{
    const uint32_t x = ((const kt_pair_product *)left)->product.code;
    const uint32_t y = ((const kt_pair_product *)right)->product.code;
    return x < y ? -1 : x > y;
}

/* Both flows side by side, in order of codes. */
static int64_t merge(const kt_pair_products flow[2], lane *l)
{
    int64_t n = 0, i = 0, j = 0;
    for (; (i < flow[0].n_products || j < flow[1].n_products) && n < MOST_PRODUCTS; n++) {
        const int out =
            j == flow[1].n_products ||
            (i < flow[0].n_products && by_code(&flow[0].product[i], &flow[1].product[j]) <= 0);
        const int in =
            i == flow[0].n_products ||
            (j < flow[1].n_products && by_code(&flow[0].product[i], &flow[1].product[j]) >= 0);
        l->x[n] = out ? flow[0].product[i].value_usd : 0.0;
        l->m[n] = in ? flow[1].product[j].value_usd : 0.0;
        i += out;
        j += in;
    }
    return n;
}

static kt_status measure_products(bench *b, lane *l, int year, kt_error *err)
{
    kt_pair_products flow[2] = {{.year = 0}, {.year = 0}};
    const int years = b->info->last_year - b->info->first_year + 1;
    const int at = year - b->info->first_year;
    kt_status status = KT_OK;
    for (int d = 0; d < 2 && !status; d++) {
        status = kt_pair_products_gather(b->dataset, d ? b->b : b->a, d ? b->a : b->b,
                                         (int16_t)year, KT_RECONCILED, &flow[d], err);
        if (!status && flow[d].n_products > 1)
            qsort(flow[d].product, (size_t)flow[d].n_products, sizeof *flow[d].product,
                  by_code);
    }
    if (!status) {
        const int64_t n = b->n_products[at] = merge(flow, l);
        b->products[at][0] = kt_grubel_lloyd_all(l->x, l->m, n).gl;
        b->products[at][1] = kt_concentration_of(l->x, n, 0).hhi;
        for (int64_t k = 0; k < n; k++)
            b->values[k * years + at] = l->x[k];
    }
    kt_pair_products_clear(&flow[0]);
    kt_pair_products_clear(&flow[1]);
    return status;
}

/* ---- a run --------------------------------------------------------------------------------
 */

/* Every n_threads-th year. */
static kt_status measure_lane(void *with, int64_t which, kt_error *err)
{
    bench *b = with;
    lane *l = &b->lane[which];
    for (int year = b->info->first_year + (int)which; year <= b->info->last_year;
         year += b->n_threads) {
        for (int by = KT_BY_EXPORTER; by <= KT_RECONCILED; by++)
            if (b->info->stated_by >> by & 1)
                KT_TRY((b->way == BY_SUMS ? totals_by_sums : totals_by_square)(b, l, year, by,
                                                                               err));
        if (b->info->has_products)
            KT_TRY(measure_products(b, l, year, err));
    }
    return KT_OK;
}

/* *answer: all numbers in order, so that two ways can be held against each other. */
static kt_status measure_all(bench *b, double *answer, kt_error *err)
{
    const int years = b->info->last_year - b->info->first_year + 1;
    int64_t n_most = 0;
    KT_TRY(kt_parallel_run(b->n_threads, b->n_threads, measure_lane, b, err));
    *answer = 0.0;
    for (int y = 0; y < years; y++) {
        for (int n = 0; n < 3 * MOST_NUMBERS; n++) {
            const double value = b->year[n / MOST_NUMBERS][y][n % MOST_NUMBERS];
            *answer += isnan(value) ? 0.0 : value;
        }
        *answer += b->info->has_products && !isnan(b->products[y][0])
                       ? b->products[y][0] + b->products[y][1]
                       : 0.0;
        n_most = b->n_products[y] > n_most ? b->n_products[y] : n_most;
    }
    for (int64_t k = 0; k < n_most; k++)
        *answer += kt_spells_of(b->values + k * years, years, 10000.0).n_years;
    return KT_OK;
}

static int by_value(const void *left, const void *right)
{
    const double x = *(const double *)left, y = *(const double *)right;
    return x < y ? -1 : x > y;
}

static kt_status run(bench *b, kt_error *err)
{
    double ms[2][RUNS], answer[2];
    for (int r = -1; r < RUNS; r++) // one to warm up
        for (int w = 0; w < 2; w++) {
            b->way = (way)w;
            const double before = kt_moment_clock();
            KT_TRY(measure_all(b, &answer[w], err));
            if (r >= 0)
                ms[w][r] = 1e3 * (kt_moment_clock() - before);
        }
    for (int w = 0; w < 2; w++)
        qsort(ms[w], RUNS, sizeof *ms[w], by_value);
    printf(
        "%s, %d years, %d threads: %.2f ms by sums of countries (quartiles %.2f, %.2f), %.2f "
        "by squares; numbers %s; medians of %d\n",
        b->info->name, b->info->last_year - b->info->first_year + 1, b->n_threads,
        ms[0][RUNS / 2], ms[0][RUNS / 4], ms[0][3 * RUNS / 4], ms[1][RUNS / 2],
        memcmp(&answer[0], &answer[1], sizeof answer[0]) ? "DIFFER" : "the same", RUNS);
    return KT_OK;
}

static kt_status make_lane(lane *l, kt_error *err)
{
    for (int r = 0; r < 4; r++)
        KT_TRY(kt_new(&l->row[r], KT_MAX_COUNTRIES, sizeof *l->row[r], err));
    KT_TRY(kt_new(&l->in, KT_MAX_COUNTRIES, sizeof *l->in, err));
    KT_TRY(kt_new(&l->x, MOST_PRODUCTS, sizeof *l->x, err));
    return kt_new(&l->m, MOST_PRODUCTS, sizeof *l->m, err);
}

static kt_status open_and_run(bench *b, char **argv, kt_store **store, kt_error *err)
{
    KT_TRY(kt_store_open(argv[1], store, err));
    const int64_t n = kt_store_find(*store, argv[2]);
    if (n < 0)
        return kt_fail(err, KT_ERR_MISSING, "no dataset %s", argv[2]);
    KT_TRY(kt_dataset_open(*store, n, &b->dataset, err));
    b->info = kt_dataset_info_of(b->dataset);
    if (b->info->last_year - b->info->first_year >= MOST_YEARS)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d years", MOST_YEARS);
    for (int t = 0; t < b->n_threads; t++)
        KT_TRY(make_lane(&b->lane[t], err));
    KT_TRY(kt_new(&b->values, MOST_PRODUCTS * MOST_YEARS, sizeof *b->values, err));
    return run(b, err);
}

static void clear(bench *b)
{
    for (int t = 0; t < b->n_threads; t++) {
        lane *l = &b->lane[t];
        for (int r = 0; r < 4; r++)
            kt_free(l->row[r]);
        kt_free(l->in);
        kt_free(l->x);
        kt_free(l->m);
        kt_matrix_clear(&l->square);
        kt_world_sums_clear(&l->sums);
    }
    kt_free(b->values);
    kt_dataset_close(b->dataset);
}

int main(int argc, char **argv)
{
    static bench b;
    kt_store *store = NULL;
    kt_error err = {0};
    char text[600];
    int64_t n_threads = 2;
    if (argc < 5 || argc > 6 ||
        (argc == 6 && !kt_parse_i64(kt_slice_of(argv[5]), &n_threads)) || n_threads < 1 ||
        n_threads > MOST_THREADS || !kt_country_parse(kt_slice_of(argv[3]), &b.a) ||
        !kt_country_parse(kt_slice_of(argv[4]), &b.b)) {
        fprintf(stderr, "bench_pair STORE DATASET A B [THREADS]\n");
        return 2;
    }
    b.n_threads = (int)n_threads;
    const kt_status status = open_and_run(&b, argv, &store, &err);
    if (status)
        fprintf(stderr, "%s\n", kt_error_text(&err, text, sizeof text));
    clear(&b);
    kt_store_close(store);
    return status != KT_OK;
}
