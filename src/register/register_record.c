/* register_record.c: records to rows of the database and back, driven by tables of fields. */
#include "register_record.h"

#include <kontor/register.h>

#include <limits.h>
#include <stdbool.h>
#include <string.h>

#define FIELD(record, member, type)                                                            \
    {                                                                                          \
#member, KT_FIELD_##type, offsetof(record, member)                                     \
    }
#define PERIOD(record)                                                                         \
    {"first_month", KT_FIELD_MONTH, offsetof(record, period.first)},                           \
    {                                                                                          \
        "last_month", KT_FIELD_MONTH, offsetof(record, period.last)                            \
    }
#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static const kt_field fact_fields[] = {
    FIELD(kt_fact, id, TEXT),          PERIOD(kt_fact),
    FIELD(kt_fact, a, TEXT),           FIELD(kt_fact, b, TEXT),
    FIELD(kt_fact, flow, TEXT),        FIELD(kt_fact, product, TEXT),
    FIELD(kt_fact, hs, TEXT),          FIELD(kt_fact, hs_is_guess, FLAG),
    FIELD(kt_fact, value_usd, DOUBLE), FIELD(kt_fact, growth, DOUBLE),
    FIELD(kt_fact, share, DOUBLE),     FIELD(kt_fact, quantity, DOUBLE),
    FIELD(kt_fact, unit, TEXT),        FIELD(kt_fact, modifier, TEXT),
    FIELD(kt_fact, status, TEXT),      FIELD(kt_fact, statistics_of, TEXT),
    FIELD(kt_fact, stated_by, TEXT),   FIELD(kt_fact, evidence_class, NUMBER),
    FIELD(kt_fact, event, TEXT),       FIELD(kt_fact, source, TEXT),
    FIELD(kt_fact, note, TEXT),        FIELD(kt_fact, source_date, DATE),
};

static const kt_field entry_fields[] = {
    FIELD(kt_entry, id, TEXT),
    FIELD(kt_entry, kind, TEXT),
    FIELD(kt_entry, title, TEXT),
    FIELD(kt_entry, a, TEXT),
    FIELD(kt_entry, b, TEXT),
    FIELD(kt_entry, parties, TEXT),
    FIELD(kt_entry, product, TEXT),
    FIELD(kt_entry, hs_guess, TEXT),
    FIELD(kt_entry, place, TEXT),
    FIELD(kt_entry, announced, DATE),
    FIELD(kt_entry, due, DATE),
    FIELD(kt_entry, quantity_low, DOUBLE),
    FIELD(kt_entry, quantity_high, DOUBLE),
    FIELD(kt_entry, unit, TEXT),
    FIELD(kt_entry, value_usd_low, DOUBLE),
    FIELD(kt_entry, value_usd_high, DOUBLE),
    FIELD(kt_entry, modifier, TEXT),
    FIELD(kt_entry, status, TEXT),
    FIELD(kt_entry, status_as_of, DATE),
    FIELD(kt_entry, evidence_class, NUMBER),
    FIELD(kt_entry, source, TEXT),
    FIELD(kt_entry, source_date, DATE),
};

static const kt_field total_fields[] = {
    FIELD(kt_country_total, id, TEXT),      PERIOD(kt_country_total),
    FIELD(kt_country_total, country, TEXT), FIELD(kt_country_total, measure, TEXT),
    FIELD(kt_country_total, value, DOUBLE), FIELD(kt_country_total, unit, TEXT),
    FIELD(kt_country_total, basis, TEXT),   FIELD(kt_country_total, evidence_class, NUMBER),
    FIELD(kt_country_total, source, TEXT),  FIELD(kt_country_total, source_date, DATE),
    FIELD(kt_country_total, note, TEXT),
};

const kt_record_type kt_record_types[KT_N_RECORD_TYPES] = {
    [KT_RECORD_FACT] = {"fact", "first_month, last_month, evidence_class, id", fact_fields,
                        COUNT(fact_fields)},
    [KT_RECORD_ENTRY] = {"entry", "announced, evidence_class, id", entry_fields,
                         COUNT(entry_fields)},
    [KT_RECORD_TOTAL] = {"total", "first_month, last_month, evidence_class, id", total_fields,
                         COUNT(total_fields)},
};

/* ---- commands -----------------------------------------------------------------------------
 */

static const char *column_type(kt_field_type type)
{
    switch (type) {
    case KT_FIELD_TEXT:
        return "TEXT NOT NULL";
    case KT_FIELD_DOUBLE:
        return "REAL";
    default:
        return "INTEGER NOT NULL";
    }
}

static kt_status add_names(const kt_record_type *type, kt_text *out, kt_error *err)
{
    for (int f = 0; f < type->n_fields; f++)
        KT_TRY(kt_text_format(out, err, "%s%s", f ? ", " : "", type->field[f].name));
    return KT_OK;
}

kt_status kt_record_schema(const kt_record_type *type, kt_text *out, kt_error *err)
{
    for (int former = 0; former < 2; former++) {
        KT_TRY(kt_text_format(out, err, "CREATE TABLE %s%s (%s", type->table,
                              former ? "_former" : "",
                              former ? "until INTEGER NOT NULL, " : ""));
        for (int f = 0; f < type->n_fields; f++)
            KT_TRY(kt_text_format(out, err, "%s%s %s%s", f ? ", " : "", type->field[f].name,
                                  column_type(type->field[f].type),
                                  f == 0 && !former ? " PRIMARY KEY" : ""));
        KT_TRY(kt_text_add(out, ") STRICT;\n", err));
    }
    return KT_OK;
}

kt_status kt_record_put(const kt_record_type *type, kt_text *out, kt_error *err)
{
    KT_TRY(kt_text_format(out, err, "INSERT OR REPLACE INTO %s (", type->table));
    KT_TRY(add_names(type, out, err));
    KT_TRY(kt_text_add(out, ") VALUES (", err));
    for (int f = 0; f < type->n_fields; f++)
        KT_TRY(kt_text_format(out, err, "%s?%d", f ? ", " : "", f + 1));
    return kt_text_add(out, ")", err);
}

kt_status kt_record_compare(const kt_record_type *type, kt_text *out, kt_error *err)
{
    KT_TRY(kt_text_add(out, "SELECT 1", err));
    for (int f = 1; f < type->n_fields; f++)
        KT_TRY(kt_text_format(out, err, " AND %s IS ?%d", type->field[f].name, f + 1));
    return kt_text_format(out, err, " FROM %s WHERE id = ?1", type->table);
}

kt_status kt_record_retire(const kt_record_type *type, kt_text *out, kt_error *err)
{
    KT_TRY(kt_text_format(out, err, "INSERT INTO %s_former SELECT ?2, ", type->table));
    KT_TRY(add_names(type, out, err));
    return kt_text_format(out, err, " FROM %s WHERE id = ?1", type->table);
}

kt_status kt_record_select(const kt_record_type *type, const char *condition, kt_text *out,
                           kt_error *err)
{
    KT_TRY(kt_text_add(out, "SELECT ", err));
    KT_TRY(add_names(type, out, err));
    return kt_text_format(out, err, " FROM %s WHERE %s ORDER BY %s", type->table, condition,
                          type->order);
}

/* ---- values -------------------------------------------------------------------------------
 */

static kt_status bind(const kt_field *field, const void *record, kt_statement *statement,
                      int at, kt_error *err)
{
    // memcpy keeps this free of casts between pointer types.
    const char *from = (const char *)record + field->offset;

    switch (field->type) {
    case KT_FIELD_TEXT: {
        const char *text;
        memcpy(&text, from, sizeof text);
        return kt_statement_bind_text(statement, at, text, err);
    }
    case KT_FIELD_DOUBLE: {
        double number;
        memcpy(&number, from, sizeof number);
        return kt_statement_bind_double(statement, at, number, err);
    }
    case KT_FIELD_MONTH: {
        int16_t month;
        memcpy(&month, from, sizeof month);
        return kt_statement_bind_number(statement, at, month, err);
    }
    case KT_FIELD_NUMBER: {
        int number;
        memcpy(&number, from, sizeof number);
        return kt_statement_bind_number(statement, at, number, err);
    }
    case KT_FIELD_FLAG: {
        bool flag;
        memcpy(&flag, from, sizeof flag);
        return kt_statement_bind_number(statement, at, flag, err);
    }
    case KT_FIELD_DATE:
        break;
    }
    kt_date date;
    memcpy(&date, from, sizeof date);
    return kt_statement_bind_number(statement, at,
                                    date.year * 10000 + date.month * 100 + date.day, err);
}

kt_status kt_record_bind(const kt_record_type *type, const void *record,
                         kt_statement *statement, kt_error *err)
{
    for (int f = 0; f < type->n_fields; f++)
        KT_TRY(bind(&type->field[f], record, statement, f + 1, err));
    return KT_OK;
}

static bool within(int64_t number, int64_t low, int64_t high)
{
    return number >= low && number <= high;
}

static bool read_field(const kt_field *field, const kt_statement *statement, int column,
                       void *record)
{
    char *to = (char *)record + field->offset;
    const int64_t number = kt_statement_number(statement, column);

    switch (field->type) {
    case KT_FIELD_TEXT: {
        const char *text = kt_statement_text(statement, column);
        memcpy(to, &text, sizeof text);
        return true;
    }
    case KT_FIELD_DOUBLE: {
        const double real = kt_statement_double(statement, column);
        memcpy(to, &real, sizeof real);
        return true;
    }
    case KT_FIELD_MONTH: {
        const int16_t month = (int16_t)number;
        memcpy(to, &month, sizeof month);
        return within(number, INT16_MIN, INT16_MAX);
    }
    case KT_FIELD_NUMBER: {
        const int small = (int)number;
        memcpy(to, &small, sizeof small);
        return within(number, INT_MIN, INT_MAX);
    }
    case KT_FIELD_FLAG: {
        const bool flag = number != 0;
        memcpy(to, &flag, sizeof flag);
        return within(number, 0, 1);
    }
    case KT_FIELD_DATE:
        break;
    }
    const kt_date date = {(int16_t)(number / 10000), (int8_t)(number / 100 % 100),
                          (int8_t)(number % 100)};
    memcpy(to, &date, sizeof date);
    return within(number, 0, 99991231);
}

kt_status kt_record_read(const kt_record_type *type, const kt_statement *statement,
                         void *record, kt_error *err)
{
    for (int f = 0; f < type->n_fields; f++)
        if (!read_field(&type->field[f], statement, f, record))
            return kt_fail(err, KT_ERR_FORMAT, "%s %s: impossible %s", type->table,
                           kt_statement_text(statement, 0), type->field[f].name);
    return KT_OK;
}
