/* Where all rows arrive: batches, refusals, spellings of countries. */
#include "ingest_fixture.h"

static gathered got;

static void begin(kt_intake *in, kt_strictness strictness)
{
    const kt_intake_sink sink = {gather_rows, gather_description, &got, NULL};
    kt_error err = {0};
    memset(&got, 0, sizeof got);
    CHECK_OK(kt_intake_init(in, countries, NULL, strictness, &sink, &got.report, &err), err);
    snprintf(in->file, sizeof in->file, "own.csv");
}

static void rows_of_many_batches_arrive_in_order(void **state)
{
    kt_intake in;
    kt_error err = {0};
    (void)state;
    begin(&in, KT_STRICT);
    in.file_number = 3;
    for (int64_t r = 0; r < MOST_GATHERED; r++) {
        const kt_flow row = {.value = r};
        CHECK_OK(kt_intake_take(&in, &row, r + 2, &err), err);
    }
    CHECK_OK(kt_intake_flush(&in, &err), err);
    CHECK_INT(got.n_rows, MOST_GATHERED);
    for (int64_t r = 0; r < MOST_GATHERED; r++) {
        CHECK_INT(got.row[r].value, r);
        CHECK_INT(got.line[r], (int64_t)3 << 40 | (r + 2));
    }
    kt_intake_clear(&in);
}

static void after_a_refusal_a_strict_import_keeps_nothing_and_counts_on(void **state)
{
    kt_intake in;
    kt_error err = {0};
    const kt_flow row = {0};
    (void)state;
    begin(&in, KT_STRICT);
    CHECK_OK(kt_intake_take(&in, &row, 2, &err), err);
    kt_intake_refuse(&in, 3, 1, "bad");
    CHECK_OK(kt_intake_take(&in, &row, 4, &err), err);
    kt_intake_leave_out(&in);
    CHECK_OK(kt_intake_flush(&in, &err), err);
    CHECK_INT(got.n_rows, 0);
    CHECK_INT(got.report.n_read, 4);
    CHECK_INT(got.report.n_taken, 2);
    CHECK_INT(got.report.n_refused, 1);
    CHECK_INT(got.report.n_left_out, 1);
    kt_intake_clear(&in);
}

static void ten_refusals_are_kept_and_their_reasons_stay_utf8(void **state)
{
    kt_intake in;
    char longer[400];
    (void)state;
    begin(&in, KT_LENIENT);
    memset(longer, 'a', sizeof longer);
    for (size_t p = 1; p + 2 < sizeof longer; p += 2) // two-byte characters
        memcpy(longer + p, "\xc3\xa4", 2);
    longer[sizeof longer - 1] = '\0';
    for (int n = 0; n < 20; n++)
        kt_intake_refuse(&in, n, 0, "%s%s", n % 2 ? "b" : "", longer);
    CHECK_INT(got.report.n_refused, 20);
    for (int n = 0; n < KT_MAX_REFUSALS_SHOWN; n++) {
        const char *reason = got.report.refused[n].reason;
        CHECK_INT(got.report.refused[n].line, n);
        CHECK(kt_utf8_valid(reason, strlen(reason)));
        CHECK(strlen(reason) > 250);
    }
    kt_intake_clear(&in);
}

static void a_reason_cannot_steer_the_terminal(void **state)
{
    kt_intake in;
    (void)state;
    begin(&in, KT_LENIENT);
    kt_intake_refuse(&in, 2, 1, "year \"%s\": expected a year", "a\nb\x1B[2J\xC2\x9B");
    CHECK_TEXT(got.report.refused[0].reason, "year \"a?b?[2J?\": expected a year");
    kt_intake_clear(&in);
}

static void spellings_are_remembered_also_the_unknown_and_the_many(void **state)
{
    kt_intake in;
    kt_error err = {0};
    kt_country country = {1};
    char name[32];
    (void)state;
    begin(&in, KT_STRICT);
    for (int round = 0; round < 2; round++) {
        for (int n = 0; n < 3000; n++) { // more than are remembered
            snprintf(name, sizeof name, "Nowhere %d", n);
            CHECK_OK(kt_intake_country(&in, kt_slice_of(name), &country, &err), err);
            CHECK_INT(country.code, 0);
        }
        CHECK_OK(kt_intake_country(&in, kt_slice_of("Belarus"), &country, &err), err);
        CHECK_TEXT(code_of(country), "BLR");
        CHECK_OK(kt_intake_country(&in, kt_slice_of("398"), &country, &err), err);
        CHECK_TEXT(code_of(country), "KAZ");
        CHECK_OK(kt_intake_country(&in, (kt_slice){"", 0}, &country, &err), err);
        CHECK_INT(country.code, 0);
    }
    CHECK(in.n_spellings <= KT_INTAKE_SPELLINGS / 2);
    kt_intake_clear(&in);
}

static void a_default_gives_way_to_what_is_there(void **state)
{
    char empty[8] = "", full[8] = "own";
    (void)state;
    kt_intake_default(empty, sizeof empty, "%s", "totals");
    kt_intake_default(full, sizeof full, "%s", "totals");
    CHECK_TEXT(empty, "totals");
    CHECK_TEXT(full, "own");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(rows_of_many_batches_arrive_in_order),
        KT_TEST(after_a_refusal_a_strict_import_keeps_nothing_and_counts_on),
        KT_TEST(ten_refusals_are_kept_and_their_reasons_stay_utf8),
        KT_TEST(a_reason_cannot_steer_the_terminal),
        KT_TEST(spellings_are_remembered_also_the_unknown_and_the_many),
        KT_TEST(a_default_gives_way_to_what_is_there),
    };
    return run_ingest_tests(tests);
}
