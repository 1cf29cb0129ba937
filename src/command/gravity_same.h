/* gravity_same.h: an estimate said in another language: what R and Stata share. */
#ifndef KONTOR_GRAVITY_SAME_H
#define KONTOR_GRAVITY_SAME_H

#include "gravity_internal.h"

enum { KT_MOST_MADE = 400 };

/* A call under way. */
typedef struct kt_saying {
    const kt_gravity *g;
    bool stata;
    kt_arena arena;
    kt_text before;                 /* lines that make variables */
    const char *made[KT_MOST_MADE]; /* what each stands for, and its name */
    int n_made;
} kt_saying;

bool kt_saying_is_call(const kt_expression *e, const char *name);
/* What a name means: a let, or exp, imp, pair, year; the expression itself otherwise. */
const kt_expression *kt_saying_meaning(const kt_saying *s, const kt_expression *e);
/* A column of texts, whose groups Stata numbers first. */
bool kt_saying_is_text(const kt_saying *s, const kt_expression *e);
/* An expression in the language, appended. */
KT_MUST_USE kt_status kt_saying_put(kt_saying *s, const kt_expression *e, kt_text *out,
                                    kt_error *err);
/* a^b as a list: "a, b" in R, "a b" in Stata. */
KT_MUST_USE kt_status kt_saying_list(kt_saying *s, const kt_expression *e, kt_text *out,
                                     kt_error *err);
/* The variable that stands for an expression; `wish`: how it should be called, or NULL. */
KT_MUST_USE kt_status kt_saying_variable(kt_saying *s, const kt_expression *e, const char *wish,
                                         const char **out, kt_error *err);
/* The first of a list that may not be there. */
const kt_expression *kt_saying_first(const kt_expression_list *list);
/* Unit and period matter to the model. */
bool kt_saying_needs_panel(const kt_gravity_fit *fit);
/* All of it into out, and the memory released. */
KT_MUST_USE kt_status kt_saying_finish(kt_saying *s, const char *first, kt_text *call,
                                       kt_status status, kt_text *out, kt_error *err);

#endif
