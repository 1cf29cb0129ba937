/* document_docx.c: the document as a Word file: a zip of XML parts, of which this writes the
 * one with the text, its pictures, and what the file says of itself. Plain on purpose: it is
 * meant to be edited. */
#include <kontor/document.h>

#include <kontor/moment.h>
#include <kontor/pages.h>
#include <kontor/zip_write.h>

#include "docx_parts.h"

#include <stdio.h>
#include <string.h>

enum {
    PAGE_WIDTH = 9638, /* of the text, in twentieths of a point: A4 less 2 cm on both sides */
    EMU_A_UNIT = 8690, /* 704 units, a picture and its margin, fill the width of the text */
    MARGIN = 24,       /* of a PNG, both sides */
    MOST_COLUMNS = 64,
    LETTER = 92,         /* of a table, on average, in twentieths of a point */
    AIR = 170,           /* of a column */
    LONGEST = 44,        /* letters after which a column of text is broken */
    MOST_PICTURES = 200, /* of a document; their files are numbered */
    PIXELS_A_UNIT = 2
};

typedef struct docx {
    kt_text body;      /* word/document.xml */
    kt_text relations; /* of it */
    kt_zip_writer zip;
    kt_locale *locale;
    int n_pictures;
    int width[MOST_COLUMNS]; /* of the table being written, in twentieths of a point */
} docx;

static kt_status write_text(kt_text *out, const char *text, kt_error *err)
{
    for (const char *c = text; *c != '\0';) {
        const size_t plain = strcspn(c, "&<>\"\n\t");
        KT_TRY(kt_text_append(out, c, plain, err));
        c += plain;
        if (*c == '\0')
            break;
        KT_TRY(kt_text_add(out,
                           *c == '&'   ? "&amp;"
                           : *c == '<' ? "&lt;"
                           : *c == '>' ? "&gt;"
                           : *c == '"' ? "&quot;"
                                       : " ",
                           err));
        c++;
    }
    return KT_OK;
}

/* A paragraph of a style; extra: what its properties have besides. */
static kt_status write_paragraph(docx *d, const char *style, const char *extra,
                                 const char *text, kt_error *err)
{
    KT_TRY(kt_text_format(&d->body, err, "<w:p><w:pPr>%s%s%s%s</w:pPr><w:r>",
                          style ? "<w:pStyle w:val=\"" : "", style ? style : "",
                          style ? "\"/>" : "", extra));
    KT_TRY(kt_text_add(&d->body, "<w:t xml:space=\"preserve\">", err));
    KT_TRY(write_text(&d->body, text, err));
    return kt_text_add(&d->body, "</w:t></w:r></w:p>\n", err);
}

/* ---- tables ------------------------------------------------------------------------------ */

static kt_status begin_cell(docx *d, int width, bool head, kt_error *err)
{
    KT_TRY(kt_text_format(&d->body, err, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>",
                          width));
    if (head)
        KT_TRY(kt_text_add(&d->body,
                           "<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" "
                           "w:color=\"565656\"/></w:tcBorders><w:vAlign w:val=\"bottom\"/>",
                           err));
    return kt_text_add(&d->body, "</w:tcPr>", err);
}

static const char *side_of(const kt_table *table, int column)
{
    return kt_table_column_at(table, column)->align == KT_RIGHT ? "<w:jc w:val=\"right\"/>"
                                                                : "";
}

static kt_status write_head(docx *d, const kt_table *table, kt_error *err)
{
    KT_TRY(kt_text_add(&d->body, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>", err));
    for (int c = 0; c < kt_table_n_columns(table); c++) {
        KT_TRY(begin_cell(d, d->width[c], true, err));
        KT_TRY(write_paragraph(d, "TableText", side_of(table, c),
                               kt_table_column_at(table, c)->title, err));
        KT_TRY(kt_text_add(&d->body, "</w:tc>", err));
    }
    return kt_text_add(&d->body, "</w:tr>\n", err);
}

static kt_status write_row(docx *d, const kt_table *table, int64_t row, kt_error *err)
{
    kt_text text = {0};
    kt_status status = kt_text_add(&d->body, "<w:tr><w:trPr><w:cantSplit/></w:trPr>", err);

    for (int c = 0; !status && c < kt_table_n_columns(table); c++) {
        kt_text_reset(&text);
        status = kt_table_show(table, row, c, d->locale, &text, err);
        if (!status)
            status = begin_cell(d, d->width[c], false, err);
        if (!status)
            status =
                write_paragraph(d, "TableText", side_of(table, c), kt_text_get(&text), err);
        if (!status)
            status = kt_text_add(&d->body, "</w:tc>", err);
    }
    if (!status)
        status = kt_text_add(&d->body, "</w:tr>\n", err);
    kt_text_clear(&text);
    return status;
}

/* Letters of the widest cell of a column; a title of several words may be broken. */
static kt_status letters_of(docx *d, const kt_table *table, int column, int *out, kt_error *err)
{
    const char *title = kt_table_column_at(table, column)->title;
    kt_text text = {0};
    kt_status status = KT_OK;
    int most = kt_utf8_width(title, strlen(title));

    most = most > 12 ? 12 : most;
    for (int64_t r = 0; !status && r < kt_table_n_rows(table); r++) {
        kt_text_reset(&text);
        status = kt_table_show(table, r, column, d->locale, &text, err);
        const int own = kt_utf8_width(kt_text_get(&text), text.size);
        most = own > most ? own : most;
    }
    kt_text_clear(&text);
    *out = most > LONGEST ? LONGEST : most < 4 ? 4 : most;
    return status;
}

/* Natural widths; where the page is narrower the longest columns give way, and the table is
 * never wider than the text. */
static kt_status choose_widths(docx *d, const kt_table *table, kt_error *err)
{
    const int n = kt_table_n_columns(table);
    int sum = 0;

    if (n > MOST_COLUMNS)
        return kt_fail(err, KT_ERR_LIMIT, "a table of more than %d columns", MOST_COLUMNS);
    for (int c = 0; c < n; c++) {
        KT_TRY(letters_of(d, table, c, &d->width[c], err));
        d->width[c] = d->width[c] * LETTER + AIR;
        sum += d->width[c];
    }
    while (sum > PAGE_WIDTH) {
        int widest = 0;
        for (int c = 1; c < n; c++)
            widest = d->width[c] > d->width[widest] ? c : widest;
        d->width[widest] -= 20;
        sum -= 20;
    }
    return KT_OK;
}

static kt_status write_table(docx *d, const kt_table *table, kt_error *err)
{
    const int n = kt_table_n_columns(table);

    KT_TRY(choose_widths(d, table, err));
    if (kt_table_get_title(table))
        KT_TRY(write_paragraph(d, "Caption", "", kt_table_get_title(table), err));
    KT_TRY(kt_text_add(
        &d->body,
        "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblBorders>"
        "<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D4D4D0\"/>"
        "</w:tblBorders><w:tblLayout w:type=\"autofit\"/><w:tblCellMar><w:left w:w=\"0\" "
        "w:type=\"dxa\"/><w:right w:w=\"120\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
        "<w:tblGrid>",
        err));
    for (int c = 0; c < n; c++)
        KT_TRY(kt_text_format(&d->body, err, "<w:gridCol w:w=\"%d\"/>", d->width[c]));
    KT_TRY(kt_text_add(&d->body, "</w:tblGrid>\n", err));
    KT_TRY(write_head(d, table, err));
    for (int64_t r = 0; r < kt_table_n_rows(table); r++)
        KT_TRY(write_row(d, table, r, err));
    KT_TRY(kt_text_add(&d->body, "</w:tbl>\n", err));
    for (int64_t n_note = 0; n_note < kt_table_n_notes(table); n_note++)
        KT_TRY(write_paragraph(d, "Note", "", kt_table_note_at(table, n_note), err));
    // Two tables that touch would be one.
    return kt_table_n_notes(table) > 0 ? KT_OK : write_paragraph(d, "Note", "", "", err);
}

/* ---- pictures ---------------------------------------------------------------------------- */

static kt_status place_picture(docx *d, const kt_picture *picture, double width, double height,
                               kt_error *err)
{
    const long long wide = (long long)(width * EMU_A_UNIT),
                    high = (long long)(height * EMU_A_UNIT);
    const int n = d->n_pictures;

    KT_TRY(kt_text_format(
        &d->body, err,
        "<w:p><w:pPr><w:keepLines/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" "
        "distL=\"0\" distR=\"0\"><wp:extent cx=\"%lld\" cy=\"%lld\"/><wp:docPr id=\"%d\" "
        "name=\"",
        wide, high, n));
    KT_TRY(write_text(&d->body, picture->title, err));
    KT_TRY(kt_text_add(&d->body, "\" descr=\"", err));
    KT_TRY(write_text(&d->body, picture->text, err));
    KT_TRY(kt_text_format(
        &d->body, err,
        "\"/><a:graphic><a:graphicData "
        "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>"
        "<pic:nvPicPr><pic:cNvPr id=\"%d\" name=\"picture%d.png\"/><pic:cNvPicPr/>"
        "</pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rPicture%d\"/><a:stretch><a:fillRect/>"
        "</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext "
        "cx=\"%lld\" "
        "cy=\"%lld\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>"
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>\n",
        n, n, n, wide, high));
    return kt_text_format(&d->relations, err,
                          "<Relationship Id=\"rPicture%d\" "
                          "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                          "relationships/image\" Target=\"media/picture%d.png\"/>",
                          n, n);
}

static kt_status write_picture(docx *d, const kt_picture *picture, kt_error *err)
{
    kt_text svg = {0}, png = {0};
    const kt_sink svg_sink = kt_sink_text(&svg), png_sink = kt_sink_text(&png);
    char name[40];
    double width = 0.0, height = 0.0;

    if (d->n_pictures == MOST_PICTURES)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d pictures", MOST_PICTURES);
    d->n_pictures++;
    snprintf(name, sizeof name, "word/media/picture%d.png", d->n_pictures);
    kt_status status = kt_picture_write_svg(picture, d->locale, NULL, &svg_sink, err);
    const kt_slice drawn = {svg.data, svg.size};
    if (!status)
        status = kt_svg_size(drawn, &width, &height, err);
    if (!status)
        status = kt_svg_write_png(drawn, PIXELS_A_UNIT, &png_sink, err);
    if (!status)
        status = kt_zip_add(&d->zip, name, (kt_slice){png.data, png.size}, err);
    if (!status)
        status = place_picture(d, picture, width + MARGIN, height + MARGIN, err);
    kt_text_clear(&png);
    kt_text_clear(&svg);
    return status;
}

static kt_status write_chart(docx *d, const kt_chart *chart, kt_error *err)
{
    kt_picture *picture;

    KT_TRY(kt_chart_picture(chart, &picture, err));
    const kt_status status = write_picture(d, picture, err);
    kt_picture_free(picture);
    return status;
}

/* ---- the parts --------------------------------------------------------------------------- */

static kt_status write_block(docx *d, const kt_block *block, kt_error *err)
{
    switch (block->kind) {
    case KT_BLOCK_PARAGRAPH:
        return write_paragraph(d, NULL, "", block->text, err);
    case KT_BLOCK_NOTE:
        return write_paragraph(d, "Note", "", block->text, err);
    case KT_BLOCK_ITEM:
        return write_paragraph(d, "ListBullet", "", block->text, err);
    case KT_BLOCK_TABLE:
        return write_table(d, block->table, err);
    case KT_BLOCK_CHART:
        return write_chart(d, block->chart, err);
    case KT_BLOCK_PICTURE:
        return write_picture(d, block->picture, err);
    }
    return KT_OK;
}

static kt_status write_body(docx *d, const kt_document *document, kt_error *err)
{
    KT_TRY(kt_text_add(&d->body,
                       KT_XML
                       "<w:document " KT_W " " KT_R
                       " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"
                       "wordprocessingDrawing\" "
                       "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
                       "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
                       "<w:body>\n",
                       err));
    KT_TRY(write_paragraph(d, "Title", "", kt_document_title(document), err));
    if (kt_document_subtitle(document)[0] != '\0')
        KT_TRY(write_paragraph(d, "Subtitle", "", kt_document_subtitle(document), err));
    for (int64_t s = 0; s < kt_document_n_sections(document); s++) {
        const kt_section *section = kt_document_section(document, s);
        KT_TRY(write_paragraph(d, "Heading1",
                               strcmp(section->id, "annex") == 0 ? "<w:pageBreakBefore/>" : "",
                               section->title, err));
        for (int64_t n = 0; n < section->n_blocks; n++)
            KT_TRY(write_block(d, &section->block[n], err));
    }
    return kt_text_add(
        &d->body,
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rFooter\"/>"
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" "
        "w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"
        "</w:sectPr></w:body></w:document>",
        err);
}

static kt_status add_relations(docx *d, kt_error *err)
{
    static const char *const part[][3] = {{"rStyles", "styles", "styles.xml"},
                                          {"rNumbering", "numbering", "numbering.xml"},
                                          {"rSettings", "settings", "settings.xml"},
                                          {"rFooter", "footer", "footer1.xml"}};
    kt_text whole = {0};
    kt_status status = kt_text_add(
        &whole,
        KT_XML "<Relationships "
               "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
        err);

    for (size_t n = 0; !status && n < sizeof part / sizeof *part; n++)
        status = kt_text_format(&whole, err,
                                "<Relationship Id=\"%s\" "
                                "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                                "relationships/%s\" Target=\"%s\"/>",
                                part[n][0], part[n][1], part[n][2]);
    if (!status)
        status = kt_text_format(&whole, err, "%s</Relationships>", kt_text_get(&d->relations));
    if (!status)
        status = kt_zip_add(&d->zip, "word/_rels/document.xml.rels",
                            (kt_slice){whole.data, whole.size}, err);
    kt_text_clear(&whole);
    return status;
}

/* Language of a country's spelling, as Word wants it. */
static const char *full_language(const char *language)
{
    return strcmp(language, "de") == 0   ? "de-DE"
           : strcmp(language, "ru") == 0 ? "ru-RU"
                                         : "en-GB";
}

static kt_status add_core(docx *d, const kt_document *document, int64_t now, kt_error *err)
{
    kt_text core = {0};
    const kt_date day = kt_moment_date(now);
    kt_status status = kt_text_add(
        &core,
        KT_XML "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/"
               "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
               "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
               "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>",
        err);

    if (!status)
        status = write_text(&core, kt_document_title(document), err);
    if (!status)
        status = kt_text_format(
            &core, err,
            "</dc:title><dc:language>%s</dc:language>"
            "<dcterms:created xsi:type=\"dcterms:W3CDTF\">"
            "%04d-%02d-%02dT00:00:00Z</dcterms:created></cp:coreProperties>",
            full_language(kt_document_language(document)), day.year, day.month, day.day);
    if (!status)
        status =
            kt_zip_add(&d->zip, "docProps/core.xml", (kt_slice){core.data, core.size}, err);
    kt_text_clear(&core);
    return status;
}

static kt_status add_styles(docx *d, const char *language, kt_error *err)
{
    const char *place = strstr(kt_docx_styles, "%s");
    kt_text styles = {0};
    kt_status status =
        kt_text_append(&styles, kt_docx_styles, (size_t)(place - kt_docx_styles), err);

    if (!status)
        status = kt_text_add(&styles, full_language(language), err);
    if (!status)
        status = kt_text_add(&styles, place + 2, err);
    if (!status)
        status =
            kt_zip_add(&d->zip, "word/styles.xml", (kt_slice){styles.data, styles.size}, err);
    kt_text_clear(&styles);
    return status;
}

static kt_status make(docx *d, const kt_document *document, int64_t now, kt_error *err)
{
    // The content types stand first: some readers look at the first bytes.
    KT_TRY(kt_zip_add(&d->zip, "[Content_Types].xml", kt_slice_of(kt_docx_content_types), err));
    KT_TRY(kt_zip_add(&d->zip, "_rels/.rels", kt_slice_of(kt_docx_relations), err));
    KT_TRY(write_body(d, document, err));
    KT_TRY(
        kt_zip_add(&d->zip, "word/document.xml", (kt_slice){d->body.data, d->body.size}, err));
    KT_TRY(add_relations(d, err));
    KT_TRY(add_styles(d, kt_document_language(document), err));
    KT_TRY(kt_zip_add(&d->zip, "word/numbering.xml", kt_slice_of(kt_docx_numbering), err));
    KT_TRY(kt_zip_add(&d->zip, "word/settings.xml", kt_slice_of(kt_docx_settings), err));
    KT_TRY(kt_zip_add(&d->zip, "word/footer1.xml", kt_slice_of(kt_docx_footer), err));
    KT_TRY(add_core(d, document, now, err));
    return kt_zip_finish(&d->zip, err);
}

kt_status kt_document_write_docx(const kt_document *document, kt_locale *locale, int64_t now,
                                 const kt_sink *sink, kt_error *err)
{
    docx d = {.locale = locale};
    kt_status status = make(&d, document, now, err);

    if (!status)
        status = kt_sink_write(sink, d.zip.bytes.data, d.zip.bytes.size, err);
    kt_zip_clear(&d.zip);
    kt_text_clear(&d.relations);
    kt_text_clear(&d.body);
    return status;
}
