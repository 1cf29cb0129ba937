/* word_list.c: a hash table of texts that remembers what it was asked last. */
#include "word_list.h"

#include <kontor/digest.h>
#include <kontor/memory.h>

#include <string.h>

enum { MOST_WORDS = 1 << 30 };

static bool is_word(const kt_word_list *list, int32_t n, kt_slice text)
{
    return list->size[n] == text.size && memcmp(list->word[n], text.data, text.size) == 0;
}

/* Short texts are read as one number; the rest by xxhash. */
static uint64_t hash_of(kt_slice text)
{
    uint64_t x = text.size;
    if (text.size > 8)
        return kt_digest_block(text.data, text.size);
    uint64_t bytes = 0;
    if (text.size)
        memcpy(&bytes, text.data, text.size);
    x = (x + bytes) * UINT64_C(0x9e3779b97f4a7c15);
    x ^= x >> 32;
    return x * UINT64_C(0xd6e8feb86659fd93) ^ x >> 29;
}

static kt_status grow_slots(kt_word_list *list, kt_error *err)
{
    const uint32_t n = list->n_slots ? 2 * list->n_slots : 64;
    int32_t *slot = NULL;
    KT_TRY(kt_new(&slot, n, sizeof *slot, err));
    for (int32_t w = 0; w < list->n_words; w++) {
        uint32_t s = (uint32_t)list->hash[w] & (n - 1);
        while (slot[s])
            s = (s + 1) & (n - 1);
        slot[s] = w + 1;
    }
    kt_free(list->slot);
    list->slot = slot;
    list->n_slots = n;
    return KT_OK;
}

static kt_status append(kt_word_list *list, kt_slice text, uint64_t hash, kt_error *err)
{
    if (list->n_words == MOST_WORDS || text.size > UINT32_MAX)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d distinct texts in a column",
                       MOST_WORDS);
    if (list->n_words == list->n_room) {
        const int32_t room = list->n_room ? 2 * list->n_room : 32;
        KT_TRY(kt_resize(&list->word, room, sizeof *list->word, err));
        KT_TRY(kt_resize(&list->size, room, sizeof *list->size, err));
        KT_TRY(kt_resize(&list->hash, room, sizeof *list->hash, err));
        list->n_room = room;
    }
    KT_TRY(kt_arena_text(&list->texts, text.data, text.size, &list->word[list->n_words], err));
    list->size[list->n_words] = (uint32_t)text.size;
    list->hash[list->n_words++] = hash;
    return KT_OK;
}

kt_status kt_word_list_add(kt_word_list *list, kt_slice text, int32_t *out, kt_error *err)
{
    if (list->n_words > 0 && is_word(list, list->last, text)) {
        *out = list->last;
        return KT_OK;
    }
    if (2 * (uint32_t)list->n_words >= list->n_slots)
        KT_TRY(grow_slots(list, err));
    const uint64_t hash = hash_of(text);
    uint32_t s = (uint32_t)hash & (list->n_slots - 1);
    for (; list->slot[s]; s = (s + 1) & (list->n_slots - 1)) {
        const int32_t w = list->slot[s] - 1;
        if (list->hash[w] == hash && is_word(list, w, text)) {
            *out = list->last = w;
            return KT_OK;
        }
    }
    KT_TRY(append(list, text, hash, err));
    list->slot[s] = list->n_words;
    *out = list->last = list->n_words - 1;
    return KT_OK;
}

void kt_word_list_clear(kt_word_list *list)
{
    kt_free(list->slot);
    kt_free(list->hash);
    kt_free(list->size);
    kt_free(list->word);
    kt_arena_clear(&list->texts);
    *list = (kt_word_list){0};
}
