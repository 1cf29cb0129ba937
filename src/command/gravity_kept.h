/* gravity_kept.h: a gravity model as it is kept: a CSV that a spreadsheet can read, written by
 * kontor gravity --save FILE and --keep NAME, read by kontor predict.
 *
 *     kind,name,text,value
 *     format,,kontor gravity model 1,
 *     formula,,trade ~ rta | exp^year + imp^year + pair,
 *     flows,,dots@2024,
 *     observations,,,28482
 *     coefficient,rta,,0.5572
 *     effect,exp^year,ARG_1986,7.12
 *     slope,pair/1,ARG_BRA,0.01
 *
 * What a reader does not know it passes over, so kinds can be added without another format. The
 * order of the rows behind the first is of no meaning; each kind and name and text is there
 * once. */
#ifndef KONTOR_GRAVITY_KEPT_H
#define KONTOR_GRAVITY_KEPT_H

#include "gravity_internal.h"

#define KT_KEPT_FORMAT "kontor gravity model 1"

typedef struct kt_kept_row {
    const char *kind, *name, *text; /* never NULL */
    double value;                   /* NaN where there is none */
    int64_t line;
} kt_kept_row;

typedef struct kt_kept {
    kt_arena arena;   /* of the texts */
    kt_kept_row *row; /* [n_rows] in order of kind, name, text */
    int64_t n_rows, n_room;
} kt_kept;

/* The whole, or what comes before the first parameter: enough to say what a model is. */
typedef enum kt_kept_part { KT_KEPT_WHOLE, KT_KEPT_HEAD } kt_kept_part;

/* Errors: KT_ERR_FORMAT no such file, a later format, a parameter without a number, a row that
 * stands twice, each with its line; those of kt_csv_parse(). On failure out holds nothing. */
KT_MUST_USE kt_status kt_kept_parse(kt_slice bytes, kt_kept_part part, kt_kept *out,
                                    kt_error *err);
/* The same of a file, packed or not; "-" is standard input. Errors: those of kt_input_walk();
 * KT_ERR_LIMIT more than KT_MAX_FILE bytes. */
KT_MUST_USE kt_status kt_kept_read(const char *path, kt_kept_part part, kt_kept *out,
                                   kt_error *err);
void kt_kept_clear(kt_kept *kept);

/* The text of a kind that occurs once; NULL. */
const char *kt_kept_text(const kt_kept *kept, const char *kind);
/* Its number; NaN. */
double kt_kept_number(const kt_kept *kept, const char *kind);
/* NULL when there is none. */
const kt_kept_row *kt_kept_find(const kt_kept *kept, const char *kind, const char *name,
                                const char *text);

/* Formula, expressions, family and source of a kept model, into an empty request that borrows
 * its texts. g is to be cleared on failure, too. Errors: those of parsing; KT_ERR_FORMAT no
 * formula, or one of several models. */
KT_MUST_USE kt_status kt_kept_request(const kt_kept *kept, kt_gravity *g, kt_error *err);

#endif
