/* test_gzip.c: what is packed is unpacked to the same bytes, and the same bytes pack alike. */
#include <kontor/gzip.h>
#include <kontor/input.h>

#include "check.h"

#include <string.h>

static kt_status begin_member(void *with, const kt_input_member *member, bool *wanted,
                              kt_error *err)
{
    (void)with, (void)member, (void)err;
    *wanted = true;
    return KT_OK;
}

static kt_status end_member(void *with, kt_error *err)
{
    (void)with, (void)err;
    return KT_OK;
}

static kt_status add_piece(void *with, const char *data, size_t size, kt_error *err)
{
    return kt_text_append(with, data, size, err);
}

static void check_back(kt_slice plain)
{
    kt_error err = {0};
    kt_text packed = {0}, again = {0}, unpacked = {0};
    const kt_input_visitor visitor = {
        .begin = begin_member, .piece = add_piece, .end = end_member, .with = &unpacked};
    CHECK_OK(kt_gzip(plain, &packed, &err), err);
    CHECK_OK(kt_gzip(plain, &again, &err), err);
    CHECK(kt_slice_equal((kt_slice){packed.data, packed.size},
                         (kt_slice){again.data, again.size}));
    CHECK_OK(kt_input_walk_bytes((kt_slice){packed.data, packed.size}, "a.gz", &visitor, &err),
             err);
    CHECK(kt_slice_equal((kt_slice){unpacked.data, unpacked.size}, plain));
    kt_text_clear(&unpacked);
    kt_text_clear(&again);
    kt_text_clear(&packed);
}

static void what_is_packed_is_unpacked(void **state)
{
    (void)state;
    kt_text text = {0};
    kt_error err = {0};
    check_back(kt_slice_of("a"));
    for (int n = 0; n < 5000; n++)
        CHECK_OK(kt_text_format(&text, &err, "line %d of a text\n", n * n % 777), err);
    check_back((kt_slice){text.data, text.size});
    kt_text_clear(&text);
}

static kt_status once(void *with, kt_error *err)
{
    (void)with;
    kt_text out = {0};
    kt_status status = kt_text_add(&out, "before", err);
    if (!status) {
        status = kt_gzip(kt_slice_of("some text to pack, some text to pack"), &out, err);
        CHECK(!status || strcmp(out.data, "before") == 0);
    }
    kt_text_clear(&out);
    return status;
}

static void every_refused_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(what_is_packed_is_unpacked),
        KT_TEST(every_refused_request_is_reported),
    };
    return kt_run_tests(tests);
}
