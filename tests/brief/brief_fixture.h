/* brief_fixture.h: a small world for briefs: a store and a register of a test's own, the
 * reference tables and phrases as the program carries them. */
#ifndef KONTOR_TESTS_BRIEF_FIXTURE_H
#define KONTOR_TESTS_BRIEF_FIXTURE_H

#include "check.h"

#include <kontor/brief.h>
#include <kontor/memory.h>
#include <kontor/source.h>

#define BLR KT_COUNTRY('B', 'L', 'R')
#define KAZ KT_COUNTRY('K', 'A', 'Z')
#define RUS KT_COUNTRY('R', 'U', 'S')
#define UKR KT_COUNTRY('U', 'K', 'R')
#define USA KT_COUNTRY('U', 'S', 'A')
#define DEU KT_COUNTRY('D', 'E', 'U')

/* 23 November 2019, midday. */
#define FIXTURE_NOW 1574510400

typedef struct fixture {
    char folder[256];
    kt_resources *resources;
    kt_countries *countries;
    kt_blocs *blocs;
    kt_products *products;
    kt_phrases *phrases;
    kt_locale *locale;
    kt_store *store;
    kt_register *reg;
    kt_brief_world world;
} fixture;

static inline void fixture_open(fixture *f)
{
    kt_error err = {0};
    *f = (fixture){0};
    kt_scratch_make(f->folder);
    CHECK_OK(kt_resources_open(NULL, &f->resources, &err), err);
    CHECK_OK(kt_countries_open(f->resources, &f->countries, &err), err);
    CHECK_OK(kt_blocs_open(f->resources, &f->blocs, &err), err);
    CHECK_OK(kt_products_open(f->resources, &f->products, &err), err);
}

static inline void fixture_close(fixture *f)
{
    kt_phrases_free(f->phrases);
    kt_locale_close(f->locale);
    kt_register_close(f->reg);
    kt_store_close(f->store);
    kt_products_close(f->products);
    kt_blocs_close(f->blocs);
    kt_countries_close(f->countries);
    kt_resources_close(f->resources);
    kt_scratch_remove(f->folder);
}

/* See what was written, in a language. */
static inline void fixture_speak(fixture *f, const char *language)
{
    kt_error err = {0};
    char name[32];
    kt_slice text;

    kt_phrases_free(f->phrases);
    kt_locale_close(f->locale);
    kt_register_close(f->reg);
    kt_store_close(f->store);
    f->phrases = NULL;
    f->locale = NULL;
    f->reg = NULL;
    f->store = NULL;
    snprintf(name, sizeof name, "lang/%s.txt", language);
    CHECK_OK(kt_resource_get(f->resources, name, &text, &err), err);
    CHECK_OK(kt_phrases_parse(text, &f->phrases, &err), err);
    CHECK_OK(kt_locale_open(language, &f->locale, &err), err);
    CHECK_OK(kt_store_open(f->folder, &f->store, &err), err);
    CHECK_OK(kt_register_open(f->folder, KT_REGISTER_READ, &f->reg, &err), err);
    f->world = (kt_brief_world){.store = f->store,
                                .reg = f->reg,
                                .countries = f->countries,
                                .blocs = f->blocs,
                                .products = f->products,
                                .phrases = f->phrases,
                                .locale = f->locale};
}

/* ---- datasets ---------------------------------------------------------------------------- */

/* A row of all goods, in USD. */
static inline kt_flow fixture_flow(kt_country from, kt_country to, int year, kt_stated_by by,
                                   int64_t usd)
{
    return (kt_flow){.exporter = from,
                     .importer = to,
                     .period = kt_period_of_year(year),
                     .stated_by = (uint8_t)by,
                     .valuation = by == KT_BY_EXPORTER   ? KT_FOB
                                  : by == KT_BY_IMPORTER ? KT_CIF
                                                         : KT_VALUATION_UNKNOWN,
                     .value = usd,
                     .quantity = KT_NONE,
                     .supplementary = KT_NONE};
}

typedef struct fixture_dataset {
    const char *name;
    kt_date released;
    bool synthetic;
} fixture_dataset;

static inline void fixture_write(fixture *f, fixture_dataset dataset, const kt_flow *rows,
                                 int64_t n_rows)
{
    kt_error err = {0};
    kt_writer_options options = kt_writer_options_default();
    kt_writer *writer = NULL;
    kt_dataset_info info = {.imported_at = FIXTURE_NOW,
                            .released = dataset.released,
                            .synthetic = dataset.synthetic};
    bool unchanged = false;

    snprintf(info.name, sizeof info.name, "%s", dataset.name);
    snprintf(info.version, sizeof info.version, "%s", "1");
    snprintf(info.source, sizeof info.source, "%s.csv", dataset.name);
    snprintf(info.checksum, sizeof info.checksum, "%s", "0123456789abcdef0123456789abcdef");
    options.memory_bytes = (int64_t)16 << 20;
    options.n_threads = 1;
    CHECK_OK(kt_writer_begin(f->folder, &options, &writer, &err), err);
    CHECK_OK(kt_writer_add(writer, rows, NULL, n_rows, &err), err);
    CHECK_OK(kt_writer_commit(writer, &info, &unchanged, NULL, &err), err);
}

/* ---- register ---------------------------------------------------------------------------- */

static inline kt_fact fixture_fact(const char *id, int year, const char *a, const char *b,
                                   const char *flow, double usd, int evidence_class)
{
    return (kt_fact){.id = id,
                     .period = kt_period_of_year(year),
                     .a = a,
                     .b = b,
                     .flow = flow,
                     .product = "",
                     .hs = "",
                     .value_usd = usd,
                     .growth = NAN,
                     .share = NAN,
                     .quantity = NAN,
                     .unit = "",
                     .modifier = "exact",
                     .status = "",
                     .statistics_of = "",
                     .stated_by = "",
                     .evidence_class = evidence_class,
                     .event = "",
                     .source = "https://example.org/",
                     .note = ""};
}

static inline void fixture_register(fixture *f, const kt_fact *facts, int n_facts,
                                    const kt_entry *entries, int n_entries)
{
    kt_error err = {0};
    kt_register *reg = NULL;
    int64_t n_new, n_changed;

    CHECK_OK(kt_register_open(f->folder, KT_REGISTER_WRITE, &reg, &err), err);
    CHECK_OK(kt_register_begin(reg, FIXTURE_NOW, &err), err);
    for (int n = 0; n < n_facts; n++)
        CHECK_OK(kt_register_add_fact(reg, &facts[n], &err), err);
    for (int n = 0; n < n_entries; n++)
        CHECK_OK(kt_register_add_entry(reg, &entries[n], &err), err);
    CHECK_OK(kt_register_commit(reg, &n_new, &n_changed, &err), err);
    kt_register_close(reg);
}

/* The tiny world of the golden texts: Belarus and Kazakhstan from 2008 to 2018 as both sides
 * state them (round numbers of our own making, the shape of the real ones), their trade with
 * Russia, Ukraine and the United States, world totals, and some facts. */
static inline int64_t fixture_tiny_rows(kt_flow *row)
{
    static const int out[] = {400, 300, 460, 670, 800, 870, 880, 520, 360, 590, 780};
    static const int in[] = {150, 80, 410, 140, 120, 80, 90, 50, 55, 100, 115};
    static const int out_seen[] = {430, 350, 220, 620, 680, 700, 770, 490, 340, 500, 570};
    static const int in_seen[] = {148, 55, 35, 100, 90, 60, 61, 53, 47, 92, 75};
    const int64_t million = 1000000;
    int64_t n = 0;

    for (int t = 0; t < 11; t++) {
        const int year = 2008 + t;
        const int64_t a = out[t] * million, b = in[t] * million;
        row[n++] = fixture_flow(BLR, KAZ, year, KT_BY_EXPORTER, a);
        row[n++] = fixture_flow(KAZ, BLR, year, KT_BY_IMPORTER, b);
        row[n++] = fixture_flow(BLR, KAZ, year, KT_BY_IMPORTER, out_seen[t] * million);
        row[n++] = fixture_flow(KAZ, BLR, year, KT_BY_EXPORTER, in_seen[t] * million);
        if (year == 2009)
            row[n - 1].status = KT_ESTIMATED;
        if (year == 2018)
            row[n - 4].status = KT_PROVISIONAL;
        row[n++] = fixture_flow(BLR, RUS, year, KT_BY_EXPORTER, 12 * a);
        row[n++] = fixture_flow(RUS, BLR, year, KT_BY_IMPORTER, 40 * a);
        row[n++] = fixture_flow(BLR, UKR, year, KT_BY_EXPORTER, 5 * a);
        row[n++] = fixture_flow(UKR, BLR, year, KT_BY_IMPORTER, 2 * a);
        row[n++] = fixture_flow(BLR, USA, year, KT_BY_EXPORTER, 20 * million);
        row[n++] = fixture_flow(USA, BLR, year, KT_BY_IMPORTER, 90 * million);
        row[n++] = fixture_flow(BLR, KT_WORLD, year, KT_BY_EXPORTER, 18 * a + 50 * million);
        row[n++] =
            fixture_flow(KT_WORLD, BLR, year, KT_BY_IMPORTER, 42 * a + b + 120 * million);
        row[n++] = fixture_flow(KAZ, RUS, year, KT_BY_EXPORTER, 6 * a);
        row[n++] = fixture_flow(RUS, KAZ, year, KT_BY_IMPORTER, 15 * a);
        row[n++] = fixture_flow(KAZ, USA, year, KT_BY_EXPORTER, a);
        // No world total of Kazakhstan: the sum of partners is the denominator.
    }
    return n;
}

static inline void fixture_tiny(fixture *f)
{
    kt_flow row[11 * 15];
    kt_fact fact[4] = {
        fixture_fact("f1", 2018, "BLR", "KAZ", "turnover", 900e6, 3),
        fixture_fact("f2", 2018, "BLR", "KAZ", "export", 780e6, 1),
        fixture_fact("f3", 2019, "KAZ", "BLR", "turnover", NAN, 2),
        fixture_fact("f4", 2018, "KAZ", "BLR", "investment", 18.8e6, 3),
    };
    const kt_entry entry[2] = {
        {.id = "c1",
         .kind = "target",
         .title = "Turnover of 1 billion",
         .parties = "",
         .product = "",
         .hs_guess = "",
         .place = "",
         .announced = {2019, 10, 25},
         .due = {2020, 0, 0},
         .quantity_low = NAN,
         .quantity_high = NAN,
         .unit = "",
         .value_usd_low = 1e9,
         .value_usd_high = 1e9,
         .modifier = "over",
         .status = "stated aim",
         .evidence_class = 3,
         .source = "https://example.org/target",
         .source_date = {2019, 10, 27},
         .a = "BLR",
         .b = "KAZ"},
        {.id = "c2",
         .kind = "venture",
         .title = "Assembly of tractors",
         .parties = "",
         .product = "tractors",
         .hs_guess = "8701",
         .place = "",
         .announced = {2005, 0, 0},
         .quantity_low = NAN,
         .quantity_high = NAN,
         .unit = "",
         .value_usd_low = NAN,
         .value_usd_high = NAN,
         .modifier = "",
         .status = "operating",
         .evidence_class = 2,
         .source = "https://example.org/venture",
         .a = "BLR",
         .b = "KAZ"},
    };

    fact[0].modifier = "nearly";
    fact[0].stated_by = "President of Belarus";
    fact[0].source = "https://example.org/talks";
    fact[0].source_date = (kt_date){2019, 10, 25};
    fact[1].statistics_of = "BLR"; // the same number as the dataset's: not told again
    fact[1].stated_by = "Belstat";
    fact[2].growth = 0.3;
    fact[2].period = kt_period_of_months(2019, 1, 9);
    fact[2].stated_by = "Government of Kazakhstan";
    fact[3].modifier = "over";
    fact[3].stated_by = "BelTA";
    fixture_write(f, (fixture_dataset){.name = "tiny", .released = {2019, 11, 1}}, row,
                  fixture_tiny_rows(row));
    fixture_register(f, fact, 4, entry, 2);
}

/* ---- briefs ------------------------------------------------------------------------------ */

static inline kt_brief *fixture_brief(fixture *f, const kt_brief_request *request)
{
    kt_error err = {0};
    kt_brief *brief = NULL;
    CHECK_OK(kt_brief_make(request, &f->world, &brief, &err), err);
    return brief;
}

/* The brief as text, in lines of `width` (0: a paragraph is a line); the caller clears it. */
static inline kt_text fixture_text(fixture *f, const kt_brief_request *request, int width)
{
    kt_error err = {0};
    const kt_document_options options = {.width = width};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_brief *brief = fixture_brief(f, request);
    CHECK_OK(kt_brief_write_text(brief, f->locale, &options, &sink, &err), err);
    kt_brief_free(brief);
    return text;
}

static inline kt_brief_request fixture_request(kt_country a, kt_country b)
{
    kt_brief_request request = kt_brief_request_default();
    request.a = a;
    request.b = b;
    request.now = FIXTURE_NOW;
    return request;
}

#endif
