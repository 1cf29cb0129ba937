/* kontor/limits.h: every limit of kontor, each with its reason and a test. */
#ifndef KONTOR_LIMITS_H
#define KONTOR_LIMITS_H

/* Longest path, with its terminator: what Linux takes. */
#define KT_MAX_PATH 4096

/* First and last year of any period: the oldest series in use begin in 1827 (gravity panels
 * before), and a period is kept as 16-bit months from year 0, which end in 2730. */
#define KT_MIN_YEAR 1800
#define KT_MAX_YEAR 2200

/* A growing text: a brief is some 20 kB, a large export goes through a sink instead. */
#define KT_MAX_TEXT ((size_t)1 << 30)

/* Longest line of a CSV: the widest known file has 7 kB lines (CEPII Gravity). */
#define KT_MAX_CSV_LINE ((size_t)1 << 20)

/* Columns of a CSV: the widest known file has 87. */
#define KT_MAX_CSV_COLUMNS 1024

/* A small table or an article read whole; data files are streamed. */
#define KT_MAX_FILE ((size_t)1 << 28)

/* Members of an archive: BACI's have 32; more than this is not a dataset. */
#define KT_MAX_MEMBERS 10000

/* Bytes that one byte of a compressed file may become: BACI's zips expand 5-fold, runs of zeros
 * by deflate at most 1032-fold, of which a data file is never made. */
#define KT_MAX_EXPANSION 200

/* What any packed file may become beyond that: a small file of equal lines packs better than a
 * large one, and a megabyte harms nobody. */
#define KT_EXPANSION_FREE ((uint64_t)1 << 20)

/* Packed bytes of a pipe that are gathered, so that a small data set is read like a file,
 * several times as fast. A longer one is streamed. */
#define KT_MAX_GATHERED ((size_t)64 << 20)

/* Folders of a source inside each other: data sets have one or two levels; a loop of links
 * must end. */
#define KT_MAX_FOLDERS 8

/* Names of arguments of one message pattern: a sentence has far fewer. */
#define KT_MAX_PATTERN_NAMES 64

/* Nesting of JSON and of a message pattern: deeper is hostile, and recursion has a stack. */
#define KT_MAX_DEPTH 64

/* Name or version of a dataset: it becomes part of a file name. */
#define KT_MAX_NAME 64

/* Countries in one dataset: BACI has 238, all codes ever used about 320. */
#define KT_MAX_COUNTRIES 4096

/* Products in one dataset: HS6 has 5,400, with HS2 and HS4 some 6,800. */
#define KT_MAX_PRODUCTS 65535

/* Refused rows of an import that are shown; the rest is counted. */
#define KT_MAX_REFUSALS_SHOWN 10

/* Pixels of a picture: 100 million are 400 MB in memory, more than any print needs. */
#define KT_MAX_PIXELS 100000000

/* Bytes of a download: BACI's archives have about 2 GB; a server that sends thirty times as
 * much is out of order, and must not fill the disk. */
#define KT_MAX_DOWNLOAD ((int64_t)64 << 30)

/* Ways of clustering at once: 2^ways - 1 sums; beyond four nobody reports. */
#define KT_MAX_CLUSTERS 4

/* Coefficients of one model: K^2 matrices and K columns of rows; event studies have hundreds.
 */
#define KT_MAX_COEFFICIENTS 4096

/* Fixed effects of one model, slopes among them. */
#define KT_MAX_EFFECTS 64
/* An article, with its page: the longest pages of news sites have some 2 MB; places in it are
 * kept in 32 bits, and its text twice in memory. */
#define KT_MAX_ARTICLE ((size_t)32 << 20)

#endif
