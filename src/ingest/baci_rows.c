/* baci_rows.c: BACI's rows straight from the bytes: the hot path of an import.
 *
 *     bytes --> fast row: prefix "t,i,j," as in the row before? -> k (8 bytes at once) -> v ->
 * q
 *           \-> slow lane: anything else about a line, one line at a time through kontor/csv.h
 *           \-> handed over: from the first quote on, all that follows
 *
 * The fast way takes only what the plain reader (baci.c) takes with the same result, and leaves
 * every other line to it, so the two cannot differ in what they refuse or why. Rows come sorted
 * by t, i, j, k: the prefix is mostly that of the row before and costs two comparisons.
 *
 * A fast row never looks further than REACH bytes, and is only tried where so many are there.
 * What is left of a piece waits in `carry` for the next. */
#include "baci.h"

#include "reader.h"

#include <kontor/limits.h>
#include <kontor/memory.h>

#include <string.h>

enum {
    REACH = 192,      /* bytes that one fast row may look at */
    MOST_BLANKS = 24, /* of padding before or behind a number */
    MOST_DIGITS = 15, /* before the point: with three decimals 18, which fit in 64 bits */
    MOST_PREFIX = 16
};

struct kt_baci_rows {
    kt_intake *in;
    kt_baci_state state;
    kt_csv *csv;        /* the slow lane */
    int64_t n_csv_line; /* lines that it was fed */
    int64_t line;       /* of the next row in the file */
    bool handed_over;   /* everything goes to csv now */
    kt_text carry;
    kt_country country[KT_BACI_NUMBERS]; /* {0}: let the slow lane say why not */
    uint64_t prefix[2], mask[2];         /* of the row before; mask 0: none */
    size_t prefix_size;
    kt_flow row; /* with exporter, importer and period of that prefix */
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
    rows->row = (kt_flow){.stated_by = KT_RECONCILED,
                          .kind = KT_GOODS,
                          .valuation = KT_FOB,
                          .status = KT_REPORTED,
                          .supplementary = KT_NONE};
    for (int n = 0; n < KT_BACI_NUMBERS; n++)
        if (kt_baci_country(in, n, &rows->country[n]))
            rows->country[n] = (kt_country){0};
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
    kt_text_clear(&rows->carry);
    kt_csv_free(rows->csv);
    kt_free(rows);
}

/* ---- fast rows ----------------------------------------------------------------------------
 */

static inline uint64_t load(const char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Eight bytes that are all digits, the first the highest. */
static inline bool eight_digits(uint64_t w)
{
    const uint64_t high = 0xf0f0f0f0f0f0f0f0, zeros = 0x3030303030303030;
    return (w & high) == zeros && ((w + 0x0606060606060606) & high) == zeros;
}

/* Their number: neighbours are joined to pairs, pairs to fours, fours to eight. */
static inline uint32_t eight_digits_value(uint64_t w)
{
    w = (w & 0x0f0f0f0f0f0f0f0f) * 2561 >> 8;
    w = (w & 0x00ff00ff00ff00ff) * 6553601 >> 16;
    return (uint32_t)((w & 0x0000ffff0000ffff) * 42949672960001 >> 32);
}

/* Up to `most` digits; at least one. */
static inline bool take_digits(const char **at, int most, uint64_t *out)
{
    const char *p = *at;
    uint64_t value = 0;
    int n = 0;

    for (; n < most && (unsigned char)(*p - '0') < 10; n++, p++)
        value = value * 10 + (uint64_t)(*p - '0');
    *at = p;
    *out = value;
    return n > 0;
}

/* "t,i,j," of a row that begins a new pair. */
static bool take_prefix(kt_baci_rows *rows, const char **at)
{
    const char *p = *at;
    uint64_t t, i, j;

    rows->mask[0] = 0;
    if (!take_digits(&p, 4, &t) || *p++ != ',' || !take_digits(&p, 3, &i) || *p++ != ',' ||
        !take_digits(&p, 3, &j) || *p++ != ',')
        return false;
    const bool year_fits = rows->state.year ? t == (uint64_t)rows->state.year
                                            : t >= KT_MIN_YEAR && t <= KT_MAX_YEAR;
    if (!year_fits || !rows->country[i].code || !rows->country[j].code)
        return false;
    rows->row.period = kt_period_of_year((int)t);
    rows->row.exporter = rows->country[i];
    rows->row.importer = rows->country[j];

    const size_t size = (size_t)(p - *at); // 6 to 13
    rows->prefix_size = size;
    rows->mask[0] = size >= 8 ? ~(uint64_t)0 : ((uint64_t)1 << 8 * size) - 1;
    rows->mask[1] = size > 8 ? ((uint64_t)1 << 8 * (size - 8)) - 1 : 0;
    rows->prefix[0] = load(*at) & rows->mask[0];
    rows->prefix[1] = load(*at + 8) & rows->mask[1];
    *at = p;
    return true;
}

static inline bool same_prefix(const kt_baci_rows *rows, const char *p)
{
    return rows->mask[0] && (load(p) & rows->mask[0]) == rows->prefix[0] &&
           (load(p + 8) & rows->mask[1]) == rows->prefix[1];
}

/* Six digits, or five that lost their zero, and the comma. */
static inline bool take_product(const char **at, kt_revision revision, kt_product *out)
{
    const char *p = *at;
    uint64_t word = load(p);

    if (p[6] == ',') {
        word = word << 16 | 0x3030;
        *at = p + 7;
    } else if (p[5] == ',') {
        word = word << 24 | 0x303030;
        *at = p + 6;
    } else {
        return false;
    }
    if (!eight_digits(word))
        return false;
    *out = (kt_product){(uint32_t)revision << 23 | eight_digits_value(word) << 3 | 6};
    return true;
}

static inline const char *skip_blanks(const char *p)
{
    if (*p != ' ')
        return p;
    for (int n = 0; n < MOST_BLANKS && *p == ' '; n++)
        p++;
    return p;
}

/* A number with up to three decimals in thousandths; what follows is the caller's. */
static inline bool take_thousandths(const char **at, int64_t *out)
{
    const char *p = *at;
    uint64_t value;

    if (!take_digits(&p, MOST_DIGITS, &value))
        return false;
    if (*p == '.') {
        p++;
        int n = 0;
        for (; n < 3 && (unsigned char)(*p - '0') < 10; n++, p++)
            value = value * 10 + (uint64_t)(*p - '0');
        if (n == 0)
            return false;
        for (; n < 3; n++)
            value *= 10;
    } else {
        value *= 1000;
    }
    *out = (int64_t)value;
    *at = p;
    return true;
}

static inline bool take_quantity(const char **at, int64_t *out)
{
    const char *p = skip_blanks(*at);

    if (*p == '\n' || *p == '\r') {
        *out = KT_NONE;
    } else if (p[0] == 'N' && p[1] == 'A') {
        *out = KT_NONE;
        p += 2;
    } else if (!take_thousandths(&p, out)) {
        return false;
    }
    p = skip_blanks(p);
    if (*p == '\r')
        p++;
    if (*p != '\n')
        return false;
    *at = p + 1;
    return true;
}

/* One row at *at, of which REACH bytes can be read; false: *at is as it was. */
static inline bool fast_row(kt_baci_rows *rows, const char **at, kt_flow *out)
{
    const char *p = *at;

    if (same_prefix(rows, p))
        p += rows->prefix_size;
    else if (!take_prefix(rows, &p))
        return false;
    *out = rows->row;
    if (!take_product(&p, rows->state.revision, &out->product))
        return false;
    p = skip_blanks(p);
    if (!take_thousandths(&p, &out->value))
        return false;
    p = skip_blanks(p);
    if (*p != ',')
        return false;
    p++;
    if (!take_quantity(&p, &out->quantity))
        return false;
    *at = p;
    return true;
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

static kt_status fast_rows(kt_baci_rows *rows, const char **at, const char *end, kt_error *err)
{
    kt_intake *in = rows->in;
    const char *p = *at;

    while (end - p >= REACH && !rows->handed_over) {
        int64_t r = in->n_rows, line = in->file_number << 40 | rows->line;
        const int64_t before = r;
        while (r < KT_INTAKE_BATCH && end - p >= REACH && fast_row(rows, &p, &in->row[r]))
            in->line[r++] = line++;
        rows->line += r - before;
        in->report->n_read += r - before;
        in->report->n_taken += r - before;
        in->n_rows = r;
        if (r == KT_INTAKE_BATCH) {
            KT_TRY(kt_intake_flush(in, err));
        } else if (end - p >= REACH) {
            const char *line_begin = p;
            KT_TRY(slow_lines(rows, &p, end, 1, err));
            if (p == line_begin) // a line that the piece does not end
                break;
        }
    }
    *at = p;
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
