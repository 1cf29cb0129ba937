/* test_gravity_words.c: kontor gravity in the reader's language: whole answers in German and
 * Russian, and what is for programs the same in every language.
 *
 * Golden files are tests/command/golden/. After a change that is meant, run the test with
 * KONTOR_GOLDEN=write and read the difference. */
#include "gravity_fixture.h"

#include <stdlib.h>

/* 6 countries, 4 years, flows from a formula of one's own; agreements of some from 2002 on. */
static void write_panel(gravity_fixture *f, char path[320])
{
    kt_error err = {0};
    kt_text text = {0};
    static const char *const code[] = {"AUT", "BEL", "CHE", "DEU", "ESP", "FRA"};
    CHECK_OK(kt_text_add(&text, "exporter,importer,year,trade,dist,rta,zero\n", &err), err);
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < 6; j++)
            for (int t = 0; t < 4; t++) {
                const int rta = i != j && (i + j) % 3 == 0 && t > 1;
                const double dist = i == j ? 50 : 100 + 37 * (i > j ? i * 7 + j : j * 7 + i);
                const double noise = 1 + 0.1 * ((i * 31 + j * 17 + t * 7) % 11 - 5) / 5;
                const double trade =
                    (1 + i) * (2 + j) * (10 + t) * 1000 / dist * (rta ? 1.5 : 1) * noise;
                CHECK_OK(kt_text_format(&text, &err, "%s,%s,%d,%.6f,%g,%d,0\n", code[i],
                                        code[j], 2000 + t, trade, dist, rta),
                         err);
            }
    gravity_write(f, "panel.csv", kt_text_get(&text), path);
    kt_text_clear(&text);
}

static void check_golden(const char *name, const char *language, kt_text *found)
{
    kt_error err = {0};
    kt_text wanted = {0};
    char path[128];
    snprintf(path, sizeof path, "tests/command/golden/gravity_%s_%s.txt", name, language);
    const char *mode = getenv("KONTOR_GOLDEN");
    if (mode && strcmp(mode, "write") == 0)
        CHECK_OK(kt_file_replace(path, found->data, found->size, &err), err);
    CHECK_OK(kt_file_read(path, 1 << 20, &wanted, &err), err);
    CHECK_TEXT(kt_text_get(found), kt_text_get(&wanted));
    kt_text_clear(&wanted);
}

/* Steps and certificates are the machine's affair; the model is the same to four digits. */
static void cut_search(kt_text *text)
{
    const char *const begins[] = {"Konvergiert", "Сходимость"};
    for (int n = 0; n < 2; n++) {
        char *line = strstr(text->data, begins[n]), *end = line ? strchr(line, '\n') : NULL;
        if (!end)
            continue;
        memmove(line + strlen(begins[n]), end, strlen(end) + 1);
        text->size = strlen(text->data);
    }
}

static void models_are_told_in_german_and_russian(void **state)
{
    (void)state;
    static const char *const languages[] = {"de", "ru"};
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    for (int l = 0; l < 2; l++) {
        f.language = languages[l];
        GRAVITY(&f, "", "trade ~ rta | exp^year + imp^year + pair", "data", path, "tests", NULL,
                "bias-correction", NULL);
        cut_search(&f.out);
        check_golden("one", languages[l], &f.out);
        GRAVITY(&f, "", "c(trade, dist) ~ csw(rta, log(dist + 1)) | exp + imp", "data", path);
        check_golden("several", languages[l], &f.out);
        GRAVITY(&f, "", "trade ~ 1 | exp^year + imp^year + pair", "data", path, "etwfe", "rta",
                "table", "etwfe");
        check_golden("etwfe", languages[l], &f.out);
    }
    gravity_close(&f);
}

static bool says(const gravity_fixture *f, const char *part)
{
    return strstr(kt_text_get(&f->out), part) != NULL;
}

static void documents_are_in_the_readers_language(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    f.language = "de";
    GRAVITY(&f, "", "trade ~ rta | exp + imp", "data", path, "format", "html");
    CHECK(says(&f, "<html lang=\"de\">"));
    CHECK(says(&f, "<td>−1,4896***</td>"));
    CHECK(says(&f, "*** p &lt; 0,01"));
    CHECK(says(&f, "<summary>Dasselbe in R und Stata</summary>"));
    GRAVITY(&f, "", "trade ~ rta | exp + imp", "data", path, "format", "latex");
    CHECK(says(&f, "rta & -1,4896$^{***}$"));
    CHECK(says(&f, "$p<0{,}01$"));
    CHECK(says(&f, "Beobachtungen & 144"));
    f.language = "ru";
    GRAVITY(&f, "", "trade ~ rta | exp + imp", "data", path, "format", "html");
    CHECK(says(&f, "Псевдо-ММП Пуассона. В скобках – стандартные ошибки, кластеризованные по"));
    gravity_close(&f);
}

static void csv_and_json_are_the_same_in_every_language(void **state)
{
    (void)state;
    static const char *const formats[] = {"csv", "json"};
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    for (int n = 0; n < 2; n++) {
        kt_text english = {0};
        kt_error err = {0};
        for (int l = 0; l < 2; l++) {
            f.language = l ? "ru" : NULL;
            GRAVITY(&f, "", "trade ~ rta | exp^year + imp^year + pair", "data", path, "recover",
                    "log(dist) | exporter + importer", "table", "second_stage", "format",
                    formats[n]);
            if (!l)
                CHECK_OK(kt_text_add(&english, kt_text_get(&f.out), &err), err);
        }
        CHECK_TEXT(kt_text_get(&f.out), kt_text_get(&english));
        kt_text_clear(&english);
    }
    gravity_close(&f);
}

static void remarks_are_in_the_readers_language(void **state)
{
    (void)state;
    gravity_fixture f;
    kt_error err = {0};
    char path[320], domestic[320];
    gravity_open(&f);
    gravity_write(
        &f, "mine.csv",
        "year,reporter,partner,flow,value_usd\n2010,DEU,FRA,X,100\n2010,DEU,FRA,M,70\n"
        "2010,FRA,DEU,X,50\n",
        path);
    const char *const import[] = {"", path, "as", "mine", NULL};
    CHECK_OK(gravity_call(&f, "import", import, &err), err);
    gravity_write(&f, "home.csv", "country,year,value_usd\nDEU,2010,1\nFRA,2010,-2\n",
                  domestic);
    f.language = "de";
    GRAVITY(&f, "", "trade ~ 1", "flows", "mine", "vcov", "hetero", "stated-by", "either",
            "domestic", domestic);
    CHECK(strstr(kt_text_get(&f.notes), "FOB- und CIF-Werte sind gemischt") != NULL);
    CHECK(strstr(kt_text_get(&f.notes),
                 "Der Binnenabsatz von FRA ist 2010 negativ (−2), Zeile 3") != NULL);
    CHECK(says(&f, "heteroskedastizitätsrobust"));
    f.language = "ru";
    GRAVITY(&f, "", "trade ~ 1", "flows", "mine", "vcov", "hetero");
    CHECK(strstr(kt_text_get(&f.notes), "по данным экспортёра: 2 наблюдения") != NULL);
    gravity_close(&f);
}

typedef struct once {
    gravity_fixture *f;
    const char *path, *formula, *format;
} once;

static kt_status run_once(void *with, kt_error *err)
{
    once *o = with;
    const char *const words[] = {"",           o->formula, "data",    o->path, "vcov",
                                 "~exp + imp", "format",   o->format, NULL};
    return gravity_call(o->f, "gravity", words, err);
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    f.language = "ru";
    once one = {&f, path, "trade ~ rta + zero | exp", "text"};
    once several = {&f, path, "trade ~ csw(rta, dist) | exp", "html"};
    kt_check_faults(KT_FAULT_MEMORY, run_once, &one);
    kt_check_faults(KT_FAULT_MEMORY, run_once, &several);
    gravity_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(models_are_told_in_german_and_russian),
        KT_TEST(documents_are_in_the_readers_language),
        KT_TEST(csv_and_json_are_the_same_in_every_language),
        KT_TEST(remarks_are_in_the_readers_language),
        KT_TEST(memory_may_fail_anywhere),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, NULL, NULL);
}
