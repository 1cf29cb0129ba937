/* trade_join.c: tables of trade by groups of countries: rows of several tables under each
 * other, members of a group summed. Trade among the members of a group is in the sum. */
#include <kontor/trade_matrix.h>

#include <kontor/checked.h>
#include <kontor/memory.h>

#include <math.h>
#include <stdlib.h>

typedef struct place {
    uint32_t code; /* of the row that it goes to */
    int64_t table, row;
} place;

static int by_code(const void *left, const void *right)
{
    const place *x = left, *y = right;
    if (x->code != y->code)
        return x->code < y->code ? -1 : 1;
    if (x->table != y->table)
        return x->table < y->table ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static kt_status make_room(kt_trade_matrix *out, int has_tonnes, kt_error *err)
{
    int64_t n_cells;
    if (!kt_i64_mul(out->n_rows, out->axis->n_products, &n_cells))
        return kt_fail(err, KT_ERR_LIMIT, "too many countries and products for one table");
    KT_TRY(kt_new(&out->country, out->n_rows, sizeof *out->country, err));
    KT_TRY(kt_new(&out->value, n_cells, sizeof *out->value, err));
    KT_TRY(kt_new(&out->state, n_cells, sizeof *out->state, err));
    KT_TRY(kt_new(&out->unallocated, out->n_rows, sizeof(double), err));
    KT_TRY(kt_new(&out->stated, out->n_rows, sizeof(double), err));
    KT_TRY(kt_new(&out->from_world, out->n_rows, 1, err));
    return has_tonnes ? kt_new(&out->tonnes, n_cells, sizeof *out->tonnes, err) : KT_OK;
}

/* A cell that no member has reached yet is absent; what is withheld leaves the known rest. */
static void add_cell(kt_trade_matrix *out, int64_t cell, const kt_trade_matrix *from,
                     int64_t at)
{
    const double value = from->value[at];
    const int is_first = out->state[cell] == KT_TRADE_ABSENT;
    if (from->state[at] == KT_TRADE_ABSENT)
        return;
    if (is_first || isnan(out->value[cell]))
        out->value[cell] = value;
    else if (!isnan(value))
        out->value[cell] += value;
    if (from->state[at] > out->state[cell])
        out->state[cell] = from->state[at];
    if (out->tonnes)
        out->tonnes[cell] = is_first ? from->tonnes[at] : out->tonnes[cell] + from->tonnes[at];
}

static void add_row(kt_trade_matrix *out, int64_t r, const kt_trade_matrix *from, int64_t row)
{
    const int64_t n = out->axis->n_products;
    out->unallocated[r] += from->unallocated[row];
    out->stated[r] += from->stated[row]; // missing where one of them states none
    out->from_world[r] |= from->from_world[row];
    for (int64_t k = 0; k < n; k++)
        add_cell(out, r * n + k, from, row * n + k);
}

static void fill(kt_trade_matrix *out, const kt_trade_matrix *list, const place *order,
                 int64_t n_places)
{
    int64_t r = -1;
    for (int64_t p = 0; p < n_places; p++) {
        if (p == 0 || order[p].code != order[p - 1].code) {
            r++;
            out->country[r] = (kt_country){order[p].code};
            for (int64_t k = 0; out->tonnes && k < out->axis->n_products; k++)
                out->tonnes[r * out->axis->n_products + k] = NAN;
        }
        add_row(out, r, &list[order[p].table], order[p].row);
    }
}

kt_status kt_trade_matrix_join(const kt_trade_matrix *list, int64_t n_list,
                               kt_country (*as)(const void *with, kt_country country),
                               const void *with, kt_trade_matrix *out, kt_error *err)
{
    place *order = NULL;
    int64_t n = 0, n_places = 0;
    int has_tonnes = 1;
    kt_trade_matrix joined = {.axis = list[0].axis, .request = list[0].request};

    for (int64_t t = 0; t < n_list; t++) {
        n += list[t].n_rows;
        has_tonnes = has_tonnes && (list[t].tonnes || list[t].n_rows == 0);
    }
    kt_status status = kt_new(&order, n, sizeof *order, err);
    for (int64_t t = 0; !status && t < n_list; t++)
        for (int64_t r = 0; r < list[t].n_rows; r++)
            order[n_places++] = (place){as(with, list[t].country[r]).code, t, r};
    if (!status && n_places > 1)
        qsort(order, (size_t)n_places, sizeof *order, by_code);
    for (int64_t p = 0; p < n_places; p++)
        joined.n_rows += p == 0 || order[p].code != order[p - 1].code;
    if (!status)
        status = make_room(&joined, has_tonnes, err);
    if (!status) {
        fill(&joined, list, order, n_places);
        *out = joined;
    } else {
        kt_trade_matrix_clear(&joined);
    }
    kt_free(order);
    return status;
}
