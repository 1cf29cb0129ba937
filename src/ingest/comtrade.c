/* comtrade.c: UN Comtrade, in today's columns and in the 35 of the old site.
 *
 * One row states a flow, then states it again by second partner, customs procedure and mode of
 * transport: 32 rows for one total. Only the row that leaves all of these open is taken; the
 * others are left out and counted. Values are dollars, weights kilograms. Imports are CIF and
 * exports FOB unless the columns for the two say otherwise. */
#include "reader.h"

#include "cell.h"

#include <stdio.h>
#include <string.h>

enum { MONEY_DECIMALS = 3, QUANTITY_DECIMALS = 6, N_DESCRIBED = 1 << 14 };

enum {
    TYPE,
    CLASSIFICATION,
    PERIOD,
    LEVEL,
    FLOW,
    REPORTER,
    REPORTER_ISO,
    PARTNER,
    PARTNER_ISO,
    PARTNER2,
    CUSTOMS,
    MOS,
    MOT,
    PRODUCT,
    DESCRIPTION,
    UNIT,
    QUANTITY,
    ALT_UNIT,
    ALT_QUANTITY,
    WEIGHT,
    VALUE,
    CIF,
    FOB,
    FLAG,
    QUANTITY_ESTIMATED,
    WEIGHT_ESTIMATED,
    N_COLUMNS
};

/* Case varies from download to download (cifvalue, cifValue, CIFValue); it is not looked at. */
static const char *const today[N_COLUMNS] = {"typeCode",
                                             "classificationCode",
                                             "period",
                                             "aggrLevel",
                                             "flowCode",
                                             "reporterCode",
                                             "reporterISO",
                                             "partnerCode",
                                             "partnerISO",
                                             "partner2Code",
                                             "customsCode",
                                             "mosCode",
                                             "motCode",
                                             "cmdCode",
                                             "cmdDesc",
                                             "qtyUnitCode",
                                             "qty",
                                             "altQtyUnitCode",
                                             "altQty",
                                             "netWgt",
                                             "primaryValue",
                                             "cifvalue",
                                             "fobvalue",
                                             "legacyEstimationFlag",
                                             "isQtyEstimated",
                                             "isNetWgtEstimated"};

static const char *const legacy[N_COLUMNS] = {NULL,
                                              "Classification",
                                              "Period",
                                              "Aggregate Level",
                                              "Trade Flow",
                                              "Reporter Code",
                                              "Reporter ISO",
                                              "Partner Code",
                                              "Partner ISO",
                                              "2nd Partner Code",
                                              "Customs Proc. Code",
                                              NULL,
                                              "Mode of Transport Code",
                                              "Commodity Code",
                                              "Commodity",
                                              "Qty Unit Code",
                                              "Qty",
                                              "Alt Qty Unit Code",
                                              "Alt Qty",
                                              "Netweight (kg)",
                                              "Trade Value (US$)",
                                              "CIF Trade Value (US$)",
                                              "FOB Trade Value (US$)",
                                              "Flag",
                                              NULL,
                                              NULL};

/* Without these it is another table. */
static const int required[] = {CLASSIFICATION, PERIOD, FLOW, REPORTER, PARTNER, PRODUCT, VALUE};

typedef struct comtrade_state {
    const char *const *name;
    int column[N_COLUMNS]; // -1: not there
    int n_columns;
    uint32_t described[N_DESCRIBED]; // products whose text was handed on, by hash; 0: none
    int n_described;
} comtrade_state;

static bool has_required(const kt_csv_row *header, const char *const name[])
{
    for (size_t r = 0; r < sizeof required / sizeof required[0]; r++)
        if (kt_csv_column(header, name[required[r]]) < 0)
            return false;
    return true;
}

static bool today_fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    (void)mapping;
    return has_required(header, today);
}

static bool legacy_fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    (void)mapping;
    return has_required(header, legacy);
}

static void begin(kt_intake *in, const kt_csv_row *header, const char *const name[],
                  comtrade_state *to)
{
    kt_dataset_info *info = &in->report->info;

    to->name = name;
    to->n_columns = header->n_cells;
    for (int c = 0; c < N_COLUMNS; c++)
        to->column[c] = name[c] ? kt_csv_column(header, name[c]) : -1;
    kt_intake_default(info->name, sizeof info->name, "comtrade");
    info->money_decimals = MONEY_DECIMALS;
    info->quantity_decimals = QUANTITY_DECIMALS;
}

static kt_status today_begin(kt_intake *in, const kt_csv_row *header, void *state,
                             kt_error *err)
{
    (void)err;
    begin(in, header, today, state);
    return KT_OK;
}

static kt_status legacy_begin(kt_intake *in, const kt_csv_row *header, void *state,
                              kt_error *err)
{
    (void)err;
    begin(in, header, legacy, state);
    return KT_OK;
}

/* ---- rows ---------------------------------------------------------------------------------
 */

static kt_slice cell_of(const comtrade_state *from, const kt_csv_row *row, int column)
{
    return kt_row_cell(row, from->column[column]);
}

/* Empty and null stand for "not broken down", too. */
static bool is_open(kt_slice cell, const char *code)
{
    return kt_cell_is_missing(cell) || kt_slice_is(cell, code);
}

static bool is_whole(const comtrade_state *from, const kt_csv_row *row)
{
    return is_open(cell_of(from, row, PARTNER2), "0") &&
           is_open(cell_of(from, row, CUSTOMS), "C00") &&
           is_open(cell_of(from, row, MOS), "0") && is_open(cell_of(from, row, MOT), "0") &&
           is_open(cell_of(from, row, TYPE), "C");
}

/* What a flow's code or name says; false for one that kontor does not keep (domestic exports,
 * inward and outward processing). */
static bool take_flow(kt_slice cell, bool *exports, uint8_t *kind)
{
    static const struct {
        const char *code, *name;
        bool exports;
        uint8_t kind;
    } flows[] = {
        {"X", "Export", true, KT_GOODS},
        {"M", "Import", false, KT_GOODS},
        {"RX", "Re-Export", true, KT_REEXPORT},
        {"RM", "Re-Import", false, KT_REEXPORT},
    };
    for (size_t f = 0; f < sizeof flows / sizeof flows[0]; f++) {
        if (kt_slice_equal_ascii_case(cell, kt_slice_of(flows[f].code)) ||
            kt_slice_equal_ascii_case(cell, kt_slice_of(flows[f].name))) {
            *exports = flows[f].exports;
            *kind = flows[f].kind;
            return true;
        }
    }
    return false;
}

/* By number, else by letters: a few areas have only one of the two. */
static kt_status take_country(kt_intake *in, const comtrade_state *from, const kt_csv_row *row,
                              int number, int letters, kt_country *out, kt_error *err)
{
    KT_TRY(kt_intake_country(in, cell_of(from, row, number), out, err));
    if (!out->code && from->column[letters] >= 0)
        return kt_intake_country(in, cell_of(from, row, letters), out, err);
    return KT_OK;
}

/* The columns that take_...() blames; reason NULL: nothing is wrong. */
typedef struct blame {
    int column;
    const char *reason;
} blame;

static const blame fine = {0, NULL};

static blame take_product(const comtrade_state *from, const kt_csv_row *row, kt_flow *flow)
{
    const kt_slice cell = cell_of(from, row, PRODUCT);
    kt_revision revision = KT_REVISION_NONE;
    int64_t level = 0;

    if (!kt_cell_revision(cell_of(from, row, CLASSIFICATION), &revision) &&
        !kt_slice_equal_ascii_case(cell, kt_slice_of("TOTAL")))
        return (blame){CLASSIFICATION, "expected H0 to H6, S1 to S4, B4 or B5"};
    if (!kt_cell_product(cell, revision, KT_PAD_HS, &flow->product))
        return (blame){PRODUCT, "not a product of this classification"};
    const kt_slice stated = cell_of(from, row, LEVEL);
    if (kt_parse_i64(stated, &level) && level != kt_product_digits(flow->product))
        return (blame){LEVEL, "not the number of digits of the product"};
    return fine;
}

static blame take_value(const comtrade_state *from, const kt_csv_row *row, bool exports,
                        kt_flow *flow)
{
    const bool cif = !kt_cell_is_missing(cell_of(from, row, CIF));
    const bool fob = !kt_cell_is_missing(cell_of(from, row, FOB));
    char flag = 0;

    flow->valuation = exports ? KT_FOB : KT_CIF;
    if (exports && cif && !fob)
        flow->valuation = KT_CIF;
    if (!exports && fob && !cif)
        flow->valuation = KT_FOB;
    switch (kt_cell_decimal_fine(cell_of(from, row, VALUE), 0, MONEY_DECIMALS, &flow->value,
                                 &flag)) {
    case KT_CELL_NUMBER:
        if (flow->value < 0)
            return (blame){VALUE, "a negative value"};
        return flag ? (blame){VALUE, "expected dollars"} : fine;
    case KT_CELL_MISSING:
        if (flag)
            return (blame){VALUE, "expected dollars"};
        // A row without a value says that there was trade: it is withheld.
        flow->value = KT_NONE;
        flow->status = KT_SUPPRESSED;
        return fine;
    default:
        return (blame){VALUE, "expected dollars with at most three decimals"};
    }
}

enum { NO_QUANTITY = 1, KILOGRAMS = 8 };

/* A number of units; NONE where it is missing, without a unit, or not whole: half a piece is an
 * estimate of somebody, and the store counts pieces. */
static void take_units(kt_slice cell, int64_t unit, kt_flow *flow)
{
    if (flow->supplementary != KT_NONE || unit <= NO_QUANTITY || unit == KILOGRAMS ||
        unit > 255)
        return;
    if (kt_parse_decimal(cell, 0, &flow->supplementary) && flow->supplementary >= 0)
        flow->supplementary_unit = (uint8_t)unit;
    else
        flow->supplementary = KT_NONE;
}

static blame take_quantities(const comtrade_state *from, const kt_csv_row *row, kt_flow *flow)
{
    int64_t unit = NO_QUANTITY, alt_unit = NO_QUANTITY;
    const kt_slice qty = cell_of(from, row, QUANTITY), alt = cell_of(from, row, ALT_QUANTITY);
    char flag = 0;

    flow->quantity = flow->supplementary = KT_NONE;
    if (!kt_parse_i64(cell_of(from, row, UNIT), &unit))
        unit = NO_QUANTITY;
    if (!kt_parse_i64(cell_of(from, row, ALT_UNIT), &alt_unit))
        alt_unit = NO_QUANTITY;
    kt_slice weight = cell_of(from, row, WEIGHT);
    int column = WEIGHT;
    if (kt_cell_is_missing(weight) && unit == KILOGRAMS) {
        weight = qty;
        column = QUANTITY;
    }
    const kt_cell_kind kind =
        kt_cell_decimal_fine(weight, 0, QUANTITY_DECIMALS - 3, &flow->quantity, &flag);
    if (kind == KT_CELL_BAD || flag || (kind == KT_CELL_NUMBER && flow->quantity < 0))
        return (blame){column, "expected kilograms with at most three decimals"};
    // Nobody weighed it: the old site wrote 0 where a flow has no quantity at all.
    if (flow->quantity == 0 && unit <= NO_QUANTITY)
        flow->quantity = KT_NONE;
    take_units(qty, unit, flow);
    take_units(alt, alt_unit, flow);
    return fine;
}

/* The flags are about quantities alone: 2 the quantity, 4 the weight, 6 both. They weaken a row
 * that has one. */
static void take_status(const comtrade_state *from, const kt_csv_row *row, kt_flow *flow)
{
    int64_t flag = 0;
    const bool has_weight = flow->quantity != KT_NONE;
    const bool has_units = flow->supplementary != KT_NONE;

    if (!kt_parse_i64(cell_of(from, row, FLAG), &flag))
        flag = 0;
    const bool units =
        flag == 2 || flag == 6 || kt_cell_is_true(cell_of(from, row, QUANTITY_ESTIMATED));
    const bool weight =
        flag == 4 || flag == 6 || kt_cell_is_true(cell_of(from, row, WEIGHT_ESTIMATED));
    if (flow->status == KT_REPORTED && ((units && has_units) || (weight && has_weight)))
        flow->status = KT_ESTIMATED;
}

/* Hand a product's text on once. */
static kt_status describe(kt_intake *in, comtrade_state *state, const kt_csv_row *row,
                          kt_product product, kt_error *err)
{
    const kt_slice text = cell_of(state, row, DESCRIPTION);
    uint32_t at = product.code * 2654435761u % N_DESCRIBED;

    if (product.code == 0 || text.size == 0 || in->dropping || !in->sink.describe ||
        state->n_described >= N_DESCRIBED / 2)
        return KT_OK;
    for (; state->described[at]; at = (at + 1) % N_DESCRIBED)
        if (state->described[at] == product.code)
            return KT_OK;
    state->described[at] = product.code;
    state->n_described++;
    return in->sink.describe(in->sink.with, product, text, err);
}

static kt_status row(kt_intake *in, const kt_csv_row *cells, void *state, kt_error *err)
{
    comtrade_state *from = state;
    kt_flow flow = {0};
    bool exports = false;
    kt_country reporter = {0}, partner = {0};
    blame wrong = fine;

    if (!kt_row_is_whole(in, cells, from->n_columns))
        return KT_OK;
    if (!is_whole(from, cells) ||
        !take_flow(cell_of(from, cells, FLOW), &exports, &flow.kind)) {
        kt_intake_leave_out(in);
        return KT_OK;
    }
    if (!kt_cell_period(cell_of(from, cells, PERIOD), &flow.period))
        wrong = (blame){PERIOD, "expected 2018 or 201810"};
    KT_TRY(take_country(in, from, cells, REPORTER, REPORTER_ISO, &reporter, err));
    KT_TRY(take_country(in, from, cells, PARTNER, PARTNER_ISO, &partner, err));
    if (!wrong.reason && !reporter.code)
        wrong = (blame){REPORTER, "not a country that kontor knows"};
    if (!wrong.reason && !partner.code)
        wrong = (blame){PARTNER, "not a country that kontor knows"};
    if (!wrong.reason)
        wrong = take_product(from, cells, &flow);
    if (!wrong.reason)
        wrong = take_value(from, cells, exports, &flow);
    if (!wrong.reason)
        wrong = take_quantities(from, cells, &flow);
    if (wrong.reason) {
        kt_intake_refuse_cell(in, cells, from->column[wrong.column], from->name[wrong.column],
                              wrong.reason);
        return KT_OK;
    }
    take_status(from, cells, &flow);
    flow.exporter = exports ? reporter : partner;
    flow.importer = exports ? partner : reporter;
    flow.stated_by = exports ? KT_BY_EXPORTER : KT_BY_IMPORTER;
    KT_TRY(describe(in, from, cells, flow.product, err));
    return kt_intake_take(in, &flow, cells->line, err);
}

const kt_layout kt_layout_comtrade = {"comtrade", KT_HOLDS_FLOWS, sizeof(comtrade_state),
                                      today_fits, today_begin,    row};
const kt_layout kt_layout_comtrade_legacy = {
    "comtrade-legacy", KT_HOLDS_FLOWS, sizeof(comtrade_state), legacy_fits, legacy_begin, row};
