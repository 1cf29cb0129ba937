/* test_damage.c: files of the store with wrong bytes: reported, never crashed over. The fuzz
 * target's trick is used here too: with checksums made right, damage reaches the code behind.
 */
#include "check.h"

#include "store/dataset.h"
#include "store/verify_sums.h"
#include "store_fixture.h"

#include <kontor/digest.h>

typedef struct file {
    char folder[256];
    uint8_t *data;
    size_t size;
    int64_t n_rows;
} file;

/* A small dataset with levels, months and two sides, as bytes. */
static int make_file(void **state)
{
    static const char *const products[] = {"TOTAL",  "08",     "080510",
                                           "080520", "100110", "270900"};
    kt_error err = {0};
    char path[KT_MAX_PATH + 64];
    kt_mapping mapping = {0};
    fixture_rows rows = {0};
    file *f = calloc(1, sizeof *f);
    fixture_random random = {83};
    kt_scratch_make(f->folder);
    for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
            for (int k = 0; k < 6; k++) {
                kt_flow row = fixture_row(i, j, products[k], 2018, fixture_number(&random));
                row.quantity = fixture_number(&random);
                row.status = (uint8_t)below(&random, 4);
                CHECK_OK(fixture_collect(&rows, &row, 1, &err), err);
                row.period = kt_period_of_months(2019, 1, 1);
                row.stated_by = KT_BY_IMPORTER;
                if (k > 1)
                    CHECK_OK(fixture_collect(&rows, &row, 1, &err), err);
            }
        }
    }
    kt_dataset_close(fixture_make(f->folder, "small", &rows));
    snprintf(path, sizeof path, "%s/datasets/small@01234567.kontor", f->folder);
    CHECK_OK(kt_file_map(path, &mapping, &err), err);
    f->size = mapping.size;
    f->data = malloc(f->size);
    CHECK(f->data != NULL);
    memcpy(f->data, mapping.data, f->size);
    kt_file_unmap(&mapping);
    f->n_rows = rows.n;
    fixture_rows_clear(&rows);
    *state = f;
    return 0;
}

static int remove_file(void **state)
{
    file *f = *state;
    kt_scratch_remove(f->folder);
    free(f->data);
    free(f);
    return 0;
}

static kt_status count(void *with, const kt_flow *rows, int64_t n, kt_error *err)
{
    (void)rows;
    (void)err;
    *(int64_t *)with += n;
    return KT_OK;
}

/* Open, read in several ways, verify: the first failure. */
static kt_status use(const uint8_t *data, size_t size, kt_error *err)
{
    kt_dataset *dataset = NULL;
    kt_groups groups = {0};
    int64_t n = 0;
    kt_filter f = {0};
    KT_TRY(kt_dataset_open_bytes(data, size, &dataset, err));
    kt_status status = kt_dataset_verify(dataset, NULL, err);
    kt_error other = {0};
    if (kt_dataset_scan(dataset, &f, count, &n, &other) != KT_OK)
        CHECK(other.cause[0] != '\0');
    f.level = KT_LEVEL_4;
    kt_error third = {0};
    if (kt_dataset_group(dataset, &f, KT_BY_KEY_PRODUCT, &groups, &third) == KT_OK)
        kt_groups_clear(&groups);
    f = (kt_filter){.product = fixture_product("080520", KT_HS92)};
    kt_error fourth = {0};
    if (kt_dataset_group(dataset, &f, KT_BY_KEY_IMPORTER, &groups, &fourth) == KT_OK)
        kt_groups_clear(&groups);
    kt_dataset_close(dataset);
    return status;
}

static void the_whole_file_is_sound(void **state)
{
    const file *f = *state;
    kt_error err = {0};
    CHECK_OK(use(f->data, f->size, &err), err);
}

static void every_flipped_byte_is_found(void **state)
{
    const file *f = *state;
    for (size_t at = 0; at < f->size; at++) {
        kt_error err = {0};
        f->data[at] ^= (uint8_t)(1 + at % 255);
        const kt_status status = use(f->data, f->size, &err);
        f->data[at] ^= (uint8_t)(1 + at % 255);
        CHECK_INT(status, KT_ERR_FORMAT);
        CHECK(err.cause[0] != '\0');
    }
}

static void every_truncation_is_found(void **state)
{
    const file *f = *state;
    for (size_t size = 0; size < f->size; size++) {
        kt_error err = {0};
        uint8_t *exact = malloc(size ? size : 1);
        CHECK(exact != NULL);
        memcpy(exact, f->data, size);
        CHECK_INT(use(exact, size, &err), KT_ERR_FORMAT);
        free(exact);
    }
}

static void verify_names_the_damaged_block(void **state)
{
    file *f = *state;
    kt_error err = {0};
    f->data[KT_HEAD_SIZE + 5] ^= 1;
    CHECK_INT(use(f->data, f->size, &err), KT_ERR_FORMAT);
    f->data[KT_HEAD_SIZE + 5] ^= 1;
    CHECK(strstr(err.cause, "block 0 is damaged") != NULL);
    CHECK(strstr(err.context, "small@01234567") != NULL);
}

static void a_damaged_dataset_is_listed_as_such(void **state)
{
    const file *f = *state;
    char path[KT_MAX_PATH + 64];
    kt_error err = {0};
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    snprintf(path, sizeof path, "%s/datasets/broken@1.kontor", f->folder);
    CHECK_OK(kt_file_replace(path, f->data, f->size / 2, &err), err);
    CHECK_OK(kt_store_open(f->folder, &store, &err), err);
    CHECK_INT(kt_store_n_datasets(store), 2);
    const int64_t n = kt_store_find(store, "broken");
    CHECK(n >= 0 && kt_store_damage(store, n) != NULL);
    CHECK(kt_store_damage(store, 1 - n) == NULL);
    CHECK_FAILS(kt_dataset_open(store, n, &dataset, &err), KT_ERR_FORMAT, err);
    kt_store_close(store);
    kt_error_clear(&err);
    CHECK_OK(kt_store_drop(f->folder, "broken", &err), err);
}

/* Checksums as the changed bytes need them. */
static void make_right(uint8_t *data, size_t size)
{
    uint8_t *tail = data + size - KT_TAIL_SIZE;
    const size_t at = (size_t)kt_get64(tail + KT_TAIL_AT);
    if (at < KT_HEAD_SIZE || at > size - KT_TAIL_SIZE - KT_DIR_FIXED)
        return;
    const size_t sum =
        at + KT_DIR_FIXED + KT_SEG_SIZE * (size_t)kt_get32(data + at + KT_DIR_N_SEGMENTS);
    if (sum + 8 <= size)
        kt_put64(data + sum, kt_digest_block(data + KT_HEAD_SIZE, at - KT_HEAD_SIZE));
    kt_put64(tail + KT_TAIL_DIRECTORY, kt_digest_block(data + at, size - KT_TAIL_SIZE - at));
    kt_put64(tail + KT_TAIL_CHECKSUM, kt_digest_block(tail, KT_TAIL_CHECKSUM));
    kt_put64(data + KT_HEAD_CHECKSUM, kt_digest_block(data, KT_HEAD_CHECKSUM));
}

/* Damage that the checksums do not show must not lead outside the bytes either. */
static void wrong_bytes_behind_right_checksums_do_no_harm(void **state)
{
    const file *f = *state;
    fixture_random random = {89};
    for (int round = 0; round < 4000; round++) {
        kt_error err = {0};
        uint8_t *copy = malloc(f->size);
        CHECK(copy != NULL);
        memcpy(copy, f->data, f->size);
        for (int flips = 1 + (int)below(&random, 3); flips > 0; flips--) {
            const size_t at = (size_t)below(&random, (int64_t)f->size);
            switch (below(&random, 3)) {
            case 0:
                copy[at] = (uint8_t)next_random(&random);
                break;
            case 1:
                copy[at] ^= (uint8_t)(1 << below(&random, 8));
                break;
            default:
                copy[at] = below(&random, 2) ? 0 : 255;
                break;
            }
        }
        make_right(copy, f->size);
        const kt_status status = use(copy, f->size, &err);
        CHECK(status == KT_OK || status == KT_ERR_FORMAT || status == KT_ERR_RANGE);
        free(copy);
    }
}

/* All numbers of a column; false where they do not decode. */
static bool numbers_of(const kt_dataset *d, int64_t segment, int id, int64_t *out, int64_t *n)
{
    const kt_column *column = &d->segment[segment].column[id];
    kt_error err = {0};
    *n = column->n_rows;
    return kt_column_read(column, &d->image, 0, column->n_rows, out, &err) == KT_OK;
}

/* One bit of the file changed and its checksums made right. Where that changes a number of this
 * column, verify must say so. */
static int changed_bit_is_found(const file *f, size_t at, int64_t segment, int id,
                                const int64_t *sound)
{
    static int64_t numbers[1 << 12];
    kt_error err = {0};
    kt_dataset *dataset = NULL;
    int64_t n;
    int found = 0;
    f->data[at] ^= 1;
    make_right(f->data, f->size);
    if (kt_dataset_open_bytes(f->data, f->size, &dataset, &err) == KT_OK &&
        numbers_of(dataset, segment, id, numbers, &n) &&
        memcmp(numbers, sound, (size_t)n * sizeof *numbers) != 0) {
        CHECK_INT(kt_dataset_verify(dataset, NULL, &err), KT_ERR_FORMAT);
        found = strstr(err.cause, " is kept, and the rows make ") != NULL;
        if (found && id >= KT_N_ROW_COLUMNS)
            CHECK(strstr(err.cause, kt_column_name((kt_column_id)id)) != NULL);
    }
    kt_dataset_close(dataset);
    f->data[at] ^= 1;
    make_right(f->data, f->size);
    return found;
}

/* Of pairs, of products, of exporters by product; and where a row is changed, its sums, unless
 * it lies below one that is stated and so enters none. */
static void sums_that_their_rows_do_not_make_are_named(void **state)
{
    static int64_t sound[1 << 12];
    const file *f = *state;
    kt_error err = {0};
    kt_dataset *dataset = NULL;
    int n_found[KT_N_COLUMNS] = {0};
    CHECK_OK(kt_dataset_open_bytes(f->data, f->size, &dataset, &err), err);
    for (int64_t s = 0; s < dataset->n_segments; s++)
        for (int id = 0; id < KT_N_COLUMNS; id++) {
            const kt_column *column = &dataset->segment[s].column[id];
            int64_t n;
            if (column->kind != KT_COLUMN_BLOCKS || id == KT_COLUMN_STATUS ||
                (id > KT_COLUMN_QUANTITY && id < KT_N_ROW_COLUMNS) ||
                (id < KT_N_ROW_COLUMNS && !dataset->segment[s].flat))
                continue;
            CHECK(column->n_rows <= 1 << 12 && numbers_of(dataset, s, id, sound, &n));
            for (size_t at = 0; at < column->blocks.size; at++)
                n_found[id] +=
                    changed_bit_is_found(f, (size_t)column->blocks.at + at, s, id, sound);
        }
    kt_dataset_close(dataset);
    CHECK(n_found[KT_COLUMN_VALUE] > 100 && n_found[KT_COLUMN_QUANTITY] > 100);
    CHECK(n_found[KT_COLUMN_PAIR_VALUE] > 20 && n_found[KT_COLUMN_PAIR_QUANTITY] > 20);
    CHECK(n_found[KT_COLUMN_PAIR_STATUS] > 0);
    CHECK(n_found[KT_COLUMN_PRODUCT_VALUE] > 4 && n_found[KT_COLUMN_PRODUCT_QUANTITY] > 4);
    CHECK(n_found[KT_COLUMN_EXPORTER_VALUE] > 8);
}

static kt_status open_once(void *with, kt_error *err)
{
    const file *f = with;
    kt_dataset *dataset = NULL;
    KT_TRY(kt_dataset_open_bytes(f->data, f->size, &dataset, err));
    const kt_status status = kt_dataset_verify(dataset, NULL, err);
    kt_dataset_close(dataset);
    return status;
}

static kt_status list_once(void *with, kt_error *err)
{
    const file *f = with;
    kt_store *store = NULL;
    KT_TRY(kt_store_open(f->folder, &store, err));
    CHECK_INT(kt_store_n_datasets(store), 1);
    kt_store_close(store);
    return KT_OK;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    kt_check_faults(KT_FAULT_MEMORY, open_once, *state);
    kt_check_faults(KT_FAULT_MEMORY, list_once, *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {KT_TEST(the_whole_file_is_sound),
                                       KT_TEST(every_flipped_byte_is_found),
                                       KT_TEST(every_truncation_is_found),
                                       KT_TEST(verify_names_the_damaged_block),
                                       KT_TEST(a_damaged_dataset_is_listed_as_such),
                                       KT_TEST(wrong_bytes_behind_right_checksums_do_no_harm),
                                       KT_TEST(sums_that_their_rows_do_not_make_are_named),
                                       KT_TEST(every_failed_request_for_memory_is_reported)};
    return cmocka_run_group_tests_name(__FILE__, tests, make_file, remove_file);
}
