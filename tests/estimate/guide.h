/* guide.h: the panel of the Advanced Guide (Yotov, Piermartini, Monteiro and Larch 2016,
 * UNCTAD/WTO), years 1986, 1990, ..., 2006, and models on it. */
#ifndef KONTOR_TESTS_GUIDE_H
#define KONTOR_TESTS_GUIDE_H

#include <kontor/estimate.h>

#include "check.h"
#include "panel.h"

typedef struct guide {
    panel p;
    double *exporter, *importer, *year, *pair, *trade;
    kt_frame_column x[16];
    kt_frame_effect effects[4];
    kt_frame_factor cluster[2];
    kt_model_frame frame;
} guide;

/* The rows of the Guide's years; international ones only, or those with trade only, where
 * asked. */
static inline void guide_read(guide *g, int international, int positive)
{
    kt_error err = {0};
    memset(g, 0, sizeof *g);
    CHECK_OK(
        panel_read(&g->p, kt_shared("data/yotov_agtpa_applications_1986_2006.csv.gz"), &err),
        err);
    double *keep = panel_add(&g->p, "keep"), *output = panel_add(&g->p, "ln_output");
    double *spending = panel_add(&g->p, "ln_spending"), *distance = panel_add(&g->p, "ln_dist");
    g->exporter = panel_column(&g->p, "exporter");
    g->importer = panel_column(&g->p, "importer");
    g->year = panel_column(&g->p, "year");
    g->pair = panel_column(&g->p, "pair_id");
    g->trade = panel_column(&g->p, "trade");
    static double sum[2][PANEL_TEXTS][32];
    memset(sum, 0, sizeof sum);
    for (int64_t r = 0; r < g->p.n; r++) {
        const int t = (int)g->year[r] - 1986;
        sum[0][(int)g->exporter[r]][t] += g->trade[r];
        sum[1][(int)g->importer[r]][t] += g->trade[r];
    }
    for (int64_t r = 0; r < g->p.n; r++) {
        const int t = (int)g->year[r] - 1986;
        output[r] = log(sum[0][(int)g->exporter[r]][t]);
        spending[r] = log(sum[1][(int)g->importer[r]][t]);
        distance[r] = log(panel_column(&g->p, "dist")[r]);
        keep[r] = t % 4 == 0 && (!international || g->exporter[r] != g->importer[r]) &&
                  (!positive || g->trade[r] > 0.0);
    }
    panel_keep(&g->p, keep);
    g->frame = (kt_model_frame){.n_rows = g->p.n,
                                .outcome = {"trade", g->trade},
                                .regressors = g->x,
                                .effects = g->effects,
                                .clusters = g->cluster,
                                .n_clusters = 1,
                                .intercept = true};
    g->cluster[0] = panel_factor(&g->p, "pair_id", g->pair, NULL, NULL);
}

static inline void guide_x(guide *g, const char *name)
{
    g->x[g->frame.n_regressors++] = (kt_frame_column){name, panel_column(&g->p, name)};
}

static inline void guide_effect(guide *g, const char *name, const double *a, const double *b)
{
    g->effects[g->frame.n_effects++].factor = panel_factor(&g->p, name, a, b, NULL);
}

static inline void guide_years(guide *g)
{
    guide_effect(g, "exporter^year", g->exporter, g->year);
    guide_effect(g, "importer^year", g->importer, g->year);
}

/* One dummy for each year, 1 on international rows; the last is left out. */
static inline void guide_borders(guide *g)
{
    static const char *const names[] = {"border_1986", "border_1990", "border_1994",
                                        "border_1998", "border_2002"};
    for (int b = 0; b < 5; b++) {
        double *value = panel_add(&g->p, names[b]);
        for (int64_t r = 0; r < g->p.n; r++)
            value[r] = g->exporter[r] != g->importer[r] && (int)g->year[r] == 1986 + 4 * b;
        guide_x(g, names[b]);
    }
}

static inline kt_estimate *guide_fit(guide *g, const kt_estimate_options *options)
{
    kt_error err = {0};
    kt_estimate *e = NULL;
    CHECK_OK(kt_estimate_fit(&g->frame, options, &e, &err), err);
    CHECK_INT(e->outcome, KT_ESTIMATE_CONVERGED);
    return e;
}

#endif
