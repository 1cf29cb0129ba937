/* test_columns.c: columns of a user's file, and the quick reader against its plain twin. */
#include "check.h"
#include "dta_bytes.h"

#include <kontor/columns.h>
#include <kontor/file.h>
#include <kontor/random.h>

static kt_columns *parse(const char *text)
{
    kt_error err = {0};
    kt_columns *columns = NULL;
    CHECK_OK(kt_columns_parse(kt_slice_of(text), NULL, &columns, &err), err);
    return columns;
}

/* Everything that can be asked, in one text. */
static void describe(const kt_columns *columns, kt_text *out)
{
    kt_error err = {0};
    char number[32];
    CHECK_OK(kt_text_format(out, &err, "%d rows, %d ragged\n", (int)kt_columns_n_rows(columns),
                            (int)kt_columns_n_ragged(columns)),
             err);
    for (int c = 0; c < kt_columns_count(columns); c++) {
        const kt_series *series = kt_columns_at(columns, c);
        CHECK_OK(kt_text_format(out, &err, "%s %d:", series->name, (int)series->text_line),
                 err);
        for (int64_t r = 0; r < kt_columns_n_rows(columns); r++) {
            const char *cell = number;
            if (series->number)
                kt_print_double(series->number[r], number);
            else
                cell = series->code[r] < 0 ? "?" : series->level[series->code[r]];
            CHECK_OK(kt_text_format(out, &err, " %s", cell), err);
        }
        CHECK_OK(kt_text_add(out, "\n", &err), err);
    }
}

static void check_same(kt_slice bytes, int n_threads)
{
    kt_error quick_err = {0}, plain_err = {0};
    kt_columns_options options = kt_columns_options_default();
    options.n_threads = n_threads;
    kt_columns *quick = NULL, *plain = NULL;
    kt_text found = {0}, expected = {0};
    const kt_status status = kt_columns_parse(bytes, &options, &quick, &quick_err);
    CHECK_INT(status, kt_columns_parse_plainly(bytes, NULL, &plain, &plain_err));
    CHECK_TEXT(quick_err.cause, plain_err.cause);
    if (!status) {
        describe(quick, &found);
        describe(plain, &expected);
        CHECK_TEXT(kt_text_get(&found), kt_text_get(&expected));
    }
    kt_text_clear(&expected);
    kt_text_clear(&found);
    kt_columns_free(plain);
    kt_columns_free(quick);
}

static void numbers_and_texts_are_told_apart(void **state)
{
    (void)state;
    kt_columns *columns = parse("year,exporter,trade\n1986,ARG,1.5\n1990,,NA\n\n1990,BRA,\n");
    CHECK_INT(kt_columns_n_rows(columns), 3);
    CHECK_NEAR(kt_columns_find(columns, "year")->number[1], 1990.0, 0.0);
    const kt_series *exporter = kt_columns_find(columns, "exporter");
    CHECK(exporter->number == NULL);
    CHECK_INT(exporter->n_levels, 2);
    CHECK_INT(exporter->text_line, 2);
    CHECK_TEXT(exporter->level[exporter->code[2]], "BRA");
    CHECK_INT(exporter->code[1], -1);
    CHECK_NEAR(kt_columns_find(columns, "trade")->number[0], 1.5, 0.0);
    CHECK(isnan(kt_columns_find(columns, "trade")->number[1]));
    CHECK(kt_columns_find(columns, "nothing") == NULL);
    kt_columns_free(columns);
}

static void a_late_word_makes_a_column_of_texts(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    CHECK_OK(kt_text_add(&text, "a,b\n", &err), err);
    for (int n = 0; n < 20000; n++)
        CHECK_OK(kt_text_format(&text, &err, "%d,%d\n", n, n % 7), err);
    CHECK_OK(kt_text_add(&text, "x,01\n", &err), err);
    kt_columns *columns = parse(kt_text_get(&text));
    const kt_series *a = kt_columns_find(columns, "a");
    CHECK_INT(a->text_line, 20002);
    CHECK_INT(a->n_levels, 20001);
    CHECK_TEXT(a->level[a->code[17]], "17");
    CHECK_NEAR(kt_columns_find(columns, "b")->number[20000], 1.0, 0.0);
    kt_columns_free(columns);
    kt_text_clear(&text);
}

static void only_wanted_columns_are_read(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_columns *columns = NULL;
    const char *wanted[] = {"c", "absent"};
    kt_columns_options options = kt_columns_options_default();
    options.wanted = wanted;
    options.n_wanted = 2;
    CHECK_OK(kt_columns_parse(kt_slice_of("a,b,c\n1,2,3\n"), &options, &columns, &err), err);
    CHECK_INT(kt_columns_count(columns), 1);
    CHECK_INT(kt_columns_n_names(columns), 3);
    CHECK_NEAR(kt_columns_at(columns, 0)->number[0], 3.0, 0.0);
    kt_columns_free(columns);
    CHECK_FAILS(kt_columns_parse(kt_slice_of("c,c\n1,2\n"), &options, &columns, &err),
                KT_ERR_FORMAT, err);
    CHECK_FAILS(kt_columns_parse(kt_slice_of("\n\n"), &options, &columns, &err), KT_ERR_FORMAT,
                err);
}

static void namibia_is_not_missing(void **state)
{
    (void)state;
    kt_columns *columns = parse("iso,name\nDE,Germany\nNA,NA\nFR,France\n");
    const kt_series *iso = kt_columns_find(columns, "iso");
    CHECK_TEXT(iso->level[iso->code[1]], "NA");
    CHECK_INT(kt_columns_find(columns, "name")->code[1], -1);
    kt_columns_free(columns);
}

static void the_quick_reader_agrees_with_its_twin(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "a,b\n1,x\n2,y",
        "a;b\r\n1;x\r\n\r\n2;y\r\n",
        "\xef\xbb\xbf"
        "a,b\n1,\xc3\xa9\n",
        "a,b\n1,\xe9\n2,\xc3\xa9\n",
        "a,b\n\"1\",\"x,y\"\n2,\"say \"\"hello\"\"\"\n",
        "a,b\n1,\"two\nlines\"\n2,y\n",
        "a,b\n1,never \"closed\n2,y\n",
        "a,b\n1,\"never closed\n2,y\n",
        "\"a\",\"b c\"\n1,2\n",
        "\"a\nb\",c\n1,2\n",
        "a\n\"\"\n1\n",
        "a,b\n1\n1,2,3\n",
        " a , b \n 1 , x \n",
        "\n\n a,b\n1,2\n",
        "a,b\n1,2\0,3\n",
        "a,b\n-,+1\n.,..\n-Inf,Inf\nNaN,1e3\n-0,00.10\n",
        "a\n",
        "a",
        "",
        "a\tb\n1\t2\n",
    };
    for (size_t n = 0; n < sizeof texts / sizeof texts[0]; n++)
        check_same(kt_slice_of(texts[n]), 1);
}

static void a_file_cut_at_every_byte_agrees(void **state)
{
    (void)state;
    const char *text = "x,\"y z\"\n1.25,ARG\n,\"a\"\"b\"\n\n-3e2,\"c\nd\"\n7,\xc3\xa4\n";
    for (size_t size = 0; size <= strlen(text); size++)
        check_same((kt_slice){text, size}, 1);
}

/* Large enough for several pieces, with a quoted line end here and there. */
static void pieces_agree_with_the_twin(void **state)
{
    (void)state;
    for (int quoted = 0; quoted < 2; quoted++) {
        kt_error err = {0};
        kt_text text = {0};
        CHECK_OK(kt_text_add(&text, "k,v,w\n", &err), err);
        for (int n = 0; text.size < (size_t)9 << 20; n++)
            CHECK_OK(kt_text_format(&text, &err, "%d,%.17g,W%d\n%s", n,
                                    kt_random_uniform(kt_random_bits(7, (uint64_t)n)) * 1e4,
                                    n % 1000,
                                    n % 1000 ? ""
                                    : quoted ? "1,2,\"a\nb\"\n"
                                             : "\n"),
                     err);
        kt_columns *quick = NULL, *plain = NULL;
        kt_columns_options options = kt_columns_options_default();
        options.n_threads = 2;
        const kt_slice bytes = {text.data, text.size};
        CHECK_OK(kt_columns_parse(bytes, &options, &quick, &err), err);
        CHECK_OK(kt_columns_parse_plainly(bytes, NULL, &plain, &err), err);
        CHECK_INT(kt_columns_n_rows(quick), kt_columns_n_rows(plain));
        const size_t n = (size_t)kt_columns_n_rows(plain);
        for (int c = 0; c < 2; c++)
            CHECK(memcmp(kt_columns_at(quick, c)->number, kt_columns_at(plain, c)->number,
                         n * sizeof(double)) == 0);
        CHECK_INT(kt_columns_at(quick, 2)->n_levels, kt_columns_at(plain, 2)->n_levels);
        CHECK(memcmp(kt_columns_at(quick, 2)->code, kt_columns_at(plain, 2)->code,
                     n * sizeof(int32_t)) == 0);
        kt_columns_free(plain);
        kt_columns_free(quick);
        kt_text_clear(&text);
    }
}

static void quick_numbers_are_exact(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    kt_columns *quick = NULL, *plain = NULL;
    uint64_t drawn = 0;
    CHECK_OK(kt_text_add(&text, "a", &err), err);
    for (int n = 0; n < 100000; n++) {
        char line[40];
        const int digits = 1 + (int)(kt_random_bits(11, drawn++) % 19);
        const int point = (int)(kt_random_bits(11, drawn++) % (unsigned)(digits + 1));
        size_t size = 0;
        line[size++] = '\n';
        if (n % 3 == 0)
            line[size++] = '-';
        for (int d = 0; d < digits; d++) {
            if (d == point)
                line[size++] = '.';
            line[size++] = (char)('0' + kt_random_bits(11, drawn++) % 10);
        }
        CHECK_OK(kt_text_append(&text, line, size, &err), err);
    }
    const kt_slice bytes = {text.data, text.size};
    CHECK_OK(kt_columns_parse(bytes, NULL, &quick, &err), err);
    CHECK_OK(kt_columns_parse_plainly(bytes, NULL, &plain, &err), err);
    CHECK_INT(kt_columns_n_rows(quick), 100000);
    CHECK(memcmp(kt_columns_at(quick, 0)->number, kt_columns_at(plain, 0)->number,
                 100000 * sizeof(double)) == 0);
    kt_columns_free(plain);
    kt_columns_free(quick);
    kt_text_clear(&text);
}

static void a_stata_file_comes_straight_into_columns(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_columns *columns = NULL;
    const char *wanted[] = {"iso_d", "dist", "contig", "half"};
    kt_columns_options options = kt_columns_options_default();
    char folder[256], path[300];
    dta_bytes bytes;
    dta_example(&bytes);
    kt_scratch_make(folder);
    snprintf(path, sizeof path, "%s/panel.dta", folder);
    CHECK_OK(kt_file_replace(path, bytes.data, bytes.size, &err), err);
    options.wanted = wanted;
    options.n_wanted = 4;
    CHECK_OK(kt_columns_read(path, &options, &columns, &err), err);
    CHECK_INT(kt_columns_n_rows(columns), 2);
    CHECK_INT(kt_columns_count(columns), 4);
    CHECK_INT(kt_columns_n_names(columns), 6);
    const kt_series *importer = kt_columns_find(columns, "iso_d");
    CHECK_TEXT(importer->level[importer->code[1]], "BLR");
    CHECK_NEAR(kt_columns_find(columns, "dist")->number[0], 3743.355, 0.0);
    CHECK(isnan(kt_columns_find(columns, "dist")->number[1]));
    CHECK(isnan(kt_columns_find(columns, "contig")->number[1]));
    CHECK_NEAR(kt_columns_find(columns, "half")->number[1], 0.5, 0.0);
    kt_columns_free(columns);
    /* Cut short, it is refused. */
    for (size_t size = 12; size < bytes.size; size += 7) {
        CHECK_OK(kt_file_replace(path, bytes.data, size, &err), err);
        CHECK_FAILS(kt_columns_read(path, &options, &columns, &err), KT_ERR_FORMAT, err);
    }
    kt_scratch_remove(folder);
}

static kt_status parse_once(void *with, kt_error *err)
{
    kt_columns *columns = NULL;
    const kt_status status = kt_columns_parse(kt_slice_of(with), NULL, &columns, err);
    kt_columns_free(columns);
    return status;
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    char text[] = "a,b\n1,x\n2,\"y\"\n3,z";
    char careful[] = "a,b\n1,\"x\n\"\n2,\xe9\n";
    kt_check_faults(KT_FAULT_MEMORY, parse_once, text);
    kt_check_faults(KT_FAULT_MEMORY, parse_once, careful);
}

static void the_guide_s_panel_is_read(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_columns *columns = NULL;
    const char *path = kt_shared("data/yotov_agtpa_applications_1986_2006.csv.gz");
    CHECK_OK(kt_columns_read(path, NULL, &columns, &err), err);
    CHECK_INT(kt_columns_n_rows(columns), 99981);
    CHECK_INT(kt_columns_find(columns, "exporter")->n_levels, 69);
    CHECK_NEAR(kt_columns_find(columns, "trade")->number[0], 61288.59026286057, 0.0);
    kt_columns_free(columns);
    CHECK_FAILS(kt_columns_read("/nowhere/at.csv", NULL, &columns, &err), KT_ERR_MISSING, err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(numbers_and_texts_are_told_apart),
        KT_TEST(a_late_word_makes_a_column_of_texts),
        KT_TEST(only_wanted_columns_are_read),
        KT_TEST(namibia_is_not_missing),
        KT_TEST(the_quick_reader_agrees_with_its_twin),
        KT_TEST(a_file_cut_at_every_byte_agrees),
        KT_TEST(pieces_agree_with_the_twin),
        KT_TEST(quick_numbers_are_exact),
        KT_TEST(a_stata_file_comes_straight_into_columns),
        KT_TEST(memory_may_fail_anywhere),
        KT_TEST(the_guide_s_panel_is_read),
    };
    return kt_run_tests(tests);
}
