/* test_sink.c: the same bytes arrive in a text and behind a descriptor. */
#include "check.h"

#include <kontor/file.h>
#include <kontor/sink.h>

#include <fcntl.h>
#include <unistd.h>

static char folder[256], path[300];

static int make(void **state)
{
    (void)state;
    kt_scratch_make(folder);
    snprintf(path, sizeof path, "%s/out", folder);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    kt_scratch_remove(folder);
    return 0;
}

static kt_status write_all_kinds(const kt_sink *sink, kt_error *err)
{
    char wide[1000];
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    KT_TRY(kt_sink_write(sink, "a\0b", 3, err));
    KT_TRY(kt_sink_write(sink, NULL, 0, err));
    KT_TRY(kt_sink_add(sink, "c\n", err));
    KT_TRY(kt_sink_format(sink, err, "%s=%d;", "year", 2018));
    KT_TRY(kt_sink_format(sink, err, "[%s]", wide));
    return kt_sink_format(sink, err, "%s", "");
}

static void text_and_descriptor_get_the_same(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0}, file = {0};
    const kt_sink to_text = kt_sink_text(&text);
    CHECK_OK(write_all_kinds(&to_text, &err), err);

    const int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const kt_sink to_file = kt_sink_descriptor(&descriptor);
    CHECK_OK(write_all_kinds(&to_file, &err), err);
    CHECK_INT(close(descriptor), 0);
    CHECK_OK(kt_file_read(path, 10000, &file, &err), err);

    CHECK_INT(text.size, 3 + 2 + 10 + 1001);
    CHECK_INT(file.size, text.size);
    CHECK(memcmp(file.data, text.data, text.size) == 0);
    CHECK(memcmp(text.data, "a\0bc\nyear=2018;[www", 19) == 0);
    kt_text_clear(&file);
    kt_text_clear(&text);
}

static void a_short_write_goes_on_with_the_rest(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text file = {0};
    const int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const kt_sink sink = kt_sink_descriptor(&descriptor);
    kt_fault_short_write_at(1);
    const kt_status status = kt_sink_add(&sink, "0123456789", &err);
    CHECK_INT(kt_fault_off(), 1);
    CHECK_INT(status, KT_OK);
    CHECK_INT(close(descriptor), 0);
    CHECK_OK(kt_file_read(path, 100, &file, &err), err);
    CHECK_TEXT(kt_text_get(&file), "0123456789");
    kt_text_clear(&file);
}

static kt_status to_file_once(void *with, kt_error *err)
{
    (void)with;
    const int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const kt_sink sink = kt_sink_descriptor(&descriptor);
    const kt_status status = write_all_kinds(&sink, err);
    close(descriptor);
    return status;
}

static kt_status to_text_once(void *with, kt_error *err)
{
    (void)with;
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    const kt_status status = write_all_kinds(&sink, err);
    kt_text_clear(&text);
    return status;
}

static void every_failure_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_WRITE, to_file_once, NULL);
    kt_check_faults(KT_FAULT_MEMORY, to_file_once, NULL);
    kt_check_faults(KT_FAULT_MEMORY, to_text_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(text_and_descriptor_get_the_same),
        KT_TEST(a_short_write_goes_on_with_the_rest),
        KT_TEST(every_failure_is_reported),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, make, drop);
}
