/* test_instruments.c: two stages beside fixest 0.14.2, the control function by its law. */
#include <kontor/estimate.h>

#include "check.h"
#include "guide.h"

static void check_errors(const kt_estimate *e, const double (*expected)[2])
{
    /* fixest prints the endogenous one first. */
    const int at[] = {1, 0};
    CHECK_INT(e->n_coefficients, 2);
    for (int k = 0; k < 2; k++) {
        CHECK_NEAR(e->coefficients[at[k]].estimate / expected[k][0], 1.0, 1e-6);
        CHECK_NEAR(e->coefficients[at[k]].se / expected[k][1], 1.0, 1e-6);
    }
}

static void read_instrumented(guide *g, kt_frame_column *endogenous,
                              kt_frame_column instruments[2], int positive)
{
    guide_read(g, 1, positive);
    guide_x(g, "cntg");
    guide_years(g);
    *endogenous = (kt_frame_column){"ln_dist", panel_column(&g->p, "ln_dist")};
    instruments[0] = (kt_frame_column){"lang", panel_column(&g->p, "lang")};
    instruments[1] = (kt_frame_column){"clny", panel_column(&g->p, "clny")};
    g->frame.endogenous = endogenous;
    g->frame.n_endogenous = 1;
    g->frame.instruments = instruments;
    g->frame.n_instruments = 2;
}

static void two_stages_agree_with_fixest(void **state)
{
    (void)state;
    const double iid[][2] = {{-2.31480254069, 0.0665330761916},
                             {-1.58212993248, 0.14183119888}};
    const double hetero[][2] = {{-2.31480254069, 0.0719206276503},
                                {-1.58212993248, 0.152678230633}};
    const double pair[][2] = {{-2.31480254069, 0.183502622733},
                              {-1.58212993248, 0.396351733642}};
    guide g;
    kt_frame_column endogenous, instruments[2];
    read_instrumented(&g, &endogenous, instruments, 1);
    double *ln_trade = panel_add(&g.p, "ln_trade");
    for (int64_t r = 0; r < g.p.n; r++)
        ln_trade[r] = log(g.trade[r]);
    g.frame.outcome = (kt_frame_column){"ln_trade", ln_trade};
    kt_estimate_options options = kt_estimate_options_default();
    options.family = KT_FAMILY_GAUSSIAN;
    options.keep = KT_KEEP_SCORES;
    options.inner = 1e-11;
    kt_estimate *e = guide_fit(&g, &options);
    kt_error err = {0};
    check_errors(e, iid);
    CHECK_NEAR(e->loglik, -47622.5884069, 1e-9);
    kt_vcov_options vcov = {KT_VCOV_HETERO, KT_SSC_FIXEST, -1};
    CHECK_OK(kt_estimate_vcov(e, &g.frame, &vcov, &err), err);
    check_errors(e, hetero);
    vcov.kind = KT_VCOV_CLUSTER;
    CHECK_OK(kt_estimate_vcov(e, &g.frame, &vcov, &err), err);
    check_errors(e, pair);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

/* With one instrument for one regressor, instrument and residuals are orthogonal, and so are
 * those regressors that are exogenous; the endogenous one is not. */
static void residuals_are_orthogonal_to_the_instrument(void **state)
{
    (void)state;
    guide g;
    kt_frame_column endogenous, instruments[2];
    read_instrumented(&g, &endogenous, instruments, 0);
    g.frame.n_instruments = 1;
    kt_estimate_options options = kt_estimate_options_default();
    options.family = KT_FAMILY_GAUSSIAN;
    options.keep = KT_KEEP_FITTED;
    kt_estimate *e = guide_fit(&g, &options);
    const double *x[] = {instruments[0].value, g.x[0].value, endogenous.value};
    double product[3] = {0}, size[3] = {0};
    for (int64_t r = 0; r < g.p.n; r++)
        for (int k = 0; k < 3; k++) {
            const double u = g.trade[r] - e->fitted[r];
            product[k] += x[k][r] * u;
            size[k] += fabs(x[k][r] * u);
        }
    CHECK_NEAR(product[0] / size[0], 0.0, 1e-8);
    CHECK_NEAR(product[1] / size[1], 0.0, 1e-8);
    CHECK(fabs(product[2] / size[2]) > 1e-3);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

/* The control function is the model with the first stage's residuals, made by hand here. */
static void the_control_function_adds_first_stage_residuals(void **state)
{
    (void)state;
    guide g;
    kt_frame_column endogenous, instruments[2];
    kt_error err = {0};
    read_instrumented(&g, &endogenous, instruments, 0);
    kt_estimate *e = guide_fit(&g, NULL), *first = NULL;
    CHECK_INT(e->n_coefficients, 3);
    CHECK_TEXT(e->coefficients[2].name, "residual of ln_dist");

    kt_model_frame stage = g.frame;
    const kt_frame_column columns[] = {g.x[0], instruments[0], instruments[1]};
    stage.n_endogenous = stage.n_instruments = 0;
    stage.outcome = endogenous;
    stage.regressors = columns;
    stage.n_regressors = 3;
    kt_estimate_options options = kt_estimate_options_default();
    options.family = KT_FAMILY_GAUSSIAN;
    options.keep = KT_KEEP_FITTED;
    CHECK_OK(kt_estimate_fit(&stage, &options, &first, &err), err);
    double *residual = panel_add(&g.p, "by_hand");
    for (int64_t r = 0; r < g.p.n; r++)
        residual[r] = endogenous.value[r] - first->fitted[r];
    g.frame.n_endogenous = g.frame.n_instruments = 0;
    guide_x(&g, "ln_dist");
    guide_x(&g, "by_hand");
    kt_estimate *by_hand = guide_fit(&g, NULL);
    for (int k = 0; k < 3; k++)
        CHECK_NEAR(e->coefficients[k].estimate, by_hand->coefficients[k].estimate, 1e-9);
    kt_estimate_free(by_hand);
    kt_estimate_free(first);
    kt_estimate_free(e);
    panel_clear(&g.p);
}

static void too_few_instruments_are_refused(void **state)
{
    (void)state;
    guide g;
    kt_frame_column endogenous, instruments[2];
    kt_error err = {0};
    kt_estimate *e = NULL;
    read_instrumented(&g, &endogenous, instruments, 0);
    kt_estimate_options options = kt_estimate_options_default();
    options.family = KT_FAMILY_GAUSSIAN;
    instruments[0] = (kt_frame_column){"cntg", panel_column(&g.p, "cntg")}; // a regressor
    g.frame.n_instruments = 1;
    CHECK_FAILS(kt_estimate_fit(&g.frame, &options, &e, &err), KT_ERR_NUMERIC, err);
    g.frame.n_instruments = 0;
    CHECK_FAILS(kt_estimate_fit(&g.frame, &options, &e, &err), KT_ERR_RANGE, err);
    g.frame.n_instruments = 1;
    options.family = KT_FAMILY_LOGIT;
    CHECK_FAILS(kt_estimate_fit(&g.frame, &options, &e, &err), KT_ERR_RANGE, err);
    panel_clear(&g.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(two_stages_agree_with_fixest),
        KT_TEST(residuals_are_orthogonal_to_the_instrument),
        KT_TEST(the_control_function_adds_first_stage_residuals),
        KT_TEST(too_few_instruments_are_refused),
    };
    return kt_run_tests(tests);
}
