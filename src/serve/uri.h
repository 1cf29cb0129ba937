/* uri.h: the path and query of a request, and the fields of a form, taken apart.
 *
 * Everything comes from outside: what is not well-formed is refused, not repaired. Decoded
 * text is UTF-8 without controls; a path has neither empty parts nor "." or "..". */
#ifndef KONTOR_SERVE_URI_H
#define KONTOR_SERVE_URI_H

#include <kontor/error.h>
#include <kontor/text.h>

enum { KT_URI_SEGMENTS = 8, KT_URI_FIELDS = 32 };

typedef struct kt_uri_field {
    const char *name, *value;
} kt_uri_field;

/* Texts are terminated and live as long as the room that they were decoded into. */
typedef struct kt_uri {
    const char *segment[KT_URI_SEGMENTS]; /* "/de/pair/BLR/KAZ": de, pair, BLR, KAZ */
    int n_segments;
    kt_uri_field field[KT_URI_FIELDS]; /* "?a=BLR&b=KAZ", in order */
    int n_fields;
} kt_uri;

/* Take "/path?query" apart. room: at least 2 * text.size + 2 bytes. A slash at the end of the
 * path does not count. Errors: KT_ERR_USAGE not well-formed; KT_ERR_LIMIT more segments or
 * fields than there is place for. */
KT_MUST_USE kt_status kt_uri_parse(kt_slice text, char *room, kt_uri *out, kt_error *err);

/* The fields of a form (application/x-www-form-urlencoded) behind those that are there; line
 * ends and tabs are allowed in values, other controls but 0 become blanks, for texts are pasted
 * with them. room and errors as above. */
KT_MUST_USE kt_status kt_uri_parse_form(kt_slice text, char *room, kt_uri *out, kt_error *err);

/* The value of the first field of that name, NULL when there is none. */
const char *kt_uri_value(const kt_uri *uri, const char *name);

#endif
