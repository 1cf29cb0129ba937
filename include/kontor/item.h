/* kontor/item.h: the items of the bulletin: kept in the register, each with its language
 * versions, its figures and everything that was done to it.
 *
 *     draft ──publish──► published ──withdraw──► withdrawn
 *       │ edit               │ correct                ▲
 *       └──────────────── withdraw ───────────────────┘
 *
 * An item is added as a draft; an editor edits it, publishes it, corrects what is published, or
 * withdraws it. Nothing is deleted: every step is kept with its time, who took it and why, and
 * with the words that it replaced. The public sees what is published (and withdrawn, as such)
 * from `visible_from` on: an embargo is a publication whose hour is yet to come.
 *
 * All changes happen between kt_register_begin() and kt_register_commit(): all of them or none,
 * whatever happens to the process. The tables are made with the first item. */
#ifndef KONTOR_ITEM_H
#define KONTOR_ITEM_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/moment.h>
#include <kontor/register.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_item_state {
    KT_ITEM_DRAFT = 0,
    KT_ITEM_PUBLISHED,
    KT_ITEM_WITHDRAWN,
    KT_N_ITEM_STATES
} kt_item_state;
/* "draft", "published", "withdrawn". */
const char *kt_item_state_name(kt_item_state state);

enum { KT_N_ITEM_LANGUAGES = 3 };
/* "de", "en", "ru": the order of an item's texts. */
extern const char *const kt_item_languages[KT_N_ITEM_LANGUAGES];

typedef struct kt_item_text {
    const char *headline,
        *body; /* of one line each; the line of origin is made from the item */
} kt_item_text;

/* Texts are never NULL, "" when not said. */
typedef struct kt_item {
    int64_t id;            /* from 1; given when added */
    const char *key;       /* of what it says: never two items with the same */
    const char *kind;      /* "trade", "rank", "target", "revision", "fact" */
    const char *section;   /* "trade", "partners", "agreements", "statistics" */
    const char *countries; /* ISO alpha-3 joined by blanks, in the order of the text */
    const char *products;  /* codes joined by blanks; "" for all goods */
    const char *dataset;   /* name, or "facts" */
    const char *vintage;   /* its version, or the page's date */
    kt_date as_of;         /* of the data: its release, else its import */
    kt_period period;      /* that it tells of */
    double score;          /* how newsworthy, 0 to 100: docs/bulletin.md */
    bool synthetic;        /* made-up data; the texts say so */
    kt_item_state state;
    int64_t made_at, published_at, visible_from; /* seconds since 1970; 0: not yet */
    int64_t changed_at; /* of the last correction, or of the withdrawal; 0: none */
    const char *reviewed_by, *place;
    const char *figures; /* a JSON array of figures (kontor/figure.h) */
    kt_item_text text[KT_N_ITEM_LANGUAGES];
} kt_item;

/* What became of an item that was to be added. */
typedef enum kt_item_fate {
    KT_ITEM_NEW = 0,
    KT_ITEM_SAME,    /* there already, word for word */
    KT_ITEM_RENEWED, /* a draft that nobody had touched, made anew from other data */
    KT_ITEM_KEPT     /* there already, and an editor has had it: left alone */
} kt_item_fate;

/* Add a draft; id, state, times, reviewed_by and place are not looked at. `now` is that of
 * kt_register_begin(). *fate may be NULL. Errors: KT_ERR_RANGE no key or an empty text; those
 * of the database; KT_ERR_MISSING without libstemmer. */
KT_MUST_USE kt_status kt_item_add(kt_register *reg, const kt_item *item, kt_item_fate *fate,
                                  kt_error *err);

typedef enum kt_item_action {
    KT_ITEM_MAKE = 0, /* in the history only: made, and made anew */
    KT_ITEM_EDIT,
    KT_ITEM_PUBLISH,
    KT_ITEM_CORRECT,
    KT_ITEM_WITHDRAW,
    KT_N_ITEM_ACTIONS
} kt_item_action;
/* "make", "edit", "publish", "correct", "withdraw". */
const char *kt_item_action_name(kt_item_action action);

typedef struct kt_item_change {
    kt_item_action action;
    const char *by;       /* who; needed */
    const char *reason;   /* NULL: none; CORRECT and WITHDRAW need one */
    const char *language; /* EDIT, CORRECT: of which version the words below are */
    const char *headline, *body,
        *place;           /* EDIT, CORRECT: NULL leaves it as it is; at least one.
                             place "" takes it away, and needs no language */
    int64_t visible_from; /* PUBLISH: 0 for at once */
    const char *reviewer; /* PUBLISH: whose name readers see; NULL: by */
    int64_t seen;         /* 0, or the version that the editor had before his eyes */
} kt_item_change;

/* Take one step. Errors: KT_ERR_MISSING no such item; KT_ERR_RANGE a step that its state does
 * not allow, or one without who, reason or words, or with words that are not of one line;
 * KT_ERR_MISMATCH the item has gone on since the version that was seen. */
KT_MUST_USE kt_status kt_item_apply(kt_register *reg, int64_t id, const kt_item_change *change,
                                    kt_error *err);

/* The version of an item: how many steps were taken, so another one after each. Errors:
 * KT_ERR_MISSING no such item. */
KT_MUST_USE kt_status kt_item_version(const kt_register *reg, int64_t id, int64_t *out,
                                      kt_error *err);

/* ---- reading ---------------------------------------------------------------------------- */

/* All conditions hold together; {0} is every item. */
typedef struct kt_item_query {
    int64_t id;        /* 0: any */
    unsigned states;   /* bit set of 1 << kt_item_state; 0: any */
    int64_t public_at; /* not 0: only what the public sees at that time, withdrawn ones that
                          once were published among it */
    const char *kind, *section;  /* NULL: any */
    const char *country, *other; /* ISO alpha-3; both: items about the two */
    const char *product;         /* a code among the item's */
    int64_t from, until;         /* its time t: from <= t < until; 0: any */
    const char *search;          /* words, all of which stand in one language version, in
                                    whatever form; NULL: any */
    const char *language;        /* in which version; NULL: in any */
    int64_t limit, offset;       /* limit 0: all */
} kt_item_query;

/* Items live for the call. Order: newest first by their time, which is visible_from, of what
 * was never published made_at; then the higher score; then id. A failure that visit returns
 * ends the walk. A search costs a look into its index, everything else one pass over the items.
 * Errors: KT_ERR_RANGE a search without a word. */
typedef kt_status (*kt_item_visit)(void *with, const kt_item *item, kt_error *err);
KT_MUST_USE kt_status kt_items_find(const kt_register *reg, const kt_item_query *query,
                                    kt_item_visit visit, void *with, kt_error *err);
/* How many kt_items_find() would visit without limit and offset. */
KT_MUST_USE kt_status kt_items_count(const kt_register *reg, const kt_item_query *query,
                                     int64_t *out, kt_error *err);

/* One step of an item's history, the first one first. */
typedef struct kt_item_step {
    kt_item_action action;
    int64_t at;
    const char *by, *reason;
    const char *language, *headline,
        *body; /* the words that were replaced; "" where none were */
} kt_item_step;
typedef kt_status (*kt_item_step_visit)(void *with, const kt_item_step *step, kt_error *err);
KT_MUST_USE kt_status kt_item_history(const kt_register *reg, int64_t id,
                                      kt_item_step_visit visit, void *with, kt_error *err);

/* A figure of an item, in the item's order: kontor/figure.h has the meanings. Texts are ""
 * and numbers NaN where nothing is said. */
typedef struct kt_item_figure {
    const char *id, *period, *unit;
    double value, coverage;
    const char *reporter;
    bool is_mirror;
    const char *valuation, *status, *dataset, *vintage, *method;
} kt_item_figure;
typedef kt_status (*kt_item_figure_visit)(void *with, const kt_item_figure *figure,
                                          kt_error *err);
KT_MUST_USE kt_status kt_item_figures(const kt_register *reg, int64_t id,
                                      kt_item_figure_visit visit, void *with, kt_error *err);
/* The hours at which the public begins to see an item: the last one not after `now`, and the
 * first one behind it; 0 where there is none. What was made of the items is out of date at
 * *next. */
KT_MUST_USE kt_status kt_items_hours(const kt_register *reg, int64_t now, int64_t *last,
                                     int64_t *next, kt_error *err);

KT_END_DECLS

#endif
