/* test_xlsx.c: what a workbook holds: numbers as numbers, texts as texts, names of sheets. */
#include "check.h"

#include "zip_read.h"

#include <kontor/xlsx.h>

static kt_status fill(kt_xlsx *xlsx, const kt_sink *sink, kt_error *err)
{
    KT_TRY(kt_xlsx_sheet(xlsx, "Trade: a/b [c]?", err));
    kt_xlsx_text(xlsx, 0, 0, KT_XLSX_TITLE, "=1+1"); // a text, never a formula
    kt_xlsx_text(xlsx, 1, 0, KT_XLSX_HEAD, "Umsatz <Ж>");
    kt_xlsx_number(xlsx, 2, 0, KT_XLSX_NUMBER_1, 895.560201);
    kt_xlsx_number(xlsx, 3, 0, KT_XLSX_NUMBER_1, NAN);
    kt_xlsx_number(xlsx, 4, 0, KT_XLSX_PERCENT_1, 0.299);
    kt_xlsx_width(xlsx, 0, 20.0);
    kt_xlsx_height(xlsx, 1, 2);
    kt_xlsx_freeze(xlsx, 2);
    KT_TRY(kt_xlsx_sheet(xlsx, "Trade: a/b [c]?", err));
    KT_TRY(kt_xlsx_sheet(xlsx, "Соглашения, проекты и цели на долгие годы", err));
    KT_TRY(kt_xlsx_sheet(xlsx, "Соглашения, проекты и цели на долгие годы", err));
    return kt_xlsx_finish(xlsx, sink, err);
}

static kt_status make(kt_text *out, kt_error *err)
{
    kt_xlsx *xlsx = NULL;
    const kt_sink sink = kt_sink_text(out);

    KT_TRY(kt_xlsx_open("A title & more", 1574510400, &xlsx, err));
    const kt_status status = fill(xlsx, &sink, err);
    kt_xlsx_free(xlsx);
    return status;
}

static void numbers_are_numbers_and_texts_are_texts(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text file = {0}, part = {0};

    CHECK_OK(make(&file, &err), err);
    CHECK_INT(zip_members(&file, "xl/worksheets/sheet1.xml", &part), 1);
    CHECK(strstr(part.data, "<v>895.560201</v>") != NULL);
    CHECK(strstr(part.data, "<v>0.299</v>") != NULL);
    CHECK(strstr(part.data, "r=\"A4\"") == NULL); // NaN is no cell
    CHECK(strstr(part.data, "<f>") == NULL);
    CHECK(strstr(part.data, "ySplit=\"2\"") != NULL);
    kt_text_reset(&part);
    CHECK_INT(zip_members(&file, "xl/sharedStrings.xml", &part), 1);
    CHECK(strstr(part.data, "<t>=1+1</t>") != NULL);
    CHECK(strstr(part.data, "<t>Umsatz &lt;Ж&gt;</t>") != NULL);
    kt_text_reset(&part);
    CHECK_INT(zip_members(&file, "docProps/core.xml", &part), 1);
    CHECK(strstr(part.data, "<dc:title>A title &amp; more</dc:title>") != NULL);
    CHECK(strstr(part.data, "2019-11-23T12:00:00Z") != NULL);
    kt_text_clear(&part);
    kt_text_clear(&file);
}

static void names_of_sheets_are_cleaned_cut_and_told_apart(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text file = {0}, part = {0};

    CHECK_OK(make(&file, &err), err);
    CHECK_INT(zip_members(&file, "xl/workbook.xml", &part), 1);
    CHECK(strstr(part.data, "<sheet name=\"Trade  a b  c\" ") != NULL);
    CHECK(strstr(part.data, "<sheet name=\"Trade  a b  c 2\" ") != NULL);
    CHECK(strstr(part.data, "<sheet name=\"Соглашения, проекты и цели на д\" ") != NULL);
    CHECK(strstr(part.data, "<sheet name=\"Соглашения, проекты и цели на 2\" ") != NULL);
    kt_text_clear(&part);
    kt_text_clear(&file);
}

static kt_status once(void *with, kt_error *err)
{
    kt_text file = {0};
    const kt_status status = make(&file, err);

    (void)with;
    kt_text_clear(&file);
    return status;
}

static void every_request_that_fails_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(numbers_are_numbers_and_texts_are_texts),
        KT_TEST(names_of_sheets_are_cleaned_cut_and_told_apart),
        KT_TEST(every_request_that_fails_is_reported),
    };
    return kt_run_tests(tests);
}
