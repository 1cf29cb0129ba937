/* test_json.c: JSON as it is written, byte for byte. */
#include <kontor/json.h>

#include "check.h"

static void check_json(kt_json *json, kt_text *out, const char *expected)
{
    kt_error err = {0};
    CHECK_OK(kt_json_finish(json, &err), err);
    CHECK_TEXT(kt_text_get(out), expected);
    kt_text_clear(out);
}

static void an_object_keeps_the_order_of_its_keys(void **state)
{
    (void)state;
    kt_text out = {0};
    kt_json json;
    kt_json_init(&json, &out);
    kt_json_begin_object(&json);
    kt_json_key(&json, "b");
    kt_json_integer(&json, -5);
    kt_json_key(&json, "a");
    kt_json_begin_array(&json);
    kt_json_bool(&json, true);
    kt_json_bool(&json, false);
    kt_json_null(&json);
    kt_json_begin_object(&json);
    kt_json_end_object(&json);
    kt_json_end_array(&json);
    kt_json_key(&json, "c");
    kt_json_text(&json, "x");
    kt_json_end_object(&json);
    check_json(&json, &out, "{\"b\":-5,\"a\":[true,false,null,{}],\"c\":\"x\"}");
}

static void levels_are_indented_by_two_blanks(void **state)
{
    (void)state;
    kt_text out = {0};
    kt_json json;
    kt_json_init(&json, &out);
    json.indent = true;
    kt_json_begin_object(&json);
    kt_json_key(&json, "a");
    kt_json_begin_array(&json);
    kt_json_integer(&json, 1);
    kt_json_integer(&json, 2);
    kt_json_end_array(&json);
    kt_json_key(&json, "b");
    kt_json_begin_array(&json);
    kt_json_end_array(&json);
    kt_json_end_object(&json);
    check_json(&json, &out, "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": []\n}");
}

static void numbers_are_the_shortest_that_read_back(void **state)
{
    (void)state;
    kt_text out = {0};
    kt_json json;
    kt_json_init(&json, &out);
    kt_json_begin_array(&json);
    kt_json_number(&json, 0.1);
    kt_json_number(&json, 895560000.0);
    kt_json_number(&json, -0.5);
    kt_json_integer(&json, INT64_MIN);
    kt_json_end_array(&json);
    check_json(&json, &out, "[0.1,895560000,-0.5,-9223372036854775808]");
}

static void a_missing_number_is_null_and_zero_is_not(void **state)
{
    (void)state;
    kt_text out = {0};
    kt_json json;
    kt_json_init(&json, &out);
    kt_json_begin_array(&json);
    kt_json_number(&json, NAN);
    kt_json_number(&json, 0.0);
    kt_json_number(&json, INFINITY);
    kt_json_text(&json, NULL);
    kt_json_end_array(&json);
    check_json(&json, &out, "[null,0,null,null]");
}

static void texts_are_escaped(void **state)
{
    (void)state;
    kt_text out = {0};
    kt_json json;
    kt_json_init(&json, &out);
    kt_json_text(&json, "\"a\\b\"/\n\t\r\b\f\x01\x1f\x7f \xc3\xa4\xf0\x9f\x8c\x8d");
    check_json(&json, &out,
               "\"\\\"a\\\\b\\\"/\\n\\t\\r\\b\\f\\u0001\\u001f\x7f \xc3\xa4\xf0\x9f\x8c\x8d\"");
    kt_json_init(&json, &out);
    kt_json_slice(&json, (kt_slice){"a\0b", 3});
    check_json(&json, &out, "\"a\\u0000b\"");
    kt_json_init(&json, &out);
    kt_json_slice(&json, (kt_slice){NULL, 0});
    check_json(&json, &out, "\"\"");
}

static void bytes_that_are_not_utf8_are_replaced(void **state)
{
    (void)state;
    kt_text out = {0};
    kt_json json;
    kt_json_init(&json, &out);
    kt_json_text(&json, "a\xff\xc3z\xc3");
    check_json(&json, &out, "\"a\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd\"");
}

static void too_deep_is_the_failure_that_finish_returns(void **state)
{
    (void)state;
    kt_text out = {0};
    kt_json json;
    kt_error err = {0};
    kt_json_init(&json, &out);
    for (int level = 0; level < KT_MAX_DEPTH; level++)
        kt_json_begin_array(&json);
    CHECK_INT(json.error.status, KT_OK);
    kt_json_begin_array(&json);
    kt_json_integer(&json, 1);
    for (int level = 0; level <= KT_MAX_DEPTH; level++)
        kt_json_end_array(&json);
    CHECK_FAILS(kt_json_finish(&json, &err), KT_ERR_LIMIT, err);
    kt_text_clear(&out);
}

static kt_status write_once(void *with, kt_error *err)
{
    kt_text out = {0};
    kt_json json;
    (void)with;
    kt_json_init(&json, &out);
    kt_json_begin_object(&json);
    for (int n = 0; n < 40; n++) {
        kt_json_key(&json, "some key");
        kt_json_text(&json, "some \"text\"");
    }
    kt_json_end_object(&json);
    const kt_status status = kt_json_finish(&json, err);
    kt_text_clear(&out);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, write_once, NULL);
}

static void json_that_was_kept_goes_in_as_it_is(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text out = {0};
    kt_json json;
    kt_json_init(&json, &out);
    kt_json_begin_array(&json);
    kt_json_integer(&json, 1);
    kt_json_raw(&json, kt_slice_of("{\"a\":[2]}"));
    kt_json_end_array(&json);
    CHECK_OK(kt_json_finish(&json, &err), err);
    CHECK_TEXT(kt_text_get(&out), "[1,{\"a\":[2]}]");
    kt_text_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(an_object_keeps_the_order_of_its_keys),
        KT_TEST(levels_are_indented_by_two_blanks),
        KT_TEST(numbers_are_the_shortest_that_read_back),
        KT_TEST(a_missing_number_is_null_and_zero_is_not),
        KT_TEST(texts_are_escaped),
        KT_TEST(bytes_that_are_not_utf8_are_replaced),
        KT_TEST(too_deep_is_the_failure_that_finish_returns),
        KT_TEST(json_that_was_kept_goes_in_as_it_is),
        KT_TEST(every_failed_request_is_reported),
    };
    return kt_run_tests(tests);
}
