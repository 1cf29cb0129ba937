/* tolerance.c: data/claim_tolerances.csv, and whether a figure fits a printed amount. */
#include "judge.h"

#include <kontor/csv.h>

#include <math.h>

typedef struct reading_rows {
    kt_tolerances *out;
    bool header;
} reading_rows;

static int modifier_of(kt_slice text)
{
    for (int n = KT_MODIFIER_EXACT; n <= KT_MODIFIER_UNDER; n++)
        if (kt_slice_is(text, kt_modifier_name((kt_modifier)n)))
            return n;
    return -1;
}

static int kind_of(kt_slice text)
{
    for (int n = 0; n < KT_CLAIM_TARGET; n++)
        if (kt_slice_is(text, kt_claim_kind_name((kt_claim_kind)n)))
            return n;
    return -1;
}

static kt_status read_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading_rows *rows = with;
    kt_tolerance t = {0};
    if (!rows->header) {
        rows->header = true;
        return KT_OK;
    }
    if (row->n_cells < 8 || !kt_parse_double(row->cell[2], &t.low) ||
        !kt_parse_double(row->cell[3], &t.high) || !kt_parse_double(row->cell[4], &t.unit) ||
        !kt_parse_double(row->cell[5], &t.most_low) ||
        !kt_parse_double(row->cell[6], &t.most_high))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "expected kind,modifier,low,high,unit,most_low,most_high,beyond");
    if (kt_slice_is(row->cell[7], "understates"))
        t.beyond = 1;
    else if (kt_slice_is(row->cell[7], "overstates"))
        t.beyond = -1;
    if (kt_slice_is(row->cell[0], "revised_most")) {
        rows->out->most = t;
        return KT_OK;
    }
    const int rate = kt_slice_is(row->cell[1], "level") ? 0 : 1;
    if (kt_slice_is(row->cell[0], "revised")) {
        rows->out->revised[kt_slice_is(row->cell[1], "share") ? 2 : rate] = t;
        return KT_OK;
    }
    if (kt_slice_is(row->cell[0], "converted")) {
        rows->out->converted[rate] = t;
        return KT_OK;
    }
    const int kind = kind_of(row->cell[0]), modifier = modifier_of(row->cell[1]);
    if (kind < 0 || modifier < 0)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "unknown kind or modifier");
    rows->out->row[kind][modifier] = t;
    return KT_OK;
}

kt_status kt_tolerances_open(kt_resources *resources, kt_tolerances *out, kt_error *err)
{
    kt_slice text;
    const kt_csv_options options = {.separator = ','};
    *out = (kt_tolerances){0};
    reading_rows rows = {out, false};
    KT_TRY(kt_resource_get(resources, "data/claim_tolerances.csv", &text, err));
    const kt_status status = kt_csv_parse(text, &options, read_row, &rows, err);
    if (status)
        kt_error_within(err, "data/claim_tolerances.csv");
    return status;
}

static bool inside(double figure, double low, double high)
{
    const double rounding = 1e-9 * fabs(figure) + 1e-12;
    return figure >= low - rounding && figure <= high + rounding;
}

void kt_tolerance_bounds(const kt_tolerances *tolerances, const kt_claim *claim, double *low,
                         double *high)
{
    const kt_tolerance *t = &tolerances->row[claim->kind][claim->modifier];
    const double from = fabs(claim->value);
    const double to = isnan(claim->value_max) ? from : fabs(claim->value_max);
    const double half = t->unit * claim->unit;
    *low = from - fmax(-t->low * from, fmin(half, t->most_low * from));
    *high = to + fmax(t->high * to, fmin(half, t->most_high * to));
}

kt_fit kt_tolerance_fit(const kt_tolerances *tolerances, const kt_claim *claim, double figure,
                        bool revised, double usual)
{
    const bool rate = claim->kind == KT_CLAIM_GROWTH, share = claim->kind == KT_CLAIM_SHARE;
    if (claim->kind == KT_CLAIM_RANK)
        return figure == claim->value ? KT_FITS : KT_FITS_NOT;
    const kt_tolerance *t = &tolerances->row[claim->kind][claim->modifier];
    /* A fall of "nearly a third" lies, as its size, below a third. */
    const double sign = claim->value < 0.0 ? -1.0 : 1.0;
    const double from = fabs(claim->value), f = sign * figure;
    const double scale = rate ? 1.0 : from;
    double low, high;
    kt_tolerance_bounds(tolerances, claim, &low, &high);
    if (tolerances->is_converted) {
        low += tolerances->converted[rate].low * scale;
        high += tolerances->converted[rate].high * scale;
    }
    if (inside(f, low, high))
        return KT_FITS;
    if ((t->beyond > 0 && f > high) || (t->beyond < 0 && f < low && f > 0.0))
        return KT_FITS_BEYOND;
    kt_tolerance wide = tolerances->revised[share ? 2 : rate];
    if (!rate && !share && !isnan(usual)) {
        wide.low = fmax(-usual, tolerances->most.low);
        wide.high = fmin(usual, tolerances->most.high);
    }
    const double more_low = wide.low * scale - (rate ? wide.most_low * from : 0.0);
    const double more_high = wide.high * scale + (rate ? wide.most_high * from : 0.0);
    if (revised && inside(f, low + more_low, high + more_high))
        return KT_FITS_REVISED;
    return KT_FITS_NOT;
}
