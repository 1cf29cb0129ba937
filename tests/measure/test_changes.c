/* What a release changed: rows added, removed and revised, against a hand-worked case. */
#include "check.h"

#include <kontor/changes.h>

static kt_flow flow(const char *exporter, const char *importer, int year, int64_t value)
{
    kt_flow row = {.period = kt_period_of_year(year),
                   .stated_by = KT_RECONCILED,
                   .value = value,
                   .quantity = KT_NONE,
                   .supplementary = KT_NONE};
    CHECK(kt_country_parse(kt_slice_of(exporter), &row.exporter));
    CHECK(kt_country_parse(kt_slice_of(importer), &row.importer));
    return row;
}

static void keep(const char *folder, const char *version, const kt_flow *rows, int64_t n_rows)
{
    kt_error err = {0};
    kt_writer *writer = NULL;
    bool unchanged;
    kt_dataset_info info = {.name = "world", .source = "made for the case"};
    snprintf(info.version, sizeof info.version, "%s", version);
    snprintf(info.checksum, sizeof info.checksum, "%s0123456789abcdef0123456789abc", version);
    CHECK_OK(kt_writer_begin(folder, NULL, &writer, &err), err);
    CHECK_OK(kt_writer_add(writer, rows, NULL, n_rows, &err), err);
    CHECK_OK(kt_writer_commit(writer, &info, &unchanged, NULL, &err), err);
}

typedef struct fixture {
    char folder[256];
    kt_store *store;
    kt_dataset *before, *after;
} fixture;

static void begin(fixture *f)
{
    kt_error err = {0};
    const kt_flow before[] = {flow("BLR", "KAZ", 2017, 592), flow("BLR", "KAZ", 2018, 783),
                              flow("KAZ", "BLR", 2018, 75), flow("BLR", "RUS", 2018, 900)};
    const kt_flow after[] = {flow("BLR", "KAZ", 2017, 592), flow("BLR", "KAZ", 2018, 800),
                             flow("KAZ", "BLR", 2018, 75), flow("RUS", "BLR", 2018, 50)};
    kt_scratch_make(f->folder);
    keep(f->folder, "old", before, 4);
    keep(f->folder, "new", after, 4);
    CHECK_OK(kt_store_open(f->folder, &f->store, &err), err);
    CHECK_OK(kt_dataset_open(f->store, kt_store_find(f->store, "world@old"), &f->before, &err),
             err);
    CHECK_OK(kt_dataset_open(f->store, kt_store_find(f->store, "world@new"), &f->after, &err),
             err);
}

static void end(fixture *f)
{
    kt_dataset_close(f->before);
    kt_dataset_close(f->after);
    kt_store_close(f->store);
    kt_scratch_remove(f->folder);
}

static void every_kind_of_change_is_counted_in_its_year(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_changes changes;
    const kt_changes_options options = kt_changes_options_default();
    begin(&f);
    CHECK_OK(kt_changes_find(f.before, f.after, &options, &changes, &err), err);
    CHECK_INT(changes.n_years, 2);
    CHECK_INT(changes.year[0].year, 2017);
    CHECK_INT(changes.year[0].n_same, 1);
    CHECK_INT(changes.year[1].n_same, 1);
    CHECK_INT(changes.year[1].n_revised, 1);
    CHECK_INT(changes.year[1].n_added, 1);
    CHECK_INT(changes.year[1].n_removed, 1);
    CHECK_NEAR(changes.year[1].before_usd, 1758.0, 0.0);
    CHECK_NEAR(changes.year[1].after_usd, 925.0, 0.0);
    kt_changes_clear(&changes);
    end(&f);
}

static void the_largest_changes_come_first(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_changes changes;
    kt_changes_options options = kt_changes_options_default();
    char code[5];
    begin(&f);
    options.n_largest = 2;
    CHECK_OK(kt_changes_find(f.before, f.after, &options, &changes, &err), err);
    CHECK_INT(changes.n_rows, 2);
    CHECK_TEXT(kt_country_print(changes.row[0].key.importer, code), "RUS");
    CHECK_NEAR(changes.row[0].before_usd, 900.0, 0.0);
    CHECK_NEAR(changes.row[0].after_usd, NAN, 0.0);
    CHECK_NEAR(changes.row[1].before_usd, NAN, 0.0);
    CHECK_NEAR(changes.row[1].after_usd, 50.0, 0.0);
    kt_changes_clear(&changes);
    end(&f);
}

static void a_pair_is_both_directions_and_nothing_else(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_changes changes;
    kt_changes_options options = kt_changes_options_default();
    begin(&f);
    options.a = KT_COUNTRY('B', 'L', 'R');
    options.b = KT_COUNTRY('K', 'A', 'Z');
    CHECK_OK(kt_changes_find(f.before, f.after, &options, &changes, &err), err);
    CHECK_INT(changes.n_years, 2);
    CHECK_INT(changes.year[1].n_same, 1);
    CHECK_INT(changes.year[1].n_revised, 1);
    CHECK_INT(changes.year[1].n_added + changes.year[1].n_removed, 0);
    CHECK_INT(changes.n_rows, 1);
    kt_changes_clear(&changes);
    end(&f);
}

static void a_release_against_itself_has_no_change(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_changes changes;
    const kt_changes_options options = kt_changes_options_default();
    begin(&f);
    CHECK_OK(kt_changes_find(f.before, f.before, &options, &changes, &err), err);
    CHECK_INT(changes.n_rows, 0);
    CHECK_INT(changes.year[0].n_same + changes.year[1].n_same, 4);
    kt_changes_clear(&changes);
    end(&f);
}

static kt_status once(void *with, kt_error *err)
{
    const fixture *f = with;
    kt_changes changes;
    const kt_changes_options options = kt_changes_options_default();
    KT_TRY(kt_changes_find(f->before, f->after, &options, &changes, err));
    kt_changes_clear(&changes);
    return KT_OK;
}

static void every_failing_request_is_reported(void **state)
{
    (void)state;
    fixture f;
    begin(&f);
    kt_check_faults(KT_FAULT_MEMORY, once, &f);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_kind_of_change_is_counted_in_its_year),
        KT_TEST(the_largest_changes_come_first),
        KT_TEST(a_pair_is_both_directions_and_nothing_else),
        KT_TEST(a_release_against_itself_has_no_change),
        KT_TEST(every_failing_request_is_reported),
    };
    return kt_run_tests(tests);
}
