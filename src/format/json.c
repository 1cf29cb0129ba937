/* json.c: writing JSON, one value after the other, into a growing text. */
#include <kontor/json.h>

#include <assert.h>
#include <math.h>
#include <string.h>

void kt_json_init(kt_json *json, kt_text *out)
{
    *json = (kt_json){.out = out};
}

/* After a failure everything is passed over. */
static bool failed(const kt_json *json)
{
    return json->error.status != KT_OK;
}

/* Failures stay in json->error; the status says nothing that is not in there. */
static void put(kt_json *json, const char *data, size_t size)
{
    if (!failed(json) && kt_text_append(json->out, data, size, &json->error))
        assert(failed(json));
}

static void put_break(kt_json *json)
{
    if (!json->indent)
        return;
    put(json, "\n", 1);
    for (int level = 0; level < json->depth; level++)
        put(json, "  ", 2);
}

/* What stands before a value or a key: nothing behind a key, else a comma where one is due. */
static void put_lead(kt_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->follows[json->depth])
        put(json, ",", 1);
    json->follows[json->depth] = true;
    if (json->depth > 0)
        put_break(json);
}

static void begin_level(kt_json *json, const char *bracket)
{
    put_lead(json);
    put(json, bracket, 1);
    if (failed(json))
        return;
    if (json->depth == KT_MAX_DEPTH) {
        kt_fail(&json->error, KT_ERR_LIMIT, "JSON nested deeper than %d", KT_MAX_DEPTH);
        return;
    }
    json->depth++;
    json->follows[json->depth] = false;
}

static void end_level(kt_json *json, const char *bracket)
{
    if (failed(json))
        return;
    assert(json->depth > 0 && !json->after_key);
    const bool filled = json->follows[json->depth];
    json->depth--;
    if (filled)
        put_break(json);
    put(json, bracket, 1);
}

void kt_json_begin_object(kt_json *json)
{
    begin_level(json, "{");
}

void kt_json_end_object(kt_json *json)
{
    end_level(json, "}");
}

void kt_json_begin_array(kt_json *json)
{
    begin_level(json, "[");
}

void kt_json_end_array(kt_json *json)
{
    end_level(json, "]");
}

/* ---- texts ------------------------------------------------------------------------------- */

/* Bytes of the well-formed character at data[0]; 0 where there is none. */
static size_t character_size(const char *data, size_t size)
{
    const unsigned char c = (unsigned char)data[0];
    const size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    return n <= size && kt_utf8_valid(data, n) ? n : 0;
}

static void put_escape(kt_json *json, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char short_form[] = "b\bf\fn\nr\rt\t\"\"\\\\";
    for (size_t p = 0; p + 1 < sizeof short_form; p += 2) {
        if (c == (unsigned char)short_form[p + 1]) {
            const char escape[2] = {'\\', short_form[p]};
            put(json, escape, 2);
            return;
        }
    }
    const char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    put(json, escape, 6);
}

static void put_quoted(kt_json *json, kt_slice text)
{
    put(json, "\"", 1);
    size_t run = 0; // begin of the bytes that go out as they are
    for (size_t p = 0; p < text.size;) {
        const unsigned char c = (unsigned char)text.data[p];
        const bool escape = c < 0x20 || c == '"' || c == '\\';
        const size_t n = c < 0x80 ? 1 : character_size(text.data + p, text.size - p);
        if (!escape && n > 0) {
            p += n;
            continue;
        }
        put(json, text.data + run, p - run);
        if (escape)
            put_escape(json, c);
        else
            put(json, "\xef\xbf\xbd", 3);
        run = ++p;
    }
    if (run < text.size)
        put(json, text.data + run, text.size - run);
    put(json, "\"", 1);
}

void kt_json_key(kt_json *json, const char *key)
{
    if (failed(json))
        return;
    assert(json->depth > 0 && !json->after_key);
    put_lead(json);
    put_quoted(json, kt_slice_of(key));
    put(json, json->indent ? ": " : ":", json->indent ? 2 : 1);
    json->after_key = true;
}

void kt_json_text(kt_json *json, const char *value)
{
    if (value)
        kt_json_slice(json, kt_slice_of(value));
    else
        kt_json_null(json);
}

void kt_json_slice(kt_json *json, kt_slice value)
{
    put_lead(json);
    put_quoted(json, value);
}

/* ---- numbers and the rest ---------------------------------------------------------------- */

void kt_json_number(kt_json *json, double value)
{
    char digits[32];
    if (!isfinite(value)) { // JSON has no infinity either
        kt_json_null(json);
        return;
    }
    put_lead(json);
    put(json, digits, kt_print_double(value, digits));
}

void kt_json_integer(kt_json *json, int64_t value)
{
    char digits[32];
    put_lead(json);
    put(json, digits, kt_print_decimal(value, 0, digits));
}

void kt_json_bool(kt_json *json, bool value)
{
    put_lead(json);
    put(json, value ? "true" : "false", value ? 4 : 5);
}

void kt_json_null(kt_json *json)
{
    put_lead(json);
    put(json, "null", 4);
}

void kt_json_raw(kt_json *json, kt_slice value)
{
    put_lead(json);
    put(json, value.data, value.size);
}

kt_status kt_json_finish(kt_json *json, kt_error *err)
{
    assert(failed(json) || json->depth == 0);
    if (failed(json) && err && err->cause[0] == '\0')
        *err = json->error;
    return json->error.status;
}
