/* store_fixture.h: rows made by a small generator, put into a store and read back. */
#ifndef KONTOR_TESTS_STORE_FIXTURE_H
#define KONTOR_TESTS_STORE_FIXTURE_H

#include "check.h"

#include <kontor/file.h>
#include <kontor/memory.h>
#include <kontor/store.h>

/* xorshift64*: the same rows everywhere. */
typedef struct fixture_random {
    uint64_t state;
} fixture_random;

static inline uint64_t next_random(fixture_random *random)
{
    uint64_t x = random->state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    random->state = x;
    return x * 0x2545f4914f6cdd1du;
}

static inline int64_t below(fixture_random *random, int64_t n)
{
    return (int64_t)(next_random(random) % (uint64_t)n);
}

static inline kt_country fixture_country(int64_t n)
{
    return KT_COUNTRY('A' + n / 26 % 26, 'A' + n % 26, 'X');
}

static inline kt_product fixture_product(const char *digits, kt_revision revision)
{
    kt_product product = {0};
    CHECK(kt_product_parse(kt_slice_of(digits), revision, &product));
    return product;
}

/* A row of a yearly dataset without levels. */
static inline kt_flow fixture_row(int64_t exporter, int64_t importer, const char *product,
                                  int year, int64_t value)
{
    return (kt_flow){.exporter = fixture_country(exporter),
                     .importer = fixture_country(importer),
                     .product = fixture_product(product, KT_HS92),
                     .period = kt_period_of_year(year),
                     .stated_by = KT_RECONCILED,
                     .value = value,
                     .quantity = KT_NONE,
                     .supplementary = KT_NONE};
}

typedef struct fixture_rows {
    kt_flow *row;
    int64_t n;
} fixture_rows;

static inline void fixture_rows_clear(fixture_rows *rows)
{
    kt_free(rows->row);
    *rows = (fixture_rows){0};
}

static inline int fixture_compare(const void *a, const void *b)
{
    return kt_flow_compare(a, b);
}

/* Sort and drop rows whose key is there already. */
static inline void fixture_sort(fixture_rows *rows)
{
    int64_t kept = 0;
    qsort(rows->row, (size_t)rows->n, sizeof *rows->row, fixture_compare);
    for (int64_t r = 0; r < rows->n; r++)
        if (kept == 0 || kt_flow_compare(&rows->row[kept - 1], &rows->row[r]) != 0)
            rows->row[kept++] = rows->row[r];
    rows->n = kept;
}

static inline int64_t fixture_number(fixture_random *random)
{
    switch (below(random, 12)) {
    case 0:
        return KT_NONE;
    case 1:
        return 0;
    case 2:
        return below(random, (int64_t)1 << 40);
    default:
        return below(random, (int64_t)1 << (1 + below(random, 24)));
    }
}

/* Rows of all shapes: levels, months beside years, three sides, two classifications. n are
 * tried for; keys that come twice are dropped. Sorted. */
static inline fixture_rows fixture_wild(uint64_t seed, int64_t n)
{
    static const char *const products[] = {
        "TOTAL", "08",     "0805",   "080510", "080520", "080590", "0806",   "080610", "080620",
        "10",    "1001",   "100110", "100190", "27",     "270900", "271000", "99",     "999999",
        "84",    "841810", "842100", "870110", "870190", "8703",   "87"};
    fixture_random random = {seed};
    fixture_rows rows = {0};
    kt_error err = {0};
    CHECK_OK(kt_new(&rows.row, n, sizeof *rows.row, &err), err);
    for (int64_t r = 0; r < n; r++) {
        const char *digits =
            products[below(&random, (int64_t)(sizeof products / sizeof *products))];
        const int year = 2005 + (int)below(&random, 4);
        const int month = 1 + (int)below(&random, 12);
        kt_flow *row = &rows.row[r];
        *row =
            (kt_flow){.exporter = fixture_country(below(&random, 7)),
                      .importer = fixture_country(below(&random, 9)),
                      .product = fixture_product(digits, below(&random, 9) ? KT_HS92 : KT_HS07),
                      .period = below(&random, 5) ? kt_period_of_year(year)
                                                  : kt_period_of_months(year, month, month),
                      .stated_by = (uint8_t)below(&random, 3),
                      .kind = below(&random, 9) ? KT_GOODS : KT_SERVICES,
                      .valuation = (uint8_t)below(&random, 3),
                      .status = (uint8_t)below(&random, 4),
                      .value = fixture_number(&random),
                      .quantity = fixture_number(&random),
                      .supplementary = below(&random, 3) ? KT_NONE : below(&random, 1000)};
        if (row->supplementary != KT_NONE)
            row->supplementary_unit = 5;
    }
    rows.n = n;
    fixture_sort(&rows);
    return rows;
}

/* Fisher and Yates. */
static inline void fixture_shuffle(fixture_rows *rows, uint64_t seed)
{
    fixture_random random = {seed};
    for (int64_t r = rows->n - 1; r > 0; r--) {
        const int64_t other = below(&random, r + 1);
        const kt_flow row = rows->row[r];
        rows->row[r] = rows->row[other];
        rows->row[other] = row;
    }
}

static inline kt_dataset_info fixture_info(const char *name)
{
    kt_dataset_info info = {.imported_at = 1700000000};
    snprintf(info.name, sizeof info.name, "%s", name);
    snprintf(info.checksum, sizeof info.checksum, "0123456789abcdef0123456789abcdef");
    return info;
}

static inline kt_status fixture_store(const char *folder, kt_dataset_info *info,
                                      const fixture_rows *rows, kt_error *err)
{
    const kt_writer_options options = {.memory_bytes = 0, .n_threads = 2};
    kt_writer *writer = NULL;
    bool unchanged = false;
    KT_TRY(kt_writer_begin(folder, &options, &writer, err));
    const kt_status status = kt_writer_add(writer, rows->row, NULL, rows->n, err);
    if (status) {
        kt_writer_abort(writer);
        return status;
    }
    return kt_writer_commit(writer, info, &unchanged, NULL, err);
}

/* Store the rows and open what was made. */
static inline kt_dataset *fixture_open(const char *folder, const char *name)
{
    kt_error err = {0};
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    CHECK_OK(kt_store_open(folder, &store, &err), err);
    CHECK_OK(kt_dataset_open(store, kt_store_find(store, name), &dataset, &err), err);
    kt_store_close(store);
    return dataset;
}

static inline kt_dataset *fixture_make(const char *folder, const char *name,
                                       const fixture_rows *rows)
{
    kt_error err = {0};
    kt_dataset_info info = fixture_info(name);
    CHECK_OK(fixture_store(folder, &info, rows, &err), err);
    return fixture_open(folder, name);
}

/* Room for n rows, doubled so that few requests do. */
static inline int64_t fixture_room(int64_t n)
{
    int64_t room = 64;
    while (room < n)
        room *= 2;
    return room;
}

/* All rows of a scan. */
static inline kt_status fixture_collect(void *with, const kt_flow *row, int64_t n,
                                        kt_error *err)
{
    fixture_rows *rows = with;
    if (!rows->row || fixture_room(rows->n + n) != fixture_room(rows->n))
        KT_TRY(kt_resize(&rows->row, fixture_room(rows->n + n), sizeof *rows->row, err));
    memcpy(rows->row + rows->n, row, (size_t)n * sizeof *row);
    rows->n += n;
    return KT_OK;
}

static inline fixture_rows fixture_scan(const kt_dataset *dataset, const kt_filter *filter)
{
    kt_error err = {0};
    fixture_rows rows = {0};
    CHECK_OK(kt_dataset_scan(dataset, filter, fixture_collect, &rows, &err), err);
    return rows;
}

static inline void check_same_row(const kt_flow *found, const kt_flow *expected)
{
    CHECK_INT(kt_flow_compare(found, expected), 0);
    CHECK_INT(found->value, expected->value);
    CHECK_INT(found->quantity, expected->quantity);
    CHECK_INT(found->supplementary, expected->supplementary);
    CHECK_INT(found->supplementary_unit, expected->supplementary_unit);
    CHECK_INT(found->valuation, expected->valuation);
    CHECK_INT(found->status, expected->status);
}

static inline void check_same_rows(const fixture_rows *found, const fixture_rows *expected)
{
    CHECK_INT(found->n, expected->n);
    for (int64_t r = 0; r < found->n; r++)
        check_same_row(&found->row[r], &expected->row[r]);
}

#endif
