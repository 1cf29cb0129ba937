/* kontor/input.h: the files of a source, whatever they are wrapped in.
 *
 * A source is a file, a folder, a zip, a gzip, a pipe or standard input ("-"). Each plain file
 * inside is a member with a name and bytes that come in pieces, in order of names (in a zip as
 * listed). Zips and gzips are known by their first bytes, never by name, and walked into where
 * a folder holds them; what is packed inside an archive is handed over as it is. Folders inside
 * are walked too; hidden files (".x", "__MACOSX") are passed over. Names never become paths.
 *
 * Memory: what is packed is inflated in two spans of 4 MB, one ahead of the other; packed
 * standard input is gathered up to 64 MB. */
#ifndef KONTOR_INPUT_H
#define KONTOR_INPUT_H

#include <kontor/digest.h>
#include <kontor/error.h>
#include <kontor/progress.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_input_member {
    const char
        *name; /* "BACI_HS92_Y2019_V202501.csv", printable UTF-8, last part only, without ".gz";
                  "-" for standard input */
    int64_t size; /* bytes when known, else 0 */
} kt_input_member;

/* What to do with members. begin says through *wanted (false before) whether its bytes are
 * asked for; if so, piece follows some times, with up to 4 megabytes, and end once. A
 * failure ends the walk and is handed on. Checksums are looked at after the pieces and before
 * end: until then nothing is certain. */
typedef struct kt_input_visitor {
    kt_status (*begin)(void *with, const kt_input_member *member, bool *wanted, kt_error *err);
    kt_status (*piece)(void *with, const char *data, size_t size, kt_error *err);
    kt_status (*end)(void *with, kt_error *err);
    void *with;
} kt_input_visitor;

/* Walk a source. digest, when not NULL, gets the bytes of the source as they lie on the disk
 * (a folder: of its files in order of names). progress tells bytes of the source.
 * Errors: KT_ERR_MISSING no such path; KT_ERR_IO; KT_ERR_FORMAT a broken or truncated archive,
 * one that is encrypted, or sizes that disagree; KT_ERR_LIMIT expansion, members or folders
 * inside each other past limits; KT_ERR_STOPPED. */
KT_MUST_USE kt_status kt_input_walk(const char *path, const kt_input_visitor *visitor,
                                    kt_digest *digest, const kt_progress *progress,
                                    kt_error *err);

/* The same for bytes in memory (tests, fuzzing). */
KT_MUST_USE kt_status kt_input_walk_bytes(kt_slice bytes, const char *name,
                                          const kt_input_visitor *visitor, kt_error *err);

KT_END_DECLS

#endif
