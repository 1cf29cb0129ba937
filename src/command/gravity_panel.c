/* gravity_panel.c: the panel that was made of the store, as CSV: for R, Stata or a look at it.
 */
#include "gravity_more.h"

#include <kontor/csv.h>

kt_status kt_gravity_write_panel(const kt_gravity *g, kt_error *err)
{
    const kt_gravity_store *store = &g->store;
    const kt_sink *out = &g->run->options->out;
    char number[32];
    if (g->columns)
        return kt_fail(
            err, KT_ERR_USAGE,
            "--table panel shows what is made of the store; your file is one already");
    for (int c = 0; c < store->n_series; c++) {
        KT_TRY(kt_sink_add(out, c ? "," : "", err));
        KT_TRY(kt_csv_write_cell(out, kt_slice_of(store->series[c].name), err));
    }
    KT_TRY(kt_sink_add(out, "\n", err));
    for (int64_t r = 0; r < store->n_rows; r++) {
        for (int c = 0; c < store->n_series; c++) {
            const kt_series *series = &store->series[c];
            KT_TRY(kt_sink_add(out, c ? "," : "", err));
            if (series->number) {
                kt_print_double(series->number[r], number);
                KT_TRY(kt_sink_add(out, number, err));
            } else if (series->code[r] >= 0) {
                KT_TRY(kt_sink_add(out, series->level[series->code[r]], err));
            }
        }
        KT_TRY(kt_sink_add(out, "\n", err));
    }
    return KT_OK;
}
