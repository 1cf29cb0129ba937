/* test_say.c: numbers in sentences as a language writes them. */
#include "check.h"

#include "command/run_internal.h"
#include "command/say.h"

static kt_context *context;

static kt_text say(const char *language, const char *key, const kt_say_value *value, int n)
{
    kt_error err = {0};
    kt_text out = {0};
    const kt_run_options options = {.language = language};
    const kt_run run = {
        .command = kt_command_find("info"), .context = context, .options = &options};
    CHECK_OK(kt_say_phrase(&run, key, value, n, &out, &err), err);
    return out;
}

static void check(const char *language, const char *key, const kt_say_value *value, int n,
                  const char *expected)
{
    kt_text out = say(language, key, value, n);
    CHECK_TEXT(kt_text_get(&out), expected);
    kt_text_clear(&out);
}

static void counts_choose_the_plural_and_are_grouped(void **state)
{
    (void)state;
    kt_say_value n = {.name = "n", .as = KT_AS_COUNT, .number = 1};
    check("en", "query.more", &n, 1, "One more row is not shown.");
    check("ru", "query.more", &n, 1, "Ещё 1 строка не показана.");
    n.number = 22;
    check("ru", "query.more", &n, 1, "Ещё 22 строки не показаны.");
    n.number = 12345;
    check("en", "query.more", &n, 1, "12,345 more rows are not shown.");
    check("de", "query.more", &n, 1, "12.345 weitere Zeilen sind nicht gezeigt.");
    check("ru", "query.more", &n, 1, "Ещё 12\u00a0345 строк не показаны.");
}

static void years_are_not_grouped_and_percentages_have_their_sign(void **state)
{
    (void)state;
    const kt_say_value value[] = {
        {.name = "year", .as = KT_AS_YEAR, .number = 2018},
        {.name = "share", .as = KT_AS_PERCENT, .number = 0.6111, .decimals = 1}};
    check("en", "measure.mirror_groups", value, 2,
          "Of groups: only flows that both sides report are in both sums; in 2018 that leaves "
          "out 61.1% of what either side states.");
    check("de", "measure.mirror_groups", value, 2,
          "Bei Gruppen: In beiden Summen stehen nur Ströme, die beide Seiten melden; 2018 "
          "bleiben damit 61,1\u00a0% dessen außen vor, was eine der Seiten angibt.");
}

/* As many decimals as a number needs. */
static void plain_numbers_have_the_decimals_that_they_need(void **state)
{
    (void)state;
    kt_say_value value[] = {{.name = "in_tree", .as = KT_AS_COUNT, .number = 1},
                            {.name = "parts", .as = KT_AS_COUNT, .number = 2},
                            {.name = "threshold", .as = KT_AS_PLAIN, .number = 0.55},
                            {.name = "links", .as = KT_AS_COUNT, .number = 3}};
    check("en", "measure.links", value, 4,
          "The maximum spanning tree, 1 link in 2 parts, and all links of 0.55 or more: 3 "
          "together.");
    value[2].number = 1.0;
    check("en", "measure.links", value, 4,
          "The maximum spanning tree, 1 link in 2 parts, and all links of 1 or more: 3 "
          "together.");
    value[2].number = 1.0 / 3.0;
    check("en", "measure.links", value, 4,
          "The maximum spanning tree, 1 link in 2 parts, and all links of 0.333333 or more: 3 "
          "together.");
}

static void a_phrase_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text out = {0};
    const kt_run_options options = {.language = "de"};
    const kt_run run = {
        .command = kt_command_find("info"), .context = context, .options = &options};
    CHECK_FAILS(kt_say_phrase(&run, "no.such_phrase", NULL, 0, &out, &err), KT_ERR_FORMAT, err);
    CHECK_INT(out.size, 0);
}

static kt_status say_once(void *with, kt_error *err)
{
    kt_text out = {0};
    const kt_say_value n = {.name = "n", .as = KT_AS_COUNT, .number = 12345};
    const kt_status status = kt_say_phrase(with, "query.more", &n, 1, &out, err);
    kt_text_clear(&out);
    return status;
}

static void saying_survives_lack_of_memory(void **state)
{
    (void)state;
    kt_error err = {0};
    const kt_run_options options = {.language = "ru"};
    kt_run run = {.command = kt_command_find("info"), .context = context, .options = &options};
    CHECK_OK(say_once(&run, &err), err); // the phrases are open now
    kt_check_faults(KT_FAULT_MEMORY, say_once, &run);
}

static int set_up(void **state)
{
    kt_error err = {0};
    (void)state;
    CHECK_OK(kt_context_open(NULL, &context, &err), err);
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_context_close(context);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(counts_choose_the_plural_and_are_grouped),
        KT_TEST(years_are_not_grouped_and_percentages_have_their_sign),
        KT_TEST(plain_numbers_have_the_decimals_that_they_need),
        KT_TEST(a_phrase_that_is_not_there_is_an_error),
        KT_TEST(saying_survives_lack_of_memory),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
