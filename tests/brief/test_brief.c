/* test_brief.c: whole briefs: golden texts in three languages, and what must not be said.
 *
 * Golden files are tests/brief/golden/. After a change that is meant, run the test with
 * KONTOR_GOLDEN=write, and read what changed. */
#include "brief_fixture.h"

#include <kontor/file.h>

#include <math.h>

static void check_golden(const char *name, const kt_text *found)
{
    char path[256];
    kt_error err = {0};
    kt_text expected = {0};
    const char *mode = getenv("KONTOR_GOLDEN");

    snprintf(path, sizeof path, "tests/brief/golden/%s", name);
    if (mode && strcmp(mode, "write") == 0) {
        CHECK_OK(kt_file_replace(path, found->data, found->size, &err), err);
        return;
    }
    CHECK_OK(kt_file_read(path, KT_MAX_FILE, &expected, &err), err);
    CHECK_TEXT(kt_text_get(found), kt_text_get(&expected));
    kt_text_clear(&expected);
}

static void check_language(const char *language)
{
    fixture f;
    char name[64];
    kt_brief_request request = fixture_request(BLR, KAZ);

    fixture_open(&f);
    fixture_tiny(&f);
    fixture_speak(&f, language);
    request.target_usd = 1e9;
    request.target_year = 2020;
    kt_text text = fixture_text(&f, &request, 80);
    snprintf(name, sizeof name, "brief_%s.txt", language);
    check_golden(name, &text);
    kt_text_clear(&text);
    fixture_close(&f);
}

static void a_brief_reads_well_in_german(void **state)
{
    (void)state;
    check_language("de");
}

static void a_brief_reads_well_in_english(void **state)
{
    (void)state;
    check_language("en");
}

static void a_brief_reads_well_in_russian(void **state)
{
    (void)state;
    check_language("ru");
}

static bool says(const kt_text *text, const char *what)
{
    return strstr(kt_text_get(text), what) != NULL;
}

/* ---- figures ----------------------------------------------------------------------------- */

static const kt_figure *figure(const kt_brief *brief, const char *key)
{
    const kt_figure *found = kt_figures_find(kt_brief_figures(brief), key);
    if (!found)
        fail_msg("no figure %s", key);
    return found;
}

static void figures_carry_what_it_takes_to_check_them(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(BLR, KAZ);

    fixture_open(&f);
    fixture_tiny(&f);
    fixture_speak(&f, "en");
    kt_brief *brief = fixture_brief(&f, &request);
    const kt_figure *turnover = figure(brief, "turnover.a.BLR.2018");
    CHECK_NEAR(turnover->value, 895e6, 1e-15);
    CHECK_TEXT(turnover->dataset, "tiny");
    CHECK_TEXT(turnover->vintage, "1");
    CHECK_INT(turnover->status, KT_PROVISIONAL);
    CHECK_INT(turnover->from, KT_FROM_OWN);
    CHECK_NEAR(figure(brief, "export.a.KAZ.2018")->value, 570e6, 1e-15);
    CHECK_INT(figure(brief, "export.a.KAZ.2018")->from, KT_FROM_MIRROR);
    CHECK_INT(figure(brief, "export.a.BLR.2018")->valuation, KT_FOB);
    CHECK_NEAR(figure(brief, "turnover.b.KAZ.2018")->value, 645e6, 1e-15);
    CHECK_NEAR(figure(brief, "growth_export.a.BLR.2018")->value, 780.0 / 590.0 - 1.0, 1e-12);
    CHECK_NEAR(figure(brief, "cagr_turnover.a.BLR.2008/2018")->value,
               pow(895.0 / 550.0, 0.1) - 1.0, 1e-12);
    CHECK_NEAR(figure(brief, "mirror_gap_export.a.BLR.2018")->value, 570.0 / 780.0, 1e-12);
    CHECK_NEAR(figure(brief, "mirror_gap_import.b.KAZ.2018")->value, 570.0 / 780.0, 1e-12);
    // Behind Russia and Ukraine, before the United States; Ukraine's membership was disputed.
    CHECK_NEAR(figure(brief, "rank_turnover.a.BLR.2018.CIS")->value, 3.0, 0.0);
    CHECK_NEAR(figure(brief, "rank_turnover.a.BLR.2018.CIS.without-UKR")->value, 2.0, 0.0);
    CHECK_NEAR(figure(brief, "rank_turnover.a.BLR.2018.world")->value, 3.0, 0.0);
    CHECK_NEAR(figure(brief, "share_export.a.BLR.2018.world")->value, 780.0 / (18 * 780.0 + 50),
               1e-12);
    CHECK(kt_figures_find(kt_brief_figures(brief), "growth_import.a.BLR.2010") == NULL);
    CHECK(kt_figures_find(kt_brief_figures(brief), "growth_turnover.a.BLR.2011") == NULL);
    kt_brief_free(brief);
    fixture_close(&f);
}

static void every_key_is_unique_and_every_cited_key_exists(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(KAZ, BLR);

    fixture_open(&f);
    fixture_tiny(&f);
    fixture_speak(&f, "ru");
    kt_brief *brief = fixture_brief(&f, &request);
    const kt_figures *figures = kt_brief_figures(brief);
    const kt_document *document = kt_brief_document(brief);
    for (int64_t n = 0; n < kt_figures_count(figures); n++)
        CHECK(kt_figures_find(figures, kt_figures_at(figures, n)->key) ==
              kt_figures_at(figures, n));
    for (int64_t s = 0; s < kt_document_n_sections(document); s++) {
        const kt_section *section = kt_document_section(document, s);
        for (int64_t n = 0; n < section->n_figures; n++)
            figure(brief, section->figure[n]);
    }
    kt_brief_free(brief);
    fixture_close(&f);
}

/* ---- what is not known ---------------------------------------------------------------------
 */

static void missing_years_leave_a_gap_and_no_rate_across_it(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(DEU, USA);
    const kt_flow row[] = {
        fixture_flow(DEU, USA, 2015, KT_BY_EXPORTER, 5000000),
        fixture_flow(USA, DEU, 2015, KT_BY_IMPORTER, 4000000),
        fixture_flow(DEU, USA, 2018, KT_BY_EXPORTER, 8000000),
        fixture_flow(USA, DEU, 2018, KT_BY_IMPORTER, 3000000),
    };

    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "gaps"}, row, 4);
    fixture_speak(&f, "de");
    kt_text text = fixture_text(&f, &request, 0);
    CHECK(says(&text, "2015"));
    CHECK(!says(&text, "mehr als im Vorjahr"));
    CHECK(says(&text, "Deutschland und USA: Warenhandel 2015–2018"));
    CHECK(says(&text, "den USA"));
    kt_text_clear(&text);
    fixture_close(&f);
}

static void zero_trade_is_said_to_be_zero(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(DEU, USA);
    const kt_flow row[] = {
        fixture_flow(DEU, USA, 2018, KT_BY_EXPORTER, 0),
        fixture_flow(USA, DEU, 2018, KT_BY_IMPORTER, 0),
    };

    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "zero"}, row, 2);
    fixture_speak(&f, "de");
    kt_text text = fixture_text(&f, &request, 0);
    CHECK(says(&text, "in beiden Richtungen den Wert null"));
    CHECK(says(&text, "Umsatz: 0 USD"));
    kt_text_clear(&text);
    fixture_close(&f);
}

static void one_direction_alone_gives_no_turnover(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(USA, DEU);
    const kt_flow row[] = {fixture_flow(USA, DEU, 2018, KT_BY_EXPORTER, 7000000)};

    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "half"}, row, 1);
    fixture_speak(&f, "de");
    kt_text text = fixture_text(&f, &request, 0);
    CHECK(says(&text, "Die Ausfuhr der USA nach Deutschland belief sich 2018"));
    CHECK(says(&text, "7 Mio. USD"));
    CHECK(says(&text, "keine Angabe"));
    kt_text_clear(&text);
    fixture_close(&f);
}

static void a_share_that_is_there_is_never_shown_as_zero(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(DEU, USA);
    const kt_flow row[] = {
        fixture_flow(DEU, USA, 2018, KT_BY_EXPORTER, 7000000),
        fixture_flow(USA, DEU, 2018, KT_BY_IMPORTER, 3000000),
        fixture_flow(DEU, RUS, 2018, KT_BY_EXPORTER, 900000000000),
        fixture_flow(RUS, DEU, 2018, KT_BY_IMPORTER, 900000000000),
    };

    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "small"}, row, 4);
    fixture_speak(&f, "de");
    kt_text text = fixture_text(&f, &request, 0);
    CHECK(says(&text, "bei einem Anteil von unter 0,01 %"));
    CHECK(!says(&text, "0,00 %"));
    kt_text_clear(&text);
    fixture_close(&f);
}

static void only_one_reporter_is_told_as_the_statistics_of_that_one(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(DEU, USA);
    const kt_flow row[] = {
        fixture_flow(DEU, USA, 2018, KT_BY_IMPORTER, 8000000),
        fixture_flow(USA, DEU, 2018, KT_BY_EXPORTER, 3000000),
    };

    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "theirs"}, row, 2);
    fixture_speak(&f, "de");
    kt_text text = fixture_text(&f, &request, 0);
    CHECK(says(&text, "nach der Statistik der USA einen Umsatz von 11 Mio. USD"));
    CHECK(!says(&text, "Statistik Deutschlands"));
    CHECK(!says(&text, "Zwei Statistiken"));
    CHECK(!says(&text, "Handelspartnern")); // the only partner is not the first of all
    kt_text_clear(&text);
    fixture_close(&f);
}

static void a_side_that_did_not_report_is_no_second_statistic(void **state)
{
    (void)state;
    fixture f;
    const kt_country partner[] = {DEU, RUS, UKR};
    kt_flow row[16];
    int64_t n = 0;

    row[n++] = fixture_flow(DEU, RUS, 2018, KT_BY_EXPORTER, 5000000);
    row[n++] = fixture_flow(DEU, RUS, 2018, KT_BY_IMPORTER, 6000000);
    row[n++] = fixture_flow(RUS, DEU, 2018, KT_BY_EXPORTER, 7000000);
    row[n++] = fixture_flow(RUS, DEU, 2018, KT_BY_IMPORTER, 7100000);
    // Kazakhstan did not report: its figures are its partners' times 1.06, or divided by it.
    for (int p = 0; p < 3; p++) {
        const int64_t base = 1000000 * (p + 3);
        row[n++] = fixture_flow(partner[p], KAZ, 2018, KT_BY_EXPORTER, base);
        row[n++] = fixture_flow(partner[p], KAZ, 2018, KT_BY_IMPORTER, base / 100 * 106);
        row[n++] = fixture_flow(KAZ, partner[p], 2018, KT_BY_IMPORTER, base / 100 * 106);
        row[n++] = fixture_flow(KAZ, partner[p], 2018, KT_BY_EXPORTER, base);
    }
    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "filled"}, row, n);
    fixture_speak(&f, "de");
    for (int way = 0; way < 2; way++) {
        const kt_brief_request request =
            way == 0 ? fixture_request(DEU, KAZ) : fixture_request(KAZ, DEU);
        kt_text text = fixture_text(&f, &request, 0);
        CHECK(says(&text, "nach der Statistik Deutschlands einen Umsatz von 6,2 Mio. USD"));
        CHECK(says(&text, "Eine eigene Meldung Kasachstans"));
        CHECK(!says(&text, "Statistik Kasachstans"));
        CHECK(!says(&text, "Zwei Statistiken"));
        kt_text_clear(&text);
    }
    const kt_brief_request request = fixture_request(DEU, KAZ);
    kt_brief *brief = fixture_brief(&f, &request);
    CHECK_INT(figure(brief, "turnover.b.KAZ.2018")->status, KT_ESTIMATED);
    CHECK_INT(figure(brief, "turnover.a.DEU.2018")->status, KT_REPORTED);
    kt_brief_free(brief);
    fixture_close(&f);
}

static void reconciled_figures_are_nobodys(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    const kt_brief_request request = fixture_request(DEU, USA);
    const kt_flow row[] = {
        fixture_flow(DEU, USA, 2018, KT_RECONCILED, 8000000),
        fixture_flow(USA, DEU, 2018, KT_RECONCILED, 3000000),
    };

    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "baci", .synthetic = true}, row, 2);
    fixture_speak(&f, "de");
    kt_text text = fixture_text(&f, &request, 0);
    CHECK(says(&text, "laut dem abgeglichenen"));
    CHECK(!says(&text, "nach der Statistik"));
    CHECK(says(&text, "[SYNTHETISCHE DATEN] Deutschland und USA"));
    kt_text_reset(&text);
    kt_brief *brief = fixture_brief(&f, &request);
    const kt_sink sink = kt_sink_text(&text);
    CHECK_OK(kt_brief_write_json(brief, &sink, &err), err);
    CHECK(says(&text, "\"reporter\":\"reconciled\""));
    CHECK(says(&text, "\"synthetic\":true"));
    kt_brief_free(brief);
    kt_text_clear(&text);
    fixture_close(&f);
}

static void products_stand_in_order_with_names_shares_and_what_is_unallocated(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(BLR, KAZ);
    static const struct {
        const char *code;
        int64_t usd;
    } goods[] = {{"8701", 60000000}, {"8433", 30000000}, {"9999", 10000000}};
    kt_flow row[4];

    for (int n = 0; n < 3; n++) {
        row[n] = fixture_flow(BLR, KAZ, 2018, KT_BY_EXPORTER, goods[n].usd);
        CHECK(kt_product_parse(kt_slice_of(goods[n].code), KT_HS17, &row[n].product));
    }
    row[3] = fixture_flow(BLR, KAZ, 2018, KT_BY_EXPORTER, 100000000);
    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "goods"}, row, 4);
    fixture_speak(&f, "de");
    kt_brief *brief = fixture_brief(&f, &request);
    CHECK_NEAR(figure(brief, "product_export.a.BLR.2018.8701")->value, 60e6, 1e-15);
    CHECK_NEAR(figure(brief, "product_share_export.a.BLR.2018.8701")->value, 0.6, 1e-12);
    CHECK_NEAR(figure(brief, "unallocated_export.a.BLR.2018")->value, 10e6, 1e-15);
    CHECK(kt_figures_find(kt_brief_figures(brief), "product_export.a.BLR.2018.9999") == NULL);
    kt_brief_free(brief);
    kt_text text = fixture_text(&f, &request, 0);
    CHECK(says(&text, "Größter Posten der Ausfuhr von Belarus nach Kasachstan war 2018"));
    CHECK(says(&text, "60 Mio. USD, das sind 60,0 % aller Waren"));
    CHECK(says(&text,
               "Keiner Ware zugeordnet (geheim oder nicht näher bezeichnet): 10 Mio. USD"));
    kt_text_clear(&text);
    fixture_close(&f);
}

static void cited_statistics_alone_make_a_series(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(BLR, KAZ);
    kt_fact fact[] = {fixture_fact("f1", 2017, "BLR", "KAZ", "export", 592e6, 1),
                      fixture_fact("f2", 2017, "BLR", "KAZ", "import", 97e6, 1),
                      fixture_fact("f3", 2018, "BLR", "KAZ", "export", 783e6, 1),
                      fixture_fact("f4", 2018, "BLR", "KAZ", "import", 112e6, 1)};

    for (int n = 0; n < 4; n++) {
        fact[n].statistics_of = "BLR";
        fact[n].stated_by = "Belstat";
        fact[n].source_date = (kt_date){2019, 8, 28};
    }
    fixture_open(&f);
    fixture_register(&f, fact, 4, NULL, 0);
    fixture_speak(&f, "de");
    kt_brief *brief = fixture_brief(&f, &request);
    const kt_figure *turnover = figure(brief, "turnover.a.BLR.2018");
    CHECK_NEAR(turnover->value, 895e6, 1e-15);
    CHECK_TEXT(turnover->dataset, "facts");
    CHECK_TEXT(turnover->vintage, "2019-08-28");
    CHECK_TEXT(turnover->method, "export + import; cited f3; cited f4");
    CHECK_NEAR(figure(brief, "growth_turnover.a.BLR.2018")->value, 895.0 / 689.0 - 1.0, 1e-12);
    kt_brief_free(brief);
    fixture_close(&f);
}

static void statements_alone_make_no_series(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(BLR, KAZ);
    kt_fact fact = fixture_fact("f1", 2018, "BLR", "KAZ", "turnover", 900e6, 3);

    fact.modifier = "nearly";
    fixture_open(&f);
    fixture_register(&f, &fact, 1, NULL, 0);
    fixture_speak(&f, "en");
    kt_text text = fixture_text(&f, &request, 0);
    CHECK(says(&text, "No statistics on trade between Belarus and Kazakhstan are at hand"));
    CHECK(says(&text, "nearly $900 million"));
    CHECK(!says(&text, "Trade year by year"));
    kt_text_clear(&text);
    fixture_close(&f);
}

static void hostile_texts_of_a_page_do_not_reach_the_terminal(void **state)
{
    (void)state;
    fixture f;
    const kt_brief_request request = fixture_request(BLR, KAZ);
    kt_fact fact = fixture_fact("f1", 2018, "BLR", "KAZ", "turnover", 900e6, 3);

    fact.stated_by = "{a, plural, one{\x1b[2J'}} <b>%s%n";
    fact.source = "https://example.org/\x1b]0;owned\x07{x}";
    fixture_open(&f);
    fixture_register(&f, &fact, 1, NULL, 0);
    fixture_speak(&f, "en");
    kt_text text = fixture_text(&f, &request, 0);
    CHECK(strchr(kt_text_get(&text), '\x1b') == NULL);
    CHECK(strchr(kt_text_get(&text), '\x07') == NULL);
    CHECK(says(&text, "{x}"));
    kt_text_clear(&text);
    fixture_close(&f);
}

static void a_brief_that_cannot_be_made_says_why_in_one_line(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_brief *brief = NULL;
    kt_brief_request request = fixture_request(BLR, BLR);

    fixture_open(&f);
    fixture_tiny(&f);
    fixture_speak(&f, "de");
    CHECK_FAILS(kt_brief_make(&request, &f.world, &brief, &err), KT_ERR_RANGE, err);
    request = fixture_request(DEU, KAZ);
    CHECK_FAILS(kt_brief_make(&request, &f.world, &brief, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "nothing is known about DEU and KAZ") != NULL);
    request = fixture_request(BLR, KAZ);
    request.first_year = request.last_year = 1950;
    CHECK_FAILS(kt_brief_make(&request, &f.world, &brief, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "2008 to 2018") != NULL);
    request.first_year = 1951;
    CHECK_FAILS(kt_brief_make(&request, &f.world, &brief, &err), KT_ERR_RANGE, err);
    request = fixture_request(BLR, KAZ);
    request.dataset = "nowhere";
    CHECK_FAILS(kt_brief_make(&request, &f.world, &brief, &err), KT_ERR_MISSING, err);
    CHECK(brief == NULL);
    fixture_close(&f);
}

static void a_missing_phrase_is_named(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_brief *brief = NULL;
    const kt_brief_request request = fixture_request(BLR, KAZ);
    kt_phrases *few = NULL;

    fixture_open(&f);
    fixture_tiny(&f);
    fixture_speak(&f, "de");
    CHECK_OK(kt_phrases_parse(kt_slice_of("title = {a}\nsubtitle = x\nsection.summary = y\n"),
                              &few, &err),
             err);
    f.world.phrases = few;
    CHECK_FAILS(kt_brief_make(&request, &f.world, &brief, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.cause, "summary.turnover") != NULL);
    kt_phrases_free(few);
    fixture_close(&f);
}

/* ---- targets ----------------------------------------------------------------------------- */

static void a_target_is_an_amount_and_perhaps_a_year(void **state)
{
    (void)state;
    kt_error err = {0};
    double usd = 0.0;
    int16_t year = 1;

    CHECK_OK(kt_brief_parse_target(kt_slice_of("1000000000"), &usd, &year, &err), err);
    CHECK_NEAR(usd, 1e9, 0.0);
    CHECK_INT(year, 0);
    CHECK_OK(kt_brief_parse_target(kt_slice_of("1.5e9@2026"), &usd, &year, &err), err);
    CHECK_NEAR(usd, 1.5e9, 0.0);
    CHECK_INT(year, 2026);
    CHECK_OK(kt_brief_parse_target(kt_slice_of("900 Mio@2026"), &usd, &year, &err), err);
    CHECK_NEAR(usd, 9e8, 0.0);
    CHECK_OK(kt_brief_parse_target(kt_slice_of("1.5bn"), &usd, &year, &err), err);
    CHECK_NEAR(usd, 1.5e9, 0.0);
    CHECK_OK(kt_brief_parse_target(kt_slice_of("2 млрд @ 2030"), &usd, &year, &err), err);
    CHECK_NEAR(usd, 2e9, 0.0);
    CHECK_INT(year, 2030);
    const char *wrong[] = {"",           "-5",    "0",  "abc",    "1e9@",   "1e9@20",
                           "1e9@2020@1", "1e999", "bn", "1 bnbn", "1e305bn"};
    for (size_t n = 0; n < sizeof wrong / sizeof *wrong; n++)
        CHECK_FAILS(kt_brief_parse_target(kt_slice_of(wrong[n]), &usd, &year, &err),
                    KT_ERR_USAGE, err);
}

/* ---- faults ------------------------------------------------------------------------------ */

static kt_status make_once(void *with, kt_error *err)
{
    fixture *f = with;
    kt_brief *brief = NULL;
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_brief_request request = fixture_request(BLR, KAZ);

    request.first_year = 2017;
    request.target_usd = 1e9;
    kt_status status = kt_brief_make(&request, &f->world, &brief, err);
    if (!status)
        status = kt_brief_write_json(brief, &sink, err);
    if (!status)
        status = kt_brief_write_text(brief, f->locale, NULL, &sink, err);
    kt_brief_free(brief);
    kt_text_clear(&text);
    return status;
}

static void a_brief_without_its_figures_says_the_same(void **state)
{
    fixture f;
    kt_brief_request request = fixture_request(BLR, KAZ);
    (void)state;
    fixture_open(&f);
    fixture_tiny(&f);
    fixture_speak(&f, "en");
    kt_text all = fixture_text(&f, &request, 0);
    request.figures = KT_FIGURES_TOLD;
    kt_text told = fixture_text(&f, &request, 0);
    CHECK_TEXT(kt_text_get(&told), kt_text_get(&all));
    kt_brief *brief = fixture_brief(&f, &request);
    const kt_document *document = kt_brief_document(brief);
    for (int64_t s = 0; s < kt_document_n_sections(document); s++)
        CHECK_INT(kt_document_section(document, s)->n_figures, 0);
    kt_brief_free(brief);
    kt_text_clear(&told);
    kt_text_clear(&all);
    fixture_close(&f);
}

static void one_year_to_start_from_makes_no_range_of_rates(void **state)
{
    fixture f;
    (void)state;
    const kt_flow row[] = {
        fixture_flow(BLR, KAZ, 2008, KT_BY_EXPORTER, 5000000),
        fixture_flow(KAZ, BLR, 2008, KT_BY_IMPORTER, 4000000),
        fixture_flow(BLR, KAZ, 2018, KT_BY_EXPORTER, 8000000),
        fixture_flow(KAZ, BLR, 2018, KT_BY_IMPORTER, 3000000),
    };
    kt_brief_request request = fixture_request(BLR, KAZ);

    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "few"}, row, 4);
    fixture_speak(&f, "en");
    for (int detail = KT_FIGURES_ALL; detail <= KT_FIGURES_TOLD; detail++) {
        request.figures = (kt_brief_detail)detail;
        kt_text text = fixture_text(&f, &request, 0);
        CHECK(strstr(kt_text_get(&text), "a year on average from 2008 to 2018"));
        CHECK(!strstr(kt_text_get(&text), "depending on the year one starts from"));
        kt_text_clear(&text);
    }
    fixture_close(&f);
}

static void no_failed_request_for_memory_leaks_or_passes_unseen(void **state)
{
    (void)state;
    fixture f;
    const kt_flow row[] = {
        fixture_flow(BLR, KAZ, 2017, KT_BY_EXPORTER, 5000000),
        fixture_flow(KAZ, BLR, 2017, KT_BY_IMPORTER, 4000000),
        fixture_flow(BLR, KAZ, 2018, KT_BY_EXPORTER, 8000000),
        fixture_flow(KAZ, BLR, 2018, KT_BY_IMPORTER, 3000000),
        fixture_flow(BLR, KAZ, 2018, KT_BY_IMPORTER, 9000000),
    };

    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "few"}, row, 5);
    fixture_speak(&f, "de");
    kt_check_faults(KT_FAULT_MEMORY, make_once, &f);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_brief_reads_well_in_german),
        KT_TEST(a_brief_reads_well_in_english),
        KT_TEST(a_brief_reads_well_in_russian),
        KT_TEST(figures_carry_what_it_takes_to_check_them),
        KT_TEST(every_key_is_unique_and_every_cited_key_exists),
        KT_TEST(missing_years_leave_a_gap_and_no_rate_across_it),
        KT_TEST(zero_trade_is_said_to_be_zero),
        KT_TEST(one_direction_alone_gives_no_turnover),
        KT_TEST(a_share_that_is_there_is_never_shown_as_zero),
        KT_TEST(only_one_reporter_is_told_as_the_statistics_of_that_one),
        KT_TEST(a_side_that_did_not_report_is_no_second_statistic),
        KT_TEST(reconciled_figures_are_nobodys),
        KT_TEST(products_stand_in_order_with_names_shares_and_what_is_unallocated),
        KT_TEST(cited_statistics_alone_make_a_series),
        KT_TEST(statements_alone_make_no_series),
        KT_TEST(hostile_texts_of_a_page_do_not_reach_the_terminal),
        KT_TEST(a_brief_that_cannot_be_made_says_why_in_one_line),
        KT_TEST(a_missing_phrase_is_named),
        KT_TEST(a_target_is_an_amount_and_perhaps_a_year),
        KT_TEST(a_brief_without_its_figures_says_the_same),
        KT_TEST(one_year_to_start_from_makes_no_range_of_rates),
        KT_TEST(no_failed_request_for_memory_leaks_or_passes_unseen),
    };
    return kt_run_tests(tests);
}
