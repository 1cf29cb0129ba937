/* input_walk.h: one walk over a source, as the files of this folder share it: who is told, what
 * was seen so far, and the memory that serves all members. */
#ifndef KONTOR_FORMAT_INPUT_WALK_H
#define KONTOR_FORMAT_INPUT_WALK_H

#include <kontor/input.h>
#include <kontor/limits.h>

#include "inflate_isal.h"

/* Bytes read at once from what is streamed: large against the work for a piece, small against a
 * cache. */
#define KT_INPUT_PIECE ((size_t)1 << 20)

/* Bytes of what lies in memory that are handed over at once: enough for several threads. */
#define KT_INPUT_SPAN ((size_t)4 << 20)

typedef struct kt_walk {
    const kt_input_visitor *visitor;
    kt_digest *digest;           /* NULL: nobody asks */
    const kt_progress *progress; /* NULL: nobody asks */
    int64_t done, total;         /* bytes of the source; total 0 when not known */
    int64_t n_members;
    uint64_t room;         /* plain bytes that the packed file under way may still become */
    kt_text name;          /* of the member under way */
    kt_inflater *inflater; /* made when first needed */
    char *span[2];         /* of a member that is inflated, n_span bytes each */
    size_t n_span;
} kt_walk;

void kt_walk_clear(kt_walk *walk);

/* A member begins. `name` may be a path and any bytes: the visitor is told the last part of it
 * in UTF-8. Errors: KT_ERR_LIMIT past KT_MAX_MEMBERS. */
KT_MUST_USE kt_status kt_walk_begin(kt_walk *walk, kt_slice name, int64_t size, bool *wanted,
                                    kt_error *err);
/* Bytes of the member, in pieces; n_source bytes of the source went into them. */
KT_MUST_USE kt_status kt_walk_hand(kt_walk *walk, kt_slice data, size_t n_source,
                                   kt_error *err);
KT_MUST_USE kt_status kt_walk_end(kt_walk *walk, kt_error *err);

/* n bytes of the source are done with. Errors: KT_ERR_STOPPED. */
KT_MUST_USE kt_status kt_walk_tell(kt_walk *walk, size_t n, kt_error *err);
/* Bytes of the source for the digest. */
KT_MUST_USE kt_status kt_walk_digest(kt_walk *walk, kt_slice bytes, kt_error *err);
/* A packed file of so many bytes begins, and may become so many more. */
void kt_walk_allow(kt_walk *walk, uint64_t n_packed);
/* n plain bytes came out of it. Errors: KT_ERR_LIMIT. */
KT_MUST_USE kt_status kt_walk_expand(kt_walk *walk, uint64_t n, kt_error *err);
/* True for names that are passed over: ".x", "__MACOSX". */
bool kt_walk_hides(kt_slice name);
/* True for the path of an archive's member that is a folder or hidden in any of its parts. */
bool kt_walk_hides_path(kt_slice path);

/* What a file is, by its first bytes. */
typedef enum kt_wrap { KT_WRAP_NONE, KT_WRAP_GZIP, KT_WRAP_ZIP } kt_wrap;
kt_wrap kt_wrap_of(kt_slice bytes);

/* The members of a packed file in memory (unwrap.c). */
KT_MUST_USE kt_status kt_walk_zip(kt_walk *walk, kt_slice bytes, kt_error *err);
KT_MUST_USE kt_status kt_walk_gzip(kt_walk *walk, kt_slice bytes, kt_slice name, kt_error *err);

/* The members of what a descriptor gives, packed or not (input_stream.c). */
KT_MUST_USE kt_status kt_walk_descriptor(kt_walk *walk, int descriptor, kt_slice name,
                                         kt_error *err);

#endif
