/* test_gravity_kept.c: a kept model is read as it was written, or refused with its line. */
#include "check.h"

#include "command/gravity_kept.h"

#include <kontor/file.h>

#include <math.h>

#define HEAD "kind,name,text,value\nformat,,kontor gravity model 1,\n"
#define MODEL                                                                                  \
    HEAD "formula,,trade ~ rta | exp^year,\nobservations,,,144\n"                              \
         "coefficient,rta,,0.5\neffect,exp^year,NA_2001,2\neffect,exp^year,DE_2001,-3\n"

static kt_status parse(const char *text, kt_kept *out, kt_error *err)
{
    *err = (kt_error){0};
    return kt_kept_parse(kt_slice_of(text), KT_KEPT_WHOLE, out, err);
}

static void what_was_written_is_found(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_kept kept;
    CHECK_OK(parse(MODEL, &kept, &err), err);
    CHECK_TEXT(kt_kept_text(&kept, "formula"), "trade ~ rta | exp^year");
    CHECK_NEAR(kt_kept_number(&kept, "observations"), 144.0, 0.0);
    CHECK_NEAR(kt_kept_find(&kept, "coefficient", "rta", "")->value, 0.5, 0.0);
    /* Namibia is no missing text. */
    CHECK_NEAR(kt_kept_find(&kept, "effect", "exp^year", "NA_2001")->value, 2.0, 0.0);
    CHECK(!kt_kept_find(&kept, "effect", "exp^year", "FR_2001"));
    CHECK(!kt_kept_text(&kept, "flows"));
    CHECK(isnan(kt_kept_number(&kept, "flows")));
    kt_kept_clear(&kept);
}

static void the_head_is_enough_to_say_what_it_is(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_kept kept;
    CHECK_OK(kt_kept_parse(kt_slice_of(MODEL "no,,number,here\n"), KT_KEPT_HEAD, &kept, &err),
             err);
    CHECK_INT(kept.n_rows, 3);
    CHECK_TEXT(kt_kept_text(&kept, "formula"), "trade ~ rta | exp^year");
    kt_kept_clear(&kept);
}

static void rows_that_are_not_known_are_passed_over(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_kept kept;
    kt_gravity g = {0};
    CHECK_OK(parse(MODEL "weather,today,fine,20\nweather,tomorrow,fine,\n", &kept, &err), err);
    CHECK_OK(kt_kept_request(&kept, &g, &err), err);
    kt_gravity_clear(&g);
    kt_kept_clear(&kept);
}

static void what_is_no_model_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *says;
    } cases[] = {
        {"", 0, "no model"},
        {"kind,name,text,value\n", 0, "no model"},
        {"exporter,importer,trade\nA,B,1\n", 0, "no model"},
        {"kind,name,text\nformat,,kontor gravity model 1\n", 0, "no model"},
        {"kind,name,text,value\nformula,,y ~ x,\n", 0, "no model"},
        {"kind,name,text,value\nformat,,kontor gravity model 2,\n", 0, "another version"},
        {HEAD "coefficient,rta,,\n", 3, "expected a number"},
        {HEAD "coefficient,rta,,nan\n", 3, "expected a number"},
        {HEAD "effect,exp,DEU,1e999\n", 3, "expected a number"},
        {HEAD "observations,,,many\n", 3, "expected a number"},
        {HEAD "effect,exp,DEU,1\neffect,exp,FRA,1\neffect,exp,DEU,2\n", 5, "twice"},
        {HEAD "formula,,y ~ x,\nformula,,y ~ z,\n", 4, "twice"},
        {HEAD "formula,,\"y ~ x,\n", 3, ""},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        kt_error err = {0};
        kt_kept kept;
        CHECK_FAILS(parse(cases[n].text, &kept, &err), KT_ERR_FORMAT, err);
        if (!strstr(err.cause, cases[n].says))
            fail_msg("\"%s\" does not say \"%s\"", err.cause, cases[n].says);
        if (cases[n].line)
            CHECK_INT(err.line, cases[n].line);
        CHECK(!kept.row);
    }
}

static void what_cannot_be_asked_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",                                              // no formula
        "formula,,,\n",                                  //
        "formula,,trade ~ ,\n",                          //
        "formula,,\"trade ~ sw(a, b)\",\n",              // several models
        "formula,,y ~ x,\nlet,,exporter != importer,\n", // no name
        "formula,,y ~ x,\noffset,,a; b,\n",              //
        "formula,,y ~ x,\nsubset,,x >,\n",               //
        "formula,,y ~ x,\npanel,,pair,\n",               //
        "formula,,y ~ x,\nfamily,,horoscope,\n",         //
    };
    for (size_t n = 0; n < sizeof rows / sizeof *rows; n++) {
        kt_error err = {0};
        kt_kept kept;
        kt_gravity g = {0};
        char text[300];
        snprintf(text, sizeof text, HEAD "%s", rows[n]);
        CHECK_OK(parse(text, &kept, &err), err);
        if (!kt_kept_request(&kept, &g, &err))
            fail_msg("taken: %s", rows[n]);
        CHECK(err.cause[0]);
        kt_gravity_clear(&g);
        kt_kept_clear(&kept);
    }
}

static void years_that_are_none_are_not_said(void **state)
{
    (void)state;
    static const char *const years[] = {"2015-2018", "2018-2015", "2015", "-", "9-99999999999"};
    for (size_t n = 0; n < sizeof years / sizeof *years; n++) {
        kt_error err = {0};
        kt_kept kept;
        kt_gravity g = {0};
        char text[300];
        snprintf(text, sizeof text, HEAD "formula,,y ~ x,\nyears,,%s,\n", years[n]);
        CHECK_OK(parse(text, &kept, &err), err);
        CHECK_OK(kt_kept_request(&kept, &g, &err), err);
        CHECK_INT(g.source.first_year, n == 0 ? 2015 : 0);
        CHECK_INT(g.source.last_year, n == 0 ? 2018 : 0);
        kt_gravity_clear(&g);
        kt_kept_clear(&kept);
    }
}

static void a_model_cut_at_any_byte_is_a_model_or_refused(void **state)
{
    (void)state;
    for (size_t size = 0; size < sizeof MODEL; size++) {
        kt_error err = {0};
        kt_kept kept;
        if (kt_kept_parse((kt_slice){MODEL, size}, KT_KEPT_WHOLE, &kept, &err))
            CHECK(err.cause[0] && !kept.row);
        else
            kt_kept_clear(&kept);
    }
}

static void a_file_may_be_packed_but_is_one(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_kept kept;
    char folder[256], path[300];
    kt_scratch_make(folder);
    snprintf(path, sizeof path, "%s/model.csv", folder);
    CHECK_OK(kt_file_replace(path, MODEL, strlen(MODEL), &err), err);
    CHECK_OK(kt_kept_read(path, KT_KEPT_WHOLE, &kept, &err), err);
    CHECK_INT(kept.n_rows, 6);
    kt_kept_clear(&kept);
    snprintf(path, sizeof path, "%s/other.csv", folder);
    CHECK_OK(kt_file_replace(path, MODEL, strlen(MODEL), &err), err);
    CHECK_FAILS(kt_kept_read(folder, KT_KEPT_WHOLE, &kept, &err), KT_ERR_FORMAT, err);
    err = (kt_error){0};
    snprintf(path, sizeof path, "%s/none.csv", folder);
    CHECK_FAILS(kt_kept_read(path, KT_KEPT_WHOLE, &kept, &err), KT_ERR_MISSING, err);
    kt_scratch_remove(folder);
}

static kt_status parse_once(void *with, kt_error *err)
{
    kt_kept kept;
    kt_gravity g = {0};
    (void)with;
    kt_status status = kt_kept_parse(kt_slice_of(MODEL), KT_KEPT_WHOLE, &kept, err);
    if (status)
        return status;
    status = kt_kept_request(&kept, &g, err);
    kt_gravity_clear(&g);
    kt_kept_clear(&kept);
    return status;
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, parse_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(what_was_written_is_found),
        KT_TEST(the_head_is_enough_to_say_what_it_is),
        KT_TEST(rows_that_are_not_known_are_passed_over),
        KT_TEST(what_is_no_model_is_refused),
        KT_TEST(what_cannot_be_asked_is_refused),
        KT_TEST(years_that_are_none_are_not_said),
        KT_TEST(a_model_cut_at_any_byte_is_a_model_or_refused),
        KT_TEST(a_file_may_be_packed_but_is_one),
        KT_TEST(memory_may_fail_anywhere),
    };
    return kt_run_tests(tests);
}
