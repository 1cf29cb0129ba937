/* Sentences read one by one: what is a claim and what is none, in three languages; any bytes;
 * and every request for memory failing. */
#include "reader_fixture.h"

static const kt_date october = {2019, 10, 25}, january = {2019, 1, 20}, none = {0};

/* Claims of a text as lines "kind measure A-B period value". */
static void read_text(const char *text, size_t size, kt_date published, kt_text *out)
{
    kt_error err = {0};
    kt_claims claims = {0};
    CHECK_OK(kt_claims_read(reader, (kt_slice){text, size}, published, &claims, &err), err);
    for (int64_t n = 0; n < claims.n_claims; n++) {
        const kt_claim *claim = &claims.claim[n];
        char measure[40], period[24] = "-";
        CHECK(claim->start < claim->end && claim->end <= size);
        if (!claim->no_period)
            kt_period_print(claim->period, period);
        CHECK_OK(kt_text_format(out, &err, "%s %s %s-%s %s %.10g\n",
                                kt_claim_kind_name((kt_claim_kind)claim->kind),
                                kt_claim_measure(claim, measure), claim->a, claim->b, period,
                                claim->value),
                 err);
    }
    kt_claims_clear(&claims);
}

typedef struct sentence {
    const char *text, *claims;
} sentence;

static void check_sentences(const sentence *list, size_t n, kt_date published)
{
    for (size_t i = 0; i < n; i++) {
        kt_text out = {0};
        read_text(list[i].text, strlen(list[i].text), published, &out);
        if (strcmp(kt_text_get(&out), list[i].claims) != 0)
            fail_msg("\"%s\"\nfound:\n%sexpected:\n%s", list[i].text, kt_text_get(&out),
                     list[i].claims);
        kt_text_clear(&out);
    }
}
#define CHECK_SENTENCES(list) check_sentences(list, sizeof(list) / sizeof *(list), october)

static void amounts_growth_and_targets_are_read(void **state)
{
    (void)state;
    static const sentence list[] = {
        {"Der Warenumsatz zwischen Belarus und Kasachstan erreichte 2018 nahezu $900 Mio.",
         "level turnover BLR-KAZ 2018 900000000\n"},
        {"Die deutschen Ausfuhren nach Usbekistan stiegen 2018 um 35,8 % auf 1,2 Mrd. Dollar.",
         "growth export DEU-UZB 2018 0.358\nlevel export DEU-UZB 2018 1200000000\n"},
        {"German imports from Poland fell by a third to 2.5 billion dollars in 2017.",
         "growth import DEU-POL 2017 -0.3333333333\nlevel import DEU-POL 2017 2500000000\n"},
        {"Trade between Turkey and Iraq grew 4.8 times last year.",
         "growth turnover TUR-IRQ 2018 3.8\n"},
        {"Товарооборот Беларуси и Казахстана в 2018 году увеличился на треть и составил 558 "
         "млн долларов США.",
         "growth turnover BLR-KAZ 2018 0.3333333333\nlevel turnover BLR-KAZ 2018 558000000\n"},
        {"Экспорт России в Китай в январе-августе 2019 года вырос на 2,4% до 37,7 млрд "
         "долларов.",
         "growth export RUS-CHN 2019-01/2019-08 0.024\n"
         "level export RUS-CHN 2019-01/2019-08 3.77e+10\n"},
        {"Belarus and Kazakhstan can bring their trade to $1 billion by 2021.",
         "target turnover BLR-KAZ 2021 1000000000\n"},
        {"Россия и Турция намерены довести товарооборот до 100 млрд долларов.",
         "target turnover RUS-TUR - 1e+11\n"},
    };
    CHECK_SENTENCES(list);
}

static void a_caption_between_paragraphs_ends_no_article(void **state)
{
    (void)state;
    static const sentence list[] = {
        {"Товарооборот Чехии и Марокко в 2018 году составил 430 млн долларов, сообщил "
         "посол.\n\n"
         "Фото: Иван Петров\n\n"
         "Экспорт Чехии в Марокко в 2018 году вырос на 4% до 210 млн долларов, отметил он.\n",
         "level turnover CZE-MAR 2018 430000000\n"
         "growth export CZE-MAR 2018 0.04\nlevel export CZE-MAR 2018 210000000\n"},
    };
    CHECK_SENTENCES(list);
}

static void what_is_no_trade_between_countries_is_no_claim(void **state)
{
    (void)state;
    static const sentence list[] = {
        {"Deutsche Firmen investierten 2018 rund 6 Milliarden Dollar in Kasachstan.", ""},
        {"Der Konzern steigerte den Umsatz in Russland um 14 Prozent auf 4,2 Milliarden Euro.",
         ""},
        {"Das Bruttoinlandsprodukt der Ukraine schrumpfte um 9,9 Prozent.", ""},
        {"In Belarus arbeiten 350 Unternehmen mit deutschem Kapital.", ""},
        {"Die EU gewährt der Ukraine einen Kredit von 500 Millionen Euro.", ""},
        {"Germany's handling of the trade dispute with China was criticised by 70% of voters.",
         ""},
        {"Belarus produced 34,000 tractors in 2018, up 12%.", ""},
        {"Rail freight between China and Poland rose to 6.1 million tonnes.", ""},
        {"Chinese companies have invested $24bn in Kazakhstan since 2005.", ""},
        {"Brent traded at $84.75 a barrel.", ""},
        {"Китай предоставил Беларуси кредит на 3,5 млрд юаней.", ""},
        {"ВВП Казахстана вырос на 4,1%, инфляция составила 5,3%.", ""},
        {"Грузооборот между Россией и Китаем увеличился на 11%, до 9,3 млн тонн.", ""},
        {"Стоимость АЭС оценивается в 24 млрд долларов.", ""},
        {"Trade between Belarus and China has grown markedly.", ""},
        {"Kasachstan ist einer der wichtigsten Handelspartner von Belarus.", ""},
    };
    CHECK_SENTENCES(list);
}

/* ---- any bytes --------------------------------------------------------------------------- */

/* Lines of a paragraph belong together; headings, lists and tables stand for themselves. */
static void lines_of_a_paragraph_belong_together(void **state)
{
    static const sentence broken[] = {
        {"Trade between Belarus and\nKazakhstan came to $895.6 million in 2018, according to\n"
         "Belarus statistics.\n",
         "level turnover BLR-KAZ 2018 895600000\n"},
        {"> Der Warenumsatz zwischen Deutschland und Usbekistan erreichte im Jahr\r\n"
         "> 2018 nach deutscher Statistik 828,1 Mio. Dollar, 21,6 Prozent mehr als\r\n"
         "> im Jahr davor.\r\n",
         "level turnover DEU-UZB 2018 828100000\ngrowth turnover DEU-UZB 2018 0.216\n"},
        {"Товарооборот между Беларусью и\nКазахстаном в 2018 году составил 895,6 млн\n"
         "долларов.\n",
         "level turnover BLR-KAZ 2018 895600000\n"},
        {"Trade of Belarus and Kazakhstan grows\nTrade between Belarus and Kazakhstan came to "
         "$895.6 million in 2018.\n",
         "level turnover BLR-KAZ 2018 895600000\n"},
        {"# Trade of Belarus and Kazakhstan\n\n**Trade** between Belarus and Kazakhstan came "
         "to "
         "$895.6 million in 2018.\n- Exports to Kazakhstan were $783.3 million.\n",
         "level turnover BLR-KAZ 2018 895600000\nlevel export BLR-KAZ 2018 783300000\n"}};
    static const sentence tables[] = {
        {"Trade between Belarus and Kazakhstan came to $895.6 million in 2018.\n\n"
         "Belarus: trade with Kazakhstan, $ million\nYear  Turnover  Change\n"
         "\u2500\u2500\u2500\u2500  \u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500  "
         "\u2500\u2500\u2500\u2500\n"
         "2008     537.0   +4.7%\n2009     388.3  \u221227.7%\n",
         "level turnover BLR-KAZ 2018 895600000\n"},
        {"Trade between Belarus and Kazakhstan came to $895.6 million in 2018.\n\n"
         "| Year | Turnover | Change |\n| ---: | ---: | ---: |\n| 2008 | 537.0 | +4.7% |\n",
         "level turnover BLR-KAZ 2018 895600000\n"},
        {"Trade between Belarus and Kazakhstan came to $895.6 million in 2018.\n\n"
         "Kazakhstan\t$895.6 million\t+29.9%\nRussia\t$35.6 billion\t+9.3%\n",
         "level turnover BLR-KAZ 2018 895600000\n"}};
    (void)state;
    CHECK_SENTENCES(broken);
    CHECK_SENTENCES(tables);
}

/* The first line is the headline, though another line stands between it and the text. */
static void a_line_below_the_headline_is_no_other_headline(void **state)
{
    static const sentence list[] = {
        {"Товарооборот между Беларусью и Казахстаном вырос на 29,9% в 2018 году\n\n"
         "Экспорт в Казахстан увеличился на 32,1%\n\n"
         "Товарооборот между Беларусью и Казахстаном в 2018 году составил 895,6 млн "
         "долларов, сообщает Национальный статистический комитет республики.\n",
         "growth turnover BLR-KAZ 2018 0.299\ngrowth export BLR-KAZ 2018 0.321\n"
         "level turnover BLR-KAZ 2018 895600000\n"}};
    (void)state;
    CHECK_SENTENCES(list);
}

/* A month that is not over has no figures yet: that of the year before is meant. */
static void a_month_is_one_that_is_over(void **state)
{
    static const char text[] =
        "The EU's deficit in trade with Russia was $11 billion in March.";
    static const kt_date published[] = {{2019, 3, 6}, {2019, 3, 28}};
    (void)state;
    for (int n = 0; n < 2; n++) {
        kt_error err = {0};
        kt_claims claims = {0};
        CHECK_OK(kt_claims_read(reader, (kt_slice){text, sizeof text - 1}, published[n],
                                &claims, &err),
                 err);
        CHECK(claims.n_claims == 1 && claims.claim[0].period.first == (2018 + n) * 12 + 2);
        kt_claims_clear(&claims);
    }
}

/* "Last year" of months that are last year's themselves. */
static void in_january_last_year_is_the_one_before_it(void **state)
{
    (void)state;
    static const sentence list[] = {
        {"Turkey's exports to Iraq rose to $8 billion in January-November 2018 from $7 billion "
         "in the same period last year.",
         "level export TUR-IRQ 2018-01/2018-11 8000000000\n"
         "level export TUR-IRQ 2017-01/2017-11 7000000000\n"},
        {"Turkey's exports to Iraq rose in January-November to $8 billion from $7 billion last "
         "year.",
         "level export TUR-IRQ 2018-01/2018-11 8000000000\n"
         "level export TUR-IRQ 2017-01/2017-11 7000000000\n"},
    };
    check_sentences(list, sizeof list / sizeof *list, january);
}

static void without_a_date_a_month_has_no_year(void **state)
{
    (void)state;
    static const sentence list[] = {
        {"Germany's exports to Poland rose 5 percent in August.",
         "growth export DEU-POL - 0.05\n"},
        {"Germany's exports to Poland rose 5 percent in August 2018.",
         "growth export DEU-POL 2018-08 0.05\n"},
        {"Trade between Peru and Chile rose from $1.2 billion in 1994 to $4 billion in 2011.",
         "level turnover PER-CHL 1994 1200000000\nlevel turnover PER-CHL 2011 4000000000\n"},
        {"Trade between Peru and Chile came to $4 billion in 2011, after the previous year it "
         "was "
         "$3 billion.",
         "level turnover PER-CHL 2011 4000000000\nlevel turnover PER-CHL 2010 3000000000\n"},
        {"Peru and Chile plan to raise their trade from $2 billion to $3 billion by 2030.",
         "level turnover PER-CHL - 2000000000\ntarget turnover PER-CHL 2030 3000000000\n"},
    };
    check_sentences(list, sizeof list / sizeof *list, none);
}

/* What headlines say with "to", and what the next paragraph takes over. */
static void goals_are_told_in_headlines_and_go_on(void **state)
{
    (void)state;
    static const sentence list[] = {
        {"Georgia to increase exports to Turkey by 20 percent\n\n"
         "The foreign ministers of Georgia and Turkey met in Batumi on Friday and spoke about "
         "the economic ties of the two countries.\n",
         "target export GEO-TUR - 0.2\n"},
        {"Turkey's exports to Iraq are forecast to grow 5 percent in 2020.\n\n"
         "Imports are estimated to reach 4 billion dollars.\n",
         "target export TUR-IRQ 2020 0.05\ntarget import TUR-IRQ 2020 4000000000\n"},
        {"Turkey's exports to Iraq are forecast to grow 5 percent in 2020.\n\n"
         "The target of the two countries is 20 billion dollars of trade.\n",
         "target export TUR-IRQ 2020 0.05\ntarget turnover TUR-IRQ - 2e+10\n"},
    };
    CHECK_SENTENCES(list);
}

/* Dates as pages print them: with two figures for the year, too. */
static void the_date_of_a_page_is_read(void **state)
{
    static const char *const lines[] = {"09.12.25 09:06 Uhr",
                                        "09.12.2025",
                                        "9. Dezember 2025",
                                        "Wien, 2025-12-09",
                                        "Nr. 45/67/2025 vom 9. Dezember 2025",
                                        "9. Dezember 2025 (aktualisiert am 4. März 2026)",
                                        "09.12.2025\n\nAktualisiert: 04.03.2026, 11:15 Uhr",
                                        "Zuletzt aktualisiert: 04.03.2026, zuerst 09.12.2025",
                                        "Aktualisiert: 9. Dezember 2025"};
    (void)state;
    for (size_t n = 0; n < sizeof lines / sizeof *lines; n++) {
        char text[200];
        kt_error err = {0};
        kt_claims claims = {0};
        snprintf(
            text, sizeof text,
            "Handel mit China schrumpft\n\n%s\n\nDie deutschen Ausfuhren nach China sanken "
            "im Oktober um 5,8 Prozent.\n",
            lines[n]);
        CHECK_OK(
            kt_claims_read(reader, (kt_slice){text, strlen(text)}, (kt_date){0}, &claims, &err),
            err);
        CHECK(claims.published.year == 2025 && claims.published.month == 12 &&
              claims.published.day == 9);
        CHECK(claims.n_claims == 1 && claims.claim[0].period.first == 2025 * 12 + 9);
        kt_claims_clear(&claims);
    }
}

static void english_dates_are_read_as_they_are_written(void **state)
{
    static const char *const lines[] = {"May 24th, 2018",
                                        "24th May 2018",
                                        "Thursday, 24th of May, 2018",
                                        "05/24/2018",
                                        "24/05/2018",
                                        "24-May-2018",
                                        "May 24 2018",
                                        "2018-05-24T10:00:00Z",
                                        "Xinhua | Updated: May 24, 2018 09:22",
                                        "Published 24 May 2018, last updated 3rd June 2018"};
    (void)state;
    for (size_t n = 0; n < sizeof lines / sizeof *lines; n++) {
        char text[300];
        kt_error err = {0};
        kt_claims claims = {0};
        snprintf(text, sizeof text,
                 "Trade of Peru and Chile grows\n\n%s\n\nTrade between Peru and Chile rose by "
                 "10 percent last year, the ministry said.\n",
                 lines[n]);
        CHECK_OK(kt_claims_read(reader, kt_slice_of(text), (kt_date){0}, &claims, &err), err);
        if (claims.published.year != 2018 || claims.published.month != 5 ||
            claims.published.day != 24)
            fail_msg("%s", lines[n]);
        CHECK(claims.n_claims == 1 && claims.claim[0].period.first == 2017 * 12);
        kt_claims_clear(&claims);
    }
}

/* The dateline of the first paragraph, else a line below the text, and not what it tells of. */
static void a_date_below_the_text_is_that_of_the_article(void **state)
{
    static const char *const texts[] = {
        "Trade of Peru and Chile grows\n\nTrade between Peru and Chile rose by 10 percent last "
        "year. The ministers had met on 5 March 2016 in Lima.\n\nIt was the first meeting "
        "since "
        "7 May 2009, the ministry said.\n\n24 May 2018\n",
        "Trade of Peru and Chile grows\n\nLIMA, 24 May 2018 - Trade between Peru and Chile "
        "rose "
        "by 10 percent last year, the ministry said.\n\nPublished: 25 June 2018\n"};
    (void)state;
    for (size_t n = 0; n < 2; n++) {
        kt_error err = {0};
        kt_claims claims = {0};
        CHECK_OK(kt_claims_read(reader, kt_slice_of(texts[n]), (kt_date){0}, &claims, &err),
                 err);
        CHECK_INT(claims.published.year, 2018);
        CHECK_INT(claims.published.month, 5);
        kt_claims_clear(&claims);
    }
}

/* The span of a claim in a text broken at a width is that of the file. */
static void places_are_those_of_the_file(void **state)
{
    static const char text[] = "> **Trade** between Belarus and\r\n> Kazakhstan came to about "
                               "$895.6\r\n> million in 2018.\r\n";
    static const char wanted[] = "about $895.6\r\n> million";
    kt_error err = {0};
    kt_claims claims = {0};
    (void)state;
    CHECK_OK(kt_claims_read(reader, (kt_slice){text, sizeof text - 1}, (kt_date){2019, 10, 25},
                            &claims, &err),
             err);
    CHECK_INT(claims.n_claims, 1);
    CHECK_INT(claims.claim[0].start, (size_t)(strstr(text, wanted) - text));
    CHECK_INT(claims.claim[0].end - claims.claim[0].start, sizeof wanted - 1);
    kt_claims_clear(&claims);
}

static void hostile_input_is_survived(void **state)
{
    (void)state;
    enum { SIZE = 10 << 20 };
    static const char *const pieces[] = {
        "7",      "1.",           "7 000 ",   "<div>",
        "<a =\"", "\xE2\x80\x8F", "\xC3",     "&#8364;",
        "$1 bn ", "Export ",      "\xFF\xFE", "Trade between Turkey and Iraq rose 5%. "};
    char *text = malloc(SIZE);
    CHECK(text != NULL);
    for (size_t n = 0; n < sizeof pieces / sizeof *pieces; n++) {
        const size_t length = strlen(pieces[n]), size = n < 1 ? SIZE : SIZE / 20;
        kt_text out = {0};
        for (size_t at = 0; at < size; at++)
            text[at] = pieces[n][at % length];
        read_text(text, size, october, &out);
        kt_text_clear(&out);
    }
    free(text);
}

static void too_long_an_article_is_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_claims claims = {0};
    CHECK_FAILS(kt_claims_read(reader, (kt_slice){"x", KT_MAX_ARTICLE + 1}, (kt_date){0},
                               &claims, &err),
                KT_ERR_LIMIT, err);
}

static void offsets_lead_into_the_page(void **state)
{
    (void)state;
    static const char page[] =
        "<html><body><nav>Menu 5%</nav><h1>Handel</h1><p>Der Warenumsatz zwischen Belarus und "
        "&Ouml;sterreich betrug 2018 genau 4,9&nbsp;Mrd. Dollar und war gut.</p></body></html>";
    kt_error err = {0};
    kt_claims claims = {0};
    CHECK_OK(kt_claims_read(reader, kt_slice_of(page), (kt_date){0}, &claims, &err), err);
    CHECK_INT(claims.n_claims, 1);
    const char *found = strstr(page, "4,9");
    CHECK_INT(claims.claim[0].start, found - page);
    CHECK_INT(claims.claim[0].end - claims.claim[0].start, strlen("4,9&nbsp;Mrd. Dollar"));
    kt_claims_clear(&claims);
}

static kt_status read_once(void *with, kt_error *err)
{
    kt_claims claims = {0};
    (void)with;
    const kt_status status = kt_claims_read(
        reader,
        kt_slice_of("<html><body><h1>Trade grows</h1><p>MINSK, 1 March 2019 - Trade between "
                    "Belarus and Italy rose 5% to $1.2 bn in 2018, minister Ivan Petrov said "
                    "on Friday. Exports to Italy, which bought goods worth $2 bn, rose "
                    "9%.</p></body></html>"),
        (kt_date){0}, &claims, err);
    kt_claims_clear(&claims);
    return status;
}

static void every_failing_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, read_once, NULL);
}

/* Whose statistics a sentence names, by a country's name, not only by an adjective. */
static void a_name_says_whose_statistics_are_meant(void **state)
{
    static const struct {
        const char *text, *whose;
    } list[] = {
        {"According to Uzbekistan's statistics, trade between Germany and Uzbekistan stood at "
         "$715 million in 2018.",
         "UZB"},
        {"Trade between Germany and Uzbekistan stood at $715 million in 2018, according to the "
         "statistics of Uzbekistan.",
         "UZB"},
        {"Figures of Germany and Uzbekistan put trade between Germany and Uzbekistan at $715 "
         "million in 2018.",
         ""},
        {"Nach der Statistik Usbekistans betrug der Handel zwischen Deutschland und Usbekistan "
         "2018 715 Millionen Dollar.",
         "UZB"},
        {"Nach der Statistik von Belarus betrug der Warenumsatz zwischen Belarus und "
         "Kasachstan "
         "2018 rund 896 Millionen Dollar.",
         "BLR"},
        {"По статистике Узбекистана, товарооборот между Германией и Узбекистаном в 2018 году "
         "составил 715 млн долларов.",
         "UZB"},
        {"По данным Казахстана, товарооборот между Беларусью и Казахстаном в 2018 году "
         "составил "
         "647 млн долларов.",
         "KAZ"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        kt_error err = {0};
        kt_claims claims = {0};
        CHECK_OK(kt_claims_read(reader, kt_slice_of(list[i].text), (kt_date){2019, 10, 25},
                                &claims, &err),
                 err);
        CHECK_INT(claims.n_claims, 1);
        CHECK_TEXT(claims.claim[0].statistics_of, list[i].whose);
        kt_claims_clear(&claims);
    }
}

/* A heading that is nothing but the country; one that names a partner above a text without
 * figures. */
static void a_heading_says_whose_report_it_is(void **state)
{
    static const sentence list[] = {
        {"<html><body><h1>Kasachstan</h1><p>Der Außenhandel wuchs 2018 um 5 Prozent auf 94 "
         "Milliarden Dollar.</p></body></html>",
         "growth turnover KAZ-WLD 2018 0.05\nlevel turnover KAZ-WLD 2018 9.4e+10\n"},
        {"<html><body><h1>Mehr Handel mit Polen</h1><p>Eine Delegation sprach in Wien über "
         "engere Beziehungen.</p></body></html>",
         ""},
    };
    (void)state;
    CHECK_SENTENCES(list);
}

/* Whose dollars they are, and words behind an amount, are no part of the table of sentences. */
static void the_money_and_the_words_behind_it_are_told(void **state)
{
    static const struct {
        const char *text, *span, *currency;
        kt_modifier modifier;
    } list[] = {
        {"Canada's exports to Japan came to $4.1 billion in 2018, Statistics Canada said.",
         "$4.1 billion", "CAD", KT_MODIFIER_EXACT},
        {"Canada's exports to Japan, Statistics Canada said, came to $US4.1 billion in 2018.",
         "$US4.1 billion", "USD", KT_MODIFIER_EXACT},
        {"Canada's exports to Japan came to $4.1 billion in 2018.", "$4.1 billion", "USD",
         KT_MODIFIER_EXACT},
        {"Turkey's exports to Iran came to $4.1 billion or more in 2018.",
         "$4.1 billion or more", "USD", KT_MODIFIER_OVER},
        {"Товарооборот Китая с Киргизией в 2018 году составил 5 млрд юаней с небольшим.",
         "5 млрд юаней с небольшим", "CNY", KT_MODIFIER_OVER},
        {"Экспорт Чехии в Польшу в 2018 году составил 250 млрд крон.", "250 млрд крон", "CZK",
         KT_MODIFIER_EXACT},
        {"Экспорт Румынии в Италию в 2018 году составил 30 млрд лей.", "30 млрд лей", "RON",
         KT_MODIFIER_EXACT},
        {"Импорт Египта из Италии в 2018 году составил 35 млрд фунтов.", "35 млрд фунтов",
         "EGP", KT_MODIFIER_EXACT},
        {"Экспорт Чехии в Польшу в 2018 году вырос почти до 29 млрд евро.", "29 млрд евро",
         "EUR", KT_MODIFIER_NEARLY},
        {"Iceland's exports to Peru came to 3 billion krónur in 2018.", "3 billion krónur",
         "ISK", KT_MODIFIER_EXACT},
        {"Trade of Peru with Chile came to 3 billion Namibian dollars in 2018.",
         "3 billion Namibian dollars", "NAD", KT_MODIFIER_EXACT},
        {"Trade of Peru with Chile came to 3 billion birrs in 2018.", "3 billion birrs", "ETB",
         KT_MODIFIER_EXACT},
        {"Perus Exporte nach Chile erreichten 2018 3 Milliarden Kenia-Schilling.",
         "3 Milliarden Kenia-Schilling", "KES", KT_MODIFIER_EXACT},
        {"Perus Exporte nach Chile erreichten 2018 3 Milliarden libysche Dinar.",
         "3 Milliarden libysche Dinar", "LYD", KT_MODIFIER_EXACT},
        {"Экспорт Перу в Чили в 2018 году составил 3 млрд долларов Намибии.",
         "3 млрд долларов Намибии", "NAD", KT_MODIFIER_EXACT},
        {"In 2018 Peru was told that Kenya's exports to Uganda came to 3 billion shillings.",
         "3 billion shillings", "KES", KT_MODIFIER_EXACT},
        {"Экспорт Перу в Чили в 2018 году составил 3 млрд сирийских фунтов.",
         "3 млрд сирийских фунтов", "SYP", KT_MODIFIER_EXACT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        kt_error err = {0};
        kt_claims claims = {0};
        CHECK_OK(kt_claims_read(reader, kt_slice_of(list[i].text), (kt_date){2019, 10, 25},
                                &claims, &err),
                 err);
        CHECK_INT(claims.n_claims, 1);
        const kt_claim *claim = &claims.claim[0];
        CHECK_INT(claim->end - claim->start, strlen(list[i].span));
        CHECK(strncmp(list[i].text + claim->start, list[i].span, strlen(list[i].span)) == 0);
        CHECK_TEXT(claim->currency, list[i].currency);
        CHECK_INT(claim->modifier, list[i].modifier);
        kt_claims_clear(&claims);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(amounts_growth_and_targets_are_read),
        KT_TEST(a_caption_between_paragraphs_ends_no_article),
        KT_TEST(what_is_no_trade_between_countries_is_no_claim),
        KT_TEST(lines_of_a_paragraph_belong_together),
        KT_TEST(a_line_below_the_headline_is_no_other_headline),
        KT_TEST(a_month_is_one_that_is_over),
        KT_TEST(places_are_those_of_the_file),
        KT_TEST(hostile_input_is_survived),
        KT_TEST(in_january_last_year_is_the_one_before_it),
        KT_TEST(without_a_date_a_month_has_no_year),
        KT_TEST(goals_are_told_in_headlines_and_go_on),
        KT_TEST(the_date_of_a_page_is_read),
        KT_TEST(english_dates_are_read_as_they_are_written),
        KT_TEST(a_date_below_the_text_is_that_of_the_article),
        KT_TEST(too_long_an_article_is_refused),
        KT_TEST(offsets_lead_into_the_page),
        KT_TEST(every_failing_request_is_reported),
        KT_TEST(a_name_says_whose_statistics_are_meant),
        KT_TEST(a_heading_says_whose_report_it_is),
        KT_TEST(the_money_and_the_words_behind_it_are_told),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, open_reader, close_reader);
}
