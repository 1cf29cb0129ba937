/* brief_xlsx.c: the tables of a brief as sheets. A number stands as it is, in its unit's scale,
 * with a format; so the sheet can be calculated with. The last column says of each line whose
 * statistics and which dataset its numbers are from: those of the figures with these values. */
#include "brief_internal.h"

#include <kontor/xlsx.h>

#include <math.h>
#include <string.h>

enum { FIRST_ROW = 2, WIDEST = 60 };

typedef struct book {
    const kt_brief *brief;
    kt_locale *locale;
    const kt_phrases *phrases;
    kt_xlsx *xlsx;
    kt_text text; /* room for one */
} book;

static kt_status say(book *b, const char *key, const char **out, kt_error *err)
{
    kt_text_reset(&b->text);
    KT_TRY(kt_phrase_fill(b->phrases, b->locale, key, NULL, 0, &b->text, err));
    *out = kt_text_get(&b->text);
    return KT_OK;
}

/* ---- sources of a line ------------------------------------------------------------------- */

/* "BLR: dots 15d4082f (estimated)", appended unless it is there. A cell's mark of a weaker
 * status cannot stand behind a number; so it is said here. */
static kt_status put_source(const kt_figure *figure, kt_text *out, kt_error *err)
{
    char code[5];
    kt_text one = {0};
    kt_status status = kt_text_format(
        &one, err, "%s%s%s %s",
        figure->reporter_kind == KT_REPORTER_COUNTRY ? kt_country_print(figure->reporter, code)
                                                     : "",
        figure->reporter_kind == KT_REPORTER_COUNTRY ? ": " : "",
        figure->dataset ? figure->dataset : "", figure->vintage ? figure->vintage : "");
    if (!status && figure->status != KT_REPORTED)
        status = kt_text_format(&one, err, " (%s)", kt_flow_status_name(figure->status));

    if (!status && !strstr(kt_text_get(out), kt_text_get(&one))) {
        status = kt_text_add(out, out->size > 0 ? "; " : "", err);
        if (!status)
            status = kt_text_add(out, kt_text_get(&one), err);
    }
    kt_text_clear(&one);
    return status;
}

/* Sources of all figures of the section whose value a cell of the row has. */
static kt_status sources_of(const book *b, const kt_section *section, const kt_table *table,
                            int64_t row, kt_text *out, kt_error *err)
{
    for (int c = 0; c < kt_table_n_columns(table); c++) {
        const kt_cell *cell = kt_table_cell_at(table, row, c);
        if (cell->kind != KT_CELL_NUMBER && cell->kind != KT_CELL_FRACTION)
            continue;
        for (int64_t n = 0; n < section->n_figures; n++) {
            const kt_figure *figure = kt_figures_find(b->brief->figures, section->figure[n]);
            // A place is a small number that many figures have; its share stands beside it.
            if (figure && figure->value == cell->number && cell->number != 0.0 &&
                strcmp(figure->unit, "rank") != 0)
                KT_TRY(put_source(figure, out, err));
        }
    }
    return KT_OK;
}

/* ---- one table --------------------------------------------------------------------------- */

static kt_xlsx_style number_style(const kt_column *column)
{
    return column->decimals == 0   ? KT_XLSX_NUMBER_0
           : column->decimals == 1 ? KT_XLSX_NUMBER_1
                                   : KT_XLSX_NUMBER_2;
}

/* A number that is shown with a mark ("12.3 e") stays a number; the source says the mark. Words
 * in place of a number are words. */
static kt_status put_cell(book *b, const kt_table *table, int64_t row, int c, int64_t at,
                          kt_error *err)
{
    const kt_cell *cell = kt_table_cell_at(table, row, c);
    const kt_column *column = kt_table_column_at(table, c);

    switch (cell->kind) {
    case KT_CELL_NUMBER:
        kt_xlsx_number(b->xlsx, at, c, number_style(column), cell->number * column->scale);
        return KT_OK;
    case KT_CELL_FRACTION:
        kt_xlsx_number(b->xlsx, at, c,
                       fabs(cell->number) < 0.1 ? KT_XLSX_PERCENT_2 : KT_XLSX_PERCENT_1,
                       cell->number);
        return KT_OK;
    case KT_CELL_INTEGER:
        kt_xlsx_number(b->xlsx, at, c, KT_XLSX_INTEGER, (double)cell->integer);
        return KT_OK;
    case KT_CELL_TEXT:
    case KT_CELL_MISSING:
        break;
    }
    kt_text_reset(&b->text);
    KT_TRY(kt_table_show(table, row, c, b->locale, &b->text, err));
    kt_xlsx_text(b->xlsx, at, c, column->align == KT_RIGHT ? KT_XLSX_RIGHT : KT_XLSX_PLAIN,
                 kt_text_get(&b->text));
    return KT_OK;
}

static double letters(const char *text, double most)
{
    return fmin(fmax((double)kt_utf8_width(text, strlen(text)), 8.0), most) + 2.0;
}

static kt_status size_columns(book *b, const kt_table *table, kt_error *err)
{
    int n_lines = 1;

    for (int c = 0; c < kt_table_n_columns(table); c++) {
        double most = letters(kt_table_column_at(table, c)->title, 14.0);
        for (int64_t r = 0; r < kt_table_n_rows(table); r++) {
            kt_text_reset(&b->text);
            KT_TRY(kt_table_show(table, r, c, b->locale, &b->text, err));
            most = fmax(most, letters(kt_text_get(&b->text), WIDEST));
        }
        kt_xlsx_width(b->xlsx, c, most);
        const int lines =
            (int)ceil(letters(kt_table_column_at(table, c)->title, 200.0) * 1.15 / most);
        n_lines = lines > n_lines ? lines : n_lines;
    }
    kt_xlsx_height(b->xlsx, FIRST_ROW - 1, n_lines);
    return KT_OK;
}

static kt_status put_table(book *b, const kt_section *section, const kt_table *table,
                           kt_error *err)
{
    const int n = kt_table_n_columns(table);
    const int64_t n_rows = kt_table_n_rows(table);
    const char *source;
    kt_text text = {0};
    kt_status status = KT_OK;

    KT_TRY(kt_xlsx_sheet(b->xlsx, section->title, err));
    KT_TRY(size_columns(b, table, err));
    kt_xlsx_text(b->xlsx, 0, 0, KT_XLSX_TITLE,
                 kt_table_get_title(table) ? kt_table_get_title(table) : section->title);
    for (int c = 0; c < n; c++)
        kt_xlsx_text(b->xlsx, FIRST_ROW - 1, c,
                     kt_table_column_at(table, c)->align == KT_RIGHT ? KT_XLSX_HEAD_RIGHT
                                                                     : KT_XLSX_HEAD,
                     kt_table_column_at(table, c)->title);
    KT_TRY(say(b, "xlsx.source", &source, err));
    kt_xlsx_text(b->xlsx, FIRST_ROW - 1, n, KT_XLSX_HEAD_SOURCE, source);
    kt_xlsx_width(b->xlsx, n, 30.0);
    kt_xlsx_freeze(b->xlsx, FIRST_ROW);
    for (int64_t r = 0; !status && r < n_rows; r++) {
        for (int c = 0; !status && c < n; c++)
            status = put_cell(b, table, r, c, FIRST_ROW + r, err);
        kt_text_reset(&text);
        if (!status)
            status = sources_of(b, section, table, r, &text, err);
        kt_xlsx_text(b->xlsx, FIRST_ROW + r, n, KT_XLSX_SOURCE, kt_text_get(&text));
    }
    for (int64_t note = 0; note < kt_table_n_notes(table); note++)
        kt_xlsx_text(b->xlsx, FIRST_ROW + n_rows + 1 + note, 0, KT_XLSX_NOTE,
                     kt_table_note_at(table, note));
    kt_text_clear(&text);
    return status;
}

/* ---- all figures ------------------------------------------------------------------------- */

static const char *plain(const char *text)
{
    return text ? text : "";
}

static void put_figure(book *b, const kt_figure *figure, int64_t row)
{
    char period[32], side[2] = {figure->side, '\0'}, code[5];
    const char *reporter = figure->reporter_kind == KT_REPORTER_COUNTRY
                               ? kt_country_print(figure->reporter, code)
                           : figure->reporter_kind == KT_REPORTER_RECONCILED ? "reconciled"
                                                                             : "";
    (void)kt_period_print(figure->period, period);
    const char *const text[] = {plain(figure->key),
                                figure->id,
                                side,
                                period,
                                NULL, // the value
                                plain(figure->unit),
                                reporter,
                                kt_valuation_name(figure->valuation),
                                kt_flow_status_name(figure->status),
                                plain(figure->of),
                                NULL, // coverage
                                plain(figure->dataset),
                                plain(figure->vintage),
                                plain(figure->method)};

    for (int c = 0; c < (int)(sizeof text / sizeof *text); c++)
        if (text[c])
            kt_xlsx_text(b->xlsx, row, c, KT_XLSX_PLAIN, text[c]);
    kt_xlsx_number(b->xlsx, row, 4, KT_XLSX_NOTHING, figure->value);
    kt_xlsx_number(b->xlsx, row, 10, KT_XLSX_PERCENT_1, figure->coverage);
}

/* Under the names that JSON gives them: they mean the same. */
static kt_status put_figures(book *b, kt_error *err)
{
    static const struct {
        const char *name;
        double width;
    } column[] = {{"key", 44.0},     {"id", 22.0},    {"side", 6.0},      {"period", 16.0},
                  {"value", 18.0},   {"unit", 9.0},   {"reporter", 11.0}, {"valuation", 10.0},
                  {"status", 11.0},  {"of", 8.0},     {"coverage", 10.0}, {"dataset", 14.0},
                  {"vintage", 14.0}, {"method", 70.0}};
    const char *name;

    KT_TRY(say(b, "xlsx.figures", &name, err));
    KT_TRY(kt_xlsx_sheet(b->xlsx, name, err));
    for (int c = 0; c < (int)(sizeof column / sizeof *column); c++) {
        kt_xlsx_text(b->xlsx, 0, c, KT_XLSX_HEAD, column[c].name);
        kt_xlsx_width(b->xlsx, c, column[c].width);
    }
    kt_xlsx_freeze(b->xlsx, 1);
    for (int64_t n = 0; n < kt_figures_count(b->brief->figures); n++)
        put_figure(b, kt_figures_at(b->brief->figures, n), n + 1);
    return KT_OK;
}

static kt_status fill(book *b, kt_error *err)
{
    const kt_document *document = b->brief->document;

    for (int64_t s = 0; s < kt_document_n_sections(document); s++) {
        const kt_section *section = kt_document_section(document, s);
        for (int64_t n = 0; n < section->n_blocks; n++)
            if (section->block[n].kind == KT_BLOCK_TABLE)
                KT_TRY(put_table(b, section, section->block[n].table, err));
    }
    return put_figures(b, err);
}

kt_status kt_brief_write_xlsx(const kt_brief *brief, kt_locale *locale,
                              const kt_phrases *phrases, int64_t now, const kt_sink *sink,
                              kt_error *err)
{
    book b = {.brief = brief, .locale = locale, .phrases = phrases};

    KT_TRY(kt_xlsx_open(kt_document_title(brief->document), now, &b.xlsx, err));
    kt_status status = fill(&b, err);
    if (!status)
        status = kt_xlsx_finish(b.xlsx, sink, err);
    kt_xlsx_free(b.xlsx);
    kt_text_clear(&b.text);
    return status;
}
