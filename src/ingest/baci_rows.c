/* baci_rows.c: BACI's rows straight from the bytes.
 *
 *     a piece --> lanes, cut at line ends, read side by side (baci_lane.h)
 *             \-> slow lane: a line that stops a lane, one at a time through kontor/csv.h
 *             \-> handed over: from the first quote on, all that follows
 *
 * What the lanes have read is handed on in the order of the file, so it does not matter how
 * many there are. What is left at the end of a piece waits in `carry` for the next. */
#include "baci.h"

#include "baci_lane.h"
#include "reader.h"

#include <kontor/limits.h>
#include <kontor/memory.h>
#include <kontor/parallel.h>

#include <string.h>

enum { MOST_LANES = 16 };

/* Bytes that are worth a thread. */
#define LEAST_LANE ((size_t)512 << 10)

struct kt_baci_rows {
    kt_intake *in;
    kt_baci_state state;
    kt_csv *csv;        /* the slow lane */
    int64_t n_csv_line; /* lines that it was fed */
    int64_t line;       /* of the next row in the file */
    bool handed_over;   /* everything goes to csv now */
    kt_text carry;
    kt_baci_file file;
    kt_baci_lane lane[MOST_LANES];
    kt_flow_run *run; /* of one lane, as the intake wants them */
    int64_t n_run_room;
};

/* ---- slow lane ----------------------------------------------------------------------------
 */

/* Rows of the slow lane say where they stand in the file, not among the lines it was fed. */
static kt_status visit(void *with, const kt_csv_row *row, kt_error *err)
{
    kt_baci_rows *rows = with;
    kt_csv_row there = *row;

    if (row->line == 1) // the header that it was given
        return KT_OK;
    there.line += rows->line - rows->n_csv_line - 1;
    return kt_layout_baci.row(rows->in, &there, &rows->state, err);
}

static kt_status feed_csv(kt_baci_rows *rows, const char *data, size_t size, kt_error *err)
{
    kt_error within = {0};
    const kt_status status = kt_csv_feed(rows->csv, data, size, &within);
    if (!status)
        return KT_OK;
    if (within.line > 0)
        within.line += rows->line - rows->n_csv_line - 1;
    if (err && !err->cause[0])
        *err = within;
    return status;
}

/* One whole line, or the last without an end, or, with a quote in it, all that follows. */
static kt_status slow_line(kt_baci_rows *rows, const char *data, size_t size, kt_error *err)
{
    KT_TRY(feed_csv(rows, data, size, err));
    rows->n_csv_line++;
    rows->line++;
    return KT_OK;
}

kt_status kt_baci_rows_new(kt_intake *in, const kt_baci_state *state, kt_baci_rows **out,
                           kt_error *err)
{
    static const char header[] = "t,i,j,k,v,q\n";
    const kt_csv_options options = {.separator = ','};
    kt_baci_rows *rows = NULL;

    KT_TRY(kt_new(&rows, 1, sizeof *rows, err));
    rows->in = in;
    rows->state = *state;
    rows->line = 1;
    rows->file.revision = state->revision;
    rows->file.year = state->year;
    for (int n = 0; n < KT_BACI_NUMBERS; n++)
        if (kt_baci_country(in, n, &rows->file.country[n]))
            rows->file.country[n] = (kt_country){0};
    kt_status status = kt_csv_new(&options, visit, rows, &rows->csv, err);
    if (!status)
        status = slow_line(rows, header, sizeof header - 1, err);
    if (status) {
        kt_baci_rows_free(rows);
        return status;
    }
    *out = rows;
    return KT_OK;
}

void kt_baci_rows_free(kt_baci_rows *rows)
{
    if (!rows)
        return;
    for (int l = 0; l < MOST_LANES; l++) {
        kt_free(rows->lane[l].run);
        kt_free(rows->lane[l].quantity);
        kt_free(rows->lane[l].value);
        kt_free(rows->lane[l].product);
    }
    kt_free(rows->run);
    kt_text_clear(&rows->carry);
    kt_csv_free(rows->csv);
    kt_free(rows);
}

/* ---- pieces -------------------------------------------------------------------------------
 */

/* All that is left of a piece goes to csv, and so does every later piece. */
static kt_status hand_over(kt_baci_rows *rows, const char *data, size_t size, kt_error *err)
{
    rows->handed_over = true;
    return feed_csv(rows, data, size, err);
}

/* Lines of data that are whole, through the slow lane; *at stops behind the last of them, or
 * behind everything where a quote was met. */
static kt_status slow_lines(kt_baci_rows *rows, const char **at, const char *end,
                            int64_t most_lines, kt_error *err)
{
    const char *p = *at;

    for (int64_t n = 0; n < most_lines && p < end; n++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        const size_t size = stop ? (size_t)(stop + 1 - p) : (size_t)(end - p);
        // Without an end in sight a line is only judged when it is longer than any may be.
        if (memchr(p, '"', size) || (!stop && size > KT_MAX_CSV_LINE)) {
            *at = end;
            return hand_over(rows, p, (size_t)(end - p), err);
        }
        if (!stop)
            break;
        KT_TRY(slow_line(rows, p, size, err));
        p += size;
    }
    *at = p;
    return KT_OK;
}

/* What waited, together with the new bytes up to a line end. */
static kt_status use_carry(kt_baci_rows *rows, const char **at, const char *end, kt_error *err)
{
    const char *stop = memchr(*at, '\n', (size_t)(end - *at));
    const char *next = stop ? stop + 1 : end;

    KT_TRY(kt_text_append(&rows->carry, *at, (size_t)(next - *at), err));
    *at = next;
    const char *p = rows->carry.data, *last = p + rows->carry.size;
    KT_TRY(slow_lines(rows, &p, last, INT64_MAX, err));
    const size_t left = (size_t)(last - p);
    memmove(rows->carry.data, p, left);
    rows->carry.size = left;
    return KT_OK;
}

/* ---- lanes --------------------------------------------------------------------------------
 */

static kt_status room_in_lane(kt_baci_lane *lane, size_t n_bytes, kt_error *err)
{
    int64_t n = (int64_t)(n_bytes / KT_LANE_SHORTEST) + 1;
    if (n <= lane->n_room)
        return KT_OK;
    n += n / 8; // for lanes that end a little later
    KT_TRY(kt_resize(&lane->product, n, sizeof *lane->product, err));
    KT_TRY(kt_resize(&lane->value, n, sizeof *lane->value, err));
    KT_TRY(kt_resize(&lane->quantity, n, sizeof *lane->quantity, err));
    KT_TRY(kt_resize(&lane->run, n, sizeof *lane->run, err));
    lane->n_room = n;
    return KT_OK;
}

/* Cut [p, end) at line ends into lanes of about the same size. */
static kt_status lay_lanes(kt_baci_rows *rows, const char *p, const char *end, int *n_lanes,
                           kt_error *err)
{
    const kt_intake *in = rows->in;
    const size_t least = in->lane_bytes ? in->lane_bytes : LEAST_LANE;
    const int n_threads = in->n_threads > 0 ? in->n_threads : kt_parallel_processors();
    const int most = n_threads < MOST_LANES ? n_threads : MOST_LANES;
    const size_t share = (size_t)(end - p) / (size_t)most;
    const size_t size = share > least ? share : least;

    *n_lanes = 0;
    while (p < end && *n_lanes < MOST_LANES) {
        kt_baci_lane *lane = &rows->lane[(*n_lanes)++];
        const char *stop = NULL;
        if ((size_t)(end - p) > size && *n_lanes < MOST_LANES)
            stop = memchr(p + size, '\n', (size_t)(end - p) - size);
        stop = stop ? stop + 1 : end;
        KT_TRY(room_in_lane(lane, (size_t)(stop - p), err));
        lane->file = &rows->file;
        lane->way = in->lane_way;
        lane->at = p;
        lane->end = stop;
        lane->limit = end;
        lane->n_rows = lane->n_runs = 0;
        p = stop;
    }
    return KT_OK;
}

static kt_status read_lane(void *with, int64_t l, kt_error *err)
{
    kt_baci_rows *rows = with;
    (void)err;
    kt_baci_lane_read(&rows->lane[l]);
    return KT_OK;
}

/* What a lane has read goes on; it is empty then. */
static kt_status hand_on(kt_baci_rows *rows, kt_baci_lane *lane, kt_error *err)
{
    if (lane->n_runs > rows->n_run_room) {
        KT_TRY(kt_resize(&rows->run, lane->n_runs, sizeof *rows->run, err));
        rows->n_run_room = lane->n_runs;
    }
    for (int64_t n = 0; n < lane->n_runs; n++) {
        const kt_lane_run *run = &lane->run[n];
        const int64_t next = n + 1 < lane->n_runs ? run[1].first_row : lane->n_rows;
        rows->run[n] = (kt_flow_run){.key = {.exporter = run->exporter,
                                             .importer = run->importer,
                                             .period = run->period,
                                             .stated_by = KT_RECONCILED,
                                             .kind = KT_GOODS,
                                             .valuation = KT_FOB,
                                             .status = KT_REPORTED,
                                             .supplementary = KT_NONE},
                                     .product = lane->product + run->first_row,
                                     .value = lane->value + run->first_row,
                                     .quantity = lane->quantity + run->first_row,
                                     .n_rows = next - run->first_row,
                                     .line = rows->line + run->first_row};
    }
    rows->line += lane->n_rows;
    const int64_t n_runs = lane->n_runs;
    lane->n_rows = lane->n_runs = 0;
    return kt_intake_take_runs(rows->in, rows->run, n_runs, err);
}

/* The rest of a lane that has been read: what it holds, then line by line through the slow lane
 * whatever stops it. *at is where it ends, or, close to the end of the piece, where it stopped.
 */
static kt_status finish_lane(kt_baci_rows *rows, kt_baci_lane *lane, const char **at,
                             kt_error *err)
{
    for (;;) {
        KT_TRY(hand_on(rows, lane, err));
        *at = lane->at;
        if (*at >= lane->end || lane->limit - *at < KT_LANE_REACH)
            return KT_OK;
        KT_TRY(slow_lines(rows, at, lane->limit, 1, err));
        if (rows->handed_over || *at == lane->at) // *at: a line that the piece does not end
            return KT_OK;
        lane->at = *at;
        kt_baci_lane_read(lane);
    }
}

static kt_status fast_rows(kt_baci_rows *rows, const char **at, const char *end, kt_error *err)
{
    int n_lanes = 0;
    KT_TRY(lay_lanes(rows, *at, end, &n_lanes, err));
    KT_TRY(kt_parallel_run(n_lanes, n_lanes, read_lane, rows, err));
    for (int l = 0; l < n_lanes && !rows->handed_over; l++) {
        KT_TRY(finish_lane(rows, &rows->lane[l], at, err));
        if (*at < rows->lane[l].end)
            break;
    }
    return KT_OK;
}

kt_status kt_baci_rows_feed(kt_baci_rows *rows, const char *data, size_t size, kt_error *err)
{
    const char *p = data, *end = data + size;

    if (size == 0)
        return KT_OK;
    if (!rows->handed_over && rows->carry.size > 0)
        KT_TRY(use_carry(rows, &p, end, err));
    if (!rows->handed_over)
        KT_TRY(fast_rows(rows, &p, end, err));
    if (p == end)
        return KT_OK;
    if (rows->handed_over)
        return feed_csv(rows, p, (size_t)(end - p), err);
    return kt_text_append(&rows->carry, p, (size_t)(end - p), err);
}

kt_status kt_baci_rows_finish(kt_baci_rows *rows, kt_error *err)
{
    if (!rows->handed_over && rows->carry.size > 0) {
        const char *p = rows->carry.data, *end = p + rows->carry.size;
        KT_TRY(slow_lines(rows, &p, end, INT64_MAX, err));
        if (p < end)
            KT_TRY(hand_over(rows, p, (size_t)(end - p), err));
    }
    kt_error within = {0};
    const kt_status status = kt_csv_finish(rows->csv, &within);
    if (status && within.line > 0)
        within.line += rows->line - rows->n_csv_line - 1;
    if (status && err && !err->cause[0])
        *err = within;
    return status;
}
