/* Verdicts on the real file: the seed page, and claims made from true figures and from altered
 * ones. Without the shared data these are skipped. */
#include "verdict_fixture.h"

#include <kontor/random.h>

static void need_data(void)
{
    kt_error err = {0};
    kt_text said = {0};
    const kt_given dots[] = {{NULL, kt_shared("data/imf_dots_bilateral_1992_2020.csv.gz")},
                             {"as", "dots"}};
    const kt_given facts[] = {{NULL, "data/facts"}};
    if (context)
        return;
    open_store(NULL);
    CHECK_OK(run("import", dots, 2, &said, &err), err);
    CHECK_OK(run("import", facts, 1, &said, &err), err);
    kt_text_clear(&said);
}

static const char *seed(void)
{
    return kt_shared("seed/000_775c854ee3c587f8.txt");
}

static int count(const char *text, const char *what)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

static void check_seed(const char *dataset)
{
    kt_text out = {0};
    kt_error err = {0};
    const kt_given given[] = {{NULL, seed()}, {"format", "json"}, {"dataset", dataset}};
    CHECK_OK(run("check", given, dataset ? 3 : 2, &out, &err), err);
    const char *json = kt_text_get(&out);
    CHECK_INT(count(json, "\"measure\":"), 2);
    CHECK(strstr(json,
                 "\"measure\":\"turnover\",\"kind\":\"level\",\"target_kind\":null,"
                 "\"a\":\"BLR\",\"b\":\"KAZ\",\"product\":null,\"period\":\"2008\"") != NULL);
    CHECK(strstr(json,
                 "\"value\":900000000,\"value_max\":null,\"currency\":\"USD\","
                 "\"modifier\":\"nearly\",\"speaker\":\"Alexander Lukaschenko\"") != NULL);
    CHECK(strstr(json, "\"verdict\":\"does_not_match\"") != NULL);
    CHECK(strstr(json, "It would fit 2018, not 2008: $895.6\u00a0million by Belarus's") !=
          NULL);
    CHECK(strstr(json, "$537.0\u00a0million") && strstr(json, "$567.0\u00a0million"));
    CHECK(strstr(json, "\"kind\":\"target\",\"target_kind\":\"level\",\"a\":\"BLR\","
                       "\"b\":\"KAZ\",\"product\":null,\"period\":null") != NULL);
    CHECK(strstr(json, "from there to the target it is +11.7%") != NULL);
    kt_text_clear(&out);
}

static void the_seed_has_two_claims_and_one_does_not_match(void **state)
{
    (void)state;
    need_data();
    check_seed(NULL);
}

static void cited_facts_alone_give_the_same_verdict(void **state)
{
    (void)state;
    need_data();
    check_seed("facts");
}

/* ---- notes ------------------------------------------------------------------------------- */

static void a_figure_of_another_partner_is_told_as_that(void **state)
{
    (void)state;
    need_data();
    expect(
        "MINSK, 1 March 2019 - Trade between Belarus and Lithuania amounted to $35.6 billion "
        "in 2018.\n",
        "does_not_match", "It would fit the same figure of the trade with Russia in 2018");
}

static void a_coarse_amount_says_how_wide_it_is(void **state)
{
    (void)state;
    need_data();
    expect("MINSK, 1 March 2019 - Trade between Belarus and Kazakhstan amounted to $1 billion "
           "in 2018.\n",
           "matches", "anything from $500.0\u00a0million to $1.50\u00a0billion fits");
}

/* Modifiers are one-sided, whatever the printed unit: Germany had 975.5 of exports to
 * Uzbekistan in 2019, and 1005.5 of trade. */
static void a_modifier_narrows_a_coarse_amount(void **state)
{
    static const struct {
        const char *words, *verdict;
    } cases[] = {{"exports to Uzbekistan exceeded $1 billion", "does_not_match"},
                 {"exports to Uzbekistan were nearly $1 billion", "matches"},
                 {"exports to Uzbekistan were about $1 billion", "matches"},
                 {"exports to Uzbekistan were about $900 million", "matches_other_side"},
                 {"exports to Uzbekistan were over $900 million", "matches"},
                 {"exports to Uzbekistan were under $1 billion", "matches"},
                 {"trade with Uzbekistan exceeded $1 billion", "matches"},
                 {"trade with Uzbekistan was nearly $2 billion", "does_not_match"},
                 {"trade with Uzbekistan was under $850 million", "does_not_match"}};
    (void)state;
    need_data();
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        char text[256];
        snprintf(text, sizeof text,
                 "BERLIN, 1 March 2021 - According to German statistics, Germany's %s in "
                 "2019.\n",
                 cases[n].words);
        expect(text, cases[n].verdict, "\"note\":\"By ");
        refuse(text, "As it is printed");
    }
}

/* ---- figures altered --------------------------------------------------------------------- */

/* The one claim of a sentence that says so; -1 when it is read as none or as several. */
static int verdict_of(world *w, const char *whose, const char *a, const char *b, bool export,
                      int year, double usd)
{
    char text[400], lead[100] = "";
    kt_error err = {0};
    kt_claims claims = {0};
    kt_verdicts verdicts = {0};
    const double shown = usd >= 1e9 ? usd / 1e9 : usd / 1e6;
    const char *unit = usd >= 1e9 ? "billion" : "million";
    if (whose)
        snprintf(lead, sizeof lead, "%s statistics show: ", whose);
    if (export)
        snprintf(text, sizeof text,
                 "MINSK, 1 March %d - %sExports from %s to %s amounted to $%.1f %s in %d, "
                 "officials said.\n",
                 year + 1, lead, a, b, shown, unit, year);
    else
        snprintf(text, sizeof text,
                 "MINSK, 1 March %d - %sTrade between %s and %s amounted to $%.1f %s in %d, "
                 "officials said.\n",
                 year + 1, lead, a, b, shown, unit, year);
    CHECK_OK(kt_claims_read(w->reader, kt_slice_of(text), (kt_date){0}, &claims, &err), err);
    CHECK_OK(kt_verdicts_judge(&w->check, &claims, &verdicts, &err), err);
    const int kind = claims.n_claims == 1 ? verdicts.verdict[0].kind : -1;
    kt_verdicts_clear(&verdicts);
    kt_claims_clear(&claims);
    return kind;
}

typedef struct tally {
    int n, matches, does_not_match, unread;
} tally;

static void add(tally *t, int verdict)
{
    t->n++;
    t->matches += verdict == KT_VERDICT_MATCHES;
    t->does_not_match += verdict == KT_VERDICT_DOES_NOT_MATCH;
    t->unread += verdict < 0;
}

static uint64_t draw(uint64_t *drawn, uint64_t below)
{
    return kt_random_bits(20191025, (*drawn)++) % below;
}

static void altered_figures_are_told_from_true_ones(void **state)
{
    (void)state;
    static const char *const codes[] = {"DEU", "FRA", "USA", "CHN", "RUS", "KAZ", "BLR", "UZB",
                                        "TUR", "IND", "BRA", "JPN", "ITA", "POL", "UKR", "EGY",
                                        "VNM", "MEX", "KOR", "ZAF", "ARG", "ESP", "AUT", "HUN"};
    enum { N_CODES = sizeof codes / sizeof *codes, N_CASES = 250 };
    kt_error err = {0};
    tally true_ones = {0}, named = {0}, levels = {0}, years = {0}, directions = {0},
          scales = {0};
    world w = {0};
    need_data();
    open_world(&w);
    kt_dataset *dataset = NULL;
    CHECK_OK(kt_dataset_open(w.store, 0, &dataset, &err), err);
    uint64_t drawn = 0;
    for (int n = 0; n < N_CASES; n++) {
        const uint64_t i = draw(&drawn, N_CODES);
        const uint64_t j = (i + 1 + draw(&drawn, N_CODES - 1)) % N_CODES;
        const int year = 1995 + (int)draw(&drawn, 24);
        const double factor = 0.15 + 0.45 * kt_random_uniform(kt_random_bits(7, drawn++));
        const bool up = draw(&drawn, 2) == 1, export = n % 2 == 0;
        kt_country a, b;
        kt_observations rows = {0};
        kt_series series = {0};
        kt_country_parse(kt_slice_of(codes[i]), &a);
        kt_country_parse(kt_slice_of(codes[j]), &b);
        CHECK_OK(kt_observations_gather(dataset, a, b, 0, 0, &rows, &err), err);
        CHECK_OK(
            kt_series_compute(rows.row, rows.n_rows, a, b, KT_STATISTICS_OWN, &series, &err),
            err);
        const double exports = kt_series_usd(&series, KT_MEASURE_EXPORT, year);
        const double imports = kt_series_usd(&series, KT_MEASURE_IMPORT, year);
        kt_series_clear(&series);
        kt_observations_clear(&rows);
        const double usd = export ? exports : exports + imports;
        if (isnan(usd) || usd < 1e7)
            continue;
        const char *x = kt_country_name(w.countries, a, "en", KT_NAME_BETWEEN);
        const char *y = kt_country_name(w.countries, b, "en", KT_NAME_BETWEEN);
        const char *whose = kt_country_name(w.countries, a, "en", KT_NAME_ADJECTIVE);
        add(&true_ones, verdict_of(&w, NULL, x, y, export, year, usd));
        add(&named, verdict_of(&w, whose, x, y, export, year, usd));
        add(&levels,
            verdict_of(&w, NULL, x, y, export, year, usd * (up ? 1 + factor : 1 - factor)));
        add(&scales,
            verdict_of(&w, NULL, x, y, export, year, usd < 1e9 ? usd * 1000 : usd / 1000));
        if (export && fabs(imports / exports - 1.0) > 0.15)
            add(&directions, verdict_of(&w, NULL, y, x, true, year, usd));
        if (year + 8 < 2019)
            add(&years, verdict_of(&w, NULL, x, y, export, year + 8, usd));
    }
    kt_dataset_close(dataset);
    close_world(&w);
    static const char *const names[] = {"true", "level", "year", "direction", "scale", "named"};
    const tally all[] = {true_ones, levels, years, directions, scales, named};
    for (int n = 0; n < 6; n++)
        printf("# %-9s %d claims, %d match, %d do not, %d unread\n", names[n], all[n].n,
               all[n].matches, all[n].does_not_match, all[n].unread);
    CHECK(true_ones.n >= 150);
    CHECK(true_ones.does_not_match * 100 <= true_ones.n);
    /* Whose figure it is being said, it matches: without, both sides' must fit. */
    CHECK(named.matches * 100 >= named.n * 95);
    CHECK(named.does_not_match * 100 <= named.n);
    int altered = 0, wrong = 0, unread = true_ones.unread;
    for (int n = 1; n < 5; n++) {
        altered += all[n].n;
        wrong += all[n].matches;
        unread += all[n].unread;
    }
    CHECK_INT(unread, 0);
    CHECK(wrong * 20 <= altered);
}

static int end(void **state)
{
    return folder[0] ? close_store(state) : 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_seed_has_two_claims_and_one_does_not_match),
        KT_TEST(cited_facts_alone_give_the_same_verdict),
        KT_TEST(a_figure_of_another_partner_is_told_as_that),
        KT_TEST(a_coarse_amount_says_how_wide_it_is),
        KT_TEST(a_modifier_narrows_a_coarse_amount),
        KT_TEST(altered_figures_are_told_from_true_ones),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, NULL, end);
}
