/* bench_pair.c: a whole pair's measures over all years of a dataset, warm, in one process: for
 * each year the intensity both ways, the shares of each in the other's trade, the concentration
 * of both countries' partners, intra-industry trade and the concentration of products; over the
 * years spells and the traditional basket. Medians of 21 runs. Not part of any check.
 *
 *     bench_pair STORE DATASET A B
 *
 * What the store takes is told apart: kt_dataset_matrix() once a year for each kind of
 * statement, kt_pair_products_gather() twice a year where there are products. */
#include <kontor/basket.h>
#include <kontor/concentration.h>
#include <kontor/grubel_lloyd.h>
#include <kontor/intensity.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/pair_products.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 21, MOST_PRODUCTS = 8192 };

typedef struct bench {
    kt_dataset *dataset;
    kt_country a, b;
    kt_matrix matrix;
    double *out, *in, *row;
    int64_t *in_units;
    int64_t n_most; /* products of a year */
    double *x, *m;  /* products of a year side by side */
    double *values; /* [product slot * years + year]: a's exports to b */
    double answer, store_ms;
} bench;

static int64_t place_of(const kt_matrix *m, kt_country country)
{
    for (int64_t i = 0; i < m->n_countries; i++)
        if (m->country[i].code == country.code)
            return i;
    return -1;
}

static double cell(const kt_matrix *m, int64_t i, int64_t j)
{
    const int64_t value = m->value[i * m->n_countries + j];
    return value == KT_NONE ? (double)NAN : (double)value;
}

static kt_status read_matrix(bench *b, int year, kt_stated_by by, kt_error *err)
{
    const kt_filter filter = {.first_year = (int16_t)year,
                              .last_year = (int16_t)year,
                              .stated_by = (uint8_t)(1u << by),
                              .kinds = 1u << KT_GOODS,
                              .whole_years = true,
                              .level = KT_LEVEL_TOTAL};
    const double before = kt_moment_clock();
    const kt_status status = kt_dataset_matrix(b->dataset, &filter, &b->matrix, err);
    b->store_ms += 1e3 * (kt_moment_clock() - before);
    return status;
}

/* Intensities, shares and concentrations out of one square. */
static void measure_totals(bench *b)
{
    const kt_matrix *m = &b->matrix;
    const int64_t n = m->n_countries, i = place_of(m, b->a), j = place_of(m, b->b);
    double all = 0.0;
    if (i < 0 || j < 0)
        return;
    for (int64_t c = 0; c < n; c++)
        b->in_units[c] = 0;
    for (int64_t r = 0; r < n; r++) {
        int64_t sum = 0;
        for (int64_t c = 0; c < n; c++) {
            const int64_t value = m->value[r * n + c];
            const int64_t known = value == KT_NONE ? 0 : value;
            b->in_units[c] += known;
            sum += known;
        }
        b->out[r] = (double)sum;
        all += (double)sum;
    }
    for (int64_t c = 0; c < n; c++)
        b->in[c] = (double)b->in_units[c];
    b->answer += kt_intensity(cell(m, i, j), b->out[i], b->in[j], all);
    b->answer += kt_intensity(cell(m, j, i), b->out[j], b->in[i], all);
    b->answer += kt_intensity_without_own(cell(m, i, j), b->out[i], b->in[j], all, b->in[i]);
    b->answer += cell(m, i, j) / b->out[i] + cell(m, i, j) / b->in[j];
    for (int side = 0; side < 4; side++) {
        for (int64_t c = 0; c < n; c++)
            b->row[c] = side == 0   ? cell(m, i, c)
                        : side == 1 ? cell(m, j, c)
                        : side == 2 ? cell(m, c, i)
                                    : cell(m, c, j);
        b->answer += kt_concentration_of(b->row, n, 0).hhi;
    }
}

static int by_code(const void *left, const void *right)
{
    const uint32_t x = ((const kt_pair_product *)left)->product.code;
    const uint32_t y = ((const kt_pair_product *)right)->product.code;
    return x < y ? -1 : x > y;
}

static kt_status measure_products(bench *b, const kt_dataset_info *info, int year,
                                  kt_error *err)
{
    kt_pair_products flow[2] = {{.year = 0}, {.year = 0}};
    const double before = kt_moment_clock();
    kt_status status = KT_OK;
    int64_t n = 0;
    for (int d = 0; d < 2 && !status; d++)
        status = kt_pair_products_gather(b->dataset, d ? b->b : b->a, d ? b->a : b->b,
                                         (int16_t)year, KT_RECONCILED, &flow[d], err);
    b->store_ms += 1e3 * (kt_moment_clock() - before);
    for (int d = 0; d < 2 && !status; d++)
        if (flow[d].n_products > 1)
            qsort(flow[d].product, (size_t)flow[d].n_products, sizeof *flow[d].product,
                  by_code);
    for (int64_t i = 0, j = 0;
         !status && (i < flow[0].n_products || j < flow[1].n_products) && n < MOST_PRODUCTS;
         n++) {
        const int out =
            j == flow[1].n_products ||
            (i < flow[0].n_products && by_code(&flow[0].product[i], &flow[1].product[j]) <= 0);
        const int in =
            i == flow[0].n_products ||
            (j < flow[1].n_products && by_code(&flow[0].product[i], &flow[1].product[j]) >= 0);
        b->x[n] = out ? flow[0].product[i].value_usd : 0.0;
        b->m[n] = in ? flow[1].product[j].value_usd : 0.0;
        i += out;
        j += in;
    }
    if (!status) {
        b->answer += kt_grubel_lloyd_all(b->x, b->m, n).gl;
        b->answer += kt_concentration_of(b->x, n, 0).hhi;
        const int years = info->last_year - info->first_year + 1;
        b->n_most = n > b->n_most ? n : b->n_most;
        for (int64_t k = 0; k < n; k++)
            b->values[k * years + year - info->first_year] = b->x[k];
    }
    kt_pair_products_clear(&flow[0]);
    kt_pair_products_clear(&flow[1]);
    return status;
}

static kt_status measure_all(bench *b, kt_error *err)
{
    const kt_dataset_info *info = kt_dataset_info_of(b->dataset);
    const int years = info->last_year - info->first_year + 1;
    for (int by = KT_BY_EXPORTER; by <= KT_RECONCILED; by++)
        for (int year = info->first_year; year <= info->last_year; year++) {
            if (!(info->stated_by >> by & 1))
                continue;
            KT_TRY(read_matrix(b, year, (kt_stated_by)by, err));
            measure_totals(b);
        }
    for (int year = info->first_year; info->has_products && year <= info->last_year; year++)
        KT_TRY(measure_products(b, info, year, err));
    for (int64_t k = 0; info->has_products && k < b->n_most; k++)
        b->answer += kt_spells_of(b->values + k * years, years, 10000.0).n_years;
    return KT_OK;
}

static int by_value(const void *left, const void *right)
{
    const double x = *(const double *)left, y = *(const double *)right;
    return x < y ? -1 : x > y;
}

static kt_status run(bench *b, kt_error *err)
{
    double all_ms[RUNS], store_ms[RUNS];
    const kt_dataset_info *info = kt_dataset_info_of(b->dataset);
    for (int r = 0; r < RUNS; r++) {
        const double before = kt_moment_clock();
        b->store_ms = 0.0;
        KT_TRY(measure_all(b, err));
        all_ms[r] = 1e3 * (kt_moment_clock() - before);
        store_ms[r] = b->store_ms;
    }
    qsort(all_ms, RUNS, sizeof *all_ms, by_value);
    qsort(store_ms, RUNS, sizeof *store_ms, by_value);
    printf("%s, %d years: %.2f ms, of them in the store %.2f (median of %d)\n", info->name,
           info->last_year - info->first_year + 1, all_ms[RUNS / 2], store_ms[RUNS / 2], RUNS);
    return KT_OK;
}

static kt_status open_and_run(bench *b, char **argv, kt_store **store, kt_error *err)
{
    const int64_t most = KT_MAX_COUNTRIES;
    KT_TRY(kt_store_open(argv[1], store, err));
    const int64_t n = kt_store_find(*store, argv[2]);
    if (n < 0)
        return kt_fail(err, KT_ERR_MISSING, "no dataset %s", argv[2]);
    KT_TRY(kt_dataset_open(*store, n, &b->dataset, err));
    KT_TRY(kt_new(&b->out, most, sizeof *b->out, err));
    KT_TRY(kt_new(&b->in, most, sizeof *b->in, err));
    KT_TRY(kt_new(&b->in_units, most, sizeof *b->in_units, err));
    KT_TRY(kt_new(&b->row, most, sizeof *b->row, err));
    KT_TRY(kt_new(&b->x, MOST_PRODUCTS, sizeof *b->x, err));
    KT_TRY(kt_new(&b->m, MOST_PRODUCTS, sizeof *b->m, err));
    KT_TRY(kt_new(&b->values, MOST_PRODUCTS * 64, sizeof *b->values, err));
    return run(b, err);
}

int main(int argc, char **argv)
{
    bench b = {.answer = 0.0};
    kt_store *store = NULL;
    kt_error err = {0};
    char text[600];
    if (argc != 5 || !kt_country_parse(kt_slice_of(argv[3]), &b.a) ||
        !kt_country_parse(kt_slice_of(argv[4]), &b.b)) {
        fprintf(stderr, "bench_pair STORE DATASET A B\n");
        return 2;
    }
    const kt_status status = open_and_run(&b, argv, &store, &err);
    if (status)
        fprintf(stderr, "%s\n", kt_error_text(&err, text, sizeof text));
    kt_free(b.values);
    kt_free(b.m);
    kt_free(b.x);
    kt_free(b.row);
    kt_free(b.in_units);
    kt_free(b.in);
    kt_free(b.out);
    kt_matrix_clear(&b.matrix);
    kt_dataset_close(b.dataset);
    kt_store_close(store);
    return status != KT_OK;
}
