/* download_partial.h: what has come of a download so far: .part with the bytes, locked while it
 * is open, and .about with what the server said of its file (kontor/download.h). */
#ifndef KONTOR_FORMAT_DOWNLOAD_PARTIAL_H
#define KONTOR_FORMAT_DOWNLOAD_PARTIAL_H

#include <kontor/download.h>
#include <kontor/text.h>

enum { KT_MARK_SIZE = 256 };

/* How the server marks one state of its file; "" and -1 where it does not say. */
typedef struct kt_about {
    char etag[KT_MARK_SIZE];
    char modified[KT_MARK_SIZE];
    int64_t size; /* of the whole file */
} kt_about;

typedef struct kt_partial {
    const char *url;                    /* kept */
    const kt_download_options *options; /* kept */
    char part[KT_MAX_PATH], about_path[KT_MAX_PATH];
    int descriptor;     /* of .part; -1: not open */
    kt_about known;     /* of the bytes in .part */
    int64_t n_part;     /* bytes in .part */
    int64_t n_received; /* of them, since it was opened */
} kt_partial;

/* Open or make .part, lock it, and read what .about says of it; an .about of another address
 * says nothing. url, options and both paths are set, descriptor is -1.
 * Errors: KT_ERR_IO also where another download holds the lock. */
KT_MUST_USE kt_status kt_partial_open(kt_partial *partial, kt_error *err);
/* Close .part and let go of the lock; nothing where it is not open. */
void kt_partial_close(kt_partial *partial);

/* Keep the first `size` bytes of .part; what comes next goes behind them. */
KT_MUST_USE kt_status kt_partial_cut(kt_partial *partial, int64_t size, kt_error *err);
KT_MUST_USE kt_status kt_partial_append(kt_partial *partial, const char *data, size_t size,
                                        kt_error *err);
/* Write .about anew. */
KT_MUST_USE kt_status kt_partial_note(const kt_partial *partial, const kt_about *what,
                                      kt_error *err);
/* Remove both files. */
void kt_partial_forget(const kt_partial *partial);

/* A mark of the server, "" where it is not safe on a line of .about and in a request (too long,
 * or not printable ASCII). False then. */
bool kt_mark_copy(kt_slice value, char out[KT_MARK_SIZE]);
/* What follows "name:" on a line; capitals do not matter. False for another line. */
bool kt_header_value(kt_slice line, const char *name, kt_slice *value);

#endif
