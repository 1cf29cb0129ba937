/* kontor/changes.h: what a new release of a dataset changed: rows added, removed and revised.
 *
 * Rows are matched by their key (kontor/flow.h). A row is revised when its value differs, in
 * USD; quantities are not looked at. Two releases in different classifications, or where one
 * holds totals only, are compared by totals of pairs. */
#ifndef KONTOR_CHANGES_H
#define KONTOR_CHANGES_H

#include <kontor/error.h>
#include <kontor/store.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_changes_year {
    int16_t year; /* of a period's first month */
    int64_t n_same, n_revised, n_added, n_removed;
    double before_usd, after_usd; /* sums over all rows; missing values left out */
} kt_changes_year;

/* One row that changed; NaN where there was or is none. */
typedef struct kt_changed_row {
    kt_flow key; /* value and quantity are not of use here */
    double before_usd, after_usd;
} kt_changed_row;

typedef struct kt_changes {
    kt_changes_year *year; /* ascending */
    int64_t n_years;
    kt_changed_row *row; /* the largest changes in USD, largest first; equal ones by key */
    int64_t n_rows;
    bool by_totals; /* compared by totals of pairs */
} kt_changes;

typedef struct kt_changes_options {
    kt_filter filter;  /* default all rows; its level is set by the comparison */
    kt_country a, b;   /* default {0}: all; else only what each of the two sends to the other */
    int64_t n_largest; /* default 20, up to a million: how many single changes are kept */
    const kt_progress *progress; /* default NULL: silent */
} kt_changes_options;
kt_changes_options kt_changes_options_default(void);

/* Compare two datasets. Owned by the caller. Errors: KT_ERR_MEMORY, KT_ERR_STOPPED, those of
 * kt_dataset_scan(). Cost: one scan of each; memory for the rows of one exporter. */
KT_MUST_USE kt_status kt_changes_find(const kt_dataset *before, const kt_dataset *after,
                                      const kt_changes_options *options, kt_changes *out,
                                      kt_error *err);
void kt_changes_clear(kt_changes *changes);

KT_END_DECLS

#endif
