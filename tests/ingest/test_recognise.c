/* A header tells the layout, whatever the file is called. */
#include "ingest_fixture.h"

static gathered got;

static void is_of(const char *header, const char *format, kt_content content)
{
    kt_error err = {0};
    char bytes[2000];
    snprintf(bytes, sizeof bytes, "%s\n", header);
    CHECK_OK(gather("BACI_HS92_Y1995_V202501.csv", kt_slice_of(bytes), 0, NULL, KT_STRICT, &got,
                    &err),
             err);
    if (!got.layout)
        fail_msg("%s is not known", header);
    CHECK_TEXT(got.layout->format, format);
    CHECK_INT(got.layout->content, content);
}

static void is_unknown(const char *header)
{
    kt_error err = {0};
    CHECK_OK(gather("BACI_HS92_Y1995_V202501.csv", kt_slice_of(header), 0, NULL, KT_STRICT,
                    &got, &err),
             err);
    CHECK(got.layout == NULL);
    CHECK_INT(got.report.n_read, 0);
}

static void every_layout_is_known_by_its_header(void **state)
{
    (void)state;
    is_of("t,i,j,k,v,q", "baci", KT_HOLDS_FLOWS);
    is_of("\"q\",\"v\",\"k\",\"j\",\"i\",\"t\"", "baci", KT_HOLDS_FLOWS);
    is_of("country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,"
          "iso_3digit_alpha",
          "baci", KT_HOLDS_TABLES);
    is_of("country_code,country_name,country_iso2,country_iso3", "baci", KT_HOLDS_TABLES);
    is_of("code,description", "baci", KT_HOLDS_TABLES);
    is_of("period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue",
          "comtrade", KT_HOLDS_FLOWS);
    is_of("Classification,Period,Trade Flow,Reporter Code,Partner Code,Commodity Code,"
          "Trade Value (US$)",
          "comtrade-legacy", KT_HOLDS_FLOWS);
    is_of("NOMENCLATURE,ReporterISO3,ProductCode,PartnerISO3,Year,TradeFlowName,"
          "TradeValuein1000USD",
          "wits", KT_HOLDS_FLOWS);
    is_of("year,reporter,partner,flow,value_musd,flag", "totals", KT_HOLDS_FLOWS);
    is_of("period\texporter\timporter\tvalue_usd", "totals", KT_HOLDS_FLOWS);
    is_of("id,period,a,b,flow,value_usd,source_kind,source", "facts", KT_HOLDS_FACTS);
    // Has all that a file of totals needs, and is more.
    is_of("id,period,importer,exporter,value_usd,source_kind,source", "facts", KT_HOLDS_FACTS);
    is_of("id,kind,title,parties,announced,source_kind,source", "facts", KT_HOLDS_FACTS);
    is_of("id,period,country,measure,value,unit,source_kind,source", "facts", KT_HOLDS_FACTS);
}

static void what_is_no_header_is_unknown(void **state)
{
    (void)state;
    is_unknown("");
    is_unknown("\n\n");
    is_unknown("t,i,j,k,v\n1995,112,398,870190,1\n");
    is_unknown("t,i,j,k,v,q,x\n1995,112,398,870190,1,1,1\n");
    is_unknown("1995,112,398,870190,1,1\n1995,112,398,870190,1,1\n");
    is_unknown("year,reporter,partner,flow,value\n2018,BLR,KAZ,X,1\n");
    is_unknown("A page of text that is longer than the first bytes that are looked at.\n");
}

static void more_than_one_value_column_is_refused(void **state)
{
    kt_error err = {0};
    (void)state;
    CHECK_FAILS(gather("own.csv",
                       kt_slice_of("year,exporter,importer,value_usd,value_kusd\n"
                                   "2018,BLR,KAZ,1,1\n"),
                       0, NULL, KT_STRICT, &got, &err),
                KT_ERR_FORMAT, err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_layout_is_known_by_its_header),
        KT_TEST(what_is_no_header_is_unknown),
        KT_TEST(more_than_one_value_column_is_refused),
    };
    return run_ingest_tests(tests);
}
