/* covariates_intake.h: where the importers of covariates bring their rows and cells. Internal
 * to src/ingest.
 *
 *     rows (a key and all cells)          ──────────────► the store's writer
 *     cells (a key, a column, a number)   ──► gathered, at the end sorted into rows ──► writer
 *
 * It belongs to a kt_intake and lives as long as an import, so that several files of one layout
 * become one dataset. */
#ifndef KONTOR_INGEST_COVARIATES_INTAKE_H
#define KONTOR_INGEST_COVARIATES_INTAKE_H

#include <kontor/covariates.h>
#include <kontor/error.h>
#include <kontor/progress.h>

#include "intake.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct kt_covariates_intake kt_covariates_intake;

/* Make in->covariates with this key, or go on where it is there with the same key and no cells
 * came. Without in->store rows are only read. Errors: KT_ERR_FORMAT another key than before;
 * those of kt_covariates_writer_begin(). */
KT_MUST_USE kt_status kt_covariates_intake_begin(kt_intake *in, kt_covariates_key key,
                                                 kt_error *err);
void kt_covariates_intake_free(kt_covariates_intake *covariates);

/* The position of a column, which is made where it is new. In a table of rows that has begun
 * none may be new. Errors: KT_ERR_FORMAT; KT_ERR_LIMIT; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_covariates_intake_column(kt_intake *in, kt_slice name, kt_slice label,
                                                  kt_slice unit, int32_t *out, kt_error *err);
int32_t kt_covariates_intake_n_columns(const kt_intake *in);

/* One row with a cell for each column; counted as taken. */
KT_MUST_USE kt_status kt_covariates_intake_row(kt_intake *in, kt_covariates_place place,
                                               const kt_covariate_cell *cells, int64_t line,
                                               kt_error *err);
/* One number of a country and year; not counted. */
KT_MUST_USE kt_status kt_covariates_intake_cell(kt_intake *in, kt_country country, int16_t year,
                                                int32_t column, double number, int64_t line,
                                                kt_error *err);

/* All there is into the store; in->report->info gives name, version, source and the rest, and
 * gets what the store says. Errors: those of kt_covariates_writer_commit(); KT_ERR_FORMAT the
 * same key and column twice, naming both lines. */
KT_MUST_USE kt_status kt_covariates_intake_commit(kt_intake *in, const kt_progress *progress,
                                                  kt_error *err);

/* Is there a dataset of covariates with this checksum (and name, unless NULL)? It is described
 * in report->info and report->unchanged is set. */
KT_MUST_USE kt_status kt_covariates_look_for_same(const char *store, const char *checksum,
                                                  const char *name, kt_import_report *report,
                                                  kt_error *err);

#endif
