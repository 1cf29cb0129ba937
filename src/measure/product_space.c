/* product_space.c: proximity, density and the outlook of countries.
 *
 * Density and COG are both phi times a table of products by countries, which is done in strips
 * of KT_STRIP countries. A strip is one part of the work: it reads what all share and writes
 * columns of its own, so the number of threads cannot change a bit. */
#include <kontor/product_space.h>

#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "product_space_internal.h"
#include "product_space_kernel.h"

#include <math.h>

kt_status kt_product_space_new(const uint8_t *made, int64_t n_countries, int64_t n_products,
                               kt_product_space **out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_product_space *fresh = NULL;

    status = kt_new(&fresh, 1, sizeof *fresh, err);
    if (status)
        goto done;
    status = kt_incidence_init(&fresh->in, made, n_countries, n_products, err);
    if (status)
        goto done;
    *out = fresh;
    fresh = NULL;
done:
    kt_free(fresh);
    return status;
}

void kt_product_space_free(kt_product_space *space)
{
    if (!space)
        return;
    kt_incidence_clear(&space->in);
    kt_free(space);
}

static void set_missing(double *x, int64_t n)
{
    for (int64_t i = 0; x && i < n; i++)
        x[i] = NAN;
}

/* ---- proximity --------------------------------------------------------------------------- */

double kt_product_space_proximity(const kt_product_space *space, int64_t p, int64_t q)
{
    const int32_t k = space->in.place_of_product[p], other = space->in.place_of_product[q];
    double phi = NAN;
    if (k >= 0 && other >= 0)
        kt_phi_of(&space->in, k, &other, 1, &phi);
    return phi;
}

typedef struct row_work {
    const kt_incidence *in;
    int64_t first;
    double *phi;
} row_work;

static kt_status one_row(void *with, int64_t r, kt_error *err)
{
    const row_work *work = with;
    const kt_incidence *in = work->in;
    const int64_t n = in->n_all_products, k = in->place_of_product[work->first + r];
    double *row = work->phi + r * n;
    (void)err;
    for (int64_t q = 0; q < n;) {
        /* Runs of products that are not left out; nearly always all of them. */
        int64_t end = q;
        while (end < n && in->place_of_product[end] >= 0)
            end++;
        if (k >= 0)
            kt_phi_of(in, k, in->place_of_product + q, end - q, row + q);
        else
            set_missing(row + q, end - q);
        for (q = end; q < n && in->place_of_product[q] < 0; q++)
            row[q] = NAN;
    }
    return KT_OK;
}

kt_status kt_product_space_rows(const kt_product_space *space, int64_t first, int64_t n_rows,
                                int n_threads, double *phi, kt_error *err)
{
    const int64_t n = space->in.n_all_products;
    if (first < 0 || n_rows < 0 || first > n || n_rows > n - first)
        return kt_fail(err, KT_ERR_RANGE, "%lld rows from %lld of %lld", (long long)n_rows,
                       (long long)first, (long long)n);
    row_work work = {.in = &space->in, .first = first, .phi = phi};
    return kt_parallel_run(n_threads, n_rows, one_row, &work, err);
}

/* ---- phi times products by countries ----------------------------------------------------- */

/* A strip is countries `first` to `end` - 1 by position; X and Y are [n_products * KT_STRIP].
 * What is behind the last country of the last strip stays zero. */
typedef struct strip_work {
    const kt_incidence *in;
    void (*fill)(const void *with, int64_t first, int64_t end, double *X);
    void (*put)(const void *with, int64_t first, int64_t end, const double *Y);
    const void *with;
} strip_work;

static kt_status run_strip(void *with, int64_t strip, kt_error *err)
{
    kt_status status = KT_OK;
    const strip_work *work = with;
    const kt_incidence *in = work->in;
    const int64_t first = strip * KT_STRIP;
    const int64_t end = first + KT_STRIP < in->n_countries ? first + KT_STRIP : in->n_countries;
    double *X = NULL, *Y = NULL, *sums = NULL;

    status = kt_new(&X, in->n_products * KT_STRIP, sizeof *X, err);
    if (status)
        goto done;
    status = kt_new(&Y, in->n_products * KT_STRIP, sizeof *Y, err);
    if (status)
        goto done;
    status = kt_new(&sums, in->n_countries * KT_STRIP, sizeof *sums, err);
    if (status)
        goto done;
    work->fill(work->with, first, end, X);
    kt_phi_times(in, X, Y, sums);
    work->put(work->with, first, end, Y);
done:
    kt_free(sums);
    kt_free(Y);
    kt_free(X);
    return status;
}

static int64_t n_strips(const kt_incidence *in)
{
    return (in->n_countries + KT_STRIP - 1) / KT_STRIP;
}

static int makes(const kt_incidence *in, int64_t k, int64_t c)
{
    return in->bits[k * in->n_words + c / 64] >> (c % 64) & 1;
}

/* total[k] = sum_q phi_kq: the strip of a country that makes everything, so that a share of it
 * is never above 1. */
typedef struct total_work {
    int64_t n_products;
    double *total;
} total_work;

static void fill_ones(const void *with, int64_t first, int64_t end, double *X)
{
    const total_work *work = with;
    (void)first;
    (void)end;
    for (int64_t k = 0; k < work->n_products; k++)
        X[k * KT_STRIP] = 1.0;
}

static void put_total(const void *with, int64_t first, int64_t end, const double *Y)
{
    const total_work *work = with;
    (void)first;
    (void)end;
    for (int64_t k = 0; k < work->n_products; k++)
        work->total[k] = Y[k * KT_STRIP];
}

static kt_status sum_phi(const kt_incidence *in, double *total, kt_error *err)
{
    const total_work with = {in->n_products, total};
    strip_work work = {in, fill_ones, put_total, &with};
    return run_strip(&work, 0, err);
}

/* ---- density ----------------------------------------------------------------------------- */

typedef struct density_work {
    const kt_incidence *in;
    const double *total;
    double *density;
} density_work;

static void fill_made(const void *with, int64_t first, int64_t end, double *X)
{
    const density_work *work = with;
    for (int64_t k = 0; k < work->in->n_products; k++)
        for (int64_t c = first; c < end; c++)
            X[k * KT_STRIP + c - first] = makes(work->in, k, c);
}

static void put_density(const void *with, int64_t first, int64_t end, const double *Y)
{
    const density_work *work = with;
    const kt_incidence *in = work->in;
    for (int64_t c = first; c < end; c++) {
        double *row = work->density + in->country[c] * in->n_all_products;
        for (int64_t k = 0; k < in->n_products; k++)
            row[in->product[k]] = Y[k * KT_STRIP + c - first] / work->total[k];
    }
}

kt_status kt_product_space_density(const kt_product_space *space, int n_threads,
                                   double *density, kt_error *err)
{
    kt_status status = KT_OK;
    const kt_incidence *in = &space->in;
    double *total = NULL;

    status = kt_new(&total, in->n_products, sizeof *total, err);
    if (status)
        goto done;
    status = sum_phi(in, total, err);
    if (status)
        goto done;
    set_missing(density, in->n_all_countries * in->n_all_products);
    const density_work with = {in, total, density};
    strip_work work = {in, fill_made, put_density, &with};
    status = kt_parallel_run(n_threads, n_strips(in), run_strip, &work, err);
done:
    kt_free(total);
    return status;
}

/* ---- the outlook ------------------------------------------------------------------------- */

/* COI of all countries, then its z-score, over those that make something. */
static void find_index(const kt_incidence *in, const double *K, const double *density,
                       const kt_outlook *outlook)
{
    double sum = 0.0, squares = 0.0;
    for (int64_t c = 0; c < in->n_countries; c++) {
        const int64_t row = in->country[c] * in->n_all_products;
        double coi = 0.0;
        for (int64_t k = 0; k < in->n_products; k++)
            if (!makes(in, k, c))
                coi += density[row + in->product[k]] * K[in->product[k]];
        outlook->coi_raw[in->country[c]] = coi;
        sum += coi;
    }
    const double mean = sum / (double)in->n_countries;
    for (int64_t c = 0; c < in->n_countries; c++) {
        const double off = outlook->coi_raw[in->country[c]] - mean;
        squares += off * off;
    }
    const double sd = sqrt(squares / (double)in->n_countries);
    if (!outlook->coi || !(sd > 0.0))
        return;
    for (int64_t c = 0; c < in->n_countries; c++)
        outlook->coi[in->country[c]] = (outlook->coi_raw[in->country[c]] - mean) / sd;
}

typedef struct gain_work {
    const kt_incidence *in;
    const double *worth; /* K_q / sum_r phi_qr */
    double *cog;
} gain_work;

static void fill_missing(const void *with, int64_t first, int64_t end, double *X)
{
    const gain_work *work = with;
    for (int64_t k = 0; k < work->in->n_products; k++)
        for (int64_t c = first; c < end; c++)
            X[k * KT_STRIP + c - first] = makes(work->in, k, c) ? 0.0 : work->worth[k];
}

static void put_gain(const void *with, int64_t first, int64_t end, const double *Y)
{
    const gain_work *work = with;
    const kt_incidence *in = work->in;
    for (int64_t c = first; c < end; c++) {
        double *row = work->cog + in->country[c] * in->n_all_products;
        for (int64_t k = 0; k < in->n_products; k++)
            row[in->product[k]] = makes(in, k, c) ? 0.0 : Y[k * KT_STRIP + c - first];
    }
}

static kt_status find_gain(const kt_incidence *in, const double *K, int n_threads, double *cog,
                           kt_error *err)
{
    kt_status status = KT_OK;
    double *worth = NULL;

    status = kt_new(&worth, in->n_products, sizeof *worth, err);
    if (status)
        goto done;
    status = sum_phi(in, worth, err);
    if (status)
        goto done;
    for (int64_t k = 0; k < in->n_products; k++)
        worth[k] = K[in->product[k]] / worth[k];
    const gain_work with = {in, worth, cog};
    strip_work work = {in, fill_missing, put_gain, &with};
    status = kt_parallel_run(n_threads, n_strips(in), run_strip, &work, err);
done:
    kt_free(worth);
    return status;
}

kt_status kt_product_space_outlook(const kt_product_space *space,
                                   const kt_complexity *complexity, const double *density,
                                   int n_threads, const kt_outlook *outlook, kt_error *err)
{
    kt_status status = KT_OK;
    const kt_incidence *in = &space->in;
    const double *K = complexity->pci_raw;
    kt_outlook into = *outlook;
    double *room = NULL; /* where the raw index is not wanted, but needed */

    if (complexity->n_countries != in->n_all_countries ||
        complexity->n_products != in->n_all_products) {
        status =
            kt_fail(err, KT_ERR_RANGE,
                    "complexity of %lld countries and %lld products, expected %lld and %lld",
                    (long long)complexity->n_countries, (long long)complexity->n_products,
                    (long long)in->n_all_countries, (long long)in->n_all_products);
        goto done;
    }
    if (!into.coi_raw) {
        status = kt_new(&room, in->n_all_countries, sizeof *room, err);
        if (status)
            goto done;
        into.coi_raw = room;
    }
    set_missing(into.coi_raw, in->n_all_countries);
    set_missing(into.coi, in->n_all_countries);
    set_missing(into.cog, in->n_all_countries * in->n_all_products);
    if (complexity->outcome != KT_COMPLEXITY_FOUND)
        goto done;
    if (outlook->coi_raw || outlook->coi)
        find_index(in, K, density, &into);
    if (into.cog)
        status = find_gain(in, K, n_threads, into.cog, err);
done:
    kt_free(room);
    return status;
}
