/* How a user names a dataset. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_name_alone_fits_every_version),
        KT_TEST(a_version_fits_as_its_publisher_writes_it),
    };
    return kt_run_tests(tests);
}
