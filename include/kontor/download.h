/* kontor/download.h: a file from a web server onto the disk, whole or not at all.
 *
 *     FOLDER/NAME.part    what has come so far
 *     FOLDER/NAME.about   address, ETag, Last-Modified and size of what is coming
 *     FOLDER/NAME         the finished file; takes its name only after every check and fsync
 *
 * A download that was cut goes on where it ended: the server is asked for the rest on condition
 * that its file is still the same (ETag, else Last-Modified). Where it sends the whole file
 * instead, or another one, or gave no mark or no size the first time, the download starts
 * again.
 *
 * http and https only, also behind redirects, and never from https back to http. libcurl is
 * loaded when the first download starts, so that no other command waits for it. */
#ifndef KONTOR_DOWNLOAD_H
#define KONTOR_DOWNLOAD_H

#include <kontor/error.h>
#include <kontor/limits.h>
#include <kontor/progress.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_download_options {
    const char *folder;   /* made when it is not there; must be set */
    const char *name;     /* of the finished file; default NULL: the last part of the address */
    int64_t size;         /* bytes that it must have; default -1: not known */
    const char *checksum; /* 32 hex digits (kontor/digest.h); default NULL or "": not known */
    int connect_seconds;  /* 1 to 600, default 30: until the server has taken the call */
    int stall_seconds;    /* 1 to 3600, default 60: without a byte, then it counts as cut */
    int n_tries;          /* 1 to 100, default 5: a cut download goes on at once, as long as
                             each try brings something */
    const kt_progress *progress; /* NULL: silent; stage "reading" */
} kt_download_options;
kt_download_options kt_download_options_default(void);

typedef struct kt_download_report {
    char path[KT_MAX_PATH]; /* the finished file */
    char checksum[33];
    int64_t n_bytes;    /* of the finished file */
    int64_t n_received; /* of them, in this call */
    bool was_there;     /* finished by an earlier call; nothing was asked of the server */
} kt_download_report;

/* Fetch url. One call at a time for each name. A finished file that fits size and checksum is
 * taken as it is. After a failure there is no finished file, and what has come waits for the
 * next call, unless it was wrong.
 * Errors: KT_ERR_MISSING libcurl.so.4 is not installed, the server has no such file;
 * KT_ERR_IO no network, the connection was cut, the server failed, the disk is full, another
 * download of that name is under way; KT_ERR_FORMAT wrong size or checksum; KT_ERR_RANGE an
 * address or an option that is not allowed; KT_ERR_LIMIT more than KT_MAX_DOWNLOAD;
 * KT_ERR_STOPPED. */
KT_MUST_USE kt_status kt_download(const char *url, const kt_download_options *options,
                                  kt_download_report *report, kt_error *err);

/* Name of the file that an address leads to: its last part, without what follows "?" or "#".
 * KT_ERR_RANGE where that is no plain name (letters, digits, "._-", no dot first). */
KT_MUST_USE kt_status kt_download_name(const char *url, char out[256], kt_error *err);

/* True where libcurl.so.4 can be loaded. */
bool kt_download_available(void);

KT_END_DECLS

#endif
