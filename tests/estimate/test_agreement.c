/* test_agreement.c: coefficients and standard errors beside fixest 0.14.2 (CRAN), on the
 * Advanced Guide's panel; its tolerances were glm.tol = 1e-12, fixef.tol = 1e-11. Held to 1e-6
 * relative. */
#include <kontor/estimate.h>

#include "check.h"
#include "guide.h"

#define AGREE 1e-6

/* Coefficients and errors as fixest prints them: b/se pairs, after a constant where skipped. */
static void check_fixest(const kt_estimate *e, const double (*expected)[2], int n)
{
    CHECK_INT(e->n_coefficients, n);
    for (int k = 0; k < n; k++) {
        const kt_coefficient *c = &e->coefficients[k];
        if (!(fabs(c->estimate / expected[k][0] - 1.0) < AGREE) ||
            !(fabs(c->se / expected[k][1] - 1.0) < AGREE))
            fail_msg("%s is %.12g (%.12g), fixest has %.12g (%.12g)", c->name, c->estimate,
                     c->se, expected[k][0], expected[k][1]);
    }
}

static void set_vcov(kt_estimate *e, const guide *g, kt_vcov_kind kind, int32_t lag)
{
    kt_error err = {0};
    const kt_vcov_options options = {kind, KT_SSC_FIXEST, lag};
    CHECK_OK(kt_estimate_vcov(e, &g->frame, &options, &err), err);
}

static kt_estimate_options options_of(kt_family family)
{
    kt_estimate_options options = kt_estimate_options_default();
    options.family = family;
    options.drop = KT_DROP_SEPARATED; // fixef.rm = "perfect_fit"
    options.keep = KT_KEEP_SCORES | KT_KEEP_FITTED | KT_KEEP_EFFECTS;
    options.inner = 1e-11;
    return options;
}

static void four_geographies(guide *g)
{
    guide_x(g, "ln_dist");
    guide_x(g, "cntg");
    guide_x(g, "lang");
    guide_x(g, "clny");
}

static void log_trade(guide *g)
{
    double *value = panel_add(&g->p, "ln_trade");
    for (int64_t r = 0; r < g->p.n; r++)
        value[r] = log(g->trade[r]);
    g->frame.outcome = (kt_frame_column){"ln_trade", value};
}

static void poisson_with_every_kind_of_error(void **state)
{
    (void)state;
    enum { N = 4 };
    const double iid[][2] = {{-0.840927313092, 0.000366792940804},
                             {0.43744324272, 0.000878094387417},
                             {0.247476505057, 0.000853527929558},
                             {-0.222489861582, 0.00100722535357}};
    const double hetero[][2] = {{-0.840927313092, 0.0134712289282},
                                {0.43744324272, 0.0341185033228},
                                {0.247476505057, 0.0324366552973},
                                {-0.222489861582, 0.0456570755668}};
    const double pair[][2] = {{-0.840927313092, 0.0321347911019},
                              {0.43744324272, 0.0844135615272},
                              {0.247476505057, 0.0776926698662},
                              {-0.222489861582, 0.1179966776}};
    const double two[][2] = {{-0.840927313092, 0.0540000399967},
                             {0.43744324272, 0.123346365489},
                             {0.247476505057, 0.0959927780848},
                             {-0.222489861582, 0.120688107875}};
    const double newey_west[][2] = {{-0.840927313092, 0.0186335594451},
                                    {0.43744324272, 0.0476188507231},
                                    {0.247476505057, 0.0449870844406},
                                    {-0.222489861582, 0.0649496462701}};
    const double driscoll_kraay[][2] = {{-0.840927313092, 0.0151249105165},
                                        {0.43744324272, 0.0461642278968},
                                        {0.247476505057, 0.026130720494},
                                        {-0.222489861582, 0.0159104137057}};
    guide g;
    guide_read(&g, 1, 0);
    four_geographies(&g);
    guide_years(&g);
    const kt_frame_factor unit =
        panel_factor(&g.p, "exporter^importer", g.exporter, g.importer, NULL);
    const kt_frame_factor time = panel_factor(&g.p, "year", g.year, NULL, NULL);
    g.frame.unit = &unit;
    g.frame.time = &time;
    const kt_estimate_options options = options_of(KT_FAMILY_POISSON);
    kt_estimate *e = guide_fit(&g, &options);
    CHECK_INT(e->n, 28152);
    CHECK_NEAR(e->loglik, -2194536.96933, 1e-10);
    check_fixest(e, iid, N);
    set_vcov(e, &g, KT_VCOV_HETERO, -1);
    check_fixest(e, hetero, N);
    CHECK_INT(e->vcov.K, 831);
    set_vcov(e, &g, KT_VCOV_CLUSTER, -1);
    check_fixest(e, pair, N);
    CHECK_INT(e->vcov.n_groups, 2346);
    set_vcov(e, &g, KT_VCOV_NEWEY_WEST, -1);
    check_fixest(e, newey_west, N);
    CHECK_INT(e->vcov.lag, 1);
    set_vcov(e, &g, KT_VCOV_DRISCOLL_KRAAY, 1);
    check_fixest(e, driscoll_kraay, N);
    g.cluster[0] = panel_factor(&g.p, "exporter", g.exporter, NULL, NULL);
    g.cluster[1] = panel_factor(&g.p, "importer", g.importer, NULL, NULL);
    g.frame.n_clusters = 2;
    set_vcov(e, &g, KT_VCOV_CLUSTER, -1);
    check_fixest(e, two, N);
    CHECK_INT(e->vcov.K, 5);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void poisson_three_ways(void **state)
{
    (void)state;
    const double pair[][2] = {{0.276188774839, 0.0903921470835},
                              {0.565176912961, 0.0610412792214}};
    const double hetero[][2] = {{0.276188774839, 0.05783850518},
                                {0.565176912961, 0.051939042089}};
    const double exporter[][2] = {{0.276188774839, 0.0736405612849},
                                  {0.565176912961, 0.0611323970218}};
    guide g;
    guide_read(&g, 0, 0);
    guide_x(&g, "rta");
    guide_x(&g, "rta_lag4");
    guide_years(&g);
    guide_effect(&g, "pair_id", g.pair, NULL);
    kt_estimate_options options = options_of(KT_FAMILY_POISSON);
    options.vcov.kind = KT_VCOV_CLUSTER;
    kt_estimate *e = guide_fit(&g, &options);
    CHECK_INT(e->n, 28482);
    CHECK_INT(e->n_parameters, 3236);
    CHECK_INT(e->vcov.K, 829);
    CHECK_NEAR(e->deviance, 2495231.47104, 1e-10);
    /* fixest takes the parameters off. */
    CHECK_NEAR(1.0 - (e->loglik - 3236) / e->loglik_null, 0.99684341357, 1e-10);
    CHECK_NEAR(1.0 - e->loglik / e->loglik_null, e->pseudo_r2, 1e-12);
    CHECK_NEAR(e->correlation2, 0.998974759278, 1e-10);
    CHECK_NEAR(e->loglik_null, -416668742.612, 1e-10);
    check_fixest(e, pair, 2);
    set_vcov(e, &g, KT_VCOV_HETERO, -1);
    check_fixest(e, hetero, 2);
    g.cluster[0] = panel_factor(&g.p, "exporter", g.exporter, NULL, NULL);
    set_vcov(e, &g, KT_VCOV_CLUSTER, -1);
    check_fixest(e, exporter, 2);
    CHECK_INT(e->vcov.K, 2823);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void least_squares(void **state)
{
    (void)state;
    const double iid[][2] = {{-1.21557282791, 0.0157729866963},
                             {0.223158582768, 0.064590450353},
                             {0.660912043744, 0.0331324649328},
                             {0.670451245914, 0.0640600760177}};
    const double hetero[][2] = {{-1.21557282791, 0.0157935670667},
                                {0.223158582768, 0.0695658661818},
                                {0.660912043744, 0.0359534978452},
                                {0.670451245914, 0.0527481857816}};
    const double pair[][2] = {{-1.21557282791, 0.0381759884803},
                              {0.223158582768, 0.202789073498},
                              {0.660912043744, 0.0820738338275},
                              {0.670451245914, 0.149417555041}};
    guide g;
    guide_read(&g, 1, 1);
    log_trade(&g);
    four_geographies(&g);
    guide_years(&g);
    const kt_estimate_options options = options_of(KT_FAMILY_GAUSSIAN);
    kt_estimate *e = guide_fit(&g, &options);
    check_fixest(e, iid, 4);
    CHECK_NEAR(e->loglik, -45170.8781507, 1e-10);
    CHECK_NEAR(e->r2, 0.8432398076929, 1e-10);
    CHECK_NEAR(e->r2_adjusted, 0.8380056392315, 1e-10);
    CHECK_NEAR(e->r2_within, 0.2915774736443, 1e-9);
    set_vcov(e, &g, KT_VCOV_HETERO, -1);
    check_fixest(e, hetero, 4);
    set_vcov(e, &g, KT_VCOV_CLUSTER, -1);
    check_fixest(e, pair, 4);
    CHECK_NEAR(e->vcov.df, 2338, 0.0);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void gamma_with_three_small_effects(void **state)
{
    (void)state;
    const double iid[][2] = {{-1.1262881727, 0.0191022300236},
                             {0.550078034891, 0.0782579176916},
                             {0.488080723269, 0.0401147284656},
                             {0.764048701752, 0.0776486113673}};
    const double pair[][2] = {{-1.1262881727, 0.0336623814811},
                              {0.550078034891, 0.154608113585},
                              {0.488080723269, 0.0792870511303},
                              {0.764048701752, 0.136649069446}};
    guide g;
    guide_read(&g, 1, 1);
    four_geographies(&g);
    guide_effect(&g, "exporter", g.exporter, NULL);
    guide_effect(&g, "importer", g.importer, NULL);
    guide_effect(&g, "year", g.year, NULL);
    const kt_estimate_options options = options_of(KT_FAMILY_GAMMA);
    kt_estimate *e = guide_fit(&g, &options);
    CHECK_NEAR(e->deviance, 43728.45, 1e-6);
    check_fixest(e, iid, 4);
    set_vcov(e, &g, KT_VCOV_CLUSTER, -1);
    check_fixest(e, pair, 4);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

/* Domestic trade beside the smallest flows: outcomes a million times their means, where steps
 * of the expected information do not arrive (fixest gives up after 200 of them). Expected
 * values: Newton's steps on the normal equations of all dummies in R. */
static void gamma_where_outcomes_are_far_from_their_means(void **state)
{
    (void)state;
    const double hetero[][2] = {{-1.91977148554, 0.0391516385748},
                                {0.0415081652198, 0.0501804354398}};
    guide g;
    guide_read(&g, 0, 1);
    guide_x(&g, "ln_dist");
    guide_x(&g, "rta");
    guide_effect(&g, "exporter", g.exporter, NULL);
    guide_effect(&g, "importer", g.importer, NULL);
    kt_estimate_options options = options_of(KT_FAMILY_GAMMA);
    options.vcov.kind = KT_VCOV_HETERO;
    kt_estimate *e = guide_fit(&g, &options);
    assert_int_equal(e->outcome, KT_ESTIMATE_CONVERGED);
    check_fixest(e, hetero, 2);
    CHECK_NEAR(e->deviance, 61783.535236, 1e-10);
    CHECK_NEAR(e->sigma2, 5.33088555678, 1e-8);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void logit_with_three_small_effects(void **state)
{
    (void)state;
    const double iid[][2] = {{-1.79788128073, 0.0493005198026},
                             {1.16293988647, 0.222438452122},
                             {0.811721739502, 0.0837336126492},
                             {1.6168737878, 0.243078770254}};
    const double pair[][2] = {{-1.79788128073, 0.0910305807967},
                              {1.16293988647, 0.447011172339},
                              {0.811721739502, 0.148572509901},
                              {1.6168737878, 0.517039365182}};
    guide g;
    guide_read(&g, 1, 0);
    double *large = panel_add(&g.p, "large");
    for (int64_t r = 0; r < g.p.n; r++)
        large[r] = g.trade[r] > 10.0;
    g.frame.outcome = (kt_frame_column){"large", large};
    four_geographies(&g);
    guide_effect(&g, "exporter", g.exporter, NULL);
    guide_effect(&g, "importer", g.importer, NULL);
    guide_effect(&g, "year", g.year, NULL);
    const kt_estimate_options options = options_of(KT_FAMILY_LOGIT);
    kt_estimate *e = guide_fit(&g, &options);
    CHECK_NEAR(e->deviance, 13002.7387258, 1e-10);
    CHECK_NEAR(e->loglik, -6501.36936289, 1e-10);
    check_fixest(e, iid, 4);
    set_vcov(e, &g, KT_VCOV_CLUSTER, -1);
    check_fixest(e, pair, 4);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void varying_slopes(void **state)
{
    (void)state;
    const double both[][2] = {{-1.28231831301, 0.0384808962434},
                              {0.387828838855, 0.194918669728}};
    const double slopes_only[][2] = {{-1.28133343533, 0.0383477359017},
                                     {0.389968381234, 0.19503368791}};
    for (int only = 0; only < 2; only++) {
        guide g;
        guide_read(&g, 1, 1);
        log_trade(&g);
        guide_x(&g, "ln_dist");
        guide_x(&g, "cntg");
        guide_effect(&g, "exporter", g.exporter, NULL);
        guide_effect(&g, "importer", g.importer, NULL);
        const kt_frame_column year = {"year", g.year};
        g.effects[0].slopes = &year;
        g.effects[0].n_slopes = 1;
        g.effects[0].slopes_only = only;
        kt_estimate_options options = options_of(KT_FAMILY_GAUSSIAN);
        options.vcov.kind = KT_VCOV_CLUSTER;
        kt_estimate *e = guide_fit(&g, &options);
        CHECK_INT(e->n_parameters, only ? 140 : 208);
        check_fixest(e, only ? slopes_only : both, 2);
        /* The effects that come back add up to the index. */
        for (int64_t r = 0; r < g.p.n; r += 97) {
            const int32_t i = g.effects[0].factor.level[r], j = g.effects[1].factor.level[r];
            double sum = e->effects[1].value[j] + e->effects[0].slope[i] * g.year[r] +
                         (only ? 0.0 : e->effects[0].value[i]);
            for (int k = 0; k < 2; k++)
                sum += e->coefficients[k].estimate * g.x[k].value[r];
            CHECK_NEAR(sum, e->index[r], 1e-8);
        }
        kt_estimate_free(e);
        panel_clear(&g.p);
    }
}

static void weights_and_offset(void **state)
{
    (void)state;
    const double expected[][2] = {{-0.846802542244, 0.0319029989535},
                                  {0.476639522632, 0.080982810395},
                                  {-0.173019092192, 0.113994447649}};
    guide g;
    guide_read(&g, 1, 0);
    guide_x(&g, "ln_dist");
    guide_x(&g, "cntg");
    guide_x(&g, "clny");
    guide_years(&g);
    double *weights = panel_add(&g.p, "weights"), *offset = panel_add(&g.p, "offset");
    const double *lang = panel_column(&g.p, "lang");
    for (int64_t r = 0; r < g.p.n; r++) {
        weights[r] = 1.0 + (g.year[r] - 1986.0) / 20.0;
        offset[r] = 0.1 * lang[r];
    }
    g.frame.weights = weights;
    g.frame.offset = offset;
    kt_estimate_options options = options_of(KT_FAMILY_POISSON);
    options.vcov.kind = KT_VCOV_CLUSTER;
    kt_estimate *e = guide_fit(&g, &options);
    check_fixest(e, expected, 3);
    CHECK_NEAR(e->loglik, -3702011.56153, 1e-10);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void poisson_without_effects(void **state)
{
    (void)state;
    const double expected[][2] = {{10.1830964008, 0.445769548479},
                                  {-0.445660987714, 0.0531125557372},
                                  {1.93664464243, 0.174023933906}};
    guide g;
    guide_read(&g, 1, 0);
    guide_x(&g, "ln_dist");
    guide_x(&g, "cntg");
    kt_estimate_options options = options_of(KT_FAMILY_POISSON);
    options.vcov.kind = KT_VCOV_HETERO;
    kt_estimate *e = guide_fit(&g, &options);
    check_fixest(e, expected, 3);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

/* fixest with fixef.tol = deriv.tol = 1e-11 and nlminb's rel.tol = 1e-15; with its defaults it
 * stops where coefficients are right to 1e-7. Its errors come from the joint Hessian with
 * theta, ours from that of the coefficients at the estimated theta. */
static void negative_binomial(void **state)
{
    (void)state;
    guide g;
    guide_read(&g, 1, 0);
    double *whole = panel_add(&g.p, "whole");
    for (int64_t r = 0; r < g.p.n; r++)
        whole[r] = nearbyint(g.trade[r]);
    g.frame.outcome = (kt_frame_column){"whole", whole};
    guide_x(&g, "ln_dist");
    guide_x(&g, "cntg");
    guide_effect(&g, "exporter", g.exporter, NULL);
    guide_effect(&g, "importer", g.importer, NULL);
    kt_estimate_options options = options_of(KT_FAMILY_NEGBIN);
    options.vcov.kind = KT_VCOV_HETERO;
    kt_estimate *e = guide_fit(&g, &options);
    CHECK_NEAR(e->loglik, -124514.946558, 1e-9);
    CHECK_NEAR(e->coefficients[0].estimate, -1.22879559947, 1e-9);
    CHECK_NEAR(e->coefficients[1].estimate, 0.606743634447, 1e-9);
    CHECK_NEAR(e->coefficients[0].se, 0.01928599767, 2e-4);
    CHECK_NEAR(e->coefficients[1].se, 0.08405238482, 2e-4);
    CHECK_NEAR(e->theta, 0.676295656527, 1e-7);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(poisson_with_every_kind_of_error),
        KT_TEST(poisson_three_ways),
        KT_TEST(least_squares),
        KT_TEST(gamma_with_three_small_effects),
        KT_TEST(gamma_where_outcomes_are_far_from_their_means),
        KT_TEST(logit_with_three_small_effects),
        KT_TEST(varying_slopes),
        KT_TEST(weights_and_offset),
        KT_TEST(poisson_without_effects),
        KT_TEST(negative_binomial),
    };
    return kt_run_tests(tests);
}
