/* claim_kind.h: from an amount and its flow to the kind, the value and the time of a claim.
 * Internal to src/claim.
 *
 *     claim.c          sentence by sentence
 *     claim_money.c    a level, a change or a balance
 *     claim_rate.c     a growth or a share
 *     claim_share.c    which of the two
 *     claim_when.c     the period, what is compared with
 *     when_from_base.c the period, by what is compared with
 *     claim_target.c   what is still to come, and by when
 *     past_goal.c      what had been to come, and is over
 *     poll.c           what was foreseen of it
 *     among.c          among whom a partner is ranked
 *     claim_earlier.c  the period of what is told to compare with */
#ifndef CLAIM_KIND_H
#define CLAIM_KIND_H

#include "trade_flow.h"

/* +1 or -1 by the nearest word of growth or fall in [first, last); 0 none. *cost: how far. */
int kt_claim_direction(const kt_reading *r, const kt_stated *s, int32_t first, int32_t last,
                       int *cost);
/* The noun beside an amount of money makes it a change: 1 rise, -1 fall, 0 none; English
 * (change_noun.c). */
int kt_way_of_noun(const kt_reading *r, const kt_stated *s);

/* +1, -1: "übertraf den Vorjahreswert um"; 0 (exceeded.c). */
int kt_way_past(const kt_reading *r, const kt_stated *s);
/* Kind, value and flow of an amount of money, or of a percentage or multiple. False: it is no
 * claim on trade between countries. */
/* The partner of an amount by its place among those told "respectively". */
void kt_take_respective(const kt_reading *r, const kt_stated *s, kt_frame *frame);
bool kt_claim_money(kt_reading *r, kt_stated *s, const kt_part *part, kt_frame *frame,
                    kt_claim *claim);
bool kt_claim_rate(kt_reading *r, kt_stated *s, const kt_part *part, kt_frame *frame,
                   kt_claim *claim);

/* A percentage is a share of a trade: "49 % of Belarus's trade". moved, cost: a word of growth
 * near it. The claim before it in the sentence was one. "Italien (12,5 % auf 4,15 Mrd.)": a
 * rise, though no word says so (claim_share.c). */
/* "Exports to Chile include machinery (28 %), metals (18 %) and timber (9 %)": each good's part
 * of the flow, told of two or more, in English, where nothing rises or falls. */
bool kt_is_good_in_brackets(const kt_reading *r, const kt_stated *s);
/* One beside such that the lexicon does not know. */
bool kt_is_unknown_in_brackets(const kt_reading *r, const kt_stated *s);
bool kt_is_share(const kt_reading *r, const kt_stated *s, const kt_part *part, bool moved,
                 int cost);
bool kt_before_was_share(const kt_reading *r, const kt_part *part);
bool kt_rises_to(const kt_reading *r, const kt_stated *s);
bool kt_falls_on_partner(const kt_reading *r, const kt_stated *s);

/* "Exported most goods to Peru (21 %)", in English (sold_share.c). */
bool kt_find_sold_share(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* "Индия закупает в Перу 40% своей меди", in Russian. */
bool kt_find_bought_share(const kt_reading *r, const kt_stated *s, const kt_part *part,
                          kt_frame *out);

/* Among whom a rank or share is told: claim->among, claim->group (among.c). */
void kt_find_group(const kt_reading *r, const kt_stated *s, const kt_frame *frame,
                   kt_claim *claim);

/* A sentence without a claim may still say what is spoken of, of when and with whom (silent.c).
 */
void kt_note_silent(kt_reading *r);
/* Behind the claims from `before` on, a list of partners, back to all (left_list.c). */
void kt_leave_list(kt_reading *r, int64_t before);
void kt_note_partner(kt_reading *r);

/* Amount n of the sentence tells the one before it again, in other money, or in money the share
 * that it was (told_again.c). */
bool kt_is_told_again(const kt_reading *r, int n);

/* past_goal.c: what was aimed at for a time that is over; what was announced or agreed, so that
 * a period may be when that was. */
bool kt_is_past_goal(const kt_reading *r);
bool kt_is_announced(const kt_reading *r);
bool kt_goal_was_set(const kt_reading *r);
/* The goal of so much was told before, and by when; NULL. */
const kt_claim *kt_same_goal(const kt_reading *r, const kt_claim *claim);
/* An amount stands in tokens first to last - 1. */
bool kt_amount_within(const kt_reading *r, int32_t first, int32_t last);

/* "Two thirds of the increase" (part_of_growth.c). */
bool kt_is_part_of_growth(const kt_reading *r, const kt_stated *s, const kt_part *part);

/* The words say what may or shall be. */
bool kt_claim_is_target(const kt_reading *r, const kt_stated *s, const kt_part *part);
/* German verbs of what is to come: "wird ... steigen" (future_tense.c). */
bool kt_is_in_future(const kt_reading *r, const kt_stated *s);
/* What a goal sets out from: "von derzeit 17 auf 50 Milliarden" is told of now. */
bool kt_is_start(const kt_reading *r, const kt_stated *s);
/* "Narrow the $5 billion trade deficit": its amount stands before it; a deficit that
 * shall be narrowed is what there is (closing_gap.c). */
bool kt_is_attribute_of_gap(const kt_reading *r, const kt_stated *s);
bool kt_is_gap_to_close(const kt_reading *r, const kt_stated *s);
/* What there is, beside a goal: "trade, which now stands at 2 billion, could reach 5". */
bool kt_is_current(const kt_reading *r, const kt_stated *s);

/* Those asked had foreseen something (poll.c), and of the month just told of. */
bool kt_names_poll(const kt_reading *r);
bool kt_is_of_poll(const kt_reading *r);

/* "Knapp unter den Marktprognosen von 11,5 Mrd.": foreseen of what was just told, in German. */
bool kt_is_foreseen(const kt_reading *r, const kt_stated *s);
/* The period of a target; said: the words name `when`. It has no base. */
void kt_target_period(const kt_reading *r, const kt_stated *s, const kt_part *part, bool said,
                      const kt_when *when, kt_claim *claim);
/* The period, from the words or from before; and what is compared with. */
void kt_claim_period(kt_reading *r, const kt_stated *s, const kt_part *part, kt_claim *claim);
/* A target whose period was over when the article appeared is a statement; a level of a year
 * to come is a target. */
void kt_claim_settle(const kt_reading *r, kt_claim *claim);

/* What is told to compare with (claim_earlier.c). A year named beside the amount stands for
 * the months of it that the report is of. */
void kt_narrow_years(const kt_reading *r, const kt_stated *s, kt_when *when);
/* What an amount rose or fell from is of the year, or the month, before. */
void kt_count_back(const kt_reading *r, const kt_stated *s, kt_when *when);
/* "From 641 to 718 million", where the sentence says with when that is compared: the first is
 * of then; the second of the same months as the first (when_moved.c). */
bool kt_is_moved_from(const kt_reading *r, const kt_stated *s);
bool kt_period_moved_from(const kt_reading *r, const kt_stated *s, kt_when *out);
bool kt_is_of_whole_year(const kt_reading *r, const kt_stated *s, kt_period months);
bool kt_is_last_claim(const kt_reading *r, const kt_stated *s, const kt_period *period);
/* A rank "by this measure" (by_this_figure.c). */
bool kt_is_by_figure_before(const kt_reading *r);
bool kt_is_lost(const kt_reading *r, const kt_stated *s); /* lost.c */
void kt_narrow_beside_same(const kt_reading *r, const kt_stated *s, kt_when *when);
void kt_narrow_come_to(const kt_reading *r, const kt_stated *s, kt_when *when);
/* "2.3 billion in 2017, and 45 % less over the same period in 2018": the later is its own. */
void kt_turn_base(const kt_reading *r, kt_claim *claim, kt_when *when);
/* "Vorjahr" is the year before the one told of; "nach einem Plus von 3 Prozent": the noun at t,
 * up to `end`, is of another amount; or the level that a rate goes past (when_told_year.c). */
bool kt_is_before_told_year(const kt_reading *r, const kt_stated *s, const kt_when *when);
bool kt_is_after_another(const kt_reading *r, const kt_stated *s, int32_t t, int32_t end);
bool kt_is_exceeded_level(const kt_reading *r, const kt_stated *s, const kt_when *when);
/* In brackets behind "a year before". */
bool kt_is_of_year_before(const kt_reading *r, const kt_stated *s, const kt_when *when);
/* The first period of the article was told to compare only (claim_earlier.c). */
bool kt_was_report_compared(const kt_reading *r, const kt_when *when);
/* "Gegenüber dem Vorquartal", of a quarter. */
bool kt_names_quarter_before(const kt_reading *r, const kt_when *when);
/* The paragraph goes on with what was told last (goes_on.c). */
bool kt_block_goes_on(const kt_reading *r);
bool kt_is_of_then(const kt_reading *r, kt_when *when);
/* Of when a figure is, by what it is compared with (when_from_base.c): the same months a year
 * after; those of a year that is not over; the year after. */
bool kt_take_from_base(kt_reading *r, kt_claim *claim, kt_when *when);
void kt_narrow_to_base(const kt_reading *r, kt_claim *claim, kt_when *when);
bool kt_year_after_base(const kt_reading *r, kt_when *when);
/* The level of several years together, where the period is the last of them (when_years.c). */
void kt_widen_years(const kt_reading *r, const kt_stated *s, const kt_when *when,
                    kt_claim *claim);
/* Its period is an earlier one than the report's, which goes on with its own. */
bool kt_is_looking_back(const kt_reading *r, const kt_stated *s, const kt_when *when);

/* The other partners of whom an amount is told, each of them (each.c); their number. */
enum { KT_MAX_EACH = 4 };
int kt_others_of_each(const kt_reading *r, const kt_stated *s, const kt_frame *frame,
                      kt_place out[KT_MAX_EACH]);
/* "Both exports and imports rose by 3 %": of the one flow as of the other. */
bool kt_is_of_each_flow(const kt_reading *r, const kt_stated *s, const kt_part *part);

/* "To reach 500 million this year from 300": that is when the goal is to be reached. */
bool kt_is_year_of_goal(const kt_reading *r, const kt_stated *s, const kt_when *when);
/* "Now stands at 17 million": of no period that is told (goal_start.c). */
bool kt_stands_today(const kt_reading *r, const kt_stated *s);
/* "Handles two thirds of the world's gold": no trade of a country's, in English
 * (claim_rate.c). */
bool kt_is_of_world(const kt_reading *r, const kt_stated *s);
/* A percentage in brackets behind goods is their part of the flow; of which one
 * (share_of_goods.c). */
bool kt_is_share_of_goods(const kt_reading *r, const kt_stated *s);
bool kt_find_share_of_goods(kt_reading *r, const kt_stated *s, const kt_part *part,
                            kt_frame *out);
/* The goods of the next share of a sentence, in Russian. */
bool kt_take_goods_of_next(const kt_reading *r, const kt_stated *s, kt_frame *out);

/* Whose trade it is, by what the claim before was of (told_side.c). */
void kt_take_side(const kt_reading *r, const kt_claim *claim, kt_frame *frame);

/* 1, -1: an amount in brackets is a change of a partner's flow (signed_money.c); 0. */
int kt_way_in_brackets(const kt_reading *r, const kt_stated *s, const kt_frame *frame);

#endif
