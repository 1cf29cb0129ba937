/* bias.c: Weidner and Zylkin's corrections.
 *
 * For a pair ij, over its years t: fitted values lambda_t with sum Lambda, residuals e_t,
 * partialled regressors x_t (K columns, sum lambda x = 0), and
 *
 *     H = diag(lambda) - lambda lambda' / Lambda
 *     G x_k = -[diag(lambda x_k) - lambda lambda' / Lambda o (x_kt + x_ks)]
 *
 * For an exporter i, sums over its importers (and the other way round):
 *
 *     b_ik = -tr[(sum H)^- sum (lambda x_k) e'] + 1/2 tr[(sum G x_k) (sum H)^- (sum e e') (sum
 * H)^-] bias = (X' Lambda X)^-1 [N_i / (N_i - 1) sum_i b_i + N_j / (N_j - 1) sum_j b_j]
 *
 * Errors: each pair's e e' becomes (I - H Q)^-1 e e', Q = x V_x x' + D V_D D' the variance of
 * its fitted index from coefficients and from exporter-year and importer-year effects; V_D is
 * the inverse of sum D' H D. Both inverses are of singular matrices; all that they are
 * multiplied by lies in their range, so any generalised inverse will do: Cholesky's with levels
 * left out. */
#include <kontor/bias.h>

#include <kontor/limits.h>
#include <kontor/memory.h>

#include "dense.h"
#include "scores.h"

#include <math.h>
#include <string.h>

/* A pivot below this share of its diagonal is rounding. */
#define NOISE 1e-9

/* The sample pair by pair. */
typedef struct pairs {
    const kt_scores *scores;
    int64_t n;          /* pairs */
    int64_t *start;     /* [n + 1] */
    int64_t *row;       /* working rows, by pair and year */
    int32_t *i, *j, *t; /* [rows in that order] numbered from 0 without gaps */
    int32_t n_i, n_j, n_t, K;
    const kt_progress *progress;
} pairs;

enum { PAIRS_BETWEEN_LOOKS = 64 };

static void clear_pairs(pairs *p)
{
    kt_free(p->t);
    kt_free(p->j);
    kt_free(p->i);
    kt_free(p->row);
    kt_free(p->start);
}

/* Levels that occur, numbered from 0. */
static kt_status number_levels(const kt_scores *scores, const kt_frame_factor *factor,
                               int32_t *level, int32_t *n_levels, kt_error *err)
{
    int32_t *place = NULL;
    KT_TRY(kt_new(&place, factor->n_levels, sizeof *place, err));
    for (int64_t r = 0; r < scores->n; r++)
        place[factor->level[scores->row[r]]] = 1;
    int32_t n = 0;
    for (int32_t l = 0; l < factor->n_levels; l++)
        place[l] = place[l] ? n++ : -1;
    for (int64_t r = 0; r < scores->n; r++)
        level[r] = place[factor->level[scores->row[r]]];
    *n_levels = n;
    kt_free(place);
    return KT_OK;
}

/* Stable order by key; list and to have n entries. */
static kt_status order_by(const int32_t *key, int32_t n_keys, const int64_t *list, int64_t n,
                          int64_t *to, kt_error *err)
{
    int64_t *next = NULL;
    KT_TRY(kt_new(&next, (int64_t)n_keys + 1, sizeof *next, err));
    for (int64_t r = 0; r < n; r++)
        next[key[list[r]] + 1]++;
    for (int32_t k = 0; k < n_keys; k++)
        next[k + 1] += next[k];
    for (int64_t r = 0; r < n; r++)
        to[next[key[list[r]]]++] = list[r];
    kt_free(next);
    return KT_OK;
}

static kt_status reorder(int32_t **level, const int64_t *row, int64_t n, kt_error *err)
{
    int32_t *sorted = NULL;
    KT_TRY(kt_new(&sorted, n, sizeof *sorted, err));
    for (int64_t r = 0; r < n; r++)
        sorted[r] = (*level)[row[r]];
    kt_free(*level);
    *level = sorted;
    return KT_OK;
}

static kt_status sort_pairs(pairs *p, const kt_bias_panel *panel, kt_error *err)
{
    kt_status status = KT_OK;
    const int64_t n = p->scores->n;
    int64_t *spare = NULL;
    const kt_frame_factor *const factor[] = {panel->exporter, panel->importer, panel->year};
    int32_t **const level[] = {&p->i, &p->j, &p->t};
    int32_t *const n_levels[] = {&p->n_i, &p->n_j, &p->n_t};

    status = kt_new(&p->row, n, sizeof *p->row, err);
    if (status)
        goto done;
    status = kt_new(&spare, n, sizeof *spare, err);
    if (status)
        goto done;
    for (int64_t r = 0; r < n; r++)
        p->row[r] = r;
    for (int k = 2; k >= 0; k--) {
        status = kt_new(level[k], n, sizeof **level[k], err);
        if (status)
            goto done;
        status = number_levels(p->scores, factor[k], *level[k], n_levels[k], err);
        if (status)
            goto done;
        status = order_by(*level[k], *n_levels[k], p->row, n, spare, err);
        if (status)
            goto done;
        memcpy(p->row, spare, (size_t)n * sizeof *spare);
    }
    for (int k = 0; k < 3; k++) {
        status = reorder(level[k], p->row, n, err);
        if (status)
            goto done;
    }
    status = kt_new(&p->start, n + 1, sizeof *p->start, err);
    if (status)
        goto done;
    for (int64_t r = 0; r < n; r++) {
        if (r == 0 || p->i[r] != p->i[r - 1] || p->j[r] != p->j[r - 1])
            p->start[p->n++] = r;
        else if (p->t[r] == p->t[r - 1]) {
            status = kt_fail(err, KT_ERR_RANGE,
                             "a pair has two rows in one year: the corrections are for panels "
                             "of exporter, importer and year");
            goto done;
        }
    }
    p->start[p->n] = n;
done:
    kt_free(spare);
    return status;
}

static double lambda_of(const pairs *p, int64_t r)
{
    return p->scores->w[p->row[r]];
}

static double residual_of(const pairs *p, int64_t r)
{
    return p->scores->s[p->row[r]];
}

static double x_of(const pairs *p, int64_t r, int32_t k)
{
    return kt_scores_x(p->scores, p->row[r], k);
}

static double sum_lambda(const pairs *p, int64_t pair)
{
    double sum = 0.0;
    for (int64_t r = p->start[pair]; r < p->start[pair + 1]; r++)
        sum += lambda_of(p, r);
    return sum;
}

/* ---- bias ---------------------------------------------------------------------------------
 */

/* Sums over the pairs of each country of one side, T x T each. */
typedef struct sums {
    double *H, *E; /* [n * T * T] of H and of e e' */
    double *XS;    /* [K * n * T * T] (lambda x_k) e' */
    double *GX;    /* [K * n * T * T] */
} sums;

static void clear_sums(sums *s)
{
    kt_free(s->GX);
    kt_free(s->XS);
    kt_free(s->E);
    kt_free(s->H);
}

static void add_pair(const pairs *p, int64_t pair, int32_t country, int32_t n, sums *s)
{
    const int64_t T = p->n_t, square = T * T;
    const double Lambda = sum_lambda(p, pair);
    for (int64_t a = p->start[pair]; a < p->start[pair + 1]; a++)
        for (int64_t b = p->start[pair]; b < p->start[pair + 1]; b++) {
            const int64_t at = country * square + p->t[a] * T + p->t[b];
            const double both = lambda_of(p, a) * lambda_of(p, b) / Lambda;
            s->H[at] += (a == b ? lambda_of(p, a) : 0.0) - both;
            s->E[at] += residual_of(p, a) * residual_of(p, b);
            for (int32_t k = 0; k < p->K; k++) {
                const int64_t of_k = at + k * n * square;
                s->XS[of_k] += lambda_of(p, a) * x_of(p, a, k) * residual_of(p, b);
                s->GX[of_k] += both * (x_of(p, a, k) + x_of(p, b, k)) -
                               (a == b ? lambda_of(p, a) * x_of(p, a, k) : 0.0);
            }
        }
}

/* tr(A B). */
static double trace(const double *A, const double *B, int64_t T)
{
    double sum = 0.0;
    for (int64_t t = 0; t < T; t++)
        for (int64_t s = 0; s < T; s++)
            sum += A[t * T + s] * B[s * T + t];
    return sum;
}

/* b[K] += b_i of each country of one side, times n / (n - 1). room[4 T T]. */
static kt_status add_side(const pairs *p, const sums *s, int32_t n, double *room,
                          uint8_t *excluded, double *b, kt_error *err)
{
    const int32_t T = p->n_t;
    const int64_t square = (int64_t)T * T;
    double *factor = room, *inverse = room + square, *spread = room + 2 * square;
    const double scale = n > 1 ? (double)n / (n - 1.0) : 1.0;
    for (int32_t c = 0; c < n; c++) {
        memcpy(factor, s->H + c * square, (size_t)square * sizeof *factor);
        KT_TRY(kt_progress_check(p->progress, err));
        kt_cholesky(factor, T, NULL, NOISE, excluded);
        KT_TRY(kt_cholesky_inverse(factor, T, excluded, inverse, p->progress, err));
        KT_TRY(kt_sandwich(inverse, s->E + c * square, T, room + 3 * square, spread,
                           p->progress, err));
        for (int32_t k = 0; k < p->K; k++) {
            const int64_t at = (k * (int64_t)n + c) * square;
            b[k] +=
                scale * (0.5 * trace(s->GX + at, spread, T) - trace(inverse, s->XS + at, T));
        }
    }
    return KT_OK;
}

static kt_status one_side(const pairs *p, const int32_t *country, int32_t n, double *b,
                          kt_error *err)
{
    kt_status status = KT_OK;
    const int64_t square = (int64_t)p->n_t * p->n_t;
    sums s = {0};
    double *room = NULL;
    uint8_t *excluded = NULL;

    status = kt_new(&s.H, n * square, sizeof *s.H, err);
    if (status)
        goto done;
    status = kt_new(&s.E, n * square, sizeof *s.E, err);
    if (status)
        goto done;
    status = kt_new(&s.XS, p->K * n * square, sizeof *s.XS, err);
    if (status)
        goto done;
    status = kt_new(&s.GX, p->K * n * square, sizeof *s.GX, err);
    if (status)
        goto done;
    status = kt_new(&room, 4 * square, sizeof *room, err);
    if (status)
        goto done;
    status = kt_new(&excluded, p->n_t, sizeof *excluded, err);
    if (status)
        goto done;
    for (int64_t pair = 0; pair < p->n && !status; pair++) {
        status = kt_progress_at(p->progress, pair, PAIRS_BETWEEN_LOOKS, err);
        add_pair(p, pair, country[p->start[pair]], n, &s);
    }
    if (!status)
        status = add_side(p, &s, n, room, excluded, b, err);
done:
    kt_free(excluded);
    kt_free(room);
    clear_sums(&s);
    return status;
}

static kt_status find_bias(const pairs *p, const kt_estimate *e, kt_bias *out, kt_error *err)
{
    kt_status status = KT_OK;
    const int32_t K = p->K;
    double *b = NULL;

    KT_TRY(kt_new(&b, K, sizeof *b, err));
    status = one_side(p, p->i, p->n_i, b, err);
    if (status)
        goto done;
    status = one_side(p, p->j, p->n_j, b, err);
    if (status)
        goto done;
    for (int32_t k = 0; k < K; k++) {
        for (int32_t l = 0; l < K; l++)
            out->bias[k] += p->scores->bread[(int64_t)k * K + l] * b[l];
        out->corrected[k] = e->coefficients[k].estimate - out->bias[k];
    }
done:
    kt_free(b);
    return status;
}

/* ---- errors -------------------------------------------------------------------------------
 */

/* The effects' variance: an inverse of sum D' H D, whole or year by year. Exporter-years come
 * first, i * T + t, importer-years after them. */
typedef struct effects_variance {
    int exact;
    int32_t n;  /* rows of the matrix or, year by year, of each of them */
    double *of; /* [n * n], or [T * n * n] */
} effects_variance;

static int64_t place_of(const pairs *p, const effects_variance *v, int64_t r, int side)
{
    const int32_t country = side ? p->j[r] : p->i[r];
    if (v->exact)
        return (side ? (int64_t)p->n_i * p->n_t : 0) + (int64_t)country * p->n_t + p->t[r];
    return (side ? p->n_i : 0) + country;
}

static void add_information(const pairs *p, effects_variance *v, int64_t pair)
{
    const double Lambda = sum_lambda(p, pair);
    for (int64_t a = p->start[pair]; a < p->start[pair + 1]; a++)
        for (int64_t b = p->start[pair]; b < p->start[pair + 1]; b++) {
            if (!v->exact && a != b)
                continue;
            const double h =
                (a == b ? lambda_of(p, a) : 0.0) - lambda_of(p, a) * lambda_of(p, b) / Lambda;
            double *matrix = v->of + (v->exact ? 0 : p->t[a] * (int64_t)v->n * v->n);
            for (int s = 0; s < 4; s++)
                matrix[place_of(p, v, a, s / 2) * v->n + place_of(p, v, b, s % 2)] += h;
        }
}

static kt_status make_variance(const pairs *p, effects_variance *v, kt_error *err)
{
    kt_status status = KT_OK;
    const int64_t all = (int64_t)(p->n_i + p->n_j) * p->n_t;
    double *factor = NULL;
    uint8_t *excluded = NULL;

    v->exact = all <= KT_BIAS_EXACT;
    v->n = v->exact ? (int32_t)all : p->n_i + p->n_j;
    const int64_t square = (int64_t)v->n * v->n, n_matrices = v->exact ? 1 : p->n_t;
    status = kt_new(&v->of, n_matrices * square, sizeof *v->of, err);
    if (status)
        goto done;
    status = kt_new(&factor, square, sizeof *factor, err);
    if (status)
        goto done;
    status = kt_new(&excluded, v->n, sizeof *excluded, err);
    if (status)
        goto done;
    for (int64_t pair = 0; pair < p->n && !status; pair++) {
        status = kt_progress_at(p->progress, pair, PAIRS_BETWEEN_LOOKS, err);
        add_information(p, v, pair);
    }
    for (int64_t m = 0; m < n_matrices && !status; m++) {
        int32_t n_excluded;
        memcpy(factor, v->of + m * square, (size_t)square * sizeof *factor);
        status = kt_cholesky_watch(factor, v->n, NULL, NOISE, excluded, &n_excluded,
                                   p->progress, err);
        if (!status)
            status = kt_cholesky_inverse(factor, v->n, excluded, v->of + m * square,
                                         p->progress, err);
    }
done:
    kt_free(excluded);
    kt_free(factor);
    return status;
}

/* Variance of the fitted index between two years of a pair. */
static double q_of(const pairs *p, const effects_variance *v, int64_t a, int64_t b)
{
    double sum = 0.0;
    for (int32_t k = 0; k < p->K; k++)
        for (int32_t l = 0; l < p->K; l++)
            sum += x_of(p, a, k) * p->scores->bread[(int64_t)k * p->K + l] * x_of(p, b, l);
    if (!v->exact && a != b)
        return sum;
    const double *matrix = v->of + (v->exact ? 0 : p->t[a] * (int64_t)v->n * v->n);
    for (int s = 0; s < 4; s++)
        sum += matrix[place_of(p, v, a, s / 2) * v->n + place_of(p, v, b, s % 2)];
    return sum;
}

/* A x = b, A [n * n] general, by elimination with row exchange; b becomes x. */
static void solve_general(double *A, double *b, int64_t n)
{
    for (int64_t c = 0; c < n; c++) {
        int64_t best = c;
        for (int64_t r = c + 1; r < n; r++)
            best = fabs(A[r * n + c]) > fabs(A[best * n + c]) ? r : best;
        for (int64_t k = 0; k < n; k++) {
            const double held = A[c * n + k];
            A[c * n + k] = A[best * n + k];
            A[best * n + k] = held;
        }
        const double held = b[c];
        b[c] = b[best];
        b[best] = held;
        for (int64_t r = c + 1; r < n; r++) {
            const double by = A[r * n + c] / A[c * n + c];
            for (int64_t k = c; k < n; k++)
                A[r * n + k] -= by * A[c * n + k];
            b[r] -= by * b[c];
        }
    }
    for (int64_t c = n - 1; c >= 0; c--) {
        for (int64_t k = c + 1; k < n; k++)
            b[c] -= A[c * n + k] * b[k];
        b[c] /= A[c * n + c];
    }
}

/* meat += x' (I - H Q)^-1 e e' x of one pair; plain += x' e e' x. room[3 T T + T + 2 K]. */
static void add_meat(const pairs *p, const effects_variance *v, int64_t pair, double *room,
                     double *meat, double *plain)
{
    const int64_t first = p->start[pair], n = p->start[pair + 1] - first, T = p->n_t;
    const double Lambda = sum_lambda(p, pair);
    double *Q = room, *A = room + T * T, *e = room + 3 * T * T, *left = e + T,
           *right = left + p->K;
    for (int64_t a = 0; a < n; a++)
        for (int64_t b = 0; b < n; b++)
            Q[a * n + b] = q_of(p, v, first + a, first + b);
    for (int64_t a = 0; a < n; a++)
        for (int64_t b = 0; b < n; b++) {
            double mean = 0.0; /* H Q = diag(lambda) (Q - weighted mean of its rows) */
            for (int64_t c = 0; c < n; c++)
                mean += lambda_of(p, first + c) / Lambda * Q[c * n + b];
            A[a * n + b] = (a == b) - lambda_of(p, first + a) * (Q[a * n + b] - mean);
        }
    for (int64_t a = 0; a < n; a++)
        e[a] = residual_of(p, first + a);
    for (int32_t k = 0; k < p->K; k++) {
        right[k] = 0.0;
        for (int64_t a = 0; a < n; a++)
            right[k] += x_of(p, first + a, k) * e[a];
    }
    solve_general(A, e, n);
    for (int32_t k = 0; k < p->K; k++) {
        left[k] = 0.0;
        for (int64_t a = 0; a < n; a++)
            left[k] += x_of(p, first + a, k) * e[a];
    }
    /* Symmetric in the end: e e' x is, up to the correction, whose two sides are averaged. */
    for (int32_t k = 0; k < p->K; k++)
        for (int32_t l = 0; l < p->K; l++) {
            meat[k * p->K + l] += 0.5 * (left[k] * right[l] + right[k] * left[l]);
            plain[k * p->K + l] += right[k] * right[l];
        }
}

static kt_status find_errors(const pairs *p, kt_bias *out, kt_error *err)
{
    kt_status status = KT_OK;
    const int64_t K = p->K, T = p->n_t;
    effects_variance v = {0};
    double *room = NULL, *meat = NULL;

    status = make_variance(p, &v, err);
    if (status)
        goto done;
    status = kt_new(&room, 3 * T * T + T + 2 * K, sizeof *room, err);
    if (status)
        goto done;
    status = kt_new(&meat, 4 * K * K, sizeof *meat, err);
    if (status)
        goto done;
    double *plain = meat + K * K, *spare = meat + 2 * K * K, *plain_vcov = meat + 3 * K * K;
    for (int64_t pair = 0; pair < p->n && !status; pair++) {
        status = kt_progress_at(p->progress, pair, PAIRS_BETWEEN_LOOKS, err);
        add_meat(p, &v, pair, room, meat, plain);
    }
    if (!status)
        status = kt_sandwich(p->scores->bread, meat, p->K, spare, out->vcov, p->progress, err);
    if (!status)
        status =
            kt_sandwich(p->scores->bread, plain, p->K, spare, plain_vcov, p->progress, err);
    if (status)
        goto done;
    const double G = (double)p->n, factor = G / (G - 1.0);
    for (int64_t k = 0; k < K * K; k++)
        out->vcov[k] *= factor;
    for (int64_t k = 0; k < K; k++) {
        out->se[k] = sqrt(out->vcov[k * K + k]);
        out->se_plain[k] = sqrt(factor * plain_vcov[k * K + k]);
    }
    out->exact = v.exact;
done:
    kt_free(meat);
    kt_free(room);
    kt_free(v.of);
    return status;
}

/* ---- the whole ----------------------------------------------------------------------------
 */

static kt_status check(const kt_model_frame *frame, const kt_bias_panel *panel,
                       const kt_estimate *e, kt_error *err)
{
    if (!panel->exporter || !panel->importer || !panel->year)
        return kt_fail(err, KT_ERR_RANGE, "the corrections need exporter, importer and year");
    if (e->family != KT_FAMILY_POISSON || frame->n_effects != 3)
        return kt_fail(err, KT_ERR_RANGE,
                       "the corrections are for poisson with exporter-year, importer-year and "
                       "pair effects, found %s with %d effects",
                       kt_family_name(e->family), (int)frame->n_effects);
    if (!e->scores || e->n_rows != frame->n_rows)
        return kt_fail(err, KT_ERR_MISSING,
                       "an estimate of this frame with its scores is needed");
    if (e->n_coefficients < 1)
        return kt_fail(err, KT_ERR_RANGE, "there is no coefficient to correct");
    return KT_OK;
}

static kt_status take_bias(int32_t K, kt_bias **out, kt_error *err)
{
    KT_TRY(kt_new(out, 1, sizeof **out, err));
    (*out)->n = K;
    KT_TRY(kt_new(&(*out)->bias, K, sizeof *(*out)->bias, err));
    KT_TRY(kt_new(&(*out)->corrected, K, sizeof *(*out)->corrected, err));
    KT_TRY(kt_new(&(*out)->se, K, sizeof *(*out)->se, err));
    KT_TRY(kt_new(&(*out)->se_plain, K, sizeof *(*out)->se_plain, err));
    return kt_new(&(*out)->vcov, (int64_t)K * K, sizeof *(*out)->vcov, err);
}

kt_status kt_bias_correct(const kt_model_frame *frame, const kt_bias_panel *panel,
                          const kt_estimate *estimate, kt_bias **out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_bias *fresh = NULL;
    pairs p = {0};

    KT_TRY(check(frame, panel, estimate, err));
    p.scores = estimate->scores;
    p.K = estimate->n_coefficients;
    p.progress = panel->progress;
    status = sort_pairs(&p, panel, err);
    if (status)
        goto done;
    status = take_bias(p.K, &fresh, err);
    if (status)
        goto done;
    status = find_bias(&p, estimate, fresh, err);
    if (status)
        goto done;
    status = find_errors(&p, fresh, err);
    if (status)
        goto done;
    *out = fresh;
    fresh = NULL;
done:
    kt_bias_free(fresh);
    clear_pairs(&p);
    return status;
}

void kt_bias_free(kt_bias *bias)
{
    if (!bias)
        return;
    kt_free(bias->vcov);
    kt_free(bias->se_plain);
    kt_free(bias->se);
    kt_free(bias->corrected);
    kt_free(bias->bias);
    kt_free(bias);
}
