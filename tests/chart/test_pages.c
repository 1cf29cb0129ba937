/* test_pages.c: PNG and PDF of a picture, pages with text, and the language of a PDF. */
#include "check.h"

#include <kontor/pages.h>

static const char SVG[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" "
                          "height=\"20\" viewBox=\"0 0 40 20\">"
                          "<rect width=\"40\" height=\"20\" fill=\"#000\"/></svg>";
static const kt_pages_info INFO = {
    .title = "Titel «ж»", .alternative = "Ein Viereck", .language = "de", .now = 1574510400};

static void a_png_has_the_size_of_the_picture_and_its_margin(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);

    CHECK_OK(kt_svg_write_png(kt_slice_of(SVG), 2.0, &sink, &err), err);
    CHECK_INT(memcmp(text.data, "\x89PNG\r\n\x1a\n", 8), 0);
    CHECK_INT((unsigned char)text.data[19], (40 + 24) * 2);
    CHECK_INT((unsigned char)text.data[23], (20 + 24) * 2);
    kt_text_clear(&text);
}

static void a_pdf_says_its_language_and_is_the_same_each_time(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0}, again = {0};
    const kt_sink sink = kt_sink_text(&text), second = kt_sink_text(&again);

    CHECK_OK(kt_svg_write_pdf(kt_slice_of(SVG), &INFO, &sink, &err), err);
    CHECK_INT(memcmp(text.data, "%PDF-1.", 7), 0);
    CHECK(strstr(text.data + text.size - 400, "/Lang (de)") != NULL);
    CHECK_TEXT(text.data + text.size - 6, "%%EOF\n");
    CHECK_OK(kt_svg_write_pdf(kt_slice_of(SVG), &INFO, &second, &err), err);
    CHECK_INT(again.size, text.size); // the same gives the same
    CHECK_INT(memcmp(again.data, text.data, text.size), 0);
    kt_text_clear(&again);
    kt_text_clear(&text);
}

/* Each entry of the tables behind the end leads to the object it names. */
static void check_tables(const kt_text *pdf)
{
    const char *data = kt_text_get(pdf);
    long object, n = 0;
    size_t place;
    int end;

    for (size_t at = 0; at + 5 < pdf->size; at++) {
        if (memcmp(data + at, "\nxref", 5) != 0)
            continue;
        for (const char *line = data + at + 6; line; line += end) {
            end = 0; // "0 14" begins as "0 1" does
            if (sscanf(line, "%ld 1\n%10zu 00000 n \n%n", &object, &place, &end) != 2 || !end)
                break;
            char head[32];
            const int length = snprintf(head, sizeof head, "%ld 0 obj\n", object);
            CHECK(place + (size_t)length < pdf->size);
            CHECK_INT(memcmp(data + place, head, (size_t)length), 0);
            n++;
        }
    }
    CHECK_INT(n, 3); // two pictures and the catalogue
}

static int count(const kt_text *pdf, const char *word)
{
    const size_t length = strlen(word);
    int n = 0;

    for (size_t at = 0; at + length <= pdf->size; at++)
        n += memcmp(pdf->data + at, word, length) == 0;
    return n;
}

static void pictures_say_what_they_show(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    const kt_slice svg = kt_slice_of(SVG);
    kt_pages *pages = NULL;

    CHECK_OK(kt_pages_open(200.0, 200.0, &INFO, &sink, &pages, &err), err);
    kt_pages_begin(pages, "Document");
    kt_pages_next(pages);
    CHECK_OK(kt_pages_picture(pages, svg, "Aж(", 9.0, 9.0, 40.0, 20.0, &err), err);
    kt_pages_next(pages);
    CHECK_OK(kt_pages_picture(pages, svg, NULL, 9.0, 9.0, 40.0, 20.0, &err), err);
    CHECK_OK(kt_pages_picture(pages, svg, "\xF0\x9F\x8C\x8D", 9.0, 50.0, 40.0, 20.0, &err),
             err);
    kt_pages_end(pages, "Document");
    CHECK_OK(kt_pages_finish(pages, &err), err);
    kt_pages_free(pages);
    CHECK_INT(count(&text, "/S /Figure\n   /Alt <"), 2);
    CHECK_INT(count(&text, "/Alt <FEFF004104360028>"), 1); // UTF-16
    CHECK_INT(count(&text, "/Alt <FEFFD83CDF0D>"), 1);
    check_tables(&text);
    const size_t size = text.size;
    CHECK_OK(kt_pdf_add_alternatives(&text, "one", 1, &err), err); // there are more of them
    CHECK_INT(text.size, size);
    kt_text_clear(&text);
}

static void paragraphs_break_within_their_width(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    const kt_type type = {.size = 10.0, .face = KT_FACE_SERIF};
    kt_pages *pages = NULL;
    kt_paragraph *one = NULL, *narrow = NULL;

    CHECK_OK(kt_pages_open(200.0, 200.0, &INFO, &sink, &pages, &err), err);
    kt_pages_next(pages);
    CHECK_OK(kt_paragraph_new(pages, &type, "Warenumsatz mit Kasachstan", 0.0, &one, &err),
             err);
    CHECK_OK(kt_paragraph_new(pages, &type, "Warenumsatz mit Kasachstan", 70.0, &narrow, &err),
             err);
    CHECK_INT(kt_paragraph_n_lines(one), 1);
    CHECK(kt_paragraph_n_lines(narrow) >= 2);
    CHECK(kt_paragraph_width(narrow) <= 70.5);
    CHECK_NEAR(kt_paragraph_line_height(one), 13.5, 1e-9);
    kt_pages_begin(pages, "Document");
    kt_pages_begin(pages, "P");
    kt_paragraph_draw(narrow, 0, 2, 10.0, 10.0);
    kt_pages_end(pages, "P");
    kt_pages_end(pages, "Document");
    kt_paragraph_free(narrow);
    kt_paragraph_free(one);
    CHECK_OK(kt_pages_finish(pages, &err), err);
    CHECK(strstr(text.data + text.size - 400, "/MarkInfo << /Marked true >>") != NULL);
    kt_pages_free(pages);
    kt_text_clear(&text);
}

static void what_is_no_svg_or_too_large_is_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    static const char huge[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90000\" "
                               "height=\"90000\"/>";

    CHECK_FAILS(kt_svg_write_png(kt_slice_of("no"), 1.0, &sink, &err), KT_ERR_FORMAT, err);
    CHECK_FAILS(kt_svg_write_png(kt_slice_of(SVG), 9.0, &sink, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_svg_write_png(kt_slice_of(huge), 1.0, &sink, &err), KT_ERR_RANGE, err);
    CHECK_INT(text.size, 0);
    kt_text_clear(&text);
}

static kt_status refuse(void *to, const char *data, size_t size, kt_error *err)
{
    (void)to, (void)data, (void)size;
    return kt_fail(err, KT_ERR_IO, "the disk is full");
}

static void a_sink_that_fails_is_the_cause(void **state)
{
    (void)state;
    kt_error err = {0};
    const kt_sink sink = {refuse, NULL};

    CHECK_FAILS(kt_svg_write_png(kt_slice_of(SVG), 1.0, &sink, &err), KT_ERR_IO, err);
    CHECK_TEXT(err.cause, "the disk is full");
    CHECK_FAILS(kt_svg_write_pdf(kt_slice_of(SVG), &INFO, &sink, &err), KT_ERR_IO, err);
    CHECK_TEXT(err.cause, "the disk is full");
}

static void a_pdf_that_is_not_understood_is_left_as_it_is(void **state)
{
    (void)state;
    static const char *const strange[] = {
        "", "no PDF", "trailer << /Root 1 0 R /Size 2 >> startxref 0",
        "%PDF\n1 0 obj << endobj\nxref\ntrailer << /Root 1 0 R /Size 2 /Info 3 0 R >>\n"
        "startxref\n27\n%%EOF"};
    for (size_t n = 0; n < sizeof strange / sizeof *strange; n++) {
        kt_error err = {0};
        kt_text text = {0};
        CHECK_OK(kt_text_add(&text, strange[n], &err), err);
        CHECK_OK(kt_pdf_add_language(&text, "de", &err), err);
        CHECK_OK(kt_pdf_add_alternatives(&text, "one", 1, &err), err);
        CHECK_TEXT(kt_text_get(&text), strange[n]);
        kt_text_clear(&text);
    }
}

static kt_status once(void *with, kt_error *err)
{
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_status status = kt_svg_write_pdf(kt_slice_of(SVG), &INFO, &sink, err);

    (void)with;
    if (!status)
        status = kt_svg_write_png(kt_slice_of(SVG), 1.0, &sink, err);
    kt_text_clear(&text);
    return status;
}

static void every_request_that_fails_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_png_has_the_size_of_the_picture_and_its_margin),
        KT_TEST(a_pdf_says_its_language_and_is_the_same_each_time),
        KT_TEST(pictures_say_what_they_show),
        KT_TEST(paragraphs_break_within_their_width),
        KT_TEST(what_is_no_svg_or_too_large_is_refused),
        KT_TEST(a_sink_that_fails_is_the_cause),
        KT_TEST(a_pdf_that_is_not_understood_is_left_as_it_is),
        KT_TEST(every_request_that_fails_is_reported),
    };
    return kt_run_tests(tests);
}
