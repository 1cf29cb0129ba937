/* register_record.h: what the register keeps of each kind of record, as tables: which members
 * of the struct lie in which columns. All commands to the database are made from these, so a
 * new column is one line. Internal to src/register. */
#ifndef KONTOR_REGISTER_RECORD_H
#define KONTOR_REGISTER_RECORD_H

#include "register_database.h"

#include <kontor/error.h>
#include <kontor/text.h>

#include <stddef.h>
#include <stdint.h>

typedef enum kt_field_type {
    KT_FIELD_TEXT,   /* const char *, never NULL */
    KT_FIELD_DOUBLE, /* NaN is missing */
    KT_FIELD_MONTH,  /* int16_t: one end of a period */
    KT_FIELD_NUMBER, /* int */
    KT_FIELD_FLAG,   /* bool */
    KT_FIELD_DATE    /* kt_date as the number YYYYMMDD with zeros for what is not known */
} kt_field_type;

typedef struct kt_field {
    const char *name;
    kt_field_type type;
    size_t offset;
} kt_field;

/* The first field is the id, and its table's key. */
typedef struct kt_record_type {
    const char *table;
    const char *order; /* of a walk */
    const kt_field *field;
    int n_fields;
} kt_record_type;

enum { KT_RECORD_FACT, KT_RECORD_ENTRY, KT_RECORD_TOTAL, KT_N_RECORD_TYPES };
extern const kt_record_type kt_record_types[KT_N_RECORD_TYPES];

/* The tables of a new register: the records that hold, and what they replaced. */
KT_MUST_USE kt_status kt_record_schema(const kt_record_type *type, kt_text *out, kt_error *err);
/* "INSERT OR REPLACE INTO fact (...) VALUES (?1, ...)" */
KT_MUST_USE kt_status kt_record_put(const kt_record_type *type, kt_text *out, kt_error *err);
/* One row where a record with the id ?1 is there; its cell is 1 where all fields are the same.
 */
KT_MUST_USE kt_status kt_record_compare(const kt_record_type *type, kt_text *out,
                                        kt_error *err);
/* "INSERT INTO fact_former SELECT ?2, ... FROM fact WHERE id = ?1" */
KT_MUST_USE kt_status kt_record_retire(const kt_record_type *type, kt_text *out, kt_error *err);
/* "SELECT ... FROM fact WHERE <condition> ORDER BY ..." */
KT_MUST_USE kt_status kt_record_select(const kt_record_type *type, const char *condition,
                                       kt_text *out, kt_error *err);

/* All fields into ?1, ?2, ... The record is borrowed until the statement is reset. */
KT_MUST_USE kt_status kt_record_bind(const kt_record_type *type, const void *record,
                                     kt_statement *statement, kt_error *err);
/* The current row into a record; its texts live until the next step. KT_ERR_FORMAT where a
 * number cannot be what its member holds. */
KT_MUST_USE kt_status kt_record_read(const kt_record_type *type, const kt_statement *statement,
                                     void *record, kt_error *err);

#endif
