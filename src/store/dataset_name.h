/* dataset_name.h: how a dataset is named, by its user and as a file, NAME@VERSION.kontor; what
 * flows and covariates have in common of it. */
#ifndef KONTOR_STORE_DATASET_NAME_H
#define KONTOR_STORE_DATASET_NAME_H

#include <kontor/error.h>
#include <kontor/limits.h>
#include <kontor/moment.h>

#include <stdbool.h>
#include <stdint.h>

/* What orders datasets: newest first by release, then by import, then by name, so that the
 * order is always one. Texts borrowed. */
typedef struct kt_dataset_age {
    kt_date released;
    int64_t imported_at;
    const char *name, *version;
} kt_dataset_age;
/* For qsort: below 0 where x goes first. */
int kt_dataset_age_compare(const kt_dataset_age *x, const kt_dataset_age *y);

/* True where reference is NAME or NAME@VERSION of the dataset. Stored names are in lower case;
 * a release may be written as its publisher does: V202501 fits v202501. */
bool kt_dataset_name_fits(const char *reference, const char *name, const char *version);

/* FOLDER/NAME@VERSION.kontor. Errors: KT_ERR_LIMIT. */
KT_MUST_USE kt_status kt_dataset_file_path(const char *folder, const char *name,
                                           const char *version, char out[KT_MAX_PATH],
                                           kt_error *err);
/* Its parts; false for any other file. */
bool kt_dataset_file_split(const char *file, char name[KT_MAX_NAME], char version[KT_MAX_NAME]);

/* A version that is "" becomes the first 8 digits of the checksum. Errors: KT_ERR_RANGE what
 * can name no dataset or version. */
KT_MUST_USE kt_status kt_dataset_name_settle(const char *name, char version[KT_MAX_NAME],
                                             const char *checksum, kt_error *err);
/* KT_ERR_RANGE: the version is there and was made from other bytes. */
KT_MUST_USE kt_status kt_dataset_name_taken(const char *name, const char *version,
                                            kt_error *err);

/* What killed writers left in a folder goes. The caller holds the store's lock, so nobody else
 * is writing. */
KT_MUST_USE kt_status kt_dataset_remove_unfinished(const char *folder, kt_error *err);
/* The unfinished file takes its name, durably. Where only making that durable failed, the name
 * goes away again: a commit that is reported as failed must not be there. */
KT_MUST_USE kt_status kt_dataset_file_commit(int descriptor, const char *fresh,
                                             const char *path, kt_error *err);
/* The file goes, durably; folder is the one it lies in. Errors: KT_ERR_IO. */
KT_MUST_USE kt_status kt_dataset_file_remove(const char *folder, const char *path,
                                             kt_error *err);

#endif
