/* recognise.c: which layout a header is of. Names of files are never asked.
 *
 * A header that fits several is of the first in the list: the narrow ones come before the wide
 * ones. With a mapping that names columns, the file is of the user's own layout. */
#include "reader.h"

#include <kontor/text.h>

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const kt_layout *const layouts[] = {
    &kt_layout_baci,
    &kt_layout_baci_countries,
    &kt_layout_baci_products,
    &kt_layout_comtrade,
    &kt_layout_comtrade_legacy,
    &kt_layout_wits,
    &kt_layout_wits_summary,
    &kt_layout_facts,
    &kt_layout_entries,
    &kt_layout_country_totals,
    &kt_layout_geodist,
    &kt_layout_geodist_countries,
    &kt_layout_gravity,
    &kt_layout_gravity_countries,
    &kt_layout_wdi,
    &kt_layout_wdi_beside,
    &kt_layout_totals,
};

const kt_layout *kt_recognise(const kt_csv_row *header, const kt_column_map *mapping)
{
    if (kt_column_map_has_columns(mapping))
        return kt_layout_totals.fits(header, mapping)       ? &kt_layout_totals
               : kt_layout_covariates.fits(header, mapping) ? &kt_layout_covariates
                                                            : NULL;
    for (size_t n = 0; n < sizeof layouts / sizeof layouts[0]; n++)
        if (layouts[n]->fits(header, mapping))
            return layouts[n];
    return NULL;
}

static bool has_one_of(const kt_csv_row *header, const char *const names[])
{
    for (int n = 0; names[n]; n++)
        if (kt_csv_column(header, names[n]) >= 0)
            return true;
    return false;
}

void kt_header_describe(const kt_csv_row *header, char *out, size_t room)
{
    static const char *const times[] = {"period", "year", NULL};
    static const char *const sides[] = {"reporter", "partner", "flow", NULL};
    static const char *const ends[] = {"exporter", "importer", NULL};
    static const char *const values[] = {"value_usd", "value_kusd", "value_musd", NULL};
    const size_t most = 96; // of the header itself
    const bool has_time = has_one_of(header, times), has_value = has_one_of(header, values);
    const bool has_who = kt_header_has(header, sides) || kt_header_has(header, ends);
    char shown[128] = "";
    size_t n = 0;

    for (int c = 0; c < header->n_cells && n < most; c++)
        n += (size_t)snprintf(shown + n, sizeof shown - n, "%s%.*s", c ? "," : "",
                              (int)(header->cell[c].size < 24 ? header->cell[c].size : 24),
                              header->cell[c].data);
    shown[kt_text_make_printable(shown, strlen(shown))] = '\0';
    const char *lacks = has_time + has_who + has_value < 2 ? ""
                        : !has_value
                            ? "; totals of your own also need value_usd, value_kusd or "
                              "value_musd"
                        : !has_who ? "; totals of your own also need reporter, partner and flow"
                                   : "; totals of your own also need year or period";
    snprintf(out, room, "%s%s%s", shown, n < most ? "" : "...", lacks);
}

bool kt_header_has(const kt_csv_row *header, const char *const names[])
{
    for (int n = 0; names[n]; n++)
        if (kt_csv_column(header, names[n]) < 0)
            return false;
    return true;
}

kt_slice kt_row_cell(const kt_csv_row *row, int column)
{
    if (column < 0 || column >= row->n_cells)
        return (kt_slice){"", 0};
    return kt_slice_trim(row->cell[column]); // blanks inside quotes are padding, too
}

bool kt_row_is_whole(kt_intake *in, const kt_csv_row *row, int n_columns)
{
    bool whole = row->n_cells >= n_columns;
    for (int c = n_columns; c < row->n_cells; c++)
        whole = whole && row->cell[c].size == 0;
    if (!whole)
        kt_intake_refuse(in, row->line, 0, "%d cells, expected %d", row->n_cells, n_columns);
    return whole;
}
