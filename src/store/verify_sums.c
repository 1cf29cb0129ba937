/* verify_sums.c: checksums tell whether bytes are those that were written; this tells whether
 * what was written is true. Answers come out of the kept sums of pairs, of products and of
 * exporters by product wherever they can, so a sum that its rows do not make would be stated
 * for years. All rows are read once, pair by pair as a reader does, and summed anew, exporter
 * by exporter.
 */
#include "verify_sums.h"

#include <kontor/memory.h>

#include "group_sum.h"
#include "pair_read.h"
#include "sum_kernel.h"

#include <stdio.h>

static const char *const column_names[KT_N_COLUMNS] = {"values",
                                                       "quantities",
                                                       "supplementary quantities",
                                                       "units",
                                                       "valuations",
                                                       "statuses",
                                                       "values of pairs",
                                                       "quantities of pairs",
                                                       "statuses of pairs",
                                                       "values of products",
                                                       "quantities of products",
                                                       "rows of products",
                                                       "missing values of products",
                                                       "missing quantities of products",
                                                       "statuses of products",
                                                       "values of exporters by product"};

const char *kt_column_name(kt_column_id id)
{
    return column_names[id];
}

typedef struct sums {
    const kt_dataset *dataset;
    const kt_segment *segment;
    bool of_pairs, of_products, of_exporters; /* are kept */
    uint16_t *position;
    int64_t *value, *quantity, *status; /* of the pair under way */
    kt_flow *rows;                      /* room for rows, their level and scratch */
    kt_cell *own, *all;                 /* of the exporter under way, of all before it */
    int64_t *kept;
} sums;

static bool is_kept(const kt_segment *s, kt_column_id id)
{
    return s->column[id].kind != KT_COLUMN_ABSENT;
}

static kt_status begin(sums *v, kt_error *err)
{
    const kt_segment *s = v->segment;
    const int64_t n = s->n_products;
    v->of_pairs = is_kept(s, KT_COLUMN_PAIR_VALUE);
    v->of_products = s->flat && is_kept(s, KT_COLUMN_PRODUCT_ROWS);
    v->of_exporters = s->flat && is_kept(s, KT_COLUMN_EXPORTER_VALUE);
    KT_TRY(kt_new(&v->position, n + 257, sizeof *v->position, err));
    KT_TRY(kt_new(&v->value, n, sizeof *v->value, err));
    KT_TRY(kt_new(&v->quantity, n, sizeof *v->quantity, err));
    KT_TRY(kt_new(&v->status, n, sizeof *v->status, err));
    KT_TRY(kt_new(&v->own, n, sizeof *v->own, err));
    KT_TRY(kt_new(&v->all, n, sizeof *v->all, err));
    KT_TRY(kt_new(&v->kept, n, sizeof *v->kept, err));
    return s->flat ? KT_OK : kt_new(&v->rows, 3 * kt_level_room(n), sizeof *v->rows, err);
}

static void clear(sums *v)
{
    kt_free(v->rows);
    kt_free(v->kept);
    kt_free(v->all);
    kt_free(v->own);
    kt_free(v->status);
    kt_free(v->quantity);
    kt_free(v->value);
    kt_free(v->position);
}

/* ---- what differs --------------------------------------------------------------------------
 */

static const char *number_text(int64_t number, char out[24])
{
    if (number == KT_NONE)
        return "nothing";
    snprintf(out, 24, "%lld", (long long)number);
    return out;
}

/* Numbers are the file's whole units. */
static kt_status differs(const sums *v, kt_column_id id, const char *of, int64_t kept,
                         int64_t made, kt_error *err)
{
    char name[64], left[24], right[24];
    return kt_fail(err, KT_ERR_FORMAT, "%s, %s, %s: %s is kept, and the rows make %s",
                   kt_segment_name(v->segment, name), kt_column_name(id), of,
                   number_text(kept, left), number_text(made, right));
}

static kt_status too_large(const sums *v, kt_column_id id, const char *of, kt_error *err)
{
    char name[64];
    return kt_fail(err, KT_ERR_FORMAT, "%s, %s, %s: the sum of the rows does not fit 64 bits",
                   kt_segment_name(v->segment, name), kt_column_name(id), of);
}

/* ---- pairs ---------------------------------------------------------------------------------
 */

typedef struct total {
    int64_t value, quantity, status;
} total;

/* Missing where one of the rows is; the weakest status. */
static void add_up(const sums *v, int64_t n, total *out, bool *fits)
{
    *out = (total){.value = kt_sum_or_none_plain(v->value, n, fits),
                   .quantity = kt_sum_or_none_plain(v->quantity, n, fits)};
    for (int64_t r = 0; r < n; r++)
        if (v->status[r] > out->status)
            out->status = v->status[r];
}

/* Where products lie above one another: by the rule of levels. */
static kt_status level(const sums *v, int64_t n, total *out, bool *fits, kt_error *err)
{
    const int64_t room = kt_level_room(v->segment->n_products);
    kt_flow *made = v->rows + room;
    kt_error too_much = {0};
    int64_t n_made = 0;
    for (int64_t r = 0; r < n; r++)
        v->rows[r] = (kt_flow){.product = kt_segment_product(v->segment, v->position[r]),
                               .status = (uint8_t)v->status[r],
                               .value = v->value[r],
                               .quantity = v->quantity[r],
                               .supplementary = KT_NONE};
    const kt_status status =
        kt_level_apply(0, v->rows, n, made, v->rows + 2 * room, &n_made, &too_much);
    *fits = status == KT_OK && n_made == 1;
    if (status && status != KT_ERR_RANGE) {
        if (err)
            *err = too_much;
        return status;
    }
    if (*fits)
        *out = (total){made->value, made->quantity, made->status};
    return KT_OK;
}

static kt_status check_pair(const sums *v, uint32_t e, uint32_t pair, int64_t n, kt_error *err)
{
    static const kt_column_id ids[] = {KT_COLUMN_PAIR_VALUE, KT_COLUMN_PAIR_QUANTITY,
                                       KT_COLUMN_PAIR_STATUS};
    const kt_segment *s = v->segment;
    char of[24], exporter[5], importer[5];
    total made = {0};
    bool fits = true;
    if (s->flat)
        add_up(v, n, &made, &fits);
    else
        KT_TRY(level(v, n, &made, &fits, err));
    snprintf(of, sizeof of, "%s to %s", kt_country_print(kt_segment_exporter(s, e), exporter),
             kt_country_print(kt_segment_importer(s, pair), importer));
    if (!fits)
        return too_large(v, KT_COLUMN_PAIR_VALUE, of, err);
    const int64_t numbers[] = {made.value, made.quantity, made.status};
    for (int i = 0; i < 3; i++) {
        int64_t kept;
        KT_TRY(kt_column_pick(&s->column[ids[i]], &v->dataset->image, pair, &kept, err));
        if (kept != numbers[i])
            return differs(v, ids[i], of, kept, numbers[i], err);
    }
    return KT_OK;
}

/* Status codes beyond those that there are count as a reader counts them. */
static kt_status read_pair(sums *v, int64_t first_row, int64_t n, kt_error *err)
{
    const kt_segment *s = v->segment;
    const kt_image *image = &v->dataset->image;
    KT_TRY(kt_column_read(&s->column[KT_COLUMN_VALUE], image, first_row, n, v->value, err));
    KT_TRY(
        kt_column_read(&s->column[KT_COLUMN_QUANTITY], image, first_row, n, v->quantity, err));
    KT_TRY(kt_column_read(&s->column[KT_COLUMN_STATUS], image, first_row, n, v->status, err));
    for (int64_t r = 0; r < n; r++)
        if (v->status[r] < 0 || v->status[r] > KT_SUPPRESSED)
            v->status[r] = 0;
    return KT_OK;
}

/* ---- products ------------------------------------------------------------------------------
 */

static kt_status add_products(sums *v, int64_t n, kt_error *err)
{
    for (int64_t r = 0; r < n; r++) {
        const uint16_t k = v->position[r];
        char code[16];
        if (!kt_cell_add(&v->own[k], v->value[r], v->quantity[r], (uint32_t)v->status[r]))
            return too_large(v, KT_COLUMN_PRODUCT_VALUE,
                             kt_product_print(kt_segment_product(v->segment, k), code), err);
    }
    return KT_OK;
}

static kt_status check_exporter(sums *v, uint32_t e, kt_error *err)
{
    const kt_segment *s = v->segment;
    const int64_t n = s->n_products;
    if (!v->of_exporters)
        return KT_OK;
    KT_TRY(kt_column_read(&s->column[KT_COLUMN_EXPORTER_VALUE], &v->dataset->image, e * n, n,
                          v->kept, err));
    for (uint32_t k = 0; k < s->n_products; k++) {
        const kt_cell *own = &v->own[k];
        const int64_t made = own->n_rows > own->n_without_value ? own->value : KT_NONE;
        if (v->kept[k] == made)
            continue;
        char of[24], exporter[5], code[16];
        snprintf(of, sizeof of, "%s, %s", kt_country_print(kt_segment_exporter(s, e), exporter),
                 kt_product_print(kt_segment_product(s, k), code));
        return differs(v, KT_COLUMN_EXPORTER_VALUE, of, v->kept[k], made, err);
    }
    return KT_OK;
}

/* The exporter's sums to those of all; its own are empty again. */
static kt_status end_exporter(sums *v, kt_error *err)
{
    for (uint32_t k = 0; k < v->segment->n_products; k++) {
        kt_cell *own = &v->own[k], *all = &v->all[k];
        char code[16];
        if (!kt_i64_add(all->value, own->value, &all->value) ||
            !kt_i64_add(all->quantity, own->quantity, &all->quantity))
            return too_large(v, KT_COLUMN_PRODUCT_VALUE,
                             kt_product_print(kt_segment_product(v->segment, k), code), err);
        all->n_rows += own->n_rows;
        all->n_without_value += own->n_without_value;
        all->n_without_quantity += own->n_without_quantity;
        all->status = own->status > all->status ? own->status : all->status;
        *own = (kt_cell){0};
    }
    return KT_OK;
}

static int64_t number_of(const kt_cell *cell, kt_column_id id)
{
    const int64_t numbers[] = {cell->value,           cell->quantity,           cell->n_rows,
                               cell->n_without_value, cell->n_without_quantity, cell->status};
    return numbers[id - KT_COLUMN_PRODUCT_VALUE];
}

static kt_status check_products(const sums *v, kt_error *err)
{
    const kt_segment *s = v->segment;
    for (kt_column_id id = KT_COLUMN_PRODUCT_VALUE; id <= KT_COLUMN_PRODUCT_STATUS; id++) {
        KT_TRY(
            kt_column_read(&s->column[id], &v->dataset->image, 0, s->n_products, v->kept, err));
        for (uint32_t k = 0; k < s->n_products; k++) {
            const int64_t made = number_of(&v->all[k], id);
            char code[16];
            if (v->kept[k] != made)
                return differs(v, id, kt_product_print(kt_segment_product(s, k), code),
                               v->kept[k], made, err);
        }
    }
    return KT_OK;
}

/* ---- the segment ---------------------------------------------------------------------------
 */

static kt_status check_rows(sums *v, kt_error *err)
{
    const kt_segment *s = v->segment;
    const bool by_product = v->of_products || v->of_exporters;
    kt_cursor cursor = {.at_pair = UINT32_MAX};
    for (uint32_t e = 0; e < s->n_exporters; e++) {
        const uint32_t end = kt_segment_first_pair(s, e + 1);
        for (uint32_t pair = kt_segment_first_pair(s, e); pair < end; pair++) {
            int64_t n, first_row;
            kt_cursor_stand(&cursor, e, pair);
            KT_TRY(kt_cursor_products(s, &v->dataset->image, &cursor, 0, s->n_products,
                                      v->position, &n, &first_row, err));
            KT_TRY(read_pair(v, first_row, n, err));
            if (v->of_pairs)
                KT_TRY(check_pair(v, e, pair, n, err));
            if (by_product)
                KT_TRY(add_products(v, n, err));
        }
        if (!by_product)
            continue;
        KT_TRY(check_exporter(v, e, err));
        KT_TRY(end_exporter(v, err));
    }
    return v->of_products ? check_products(v, err) : KT_OK;
}

kt_status kt_verify_sums(const kt_dataset *dataset, const kt_segment *segment, kt_error *err)
{
    sums v = {.dataset = dataset, .segment = segment};
    if (segment->n_products == 1) // each pair is one row
        return KT_OK;
    kt_status status = begin(&v, err);
    if (!status && (v.of_pairs || v.of_products || v.of_exporters))
        status = check_rows(&v, err);
    clear(&v);
    return status;
}
