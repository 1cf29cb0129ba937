/* test_formula.c: what formulas mean, written back, and where malformed ones are wrong. */
#include "check.h"

#include <kontor/formula.h>

/* All models of a formula in one text: outcome ~ terms | effects | iv, joined by "; ". */
static void describe(kt_text *out, const kt_formula *formula)
{
    kt_error err = {0};
    for (int m = 0; m < kt_formula_n_models(formula); m++) {
        const kt_formula_model *model = kt_formula_model_at(formula, m);
        CHECK_OK(kt_text_add(out, m ? "; " : "", &err), err);
        CHECK_OK(kt_expression_write(model->outcome, out, &err), err);
        CHECK_OK(kt_text_add(out, model->intercept ? " ~" : " ~0", &err), err);
        for (int n = 0; n < model->n_terms; n++) {
            CHECK_OK(kt_text_add(out, " ", &err), err);
            CHECK_OK(kt_expression_write(model->terms[n], out, &err), err);
        }
        for (int n = 0; n < model->n_effects; n++) {
            const kt_formula_effect *effect = &model->effects[n];
            CHECK_OK(kt_text_add(out, n ? " " : " | ", &err), err);
            CHECK_OK(kt_expression_write(effect->factor, out, &err), err);
            for (int s = 0; s < effect->n_slopes; s++) {
                CHECK_OK(kt_text_add(out, effect->slopes_only ? "//" : "/", &err), err);
                CHECK_OK(kt_expression_write(effect->slopes[s], out, &err), err);
            }
        }
        for (int n = 0; n < model->n_endogenous; n++) {
            CHECK_OK(kt_text_add(out, n ? " " : " | ", &err), err);
            CHECK_OK(kt_expression_write(model->endogenous[n], out, &err), err);
        }
        for (int n = 0; n < model->n_instruments; n++) {
            CHECK_OK(kt_text_add(out, n ? " " : " ~ ", &err), err);
            CHECK_OK(kt_expression_write(model->instruments[n], out, &err), err);
        }
    }
}

static void check_means(const char *text, const char *expected)
{
    kt_error err = {0};
    kt_formula *formula = NULL;
    kt_text found = {0};
    CHECK_OK(kt_formula_parse(kt_slice_of(text), &formula, &err), err);
    CHECK_TEXT(kt_formula_text(formula), text);
    describe(&found, formula);
    CHECK_TEXT(kt_text_get(&found), expected);
    kt_text_clear(&found);
    kt_formula_free(formula);
}

static void a_pasted_gravity_formula_is_read(void **state)
{
    (void)state;
    check_means("trade ~ ln_dist + contig+rta | exp^year + imp^year + pair",
                "trade ~ ln_dist contig rta | exp^year imp^year pair");
    check_means("y ~ x1 + log(x2) + i(year,rta,ref=1986) + x1*x2 + l(x, 1:3) | "
                "exp^year + pair[[slope]] + fe[s1, s2] | endo ~ inst + z",
                "y ~ x1 log(x2) i(year, rta, ref = 1986) x2 l(x, 1:3) x1:x2 | "
                "exp^year pair//slope fe/s1/s2 | endo ~ inst z");
}

static void instruments_need_no_effects(void **state)
{
    (void)state;
    check_means("y ~ x | p ~ z", "y ~ x | p ~ z");
    check_means("y ~ 1 | f | p ~ z", "y ~ | f | p ~ z");
}

static void outcomes_and_steps_multiply(void **state)
{
    (void)state;
    check_means("c(y1, log(y2)) ~ x | f", "y1 ~ x | f; log(y2) ~ x | f");
    check_means("y ~ sw(a, b + c)", "y ~ a; y ~ b c");
    check_means("y ~ csw(a, b)", "y ~ a; y ~ a b");
    check_means("y ~ x + sw0(a, b)", "y ~ x; y ~ x a; y ~ x b");
    check_means("y ~ csw0(a, b) | sw(f, g)",
                "y ~ | f; y ~ | g; y ~ a | f; y ~ a | g; y ~ a b | f; y ~ a b | g");
    check_means("y ~ x | csw0(f, g)", "y ~ x; y ~ x | f; y ~ x | f g");
}

static void products_expand_as_in_r(void **state)
{
    (void)state;
    check_means("y ~ a*b", "y ~ a b a:b");
    check_means("y ~ a:b + c", "y ~ c a:b");
    check_means("y ~ (a + b):c", "y ~ a:c b:c");
    check_means("y ~ a*b*c", "y ~ a b c a:b a:c b:c a:b:c");
    check_means("y ~ a + a + b", "y ~ a b");
}

static void the_intercept_can_be_taken_away(void **state)
{
    (void)state;
    check_means("y ~ x - 1", "y ~0 x");
    check_means("y ~ 0 + x", "y ~0 x");
    check_means("y ~ 1 + x", "y ~ x");
    check_means("y ~ 1", "y ~");
}

static void slopes_of_a_product_belong_to_the_product(void **state)
{
    (void)state;
    check_means("y ~ x | exp^sector[trend]", "y ~ x | exp^sector/trend");
}

static void check_writes(const char *text, const char *expected)
{
    kt_error err = {0};
    kt_expression_list *list = NULL;
    kt_text found = {0};
    CHECK_OK(kt_expressions_parse(kt_slice_of(text), &list, &err), err);
    CHECK_INT(kt_expressions_count(list), 1);
    CHECK_OK(kt_expression_write(kt_expressions_at(list, 0), &found, &err), err);
    CHECK_TEXT(kt_text_get(&found), expected);
    kt_text_clear(&found);
    kt_expressions_free(list);
}

static void precedence_is_that_of_r(void **state)
{
    (void)state;
    check_writes("-x^2", "-x^2");
    check_writes("(-x)^2", "(-x)^2");
    check_writes("2^3^2", "2^3^2");
    check_writes("(2^3)^2", "(2^3)^2");
    check_writes("2^-1", "2^-1");
    check_writes("a+b*c", "a + b * c");
    check_writes("(a+b)*c", "(a + b) * c");
    check_writes("a-(b-c)", "a - (b - c)");
    check_writes("a/(b/c)", "a/(b/c)");
    check_writes("!a&b|c", "!a & b | c");
    check_writes("year%in%c(1986,1990)&exporter!='ARG'",
                 "year %in% c(1986, 1990) & exporter != \"ARG\"");
    check_writes("1:3*2", "1:3 * 2");
    check_writes("`log dist`/`x`", "`log dist`/x");
    check_writes("1e3L", "1000");
    check_writes(".5", "0.5");
}

static void lists_have_names_and_tildes(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_expression_list *list = NULL;
    const char *text = "border = exporter != importer; size = sum(trade, exp^year);";
    CHECK_OK(kt_expressions_parse(kt_slice_of(text), &list, &err), err);
    CHECK_INT(kt_expressions_count(list), 2);
    CHECK_TEXT(kt_expressions_name(list, 0), "border");
    CHECK_TEXT(kt_expressions_name(list, 1), "size");
    kt_expressions_free(list);
    CHECK_OK(kt_expressions_parse(kt_slice_of("~exp + imp"), &list, &err), err);
    CHECK_INT(kt_expressions_count(list), 2);
    CHECK(kt_expressions_name(list, 0) == NULL);
    CHECK(kt_expression_is_name(kt_expressions_at(list, 1), "imp"));
    kt_expressions_free(list);
}

static void check_wrong(const char *text, int column, const char *part)
{
    kt_error err = {0};
    kt_formula *formula = NULL;
    CHECK_FAILS(kt_formula_parse(kt_slice_of(text), &formula, &err), KT_ERR_FORMAT, err);
    CHECK(formula == NULL);
    CHECK_INT(err.line, 1);
    CHECK_INT(err.column, column);
    if (!strstr(err.cause, part))
        fail_msg("\"%s\" does not say \"%s\"", err.cause, part);
}

static void a_malformed_formula_says_where(void **state)
{
    (void)state;
    check_wrong("", 1, "expected a variable");
    check_wrong("trade", 6, "expected ~");
    check_wrong("trade ~ ", 9, "the formula ends");
    check_wrong("y ~ x +", 8, "the formula ends");
    check_wrong("y ~ x1 x2", 8, "found \"x\"");
    check_wrong("y ~ log(x", 10, "a comma or )");
    check_wrong("y ~ (x", 7, "an operator or )");
    check_wrong("y ~ x | f[", 11, "expected");
    check_wrong("y ~ x | f | g", 13, "third part");
    check_wrong("y ~ x | f + ~ z", 13, "found \"~\"");
    check_wrong("y ~ x $ z", 7, "found \"$\"");
    check_wrong("y ~ x\xd1\x8f @", 9, "found \"@\"");
    check_wrong("y ~ 1.2.3", 5, "is no number");
    check_wrong("y ~ x - z", 7, "only - 1");
    check_wrong("y ~ (a + b)^2", 12, "power of a sum");
    check_wrong("y ~ x | a + b*2", 15, "constant");
    check_wrong("y ~ x | 'a", 9, "never closes");
    check_wrong("y ~ x | p + q ~ z", 17, "1 instruments for 2");
    check_wrong("y ~ sw()", 5, "without steps");
    check_wrong("y ~ 3", 5, "constant");
}

static void depth_and_number_are_limited(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_formula *formula = NULL;
    char deep[4000];
    memset(deep, '(', sizeof deep);
    memcpy(deep, "y ~ ", 4);
    CHECK_FAILS(kt_formula_parse((kt_slice){deep, sizeof deep}, &formula, &err), KT_ERR_LIMIT,
                err);
    memset(deep + 4, '!', sizeof deep - 4);
    CHECK_FAILS(kt_formula_parse((kt_slice){deep, sizeof deep}, &formula, &err), KT_ERR_LIMIT,
                err);
    memset(deep + 4, '-', sizeof deep - 4);
    CHECK_FAILS(kt_formula_parse((kt_slice){deep, sizeof deep}, &formula, &err), KT_ERR_LIMIT,
                err);
    for (size_t p = 4; p + 1 < sizeof deep; p += 2)
        memcpy(deep + p, "x:", 2);
    CHECK_FAILS(kt_formula_parse((kt_slice){deep, sizeof deep}, &formula, &err), KT_ERR_LIMIT,
                err);
    CHECK_FAILS(kt_formula_parse(kt_slice_of("y ~ sw(a,b,c,d,e,f,g,h,i,j,k) + sw(a,b,c,d,e,f,g,"
                                             "h,i,j,k) + sw(a,b,c,d,e,f,g,h,i,j,k)"),
                                 &formula, &err),
                KT_ERR_LIMIT, err);
}

static void products_of_many_factors_are_too_many_terms(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_formula *formula = NULL;
    CHECK_FAILS(kt_formula_parse(kt_slice_of("y ~ a*b*c*d*e*f*g*h*i*j*k*l*m*n*o*p*q*r*s*t"),
                                 &formula, &err),
                KT_ERR_LIMIT, err);
    CHECK_OK(kt_formula_parse(kt_slice_of("y ~ a*b*c*d*e*f*g*h*j*k"), &formula, &err), err);
    CHECK_INT(kt_formula_model_at(formula, 0)->n_terms, 1023);
    kt_formula_free(formula);
}

static void a_thousand_terms_are_no_matter(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_formula *formula = NULL;
    kt_text text = {0};
    CHECK_OK(kt_text_add(&text, "y ~ x0", &err), err);
    for (int n = 1; n < 1000; n++)
        CHECK_OK(kt_text_format(&text, &err, " + x%d", n), err);
    CHECK_OK(kt_formula_parse((kt_slice){text.data, text.size}, &formula, &err), err);
    CHECK_INT(kt_formula_model_at(formula, 0)->n_terms, 1000);
    kt_formula_free(formula);
    kt_text_clear(&text);
}

static kt_status parse_once(void *with, kt_error *err)
{
    kt_formula *formula = NULL;
    const kt_status status = kt_formula_parse(kt_slice_of(with), &formula, err);
    kt_formula_free(formula);
    return status;
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    char text[] = "c(y, z) ~ a*b + csw(l(x, 1:3), log(q)) | e^t + p[s] | u ~ v + w";
    kt_check_faults(KT_FAULT_MEMORY, parse_once, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_pasted_gravity_formula_is_read),
        KT_TEST(instruments_need_no_effects),
        KT_TEST(outcomes_and_steps_multiply),
        KT_TEST(products_expand_as_in_r),
        KT_TEST(the_intercept_can_be_taken_away),
        KT_TEST(slopes_of_a_product_belong_to_the_product),
        KT_TEST(precedence_is_that_of_r),
        KT_TEST(lists_have_names_and_tildes),
        KT_TEST(a_malformed_formula_says_where),
        KT_TEST(depth_and_number_are_limited),
        KT_TEST(products_of_many_factors_are_too_many_terms),
        KT_TEST(a_thousand_terms_are_no_matter),
        KT_TEST(memory_may_fail_anywhere),
    };
    return kt_run_tests(tests);
}
