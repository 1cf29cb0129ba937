/* fuzz_formula.c: any bytes as a formula. What is read can be written, and what was written
 * reads back as the same text. */
#include <kontor/formula.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_round_trip(const kt_expression *expression)
{
    kt_text first = {0}, second = {0};
    kt_expression_list *list = NULL;
    if (kt_expression_write(expression, &first, NULL))
        abort();
    /* Names in backquotes may hold what names cannot; a text may hold both marks. */
    if (!strpbrk(kt_text_get(&first), "`\"'")) {
        if (kt_expressions_parse((kt_slice){first.data, first.size}, &list, NULL)) {
            if (expression->depth < 20)
                abort();
        } else {
            if (kt_expression_write(kt_expressions_at(list, 0), &second, NULL) ||
                strcmp(kt_text_get(&first), kt_text_get(&second)) != 0)
                abort();
        }
    }
    kt_expressions_free(list);
    kt_text_clear(&second);
    kt_text_clear(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const kt_slice text = {(const char *)data, size};
    kt_formula *formula = NULL;
    kt_expression_list *list = NULL;
    if (size > 2000)
        return 0;
    if (!kt_formula_parse(text, &formula, NULL)) {
        for (int m = 0; m < kt_formula_n_models(formula) && m < 10; m++) {
            const kt_formula_model *model = kt_formula_model_at(formula, m);
            check_round_trip(model->outcome);
            for (int n = 0; n < model->n_terms; n++)
                check_round_trip(model->terms[n]);
            for (int n = 0; n < model->n_effects; n++)
                check_round_trip(model->effects[n].factor);
        }
    }
    kt_formula_free(formula);
    if (!kt_expressions_parse(text, &list, NULL))
        for (int n = 0; n < kt_expressions_count(list); n++)
            check_round_trip(kt_expressions_at(list, n));
    kt_expressions_free(list);
    return 0;
}
