/* covariates_table.c: rows with a key and many cells.
 *
 * A column is of numbers or of texts, as its first cell that is not missing says ("007" is a
 * text: it would lose its zeros). A text among numbers refuses its row: it is not passed off as
 * missing. */
#include "covariates_table.h"

#include "cell.h"
#include "reader.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_key(const kt_table_plan *plan, int column)
{
    return column == plan->i.column || column == plan->j.column || column == plan->year.column;
}

static kt_covariates_key key_of(const kt_table_plan *plan)
{
    const bool pair = plan->j.column >= 0 || plan->j.constant.data;
    const bool year = plan->year.column >= 0 || plan->year.constant.data;

    if (pair)
        return year ? KT_KEY_PAIR_YEAR : KT_KEY_PAIR;
    return year ? KT_KEY_COUNTRY_YEAR : KT_KEY_COUNTRY;
}

static kt_status begin_column(kt_intake *in, kt_slice theirs, int column,
                              kt_covariates_table *table, kt_error *err)
{
    const kt_table_plan *plan = &table->plan;
    kt_slice name = theirs, unit = {"", 0};

    if (plan->column && !plan->column(in->mapping, theirs, &name, &unit))
        return KT_OK;
    KT_TRY(kt_covariates_intake_column(in, name, (kt_slice){"", 0}, unit, &table->to[column],
                                       err));
    for (int c = 0; c < column; c++)
        if (table->to[c] == table->to[column])
            return kt_fail(err, KT_ERR_FORMAT, "two columns are called %.*s",
                           name.size > 60 ? 60 : (int)name.size, name.data);
    table->kind[column] = plan->is_text && plan->is_text(in->mapping, theirs)
                              ? KT_COVARIATE_TEXT
                              : KT_COVARIATE_EMPTY;
    snprintf(table->name[column], sizeof table->name[column], "%.*s",
             theirs.size > 31 ? 31 : (int)theirs.size, theirs.data);
    return KT_OK;
}

kt_status kt_covariates_table_begin(kt_intake *in, const kt_csv_row *header,
                                    kt_covariates_table *table, kt_error *err)
{
    int n_covariates = 0;

    table->n_columns = header->n_cells;
    if (header->n_cells > KT_MAX_CSV_COLUMNS)
        return kt_fail(err, KT_ERR_LIMIT, "%d columns", header->n_cells);
    KT_TRY(kt_covariates_intake_begin(in, key_of(&table->plan), err));
    for (int c = 0; c < header->n_cells; c++) {
        table->to[c] = -1;
        // A column without a name holds the numbers of rows, or nothing.
        if (is_key(&table->plan, c) || header->cell[c].size == 0)
            continue;
        KT_TRY(begin_column(in, header->cell[c], c, table, err));
        n_covariates += table->to[c] >= 0;
    }
    if (n_covariates == 0)
        return kt_fail_at(err, KT_ERR_FORMAT, header->line, 0,
                          "no column besides those of the key");
    if (n_covariates != kt_covariates_intake_n_columns(in))
        return kt_fail_at(err, KT_ERR_FORMAT, header->line, 0,
                          "a column that the files before have is not there");
    return KT_OK;
}

/* ---- rows -------------------------------------------------------------------------------- */

static kt_slice part_of(const kt_csv_row *row, const kt_key_part *part)
{
    return part->column >= 0 ? kt_row_cell(row, part->column) : part->constant;
}

/* False: refused. */
static kt_status take_country(kt_intake *in, const kt_csv_row *row, const kt_key_part *part,
                              const char *name, kt_country *out, bool *taken, kt_error *err)
{
    if (part->column < 0 && !part->constant.data)
        return KT_OK; // not in the key
    KT_TRY(kt_intake_country(in, part_of(row, part), out, err));
    if (out->code == 0) {
        kt_intake_refuse_cell(in, row, part->column, name, "no country that kontor knows");
        *taken = false;
    }
    return KT_OK;
}

static bool take_year(kt_intake *in, const kt_csv_row *row, const kt_key_part *part,
                      int16_t *out)
{
    kt_period period;

    if (part->column < 0 && !part->constant.data)
        return true;
    if (!kt_cell_period(part_of(row, part), &period) || !kt_period_year(period)) {
        kt_intake_refuse_cell(in, row, part->column, "year", "expected a year such as 2018");
        return false;
    }
    *out = (int16_t)kt_period_year(period);
    return true;
}

static bool has_leading_zero(kt_slice cell)
{
    return cell.size > 1 && cell.data[0] == '0' && cell.data[1] >= '0' && cell.data[1] <= '9';
}

static bool take_cell(kt_intake *in, const kt_csv_row *row, int column,
                      kt_covariates_table *table)
{
    const kt_slice cell = kt_row_cell(row, column);
    kt_covariate_cell *out = &table->cell[table->to[column]];
    uint8_t *kind = &table->kind[column];
    double number = NAN;

    *out = (kt_covariate_cell){NAN, {"", 0}};
    if (*kind == KT_COVARIATE_TEXT) {
        // "NA" is Namibia's code where texts are declared; elsewhere it is missing.
        if (!kt_cell_is_missing(cell) ||
            (table->plan.is_text && kt_slice_is(cell, "NA") &&
             table->plan.is_text(in->mapping, kt_slice_of(table->name[column]))))
            out->text = cell;
    } else if (kt_parse_double(cell, &number) &&
               !(*kind == KT_COVARIATE_EMPTY && has_leading_zero(cell))) {
        *kind = KT_COVARIATE_NUMBER;
        out->number = number;
    } else if (!kt_cell_is_missing(cell)) {
        if (*kind == KT_COVARIATE_NUMBER) {
            kt_intake_refuse_cell(in, row, column, table->name[column],
                                  "a text in a column of numbers");
            return false;
        }
        *kind = KT_COVARIATE_TEXT;
        out->text = cell;
    }
    if (out->text.size > KT_MAX_COVARIATE_TEXT) {
        kt_intake_refuse_cell(in, row, column, table->name[column], "a text that is too long");
        return false;
    }
    return true;
}

kt_status kt_covariates_table_row(kt_intake *in, const kt_csv_row *row,
                                  kt_covariates_table *table, kt_error *err)
{
    kt_covariates_place place = {0};
    const kt_table_plan *plan = &table->plan;
    const bool pair = plan->j.column >= 0 || plan->j.constant.data;
    bool taken = true;

    if (!kt_row_is_whole(in, row, table->n_columns))
        return KT_OK;
    KT_TRY(
        take_country(in, row, &plan->i, pair ? "exporter" : "country", &place.i, &taken, err));
    if (taken)
        KT_TRY(take_country(in, row, &plan->j, "importer", &place.j, &taken, err));
    if (!taken || !take_year(in, row, &plan->year, &place.year))
        return KT_OK;
    for (int c = 0; c < table->n_columns; c++)
        if (table->to[c] >= 0 && !take_cell(in, row, c, table))
            return KT_OK;
    return kt_covariates_intake_row(in, place, table->cell, row->line, err);
}

void kt_covariates_name_after_file(kt_intake *in)
{
    char name[KT_MAX_NAME];
    size_t n = 0;

    for (const char *p = in->file; *p && *p != '.' && n + 1 < sizeof name; p++) {
        const char c = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        if (plain || (n > 0 && name[n - 1] != '-'))
            name[n++] = plain ? c : '-';
    }
    while (n > 0 && name[n - 1] == '-')
        n--;
    name[n] = '\0';
    kt_intake_default(in->report->info.name, sizeof in->report->info.name, "%s",
                      n ? name : "covariates");
}
