/* digest.c: XXH3 by the xxhash library, which no other file includes. */
#include <kontor/digest.h>

#include <kontor/memory.h>

#include <stdio.h>

#define XXH_STATIC_LINKING_ONLY /* the size of its state, so that our memory can hold it */
#include <xxhash.h>

/* xxhash wants its state at a multiple of 64 bytes, more than our memory promises: the state
 * stands at the first such place of room. */
enum { ALIGNMENT = 64 };

struct kt_digest {
    XXH3_state_t *state;
    unsigned char room[sizeof(XXH3_state_t) + ALIGNMENT];
};

uint64_t kt_digest_block(const void *data, size_t size)
{
    return XXH3_64bits(data, size);
}

kt_status kt_digest_new(kt_digest **out, kt_error *err)
{
    kt_digest *digest = NULL;
    KT_TRY(kt_new(&digest, 1, sizeof *digest, err));
    const size_t beyond = (uintptr_t)digest->room % ALIGNMENT;
    digest->state = (XXH3_state_t *)(void *)(digest->room + (ALIGNMENT - beyond) % ALIGNMENT);
    XXH3_INITSTATE(digest->state);
    XXH3_128bits_reset(digest->state);
    *out = digest;
    return KT_OK;
}

void kt_digest_add(kt_digest *digest, const void *data, size_t size)
{
    if (size > 0)
        XXH3_128bits_update(digest->state, data, size);
}

void kt_digest_hex(const kt_digest *digest, char out[33])
{
    const XXH128_hash_t hash = XXH3_128bits_digest(digest->state);
    snprintf(out, 33, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
}

void kt_digest_free(kt_digest *digest)
{
    kt_free(digest);
}
