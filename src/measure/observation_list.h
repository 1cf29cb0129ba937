/* observation_list.h: rows of a scan as observations in USD, in a growing array. */
#ifndef KONTOR_MEASURE_OBSERVATION_LIST_H
#define KONTOR_MEASURE_OBSERVATION_LIST_H

#include <kontor/pair.h>
#include <kontor/store.h>

/* Starts with the dataset set and the rest 0; row is owned by the caller, freed by kt_free().
 */
typedef struct kt_observation_list {
    const kt_dataset *dataset;
    kt_observation *row;
    int64_t n_rows, capacity;
} kt_observation_list;

/* A kt_rows: appends rows of whole calendar years. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_observation_list_rows(void *with, const kt_flow *rows, int64_t n_rows,
                                               kt_error *err);

#endif
