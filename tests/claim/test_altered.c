/* Claims made from true figures of the real file, and from altered ones: what is true may not
 * be said to mismatch, what is altered may not match. Without the shared data these are
 * skipped. */
#include "verdict_fixture.h"

#include <kontor/pair.h>
#include <kontor/partners.h>
#include <kontor/random.h>

static const char *const codes[] = {"DEU", "FRA", "USA", "CHN", "RUS", "KAZ", "BLR", "UZB",
                                    "TUR", "IND", "BRA", "JPN", "ITA", "POL", "UKR", "EGY",
                                    "VNM", "MEX", "KOR", "ZAF", "ARG", "ESP", "AUT", "HUN"};
enum { N_CODES = sizeof codes / sizeof *codes };

/* The verdict on the one claim of a text; -1 when it is read as none or as several. */
static int judge(world *w, const char *text)
{
    kt_error err = {0};
    kt_claims claims = {0};
    kt_verdicts verdicts = {0};
    CHECK_OK(kt_claims_read(w->reader, kt_slice_of(text), (kt_date){0}, &claims, &err), err);
    CHECK_OK(kt_verdicts_judge(&w->check, &claims, &verdicts, &err), err);
    const int kind = claims.n_claims == 1 ? verdicts.verdict[0].kind : -1;
    if (kind < 0)
        printf("# unread: %s", text);
    kt_verdicts_clear(&verdicts);
    kt_claims_clear(&claims);
    return kind;
}

/* ---- levels ------------------------------------------------------------------------------ */

static int verdict_of(world *w, const char *whose, const char *a, const char *b, bool export,
                      int year, double usd)
{
    char text[400], lead[100] = "";
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
    return judge(w, text);
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

static void say(const char *name, const tally *t)
{
    printf("# %-9s %d claims, %d match, %d do not, %d unread\n", name, t->n, t->matches,
           t->does_not_match, t->unread);
}

static uint64_t draw(uint64_t *drawn, uint64_t below)
{
    return kt_random_bits(20191025, (*drawn)++) % below;
}

static void altered_figures_are_told_from_true_ones(void **state)
{
    (void)state;
    enum { N_CASES = 250 };
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
        say(names[n], &all[n]);
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

/* ---- growth ------------------------------------------------------------------------------ */

static int verdict_of_growth(world *w, const char *whose, const char *a, const char *b,
                             int year, double growth)
{
    char text[400];
    snprintf(text, sizeof text,
             "MINSK, 1 March %d - %s statistics show: Exports from %s to %s %s by %.1f%% in "
             "%d, officials said.\n",
             year + 1, whose, a, b, growth < 0.0 ? "fell" : "rose", 100.0 * fabs(growth), year);
    return judge(w, text);
}

/* USD of exports by the exporter's statistics in the two years to `year`. */
static void exports_of(kt_dataset *dataset, kt_country a, kt_country b, int year, double usd[2])
{
    kt_error err = {0};
    kt_observations rows = {0};
    kt_series series = {0};
    CHECK_OK(kt_observations_gather(dataset, a, b, 0, 0, &rows, &err), err);
    CHECK_OK(kt_series_compute(rows.row, rows.n_rows, a, b, KT_STATISTICS_OWN, &series, &err),
             err);
    usd[0] = kt_series_usd(&series, KT_MEASURE_EXPORT, year - 1);
    usd[1] = kt_series_usd(&series, KT_MEASURE_EXPORT, year);
    kt_series_clear(&series);
    kt_observations_clear(&rows);
}

static void altered_growth_is_told_from_true(void **state)
{
    enum { N_CASES = 250 };
    kt_error err = {0};
    kt_dataset *dataset = NULL;
    tally true_ones = {0}, altered = {0}, turned = {0};
    uint64_t drawn = 0;
    world w = {0};
    (void)state;
    need_data();
    open_world(&w);
    CHECK_OK(kt_dataset_open(w.store, 0, &dataset, &err), err);
    for (int n = 0; n < N_CASES; n++) {
        const uint64_t i = draw(&drawn, N_CODES);
        const uint64_t j = (i + 1 + draw(&drawn, N_CODES - 1)) % N_CODES;
        const int year = 1996 + (int)draw(&drawn, 23);
        const double points = 0.05 + 0.3 * kt_random_uniform(kt_random_bits(7, drawn++));
        kt_country a, b;
        double usd[2];
        kt_country_parse(kt_slice_of(codes[i]), &a);
        kt_country_parse(kt_slice_of(codes[j]), &b);
        exports_of(dataset, a, b, year, usd);
        const double growth = usd[1] / usd[0] - 1.0;
        if (isnan(growth) || usd[0] < 1e7 || fabs(growth) > 0.9)
            continue;
        const char *x = kt_country_name(w.countries, a, "en", KT_NAME_BETWEEN);
        const char *y = kt_country_name(w.countries, b, "en", KT_NAME_BETWEEN);
        const char *whose = kt_country_name(w.countries, a, "en", KT_NAME_ADJECTIVE);
        add(&true_ones, verdict_of_growth(&w, whose, x, y, year, growth));
        add(&altered, verdict_of_growth(&w, whose, x, y, year, growth + points));
        if (fabs(growth) > 0.03)
            add(&turned, verdict_of_growth(&w, whose, x, y, year, -growth));
    }
    kt_dataset_close(dataset);
    close_world(&w);
    say("true", &true_ones);
    say("altered", &altered);
    say("turned", &turned);
    CHECK(true_ones.n >= 150);
    CHECK_INT(true_ones.unread + altered.unread + turned.unread, 0);
    CHECK(true_ones.does_not_match * 100 <= true_ones.n);
    CHECK((altered.matches + turned.matches) * 20 <= altered.n + turned.n);
}

/* ---- places and shares ------------------------------------------------------------------- */

static int verdict_of_rank(world *w, const char *a, const char *b, int year, int rank)
{
    static const char *const ordinals[] = {"",       "second-", "third-",    "fourth-",
                                           "fifth-", "sixth-",  "seventh-",  "eighth-",
                                           "ninth-", "tenth-",  "eleventh-", "twelfth-"};
    char text[400];
    snprintf(text, sizeof text,
             "MINSK, 1 March %d - In %d, %s was %s %slargest export market.\n", year + 1, year,
             b, a, ordinals[rank - 1]);
    return judge(w, text);
}

static int verdict_of_share(world *w, const char *a, const char *b, int year, double share)
{
    char text[400];
    snprintf(text, sizeof text,
             "MINSK, 1 March %d - In %d, %s accounted for %.1f%% of %s exports.\n", year + 1,
             year, b, 100.0 * share, a);
    return judge(w, text);
}

static void altered_places_and_shares_are_told_from_true_ones(void **state)
{
    enum { N_CASES = 120, LAST = 12 };
    kt_error err = {0};
    kt_dataset *dataset = NULL;
    tally ranks = {0}, shares = {0}, other_ranks = {0}, other_shares = {0};
    uint64_t drawn = 0;
    world w = {0};
    (void)state;
    need_data();
    open_world(&w);
    CHECK_OK(kt_dataset_open(w.store, 0, &dataset, &err), err);
    for (int n = 0; n < N_CASES; n++) {
        kt_country a;
        kt_partners partners = {0};
        kt_ranking ranking = {0};
        const int year = 1996 + (int)draw(&drawn, 23), at = 1 + (int)draw(&drawn, LAST - 3);
        const double factor = 0.15 + 0.45 * kt_random_uniform(kt_random_bits(7, drawn++));
        kt_country_parse(kt_slice_of(codes[draw(&drawn, N_CODES)]), &a);
        CHECK_OK(kt_partners_gather(dataset, w.countries, a, (int16_t)year, &partners, &err),
                 err);
        CHECK_OK(kt_partners_rank(&partners, w.countries, w.blocs, NULL, KT_MEASURE_EXPORT,
                                  KT_STATISTICS_OWN, &ranking, &err),
                 err);
        const kt_rank *place = ranking.n_ranked > LAST ? &ranking.list[at] : NULL;
        if (place && place->best == place->worst && ranking.total.coverage <= 1.0) {
            const char *x = kt_country_name(w.countries, a, "en", KT_NAME_GENITIVE);
            const char *y = kt_country_name(w.countries, place->country, "en", KT_NAME_SUBJECT);
            const int other = place->rank > LAST / 2 ? place->rank - 3 : place->rank + 3;
            add(&ranks, verdict_of_rank(&w, x, y, year, place->rank));
            add(&other_ranks, verdict_of_rank(&w, x, y, year, other));
            add(&shares, verdict_of_share(&w, x, y, year, place->share));
            add(&other_shares, verdict_of_share(&w, x, y, year, place->share * (1.0 + factor)));
        }
        kt_ranking_clear(&ranking);
        kt_partners_clear(&partners);
    }
    kt_dataset_close(dataset);
    close_world(&w);
    say("ranks", &ranks);
    say("altered", &other_ranks);
    say("shares", &shares);
    say("altered", &other_shares);
    CHECK(ranks.n >= 60);
    CHECK_INT(ranks.unread + shares.unread + other_ranks.unread + other_shares.unread, 0);
    CHECK_INT(ranks.does_not_match + shares.does_not_match, 0);
    CHECK((other_ranks.matches + other_shares.matches) * 20 <= other_ranks.n + other_shares.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(altered_figures_are_told_from_true_ones),
        KT_TEST(altered_growth_is_told_from_true),
        KT_TEST(altered_places_and_shares_are_told_from_true_ones),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, NULL, close_real_store);
}
