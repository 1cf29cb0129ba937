/* fuzz_intake.h: any bytes as a member of a source, without a store: what was taken, as one
 * number, so that two ways of reading can be compared. Used by the targets of the importers. */
#ifndef KONTOR_FUZZ_INTAKE_H
#define KONTOR_FUZZ_INTAKE_H

#include "ingest/reader.h"

#include <kontor/digest.h>
#include <kontor/resource.h>

#include <stdio.h>
#include <stdlib.h>

/* What became of the bytes. */
typedef struct fuzz_outcome {
    kt_status status;
    int64_t n_read, n_taken, n_refused;
    uint64_t sum; /* of rows and where they stood */
} fuzz_outcome;

static kt_status fuzz_add_rows(void *with, const kt_flow *rows, const int64_t *lines,
                               int64_t n_rows, kt_error *err)
{
    fuzz_outcome *to = with;
    (void)err;
    for (int64_t r = 0; r < n_rows; r++) {
        const kt_flow *row = &rows[r];
        const int64_t of[] = {row->exporter.code,
                              row->importer.code,
                              row->product.code,
                              row->period.first,
                              row->period.last,
                              row->stated_by,
                              row->kind,
                              row->valuation,
                              row->status,
                              row->value,
                              row->quantity,
                              row->supplementary,
                              row->supplementary_unit,
                              lines[r]};
        if (!row->exporter.code || !row->importer.code ||
            row->period.first > row->period.last || (row->value != KT_NONE && row->value < 0) ||
            (row->quantity != KT_NONE && row->quantity < 0))
            abort();
        to->sum = to->sum * 31 + kt_digest_block(of, sizeof of);
    }
    return KT_OK;
}

/* Two slices are one input; step 0: each whole. */
static fuzz_outcome fuzz_read(const char *name, kt_slice head, kt_slice rest, size_t step)
{
    static kt_countries *countries;
    fuzz_outcome out = {0};
    kt_import_report report = {0};
    kt_intake in;
    kt_member *member = NULL;
    const kt_layout *layout = NULL;
    kt_error err = {0};
    const kt_intake_sink sink = {fuzz_add_rows, NULL, &out, NULL};
    kt_resources *resources = NULL;

    if (!countries && (kt_resources_open(NULL, &resources, NULL) ||
                       kt_countries_open(resources, &countries, NULL)))
        abort();
    kt_resources_close(resources);
    if (kt_intake_init(&in, countries, NULL, KT_LENIENT, &sink, &report, &err))
        abort();
    snprintf(in.file, sizeof in.file, "%s", name);
    out.status = kt_member_new(&in, &member, &err);
    if (!out.status)
        out.status = kt_member_feed(member, head.data, head.size, &err);
    for (size_t p = 0; p < rest.size && !out.status;) {
        const size_t n = step && step < rest.size - p ? step : rest.size - p;
        out.status = kt_member_feed(member, rest.data + p, n, &err);
        p += n;
    }
    if (!out.status)
        out.status = kt_member_finish(member, &layout, &err);
    if (!out.status)
        out.status = kt_intake_flush(&in, &err);
    if (out.status && !err.cause[0])
        abort();
    kt_member_free(member);
    kt_intake_clear(&in);
    out.n_read = report.n_read;
    out.n_taken = report.n_taken;
    out.n_refused = report.n_refused;
    if (report.n_read != report.n_taken + report.n_refused + report.n_left_out)
        abort();
    return out;
}

/* The same in pieces as at once. A failure may come after more or fewer rows. */
static inline void fuzz_pieces_agree(const char *name, const uint8_t *data, size_t size)
{
    if (size == 0)
        return;
    const kt_slice bytes = {(const char *)data + 1, size - 1}, none = {"", 0};
    const fuzz_outcome whole = fuzz_read(name, none, bytes, 0);
    const fuzz_outcome cut = fuzz_read(name, none, bytes, (size_t)data[0] + 1);
    if (whole.status != cut.status ||
        (!whole.status && (whole.sum != cut.sum || whole.n_refused != cut.n_refused)))
        abort();
}

#endif
