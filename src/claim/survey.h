/* survey.h: what is seen of headline and first sentences before it is settled what an article
 * is about (discourse.c). Internal to src/claim.
 *
 *     survey.c     the countries that the article and a sentence name, and the reporter's
 *     lead.c       whose trade with whom, by that */
#ifndef CLAIM_SURVEY_H
#define CLAIM_SURVEY_H

#include "trade_flow.h"

typedef struct kt_survey {
    kt_place place[4]; /* in the order of the text, owners first */
    int n_places, n_owners;
    kt_place whose;       /* a genitive or an adjective beside a noun of partners */
    kt_place partners_of; /* so in English, also of buyers and suppliers */
    bool rival;           /* one is named as overtaken, in English */
    bool trade;
    bool whole;       /* foreign trade: with all partners */
    bool between;     /* "between Germany and Vietnam" */
    bool inside;      /* the only country named is where it was: "das Defizit in Österreich" */
    bool ranked;      /* partners are spoken of */
    bool one_of_many; /* who is named is the largest of those that buy or sell, in German */
    bool foreign_with; /* "foreign trade with Japan" */
    bool thither;      /* goods go to the country named first */
    bool partner; /* a partner is meant that a pronoun stands for: their neighbour, mutual */
} kt_survey;

/* Sets r->d.usual: the two places named most often, a capital counting half. */
void kt_find_usual(kt_reading *r);
/* "Foreign trade with Japan" in the sentence at hand. */
bool kt_has_traders(const kt_reading *r, const kt_mention *m);
bool kt_is_foreign_with(const kt_reading *r, const kt_mention *m);
/* "Exports of whisky from the UK": whence exports go (reporter.c). */
bool kt_is_whence(const kt_reading *r, const kt_mention *m);
/* "Georgia's largest trade partner", "Peru export markets": whose partners are told of, in
 * English (reporter.c). */
bool kt_has_partners(const kt_reading *r, const kt_mention *m);
/* The countries of the sentence at hand, and whether it speaks of trade. */
void kt_survey_sentence(kt_reading *r, kt_survey *out);

/* The country of a named office, else of the place of the report; 0. body: the first token
 * behind the headline. *by_office: 1 where it is an office's. */
kt_place kt_find_reporter(const kt_reading *r, int32_t body, uint8_t *by_office);
/* The country of the first title, "a vice-premier of Russia", that is not the one named; 0. */
kt_place kt_speaker_beside(const kt_reading *r, kt_place named);

/* Sets r->d.main and r->d.partner by what a sentence names. False: it does not say; main may be
 * set all the same. */
bool kt_settle_by_survey(kt_reading *r, const kt_survey *s, kt_place reporter);
/* Sets them by the first sentences with an amount; r->d.main: what the headline named. */
void kt_look_at_lead(kt_reading *r, int32_t body, kt_place reporter, const kt_survey *title);
/* The first sentence with an amount speaks of all the trade of r->d.main. */
bool kt_lead_is_of_all(kt_reading *r, int32_t body);

#endif
