/* parts.c: see parts.h. */
#include "parts.h"

#include <kontor/memory.h>

#include "bytes.h"
#include "pair_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Lines are kept as stretches of rows whose lines follow each other. */
#define LINES_SIZE 12 /* u32 rows, i64 first line */

kt_status kt_parts_begin(const char *path, kt_parts *out, kt_error *err)
{
    *out = (kt_parts){.out = {.descriptor = -1}, .lines = -1, .n_threads = 1};
    const int n = snprintf(out->lines_path, sizeof out->lines_path, "%s-lines", path);
    if (n < 0 || (size_t)n >= sizeof out->lines_path)
        return kt_fail(err, KT_ERR_LIMIT, "path longer than %d bytes", KT_MAX_PATH - 1);
    KT_TRY(kt_encoder_new(&out->encoder, err));
    return kt_output_begin(path, &out->out, err);
}

void kt_parts_abort(kt_parts *parts)
{
    if (parts->lines >= 0) {
        close(parts->lines);
        unlink(parts->lines_path);
    }
    kt_output_abort(&parts->out);
    kt_encoder_free(parts->encoder);
    kt_free(parts->exporter);
    kt_free(parts->part);
    *parts = (kt_parts){.out = {.descriptor = -1}, .lines = -1};
}

/* ---- lines of rows -------------------------------------------------------------------------
 */

static kt_status open_lines(kt_parts *p, kt_error *err)
{
    if (p->lines >= 0)
        return KT_OK;
    p->lines = open(p->lines_path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    return p->lines < 0 ? kt_fail_errno(err, "cannot create %s", p->lines_path) : KT_OK;
}

static kt_status end_lines(kt_bytes *lines, uint32_t n, int64_t first, kt_error *err)
{
    KT_TRY(kt_bytes_reserve(lines, LINES_SIZE, err));
    kt_put32(lines->data + lines->size, n);
    kt_put64(lines->data + lines->size + 4, (uint64_t)first);
    lines->size += LINES_SIZE;
    return KT_OK;
}

static kt_status gather_lines(const kt_stretch *stretch, int64_t n, kt_bytes *out,
                              kt_error *err)
{
    int64_t first = stretch[0].line;
    uint32_t length = stretch[0].n_rows;
    for (int64_t s = 1; s < n; s++) {
        if (stretch[s].line == first + (int64_t)length && length < UINT32_MAX / 2) {
            length += stretch[s].n_rows;
            continue;
        }
        KT_TRY(end_lines(out, length, first, err));
        first = stretch[s].line;
        length = stretch[s].n_rows;
    }
    return end_lines(out, length, first, err);
}

static kt_status write_lines(kt_parts *p, const kt_stretch *stretch, int64_t n, kt_run *part,
                             kt_error *err)
{
    kt_bytes lines = {0};
    kt_status status = open_lines(p, err);
    if (!status)
        status = gather_lines(stretch, n, &lines, err);
    if (!status)
        status = kt_write_all(p->lines, lines.data, lines.size, err);
    if (!status) {
        part->lines_at = p->lines_size;
        part->n_lines = (int64_t)(lines.size / LINES_SIZE);
        p->lines_size += lines.size;
    } else {
        kt_error_within(err, "writing %s", p->lines_path);
    }
    kt_bytes_clear(&lines);
    return status;
}

/* ---- adding --------------------------------------------------------------------------------
 */

static kt_status note_exporters(kt_parts *p, const kt_stretch *stretch, int64_t n, kt_run *part,
                                kt_error *err)
{
    part->first_exporter = p->n_exporters;
    for (int64_t s = 0; s < n; s++) {
        if (s > 0 && stretch[s].exporter == stretch[s - 1].exporter)
            continue;
        if (p->n_exporters == p->n_exporter_room) {
            const int64_t room = p->n_exporter_room ? 2 * p->n_exporter_room : 256;
            KT_TRY(kt_resize(&p->exporter, room, sizeof *p->exporter, err));
            p->n_exporter_room = room;
        }
        p->exporter[p->n_exporters++] = stretch[s].exporter;
        part->n_exporters++;
    }
    return KT_OK;
}

static kt_status add_segment(kt_parts *p, const kt_batch *batch, const kt_stretch *stretch,
                             int64_t n, kt_error *err)
{
    if (p->n_parts == p->n_room) {
        const int64_t room = p->n_room ? 2 * p->n_room : 64;
        KT_TRY(kt_resize(&p->part, room, sizeof *p->part, err));
        p->n_room = room;
    }
    kt_run *part = &p->part[p->n_parts];
    *part = (kt_run){.facet = stretch[0].facet};
    KT_TRY(kt_encode_segment(p->encoder, batch, stretch, n, p->n_threads, &p->out,
                             &part->encoded, err));
    KT_TRY(note_exporters(p, stretch, n, part, err));
    if (stretch[0].line && p->needs_lines)
        KT_TRY(write_lines(p, stretch, n, part, err));
    p->n_parts++;
    return KT_OK;
}

/* Cut [from, end) of one facet at exporters into segments of bearable size. */
static kt_status add_facet(kt_parts *p, const kt_batch *batch, const kt_stretch *stretch,
                           int64_t n, kt_error *err)
{
    int64_t from = 0, n_rows = 0;
    for (int64_t s = 0; s < n; s++) {
        if (s > from && n_rows >= p->segment_rows &&
            stretch[s].exporter != stretch[s - 1].exporter) {
            KT_TRY(add_segment(p, batch, stretch + from, s - from, err));
            from = s;
            n_rows = 0;
        }
        n_rows += stretch[s].n_rows;
    }
    return n > from ? add_segment(p, batch, stretch + from, n - from, err) : KT_OK;
}

kt_status kt_parts_add(kt_parts *parts, kt_batch *batch, kt_error *err)
{
    KT_TRY(kt_batch_sort(batch, err));
    const kt_stretch *stretch = batch->stretch;
    for (int64_t s = 0; s < batch->n_stretches;) {
        int64_t end = s + 1;
        while (end < batch->n_stretches && stretch[end].facet == stretch[s].facet)
            end++;
        KT_TRY(add_facet(parts, batch, stretch + s, end - s, err));
        s = end;
    }
    return KT_OK;
}

/* ---- settling ------------------------------------------------------------------------------
 */

static int compare_parts(const void *a, const void *b)
{
    const kt_run *x = a, *y = b;
    if (x->facet != y->facet)
        return x->facet < y->facet ? -1 : 1;
    return x->encoded.from < y->encoded.from ? -1 : x->encoded.from > y->encoded.from;
}

static int compare_codes(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Whether an exporter is in two of the parts [from, end). The list of them, sorted, is left in
 * code[], which has room for all. */
static bool overlap(const kt_parts *p, int64_t from, int64_t end, uint32_t *code, int64_t *n)
{
    int64_t kept = 0;
    bool twice = false;
    *n = 0;
    for (int64_t i = from; i < end; i++) {
        memcpy(code + *n, p->exporter + p->part[i].first_exporter,
               (size_t)p->part[i].n_exporters * sizeof *code);
        *n += p->part[i].n_exporters;
    }
    qsort(code, (size_t)*n, sizeof *code, compare_codes);
    for (int64_t i = 0; i < *n; i++) {
        if (kept > 0 && code[kept - 1] == code[i])
            twice = true;
        else
            code[kept++] = code[i];
    }
    *n = kept;
    return twice;
}

/* The unfinished file mapped, and scratch memory for pairs. */
typedef struct merging {
    kt_parts *from;
    kt_parts *to;
    kt_batch *batch;
    int64_t memory_bytes;
    kt_image image;
    const uint8_t *lines; /* the file of lines, NULL where there is none */
    uint16_t *position;
    int64_t *number, *line;
    kt_flow *rows;
} merging;

/* One part that is read from front to back. */
typedef struct source {
    kt_segment segment;
    kt_cursor cursor;
    uint32_t e;
    const kt_run *part;
    int64_t n_lines_read;
    uint32_t lines_left;
    int64_t next_line;
} source;

static void next_lines(const merging *m, source *s, int64_t n)
{
    for (int64_t r = 0; r < n; r++) {
        if (s->lines_left == 0) {
            const uint8_t *entry =
                m->lines + s->part->lines_at + LINES_SIZE * (uint64_t)s->n_lines_read++;
            s->lines_left = kt_get32(entry);
            s->next_line = (int64_t)kt_get64(entry + 4);
        }
        m->line[r] = s->next_line++;
        s->lines_left--;
    }
}

/* All pairs of an exporter out of one part into the batch. */
static kt_status read_exporter(merging *m, source *s, kt_error *err)
{
    const kt_segment *segment = &s->segment;
    const uint32_t end = kt_segment_first_pair(segment, s->e + 1);
    for (uint32_t pair = kt_segment_first_pair(segment, s->e); pair < end; pair++) {
        int64_t n, first_row;
        kt_cursor_stand(&s->cursor, s->e, pair);
        KT_TRY(kt_cursor_products(segment, &m->image, &s->cursor, 0, segment->n_products,
                                  m->position, &n, &first_row, err));
        KT_TRY(kt_pair_rows_stated(segment, &m->image, s->e, pair, m->position, first_row, n,
                                   m->number, m->rows, err));
        if (s->part->n_lines > 0)
            next_lines(m, s, n);
        KT_TRY(kt_batch_add(m->batch, m->rows, s->part->n_lines > 0 ? m->line : NULL, n, err));
    }
    s->e++;
    return KT_OK;
}

static kt_status flush(merging *m, kt_error *err)
{
    KT_TRY(kt_parts_add(m->to, m->batch, err));
    kt_batch_reset(m->batch);
    return KT_OK;
}

static kt_status merge_exporters(merging *m, source *sources, int64_t n, const uint32_t *code,
                                 int64_t n_codes, kt_error *err)
{
    for (int64_t x = 0; x < n_codes; x++) {
        for (int64_t i = 0; i < n; i++)
            if (sources[i].e < sources[i].segment.n_exporters &&
                kt_segment_exporter(&sources[i].segment, sources[i].e).code == code[x])
                KT_TRY(read_exporter(m, &sources[i], err));
        if (kt_batch_bytes(m->batch) > m->memory_bytes / 4)
            KT_TRY(flush(m, err));
    }
    return flush(m, err);
}

static kt_status merge_parts(merging *m, int64_t from, int64_t end, const uint32_t *code,
                             int64_t n_codes, kt_error *err)
{
    source *sources = NULL;
    KT_TRY(kt_new(&sources, end - from, sizeof *sources, err));
    kt_status status = KT_OK;
    for (int64_t i = from; i < end && !status; i++) {
        source *s = &sources[i - from];
        s->part = &m->from->part[i];
        s->cursor.at_pair = UINT32_MAX;
        if (!kt_segment_read(s->part->encoded.entry, &m->image, &s->segment))
            status = kt_fail(err, KT_ERR_IO, "what was written cannot be read back");
    }
    if (!status)
        status = merge_exporters(m, sources, end - from, code, n_codes, err);
    kt_free(sources);
    return status;
}

static kt_status copy_part(merging *m, const kt_run *part, kt_error *err)
{
    kt_parts *to = m->to;
    const uint64_t at = to->out.at;
    if (to->n_parts == to->n_room) {
        const int64_t room = to->n_room ? 2 * to->n_room : 64;
        KT_TRY(kt_resize(&to->part, room, sizeof *to->part, err));
        to->n_room = room;
    }
    KT_TRY(kt_output_write(&to->out, m->image.data + part->encoded.from,
                           (size_t)(part->encoded.to - part->encoded.from), err));
    kt_run *copy = &to->part[to->n_parts++];
    *copy = *part;
    copy->first_exporter = copy->n_exporters = 0;
    kt_entry_move(copy->encoded.entry, (int64_t)at - (int64_t)part->encoded.from);
    copy->encoded.from = at;
    copy->encoded.to = to->out.at;
    return KT_OK;
}

static int64_t facet_end(const kt_parts *p, int64_t from)
{
    int64_t end = from + 1;
    while (end < p->n_parts && p->part[end].facet == p->part[from].facet)
        end++;
    return end;
}

static kt_status merge_all(merging *m, uint32_t *code, kt_error *err)
{
    for (int64_t i = 0; i < m->from->n_parts;) {
        const int64_t end = facet_end(m->from, i);
        int64_t n_codes;
        if (overlap(m->from, i, end, code, &n_codes)) {
            KT_TRY(merge_parts(m, i, end, code, n_codes, err));
            i = end;
        }
        for (; i < end; i++)
            KT_TRY(copy_part(m, &m->from->part[i], err));
    }
    return KT_OK;
}

static kt_status map_parts(const kt_parts *p, merging *m, kt_error *err)
{
    void *data = mmap(NULL, (size_t)p->out.at, PROT_READ, MAP_SHARED, p->out.descriptor, 0);
    if (data == MAP_FAILED)
        return kt_fail_errno(err, "cannot map %s", p->out.path);
    m->image = (kt_image){.data = data, .size = (size_t)p->out.at, .pages_end = p->out.at};
    if (p->lines_size == 0)
        return KT_OK;
    data = mmap(NULL, (size_t)p->lines_size, PROT_READ, MAP_SHARED, p->lines, 0);
    if (data == MAP_FAILED)
        return kt_fail_errno(err, "cannot map %s", p->lines_path);
    m->lines = data;
    return KT_OK;
}

static void unmap(const void *data, size_t size)
{
    if (data)
        munmap((void *)(uintptr_t)data, size);
}

static kt_status merge_into(kt_parts *parts, kt_parts *to, kt_batch *batch, uint32_t *code,
                            int64_t memory_bytes, kt_error *err)
{
    const int64_t most = batch->products->n_codes;
    merging m = {.from = parts, .to = to, .batch = batch, .memory_bytes = memory_bytes};
    kt_status status = kt_output_flush(&parts->out, err);
    if (!status)
        status = map_parts(parts, &m, err);
    if (!status)
        status = kt_resize(&m.position, most + 257, sizeof *m.position, err);
    if (!status)
        status = kt_resize(&m.number, most, sizeof *m.number, err);
    if (!status)
        status = kt_resize(&m.line, most, sizeof *m.line, err);
    if (!status)
        status = kt_resize(&m.rows, most, sizeof *m.rows, err);
    if (!status)
        status = merge_all(&m, code, err);
    kt_free(m.rows);
    kt_free(m.line);
    kt_free(m.number);
    kt_free(m.position);
    unmap(m.lines, (size_t)parts->lines_size);
    unmap(m.image.data, m.image.size);
    return status;
}

kt_status kt_parts_settle(kt_parts *parts, kt_batch *batch, const char *path,
                          int64_t memory_bytes, kt_error *err)
{
    kt_status status = KT_OK;
    uint32_t *code = NULL;
    bool twice = false;
    qsort(parts->part, (size_t)parts->n_parts, sizeof *parts->part, compare_parts);
    KT_TRY(kt_new(&code, parts->n_exporters, sizeof *code, err));
    for (int64_t i = 0; i < parts->n_parts && !twice; i = facet_end(parts, i)) {
        int64_t n;
        twice = overlap(parts, i, facet_end(parts, i), code, &n);
    }
    if (twice) {
        kt_parts to;
        status = kt_parts_begin(path, &to, err);
        to.n_threads = parts->n_threads;
        to.segment_rows = parts->segment_rows;
        if (!status)
            status = merge_into(parts, &to, batch, code, memory_bytes, err);
        if (status) {
            kt_parts_abort(&to);
        } else {
            kt_parts_abort(parts);
            *parts = to;
            qsort(parts->part, (size_t)parts->n_parts, sizeof *parts->part, compare_parts);
        }
    }
    kt_free(code);
    return status;
}
