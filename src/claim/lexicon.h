/* lexicon.h: the phrases of a language and what they mean, and where they stand in a text.
 * Internal to src/claim.
 *
 * lang/claims_de.txt, claims_en.txt, claims_ru.txt hold sections
 *
 *     [down]
 *     sank* | gesunken | ging* zurück
 *
 * A phrase is one or more words; "*" behind a word stands for any ending, before a word for any
 * beginning (a compound). docs/check.md lists the sections. Names of countries and blocs come
 * from kontor/country.h and kontor/bloc.h. */
#ifndef CLAIM_LEXICON_H
#define CLAIM_LEXICON_H

#include "token.h"
#include "tongue.h"

#include <kontor/bloc.h>
#include <kontor/country.h>
#include <kontor/resource.h>

#include <stdbool.h>

/* What a phrase means; the names of the sections stand in lexicon.c, in this order. */
typedef enum kt_sense {
    KT_SENSE_NONE = 0,
    KT_SENSE_NUMBER,     /* number 2 */
    KT_SENSE_SCALE,      /* scale 1e6 */
    KT_SENSE_AMOUNT,     /* amount 5e8: one word for number and scale */
    KT_SENSE_ORDINAL,    /* ordinal 3 */
    KT_SENSE_FRACTION,   /* fraction 0.25 */
    KT_SENSE_TIMES,      /* times 2: a factor */
    KT_SENSE_TIMES_WORD, /* timesword: "times" behind a number */
    KT_SENSE_GROW,       /* grow 2: a verb that is the factor */
    KT_SENSE_PERCENT,
    KT_SENSE_POINTS, /* percentage points: no claim */
    KT_SENSE_CURRENCY,
    KT_SENSE_MODIFIER,   /* modifier about: directly before an amount */
    KT_SENSE_AFTERWARD,  /* afterward over: directly behind an amount */
    KT_SENSE_HEDGE,      /* hedge over: a verb that hedges */
    KT_SENSE_BY,         /* by: belongs to the span of a growth */
    KT_SENSE_RANGE,      /* range: between the ends of a range */
    KT_SENSE_RANGE_OPEN, /* rangeopen: before a range */
    KT_SENSE_UNIT,       /* unit: what makes a number no money: tonnes, people */
    KT_SENSE_MONTH,
    KT_SENSE_YEAR_WORD, /* yearword: "year" beside 2018 */
    KT_SENSE_REL_YEAR,  /* relyear -1 */
    KT_SENSE_QUARTER,   /* quarter 1 */
    KT_SENSE_QUARTER_WORD,
    KT_SENSE_HALF,        /* half 1 */
    KT_SENSE_MONTHS_WORD, /* monthsword: "months" behind a number */
    KT_SENSE_REL_MONTH,   /* relmonth -1 */
    KT_SENSE_SAME,        /* same: the same period, as before */
    KT_SENSE_BASE,        /* base: what follows is what is compared with */
    KT_SENSE_BASE_YEAR,   /* baseyear: "than a year earlier" */
    KT_SENSE_WITHIN,      /* within: "within three years" */
    KT_SENSE_LATER,       /* later: "in the coming years": no year */
    KT_SENSE_TURNOVER,
    KT_SENSE_EXPORT,
    KT_SENSE_IMPORT,
    KT_SENSE_SURPLUS,
    KT_SENSE_DEFICIT,
    KT_SENSE_BALANCE,
    KT_SENSE_SELL, /* verbs */
    KT_SENSE_BUY,
    KT_SENSE_SWAP,    /* exchanged, traded */
    KT_SENSE_FOREIGN, /* foreign trade as a whole */
    KT_SENSE_SERVICES,
    KT_SENSE_GOODS,
    KT_SENSE_TO,
    KT_SENSE_FROM,
    KT_SENSE_WITH,
    KT_SENSE_BETWEEN,
    KT_SENSE_THITHER, /* there, to there */
    KT_SENSE_THENCE,  /* from there */
    KT_SENSE_REVERSE, /* in the opposite direction */
    KT_SENSE_OUR,
    KT_SENSE_ITS,       /* its, the country's: the one spoken of */
    KT_SENSE_NEIGHBOUR, /* the neighbour, the other country */
    KT_SENSE_THIS_LAND, /* this country, these states: the one last spoken of */
    KT_SENSE_UP,
    KT_SENSE_DOWN,
    KT_SENSE_MORE, /* adverbs with a rate: mehr, more, больше */
    KT_SENSE_LESS,
    KT_SENSE_RISE_TO, /* verbs of a level: amounted to, betrug, составил */
    KT_SENSE_TARGET,
    KT_SENSE_NO_TARGET, /* looks like one and is none */
    KT_SENSE_OTHER,     /* topics that are no trade */
    KT_SENSE_COMPANY,   /* a firm or a region: its trade is no claim */
    KT_SENSE_SHARE,
    KT_SENSE_SHARE_OF, /* accounted for, entfielen auf, пришлось на */
    KT_SENSE_RANK,     /* rank: place, Platz, место */
    KT_SENSE_PARTNER,  /* partner: what is ranked, by turnover */
    KT_SENSE_BUYER,
    KT_SENSE_SUPPLIER,
    KT_SENSE_LIST, /* ranking lists */
    KT_SENSE_LARGEST,
    KT_SENSE_PRODUCT,
    KT_SENSE_SAY,
    KT_SENSE_OFFICE, /* statistical office, customs */
    KT_SENSE_STATISTICS,
    KT_SENSE_OFFICE_OF, /* officeof DEU: Destatis */
    KT_SENSE_PERSON,    /* minister, ambassador */
    KT_SENSE_COUNTRY,
    KT_SENSE_ADJECTIVE,
    KT_SENSE_PEOPLE,
    KT_SENSE_CAPITAL,
    KT_SENSE_BLOC,
    KT_SENSE_WORLD,
    KT_SENSE_CONNECT,      /* but, while: begins a new part of a sentence */
    KT_SENSE_ABBREVIATION, /* a point behind it ends no sentence */
    KT_SENSE_LANGUAGE,     /* words that tell the language */
    KT_SENSE_STOP,         /* a line that ends the article */
    KT_SENSE_LINE,         /* a line before the article that is no headline */
    KT_SENSE_AGENCY,
    KT_SENSE_EACH,    /* per tonne, each */
    KT_SENSE_MARKET,  /* market: "on the Russian market" is to Russia */
    KT_SENSE_IT,      /* it: stands for what the sentence before spoke of */
    KT_SENSE_EARLIER, /* earlier: "two years earlier" */
    KT_SENSE_RIVAL,   /* rival: in a ranking, who else is named */
    KT_SENSE_ALL,     /* all: the whole of a country's trade */
    KT_SENSE_BOTH,    /* both: bilateral, mutual */
    KT_SENSE_AND,
    KT_SENSE_IN,           /* in: where something is */
    KT_SENSE_VALUE,        /* value: "goods worth", "im Wert von" */
    KT_SENSE_DATE_LINE,    /* dateline: words around the date of publication */
    KT_SENSE_FOR,          /* for: "for Belarus", whose view is taken */
    KT_SENSE_MANY,         /* many: before a scale or a number in words: "several billion" */
    KT_SENSE_CAUSE,        /* due to, wegen: what follows is why, not what */
    KT_SENSE_TRADER,       /* trader: who trades, "Exporteure" */
    KT_SENSE_FIGURE,       /* what a figure told before is called: "the amount" */
    KT_SENSE_IN_A_ROW,     /* inarow: so many months one behind the other */
    KT_SENSE_RESPECTIVELY, /* rates in the order of the amounts before them */
    KT_SENSE_IF,
    KT_SENSE_CURRENT,   /* what there is now: "from the current 12 billion" */
    KT_SENSE_PRESENT,   /* present: a share or rank that holds now has no period */
    KT_SENSE_OF,        /* of: behind a rate, before the whole it is a share of */
    KT_SENSE_STANDARD,  /* standard: "the level of": 98 % of it is a growth of -2 % */
    KT_SENSE_CONTINENT, /* continent EU: "European", where the EU is spoken of */
    KT_SENSE_UNION,     /* union: the bloc named last */
    KT_SENSE_QUANTITY,  /* quantity: growth in tonnes or pieces */
    KT_SENSE_SINCE,     /* since: before a year, from which on something holds */
    KT_SENSE_RECORD,    /* the highest, the former low: a year told with it is looked back at */
    KT_SENSE_YEAR_BEFORE, /* of the relative years: before the one spoken of, not last year */
    KT_SENSE_AVERAGE,     /* of several years: a rate with it is no growth of one */
    KT_SENSE_YEARLY,      /* a year, behind a rate: the same */
    KT_SENSE_MEMBERS,     /* with the members: of a bloc, as a whole */
    KT_SENSE_HOME,        /* home: "the country": whose report it is */
    KT_SENSE_NEUTRAL,     /* neutral: names no flow, though a word of it does: "trade war" */
    KT_SENSE_DEAL,        /* deal: what is agreed to be delivered is no trade yet */
    KT_SENSE_REGION,      /* region: Asia: neither country nor bloc */
    KT_SENSE_COUNT,       /* count: the number of something: no amount of trade */
    KT_SENSE_RATE_BASE,   /* ratebase: between a rate and the year it is compared with */
    KT_SENSE_LAST,        /* last: "the last three months of 2009" */
    KT_SENSE_CAPTION,     /* caption: a line inside the article that is no part of it */
    KT_SENSE_EXAMPLE,     /* example: before goods that are only some of those told of */
    KT_SENSE_GROUP,       /* group 143: whose partners are ranked, by UN M49; 0 has no code */
    KT_SENSE_BEYOND,      /* beyond EU: all partners but the bloc's members */
    KT_SENSE_UPDATED,     /* updated: the date behind it is not that of publication */
    KT_SENSE_AMONG,       /* among: before a group of partners */
    KT_SENSE_MOSTLY,      /* mostly: "for the greater part to China" is no end of the whole */
    KT_SENSE_ONCE,        /* once: a time without a year: "before the war" */
    KT_SENSE_EVENT,       /* event: a war, sanctions, a summit: countries behind it are of it */
    KT_SENSE_REGIONAL,    /* regional: adjectives of a region: "Asian exports" */
    KT_SENSE_HAVE,        /* have: who has, runs or posts a surplus or a deficit */
    KT_N_SENSES
} kt_sense;

typedef struct kt_meaning {
    uint8_t sense;     /* kt_sense */
    uint8_t name_form; /* kt_name_form of a country */
    uint32_t code;     /* country, currency, product (an index) */
    double value;      /* number, or the modifier's kt_modifier */
    const char *text;  /* what stood behind the section's name */
} kt_meaning;

/* A phrase found: tokens first to first + n - 1. */
typedef struct kt_mark {
    int32_t first;
    uint16_t n;
    uint8_t part;      /* 1: only a part of a compound word */
    uint8_t next_same; /* 1: the next mark has the same tokens */
    kt_meaning meaning;
} kt_mark;

enum { KT_IN_PASSING = -2 };

typedef struct kt_marks {
    kt_mark *mark; /* in order of first */
    int32_t n_marks, n_room;
    int32_t *at; /* [n_tokens]: first mark that begins at the token or covers it; -1 none;
                    KT_IN_PASSING: not to be seen (passing.c) */
    int32_t at_room;
    uint64_t sense[(KT_N_SENSES + 63) / 64]; /* a bit for each that some mark has */
} kt_marks;
void kt_marks_clear(kt_marks *marks);

typedef struct kt_lexicon kt_lexicon;

/* Errors: KT_ERR_FORMAT with file and line; KT_ERR_MISSING; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_lexicon_open(kt_resources *resources, const kt_countries *countries,
                                      const kt_blocs *blocs, kt_lexicon **out, kt_error *err);
void kt_lexicon_close(kt_lexicon *lexicon);
const kt_tongues *kt_lexicon_tongues(const kt_lexicon *lexicon);

/* Find the phrases of a tongue in the tokens: at every place the longest, and all meanings it
 * has. Memory of *marks is used again. */
KT_MUST_USE kt_status kt_lexicon_mark(const kt_lexicon *lexicon, int tongue,
                                      const kt_tokens *tokens, kt_marks *marks, kt_error *err);
/* The first meaning of a sense that a phrase beginning at the token has, longest first; the
 * number of its tokens or 0. */
int kt_lexicon_at(const kt_lexicon *lexicon, int tongue, const kt_tokens *tokens, int32_t t,
                  kt_sense sense, kt_meaning *out);

#endif
