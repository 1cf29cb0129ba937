/* kontor/dta.h: rows of a Stata file (.dta), handed over as kontor/csv.h hands over those of a
 * CSV: first a row with the names of the variables, then the observations.
 *
 * Whole numbers come without a point, others in the shortest digits that read back as the same
 * double, Stata's missing values as empty cells, texts in UTF-8 and trimmed. Observation n
 * stands in line n + 1. Value labels are not read. Versions 104 to 119 (Stata 4 to 18).
 *
 * A Stata file is read from several places, so its bytes are gathered in a temporary file
 * without a name before the first row comes. */
#ifndef KONTOR_DTA_H
#define KONTOR_DTA_H

#include <kontor/csv.h>
#include <kontor/error.h>

#include <stdbool.h>
#include <stddef.h>

KT_BEGIN_DECLS

/* True where these first bytes (12 are enough) are those of a Stata file. */
bool kt_dta_begins(const char *data, size_t size);

/* A reader fed with pieces. */
typedef struct kt_dta kt_dta;
/* Errors: KT_ERR_MEMORY; KT_ERR_IO no temporary file. */
KT_MUST_USE kt_status kt_dta_new(kt_csv_visit visit, void *with, kt_dta **out, kt_error *err);
KT_MUST_USE kt_status kt_dta_feed(kt_dta *dta, const char *data, size_t size, kt_error *err);
/* All rows. Errors: KT_ERR_FORMAT not a Stata file, or a broken one; KT_ERR_LIMIT more
 * variables than KT_MAX_CSV_COLUMNS; KT_ERR_IO; what visit returns. */
KT_MUST_USE kt_status kt_dta_finish(kt_dta *dta, kt_error *err);
void kt_dta_free(kt_dta *dta);

KT_END_DECLS

#endif
