/* gravity_internal.h: what the files of kontor gravity share: the request, its data, the fits.
 */
#ifndef KONTOR_GRAVITY_INTERNAL_H
#define KONTOR_GRAVITY_INTERNAL_H

#include "run_internal.h"

#include <kontor/arena.h>
#include <kontor/columns.h>
#include <kontor/estimate.h>
#include <kontor/flow_panel.h>
#include <kontor/formula.h>
#include <kontor/specification.h>

/* Where rows come from: a file, or flows of the store. NULL and 0: not said. */
typedef struct kt_gravity_source {
    const char *data;  /* path; "-" is standard input */
    const char *flows; /* NAME or NAME@VERSION, like each of the covariates */
    const char *covariates, *product, *stated_by, *zeros;
    const char *domestic;      /* path */
    int first_year, last_year; /* of flows */
} kt_gravity_source;

/* Columns that did not come from one file of the user's: made from the store. */
typedef struct kt_gravity_store {
    kt_arena *arena;
    kt_series *series;
    int n_series, n_room;
    const char **names;
    const char **known; /* names that a formula may use: those and the covariates' columns */
    int n_known;
    int64_t n_rows;
    int64_t n_not_reported; /* pairs and years left out: neither side reports */
    int64_t n_zeros;        /* taken as zero */
    kt_text checksums;      /* a line for each dataset that was used */
    /* What was used, in full, so that it can be asked for again. */
    kt_gravity_source used;
    kt_text covariates; /* "dist@1a2b3c4d,gdp@2024" */
} kt_gravity_store;

/* The extended two-way form: gravity_etwfe.c. */
typedef struct kt_gravity_etwfe kt_gravity_etwfe;

/* A table besides the coefficients. */
typedef struct kt_gravity_extra {
    const char *name;
    struct kt_table *table;
} kt_gravity_extra;
enum { KT_MAX_GRAVITY_EXTRA = 8 };

/* A first stage: is the endogenous regressor explained by the instruments? */
typedef struct kt_gravity_stage {
    const char *endogenous;
    kt_test_result test; /* F; NaN where no instrument is left */
} kt_gravity_stage;

/* One model, estimated. */
typedef struct kt_gravity_fit {
    const kt_formula_model *model;
    kt_estimate *estimate;
    const char *outcome; /* as written */
    const char *split;   /* label of its level, NULL */
    int64_t n_asked, n_missing;
    double seconds;
    kt_gravity_stage *stage; /* [n_stages]: with instruments */
    int n_stages;
} kt_gravity_fit;

/* What stands in numbers. */
typedef struct kt_gravity_signs {
    char point[8], group[8], minus[8];
} kt_gravity_signs;

typedef struct kt_gravity {
    const kt_run *run;
    kt_gravity_source source;
    const kt_run *told; /* in whose language the answer is: gravity_say.h */
    kt_run english;
    kt_gravity_signs signs;
    kt_arena arena;
    kt_formula *formula;
    /* Expressions of the options; NULL where not given. */
    kt_expression_list *let, *subset, *weights, *offset, *clusters, *panel_ids, *split;
    const char *exporter, *importer, *period; /* columns as told; NULL: by their names */
    bool symmetric_pair;
    const kt_expression **cluster;
    int n_clusters;
    kt_family family;
    kt_vcov_options vcov;
    bool vcov_by_default; /* nobody chose the standard errors */

    kt_columns *columns;
    kt_gravity_store store;
    kt_panel *panel;
    double seconds_reading;
    char data_sha256[65]; /* "" where it was not asked for */

    kt_gravity_fit *fit;
    int n_fits;

    /* Where one model is asked for more than coefficients: its sample lives as long. */
    kt_panel_sample sample;
    kt_expression_list *etwfe_name;
    kt_formula *recover;
    kt_gravity_etwfe *etwfe;
    kt_gravity_extra extra[KT_MAX_GRAVITY_EXTRA];
    int n_extra;
} kt_gravity;

/* Options to the request: formula, expressions, family, standard errors. */
KT_MUST_USE kt_status kt_gravity_read_request(kt_gravity *g, kt_error *err);
/* UNIT,PERIOD of lags. */
KT_MUST_USE kt_status kt_gravity_read_panel(kt_gravity *g, const char *text, kt_error *err);
/* Columns and panel of g->source. */
KT_MUST_USE kt_status kt_gravity_read_data(kt_gravity *g, kt_error *err);
/* The rows of g->source from the store. */
KT_MUST_USE kt_status kt_gravity_read_store(kt_gravity *g, const char *const *wanted,
                                            int n_wanted, kt_error *err);
/* The checksum of what was read, where it is not known yet: of a file as it lies on the disk;
 * of the store, of the list of what was used. */
KT_MUST_USE kt_status kt_gravity_digest(kt_gravity *g, kt_error *err);
/* Standard errors that nobody chose: by directed pair where the pair is known. */
KT_MUST_USE kt_status kt_gravity_choose_vcov(kt_gravity *g, kt_error *err);
/* Every model of the formula, in every part of a split. */
KT_MUST_USE kt_status kt_gravity_fit_all(kt_gravity *g, kt_error *err);
/* Why a model was not found, and what to do: KT_ERR_NUMERIC. */
KT_MUST_USE kt_status kt_gravity_refuse(const kt_gravity_fit *fit, kt_error *err);
void kt_gravity_clear(kt_gravity *g);

/* What predicts: coefficients by name, and for each effect its values by level of the panel's
 * factor (NULL: none), and those of its slopes, one array after the other. */
typedef struct kt_gravity_parameters {
    const char *const *name; /* [n] */
    const double *value;
    int n;
    double *const *effect; /* [effects of the model] */
    double *const *slope;
} kt_gravity_parameters;

/* The index of every row of the panel, without an offset: NaN where something is missing or a
 * level is not known. Terms whose columns have no coefficient count as 0. */
KT_MUST_USE kt_status kt_gravity_index(kt_gravity *g, const kt_formula_model *model,
                                       const kt_gravity_parameters *parameters, double *index,
                                       kt_error *err);

/* What one fit is asked for. */
void kt_gravity_ask(const kt_gravity *g, const kt_formula_model *model, kt_panel_request *out);
/* Sample, estimate and remember. options NULL: those of the request. */
KT_MUST_USE kt_status kt_gravity_fit_one(kt_gravity *g, const kt_panel_request *request,
                                         const kt_estimate_options *options,
                                         kt_panel_sample *sample, kt_gravity_fit *out,
                                         kt_error *err);
kt_estimate_options kt_gravity_options(const kt_gravity *g);

/* ---- answers ----------------------------------------------------------------------------- */

KT_MUST_USE kt_status kt_gravity_write_text(const kt_gravity *g, kt_error *err);
KT_MUST_USE kt_status kt_gravity_write_csv(const kt_gravity *g, kt_error *err);
KT_MUST_USE kt_status kt_gravity_write_json(const kt_gravity *g, kt_error *err);
KT_MUST_USE kt_status kt_gravity_write_latex(const kt_gravity *g, kt_error *err);
KT_MUST_USE kt_status kt_gravity_write_html(const kt_gravity *g, kt_error *err);

/* The calls that give the same numbers in R's fixest and in Stata, appended. */
KT_MUST_USE kt_status kt_gravity_same_in_r(const kt_gravity *g, const kt_gravity_fit *fit,
                                           kt_text *out, kt_error *err);
KT_MUST_USE kt_status kt_gravity_same_in_stata(const kt_gravity *g, const kt_gravity_fit *fit,
                                               kt_text *out, kt_error *err);

/* "***", "**", "*", "" */
const char *kt_gravity_stars(double p);

#endif
