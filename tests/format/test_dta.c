/* Stata files: rows as a CSV would give them. */
#include "check.h"

#include <kontor/dta.h>
#include <kontor/text.h>

#include "dta_bytes.h"

/* Rows as lines with bars between cells. */
static kt_status note(void *with, const kt_csv_row *row, kt_error *err)
{
    kt_text *to = with;
    KT_TRY(kt_text_format(to, err, "%d:", (int)row->line));
    for (int n = 0; n < row->n_cells; n++) {
        KT_TRY(kt_text_add(to, n ? "|" : "", err));
        KT_TRY(kt_text_add_slice(to, row->cell[n], err));
    }
    return kt_text_add(to, "\n", err);
}

static kt_status read_bytes(const void *data, size_t size, size_t step, kt_csv_visit visit,
                            void *with, kt_error *err)
{
    kt_dta *dta = NULL;
    KT_TRY(kt_dta_new(visit, with, &dta, err));
    kt_status status = KT_OK;
    for (size_t p = 0; p < size && !status; p += step)
        status =
            kt_dta_feed(dta, (const char *)data + p, size - p < step ? size - p : step, err);
    if (!status)
        status = kt_dta_finish(dta, err);
    kt_dta_free(dta);
    return status;
}

static void rows_come_as_from_a_csv(void **state)
{
    dta_bytes bytes;
    kt_text rows = {0};
    kt_error err = {0};

    (void)state;
    dta_example(&bytes);
    CHECK_OK(read_bytes(bytes.data, bytes.size, 7, note, &rows, &err), err);
    CHECK_TEXT(kt_text_get(&rows), "1:iso_o|iso_d|year|dist|contig|half\n"
                                   "2:BLR|KAZ|2018|3743.355|0|0.5\n"
                                   "3:KAZ|BLR|2018|||0.5\n");
    kt_text_clear(&rows);
}

static void numbers_keep_every_digit(void **state)
{
    const int type[] = {DTA_LONG, DTA_DOUBLE, DTA_DOUBLE, DTA_DOUBLE};
    const char *const name[] = {"a", "b", "c", "d"};
    dta_bytes bytes;
    kt_text rows = {0};
    kt_error err = {0};

    (void)state;
    dta_begin(&bytes, 4, type, name, 1);
    dta_put_whole(&bytes, -870190, 4);
    dta_put_double(&bytes, 870190);
    dta_put_double(&bytes, 530158122010.442);
    dta_put_double(&bytes, 0.1);
    CHECK_OK(read_bytes(bytes.data, bytes.size, 4096, note, &rows, &err), err);
    CHECK_TEXT(kt_text_get(&rows), "1:a|b|c|d\n2:-870190|870190|530158122010.442|0.1\n");
    kt_text_clear(&rows);
}

static void stata_files_are_known_by_their_first_bytes(void **state)
{
    dta_bytes bytes;

    (void)state;
    dta_example(&bytes);
    CHECK(kt_dta_begins((const char *)bytes.data, bytes.size));
    CHECK(kt_dta_begins("<stata_dta><header>", 19));
    CHECK(!kt_dta_begins("sector,value", 12));
    CHECK(!kt_dta_begins("r", 1));
    CHECK(!kt_dta_begins("", 0));
}

static void a_truncated_file_is_refused(void **state)
{
    dta_bytes bytes;

    (void)state;
    dta_example(&bytes);
    for (size_t size = 0; size < bytes.size; size++) {
        kt_text rows = {0};
        kt_error err = {0};
        if (read_bytes(bytes.data, size, 4096, note, &rows, &err) == KT_OK)
            fail_msg("%zu of %zu bytes were enough", size, bytes.size);
        CHECK(err.cause[0] != '\0');
        kt_text_clear(&rows);
    }
}

static kt_status stop(void *with, const kt_csv_row *row, kt_error *err)
{
    (void)with;
    return row->line < 2 ? KT_OK : kt_fail(err, KT_ERR_STOPPED, "enough");
}

static void a_failure_of_the_visitor_is_handed_on(void **state)
{
    dta_bytes bytes;
    kt_error err = {0};

    (void)state;
    dta_example(&bytes);
    CHECK_FAILS(read_bytes(bytes.data, bytes.size, 4096, stop, NULL, &err), KT_ERR_STOPPED,
                err);
    CHECK_TEXT(err.cause, "enough");
}

static kt_status once(void *with, kt_error *err)
{
    kt_text rows = {0};
    const dta_bytes *bytes = with;
    const kt_status status = read_bytes(bytes->data, bytes->size, 4096, note, &rows, err);
    kt_text_clear(&rows);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    dta_bytes bytes;

    (void)state;
    dta_example(&bytes);
    kt_check_faults(KT_FAULT_MEMORY, once, &bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(rows_come_as_from_a_csv),
        KT_TEST(numbers_keep_every_digit),
        KT_TEST(stata_files_are_known_by_their_first_bytes),
        KT_TEST(a_truncated_file_is_refused),
        KT_TEST(a_failure_of_the_visitor_is_handed_on),
        KT_TEST(every_failed_request_for_memory_is_reported),
    };
    return kt_run_tests(tests);
}
