/* test_fetch.c: kontor fetch against a server of our own: list, download, import, what is left.
 */
#include "check.h"
#include "format/http_fixture.h"

#include <kontor/command.h>
#include <kontor/download.h>
#include <kontor/file.h>
#include <kontor/text.h>

static const char totals[] = "year,reporter,partner,flow,value_usd\n"
                             "2018,BLR,KAZ,export,783303100\n"
                             "2018,BLR,KAZ,import,112257100\n";
static server web;
static char folder[256], url[128];
static kt_text answer, notes;

static int make(void **state)
{
    (void)state;
    kt_scratch_make(folder);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    kt_scratch_remove(folder);
    kt_text_clear(&answer);
    kt_text_clear(&notes);
    return 0;
}

static const char *in_folder(const char *name)
{
    static char path[KT_MAX_PATH];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static kt_status run(const char *data, const kt_given *given, int n_given, kt_error *err)
{
    kt_context *context = NULL;
    const kt_run_options options = {.store = folder,
                                    .language = "en",
                                    .now = 1700000000,
                                    .out = kt_sink_text(&answer),
                                    .notes = kt_sink_text(&notes)};
    kt_text_clear(&answer);
    kt_text_clear(&notes);
    kt_status status = kt_context_open(data, &context, err);
    if (!status)
        status =
            kt_command_run(kt_command_find("fetch"), context, given, n_given, &options, err);
    kt_context_close(context);
    return status;
}

static const char *serve(const char *body)
{
    if (!kt_download_available())
        skip();
    http_behave(&web,
                (manner){.body = body, .size = strlen(body), .etag = "\"a\"", .cut_at = -1});
    snprintf(url, sizeof url, "http://127.0.0.1:%d/totals.csv", web.port);
    return url;
}

static void the_list_names_the_sources(void **state)
{
    (void)state;
    kt_error err = {0};
    const kt_given given[] = {{"list", NULL}, {"format", "csv"}};
    CHECK_OK(run(NULL, given, 2, &err), err);
    CHECK(strstr(kt_text_get(&answer), "\nbaci,") != NULL);
    CHECK(strstr(kt_text_get(&answer), "\ngravity,") != NULL);
    CHECK_OK(run(NULL, given, 1, &err), err);
    CHECK(strstr(kt_text_get(&answer), "geodist") != NULL);
}

static void what_is_fetched_is_imported_and_removed(void **state)
{
    (void)state;
    kt_error err = {0};
    const kt_given given[] = {{NULL, serve(totals)}, {"as", "mine"}};
    CHECK_OK(run(NULL, given, 2, &err), err);
    CHECK(strstr(kt_text_get(&answer), "mine@") != NULL);
    CHECK(strstr(kt_text_get(&answer), ": 2 rows taken, 0 refused") != NULL);
    CHECK(!kt_file_exists(in_folder("downloads/totals.csv")));
}

static void keep_leaves_the_file(void **state)
{
    (void)state;
    kt_error err = {0};
    const kt_given given[] = {
        {NULL, "mine"}, {"url", serve(totals)}, {"as", "mine"}, {"keep", NULL}};
    CHECK_OK(run(NULL, given, 4, &err), err);
    CHECK(kt_file_exists(in_folder("downloads/totals.csv")));
}

static void only_download_imports_nothing(void **state)
{
    (void)state;
    kt_error err = {0};
    char wanted[KT_MAX_PATH + 2];
    const kt_given given[] = {{NULL, serve("not a table")}, {"only-download", NULL}};
    CHECK_OK(run(NULL, given, 2, &err), err);
    snprintf(wanted, sizeof wanted, "%s\n", in_folder("downloads/totals.csv"));
    CHECK_TEXT(kt_text_get(&answer), wanted);
}

static void a_list_of_ones_own_comes_first_and_its_checksum_binds(void **state)
{
    (void)state;
    kt_error err = {0};
    char data[300], list[300], text[600];
    const kt_given given[] = {{NULL, "mine"}};
    const char *from = serve(totals);
    snprintf(data, sizeof data, "%s/own", folder);
    snprintf(list, sizeof list, "%s/own/data", folder);
    CHECK_OK(kt_folder_make(list, &err), err);
    snprintf(list, sizeof list, "%s/own/data/sources.csv", folder);
    snprintf(text, sizeof text,
             "name,title,url,licence,size,checksum,released,how\n"
             "mine,Mine,%s,,%zu,00112233445566778899aabbccddeeff,,import\n",
             from, strlen(totals));
    CHECK_OK(kt_file_replace(list, text, strlen(text), &err), err);
    CHECK_FAILS(run(data, given, 1, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.cause, "checksum") != NULL);
    CHECK(!kt_file_exists(in_folder("downloads/totals.csv")));
}

static void a_name_that_is_not_on_the_list_is_said(void **state)
{
    (void)state;
    kt_error err = {0};
    const kt_given given[] = {{NULL, "nothing"}};
    CHECK_FAILS(run(NULL, given, 1, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "--list") != NULL);
}

int main(void)
{
#define WITH_FOLDER(f) cmocka_unit_test_setup_teardown(f, make, drop)
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(the_list_names_the_sources),
        WITH_FOLDER(what_is_fetched_is_imported_and_removed),
        WITH_FOLDER(keep_leaves_the_file),
        WITH_FOLDER(only_download_imports_nothing),
        WITH_FOLDER(a_list_of_ones_own_comes_first_and_its_checksum_binds),
        WITH_FOLDER(a_name_that_is_not_on_the_list_is_said),
    };
    http_no_proxy();
    http_start(&web);
    const int status = kt_run_tests(tests);
    http_stop(&web);
    return status;
}
