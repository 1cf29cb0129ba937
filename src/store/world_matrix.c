/* world_matrix.c: the world matrix: from the columns of pairs where there are such, else from
 * rows. */
#include <kontor/checked.h>
#include <kontor/memory.h>

#include "pair_read.h"

/* One segment on its way into the matrix. */
typedef struct filling {
    kt_pair_reader reader;
    kt_matrix *matrix;
    uint32_t *index; /* of the segment's countries in the matrix */
} filling;

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

/* Pairs [from, end) of exporter e, out of blocks of 256 as they lie. */
static kt_status fill_from_totals(filling *f, const kt_segment *s, kt_error *err)
{
    int64_t value[KT_BLOCK];
    uint32_t e = 0;
    for (uint32_t i = 0; i < s->n_exporters; i++)
        KT_TRY(kt_dataset_check_exporter(f->reader.dataset, s, i, err));
    for (uint32_t from = 0; from < s->n_pairs; from += KT_BLOCK) {
        const uint32_t n = s->n_pairs - from < KT_BLOCK ? s->n_pairs - from : KT_BLOCK;
        KT_TRY(kt_column_read(&s->column[KT_COLUMN_PAIR_VALUE], f->reader.image, from, n, value,
                              err));
        for (uint32_t i = 0; i < n;) {
            while (from + i >= kt_segment_first_pair(s, e + 1))
                e++;
            const uint32_t end = kt_segment_first_pair(s, e + 1);
            const uint32_t stop = end - from < n ? end - from : n;
            int64_t *row =
                f->matrix->value +
                (int64_t)f->index[kt_segment_exporter_position(s, e)] * f->matrix->n_countries;
            for (; i < stop; i++)
                if (!add(&row[f->index[kt_segment_importer_position(s, from + i)]], value[i]))
                    return too_large(err);
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
    for (int64_t i = 0; i < n_cells; i++)
        m->value[i] = KT_NONE;
    return kt_resize(&f->index, KT_MAX_COUNTRIES, sizeof *f->index, err);
}

kt_status kt_dataset_matrix(const kt_dataset *dataset, const kt_filter *filter,
                            kt_matrix *matrix, kt_error *err)
{
    filling f = {.matrix = matrix};
    kt_filter totals = *filter;
    totals.level = KT_LEVEL_TOTAL;
    kt_status status = kt_pair_reader_init(dataset, &totals, &f.reader, err);
    if (!status)
        status = begin(&f, dataset, err);
    for (int64_t i = 0; i < f.reader.n_slots && !status; i++) {
        const kt_slot *slot = &f.reader.slot[i];
        status = map_countries(&f, slot->segment, err);
        if (status)
            break;
        if (f.reader.digits == 0 &&
            slot->segment->column[KT_COLUMN_PAIR_VALUE].kind != KT_COLUMN_ABSENT)
            status = fill_from_totals(&f, slot->segment, err);
        else
            status = fill_from_rows(&f, slot, err);
    }
    if (!status)
        leave_asked(filter, matrix);
    if (status == KT_ERR_FORMAT || status == KT_ERR_RANGE)
        kt_error_within(err, "reading %s@%s", dataset->info.name, dataset->info.version);
    kt_free(f.index);
    kt_pair_reader_clear(&f.reader);
    return status;
}

void kt_matrix_clear(kt_matrix *matrix)
{
    kt_free(matrix->value);
    *matrix = (kt_matrix){0};
}
