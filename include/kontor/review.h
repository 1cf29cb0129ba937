/* kontor/review.h: checks of articles that an editor has published, in the register.
 *
 * A check (`kontor check`) judges by itself; a review is one that somebody stands for. It is
 * published once and never changed; when it turns out wrong it is withdrawn, with a reason, and
 * stays visible as void. Only what stands here, and is not withdrawn, may bear ClaimReview
 * marks. Kept of the article: its address, title, publisher and date; and the report, which
 * quotes the figures that were claimed and not the article.
 *
 * Changes happen between kt_register_begin() and kt_register_commit(). The table is made with
 * the first review. */
#ifndef KONTOR_REVIEW_H
#define KONTOR_REVIEW_H

#include <kontor/error.h>
#include <kontor/moment.h>
#include <kontor/register.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

enum { KT_REVIEW_LANGUAGES = 3 }; /* de, en, ru */

/* Texts are never NULL, "" when not said; those of report_in alone may be. */
typedef struct kt_review {
    int64_t id;                                 /* from 1; given when published */
    const char *url;                            /* of the article: http:// or https:// */
    const char *title;                          /* of the article */
    const char *publisher;                      /* of the article */
    kt_date appeared;                           /* the article; {0} when not known */
    const char *language;                       /* of the report's notes: "de", "en", "ru" */
    const char *report;                         /* JSON of kontor check (docs/check.md) */
    const char *report_in[KT_REVIEW_LANGUAGES]; /* when published: the same with its notes in
                              German, English, Russian; NULL: in `language` only. The notes go
                              into the report, as "notes": {"de": [...], ...}, one a claim */
    const char *by;                             /* who stands for it; readers see the name */
    int64_t published_at;                       /* seconds since 1970 */
    int64_t withdrawn_at;                       /* 0: it stands */
    const char *withdrawn_by, *reason;
} kt_review;

/* published_at is that of kt_register_begin(). Errors: KT_ERR_RANGE no address, title or name,
 * texts of more than one line, another language, a report that is not one or holds no claim. */
KT_MUST_USE kt_status kt_review_publish(kt_register *reg, const kt_review *review, int64_t *id,
                                        kt_error *err);
/* Errors: KT_ERR_MISSING no such review; KT_ERR_RANGE it is void already, no name, no reason.
 */
KT_MUST_USE kt_status kt_review_withdraw(kt_register *reg, int64_t id, const char *by,
                                         const char *reason, kt_error *err);

/* All conditions hold together; {0} is every review, void ones among them. */
typedef struct kt_review_query {
    int64_t id;            /* 0: any */
    const char *url;       /* NULL: any; else exactly this one */
    bool standing;         /* only those that are not withdrawn */
    int64_t limit, offset; /* limit 0: all */
} kt_review_query;

/* Newest first; reviews live for the call. A failure that visit returns ends the walk. */
typedef kt_status (*kt_review_visit)(void *with, const kt_review *review, kt_error *err);
KT_MUST_USE kt_status kt_reviews_find(const kt_register *reg, const kt_review_query *query,
                                      kt_review_visit visit, void *with, kt_error *err);
KT_MUST_USE kt_status kt_reviews_count(const kt_register *reg, const kt_review_query *query,
                                       int64_t *out, kt_error *err);

/* One claim of a review's report, in the article's order: the words that are judged, what they
 * are about, and the verdict ("matches", "does_not_match", ...; "" of a target). */
typedef struct kt_review_claim {
    const char *text, *measure, *a, *b, *period, *verdict, *note;
    const char *note_in[KT_REVIEW_LANGUAGES]; /* "" where the check has none in that language */
} kt_review_claim;
typedef kt_status (*kt_review_claim_visit)(void *with, const kt_review_claim *claim,
                                           kt_error *err);
KT_MUST_USE kt_status kt_review_claims(const kt_register *reg, int64_t id,
                                       kt_review_claim_visit visit, void *with, kt_error *err);

KT_END_DECLS

#endif
