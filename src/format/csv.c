/* csv.c: rows of delimited text from bytes in pieces.
 *
 *     piece -> byte order mark -> first row -> plain row in place -----------> visit
 *                                 (separator)  \ quoted or cut: gathered -> row /
 *
 * A row that lies whole inside a piece and holds no quote is handed over without copying. One
 * that a piece's end cuts is gathered in `row` first; the first row always is, since the
 * separator is chosen by it. What the rows are never depends on where the pieces are cut.
 *
 * Encoding: a cell that is not UTF-8 is read as Latin-1, and so is, from there on, the whole
 * file, unless a byte order mark or an earlier cell has shown it to be UTF-8. */
#include <kontor/csv.h>

#include <kontor/limits.h>
#include <kontor/memory.h>

#include "csv_row.h"

#include <string.h>

static const char MARK[3] = {'\xef', '\xbb', '\xbf'};

struct kt_csv {
    kt_csv_visit visit;
    void *with;
    char separator; /* 0 until known */
    size_t n_mark;  /* bytes of the mark that were met; beyond 3: the beginning is over */
    enum { ENCODING_OPEN, ENCODING_UTF8, ENCODING_LATIN1 } encoding;
    int64_t line;     /* of the row under way */
    kt_text row;      /* the bytes of a row that was cut */
    kt_csv_scan scan; /* how far `row` was looked at */
    char *scratch;    /* cells that were unquoted or converted */
    size_t n_scratch;
    kt_csv_cells cells;
};

kt_csv_options kt_csv_options_default(void)
{
    return (kt_csv_options){.separator = 0};
}

kt_status kt_csv_new(const kt_csv_options *options, kt_csv_visit visit, void *with,
                     kt_csv **out, kt_error *err)
{
    const kt_csv_options chosen = options ? *options : kt_csv_options_default();
    if (chosen.separator && !strchr(",;\t|:", chosen.separator))
        return kt_fail(err, KT_ERR_RANGE,
                       "separator with code %d, expected a comma, semicolon, tab, bar or colon",
                       chosen.separator);
    kt_csv *csv = NULL;
    KT_TRY(kt_new(&csv, 1, sizeof *csv, err));
    csv->visit = visit;
    csv->with = with;
    csv->separator = chosen.separator;
    csv->line = 1;
    *out = csv;
    return KT_OK;
}

void kt_csv_free(kt_csv *csv)
{
    if (!csv)
        return;
    kt_free(csv->scratch);
    kt_text_clear(&csv->row);
    kt_free(csv);
}

/* ---- one row ----------------------------------------------------------------------------- */

static kt_status fail_in_row(const kt_csv *csv, kt_csv_found found, const char *row, size_t at,
                             kt_error *err)
{
    int64_t line = csv->line, column = 1;
    for (size_t p = 0; p < at; p++, column++) {
        if (row[p] == '\n') {
            line++;
            column = 0;
        }
    }
    if (found == KT_CSV_NUL)
        return kt_fail_at(err, KT_ERR_FORMAT, line, column,
                          "a NUL byte, expected text in UTF-8 or Latin-1");
    if (found == KT_CSV_QUOTE)
        return kt_fail_at(err, KT_ERR_FORMAT, line, column, "a quote that never ends");
    return kt_fail_at(err, KT_ERR_LIMIT, line, column, "more than %d columns",
                      KT_MAX_CSV_COLUMNS);
}

static kt_status fail_long(const kt_csv *csv, kt_error *err)
{
    return kt_fail_at(err, KT_ERR_LIMIT, csv->line, 1, "a line longer than %zu bytes",
                      KT_MAX_CSV_LINE);
}

/* Room for what one row of so many bytes can need: unquoted once, and converted to UTF-8, which
 * doubles a byte at most. */
static kt_status reserve(kt_csv *csv, size_t row_size, kt_error *err)
{
    const size_t need = 3 * row_size + 1; // row_size is at most KT_MAX_CSV_LINE
    if (csv->n_scratch >= need)
        return KT_OK;
    const size_t n = need < 4096 ? 4096 : need + need / 2;
    KT_TRY(kt_resize(&csv->scratch, n, 1, err));
    csv->n_scratch = n;
    return KT_OK;
}

static bool has_high(kt_slice cell)
{
    for (size_t p = 0; p < cell.size; p++)
        if ((unsigned char)cell.data[p] > 127)
            return true;
    return false;
}

static kt_slice latin1_to_utf8(kt_slice cell, char *out)
{
    size_t n = 0;
    for (size_t p = 0; p < cell.size; p++) {
        const unsigned char c = (unsigned char)cell.data[p];
        if (c < 128) {
            out[n++] = (char)c;
        } else {
            out[n++] = (char)(0xc0 | c >> 6);
            out[n++] = (char)(0x80 | (c & 0x3f));
        }
    }
    return (kt_slice){out, n};
}

/* Make all cells UTF-8. scratch[used ..] is free and large enough. */
static void decode_cells(kt_csv *csv, size_t used)
{
    for (int c = 0; c < csv->cells.n_cells; c++) {
        kt_slice *cell = &csv->cells.cell[c];
        if (!has_high(*cell))
            continue;
        if (csv->encoding != ENCODING_LATIN1 && kt_utf8_valid(cell->data, cell->size)) {
            csv->encoding = ENCODING_UTF8;
            continue;
        }
        if (csv->encoding == ENCODING_OPEN)
            csv->encoding = ENCODING_LATIN1;
        *cell = latin1_to_utf8(*cell, csv->scratch + used);
        used += cell->size;
    }
}

/* Hand the cells over. */
static kt_status visit_row(kt_csv *csv, kt_error *err)
{
    const kt_csv_row row = {csv->cells.cell, csv->cells.n_cells, csv->line};
    return csv->visit(csv->with, &row, err);
}

/* A row with a quote in it; data[0 .. size - 1] is all of it, its line end included. */
static kt_status take_quoted_row(kt_csv *csv, const char *data, size_t size, kt_error *err)
{
    const size_t n = size && data[size - 1] == '\n' ? size - 1 : size;
    size_t used = 0, at = 0;
    if (n > KT_MAX_CSV_LINE)
        return fail_long(csv, err);
    KT_TRY(reserve(csv, n, err));
    const kt_csv_found found =
        kt_csv_split_quoted(&csv->cells, data, n, csv->separator, csv->scratch, &used, &at);
    if (found != KT_CSV_ROW)
        return fail_in_row(csv, found, data, at, err);
    decode_cells(csv, used);
    KT_TRY(visit_row(csv, err));
    for (const char *p = data; (p = memchr(p, '\n', (size_t)(data + size - p))); p++)
        csv->line++;
    return KT_OK;
}

/* A row without quotes, split already; size counts its line end. */
static kt_status take_plain_row(kt_csv *csv, size_t size, kt_error *err)
{
    if (size > KT_MAX_CSV_LINE + 1)
        return fail_long(csv, err);
    if (csv->cells.n_cells > 1 || csv->cells.cell[0].size > 0) {
        if (csv->cells.high) {
            KT_TRY(reserve(csv, size, err));
            decode_cells(csv, 0);
        }
        KT_TRY(visit_row(csv, err));
    }
    csv->line++;
    return KT_OK;
}

/* ---- pieces ------------------------------------------------------------------------------ */

/* Append to the row under way. */
static kt_status gather(kt_csv *csv, const char *data, size_t size, kt_error *err)
{
    const bool ends = size && data[size - 1] == '\n';
    if (size > KT_MAX_CSV_LINE + ends || csv->row.size > KT_MAX_CSV_LINE + ends - size)
        return fail_long(csv, err);
    return kt_text_append(&csv->row, data, size, err);
}

/* Rows that lie in data; the last may be cut and is gathered. Nothing is gathered before. */
static kt_status take_rows(kt_csv *csv, const char *data, size_t size, kt_error *err)
{
    for (size_t p = 0; p < size;) {
        size_t at = 0;
        kt_csv_found found =
            kt_csv_split_plain(&csv->cells, data + p, size - p, csv->separator, &at);
        if (found == KT_CSV_ROW) {
            KT_TRY(take_plain_row(csv, at, err));
        } else if (found == KT_CSV_NUL || found == KT_CSV_COLUMNS) {
            return fail_in_row(csv, found, data + p, at, err);
        } else {
            csv->scan = (kt_csv_scan){KT_CSV_BLANK};
            if (!kt_csv_scan_row(&csv->scan, data + p, size - p, csv->separator, &at))
                return gather(csv, data + p, size - p, err);
            KT_TRY(take_quoted_row(csv, data + p, at, err));
        }
        p += at;
    }
    return KT_OK;
}

static bool only_blanks(kt_slice text)
{
    return kt_slice_trim(text).size == 0;
}

/* What was gathered is whole (or all there is): choose the separator if that is still open,
 * and read it. */
static kt_status take_gathered(kt_csv *csv, kt_error *err)
{
    kt_text row = csv->row;
    kt_status status = KT_OK;

    csv->row = (kt_text){0};
    csv->scan = (kt_csv_scan){KT_CSV_BLANK};
    const kt_slice slice = {row.data, row.size};
    if (!csv->separator && !only_blanks(slice))
        csv->separator = kt_csv_choose_separator(slice);
    if (csv->separator)
        status = take_rows(csv, row.data, row.size, err);
    else
        csv->line++;
    if (csv->row.size == 0) { // the memory serves the next cut row
        kt_text_clear(&csv->row);
        kt_text_reset(&row);
        csv->row = row;
    } else {
        kt_text_clear(&row);
    }
    return status;
}

static kt_status feed_marked(kt_csv *csv, const char *data, size_t size, kt_error *err)
{
    size_t p = 0;
    while (p < size && (csv->row.size > 0 || !csv->separator)) {
        size_t at = 0;
        const bool whole = kt_csv_scan_row(&csv->scan, data + p, size - p, csv->separator, &at);
        KT_TRY(gather(csv, data + p, at, err));
        p += at;
        if (!whole)
            return KT_OK;
        KT_TRY(take_gathered(csv, err));
    }
    return p < size ? take_rows(csv, data + p, size - p, err) : KT_OK;
}

/* The mark is over or was none: what looked like its beginning is text. */
static kt_status end_mark(kt_csv *csv, kt_error *err)
{
    const size_t n = csv->n_mark;
    csv->n_mark = sizeof MARK + 1;
    if (n == sizeof MARK) {
        csv->encoding = ENCODING_UTF8;
        return KT_OK;
    }
    return feed_marked(csv, MARK, n, err);
}

kt_status kt_csv_feed(kt_csv *csv, const char *data, size_t size, kt_error *err)
{
    size_t p = 0;
    while (csv->n_mark <= sizeof MARK && p < size) {
        if (csv->n_mark < sizeof MARK && data[p] == MARK[csv->n_mark]) {
            csv->n_mark++;
            p++;
        } else {
            KT_TRY(end_mark(csv, err));
        }
    }
    return p < size ? feed_marked(csv, data + p, size - p, err) : KT_OK;
}

kt_status kt_csv_finish(kt_csv *csv, kt_error *err)
{
    if (csv->n_mark <= sizeof MARK)
        KT_TRY(end_mark(csv, err));
    /* The first row may turn out to be several once the separator is known, and its rest be
     * gathered again. */
    if (!csv->separator && csv->row.size > 0)
        KT_TRY(take_gathered(csv, err));
    if (csv->row.size == 0)
        return KT_OK;
    size_t at = 0;
    if (!memchr(csv->row.data, '"', csv->row.size)) {
        KT_TRY(gather(csv, "\n", 1, err));
        const kt_csv_found found =
            kt_csv_split_plain(&csv->cells, csv->row.data, csv->row.size, csv->separator, &at);
        if (found != KT_CSV_ROW)
            return fail_in_row(csv, found, csv->row.data, at, err);
        return take_plain_row(csv, at, err);
    }
    return take_quoted_row(csv, csv->row.data, csv->row.size, err);
}

kt_status kt_csv_parse(kt_slice data, const kt_csv_options *options, kt_csv_visit visit,
                       void *with, kt_error *err)
{
    kt_csv *csv = NULL;
    KT_TRY(kt_csv_new(options, visit, with, &csv, err));
    kt_status status = kt_csv_feed(csv, data.data, data.size, err);
    if (!status)
        status = kt_csv_finish(csv, err);
    kt_csv_free(csv);
    return status;
}

int kt_csv_column(const kt_csv_row *header, const char *name)
{
    const kt_slice wanted = kt_slice_of(name);
    for (int c = 0; c < header->n_cells; c++)
        if (kt_slice_equal_ascii_case(header->cell[c], wanted))
            return c;
    return -1;
}
