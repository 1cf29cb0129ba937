/* dataset_read.c: a file of the store into a kt_dataset: head, tail and directory are checked
 * now, everything in the pages when first read (image.h, segment.h). */
#include "dataset.h"

#include <kontor/digest.h>
#include <kontor/memory.h>
#include <kontor/text.h>

#include "usd_kernel.h"

#include <math.h>
#include <stdio.h>

/* ---- head, tail, directory -----------------------------------------------------------------
 */

static kt_status check_frame(const uint8_t *data, size_t size, uint64_t *at, uint64_t *length,
                             kt_error *err)
{
    if (size < KT_HEAD_SIZE + KT_DIR_FIXED + KT_TAIL_SIZE)
        return kt_fail(err, KT_ERR_FORMAT, "only %zu bytes long: too short", size);
    if (memcmp(data, KT_STORE_MAGIC, 8) != 0)
        return kt_fail(err, KT_ERR_FORMAT, "not a file of a kontor store");
    const uint32_t version = kt_get32(data + KT_HEAD_VERSION);
    if (kt_get64(data + KT_HEAD_CHECKSUM) != kt_digest_block(data, KT_HEAD_CHECKSUM))
        return kt_fail(err, KT_ERR_FORMAT, "its head is damaged");
    if (version != KT_STORE_VERSION || kt_get32(data + KT_HEAD_PAGE) != KT_PAGE)
        return kt_fail(err, KT_ERR_FORMAT, "version %u of the store's format, expected %d",
                       version, KT_STORE_VERSION);
    const uint8_t *tail = data + size - KT_TAIL_SIZE;
    if (memcmp(tail, KT_STORE_MAGIC, 8) != 0 ||
        kt_get64(tail + KT_TAIL_CHECKSUM) != kt_digest_block(tail, KT_TAIL_CHECKSUM))
        return kt_fail(err, KT_ERR_FORMAT, "its end is missing or damaged");
    *at = kt_get64(tail + KT_TAIL_AT);
    *length = kt_get64(tail + KT_TAIL_LENGTH);
    if (*at < KT_HEAD_SIZE || *at > size - KT_TAIL_SIZE ||
        *length != size - KT_TAIL_SIZE - *at || *length < KT_DIR_FIXED)
        return kt_fail(err, KT_ERR_FORMAT, "its directory has no place");
    if (kt_digest_block(data + *at, (size_t)*length) != kt_get64(tail + KT_TAIL_DIRECTORY))
        return kt_fail(err, KT_ERR_FORMAT, "its directory is damaged");
    return KT_OK;
}

/* A text padded with zeros: the last byte must be one, and the text UTF-8. */
static bool read_text(const uint8_t *from, size_t size, char *out)
{
    memcpy(out, from, size);
    return out[size - 1] == '\0' && kt_utf8_valid(out, strlen(out));
}

static bool read_info(const uint8_t *dir, kt_dataset_info *info)
{
    *info = (kt_dataset_info){0};
    memcpy(info->checksum, dir + KT_DIR_DIGEST, 32);
    info->n_rows = (int64_t)kt_get64(dir + KT_DIR_N_ROWS);
    info->n_exporters = (int32_t)kt_get32(dir + KT_DIR_N_EXPORTERS);
    info->n_importers = (int32_t)kt_get32(dir + KT_DIR_N_IMPORTERS);
    info->n_products = (int32_t)kt_get32(dir + KT_DIR_N_PRODUCTS);
    info->synthetic = dir[KT_DIR_SYNTHETIC] != 0;
    info->money_decimals = dir[KT_DIR_MONEY_DECIMALS];
    info->quantity_decimals = dir[KT_DIR_QUANTITY_DECIMALS];
    info->has_quantities = dir[KT_DIR_HAS_QUANTITIES] != 0;
    info->imported_at = (int64_t)kt_get64(dir + KT_DIR_IMPORTED_AT);
    info->released.year = (int16_t)kt_get16(dir + KT_DIR_RELEASED);
    info->released.month = (int8_t)dir[KT_DIR_RELEASED + 2];
    info->released.day = (int8_t)dir[KT_DIR_RELEASED + 3];
    return read_text(dir + KT_DIR_NAME, sizeof info->name, info->name) &&
           read_text(dir + KT_DIR_VERSION, sizeof info->version, info->version) &&
           read_text(dir + KT_DIR_SOURCE, sizeof info->source, info->source) &&
           read_text(dir + KT_DIR_LICENCE, sizeof info->licence, info->licence) &&
           kt_store_name_valid(info->name) && kt_store_name_valid(info->version) &&
           kt_utf8_valid(info->checksum, strlen(info->checksum)) && info->n_rows > 0 &&
           info->money_decimals <= 18 && info->quantity_decimals <= 18;
}

/* The tables behind the fixed part. */
typedef struct tables {
    const uint8_t *segment, *sum, *country, *product, *description, *text;
    uint64_t n_segments, n_pages, n_countries, n_products, n_descriptions, text_size;
} tables;

static bool find_tables(const uint8_t *dir, uint64_t at, uint64_t length, tables *out)
{
    tables t = {0};
    t.n_segments = kt_get32(dir + KT_DIR_N_SEGMENTS);
    t.n_pages = kt_get64(dir + KT_DIR_N_PAGES);
    t.n_countries = kt_get32(dir + KT_DIR_N_COUNTRIES);
    t.n_products = kt_get32(dir + KT_DIR_N_PRODUCTS);
    t.n_descriptions = kt_get32(dir + KT_DIR_N_DESCRIPTIONS);
    t.text_size = kt_get32(dir + KT_DIR_TEXT);
    if (t.n_pages != (at - KT_HEAD_SIZE + KT_PAGE - 1) / KT_PAGE || t.n_segments < 1 ||
        t.n_countries < 1 || t.n_products < 1 || t.n_countries > KT_MAX_COUNTRIES)
        return false;
    const uint64_t need = KT_DIR_FIXED + t.n_segments * KT_SEG_SIZE + 8 * t.n_pages +
                          4 * t.n_countries + 4 * t.n_products + 8 * t.n_descriptions +
                          t.text_size;
    if (need != length)
        return false;
    t.segment = dir + KT_DIR_FIXED;
    t.sum = t.segment + t.n_segments * KT_SEG_SIZE;
    t.country = t.sum + 8 * t.n_pages;
    t.product = t.country + 4 * t.n_countries;
    t.description = t.product + 4 * t.n_products;
    t.text = t.description + 8 * t.n_descriptions;
    *out = t;
    return true;
}

static bool descriptions_fit(const tables *t)
{
    uint32_t code = 0, end = 0;
    for (uint64_t d = 0; d < t->n_descriptions; d++) {
        const uint8_t *entry = t->description + 8 * d;
        if ((d > 0 && kt_get32(entry) <= code) || kt_get32(entry + 4) < end)
            return false;
        code = kt_get32(entry);
        end = kt_get32(entry + 4);
    }
    return end <= t->text_size;
}

/* ---- filling the object --------------------------------------------------------------------
 */

static void tell_of_segments(const kt_segment *segment, int64_t n, kt_dataset_info *info)
{
    info->first_year = INT16_MAX;
    info->last_year = INT16_MIN;
    for (int64_t s = 0; s < n; s++) {
        const int16_t year = (int16_t)(segment[s].period.first / 12);
        if (year < info->first_year)
            info->first_year = year;
        if (year > info->last_year)
            info->last_year = year;
        info->stated_by = (uint8_t)(info->stated_by | 1 << segment[s].stated_by);
        info->kinds = (uint8_t)(info->kinds | 1 << segment[s].kind);
        if (segment[s].period.last - segment[s].period.first < 11)
            info->has_short_periods = true;
    }
}

static void tell_of_products(const kt_dataset *d, kt_dataset_info *info)
{
    int mixed = 0;
    for (int64_t k = 0; k < d->n_products; k++) {
        const kt_revision revision = kt_product_revision(d->product[k]);
        if (d->product[k].code == KT_TOTAL.code)
            continue;
        info->has_products = true;
        if (info->revision != KT_REVISION_NONE && info->revision != revision)
            mixed = 1;
        info->revision = revision;
    }
    if (mixed)
        info->revision = KT_REVISION_NONE;
}

static kt_status read_segments(kt_dataset *d, const tables *t, kt_error *err)
{
    uint64_t n_rows = 0;
    int64_t n_marks = (int64_t)t->n_segments;
    KT_TRY(kt_new(&d->segment, t->n_segments, sizeof *d->segment, err));
    KT_TRY(kt_new(&d->first_mark, t->n_segments, sizeof *d->first_mark, err));
    for (uint64_t s = 0; s < t->n_segments; s++) {
        if (!kt_segment_read(t->segment + s * KT_SEG_SIZE, &d->image, &d->segment[s]))
            return kt_fail(err, KT_ERR_FORMAT, "segment %llu does not fit the file",
                           (unsigned long long)s);
        n_rows += (uint64_t)d->segment[s].n_rows;
        d->first_mark[s] = n_marks;
        n_marks += d->segment[s].n_exporters; // at most KT_MAX_COUNTRIES each
    }
    KT_TRY(kt_new(&d->checked, n_marks, sizeof *d->checked, err));
    d->n_segments = (int64_t)t->n_segments;
    if (n_rows != (uint64_t)d->info.n_rows)
        return kt_fail(err, KT_ERR_FORMAT, "its rows do not add up");
    return KT_OK;
}

static kt_status read_codes(kt_dataset *d, const tables *t, kt_error *err)
{
    KT_TRY(kt_new(&d->country, t->n_countries, sizeof *d->country, err));
    KT_TRY(kt_new(&d->product, t->n_products, sizeof *d->product, err));
    d->n_countries = (int64_t)t->n_countries;
    d->n_products = (int64_t)t->n_products;
    for (int64_t i = 0; i < d->n_countries; i++) {
        d->country[i].code = kt_get32(t->country + 4 * i);
        if (d->country[i].code == 0 || (i > 0 && d->country[i - 1].code >= d->country[i].code))
            return kt_fail(err, KT_ERR_FORMAT, "its list of countries does not rise");
    }
    for (int64_t k = 0; k < d->n_products; k++) {
        d->product[k].code = kt_get32(t->product + 4 * k);
        if (k > 0 && d->product[k - 1].code >= d->product[k].code)
            return kt_fail(err, KT_ERR_FORMAT, "its list of products does not rise");
    }
    return KT_OK;
}

static kt_status read_dataset(const uint8_t *data, size_t size, kt_dataset *d, kt_error *err)
{
    uint64_t at = 0, length = 0;
    tables t;
    KT_TRY(check_frame(data, size, &at, &length, err));
    const uint8_t *dir = data + at;
    if (!read_info(dir, &d->info) || !find_tables(dir, at, length, &t) || !descriptions_fit(&t))
        return kt_fail(err, KT_ERR_FORMAT, "its directory contradicts itself");
    d->image = (kt_image){.data = data,
                          .size = size,
                          .pages_end = at,
                          .sums = t.sum,
                          .n_pages = (int64_t)t.n_pages};
    KT_TRY(kt_new(&d->image.seen, t.n_pages, sizeof *d->image.seen, err));
    KT_TRY(read_segments(d, &t, err));
    KT_TRY(read_codes(d, &t, err));
    d->description = t.description;
    d->n_descriptions = (int64_t)t.n_descriptions;
    d->text = (const char *)t.text;
    d->text_size = (size_t)t.text_size;
    d->info.n_bytes = (int64_t)size;
    tell_of_segments(d->segment, d->n_segments, &d->info);
    tell_of_products(d, &d->info);
    return KT_OK;
}

kt_status kt_dataset_open_bytes(const uint8_t *data, size_t size, kt_dataset **out,
                                kt_error *err)
{
    kt_dataset *d = NULL;
    KT_TRY(kt_new(&d, 1, sizeof *d, err));
    const kt_status status = read_dataset(data, size, d, err);
    if (status)
        kt_dataset_close(d);
    else
        *out = d;
    return status;
}

kt_status kt_dataset_open_path(const char *path, kt_dataset **out, kt_error *err)
{
    kt_mapping mapping = {0};
    kt_dataset *d = NULL;
    KT_TRY(kt_file_map(path, &mapping, err));
    const kt_status status =
        kt_dataset_open_bytes((const uint8_t *)mapping.data, mapping.size, &d, err);
    if (status) {
        kt_error_within(err, "reading %s", kt_path_name(path));
        kt_file_unmap(&mapping);
        return status;
    }
    d->mapping = mapping;
    *out = d;
    return KT_OK;
}

void kt_dataset_close(kt_dataset *dataset)
{
    if (!dataset || dataset->is_kept)
        return;
    kt_free(dataset->product);
    kt_free(dataset->country);
    kt_free(dataset->checked);
    kt_free(dataset->first_mark);
    kt_free(dataset->segment);
    kt_free(dataset->image.seen);
    kt_file_unmap(&dataset->mapping);
    kt_free(dataset);
}

/* ---- what is in it -------------------------------------------------------------------------
 */

const kt_dataset_info *kt_dataset_info_of(const kt_dataset *dataset)
{
    return &dataset->info;
}

/* What check found, with the place that it is about. */
static kt_status mark(const kt_dataset *d, const kt_segment *segment, kt_status status,
                      kt_mark *found, kt_error *err)
{
    if (status) {
        char name[64];
        kt_error_within(err, "reading %s@%s, %s", d->info.name, d->info.version,
                        kt_segment_name(segment, name));
        return status;
    }
    atomic_store_explicit(&found->sound, 1, memory_order_release);
    return KT_OK;
}

kt_status kt_dataset_segment(const kt_dataset *dataset, int64_t s, const kt_segment **out,
                             kt_error *err)
{
    const kt_segment *segment = &dataset->segment[s];
    if (!atomic_load_explicit(&dataset->checked[s].sound, memory_order_acquire))
        KT_TRY(mark(dataset, segment, kt_segment_check(segment, &dataset->image, err),
                    &dataset->checked[s], err));
    *out = segment;
    return KT_OK;
}

kt_status kt_dataset_check_exporter_slow(const kt_dataset *dataset, const kt_segment *segment,
                                         uint32_t e, kt_error *err)
{
    const int64_t first = dataset->first_mark[segment - dataset->segment];
    return mark(dataset, segment, kt_segment_check_exporter(segment, &dataset->image, e, err),
                &dataset->checked[first + e], err);
}

const char *kt_segment_name(const kt_segment *segment, char out[64])
{
    char period[24];
    kt_period_print(segment->period, period);
    snprintf(out, 64, "%s, stated by %s", period,
             kt_stated_by_name((kt_stated_by)segment->stated_by));
    return out;
}

/* 10^n is exact in a double up to 22. */
static double units_in_one(int decimals)
{
    double unit = 1.0;
    for (int i = 0; i < decimals; i++)
        unit *= 10.0;
    return unit;
}

static double in_units(int64_t value, int decimals)
{
    return value == KT_NONE ? (double)NAN : (double)value / units_in_one(decimals);
}

double kt_dataset_usd(const kt_dataset *dataset, int64_t value)
{
    return in_units(value, dataset->info.money_decimals);
}

void kt_dataset_usd_of_all(const kt_dataset *dataset, const int64_t *value, int64_t n,
                           double *usd)
{
    kt_units_divide(value, n, units_in_one(dataset->info.money_decimals), usd);
}

double kt_dataset_tonnes(const kt_dataset *dataset, int64_t quantity)
{
    return in_units(quantity, dataset->info.quantity_decimals);
}

kt_status kt_dataset_countries(const kt_dataset *dataset, const kt_country **out, int64_t *n,
                               kt_error *err)
{
    (void)err;
    *out = dataset->country;
    *n = dataset->n_countries;
    return KT_OK;
}

kt_status kt_dataset_products(const kt_dataset *dataset, const kt_product **out, int64_t *n,
                              kt_error *err)
{
    (void)err;
    *out = dataset->product;
    *n = dataset->n_products;
    return KT_OK;
}

kt_slice kt_dataset_description(const kt_dataset *dataset, kt_product product)
{
    int64_t from = 0, n = dataset->n_descriptions;
    while (n > 0) {
        const int64_t half = n / 2;
        if (kt_get32(dataset->description + 8 * (from + half)) < product.code) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    const uint8_t *entry = dataset->description + 8 * from;
    if (from == dataset->n_descriptions || kt_get32(entry) != product.code)
        return (kt_slice){0};
    const uint32_t start = from > 0 ? kt_get32(entry - 4) : 0;
    return (kt_slice){dataset->text + start, kt_get32(entry + 4) - start};
}
