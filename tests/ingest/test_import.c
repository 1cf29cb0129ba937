/* A whole import: recognised, strict or lenient, all or nothing. */
#include "ingest_fixture.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define HEADER "year,reporter,partner,flow,value_usd\n"

/* A folder with a source in it and a store beside. */
typedef struct scene {
    char folder[256], store[300], path[300];
} scene;

static scene scene_of(const char *name, const void *bytes, size_t size)
{
    scene out;
    char sources[280];
    kt_error err = {0};
    kt_scratch_make(out.folder);
    snprintf(out.store, sizeof out.store, "%s/store", out.folder);
    snprintf(sources, sizeof sources, "%s/sources", out.folder);
    CHECK_OK(kt_folder_make(sources, &err), err);
    put_bytes(sources, name, bytes, size);
    snprintf(out.path, sizeof out.path, "%s/%s", sources, name);
    return out;
}

static scene text_scene(const char *text)
{
    return scene_of("own.csv", text, strlen(text));
}

static kt_import_options defaults(void)
{
    return kt_import_options_default();
}

static void a_refused_row_fails_a_strict_import_and_leaves_the_store(void **state)
{
    const scene at = text_scene(HEADER "2018,BLR,KAZ,X,1\n2018,BLR,Atlantis,X,1\n"
                                       "2018,BLR,RUS,Y,1\n");
    kt_import_report report;
    kt_error err = {0};
    char text[600];

    (void)state;
    CHECK_FAILS(import_into(at.store, at.path, NULL, &report, &err), KT_ERR_FORMAT, err);
    CHECK_INT(err.line, 3);
    CHECK_INT(err.column, 10);
    CHECK_INT(report.n_refused, 2);
    CHECK_INT(report.n_read, 3);
    CHECK_TEXT(report.refused[0].file, "own.csv");
    CHECK_INT(report.refused[1].line, 4);
    CHECK(strstr(kt_error_text(&err, text, sizeof text), "own.csv:3:10: partner") != NULL);
    CHECK_INT(n_datasets(at.store), 0);
    kt_scratch_remove(at.folder);
}

static void a_lenient_import_leaves_refused_rows_out_and_counts_them(void **state)
{
    char text[4000] = HEADER "2018,BLR,KAZ,X,1\n";
    kt_import_report report;
    kt_error err = {0};

    (void)state;
    for (int n = 0; n < 25; n++)
        strncat(text, "2018,BLR,Atlantis,X,1\n", sizeof text - strlen(text) - 1);
    const scene at = text_scene(text);
    kt_import_options options = defaults();
    options.strictness = KT_LENIENT;
    CHECK_OK(import_into(at.store, at.path, &options, &report, &err), err);
    CHECK_INT(report.n_taken, 1);
    CHECK_INT(report.n_refused, 25);
    CHECK_INT(report.refused[KT_MAX_REFUSALS_SHOWN - 1].line, 12);
    CHECK_INT(report.info.n_rows, 1);
    CHECK_INT(n_datasets(at.store), 1);
    kt_scratch_remove(at.folder);
}

static void the_same_source_again_changes_nothing(void **state)
{
    const scene at = text_scene(HEADER "2018,BLR,KAZ,X,1\n");
    kt_import_report report;
    kt_error err = {0};
    kt_import_options other = defaults();

    (void)state;
    CHECK_OK(import_into(at.store, at.path, NULL, &report, &err), err);
    CHECK_INT(report.unchanged, 0);
    CHECK_TEXT(report.info.name, "own");
    CHECK_INT((int64_t)strlen(report.info.version), 8);
    CHECK(strncmp(report.info.version, report.info.checksum, 8) == 0);
    CHECK_TEXT(report.info.source, "own.csv");
    CHECK_INT(report.info.imported_at, 1000000000);
    CHECK_OK(import_into(at.store, at.path, NULL, &report, &err), err);
    CHECK_INT(report.unchanged, 1);
    CHECK_TEXT(report.info.name, "own");
    CHECK_INT(n_datasets(at.store), 1);
    other.name = "another";
    CHECK_OK(import_into(at.store, at.path, &other, &report, &err), err);
    CHECK_INT(report.unchanged, 0);
    CHECK_INT(n_datasets(at.store), 2);
    kt_scratch_remove(at.folder);
}

static void a_mapping_makes_another_source_of_the_same_bytes(void **state)
{
    const scene at = text_scene("year,reporter,partner,flow,value_usd,other_usd\n"
                                "2018,BLR,KAZ,X,1,2\n");
    char map[320];
    kt_import_report report;
    kt_error err = {0};
    kt_import_options options = defaults();

    (void)state;
    put_text(at.folder, "map.txt",
             "value_usd = other_usd\nname := own\nversion := 2\n"
             "licence := CC0\nreleased := 2019-10-25\n");
    snprintf(map, sizeof map, "%s/map.txt", at.folder);
    CHECK_OK(import_into(at.store, at.path, NULL, &report, &err), err);
    options.mapping = map;
    CHECK_OK(import_into(at.store, at.path, &options, &report, &err), err);
    CHECK_INT(report.unchanged, 0);
    CHECK_TEXT(report.info.version, "2");
    CHECK_TEXT(report.info.licence, "CC0");
    CHECK_INT(report.info.released.day, 25);
    const kt_filter all = {0};
    CHECK_NEAR(sum_of(at.store, "own@2", &all).value_usd, 2, 0);
    kt_scratch_remove(at.folder);
}

static void a_header_near_to_a_layout_says_what_it_lacks(void **state)
{
    const scene at = text_scene("year,reporter,partner,flow,value\n2018,BLR,KAZ,X,1\n");
    const scene empty = text_scene("");
    kt_import_report report;
    kt_error err = {0};

    (void)state;
    CHECK_FAILS(import_into(at.store, at.path, NULL, &report, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.cause, "year,reporter,partner,flow,value; ") != NULL);
    CHECK(strstr(err.cause, "value_usd") != NULL);
    err = (kt_error){0};
    CHECK_FAILS(import_into(empty.store, empty.path, NULL, &report, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.cause, "nothing in it") != NULL);
    kt_scratch_remove(empty.folder);
    kt_scratch_remove(at.folder);
}

static void the_same_key_twice_names_both_lines(void **state)
{
    const scene at =
        text_scene(HEADER "2018,BLR,KAZ,X,1\n2018,BLR,RUS,X,1\n2018,BLR,KAZ,X,2\n");
    kt_import_report report;
    kt_error err = {0};

    (void)state;
    CHECK_FAILS(import_into(at.store, at.path, NULL, &report, &err), KT_ERR_FORMAT, err);
    CHECK_INT(err.line, 4);
    CHECK(strstr(err.cause, "2") != NULL && strstr(err.cause, "4") != NULL);
    CHECK_INT(n_datasets(at.store), 0);
    kt_scratch_remove(at.folder);
}

static void the_same_key_in_two_files_names_both_files(void **state)
{
    const scene at = text_scene(HEADER "2018,BLR,KAZ,X,1\n");
    char sources[280];
    kt_import_report report;
    kt_error err = {0};

    (void)state;
    snprintf(sources, sizeof sources, "%s/sources", at.folder);
    put_text(sources, "second.csv", HEADER "2018,BLR,RUS,X,1\n2018,BLR,KAZ,X,2\n");
    CHECK_FAILS(import_into(at.store, sources, NULL, &report, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.cause, "line 2 of own.csv") != NULL);
    CHECK(strstr(err.cause, "line 3 of second.csv") != NULL);
    kt_scratch_remove(at.folder);
}

static void fails_with(const char *name, const void *bytes, size_t size, kt_status expected)
{
    const scene at = scene_of(name, bytes, size);
    kt_import_report report;
    kt_error err = {0};
    CHECK_FAILS(import_into(at.store, at.path, NULL, &report, &err), expected, err);
    CHECK(strstr(err.context, "importing ") == err.context);
    CHECK_INT(n_datasets(at.store), 0);
    kt_scratch_remove(at.folder);
}

static void hostile_and_empty_input_is_one_error_and_no_dataset(void **state)
{
    static const char zip[] = "PK\x03\x04garbage that is no archive";
    static const char gzip[] = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03truncated";
    static const char nul[] = HEADER "2018,BLR\0,KAZ,X,1\n";
    static char binary[4096];

    (void)state;
    for (size_t n = 0; n < sizeof binary; n++)
        binary[n] = (char)(n * 7919 >> 3);
    fails_with("own.csv", "", 0, KT_ERR_FORMAT);
    fails_with("own.csv", "\n\n", 2, KT_ERR_FORMAT);
    fails_with("own.csv", HEADER, strlen(HEADER), KT_ERR_MISSING);
    fails_with("own.csv", "a,b,c\n1,2,3\n", 12, KT_ERR_FORMAT);
    fails_with("own", "a,b,c\n1,2,3\n", 12, KT_ERR_FORMAT);
    fails_with("country_codes.csv", "country_code,country_iso3\n112,BLR\n", 34, KT_ERR_MISSING);
    fails_with("own.csv", zip, sizeof zip, KT_ERR_FORMAT);
    fails_with("own.csv", gzip, sizeof gzip, KT_ERR_FORMAT);
    fails_with("own.csv", nul, sizeof nul - 1, KT_ERR_FORMAT);
    fails_with("own.csv", binary, sizeof binary, KT_ERR_FORMAT);
    fails_with("own.csv", HEADER "2018,\"BLR,KAZ,X,1\n", strlen(HEADER) + 18, KT_ERR_FORMAT);
}

static void a_source_that_is_not_there_is_missing(void **state)
{
    char folder[256];
    kt_import_report report;
    kt_error err = {0};
    (void)state;
    kt_scratch_make(folder);
    CHECK_FAILS(import_into(folder, "/not/there.csv", NULL, &report, &err), KT_ERR_MISSING,
                err);
    kt_scratch_remove(folder);
}

static void a_folder_skips_a_readme_but_no_unknown_table(void **state)
{
    const scene at = text_scene(HEADER "2018,BLR,KAZ,X,1\n");
    char sources[280];
    kt_import_report report;
    kt_error err = {0};

    (void)state;
    snprintf(sources, sizeof sources, "%s/sources", at.folder);
    put_text(sources, "README.txt", "Some words, and a comma.\n");
    CHECK_OK(import_into(at.store, sources, NULL, &report, &err), err);
    CHECK_INT(report.n_taken, 1);
    put_text(sources, "unknown.csv", "a,b\n1,2\n");
    CHECK_FAILS(import_into(at.store, sources, NULL, &report, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.context, "unknown.csv") != NULL);
    kt_scratch_remove(at.folder);
}

static void two_layouts_in_one_source_are_refused(void **state)
{
    const scene at = text_scene(HEADER "2018,BLR,KAZ,X,1\n");
    char sources[280];
    kt_import_report report;
    kt_error err = {0};

    (void)state;
    snprintf(sources, sizeof sources, "%s/sources", at.folder);
    put_text(sources, "wits.csv",
             "nomenclature,reporteriso3,productcode,partneriso3,year,tradeflowname,"
             "tradevaluein1000usd\nH3,TZA,10110,CHN,2013,Export,1\n");
    CHECK_FAILS(import_into(at.store, sources, NULL, &report, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.cause, "import them apart") != NULL);
    CHECK_INT(n_datasets(at.store), 0);
    kt_scratch_remove(at.folder);
}

static void a_pipe_is_read_once(void **state)
{
    char folder[256], store[300], pipe_path[300];
    kt_import_report report;
    kt_error err = {0};

    (void)state;
    kt_scratch_make(folder);
    snprintf(store, sizeof store, "%s/store", folder);
    snprintf(pipe_path, sizeof pipe_path, "%s/own.csv", folder);
    CHECK_INT(mkfifo(pipe_path, 0600), 0);
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        FILE *to = fopen(pipe_path, "wb");
        if (to) {
            fputs(HEADER "2018,BLR,KAZ,X,1\n", to);
            fclose(to);
        }
        _exit(0);
    }
    CHECK_OK(import_into(store, pipe_path, NULL, &report, &err), err);
    waitpid(child, NULL, 0);
    CHECK_INT(report.n_taken, 1);
    CHECK_INT(n_datasets(store), 1);
    kt_scratch_remove(folder);
}

static bool stop(void *with)
{
    (void)with;
    return true;
}

static void a_user_who_stops_it_changes_nothing(void **state)
{
    const scene at = text_scene(HEADER "2018,BLR,KAZ,X,1\n");
    const kt_progress progress = {NULL, stop, NULL};
    kt_import_report report;
    kt_error err = {0};
    kt_import_options options = defaults();

    (void)state;
    options.progress = &progress;
    CHECK_FAILS(import_into(at.store, at.path, &options, &report, &err), KT_ERR_STOPPED, err);
    CHECK_INT(n_datasets(at.store), 0);
    kt_scratch_remove(at.folder);
}

/* ---- faults -------------------------------------------------------------------------------
 */

static kt_status import_once(void *with, kt_error *err)
{
    const scene *at = with;
    kt_import_report report;
    kt_import_options options = defaults();
    options.strictness = KT_LENIENT;
    options.writer.memory_bytes = (int64_t)16 << 20;
    return import_into(at->store, at->path, &options, &report, err);
}

static void every_failed_request_is_reported_and_leaves_all_or_nothing(void **state)
{
    static const kt_fault kinds[] = {KT_FAULT_MEMORY, KT_FAULT_WRITE, KT_FAULT_FSYNC,
                                     KT_FAULT_RENAME};
    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        scene at = text_scene(HEADER "2018,BLR,KAZ,X,1\n2018,BLR,Atlantis,X,1\n");
        kt_check_faults(kinds[k], import_once, &at);
        CHECK_INT(n_datasets(at.store), 1);
        kt_scratch_remove(at.folder);
    }
}

static void faults_in_bacis_two_walks_are_reported(void **state)
{
    scene at = scene_of("BACI_HS92_Y1995_V202501.csv",
                        "t,i,j,k,v,q\n1995,112,398,870190,1,\"2\"\n", 38);
    char sources[280];

    (void)state;
    snprintf(sources, sizeof sources, "%s/sources", at.folder);
    put_text(sources, "country_codes_V202501.csv",
             "country_code,country_name,country_iso2,country_iso3\n112,Belarus,BY,BLR\n");
    put_text(sources, "product_codes_HS92_V202501.csv", "code,description\n870190,Tractors\n");
    kt_check_faults(KT_FAULT_MEMORY, import_once, &at);
    CHECK_INT(n_datasets(at.store), 1);
    kt_scratch_remove(at.folder);
}

static void faults_in_an_import_of_facts_are_reported(void **state)
{
    scene at = text_scene("id,period,country,measure,value,unit,basis,source_kind,source,"
                          "source_date,note\nt1,1994,BLR,exports,1,USD,goods,3,x,,\n");
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, import_once, &at);
    kt_scratch_remove(at.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_refused_row_fails_a_strict_import_and_leaves_the_store),
        KT_TEST(a_lenient_import_leaves_refused_rows_out_and_counts_them),
        KT_TEST(the_same_source_again_changes_nothing),
        KT_TEST(a_mapping_makes_another_source_of_the_same_bytes),
        KT_TEST(a_header_near_to_a_layout_says_what_it_lacks),
        KT_TEST(the_same_key_twice_names_both_lines),
        KT_TEST(the_same_key_in_two_files_names_both_files),
        KT_TEST(hostile_and_empty_input_is_one_error_and_no_dataset),
        KT_TEST(a_source_that_is_not_there_is_missing),
        KT_TEST(a_folder_skips_a_readme_but_no_unknown_table),
        KT_TEST(two_layouts_in_one_source_are_refused),
        KT_TEST(a_pipe_is_read_once),
        KT_TEST(a_user_who_stops_it_changes_nothing),
        KT_TEST(every_failed_request_is_reported_and_leaves_all_or_nothing),
        KT_TEST(faults_in_bacis_two_walks_are_reported),
        KT_TEST(faults_in_an_import_of_facts_are_reported),
    };
    return run_ingest_tests(tests);
}
