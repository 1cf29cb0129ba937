/* world_matrix.c: the world matrix: from the columns of pairs where there are such, else from
 * rows. */
#include <kontor/checked.h>
#include <kontor/memory.h>
#include <kontor/parallel.h>

#include "matrix_kernel.h"
#include "pair_read.h"
#include "sum_kernel.h"

/* One segment on its way into the matrix. */
typedef struct filling {
    kt_pair_reader reader;
    kt_matrix *matrix;
    uint32_t *index; /* of the segment's countries in the matrix */
    const kt_slot *slot;
    bool first; /* of the slots: the matrix is empty */
} filling;

/* Where sums come from. */
typedef enum origin { FROM_TOTALS, FROM_VALUES } origin;

static bool add(int64_t *cell, int64_t value)
{
    if (value == KT_NONE)
        return true;
    if (*cell == KT_NONE) {
        *cell = value;
        return true;
    }
    return kt_i64_add(*cell, value, cell);
}

static kt_status too_large(kt_error *err)
{
    return kt_fail(err, KT_ERR_RANGE, "the value of a pair does not fit 64 bits");
}

static kt_status map_countries(filling *f, const kt_segment *s, kt_error *err)
{
    int64_t at = 0;
    for (uint32_t i = 0; i < s->n_countries; i++) {
        const uint32_t code = kt_segment_country(s, i).code;
        while (at < f->matrix->n_countries && f->matrix->country[at].code < code)
            at++;
        if (at == f->matrix->n_countries || f->matrix->country[at].code != code)
            return kt_fail(err, KT_ERR_FORMAT, "a country is not in the dataset's list");
        f->index[i] = (uint32_t)at;
    }
    return KT_OK;
}

static int64_t *row_of(const filling *f, const kt_segment *s, uint32_t e)
{
    return f->matrix->value +
           (int64_t)f->index[kt_segment_exporter_position(s, e)] * f->matrix->n_countries;
}

/* Values of pairs [pair, pair + n), all of one exporter. */
static kt_status enter_pairs(const filling *f, const kt_segment *s, uint32_t pair, uint32_t n,
                             const int64_t *value, int64_t *row, kt_error *err)
{
    if (f->first) {
        kt_cells_place(s->section[KT_SECTION_IMPORTERS].data + 2 * (size_t)pair, f->index,
                       value, n, row);
        return KT_OK;
    }
    for (uint32_t i = 0; i < n; i++)
        if (!add(&row[f->index[kt_segment_importer_position(s, pair + i)]], value[i]))
            return too_large(err);
    return KT_OK;
}

/* Pairs out of blocks as they lie. */
static kt_status fill_from_totals(filling *f, const kt_segment *s, kt_error *err)
{
    enum { AT_ONCE = 8 * KT_BLOCK };
    int64_t value[AT_ONCE];
    uint32_t e = 0;
    for (uint32_t i = 0; i < s->n_exporters; i++)
        KT_TRY(kt_dataset_check_exporter(f->reader.dataset, s, i, err));
    for (uint32_t from = 0; from < s->n_pairs; from += AT_ONCE) {
        const uint32_t n = s->n_pairs - from < AT_ONCE ? s->n_pairs - from : AT_ONCE;
        KT_TRY(kt_column_read(kt_segment_totals(s), f->reader.image, from, n, value, err));
        for (uint32_t i = 0; i < n;) {
            while (from + i >= kt_segment_first_pair(s, e + 1))
                e++;
            const uint32_t end = kt_segment_first_pair(s, e + 1);
            const uint32_t stop = end - from < n ? end - from : n;
            KT_TRY(enter_pairs(f, s, from + i, stop - i, value + i, row_of(f, s, e), err));
            i = stop;
        }
    }
    return KT_OK;
}

static kt_status fill_from_rows(filling *f, const kt_slot *slot, kt_error *err)
{
    const kt_segment *s = slot->segment;
    kt_cursor cursor = {.at_pair = UINT32_MAX};
    for (uint32_t e = 0; e < s->n_exporters; e++) {
        KT_TRY(kt_dataset_check_exporter(f->reader.dataset, s, e, err));
        const int64_t row =
            (int64_t)f->index[kt_segment_exporter_position(s, e)] * f->matrix->n_countries;
        const uint32_t end = kt_segment_first_pair(s, e + 1);
        for (uint32_t pair = kt_segment_first_pair(s, e); pair < end; pair++) {
            int64_t n = 0;
            int64_t *cell =
                &f->matrix->value[row + f->index[kt_segment_importer_position(s, pair)]];
            kt_cursor_stand(&cursor, e, pair);
            KT_TRY(kt_pair_reader_rows(&f->reader, slot, &cursor, &n, err));
            for (int64_t r = 0; r < n; r++)
                if (!add(cell, f->reader.rows[r].value))
                    return too_large(err);
        }
    }
    return KT_OK;
}

/* Values of rows that were decoded, and the sum of the pair under way. */
typedef struct running {
    uint32_t pair;
    int64_t sum;
    bool fits;
} running;

/* Rows [from, stop) of a block; KT_NONE where one of them is missing. */
static int64_t sum_numbers(const kt_numbers *numbers, int64_t scale, int64_t from, int64_t stop,
                           bool *fits)
{
    if (!numbers->narrow)
        return kt_sum_or_none(numbers->value + from, stop - from, fits);
    int64_t sum = kt_sum_low(numbers->low + from, stop - from);
    if (scale != 1)
        *fits &= kt_i64_mul(sum, scale, &sum);
    return sum;
}

/* Rows [from, n) of a block that begins at row `at` into their pairs. */
static kt_status add_numbers(const filling *f, int64_t *row, running *own, int64_t at,
                             int64_t from, int64_t n, const kt_numbers *numbers, kt_error *err)
{
    const kt_segment *s = f->slot->segment;
    const int64_t scale = s->column[KT_COLUMN_VALUE].scale;
    for (int64_t r = from; r < n;) {
        const int64_t end = kt_segment_first_row(s, own->pair + 1) - at;
        const int64_t stop = end < n ? end : n;
        const int64_t both[2] = {own->sum, sum_numbers(numbers, scale, r, stop, &own->fits)};
        own->sum = kt_sum_or_none_plain(both, 2, &own->fits);
        r = stop;
        if (end > n)
            break;
        if (!own->fits ||
            !add(&row[f->index[kt_segment_importer_position(s, own->pair)]], own->sum))
            return too_large(err);
        *own = (running){.pair = own->pair + 1, .fits = true};
    }
    return KT_OK;
}

/* An exporter's rows lie together, pair behind pair, so products need not be looked at. */
static kt_status fill_exporter(void *with, int64_t e, kt_error *err)
{
    const filling *f = with;
    const kt_segment *s = f->slot->segment;
    const kt_dataset *d = f->reader.dataset;
    running own = {.pair = kt_segment_first_pair(s, (uint32_t)e), .fits = true};
    KT_TRY(kt_dataset_check_exporter(d, s, (uint32_t)e, err));
    int64_t *row = row_of(f, s, (uint32_t)e);
    const int64_t end = kt_segment_first_row(s, kt_segment_first_pair(s, (uint32_t)e + 1));
    kt_numbers numbers;
    for (int64_t at = kt_segment_first_row(s, own.pair); at < end;) {
        const int64_t b = at / KT_BLOCK, from = at % KT_BLOCK;
        const int64_t n = end - b * KT_BLOCK < KT_BLOCK ? end - b * KT_BLOCK : KT_BLOCK;
        KT_TRY(
            kt_column_read_numbers(&s->column[KT_COLUMN_VALUE], &d->image, b, &numbers, err));
        KT_TRY(add_numbers(f, row, &own, b * KT_BLOCK, from, n, &numbers, err));
        at = b * KT_BLOCK + n;
    }
    return KT_OK;
}

/* Pairs that the filter does not ask for become empty again. */
static void leave_asked(const kt_filter *filter, kt_matrix *m)
{
    if (filter->exporter.code == 0 && filter->importer.code == 0)
        return;
    for (int64_t i = 0; i < m->n_countries; i++)
        for (int64_t j = 0; j < m->n_countries; j++)
            if ((filter->exporter.code && filter->exporter.code != m->country[i].code) ||
                (filter->importer.code && filter->importer.code != m->country[j].code))
                m->value[i * m->n_countries + j] = KT_NONE;
}

static kt_status begin(filling *f, const kt_dataset *d, kt_error *err)
{
    kt_matrix *m = f->matrix;
    const int64_t n_cells = d->n_countries * d->n_countries; // at most KT_MAX_COUNTRIES squared
    if (n_cells > m->n_room) {
        KT_TRY(kt_resize(&m->value, n_cells, sizeof *m->value, err));
        m->n_room = n_cells;
    }
    m->country = d->country;
    m->n_countries = d->n_countries;
    kt_cells_empty(m->value, n_cells);
    return kt_resize(&f->index, KT_MAX_COUNTRIES, sizeof *f->index, err);
}

static kt_status fill_slot(filling *f, origin source, int n_threads, kt_error *err)
{
    const kt_segment *s = f->slot->segment;
    const bool whole = f->slot->end - f->slot->first == s->n_products;
    KT_TRY(map_countries(f, s, err));
    if (source == FROM_VALUES && s->flat && whole)
        return kt_parallel_run(n_threads, s->n_exporters, fill_exporter, f, err);
    if (source == FROM_TOTALS && f->reader.digits == 0 &&
        kt_segment_totals(s)->kind != KT_COLUMN_ABSENT)
        return fill_from_totals(f, s, err);
    return fill_from_rows(f, f->slot, err);
}

static kt_status fill(const kt_dataset *dataset, const kt_filter *filter, origin source,
                      int n_threads, kt_matrix *matrix, kt_error *err)
{
    filling f = {.matrix = matrix};
    kt_filter totals = *filter;
    totals.level = KT_LEVEL_TOTAL;
    if (n_threads <= 0)
        n_threads = kt_parallel_processors();
    kt_status status = kt_pair_reader_init(dataset, &totals, &f.reader, err);
    if (!status)
        status = begin(&f, dataset, err);
    for (int64_t i = 0; i < f.reader.n_slots && !status; i++) {
        f.slot = &f.reader.slot[i];
        f.first = i == 0;
        status = fill_slot(&f, source, n_threads, err);
    }
    if (!status)
        leave_asked(filter, matrix);
    if (status == KT_ERR_FORMAT || status == KT_ERR_RANGE)
        kt_error_within(err, "reading %s@%s", dataset->info.name, dataset->info.version);
    kt_free(f.index);
    kt_pair_reader_clear(&f.reader);
    return status;
}

kt_status kt_dataset_matrix(const kt_dataset *dataset, const kt_filter *filter,
                            kt_matrix *matrix, kt_error *err)
{
    return fill(dataset, filter, FROM_TOTALS, 1, matrix, err);
}

kt_status kt_dataset_matrix_of_rows(const kt_dataset *dataset, const kt_filter *filter,
                                    int n_threads, kt_matrix *matrix, kt_error *err)
{
    return fill(dataset, filter, FROM_VALUES, n_threads, matrix, err);
}

void kt_matrix_clear(kt_matrix *matrix)
{
    kt_free(matrix->value);
    *matrix = (kt_matrix){0};
}
