/* baci.h: what the two readers of BACI's rows share: the tables that lie beside them and what
 * the name of a file tells. Internal to src/ingest. */
#ifndef KONTOR_INGEST_BACI_H
#define KONTOR_INGEST_BACI_H

#include "intake.h"

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/moment.h>

#include <stdbool.h>
#include <stdint.h>

/* What BACI's own country table says. */
typedef struct kt_baci_tables {
    bool countries, products; /* one was read */
    kt_country
        listed[KT_BACI_NUMBERS]; /* by its letters; {0}: not listed, or letters unknown */
} kt_baci_tables;

/* in->baci, made when it is not there yet. */
KT_MUST_USE kt_status kt_baci_tables_of(kt_intake *in, kt_baci_tables **out, kt_error *err);

/* The country that a number means. Our own table decides and BACI's must agree with it; a code
 * that only one of them has is taken from it. NULL, or why there is none. */
const char *kt_baci_country(const kt_intake *in, int64_t number, kt_country *out);

/* From "BACI_HS92_Y1995_V202501.csv" or any part of it; {0} for what it does not tell. A
 * file "..._Vsynthetic1.csv" is of a world that `kontor synth` made. */
typedef struct kt_baci_name {
    kt_revision revision;
    int year;
    char version[32]; /* "V202501" */
    kt_date released;
    bool synthetic;
} kt_baci_name;
void kt_baci_name_parse(const char *name, kt_baci_name *out);

/* Columns and what is the same in all rows of one file. */
typedef struct kt_baci_state {
    int column[6]; /* t, i, j, k, v, q */
    int n_columns;
    kt_revision revision;
    int year; /* 0: not told by the file's name */
} kt_baci_state;

/* Look for the tables in the folder of the source, as BACI's zips are unpacked. */
KT_MUST_USE kt_status kt_baci_look_beside(kt_intake *in, const kt_baci_name *name,
                                          kt_error *err);

/* Rows `t,i,j,k,v,q` straight from the bytes behind the header; agrees with the layout's row()
 * over kontor/csv.h on every byte. */
typedef struct kt_baci_rows kt_baci_rows;
KT_MUST_USE kt_status kt_baci_rows_new(kt_intake *in, const kt_baci_state *state,
                                       kt_baci_rows **out, kt_error *err);
KT_MUST_USE kt_status kt_baci_rows_feed(kt_baci_rows *rows, const char *data, size_t size,
                                        kt_error *err);
KT_MUST_USE kt_status kt_baci_rows_finish(kt_baci_rows *rows, kt_error *err);
void kt_baci_rows_free(kt_baci_rows *rows);

#endif
