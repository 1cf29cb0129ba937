/* What readers see of items and checks, where memory runs out: told, and nothing leaks. */
#include "store_to_serve.h"

static void say(const char *command, const kt_given *given, int n_given)
{
    kt_text said = {0};
    run_command(command, given, n_given, &said);
    kt_text_clear(&said);
}

static int begin(void **state)
{
    char path[300];
    kt_error err = {0};
    const char *text = "Trade between Belarus and Kazakhstan came to $7 million in 2009.";
    if (make_store(state))
        return -1;
    const kt_given make[] = {{NULL, "make"}, {"pair", "BLR,KAZ"}};
    const kt_given publish[] = {{NULL, "publish"}, {NULL, "1"}, {"by", "Ann"}};
    const kt_given correct[] = {{NULL, "correct"},
                                {NULL, "1"},
                                {"by", "Ann"},
                                {"place", "Minsk"},
                                {"reason", "a slip"}};
    say("bulletin", make, 2);
    say("bulletin", publish, 3);
    say("bulletin", correct, 5);
    snprintf(path, sizeof path, "%s/article.txt", store);
    CHECK_OK(kt_file_replace(path, text, strlen(text), &err), err);
    const kt_given review[] = {{NULL, "publish"},
                               {NULL, path},
                               {"url", "https://e.org/a"},
                               {"title", "One"},
                               {"by", "Ann"}};
    say("review", review, 5);
    return 0;
}

typedef struct asked {
    const char *command;
    kt_given given[2];
    int n_given;
} asked;

static kt_status answer_once(void *with, kt_error *err)
{
    const asked *a = with;
    kt_text out = {0}, notes = {0};
    int64_t n_rows;
    const kt_run_options options = {.store = store,
                                    .language = "de",
                                    .now = moment,
                                    .out = kt_sink_text(&out),
                                    .notes = kt_sink_text(&notes),
                                    .n_rows = &n_rows};
    const kt_status status = kt_command_run(kt_command_find(a->command), context, a->given,
                                            a->n_given, &options, err);
    kt_text_clear(&notes);
    kt_text_clear(&out);
    return status;
}

static void answers_survive_without_memory(void **state)
{
    (void)state;
    kt_error err = {0};
    asked all[] = {{"news", {{"format", "json"}}, 1},
                   {"news", {{"format", "csv"}}, 1},
                   {"news", {{NULL, "1"}, {"format", "json"}}, 2},
                   {"checks", {{"format", "csv"}}, 1},
                   {"checks", {{NULL, "1"}, {"format", "json"}}, 2}};
    for (size_t n = 0; n < sizeof all / sizeof *all; n++) {
        CHECK_OK(answer_once(&all[n], &err), err);
        kt_check_faults(KT_FAULT_MEMORY, answer_once, &all[n]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(answers_survive_without_memory),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, remove_store);
}
