/* kontor/sha256.h: SHA-256 (FIPS 180-4): names data in a way that others can check with
 * sha256sum. */
#ifndef KONTOR_SHA256_H
#define KONTOR_SHA256_H

#include <kontor/compiler.h>

#include <stddef.h>

KT_BEGIN_DECLS

/* 64 hex digits and a terminator. About 300 MB/s; where the processor has instructions for it
 * some five times as fast. data may be NULL where size is 0. */
void kt_sha256_hex(const void *data, size_t size, char out[65]);

KT_END_DECLS

#endif
