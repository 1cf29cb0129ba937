/* csv_write.c: a cell in CSV, quoted only where reading it back would give something else. */
#include <kontor/csv.h>

#include <string.h>

/* Semicolons and tabs count too: a reader may choose its separator by them. Blanks at the ends
 * would be trimmed. */
static bool must_quote(kt_slice cell)
{
    if (cell.size == 0)
        return false;
    const char first = cell.data[0], last = cell.data[cell.size - 1];
    if (first == ' ' || last == ' ')
        return true;
    for (size_t p = 0; p < cell.size; p++)
        if (memchr(",;\t\"\r\n", cell.data[p], 6))
            return true;
    return false;
}

kt_status kt_csv_write_cell(const kt_sink *sink, kt_slice cell, kt_error *err)
{
    if (!must_quote(cell))
        return kt_sink_write(sink, cell.data, cell.size, err);
    KT_TRY(kt_sink_write(sink, "\"", 1, err));
    while (cell.size > 0) {
        const char *quote = memchr(cell.data, '"', cell.size);
        const size_t run = quote ? (size_t)(quote - cell.data) + 1 : cell.size;
        KT_TRY(kt_sink_write(sink, cell.data, run, err));
        if (quote)
            KT_TRY(kt_sink_write(sink, "\"", 1, err));
        cell.data += run;
        cell.size -= run;
    }
    return kt_sink_write(sink, "\"", 1, err);
}
