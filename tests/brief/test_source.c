/* test_source.c: which dataset answers. */
#include "brief_fixture.h"

static void write_pair(fixture *f, const char *name, int year_released, int stated_by,
                       int last_year)
{
    kt_flow row[2];

    row[0] = fixture_flow(BLR, KAZ, last_year,
                          stated_by == KT_RECONCILED ? KT_RECONCILED : KT_BY_EXPORTER, 1000);
    row[1] = fixture_flow(KAZ, BLR, last_year,
                          stated_by == KT_RECONCILED    ? KT_RECONCILED
                          : stated_by == KT_BY_EXPORTER ? KT_BY_EXPORTER
                                                        : KT_BY_IMPORTER,
                          2000);
    fixture_write(
        f, (fixture_dataset){.name = name, .released = {(int16_t)year_released, 1, 1}}, row, 2);
}

enum { BOTH = KT_BY_IMPORTER }; /* rows of both kinds */

static void cite(fixture *f, int year)
{
    kt_fact fact[] = {fixture_fact("f1", year, "BLR", "KAZ", "export", 10e6, 1),
                      fixture_fact("f2", year, "BLR", "KAZ", "import", 20e6, 1),
                      fixture_fact("f3", year, "KAZ", "BLR", "import", 11e6, 1),
                      fixture_fact("f4", year, "KAZ", "BLR", "export", 19e6, 1),
                      fixture_fact("f5", year, "BLR", "KAZ", "turnover", 31e6, 3)};

    for (int n = 0; n < 4; n++) {
        fact[n].statistics_of = n < 2 ? "BLR" : "KAZ";
        fact[n].stated_by = "Office";
    }
    fixture_register(f, fact, 5, NULL, 0);
}

static kt_sources find(fixture *f, const char *reference)
{
    kt_error err = {0};
    kt_sources sources = {0};
    fixture_speak(f, "en");
    CHECK_OK(kt_sources_find(f->store, f->reg, BLR, KAZ, reference, &sources, &err), err);
    return sources;
}

static void both_sides_go_before_reconciled_before_facts_before_statements(void **state)
{
    (void)state;
    fixture f;

    fixture_open(&f);
    write_pair(&f, "older", 2018, BOTH, 2016);
    write_pair(&f, "newer", 2019, BOTH, 2017);
    write_pair(&f, "baci", 2021, KT_RECONCILED, 2018);
    write_pair(&f, "half", 2022, KT_BY_EXPORTER, 2018);
    cite(&f, 2018);
    kt_sources sources = find(&f, NULL);
    CHECK_INT(sources.n_sources, 6);
    CHECK_TEXT(sources.source[0].name, "newer");
    CHECK_TEXT(sources.source[1].name, "older");
    CHECK_TEXT(sources.source[2].name, "baci");
    CHECK_TEXT(sources.source[3].name, "half");
    CHECK_INT(sources.source[3].kind, KT_SOURCE_ONE_SIDE);
    CHECK_INT(sources.source[4].kind, KT_SOURCE_FACTS);
    CHECK_INT(sources.source[5].kind, KT_SOURCE_STATEMENTS);
    kt_sources_clear(&sources);
    fixture_close(&f);
}

/* What one country states of its exports and imports has both kinds of rows, and one voice. */
static void where_both_speak_goes_before_where_one_does(void **state)
{
    (void)state;
    fixture f;
    kt_flow row[2];

    fixture_open(&f);
    row[0] = fixture_flow(BLR, KAZ, 2016, KT_BY_EXPORTER, 1000);
    row[1] = fixture_flow(BLR, KAZ, 2016, KT_BY_IMPORTER, 1100);
    fixture_write(&f, (fixture_dataset){.name = "both", .released = {2018, 1, 1}}, row, 2);
    row[0] = fixture_flow(BLR, KAZ, 2019, KT_BY_EXPORTER, 1000);
    row[1] = fixture_flow(KAZ, BLR, 2019, KT_BY_IMPORTER, 2000);
    fixture_write(&f, (fixture_dataset){.name = "summary", .released = {2022, 1, 1}}, row, 2);
    kt_sources sources = find(&f, NULL);
    CHECK_INT(sources.n_sources, 2);
    CHECK_TEXT(sources.source[0].name, "both");
    kt_sources_clear(&sources);
    fixture_close(&f);
}

static void cited_statistics_of_both_sides_go_before_an_older_reconciled_dataset(void **state)
{
    (void)state;
    fixture f;

    fixture_open(&f);
    write_pair(&f, "gravity", 2010, KT_RECONCILED, 2006);
    cite(&f, 2018);
    kt_sources sources = find(&f, NULL);
    CHECK_INT(sources.source[0].kind, KT_SOURCE_FACTS);
    CHECK_INT(sources.source[0].last_year, 2018);
    CHECK_INT(sources.source[0].n_figures, 4);
    CHECK_TEXT(sources.source[0].origin, "Office");
    CHECK_TEXT(sources.source[1].name, "gravity");
    kt_sources_clear(&sources);
    fixture_close(&f);
}

static void facts_become_observations_of_the_side_whose_statistics_they_are(void **state)
{
    (void)state;
    fixture f;

    fixture_open(&f);
    cite(&f, 2018);
    kt_sources sources = find(&f, "facts");
    const kt_observation *row = sources.source[0].observations.row;
    for (int64_t n = 0; n < 4; n++) {
        const kt_fact *fact = &sources.fact[row[n].origin - 1];
        const bool exports = row[n].exporter.code == BLR.code;
        const bool by_blr = row[n].stated_by == (exports ? KT_BY_EXPORTER : KT_BY_IMPORTER);
        CHECK_TEXT(fact->statistics_of, by_blr ? "BLR" : "KAZ");
        CHECK_NEAR(row[n].value_usd, fact->value_usd, 0.0);
    }
    kt_sources_clear(&sources);
    fixture_close(&f);
}

static void a_series_of_facts_is_one_offices(void **state)
{
    (void)state;
    fixture f;
    kt_fact fact[] = {fixture_fact("f1", 2017, "BLR", "KAZ", "export", 1e6, 1),
                      fixture_fact("f2", 2017, "BLR", "KAZ", "import", 2e6, 1),
                      fixture_fact("f3", 2018, "BLR", "KAZ", "export", 3e6, 1),
                      fixture_fact("f4", 2018, "BLR", "KAZ", "import", 4e6, 2),
                      fixture_fact("f5", 2018, "BLR", "KAZ", "import", 5e6, 1)};

    for (int n = 0; n < 5; n++) {
        fact[n].statistics_of = "BLR";
        fact[n].stated_by = n < 2 ? "Belstat" : "Another";
    }
    fact[4].modifier = "about"; // rounded: told, not computed with
    fixture_open(&f);
    fixture_register(&f, fact, 5, NULL, 0);
    kt_sources sources = find(&f, NULL);
    CHECK_TEXT(sources.source[0].origin, "Belstat");
    CHECK_INT(sources.source[0].n_figures, 2);
    CHECK_INT(sources.n_facts, 5);
    kt_sources_clear(&sources);
    fixture_close(&f);
}

static void a_dataset_asked_for_answers_alone(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_sources sources = {0};

    fixture_open(&f);
    write_pair(&f, "newer", 2019, BOTH, 2017);
    write_pair(&f, "baci", 2021, KT_RECONCILED, 2018);
    sources = find(&f, "baci@1");
    CHECK_TEXT(sources.source[0].name, "baci");
    CHECK_INT(sources.n_sources, 2);
    kt_sources_clear(&sources);
    CHECK_FAILS(kt_sources_find(f.store, f.reg, BLR, KAZ, "none", &sources, &err),
                KT_ERR_MISSING, err);
    CHECK_FAILS(kt_sources_find(f.store, f.reg, BLR, KAZ, "facts", &sources, &err),
                KT_ERR_MISSING, err);
    CHECK_FAILS(kt_sources_find(f.store, f.reg, BLR, USA, "baci", &sources, &err),
                KT_ERR_MISSING, err);
    CHECK_INT(sources.n_sources, 0);
    fixture_close(&f);
}

static void nothing_known_is_no_source_and_no_error(void **state)
{
    (void)state;
    fixture f;

    fixture_open(&f);
    kt_sources sources = find(&f, NULL);
    CHECK_INT(sources.n_sources, 0);
    kt_sources_clear(&sources);
    fixture_close(&f);
}

static void products_come_from_the_finest_level(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_flow row = fixture_flow(BLR, KAZ, 2018, KT_BY_EXPORTER, 1000);
    int64_t n = 7;

    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "totals", .released = {2022, 1, 1}}, &row, 1);
    CHECK(kt_product_parse(kt_slice_of("87"), KT_HS17, &row.product));
    fixture_write(&f, (fixture_dataset){.name = "chapters", .released = {2021, 1, 1}}, &row, 1);
    CHECK(kt_product_parse(kt_slice_of("870190"), KT_HS17, &row.product));
    fixture_write(&f, (fixture_dataset){.name = "subheadings", .released = {2020, 1, 1}}, &row,
                  1);
    fixture_speak(&f, "en");
    CHECK_OK(kt_source_dataset(f.store, BLR, KAZ, 0, KT_NEED_PRODUCTS, NULL, &n, &err), err);
    CHECK_TEXT(kt_store_info(f.store, n)->name, "subheadings");
    CHECK_OK(kt_source_dataset(f.store, BLR, KAZ, 2018, KT_NEED_PARTNERS, NULL, &n, &err), err);
    CHECK_TEXT(kt_store_info(f.store, n)->name, "totals");
    CHECK_OK(kt_source_dataset(f.store, BLR, KAZ, 2017, KT_NEED_PARTNERS, NULL, &n, &err), err);
    CHECK_INT(n, -1);
    CHECK_OK(kt_source_dataset(f.store, BLR, KAZ, 0, KT_NEED_PRODUCTS, "totals", &n, &err),
             err);
    CHECK_INT(n, -1);
    CHECK_OK(kt_source_dataset(f.store, BLR, KAZ, 0, KT_NEED_PRODUCTS, "facts", &n, &err), err);
    CHECK_INT(n, -1);
    CHECK_FAILS(kt_source_dataset(f.store, BLR, KAZ, 0, KT_NEED_PRODUCTS, "none", &n, &err),
                KT_ERR_MISSING, err);
    fixture_close(&f);
}

/* Five largest partners, imported last, do not answer for all partners. */
static void a_part_of_the_partners_goes_behind_the_whole(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_flow row[40];
    int64_t n = 0, n_rows = 0;

    fixture_open(&f);
    for (int64_t c = 0; c < kt_countries_count(f.countries) && n_rows < 40; c++) {
        const kt_country_info *info = kt_countries_at(f.countries, c);
        if (info->kind == KT_IS_COUNTRY && info->code.code != BLR.code)
            row[n_rows++] = fixture_flow(BLR, info->code, 2018, KT_BY_EXPORTER, 1000);
    }
    fixture_write(&f, (fixture_dataset){.name = "whole", .released = {2020, 1, 1}}, row,
                  n_rows);
    fixture_write(&f, (fixture_dataset){.name = "part", .released = {2021, 1, 1}}, row, 5);
    fixture_speak(&f, "en");
    CHECK_OK(
        kt_source_dataset(f.store, BLR, (kt_country){0}, 0, KT_NEED_PARTNERS, NULL, &n, &err),
        err);
    CHECK_TEXT(kt_store_info(f.store, n)->name, "whole");
    fixture_close(&f);
}

/* The exports of BLR to 40 countries, and of these to BLR, in the years first to last. */
static void write_report(fixture *f, const char *name, int released, int first, int last,
                         const char *product)
{
    kt_flow row[2 * 40 * 4];
    int64_t n_rows = 0;

    for (int year = first; year <= last; year++)
        for (int64_t c = 0, n = 0; c < kt_countries_count(f->countries) && n < 40; c++) {
            const kt_country_info *info = kt_countries_at(f->countries, c);
            if (info->kind != KT_IS_COUNTRY || info->code.code == BLR.code)
                continue;
            n++;
            row[n_rows++] = fixture_flow(BLR, info->code, year, KT_BY_EXPORTER, 1000);
            row[n_rows++] = fixture_flow(info->code, BLR, year, KT_BY_IMPORTER, 1000);
        }
    for (int64_t r = 0; product && r < n_rows; r++)
        CHECK(kt_product_parse(kt_slice_of(product), KT_HS17, &row[r].product));
    fixture_write(f, (fixture_dataset){.name = name, .released = {(int16_t)released, 1, 1}},
                  row, n_rows);
}

static const char *chosen(fixture *f, const kt_source_question *question, int n_others)
{
    kt_error err = {0};
    kt_source_choice choice;

    CHECK_OK(kt_source_choose(f->store, question, NULL, &choice, &err), err);
    CHECK_INT(choice.n_others, n_others);
    return choice.dataset < 0 ? "none" : kt_store_info(f->store, choice.dataset)->name;
}

/* The report of one country, imported last, does not answer for another that it only knows as a
 * partner; nor for the world. */
static void the_newest_import_does_not_answer_what_it_hardly_knows(void **state)
{
    (void)state;
    fixture f;

    fixture_open(&f);
    write_report(&f, "long", 2019, 2015, 2018, NULL);
    write_report(&f, "short", 2021, 2013, 2013, NULL);
    fixture_speak(&f, "en");
    // Both know BLR as well: the one that reaches further answers, the other could.
    CHECK_TEXT(chosen(&f, &(kt_source_question){.country = BLR}, 1), "long");
    CHECK_TEXT(
        chosen(&f, &(kt_source_question){.country = BLR, .first_year = 2013, .last_year = 2013},
               0),
        "short");
    CHECK_TEXT(chosen(&f, &(kt_source_question){.of_both_sides = true}, 1), "long");
    CHECK_TEXT(chosen(&f, &(kt_source_question){.country = BLR, .of_a_span = true}, 0), "long");
    fixture_close(&f);
}

static void a_code_that_is_not_held_is_no_answer(void **state)
{
    (void)state;
    fixture f;
    kt_source_question question = {.country = BLR, .imports = true, .need = KT_NEED_PRODUCTS};

    fixture_open(&f);
    write_report(&f, "oil", 2019, 2017, 2018, "270900");
    write_report(&f, "cars", 2021, 2018, 2018, "870190");
    write_report(&f, "totals", 2022, 2018, 2018, NULL);
    fixture_speak(&f, "en");
    question.product = "2709";
    CHECK_TEXT(chosen(&f, &question, 0), "oil");
    question.product = "87";
    CHECK_TEXT(chosen(&f, &question, 0), "cars");
    question.product = "1001";
    CHECK_TEXT(chosen(&f, &question, 0), "none");
    question.product = NULL;
    CHECK_TEXT(chosen(&f, &question, 1), "cars");
    // Totals or products: the year decides, then the level.
    question.need = KT_NEED_EITHER;
    CHECK_TEXT(chosen(&f, &question, 2), "cars");
    write_report(&f, "later", 2018, 2018, 2019, NULL);
    fixture_speak(&f, "en");
    CHECK_TEXT(chosen(&f, &question, 3), "later");
    fixture_close(&f);
}

/* Who states exports only does not answer for imports. */
static void the_direction_asked_for_counts(void **state)
{
    (void)state;
    fixture f;
    kt_source_question question = {.country = BLR, .need = KT_NEED_PRODUCTS};
    kt_flow row = fixture_flow(BLR, KAZ, 2018, KT_BY_EXPORTER, 1000);

    fixture_open(&f);
    write_report(&f, "chapters", 2019, 2018, 2018, "87");
    CHECK(kt_product_parse(kt_slice_of("870190"), KT_HS17, &row.product));
    fixture_write(&f, (fixture_dataset){.name = "exports", .released = {2021, 1, 1}}, &row, 1);
    fixture_speak(&f, "en");
    question.exports = true;
    CHECK_TEXT(chosen(&f, &question, 1), "exports");
    question.exports = false;
    question.imports = true;
    CHECK_TEXT(chosen(&f, &question, 0), "chapters");
    fixture_close(&f);
}

static kt_status once(void *with, kt_error *err)
{
    fixture *f = with;
    kt_sources sources = {0};
    const kt_status status = kt_sources_find(f->store, f->reg, BLR, KAZ, NULL, &sources, err);

    kt_sources_clear(&sources);
    return status;
}

static kt_status choose_once(void *with, kt_error *err)
{
    fixture *f = with;
    const kt_source_question question = {.country = BLR, .need = KT_NEED_EITHER};
    kt_source_choice choice;
    return kt_source_choose(f->store, &question, NULL, &choice, err);
}

static void no_failed_request_for_memory_passes_unseen(void **state)
{
    (void)state;
    fixture f;

    fixture_open(&f);
    write_pair(&f, "newer", 2019, BOTH, 2017);
    cite(&f, 2018);
    fixture_speak(&f, "en");
    kt_check_faults(KT_FAULT_MEMORY, once, &f);
    kt_check_faults(KT_FAULT_MEMORY, choose_once, &f);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(both_sides_go_before_reconciled_before_facts_before_statements),
        KT_TEST(where_both_speak_goes_before_where_one_does),
        KT_TEST(cited_statistics_of_both_sides_go_before_an_older_reconciled_dataset),
        KT_TEST(facts_become_observations_of_the_side_whose_statistics_they_are),
        KT_TEST(a_series_of_facts_is_one_offices),
        KT_TEST(a_dataset_asked_for_answers_alone),
        KT_TEST(nothing_known_is_no_source_and_no_error),
        KT_TEST(products_come_from_the_finest_level),
        KT_TEST(a_part_of_the_partners_goes_behind_the_whole),
        KT_TEST(the_newest_import_does_not_answer_what_it_hardly_knows),
        KT_TEST(a_code_that_is_not_held_is_no_answer),
        KT_TEST(the_direction_asked_for_counts),
        KT_TEST(no_failed_request_for_memory_passes_unseen),
    };
    return kt_run_tests(tests);
}
