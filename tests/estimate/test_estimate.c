/* test_estimate.c: what an estimate promises, whatever the numbers. */
#include <kontor/estimate.h>

#include <kontor/memory.h>

#include "check.h"
#include "small_world.h"

static small_world w;

static kt_estimate_options all_kept(void)
{
    kt_estimate_options options = kt_estimate_options_default();
    options.keep = KT_KEEP_FITTED | KT_KEEP_SCORES | KT_KEEP_EFFECTS;
    options.vcov.kind = KT_VCOV_CLUSTER;
    return options;
}

/* The likelihood equations themselves: fitted sums equal observed ones in every level, and
 * residuals are orthogonal to every regressor. */
static void fitted_totals_equal_observed_totals(void **state)
{
    (void)state;
    static double sum[SW_N * SW_N][2];
    small_world_make(&w, 1, 1);
    kt_estimate_options options = all_kept();
    kt_estimate *e = small_world_fit(&w, &options);
    CHECK_INT(e->outcome, KT_ESTIMATE_CONVERGED);
    for (int f = 0; f < 3; f++) {
        memset(sum, 0, sizeof sum);
        for (int64_t r = 0; r < w.n; r++) {
            const int32_t l = w.effects[f].factor.level[r];
            if (isnan(e->fitted[r]))
                continue;
            sum[l][0] += w.y[r];
            sum[l][1] += e->fitted[r];
        }
        for (int l = 0; l < w.effects[f].factor.n_levels; l++)
            CHECK_NEAR(sum[l][1], sum[l][0], 1e-9 * (1.0 + sum[l][0]));
    }
    for (int k = 0; k < SW_X; k++) {
        double product = 0.0;
        for (int64_t r = 0; r < w.n; r++)
            product += isnan(e->fitted[r]) ? 0.0 : w.x[k][r] * (w.y[r] - e->fitted[r]);
        CHECK_NEAR(product, 0.0, 1e-6);
    }
    CHECK(e->certificate.score_norm < 1e-8);
    CHECK(e->certificate.margin_gap < 1e-8);
    kt_estimate_free(e);
}

static void scaling_the_outcome_moves_effects_alone(void **state)
{
    (void)state;
    small_world_make(&w, 2, 1);
    kt_estimate_options options = all_kept();
    kt_estimate *e = small_world_fit(&w, &options);
    for (int64_t r = 0; r < w.n; r++)
        w.y[r] *= 1e6;
    kt_estimate *scaled = small_world_fit(&w, &options);
    for (int k = 0; k < SW_X; k++) {
        CHECK_NEAR(scaled->coefficients[k].estimate, e->coefficients[k].estimate, 1e-9);
        CHECK_NEAR(scaled->coefficients[k].se, e->coefficients[k].se, 1e-8);
    }
    kt_estimate_free(scaled);
    kt_estimate_free(e);
}

/* The same rows in another order, and effects given in another order. */
static void the_order_of_rows_and_effects_changes_nothing(void **state)
{
    (void)state;
    static small_world turned;
    small_world_make(&w, 3, 1);
    turned = w;
    for (int64_t r = 0; r < w.n; r++) {
        const int64_t s = w.n - 1 - r;
        turned.y[r] = w.y[s];
        for (int k = 0; k < SW_X; k++)
            turned.x[k][r] = w.x[k][s];
        turned.it[r] = w.it[s];
        turned.jt[r] = w.jt[s];
        turned.ij[r] = w.ij[s];
    }
    for (int k = 0; k < SW_X; k++)
        turned.columns[k].value = turned.x[k];
    turned.pair.level = turned.ij;
    turned.effects[0].factor = (kt_frame_factor){"pair", turned.ij, SW_N * SW_N};
    turned.effects[1].factor = (kt_frame_factor){"importer^year", turned.jt, SW_N * SW_T};
    turned.effects[2].factor = (kt_frame_factor){"exporter^year", turned.it, SW_N * SW_T};
    turned.frame.outcome.value = turned.y;
    turned.frame.regressors = turned.columns;
    turned.frame.effects = turned.effects;
    turned.frame.clusters = &turned.pair;
    kt_estimate_options options = all_kept();
    kt_estimate *a = small_world_fit(&w, &options), *b = small_world_fit(&turned, &options);
    CHECK_INT(a->n, b->n);
    for (int k = 0; k < SW_X; k++) {
        CHECK_NEAR(b->coefficients[k].estimate, a->coefficients[k].estimate, 1e-9);
        CHECK_NEAR(b->coefficients[k].se, a->coefficients[k].se, 1e-8);
    }
    kt_estimate_free(b);
    kt_estimate_free(a);
}

/* Enough rows for many chunks. */
static void any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    enum { COPIES = 60 };
    const int64_t n = COPIES * SW_ROWS;
    double *y = NULL, *x = NULL;
    int32_t *level = NULL;
    kt_error err = {0};
    kt_estimate *found[2] = {NULL, NULL};
    CHECK_OK(kt_new(&y, n, sizeof *y, &err), err);
    CHECK_OK(kt_new(&x, n, sizeof *x, &err), err);
    CHECK_OK(kt_new(&level, 3 * n, sizeof *level, &err), err);
    for (int64_t r = 0; r < n; r++) {
        const uint64_t cell = (uint64_t)r;
        const int32_t i = (int32_t)(kt_random_bits(1, cell) % 60);
        const int32_t j = (int32_t)(kt_random_bits(2, cell) % 60), t = (int32_t)(r % 8);
        x[r] = kt_random_normal(kt_random_bits(3, cell));
        y[r] = exp(0.3 * x[r] + 0.02 * i + kt_random_normal(kt_random_bits(4, cell)));
        level[r] = i * 8 + t;
        level[n + r] = j * 8 + t;
        level[2 * n + r] = i * 60 + j;
    }
    const kt_frame_column column = {"x", x};
    const kt_frame_factor cluster = {"pair", level + 2 * n, 3600};
    const kt_frame_effect effects[] = {{.factor = {"it", level, 480}},
                                       {.factor = {"jt", level + n, 480}},
                                       {.factor = cluster}};
    const kt_model_frame frame = {.n_rows = n,
                                  .outcome = {"y", y},
                                  .regressors = &column,
                                  .n_regressors = 1,
                                  .effects = effects,
                                  .n_effects = 3,
                                  .clusters = &cluster,
                                  .n_clusters = 1};
    for (int k = 0; k < 2; k++) {
        kt_estimate_options options = all_kept();
        options.n_threads = k ? 5 : 1;
        CHECK_OK(kt_estimate_fit(&frame, &options, &found[k], &err), err);
    }
    CHECK_INT(memcmp(found[0]->vcov.matrix, found[1]->vcov.matrix, sizeof(double)), 0);
    CHECK_INT(memcmp(&found[0]->coefficients->estimate, &found[1]->coefficients->estimate,
                     sizeof(double)),
              0);
    CHECK_INT(memcmp(found[0]->fitted, found[1]->fitted, (size_t)n * sizeof *y), 0);
    CHECK_INT(memcmp(&found[0]->certificate, &found[1]->certificate, sizeof(kt_certificate)),
              0);
    for (int k = 0; k < 2; k++)
        kt_estimate_free(found[k]);
    kt_free(level);
    kt_free(x);
    kt_free(y);
}

static void collinear_regressors_are_dropped_and_named(void **state)
{
    (void)state;
    small_world_make(&w, 4, 1);
    for (int64_t r = 0; r < w.n; r++)
        w.x[2][r] = 3.0 * w.x[0][r] - 0.1 * w.j[r] + 7.0 * w.t[r]; // effects and a regressor
    kt_estimate_options options = all_kept();
    kt_estimate *e = small_world_fit(&w, &options);
    CHECK_INT(e->outcome, KT_ESTIMATE_CONVERGED);
    CHECK_INT(e->n_coefficients, 2);
    CHECK_INT(e->n_collinear, 1);
    CHECK_TEXT(e->collinear[0], "noise");
    w.frame.n_regressors = 2;
    kt_estimate *without = small_world_fit(&w, &options);
    for (int k = 0; k < 2; k++)
        CHECK_NEAR(e->coefficients[k].estimate, without->coefficients[k].estimate, 1e-9);
    kt_estimate_free(without);
    kt_estimate_free(e);
}

static void regressors_that_effects_explain_leave_nothing(void **state)
{
    (void)state;
    small_world_make(&w, 5, 1);
    for (int64_t r = 0; r < w.n; r++)
        w.x[0][r] = sqrt(1.0 + w.ij[r]);
    w.frame.n_regressors = 1;
    kt_estimate *e = small_world_fit(&w, NULL);
    CHECK_INT(e->outcome, KT_ESTIMATE_NO_VARIATION);
    CHECK_INT(e->n_coefficients, 0);
    CHECK_TEXT(e->collinear[0], "tariff");
    kt_estimate_free(e);
}

static void singletons_change_no_estimate(void **state)
{
    (void)state;
    small_world_make(&w, 6, 1);
    w.ij[10] = SW_N * SW_N - 1; // a pair that trades once: the last is i = j, which has no rows
    w.y[10] = 3.0;
    kt_estimate_options options = all_kept();
    kt_estimate *dropped = small_world_fit(&w, &options);
    options.drop = KT_DROP_SEPARATED;
    kt_estimate *kept = small_world_fit(&w, &options);
    CHECK_INT(dropped->n_singletons, 1);
    CHECK_INT(dropped->singletons[0], 10);
    CHECK_INT(kept->n_singletons, 0);
    CHECK_INT(kept->n, dropped->n + 1);
    for (int k = 0; k < SW_X; k++)
        CHECK_NEAR(kept->coefficients[k].estimate, dropped->coefficients[k].estimate, 1e-9);
    CHECK(isnan(dropped->fitted[10]) && !isnan(kept->fitted[10]));
    kt_estimate_free(kept);
    kt_estimate_free(dropped);
}

static void levels_without_trade_are_listed(void **state)
{
    (void)state;
    small_world_make(&w, 7, 1);
    int64_t n = 0;
    for (int64_t r = 0; r < w.n; r++)
        if (w.i[r] == 3 && w.t[r] == 2) {
            w.y[r] = 0.0;
            n++;
        }
    kt_estimate *e = small_world_fit(&w, NULL);
    CHECK_INT(e->outcome, KT_ESTIMATE_CONVERGED);
    CHECK(e->n_all_alike >= n);
    CHECK_INT(e->n, w.n - e->n_separated - e->n_singletons);
    for (int64_t s = 1; s < e->n_separated; s++)
        CHECK(e->separated[s] > e->separated[s - 1]);
    kt_estimate_free(e);
}

static void nothing_but_zeros_leaves_no_rows(void **state)
{
    (void)state;
    small_world_make(&w, 8, 1);
    memset(w.y, 0, sizeof w.y);
    kt_estimate *e = small_world_fit(&w, NULL);
    CHECK_INT(e->outcome, KT_ESTIMATE_NO_ROWS);
    CHECK_INT(e->n, 0);
    CHECK_INT(e->n_separated, w.n);
    CHECK(strstr(kt_estimate_outcome_text(e->outcome), "fewer fixed effects") != NULL);
    kt_estimate_free(e);
}

static void a_perfect_fit_has_no_errors(void **state)
{
    (void)state;
    small_world_make(&w, 9, 0);
    for (int64_t r = 0; r < w.n; r++)
        w.y[r] = 2.0 * w.x[0][r] + 0.1 * w.it[r] - w.jt[r];
    kt_estimate_options options = all_kept();
    options.family = KT_FAMILY_GAUSSIAN;
    kt_estimate *e = small_world_fit(&w, &options);
    CHECK_INT(e->outcome, KT_ESTIMATE_PERFECT_FIT);
    CHECK_NEAR(e->coefficients[0].estimate, 2.0, 1e-9);
    CHECK(isnan(e->coefficients[0].se));
    kt_estimate_free(e);
}

static void too_few_steps_are_said(void **state)
{
    (void)state;
    small_world_make(&w, 10, 1);
    kt_estimate_options options = all_kept();
    options.max_steps = 2;
    kt_estimate *e = small_world_fit(&w, &options);
    CHECK_INT(e->outcome, KT_ESTIMATE_NOT_CONVERGED);
    CHECK(isnan(e->coefficients[0].se));
    kt_estimate_free(e);
}

/* Effects, regressors and offset add up to the index. */
static void recovered_effects_add_up_to_the_index(void **state)
{
    (void)state;
    small_world_make(&w, 11, 1);
    kt_estimate_options options = all_kept();
    kt_estimate *e = small_world_fit(&w, &options);
    for (int64_t r = 0; r < w.n; r++) {
        double sum = 0.0;
        if (isnan(e->index[r]))
            continue;
        for (int f = 0; f < 3; f++)
            sum += e->effects[f].value[w.effects[f].factor.level[r]];
        for (int k = 0; k < e->n_coefficients; k++)
            sum += e->coefficients[k].estimate * w.x[k][r];
        CHECK_NEAR(sum, e->index[r], 1e-8);
        CHECK_NEAR(e->fitted[r], exp(e->index[r]), 1e-12);
    }
    for (int f = 1; f < 3; f++) {
        double mean = 0.0;
        for (int32_t l = 0; l < w.effects[f].factor.n_levels; l++)
            mean += isnan(e->effects[f].value[l]) ? 0.0 : e->effects[f].value[l];
        CHECK_NEAR(mean, 0.0, 1e-8);
    }
    kt_estimate_free(e);
}

/* Poisson with one effect, the mean of each level: known without any computer. */
static void one_effect_alone_is_its_mean(void **state)
{
    (void)state;
    const double y[] = {1, 3, 0, 8, 4, 6}, x[] = {0, 1, 0, 1, 0, 1};
    const int32_t level[] = {0, 0, 1, 1, 2, 2};
    const kt_frame_column column = {"x", x};
    const kt_frame_effect effect = {.factor = {"f", level, 3}};
    const kt_model_frame frame = {.n_rows = 6,
                                  .outcome = {"y", y},
                                  .regressors = &column,
                                  .n_regressors = 1,
                                  .effects = &effect,
                                  .n_effects = 1};
    kt_estimate_options options = kt_estimate_options_default();
    kt_estimate *e = NULL;
    kt_error err = {0};
    options.keep = KT_KEEP_FITTED;
    CHECK_OK(kt_estimate_fit(&frame, &options, &e, &err), err);
    /* exp(b) = sum of y at x = 1 over sum at x = 0, as all levels hold one of each. */
    CHECK_NEAR(e->coefficients[0].estimate, log(17.0 / 5.0), 1e-10);
    CHECK_NEAR(e->fitted[0] + e->fitted[1], 4.0, 1e-10);
    CHECK_NEAR(e->fitted[1] / e->fitted[0], 17.0 / 5.0, 1e-10);
    kt_estimate_free(e);
}

static void dyadic_errors_are_sums_over_rows_that_share_a_country(void **state)
{
    (void)state;
    small_world_make(&w, 12, 0);
    for (int64_t r = 0; r < w.n; r += 50)
        w.i[r] = w.j[r]; // some domestic rows, for the errors alone
    kt_estimate_options options = all_kept();
    options.vcov = (kt_vcov_options){KT_VCOV_HETERO, KT_SSC_NONE, -1};
    options.family = KT_FAMILY_GAUSSIAN;
    w.frame.n_effects = 0;
    kt_estimate *e = small_world_fit(&w, &options);
    double X[4] = {1}, bread[16], scores[4], meat[16] = {0}, expected[16] = {0};
    /* No effects: the columns are their own. The bread by the iid errors. */
    kt_error err = {0};
    const kt_vcov_options iid = {KT_VCOV_IID, KT_SSC_NONE, -1};
    const kt_vcov_options dyadic = {KT_VCOV_DYADIC, KT_SSC_NONE, -1};
    CHECK_OK(kt_estimate_vcov(e, &w.frame, &iid, &err), err);
    double residual2 = 0.0;
    for (int64_t r = 0; r < w.n; r++)
        residual2 += (w.y[r] - e->fitted[r]) * (w.y[r] - e->fitted[r]);
    for (int k = 0; k < 16; k++)
        bread[k] = e->vcov.matrix[k] / (residual2 / (double)(w.n - 1));
    for (int64_t r = 0; r < w.n; r++)
        for (int64_t s = 0; s < w.n; s++) {
            if (w.i[r] != w.i[s] && w.i[r] != w.j[s] && w.j[r] != w.i[s] && w.j[r] != w.j[s])
                continue;
            for (int k = 0; k < 4; k++) {
                X[k] = k ? w.x[k - 1][r] : 1.0;
                scores[k] = k ? w.x[k - 1][s] : 1.0;
            }
            const double both = (w.y[r] - e->fitted[r]) * (w.y[s] - e->fitted[s]);
            for (int k = 0; k < 16; k++)
                meat[k] += both * X[k / 4] * scores[k % 4];
        }
    for (int k = 0; k < 16; k++)
        for (int p = 0; p < 16; p++)
            expected[k] += bread[k / 4 * 4 + p / 4] * meat[p] * bread[p % 4 * 4 + k % 4];
    CHECK_OK(kt_estimate_vcov(e, &w.frame, &dyadic, &err), err);
    CHECK_INT(e->vcov.n_groups, SW_N);
    if (!e->vcov.repaired)
        for (int k = 0; k < 16; k++)
            CHECK_NEAR(e->vcov.matrix[k], expected[k], 1e-10);
    kt_estimate_free(e);
}

static void stata_counts_clusters_alone(void **state)
{
    (void)state;
    small_world_make(&w, 13, 1);
    kt_estimate_options options = all_kept();
    options.vcov.ssc = KT_SSC_NONE;
    kt_estimate *e = small_world_fit(&w, &options);
    const double bare = e->coefficients[0].se, G = (double)e->vcov.n_groups;
    const kt_vcov_options stata = {KT_VCOV_CLUSTER, KT_SSC_STATA, -1};
    const kt_vcov_options fixest = {KT_VCOV_CLUSTER, KT_SSC_FIXEST, -1};
    kt_error err = {0};
    CHECK_OK(kt_estimate_vcov(e, &w.frame, &stata, &err), err);
    CHECK_NEAR(e->coefficients[0].se, bare * sqrt(G / (G - 1.0)), 1e-12);
    CHECK_OK(kt_estimate_vcov(e, &w.frame, &fixest, &err), err);
    const double n = (double)e->n, K = (double)e->vcov.K;
    CHECK_NEAR(e->coefficients[0].se, bare * sqrt(G / (G - 1.0) * (n - 1.0) / (n - K)), 1e-12);
    /* Pairs are nested in the cluster: they do not count, but one. */
    CHECK_INT(e->vcov.K, e->n_parameters - e->effects[2].n_levels + 1);
    kt_estimate_free(e);
}

static void a_slow_general_way_and_the_fast_one_agree(void **state)
{
    (void)state;
    small_world_make(&w, 14, 1);
    kt_estimate_options options = all_kept();
    kt_estimate *fast = small_world_fit(&w, &options);
    CHECK_TEXT(fast->solver, "trade blocks");
    /* The same model with all effects as slopes on a constant: no levels, no blocks. */
    static double one[SW_ROWS];
    for (int64_t r = 0; r < w.n; r++)
        one[r] = 1.0;
    const kt_frame_column constant = {"one", one};
    for (int f = 0; f < 3; f++) {
        w.effects[f].slopes = &constant;
        w.effects[f].n_slopes = 1;
        w.effects[f].slopes_only = true;
    }
    w.frame.intercept = false;
    /* Rows that levels alone would drop are left out here too. */
    static double weights[SW_ROWS];
    for (int64_t r = 0; r < w.n; r++)
        weights[r] = !isnan(fast->fitted[r]);
    w.frame.weights = weights;
    kt_estimate *slow = small_world_fit(&w, &options);
    CHECK_INT(slow->outcome, KT_ESTIMATE_CONVERGED);
    CHECK_TEXT(slow->solver, "general");
    CHECK_INT(slow->n, fast->n);
    for (int k = 0; k < SW_X; k++)
        CHECK_NEAR(slow->coefficients[k].estimate, fast->coefficients[k].estimate, 1e-8);
    kt_estimate_free(slow);
    kt_estimate_free(fast);
}

/* Each pair with a trend of its own, eliminated with the pair's level, beside the trends as so
 * many regressors, solved densely. The rows that a trend separates are told by a rule in the
 * one and by the rectifier in the other. */
static void trends_of_pairs_agree_with_as_many_regressors(void **state)
{
    (void)state;
    enum { PAIRS = SW_N * SW_N };
    static double trend[PAIRS][SW_ROWS], year[SW_ROWS];
    static kt_frame_column columns[SW_X + PAIRS];
    for (int only = 0; only < 2; only++) {
        small_world_make(&w, 21, 1);
        memset(trend, 0, sizeof trend);
        for (int64_t r = 0; r < w.n; r++)
            trend[w.ij[r]][r] = year[r] = w.t[r] + 1.0;
        const kt_frame_column slope = {"year", year};
        kt_estimate_options options = all_kept();
        w.effects[2].slopes = &slope;
        w.effects[2].n_slopes = 1;
        w.effects[2].slopes_only = only;
        kt_estimate *fast = small_world_fit(&w, &options);
        CHECK_INT(fast->outcome, KT_ESTIMATE_CONVERGED);
        CHECK_TEXT(fast->solver, "trade blocks");
        CHECK(fast->certificate.margin_gap < 1e-7);
        for (int64_t r = 0; r < w.n; r++)
            if (!isnan(fast->fitted[r])) {
                const kt_effect_size *f = fast->effects;
                double sum = f[0].value[w.it[r]] + f[1].value[w.jt[r]] +
                             f[2].slope[w.ij[r]] * year[r] + (only ? 0.0 : f[2].value[w.ij[r]]);
                for (int k = 0; k < SW_X; k++)
                    sum += fast->coefficients[k].estimate * w.x[k][r];
                CHECK_NEAR(sum, fast->index[r], 1e-8);
            }
        memcpy(columns, w.columns, sizeof w.columns);
        for (int p = 0; p < PAIRS; p++)
            columns[SW_X + p] = (kt_frame_column){"trend", trend[p]};
        w.frame.regressors = columns;
        w.frame.n_regressors = SW_X + PAIRS;
        w.effects[2] = (kt_frame_effect){.factor = w.pair};
        w.frame.n_effects = only ? 2 : 3;
        kt_estimate *slow = small_world_fit(&w, &options);
        CHECK_INT(slow->outcome, KT_ESTIMATE_CONVERGED);
        CHECK_INT(slow->n, fast->n);
        for (int k = 0; k < SW_X; k++)
            CHECK_NEAR(slow->coefficients[k].estimate, fast->coefficients[k].estimate, 1e-8);
        kt_estimate_free(slow);
        kt_estimate_free(fast);
    }
}

/* Two slopes of a pair, one of them twice the other but for a constant: it says nothing. */
static void a_slope_that_says_nothing_changes_nothing(void **state)
{
    (void)state;
    static double year[SW_ROWS], twice[SW_ROWS], square[SW_ROWS];
    small_world_make(&w, 22, 1);
    for (int64_t r = 0; r < w.n; r++) {
        w.y[r] += 0.01; // no zeros: nothing is separated
        year[r] = 2000.0 + w.t[r];
        twice[r] = 2.0 * w.t[r] + w.ij[r];
        square[r] = w.t[r] * w.t[r];
    }
    const kt_frame_column two[] = {{"year", year}, {"square", square}};
    const kt_frame_column three[] = {{"year", year}, {"twice", twice}, {"square", square}};
    kt_estimate_options options = all_kept();
    w.effects[2].slopes = two;
    w.effects[2].n_slopes = 2;
    kt_estimate *a = small_world_fit(&w, &options);
    w.effects[2].slopes = three;
    w.effects[2].n_slopes = 3;
    kt_estimate *b = small_world_fit(&w, &options);
    CHECK_INT(a->outcome, KT_ESTIMATE_CONVERGED);
    CHECK_INT(b->outcome, KT_ESTIMATE_CONVERGED);
    for (int k = 0; k < SW_X; k++)
        CHECK_NEAR(a->coefficients[k].estimate, b->coefficients[k].estimate, 1e-9);
    kt_estimate_free(b);
    kt_estimate_free(a);
}

static void frames_that_break_their_promise_are_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_estimate *e = NULL;
    small_world_make(&w, 15, 1);
    w.x[1][7] = NAN;
    CHECK_FAILS(kt_estimate_fit(&w.frame, NULL, &e, &err), KT_ERR_RANGE, err);
    CHECK(strstr(err.cause, "agreement") != NULL);
    CHECK_INT(err.line, 8);
    small_world_make(&w, 15, 1);
    w.it[3] = SW_N * SW_T;
    CHECK_FAILS(kt_estimate_fit(&w.frame, NULL, &e, &err), KT_ERR_RANGE, err);
    CHECK(strstr(err.cause, "exporter^year") != NULL);
    small_world_make(&w, 15, 1);
    w.y[5] = -1.0;
    CHECK_FAILS(kt_estimate_fit(&w.frame, NULL, &e, &err), KT_ERR_RANGE, err);
    CHECK(strstr(err.cause, "poisson") != NULL);
    small_world_make(&w, 15, 1);
    kt_estimate_options options = all_kept();
    w.frame.n_clusters = 0;
    CHECK_FAILS(kt_estimate_fit(&w.frame, &options, &e, &err), KT_ERR_MISSING, err);
    options = kt_estimate_options_default();
    options.tolerance = 0.5;
    CHECK_FAILS(kt_estimate_fit(&w.frame, &options, &e, &err), KT_ERR_RANGE, err);
    CHECK(e == NULL);
}

static kt_status fit_once(void *with, kt_error *err)
{
    const kt_estimate_options options = all_kept();
    kt_estimate *e = NULL;
    const kt_status status = kt_estimate_fit(&((small_world *)with)->frame, &options, &e, err);
    kt_estimate_free(e);
    return status;
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    small_world_make(&w, 16, 1);
    kt_check_faults(KT_FAULT_MEMORY, fit_once, &w);
    static double year[SW_ROWS];
    for (int64_t r = 0; r < w.n; r++)
        year[r] = w.t[r];
    const kt_frame_column slope = {"year", year};
    w.effects[2].slopes = &slope;
    w.effects[2].n_slopes = 1;
    kt_check_faults(KT_FAULT_MEMORY, fit_once, &w);
}

static bool always(void *with)
{
    (void)with;
    return true;
}

static void a_stop_is_heeded(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_estimate *e = NULL;
    const kt_progress progress = {.stopped = always};
    kt_estimate_options options = all_kept();
    options.progress = &progress;
    small_world_make(&w, 17, 1);
    CHECK_FAILS(kt_estimate_fit(&w.frame, &options, &e, &err), KT_ERR_STOPPED, err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(fitted_totals_equal_observed_totals),
        KT_TEST(scaling_the_outcome_moves_effects_alone),
        KT_TEST(the_order_of_rows_and_effects_changes_nothing),
        KT_TEST(any_number_of_threads_gives_the_same_bits),
        KT_TEST(collinear_regressors_are_dropped_and_named),
        KT_TEST(regressors_that_effects_explain_leave_nothing),
        KT_TEST(singletons_change_no_estimate),
        KT_TEST(levels_without_trade_are_listed),
        KT_TEST(nothing_but_zeros_leaves_no_rows),
        KT_TEST(a_perfect_fit_has_no_errors),
        KT_TEST(too_few_steps_are_said),
        KT_TEST(recovered_effects_add_up_to_the_index),
        KT_TEST(one_effect_alone_is_its_mean),
        KT_TEST(dyadic_errors_are_sums_over_rows_that_share_a_country),
        KT_TEST(stata_counts_clusters_alone),
        KT_TEST(a_slow_general_way_and_the_fast_one_agree),
        KT_TEST(trends_of_pairs_agree_with_as_many_regressors),
        KT_TEST(a_slope_that_says_nothing_changes_nothing),
        KT_TEST(frames_that_break_their_promise_are_refused),
        KT_TEST(lack_of_memory_is_survived),
        KT_TEST(a_stop_is_heeded),
    };
    return kt_run_tests(tests);
}
