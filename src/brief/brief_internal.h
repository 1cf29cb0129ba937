/* brief_internal.h: what the parts of a brief share while it is made: the material, the
 * figures taken from it, and how a sentence is said.
 *
 *     brief.c      order of the work            brief_say.c     phrases, paragraphs
 *     material.c   series of the pair           amount.c        figures as words
 *     *_section.c  one section each             brief_figure.c  numbers as figures */
#ifndef KONTOR_BRIEF_INTERNAL_H
#define KONTOR_BRIEF_INTERNAL_H

#include <kontor/arena.h>
#include <kontor/brief.h>
#include <kontor/growth.h>
#include <kontor/mirror.h>
#include <kontor/pair.h>
#include <kontor/partners.h>
#include <kontor/source.h>

#include <stdbool.h>

struct kt_brief {
    kt_country a, b;
    char language[8];
    int synthetic;
    kt_document *document;
    kt_figures *figures;
};

/* Place of the other country among the partners of a view's own one. Figures that are missing
 * are NULL. */
/* Fewer countries are no world: shares of its trade would be shares of a few reports. */
#define KT_LEAST_WORLD 30

typedef struct kt_place {
    const kt_bloc *bloc; /* NULL: the world */
    int year;
    kt_statistics statistics;
    const kt_figure *rank[KT_MEASURE_IMPORT + 1]; /* by kt_measure: turnover, export, import */
    const kt_figure *share[KT_MEASURE_IMPORT + 1];
    const kt_figure *without; /* rank by turnover, disputed members not counted, where it
                                 differs */
    kt_country disputed;      /* one of them, the largest */
    int64_t n_ranked, n_no_data;
    double coverage; /* of the turnover; NaN unknown */
} kt_place;

/* The pair as one of the two sees it. */
typedef struct kt_view {
    char side; /* 'a' or 'b' */
    kt_country self, other;
    kt_series series[3]; /* by kt_statistics; empty where nobody states it */
    kt_statistics lead;  /* the series that is told first */
    kt_yearly
        yearly[KT_MEASURE_IMPORT + 1]; /* of the leading series: turnover, export, import */
    int year;        /* the last year of the leading series within the brief's years; 0: none */
    bool made_up;    /* most of what the dataset has of its own statistics is made from the
                        partners' */
    bool no_report;  /* another series is told because its own is estimated or made up */
    kt_place *place; /* in the arena: by year, the world first */
    int64_t n_places;
} kt_view;

typedef struct kt_work {
    const kt_brief_request *request;
    const kt_brief_world *world;
    kt_brief *brief;
    kt_arena arena;    /* texts and arrays that end with the work */
    kt_text paragraph; /* sentences that wait for kt_say_end() */
    kt_text spare;     /* of kt_work_text() */
    kt_sources sources;
    const kt_source *source; /* the one that answers; never NULL */
    kt_view view[2];
    kt_mirror_gaps gaps[KT_MEASURE_IMPORT + 1]; /* export and import of a, by kt_measure */
    kt_mirror_peer *peer; /* flows of the two countries in peer_year, the pair's own left out */
    int64_t n_peers;
    int peer_year;              /* 0: none were gathered */
    int64_t rank_dataset;       /* position in the store of the one that ranks; -1: none */
    int64_t product_dataset;    /* likewise of the one with products */
    int first_year, last_year;  /* years of the brief; 0 where there is no series */
    int64_t n_pages, page_room; /* cited pages, numbered from 1 */
    struct kt_page *page;
} kt_work;

/* A page that a fact or an entry stands on. */
typedef struct kt_page {
    const char *source;
    kt_date date;
    int evidence_class;
} kt_page;

/* ---- material.c ------------------------------------------------------------------------- */

/* Find the sources, choose the years, compute the series of both views. */
KT_MUST_USE kt_status kt_work_gather(kt_work *work, kt_error *err);
/* After ranking: a side whose own figures are estimates, or made from the other's, is not told
 * as a second report. */
KT_MUST_USE kt_status kt_work_judge(kt_work *work, kt_error *err);
/* Status of an amount by a side's statistics: one that is made from the other side's counts as
 * estimated. */
kt_flow_status kt_work_status(const kt_work *work, const kt_view *view,
                              kt_statistics statistics, kt_measure measure, int year);
void kt_work_clear(kt_work *work);
/* An empty text for a moment, with room that was used before where it can be; given back. */
kt_text kt_work_text(kt_work *work);
void kt_work_give_back(kt_work *work, kt_text *text);

/* ---- places.c --------------------------------------------------------------------------- */

/* Rank and share of each country among the other's partners, as figures. */
KT_MUST_USE kt_status kt_work_rank(kt_work *work, kt_error *err);
/* The place in the world (bloc NULL) or a bloc in a year; NULL where there is none. */
const kt_place *kt_place_find(const kt_view *view, const kt_bloc *bloc, int year);

/* ---- brief_figure.c --------------------------------------------------------------------- */

/* Each adds the figure, or finds it when it is there, and gives NULL where the number is
 * missing. */
KT_MUST_USE kt_status kt_figure_amount(kt_work *work, const kt_view *view,
                                       kt_statistics statistics, kt_measure measure, int year,
                                       const kt_figure **out, kt_error *err);
KT_MUST_USE kt_status kt_figure_growth(kt_work *work, const kt_view *view, kt_measure measure,
                                       int year, const kt_figure **out, kt_error *err);
/* A rate over years; id "cagr_turnover" or "trend_turnover". */
KT_MUST_USE kt_status kt_figure_rate(kt_work *work, const kt_view *view, const char *id,
                                     int from, int to, double rate, const char *method,
                                     const kt_figure **out, kt_error *err);
/* Fields common to figures of a view's series: side, reporter, dataset, vintage; the rest is
 * empty or NaN. */
kt_figure kt_figure_of_view(const kt_work *work, const kt_view *view, kt_statistics statistics);
/* Add a figure that is filled; NaN gives NULL. */
KT_MUST_USE kt_status kt_figure_put(kt_work *work, const kt_figure *figure,
                                    const kt_figure **out, kt_error *err);

/* ---- brief_say.c ------------------------------------------------------------------------ */

/* An argument of a phrase. */
typedef enum kt_word_kind {
    KT_WORD_TEXT = 0, /* text, as it stands; also for select */
    KT_WORD_COUNT,    /* number, for plural; no figure of its own */
    KT_WORD_YEAR,     /* number, in four digits */
    KT_WORD_COUNTRY,  /* country: name, name_subject, name_genitive, ... */
    KT_WORD_BLOC,     /* bloc, likewise */
    KT_WORD_MONEY,    /* figure, without its sign */
    KT_WORD_PERCENT,  /* figure, without its sign */
    KT_WORD_CHANGE,   /* figure, with its sign */
    KT_WORD_RANK,     /* figure; name_to: the far end where it is a range */
    KT_WORD_RATIO     /* figure, three digits: 1.06, 11.6, 123 */
} kt_word_kind;

typedef struct kt_word {
    const char *name;
    kt_word_kind kind;
    const kt_figure *figure; /* cited in the section */
    const char *text;
    double number;
    kt_country country;
    const kt_bloc *bloc;
} kt_word;

#define KT_SAY_TEXT(n, t)                                                                      \
    {                                                                                          \
        .name = (n), .kind = KT_WORD_TEXT, .text = (t)                                         \
    }
#define KT_SAY_COUNT(n, v)                                                                     \
    {                                                                                          \
        .name = (n), .kind = KT_WORD_COUNT, .number = (double)(v)                              \
    }
#define KT_SAY_YEAR(n, v)                                                                      \
    {                                                                                          \
        .name = (n), .kind = KT_WORD_YEAR, .number = (double)(v)                               \
    }
#define KT_SAY_COUNTRY(n, c)                                                                   \
    {                                                                                          \
        .name = (n), .kind = KT_WORD_COUNTRY, .country = (c)                                   \
    }
#define KT_SAY_BLOC(n, b)                                                                      \
    {                                                                                          \
        .name = (n), .kind = KT_WORD_BLOC, .bloc = (b)                                         \
    }
#define KT_SAY_MONEY(n, f)                                                                     \
    {                                                                                          \
        .name = (n), .kind = KT_WORD_MONEY, .figure = (f)                                      \
    }
#define KT_SAY_PERCENT(n, f)                                                                   \
    {                                                                                          \
        .name = (n), .kind = KT_WORD_PERCENT, .figure = (f)                                    \
    }
#define KT_SAY_CHANGE(n, f)                                                                    \
    {                                                                                          \
        .name = (n), .kind = KT_WORD_CHANGE, .figure = (f)                                     \
    }
#define KT_SAY_RANK(n, f)                                                                      \
    {                                                                                          \
        .name = (n), .kind = KT_WORD_RANK, .figure = (f)                                       \
    }
#define KT_SAY_RATIO(n, f)                                                                     \
    {                                                                                          \
        .name = (n), .kind = KT_WORD_RATIO, .figure = (f)                                      \
    }

/* Fill a phrase. Beside the words every phrase may use a, a_subject, ... b, b_subject, ... The
 * text lives as long as the work. Figures are cited in the current section.
 * Errors: KT_ERR_FORMAT the phrase is missing or wrong, naming its key. */
KT_MUST_USE kt_status kt_say(kt_work *work, const char *key, const kt_word *words, int n_words,
                             const char **out, kt_error *err);
/* The same as a sentence of the paragraph being gathered: its first letter becomes a capital.
 */
KT_MUST_USE kt_status kt_say_sentence(kt_work *work, const char *key, const kt_word *words,
                                      int n_words, kt_error *err);
/* End the paragraph: it becomes a block; nothing where no sentence was said. */
KT_MUST_USE kt_status kt_say_end(kt_work *work, kt_block_kind kind, kt_error *err);
/* A block of one sentence. */
KT_MUST_USE kt_status kt_say_block(kt_work *work, kt_block_kind kind, const char *key,
                                   const kt_word *words, int n_words, kt_error *err);
KT_MUST_USE kt_status kt_say_section(kt_work *work, const char *id, kt_error *err);
/* A column title or another short text without arguments. */
KT_MUST_USE kt_status kt_say_label(kt_work *work, const char *key, const char **out,
                                   kt_error *err);

/* The three words by which a sentence says whose statistics it tells: statistics (for select:
 * own, mirror, reconciled), reporter (a country) and dataset. */
#define KT_SAY_WHOSE(work, view, which)                                                        \
    KT_SAY_TEXT("statistics", kt_statistics_word(which)),                                      \
        KT_SAY_COUNTRY("reporter", kt_statistics_country((view), (which))),                    \
        KT_SAY_TEXT("dataset", (work)->source->name)
const char *kt_statistics_word(kt_statistics statistics);
kt_country kt_statistics_country(const kt_view *view, kt_statistics statistics);
/* self and other: the two countries as the view sees them. */
#define KT_SAY_VIEW(view)                                                                      \
    KT_SAY_COUNTRY("self", (view)->self), KT_SAY_COUNTRY("other", (view)->other)
/* "up", "down" or "same", for select; "none" without a figure. */
const char *kt_direction_word(const kt_figure *figure);
/* "yes" or "no". */
const char *kt_known_word(const kt_figure *figure);

/* Call with the words as a list: KT_SAY(kt_say_sentence, work, "key", err, WORD, WORD). */
#define KT_SAY(work, key, err, ...)                                                            \
    KT_TRY(kt_say_sentence((work), (key), (const kt_word[]){__VA_ARGS__},                      \
                           (int)(sizeof((const kt_word[]){__VA_ARGS__}) / sizeof(kt_word)),    \
                           (err)))

/* ---- amount.c: figures as words, appended ------------------------------------------------ */

/* "895,6 Mio. USD" */
KT_MUST_USE kt_status kt_amount_money(kt_work *work, double usd, kt_text *out, kt_error *err);
/* "29,9 %" without its sign (AUTO), "+29,9 %" (ALWAYS) */
KT_MUST_USE kt_status kt_amount_percent(kt_work *work, const kt_figure *figure, kt_sign sign,
                                        kt_text *out, kt_error *err);
/* The number as it stands, with the mark of a status that is weaker than reported. */
KT_MUST_USE kt_status kt_amount_mark(kt_work *work, kt_flow_status flow_status,
                                     const char *number, const char **out, kt_error *err);
/* What a cell of a table shows for a figure: its number by itself in the table's unit, with the
 * mark of an estimate or a provisional value; NULL figure: the reason why it is missing. */
KT_MUST_USE kt_status kt_amount_cell(kt_work *work, const kt_figure *figure, double scale,
                                     const char **out, kt_error *err);

/* ---- sentences that more than one section says --------------------------------------------
 */

/* The average rate of growth with its range, and breaks on the way; nothing where there is
 * none. */
KT_MUST_USE kt_status kt_say_cagr(kt_work *work, const kt_view *view, kt_error *err);
/* Rank and share by turnover. */
KT_MUST_USE kt_status kt_say_place(kt_work *work, const kt_view *view, const kt_place *place,
                                   kt_error *err);

/* That ranks come from another dataset than the series; nothing where they do not. */
KT_MUST_USE kt_status kt_say_rank_dataset(kt_work *work, kt_error *err);
/* A break as a note: year, what changed, source. */
KT_MUST_USE kt_status kt_say_break(kt_work *work, const kt_break *at, const char **out,
                                   kt_error *err);
/* What amounts of the pair's tables are multiplied by, and the phrase that names the unit. */
double kt_unit_scale(const kt_work *work, const char **label_key);

/* The number of a cited page, from 1: the same page has the same number. */
KT_MUST_USE kt_status kt_page_number(kt_work *work, const char *source, kt_date date,
                                     int evidence_class, int64_t *out, kt_error *err);
/* "2018", "10/2018", "01-10/2018", short enough for a column. */
KT_MUST_USE kt_status kt_say_period(kt_work *work, kt_period period, const char **out,
                                    kt_error *err);
/* "about 900 million": an amount of money and how it was hedged ("exact", "about", ...). */
KT_MUST_USE kt_status kt_say_modified(kt_work *work, const kt_figure *figure,
                                      const char *modifier, const char **out, kt_error *err);
/* A product's name in the language, else the dataset's own description, else its heading's. */
KT_MUST_USE kt_status kt_say_product(kt_work *work, const kt_dataset *dataset,
                                     kt_product product, const char **out, kt_error *err);
/* A date as the language writes it; "" for {0}. */
KT_MUST_USE kt_status kt_say_date(kt_work *work, kt_date date, const char **out, kt_error *err);
/* A version that is a date, as cited statistics have, becomes the date in words. */
KT_MUST_USE kt_status kt_say_vintage(kt_work *work, const char **version, kt_error *err);

/* ---- pictures --------------------------------------------------------------------------- */

/* "Source: DATASET VERSION". */
KT_MUST_USE kt_status kt_say_picture_source(kt_work *work, const char *dataset,
                                            const char *version, const char **out,
                                            kt_error *err);
/* Add the pictures that belong to the section said last. */
KT_MUST_USE kt_status kt_illustrate(kt_work *work, kt_error *err);

/* ---- sections --------------------------------------------------------------------------- */

KT_MUST_USE kt_status kt_section_summary(kt_work *work, kt_error *err);
KT_MUST_USE kt_status kt_section_totals(kt_work *work, kt_error *err);
KT_MUST_USE kt_status kt_section_growth(kt_work *work, kt_error *err);
KT_MUST_USE kt_status kt_section_mirror(kt_work *work, kt_error *err);
KT_MUST_USE kt_status kt_section_rank(kt_work *work, kt_error *err);
KT_MUST_USE kt_status kt_section_ties(kt_work *work, kt_error *err);
KT_MUST_USE kt_status kt_section_products(kt_work *work, kt_error *err);
KT_MUST_USE kt_status kt_section_target(kt_work *work, kt_error *err);
KT_MUST_USE kt_status kt_section_statements(kt_work *work, kt_error *err);
KT_MUST_USE kt_status kt_section_register(kt_work *work, kt_error *err);
KT_MUST_USE kt_status kt_section_sources(kt_work *work, kt_error *err);

#endif
