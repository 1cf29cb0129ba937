/* baci_lane.h: a stretch of BACI's rows to columns, without allocation, failure or state that
 * others see, so that several stretches can be read side by side. Internal to src/ingest.
 *
 * A lane takes only what the plain reader (baci.c) takes with the same result and stops at
 * every other line, so the two cannot differ in what they refuse or why. Rows come sorted by t,
 * i, j, k: "t,i,j," is mostly that of the row before, and rows that share it are one run. */
#ifndef KONTOR_INGEST_BACI_LANE_H
#define KONTOR_INGEST_BACI_LANE_H

#include <kontor/flow.h>

#include <stdbool.h>
#include <stdint.h>

enum { KT_BACI_NUMBERS = 1000 }; /* codes of countries have three digits */

enum {
    KT_LANE_REACH = 192,  /* bytes that one row may look at */
    KT_LANE_SHORTEST = 16 /* bytes of the shortest row: "1995,4,8,10130,1" and its end */
};

/* What is the same for all rows of a file. */
typedef struct kt_baci_file {
    kt_revision revision;
    int year;                            /* 0: not told by the file's name */
    kt_country country[KT_BACI_NUMBERS]; /* {0}: leave it to the plain reader */
} kt_baci_file;

/* Rows that share exporter, importer and period. */
typedef struct kt_lane_run {
    kt_country exporter, importer;
    kt_period period;
    int64_t first_row;
} kt_lane_run;

typedef enum kt_lane_way { /* how rows are read; each agrees with the others on every byte */
                           KT_LANE_PLAIN = 0, /* digit by digit */
                           KT_LANE_AVX2,      /* 64 bytes at once */
                           KT_LANE_AVX512
} kt_lane_way;

typedef struct kt_baci_lane {
    const kt_baci_file *file;
    kt_lane_way way;
    const char *at, *end; /* rows that begin before end */
    const char *limit;    /* bytes that can be read */
    kt_product *product;
    int64_t *value, *quantity; /* thousandths: USD and kilograms; KT_NONE where missing */
    int64_t n_rows, n_room;
    kt_lane_run *run; /* room as for rows */
    int64_t n_runs;
} kt_baci_lane;

/* The best that this processor does. */
kt_lane_way kt_lane_best_way(void);

/* Read rows from lane->at on, while they begin before lane->end, KT_LANE_REACH bytes can be
 * read and there is room. lane->at stops at the first line that is not such a row, or behind
 * the last one. Rows and runs are added to what is there; the first row begins a run. */
void kt_baci_lane_read(kt_baci_lane *lane);

#endif
