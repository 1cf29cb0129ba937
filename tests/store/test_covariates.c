/* Covariates in the store: what goes in comes out, keys are found and never twice, and damage
 * is noticed. */
#include "check.h"

#include <kontor/covariates.h>
#include <kontor/file.h>
#include <kontor/memory.h>

#include "covariates_sign.h"
#include "store/covariates_column.h"
#include "store/covariates_file.h"

enum { N_I = 7, N_J = 5, N_YEARS = 3, N_ROWS = N_I * N_J * N_YEARS };

static kt_slice text(const char *terminated)
{
    return kt_slice_of(terminated);
}

static kt_country country(int n)
{
    return KT_COUNTRY('A' + n % 5, 'B', 'Z' - n);
}

static double number_of(int r)
{
    return r % 11 == 0 ? (double)NAN : r / 3.0;
}

static const char *text_of(int r)
{
    static const char *const texts[] = {"", "Minsk", "Astana", "S\xc3\xa3o Paulo"};
    return texts[r % 4];
}

/* Rows in an order that has nothing to do with their keys: 37 and N_ROWS have no divisor. */
static kt_status add_rows(kt_covariates_writer *writer, kt_error *err)
{
    for (int n = 0; n < N_ROWS; n++) {
        const int r = n * 37 % N_ROWS;
        const kt_covariates_place place = {country(r / (N_J * N_YEARS)),
                                           country(r / N_YEARS % N_J),
                                           (int16_t)(1990 + r % N_YEARS)};
        const kt_covariate_cell cells[] = {
            {number_of(r), {"", 0}}, {(double)NAN, text(text_of(r))}, {(double)NAN, {"", 0}}};
        KT_TRY(kt_covariates_writer_add(writer, place, cells, n + 2, err));
    }
    return KT_OK;
}

static kt_status write_example(const char *store, const char *checksum, bool *unchanged,
                               kt_error *err)
{
    kt_covariates_writer *writer = NULL;
    kt_covariates_info info = {.name = "example", .source = "made", .imported_at = 77};

    snprintf(info.checksum, sizeof info.checksum, "%s", checksum);
    kt_status status = kt_covariates_writer_begin(store, KT_KEY_PAIR_YEAR, NULL, &writer, err);
    if (!status)
        status = kt_covariates_writer_column(writer, text("third"), text("A third"), text("km"),
                                             err);
    if (!status)
        status = kt_covariates_writer_column(writer, text("city"), text(""), text(""), err);
    if (!status)
        status = kt_covariates_writer_column(writer, text("nothing"), text(""), text(""), err);
    if (!status)
        status = add_rows(writer, err);
    if (status) {
        kt_covariates_writer_abort(writer);
        return status;
    }
    return kt_covariates_writer_commit(writer, &info, unchanged, NULL, err);
}

static void make_example(char store[256])
{
    kt_error err = {0};
    bool unchanged = true;
    kt_scratch_make(store);
    CHECK_OK(write_example(store, "0123456789abcdef0123456789abcdef", &unchanged, &err), err);
    CHECK(!unchanged);
}

static kt_covariates *open_example(const char *store)
{
    kt_covariates_list *list = NULL;
    kt_covariates *c = NULL;
    kt_error err = {0};

    CHECK_OK(kt_covariates_list_open(store, &list, &err), err);
    CHECK_INT(kt_covariates_list_count(list), 1);
    CHECK(kt_covariates_list_damage(list, 0) == NULL);
    CHECK_INT(kt_covariates_list_find(list, "example"), 0);
    CHECK_INT(kt_covariates_list_find(list, "example@01234567"), 0);
    CHECK_INT(kt_covariates_list_find(list, "exampl"), -1);
    CHECK_OK(kt_covariates_open(list, 0, &c, &err), err);
    kt_covariates_list_close(list);
    return c;
}

static void cells_come_back_by_their_keys(void **state)
{
    char store[256];
    kt_error err = {0};

    (void)state;
    make_example(store);
    kt_covariates *c = open_example(store);
    CHECK_OK(kt_covariates_verify(c, NULL, &err), err);
    for (int r = 0; r < N_ROWS; r++) {
        double number = 0;
        kt_slice found;
        const int64_t row = kt_covariates_row(c, country(r / (N_J * N_YEARS)),
                                              country(r / N_YEARS % N_J), 1990 + r % N_YEARS);
        CHECK(row >= 0);
        CHECK_OK(kt_covariates_number(c, row, 0, &number, &err), err);
        CHECK_NEAR(number, number_of(r), 0);
        CHECK_OK(kt_covariates_text(c, row, 1, &found, &err), err);
        CHECK(kt_slice_is(found, text_of(r)));
        CHECK_OK(kt_covariates_number(c, row, 1, &number, &err), err);
        CHECK(isnan(number));
        CHECK_OK(kt_covariates_number(c, row, 2, &number, &err), err);
        CHECK(isnan(number));
    }
    kt_covariates_close(c);
    kt_scratch_remove(store);
}

static void rows_are_in_the_order_of_their_keys(void **state)
{
    char store[256];

    (void)state;
    make_example(store);
    kt_covariates *c = open_example(store);
    kt_covariates_place before = {0};
    for (int64_t r = 0; r < N_ROWS; r++) {
        const kt_covariates_place p = kt_covariates_place_of(c, r);
        CHECK(p.i.code > before.i.code ||
              (p.i.code == before.i.code &&
               (p.j.code > before.j.code ||
                (p.j.code == before.j.code && p.year > before.year))));
        CHECK_INT(kt_covariates_row(c, p.i, p.j, p.year), r);
        before = p;
    }
    kt_covariates_close(c);
    kt_scratch_remove(store);
}

static void a_key_that_is_not_there_has_no_row_and_no_value(void **state)
{
    char store[256];
    kt_error err = {0};
    double number = 0;

    (void)state;
    make_example(store);
    kt_covariates *c = open_example(store);
    CHECK_INT(kt_covariates_row(c, country(0), country(1), 1989), -1);
    CHECK_INT(kt_covariates_row(c, country(0), country(1), -1), -1);
    CHECK_INT(kt_covariates_row(c, country(0), country(1), 1 << 20), -1);
    CHECK_INT(kt_covariates_row(c, country(0), country(6), 1990), -1); // j has only five
    CHECK_INT(kt_covariates_row(c, KT_COUNTRY('Q', 'Q', 'Q'), country(1), 1990), -1);
    CHECK_OK(kt_covariates_value(c, country(0), country(6), 1990, 0, &number, &err), err);
    CHECK(isnan(number));
    /* country(6) to country(0) is there: pairs have a direction. */
    CHECK(kt_covariates_row(c, country(6), country(0), 1990) >= 0);
    kt_covariates_close(c);
    kt_scratch_remove(store);
}

static void a_dataset_tells_what_it_is(void **state)
{
    char store[256];

    (void)state;
    make_example(store);
    kt_covariates *c = open_example(store);
    const kt_covariates_info *info = kt_covariates_info_of(c);
    CHECK_TEXT(info->name, "example");
    CHECK_TEXT(info->version, "01234567");
    CHECK_INT(info->key, KT_KEY_PAIR_YEAR);
    CHECK_INT(info->n_rows, N_ROWS);
    CHECK_INT(info->first_year, 1990);
    CHECK_INT(info->last_year, 1992);
    CHECK_INT(info->imported_at, 77);
    CHECK_INT(kt_covariates_column(c, "THIRD"), 0);
    CHECK_INT(kt_covariates_column(c, "fourth"), -1);
    CHECK_TEXT(kt_covariates_column_at(c, 0)->label, "A third");
    CHECK_TEXT(kt_covariates_column_at(c, 0)->unit, "km");
    CHECK_INT(kt_covariates_column_at(c, 0)->kind, KT_COVARIATE_NUMBER);
    CHECK_INT(kt_covariates_column_at(c, 1)->kind, KT_COVARIATE_TEXT);
    CHECK_INT(kt_covariates_column_at(c, 2)->kind, KT_COVARIATE_EMPTY);
    kt_covariates_close(c);
    kt_scratch_remove(store);
}

static void the_same_source_again_changes_nothing_and_another_is_refused(void **state)
{
    char store[256];
    kt_error err = {0};
    bool unchanged = false;

    (void)state;
    make_example(store);
    CHECK_OK(write_example(store, "0123456789abcdef0123456789abcdef", &unchanged, &err), err);
    CHECK(unchanged);
    CHECK_FAILS(write_example(store, "01234567ffffffffffffffffffffffff", &unchanged, &err),
                KT_ERR_RANGE, err);
    kt_error_clear(&err);
    CHECK_OK(kt_covariates_drop(store, "example", &err), err);
    CHECK_FAILS(kt_covariates_drop(store, "example", &err), KT_ERR_MISSING, err);
    kt_scratch_remove(store);
}

static void the_same_key_twice_is_refused_naming_both_lines(void **state)
{
    char store[256];
    kt_error err = {0};
    kt_covariates_writer *writer = NULL;
    kt_covariates_info info = {.name = "twice", .checksum = "00"};
    bool unchanged = false;
    const kt_covariate_cell cell = {1.0, {"", 0}};
    const kt_covariates_place blr = {country(1), {0}, 2000}, kaz = {country(0), {0}, 2000};

    (void)state;
    kt_scratch_make(store);
    CHECK_OK(kt_covariates_writer_begin(store, KT_KEY_COUNTRY_YEAR, NULL, &writer, &err), err);
    CHECK_OK(kt_covariates_writer_column(writer, text("x"), text(""), text(""), &err), err);
    CHECK_OK(kt_covariates_writer_add(writer, blr, &cell, 5, &err), err);
    CHECK_OK(kt_covariates_writer_add(writer, kaz, &cell, 6, &err), err);
    CHECK_OK(kt_covariates_writer_add(writer, blr, &cell, 7, &err), err);
    CHECK_FAILS(kt_covariates_writer_commit(writer, &info, &unchanged, NULL, &err),
                KT_ERR_FORMAT, err);
    CHECK_INT(err.line, 7);
    CHECK(strstr(err.cause, "line 5") && strstr(err.cause, "line 7"));
    kt_scratch_remove(store);
}

static void a_column_cannot_hold_numbers_and_texts(void **state)
{
    char store[256];
    kt_error err = {0};
    kt_covariates_writer *writer = NULL;
    const kt_covariate_cell number = {1.0, {"", 0}}, word = {(double)NAN, text("one")};
    const kt_covariates_place place = {country(1), {0}, 0};

    (void)state;
    kt_scratch_make(store);
    CHECK_OK(kt_covariates_writer_begin(store, KT_KEY_COUNTRY, NULL, &writer, &err), err);
    CHECK_OK(kt_covariates_writer_column(writer, text("x"), text(""), text(""), &err), err);
    CHECK_FAILS(kt_covariates_writer_column(writer, text("X"), text(""), text(""), &err),
                KT_ERR_FORMAT, err);
    kt_error_clear(&err);
    CHECK_OK(kt_covariates_writer_add(writer, place, &number, 2, &err), err);
    CHECK_FAILS(kt_covariates_writer_add(writer, place, &word, 3, &err), KT_ERR_FORMAT, err);
    CHECK_INT(err.line, 3);
    kt_covariates_writer_abort(writer);
    kt_scratch_remove(store);
}

/* ---- encodings --------------------------------------------------------------------------- */

static void every_encoding_gives_back_every_bit(void **state)
{
    enum { N = 70000 };
    static const struct {
        int64_t n, n_distinct;
        double step;
        kt_cells_kind kind;
    } cases[] = {
        {1, 1, 1, KT_CELLS_CONSTANT},     {N, 1, 0.1, KT_CELLS_CONSTANT},
        {2, 2, 1, KT_CELLS_SINGLE},       {2, 2, 0.1, KT_CELLS_DOUBLE},
        {N, 2, 0.1, KT_CELLS_SMALL},      {N, 256, 0.1, KT_CELLS_SMALL},
        {N, 257, 0.1, KT_CELLS_MIDDLE},   {N, 40000, 0.1, KT_CELLS_MIDDLE},
        {N, 65536, 0.5, KT_CELLS_SINGLE}, {N, 65536, 0.1, KT_CELLS_DOUBLE},
        {N, 65537, 0.1, KT_CELLS_DOUBLE}, {N, N, 1e300, KT_CELLS_DOUBLE},
    };
    static double value[N], back[N];
    kt_cells_work work = {0};
    kt_bytes bytes = {0};
    kt_error err = {0};

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        kt_cells cells = {0};
        uint64_t size = 0;
        for (int64_t r = 0; r < cases[k].n; r++) {
            const int64_t d = r % cases[k].n_distinct;
            value[r] = d == 1 ? (double)NAN : (double)(d + 1) * cases[k].step;
        }
        bytes.size = 0;
        CHECK_OK(kt_cells_encode(value, cases[k].n, &work, &bytes, &cells, &err), err);
        CHECK_INT(cells.kind, cases[k].kind);
        CHECK(kt_cells_size(&cells, &size));
        CHECK_INT(bytes.size, size);
        CHECK(kt_cells_decode(&cells, bytes.data, 0, cases[k].n, back));
        for (int64_t r = 0; r < cases[k].n; r++)
            CHECK(isnan(value[r]) ? isnan(back[r])
                                  : memcmp(&value[r], &back[r], sizeof back[r]) == 0);
    }
    kt_bytes_clear(&bytes);
    kt_cells_work_clear(&work);
}

static void zero_and_minus_zero_stay_two(void **state)
{
    const double value[] = {0.0, -0.0, 0.0};
    double back[3];
    kt_cells_work work = {0};
    kt_bytes bytes = {0};
    kt_cells cells = {0};
    kt_error err = {0};

    (void)state;
    CHECK_OK(kt_cells_encode(value, 3, &work, &bytes, &cells, &err), err);
    CHECK(kt_cells_decode(&cells, bytes.data, 0, 3, back));
    CHECK(!signbit(back[0]) && signbit(back[1]));
    kt_bytes_clear(&bytes);
    kt_cells_work_clear(&work);
}

/* ---- damage and faults ------------------------------------------------------------------- */

static void read_file(const char *store, kt_text *out)
{
    char path[KT_MAX_PATH];
    kt_error err = {0};
    snprintf(path, sizeof path, "%s/covariates/example@01234567.kontor", store);
    CHECK_OK(kt_file_read(path, 1 << 24, out, &err), err);
}

static void a_flipped_or_missing_byte_is_noticed(void **state)
{
    char store[256];
    kt_text bytes = {0};
    kt_covariates *c = NULL;

    (void)state;
    make_example(store);
    read_file(store, &bytes);
    for (size_t p = 0; p < bytes.size; p++) {
        kt_error err = {0};
        bytes.data[p] = (char)(bytes.data[p] ^ 0x10);
        kt_status status =
            kt_covariates_open_bytes((const uint8_t *)bytes.data, bytes.size, &c, &err);
        if (!status) {
            status = kt_covariates_verify(c, NULL, &err);
            kt_covariates_close(c);
        }
        if (status != KT_ERR_FORMAT)
            fail_msg("byte %zu of %zu: status %d", p, bytes.size, (int)status);
        bytes.data[p] = (char)(bytes.data[p] ^ 0x10);
    }
    for (size_t size = 0; size < bytes.size; size++) {
        kt_error err = {0};
        CHECK_FAILS(kt_covariates_open_bytes((const uint8_t *)bytes.data, size, &c, &err),
                    KT_ERR_FORMAT, err);
    }
    kt_text_clear(&bytes);
    kt_scratch_remove(store);
}

static void bytes_that_lie_are_never_followed_outside_the_file(void **state)
{
    static const uint8_t with[] = {0x01, 0x80, 0xFF};
    char store[256];
    kt_text bytes = {0};

    (void)state;
    make_example(store);
    read_file(store, &bytes);
    for (size_t p = 0; p < 3 * bytes.size; p++) {
        uint8_t *copy = NULL; // of exactly its size, so that the sanitizer sees each step over
        kt_error err = {0};
        CHECK_OK(kt_new(&copy, bytes.size, 1, &err), err);
        memcpy(copy, bytes.data, bytes.size);
        copy[p / 3] ^= with[p % 3];
        covariates_sign(copy, bytes.size);
        if (!covariates_read_all(copy, bytes.size, &err))
            fail_msg("byte %zu of %zu", p / 3, bytes.size);
        kt_free(copy);
    }
    kt_text_clear(&bytes);
    kt_scratch_remove(store);
}

static void a_damaged_dataset_is_listed_with_what_is_wrong(void **state)
{
    char store[256], path[KT_MAX_PATH];
    kt_covariates_list *list = NULL;
    kt_error err = {0};

    (void)state;
    make_example(store);
    snprintf(path, sizeof path, "%s/covariates/example@01234567.kontor", store);
    CHECK_OK(kt_file_replace(path, "KONTOR", 6, &err), err);
    CHECK_OK(kt_covariates_list_open(store, &list, &err), err);
    CHECK_INT(kt_covariates_list_count(list), 1);
    CHECK(kt_covariates_list_damage(list, 0) != NULL);
    kt_covariates_list_close(list);
    kt_scratch_remove(store);
}

static void a_store_that_is_not_there_is_empty(void **state)
{
    kt_covariates_list *list = NULL;
    kt_error err = {0};

    (void)state;
    CHECK_OK(kt_covariates_list_open("/nowhere/at/all", &list, &err), err);
    CHECK_INT(kt_covariates_list_count(list), 0);
    kt_covariates_list_close(list);
    CHECK_FAILS(kt_covariates_drop("/nowhere/at/all", "x", &err), KT_ERR_MISSING, err);
}

static kt_status once(void *with, kt_error *err)
{
    bool unchanged = false;
    kt_covariates_list *list = NULL;
    kt_covariates *c = NULL;

    kt_status status = write_example(with, "0123456789abcdef0123456789abcdef", &unchanged, err);
    if (!status)
        status = kt_covariates_list_open(with, &list, err);
    if (!status && kt_covariates_list_count(list) == 1)
        status = kt_covariates_open(list, 0, &c, err);
    kt_covariates_close(c);
    kt_covariates_list_close(list);
    if (!status)
        status = kt_covariates_drop(with, "example", err);
    return status;
}

static void every_fault_is_reported_and_leaves_the_store_as_it_was(void **state)
{
    static const kt_fault kinds[] = {KT_FAULT_MEMORY, KT_FAULT_WRITE, KT_FAULT_RENAME};
    char store[256], folder[KT_MAX_PATH];
    kt_names names = {0};
    kt_error err = {0};

    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        kt_scratch_make(store);
        kt_check_faults(kinds[k], once, store);
        snprintf(folder, sizeof folder, "%s/covariates", store);
        CHECK_OK(kt_folder_list(folder, &names, &err), err);
        CHECK_INT(names.n_names, 0);
        kt_names_clear(&names);
        kt_scratch_remove(store);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(cells_come_back_by_their_keys),
        KT_TEST(rows_are_in_the_order_of_their_keys),
        KT_TEST(a_key_that_is_not_there_has_no_row_and_no_value),
        KT_TEST(a_dataset_tells_what_it_is),
        KT_TEST(the_same_source_again_changes_nothing_and_another_is_refused),
        KT_TEST(the_same_key_twice_is_refused_naming_both_lines),
        KT_TEST(a_column_cannot_hold_numbers_and_texts),
        KT_TEST(every_encoding_gives_back_every_bit),
        KT_TEST(zero_and_minus_zero_stay_two),
        KT_TEST(a_flipped_or_missing_byte_is_noticed),
        KT_TEST(bytes_that_lie_are_never_followed_outside_the_file),
        KT_TEST(a_damaged_dataset_is_listed_with_what_is_wrong),
        KT_TEST(a_store_that_is_not_there_is_empty),
        KT_TEST(every_fault_is_reported_and_leaves_the_store_as_it_was),
    };
    return kt_run_tests(tests);
}
