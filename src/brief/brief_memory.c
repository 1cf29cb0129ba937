/* brief_memory.c: a table of chains. Nothing leaves it one by one: where it has grown beyond
 * its limit it is emptied before the next brief, so that a brief under way may point into it.
 */
#include "brief_memory.h"

#include <kontor/digest.h>
#include <kontor/memory.h>

#include <string.h>

enum { N_CHAINS = 4096 };

typedef struct known {
    struct known *next;
    kt_memory_key key;
    void *what;
    void (*free_what)(void *);
} known;

struct kt_brief_memory {
    size_t limit, bytes;
    known *chain[N_CHAINS];
};

kt_status kt_brief_memory_new(size_t limit, kt_brief_memory **out, kt_error *err)
{
    KT_TRY(kt_new(out, 1, sizeof **out, err));
    (*out)->limit = limit;
    return KT_OK;
}

static void forget(kt_brief_memory *memory)
{
    for (int c = 0; c < N_CHAINS; c++)
        while (memory->chain[c]) {
            known *first = memory->chain[c];
            memory->chain[c] = first->next;
            first->free_what(first->what);
            kt_free(first);
        }
    memory->bytes = 0;
}

void kt_brief_memory_free(kt_brief_memory *memory)
{
    if (memory)
        forget(memory);
    kt_free(memory);
}

size_t kt_brief_memory_bytes(const kt_brief_memory *memory)
{
    return memory->bytes;
}

void kt_memory_tidy(kt_brief_memory *memory)
{
    if (memory->bytes > memory->limit)
        forget(memory);
}

static size_t chain_of(const kt_memory_key *key)
{
    const uint64_t part[] = {(uint64_t)key->kind | (uint64_t)key->measure << 8 |
                                 (uint64_t)key->side << 16 | (uint64_t)key->year << 32,
                             (uint64_t)key->dataset,
                             (uint64_t)key->country.code | (uint64_t)key->partner.code << 32,
                             (uint64_t)(uintptr_t)key->bloc};
    return (size_t)(kt_digest_block(part, sizeof part) % N_CHAINS);
}

static bool is_same(const kt_memory_key *x, const kt_memory_key *y)
{
    return x->kind == y->kind && x->dataset == y->dataset &&
           x->country.code == y->country.code && x->partner.code == y->partner.code &&
           x->year == y->year && x->bloc == y->bloc && x->measure == y->measure &&
           x->side == y->side;
}

const void *kt_memory_find(const kt_brief_memory *memory, const kt_memory_key *key)
{
    const known *at = memory->chain[chain_of(key)];
    while (at && !is_same(&at->key, key))
        at = at->next;
    return at ? at->what : NULL;
}

kt_status kt_memory_keep(kt_brief_memory *memory, const kt_memory_key *key, void *what,
                         size_t bytes, void (*free_what)(void *), kt_error *err)
{
    known *added = NULL;
    known **chain = &memory->chain[chain_of(key)];
    const kt_status status = kt_new(&added, 1, sizeof *added, err);
    if (status) {
        free_what(what);
        return status;
    }
    *added = (known){*chain, *key, what, free_what};
    *chain = added;
    memory->bytes += bytes + sizeof *added;
    return KT_OK;
}
