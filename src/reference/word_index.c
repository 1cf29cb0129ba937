/* word_index.c: a sorted array; small tables, many reads, no writes after the first. */
#include "word_index.h"

#include <kontor/memory.h>

#include "fold.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void kt_word_index_clear(kt_word_index *index)
{
    kt_free(index->entry);
    *index = (kt_word_index){0};
}

static uint64_t start_of(const char *key, size_t size)
{
    uint64_t start = 0;
    for (size_t n = 0; n < 8; n++)
        start = start << 8 | (n < size ? (unsigned char)key[n] : 0u);
    return start;
}

kt_status kt_word_index_add(kt_word_index *index, kt_arena *arena, const char *shown,
                            int32_t value, int32_t rank, kt_error *err)
{
    const kt_slice text = kt_slice_of(shown);
    char *key = NULL;

    assert(!index->sorted);
    if (text.size == 0)
        return KT_OK;
    KT_TRY(kt_arena_new(arena, &key, text.size, 1, err));
    const size_t size = kt_fold_text(text, KT_FOLD_LETTERS, key);
    if (size == 0)
        return KT_OK;
    if (index->n_entries == index->room) {
        const int64_t room = index->room ? index->room * 2 : 256;
        KT_TRY(kt_resize(&index->entry, room, sizeof *index->entry, err));
        index->room = room;
    }
    index->entry[index->n_entries++] = (kt_word_entry){.key = {key, size},
                                                       .start = start_of(key, size),
                                                       .shown = shown,
                                                       .value = value,
                                                       .rank = rank};
    return KT_OK;
}

static int compare_keys(kt_slice a, kt_slice b)
{
    const size_t shorter = a.size < b.size ? a.size : b.size;
    const int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    if (order != 0)
        return order;
    return (a.size > b.size) - (a.size < b.size);
}

static int compare_entries(const void *left, const void *right)
{
    const kt_word_entry *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    const int order = compare_keys(a->key, b->key);
    if (order != 0)
        return order;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return strcmp(a->shown, b->shown);
}

void kt_word_index_sort(kt_word_index *index)
{
    index->sorted = 1;
    if (index->n_entries == 0)
        return;
    qsort(index->entry, (size_t)index->n_entries, sizeof *index->entry, compare_entries);
    int64_t kept = 1;
    for (int64_t n = 1; n < index->n_entries; n++) {
        const kt_word_entry *before = &index->entry[kept - 1], *entry = &index->entry[n];
        if (entry->value != before->value || compare_keys(entry->key, before->key) != 0)
            index->entry[kept++] = *entry;
    }
    index->n_entries = kept;
}

int64_t kt_word_index_find(const kt_word_index *index, kt_slice key, int64_t *first)
{
    int64_t low = 0, high = index->n_entries;

    assert(index->sorted);
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (compare_keys(index->entry[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    while (low < index->n_entries && compare_keys(index->entry[low].key, key) == 0)
        low++;
    return low - *first;
}

int64_t kt_word_index_firmest(const kt_word_index *index, kt_slice text, int32_t value[],
                              int64_t most)
{
    char folded[KT_LONGEST_NAME];
    int64_t first = 0, n_values = 0;
    int32_t rank = INT32_MAX;

    if (text.size == 0 || text.size > sizeof folded)
        return 0;
    const kt_slice key = {folded, kt_fold_text(text, KT_FOLD_LETTERS, folded)};
    if (key.size == 0)
        return 0;
    const int64_t n = kt_word_index_find(index, key, &first);
    for (int64_t e = first; e < first + n; e++) {
        if (index->entry[e].rank < rank)
            rank = index->entry[e].rank;
    }
    for (int64_t e = first; e < first + n && n_values < most; e++) {
        if (index->entry[e].rank == rank)
            value[n_values++] = index->entry[e].value;
    }
    return n_values;
}
