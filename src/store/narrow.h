/* narrow.h: many numbers in memory, four bytes each. Nearly all values and quantities lie
 * between 0 and 2^32 - 3; "missing" is marked in their place, and the few others stand aside
 * with their positions. Half the memory means half the time for its first use, which is what an
 * import waits for most. */
#ifndef KONTOR_STORE_NARROW_H
#define KONTOR_STORE_NARROW_H

#include <kontor/error.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct kt_wide_number {
    int64_t at, number;
} kt_wide_number;

typedef struct kt_narrow {
    uint32_t *low;        /* the caller knows how many, and for how many there is room */
    kt_wide_number *wide; /* by rising position */
    int64_t n_wide, n_wide_room;
} kt_narrow;

/* What low[] says of a number that is missing, and of one that stands aside. */
#define KT_NARROW_NONE UINT32_C(0xfffffffe)
#define KT_NARROW_WIDE UINT32_C(0xffffffff)

/* Room for so many; those that are there stay. */
KT_MUST_USE kt_status kt_narrow_room(kt_narrow *numbers, int64_t room, kt_error *err);
/* Forget the numbers and keep the memory. */
void kt_narrow_reset(kt_narrow *numbers);
void kt_narrow_clear(kt_narrow *numbers);

/* n numbers at a position behind all others so far; there is room. */
KT_MUST_USE kt_status kt_narrow_put(kt_narrow *numbers, int64_t at, const int64_t *number,
                                    int64_t n, kt_error *err);
/* n times "missing", likewise. */
void kt_narrow_put_none(kt_narrow *numbers, int64_t at, int64_t n);
/* n numbers of another list, from a position on, likewise; it may be the same list. */
KT_MUST_USE kt_status kt_narrow_copy(kt_narrow *numbers, int64_t at, const kt_narrow *other,
                                     int64_t from, int64_t n, kt_error *err);

/* n numbers from a position on; KT_NONE where they are missing. */
void kt_narrow_get(const kt_narrow *numbers, int64_t at, int64_t n, int64_t *out);
int64_t kt_narrow_at(const kt_narrow *numbers, int64_t at);
/* Their exact sum; KT_NONE where one is missing. *fits becomes false where the sum leaves 64
 * bits, and stays as it is else. */
int64_t kt_narrow_sum(const kt_narrow *numbers, int64_t at, int64_t n, bool *fits);

/* ---- narrow_kernel.c --------------------------------------------------------------------- */

/* To four bytes, and back. True where a number stands aside: what it is made into is then to be
 * replaced, or said elsewhere. */
bool kt_narrow_all(const int64_t *number, int64_t n, uint32_t *low);
bool kt_widen_all(const uint32_t *low, int64_t n, int64_t *out);
/* The sum of up to 2^31 numbers, if none is missing or stands aside. */
bool kt_narrow_sum_all(const uint32_t *low, int64_t n, int64_t *sum);

#endif
