/* test_scan.c: every filter and level against a slow twin over random rows. */
#include "check.h"

#include "store/level.h"
#include "store_fixture.h"

typedef struct world {
    char folder[256];
    fixture_rows rows;
    kt_dataset *dataset;
} world;

static int make_world(void **state)
{
    world *w = NULL;
    kt_error err = {0};
    CHECK_OK(kt_new(&w, 1, sizeof *w, &err), err);
    kt_scratch_make(w->folder);
    w->rows = fixture_wild(3, 2500);
    fixture_rows shuffled = {0};
    CHECK_OK(fixture_collect(&shuffled, w->rows.row, w->rows.n, &err), err);
    fixture_shuffle(&shuffled, 5);
    w->dataset = fixture_make(w->folder, "wild", &shuffled);
    fixture_rows_clear(&shuffled);
    *state = w;
    return 0;
}

static int end_world(void **state)
{
    world *w = *state;
    kt_dataset_close(w->dataset);
    fixture_rows_clear(&w->rows);
    kt_scratch_remove(w->folder);
    kt_free(w);
    return 0;
}

static bool fits(const kt_filter *f, const kt_flow *row)
{
    const int year = row->period.first / 12;
    for (int64_t n = 0; n < f->n_leave_out; n++) {
        const uint32_t out = f->leave_out[n].code;
        if ((out == row->exporter.code && out != f->exporter.code && out != f->importer.code) ||
            (out == row->importer.code && out != f->importer.code && out != f->exporter.code))
            return false;
    }
    return (f->exporter.code == 0 || f->exporter.code == row->exporter.code) &&
           (f->importer.code == 0 || f->importer.code == row->importer.code) &&
           kt_product_covers(f->product, row->product) &&
           (f->first_year == 0 || year >= f->first_year) &&
           (f->last_year == 0 || year <= f->last_year) &&
           (f->stated_by == 0 || (f->stated_by >> row->stated_by & 1)) &&
           (f->kinds == 0 || (f->kinds >> row->kind & 1)) &&
           (!f->whole_years || kt_period_year(row->period) != 0);
}

static bool same_place(const kt_flow *a, const kt_flow *b)
{
    return a->exporter.code == b->exporter.code && a->importer.code == b->importer.code &&
           kt_period_equal(a->period, b->period) && a->stated_by == b->stated_by &&
           a->kind == b->kind;
}

/* The rows that a scan must give: group by place, apply the level to each, sort. */
static fixture_rows slow_scan(const fixture_rows *all, const kt_filter *f)
{
    kt_error err = {0};
    fixture_rows out = {0};
    const int digits = kt_level_digits(f->level, f->product);
    uint8_t *done = calloc((size_t)all->n, 1);
    kt_flow *part = calloc((size_t)all->n + 1, sizeof *part);
    kt_flow *made = calloc((size_t)kt_level_room(all->n), sizeof *made);
    kt_flow *scratch = calloc((size_t)kt_level_room(all->n), sizeof *made);
    for (int64_t r = 0; r < all->n; r++) {
        int64_t n = 0, n_made = 0;
        if (done[r] || !fits(f, &all->row[r]))
            continue;
        for (int64_t i = r;
             i < all->n && all->row[i].exporter.code == all->row[r].exporter.code; i++) {
            if (fits(f, &all->row[i]) && same_place(&all->row[r], &all->row[i])) {
                part[n++] = all->row[i];
                done[i] = 1;
            }
        }
        CHECK_OK(kt_level_apply(digits, part, n, made, scratch, &n_made, &err), err);
        CHECK_OK(fixture_collect(&out, made, n_made, &err), err);
    }
    if (out.n > 0)
        qsort(out.row, (size_t)out.n, sizeof *out.row, fixture_compare);
    free(scratch);
    free(made);
    free(part);
    free(done);
    return out;
}

/* `left_out` has room for two countries, which the filter borrows. */
static kt_filter random_filter(fixture_random *random, kt_country left_out[2])
{
    static const char *const products[] = {"08", "0805", "080510", "8703",
                                           "99", "55",   "270900"};
    kt_filter f = {.level = (kt_level)below(random, 5)};
    if (below(random, 2))
        f.exporter = fixture_country(below(random, 8));
    if (below(random, 2))
        f.importer = fixture_country(below(random, 10));
    if (below(random, 3) == 0)
        f.product =
            fixture_product(products[below(random, 7)], below(random, 4) ? KT_HS92 : KT_HS07);
    if (below(random, 2))
        f.first_year = (int16_t)(2004 + below(random, 5));
    if (below(random, 2))
        f.last_year = (int16_t)(2005 + below(random, 5));
    f.stated_by = below(random, 2) ? (uint8_t)below(random, 8) : 0;
    f.kinds = below(random, 3) ? 0 : (uint8_t)below(random, 4);
    f.whole_years = below(random, 3) == 0;
    left_out[0] = fixture_country(below(random, 5));
    left_out[1] = fixture_country(5 + below(random, 40)); // perhaps of no row
    f.leave_out = left_out;
    f.n_leave_out = below(random, 3);
    return f;
}

static void everything_comes_back_as_it_was(void **state)
{
    const world *w = *state;
    const kt_filter everything = {0};
    fixture_rows found = fixture_scan(w->dataset, &everything);
    check_same_rows(&found, &w->rows);
    fixture_rows_clear(&found);
}

static void every_filter_agrees_with_the_twin(void **state)
{
    const world *w = *state;
    fixture_random random = {29};
    for (int round = 0; round < 150; round++) {
        kt_country left_out[2];
        const kt_filter f = random_filter(&random, left_out);
        fixture_rows found = fixture_scan(w->dataset, &f);
        fixture_rows expected = slow_scan(&w->rows, &f);
        check_same_rows(&found, &expected);
        fixture_rows_clear(&expected);
        fixture_rows_clear(&found);
    }
}

static void rows_come_in_the_order_of_their_keys(void **state)
{
    const world *w = *state;
    for (int level = KT_LEVEL_STATED; level <= KT_LEVEL_6; level++) {
        const kt_filter f = {.level = (kt_level)level};
        fixture_rows found = fixture_scan(w->dataset, &f);
        for (int64_t r = 1; r < found.n; r++)
            CHECK(kt_flow_compare(&found.row[r - 1], &found.row[r]) < 0);
        fixture_rows_clear(&found);
    }
}

static kt_status refuse(void *with, const kt_flow *rows, int64_t n, kt_error *err)
{
    (void)with;
    (void)rows;
    (void)n;
    return kt_fail(err, KT_ERR_STOPPED, "enough");
}

static void a_failure_of_the_callback_is_handed_on(void **state)
{
    const world *w = *state;
    const kt_filter everything = {0};
    kt_error err = {0};
    CHECK_FAILS(kt_dataset_scan(w->dataset, &everything, refuse, NULL, &err), KT_ERR_STOPPED,
                err);
    CHECK_TEXT(err.cause, "enough");
}

/* ---- sums ----------------------------------------------------------------------------------
 */

typedef struct sum {
    kt_group key;
    int64_t value, quantity;
} sum;

static int compare_sums(const void *a, const void *b)
{
    const kt_group *x = &((const sum *)a)->key, *y = &((const sum *)b)->key;
#define BY(field)                                                                              \
    if (x->field != y->field)                                                                  \
    return x->field < y->field ? -1 : 1
    BY(exporter.code);
    BY(importer.code);
    BY(product.code);
    BY(period.first);
    BY(period.last);
    BY(stated_by);
#undef BY
    return 0;
}

static sum of_row(const kt_flow *row, unsigned keys)
{
    sum s = {0};
    if (keys & KT_BY_KEY_EXPORTER)
        s.key.exporter = row->exporter;
    if (keys & KT_BY_KEY_IMPORTER)
        s.key.importer = row->importer;
    if (keys & KT_BY_KEY_PRODUCT)
        s.key.product = row->product;
    if (keys & KT_BY_KEY_PERIOD)
        s.key.period = row->period;
    if (keys & KT_BY_KEY_STATED_BY)
        s.key.stated_by = row->stated_by;
    s.key.status = row->status;
    s.key.n_rows = 1;
    s.key.n_without_value = row->value == KT_NONE;
    s.key.n_without_quantity = row->quantity == KT_NONE;
    s.value = row->value == KT_NONE ? 0 : row->value;
    s.quantity = row->quantity == KT_NONE ? 0 : row->quantity;
    return s;
}

static void check_group(const world *w, const kt_group *found, const sum *expected)
{
    const sum of_found = {.key = *found};
    CHECK_INT(compare_sums(&of_found, expected), 0);
    CHECK_INT(found->status, expected->key.status);
    CHECK_INT(found->n_rows, expected->key.n_rows);
    CHECK_INT(found->n_without_value, expected->key.n_without_value);
    CHECK_INT(found->n_without_quantity, expected->key.n_without_quantity);
    if (expected->key.n_without_value == expected->key.n_rows)
        CHECK(isnan(found->value_usd));
    else
        CHECK_NEAR(found->value_usd, kt_dataset_usd(w->dataset, expected->value), 0.0);
    if (expected->key.n_without_quantity == expected->key.n_rows)
        CHECK(isnan(found->quantity_tonnes));
    else
        CHECK_NEAR(found->quantity_tonnes, kt_dataset_tonnes(w->dataset, expected->quantity),
                   0.0);
}

static void sums_by_any_keys_equal_sums_over_a_scan(void **state)
{
    const world *w = *state;
    fixture_random random = {31};
    kt_error err = {0};
    for (int round = 0; round < 150; round++) {
        kt_country left_out[2];
        const kt_filter f = random_filter(&random, left_out);
        const unsigned keys = (unsigned)below(&random, 32);
        kt_groups groups = {0};
        fixture_rows rows = fixture_scan(w->dataset, &f);
        sum *sums = calloc((size_t)rows.n + 1, sizeof *sums);
        int64_t n = 0;
        for (int64_t r = 0; r < rows.n; r++)
            sums[r] = of_row(&rows.row[r], keys);
        qsort(sums, (size_t)rows.n, sizeof *sums, compare_sums);
        for (int64_t r = 0; r < rows.n; r++) {
            if (n == 0 || compare_sums(&sums[n - 1], &sums[r]) != 0) {
                sums[n++] = sums[r];
                continue;
            }
            sum *to = &sums[n - 1];
            to->value += sums[r].value;
            to->quantity += sums[r].quantity;
            to->key.n_rows++;
            to->key.n_without_value += sums[r].key.n_without_value;
            to->key.n_without_quantity += sums[r].key.n_without_quantity;
            if (sums[r].key.status > to->key.status)
                to->key.status = sums[r].key.status;
        }
        CHECK_OK(kt_dataset_group(w->dataset, &f, keys, &groups, &err), err);
        CHECK_INT(groups.n_groups, n);
        for (int64_t g = 0; g < n; g++)
            check_group(w, &groups.group[g], &sums[g]);
        kt_groups_clear(&groups);
        free(sums);
        fixture_rows_clear(&rows);
    }
}

static void the_matrix_holds_the_sums_of_pairs(void **state)
{
    const world *w = *state;
    fixture_random random = {33};
    kt_error err = {0};
    kt_matrix matrix = {0}, of_rows = {0};
    for (int round = 0; round < 100; round++) {
        kt_country left_out[2];
        kt_filter f = random_filter(&random, left_out);
        f.n_leave_out = 0; // of no meaning to a matrix
        kt_groups groups = {0};
        f.level = KT_LEVEL_TOTAL;
        CHECK_OK(kt_dataset_matrix(w->dataset, &f, &matrix, &err), err);
        CHECK_OK(kt_dataset_matrix_of_rows(w->dataset, &f, 2, &of_rows, &err), err);
        CHECK_INT(of_rows.n_countries, matrix.n_countries);
        for (int64_t i = 0; i < matrix.n_countries * matrix.n_countries; i++)
            CHECK_INT(of_rows.value[i], matrix.value[i]);
        CHECK_OK(kt_dataset_group(w->dataset, &f, KT_BY_KEY_EXPORTER | KT_BY_KEY_IMPORTER,
                                  &groups, &err),
                 err);
        int64_t n = 0, n_expected = 0;
        for (int64_t i = 0; i < matrix.n_countries * matrix.n_countries; i++)
            n += matrix.value[i] != KT_NONE;
        for (int64_t g = 0; g < groups.n_groups; g++) {
            const kt_group *group = &groups.group[g];
            int64_t i = 0, j = 0;
            while (matrix.country[i].code != group->exporter.code)
                i++;
            while (matrix.country[j].code != group->importer.code)
                j++;
            CHECK_NEAR(kt_dataset_usd(w->dataset, matrix.value[i * matrix.n_countries + j]),
                       group->value_usd, 0.0);
            n_expected += !isnan(group->value_usd);
        }
        CHECK_INT(n, n_expected);
        kt_groups_clear(&groups);
    }
    kt_matrix_clear(&of_rows);
    kt_matrix_clear(&matrix);
}

static void the_table_holds_the_sums_of_countries_and_products(void **state)
{
    const world *w = *state;
    fixture_random random = {35};
    kt_error err = {0};
    kt_world_table table = {0};
    for (int round = 0; round < 100; round++) {
        kt_country left_out[2];
        kt_filter f = random_filter(&random, left_out);
        f.n_leave_out = 0; // of no meaning to a table
        const kt_trade_side side = below(&random, 2) ? KT_EXPORTS : KT_IMPORTS;
        const unsigned key = side == KT_EXPORTS ? KT_BY_KEY_EXPORTER : KT_BY_KEY_IMPORTER;
        kt_groups groups = {0};
        CHECK_OK(kt_dataset_world_table(w->dataset, &f, side, 1 + round % 4, &table, &err),
                 err);
        CHECK_OK(kt_dataset_group(w->dataset, &f, key | KT_BY_KEY_PRODUCT, &groups, &err), err);
        int64_t n = 0, n_expected = 0;
        for (int64_t i = 0; i < table.n_countries * table.n_products; i++)
            n += table.value[i] != KT_NONE;
        for (int64_t g = 0; g < groups.n_groups; g++) {
            const kt_group *group = &groups.group[g];
            const uint32_t code =
                side == KT_EXPORTS ? group->exporter.code : group->importer.code;
            int64_t i = 0, k = 0;
            while (table.country[i].code != code)
                i++;
            while (table.product[k].code != group->product.code)
                k++;
            double usd;
            kt_dataset_usd_of_all(w->dataset, &table.value[i * table.n_products + k], 1, &usd);
            CHECK_NEAR(usd, group->value_usd, 0.0);
            CHECK_NEAR(kt_dataset_usd(w->dataset, table.value[i * table.n_products + k]),
                       group->value_usd, 0.0);
            n_expected += !isnan(group->value_usd);
        }
        CHECK_INT(n, n_expected);
        kt_groups_clear(&groups);
    }
    kt_world_table_clear(&table);
}

/* Yearly subheadings only, as in BACI: the ways that are cheap there. */
static void a_dataset_without_levels_agrees_with_the_twin(void **state)
{
    world w = {0};
    (void)state;
    kt_error err = {0};
    fixture_random random = {30};
    kt_scratch_make(w.folder);
    for (int64_t r = 0; r < 4000; r++) {
        char digits[8];
        snprintf(digits, sizeof digits, "%06lld",
                 10000LL + 97LL * (long long)(below(&random, 900) * below(&random, 900) / 900));
        kt_flow row = fixture_row(below(&random, 5), below(&random, 5), digits,
                                  2018 + (int)below(&random, 2), fixture_number(&random));
        row.quantity = fixture_number(&random);
        CHECK_OK(fixture_collect(&w.rows, &row, 1, &err), err);
    }
    for (int k = 0; k < 700; k++) { // one pair that has nearly all of them
        char digits[8];
        snprintf(digits, sizeof digits, "%06d", 10000 + 97 * k);
        const kt_flow row = fixture_row(1, 7, digits, 2018, k);
        CHECK_OK(fixture_collect(&w.rows, &row, 1, &err), err);
    }
    fixture_sort(&w.rows);
    w.dataset = fixture_make(w.folder, "flat", &w.rows);
    CHECK_OK(kt_dataset_verify(w.dataset, NULL, &err), err);
    for (int round = 0; round < 30; round++) {
        kt_country left_out[2];
        kt_filter f = random_filter(&random, left_out);
        if (below(&random, 2))
            f.product = w.rows.row[below(&random, w.rows.n)].product;
        fixture_rows found = fixture_scan(w.dataset, &f);
        fixture_rows expected = slow_scan(&w.rows, &f);
        check_same_rows(&found, &expected);
        fixture_rows_clear(&expected);
        fixture_rows_clear(&found);
    }
    void *flat = &w;
    sums_by_any_keys_equal_sums_over_a_scan(&flat);
    the_matrix_holds_the_sums_of_pairs(&flat);
    the_table_holds_the_sums_of_countries_and_products(&flat);
    kt_dataset_close(w.dataset);
    fixture_rows_clear(&w.rows);
    kt_scratch_remove(w.folder);
}

/* Sum of the known values of a scan. */
static int64_t known(const world *w, const kt_filter *f)
{
    int64_t total = 0;
    fixture_rows rows = fixture_scan(w->dataset, f);
    for (int64_t r = 0; r < rows.n; r++)
        if (rows.row[r].value != KT_NONE)
            total += rows.row[r].value;
    fixture_rows_clear(&rows);
    return total;
}

static void a_sum_past_64_bits_is_an_error(void **state)
{
    (void)state;
    char folder[256];
    kt_error err = {0};
    kt_flow row[] = {fixture_row(0, 1, "080510", 2018, INT64_MAX - 5),
                     fixture_row(0, 2, "080510", 2018, 7)};
    fixture_rows rows = {row, 2};
    kt_groups groups = {0};
    const kt_filter f = {0};
    kt_scratch_make(folder);
    kt_dataset *dataset = fixture_make(folder, "large", &rows);
    CHECK_FAILS(kt_dataset_group(dataset, &f, 0, &groups, &err), KT_ERR_RANGE, err);
    kt_error_clear(&err);
    CHECK_OK(kt_dataset_group(dataset, &f, KT_BY_KEY_IMPORTER, &groups, &err), err);
    CHECK_INT(groups.n_groups, 2);
    kt_groups_clear(&groups);
    kt_dataset_close(dataset);
    kt_scratch_remove(folder);
}

static void totals_are_children_and_unallocated(void **state)
{
    (void)state;
    char folder[256];
    world w = {0};
    fixture_random random = {37};
    kt_error err = {0};
    static const char *const digits[] = {"080510", "080520", "080610", "100110", "270900"};
    /* Each pair states a total that covers its parts, and one chapter that covers its own. */
    for (int64_t i = 0; i < 6; i++) {
        for (int64_t j = 0; j < 6; j++) {
            int64_t total = below(&random, 50), chapter = below(&random, 20);
            for (int k = 0; k < 5; k++) {
                const int64_t value = below(&random, 100);
                const kt_flow row = fixture_row(i, j, digits[k], 2018, value);
                total += value;
                chapter += k < 3 ? value : 0;
                CHECK_OK(fixture_collect(&w.rows, &row, 1, &err), err);
            }
            kt_flow row = fixture_row(i, j, "TOTAL", 2018, total + 20);
            CHECK_OK(fixture_collect(&w.rows, &row, 1, &err), err);
            row = fixture_row(i, j, "08", 2018, chapter);
            CHECK_OK(fixture_collect(&w.rows, &row, 1, &err), err);
        }
    }
    kt_scratch_make(folder);
    w.dataset = fixture_make(folder, "levels", &w.rows);
    for (int64_t i = 0; i < 6; i++) {
        kt_filter f = {.exporter = fixture_country(i), .level = KT_LEVEL_TOTAL};
        const int64_t total = known(&w, &f);
        for (int level = KT_LEVEL_2; level <= KT_LEVEL_6; level++) {
            f.level = (kt_level)level;
            CHECK_INT(known(&w, &f), total);
        }
    }
    kt_dataset_close(w.dataset);
    kt_scratch_remove(folder);
    fixture_rows_clear(&w.rows);
}

static kt_status scan_once(void *with, kt_error *err)
{
    fixture_rows rows = {0};
    const kt_filter f = {.level = KT_LEVEL_2};
    const kt_status status = kt_dataset_scan(with, &f, fixture_collect, &rows, err);
    fixture_rows_clear(&rows);
    return status;
}

static kt_status group_once(void *with, kt_error *err)
{
    kt_groups groups = {0};
    const kt_filter f = {.level = KT_LEVEL_2};
    const kt_status status =
        kt_dataset_group(with, &f, KT_BY_KEY_IMPORTER | KT_BY_KEY_PERIOD, &groups, err);
    kt_groups_clear(&groups);
    return status;
}

static kt_status matrix_once(void *with, kt_error *err)
{
    kt_matrix matrix = {0};
    const kt_filter f = {0};
    const kt_status status = kt_dataset_matrix(with, &f, &matrix, err);
    kt_matrix_clear(&matrix);
    return status;
}

static kt_status table_once(void *with, kt_error *err)
{
    kt_world_table table = {0};
    const kt_filter f = {.level = KT_LEVEL_6};
    const kt_status status = kt_dataset_world_table(with, &f, KT_IMPORTS, 1, &table, err);
    kt_world_table_clear(&table);
    return status;
}

static void a_failed_request_for_memory_ends_a_scan_cleanly(void **state)
{
    char folder[256];
    (void)state;
    kt_scratch_make(folder);
    fixture_rows rows = fixture_wild(41, 300);
    kt_dataset *dataset = fixture_make(folder, "small", &rows);
    kt_check_faults(KT_FAULT_MEMORY, scan_once, dataset);
    kt_check_faults(KT_FAULT_MEMORY, group_once, dataset);
    kt_check_faults(KT_FAULT_MEMORY, matrix_once, dataset);
    kt_check_faults(KT_FAULT_MEMORY, table_once, dataset);
    kt_dataset_close(dataset);
    fixture_rows_clear(&rows);
    kt_scratch_remove(folder);
}

/* Values that all end in zeros are kept in coarser units, and so are their sums. */
static void sums_of_round_values_are_in_the_units_of_the_values(void **state)
{
    (void)state;
    char folder[256];
    kt_error err = {0};
    kt_world_table table = {0};
    kt_flow rows[4];
    for (int r = 0; r < 4; r++)
        rows[r] =
            (kt_flow){.exporter = KT_COUNTRY('A', 'A', (char)('A' + r / 2)),
                      .importer = KT_COUNTRY('B', 'B', 'B'),
                      .product = {(uint32_t)KT_HS17 << 23 | (uint32_t)(10101 + r % 2) << 3 | 6},
                      .period = kt_period_of_year(2018),
                      .value = 1000 * (r + 1),
                      .quantity = KT_NONE,
                      .supplementary = KT_NONE};
    kt_scratch_make(folder);
    fixture_rows four = {.row = rows, .n = 4};
    kt_dataset_info info = fixture_info("round");
    info.money_decimals = 3;
    CHECK_OK(fixture_store(folder, &info, &four, &err), err);
    kt_dataset *dataset = fixture_open(folder, "round");
    const kt_filter filter = {.level = KT_LEVEL_6};
    for (int side = KT_EXPORTS; side <= KT_IMPORTS; side++) {
        CHECK_OK(kt_dataset_world_table(dataset, &filter, (kt_trade_side)side, 1, &table, &err),
                 err);
        double usd = 0.0;
        for (int64_t i = 0; i < table.n_countries * table.n_products; i++)
            if (table.value[i] != KT_NONE)
                usd += kt_dataset_usd(dataset, table.value[i]);
        CHECK_NEAR(usd, 10.0, 0.0);
    }
    kt_world_table_clear(&table);
    kt_dataset_close(dataset);
    kt_scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(everything_comes_back_as_it_was),
        KT_TEST(every_filter_agrees_with_the_twin),
        KT_TEST(rows_come_in_the_order_of_their_keys),
        KT_TEST(a_failure_of_the_callback_is_handed_on),
        KT_TEST(a_dataset_without_levels_agrees_with_the_twin),
        KT_TEST(sums_by_any_keys_equal_sums_over_a_scan),
        KT_TEST(the_matrix_holds_the_sums_of_pairs),
        KT_TEST(the_table_holds_the_sums_of_countries_and_products),
        KT_TEST(sums_of_round_values_are_in_the_units_of_the_values),
        KT_TEST(a_sum_past_64_bits_is_an_error),
        KT_TEST(totals_are_children_and_unallocated),
        KT_TEST(a_failed_request_for_memory_ends_a_scan_cleanly)};
    return cmocka_run_group_tests_name(__FILE__, tests, make_world, end_world);
}
