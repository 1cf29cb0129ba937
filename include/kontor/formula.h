/* kontor/formula.h: model formulas as R's fixest writes them, from text to the models they
 * mean.
 *
 *     outcome ~ regressors | effects | endogenous ~ instruments
 *
 *     trade ~ log(dist) + i(year, rta, ref = 1986) | exp^year + imp^year + pair
 *     c(y1, y2) ~ csw(x1, x2) + a*b | pair[[trend]] | price ~ tariff
 *
 * An expression is a tree whose nodes remember where they stand in the text. A formula may mean
 * several models: each outcome of c(), times what sw(), csw(), sw0(), csw0() make of the
 * regressors and of the effects, in this order, the last varying fastest. Knows no data: which
 * names and functions there are is the business of whoever evaluates.
 *
 * A formula never changes once parsed and may be read by many threads. */
#ifndef KONTOR_FORMULA_H
#define KONTOR_FORMULA_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* Bytes of a formula: with hundreds of columns written out it has some 10 kB. */
#define KT_MAX_FORMULA ((size_t)1 << 16)

/* Models that one formula may mean: outcomes times steps multiply quickly. */
#define KT_MAX_MODELS 1000

typedef enum kt_expression_kind {
    KT_EXPRESSION_NUMBER, /* number */
    KT_EXPRESSION_TEXT,   /* "Germany": text */
    KT_EXPRESSION_NAME,   /* rta, `log dist`: text */
    KT_EXPRESSION_CALL,   /* log(dist), i(year, ref = 1986): text is the function's name */
    KT_EXPRESSION_SUM,    /* a + b - c: what is subtracted stands in a NEGATIVE */
    KT_EXPRESSION_NEGATIVE,
    KT_EXPRESSION_NOT,
    KT_EXPRESSION_BINARY, /* op */
    KT_EXPRESSION_INDEX,  /* pair[x, z]: argument 0 is what stands before the bracket */
    KT_EXPRESSION_INDEX2  /* pair[[x]] */
} kt_expression_kind;

typedef enum kt_operator {
    KT_OPERATOR_NONE,
    KT_OPERATOR_TIMES,
    KT_OPERATOR_OVER,
    KT_OPERATOR_POWER,
    KT_OPERATOR_COLON,
    KT_OPERATOR_IN, /* %in% */
    KT_OPERATOR_EQUAL,
    KT_OPERATOR_UNEQUAL,
    KT_OPERATOR_LESS,
    KT_OPERATOR_LESS_EQUAL,
    KT_OPERATOR_GREATER,
    KT_OPERATOR_GREATER_EQUAL,
    KT_OPERATOR_AND,
    KT_OPERATOR_OR
} kt_operator;

typedef struct kt_expression kt_expression;
struct kt_expression {
    kt_expression_kind kind;
    kt_operator op;
    double number;
    const char *text; /* terminated */
    const kt_expression *const *argument;
    const char *const *argument_name; /* of a CALL: NULL where an argument has none */
    int n_arguments;
    int depth;      /* levels below and including this one */
    int64_t column; /* byte in the formula, from 1 */
};

/* An effect that is absorbed: pair, exp^year, pair[trend], pair[[trend]]. */
typedef struct kt_formula_effect {
    const kt_expression *factor;
    const kt_expression *const *slopes; /* [n_slopes] */
    int n_slopes;
    bool slopes_only;
} kt_formula_effect;

/* One model. A term is an expression without + between terms; a:b stands as a BINARY COLON. */
typedef struct kt_formula_model {
    const kt_expression *outcome;
    const kt_expression *const *terms;
    int n_terms;
    bool intercept; /* false after 0 or -1 */
    const kt_formula_effect *effects;
    int n_effects;
    const kt_expression *const *endogenous;
    int n_endogenous;
    const kt_expression *const *instruments;
    int n_instruments;
} kt_formula_model;

typedef struct kt_formula kt_formula;

/* Parse and expand. *out is owned by the caller, freed with kt_formula_free(); on failure not
 * written. Errors: KT_ERR_FORMAT with line 1 and the column, saying what was found and
 * expected; KT_ERR_LIMIT too long, too deep, too many models; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_formula_parse(kt_slice text, kt_formula **out, kt_error *err);
/* NULL is allowed. */
void kt_formula_free(kt_formula *formula);

/* The text as it was given. */
const char *kt_formula_text(const kt_formula *formula);
int kt_formula_n_models(const kt_formula *formula);
const kt_formula_model *kt_formula_model_at(const kt_formula *formula, int n);

/* Expressions by themselves: "exporter != importer", or several after a tilde ("~exp + imp"),
 * or named ones ("border = exporter != importer; size = sum(trade, exp^year)"). The tilde may
 * be left out. Errors as above. */
typedef struct kt_expression_list kt_expression_list;
KT_MUST_USE kt_status kt_expressions_parse(kt_slice text, kt_expression_list **out,
                                           kt_error *err);
void kt_expressions_free(kt_expression_list *list);
int kt_expressions_count(const kt_expression_list *list);
const kt_expression *kt_expressions_at(const kt_expression_list *list, int n);
/* NULL where expression n has no name. */
const char *kt_expressions_name(const kt_expression_list *list, int n);

/* An expression as R writes it: "log(dist)", "I(x^2)", "exp^year"; appended. Two expressions
 * with the same text mean the same. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_expression_write(const kt_expression *expression, kt_text *out,
                                          kt_error *err);
/* True where it is the name. */
bool kt_expression_is_name(const kt_expression *expression, const char *name);

KT_END_DECLS

#endif
