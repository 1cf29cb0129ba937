/* weights.c: tables of clues and their weights. */
#include "weights.h"

#include <kontor/csv.h>

typedef struct reading_weights {
    const char *const *name;
    int n_names, n_columns;
    kt_weights *out;
    bool header;
} reading_weights;

static kt_status read_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading_weights *reading = with;
    int clue = 0;
    if (!reading->header) {
        reading->header = true;
        return KT_OK;
    }
    if (row->n_cells != reading->n_columns + 2)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "expected %d cells",
                          reading->n_columns + 2);
    while (clue < reading->n_names && !kt_slice_is(row->cell[0], reading->name[clue]))
        clue++;
    if (clue == reading->n_names)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "unknown clue %.*s",
                          (int)row->cell[0].size, row->cell[0].data);
    for (int n = 0; n < reading->n_columns; n++) {
        int64_t weight;
        if (!kt_parse_i64(row->cell[n + 1], &weight) || weight < -999 || weight > 999)
            return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                              "weight '%.*s', expected a whole number from -999 to 999",
                              row->cell[n + 1].size < 40 ? (int)row->cell[n + 1].size : 40,
                              row->cell[n + 1].data);
        reading->out->of[clue][n] = (int16_t)weight;
    }
    return KT_OK;
}

kt_status kt_weights_read(kt_resources *resources, const char *path, const char *const *name,
                          int n_names, int n_columns, kt_weights *out, kt_error *err)
{
    kt_slice text;
    const kt_csv_options options = {.separator = ','};
    reading_weights reading = {name, n_names, n_columns, out, false};
    *out = (kt_weights){0};
    KT_TRY(kt_resource_get(resources, path, &text, err));
    const kt_status status = kt_csv_parse(text, &options, read_row, &reading, err);
    if (status)
        kt_error_within(err, "%s", path);
    return status;
}
