/* test_talks.c: the pages for talks, on a world small enough for pencil and paper. */
#include "brief_fixture.h"

/* KAZ imports 100 million of tractors in 2018: 40 from BLR, 30 RUS, 20 USA, 6 UKR, 4 DEU; in
 * 2013 it was 80: 40 from BLR, 8 RUS, 32 USA. */
static const struct {
    const char *from;
    int year, million;
} TRACTORS[] = {{"BLR", 2018, 40}, {"RUS", 2018, 30}, {"USA", 2018, 20}, {"UKR", 2018, 6},
                {"DEU", 2018, 4},  {"BLR", 2013, 40}, {"RUS", 2013, 8},  {"USA", 2013, 32}};
enum { N_TRACTORS = sizeof TRACTORS / sizeof *TRACTORS };

static kt_product tractors(void)
{
    kt_product product = {0};
    CHECK(kt_product_parse(kt_slice_of("870190"), KT_HS92, &product));
    return product;
}

static void write_tractors(fixture *f)
{
    kt_flow row[N_TRACTORS + 1];
    for (int n = 0; n < N_TRACTORS; n++) {
        row[n] = fixture_flow(
            KT_COUNTRY(TRACTORS[n].from[0], TRACTORS[n].from[1], TRACTORS[n].from[2]), KAZ,
            TRACTORS[n].year, KT_BY_IMPORTER, TRACTORS[n].million * (int64_t)1000000);
        row[n].product = tractors();
    }
    row[N_TRACTORS] = fixture_flow(KT_WORLD, KAZ, 2018, KT_BY_IMPORTER, 100000000);
    row[N_TRACTORS].product = tractors();
    fixture_write(f, (fixture_dataset){.name = "goods", .released = {2019, 6, 1}}, row,
                  N_TRACTORS + 1);
}

static kt_brief *talks(fixture *f, const char *language)
{
    kt_brief_request request = fixture_request(BLR, KAZ);
    fixture_speak(f, language);
    request.purpose = KT_BRIEF_FOR_TALKS;
    return fixture_brief(f, &request);
}

static const kt_section *section_of(const kt_brief *brief, const char *id)
{
    const kt_document *document = kt_brief_document(brief);
    for (int64_t n = 0; n < kt_document_n_sections(document); n++)
        if (strcmp(kt_document_section(document, n)->id, id) == 0)
            return kt_document_section(document, n);
    return NULL;
}

static const kt_table *table_of(const kt_section *section)
{
    for (int64_t n = 0; section && n < section->n_blocks; n++)
        if (section->block[n].table)
            return section->block[n].table;
    return NULL;
}

static void the_sides_table_has_what_each_side_states(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f);
    fixture_tiny(&f);
    kt_brief *brief = talks(&f, "en");
    const kt_table *table = table_of(section_of(brief, "talks_sides"));

    CHECK(table != NULL);
    // 2018: 780 out and 115 in by Belarus's statistics, 570 and 75 by Kazakhstan's.
    static const double expected[4][2] = {
        {895e6, 645e6}, {780e6, 570e6}, {115e6, 75e6}, {665e6, 495e6}};
    for (int r = 0; r < 4; r++)
        for (int v = 0; v < 2; v++)
            CHECK_NEAR(kt_table_cell_at(table, r, 1 + 2 * v)->number, expected[r][v], 0);
    // Kazakhstan's exports were 92 and are 75: that is Belarus's imports.
    CHECK_NEAR(kt_table_cell_at(table, 2, 4)->number, 75.0 / 92.0 - 1.0, 1e-12);
    CHECK_INT(kt_table_cell_at(table, 3, 2)->kind, KT_CELL_MISSING);
    kt_brief_free(brief);
    fixture_close(&f);
}

static void the_market_has_shares_and_their_change(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        double value;
    } expected[] = {{"market_import.b.KAZ.2018.world.870190", 100e6},
                    {"market_share.b.KAZ.2018.BLR.870190", 0.40},
                    {"market_share.b.KAZ.2018.RUS.870190", 0.30},
                    {"market_share.b.KAZ.2018.USA.870190", 0.20},
                    {"market_share.b.KAZ.2018.UKR.870190", 0.06},
                    {"market_share_change.b.KAZ.2013/2018.BLR.870190", -0.10},
                    {"market_share_change.b.KAZ.2013/2018.RUS.870190", 0.20},
                    {"market_share_change.b.KAZ.2013/2018.USA.870190", -0.20},
                    {"market_share_change.b.KAZ.2013/2018.UKR.870190", 0.06}};
    fixture f;
    fixture_open(&f);
    fixture_tiny(&f);
    write_tractors(&f);
    kt_brief *brief = talks(&f, "en");
    const kt_table *table = table_of(section_of(brief, "talks_market"));

    CHECK(table != NULL);
    for (size_t n = 0; n < sizeof expected / sizeof *expected; n++) {
        const kt_figure *figure = NULL;
        for (int64_t k = 0; !figure && k < kt_figures_count(kt_brief_figures(brief)); k++) {
            const kt_figure *at = kt_figures_at(kt_brief_figures(brief), k);
            if (strncmp(at->key, expected[n].key, strlen(expected[n].key)) == 0)
                figure = at;
        }
        if (!figure)
            fail_msg("no figure %s", expected[n].key);
        CHECK_NEAR(figure->value, expected[n].value, 1e-12);
        CHECK_TEXT(figure->dataset, "goods");
        CHECK_NEAR(figure->coverage, 1.0, 1e-12);
    }
    CHECK_TEXT(kt_table_cell_at(table, 0, 3)->text, "40.0% (−10.0)");
    CHECK_TEXT(kt_table_cell_at(table, 0, 4)->text, "Russia 30.0% (+20.0)");
    CHECK_TEXT(kt_table_cell_at(table, 0, 6)->text, "Ukraine 6.0% (+6.0)");
    CHECK(strstr(kt_table_note_at(table, 0), "In brackets: change of the share since 2013"));
    kt_brief_free(brief);
    fixture_close(&f);
}

static void months_are_those_of_a_dataset_else_quoted_ones(void **state)
{
    (void)state;
    fixture f;
    kt_fact fact[2] = {fixture_fact("f1", 2019, "BLR", "KAZ", "turnover", 500e6, 3),
                       fixture_fact("f2", 2019, "BLR", "KAZ", "turnover", 1e6, 3)};
    kt_flow row[8];

    fixture_open(&f);
    fixture_tiny(&f);
    fact[0].period = kt_period_of_months(2019, 1, 6);
    fact[1].period = kt_period_of_months(2019, 1, 7);
    fact[1].product = "tractors"; // not the whole trade
    fixture_register(&f, fact, 2, NULL, 0);
    kt_brief *brief = talks(&f, "de");
    const kt_table *table = table_of(section_of(brief, "talks_months"));
    CHECK(table != NULL);
    CHECK_INT(kt_table_n_rows(table), 1);
    CHECK_NEAR(kt_table_cell_at(table, 0, 2)->number, 500e6, 0);
    kt_brief_free(brief);

    for (int n = 0; n < 8; n++) {
        row[n] = fixture_flow(BLR, KAZ, 2019, KT_BY_EXPORTER, (n + 1) * (int64_t)1000000);
        row[n].period = kt_period_of_months(2019, n + 1, n + 1);
    }
    fixture_write(&f, (fixture_dataset){.name = "monthly", .released = {2019, 10, 1}}, row, 8);
    brief = talks(&f, "de");
    table = table_of(section_of(brief, "talks_months"));
    CHECK_INT(kt_table_n_rows(table), 6);
    CHECK_NEAR(kt_table_cell_at(table, 0, 2)->number, 8e6, 0); // August first
    CHECK_NEAR(kt_table_cell_at(table, 5, 2)->number, 3e6, 0);
    kt_brief_free(brief);
    fixture_close(&f);
}

static bool says(const kt_section *section, const char *piece)
{
    for (int64_t n = 0; section && n < section->n_blocks; n++)
        if (section->block[n].text && strstr(section->block[n].text, piece))
            return true;
    return false;
}

static void what_is_due_and_what_is_not_known_is_said(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f);
    fixture_tiny(&f);
    kt_brief *brief = talks(&f, "en");
    CHECK(
        says(section_of(brief, "talks_due"), "by 2020: target, Turnover of 1 billion; status"));
    const kt_section *limits = section_of(brief, "talks_limits");
    CHECK(says(limits, "No products are held"));
    CHECK(says(limits, "differ by more than freight"));
    CHECK(says(limits, "made in a new way in 2010"));
    CHECK(says(limits, "No world total of Kazakhstan"));
    CHECK(!says(limits, "No world total of Belarus"));
    CHECK(!says(limits, "figures end in")); // 2018, and it is 2019
    kt_brief_free(brief);
    fixture_close(&f);
}

/* In each language: the two pages stand first, the annex behind, and no key stands twice. */
static void the_pages_come_first_in_all_languages(void **state)
{
    (void)state;
    static const char *const language[] = {"de", "en", "ru"};
    static const char *const first[] = {"summary",   "talks_sides",  "talks_market",
                                        "talks_due", "talks_limits", "annex",
                                        "totals"};
    fixture f;
    fixture_open(&f);
    fixture_tiny(&f);
    write_tractors(&f);
    for (int l = 0; l < 3; l++) {
        kt_brief *brief = talks(&f, language[l]);
        const kt_document *document = kt_brief_document(brief);
        const kt_figures *figures = kt_brief_figures(brief);
        for (size_t n = 0; n < sizeof first / sizeof *first; n++)
            CHECK_TEXT(kt_document_section(document, (int64_t)n)->id, first[n]);
        for (int64_t n = 0; n < kt_figures_count(figures); n++)
            CHECK(kt_figures_find(figures, kt_figures_at(figures, n)->key) ==
                  kt_figures_at(figures, n));
        for (int64_t s = 0; s < kt_document_n_sections(document); s++)
            for (int64_t n = 0; n < kt_document_section(document, s)->n_figures; n++)
                CHECK(kt_figures_find(figures, kt_document_section(document, s)->figure[n]));
        kt_brief_free(brief);
    }
    fixture_close(&f);
}

static kt_status once(void *with, kt_error *err)
{
    fixture *f = with;
    kt_brief_request request = fixture_request(BLR, KAZ);
    kt_brief *brief = NULL;

    request.purpose = KT_BRIEF_FOR_TALKS;
    request.first_year = 2017;
    request.last_year = 2018;
    KT_TRY(kt_brief_make(&request, &f->world, &brief, err));
    kt_brief_free(brief);
    return KT_OK;
}

static void every_request_that_fails_is_reported(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f);
    fixture_tiny(&f);
    write_tractors(&f);
    fixture_speak(&f, "en");
    kt_check_faults(KT_FAULT_MEMORY, once, &f);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_sides_table_has_what_each_side_states),
        KT_TEST(the_market_has_shares_and_their_change),
        KT_TEST(months_are_those_of_a_dataset_else_quoted_ones),
        KT_TEST(what_is_due_and_what_is_not_known_is_said),
        KT_TEST(the_pages_come_first_in_all_languages),
        KT_TEST(every_request_that_fails_is_reported),
    };
    return kt_run_tests(tests);
}
