/* kontor/xlsx.h: a workbook of sheets, through libxlsxwriter, which is loaded when first used.
 * Numbers are numbers, with a format of how they are shown; texts are never taken for formulas.
 * For one thread. */
#ifndef KONTOR_XLSX_H
#define KONTOR_XLSX_H

#include <kontor/error.h>
#include <kontor/sink.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_xlsx kt_xlsx;

typedef enum kt_xlsx_style {
    KT_XLSX_PLAIN = 0,
    KT_XLSX_TITLE, /* of a sheet: bold, larger */
    KT_XLSX_HEAD,  /* of a column: bold, wrapped, ruled below */
    KT_XLSX_HEAD_RIGHT,
    KT_XLSX_HEAD_SOURCE, /* above KT_XLSX_SOURCE */
    KT_XLSX_NOTE,        /* grey */
    KT_XLSX_SOURCE,      /* grey, a little to the right */
    KT_XLSX_RIGHT,       /* a text among numbers */
    KT_XLSX_INTEGER,     /* 2018: a year or code, never grouped */
    KT_XLSX_NUMBER_0,    /* 1,234 and so on; the reader's program groups as its language does */
    KT_XLSX_NUMBER_1,
    KT_XLSX_NUMBER_2,
    KT_XLSX_PERCENT_1,
    KT_XLSX_PERCENT_2,
    KT_XLSX_NOTHING, /* cells of a sheet that has no style of its own */
    KT_XLSX_N_STYLES
} kt_xlsx_style;

/* title: of the file; now: its date. Errors: KT_ERR_MISSING libxlsxwriter is not installed;
 * KT_ERR_IO no temporary file; KT_ERR_MEMORY. Owned by the caller. */
KT_MUST_USE kt_status kt_xlsx_open(const char *title, int64_t now, kt_xlsx **out,
                                   kt_error *err);
/* Cells that follow belong to a new sheet. Characters that a name must not have become blanks,
 * and it is cut to 31; one that is there already gets a number. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_xlsx_sheet(kt_xlsx *xlsx, const char *name, kt_error *err);
/* Rows and columns count from 0. */
void kt_xlsx_text(kt_xlsx *xlsx, int64_t row, int column, kt_xlsx_style style,
                  const char *text);
/* NaN writes nothing. */
void kt_xlsx_number(kt_xlsx *xlsx, int64_t row, int column, kt_xlsx_style style, double value);
/* In letters. */
void kt_xlsx_width(kt_xlsx *xlsx, int column, double letters);
/* Height of a row whose texts take so many lines. */
void kt_xlsx_height(kt_xlsx *xlsx, int64_t row, int n_lines);
/* Rows above this one stay when the sheet is scrolled, and stand on every printed page. */
void kt_xlsx_freeze(kt_xlsx *xlsx, int64_t row);
/* The file. Errors: KT_ERR_IO; KT_ERR_MEMORY; what the sink returns; the first failure of a
 * cell. */
KT_MUST_USE kt_status kt_xlsx_finish(kt_xlsx *xlsx, const kt_sink *sink, kt_error *err);
/* NULL is allowed. */
void kt_xlsx_free(kt_xlsx *xlsx);

KT_END_DECLS

#endif
