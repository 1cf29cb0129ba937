/* page_cache.h: answers that were made, kept for the next one who asks the same.
 *
 * Keyed by what was asked, and true for one mark only: that of the snapshot it was made from.
 * An entry of another mark is as good as none. Bounded in bytes; the one that was not asked for
 * longest goes first. Any number of threads may use it. */
#ifndef KONTOR_SERVE_PAGE_CACHE_H
#define KONTOR_SERVE_PAGE_CACHE_H

#include "http.h"

#include <kontor/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct kt_page_cache kt_page_cache;

/* An entry that was found; it stays until it is let go. */
typedef struct kt_cached {
    kt_http_response *response;
    const char *etag;
    size_t size; /* of the body */
    void *entry;
} kt_cached;

/* limit: bytes of bodies and keys, and of some overhead for each; 0 keeps nothing.
 * free_response releases a response that nobody holds any more. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_page_cache_new(size_t limit,
                                        void (*free_response)(kt_http_response *response),
                                        kt_page_cache **out, kt_error *err);
/* Nobody may hold an entry any more. NULL is allowed. */
void kt_page_cache_free(kt_page_cache *cache);

/* True when the answer to `key` is there, made from the snapshot of that mark. */
bool kt_page_cache_find(kt_page_cache *cache, const char *key, uint64_t mark, kt_cached *out);
void kt_page_cache_let_go(kt_page_cache *cache, void *entry);

/* Keep an answer. When true comes back the response is given, and *out holds it until it is let
 * go; else it is still the caller's: there was no memory, it is larger than a quarter of the
 * limit, or the key is there already. */
bool kt_page_cache_keep(kt_page_cache *cache, const char *key, uint64_t mark, const char *etag,
                        kt_http_response *response, size_t size, kt_cached *out);

/* Bytes that are held now, and the number of answers. */
size_t kt_page_cache_bytes(kt_page_cache *cache);
int64_t kt_page_cache_count(kt_page_cache *cache);

#endif
