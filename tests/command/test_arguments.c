/* What was given to a command is held against its parameters before it runs. */
#include "check.h"

#include "command/run_internal.h"

static const kt_parameter own[] = {
    {"source", "SOURCE", NULL, "", KT_TYPE_TEXT, KT_PLACE_REQUIRED},
    {"more", "MORE", NULL, "", KT_TYPE_TEXT, KT_PLACE_REPEATED},
    {"top", "N", NULL, "", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"years", "A-B", NULL, "", KT_TYPE_YEARS, KT_PLACE_OPTION},
    {"product", "CODE", NULL, "", KT_TYPE_CODE, KT_PLACE_OPTION},
    {"by", "KEYS", "year,exporter", "", KT_TYPE_SET, KT_PLACE_OPTION},
    {"form", "FORM", "text,json", "", KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"lenient", NULL, NULL, "", KT_TYPE_FLAG, KT_PLACE_OPTION},
};
static const kt_command command = {"try", "", "", own, sizeof own / sizeof own[0], NULL};

static kt_status check(const kt_given *given, int n)
{
    return kt_arguments_check(&command, given, n, NULL);
}

static void values_of_every_type_are_read(void **state)
{
    (void)state;
    const kt_given given[] = {
        {NULL, "a.csv"},        {NULL, "b.csv"},         {"top", "12"},     {NULL, "c.csv"},
        {"years", "2008-2018"}, {"by", "exporter,year"}, {"lenient", NULL}, {"form", "json"}};
    const int n = sizeof given / sizeof given[0];
    const kt_run run = {&command, NULL, given, n, NULL};
    int first, last;

    CHECK_INT(check(given, n), KT_OK);
    CHECK_TEXT(kt_argument_text(&run, "source", ""), "a.csv");
    CHECK_TEXT(kt_argument_at(&run, 1), "b.csv");
    CHECK_TEXT(kt_argument_at(&run, 2), "c.csv");
    CHECK(kt_argument_at(&run, 3) == NULL);
    CHECK_INT(kt_argument_integer(&run, "top", 5), 12);
    CHECK(kt_argument_flag(&run, "lenient"));
    CHECK(kt_argument_holds(&run, "by", "year"));
    CHECK(!kt_argument_holds(&run, "by", "importer"));
    CHECK_TEXT(kt_argument_text(&run, "form", "text"), "json");
    kt_argument_years(&run, &first, &last);
    CHECK_INT(first, 2008);
    CHECK_INT(last, 2018);
}

static void what_is_left_out_has_its_default(void **state)
{
    (void)state;
    const kt_given given[] = {{NULL, "a.csv"}, {NULL, "b.csv"}};
    const kt_run run = {&command, NULL, given, 2, NULL};
    int first, last;
    CHECK_INT(kt_argument_integer(&run, "top", 5), 5);
    CHECK(!kt_argument_flag(&run, "lenient"));
    CHECK_TEXT(kt_argument_text(&run, "form", "text"), "text");
    kt_argument_years(&run, &first, &last);
    CHECK_INT(first, 0);
    CHECK_INT(last, 0);
}

static void a_missing_word_is_wrong_usage(void **state)
{
    (void)state;
    const kt_given one[] = {{NULL, "a.csv"}};
    CHECK_INT(check(NULL, 0), KT_ERR_USAGE);
    CHECK_INT(check(one, 1), KT_ERR_USAGE);
}

static void wrong_values_are_wrong_usage(void **state)
{
    (void)state;
    const kt_given wrong[] = {
        {"top", "many"},    {"top", "-1"},          {"top", NULL},         {"years", "2018-08"},
        {"years", "1"},     {"years", "2018-2008"}, {"by", "year,month"},  {"form", "xml"},
        {"lenient", "yes"}, {"unheard", "of"},      {"source", "x"},       {"by", ""},
        {"product", "oil"}, {"product", "8701.1"},  {"product", "8701101"}};
    for (size_t n = 0; n < sizeof wrong / sizeof wrong[0]; n++) {
        const kt_given given[] = {{NULL, "a.csv"}, {NULL, "b.csv"}, wrong[n]};
        CHECK_INT(check(given, 3), KT_ERR_USAGE);
    }
}

static void an_option_given_twice_is_wrong_usage(void **state)
{
    (void)state;
    const kt_given given[] = {{NULL, "a"}, {NULL, "b"}, {"top", "1"}, {"top", "2"}};
    CHECK_INT(check(given, 4), KT_ERR_USAGE);
}

/* What a terminal of 80 columns shows without breaking a line. */
static void check_width(const char *text)
{
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line != '\0') {
        const size_t length = strcspn(line, "\n");
        if (length > 80)
            fprintf(stderr, "%.*s\n", (int)length, line);
        CHECK(length <= 80);
        CHECK(length == 0 || line[length - 1] != ' ');
    }
}

static void the_list_of_commands_lines_up(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    CHECK_OK(kt_command_list(&sink, &err), err);
    check_width(kt_text_get(&text));
    for (int64_t n = 0; kt_command_at(n); n++) {
        const char *summary = strstr(kt_text_get(&text), kt_command_at(n)->summary);
        const char *start = summary;
        while (start > kt_text_get(&text) && start[-1] != '\n')
            start--;
        CHECK_INT(summary - start, 13);
    }
    kt_text_clear(&text);
}

static void every_command_explains_itself(void **state)
{
    (void)state;
    kt_error err = {0};
    const kt_command *each;
    for (int64_t n = 0; (each = kt_command_at(n)); n++) {
        kt_text text = {0};
        const kt_sink sink = kt_sink_text(&text);
        CHECK_OK(kt_command_help(each, &sink, &err), err);
        CHECK(kt_command_find(each->name) == each);
        CHECK(strstr(kt_text_get(&text), each->name) != NULL);
        CHECK(strstr(kt_text_get(&text), "--store") != NULL);
        check_width(kt_text_get(&text));
        kt_text_clear(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(values_of_every_type_are_read),
        KT_TEST(what_is_left_out_has_its_default),
        KT_TEST(a_missing_word_is_wrong_usage),
        KT_TEST(wrong_values_are_wrong_usage),
        KT_TEST(an_option_given_twice_is_wrong_usage),
        KT_TEST(the_list_of_commands_lines_up),
        KT_TEST(every_command_explains_itself),
    };
    return kt_run_tests(tests);
}
