/* intake.c: rows from all importers: batches onwards, refusals counted, countries looked up. */
#include "intake.h"

#include <kontor/memory.h>
#include <kontor/register.h>

#include "covariates_intake.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

kt_status kt_intake_init(kt_intake *in, const kt_countries *countries,
                         const kt_column_map *mapping, kt_strictness strictness,
                         const kt_intake_sink *sink, kt_import_report *report, kt_error *err)
{
    *in = (kt_intake){.countries = countries,
                      .mapping = mapping,
                      .strictness = strictness,
                      .sink = *sink,
                      .report = report,
                      .lane_way = kt_lane_best_way()};
    kt_status status = kt_new(&in->spelling, KT_INTAKE_SPELLINGS, sizeof *in->spelling, err);
    if (!status)
        status = kt_new(&in->row, KT_INTAKE_BATCH, sizeof *in->row, err);
    if (!status)
        status = kt_new(&in->line, KT_INTAKE_BATCH, sizeof *in->line, err);
    if (status)
        kt_intake_clear(in);
    return status;
}

void kt_intake_clear(kt_intake *in)
{
    kt_covariates_intake_free(in->covariates);
    kt_register_close(in->reg);
    kt_free(in->baci);
    kt_free(in->line);
    kt_free(in->row);
    kt_free(in->spelling);
    kt_arena_clear(&in->arena);
    kt_seen_ids_clear(&in->ids);
    *in = (kt_intake){0};
}

/* ---- rows ---------------------------------------------------------------------------------
 */

kt_status kt_intake_flush(kt_intake *in, kt_error *err)
{
    const int64_t n_rows = in->n_rows;

    in->n_rows = 0;
    if (n_rows == 0 || in->dropping || !in->sink.rows)
        return KT_OK;
    return in->sink.rows(in->sink.with, in->row, in->line, n_rows, err);
}

kt_status kt_intake_take(kt_intake *in, const kt_flow *row, int64_t line, kt_error *err)
{
    in->report->n_read++;
    in->report->n_taken++;
    if (in->dropping)
        return KT_OK;
    in->row[in->n_rows] = *row;
    in->line[in->n_rows] = in->file_number << 40 | line;
    in->n_rows++;
    return in->n_rows == KT_INTAKE_BATCH ? kt_intake_flush(in, err) : KT_OK;
}

static kt_status take_run_as_rows(kt_intake *in, const kt_flow_run *run, kt_error *err)
{
    for (int64_t r = 0; r < run->n_rows; r++) {
        in->row[in->n_rows] = run->key;
        in->row[in->n_rows].product = run->product[r];
        in->row[in->n_rows].value = run->value[r];
        in->row[in->n_rows].quantity = run->quantity[r];
        in->line[in->n_rows++] = run->line + r;
        if (in->n_rows == KT_INTAKE_BATCH)
            KT_TRY(kt_intake_flush(in, err));
    }
    return KT_OK;
}

kt_status kt_intake_take_runs(kt_intake *in, kt_flow_run *runs, int64_t n_runs, kt_error *err)
{
    for (int64_t n = 0; n < n_runs; n++) {
        in->report->n_read += runs[n].n_rows;
        in->report->n_taken += runs[n].n_rows;
        runs[n].line |= in->file_number << 40;
    }
    if (in->dropping || n_runs == 0)
        return KT_OK;
    if (in->sink.runs) {
        KT_TRY(kt_intake_flush(in, err)); // what came before
        return in->sink.runs(in->sink.with, runs, n_runs, err);
    }
    for (int64_t n = 0; n < n_runs; n++)
        KT_TRY(take_run_as_rows(in, &runs[n], err));
    return KT_OK;
}

void kt_intake_refuse(kt_intake *in, int64_t line, int64_t column, const char *format, ...)
{
    kt_import_report *report = in->report;
    va_list arguments;

    report->n_read++;
    in->dropping = in->dropping || in->strictness == KT_STRICT;
    if (report->n_refused < KT_MAX_REFUSALS_SHOWN) {
        kt_refusal *refusal = &report->refused[report->n_refused];
        snprintf(refusal->file, sizeof refusal->file, "%s", in->file);
        refusal->line = line;
        refusal->column = column;
        va_start(arguments, format);
        vsnprintf(refusal->reason, sizeof refusal->reason, format, arguments);
        va_end(arguments);
        // A cut in the middle of a character would not be UTF-8.
        size_t size = strlen(refusal->reason);
        while (size > 0 && !kt_utf8_valid(refusal->reason, size))
            size--;
        refusal->reason[kt_text_make_printable(refusal->reason, size)] = '\0';
    }
    report->n_refused++;
}

static bool lies_in(kt_slice piece, kt_slice cell)
{
    const uintptr_t begin = (uintptr_t)piece.data, at = (uintptr_t)cell.data;
    return piece.size > 0 && at >= begin && at - begin < piece.size;
}

/* Byte of a cell in its line, from 1. 0 where that cannot be told: cells that were quoted, were
 * not UTF-8, or were cut by the end of a piece are copies elsewhere. */
static int64_t byte_of(const kt_intake *in, const kt_csv_row *row, int cell)
{
    if (cell < 0 || cell >= row->n_cells || !lies_in(in->piece, row->cell[0]) ||
        !lies_in(in->piece, row->cell[cell]))
        return 0;
    return row->cell[cell].data - row->cell[0].data + 1;
}

void kt_intake_refuse_cell(kt_intake *in, const kt_csv_row *row, int cell, const char *name,
                           const char *reason)
{
    const bool there = cell >= 0 && cell < row->n_cells;
    const kt_slice text = there ? row->cell[cell] : (kt_slice){"", 0};
    const int shown = text.size > 60 ? 60 : (int)text.size;

    if (!name)
        kt_intake_refuse(in, row->line, byte_of(in, row, cell), "%s", reason);
    else
        kt_intake_refuse(in, row->line, byte_of(in, row, cell), "%s \"%.*s\": %s", name, shown,
                         text.size ? text.data : "", reason);
}

void kt_intake_leave_out(kt_intake *in)
{
    in->report->n_read++;
    in->report->n_left_out++;
}

kt_status kt_pass_header(kt_intake *in, const kt_csv_row *header, void *state, kt_error *err)
{
    (void)in;
    (void)header;
    (void)state;
    (void)err;
    return KT_OK;
}

kt_status kt_pass_row(kt_intake *in, const kt_csv_row *cells, void *state, kt_error *err)
{
    (void)cells;
    (void)state;
    (void)err;
    kt_intake_leave_out(in);
    return KT_OK;
}

void kt_intake_default(char *field, size_t size, const char *format, ...)
{
    va_list arguments;

    if (field[0])
        return;
    va_start(arguments, format);
    const int length = vsnprintf(field, size, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    (void)length;
}

/* ---- countries ----------------------------------------------------------------------------
 */

/* FNV-1a; the table is small and its keys are the file's few hundred spellings. */
static uint64_t hash_of(kt_slice text)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t p = 0; p < text.size; p++)
        hash = (hash ^ (unsigned char)text.data[p]) * 1099511628211u;
    return hash ^ hash >> 32;
}

static kt_country look_up(const kt_countries *countries, kt_slice cell)
{
    kt_country country = {0};
    int64_t number = 0;

    if (kt_country_from_code(countries, cell, &country))
        return country;
    if (kt_parse_i64(cell, &number) && number >= 0 && number <= INT32_MAX &&
        kt_country_from_number(countries, (int)number, &country))
        return country;
    if (kt_country_from_name(countries, cell, &country))
        return country;
    return (kt_country){0};
}

kt_status kt_intake_country(kt_intake *in, kt_slice cell, kt_country *out, kt_error *err)
{
    uint64_t at = hash_of(cell) % KT_INTAKE_SPELLINGS;
    const char *text = NULL;

    for (; in->spelling[at].text; at = (at + 1) % KT_INTAKE_SPELLINGS) {
        const kt_spelling *known = &in->spelling[at];
        if (known->size == cell.size && memcmp(known->text, cell.data, cell.size) == 0) {
            *out = known->country;
            return KT_OK;
        }
    }
    *out = cell.size ? look_up(in->countries, cell) : (kt_country){0};
    // A table half full stays fast; a file with more spellings is not one of countries.
    if (cell.size == 0 || in->n_spellings >= KT_INTAKE_SPELLINGS / 2)
        return KT_OK;
    KT_TRY(kt_arena_text(&in->arena, cell.data, cell.size, &text, err));
    in->spelling[at] = (kt_spelling){text, cell.size, *out};
    in->n_spellings++;
    return KT_OK;
}
