/* directory.c: see directory.h and layout.h. */
#include "directory.h"

#include <kontor/digest.h>
#include <kontor/memory.h>

#include "bytes.h"
#include "column_write.h"

#include <stdlib.h>
#include <string.h>

kt_status kt_descriptions_add(kt_descriptions *d, kt_product product, kt_slice text,
                              kt_error *err)
{
    uint32_t position;
    const int64_t n = d->products.n_codes;
    KT_TRY(kt_codes_add(&d->products, product.code, &position, err));
    if (d->products.n_codes == n)
        return KT_OK; // the first one stands
    KT_TRY(kt_bytes_add32(&d->start, (uint32_t)d->text.size, err));
    if (d->text.size + text.size > UINT32_MAX / 2)
        return kt_fail(err, KT_ERR_LIMIT, "descriptions of products pass 2 GB");
    return kt_bytes_add(&d->text, text.data, text.size, err);
}

void kt_descriptions_clear(kt_descriptions *d)
{
    kt_bytes_clear(&d->start);
    kt_bytes_clear(&d->text);
    kt_codes_clear(&d->products);
}

/* ---- units ---------------------------------------------------------------------------------
 */

static uint8_t *column_of(kt_run *part, int id)
{
    return part->encoded.entry + KT_SEG_COLUMNS + KT_SEG_COLUMN_SIZE * id;
}

/* The smallest exponent of a column in all segments where it has values. */
static int common_exponent(kt_parts *parts, int id, int most)
{
    for (int64_t i = 0; i < parts->n_parts; i++) {
        const uint8_t *column = column_of(&parts->part[i], id);
        const int exponent = (int)kt_get32(column + KT_COL_SCALE);
        if (column[KT_COL_KIND] != KT_COLUMN_ABSENT && exponent < most)
            most = exponent;
    }
    return most;
}

/* A column of the rows and the one that sums it by pairs are scaled each by itself; all of them
 * lose the same power. */
static void lower(kt_parts *parts, int id, int by)
{
    for (int64_t i = 0; i < parts->n_parts; i++) {
        uint8_t *column = column_of(&parts->part[i], id);
        if (column[KT_COL_KIND] != KT_COLUMN_ABSENT)
            kt_put32(column + KT_COL_SCALE, kt_get32(column + KT_COL_SCALE) - (uint32_t)by);
    }
}

static void settle_units(kt_parts *parts, kt_dataset_info *info)
{
    const int value = common_exponent(parts, KT_COLUMN_VALUE, info->money_decimals);
    const int quantity = common_exponent(parts, KT_COLUMN_QUANTITY, info->quantity_decimals);
    lower(parts, KT_COLUMN_VALUE, value);
    lower(parts, KT_COLUMN_PAIR_VALUE, value);
    lower(parts, KT_COLUMN_PRODUCT_VALUE, value);
    lower(parts, KT_COLUMN_EXPORTER_VALUE, value);
    lower(parts, KT_COLUMN_QUANTITY, quantity);
    lower(parts, KT_COLUMN_PAIR_QUANTITY, quantity);
    lower(parts, KT_COLUMN_PRODUCT_QUANTITY, quantity);
    info->money_decimals -= value;
    info->quantity_decimals -= quantity;
    info->has_quantities = false;
    for (int64_t i = 0; i < parts->n_parts; i++)
        if (column_of(&parts->part[i], KT_COLUMN_QUANTITY)[KT_COL_KIND] != KT_COLUMN_ABSENT)
            info->has_quantities = true;
}

/* ---- tables --------------------------------------------------------------------------------
 */

static int compare_codes(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static kt_status add_codes(kt_bytes *out, uint32_t *code, int64_t n, kt_error *err)
{
    qsort(code, (size_t)n, sizeof *code, compare_codes);
    for (int64_t i = 0; i < n; i++)
        if (i == 0 || code[i] != code[i - 1])
            KT_TRY(kt_bytes_add32(out, code[i], err));
    return KT_OK;
}

/* Exporters and importers, each country once; *n is how many. */
static kt_status add_countries(kt_bytes *out, const kt_codes *exporters,
                               const kt_codes *importers, kt_error *err)
{
    uint32_t *code = NULL;
    const int64_t n = exporters->n_codes + importers->n_codes;
    KT_TRY(kt_new(&code, n, sizeof *code, err));
    memcpy(code, exporters->code, (size_t)exporters->n_codes * sizeof *code);
    memcpy(code + exporters->n_codes, importers->code,
           (size_t)importers->n_codes * sizeof *code);
    const kt_status status = add_codes(out, code, n, err);
    kt_free(code);
    return status;
}

static kt_status add_products(kt_bytes *out, const kt_codes *products, kt_error *err)
{
    uint32_t *code = NULL;
    KT_TRY(kt_new(&code, products->n_codes, sizeof *code, err));
    memcpy(code, products->code, (size_t)products->n_codes * sizeof *code);
    const kt_status status = add_codes(out, code, products->n_codes, err);
    kt_free(code);
    return status;
}

typedef struct described {
    uint32_t product, start, end;
} described;

/* Entries (product, end of its text) and the texts in order of products. */
static kt_status add_descriptions(kt_bytes *out, const kt_descriptions *d, kt_error *err)
{
    kt_status status = KT_OK;
    described *list = NULL;
    const int64_t n = d->products.n_codes;
    KT_TRY(kt_new(&list, n, sizeof *list, err));
    for (int64_t i = 0; i < n; i++) {
        list[i].product = d->products.code[i];
        list[i].start = kt_get32(d->start.data + 4 * i);
        list[i].end = i + 1 < n ? kt_get32(d->start.data + 4 * i + 4) : (uint32_t)d->text.size;
    }
    qsort(list, (size_t)n, sizeof *list, compare_codes); // product comes first
    uint32_t end = 0;
    for (int64_t i = 0; i < n && !status; i++) {
        end += list[i].end - list[i].start;
        status = kt_bytes_add32(out, list[i].product, err);
        if (!status)
            status = kt_bytes_add32(out, end, err);
    }
    for (int64_t i = 0; i < n && !status; i++)
        status =
            kt_bytes_add(out, d->text.data + list[i].start, list[i].end - list[i].start, err);
    kt_free(list);
    return status;
}

static void put_text(uint8_t *to, const char *text, size_t size)
{
    memset(to, 0, size);
    memcpy(to, text, strnlen(text, size - 1));
}

static void put_info(uint8_t *dir, const kt_parts *parts, const kt_dataset_info *info)
{
    kt_put64(dir + KT_DIR_N_ROWS, (uint64_t)info->n_rows);
    kt_put32(dir + KT_DIR_N_SEGMENTS, (uint32_t)parts->n_parts);
    kt_put32(dir + KT_DIR_N_EXPORTERS, (uint32_t)info->n_exporters);
    kt_put32(dir + KT_DIR_N_IMPORTERS, (uint32_t)info->n_importers);
    dir[KT_DIR_SYNTHETIC] = info->synthetic;
    dir[KT_DIR_MONEY_DECIMALS] = (uint8_t)info->money_decimals;
    dir[KT_DIR_QUANTITY_DECIMALS] = (uint8_t)info->quantity_decimals;
    dir[KT_DIR_HAS_QUANTITIES] = info->has_quantities;
    kt_put64(dir + KT_DIR_IMPORTED_AT, (uint64_t)info->imported_at);
    kt_put16(dir + KT_DIR_RELEASED, (uint16_t)info->released.year);
    dir[KT_DIR_RELEASED + 2] = (uint8_t)info->released.month;
    dir[KT_DIR_RELEASED + 3] = (uint8_t)info->released.day;
    kt_put64(dir + KT_DIR_N_PAGES, parts->out.sums.size / 8);
    put_text(dir + KT_DIR_NAME, info->name, sizeof info->name);
    put_text(dir + KT_DIR_VERSION, info->version, sizeof info->version);
    put_text(dir + KT_DIR_SOURCE, info->source, sizeof info->source);
    put_text(dir + KT_DIR_LICENCE, info->licence, sizeof info->licence);
    memcpy(dir + KT_DIR_DIGEST, info->checksum, strnlen(info->checksum, 32));
}

static kt_status make_directory(kt_parts *parts, const kt_codes *products,
                                const kt_descriptions *descriptions, const kt_codes *exporters,
                                const kt_codes *importers, const kt_dataset_info *info,
                                kt_bytes *out, kt_error *err)
{
    KT_TRY(kt_bytes_reserve(out, KT_DIR_FIXED, err));
    memset(out->data, 0, KT_DIR_FIXED);
    out->size = KT_DIR_FIXED;
    for (int64_t i = 0; i < parts->n_parts; i++)
        KT_TRY(kt_bytes_add(out, parts->part[i].encoded.entry, KT_SEG_SIZE, err));
    KT_TRY(kt_bytes_add(out, parts->out.sums.data, parts->out.sums.size, err));
    size_t before = out->size;
    KT_TRY(add_countries(out, exporters, importers, err));
    const size_t n_countries = (out->size - before) / 4;
    before = out->size;
    KT_TRY(add_products(out, products, err));
    const size_t n_products = (out->size - before) / 4;
    KT_TRY(add_descriptions(out, descriptions, err));
    put_info(out->data, parts, info);
    kt_put32(out->data + KT_DIR_N_COUNTRIES, (uint32_t)n_countries);
    kt_put32(out->data + KT_DIR_N_PRODUCTS, (uint32_t)n_products);
    kt_put32(out->data + KT_DIR_N_DESCRIPTIONS, (uint32_t)descriptions->products.n_codes);
    kt_put32(out->data + KT_DIR_TEXT, (uint32_t)descriptions->text.size);
    return KT_OK;
}

kt_status kt_directory_write(kt_parts *parts, const kt_codes *products,
                             const kt_descriptions *descriptions, const kt_codes *exporters,
                             const kt_codes *importers, kt_dataset_info *info, kt_error *err)
{
    kt_bytes dir = {0};
    uint8_t tail[KT_TAIL_SIZE] = {0};
    settle_units(parts, info);
    kt_status status = kt_output_end_pages(&parts->out, err);
    const uint64_t at = parts->out.at;
    if (!status)
        status = make_directory(parts, products, descriptions, exporters, importers, info, &dir,
                                err);
    if (!status) {
        memcpy(tail, KT_STORE_MAGIC, 8);
        kt_put64(tail + KT_TAIL_AT, at);
        kt_put64(tail + KT_TAIL_LENGTH, dir.size);
        kt_put64(tail + KT_TAIL_DIRECTORY, kt_digest_block(dir.data, dir.size));
        kt_put64(tail + KT_TAIL_CHECKSUM, kt_digest_block(tail, KT_TAIL_CHECKSUM));
        status = kt_output_write_behind(&parts->out, dir.data, dir.size, err);
    }
    if (!status)
        status = kt_output_write_behind(&parts->out, tail, sizeof tail, err);
    kt_bytes_clear(&dir);
    return status;
}
