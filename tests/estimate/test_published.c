/* test_published.c: numbers that are in print: UNCTAD and WTO, An Advanced Guide to Trade
 * Policy Analysis (2016), chapter 1, tables 1 to 3, to all printed digits. */
#include <kontor/estimate.h>

#include "check.h"
#include "guide.h"

/* Coefficients in order, after a constant where there is one, held to the four printed digits.
 */
static void check_printed(const kt_estimate *e, const double *printed, int n)
{
    const int first = !strcmp(e->coefficients[0].name, "(Intercept)");
    CHECK(e->n_coefficients >= first + n);
    for (int k = 0; k < n; k++) {
        const kt_coefficient *c = &e->coefficients[first + k];
        if (fabs(c->estimate - printed[k]) > 0.5001e-4)
            fail_msg("%s is %.6f, printed %.4f", c->name, c->estimate, printed[k]);
    }
}

static void least_squares_on_positive_flows(void **state)
{
    (void)state;
    const double printed[] = {-1.0016, .5738, .8015, .7349, 1.1902, .9076};
    guide g;
    guide_read(&g, 1, 1);
    double *ln_trade = panel_add(&g.p, "ln_trade");
    for (int64_t r = 0; r < g.p.n; r++)
        ln_trade[r] = log(g.trade[r]);
    g.frame.outcome = (kt_frame_column){"ln_trade", ln_trade};
    guide_x(&g, "ln_dist");
    guide_x(&g, "cntg");
    guide_x(&g, "lang");
    guide_x(&g, "clny");
    guide_x(&g, "ln_output");
    guide_x(&g, "ln_spending");
    kt_estimate_options options = kt_estimate_options_default();
    options.family = KT_FAMILY_GAUSSIAN;
    kt_estimate *e = guide_fit(&g, &options);
    CHECK_INT(e->n, 25689);
    check_printed(e, printed, 6);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void ppml_with_exporter_year_and_importer_year(void **state)
{
    (void)state;
    const double printed[] = {-.8409, .4374, .2475, -.2225};
    guide g;
    guide_read(&g, 1, 0);
    guide_x(&g, "ln_dist");
    guide_x(&g, "cntg");
    guide_x(&g, "lang");
    guide_x(&g, "clny");
    guide_years(&g);
    kt_estimate *e = guide_fit(&g, NULL);
    CHECK_INT(e->n, 28152);
    CHECK_TEXT(e->solver, "trade blocks");
    check_printed(e, printed, 4);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void rta_with_symmetric_pairs(void **state)
{
    (void)state;
    const double printed[] = {.5572};
    guide g;
    guide_read(&g, 0, 0);
    guide_x(&g, "rta");
    guide_years(&g);
    guide_effect(&g, "pair_id", g.pair, NULL);
    kt_estimate *e = guide_fit(&g, NULL);
    CHECK_INT(e->n, 28482);
    check_printed(e, printed, 1);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void rta_with_directed_pairs(void **state)
{
    (void)state;
    const double printed[] = {.5671};
    guide g;
    guide_read(&g, 0, 0);
    guide_x(&g, "rta");
    guide_years(&g);
    guide_effect(&g, "exporter^importer", g.exporter, g.importer);
    kt_estimate *e = guide_fit(&g, NULL);
    CHECK_INT(e->n, 28236);
    check_printed(e, printed, 1);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void rta_phasing_in(void **state)
{
    (void)state;
    const double printed[] = {.2914, .4135, .1687, .1189};
    guide g;
    guide_read(&g, 0, 0);
    guide_x(&g, "rta");
    guide_x(&g, "rta_lag4");
    guide_x(&g, "rta_lag8");
    guide_x(&g, "rta_lag12");
    guide_years(&g);
    guide_effect(&g, "pair_id", g.pair, NULL);
    kt_estimate *e = guide_fit(&g, NULL);
    check_printed(e, printed, 4);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void rta_with_borders_that_fade(void **state)
{
    (void)state;
    const double printed[] = {.1157,  .2877,  .0693,  .0024, -.7056,
                              -.4803, -.3665, -.1581, -.1409};
    guide g;
    guide_read(&g, 0, 0);
    guide_x(&g, "rta");
    guide_x(&g, "rta_lag4");
    guide_x(&g, "rta_lag8");
    guide_x(&g, "rta_lag12");
    guide_borders(&g);
    guide_years(&g);
    guide_effect(&g, "pair_id", g.pair, NULL);
    kt_estimate *e = guide_fit(&g, NULL);
    check_printed(e, printed, 9);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(least_squares_on_positive_flows),
        KT_TEST(ppml_with_exporter_year_and_importer_year),
        KT_TEST(rta_with_symmetric_pairs),
        KT_TEST(rta_with_directed_pairs),
        KT_TEST(rta_phasing_in),
        KT_TEST(rta_with_borders_that_fade),
    };
    return kt_run_tests(tests);
}
