/* trade_flow.h: the word that names a flow, the countries beside it, and what stands in for a
 * country that is not named. Internal to src/claim.
 *
 *     topic.c      the word nearest to an amount that names a flow, or something that is none
 *     whole_trade.c  a flow that is all of a country's
 *     ends.c       countries by their part in the flow
 *     discourse.c  whose report it is, about trade with whom (survey.h)
 *     left_open.c  what is left open in a sentence
 *     frame.c      the flow of a level or a growth
 *     frame_flow.c the two ends of an export or import
 *     frame_pair.c the two countries of a turnover, a balance, a partner
 *     excess.c     one flow exceeds the other
 *     favour.c     in whose favour a balance is
 *     balance_of.c who has a surplus or a deficit
 *     market.c     who sells most to a market, and who follows
 *     in_turn.c    two amounts of two flows or partners, "bzw."
 *     which_lands.c  countries behind "with which Peru had a surplus"
 *     these_lands.c  of "these two countries", in turn
 *     turn_before.c  of the two flows that the sentences before told of
 *     listed.c     partners told in a list
 *     ranked.c     partners by their place in a list
 *     reporter.c   how all the sentences name each country
 *     whose.c      whose trade the article tells of, by that
 *     partner.c    and with whom
 *     rank_list.c  ranks told in turn
 *     holder.c     who holds the next place of a list
 *     abreast.c    several countries, each with its trade with the world
 *     row.c        partners side by side, and as many amounts behind them
 *     behind_dash.c  partners that follow their amounts
 *     list_owner.c whose partners are told one after another
 *     falls_on.c   what of a flow falls to a partner
 *     second_flow.c  the second of two flows told in a sentence
 *     of_bloc.c    a member of the bloc that the report is of
 *     with_flow.c  a partner told with a flow of its own
 *     of_land.c    what goes on of a province's trade
 *     dealings.c   "das Geschäft mit Peru"
 *     several.c    one amount of several partners together
 *     region.c     amounts of a region, which has no code (region.h)
 *     outside.c    of third states, and what goes on with them
 *     nameless_group.c  of countries only counted or described
 *     region_owner.c  of a region whose flow it is
 *     region_report.c  of the region that a headline or a report is of
 *     remainder.c  of a flow without some goods
 *     counted_group.c  amounts of so many countries together
 *     frame_detail.c  services and products
 *     pair_choice.c between whom, by weighed clues
 *     reason.c     what is told as a reason only
 *     against.c    by how much one's trade is more or less than another's
 *     frame_rank.c the pair of a rank
 *     frame_share.c and of a share */
#ifndef CLAIM_TRADE_FLOW_H
#define CLAIM_TRADE_FLOW_H

#include "reading.h"

typedef struct kt_topic {
    kt_sense sense;
    int32_t first, last; /* tokens */
    int cost;            /* how far from the amount */
    bool weak;           /* goods: a flow only where they go somewhere */
} kt_topic;

/* Those who trade, behind the name of their country (traders.c). */
bool kt_are_traders(const kt_reading *r, int32_t t);
/* The nearest topic in [first, last); false when there is none. */
bool kt_topic_find(const kt_reading *r, const kt_stated *s, int32_t first, int32_t last,
                   kt_topic *out);
/* Whose trade a share is of: who is named beside the flow, unless the share is hers; 0
 * (sharer.c). */
kt_place kt_whose_whole(const kt_reading *r, const kt_stated *s, kt_place beside,
                        const kt_topic *flow);
/* A share of tonnes told before it (share_of_what.c). */
bool kt_is_share_of_weight(const kt_reading *r, const kt_stated *s);
/* Of what is no trade: of GDP, of a budget. */
bool kt_is_share_of_other(const kt_reading *r, const kt_stated *s);
/* "A third of what Peru sells", "40 % of the total surplus": the flow that a share is so told
 * of (share_of_what.c). */
bool kt_find_share_of_what(const kt_reading *r, const kt_stated *s, kt_topic *out);
bool kt_find_share_of_balance(const kt_reading *r, const kt_stated *s, const kt_part *part,
                              kt_topic *out);
/* "20 % more than to China": how one's trade differs from another's; "could have grown by 20
 * %", in German. */
bool kt_is_against_another(const kt_reading *r, const kt_stated *s);
bool kt_is_to_each_other(const kt_reading *r, const kt_stated *s, const kt_topic *t);
/* "Exports were twice the imports: 2 million against 1" (each_against.c). */
void kt_take_each_against(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* An amount directly behind a country, as in a list of partners. */
bool kt_is_listed(const kt_reading *r, const kt_stated *s);
/* Tokens from one to the other, weighted by what parts them. */
int kt_steps(const kt_reading *r, int32_t from, int32_t to);
kt_measure kt_measure_of(kt_sense sense);
/* True for what is no trade between countries. */
bool kt_is_other(kt_sense sense);
/* The words in tokens first to last - 1 speak of all of a country's trade; "foreign trade of
 * Belarus and Uzbekistan" does not, in Russian (whole_trade.c). */
bool kt_is_whole(const kt_reading *r, int32_t first, int32_t last);
bool kt_is_foreign_of_joined(const kt_reading *r, const kt_mark *foreign);
/* "Gesamteinfuhren": the word for all is part of the flow's (frame_flow.c). */
bool kt_is_total(const kt_reading *r, const kt_part *part);
/* Nobody is named, and the pair last told of is the article's (whole_trade.c). */
bool kt_is_of_the_two(const kt_reading *r);

enum { KT_MAX_OWNERS = 6 };
typedef struct kt_ends {
    kt_place to, from, with, in, source;
    kt_place between[2];
    int n_between;
    kt_place owner[KT_MAX_OWNERS];
    int n_owners;
    kt_place attached;    /* beside the topic: whose it is */
    bool attached_behind; /* an adjective behind it */
} kt_ends;

void kt_ends_gather(const kt_reading *r, int32_t first, int32_t last, const kt_topic *t,
                    kt_ends *e);
/* The first owner that is another one; 0 none. */
kt_place kt_first_owner(const kt_ends *e, kt_place but);
bool kt_is_bloc(kt_place place);
/* What "there" at mention n stands for; 0. */
kt_place kt_find_there(const kt_reading *r, int n);
kt_place kt_bare_before_goods(const kt_reading *r, int n, kt_role role);

/* "Von den Importen im Wert von 176 Milliarden stammen 75 % aus der EU": of all partners, of
 * whom one is told next (listed.c). */
void kt_take_whole(const kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out);
/* The flow of the amount before goes on with this one. False: it does not (carry_on.c). */
bool kt_carry_on(const kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out);
/* Whose trade is named between the amount before and this one, the last of them; 0 none. */
kt_place kt_nearest_before(const kt_reading *r, const kt_stated *s);
/* Exporter and importer of an export or import (frame_flow.c). False: not to be told. */
bool kt_find_flow(const kt_reading *r, const kt_part *part, const kt_topic *t, const kt_ends *e,
                  bool export_like, kt_place *exporter, kt_place *importer);
/* The pair of a turnover or a balance, a whose view it is (frame_pair.c). False: none. */
bool kt_find_pair(const kt_reading *r, const kt_part *part, const kt_topic *t, const kt_ends *e,
                  kt_place *a, kt_place *b);
/* Sets a and b of *out where the topic is partners, buyers, suppliers: whose, and which; b may
 * be 0. False: the topic is another. */
bool kt_pair_of_partner(const kt_reading *r, const kt_part *part, kt_topic t, const kt_ends *e,
                        kt_frame *out);
/* The flow by which a sentence orders partners, "importseitig"; NONE (frame.c). */
kt_sense kt_side_of(const kt_reading *r, const kt_part *part);

/* The pair of *frame, or another of those at hand that more speaks for (pair_choice.c). */
void kt_choose_pair(const kt_reading *r, const kt_stated *s, const kt_part *part,
                    kt_frame *frame);
/* What the article is about, from its headline and its first sentence on trade. */
void kt_discourse_begin(kt_reading *r);
/* What the sentence has named goes on to the next. */
void kt_discourse_remember(kt_reading *r);
/* One country is known and what it is: the partner (to, from, with it) or whose trade it is.
 * The other one; the world where all partners are meant. */
kt_place kt_other_end(const kt_reading *r, kt_place known, bool is_partner,
                      const kt_part *part);
/* No country is named: the pair spoken of, a whose view it is. False: none. */
bool kt_open_pair(const kt_reading *r, const kt_part *part, kt_place *a, kt_place *b);

/* One flow exceeds the other: by an amount, which is the balance, or several times (excess.c).
 */
bool kt_find_excess(const kt_reading *r, const kt_stated *s, const kt_part *part,
                    kt_topic *out);
/* A bloc's trade with a country outside it goes on to its members (of_bloc.c). */
void kt_note_bloc_trade(kt_reading *r, const kt_frame *frame);
void kt_take_member(const kt_reading *r, const kt_stated *s, const kt_part *part,
                    kt_frame *out);
/* An amount whose balance is named behind it, in English (balance_behind.c). */
bool kt_find_balance_behind(const kt_reading *r, const kt_stated *s, kt_topic *out);
/* The trade that the flow before it is a part of, named at t (within_trade.c), in Russian. */
bool kt_is_whole_of_flow(const kt_reading *r, const kt_stated *s, int32_t t, kt_sense sense);
/* In whose favour the sentence tells a balance; 0. It is that one's balance (favour.c). */
kt_place kt_in_favour(const kt_reading *r);
void kt_take_favour(const kt_reading *r, kt_frame *frame);
/* "The gap of 3 billion in Peru's favour": what Peru has more, in English. */
void kt_turn_favoured_gap(const kt_reading *r, kt_frame *frame);
/* "Peru has a surplus": a balance is the one's who has it (balance_of.c). */
void kt_take_holder(const kt_reading *r, const kt_stated *s, kt_frame *frame);
/* Deliveries are told of, which go with either side's view (second_flow.c). */
bool kt_names_deliveries(const kt_reading *r, const kt_part *part);
/* The same flow was told just before in the sentence, by the word for the other direction. */
bool kt_is_told_before(const kt_reading *r, const kt_part *part, kt_place exporter,
                       kt_place importer, bool export_like);
/* Turns a flow that would be the one before it in the sentence once more. */
void kt_turn_second(const kt_reading *r, const kt_part *part, kt_frame *out);
/* "На Россию пришлось 490 млн": that partner's part of the flow told before (falls_on.c). */
bool kt_find_falling(const kt_reading *r, const kt_stated *s, const kt_part *part,
                     kt_frame *out);
/* A partner by its place in a list, and the amounts told of it (ranked.c). */
bool kt_find_ranked(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* Who sells most to a market, and who comes next (market.c). The market is noted; an amount of
 * one who follows. */
void kt_note_market(kt_reading *r);
bool kt_find_next_seller(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* The next partner of a list, "followed by Russia with 1.9 billion" (listed.c). */
bool kt_find_follower(const kt_reading *r, const kt_stated *s, const kt_part *part,
                      kt_frame *out);
/* A country directly before the amount takes the place of the article's partner. */
bool kt_take_which_lands(const kt_reading *r, const kt_stated *s,
                         kt_frame *out); /* which_lands.c */
void kt_take_listed(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* "Ahead of Chile at 2 billion", "than to Chile (2 billion)": of the one it is held against. */
bool kt_is_of_rival(const kt_reading *r, const kt_stated *s);
/* The next partner of a row, each behind its amount: "18 % from Peru, 9 % from Laos"
 * (listed.c).
 */
bool kt_take_row_behind(const kt_reading *r, const kt_stated *s, const kt_part *part,
                        kt_frame *out);
bool kt_is_come_to(const kt_reading *r, const kt_stated *s);
/* The word for the flow stands behind the list. */
bool kt_find_behind(const kt_reading *r, const kt_stated *s, kt_topic *out);
/* An amount of a province, told of before (of_land.c); told: the sentence held a claim. */
bool kt_is_of_land(const kt_reading *r, const kt_stated *s, const kt_part *part);
void kt_note_land(kt_reading *r, bool told);
/* "Das Geschäft mit Peru": of exports, where they were told of last; with no country, it is
 * none of trade (dealings.c). */
void kt_settle_dealings(const kt_reading *r, const kt_part *part, kt_topic *t, kt_ends *e);
bool kt_is_other_business(const kt_reading *r, int32_t t);
/* A list of balances, though trade is named before it. */
void kt_settle_balance_behind(const kt_reading *r, const kt_stated *s, kt_topic *t);
/* The country of a list is the partner in the flow named over or behind it. */
void kt_settle_listed(const kt_reading *r, const kt_stated *s, const kt_topic *t, kt_ends *e);
bool kt_stands_over(const kt_reading *r, const kt_topic *t);
/* "Bei den Importen folgen Ghana mit 88 Milliarden und Laos mit 68" (flow_over.c). */
bool kt_find_flow_over(const kt_reading *r, const kt_stated *s, kt_frame *out);
kt_sense kt_side_in_clause(const kt_reading *r, const kt_stated *s);
/* Imports and exports together, told by one amount. */
bool kt_is_of_both_flows(const kt_reading *r, const kt_stated *s, const kt_topic *t);
/* Two amounts told "in turn" of two flows or two partners (in_turn.c). */
void kt_take_in_turn(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* Where a clause with "wohin" begins behind a place; `first` where none does (ends.c). */
int32_t kt_where_named(const kt_reading *r, int32_t first, int32_t last);
/* "Kamen nur noch auf 3 Milliarden", at t (came_to.c). */
bool kt_came_to(const kt_reading *r, const kt_stated *s, int32_t t);
bool kt_names_partner_in_turn(const kt_reading *r, const kt_stated *s);
bool kt_names_owner_in_turn(const kt_reading *r, const kt_stated *s);
/* "To these countries": notes who they are; of which of them an amount is, false: of no single
 * one (these_lands.c). */
void kt_note_others(kt_reading *r);
bool kt_is_one_of_these(const kt_reading *r, const kt_stated *s, const kt_part *part);
bool kt_take_these_lands(const kt_reading *r, const kt_stated *s, const kt_part *part,
                         kt_frame *out);
/* The first or second (`place` 0 or 1) of such, where the two flows were told of before
 * (turn_before.c). */
bool kt_take_turn_before(const kt_reading *r, int place, kt_frame *out);
/* Whose trade with the world it is, where several countries are told of in turn (abreast.c).
 */
void kt_take_abreast(const kt_reading *r, const kt_stated *s, kt_frame *out);

/* part_behind.c */
bool kt_is_of_part_behind(const kt_reading *r, const kt_stated *s, const kt_mention *m);
void kt_take_whole_before(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* A place told behind another one, and the amounts behind its holder (holder.c). */
bool kt_find_holder(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* The amounts side by side that s is one of: the first; their number (row.c). */
const kt_stated *kt_row_of(const kt_reading *r, const kt_stated *s, int *n);
/* "(Экспорт составил 2 млрд)" in brackets behind a rank. */
bool kt_find_beside_rank(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* The partner in the same place as the amount, where as many stand side by side. */
void kt_take_row(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* A rank beside others, told in turn of the partners behind them (rank_list.c). */
bool kt_rank_in_turn(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* "Within ASEAN, Indonesia is Malaysia's second partner": among whom it is ranked; "the third
 * source of foreign investment": no partner of trade (rank_aside.c). */
bool kt_is_among(const kt_reading *r, const kt_mention *m);
bool kt_is_of_other(const kt_reading *r, const kt_mark *noun);
/* To, from or with a region, third states or a group that has no code (region.c). */
bool kt_is_of_group(const kt_reading *r, const kt_part *part);
/* Of countries that are only counted, "the top five markets" (counted_group.c). */
bool kt_is_of_counted(const kt_reading *r, const kt_stated *s, const kt_part *part);
/* The headline at hand is of the trade with a region, a group, third states (region_report.c).
 */
bool kt_is_group_title(const kt_reading *r);
/* The sentence at hand has spoken of third states only: "there" means them (outside.c). */
void kt_note_group(kt_reading *r);
/* The topic at token t is told in between, before the amount (apposition.c). */
bool kt_in_apposition(const kt_reading *r, const kt_stated *s, int32_t first, int32_t t,
                      kt_sense sense);
/* "Kenia mit Exporten in Höhe von 260 Millionen" (with_flow.c). */
bool kt_find_with_flow(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* "5 Prozent der gesamten Exporte von 425 Milliarden" (whole_of_share.c). */
bool kt_find_whole_of_share(const kt_reading *r, const kt_stated *s, kt_frame *out);
/* A company or a part of a country is named (town.c); "die Region Asien-Pazifik" is none. */
bool kt_names_company(const kt_reading *r, int32_t first, int32_t last);
bool kt_is_region_of_world(const kt_reading *r, int32_t t);
/* "Die Exporte nach Ungarn, dem viertwichtigsten Partner, erreichten": the rank is told in
 * passing, and what follows goes on without it (rank_aside.c). */
bool kt_is_apposed_rank(const kt_reading *r, const kt_stated *s);
/* Notes that the sentence told of the trade with a region (region_report.c). */
void kt_note_region(kt_reading *r);
/* One amount, or one share, of several partners together (several.c). */
bool kt_is_of_several(const kt_reading *r, const kt_part *part);
bool kt_is_behind_partner(const kt_reading *r, const kt_stated *s);
bool kt_is_share_of_several(const kt_reading *r, const kt_part *part);
/* In what money trade is paid for (paid_in.c). */
bool kt_is_of_payment(const kt_reading *r, const kt_stated *s, const kt_part *part);
/* "Without energy and gold imports fell": a part of the flow (remainder.c). */
bool kt_is_remainder(const kt_reading *r, const kt_part *part);
/* "Non-oil exports", "ненефтяной экспорт": of goods that no code stands for. */
bool kt_is_of_other_goods(const kt_reading *r, const kt_stated *s, const kt_part *part);
/* Provinces and towns (town.c): those that the sentence at hand names are noted; "exports from
 * Istanbul", "Xinjiang's exports" are of a name that stands for no country. */
void kt_note_towns(kt_reading *r);
bool kt_is_of_town(const kt_reading *r, const kt_part *part);

/* The next of partners that follow their amounts (behind_dash.c). */
void kt_take_behind_dash(const kt_reading *r, const kt_stated *s, const kt_part *part,
                         kt_frame *out);
/* Whose partners the sentence at hand begins to tell of, and those behind it (list_owner.c). */
void kt_note_list_owner(kt_reading *r);
kt_place kt_importers_of(const kt_reading *r, const kt_mark *noun);
/* Whose partners a rank orders, beside the noun; NULL. A rank or share told of the partner that
 * was just ranked (frame_rank.c). */
const kt_mention *kt_whose_partners(const kt_reading *r, const kt_stated *s,
                                    const kt_part *part, const kt_mark *noun);
bool kt_is_same_partner(const kt_reading *r, const kt_stated *s, const kt_part *part);

/* Stands for a code where goods are named that the reader does not know. */
#define KT_UNKNOWN_GOODS "?"
/* Goods (goods.c): named beside an amount; the article's own, whose headline is [title, body);
 * and what a claim without any is of: the article's, or the list's that it stands in. */
void kt_find_product(const kt_reading *r, const kt_stated *s, const kt_topic *t, int32_t first,
                     kt_frame *out);
void kt_note_goods(kt_reading *r, int32_t title, int32_t body);
void kt_take_goods(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *frame);
/* Of which goods a turnover is (trade_in.c). */
void kt_take_goods_of_trade(const kt_reading *r, const kt_stated *s, const kt_part *part,
                            kt_frame *frame);
void kt_take_goods_of_whole(const kt_reading *r, const kt_stated *s, const kt_part *part,
                            kt_frame *frame);
/* Behind the amount (goods_behind.c): of the flow told there, of what rose; of what part of the
 * flow just told it is; NULL none. */
const kt_mark *kt_goods_told_behind(const kt_reading *r, const kt_stated *s);
const kt_mark *kt_goods_of_which(const kt_reading *r, const kt_stated *s);
/* The next goods of a list are none that the reader knows (share_of_goods.c). */
bool kt_is_next_unknown(const kt_reading *r, const kt_stated *s);
void kt_set_product(char product[12], const char *code);
void kt_take_goods_behind(const kt_reading *r, const kt_stated *s, kt_frame *frame);
/* "A 32 % decrease, equal to 2.9 billion": a growth is told again in money (change_noun.c). */
bool kt_is_rate_in_money(const kt_reading *r, const kt_stated *s);

/* A flow that is called the whole, beside a partner, is with all the world (total_flow.c). */
void kt_take_total(const kt_reading *r, const kt_stated *s, kt_frame *out);

/* "Four times the level of 2015": a rate of what was told before, in English (multiple.c). */
bool kt_is_multiple(const kt_reading *r, const kt_stated *s);
/* "Shrank to a third", "rose to 105 percent of the 2017 level": what it is of what it was. */
bool kt_is_what_is_left(const kt_reading *r, const kt_stated *s, int sign);
/* "Exports of 8 million, double imports", "double what it bought": of one time, no growth. */
bool kt_is_multiple_of_flow(const kt_reading *r, const kt_stated *s);
/* "Received" at t, where no goods are (arrival.c). */
bool kt_is_other_receipt(const kt_reading *r, const kt_stated *s, int32_t t);
/* "Chile is Peru's largest customer": whose partner who is named first is called; 0
 * (called_partner.c). */
kt_place kt_called_partner_of(const kt_reading *r);
/* Duties and fines that are paid (paid_duty.c). */
bool kt_is_paid_duty(const kt_reading *r, const kt_stated *s, int32_t t, kt_sense sense);
/* A flow behind a balance of goods and services (services_told.c). */
bool kt_is_flow_of_both(const kt_reading *r, const kt_stated *s, const kt_frame *frame);
/* Goods or services (services.c). */
void kt_find_basis(const kt_reading *r, const kt_stated *s, kt_frame *out);

/* By which flow the partners of a rank are ordered, where that is told beside it
 * (rank_order.c). */
void kt_take_rank_order(const kt_reading *r, const kt_stated *s, kt_frame *out);

/* The flow that an amount told before it is a part of: "34 млн приходится на импорт"
 * (falls_on.c). */
bool kt_find_flow_behind(const kt_reading *r, const kt_stated *s, kt_topic *out);

#endif
