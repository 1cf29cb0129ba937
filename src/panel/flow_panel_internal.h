/* flow_panel_internal.h: what the files of a panel share. */
#ifndef KONTOR_FLOW_PANEL_INTERNAL_H
#define KONTOR_FLOW_PANEL_INTERNAL_H

#include <kontor/arena.h>
#include <kontor/flow_panel.h>

/* What an expression came to: computed once. */
typedef struct kt_panel_memo {
    const char *text;
    double *number;
    kt_panel_factor *factor;
} kt_panel_memo;

typedef struct kt_panel_name {
    const char *name;
    const kt_expression *meaning;
    bool open; /* is being evaluated: a name that means itself is refused */
} kt_panel_name;

/* Row of each unit and period, for lags. */
typedef struct kt_panel_index {
    bool made;
    const kt_panel_factor *unit, *time;
    double *time_value; /* [time->n_levels], rising */
    int32_t *row;       /* [unit levels * time levels]: row + 1, 0: none */
} kt_panel_index;

struct kt_panel {
    int64_t n_rows;
    const kt_series *series;
    int n_series;
    const char *const *names;
    int n_names;
    const kt_progress *progress;
    const char *exporter, *importer, *period;
    const kt_expression *unit, *time;
    kt_panel_name *let;
    int n_lets, n_lets_room;
    kt_panel_memo *memo;
    int n_memos, n_memos_room;
    double **kept; /* columns made, freed with the panel */
    int64_t n_kept, n_kept_room;
    kt_panel_index index;
    kt_expression_list *own; /* expressions of the panel's own: pair, exp, imp, year */
    const bool *left_out;    /* [n_rows] while a sample is made, else NULL: i() has only levels
                                that are in it, as fixest's */
    kt_arena arena;
};

/* The column of a name; NULL. */
const kt_series *kt_panel_series(const kt_panel *panel, const char *name);
kt_panel_name *kt_panel_find_let(const kt_panel *panel, const char *name);
/* KT_ERR_MISSING with the nearest known name. */
kt_status kt_panel_unknown(const kt_panel *panel, const kt_expression *name, kt_error *err);
/* The memo of an expression, made empty where there was none; `text` lives in the panel. */
KT_MUST_USE kt_status kt_panel_remember(kt_panel *panel, const kt_expression *expression,
                                        const char *prefix, kt_panel_memo **out, kt_error *err);
/* A name that stands for a column, a let resolved: NULL where it is neither. */
KT_MUST_USE kt_status kt_panel_resolve(const kt_panel *panel, const kt_expression *expression,
                                       const kt_expression **out, kt_error *err);
kt_status kt_panel_fail(const kt_expression *where, kt_error *err, const char *format, ...)
    KT_PRINTF(3, 4);

/* Numbers of an expression into a new array, which the caller frees. */
KT_MUST_USE kt_status kt_panel_compute(kt_panel *panel, const kt_expression *expression,
                                       double **out, kt_error *err);

/* A set as the right side of %in%, the argument of l() and ref= have it: numbers and texts. */
typedef struct kt_panel_set {
    double *number;
    int64_t n_numbers, n_numbers_room;
    const char **word;
    int n_words, n_words_room;
} kt_panel_set;
KT_MUST_USE kt_status kt_panel_set_of(const kt_expression *expression, kt_panel_set *out,
                                      kt_error *err);
void kt_panel_set_clear(kt_panel_set *set);
bool kt_panel_set_has_number(const kt_panel_set *set, double number);
bool kt_panel_set_has_word(const kt_panel_set *set, const char *word);
/* One whole number: an argument that must be a constant. */
KT_MUST_USE kt_status kt_panel_constant(const kt_expression *expression, double *out,
                                        kt_error *err);

/* sum, mean, min, max, count over groups: true where the call is one. */
bool kt_panel_is_grouped(const kt_expression *call);
KT_MUST_USE kt_status kt_panel_grouped(kt_panel *panel, const kt_expression *call, double *out,
                                       kt_error *err);

/* x shifted by k periods within its unit: out[r] is x at the period of r minus k. */
KT_MUST_USE kt_status kt_panel_shift(kt_panel *panel, const kt_expression *where,
                                     const double *x, double k, double *out, kt_error *err);

/* The text or number behind a level of a factor of one column. */
KT_MUST_USE kt_status kt_panel_level_is_in(kt_panel *panel, const kt_panel_factor *factor,
                                           int32_t level, const kt_panel_set *set, bool *out,
                                           kt_error *err);

#endif
