/* test_table.c: tables as text, CSV and JSON. */
#include "check.h"

#include <kontor/table.h>

static kt_locale *german;

static int open_locale(void **state)
{
    kt_error err = {0};
    (void)state;
    return kt_locale_open("de", &german, &err);
}

static int close_locale(void **state)
{
    (void)state;
    kt_locale_close(german);
    return 0;
}

static kt_table *partners(void)
{
    kt_error err = {0};
    kt_table *table = NULL;

    CHECK_OK(kt_table_new(&table, &err), err);
    kt_table_title(table, "Handelspartner");
    kt_table_column(table, &(kt_column){.key = "partner", .title = "Partner"});
    kt_table_column(table, &(kt_column){.key = "value_usd",
                                        .title = "Mio. USD",
                                        .align = KT_RIGHT,
                                        .decimals = 1,
                                        .scale = 1e-6});
    kt_table_column(table, &(kt_column){.key = "share", .align = KT_RIGHT, .decimals = 1});
    kt_table_row(table);
    kt_table_text(table, "Österreich");
    kt_table_number(table, 895560200.0, NULL);
    kt_table_fraction(table, 0.0117, NULL);
    kt_table_row(table);
    kt_table_text(table, "Казахстан, \"RK\"");
    kt_table_number(table, NAN, "k. A.");
    kt_table_row(table);
    kt_table_text(table, "Kuba");
    kt_table_number(table, 0.0, NULL);
    kt_table_missing(table, NULL);
    kt_table_note(table, "Laufende Dollar.");
    return table;
}

/* What is there is not shown as zero; zero is; a number without a unit keeps its decimals. */
static void small_numbers_show_their_first_digit(void **state)
{
    (void)state;
    static const struct {
        double usd, share, plain;
        const char *shown[3];
    } cases[] = {{4954.0, 0.000001, 0.000001, {"0,005", "0,0001\u00a0%", "0,0"}},
                 {-40000.0, -0.00004, 0.04, {"\u22120,04", "\u22120,004\u00a0%", "0,0"}},
                 {60000.0, 0.0006, 0.06, {"0,1", "0,1\u00a0%", "0,1"}},
                 {0.0, 0.0, 0.0, {"0,0", "0,0\u00a0%", "0,0"}},
                 {1.0, 1e-12, 1.0, {"0,000001", "0,000000000\u00a0%", "1,0"}}};
    kt_error err = {0};
    kt_table *table = NULL;
    kt_text text = {0};

    CHECK_OK(kt_table_new(&table, &err), err);
    kt_table_column(table, &(kt_column){.key = "usd", .decimals = 1, .scale = 1e-6});
    kt_table_column(table, &(kt_column){.key = "share", .decimals = 1});
    kt_table_column(table, &(kt_column){.key = "p", .decimals = 1});
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        kt_table_row(table);
        kt_table_number(table, cases[n].usd, NULL);
        kt_table_fraction(table, cases[n].share, NULL);
        kt_table_number(table, cases[n].plain, NULL);
        for (int c = 0; c < 3; c++) {
            kt_text_reset(&text);
            CHECK_OK(kt_table_show(table, (int64_t)n, c, german, &text, &err), err);
            CHECK_TEXT(kt_text_get(&text), cases[n].shown[c]);
        }
    }
    CHECK_INT(kt_table_decimals(NAN, 2), 2);
    kt_text_clear(&text);
    kt_table_free(table);
}

static void text_lines_up_by_display_width(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_table *table = partners();

    CHECK_OK(kt_table_write_text(table, german, NULL, &sink, &err), err);
    CHECK_TEXT(kt_text_get(&text), "Handelspartner\n"
                                   "Partner          Mio. USD  share\n"
                                   "───────────────  ────────  ─────\n"
                                   "Österreich          895,6  1,2 %\n"
                                   "Казахстан, \"RK\"     k. A.      –\n"
                                   "Kuba                  0,0      –\n"
                                   "Laufende Dollar.\n");
    kt_text_clear(&text);
    kt_table_free(table);
}

static void csv_gives_values_with_all_digits_and_missing_as_nothing(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_table *table = partners();

    CHECK_OK(kt_table_write_csv(table, &sink, &err), err);
    CHECK_TEXT(kt_text_get(&text), "partner,value_usd,share\n"
                                   "Österreich,895560200,0.0117\n"
                                   "\"Казахстан, \"\"RK\"\"\",,\n"
                                   "Kuba,0,\n");
    kt_text_clear(&text);
    kt_table_free(table);
}

static void json_tells_missing_from_zero(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_table *table = partners();

    CHECK_OK(kt_table_write_json(table, &sink, &err), err);
    CHECK(strstr(text.data, "{\"partner\":\"Kuba\",\"value_usd\":0,\"share\":null}") != NULL);
    CHECK(strstr(text.data, "\"value_usd\":null,\"share\":null}") != NULL);
    CHECK(strstr(text.data, "\"columns\":[{\"key\":\"partner\",\"title\":\"Partner\"}") !=
          NULL);
    CHECK(strstr(text.data, "\"notes\":[\"Laufende Dollar.\"]") != NULL);
    kt_text_clear(&text);
    kt_table_free(table);
}

static void a_narrow_page_breaks_text_and_never_numbers(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    const kt_table_options narrow = {.width = 23};
    kt_table *table = NULL;

    CHECK_OK(kt_table_new(&table, &err), err);
    kt_table_column(table, &(kt_column){.key = "what", .title = "Was"});
    kt_table_column(
        table,
        &(kt_column){.key = "n", .title = "Wert in Dollar", .align = KT_RIGHT, .decimals = 0});
    kt_table_row(table);
    kt_table_text(table, "eine lange Beschreibung");
    kt_table_number(table, 1234567.0, NULL);
    CHECK_OK(kt_table_write_text(table, german, &narrow, &sink, &err), err);
    CHECK_TEXT(kt_text_get(&text), "Was             Wert in\n"
                                   "                 Dollar\n"
                                   "────────────  ─────────\n"
                                   "eine lange    1.234.567\n"
                                   "Beschreibung\n");
    kt_text_clear(&text);
    kt_table_free(table);
}

static void control_characters_of_a_cell_do_not_reach_the_terminal(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_table *table = NULL;

    CHECK_OK(kt_table_new(&table, &err), err);
    kt_table_column(table, &(kt_column){.key = "x"});
    kt_table_row(table);
    kt_table_text(table, "a\x1b[2Jb\tc\xC2\x9B"
                         "d");
    CHECK_OK(kt_table_write_text(table, german, NULL, &sink, &err), err);
    CHECK(strchr(text.data, '\x1b') == NULL);
    CHECK(strstr(text.data, "\xC2\x9B") == NULL);
    kt_text_clear(&text);
    kt_table_free(table);
}

static void the_first_mistake_is_kept_and_returned_by_every_writer(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_table *table = NULL;

    CHECK_OK(kt_table_new(&table, &err), err);
    kt_table_column(table, &(kt_column){.key = "x"});
    kt_table_row(table);
    kt_table_integer(table, 1);
    kt_table_integer(table, 2); // one too many
    kt_table_column(table, &(kt_column){.key = "late"});
    CHECK_FAILS(kt_table_check(table, &err), KT_ERR_LIMIT, err);
    CHECK(strstr(err.cause, "more than 1 cells") != NULL);
    CHECK_FAILS(kt_table_write_csv(table, &sink, &err), KT_ERR_LIMIT, err);
    CHECK_FAILS(kt_table_write_json(table, &sink, &err), KT_ERR_LIMIT, err);
    CHECK_FAILS(kt_table_write_text(table, german, NULL, &sink, &err), KT_ERR_LIMIT, err);
    CHECK_INT((int64_t)text.size, 0);
    kt_table_free(table);
    kt_table_free(NULL);
}

static void a_short_row_is_filled_with_missing_cells(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_table *table = NULL;

    CHECK_OK(kt_table_new(&table, &err), err);
    kt_table_column(table, &(kt_column){.key = "x"});
    kt_table_column(table, &(kt_column){.key = "y"});
    for (int r = 0; r < 100; r++) {
        kt_table_row(table);
        kt_table_integer(table, r);
    }
    CHECK_OK(kt_table_check(table, &err), err);
    CHECK_INT(kt_table_n_rows(table), 100);
    CHECK_INT(kt_table_cell_at(table, 99, 0)->integer, 99);
    CHECK_INT(kt_table_cell_at(table, 42, 1)->kind, KT_CELL_MISSING);
    kt_table_free(table);
}

static kt_status once(void *with, kt_error *err)
{
    (void)with;
    kt_table *table = NULL;
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_status status = kt_table_new(&table, err);

    if (!status) {
        kt_table_title(table, "T");
        kt_table_column(table, &(kt_column){.key = "x", .decimals = 1});
        for (int r = 0; r < 20; r++) {
            kt_table_row(table);
            kt_table_number(table, r, NULL);
        }
        kt_table_note(table, "n");
        status = kt_table_write_text(table, german, NULL, &sink, err);
    }
    if (!status)
        status = kt_table_write_json(table, &sink, err);
    kt_table_free(table);
    kt_text_clear(&text);
    return status;
}

static void no_failed_request_for_memory_passes_unseen(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(small_numbers_show_their_first_digit),
        KT_TEST(text_lines_up_by_display_width),
        KT_TEST(csv_gives_values_with_all_digits_and_missing_as_nothing),
        KT_TEST(json_tells_missing_from_zero),
        KT_TEST(a_narrow_page_breaks_text_and_never_numbers),
        KT_TEST(control_characters_of_a_cell_do_not_reach_the_terminal),
        KT_TEST(the_first_mistake_is_kept_and_returned_by_every_writer),
        KT_TEST(a_short_row_is_filled_with_missing_cells),
        KT_TEST(no_failed_request_for_memory_passes_unseen),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, open_locale, close_locale);
}
