/* parts.h: the segments that a writer has made so far, and what becomes of them at the end.
 *
 * A batch is flushed as whole segments straight into the file to be. In the end each exporter
 * must be in one segment of a facet only; where memory was too small for the order in which
 * rows came, some are in several. Then a second file is made, to which the sound ones are
 * copied and the others merged, exporter by exporter: that is the external sort, its runs in
 * the store's own form. */
#ifndef KONTOR_STORE_PARTS_H
#define KONTOR_STORE_PARTS_H

#include "batch.h"
#include "encode.h"
#include "output.h"

typedef struct kt_run {
    kt_encoded encoded;
    kt_facet facet;
    int64_t first_exporter, n_exporters; /* in parts->exporter */
    uint64_t lines_at;                   /* in the file of lines */
    int64_t n_lines;                     /* stretches of lines there; 0: not known */
} kt_run;

typedef struct kt_parts {
    kt_run *part;
    int64_t n_parts, n_room;
    uint32_t *exporter;
    int64_t n_exporters, n_exporter_room;
    kt_output out;
    kt_encoder *encoder;
    bool needs_lines; /* another sort may follow */
    int lines;        /* descriptor of the file of lines; -1: none */
    uint64_t lines_size;
    char lines_path[KT_MAX_PATH];
    int n_threads;
    int64_t segment_rows; /* about how many one segment may have */
} kt_parts;

KT_MUST_USE kt_status kt_parts_begin(const char *path, kt_parts *out, kt_error *err);
void kt_parts_abort(kt_parts *parts);

/* Sort the batch and write its segments. The batch is left as it is, sorted. */
KT_MUST_USE kt_status kt_parts_add(kt_parts *parts, kt_batch *batch, kt_error *err);

/* No exporter is in two segments of a facet any more, and parts are in order. batch is empty,
 * and again afterwards. path is for a second file. */
KT_MUST_USE kt_status kt_parts_settle(kt_parts *parts, kt_batch *batch, const char *path,
                                      int64_t memory_bytes, kt_error *err);

#endif
