/* totals.c: the generic layout: flows in columns that say what they are.
 *
 * Two ways to name the sides: `reporter, partner, flow` (X or M: whose statement it is
 * follows), or `exporter, importer` (nobody's statement, unless `stated_by` says whose). Any
 * column can be given another name, or one value for all rows, by a mapping. docs/formats.md
 * has the whole list. What `kontor export` writes is of this layout.
 *
 * Values are kept in thousandths of a dollar and quantities in grams; the store takes the
 * largest unit that holds all of a dataset exactly. */
#include "reader.h"

#include "cell.h"

#include <stdio.h>
#include <string.h>

enum { MONEY_DECIMALS = 3, QUANTITY_DECIMALS = 6 };

enum {
    PERIOD,
    YEAR,
    REPORTER,
    PARTNER,
    FLOW,
    EXPORTER,
    IMPORTER,
    STATED_BY,
    KIND,
    VALUATION,
    STATUS,
    FLAG,
    VALUE_USD,
    VALUE_KUSD,
    VALUE_MUSD,
    PRODUCT,
    REVISION,
    QUANTITY_TONNES,
    QUANTITY_KG,
    SUPPLEMENTARY,
    SUPPLEMENTARY_UNIT,
    N_COLUMNS
};

static const char *const names[N_COLUMNS] = {
    "period",      "year",          "reporter",
    "partner",     "flow",          "exporter",
    "importer",    "stated_by",     "kind",
    "valuation",   "status",        "flag",
    "value_usd",   "value_kusd",    "value_musd",
    "product",     "revision",      "quantity_tonnes",
    "quantity_kg", "supplementary", "supplementary_unit"};

/* Where a column of ours is: in the file, or the same for all rows, or nowhere. */
typedef struct place {
    int column; // -1: not in the file
    bool there;
    kt_slice constant;
} place;

typedef struct totals_state {
    place of[N_COLUMNS];
    int n_columns;
    int value;            // the one of VALUE_... that is there
    int period;           // PERIOD or YEAR
    kt_revision revision; // of all products; NONE: a column says, or there are none
    char period_text[24]; // the last one read, and what it meant: rows come in long runs
    size_t period_size;
    kt_period last_period;
} totals_state;

/* ---- header -------------------------------------------------------------------------------
 */

static place place_of(const kt_csv_row *header, const kt_column_map *mapping, int ours)
{
    const kt_column_map_line *line = kt_column_map_find(mapping, names[ours]);

    if (line && line->constant)
        return (place){-1, true, line->theirs};
    if (line) {
        for (int c = 0; c < header->n_cells; c++)
            if (kt_slice_equal_ascii_case(header->cell[c], line->theirs))
                return (place){c, true, {"", 0}};
        return (place){-1, false, {"", 0}};
    }
    const int column = kt_csv_column(header, names[ours]);
    return (place){column, column >= 0, {"", 0}};
}

static void find_places(const kt_csv_row *header, const kt_column_map *mapping,
                        place of[N_COLUMNS])
{
    for (int c = 0; c < N_COLUMNS; c++)
        of[c] = place_of(header, mapping, c);
}

static int n_values(const place of[N_COLUMNS])
{
    return of[VALUE_USD].there + of[VALUE_KUSD].there + of[VALUE_MUSD].there;
}

static bool fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    place of[N_COLUMNS];

    find_places(header, mapping, of);
    const bool sides = of[REPORTER].there && of[PARTNER].there && of[FLOW].there;
    const bool ends = of[EXPORTER].there && of[IMPORTER].there;
    return (of[PERIOD].there || of[YEAR].there) && (sides || ends) && n_values(of) > 0;
}

/* A column called after a classification holds its codes: hs92, hs17, sitc (revision 3, which
 * UNCTAD uses), sitc4. */
static void find_classified(const kt_csv_row *header, totals_state *to)
{
    kt_revision revision = KT_REVISION_NONE;

    for (int c = 0; c < header->n_cells && !to->of[PRODUCT].there; c++) {
        char upper[8] = "";
        const kt_slice name = header->cell[c];
        for (size_t p = 0; p < name.size && name.size < sizeof upper; p++) {
            const char letter = name.data[p];
            upper[p] = (char)(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
        }
        if (strcmp(upper, "SITC") == 0)
            revision = KT_SITC3;
        else if (!upper[0] || !kt_revision_parse(kt_slice_of(upper), &revision))
            continue;
        to->of[PRODUCT] = (place){c, true, {"", 0}};
        to->revision = revision;
    }
}

/* "imf_dots_1992.csv.gz" is "imf_dots_1992": letters, digits, '-', '_' and '.' of the file's
 * name up to the first ending that tells a format. */
static void name_after_file(const char *file, char *out, size_t size)
{
    static const char *const endings[] = {".csv", ".tsv", ".txt", ".gz", ".zip"};
    size_t length = strlen(file), n = 0;

    for (size_t e = 0; e < sizeof endings / sizeof endings[0]; e++) {
        for (const char *at = strchr(file, '.'); at; at = strchr(at + 1, '.'))
            if (at > file &&
                kt_slice_equal_ascii_case((kt_slice){at, strlen(at) < strlen(endings[e])
                                                             ? strlen(at)
                                                             : strlen(endings[e])},
                                          kt_slice_of(endings[e])) &&
                (size_t)(at - file) < length)
                length = (size_t)(at - file);
    }
    for (size_t p = 0; p < length && n + 1 < size; p++) {
        const char c = file[p];
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        if (c >= 'A' && c <= 'Z')
            out[n++] = (char)(c - 'A' + 'a');
        else if (plain || (n > 0 && (c == '-' || c == '.')))
            out[n++] = c;
        else if (n > 0 && out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n > 0 && (out[n - 1] == '-' || out[n - 1] == '.'))
        n--;
    out[n] = '\0';
    if (n == 0)
        snprintf(out, size, "totals");
}

static kt_status check_header(const kt_csv_row *header, const kt_column_map *mapping,
                              const totals_state *to, kt_error *err)
{
    for (int n = 0; mapping && n < mapping->n_lines; n++) {
        const kt_column_map_line *line = &mapping->line[n];
        bool known = line->constant && kt_column_map_is_of_dataset(line->ours), there = false;
        for (int c = 0; c < N_COLUMNS; c++) {
            known = known || kt_slice_is(line->ours, names[c]);
            there = there || (kt_slice_is(line->ours, names[c]) && to->of[c].there);
        }
        if (!known)
            return kt_fail(err, KT_ERR_FORMAT,
                           "the mapping names a column %.*s that kontor "
                           "does not have",
                           (int)line->ours.size, line->ours.data);
        if (!line->constant && !there)
            return kt_fail(err, KT_ERR_FORMAT,
                           "the mapping names a column %.*s that is not in "
                           "the header",
                           (int)line->theirs.size, line->theirs.data);
    }
    if (n_values(to->of) > 1)
        return kt_fail_at(err, KT_ERR_FORMAT, header->line, 0,
                          "more than one of value_usd, value_kusd and value_musd");
    if (to->of[PRODUCT].there && to->revision == KT_REVISION_NONE && !to->of[REVISION].there)
        return kt_fail_at(err, KT_ERR_FORMAT, header->line, 0,
                          "a column product needs a column revision, or a mapping with "
                          "revision := HS17 (or another)");
    return KT_OK;
}

static kt_status begin(kt_intake *in, const kt_csv_row *header, void *state, kt_error *err)
{
    totals_state *to = state;
    kt_dataset_info *info = &in->report->info;
    char name[KT_MAX_NAME];

    find_places(header, in->mapping, to->of);
    to->n_columns = header->n_cells;
    to->revision = KT_REVISION_NONE;
    if (to->of[REVISION].there && to->of[REVISION].column < 0 &&
        !kt_cell_revision(to->of[REVISION].constant, &to->revision))
        return kt_fail(err, KT_ERR_FORMAT, "revision := %.*s in the mapping is not known",
                       (int)to->of[REVISION].constant.size, to->of[REVISION].constant.data);
    find_classified(header, to);
    KT_TRY(check_header(header, in->mapping, to, err));
    to->period = to->of[PERIOD].there ? PERIOD : YEAR;
    for (int c = VALUE_USD; c <= VALUE_MUSD; c++)
        if (to->of[c].there)
            to->value = c;
    name_after_file(in->file, name, sizeof name);
    kt_intake_default(info->name, sizeof info->name, "%s", name);
    info->money_decimals = MONEY_DECIMALS;
    info->quantity_decimals = QUANTITY_DECIMALS;
    return KT_OK;
}

/* ---- rows ---------------------------------------------------------------------------------
 */

/* Which cell is to blame, and why. */
typedef struct blame {
    int column; // of ours
    const char *reason;
} blame;

static const blame fine = {0, NULL};

static kt_slice cell_of(const totals_state *from, const kt_csv_row *row, int ours)
{
    const place *at = &from->of[ours];
    return at->column >= 0 ? kt_row_cell(row, at->column) : at->constant;
}

static bool is_one_of(kt_slice cell, const char *const words[])
{
    for (int w = 0; words[w]; w++)
        if (kt_slice_equal_ascii_case(cell, kt_slice_of(words[w])))
            return true;
    return false;
}

static blame take_period(totals_state *from, const kt_csv_row *row, kt_flow *flow)
{
    const kt_slice cell = cell_of(from, row, from->period);

    if (cell.size == from->period_size && cell.size > 0 &&
        memcmp(cell.data, from->period_text, cell.size) == 0) {
        flow->period = from->last_period;
        return fine;
    }
    if (!kt_cell_period(cell, &flow->period))
        return (blame){from->period, "expected 2018, 2018-10 or 2018-01/2018-10"};
    if (cell.size <= sizeof from->period_text) {
        memcpy(from->period_text, cell.data, cell.size);
        from->period_size = cell.size;
        from->last_period = flow->period;
    }
    return fine;
}

/* Export or import, and of what kind, seen from the reporter. */
static bool take_direction(kt_slice cell, bool *exports, uint8_t *kind)
{
    static const char *const x[] = {"X", "export", "exports", "E", NULL};
    static const char *const m[] = {"M", "import", "imports", "I", NULL};
    static const char *const rx[] = {"RX", "re-export", "re-exports", NULL};
    static const char *const rm[] = {"RM", "re-import", "re-imports", NULL};

    const bool again_out = is_one_of(cell, rx), again_in = is_one_of(cell, rm);
    *exports = again_out || is_one_of(cell, x);
    if (again_out || again_in)
        *kind = KT_REEXPORT;
    return *exports || again_in || is_one_of(cell, m);
}

static kt_status take_country(kt_intake *in, const totals_state *from, const kt_csv_row *row,
                              int ours, kt_country *out, blame *wrong, kt_error *err)
{
    KT_TRY(kt_intake_country(in, cell_of(from, row, ours), out, err));
    if (!out->code && !wrong->reason)
        *wrong = (blame){ours, "not a country that kontor knows"};
    return KT_OK;
}

static kt_status take_ends(kt_intake *in, const totals_state *from, const kt_csv_row *row,
                           kt_flow *flow, blame *wrong, kt_error *err)
{
    if (!from->of[REPORTER].there) {
        flow->stated_by = KT_RECONCILED;
        KT_TRY(take_country(in, from, row, EXPORTER, &flow->exporter, wrong, err));
        return take_country(in, from, row, IMPORTER, &flow->importer, wrong, err);
    }
    bool exports = false;
    kt_country reporter = {0}, partner = {0};
    if (!take_direction(cell_of(from, row, FLOW), &exports, &flow->kind)) {
        *wrong = (blame){FLOW, "expected export or import (X or M)"};
        return KT_OK;
    }
    KT_TRY(take_country(in, from, row, REPORTER, &reporter, wrong, err));
    KT_TRY(take_country(in, from, row, PARTNER, &partner, wrong, err));
    flow->exporter = exports ? reporter : partner;
    flow->importer = exports ? partner : reporter;
    flow->stated_by = exports ? KT_BY_EXPORTER : KT_BY_IMPORTER;
    return KT_OK;
}

/* The columns that say what otherwise follows from the layout. */
static blame take_words(const totals_state *from, const kt_csv_row *row, kt_flow *flow)
{
    static const char *const exporter[] = {"exporter", "X", NULL};
    static const char *const importer[] = {"importer", "M", NULL};
    static const char *const reconciled[] = {"reconciled", "", NULL};
    static const char *const goods[] = {"goods", "", NULL};
    static const char *const unknown[] = {"unknown", "", NULL};

    if (from->of[STATED_BY].there) {
        const kt_slice cell = cell_of(from, row, STATED_BY);
        if (is_one_of(cell, exporter))
            flow->stated_by = KT_BY_EXPORTER;
        else if (is_one_of(cell, importer))
            flow->stated_by = KT_BY_IMPORTER;
        else if (is_one_of(cell, reconciled))
            flow->stated_by = KT_RECONCILED;
        else
            return (blame){STATED_BY, "expected exporter, importer or reconciled"};
    }
    if (from->of[KIND].there) {
        const kt_slice cell = cell_of(from, row, KIND);
        if (kt_slice_equal_ascii_case(cell, kt_slice_of("services")))
            flow->kind = KT_SERVICES;
        else if (kt_slice_equal_ascii_case(cell, kt_slice_of("re-export")))
            flow->kind = KT_REEXPORT;
        else if (!is_one_of(cell, goods))
            return (blame){KIND, "expected goods, services or re-export"};
    }
    flow->valuation = flow->stated_by == KT_BY_EXPORTER   ? KT_FOB
                      : flow->stated_by == KT_BY_IMPORTER ? KT_CIF
                                                          : KT_VALUATION_UNKNOWN;
    if (from->of[VALUATION].there) {
        const kt_slice cell = cell_of(from, row, VALUATION);
        if (kt_slice_equal_ascii_case(cell, kt_slice_of("FOB")))
            flow->valuation = KT_FOB;
        else if (kt_slice_equal_ascii_case(cell, kt_slice_of("CIF")))
            flow->valuation = KT_CIF;
        else if (is_one_of(cell, unknown))
            flow->valuation = KT_VALUATION_UNKNOWN;
        else
            return (blame){VALUATION, "expected FOB, CIF or unknown"};
    }
    return fine;
}

static blame take_status(const totals_state *from, const kt_csv_row *row, char value_flag,
                         kt_flow *flow)
{
    const kt_slice flag = cell_of(from, row, FLAG), status = cell_of(from, row, STATUS);

    if (flag.size > 1 || !kt_cell_flag(flag.size ? flag.data[0] : value_flag, &flow->status))
        return (blame){flag.size ? FLAG : from->value, "expected no flag, or e, p, s or c"};
    if (status.size == 0)
        return fine;
    for (int s = KT_REPORTED; s <= KT_SUPPRESSED; s++)
        if (kt_slice_equal_ascii_case(status,
                                      kt_slice_of(kt_flow_status_name((kt_flow_status)s)))) {
            flow->status = (uint8_t)s;
            return fine;
        }
    return (blame){STATUS, "expected reported, provisional, estimated or suppressed"};
}

static blame take_product(const totals_state *from, const kt_csv_row *row, kt_flow *flow)
{
    kt_revision revision = from->revision;

    flow->product = KT_TOTAL;
    if (!from->of[PRODUCT].there)
        return fine;
    const kt_slice cell = cell_of(from, row, PRODUCT);
    if (revision == KT_REVISION_NONE &&
        !kt_cell_revision(cell_of(from, row, REVISION), &revision) &&
        !kt_slice_equal_ascii_case(cell, kt_slice_of("TOTAL")))
        return (blame){REVISION, "expected a classification such as HS17"};
    if (!kt_cell_product(cell, revision, KT_PAD_HS, &flow->product))
        return (blame){PRODUCT, "not a product of this classification"};
    return fine;
}

/* NONE where missing. */
static blame take_quantities(const totals_state *from, const kt_csv_row *row, kt_flow *flow)
{
    static const char not_a_number[] = "expected a number";
    const int column = from->of[QUANTITY_KG].there ? QUANTITY_KG : QUANTITY_TONNES;
    const int in_kg = column == QUANTITY_KG ? 3 : 0;
    int64_t unit = 0;
    char flag = 0;

    flow->quantity = flow->supplementary = KT_NONE;
    const kt_cell_kind kind =
        kt_cell_decimal_fine(cell_of(from, row, column), 3 - in_kg, QUANTITY_DECIMALS - in_kg,
                             &flow->quantity, &flag);
    if (kind == KT_CELL_BAD || flag)
        return (blame){column, not_a_number};
    if (kind == KT_CELL_NUMBER && flow->quantity < 0)
        return (blame){column, "a negative quantity"};
    const kt_slice more = cell_of(from, row, SUPPLEMENTARY);
    if (kt_cell_is_missing(more))
        return fine;
    if (!kt_parse_decimal(more, 0, &flow->supplementary) || flow->supplementary < 0)
        return (blame){SUPPLEMENTARY, "expected a whole number"};
    if (!kt_parse_i64(cell_of(from, row, SUPPLEMENTARY_UNIT), &unit) || unit < 1 || unit > 255)
        return (blame){SUPPLEMENTARY_UNIT, "expected the code of a unit, 1 to 255"};
    flow->supplementary_unit = (uint8_t)unit;
    return fine;
}

static kt_status row(kt_intake *in, const kt_csv_row *cells, void *state, kt_error *err)
{
    totals_state *from = state;
    kt_flow flow = {.kind = KT_GOODS};
    char flag = 0;
    static const int dollar[] = {0, 3, 6}; // decimals of one in USD, thousands, millions

    if (!kt_row_is_whole(in, cells, from->n_columns))
        return KT_OK;
    blame wrong = take_period(from, cells, &flow);
    if (!wrong.reason)
        KT_TRY(take_ends(in, from, cells, &flow, &wrong, err));
    if (!wrong.reason)
        wrong = take_words(from, cells, &flow);
    const int decimals = dollar[from->value - VALUE_USD];
    const kt_cell_kind kind =
        kt_cell_decimal_fine(cell_of(from, cells, from->value), decimals,
                             decimals + MONEY_DECIMALS, &flow.value, &flag);
    if (!wrong.reason && kind == KT_CELL_BAD)
        wrong = (blame){from->value, "expected a number, to a thousandth of a dollar at most"};
    if (!wrong.reason && kind == KT_CELL_NUMBER && flow.value < 0)
        wrong = (blame){from->value, "a negative value"};
    if (!wrong.reason)
        wrong = take_status(from, cells, flag, &flow);
    if (!wrong.reason && flow.status == KT_SUPPRESSED && kind == KT_CELL_NUMBER)
        wrong = (blame){from->value, "a value that is marked as suppressed"};
    if (!wrong.reason)
        wrong = take_product(from, cells, &flow);
    if (!wrong.reason)
        wrong = take_quantities(from, cells, &flow);
    if (wrong.reason) {
        kt_intake_refuse_cell(in, cells, from->of[wrong.column].column, names[wrong.column],
                              wrong.reason);
        return KT_OK;
    }
    if (kind == KT_CELL_MISSING) {
        if (flow.status != KT_SUPPRESSED) { // nothing is stated
            kt_intake_leave_out(in);
            return KT_OK;
        }
        flow.value = KT_NONE;
    }
    return kt_intake_take(in, &flow, cells->line, err);
}

const kt_layout kt_layout_totals = {"totals", KT_HOLDS_FLOWS, sizeof(totals_state),
                                    fits,     begin,          row};
