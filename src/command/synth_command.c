/* synth_command.c: kontor synth: a synthetic world to try the engine's load on. */
#include "run_internal.h"

#include <kontor/synth.h>

static const kt_parameter parameters[] = {
    {"dir", "DIR", NULL, "Folder to write; made when it is not there.", KT_TYPE_TEXT,
     KT_PLACE_REQUIRED},
    {"countries", "N", NULL, "Countries (default 225).", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"products", "N", NULL, "Products (default 5022).", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"years", "N", NULL, "Years from 1995 on (default 5).", KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"rows", "N", NULL, "Rows a year, about (default 9000000).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"seed", "N", NULL, "The same seed gives the same bytes (default 1).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
};

/* Too large a number is the range check's to refuse. */
static int small(const kt_run *run, const char *name, int otherwise)
{
    const int64_t value = kt_argument_integer(run, name, otherwise);
    return value > 1000000 ? 1000000 : (int)value;
}

static kt_status run_synth(kt_run *run, kt_error *err)
{
    const kt_countries *countries;
    kt_synth_options options = kt_synth_options_default();
    kt_synth_report report = {0};

    KT_TRY(kt_run_countries(run, &countries, err));
    options.n_countries = small(run, "countries", options.n_countries);
    options.n_products = small(run, "products", options.n_products);
    options.n_years = small(run, "years", options.n_years);
    options.rows_a_year = kt_argument_integer(run, "rows", options.rows_a_year);
    options.seed = (uint64_t)kt_argument_integer(run, "seed", (int64_t)options.seed);
    options.n_threads = small(run, "threads", 0);
    options.progress = run->options->progress;
    KT_TRY(kt_synth_write(kt_argument_text(run, "dir", ""), &options, countries, &report, err));
    return kt_sink_format(&run->options->out, err,
                          "synthetic: %lld rows, %lld bytes, %.2f s, %.0f MB/s\n",
                          (long long)report.n_rows, (long long)report.n_bytes, report.seconds,
                          (double)report.n_bytes / report.seconds / 1e6);
}

const kt_command kt_command_synth = {
    "synth",
    "make a synthetic world for load tests",
    "Writes a synthetic world in BACI's layout: for load tests and benchmarks only. Every "
    "output\n"
    "made from it says so.\n\n"
    "  kontor synth /tmp/world --years 5 --seed 7\n"
    "  kontor import /tmp/world\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_synth,
};
