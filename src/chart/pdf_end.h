/* pdf_end.h: additions behind the end of a PDF, as the format allows (ISO 32000-1, 7.5.6):
 * objects written a second time, a small cross-reference table that leads to them, the old one
 * named. */
#ifndef KONTOR_CHART_PDF_END_H
#define KONTOR_CHART_PDF_END_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

/* What the last trailer says: numbers of objects, and where the last table begins. */
typedef struct kt_pdf_end {
    int64_t root, size, info, table;
} kt_pdf_end;

/* The last place of a word in a text; NULL: none. */
const char *kt_pdf_find_last(const char *text, size_t size, const char *word);
/* False where the last table is not a plain one. */
bool kt_pdf_read_end(const kt_text *pdf, kt_pdf_end *out);
/* The trailer behind a new table that begins at `table`. */
KT_MUST_USE kt_status kt_pdf_add_end(const kt_pdf_end *before, size_t table, kt_text *out,
                                     kt_error *err);

#endif
