/* codec.h: up to 256 numbers to bytes and back (docs/store-format.md, "Blocks").
 *
 * A block begins with a byte that says how it is coded (the low three bits, kt_block_kind), and
 * whether codes are one higher to make room for "missing" at 0 (8) and folded so that small
 * negative numbers are small (16). The encoder takes whichever kind is shortest. */
#ifndef KONTOR_STORE_CODEC_H
#define KONTOR_STORE_CODEC_H

#include <kontor/compiler.h>
#include <kontor/flow.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KT_BLOCK 256

/* A block never takes more bytes: its first byte, then each number whole. */
#define KT_BLOCK_MOST (1 + 8 * KT_BLOCK)
/* What the encoder may touch of its output. */
#define KT_BLOCK_ROOM (KT_BLOCK_MOST + 1024)

typedef enum kt_block_kind {
    KT_BLOCK_SAME = 0,  /* one code of 8 bytes for all */
    KT_BLOCK_BITS = 1,  /* a width of 1 to 56, then codes of so many bits */
    KT_BLOCK_BYTES = 2, /* two bits each for 1 to 4 bytes, then the bytes */
    KT_BLOCK_HIGH = 3,  /* the same for the low 32 bits; before: how many have more, and each
                           one's position and high 32 bits */
    KT_BLOCK_WHOLE = 4  /* 8 bytes each */
} kt_block_kind;

/* n is 1 to 256; KT_NONE is missing. Returns the bytes written to out[KT_BLOCK_ROOM]. */
size_t kt_block_encode(const int64_t *value, int n, uint8_t *out);

/* Decode a block of n numbers from exactly `size` bytes; `readable` bytes (>= size) may be
 * touched. out has room for 256: what is behind n is not defined. False when the bytes are not
 * such a block. */
KT_MUST_USE bool kt_block_decode(const uint8_t *in, size_t size, size_t readable, int n,
                                 int64_t *out);

/* The same where all numbers are there and lie between 0 and 2^32 - 1, as those of most blocks
 * do: half the bytes to write and to read again. False where the block is of another sort (or
 * is none): then kt_block_decode() is to be asked. */
KT_MUST_USE bool kt_block_low(const uint8_t *in, size_t size, size_t readable, int n,
                              uint32_t *low);

/* Only the number at position `at` (< n). */
KT_MUST_USE bool kt_block_pick(const uint8_t *in, size_t size, size_t readable, int n, int at,
                               int64_t *out);

/* ---- codec_kernel.c ---------------------------------------------------------------------- */

/* Bytes that the data behind n_control control bytes take, each unused place counting one. */
size_t kt_bytes_length(const uint8_t *control, size_t n_control);
/* Decode 4 * n_control numbers of 1 to 4 bytes. The caller has checked that the data take
 * kt_bytes_length(); `slack` bytes behind them may be touched too. */
void kt_bytes_decode(const uint8_t *control, size_t n_control, const uint8_t *data,
                     size_t slack, uint32_t *out);
/* The same where nothing was checked: `readable` bytes from data on may be touched. False where
 * the numbers do not take exactly `length` bytes; out[] is then not defined. */
KT_MUST_USE bool kt_bytes_decode_exactly(const uint8_t *control, size_t n_control,
                                         const uint8_t *data, size_t length, size_t readable,
                                         uint32_t *out);
/* The same without vector instructions: the twin that tests hold the other against. */
void kt_bytes_decode_plain(const uint8_t *control, size_t n_control, const uint8_t *data,
                           uint32_t *out);
/* Returns the end of the data. Writes up to 7 bytes more. */
uint8_t *kt_bytes_encode(const uint32_t *code, int n, uint8_t *control, uint8_t *data);
/* The same without vector instructions, likewise a twin. */
uint8_t *kt_bytes_encode_plain(const uint32_t *code, int n, uint8_t *control, uint8_t *data);

/* Codes of n values: a value as it is or folded, plus one where something is missing, which
 * then is 0. */
typedef struct kt_codes_of_block {
    bool missing, folded;
    uint64_t every; /* bits in which not all codes are the first one */
    uint64_t most;  /* bits that one of them has */
} kt_codes_of_block;
kt_codes_of_block kt_codes_make(const int64_t *value, int n, uint64_t *code, uint32_t *low);
/* What codes mean, all KT_BLOCK of them. */
void kt_values_of(const uint64_t *code, bool missing, bool folded, int64_t *out);
void kt_values_of_low(const uint32_t *low, bool missing, bool folded, int64_t *out);
static inline int64_t kt_value_of(uint64_t code, bool missing, bool folded)
{
    if (missing && code-- == 0)
        return KT_NONE;
    return (int64_t)(folded ? code >> 1 ^ (0 - (code & 1)) : code);
}
/* n codes of `width` bits (1 to 56); 8 bytes behind the last may be touched. */
void kt_bits_decode(const uint8_t *data, int width, int n, uint64_t *out);

#endif
