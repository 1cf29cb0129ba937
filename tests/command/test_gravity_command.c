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
    check_says(&f, "ppmlhdfe trade rta v1, absorb(exporter_id#year importer_id#year) "
                   "vce(cluster exporter_id#importer_id)");
    check_says(&f, "generate double v1 = ln(dist)");
    check_says(&f, "egen exporter_id = group(exporter)");
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
    check_says(&f, "clustered by exporter\\textasciicircum{}importer (36), fixest's");
    check_says(&f, "% (4) in Stata\n");
    GRAVITY(&f, "", formula, "data", path, "format", "html");
    check_says(&f, "<th scope=\"col\">(4)</th>");
    check_says(&f, "(4) in R\nlibrary(fixest)");
    /* Years that are not asked for are no levels: the first that is there is the reference. */
    GRAVITY(&f, "", "trade ~ i(year) + rta | exp + imp", "data", path, "subset", "year > 2000",
            "format", "csv");
    CHECK(strstr(kt_text_get(&f.out), "year::2001") == NULL);
    CHECK(isfinite(gravity_number(&f, 1, "year::2002", "se")));
    CHECK(isfinite(gravity_number(&f, 1, "year::2003", "se")));
    GRAVITY(&f, "", "trade ~ rta | exp + imp", "data", path, "split", "year", "format", "csv");
    CHECK_NEAR(gravity_number(&f, 3, "rta", "n"), 36, 0);
    gravity_close(&f);
}

static void instruments_are_tested_and_said_in_stata(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    GRAVITY(&f, "", "log(trade) ~ 1 | exp | rta ~ log(dist)", "data", path, "family",
            "gaussian", "vcov", "iid");
    check_says(&f, "First stage of rta: F(1, ");
    check_says(&f, "ivreghdfe v1 (rta = v2)");
    /* With one instrument F is the square of its t. */
    GRAVITY(&f, "", "log(trade) ~ 1 | exp | rta ~ log(dist)", "data", path, "family",
            "gaussian", "vcov", "iid", "format", "json");
    const char *at = strstr(kt_text_get(&f.out), "\"f\":");
    CHECK(at != NULL);
    const double F = strtod(at + 4, NULL);
    GRAVITY(&f, "", "rta ~ log(dist) | exp", "data", path, "family", "gaussian", "vcov", "iid",
            "format", "csv");
    const double t = gravity_number(&f, 1, "log(dist)", "statistic");
    CHECK_NEAR(F / (t * t), 1.0, 1e-10);
    GRAVITY(&f, "", "trade ~ 1 | exp | rta ~ log(dist)", "data", path);
    check_says(&f, "First stage of rta: F(1, ");
    check_says(&f, "reghdfe rta v1, absorb(exporter_id) residuals(residual1)");
    check_says(&f, "ppmlhdfe trade rta residual1, absorb(exporter_id)");
    GRAVITY(&f, "", "trade ~ rta | exp", "data", path, "family", "negbin");
    check_says(&f, "egen v2 = group(exporter importer)");
    check_says(&f, "nbreg trade rta i.exporter_id, vce(cluster v2)");
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
                  "formula:1:9: no variable rat; did you mean rta?");
    check_refused(&f, "trade ~ rta +", path, KT_ERR_FORMAT, "formula:1:14: the formula ends");
    check_refused(&f, "trade ~ rta | exp year", path, KT_ERR_FORMAT, "1:19: found \"y\"");
    check_refused(&f, "exporter ~ rta", path, KT_ERR_FORMAT, "holds texts");
    check_refused(&f, "trade ~ logg(dist)", path, KT_ERR_FORMAT, "no function logg()");
    check_refused(&f, "trade ~ l(rta, dist)", path, KT_ERR_FORMAT, "expected a number");
    check_refused(&f, "trade ~ i(year, rta, ref = 1999)", path, KT_ERR_FORMAT,
                  "is no level of year; there are ");
    check_refused(&f, "log(zero) ~ rta", path, KT_ERR_MISSING, "missing or infinite");
    check_refused(&f, "I(0 - trade) ~ rta", path, KT_ERR_RANGE, "panel.csv:2");
    check_refused(&f, "zero ~ rta", path, KT_ERR_NUMERIC, "the outcome is 0 in all");
    check_refused(&f, "zero ~ rta | exp", path, KT_ERR_NUMERIC,
                  "the outcomes of a level are all 0; use fewer fixed effects");
    check_refused(&f, "trade ~ rta | exp^imp^year", path, KT_ERR_NUMERIC,
                  "are alone in a level of an effect");
    check_refused(&f, "trade ~ year | exp^year", path, KT_ERR_NUMERIC, "use fewer fixed");
    check_refused(&f, "log(trade) - 99 ~ rta", path, KT_ERR_RANGE, "for logs take gaussian");
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

/* ---- what is made of one model --------------------------------------------------------------
 */

/* A little that nothing explains, so that there are standard errors. */
static double noise(int i, int j, int t)
{
    return 1 + 1e-6 * ((i * 7919 + j * 104729 + t * 1299709) % 101 - 50);
}

/* Pairs with an agreement from 2002 or 2003 on, whose effect is 1.5 and 2. */
static void write_staggered(gravity_fixture *f, char path[320])
{
    kt_error err = {0};
    kt_text text = {0};
    CHECK_OK(kt_text_add(&text, "exporter,importer,year,trade,rta\n", &err), err);
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 8; j++)
            for (int t = 0; t < 5; t++) {
                const int begin = (i * 3 + j) % 4 == 0 ? 2 : (i * 3 + j) % 4 == 1 ? 3 : 9;
                const double effect = t < begin ? 1 : begin == 2 ? 1.5 : 2;
                const double trade = (1 + i) * (2 + j) * (10 + t * (1 + i % 3)) *
                                     (1 + (i * j) % 5) * effect * noise(i, j, t);
                CHECK_OK(kt_text_format(&text, &err, "C%d,C%d,%d,%.9f,%d\n", i, j, 2000 + t,
                                        trade, t >= begin),
                         err);
            }
    gravity_write(f, "staggered.csv", kt_text_get(&text), path);
    kt_text_clear(&text);
}

/* The number behind a key in the one line of a CSV that begins so. */
static double number_behind(const gravity_fixture *f, const char *beginning)
{
    double value = NAN;
    const char *at = strstr(kt_text_get(&f->out), beginning);
    if (!at)
        fail_msg("no line \"%s\" in\n%s", beginning, kt_text_get(&f->out));
    at += strlen(beginning);
    CHECK(kt_parse_double((kt_slice){at, strcspn(at, ",\n")}, &value));
    return value;
}

static void cohorts_have_their_own_effects(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_staggered(&f, path);
    GRAVITY(&f, "", "trade ~ 1 | exp^year + imp^year + pair", "data", path, "etwfe", "rta",
            "leads", "3", "table", "etwfe", "format", "csv");
    CHECK_NEAR(number_behind(&f, "\ncohort,2002,"), log(1.5), 1e-4);
    CHECK_NEAR(number_behind(&f, "\ncohort,2003,"), log(2.0), 1e-4);
    CHECK_NEAR(number_behind(&f, "\nyear,2002,"), log(1.5), 1e-4);
    CHECK_NEAR(number_behind(&f, "\nyears since,-2,"), 0.0, 1e-4);
    /* 16 pairs of each: 3 years of 2002's, 2 of 2003's. */
    CHECK_NEAR(number_behind(&f, "\nall,,"), (3 * log(1.5) + 2 * log(2.0)) / 5, 1e-4);
    CHECK_NEAR(number_behind(&f, "\nyears since,0,"), (log(1.5) + log(2.0)) / 2, 1e-4);
    gravity_close(&f);
}

static void what_is_kept_predicts_what_was_fitted(void **state)
{
    (void)state;
    static const char *const formulas[] = {
        "trade ~ rta | exp^year + imp^year + pair", "trade ~ rta + log(dist) + i(exporter)",
        "trade ~ log(dist) + offset(log(year)) | exp[year] + imp",
        "trade ~ rta + exporter | importer"};
    gravity_fixture f;
    kt_error err = {0};
    char path[320], model[320];
    gravity_open(&f);
    write_panel(&f, path);
    snprintf(model, sizeof model, "%s/model.csv", f.folder);
    for (size_t n = 0; n < sizeof formulas / sizeof formulas[0]; n++) {
        GRAVITY(&f, "", formulas[n], "data", path, "save", model);
        const char *const words[] = {"", model, "data", path, NULL};
        CHECK_OK(gravity_call(&f, "predict", words, &err), err);
        /* A poisson model with a constant or effects: the sums agree. */
        kt_columns *columns = NULL;
        double trade = 0.0, predicted = 0.0;
        CHECK_OK(kt_columns_parse((kt_slice){f.out.data, f.out.size}, NULL, &columns, &err),
                 err);
        CHECK_INT(kt_columns_n_rows(columns), 144);
        for (int r = 0; r < 144; r++) {
            trade += kt_columns_find(columns, "trade")->number[r];
            predicted += kt_columns_find(columns, "predicted")->number[r];
        }
        CHECK_NEAR(predicted, trade, 1e-9);
        kt_columns_free(columns);
    }
    const char *const no_model[] = {"", path, "data", path, NULL};
    CHECK_FAILS(gravity_call(&f, "predict", no_model, &err), KT_ERR_FORMAT, err);
    gravity_close(&f);
}

/* In every year sum over exporters of Y_i t_ij / Pi_i^(1 - s) is P_j^(1 - s), up to the world's
 * scale: held by the model's own margins; here the reference and the number of lines. */
static void resistances_are_relative_to_the_reference(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    GRAVITY(&f, "", "trade ~ log(dist) | exp^year + imp^year", "data", path, "table",
            "resistances", "reference", "DEU", "format", "csv");
    for (int t = 2000; t < 2004; t++) {
        char line[40];
        snprintf(line, sizeof line, "\nDEU,%d,inward,", t);
        CHECK_NEAR(number_behind(&f, line), 1.0, 1e-12);
    }
    kt_error err = {0};
    const char *const unknown[] = {"",          "trade ~ log(dist) | exp^year + imp^year",
                                   "data",      path,
                                   "table",     "resistances",
                                   "reference", "Germany",
                                   NULL};
    CHECK_FAILS(gravity_call(&f, "gravity", unknown, &err), KT_ERR_MISSING, err);
    gravity_close(&f);
}

/* Trade that is exactly c_i d_j / dist: the second stage finds the distance. */
static void costs_are_recovered_from_pairs(void **state)
{
    (void)state;
    gravity_fixture f;
    kt_error err = {0};
    kt_text text = {0};
    char path[320];
    gravity_open(&f);
    CHECK_OK(kt_text_add(&text, "exporter,importer,year,trade,dist,x\n", &err), err);
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < 6; j++)
            for (int t = 0; t < 3; t++) {
                const double dist = i == j ? 10 : 100 + 11 * ((i * j + i + j) % 13);
                const bool never = i == 1 && j == 4;
                CHECK_OK(kt_text_format(&text, &err, "C%d,C%d,%d,%.9f,%g,%d\n", i, j, 2000 + t,
                                        never ? 0.0
                                              : (1 + i * t) * (2 + j) * 1e6 / dist / dist *
                                                    noise(i, j, t),
                                        dist, (i * j + t) % 3 == 0),
                         err);
            }
    gravity_write(&f, "costs.csv", kt_text_get(&text), path);
    GRAVITY(&f, "", "trade ~ x | exp^year + imp^year + pair", "data", path, "recover",
            "log(dist) | exporter + importer", "table", "second_stage", "format", "csv");
    CHECK_NEAR(number_behind(&f, "\nlog(dist),"), -2.0, 1e-4);
    GRAVITY(&f, "", "trade ~ x | exp^year + imp^year + pair", "data", path, "recover",
            "log(dist) | exporter + importer", "table", "costs", "format", "csv");
    CHECK(strstr(kt_text_get(&f.out), "\nC1_C4,,") != NULL); // from the second stage alone
    CHECK(strstr(kt_text_get(&f.out), "\nC1_C1,") == NULL);
    kt_text_clear(&text);
    gravity_close(&f);
}

static void corrections_and_tests_are_told(void **state)
{
    (void)state;
    gravity_fixture f;
    char path[320];
    gravity_open(&f);
    write_panel(&f, path);
    GRAVITY(&f, "", "trade ~ rta | exp^year + imp^year + pair", "data", path, "bias-correction",
            NULL, "tests", NULL);
    check_says(&f, "Weidner and Zylkin");
    check_says(&f, "RESET");
    check_says(&f, "Wald");
    GRAVITY(&f, "", "trade ~ rta | exp^year + imp^year + pair", "data", path, "bias-correction",
            NULL, "format", "json");
    check_says(&f, "\"bias\":{\"columns\"");
    gravity_close(&f);
}

static kt_status run_more(void *with, kt_error *err)
{
    once *o = with;
    char model[320];
    snprintf(model, sizeof model, "%s/model.csv", o->f->folder);
    const char *const words[] = {"",        "trade ~ rta | exp^year + imp^year + pair",
                                 "data",    o->path,
                                 "recover", "log(dist) | exporter",
                                 "table",   "resistances",
                                 "save",    model,
                                 NULL};
    return gravity_call(o->f, "gravity", words, err);
}

static kt_status run_predict(void *with, kt_error *err)
{
    once *o = with;
    char model[320];
    snprintf(model, sizeof model, "%s/model.csv", o->f->folder);
    const char *const words[] = {"", model, "data", o->path, NULL};
    return gravity_call(o->f, "predict", words, err);
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
    kt_check_faults(KT_FAULT_MEMORY, run_more, &o);
    kt_check_faults(KT_FAULT_MEMORY, run_predict, &o);
    gravity_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(one_model_is_told_with_all_about_it),
        KT_TEST(json_keeps_the_contract),
        KT_TEST(several_models_stand_side_by_side),
        KT_TEST(instruments_are_tested_and_said_in_stata),
        KT_TEST(ways_of_saying_agree),
        KT_TEST(what_cannot_be_done_is_said_in_one_line),
        KT_TEST(options_are_checked),
        KT_TEST(every_kind_of_errors_is_there),
        KT_TEST(zeros_need_a_report),
        KT_TEST(mixed_valuations_are_said),
        KT_TEST(cohorts_have_their_own_effects),
        KT_TEST(what_is_kept_predicts_what_was_fitted),
        KT_TEST(resistances_are_relative_to_the_reference),
        KT_TEST(costs_are_recovered_from_pairs),
        KT_TEST(corrections_and_tests_are_told),
        KT_TEST(memory_may_fail_anywhere),
    };
    return kt_run_tests(tests);
}
