/* reading.h: what the steps from marks to claims share. Internal to src/claim.
 *
 *     tokens ─ marks ─┬─ when.c     periods of a sentence (when.h)
 *                     ├─ claim_amount.c  amounts of a sentence (amount.h)
 *                     └─ mention.c  countries of a sentence, and their part in it (mention.h)
 *                                      │
 *                     frame.c      which flow between whom an amount speaks of (trade_flow.h)
 *                     claim.c      sentence by sentence, what is known goes on to the next;
 *                                  kinds, values and times of claims: claim_kind.h */
#ifndef CLAIM_READING_H
#define CLAIM_READING_H

#include "article.h"
#include "lexicon.h"
#include "weights.h"

#include <kontor/arena.h>
#include <kontor/bloc.h>
#include <kontor/claim.h>

#include <string.h>

/* A country, bloc or the world: its code, packed; 0 none. */
typedef uint64_t kt_place;
kt_place kt_place_of(const char *code);
kt_place kt_place_country(uint32_t code);
void kt_place_print(kt_place place, char out[KT_PLACE_SIZE]);
#define KT_PLACE_WORLD kt_place_of("WLD")

static inline bool kt_place_is_country(kt_place place)
{
    return place && place != KT_PLACE_WORLD;
}

/* The other one of a pair; 0 where `known` is neither. */
static inline kt_place kt_place_other_of(kt_place known, kt_place a, kt_place b)
{
    return known == a ? b : known == b ? a : 0;
}

/* ---- amounts ---------------------------------------------------------------------------- */

typedef enum kt_amount_kind {
    KT_AMOUNT_MONEY,
    KT_AMOUNT_PERCENT,
    KT_AMOUNT_FRACTION, /* a third */
    KT_AMOUNT_TIMES,    /* 2.5 times */
    KT_AMOUNT_GROW,     /* doubled */
    KT_AMOUNT_RANK
} kt_amount_kind;

typedef struct kt_stated {
    int32_t first, last; /* tokens, last excluded: with modifier and "by" */
    int32_t core;        /* first token of the number itself */
    uint8_t kind;        /* kt_amount_kind */
    uint8_t modifier;    /* kt_modifier */
    uint8_t by;          /* 1: "by", "um", "на" directly before */
    int16_t sign;        /* printed: -1, +1; 0 none */
    double value, value_max, unit;
    const char *currency; /* "" where left out */
    double factor;        /* of GROW and TIMES */
} kt_stated;

/* ---- periods ---------------------------------------------------------------------------- */

typedef struct kt_when {
    int32_t first, last; /* tokens */
    kt_period period;
    uint8_t known;   /* 0: relative, and no date to hold it to; or none, as "in future" */
    uint8_t base;    /* 1: what is compared with */
    uint8_t later;   /* 1: some day: a target without a year */
    uint8_t within;  /* 1: within so many years */
    uint8_t earlier; /* 1: counted back from what was spoken of */
    uint8_t ago;     /* 1: the same period of an earlier year: a rate is measured against it */
    uint8_t span;    /* 1: of many years: "за последние 20 лет" */
    uint8_t days;    /* 1: some days of a month, no period that can be told */
    uint8_t only_year;
    uint8_t no_year; /* 1: a part of a year, which is not named */
} kt_when;

/* ---- mentions --------------------------------------------------------------------------- */

typedef enum kt_role {
    KT_ROLE_OWNER, /* whose trade, or the subject */
    KT_ROLE_TO,
    KT_ROLE_FROM,
    KT_ROLE_WITH,
    KT_ROLE_BETWEEN,
    KT_ROLE_SOURCE, /* "Polish goods": from there, unless the words say else */
    KT_ROLE_IN,     /* where something is */
    KT_ROLE_RIVAL
} kt_role;

typedef struct kt_mention {
    int32_t first, last;
    kt_place place;
    uint8_t role;  /* kt_role */
    uint8_t sense; /* of its mark */
    uint8_t adjective;
    uint8_t of_neighbour; /* 1: "from Peru's neighbours": whose they are, no end of a flow */
    uint8_t genitive;     /* 1: the form says whose: "Kazakhstan's", "Russlands" */
    uint8_t pronoun;      /* 1: our, its, there: filled from what went before */
    uint8_t office;       /* 1: part of an office's or a person's title */
} kt_mention;

enum { KT_MAX_STATED = 64, KT_MAX_WHEN = 64, KT_MAX_MENTIONS = 96, KT_MAX_OTHERS = 3 };

/* ---- what goes on from sentence to sentence ---------------------------------------------- */

typedef struct kt_frame {
    uint8_t known;
    uint8_t sense;   /* kt_sense of the word that named the flow */
    uint8_t measure; /* kt_measure */
    uint8_t basis, basis_open;
    uint8_t deficit; /* the balance is a negative one */
    uint8_t excess;  /* one flow exceeds the other by it: "by" is no change */
    uint8_t a_named; /* 1: a was named beside the amount, as whose trade it is */
    kt_place a, b;
    char product[12];
} kt_frame;

typedef struct kt_discourse {
    kt_place main;                 /* whose report it is */
    kt_place partner;              /* with whom; the world; 0 several */
    kt_place a, b;                 /* the pair last spoken of */
    kt_place whole_a, whole_b;     /* the pair spoken of before a list of partners */
    int32_t whole_block;           /* and where */
    kt_place usual[2];             /* the two named most often */
    uint8_t pair_is_usual;         /* the second nearly as often as the first */
    uint8_t in_title;              /* the headline names the partner */
    uint8_t foreign_of_two;        /* foreign trade is told of with one country: "with Japan" */
    const char *dollar;            /* "AUD" where an office of its own writes "$"; NULL */
    kt_place two[2];               /* the only two that the sentence before named; 0 */
    kt_place other[KT_MAX_OTHERS]; /* besides the article's own, in their order */
    uint8_t n_others;              /* 0 none, or more than there is room for */
    uint8_t group_title;           /* the headline is of a region: "Exporte in Drittstaaten" */
    uint8_t of_region;             /* the trade with a region was told of, and no other */
    uint8_t outside;               /* third states were spoken of: "there" is no country */
    int32_t outside_block;         /* in that paragraph */
    uint8_t whose_title;           /* the headline tells whose partner the other one is */
    uint8_t by_office;             /* an office is named, and whose report it is by that */
    kt_place market;               /* to which somebody sells most, in English */
    int32_t market_block;          /* in that paragraph */
    kt_place lister;               /* whose partners were ranked last, in English */
    int32_t lister_block;          /* in that paragraph */
    kt_place subject;              /* last owner */
    kt_place bloc;                 /* last bloc named */
    kt_place there;     /* last place that goods went to, came from or that was named */
    uint8_t there_anew; /* since the last amount, as where something is: "in Peru" */
    kt_place speaker_country;
    kt_place interviewed; /* the country of whom an interview is with; 0 */
    kt_frame frame;       /* of the last claim */
    kt_frame trade;       /* of the last claim on a turnover */
    kt_frame bloc_trade;  /* of the last one on a bloc's trade with a country outside it */
    int32_t trade_block;
    double trade_value; /* the level of it last told; 0 none */
    const char *trade_currency;
    kt_period report; /* of the first claim: meant again in a new paragraph */
    uint8_t has_report;
    kt_when title_period; /* of the headline, where the text names none */
    uint8_t has_title_period;
    kt_frame title_frame; /* of the headline's first claim */
    int32_t title_block;
    int32_t period_block; /* paragraph that named `period` */
    uint8_t has_period;
    uint8_t days; /* last told of: some days of a month, of which no period can be told */
    kt_period block_period; /* of the first claim of a paragraph */
    int32_t block_of_period;
    uint8_t period_of_trade;               /* named in a sentence on turnover */
    kt_when period;                        /* of the last claim */
    const char *currency, *first_currency; /* named last, and first in the article */
    int32_t currency_block;
    struct { /* people named so far, and their countries */
        const char *last_name;
        const char *name;
        kt_place country;
    } person[16];
    int n_people;
    const char *town[4]; /* provinces named so far: "Xinjiang" */
    int n_towns;
    int32_t land_block;     /* a province was told of, in the paragraph before this number; 0 */
    char goods[12];         /* of the article, where it reports on one good; "" */
    uint8_t goods_sure;     /* 1: settled, by the headline or by the first amount */
    char list_goods[12];    /* of a flow to all the world, whose parts are of them, too */
    kt_place list_goods_of; /* whose flow */
    uint8_t list_goods_measure;
    int32_t list_goods_block; /* in that paragraph */
    kt_place statistics_of;
    const char *speaker;
    uint8_t partners_by;       /* kt_measure by which partners were told of last */
    int32_t partners_block;    /* and in which paragraph; 0 not yet */
    uint8_t partners_flow;     /* and where the sentence says so, "partners by exports" */
    uint8_t frame_kept;        /* 1: frame is the sentence's turnover */
    uint8_t frame_in_sentence; /* 1: a claim of the sentence at hand has set it */
    int32_t frame_block;       /* paragraph of the last claim */
    uint8_t base_is_month;     /* the last growth was against the month before */
    int last_sign;             /* of the last growth */
    uint8_t last_was_claim;    /* the sentence before held one */
    uint8_t last_was_other;    /* it held amounts, and no claim */
    struct {                   /* of the main country's trade with one partner, by measure */
        kt_place of;           /* whose */
        double level;          /* last told; 0 none */
        const char *currency;
    } with_one[4];
    struct { /* whose partners are told one after another (list_owner.c); owner 0: none */
        kt_place owner;
        uint8_t measure; /* by which flow */
        int32_t block;
    } list;
} kt_discourse;

typedef struct kt_reading {
    const kt_lexicon *lexicon;
    const kt_claim_weights *weights;
    const kt_countries *countries;
    const kt_blocs *blocs;
    int tongue;
    const kt_article *article;
    const kt_tokens *tokens;
    const kt_marks *marks;
    kt_arena *arena; /* of the claims */
    kt_date published;

    /* of the sentence at hand */
    int32_t first, last; /* tokens */
    int32_t block;       /* paragraph */
    uint8_t title;
    uint8_t quoted; /* inside quotation marks, wholly or in part */
    kt_stated stated[KT_MAX_STATED];
    kt_when when[KT_MAX_WHEN];
    kt_mention mention[KT_MAX_MENTIONS];
    int n_stated, n_when, n_mentions;
    const kt_stated *now; /* the amount at hand */
    uint8_t chained;      /* 1: one before it in the sentence has its frame */
    kt_place office;      /* whose named office speaks in the sentence; 0 */
    int32_t counted;      /* token of the last unit that is no money: tonnes, people; -1 */

    kt_place first_main, first_partner; /* whose report it was said to be, and with whom */
    kt_place other;                     /* the country named most often but the main one; 0 */
    uint8_t both, lost; /* the two are spoken of; a turnover was read as of the world */
    kt_place forced;    /* with whom it is, at a second look; 0 not yet (second_look.c) */
    kt_discourse d;
    kt_claim *claim;
    int64_t n_claims, claim_room;
} kt_reading;

/* A phrase begins, or goes on, at token t. */
static inline bool kt_is_marked(const kt_reading *r, int32_t t)
{
    return t >= 0 && t < r->tokens->n_tokens && r->marks->at[t] >= 0;
}

/* Some phrase of the article has the sense. */
static inline bool kt_is_anywhere(const kt_reading *r, kt_sense sense)
{
    return r->marks->sense[sense / 64] >> sense % 64 & 1;
}

/* The mark of a sense that covers or begins at a token; NULL. */
const kt_mark *kt_mark_from(const kt_marks *marks, int32_t m, kt_sense sense);

static inline const kt_mark *kt_mark_at(const kt_reading *r, int32_t t, kt_sense sense)
{
    return kt_is_anywhere(r, sense) && kt_is_marked(r, t)
               ? kt_mark_from(r->marks, r->marks->at[t], sense)
               : NULL;
}

/* The mark of a sense that ends just before the token; NULL. */
const kt_mark *kt_mark_before(const kt_reading *r, int32_t t, kt_sense sense);

/* Of one word nearly all Cyrillic ones differ in the second byte first. */
static inline bool kt_is_same_word(const char *a, const char *b)
{
    return a[0] == b[0] && a[0] != '\0' && a[1] == b[1] && strcmp(a, b) == 0;
}

/* In the sentence at hand. */
static inline bool kt_word_at(const kt_reading *r, int32_t t, const char *word)
{
    if (t < r->first || t >= r->last)
        return false;
    const char *at = kt_token_word(r->tokens, t);
    return kt_is_same_word(at, word);
}

/* The token begins so; asked of nearly every token, so letters before calls. */
static inline bool kt_starts_with(const kt_reading *r, int32_t t, const char *stem)
{
    const char *word = t < r->last ? kt_token_word(r->tokens, t) : "";
    return word[0] == stem[0] && (stem[1] == '\0' || word[1] == stem[1]) &&
           strncmp(word, stem, strlen(stem)) == 0;
}

static inline bool kt_sign_at(const kt_reading *r, int32_t t, const char *sign)
{
    return kt_word_at(r, t, sign) && kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN;
}

/* Token t is one of n words; of a table. */
bool kt_is_one_of(const kt_reading *r, int32_t t, const char *const *words, size_t n);
#define KT_IS_ONE_OF(r, t, words) kt_is_one_of(r, t, words, sizeof(words) / sizeof *(words))
/* Token t begins with one of n stems. */
bool kt_begins_with_one_of(const kt_reading *r, int32_t t, const char *const *stems, size_t n);
#define KT_BEGINS_WITH_ONE_OF(r, t, stems)                                                     \
    kt_begins_with_one_of(r, t, stems, sizeof(stems) / sizeof *(stems))
/* A mark of one of the senses covers the token, or one of [first, last). */
bool kt_is_any_at(const kt_reading *r, int32_t t, const kt_sense *senses, size_t n);
#define KT_ANY_AT(r, t, senses) kt_is_any_at(r, t, senses, sizeof(senses) / sizeof *(senses))
bool kt_is_any_within(const kt_reading *r, int32_t first, int32_t last, const kt_sense *senses,
                      size_t n);
#define KT_ANY_WITHIN(r, first, last, senses)                                                  \
    kt_is_any_within(r, first, last, senses, sizeof(senses) / sizeof *(senses))

/* One of the words in German, English and Russian; "" in a language added to these. */
static inline const char *kt_by_tongue(const kt_reading *r, const char *const word[3])
{
    return r->tongue < KT_N_NAMED_TONGUES ? word[r->tongue] : "";
}

/* Some mark of the sense between two tokens. */
const kt_mark *kt_mark_within(const kt_reading *r, int32_t first, int32_t last, kt_sense sense);
/* An amount compared with another partner's; token t begins that (against_another.c). */
bool kt_is_beside_partners(const kt_reading *r, const kt_stated *s);
bool kt_opens_another(const kt_reading *r, int32_t t);
/* One of two flows told against each other (each_against.c). */
bool kt_is_each_against(const kt_reading *r, const kt_stated *s);
/* A group of partners is named next: "in the world", "в СНГ" (among.c). */
bool kt_is_group_next(const kt_reading *r, int32_t t);
/* A word of what shall or may be; the month of May is none. */
bool kt_goal_within(const kt_reading *r, int32_t first, int32_t last);

void kt_find_periods(kt_reading *r);  /* when.c */
void kt_find_amounts(kt_reading *r);  /* claim_amount.c */
void kt_find_mentions(kt_reading *r); /* mention.c */
/* The period of an amount whose part of the sentence is [first, last). False: not said. */
bool kt_period_for(const kt_reading *r, const kt_stated *s, int32_t first, int32_t last,
                   kt_when *out);
bool kt_base_for(const kt_reading *r, const kt_stated *s, int32_t first, int32_t last,
                 const kt_when *period, kt_period *out);

/* Which flow an amount speaks of (frame.c). own_first..own_last: its part of the sentence;
 * before: the frame of the amount before it in this sentence, or NULL. False: no trade between
 * countries, or nothing to tell it from. */
typedef struct kt_part {
    int32_t first, last; /* tokens of the amount's own part */
    const kt_frame *before;
} kt_part;
bool kt_frame_find(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out);
bool kt_frame_rank(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out);
bool kt_frame_share(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out);

/* Whose partners are told one after another, and by which flow; 0 none (list_owner.c). */
kt_place kt_list_owner(const kt_reading *r, kt_measure *measure);

/* Speakers and statistics of the paragraph at hand (speaker.c). */
KT_MUST_USE kt_status kt_find_speaker(kt_reading *r, int32_t block_first, int32_t block_last,
                                      kt_error *err);
void kt_find_statistics(kt_reading *r);
/* Behind the last token of the sentence that begins at t (sentence.c). */
int32_t kt_sentence_end(const kt_reading *r, int32_t t);
/* The next sentence of the article from token *t on becomes the one at hand; *t behind it;
 * false where there is none. */
bool kt_next_sentence(kt_reading *r, int32_t *t);
/* The part of the sentence that belongs to amount n: from behind the last one to the next.
 * before: the part of the amount before it. */
/* Where the noun of the flow stands that alone is behind the dash that follows an amount; -1.
 */
int32_t kt_flow_behind_dash(const kt_reading *r, const kt_stated *s);
kt_part kt_part_of(const kt_reading *r, int n, const kt_part *before);
/* Where another flow is told of behind the last amount of a sentence, or what somebody else
 * does; the end of its part where none is (next_flow.c). */
int32_t kt_next_flow(const kt_reading *r, const kt_stated *s, const kt_part *part);
/* "A share of 61 percent or 5.8 billion": share s, and the same in money behind it, in English
 * (told_again.c). */
bool kt_is_share_or_money(const kt_reading *r, const kt_stated *s);
/* "РК" by what else the article names (letters.c); before it is read. */
void kt_settle_letters(const kt_reading *r, kt_marks *marks);
/* An office's letters that several countries share, and letters that may be anything. */
void kt_settle_offices(const kt_reading *r, kt_marks *marks);
/* Relative clauses with amounts become sentences of their own (apart.c): then *moved, and the
 * tokens are to be marked anew. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_set_apart(kt_reading *r, kt_tokens *tokens, bool *moved,
                                   kt_error *err);
/* What is told in passing is no more seen, some of it taken out of the tokens (passing.c);
 * before they are read. */
void kt_leave_out_passing(kt_reading *r, kt_tokens *tokens, kt_marks *marks);
/* What was read of the article's partner without its name cannot be (second_look.c). */
kt_place kt_partner_at_second_look(const kt_reading *r);
/* All sentences of the article (claim.c). r->claim is to be freed by the caller in every case.
 */
KT_MUST_USE kt_status kt_reading_run(kt_reading *r, kt_error *err);

#endif
