/* test_picture.c: every kind of picture as SVG: well-formed, closed in itself, told in words,
 * each value where it belongs, and nothing where there is none. */
#include "check.h"

#include "picture_fixture.h"
#include "xml_check.h"

static kt_locale *german;
static kt_shapes *world;

static int open_all(void **state)
{
    (void)state;
    return kt_locale_open("de", &german, NULL) ||
           kt_shapes_parse(kt_slice_of(FIXTURE_WORLD), &world, NULL);
}

static int close_all(void **state)
{
    (void)state;
    kt_shapes_free(world);
    kt_locale_close(german);
    return 0;
}

static kt_status draw(kt_picture_kind kind, const kt_picture_options *options, kt_text *out,
                      kt_error *err)
{
    kt_picture *picture = NULL;
    const kt_sink sink = kt_sink_text(out);

    KT_TRY(kt_picture_new(kind, &picture, err));
    fixture_fill(picture, world);
    const kt_status status = kt_picture_write_svg(picture, german, options, &sink, err);
    kt_picture_free(picture);
    return status;
}

static void every_kind_is_well_formed_and_told_in_words(void **state)
{
    (void)state;
    for (int kind = 0; kind < N_KINDS; kind++)
        for (double width = 320.0; width < 1000.0; width *= 1.5) {
            kt_error err = {0};
            kt_text text = {0};
            const kt_picture_options options = {.width = width, .number = 7};
            CHECK_OK(draw((kt_picture_kind)kind, &options, &text, &err), err);
            const char *fault = xml_fault(text.data);
            if (fault)
                fail_msg("kind %d: %.60s", kind, fault);
            CHECK(strstr(text.data, "role=\"img\"") != NULL);
            CHECK(strstr(text.data,
                         "<title id=\"picture-7-title\">Warenumsatz von Belarus &amp; "
                         "Kasachstan") != NULL);
            CHECK(strstr(text.data, "<desc id=\"picture-7-text\">Was das Bild zeigt") != NULL);
            CHECK(strstr(text.data, "lang=\"de\"") != NULL);
            CHECK(strstr(text.data, "Mio. USD &lt;nominal&gt;") != NULL);
            CHECK(strstr(text.data, "Quelle: Testdaten") != NULL);
            CHECK(strstr(text.data, "nan") == NULL && strstr(text.data, "inf") == NULL);
            // Nothing from outside: the one address is the name of the language SVG.
            CHECK_INT(xml_count(text.data, "http"), 1);
            CHECK(strstr(text.data, "href") == NULL && strstr(text.data, "url(") == NULL);
            kt_text_clear(&text);
        }
}

static void
a_series_has_a_column_or_a_mark_for_each_value_and_none_for_what_is_missing(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};

    CHECK_OK(draw(KT_PICTURE_SERIES, NULL, &text, &err), err);
    // 7 columns of 8 years; 6 marks of 8 and one in the legend; each says its number.
    CHECK_INT(xml_count(text.data, "<rect") - 2, 7); // paper and legend
    CHECK_INT(xml_count(text.data, "<circle"), 7);
    CHECK(strstr(text.data, "<title>2008: 537,0</title>") != NULL);
    CHECK(strstr(text.data, "<title>2009: 340,1</title>") != NULL);
    CHECK_INT(xml_count(text.data, "<title>2011"), 0);
    CHECK(strstr(text.data, "Bruch in der Reihe") != NULL);
    CHECK(strstr(text.data, ">1.000</text>") != NULL); // as the language groups
    kt_text_clear(&text);
}

static void columns_stand_in_proportion_to_their_values(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    double height[2] = {0};
    static const char *const title[] = {"<title>2008: 537,0", "<title>2015: 574,4"};

    CHECK_OK(draw(KT_PICTURE_SERIES, NULL, &text, &err), err);
    for (int n = 0; n < 2; n++) {
        const char *at = strstr(text.data, title[n]);
        CHECK(at != NULL);
        while (strncmp(at, "height=\"", 8) != 0)
            at--;
        height[n] = strtod(at + 8, NULL);
    }
    CHECK(fabs(height[0] / height[1] - 537.0 / 574.4) < 0.002); // heights have one decimal
    kt_text_clear(&text);
}

static void a_map_colours_by_class_and_disputed_land_by_none(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};

    CHECK_OK(draw(KT_PICTURE_MAP, NULL, &text, &err), err);
    CHECK_INT(xml_count(text.data, "<path class=\"f-c5"), 1);   // the country itself
    CHECK_INT(xml_count(text.data, "<path class=\"f-m5"), 1);   // Russia
    CHECK_INT(xml_count(text.data, "<path class=\"f-m3"), 2);   // Kazakhstan, USA
    CHECK_INT(xml_count(text.data, "<path class=\"f-land"), 1); // the disputed one
    CHECK_INT(xml_count(text.data, "<path class=\"f-none"), 1); // its border, dashed
    CHECK(strstr(text.data, "<title>Malta</title>") != NULL);   // a circle
    CHECK(strstr(text.data, "895,6 Mio. USD") != NULL);
    kt_text_clear(&text);
}

static void an_interval_has_a_bar_with_ends_and_a_reference_has_none(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};

    CHECK_OK(draw(KT_PICTURE_INTERVALS, NULL, &text, &err), err);
    CHECK(strstr(text.data, "<title>0,5000 (0,2500 – 0,7500)</title>") != NULL);
    CHECK(strstr(text.data, "<title>−0,2000 (−0,4000 – 0,0000)</title>") != NULL);
    CHECK_INT(xml_count(text.data, "<title>0,0000</title>"), 2);
    CHECK_INT(xml_count(text.data, " – "), 5 + 2 + 2 - 1); // one of each second line is missing
    kt_text_clear(&text);
}

static void a_name_too_long_is_cut_and_still_told_to_who_points_at_it(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_picture_options narrow = {.width = 320.0};

    CHECK_OK(draw(KT_PICTURE_TREEMAP, &narrow, &text, &err), err);
    CHECK(strstr(text.data,
                 "<title>Landwirtschaftliche Maschinen &amp; Kraftfahrzeuge: 41,2") != NULL);
    kt_text_clear(&text);
}

static void nothing_to_show_is_a_frame_without_a_body(void **state)
{
    (void)state;
    for (int kind = 0; kind < N_KINDS; kind++) {
        kt_error err = {0};
        kt_text text = {0};
        kt_picture *picture = NULL;
        const kt_sink sink = kt_sink_text(&text);
        if (kind == KT_PICTURE_MAP)
            continue;
        CHECK_OK(kt_picture_new((kt_picture_kind)kind, &picture, &err), err);
        CHECK_OK(kt_picture_write_svg(picture, german, NULL, &sink, &err), err);
        CHECK(xml_fault(text.data) == NULL);
        kt_picture_free(picture);
        kt_text_clear(&text);
    }
}

static void a_width_outside_what_can_be_read_is_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    const kt_picture_options narrow = {.width = 100.0}, none = {.width = NAN};

    CHECK_FAILS(draw(KT_PICTURE_SERIES, &narrow, &text, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(draw(KT_PICTURE_SERIES, &none, &text, &err), KT_ERR_RANGE, err);
    CHECK_INT(text.size, 0);
    kt_text_clear(&text);
}

static kt_status once(void *with, kt_error *err)
{
    kt_text text = {0};
    const kt_status status = draw(*(const kt_picture_kind *)with, NULL, &text, err);

    kt_text_clear(&text);
    return status;
}

static void every_request_that_fails_is_reported(void **state)
{
    (void)state;
    for (int kind = 0; kind < N_KINDS; kind++)
        kt_check_faults(KT_FAULT_MEMORY, once, &(kt_picture_kind){(kt_picture_kind)kind});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_kind_is_well_formed_and_told_in_words),
        KT_TEST(a_series_has_a_column_or_a_mark_for_each_value_and_none_for_what_is_missing),
        KT_TEST(columns_stand_in_proportion_to_their_values),
        KT_TEST(a_map_colours_by_class_and_disputed_land_by_none),
        KT_TEST(an_interval_has_a_bar_with_ends_and_a_reference_has_none),
        KT_TEST(a_name_too_long_is_cut_and_still_told_to_who_points_at_it),
        KT_TEST(nothing_to_show_is_a_frame_without_a_body),
        KT_TEST(a_width_outside_what_can_be_read_is_refused),
        KT_TEST(every_request_that_fails_is_reported),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, open_all, close_all);
}
