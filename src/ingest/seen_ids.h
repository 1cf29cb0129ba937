/* seen_ids.h: which ids of cited facts an import has met, and where: the same id twice in one
 * import is refused, as the same key of a flow is. Internal to src/ingest. */
#ifndef KONTOR_INGEST_SEEN_IDS_H
#define KONTOR_INGEST_SEEN_IDS_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdint.h>

typedef struct kt_seen_id {
    uint64_t hash; /* 0: free */
    int64_t place; /* file number << 40 | line */
} kt_seen_id;

/* In the caller's storage, starts as {0}. */
typedef struct kt_seen_ids {
    kt_seen_id *slot;
    int64_t n_slots, n_ids;
} kt_seen_ids;

void kt_seen_ids_clear(kt_seen_ids *ids);

/* Note an id of a kind of record; *before is where it was met already, 0: nowhere. Two ids are
 * taken for the same when 64 bits of their digests agree, which chance does not bring about. */
KT_MUST_USE kt_status kt_seen_ids_add(kt_seen_ids *ids, const char *kind, kt_slice id,
                                      int64_t place, int64_t *before, kt_error *err);

#endif
