/* formula_internal.h: what the parser, the expansion and the owner of a formula share. */
#ifndef KONTOR_FORMULA_INTERNAL_H
#define KONTOR_FORMULA_INTERNAL_H

#include <kontor/arena.h>
#include <kontor/formula.h>

/* Levels of an expression: what is written by people has under ten. */
enum { KT_MAX_EXPRESSION_DEPTH = 64 };

/* Where the parser stands. Everything it makes lives in the arena. */
typedef struct kt_formula_cursor {
    const char *begin, *at, *end;
    kt_arena *arena;
    int depth; /* of calls under way */
} kt_formula_cursor;

/* A growing list in an arena: what is outgrown stays there until the whole is dropped. */
typedef struct kt_expression_run {
    const kt_expression **item;
    int n, room;
} kt_expression_run;
KT_MUST_USE kt_status kt_expression_push(kt_arena *arena, kt_expression_run *run,
                                         const kt_expression *item, kt_error *err);

/* One expression. `bars`: a | is "or" in it; else it ends there, as does a formula's part. */
typedef enum kt_formula_bars { KT_BAR_ENDS, KT_BAR_IS_OR } kt_formula_bars;
KT_MUST_USE kt_status kt_formula_expression(kt_formula_cursor *cursor, kt_formula_bars bars,
                                            const kt_expression **out, kt_error *err);
/* Move over blanks; the byte found, 0 at the end. */
char kt_formula_peek(kt_formula_cursor *cursor);
/* "found ...": what stands at the cursor, for messages. */
kt_status kt_formula_fail(const kt_formula_cursor *cursor, const char *expected, kt_error *err);
/* A name, after kt_formula_peek() has shown that one begins. */
bool kt_formula_name_begins(char c);

/* A node with n arguments, at a column; its depth is that of its arguments and one more. */
KT_MUST_USE kt_status kt_expression_make(kt_arena *arena, kt_expression_kind kind,
                                         int64_t column, const kt_expression *const *arguments,
                                         int n_arguments, kt_expression **out, kt_error *err);

/* The four parts of a formula as written; NULL where one is not there. */
typedef struct kt_formula_parts {
    const kt_expression *outcome, *regressors, *effects, *endogenous, *instruments;
} kt_formula_parts;

/* All models that the parts mean, in the arena. */
KT_MUST_USE kt_status kt_formula_expand(kt_arena *arena, const kt_formula_parts *parts,
                                        kt_formula_model **models, int *n_models,
                                        kt_error *err);

#endif
