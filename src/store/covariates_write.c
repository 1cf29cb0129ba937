/* covariates_write.c: a dataset of covariates into the store, all or nothing.
 *
 * Keys stay in memory, cells go through a temporary file (covariates_spill.h). Commit sorts the
 * keys, then writes one column after the other in the new order, makes the file durable, reads
 * it back as a reader will, and renames it. */
#include <kontor/covariates.h>

#include <kontor/digest.h>
#include <kontor/memory.h>

#include "bytes.h"
#include "covariates_file.h"
#include "covariates_spill.h"
#include "covariates_texts.h"
#include "dataset.h"
#include "dataset_name.h"
#include "lock.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of 13 bits of a hash, so twice the most countries. */
enum { COUNTRY_SLOTS = 8192 };

/* Key of a row: position of i << 32 | position of j << 16 | year; positions in the order the
 * countries came, at the end in the order of their codes. */
typedef struct entry {
    uint64_t key;
    int64_t line;
    int64_t row;
} entry;

typedef struct column {
    char *name, *label, *unit;
    kt_covariate_kind kind;
    kt_texts texts;
} column;

struct kt_covariates_writer {
    char folder[KT_MAX_PATH]; // of the files
    int lock;
    kt_covariates_key key;
    column *column;
    int32_t n_columns, column_room;
    double *cell; // of one row
    entry *entry;
    int64_t n_rows, room;
    uint32_t country[KT_MAX_COUNTRIES];
    int32_t n_countries;
    uint16_t slot[COUNTRY_SLOTS]; // open addressing: position plus 1; 0: free
    int16_t first_year, last_year;
    kt_spill spill;
    bool spilling;
    kt_output out;
};

/* ---- begin and end ----------------------------------------------------------------------- */

static kt_status begin(kt_covariates_writer *w, const char *folder,
                       const kt_writer_options *options, kt_error *err)
{
    KT_TRY(kt_path_join(folder, KT_COVARIATES_FOLDER, w->folder, err));
    KT_TRY(kt_folder_make(w->folder, err));
    KT_TRY(kt_lock_take(folder, options && options->wait ? KT_LOCK_WAIT : KT_LOCK_TRY, &w->lock,
                        err));
    return kt_dataset_remove_unfinished(w->folder, err);
}

kt_status kt_covariates_writer_begin(const char *folder, kt_covariates_key key,
                                     const kt_writer_options *options,
                                     kt_covariates_writer **out, kt_error *err)
{
    kt_covariates_writer *w = NULL;

    KT_TRY(kt_new(&w, 1, sizeof *w, err));
    w->lock = -1;
    w->key = key;
    w->spill = (kt_spill){.descriptor = -1};
    w->out = (kt_output){.descriptor = -1};
    w->first_year = INT16_MAX;
    const kt_status status = begin(w, folder, options, err);
    if (status)
        kt_covariates_writer_abort(w);
    else
        *out = w;
    return status;
}

void kt_covariates_writer_abort(kt_covariates_writer *writer)
{
    if (!writer)
        return;
    kt_output_abort(&writer->out);
    kt_spill_clear(&writer->spill);
    for (int32_t c = 0; c < writer->n_columns; c++) {
        kt_texts_clear(&writer->column[c].texts);
        kt_free(writer->column[c].unit);
        kt_free(writer->column[c].label);
        kt_free(writer->column[c].name);
    }
    kt_free(writer->column);
    kt_free(writer->cell);
    kt_free(writer->entry);
    kt_lock_release(writer->lock);
    kt_free(writer);
}

/* ---- columns ----------------------------------------------------------------------------- */

static kt_status check_name(const kt_covariates_writer *w, kt_slice name, kt_error *err)
{
    if (name.size == 0 || memchr(name.data, 0, name.size))
        return kt_fail(err, KT_ERR_FORMAT, "column %d has no name", w->n_columns + 1);
    for (int32_t c = 0; c < w->n_columns; c++)
        if (kt_slice_equal_ascii_case(kt_slice_of(w->column[c].name), name))
            return kt_fail(err, KT_ERR_FORMAT, "two columns are called %.*s", (int)name.size,
                           name.data);
    return KT_OK;
}

static kt_status copy_text(kt_slice text, char **out, kt_error *err)
{
    const void *end = text.size ? memchr(text.data, 0, text.size) : NULL;
    const size_t size = end ? (size_t)((const char *)end - text.data) : text.size;
    return kt_copy_text(size ? text.data : "", size, out, err);
}

kt_status kt_covariates_writer_column(kt_covariates_writer *writer, kt_slice name,
                                      kt_slice label, kt_slice unit, kt_error *err)
{
    if (writer->n_columns == KT_MAX_COVARIATES)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d columns", KT_MAX_COVARIATES);
    if (name.size > KT_MAX_COVARIATE_TEXT || label.size > KT_MAX_COVARIATE_TEXT ||
        unit.size > KT_MAX_COVARIATE_TEXT)
        return kt_fail(err, KT_ERR_LIMIT, "the name of a column is longer than %d bytes",
                       KT_MAX_COVARIATE_TEXT);
    KT_TRY(check_name(writer, name, err));
    if (writer->n_columns == writer->column_room) {
        const int32_t room = writer->column_room ? 2 * writer->column_room : 32;
        KT_TRY(kt_resize(&writer->column, room, sizeof *writer->column, err));
        KT_TRY(kt_resize(&writer->cell, room, sizeof *writer->cell, err));
        writer->column_room = room;
    }
    column *to = &writer->column[writer->n_columns++];
    *to = (column){.kind = KT_COVARIATE_EMPTY};
    KT_TRY(copy_text(name, &to->name, err));
    KT_TRY(copy_text(label, &to->label, err));
    return copy_text(unit, &to->unit, err);
}

/* ---- rows -------------------------------------------------------------------------------- */

static kt_status position_of(kt_covariates_writer *w, kt_country country, uint64_t *out,
                             kt_error *err)
{
    uint32_t slot = (country.code * 0x9E3779B1u) >> 19;

    for (; w->slot[slot]; slot = (slot + 1) % COUNTRY_SLOTS) {
        if (w->country[w->slot[slot] - 1] == country.code) {
            *out = (uint64_t)w->slot[slot] - 1;
            return KT_OK;
        }
    }
    if (w->n_countries == KT_MAX_COUNTRIES)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d countries", KT_MAX_COUNTRIES);
    *out = (uint64_t)w->n_countries;
    w->country[w->n_countries++] = country.code;
    w->slot[slot] = (uint16_t)w->n_countries;
    return KT_OK;
}

static kt_status key_of(kt_covariates_writer *w, kt_covariates_place place, uint64_t *out,
                        kt_error *err)
{
    uint64_t i = 0, j = 0, year = 0;

    if (place.i.code == 0 || (kt_covariates_key_has_pair(w->key) && place.j.code == 0))
        return kt_fail(err, KT_ERR_RANGE, "a row without a country");
    KT_TRY(position_of(w, place.i, &i, err));
    if (kt_covariates_key_has_pair(w->key))
        KT_TRY(position_of(w, place.j, &j, err));
    if (kt_covariates_key_has_year(w->key)) {
        if (place.year < KT_MIN_YEAR || place.year > KT_MAX_YEAR)
            return kt_fail(err, KT_ERR_RANGE, "year %d, expected %d to %d", place.year,
                           KT_MIN_YEAR, KT_MAX_YEAR);
        year = (uint64_t)place.year;
        w->first_year = place.year < w->first_year ? place.year : w->first_year;
        w->last_year = place.year > w->last_year ? place.year : w->last_year;
    }
    *out = i << 32 | j << 16 | year;
    return KT_OK;
}

static kt_status take_cell(column *to, const kt_covariate_cell *cell, double *out,
                           kt_error *err)
{
    uint32_t number = 0;

    *out = NAN;
    if (cell->text.size == 0 && isnan(cell->number))
        return KT_OK;
    const kt_covariate_kind kind =
        cell->text.size > 0 ? KT_COVARIATE_TEXT : KT_COVARIATE_NUMBER;
    if (to->kind == KT_COVARIATE_EMPTY)
        to->kind = kind;
    if (to->kind != kind)
        return kt_fail(err, KT_ERR_FORMAT, "column %s holds %s and a %s", to->name,
                       kind == KT_COVARIATE_TEXT ? "numbers" : "texts",
                       kind == KT_COVARIATE_TEXT ? "text" : "number");
    if (kind == KT_COVARIATE_NUMBER) {
        *out = cell->number;
        return KT_OK;
    }
    if (cell->text.size > KT_MAX_COVARIATE_TEXT)
        return kt_fail(err, KT_ERR_LIMIT, "a text of %zu bytes in column %s, at most %d",
                       cell->text.size, to->name, KT_MAX_COVARIATE_TEXT);
    KT_TRY(kt_texts_add(&to->texts, cell->text, &number, err));
    *out = number;
    return KT_OK;
}

static kt_status add(kt_covariates_writer *w, kt_covariates_place place,
                     const kt_covariate_cell *cells, int64_t line, kt_error *err)
{
    char path[KT_MAX_PATH], name[64];
    uint64_t key = 0;

    if (!w->spilling) {
        snprintf(name, sizeof name, "cells-%ld" KT_UNFINISHED, (long)getpid());
        KT_TRY(kt_path_join(w->folder, name, path, err));
        KT_TRY(kt_spill_begin(path, w->n_columns, &w->spill, err));
        w->spilling = true;
    }
    if (w->n_rows == KT_MAX_COVARIATE_ROWS)
        return kt_fail(err, KT_ERR_LIMIT, "more than %lld rows",
                       (long long)KT_MAX_COVARIATE_ROWS);
    if (w->n_rows == w->room) {
        const int64_t room = w->room ? w->room + w->room / 2 : 1024;
        KT_TRY(kt_resize(&w->entry, room, sizeof *w->entry, err));
        w->room = room;
    }
    KT_TRY(key_of(w, place, &key, err));
    for (int32_t c = 0; c < w->n_columns; c++)
        KT_TRY(take_cell(&w->column[c], &cells[c], &w->cell[c], err));
    KT_TRY(kt_spill_row(&w->spill, w->cell, err));
    w->entry[w->n_rows] = (entry){key, line, w->n_rows};
    w->n_rows++;
    return KT_OK;
}

kt_status kt_covariates_writer_add(kt_covariates_writer *writer, kt_covariates_place place,
                                   const kt_covariate_cell *cells, int64_t line, kt_error *err)
{
    const kt_status status = add(writer, place, cells, line, err);
    if (status && err && err->line == 0)
        err->line = line & (((int64_t)1 << 40) - 1);
    return status;
}

/* ---- order ------------------------------------------------------------------------------- */

static int compare_codes(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static int compare_entries(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* Countries in the order of their codes, and keys that speak of the new positions. */
static void order_countries(kt_covariates_writer *w)
{
    uint64_t code[KT_MAX_COUNTRIES] = {0}; // code << 32 | old position
    uint16_t fresh[KT_MAX_COUNTRIES] = {0};

    for (int32_t n = 0; n < w->n_countries; n++)
        code[n] = (uint64_t)w->country[n] << 32 | (uint64_t)n;
    qsort(code, (size_t)w->n_countries, sizeof *code, compare_codes);
    for (int32_t n = 0; n < w->n_countries; n++) {
        w->country[n] = (uint32_t)(code[n] >> 32);
        fresh[(uint32_t)code[n]] = (uint16_t)n;
    }
    const bool pairs = kt_covariates_key_has_pair(w->key);
    for (int64_t r = 0; r < w->n_rows; r++) {
        const uint64_t key = w->entry[r].key;
        const uint64_t j = pairs ? fresh[key >> 16 & 0xFFFF] : 0;
        w->entry[r].key = (uint64_t)fresh[key >> 32] << 32 | j << 16 | (key & 0xFFFF);
    }
}

static void print_line(int64_t line, const char *lead, char out[64])
{
    const long long file = line >> 40, at = line & (((int64_t)1 << 40) - 1);
    snprintf(out, 64, "%s %lld of file %lld", lead, at, file);
}

static kt_status fail_for_double(const kt_covariates_writer *w, const entry *first,
                                 const entry *second, kt_error *err)
{
    char i[5], j[5] = "", year[16] = "", one[64], two[64];
    const uint64_t key = first->key;

    kt_country_print((kt_country){w->country[key >> 32]}, i);
    if (kt_covariates_key_has_pair(w->key))
        kt_country_print((kt_country){w->country[key >> 16 & 0xFFFF]}, j);
    if (kt_covariates_key_has_year(w->key))
        snprintf(year, sizeof year, " %u", (unsigned)(key & 0xFFFF));
    print_line(first->line, "line", one);
    print_line(second->line, "line", two);
    return kt_fail_at(err, KT_ERR_FORMAT, second->line & (((int64_t)1 << 40) - 1), 0,
                      "%s%s%s%s is there twice: in %s and in %s", i, j[0] ? " to " : "", j,
                      year, one, two);
}

static kt_status order_rows(kt_covariates_writer *w, kt_error *err)
{
    bool sorted = true;

    order_countries(w);
    for (int64_t r = 1; r < w->n_rows && sorted; r++)
        sorted = w->entry[r - 1].key < w->entry[r].key;
    if (sorted)
        return KT_OK;
    qsort(w->entry, (size_t)w->n_rows, sizeof *w->entry, compare_entries);
    for (int64_t r = 1; r < w->n_rows; r++)
        if (w->entry[r - 1].key == w->entry[r].key)
            return fail_for_double(w, &w->entry[r - 1], &w->entry[r], err);
    return KT_OK;
}

/* ---- the file ---------------------------------------------------------------------------- */

static kt_status write32(kt_output *out, uint32_t value, kt_error *err)
{
    uint8_t bytes[4];
    kt_put32(bytes, value);
    return kt_output_write(out, bytes, sizeof bytes, err);
}

static kt_status write_keys(kt_covariates_writer *w, uint8_t *dir, kt_error *err)
{
    kt_put64(dir + KT_CDIR_COUNTRIES, w->out.at);
    for (int32_t n = 0; n < w->n_countries; n++)
        KT_TRY(write32(&w->out, w->country[n], err));
    kt_put64(dir + KT_CDIR_STARTS, w->out.at);
    int64_t r = 0;
    for (int32_t n = 0; n < w->n_countries; n++) {
        KT_TRY(write32(&w->out, (uint32_t)r, err));
        while (r < w->n_rows && w->entry[r].key >> 32 == (uint64_t)n)
            r++;
    }
    KT_TRY(write32(&w->out, (uint32_t)r, err));
    kt_put64(dir + KT_CDIR_KEYS, w->out.at);
    for (r = 0; r < w->n_rows; r++)
        KT_TRY(write32(&w->out, (uint32_t)w->entry[r].key, err));
    return KT_OK;
}

static kt_status write_column(kt_covariates_writer *w, int32_t c, double *came, double *sorted,
                              uint8_t *entry_bytes, kt_error *err)
{
    const column *of = &w->column[c];
    kt_cells cells = {0};

    KT_TRY(kt_spill_column(&w->spill, c, came, err));
    for (int64_t r = 0; r < w->n_rows; r++)
        sorted[r] = came[w->entry[r].row];
    w->spill.bytes.size = 0;
    KT_TRY(kt_cells_encode(sorted, w->n_rows, &w->spill.work, &w->spill.bytes, &cells, err));
    cells.at = w->out.at;
    KT_TRY(kt_output_write(&w->out, w->spill.bytes.data, w->spill.bytes.size, err));
    entry_bytes[KT_CCOL_KIND] = (uint8_t)of->kind;
    entry_bytes[KT_CCOL_ENCODING] = (uint8_t)cells.kind;
    kt_put32(entry_bytes + KT_CCOL_N_DISTINCT, cells.n_distinct);
    kt_put64(entry_bytes + KT_CCOL_AT, cells.at);
    kt_put64(entry_bytes + KT_CCOL_ENDS, w->out.at);
    kt_put32(entry_bytes + KT_CCOL_N_TEXTS, of->texts.n_texts);
    kt_put32(entry_bytes + KT_CCOL_TEXT_SIZE, (uint32_t)of->texts.bytes.size);
    for (uint32_t n = 0; n < of->texts.n_texts; n++)
        KT_TRY(write32(&w->out, of->texts.end[n], err));
    return kt_output_write(&w->out, of->texts.bytes.data, of->texts.bytes.size, err);
}

static void put_text(uint8_t *to, const char *text, size_t size)
{
    memset(to, 0, size);
    memcpy(to, text, strnlen(text, size - 1));
}

static void put_info(const kt_covariates_writer *w, const kt_covariates_info *info,
                     uint8_t *dir)
{
    const bool years = kt_covariates_key_has_year(w->key);
    kt_put64(dir + KT_CDIR_N_ROWS, (uint64_t)w->n_rows);
    kt_put32(dir + KT_CDIR_N_COLUMNS, (uint32_t)w->n_columns);
    kt_put32(dir + KT_CDIR_N_COUNTRIES, (uint32_t)w->n_countries);
    dir[KT_CDIR_KEY] = (uint8_t)w->key;
    kt_put16(dir + KT_CDIR_FIRST_YEAR, years ? (uint16_t)w->first_year : 0);
    kt_put16(dir + KT_CDIR_LAST_YEAR, years ? (uint16_t)w->last_year : 0);
    kt_put64(dir + KT_CDIR_IMPORTED_AT, (uint64_t)info->imported_at);
    kt_put16(dir + KT_CDIR_RELEASED, (uint16_t)info->released.year);
    dir[KT_CDIR_RELEASED + 2] = (uint8_t)info->released.month;
    dir[KT_CDIR_RELEASED + 3] = (uint8_t)info->released.day;
    kt_put64(dir + KT_CDIR_N_PAGES, w->out.sums.size / 8);
    put_text(dir + KT_CDIR_NAME, info->name, sizeof info->name);
    put_text(dir + KT_CDIR_VERSION, info->version, sizeof info->version);
    put_text(dir + KT_CDIR_SOURCE, info->source, sizeof info->source);
    put_text(dir + KT_CDIR_LICENCE, info->licence, sizeof info->licence);
    memcpy(dir + KT_CDIR_DIGEST, info->checksum, strnlen(info->checksum, 32));
}

/* The columns' entries stand in the directory already; checksums and texts follow them. */
static kt_status end_directory(kt_covariates_writer *w, const kt_covariates_info *info,
                               kt_bytes *dir, kt_error *err)
{
    uint8_t tail[KT_TAIL_SIZE] = {0};

    KT_TRY(kt_output_end_pages(&w->out, err));
    const uint64_t at = w->out.at;
    KT_TRY(kt_bytes_add(dir, w->out.sums.data, w->out.sums.size, err));
    const size_t texts = dir->size;
    for (int32_t c = 0; c < w->n_columns; c++) {
        const column *of = &w->column[c];
        kt_put32(dir->data + KT_CDIR_FIXED + (size_t)c * KT_CCOL_SIZE + KT_CCOL_NAMES,
                 (uint32_t)(dir->size - texts));
        KT_TRY(kt_bytes_add(dir, of->name, strlen(of->name) + 1, err));
        KT_TRY(kt_bytes_add(dir, of->label, strlen(of->label) + 1, err));
        KT_TRY(kt_bytes_add(dir, of->unit, strlen(of->unit) + 1, err));
    }
    put_info(w, info, dir->data);
    kt_put32(dir->data + KT_CDIR_TEXT, (uint32_t)(dir->size - texts));
    memcpy(tail, KT_COVARIATES_MAGIC, 8);
    kt_put64(tail + KT_TAIL_AT, at);
    kt_put64(tail + KT_TAIL_LENGTH, dir->size);
    kt_put64(tail + KT_TAIL_DIRECTORY, kt_digest_block(dir->data, dir->size));
    kt_put64(tail + KT_TAIL_CHECKSUM, kt_digest_block(tail, KT_TAIL_CHECKSUM));
    KT_TRY(kt_output_write_behind(&w->out, dir->data, dir->size, err));
    return kt_output_write_behind(&w->out, tail, sizeof tail, err);
}

static kt_status write_file(kt_covariates_writer *w, const kt_covariates_info *info,
                            const kt_progress *progress, kt_error *err)
{
    kt_status status = KT_OK;
    double *came = NULL, *sorted = NULL;
    kt_bytes dir = {0};
    const size_t fixed = KT_CDIR_FIXED + (size_t)w->n_columns * KT_CCOL_SIZE;

    status = kt_new(&came, w->n_rows, sizeof *came, err);
    if (!status)
        status = kt_new(&sorted, w->n_rows, sizeof *sorted, err);
    if (!status)
        status = kt_bytes_reserve(&dir, fixed, err);
    if (status)
        goto done;
    memset(dir.data, 0, fixed);
    dir.size = fixed;
    status = write_keys(w, dir.data, err);
    for (int32_t c = 0; c < w->n_columns && !status; c++) {
        kt_progress_tell(progress, "writing", c, w->n_columns, w->n_rows);
        status = kt_progress_check(progress, err);
        if (!status)
            status = write_column(w, c, came, sorted,
                                  dir.data + KT_CDIR_FIXED + (size_t)c * KT_CCOL_SIZE, err);
    }
    if (!status)
        status = end_directory(w, info, &dir, err);
done:
    kt_bytes_clear(&dir);
    kt_free(sorted);
    kt_free(came);
    return status;
}

/* ---- commit ------------------------------------------------------------------------------ */

/* Whether this version is there already. A damaged one may be replaced. */
static kt_status look_for_old(const char *path, kt_covariates_info *info, bool *unchanged,
                              kt_error *err)
{
    kt_covariates_info there;
    kt_error damage = {0};

    *unchanged = false;
    if (!kt_file_exists(path) || kt_covariates_look(path, &there, &damage) != KT_OK)
        return KT_OK;
    if (strcmp(there.checksum, info->checksum) != 0)
        return kt_dataset_name_taken(info->name, info->version, err);
    *info = there;
    *unchanged = true;
    return KT_OK;
}

static kt_status finish(kt_covariates_writer *w, kt_covariates_info *info, const char *path,
                        const kt_progress *progress, kt_error *err)
{
    char name[64], fresh[KT_MAX_PATH];
    kt_covariates *made = NULL;

    kt_progress_tell(progress, "sorting", 0, w->n_rows, w->n_rows);
    KT_TRY(kt_progress_check(progress, err));
    KT_TRY(kt_spill_end(&w->spill, err));
    KT_TRY(order_rows(w, err));
    snprintf(name, sizeof name, "covariates-%ld" KT_UNFINISHED, (long)getpid());
    KT_TRY(kt_path_join(w->folder, name, fresh, err));
    KT_TRY(kt_output_begin(fresh, &w->out, err));
    KT_TRY(write_file(w, info, progress, err));
    // Read back as a reader will: what cannot be opened must not pass for stored.
    KT_TRY(kt_covariates_open_path(fresh, &made, err));
    const kt_covariates_info stored = made->info;
    kt_covariates_close(made);
    KT_TRY(kt_dataset_file_commit(w->out.descriptor, fresh, path, err));
    close(w->out.descriptor);
    w->out.descriptor = -1;
    *info = stored;
    return KT_OK;
}

kt_status kt_covariates_writer_commit(kt_covariates_writer *writer, kt_covariates_info *info,
                                      bool *unchanged, const kt_progress *progress,
                                      kt_error *err)
{
    char path[KT_MAX_PATH];
    kt_status status = kt_dataset_name_settle(info->name, info->version, info->checksum, err);

    if (!status && writer->n_rows == 0)
        status = kt_fail(err, KT_ERR_MISSING, "no rows to store");
    if (!status)
        status = kt_dataset_file_path(writer->folder, info->name, info->version, path, err);
    if (!status)
        status = look_for_old(path, info, unchanged, err);
    if (!status && !*unchanged)
        status = finish(writer, info, path, progress, err);
    kt_covariates_writer_abort(writer);
    return status;
}
