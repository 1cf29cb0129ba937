/* test_gravity_stopped.c: whoever is told to stop stops, wherever it is just then: estimation
 * and prediction ask often, end with KT_ERR_STOPPED and lose nothing. */
#include "gravity_fixture.h"

#include <kontor/progress.h>

static gravity_fixture f;
static char panel[320], model[320], separated[320];

/* Says yes from the n-th question on. */
typedef struct patience {
    int64_t n_asked, limit; /* limit 0: never */
    bool is_over;
} patience;

static bool stopped(void *with)
{
    patience *p = with;
    p->n_asked++;
    p->is_over |= p->limit && p->n_asked >= p->limit;
    return p->is_over;
}

static kt_status call(const char *command, const char *const *words, patience *p, kt_error *err)
{
    kt_given given[40];
    char store[300];
    int n = 0;
    const kt_progress progress = {NULL, stopped, p};
    for (; words[0] && n < 40; n++, words += 2)
        given[n] = (kt_given){words[0][0] ? words[0] : NULL, words[1]};
    snprintf(store, sizeof store, "%s/store", f.folder);
    kt_text_reset(&f.out);
    kt_text_reset(&f.notes);
    const kt_run_options options = {.store = store,
                                    .language = "en",
                                    .out = kt_sink_text(&f.out),
                                    .notes = kt_sink_text(&f.notes),
                                    .progress = &progress};
    return kt_command_run(kt_command_find(command), f.context, given, n, &options, err);
}

/* Stopped at the 1st, 2nd, ... question, later at ever fewer of them, until it is through. */
static void check_stops(const char *command, const char *const *words, int64_t least)
{
    patience whole = {0};
    kt_error err = {0};
    CHECK_OK(call(command, words, &whole, &err), err);
    if (whole.n_asked < least)
        fail_msg("asked %lld times only", (long long)whole.n_asked);
    for (int64_t limit = 1; limit <= whole.n_asked; limit += 1 + limit / 12) {
        patience p = {.limit = limit};
        err = (kt_error){0};
        const kt_status status = call(command, words, &p, &err);
        if (status != KT_ERR_STOPPED || !err.cause[0])
            fail_msg("stopped at %lld of %lld: status %d, %s", (long long)limit,
                     (long long)whole.n_asked, (int)status, err.cause);
        /* Other threads end what they have begun; nobody begins anew. */
        CHECK(p.n_asked <= limit + 2);
    }
    CHECK_OK(call(command, words, &(patience){0}, &err), err);
}

#define CHECK_STOPS(least, command, ...)                                                       \
    do {                                                                                       \
        const char *const words_[] = {__VA_ARGS__, "threads", "1", NULL};                      \
        check_stops(command, words_, least);                                                   \
    } while (0)

static void write_panels(void)
{
    kt_error err = {0};
    kt_text text = {0}, with_zeros = {0};
    static const char *const code[] = {"AUT", "BEL", "CHE", "DEU", "ESP", "FRA"};
    const char head[] = "exporter,importer,year,trade,dist,rta,z\n";
    CHECK_OK(kt_text_add(&text, head, &err), err);
    CHECK_OK(kt_text_add(&with_zeros, head, &err), err);
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < 6; j++)
            for (int t = 0; t < 4; t++) {
                const int rta = i != j && (i + j) % 3 == 0 && t > 1 + i % 2;
                const double dist = i == j ? 50 : 100 + 37 * (i > j ? i * 7 + j : j * 7 + i);
                const double noise = 1 + 0.1 * ((i * 31 + j * 17 + t * 7) % 11 - 5) / 5;
                const double trade =
                    (1 + i) * (2 + j) * (10 + t) * 1000 / dist * (rta ? 1.5 : 1) * noise;
                CHECK_OK(kt_text_format(&text, &err, "%s,%s,%d,%.6f,%g,%d,%d\n", code[i],
                                        code[j], 2000 + t, trade, dist, rta, (i * j + t) % 5),
                         err);
                /* z is positive only where nothing is traded. */
                const bool none = (i * 5 + j * 3 + t) % 9 == 0;
                CHECK_OK(kt_text_format(&with_zeros, &err, "%s,%s,%d,%.6f,%g,%d,%d\n", code[i],
                                        code[j], 2000 + t, none ? 0.0 : trade, dist, rta,
                                        none && (i + t) % 2),
                         err);
            }
    gravity_write(&f, "panel.csv", kt_text_get(&text), panel);
    gravity_write(&f, "separated.csv", kt_text_get(&with_zeros), separated);
    snprintf(model, sizeof model, "%s/model.csv", f.folder);
    kt_text_clear(&with_zeros);
    kt_text_clear(&text);
}

static int set_up(void **state)
{
    (void)state;
    gravity_open(&f);
    write_panels();
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    gravity_close(&f);
    return 0;
}

#define THREE "trade ~ rta + log(dist):z | exp^year + imp^year + pair"

static void estimation_stops_anywhere(void **state)
{
    (void)state;
    CHECK_STOPS(100, "gravity", "", THREE, "data", panel);
    CHECK_STOPS(50, "gravity", "", "trade ~ rta + i(year, z) | exp[year] + imp", "data", panel);
    CHECK_STOPS(20, "gravity", "", "log(trade) ~ rta | exp + imp", "data", panel, "family",
                "gaussian", "vcov", "hetero");
    CHECK_STOPS(50, "gravity", "", "trade ~ rta | exp + imp", "data", panel, "family",
                "negbin");
    CHECK_STOPS(20, "gravity", "", "trade ~ rta | exp + imp", "data", panel, "family", "gamma");
}

static void the_search_for_separated_rows_stops_anywhere(void **state)
{
    (void)state;
    CHECK_STOPS(50, "gravity", "", "trade ~ rta + z | exp^year + imp^year", "data", separated);
}

static void instruments_stop_anywhere(void **state)
{
    (void)state;
    CHECK_STOPS(50, "gravity", "", "trade ~ log(dist) | exp + imp | rta ~ z", "data", panel);
    CHECK_STOPS(30, "gravity", "", "log(trade) ~ log(dist) | exp + imp | rta ~ z", "data",
                panel, "family", "gaussian");
}

static void every_kind_of_errors_stops_anywhere(void **state)
{
    (void)state;
    static const char *const kinds[] = {"~exp + imp + year", "dyadic", "NW(1)", "DK", "iid"};
    for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++)
        CHECK_STOPS(30, "gravity", "", "trade ~ rta | exp + imp", "data", panel, "vcov",
                    kinds[n]);
}

static void what_is_made_of_a_model_stops_anywhere(void **state)
{
    (void)state;
    CHECK_STOPS(100, "gravity", "", THREE, "data", panel, "bias-correction", NULL);
    CHECK_STOPS(100, "gravity", "", "trade ~ 1 | exp^year + imp^year + pair", "data", panel,
                "etwfe", "rta", "leads", "1");
    CHECK_STOPS(100, "gravity", "", THREE, "data", panel, "recover", "log(dist) | exporter",
                "tests", NULL);
    CHECK_STOPS(50, "gravity", "", "trade ~ rta | exp^year + imp^year", "data", panel, "table",
                "resistances", "save", model);
}

static void prediction_stops_anywhere(void **state)
{
    (void)state;
    kt_error err = {0};
    GRAVITY(&f, "", "trade ~ rta + i(year, z) | exp^year + imp + pair", "data", panel, "save",
            model);
    CHECK_STOPS(10, "predict", "", model, "data", panel);
    char flows[320];
    gravity_write(
        &f, "flows.csv",
        "year,reporter,partner,flow,value_usd\n2010,DEU,FRA,X,100\n2010,FRA,DEU,X,50\n"
        "2010,DEU,ITA,X,7\n2010,FRA,ITA,X,9\n",
        flows);
    const char *const taken[] = {"", flows, "as", "mine", NULL};
    CHECK_OK(gravity_call(&f, "import", taken, &err), err);
    GRAVITY(&f, "", "trade ~ 1 | exp", "flows", "mine", "vcov", "hetero", "keep", "mine");
    CHECK_STOPS(5, "predict", "", "mine");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(estimation_stops_anywhere),
        KT_TEST(the_search_for_separated_rows_stops_anywhere),
        KT_TEST(instruments_stop_anywhere),
        KT_TEST(every_kind_of_errors_stops_anywhere),
        KT_TEST(what_is_made_of_a_model_stops_anywhere),
        KT_TEST(prediction_stops_anywhere),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
