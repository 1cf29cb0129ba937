/* scan.c: all rows that fit a filter, in the order of their keys.
 *
 * Segments are apart by period and side, rows are wanted by exporter and importer first. So for
 * each exporter the pairs of all segments are put in order of importer and segment (which are
 * in order of periods), and the rows of segments of one period are merged. */
#include "pair_read.h"

#include <kontor/memory.h>

#define BATCH 256

/* One exporter in one segment. */
typedef struct entry {
    uint32_t importer;
    uint32_t slot;
    uint32_t pair;
} entry;

typedef struct stand {
    kt_cursor cursor;
    uint32_t e; /* the first exporter not yet passed */
} stand;

typedef struct scan {
    kt_pair_reader reader;
    stand *stand; /* one for each slot */
    entry *entry, *other;
    int64_t n_entries, n_room;
    kt_flow *batch, *sorted;
    int64_t n_batch, n_batch_room, n_sorted_room;
    kt_rows rows;
    void *with;
} scan;

static kt_status send(scan *s, kt_error *err)
{
    const int64_t n = s->n_batch;
    s->n_batch = 0;
    return n > 0 ? s->rows(s->with, s->batch, n, err) : KT_OK;
}

static kt_status make_room(scan *s, int64_t n, kt_error *err)
{
    if (s->n_batch + n <= s->n_batch_room)
        return KT_OK;
    const int64_t room = s->n_batch + 2 * n;
    KT_TRY(kt_resize(&s->batch, room, sizeof *s->batch, err));
    s->n_batch_room = room;
    return KT_OK;
}

/* Rows [from, n_batch), which come from several segments, in order. */
static kt_status sort_merged(scan *s, int64_t from, kt_error *err)
{
    const int64_t n = s->n_batch - from;
    if (n > s->n_sorted_room) {
        KT_TRY(kt_resize(&s->sorted, 2 * n, sizeof *s->sorted, err));
        s->n_sorted_room = 2 * n;
    }
    kt_flows_sort(s->batch + from, n, s->sorted);
    return KT_OK;
}

/* `alone`: nothing of another segment is merged with it, so that much need not be copied. */
static kt_status add_pair(scan *s, uint32_t slot, uint32_t pair, bool alone, kt_error *err)
{
    kt_cursor *cursor = &s->stand[slot].cursor;
    int64_t n = 0;
    kt_cursor_stand(cursor, cursor->e, pair);
    KT_TRY(kt_pair_reader_rows(&s->reader, &s->reader.slot[slot], cursor, &n, err));
    if (alone && n >= BATCH) {
        KT_TRY(send(s, err));
        return s->rows(s->with, s->reader.rows, n, err);
    }
    KT_TRY(make_room(s, n, err));
    memcpy(s->batch + s->n_batch, s->reader.rows, (size_t)n * sizeof *s->batch);
    s->n_batch += n;
    return KT_OK;
}

/* ---- the pairs of an exporter in order -----------------------------------------------------
 */

static bool in_order(const entry *a, const entry *b)
{
    return a->importer < b->importer || (a->importer == b->importer && a->slot <= b->slot);
}

static int64_t stretch_end(const entry *list, int64_t from, int64_t n)
{
    int64_t end = from + 1;
    while (end < n && in_order(&list[end - 1], &list[end]))
        end++;
    return end;
}

/* Entries come as one rising stretch for each slot: merge two and two. */
static void sort_entries(scan *s)
{
    while (s->n_entries > 0 && stretch_end(s->entry, 0, s->n_entries) < s->n_entries) {
        entry *to = s->other;
        for (int64_t at = 0; at < s->n_entries;) {
            const int64_t middle = stretch_end(s->entry, at, s->n_entries);
            const int64_t end =
                middle < s->n_entries ? stretch_end(s->entry, middle, s->n_entries) : middle;
            int64_t a = at, b = middle;
            while (a < middle || b < end)
                *to++ = b == end || (a < middle && in_order(&s->entry[a], &s->entry[b]))
                            ? s->entry[a++]
                            : s->entry[b++];
            at = end;
        }
        entry *const other = s->entry;
        s->entry = s->other;
        s->other = other;
    }
}

static kt_status add_entries(scan *s, uint32_t slot, uint32_t from, uint32_t end, kt_error *err)
{
    const kt_segment *segment = s->reader.slot[slot].segment;
    if (s->n_entries + (end - from) > s->n_room) {
        const int64_t room = 2 * (s->n_entries + (end - from));
        KT_TRY(kt_resize(&s->entry, room, sizeof *s->entry, err));
        KT_TRY(kt_resize(&s->other, room, sizeof *s->other, err));
        s->n_room = room;
    }
    for (uint32_t pair = from; pair < end; pair++) {
        const kt_country importer = kt_segment_importer(segment, pair);
        if (kt_pair_reader_wants(&s->reader, importer))
            s->entry[s->n_entries++] = (entry){importer.code, slot, pair};
    }
    return KT_OK;
}

/* Where the exporter stands in each segment, and which of its pairs are wanted. */
static kt_status gather(scan *s, kt_country exporter, kt_error *err)
{
    const kt_country importer = s->reader.filter.importer;
    s->n_entries = 0;
    for (uint32_t i = 0; i < s->reader.n_slots; i++) {
        const kt_segment *segment = s->reader.slot[i].segment;
        stand *at = &s->stand[i];
        uint32_t e = at->e, pair = 0;
        if (s->reader.filter.exporter.code != 0) {
            if (!kt_segment_find_exporter(segment, exporter, &e))
                continue;
        } else if (e == segment->n_exporters ||
                   kt_segment_exporter(segment, e).code != exporter.code) {
            continue;
        }
        at->e = e + 1;
        if (!kt_pair_reader_wants(&s->reader, exporter))
            continue;
        KT_TRY(kt_dataset_check_exporter(s->reader.dataset, segment, e, err));
        uint32_t from = kt_segment_first_pair(segment, e);
        uint32_t end = kt_segment_first_pair(segment, e + 1);
        if (importer.code != 0) {
            if (!kt_segment_find_pair(segment, e, importer, &pair))
                continue;
            from = pair;
            end = pair + 1;
        }
        kt_cursor_stand(&at->cursor, e, from);
        KT_TRY(add_entries(s, i, from, end, err));
    }
    sort_entries(s);
    return KT_OK;
}

/* Whether the entry is of the same importer and period as the first. */
static bool continues(const scan *s, const entry *first, kt_period period, int64_t i)
{
    return i < s->n_entries && s->entry[i].importer == first->importer &&
           kt_period_equal(s->reader.slot[s->entry[i].slot].segment->period, period);
}

static kt_status scan_exporter(scan *s, kt_country exporter, kt_error *err)
{
    KT_TRY(gather(s, exporter, err));
    for (int64_t i = 0; i < s->n_entries;) {
        const entry *first = &s->entry[i];
        const kt_period period = s->reader.slot[first->slot].segment->period;
        const int64_t from = s->n_batch;
        int64_t n_merged = 0;
        for (int64_t end = i; continues(s, first, period, end); end++)
            n_merged++;
        for (int64_t end = i + n_merged; i < end; i++)
            KT_TRY(add_pair(s, s->entry[i].slot, s->entry[i].pair, n_merged == 1, err));
        if (n_merged > 1)
            KT_TRY(sort_merged(s, from, err));
        if (s->n_batch >= BATCH)
            KT_TRY(send(s, err));
    }
    return KT_OK;
}

static kt_status scan_all(scan *s, const kt_dataset *dataset, kt_error *err)
{
    if (s->reader.filter.exporter.code != 0)
        return scan_exporter(s, s->reader.filter.exporter, err);
    for (int64_t i = 0; i < dataset->n_countries; i++)
        KT_TRY(scan_exporter(s, dataset->country[i], err));
    return KT_OK;
}

kt_status kt_dataset_scan(const kt_dataset *dataset, const kt_filter *filter, kt_rows rows,
                          void *with, kt_error *err)
{
    scan s = {.rows = rows, .with = with};
    kt_status status = kt_pair_reader_init(dataset, filter, &s.reader, err);
    if (!status)
        status = kt_new(&s.stand, s.reader.n_slots, sizeof *s.stand, err);
    for (int64_t i = 0; i < s.reader.n_slots && !status; i++)
        s.stand[i].cursor.at_pair = UINT32_MAX;
    if (!status)
        status = make_room(&s, BATCH, err);
    if (!status)
        status = scan_all(&s, dataset, err);
    if (!status)
        status = send(&s, err);
    if (status == KT_ERR_FORMAT || status == KT_ERR_RANGE)
        kt_error_within(err, "reading %s@%s", dataset->info.name, dataset->info.version);
    kt_free(s.sorted);
    kt_free(s.batch);
    kt_free(s.other);
    kt_free(s.entry);
    kt_free(s.stand);
    kt_pair_reader_clear(&s.reader);
    return status;
}
