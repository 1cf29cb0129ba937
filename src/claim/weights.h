/* weights.h: choices by weighed clues. Internal to src/claim.
 *
 * A clue is something that can be seen of a candidate, "named in the headline"; its weight says
 * how much that speaks for it. The weights are whole numbers in a table under data/, one line a
 * clue, counted over tagged articles (docs/check.md). The candidate with the largest sum is
 * chosen. */
#ifndef CLAIM_WEIGHTS_H
#define CLAIM_WEIGHTS_H

#include <kontor/error.h>
#include <kontor/resource.h>

#include <stdint.h>

enum { KT_MAX_CLUES = 112, KT_MAX_CLUE_COLUMNS = 4 };
typedef struct kt_weights {
    int16_t of[KT_MAX_CLUES][KT_MAX_CLUE_COLUMNS];
} kt_weights;

/* Read a table "clue,weight...,meaning"; name[n] is the clue of row n of *out. A clue without a
 * line weighs nothing. Errors: KT_ERR_FORMAT with file and line, also for a clue that is not
 * known; KT_ERR_MISSING; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_weights_read(kt_resources *resources, const char *path,
                                      const char *const *name, int n_names, int n_columns,
                                      kt_weights *out, kt_error *err);

typedef struct kt_claim_weights {
    kt_weights reporter; /* whose trade an article tells of */
    kt_weights partner;  /* with whom */
    kt_weights pairs;    /* between whom, a column for each kt_measure */
} kt_claim_weights;

/* Clues on whose report it is (whose.c). */
extern const char *const kt_reporter_clues[];
extern const int kt_n_reporter_clues;
/* Clues on with whom (partner.c). */
extern const char *const kt_partner_clues[];
extern const int kt_n_partner_clues;
/* Clues on between whom (pair_choice.c). */
extern const char *const kt_pair_clues[];
extern const int kt_n_pair_clues;

#endif
