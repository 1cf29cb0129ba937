/* news_rows.c: all yearly totals of a dataset in one array, and those of a pair out of it: of
 * twenty thousand pairs none costs a scan of its own. */
#include <kontor/news.h>

#include <kontor/memory.h>

#include "observation_list.h"

#include <string.h>

kt_status kt_news_rows(const kt_dataset *dataset, kt_observations *out, kt_error *err)
{
    kt_observation_list list = {.dataset = dataset};
    const kt_filter filter = {
        .kinds = 1u << KT_GOODS, .whole_years = true, .level = KT_LEVEL_TOTAL};

    const kt_status status =
        kt_dataset_scan(dataset, &filter, kt_observation_list_rows, &list, err);
    if (status) {
        kt_free(list.row);
        return status;
    }
    *out = (kt_observations){.row = list.row, .n_rows = list.n_rows};
    return KT_OK;
}

/* The first row that does not come before (exporter, importer). */
static int64_t first_of(const kt_observations *all, uint64_t exporter, uint64_t importer)
{
    const uint64_t wanted = exporter << 32 | importer;
    int64_t low = 0, high = all->n_rows;

    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        const kt_observation *row = &all->row[middle];
        if (((uint64_t)row->exporter.code << 32 | row->importer.code) < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

kt_status kt_news_pair_rows(const kt_observations *all, kt_country a, kt_country b,
                            kt_observations *out, kt_error *err)
{
    const int64_t there = first_of(all, a.code, b.code);
    const int64_t back = first_of(all, b.code, a.code);
    const int64_t n_there = first_of(all, a.code, (uint64_t)b.code + 1) - there;
    const int64_t n_back = first_of(all, b.code, (uint64_t)a.code + 1) - back;
    kt_observation *row = NULL;

    KT_TRY(kt_new(&row, n_there + n_back, sizeof *row, err));
    if (n_there > 0)
        memcpy(row, all->row + there, (size_t)n_there * sizeof *row);
    if (n_back > 0)
        memcpy(row + n_there, all->row + back, (size_t)n_back * sizeof *row);
    *out = (kt_observations){.row = row, .n_rows = n_there + n_back};
    return KT_OK;
}
