/* rows.h: the sample in working order, and which way its fixed effects go.
 *
 * One effect (usually that with most levels, a pair) is eliminated: rows lie sorted by it, a
 * level is a group of rows that follow each other. Its slopes, where it has any, are eliminated
 * with it. The other effects are terms: a level for each row, with a slope column where it has
 * one. All parameters of all terms stand one after the other in a stack.
 *
 *     rows      | pair 1    | pair 2    | pair 3 ...      group_start
 *     terms[0]    it it it    it it it                    exporter-year
 *     terms[1]    jt jt jt    jt jt jt                    importer-year
 *
 * Work is cut into chunks of whole groups. Their number depends on the data only, so sums,
 * which are taken chunk by chunk, are the same for any number of threads. */
#ifndef KONTOR_ESTIMATE_ROWS_H
#define KONTOR_ESTIMATE_ROWS_H

#include <kontor/model_frame.h>

#include "block_search.h"

enum { KT_MAX_CHUNKS = 16 };

typedef struct kt_term {
    int32_t *level; /* [n], from 0, every level has a row */
    double *slope;  /* [n] or NULL */
    int32_t n_levels;
    int32_t effect;       /* of the frame */
    int32_t slope_column; /* of that effect; -1: the levels themselves */
    int64_t first;        /* its place in the stack */
} kt_term;

/* Two terms (or the eliminated effect and one term) fall into blocks that share no level: the
 * years of a trade panel. Left levels are eliminated within a block, right ones solved densely.
 */
typedef struct kt_blocks {
    int32_t n_blocks;    /* 0: there are none, or they are too large to be worth it */
    int32_t left, right; /* terms; left -1: the eliminated effect is the left side */
    int32_t *left_place, *right_place; /* [levels] place in the block's own numbering */
    int32_t *left_block, *right_block; /* [levels] */
    int64_t *left_start, *right_start; /* [n_blocks + 1] into the lists below */
    int32_t *left_list, *right_list;   /* levels of a block, in the order of their places */
    int32_t *stride;       /* [n_blocks] of the matrices' rows: right levels, rounded up */
    int64_t *cell_start;   /* [n_blocks + 1]: left x right matrices, one after the other */
    int64_t *square_start; /* [n_blocks + 1]: right x right matrices */
} kt_blocks;

typedef struct kt_rows {
    int64_t n;
    int64_t *row;           /* [n] row of the frame */
    int64_t n_groups;       /* 0: no effect is eliminated */
    int64_t *group_start;   /* [n_groups + 1] */
    int32_t *group_level;   /* [n_groups] the eliminated effect's level in the frame */
    int32_t eliminated;     /* effect of the frame; -1: none */
    int has_group_level;    /* 0: the eliminated effect has slopes only, or there is none */
    int has_levels;         /* some effect has levels of its own */
    int32_t n_group_slopes; /* up to KT_MAX_GROUP_SLOPES; 0 where its slopes are terms */
    double *group_slope; /* [n * n_group_slopes] less the group's mean where it has a level */
    kt_term *terms;      /* [n_terms] */
    int32_t n_terms;
    int32_t **frame_level; /* [n_terms][n_levels] level in the frame */
    int64_t n_stack;
    int32_t n_chunks;
    int64_t chunk_row[KT_MAX_CHUNKS + 1], chunk_group[KT_MAX_CHUNKS + 1];
    kt_blocks blocks;
    kt_blocks side[2]; /* thin panels: the years of each country, left and right; of these only
                          the right lists and the squares are used */
} kt_rows;

/* Put the kept rows of the frame (kept[n_rows]: 1 or 0) in order. {0} before; cleared with
 * kt_rows_clear(), also after a failure. */
KT_MUST_USE kt_status kt_rows_init(kt_rows *rows, const kt_model_frame *frame,
                                   const uint8_t *kept, int n_threads,
                                   const kt_progress *progress, kt_error *err);
void kt_rows_clear(kt_rows *rows);

#endif
