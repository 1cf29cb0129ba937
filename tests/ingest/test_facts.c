/* Cited facts: each table into the register, and rows that cannot be. */
#include "ingest_fixture.h"

#include <kontor/register.h>

static gathered got;

#define TURNOVER                                                                               \
    "id,period,a,b,flow,value_usd,growth,share,modifier,statistics_of,stated_by,source_kind,"  \
    "event,source,source_date,note\n"
#define OIL                                                                                    \
    "id,period,importer,exporter,product,hs,quantity,unit,value_usd,modifier,status,"          \
    "stated_by,source_kind,source,source_date,note\n"
#define COOPERATION                                                                            \
    "id,kind,title,a,b,parties,product,hs_guess,place,announced,due,quantity_low,"             \
    "quantity_high,unit,value_usd_low,value_usd_high,modifier,status,status_as_of,"            \
    "source_kind,source,source_date\n"
#define TOTALS                                                                                 \
    "id,period,country,measure,value,unit,basis,source_kind,source,source_date,note\n"

static kt_status keep_fact(void *with, const kt_fact *fact, kt_error *err)
{
    int *n = with;
    (void)err;
    if (strcmp(fact->id, "f1") == 0) {
        CHECK_TEXT(fact->flow, "turnover");
        CHECK_NEAR(fact->value_usd, 895560200, 0);
        CHECK_NEAR(fact->growth, NAN, 0);
        CHECK_TEXT(fact->modifier, "exact");
        CHECK_TEXT(fact->statistics_of, "BLR");
        CHECK_INT(fact->evidence_class, 1);
        CHECK_INT(fact->source_date.month, 10);
        CHECK_TEXT(fact->note, "a note, with a comma");
    } else { // oil: the buyer's import
        CHECK_TEXT(fact->id, "o1");
        CHECK_TEXT(fact->a, "BLR");
        CHECK_TEXT(fact->b, "KAZ");
        CHECK_TEXT(fact->flow, "import");
        CHECK_TEXT(fact->status, "result");
        CHECK_NEAR(fact->quantity, 5007300, 0);
        CHECK_NEAR(fact->value_usd, NAN, 0);
        CHECK(kt_period_equal(fact->period, kt_period_of_months(2020, 1, 5)));
    }
    ++*n;
    return KT_OK;
}

static kt_status keep_entry(void *with, const kt_entry *entry, kt_error *err)
{
    int *n = with;
    (void)err;
    CHECK_TEXT(entry->title, "Turnover of 1 billion");
    CHECK_NEAR(entry->value_usd_low, 1e9, 0);
    CHECK_INT(entry->due.year, 2020);
    CHECK_INT(entry->due.month, 0);
    ++*n;
    return KT_OK;
}

static kt_status keep_total(void *with, const kt_country_total *total, kt_error *err)
{
    int *n = with;
    (void)err;
    CHECK_NEAR(total->value, 2.51e9, 0);
    CHECK_TEXT(total->basis, "unknown");
    ++*n;
    return KT_OK;
}

static void a_folder_of_tables_goes_into_the_register(void **state)
{
    char folder[256], store[256];
    kt_import_report report;
    kt_error err = {0};
    kt_register *reg = NULL;
    int n_facts = 0, n_entries = 0, n_totals = 0;

    (void)state;
    kt_scratch_make(folder);
    kt_scratch_make(store);
    put_text(folder, "a.csv",
             TURNOVER "f1,2018,BLR,KAZ,turnover,895560200,,,exact,BLR,Belstat,1,,"
                      "https://example.org,2019-10,\"a note, with a comma\"\n");
    put_text(folder, "b.csv",
             OIL "o1,2020-01/2020-05,BLR,KAZ,crude oil,2709,5007300,t,,exact,result,Belstat,1,"
                 "https://example.org,2020,\n");
    put_text(folder, "c.csv",
             COOPERATION "c1,target,Turnover of 1 billion,BLR,KAZ,council,,,,2019-07-05,2020,,"
                         ",,1000000000,1000000000,exact,open,,3,https://example.org,\n");
    put_text(folder, "d.csv",
             TOTALS "t1,1994,BLR,exports,2510000000,USD,unknown,3,https://example.org,,\n");
    put_text(folder, "README.md", "# Facts\n");
    kt_import_options named = kt_import_options_default();
    named.name = "own"; // there is nothing to be named so
    CHECK_OK(import_into(store, folder, &named, &report, &err), err);
    CHECK_TEXT(report.format, "facts");
    CHECK_TEXT(report.info.name, "");
    CHECK_INT(report.n_facts_new, 4);
    CHECK_INT(report.n_taken, 4);
    CHECK_OK(kt_register_open(store, KT_REGISTER_READ, &reg, &err), err);
    CHECK_OK(kt_register_facts(reg, "KAZ", "BLR", keep_fact, &n_facts, &err), err);
    CHECK_OK(kt_register_entries(reg, "BLR", "KAZ", keep_entry, &n_entries, &err), err);
    CHECK_OK(kt_register_totals(reg, "BLR", keep_total, &n_totals, &err), err);
    kt_register_close(reg);
    CHECK_INT(n_facts, 2);
    CHECK_INT(n_entries, 1);
    CHECK_INT(n_totals, 1);
    kt_scratch_remove(folder);
    kt_scratch_remove(store);
}

static void one_bad_row_leaves_the_register_as_it_was(void **state)
{
    char folder[256], store[256], path[300];
    kt_import_report report;
    kt_error err = {0};
    kt_register *reg = NULL;
    int64_t n_facts = 9, n_entries = 9, n_totals = 9;

    (void)state;
    kt_scratch_make(folder);
    kt_scratch_make(store);
    put_text(folder, "a.csv",
             TURNOVER "f1,2018,BLR,KAZ,turnover,1,,,exact,,,1,,x,,\n"
                      "f2,2018,BLR,KAZ,turnover,1,,,exact,,,4,,x,,\n");
    snprintf(path, sizeof path, "%s/a.csv", folder);
    CHECK_FAILS(import_into(store, path, NULL, &report, &err), KT_ERR_FORMAT, err);
    CHECK_INT(err.line, 3);
    CHECK_INT(report.n_refused, 1);
    kt_error_clear(&err);
    CHECK_OK(kt_register_open(store, KT_REGISTER_READ, &reg, &err), err);
    CHECK_OK(kt_register_counts(reg, &n_facts, &n_entries, &n_totals, &err), err);
    CHECK_INT(n_facts, 0);
    kt_register_close(reg);

    const kt_import_options lenient = {.strictness = KT_LENIENT};
    CHECK_OK(import_into(store, path, &lenient, &report, &err), err);
    CHECK_INT(report.n_facts_new, 1);
    CHECK_INT(report.n_refused, 1);
    kt_scratch_remove(folder);
    kt_scratch_remove(store);
}

static void cells_that_cannot_be_are_named(void **state)
{
    (void)state;
    refuses("a.csv", TURNOVER ",2018,BLR,KAZ,turnover,1,,,exact,,,1,,x,,\n", 2, "id");
    refuses("a.csv", TURNOVER "f,18,BLR,KAZ,turnover,1,,,exact,,,1,,x,,\n", 2, "period");
    refuses("a.csv", TURNOVER "f,2018,,KAZ,turnover,1,,,exact,,,1,,x,,\n", 2, "a \"\"");
    refuses("a.csv", TURNOVER "f,2018,BLR,KAZ,trade,1,,,exact,,,1,,x,,\n", 2, "flow");
    refuses("a.csv", TURNOVER "f,2018,BLR,KAZ,turnover,much,,,exact,,,1,,x,,\n", 2, "value");
    refuses("a.csv", TURNOVER "f,2018,BLR,KAZ,turnover,1,,,rather,,,1,,x,,\n", 2, "modifier");
    refuses("a.csv", TURNOVER "f,2018,BLR,KAZ,turnover,1,,,exact,,,0,,x,,\n", 2, "source_kind");
    refuses("a.csv", TURNOVER "f,2018,BLR,KAZ,turnover,1,,,exact,,,1,,x,2019-13,\n", 2,
            "source_date");
    refuses("a.csv", OIL "o,2018,BLR,KAZ,oil,2709,1,t,,exact,maybe,,1,x,,\n", 2, "status");
    refuses("a.csv", COOPERATION "c,wish,T,BLR,KAZ,,,,,,,,,,,,,,,3,x,\n", 2, "kind");
    refuses("a.csv", COOPERATION "c,target,,BLR,KAZ,,,,,,,,,,,,,,,3,x,\n", 2, "title");
    refuses("a.csv", TOTALS "t,2018,BLR,exports,1,USD,all,1,x,,\n", 2, "basis");
    refuses("a.csv", TOTALS "t,2018,BLR,exports,1,USD\n", 2, "6 cells");
}

static void the_same_id_twice_in_one_import_is_refused(void **state)
{
    (void)state;
    refuses("a.csv",
            TOTALS "t1,1994,BLR,exports,1,USD,goods,3,x,,\n"
                   "t2,1994,BLR,exports,1,USD,goods,3,x,,\n"
                   "t1,1995,BLR,exports,1,USD,goods,3,x,,\n",
            4, "the same id as in line 2");
}

static void many_ids_are_told_apart(void **state)
{
    kt_seen_ids ids = {0};
    kt_error err = {0};
    int64_t before = 0;
    char id[16];

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (int n = 0; n < 5000; n++) {
            snprintf(id, sizeof id, "f%d", n);
            CHECK_OK(kt_seen_ids_add(&ids, "fact", kt_slice_of(id), n + 1, &before, &err), err);
            CHECK_INT(before, round ? n + 1 : 0);
        }
    }
    CHECK_OK(kt_seen_ids_add(&ids, "total", kt_slice_of("f1"), 9, &before, &err), err);
    CHECK_INT(before, 0);
    kt_seen_ids_clear(&ids);
}

static void every_cut_is_read_or_refused(void **state)
{
    static const char bytes[] =
        TURNOVER "f1,2018,BLR,KAZ,turnover,1,,,exact,,,1,,x,,\"a\nb\"\n";
    (void)state;
    for (size_t cut = 0; cut < sizeof bytes; cut++) {
        kt_error err = {0};
        const kt_status status =
            gather("a.csv", (kt_slice){bytes, cut}, 7, NULL, KT_LENIENT, &got, &err);
        CHECK(status == KT_OK || err.cause[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_folder_of_tables_goes_into_the_register),
        KT_TEST(one_bad_row_leaves_the_register_as_it_was),
        KT_TEST(cells_that_cannot_be_are_named),
        KT_TEST(the_same_id_twice_in_one_import_is_refused),
        KT_TEST(many_ids_are_told_apart),
        KT_TEST(every_cut_is_read_or_refused),
    };
    return run_ingest_tests(tests);
}
