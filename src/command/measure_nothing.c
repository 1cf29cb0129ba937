/* measure_nothing.c: why there is nothing to compute: which country stands where in the
 * dataset.
 *
 * "No data" helps nobody. A dataset may not know a country at all, know it in other years, or
 * know it only from what others state about their trade with it; or know both countries and no
 * trade between them. */
#include "measure_internal.h"

#include <stdio.h>
#include <string.h>

enum { NAMED = 128 }; /* bytes of a country's name and code */

/* How a country stands in the dataset. */
typedef struct standing {
    int first, last;                     /* years with any row of it; 0: none */
    bool exports, imports;               /* in the years that are asked about */
    bool states_exports, states_imports; /* itself, or reconciled */
} standing;

/* Its rows as exporter, or as importer. */
static kt_status look(const kt_measure_work *work, kt_country country, bool as_exporter,
                      standing *out, kt_error *err)
{
    kt_groups groups = {0};
    kt_filter filter = {.kinds = 1u << KT_GOODS, .whole_years = true, .level = KT_LEVEL_TOTAL};
    *(as_exporter ? &filter.exporter : &filter.importer) = country;
    KT_TRY(kt_dataset_group(work->dataset, &filter, KT_BY_KEY_PERIOD | KT_BY_KEY_STATED_BY,
                            &groups, err));
    for (int64_t g = 0; g < groups.n_groups; g++) {
        const int year = kt_period_year(groups.group[g].period);
        const int by = groups.group[g].stated_by;
        out->first = out->first == 0 || year < out->first ? year : out->first;
        out->last = year > out->last ? year : out->last;
        if (year < work->first_year || year > work->last_year)
            continue;
        if (as_exporter) {
            out->exports = true;
            out->states_exports |= by != KT_BY_IMPORTER;
        } else {
            out->imports = true;
            out->states_imports |= by != KT_BY_EXPORTER;
        }
    }
    kt_groups_clear(&groups);
    return KT_OK;
}

static void years_text(const kt_measure_work *work, char out[32])
{
    if (work->first_year == work->last_year)
        snprintf(out, 32, "in %d", work->first_year);
    else
        snprintf(out, 32, "from %d to %d", work->first_year, work->last_year);
}

/* What is wrong with it, worst first: not there at all, not in these years, only in the words
 * of others, only as one of both; NULL: nothing. */
enum { N_FAULTS = 4 };
static const char *fault_of(const standing *of, int fault)
{
    const bool now = of->exports || of->imports;
    switch (fault) {
    case 0:
        return of->last == 0 ? "is not in it" : NULL;
    case 1:
        return !now ? "is not in it" : NULL;
    case 2:
        return of->states_exports || of->states_imports
                   ? NULL
                   : "stands there only as a partner, in what others state about trade with "
                     "it,";
    default:
        return of->exports && of->imports ? NULL
               : of->exports              ? "stands there only as an exporter"
                                          : "stands there only as an importer";
    }
}

static kt_status look_both(const kt_measure_work *work, kt_country country, standing *out,
                           kt_error *err)
{
    KT_TRY(look(work, country, true, out, err));
    return look(work, country, false, out, err);
}

/* The worst fault of the countries that are asked about; *found false where there is none. */
static kt_status explain(const kt_measure_work *work, const char *years, bool *found,
                         kt_error *err)
{
    enum { SIDES = 3 };
    const kt_country side[SIDES] = {work->a, work->b, work->market};
    standing of[SIDES] = {{0}, {0}, {0}};
    char code[5];
    *found = true;
    for (int s = 0; s < SIDES; s++)
        if (side[s].code)
            KT_TRY(look_both(work, side[s], &of[s], err));
    for (int fault = 0; fault < N_FAULTS; fault++)
        for (int s = 0; s < SIDES; s++) {
            const char *what = side[s].code ? fault_of(&of[s], fault) : NULL;
            if (!what || kt_country_print(side[s], code)[0] == '_') // a group of the user's
                continue;
            char known[48] = "";
            if (fault == 1)
                snprintf(known, sizeof known, " (it is from %d to %d)", of[s].first,
                         of[s].last);
            return kt_fail(
                err, KT_ERR_MISSING,
                "%s@%s: %s (%s) %s%s%s%s, and %s needs more of it; another --dataset "
                "may hold it",
                work->info->name, work->info->version, kt_measure_country_label(work, side[s]),
                code, what, fault ? " " : "", fault ? years : "", known, work->kind->name);
        }
    *found = false;
    return KT_OK;
}

/* "Belarus (BLR)"; of a group its name. */
static void named(const kt_measure_work *work, kt_country country, char out[NAMED])
{
    char code[5];
    kt_country_print(country, code);
    if (code[0] == '_')
        snprintf(out, NAMED, "%s", kt_measure_country_label(work, country));
    else
        snprintf(out, NAMED, "%s (%s)", kt_measure_country_label(work, country), code);
}

kt_status kt_measure_nothing(const kt_measure_work *work, kt_error *err)
{
    char years[32], a[NAMED], b[NAMED];
    bool found = false;
    const char *name = work->info->name, *version = work->info->version;
    const char *kind = work->kind->name;
    years_text(work, years);
    KT_TRY(explain(work, years, &found, err));
    named(work, work->a, a);
    named(work, work->b, b);
    if (!work->a.code)
        return kt_fail(err, KT_ERR_MISSING, "%s@%s holds nothing for %s %s", name, version,
                       kind, years);
    if (!work->b.code)
        return kt_fail(err, KT_ERR_MISSING, "%s@%s holds nothing of %s for %s %s", name,
                       version, a, kind, years);
    return kt_fail(err, KT_ERR_MISSING,
                   "%s@%s holds no trade between %s and %s %s that %s could be computed from",
                   name, version, a, b, years, kind);
}
