/* word_list.h: distinct texts, each with a number from 0 in order of first appearance. */
#ifndef KONTOR_FORMAT_WORD_LIST_H
#define KONTOR_FORMAT_WORD_LIST_H

#include <kontor/arena.h>
#include <kontor/text.h>

#include <stdint.h>

typedef struct kt_word_list {
    kt_arena texts;
    const char **word; /* terminated, in the arena */
    uint32_t *size;
    uint64_t *hash;
    int32_t n_words, n_room;
    int32_t *slot; /* open addressing: number + 1, 0: free */
    uint32_t n_slots;
    int32_t last; /* answered last: files are sorted */
} kt_word_list;

/* The number of a text, which is copied when it is new. Errors: KT_ERR_MEMORY; KT_ERR_LIMIT
 * more than 2^30 texts. */
KT_MUST_USE kt_status kt_word_list_add(kt_word_list *list, kt_slice text, int32_t *out,
                                       kt_error *err);
void kt_word_list_clear(kt_word_list *list);

#endif
