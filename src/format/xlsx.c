/* xlsx.c: libxlsxwriter behind our header. It writes to a path only; a temporary file that has
 * no name any more gives it one below /proc, so that nothing is left behind. */
#include <kontor/xlsx.h>

#include <kontor/library.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/text.h>

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#define FUNCTIONS(EACH)                                                                        \
    EACH(format_set_align)                                                                     \
    EACH(format_set_bold)                                                                      \
    EACH(format_set_bottom)                                                                    \
    EACH(format_set_font_color)                                                                \
    EACH(format_set_font_size)                                                                 \
    EACH(format_set_indent)                                                                    \
    EACH(format_set_num_format)                                                                \
    EACH(format_set_text_wrap)                                                                 \
    EACH(lxw_strerror)                                                                         \
    EACH(workbook_add_format)                                                                  \
    EACH(workbook_add_worksheet)                                                               \
    EACH(workbook_close)                                                                       \
    EACH(workbook_get_worksheet_by_name)                                                       \
    EACH(workbook_new)                                                                         \
    EACH(workbook_set_properties)                                                              \
    EACH(worksheet_freeze_panes)                                                               \
    EACH(worksheet_gridlines)                                                                  \
    EACH(worksheet_repeat_rows)                                                                \
    EACH(worksheet_set_column)                                                                 \
    EACH(worksheet_set_landscape)                                                              \
    EACH(worksheet_fit_to_pages)                                                               \
    EACH(worksheet_set_paper)                                                                  \
    EACH(worksheet_set_row)                                                                    \
    EACH(worksheet_write_number)                                                               \
    EACH(worksheet_write_string)

enum { NAME_LETTERS = 31, PAPER_A4 = 9 };

struct kt_xlsx {
#define POINTER(name) __typeof__(name) *(name);
    FUNCTIONS(POINTER)
#undef POINTER
    FILE *file; /* has no name */
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *format[KT_XLSX_N_STYLES];
    lxw_error failure; /* the first */
};

static kt_status load(kt_xlsx *x, kt_error *err)
{
    static const char *const names[] = {"libxlsxwriter.so.4", "libxlsxwriter.so.5",
                                        "libxlsxwriter.so", NULL};
    void *library;

    KT_TRY(kt_library_open(names, "libxlsxwriter4", &library, err));
    kt_status status = KT_OK;
#define FIND(name)                                                                             \
    if (!status)                                                                               \
        status = kt_library_function(library, #name, &x->name, err);
    FUNCTIONS(FIND)
#undef FIND
    kt_library_close(library);
    return status;
}

static void make_formats(kt_xlsx *x)
{
    static const char *const number[KT_XLSX_N_STYLES] = {
        [KT_XLSX_INTEGER] = "0",        [KT_XLSX_NUMBER_0] = "#,##0",
        [KT_XLSX_NUMBER_1] = "#,##0.0", [KT_XLSX_NUMBER_2] = "#,##0.00",
        [KT_XLSX_PERCENT_1] = "0.0%",   [KT_XLSX_PERCENT_2] = "0.00%"};

    for (int n = 0; n < KT_XLSX_N_STYLES; n++) {
        lxw_format *format = x->format[n] = x->workbook_add_format(x->workbook);
        if (!format) {
            x->failure = LXW_ERROR_MEMORY_MALLOC_FAILED;
            return;
        }
        if (number[n])
            x->format_set_num_format(format, number[n]);
        if (n == KT_XLSX_TITLE || n == KT_XLSX_HEAD || n == KT_XLSX_HEAD_RIGHT ||
            n == KT_XLSX_HEAD_SOURCE)
            x->format_set_bold(format);
        if (n == KT_XLSX_TITLE)
            x->format_set_font_size(format, 13.0);
        if (n == KT_XLSX_HEAD || n == KT_XLSX_HEAD_RIGHT || n == KT_XLSX_HEAD_SOURCE) {
            x->format_set_text_wrap(format);
            x->format_set_bottom(format, LXW_BORDER_THIN);
            x->format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
        }
        if (n == KT_XLSX_RIGHT || n == KT_XLSX_HEAD_RIGHT)
            x->format_set_align(format, LXW_ALIGN_RIGHT);
        if (n == KT_XLSX_SOURCE || n == KT_XLSX_HEAD_SOURCE)
            x->format_set_indent(format, 1);
        if (n == KT_XLSX_NOTE || n == KT_XLSX_SOURCE)
            x->format_set_font_color(format, 0x565656);
    }
}

/* What the file says of itself; libxlsxwriter copies the texts, though it takes them writable.
 */
static void describe(kt_xlsx *x, const char *title, int64_t now)
{
    char name[256], creator[] = "kontor";
    lxw_doc_properties properties = {.author = creator, .created = (time_t)now};

    snprintf(name, sizeof name, "%s", title);
    if (kt_utf8_valid(name, strlen(name))) // not cut within a letter
        properties.title = name;
    if (x->workbook_set_properties(x->workbook, &properties) != LXW_NO_ERROR)
        x->failure = LXW_ERROR_MEMORY_MALLOC_FAILED;
}

kt_status kt_xlsx_open(const char *title, int64_t now, kt_xlsx **out, kt_error *err)
{
    kt_xlsx *x;
    char path[64];

    KT_TRY(kt_new(&x, 1, sizeof *x, err));
    kt_status status = load(x, err);
    if (status)
        goto failed;
    x->file = tmpfile();
    if (!x->file) {
        status = kt_fail_errno(err, "cannot make a temporary file for a workbook");
        goto failed;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(x->file));
    x->workbook = x->workbook_new(path);
    if (!x->workbook) {
        status = kt_fail(err, KT_ERR_MEMORY, "no memory for a workbook");
        goto failed;
    }
    make_formats(x);
    describe(x, title, now);
    *out = x;
    return KT_OK;
failed:
    kt_xlsx_free(x);
    return status;
}

/* At most 31 letters, none of []:*?/\ and no apostrophe at an end. */
static void clean(const char *name, int number, char out[160])
{
    char tail[16] = "";
    int letters = 0;
    size_t size = 0, at = 0;
    const size_t length = strlen(name);

    if (number > 1)
        snprintf(tail, sizeof tail, " %d", number);
    while (at < length && letters < NAME_LETTERS - (int)strlen(tail) && size < 120) {
        const size_t from = at;
        (void)kt_utf8_next(name, length, &at);
        if (strchr("[]:*?/\\'", name[from])) {
            out[size++] = ' ';
        } else {
            memcpy(out + size, name + from, at - from);
            size += at - from;
        }
        letters++;
    }
    while (size > 0 && out[size - 1] == ' ')
        size--;
    snprintf(out + size, 160 - size, "%s", tail);
}

kt_status kt_xlsx_sheet(kt_xlsx *x, const char *name, kt_error *err)
{
    char cleaned[160];
    int number = 1;

    clean(name, number, cleaned);
    while (x->workbook_get_worksheet_by_name(x->workbook, cleaned))
        clean(name, ++number, cleaned);
    x->sheet = x->workbook_add_worksheet(x->workbook, cleaned);
    if (!x->sheet)
        return kt_fail(err, KT_ERR_MEMORY, "no memory for sheet %s of a workbook", cleaned);
    x->worksheet_gridlines(x->sheet, LXW_HIDE_ALL_GRIDLINES);
    x->worksheet_set_paper(x->sheet, PAPER_A4);
    x->worksheet_set_landscape(x->sheet);
    x->worksheet_fit_to_pages(x->sheet, 1, 0);
    return KT_OK;
}

static void note(kt_xlsx *x, lxw_error failure)
{
    if (x->failure == LXW_NO_ERROR)
        x->failure = failure;
}

void kt_xlsx_text(kt_xlsx *x, int64_t row, int column, kt_xlsx_style style, const char *text)
{
    if (text[0] != '\0')
        note(x, x->worksheet_write_string(x->sheet, (lxw_row_t)row, (lxw_col_t)column, text,
                                          x->format[style]));
}

void kt_xlsx_number(kt_xlsx *x, int64_t row, int column, kt_xlsx_style style, double value)
{
    if (isfinite(value))
        note(x, x->worksheet_write_number(x->sheet, (lxw_row_t)row, (lxw_col_t)column, value,
                                          x->format[style]));
}

void kt_xlsx_width(kt_xlsx *x, int column, double letters)
{
    note(x, x->worksheet_set_column(x->sheet, (lxw_col_t)column, (lxw_col_t)column, letters,
                                    NULL));
}

void kt_xlsx_height(kt_xlsx *x, int64_t row, int n_lines)
{
    note(x, x->worksheet_set_row(x->sheet, (lxw_row_t)row, 15.0 * n_lines, NULL));
}

void kt_xlsx_freeze(kt_xlsx *x, int64_t row)
{
    x->worksheet_freeze_panes(x->sheet, (lxw_row_t)row, 0);
    if (row > 0)
        note(x, x->worksheet_repeat_rows(x->sheet, 0, (lxw_row_t)(row - 1)));
}

/* libxlsxwriter opened the file a second time, so ours begins at its beginning. */
static kt_status pass_on(kt_xlsx *x, const kt_sink *sink, kt_error *err)
{
    char piece[16384];
    size_t n;

    while ((n = fread(piece, 1, sizeof piece, x->file)) > 0)
        KT_TRY(kt_sink_write(sink, piece, n, err));
    return ferror(x->file) ? kt_fail_errno(err, "cannot read a workbook back") : KT_OK;
}

kt_status kt_xlsx_finish(kt_xlsx *x, const kt_sink *sink, kt_error *err)
{
    lxw_workbook *workbook = x->workbook;
    const lxw_error before = x->failure;

    x->workbook = NULL; // closing frees it, come what may
    const lxw_error found = x->workbook_close(workbook);
    const lxw_error first = before != LXW_NO_ERROR ? before : found;
    if (first == LXW_NO_ERROR)
        return pass_on(x, sink, err);
    return kt_fail(err, first == LXW_ERROR_MEMORY_MALLOC_FAILED ? KT_ERR_MEMORY : KT_ERR_IO,
                   "making a workbook: %s", x->lxw_strerror(first));
}

void kt_xlsx_free(kt_xlsx *x)
{
    if (!x)
        return;
    if (x->workbook)
        (void)x->workbook_close(x->workbook);
    if (x->file)
        fclose(x->file);
    kt_free(x);
}
