/* block_search.h: which effects of a model have the structure of trade? */
#ifndef KONTOR_ESTIMATE_BLOCK_SEARCH_H
#define KONTOR_ESTIMATE_BLOCK_SEARCH_H

#include <kontor/model_frame.h>
#include <kontor/progress.h>

/* So many slopes are eliminated with their effect; those of an effect with more are terms. */
enum { KT_MAX_GROUP_SLOPES = 8 };

/* Effects are numbered as in the frame. */
typedef struct kt_block_choice {
    int32_t eliminated; /* -1: none, or none that can be */
    int32_t n_blocks;   /* 0: no two effects fall into blocks that are worth it */
    int32_t left, right;
    int32_t *left_block, *right_block; /* [frame's n_levels] block of a level */
    int32_t *of_row;                   /* [frame's n_rows]; only where left is not eliminated */
    /* In thin panels, where a pair has few of the years: the parts that left and the eliminated
     * effect, and right and it, form: the years of one exporter, of one importer. */
    int32_t n_side[2];      /* 0: not worth it */
    int32_t *side_block[2]; /* [frame's n_levels] */
} kt_block_choice;

/* Rows of a block's matrices are padded with zeros to whole pairs of vectors. */
static inline int64_t kt_block_stride(int64_t n_right)
{
    return (n_right + 7) / 8 * 8;
}

/* Two effects fall into blocks when their levels, joined by the rows that have both, form
 * several connected parts: exporter-year and importer-year form one for each year. Of all pairs
 * of effects that are small enough to be solved densely, the one with most work in its blocks
 * is taken, as it leaves least to the iterations; of the others, the one with most parameters
 * is eliminated, slopes and all. Cleared with kt_block_choice_clear(), also after a failure. */
KT_MUST_USE kt_status kt_block_search(const kt_model_frame *frame, const uint8_t *kept,
                                      int n_threads, const kt_progress *progress,
                                      kt_block_choice *choice, kt_error *err);
void kt_block_choice_clear(kt_block_choice *choice);

#endif
