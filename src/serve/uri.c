/* uri.c: RFC 3986's percent-encoding, and the forms of HTML, strictly. */
#include "uri.h"

#include <string.h>

typedef enum text_kind { PATH_TEXT, QUERY_TEXT, FORM_TEXT } text_kind;

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool is_allowed(unsigned char c, text_kind kind)
{
    if (kind == FORM_TEXT && (c == '\n' || c == '\r' || c == '\t'))
        return true;
    return c >= 0x20 && c != 0x7F;
}

/* What is pasted from Word or PDF brings line and page ends of old with it (0x0B, 0x0C), and
 * marks that nobody sees: blanks in what was typed. */
static unsigned char as_typed(unsigned char c, text_kind kind)
{
    return kind == FORM_TEXT && c != '\0' && !is_allowed(c, kind) ? ' ' : c;
}

/* Decode into *room, terminated, and move *room behind it. */
static kt_status decode(kt_slice text, text_kind kind, char **room, const char **out,
                        kt_error *err)
{
    char *to = *room;
    for (size_t at = 0; at < text.size; at++) {
        unsigned char c = (unsigned char)text.data[at];
        if (c == '+' && kind != PATH_TEXT) {
            c = ' ';
        } else if (c == '%') {
            const int high = at + 2 < text.size ? hex(text.data[at + 1]) : -1;
            const int low = at + 2 < text.size ? hex(text.data[at + 2]) : -1;
            if (high < 0 || low < 0)
                return kt_fail(err, KT_ERR_USAGE, "a %% without two hexadecimal digits");
            c = (unsigned char)(high * 16 + low);
            at += 2;
        }
        c = as_typed(c, kind);
        if (!is_allowed(c, kind))
            return kt_fail(err, KT_ERR_USAGE, "a control character in the address");
        *to++ = (char)c;
    }
    if (!kt_utf8_valid(*room, (size_t)(to - *room)))
        return kt_fail(err, KT_ERR_USAGE, "the address is not UTF-8");
    *out = *room;
    *to++ = '\0';
    *room = to;
    return KT_OK;
}

static kt_status parse_fields(kt_slice text, text_kind kind, char *room, kt_uri *out,
                              kt_error *err)
{
    while (text.data && text.size > 0) {
        kt_slice value = kt_slice_cut(&text, '&');
        if (value.size == 0)
            continue;
        const kt_slice name = kt_slice_cut(&value, '=');
        if (out->n_fields == KT_URI_FIELDS)
            return kt_fail(err, KT_ERR_LIMIT, "more than %d fields", KT_URI_FIELDS);
        kt_uri_field *field = &out->field[out->n_fields];
        KT_TRY(decode(name, QUERY_TEXT, &room, &field->name, err));
        KT_TRY(decode(value, kind, &room, &field->value, err));
        out->n_fields++;
    }
    return KT_OK;
}

static kt_status parse_segments(kt_slice path, char **room, kt_uri *out, kt_error *err)
{
    while (path.data && path.size > 0) {
        const kt_slice part = kt_slice_cut(&path, '/');
        const char *text;
        if (out->n_segments == KT_URI_SEGMENTS)
            return kt_fail(err, KT_ERR_LIMIT, "more than %d parts of a path", KT_URI_SEGMENTS);
        KT_TRY(decode(part, PATH_TEXT, room, &text, err));
        if (!text[0] || strcmp(text, ".") == 0 || strcmp(text, "..") == 0 || strchr(text, '/'))
            return kt_fail(err, KT_ERR_USAGE, "an empty part, or dots, in the path");
        out->segment[out->n_segments++] = text;
    }
    return KT_OK;
}

kt_status kt_uri_parse(kt_slice text, char *room, kt_uri *out, kt_error *err)
{
    kt_slice query = text;
    kt_slice path = kt_slice_cut(&query, '?');
    kt_uri uri = {0};
    if (path.size == 0 || path.data[0] != '/')
        return kt_fail(err, KT_ERR_USAGE, "the path does not begin with a slash");
    path = (kt_slice){path.data + 1, path.size - 1};
    KT_TRY(parse_segments(path, &room, &uri, err));
    KT_TRY(parse_fields(query, QUERY_TEXT, room, &uri, err));
    *out = uri;
    return KT_OK;
}

kt_status kt_uri_parse_form(kt_slice text, char *room, kt_uri *out, kt_error *err)
{
    kt_uri uri = *out;
    KT_TRY(parse_fields(text, FORM_TEXT, room, &uri, err));
    *out = uri;
    return KT_OK;
}

const char *kt_uri_value(const kt_uri *uri, const char *name)
{
    for (int n = 0; n < uri->n_fields; n++)
        if (strcmp(uri->field[n].name, name) == 0)
            return uri->field[n].value;
    return NULL;
}
