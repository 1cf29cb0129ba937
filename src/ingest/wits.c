/* wits.c: the World Bank's WITS, bulk download of trade: thousand USD with three decimals, one
 * row a reporter, partner, product and direction. Products have lost their leading zeros; the
 * names of countries are Latin-1, but the letters decide. */
#include "reader.h"

#include "cell.h"

#include <string.h>

enum { MONEY_DECIMALS = 3, QUANTITY_DECIMALS = 6, THOUSANDS = 3 };

enum {
    NOMENCLATURE,
    REPORTER,
    PRODUCT,
    PARTNER,
    YEAR,
    FLOW,
    VALUE,
    N_REQUIRED,
    QUANTITY = N_REQUIRED,
    QUANTITY_UNIT,
    N_COLUMNS
};

static const char *const names[N_COLUMNS] = {
    "nomenclature",  "reporteriso3",        "productcode", "partneriso3", "year",
    "tradeflowname", "tradevaluein1000usd", "quantity",    "qtytoken"};

typedef struct wits_state {
    int column[N_COLUMNS];
    int n_columns;
} wits_state;

static bool fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    (void)mapping;
    for (int c = 0; c < N_REQUIRED; c++)
        if (kt_csv_column(header, names[c]) < 0)
            return false;
    return true;
}

static kt_status begin(kt_intake *in, const kt_csv_row *header, void *state, kt_error *err)
{
    wits_state *to = state;
    kt_dataset_info *info = &in->report->info;

    (void)err;
    for (int c = 0; c < N_COLUMNS; c++)
        to->column[c] = kt_csv_column(header, names[c]);
    to->n_columns = header->n_cells;
    kt_intake_default(info->name, sizeof info->name, "wits");
    info->money_decimals = MONEY_DECIMALS;
    info->quantity_decimals = QUANTITY_DECIMALS;
    return KT_OK;
}

static bool is(kt_slice cell, const char *a, const char *b)
{
    return kt_slice_equal_ascii_case(cell, kt_slice_of(a)) ||
           kt_slice_equal_ascii_case(cell, kt_slice_of(b));
}

static bool take_flow(kt_slice cell, bool *exports, uint8_t *kind)
{
    const bool again = is(cell, "Re-Export", "ReExport") || is(cell, "Re-Import", "ReImport");
    const bool out = is(cell, "Export", "Gross Exp.") || is(cell, "Re-Export", "ReExport");

    *exports = out;
    *kind = again ? KT_REEXPORT : KT_GOODS;
    return out || again || is(cell, "Import", "Gross Imp.");
}

/* WITS counts in Comtrade's units: 8 is kilograms, 1 none. */
static const char *take_quantity(kt_slice cell, kt_slice unit_cell, kt_flow *flow)
{
    int64_t unit = 0;
    char flag = 0;

    flow->quantity = flow->supplementary = KT_NONE;
    if (kt_cell_is_missing(cell) || !kt_parse_i64(unit_cell, &unit) || unit <= 1 || unit > 255)
        return NULL;
    if (unit == 8) {
        const kt_cell_kind kind =
            kt_cell_decimal_fine(cell, 0, QUANTITY_DECIMALS - 3, &flow->quantity, &flag);
        return kind == KT_CELL_NUMBER && !flag && flow->quantity >= 0 ? NULL
                                                                      : "expected kilograms";
    }
    if (kt_parse_decimal(cell, 0, &flow->supplementary) && flow->supplementary >= 0)
        flow->supplementary_unit = (uint8_t)unit;
    else
        flow->supplementary = KT_NONE;
    return NULL;
}

/* NULL, or what is wrong with the cell *at. */
static const char *take_rest(const wits_state *from, const kt_csv_row *row, kt_flow *flow,
                             int *at)
{
    kt_revision revision = KT_REVISION_NONE;
    char flag = 0;

    *at = YEAR;
    if (!kt_cell_period(kt_row_cell(row, from->column[YEAR]), &flow->period))
        return "expected a year";
    *at = NOMENCLATURE;
    if (!kt_cell_revision(kt_row_cell(row, from->column[NOMENCLATURE]), &revision))
        return "expected H0 to H6 or S1 to S4";
    *at = PRODUCT;
    if (!kt_cell_product(kt_row_cell(row, from->column[PRODUCT]), revision, KT_PAD_HS,
                         &flow->product))
        return "not a product of this classification";
    *at = VALUE;
    if (kt_cell_decimal_fine(kt_row_cell(row, from->column[VALUE]), THOUSANDS,
                             THOUSANDS + MONEY_DECIMALS, &flow->value,
                             &flag) != KT_CELL_NUMBER ||
        flag || flow->value < 0)
        return "expected thousand USD";
    *at = QUANTITY;
    return take_quantity(kt_row_cell(row, from->column[QUANTITY]),
                         kt_row_cell(row, from->column[QUANTITY_UNIT]), flow);
}

static kt_status row(kt_intake *in, const kt_csv_row *cells, void *state, kt_error *err)
{
    const wits_state *from = state;
    kt_flow flow = {0};
    kt_country reporter = {0}, partner = {0};
    bool exports = false;
    const char *reason = NULL;
    int at = FLOW;

    if (!kt_row_is_whole(in, cells, from->n_columns))
        return KT_OK;
    if (!take_flow(kt_row_cell(cells, from->column[FLOW]), &exports, &flow.kind))
        reason = "expected Export, Import, Re-Export or Re-Import";
    KT_TRY(kt_intake_country(in, kt_row_cell(cells, from->column[REPORTER]), &reporter, err));
    KT_TRY(kt_intake_country(in, kt_row_cell(cells, from->column[PARTNER]), &partner, err));
    if (!reason && (!reporter.code || !partner.code)) {
        at = reporter.code ? PARTNER : REPORTER;
        reason = "not a country that kontor knows";
    }
    if (!reason)
        reason = take_rest(from, cells, &flow, &at);
    if (reason) {
        kt_intake_refuse_cell(in, cells, from->column[at], names[at], reason);
        return KT_OK;
    }
    flow.exporter = exports ? reporter : partner;
    flow.importer = exports ? partner : reporter;
    flow.stated_by = exports ? KT_BY_EXPORTER : KT_BY_IMPORTER;
    flow.valuation = exports ? KT_FOB : KT_CIF;
    return kt_intake_take(in, &flow, cells->line, err);
}

const kt_layout kt_layout_wits = {"wits", KT_HOLDS_FLOWS, sizeof(wits_state), fits, begin, row};
