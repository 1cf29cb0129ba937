/* gravity_panel.c: the panel that was made of the store: for R, Stata or a look at it.
 */
#include "answer_internal.h"
#include "gravity_more.h"

#include <kontor/csv.h>
#include <kontor/json.h>

static kt_status write_csv_row(const kt_gravity_store *store, int64_t r, const kt_sink *out,
                               kt_error *err)
{
    char number[32];
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
    return kt_sink_add(out, "\n", err);
}

static kt_status write_csv(const kt_gravity_store *store, const kt_sink *out, kt_error *err)
{
    for (int c = 0; c < store->n_series; c++) {
        KT_TRY(kt_sink_add(out, c ? "," : "", err));
        KT_TRY(kt_csv_write_cell(out, kt_slice_of(store->series[c].name), err));
    }
    KT_TRY(kt_sink_add(out, "\n", err));
    for (int64_t r = 0; r < store->n_rows; r++)
        KT_TRY(write_csv_row(store, r, out, err));
    return KT_OK;
}

/* Rows by the names of their columns, as other tables have them. */
static void put_json_row(const kt_gravity_store *store, int64_t r, kt_json *json)
{
    kt_json_begin_object(json);
    for (int c = 0; c < store->n_series; c++) {
        const kt_series *series = &store->series[c];
        kt_json_key(json, series->name);
        if (series->number)
            kt_json_number(json, series->number[r]);
        else
            kt_json_text(json, series->code[r] < 0 ? NULL : series->level[series->code[r]]);
    }
    kt_json_end_object(json);
}

static kt_status write_json(const kt_gravity_store *store, const kt_sink *out, kt_error *err)
{
    kt_text row = {0};
    kt_status status = kt_sink_add(out, "{\"rows\":[", err);
    for (int64_t r = 0; !status && r < store->n_rows; r++) {
        kt_json json;
        kt_text_reset(&row);
        status = kt_text_add(&row, r ? ",\n" : "\n", err);
        kt_json_init(&json, &row);
        put_json_row(store, r, &json);
        if (!status)
            status = kt_json_finish(&json, err);
        if (!status)
            status = kt_sink_write(out, kt_text_get(&row), row.size, err);
    }
    kt_text_clear(&row);
    return status ? status : kt_sink_add(out, "\n]}\n", err);
}

kt_status kt_gravity_write_panel(const kt_gravity *g, kt_error *err)
{
    const kt_sink *out = &g->run->options->out;
    if (g->columns)
        return kt_fail(
            err, KT_ERR_USAGE,
            "--table panel shows what is made of the store; your file is one already");
    return kt_answer_form_of(g->run) == KT_ANSWER_JSON ? write_json(&g->store, out, err)
                                                       : write_csv(&g->store, out, err);
}
