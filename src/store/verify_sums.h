/* verify_sums.h: the sums that a segment keeps against its rows. */
#ifndef KONTOR_STORE_VERIFY_SUMS_H
#define KONTOR_STORE_VERIFY_SUMS_H

#include "dataset.h"

/* "values of pairs", ... */
const char *kt_column_name(kt_column_id id);

/* KT_ERR_FORMAT names the first pair or product whose kept sum is not that of its rows, with
 * both numbers. Sums that are not kept, as where one would leave 64 bits, are not missed. The
 * segment's columns and sets have been found sound. */
KT_MUST_USE kt_status kt_verify_sums(const kt_dataset *dataset, const kt_segment *segment,
                                     kt_error *err);

#endif
