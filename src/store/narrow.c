/* narrow.c: see narrow.h. */
#include "narrow.h"

#include <kontor/checked.h>
#include <kontor/flow.h>
#include <kontor/memory.h>

#include <string.h>

kt_status kt_narrow_room(kt_narrow *numbers, int64_t room, kt_error *err)
{
    return kt_resize(&numbers->low, room, sizeof *numbers->low, err);
}

void kt_narrow_reset(kt_narrow *numbers)
{
    numbers->n_wide = 0;
}

void kt_narrow_clear(kt_narrow *numbers)
{
    kt_free(numbers->wide);
    kt_free(numbers->low);
    *numbers = (kt_narrow){0};
}

/* ---- putting -------------------------------------------------------------------------------
 */

static kt_status set_aside(kt_narrow *numbers, int64_t at, int64_t number, kt_error *err)
{
    if (numbers->n_wide == numbers->n_wide_room) {
        const int64_t room = numbers->n_wide_room ? numbers->n_wide_room * 3 / 2 : 1024;
        KT_TRY(kt_resize(&numbers->wide, room, sizeof *numbers->wide, err));
        numbers->n_wide_room = room;
    }
    numbers->wide[numbers->n_wide++] = (kt_wide_number){at, number};
    return KT_OK;
}

kt_status kt_narrow_put(kt_narrow *numbers, int64_t at, const int64_t *number, int64_t n,
                        kt_error *err)
{
    uint32_t *low = numbers->low + at;
    if (!kt_narrow_all(number, n, low))
        return KT_OK;
    for (int64_t i = 0; i < n; i++)
        if (low[i] == KT_NARROW_WIDE)
            KT_TRY(set_aside(numbers, at + i, number[i], err));
    return KT_OK;
}

void kt_narrow_put_none(kt_narrow *numbers, int64_t at, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        numbers->low[at + i] = KT_NARROW_NONE;
}

kt_status kt_narrow_copy(kt_narrow *numbers, int64_t at, const kt_narrow *other, int64_t from,
                         int64_t n, kt_error *err)
{
    memcpy(numbers->low + at, other->low + from, (size_t)n * sizeof *numbers->low);
    for (int64_t i = 0; i < n; i++)
        if (other->low[from + i] == KT_NARROW_WIDE)
            KT_TRY(set_aside(numbers, at + i, kt_narrow_at(other, from + i), err));
    return KT_OK;
}

/* ---- getting -------------------------------------------------------------------------------
 */

int64_t kt_narrow_at(const kt_narrow *numbers, int64_t at)
{
    const uint32_t low = numbers->low[at];
    if (low < KT_NARROW_NONE)
        return low;
    if (low == KT_NARROW_NONE)
        return KT_NONE;
    int64_t begin = 0, end = numbers->n_wide;
    while (end - begin > 1) {
        const int64_t middle = begin + (end - begin) / 2;
        if (numbers->wide[middle].at <= at)
            begin = middle;
        else
            end = middle;
    }
    return numbers->wide[begin].number;
}

void kt_narrow_get(const kt_narrow *numbers, int64_t at, int64_t n, int64_t *out)
{
    if (!kt_widen_all(numbers->low + at, n, out))
        return;
    for (int64_t i = 0; i < n; i++)
        if (numbers->low[at + i] == KT_NARROW_WIDE)
            out[i] = kt_narrow_at(numbers, at + i);
}

int64_t kt_narrow_sum(const kt_narrow *numbers, int64_t at, int64_t n, bool *fits)
{
    int64_t sum;
    if (n <= INT32_MAX && kt_narrow_sum_all(numbers->low + at, n, &sum))
        return sum;
    sum = 0;
    for (int64_t i = 0; i < n; i++) {
        const int64_t number = kt_narrow_at(numbers, at + i);
        if (number == KT_NONE)
            return KT_NONE;
        *fits &= kt_i64_add(sum, number, &sum);
    }
    return sum;
}
