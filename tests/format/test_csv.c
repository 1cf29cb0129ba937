/* test_csv.c: rows of delimited text: cells by hand, a slow twin on random bytes, and the law
 * that what the rows are does not depend on where the pieces are cut. */
#include <kontor/csv.h>

#include <kontor/limits.h>
#include <kontor/memory.h>

#include "check.h"

/* ---- what a reader saw, as text: cells in brackets, "line:" before each row ----------------
 */

static kt_status write_row(void *with, const kt_csv_row *row, kt_error *err)
{
    kt_text *seen = with;
    KT_TRY(kt_text_format(seen, err, "%lld:", (long long)row->line));
    for (int c = 0; c < row->n_cells; c++) {
        KT_TRY(kt_text_add(seen, "[", err));
        KT_TRY(kt_text_add_slice(seen, row->cell[c], err));
        KT_TRY(kt_text_add(seen, "]", err));
    }
    return kt_text_add(seen, "\n", err);
}

static kt_status read_pieces(kt_slice data, const kt_csv_options *options, size_t first,
                             size_t step, kt_text *seen, kt_error *err)
{
    kt_csv *csv = NULL;
    KT_TRY(kt_csv_new(options, write_row, seen, &csv, err));
    kt_status status = KT_OK;
    for (size_t p = 0, n = first; p < data.size && !status; p += n, n = step) {
        if (n > data.size - p)
            n = data.size - p;
        /* A piece of its own, so that the sanitizer sees a read past its end. */
        char *piece = malloc(n ? n : 1);
        if (!piece) { // the fault test meets this request too
            status = kt_fail(err, KT_ERR_MEMORY, "no memory for a piece");
            break;
        }
        if (n > 0)
            memcpy(piece, data.data + p, n);
        status = kt_csv_feed(csv, piece, n, err);
        free(piece);
    }
    if (!status)
        status = kt_csv_finish(csv, err);
    kt_csv_free(csv);
    return status;
}

/* Read whole, cut at every byte, and byte by byte: always the same. */
static void check_rows(const char *text, size_t size, const char *expected)
{
    const kt_slice data = {text, size};
    for (size_t cut = 0; cut <= size; cut++) {
        kt_text seen = {0};
        kt_error err = {0};
        CHECK_OK(read_pieces(data, NULL, cut, size + 1, &seen, &err), err);
        CHECK_TEXT(kt_text_get(&seen), expected);
        kt_text_clear(&seen);
    }
    kt_text seen = {0};
    kt_error err = {0};
    CHECK_OK(read_pieces(data, NULL, 1, 1, &seen, &err), err);
    CHECK_TEXT(kt_text_get(&seen), expected);
    kt_text_clear(&seen);
}
#define CHECK_ROWS(text, expected) check_rows((text), sizeof(text) - 1, (expected))

static void check_refused(const char *text, size_t size, kt_status status, int64_t line,
                          int64_t column)
{
    for (size_t step = 1; step <= size + 1; step += size) {
        kt_text seen = {0};
        kt_error err = {0};
        CHECK_FAILS(read_pieces((kt_slice){text, size}, NULL, step, step, &seen, &err), status,
                    err);
        CHECK_INT(err.line, line);
        CHECK_INT(err.column, column);
        kt_text_clear(&seen);
    }
}

/* ---- cases by hand -------------------------------------------------------------------------
 */

static void plain_rows_are_cut_at_commas(void **state)
{
    (void)state;
    CHECK_ROWS("t,i,j,k,v,q\n2019,112,398,010121,1.5,\n",
               "1:[t][i][j][k][v][q]\n2:[2019][112][398][010121][1.5][]\n");
}

static void a_last_row_needs_no_line_end(void **state)
{
    (void)state;
    CHECK_ROWS("a,b\n1,2", "1:[a][b]\n2:[1][2]\n");
    CHECK_ROWS("a,b\n1,\"2\"", "1:[a][b]\n2:[1][2]\n");
}

static void the_separator_is_the_one_that_the_first_row_has_most_of(void **state)
{
    (void)state;
    CHECK_ROWS("a;b;c,d\n1;2,5;3\n", "1:[a][b][c,d]\n2:[1][2,5][3]\n");
    CHECK_ROWS("a\tb\n1\t2, 3\n", "1:[a][b]\n2:[1][2, 3]\n");
    CHECK_ROWS("\"a,b,c,d\";e;f\n1;2;3\n", "1:[a,b,c,d][e][f]\n2:[1][2][3]\n");
    CHECK_ROWS("alone\n1;2,3\n", "1:[alone]\n2:[1;2][3]\n");
}

static void a_first_row_that_looked_quoted_under_another_separator_is_read_again(void **state)
{
    (void)state;
    CHECK_ROWS("a;b;c,\"d\n1;2;3\"\n", "1:[a][b][c,\"d]\n2:[1][2][3\"]\n");
}

static void a_given_separator_is_taken(void **state)
{
    (void)state;
    const kt_csv_options options = {.separator = '|'};
    kt_text seen = {0};
    kt_error err = {0};
    CHECK_OK(read_pieces(kt_slice_of("\xef\xbb\xbf"
                                     "a,x|b\n"),
                         &options, 2, 2, &seen, &err),
             err);
    CHECK_TEXT(kt_text_get(&seen), "1:[a,x][b]\n");
    kt_text_clear(&seen);
    const kt_csv_options bad = {.separator = '\n'};
    CHECK_FAILS(read_pieces(kt_slice_of("a"), &bad, 1, 1, &seen, &err), KT_ERR_RANGE, err);
}

static void line_ends_may_have_a_return(void **state)
{
    (void)state;
    CHECK_ROWS("a,b\r\n1,2\r\n\"3\",\"4\"\r\n", "1:[a][b]\n2:[1][2]\n3:[3][4]\n");
}

static void empty_lines_are_left_out_and_counted(void **state)
{
    (void)state;
    CHECK_ROWS("\n\r\na,b\n\n  \n1,2\n,\n\n", "3:[a][b]\n6:[1][2]\n7:[][]\n");
    CHECK_ROWS("a\n\"\"\nb", "1:[a]\n2:[]\n3:[b]\n");
    CHECK_ROWS("", "");
    CHECK_ROWS("\n \n", "");
}

static void quoted_cells_hold_separators_quotes_and_line_ends(void **state)
{
    (void)state;
    CHECK_ROWS("n,d\n1,\"a, \"\"b\"\"\nc\"\n2,x\n", "1:[n][d]\n2:[1][a, \"b\"\nc]\n4:[2][x]\n");
    CHECK_ROWS("\"\"\"\",\"\"\n", "1:[\"][]\n");
}

static void blanks_around_cells_are_trimmed_and_inside_quotes_kept(void **state)
{
    (void)state;
    CHECK_ROWS("a, b ,c\n  1.5,\t2 , \" x \" \n", "1:[a][b][c]\n2:[1.5][2][ x ]\n");
    CHECK_ROWS("a\tb\n 1 \t\n\"1\"\t\"2\"\n", "1:[a][b]\n2:[1][]\n3:[1][2]\n");
}

static void a_quote_inside_a_cell_is_an_ordinary_character(void **state)
{
    (void)state;
    CHECK_ROWS("a,b\n5\" pipe,6\"\n\"x\"y\"z,w\n",
               "1:[a][b]\n2:[5\" pipe][6\"]\n3:[xy\"z][w]\n");
}

static void rows_may_be_longer_or_shorter_than_the_header(void **state)
{
    (void)state;
    CHECK_ROWS("a,b\n1\n1,2,3\n", "1:[a][b]\n2:[1]\n3:[1][2][3]\n");
}

/* ---- encoding ------------------------------------------------------------------------------
 */

static void a_byte_order_mark_is_dropped(void **state)
{
    (void)state;
    CHECK_ROWS("\xef\xbb\xbf\"a,b\",c\n", "1:[a,b][c]\n");
    CHECK_ROWS("\xef\xbb\xbf", "");
    CHECK_ROWS("a\n\xef\xbb\xbf", "1:[a]\n2:[\xef\xbb\xbf]\n");
}

static void half_a_byte_order_mark_is_text(void **state)
{
    (void)state;
    CHECK_ROWS("\xef\xbb"
               "a,b\n",
               "1:[\xc3\xaf\xc2\xbb"
               "a][b]\n");
    CHECK_ROWS("\xef", "1:[\xc3\xaf]\n");
}

static void latin1_names_become_utf8(void **state)
{
    (void)state;
    CHECK_ROWS("c,n\n384,C\xf4te d'Ivoire\n531,\"Cura\xe7"
               "ao\"\n",
               "1:[c][n]\n2:[384][C\xc3\xb4te d'Ivoire]\n3:[531][Cura\xc3\xa7"
               "ao]\n");
}

static void utf8_stays_as_it_is(void **state)
{
    (void)state;
    CHECK_ROWS("c,n\n384,C\xc3\xb4te\n112,\"\xd0\x91\"\n", "1:[c][n]\n2:[384][C\xc3\xb4te]\n"
                                                           "3:[112][\xd0\x91]\n");
}

static void after_the_first_latin1_cell_all_cells_are_latin1(void **state)
{
    (void)state;
    CHECK_ROWS("a\n\xe4\n\xc3\xa4\n", "1:[a]\n2:[\xc3\xa4]\n3:[\xc3\x83\xc2\xa4]\n");
}

static void in_a_utf8_file_a_broken_cell_alone_is_latin1(void **state)
{
    (void)state;
    CHECK_ROWS("\xc3\xa4\n\xe4\n\xc3\xa4\n", "1:[\xc3\xa4]\n2:[\xc3\xa4]\n3:[\xc3\xa4]\n");
    CHECK_ROWS("\xef\xbb\xbf"
               "a\n\xe4\n\xc3\xa4\n",
               "1:[a]\n2:[\xc3\xa4]\n3:[\xc3\xa4]\n");
}

/* ---- refusals ------------------------------------------------------------------------------
 */

static void a_quote_that_never_ends_is_named_with_its_place(void **state)
{
    (void)state;
    check_refused("a,b\n1,\"x\n2,3\n", 12, KT_ERR_FORMAT, 2, 3);
    check_refused("a,b\n\"x\ny\", \"z", 13, KT_ERR_FORMAT, 3, 5);
}

static void a_nul_byte_is_refused(void **state)
{
    (void)state;
    check_refused("a,b\n1,\0002\n", 9, KT_ERR_FORMAT, 2, 3);
    check_refused("a,b\n\"1\",\0002\n", 11, KT_ERR_FORMAT, 2, 5);
}

static void lines_past_the_limit_are_refused(void **state)
{
    (void)state;
    char *line = malloc(KT_MAX_CSV_LINE + 3);
    for (size_t over = 0; over < 2; over++) {
        for (size_t step = 4096; step <= KT_MAX_CSV_LINE + 3; step += KT_MAX_CSV_LINE - 4093) {
            memset(line, 'x', KT_MAX_CSV_LINE + 2);
            line[KT_MAX_CSV_LINE + over] = '\n';
            const kt_slice data = {line, KT_MAX_CSV_LINE + over + 1};
            kt_text seen = {0};
            kt_error err = {0};
            if (over)
                CHECK_FAILS(read_pieces(data, NULL, step, step, &seen, &err), KT_ERR_LIMIT,
                            err);
            else
                CHECK_OK(read_pieces(data, NULL, step, step, &seen, &err), err);
            kt_text_clear(&seen);
        }
    }
    free(line);
}

static void columns_past_the_limit_are_refused(void **state)
{
    (void)state;
    for (size_t quotes = 0; quotes <= 2; quotes += 2) { // both ways of splitting
        char line[KT_MAX_CSV_COLUMNS + 2];
        memset(line, ',', sizeof line);
        memset(line, '"', quotes);
        const size_t most = quotes + KT_MAX_CSV_COLUMNS - 1;
        kt_text seen = {0};
        kt_error err = {0};
        CHECK_OK(read_pieces((kt_slice){line, most}, NULL, 4096, 4096, &seen, &err), err);
        CHECK_FAILS(read_pieces((kt_slice){line, most + 1}, NULL, 4096, 4096, &seen, &err),
                    KT_ERR_LIMIT, err);
        kt_text_clear(&seen);
    }
}

static kt_status refuse(void *with, const kt_csv_row *row, kt_error *err)
{
    (void)with;
    return row->line == 2 ? kt_fail(err, KT_ERR_STOPPED, "seen enough") : KT_OK;
}

static void what_visit_returns_ends_the_reading(void **state)
{
    (void)state;
    kt_error err = {0};
    CHECK_FAILS(kt_csv_parse(kt_slice_of("a\nb\nc\n"), NULL, refuse, NULL, &err),
                KT_ERR_STOPPED, err);
    CHECK_TEXT(err.cause, "seen enough");
}

/* ---- the twin ------------------------------------------------------------------------------
 */

/* A reader as plain as can be: the whole text at hand, one byte at a time, no limits, Latin-1
 * left out. Returns false where a quote never ends. */
static bool twin_read(kt_slice data, char separator, kt_text *seen)
{
    kt_error err = {0};
    size_t at = 0;
    long long line = 1;
    while (at < data.size) {
        kt_text row = {0}, cell = {0};
        bool ends = false, quoted_any = false;
        int n_cells = 0;
        const long long begun = line;
        while (!ends) {
            kt_text_reset(&cell);
            size_t p = at;
            while (p < data.size && data.data[p] != separator && strchr(" \t\r", data.data[p]))
                p++;
            size_t kept = 0; // bytes that are not to be trimmed
            if (p < data.size && data.data[p] == '"') {
                quoted_any = true;
                for (p++;; p++) {
                    if (p == data.size) {
                        kt_text_clear(&row);
                        kt_text_clear(&cell);
                        return false;
                    }
                    if (data.data[p] == '"') {
                        if (p + 1 == data.size || data.data[p + 1] != '"')
                            break;
                        p++;
                    }
                    line += data.data[p] == '\n';
                    CHECK_OK(kt_text_append(&cell, data.data + p, 1, &err), err);
                }
                at = p + 1;
                kept = cell.size;
            }
            size_t end = at;
            while (end < data.size && data.data[end] != separator && data.data[end] != '\n')
                end++;
            const kt_slice tail = kt_slice_trim((kt_slice){data.data + at, end - at});
            CHECK_OK(kt_text_append(&cell, tail.data, tail.size, &err), err);
            CHECK(cell.size >= kept);
            CHECK_OK(kt_text_add(&row, "[", &err), err);
            CHECK_OK(kt_text_append(&row, cell.data, cell.size, &err), err);
            CHECK_OK(kt_text_add(&row, "]", &err), err);
            n_cells++;
            ends = end == data.size || data.data[end] == '\n';
            line += end < data.size && data.data[end] == '\n';
            at = end + 1;
        }
        if (n_cells > 1 || quoted_any || row.size > 2) // else an empty line
            CHECK_OK(kt_text_format(seen, &err, "%lld:%s\n", begun, row.data), err);
        kt_text_clear(&row);
        kt_text_clear(&cell);
    }
    return true;
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static void a_slow_twin_agrees_on_random_text(void **state)
{
    (void)state;
    static const char alphabet[] = "ab12..,,,,;\"\"\"\n\n\r \t";
    const kt_csv_options options = {.separator = ','};
    uint32_t seed = 2019;
    int n_read = 0;
    for (int round = 0; round < 20000; round++) {
        char text[60];
        const size_t size = next_random(&seed) % sizeof text;
        for (size_t p = 0; p < size; p++)
            text[p] = alphabet[next_random(&seed) % (sizeof alphabet - 1)];
        const kt_slice data = {text, size};
        kt_text seen = {0}, expected = {0};
        kt_error err = {0};
        const size_t step = 1 + next_random(&seed) % 60;
        const bool fine = twin_read(data, ',', &expected);
        if (fine) {
            n_read++;
            CHECK_OK(read_pieces(data, &options, step, step, &seen, &err), err);
            CHECK_TEXT(kt_text_get(&seen), kt_text_get(&expected));
        } else {
            CHECK_FAILS(read_pieces(data, &options, step, step, &seen, &err), KT_ERR_FORMAT,
                        err);
        }
        kt_text_clear(&seen);
        kt_text_clear(&expected);
    }
    CHECK(n_read > 5000);
}

/* ---- the rest ------------------------------------------------------------------------------
 */

static kt_status find_columns(void *with, const kt_csv_row *row, kt_error *err)
{
    (void)err;
    int *found = with;
    found[0] = kt_csv_column(row, "VALUE");
    found[1] = kt_csv_column(row, "year");
    found[2] = kt_csv_column(row, "yea");
    return KT_OK;
}

static void a_column_is_found_by_name_in_any_case(void **state)
{
    (void)state;
    int found[3];
    kt_error err = {0};
    CHECK_OK(kt_csv_parse(kt_slice_of("Year,Value\n"), NULL, find_columns, found, &err), err);
    CHECK_INT(found[0], 1);
    CHECK_INT(found[1], 0);
    CHECK_INT(found[2], -1);
}

static kt_status read_once(void *with, kt_error *err)
{
    (void)with;
    kt_text seen = {0};
    const kt_status status = read_pieces(
        kt_slice_of("name;x\n\"a \"\"b\"\"\";1\nC\xf4te d'Ivoire;2\n"), NULL, 5, 5, &seen, err);
    kt_text_clear(&seen);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, read_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(plain_rows_are_cut_at_commas),
        KT_TEST(a_last_row_needs_no_line_end),
        KT_TEST(the_separator_is_the_one_that_the_first_row_has_most_of),
        KT_TEST(a_first_row_that_looked_quoted_under_another_separator_is_read_again),
        KT_TEST(a_given_separator_is_taken),
        KT_TEST(line_ends_may_have_a_return),
        KT_TEST(empty_lines_are_left_out_and_counted),
        KT_TEST(quoted_cells_hold_separators_quotes_and_line_ends),
        KT_TEST(blanks_around_cells_are_trimmed_and_inside_quotes_kept),
        KT_TEST(a_quote_inside_a_cell_is_an_ordinary_character),
        KT_TEST(rows_may_be_longer_or_shorter_than_the_header),
        KT_TEST(a_byte_order_mark_is_dropped),
        KT_TEST(half_a_byte_order_mark_is_text),
        KT_TEST(latin1_names_become_utf8),
        KT_TEST(utf8_stays_as_it_is),
        KT_TEST(after_the_first_latin1_cell_all_cells_are_latin1),
        KT_TEST(in_a_utf8_file_a_broken_cell_alone_is_latin1),
        KT_TEST(a_quote_that_never_ends_is_named_with_its_place),
        KT_TEST(a_nul_byte_is_refused),
        KT_TEST(lines_past_the_limit_are_refused),
        KT_TEST(columns_past_the_limit_are_refused),
        KT_TEST(what_visit_returns_ends_the_reading),
        KT_TEST(a_slow_twin_agrees_on_random_text),
        KT_TEST(a_column_is_found_by_name_in_any_case),
        KT_TEST(every_failed_request_is_reported),
    };
    return kt_run_tests(tests);
}
