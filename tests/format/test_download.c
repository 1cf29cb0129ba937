/* test_download.c: whatever the server does, the finished file is the whole file or is not
 * there. Skipped where libcurl.so.4 is not installed. */
#include "check.h"
#include "format/http_fixture.h"

#include <kontor/digest.h>
#include <kontor/download.h>
#include <kontor/file.h>
#include <kontor/text.h>

enum { BODY_SIZE = 300000 };
static char body[BODY_SIZE], other[BODY_SIZE];
static server web;
static char folder[256], url[128];

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
    return 0;
}

static manner good(void)
{
    return (manner){.body = body,
                    .size = BODY_SIZE,
                    .etag = "\"one\"",
                    .modified = "Wed, 22 Jan 2025 10:00:00 GMT",
                    .cut_at = -1};
}

static const char *address(const char *name)
{
    snprintf(url, sizeof url, "http://127.0.0.1:%d/%s", web.port, name);
    return url;
}

static kt_download_options here(void)
{
    kt_download_options options = kt_download_options_default();
    if (!kt_download_available())
        skip();
    options.folder = folder;
    options.n_tries = 1;
    return options;
}

static const char *in_folder(const char *name)
{
    static char path[KT_MAX_PATH];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void check_whole(const char *name, const char *expected)
{
    kt_error err = {0};
    kt_mapping map = {NULL, 0};
    CHECK_OK(kt_file_map(in_folder(name), &map, &err), err);
    CHECK_INT(map.size, BODY_SIZE);
    CHECK(memcmp(map.data, expected, BODY_SIZE) == 0);
    kt_file_unmap(&map);
    char beside[64];
    snprintf(beside, sizeof beside, "%s.part", name);
    CHECK(!kt_file_exists(in_folder(beside)));
    snprintf(beside, sizeof beside, "%s.about", name);
    CHECK(!kt_file_exists(in_folder(beside)));
}

static void remove_all(void)
{
    unlink(in_folder("data.csv"));
    unlink(in_folder("data.csv.part"));
    unlink(in_folder("data.csv.about"));
}

static void fails(const char *name, const kt_download_options *options, kt_status expected)
{
    kt_error err = {0};
    kt_download_report report = {0};
    CHECK_FAILS(kt_download(address(name), options, &report, &err), expected, err);
    CHECK(!strchr(err.cause, '\n'));
    CHECK(strstr(err.context, "fetching http://127.0.0.1") != NULL);
    CHECK(!kt_file_exists(in_folder(name)));
}

static void works(const char *name, const kt_download_options *options,
                  kt_download_report *report)
{
    kt_error err = {0};
    CHECK_OK(kt_download(address(name), options, report, &err), err);
}

static void what_comes_is_what_the_server_has(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_download_report report = {0};
    const kt_download_options options = here();
    char expected[33];
    kt_digest *digest = NULL;
    http_behave(&web, good());
    works("data.csv", &options, &report);
    check_whole("data.csv", body);
    CHECK_TEXT(report.path, in_folder("data.csv"));
    CHECK_INT(report.n_bytes, BODY_SIZE);
    CHECK_INT(report.n_received, BODY_SIZE);
    CHECK_OK(kt_digest_new(&digest, &err), err);
    kt_digest_add(digest, body, BODY_SIZE);
    kt_digest_hex(digest, expected);
    kt_digest_free(digest);
    CHECK_TEXT(report.checksum, expected);
}

static void a_finished_file_is_taken_as_it_is(void **state)
{
    (void)state;
    kt_download_report report = {0};
    const kt_download_options options = here();
    http_behave(&web, good());
    works("data.csv", &options, &report);
    works("data.csv", &options, &report);
    CHECK(report.was_there);
    CHECK_INT(report.n_received, 0);
    CHECK_INT(http_n_requests(&web), 1);
}

static void a_download_cut_anywhere_and_resumed_equals_the_original(void **state)
{
    (void)state;
    static const int64_t places[] = {0,     1,     2,      1000,   16383,        16384,
                                     65536, 99999, 262144, 262145, BODY_SIZE - 1};
    const kt_download_options options = here();
    for (size_t p = 0; p < sizeof places / sizeof places[0]; p++) {
        kt_download_report report = {0};
        manner m = good();
        m.cut_at = places[p];
        m.n_cuts = 1;
        http_behave(&web, m);
        fails("data.csv", &options, KT_ERR_IO);
        works("data.csv", &options, &report);
        check_whole("data.csv", body);
        CHECK_INT(report.n_received, BODY_SIZE - places[p]);
        remove_all();
    }
}

static void one_call_goes_on_by_itself_while_bytes_come(void **state)
{
    (void)state;
    kt_download_report report = {0};
    kt_download_options options = here();
    manner m = good();
    m.cut_at = 100000;
    m.n_cuts = 2;
    options.n_tries = 5;
    http_behave(&web, m);
    works("data.csv", &options, &report);
    check_whole("data.csv", body);
    CHECK_INT(http_n_requests(&web), 3);
    CHECK_INT(report.n_received, BODY_SIZE);
}

/* First try cut at 50000, then the server as `then` says. */
static void resume_against(manner then, const char *expected, int64_t n_received)
{
    kt_download_report report = {0};
    kt_download_options options = here();
    manner m = good();
    m.cut_at = 50000;
    m.n_cuts = 1;
    m.etag = then.etag ? m.etag : NULL;
    m.modified = then.modified ? m.modified : NULL;
    http_behave(&web, m);
    fails("data.csv", &options, KT_ERR_IO);
    http_behave(&web, then);
    options.n_tries = 2;
    works("data.csv", &options, &report);
    check_whole("data.csv", expected);
    CHECK_INT(report.n_received, n_received);
}

static void a_server_that_ignores_ranges_sends_it_all_again(void **state)
{
    (void)state;
    manner m = good();
    m.ignores_ranges = true;
    resume_against(m, body, BODY_SIZE);
}

static void another_file_behind_the_address_is_fetched_from_its_start(void **state)
{
    (void)state;
    manner m = good();
    m.body = other;
    m.etag = "\"two\"";
    m.modified = "Thu, 23 Jan 2025 10:00:00 GMT";
    resume_against(m, other, BODY_SIZE);
}

static void so_is_one_whose_server_ignores_the_condition(void **state)
{
    (void)state;
    manner m = good();
    m.body = other;
    m.etag = "\"two\"";
    m.ignores_condition = true;
    resume_against(m, other, BODY_SIZE);
}

static void last_modified_is_enough_to_resume(void **state)
{
    (void)state;
    manner m = good();
    m.etag = NULL;
    resume_against(m, body, BODY_SIZE - 50000);
}

static void without_a_mark_nothing_is_resumed(void **state)
{
    (void)state;
    manner m = good();
    m.etag = m.modified = NULL;
    resume_against(m, body, BODY_SIZE);
}

static void a_part_from_another_place_is_not_appended(void **state)
{
    (void)state;
    kt_download_report report = {0};
    const kt_download_options options = here();
    manner m = good();
    m.cut_at = 50000;
    m.n_cuts = 1;
    http_behave(&web, m);
    fails("data.csv", &options, KT_ERR_IO);
    m = good();
    m.from_lie = 1;
    http_behave(&web, m);
    fails("data.csv", &options, KT_ERR_IO);
    http_behave(&web, good());
    works("data.csv", &options, &report);
    check_whole("data.csv", body);
    CHECK_INT(report.n_received, BODY_SIZE);
}

static void a_complete_part_asks_for_its_last_byte_only(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_download_report report = {0};
    const kt_download_options options = here();
    http_behave(&web, good());
    kt_fault_at(KT_FAULT_RENAME, 2); /* the first is that of .about */
    const kt_status status = kt_download(address("data.csv"), &options, &report, &err);
    CHECK_INT(kt_fault_off(), 1);
    CHECK_INT(status, KT_ERR_IO);
    works("data.csv", &options, &report);
    CHECK_INT(report.n_received, 1);
    check_whole("data.csv", body);
}

static void a_size_that_is_a_lie_leaves_no_file(void **state)
{
    (void)state;
    kt_download_options options = here();
    manner m = good();
    m.size_lie = 10;
    http_behave(&web, m);
    fails("data.csv", &options, KT_ERR_IO);
    remove_all();
    m.size_lie = -10;
    http_behave(&web, m);
    options.size = BODY_SIZE;
    fails("data.csv", &options, KT_ERR_FORMAT);
}

static void a_wrong_checksum_leaves_nothing(void **state)
{
    (void)state;
    kt_download_options options = here();
    options.checksum = "00112233445566778899aabbccddeeff";
    http_behave(&web, good());
    fails("data.csv", &options, KT_ERR_FORMAT);
    CHECK(!kt_file_exists(in_folder("data.csv.part")));
    CHECK(!kt_file_exists(in_folder("data.csv.about")));
}

static void what_the_server_refuses_is_said(void **state)
{
    (void)state;
    const kt_download_options options = here();
    http_behave(&web, good());
    fails("missing.csv", &options, KT_ERR_MISSING);
    fails("broken.csv", &options, KT_ERR_IO);
    fails("loop.csv", &options, KT_ERR_IO);
    fails("local.csv", &options, KT_ERR_RANGE);
    // Where nothing came there is nothing to go on from.
    CHECK(!kt_file_exists(in_folder("missing.csv.part")));
    CHECK(!kt_file_exists(in_folder("broken.csv.part")));
    CHECK(!kt_file_exists(in_folder("local.csv.part")));
}

static void redirects_are_followed(void **state)
{
    (void)state;
    kt_download_report report = {0};
    const kt_download_options options = here();
    http_behave(&web, good());
    works("moved.csv", &options, &report);
    check_whole("moved.csv", body);
}

static void a_server_that_is_not_there_is_said(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_download_report report = {0};
    const kt_download_options options = here();
    /* Bound but not listening: nobody else can take the port, and nobody answers. */
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    const int closed = socket(AF_INET, SOCK_STREAM, 0);
    CHECK_INT(bind(closed, (struct sockaddr *)&at, sizeof at), 0);
    CHECK_INT(getsockname(closed, (struct sockaddr *)&at, &size), 0);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/data.csv", ntohs(at.sin_port));
    CHECK_FAILS(kt_download(url, &options, &report, &err), KT_ERR_IO, err);
    CHECK(strstr(err.cause, "cannot be reached") != NULL);
    close(closed);
}

static void addresses_and_options_are_checked(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_download_report report = {0};
    kt_download_options options = kt_download_options_default();
    static const char *const wrong[] = {"",           "file:///etc/passwd", "ftp://a/b.csv",
                                        "http://a b", "http://a/",          "http://a/.hidden",
                                        "http://a",   "http://a/b%2fc.csv", "http://a/b\nc"};
    options.folder = folder;
    for (size_t n = 0; n < sizeof wrong / sizeof wrong[0]; n++)
        CHECK_FAILS(kt_download(wrong[n], &options, &report, &err), KT_ERR_RANGE, err);
    options.n_tries = 0;
    CHECK_FAILS(kt_download("http://a/b", &options, &report, &err), KT_ERR_RANGE, err);
    options.n_tries = 1;
    options.checksum = "12";
    CHECK_FAILS(kt_download("http://a/b", &options, &report, &err), KT_ERR_RANGE, err);
    options.checksum = NULL;
    options.size = KT_MAX_DOWNLOAD + 1;
    CHECK_FAILS(kt_download("http://a/b", &options, &report, &err), KT_ERR_RANGE, err);
}

static void a_name_is_the_last_part_of_an_address(void **state)
{
    (void)state;
    kt_error err = {0};
    char name[256];
    CHECK_OK(kt_download_name("https://a.org/b/BACI_V1.zip?x=/y#z", name, &err), err);
    CHECK_TEXT(name, "BACI_V1.zip");
}

static bool after_some_bytes(void *with)
{
    int *n_asked = with;
    return ++*n_asked > 1;
}

static void an_interrupted_download_can_go_on(void **state)
{
    (void)state;
    int n_asked = 0;
    kt_download_report report = {0};
    kt_download_options options = here();
    const kt_progress progress = {NULL, after_some_bytes, &n_asked};
    http_behave(&web, good());
    options.progress = &progress;
    fails("data.csv", &options, KT_ERR_STOPPED);
    options.progress = NULL;
    works("data.csv", &options, &report);
    check_whole("data.csv", body);
}

static void check_fault(kt_fault kind)
{
    const kt_download_options options = here();
    for (int64_t n = 1;; n++) {
        kt_error err = {0};
        kt_download_report report = {0};
        CHECK(n < 1000);
        http_behave(&web, good());
        remove_all();
        address("data.csv");
        kt_fault_at(kind, n);
        const kt_status status = kt_download(url, &options, &report, &err);
        if (!kt_fault_off()) {
            CHECK_OK(status, err);
            break;
        }
        CHECK(status != KT_OK);
        CHECK(err.cause[0] != '\0');
        CHECK(!kt_file_exists(in_folder("data.csv")));
        works("data.csv", &options, &report);
        check_whole("data.csv", body);
    }
}

static void a_failing_write_leaves_no_file(void **state)
{
    (void)state;
    check_fault(KT_FAULT_WRITE);
}

static void a_failing_fsync_leaves_no_file(void **state)
{
    (void)state;
    check_fault(KT_FAULT_FSYNC);
}

static void a_failing_rename_leaves_no_file(void **state)
{
    (void)state;
    check_fault(KT_FAULT_RENAME);
}

static void a_failing_request_for_memory_leaves_no_file(void **state)
{
    (void)state;
    check_fault(KT_FAULT_MEMORY);
}

static void a_write_that_is_short_goes_on(void **state)
{
    (void)state;
    kt_download_report report = {0};
    const kt_download_options options = here();
    http_behave(&web, good());
    kt_fault_short_write_at(2);
    works("data.csv", &options, &report);
    kt_fault_off();
    check_whole("data.csv", body);
}

int main(void)
{
    uint32_t seed = 1;
    for (size_t n = 0; n < BODY_SIZE; n++) {
        seed = seed * 1664525 + 1013904223;
        body[n] = (char)(seed >> 24);
        other[n] = (char)(seed >> 16);
    }
    http_no_proxy();
    http_start(&web);
#define WITH_FOLDER(f) cmocka_unit_test_setup_teardown(f, make, drop)
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(what_comes_is_what_the_server_has),
        WITH_FOLDER(a_finished_file_is_taken_as_it_is),
        WITH_FOLDER(a_download_cut_anywhere_and_resumed_equals_the_original),
        WITH_FOLDER(one_call_goes_on_by_itself_while_bytes_come),
        WITH_FOLDER(a_server_that_ignores_ranges_sends_it_all_again),
        WITH_FOLDER(another_file_behind_the_address_is_fetched_from_its_start),
        WITH_FOLDER(so_is_one_whose_server_ignores_the_condition),
        WITH_FOLDER(last_modified_is_enough_to_resume),
        WITH_FOLDER(without_a_mark_nothing_is_resumed),
        WITH_FOLDER(a_part_from_another_place_is_not_appended),
        WITH_FOLDER(a_complete_part_asks_for_its_last_byte_only),
        WITH_FOLDER(a_size_that_is_a_lie_leaves_no_file),
        WITH_FOLDER(a_wrong_checksum_leaves_nothing),
        WITH_FOLDER(what_the_server_refuses_is_said),
        WITH_FOLDER(redirects_are_followed),
        WITH_FOLDER(a_server_that_is_not_there_is_said),
        WITH_FOLDER(addresses_and_options_are_checked),
        WITH_FOLDER(a_name_is_the_last_part_of_an_address),
        WITH_FOLDER(an_interrupted_download_can_go_on),
        WITH_FOLDER(a_failing_write_leaves_no_file),
        WITH_FOLDER(a_failing_fsync_leaves_no_file),
        WITH_FOLDER(a_failing_rename_leaves_no_file),
        WITH_FOLDER(a_failing_request_for_memory_leaves_no_file),
        WITH_FOLDER(a_write_that_is_short_goes_on),
    };
    const int status = kt_run_tests(tests);
    http_stop(&web);
    return status;
}
