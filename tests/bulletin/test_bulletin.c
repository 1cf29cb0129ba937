/* The bulletin: what is told of data made for the case, and what is not. */
#include <kontor/bulletin.h>

#include "check.h"

#define DEU KT_COUNTRY('D', 'E', 'U')
#define UZB KT_COUNTRY('U', 'Z', 'B')
#define CHN KT_COUNTRY('C', 'H', 'N')
#define USA KT_COUNTRY('U', 'S', 'A')

enum { FIRST = 2011, LAST = 2018, N_YEARS = LAST - FIRST + 1, NOW = 1700000000 };

/* Germany's trade, as it states it: exports to and imports from each, million USD. The others
 * state nothing. */
typedef struct world {
    double exports[3][N_YEARS], imports[3][N_YEARS];
    double total_factor;    /* of the stated world total over the sum */
    uint8_t status_of_last; /* of Germany's trade with Uzbekistan in the last year */
    bool synthetic;
    const char *version;
} world;

static kt_country partner_of(int p)
{
    return p == 0 ? UZB : p == 1 ? CHN : USA;
}

/* Uzbekistan reaches a record; China passes the United States. */
static const world PLAIN = {
    .exports = {{100, 150, 140, 120, 110, 90, 130, 200},
                {400, 410, 420, 430, 440, 450, 460, 520},
                {500, 500, 500, 500, 500, 500, 500, 500}},
    .imports = {{50, 60, 50, 40, 30, 30, 40, 50},
                {400, 410, 420, 430, 440, 450, 460, 520},
                {500, 500, 500, 500, 500, 500, 500, 500}},
    .total_factor = 1.0,
    .version = "v1",
};

typedef struct fixture {
    char folder[256];
    kt_resources *resources;
    kt_countries *countries;
    kt_blocs *blocs;
    kt_voices *voices;
    kt_register *reg;
} fixture;

static void begin(fixture *f)
{
    kt_error err = {0};
    *f = (fixture){0};
    kt_scratch_make(f->folder);
    CHECK_OK(kt_resources_open(NULL, &f->resources, &err), err);
    CHECK_OK(kt_countries_open(f->resources, &f->countries, &err), err);
    CHECK_OK(kt_blocs_open(f->resources, &f->blocs, &err), err);
    CHECK_OK(kt_voices_open(f->resources, &f->voices, &err), err);
    CHECK_OK(kt_register_open(f->folder, KT_REGISTER_WRITE, &f->reg, &err), err);
}

static void end(fixture *f)
{
    kt_register_close(f->reg);
    kt_voices_close(f->voices);
    kt_blocs_close(f->blocs);
    kt_countries_close(f->countries);
    kt_resources_close(f->resources);
    kt_scratch_remove(f->folder);
}

static void put_row(kt_writer *writer, kt_country partner, int year, bool is_export,
                    double musd, uint8_t status)
{
    kt_error err = {0};
    const kt_flow row = {.exporter = is_export ? DEU : partner,
                         .importer = is_export ? partner : DEU,
                         .period = kt_period_of_year(year),
                         .stated_by = is_export ? KT_BY_EXPORTER : KT_BY_IMPORTER,
                         .valuation = is_export ? KT_FOB : KT_CIF,
                         .status = status,
                         .value = (int64_t)(musd * 1e6),
                         .quantity = KT_NONE,
                         .supplementary = KT_NONE};
    CHECK_OK(kt_writer_add(writer, &row, NULL, 1, &err), err);
}

static void import(const fixture *f, const world *w)
{
    kt_error err = {0};
    kt_writer *writer = NULL;
    bool unchanged;
    kt_dataset_info info = {.name = "case",
                            .source = "made for the case",
                            .imported_at = w->version[1],
                            .released = {2019, 6, (int8_t)(w->version[1] - '0')},
                            .synthetic = w->synthetic};
    snprintf(info.version, sizeof info.version, "%s", w->version);
    snprintf(info.checksum, sizeof info.checksum, "%032d", w->version[1]);
    CHECK_OK(kt_writer_begin(f->folder, NULL, &writer, &err), err);
    for (int t = 0; t < N_YEARS; t++) {
        double sum[2] = {0.0, 0.0};
        for (int p = 0; p < 3; p++) {
            const uint8_t status = p == 0 && t == N_YEARS - 1 ? w->status_of_last : KT_REPORTED;
            put_row(writer, partner_of(p), FIRST + t, true, w->exports[p][t], status);
            put_row(writer, partner_of(p), FIRST + t, false, w->imports[p][t], status);
            sum[0] += w->exports[p][t];
            sum[1] += w->imports[p][t];
        }
        put_row(writer, KT_WORLD, FIRST + t, true, sum[0] * w->total_factor, KT_REPORTED);
        put_row(writer, KT_WORLD, FIRST + t, false, sum[1] * w->total_factor, KT_REPORTED);
    }
    CHECK_OK(kt_writer_commit(writer, &info, &unchanged, NULL, &err), err);
}

static kt_status make_once(const fixture *f, kt_bulletin_made *made, kt_error *err)
{
    kt_store *store = NULL;
    kt_bulletin_request request = kt_bulletin_request_default();
    request.now = NOW;
    request.least_score = 0.0;
    KT_TRY(kt_store_open(f->folder, &store, err));
    const kt_bulletin_world with = {.store = store,
                                    .reg = f->reg,
                                    .countries = f->countries,
                                    .blocs = f->blocs,
                                    .voices = f->voices};
    const kt_status status = kt_bulletin_make(&request, &with, made, err);
    kt_store_close(store);
    return status;
}

static kt_bulletin_made make(const fixture *f)
{
    kt_error err = {0};
    kt_bulletin_made made = {0};
    CHECK_OK(make_once(f, &made, &err), err);
    return made;
}

/* The item with a key; texts are copied. */
typedef struct told {
    const char *key;
    bool found;
    char headline[3][300], body[3][1500], figures[9000];
    int64_t n_items, n_marked;
} told;

static kt_status see(void *with, const kt_item *item, kt_error *err)
{
    told *t = with;
    (void)err;
    t->n_items++;
    t->n_marked += item->synthetic && strstr(item->text[1].headline, "[SYNTHETIC DATA]") &&
                   strstr(item->text[0].headline, "[SYNTHETISCHE DATEN]") &&
                   strstr(item->text[2].headline, "[СИНТЕТИЧЕСКИЕ ДАННЫЕ]");
    if (strcmp(item->key, t->key) != 0)
        return KT_OK;
    t->found = true;
    for (int l = 0; l < 3; l++) {
        snprintf(t->headline[l], sizeof t->headline[l], "%s", item->text[l].headline);
        snprintf(t->body[l], sizeof t->body[l], "%s", item->text[l].body);
    }
    snprintf(t->figures, sizeof t->figures, "%s", item->figures);
    return KT_OK;
}

static void find(const fixture *f, const char *key, told *out)
{
    kt_error err = {0};
    *out = (told){.key = key};
    CHECK_OK(kt_items_find(f->reg, &(kt_item_query){0}, see, out, &err), err);
}

#define CHECK_SAYS(text, part)                                                                 \
    do {                                                                                       \
        if (!strstr((text), (part)))                                                           \
            fail_msg("\"%s\" does not say \"%s\"", (text), (part));                            \
    } while (0)

static void a_record_is_told_in_three_languages_with_its_figures(void **state)
{
    (void)state;
    fixture f;
    told t;
    begin(&f);
    import(&f, &PLAIN);
    make(&f);
    find(&f, "trade.DEU-UZB.2018", &t);
    CHECK(t.found);
    CHECK_TEXT(t.headline[0],
               "Handel zwischen Deutschland und Usbekistan erreicht 2018 höchsten "
               "Stand seit mindestens 2011");
    CHECK_TEXT(t.headline[1],
               "In 2018, trade between Germany and Uzbekistan was at its highest "
               "since at least 2011");
    CHECK_TEXT(t.headline[2], "Товарооборот между Германией и Узбекистаном в 2018 году — самый "
                              "высокий как минимум с 2011 года");
    CHECK_SAYS(t.body[1], "came to $250\u00a0million in 2018, 47.1% more than the year before, "
                          "according to Germany's statistics.");
    CHECK_SAYS(t.body[1], "the previous high was $210\u00a0million in 2012.");
    CHECK_SAYS(t.body[1],
               "exports to Uzbekistan amounted to $200\u00a0million (+53.8%), imports "
               "from Uzbekistan to $50\u00a0million (+25.0%).");
    CHECK_SAYS(t.body[1], "a surplus of $150\u00a0million.");
    CHECK_SAYS(t.figures, "{\"key\":\"turnover.a.DEU.2018\",\"id\":\"turnover\",\"side\":\"a\","
                          "\"year\":2018,\"value\":250000000,");
    CHECK_SAYS(t.figures, "\"key\":\"turnover.a.DEU.2012\"");
    CHECK_SAYS(t.figures, "\"dataset\":\"case\",\"vintage\":\"v1\"");
    end(&f);
}

static void a_partner_that_passed_another_is_told(void **state)
{
    (void)state;
    fixture f;
    told t;
    begin(&f);
    import(&f, &PLAIN);
    make(&f);
    find(&f, "rank.DEU.CHN.2018", &t);
    CHECK(t.found);
    CHECK_TEXT(t.headline[0], "China 2018 größter Handelspartner Deutschlands, vor den USA");
    CHECK_TEXT(
        t.headline[1],
        "China passes the United States to become Germany's largest trading partner in 2018");
    CHECK_SAYS(t.body[1], "after 2nd the year before");
    find(&f, "rank.DEU.USA.2018", &t);
    CHECK(!t.found);
    end(&f);
}

static void made_twice_nothing_is_added(void **state)
{
    (void)state;
    fixture f;
    begin(&f);
    import(&f, &PLAIN);
    const kt_bulletin_made first = make(&f);
    CHECK(first.n_new > 1);
    const kt_bulletin_made second = make(&f);
    CHECK_INT(second.n_new, 0);
    CHECK_INT(second.n_renewed, 0);
    CHECK_INT(second.n_same, first.n_new);
    end(&f);
}

static void no_superlative_rests_on_an_estimate_or_a_provisional_figure(void **state)
{
    (void)state;
    const uint8_t statuses[] = {KT_ESTIMATED, KT_PROVISIONAL};
    for (int s = 0; s < 2; s++) {
        fixture f;
        told t;
        world w = PLAIN;
        begin(&f);
        w.status_of_last = statuses[s];
        import(&f, &w);
        make(&f);
        find(&f, "trade.DEU-UZB.2018", &t);
        CHECK(t.found);
        CHECK(!strstr(t.headline[1], "highest"));
        CHECK(!strstr(t.body[1], "highest"));
        CHECK_SAYS(t.body[1], s == 0 ? "partly estimated" : "provisional");
        end(&f);
    }
}

static void no_superlative_stands_under_95_percent_coverage(void **state)
{
    (void)state;
    fixture f;
    told t;
    world w = PLAIN;
    begin(&f);
    w.total_factor = 1.06;
    import(&f, &w);
    make(&f);
    find(&f, "trade.DEU-UZB.2018", &t);
    CHECK(t.found);
    CHECK(!strstr(t.headline[1], "highest"));
    find(&f, "rank.DEU.CHN.2018", &t);
    CHECK(!t.found);
    end(&f);
}

static void made_up_data_are_marked_in_every_headline(void **state)
{
    (void)state;
    fixture f;
    told t;
    world w = PLAIN;
    begin(&f);
    w.synthetic = true;
    import(&f, &w);
    make(&f);
    find(&f, "", &t);
    CHECK(t.n_items > 1);
    CHECK_INT(t.n_marked, t.n_items);
    end(&f);
}

static void a_revision_between_versions_is_told_with_both_figures(void **state)
{
    (void)state;
    fixture f;
    told t;
    world w = PLAIN;
    begin(&f);
    import(&f, &PLAIN);
    w.version = "v2";
    w.exports[0][N_YEARS - 1] = 230;
    import(&f, &w);
    const kt_bulletin_made made = make(&f);
    CHECK_TEXT(made.dataset, "case@v2");
    CHECK_TEXT(made.before, "case@v1");
    find(&f, "revision.DEU-UZB.2018.DEU.v1.v2", &t);
    CHECK(t.found);
    CHECK_SAYS(t.body[1], "at $280\u00a0million, 12.0% more than the former version "
                          "($250\u00a0million).");
    CHECK_SAYS(t.body[1], "imports from Uzbekistan at $50\u00a0million (unchanged)");
    CHECK_SAYS(t.figures, "\"vintage\":\"v1\"");
    CHECK_SAYS(t.figures, "\"vintage\":\"v2\"");
    end(&f);
}

static void put_target(const fixture *f, double usd, const char *modifier)
{
    kt_error err = {0};
    int64_t n_new, n_changed;
    const kt_entry entry = {.id = "c1",
                            .kind = "target",
                            .title = "Turnover of so much in 2018",
                            .parties = "",
                            .product = "",
                            .hs_guess = "",
                            .place = "",
                            .announced = {2015, 5, 0},
                            .due = {2018, 0, 0},
                            .quantity_low = NAN,
                            .quantity_high = NAN,
                            .unit = "",
                            .value_usd_low = usd,
                            .value_usd_high = usd,
                            .modifier = modifier,
                            .status = "",
                            .evidence_class = 3,
                            .source = "https://example.org/t",
                            .source_date = {2015, 5, 2},
                            .a = "UZB",
                            .b = "DEU"};
    CHECK_OK(kt_register_begin(f->reg, NOW, &err), err);
    CHECK_OK(kt_register_add_entry(f->reg, &entry, &err), err);
    CHECK_OK(kt_register_commit(f->reg, &n_new, &n_changed, &err), err);
}

static void a_target_is_met_or_missed_when_its_year_has_come(void **state)
{
    (void)state;
    const struct {
        double usd;
        const char *modifier, *key, *headline, *body;
    } cases[] = {
        {200e6, "exact", "target.DEU-UZB.200000000.2018",
         "Target of $200\u00a0million for trade between Uzbekistan and Germany in 2018 met",
         "25.0% above the target"},
        {250e6, "over", "target.DEU-UZB.250000000.2018",
         "Target of $250\u00a0million for trade between Uzbekistan and Germany in 2018 missed",
         "exactly on target"},
        {260e6, "about", "target.DEU-UZB.260000000.2018",
         "Target of $260\u00a0million for trade between Uzbekistan and Germany in 2018 met",
         "about $260\u00a0million had been named in 2015"},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        fixture f;
        told t;
        begin(&f);
        import(&f, &PLAIN);
        put_target(&f, cases[n].usd, cases[n].modifier);
        make(&f);
        find(&f, cases[n].key, &t);
        CHECK(t.found);
        CHECK_TEXT(t.headline[1], cases[n].headline);
        CHECK_SAYS(t.body[1], cases[n].body);
        CHECK_SAYS(t.figures, "cited c1;");
        end(&f);
    }
}

static void put_fact(const fixture *f, const char *id, int year, int evidence_class)
{
    kt_error err = {0};
    int64_t n_new, n_changed;
    const kt_fact fact = {.id = id,
                          .period = kt_period_of_year(year),
                          .a = "UZB",
                          .b = "DEU",
                          .flow = "turnover",
                          .product = "",
                          .hs = "",
                          .value_usd = 300e6,
                          .growth = 0.2,
                          .share = NAN,
                          .quantity = NAN,
                          .unit = "",
                          .modifier = "exact",
                          .status = "",
                          .statistics_of = "DEU",
                          .stated_by = "Destatis",
                          .evidence_class = evidence_class,
                          .event = "",
                          .source = "https://example.org/a/b",
                          .note = "",
                          .source_date = {2020, 3, 4}};
    CHECK_OK(kt_register_begin(f->reg, NOW, &err), err);
    CHECK_OK(kt_register_add_fact(f->reg, &fact, &err), err);
    CHECK_OK(kt_register_commit(f->reg, &n_new, &n_changed, &err), err);
}

static void a_cited_statistic_beyond_the_dataset_is_told_and_a_statement_is_not(void **state)
{
    (void)state;
    fixture f;
    told t;
    begin(&f);
    import(&f, &PLAIN);
    put_fact(&f, "f1", 2019, 1);
    put_fact(&f, "f2", 2020, 3); // said by a person
    put_fact(&f, "f3", 2018, 1); // the dataset has that year
    make(&f);
    find(&f, "trade.DEU-UZB.2019", &t);
    CHECK(t.found);
    CHECK_TEXT(t.headline[1],
               "Trade between Germany and Uzbekistan up 20.0% in 2019, to $300\u00a0million");
    CHECK_SAYS(t.body[1], "according to Germany's statistics. The figure is quoted from "
                          "example.org;");
    CHECK_SAYS(t.figures, "\"dataset\":\"facts\",\"vintage\":\"2020-03-04\"");
    find(&f, "trade.DEU-UZB.2020", &t);
    CHECK(!t.found);
    find(&f, "trade.DEU-UZB.2018", &t);
    CHECK_SAYS(t.headline[1], "highest");
    end(&f);
}

static void without_a_dataset_it_says_so(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_bulletin_made made;
    begin(&f);
    CHECK_FAILS(make_once(&f, &made, &err), KT_ERR_MISSING, err);
    end(&f);
}

static kt_status make_with_faults(void *with, kt_error *err)
{
    kt_bulletin_made made;
    return make_once(with, &made, err);
}

static void a_failing_request_for_memory_is_reported(void **state)
{
    (void)state;
    fixture f;
    begin(&f);
    import(&f, &PLAIN);
    kt_check_faults(KT_FAULT_MEMORY, make_with_faults, &f);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_record_is_told_in_three_languages_with_its_figures),
        KT_TEST(a_partner_that_passed_another_is_told),
        KT_TEST(made_twice_nothing_is_added),
        KT_TEST(no_superlative_rests_on_an_estimate_or_a_provisional_figure),
        KT_TEST(no_superlative_stands_under_95_percent_coverage),
        KT_TEST(made_up_data_are_marked_in_every_headline),
        KT_TEST(a_revision_between_versions_is_told_with_both_figures),
        KT_TEST(a_target_is_met_or_missed_when_its_year_has_come),
        KT_TEST(a_cited_statistic_beyond_the_dataset_is_told_and_a_statement_is_not),
        KT_TEST(without_a_dataset_it_says_so),
        KT_TEST(a_failing_request_for_memory_is_reported),
    };
    return kt_run_tests(tests);
}
