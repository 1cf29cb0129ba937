/* word_index.h: from folded texts to what they may mean, sorted for bisection.
 *
 * The same text may stand there for several things, some more firmly than others: "Niger" is
 * Niger's name and, in German, no genitive of anything; the lower rank wins. */
#ifndef REFERENCE_WORD_INDEX_H
#define REFERENCE_WORD_INDEX_H

#include <kontor/arena.h>
#include <kontor/error.h>
#include <kontor/text.h>

#include <stdint.h>

typedef struct kt_word_entry {
    kt_slice key;      /* folded */
    uint64_t start;    /* its first eight bytes, highest first: most comparisons end there */
    const char *shown; /* as written, for messages */
    int32_t value;     /* what it means: a place in the owner's table */
    int32_t rank;      /* 0 is the firmest */
} kt_word_entry;

/* Entries lie in memory of their own, keys in the owner's arena; starts as {0}. */
typedef struct kt_word_index {
    kt_word_entry *entry;
    int64_t n_entries, room;
    int sorted;
} kt_word_index;

void kt_word_index_clear(kt_word_index *index);
/* `shown` must live as long as the index; empty keys are left out. Only before sorting. */
KT_MUST_USE kt_status kt_word_index_add(kt_word_index *index, kt_arena *arena,
                                        const char *shown, int32_t value, int32_t rank,
                                        kt_error *err);
/* By key and value; the same thing twice under a key is kept once, with its firmest rank. */
void kt_word_index_sort(kt_word_index *index);
/* Entries whose key is `key`: the first and how many. */
int64_t kt_word_index_find(const kt_word_index *index, kt_slice key, int64_t *first);
/* What `text` stands for most firmly: at most `most` values; returns how many. */
int64_t kt_word_index_firmest(const kt_word_index *index, kt_slice text, int32_t value[],
                              int64_t most);

/* Longer texts are nobody's name and are not looked up. */
enum { KT_LONGEST_NAME = 200 };

#endif
