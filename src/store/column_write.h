/* column_write.h: one column, fed row by row, into blocks. */
#ifndef KONTOR_STORE_COLUMN_WRITE_H
#define KONTOR_STORE_COLUMN_WRITE_H

#include "codec.h"
#include "layout.h"
#include "output.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct kt_column_writer {
    kt_bytes starts, blocks;
    int64_t held[KT_BLOCK];
    int n_held;
    int64_t n_rows;
    int64_t first; /* value */
    bool varies;   /* not all values are the first one */
    int exponent;  /* values are divided by 10^exponent */
    int64_t divisor;
} kt_column_writer;

/* No rows, and none to come. The first time it is {0}; its memory is used again. */
void kt_column_writer_empty(kt_column_writer *writer);
/* The same, for rows: every value to come (but missing ones) can be divided by 10^exponent. */
void kt_column_writer_init(kt_column_writer *writer, int exponent);
/* Instead of adding: n times the same value. */
void kt_column_writer_same(kt_column_writer *writer, int64_t value, int64_t n);
void kt_column_writer_clear(kt_column_writer *writer);
KT_MUST_USE kt_status kt_column_writer_add(kt_column_writer *writer, const int64_t *value,
                                           int64_t n, kt_error *err);
/* The last block; then the column to the file and its entry of KT_SEG_COLUMN_SIZE bytes. */
KT_MUST_USE kt_status kt_column_writer_end(kt_column_writer *writer, kt_error *err);
KT_MUST_USE kt_status kt_column_writer_write(const kt_column_writer *writer, kt_output *out,
                                             uint8_t *entry, kt_error *err);

/* Lower *exponent until its power of ten divides value. */
void kt_exponent_narrow(int64_t value, int *exponent);

#endif
