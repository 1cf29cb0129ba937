/* world_sums.c: sums of each country over all partners, in one walk over the columns of pairs.
 *
 * Intensity and shares need every country's total and the trade of two countries, not the
 * square of all pairs. Pairs lie exporter by exporter, so an exporter's sum is a running one,
 * and an importer's is a cell of a table that fits the nearest cache. Where the dataset keeps
 * no totals, or the filter names a country or product, the square is made and added up: the
 * same numbers, slower. */
#include <kontor/checked.h>
#include <kontor/memory.h>

#include "pair_read.h"

#include <string.h>

/* Up to MOST_SMALL values below 2^SMALL_BITS have a sum that fits 64 bits. */
enum { MOST_WANTED = 8, SMALL_BITS = 43, MOST_SMALL = 1 << 20 };

typedef struct adding {
    kt_pair_reader reader;
    kt_world_sums *sums;
    int64_t n_wanted;
    uint8_t *role;   /* by country: bit 0 left out, the rest 1 + its place among wanted */
    uint16_t *index; /* of the segment's countries among the dataset's */
    uint8_t *segment_role;
    uint8_t *has_in; /* by country: a value was there; sums->in starts at 0 */
    int64_t n_small; /* values added without a look at overflow */
    bool is_large;   /* one was too large for that, so all are looked at from now on */
} adding;

static kt_status too_large(kt_error *err)
{
    return kt_fail(err, KT_ERR_RANGE, "a sum of values does not fit 64 bits");
}

static bool add(int64_t *cell, int64_t value)
{
    if (*cell == KT_NONE) {
        *cell = value;
        return true;
    }
    return kt_i64_add(*cell, value, cell);
}

/* ---- one pair -----------------------------------------------------------------------------
 */

/* Any pair, with all that may be special about it. */
static kt_status add_pair(const adding *a, int64_t i, int64_t j, int64_t value, kt_error *err)
{
    kt_world_sums *s = a->sums;
    const int64_t to = (a->role[j] >> 1) - 1, from = (a->role[i] >> 1) - 1;
    bool fits = true;
    if (value == KT_NONE)
        return KT_OK;
    if (to >= 0)
        fits &= add(&s->to[to * s->n_countries + i], value);
    if (from >= 0)
        fits &= add(&s->from[from * s->n_countries + j], value);
    const bool counts = ((a->role[i] | a->role[j]) & 1) == 0;
    if (counts)
        fits &= add(&s->out[i], value) && kt_i64_add(s->in[j], value, &s->in[j]);
    a->has_in[j] |= counts;
    return fits ? KT_OK : too_large(err);
}

/* ---- segments -----------------------------------------------------------------------------
 */

static kt_status map_countries(adding *a, const kt_segment *s, kt_error *err)
{
    int64_t at = 0;
    for (uint32_t i = 0; i < s->n_countries; i++) {
        const uint32_t code = kt_segment_country(s, i).code;
        while (at < a->sums->n_countries && a->sums->country[at].code < code)
            at++;
        if (at == a->sums->n_countries || a->sums->country[at].code != code)
            return kt_fail(err, KT_ERR_FORMAT, "a country is not in the dataset's list");
        a->index[i] = (uint16_t)at;
        a->segment_role[i] = a->role[at];
    }
    return KT_OK;
}

/* True where n values can be added without a look at each. */
static bool are_small(adding *a, const int64_t *value, uint32_t n)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < n; i++)
        bits |= (uint64_t)value[i];
    a->n_small += n;
    a->is_large |= a->n_small > MOST_SMALL;
    if (bits >> SMALL_BITS == 0)
        return !a->is_large;
    for (uint32_t i = 0; i < n; i++) // a missing value is no large one
        a->is_large |= value[i] != KT_NONE && (uint64_t)value[i] >> SMALL_BITS != 0;
    return false;
}

/* Pairs [first, first + n) of one exporter that is neither left out nor wanted: small values.
 * What the loop reads stands in locals, since a store of a byte might be to any of it. */
static kt_status add_run(const adding *a, const kt_segment *s, int64_t i, uint32_t first,
                         const int64_t *value, uint32_t n, kt_error *err)
{
    const uint8_t *importer = s->section[KT_SECTION_IMPORTERS].data + 2 * (size_t)first;
    const uint8_t *role = a->segment_role;
    const uint16_t *index = a->index;
    uint8_t *has_in = a->has_in;
    int64_t *in = a->sums->in, sum = 0;
    uint32_t n_plain = 0;
    for (uint32_t p = 0; p < n; p++) {
        const uint32_t at = kt_get16(importer + 2 * p);
        const uint32_t j = index[at];
        if (role[at]) {
            KT_TRY(add_pair(a, i, j, value[p], err));
            continue;
        }
        sum += value[p];
        in[j] += value[p];
        has_in[j] = 1;
        n_plain++;
    }
    return n_plain && !add(&a->sums->out[i], sum) ? too_large(err) : KT_OK;
}

static kt_status add_segment(adding *a, const kt_segment *s, kt_error *err)
{
    int64_t value[KT_BLOCK];
    uint32_t e = 0;
    KT_TRY(map_countries(a, s, err));
    for (uint32_t i = 0; i < s->n_exporters; i++)
        KT_TRY(kt_dataset_check_exporter(a->reader.dataset, s, i, err));
    for (uint32_t from = 0; from < s->n_pairs; from += KT_BLOCK) {
        const uint32_t n = s->n_pairs - from < KT_BLOCK ? s->n_pairs - from : KT_BLOCK;
        KT_TRY(kt_column_read(kt_segment_totals(s), a->reader.image, from, n, value, err));
        const bool small = are_small(a, value, n);
        for (uint32_t p = 0; p < n;) {
            while (from + p >= kt_segment_first_pair(s, e + 1))
                e++;
            const uint32_t end = kt_segment_first_pair(s, e + 1);
            const uint32_t stop = end - from < n ? end - from : n;
            const uint32_t at = kt_segment_exporter_position(s, e);
            const int64_t i = a->index[at];
            if (small && a->segment_role[at] == 0)
                KT_TRY(add_run(a, s, i, from + p, value + p, stop - p, err));
            else
                for (uint32_t q = p; q < stop; q++)
                    KT_TRY(add_pair(a, i, a->index[kt_segment_importer_position(s, from + q)],
                                    value[q], err));
            p = stop;
        }
    }
    return KT_OK;
}

/* ---- the square where that does not do ----------------------------------------------------
 */

static kt_status add_square(adding *a, const kt_dataset *dataset, const kt_filter *filter,
                            kt_error *err)
{
    kt_matrix square = {.value = NULL};
    const int64_t n = dataset->n_countries;
    kt_status status = kt_dataset_matrix(dataset, filter, &square, err);
    for (int64_t i = 0; i < n && !status; i++)
        for (int64_t j = 0; j < n && !status; j++)
            status = add_pair(a, i, j, square.value[i * n + j], err);
    kt_matrix_clear(&square);
    return status;
}

static bool has_totals(const adding *a, const kt_filter *filter)
{
    bool all = a->reader.digits == 0 && filter->exporter.code == 0 &&
               filter->importer.code == 0 && filter->product.code == 0;
    for (int64_t i = 0; i < a->reader.n_slots; i++)
        all &= kt_segment_totals(a->reader.slot[i].segment)->kind != KT_COLUMN_ABSENT;
    return all;
}

/* ---- all of it ----------------------------------------------------------------------------
 */

static kt_status make_room(kt_world_sums *s, int64_t n, int64_t n_wanted, kt_error *err)
{
    if (n > s->n_room) {
        KT_TRY(kt_resize(&s->out, n, sizeof *s->out, err));
        KT_TRY(kt_resize(&s->in, n, sizeof *s->in, err));
        s->n_room = n;
    }
    if (n * n_wanted > s->n_room_wanted) {
        KT_TRY(kt_resize(&s->to, n * n_wanted, sizeof *s->to, err));
        KT_TRY(kt_resize(&s->from, n * n_wanted, sizeof *s->from, err));
        s->n_room_wanted = n * n_wanted;
    }
    return KT_OK;
}

static uint8_t role_of(kt_country country, const kt_filter *filter, const kt_country *wanted,
                       int64_t n_wanted)
{
    uint8_t role = 0;
    for (int64_t l = 0; l < filter->n_leave_out; l++)
        role |= filter->leave_out[l].code == country.code;
    for (int64_t w = 0; w < n_wanted; w++)
        if (wanted[w].code == country.code)
            role |= (uint8_t)((w + 1) << 1);
    return role;
}

static kt_status begin(adding *a, const kt_dataset *d, const kt_filter *filter,
                       const kt_country *wanted, kt_error *err)
{
    kt_world_sums *s = a->sums;
    const int64_t n = d->n_countries;
    if (a->n_wanted > MOST_WANTED)
        return kt_fail(err, KT_ERR_RANGE, "%lld countries wanted, at most %d",
                       (long long)a->n_wanted, MOST_WANTED);
    KT_TRY(make_room(s, n, a->n_wanted, err));
    KT_TRY(kt_new(&a->role, n, 1, err));
    KT_TRY(kt_new(&a->has_in, n, 1, err));
    KT_TRY(kt_new(&a->index, KT_MAX_COUNTRIES, sizeof *a->index, err));
    KT_TRY(kt_new(&a->segment_role, KT_MAX_COUNTRIES, 1, err));
    s->country = d->country;
    s->n_countries = n;
    for (int64_t c = 0; c < n; c++) {
        s->out[c] = KT_NONE;
        s->in[c] = 0;
        a->role[c] = role_of(d->country[c], filter, wanted, a->n_wanted);
    }
    for (int64_t c = 0; c < n * a->n_wanted; c++)
        s->to[c] = s->from[c] = KT_NONE;
    return KT_OK;
}

static kt_status add_all(adding *a, const kt_dataset *dataset, const kt_filter *filter,
                         kt_error *err)
{
    if (!has_totals(a, filter))
        return add_square(a, dataset, filter, err);
    for (int64_t i = 0; i < a->reader.n_slots; i++)
        KT_TRY(add_segment(a, a->reader.slot[i].segment, err));
    return KT_OK;
}

kt_status kt_dataset_world_sums(const kt_dataset *dataset, const kt_filter *filter,
                                const kt_country *wanted, int64_t n_wanted, kt_world_sums *sums,
                                kt_error *err)
{
    adding a = {.sums = sums, .n_wanted = n_wanted};
    kt_filter totals = *filter;
    totals.level = KT_LEVEL_TOTAL;
    kt_status status = kt_pair_reader_init(dataset, &totals, &a.reader, err);
    if (!status)
        status = begin(&a, dataset, filter, wanted, err);
    if (!status)
        status = add_all(&a, dataset, filter, err);
    for (int64_t c = 0; !status && c < dataset->n_countries; c++)
        if (!a.has_in[c])
            sums->in[c] = KT_NONE;
    if (status == KT_ERR_FORMAT || status == KT_ERR_RANGE)
        kt_error_within(err, "reading %s@%s", dataset->info.name, dataset->info.version);
    kt_free(a.segment_role);
    kt_free(a.index);
    kt_free(a.has_in);
    kt_free(a.role);
    kt_pair_reader_clear(&a.reader);
    return status;
}

void kt_world_sums_clear(kt_world_sums *sums)
{
    kt_free(sums->out);
    kt_free(sums->in);
    kt_free(sums->to);
    kt_free(sums->from);
    *sums = (kt_world_sums){0};
}
