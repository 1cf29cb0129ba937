/* bytes.h: little-endian numbers in the store's files, read and written at any address on any
 * machine; compilers turn each into one move. */
#ifndef KONTOR_STORE_BYTES_H
#define KONTOR_STORE_BYTES_H

#include <stdint.h>
#include <string.h>

static inline uint16_t kt_get16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t kt_get32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t kt_get64(const uint8_t *p)
{
    return (uint64_t)kt_get32(p) | (uint64_t)kt_get32(p + 4) << 32;
}

static inline void kt_put16(uint8_t *p, uint16_t value)
{
    p[0] = (uint8_t)value;
    p[1] = (uint8_t)(value >> 8);
}

static inline void kt_put32(uint8_t *p, uint32_t value)
{
    kt_put16(p, (uint16_t)value);
    kt_put16(p + 2, (uint16_t)(value >> 16));
}

static inline void kt_put64(uint8_t *p, uint64_t value)
{
    kt_put32(p, (uint32_t)value);
    kt_put32(p + 4, (uint32_t)(value >> 32));
}

#endif
