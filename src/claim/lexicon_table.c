/* lexicon_table.c: phrases hang on the hash of their first word: of the word, of its stem
 * before
 * "*", or of its end behind "*". */
#include "lexicon_table.h"

#include <kontor/memory.h>

static uint64_t hash_add(uint64_t hash, const char *text, size_t size)
{
    for (size_t n = 0; n < size; n++)
        hash = (hash ^ (unsigned char)text[n]) * UINT64_C(0x100000001B3);
    return hash;
}

uint64_t kt_lexicon_hash_end(uint64_t hash, uint8_t how)
{
    hash ^= hash >> 29;
    hash = (hash ^ how) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 32;
    return hash ? hash : 1;
}

int32_t kt_lexicon_find_key(const kt_lexicon_table *t, uint64_t hash)
{
    const uint64_t bit = hash >> (64 - KT_SEEN_BITS);
    if (!(t->seen[bit / 64] >> bit % 64 & 1))
        return -1;
    for (size_t at = hash & (t->n_room - 1);; at = (at + 1) & (t->n_room - 1)) {
        if (t->key[at].hash == hash)
            return t->key[at].first;
        if (t->key[at].hash == 0)
            return -1;
    }
}

static kt_lexicon_key *place_key(kt_lexicon_table *t, uint64_t hash)
{
    size_t at = hash & (t->n_room - 1);
    while (t->key[at].hash != 0 && t->key[at].hash != hash)
        at = (at + 1) & (t->n_room - 1);
    return &t->key[at];
}

kt_status kt_lexicon_grow(kt_lexicon_table *t, kt_error *err)
{
    kt_lexicon_key *const old = t->key;
    const size_t n_old = t->n_room;
    if (n_old && (t->n_keys + 1) * 2 < n_old)
        return KT_OK;
    const size_t n_room = n_old ? n_old * 2 : 4096;
    kt_lexicon_key *bigger;
    KT_TRY(kt_new(&bigger, n_room, sizeof *bigger, err));
    t->key = bigger;
    t->n_room = n_room;
    for (size_t n = 0; n < n_old; n++)
        if (old[n].hash)
            *place_key(t, old[n].hash) = old[n];
    kt_free(old);
    return KT_OK;
}

kt_status kt_lexicon_add_phrase(kt_lexicon_table *t, const kt_lexicon_phrase *new_phrase,
                                kt_error *err)
{
    KT_TRY(kt_lexicon_grow(t, err));
    if (t->n_phrases == t->phrase_room) {
        const int32_t room = t->phrase_room * 2 + 1024;
        KT_TRY(kt_resize(&t->phrase, room, sizeof *t->phrase, err));
        t->phrase_room = room;
    }
    const kt_lexicon_word *first = &new_phrase->word[0];
    const uint64_t hash = kt_lexicon_hash_end(
        hash_add(KT_LEXICON_HASH_START, first->text, first->size), first->how);
    kt_lexicon_key *place = place_key(t, hash);
    if (place->hash == 0) {
        const uint64_t bit = hash >> (64 - KT_SEEN_BITS);
        t->seen[bit / 64] |= UINT64_C(1) << bit % 64;
        *place = (kt_lexicon_key){hash, -1};
        t->n_keys++;
    }
    kt_lexicon_phrase *added = &t->phrase[t->n_phrases];
    *added = *new_phrase;
    added->next = place->first;
    place->first = t->n_phrases++;
    return KT_OK;
}
