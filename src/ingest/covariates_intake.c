/* covariates_intake.c: rows and cells of covariates on their way to the store. */
#include "covariates_intake.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One number of the World Bank's tables, whose rows run over years. */
typedef struct cell {
    kt_country country;
    int16_t year;
    uint16_t column;
    double number;
    int64_t line;
} cell;

/* A column that is known before the writer is; texts are in the intake's arena. */
typedef struct known {
    kt_slice name, label, unit;
} known;

struct kt_covariates_intake {
    kt_covariates_key key;
    kt_covariates_writer *writer; // NULL where rows are only read
    known *column;
    int32_t n_columns, room, last; // last: the column asked for before
    bool has_rows;
    cell *cell;
    int64_t n_cells, cell_room;
};

kt_status kt_covariates_intake_begin(kt_intake *in, kt_covariates_key key, kt_error *err)
{
    kt_covariates_intake *covariates = in->covariates;

    if (covariates)
        return covariates->key == key
                   ? KT_OK
                   : kt_fail(err, KT_ERR_FORMAT, "rows by %s, but the files before have %s",
                             kt_covariates_key_name(key),
                             kt_covariates_key_name(covariates->key));
    KT_TRY(kt_new(&covariates, 1, sizeof *covariates, err));
    in->covariates = covariates;
    covariates->key = key;
    if (!in->store)
        return KT_OK;
    return kt_covariates_writer_begin(in->store, key, in->writer, &covariates->writer, err);
}

void kt_covariates_intake_free(kt_covariates_intake *covariates)
{
    if (!covariates)
        return;
    kt_covariates_writer_abort(covariates->writer);
    kt_free(covariates->column);
    kt_free(covariates->cell);
    kt_free(covariates);
}

/* ---- columns ----------------------------------------------------------------------------- */

static kt_status keep(kt_intake *in, kt_slice text, kt_slice *out, kt_error *err)
{
    const char *copy = NULL;

    KT_TRY(kt_arena_text(&in->arena, text.size ? text.data : "", text.size, &copy, err));
    *out = (kt_slice){copy, text.size};
    return KT_OK;
}

/* Files name their columns in one order again and again: the next one is tried first. */
static int32_t find_column(kt_covariates_intake *to, kt_slice name)
{
    for (int32_t n = 1; n <= to->n_columns; n++) {
        const int32_t at = (to->last + n) % to->n_columns;
        if (kt_slice_equal_ascii_case(to->column[at].name, name))
            return to->last = at;
    }
    return -1;
}

kt_status kt_covariates_intake_column(kt_intake *in, kt_slice name, kt_slice label,
                                      kt_slice unit, int32_t *out, kt_error *err)
{
    kt_covariates_intake *to = in->covariates;
    const int32_t found = find_column(to, name);

    if (found >= 0) {
        *out = found;
        return KT_OK;
    }
    if (to->has_rows)
        return kt_fail(err, KT_ERR_FORMAT, "a column %.*s that the files before do not have",
                       name.size > 60 ? 60 : (int)name.size, name.data);
    if (to->n_columns == KT_MAX_COVARIATES)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d columns", KT_MAX_COVARIATES);
    if (to->n_columns == to->room) {
        const int32_t room = to->room ? 2 * to->room : 32;
        KT_TRY(kt_resize(&to->column, room, sizeof *to->column, err));
        to->room = room;
    }
    known fresh = {0};
    KT_TRY(keep(in, name, &fresh.name, err));
    KT_TRY(keep(in, label, &fresh.label, err));
    KT_TRY(keep(in, unit, &fresh.unit, err));
    to->column[to->n_columns] = fresh;
    to->last = to->n_columns++;
    *out = to->last;
    return KT_OK;
}

int32_t kt_covariates_intake_n_columns(const kt_intake *in)
{
    return in->covariates->n_columns;
}

static kt_status hand_columns(kt_covariates_intake *from, kt_error *err)
{
    from->has_rows = true;
    for (int32_t c = 0; c < from->n_columns && from->writer; c++)
        KT_TRY(kt_covariates_writer_column(from->writer, from->column[c].name,
                                           from->column[c].label, from->column[c].unit, err));
    return KT_OK;
}

/* ---- rows and cells ---------------------------------------------------------------------- */

kt_status kt_covariates_intake_row(kt_intake *in, kt_covariates_place place,
                                   const kt_covariate_cell *cells, int64_t line, kt_error *err)
{
    kt_covariates_intake *to = in->covariates;

    in->report->n_read++;
    in->report->n_taken++;
    if (!to->has_rows)
        KT_TRY(hand_columns(to, err));
    if (in->dropping || !to->writer)
        return KT_OK;
    return kt_covariates_writer_add(to->writer, place, cells, in->file_number << 40 | line,
                                    err);
}

kt_status kt_covariates_intake_cell(kt_intake *in, kt_country country, int16_t year,
                                    int32_t column, double number, int64_t line, kt_error *err)
{
    kt_covariates_intake *to = in->covariates;

    if (in->dropping)
        return KT_OK;
    if (to->n_cells == to->cell_room) {
        const int64_t room = to->cell_room ? to->cell_room + to->cell_room / 2 : 4096;
        KT_TRY(kt_resize(&to->cell, room, sizeof *to->cell, err));
        to->cell_room = room;
    }
    to->cell[to->n_cells++] =
        (cell){country, year, (uint16_t)column, number, in->file_number << 40 | line};
    return KT_OK;
}

/* ---- cells into rows --------------------------------------------------------------------- */

static int compare_cells(const void *a, const void *b)
{
    const cell *x = a, *y = b;
    if (x->country.code != y->country.code)
        return x->country.code < y->country.code ? -1 : 1;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static kt_status fail_for_double(const kt_covariates_intake *from, const cell *first,
                                 const cell *second, kt_error *err)
{
    char country[5];
    const int64_t in_file = ((int64_t)1 << 40) - 1;
    const kt_slice name = from->column[first->column].name;

    kt_country_print(first->country, country);
    return kt_fail_at(
        err, KT_ERR_FORMAT, second->line & in_file, 0,
        "%.*s of %s %d is there twice: in line %lld of file %lld and line %lld of "
        "file %lld",
        name.size > 40 ? 40 : (int)name.size, name.data, country, first->year,
        (long long)(first->line & in_file), (long long)(first->line >> 40),
        (long long)(second->line & in_file), (long long)(second->line >> 40));
}

static kt_status write_cells(kt_covariates_intake *from, kt_covariate_cell *row, kt_error *err)
{
    KT_TRY(hand_columns(from, err));
    qsort(from->cell, (size_t)from->n_cells, sizeof *from->cell, compare_cells);
    for (int64_t n = 0; n < from->n_cells;) {
        const cell *first = &from->cell[n];
        for (int32_t c = 0; c < from->n_columns; c++)
            row[c] = (kt_covariate_cell){.number = NAN};
        for (; n < from->n_cells; n++) {
            const cell *at = &from->cell[n];
            if (at->country.code != first->country.code || at->year != first->year)
                break;
            if (at > first && at[-1].column == at->column)
                return fail_for_double(from, &at[-1], at, err);
            row[at->column].number = at->number;
        }
        const kt_covariates_place place = {first->country, {0}, first->year};
        KT_TRY(kt_covariates_writer_add(from->writer, place, row, first->line, err));
    }
    return KT_OK;
}

static kt_status settle_cells(kt_covariates_intake *from, kt_error *err)
{
    kt_covariate_cell *row = NULL;

    if (from->n_cells == 0)
        return KT_OK;
    KT_TRY(kt_new(&row, from->n_columns, sizeof *row, err));
    const kt_status status = write_cells(from, row, err);
    kt_free(row);
    kt_free(from->cell);
    from->cell = NULL;
    from->n_cells = from->cell_room = 0;
    return status;
}

/* ---- the end ----------------------------------------------------------------------------- */

static void describe(const kt_covariates_info *from, kt_dataset_info *to)
{
    *to = (kt_dataset_info){0};
    snprintf(to->name, sizeof to->name, "%s", from->name);
    snprintf(to->version, sizeof to->version, "%s", from->version);
    snprintf(to->source, sizeof to->source, "%s", from->source);
    snprintf(to->licence, sizeof to->licence, "%s", from->licence);
    snprintf(to->checksum, sizeof to->checksum, "%s", from->checksum);
    to->imported_at = from->imported_at;
    to->released = from->released;
    to->n_rows = from->n_rows;
    to->n_bytes = from->n_bytes;
    to->first_year = from->first_year;
    to->last_year = from->last_year;
}

kt_status kt_covariates_intake_commit(kt_intake *in, const kt_progress *progress, kt_error *err)
{
    kt_covariates_intake *from = in->covariates;
    const kt_dataset_info *given = &in->report->info;
    kt_covariates_info info = {.imported_at = given->imported_at, .released = given->released};

    if (!from || !from->writer)
        return kt_fail(err, KT_ERR_MISSING, "no rows");
    snprintf(info.name, sizeof info.name, "%s", given->name);
    snprintf(info.version, sizeof info.version, "%s", given->version);
    snprintf(info.source, sizeof info.source, "%s", given->source);
    snprintf(info.licence, sizeof info.licence, "%s", given->licence);
    snprintf(info.checksum, sizeof info.checksum, "%s", given->checksum);
    KT_TRY(settle_cells(from, err));
    kt_covariates_writer *writer = from->writer;
    from->writer = NULL;
    KT_TRY(kt_covariates_writer_commit(writer, &info, &in->report->unchanged, progress, err));
    describe(&info, &in->report->info);
    return KT_OK;
}

kt_status kt_covariates_look_for_same(const char *store, const char *checksum, const char *name,
                                      kt_import_report *report, kt_error *err)
{
    kt_covariates_list *list = NULL;

    KT_TRY(kt_covariates_list_open(store, &list, err));
    for (int64_t n = 0; n < kt_covariates_list_count(list) && !report->unchanged; n++) {
        const kt_covariates_info *info = kt_covariates_list_info(list, n);
        if (kt_covariates_list_damage(list, n) || strcmp(info->checksum, checksum) != 0 ||
            (name && strcmp(info->name, name) != 0))
            continue;
        report->unchanged = true;
        describe(info, &report->info);
    }
    kt_covariates_list_close(list);
    return KT_OK;
}
