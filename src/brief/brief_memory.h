/* brief_memory.h: what briefs of one snapshot of the store share: partners and rankings of a
 * country, sums over the world, a pair's own rows. Each is made when first asked for, by who
 * knows how, and found by its key afterwards. Internal to src/brief; kt_brief_memory itself is
 * in kontor/brief.h. */
#ifndef KONTOR_BRIEF_MEMORY_H
#define KONTOR_BRIEF_MEMORY_H

#include <kontor/brief.h>
#include <kontor/mirror.h>
#include <kontor/partners.h>
#include <kontor/source.h>

#include <stdbool.h>
#include <stddef.h>

typedef enum kt_memory_kind {
    KT_KNOWN_PARTNERS = 1, /* dataset, country, year */
    KT_KNOWN_RANKING,      /* those, bloc, measure, statistics */
    KT_KNOWN_SQUARE,       /* dataset, year, side */
    KT_KNOWN_BASKETS,      /* likewise */
    KT_KNOWN_IMPORTS,      /* those, country */
    KT_KNOWN_PAIR          /* dataset, country, partner of the larger code */
} kt_memory_kind;

/* What is known. Fields that a kind has no use for are 0. */
typedef struct kt_memory_key {
    kt_memory_kind kind;
    int64_t dataset; /* position in the store */
    kt_country country, partner;
    int year;
    const kt_bloc *bloc; /* NULL: the world */
    int measure, side;   /* kt_measure; kt_statistics or kt_stated_by */
} kt_memory_key;

/* NULL where it is not there. What is found stays until the next brief is begun. */
const void *kt_memory_find(const kt_brief_memory *memory, const kt_memory_key *key);
/* what: made with kt_new(), of `bytes` in all; given, with the function that frees it. Errors:
 * KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_memory_keep(kt_brief_memory *memory, const kt_memory_key *key,
                                     void *what, size_t bytes, void (*free_what)(void *),
                                     kt_error *err);
/* Before a brief: forget everything where it has become too much. */
void kt_memory_tidy(kt_brief_memory *memory);

/* ---- source.c --------------------------------------------------------------------------- */

/* kt_sources_find() that keeps the rows of the pair with the memory (NULL: nowhere): its other
 * pages and languages ask for the same. */
KT_MUST_USE kt_status kt_sources_find_known(const kt_store *store, const kt_register *reg,
                                            kt_country a, kt_country b, const char *reference,
                                            kt_brief_memory *memory, kt_sources *out,
                                            kt_error *err);

/* ---- known_partners.c ------------------------------------------------------------------- */

/* A flow of a country with two reports. */
typedef struct kt_peer_flow {
    kt_country partner;
    kt_mirror_peer peer;
    double exporter_usd;
} kt_peer_flow;

/* All partners of a country in a year, with what follows from the list as a whole. */
typedef struct kt_known_partners {
    kt_partners partners;
    bool has_statistics;      /* some statement with a value is there */
    kt_statistics statistics; /* own where there are any, else reconciled, else the partners' */
    bool made_up;       /* most of its flows are its partners' times 1.06 or 1.10: it did not
                           report, and what stands for its own statistics was made of theirs */
    kt_peer_flow *peer; /* those with countries, the smallest first */
    int64_t n_peers;
} kt_known_partners;

/* n: position of the dataset in the store. Errors: those of kt_partners_gather(). */
KT_MUST_USE kt_status kt_known_partners_of(const kt_brief_world *world,
                                           const kt_dataset *dataset, int64_t n,
                                           kt_country country, int year,
                                           const kt_known_partners **out, kt_error *err);
typedef struct kt_known_ranking {
    kt_ranking ranking;
    kt_country *country; /* those of ranking.list, close together: they are looked through */
} kt_known_ranking;

/* Its ranking; bloc NULL: the world. Errors: those of kt_partners_rank(). */
KT_MUST_USE kt_status kt_known_ranking_of(const kt_brief_world *world, int64_t n,
                                          const kt_known_partners *known, const kt_bloc *bloc,
                                          kt_measure by, kt_statistics statistics,
                                          const kt_known_ranking **out, kt_error *err);
/* NULL where the country is not in its list. */
const kt_rank *kt_known_rank_of(const kt_known_ranking *known, kt_country country);

#endif
