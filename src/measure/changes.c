/* changes.c: two releases side by side, exporter by exporter: both give their rows in the order
 * of keys, so one merge finds what was added, removed and revised. */
#include <kontor/changes.h>

#include <kontor/memory.h>

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct row_list {
    kt_flow *row;
    int64_t n, room;
} row_list;

typedef struct comparison {
    const kt_dataset *before, *after;
    kt_changes found;
    int64_t n_largest, room_years;
} comparison;

static kt_status gather(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err)
{
    row_list *list = with;
    if (list->n + n_rows > list->room) {
        const int64_t room = 2 * (list->n + n_rows);
        KT_TRY(kt_resize(&list->row, room, sizeof *list->row, err));
        list->room = room;
    }
    memcpy(list->row + list->n, rows, (size_t)n_rows * sizeof *rows);
    list->n += n_rows;
    return KT_OK;
}

/* The year's counts, made when first met; years stay in order. */
static kt_status year_of(comparison *c, const kt_flow *row, kt_changes_year **out,
                         kt_error *err)
{
    kt_changes *found = &c->found;
    const int16_t year = (int16_t)(row->period.first / 12);
    int64_t at = found->n_years;
    while (at > 0 && found->year[at - 1].year >= year)
        at--;
    if (at == found->n_years || found->year[at].year != year) {
        if (found->n_years == c->room_years) {
            KT_TRY(kt_resize(&found->year, c->room_years + 64, sizeof *found->year, err));
            c->room_years += 64;
        }
        memmove(found->year + at + 1, found->year + at,
                (size_t)(found->n_years - at) * sizeof *found->year);
        found->year[at] = (kt_changes_year){.year = year};
        found->n_years++;
    }
    *out = &found->year[at];
    return KT_OK;
}

static double size_of(const kt_changed_row *row)
{
    const double before = isnan(row->before_usd) ? 0.0 : row->before_usd;
    const double after = isnan(row->after_usd) ? 0.0 : row->after_usd;
    return fabs(after - before);
}

/* Largest first, then by key. */
static int by_size(const void *a, const void *b)
{
    const double x = size_of(a), y = size_of(b);
    if (x != y)
        return x > y ? -1 : 1;
    return kt_flow_compare(&((const kt_changed_row *)a)->key,
                           &((const kt_changed_row *)b)->key);
}

/* Keep twice as many as are wanted, then drop the smaller half: few sorts for many changes. */
static void keep(comparison *c, const kt_changed_row *row)
{
    kt_changes *found = &c->found;
    if (c->n_largest == 0)
        return;
    if (found->n_rows == 2 * c->n_largest) {
        qsort(found->row, (size_t)found->n_rows, sizeof *found->row, by_size);
        found->n_rows = c->n_largest;
    }
    found->row[found->n_rows++] = *row;
}

/* One key: before or after may be NULL. */
static kt_status compare_row(comparison *c, const kt_flow *before, const kt_flow *after,
                             kt_error *err)
{
    assert(before || after);
    kt_changes_year *year;
    kt_changed_row row = {before ? *before : *after,
                          before ? kt_dataset_usd(c->before, before->value) : NAN,
                          after ? kt_dataset_usd(c->after, after->value) : NAN};
    KT_TRY(year_of(c, &row.key, &year, err));
    if (!isnan(row.before_usd))
        year->before_usd += row.before_usd;
    if (!isnan(row.after_usd))
        year->after_usd += row.after_usd;
    const bool same = row.before_usd == row.after_usd ||
                      (before && after && isnan(row.before_usd) && isnan(row.after_usd));
    if (same) {
        year->n_same++;
        return KT_OK;
    }
    year->n_added += !before;
    year->n_removed += !after;
    year->n_revised += before && after;
    keep(c, &row);
    return KT_OK;
}

static kt_status merge(comparison *c, const row_list *before, const row_list *after,
                       kt_error *err)
{
    int64_t b = 0, a = 0;
    while (b < before->n || a < after->n) {
        const int order = b == before->n  ? 1
                          : a == after->n ? -1
                                          : kt_flow_compare(&before->row[b], &after->row[a]);
        KT_TRY(compare_row(c, order <= 0 ? &before->row[b] : NULL,
                           order >= 0 ? &after->row[a] : NULL, err));
        b += order <= 0;
        a += order >= 0;
    }
    return KT_OK;
}

/* What one filter lets through of both. */
static kt_status compare_part(comparison *c, const kt_filter *filter, row_list lists[2],
                              kt_error *err)
{
    lists[0].n = lists[1].n = 0;
    KT_TRY(kt_dataset_scan(c->before, filter, gather, &lists[0], err));
    KT_TRY(kt_dataset_scan(c->after, filter, gather, &lists[1], err));
    return merge(c, &lists[0], &lists[1], err);
}

/* Every exporter of either, in order; only the filter's where it names one. */
static kt_status compare_exporters(comparison *c, const kt_filter *filter, row_list lists[2],
                                   const kt_progress *progress, kt_error *err)
{
    const kt_country *before, *after;
    int64_t n_before, n_after, b = 0, a = 0;
    kt_filter narrowed = *filter;

    KT_TRY(kt_dataset_countries(c->before, &before, &n_before, err));
    KT_TRY(kt_dataset_countries(c->after, &after, &n_after, err));
    while (b < n_before || a < n_after) {
        const uint32_t x = b < n_before ? before[b].code : UINT32_MAX;
        const uint32_t y = a < n_after ? after[a].code : UINT32_MAX;
        narrowed.exporter = (kt_country){x < y ? x : y};
        b += x == narrowed.exporter.code;
        a += y == narrowed.exporter.code;
        if (filter->exporter.code && filter->exporter.code != narrowed.exporter.code)
            continue;
        kt_progress_tell(progress, "comparing", b, n_before, 0);
        KT_TRY(kt_progress_check(progress, err));
        KT_TRY(compare_part(c, &narrowed, lists, err));
    }
    return KT_OK;
}

static kt_status compare_all(comparison *c, const kt_changes_options *options, kt_error *err)
{
    kt_filter filter = options->filter;
    row_list lists[2] = {{NULL, 0, 0}, {NULL, 0, 0}};

    kt_status status;
    filter.level = c->found.by_totals ? KT_LEVEL_TOTAL : KT_LEVEL_STATED;
    if (options->a.code) {
        filter.exporter = options->a;
        filter.importer = options->b;
        status = compare_part(c, &filter, lists, err);
        filter.exporter = options->b;
        filter.importer = options->a;
        if (!status)
            status = compare_part(c, &filter, lists, err);
    } else {
        status = compare_exporters(c, &filter, lists, options->progress, err);
    }
    kt_free(lists[0].row);
    kt_free(lists[1].row);
    return status;
}

kt_changes_options kt_changes_options_default(void)
{
    return (kt_changes_options){.n_largest = 20};
}

kt_status kt_changes_find(const kt_dataset *before, const kt_dataset *after,
                          const kt_changes_options *options, kt_changes *out, kt_error *err)
{
    const int64_t n_largest = options->n_largest;
    comparison c = {.before = before, .after = after, .n_largest = n_largest};
    const kt_dataset_info *old = kt_dataset_info_of(before), *new = kt_dataset_info_of(after);

    if (n_largest < 0 || n_largest > 1000000)
        return kt_fail(err, KT_ERR_RANGE, "%lld largest changes, expected up to a million",
                       (long long)n_largest);
    c.found.by_totals =
        old->revision != new->revision || old->has_products != new->has_products;
    if (c.found.by_totals && options->filter.product.code)
        return kt_fail(err, KT_ERR_RANGE,
                       "products of %s and %s are in different classifications (%s, %s)",
                       old->name, new->name, kt_revision_name(old->revision),
                       kt_revision_name(new->revision));
    kt_status status = kt_new(&c.found.row, 2 * n_largest + 1, sizeof *c.found.row, err);
    if (!status)
        status = compare_all(&c, options, err);
    if (status) {
        kt_changes_clear(&c.found);
        return status;
    }
    qsort(c.found.row, (size_t)c.found.n_rows, sizeof *c.found.row, by_size);
    if (c.found.n_rows > n_largest)
        c.found.n_rows = n_largest;
    *out = c.found;
    return KT_OK;
}

void kt_changes_clear(kt_changes *changes)
{
    kt_free(changes->year);
    kt_free(changes->row);
    *changes = (kt_changes){0};
}
