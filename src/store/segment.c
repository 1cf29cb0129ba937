/* segment.c: entries of the directory and the sections they point to, all of them checked
 * before anything is read through them. */
#include "segment.h"

#include <kontor/limits.h>

static bool read_section(const uint8_t *entry, const kt_image *image, kt_section *out)
{
    out->at = kt_get64(entry);
    out->size = kt_get64(entry + 8);
    if (!kt_image_holds(image, out->at, out->size))
        return false;
    out->data = image->data + out->at;
    return true;
}

static bool read_column(const uint8_t *entry, const kt_image *image, int64_t n_rows,
                        kt_column *out)
{
    const uint32_t exponent = kt_get32(entry + KT_COL_SCALE);
    *out = (kt_column){.scale = 1, .n_rows = n_rows};
    out->value = (int64_t)kt_get64(entry + KT_COL_VALUE);
    if (exponent > 18)
        return false;
    for (uint32_t i = 0; i < exponent; i++)
        out->scale *= 10;
    switch (entry[KT_COL_KIND]) {
    case KT_COLUMN_ABSENT:
        out->kind = KT_COLUMN_ABSENT;
        return true;
    case KT_COLUMN_CONSTANT:
        out->kind = KT_COLUMN_CONSTANT;
        return true;
    case KT_COLUMN_BLOCKS:
        out->kind = KT_COLUMN_BLOCKS;
        break;
    default:
        return false;
    }
    const uint64_t n_blocks = ((uint64_t)n_rows + KT_BLOCK - 1) / KT_BLOCK;
    out->starts.at = kt_get64(entry + KT_COL_STARTS);
    out->starts.size = 4 * (n_blocks + 1);
    out->blocks.at = kt_get64(entry + KT_COL_AT);
    out->blocks.size = kt_get64(entry + KT_COL_LENGTH);
    if (!kt_image_holds(image, out->starts.at, out->starts.size) ||
        !kt_image_holds(image, out->blocks.at, out->blocks.size))
        return false;
    out->starts.data = image->data + out->starts.at;
    out->blocks.data = image->data + out->blocks.at;
    return true;
}

static bool sizes_fit(const kt_segment *s)
{
    const kt_section *section = s->section;
    const bool many = s->n_products > 1;
    const uint64_t pairs = s->n_pairs, chunks = s->n_chunks;
    return section[KT_SECTION_COUNTRIES].size == 4 * (uint64_t)s->n_countries &&
           section[KT_SECTION_PRODUCTS].size == 4 * (uint64_t)s->n_products &&
           section[KT_SECTION_EXPORTERS].size == 8 * ((uint64_t)s->n_exporters + 1) &&
           section[KT_SECTION_IMPORTERS].size == 2 * pairs &&
           section[KT_SECTION_PAIR_ROWS].size == (many ? 4 * (pairs + 1) : 0) &&
           section[KT_SECTION_COUNTS].size == (many ? pairs * chunks : 0) &&
           section[KT_SECTION_CHUNK_AT].size ==
               (many ? 4 * ((uint64_t)s->n_exporters * chunks + 1) : 0) &&
           section[KT_SECTION_SETS].size <= (many ? UINT32_MAX : 0);
}

bool kt_segment_read(const uint8_t *entry, const kt_image *image, kt_segment *out)
{
    kt_segment s = {0};
    s.period.first = (int16_t)kt_get16(entry + KT_SEG_FIRST);
    s.period.last = (int16_t)kt_get16(entry + KT_SEG_LAST);
    s.stated_by = entry[KT_SEG_STATED_BY];
    s.kind = entry[KT_SEG_KIND];
    s.flat = entry[KT_SEG_FLAT] == 1;
    s.digits = entry[KT_SEG_DIGITS];
    s.n_rows = kt_get32(entry + KT_SEG_N_ROWS);
    s.n_pairs = kt_get32(entry + KT_SEG_N_PAIRS);
    s.n_exporters = kt_get32(entry + KT_SEG_N_EXPORTERS);
    s.n_countries = kt_get32(entry + KT_SEG_N_COUNTRIES);
    s.n_products = kt_get32(entry + KT_SEG_N_PRODUCTS);
    if (s.period.first > s.period.last || s.period.first < 12 * KT_MIN_YEAR ||
        s.period.last >= 12 * (KT_MAX_YEAR + 1) || s.stated_by > KT_RECONCILED ||
        s.kind > KT_REEXPORT || s.n_pairs < 1 || s.n_rows < (int64_t)s.n_pairs ||
        s.n_exporters < 1 || s.n_exporters > s.n_countries ||
        s.n_countries > KT_MAX_COUNTRIES || s.n_exporters > s.n_pairs || s.n_products < 1 ||
        s.n_products > KT_MAX_PRODUCTS)
        return false;
    if (s.n_products == 1 && s.n_rows != (int64_t)s.n_pairs)
        return false;
    s.n_chunks = (s.n_products + KT_CHUNK - 1) / KT_CHUNK;
    for (int i = 0; i < KT_N_SECTIONS; i++)
        if (!read_section(entry + KT_SEG_SECTIONS + 16 * i, image, &s.section[i]))
            return false;
    if (!sizes_fit(&s))
        return false;
    const int64_t cells = (int64_t)s.n_exporters * s.n_products;
    for (int i = 0; i < KT_N_COLUMNS; i++) {
        const int64_t n_rows = i < KT_N_ROW_COLUMNS           ? s.n_rows
                               : i < KT_COLUMN_PRODUCT_VALUE  ? (int64_t)s.n_pairs
                               : i < KT_COLUMN_EXPORTER_VALUE ? (int64_t)s.n_products
                                                              : cells;
        if (!read_column(entry + KT_SEG_COLUMNS + KT_SEG_COLUMN_SIZE * i, image, n_rows,
                         &s.column[i]))
            return false;
    }
    *out = s;
    return true;
}

/* ---- the sections' content -----------------------------------------------------------------
 */

static bool codes_rise(const kt_section *codes)
{
    for (uint64_t i = 4; i < codes->size; i += 4)
        if (kt_get32(codes->data + i - 4) >= kt_get32(codes->data + i))
            return false;
    return true;
}

static bool exporters_fit(const kt_segment *s)
{
    if (kt_segment_first_pair(s, 0) != 0 ||
        kt_segment_first_pair(s, s->n_exporters) != s->n_pairs)
        return false;
    for (uint32_t e = 0; e < s->n_exporters; e++) {
        const uint32_t position = kt_segment_exporter_position(s, e);
        if (kt_segment_first_pair(s, e) >= kt_segment_first_pair(s, e + 1) ||
            position >= s->n_countries)
            return false;
        if (e > 0 && kt_segment_exporter_position(s, e - 1) >= position)
            return false;
    }
    return true;
}

kt_status kt_segment_check(const kt_segment *segment, const kt_image *image, kt_error *err)
{
    for (int i = 0; i <= KT_SECTION_EXPORTERS; i++)
        KT_TRY(kt_image_check(image, segment->section[i].at, segment->section[i].size, err));
    if (!codes_rise(&segment->section[KT_SECTION_COUNTRIES]) ||
        !codes_rise(&segment->section[KT_SECTION_PRODUCTS]))
        return kt_fail(err, KT_ERR_FORMAT, "a list of codes does not rise");
    if (kt_segment_country(segment, 0).code == 0)
        return kt_fail(err, KT_ERR_FORMAT, "a country has no code");
    if (!exporters_fit(segment))
        return kt_fail(err, KT_ERR_FORMAT, "the list of exporters contradicts itself");
    return KT_OK;
}

/* ---- an exporter's pairs -------------------------------------------------------------------
 */

static bool importers_fit(const kt_segment *s, uint32_t from, uint32_t end)
{
    for (uint32_t p = from; p < end; p++) {
        const uint32_t position = kt_segment_importer_position(s, p);
        if (position >= s->n_countries ||
            (p > from && kt_segment_importer_position(s, p - 1) >= position))
            return false;
    }
    return true;
}

/* Counts give the rows of each pair, and the sets' sizes end where the next chunk begins. */
static bool sets_fit(const kt_segment *s, uint32_t e, uint32_t from, uint32_t end)
{
    const uint32_t n_chunks = s->n_chunks, last = n_chunks - 1;
    const uint32_t last_width = kt_chunk_width(s->n_products, last);
    const uint8_t *chunk_at = s->section[KT_SECTION_CHUNK_AT].data + 4 * (uint64_t)e * n_chunks;
    uint64_t length[KT_MAX_CHUNKS] = {0};
    if (kt_segment_first_row(s, end) > s->n_rows)
        return false;
    for (uint32_t p = from; p < end; p++) {
        const uint8_t *count = s->section[KT_SECTION_COUNTS].data + (uint64_t)p * n_chunks;
        int64_t rows = count[last];
        for (uint32_t c = 0; c < last; c++) {
            rows += count[c];
            length[c] += kt_set_size(count[c], KT_CHUNK);
        }
        length[last] += kt_set_size(count[last], last_width);
        if (count[last] > last_width || rows < 1 ||
            rows != kt_segment_first_row(s, p + 1) - kt_segment_first_row(s, p))
            return false;
    }
    for (uint32_t c = 0; c < n_chunks; c++) {
        const uint64_t to = kt_get32(chunk_at + 4 * c) + length[c];
        if (to != kt_get32(chunk_at + 4 * c + 4) || to > s->section[KT_SECTION_SETS].size)
            return false;
    }
    return true;
}

static kt_status check_part(const kt_segment *s, const kt_image *image, kt_section_id id,
                            uint64_t from, uint64_t size, kt_error *err)
{
    return kt_image_check(image, s->section[id].at + from, size, err);
}

kt_status kt_segment_check_exporter(const kt_segment *s, const kt_image *image, uint32_t e,
                                    kt_error *err)
{
    const uint32_t from = kt_segment_first_pair(s, e), end = kt_segment_first_pair(s, e + 1);
    const uint64_t n = end - from, n_chunks = s->n_chunks;
    KT_TRY(check_part(s, image, KT_SECTION_IMPORTERS, 2 * (uint64_t)from, 2 * n, err));
    if (s->n_products > 1) {
        KT_TRY(check_part(s, image, KT_SECTION_PAIR_ROWS, 4 * (uint64_t)from, 4 * n + 4, err));
        KT_TRY(check_part(s, image, KT_SECTION_COUNTS, from * n_chunks, n * n_chunks, err));
        KT_TRY(
            check_part(s, image, KT_SECTION_CHUNK_AT, 4 * e * n_chunks, 4 * n_chunks + 4, err));
    }
    if (!importers_fit(s, from, end))
        return kt_fail(err, KT_ERR_FORMAT, "the directory of pairs contradicts itself");
    if (s->n_products > 1 && !sets_fit(s, e, from, end))
        return kt_fail(err, KT_ERR_FORMAT, "the pairs' products do not add up to the rows");
    return KT_OK;
}

/* ---- finding -------------------------------------------------------------------------------
 */

static uint32_t lower_bound(const uint8_t *codes, uint32_t n, uint32_t code)
{
    uint32_t from = 0;
    while (n > 0) {
        const uint32_t half = n / 2;
        if (kt_get32(codes + 4 * (uint64_t)(from + half)) < code) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return from;
}

uint32_t kt_segment_country_at(const kt_segment *segment, kt_country country)
{
    return lower_bound(segment->section[KT_SECTION_COUNTRIES].data, segment->n_countries,
                       country.code);
}

uint32_t kt_segment_product_at(const kt_segment *segment, uint32_t code)
{
    return lower_bound(segment->section[KT_SECTION_PRODUCTS].data, segment->n_products, code);
}

bool kt_segment_find_exporter(const kt_segment *segment, kt_country exporter, uint32_t *e)
{
    const uint32_t position = kt_segment_country_at(segment, exporter);
    if (position == segment->n_countries ||
        kt_segment_country(segment, position).code != exporter.code)
        return false;
    uint32_t from = 0, n = segment->n_exporters;
    while (n > 0) {
        const uint32_t half = n / 2;
        if (kt_segment_exporter_position(segment, from + half) < position) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    if (from == segment->n_exporters || kt_segment_exporter_position(segment, from) != position)
        return false;
    *e = from;
    return true;
}

bool kt_segment_find_pair(const kt_segment *segment, uint32_t e, kt_country importer,
                          uint32_t *pair)
{
    const uint32_t position = kt_segment_country_at(segment, importer);
    if (position == segment->n_countries ||
        kt_segment_country(segment, position).code != importer.code)
        return false;
    uint32_t from = kt_segment_first_pair(segment, e);
    const uint32_t end = kt_segment_first_pair(segment, e + 1);
    uint32_t n = end - from;
    while (n > 0) {
        const uint32_t half = n / 2;
        if (kt_segment_importer_position(segment, from + half) < position) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    if (from == end || kt_segment_importer_position(segment, from) != position)
        return false;
    *pair = from;
    return true;
}
