/* reporter.h: what is seen of each country in a whole article (reporter.c), by which whose
 * trade it tells of is chosen (whose.c), and with whom (partner.c). Internal to src/claim. */
#ifndef CLAIM_REPORTER_H
#define CLAIM_REPORTER_H

#include "trade_flow.h"

enum { KT_MOST_SEEN = 32 };

/* Sentences that say more than others, and how a country is named there. */
typedef enum kt_telling { KT_IN_TITLE, KT_IN_LEAD, KT_IN_FIRST, KT_N_TELLING } kt_telling;
typedef enum kt_named_as {
    KT_NOT_NAMED,
    KT_AS_WHOSE, /* "German exports" */
    KT_AS_OWNER,
    KT_AS_TO,
    KT_AS_FROM,
    KT_AS_WITH,
    KT_AS_BETWEEN,
    KT_AS_OTHER,
    KT_N_NAMED_AS
} kt_named_as;

typedef struct kt_seen {
    kt_place place;
    int named;
    int count;    /* as the one whose flow it is */
    int whole;    /* as the one whose trade with all the world is told of */
    int partners; /* as the one whose partners are told of */
    int partner;  /* as the one that a flow goes to, comes from or is with */
    int end;      /* with a preposition: to, from, with */
    int owner;    /* by its name alone */
    int beside;   /* sentences with money or a rate that name it */
    bool office;  /* beside an office or a person: "the Czech minister" */
    bool speaks;  /* its statistical office is named */
    bool dateline;
    bool money;               /* amounts are told in its own: ringgit, naira */
    uint8_t as[KT_N_TELLING]; /* kt_named_as */
    bool opens[KT_N_TELLING]; /* nobody is named before */
} kt_seen;

typedef struct kt_sights {
    kt_seen of[KT_MOST_SEEN + 1]; /* the last is for those there is no room for */
    int n;
    bool has[KT_N_TELLING];
    kt_place first_office;
    kt_place far; /* whose flows are told of far more than those of the headline's country */
    int amounts;  /* sentences with money or a rate */
    int both;     /* words for both sides: "bilateral", "mutual" */
    bool whole[KT_N_TELLING]; /* all trade or foreign trade is spoken of */
    int others[KT_N_TELLING]; /* how many are named */
} kt_sights;

/* What is seen of a place; the last one's room is shared where there are too many. */
kt_seen *kt_seen_of(kt_sights *all, kt_place place);
/* Reads all sentences; sets those of *r that belong to one sentence. */
void kt_look_around(kt_reading *r, kt_sights *all);

/* Whose trade all the sentences speak of; `known`: of headline and lead (whose.c). */
kt_place kt_find_owner(const kt_reading *r, kt_sights *all, kt_place known);
/* With whom r->d.main trades in the article, a country, a bloc or the world; 0 none. `known`:
 * what headline and lead make of it; `before`: who was main by them (partner.c). */
kt_place kt_find_partner(const kt_reading *r, kt_sights *all, kt_place known, kt_place before);

#endif
