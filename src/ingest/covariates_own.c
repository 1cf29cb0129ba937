/* covariates_own.c: any table whose key a mapping declares.
 *
 *     country  = iso3           or  exporter = from
 *     year     = yr                 importer = to
 *     unit area := km2              texts := region, code
 *
 * Every other column is a covariate, under its own name or the one that the mapping gives. */
#include "covariates_table.h"
#include "reader.h"

#include <stdio.h>
#include <string.h>

typedef struct own_state {
    kt_covariates_table table;
} own_state;

static const char unit_word[] = "unit ";

/* Where a part of the key is, as the mapping says. */
static kt_key_part part_of(const kt_csv_row *header, const kt_column_map *mapping,
                           const char *ours)
{
    const kt_column_map_line *line = kt_column_map_find(mapping, ours);
    kt_key_part part = {-1, {NULL, 0}};
    char name[256];

    if (line && line->constant)
        part.constant = line->theirs;
    else if (line && line->theirs.size < sizeof name) {
        snprintf(name, sizeof name, "%.*s", (int)line->theirs.size, line->theirs.data);
        part.column = kt_csv_column(header, name);
    }
    return part;
}

static bool has(const kt_key_part *part)
{
    return part->column >= 0 || part->constant.data;
}

static void find_key(const kt_csv_row *header, const kt_column_map *mapping,
                     kt_table_plan *plan)
{
    const kt_key_part country = part_of(header, mapping, "country");

    plan->i = country;
    plan->j = (kt_key_part){-1, {NULL, 0}};
    if (!has(&country)) {
        plan->i = part_of(header, mapping, "exporter");
        plan->j = part_of(header, mapping, "importer");
    }
    plan->year = part_of(header, mapping, "year");
}

static bool fits(const kt_csv_row *header, const kt_column_map *mapping)
{
    kt_table_plan plan = {0};

    if (!kt_column_map_has_columns(mapping))
        return false;
    // Flows are of kontor's generic layout.
    if (kt_column_map_find(mapping, "value_usd") || kt_column_map_find(mapping, "value_kusd") ||
        kt_column_map_find(mapping, "value_musd"))
        return false;
    find_key(header, mapping, &plan);
    return has(&plan.i) && (kt_column_map_find(mapping, "country") != NULL || has(&plan.j));
}

static bool is_of_key(kt_slice ours)
{
    return kt_slice_is(ours, "country") || kt_slice_is(ours, "exporter") ||
           kt_slice_is(ours, "importer") || kt_slice_is(ours, "year");
}

static bool column(const kt_column_map *mapping, kt_slice theirs, kt_slice *name,
                   kt_slice *unit)
{
    *name = theirs;
    for (int n = 0; n < mapping->n_lines; n++) {
        const kt_column_map_line *line = &mapping->line[n];
        if (!line->constant && kt_slice_equal_ascii_case(line->theirs, theirs))
            *name = line->ours;
    }
    for (int n = 0; n < mapping->n_lines; n++) {
        const kt_column_map_line *line = &mapping->line[n];
        if (!line->constant || !kt_slice_starts(line->ours, unit_word))
            continue;
        const size_t skip = sizeof unit_word - 1;
        const kt_slice of =
            kt_slice_trim((kt_slice){line->ours.data + skip, line->ours.size - skip});
        if (kt_slice_equal_ascii_case(of, *name))
            *unit = line->theirs;
    }
    return true;
}

/* Named in "texts := a, b". */
static bool is_text(const kt_column_map *mapping, kt_slice theirs)
{
    const kt_column_map_line *line = kt_column_map_find(mapping, "texts");
    kt_slice rest = line ? line->theirs : (kt_slice){NULL, 0};

    while (rest.data) {
        const kt_slice one = kt_slice_trim(kt_slice_cut(&rest, ','));
        if (kt_slice_equal_ascii_case(one, theirs))
            return true;
    }
    return false;
}

/* A line of the mapping that means nothing here is a slip, not to be passed over. */
static kt_status check_mapping(const kt_csv_row *header, const kt_column_map *mapping,
                               kt_error *err)
{
    char name[256];

    for (int n = 0; n < mapping->n_lines; n++) {
        const kt_column_map_line *line = &mapping->line[n];
        if (line->constant) {
            if (kt_column_map_is_of_dataset(line->ours) || is_of_key(line->ours) ||
                kt_slice_is(line->ours, "texts") || kt_slice_starts(line->ours, unit_word))
                continue;
            return kt_fail(err, KT_ERR_FORMAT,
                           "%.*s := in the mapping: only country, exporter, importer, year, "
                           "texts and units can be set",
                           line->ours.size > 60 ? 60 : (int)line->ours.size, line->ours.data);
        }
        snprintf(name, sizeof name, "%.*s",
                 line->theirs.size > 255 ? 255 : (int)line->theirs.size, line->theirs.data);
        if (kt_csv_column(header, name) < 0)
            return kt_fail(err, KT_ERR_FORMAT,
                           "the mapping names a column %s that is not in the header", name);
    }
    return KT_OK;
}

static kt_status begin(kt_intake *in, const kt_csv_row *header, void *state, kt_error *err)
{
    own_state *to = state;

    KT_TRY(check_mapping(header, in->mapping, err));
    find_key(header, in->mapping, &to->table.plan);
    to->table.plan.column = column;
    to->table.plan.is_text = is_text;
    kt_covariates_name_after_file(in);
    return kt_covariates_table_begin(in, header, &to->table, err);
}

static kt_status row(kt_intake *in, const kt_csv_row *cells, void *state, kt_error *err)
{
    own_state *to = state;
    return kt_covariates_table_row(in, cells, &to->table, err);
}

const kt_layout kt_layout_covariates = {
    "covariates", KT_HOLDS_COVARIATES, sizeof(own_state), fits, begin, row};
