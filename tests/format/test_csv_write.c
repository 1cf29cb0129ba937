/* test_csv_write.c: what is written reads back the same, and is quoted only where it must be.
 */
#include <kontor/csv.h>

#include "check.h"

static void check_cell(const char *cell, const char *expected)
{
    kt_text out = {0};
    kt_error err = {0};
    const kt_sink sink = kt_sink_text(&out);
    CHECK_OK(kt_csv_write_cell(&sink, kt_slice_of(cell), &err), err);
    CHECK_TEXT(kt_text_get(&out), expected);
    kt_text_clear(&out);
}

static void plain_cells_are_not_quoted(void **state)
{
    (void)state;
    check_cell("", "");
    check_cell("1.5", "1.5");
    check_cell("Metals and grain", "Metals and grain");
    check_cell("C\xc3\xb4te d'Ivoire", "C\xc3\xb4te d'Ivoire");
}

static void cells_that_would_read_back_differently_are_quoted(void **state)
{
    (void)state;
    check_cell("a,b", "\"a,b\"");
    check_cell("a;b", "\"a;b\"");
    check_cell("a\tb", "\"a\tb\"");
    check_cell("a\nb", "\"a\nb\"");
    check_cell(" a", "\" a\"");
    check_cell("a ", "\"a \"");
    check_cell("5\" pipe", "\"5\"\" pipe\"");
    check_cell("\"", "\"\"\"\"");
}

/* ---- the law -------------------------------------------------------------------------------
 */

enum { N_CELLS = 5 };

typedef struct expected_cells {
    kt_text cell[N_CELLS];
    int n_rows;
} expected_cells;

static kt_status compare_row(void *with, const kt_csv_row *row, kt_error *err)
{
    expected_cells *expected = with;
    (void)err;
    if (expected->n_rows++ == 0)
        return KT_OK; // a header, so that the comma is the separator
    CHECK_INT(row->n_cells, N_CELLS);
    for (int c = 0; c < N_CELLS; c++) {
        const kt_slice cell = {expected->cell[c].data, expected->cell[c].size};
        CHECK_INT((int64_t)row->cell[c].size, (int64_t)cell.size);
        CHECK(kt_slice_equal(row->cell[c], cell));
    }
    return KT_OK;
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    static const char *const letters[] = {"a",  "1",  ".",  " ",        ",",        ";",
                                          "\"", "\n", "\r", "\xc3\xa4", "\xd0\x9c", "\t"};
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        expected_cells expected = {0};
        kt_text out = {0};
        kt_error err = {0};
        const kt_sink sink = kt_sink_text(&out);
        CHECK_OK(kt_text_add(&out, "a,b,c,d,e\n", &err), err);
        for (int c = 0; c < N_CELLS; c++) {
            for (uint32_t n = (seed >> 9) % 7; n > 0; n--) {
                seed = seed * 1664525U + 1013904223U;
                CHECK_OK(kt_text_add(&expected.cell[c], letters[(seed >> 9) % 12], &err), err);
            }
            seed = seed * 1664525U + 1013904223U;
            if (c > 0)
                CHECK_OK(kt_text_add(&out, ",", &err), err);
            const kt_slice cell = {expected.cell[c].data, expected.cell[c].size};
            CHECK_OK(kt_csv_write_cell(&sink, cell, &err), err);
        }
        CHECK_OK(kt_text_add(&out, "\n", &err), err);
        CHECK_OK(
            kt_csv_parse((kt_slice){out.data, out.size}, NULL, compare_row, &expected, &err),
            err);
        CHECK_INT(expected.n_rows, 2);
        for (int c = 0; c < N_CELLS; c++)
            kt_text_clear(&expected.cell[c]);
        kt_text_clear(&out);
    }
}

static kt_status write_once(void *with, kt_error *err)
{
    kt_text out = {0};
    const kt_sink sink = kt_sink_text(&out);
    (void)with;
    const kt_status status = kt_csv_write_cell(&sink, kt_slice_of("a \"b\" c"), err);
    kt_text_clear(&out);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, write_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(plain_cells_are_not_quoted),
        KT_TEST(cells_that_would_read_back_differently_are_quoted),
        KT_TEST(what_is_written_is_read_back),
        KT_TEST(every_failed_request_is_reported),
    };
    return kt_run_tests(tests);
}
