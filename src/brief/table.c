/* table.c: the cells of a table, and the forms that need no layout: CSV and JSON. Cells lie row
 * by row in one block; texts live in an arena that goes with the table. */
#include <kontor/table.h>

#include <kontor/arena.h>
#include <kontor/checked.h>
#include <kontor/csv.h>
#include <kontor/memory.h>

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* A table wider than this is not read by people, and `cells` stays small. */
enum { MAX_COLUMNS = 64 };

struct kt_table {
    kt_arena arena;
    kt_error failure; /* the first one */
    const char *title;
    kt_column column[MAX_COLUMNS];
    int n_columns;
    kt_cell *cell; /* n_rows times n_columns */
    int64_t n_rows, room;
    int at; /* next column of the last row */
    const char **note;
    int64_t n_notes;
};

kt_status kt_table_new(kt_table **out, kt_error *err)
{
    return kt_new(out, 1, sizeof **out, err);
}

void kt_table_free(kt_table *table)
{
    if (!table)
        return;
    kt_free(table->note);
    kt_free(table->cell);
    kt_arena_clear(&table->arena);
    kt_free(table);
}

static bool broken(const kt_table *table)
{
    return table->failure.status != KT_OK;
}

/* A copy that lives with the table; NULL stays NULL, and is also returned on failure. */
static const char *keep(kt_table *table, const char *text)
{
    const char *copy = NULL;

    if (!text || broken(table))
        return NULL;
    if (kt_arena_text(&table->arena, text, strlen(text), &copy, &table->failure))
        return NULL;
    return copy;
}

void kt_table_title(kt_table *table, const char *title)
{
    table->title = keep(table, title);
}

void kt_table_column(kt_table *table, const kt_column *column)
{
    if (broken(table))
        return;
    if (table->n_columns == MAX_COLUMNS || table->n_rows > 0) {
        kt_fail(&table->failure, KT_ERR_LIMIT,
                "column %s: a table has at most %d columns, "
                "all given before the first row",
                column->key, MAX_COLUMNS);
        return;
    }
    kt_column *fresh = &table->column[table->n_columns++];
    *fresh = *column;
    fresh->key = keep(table, column->key);
    fresh->title = keep(table, column->title ? column->title : column->key);
    fresh->scale = column->scale != 0.0 ? column->scale : 1.0;
}

/* Room for one more row; grows by half. */
static kt_status reserve_row(kt_table *table)
{
    int64_t room = table->room + table->room / 2 + 16;
    size_t cells;

    if (table->n_rows < table->room)
        return KT_OK;
    if (!kt_size_mul((size_t)room, (size_t)table->n_columns, &cells))
        return kt_fail(&table->failure, KT_ERR_LIMIT, "table of more cells than memory has");
    KT_TRY(kt_resize(&table->cell, cells, sizeof *table->cell, &table->failure));
    table->room = room;
    return KT_OK;
}

void kt_table_row(kt_table *table)
{
    if (broken(table))
        return;
    if (table->n_columns == 0) {
        kt_fail(&table->failure, KT_ERR_LIMIT, "a row before the first column");
        return;
    }
    if (reserve_row(table))
        return;
    memset(table->cell + table->n_rows * table->n_columns, 0,
           (size_t)table->n_columns * sizeof *table->cell);
    table->n_rows++;
    table->at = 0;
}

static void put(kt_table *table, kt_cell cell)
{
    if (broken(table))
        return;
    if (table->n_rows == 0 || table->at == table->n_columns) {
        kt_fail(&table->failure, KT_ERR_LIMIT, "row %lld has more than %d cells",
                (long long)table->n_rows, table->n_columns);
        return;
    }
    cell.text = keep(table, cell.text);
    cell.shown = keep(table, cell.shown);
    table->cell[(table->n_rows - 1) * table->n_columns + table->at++] = cell;
}

void kt_table_text(kt_table *table, const char *text)
{
    put(table, (kt_cell){.kind = text ? KT_CELL_TEXT : KT_CELL_MISSING, .text = text});
}

void kt_table_number(kt_table *table, double value, const char *shown)
{
    put(table, (kt_cell){.kind = isnan(value) ? KT_CELL_MISSING : KT_CELL_NUMBER,
                         .number = value,
                         .shown = shown});
}

void kt_table_integer(kt_table *table, int64_t value)
{
    put(table, (kt_cell){.kind = KT_CELL_INTEGER, .integer = value});
}

void kt_table_fraction(kt_table *table, double value, const char *shown)
{
    put(table, (kt_cell){.kind = isnan(value) ? KT_CELL_MISSING : KT_CELL_FRACTION,
                         .number = value,
                         .shown = shown});
}

void kt_table_missing(kt_table *table, const char *shown)
{
    put(table, (kt_cell){.kind = KT_CELL_MISSING, .shown = shown});
}

void kt_table_note(kt_table *table, const char *note)
{
    const char *copy = keep(table, note);

    if (!copy ||
        kt_resize(&table->note, table->n_notes + 1, sizeof *table->note, &table->failure))
        return;
    table->note[table->n_notes++] = copy;
}

static bool is_name(const char *key)
{
    const size_t n = strlen(key);
    return strcmp(key, "name") == 0 || (n > 5 && strcmp(key + n - 5, "_name") == 0);
}

void kt_table_reword(kt_table *table, const char *(*word)(void *with, const char *text),
                     void *with, int cells)
{
    const char *other;
    for (int c = 0; c < table->n_columns && !broken(table); c++)
        if ((other = word(with, table->column[c].title)))
            table->column[c].title = keep(table, other);
    for (int64_t n = 0; cells && n < table->n_rows * table->n_columns && !broken(table); n++) {
        kt_cell *cell = &table->cell[n];
        if (is_name(table->column[n % table->n_columns].key))
            continue;
        if (cell->kind == KT_CELL_TEXT && (other = word(with, cell->text)))
            cell->text = keep(table, other);
        if (cell->shown && (other = word(with, cell->shown)))
            cell->shown = keep(table, other);
    }
}

kt_status kt_table_check(const kt_table *table, kt_error *err)
{
    if (!broken(table))
        return KT_OK;
    return kt_fail(err, table->failure.status, "%s", table->failure.cause);
}

const char *kt_table_get_title(const kt_table *table)
{
    return table->title;
}

int kt_table_n_columns(const kt_table *table)
{
    return table->n_columns;
}

const kt_column *kt_table_column_at(const kt_table *table, int n)
{
    return &table->column[n];
}

int64_t kt_table_n_rows(const kt_table *table)
{
    return table->n_rows;
}

const kt_cell *kt_table_cell_at(const kt_table *table, int64_t row, int column)
{
    return &table->cell[row * table->n_columns + column];
}

int64_t kt_table_n_notes(const kt_table *table)
{
    return table->n_notes;
}

const char *kt_table_note_at(const kt_table *table, int64_t n)
{
    return table->note[n];
}

/* ---- CSV -------------------------------------------------------------------------------- */

static kt_status write_csv_cell(const kt_cell *cell, const kt_sink *sink, kt_error *err)
{
    char digits[32];

    switch (cell->kind) {
    case KT_CELL_TEXT:
        return kt_csv_write_cell(sink, kt_slice_of(cell->text), err);
    case KT_CELL_NUMBER:
    case KT_CELL_FRACTION:
        return kt_sink_write(sink, digits, kt_print_double(cell->number, digits), err);
    case KT_CELL_INTEGER:
        return kt_sink_format(sink, err, "%lld", (long long)cell->integer);
    case KT_CELL_MISSING:
        break;
    }
    return KT_OK;
}

kt_status kt_table_write_csv(const kt_table *table, const kt_sink *sink, kt_error *err)
{
    KT_TRY(kt_table_check(table, err));
    for (int c = 0; c < table->n_columns; c++) {
        KT_TRY(kt_sink_add(sink, c > 0 ? "," : "", err));
        KT_TRY(kt_csv_write_cell(sink, kt_slice_of(table->column[c].key), err));
    }
    KT_TRY(kt_sink_add(sink, "\n", err));
    for (int64_t r = 0; r < table->n_rows; r++)
        for (int c = 0; c < table->n_columns; c++) {
            KT_TRY(write_csv_cell(kt_table_cell_at(table, r, c), sink, err));
            KT_TRY(kt_sink_add(sink, c + 1 < table->n_columns ? "," : "\n", err));
        }
    return KT_OK;
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void put_json_cell(const kt_cell *cell, kt_json *json)
{
    switch (cell->kind) {
    case KT_CELL_TEXT:
        kt_json_text(json, cell->text);
        break;
    case KT_CELL_NUMBER:
    case KT_CELL_FRACTION:
        kt_json_number(json, cell->number);
        break;
    case KT_CELL_INTEGER:
        kt_json_integer(json, cell->integer);
        break;
    case KT_CELL_MISSING:
        kt_json_null(json);
        break;
    }
}

static void put_json_row(const kt_table *table, int64_t row, kt_json *json)
{
    kt_json_begin_object(json);
    for (int c = 0; c < table->n_columns; c++) {
        kt_json_key(json, table->column[c].key);
        put_json_cell(kt_table_cell_at(table, row, c), json);
    }
    kt_json_end_object(json);
}

void kt_table_put_json(const kt_table *table, kt_json *json)
{
    kt_json_begin_object(json);
    kt_table_put_members(table, json);
    kt_json_end_object(json);
}

void kt_table_put_members(const kt_table *table, kt_json *json)
{
    if (table->title) {
        kt_json_key(json, "title");
        kt_json_text(json, table->title);
    }
    kt_json_key(json, "columns");
    kt_json_begin_array(json);
    for (int c = 0; c < table->n_columns; c++) {
        kt_json_begin_object(json);
        kt_json_key(json, "key");
        kt_json_text(json, table->column[c].key);
        kt_json_key(json, "title");
        kt_json_text(json, table->column[c].title);
        kt_json_end_object(json);
    }
    kt_json_end_array(json);
    kt_json_key(json, "rows");
    kt_json_begin_array(json);
    for (int64_t r = 0; r < table->n_rows; r++)
        put_json_row(table, r, json);
    kt_json_end_array(json);
    if (table->n_notes > 0) {
        kt_json_key(json, "notes");
        kt_json_begin_array(json);
        for (int64_t n = 0; n < table->n_notes; n++)
            kt_json_text(json, table->note[n]);
        kt_json_end_array(json);
    }
}

kt_status kt_table_write_json(const kt_table *table, const kt_sink *sink, kt_error *err)
{
    kt_status status;
    kt_text text = {0};
    kt_json json;

    status = kt_table_check(table, err);
    if (status)
        return status;
    kt_json_init(&json, &text);
    kt_table_put_json(table, &json);
    status = kt_json_finish(&json, err);
    if (!status)
        status = kt_text_add(&text, "\n", err);
    if (!status)
        status = kt_sink_write(sink, text.data, text.size, err);
    kt_text_clear(&text);
    return status;
}
