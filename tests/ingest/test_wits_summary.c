/* WITS's summary of one country: which rows are flows, and whose years are whose. */
#include "ingest_fixture.h"

static gathered got;

#define HEADER "Reporter,Partner,Product categories,Indicator Type,Indicator,2019,2018\n"

static void three_indicators_are_flows_the_rest_is_left_out(void **state)
{
    (void)state;
    gather_all("summary.csv",
               HEADER
               "Belarus,World,All Products,Export,Exports (in US$ Mil),   32955.12,  1.5\n"
               "Belarus,World,All Products,Import,Imports (in US$ Mil),,0.01\n"
               "Belarus,China,All Products,Import,Trade (US$ Mil)-Top 5 Import "
               "Partner,  3664.32,...\n"
               "Belarus,China,All Products,Import,Partner share(%)-Top 5 Import "
               "Partner,9.28,\n"
               "Belarus,World,Fuels,Export,Export(US$ Mil),7.0,8.0\n"
               "Belarus,...,...,Development,GDP (current US$ Mil),1.0,2.0\n",
               &got);
    CHECK_INT(got.n_rows, 4);
    CHECK_TEXT(code_of(got.row[0].exporter), "BLR");
    CHECK_TEXT(code_of(got.row[0].importer), "WLD");
    CHECK_INT(kt_period_year(got.row[0].period), 2019);
    CHECK_INT(got.row[0].value, 32955120000);
    CHECK_INT(got.row[0].valuation, KT_FOB);
    CHECK_INT(got.row[0].stated_by, KT_BY_EXPORTER);
    CHECK_INT(got.row[0].quantity, KT_NONE);
    CHECK_INT(kt_period_year(got.row[1].period), 2018);
    CHECK_INT(got.row[2].value, 10000);
    CHECK_TEXT(code_of(got.row[3].exporter), "CHN");
    CHECK_TEXT(code_of(got.row[3].importer), "BLR");
    CHECK_INT(got.row[3].valuation, KT_CIF);
    CHECK_INT(got.row[3].stated_by, KT_BY_IMPORTER);
    CHECK_INT(got.row[3].value, 3664320000);
}

static void cells_behind_the_header_are_earlier_years(void **state)
{
    (void)state;
    gather_all("summary.csv",
               HEADER "Belarus,World,All Products,Export,Exports (in US$ Mil),4,3,2,1\n", &got);
    CHECK_INT(got.n_rows, 4);
    CHECK_INT(kt_period_year(got.row[3].period), 2016);
    CHECK_INT(got.row[3].value, 1000000);
}

static void rows_that_cannot_be_are_refused(void **state)
{
    (void)state;
    refuses("summary.csv", HEADER "Nowhere,World,All Products,Export,Exports (in US$ Mil),1,\n",
            2, "Reporter");
    refuses("summary.csv",
            HEADER "Belarus,Atlantis,All Products,Export,Exports (in US$ Mil),1,\n", 2,
            "Partner");
    refuses("summary.csv",
            HEADER "Belarus,World,All Products,Export,Exports (in US$ Mil),-1,\n", 2,
            "million USD");
    refuses("summary.csv", HEADER "Belarus,World,All Products,Export,Exports (in US$ Mil),x,\n",
            2, "million USD");
    refuses("summary.csv", HEADER "Belarus,World\n", 2, "2 cells");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(three_indicators_are_flows_the_rest_is_left_out),
        KT_TEST(cells_behind_the_header_are_earlier_years),
        KT_TEST(rows_that_cannot_be_are_refused),
    };
    return run_ingest_tests(tests);
}
