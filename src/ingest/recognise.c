/* recognise.c: which layout a header is of. Names of files are never asked.
 *
 * A header that fits several is of the first in the list: the narrow ones come before the wide
 * ones. With a mapping that names columns, the file is of the user's own layout. */
#include "reader.h"

#include <stddef.h>

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
