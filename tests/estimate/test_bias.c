/* test_bias.c: Weidner and Zylkin's corrections beside their formulas written out: all third
 * derivatives, all dummies, Moore-Penrose inverses. */
#include <kontor/bias.h>

#include <kontor/random.h>

#include "check.h"
#include "math/jacobi.h"

enum { N = 7, T = 4, K = 2, ROWS = N * N * T, FE = 2 * N * T };

/* A small unbalanced world of N countries. */
typedef struct world {
    int64_t n;
    double y[ROWS], x[K][ROWS];
    int32_t i[ROWS], j[ROWS], t[ROWS], it[ROWS], jt[ROWS], ij[ROWS];
    kt_frame_column columns[K];
    kt_frame_effect effects[3];
    kt_frame_factor exporter, importer, year;
    kt_model_frame frame;
} world;

static double draw(uint64_t seed, int64_t n)
{
    return kt_random_normal(kt_random_bits(seed, (uint64_t)n));
}

static void make_world(world *w)
{
    memset(w, 0, sizeof *w);
    for (int32_t i = 0; i < N; i++)
        for (int32_t j = 0; j < N; j++)
            for (int32_t t = 0; t < T; t++) {
                const int64_t cell = (i * N + j) * T + t, r = w->n;
                if (i == j || cell % 11 == 3) // some years of some pairs are missing
                    continue;
                w->x[0][r] = draw(1, cell);
                w->x[1][r] = t >= (i + j) % 5;
                w->y[r] = exp(0.5 * w->x[0][r] + 0.3 * w->x[1][r] + 0.3 * draw(2, i * T + t) +
                              0.3 * draw(3, j * T + t) + 0.5 * draw(4, i * N + j) +
                              0.6 * draw(5, cell));
                w->i[r] = i;
                w->j[r] = j;
                w->t[r] = t;
                w->it[r] = i * T + t;
                w->jt[r] = j * T + t;
                w->ij[r] = i * N + j;
                w->n++;
            }
    for (int k = 0; k < K; k++)
        w->columns[k] = (kt_frame_column){k ? "agreement" : "tariff", w->x[k]};
    w->effects[0].factor = (kt_frame_factor){"exporter^year", w->it, N * T};
    w->effects[1].factor = (kt_frame_factor){"importer^year", w->jt, N * T};
    w->effects[2].factor = (kt_frame_factor){"pair", w->ij, N * N};
    w->exporter = (kt_frame_factor){"exporter", w->i, N};
    w->importer = (kt_frame_factor){"importer", w->j, N};
    w->year = (kt_frame_factor){"year", w->t, T};
    w->frame = (kt_model_frame){.n_rows = w->n,
                                .outcome = {"trade", w->y},
                                .regressors = w->columns,
                                .n_regressors = K,
                                .effects = w->effects,
                                .n_effects = 3};
}

static kt_estimate *fit(const world *w)
{
    kt_estimate_options options = kt_estimate_options_default();
    kt_estimate *e = NULL;
    kt_error err = {0};
    options.keep = KT_KEEP_SCORES | KT_KEEP_FITTED;
    options.inner = 1e-12;
    options.tolerance = 1e-11;
    CHECK_OK(kt_estimate_fit(&w->frame, &options, &e, &err), err);
    CHECK_INT(e->outcome, KT_ESTIMATE_CONVERGED);
    CHECK_INT(e->n, w->n);
    return e;
}

/* ---- the slow twin ------------------------------------------------------------------------
 */

/* Moore-Penrose inverse of a symmetric matrix, by its eigenvalues. */
static void pseudo_inverse(double *a, int n, double *inverse)
{
    double *values = malloc((size_t)n * sizeof *values);
    double *vectors = malloc((size_t)n * (size_t)n * sizeof *vectors);
    jacobi(a, n, values, vectors);
    memset(inverse, 0, (size_t)n * (size_t)n * sizeof *inverse);
    for (int v = 0; v < n; v++)
        for (int p = 0; values[v] > 1e-9 * values[0] && p < n; p++)
            for (int q = 0; q < n; q++)
                inverse[p * n + q] += vectors[v * n + p] * vectors[v * n + q] / values[v];
    free(vectors);
    free(values);
}

typedef struct twin {
    double lambda[N][N][T], e[N][N][T], x[K][N][N][T]; /* 0 where missing; x partialled */
    double W[K][K], V[K * K];                          /* X' Lambda X, its inverse */
    int n_pairs;
} twin;

/* Weighted least squares on all dummies at once. */
static void partial_out(const world *w, const kt_estimate *e, twin *s)
{
    enum { ALL = FE + N * N };
    static double A[ALL * ALL], inverse[ALL * ALL], b[ALL], g[ALL];
    memset(A, 0, sizeof A);
    for (int64_t r = 0; r < w->n; r++) {
        const int at[] = {w->it[r], N * T + w->jt[r], FE + w->ij[r]};
        for (int p = 0; p < 3; p++)
            for (int q = 0; q < 3; q++)
                A[at[p] * ALL + at[q]] += e->fitted[r];
    }
    pseudo_inverse(A, ALL, inverse);
    for (int k = 0; k < K; k++) {
        memset(b, 0, sizeof b);
        for (int64_t r = 0; r < w->n; r++) {
            const int at[] = {w->it[r], N * T + w->jt[r], FE + w->ij[r]};
            for (int p = 0; p < 3; p++)
                b[at[p]] += e->fitted[r] * w->x[k][r];
        }
        for (int p = 0; p < ALL; p++) {
            g[p] = 0.0;
            for (int q = 0; q < ALL; q++)
                g[p] += inverse[p * ALL + q] * b[q];
        }
        for (int64_t r = 0; r < w->n; r++)
            s->x[k][w->i[r]][w->j[r]][w->t[r]] =
                w->x[k][r] - g[w->it[r]] - g[N * T + w->jt[r]] - g[FE + w->ij[r]];
    }
}

static void make_twin(const world *w, const kt_estimate *e, twin *s)
{
    double W[K * K] = {0};
    memset(s, 0, sizeof *s);
    partial_out(w, e, s);
    for (int64_t r = 0; r < w->n; r++) {
        s->lambda[w->i[r]][w->j[r]][w->t[r]] = e->fitted[r];
        s->e[w->i[r]][w->j[r]][w->t[r]] = w->y[r] - e->fitted[r];
        for (int k = 0; k < K; k++)
            for (int l = 0; l < K; l++)
                W[k * K + l] += e->fitted[r] * s->x[k][w->i[r]][w->j[r]][w->t[r]] *
                                s->x[l][w->i[r]][w->j[r]][w->t[r]];
        s->n_pairs += r == 0 || w->ij[r] != w->ij[r - 1];
    }
    pseudo_inverse(W, K, s->V);
}

/* E[(d_t - m_t)(d_s - m_s)(d_r - m_r)] of one draw from shares m, all cases by definition. */
static double third_cumulant(const double m[T], int t, int s, int r)
{
    double sum = 0.0;
    for (int d = 0; d < T; d++)
        sum += m[d] * ((d == t) - m[t]) * ((d == s) - m[s]) * ((d == r) - m[r]);
    return sum;
}

/* H of a pair; sums over `other` for country c of one side. */
static void pair_H(const twin *s, int i, int j, double H[T * T], double m[T], double *Lambda)
{
    *Lambda = 0.0;
    for (int t = 0; t < T; t++)
        *Lambda += s->lambda[i][j][t];
    for (int t = 0; t < T; t++)
        m[t] = *Lambda > 0.0 ? s->lambda[i][j][t] / *Lambda : 0.0;
    for (int t = 0; t < T; t++)
        for (int u = 0; u < T; u++)
            H[t * T + u] = *Lambda * ((t == u) * m[t] - m[t] * m[u]);
}

static double trace_of(const double *a, const double *b)
{
    double sum = 0.0;
    for (int t = 0; t < T; t++)
        for (int u = 0; u < T; u++)
            sum += a[t * T + u] * b[u * T + t];
    return sum;
}

static void times(const double *a, const double *b, double *out)
{
    for (int t = 0; t < T; t++)
        for (int u = 0; u < T; u++) {
            out[t * T + u] = 0.0;
            for (int v = 0; v < T; v++)
                out[t * T + u] += a[t * T + v] * b[v * T + u];
        }
}

static double one_country(const twin *s, int c, int side, int k)
{
    double H[T * T] = {0}, XS[T * T] = {0}, G[T * T] = {0}, E[T * T] = {0}, inverse[T * T];
    double pair[T * T], m[T], Lambda, a[T * T], b[T * T], d[T * T];
    for (int o = 0; o < N; o++) {
        const int i = side ? o : c, j = side ? c : o;
        pair_H(s, i, j, pair, m, &Lambda);
        for (int t = 0; t < T; t++)
            for (int u = 0; u < T; u++) {
                double Hx = 0.0;
                for (int v = 0; v < T; v++) {
                    Hx += pair[t * T + v] * s->x[k][i][j][v];
                    G[t * T + u] -= Lambda * third_cumulant(m, t, u, v) * s->x[k][i][j][v];
                }
                H[t * T + u] += pair[t * T + u];
                XS[t * T + u] += Hx * s->e[i][j][u];
                E[t * T + u] += s->e[i][j][t] * s->e[i][j][u];
            }
    }
    pseudo_inverse(H, T, inverse);
    times(G, inverse, a);
    times(a, E, b);
    times(b, inverse, d);
    double half = 0.0;
    for (int t = 0; t < T; t++)
        half += 0.5 * d[t * T + t];
    return half - trace_of(inverse, XS);
}

/* Q of all pairs from all dummies, demeaned within pairs. */
static void effects_variance(const twin *s, double *V)
{
    static double A[FE * FE];
    memset(A, 0, sizeof A);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double H[T * T], m[T], Lambda;
            pair_H(s, i, j, H, m, &Lambda);
            for (int t = 0; t < T; t++)
                for (int u = 0; u < T; u++) {
                    const int a[] = {i * T + t, N * T + j * T + t};
                    const int b[] = {i * T + u, N * T + j * T + u};
                    for (int p = 0; p < 4; p++)
                        A[a[p / 2] * FE + b[p % 2]] += H[t * T + u];
                }
        }
    pseudo_inverse(A, FE, V);
}

/* x' (I - H Q)^-1 e of one pair, by the series of powers of H Q, which converges: Q H < 1. */
static void corrected_score(const twin *s, const double *V, int i, int j, double out[K])
{
    double H[T * T], Q[T * T], HQ[T * T], m[T], Lambda, term[T], sum[T];
    pair_H(s, i, j, H, m, &Lambda);
    for (int t = 0; t < T; t++)
        for (int u = 0; u < T; u++) {
            const int a[] = {i * T + t, N * T + j * T + t};
            const int b[] = {i * T + u, N * T + j * T + u};
            Q[t * T + u] = 0.0;
            for (int p = 0; p < 4; p++)
                Q[t * T + u] += V[a[p / 2] * FE + b[p % 2]];
            for (int k = 0; k < K; k++)
                for (int l = 0; l < K; l++)
                    Q[t * T + u] += s->x[k][i][j][t] * s->V[k * K + l] * s->x[l][i][j][u];
        }
    times(H, Q, HQ);
    for (int t = 0; t < T; t++)
        term[t] = sum[t] = s->e[i][j][t];
    for (int power = 0; power < 20000; power++) {
        double next[T] = {0};
        for (int t = 0; t < T; t++)
            for (int u = 0; u < T; u++)
                next[t] += HQ[t * T + u] * term[u];
        for (int t = 0; t < T; t++) {
            term[t] = next[t];
            sum[t] += next[t];
        }
    }
    for (int k = 0; k < K; k++) {
        out[k] = 0.0;
        for (int t = 0; t < T; t++)
            out[k] += s->x[k][i][j][t] * sum[t];
    }
}

static void slow_vcov(const twin *s, double vcov[K * K], double plain[K * K])
{
    static double V[FE * FE];
    double meat[K * K] = {0}, meat_plain[K * K] = {0};
    effects_variance(s, V);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double left[K], right[K] = {0};
            corrected_score(s, V, i, j, left);
            for (int k = 0; k < K; k++)
                for (int t = 0; t < T; t++)
                    right[k] += s->x[k][i][j][t] * s->e[i][j][t];
            for (int k = 0; k < K; k++)
                for (int l = 0; l < K; l++) {
                    meat[k * K + l] += 0.5 * (left[k] * right[l] + right[k] * left[l]);
                    meat_plain[k * K + l] += right[k] * right[l];
                }
        }
    const double factor = s->n_pairs / (s->n_pairs - 1.0);
    for (int k = 0; k < K; k++)
        for (int l = 0; l < K; l++) {
            vcov[k * K + l] = plain[k * K + l] = 0.0;
            for (int p = 0; p < K; p++)
                for (int q = 0; q < K; q++) {
                    const double both = factor * s->V[k * K + p] * s->V[q * K + l];
                    vcov[k * K + l] += both * meat[p * K + q];
                    plain[k * K + l] += both * meat_plain[p * K + q];
                }
        }
}

/* ---- tests --------------------------------------------------------------------------------
 */

static void the_slow_direct_computation_finds_the_same(void **state)
{
    (void)state;
    static world w;
    static twin s;
    kt_error err = {0};
    kt_bias *bias = NULL;
    double b[K], vcov[K * K], plain[K * K];
    make_world(&w);
    kt_estimate *e = fit(&w);
    const kt_bias_panel panel = {&w.exporter, &w.importer, &w.year, NULL};
    CHECK_OK(kt_bias_correct(&w.frame, &panel, e, &bias, &err), err);
    make_twin(&w, e, &s);
    for (int k = 0; k < K; k++) {
        b[k] = 0.0;
        for (int c = 0; c < N; c++)
            b[k] += (one_country(&s, c, 0, k) + one_country(&s, c, 1, k)) * N / (N - 1.0);
    }
    slow_vcov(&s, vcov, plain);
    CHECK(bias->exact);
    for (int k = 0; k < K; k++) {
        const double expected = s.V[k * K] * b[0] + s.V[k * K + 1] * b[1];
        CHECK(fabs(expected) > 1e-4); // there is something to correct
        CHECK_NEAR(bias->bias[k] / expected, 1.0, 1e-6);
        CHECK_NEAR(bias->corrected[k], e->coefficients[k].estimate - expected, 1e-8);
        CHECK_NEAR(bias->se[k] / sqrt(vcov[k * K + k]), 1.0, 1e-6);
        CHECK_NEAR(bias->se_plain[k] / sqrt(plain[k * K + k]), 1.0, 1e-6);
        CHECK(bias->se[k] > bias->se_plain[k]);
    }
    kt_bias_free(bias);
    kt_estimate_free(e);
}

static void another_model_is_refused(void **state)
{
    (void)state;
    static world w;
    kt_error err = {0};
    kt_bias *bias = NULL;
    make_world(&w);
    kt_estimate *e = fit(&w);
    const kt_bias_panel panel = {&w.exporter, &w.importer, &w.year, NULL};
    const kt_bias_panel no_year = {&w.exporter, &w.importer, NULL, NULL};
    const kt_bias_panel twice = {&w.exporter, &w.importer, &w.exporter, NULL};
    CHECK_FAILS(kt_bias_correct(&w.frame, &no_year, e, &bias, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_bias_correct(&w.frame, &twice, e, &bias, &err), KT_ERR_RANGE, err);
    w.frame.n_effects = 2;
    CHECK_FAILS(kt_bias_correct(&w.frame, &panel, e, &bias, &err), KT_ERR_RANGE, err);
    CHECK(bias == NULL);
    kt_estimate_free(e);
}

typedef struct attempt {
    world *w;
    kt_estimate *e;
} attempt;

static kt_status correct_once(void *with, kt_error *err)
{
    attempt *a = with;
    kt_bias *bias = NULL;
    const kt_bias_panel panel = {&a->w->exporter, &a->w->importer, &a->w->year, NULL};
    const kt_status status = kt_bias_correct(&a->w->frame, &panel, a->e, &bias, err);
    kt_bias_free(bias);
    return status;
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    static world w;
    make_world(&w);
    attempt a = {&w, fit(&w)};
    kt_check_faults(KT_FAULT_MEMORY, correct_once, &a);
    kt_estimate_free(a.e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_slow_direct_computation_finds_the_same),
        KT_TEST(another_model_is_refused),
        KT_TEST(lack_of_memory_is_survived),
    };
    return kt_run_tests(tests);
}
