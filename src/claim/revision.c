/* revision.c: by how much a reporter's figures usually change from one release to the next, as
 * the releases held show: nine in ten changes of its figures of the pair are no larger. Fewer
 * than eight figures that two releases have in common say nothing; then the table of tolerances
 * has a value for all (data/claim_tolerances.csv), which also bounds what is computed here. */
#include "judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST_CHANGES = 8, MOST_CHANGES = 256 };

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static const kt_observation *find_same(const kt_source *source, const kt_observation *row)
{
    for (int64_t n = 0; n < source->observations.n_rows; n++) {
        const kt_observation *other = &source->observations.row[n];
        if (other->exporter.code == row->exporter.code && other->year == row->year &&
            other->importer.code == row->importer.code && other->stated_by == row->stated_by)
            return other;
    }
    return NULL;
}

static bool is_by(const kt_observation *row, kt_country reporter)
{
    return (row->stated_by == KT_BY_EXPORTER && row->exporter.code == reporter.code) ||
           (row->stated_by == KT_BY_IMPORTER && row->importer.code == reporter.code);
}

/* The changes from an older release to the next one. */
static int add_changes(const kt_source *newer, const kt_source *older, kt_country reporter,
                       double *change, int n_changes)
{
    for (int64_t n = 0; n < newer->observations.n_rows && n_changes < MOST_CHANGES; n++) {
        const kt_observation *row = &newer->observations.row[n];
        const kt_observation *was = is_by(row, reporter) ? find_same(older, row) : NULL;
        if (was && row->value_usd > 0.0 && was->value_usd > 0.0)
            change[n_changes++] = fabs(row->value_usd / was->value_usd - 1.0);
    }
    return n_changes;
}

double kt_usual_revision(const kt_sources *sources, const kt_source *of, kt_country reporter)
{
    double change[MOST_CHANGES];
    int n_changes = 0;
    const kt_source *newer = NULL;
    if (!of)
        return NAN;
    for (int64_t n = 0; n < sources->n_sources; n++) { /* releases, the newest first */
        const kt_source *source = &sources->source[n];
        if (strcmp(source->name, of->name) != 0)
            continue;
        if (newer)
            n_changes = add_changes(newer, source, reporter, change, n_changes);
        newer = source;
    }
    if (n_changes < FEWEST_CHANGES)
        return NAN;
    qsort(change, (size_t)n_changes, sizeof *change, by_size);
    return change[(n_changes * 9 + 9) / 10 - 1];
}
