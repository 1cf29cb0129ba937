/* covariates_texts.c: a set of texts by hashing; at most half of the slots are taken. */
#include "covariates_texts.h"

#include <kontor/digest.h>
#include <kontor/memory.h>

#include <string.h>

enum { FIRST_SLOTS = 64 };

static kt_slice text_at(const kt_texts *texts, uint32_t n)
{
    const uint32_t begin = n ? texts->end[n - 1] : 0;
    return (kt_slice){texts->bytes.data + begin, texts->end[n] - begin};
}

static uint32_t slot_of(const kt_texts *texts, kt_slice text)
{
    uint32_t slot = (uint32_t)kt_digest_block(text.data, text.size) & (texts->n_slots - 1);
    while (texts->slot[slot] && !kt_slice_equal(text_at(texts, texts->slot[slot] - 1), text))
        slot = (slot + 1) & (texts->n_slots - 1);
    return slot;
}

static kt_status grow(kt_texts *texts, kt_error *err)
{
    const uint32_t n_slots = texts->n_slots ? 2 * texts->n_slots : FIRST_SLOTS;
    uint32_t *fresh = NULL;

    KT_TRY(kt_new(&fresh, n_slots, sizeof *fresh, err));
    kt_free(texts->slot);
    texts->slot = fresh;
    texts->n_slots = n_slots;
    for (uint32_t n = 0; n < texts->n_texts; n++)
        texts->slot[slot_of(texts, text_at(texts, n))] = n + 1;
    return KT_OK;
}

kt_status kt_texts_add(kt_texts *texts, kt_slice text, uint32_t *out, kt_error *err)
{
    if (2 * texts->n_texts >= texts->n_slots)
        KT_TRY(grow(texts, err));
    const uint32_t slot = slot_of(texts, text);
    if (!texts->slot[slot]) {
        if (texts->n_texts == texts->room) {
            const uint32_t room = texts->room ? 2 * texts->room : FIRST_SLOTS;
            KT_TRY(kt_resize(&texts->end, room, sizeof *texts->end, err));
            texts->room = room;
        }
        // kt_text holds at most KT_MAX_TEXT bytes, which 32 bits count.
        KT_TRY(kt_text_add_slice(&texts->bytes, text, err));
        texts->end[texts->n_texts++] = (uint32_t)texts->bytes.size;
        texts->slot[slot] = texts->n_texts;
    }
    *out = texts->slot[slot] - 1;
    return KT_OK;
}

void kt_texts_clear(kt_texts *texts)
{
    kt_free(texts->slot);
    kt_free(texts->end);
    kt_text_clear(&texts->bytes);
    *texts = (kt_texts){0};
}
