/* test_gravity_command.c: what kontor gravity answers and how it refuses. */
#include "gravity_fixture.h"

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

static void check_says(const gravity_fixture *f, const char *part)
{
    if (!strstr(kt_text_get(&f->out), part))
        fail_msg("\"%s\" is not in\n%s", part, kt_text_get(&f->out));
}

static void one_model_is_told_with_all_about_it(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    GRAVITY(&f, "", "trade ~ rta + log(dist) | exp^year + imp^year", "data", path);
    check_says(&f, "Poisson pseudo-maximum likelihood: trade");
    check_says(&f, "144 used of 144");
    check_says(&f, "exp^year (24), imp^year (24)");
    check_says(&f, "clustered by exporter^importer (36)");
    check_says(&f, "fepois(trade ~ rta + log(dist) | exporter^year + importer^year, data");
    check_says(&f, "ppmlhdfe trade rta v1, absorb(exporter#year importer#year) vce(cluster "
                   "exporter#importer)");
    check_says(&f, "generate double v1 = ln(dist)");
    gravity_close(&f);
}

static void json_keeps_the_contract(void **state)
{
    (void)state;
    static const char *const keys[] = {
        "\"family\":\"poisson\"",
        "\"formula\":\"trade ~ rta | exp^year + imp^year + pair\"",
        "\"n\":144",
        "\"n_dropped\":{\"missing\":0,\"not_reported\":0,\"singleton\":0,"
        "\"separated\":0",
        "\"fixed_effects\":[{\"name\":\"exp^year\",\"levels\":24}",
        "\"coefficients\":[{\"name\":"
        "\"rta\",\"estimate\":",
        "\"se\":",
        "\"statistic\":",
        "\"p\":",
        "\"collinear\":[]",
        "\"vcov\":{\"type\":\"cluster\",\"cluster\":[\"exporter^importer\"],\"ssc\":\"fixest\","
        "\"df\":",
        "\"deviance\":",
        "\"loglik\":",
        "\"pseudo_r2\":",
        "\"iterations\":",
        "\"converged\":true",
        "\"score_norm\":",
        "\"seconds\":",
        "\"data_sha256\":\"",
        "\"version\":\"",
        "\"same_in_r\":\"",
        "\"same_in_stata\":\""};
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    GRAVITY(&f, "", "trade ~ rta | exp^year + imp^year + pair", "data", path, "format", "json");
    for (size_t n = 0; n < sizeof keys / sizeof keys[0]; n++)
        check_says(&f, keys[n]);
    gravity_close(&f);
}

static void several_models_stand_side_by_side(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    const char *formula = "c(trade, dist) ~ csw(rta, log(dist + 1)) | exp + imp";
    GRAVITY(&f, "", formula, "data", path);
    check_says(&f, "(4)");
    check_says(&f, "log(dist + 1)");
    GRAVITY(&f, "", formula, "data", path, "format", "latex");
    check_says(&f, "\\begin{tabular}{lcccc}");
    check_says(&f, "\\bottomrule");
    GRAVITY(&f, "", formula, "data", path, "format", "html");
    check_says(&f, "<th scope=\"col\">(4)</th>");
    GRAVITY(&f, "", "trade ~ rta | exp + imp", "data", path, "split", "year", "format", "csv");
    CHECK_NEAR(gravity_number(&f, 3, "rta", "n"), 36, 0);
    gravity_close(&f);
}

/* The same model said in two ways. */
static void ways_of_saying_agree(void **state)
{
    (void)state;
    static const char *const ways[][2] = {
        {"trade ~ rta*log(dist) | exp", "trade ~ rta + log(dist) + rta:log(dist) | exporter"},
        {"trade ~ rta | exp^year", "trade ~ rta + i(exporter, i.year)"},
        {"trade ~ rta | exp", "trade ~ rta + factor(exporter)"},
        {"trade ~ rta | exp", "trade ~ rta + exporter"},
        {"trade ~ rta | exp", "trade ~ rta + i(exporter, ref = 'CHE')"},
        {"trade ~ rta | exp + pair", "trade ~ rta | exp + exporter^importer"},
        {"trade ~ rta + offset(log(dist))", "trade ~ rta + offset(ln(I(dist^2))/2)"},
        {"trade ~ rta | exp[[year]]", "trade ~ rta + i(exporter, year)"},
        {"trade ~ rta | exp", "trade ~ rta + I(ifelse(exporter == 'BEL', 1, 0)) + i(exporter)"},
    };
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    for (size_t n = 0; n < sizeof ways / sizeof ways[0]; n++) {
        GRAVITY(&f, "", ways[n][0], "data", path, "format", "csv", "vcov", "hetero");
        const double first = gravity_number(&f, 1, "rta", "estimate");
        GRAVITY(&f, "", ways[n][1], "data", path, "format", "csv", "vcov", "hetero");
        CHECK_NEAR(gravity_number(&f, 1, "rta", "estimate"), first, 1e-8);
    }
    gravity_close(&f);
}

static void check_refused(gravity_fixture *f, const char *formula, const char *path,
                          kt_status expected, const char *part)
{
    kt_error err = {0};
    char text[600];
    const char *const words[] = {"", formula, "data", path, NULL};
    const kt_status status = gravity_call(f, "gravity", words, &err);
    kt_error_text(&err, text, sizeof text);
    if (status != expected || !strstr(text, part))
        fail_msg("%s: status %d \"%s\", expected %d \"%s\"", formula, (int)status, text,
                 (int)expected, part);
    CHECK_INT(f->out.size, 0);
}

static void what_cannot_be_done_is_said_in_one_line(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    check_refused(&f, "trade ~ rat | exp", path, KT_ERR_MISSING,
                  "1:9: no variable rat; did you mean rta?");
    check_refused(&f, "trade ~ rta +", path, KT_ERR_FORMAT, "formula:1:14: the formula ends");
    check_refused(&f, "trade ~ rta | exp year", path, KT_ERR_FORMAT, "1:19: found \"y\"");
    check_refused(&f, "exporter ~ rta", path, KT_ERR_FORMAT, "holds texts");
    check_refused(&f, "trade ~ logg(dist)", path, KT_ERR_FORMAT, "no function logg()");
    check_refused(&f, "trade ~ l(rta, dist)", path, KT_ERR_FORMAT, "expected a number");
    check_refused(&f, "trade ~ i(year, rta, ref = 1999)", path, KT_ERR_FORMAT,
                  "the reference is no level of year");
    check_refused(&f, "log(zero) ~ rta", path, KT_ERR_MISSING, "missing or infinite");
    check_refused(&f, "I(0 - trade) ~ rta", path, KT_ERR_RANGE, "panel.csv:2");
    check_refused(&f, "zero ~ rta | exp", path, KT_ERR_NUMERIC, "");
    check_refused(&f, "trade ~ year | exp^year", path, KT_ERR_NUMERIC, "");
    check_refused(&f, "trade ~ rta", "/nowhere.csv", KT_ERR_MISSING, "/nowhere.csv");
    gravity_close(&f);
}

static void options_are_checked(void **state)
{
    (void)state;
    gravity_fixture f;
    kt_error err = {0};
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    const char *const no_data[] = {"", "trade ~ rta", NULL};
    CHECK_FAILS(gravity_call(&f, "gravity", no_data, &err), KT_ERR_USAGE, err);
    const char *const vcov[] = {"", "trade ~ rta", "data", path, "vcov", "sandwich", NULL};
    CHECK_FAILS(gravity_call(&f, "gravity", vcov, &err), KT_ERR_USAGE, err);
    const char *const let[] = {"", "trade ~ rta", "data", path, "let", "rta + 1", NULL};
    CHECK_FAILS(gravity_call(&f, "gravity", let, &err), KT_ERR_USAGE, err);
    const char *const twice[] = {"", "trade ~ rta", "data", path, "let", "trade = 1", NULL};
    CHECK_FAILS(gravity_call(&f, "gravity", twice, &err), KT_ERR_FORMAT, err);
    const char *const itself[] = {"", "trade ~ a", "data", path, "let", "a = b; b = a", NULL};
    CHECK_FAILS(gravity_call(&f, "gravity", itself, &err), KT_ERR_FORMAT, err);
    const char *const deeper[] = {"",  "trade ~ a", "data", path, "let", "a = b + 1; b = a * 2",
                                  NULL};
    CHECK_FAILS(gravity_call(&f, "gravity", deeper, &err), KT_ERR_FORMAT, err);
    gravity_close(&f);
}

static void every_kind_of_errors_is_there(void **state)
{
    (void)state;
    static const char *const kinds[] = {"iid",    "hetero", "~pair", "~exp + imp", "twoway",
                                        "dyadic", "NW",     "NW(2)", "DK(1)"};
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    for (size_t n = 0; n < sizeof kinds / sizeof kinds[0]; n++) {
        GRAVITY(&f, "", "trade ~ rta | exp^year + imp^year + pair", "data", path, "format",
                "csv", "vcov", kinds[n]);
        CHECK(gravity_number(&f, 1, "rta", "se") > 0.0);
    }
    gravity_close(&f);
}

/* A store of three countries: A and B report, C never does; D ended before. */
static void zeros_need_a_report(void **state)
{
    (void)state;
    gravity_fixture f;
    kt_error err = {0};
    char path[320], domestic[320];
    gravity_open(&f);
    gravity_write(&f, "mine.csv",
                  "year,reporter,partner,flow,value_usd\n2010,DEU,FRA,X,100\n2010,DEU,ITA,X,7\n"
                  "2010,FRA,DEU,X,50\n2010,FRA,ITA,X,9\n2010,DEU,NER,X,3\n2011,DEU,ITA,X,5\n",
                  path);
    const char *const import[] = {"", path, "as", "mine", NULL};
    CHECK_OK(gravity_call(&f, "import", import, &err), err);
    /* 2010: DEU, FRA report; ITA and NER do not: of 12 pairs 5 stated, ITA-NER both ways not
     * reported. 2011: only DEU reports: pairs without it are not reported. */
    GRAVITY(&f, "", "trade ~ 1", "flows", "mine", "format", "json", "vcov", "hetero");
    check_says(&f, "\"not_reported\":8");
    check_says(&f, "\"n_zeros\":10");
    check_says(&f, "\"n\":16");
    GRAVITY(&f, "", "trade ~ 1", "flows", "mine", "format", "json", "vcov", "hetero", "zeros",
            "none");
    check_says(&f, "\"n\":6");
    GRAVITY(&f, "", "trade ~ 1", "flows", "mine", "format", "json", "vcov", "hetero", "zeros",
            "existing");
    check_says(&f, "\"n\":24");
    gravity_write(&f, "home.csv",
                  "country,year,value_musd\nDEU,2010,1\nFRA,2010,-2\nXXQ,2010,1\n", domestic);
    GRAVITY(&f, "", "trade ~ 1", "flows", "mine", "format", "json", "vcov", "hetero",
            "domestic", domestic);
    check_says(&f, "\"n\":17");
    CHECK(strstr(kt_text_get(&f.notes), "domestic sales of FRA in 2010 are negative") != NULL);
    CHECK(strstr(kt_text_get(&f.notes), "no country \"XXQ\", line 4") != NULL);
    gravity_close(&f);
}

static void mixed_valuations_are_said(void **state)
{
    (void)state;
    gravity_fixture f;
    kt_error err = {0};
    char path[320];
    gravity_open(&f);
    gravity_write(
        &f, "mine.csv",
        "year,reporter,partner,flow,value_usd\n2010,DEU,FRA,X,100\n2010,DEU,FRA,M,70\n"
        "2010,FRA,DEU,X,50\n",
        path);
    const char *const import[] = {"", path, "as", "mine", NULL};
    CHECK_OK(gravity_call(&f, "import", import, &err), err);
    GRAVITY(&f, "", "trade ~ 1", "flows", "mine", "vcov", "hetero", "stated-by", "either");
    CHECK(strstr(kt_text_get(&f.notes), "FOB and CIF") != NULL);
    GRAVITY(&f, "", "trade ~ 1", "flows", "mine", "vcov", "hetero");
    CHECK(strstr(kt_text_get(&f.notes), "FOB and CIF") == NULL);
    gravity_close(&f);
}

typedef struct once {
    gravity_fixture *f;
    const char *path;
} once;

static kt_status run_once(void *with, kt_error *err)
{
    once *o = with;
    const char *const words[] = {"",       "trade ~ rta + l(log(dist), 1) + i(year) | exp",
                                 "data",   o->path,
                                 "let",    "z = sum(trade, exp^year)",
                                 "vcov",   "~exp + imp",
                                 "subset", "z > 0",
                                 NULL};
    return gravity_call(o->f, "gravity", words, err);
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    once o = {&f, path};
    kt_check_faults(KT_FAULT_MEMORY, run_once, &o);
    gravity_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(one_model_is_told_with_all_about_it),
        KT_TEST(json_keeps_the_contract),
        KT_TEST(several_models_stand_side_by_side),
        KT_TEST(ways_of_saying_agree),
        KT_TEST(what_cannot_be_done_is_said_in_one_line),
        KT_TEST(options_are_checked),
        KT_TEST(every_kind_of_errors_is_there),
        KT_TEST(zeros_need_a_report),
        KT_TEST(mixed_valuations_are_said),
        KT_TEST(memory_may_fail_anywhere),
    };
    return kt_run_tests(tests);
}
