/* kontor/figure.h: figures: every number that a brief prints, with what it takes to check it.
 *
 * A figure says from whose view it is (side), of which year or period, in which unit, whose
 * statistics state it, how it is valued, how sure it is, from which dataset and by which method
 * it came. Texts and tables are made from figures alone, so each number in every output can be
 * traced. The names of the fields in JSON are a contract (docs/brief.md). */
#ifndef KONTOR_FIGURE_H
#define KONTOR_FIGURE_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/json.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* Whose statistics. */
typedef enum kt_reporter_kind {
    KT_REPORTER_COUNTRY = 0, /* `reporter` */
    KT_REPORTER_RECONCILED,  /* nobody's statement */
    KT_REPORTER_UNNAMED      /* a statement that names no statistics: null in JSON */
} kt_reporter_kind;

/* From which side of the flow they come. */
typedef enum kt_from { KT_FROM_OWN = 0, KT_FROM_MIRROR } kt_from;

/* NULL texts and NaN numbers are null in JSON. */
typedef struct kt_figure {
    const char *key;  /* unique; NULL when adding: made of the fields below */
    const char *id;   /* "turnover", "rank_export", ... */
    char side;        /* 'a' or 'b' */
    kt_period period; /* one calendar year is printed as "year" */
    double value;     /* USD, fraction, rank or ratio; NaN: known to exist, not stated */
    double value_max; /* a rank that is a range: its far end; NaN otherwise */
    const char *unit; /* "USD", "fraction", "rank", "ratio", "year" */
    kt_reporter_kind reporter_kind;
    kt_country reporter;
    kt_from from; /* KT_FROM_MIRROR: the statistics are those of the other side */
    kt_valuation valuation;
    kt_flow_status status;
    double coverage;     /* 0 to 1, NaN where it has no meaning */
    const char *dataset; /* name, or "facts" */
    const char *vintage; /* the dataset's version; of a cited fact the page's date */
    const char *method;  /* how it was computed; ids of the facts it rests on */
    const char *of;      /* "world" or a bloc's code; NULL where it has no meaning */
    const char *product; /* code; NULL for all goods */
    const char *without; /* code of a disputed member that is not counted; NULL: none */
} kt_figure;

typedef struct kt_figures kt_figures;

KT_MUST_USE kt_status kt_figures_new(kt_figures **out, kt_error *err);
/* NULL is allowed. */
void kt_figures_free(kt_figures *figures);
/* For figures that are only shown: those added from here on have no key (NULL), and what is
 * added twice stands twice. */
void kt_figures_forgo_keys(kt_figures *figures);

/* Keep a copy, texts included. A figure whose key is there already is not added again: *out is
 * the one that is there. *out (may be NULL) lives as long as figures. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_figures_add(kt_figures *figures, const kt_figure *figure,
                                     const kt_figure **out, kt_error *err);

int64_t kt_figures_count(const kt_figures *figures);
/* In the order in which they were added. */
const kt_figure *kt_figures_at(const kt_figures *figures, int64_t n);
/* NULL when there is none. */
const kt_figure *kt_figures_find(const kt_figures *figures, const char *key);

/* The array of all figures as a value within a larger object. */
void kt_figures_put_json(const kt_figures *figures, kt_json *json);

KT_END_DECLS

#endif
