/* complexity.c: ECI and PCI from the eigenvector of the likeness of baskets.
 *
 * S is not symmetric, but D^1/2 S D^-1/2 is, and has the same eigenvalues; its vector v gives
 * K_c = v_c / sqrt d_c. The entries are sums of counts over u: how many products of ubiquity u
 * do both make? That is counted by bits, and summed from the rarest level to the commonest, so
 * the order of products cannot change a bit of it. */
#include <kontor/complexity.h>

#include <kontor/eigen.h>
#include <kontor/memory.h>

#include "complexity_kernel.h"
#include "incidence.h"

#include <math.h>

void kt_complexity_made(const double *rca, int64_t n_cells, double threshold, uint8_t *made)
{
    for (int64_t p = 0; p < n_cells; p++)
        made[p] = rca[p] >= threshold;
}

const char *kt_complexity_convention_name(kt_complexity_convention convention)
{
    return convention == KT_COMPLEXITY_R ? "economiccomplexity (R)" : "py-ecomplexity";
}

kt_complexity_options kt_complexity_options_default(void)
{
    return (kt_complexity_options){.convention = KT_COMPLEXITY_PY, .tolerance = 1e-9};
}

const char *kt_complexity_outcome_text(kt_complexity_outcome outcome)
{
    switch (outcome) {
    case KT_COMPLEXITY_FOUND:
        return "found";
    case KT_COMPLEXITY_TOO_FEW:
        return "fewer than two countries make anything";
    case KT_COMPLEXITY_ALIKE:
        return "all countries make the same products";
    case KT_COMPLEXITY_SPLIT:
        return "the countries fall into groups that share no product";
    case KT_COMPLEXITY_TIED:
        return "the second and the third eigenvalue are equal";
    case KT_COMPLEXITY_UNSIGNED:
        return "no correlation with diversity, so no direction";
    }
    return "unknown";
}

/* ---- the eigenvector --------------------------------------------------------------------- */

/* The three largest eigenvalues, and K_c [n_countries]. */
static kt_status solve(const kt_incidence *in, double eigenvalue[3], double *K_c, kt_error *err)
{
    kt_status status = KT_OK;
    const int64_t n = in->n_countries, n_wanted = n < 3 ? n : 3;
    double *S = NULL, *vector = NULL, values[3] = {NAN, NAN, NAN};
    kt_likeness_room room = {0};

    status = kt_new(&S, n * n, sizeof *S, err);
    if (status)
        goto done;
    status = kt_new(&vector, n_wanted * n, sizeof *vector, err);
    if (status)
        goto done;
    status = kt_new(&room.level, in->n_levels, sizeof *room.level, err);
    if (status)
        goto done;
    status = kt_new(&room.bits, n * kt_likeness_words(in), sizeof *room.bits, err);
    if (status)
        goto done;
    kt_likeness(in, &room, S);
    status = kt_eigen_largest(S, n, n_wanted, values, vector, err);
    if (status)
        goto done;
    for (int w = 0; w < 3; w++)
        eigenvalue[w] = values[w];
    for (int64_t c = 0; c < n; c++)
        K_c[c] = vector[n + c] / sqrt(in->d[c]);
done:
    kt_free(room.bits);
    kt_free(room.level);
    kt_free(vector);
    kt_free(S);
    return status;
}

/* ---- means and signs --------------------------------------------------------------------- */

/* Mean, and the root of the mean square around it with n - less in the denominator. */
typedef struct spread {
    double mean, sd;
} spread;

static spread spread_of(const double *x, int64_t n, int64_t less)
{
    double sum = 0.0, squares = 0.0;
    for (int64_t i = 0; i < n; i++)
        sum += x[i];
    const double mean = sum / (double)n;
    for (int64_t i = 0; i < n; i++)
        squares += (x[i] - mean) * (x[i] - mean);
    return (spread){mean, sqrt(squares / (double)(n - less))};
}

/* Pearson's, 0 where one of them does not vary. */
static double correlation(const double *x, const int32_t *y, int64_t n)
{
    double sum_x = 0.0, sum_y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
    for (int64_t i = 0; i < n; i++) {
        sum_x += x[i];
        sum_y += y[i];
    }
    for (int64_t i = 0; i < n; i++) {
        const double dx = x[i] - sum_x / (double)n, dy = y[i] - sum_y / (double)n;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }
    return xx > 0.0 && yy > 0.0 ? xy / sqrt(xx * yy) : 0.0;
}

static kt_complexity_outcome judge(const double eigenvalue[3], double tolerance)
{
    if (!(eigenvalue[1] < 1.0 - tolerance))
        return KT_COMPLEXITY_SPLIT;
    if (eigenvalue[1] < tolerance)
        return KT_COMPLEXITY_ALIKE;
    if (eigenvalue[1] - eigenvalue[2] < tolerance) // false where there is no third
        return KT_COMPLEXITY_TIED;
    return KT_COMPLEXITY_FOUND;
}

/* ---- the indices ------------------------------------------------------------------------- */

/* K_p is the mean K_c of its makers, stretched by the eigenvalue so that K_c is the mean K_p of
 * what c makes. */
static void products_from_countries(const kt_incidence *in, const double *K_c, double lambda,
                                    double *K_p)
{
    for (int64_t k = 0; k < in->n_products; k++) {
        double sum = 0.0;
        for (int64_t p = in->start[k]; p < in->start[k + 1]; p++)
            sum += K_c[in->maker[p]];
        K_p[k] = sum / in->u[k] / lambda;
    }
}

static void write_indices(const kt_incidence *in, const double *K_c, const double *K_p,
                          kt_complexity *out)
{
    const int by_r = out->convention == KT_COMPLEXITY_R;
    const spread of_c = spread_of(K_c, in->n_countries, by_r);
    const spread of_p = by_r ? spread_of(K_p, in->n_products, 1) : of_c;
    for (int64_t c = 0; c < in->n_countries; c++)
        out->eci[in->country[c]] = (K_c[c] - of_c.mean) / of_c.sd;
    for (int64_t k = 0; k < in->n_products; k++) {
        const int32_t p = in->product[k];
        /* One product has no spread of its own. */
        out->pci[p] = of_p.sd > 0.0 ? (K_p[k] - of_p.mean) / of_p.sd : NAN;
        out->pci_raw[p] = by_r ? out->pci[p] : K_p[k] / of_c.sd;
    }
}

static kt_status find_indices(const kt_incidence *in, double tolerance, kt_complexity *out,
                              kt_error *err)
{
    kt_status status = KT_OK;
    double *K_c = NULL, *K_p = NULL;

    if (in->n_countries < 2) {
        out->outcome = KT_COMPLEXITY_TOO_FEW;
        goto done;
    }
    status = kt_new(&K_c, in->n_countries, sizeof *K_c, err);
    if (status)
        goto done;
    status = kt_new(&K_p, in->n_products, sizeof *K_p, err);
    if (status)
        goto done;
    status = solve(in, out->eigenvalue, K_c, err);
    if (status)
        goto done;
    out->outcome = judge(out->eigenvalue, tolerance);
    if (out->outcome != KT_COMPLEXITY_FOUND)
        goto done;
    const double sign = correlation(K_c, in->d, in->n_countries);
    if (fabs(sign) <= tolerance) {
        out->outcome = KT_COMPLEXITY_UNSIGNED;
        goto done;
    }
    for (int64_t c = 0; c < in->n_countries; c++)
        K_c[c] = sign > 0.0 ? K_c[c] : -K_c[c];
    products_from_countries(in, K_c, out->eigenvalue[1], K_p);
    write_indices(in, K_c, K_p, out);
done:
    kt_free(K_p);
    kt_free(K_c);
    return status;
}

static kt_status make_result(const kt_incidence *in, kt_complexity **out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_complexity *fresh = NULL;
    const int64_t n_countries = in->n_all_countries, n_products = in->n_all_products;

    status = kt_new(&fresh, 1, sizeof *fresh, err);
    if (status)
        goto done;
    /* One block for all arrays; diversity is the first of them. */
    status = kt_new(&fresh->diversity, 2 * n_countries + 3 * n_products,
                    sizeof *fresh->diversity, err);
    if (status)
        goto done;
    fresh->eci = fresh->diversity + n_countries;
    fresh->ubiquity = fresh->eci + n_countries;
    fresh->pci = fresh->ubiquity + n_products;
    fresh->pci_raw = fresh->pci + n_products;
    fresh->n_countries = n_countries;
    fresh->n_products = n_products;
    fresh->n_countries_without = n_countries - in->n_countries;
    fresh->n_products_without = n_products - in->n_products;
    for (int64_t c = 0; c < n_countries; c++)
        fresh->eci[c] = NAN;
    for (int64_t p = 0; p < n_products; p++)
        fresh->pci[p] = fresh->pci_raw[p] = NAN;
    for (int64_t c = 0; c < in->n_countries; c++)
        fresh->diversity[in->country[c]] = in->d[c];
    for (int64_t k = 0; k < in->n_products; k++)
        fresh->ubiquity[in->product[k]] = in->u[k];
    for (int w = 0; w < 3; w++)
        fresh->eigenvalue[w] = NAN;
    *out = fresh;
    fresh = NULL;
done:
    kt_complexity_free(fresh);
    return status;
}

kt_status kt_complexity_compute(const uint8_t *made, int64_t n_countries, int64_t n_products,
                                const kt_complexity_options *options, kt_complexity **out,
                                kt_error *err)
{
    kt_status status = KT_OK;
    const kt_complexity_options chosen = options ? *options : kt_complexity_options_default();
    kt_incidence in = {0};
    kt_complexity *fresh = NULL;

    if (!(chosen.tolerance >= 0.0 && chosen.tolerance <= 0.1)) {
        status =
            kt_fail(err, KT_ERR_RANGE, "tolerance %g, expected 0 to 0.1", chosen.tolerance);
        goto done;
    }
    status = kt_incidence_init(&in, made, n_countries, n_products, err);
    if (status)
        goto done;
    status = make_result(&in, &fresh, err);
    if (status)
        goto done;
    fresh->convention = chosen.convention;
    status = find_indices(&in, chosen.tolerance, fresh, err);
    if (status)
        goto done;
    *out = fresh;
    fresh = NULL;
done:
    kt_complexity_free(fresh);
    kt_incidence_clear(&in);
    return status;
}

void kt_complexity_free(kt_complexity *complexity)
{
    if (!complexity)
        return;
    kt_free(complexity->diversity);
    kt_free(complexity);
}
