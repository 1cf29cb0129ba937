/* layout.h: where everything lies in a file of the store (docs/store-format.md says the same in
 * words; numbers are little-endian):
 *
 *     head 64 bytes | pages: the segments' sections | directory | tail 64 bytes
 *
 * Pages of 32 KiB are counted from the end of the head to the directory; the directory holds a
 * checksum of each, and the tail one of the directory. */
#ifndef KONTOR_STORE_LAYOUT_H
#define KONTOR_STORE_LAYOUT_H

#define KT_STORE_MAGIC   "KONTOR\r\n" /* 8 bytes, at the start of the head and of the tail */
#define KT_STORE_VERSION 2
#define KT_STORE_SUFFIX  ".kontor"
#define KT_UNFINISHED    ".unfinished" /* what a writer leaves when it is killed */

/* Units: 10^-this, and what a column may be divided by. */
#define KT_MOST_DECIMALS 18

#define KT_PAGE      32768
#define KT_HEAD_SIZE 64
#define KT_TAIL_SIZE 64

/* Products of a segment are cut into chunks, each pair's set of a chunk is counted in a byte:
 * so 255, not 256. */
#define KT_CHUNK        255
#define KT_MIXED_DIGITS 255
#define KT_MAX_CHUNKS   257 /* of KT_MAX_PRODUCTS */
#define KT_SET_BITMAP   32  /* bytes of a set that is not shorter as a list */

enum { /* bytes in the head */
       KT_HEAD_MAGIC = 0,
       KT_HEAD_VERSION = 8,   /* u32 */
       KT_HEAD_PAGE = 12,     /* u32: KT_PAGE */
       KT_HEAD_CHECKSUM = 56, /* u64, of the 56 bytes before; the rest is 0 */
};

enum { /* bytes in the tail */
       KT_TAIL_MAGIC = 0,
       KT_TAIL_AT = 8,         /* u64: where the directory begins */
       KT_TAIL_LENGTH = 16,    /* u64: its bytes; behind it comes the tail */
       KT_TAIL_DIRECTORY = 24, /* u64: its checksum */
       KT_TAIL_CHECKSUM = 56,  /* u64, of the 56 bytes before; the rest is 0 */
};

enum {                    /* bytes in the directory; then the tables, one behind the other */
       KT_DIR_N_ROWS = 0, /* u64 */
       KT_DIR_N_SEGMENTS = 8,         /* u32 */
       KT_DIR_N_COUNTRIES = 12,       /* u32 */
       KT_DIR_N_PRODUCTS = 16,        /* u32 */
       KT_DIR_N_DESCRIPTIONS = 20,    /* u32 */
       KT_DIR_TEXT = 24,              /* u32: bytes of descriptions */
       KT_DIR_N_EXPORTERS = 28,       /* u32 */
       KT_DIR_N_IMPORTERS = 32,       /* u32 */
       KT_DIR_SYNTHETIC = 36,         /* u8 */
       KT_DIR_MONEY_DECIMALS = 37,    /* u8 */
       KT_DIR_QUANTITY_DECIMALS = 38, /* u8 */
       KT_DIR_HAS_QUANTITIES = 39,    /* u8 */
       KT_DIR_IMPORTED_AT = 40,       /* i64 */
       KT_DIR_RELEASED = 48,          /* i16 year, u8 month, u8 day */
       KT_DIR_N_PAGES = 56,           /* u64 */
       KT_DIR_NAME = 64,              /* 64 bytes, padded with zeros, like the other texts */
       KT_DIR_VERSION = 128,          /* 64 */
       KT_DIR_SOURCE = 192,           /* 256 */
       KT_DIR_LICENCE = 448,          /* 128 */
       KT_DIR_DIGEST = 576,           /* 32 hex digits */
       KT_DIR_FIXED = 608
};

/* Tables behind: segments (KT_SEG_SIZE each), checksums of pages (u64 each), countries (u32
 * codes, rising), products (u32, rising), descriptions (u32 product, u32 end of its text),
 * text. */

/* Sections of a segment. */
typedef enum kt_section_id {
    KT_SECTION_COUNTRIES = 0, /* u32 codes, rising */
    KT_SECTION_PRODUCTS,      /* u32 codes, rising */
    KT_SECTION_EXPORTERS,     /* n + 1 of: u32 country's position, u32 first pair; the last one
                                 closes */
    KT_SECTION_IMPORTERS,     /* a pair each: u16 country's position; rising within an exporter
                               */
    KT_SECTION_PAIR_ROWS,     /* n + 1 u32: first row of each pair; none with one product */
    KT_SECTION_COUNTS,        /* a pair each: a byte for each chunk; none with one product */
    KT_SECTION_CHUNK_AT,      /* an exporter each: u32 for each chunk, where its sets begin; and
                                 at last their end; none with one product */
    KT_SECTION_SETS,          /* by exporter, chunk, pair */
    KT_N_SECTIONS
} kt_section_id;

/* Columns: of rows, then of pairs (one row for all products), then of products. */
typedef enum kt_column_id {
    KT_COLUMN_VALUE = 0,
    KT_COLUMN_QUANTITY,
    KT_COLUMN_SUPPLEMENTARY,
    KT_COLUMN_UNIT,
    KT_COLUMN_VALUATION,
    KT_COLUMN_STATUS,
    KT_N_ROW_COLUMNS,
    KT_COLUMN_PAIR_VALUE = KT_N_ROW_COLUMNS,
    KT_COLUMN_PAIR_QUANTITY,
    KT_COLUMN_PAIR_STATUS,
    KT_COLUMN_PRODUCT_VALUE, /* sums of what is there, over all pairs */
    KT_COLUMN_PRODUCT_QUANTITY,
    KT_COLUMN_PRODUCT_ROWS,
    KT_COLUMN_PRODUCT_NO_VALUE, /* rows that the sum leaves out */
    KT_COLUMN_PRODUCT_NO_QUANTITY,
    KT_COLUMN_PRODUCT_STATUS, /* the weakest */
    KT_COLUMN_EXPORTER_VALUE, /* of each exporter, for each product: sum of the values that are
                                 there, missing where none is */
    KT_N_COLUMNS
} kt_column_id;

typedef enum kt_column_kind {
    KT_COLUMN_ABSENT = 0,
    KT_COLUMN_CONSTANT = 1,
    KT_COLUMN_BLOCKS = 2
} kt_column_kind;

enum {                          /* bytes of a segment in the directory */
       KT_SEG_FIRST = 0,        /* i16 month */
       KT_SEG_LAST = 2,         /* i16 */
       KT_SEG_STATED_BY = 4,    /* u8 */
       KT_SEG_KIND = 5,         /* u8 */
       KT_SEG_FLAT = 6,         /* u8: 1 where no product lies above another */
       KT_SEG_DIGITS = 7,       /* u8: of all products' codes, or KT_MIXED_DIGITS */
       KT_SEG_N_ROWS = 8,       /* u32 */
       KT_SEG_N_PAIRS = 12,     /* u32 */
       KT_SEG_N_EXPORTERS = 16, /* u32 */
       KT_SEG_N_COUNTRIES = 20, /* u32 */
       KT_SEG_N_PRODUCTS = 24,  /* u32; four bytes of zeros follow */
       KT_SEG_SECTIONS = 32,    /* KT_N_SECTIONS times u64 place, u64 bytes */
       KT_SEG_COLUMNS = 32 + 16 * KT_N_SECTIONS,
       KT_SEG_COLUMN_SIZE = 48,
       KT_SEG_SIZE = KT_SEG_COLUMNS + KT_SEG_COLUMN_SIZE * KT_N_COLUMNS
};

enum {                     /* bytes of a column in a segment */
       KT_COL_KIND = 0,    /* u8; three bytes of zeros, then u32: */
       KT_COL_SCALE = 4,   /* 10^this times what is stored is the value */
       KT_COL_VALUE = 8,   /* i64: of a constant column */
       KT_COL_STARTS = 16, /* u64: place of u32 starts of blocks, and their end */
       KT_COL_AT = 24,     /* u64: place of the blocks */
       KT_COL_LENGTH = 32, /* u64: their bytes; eight bytes of zeros follow */
};

#endif
