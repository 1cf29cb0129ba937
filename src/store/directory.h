/* directory.h: the end of a file of the store: what the dataset says of itself, and where all
 * lies. */
#ifndef KONTOR_STORE_DIRECTORY_H
#define KONTOR_STORE_DIRECTORY_H

#include <kontor/store.h>

#include "parts.h"

/* The source's descriptions, in order of products. */
typedef struct kt_descriptions {
    kt_codes products;
    kt_bytes text;  /* one behind the other, as they came */
    kt_bytes start; /* u32 each */
} kt_descriptions;

KT_MUST_USE kt_status kt_descriptions_add(kt_descriptions *descriptions, kt_product product,
                                          kt_slice text, kt_error *err);
void kt_descriptions_clear(kt_descriptions *descriptions);

/* Bring the scales of all segments to the units of *info, which become as coarse as all values
 * allow; complete the pages and write directory and tail. The file is then finished but for
 * fsync and its name. */
KT_MUST_USE kt_status kt_directory_write(kt_parts *parts, const kt_codes *products,
                                         const kt_descriptions *descriptions,
                                         const kt_codes *exporters, const kt_codes *importers,
                                         kt_dataset_info *info, kt_error *err);

#endif
