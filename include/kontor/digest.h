/* kontor/digest.h: XXH3 checksums (xxhash): 64 bits guard blocks of the store, 128 bits name
 * the content of a source. They find damage, not forgery. */
#ifndef KONTOR_DIGEST_H
#define KONTOR_DIGEST_H

#include <kontor/error.h>

#include <stddef.h>
#include <stdint.h>

KT_BEGIN_DECLS

uint64_t kt_digest_block(const void *data, size_t size);

/* A digest of bytes that come in pieces. */
typedef struct kt_digest kt_digest;
KT_MUST_USE kt_status kt_digest_new(kt_digest **out, kt_error *err);
void kt_digest_add(kt_digest *digest, const void *data, size_t size);
/* 32 hex digits and a terminator; more may be added afterwards. */
void kt_digest_hex(const kt_digest *digest, char out[33]);
void kt_digest_free(kt_digest *digest);

KT_END_DECLS

#endif
