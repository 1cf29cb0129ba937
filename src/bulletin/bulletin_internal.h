/* bulletin_internal.h: what the parts of the bulletin share while items are made.
 *
 *     bulletin.c       order of the work            draft.c     words and figures of a draft
 *     desk.c           dataset, rows, reporters     voices.c    languages and their phrases
 *     *_item.c     one kind of item each */
#ifndef KONTOR_BULLETIN_INTERNAL_H
#define KONTOR_BULLETIN_INTERNAL_H

#include <kontor/arena.h>
#include <kontor/bulletin.h>
#include <kontor/figure.h>
#include <kontor/growth.h>
#include <kontor/locale.h>
#include <kontor/news.h>
#include <kontor/pair.h>
#include <kontor/partners.h>
#include <kontor/source.h>

#include <stdbool.h>

/* ---- a draft ----------------------------------------------------------------------------- */

enum {
    KT_MOST_TOKENS = 16,  /* words of a line */
    KT_MOST_LINES = 6,    /* the headline and five sentences */
    KT_MOST_FIGURES = 16, /* of a draft */
    KT_MOST_NAMES = 6     /* countries of a draft */
};

typedef enum kt_token_kind {
    KT_TOKEN_TEXT = 0, /* text, for select or as it stands */
    KT_TOKEN_YEAR,     /* number, in four digits */
    KT_TOKEN_COUNTRY,  /* NAME, NAME_genitive, ... */
    KT_TOKEN_MONEY,    /* figure, without its sign */
    KT_TOKEN_PERCENT,  /* figure, without its sign */
    KT_TOKEN_CHANGE,   /* figure, with its sign */
    KT_TOKEN_COUNT,    /* figure, for plural; NAME_ordinal too */
} kt_token_kind;

/* A word of a line. A figure is its position in the draft; -1 is none, and told as "". */
typedef struct kt_token {
    const char *name;
    kt_token_kind kind;
    int figure;
    const char *text;
    int number;
    kt_country country;
} kt_token;

typedef struct kt_line {
    const char *key; /* of the phrase */
    kt_token token[KT_MOST_TOKENS];
    int n_tokens;
} kt_line;

typedef struct kt_draft {
    char key[160];
    const char *kind, *section;
    kt_country country[KT_MOST_NAMES];
    int n_countries;
    kt_period period;
    double score;
    kt_figure figure[KT_MOST_FIGURES]; /* texts live as long as the desk */
    int n_figures;
    kt_line line[KT_MOST_LINES]; /* the headline first */
    int n_lines;
    const char *dataset, *vintage; /* NULL: the desk's dataset */
    kt_date as_of;
} kt_draft;

/* Add a figure; its position, or -1 where it has no value or there is no room. */
int kt_draft_figure(kt_draft *draft, const kt_figure *figure);
/* Begin a line; words follow. */
void kt_draft_line(kt_draft *draft, const char *key);
void kt_draft_text(kt_draft *draft, const char *name, const char *text);
void kt_draft_year(kt_draft *draft, const char *name, int year);
void kt_draft_country(kt_draft *draft, const char *name, kt_country country);
void kt_draft_number(kt_draft *draft, const char *name, kt_token_kind kind, int figure);
/* Money with its change: NAME, NAME_change and NAME_known ("yes", "no"). */
void kt_draft_flow(kt_draft *draft, const char *const names[3], int figure, int growth);
/* "up", "down", or "none" where there is no figure or what is shown of it is 0. */
const char *kt_direction_of(const kt_draft *draft, int figure);

/* ---- voices.c ---------------------------------------------------------------------------- */

/* A line in a language, appended; its first letter becomes a capital. */
KT_MUST_USE kt_status kt_voices_say(kt_voices *voices, int language,
                                    const kt_countries *countries, const kt_draft *draft,
                                    const kt_line *line, kt_text *out, kt_error *err);
/* A headline under the mark of made-up data, appended. */
KT_MUST_USE kt_status kt_voices_mark(kt_voices *voices, int language, const char *headline,
                                     kt_text *out, kt_error *err);

/* ---- desk.c ------------------------------------------------------------------------------ */

/* A country as one that states its trade, in the year and the year before. */
typedef struct kt_reporter {
    kt_country country;
    bool looked;           /* the rest is filled */
    bool tells;            /* it states something of its own in the year */
    bool is_covered[2];    /* before, now: partners make up 95 % of the total */
    kt_ranking ranking[2]; /* before, now: by turnover */
} kt_reporter;

/* One side's series of a pair. */
typedef struct kt_telling {
    const kt_reporter *reporter; /* of a reconciled series: the first of the two */
    kt_country self, other;
    kt_series series;
    kt_yearly yearly[KT_N_MEASURES];
    uint8_t *weak; /* by position: the turnover is no report */
} kt_telling;

typedef struct kt_desk {
    const kt_bulletin_request *request;
    const kt_bulletin_world *world;
    kt_source_choice choice;              /* .n_others 0 where a dataset was asked for */
    kt_dataset *dataset, *before_dataset; /* the second may be NULL */
    const kt_dataset_info *info, *before_info;
    kt_statistics statistics; /* KT_STATISTICS_OWN or RECONCILED */
    int16_t year;
    kt_observations rows, before_rows;
    kt_reporter *reporter; /* countries of the dataset that rank, in order of codes */
    int64_t n_reporters;
    kt_draft *draft; /* the best so far, the best first */
    int n_drafts;
    int64_t n_found;
    kt_arena arena; /* texts of figures */
} kt_desk;

KT_MUST_USE kt_status kt_desk_open(kt_desk *desk, const kt_bulletin_request *request,
                                   const kt_bulletin_world *world, kt_error *err);
void kt_desk_close(kt_desk *desk);
/* Fill what has not been looked at. */
KT_MUST_USE kt_status kt_desk_look(kt_desk *desk, kt_reporter *reporter, kt_error *err);
/* NULL: not in the dataset. */
kt_reporter *kt_desk_reporter(const kt_desk *desk, kt_country country);
/* True where the request asks for items about the two, in either order. */
bool kt_desk_wants(const kt_desk *desk, kt_country a, kt_country b);
/* Keep the draft if it is among the best. */
void kt_desk_offer(kt_desk *desk, const kt_draft *draft);

/* The series of self's trade with other by self's own statistics, or the reconciled one, out of
 * rows of the pair; n_years 0 where there is none. */
KT_MUST_USE kt_status kt_telling_of(const kt_desk *desk, const kt_observations *rows,
                                    const kt_reporter *self, const kt_reporter *other,
                                    kt_telling *out, kt_error *err);
void kt_telling_clear(kt_telling *telling);

/* A figure of a telling, with its source; NaN gives -1. side 'a' or 'b'. */
int kt_telling_amount(const kt_desk *desk, const kt_telling *telling, char side,
                      kt_measure measure, int year, kt_draft *draft);
int kt_telling_growth(const kt_desk *desk, const kt_telling *telling, char side,
                      kt_measure measure, int year, kt_draft *draft);
/* The words that say whose statistics a sentence tells: statistics, dataset. */
void kt_telling_whose(const kt_desk *desk, kt_draft *draft);
/* Figure of a side: reporter, dataset, vintage; the rest empty. */
kt_figure kt_desk_figure(const kt_desk *desk, kt_country reporter, char side, int year);
/* "BLR-KAZ", in order of the alphabet. */
const char *kt_pair_code(kt_country a, kt_country b, char out[12]);

/* ---- one kind of item each --------------------------------------------------------------- */

KT_MUST_USE kt_status kt_trade_items(kt_desk *desk, kt_error *err);
KT_MUST_USE kt_status kt_rank_items(kt_desk *desk, kt_error *err);
KT_MUST_USE kt_status kt_target_items(kt_desk *desk, kt_error *err);
KT_MUST_USE kt_status kt_revision_items(kt_desk *desk, kt_error *err);
KT_MUST_USE kt_status kt_fact_items(kt_desk *desk, kt_error *err);

#endif
