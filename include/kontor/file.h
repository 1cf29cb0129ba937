/* kontor/file.h: whole files in and out, so that a reader never meets half of one. */
#ifndef KONTOR_FILE_H
#define KONTOR_FILE_H

#include <kontor/error.h>
#include <kontor/limits.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* A file mapped for reading. The bytes live until kt_file_unmap(). */
typedef struct kt_mapping {
    const char *data; /* NULL for an empty file */
    size_t size;
} kt_mapping;

/* Errors: KT_ERR_MISSING no such file; KT_ERR_IO. A directory is KT_ERR_IO. */
KT_MUST_USE kt_status kt_file_map(const char *path, kt_mapping *out, kt_error *err);
void kt_file_unmap(kt_mapping *mapping);

/* The whole file, or standard input for "-", appended to out. More than `limit` bytes is
 * KT_ERR_LIMIT. On failure out holds what it held. */
KT_MUST_USE kt_status kt_file_read(const char *path, size_t limit, kt_text *out, kt_error *err);

/* The bytes go to path.new, which takes the old name only when all of them are safely on the
 * disk. After a failure the old file is as it was and path.new is gone; only when the very last
 * step fails, making the folder durable, the new file stands already. Errors: KT_ERR_IO;
 * KT_ERR_LIMIT for a path that is too long. */
KT_MUST_USE kt_status kt_file_replace(const char *path, const void *data, size_t size,
                                      kt_error *err);

/* Let the system begin to write these bytes of a file to the disk, so that making it durable
 * later waits for less. A hint only. */
void kt_file_write_back(int descriptor, uint64_t from, uint64_t size);

/* Make a finished file durable and give it its name: fsync the file, rename it, fsync the
 * folder that holds it. The descriptor stays open and, on failure, `fresh` stays for the caller
 * to remove. */
KT_MUST_USE kt_status kt_file_commit(int descriptor, const char *fresh, const char *path,
                                     kt_error *err);

/* The folder and the missing ones above it. */
KT_MUST_USE kt_status kt_folder_make(const char *path, kt_error *err);

bool kt_file_exists(const char *path);
/* A number that is another one when the file, or what lies in the folder, has changed since; 0
 * when there is none. Made of inode, size and times, so it costs one call of the system. */
uint64_t kt_file_mark(const char *path);
bool kt_folder_exists(const char *path);

/* Names in a folder, without "." and "..", sorted by byte; owned by the caller, released with
 * kt_names_clear(). Errors: KT_ERR_MISSING no such folder; KT_ERR_IO; KT_ERR_MEMORY. */
typedef struct kt_names {
    char **name;
    int64_t n_names;
} kt_names;
KT_MUST_USE kt_status kt_folder_list(const char *path, kt_names *out, kt_error *err);
void kt_names_clear(kt_names *names);

/* "folder/name" into out. KT_ERR_LIMIT when it does not fit. */
KT_MUST_USE kt_status kt_path_join(const char *folder, const char *name, char out[KT_MAX_PATH],
                                   kt_error *err);
/* The part behind the last slash (never NULL). */
const char *kt_path_name(const char *path);

KT_END_DECLS

#endif
