/* kontor/claim.h: what an article says in figures about trade between countries.
 *
 * kt_claims_read() tells the article from the page around it and finds every figure that speaks
 * of trade between countries: its span, kind, measure, countries, period, value. It judges
 * nothing; kontor/verdict.h holds what was found against the data. The fields are those of
 * DESIGN.md, section 4 ("Claims").
 *
 * Everything it knows of a language stands in lang/claims_de.txt, claims_en.txt and
 * claims_ru.txt (docs/check.md), and in the tables of kontor/country.h and kontor/bloc.h. */
#ifndef KONTOR_CLAIM_H
#define KONTOR_CLAIM_H

#include <kontor/bloc.h>
#include <kontor/country.h>
#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/moment.h>
#include <kontor/pair.h>
#include <kontor/resource.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_claim_kind {
    KT_CLAIM_LEVEL,
    KT_CLAIM_GROWTH,
    KT_CLAIM_CHANGE,
    KT_CLAIM_RANK,
    KT_CLAIM_SHARE,
    KT_CLAIM_TARGET
} kt_claim_kind;

typedef enum kt_modifier {
    KT_MODIFIER_EXACT,
    KT_MODIFIER_ABOUT,
    KT_MODIFIER_NEARLY,
    KT_MODIFIER_OVER,
    KT_MODIFIER_UNDER
} kt_modifier;

typedef enum kt_claim_basis { KT_BASIS_GOODS, KT_BASIS_SERVICES, KT_BASIS_BOTH } kt_claim_basis;

enum { KT_PLACE_SIZE = 9 }; /* an ISO code, a bloc's code or WLD, with its terminator */

/* Among whom a partner is ranked, or of whose trade a share is. */
typedef enum kt_among {
    KT_AMONG_ALL,    /* all the world */
    KT_AMONG_GROUP,  /* a bloc or a region of the world */
    KT_AMONG_OTHERS, /* all but a bloc's members */
    KT_AMONG_OPEN,   /* perhaps a group that the sentence names */
    KT_AMONG_SOME    /* a group that has no code: "in the region" */
} kt_among;

typedef struct kt_claim {
    size_t start, end;                   /* bytes of the input */
    size_t text_start, text_end;         /* bytes of kt_claims.text */
    size_t sentence_start, sentence_end; /* of kt_claims.text */
    uint8_t kind;                        /* kt_claim_kind */
    uint8_t target_kind;                 /* LEVEL or GROWTH for a target */
    uint8_t measure;                     /* kt_measure */
    uint8_t basis;                       /* kt_claim_basis */
    uint8_t basis_open;         /* 1: the words leave open whether services are counted */
    uint8_t modifier;           /* kt_modifier */
    uint8_t no_period, no_base; /* 1: period, base_period not said */
    char a[KT_PLACE_SIZE], b[KT_PLACE_SIZE];
    uint8_t partner_named; /* 1: the sentence itself names b */
    uint8_t unknown_goods; /* 1: of goods that have no code here: product is "" */
    char product[12];      /* HS code or range of chapters; "" all */
    kt_period period, base_period;
    double value, value_max; /* value_max NaN unless a range */
    double unit;             /* one of the last printed digit: 1e7 for "1,82 Mrd." */
    char currency[4];        /* "" unless money */
    char statistics_of[KT_PLACE_SIZE];
    char speaker_country[KT_PLACE_SIZE]; /* "" when not known */
    uint8_t among;                       /* kt_among, of a rank or share */
    char group[KT_PLACE_SIZE]; /* of GROUP and OTHERS: a bloc's code, or a region's by UN M49 */
    const char *speaker;       /* "" when nobody is named */
} kt_claim;

/* Measure with its basis: "turnover", "services_export". Returns out. */
const char *kt_claim_measure(const kt_claim *claim, char out[40]);
const char *kt_claim_kind_name(kt_claim_kind kind); /* "level", ... */
const char *kt_modifier_name(kt_modifier modifier); /* "exact", ... */

/* An article and its claims, in the order of the text. Owned by the caller; never changes. */
typedef struct kt_claims {
    kt_slice text; /* the article's page as text, UTF-8, of the size of the input or less */
    const char *title, *place, *agency; /* "" when not known */
    char language[3];
    kt_date published;           /* {0} when not known */
    size_t text_start, text_end; /* the article in text */
    kt_claim *claim;
    int64_t n_claims;
    struct kt_claims_memory *memory;
} kt_claims;

/* The reader's tables, read once; one thread at a time. Resources, countries and blocs are
 * kept. Errors: KT_ERR_FORMAT with the file and line of a table that is wrong; KT_ERR_MISSING;
 * KT_ERR_MEMORY. */
typedef struct kt_claim_reader kt_claim_reader;
KT_MUST_USE kt_status kt_claim_reader_open(kt_resources *resources,
                                           const kt_countries *countries, const kt_blocs *blocs,
                                           kt_claim_reader **out, kt_error *err);
void kt_claim_reader_close(kt_claim_reader *reader);

/* Read an article: plain text or HTML, any bytes.
 *
 * published  overrides the date that the article prints; {0}: none
 * out        owned by the caller, cleared with kt_claims_clear()
 *
 * Errors: KT_ERR_LIMIT longer than KT_MAX_ARTICLE; KT_ERR_MEMORY. Time and memory are linear in
 * the input. */
KT_MUST_USE kt_status kt_claims_read(kt_claim_reader *reader, kt_slice input, kt_date published,
                                     kt_claims *out, kt_error *err);
void kt_claims_clear(kt_claims *claims);

KT_END_DECLS

#endif
