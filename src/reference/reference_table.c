/* reference_table.c: kontor/csv.h's rows with columns found by name, and cells to values. */
#include "reference_table.h"

#include <kontor/csv.h>
#include <kontor/limits.h>

#include <math.h>

typedef struct reading {
    const char *const *columns;
    int position[KT_MOST_TABLE_COLUMNS]; /* of each column in the file */
    int n_columns;
    int seen_header;
    kt_reference_visit visit;
    void *with;
} reading;

static kt_status read_header(reading *r, const kt_csv_row *header, kt_error *err)
{
    for (r->n_columns = 0; r->columns[r->n_columns]; r->n_columns++) {
        const char *column = r->columns[r->n_columns];
        const int at =
            r->n_columns < KT_MOST_TABLE_COLUMNS ? kt_csv_column(header, column) : -1;
        if (at < 0)
            return kt_fail_at(err, KT_ERR_FORMAT, header->line, 0,
                              "the table has no column \"%s\"", column);
        r->position[r->n_columns] = at;
    }
    r->seen_header = 1;
    return KT_OK;
}

static kt_status read_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading *r = with;
    if (!r->seen_header)
        return read_header(r, row, err);

    kt_reference_row out = {.line = row->line};
    for (int n = 0; n < r->n_columns; n++) {
        if (r->position[n] >= row->n_cells)
            return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                              "%d cells, expected one for \"%s\" in place %d", row->n_cells,
                              r->columns[n], r->position[n] + 1);
        out.cell[n] = row->cell[r->position[n]];
    }
    return r->visit(r->with, &out, err);
}

kt_status kt_reference_read(kt_resources *resources, const char *name,
                            const char *const columns[], kt_reference_visit visit, void *with,
                            kt_error *err)
{
    reading r = {.columns = columns, .visit = visit, .with = with};
    const kt_csv_options options = {.separator = ','};
    kt_slice data;

    kt_status status = kt_resource_get(resources, name, &data, err);
    if (!status)
        status = kt_csv_parse(data, &options, read_row, &r, err);
    if (!status && !r.seen_header)
        status = kt_fail(err, KT_ERR_FORMAT, "the table is empty");
    if (status)
        kt_error_within(err, "%s", name);
    return status;
}

static kt_status wrong_cell(const kt_reference_row *row, int column, const char *what,
                            const char *expected, kt_error *err)
{
    const kt_slice cell = row->cell[column];
    const int shown = cell.size < 60 ? (int)cell.size : 60;
    return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "\"%.*s\" for %s, expected %s", shown,
                      cell.data ? cell.data : "", what, expected);
}

kt_status kt_reference_integer(const kt_reference_row *row, int column, const char *what,
                               int64_t least, int64_t most, int64_t *out, kt_error *err)
{
    int64_t value = 0;
    if (row->cell[column].size == 0) {
        *out = 0;
        return KT_OK;
    }
    if (!kt_parse_i64(row->cell[column], &value) || value < least || value > most)
        return wrong_cell(row, column, what, "a number in its range", err);
    *out = value;
    return KT_OK;
}

kt_status kt_reference_double(const kt_reference_row *row, int column, const char *what,
                              double limit, double *out, kt_error *err)
{
    double value = 0.0;
    if (row->cell[column].size == 0) {
        *out = NAN;
        return KT_OK;
    }
    if (!kt_parse_double(row->cell[column], &value) || fabs(value) > limit)
        return wrong_cell(row, column, what, "a number in its range", err);
    *out = value;
    return KT_OK;
}

kt_status kt_reference_country(const kt_reference_row *row, int column, const char *what,
                               kt_country *out, kt_error *err)
{
    kt_country country = {0};
    if (row->cell[column].size > 0 && !kt_country_parse(row->cell[column], &country))
        return wrong_cell(row, column, what, "one to four of A-Z, 0-9, _", err);
    *out = country;
    return KT_OK;
}

kt_status kt_reference_text(const kt_reference_row *row, int column, kt_arena *arena,
                            const char **out, kt_error *err)
{
    if (row->cell[column].size == 0) {
        *out = "";
        return KT_OK;
    }
    return kt_arena_text(arena, row->cell[column].data, row->cell[column].size, out, err);
}
