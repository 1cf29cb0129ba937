/* Of when a figure is that tells no period of its own: of the report's, or of what was told
 * last.
 */
#include "reader_fixture.h"

/* The periods of the claims of a text, one blank between; "-" none. Its date: 2019-10-25, or
 * none but what it prints. */
static void check_periods_at(const char *text, kt_date published, const char *expected)
{
    kt_error err = {0};
    kt_claims claims = {0};
    kt_text found = {0};
    CHECK_OK(kt_claims_read(reader, kt_slice_of(text), published, &claims, &err), err);
    for (int64_t n = 0; n < claims.n_claims; n++) {
        char period[24] = "-";
        if (!claims.claim[n].no_period)
            kt_period_print(claims.claim[n].period, period);
        CHECK_OK(kt_text_format(&found, &err, "%s%s", n ? " " : "", period), err);
    }
    if (strcmp(kt_text_get(&found), expected) != 0)
        fail_msg("\"%s\"\nfound: %s, expected: %s", text, kt_text_get(&found), expected);
    kt_text_clear(&found);
    kt_claims_clear(&claims);
}

static void check_periods(const char *text, const char *expected)
{
    check_periods_at(text, (kt_date){2019, 10, 25}, expected);
}

#define EN_REPORT                                                                              \
    "Peru's exports to Chile rise\n\nPeru's exports to Chile were $12 million in August.\n\n"  \
    "In 2018, Peru's exports to Chile were worth $72 million while imports from Chile were "   \
    "valued at $22 million.\n\n"
#define DE_REPORT                                                                              \
    "Perus Exporte nach Chile steigen\n\nPerus Exporte nach Chile stiegen im August auf 12 "   \
    "Millionen Dollar.\n\nIm Jahr 2018 exportierte Peru Waren für 72 Millionen Dollar nach "  \
    "Chile und importierte Waren für 22 Millionen Dollar.\n\n"
#define RU_REPORT                                                                                                                                              \
    "Экспорт Перу в Чили растет\n\nЭкспорт Перу в Чили в августе составил 12 млн долларов.\n" \
    "\nВ 2018 году экспорт Перу в Чили составил 72 млн долларов, а импорт из Чили - 22 "                  \
    "млн.\n\n"

/* "That meant ...": its first words point at what was told last. */
static void a_paragraph_may_go_on_with_what_was_told_last(void **state)
{
    (void)state;
    const char *expected = "2019-08 2018 2018 2018";
    check_periods(EN_REPORT "That meant Peru had a surplus with Chile of $50 million.\n",
                  expected);
    check_periods(EN_REPORT "This left a surplus of $50 million.\n", expected);
    check_periods(EN_REPORT "As a result, Peru had a surplus of $50 million.\n", expected);
    check_periods(EN_REPORT "These goods made up 45% of Peru's exports to Chile.\n", expected);
    check_periods(DE_REPORT "Das bedeutet einen Überschuss von 50 Millionen Dollar.\n",
                  expected);
    check_periods(DE_REPORT "Somit erzielte Peru einen Überschuss von 50 Millionen Dollar.\n",
                  expected);
    check_periods(RU_REPORT "Таким образом, профицит Перу составил 50 млн долларов.\n",
                  expected);
    check_periods(RU_REPORT "В результате профицит Перу составил 50 млн долларов.\n", expected);
}

/* What points at nothing is of the report's period again. */
static void another_paragraph_is_of_the_report(void **state)
{
    (void)state;
    const char *expected = "2019-08 2018 2018 2019-08";
    check_periods(EN_REPORT "The surplus with Chile came to $5 million.\n", expected);
    check_periods(DE_REPORT "Der Überschuss betrug 5 Millionen Dollar.\n", expected);
    check_periods(RU_REPORT "Профицит Перу составил 5 млн долларов.\n", expected);
}

/* "Published: 7/3/2019", in English: 3 July, so that the first four months of the year are
 * over; with noughts it is 7 March. */
static void a_date_in_figures_may_begin_with_its_month(void **state)
{
    (void)state;
    static const char *const text =
        "Peru, Chile discuss trade\n\nTrade of Peru and Chile was $2.5 billion in 2017.\n\n"
        "Peruvian exports to Chile amounted to $375 million in the first four months of the "
        "year.\n\nPublished: %s\n";
    static const char *const dates[] = {"7/3/2019", "7/13/2019", "13/7/2019", "07/03/2019"};
    static const char *const expected[] = {"2019-01/2019-04", "2019-01/2019-04",
                                           "2019-01/2019-04", "2018-01/2018-04"};
    for (size_t n = 0; n < sizeof dates / sizeof *dates; n++) {
        char printed[400], periods[40];
        snprintf(printed, sizeof printed, text, dates[n]);
        snprintf(periods, sizeof periods, "2017 %s", expected[n]);
        check_periods_at(printed, (kt_date){0}, periods);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_paragraph_may_go_on_with_what_was_told_last),
        KT_TEST(a_date_in_figures_may_begin_with_its_month),
        KT_TEST(another_paragraph_is_of_the_report),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
