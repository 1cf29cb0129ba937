/* covariates.c: a dataset of covariates, mapped and looked up.
 *
 * Opening checks the directory and the keys, so finding a row cannot fail; the cells of a
 * column are held against their checksums when first read, and a cell that points to no value
 * is damage, not a crash. */
#include <kontor/covariates.h>

#include <kontor/digest.h>
#include <kontor/memory.h>

#include "bytes.h"
#include "covariates_file.h"
#include "dataset.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

bool kt_covariates_key_has_year(kt_covariates_key key)
{
    return key == KT_KEY_COUNTRY_YEAR || key == KT_KEY_PAIR_YEAR;
}

bool kt_covariates_key_has_pair(kt_covariates_key key)
{
    return key == KT_KEY_PAIR || key == KT_KEY_PAIR_YEAR;
}

const char *kt_covariates_key_name(kt_covariates_key key)
{
    static const char *const names[] = {"country", "country and year", "pair", "pair and year"};
    return key <= KT_KEY_PAIR_YEAR ? names[key] : "";
}

/* ---- the frame --------------------------------------------------------------------------- */

typedef struct frame {
    const uint8_t *dir;
    uint64_t at, length;
    uint64_t n_rows, n_columns, n_countries, n_pages, text_size;
    const uint8_t *column, *sum;
    const char *text;
} frame;

static kt_status check_frame(const uint8_t *data, size_t size, frame *out, kt_error *err)
{
    if (size < KT_HEAD_SIZE + KT_CDIR_FIXED + KT_TAIL_SIZE)
        return kt_fail(err, KT_ERR_FORMAT, "only %zu bytes long: too short", size);
    if (memcmp(data, KT_STORE_MAGIC, 8) != 0)
        return kt_fail(err, KT_ERR_FORMAT, "not a file of a kontor store");
    if (kt_get64(data + KT_HEAD_CHECKSUM) != kt_digest_block(data, KT_HEAD_CHECKSUM))
        return kt_fail(err, KT_ERR_FORMAT, "its head is damaged");
    const uint32_t version = kt_get32(data + KT_HEAD_VERSION);
    if (version != KT_STORE_VERSION || kt_get32(data + KT_HEAD_PAGE) != KT_PAGE)
        return kt_fail(err, KT_ERR_FORMAT, "version %u of the store's format, expected %d",
                       version, KT_STORE_VERSION);
    const uint8_t *tail = data + size - KT_TAIL_SIZE;
    if (memcmp(tail, KT_COVARIATES_MAGIC, 8) != 0 ||
        kt_get64(tail + KT_TAIL_CHECKSUM) != kt_digest_block(tail, KT_TAIL_CHECKSUM))
        return kt_fail(err, KT_ERR_FORMAT, "its end is missing or damaged");
    out->at = kt_get64(tail + KT_TAIL_AT);
    out->length = kt_get64(tail + KT_TAIL_LENGTH);
    if (out->at < KT_HEAD_SIZE || out->at > size - KT_TAIL_SIZE ||
        out->length != size - KT_TAIL_SIZE - out->at || out->length < KT_CDIR_FIXED)
        return kt_fail(err, KT_ERR_FORMAT, "its directory has no place");
    out->dir = data + out->at;
    if (kt_digest_block(out->dir, (size_t)out->length) != kt_get64(tail + KT_TAIL_DIRECTORY))
        return kt_fail(err, KT_ERR_FORMAT, "its directory is damaged");
    return KT_OK;
}

static bool find_tables(frame *f)
{
    f->n_rows = kt_get64(f->dir + KT_CDIR_N_ROWS);
    f->n_columns = kt_get32(f->dir + KT_CDIR_N_COLUMNS);
    f->n_countries = kt_get32(f->dir + KT_CDIR_N_COUNTRIES);
    f->n_pages = kt_get64(f->dir + KT_CDIR_N_PAGES);
    f->text_size = kt_get32(f->dir + KT_CDIR_TEXT);
    if (f->n_rows < 1 || f->n_rows > (uint64_t)KT_MAX_COVARIATE_ROWS || f->n_countries < 1 ||
        f->n_countries > KT_MAX_COUNTRIES || f->n_columns > KT_MAX_COVARIATES ||
        f->n_pages != (f->at - KT_HEAD_SIZE + KT_PAGE - 1) / KT_PAGE)
        return false;
    f->column = f->dir + KT_CDIR_FIXED;
    f->sum = f->column + f->n_columns * KT_CCOL_SIZE;
    f->text = (const char *)(f->sum + 8 * f->n_pages);
    return f->length ==
           KT_CDIR_FIXED + f->n_columns * KT_CCOL_SIZE + 8 * f->n_pages + f->text_size;
}

/* A text padded with zeros: the last byte must be one, and the text UTF-8. */
static bool read_text(const uint8_t *from, size_t size, char *out)
{
    memcpy(out, from, size);
    return out[size - 1] == '\0' && kt_utf8_valid(out, strlen(out));
}

static bool read_info(const frame *f, size_t size, kt_covariates_info *info)
{
    const uint8_t *dir = f->dir;

    *info = (kt_covariates_info){0};
    memcpy(info->checksum, dir + KT_CDIR_DIGEST, 32);
    info->n_rows = (int64_t)f->n_rows;
    info->n_bytes = (int64_t)size;
    info->n_columns = (int32_t)f->n_columns;
    info->n_countries = (int32_t)f->n_countries;
    info->key = (kt_covariates_key)dir[KT_CDIR_KEY];
    info->first_year = (int16_t)kt_get16(dir + KT_CDIR_FIRST_YEAR);
    info->last_year = (int16_t)kt_get16(dir + KT_CDIR_LAST_YEAR);
    info->imported_at = (int64_t)kt_get64(dir + KT_CDIR_IMPORTED_AT);
    info->released.year = (int16_t)kt_get16(dir + KT_CDIR_RELEASED);
    info->released.month = (int8_t)dir[KT_CDIR_RELEASED + 2];
    info->released.day = (int8_t)dir[KT_CDIR_RELEASED + 3];
    return dir[KT_CDIR_KEY] <= KT_KEY_PAIR_YEAR &&
           read_text(dir + KT_CDIR_NAME, sizeof info->name, info->name) &&
           read_text(dir + KT_CDIR_VERSION, sizeof info->version, info->version) &&
           read_text(dir + KT_CDIR_SOURCE, sizeof info->source, info->source) &&
           read_text(dir + KT_CDIR_LICENCE, sizeof info->licence, info->licence) &&
           kt_store_name_valid(info->name) && kt_store_name_valid(info->version) &&
           kt_utf8_valid(info->checksum, strlen(info->checksum));
}

static kt_status read_frame(const uint8_t *data, size_t size, frame *f,
                            kt_covariates_info *info, kt_error *err)
{
    KT_TRY(check_frame(data, size, f, err));
    if (!find_tables(f) || !read_info(f, size, info))
        return kt_fail(err, KT_ERR_FORMAT, "its directory contradicts itself");
    return KT_OK;
}

/* ---- columns ----------------------------------------------------------------------------- */

/* A terminated text at *at; moves behind it. */
static bool take_name(const frame *f, uint64_t *at, const char **out)
{
    if (*at >= f->text_size)
        return false;
    const char *end = memchr(f->text + *at, 0, (size_t)(f->text_size - *at));
    if (!end || !kt_utf8_valid(f->text + *at, (size_t)(end - (f->text + *at))))
        return false;
    *out = f->text + *at;
    *at = (uint64_t)(end - f->text) + 1;
    return true;
}

static bool read_part(const kt_covariates *c, const frame *f, const uint8_t *from,
                      kt_covariates_part *part)
{
    uint64_t names = kt_get32(from + KT_CCOL_NAMES), size = 0;

    if (from[KT_CCOL_KIND] > KT_COVARIATE_EMPTY || from[KT_CCOL_ENCODING] > KT_CELLS_DOUBLE)
        return false;
    part->about.kind = (kt_covariate_kind)from[KT_CCOL_KIND];
    part->cells =
        (kt_cells){(kt_cells_kind)from[KT_CCOL_ENCODING], kt_get32(from + KT_CCOL_N_DISTINCT),
                   kt_get64(from + KT_CCOL_AT), (int64_t)f->n_rows};
    part->ends = kt_get64(from + KT_CCOL_ENDS);
    part->n_texts = kt_get32(from + KT_CCOL_N_TEXTS);
    part->text_size = kt_get32(from + KT_CCOL_TEXT_SIZE);
    return take_name(f, &names, &part->about.name) &&
           take_name(f, &names, &part->about.label) &&
           take_name(f, &names, &part->about.unit) && part->about.name[0] &&
           kt_cells_size(&part->cells, &size) &&
           kt_image_holds(&c->image, part->cells.at, size) &&
           kt_image_holds(&c->image, part->ends, 4 * (uint64_t)part->n_texts + part->text_size);
}

/* ---- keys -------------------------------------------------------------------------------- */

static kt_status find_keys(kt_covariates *c, const frame *f, kt_error *err)
{
    const uint64_t countries = kt_get64(f->dir + KT_CDIR_COUNTRIES);
    const uint64_t starts = kt_get64(f->dir + KT_CDIR_STARTS);
    const uint64_t keys = kt_get64(f->dir + KT_CDIR_KEYS);

    if (!kt_image_holds(&c->image, countries, 4 * f->n_countries) ||
        !kt_image_holds(&c->image, starts, 4 * (f->n_countries + 1)) ||
        !kt_image_holds(&c->image, keys, 4 * f->n_rows))
        return kt_fail(err, KT_ERR_FORMAT, "its keys have no place");
    KT_TRY(kt_image_check(&c->image, countries, 4 * f->n_countries, err));
    KT_TRY(kt_image_check(&c->image, starts, 4 * (f->n_countries + 1), err));
    KT_TRY(kt_image_check(&c->image, keys, 4 * f->n_rows, err));
    c->country = c->image.data + countries;
    c->start = c->image.data + starts;
    c->key = c->image.data + keys;
    return KT_OK;
}

/* Parts that the dataset's key does not have are 0. */
static bool key_fits(const kt_covariates *c, uint32_t key)
{
    const uint32_t j = key >> 16, year = key & 0xFFFF;

    if (kt_covariates_key_has_pair(c->info.key) ? j >= (uint32_t)c->info.n_countries : j != 0)
        return false;
    return kt_covariates_key_has_year(c->info.key) ? year >= KT_MIN_YEAR && year <= KT_MAX_YEAR
                                                   : year == 0;
}

static bool keys_rise(const kt_covariates *c, uint32_t from, uint32_t to)
{
    uint32_t before = 0;

    for (uint32_t r = from; r < to; r++) {
        const uint32_t key = kt_get32(c->key + 4 * (uint64_t)r);
        if ((r > from && key <= before) || !key_fits(c, key))
            return false;
        before = key;
    }
    return true;
}

static kt_status check_keys(const kt_covariates *c, kt_error *err)
{
    const uint32_t n = (uint32_t)c->info.n_countries;
    bool sound = kt_get32(c->start) == 0 &&
                 kt_get32(c->start + 4 * (uint64_t)n) == (uint64_t)c->info.n_rows;

    for (uint32_t i = 0; i < n && sound; i++) {
        const uint8_t *country = c->country + 4 * (uint64_t)i;
        const uint32_t from = kt_get32(c->start + 4 * (uint64_t)i);
        const uint32_t to = kt_get32(c->start + 4 * (uint64_t)i + 4);
        sound = from <= to && to <= (uint64_t)c->info.n_rows && kt_get32(country) != 0 &&
                (i == 0 || kt_get32(country - 4) < kt_get32(country)) && keys_rise(c, from, to);
    }
    return sound ? KT_OK : kt_fail(err, KT_ERR_FORMAT, "its keys are not in order");
}

/* ---- open -------------------------------------------------------------------------------- */

static kt_status fill(kt_covariates *c, const uint8_t *data, size_t size, kt_error *err)
{
    frame f = {0};

    KT_TRY(read_frame(data, size, &f, &c->info, err));
    c->image = (kt_image){.data = data,
                          .size = size,
                          .pages_end = f.at,
                          .sums = f.sum,
                          .n_pages = (int64_t)f.n_pages};
    KT_TRY(kt_new(&c->image.seen, f.n_pages, sizeof *c->image.seen, err));
    KT_TRY(kt_new(&c->part, f.n_columns, sizeof *c->part, err));
    for (uint64_t n = 0; n < f.n_columns; n++)
        if (!read_part(c, &f, f.column + n * KT_CCOL_SIZE, &c->part[n]))
            return kt_fail(err, KT_ERR_FORMAT, "column %llu has no place",
                           (unsigned long long)n);
    KT_TRY(find_keys(c, &f, err));
    return check_keys(c, err);
}

kt_status kt_covariates_open_bytes(const uint8_t *data, size_t size, kt_covariates **out,
                                   kt_error *err)
{
    kt_covariates *c = NULL;

    KT_TRY(kt_new(&c, 1, sizeof *c, err));
    const kt_status status = fill(c, data, size, err);
    if (status)
        kt_covariates_close(c);
    else
        *out = c;
    return status;
}

kt_status kt_covariates_open_path(const char *path, kt_covariates **out, kt_error *err)
{
    kt_mapping mapping = {0};
    kt_covariates *c = NULL;

    KT_TRY(kt_file_map(path, &mapping, err));
    const kt_status status =
        kt_covariates_open_bytes((const uint8_t *)mapping.data, mapping.size, &c, err);
    if (status) {
        kt_file_unmap(&mapping);
        kt_error_within(err, "opening %s", kt_path_name(path));
        return status;
    }
    c->mapping = mapping;
    *out = c;
    return KT_OK;
}

kt_status kt_covariates_look(const char *path, kt_covariates_info *out, kt_error *err)
{
    kt_mapping mapping = {0};
    frame f = {0};

    KT_TRY(kt_file_map(path, &mapping, err));
    const kt_status status =
        read_frame((const uint8_t *)mapping.data, mapping.size, &f, out, err);
    if (status)
        kt_error_within(err, "opening %s", kt_path_name(path));
    kt_file_unmap(&mapping);
    return status;
}

void kt_covariates_close(kt_covariates *covariates)
{
    if (!covariates)
        return;
    kt_free(covariates->part);
    kt_free(covariates->image.seen);
    kt_file_unmap(&covariates->mapping);
    kt_free(covariates);
}

const kt_covariates_info *kt_covariates_info_of(const kt_covariates *covariates)
{
    return &covariates->info;
}

const kt_covariate *kt_covariates_column_at(const kt_covariates *covariates, int32_t column)
{
    return &covariates->part[column].about;
}

static int32_t column_of(const kt_covariates *c, const char *name)
{
    for (int32_t n = 0; n < c->info.n_columns; n++)
        if (kt_slice_equal_ascii_case(kt_slice_of(c->part[n].about.name), kt_slice_of(name)))
            return n;
    return -1;
}

int32_t kt_covariates_column(const kt_covariates *covariates, const char *name)
{
    // Mean of the distances of cities, weighted by people: arithmetic, and with exponent -1.
    static const char *const twins[][2] = {{"distw", "distw_arithmetic"},
                                           {"distwces", "distw_harmonic"}};
    int32_t found = column_of(covariates, name);

    for (size_t n = 0; n < sizeof twins / sizeof twins[0] && found < 0; n++)
        for (int side = 0; side < 2 && found < 0; side++)
            if (kt_slice_equal_ascii_case(kt_slice_of(name), kt_slice_of(twins[n][side])))
                found = column_of(covariates, twins[n][1 - side]);
    return found;
}

/* ---- rows -------------------------------------------------------------------------------- */

/* The first position in [from, to) of 32-bit numbers that is not below value. */
static uint32_t lower_bound(const uint8_t *numbers, uint32_t from, uint32_t to, uint32_t value)
{
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        if (kt_get32(numbers + 4 * (uint64_t)middle) < value)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static int64_t position_of(const kt_covariates *c, kt_country country)
{
    const uint32_t n = (uint32_t)c->info.n_countries;
    const uint32_t at = lower_bound(c->country, 0, n, country.code);
    return at < n && kt_get32(c->country + 4 * (uint64_t)at) == country.code ? (int64_t)at : -1;
}

kt_covariates_place kt_covariates_place_of(const kt_covariates *covariates, int64_t row)
{
    const kt_covariates *c = covariates;
    const uint32_t n = (uint32_t)c->info.n_countries;
    const uint32_t key = kt_get32(c->key + 4 * (uint64_t)row);
    // The last country that begins at or before the row has it.
    const uint32_t i = lower_bound(c->start, 0, n + 1, (uint32_t)row + 1) - 1;
    kt_covariates_place place = {{kt_get32(c->country + 4 * (uint64_t)i)}, {0}, 0};

    if (kt_covariates_key_has_pair(c->info.key))
        place.j.code = kt_get32(c->country + 4 * (uint64_t)(key >> 16));
    place.year = (int16_t)(key & 0xFFFF);
    return place;
}

int64_t kt_covariates_row(const kt_covariates *covariates, kt_country i, kt_country j, int year)
{
    const kt_covariates *c = covariates;
    const bool pairs = kt_covariates_key_has_pair(c->info.key);
    const int64_t at_i = position_of(c, i), at_j = pairs ? position_of(c, j) : 0;

    if (!kt_covariates_key_has_year(c->info.key))
        year = 0;
    if (at_i < 0 || at_j < 0 || year < 0 || year > UINT16_MAX)
        return -1;
    const uint32_t key = (uint32_t)at_j << 16 | (uint32_t)year;
    const uint32_t to = kt_get32(c->start + 4 * (uint64_t)at_i + 4);
    const uint32_t at = lower_bound(c->key, kt_get32(c->start + 4 * (uint64_t)at_i), to, key);
    return at < to && kt_get32(c->key + 4 * (uint64_t)at) == key ? (int64_t)at : -1;
}

/* ---- cells ------------------------------------------------------------------------------- */

static kt_status cells_of(const kt_covariates *c, int64_t row, int64_t n, int32_t column,
                          double *out, kt_error *err)
{
    static const uint64_t widths[] = {0, 1, 2, 4, 8};
    const kt_covariates_part *part = &c->part[column];
    const uint64_t table = 8 * (uint64_t)part->cells.n_distinct;
    const uint64_t width = widths[part->cells.kind];

    assert(row >= 0 && n >= 0 && row + n <= c->info.n_rows);
    KT_TRY(kt_image_check(&c->image, part->cells.at, table, err));
    KT_TRY(kt_image_check(&c->image, part->cells.at + table + width * (uint64_t)row,
                          width * (uint64_t)n, err));
    if (!kt_cells_decode(&part->cells, c->image.data + part->cells.at, row, n, out))
        return kt_fail(err, KT_ERR_FORMAT, "column %s has a cell without a value",
                       part->about.name);
    return KT_OK;
}

kt_status kt_covariates_numbers(const kt_covariates *covariates, int64_t row, int64_t n_rows,
                                int32_t column, double *out, kt_error *err)
{
    if (covariates->part[column].about.kind == KT_COVARIATE_NUMBER)
        return cells_of(covariates, row, n_rows, column, out, err);
    for (int64_t r = 0; r < n_rows; r++)
        out[r] = NAN;
    return KT_OK;
}

kt_status kt_covariates_number(const kt_covariates *covariates, int64_t row, int32_t column,
                               double *out, kt_error *err)
{
    return kt_covariates_numbers(covariates, row, 1, column, out, err);
}

kt_status kt_covariates_value(const kt_covariates *covariates, kt_country i, kt_country j,
                              int year, int32_t column, double *out, kt_error *err)
{
    const int64_t row = kt_covariates_row(covariates, i, j, year);
    if (row >= 0)
        return kt_covariates_number(covariates, row, column, out, err);
    *out = NAN;
    return KT_OK;
}

kt_status kt_covariates_text(const kt_covariates *covariates, int64_t row, int32_t column,
                             kt_slice *out, kt_error *err)
{
    const kt_covariates *c = covariates;
    const kt_covariates_part *part = &c->part[column];
    double number = NAN;

    *out = (kt_slice){"", 0};
    if (part->about.kind != KT_COVARIATE_TEXT)
        return KT_OK;
    KT_TRY(cells_of(c, row, 1, column, &number, err));
    if (isnan(number))
        return KT_OK;
    if (!(number >= 0 && number < part->n_texts))
        return kt_fail(err, KT_ERR_FORMAT, "column %s has a cell without a text",
                       part->about.name);
    const uint64_t n = (uint64_t)number, texts = part->ends + 4 * (uint64_t)part->n_texts;
    const uint64_t entry = part->ends + 4 * (n ? n - 1 : 0);
    KT_TRY(kt_image_check(&c->image, entry, n ? 8 : 4, err));
    const uint32_t begin = n ? kt_get32(c->image.data + entry) : 0;
    const uint32_t end = kt_get32(c->image.data + part->ends + 4 * n);
    if (begin > end || end > part->text_size)
        return kt_fail(err, KT_ERR_FORMAT, "a text of column %s has no place",
                       part->about.name);
    KT_TRY(kt_image_check(&c->image, texts + begin, end - begin, err));
    *out = (kt_slice){(const char *)c->image.data + texts + begin, end - begin};
    return KT_OK;
}

/* ---- verify ------------------------------------------------------------------------------ */

static kt_status verify_column(const kt_covariates *c, int32_t column, kt_error *err)
{
    enum { AT_ONCE = 1024 };
    double cell[AT_ONCE];
    const bool texts = c->part[column].about.kind == KT_COVARIATE_TEXT;

    for (int64_t r = 0; r < c->info.n_rows; r += AT_ONCE) {
        const int64_t left = c->info.n_rows - r, n = left < AT_ONCE ? left : AT_ONCE;
        kt_slice text;
        KT_TRY(cells_of(c, r, n, column, cell, err));
        for (int64_t k = 0; k < n && texts; k++) {
            KT_TRY(kt_covariates_text(c, r + k, column, &text, err));
            if (!kt_utf8_valid(text.data, text.size))
                return kt_fail(err, KT_ERR_FORMAT, "a text of column %s is not UTF-8",
                               c->part[column].about.name);
        }
    }
    return KT_OK;
}

static kt_status verify(const kt_covariates *c, const kt_progress *progress, kt_error *err)
{
    for (int64_t page = 0; page < c->image.n_pages; page++) {
        if (page % 256 == 0) {
            kt_progress_tell(progress, "verifying", page * KT_PAGE, c->info.n_bytes, 0);
            KT_TRY(kt_progress_check(progress, err));
        }
        if (!kt_image_page_sound(&c->image, page))
            return kt_fail(err, KT_ERR_FORMAT,
                           "block %lld is damaged: its checksum does not fit its bytes",
                           (long long)page);
    }
    for (int32_t column = 0; column < c->info.n_columns; column++)
        KT_TRY(verify_column(c, column, err));
    return KT_OK;
}

kt_status kt_covariates_verify(const kt_covariates *covariates, const kt_progress *progress,
                               kt_error *err)
{
    const kt_status status = verify(covariates, progress, err);
    if (status)
        kt_error_within(err, "verifying %s@%s", covariates->info.name,
                        covariates->info.version);
    return status;
}
