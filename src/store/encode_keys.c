/* encode_keys.c: a segment's countries, products, exporters and pairs, and for each pair the
 * set of its products, by chunks of the list of products (segment.h). */
#include "encode_internal.h"

#include <kontor/memory.h>

#include "bytes.h"
#include "segment.h"

#include <stdlib.h>
#include <string.h>

/* ---- lists of codes ------------------------------------------------------------------------
 */

static int compare_codes(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static int64_t sort_unique(uint32_t *code, int64_t n)
{
    int64_t kept = 0;
    qsort(code, (size_t)n, sizeof *code, compare_codes);
    for (int64_t i = 0; i < n; i++)
        if (kept == 0 || code[kept - 1] != code[i])
            code[kept++] = code[i];
    return kept;
}

static uint32_t position_of(const uint32_t *code, int64_t n, uint32_t wanted)
{
    int64_t from = 0;
    while (n > 0) {
        const int64_t half = n / 2;
        if (code[from + half] < wanted) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return (uint32_t)from;
}

static void look_at_levels(job *j)
{
    j->flat = true;
    j->digits = (uint8_t)kt_product_digits((kt_product){j->code[0]});
    for (uint32_t k = 1; k < j->n_products; k++) {
        const kt_product above = {j->code[k - 1]}, product = {j->code[k]};
        /* All below a product stand right behind it. */
        j->flat &= !kt_product_covers(above, product) &&
                   kt_product_revision(above) == kt_product_revision(product);
        if (kt_product_digits(product) != (int)j->digits)
            j->digits = KT_MIXED_DIGITS;
    }
    if (j->digits > 6) // the rest of a code above
        j->digits = KT_MIXED_DIGITS;
}

kt_status kt_encode_list_products(job *j, kt_error *err)
{
    kt_status status = KT_OK;
    uint8_t *used = NULL;
    const kt_codes *all = j->batch->products;
    KT_TRY(kt_new(&used, all->n_codes, 1, err));
    for (int64_t s = 0; s < j->n; s++) {
        const uint16_t *product = j->batch->product + j->stretch[s].row;
        for (uint32_t r = 0; r < j->stretch[s].n_rows; r++)
            used[product[r]] = 1;
        j->n_rows += j->stretch[s].n_rows;
    }
    status = kt_resize(&j->code, all->n_codes, sizeof *j->code, err);
    if (!status)
        status = kt_resize(&j->position, all->n_codes, sizeof *j->position, err);
    if (!status) {
        int64_t n = 0;
        for (int64_t i = 0; i < all->n_codes; i++)
            if (used[i])
                j->code[n++] = all->code[i];
        j->n_products = (uint32_t)sort_unique(j->code, n);
        for (int64_t i = 0; i < all->n_codes; i++)
            j->position[i] =
                used[i] ? (uint16_t)position_of(j->code, j->n_products, all->code[i]) : 0;
        j->n_chunks = (j->n_products + KT_CHUNK - 1) / KT_CHUNK;
        look_at_levels(j);
    }
    kt_free(used);
    return status;
}

/* ---- keys ----------------------------------------------------------------------------------
 */

static kt_status list_countries(job *j, kt_error *err)
{
    kt_codes codes = {0};
    kt_status status = KT_OK;
    uint32_t unused;
    for (int64_t s = 0; s < j->n && !status; s++) {
        status = kt_codes_add(&codes, j->stretch[s].exporter, &unused, err);
        if (!status)
            status = kt_codes_add(&codes, j->stretch[s].importer, &unused, err);
    }
    if (!status) {
        const int64_t n = sort_unique(codes.code, codes.n_codes);
        for (int64_t i = 0; i < n && !status; i++)
            status = kt_bytes_add32(&j->section[KT_SECTION_COUNTRIES], codes.code[i], err);
    }
    kt_codes_clear(&codes);
    return status;
}

static uint32_t country_position(const job *j, uint32_t code)
{
    const kt_bytes *countries = &j->section[KT_SECTION_COUNTRIES];
    uint32_t from = 0, n = (uint32_t)(countries->size / 4);
    while (n > 0) {
        const uint32_t half = n / 2;
        if (kt_get32(countries->data + 4 * (size_t)(from + half)) < code) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return from;
}

/* Count the products of the pairs [s, end) of one exporter by chunk. */
static kt_status count_pairs(job *j, int64_t s, int64_t end, int64_t *row, kt_error *err)
{
    kt_bytes *counts = &j->section[KT_SECTION_COUNTS];
    while (s < end) {
        const int64_t next = kt_encode_pair_end(j, s);
        uint8_t importer[2];
        kt_put16(importer, (uint16_t)country_position(j, j->stretch[s].importer));
        KT_TRY(kt_bytes_add(&j->section[KT_SECTION_IMPORTERS], importer, 2, err));
        j->n_pairs++;
        if (j->n_products > 1) {
            KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_PAIR_ROWS], (uint32_t)*row, err));
            KT_TRY(kt_bytes_reserve(counts, j->n_chunks, err));
            uint8_t *count = counts->data + counts->size;
            memset(count, 0, j->n_chunks);
            for (int64_t i = s; i < next; i++) {
                const uint16_t *product = j->batch->product + j->stretch[i].row;
                for (uint32_t r = 0; r < j->stretch[i].n_rows; r++)
                    count[j->position[product[r]] / KT_CHUNK]++;
            }
            counts->size += j->n_chunks;
        }
        for (; s < next; s++)
            *row += j->stretch[s].n_rows;
    }
    return KT_OK;
}

/* One product more in the set of a chunk. `n` of it are there already. */
static void put_in_set(uint8_t *set, uint32_t count, uint32_t width, uint32_t n, uint32_t x)
{
    if (count == width)
        return;
    if (count < KT_SET_BITMAP)
        set[n] = (uint8_t)x;
    else
        set[x >> 3] = (uint8_t)(set[x >> 3] | 1u << (x & 7));
}

/* The sets of an exporter's pairs [s, end), whose counts begin at `count`. */
static kt_status write_sets(job *j, int64_t s, int64_t end, size_t count_at, size_t n_pairs,
                            kt_error *err)
{
    kt_bytes *sets = &j->section[KT_SECTION_SETS];
    const uint8_t *count = j->section[KT_SECTION_COUNTS].data + count_at;
    size_t at[KT_MAX_CHUNKS];
    size_t length = 0;
    for (uint32_t c = 0; c < j->n_chunks; c++) {
        const uint32_t width = kt_chunk_width(j->n_products, c);
        at[c] = sets->size + length;
        KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_CHUNK_AT], (uint32_t)at[c], err));
        for (size_t p = 0; p < n_pairs; p++)
            length += kt_set_size(count[p * j->n_chunks + c], width);
    }
    if (sets->size + length > UINT32_MAX)
        return kt_fail(err, KT_ERR_LIMIT, "the products of one period pass 4 GB");
    KT_TRY(kt_bytes_reserve(sets, length, err));
    if (length > 0)
        memset(sets->data + sets->size, 0, length);
    sets->size += length;
    for (; s < end; count += j->n_chunks) {
        const int64_t next = kt_encode_pair_end(j, s);
        uint32_t n = 0, chunk = 0;
        for (; s < next; s++) {
            const uint16_t *product = j->batch->product + j->stretch[s].row;
            for (uint32_t r = 0; r < j->stretch[s].n_rows; r++) {
                const uint32_t k = j->position[product[r]], c = k / KT_CHUNK;
                if (c != chunk) {
                    chunk = c;
                    n = 0;
                }
                put_in_set(sets->data + at[c], count[c], kt_chunk_width(j->n_products, c), n++,
                           k - c * KT_CHUNK);
            }
        }
        for (uint32_t c = 0; c < j->n_chunks; c++)
            at[c] += kt_set_size(count[c], kt_chunk_width(j->n_products, c));
    }
    return KT_OK;
}

static kt_status add_exporter(job *j, uint32_t code, kt_error *err)
{
    kt_bytes *exporters = &j->section[KT_SECTION_EXPORTERS];
    KT_TRY(kt_bytes_add32(exporters, country_position(j, code), err));
    return kt_bytes_add32(exporters, (uint32_t)j->n_pairs, err);
}

kt_status kt_encode_keys(job *j, kt_error *err)
{
    int64_t row = 0;
    KT_TRY(list_countries(j, err));
    for (uint32_t k = 0; k < j->n_products; k++)
        KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_PRODUCTS], j->code[k], err));
    for (int64_t s = 0; s < j->n;) {
        int64_t end = s + 1;
        while (end < j->n && j->stretch[end].exporter == j->stretch[s].exporter)
            end++;
        const size_t count_at = j->section[KT_SECTION_COUNTS].size;
        const int64_t first_pair = j->n_pairs;
        KT_TRY(add_exporter(j, j->stretch[s].exporter, err));
        KT_TRY(count_pairs(j, s, end, &row, err));
        if (j->n_products > 1)
            KT_TRY(write_sets(j, s, end, count_at, (size_t)(j->n_pairs - first_pair), err));
        j->n_exporters++;
        s = end;
    }
    KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_EXPORTERS], 0, err));
    KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_EXPORTERS], (uint32_t)j->n_pairs, err));
    if (j->n_products == 1)
        return KT_OK;
    KT_TRY(kt_bytes_add32(&j->section[KT_SECTION_PAIR_ROWS], (uint32_t)row, err));
    return kt_bytes_add32(&j->section[KT_SECTION_CHUNK_AT],
                          (uint32_t)j->section[KT_SECTION_SETS].size, err);
}
