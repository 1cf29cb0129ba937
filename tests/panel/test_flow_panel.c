/* test_flow_panel.c: expressions, groups, lags, factors and frames on a table small enough to
 * check by hand. */
#include "check.h"

#include <kontor/flow_panel.h>
#include <kontor/memory.h>

typedef struct fixture {
    kt_columns *columns;
    kt_panel *panel;
    const char *name[16];
    kt_expression_list *list[64];
    int n_lists;
} fixture;

static const char table[] = "exporter,importer,year,trade,x,word\n"
                            "A,A,2000,10,1,u\n"
                            "A,B,2000,4,2,v\n"
                            "B,A,2000,6,NA,u\n"
                            "B,B,2000,20,4,v\n"
                            "A,A,2001,11,5,u\n"
                            "A,B,2001,0,6,\n"
                            "B,A,2001,7,7,u\n"
                            "A,B,2003,3,8,v\n";

static void open_panel(fixture *f, const kt_panel_options *options)
{
    kt_error err = {0};
    *f = (fixture){0};
    CHECK_OK(kt_columns_parse(kt_slice_of(table), NULL, &f->columns, &err), err);
    const int n = kt_columns_n_names(f->columns);
    for (int p = 0; p < n; p++)
        f->name[p] = kt_columns_name(f->columns, p);
    CHECK_OK(kt_panel_new(kt_columns_n_rows(f->columns), kt_columns_at(f->columns, 0), n,
                          f->name, n, options, &f->panel, &err),
             err);
}

static void close_panel(fixture *f)
{
    kt_panel_free(f->panel);
    for (int n = 0; n < f->n_lists; n++)
        kt_expressions_free(f->list[n]);
    kt_columns_free(f->columns);
}

static const kt_expression *parsed(fixture *f, const char *text)
{
    kt_error err = {0};
    CHECK(f->n_lists < 64);
    CHECK_OK(kt_expressions_parse(kt_slice_of(text), &f->list[f->n_lists], &err), err);
    return kt_expressions_at(f->list[f->n_lists++], 0);
}

static void check_values(fixture *f, const char *text, const double expected[8])
{
    kt_error err = {0};
    const double *found;
    CHECK_OK(kt_panel_numbers(f->panel, parsed(f, text), &found, &err), err);
    for (int r = 0; r < 8; r++)
        if (isnan(expected[r]) ? !isnan(found[r]) : !(fabs(found[r] - expected[r]) < 1e-12))
            fail_msg("%s in row %d is %g, expected %g", text, r, found[r], expected[r]);
}

#define VALUES(text, ...) check_values(&f, text, (const double[8]){__VA_ARGS__})

static void expressions_have_their_values(void **state)
{
    (void)state;
    fixture f;
    open_panel(&f, NULL);
    VALUES("trade + 2*x - 1", 11, 7, NAN, 27, 20, 11, 20, 18);
    VALUES("-x^2", -1, -4, NAN, -16, -25, -36, -49, -64);
    VALUES("I((trade - x)/2)", 4.5, 1, NAN, 8, 3, -3, 0, -2.5);
    VALUES("log(exp(x))", 1, 2, NAN, 4, 5, 6, 7, 8);
    VALUES("exporter == importer", 1, 0, 0, 1, 1, 0, 0, 0);
    VALUES("exporter != 'A'", 0, 0, 1, 1, 0, 0, 1, 0);
    VALUES("word == 'u'", 1, 0, 1, 0, 1, NAN, 1, 0);
    VALUES("x > 4 & trade > 0", 0, 0, NAN, 0, 1, 0, 1, 1);
    VALUES("x > 4 | trade > 5", 1, 0, 1, 1, 1, 1, 1, 1);
    VALUES("!(year == 2000)", 0, 0, 0, 0, 1, 1, 1, 1);
    VALUES("year %in% c(2000, 2003)", 1, 1, 1, 1, 0, 0, 0, 1);
    VALUES("year %in% 2001:2003", 0, 0, 0, 0, 1, 1, 1, 1);
    VALUES("year %in% seq(1999, 2003, 2)", 0, 0, 0, 0, 1, 1, 1, 1);
    VALUES("word %in% c('v', 'w')", 0, 1, 0, 1, 0, 0, 0, 1);
    VALUES("ifelse(year == 2000, trade, 0)", 10, 4, 6, 20, 0, 0, 0, 0);
    VALUES("pmin(trade, x)", 1, 2, NAN, 4, 5, 0, 7, 3);
    VALUES("pmax(trade, 5)", 10, 5, 6, 20, 11, 5, 7, 5);
    VALUES("is.na(x) + is.na(word)", 0, 0, 1, 0, 0, 1, 0, 0);
    VALUES("3", 3, 3, 3, 3, 3, 3, 3, 3);
    VALUES("sign(x - 4) + abs(-2)", 1, 1, NAN, 2, 3, 3, 3, 3);
    close_panel(&f);
}

static void groups_have_their_sums(void **state)
{
    (void)state;
    fixture f;
    open_panel(&f, NULL);
    VALUES("sum(trade, exporter^year)", 14, 14, 26, 26, 11, 11, 7, 3);
    VALUES("sum(trade, imp^year)", 16, 24, 16, 24, 18, 0, 18, 3);
    VALUES("mean(x, exporter)", 4.4, 4.4, 5.5, 5.5, 4.4, 4.4, 5.5, 4.4);
    VALUES("min(x, year)", 1, 1, 1, 1, 5, 5, 5, 8);
    VALUES("max(x, year)", 4, 4, 4, 4, 7, 7, 7, 8);
    VALUES("count(year)", 4, 4, 4, 4, 3, 3, 3, 1);
    VALUES("sum(x, word)", 13, 14, 13, 14, 13, NAN, 13, 14);
    VALUES("trade/sum(trade, pair(exporter, importer)^year)", 1, .4, .6, 1, 1, 0, 1, 1);
    close_panel(&f);
}

static void lags_go_by_value_of_the_period(void **state)
{
    (void)state;
    fixture f;
    open_panel(&f, NULL);
    VALUES("l(trade)", NAN, NAN, NAN, NAN, 10, 4, 6, NAN);
    VALUES("l(trade, 2)", NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0);
    VALUES("f(trade, 1)", 11, 0, 7, NAN, NAN, NAN, NAN, NAN);
    VALUES("d(trade, 1)", NAN, NAN, NAN, NAN, 1, -4, 1, NAN);
    VALUES("l(log(x), 1) - l(log(x), 1)", NAN, NAN, NAN, NAN, 0, 0, NAN, NAN);
    close_panel(&f);
}

static void lags_need_one_row_a_period(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    const double *found;
    open_panel(&f, NULL);
    const kt_expression *unit = parsed(&f, "exporter"), *time = parsed(&f, "year");
    const kt_expression *lag = parsed(&f, "l(trade, 1)");
    kt_panel *other = NULL;
    const kt_panel_options options = {.unit = unit, .time = time};
    CHECK_OK(kt_panel_new(8, kt_columns_at(f.columns, 0), 6, f.name, 6, &options, &other, &err),
             err);
    CHECK_FAILS(kt_panel_numbers(other, lag, &found, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.cause, "A stands twice in 2000") != NULL);
    kt_panel_free(other);
    close_panel(&f);
}

static void factors_are_numbered_in_order(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    const kt_panel_factor *factor;
    kt_text label = {0};
    open_panel(&f, NULL);
    CHECK_OK(kt_panel_factor_of(f.panel, parsed(&f, "exporter^year"), &factor, &err), err);
    CHECK_INT(factor->n_levels, 5);
    const int32_t expected[] = {0, 0, 3, 3, 1, 1, 4, 2};
    for (int r = 0; r < 8; r++)
        CHECK_INT(factor->level[r], expected[r]);
    CHECK_OK(kt_panel_label(f.panel, factor, 4, &label, &err), err);
    CHECK_TEXT(kt_text_get(&label), "B_2001");
    CHECK_OK(kt_panel_factor_of(f.panel, parsed(&f, "pair(exporter, importer)"), &factor, &err),
             err);
    CHECK_INT(factor->n_levels, 3);
    CHECK_INT(factor->level[1], factor->level[2]);
    CHECK_OK(kt_panel_factor_of(f.panel, parsed(&f, "word"), &factor, &err), err);
    CHECK(factor->has_missing);
    CHECK_INT(factor->level[5], -1);
    CHECK_OK(kt_panel_factor_of(f.panel, parsed(&f, "x/2"), &factor, &err), err);
    CHECK_INT(factor->n_levels, 7);
    CHECK_INT(factor->level[7], 6);
    kt_text_clear(&label);
    close_panel(&f);
}

static void check_names(fixture *f, const char *term, bool constant, const char *expected)
{
    kt_error err = {0};
    kt_panel_columns columns = {0};
    kt_text names = {0};
    CHECK_OK(kt_panel_term(f->panel, parsed(f, term), constant, &columns, &err), err);
    for (int c = 0; c < columns.n_columns; c++)
        CHECK_OK(kt_text_format(&names, &err, "%s%s", c ? "|" : "", columns.column[c].name),
                 err);
    CHECK_TEXT(kt_text_get(&names), expected);
    kt_text_clear(&names);
}

static void terms_have_fixest_s_names(void **state)
{
    (void)state;
    fixture f;
    open_panel(&f, NULL);
    check_names(&f, "log( x )", true, "log(x)");
    check_names(&f, "i(year, x)", true, "year::2000:x|year::2001:x|year::2003:x");
    check_names(&f, "i(year, x, ref = 2000)", true, "year::2001:x|year::2003:x");
    check_names(&f, "i(year, x, 2003)", true, "year::2000:x|year::2001:x");
    check_names(&f, "i(year)", true, "year::2001|year::2003");
    check_names(&f, "i(year)", false, "year::2000|year::2001|year::2003");
    check_names(&f, "i(year, keep = c(2000, 2001))", false, "year::2000|year::2001");
    check_names(&f, "i(word, i.year, ref2 = 2000)", true,
                "word::u:year::2001|word::v:year::2003");
    check_names(&f, "i(exporter, word)", true,
                "exporter::A:word::v|exporter::B:word::u|exporter::B:word::v");
    check_names(&f, "factor(year)", true, "factor(year)2001|factor(year)2003");
    check_names(&f, "word", true, "wordv");
    check_names(&f, "l(x, 1:3)", true, "l(x, 1)|l(x, 2)|l(x, 3)");
    check_names(&f, "f(x, c(0, 2))", true, "f(x, 0)|f(x, 2)");
    check_names(&f, "x:word", true, "x:wordv");
    close_panel(&f);
}

static void a_frame_leaves_out_what_is_missing(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_formula *formula = NULL;
    kt_panel_sample sample = {0};
    open_panel(&f, NULL);
    CHECK_OK(kt_formula_parse(kt_slice_of("trade ~ x + offset(log(x)) | exp + word[x]"),
                              &formula, &err),
             err);
    kt_panel_request request = {.model = kt_formula_model_at(formula, 0),
                                .subset = parsed(&f, "year < 2003"),
                                .weights = parsed(&f, "year - 1999")};
    CHECK_OK(kt_panel_sample_make(f.panel, &request, &sample, &err), err);
    CHECK_INT(sample.n_asked, 7);
    CHECK_INT(sample.n_missing, 2);
    CHECK_INT(sample.frame.n_rows, 5);
    CHECK_INT(sample.row[4], 6);
    CHECK_NEAR(sample.frame.outcome.value[4], 7, 0);
    CHECK_NEAR(sample.frame.offset[0], 0, 0);
    CHECK_NEAR(sample.frame.weights[4], 2, 0);
    CHECK_INT(sample.frame.n_effects, 2);
    CHECK_TEXT(sample.frame.effects[1].factor.name, "word");
    CHECK_INT(sample.frame.effects[1].n_slopes, 1);
    CHECK_OK(kt_model_frame_check(&sample.frame, &err), err);
    kt_panel_sample_clear(&sample);
    request.subset = parsed(&f, "year > 2010");
    CHECK_FAILS(kt_panel_sample_make(f.panel, &request, &sample, &err), KT_ERR_MISSING, err);
    kt_formula_free(formula);
    close_panel(&f);
}

static void a_whole_frame_borrows(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_formula *formula = NULL;
    kt_panel_sample sample = {0};
    open_panel(&f, NULL);
    CHECK_OK(kt_formula_parse(kt_slice_of("trade ~ 1 | exp"), &formula, &err), err);
    const kt_panel_request request = {.model = kt_formula_model_at(formula, 0), .dyadic = true};
    CHECK_OK(kt_panel_sample_make(f.panel, &request, &sample, &err), err);
    CHECK(sample.row == NULL);
    CHECK(sample.frame.outcome.value == kt_columns_find(f.columns, "trade")->number);
    CHECK_INT(sample.frame.country_a->n_levels, 2);
    CHECK_INT(sample.frame.country_b->level[1], 1);
    kt_panel_sample_clear(&sample);
    kt_formula_free(formula);
    close_panel(&f);
}

static void check_wrong(fixture *f, const char *text, kt_status expected, const char *part)
{
    kt_error err = {0};
    const double *found;
    CHECK_FAILS(kt_panel_numbers(f->panel, parsed(f, text), &found, &err), expected, err);
    if (!strstr(err.cause, part))
        fail_msg("\"%s\" does not say \"%s\"", err.cause, part);
}

static void what_has_no_meaning_is_refused(void **state)
{
    (void)state;
    fixture f;
    open_panel(&f, NULL);
    check_wrong(&f, "traed", KT_ERR_MISSING, "did you mean trade?");
    check_wrong(&f, "qqqqqqqqqq", KT_ERR_MISSING, "there are exporter, importer");
    check_wrong(&f, "word + 1", KT_ERR_FORMAT, "word holds texts");
    check_wrong(&f, "word < 'u'", KT_ERR_FORMAT, "texts know == and !=");
    check_wrong(&f, "word == 1", KT_ERR_FORMAT, "do not mix");
    check_wrong(&f, "nosuch(x)", KT_ERR_FORMAT, "no function nosuch()");
    check_wrong(&f, "log(x, 2)", KT_ERR_FORMAT, "one argument");
    check_wrong(&f, "sum(x)", KT_ERR_FORMAT, "and the groups");
    check_wrong(&f, "x[year]", KT_ERR_FORMAT, "brackets belong to effects");
    check_wrong(&f, "x + i(year)", KT_ERR_FORMAT, "by itself among the terms");
    check_wrong(&f, "year %in% 1:1e99", KT_ERR_LIMIT, "more than");
    check_wrong(&f, "year %in% seq(1, 2, 0)", KT_ERR_FORMAT, "does not end");
    close_panel(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(expressions_have_their_values),      KT_TEST(groups_have_their_sums),
        KT_TEST(lags_go_by_value_of_the_period),     KT_TEST(lags_need_one_row_a_period),
        KT_TEST(factors_are_numbered_in_order),      KT_TEST(terms_have_fixest_s_names),
        KT_TEST(a_frame_leaves_out_what_is_missing), KT_TEST(a_whole_frame_borrows),
        KT_TEST(what_has_no_meaning_is_refused),
    };
    return kt_run_tests(tests);
}
