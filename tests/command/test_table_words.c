/* test_table_words.c: heads and words of tables in the reader's language. */
#include "measure_fixture.h"

static const char E1[] = "year,exporter,importer,hs17,value_usd\n"
                         "2019,BLR,KAZ,010121,60\n2019,BLR,UZB,010129,10\n"
                         "2019,KAZ,BLR,010129,40\n2019,UZB,BLR,020110,20\n";

static measure_fixture fixture;

static int set_up(void **state)
{
    kt_error err = {0};
    (void)state;
    kt_scratch_make(fixture.folder);
    CHECK_OK(kt_context_open(NULL, &fixture.context, &err), err);
    fixture_import(&fixture, "e1", E1);
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    kt_context_close(fixture.context);
    kt_scratch_remove(fixture.folder);
    return 0;
}

static kt_text answer_in(const char *language, const char *format)
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
    const kt_given given[] = {
        {NULL, "intensity"}, {NULL, "BLR"}, {NULL, "KAZ"}, {"format", format}};
    CHECK_OK(
        kt_command_run(kt_command_find("measure"), fixture.context, given, 4, &options, &err),
        err);
    kt_text_clear(&notes);
    return out;
}

static bool says(kt_text *text, const char *what)
{
    return strstr(kt_text_get(text), what) != NULL;
}

static void titles_heads_and_words_are_in_the_readers_language(void **state)
{
    (void)state;
    kt_text german = answer_in("de", "text"), russian = answer_in("ru", "text");
    CHECK(says(&german, "Intensität des Handels: BLR, KAZ"));
    CHECK(says(&german, "Passung der Warenkörbe"));
    CHECK(says(&german, "unbekannt"));
    CHECK(!says(&german, "fit of the baskets  "));
    CHECK(says(&russian, "интенсивность торговли: BLR, KAZ"));
    CHECK(says(&russian, "соответствие структур"));
    kt_text_clear(&russian);
    kt_text_clear(&german);
}

static void csv_is_the_same_in_every_language(void **state)
{
    (void)state;
    kt_text german = answer_in("de", "csv"), english = answer_in("en", "csv");
    CHECK_TEXT(kt_text_get(&german), kt_text_get(&english));
    kt_text_clear(&english);
    kt_text_clear(&german);
}

static kt_status check_row(void *with, const kt_csv_row *row, kt_error *err)
{
    char *before = with, now[128];
    (void)err;
    CHECK_INT(row->n_cells, 3);
    for (int c = 0; c < 3; c++)
        CHECK(row->cell[c].size > 0);
    snprintf(now, sizeof now, "%.*s", (int)row->cell[0].size, row->cell[0].data);
    CHECK(strcmp(before, now) != 0);
    snprintf(before, 128, "%s", now);
    return KT_OK;
}

static void every_word_has_all_languages(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text file = {0};
    char before[128] = "";
    const kt_csv_options options = kt_csv_options_default();
    CHECK_OK(kt_file_read("data/table_words.csv", 1 << 20, &file, &err), err);
    CHECK_OK(kt_csv_parse((kt_slice){file.data, file.size}, &options, check_row, before, &err),
             err);
    kt_text_clear(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(titles_heads_and_words_are_in_the_readers_language),
        KT_TEST(csv_is_the_same_in_every_language),
        KT_TEST(every_word_has_all_languages),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
