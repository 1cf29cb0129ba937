/* kontor/source.h: which dataset answers a question about a pair or a country.
 *
 * For the totals of a pair, without a dataset asked for, in this order:
 *
 *   1. the newest dataset with statements of exporters and importers in which both of the pair
 *      speak
 *   2. the newest such dataset in which one of them does
 *   3. cited statistics of both sides, where they reach beyond the last year of 4
 *   4. the newest reconciled dataset that holds the pair
 *   5. the newest dataset with statements of one side only
 *   6. cited facts of statistics (evidence class 1)
 *   7. statements (classes 2 and 3), which are never a series
 *
 * Newest is by release, then by import. One series never mixes sources: the others are listed
 * behind the chosen one, as alternatives. Within cited statistics a series is made of the rows
 * of one office or dataset only: the one with most figures of the pair, then the newest page.
 */
#ifndef KONTOR_SOURCE_H
#define KONTOR_SOURCE_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/pair.h>
#include <kontor/register.h>
#include <kontor/store.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_source_kind {
    KT_SOURCE_BOTH_SIDES = 0, /* a dataset with statements of exporters and importers */
    KT_SOURCE_RECONCILED,
    KT_SOURCE_ONE_SIDE,
    KT_SOURCE_FACTS,     /* cited facts of class 1 */
    KT_SOURCE_STATEMENTS /* cited facts of classes 2 and 3 */
} kt_source_kind;

/* A source that knows something of the pair. */
typedef struct kt_source {
    kt_source_kind kind;
    int64_t dataset;     /* position in the store; -1 for facts */
    const char *name;    /* the dataset's name, or "facts" */
    const char *version; /* the dataset's version; of facts the newest page's date */
    const char *origin;  /* file or address it was read from; of facts who is cited */
    bool synthetic;
    int16_t first_year, last_year; /* of the pair; 0 where there is no yearly figure */
    int64_t n_figures;             /* yearly figures of the pair */
    kt_observations observations;  /* empty for STATEMENTS; origin of a row from facts is the
                                      position of the fact in kt_sources.fact, plus 1 */
} kt_source;

/* Texts of a kept fact live as long as the kt_sources. */
typedef struct kt_sources {
    kt_source *source; /* the first one answers, the rest are alternatives */
    int64_t n_sources;
    kt_fact *fact; /* all cited facts about the pair, in the register's order */
    int64_t n_facts;
    struct kt_sources_memory *memory;
} kt_sources;

/* Find what is known about the pair.
 *
 * reference  NULL: by the order above; "NAME" or "NAME@VERSION": this one answers, and it alone
 *            is first; "facts": cited facts
 * out        owned by the caller, cleared with kt_sources_clear(); n_sources 0 when nothing is
 *            known
 *
 * A dataset that cannot be read is passed over unless it was asked for. Errors:
 * KT_ERR_MISSING a dataset asked for that is not there, or knows nothing of the pair; those of
 * reading. */
KT_MUST_USE kt_status kt_sources_find(const kt_store *store, const kt_register *reg,
                                      kt_country a, kt_country b, const char *reference,
                                      kt_sources *out, kt_error *err);
void kt_sources_clear(kt_sources *sources);

/* Which products a question about a country, a pair or the world needs. */
typedef enum kt_source_need {
    KT_NEED_PARTNERS, /* totals by partner */
    KT_NEED_PRODUCTS, /* products */
    KT_NEED_EITHER    /* totals; products where they do not cost years */
} kt_source_need;

/* A question that one dataset is to answer; {0}: totals of the whole world. */
typedef struct kt_source_question {
    kt_country country, partner; /* {0}: any; without a country: all countries */
    bool exports, imports;       /* of the country; neither: both */
    int first_year, last_year;   /* 0: any */
    kt_source_need need;
    int digits; /* finer products than these do not matter (1: sections); 0: the finest count */
    const char *product; /* a code that must be held; NULL: any */
    bool of_world;       /* the exports of all countries are needed as well */
    bool of_a_span;      /* more than one year */
    bool of_both_sides;  /* statements of exporters and importers, or reconciled ones */
} kt_source_question;

enum { KT_SOURCE_OTHERS = 4 };

typedef struct kt_source_choice {
    int64_t dataset;                 /* position in the store, -1: none fits */
    int64_t other[KT_SOURCE_OTHERS]; /* the best of those that answer as fully: in 1, 2 and 4
                                        below they do not stand behind it */
    int n_others;                    /* all of them, may be more than stand above */
} kt_source_choice;

/* The one rule by which every command finds its dataset where none is asked for. A dataset fits
 * where it holds what is needed: rows of the country (and partner) in the years, products, the
 * code. Of those that fit the first goes
 *
 *   1. that holds the exports of 30 countries or more as they state them, where the question
 *      is about the world
 *   2. products of a country: that the country states itself, or nobody (reconciled)
 *   3. products: with the finest level, no finer than asked for
 *   4. with 30 partners of the country or more; of a pair, with the statements of both
 *   5. with statements of both sides, then reconciled ones, then one side's
 *   6. with a stated total that coverage can be measured by, or reconciled
 *   7. that reaches the latest year, of the country or pair
 *   8. the newest, by release, then by import
 *
 * With KT_NEED_EITHER the level (3) and the sides (5) come behind the latest year.
 *
 * reference as above ("facts" is no dataset: -1); what is asked for has to fit too. Errors:
 * KT_ERR_MISSING a dataset asked for that is not there; those of reading. */
KT_MUST_USE kt_status kt_source_choose(const kt_store *store,
                                       const kt_source_question *question,
                                       const char *reference, kt_source_choice *out,
                                       kt_error *err);

/* The same for totals or products of a country or pair in `year` (0: any): *out is the
 * position, -1 when there is none. */
KT_MUST_USE kt_status kt_source_dataset(const kt_store *store, kt_country country,
                                        kt_country partner, int year, kt_source_need need,
                                        const char *reference, int64_t *out, kt_error *err);

KT_END_DECLS

#endif
