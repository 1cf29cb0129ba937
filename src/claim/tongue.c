/* tongue.c: data/claim_languages.csv, the languages that articles are read in. */
#include "tongue.h"

#include <kontor/csv.h>

#include <string.h>

typedef struct reading_languages {
    kt_tongues *out;
    bool header;
} reading_languages;

static bool is_code(kt_slice text)
{
    return text.size == 2 && text.data[0] >= 'a' && text.data[0] <= 'z' &&
           text.data[1] >= 'a' && text.data[1] <= 'z';
}

static kt_status read_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading_languages *reading = with;
    kt_tongues *out = reading->out;
    int n = 0;
    if (!reading->header) {
        reading->header = true;
        return KT_OK;
    }
    if (row->n_cells != 3 || !is_code(row->cell[0]) ||
        !(kt_slice_is(row->cell[1], "comma") || kt_slice_is(row->cell[1], "point")) ||
        !(kt_slice_is(row->cell[2], "latin") || kt_slice_is(row->cell[2], "cyrillic")))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "expected two letters, comma or point, latin or cyrillic");
    while (n < out->n && !kt_slice_is(row->cell[0], out->tongue[n].code))
        n++;
    if (n == KT_MAX_TONGUES)
        return kt_fail_at(err, KT_ERR_LIMIT, row->line, 0, "more than %d languages",
                          KT_MAX_TONGUES);
    kt_tongue *tongue = &out->tongue[n];
    memcpy(tongue->code, row->cell[0].data, 2);
    tongue->point = kt_slice_is(row->cell[1], "comma") ? ',' : '.';
    tongue->cyrillic = kt_slice_is(row->cell[2], "cyrillic");
    out->n = n == out->n ? n + 1 : out->n;
    return KT_OK;
}

kt_status kt_tongues_read(kt_resources *resources, kt_tongues *out, kt_error *err)
{
    kt_slice text;
    const kt_csv_options options = {.separator = ','};
    reading_languages reading = {out, false};
    /* Rules know these three by their number. */
    *out = (kt_tongues){.tongue = {{"de", ',', false}, {"en", '.', false}, {"ru", ',', true}},
                        .n = KT_N_NAMED_TONGUES};
    KT_TRY(kt_resource_get(resources, "data/claim_languages.csv", &text, err));
    const kt_status status = kt_csv_parse(text, &options, read_row, &reading, err);
    if (status)
        kt_error_within(err, "data/claim_languages.csv");
    return status;
}
