/* WITS's bulk layout. */
#include "ingest_fixture.h"

static gathered got;

#define HEADER                                                                                 \
    "nomenclature,reporteriso3,productcode,reportername,partneriso3,partnername,year,"         \
    "tradeflowname,tradevaluein1000usd\n"

static void rows_are_thousand_dollars_with_their_zero_put_back(void **state)
{
    char product[16];
    (void)state;
    gather_all("wits.csv",
               HEADER "H3,TZA,10110,Tanzania,CIV,C\xf4te d'Ivoire,2013,Export,1.165\n"
                      "H3,TZA,870190,Tanzania,CHN,China,2013,Import,5894\n"
                      "H3,TZA,Total,Tanzania,WLD,World,2013,Re-Export,0.001\n",
               &got);
    CHECK_INT(got.n_rows, 3);
    CHECK_TEXT(kt_product_print(got.row[0].product, product), "010110");
    CHECK_INT(kt_product_revision(got.row[0].product), KT_HS07);
    CHECK_INT(got.row[0].value, 1165000);
    CHECK_TEXT(code_of(got.row[0].exporter), "TZA");
    CHECK_INT(got.row[0].valuation, KT_FOB);
    CHECK_TEXT(code_of(got.row[1].exporter), "CHN");
    CHECK_INT(got.row[1].stated_by, KT_BY_IMPORTER);
    CHECK_INT(got.row[1].valuation, KT_CIF);
    CHECK_INT(got.row[2].kind, KT_REEXPORT);
    CHECK_INT(got.row[2].product.code, 0);
    CHECK_INT(got.row[2].value, 1000);
}

static void quantities_come_with_the_code_of_their_unit(void **state)
{
    (void)state;
    gather_all("wits.csv",
               "Nomenclature,ReporterISO3,ProductCode,PartnerISO3,Year,TradeFlowName,"
               "TradeValuein1000USD,Quantity,QtyToken\n"
               "H3,TZA,870190,CHN,2013,Import,1,250.5,8\n"
               "H3,TZA,870190,IND,2013,Import,1,3,5\n"
               "H3,TZA,870190,KEN,2013,Import,1,,1\n",
               &got);
    CHECK_INT(got.row[0].quantity, 250500);
    CHECK_INT(got.row[0].supplementary, KT_NONE);
    CHECK_INT(got.row[1].quantity, KT_NONE);
    CHECK_INT(got.row[1].supplementary, 3);
    CHECK_INT(got.row[1].supplementary_unit, 5);
    CHECK_INT(got.row[2].supplementary, KT_NONE);
}

static void rows_that_cannot_be_are_refused(void **state)
{
    (void)state;
    refuses("wits.csv", HEADER "H9,TZA,10110,,CHN,,2013,Export,1\n", 2, "nomenclature");
    refuses("wits.csv", HEADER "H3,TTT,10110,,CHN,,2013,Export,1\n", 2, "reporteriso3");
    refuses("wits.csv", HEADER "H3,TZA,10110,,,,2013,Export,1\n", 2, "partneriso3");
    refuses("wits.csv", HEADER "H3,TZA,1011000,,CHN,,2013,Export,1\n", 2, "productcode");
    refuses("wits.csv", HEADER "H3,TZA,10110,,CHN,,13,Export,1\n", 2, "year");
    refuses("wits.csv", HEADER "H3,TZA,10110,,CHN,,2013,Theft,1\n", 2, "tradeflowname");
    refuses("wits.csv", HEADER "H3,TZA,10110,,CHN,,2013,Export,\n", 2, "tradevalue");
    refuses("wits.csv", HEADER "H3,TZA,10110,,CHN,,2013,Export\n", 2, "8 cells");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(rows_are_thousand_dollars_with_their_zero_put_back),
        KT_TEST(quantities_come_with_the_code_of_their_unit),
        KT_TEST(rows_that_cannot_be_are_refused),
    };
    return run_ingest_tests(tests);
}
