/* kontor/json.h: writing JSON. Keys come in the order in which they are written; numbers are
 * the shortest that read back the same; a missing number (NaN), or one that JSON has not
 * (infinity), is null. */
#ifndef KONTOR_JSON_H
#define KONTOR_JSON_H

#include <kontor/error.h>
#include <kontor/limits.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* In the caller's storage. The first failure is kept and returned by kt_json_finish(), so that
 * calls can follow each other unchecked. */
typedef struct kt_json {
    kt_text *out; /* kept */
    kt_error error;
    int depth;
    bool indent;                    /* set after init: two blanks a level, else one line */
    bool follows[KT_MAX_DEPTH + 1]; /* something stands before, on this level */
    bool after_key;
} kt_json;

void kt_json_init(kt_json *json, kt_text *out);

void kt_json_begin_object(kt_json *json);
void kt_json_end_object(kt_json *json);
void kt_json_begin_array(kt_json *json);
void kt_json_end_array(kt_json *json);
void kt_json_key(kt_json *json, const char *key);
/* NULL is null. Bytes that are not UTF-8 become U+FFFD. */
void kt_json_text(kt_json *json, const char *value);
void kt_json_slice(kt_json *json, kt_slice value);
void kt_json_number(kt_json *json, double value);
void kt_json_integer(kt_json *json, int64_t value);
void kt_json_bool(kt_json *json, bool value);
void kt_json_null(kt_json *json);
/* A value that is JSON already, as it was kept; taken as it is. */
void kt_json_raw(kt_json *json, kt_slice value);

/* The first failure, KT_ERR_MEMORY or KT_ERR_LIMIT (too deep), or KT_OK. */
KT_MUST_USE kt_status kt_json_finish(kt_json *json, kt_error *err);

KT_END_DECLS

#endif
