/* Verdicts on the real file: the seed page, and what notes say. Without the shared data these
 * are skipped. */
#include "verdict_fixture.h"

static const char *seed(void)
{
    return kt_shared("seed/000_775c854ee3c587f8.txt");
}

static int count(const char *text, const char *what)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

static void check_seed(const char *dataset)
{
    kt_text out = {0};
    kt_error err = {0};
    const kt_given given[] = {{NULL, seed()}, {"format", "json"}, {"dataset", dataset}};
    CHECK_OK(run("check", given, dataset ? 3 : 2, &out, &err), err);
    const char *json = kt_text_get(&out);
    CHECK_INT(count(json, "\"measure\":"), 2);
    CHECK(strstr(json,
                 "\"measure\":\"turnover\",\"kind\":\"level\",\"target_kind\":null,"
                 "\"a\":\"BLR\",\"b\":\"KAZ\",\"product\":null,\"period\":\"2008\"") != NULL);
    CHECK(strstr(json,
                 "\"value\":900000000,\"value_max\":null,\"currency\":\"USD\","
                 "\"modifier\":\"nearly\",\"speaker\":\"Alexander Lukaschenko\"") != NULL);
    CHECK(strstr(json, "\"verdict\":\"does_not_match\"") != NULL);
    CHECK(strstr(json, "It would fit 2018, not 2008: $895.6\u00a0million by Belarus's") !=
          NULL);
    CHECK(strstr(json, "$537.0\u00a0million") && strstr(json, "$567.0\u00a0million"));
    CHECK(strstr(json, "\"kind\":\"target\",\"target_kind\":\"level\",\"a\":\"BLR\","
                       "\"b\":\"KAZ\",\"product\":null,\"period\":null") != NULL);
    CHECK(strstr(json, "from there to the target it is +11.7%") != NULL);
    kt_text_clear(&out);
}

static void the_seed_has_two_claims_and_one_does_not_match(void **state)
{
    (void)state;
    need_data();
    check_seed(NULL);
}

static void cited_facts_alone_give_the_same_verdict(void **state)
{
    (void)state;
    need_data();
    check_seed("facts");
}

/* ---- notes ------------------------------------------------------------------------------- */

static void a_figure_of_another_partner_is_told_as_that(void **state)
{
    (void)state;
    need_data();
    expect(
        "MINSK, 1 March 2019 - Trade between Belarus and Lithuania amounted to $35.6 billion "
        "in 2018.\n",
        "does_not_match", "It would fit the same figure of the trade with Russia in 2018");
}

static void a_coarse_amount_says_how_wide_it_is(void **state)
{
    (void)state;
    need_data();
    expect("MINSK, 1 March 2019 - Trade between Belarus and Kazakhstan amounted to $1 billion "
           "in 2018.\n",
           "matches", "anything from $500.0\u00a0million to $1.50\u00a0billion fits");
}

/* Modifiers are one-sided, whatever the printed unit: Germany had 975.5 of exports to
 * Uzbekistan in 2019, and 1005.5 of trade. */
static void a_modifier_narrows_a_coarse_amount(void **state)
{
    static const struct {
        const char *words, *verdict;
    } cases[] = {{"exports to Uzbekistan exceeded $1 billion", "does_not_match"},
                 {"exports to Uzbekistan were nearly $1 billion", "matches"},
                 {"exports to Uzbekistan were about $1 billion", "matches"},
                 {"exports to Uzbekistan were about $900 million", "matches_other_side"},
                 {"exports to Uzbekistan were over $900 million", "matches"},
                 {"exports to Uzbekistan were under $1 billion", "matches"},
                 {"trade with Uzbekistan exceeded $1 billion", "matches"},
                 {"trade with Uzbekistan was nearly $2 billion", "does_not_match"},
                 {"trade with Uzbekistan was under $850 million", "does_not_match"}};
    (void)state;
    need_data();
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        char text[256];
        snprintf(text, sizeof text,
                 "BERLIN, 1 March 2021 - According to German statistics, Germany's %s in "
                 "2019.\n",
                 cases[n].words);
        expect(text, cases[n].verdict, "\"note\":\"By ");
        refuse(text, "As it is printed");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_seed_has_two_claims_and_one_does_not_match),
        KT_TEST(cited_facts_alone_give_the_same_verdict),
        KT_TEST(a_figure_of_another_partner_is_told_as_that),
        KT_TEST(a_coarse_amount_says_how_wide_it_is),
        KT_TEST(a_modifier_narrows_a_coarse_amount),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, NULL, close_real_store);
}
