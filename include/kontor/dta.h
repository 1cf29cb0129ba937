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

/* The values themselves, column by column as they are stored, for whoever wants numbers and not
 * their digits. `variable` says through *wanted whether values of a variable are asked for;
 * `begin` comes after the last of them; then for each observation in order the wanted values,
 * numbers as doubles (NaN: missing) and texts in UTF-8, trimmed, living for the call. */
typedef struct kt_dta_visitor {
    kt_status (*variable)(void *with, kt_slice name, bool is_text, bool *wanted, kt_error *err);
    kt_status (*begin)(void *with, int64_t n_rows, kt_error *err); /* -1: not known */
    kt_status (*number)(void *with, int64_t row, int variable, double value, kt_error *err);
    kt_status (*text)(void *with, int64_t row, int variable, kt_slice value, kt_error *err);
    void *with;
} kt_dta_visitor;
/* From bytes in memory. Errors: as kt_dta_finish(); what the visitor returns. */
KT_MUST_USE kt_status kt_dta_visit(kt_slice bytes, const kt_dta_visitor *visitor,
                                   kt_error *err);

KT_END_DECLS

#endif
