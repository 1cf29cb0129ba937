/* test_document.c: sections and blocks, as text and as JSON; charts in characters. */
#include "check.h"

#include <kontor/document.h>

static kt_locale *english;

static int open_locale(void **state)
{
    kt_error err = {0};
    (void)state;
    return kt_locale_open("en", &english, &err);
}

static int close_locale(void **state)
{
    (void)state;
    kt_locale_close(english);
    return 0;
}

static kt_status fill(kt_document *document, kt_error *err)
{
    kt_table *table = NULL;

    KT_TRY(kt_document_set_title(document, "A title", "and what is below it", err));
    KT_TRY(kt_document_begin_section(document, "one", "Section one", err));
    KT_TRY(kt_document_add_text(document, KT_BLOCK_PARAGRAPH,
                                "This paragraph is longer than thirty columns.", err));
    KT_TRY(
        kt_document_add_text(document, KT_BLOCK_ITEM, "first item, which is long enough", err));
    KT_TRY(kt_document_add_text(document, KT_BLOCK_ITEM, "second", err));
    KT_TRY(kt_document_cite(document, "x.2018", err));
    KT_TRY(kt_document_cite(document, "x.2018", err));
    KT_TRY(kt_document_begin_section(document, "two", "Section two", err));
    KT_TRY(kt_table_new(&table, err));
    kt_table_column(table, &(kt_column){.key = "n", .title = "n", .align = KT_RIGHT});
    kt_table_row(table);
    kt_table_integer(table, 1);
    return kt_document_add_table(document, table, err);
}

static void text_has_titles_rules_and_broken_lines(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_document *document = NULL;
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    const kt_document_options options = {.width = 30};

    CHECK_OK(kt_document_new("en", &document, &err), err);
    CHECK_OK(fill(document, &err), err);
    CHECK_OK(kt_document_write_text(document, english, &options, &sink, &err), err);
    CHECK_TEXT(kt_text_get(&text), "A title\n"
                                   "═══════\n"
                                   "and what is below it\n"
                                   "\n"
                                   "Section one\n"
                                   "───────────\n"
                                   "This paragraph is longer than\n"
                                   "thirty columns.\n"
                                   "\n"
                                   "– first item, which is long\n"
                                   "  enough\n"
                                   "– second\n"
                                   "\n"
                                   "Section two\n"
                                   "───────────\n"
                                   "n\n"
                                   "─\n"
                                   "1\n");
    kt_text_clear(&text);
    kt_document_free(document);
    kt_document_free(NULL);
}

static void json_lists_sections_with_their_figures(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_document *document = NULL;
    kt_text text = {0};
    kt_json json;

    CHECK_OK(kt_document_new("en", &document, &err), err);
    CHECK_OK(fill(document, &err), err);
    kt_json_init(&json, &text);
    kt_document_put_json(document, &json);
    CHECK_OK(kt_json_finish(&json, &err), err);
    CHECK_TEXT(
        text.data,
        "[{\"id\":\"one\",\"title\":\"Section one\",\"text\":\"This paragraph is longer "
        "than thirty columns.\\nfirst item, which is long enough\\nsecond\","
        "\"figures\":[\"x.2018\"],\"table\":null},"
        "{\"id\":\"two\",\"title\":\"Section two\",\"text\":\"\",\"figures\":[],"
        "\"table\":{\"columns\":[{\"key\":\"n\",\"title\":\"n\"}],\"rows\":[{\"n\":1}]}}]");
    kt_text_clear(&text);
    kt_document_free(document);
}

static void a_table_that_failed_while_it_was_filled_is_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_document *document = NULL;
    kt_table *table = NULL;

    CHECK_OK(kt_document_new("en", &document, &err), err);
    CHECK_OK(kt_document_begin_section(document, "one", "One", &err), err);
    CHECK_OK(kt_table_new(&table, &err), err);
    kt_table_row(table); // before any column
    CHECK_FAILS(kt_document_add_table(document, table, &err), KT_ERR_LIMIT, err);
    kt_document_free(document);
}

/* ---- charts -------------------------------------------------------------------------------
 */

static void a_chart_shows_shape_axis_years_and_legend(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    const double own[] = {400e6, NAN, 800e6}, other[] = {NAN, 200e6, 780e6};
    const kt_chart chart = {.title = "Turnover, $ million",
                            .first_year = 2016,
                            .n_years = 3,
                            .n_lines = 2,
                            .line = {{"own", own}, {"other", other}},
                            .scale = 1e-6,
                            .break_year = 2017,
                            .text = ""};

    CHECK_OK(kt_chart_write_text(&chart, english, 40, 0, &sink, &err), err);
    CHECK_TEXT(kt_text_get(&text), "Turnover, $ million\n"
                                   "800 ┤       ╎       ███○\n"
                                   "    │       ╎       ███\n"
                                   "    │       ╎       ███\n"
                                   "    │       ╎       ███\n"
                                   "400 ┤ ███   ╎       ███\n"
                                   "    │ ███   ╎   ○   ███\n"
                                   "    │ ███   ╎       ███\n"
                                   "    │ ███   ╎       ███\n"
                                   "  0 ┼─────────────────────\n"
                                   "      2016   2017   2018\n"
                                   "      █ own   ○ other\n");
    kt_text_clear(&text);
}

static void a_chart_of_nothing_is_its_title(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    const double none[] = {NAN, 0.0};
    const kt_chart chart = {.title = "Nothing",
                            .first_year = 2017,
                            .n_years = 2,
                            .n_lines = 1,
                            .line = {{"none", none}},
                            .scale = 1.0,
                            .text = ""};

    CHECK_OK(kt_chart_write_text(&chart, english, 40, 0, &sink, &err), err);
    CHECK_TEXT(kt_text_get(&text), "Nothing\n");
    kt_text_clear(&text);
}

static void many_years_still_fit_the_page(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    double value[200];

    for (int t = 0; t < 200; t++)
        value[t] = 1.0 + t;
    for (int64_t n_years = 1; n_years <= 200; n_years++) {
        const kt_chart chart = {.title = "T",
                                .first_year = 1900,
                                .n_years = n_years,
                                .n_lines = 1,
                                .line = {{"v", value}},
                                .scale = 1.0,
                                .text = ""};
        kt_text_reset(&text);
        CHECK_OK(kt_chart_write_text(&chart, english, 80, 0, &sink, &err), err);
        kt_slice rest = {text.data, text.size};
        while (rest.size > 0) {
            const kt_slice line = kt_slice_cut(&rest, '\n');
            CHECK(kt_utf8_width(line.data, line.size) <= (n_years <= 37 ? 80 : 130));
        }
    }
    kt_text_clear(&text);
}

static kt_status once(void *with, kt_error *err)
{
    (void)with;
    kt_document *document = NULL;
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_status status = kt_document_new("en", &document, err);

    if (!status)
        status = fill(document, err);
    if (!status)
        status = kt_document_write_text(document, english, NULL, &sink, err);
    kt_document_free(document);
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
        KT_TEST(text_has_titles_rules_and_broken_lines),
        KT_TEST(json_lists_sections_with_their_figures),
        KT_TEST(a_table_that_failed_while_it_was_filled_is_refused),
        KT_TEST(a_chart_shows_shape_axis_years_and_legend),
        KT_TEST(a_chart_of_nothing_is_its_title),
        KT_TEST(many_years_still_fit_the_page),
        KT_TEST(no_failed_request_for_memory_passes_unseen),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, open_locale, close_locale);
}
