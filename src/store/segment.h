/* segment.h: one period of one kind as stated by one side: its directory of pairs, its products
 * and its columns, read in place.
 *
 * Sets. The products of a pair are sets of positions in the segment's list of products, cut
 * into chunks of 255. A set of c products in a chunk of w takes no bytes where c is 0 or w, c
 * bytes (positions in the chunk, rising) where c < 32, else a bitmap of 32 bytes. Sets lie by
 * exporter, chunk, importer: so one product of all pairs is read in one go, and a pair by one
 * cursor for each chunk. */
#ifndef KONTOR_STORE_SEGMENT_H
#define KONTOR_STORE_SEGMENT_H

#include <kontor/flow.h>

#include "bytes.h"
#include "codec.h"
#include "image.h"
#include "layout.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct kt_section {
    const uint8_t *data;
    uint64_t at, size;
} kt_section;

typedef struct kt_column {
    kt_column_kind kind;
    int64_t scale; /* 1, 10, 100, ... */
    int64_t value; /* of a constant column, as stored */
    int64_t n_rows;
    kt_section starts, blocks;
} kt_column;

typedef struct kt_segment {
    kt_period period;
    uint8_t stated_by, kind;
    bool flat;      /* no product lies above another, and all are of one revision */
    uint8_t digits; /* of all products; KT_MIXED_DIGITS */
    int64_t n_rows;
    uint32_t n_pairs, n_exporters, n_countries, n_products, n_chunks;
    kt_section section[KT_N_SECTIONS];
    kt_column column[KT_N_COLUMNS];
} kt_segment;

/* Read a segment's entry of the directory: every place is held against the image. False where
 * it cannot be. The sections' content is checked by kt_segment_check(). */
KT_MUST_USE bool kt_segment_read(const uint8_t *entry, const kt_image *image, kt_segment *out);

/* Hold the lists of codes and of exporters against each other, so that no later read can leave
 * them. */
KT_MUST_USE kt_status kt_segment_check(const kt_segment *segment, const kt_image *image,
                                       kt_error *err);
/* The same for the pairs of exporter e: importers rise, counts add up to rows and to the places
 * of the sets. Before that nothing of these pairs may be read. A file of decades has millions
 * of counts, of which an answer needs few: so it is done by exporter. */
KT_MUST_USE kt_status kt_segment_check_exporter(const kt_segment *segment,
                                                const kt_image *image, uint32_t e,
                                                kt_error *err);

/* ---- directories ------------------------------------------------------------------------- */

static inline kt_country kt_segment_country(const kt_segment *segment, uint32_t position)
{
    return (kt_country){kt_get32(segment->section[KT_SECTION_COUNTRIES].data + 4 * position)};
}

static inline kt_product kt_segment_product(const kt_segment *segment, uint32_t position)
{
    return (kt_product){kt_get32(segment->section[KT_SECTION_PRODUCTS].data + 4 * position)};
}

static inline uint32_t kt_segment_exporter_position(const kt_segment *segment, uint32_t e)
{
    return kt_get32(segment->section[KT_SECTION_EXPORTERS].data + 8 * e);
}

static inline kt_country kt_segment_exporter(const kt_segment *segment, uint32_t e)
{
    return kt_segment_country(segment, kt_segment_exporter_position(segment, e));
}

/* Pairs of exporter e are [first_pair(e), first_pair(e + 1)). */
static inline uint32_t kt_segment_first_pair(const kt_segment *segment, uint32_t e)
{
    return kt_get32(segment->section[KT_SECTION_EXPORTERS].data + 8 * e + 4);
}

static inline uint32_t kt_segment_importer_position(const kt_segment *segment, uint32_t pair)
{
    return kt_get16(segment->section[KT_SECTION_IMPORTERS].data + 2 * pair);
}

static inline kt_country kt_segment_importer(const kt_segment *segment, uint32_t pair)
{
    return kt_segment_country(segment, kt_segment_importer_position(segment, pair));
}

/* Rows of a pair are [first_row(pair), first_row(pair + 1)). */
static inline int64_t kt_segment_first_row(const kt_segment *segment, uint32_t pair)
{
    return segment->n_products == 1
               ? (int64_t)pair
               : (int64_t)kt_get32(segment->section[KT_SECTION_PAIR_ROWS].data + 4 * pair);
}

/* Position of a code in the segment's rising list, or where it would stand. */
uint32_t kt_segment_country_at(const kt_segment *segment, kt_country country);
uint32_t kt_segment_product_at(const kt_segment *segment, uint32_t code);

/* Exporter's entry and a pair's position; false where there is none. */
bool kt_segment_find_exporter(const kt_segment *segment, kt_country exporter, uint32_t *e);
bool kt_segment_find_pair(const kt_segment *segment, uint32_t e, kt_country importer,
                          uint32_t *pair);

/* ---- sets -------------------------------------------------------------------------------- */

static inline uint32_t kt_chunk_width(uint32_t n_products, uint32_t chunk)
{
    const uint32_t left = n_products - chunk * KT_CHUNK;
    return left < KT_CHUNK ? left : KT_CHUNK;
}

static inline uint32_t kt_set_size(uint32_t count, uint32_t width)
{
    return count == width ? 0 : count < KT_SET_BITMAP ? count : KT_SET_BITMAP;
}

/* A pair, and where its sets begin in each chunk: moved there when they are first asked for. */
typedef struct kt_cursor {
    uint32_t e, pair;
    uint32_t at_e, at_pair; /* what at[] is of; at_pair UINT32_MAX: of nothing yet */
    uint32_t at[KT_MAX_CHUNKS];
} kt_cursor;

/* To a pair of exporter e. {.at_pair = UINT32_MAX} before the first call. */
static inline void kt_cursor_stand(kt_cursor *cursor, uint32_t e, uint32_t pair)
{
    cursor->e = e;
    cursor->pair = pair;
}

/* Positions of the pair's products in [first, end), rising, into out[] (room for the pair's
 * rows and 257 more), and the row of the first. Pages are checked here. Costs the counts of the
 * pairs between the one asked for before and this one. */
KT_MUST_USE kt_status kt_cursor_products(const kt_segment *segment, const kt_image *image,
                                         kt_cursor *cursor, uint32_t first, uint32_t end,
                                         uint16_t *out, int64_t *n, int64_t *first_row,
                                         kt_error *err);

/* Whether a set of `count` products (of `width`) holds x (< width); *before is how many are
 * smaller, and less than count. 32 bytes from set on can be read: in a file there is always the
 * directory behind. */
KT_MUST_USE bool kt_set_holds(const uint8_t *set, uint32_t count, uint32_t width, uint32_t x,
                              uint32_t *before);

/* ---- columns ----------------------------------------------------------------------------- */

/* Values of rows [first, first + n) into out[]. An absent column is KT_NONE. */
KT_MUST_USE kt_status kt_column_read(const kt_column *column, const kt_image *image,
                                     int64_t first, int64_t n, int64_t *out, kt_error *err);
/* Numbers of a block: as they are stored where all are there and below 2^32, else as values. */
typedef struct kt_numbers {
    bool narrow;
    uint32_t low[KT_BLOCK]; /* narrow: times the column's scale they are the values */
    int64_t value[KT_BLOCK];
} kt_numbers;
/* Rows [b * KT_BLOCK, (b + 1) * KT_BLOCK), those that there are. */
KT_MUST_USE kt_status kt_column_read_numbers(const kt_column *column, const kt_image *image,
                                             int64_t b, kt_numbers *out, kt_error *err);
/* One row. */
KT_MUST_USE kt_status kt_column_pick(const kt_column *column, const kt_image *image,
                                     int64_t row, int64_t *out, kt_error *err);

#endif
