/* test_dataset_name.c: how a dataset is named, by its user and as a file. */
#include "check.h"

#include "store/dataset_name.h"

static void a_name_alone_fits_every_version(void **state)
{
    (void)state;
    CHECK(kt_dataset_name_fits("baci-hs92", "baci-hs92", "v202401"));
    CHECK(kt_dataset_name_fits("baci-hs92", "baci-hs92", "v202501"));
    CHECK(!kt_dataset_name_fits("baci", "baci-hs92", "v202501"));
    CHECK(!kt_dataset_name_fits("", "baci-hs92", "v202501"));
}

static void a_version_fits_as_its_publisher_writes_it(void **state)
{
    (void)state;
    CHECK(kt_dataset_name_fits("baci-hs92@V202501", "baci-hs92", "v202501"));
    CHECK(kt_dataset_name_fits("BACI-HS92@v202501", "baci-hs92", "v202501"));
    CHECK(!kt_dataset_name_fits("baci-hs92@V202401", "baci-hs92", "v202501"));
    CHECK(!kt_dataset_name_fits("baci-hs92@", "baci-hs92", "v202501"));
}

static void a_files_name_has_two_parts(void **state)
{
    (void)state;
    char name[KT_MAX_NAME], version[KT_MAX_NAME], path[KT_MAX_PATH];
    kt_error err = {0};
    CHECK(kt_dataset_file_split("dots@15d4082f.kontor", name, version));
    CHECK_TEXT(name, "dots");
    CHECK_TEXT(version, "15d4082f");
    CHECK_OK(kt_dataset_file_path("folder", name, version, path, &err), err);
    CHECK_TEXT(path, "folder/dots@15d4082f.kontor");
    static const char *const others[] = {
        "",           ".kontor",     "@.kontor",     "a@.kontor",
        "@b.kontor",  "a.kontor",    "a@b",          "a.kontor@b",
        "A@b.kontor", "a@.b.kontor", "a@b/c.kontor", "a@b.kontor.unfinished"};
    for (size_t n = 0; n < sizeof others / sizeof *others; n++)
        CHECK(!kt_dataset_file_split(others[n], name, version));
}

static void a_version_is_the_checksums_beginning_where_there_is_none(void **state)
{
    (void)state;
    char version[KT_MAX_NAME] = "";
    kt_error err = {0};
    CHECK_OK(kt_dataset_name_settle("dots", version, "0123456789abcdef", &err), err);
    CHECK_TEXT(version, "01234567");
    CHECK_FAILS(kt_dataset_name_settle("a b", version, "", &err), KT_ERR_RANGE, err);
    snprintf(version, sizeof version, "V1");
    CHECK_FAILS(kt_dataset_name_settle("dots", version, "", &err), KT_ERR_RANGE, err);
}

/* Release, then import, then name, then the version that sorts last. */
static void datasets_have_one_order(void **state)
{
    (void)state;
    const kt_dataset_age age[] = {{{2025, 1, 1}, 1, "z", "1"}, {{2024, 12, 31}, 9, "a", "1"},
                                  {{0}, 9, "a", "1"},          {{0}, 8, "a", "2"},
                                  {{0}, 8, "a", "1"},          {{0}, 8, "b", "3"}};
    enum { N = sizeof age / sizeof *age };
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            const int order = kt_dataset_age_compare(&age[i], &age[j]);
            CHECK_INT((order > 0) - (order < 0), (i > j) - (i < j));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_name_alone_fits_every_version),
        KT_TEST(a_version_fits_as_its_publisher_writes_it),
        KT_TEST(a_files_name_has_two_parts),
        KT_TEST(a_version_is_the_checksums_beginning_where_there_is_none),
        KT_TEST(datasets_have_one_order),
    };
    return kt_run_tests(tests);
}
