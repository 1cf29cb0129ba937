/* encode_sums.c: what a segment keeps beside its rows, so that questions about whole countries
 * need none of them: sums of pairs, of products, of exporters by product. */
#include "encode_internal.h"

#include <kontor/checked.h>
#include <kontor/memory.h>

#include "group_sum.h"
#include "level.h"
#include "sum_kernel.h"

/* Rows of the pair [s, end) as observations. */
static int64_t fill_rows(const job *j, int64_t s, int64_t end, kt_flow *rows)
{
    const kt_batch *b = j->batch;
    int64_t n = 0;
    for (; s < end; s++) {
        for (uint32_t i = 0; i < j->stretch[s].n_rows; i++, n++) {
            const int64_t r = j->stretch[s].row + i;
            rows[n] = (kt_flow){.product = {b->products->code[b->product[r]]},
                                .status = (uint8_t)kt_batch_status(b, r),
                                .value = kt_narrow_at(&b->value, r),
                                .quantity = kt_narrow_at(&b->quantity, r),
                                .supplementary = KT_NONE};
        }
    }
    return n;
}

/* The pair's row for all products, where products lie above each other. */
static kt_status total_of_levels(const job *j, int64_t s, int64_t end, kt_flow *rows,
                                 kt_flow *total, kt_error *err)
{
    const int64_t room = kt_level_room(j->n_products);
    int64_t n_out = 0;
    const int64_t n = fill_rows(j, s, end, rows);
    KT_TRY(kt_level_apply(0, rows, n, rows + room, rows + 2 * room, &n_out, err));
    *total = rows[room];
    return KT_OK;
}

static int64_t add_or_none(int64_t a, int64_t b, bool *fits)
{
    const int64_t both[2] = {a, b};
    return kt_sum_or_none_plain(both, 2, fits);
}

static void total_of_rows(const job *j, int64_t s, int64_t end, kt_flow *total, bool *fits)
{
    const kt_batch *b = j->batch;
    *total = (kt_flow){.status = (uint8_t)kt_batch_status(b, j->stretch[s].row)};
    for (; s < end; s++) {
        const int64_t row = j->stretch[s].row, n = j->stretch[s].n_rows;
        total->value = add_or_none(total->value, kt_narrow_sum(&b->value, row, n, fits), fits);
        total->quantity =
            add_or_none(total->quantity, kt_narrow_sum(&b->quantity, row, n, fits), fits);
        for (int64_t i = 0; i < n && b->attribute; i++)
            if (kt_batch_status(b, row + i) > total->status)
                total->status = (uint8_t)kt_batch_status(b, row + i);
    }
}

static kt_status add_total(job *j, const kt_flow *total, kt_error *err)
{
    const int64_t status = total->status;
    KT_TRY(kt_column_writer_add(&j->column[KT_COLUMN_PAIR_VALUE], &total->value, 1, err));
    KT_TRY(kt_column_writer_add(&j->column[KT_COLUMN_PAIR_QUANTITY], &total->quantity, 1, err));
    return kt_column_writer_add(&j->column[KT_COLUMN_PAIR_STATUS], &status, 1, err);
}

/* Sums of pairs. Where one does not fit 64 bits there are none: readers then sum themselves,
 * and say so where it matters. */
kt_status kt_encode_totals(job *j, kt_error *err)
{
    kt_status status = KT_OK;
    kt_flow *rows = NULL;
    bool fits = true;
    const int64_t room = kt_level_room(j->n_products);
    if (j->n_products == 1)
        return KT_OK;
    /* What divides all parts divides the sums. */
    kt_column_writer_init(&j->column[KT_COLUMN_PAIR_VALUE],
                          kt_encode_exponent(j, &j->batch->value));
    kt_column_writer_init(&j->column[KT_COLUMN_PAIR_QUANTITY],
                          kt_encode_exponent(j, &j->batch->quantity));
    kt_column_writer_init(&j->column[KT_COLUMN_PAIR_STATUS], 0);
    if (!j->flat)
        KT_TRY(kt_resize(&rows, 3 * room, sizeof *rows, err));
    for (int64_t s = 0; s < j->n && !status && fits;) {
        const int64_t end = kt_encode_pair_end(j, s);
        kt_flow total;
        if (j->flat) {
            total_of_rows(j, s, end, &total, &fits);
        } else {
            status = total_of_levels(j, s, end, rows, &total, err);
            if (status == KT_ERR_RANGE) {
                if (err)
                    kt_error_clear(err);
                status = KT_OK;
                fits = false;
            }
        }
        if (!status && fits)
            status = add_total(j, &total, err);
        s = end;
    }
    for (int id = KT_COLUMN_PAIR_VALUE; id <= KT_COLUMN_PAIR_STATUS && !status; id++) {
        status = kt_column_writer_end(&j->column[id], err);
        if (!fits)
            j->column[id].n_rows = 0;
    }
    kt_free(rows);
    return status;
}

/* Sums by product: of the exporter under way, and of all before it. */
typedef struct product_sums {
    kt_cell *own, *all;
    bool fits;
} product_sums;

static void add_stretch(const job *j, const kt_stretch *stretch, product_sums *sums)
{
    const kt_batch *b = j->batch;
    const int64_t end = stretch->row + stretch->n_rows;
    int64_t value[KT_BLOCK], quantity[KT_BLOCK];
    for (int64_t from = stretch->row; from < end; from += KT_BLOCK) {
        const int64_t n = end - from < KT_BLOCK ? end - from : KT_BLOCK;
        kt_narrow_get(&b->value, from, n, value);
        kt_narrow_get(&b->quantity, from, n, quantity);
        for (int64_t r = 0; r < n; r++)
            sums->fits &= kt_cell_add(&sums->own[j->position[b->product[from + r]]], value[r],
                                      quantity[r], (uint32_t)kt_batch_status(b, from + r));
    }
}

/* The exporter's sums to their column and to those of all. */
static kt_status end_exporter(job *j, product_sums *sums, kt_error *err)
{
    kt_column_writer *column = &j->column[KT_COLUMN_EXPORTER_VALUE];
    for (uint32_t k = 0; k < j->n_products; k++) {
        kt_cell *own = &sums->own[k], *all = &sums->all[k];
        const int64_t value = own->n_rows > own->n_without_value ? own->value : KT_NONE;
        KT_TRY(kt_column_writer_add(column, &value, 1, err));
        sums->fits &= kt_i64_add(all->value, own->value, &all->value) &&
                      kt_i64_add(all->quantity, own->quantity, &all->quantity);
        all->n_rows += own->n_rows;
        all->n_without_value += own->n_without_value;
        all->n_without_quantity += own->n_without_quantity;
        all->status = own->status > all->status ? own->status : all->status;
        *own = (kt_cell){0};
    }
    return KT_OK;
}

static kt_status sum_products(job *j, product_sums *sums, kt_error *err)
{
    for (int64_t s = 0; s < j->n && sums->fits; s++) {
        add_stretch(j, &j->stretch[s], sums);
        if (s + 1 == j->n || j->stretch[s + 1].exporter != j->stretch[s].exporter)
            KT_TRY(end_exporter(j, sums, err));
    }
    kt_column_writer *column = &j->column[KT_COLUMN_PRODUCT_VALUE];
    for (uint32_t k = 0; k < j->n_products && sums->fits; k++) {
        const kt_cell *cell = &sums->all[k];
        const int64_t number[6] = {
            cell->value,           cell->quantity,           cell->n_rows,
            cell->n_without_value, cell->n_without_quantity, cell->status};
        for (int i = 0; i < 6; i++)
            KT_TRY(kt_column_writer_add(&column[i], &number[i], 1, err));
    }
    return KT_OK;
}

/* Sums of each product, over all pairs and by exporter, for segments whose rows nobody has to
 * level first. Where one does not fit 64 bits there are none. */
kt_status kt_encode_product_sums(job *j, kt_error *err)
{
    product_sums sums = {.fits = true};
    if (j->n_products == 1 || !j->flat)
        return KT_OK;
    for (int id = KT_COLUMN_PRODUCT_VALUE; id <= KT_COLUMN_EXPORTER_VALUE; id++)
        kt_column_writer_init(&j->column[id], 0);
    const int exponent = kt_encode_exponent(j, &j->batch->value);
    kt_column_writer_init(&j->column[KT_COLUMN_PRODUCT_VALUE], exponent);
    kt_column_writer_init(&j->column[KT_COLUMN_EXPORTER_VALUE], exponent);
    kt_column_writer_init(&j->column[KT_COLUMN_PRODUCT_QUANTITY],
                          kt_encode_exponent(j, &j->batch->quantity));
    kt_status status = kt_new(&sums.own, j->n_products, sizeof *sums.own, err);
    if (!status)
        status = kt_new(&sums.all, j->n_products, sizeof *sums.all, err);
    if (!status)
        status = sum_products(j, &sums, err);
    for (int id = KT_COLUMN_PRODUCT_VALUE; id <= KT_COLUMN_EXPORTER_VALUE && !status; id++) {
        status = kt_column_writer_end(&j->column[id], err);
        if (!sums.fits)
            j->column[id].n_rows = 0;
    }
    kt_free(sums.all);
    kt_free(sums.own);
    return status;
}
