/* pack.h: small zips and gzips made by hand, so that the tests can make them wrong as well.
 *
 * Deflate is written in two ways: text in stored blocks, and runs of one letter, 'x', in a
 * block whose code has one bit for "258 bytes as before", which grows 1032-fold, or in the
 * fixed code, which grows 158-fold. */
#ifndef KONTOR_TESTS_FORMAT_PACK_H
#define KONTOR_TESTS_FORMAT_PACK_H

#include <kontor/input.h>
#include <kontor/text.h>

#include "check.h"

static inline void pack_bytes(kt_text *out, const char *data, size_t size)
{
    kt_error err = {0};
    CHECK_OK(kt_text_append(out, data, size, &err), err);
}

/* n bytes, little-endian. */
static inline void pack_number(kt_text *out, uint64_t value, int n)
{
    for (int b = 0; b < n; b++) {
        const char byte = (char)(value >> (8 * b) & 0xff);
        pack_bytes(out, &byte, 1);
    }
}

static inline uint32_t pack_crc(const char *data, size_t size)
{
    uint32_t crc = 0xffffffff;
    for (size_t p = 0; p < size; p++) {
        crc ^= (unsigned char)data[p];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

/* ---- deflate -------------------------------------------------------------------------------
 */

static inline void pack_stored_blocks(kt_text *out, const char *data, size_t size)
{
    do {
        const size_t n = size < 65535 ? size : 65535;
        pack_number(out, n == size, 1);
        pack_number(out, n, 2);
        pack_number(out, ~n & 0xffff, 2);
        pack_bytes(out, data, n);
        data += n;
        size -= n;
    } while (size > 0);
}

typedef struct pack_bits {
    kt_text *out;
    uint32_t held;
    int n_held;
} pack_bits;

/* n bits, the lowest first. */
static inline void pack_put(pack_bits *bits, uint32_t value, int n)
{
    for (int b = 0; b < n; b++) {
        bits->held |= (value >> b & 1) << bits->n_held;
        if (++bits->n_held == 8) {
            pack_number(bits->out, bits->held, 1);
            bits->held = 0;
            bits->n_held = 0;
        }
    }
}

/* 1 + 258 * n letters 'x', 1032-fold. */
static inline void pack_bomb(kt_text *out, size_t n)
{
    /* Lengths of the code that tells the lengths: 1 for "11 and more zeros", 2 for one, two. */
    static const int lengths[18] = {[2] = 1, [15] = 2, [17] = 2};
    pack_bits bits = {.out = out};
    pack_put(&bits, 5, 3);  // last block, own code
    pack_put(&bits, 29, 5); // 286 letters and lengths
    pack_put(&bits, 0, 5);  // 1 distance
    pack_put(&bits, 14, 4); // 18 lengths follow
    for (int l = 0; l < 18; l++)
        pack_put(&bits, (uint32_t)lengths[l], 3);
    pack_put(&bits, (120 - 11) << 1, 8); // no letter before 'x'
    pack_put(&bits, 3, 2);               // 'x': 2 bits
    pack_put(&bits, (135 - 11) << 1, 8); // none behind it
    pack_put(&bits, 3, 2);               // the end: 2 bits
    pack_put(&bits, (28 - 11) << 1, 8);  // no shorter lengths
    pack_put(&bits, 1, 2);               // 258: 1 bit
    pack_put(&bits, 1, 2);               // distance 1: 1 bit
    pack_put(&bits, 1, 2);
    for (size_t r = 0; r < n; r++)
        pack_put(&bits, 0, 2);
    pack_put(&bits, 3, 2);
    pack_put(&bits, 0, 7); // fill the last byte
}

/* 1 + 258 * n letters 'x' in the fixed code. Eight codes of 13 bits are 13 bytes, which repeat.
 */
static inline void pack_runs(kt_text *out, size_t n)
{
    pack_bits bits = {.out = out};
    size_t r = 0;
    pack_put(&bits, 3, 3);    // last block, fixed code
    pack_put(&bits, 0x15, 8); // 'x': 0x30 + 120 = 10101000, its highest bit first
    for (; r < n && (r < 16 || n - r < 8); r++)
        pack_put(&bits, 0xa3, 13); // 258: 11000101, distance 1: 00000
    for (char repeat[13]; n - r >= 8; r += 8) {
        memcpy(repeat, out->data + out->size - 13, 13);
        pack_bytes(out, repeat, 13);
    }
    for (; r < n; r++)
        pack_put(&bits, 0xa3, 13);
    pack_put(&bits, 0, 7);
    pack_put(&bits, 0, 7);
}

/* ---- gzip ----------------------------------------------------------------------------------
 */

static inline void pack_gzip(kt_text *out, kt_slice deflated, uint32_t crc, uint64_t size)
{
    pack_bytes(out, "\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
    pack_bytes(out, deflated.data, deflated.size);
    pack_number(out, crc, 4);
    pack_number(out, size & 0xffffffff, 4);
}

static inline void pack_gzip_text(kt_text *out, const char *text)
{
    kt_text deflated = {0};
    pack_stored_blocks(&deflated, text, strlen(text));
    pack_gzip(out, (kt_slice){deflated.data, deflated.size}, pack_crc(text, strlen(text)),
              strlen(text));
    kt_text_clear(&deflated);
}

/* ---- zip -----------------------------------------------------------------------------------
 */

/* One member; what is 0 in `directory` differs in nothing from the member's own header. */
typedef struct pack_member {
    const char *name;
    kt_slice packed;
    uint32_t method, flags, crc;
    uint64_t plain_size;
    int wide; /* with 64-bit sizes */
    struct {
        const char *name;
        uint32_t method, crc;
        uint64_t plain_size, packed_size, at;
    } directory;
} pack_member;

static inline void pack_sizes(kt_text *out, const pack_member *m, uint64_t packed,
                              uint64_t plain)
{
    pack_number(out, m->wide ? 0xffffffff : packed, 4);
    pack_number(out, m->wide ? 0xffffffff : plain, 4);
}

static inline void pack_extra(kt_text *out, const pack_member *m, uint64_t packed,
                              uint64_t plain)
{
    if (!m->wide)
        return;
    pack_number(out, 1, 2);
    pack_number(out, 16, 2);
    pack_number(out, plain, 8);
    pack_number(out, packed, 8);
}

static inline void pack_local(kt_text *out, const pack_member *m)
{
    const int late = (m->flags & 8) != 0; // sizes and checksum stand behind the data
    pack_number(out, 0x04034b50, 4);
    pack_number(out, 20, 2);
    pack_number(out, m->flags, 2);
    pack_number(out, m->method, 2);
    pack_number(out, 0, 4);
    pack_number(out, late ? 0 : m->crc, 4);
    pack_sizes(out, m, late ? 0 : m->packed.size, late ? 0 : m->plain_size);
    pack_number(out, strlen(m->name), 2);
    pack_number(out, m->wide ? 20 : 0, 2);
    pack_bytes(out, m->name, strlen(m->name));
    pack_extra(out, m, m->packed.size, m->plain_size);
    pack_bytes(out, m->packed.data, m->packed.size);
    if (late) {
        pack_number(out, 0x08074b50, 4);
        pack_number(out, m->crc, 4);
        pack_number(out, m->packed.size, 4);
        pack_number(out, m->plain_size, 4);
    }
}

static inline uint64_t pack_or(uint64_t given, uint64_t otherwise)
{
    return given ? given : otherwise;
}

static inline void pack_entry(kt_text *out, const pack_member *m, uint64_t at)
{
    const char *name = m->directory.name ? m->directory.name : m->name;
    const uint64_t packed = pack_or(m->directory.packed_size, m->packed.size);
    const uint64_t plain = pack_or(m->directory.plain_size, m->plain_size);
    pack_number(out, 0x02014b50, 4);
    pack_number(out, 20, 2);
    pack_number(out, 20, 2);
    pack_number(out, m->flags, 2);
    pack_number(out, pack_or(m->directory.method, m->method), 2);
    pack_number(out, 0, 4);
    pack_number(out, pack_or(m->directory.crc, m->crc), 4);
    pack_sizes(out, m, packed, plain);
    pack_number(out, strlen(name), 2);
    pack_number(out, m->wide ? 20 : 0, 2);
    pack_number(out, 0, 2);
    pack_number(out, 0, 8);
    pack_number(out, pack_or(m->directory.at, at), 4);
    pack_bytes(out, name, strlen(name));
    pack_extra(out, m, packed, plain);
}

static inline void pack_zip(kt_text *out, const pack_member *members, int n)
{
    uint64_t at[8];
    CHECK(n <= 8);
    for (int m = 0; m < n; m++) {
        at[m] = out->size;
        pack_local(out, &members[m]);
    }
    const size_t directory = out->size;
    for (int m = 0; m < n; m++)
        pack_entry(out, &members[m], at[m]);
    const size_t size = out->size - directory;
    pack_number(out, 0x06054b50, 4);
    pack_number(out, 0, 4);
    pack_number(out, (uint64_t)n, 2);
    pack_number(out, (uint64_t)n, 2);
    pack_number(out, size, 4);
    pack_number(out, directory, 4);
    pack_number(out, 0, 2);
}

/* A member that is stored as it is. */
static inline pack_member pack_stored(const char *name, const char *text)
{
    return (pack_member){.name = name,
                         .packed = {text, strlen(text)},
                         .crc = pack_crc(text, strlen(text)),
                         .plain_size = strlen(text)};
}

/* ---- what a walk saw -----------------------------------------------------------------------
 */

/* As text: "name(size): bytes;" a member. */
typedef struct pack_seen {
    kt_text text;
    const char *unwanted; /* a member of this name is not asked for */
    uint64_t n_bytes;
    int short_only; /* pieces of more than eight bytes are counted and not kept */
} pack_seen;

static inline kt_status pack_begin(void *with, const kt_input_member *member, bool *wanted,
                                   kt_error *err)
{
    pack_seen *seen = with;
    CHECK(!*wanted);
    *wanted = !seen->unwanted || strcmp(seen->unwanted, member->name) != 0;
    return kt_text_format(&seen->text, err, "%s(%lld)%s", member->name, (long long)member->size,
                          *wanted ? ": " : ";");
}

static inline kt_status pack_piece(void *with, const char *data, size_t size, kt_error *err)
{
    pack_seen *seen = with;
    CHECK(size > 0);
    seen->n_bytes += size;
    if (seen->short_only && size > 8)
        return KT_OK;
    return kt_text_append(&seen->text, data, size, err);
}

static inline kt_status pack_end(void *with, kt_error *err)
{
    pack_seen *seen = with;
    return kt_text_add(&seen->text, ";", err);
}

static inline kt_input_visitor pack_visitor(pack_seen *seen)
{
    return (kt_input_visitor){pack_begin, pack_piece, pack_end, seen};
}

/* Walk bytes that stand in a block of exactly their size. */
static inline kt_status pack_walk(const kt_text *bytes, const char *name, pack_seen *seen,
                                  kt_error *err)
{
    const kt_input_visitor visitor = pack_visitor(seen);
    return kt_input_walk_bytes((kt_slice){bytes->data, bytes->size}, name, &visitor, err);
}

static inline void pack_check(const kt_text *bytes, const char *name, const char *expected)
{
    pack_seen seen = {0};
    kt_error err = {0};
    CHECK_OK(pack_walk(bytes, name, &seen, &err), err);
    CHECK_TEXT(kt_text_get(&seen.text), expected);
    kt_text_clear(&seen.text);
}

static inline void pack_check_refused(const kt_text *bytes, kt_status status)
{
    pack_seen seen = {.short_only = 1};
    kt_error err = {0};
    CHECK_FAILS(pack_walk(bytes, "x", &seen, &err), status, err);
    kt_text_clear(&seen.text);
}

#endif
