/* lexicon_table.h: the phrases of a language, by their first word. Internal to the lexicon.
 *
 *     lexicon_table.c  keys and phrases
 *     lexicon.c        lang/claims_*.txt and the tables, into phrases
 *     lexicon_names.c  names of countries
 *     lexicon_find.c   phrases in a text */
#ifndef CLAIM_LEXICON_TABLE_H
#define CLAIM_LEXICON_TABLE_H

#include "lexicon.h"

#include <kontor/arena.h>

enum { KT_SEEN_BITS = 19 };
enum { KT_WORD_WHOLE = 1, KT_WORD_STEM = 2, KT_WORD_ENDING = 3 };

typedef struct kt_lexicon_word {
    const char *text;
    uint16_t size;
    uint8_t how; /* KT_WORD_WHOLE, ... */
} kt_lexicon_word;

typedef struct kt_lexicon_phrase {
    const kt_lexicon_word *word;
    uint16_t n_words;
    uint8_t gap; /* 1: three words, the second of them a gap */
    uint8_t
        exact_case; /* 1: only where the first word begins with a capital, 2: is all capitals */
    bool before_flow; /* only where "exports" or the like follows */
    int32_t next;     /* with the same key; -1 ends */
    kt_meaning meaning;
} kt_lexicon_phrase;

typedef struct kt_lexicon_key {
    uint64_t hash; /* 0: empty */
    int32_t first; /* phrase */
} kt_lexicon_key;

typedef struct kt_lexicon_table {
    kt_lexicon_key *key;
    size_t n_room, n_keys; /* room is a power of two */
    /* A bit for each key's hash: most words have none, and this fits where the keys do not. */
    uint64_t seen[1 << (KT_SEEN_BITS - 6)];
    kt_lexicon_phrase *phrase;
    int32_t n_phrases, phrase_room;
} kt_lexicon_table;

struct kt_lexicon {
    kt_arena arena;
    kt_tongues tongues;
    kt_lexicon_table table[KT_MAX_TONGUES];
};

#define KT_LEXICON_HASH_START UINT64_C(0xCBF29CE484222325)
uint64_t kt_lexicon_hash_end(uint64_t hash, uint8_t how);
/* The first phrase of a key, -1 none. */
int32_t kt_lexicon_find_key(const kt_lexicon_table *t, uint64_t hash);
/* Room for one key more. */
KT_MUST_USE kt_status kt_lexicon_grow(kt_lexicon_table *t, kt_error *err);
KT_MUST_USE kt_status kt_lexicon_add_phrase(kt_lexicon_table *t,
                                            const kt_lexicon_phrase *new_phrase, kt_error *err);

typedef struct kt_lexicon_builder {
    kt_lexicon *lexicon;
    kt_tokens tokens; /* of one phrase */
    bool before_flow; /* what is added next */
    const kt_countries *countries;
    kt_status status;
    kt_error *err;
} kt_lexicon_builder;

/* A phrase as lang/claims_*.txt writes it, with asterisks and the signs for capitals. */
KT_MUST_USE kt_status kt_lexicon_add_text(kt_lexicon_builder *b, int tongue, kt_slice text,
                                          const kt_meaning *meaning, kt_error *err);
/* All names of the countries; b->status says whether it went well. */
void kt_lexicon_add_names(kt_lexicon_builder *b);
/* Without the preposition and the article that a form carries. */
kt_slice kt_name_without_lead(kt_slice text);

#endif
