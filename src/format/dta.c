/* dta.c: Stata's files through ReadStat, which calls back for every value; a row is handed on
 * when its last value has come. */
#include <kontor/dta.h>

#include <kontor/limits.h>
#include <kontor/memory.h>
#include <kontor/text.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <readstat.h>

/* Where a cell of the row under way lies in its bytes. */
typedef struct span {
    size_t begin, size;
} span;

struct kt_dta {
    kt_csv_visit visit;
    void *with;
    FILE *file;    // without a name
    kt_text bytes; // of the row under way
    span span[KT_MAX_CSV_COLUMNS];
    kt_slice cell[KT_MAX_CSV_COLUMNS];
    int n_columns, n_cells;
    int64_t line;
    kt_status status; // of what stopped ReadStat
    kt_error *err;
};

bool kt_dta_begins(const char *data, size_t size)
{
    static const char named[] = "<stata_dta>";

    if (size >= sizeof named - 1 && memcmp(data, named, sizeof named - 1) == 0)
        return true;
    // Before version 117: version, byte order 1 or 2, file type 1, zero.
    return size >= 4 && data[0] >= 104 && data[0] <= 115 && (data[1] == 1 || data[1] == 2) &&
           data[2] == 1;
}

kt_status kt_dta_new(kt_csv_visit visit, void *with, kt_dta **out, kt_error *err)
{
    kt_dta *dta = NULL;

    KT_TRY(kt_new(&dta, 1, sizeof *dta, err));
    dta->visit = visit;
    dta->with = with;
    dta->file = tmpfile();
    if (!dta->file) {
        const kt_status status = kt_fail_errno(err, "cannot make a temporary file");
        kt_dta_free(dta);
        return status;
    }
    *out = dta;
    return KT_OK;
}

void kt_dta_free(kt_dta *dta)
{
    if (!dta)
        return;
    kt_text_clear(&dta->bytes);
    if (dta->file)
        fclose(dta->file);
    kt_free(dta);
}

kt_status kt_dta_feed(kt_dta *dta, const char *data, size_t size, kt_error *err)
{
    if (fwrite(data, 1, size, dta->file) != size)
        return kt_fail_errno(err, "cannot write %zu bytes to a temporary file", size);
    return KT_OK;
}

/* ---- what ReadStat reads from ------------------------------------------------------------ */

static int open_file(const char *path, void *io)
{
    (void)path;
    (void)io;
    return 0;
}

static int close_file(void *io)
{
    (void)io;
    return 0;
}

static readstat_off_t seek_file(readstat_off_t offset, readstat_io_flags_t whence, void *io)
{
    kt_dta *dta = io;
    const int from = whence == READSTAT_SEEK_SET   ? SEEK_SET
                     : whence == READSTAT_SEEK_CUR ? SEEK_CUR
                                                   : SEEK_END;
    return fseeko(dta->file, offset, from) == 0 ? ftello(dta->file) : -1;
}

static ssize_t read_file(void *to, size_t size, void *io)
{
    kt_dta *dta = io;
    const size_t n = fread(to, 1, size, dta->file);
    return n == 0 && ferror(dta->file) ? -1 : (ssize_t)n;
}

static readstat_error_t update(long size, readstat_progress_handler progress, void *with,
                               void *io)
{
    (void)size;
    (void)progress;
    (void)with;
    (void)io;
    return READSTAT_OK;
}

/* ---- what it calls back --------------------------------------------------------------------
 */

static int stop_with(kt_dta *dta, kt_status status)
{
    dta->status = status;
    return READSTAT_HANDLER_ABORT;
}

static int take_metadata(readstat_metadata_t *metadata, void *with)
{
    kt_dta *dta = with;
    const int n = readstat_get_var_count(metadata);

    if (n < 1)
        return stop_with(dta,
                         kt_fail(dta->err, KT_ERR_FORMAT, "a Stata file without variables"));
    if (n > KT_MAX_CSV_COLUMNS)
        return stop_with(dta, kt_fail(dta->err, KT_ERR_LIMIT, "%d variables, at most %d", n,
                                      KT_MAX_CSV_COLUMNS));
    dta->n_columns = n;
    return READSTAT_HANDLER_OK;
}

/* The row is complete: its bytes no longer move. */
static kt_status hand_on(kt_dta *dta)
{
    for (int n = 0; n < dta->n_cells; n++)
        dta->cell[n] = kt_slice_trim(
            (kt_slice){kt_text_get(&dta->bytes) + dta->span[n].begin, dta->span[n].size});
    const kt_csv_row row = {dta->cell, dta->n_cells, ++dta->line};
    dta->n_cells = 0;
    const kt_status status = dta->visit(dta->with, &row, dta->err);
    kt_text_reset(&dta->bytes);
    return status;
}

static kt_status take_cell(kt_dta *dta, const char *text, size_t size)
{
    const size_t begin = dta->bytes.size;

    KT_TRY(kt_utf8_valid(text, size)
               ? kt_text_append(&dta->bytes, text, size, dta->err)
               : kt_text_append_latin1(&dta->bytes, text, size, dta->err));
    dta->span[dta->n_cells++] = (span){begin, dta->bytes.size - begin};
    return dta->n_cells == dta->n_columns ? hand_on(dta) : KT_OK;
}

static int take_variable(int index, readstat_variable_t *variable, const char *labels,
                         void *with)
{
    kt_dta *dta = with;
    const char *name = readstat_variable_get_name(variable);

    (void)labels;
    if (index != dta->n_cells || index >= dta->n_columns || dta->line > 0)
        return stop_with(dta, kt_fail(dta->err, KT_ERR_FORMAT, "variables out of order"));
    const kt_status status = take_cell(dta, name ? name : "", name ? strlen(name) : 0);
    return status ? stop_with(dta, status) : READSTAT_HANDLER_OK;
}

/* Larger whole numbers are not sure to be whole. */
static size_t print_number(double value, char out[32])
{
    if (fabs(value) < 1e15 && value == floor(value))
        return (size_t)snprintf(out, 32, "%lld", (long long)value);
    return kt_print_double(value, out);
}

static size_t print_value(readstat_value_t value, char out[32])
{
    if (readstat_value_is_system_missing(value) || readstat_value_is_tagged_missing(value))
        return 0;
    switch (readstat_value_type(value)) {
    case READSTAT_TYPE_INT8:
        return (size_t)snprintf(out, 32, "%d", (int)readstat_int8_value(value));
    case READSTAT_TYPE_INT16:
        return (size_t)snprintf(out, 32, "%d", (int)readstat_int16_value(value));
    case READSTAT_TYPE_INT32:
        return (size_t)snprintf(out, 32, "%ld", (long)readstat_int32_value(value));
    default:
        break;
    }
    const double number = readstat_double_value(value);
    return isfinite(number) ? print_number(number, out) : 0;
}

static int take_value(int observation, readstat_variable_t *variable, readstat_value_t value,
                      void *with)
{
    kt_dta *dta = with;
    kt_status status;
    char number[32];

    (void)observation;
    if (dta->line == 0 || readstat_variable_get_index(variable) != dta->n_cells)
        return stop_with(dta, kt_fail(dta->err, KT_ERR_FORMAT, "values out of order"));
    if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING) {
        const char *text = readstat_string_value(value);
        status = take_cell(dta, text ? text : "", text ? strlen(text) : 0);
    } else {
        status = take_cell(dta, number, print_value(value, number));
    }
    return status ? stop_with(dta, status) : READSTAT_HANDLER_OK;
}

/* ---- the whole -----------------------------------------------------------------------------
 */

static readstat_error_t prepare(readstat_parser_t *parser, kt_dta *dta)
{
    readstat_error_t failed = readstat_set_open_handler(parser, open_file);
    if (!failed)
        failed = readstat_set_close_handler(parser, close_file);
    if (!failed)
        failed = readstat_set_seek_handler(parser, seek_file);
    if (!failed)
        failed = readstat_set_read_handler(parser, read_file);
    if (!failed)
        failed = readstat_set_update_handler(parser, update);
    if (!failed)
        failed = readstat_set_io_ctx(parser, dta);
    if (!failed)
        failed = readstat_set_metadata_handler(parser, take_metadata);
    if (!failed)
        failed = readstat_set_variable_handler(parser, take_variable);
    return failed ? failed : readstat_set_value_handler(parser, take_value);
}

static kt_status fail_of(readstat_error_t failed, kt_error *err)
{
    // A place that cannot be read or found is a file that ends too early, no fault of the disk.
    const kt_status status = failed == READSTAT_ERROR_MALLOC ? KT_ERR_MEMORY : KT_ERR_FORMAT;
    return kt_fail(err, status, "a Stata file that cannot be read: %s",
                   readstat_error_message(failed));
}

kt_status kt_dta_finish(kt_dta *dta, kt_error *err)
{
    kt_status status = KT_OK;
    readstat_parser_t *parser = readstat_parser_init();

    if (!parser)
        return kt_fail(err, KT_ERR_MEMORY, "no memory for a reader of Stata files");
    if (fflush(dta->file) != 0 || fseeko(dta->file, 0, SEEK_SET) != 0) {
        status = kt_fail_errno(err, "cannot read back a temporary file");
        goto done;
    }
    dta->err = err;
    dta->status = KT_OK;
    readstat_error_t failed = prepare(parser, dta);
    if (!failed)
        failed = readstat_parse_dta(parser, "", dta);
    dta->err = NULL;
    status = dta->status;
    if (!status && failed)
        status = fail_of(failed, err);
    if (!status && (dta->n_cells != 0 || dta->line == 0))
        status = kt_fail(err, KT_ERR_FORMAT, "a Stata file that ends within a row");
done:
    readstat_parser_free(parser);
    return status;
}

/* ---- values from memory
 * ----------------------------------------------------------------------
 */

typedef struct values {
    const kt_dta_visitor *visitor;
    kt_slice bytes;
    size_t at;
    kt_text latin;  // a text that had to be converted
    int64_t n_rows; // as the file says; -1: not known
    bool begun;
    kt_status status;
    kt_error *err;
} values;

static readstat_off_t seek_bytes(readstat_off_t offset, readstat_io_flags_t whence, void *io)
{
    values *v = io;
    const readstat_off_t size = (readstat_off_t)v->bytes.size;
    const readstat_off_t from = whence == READSTAT_SEEK_SET   ? 0
                                : whence == READSTAT_SEEK_CUR ? (readstat_off_t)v->at
                                                              : size;
    if (offset < -from || offset > size - from)
        return -1;
    v->at = (size_t)(from + offset);
    return from + offset;
}

static ssize_t read_bytes(void *to, size_t size, void *io)
{
    values *v = io;
    const size_t left = v->bytes.size - v->at;
    const size_t n = size < left ? size : left;
    if (n)
        memcpy(to, v->bytes.data + v->at, n);
    v->at += n;
    return (ssize_t)n;
}

static int fail_values(values *v, kt_status status)
{
    v->status = status;
    return READSTAT_HANDLER_ABORT;
}

static int see_metadata(readstat_metadata_t *metadata, void *with)
{
    values *v = with;
    const int n = readstat_get_var_count(metadata);
    if (n < 1)
        return fail_values(v, kt_fail(v->err, KT_ERR_FORMAT, "a Stata file without variables"));
    if (n > KT_MAX_CSV_COLUMNS)
        return fail_values(v, kt_fail(v->err, KT_ERR_LIMIT, "%d variables, at most %d", n,
                                      KT_MAX_CSV_COLUMNS));
    v->n_rows = readstat_get_row_count(metadata);
    return READSTAT_HANDLER_OK;
}

static int see_variable(int index, readstat_variable_t *variable, const char *labels,
                        void *with)
{
    values *v = with;
    const char *name = readstat_variable_get_name(variable);
    bool wanted = false;
    (void)index;
    (void)labels;
    const kt_status status = v->visitor->variable(v->visitor->with, kt_slice_of(name),
                                                  readstat_variable_get_type_class(variable) ==
                                                      READSTAT_TYPE_CLASS_STRING,
                                                  &wanted, v->err);
    if (status)
        return fail_values(v, status);
    return wanted ? READSTAT_HANDLER_OK : READSTAT_HANDLER_SKIP_VARIABLE;
}

static double double_of(readstat_value_t value)
{
    if (readstat_value_is_system_missing(value) || readstat_value_is_tagged_missing(value))
        return (double)NAN;
    switch (readstat_value_type(value)) {
    case READSTAT_TYPE_INT8:
        return readstat_int8_value(value);
    case READSTAT_TYPE_INT16:
        return readstat_int16_value(value);
    case READSTAT_TYPE_INT32:
        return readstat_int32_value(value);
    default:
        return readstat_double_value(value);
    }
}

static kt_status hand_text(values *v, int64_t row, int variable, const char *text)
{
    kt_slice slice = kt_slice_of(text);
    if (!kt_utf8_valid(slice.data, slice.size)) {
        kt_text_reset(&v->latin);
        KT_TRY(kt_text_append_latin1(&v->latin, slice.data, slice.size, v->err));
        slice = (kt_slice){v->latin.data, v->latin.size};
    }
    return v->visitor->text(v->visitor->with, row, variable, kt_slice_trim(slice), v->err);
}

static kt_status begin_values(values *v)
{
    if (v->begun)
        return KT_OK;
    v->begun = true;
    return v->visitor->begin(v->visitor->with, v->n_rows, v->err);
}

static int see_value(int observation, readstat_variable_t *variable, readstat_value_t value,
                     void *with)
{
    values *v = with;
    const int index = readstat_variable_get_index(variable);
    kt_status status = begin_values(v);
    if (!status && readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING)
        status = hand_text(v, observation, index, readstat_string_value(value));
    else if (!status)
        status =
            v->visitor->number(v->visitor->with, observation, index, double_of(value), v->err);
    return status ? fail_values(v, status) : READSTAT_HANDLER_OK;
}

static readstat_error_t prepare_values(readstat_parser_t *parser, values *v)
{
    readstat_error_t failed = readstat_set_open_handler(parser, open_file);
    if (!failed)
        failed = readstat_set_close_handler(parser, close_file);
    if (!failed)
        failed = readstat_set_seek_handler(parser, seek_bytes);
    if (!failed)
        failed = readstat_set_read_handler(parser, read_bytes);
    if (!failed)
        failed = readstat_set_update_handler(parser, update);
    if (!failed)
        failed = readstat_set_io_ctx(parser, v);
    if (!failed)
        failed = readstat_set_metadata_handler(parser, see_metadata);
    if (!failed)
        failed = readstat_set_variable_handler(parser, see_variable);
    return failed ? failed : readstat_set_value_handler(parser, see_value);
}

kt_status kt_dta_visit(kt_slice bytes, const kt_dta_visitor *visitor, kt_error *err)
{
    values v = {.visitor = visitor, .bytes = bytes, .n_rows = -1, .err = err};
    readstat_parser_t *parser = readstat_parser_init();
    if (!parser)
        return kt_fail(err, KT_ERR_MEMORY, "no memory for a reader of Stata files");
    readstat_error_t failed = prepare_values(parser, &v);
    if (!failed)
        failed = readstat_parse_dta(parser, "", &v);
    kt_status status = v.status;
    if (!status && failed)
        status = fail_of(failed, err);
    if (!status)
        status = begin_values(&v);
    kt_text_clear(&v.latin);
    readstat_parser_free(parser);
    return status;
}
