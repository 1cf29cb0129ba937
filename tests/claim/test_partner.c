/* With whom: what all the sentences of an article say of the country's partner, where neither
 * the headline nor the first sentence does. */
#include "reader_fixture.h"

/* The last claim of a text: "A-B". */
static void check_last(const char *text, const char *expected)
{
    kt_error err = {0};
    kt_claims claims = {0};
    char found[2 * KT_PLACE_SIZE + 1] = "";
    const kt_date published = {2019, 10, 25};
    CHECK_OK(kt_claims_read(reader, kt_slice_of(text), published, &claims, &err), err);
    if (claims.n_claims)
        snprintf(found, sizeof found, "%s-%s", claims.claim[claims.n_claims - 1].a,
                 claims.claim[claims.n_claims - 1].b);
    if (strcmp(found, expected) != 0)
        fail_msg("\"%s\"\nfound: %s, expected: %s", text, found, expected);
    kt_claims_clear(&claims);
}

/* Every sentence with an amount names the same one, though none says "bilateral". */
static void who_is_named_beside_every_amount_is_the_partner(void **state)
{
    (void)state;
    check_last("Islamabad\n\n"
               "The country's export of goods to Afghanistan fell by 17.7 percent in 2018.\n\n"
               "The import of goods from Afghanistan, however, rose by 20.5 percent to $85 "
               "million in 2018, according to the State Bank of Pakistan.\n\n"
               "The export of goods to Afghanistan fell to $74 million in December 2018.\n\n"
               "The imports fell to $10 million in December 2018.\n",
               "PAK-AFG");
}

/* The headline's partner stays one where the sentences are of both. */
static void the_headline_counts(void **state)
{
    (void)state;
    check_last("Handel zwischen Deutschland und Vietnam wächst\n\n"
               "Der Handel zwischen Deutschland und Vietnam erreichte 2018 rund 14 Milliarden "
               "Euro.\n\nDie Einfuhren beliefen sich auf 9,8 Milliarden Euro.\n",
               "DEU-VNM");
}

/* The headline names only the country whose office tells of it: with whom, the lead says. */
static void the_headline_names_whither(void **state)
{
    (void)state;
    check_last("Storms behind a drop in exports to Poland\n\n"
               "Exports from Sweden to Poland fell by 25 percent in the first seven months of "
               "2019, Statistics Poland said.\n\n"
               "Imports in July alone were down 32 percent.\n",
               "POL-SWE");
}

/* In a new paragraph, too: who sells in a report on imports sells to the one who imports. */
static void the_seller_sells_to_the_importer(void **state)
{
    (void)state;
    check_last("Foreign trade\n\nChile's imports rose to $900 million in 2018.\n\n"
               "Peru supplied goods worth $300 million.\n",
               "PER-CHL");
    check_last("Außenhandel\n\nChiles Importe stiegen 2018 auf 900 Millionen Dollar.\n\n"
               "Peru lieferte Waren für 300 Millionen Dollar.\n",
               "PER-CHL");
    check_last("Внешняя торговля\n\nИмпорт Чили вырос в 2018 году до 900 млн долларов.\n\n"
               "Перу поставило товаров на 300 млн долларов.\n",
               "PER-CHL");
}

/* "The figure" of a new paragraph is the one told last, where the trade of the two was told
 * longer ago. */
static void check_measure(const char *text, kt_measure measure)
{
    kt_error err = {0};
    kt_claims claims = {0};
    const kt_date published = {2019, 10, 25};
    CHECK_OK(kt_claims_read(reader, kt_slice_of(text), published, &claims, &err), err);
    assert_true(claims.n_claims > 0);
    assert_int_equal(claims.claim[claims.n_claims - 1].measure, measure);
    kt_claims_clear(&claims);
}

static void the_figure_is_the_last_one(void **state)
{
    (void)state;
    check_measure("Peru praises Chile\n\nTrade between Peru and Chile stood at $221 million in "
                  "2013.\n\nPeru's exports to Chile reached $161 million in 2017.\n\nHowever, "
                  "the figure fell 40 percent in 2018.\n",
                  KT_MEASURE_EXPORT);
    check_measure("Peru praises Chile\n\nTrade between Peru and Chile stood at $221 million in "
                  "2013.\n\nHowever, the figure fell 40 percent in 2018.\n",
                  KT_MEASURE_TURNOVER);
}

/* Nobody is named but in passing: all the world. */
static void a_country_in_passing_is_no_partner(void **state)
{
    (void)state;
    check_last("Deutsche Exporte gestiegen\n\n"
               "Die deutschen Exporte stiegen im August 2019 um 2,1 Prozent auf 101 Milliarden "
               "Euro. Die Importe nahmen um 1,5 Prozent zu.\n\n"
               "Der Streit zwischen den USA und China belaste die Wirtschaft, hieß es.\n\n"
               "Von Januar bis August 2019 erreichten die Exporte 884 Milliarden Euro.\n",
               "DEU-WLD");
}

/* "Overall", "total" trade of the two that were told of. */
static void what_is_told_of_two_goes_on(void **state)
{
    (void)state;
    check_last("Brazil and Argentina trade more\n\n"
               "Bilateral trade between Brazil and Argentina grew by 4 percent in 2018, after "
               "a weak year.\n\nOverall trade reached $26 billion.\n",
               "BRA-ARG");
}

/* "Rwanda is Malta's main partner", in a report of the foreign trade of Rwanda. */
static void whose_foreign_trade_is_told_of_reports(void **state)
{
    (void)state;
    check_last("Rwanda is Malta's main trade partner in the region as the two "
               "countries had a trade turnover of $2.6 million in the first half of "
               "2019.\n\n"
               "Peru and Chile were next in the list of countries importing Rwandan "
               "goods.\n\n"
               "Thus, the trade turnover with Peru was $2.2 million in the first half "
               "of 2019.\n\n"
               "Italy and Spain bought Rwandan products, too. The volume of Rwanda's "
               "foreign trade grew, and so did Malta's share in Rwanda's foreign "
               "trade.\n\n"
               "Rwanda is one of Malta's three suppliers of tea.\n",
               "RWA-PER");
}

/* The report is China's, but it is Peru's exports that were told of, and goods of them. */
static void goods_are_of_the_flow_just_told(void **state)
{
    (void)state;
    check_last("Chinas Handel mit Peru\n\n"
               "Die Exporte Perus nach China stiegen 2018 um 43 Prozent.\n\n"
               "Der Export von Erdgas stieg um die Hälfte, die Öllieferungen um 5 Prozent.\n",
               "PER-CHN");
    check_last(
        "Chile's trade with Peru\n\n"
        "Peru's imports from Chile rose by 43 percent in 2018. Imports of gas rose by 20 "
        "percent, purchases of oil by 5 percent.\n",
        "PER-CHL");
    check_last("Торговля Китая с Перу\n\n"
               "Экспорт Перу в Китай в 2018 году вырос на 43%.\n\n"
               "Экспорт газа вырос на 20%.\n",
               "PER-CHN");
}

/* Behind a third country or all the world, "mutual" trade is that of the article's two again.
 */
static void mutual_trade_is_of_the_article_s_two(void **state)
{
    (void)state;
    check_last("Handel Perus mit Chile wächst\n\n"
               "Der Handel Perus mit Chile stieg 2018 um 5 Prozent. Perus Ausfuhren nach "
               "Bolivien betrugen 300 Millionen Dollar.\n\n"
               "Im Jahr 2017 erreichte der bilaterale Handel zwei Milliarden Dollar.\n",
               "PER-CHL");
    check_last("Товарооборот Перу и Чили растет\n\n"
               "Товарооборот Перу и Чили в 2018 году вырос на 5%. Экспорт Перу в Боливию "
               "составил 300 млн долларов.\n\n"
               "В 2017 году взаимная торговля достигла двух миллиардов долларов.\n",
               "PER-CHL");
    check_last("Товарооборот Перу и Чили растет\n\n"
               "Товарооборот Перу и Чили в 2018 году вырос на 5%. Весь экспорт Перу составил "
               "47 млрд долларов. Ранее двусторонний товарооборот достигал 2 млрд долларов.\n",
               "PER-CHL");
    check_last("Товарооборот Перу и Чили растет\n\n"
               "Товарооборот Перу и Чили в 2018 году вырос на 5%. Товарооборот Перу с Боливией "
               "составил 300 млн долларов, с Бразилией – 500 млн. Двусторонняя торговля в 2017 "
               "году достигла 2 млрд долларов.\n",
               "PER-CHL");
}

/* The article calls its trade with one partner "foreign", too. */
static void all_foreign_trade_of_one_is_with_the_world(void **state)
{
    (void)state;
    check_last("Как развивается торговля Перу с Чили\n\n"
               "Внешнеторговый оборот Перу с Чили в 2018 году увеличился на 21,9%. Экспорт "
               "вырос на 20%. Весь объем внешней торговли Перу вырос на 35%.\n",
               "PER-WLD");
}

/* In a new paragraph, too: against the flow told of last, whoever's report it is. */
static void the_other_direction_is_against_the_flow_just_told(void **state)
{
    (void)state;
    check_last("Торговля Перу и Чили\n\n"
               "Товарооборот Перу и Чили в 2018 году составил 5 млрд долларов. «Поставки из "
               "Чили в Перу составили 2 млрд долларов», – сказал министр торговли Чили.\n\n"
               "Поставки в обратном направлении уменьшились на 16%.\n",
               "PER-CHL");
    check_last("Торговля Перу и Чили\n\n"
               "Товарооборот Перу и Чили в 2018 году составил 5 млрд долларов. Чили закупает "
               "в Перу медь – на 300 млн долларов.\n\n"
               "Встречный импорт составил 2 млрд долларов.\n",
               "PER-CHL");
    check_last("Handel zwischen Peru und Chile\n\n"
               "Der Handel zwischen Peru und Chile betrug 2018 fünf Milliarden Dollar. Chile "
               "lieferte Waren für zwei Milliarden Dollar nach Peru.\n\n"
               "Die Lieferungen in umgekehrter Richtung sanken um 16 Prozent.\n",
               "PER-CHL");
    check_last("Peru's trade with Chile\n\n"
               "Trade between Peru and Chile was $5 billion in 2018. Chile shipped goods worth "
               "$2 billion to Peru.\n\n"
               "Shipments in the opposite direction fell by 16 percent.\n",
               "PER-CHL");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(goods_are_of_the_flow_just_told),
        KT_TEST(who_is_named_beside_every_amount_is_the_partner),
        KT_TEST(the_headline_counts),
        KT_TEST(the_headline_names_whither),
        KT_TEST(a_country_in_passing_is_no_partner),
        KT_TEST(the_seller_sells_to_the_importer),
        KT_TEST(the_figure_is_the_last_one),
        KT_TEST(what_is_told_of_two_goes_on),
        KT_TEST(whose_foreign_trade_is_told_of_reports),
        KT_TEST(mutual_trade_is_of_the_article_s_two),
        KT_TEST(the_other_direction_is_against_the_flow_just_told),
        KT_TEST(all_foreign_trade_of_one_is_with_the_world),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
