/* dta_bytes.h: a small Stata file (version 114, little-endian), built byte by byte from the
 * published description of the format: header, types, names, order, formats, labels, no
 * characteristics, rows. */
#ifndef KONTOR_TESTS_DTA_BYTES_H
#define KONTOR_TESTS_DTA_BYTES_H

#include <stdint.h>
#include <string.h>

enum { DTA_BYTE = 251, DTA_INT = 252, DTA_LONG = 253, DTA_FLOAT = 254, DTA_DOUBLE = 255 };

/* Types of 1 to 244 are texts of so many bytes. */
typedef struct dta_bytes {
    uint8_t data[8192];
    size_t size;
} dta_bytes;

static inline void dta_put(dta_bytes *to, const void *data, size_t size)
{
    memcpy(to->data + to->size, data, size);
    to->size += size;
}

static inline void dta_put_whole(dta_bytes *to, int64_t value, int n_bytes)
{
    for (int n = 0; n < n_bytes; n++)
        to->data[to->size++] = (uint8_t)((uint64_t)value >> 8 * n);
}

static inline void dta_put_double(dta_bytes *to, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    dta_put_whole(to, (int64_t)bits, 8);
}

static inline void dta_put_text(dta_bytes *to, const char *text, size_t size)
{
    char padded[256] = "";
    memcpy(padded, text, strlen(text) < size ? strlen(text) : size);
    dta_put(to, padded, size);
}

static inline void dta_begin(dta_bytes *to, int n_variables, const int *type,
                             const char *const *name, int n_rows)
{
    to->size = 0;
    dta_put_whole(to, 114, 1);
    dta_put_whole(to, 2, 1); // least significant byte first
    dta_put_whole(to, 1, 1);
    dta_put_whole(to, 0, 1);
    dta_put_whole(to, n_variables, 2);
    dta_put_whole(to, n_rows, 4);
    dta_put_text(to, "made for a test", 81);
    dta_put_text(to, "01 Jan 2020 00:00", 18);
    for (int v = 0; v < n_variables; v++)
        dta_put_whole(to, type[v], 1);
    for (int v = 0; v < n_variables; v++)
        dta_put_text(to, name[v], 33);
    for (int v = 0; v <= n_variables; v++)
        dta_put_whole(to, 0, 2);
    for (int v = 0; v < n_variables; v++)
        dta_put_text(to, type[v] < DTA_BYTE ? "%9s" : "%9.0g", 49);
    for (int v = 0; v < n_variables; v++)
        dta_put_text(to, "", 33);
    for (int v = 0; v < n_variables; v++)
        dta_put_text(to, "", 81);
    dta_put_whole(to, 0, 5);
}

/* Two pairs with a distance, one of them missing, and a flag. */
static inline void dta_example(dta_bytes *to)
{
    static const int type[] = {3, 3, DTA_INT, DTA_DOUBLE, DTA_BYTE, DTA_FLOAT};
    static const char *const name[] = {"iso_o", "iso_d", "year", "dist", "contig", "half"};

    dta_begin(to, 6, type, name, 2);
    dta_put_text(to, "BLR", 3);
    dta_put_text(to, "KAZ", 3);
    dta_put_whole(to, 2018, 2);
    dta_put_double(to, 3743.355);
    dta_put_whole(to, 0, 1);
    dta_put_whole(to, 0x3F000000, 4); // 0.5
    dta_put_text(to, "KAZ", 3);
    dta_put_text(to, "BLR", 3);
    dta_put_whole(to, 2018, 2);
    dta_put_whole(to, 0x7FE0000000000000, 8); // Stata's missing value
    dta_put_whole(to, 101, 1);                // the same for a byte
    dta_put_whole(to, 0x3F000000, 4);
}

#endif
