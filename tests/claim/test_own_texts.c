/* kontor's own texts pass its own check: the briefs as text and Markdown and every item of the
 * bulletin, in three languages, held against the store that they were made from. No figure of
 * theirs may be called one that does not match. */
#include "check.h"

#include <kontor/command.h>
#include <kontor/file.h>

static kt_context *context;
static const char *const languages[] = {"de", "en", "ru"};

typedef struct tally {
    int amounts, levels; /* sums of money in the text; found as claims */
    int judged, matches, other_side, disputed, unverifiable, wrong;
} tally;

static void run(const char *folder, const char *language, const char *name,
                const kt_given *given, int n_given, kt_text *out)
{
    kt_error err = {0};
    kt_text notes = {0};
    const kt_run_options options = {.store = folder,
                                    .language = language,
                                    .now = 1700000000,
                                    .out = kt_sink_text(out),
                                    .notes = kt_sink_text(&notes)};
    CHECK_OK(kt_command_run(kt_command_find(name), context, given, n_given, &options, &err),
             err);
    kt_text_clear(&notes);
}

static int count(const char *text, const char *what)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

/* The claim that does not match, with its note. */
static void tell(const char *what, const char *claims)
{
    const char *at = strstr(claims, "\"verdict\":\"does_not_match\"");
    const char *from = at;
    while (at && from > claims && strncmp(from, "{\"text\"", 7) != 0)
        from--;
    if (at)
        print_error("%s: %.900s\n", what, from);
}

static void check_text(const char *folder, const char *what, const char *text, tally *t)
{
    kt_error err = {0};
    char path[KT_MAX_PATH];
    kt_text out = {0};
    snprintf(path, sizeof path, "%s/own.txt", folder);
    CHECK_OK(kt_file_replace(path, text, strlen(text), &err), err);
    const kt_given given[] = {{NULL, path}, {"format", "json"}, {"published", "2023-11-14"}};
    run(folder, "en", "check", given, 3, &out);
    const char *claims = kt_text_get(&out);
    const int wrong = count(claims, "\"verdict\":\"does_not_match\"");
    if (wrong)
        tell(what, claims);
    t->wrong += wrong;
    t->amounts += count(text, "$") + count(text, "USD") + count(text, "долл.");
    t->levels += count(claims, "\"currency\":\"USD\"");
    t->matches += count(claims, "\"verdict\":\"matches\"");
    t->other_side += count(claims, "\"verdict\":\"matches_other_side\"");
    t->disputed += count(claims, "\"verdict\":\"disputed\"");
    t->unverifiable += count(claims, "\"verdict\":\"unverifiable\"");
    kt_text_clear(&out);
}

static void print_tally(const char *what, const tally *t)
{
    print_message("# %s: %d match, %d the other side's, %d disputed, %d not verifiable, %d do "
                  "not match; %d of %d sums of money found\n",
                  what, t->matches, t->other_side, t->disputed, t->unverifiable, t->wrong,
                  t->levels, t->amounts);
}

static void check_briefs(const char *folder, const char *const pair[][2], int n_pairs)
{
    static const char *const forms[] = {"text", "md"};
    tally t = {0};
    for (int n = 0; n < n_pairs * 6; n++) {
        const char *language = languages[n % 3], *form = forms[n / 3 % 2];
        const kt_given given[] = {
            {NULL, pair[n / 6][0]}, {NULL, pair[n / 6][1]}, {"format", form}};
        char what[64];
        kt_text text = {0};
        const tally before = t;
        snprintf(what, sizeof what, "brief %s %s %s %s", pair[n / 6][0], pair[n / 6][1],
                 language, form);
        run(folder, language, "brief", given, 3, &text);
        check_text(folder, what, kt_text_get(&text), &t);
        CHECK(t.matches - before.matches >= 9); /* the summary alone has more */
        kt_text_clear(&text);
    }
    print_tally("briefs", &t);
    CHECK_INT(t.wrong, 0);
}

static void check_items(const char *folder, const char *const country[], int n_countries)
{
    tally t[3] = {{0}};
    kt_text list = {0};
    for (int n = 0; n < n_countries; n++) {
        const kt_given make[] = {
            {NULL, "make"}, {"country", country[n]}, {"top", "12"}, {"least", "0"}};
        kt_text said = {0};
        run(folder, "en", "bulletin", make, 4, &said);
        kt_text_clear(&said);
    }
    const kt_given all[] = {{NULL, "list"}, {"format", "json"}, {"top", "100"}};
    run(folder, "en", "bulletin", all, 3, &list);
    int n_items = 0;
    for (const char *at = kt_text_get(&list); (at = strstr(at, "\"id\": ")); n_items++) {
        char id[16], what[32];
        at += strlen("\"id\": ");
        snprintf(id, sizeof id, "%d", atoi(at));
        for (int n = 0; n < 3; n++) {
            const kt_given show[] = {{NULL, "show"}, {NULL, id}};
            kt_text text = {0};
            snprintf(what, sizeof what, "item %s %s", id, languages[n]);
            run(folder, languages[n], "bulletin", show, 2, &text);
            check_text(folder, what, kt_text_get(&text), &t[n]);
            kt_text_clear(&text);
        }
    }
    kt_text_clear(&list);
    CHECK(n_items >= n_countries);
    for (int n = 0; n < 3; n++) {
        print_tally(languages[n], &t[n]);
        CHECK_INT(t[n].wrong, 0);
        CHECK(t[n].levels * 10 >= t[n].amounts * 9);
        CHECK(t[n].matches * 10 >=
              (t[n].matches + t[n].other_side + t[n].disputed + t[n].unverifiable) * 9);
    }
}

static void texts_from_the_real_file_pass(void **state)
{
    static const char *const pair[][2] = {{"BLR", "KAZ"}, {"DEU", "UZB"}, {"CHE", "ITA"}};
    static const char *const country[] = {"BLR", "UZB", "DEU"};
    char folder[256];
    kt_text said = {0};
    const kt_given dots[] = {{NULL, kt_shared("data/imf_dots_bilateral_1992_2020.csv.gz")}};
    (void)state;
    kt_scratch_make(folder);
    run(folder, "en", "import", dots, 1, &said);
    kt_text_clear(&said);
    check_briefs(folder, pair, 3);
    check_items(folder, country, 3);
    kt_scratch_remove(folder);
}

/* Two countries and a third, eleven years, both sides; values of our own making. */
static void write_world(const char *path)
{
    static const struct {
        const char *a, *b;
        double from, by; /* million USD in 2008, and more each year */
    } flows[] = {{"BLR", "KAZ", 365, 41.7},  {"KAZ", "BLR", 171, -6.3},
                 {"BLR", "RUS", 9870, 311},  {"RUS", "BLR", 23507, -87},
                 {"KAZ", "RUS", 6227, -102}, {"RUS", "KAZ", 13300, 57}};
    kt_error err = {0};
    kt_text csv = {0};
    CHECK_OK(kt_text_add(&csv, "year,reporter,partner,flow,value_usd\n", &err), err);
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        for (int t = 0; t < 11; t++) {
            const double usd = (flows[n].from + flows[n].by * t + 13.7 * (t * 7 % 5)) * 1e6;
            CHECK_OK(kt_text_format(&csv, &err, "%d,%s,%s,X,%.0f\n%d,%s,%s,M,%.0f\n", 2008 + t,
                                    flows[n].a, flows[n].b, usd, 2008 + t, flows[n].b,
                                    flows[n].a, usd * 1.07),
                     err);
        }
    CHECK_OK(kt_file_replace(path, csv.data, csv.size, &err), err);
    kt_text_clear(&csv);
}

static void texts_from_a_small_store_pass(void **state)
{
    static const char *const pair[][2] = {{"BLR", "KAZ"}, {"RUS", "BLR"}};
    static const char *const country[] = {"BLR"};
    char folder[256], path[KT_MAX_PATH];
    kt_text said = {0};
    (void)state;
    kt_scratch_make(folder);
    snprintf(path, sizeof path, "%s/small.csv", folder);
    write_world(path);
    const kt_given own[] = {{NULL, path}, {"as", "small"}};
    run(folder, "en", "import", own, 2, &said);
    kt_text_clear(&said);
    check_briefs(folder, pair, 2);
    check_items(folder, country, 1);
    kt_scratch_remove(folder);
}

static int begin(void **state)
{
    kt_error err = {0};
    (void)state;
    CHECK_OK(kt_context_open(NULL, &context, &err), err);
    return 0;
}

static int end(void **state)
{
    (void)state;
    kt_context_close(context);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(texts_from_a_small_store_pass),
        KT_TEST(texts_from_the_real_file_pass),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
