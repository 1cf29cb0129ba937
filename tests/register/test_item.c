/* Items of the bulletin: their life, their words, and that nothing is lost or told twice. */
#include <kontor/item.h>

#include "check.h"

enum { NOON = 1700000000 };

static kt_item item_of(const char *key)
{
    return (kt_item){.key = key,
                     .kind = "trade",
                     .section = "trade",
                     .countries = "BLR KAZ",
                     .products = "",
                     .dataset = "dots",
                     .vintage = "v1",
                     .as_of = {2021, 6, 1},
                     .period = kt_period_of_year(2018),
                     .score = 50.5,
                     .figures = "[]",
                     .text = {{"Handel wächst", "Die Ausfuhren nach Kasachstan stiegen."},
                              {"Trade grows", "Exports to Kazakhstan rose."},
                              {"Торговля растёт", "Экспорт в Казахстан вырос."}}};
}

typedef struct bulletin {
    char folder[256];
    kt_register *reg;
} bulletin;

static void begin(bulletin *b)
{
    kt_error err = {0};
    kt_scratch_make(b->folder);
    CHECK_OK(kt_register_open(b->folder, KT_REGISTER_WRITE, &b->reg, &err), err);
}

static void end(bulletin *b)
{
    kt_register_close(b->reg);
    kt_scratch_remove(b->folder);
}

static kt_item_fate add(bulletin *b, const kt_item *item, int64_t now)
{
    kt_error err = {0};
    kt_item_fate fate = KT_ITEM_NEW;
    int64_t n_new, n_changed;
    CHECK_OK(kt_register_begin(b->reg, now, &err), err);
    CHECK_OK(kt_item_add(b->reg, item, &fate, &err), err);
    CHECK_OK(kt_register_commit(b->reg, &n_new, &n_changed, &err), err);
    return fate;
}

static kt_status apply(bulletin *b, int64_t id, const kt_item_change *change, int64_t now,
                       kt_error *err)
{
    int64_t n_new, n_changed;
    KT_TRY(kt_register_begin(b->reg, now, err));
    const kt_status status = kt_item_apply(b->reg, id, change, err);
    if (status)
        kt_register_abort(b->reg);
    else
        KT_TRY(kt_register_commit(b->reg, &n_new, &n_changed, err));
    return status;
}

/* What a query found: ids, and the first item's texts. */
typedef struct found {
    char ids[64], headline[64], body[128], place[32], by[32];
    kt_item_state state;
    int64_t visible_from, changed_at;
    double score;
} found;

static kt_status take(void *with, const kt_item *item, kt_error *err)
{
    found *f = with;
    (void)err;
    if (f->ids[0] == '\0') {
        snprintf(f->headline, sizeof f->headline, "%s", item->text[1].headline);
        snprintf(f->body, sizeof f->body, "%s", item->text[1].body);
        snprintf(f->place, sizeof f->place, "%s", item->place);
        snprintf(f->by, sizeof f->by, "%s", item->reviewed_by);
        f->state = item->state;
        f->visible_from = item->visible_from;
        f->changed_at = item->changed_at;
        f->score = item->score;
    }
    const size_t used = strlen(f->ids);
    snprintf(f->ids + used, sizeof f->ids - used, "%d ", (int)item->id);
    return KT_OK;
}

static found find(const bulletin *b, const kt_item_query *query)
{
    kt_error err = {0};
    found f = {.ids = ""};
    int64_t n = 0, n_ids = 0;
    CHECK_OK(kt_items_find(b->reg, query, take, &f, &err), err);
    CHECK_OK(kt_items_count(b->reg, query, &n, &err), err);
    for (const char *c = f.ids; *c; c++)
        n_ids += *c == ' ';
    if (query->limit == 0)
        CHECK_INT(n, n_ids);
    return f;
}

static void the_same_item_is_not_added_twice(void **state)
{
    (void)state;
    bulletin b;
    begin(&b);
    const kt_item item = item_of("k");
    CHECK_INT(add(&b, &item, NOON), KT_ITEM_NEW);
    CHECK_INT(add(&b, &item, NOON + 1), KT_ITEM_SAME);
    CHECK_TEXT(find(&b, &(kt_item_query){0}).ids, "1 ");
    CHECK_NEAR(find(&b, &(kt_item_query){0}).score, 50.5, 0.0);
    end(&b);
}

static void a_draft_is_made_anew_unless_an_editor_has_had_it(void **state)
{
    (void)state;
    bulletin b;
    kt_error err = {0};
    begin(&b);
    kt_item item = item_of("k");
    add(&b, &item, NOON);
    item.text[1].headline = "Trade grows faster";
    CHECK_INT(add(&b, &item, NOON), KT_ITEM_RENEWED);
    CHECK_TEXT(find(&b, &(kt_item_query){0}).headline, "Trade grows faster");
    const kt_item_change edit = {
        .action = KT_ITEM_EDIT, .by = "Editor", .language = "en", .headline = "Edited"};
    CHECK_OK(apply(&b, 1, &edit, NOON, &err), err);
    CHECK_INT(add(&b, &item, NOON), KT_ITEM_KEPT);
    const kt_item next = item_of("next"); // numbers have no gaps
    add(&b, &next, NOON - 5);
    CHECK_TEXT(find(&b, &(kt_item_query){0}).ids, "1 2 ");
    CHECK_TEXT(find(&b, &(kt_item_query){0}).headline, "Edited");
    CHECK_TEXT(find(&b, &(kt_item_query){0}).body, "Exports to Kazakhstan rose.");
    end(&b);
}

static void the_public_sees_an_item_when_its_embargo_ends(void **state)
{
    (void)state;
    bulletin b;
    kt_error err = {0};
    begin(&b);
    const kt_item item = item_of("k");
    add(&b, &item, NOON);
    const kt_item_change publish = {
        .action = KT_ITEM_PUBLISH, .by = "Editor", .visible_from = NOON + 500};
    CHECK_TEXT(find(&b, &(kt_item_query){.public_at = NOON + 900}).ids, "");
    CHECK_OK(apply(&b, 1, &publish, NOON + 10, &err), err);
    CHECK_TEXT(find(&b, &(kt_item_query){.public_at = NOON + 499}).ids, "");
    const found f = find(&b, &(kt_item_query){.public_at = NOON + 500});
    CHECK_TEXT(f.ids, "1 ");
    CHECK_TEXT(f.by, "Editor");
    CHECK_INT(f.visible_from, NOON + 500);
    int64_t last, next;
    CHECK_OK(kt_items_hours(b.reg, NOON + 499, &last, &next, &err), err);
    CHECK_INT(last, 0);
    CHECK_INT(next, NOON + 500);
    CHECK_OK(kt_items_hours(b.reg, NOON + 500, &last, &next, &err), err);
    CHECK_INT(last, NOON + 500);
    CHECK_INT(next, 0);
    end(&b);
}

static kt_status take_step(void *with, const kt_item_step *step, kt_error *err)
{
    char *all = with;
    (void)err;
    const size_t used = strlen(all);
    snprintf(all + used, 400 - used, "%s|%s|%s|%s\n", kt_item_action_name(step->action),
             step->by, step->reason, step->headline);
    return KT_OK;
}

static void a_correction_stays_visible_with_its_reason_and_former_words(void **state)
{
    (void)state;
    bulletin b;
    kt_error err = {0};
    char all[400] = "";
    begin(&b);
    const kt_item item = item_of("k");
    add(&b, &item, NOON);
    const kt_item_change publish = {.action = KT_ITEM_PUBLISH, .by = "A"};
    const kt_item_change correct = {.action = KT_ITEM_CORRECT,
                                    .by = "B",
                                    .reason = "wrong year",
                                    .language = "en",
                                    .headline = "Trade shrinks"};
    const kt_item_change withdraw = {
        .action = KT_ITEM_WITHDRAW, .by = "C", .reason = "revised"};
    CHECK_OK(apply(&b, 1, &publish, NOON, &err), err);
    CHECK_OK(apply(&b, 1, &correct, NOON + 5, &err), err);
    CHECK_INT(find(&b, &(kt_item_query){0}).changed_at, NOON + 5);
    CHECK_OK(apply(&b, 1, &withdraw, NOON + 9, &err), err);
    CHECK_INT(find(&b, &(kt_item_query){.public_at = NOON + 9}).state, KT_ITEM_WITHDRAWN);
    CHECK_OK(kt_item_history(b.reg, 1, take_step, all, &err), err);
    CHECK_TEXT(all, "make|kontor||\npublish|A||\ncorrect|B|wrong year|Trade grows\n"
                    "withdraw|C|revised|\n");
    end(&b);
}

static void a_step_that_its_state_does_not_allow_is_refused(void **state)
{
    (void)state;
    bulletin b;
    kt_error err = {0};
    begin(&b);
    const kt_item item = item_of("k");
    add(&b, &item, NOON);
    kt_item_change change = {
        .action = KT_ITEM_CORRECT, .by = "A", .reason = "r", .language = "en", .body = "x"};
    CHECK_FAILS(apply(&b, 1, &change, NOON, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(apply(&b, 7, &change, NOON, &err), KT_ERR_MISSING, err);
    change = (kt_item_change){
        .action = KT_ITEM_EDIT, .by = "A", .language = "en", .headline = "a\x1b[2Jb"};
    CHECK_FAILS(apply(&b, 1, &change, NOON, &err), KT_ERR_RANGE, err); // steers a terminal
    change = (kt_item_change){.action = KT_ITEM_PUBLISH};
    CHECK_FAILS(apply(&b, 1, &change, NOON, &err), KT_ERR_RANGE, err); // by nobody
    change.by = "A";
    kt_error_clear(&err);
    CHECK_OK(apply(&b, 1, &change, NOON, &err), err);
    CHECK_FAILS(apply(&b, 1, &change, NOON, &err), KT_ERR_RANGE, err); // twice
    change =
        (kt_item_change){.action = KT_ITEM_EDIT, .by = "A", .language = "en", .headline = "x"};
    CHECK_FAILS(apply(&b, 1, &change, NOON, &err), KT_ERR_RANGE, err);
    change = (kt_item_change){.action = KT_ITEM_WITHDRAW, .by = "A"};
    CHECK_FAILS(apply(&b, 1, &change, NOON, &err), KT_ERR_RANGE, err); // without a reason
    CHECK_INT(find(&b, &(kt_item_query){0}).state, KT_ITEM_PUBLISHED);
    end(&b);
}

static void words_are_found_by_their_stems_in_each_language(void **state)
{
    (void)state;
    bulletin b;
    begin(&b);
    const kt_item item = item_of("k");
    add(&b, &item, NOON);
    CHECK_TEXT(find(&b, &(kt_item_query){.search = "Ausfuhr KASACHSTANS"}).ids, "1 ");
    CHECK_TEXT(find(&b, &(kt_item_query){.search = "export"}).ids, "1 ");
    CHECK_TEXT(find(&b, &(kt_item_query){.search = "экспорта торговли"}).ids, "1 ");
    CHECK_TEXT(find(&b, &(kt_item_query){.search = "Ausfuhr", .language = "en"}).ids, "");
    CHECK_TEXT(find(&b, &(kt_item_query){.search = "import"}).ids, "");
    CHECK_TEXT(find(&b, &(kt_item_query){.search = "\" OR export NOT ("}).ids, "");
    kt_error err = {0};
    found f = {.ids = ""};
    CHECK_FAILS(kt_items_find(b.reg, &(kt_item_query){.search = "-- *"}, take, &f, &err),
                KT_ERR_RANGE, err);
    end(&b);
}

static void a_corrected_word_is_found_and_the_former_one_is_not(void **state)
{
    (void)state;
    bulletin b;
    kt_error err = {0};
    begin(&b);
    const kt_item item = item_of("k");
    add(&b, &item, NOON);
    const kt_item_change edit = {
        .action = KT_ITEM_EDIT, .by = "A", .language = "en", .body = "Imports fell."};
    CHECK_OK(apply(&b, 1, &edit, NOON, &err), err);
    CHECK_TEXT(find(&b, &(kt_item_query){.search = "imports", .language = "en"}).ids, "1 ");
    CHECK_TEXT(find(&b, &(kt_item_query){.search = "exports", .language = "en"}).ids, "");
    end(&b);
}

static void items_are_listed_newest_first_and_by_what_they_are_about(void **state)
{
    (void)state;
    bulletin b;
    begin(&b);
    kt_item item = item_of("a");
    add(&b, &item, NOON);
    item = item_of("b");
    item.countries = "DEU UZB";
    item.section = "partners";
    add(&b, &item, NOON + 60);
    CHECK_TEXT(find(&b, &(kt_item_query){0}).ids, "2 1 ");
    CHECK_TEXT(find(&b, &(kt_item_query){.limit = 1, .offset = 1}).ids, "1 ");
    CHECK_TEXT(find(&b, &(kt_item_query){.country = "KAZ"}).ids, "1 ");
    CHECK_TEXT(find(&b, &(kt_item_query){.country = "UZB", .other = "DEU"}).ids, "2 ");
    CHECK_TEXT(find(&b, &(kt_item_query){.country = "UZB", .other = "KAZ"}).ids, "");
    CHECK_TEXT(find(&b, &(kt_item_query){.country = "UZ"}).ids, "");
    CHECK_TEXT(find(&b, &(kt_item_query){.section = "partners"}).ids, "2 ");
    CHECK_TEXT(find(&b, &(kt_item_query){.from = NOON + 1}).ids, "2 ");
    CHECK_TEXT(find(&b, &(kt_item_query){.until = NOON + 60}).ids, "1 ");
    CHECK_TEXT(find(&b, &(kt_item_query){.states = 1u << KT_ITEM_PUBLISHED}).ids, "");
    end(&b);
}

static void a_register_without_items_lists_none(void **state)
{
    (void)state;
    bulletin b;
    begin(&b);
    CHECK_TEXT(find(&b, &(kt_item_query){.search = "export"}).ids, "");
    kt_error err = {0};
    int64_t last = -1, next = -1;
    CHECK_OK(kt_items_hours(b.reg, NOON, &last, &next, &err), err);
    CHECK_INT(last, 0);
    CHECK_INT(next, 0);
    end(&b);
}

static void an_item_without_a_text_is_refused_and_nothing_stays(void **state)
{
    (void)state;
    bulletin b;
    kt_error err = {0};
    begin(&b);
    kt_item item = item_of("k");
    CHECK_OK(kt_register_begin(b.reg, NOON, &err), err);
    CHECK_OK(kt_item_add(b.reg, &item, NULL, &err), err);
    item.key = "other";
    item.text[2].body = "";
    CHECK_FAILS(kt_item_add(b.reg, &item, NULL, &err), KT_ERR_RANGE, err);
    kt_register_abort(b.reg);
    CHECK_TEXT(find(&b, &(kt_item_query){0}).ids, "");
    end(&b);
}

static kt_status live_once(void *with, kt_error *err)
{
    const char *folder = with;
    kt_register *reg = NULL;
    int64_t n_new, n_changed;
    found f = {.ids = ""};
    const kt_item item = item_of("k");
    const kt_item_change edit = {
        .action = KT_ITEM_EDIT, .by = "A", .language = "de", .headline = "Neu"};

    kt_status status = kt_register_open(folder, KT_REGISTER_WRITE, &reg, err);
    if (!status)
        status = kt_register_begin(reg, NOON, err);
    if (!status)
        status = kt_item_add(reg, &item, NULL, err);
    if (!status)
        status = kt_item_apply(reg, 1, &edit, err);
    if (!status)
        status = kt_register_commit(reg, &n_new, &n_changed, err);
    if (!status)
        status = kt_items_find(reg, &(kt_item_query){.search = "Handel"}, take, &f, err);
    if (!status)
        status = kt_items_hours(reg, NOON, &n_new, &n_changed, err);
    kt_register_close(reg);
    return status;
}

static void a_failing_request_for_memory_is_reported(void **state)
{
    (void)state;
    char folder[256];
    kt_scratch_make(folder);
    kt_check_faults(KT_FAULT_MEMORY, live_once, folder);
    kt_scratch_remove(folder);
}

static kt_status read_version(const bulletin *b, int64_t *out, kt_error *err)
{
    return kt_item_version(b->reg, 1, out, err);
}

static void of_two_editors_with_the_same_version_the_second_is_told(void **state)
{
    (void)state;
    bulletin b;
    kt_error err = {0};
    int64_t version = 0, next = 0;
    begin(&b);
    CHECK_FAILS(kt_item_version(b.reg, 1, &version, &err), KT_ERR_MISSING, err);
    kt_error_clear(&err);
    const kt_item item = item_of("k");
    add(&b, &item, NOON);
    CHECK_OK(read_version(&b, &version, &err), err);
    kt_item_change first = {.action = KT_ITEM_EDIT,
                            .by = "a",
                            .language = "en",
                            .headline = "By a",
                            .seen = version};
    kt_item_change second = first;
    second.by = "b";
    second.headline = "By b";
    CHECK_OK(apply(&b, 1, &first, NOON, &err), err);
    CHECK_FAILS(apply(&b, 1, &second, NOON, &err), KT_ERR_MISMATCH, err);
    CHECK_TEXT(find(&b, &(kt_item_query){0}).headline, "By a");
    kt_error_clear(&err);
    CHECK_OK(read_version(&b, &next, &err), err);
    CHECK_INT(next, version + 1);
    second.seen = next;
    CHECK_OK(apply(&b, 1, &second, NOON, &err), err);
    CHECK_TEXT(find(&b, &(kt_item_query){0}).headline, "By b");
    end(&b);
}

static void the_reviewer_that_readers_see_may_be_another_name_than_the_account(void **state)
{
    (void)state;
    bulletin b;
    kt_error err = {0};
    begin(&b);
    const kt_item item = item_of("k");
    add(&b, &item, NOON);
    kt_item_change publish = {
        .action = KT_ITEM_PUBLISH, .by = "anna", .reviewer = "A.\nMuster"};
    CHECK_FAILS(apply(&b, 1, &publish, NOON, &err), KT_ERR_RANGE, err);
    kt_error_clear(&err);
    publish.reviewer = "A. Muster";
    CHECK_OK(apply(&b, 1, &publish, NOON, &err), err);
    CHECK_TEXT(find(&b, &(kt_item_query){0}).by, "A. Muster");
    end(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_same_item_is_not_added_twice),
        KT_TEST(a_draft_is_made_anew_unless_an_editor_has_had_it),
        KT_TEST(the_public_sees_an_item_when_its_embargo_ends),
        KT_TEST(a_correction_stays_visible_with_its_reason_and_former_words),
        KT_TEST(a_step_that_its_state_does_not_allow_is_refused),
        KT_TEST(words_are_found_by_their_stems_in_each_language),
        KT_TEST(a_corrected_word_is_found_and_the_former_one_is_not),
        KT_TEST(items_are_listed_newest_first_and_by_what_they_are_about),
        KT_TEST(a_register_without_items_lists_none),
        KT_TEST(an_item_without_a_text_is_refused_and_nothing_stays),
        KT_TEST(a_failing_request_for_memory_is_reported),
        KT_TEST(of_two_editors_with_the_same_version_the_second_is_told),
        KT_TEST(the_reviewer_that_readers_see_may_be_another_name_than_the_account),
    };
    return kt_run_tests(tests);
}
