/* The pages for editors as the command `desk` makes them: in three languages, and where memory
 * runs out. */
#include "edit_fixture.h"

typedef struct call {
    const kt_given *given;
    int n_given;
    const char *language;
    kt_text *out;
} call;

static kt_status write_page(void *with, kt_error *err)
{
    const call *c = with;
    kt_text out = {0}, notes = {0};
    const kt_run_options options = {.store = store,
                                    .language = c->language,
                                    .now = 1700000000,
                                    .out = kt_sink_text(c->out ? c->out : &out),
                                    .notes = kt_sink_text(&notes)};
    const kt_status status =
        kt_command_run(kt_command_find("desk"), context, c->given, c->n_given, &options, err);
    kt_text_clear(&notes);
    kt_text_clear(&out);
    return status;
}

static int begin(void **state)
{
    if (make_store(state))
        return -1;
    add_items(25);
    add_account("anna", KT_ROLE_ADMIN);
    return 0;
}

static const kt_given items[] = {
    {NULL, "items"}, {"state", "draft"}, {"role", "admin"}, {"user", "anna"}, {"form", "f"}};
static const kt_given item[] = {
    {NULL, "item"},     {"item", "3"},       {"user", "anna"},         {"form", "f"},
    {"shown", "N. N."}, {"problem", "late"}, {"headline-en", "<Mine>"}};
static const kt_given log_of[] = {{NULL, "log"}, {"role", "admin"}, {"user", "anna"}};
static const kt_given login[] = {{NULL, "login"}, {"form", "f"}, {"problem", "password"}};
static const kt_given reviews[] = {
    {NULL, "reviews"},
    {"text", "Belarus exported goods worth $9 billion to Kazakhstan in 2008."},
    {"title", "<Mine>"},
    {"form", "f"}};
static const struct page {
    const kt_given *given;
    int n_given;
} pages[] = {{items, 5}, {item, 7}, {log_of, 3}, {login, 3}, {reviews, 4}};

static void every_page_is_there_in_three_languages(void **state)
{
    (void)state;
    kt_text out = {0};
    kt_error err = {0};
    char lang[32];
    for (size_t p = 0; p < sizeof pages / sizeof *pages; p++)
        for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
            call c = {pages[p].given, pages[p].n_given, kt_item_languages[l], &out};
            kt_text_reset(&out);
            CHECK_OK(write_page(&c, &err), err);
            snprintf(lang, sizeof lang, "<html lang=\"%s\">", kt_item_languages[l]);
            CHECK(strstr(kt_text_get(&out), lang));
            CHECK(strstr(kt_text_get(&out), "</html>\n"));
            CHECK(!strstr(kt_text_get(&out), "<Mine>"));
        }
    kt_text_clear(&out);
}

/* Names that programs know are words of the page's language before an editor. */
static void figures_are_told_in_the_language_of_the_page(void **state)
{
    (void)state;
    static const char *const words[] = {"Warenumsatz</th>", "Turnover</th>",
                                        "Товарооборот</th>"};
    static const char *const methods[] = {"Ausfuhr plus Einfuhr", "exports plus imports",
                                          "экспорт плюс импорт"};
    kt_text out = {0};
    kt_error err = {0};
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        call c = {item, 3, kt_item_languages[l], &out};
        kt_text_reset(&out);
        CHECK_OK(write_page(&c, &err), err);
        CHECK(strstr(kt_text_get(&out), words[l]));
        CHECK(strstr(kt_text_get(&out), methods[l]));
        CHECK(!strstr(kt_text_get(&out), "<span lang=\"en\""));
    }
    CHECK(strstr(kt_text_get(&out), "<td>Беларусь</td>"));
    kt_text_clear(&out);
}

static void every_problem_has_its_words(void **state)
{
    (void)state;
    kt_error err = {0};
    const kt_parameter *parameter = kt_command_parameter(kt_command_find("desk"), "problem");
    kt_slice rest = kt_slice_of(parameter->choices);
    while (rest.data) {
        char problem[32];
        const kt_slice word = kt_slice_cut(&rest, ',');
        snprintf(problem, sizeof problem, "%.*s", (int)word.size, word.data);
        const kt_given given[] = {{NULL, "problem"}, {"problem", problem}};
        for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
            call c = {given, 2, kt_item_languages[l], NULL};
            CHECK_OK(write_page(&c, &err), err);
        }
    }
}

static void long_lists_are_turned_page_by_page(void **state)
{
    (void)state;
    kt_text out = {0};
    kt_error err = {0};
    call c = {items, 5, "en", &out};
    CHECK_OK(write_page(&c, &err), err);
    CHECK(strstr(kt_text_get(&out), "href=\"/en/edit?state=draft&amp;skip=20\">Older</a>"));
    const kt_given rest[] = {{NULL, "items"}, {"state", "draft"}, {"skip", "20"}};
    kt_text_reset(&out);
    c = (call){rest, 3, "en", &out};
    CHECK_OK(write_page(&c, &err), err);
    CHECK(strstr(kt_text_get(&out), "href=\"/en/edit?state=draft&amp;skip=0\">Newer</a>"));
    CHECK(!strstr(kt_text_get(&out), "Older"));
    kt_text_clear(&out);
}

static void what_is_not_there_is_missing(void **state)
{
    (void)state;
    kt_error err = {0};
    const kt_given none[] = {{NULL, "item"}, {"item", "999"}};
    call c = {none, 2, "en", NULL};
    CHECK_FAILS(write_page(&c, &err), KT_ERR_MISSING, err);
}

static void pages_survive_without_memory(void **state)
{
    (void)state;
    kt_error err = {0};
    for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
        call c = {pages[p].given, pages[p].n_given, "ru", NULL};
        CHECK_OK(write_page(&c, &err), err);
        kt_check_faults(KT_FAULT_MEMORY, write_page, &c);
    }
}

static kt_status look_at_figures(void *with, const kt_item_figure *figure, kt_error *err)
{
    (void)err;
    CHECK_TEXT(figure->id, "turnover");
    CHECK_TEXT(figure->period, "2010");
    CHECK_NEAR(figure->value, 1234567890.0, 0.0);
    CHECK_TEXT(figure->reporter, "BLR");
    CHECK(isnan(figure->coverage) && !figure->is_mirror);
    CHECK_TEXT(figure->method, "exports plus imports");
    ++*(int *)with;
    return KT_OK;
}

static void the_figures_of_an_item_are_read_back(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_register *reg = NULL;
    int n = 0;
    CHECK_OK(kt_register_open(store, KT_REGISTER_READ, &reg, &err), err);
    CHECK_OK(kt_item_figures(reg, 3, look_at_figures, &n, &err), err);
    CHECK_INT(n, 1);
    CHECK_OK(kt_item_figures(reg, 999, look_at_figures, &n, &err), err);
    CHECK_INT(n, 1);
    kt_register_close(reg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_page_is_there_in_three_languages),
        KT_TEST(figures_are_told_in_the_language_of_the_page),
        KT_TEST(every_problem_has_its_words),
        KT_TEST(long_lists_are_turned_page_by_page),
        KT_TEST(what_is_not_there_is_missing),
        KT_TEST(pages_survive_without_memory),
        KT_TEST(the_figures_of_an_item_are_read_back),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, remove_store);
}
