/* complexity_kernel.h: the likeness of countries' baskets. */
#ifndef KONTOR_MEASURE_COMPLEXITY_KERNEL_H
#define KONTOR_MEASURE_COMPLEXITY_KERNEL_H

#include "incidence.h"

typedef struct kt_level {
    int64_t n_words; /* of a country's bits: each level of ubiquity begins a new word */
    double over_u;   /* 1 / u */
} kt_level;

/* What the kernel works in. */
typedef struct kt_likeness_room {
    kt_level *level; /* [n_levels] */
    uint64_t *bits;  /* [n_countries * kt_likeness_words()], set to zero */
} kt_likeness_room;
/* Words for one country. */
int64_t kt_likeness_words(const kt_incidence *in);

/* S[n * n], both halves: sum over p of M_cp M_c'p / (sqrt(d_c d_c') u_p). */
void kt_likeness(const kt_incidence *in, const kt_likeness_room *room, double *S);
/* The same by instructions that every processor has: what the other is tested against. */
void kt_likeness_plain(const kt_incidence *in, const kt_likeness_room *room, double *S);

#endif
