/* synth.c: a synthetic world into a folder: a file a year, several at once, and the tables. */
#include <kontor/synth.h>

#include "world.h"

#include <kontor/file.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/parallel.h>
#include <kontor/sink.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <fcntl.h>

kt_synth_options kt_synth_options_default(void)
{
    return (kt_synth_options){.n_countries = 225,
                              .n_products = 5022,
                              .n_years = 5,
                              .first_year = 1995,
                              .rows_a_year = 9000000,
                              .seed = 1};
}

static kt_status check_options(const kt_synth_options *options, kt_error *err)
{
    if (options->n_countries < 2 || options->n_countries > 238)
        return kt_fail(err, KT_ERR_RANGE, "%d countries, expected 2 to 238",
                       options->n_countries);
    if (options->n_products < 1 || options->n_products > 9000)
        return kt_fail(err, KT_ERR_RANGE, "%d products, expected 1 to 9000",
                       options->n_products);
    if (options->n_years < 1 || options->n_years > 100)
        return kt_fail(err, KT_ERR_RANGE, "%d years, expected 1 to 100", options->n_years);
    if (options->first_year < KT_MIN_YEAR ||
        options->first_year + options->n_years > KT_MAX_YEAR)
        return kt_fail(err, KT_ERR_RANGE, "first year %d, expected %d to %d",
                       options->first_year, KT_MIN_YEAR, KT_MAX_YEAR - options->n_years);
    if (options->rows_a_year < 1)
        return kt_fail(err, KT_ERR_RANGE, "no rows asked for");
    return KT_OK;
}

typedef struct synth_job {
    const char *folder;
    const kt_synth_options *options;
    const kt_synth_world *world;
    int64_t *n_rows, *n_bytes; /* of each year */
} synth_job;

static kt_status file_path(const synth_job *job, const char *what, char out[KT_MAX_PATH],
                           kt_error *err)
{
    char name[96];
    snprintf(name, sizeof name, "%s_Vsynthetic%llu.csv", what,
             (unsigned long long)job->options->seed);
    return kt_path_join(job->folder, name, out, err);
}

/* A year's file, without what all names end with. */
static void name_year(int year, char out[32])
{
    snprintf(out, 32, "BACI_HS92_Y%d", year);
}

static bool is_ours(const synth_job *job, const char *name)
{
    char year[32], path[KT_MAX_PATH];
    for (int y = 0; y < job->options->n_years; y++) {
        name_year(job->options->first_year + y, year);
        if (!file_path(job, year, path, NULL) && strcmp(kt_path_name(path), name) == 0)
            return true;
    }
    return false;
}

/* A year of another world beside this one's would be taken for a part of it. */
static kt_status refuse_others(const synth_job *job, kt_error *err)
{
    kt_names names = {0};
    kt_status status = kt_folder_list(job->folder, &names, err);
    for (int64_t n = 0; n < names.n_names && !status; n++)
        if (strncmp(names.name[n], "BACI_", 5) == 0 && !is_ours(job, names.name[n]))
            status = kt_fail(err, KT_ERR_USAGE,
                             "the folder holds %.100s of another world; take an empty one",
                             names.name[n]);
    kt_names_clear(&names);
    return status;
}

static kt_status write_all(int descriptor, const char *data, size_t size, kt_error *err)
{
    const kt_sink sink = kt_sink_descriptor(&descriptor);
    return kt_sink_write(&sink, data, size, err);
}

static kt_status write_year(void *with, int64_t y, kt_error *err)
{
    const synth_job *job = with;
    const kt_synth_world *world = job->world;
    const int year = job->options->first_year + (int)y;
    char what[32], path[KT_MAX_PATH], *rows = NULL;
    uint8_t *trades = NULL;
    int descriptor = -1;

    name_year(year, what);
    kt_status status = file_path(job, what, path, err);
    if (!status)
        status = kt_new(&rows, kt_synth_room(world), 1, err);
    if (!status)
        status = kt_new(&trades, world->n_products, sizeof *trades, err);
    if (!status) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        if (descriptor < 0)
            status = kt_fail_errno(err, "cannot create %s", path);
    }
    if (!status)
        status = write_all(descriptor, "t,i,j,k,v,q\n", 12, err);
    for (int i = 0; !status && i < world->n_countries; i++) {
        const size_t size = kt_synth_exporter(world, year, i, trades, rows, &job->n_rows[y]);
        job->n_bytes[y] += (int64_t)size;
        status = write_all(descriptor, rows, size, err);
        if (!status)
            status = kt_progress_check(job->options->progress, err);
    }
    if (descriptor >= 0 && close(descriptor) != 0 && !status)
        status = kt_fail_errno(err, "cannot close %s", path);
    kt_free(trades);
    kt_free(rows);
    return status;
}

static kt_status write_text(const char *path, kt_text *text, kt_error *err)
{
    return kt_file_replace(path, kt_text_get(text), text->size, err);
}

static kt_status write_tables(const synth_job *job, const kt_countries *countries,
                              kt_text *text, kt_error *err)
{
    const kt_synth_world *world = job->world;
    char path[KT_MAX_PATH], code[5];
    KT_TRY(kt_text_add(text, "country_code,country_name,country_iso2,country_iso3\n", err));
    for (int c = 0; c < world->n_countries; c++) {
        kt_country country;
        if (!kt_country_from_number(countries, world->number[c], &country))
            continue;
        const kt_country_info *info = kt_country_info_of(countries, country);
        KT_TRY(kt_text_format(text, err, "%d,\"%s\",%s,%s\n", world->number[c],
                              kt_country_name(countries, country, "en", KT_NAME), info->alpha2,
                              kt_country_print(country, code)));
    }
    KT_TRY(file_path(job, "country_codes", path, err));
    KT_TRY(write_text(path, text, err));

    kt_text_reset(text);
    KT_TRY(kt_text_add(text, "code,description\n", err));
    for (int k = 0; k < world->n_products; k++)
        KT_TRY(kt_text_format(text, err, "%06u,\"Synthetic product %06u\"\n", world->code[k],
                              world->code[k]));
    KT_TRY(file_path(job, "product_codes_HS92", path, err));
    KT_TRY(write_text(path, text, err));

    kt_text_reset(text);
    KT_TRY(
        kt_text_format(text, err,
                       "Synthetic data made by kontor synth with seed %llu, in BACI's layout.\n"
                       "Nothing in it is real. For load tests and benchmarks only.\n",
                       (unsigned long long)job->options->seed));
    KT_TRY(kt_path_join(job->folder, "Readme.txt", path, err));
    return write_text(path, text, err);
}

kt_status kt_synth_write(const char *folder, const kt_synth_options *options,
                         const kt_countries *countries, kt_synth_report *report, kt_error *err)
{
    kt_synth_world world = {0};
    kt_text text = {0};
    synth_job job = {folder, options, &world, NULL, NULL};
    const double began = kt_moment_clock();

    KT_TRY(check_options(options, err));
    KT_TRY(kt_folder_make(folder, err));
    kt_status status = refuse_others(&job, err);
    if (!status)
        status = kt_new(&job.n_rows, options->n_years, sizeof *job.n_rows, err);
    if (!status)
        status = kt_new(&job.n_bytes, options->n_years, sizeof *job.n_bytes, err);
    if (!status)
        status = kt_synth_world_make(options, countries, &world, err);
    if (!status)
        status = write_tables(&job, countries, &text, err);
    if (!status)
        status =
            kt_parallel_run(options->n_threads ? options->n_threads : kt_parallel_processors(),
                            options->n_years, write_year, &job, err);
    if (!status) {
        *report = (kt_synth_report){.seconds = kt_moment_clock() - began};
        for (int y = 0; y < options->n_years; y++) {
            report->n_rows += job.n_rows[y];
            report->n_bytes += job.n_bytes[y];
        }
    } else {
        kt_error_within(err, "making a synthetic world in %s", folder);
    }
    kt_synth_world_clear(&world);
    kt_text_clear(&text);
    kt_free(job.n_bytes);
    kt_free(job.n_rows);
    return status;
}
