/* columns.c: a file to columns, the quick way: mapped or unpacked, cut at line ends, read side
 * by side.
 *
 *     header -> a glance at the first rows (which columns are texts?)
 *            -> pieces: count lines -> places known -> read in parallel -> join
 *
 * A cut behind a line end may lie within a quoted cell. The piece before it then ends inside a
 * quote and says so; since the first piece begins right, the first cut that is wrong is always
 * seen, and everything is read again row by row. */
#include <kontor/columns.h>

#include "columns_internal.h"

#include <kontor/dta.h>
#include <kontor/file.h>
#include <kontor/input.h>
#include <kontor/memory.h>
#include <kontor/parallel.h>

#include <string.h>

/* Bytes of a piece: large enough that its setting up costs nothing, small enough that threads
 * end together. */
enum { PIECE = 4 << 20, GLANCE = 1 << 16 };

typedef struct quick {
    kt_columns *columns;
    const kt_columns_options *options;
    const char *begin, *end; /* of the rows behind the header */
    char separator;
    int64_t first_line;
    kt_columns_slot *plan; /* as in a piece */
    kt_columns_piece *piece;
    int64_t n_pieces;
} quick;

static int threads(const kt_columns_options *options)
{
    return options->n_threads > 0 ? options->n_threads : kt_parallel_processors();
}

/* ---- header ------------------------------------------------------------------------------ */

static bool is_blank(kt_slice line)
{
    return kt_slice_trim(line).size == 0;
}

/* One line of column names; *plain is false where only the careful reader can tell. */
static kt_status read_header(quick *q, kt_slice bytes, bool *plain, kt_error *err)
{
    const char *at = bytes.data, *const end = at + bytes.size;
    kt_csv_cells *cells = NULL;
    size_t size = 0, used, where;
    *plain = false;
    if (bytes.size >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    const char *stop = NULL;
    for (q->first_line = 1; at < end; q->first_line++, at = stop + 1) {
        stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop)
            return KT_OK;
        if (!is_blank((kt_slice){at, (size_t)(stop - at)}))
            break;
    }
    if (!stop || at >= end)
        return KT_OK;
    const size_t length = (size_t)(stop - at) + 1;
    kt_csv_scan any = {KT_CSV_BLANK}, chosen = {KT_CSV_BLANK};
    if (length > KT_MAX_CSV_LINE || !kt_utf8_valid(at, length) || memchr(at, 0, length) ||
        !kt_csv_scan_row(&any, at, length, 0, &size))
        return KT_OK;
    q->separator = kt_csv_choose_separator((kt_slice){at, length});
    if (!kt_csv_scan_row(&chosen, at, length, q->separator, &size))
        return KT_OK;
    char *scratch = NULL;
    kt_status status = kt_new(&cells, 1, sizeof *cells, err);
    if (!status)
        status = kt_new(&scratch, length, 1, err);
    if (!status && kt_csv_split_quoted(cells, at, length - 1, q->separator, scratch, &used,
                                       &where) == KT_CSV_ROW) {
        status = kt_columns_begin(q->columns, cells->cell, cells->n_cells, q->options, err);
        *plain = true;
    }
    kt_free(scratch);
    kt_free(cells);
    q->begin = stop + 1;
    q->end = end;
    q->first_line++;
    return status;
}

/* ---- pieces ------------------------------------------------------------------------------ */

static void drop_pieces(quick *q)
{
    for (int64_t p = 0; p < q->n_pieces; p++) {
        kt_columns_piece *piece = &q->piece[p];
        for (int c = 0; piece->words && c < q->columns->n_series; c++)
            kt_word_list_clear(&piece->words[c]);
        kt_free(piece->words);
        kt_free(piece->text_line);
        kt_free(piece->cells);
        kt_free(piece->scratch);
    }
    kt_free(q->piece);
    q->piece = NULL;
    q->n_pieces = 0;
}

static kt_status cut(quick *q, const char *end, kt_error *err)
{
    const int64_t most = (int64_t)(end - q->begin) / PIECE + 1;
    KT_TRY(kt_new(&q->piece, most, sizeof *q->piece, err));
    for (const char *at = q->begin; at < end;) {
        kt_columns_piece *piece = &q->piece[q->n_pieces++];
        const char *stop = NULL;
        if (end - at > PIECE)
            stop = memchr(at + PIECE, '\n', (size_t)(end - at - PIECE));
        piece->begin = at;
        piece->end = stop ? stop + 1 : end;
        piece->last = piece->end == q->end;
        at = piece->end;
    }
    return KT_OK;
}

static kt_status count_lines(void *with, int64_t p, kt_error *err)
{
    quick *q = with;
    kt_columns_piece *piece = &q->piece[p];
    (void)err;
    for (const char *at = piece->begin;
         at < piece->end && (at = memchr(at, '\n', (size_t)(piece->end - at))); at++)
        piece->n_lines++;
    piece->n_lines += piece->last;
    return KT_OK;
}

static kt_status read_piece(void *with, int64_t p, kt_error *err)
{
    quick *q = with;
    kt_columns_piece *piece = &q->piece[p];
    KT_TRY(kt_new(&piece->cells, 1, sizeof *piece->cells, err));
    KT_TRY(kt_new(&piece->words, q->columns->n_series, sizeof *piece->words, err));
    KT_TRY(kt_new(&piece->text_line, q->columns->n_series, sizeof *piece->text_line, err));
    KT_TRY(kt_columns_read_piece(q->columns, piece, q->separator, err));
    kt_free(piece->cells);
    piece->cells = NULL;
    return KT_OK;
}

/* Rows of a piece to where they belong when empty lines have made room before them, and the
 * piece's own numbers of texts to those of the column. */
static kt_status join_piece(kt_columns *columns, kt_columns_piece *piece, kt_error *err)
{
    const int64_t n = piece->n_rows, from = piece->first_row, to = columns->n_rows;
    for (int c = 0; c < columns->n_series; c++) {
        kt_column_draft *draft = &columns->draft[c];
        if (piece->text_line[c] && !draft->text_line)
            draft->text_line = piece->text_line[c];
        if (!draft->is_text) {
            if (from != to)
                memmove(draft->number + to, draft->number + from,
                        (size_t)n * sizeof *draft->number);
            continue;
        }
        int32_t *number = NULL;
        const kt_word_list *words = &piece->words[c];
        KT_TRY(kt_new(&number, words->n_words, sizeof *number, err));
        kt_status status = KT_OK;
        for (int32_t w = 0; w < words->n_words && !status; w++)
            status = kt_word_list_add(&draft->words, (kt_slice){words->word[w], words->size[w]},
                                      &number[w], err);
        for (int64_t r = 0; r < n && !status; r++) {
            const int32_t code = draft->code[from + r];
            draft->code[to + r] = code < 0 ? code : number[code];
        }
        kt_free(number);
        KT_TRY(status);
    }
    columns->n_rows += n;
    columns->n_ragged += piece->n_ragged;
    return KT_OK;
}

/* Which column of the file goes where. */
static kt_status make_plan(quick *q, kt_error *err)
{
    const kt_columns *columns = q->columns;
    if (!q->plan)
        KT_TRY(
            kt_arena_new(&q->columns->arena, &q->plan, columns->n_names, sizeof *q->plan, err));
    for (int n = 0; n < columns->n_names; n++)
        q->plan[n] = (kt_columns_slot){NULL, -1};
    for (int c = 0; c < columns->n_series; c++) {
        const kt_column_draft *draft = &columns->draft[c];
        q->plan[draft->position] = (kt_columns_slot){draft->is_text ? NULL : draft->number, c};
    }
    for (int64_t p = 0; p < q->n_pieces; p++)
        q->piece[p].plan = q->plan;
    return KT_OK;
}

/* One pass over the bytes up to `end`. */
static kt_status pass(quick *q, const char *end, bool *irregular, kt_error *err)
{
    const int n_threads = threads(q->options);
    int64_t n_rows = 0, line = q->first_line;
    kt_columns_restart(q->columns);
    kt_status status = cut(q, end, err);
    if (!status)
        status = kt_parallel_run(n_threads, q->n_pieces, count_lines, q, err);
    for (int64_t p = 0; p < q->n_pieces; p++) {
        q->piece[p].first_row = n_rows;
        q->piece[p].first_line = line;
        n_rows += q->piece[p].n_lines;
        line += q->piece[p].n_lines;
    }
    if (!status)
        status = kt_columns_reserve(q->columns, n_rows, err);
    if (!status)
        status = make_plan(q, err);
    if (!status)
        status = kt_parallel_run(n_threads, q->n_pieces, read_piece, q, err);
    for (int64_t p = 0; p < q->n_pieces && !status && !*irregular; p++) {
        *irregular = q->piece[p].irregular;
        if (!*irregular)
            status = join_piece(q->columns, &q->piece[p], err);
    }
    drop_pieces(q);
    return status;
}

/* Which columns are of texts, by the first rows: most files tell at once. */
static kt_status glance(quick *q, bool *irregular, kt_error *err)
{
    const char *end = q->end;
    if (q->end - q->begin > GLANCE) {
        const char *stop =
            memchr(q->begin + GLANCE, '\n', (size_t)(q->end - q->begin - GLANCE));
        end = stop ? stop + 1 : q->end;
    }
    KT_TRY(pass(q, end, irregular, err));
    kt_columns_turn_to_text(q->columns);
    return KT_OK;
}

static kt_status read_quickly(quick *q, kt_slice bytes, bool *irregular, kt_error *err)
{
    bool plain = false;
    KT_TRY(read_header(q, bytes, &plain, err));
    *irregular = !plain;
    if (*irregular)
        return KT_OK;
    KT_TRY(glance(q, irregular, err));
    for (bool again = true; again && !*irregular;) {
        KT_TRY(kt_progress_check(q->options->progress, err));
        KT_TRY(pass(q, q->end, irregular, err));
        again = !*irregular && kt_columns_turn_to_text(q->columns);
    }
    kt_progress_tell(q->options->progress, "reading", (int64_t)bytes.size, (int64_t)bytes.size,
                     q->columns->n_rows);
    return *irregular ? KT_OK : kt_columns_finish(q->columns, err);
}

kt_status kt_columns_parse(kt_slice bytes, const kt_columns_options *options, kt_columns **out,
                           kt_error *err)
{
    const kt_columns_options chosen = options ? *options : kt_columns_options_default();
    quick q = {.options = &chosen};
    bool irregular = false;
    KT_TRY(kt_new(&q.columns, 1, sizeof *q.columns, err));
    kt_status status = read_quickly(&q, bytes, &irregular, err);
    if (!status && !irregular) {
        *out = q.columns;
        return KT_OK;
    }
    kt_columns_free(q.columns);
    return status ? status : kt_columns_parse_plainly(bytes, &chosen, out, err);
}

/* ---- files ------------------------------------------------------------------------------- */

/* The bytes of the one member of a packed file, or of standard input. */
typedef struct unpacked {
    const char *path;
    char *data;
    size_t size, room;
    int n_members;
} unpacked;

static kt_status begin_member(void *with, const kt_input_member *member, bool *wanted,
                              kt_error *err)
{
    unpacked *to = with;
    (void)member;
    if (++to->n_members > 1)
        return kt_fail(err, KT_ERR_FORMAT, "several files in %s, expected one", to->path);
    *wanted = true;
    return KT_OK;
}

static kt_status take_piece(void *with, const char *data, size_t size, kt_error *err)
{
    unpacked *to = with;
    if (to->room - to->size < size) {
        const size_t room = to->room + to->room / 2 + size;
        KT_TRY(kt_resize(&to->data, room, 1, err));
        to->room = room;
    }
    memcpy(to->data + to->size, data, size);
    to->size += size;
    return KT_OK;
}

static kt_status end_member(void *with, kt_error *err)
{
    (void)with, (void)err;
    return KT_OK;
}

static kt_status read_bytes(kt_slice bytes, const kt_columns_options *options, kt_columns **out,
                            kt_error *err)
{
    if (kt_dta_begins(bytes.data, bytes.size))
        return kt_columns_read_dta(bytes, options, out, err);
    return kt_columns_parse(bytes, options, out, err);
}

static bool is_packed(const kt_mapping *file)
{
    return file->size >= 4 &&
           (memcmp(file->data, "\x1f\x8b", 2) == 0 || memcmp(file->data, "PK\x03\x04", 4) == 0);
}

static kt_status read_packed(const char *path, const kt_columns_options *options,
                             kt_columns **out, kt_error *err)
{
    unpacked bytes = {.path = path};
    const kt_input_visitor visitor = {begin_member, take_piece, end_member, &bytes};
    kt_status status =
        kt_input_walk(path, &visitor, NULL, options ? options->progress : NULL, err);
    if (!status)
        status =
            read_bytes((kt_slice){bytes.data ? bytes.data : "", bytes.size}, options, out, err);
    kt_free(bytes.data);
    return status;
}

kt_status kt_columns_read(const char *path, const kt_columns_options *options, kt_columns **out,
                          kt_error *err)
{
    kt_mapping file = {0};
    kt_status status;
    if (strcmp(path, "-") == 0) {
        status = read_packed(path, options, out, err);
    } else {
        KT_TRY(kt_file_map(path, &file, err));
        status = is_packed(&file)
                     ? read_packed(path, options, out, err)
                     : read_bytes((kt_slice){file.data ? file.data : "", file.size}, options,
                                  out, err);
        kt_file_unmap(&file);
    }
    if (status)
        kt_error_within(err, "reading %s", path);
    return status;
}
