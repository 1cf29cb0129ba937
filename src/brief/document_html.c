/* document_html.c: the document as one file of HTML, with its style sheet and its pictures in
 * it, so that it can be sent by mail and opened anywhere. Tables are tables, with heads that
 * say their column and rows that say their line; the numbers are those of the other forms. */
#include <kontor/document.h>

#include <string.h>

typedef struct html {
    const kt_sink *sink;
    kt_locale *locale;
    int n_pictures;
} html;

/* Text with &, <, > and quotes as HTML has them. */
static kt_status write_text(const html *h, const char *text, kt_error *err)
{
    for (const char *c = text; *c != '\0';) {
        const size_t plain = strcspn(c, "&<>\"");
        KT_TRY(kt_sink_write(h->sink, c, plain, err));
        c += plain;
        if (*c == '\0')
            break;
        KT_TRY(kt_sink_add(h->sink,
                           *c == '&'   ? "&amp;"
                           : *c == '<' ? "&lt;"
                           : *c == '>' ? "&gt;"
                                       : "&quot;",
                           err));
        c++;
    }
    return KT_OK;
}

/* <tag attributes>text</tag> */
static kt_status write_element(const html *h, const char *tag, const char *attributes,
                               const char *text, kt_error *err)
{
    KT_TRY(kt_sink_format(h->sink, err, "<%s%s>", tag, attributes));
    KT_TRY(write_text(h, text, err));
    return kt_sink_format(h->sink, err, "</%s>\n", tag);
}

/* ---- tables ------------------------------------------------------------------------------ */

static kt_status write_head(const html *h, const kt_table *table, kt_error *err)
{
    KT_TRY(kt_sink_add(h->sink, "<thead><tr>", err));
    for (int c = 0; c < kt_table_n_columns(table); c++) {
        const kt_column *column = kt_table_column_at(table, c);
        KT_TRY(kt_sink_format(h->sink, err, "<th scope=\"col\"%s>",
                              column->align == KT_RIGHT ? " class=\"n\"" : ""));
        KT_TRY(write_text(h, column->title, err));
        KT_TRY(kt_sink_add(h->sink, "</th>", err));
    }
    return kt_sink_add(h->sink, "</tr></thead>\n<tbody>\n", err);
}

/* data-value: the number itself, with all its digits, for who copies it. */
static kt_status write_cell(const html *h, const kt_table *table, int64_t row, int column,
                            kt_error *err)
{
    const kt_cell *cell = kt_table_cell_at(table, row, column);
    const char *tag = column == 0 ? "th" : "td";
    const bool right = kt_table_column_at(table, column)->align == KT_RIGHT;
    kt_text text = {0};
    char digits[32];
    kt_status status = kt_table_show(table, row, column, h->locale, &text, err);

    if (!status)
        status =
            kt_sink_format(h->sink, err, "<%s%s%s", tag, column == 0 ? " scope=\"row\"" : "",
                           right ? " class=\"n\"" : "");
    if (!status && (cell->kind == KT_CELL_NUMBER || cell->kind == KT_CELL_FRACTION)) {
        (void)kt_print_double(cell->number, digits);
        status = kt_sink_format(h->sink, err, " data-value=\"%s\"", digits);
    }
    if (!status)
        status = kt_sink_add(h->sink, ">", err);
    if (!status)
        status = write_text(h, kt_text_get(&text), err);
    if (!status)
        status = kt_sink_format(h->sink, err, "</%s>", tag);
    kt_text_clear(&text);
    return status;
}

static kt_status write_table(const html *h, const kt_table *table, kt_error *err)
{
    const char *title = kt_table_get_title(table);

    // A table wider than the screen is moved by itself, by hand or by keys.
    KT_TRY(kt_sink_add(h->sink, "<div class=\"wide\" tabindex=\"0\" role=\"region\"", err));
    if (title) {
        KT_TRY(kt_sink_add(h->sink, " aria-label=\"", err));
        KT_TRY(write_text(h, title, err));
        KT_TRY(kt_sink_add(h->sink, "\"", err));
    }
    KT_TRY(kt_sink_add(h->sink, ">\n<table>\n", err));
    if (title) { // within a span, which stays in sight while the table is moved
        KT_TRY(kt_sink_add(h->sink, "<caption>", err));
        KT_TRY(write_element(h, "span", "", title, err));
        KT_TRY(kt_sink_add(h->sink, "</caption>\n", err));
    }
    KT_TRY(write_head(h, table, err));
    for (int64_t r = 0; r < kt_table_n_rows(table); r++) {
        KT_TRY(kt_sink_add(h->sink, "<tr>", err));
        for (int c = 0; c < kt_table_n_columns(table); c++)
            KT_TRY(write_cell(h, table, r, c, err));
        KT_TRY(kt_sink_add(h->sink, "</tr>\n", err));
    }
    KT_TRY(kt_sink_add(h->sink, "</tbody>\n</table>\n</div>\n", err));
    for (int64_t n = 0; n < kt_table_n_notes(table); n++)
        KT_TRY(write_element(h, "p", " class=\"note table-note\"", kt_table_note_at(table, n),
                             err));
    return KT_OK;
}

/* ---- pictures ---------------------------------------------------------------------------- */

static kt_status write_picture(html *h, const kt_picture *picture, kt_error *err)
{
    kt_picture_options options = kt_picture_options_default();

    options.use = KT_PICTURE_IN_PAGE;
    options.number = ++h->n_pictures;
    KT_TRY(kt_sink_add(h->sink, "<figure>\n", err));
    KT_TRY(kt_picture_write_svg(picture, h->locale, &options, h->sink, err));
    return kt_sink_add(h->sink, "</figure>\n", err);
}

static kt_status write_chart(html *h, const kt_chart *chart, kt_error *err)
{
    kt_picture *picture;

    KT_TRY(kt_chart_picture(chart, &picture, err));
    const kt_status status = write_picture(h, picture, err);
    kt_picture_free(picture);
    return status;
}

/* ---- the document ------------------------------------------------------------------------ */

static kt_status write_block(html *h, const kt_section *section, int64_t n, kt_error *err)
{
    const kt_block *block = &section->block[n];

    switch (block->kind) {
    case KT_BLOCK_PARAGRAPH:
        return write_element(h, "p", "", block->text, err);
    case KT_BLOCK_NOTE:
        return write_element(h, "p", " class=\"note\"", block->text, err);
    case KT_BLOCK_ITEM:
        if (n == 0 || section->block[n - 1].kind != KT_BLOCK_ITEM)
            KT_TRY(kt_sink_add(h->sink, "<ul>\n", err));
        KT_TRY(write_element(h, "li", "", block->text, err));
        if (n + 1 == section->n_blocks || section->block[n + 1].kind != KT_BLOCK_ITEM)
            KT_TRY(kt_sink_add(h->sink, "</ul>\n", err));
        return KT_OK;
    case KT_BLOCK_TABLE:
        return write_table(h, block->table, err);
    case KT_BLOCK_CHART:
        return write_chart(h, block->chart, err);
    case KT_BLOCK_PICTURE:
        return write_picture(h, block->picture, err);
    }
    return KT_OK;
}

static kt_status write_section(html *h, const kt_section *section, kt_error *err)
{
    KT_TRY(kt_sink_format(h->sink, err,
                          "<section id=\"%s\" aria-labelledby=\"%s-title\">\n"
                          "<h2 id=\"%s-title\">",
                          section->id, section->id, section->id));
    KT_TRY(write_text(h, section->title, err));
    KT_TRY(kt_sink_add(h->sink, "</h2>\n", err));
    for (int64_t n = 0; n < section->n_blocks; n++)
        KT_TRY(write_block(h, section, n, err));
    return kt_sink_add(h->sink, "</section>\n", err);
}

static kt_status write_contents(const html *h, const kt_document *document, kt_error *err)
{
    if (kt_document_n_sections(document) < 2)
        return KT_OK;
    KT_TRY(kt_sink_add(h->sink, "<nav>\n<ul>\n", err));
    for (int64_t n = 0; n < kt_document_n_sections(document); n++) {
        const kt_section *section = kt_document_section(document, n);
        KT_TRY(kt_sink_format(h->sink, err, "<li><a href=\"#%s\">", section->id));
        KT_TRY(write_text(h, section->title, err));
        KT_TRY(kt_sink_add(h->sink, "</a></li>\n", err));
    }
    return kt_sink_add(h->sink, "</ul>\n</nav>\n", err);
}

kt_status kt_document_write_html(const kt_document *document, kt_locale *locale, kt_slice style,
                                 const kt_sink *sink, kt_error *err)
{
    html h = {.sink = sink, .locale = locale};

    KT_TRY(kt_sink_format(sink, err,
                          "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
                          "<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, "
                          "initial-scale=1\">\n"
                          "<meta name=\"color-scheme\" content=\"light dark\">\n"
                          "<meta name=\"generator\" content=\"kontor\">\n",
                          kt_document_language(document)));
    KT_TRY(write_element(&h, "title", "", kt_document_title(document), err));
    KT_TRY(kt_sink_add(sink, "<style>\n", err));
    KT_TRY(kt_sink_write(sink, style.data, style.size, err));
    KT_TRY(kt_sink_add(sink, "</style>\n</head>\n<body>\n<header>\n", err));
    KT_TRY(write_element(&h, "h1", "", kt_document_title(document), err));
    if (kt_document_subtitle(document)[0] != '\0')
        KT_TRY(
            write_element(&h, "p", " class=\"subtitle\"", kt_document_subtitle(document), err));
    KT_TRY(write_contents(&h, document, err));
    KT_TRY(kt_sink_add(sink, "</header>\n<main>\n", err));
    for (int64_t n = 0; n < kt_document_n_sections(document); n++)
        KT_TRY(write_section(&h, kt_document_section(document, n), err));
    return kt_sink_add(sink, "</main>\n</body>\n</html>\n", err);
}
