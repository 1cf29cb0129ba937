/* gravity_kept.c: reading a kept model. Whatever the bytes are, they are a model or refused
 * with their line. */
#include "gravity_kept.h"

#include <kontor/csv.h>
#include <kontor/input.h>
#include <kontor/memory.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- bytes to rows -------------------------------------------------------------------------
 */

typedef struct reading {
    kt_kept *to;
    kt_kept_part part;
    int kind, name, text, value; /* columns */
    bool has_header;
} reading;

static bool is_parameter(kt_slice kind)
{
    return kt_slice_is(kind, "coefficient") || kt_slice_is(kind, "effect") ||
           kt_slice_is(kind, "slope");
}

static kt_slice cell_at(const kt_csv_row *row, int column)
{
    return column < row->n_cells ? row->cell[column] : (kt_slice){"", 0};
}

static kt_status read_header(reading *r, const kt_csv_row *row, kt_error *err)
{
    r->has_header = true;
    r->kind = kt_csv_column(row, "kind");
    r->name = kt_csv_column(row, "name");
    r->text = kt_csv_column(row, "text");
    r->value = kt_csv_column(row, "value");
    return r->kind < 0 || r->name < 0 || r->text < 0 || r->value < 0
               ? kt_fail(err, KT_ERR_FORMAT, "no model that kontor gravity has kept")
               : KT_OK;
}

/* The first row; a later format may mean something else by what we would read. */
static kt_status check_format(kt_slice kind, kt_slice text, kt_error *err)
{
    if (!kt_slice_is(kind, "format") || !kt_slice_starts(text, "kontor gravity model "))
        return kt_fail(err, KT_ERR_FORMAT, "no model that kontor gravity has kept");
    if (!kt_slice_is(text, KT_KEPT_FORMAT))
        return kt_fail(err, KT_ERR_FORMAT,
                       "\"%.*s\" is of another version of kontor, expected %s",
                       (int)(text.size < 40 ? text.size : 40), text.data, KT_KEPT_FORMAT);
    return KT_OK;
}

/* A text of the row before is not copied again. */
static kt_status take_text(kt_kept *to, kt_slice text, const char *before, const char **out,
                           kt_error *err)
{
    *out = before;
    return before && kt_slice_is(text, before)
               ? KT_OK
               : kt_arena_text(&to->arena, text.data, text.size, out, err);
}

static kt_status read_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading *r = with;
    kt_kept *to = r->to;
    if (!r->has_header)
        return read_header(r, row, err);
    const kt_slice kind = cell_at(row, r->kind), name = cell_at(row, r->name),
                   text = cell_at(row, r->text), value = cell_at(row, r->value);
    const kt_kept_row *before = to->n_rows ? &to->row[to->n_rows - 1] : NULL;
    if (!before)
        KT_TRY(check_format(kind, text, err));
    if (is_parameter(kind) && r->part == KT_KEPT_HEAD)
        return KT_ERR_STOPPED;
    if (to->n_rows == to->n_room) {
        KT_TRY(kt_resize(&to->row, to->n_room * 2 + 64, sizeof *to->row, err));
        to->n_room = to->n_room * 2 + 64;
        before = to->n_rows ? &to->row[to->n_rows - 1] : NULL;
    }
    kt_kept_row *fresh = &to->row[to->n_rows];
    *fresh = (kt_kept_row){.value = (double)NAN, .line = row->line};
    if (!kt_parse_double(value, &fresh->value) && (value.size || is_parameter(kind)))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 1, "value \"%.*s\", expected a number",
                          (int)(value.size < 40 ? value.size : 40), value.data);
    KT_TRY(take_text(to, kind, before ? before->kind : NULL, &fresh->kind, err));
    KT_TRY(take_text(to, name, before ? before->name : NULL, &fresh->name, err));
    KT_TRY(take_text(to, text, NULL, &fresh->text, err));
    to->n_rows++;
    return KT_OK;
}

static int by_key(const void *left, const void *right)
{
    const kt_kept_row *a = left, *b = right;
    int order = strcmp(a->kind, b->kind);
    if (order == 0)
        order = strcmp(a->name, b->name);
    return order ? order : strcmp(a->text, b->text);
}

/* What has no name is found by its kind alone, so its text does not count. */
static bool is_again(const kt_kept_row *before, const kt_kept_row *row)
{
    if (strcmp(before->kind, row->kind) != 0 || strcmp(before->name, row->name) != 0)
        return false;
    return (!row->name[0] && !is_parameter(kt_slice_of(row->kind))) ||
           strcmp(before->text, row->text) == 0;
}

static kt_status put_in_order(kt_kept *kept, kt_error *err)
{
    if (kept->n_rows > 1)
        qsort(kept->row, (size_t)kept->n_rows, sizeof *kept->row, by_key);
    for (int64_t n = 1; n < kept->n_rows; n++) {
        const kt_kept_row *a = &kept->row[n - 1], *b = &kept->row[n];
        if (is_again(a, b))
            return kt_fail_at(err, KT_ERR_FORMAT, a->line > b->line ? a->line : b->line, 1,
                              "%.40s %.60s %.60s stands twice", b->kind, b->name, b->text);
    }
    return KT_OK;
}

kt_status kt_kept_parse(kt_slice bytes, kt_kept_part part, kt_kept *out, kt_error *err)
{
    kt_error seen = {0};
    const kt_csv_options options = kt_csv_options_default();
    *out = (kt_kept){0};
    reading r = {.to = out, .part = part};
    kt_status status = kt_csv_parse(bytes, &options, read_row, &r, &seen);
    if (status == KT_ERR_STOPPED && !seen.cause[0]) // the head is read
        status = KT_OK;
    else if (status && err)
        *err = seen;
    if (!status && out->n_rows == 0)
        status = kt_fail(err, KT_ERR_FORMAT, "no model that kontor gravity has kept");
    if (!status)
        status = put_in_order(out, err);
    if (status)
        kt_kept_clear(out);
    return status;
}

/* ---- a file --------------------------------------------------------------------------------
 */

typedef struct gathering {
    kt_text bytes;
    int n_members;
} gathering;

static kt_status begin(void *with, const kt_input_member *member, bool *wanted, kt_error *err)
{
    gathering *of = with;
    (void)member;
    *wanted = true;
    return of->n_members++ ? kt_fail(err, KT_ERR_FORMAT, "several files, expected a kept model")
                           : KT_OK;
}

static kt_status take(void *with, const char *data, size_t size, kt_error *err)
{
    gathering *of = with;
    if (size > KT_MAX_FILE - of->bytes.size)
        return kt_fail(err, KT_ERR_LIMIT, "a model of more than %zu bytes", KT_MAX_FILE);
    return kt_text_append(&of->bytes, data, size, err);
}

static kt_status end(void *with, kt_error *err)
{
    (void)with;
    (void)err;
    return KT_OK;
}

kt_status kt_kept_read(const char *path, kt_kept_part part, kt_kept *out, kt_error *err)
{
    gathering of = {0};
    const kt_input_visitor visitor = {begin, take, end, &of};
    *out = (kt_kept){0};
    kt_status status = kt_input_walk(path, &visitor, NULL, NULL, err);
    if (!status)
        status = kt_kept_parse((kt_slice){of.bytes.data, of.bytes.size}, part, out, err);
    kt_text_clear(&of.bytes);
    if (status)
        kt_error_within(err, "%s", path);
    return status;
}

void kt_kept_clear(kt_kept *kept)
{
    kt_free(kept->row);
    kt_arena_clear(&kept->arena);
    *kept = (kt_kept){0};
}

/* ---- questions -----------------------------------------------------------------------------
 */

static const kt_kept_row *row_of(const kt_kept *kept, const char *kind)
{
    int64_t low = 0, high = kept->n_rows;
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if (strcmp(kept->row[middle].kind, kind) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < kept->n_rows && strcmp(kept->row[low].kind, kind) == 0 ? &kept->row[low]
                                                                        : NULL;
}

const char *kt_kept_text(const kt_kept *kept, const char *kind)
{
    const kt_kept_row *row = row_of(kept, kind);
    return row ? row->text : NULL;
}

double kt_kept_number(const kt_kept *kept, const char *kind)
{
    const kt_kept_row *row = row_of(kept, kind);
    return row ? row->value : (double)NAN;
}

const kt_kept_row *kt_kept_find(const kt_kept *kept, const char *kind, const char *name,
                                const char *text)
{
    const kt_kept_row wanted = {.kind = kind, .name = name, .text = text};
    return kept->n_rows
               ? bsearch(&wanted, kept->row, (size_t)kept->n_rows, sizeof *kept->row, by_key)
               : NULL;
}

/* ---- the request that it was ---------------------------------------------------------------
 */

static kt_status parse_kept(const kt_kept *kept, const char *kind, kt_expression_list **out,
                            kt_error *err)
{
    const char *text = kt_kept_text(kept, kind);
    if (!text)
        return KT_OK;
    const kt_status status = kt_expressions_parse(kt_slice_of(text), out, err);
    if (status)
        kt_error_within(err, "%s", kind);
    return status;
}

static kt_status parse_one(const kt_kept *kept, const char *kind, kt_expression_list **out,
                           kt_error *err)
{
    KT_TRY(parse_kept(kept, kind, out, err));
    return *out && (kt_expressions_count(*out) != 1 || kt_expressions_name(*out, 0))
               ? kt_fail(err, KT_ERR_FORMAT, "%s of the model is not one expression", kind)
               : KT_OK;
}

static void read_years(const kt_kept *kept, kt_gravity_source *source)
{
    int64_t first, last;
    kt_slice rest = kt_slice_of(kt_kept_text(kept, "years"));
    const kt_slice from = kt_slice_cut(&rest, '-');
    if (kt_parse_i64(from, &first) && kt_parse_i64(rest, &last) && first >= KT_MIN_YEAR &&
        first <= last && last <= KT_MAX_YEAR) {
        source->first_year = (int)first;
        source->last_year = (int)last;
    }
}

kt_status kt_kept_request(const kt_kept *kept, kt_gravity *g, kt_error *err)
{
    const char *formula = kt_kept_text(kept, "formula"), *family = kt_kept_text(kept, "family");
    const char *panel = kt_kept_text(kept, "panel");
    if (!formula)
        return kt_fail(err, KT_ERR_FORMAT, "the model has no formula");
    KT_TRY(kt_formula_parse(kt_slice_of(formula), &g->formula, err));
    if (kt_formula_n_models(g->formula) != 1)
        return kt_fail(err, KT_ERR_FORMAT, "the formula is of several models");
    KT_TRY(parse_kept(kept, "let", &g->let, err));
    for (int n = 0; g->let && n < kt_expressions_count(g->let); n++)
        if (!kt_expressions_name(g->let, n))
            return kt_fail(err, KT_ERR_FORMAT, "the model's let has no names");
    KT_TRY(parse_one(kept, "offset", &g->offset, err));
    KT_TRY(parse_one(kept, "subset", &g->subset, err));
    if (panel)
        KT_TRY(kt_gravity_read_panel(g, panel, err));
    g->exporter = kt_kept_text(kept, "exporter");
    g->importer = kt_kept_text(kept, "importer");
    g->period = kt_kept_text(kept, "period");
    g->symmetric_pair = kt_kept_text(kept, "symmetric-pair") != NULL;
    int f = KT_FAMILY_POISSON;
    while (family && f <= KT_FAMILY_LOGIT && strcmp(family, kt_family_name((kt_family)f)) != 0)
        f++;
    if (f > KT_FAMILY_LOGIT)
        return kt_fail(err, KT_ERR_FORMAT, "no family \"%.40s\"", family);
    g->family = (kt_family)f;
    g->source = (kt_gravity_source){.flows = kt_kept_text(kept, "flows"),
                                    .covariates = kt_kept_text(kept, "covariates"),
                                    .product = kt_kept_text(kept, "product"),
                                    .stated_by = kt_kept_text(kept, "stated-by"),
                                    .zeros = kt_kept_text(kept, "zeros")};
    read_years(kept, &g->source);
    return KT_OK;
}
