/* test_measure_promises.c: what every indicator owes its reader, whichever it is: no number
 * without coverage, level, convention, dataset and how it is known, in text, CSV and JSON.
 *
 * The world: six countries, eight products, four years, both sides' statements. Each country
 * states with World a quarter more than its partners make up: coverage is 80 % everywhere. */
#include "measure_fixture.h"

enum { COUNTRIES = 6, PRODUCTS = 8, FIRST = 2016, LAST = 2019 };

static const char *const countries[COUNTRIES] = {"BLR", "KAZ", "UZB", "DEU", "FRA", "POL"};
static const char *const products[PRODUCTS] = {"010121", "020110", "270900", "310420",
                                               "520100", "720711", "870190", "880260"};

static measure_fixture fixture;
static char income[320];

/* Every country lacks other products; all values over the threshold. */
static int value_of(int year, int i, int j, int k)
{
    if ((i + 2 * k) % 5 == 0 || i == j || (k == 7 && year == FIRST))
        return 0;
    return 20000 + 1000 * ((7 * i + 3 * j + 5 * k + year) % 17) + 900 * k * (i + 1);
}

static void add_country(kt_text *out, int year, int i, kt_error *err)
{
    int exports = 0, imports = 0;
    for (int j = 0; j < COUNTRIES; j++)
        for (int k = 0; k < PRODUCTS; k++) {
            const int sent = value_of(year, i, j, k), got = value_of(year, j, i, k);
            if (sent)
                CHECK_OK(kt_text_format(out, err, "%d,%s,%s,X,%s,%d,%d\n", year, countries[i],
                                        countries[j], products[k], sent, sent / 100 + k),
                         *err);
            if (got)
                CHECK_OK(kt_text_format(out, err, "%d,%s,%s,M,%s,%d,%d\n", year, countries[i],
                                        countries[j], products[k], got, got / 90 + k),
                         *err);
            exports += sent;
            imports += got;
        }
    CHECK_OK(kt_text_format(out, err, "%d,%s,WLD,X,TOTAL,%d,\n%d,%s,WLD,M,TOTAL,%d,\n", year,
                            countries[i], exports * 5 / 4, year, countries[i], imports * 5 / 4),
             *err);
}

static int set_up(void **state)
{
    kt_error err = {0};
    kt_text rows = {0};
    (void)state;
    kt_scratch_make(fixture.folder);
    CHECK_OK(kt_context_open(NULL, &fixture.context, &err), err);
    CHECK_OK(kt_text_add(&rows, "year,reporter,partner,flow,hs17,value_usd,quantity_t\n", &err),
             err);
    for (int year = FIRST; year <= LAST; year++)
        for (int i = 0; i < COUNTRIES; i++)
            add_country(&rows, year, i, &err);
    fixture_import(&fixture, "low", kt_text_get(&rows));
    fixture_write(
        &fixture, "income.csv",
        "country,value\nBLR,6000\nKAZ,9000\nUZB,2000\nDEU,45000\nFRA,40000\nPOL,15000\n",
        income);
    kt_text_clear(&rows);
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_context_close(fixture.context);
    kt_scratch_remove(fixture.folder);
    return 0;
}

/* An indicator asked for as its `needs` say. */
static kt_text ask(const char *name, const char *needs, const char *format)
{
    kt_error err = {0};
    kt_text out = {0};
    kt_given given[10] = {{NULL, name}};
    int n = 1;
    if (needs[0] == 'A')
        given[n++] = (kt_given){NULL, "BLR"};
    if (strncmp(needs, "A B", 3) == 0)
        given[n++] = (kt_given){NULL, "KAZ"};
    if (strncmp(needs, "--product", 9) == 0)
        given[n++] = (kt_given){"product", "270900"};
    if (strstr(needs, "--income"))
        given[n++] = (kt_given){"income", income};
    if (strstr(needs, "FIRST-LAST"))
        given[n++] = (kt_given){"years", "2016-2019"};
    given[n++] = (kt_given){"dataset", "low"};
    given[n++] = (kt_given){"format", format};
    if (fixture_run(&fixture, "measure", given, n, &out, &err) != KT_OK)
        fail_msg("%s: %s", name, err.cause);
    return out;
}

/* Where nothing is summed there is no coverage: two statements of one flow. */
static bool is_of_no_total(const char *name)
{
    return strcmp(name, "mirror") == 0;
}

static void check_csv(const char *name, const kt_text *csv)
{
    const int64_t n = fixture_cell(csv, 0, "coverage").n_rows;
    for (int64_t r = 0; r < n; r++) {
        const double coverage = fixture_number(csv, r, "coverage");
        CHECK(fixture_cell(csv, r, "level").text[0] != '\0');
        CHECK(fixture_cell(csv, r, "convention").text[0] != '\0');
        CHECK(fixture_cell(csv, r, "status").text[0] != '\0');
        CHECK(strncmp(fixture_cell(csv, r, "dataset").text, "low@", 4) == 0);
        if (is_of_no_total(name))
            CHECK(isnan(coverage));
        else if (!(fabs(coverage - 0.8) <= 1e-4)) // totals are rounded to dollars
            fail_msg("%s, row %d: coverage %g", name, (int)r, coverage);
    }
}

static void check_text(const char *name, const kt_text *text)
{
    const char *said = kt_text_get(text);
    CHECK(strstr(said, "coverage") != NULL);
    CHECK(strstr(said, "low@") != NULL);
    CHECK(strstr(said, "Source of the formula: ") != NULL);
    CHECK(strstr(said, "HS17 at 6 digits") || strstr(said, "All products together"));
    if (!is_of_no_total(name) && !strstr(said, "under 95%"))
        fail_msg("%s does not say that coverage is low:\n%s", name, said);
}

static void no_indicator_is_printed_without_coverage_and_convention(void **state)
{
    kt_error err = {0};
    kt_text list = {0};
    const kt_given given[] = {{"list", NULL}, {"format", "csv"}};
    (void)state;
    CHECK_OK(fixture_run(&fixture, "measure", given, 2, &list, &err), err);
    const int64_t n = fixture_cell(&list, 0, "name").n_rows;
    CHECK(n >= 32);
    for (int64_t r = 0; r < n; r++) {
        const wanted_cell name = fixture_cell(&list, r, "name");
        const wanted_cell needs = fixture_cell(&list, r, "needs");
        CHECK(fixture_cell(&list, r, "convention").text[0] != '\0');
        CHECK(fixture_cell(&list, r, "source").text[0] != '\0');
        kt_text csv = ask(name.text, needs.text, "csv");
        check_csv(name.text, &csv);
        kt_text text = ask(name.text, needs.text, "text");
        check_text(name.text, &text);
        kt_text json = ask(name.text, needs.text, "json");
        CHECK(strstr(kt_text_get(&json), "\"coverage\"") != NULL);
        CHECK(strstr(kt_text_get(&json), "\"notes\"") != NULL);
        kt_text_clear(&json);
        kt_text_clear(&text);
        kt_text_clear(&csv);
    }
    kt_text_clear(&list);
}

/* Shares and places under 95 % coverage are ranges, and nothing else. */
static void under_95_percent_no_index_of_concentration_stands_alone(void **state)
{
    (void)state;
    kt_text csv = ask("concentration", "A", "csv");
    const int64_t n = fixture_cell(&csv, 0, "indicator").n_rows;
    int n_ranges = 0;
    for (int64_t r = 0; r < n; r++) {
        const wanted_cell indicator = fixture_cell(&csv, r, "indicator");
        const double low = fixture_number(&csv, r, "low"),
                     high = fixture_number(&csv, r, "high");
        if (strcmp(indicator.text, "categories") == 0 || strcmp(indicator.text, "active") == 0)
            continue;
        CHECK(isnan(fixture_number(&csv, r, "value")));
        CHECK(isnan(low) || low < high);
        n_ranges += !isnan(low);
    }
    CHECK_INT(n_ranges, 4 * 10); // exports and imports, of partners and of products
    kt_text_clear(&csv);
}

static kt_text in_language(const char *language, const kt_given *given, int n)
{
    char store[300];
    kt_error err = {0};
    kt_text out = {0}, notes = {0};
    snprintf(store, sizeof store, "%s/store", fixture.folder);
    const kt_run_options options = {.store = store,
                                    .language = language,
                                    .now = 1700000000,
                                    .out = kt_sink_text(&out),
                                    .notes = kt_sink_text(&notes)};
    CHECK_OK(
        kt_command_run(kt_command_find("measure"), fixture.context, given, n, &options, &err),
        err);
    kt_text_clear(&notes);
    return out;
}

static void notes_are_in_the_reader_s_language(void **state)
{
    static const char *const language[] = {"de", "en", "ru"};
    static const char *const said[] = {"Eine Ware gilt als gehandelt, wenn",
                                       "A product counts as traded where",
                                       "Товар считается торгуемым, если"};
    const kt_given given[] = {{NULL, "basket"},
                              {NULL, "BLR"},
                              {NULL, "KAZ"},
                              {"dataset", "low"},
                              {"years", "2016-2019"}};
    (void)state;
    for (int l = 0; l < 3; l++) {
        kt_text out = in_language(language[l], given, 5);
        CHECK(strstr(kt_text_get(&out), said[l]) != NULL);
        kt_text_clear(&out);
    }
}

/* What each indicator means, and its convention: no English is left in the other languages. */
static void the_list_is_in_the_reader_s_language(void **state)
{
    static const char *const column[] = {"means", "convention"};
    const kt_given list[] = {{"list", NULL}}, csv[] = {{"list", NULL}, {"format", "csv"}};
    kt_text english = in_language("en", csv, 2);
    const int64_t n = fixture_cell(&english, 0, "name").n_rows;
    (void)state;
    for (int l = 0; l < 2; l++) {
        kt_text out = in_language(l ? "ru" : "de", list, 1);
        CHECK(strstr(kt_text_get(&out), "\ntwo-way ") != NULL); // a name is typed as it is
        for (int64_t r = 0; r < n; r++)
            for (int c = 0; c < 2; c++) {
                const wanted_cell cell = fixture_cell(&english, r, column[c]);
                if (strstr(kt_text_get(&out), cell.text))
                    fail_msg("%s is in English: %s", column[c], cell.text);
            }
        kt_text_clear(&out);
    }
    kt_text_clear(&english);
}

/* ---- memory -------------------------------------------------------------------------------
 */

typedef struct question {
    const char *name, *a, *b, *members;
} question;

static kt_status ask_once(void *with, kt_error *err)
{
    const question *of = with;
    kt_text out = {0};
    kt_given given[8] = {{NULL, of->name}, {NULL, of->a}};
    int n = 2;
    if (of->b)
        given[n++] = (kt_given){NULL, of->b};
    if (of->members)
        given[n++] = (kt_given){"members", of->members};
    given[n++] = (kt_given){"dataset", "low"};
    const kt_status status = fixture_run(&fixture, "measure", given, n, &out, err);
    kt_text_clear(&out);
    return status;
}

/* The n-th request fails, for every n: nothing is lost and nothing half an answer. */
static void every_failing_request_is_reported(void **state)
{
    char members[320];
    kt_error err = {0};
    (void)state;
    fixture_write(&fixture, "groups.csv", "country,group\nBLR,Two\nUZB,Two\n", members);
    question list[] = {
        {"basket", "BLR", "KAZ", NULL},    {"margins", "BLR", "KAZ", NULL},
        {"rma", "BLR", NULL, NULL},        {"concentration", "Two", NULL, members},
        {"mirror", "Two", "KAZ", members}, {"intensity", "BLR", "KAZ", NULL}};
    for (size_t q = 0; q < sizeof list / sizeof *list; q++) {
        CHECK_OK(ask_once(&list[q], &err), err); // the tables of the context are open now
        kt_check_faults(KT_FAULT_MEMORY, ask_once, &list[q]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(no_indicator_is_printed_without_coverage_and_convention),
        KT_TEST(under_95_percent_no_index_of_concentration_stands_alone),
        KT_TEST(notes_are_in_the_reader_s_language),
        KT_TEST(the_list_is_in_the_reader_s_language),
        KT_TEST(every_failing_request_is_reported),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
