/* bloc_break.c: data/breaks.csv: years from which statistics were made another way, so that a
 * growth rate across them would compare two different things. */
#include <kontor/bloc.h>

#include <kontor/limits.h>

#include "bloc_internal.h"
#include "growing.h"
#include "reference_table.h"

#include <stdlib.h>

static const char *const columns[] = {"id",     "reporter", "partner",     "bloc",   "year",
                                      "import", "export",   "description", "source", NULL};
enum { ID, REPORTER, PARTNER, BLOC, YEAR, IMPORT, EXPORT, DESCRIPTION, SOURCE };

static kt_status read_break(void *with, const kt_reference_row *row, kt_error *err)
{
    kt_blocs *blocs = with;
    kt_break found = {0};
    int64_t year = 0, import = 0, export_ = 0;

    KT_TRY(kt_reference_text(row, ID, &blocs->arena, &found.id, err));
    KT_TRY(kt_reference_country(row, REPORTER, "reporter", &found.reporter, err));
    KT_TRY(kt_reference_country(row, PARTNER, "partner", &found.partner, err));
    KT_TRY(kt_reference_integer(row, YEAR, "year", KT_MIN_YEAR, KT_MAX_YEAR, &year, err));
    KT_TRY(kt_reference_integer(row, IMPORT, "import", 0, 1, &import, err));
    KT_TRY(kt_reference_integer(row, EXPORT, "export", 0, 1, &export_, err));
    KT_TRY(kt_reference_text(row, DESCRIPTION, &blocs->arena, &found.description, err));
    KT_TRY(kt_reference_text(row, SOURCE, &blocs->arena, &found.source, err));
    for (int64_t n = 0; n < blocs->n_blocs; n++) {
        if (kt_slice_is(row->cell[BLOC], blocs->bloc[n].code))
            found.bloc = blocs->bloc[n].code;
    }
    if (found.id[0] == '\0' || found.source[0] == '\0' || year == 0 || import + export_ == 0 ||
        (row->cell[BLOC].size > 0 && !found.bloc))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "a break without id, source, year or direction, or an unknown bloc");
    found.year = (int16_t)year;
    found.import = import == 1;
    found.export_ = export_ == 1;
    KT_TRY(kt_grow(&blocs->at_break, blocs->n_breaks, &blocs->breaks_room, err));
    blocs->at_break[blocs->n_breaks++] = found;
    return KT_OK;
}

/* By year; within a year the order of the table, so that the narrower may stand first. */
static void sort_by_year(kt_break *at, int64_t n)
{
    for (int64_t i = 1; i < n; i++) {
        const kt_break moving = at[i];
        int64_t place = i;
        for (; place > 0 && at[place - 1].year > moving.year; place--)
            at[place] = at[place - 1];
        at[place] = moving;
    }
}

kt_status kt_bloc_read_breaks(kt_blocs *blocs, kt_resources *resources, kt_error *err)
{
    KT_TRY(kt_reference_read(resources, "data/breaks.csv", columns, read_break, blocs, err));
    sort_by_year(blocs->at_break, blocs->n_breaks);
    return KT_OK;
}

int64_t kt_breaks_count(const kt_blocs *blocs)
{
    return blocs->n_breaks;
}

const kt_break *kt_breaks_at(const kt_blocs *blocs, int64_t n)
{
    return n >= 0 && n < blocs->n_breaks ? &blocs->at_break[n] : NULL;
}

/* A named side must be that country. */
static bool is_named(kt_country named, kt_country country)
{
    return named.code == 0 || named.code == country.code;
}

/* A side left open must, where there is a bloc, be in it. */
static bool fits(const kt_blocs *blocs, const kt_break *at, kt_country named,
                 kt_country country)
{
    if (named.code != 0 || !at->bloc)
        return true;
    for (int64_t n = 0; n < blocs->n_blocs; n++) {
        if (blocs->bloc[n].code == at->bloc)
            return kt_bloc_touches(blocs, n, country, at->year);
    }
    return false;
}

bool kt_break_between(const kt_blocs *blocs, kt_country reporter, kt_country partner, int from,
                      int to, const kt_break **out)
{
    int64_t first = 0, end = blocs->n_breaks; // the first behind `from`, as they are by year
    while (first < end) {
        const int64_t middle = first + (end - first) / 2;
        if (blocs->at_break[middle].year <= from)
            first = middle + 1;
        else
            end = middle;
    }
    for (int64_t n = first; n < blocs->n_breaks && blocs->at_break[n].year <= to; n++) {
        const kt_break *at = &blocs->at_break[n];
        if (!is_named(at->reporter, reporter) || !is_named(at->partner, partner))
            continue; // as most are
        if (fits(blocs, at, at->reporter, reporter) && fits(blocs, at, at->partner, partner)) {
            if (out)
                *out = at;
            return true;
        }
    }
    return false;
}
