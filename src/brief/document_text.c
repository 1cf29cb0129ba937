/* document_text.c: the document for a terminal: a title with a rule, sections, paragraphs
 * broken to the page, items behind a dash, tables and charts. */
#include <kontor/document.h>

#include "wrap.h"

#include <string.h>

typedef struct page {
    const kt_sink *sink;
    kt_locale *locale;
    kt_document_options options;
} page;

kt_document_options kt_document_options_default(void)
{
    return (kt_document_options){.width = 80, .colour = KT_COLOUR_NEVER};
}

/* A title and a rule as wide as its widest line. */
static kt_status write_title(const page *p, const char *title, const char *rule, kt_error *err)
{
    kt_slice rest = kt_slice_of(title);
    int widest = 0;

    if (p->options.colour == KT_COLOUR_ALWAYS)
        KT_TRY(kt_sink_add(p->sink, "\x1b[1m", err));
    while (rest.size > 0) {
        const kt_slice line = kt_wrap_line(&rest, p->options.width);
        const int columns = kt_wrap_width(line);
        widest = columns > widest ? columns : widest;
        KT_TRY(kt_wrap_write(p->sink, line, err));
        KT_TRY(kt_sink_add(p->sink, "\n", err));
    }
    if (p->options.colour == KT_COLOUR_ALWAYS)
        KT_TRY(kt_sink_add(p->sink, "\x1b[0m", err));
    KT_TRY(kt_wrap_repeat(p->sink, rule, widest, err));
    return kt_sink_add(p->sink, "\n", err);
}

static kt_status write_block(const page *p, const kt_block *block, kt_error *err)
{
    const kt_table_options table = {.width = p->options.width, .colour = p->options.colour};
    const kt_slice text = kt_slice_of(block->text);

    switch (block->kind) {
    case KT_BLOCK_PARAGRAPH:
    case KT_BLOCK_NOTE:
        return kt_wrap_paragraph(p->sink, text, p->options.width, 0, 0, err);
    case KT_BLOCK_ITEM:
        KT_TRY(kt_sink_add(p->sink, "\xE2\x80\x93 ", err));
        return kt_wrap_paragraph(p->sink, text, p->options.width > 2 ? p->options.width - 2 : 0,
                                 0, 2, err);
    case KT_BLOCK_TABLE:
        return kt_table_write_text(block->table, p->locale, &table, p->sink, err);
    case KT_BLOCK_CHART:
        return kt_chart_write_text(block->chart, p->locale, p->options.width, 0, p->sink, err);
    case KT_BLOCK_PICTURE:
        break;
    }
    return KT_OK;
}

static kt_status write_section(const page *p, const kt_section *section, kt_error *err)
{
    KT_TRY(kt_sink_add(p->sink, "\n", err));
    KT_TRY(write_title(p, section->title, "\xE2\x94\x80", err));
    for (int64_t n = 0; n < section->n_blocks; n++) {
        const kt_block *block = &section->block[n];
        if (block->kind == KT_BLOCK_PICTURE)
            continue;
        // Items of one list stand close together, everything else has air.
        if (n > 0 &&
            !(block->kind == KT_BLOCK_ITEM && section->block[n - 1].kind == KT_BLOCK_ITEM))
            KT_TRY(kt_sink_add(p->sink, "\n", err));
        KT_TRY(write_block(p, block, err));
    }
    return KT_OK;
}

kt_status kt_document_write_text(const kt_document *document, kt_locale *locale,
                                 const kt_document_options *options, const kt_sink *sink,
                                 kt_error *err)
{
    const page p = {.sink = sink,
                    .locale = locale,
                    .options = options ? *options : kt_document_options_default()};

    KT_TRY(write_title(&p, kt_document_title(document), "\xE2\x95\x90", err));
    if (kt_document_subtitle(document)[0] != '\0')
        KT_TRY(kt_wrap_paragraph(sink, kt_slice_of(kt_document_subtitle(document)),
                                 p.options.width, 0, 0, err));
    for (int64_t n = 0; n < kt_document_n_sections(document); n++)
        KT_TRY(write_section(&p, kt_document_section(document, n), err));
    return KT_OK;
}
