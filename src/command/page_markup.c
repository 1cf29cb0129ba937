/* page_markup.c: text, phrases, tables and documents as HTML. */
#include "page_internal.h"

#include <kontor/period_text.h>

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void keep(kt_page *page, kt_status status)
{
    if (!page->status)
        page->status = status;
}

static void add(kt_page *page, const char *markup)
{
    if (!page->status)
        page->status = kt_text_add(page->out, markup, page->err);
}

void kt_page_html(kt_page *page, const char *format, ...)
{
    va_list arguments;
    if (page->status)
        return;
    va_start(arguments, format);
    keep(page, kt_text_format_list(page->out, page->err, format, arguments));
    va_end(arguments);
}

void kt_page_text(kt_page *page, const char *text)
{
    for (const char *c = text; !page->status && *c;) {
        const size_t plain = strcspn(c, "&<>\"'");
        keep(page, kt_text_append(page->out, c, plain, page->err));
        c += plain;
        if (!*c || page->status)
            return;
        keep(page, kt_text_add(page->out,
                               *c == '&'   ? "&amp;"
                               : *c == '<' ? "&lt;"
                               : *c == '>' ? "&gt;"
                               : *c == '"' ? "&quot;"
                                           : "&#39;",
                               page->err));
        c++;
    }
}

void kt_page_address(kt_page *page, const char *part)
{
    for (const char *c = part; !page->status && *c; c++) {
        const unsigned char byte = (unsigned char)*c;
        const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                              (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '_';
        keep(page, is_plain ? kt_text_append(page->out, c, 1, page->err)
                            : kt_text_format(page->out, page->err, "%%%02X", byte));
    }
}

void kt_page_add_period(kt_page *page, const char *period, kt_text *out)
{
    kt_period parsed;
    if (page->status)
        return;
    keep(page, kt_period_parse(kt_slice_of(period), &parsed)
                   ? kt_period_say(page->locale, page->phrases, parsed, out, page->err)
                   : kt_text_add(out, period, page->err));
}

void kt_page_period(kt_page *page, const char *period)
{
    kt_text text = {0};
    kt_page_add_period(page, period, &text);
    kt_page_text(page, kt_text_get(&text));
    kt_text_clear(&text);
}

void kt_page_say_with(kt_page *page, const char *key, const kt_argument *arguments,
                      int n_arguments)
{
    kt_text text = {0};
    if (page->status)
        return;
    keep(page, kt_phrase_fill(page->phrases, page->locale, key, arguments, n_arguments, &text,
                              page->err));
    kt_page_text(page, kt_text_get(&text));
    kt_text_clear(&text);
}

void kt_page_say(kt_page *page, const char *key)
{
    kt_page_say_with(page, key, NULL, 0);
}

void kt_page_link(kt_page *page, const char *kind, const char *code, const char *text)
{
    kt_page_html(page, "<a href=\"/%s/%s/", page->language, kind);
    kt_page_address(page, code);
    kt_page_html(page, "\">");
    kt_page_text(page, text);
    kt_page_html(page, "</a>");
}

/* ---- tables ----------------------------------------------------------------------------- */

/* A cell as a reader sees it, as the table for a terminal has it; `text` is room for one. */
static void show_cell(kt_page *page, const kt_table *table, int64_t row, int c,
                      const kt_cell *cell, kt_text *text)
{
    if (cell->shown) {
        kt_page_text(page, cell->shown);
        return;
    }
    switch (cell->kind) {
    case KT_CELL_TEXT:
        kt_page_text(page, cell->text);
        return;
    case KT_CELL_MISSING:
        kt_page_text(page, "\xE2\x80\x93");
        return;
    case KT_CELL_INTEGER: // years among them, so without groups
        kt_page_html(page, "%lld", (long long)cell->integer);
        return;
    case KT_CELL_NUMBER:
    case KT_CELL_FRACTION:
        kt_text_reset(text);
        keep(page, kt_table_show(table, row, c, page->locale, text, page->err));
        break;
    }
    kt_page_text(page, kt_text_get(text));
}

static void write_cell(kt_page *page, const kt_table *table, int64_t row, int c,
                       const char *link, const char *link_key, kt_text *text)
{
    const kt_column *column = kt_table_column_at(table, c);
    const kt_cell *cell = kt_table_cell_at(table, row, c);
    const bool is_link =
        link && cell->kind == KT_CELL_TEXT && strcmp(column->key, link_key) == 0;
    add(page, c == 0 ? "<th scope=\"row\"" : "<td");
    add(page, column->align == KT_RIGHT ? " class=\"n\">" : ">");
    if (is_link) {
        kt_page_html(page, "<a href=\"%s", link);
        kt_page_address(page, cell->text);
        add(page, "\">");
    }
    show_cell(page, table, row, c, cell, text);
    if (is_link)
        add(page, "</a>");
    add(page, c == 0 ? "</th>" : "</td>");
}

void kt_page_table(kt_page *page, const kt_table *table, const char *link, const char *link_key)
{
    const char *title = kt_table_get_title(table);
    kt_text text = {0};
    add(page, "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"");
    kt_page_text(page, title ? title : "");
    add(page, "\"><table>");
    if (title) {
        add(page, "<caption><span>");
        kt_page_text(page, title);
        add(page, "</span></caption>");
    }
    add(page, "<thead><tr>");
    for (int c = 0; c < kt_table_n_columns(table); c++) {
        const kt_column *column = kt_table_column_at(table, c);
        add(page, column->align == KT_RIGHT ? "<th scope=\"col\" class=\"n\">"
                                            : "<th scope=\"col\">");
        kt_page_text(page, column->title ? column->title : column->key);
        add(page, "</th>");
    }
    add(page, "</tr></thead><tbody>\n");
    for (int64_t row = 0; row < kt_table_n_rows(table) && !page->status; row++) {
        add(page, "<tr>");
        for (int c = 0; c < kt_table_n_columns(table); c++)
            write_cell(page, table, row, c, link, link_key, &text);
        add(page, "</tr>\n");
    }
    add(page, "</tbody></table></div>\n");
    for (int64_t n = 0; n < kt_table_n_notes(table); n++) {
        add(page, "<p class=\"note\">");
        kt_page_text(page, kt_table_note_at(table, n));
        add(page, "</p>\n");
    }
    kt_text_clear(&text);
}

/* ---- documents -------------------------------------------------------------------------- */

void kt_page_picture(kt_page *page, const kt_picture *picture)
{
    // As wide as a telephone, so that letters of 12 units are read there without a glass.
    const bool is_narrow = picture->kind == KT_PICTURE_BARS;
    kt_picture_options options = {.width = 400.0};
    const kt_sink sink = kt_sink_text(page->out);
    options.use = KT_PICTURE_IN_PAGE;
    options.number = ++page->n_pictures;
    kt_page_html(page, is_narrow ? "<figure class=\"narrow\" tabindex=\"0\">\n"
                                 : "<figure tabindex=\"0\">\n");
    if (!page->status)
        page->status = kt_picture_write_svg(picture, page->locale, &options, &sink, page->err);
    kt_page_html(page, "</figure>\n");
}

static void write_chart(kt_page *page, const kt_chart *chart)
{
    kt_picture *picture = NULL;
    if (!page->status)
        page->status = kt_chart_picture(chart, &picture, page->err);
    if (!page->status)
        kt_page_picture(page, picture);
    kt_picture_free(picture);
}

void kt_page_block(kt_page *page, const kt_block *block)
{
    switch (block->kind) {
    case KT_BLOCK_PARAGRAPH:
    case KT_BLOCK_NOTE:
        kt_page_html(page, block->kind == KT_BLOCK_NOTE ? "<p class=\"note\">" : "<p>");
        kt_page_text(page, block->text);
        kt_page_html(page, "</p>\n");
        break;
    case KT_BLOCK_ITEM:
        kt_page_html(page, "<li>");
        kt_page_text(page, block->text);
        kt_page_html(page, "</li>\n");
        break;
    case KT_BLOCK_TABLE:
        kt_page_table(page, block->table, NULL, NULL);
        break;
    case KT_BLOCK_CHART:
        write_chart(page, block->chart);
        break;
    case KT_BLOCK_PICTURE:
        kt_page_picture(page, block->picture);
        break;
    }
}

void kt_page_document(kt_page *page, const kt_document *document)
{
    for (int64_t s = 0; s < kt_document_n_sections(document); s++) {
        const kt_section *section = kt_document_section(document, s);
        kt_page_html(page, "<section id=\"%s\"><h2>", section->id);
        kt_page_text(page, section->title);
        kt_page_html(page, "</h2>\n");
        bool in_list = false;
        for (int64_t n = 0; n < section->n_blocks; n++) {
            const bool is_item = section->block[n].kind == KT_BLOCK_ITEM;
            if (is_item != in_list)
                kt_page_html(page, is_item ? "<ul>\n" : "</ul>\n");
            in_list = is_item;
            kt_page_block(page, &section->block[n]);
        }
        kt_page_html(page, in_list ? "</ul></section>\n" : "</section>\n");
    }
}
