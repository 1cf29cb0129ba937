/* Tables of clues: what is read, and what is refused with its line. */
#include "check.h"

#include "claim/weights.h"

#include <kontor/file.h>

static const char *const names[] = {"lead", "title"};
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

/* Each table under a name of its own: what was read once is kept. */
static kt_status read_table(const char *table, kt_weights *out, kt_error *err)
{
    char path[KT_MAX_PATH], above[KT_MAX_PATH];
    kt_resources *resources = NULL;
    CHECK_OK(kt_path_join(folder, "data", above, err), *err);
    CHECK_OK(kt_folder_make(above, err), *err);
    CHECK_OK(kt_path_join(folder, "data/clues.csv", path, err), *err);
    CHECK_OK(kt_file_replace(path, table, strlen(table), err), *err);
    CHECK_OK(kt_resources_open(folder, &resources, err), *err);
    const kt_status status =
        kt_weights_read(resources, "data/clues.csv", names, 2, 2, out, err);
    kt_resources_close(resources);
    return status;
}

static void weights_are_read_by_name(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_weights weights;
    CHECK_OK(read_table("clue,export,import,meaning\ntitle,-12,30,\"a, b\"\n", &weights, &err),
             err);
    CHECK_INT(weights.of[0][0], 0); /* no line: it weighs nothing */
    CHECK_INT(weights.of[1][0], -12);
    CHECK_INT(weights.of[1][1], 30);
}

static void a_wrong_line_is_refused(void **state)
{
    (void)state;
    static const char *const tables[] = {
        "clue,export,import,meaning\nlaed,1,2,misspelt\n",
        "clue,export,import,meaning\nlead,1,no column\n",
        "clue,export,import,meaning\nlead,1,much,no number\n",
        "clue,export,import,meaning\nlead,1,1000,too large\n",
        "clue,export,import,meaning\nlead,1,1.5,not whole\n",
    };
    for (size_t n = 0; n < sizeof tables / sizeof *tables; n++) {
        kt_error err = {0};
        kt_weights weights;
        CHECK_FAILS(read_table(tables[n], &weights, &err), KT_ERR_FORMAT, err);
        CHECK(strstr(err.context, "data/clues.csv") != NULL);
        kt_error_clear(&err);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(weights_are_read_by_name),
        KT_TEST(a_wrong_line_is_refused),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
