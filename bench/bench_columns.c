/* bench_columns.c: reading a panel of one's own, beside the plain twin: medians of five.
 *
 *     build/release/bench/bench_columns [FILE]
 *
 * Without a file a panel of 200 countries and 30 years in the columns of the Advanced Guide is
 * made (1.19 million rows, trade and distance with all digits). */
#include <kontor/columns.h>
#include <kontor/file.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/random.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 5, COUNTRIES = 200, YEARS = 30 };

static void die(const kt_error *err)
{
    char text[600];
    fprintf(stderr, "%s\n", kt_error_text(err, text, sizeof text));
    exit(1);
}

static void make_panel(kt_text *out)
{
    kt_error err = {0};
    uint64_t n = 0;
    if (kt_text_add(out, "exporter,importer,pair_id,year,trade,dist,cntg,lang,clny,rta\n",
                    &err))
        die(&err);
    for (int i = 0; i < COUNTRIES; i++)
        for (int j = 0; j < COUNTRIES; j++) {
            const double dist = 100.0 + 19000.0 * kt_random_uniform(kt_random_bits(1, n++));
            for (int t = 0; t < YEARS; t++) {
                const double trade = 1e5 * kt_random_uniform(kt_random_bits(2, n++));
                if (kt_text_format(out, &err, "C%02X,C%02X,%d,%d,%.16g,%.16g,%d,%d,%d,%d\n", i,
                                   j, i * COUNTRIES + j, 1990 + t, trade, dist,
                                   (i + j) % 9 == 0, (i * j) % 7 == 0, 0, t > (i + j) % 40))
                    die(&err);
            }
        }
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

typedef kt_status (*reader)(kt_slice, const kt_columns_options *, kt_columns **, kt_error *);

static void measure(const char *what, kt_slice bytes, const kt_columns_options *options,
                    reader read)
{
    double seconds[RUNS], busy[RUNS];
    int64_t n_rows = 0;
    for (int run = 0; run < RUNS; run++) {
        kt_error err = {0};
        kt_columns *columns = NULL;
        const double begin = kt_moment_clock();
        const clock_t from = clock();
        if (read(bytes, options, &columns, &err))
            die(&err);
        seconds[run] = kt_moment_clock() - begin;
        busy[run] = (double)(clock() - from) / CLOCKS_PER_SEC;
        n_rows = kt_columns_n_rows(columns);
        kt_columns_free(columns);
    }
    qsort(seconds, RUNS, sizeof *seconds, by_size);
    qsort(busy, RUNS, sizeof *busy, by_size);
    printf("%-36s %6.3f s %5.0f MB/s; processors %6.3f s, %5.0f MB/s; %lld rows\n", what,
           seconds[RUNS / 2], (double)bytes.size / seconds[RUNS / 2] / 1e6, busy[RUNS / 2],
           (double)bytes.size / busy[RUNS / 2] / 1e6, (long long)n_rows);
}

int main(int argc, char **argv)
{
    static const char *const five[] = {"exporter", "importer", "year", "trade", "rta"};
    kt_error err = {0};
    kt_text made = {0};
    kt_mapping file = {0};
    if (argc > 1 ? kt_file_map(argv[1], &file, &err) != KT_OK : (make_panel(&made), 0))
        die(&err);
    const kt_slice bytes =
        argc > 1 ? (kt_slice){file.data, file.size} : (kt_slice){made.data, made.size};
    kt_columns_options options = kt_columns_options_default();
    printf("%zu bytes\n", bytes.size);
    measure("all columns, row by row (the twin)", bytes, &options, kt_columns_parse_plainly);
    measure("all columns, one thread", bytes, &options, kt_columns_parse);
    options.n_threads = 2;
    measure("all columns, two threads", bytes, &options, kt_columns_parse);
    if (argc == 1) {
        options.wanted = five;
        options.n_wanted = 5;
        options.n_threads = 1;
        measure("five columns, one thread", bytes, &options, kt_columns_parse);
        options.n_threads = 2;
        measure("five columns, two threads", bytes, &options, kt_columns_parse);
    }
    kt_text_clear(&made);
    kt_file_unmap(&file);
    return 0;
}
