/* Small articles: what belongs to one, what its headline says of whose trade is told, whose
 * dollars and whose "our" are meant. */
#include "reader_fixture.h"

/* Claims of an article as lines "kind measure A-B product period value currency". */
static void check_article(const char *text, const char *expected)
{
    kt_error err = {0};
    kt_claims claims = {0};
    kt_text found = {0};
    CHECK_OK(kt_claims_read(reader, kt_slice_of(text), (kt_date){2019, 10, 25}, &claims, &err),
             err);
    for (int64_t n = 0; n < claims.n_claims; n++) {
        const kt_claim *claim = &claims.claim[n];
        char measure[40], period[24] = "-";
        if (!claim->no_period)
            kt_period_print(claim->period, period);
        CHECK_OK(kt_text_format(&found, &err, "%s %s %s-%s%s%s %s %.6g%s%s\n",
                                kt_claim_kind_name((kt_claim_kind)claim->kind),
                                kt_claim_measure(claim, measure), claim->a, claim->b,
                                claim->product[0] ? " " : "", claim->product, period,
                                claim->value, claim->currency[0] ? " " : "", claim->currency),
                 err);
    }
    if (strcmp(kt_text_get(&found), expected) != 0)
        fail_msg("\"%s\"\nfound:\n%sexpected:\n%s", text, kt_text_get(&found), expected);
    kt_text_clear(&found);
    kt_claims_clear(&claims);
}

/* ---- what belongs to the article ----------------------------------------------------------
 */

/* The headline is a sentence, so that it looks like the first paragraph. */
static void a_source_below_the_headline_ends_no_article(void **state)
{
    (void)state;
    check_article(
        "Germany's exports to Poland rose 4 percent in 2018.\n\n"
        "Source: Xinhua | 2019-02-20\n\n"
        "WARSAW, Feb. 20 - Exports from Germany to Poland rose 4 percent to 63 billion "
        "euros in 2018, the statistics office said on Wednesday.\n\n"
        "Imports from Poland grew 8 percent to 55 billion euros in the same year, "
        "according to the office.\n",
        "growth export DEU-POL 2018 0.04\ngrowth export DEU-POL 2018 0.04\n"
        "level export DEU-POL 2018 6.3e+10 EUR\ngrowth import DEU-POL 2018 0.08\n"
        "level import DEU-POL 2018 5.5e+10 EUR\n");
    check_article("German trade with Poland grows\n\n"
                  "Exports from Germany to Poland rose 4 percent in 2018, the office said.\n\n"
                  "Source: Xinhua\n\n"
                  "Exports from Germany to Italy rose 8 percent in 2018, the office said.\n",
                  "growth export DEU-POL 2018 0.04\n");
}

/* A date above it, a line and the words of a picture below it. */
static void a_headline_of_a_figure_may_stand_some_lines_above(void **state)
{
    (void)state;
    check_article(
        "April 22, 2019 | 10:00\n\n"
        "Trade of Peru and Chile rose 4 percent\n\n"
        "Exports to Chile were $848 million in 2018.\n\n"
        "The ministers of Peru and Chile in Lima. Photo: Agency\n\n"
        "The ministers of Peru and Chile, who met in Lima on Monday, agreed that trade "
        "between the two countries should be raised to $1 billion by 2021.\n",
        "growth turnover PER-CHL - 0.04\nlevel export PER-CHL 2018 8.48e+08 USD\n"
        "target turnover PER-CHL 2021 1e+09 USD\n");
}

/* A date without its year and an hour, and a second line below it. */
static void a_headline_may_stand_below_an_hour_and_above_another_line(void **state)
{
    (void)state;
    check_article(
        "14 ФЕВ, 09:18 Обновлено 10:05\n\n"
        "Товарооборот Перу и Чили в 2018 году вырос на 4%\n\n"
        "В декабре 2018 года показатель тоже вырос на 6% в годовом выражении\n\n"
        "ЛИМА, 14 февраля. Экспорт Перу в Чили за 2018 год составил 848 млн долларов, "
        "сообщило министерство торговли республики в четверг.\n",
        "growth turnover PER-CHL 2018 0.04\ngrowth turnover PER-CHL 2018-12 0.06\n"
        "level export PER-CHL 2018 8.48e+08 USD\n");
}

static void what_was_ten_years_ago_is_no_period_of_the_report(void **state)
{
    (void)state;
    check_article(
        "Торговля Перу и Чили растет\n\n"
        "Десять лет назад торговля Перу и Чили едва достигала 700 млн долларов. В 2018 "
        "году она составила 1,8 млрд долларов, сообщило министерство торговли.\n\n"
        "Перуанский экспорт достиг 1,35 млрд долларов, говорится в сообщении, а импорт "
        "оказался намного меньше и составил только 450 млн долларов.\n",
        "level turnover PER-CHL 2009 7e+08 USD\nlevel turnover PER-CHL 2018 1.8e+09 USD\n"
        "level export PER-CHL 2018 1.35e+09 USD\nlevel import PER-CHL 2018 4.5e+08 USD\n");
}

static void behind_the_whole_trade_no_amount_is_of_the_good_of_the_headline(void **state)
{
    (void)state;
    check_article(
        "Перу сократила импорт золота\n\n"
        "Импорт золота в Перу в июле 2019 года упал на 55% до 1,7 млрд долларов, "
        "свидетельствуют данные министерства торговли республики.\n\n"
        "В целом товарный экспорт страны в июле вырос на 2%, до 26 млрд долларов, "
        "а импорт сократился на 10%, говорится в сообщении министерства.\n\n"
        "За первые четыре месяца 2019 года экспорт снизился на 3% и составил 107 млрд "
        "долларов, добавили в министерстве торговли.\n",
        "growth import PER-WLD 7108 2019-07 -0.55\n"
        "level import PER-WLD 7108 2019-07 1.7e+09 USD\n"
        "growth export PER-WLD 2019-07 0.02\nlevel export PER-WLD 2019-07 2.6e+10 USD\n"
        "growth import PER-WLD 2019-07 -0.1\n"
        "growth export PER-WLD 2019-01/2019-04 -0.03\n"
        "level export PER-WLD 2019-01/2019-04 1.07e+11 USD\n");
}

/* Its items are too short for paragraphs. */
static void a_list_behind_the_last_paragraph_belongs_to_it(void **state)
{
    (void)state;
    check_article(
        "Kenya's exports to its neighbours in 2018\n\n"
        "Kenya's exports to its neighbours grew in 2018, the statistics bureau said.\n\n"
        "The largest buyers in 2018 were:\n\n"
        "- Uganda: $620 million\n- Tanzania: $294 million\n- Rwanda: $176 million\n",
        "level export KEN-UGA 2018 6.2e+08 USD\nlevel export KEN-TZA 2018 2.94e+08 USD\n"
        "level export KEN-RWA 2018 1.76e+08 USD\n");
    check_article("Polens Handel 2018\n\n"
                  "Die polnischen Exporte sind 2018 weiter gewachsen, teilte das Statistikamt "
                  "mit.\n\n"
                  "Die wichtigsten Abnehmer:\n\n"
                  "Deutschland (74 Milliarden Euro)\nTschechien (17 Milliarden Euro)\n",
                  "level export POL-DEU 2018 7.4e+10 EUR\n"
                  "level export POL-CZE 2018 1.7e+10 EUR\n");
}

/* Of which goods and of when the items are is told above them. */
static void a_list_is_of_what_was_told_above_it(void **state)
{
    (void)state;
    check_article("Kenya's tea exports in 2018\n\n"
                  "Kenya's tea exports rose 4 percent to $1.4 billion in 2018, the statistics "
                  "bureau said.\n\n"
                  "The largest buyers in 2017 were:\n\n"
                  "- Pakistan: $620 million\n- Egypt: $294 million, up 4 percent\n",
                  "growth export KEN-WLD 0902 2018 0.04\n"
                  "level export KEN-WLD 0902 2018 1.4e+09 USD\n"
                  "level export KEN-PAK 0902 2017 6.2e+08 USD\n"
                  "level export KEN-EGY 0902 2017 2.94e+08 USD\n"
                  "growth export KEN-EGY 0902 2017 0.04\n");
}

/* A teaser with an element of its own name inside ends where it ends, not with that one. */
static void what_stands_in_a_teaser_is_left_out_to_its_end(void **state)
{
    (void)state;
    check_article(
        "<html><body><h1>Trade grows</h1><p>Trade between Belarus and Kazakhstan came "
        "to $895.6 million in 2018, the office said.</p><div class=\"related\"><div>"
        "Read also</div><p>Trade between Belarus and Italy rose 5% in 2018, the office "
        "said.</p></div><p>Exports to Kazakhstan came to $783.3 million.</p></body>"
        "</html>",
        "level turnover BLR-KAZ 2018 8.956e+08 USD\n"
        "level export BLR-KAZ 2018 7.833e+08 USD\n");
}

/* ---- whose trade the headline speaks of ---------------------------------------------------
 */

static void a_number_one_is_one_of_several_partners(void **state)
{
    (void)state;
    check_article("Exporte: Peru Nummer 1 für Bolivien\n\n"
                  "Die bolivianischen Exporte nach Peru stiegen 2018 um 12 Prozent auf 700 "
                  "Millionen Dollar. Die gesamten Exporte erreichten 9 Milliarden Dollar.\n",
                  "rank export BOL-PER - 1\ngrowth export BOL-PER 2018 0.12\n"
                  "level export BOL-PER 2018 7e+08 USD\nlevel export BOL-WLD 2018 9e+09 USD\n");
}

static void whose_partner_somebody_is_tells_whose_trade_it_is(void **state)
{
    (void)state;
    check_article(
        "Peru bleibt wichtigster Handelspartner Boliviens\n\n"
        "Der bilaterale Handel stieg 2018 um 4 Prozent. Die Exporte nahmen um 6 Prozent "
        "zu, die Importe um 3 Prozent.\n",
        "growth turnover BOL-PER 2018 0.04\ngrowth export BOL-PER 2018 0.06\n"
        "growth import BOL-PER 2018 0.03\n");
    check_article(
        "Chile größter Abnehmer polnischer Waren\n\n"
        "Die Ausfuhren betrugen 2018 3 Milliarden Euro. Insgesamt wuchsen die Exporte "
        "um 4 Prozent.\n",
        "level export POL-CHL 2018 3e+09 EUR\ngrowth export POL-WLD 2018 0.04\n");
    check_article(
        "Peru überholt Laos als Handelspartner Chiles\n\n"
        "Der Handel mit Peru stieg 2018 um 5 Prozent. Die Exporte nach Laos sanken um "
        "2 Prozent.\n",
        "growth turnover CHL-PER 2018 0.05\ngrowth export CHL-LAO 2018 -0.02\n");
    check_article(
        "Peru größter Abnehmer von Käse\n\n"
        "Die polnischen Ausfuhren von Käse betrugen 2018 3 Milliarden Euro. Davon gingen "
        "Waren für 1 Milliarde Euro nach Peru.\n",
        "level export POL-WLD 0406 2018 3e+09 EUR\nlevel export POL-PER 2018 1e+09 "
        "EUR\n");
    check_article("Peru ist für Chile der wichtigste Handelspartner\n\n"
                  "Die Exporte stiegen 2018 um 4 Prozent.\n",
                  "growth export CHL-PER 2018 0.04\n");
}

/* ---- whose dollars, whose words -----------------------------------------------------------
 */

/* "При этом" goes on with what was told last, not with the first period of the report. */
static void with_this_a_paragraph_goes_on(void **state)
{
    (void)state;
    check_article(
        "В июне дефицит внешней торговли Беларуси составил 250 млн долларов.\n\n"
        "В первом полугодии экспорт товаров увеличился на 12,4%, сообщил статистический "
        "комитет.\n\n"
        "При этом экспорт Беларуси в страны СНГ вырос на 23,4%, до 7,5 млрд долларов. Импорт "
        "из "
        "этих стран снизился на 2%.\n",
        "level balance BLR-WLD 2019-06 -2.5e+08 USD\n"
        "growth export BLR-WLD 2019-01/2019-06 0.124\n"
        "growth export BLR-CIS 2019-01/2019-06 0.234\n"
        "level export BLR-CIS 2019-01/2019-06 7.5e+09 USD\n"
        "growth import BLR-CIS 2019-01/2019-06 -0.02\n");
}

/* Letters that several countries write for their money, and signs of dollars. */
static void letters_before_an_amount_are_its_money(void **state)
{
    (void)state;
    static const char *const of[][4] = {
        {"Malawi", "K", "MWI", "MWK"},   {"Zambia", "K", "ZMB", "ZMW"},
        {"Botswana", "P", "BWA", "BWP"}, {"Namibia", "N$", "NAM", "NAD"},
        {"Jamaica", "J$", "JAM", "JMD"}, {"Angola", "Kz", "AGO", "AOA"}};
    for (size_t n = 0; n < sizeof of / sizeof *of; n++) {
        char text[96], expected[64];
        snprintf(text, sizeof text, "%s's exports rose to %s400 million in 2018.\n", of[n][0],
                 of[n][1]);
        snprintf(expected, sizeof expected, "level export %s-WLD 2018 4e+08 %s\n", of[n][2],
                 of[n][3]);
        check_article(text, expected);
    }
}

/* Bare months in the headline of a report on a fiscal year are of that year; it does not say of
 * which. */
static void a_headline_counts_the_months_of_a_fiscal_year(void **state)
{
    (void)state;
    check_article("Nepal's imports from Peru up 5pc in seven months\n\n"
                  "Nepal's imports from Peru rose 5 percent in the first seven months of the "
                  "fiscal year 2018-19.\n",
                  "growth import NPL-PER - 0.05\n"
                  "growth import NPL-PER 2018-08/2019-02 0.05\n");
}

/* "In the month" is the month told of last, not the months of the report; a paragraph that
 * names nobody, behind other partners, is of all the world. */
static void a_paragraph_goes_back_to_all_partners(void **state)
{
    (void)state;
    check_article("Peru's imports from Laos rise\n\n"
                  "Peru's imports from Laos rose 3 percent in January-July 2019.\n\n"
                  "Imports from Chile fell to $3 billion in the same period.\n\n"
                  "Peru's exports contracted by 15 percent to $32 billion in July.\n\n"
                  "Imports during the month declined by 17 percent.\n",
                  "growth import PER-LAO 2019-01/2019-07 0.03\n"
                  "level import PER-CHL 2019-01/2019-07 3e+09 USD\n"
                  "growth export PER-WLD 2019-07 -0.15\n"
                  "level export PER-WLD 2019-07 3.2e+10 USD\n"
                  "growth import PER-WLD 2019-07 -0.17\n");
}
/* What another one took of the report's country goes on as what that one sold. */
static void what_was_taken_goes_on_as_sold(void **state)
{
    (void)state;
    check_article(
        "Peru top buyer of Ghana's oil\n\n"
        "Crude oil led Ghana's exports in 2018 with Peru taking $4 billion of it; Chile "
        "took $2 billion.\n\n"
        "Other trades with Peru include natural gas, $49 million.\n",
        "level export GHA-PER 2709 2018 4e+09 USD\n"
        "level import CHL-GHA 2709 2018 2e+09 USD\n"
        "level export GHA-PER 2711 2018 4.9e+07 USD\n");
}
static void an_office_writes_of_its_own_dollars(void **state)
{
    (void)state;
    check_article(
        "Exports of dairy products rise\n\n"
        "The value of exports rose 4 percent to $5.1 billion in September 2019, "
        "Statistics New Zealand said.\n\n"
        "Exports to China rose 12 percent to $1.3 billion (US$820 million).\n",
        "growth export NZL-WLD 2019-09 0.04\nlevel export NZL-WLD 2019-09 5.1e+09 NZD\n"
        "growth export NZL-CHN 2019-09 0.12\nlevel export NZL-CHN 2019-09 1.3e+09 NZD\n"
        "level export NZL-CHN 2019-09 8.2e+08 USD\n");
    check_article("Canada's trade deficit widens\n\n"
                  "Canada's trade deficit was $2 billion in September 2019, Statistics Canada "
                  "said.\n\nThe Canadian dollar fell to 75 US cents.\n",
                  "level balance CAN-WLD 2019-09 -2e+09 CAD\n");
    check_article("Goods exports rise in September\n\n"
                  "Exports rose 1.3 percent to $50.3 billion in September 2019, the Australian "
                  "Bureau of Statistics said.\n\n"
                  "Imports from China fell 1.7 percent to USD 4.3 billion.\n",
                  "growth export AUS-WLD 2019-09 0.013\n"
                  "level export AUS-WLD 2019-09 5.03e+10 AUD\n"
                  "growth import AUS-CHN 2019-09 -0.017\n"
                  "level import AUS-CHN 2019-09 4.3e+09 USD\n");
    check_article(
        "Exports of dairy products rise\n\n"
        "The value of exports rose 4 percent to NZ$5.1 billion ($3.4 billion) in "
        "September 2019, Statistics New Zealand said.\n",
        "growth export NZL-WLD 2019-09 0.04\nlevel export NZL-WLD 2019-09 5.1e+09 NZD\n"
        "level export NZL-WLD 2019-09 3.4e+09 USD\n");
}

/* Whose minister somebody is may be said when he is named again. */
static void a_speaker_s_country_may_be_told_later(void **state)
{
    (void)state;
    check_article(
        "Poland and Kazakhstan want more trade\n\n"
        "Trade between Poland and Kazakhstan is growing, Askar Temirov said at a forum "
        "in Warsaw.\n\n"
        "Kazakhstan's trade minister Askar Temirov promised to open the market "
        "further.\n\n"
        "\"Our exports rose 12 percent to $1.2 billion in 2018,\" Temirov said.\n",
        "growth export KAZ-POL 2018 0.12\nlevel export KAZ-POL 2018 1.2e+09 USD\n");
}

/* The line below the headline goes on with it. */
static void a_line_below_the_headline_speaks_of_what_that_does(void **state)
{
    (void)state;
    check_article("Экспорт Кении в Уганду в 2018 году упал на 8,7%\n\n"
                  "По данным таможни Кении, он составил $560 млн\n\n"
                  "НАЙРОБИ, 14 января. Об этом сообщило ведомство.\n",
                  "growth export KEN-UGA 2018 -0.087\nlevel export KEN-UGA 2018 5.6e+08 USD\n");
    check_article("Экспорт Кении в Уганду упал на 8,7%\n\n"
                  "Показатель составил $560 млн\n\n"
                  "НАЙРОБИ, 14 января. Об этом сообщило ведомство по торговле.\n",
                  "growth export KEN-UGA - -0.087\nlevel export KEN-UGA - 5.6e+08 USD\n");
}

/* Whose partners are listed is whose trade is told of, in Russian. */
static void whose_partners_are_listed_owns_the_flows(void **state)
{
    (void)state;
    check_article(
        "Основными партнерами Перу по экспорту товаров являются Чили, Куба и Мексика.\n\n"
        "По данным агентства, на долю Чили приходится 27% от общего объема "
        "экспорта.\n\n"
        "В 2018 году сумма экспорта товаров в Чили составила $324 млн.\n",
        "share export PER-CHL - 0.27\nlevel export PER-CHL 2018 3.24e+08 USD\n");
}

/* A bloc that only meets is nobody's partner. */
static void a_summit_of_the_headline_is_no_partner(void **state)
{
    (void)state;
    check_article("Президент Перу прибыл в Ташкент на саммит ШОС\n\n"
                  "Перу входит в число партнеров Узбекистана. За 4 месяца 2019 года объем "
                  "взаимной торговли достиг $16 млн.\n",
                  "level turnover UZB-PER 2019-01/2019-04 1.6e+07 USD\n");
}

/* "China größter Handelspartner": the first sentence says whose. */
static void a_headline_may_leave_open_whose_partner_it_is(void **state)
{
    (void)state;
    check_article(
        "Chile wieder stärkster Handelspartner\n\n"
        "Chile ist der wichtigste Handelspartner Perus. Beide Länder haben 2018 Waren "
        "im Gesamtwert von 212 Milliarden Euro gehandelt.\n\n"
        "Dahinter folgen Ghana mit 172 Milliarden und Laos mit 171 Milliarden Euro.\n",
        "level turnover PER-CHL 2018 2.12e+11 EUR\n"
        "level turnover PER-GHA 2018 1.72e+11 EUR\n"
        "level turnover PER-LAO 2018 1.71e+11 EUR\n");
}

/* Whose "we" it is in an interview, whose answers name nobody. */
static void an_interview_has_one_we(void **state)
{
    (void)state;
    check_article(
        "Только начало\n\nНа вопросы журнала отвечает посол Перу в России Хосе де "
        "Мансури.\n\n12 марта 2019 года\n\n– Как вы оцениваете торговлю между нашими "
        "странами?\n\n– В 2018 году товарооборот достиг 1,5 млрд долларов. Мы купили у "
        "России товаров на 930 млн долларов.\n",
        "level turnover PER-RUS 2018 1.5e+09 USD\n"
        "level import PER-RUS 2018 9.3e+08 USD\n");
}

/* ---- a second look -------------------------------------------------------------------------
 */

/* The same flow of the same two has one value: what was said of it without a name is of all. */
static void what_contradicts_the_partner_is_of_the_world(void **state)
{
    (void)state;
    check_article(
        "China kauft weniger: Perus Exporte sinken\n\n"
        "Lima. Die Ausfuhren sind im September 2019 um 5 Prozent auf 3 Milliarden "
        "Dollar gesunken. Nach China gingen Waren für 900 Millionen Dollar.\n",
        "growth export PER-WLD 2019-09 -0.05\nlevel export PER-WLD 2019-09 3e+09 USD\n"
        "level export PER-CHN 2019-09 9e+08 USD\n");
    check_article(
        "Austria: exports to Italy drop\n\n"
        "Exports rose 0.6 percent in the first quarter of 2019, the office said. Sales "
        "to Italy fell 7.4 percent.\n",
        "growth export AUT-WLD 2019-01/2019-03 0.006\n"
        "growth export AUT-ITA 2019-01/2019-03 -0.074\n");
    check_article(
        "Estland handelt weniger mit Russland\n\n"
        "2018 wurden Waren für 11,6 Milliarden Euro exportiert. Auf Schweden entfielen "
        "19 Prozent der Ausfuhren, auf Finnland 16 Prozent.\n",
        "level export EST-WLD 2018 1.16e+10 EUR\nshare export EST-SWE 2018 0.19\n"
        "share export EST-FIN 2018 0.16\n");
}

/* The two are spoken of, though one of them is named but as who was visited. */
static void a_turnover_of_the_two_is_none_with_the_world(void **state)
{
    (void)state;
    check_article("Минск ищет в Лиме замену рынку России\n\n"
                  "Президент Белоруссии провел переговоры с главой Перу. Стороны обсудили "
                  "взаимную торговлю.\n\n"
                  "В прошлом году товарооборот составил 121 млн долларов. Белорусский экспорт "
                  "составил 107 млн. Перу продает кофе.\n",
                  "level turnover BLR-PER 2018 1.21e+08 USD\n"
                  "level export BLR-PER 2018 1.07e+08 USD\n");
}

/* "Between Chile and Peru", in a report on Peru: what has no name behind it is Peru's. */
static void flows_behind_a_turnover_are_the_main_country_s(void **state)
{
    (void)state;
    check_article(
        "Peru's trade with Chile in the red\n\n"
        "Bilateral trade between Chile and Peru reached $3 billion in June 2019, with "
        "exports rising 5% and imports 4%.\n",
        "level turnover CHL-PER 2019-06 3e+09 USD\n"
        "growth export PER-CHL 2019-06 0.05\n"
        "growth import PER-CHL 2019-06 0.04\n");
}

/* A smaller figure with the same partner is one of another time or good, a turnover is told of
 * the two. */
static void what_does_not_contradict_is_of_the_partner(void **state)
{
    (void)state;
    check_article(
        "Peru's trade with China grows\n\n"
        "Turnover reached $3 billion in 2018. Exports rose 5 percent. Exports to China "
        "rose 12 percent in the same year, the ministry said.\n",
        "level turnover PER-CHN 2018 3e+09 USD\ngrowth export PER-CHN 2018 0.05\n"
        "growth export PER-CHN 2018 0.12\n");
    check_article(
        "Peru's deficit with Chile grows\n\n"
        "Trade between Chile and Peru reached $3 billion in June 2019. Peruvian exports "
        "rose 2 percent on the month. Peru's exports to Chile rose 38 percent.\n",
        "level turnover CHL-PER 2019-06 3e+09 USD\ngrowth export PER-CHL 2019-06 "
        "0.02\ngrowth export PER-CHL 2019-06 0.38\n");
}

/* "Overall" in the first figures of a report on two countries is of the two. */
static void the_first_sum_is_of_the_two(void **state)
{
    (void)state;
    check_article(
        "Peru's exports to Chile fall\n\n"
        "Peru's exports to Chile fell in 2018. Overall, exports fell 1.4 percent to $10 "
        "billion, while imports rose 4.6 percent.\n",
        "growth export PER-CHL 2018 -0.014\nlevel export PER-CHL 2018 1e+10 USD\n"
        "growth import PER-CHL 2018 0.046\n");
    check_article("Perus Exporte nach Chile rückläufig\n\n"
                  "Perus Exporte nach Chile sind 2018 gesunken. Insgesamt war ein Rückgang der "
                  "Exporte um 1,4 Prozent auf 10 Milliarden Euro zu verzeichnen.\n",
                  "growth export PER-CHL 2018 -0.014\nlevel export PER-CHL 2018 1e+10 EUR\n");
    check_article(
        "Peru's exports to Chile fall\n\n"
        "Peru's exports to Chile fell 3 percent in 2018. Overall, Peru's exports fell 1.4 "
        "percent.\n",
        "growth export PER-CHL 2018 -0.03\ngrowth export PER-WLD 2018 -0.014\n");
}

/* A balance may be less than the part of it with one partner. */
static void a_balance_with_the_partner_shows_that_another_is_of_all(void **state)
{
    (void)state;
    check_article(
        "Peru's surplus with Chile shrinks\n\n"
        "Peru's trade surplus shrank in August. The surplus narrowed to $4.5 billion from "
        "$5.6 billion in July. The surplus with Chile contracted to $8.3 billion.\n",
        "level balance PER-WLD 2019-08 4.5e+09 USD\n"
        "level balance PER-WLD 2019-07 5.6e+09 USD\n"
        "level balance PER-CHL 2019-08 8.3e+09 USD\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_source_below_the_headline_ends_no_article),
        KT_TEST(a_headline_of_a_figure_may_stand_some_lines_above),
        KT_TEST(a_headline_may_stand_below_an_hour_and_above_another_line),
        KT_TEST(what_was_ten_years_ago_is_no_period_of_the_report),
        KT_TEST(behind_the_whole_trade_no_amount_is_of_the_good_of_the_headline),
        KT_TEST(a_headline_may_leave_open_whose_partner_it_is),
        KT_TEST(a_list_behind_the_last_paragraph_belongs_to_it),
        KT_TEST(a_list_is_of_what_was_told_above_it),
        KT_TEST(what_stands_in_a_teaser_is_left_out_to_its_end),
        KT_TEST(a_number_one_is_one_of_several_partners),
        KT_TEST(whose_partner_somebody_is_tells_whose_trade_it_is),
        KT_TEST(with_this_a_paragraph_goes_on),
        KT_TEST(letters_before_an_amount_are_its_money),
        KT_TEST(a_headline_counts_the_months_of_a_fiscal_year),
        KT_TEST(a_paragraph_goes_back_to_all_partners),
        KT_TEST(what_was_taken_goes_on_as_sold),
        KT_TEST(an_office_writes_of_its_own_dollars),
        KT_TEST(a_speaker_s_country_may_be_told_later),
        KT_TEST(a_line_below_the_headline_speaks_of_what_that_does),
        KT_TEST(whose_partners_are_listed_owns_the_flows),
        KT_TEST(a_summit_of_the_headline_is_no_partner),
        KT_TEST(an_interview_has_one_we),
        KT_TEST(what_contradicts_the_partner_is_of_the_world),
        KT_TEST(flows_behind_a_turnover_are_the_main_country_s),
        KT_TEST(a_turnover_of_the_two_is_none_with_the_world),
        KT_TEST(what_does_not_contradict_is_of_the_partner),
        KT_TEST(the_first_sum_is_of_the_two),
        KT_TEST(a_balance_with_the_partner_shows_that_another_is_of_all),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, open_reader, close_reader);
}
