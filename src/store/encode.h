/* encode.h: sorted rows of one facet into one segment of the file. */
#ifndef KONTOR_STORE_ENCODE_H
#define KONTOR_STORE_ENCODE_H

#include "batch.h"
#include "layout.h"
#include "output.h"

typedef struct kt_encoded {
    uint8_t entry[KT_SEG_SIZE]; /* for the directory */
    int64_t n_rows;
    uint64_t from, to; /* the segment's bytes in the file */
} kt_encoded;

/* What segments are coded in, one after the other: its memory, as much as the largest took, is
 * used again, for clearing fresh pages costs as much as coding. */
typedef struct kt_encoder kt_encoder;

KT_MUST_USE kt_status kt_encoder_new(kt_encoder **out, kt_error *err);
void kt_encoder_free(kt_encoder *encoder);

/* stretch[0 .. n): of one facet, sorted (kt_batch_sort), exporters whole. Columns are coded
 * side by side on up to n_threads threads. */
KT_MUST_USE kt_status kt_encode_segment(kt_encoder *encoder, const kt_batch *batch,
                                        const kt_stretch *stretch, int64_t n, int n_threads,
                                        kt_output *out, kt_encoded *made, kt_error *err);

/* Move an entry by so many bytes, where its segment was copied. */
void kt_entry_move(uint8_t *entry, int64_t by);

#endif
