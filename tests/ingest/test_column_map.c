/* The file that tells which columns are which. */
#include "ingest/column_map.h"

#include "check.h"

static void fails_at(const char *text, int64_t line)
{
    kt_column_map map = {0};
    kt_error err = {0};
    CHECK_FAILS(kt_column_map_parse(kt_slice_of(text), &map, &err), KT_ERR_FORMAT, err);
    CHECK_INT(err.line, line);
}

static void lines_are_columns_constants_or_about_the_dataset(void **state)
{
    kt_column_map map = {0};
    kt_dataset_info info = {0};
    kt_error err = {0};
    const char *text = "# a comment\n\n"
                       "exporter = country of origin\n"
                       "source := https://example.org/?a=b\n"
                       "released := 2023-05\r\n"
                       "name:=own";
    (void)state;
    CHECK_OK(kt_column_map_parse(kt_slice_of(text), &map, &err), err);
    const kt_column_map_line *line = kt_column_map_find(&map, "exporter");
    CHECK(line != NULL && !line->constant);
    CHECK(kt_slice_is(line->theirs, "country of origin"));
    CHECK(kt_column_map_find(&map, "importer") == NULL);
    CHECK(kt_column_map_find(NULL, "importer") == NULL);
    CHECK_OK(kt_column_map_apply(&map, &info, &err), err);
    CHECK_TEXT(info.name, "own");
    CHECK_TEXT(info.source, "https://example.org/?a=b");
    CHECK_INT(info.released.year, 2023);
    CHECK_INT(info.released.month, 5);
}

static void only_columns_make_a_file_ones_own(void **state)
{
    kt_column_map map = {0};
    kt_error err = {0};
    (void)state;
    CHECK(!kt_column_map_has_columns(NULL));
    CHECK_OK(kt_column_map_parse(kt_slice_of("name := x\nrevision := HS92\n"), &map, &err),
             err);
    CHECK(!kt_column_map_has_columns(&map));
    CHECK_OK(kt_column_map_parse(kt_slice_of("year := 2006\n"), &map, &err), err);
    CHECK(kt_column_map_has_columns(&map));
}

static void lines_that_are_neither_are_named(void **state)
{
    (void)state;
    fails_at("exporter = a\nimporter b\n", 2);
    fails_at("= a\n", 1);
    fails_at("exporter =\n", 1);
    fails_at("name = x\n", 1);
    fails_at("\n\nexporter = a\nexporter = b\n", 4);
    fails_at("exporter = \xff\n", 0);
}

static void values_that_cannot_be_are_named(void **state)
{
    kt_column_map map = {0};
    kt_dataset_info info = {0};
    kt_error err = {0};
    char longer[300];
    (void)state;
    CHECK_OK(kt_column_map_parse(kt_slice_of("released := soon\n"), &map, &err), err);
    CHECK_FAILS(kt_column_map_apply(&map, &info, &err), KT_ERR_FORMAT, err);
    kt_column_map_clear(&map);
    kt_error_clear(&err);
    snprintf(longer, sizeof longer, "name := %0200d\n", 0);
    CHECK_OK(kt_column_map_parse(kt_slice_of(longer), &map, &err), err);
    CHECK_FAILS(kt_column_map_apply(&map, &info, &err), KT_ERR_LIMIT, err);
}

static void more_lines_than_there_can_be_columns_are_refused(void **state)
{
    kt_column_map map = {0};
    kt_error err = {0};
    char many[4000];
    size_t used = 0;
    (void)state;
    for (int n = 0; n <= KT_MAX_COLUMN_MAP; n++)
        used += (size_t)snprintf(many + used, sizeof many - used, "c%d = d\n", n);
    CHECK_FAILS(kt_column_map_parse(kt_slice_of(many), &map, &err), KT_ERR_LIMIT, err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(lines_are_columns_constants_or_about_the_dataset),
        KT_TEST(only_columns_make_a_file_ones_own),
        KT_TEST(lines_that_are_neither_are_named),
        KT_TEST(values_that_cannot_be_are_named),
        KT_TEST(more_lines_than_there_can_be_columns_are_refused),
    };
    return kt_run_tests(tests);
}
