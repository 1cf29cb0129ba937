/* test_zip_write.c: what is packed comes out again, and the same gives the same bytes. */
#include "check.h"

#include "zip_read.h"

#include <kontor/zip_write.h>

static kt_status pack(kt_zip_writer *zip, kt_error *err)
{
    static const char noise[] = "a\0b\xFF";

    KT_TRY(kt_zip_add(zip, "one.txt", kt_slice_of("one one one one one one one one"), err));
    KT_TRY(kt_zip_add(zip, "folder/empty", (kt_slice){NULL, 0}, err));
    KT_TRY(kt_zip_add(zip, "noise", (kt_slice){noise, 4}, err));
    return kt_zip_finish(zip, err);
}

static void members_come_out_as_they_went_in(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_zip_writer zip = {0}, again = {0};
    kt_text out = {0};

    CHECK_OK(pack(&zip, &err), err);
    CHECK_INT(zip_members(&zip.bytes, "one", &out), 1);
    CHECK_TEXT(kt_text_get(&out), "one one one one one one one one");
    kt_text_reset(&out);
    CHECK_INT(zip_members(&zip.bytes, "folder/", &out), 1);
    CHECK_INT(out.size, 0);
    CHECK_INT(zip_members(&zip.bytes, "noise", &out), 1);
    CHECK_INT(memcmp(out.data, "a\0b\xFF", 4), 0);
    CHECK_OK(pack(&again, &err), err);
    CHECK_INT(again.bytes.size, zip.bytes.size);
    CHECK_INT(memcmp(again.bytes.data, zip.bytes.data, zip.bytes.size), 0);
    kt_text_clear(&out);
    kt_zip_clear(&again);
    kt_zip_clear(&zip);
}

static kt_status once(void *with, kt_error *err)
{
    kt_zip_writer zip = {0};
    const kt_status status = pack(&zip, err);

    (void)with;
    kt_zip_clear(&zip);
    return status;
}

static void every_request_that_fails_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(members_come_out_as_they_went_in),
        KT_TEST(every_request_that_fails_is_reported),
    };
    return kt_run_tests(tests);
}
