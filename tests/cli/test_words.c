/* The words of a command line become names and values. */
#include "check.h"

#include "cli/cli_internal.h"

static void options_take_their_value_in_both_spellings(void **state)
{
    (void)state;
    kt_error err = {0};
    char *words[] = {"BLR", "--lang=de", "KAZ", "--years", "2008-2018", "--quiet"};
    kt_given given[6];
    int n = 0;
    CHECK_OK(kt_cli_parse(kt_command_find("brief"), 6, words, given, &n, &err), err);
    CHECK_INT(n, 5);
    CHECK(given[0].name == NULL);
    CHECK_TEXT(given[0].value, "BLR");
    CHECK_TEXT(given[1].name, "lang");
    CHECK_TEXT(given[1].value, "de");
    CHECK_TEXT(given[2].value, "KAZ");
    CHECK_TEXT(given[3].name, "years");
    CHECK_TEXT(given[3].value, "2008-2018");
    CHECK_TEXT(given[4].name, "quiet");
    CHECK(given[4].value == NULL);
}

static void behind_two_dashes_all_is_positional(void **state)
{
    (void)state;
    kt_error err = {0};
    char *words[] = {"-", "--", "--lang"};
    kt_given given[3];
    int n = 0;
    CHECK_OK(kt_cli_parse(kt_command_find("import"), 3, words, given, &n, &err), err);
    CHECK_INT(n, 2);
    CHECK_TEXT(given[0].value, "-");
    CHECK_TEXT(given[1].value, "--lang");
}

static void what_was_perhaps_meant_is_said(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_given given[2];
    int n = 0;
    const kt_command *import = kt_command_find("import");
    char *near[] = {"--laang"};
    CHECK_FAILS(kt_cli_parse(import, 1, near, given, &n, &err), KT_ERR_USAGE, err);
    CHECK_TEXT(err.cause,
               "import has no option --laang; did you mean lang? see kontor import --help");
    err = (kt_error){0};
    CHECK_FAILS(kt_command_unknown("breif", &err), KT_ERR_USAGE, err);
    CHECK_TEXT(err.cause, "no command \"breif\"; did you mean brief? kontor --help lists them");
    err = (kt_error){0};
    CHECK_FAILS(kt_command_unknown("--store", &err), KT_ERR_USAGE, err);
    CHECK_TEXT(err.cause, "\"--store\" stands before a command; options go behind it");
}

static void an_unknown_or_unfinished_option_is_wrong_usage(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_given given[2];
    int n = 0;
    char *unknown[] = {"--unheard"}, *single[] = {"-x"}, *unfinished[] = {"--lang"};
    char *positional[] = {"--source=a"};
    const kt_command *import = kt_command_find("import");
    CHECK_FAILS(kt_cli_parse(import, 1, unknown, given, &n, &err), KT_ERR_USAGE, err);
    CHECK_FAILS(kt_cli_parse(import, 1, single, given, &n, &err), KT_ERR_USAGE, err);
    CHECK_FAILS(kt_cli_parse(import, 1, unfinished, given, &n, &err), KT_ERR_USAGE, err);
    CHECK_FAILS(kt_cli_parse(import, 1, positional, given, &n, &err), KT_ERR_USAGE, err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(options_take_their_value_in_both_spellings),
        KT_TEST(behind_two_dashes_all_is_positional),
        KT_TEST(what_was_perhaps_meant_is_said),
        KT_TEST(an_unknown_or_unfinished_option_is_wrong_usage),
    };
    return kt_run_tests(tests);
}
