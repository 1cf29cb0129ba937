/* The register: what goes in comes out, and nothing is lost or half done. */
#include <kontor/register.h>

#include <kontor/file.h>
#include <kontor/memory.h>

#include "check.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static kt_fact fact_of(const char *id, double value_usd)
{
    return (kt_fact){.id = id,
                     .period = kt_period_of_year(2018),
                     .a = "BLR",
                     .b = "KAZ",
                     .flow = "turnover",
                     .product = "",
                     .hs = "",
                     .value_usd = value_usd,
                     .growth = NAN,
                     .share = 0.0,
                     .quantity = NAN,
                     .unit = "",
                     .modifier = "nearly",
                     .status = "",
                     .statistics_of = "BLR",
                     .stated_by = "Статистический комитет",
                     .evidence_class = 1,
                     .event = "",
                     .source = "https://example.org/a?b=1",
                     .note = "it's \"quoted\"",
                     .source_date = {2019, 10, 0}};
}

static kt_entry entry_of(const char *id)
{
    return (kt_entry){.id = id,
                      .kind = "target",
                      .title = "Turnover of 1 billion",
                      .parties = "two presidents",
                      .product = "",
                      .hs_guess = "",
                      .place = "",
                      .announced = {2019, 10, 25},
                      .due = {0},
                      .quantity_low = NAN,
                      .quantity_high = NAN,
                      .unit = "",
                      .value_usd_low = 1e9,
                      .value_usd_high = 1e9,
                      .modifier = "exact",
                      .status = "open",
                      .status_as_of = {2023, 7, 0},
                      .evidence_class = 3,
                      .source = "https://example.org/c",
                      .source_date = {2019, 10, 27},
                      .a = "BLR",
                      .b = "KAZ"};
}

static kt_country_total total_of(const char *id)
{
    return (kt_country_total){.id = id,
                              .country = "BLR",
                              .measure = "exports",
                              .unit = "USD",
                              .basis = "goods",
                              .period = kt_period_of_year(2010),
                              .value = 25.5e9,
                              .evidence_class = 1,
                              .source = "https://example.org/t",
                              .note = "",
                              .source_date = {2011, 0, 0}};
}

/* ---- help ---------------------------------------------------------------------------------
 */

typedef struct seen {
    int64_t n;
    char ids[400];
    double last_value;
} seen;

static kt_status see_fact(void *with, const kt_fact *fact, kt_error *err)
{
    seen *so_far = with;
    (void)err;
    so_far->n++;
    so_far->last_value = fact->value_usd;
    const size_t used = strlen(so_far->ids);
    snprintf(so_far->ids + used, sizeof so_far->ids - used, "%s ", fact->id);
    return KT_OK;
}

static kt_status see_entry(void *with, const kt_entry *entry, kt_error *err)
{
    seen *so_far = with;
    (void)err;
    so_far->n++;
    const size_t used = strlen(so_far->ids);
    snprintf(so_far->ids + used, sizeof so_far->ids - used, "%s ", entry->id);
    return KT_OK;
}

static void open_register(const char *folder, kt_register_mode mode, kt_register **reg)
{
    kt_error err = {0};
    CHECK_OK(kt_register_open(folder, mode, reg, &err), err);
}

/* Put one fact in and commit. */
static void put(const char *folder, const kt_fact *fact, int64_t now, int64_t *n_new,
                int64_t *n_changed)
{
    kt_register *reg = NULL;
    kt_error err = {0};

    open_register(folder, KT_REGISTER_WRITE, &reg);
    CHECK_OK(kt_register_begin(reg, now, &err), err);
    CHECK_OK(kt_register_add_fact(reg, fact, &err), err);
    CHECK_OK(kt_register_commit(reg, n_new, n_changed, &err), err);
    kt_register_close(reg);
}

static seen facts_in(const char *folder, const char *a, const char *b)
{
    kt_register *reg = NULL;
    kt_error err = {0};
    seen all = {0};

    open_register(folder, KT_REGISTER_READ, &reg);
    CHECK_OK(kt_register_facts(reg, a, b, see_fact, &all, &err), err);
    kt_register_close(reg);
    return all;
}

/* ---- what goes in comes out ---------------------------------------------------------------
 */

static kt_status same_fact(void *with, const kt_fact *fact, kt_error *err)
{
    const kt_fact *was = with;
    (void)err;
    CHECK_TEXT(fact->id, was->id);
    CHECK(kt_period_equal(fact->period, was->period));
    CHECK_TEXT(fact->a, was->a);
    CHECK_TEXT(fact->b, was->b);
    CHECK_TEXT(fact->flow, was->flow);
    CHECK_TEXT(fact->hs, was->hs);
    CHECK_INT(fact->hs_is_guess, was->hs_is_guess);
    CHECK_NEAR(fact->value_usd, was->value_usd, 0);
    CHECK_NEAR(fact->growth, was->growth, 0);
    CHECK_NEAR(fact->share, was->share, 0);
    CHECK_NEAR(fact->quantity, was->quantity, 0);
    CHECK_TEXT(fact->unit, was->unit);
    CHECK_TEXT(fact->modifier, was->modifier);
    CHECK_TEXT(fact->statistics_of, was->statistics_of);
    CHECK_TEXT(fact->stated_by, was->stated_by);
    CHECK_INT(fact->evidence_class, was->evidence_class);
    CHECK_TEXT(fact->source, was->source);
    CHECK_TEXT(fact->note, was->note);
    CHECK_INT(fact->source_date.year, was->source_date.year);
    CHECK_INT(fact->source_date.month, was->source_date.month);
    CHECK_INT(fact->source_date.day, was->source_date.day);
    return KT_OK;
}

static kt_status same_entry(void *with, const kt_entry *entry, kt_error *err)
{
    const kt_entry *was = with;
    (void)err;
    CHECK_TEXT(entry->id, was->id);
    CHECK_TEXT(entry->kind, was->kind);
    CHECK_TEXT(entry->title, was->title);
    CHECK_TEXT(entry->parties, was->parties);
    CHECK_INT(entry->announced.day, was->announced.day);
    CHECK_INT(entry->due.year, 0);
    CHECK_NEAR(entry->quantity_low, NAN, 0);
    CHECK_NEAR(entry->value_usd_high, was->value_usd_high, 0);
    CHECK_TEXT(entry->status, was->status);
    CHECK_INT(entry->status_as_of.month, was->status_as_of.month);
    CHECK_TEXT(entry->b, was->b);
    return KT_OK;
}

static kt_status same_total(void *with, const kt_country_total *total, kt_error *err)
{
    const kt_country_total *was = with;
    (void)err;
    CHECK_TEXT(total->id, was->id);
    CHECK_TEXT(total->country, was->country);
    CHECK_TEXT(total->measure, was->measure);
    CHECK_TEXT(total->basis, was->basis);
    CHECK(kt_period_equal(total->period, was->period));
    CHECK_NEAR(total->value, was->value, 0);
    CHECK_INT(total->source_date.year, was->source_date.year);
    CHECK_INT(total->source_date.month, 0);
    return KT_OK;
}

static void what_goes_in_comes_out(void **state)
{
    char folder[256];
    kt_error err = {0};
    kt_register *reg = NULL;
    kt_fact fact = fact_of("f1", 895.5604e6);
    kt_entry entry = entry_of("c1");
    kt_country_total total = total_of("t1");
    int64_t n_new = 0, n_changed = 0, n_facts = 0, n_entries = 0, n_totals = 0;

    (void)state;
    kt_scratch_make(folder);
    open_register(folder, KT_REGISTER_WRITE, &reg);
    CHECK_OK(kt_register_begin(reg, 1000, &err), err);
    CHECK_OK(kt_register_add_fact(reg, &fact, &err), err);
    CHECK_OK(kt_register_add_entry(reg, &entry, &err), err);
    CHECK_OK(kt_register_add_total(reg, &total, &err), err);
    CHECK_OK(kt_register_commit(reg, &n_new, &n_changed, &err), err);
    kt_register_close(reg);
    CHECK_INT(n_new, 3);
    CHECK_INT(n_changed, 0);

    open_register(folder, KT_REGISTER_READ, &reg);
    CHECK_OK(kt_register_facts(reg, "BLR", "KAZ", same_fact, &fact, &err), err);
    CHECK_OK(kt_register_entries(reg, "KAZ", "BLR", same_entry, &entry, &err), err);
    CHECK_OK(kt_register_totals(reg, "BLR", same_total, &total, &err), err);
    CHECK_OK(kt_register_counts(reg, &n_facts, &n_entries, &n_totals, &err), err);
    CHECK_INT(n_facts, 1);
    CHECK_INT(n_entries, 1);
    CHECK_INT(n_totals, 1);
    CHECK_OK(kt_register_verify(reg, &err), err);
    kt_register_close(reg);
    kt_scratch_remove(folder);
}

static void a_zero_and_a_missing_value_stay_different(void **state)
{
    char folder[256];
    int64_t n_new = 0, n_changed = 0;
    kt_fact fact = fact_of("f1", 0.0);

    (void)state;
    kt_scratch_make(folder);
    put(folder, &fact, 1, &n_new, &n_changed);
    CHECK_NEAR(facts_in(folder, "BLR", "KAZ").last_value, 0.0, 0);
    fact.value_usd = NAN;
    put(folder, &fact, 2, &n_new, &n_changed);
    CHECK_INT(n_changed, 1);
    CHECK_NEAR(facts_in(folder, "BLR", "KAZ").last_value, NAN, 0);
    kt_scratch_remove(folder);
}

static void the_same_twice_changes_nothing(void **state)
{
    char folder[256];
    int64_t n_new = 0, n_changed = 0;
    kt_fact fact = fact_of("f1", 1.5e9);

    (void)state;
    kt_scratch_make(folder);
    put(folder, &fact, 1, &n_new, &n_changed);
    CHECK_INT(n_new, 1);
    put(folder, &fact, 2, &n_new, &n_changed);
    CHECK_INT(n_new, 0);
    CHECK_INT(n_changed, 0);
    kt_scratch_remove(folder);
}

static void other_content_replaces_and_is_counted(void **state)
{
    char folder[256];
    int64_t n_new = 0, n_changed = 0;
    kt_fact fact = fact_of("f1", 1.5e9);

    (void)state;
    kt_scratch_make(folder);
    put(folder, &fact, 1, &n_new, &n_changed);
    fact.note = "corrected";
    fact.value_usd = 1.4e9;
    put(folder, &fact, 2, &n_new, &n_changed);
    CHECK_INT(n_new, 0);
    CHECK_INT(n_changed, 1);
    const seen all = facts_in(folder, "BLR", "KAZ");
    CHECK_INT(all.n, 1);
    CHECK_NEAR(all.last_value, 1.4e9, 0);
    kt_scratch_remove(folder);
}

static void facts_come_both_ways_round_by_period_class_and_id(void **state)
{
    char folder[256];
    kt_error err = {0};
    kt_register *reg = NULL;
    int64_t n_new = 0, n_changed = 0;
    kt_fact later = fact_of("f1", 1), weak = fact_of("f2", 2), strong = fact_of("f3", 3),
            twin = fact_of("f0", 4), other = fact_of("f9", 5);

    (void)state;
    later.period = kt_period_of_year(2019);
    weak.evidence_class = 3;
    weak.a = "KAZ", weak.b = "BLR";
    other.b = "RUS";
    kt_scratch_make(folder);
    open_register(folder, KT_REGISTER_WRITE, &reg);
    CHECK_OK(kt_register_begin(reg, 1, &err), err);
    CHECK_OK(kt_register_add_fact(reg, &later, &err), err);
    CHECK_OK(kt_register_add_fact(reg, &weak, &err), err);
    CHECK_OK(kt_register_add_fact(reg, &strong, &err), err);
    CHECK_OK(kt_register_add_fact(reg, &twin, &err), err);
    CHECK_OK(kt_register_add_fact(reg, &other, &err), err);
    CHECK_OK(kt_register_commit(reg, &n_new, &n_changed, &err), err);
    kt_register_close(reg);
    CHECK_TEXT(facts_in(folder, "BLR", "KAZ").ids, "f0 f3 f2 f1 ");
    CHECK_TEXT(facts_in(folder, "KAZ", "BLR").ids, "f0 f3 f2 f1 ");
    CHECK_TEXT(facts_in(folder, "BLR", NULL).ids, "f0 f3 f9 f2 f1 ");
    CHECK_TEXT(facts_in(folder, "KAZ", NULL).ids, "f0 f3 f2 f1 ");
    CHECK_TEXT(facts_in(folder, "UKR", "KAZ").ids, "");
    kt_scratch_remove(folder);
}

static void an_entry_about_one_country_is_not_about_a_pair(void **state)
{
    char folder[256];
    kt_error err = {0};
    kt_register *reg = NULL;
    kt_entry entry = entry_of("c38");
    seen pair = {0}, alone = {0};
    int64_t n_new = 0, n_changed = 0;

    (void)state;
    entry.a = "KAZ", entry.b = "";
    kt_scratch_make(folder);
    open_register(folder, KT_REGISTER_WRITE, &reg);
    CHECK_OK(kt_register_begin(reg, 1, &err), err);
    CHECK_OK(kt_register_add_entry(reg, &entry, &err), err);
    CHECK_OK(kt_register_commit(reg, &n_new, &n_changed, &err), err);
    CHECK_OK(kt_register_entries(reg, "BLR", "KAZ", see_entry, &pair, &err), err);
    CHECK_OK(kt_register_entries(reg, "KAZ", NULL, see_entry, &alone, &err), err);
    kt_register_close(reg);
    CHECK_INT(pair.n, 0);
    CHECK_INT(alone.n, 1);
    kt_scratch_remove(folder);
}

/* ---- nothing half done --------------------------------------------------------------------
 */

static void abort_and_close_leave_it_as_it_was(void **state)
{
    char folder[256];
    kt_error err = {0};
    kt_register *reg = NULL;
    int64_t n_new = 0, n_changed = 0;
    kt_fact first = fact_of("f1", 1), second = fact_of("f2", 2);

    (void)state;
    kt_scratch_make(folder);
    put(folder, &first, 1, &n_new, &n_changed);

    open_register(folder, KT_REGISTER_WRITE, &reg);
    CHECK_OK(kt_register_begin(reg, 2, &err), err);
    CHECK_OK(kt_register_add_fact(reg, &second, &err), err);
    kt_register_abort(reg);
    CHECK_OK(kt_register_begin(reg, 3, &err), err);
    first.value_usd = 7;
    CHECK_OK(kt_register_add_fact(reg, &first, &err), err);
    kt_register_close(reg);

    const seen all = facts_in(folder, "BLR", "KAZ");
    CHECK_TEXT(all.ids, "f1 ");
    CHECK_NEAR(all.last_value, 1, 0);
    kt_scratch_remove(folder);
}

enum { N_MANY = 2000 };

/* Many facts with long notes, so that SQLite writes to the file before the commit. */
static void write_many(const char *folder)
{
    kt_register *reg = NULL;
    static char note[4000];
    int64_t n_new = 0, n_changed = 0;
    char id[16];

    memset(note, 'x', sizeof note - 1);
    if (kt_register_open(folder, KT_REGISTER_WRITE, &reg, NULL) ||
        kt_register_begin(reg, 2, NULL))
        _exit(1);
    for (int n = 0; n < N_MANY; n++) {
        snprintf(id, sizeof id, "m%06d", n);
        kt_fact fact = fact_of(id, n);
        fact.note = note;
        if (kt_register_add_fact(reg, &fact, NULL))
            _exit(1);
    }
    if (kt_register_commit(reg, &n_new, &n_changed, NULL))
        _exit(1);
    kt_register_close(reg);
    _exit(0);
}

static void killed_at_any_moment_it_is_as_before_or_as_after(void **state)
{
    int n_before = 0, n_after = 0;

    (void)state;
    for (int round = 0; round < 12; round++) {
        char folder[256];
        kt_fact first = fact_of("f1", 1);
        int64_t n_new = 0, n_changed = 0;

        kt_scratch_make(folder);
        put(folder, &first, 1, &n_new, &n_changed);
        const pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0)
            write_many(folder);
        usleep((useconds_t)(round * round * 1500));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);

        kt_register *reg = NULL;
        kt_error err = {0};
        int64_t n_facts = 0, n_entries = 0, n_totals = 0;
        open_register(folder, KT_REGISTER_READ, &reg);
        CHECK_OK(kt_register_verify(reg, &err), err);
        CHECK_OK(kt_register_counts(reg, &n_facts, &n_entries, &n_totals, &err), err);
        kt_register_close(reg);
        CHECK(n_facts == 1 || n_facts == 1 + N_MANY);
        *(n_facts == 1 ? &n_before : &n_after) += 1;
        kt_scratch_remove(folder);
    }
    CHECK(n_before > 0);
    CHECK_INT(n_before + n_after, 12);
}

static void a_second_writer_is_told_and_changes_nothing(void **state)
{
    char folder[256];
    kt_error err = {0};
    kt_register *one = NULL, *two = NULL;
    kt_fact fact = fact_of("f1", 1);
    int64_t n_new = 0, n_changed = 0;

    (void)state;
    kt_scratch_make(folder);
    open_register(folder, KT_REGISTER_WRITE, &one);
    open_register(folder, KT_REGISTER_WRITE, &two);
    CHECK_OK(kt_register_begin(one, 1, &err), err);
    CHECK_OK(kt_register_add_fact(one, &fact, &err), err);
    CHECK_FAILS(kt_register_begin(two, 1, &err), KT_ERR_IO, err);
    kt_register_close(two);
    kt_error_clear(&err);
    CHECK_OK(kt_register_commit(one, &n_new, &n_changed, &err), err);
    kt_register_close(one);
    CHECK_INT(facts_in(folder, "BLR", "KAZ").n, 1);
    kt_scratch_remove(folder);
}

/* ---- what is not a register ---------------------------------------------------------------
 */

static void write_file(const char *folder, const char *bytes, size_t size)
{
    char path[300];
    snprintf(path, sizeof path, "%s/register.sqlite", folder);
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    CHECK_INT((int64_t)fwrite(bytes, 1, size, file), (int64_t)size);
    CHECK_INT(fclose(file), 0);
}

static void a_folder_without_a_register_reads_as_empty(void **state)
{
    char folder[256], missing[300];
    kt_error err = {0};
    kt_register *reg = NULL;
    int64_t n_facts = -1, n_entries = -1, n_totals = -1;

    (void)state;
    kt_scratch_make(folder);
    snprintf(missing, sizeof missing, "%s/not/there", folder);
    CHECK_INT(facts_in(folder, "BLR", "KAZ").n, 0);
    open_register(missing, KT_REGISTER_READ, &reg);
    CHECK_OK(kt_register_counts(reg, &n_facts, &n_entries, &n_totals, &err), err);
    CHECK_OK(kt_register_verify(reg, &err), err);
    kt_register_close(reg);
    CHECK_INT(n_facts + n_entries + n_totals, 0);
    CHECK(!kt_folder_exists(missing));
    kt_scratch_remove(folder);
}

static void a_file_left_empty_by_a_killed_creation_is_an_empty_register(void **state)
{
    char folder[256];
    int64_t n_new = 0, n_changed = 0;
    kt_fact fact = fact_of("f1", 1);

    (void)state;
    kt_scratch_make(folder);
    write_file(folder, "", 0);
    CHECK_INT(facts_in(folder, "BLR", "KAZ").n, 0);
    put(folder, &fact, 1, &n_new, &n_changed);
    CHECK_INT(n_new, 1);
    kt_scratch_remove(folder);
}

static void a_file_that_is_no_database_is_refused(void **state)
{
    char folder[256], junk[5000];
    kt_error err = {0};
    kt_register *reg = NULL;

    (void)state;
    memset(junk, 'k', sizeof junk);
    kt_scratch_make(folder);
    write_file(folder, junk, sizeof junk);
    CHECK_FAILS(kt_register_open(folder, KT_REGISTER_READ, &reg, &err), KT_ERR_FORMAT, err);
    CHECK_FAILS(kt_register_open(folder, KT_REGISTER_WRITE, &reg, &err), KT_ERR_FORMAT, err);
    CHECK(reg == NULL);
    kt_scratch_remove(folder);
}

/* The bytes of a register with enough in it for some pages. */
static void register_bytes(kt_text *out)
{
    char folder[256], path[300], id[16];
    kt_error err = {0};
    kt_register *reg = NULL;
    int64_t n_new = 0, n_changed = 0;

    kt_scratch_make(folder);
    open_register(folder, KT_REGISTER_WRITE, &reg);
    CHECK_OK(kt_register_begin(reg, 1, &err), err);
    for (int n = 0; n < 100; n++) {
        snprintf(id, sizeof id, "f%03d", n);
        const kt_fact fact = fact_of(id, n);
        CHECK_OK(kt_register_add_fact(reg, &fact, &err), err);
    }
    CHECK_OK(kt_register_commit(reg, &n_new, &n_changed, &err), err);
    kt_register_close(reg);
    snprintf(path, sizeof path, "%s/register.sqlite", folder);
    CHECK_OK(kt_file_read(path, KT_MAX_FILE, out, &err), err);
    kt_scratch_remove(folder);
}

/* Opening, walking and verifying whatever lies in the folder; the first failure. */
static kt_status use(const char *folder, kt_error *err)
{
    kt_register *reg = NULL;
    seen all = {0};
    int64_t n_facts = 0, n_entries = 0, n_totals = 0;

    kt_status status = kt_register_open(folder, KT_REGISTER_READ, &reg, err);
    if (!status)
        status = kt_register_counts(reg, &n_facts, &n_entries, &n_totals, err);
    if (!status)
        status = kt_register_facts(reg, "BLR", "KAZ", see_fact, &all, err);
    if (!status)
        status = kt_register_verify(reg, err);
    kt_register_close(reg);
    if (!status)
        CHECK_INT(n_facts, all.n);
    return status;
}

static void a_truncated_register_is_refused_at_every_page(void **state)
{
    kt_text bytes = {0};

    (void)state;
    register_bytes(&bytes);
    CHECK(bytes.size > 4 * 4096);
    for (size_t size = 1; size < bytes.size; size += 1021) {
        char folder[256];
        kt_error err = {0};
        kt_scratch_make(folder);
        write_file(folder, bytes.data, size);
        if (use(folder, &err) == KT_OK)
            fail_msg("%zu of %zu bytes were taken", size, bytes.size);
        CHECK(err.cause[0] != '\0');
        kt_scratch_remove(folder);
    }
    kt_text_clear(&bytes);
}

static void flipped_bytes_never_crash_and_are_mostly_seen(void **state)
{
    kt_text bytes = {0};
    char folder[256];

    (void)state;
    register_bytes(&bytes);
    kt_scratch_make(folder);
    for (size_t at = 0; at < bytes.size; at += 397) {
        kt_error err = {0};
        bytes.data[at] = (char)(bytes.data[at] ^ 0xff);
        write_file(folder, bytes.data, bytes.size);
        if (use(folder, &err))
            CHECK(err.cause[0] != '\0');
        bytes.data[at] = (char)(bytes.data[at] ^ 0xff);
    }
    write_file(folder, bytes.data, bytes.size);
    kt_error err = {0};
    CHECK_OK(use(folder, &err), err);
    kt_scratch_remove(folder);
    kt_text_clear(&bytes);
}

/* user_version lies at byte 60 of a database, application_id at byte 68, both big-endian. */
static void with_number_at(size_t at, unsigned char value, const char *expected)
{
    kt_text bytes = {0};
    char folder[256];
    kt_error err = {0};
    kt_register *reg = NULL;

    register_bytes(&bytes);
    kt_scratch_make(folder);
    bytes.data[at] = (char)value;
    write_file(folder, bytes.data, bytes.size);
    CHECK_FAILS(kt_register_open(folder, KT_REGISTER_WRITE, &reg, &err), KT_ERR_FORMAT, err);
    CHECK(strstr(err.cause, expected) != NULL);
    kt_scratch_remove(folder);
    kt_text_clear(&bytes);
}

static void tables_of_a_newer_program_are_refused(void **state)
{
    (void)state;
    with_number_at(63, 2, "newer kontor");
}

static void a_database_of_another_program_is_refused(void **state)
{
    (void)state;
    with_number_at(71, 1, "another program");
}

static void records_without_id_or_class_are_refused(void **state)
{
    char folder[256];
    kt_error err = {0};
    kt_register *reg = NULL;
    kt_fact nameless = fact_of("", 1), classless = fact_of("f1", 1);

    (void)state;
    classless.evidence_class = 4;
    kt_scratch_make(folder);
    open_register(folder, KT_REGISTER_WRITE, &reg);
    CHECK_OK(kt_register_begin(reg, 1, &err), err);
    CHECK_FAILS(kt_register_add_fact(reg, &nameless, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_register_add_fact(reg, &classless, &err), KT_ERR_RANGE, err);
    kt_register_close(reg);
    kt_scratch_remove(folder);
}

/* ---- faults -------------------------------------------------------------------------------
 */

static kt_status write_and_read(void *with, kt_error *err)
{
    const char *folder = with;
    kt_register *reg = NULL;
    const kt_fact fact = fact_of("f1", 1);
    const kt_entry entry = entry_of("c1");
    const kt_country_total total = total_of("t1");
    seen all = {0};
    int64_t n_new = 0, n_changed = 0;

    kt_status status = kt_register_open(folder, KT_REGISTER_WRITE, &reg, err);
    if (!status)
        status = kt_register_begin(reg, 1, err);
    if (!status)
        status = kt_register_add_fact(reg, &fact, err);
    if (!status)
        status = kt_register_add_entry(reg, &entry, err);
    if (!status)
        status = kt_register_add_total(reg, &total, err);
    if (!status)
        status = kt_register_commit(reg, &n_new, &n_changed, err);
    if (!status)
        status = kt_register_facts(reg, "BLR", "KAZ", see_fact, &all, err);
    if (!status)
        status = kt_register_verify(reg, err);
    kt_register_close(reg);
    return status;
}

static void every_failed_request_for_memory_is_reported(void **state)
{
    char folder[256];

    (void)state;
    kt_scratch_make(folder);
    kt_check_faults(KT_FAULT_MEMORY, write_and_read, folder);
    CHECK_INT(facts_in(folder, "BLR", "KAZ").n, 1);
    kt_scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(what_goes_in_comes_out),
        KT_TEST(a_zero_and_a_missing_value_stay_different),
        KT_TEST(the_same_twice_changes_nothing),
        KT_TEST(other_content_replaces_and_is_counted),
        KT_TEST(facts_come_both_ways_round_by_period_class_and_id),
        KT_TEST(an_entry_about_one_country_is_not_about_a_pair),
        KT_TEST(abort_and_close_leave_it_as_it_was),
        KT_TEST(killed_at_any_moment_it_is_as_before_or_as_after),
        KT_TEST(a_second_writer_is_told_and_changes_nothing),
        KT_TEST(a_folder_without_a_register_reads_as_empty),
        KT_TEST(a_file_left_empty_by_a_killed_creation_is_an_empty_register),
        KT_TEST(a_file_that_is_no_database_is_refused),
        KT_TEST(a_truncated_register_is_refused_at_every_page),
        KT_TEST(flipped_bytes_never_crash_and_are_mostly_seen),
        KT_TEST(tables_of_a_newer_program_are_refused),
        KT_TEST(a_database_of_another_program_is_refused),
        KT_TEST(records_without_id_or_class_are_refused),
        KT_TEST(every_failed_request_for_memory_is_reported),
    };
    return kt_run_tests(tests);
}
