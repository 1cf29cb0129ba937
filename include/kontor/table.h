/* kontor/table.h: a table of columns and cells, and how it is written: as text lined up by
 * display width, as CSV, as JSON.
 *
 * A cell keeps the value itself beside what a reader sees, so the three forms cannot disagree:
 * text shows numbers as the language writes them (or the words given for that cell), CSV and
 * JSON give the value with all its digits. Missing is shown as the words given for it, else as
 * a dash; it is an empty cell in CSV and null in JSON, never 0.
 *
 *     kt_table_new(&table, err);
 *     kt_table_column(table, &(kt_column){.key = "partner", .title = "Partner"});
 *     kt_table_column(table, &(kt_column){.key = "value_usd", .title = "Mio. USD",
 *                                         .align = KT_RIGHT, .decimals = 1, .scale = 1e-6});
 *     kt_table_row(table);
 *     kt_table_text(table, "Kasachstan");
 *     kt_table_number(table, 895560200.0, NULL);       text: 895,6   CSV: 895560200
 *     kt_table_write_text(table, locale, &options, sink, err);
 *
 * Filling cannot fail visibly: the first failure is kept, everything after it does nothing, and
 * kt_table_check() and every writer return it. A table is for one thread at a time while it is
 * filled, and may be read by many afterwards. */
#ifndef KONTOR_TABLE_H
#define KONTOR_TABLE_H

#include <kontor/error.h>
#include <kontor/json.h>
#include <kontor/locale.h>
#include <kontor/sink.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_align { KT_LEFT = 0, KT_RIGHT } kt_align;

typedef struct kt_column {
    const char *key;   /* name in CSV and JSON: "value_usd" */
    const char *title; /* above the column in text; NULL: the key */
    kt_align align;
    int decimals; /* of numbers in text */
    double scale; /* numbers are multiplied by it in text only; 0 means 1 */
} kt_column;

typedef enum kt_cell_kind {
    KT_CELL_MISSING = 0,
    KT_CELL_TEXT,
    KT_CELL_NUMBER,
    KT_CELL_INTEGER,
    KT_CELL_FRACTION /* 0.299, shown as a percentage with the column's decimals */
} kt_cell_kind;

typedef struct kt_cell {
    kt_cell_kind kind;
    const char *shown; /* what text shows instead of the value; NULL: the value */
    const char *text;
    double number;
    int64_t integer;
} kt_cell;

typedef struct kt_table kt_table;

KT_MUST_USE kt_status kt_table_new(kt_table **out, kt_error *err);
/* NULL is allowed. */
void kt_table_free(kt_table *table);

/* All texts are copied. Columns come before the first row. A row that is left short is filled
 * with missing cells; a cell too many is KT_ERR_LIMIT. */
void kt_table_title(kt_table *table, const char *title);
void kt_table_column(kt_table *table, const kt_column *column);
void kt_table_row(kt_table *table);
void kt_table_text(kt_table *table, const char *text);
/* NaN is missing. shown: NULL, or words that text shows in its place. */
void kt_table_number(kt_table *table, double value, const char *shown);
void kt_table_integer(kt_table *table, int64_t value);
/* 0.2991 is shown as "29,9 %"; NaN is missing. */
void kt_table_fraction(kt_table *table, double value, const char *shown);
/* shown: NULL for a dash, or why it is missing ("no data", "suppressed"). */
void kt_table_missing(kt_table *table, const char *shown);
/* A line below the table. */
void kt_table_note(kt_table *table, const char *note);

/* Put other words in the place of column titles and, with `cells`, of cells' texts and of the
 * words they show instead of a number; names (columns whose key is "name" or ends with "_name")
 * stay. word gives NULL for what is to stay. Values, and so CSV, do not change but for texts.
 */
void kt_table_reword(kt_table *table, const char *(*word)(void *with, const char *text),
                     void *with, int cells);

/* The first failure of the calls above, or KT_OK. */
KT_MUST_USE kt_status kt_table_check(const kt_table *table, kt_error *err);

/* Reading, for writers of other forms. Pointers live as long as the table. */
const char *kt_table_get_title(const kt_table *table); /* NULL when there is none */
int kt_table_n_columns(const kt_table *table);
const kt_column *kt_table_column_at(const kt_table *table, int n);
int64_t kt_table_n_rows(const kt_table *table);
const kt_cell *kt_table_cell_at(const kt_table *table, int64_t row, int column);
int64_t kt_table_n_notes(const kt_table *table);
const char *kt_table_note_at(const kt_table *table, int64_t n);

typedef enum kt_colour { KT_COLOUR_NEVER = 0, KT_COLOUR_ALWAYS } kt_colour;

typedef struct kt_table_options {
    int width;        /* columns of the page; default 0: no limit. Past it, columns of text are
                         broken at blanks, the widest first; numbers never */
    int indent;       /* blanks before every line; default 0 */
    kt_colour colour; /* default NEVER; ALWAYS: titles in bold */
} kt_table_options;
kt_table_options kt_table_options_default(void);

/* What a reader sees of a cell, appended: a number as the language writes it, the words given
 * in its place, a dash. All writers take it from here. */
KT_MUST_USE kt_status kt_table_show(const kt_table *table, int64_t row, int column,
                                    kt_locale *locale, kt_text *out, kt_error *err);

/* Decimals of a number as shown (scaled; a fraction times 100): the column's, or as many as its
 * first digit needs, at most 9, so that what is there is never shown as zero. */
int kt_table_decimals(double shown, int decimals);

/* Title, a line of column titles, a rule, the rows, the notes. options NULL: default. No-break
 * spaces become plain ones. Errors: what the sink returns; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_table_write_text(const kt_table *table, kt_locale *locale,
                                          const kt_table_options *options, const kt_sink *sink,
                                          kt_error *err);
/* A header of keys and one line a row; neither title nor notes. */
KT_MUST_USE kt_status kt_table_write_csv(const kt_table *table, const kt_sink *sink,
                                         kt_error *err);
/* {"title", "columns": [{"key", "title"}], "rows": [{key: value}], "notes": [...]} as a value
 * within a larger object, or by itself. "title" and "notes" only where there are some. */
void kt_table_put_json(const kt_table *table, kt_json *json);
/* The same without its braces, beside other members of an object. */
void kt_table_put_members(const kt_table *table, kt_json *json);
KT_MUST_USE kt_status kt_table_write_json(const kt_table *table, const kt_sink *sink,
                                          kt_error *err);

KT_END_DECLS

#endif
