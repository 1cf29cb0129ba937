/* wits_summary.c: the World Bank's WITS, summary of one country's trade: a row an indicator, a
 * column a year, the latest first. Of its indicators three are flows: exports to and imports
 * from the world, and trade with the year's five largest partners each way; the rest, shares
 * and tariffs among them, is left out. Million USD with two decimals.
 *
 * Some files name fewer years than their rows have cells: each cell more is a year earlier. */
#include "reader.h"

#include "cell.h"

#include <string.h>

enum { CENTS = 2, MILLIONS = 6, FIRST_YEAR = 5 };

static const char *const names[] = {"Reporter", "Partner", "Product categories",
                                    "Indicator Type", "Indicator"};
enum { REPORTER, PARTNER, CATEGORY, TYPE, INDICATOR };

typedef struct summary_state {
    int64_t year; /* of the first column of years */
} summary_state;

static bool fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    (void)mapping;
    for (int c = 0; c < FIRST_YEAR; c++)
        if (kt_csv_column(header, names[c]) != c)
            return false;
    return header->n_cells > FIRST_YEAR;
}

static kt_status begin(kt_intake *in, const kt_csv_row *header, void *state, kt_error *err)
{
    summary_state *to = state;
    kt_dataset_info *info = &in->report->info;

    for (int c = FIRST_YEAR; c < header->n_cells; c++) {
        int64_t year = 0;
        if (!kt_parse_i64(header->cell[c], &year) || year < KT_MIN_YEAR || year > KT_MAX_YEAR)
            return kt_fail(err, KT_ERR_FORMAT, "column %d of the header is no year", c + 1);
        if (c == FIRST_YEAR)
            to->year = year;
        else if (year != to->year - (c - FIRST_YEAR))
            return kt_fail(err, KT_ERR_FORMAT,
                           "column %d of the header is %lld, expected the year before the "
                           "column's before it",
                           c + 1, (long long)year);
    }
    kt_intake_default(info->name, sizeof info->name, "wits-summary");
    return KT_OK;
}

/* True where the row is a flow; *exports: its direction. */
static bool is_flow(const kt_csv_row *cells, bool *exports)
{
    const kt_slice indicator = kt_row_cell(cells, INDICATOR);

    *exports = kt_slice_is(kt_row_cell(cells, TYPE), "Export");
    return kt_slice_is(kt_row_cell(cells, CATEGORY), "All Products") &&
           (kt_slice_is(indicator, "Exports (in US$ Mil)") ||
            kt_slice_is(indicator, "Imports (in US$ Mil)") ||
            kt_slice_starts(indicator, "Trade (US$ Mil)-Top 5 "));
}

static kt_status year_of_row(kt_intake *in, const summary_state *from, const kt_csv_row *cells,
                             int at, kt_flow *flow, kt_error *err)
{
    const int64_t year = from->year - (at - FIRST_YEAR);
    char flag = 0;

    if (kt_cell_is_missing(kt_row_cell(cells, at)))
        return KT_OK;
    const kt_cell_kind kind =
        kt_cell_decimal_fine(kt_row_cell(cells, at), CENTS, MILLIONS, &flow->value, &flag);
    if (kind != KT_CELL_NUMBER || flag || flow->value < 0 || year < KT_MIN_YEAR) {
        kt_intake_refuse_cell(in, cells, at, NULL, "expected million USD of a year");
        return KT_OK;
    }
    flow->period = kt_period_of_year((int16_t)year);
    return kt_intake_take(in, flow, cells->line, err);
}

static kt_status row(kt_intake *in, const kt_csv_row *cells, void *state, kt_error *err)
{
    kt_country reporter = {0}, partner = {0};
    bool exports = false;

    if (cells->n_cells <= FIRST_YEAR) {
        kt_intake_refuse(in, cells->line, 0, "%d cells, expected more than %d", cells->n_cells,
                         FIRST_YEAR);
        return KT_OK;
    }
    if (!is_flow(cells, &exports)) {
        kt_intake_leave_out(in);
        return KT_OK;
    }
    KT_TRY(kt_intake_country(in, kt_row_cell(cells, REPORTER), &reporter, err));
    KT_TRY(kt_intake_country(in, kt_row_cell(cells, PARTNER), &partner, err));
    if (!reporter.code || !partner.code) {
        const int at = reporter.code ? PARTNER : REPORTER;
        kt_intake_refuse_cell(in, cells, at, names[at], "not a country that kontor knows");
        return KT_OK;
    }
    kt_flow flow = {.exporter = exports ? reporter : partner,
                    .importer = exports ? partner : reporter,
                    .stated_by = exports ? KT_BY_EXPORTER : KT_BY_IMPORTER,
                    .valuation = exports ? KT_FOB : KT_CIF,
                    .kind = KT_GOODS,
                    .quantity = KT_NONE,
                    .supplementary = KT_NONE};
    for (int at = FIRST_YEAR; at < cells->n_cells; at++)
        KT_TRY(year_of_row(in, state, cells, at, &flow, err));
    return KT_OK;
}

const kt_layout kt_layout_wits_summary = {"wits-summary", KT_HOLDS_FLOWS, sizeof(summary_state),
                                          fits,           begin,          row};
