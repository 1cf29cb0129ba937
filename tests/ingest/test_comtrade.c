/* UN Comtrade, new and old: which rows count, and what they mean. */
#include "ingest_fixture.h"

static gathered got;

#define TODAY                                                                                  \
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,"          \
    "flowCode,partnerCode,partnerISO,partner2Code,classificationCode,cmdCode,cmdDesc,"         \
    "aggrLevel,customsCode,mosCode,motCode,qtyUnitCode,qty,isQtyEstimated,netWgt,"             \
    "isNetWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag\n"

static void only_the_row_that_is_not_broken_down_counts(void **state)
{
    (void)state;
    gather_all("comtrade.csv",
               TODAY
               "C,A,20180101,2018,52,2018,112,BLR,X,398,KAZ,0,H5,8701,Tractors,4,C00,0,0,"
               "5,120,false,1000.5,false,,783303100.25,783303100.25,0\n"
               "C,A,20180101,2018,52,2018,112,BLR,X,398,KAZ,643,H5,8701,Tractors,4,C00,0,0,"
               "5,120,false,1000.5,false,,1,1,0\n"
               "C,A,20180101,2018,52,2018,112,BLR,X,398,KAZ,0,H5,8701,Tractors,4,C01,0,0,"
               "5,120,false,1000.5,false,,1,1,0\n"
               "C,A,20180101,2018,52,2018,112,BLR,X,398,KAZ,0,H5,8701,Tractors,4,C00,1,0,"
               "5,120,false,1000.5,false,,1,1,0\n"
               "C,A,20180101,2018,52,2018,112,BLR,X,398,KAZ,0,H5,8701,Tractors,4,C00,0,3200,"
               "5,120,false,1000.5,false,,1,1,0\n"
               "C,A,20180101,2018,52,2018,112,BLR,DX,398,KAZ,0,H5,8701,Tractors,4,C00,0,0,"
               "5,120,false,1000.5,false,,1,1,0\n",
               &got);
    CHECK_TEXT(got.layout->format, "comtrade");
    CHECK_INT(got.n_rows, 1);
    CHECK_INT(got.report.n_left_out, 5);
    const kt_flow *row = &got.row[0];
    CHECK_TEXT(code_of(row->exporter), "BLR");
    CHECK_TEXT(code_of(row->importer), "KAZ");
    CHECK_INT(row->value, 783303100250);
    CHECK_INT(row->quantity, 1000500); // grams
    CHECK_INT(row->supplementary, 120);
    CHECK_INT(row->supplementary_unit, 5);
    CHECK_INT(row->stated_by, KT_BY_EXPORTER);
    CHECK_INT(row->valuation, KT_FOB);
    CHECK_INT(row->status, KT_REPORTED);
    CHECK_INT(kt_product_revision(row->product), KT_HS17);
    CHECK_INT(kt_product_digits(row->product), 4);
    CHECK_INT(got.n_descriptions, 1);
    CHECK_TEXT(got.last_description, "Tractors");
}

static void directions_kinds_periods_and_levels(void **state)
{
    (void)state;
    gather_all("comtrade.csv",
               TODAY "C,M,20181001,2018,10,201810,112,BLR,M,0,W00,0,H5,TOTAL,All,0,C00,0,0,"
                     "-1,,false,,false,5,,5,0\n"
                     "C,A,20180101,2018,52,2018,112,BLR,RX,643,RUS,0,H5,01,Animals,2,C00,0,0,"
                     "-1,0,false,0,false,,5,5,0\n"
                     "C,A,20180101,2018,52,2018,112,BLR,RM,643,RUS,0,H5,10121,Horses,6,C00,0,0,"
                     "8,25,false,25,false,,5,5,6\n",
               &got);
    CHECK_INT(got.n_rows, 3);
    CHECK(kt_period_equal(got.row[0].period, kt_period_of_months(2018, 10, 10)));
    CHECK_TEXT(code_of(got.row[0].exporter), "WLD");
    CHECK_TEXT(code_of(got.row[0].importer), "BLR");
    CHECK_INT(got.row[0].stated_by, KT_BY_IMPORTER);
    CHECK_INT(got.row[0].valuation, KT_CIF);
    CHECK_INT(got.row[0].product.code, 0);
    CHECK_INT(got.row[1].kind, KT_REEXPORT);
    CHECK_INT(got.row[1].quantity, KT_NONE); // 0 where there is no quantity
    CHECK_INT(got.row[1].supplementary, KT_NONE);
    CHECK_INT(got.row[2].kind, KT_REEXPORT);
    CHECK_INT(got.row[2].stated_by, KT_BY_IMPORTER);
    CHECK_INT(got.row[2].valuation, KT_FOB); // stated free on board
    CHECK_INT(got.row[2].status, KT_ESTIMATED);
    char product[16];
    CHECK_TEXT(kt_product_print(got.row[2].product, product), "010121");
}

static void case_and_separator_of_the_bulk_files_do_not_matter(void **state)
{
    (void)state;
    gather_all("COMTRADE-FINAL-CA112201811H5.txt",
               "\xef\xbb\xbfTYPECODE\tperiod\treporterCode\tflowCode\tpartnerCode\t"
               "ClassificationCode\tcmdCode\tCIFValue\tFOBValue\tPrimaryValue\n"
               "C\t2018\t112\tX\t398\tH5\tTOTAL\t\t12.5\t12.5\n",
               &got);
    CHECK_INT(got.n_rows, 1);
    CHECK_INT(got.row[0].value, 12500);
}

#define LEGACY                                                                                 \
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,"    \
    "Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,"         \
    "2nd Partner Code,2nd Partner,2nd Partner ISO,Customs Proc. Code,Customs,"                 \
    "Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,Qty Unit Code,"         \
    "Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),Gross weight (kg),"    \
    "Trade Value (US$),CIF Trade Value (US$),FOB Trade Value (US$),Flag\n"

static void the_old_columns_mean_the_same(void **state)
{
    (void)state;
    gather_all("comtrade.csv",
               LEGACY
               "H5,2018,2018,2018,6,1,2,Export,360,Indonesia,IDN,0,World,WLD,,,,,,,,010392,"
               "\"Swine; live\",5,Number of items,330236,,,,27862630,,55930137,,,2\n"
               "H5,2018,2018,2018,6,1,1,Import,360,Indonesia,IDN,842,USA,USA,,,,,,,,010410,"
               "Sheep; live,1,No Quantity,0,,,,0,,81500,,,0\n"
               "H5,2018,2018,2018,6,1,4,Re-Import,360,Indonesia,IDN,757,Switzerland,CHE,,,,,,,,"
               "440110,Wood,12,Cubic metres,12.5,,,,3,,7,,,4\n",
               &got);
    CHECK_TEXT(got.layout->format, "comtrade-legacy");
    CHECK_INT(got.n_rows, 3);
    CHECK_INT(got.row[0].value, 55930137000);
    CHECK_INT(got.row[0].quantity, 27862630000);
    CHECK_INT(got.row[0].supplementary, 330236);
    CHECK_INT(got.row[0].status, KT_ESTIMATED); // flag 2: the quantity
    CHECK_TEXT(code_of(got.row[1].exporter), "USA");
    CHECK_INT(got.row[1].quantity, KT_NONE);
    CHECK_INT(got.row[1].status, KT_REPORTED);
    CHECK_TEXT(code_of(got.row[2].exporter), "CHE");
    CHECK_INT(got.row[2].supplementary, KT_NONE); // half a unit cannot be counted
    CHECK_INT(got.row[2].status, KT_ESTIMATED);
    CHECK_INT(got.row[2].kind, KT_REEXPORT);
}

static void rows_that_cannot_be_are_refused(void **state)
{
    (void)state;
    const char *head = TODAY;
    static const struct {
        const char *row, *words;
    } bad[] = {
        {"C,A,1,2018,52,201813,112,,X,398,,0,H5,8701,,4,C00,0,0,5,1,,1,,,,1,0", "period"},
        {"C,A,1,2018,52,2018,9999,,X,398,,0,H5,8701,,4,C00,0,0,5,1,,1,,,,1,0", "reporterCode"},
        {"C,A,1,2018,52,2018,112,,X,,,0,H5,8701,,4,C00,0,0,5,1,,1,,,,1,0", "partnerCode"},
        {"C,A,1,2018,52,2018,112,,X,398,,0,HS,8701,,4,C00,0,0,5,1,,1,,,,1,0", "classification"},
        {"C,A,1,2018,52,2018,112,,X,398,,0,H5,87x1,,4,C00,0,0,5,1,,1,,,,1,0", "cmdCode"},
        {"C,A,1,2018,52,2018,112,,X,398,,0,H5,8701,,6,C00,0,0,5,1,,1,,,,1,0", "aggrLevel"},
        {"C,A,1,2018,52,2018,112,,X,398,,0,H5,8701,,4,C00,0,0,5,1,,x,,,,1,0", "netWgt"},
        {"C,A,1,2018,52,2018,112,,X,398,,0,H5,8701,,4,C00,0,0,5,1,,1,,,,x,0", "primaryValue"},
        {"C,A,1,2018,52,2018,112,,X,398,,0,H5,8701,,4,C00,0,0,5,1,,1,,,,-1,0", "negative"},
        {"C,A,1,2018,52,2018,112,,X,398", "28"},
    };
    for (size_t n = 0; n < sizeof bad / sizeof bad[0]; n++) {
        char bytes[2000];
        snprintf(bytes, sizeof bytes, "%s%s\n", head, bad[n].row);
        refuses("comtrade.csv", bytes, 2, bad[n].words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(only_the_row_that_is_not_broken_down_counts),
        KT_TEST(directions_kinds_periods_and_levels),
        KT_TEST(case_and_separator_of_the_bulk_files_do_not_matter),
        KT_TEST(the_old_columns_mean_the_same),
        KT_TEST(rows_that_cannot_be_are_refused),
    };
    return run_ingest_tests(tests);
}
