/* observation_list.c: the one place where rows of the store become observations: whole units to
 * USD, KT_NONE to NaN, a period to its year. */
#include "observation_list.h"

#include <kontor/memory.h>

kt_status kt_observation_list_rows(void *with, const kt_flow *rows, int64_t n_rows,
                                   kt_error *err)
{
    kt_observation_list *list = with;

    if (list->capacity - list->n_rows < n_rows) {
        // Doubling: a pair has some hundred rows, a country's year some thousand.
        const int64_t capacity = 2 * list->capacity + n_rows;
        KT_TRY(kt_resize(&list->row, capacity, sizeof *list->row, err));
        list->capacity = capacity;
    }
    for (int64_t r = 0; r < n_rows; r++) {
        const int year = kt_period_year(rows[r].period);
        if (year == 0)
            continue;
        list->row[list->n_rows++] =
            (kt_observation){.exporter = rows[r].exporter,
                             .importer = rows[r].importer,
                             .year = (int16_t)year,
                             .stated_by = rows[r].stated_by,
                             .valuation = rows[r].valuation,
                             .status = rows[r].status,
                             .value_usd = kt_dataset_usd(list->dataset, rows[r].value)};
    }
    return KT_OK;
}
