/* test_file.c: a reader meets the old file or the new one, whatever fails between. */
#include "check.h"

#include <kontor/file.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static char folder[256];

static const char *in_folder(const char *name)
{
    static char paths[4][KT_MAX_PATH];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    snprintf(path, KT_MAX_PATH, "%s/%s", folder, name);
    return path;
}

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
    return kt_folder_exists(folder);
}

static void check_holds(const char *path, const char *expected)
{
    kt_error err = {0};
    kt_text text = {0};
    CHECK_OK(kt_file_read(path, 1000000, &text, &err), err);
    CHECK_TEXT(kt_text_get(&text), expected);
    kt_text_clear(&text);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_mapping map = {NULL, 0};
    const char *path = in_folder("a.txt");
    CHECK(!kt_file_exists(path));
    CHECK_OK(kt_file_replace(path, "one", 3, &err), err);
    CHECK_OK(kt_file_replace(path, "two!", 4, &err), err);
    CHECK(kt_file_exists(path));
    CHECK(!kt_folder_exists(path));
    CHECK(!kt_file_exists(in_folder("a.txt.new")));
    check_holds(path, "two!");
    CHECK_OK(kt_file_map(path, &map, &err), err);
    CHECK_INT(map.size, 4);
    CHECK(memcmp(map.data, "two!", 4) == 0);
    kt_file_unmap(&map);
    CHECK(map.data == NULL);
    kt_file_unmap(&map);
}

static void an_empty_file_is_a_file(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_mapping map = {"x", 1};
    CHECK_OK(kt_file_replace(in_folder("empty"), NULL, 0, &err), err);
    CHECK_OK(kt_file_map(in_folder("empty"), &map, &err), err);
    CHECK(map.data == NULL);
    CHECK_INT(map.size, 0);
    kt_file_unmap(&map);
    check_holds(in_folder("empty"), "");
}

static void what_is_no_file_is_said_so(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_mapping map = {NULL, 0};
    kt_text text = {0};
    CHECK_FAILS(kt_file_map(in_folder("none"), &map, &err), KT_ERR_MISSING, err);
    CHECK_FAILS(kt_file_map(folder, &map, &err), KT_ERR_IO, err);
    CHECK_FAILS(kt_file_read(in_folder("none"), 10, &text, &err), KT_ERR_MISSING, err);
    CHECK_FAILS(kt_file_read(folder, 10, &text, &err), KT_ERR_IO, err);
    CHECK_FAILS(kt_file_replace(in_folder("none/a"), "x", 1, &err), KT_ERR_IO, err);
    CHECK(strncmp(err.context, "replacing ", 10) == 0);
    CHECK(text.data == NULL && map.data == NULL);
}

static void a_file_past_the_limit_is_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    CHECK_OK(kt_file_replace(in_folder("five"), "12345", 5, &err), err);
    CHECK_OK(kt_text_add(&text, "before", &err), err);
    CHECK_FAILS(kt_file_read(in_folder("five"), 4, &text, &err), KT_ERR_LIMIT, err);
    CHECK_TEXT(kt_text_get(&text), "before");
    kt_error_clear(&err);
    CHECK_OK(kt_file_read(in_folder("five"), 5, &text, &err), err);
    CHECK_TEXT(kt_text_get(&text), "before12345");
    kt_text_clear(&text);
}

static void a_dash_is_standard_input(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    CHECK_OK(kt_file_replace(in_folder("input"), "typed", 5, &err), err);
    const int saved = dup(STDIN_FILENO);
    const int input = open(in_folder("input"), O_RDONLY);
    CHECK(input >= 0 && dup2(input, STDIN_FILENO) == STDIN_FILENO);
    const kt_status status = kt_file_read("-", 100, &text, &err);
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
    close(input);
    CHECK_INT(status, KT_OK);
    CHECK_TEXT(kt_text_get(&text), "typed");
    kt_text_clear(&text);
}

static void a_failed_write_leaves_the_old_file(void **state)
{
    (void)state;
    const kt_fault kinds[] = {KT_FAULT_WRITE, KT_FAULT_FSYNC, KT_FAULT_RENAME};
    for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++) {
        kt_error err = {0};
        CHECK_OK(kt_file_replace(in_folder("kept"), "old", 3, &err), err);
        kt_fault_at(kinds[n], 1);
        const kt_status status = kt_file_replace(in_folder("kept"), "new", 3, &err);
        CHECK_INT(kt_fault_off(), 1);
        CHECK_INT(status, KT_ERR_IO);
        CHECK(strncmp(err.cause, "cannot ", 7) == 0);
        check_holds(in_folder("kept"), "old");
        CHECK(!kt_file_exists(in_folder("kept.new")));
    }
}

static void a_failed_last_step_is_reported(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_fault_at(KT_FAULT_FSYNC, 2); /* that of the folder */
    const kt_status status = kt_file_replace(in_folder("late"), "new", 3, &err);
    CHECK_INT(kt_fault_off(), 1);
    CHECK_INT(status, KT_ERR_IO);
    check_holds(in_folder("late"), "new");
}

static void a_short_write_goes_on_with_the_rest(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_fault_short_write_at(1);
    const kt_status status = kt_file_replace(in_folder("short"), "0123456789", 10, &err);
    CHECK_INT(kt_fault_off(), 1);
    CHECK_INT(status, KT_OK);
    check_holds(in_folder("short"), "0123456789");
}

static void a_commit_leaves_the_fresh_file_on_failure(void **state)
{
    (void)state;
    kt_error err = {0};
    const char *fresh = in_folder("fresh"), *path = in_folder("no/folder");
    const int descriptor = open(fresh, O_WRONLY | O_CREAT, 0600);
    CHECK(descriptor >= 0);
    CHECK_FAILS(kt_file_commit(descriptor, fresh, path, &err), KT_ERR_IO, err);
    CHECK(kt_file_exists(fresh));
    kt_error_clear(&err);
    CHECK_OK(kt_file_commit(descriptor, fresh, in_folder("done"), &err), err);
    CHECK(kt_file_exists(in_folder("done")) && !kt_file_exists(fresh));
    CHECK_INT(close(descriptor), 0);
}

static void a_path_longer_than_the_limit_is_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    static char path[KT_MAX_PATH + 1], out[KT_MAX_PATH];
    memset(path, 'a', KT_MAX_PATH);
    CHECK_FAILS(kt_file_replace(path, "", 0, &err), KT_ERR_LIMIT, err);
    CHECK_FAILS(kt_folder_make(path, &err), KT_ERR_LIMIT, err);
    CHECK_FAILS(kt_path_join(path, "b", out, &err), KT_ERR_LIMIT, err);
    CHECK_FAILS(kt_path_join("b", path, out, &err), KT_ERR_LIMIT, err);
    CHECK_FAILS(kt_file_commit(-1, "a", path, &err), KT_ERR_LIMIT, err);
    /* With folder, slash and terminator the limit is just reached. */
    kt_error_clear(&err);
    path[KT_MAX_PATH - 3] = '\0';
    CHECK_OK(kt_path_join("b", path, out, &err), err);
    CHECK_INT(strlen(out), KT_MAX_PATH - 1);
    path[KT_MAX_PATH - 3] = 'a';
    path[KT_MAX_PATH - 2] = '\0';
    CHECK_FAILS(kt_path_join("b", path, out, &err), KT_ERR_LIMIT, err);
}

static void paths_join_with_one_slash(void **state)
{
    (void)state;
    kt_error err = {0};
    char out[KT_MAX_PATH];
    CHECK_OK(kt_path_join("a", "b", out, &err), err);
    CHECK_TEXT(out, "a/b");
    CHECK_OK(kt_path_join("/", "b", out, &err), err);
    CHECK_TEXT(out, "/b");
    CHECK_OK(kt_path_join("", "b", out, &err), err);
    CHECK_TEXT(out, "b");
    CHECK_TEXT(kt_path_name("a/b/c.csv"), "c.csv");
    CHECK_TEXT(kt_path_name("c.csv"), "c.csv");
    CHECK_TEXT(kt_path_name("a/"), "");
}

static void folders_are_made_with_those_above(void **state)
{
    (void)state;
    kt_error err = {0};
    CHECK_OK(kt_folder_make(in_folder("x/y/z"), &err), err);
    CHECK(kt_folder_exists(in_folder("x/y/z")));
    CHECK_OK(kt_folder_make(in_folder("x/y/z"), &err), err);
    CHECK_OK(kt_folder_make(in_folder("x/w/"), &err), err);
    CHECK(kt_folder_exists(in_folder("x/w")));
    CHECK_OK(kt_file_replace(in_folder("x/file"), "", 0, &err), err);
    CHECK_FAILS(kt_folder_make(in_folder("x/file"), &err), KT_ERR_IO, err);
    CHECK_FAILS(kt_folder_make(in_folder("x/file/below"), &err), KT_ERR_IO, err);
    CHECK_FAILS(kt_folder_make("", &err), KT_ERR_IO, err);
}

static void names_are_listed_in_order(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_names names = {0};
    CHECK_OK(kt_folder_make(in_folder("list/b"), &err), err);
    CHECK_OK(kt_folder_list(in_folder("list/b"), &names, &err), err);
    CHECK_INT(names.n_names, 0);
    kt_names_clear(&names);
    const char *const made[] = {"list/c", "list/a", "list/B", "list/.d"};
    for (int n = 0; n < 4; n++)
        CHECK_OK(kt_file_replace(in_folder(made[n]), "", 0, &err), err);
    CHECK_OK(kt_folder_list(in_folder("list"), &names, &err), err);
    CHECK_INT(names.n_names, 5);
    const char *const expected[] = {".d", "B", "a", "b", "c"};
    for (int n = 0; n < 5; n++)
        CHECK_TEXT(names.name[n], expected[n]);
    kt_names_clear(&names);
    kt_names_clear(&names);
    CHECK_FAILS(kt_folder_list(in_folder("none"), &names, &err), KT_ERR_MISSING, err);
    CHECK_FAILS(kt_folder_list(in_folder("list/a"), &names, &err), KT_ERR_IO, err);
}

static kt_status replace_once(void *with, kt_error *err)
{
    return kt_file_replace(with, "some bytes", 10, err);
}

static void every_failing_step_of_a_replacement_is_reported(void **state)
{
    (void)state;
    char path[KT_MAX_PATH];
    memcpy(path, in_folder("steps"), sizeof path);
    kt_check_faults(KT_FAULT_WRITE, replace_once, path);
    kt_check_faults(KT_FAULT_FSYNC, replace_once, path);
    kt_check_faults(KT_FAULT_RENAME, replace_once, path);
}

static kt_status read_once(void *with, kt_error *err)
{
    kt_text text = {0};
    kt_names names = {0};
    char path[KT_MAX_PATH];
    kt_status status = kt_path_join(with, "large", path, err);
    if (!status)
        status = kt_file_read(path, 1000000, &text, err);
    if (!status)
        status = kt_folder_list(with, &names, err);
    kt_names_clear(&names);
    kt_text_clear(&text);
    return status;
}

static void every_refused_request_is_reported(void **state)
{
    (void)state;
    kt_error err = {0};
    static const char bytes[100000];
    CHECK_OK(kt_file_replace(in_folder("large"), bytes, sizeof bytes, &err), err);
    kt_check_faults(KT_FAULT_MEMORY, read_once, folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(what_is_written_is_read),
        KT_TEST(an_empty_file_is_a_file),
        KT_TEST(what_is_no_file_is_said_so),
        KT_TEST(a_file_past_the_limit_is_refused),
        KT_TEST(a_dash_is_standard_input),
        KT_TEST(a_failed_write_leaves_the_old_file),
        KT_TEST(a_failed_last_step_is_reported),
        KT_TEST(a_short_write_goes_on_with_the_rest),
        KT_TEST(a_commit_leaves_the_fresh_file_on_failure),
        KT_TEST(a_path_longer_than_the_limit_is_refused),
        KT_TEST(paths_join_with_one_slash),
        KT_TEST(folders_are_made_with_those_above),
        KT_TEST(names_are_listed_in_order),
        KT_TEST(every_failing_step_of_a_replacement_is_reported),
        KT_TEST(every_refused_request_is_reported),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, make, drop);
}
