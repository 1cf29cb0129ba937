/* kontor/flow_panel.h: a table of flows as an estimation sees it: columns, expressions over
 * them, factors, lags, and the frames that models are estimated on.
 *
 * Names are columns, or expressions that were given a name (let). Where the columns of
 * exporter, importer and period are known, by their names or as told, exp, imp, year and pair
 * stand for them unless the table has columns of these names.
 *
 *     arithmetic     + - * / ^, comparisons, & | !, %in% c(...), 1986:2006, seq(1986, 2006, 4)
 *     functions      log log2 log10 log1p exp expm1 sqrt abs sign floor ceiling round asinh
 *                    I as.numeric is.na ifelse pmin pmax
 *     over groups    sum mean min max of (x, exporter^year); count(exporter^year)
 *     over time      l(x, 1) f(x, 1) d(x, 1): within the panel's unit, by the period's value
 *     factors        a^b, pair(exporter, importer): without direction
 *
 * Missing is NaN and goes through arithmetic; sums over groups leave it out and are missing
 * where all is. For one thread at a time. */
#ifndef KONTOR_FLOW_PANEL_H
#define KONTOR_FLOW_PANEL_H

#include <kontor/columns.h>
#include <kontor/formula.h>
#include <kontor/model_frame.h>
#include <kontor/progress.h>

KT_BEGIN_DECLS

/* What the columns mean. NULL: found by name, or not known. */
typedef struct kt_panel_options {
    const char *exporter, *importer, *period;
    const kt_expression *unit;   /* of lags; NULL: the directed pair */
    const kt_expression *time;   /* of lags; NULL: the period */
    bool symmetric_pair;         /* `pair` is without direction */
    const kt_progress *progress; /* kept; NULL: nobody asks for an early end */
} kt_panel_options;

typedef struct kt_panel kt_panel;

/* names: all that the source has, for suggestions. Everything but options is kept and must
 * outlive the panel; expressions that are handed in later, too. */
KT_MUST_USE kt_status kt_panel_new(int64_t n_rows, const kt_series *series, int n_series,
                                   const char *const *names, int n_names,
                                   const kt_panel_options *options, kt_panel **out,
                                   kt_error *err);
/* NULL is allowed. */
void kt_panel_free(kt_panel *panel);

/* Give an expression a name, before it is used. */
KT_MUST_USE kt_status kt_panel_let(kt_panel *panel, const char *name,
                                   const kt_expression *expression, kt_error *err);

/* What a name stands for: what it was given by let, or the name itself where it is a column.
 * Errors: KT_ERR_MISSING an unknown name. */
KT_MUST_USE kt_status kt_panel_meaning(const kt_panel *panel, const kt_expression *name,
                                       const kt_expression **out);

int64_t kt_panel_n_rows(const kt_panel *panel);
/* Names of the columns found; NULL where not known. */
const char *kt_panel_exporter(const kt_panel *panel);
const char *kt_panel_importer(const kt_panel *panel);
const char *kt_panel_period(const kt_panel *panel);
/* Unit and period of lags; NULL where not known. */
const kt_expression *kt_panel_unit(const kt_panel *panel);
const kt_expression *kt_panel_time(const kt_panel *panel);
/* What exporter, importer and period are usually called, one after the other in order of
 * preference: what a reader should ask a file for. NULL past the last. */
const char *kt_panel_usual_name(int n);

/* Names that an expression uses, functions' names apart, each handed to `visit`. */
KT_MUST_USE kt_status kt_expression_names(const kt_expression *expression,
                                          kt_status (*visit)(void *with, const char *name,
                                                             kt_error *err),
                                          void *with, kt_error *err);

/* An expression's values in every row, kept by the panel. Errors: KT_ERR_MISSING an unknown
 * name (the nearest one is named); KT_ERR_FORMAT an unknown function, wrong arguments, texts
 * where numbers are needed, each with its column in the formula; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_panel_numbers(kt_panel *panel, const kt_expression *expression,
                                       const double **out, kt_error *err);

/* A factor of every row: -1 where a part of it is missing. Levels are in order of value for a
 * single column. first_row: a row of each level, for its label. Kept by the panel. */
typedef struct kt_panel_factor {
    const kt_expression *expression;
    const char *name;
    int32_t *level;
    int64_t *first_row;
    int32_t n_levels;
    bool has_missing;
} kt_panel_factor;
KT_MUST_USE kt_status kt_panel_factor_of(kt_panel *panel, const kt_expression *expression,
                                         const kt_panel_factor **out, kt_error *err);
/* "ARG", "1986", "ARG_1986": appended. */
KT_MUST_USE kt_status kt_panel_label(kt_panel *panel, const kt_panel_factor *factor,
                                     int32_t level, kt_text *out, kt_error *err);
/* Two columns numbered alike (exporter and importer), for dyads: levels of both, n_levels. */
KT_MUST_USE kt_status kt_panel_alike(kt_panel *panel, const kt_expression *a,
                                     const kt_expression *b, const kt_panel_factor **out_a,
                                     const kt_panel_factor **out_b, kt_error *err);

/* A term as columns: i(year, rta) is one for each year, l(x, 1:3) three, a:b products. */
typedef struct kt_panel_columns {
    kt_frame_column *column;
    int n_columns;
} kt_panel_columns;
KT_MUST_USE kt_status kt_panel_term(kt_panel *panel, const kt_expression *term,
                                    bool has_constant, kt_panel_columns *out, kt_error *err);
/* When something begins: for every row the first period of its unit in which x is not 0, and
 * the first in which the unit is there at all, both among the rows where `rows` is not 0 (NULL:
 * all); INFINITY: never. *n_ended counts units in which x goes back to 0. `time` are the
 * periods themselves, borrowed. Errors: as lags. */
KT_MUST_USE kt_status kt_panel_beginning(kt_panel *panel, const kt_expression *where,
                                         const double *x, const double *rows, double *begins,
                                         double *enters, const double **time, int64_t *n_ended,
                                         kt_error *err);
/* A column of one's own, kept by the panel: values are given (freed by the panel). */
KT_MUST_USE kt_status kt_panel_keep(kt_panel *panel, double *values, kt_error *err);

/* ---- a frame ---------------------------------------------------------------------------- */

typedef struct kt_panel_request {
    const kt_formula_model *model;
    const kt_frame_column *outcome; /* NULL: that of the model */
    const double *rows;             /* NULL, or only rows where it is neither 0 nor missing */
    const kt_frame_column *more;    /* [n_more] regressors beside those of the formula */
    int n_more;
    const kt_expression *subset;  /* NULL: all rows; else those where it is true */
    const kt_panel_factor *split; /* NULL, or only rows of this level */
    int32_t split_level;
    const kt_expression *weights, *offset; /* NULL: none */
    const kt_expression *const *clusters;  /* [n_clusters] */
    int n_clusters;
    bool dyadic; /* country_a and country_b are needed */
    bool serial; /* unit and time are needed */
} kt_panel_request;

/* The frame's rows are rows of the panel: all of them (row NULL) or those listed. */
typedef struct kt_panel_sample {
    kt_model_frame frame;
    int64_t *row;      /* [frame.n_rows] or NULL */
    int64_t n_asked;   /* rows of the subset and the split */
    int64_t n_missing; /* of those, left out: something in them is missing or infinite */
    struct kt_panel_sample_parts *parts; /* the memory behind the frame */
} kt_panel_sample;

/* Starts as {0}; released with kt_panel_sample_clear(). Errors: as above; KT_ERR_MISSING no row
 * is left. */
KT_MUST_USE kt_status kt_panel_sample_make(kt_panel *panel, const kt_panel_request *request,
                                           kt_panel_sample *out, kt_error *err);
void kt_panel_sample_clear(kt_panel_sample *sample);

KT_END_DECLS

#endif
