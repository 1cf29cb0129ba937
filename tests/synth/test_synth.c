/* A synthetic world: the same for the same seed, in BACI's spelling, about as large as asked.
 */
#include "check.h"

#include <kontor/file.h>
#include <kontor/synth.h>

typedef struct fixture {
    kt_resources *resources;
    kt_countries *countries;
    char folder[256];
} fixture;

static void begin(fixture *f)
{
    kt_error err = {0};
    CHECK_OK(kt_resources_open(NULL, &f->resources, &err), err);
    CHECK_OK(kt_countries_open(f->resources, &f->countries, &err), err);
    kt_scratch_make(f->folder);
}

static void end(fixture *f)
{
    kt_scratch_remove(f->folder);
    kt_countries_close(f->countries);
    kt_resources_close(f->resources);
}

static kt_synth_options small(void)
{
    kt_synth_options options = kt_synth_options_default();
    options.n_countries = 20;
    options.n_products = 50;
    options.n_years = 3;
    options.rows_a_year = 4000;
    options.n_threads = 2;
    return options;
}

static void read_file(const fixture *f, const char *name, kt_text *out)
{
    kt_error err = {0};
    char path[KT_MAX_PATH];
    CHECK_OK(kt_path_join(f->folder, name, path, &err), err);
    CHECK_OK(kt_file_read(path, KT_MAX_FILE, out, &err), err);
}

static int64_t count(const kt_text *text, char wanted)
{
    int64_t n = 0;
    for (size_t b = 0; b < text->size; b++)
        n += text->data[b] == wanted;
    return n;
}

static void the_rows_are_about_as_many_as_asked_for(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_synth_report report;
    const kt_synth_options options = small();
    kt_text rows = {0};
    begin(&f);
    CHECK_OK(kt_synth_write(f.folder, &options, f.countries, &report, &err), err);
    CHECK(report.n_rows > 3 * 4000 * 9 / 10 && report.n_rows < 3 * 4000 * 11 / 10);
    read_file(&f, "BACI_HS92_Y1996_Vsynthetic1.csv", &rows);
    CHECK(strncmp(kt_text_get(&rows), "t,i,j,k,v,q\n1996,", 17) == 0);
    CHECK(count(&rows, ',') == 5 * count(&rows, '\n'));
    CHECK(strstr(kt_text_get(&rows), ",          NA\n") != NULL);
    kt_text_clear(&rows);
    end(&f);
}

static void the_same_seed_gives_the_same_bytes_whatever_the_threads(void **state)
{
    (void)state;
    fixture f, g;
    kt_error err = {0};
    kt_synth_report report;
    kt_synth_options options = small();
    kt_text one = {0}, two = {0};
    begin(&f);
    begin(&g);
    CHECK_OK(kt_synth_write(f.folder, &options, f.countries, &report, &err), err);
    options.n_threads = 1;
    CHECK_OK(kt_synth_write(g.folder, &options, g.countries, &report, &err), err);
    read_file(&f, "BACI_HS92_Y1997_Vsynthetic1.csv", &one);
    read_file(&g, "BACI_HS92_Y1997_Vsynthetic1.csv", &two);
    CHECK_TEXT(kt_text_get(&one), kt_text_get(&two));
    kt_text_clear(&one);
    kt_text_clear(&two);
    end(&f);
    end(&g);
}

static void the_readme_says_that_nothing_is_real(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_synth_report report;
    const kt_synth_options options = small();
    kt_text text = {0};
    begin(&f);
    CHECK_OK(kt_synth_write(f.folder, &options, f.countries, &report, &err), err);
    read_file(&f, "Readme.txt", &text);
    CHECK(strstr(kt_text_get(&text), "Nothing in it is real") != NULL);
    kt_text_clear(&text);
    end(&f);
}

static void options_out_of_range_are_refused(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_synth_report report;
    kt_synth_options options = small();
    begin(&f);
    options.n_countries = 1;
    CHECK_FAILS(kt_synth_write(f.folder, &options, f.countries, &report, &err), KT_ERR_RANGE,
                err);
    options = small();
    options.n_products = 10000;
    CHECK_FAILS(kt_synth_write(f.folder, &options, f.countries, &report, &err), KT_ERR_RANGE,
                err);
    options = small();
    options.rows_a_year = 0;
    CHECK_FAILS(kt_synth_write(f.folder, &options, f.countries, &report, &err), KT_ERR_RANGE,
                err);
    end(&f);
}

static void another_world_in_the_folder_is_refused(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_synth_report report;
    kt_synth_options options = small();
    begin(&f);
    CHECK_OK(kt_synth_write(f.folder, &options, f.countries, &report, &err), err);
    CHECK_OK(kt_synth_write(f.folder, &options, f.countries, &report, &err), err);
    options.n_years = 2; // the third would stay
    CHECK_FAILS(kt_synth_write(f.folder, &options, f.countries, &report, &err), KT_ERR_USAGE,
                err);
    options = small();
    options.seed++;
    CHECK_FAILS(kt_synth_write(f.folder, &options, f.countries, &report, &err), KT_ERR_USAGE,
                err);
    end(&f);
}

static kt_status once(void *with, kt_error *err)
{
    const fixture *f = with;
    kt_synth_report report;
    kt_synth_options options = small();
    options.n_years = 1;
    options.n_threads = 1;
    options.n_countries = 3;
    options.n_products = 3;
    options.rows_a_year = 9;
    return kt_synth_write(f->folder, &options, f->countries, &report, err);
}

static void every_failing_request_is_reported(void **state)
{
    (void)state;
    fixture f;
    begin(&f);
    kt_check_faults(KT_FAULT_MEMORY, once, &f);
    kt_check_faults(KT_FAULT_WRITE, once, &f);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_rows_are_about_as_many_as_asked_for),
        KT_TEST(the_same_seed_gives_the_same_bytes_whatever_the_threads),
        KT_TEST(the_readme_says_that_nothing_is_real),
        KT_TEST(options_out_of_range_are_refused),
        KT_TEST(another_world_in_the_folder_is_refused),
        KT_TEST(every_failing_request_is_reported),
    };
    return kt_run_tests(tests);
}
