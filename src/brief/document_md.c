/* document_md.c: the document as Markdown (CommonMark, with the tables of GitHub's). Charts
 * stand as characters; pictures are left out but for what they say. */
#include <kontor/document.h>

#include <string.h>

typedef struct markdown {
    const kt_sink *sink;
    kt_locale *locale;
} markdown;

/* Text on one line, in which nothing is taken for a mark. At the beginning of a paragraph also
 * what would make it a heading, a list or a quotation. */
static kt_status write_text(const markdown *m, const char *text, bool begins, kt_error *err)
{
    const size_t digits = strspn(text, "0123456789");

    if (begins && digits > 0 && (text[digits] == '.' || text[digits] == ')')) {
        KT_TRY(kt_sink_write(m->sink, text, digits, err));
        KT_TRY(kt_sink_add(m->sink, "\\", err));
        text += digits;
    } else if (begins && text[0] != '\0' && strchr("#-+=~", text[0])) {
        KT_TRY(kt_sink_add(m->sink, "\\", err));
    }
    for (const char *c = text; *c != '\0';) {
        const size_t plain = strcspn(c, "\\`*_[]<>|&\n");
        KT_TRY(kt_sink_write(m->sink, c, plain, err));
        c += plain;
        if (*c == '\0')
            break;
        if (*c == '\n')
            KT_TRY(kt_sink_add(m->sink, " ", err));
        else
            KT_TRY(kt_sink_format(m->sink, err, "\\%c", *c));
        c++;
    }
    return KT_OK;
}

static kt_status write_line(const markdown *m, const char *before, const char *text,
                            const char *behind, kt_error *err)
{
    KT_TRY(kt_sink_add(m->sink, before, err));
    KT_TRY(write_text(m, text, before[0] == '\0', err));
    return kt_sink_add(m->sink, behind, err);
}

static kt_status write_row(const markdown *m, const kt_table *table, int64_t row, kt_error *err)
{
    kt_text text = {0};
    kt_status status = kt_sink_add(m->sink, "|", err);

    for (int c = 0; !status && c < kt_table_n_columns(table); c++) {
        kt_text_reset(&text);
        status = kt_table_show(table, row, c, m->locale, &text, err);
        if (!status)
            status = write_line(m, " ", kt_text_get(&text), " |", err);
    }
    kt_text_clear(&text);
    if (!status)
        status = kt_sink_add(m->sink, "\n", err);
    return status;
}

static kt_status write_table(const markdown *m, const kt_table *table, kt_error *err)
{
    if (kt_table_get_title(table))
        KT_TRY(write_line(m, "**", kt_table_get_title(table), "**\n\n", err));
    KT_TRY(kt_sink_add(m->sink, "|", err));
    for (int c = 0; c < kt_table_n_columns(table); c++)
        KT_TRY(write_line(m, " ", kt_table_column_at(table, c)->title, " |", err));
    KT_TRY(kt_sink_add(m->sink, "\n|", err));
    for (int c = 0; c < kt_table_n_columns(table); c++)
        KT_TRY(kt_sink_add(
            m->sink, kt_table_column_at(table, c)->align == KT_RIGHT ? " ---: |" : " --- |",
            err));
    KT_TRY(kt_sink_add(m->sink, "\n", err));
    for (int64_t r = 0; r < kt_table_n_rows(table); r++)
        KT_TRY(write_row(m, table, r, err));
    for (int64_t n = 0; n < kt_table_n_notes(table); n++)
        KT_TRY(write_line(m, "\n> ", kt_table_note_at(table, n), "\n", err));
    return KT_OK;
}

static kt_status write_block(const markdown *m, const kt_block *block, kt_error *err)
{
    switch (block->kind) {
    case KT_BLOCK_PARAGRAPH:
        return write_line(m, "", block->text, "\n", err);
    case KT_BLOCK_NOTE:
        return write_line(m, "> ", block->text, "\n", err);
    case KT_BLOCK_ITEM:
        return write_line(m, "- ", block->text, "\n", err);
    case KT_BLOCK_TABLE:
        return write_table(m, block->table, err);
    case KT_BLOCK_CHART:
        KT_TRY(kt_sink_add(m->sink, "```text\n", err));
        KT_TRY(kt_chart_write_text(block->chart, m->locale, 80, 0, m->sink, err));
        return kt_sink_add(m->sink, "```\n", err);
    case KT_BLOCK_PICTURE:
        break;
    }
    return KT_OK;
}

static kt_status write_section(const markdown *m, const kt_section *section, kt_error *err)
{
    KT_TRY(write_line(m, "\n## ", section->title, "\n", err));
    for (int64_t n = 0; n < section->n_blocks; n++) {
        const kt_block *block = &section->block[n];
        if (block->kind == KT_BLOCK_PICTURE)
            continue;
        if (n == 0 || block->kind != KT_BLOCK_ITEM ||
            section->block[n - 1].kind != KT_BLOCK_ITEM)
            KT_TRY(kt_sink_add(m->sink, "\n", err));
        KT_TRY(write_block(m, block, err));
    }
    return KT_OK;
}

kt_status kt_document_write_md(const kt_document *document, kt_locale *locale,
                               const kt_sink *sink, kt_error *err)
{
    const markdown m = {.sink = sink, .locale = locale};

    KT_TRY(write_line(&m, "# ", kt_document_title(document), "\n", err));
    if (kt_document_subtitle(document)[0] != '\0')
        KT_TRY(write_line(&m, "\n", kt_document_subtitle(document), "\n", err));
    for (int64_t n = 0; n < kt_document_n_sections(document); n++)
        KT_TRY(write_section(&m, kt_document_section(document, n), err));
    return KT_OK;
}
