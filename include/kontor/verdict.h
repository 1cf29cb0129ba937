/* kontor/verdict.h: a claim held against the data: what fits, what does not, and what would.
 *
 * Readings that may support a claim (admissible): the statistics of either side where the text
 * names none; the vintage nearest before the article's date; rounding, by one table of
 * tolerances (data/claim_tolerances.csv); the growth of a month without a base on the month
 * before or on that of the year before; other money by the rates held for its years; a growth
 * that the two levels printed beside it give, where these fit. Readings that only explain a
 * mismatch (diagnostic): another year, the direction swapped, another measure, million for
 * billion, another partner (at most 16 on each side). Neighbouring years support nothing: among
 * real turnovers a third of all wrong figures would then pass.
 *
 *     with a side that counts (named statistics, else the speaker's country):
 *         its statistics fit  matches         only the other's fit  matches_other_side
 *     without one:
 *         both fit, or the only one held      matches
 *         exactly one of two                  disputed
 *     nothing fits                            does_not_match
 *     nothing to hold it against              unverifiable
 *
 * Evidence: class 1 datasets and cited statistics, class 2 official documents of before the
 * article's date. Class 3 is told and never judges. A verdict is on the printed sentence, never
 * on its speaker. */
#ifndef KONTOR_VERDICT_H
#define KONTOR_VERDICT_H

#include <kontor/claim.h>
#include <kontor/locale.h>
#include <kontor/register.h>
#include <kontor/store.h>

KT_BEGIN_DECLS

typedef enum kt_verdict_kind {
    KT_VERDICT_NONE, /* of a target */
    KT_VERDICT_MATCHES,
    KT_VERDICT_MATCHES_OTHER_SIDE,
    KT_VERDICT_DISPUTED,
    KT_VERDICT_DOES_NOT_MATCH,
    KT_VERDICT_UNVERIFIABLE
} kt_verdict_kind;
const char *kt_verdict_name(kt_verdict_kind kind); /* "matches", ...; NULL for NONE */

typedef struct kt_evidence {
    double value; /* USD, fraction or rank, as the claim's */
    kt_period period;
    char reporter[12]; /* ISO alpha-3, "reconciled", "" nobody's */
    const char *dataset, *vintage, *source;
    int evidence_class; /* 1 to 3 */
    bool fits;
} kt_evidence;

enum { KT_MAX_EVIDENCE = 8 };

typedef struct kt_verdict {
    uint8_t kind; /* kt_verdict_kind */
    kt_evidence evidence[KT_MAX_EVIDENCE];
    int n_evidence;
    int readings_tried;
    const char *note; /* in the language of the world's phrases; "" none */
} kt_verdict;

/* Figures gathered for one article and of use for the next; one thread at a time. It belongs to
 * one store and one register. */
typedef struct kt_check_cache kt_check_cache;
KT_MUST_USE kt_status kt_check_cache_new(kt_check_cache **out, kt_error *err);
void kt_check_cache_free(kt_check_cache *cache);

/* What claims are held against. All borrowed for the call. */
typedef struct kt_check_world {
    const kt_store *store;
    const kt_register *reg;
    const kt_countries *countries;
    const kt_blocs *blocs;
    kt_resources *resources; /* data/claim_tolerances.csv */
    const kt_phrases *phrases;
    kt_locale *locale;
    const char *dataset;   /* NULL, or NAME[@VERSION] that alone may answer */
    kt_check_cache *cache; /* NULL: every article gathers its figures anew */
} kt_check_world;

/* Verdicts of all claims of an article, in their order; owned by the caller. */
typedef struct kt_verdicts {
    kt_verdict *verdict;
    int64_t n_verdicts;
    int64_t n_not_matching;
    int64_t n_without_rate; /* of a whole year, in money that no rate is held for */
    struct kt_verdicts_memory *memory;
} kt_verdicts;

/* Errors: those of reading the store, the register and the tables; KT_ERR_MEMORY. Cost: each
 * pair's figures are gathered once. */
KT_MUST_USE kt_status kt_verdicts_judge(const kt_check_world *world, const kt_claims *claims,
                                        kt_verdicts *out, kt_error *err);
void kt_verdicts_clear(kt_verdicts *verdicts);

KT_END_DECLS

#endif
