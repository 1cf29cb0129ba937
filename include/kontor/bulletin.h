/* kontor/bulletin.h: items of news from data: found by kontor/news.h, told in three languages,
 * kept as drafts in the register (kontor/item.h).
 *
 *     dataset, the version before it, the register
 *         └─ candidates: trade, ranks, targets, revisions, facts ── score ── the best ones
 *                └─ lines: a phrase's key and its words, which are figures, countries, years
 *                       └─ headline and body in de, en, ru ── kt_item_add()
 *
 * A line knows no language, so the three versions say the same with the same figures. Phrases:
 * lang/bulletin_de.txt and its sisters. What is newsworthy, the score and the life of an item:
 * docs/bulletin.md. */
#ifndef KONTOR_BULLETIN_H
#define KONTOR_BULLETIN_H

#include <kontor/bloc.h>
#include <kontor/country.h>
#include <kontor/error.h>
#include <kontor/item.h>
#include <kontor/register.h>
#include <kontor/resource.h>
#include <kontor/store.h>
#include <kontor/text.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* The three languages with their phrases, opened once; for one thread at a time. resources is
 * borrowed for the call. Errors: KT_ERR_FORMAT a file of phrases is wrong; KT_ERR_MISSING;
 * KT_ERR_MEMORY. */
typedef struct kt_voices kt_voices;
KT_MUST_USE kt_status kt_voices_open(kt_resources *resources, kt_voices **out, kt_error *err);
/* NULL is allowed. */
void kt_voices_close(kt_voices *voices);

/* The line of origin: "(kontor) Compiled automatically from dots 2021, as of 1 June 2021;
 * reviewed by N. N.", appended. language: "de", "en", "ru"; the same for all below. */
KT_MUST_USE kt_status kt_bulletin_origin(kt_voices *voices, const char *language,
                                         const kt_item *item, kt_text *out, kt_error *err);
/* A short phrase without arguments, appended: "section.trade", "state.draft". */
KT_MUST_USE kt_status kt_bulletin_label(kt_voices *voices, const char *language,
                                        const char *key, kt_text *out, kt_error *err);
/* What readers are told of a correction or withdrawal, appended; nothing for other steps. */
KT_MUST_USE kt_status kt_bulletin_step(kt_voices *voices, const char *language,
                                       const kt_item_step *step, kt_text *out, kt_error *err);

/* Borrowed for the call; reg is open for writing and has not begun. */
typedef struct kt_bulletin_world {
    const kt_store *store;
    kt_register *reg;
    const kt_countries *countries;
    const kt_blocs *blocs;
    kt_voices *voices;
} kt_bulletin_world;

typedef struct kt_bulletin_request {
    const char *dataset; /* default NULL: by the rule of kontor/source.h, of what has statements
                            of both sides or is reconciled */
    const char *before; /* the version to hold it against; default NULL: the newest other one of
                           the same name, if there is any */
    int16_t year;       /* default 0: the dataset's last year */
    kt_country a, b;    /* default {0}: all; a: items about it; both: about the two */
    double least_score; /* default 30 */
    int top;            /* default 20, at most 1000: the best that many */
    int64_t now;
} kt_bulletin_request;
kt_bulletin_request kt_bulletin_request_default(void);

typedef struct kt_bulletin_made {
    int64_t n_found;                          /* candidates that reach the least score */
    int64_t n_new, n_same, n_renewed, n_kept; /* of the best ones, by kt_item_fate */
    char dataset[2 * KT_MAX_NAME], before[2 * KT_MAX_NAME]; /* NAME@VERSION; before "" none */
    int16_t year;
    int64_t position,
        other[4]; /* in the store: what was taken, and the best of what fitted too */
    int n_others; /* 0 where a dataset was asked for; may be more than four */
} kt_bulletin_made;

/* Find what is newsworthy and add it as drafts, all in one step. Asked about a pair it tells of
 * it whatever the score, though never without figures of the year. Errors: KT_ERR_MISSING no
 * such dataset, or none at all; KT_ERR_RANGE top; those of reading and of the register. */
KT_MUST_USE kt_status kt_bulletin_make(const kt_bulletin_request *request,
                                       const kt_bulletin_world *world, kt_bulletin_made *out,
                                       kt_error *err);

KT_END_DECLS

#endif
