/* Published checks of articles. */
#include <kontor/review.h>
#include <kontor/text.h>

#include "check.h"

enum { NOON = 1700000000 };
#define REPORT                                                                                 \
    "{\"article\":{},\"claims\":[{\"text\":\"$895.6 million\",\"measure\":\"turnover\","       \
    "\"a\":\"BLR\",\"b\":\"KAZ\",\"period\":\"2018\",\"verdict\":\"matches\",\"note\":\"It "   \
    "fits.\"},"                                                                                \
    "{\"text\":\"a billion\",\"verdict\":null}]}"

static kt_review usual(void)
{
    return (kt_review){.url = "https://example.org/a?b=1&c=2",
                       .title = "Trade grows",
                       .publisher = "Example",
                       .appeared = {2019, 10, 25},
                       .language = "en",
                       .report = REPORT,
                       .by = "N. N."};
}

static kt_status publish(kt_register *reg, const kt_review *review, int64_t now, int64_t *id,
                         kt_error *err)
{
    int64_t n_new, n_changed;
    KT_TRY(kt_register_begin(reg, now, err));
    const kt_status status = kt_review_publish(reg, review, id, err);
    if (status)
        kt_register_abort(reg);
    else
        KT_TRY(kt_register_commit(reg, &n_new, &n_changed, err));
    return status;
}

static kt_status withdraw(kt_register *reg, int64_t id, const char *by, const char *reason,
                          kt_error *err)
{
    int64_t n_new, n_changed;
    KT_TRY(kt_register_begin(reg, NOON + 9, err));
    const kt_status status = kt_review_withdraw(reg, id, by, reason, err);
    if (status)
        kt_register_abort(reg);
    else
        KT_TRY(kt_register_commit(reg, &n_new, &n_changed, err));
    return status;
}

static kt_status print_review(void *with, const kt_review *review, kt_error *err)
{
    return kt_text_format(
        with, err, "%d %s %s %d-%d-%d %lld %lld %s;", (int)review->id, review->title,
        review->by, review->appeared.year, review->appeared.month, review->appeared.day,
        (long long)review->published_at, (long long)review->withdrawn_at, review->reason);
}

static kt_status print_claim(void *with, const kt_review_claim *claim, kt_error *err)
{
    return kt_text_format(with, err, "%s|%s|%s|%s|%s|%s|%s;", claim->text, claim->measure,
                          claim->a, claim->b, claim->period, claim->verdict, claim->note);
}

static kt_status print_notes(void *with, const kt_review_claim *claim, kt_error *err)
{
    return kt_text_format(with, err, "%s|%s|%s|%s;", claim->note, claim->note_in[0],
                          claim->note_in[1], claim->note_in[2]);
}

/* A claim without a note keeps its place among the others. */
static void notes_are_there_in_every_language_they_came_in(void **state)
{
    (void)state;
    char folder[256];
    kt_register *reg = NULL;
    kt_error err = {0};
    kt_text text = {0};
    int64_t id = 0;
    kt_review review = usual();
    kt_scratch_make(folder);
    CHECK_OK(kt_register_open(folder, KT_REGISTER_WRITE, &reg, &err), err);
    CHECK_OK(publish(reg, &review, NOON, &id, &err), err);
    review.report_in[0] = "{\"claims\":[{\"note\":\"Passt.\"},{\"note\":null}]}";
    review.report_in[2] = "{\"claims\":[{},{\"note\":\"Вот \\\"так\\\".\"}]}";
    CHECK_OK(publish(reg, &review, NOON, &id, &err), err);
    CHECK_OK(kt_review_claims(reg, 1, print_notes, &text, &err), err);
    CHECK_TEXT(kt_text_get(&text), "It fits.|||;|||;");
    kt_text_reset(&text);
    CHECK_OK(kt_review_claims(reg, 2, print_notes, &text, &err), err);
    CHECK_TEXT(kt_text_get(&text), "It fits.|Passt.||;|||Вот \"так\".;");
    kt_text_clear(&text);
    kt_register_close(reg);
    kt_scratch_remove(folder);
}

static void a_review_is_published_and_stays_when_withdrawn(void **state)
{
    (void)state;
    char folder[256];
    kt_register *reg = NULL;
    kt_error err = {0};
    kt_text text = {0};
    int64_t id = 0, n = 0;
    kt_review review = usual();
    kt_scratch_make(folder);
    CHECK_OK(kt_register_open(folder, KT_REGISTER_WRITE, &reg, &err), err);
    CHECK_OK(kt_reviews_count(reg, &(kt_review_query){0}, &n, &err), err);
    CHECK_INT(n, 0);
    CHECK_OK(publish(reg, &review, NOON, &id, &err), err);
    CHECK_INT(id, 1);
    review.url = "http://example.org/b";
    CHECK_OK(publish(reg, &review, NOON + 1, &id, &err), err);
    CHECK_OK(kt_review_claims(reg, 1, print_claim, &text, &err), err);
    CHECK_TEXT(kt_text_get(&text),
               "$895.6 million|turnover|BLR|KAZ|2018|matches|It fits.;a billion||||||;");
    CHECK_FAILS(withdraw(reg, 1, "N. N.", "", &err), KT_ERR_RANGE, err);
    CHECK_FAILS(withdraw(reg, 1, "", "wrong data", &err), KT_ERR_RANGE, err);
    CHECK_FAILS(withdraw(reg, 7, "N. N.", "wrong data", &err), KT_ERR_MISSING, err);
    kt_error_clear(&err);
    CHECK_OK(withdraw(reg, 1, "N. N.", "wrong data", &err), err);
    CHECK_FAILS(withdraw(reg, 1, "N. N.", "again", &err), KT_ERR_RANGE, err);
    kt_error_clear(&err);
    kt_text_reset(&text);
    CHECK_OK(kt_reviews_find(reg, &(kt_review_query){0}, print_review, &text, &err), err);
    CHECK_TEXT(kt_text_get(&text),
               "2 Trade grows N. N. 2019-10-25 1700000001 0 ;"
               "1 Trade grows N. N. 2019-10-25 1700000000 1700000009 wrong data;");
    CHECK_OK(kt_reviews_count(reg, &(kt_review_query){.standing = true}, &n, &err), err);
    CHECK_INT(n, 1);
    CHECK_OK(kt_reviews_count(reg, &(kt_review_query){.url = usual().url}, &n, &err), err);
    CHECK_INT(n, 1);
    kt_text_clear(&text);
    kt_register_close(reg);
    kt_scratch_remove(folder);
}

static void what_nobody_can_stand_for_is_refused(void **state)
{
    (void)state;
    char folder[256];
    kt_register *reg = NULL;
    kt_error err = {0};
    int64_t id = 0, n = 0;
    kt_scratch_make(folder);
    CHECK_OK(kt_register_open(folder, KT_REGISTER_WRITE, &reg, &err), err);
    static const char *const urls[] = {"",
                                       "javascript:alert(1)",
                                       "https://a\" onclick=",
                                       "file:///etc/passwd",
                                       "https://a\nb",
                                       " https://a"};
    for (size_t u = 0; u < sizeof urls / sizeof *urls; u++) {
        kt_review review = usual();
        review.url = urls[u];
        CHECK_FAILS(publish(reg, &review, NOON, &id, &err), KT_ERR_RANGE, err);
    }
    static const char *const reports[] = {
        "", "{", "[]", "{\"claims\":[]}", "{\"claims\":3}", "\"claims\""};
    for (size_t r = 0; r < sizeof reports / sizeof *reports; r++) {
        kt_review review = usual();
        review.report = reports[r];
        CHECK_FAILS(publish(reg, &review, NOON, &id, &err), KT_ERR_RANGE, err);
    }
    kt_review review = usual();
    review.by = "";
    CHECK_FAILS(publish(reg, &review, NOON, &id, &err), KT_ERR_RANGE, err);
    review = usual();
    review.title = "two\nlines";
    CHECK_FAILS(publish(reg, &review, NOON, &id, &err), KT_ERR_RANGE, err);
    review = usual();
    review.language = "fr";
    CHECK_FAILS(publish(reg, &review, NOON, &id, &err), KT_ERR_RANGE, err);
    kt_error_clear(&err);
    CHECK_OK(kt_reviews_count(reg, &(kt_review_query){0}, &n, &err), err);
    CHECK_INT(n, 0);
    kt_register_close(reg);
    kt_scratch_remove(folder);
}

static kt_status live_once(void *with, kt_error *err)
{
    kt_register *reg = NULL;
    kt_text text = {0};
    int64_t id = 0, n_new, n_changed;
    const kt_review review = usual();
    kt_status status = kt_register_open(with, KT_REGISTER_WRITE, &reg, err);
    if (!status)
        status = kt_register_begin(reg, NOON, err);
    if (!status)
        status = kt_review_publish(reg, &review, &id, err);
    if (!status)
        status = kt_review_withdraw(reg, id, "N. N.", "test", err);
    if (!status)
        status = kt_review_claims(reg, id, print_claim, &text, err);
    if (!status)
        status = kt_register_commit(reg, &n_new, &n_changed, err);
    kt_text_clear(&text);
    kt_register_close(reg);
    return status;
}

static void every_request_for_memory_may_fail(void **state)
{
    (void)state;
    char folder[256];
    kt_scratch_make(folder);
    kt_check_faults(KT_FAULT_MEMORY, live_once, folder);
    kt_scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(notes_are_there_in_every_language_they_came_in),
        KT_TEST(a_review_is_published_and_stays_when_withdrawn),
        KT_TEST(what_nobody_can_stand_for_is_refused),
        KT_TEST(every_request_for_memory_may_fail),
    };
    return kt_run_tests(tests);
}
