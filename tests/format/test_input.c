/* test_input.c: where a source leads: files, folders, pipes; progress and digest. */
#include <kontor/file.h>
#include <kontor/input.h>
#include <kontor/limits.h>

#include "pack.h"

#include <sys/stat.h>
#include <unistd.h>

static void put_file(const char *folder, const char *name, const void *data, size_t size)
{
    char path[KT_MAX_PATH];
    kt_error err = {0};
    CHECK_OK(kt_path_join(folder, name, path, &err), err);
    CHECK_OK(kt_file_replace(path, data, size, &err), err);
}

static void put_text(const char *folder, const char *name, const char *text)
{
    put_file(folder, name, text, strlen(text));
}

static void put_folder(const char *folder, const char *name)
{
    char path[KT_MAX_PATH];
    kt_error err = {0};
    CHECK_OK(kt_path_join(folder, name, path, &err), err);
    CHECK_OK(kt_folder_make(path, &err), err);
}

static void check_walk(const char *path, const char *expected)
{
    pack_seen seen = {0};
    kt_error err = {0};
    const kt_input_visitor visitor = pack_visitor(&seen);
    CHECK_OK(kt_input_walk(path, &visitor, NULL, NULL, &err), err);
    CHECK_TEXT(kt_text_get(&seen.text), expected);
    kt_text_clear(&seen.text);
}

static void a_plain_file_is_one_member(void **state)
{
    (void)state;
    char folder[256], path[KT_MAX_PATH];
    kt_error err = {0};
    kt_scratch_make(folder);
    put_text(folder, "a.csv", "1,2\n");
    put_text(folder, "empty.csv", "");
    CHECK_OK(kt_path_join(folder, "a.csv", path, &err), err);
    check_walk(path, "a.csv(4): 1,2\n;");
    CHECK_OK(kt_path_join(folder, "empty.csv", path, &err), err);
    check_walk(path, "empty.csv(0): ;");
    kt_scratch_remove(folder);
}

static void a_folder_is_walked_in_order_with_what_is_packed_in_it(void **state)
{
    (void)state;
    char folder[256];
    kt_text zip = {0}, gzip = {0};
    const pack_member members[] = {pack_stored("z.csv", "zip"), pack_stored("y.csv", "too")};
    pack_zip(&zip, members, 2);
    pack_gzip_text(&gzip, "gzip");
    kt_scratch_make(folder);
    put_folder(folder, "inner");
    put_folder(folder, "inner/deeper");
    put_folder(folder, ".hidden");
    put_folder(folder, "__MACOSX");
    put_text(folder, "inner/deeper/d.csv", "deep");
    put_text(folder, ".hidden/x.csv", "never");
    put_text(folder, "__MACOSX/x.csv", "never");
    put_text(folder, ".DS_Store", "never");
    put_text(folder, "z.csv", "last");
    put_text(folder, "a.csv", "first");
    put_file(folder, "b.txt", zip.data, zip.size); // known by its bytes, not by its name
    put_file(folder, "c.csv.gz", gzip.data, gzip.size);
    check_walk(folder, "a.csv(5): first;z.csv(3): zip;y.csv(3): too;c.csv(0): gzip;"
                       "d.csv(4): deep;z.csv(4): last;");
    kt_scratch_remove(folder);
    kt_text_clear(&gzip);
    kt_text_clear(&zip);
}

static void folders_go_as_deep_as_the_limit_and_no_deeper(void **state)
{
    (void)state;
    char folder[256], path[KT_MAX_PATH];
    kt_error err = {0};
    kt_scratch_make(folder);
    snprintf(path, sizeof path, "%s", folder);
    for (int depth = 1; depth < KT_MAX_FOLDERS; depth++)
        snprintf(path + strlen(path), sizeof path - strlen(path), "/d");
    CHECK_OK(kt_folder_make(path, &err), err);
    put_text(path, "a.csv", "deep");
    check_walk(folder, "a.csv(4): deep;");
    snprintf(path + strlen(path), sizeof path - strlen(path), "/d");
    CHECK_OK(kt_folder_make(path, &err), err);
    pack_seen seen = {0};
    const kt_input_visitor visitor = pack_visitor(&seen);
    CHECK_FAILS(kt_input_walk(folder, &visitor, NULL, NULL, &err), KT_ERR_LIMIT, err);
    kt_text_clear(&seen.text);
    kt_scratch_remove(folder);
}

static void folders_inside_each_other_come_to_an_end(void **state)
{
    (void)state;
    char folder[256], path[KT_MAX_PATH];
    kt_error err = {0};
    pack_seen seen = {0};
    const kt_input_visitor visitor = pack_visitor(&seen);
    kt_scratch_make(folder);
    CHECK_OK(kt_path_join(folder, "loop", path, &err), err);
    CHECK_INT(symlink(folder, path), 0);
    CHECK_FAILS(kt_input_walk(folder, &visitor, NULL, NULL, &err), KT_ERR_LIMIT, err);
    CHECK_TEXT(kt_text_get(&seen.text), "");
    kt_text_clear(&seen.text);
    kt_scratch_remove(folder);
}

static void what_is_not_there_is_missing(void **state)
{
    (void)state;
    kt_error err = {0};
    pack_seen seen = {0};
    const kt_input_visitor visitor = pack_visitor(&seen);
    CHECK_FAILS(kt_input_walk("/nowhere/at all", &visitor, NULL, NULL, &err), KT_ERR_MISSING,
                err);
}

static void a_failure_names_the_file_and_the_member(void **state)
{
    (void)state;
    char folder[256], text[600];
    kt_text zip = {0};
    kt_error err = {0};
    pack_seen seen = {0};
    const kt_input_visitor visitor = pack_visitor(&seen);
    pack_member member = pack_stored("in/m.csv", "1");
    member.crc++;
    pack_zip(&zip, &member, 1);
    kt_scratch_make(folder);
    put_file(folder, "bad.zip", zip.data, zip.size);
    CHECK_FAILS(kt_input_walk(folder, &visitor, NULL, NULL, &err), KT_ERR_FORMAT, err);
    kt_error_text(&err, text, sizeof text);
    CHECK(strstr(text, "bad.zip") != NULL);
    CHECK(strstr(text, "m.csv") != NULL);
    CHECK(strstr(text, "checksum") != NULL);
    kt_text_clear(&seen.text);
    kt_scratch_remove(folder);
    kt_text_clear(&zip);
}

/* ---- pieces, progress, digest
 * ---------------------------------------------------------------- */

typedef struct watch {
    int64_t done, total, n_reports;
    int64_t stop_at; /* 0: never */
} watch;

static void watch_report(void *with, const kt_progress_report *report)
{
    watch *seen = with;
    CHECK_TEXT(report->stage, "reading");
    CHECK(report->done >= seen->done);
    seen->done = report->done;
    seen->total = report->total;
    seen->n_reports++;
}

static bool watch_stopped(void *with)
{
    const watch *seen = with;
    return seen->stop_at > 0 && seen->done >= seen->stop_at;
}

enum { LONG = 20 << 20 }; // five spans

static char *make_long_text(void)
{
    char *text = malloc(LONG);
    CHECK(text != NULL);
    for (int p = 0; p < LONG; p++)
        text[p] = "0123456789,\n"[p % 12];
    return text;
}

static void progress_tells_the_bytes_of_the_source(void **state)
{
    (void)state;
    char folder[256];
    char *text = make_long_text();
    kt_text gzip = {0}, deflated = {0};
    kt_error err = {0};
    watch seen_by_watch = {0};
    const kt_progress progress = {watch_report, watch_stopped, &seen_by_watch};
    pack_seen seen = {.short_only = 1};
    const kt_input_visitor visitor = pack_visitor(&seen);
    pack_stored_blocks(&deflated, text, LONG);
    pack_gzip(&gzip, (kt_slice){deflated.data, deflated.size}, pack_crc(text, LONG), LONG);
    kt_scratch_make(folder);
    put_file(folder, "a.csv", text, LONG);
    put_file(folder, "b.csv.gz", gzip.data, gzip.size);
    CHECK_OK(kt_input_walk(folder, &visitor, NULL, &progress, &err), err);
    CHECK_INT((int64_t)seen.n_bytes, 2 * LONG);
    CHECK_INT(seen_by_watch.total, LONG + (int64_t)gzip.size);
    CHECK_INT(seen_by_watch.done, seen_by_watch.total);
    CHECK(seen_by_watch.n_reports >= 6);

    seen_by_watch = (watch){.stop_at = LONG / 2};
    seen.n_bytes = 0;
    CHECK_FAILS(kt_input_walk(folder, &visitor, NULL, &progress, &err), KT_ERR_STOPPED, err);
    CHECK(seen.n_bytes < LONG);
    kt_text_clear(&seen.text);
    kt_scratch_remove(folder);
    kt_text_clear(&deflated);
    kt_text_clear(&gzip);
    free(text);
}

static void digest_of(const char *path, char hex[33])
{
    pack_seen seen = {.short_only = 1, .unwanted = "b.csv"};
    const kt_input_visitor visitor = pack_visitor(&seen);
    kt_digest *digest = NULL;
    kt_error err = {0};
    CHECK_OK(kt_digest_new(&digest, &err), err);
    CHECK_OK(kt_input_walk(path, &visitor, digest, NULL, &err), err);
    kt_digest_hex(digest, hex);
    kt_digest_free(digest);
    kt_text_clear(&seen.text);
}

static void the_digest_is_of_the_bytes_on_the_disk(void **state)
{
    (void)state;
    char folder[256], found[33], expected[33];
    kt_text gzip = {0};
    kt_digest *digest = NULL;
    kt_error err = {0};
    pack_gzip_text(&gzip, "some,text\n");
    kt_scratch_make(folder);
    put_file(folder, "a.csv.gz", gzip.data, gzip.size);
    put_text(folder, "b.csv", "unwanted, but part of the source");
    put_text(folder, ".c", "hidden");
    CHECK_OK(kt_digest_new(&digest, &err), err);
    kt_digest_add(digest, gzip.data, gzip.size);
    kt_digest_add(digest, "unwanted, but part of the source", 32);
    kt_digest_hex(digest, expected);
    digest_of(folder, found);
    CHECK_TEXT(found, expected);
    kt_digest_free(digest);
    kt_scratch_remove(folder);
    kt_text_clear(&gzip);
}

/* ---- what the visitor says
 * ------------------------------------------------------------------- */

static kt_status begin_wanted(void *with, const kt_input_member *member, bool *wanted,
                              kt_error *err)
{
    (void)with, (void)member, (void)err;
    *wanted = true;
    return KT_OK;
}

static kt_status refuse_begin(void *with, const kt_input_member *member, bool *wanted,
                              kt_error *err)
{
    (void)with, (void)wanted;
    return kt_fail(err, KT_ERR_RANGE, "not %s", member->name);
}

static kt_status refuse_piece(void *with, const char *data, size_t size, kt_error *err)
{
    (void)with, (void)data, (void)size;
    return kt_fail(err, KT_ERR_RANGE, "not this piece");
}

static kt_status refuse_end(void *with, kt_error *err)
{
    (void)with;
    return kt_fail(err, KT_ERR_RANGE, "not this end");
}

static kt_status take_piece(void *with, const char *data, size_t size, kt_error *err)
{
    (void)with, (void)data, (void)size, (void)err;
    return KT_OK;
}

static void a_failure_of_the_visitor_is_handed_on(void **state)
{
    (void)state;
    const kt_input_visitor visitors[] = {
        {refuse_begin, take_piece, refuse_end, NULL},
        {begin_wanted, refuse_piece, refuse_end, NULL},
        {begin_wanted, take_piece, refuse_end, NULL},
    };
    kt_text sources[3] = {{0}};
    const pack_member member = pack_stored("m", "text");
    pack_bytes(&sources[0], "text", 4);
    pack_gzip_text(&sources[1], "text");
    pack_zip(&sources[2], &member, 1);
    for (int s = 0; s < 3; s++) {
        for (int v = 0; v < 3; v++) {
            kt_error err = {0};
            CHECK_FAILS(kt_input_walk_bytes((kt_slice){sources[s].data, sources[s].size}, "m",
                                            &visitors[v], &err),
                        KT_ERR_RANGE, err);
            CHECK(strncmp(err.cause, "not", 3) == 0);
        }
        kt_text_clear(&sources[s]);
    }
}

static void files_past_the_limit_are_refused(void **state)
{
    (void)state;
    char folder[256], name[32];
    kt_error err = {0};
    pack_seen seen = {.unwanted = "x"};
    kt_scratch_make(folder);
    for (int n = 0; n <= KT_MAX_MEMBERS; n++) {
        char path[KT_MAX_PATH];
        snprintf(name, sizeof name, "%d", n);
        CHECK_OK(kt_path_join(folder, name, path, &err), err);
        FILE *file = fopen(path, "wb");
        CHECK(file != NULL);
        fclose(file);
    }
    const kt_input_visitor visitor = pack_visitor(&seen);
    CHECK_FAILS(kt_input_walk(folder, &visitor, NULL, NULL, &err), KT_ERR_LIMIT, err);
    kt_text_clear(&seen.text);
    kt_scratch_remove(folder);
}

static kt_status walk_once(void *with, kt_error *err)
{
    pack_seen seen = {0};
    const kt_input_visitor visitor = pack_visitor(&seen);
    const kt_status status = kt_input_walk(with, &visitor, NULL, NULL, err);
    kt_text_clear(&seen.text);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    (void)state;
    char folder[256];
    kt_scratch_make(folder);
    put_text(folder, "a.csv", "text");
    kt_check_faults(KT_FAULT_MEMORY, walk_once, folder);
    kt_scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_plain_file_is_one_member),
        KT_TEST(a_folder_is_walked_in_order_with_what_is_packed_in_it),
        KT_TEST(folders_inside_each_other_come_to_an_end),
        KT_TEST(folders_go_as_deep_as_the_limit_and_no_deeper),
        KT_TEST(what_is_not_there_is_missing),
        KT_TEST(a_failure_names_the_file_and_the_member),
        KT_TEST(progress_tells_the_bytes_of_the_source),
        KT_TEST(the_digest_is_of_the_bytes_on_the_disk),
        KT_TEST(a_failure_of_the_visitor_is_handed_on),
        KT_TEST(files_past_the_limit_are_refused),
        KT_TEST(every_failed_request_is_reported),
    };
    return kt_run_tests(tests);
}
