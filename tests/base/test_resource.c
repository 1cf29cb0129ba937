/* test_resource.c: embedded files are there, and a folder replaces them one by one. */
#include "check.h"

#include <kontor/file.h>
#include <kontor/resource.h>

static char folder[256];

static int make(void **state)
{
    (void)state;
    kt_scratch_make(folder);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    kt_scratch_remove(folder);
    return 0;
}

static void put(const char *name, const char *bytes)
{
    kt_error err = {0};
    char path[KT_MAX_PATH], above[KT_MAX_PATH];
    CHECK_OK(kt_path_join(folder, name, path, &err), err);
    snprintf(above, sizeof above, "%.*s", (int)(kt_path_name(path) - path), path);
    CHECK_OK(kt_folder_make(above, &err), err);
    CHECK_OK(kt_file_replace(path, bytes, strlen(bytes), &err), err);
}

static void every_embedded_file_is_utf8_and_in_order(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_resources *resources = NULL;
    CHECK_OK(kt_resources_open(NULL, &resources, &err), err);
    const char *before = "";
    for (int64_t n = 0; kt_resource_name(n); n++) {
        const char *name = kt_resource_name(n);
        kt_slice bytes = {NULL, 0};
        CHECK(strcmp(before, name) < 0);
        CHECK_OK(kt_resource_get(resources, name, &bytes, &err), err);
        if (!kt_utf8_valid(bytes.data, bytes.size))
            fail_msg("%s is not UTF-8", name);
        before = name;
    }
    kt_resources_close(resources);
    kt_resources_close(NULL);
}

static void a_name_that_is_not_there_is_missing(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_resources *resources = NULL;
    kt_slice bytes = {NULL, 0};
    CHECK_FAILS(kt_resources_open("/no/such/folder", &resources, &err), KT_ERR_MISSING, err);
    kt_error_clear(&err);
    CHECK_OK(kt_resources_open(folder, &resources, &err), err);
    CHECK_FAILS(kt_resource_get(resources, "data/none.csv", &bytes, &err), KT_ERR_MISSING, err);
    CHECK_FAILS(kt_resource_get(resources, "", &bytes, &err), KT_ERR_MISSING, err);
    CHECK_FAILS(kt_resource_get(resources, "/etc/passwd", &bytes, &err), KT_ERR_MISSING, err);
    CHECK_FAILS(kt_resource_get(resources, "data/../../x", &bytes, &err), KT_ERR_MISSING, err);
    CHECK(bytes.data == NULL);
    kt_resources_close(resources);
}

static void a_folder_replaces_file_by_file(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_resources *resources = NULL;
    kt_slice bytes = {NULL, 0}, again = {NULL, 0};
    put("data/own.csv", "\xEF\xBB\xBF"
                        "a,b\n"); /* with a mark before, which goes */
    put("lang/empty.txt", "");
    CHECK_OK(kt_resources_open(folder, &resources, &err), err);
    CHECK_OK(kt_resource_get(resources, "data/own.csv", &bytes, &err), err);
    CHECK(kt_slice_is(bytes, "a,b\n"));
    /* Read once: a file that changes meanwhile does not. */
    put("data/own.csv", "changed");
    CHECK_OK(kt_resource_get(resources, "data/own.csv", &again, &err), err);
    CHECK(again.data == bytes.data && kt_slice_is(again, "a,b\n"));
    CHECK_OK(kt_resource_get(resources, "lang/empty.txt", &bytes, &err), err);
    CHECK_INT(bytes.size, 0);
    const char *name = kt_resource_name(0);
    if (name) {
        CHECK_OK(kt_resource_get(resources, name, &bytes, &err), err);
        kt_resources_close(resources);
        put(name, "mine");
        CHECK_OK(kt_resources_open(folder, &resources, &err), err);
        CHECK_OK(kt_resource_get(resources, name, &bytes, &err), err);
        CHECK(kt_slice_is(bytes, "mine"));
    }
    kt_resources_close(resources);
}

static void a_replacement_that_is_not_utf8_is_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_resources *resources = NULL;
    kt_slice bytes = {NULL, 0};
    put("lang/bad.txt", "Gr\xFC\xDF");
    CHECK_OK(kt_resources_open(folder, &resources, &err), err);
    CHECK_FAILS(kt_resource_get(resources, "lang/bad.txt", &bytes, &err), KT_ERR_FORMAT, err);
    kt_resources_close(resources);
}

static kt_status once(void *with, kt_error *err)
{
    kt_resources *resources = NULL;
    kt_slice bytes;
    KT_TRY(kt_resources_open(with, &resources, err));
    const kt_status status = kt_resource_get(resources, "data/fault.csv", &bytes, err);
    kt_resources_close(resources);
    return status;
}

static void every_refused_request_is_reported(void **state)
{
    (void)state;
    put("data/fault.csv", "a,b\n1,2\n");
    kt_check_faults(KT_FAULT_MEMORY, once, folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_embedded_file_is_utf8_and_in_order),
        KT_TEST(a_name_that_is_not_there_is_missing),
        KT_TEST(a_folder_replaces_file_by_file),
        KT_TEST(a_replacement_that_is_not_utf8_is_refused),
        KT_TEST(every_refused_request_is_reported),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, make, drop);
}
