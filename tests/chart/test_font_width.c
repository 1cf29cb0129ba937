/* test_font_width.c: widths of letters that are published, and lines that fit. */
#include "check.h"

#include "chart/font_width.h"

/* Adobe's metrics of Helvetica (AFM), which Arial and Liberation Sans share. */
static void letters_have_the_widths_of_helvetica(void **state)
{
    (void)state;
    static const struct {
        const char *letter;
        double regular, bold;
    } known[] = {{" ", 278, 278}, {"0", 556, 556}, {"i", 222, 278}, {"W", 944, 944},
                 {"m", 833, 889}, {"ß", 611, 611}, {"Ä", 667, 722}};
    for (size_t n = 0; n < sizeof known / sizeof *known; n++) {
        CHECK_NEAR(kt_font_width(kt_slice_of(known[n].letter), 1000, KT_REGULAR),
                   known[n].regular, 0.002);
        CHECK_NEAR(kt_font_width(kt_slice_of(known[n].letter), 1000, KT_BOLD), known[n].bold,
                   0.002);
    }
    CHECK_NEAR(kt_font_width(kt_slice_of("Ж"), 1000, KT_REGULAR), 923, 0.01);
    CHECK_NEAR(kt_font_width(kt_slice_of("\xE6\x97\xA5"), 10, KT_REGULAR), 10, 0); // unknown
}

static void lines_hold_all_words_and_keep_to_the_width(void **state)
{
    (void)state;
    static const char text[] = "Handel mit Kasachstan nach der Statistik von Belarus, "
                               "895,6\xC2\xA0Mio.\xC2\xA0USD";
    for (double width = 40.0; width < 500.0; width *= 1.3) {
        kt_slice rest = kt_slice_of(text);
        size_t letters = 0;
        while (rest.size > 0) {
            const kt_slice line = kt_font_line(&rest, 12.0, KT_REGULAR, width);
            const bool one_word = memchr(line.data, ' ', line.size) == NULL;
            CHECK(line.size > 0);
            CHECK(one_word || kt_font_width(line, 12.0, KT_REGULAR) <= width);
            letters += line.size + (rest.size > 0 ? 1 : 0);
        }
        CHECK_INT(letters, sizeof text - 1);
    }
}

static void what_is_cut_fits_with_its_dots_and_never_within_a_letter(void **state)
{
    (void)state;
    static const char text[] = "Молочные продукты";
    for (double width = 10.0; width < 200.0; width += 7.0) {
        const size_t fits = kt_font_fit(kt_slice_of(text), 12.0, KT_BOLD, width);
        CHECK(kt_utf8_valid(text, fits));
        CHECK(fits == 0 || fits == sizeof text - 1 ||
              kt_font_width((kt_slice){text, fits}, 12.0, KT_BOLD) + 12.0 <= width);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(letters_have_the_widths_of_helvetica),
        KT_TEST(lines_hold_all_words_and_keep_to_the_width),
        KT_TEST(what_is_cut_fits_with_its_dots_and_never_within_a_letter),
    };
    return kt_run_tests(tests);
}
