/* covariates_file.h: a dataset of covariates in its file, and open in memory.
 *
 *     head 64 bytes | pages: countries, starts, keys, columns | directory | tail 64 bytes
 *
 * Head, pages, their checksums and the tail are those of a dataset of flows (layout.h); the
 * tail's magic is another, so neither is taken for the other. Numbers are little-endian.
 *
 *     countries   u32 each, rising: those that occur in keys
 *     starts      u32 for each country and one more: its first row as i
 *     keys        u32 a row: position of j << 16 | year, rising within an i
 *     column      its distinct values (8 bytes each), then its cells (covariates_column.h);
 *                 of texts also their ends (u32 each) and their bytes */
#ifndef KONTOR_STORE_COVARIATES_FILE_H
#define KONTOR_STORE_COVARIATES_FILE_H

#include <kontor/covariates.h>
#include <kontor/file.h>

#include "covariates_column.h"
#include "image.h"

#define KT_COVARIATES_MAGIC  "KTCOVAR\n" /* of the tail */
#define KT_COVARIATES_FOLDER "covariates"

enum { /* bytes in the directory; then columns, checksums of pages (u64 each), texts */
       KT_CDIR_N_ROWS = 0,       /* u64 */
       KT_CDIR_N_COLUMNS = 8,    /* u32 */
       KT_CDIR_N_COUNTRIES = 12, /* u32 */
       KT_CDIR_KEY = 16,         /* u8 kt_covariates_key; three bytes of zeros */
       KT_CDIR_TEXT = 20,        /* u32: bytes of names, labels and units */
       KT_CDIR_FIRST_YEAR = 24,  /* i16 */
       KT_CDIR_LAST_YEAR = 26,   /* i16; four bytes of zeros */
       KT_CDIR_IMPORTED_AT = 32, /* i64 */
       KT_CDIR_RELEASED = 40,    /* i16 year, u8 month, u8 day; four bytes of zeros */
       KT_CDIR_N_PAGES = 48,     /* u64 */
       KT_CDIR_COUNTRIES = 56,   /* u64: places */
       KT_CDIR_STARTS = 64,      /* u64 */
       KT_CDIR_KEYS = 72,        /* u64 */
       KT_CDIR_NAME = 80,        /* 64 bytes, padded with zeros, like the other texts */
       KT_CDIR_VERSION = 144,    /* 64 */
       KT_CDIR_SOURCE = 208,     /* 256 */
       KT_CDIR_LICENCE = 464,    /* 128 */
       KT_CDIR_DIGEST = 592,     /* 32 hex digits */
       KT_CDIR_FIXED = 624
};

enum {                         /* bytes of a column in the directory */
       KT_CCOL_KIND = 0,       /* u8 kt_covariate_kind */
       KT_CCOL_ENCODING = 1,   /* u8 kt_cells_kind; two bytes of zeros */
       KT_CCOL_N_DISTINCT = 4, /* u32 */
       KT_CCOL_AT = 8,         /* u64: place of distinct values and cells */
       KT_CCOL_ENDS = 16,      /* u64: place of the ends of texts, then their bytes */
       KT_CCOL_N_TEXTS = 24,   /* u32 */
       KT_CCOL_TEXT_SIZE = 28, /* u32: bytes of texts */
       KT_CCOL_NAMES = 32,     /* u32: place of name, label and unit among the texts of the
                                  directory, each with a zero behind; four bytes of zeros */
       KT_CCOL_SIZE = 40
};

typedef struct kt_covariates_part {
    kt_covariate about;
    kt_cells cells;
    uint64_t ends; /* place */
    uint32_t n_texts, text_size;
} kt_covariates_part;

struct kt_covariates {
    kt_covariates_info info;
    kt_mapping mapping; /* {0} where the bytes are borrowed */
    kt_image image;
    const uint8_t *country, *start, *key;
    kt_covariates_part *part;
};

/* Read a file of the store. */
KT_MUST_USE kt_status kt_covariates_open_path(const char *path, kt_covariates **out,
                                              kt_error *err);
/* The same for bytes in memory (kept). */
KT_MUST_USE kt_status kt_covariates_open_bytes(const uint8_t *data, size_t size,
                                               kt_covariates **out, kt_error *err);
/* The directory only: what it says of itself. */
KT_MUST_USE kt_status kt_covariates_look(const char *path, kt_covariates_info *out,
                                         kt_error *err);

#endif
