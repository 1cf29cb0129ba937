/* kontor/document.h: what a brief says, without its looks: title, sections of paragraphs,
 * tables, small charts, pictures and notes. Each writer makes one form of it:
 *
 *     document ── section ── block: paragraph │ item │ table │ chart │ note │ picture
 *                    └────── keys of the figures that its blocks take their numbers from
 *
 * Filled by one thread, then read by any number. */
#ifndef KONTOR_DOCUMENT_H
#define KONTOR_DOCUMENT_H

#include <kontor/error.h>
#include <kontor/picture.h>
#include <kontor/table.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_block_kind {
    KT_BLOCK_PARAGRAPH = 0,
    KT_BLOCK_ITEM, /* of a list */
    KT_BLOCK_TABLE,
    KT_BLOCK_CHART,
    KT_BLOCK_NOTE,   /* said once, beside the text: smaller where there are sizes */
    KT_BLOCK_PICTURE /* left out where there is only text: it shows what tables say */
} kt_block_kind;

/* One line of a chart: a value for each of the chart's years, NaN where there is none. */
typedef struct kt_chart_line {
    const char *name;
    const double *value;
} kt_chart_line;

/* Years along, an amount up. */
typedef struct kt_chart {
    const char *title; /* "Turnover, million USD": says the unit */
    int16_t first_year;
    int64_t n_years;
    int n_lines;
    kt_chart_line line[4];
    double scale; /* values are multiplied by it where numbers are written beside the axis */
    int16_t break_year; /* the first year made a new way; 0: none */
    const char *text;   /* what the picture shows, in a sentence, for those who do not see it */
    const char *break_name; /* NULL, or words beside the mark of a break */
    const char *source;     /* NULL, or where the values come from */
} kt_chart;

typedef struct kt_block {
    kt_block_kind kind;
    const char *text; /* paragraph, item, note */
    const kt_table *table;
    const kt_chart *chart;
    const kt_picture *picture;
} kt_block;

typedef struct kt_section {
    const char *id; /* "summary", "totals", ... the same in every language */
    const char *title;
    kt_block *block;
    int64_t n_blocks;
    const char **figure; /* keys, each once, in order of first use */
    int64_t n_figures;
} kt_section;

typedef struct kt_document kt_document;

KT_MUST_USE kt_status kt_document_new(const char *language, kt_document **out, kt_error *err);
/* Frees the tables it was given, too. NULL is allowed. */
void kt_document_free(kt_document *document);

/* All texts are copied. Errors of all: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_document_set_title(kt_document *document, const char *title,
                                            const char *subtitle, kt_error *err);
/* Blocks and figures that follow belong to this section. */
KT_MUST_USE kt_status kt_document_begin_section(kt_document *document, const char *id,
                                                const char *title, kt_error *err);
KT_MUST_USE kt_status kt_document_add_text(kt_document *document, kt_block_kind kind,
                                           const char *text, kt_error *err);
/* table is given: freed by the document, and here on failure. What failed while it was filled
 * is returned now. */
KT_MUST_USE kt_status kt_document_add_table(kt_document *document, kt_table *table,
                                            kt_error *err);
/* Values and texts are copied. */
KT_MUST_USE kt_status kt_document_add_chart(kt_document *document, const kt_chart *chart,
                                            kt_error *err);
/* Put a picture before block `at` of the last section (its number of blocks: at the end).
 * picture is given: freed by the document, and here on failure. */
KT_MUST_USE kt_status kt_document_insert_picture(kt_document *document, int64_t at,
                                                 kt_picture *picture, kt_error *err);
/* For who never asks for them: sections of this document do not note their figures. */
void kt_document_forgo_figures(kt_document *document);
/* Note that the section takes a number from this figure. */
KT_MUST_USE kt_status kt_document_cite(kt_document *document, const char *figure_key,
                                       kt_error *err);

const char *kt_document_language(const kt_document *document);
const char *kt_document_title(const kt_document *document);
const char *kt_document_subtitle(const kt_document *document); /* "" when there is none */
int64_t kt_document_n_sections(const kt_document *document);
const kt_section *kt_document_section(const kt_document *document, int64_t n);

typedef struct kt_document_options {
    int width;        /* columns of the page; default 80; 0: paragraphs are one line each */
    kt_colour colour; /* default KT_COLOUR_NEVER; ALWAYS: titles in bold */
} kt_document_options;
kt_document_options kt_document_options_default(void);

/* The document for a terminal. options NULL: default. Errors: what the sink returns;
 * KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_document_write_text(const kt_document *document, kt_locale *locale,
                                             const kt_document_options *options,
                                             const kt_sink *sink, kt_error *err);

/* One file of HTML: style sheet (style, copied in) and pictures are in it, nothing is fetched
 * from elsewhere. Ids of sections are their ids. Errors: what the sink returns;
 * KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_document_write_html(const kt_document *document, kt_locale *locale,
                                             kt_slice style, const kt_sink *sink,
                                             kt_error *err);

/* Markdown: CommonMark with tables; charts in characters, pictures left out. */
KT_MUST_USE kt_status kt_document_write_md(const kt_document *document, kt_locale *locale,
                                           const kt_sink *sink, kt_error *err);

/* Pages of A4 as PDF: headings, repeated table heads, pictures, page numbers; text can be
 * selected. now: the date in the file. Errors: also KT_ERR_MISSING a library that is loaded for
 * it (kontor/pages.h). */
KT_MUST_USE kt_status kt_document_write_pdf(const kt_document *document, kt_locale *locale,
                                            int64_t now, const kt_sink *sink, kt_error *err);

/* A file of Word's (OOXML, ISO/IEC 29500) with real headings, lists and tables, to be edited;
 * pictures as PNG with their text alternatives. Errors as of PDF. */
KT_MUST_USE kt_status kt_document_write_docx(const kt_document *document, kt_locale *locale,
                                             int64_t now, const kt_sink *sink, kt_error *err);

/* The array of sections: [{"id", "title", "text", "figures": [keys], "table", "tables",
 * "chart"}] as a value within a larger object. "text" holds the paragraphs, items and notes,
 * joined by line feeds; "table" is the first table or null; "tables" all of them where there
 * are several. */
void kt_document_put_json(const kt_document *document, kt_json *json);

/* A chart in lines of characters, at most as wide as asked for: the first line as columns, the
 * others as marks, an axis of values at the left, years below. Every line ends with a line
 * feed. */
KT_MUST_USE kt_status kt_chart_write_text(const kt_chart *chart, kt_locale *locale, int width,
                                          int indent, const kt_sink *sink, kt_error *err);

/* The same chart as a picture, owned by the caller; texts and values are copied. Errors:
 * KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_chart_picture(const kt_chart *chart, kt_picture **out, kt_error *err);

KT_END_DECLS

#endif
