/* kontor/ingest.h: sources into the store and the register.
 *
 * Formats are recognised by the header of each file, never by name alone: BACI (with its
 * country and product tables beside), bilateral totals in the generic layout, Comtrade (new and
 * legacy), WITS, cited facts; a mapping makes the generic layout of any other table of flows,
 * such as a gravity panel. docs/formats.md says what each column means. Every refused row is
 * counted; without KT_LENIENT one refused row fails the import and the store is as it was. */
#ifndef KONTOR_INGEST_H
#define KONTOR_INGEST_H

#include <kontor/country.h>
#include <kontor/error.h>
#include <kontor/limits.h>
#include <kontor/progress.h>
#include <kontor/store.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_strictness { KT_STRICT = 0, KT_LENIENT } kt_strictness;

typedef struct kt_import_options {
    const char *store;        /* folder (kept for the call) */
    const char *name;         /* NULL: from the format and the file's name */
    kt_strictness strictness; /* default KT_STRICT */
    const char *mapping;      /* NULL, or a file of lines "our_column = their column" and
                                 "our_column := value for all rows"; part of the checksum */
    int64_t now;              /* import time, seconds since 1970 */
    int n_threads;            /* 0: all */
    kt_writer_options writer;
    const kt_progress *progress; /* NULL: silent */
} kt_import_options;
kt_import_options kt_import_options_default(void);

typedef struct kt_refusal {
    char file[256];
    int64_t line, column;
    char reason[256];
} kt_refusal;

/* What an import did; filled also when it failed. */
typedef struct kt_import_report {
    char format[32];      /* "baci", "totals", "comtrade", "comtrade-legacy", "wits", "facts";
                             "" when the source was not read, being there already */
    kt_dataset_info info; /* of the dataset; name "" for facts */
    bool unchanged;       /* the same checksum was there already */
    int64_t n_read, n_taken, n_refused;
    int64_t n_left_out; /* rows that the format says to skip (sub-totals by mode of
                           transport and the like): not refused, not taken */
    int64_t n_facts_new, n_facts_changed;
    int64_t n_bytes; /* of plain text read */
    double seconds;
    kt_refusal refused[KT_MAX_REFUSALS_SHOWN];
} kt_import_report;

/* Import one source: a file, a folder, a zip, a gzip, "-". The failure of a refused row without
 * KT_LENIENT is KT_ERR_FORMAT with the first refusal's line and column. */
KT_MUST_USE kt_status kt_import(const char *source, const kt_import_options *options,
                                const kt_countries *countries, kt_import_report *report,
                                kt_error *err);

KT_END_DECLS

#endif
