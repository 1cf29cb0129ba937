/* mention.h: what countries by name (mention.c) and words that stand for one (pronoun.c) share.
 */
#ifndef CLAIM_MENTION_H
#define CLAIM_MENTION_H

#include "reading.h"

/* One more mention in tokens first to last - 1; the sentence's last one gives way where there
 * are too many. */
kt_mention *kt_mention_add(kt_reading *r, int32_t first, int32_t last, kt_place place,
                           kt_role role);
/* "Its neighbour Chile": a neighbour that is named by what follows. */
bool kt_is_named_neighbour(const kt_reading *r, int32_t t);
/* The part that the words before token t, where a name begins, give it; words that may stand
 * between a preposition and a name (role.c). */
kt_role kt_role_before(const kt_reading *r, int32_t t, const kt_mark *name);
bool kt_passes(const kt_reading *r, int32_t t);
/* "With Poland importing": the name, behind "with" at t - 1, is who does so (arrival.c). */
bool kt_is_doer(const kt_reading *r, int32_t t, const kt_mark *name);
/* "Goods entered", "goods arrived in", before the name at t (arrival.c). */
bool kt_is_arrival(const kt_reading *r, int32_t t);
/* Goods, or a market, are spoken of from token t on. */
bool kt_goods_follow(const kt_reading *r, int32_t t);
/* Goods that mean nothing or are left out behind the adjective of tokens first to last. */
bool kt_is_good_left_out(const kt_reading *r, int32_t first, int32_t last);
bool kt_market_follows(const kt_reading *r, int32_t t);

/* The country of who says so behind the quotation that goes on at token t; 0 (said_behind.c).
 */
kt_place kt_said_behind(const kt_reading *r, int32_t t);

/* Add the mention that a word at token t stands for, if it does. */
void kt_add_pronoun(kt_reading *r, int32_t t);

/* Countries named as a reason, in a quarrel, or as a part of the one before have no part in the
 * flow (mention_aside.c). */
void kt_set_aside(kt_reading *r);
/* "From Peru's neighbours", "to Peru's ally Chile": Peru is no end (whose_neighbour.c). */
void kt_settle_neighbours(kt_reading *r);
/* A bloc that only tells the figures (source_bloc.c). */
bool kt_is_source_bloc(const kt_reading *r, const kt_mention *m);
/* Mention n is of an event: a war, sanctions, a summit (event.c). */
bool kt_is_of_event(const kt_reading *r, int n);
/* A word of an event stands some words before the token. */
bool kt_is_behind_event(const kt_reading *r, int32_t t);

#endif
