/* trade_group.c: a table of trade by groups of products: sections, end uses, a user's own. */
#include <kontor/trade_matrix.h>

#include <kontor/memory.h>

#include <math.h>

static kt_status make_room(kt_trade_matrix *out, int has_tonnes, kt_error *err)
{
    const int64_t n_cells = out->n_rows * out->axis->n_products; // fewer than it has now
    KT_TRY(kt_new(&out->country, out->n_rows, sizeof *out->country, err));
    KT_TRY(kt_new(&out->value, n_cells, sizeof *out->value, err));
    KT_TRY(kt_new(&out->state, n_cells, sizeof *out->state, err));
    KT_TRY(kt_new(&out->unallocated, out->n_rows, sizeof(double), err));
    KT_TRY(kt_new(&out->stated, out->n_rows, sizeof(double), err));
    KT_TRY(kt_new(&out->from_world, out->n_rows, 1, err));
    return has_tonnes ? kt_new(&out->tonnes, n_cells, sizeof *out->tonnes, err) : KT_OK;
}

/* NaN for a group with no row at all in tonnes, and for one of which all values are withheld:
 * so a cell that no part has reached yet is told from one that holds 0. */
static void add_cell(const kt_trade_matrix *from, int64_t at, kt_trade_matrix *to, int64_t cell)
{
    const uint8_t state = from->state[at];
    const int is_first = to->state[cell] == KT_TRADE_ABSENT;
    if (state == KT_TRADE_ABSENT)
        return;
    if (is_first)
        to->value[cell] = from->value[at];
    else if (!isnan(from->value[at]))
        to->value[cell] =
            isnan(to->value[cell]) ? from->value[at] : to->value[cell] + from->value[at];
    if (state > to->state[cell])
        to->state[cell] = state;
    if (to->tonnes)
        to->tonnes[cell] = is_first ? from->tonnes[at] : to->tonnes[cell] + from->tonnes[at];
}

kt_status kt_trade_matrix_by_group(const kt_trade_matrix *matrix, const int64_t *group,
                                   const kt_trade_axis *groups, kt_trade_matrix *out,
                                   kt_error *err)
{
    const int64_t n = matrix->axis->n_products, n_groups = groups->n_products;
    kt_trade_matrix sums = {
        .axis = groups, .request = matrix->request, .n_rows = matrix->n_rows};
    const kt_status status = make_room(&sums, matrix->tonnes != NULL, err);
    if (status) {
        kt_trade_matrix_clear(&sums);
        return status;
    }
    for (int64_t r = 0; r < matrix->n_rows; r++) {
        sums.country[r] = matrix->country[r];
        sums.unallocated[r] = matrix->unallocated[r];
        sums.stated[r] = matrix->stated[r];
        sums.from_world[r] = matrix->from_world[r];
        for (int64_t g = 0; sums.tonnes && g < n_groups; g++)
            sums.tonnes[r * n_groups + g] = NAN;
        for (int64_t k = 0; k < n; k++) {
            const double value = matrix->value[r * n + k];
            if (group[k] >= 0)
                add_cell(matrix, r * n + k, &sums, r * n_groups + group[k]);
            else if (!isnan(value))
                sums.unallocated[r] += value;
        }
    }
    *out = sums;
    return KT_OK;
}
