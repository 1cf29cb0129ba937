/* test_wrap.c: lines of a page. */
#include "check.h"

#include "brief/wrap.h"

static void check_lines(const char *text, int width, const char *expected)
{
    kt_error err = {0};
    kt_text found = {0};
    const kt_sink sink = kt_sink_text(&found);

    CHECK_OK(kt_wrap_paragraph(&sink, kt_slice_of(text), width, 0, 0, &err), err);
    CHECK_TEXT(kt_text_get(&found), expected);
    kt_text_clear(&found);
}

static void lines_break_at_blanks_and_within_the_width(void **state)
{
    (void)state;
    check_lines("one two three four five six seven", 20,
                "one two three four\nfive six seven\n");
    check_lines("Größe  und   Maß", 20, "Größe  und   Maß\n");
    check_lines("", 20, "\n");
    check_lines("a\nb", 20, "a\nb\n");
    check_lines("all of it in one line, however long it may be", 0,
                "all of it in one line, however long it may be\n");
}

static void a_number_and_its_unit_stay_together_and_are_written_with_plain_blanks(void **state)
{
    (void)state;
    check_lines("der Umsatz von 895,6\xC2\xA0Mio.\xC2\xA0USD", 22,
                "der Umsatz von\n895,6 Mio. USD\n");
    check_lines("1\xE2\x80\xAF"
                "234",
                20, "1 234\n");
}

static void hyphens_between_letters_break_and_addresses_never(void **state)
{
    (void)state;
    check_lines("eine Außenhandels-Datenbank", 22, "eine Außenhandels-\nDatenbank\n");
    check_lines("siehe https://example.org/a-very-long/address-of-a-page", 20,
                "siehe\nhttps://example.org/a-very-long/address-of-a-page\n");
    check_lines("2008-2018 2009-2019 2010-2020", 20, "2008-2018 2009-2019\n2010-2020\n");
}

static void no_text_is_lost_at_any_width(void **state)
{
    (void)state;
    const char *text = "Der Warenhandel zwischen Belarus und Kasachstan-Nord erreichte 2018 "
                       "Торговля между странами 895,6\xC2\xA0Mio. 日本語";
    for (int width = 20; width < 120; width++) {
        kt_slice rest = kt_slice_of(text);
        size_t letters = 0;
        while (rest.size > 0) {
            const kt_slice line = kt_wrap_line(&rest, width);
            CHECK(kt_wrap_width(line) <= width);
            for (size_t n = 0; n < line.size; n++)
                letters += line.data[n] != ' ';
        }
        size_t expected = 0;
        for (const char *c = text; *c; c++)
            expected += *c != ' ';
        CHECK_INT((int64_t)letters, (int64_t)expected);
    }
}

static void control_characters_become_blanks(void **state)
{
    (void)state;
    check_lines("a\x1b[31mb\x7F"
                "c",
                20, "a [31mb c\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(lines_break_at_blanks_and_within_the_width),
        KT_TEST(a_number_and_its_unit_stay_together_and_are_written_with_plain_blanks),
        KT_TEST(hyphens_between_letters_break_and_addresses_never),
        KT_TEST(no_text_is_lost_at_any_width),
        KT_TEST(control_characters_become_blanks),
    };
    return kt_run_tests(tests);
}
