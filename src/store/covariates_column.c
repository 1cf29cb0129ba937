/* covariates_column.c: cells of a column in the shortest of five exact ways. */
#include "covariates_column.h"

#include <kontor/memory.h>

#include "bytes.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { MOST_DISTINCT = 65536, SLOTS = 4 * MOST_DISTINCT, MOST_SMALL = 256 };

static uint64_t bits_of(double value)
{
    uint64_t bits;
    if (isnan(value))
        value = NAN; // all that is missing is one value
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint32_t float_bits(double value)
{
    const float narrow = (float)value;
    uint32_t bits;
    memcpy(&bits, &narrow, sizeof bits);
    return bits;
}

static double float_of(uint32_t bits)
{
    float narrow;
    memcpy(&narrow, &bits, sizeof narrow);
    return (double)narrow;
}

static uint64_t cell_bytes(kt_cells_kind kind)
{
    switch (kind) {
    case KT_CELLS_CONSTANT:
        return 0;
    case KT_CELLS_SMALL:
        return 1;
    case KT_CELLS_MIDDLE:
        return 2;
    case KT_CELLS_SINGLE:
        return 4;
    case KT_CELLS_DOUBLE:
        break;
    }
    return 8;
}

bool kt_cells_size(const kt_cells *cells, uint64_t *size)
{
    const uint32_t n = cells->n_distinct;
    switch (cells->kind) {
    case KT_CELLS_CONSTANT:
        if (n != 1)
            return false;
        break;
    case KT_CELLS_SMALL:
        if (n < 1 || n > MOST_SMALL)
            return false;
        break;
    case KT_CELLS_MIDDLE:
        if (n < 1 || n > MOST_DISTINCT)
            return false;
        break;
    case KT_CELLS_SINGLE:
    case KT_CELLS_DOUBLE:
        if (n != 0)
            return false;
        break;
    default:
        return false;
    }
    *size = 8 * (uint64_t)n + cell_bytes(cells->kind) * (uint64_t)cells->n_rows;
    return true;
}

void kt_cells_work_clear(kt_cells_work *work)
{
    kt_free(work->used);
    kt_free(work->distinct);
    kt_free(work->place);
    kt_free(work->bits);
    *work = (kt_cells_work){0};
}

static kt_status need_work(kt_cells_work *work, kt_error *err)
{
    if (work->used)
        return KT_OK;
    if (!work->bits)
        KT_TRY(kt_new(&work->bits, SLOTS, sizeof *work->bits, err));
    if (!work->place)
        KT_TRY(kt_new(&work->place, SLOTS, sizeof *work->place, err));
    if (!work->distinct)
        KT_TRY(kt_new(&work->distinct, MOST_DISTINCT, sizeof *work->distinct, err));
    return kt_new(&work->used, MOST_DISTINCT, sizeof *work->used, err);
}

/* The slot of a value, taken or free. */
static uint32_t slot_of(const kt_cells_work *work, uint64_t bits)
{
    uint64_t hash = bits * UINT64_C(0x9E3779B97F4A7C15);
    uint32_t slot = (uint32_t)(hash >> 40) % SLOTS;
    while (work->place[slot] && work->bits[slot] != bits)
        slot = (slot + 1) % SLOTS;
    return slot;
}

/* How many values differ; MOST_DISTINCT + 1 for more than that. They are numbered in the order
 * they come. */
static uint32_t count_distinct(const double *value, int64_t n, kt_cells_work *work)
{
    uint32_t n_distinct = 0;
    for (int64_t r = 0; r < n; r++) {
        const uint64_t bits = bits_of(value[r]);
        const uint32_t slot = slot_of(work, bits);
        if (work->place[slot])
            continue;
        if (n_distinct == MOST_DISTINCT)
            return MOST_DISTINCT + 1;
        work->distinct[n_distinct] = double_of(bits);
        work->used[n_distinct] = slot;
        work->bits[slot] = bits;
        work->place[slot] = ++n_distinct;
    }
    return n_distinct;
}

static bool all_single(const double *value, int64_t n)
{
    for (int64_t r = 0; r < n; r++)
        if (!isnan(value[r]) &&
            (fabs(value[r]) > (double)FLT_MAX || (double)(float)value[r] != value[r]))
            return false;
    return true;
}

static kt_cells choose(const double *value, int64_t n, uint32_t n_distinct)
{
    const uint64_t rows = (uint64_t)n, table = 8 * (uint64_t)n_distinct;
    kt_cells best = {KT_CELLS_DOUBLE, 0, 0, n};
    uint64_t size = 8 * rows;

    if (all_single(value, n)) {
        best.kind = KT_CELLS_SINGLE;
        size = 4 * rows;
    }
    if (n_distinct <= MOST_DISTINCT && table + 2 * rows < size) {
        best.kind = KT_CELLS_MIDDLE;
        size = table + 2 * rows;
    }
    if (n_distinct <= MOST_SMALL && table + rows < size)
        best.kind = KT_CELLS_SMALL;
    if (n_distinct == 1)
        best.kind = KT_CELLS_CONSTANT;
    if (best.kind <= KT_CELLS_MIDDLE)
        best.n_distinct = n_distinct;
    return best;
}

static void put_cell(kt_cells_kind kind, const kt_cells_work *work, double value, uint8_t *to)
{
    switch (kind) {
    case KT_CELLS_CONSTANT:
        break;
    case KT_CELLS_SMALL:
        *to = (uint8_t)(work->place[slot_of(work, bits_of(value))] - 1);
        break;
    case KT_CELLS_MIDDLE:
        kt_put16(to, (uint16_t)(work->place[slot_of(work, bits_of(value))] - 1));
        break;
    case KT_CELLS_SINGLE:
        kt_put32(to, float_bits(value));
        break;
    case KT_CELLS_DOUBLE:
        kt_put64(to, bits_of(value));
        break;
    }
}

kt_status kt_cells_encode(const double *value, int64_t n, kt_cells_work *work, kt_bytes *out,
                          kt_cells *cells, kt_error *err)
{
    uint64_t size = 0;

    KT_TRY(need_work(work, err));
    const uint32_t n_distinct = count_distinct(value, n, work);
    const uint32_t n_used = n_distinct > MOST_DISTINCT ? MOST_DISTINCT : n_distinct;
    kt_cells chosen = choose(value, n, n_distinct);
    const bool fits = kt_cells_size(&chosen, &size);
    kt_status status = fits ? kt_bytes_reserve(out, (size_t)size, err)
                            : kt_fail(err, KT_ERR_LIMIT, "a column without cells");
    if (!status) {
        uint8_t *to = out->data + out->size;
        const uint64_t width = cell_bytes(chosen.kind);
        for (uint32_t d = 0; d < chosen.n_distinct; d++, to += 8)
            kt_put64(to, bits_of(work->distinct[d]));
        for (int64_t r = 0; r < n && width; r++, to += width)
            put_cell(chosen.kind, work, value[r], to);
        out->size += (size_t)size;
        *cells = chosen;
    }
    for (uint32_t d = 0; d < n_used; d++)
        work->place[work->used[d]] = 0;
    return status;
}

bool kt_cells_decode(const kt_cells *cells, const uint8_t *bytes, int64_t row, int64_t n,
                     double *out)
{
    const uint64_t width = cell_bytes(cells->kind);
    const uint8_t *cell = bytes + 8 * (uint64_t)cells->n_distinct + width * (uint64_t)row;

    for (int64_t r = 0; r < n; r++, cell += width) {
        uint32_t place = 0;
        switch (cells->kind) {
        case KT_CELLS_CONSTANT:
            break;
        case KT_CELLS_SMALL:
            place = *cell;
            break;
        case KT_CELLS_MIDDLE:
            place = kt_get16(cell);
            break;
        case KT_CELLS_SINGLE:
            out[r] = float_of(kt_get32(cell));
            continue;
        case KT_CELLS_DOUBLE:
            out[r] = double_of(kt_get64(cell));
            continue;
        }
        if (place >= cells->n_distinct)
            return false;
        out[r] = double_of(kt_get64(bytes + 8 * (uint64_t)place));
    }
    return true;
}
