/* Where memory runs out: every request of the parts that make an answer fails once, and each
 * failure is reported, with nothing lost. */
#include "store_to_serve.h"

#include "serve/limiter.h"
#include "serve/meter.h"
#include "serve/server.h"

static kt_status describe(void *with, kt_error *err)
{
    kt_text out = {0};
    (void)with;
    const kt_status status = kt_openapi_write(&out, err);
    kt_text_clear(&out);
    return status;
}

static kt_status measure(void *with, kt_error *err)
{
    static kt_meter meter;
    const kt_meter_now now = {.started = 1.0, .now = 3.5};
    kt_text out = {0};
    (void)with;
    const kt_status status = kt_meter_write(&meter, &now, &out, err);
    kt_text_clear(&out);
    return status;
}

static kt_status hold(void *with, kt_error *err)
{
    kt_context *fresh = NULL;
    uint64_t mark = 0;
    (void)with;
    kt_status status = kt_context_open(NULL, &fresh, err);
    if (!status)
        status = kt_context_hold(fresh, store, &mark, err);
    if (!status)
        status = kt_context_hour(fresh, 1700000000, &mark, err);
    if (!status)
        CHECK(mark != 0);
    kt_context_close(fresh);
    return status;
}

/* One page; the context's tables are open already. */
static kt_status write_page(void *with, kt_error *err)
{
    const kt_given *given = with;
    kt_text out = {0}, notes = {0};
    const kt_run_options options = {.store = store,
                                    .language = "en",
                                    .now = 1800000000,
                                    .out = kt_sink_text(&out),
                                    .notes = kt_sink_text(&notes)};
    const kt_status status =
        kt_command_run(kt_command_find("page"), context, given, 2, &options, err);
    kt_text_clear(&notes);
    kt_text_clear(&out);
    return status;
}

static kt_status write_feed(void *with, kt_error *err)
{
    const kt_given *given = with;
    kt_text out = {0}, notes = {0};
    const kt_run_options options = {.store = store,
                                    .language = "ru",
                                    .now = 1800000000,
                                    .out = kt_sink_text(&out),
                                    .notes = kt_sink_text(&notes)};
    const kt_status status =
        kt_command_run(kt_command_find("feed"), context, given, 1, &options, err);
    kt_text_clear(&notes);
    kt_text_clear(&out);
    return status;
}

static void the_description_survives_without_memory(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, describe, NULL);
    kt_check_faults(KT_FAULT_MEMORY, measure, NULL);
}

static void holding_a_store_survives_without_memory(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, hold, NULL);
}

static void pages_survive_without_memory(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_given country[] = {{NULL, "country"}, {"of", "BLR"}};
    kt_given search[] = {{NULL, "search"}, {"words", "oil"}};
    kt_given make[] = {{NULL, "make"}, {"pair", "BLR,KAZ"}};
    kt_given publish[] = {{NULL, "publish"}, {NULL, "1"}, {"by", "Ann"}};
    kt_given item[] = {{NULL, "item"}, {"of", "1"}};
    kt_given archive[] = {{NULL, "archive"}, {"of", "2023"}};
    kt_given news[] = {{NULL, "news"}, {"of", "trade"}};
    kt_text said = {0};
    run_command("bulletin", make, 2, &said);
    run_command("bulletin", publish, 3, &said);
    kt_text_clear(&said);
    CHECK_OK(write_page(country, &err), err);
    CHECK_OK(write_page(item, &err), err);
    kt_check_faults(KT_FAULT_MEMORY, write_page, country);
    kt_check_faults(KT_FAULT_MEMORY, write_page, search);
    kt_check_faults(KT_FAULT_MEMORY, write_page, news);
    kt_check_faults(KT_FAULT_MEMORY, write_page, archive);
    kt_check_faults(KT_FAULT_MEMORY, write_page, item);
    kt_given check[] = {{NULL, "check"}, {"words", "no figures"}};
    CHECK_OK(write_page(check, &err), err);
    kt_check_faults(KT_FAULT_MEMORY, write_page, check);
    kt_given atom[] = {{NULL, "atom"}}, json[] = {{NULL, "json"}};
    CHECK_OK(write_feed(atom, &err), err);
    kt_check_faults(KT_FAULT_MEMORY, write_feed, atom);
    kt_check_faults(KT_FAULT_MEMORY, write_feed, json);
}

static void a_bucket_fills_with_time(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_limiter *limiter = NULL;
    CHECK_OK(kt_limiter_new(2, &limiter, &err), err);
    CHECK(kt_limiter_allows(limiter, "127.0.0.1", 10.0));
    CHECK(kt_limiter_allows(limiter, "127.0.0.1", 10.0));
    CHECK(!kt_limiter_allows(limiter, "127.0.0.1", 10.1));
    CHECK(kt_limiter_allows(limiter, "127.0.0.2", 10.1)); // another one's is full
    CHECK(kt_limiter_allows(limiter, "127.0.0.1", 10.6));
    CHECK(!kt_limiter_allows(limiter, "127.0.0.1", 10.6));
    kt_limiter_free(limiter);
}

static void a_held_store_answers_as_a_fresh_one(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text fresh = {0}, held = {0};
    uint64_t before = 0, same = 0, after = 0;
    const kt_given given[] = {{NULL, "BLR"}, {"format", "json"}};
    run_command("rank", given, 2, &fresh);
    CHECK_OK(kt_context_hold(context, store, &before, &err), err);
    for (int n = 0; n < 3; n++) {
        kt_text_reset(&held);
        run_command("rank", given, 2, &held);
        CHECK_TEXT(kt_text_get(&held), kt_text_get(&fresh));
    }
    CHECK_OK(kt_context_hold(context, store, &same, &err), err);
    CHECK(same == before);
    import_totals("later", 3);
    CHECK_OK(kt_context_hold(context, store, &after, &err), err);
    CHECK(after != before);
    kt_text_reset(&held);
    run_command("rank", given, 2, &held);
    CHECK(strcmp(kt_text_get(&held), kt_text_get(&fresh)) != 0);
    kt_text_clear(&held);
    kt_text_clear(&fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_description_survives_without_memory),
        KT_TEST(holding_a_store_survives_without_memory),
        KT_TEST(pages_survive_without_memory),
        KT_TEST(a_bucket_fills_with_time),
        KT_TEST(a_held_store_answers_as_a_fresh_one),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, make_store, remove_store);
}
