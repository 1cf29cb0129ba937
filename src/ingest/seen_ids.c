/* seen_ids.c: ids of cited facts met so far: open addressing, at most half full. */
#include "seen_ids.h"

#include <kontor/digest.h>
#include <kontor/memory.h>

#include <string.h>

void kt_seen_ids_clear(kt_seen_ids *ids)
{
    kt_free(ids->slot);
    *ids = (kt_seen_ids){0};
}

/* Where a hash is, or would be. */
static kt_seen_id *find(kt_seen_id *slot, int64_t n_slots, uint64_t hash)
{
    uint64_t at = hash % (uint64_t)n_slots;
    while (slot[at].hash && slot[at].hash != hash)
        at = (at + 1) % (uint64_t)n_slots;
    return &slot[at];
}

static kt_status grow(kt_seen_ids *ids, kt_error *err)
{
    const int64_t n_slots = ids->n_slots ? 2 * ids->n_slots : 1024;
    kt_seen_id *slot = NULL;

    KT_TRY(kt_new(&slot, n_slots, sizeof *slot, err));
    for (int64_t at = 0; at < ids->n_slots; at++)
        if (ids->slot[at].hash)
            *find(slot, n_slots, ids->slot[at].hash) = ids->slot[at];
    kt_free(ids->slot);
    ids->slot = slot;
    ids->n_slots = n_slots;
    return KT_OK;
}

kt_status kt_seen_ids_add(kt_seen_ids *ids, const char *kind, kt_slice id, int64_t place,
                          int64_t *before, kt_error *err)
{
    if (2 * ids->n_ids >= ids->n_slots)
        KT_TRY(grow(ids, err));
    const uint64_t of_kind = kt_digest_block(kind, strlen(kind));
    const uint64_t hash = (kt_digest_block(id.data, id.size) ^ of_kind) | 1;
    kt_seen_id *slot = find(ids->slot, ids->n_slots, hash);
    *before = slot->hash ? slot->place : 0;
    if (slot->hash)
        return KT_OK;
    *slot = (kt_seen_id){hash, place};
    ids->n_ids++;
    return KT_OK;
}
