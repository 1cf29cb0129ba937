/* kontor/synth.h: a synthetic world in BACI's layout, for load tests and benchmarks only.
 *
 * Gravity-like: a flow of product k from i to j is there with a probability that grows with
 * both sizes, falls with distance, and depends on what i makes and j buys; its value follows
 * the same with noise that persists over years. The spelling is that of real files: thousand
 * USD and tonnes with three decimals, codes without leading zeros, 2 % of quantities "NA"
 * padded with blanks.
 *
 * The files are called ..._Vsynthetic<seed>.csv: the importer marks the dataset as synthetic,
 * and so does every output made from it. The same options give the same bytes. */
#ifndef KONTOR_SYNTH_H
#define KONTOR_SYNTH_H

#include <kontor/country.h>
#include <kontor/error.h>
#include <kontor/progress.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_synth_options {
    int n_countries;     /* 2 to 238, default 225: territories that trade in a year of BACI */
    int n_products;      /* 1 to 9000, default 5022: subheadings of HS92 */
    int n_years;         /* 1 to 100, default 5 */
    int first_year;      /* default 1995, the first of HS92 */
    int64_t rows_a_year; /* default 9,000,000; met within about 1 % where the cells allow */
    uint64_t seed;       /* default 1 */
    int n_threads;       /* 0: all */
    const kt_progress *progress;
} kt_synth_options;
kt_synth_options kt_synth_options_default(void);

typedef struct kt_synth_report {
    int64_t n_rows, n_bytes;
    double seconds;
} kt_synth_report;

/* Write the folder: one CSV a year, the country and the product table, and Readme.txt that says
 * that nothing in it is real. Errors: KT_ERR_RANGE an option outside its range; KT_ERR_USAGE
 * the folder holds years of another world; KT_ERR_IO;
 * KT_ERR_STOPPED; KT_ERR_MEMORY. On failure files may be left behind in the folder. */
KT_MUST_USE kt_status kt_synth_write(const char *folder, const kt_synth_options *options,
                                     const kt_countries *countries, kt_synth_report *report,
                                     kt_error *err);

KT_END_DECLS

#endif
