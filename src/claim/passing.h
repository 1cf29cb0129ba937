/* passing.h: what a sentence tells in passing (passing.c): clauses and reasons that hold no
 * amount. Internal to src/claim. */
#ifndef CLAIM_PASSING_H
#define CLAIM_PASSING_H

#include "reading.h"

/* The sentence at hand may tell something so; its amounts need not be known yet. */
bool kt_may_have_passing(const kt_reading *r);
/* The sign that closes the clause that opens at t; r->last where its sentence does; -1. */
int32_t kt_clause_close(const kt_reading *r, int32_t t);
/* Behind the subordinate clause that opens at the comma t; t where none does (clause.c). */
int32_t kt_clause_end(const kt_reading *r, int32_t t);
/* Behind the one that opens the sentence; r->first where none does. */
int32_t kt_first_clause_end(const kt_reading *r);
/* Before the sign that closes an aside, in dashes or brackets, which opens at t; t where none
 * does. */
int32_t kt_aside_end(const kt_reading *r, int32_t t);
/* "After a dip in June" at t: the noun, -1 none; behind its period, t where it has none
 * (reason.c). */
int32_t kt_earlier_move(const kt_reading *r, int32_t t);
int32_t kt_earlier_move_end(const kt_reading *r, int32_t t);
/* The same of ", mostly to China", which opens at the comma t (mostly.c). */
bool kt_opens_mostly(const kt_reading *r, int32_t t);
int32_t kt_mostly_end(const kt_reading *r, int32_t t);
/* Behind the reason whose word ("because of") stands at t, its first token in `first`; t or
 * `first` where there is none (reason.c). */
int32_t kt_reason_end(const kt_reading *r, int32_t t, int32_t *first);

#endif
