/* claim_kind.h: from an amount and its flow to the kind, the value and the time of a claim.
 * Internal to src/claim.
 *
 *     claim.c        sentence by sentence
 *     claim_money.c  a level, a change or a balance
 *     claim_rate.c   a growth or a share
 *     claim_when.c   the period, what is compared with, targets */
#ifndef CLAIM_KIND_H
#define CLAIM_KIND_H

#include "trade_flow.h"

/* +1 or -1 by the nearest word of growth or fall in [first, last); 0 none. *cost: how far. */
int kt_claim_direction(const kt_reading *r, const kt_stated *s, int32_t first, int32_t last,
                       int *cost);

/* Kind, value and flow of an amount of money, or of a percentage or multiple. False: it is no
 * claim on trade between countries. */
bool kt_claim_money(kt_reading *r, kt_stated *s, const kt_part *part, kt_frame *frame,
                    kt_claim *claim);
bool kt_claim_rate(kt_reading *r, kt_stated *s, const kt_part *part, kt_frame *frame,
                   kt_claim *claim);

/* The words say what may or shall be. */
bool kt_claim_is_target(const kt_reading *r, const kt_stated *s, const kt_part *part);
/* The period, from the words or from before; and what is compared with. */
void kt_claim_period(kt_reading *r, const kt_stated *s, const kt_part *part, kt_claim *claim);
/* A target whose period was over when the article appeared is a statement; a level of a year
 * to come is a target. */
void kt_claim_settle(const kt_reading *r, kt_claim *claim);

#endif
