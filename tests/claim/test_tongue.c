/* The table of languages: what is read, and what is refused with its line. */
#include "check.h"
#include "claim/tongue.h"

#include <kontor/file.h>

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

static kt_status read_table(const char *rows, kt_tongues *out, kt_error *err)
{
    char path[KT_MAX_PATH];
    kt_text table = {0};
    kt_resources *resources = NULL;
    CHECK_OK(kt_text_format(&table, err, "language,point,script\n%s", rows), *err);
    snprintf(path, sizeof path, "%s/data", folder);
    CHECK_OK(kt_folder_make(path, err), *err);
    snprintf(path, sizeof path, "%s/data/claim_languages.csv", folder);
    CHECK_OK(kt_file_replace(path, table.data, table.size, err), *err);
    CHECK_OK(kt_resources_open(folder, &resources, err), *err);
    const kt_status status = kt_tongues_read(resources, out, err);
    kt_resources_close(resources);
    kt_text_clear(&table);
    return status;
}

static void added_ones_follow_the_three(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_tongues tongues;
    CHECK_OK(
        read_table("uk,comma,cyrillic\nru,comma,cyrillic\nfr,comma,latin\n", &tongues, &err),
        err);
    CHECK_INT(tongues.n, 5);
    CHECK_TEXT(tongues.tongue[2].code, "ru");
    CHECK_TEXT(tongues.tongue[3].code, "uk");
    CHECK(tongues.tongue[3].cyrillic);
    CHECK_TEXT(tongues.tongue[4].code, "fr");
    CHECK_INT(tongues.tongue[4].point, ',');
}

static void a_wrong_line_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {"fra,comma,latin\n", "fr,comma\n", "fr,dot,latin\n",
                                       "fr,comma,greek\n", "FR,comma,latin\n"};
    for (size_t n = 0; n < sizeof rows / sizeof *rows; n++) {
        kt_error err = {0};
        kt_tongues tongues;
        CHECK_FAILS(read_table(rows[n], &tongues, &err), KT_ERR_FORMAT, err);
        CHECK_INT(err.line, 2);
        CHECK(strstr(err.context, "data/claim_languages.csv") != NULL);
    }
}

static void eight_are_the_most(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_tongues tongues;
    CHECK_FAILS(read_table("aa,comma,latin\nbb,comma,latin\ncc,comma,latin\ndd,comma,latin\n"
                           "ee,comma,latin\nff,comma,latin\n",
                           &tongues, &err),
                KT_ERR_LIMIT, err);
    CHECK_INT(err.line, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(added_ones_follow_the_three),
        KT_TEST(a_wrong_line_is_refused),
        KT_TEST(eight_are_the_most),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
