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

/* What a question about one country's partners needs. */
typedef enum kt_source_need {
    KT_NEED_PARTNERS, /* totals by partner */
    KT_NEED_PRODUCTS /* products by partner, the finest level first; of one country alone behind
                        what it states itself or is reconciled */
} kt_source_need;

/* The dataset that answers about a country's partners or products in `year` (0: any); about all
 * countries where country is {0}. For products the finest level goes first. Then goes what has
 * 30 partners of the country or more, or of a pair the statements of both; then statements of
 * both sides, then reconciled ones, then one side's; then the newest. *out is its position in
 * the store, -1 when there is none. reference as above ("facts" is no dataset: -1). Errors:
 * KT_ERR_MISSING a dataset asked for that is not there. */
KT_MUST_USE kt_status kt_source_dataset(const kt_store *store, kt_country country,
                                        kt_country partner, int year, kt_source_need need,
                                        const char *reference, int64_t *out, kt_error *err);

KT_END_DECLS

#endif
