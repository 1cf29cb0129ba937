/* Accounts, sessions and the audit log. */
#include <kontor/account.h>
#include <kontor/audit.h>
#include <kontor/session.h>
#include <kontor/text.h>

#include "check.h"

#include <sys/stat.h>

enum { NOON = 1700000000 };
#define PASSWORD "correct horse battery"

typedef struct desk {
    char folder[256];
    kt_accounts *accounts;
} desk;

static void begin(desk *d)
{
    kt_error err = {0};
    kt_scratch_make(d->folder);
    CHECK_OK(kt_accounts_open(d->folder, &d->accounts, &err), err);
}

static void end(desk *d)
{
    kt_accounts_close(d->accounts);
    kt_scratch_remove(d->folder);
}

static kt_account named(const char *name)
{
    kt_account account = {.role = KT_ROLE_EDITOR};
    snprintf(account.name, sizeof account.name, "%s", name);
    snprintf(account.shown, sizeof account.shown, "N. N.");
    return account;
}

static void add(desk *d, const char *name, const char *password)
{
    kt_error err = {0};
    const kt_account account = named(name);
    CHECK_OK(kt_account_add(d->accounts, &account, password, NOON, &err), err);
}

static bool knows(desk *d, const char *name, const char *password)
{
    kt_error err = {0};
    kt_account account = {0};
    bool is_right = false;
    CHECK_OK(kt_account_check(d->accounts, name, password, &is_right, &account, &err), err);
    if (is_right)
        CHECK_TEXT(account.name, name);
    return is_right;
}

static bool holds(desk *d, const char *token, int64_t now)
{
    kt_error err = {0};
    kt_account account = {0};
    bool found = false;
    CHECK_OK(kt_session_find(d->accounts, token, now, &found, &account, &err), err);
    return found;
}

static void only_the_right_password_opens(void **state)
{
    (void)state;
    desk d;
    begin(&d);
    add(&d, "anna", PASSWORD);
    CHECK(knows(&d, "anna", PASSWORD));
    CHECK(!knows(&d, "anna", "correct horse batterz"));
    CHECK(!knows(&d, "anna", ""));
    CHECK(!knows(&d, "bert", PASSWORD));
    CHECK(!knows(&d, "' OR 1=1 --", PASSWORD));
    CHECK(!knows(&d, "anna' --", PASSWORD));
    end(&d);
}

static void the_file_is_for_its_owner_alone_and_holds_no_password(void **state)
{
    (void)state;
    desk d;
    char path[300];
    struct stat about;
    static char bytes[65536];
    begin(&d);
    add(&d, "anna", PASSWORD);
    snprintf(path, sizeof path, "%s/accounts.sqlite", d.folder);
    CHECK_INT(stat(path, &about), 0);
    CHECK_INT(about.st_mode & 0777, 0600);
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL);
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    CHECK(size > 4096 && size < sizeof bytes);
    bool has_hash = false;
    for (size_t at = 0; at + sizeof PASSWORD < size; at++) {
        CHECK(memcmp(bytes + at, PASSWORD, sizeof PASSWORD - 1) != 0);
        has_hash |= memcmp(bytes + at, "$argon2id$v=19$m=65536,t=2,p=1$", 31) == 0;
    }
    CHECK(has_hash);
    end(&d);
}

static void names_and_passwords_are_checked(void **state)
{
    (void)state;
    desk d;
    kt_error err = {0};
    static const char *const names[] = {"",    "Anna",        "1a",   "a b",
                                        "a'b", "\xC3\xA4nne", "a\nb", "-a"};
    begin(&d);
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        const kt_account account = named(names[n]);
        CHECK_FAILS(kt_account_add(d.accounts, &account, PASSWORD, NOON, &err), KT_ERR_RANGE,
                    err);
    }
    kt_account account = named("anna");
    CHECK_FAILS(kt_account_add(d.accounts, &account, "elevenchars", NOON, &err), KT_ERR_RANGE,
                err);
    // eleven characters of two bytes each are still eleven
    CHECK_FAILS(kt_account_add(d.accounts, &account, "парольпарол", NOON, &err), KT_ERR_RANGE,
                err);
    CHECK_FAILS(kt_account_add(d.accounts, &account, "a password\nof two", NOON, &err),
                KT_ERR_RANGE, err);
    static char longest[KT_PASSWORD_MOST + 2];
    memset(longest, 'a', KT_PASSWORD_MOST + 1);
    CHECK_FAILS(kt_account_add(d.accounts, &account, longest, NOON, &err), KT_ERR_RANGE, err);
    account.shown[0] = '\0';
    CHECK_FAILS(kt_account_add(d.accounts, &account, PASSWORD, NOON, &err), KT_ERR_RANGE, err);
    add(&d, "anna", "парольпароль");
    account = named("anna");
    CHECK_FAILS(kt_account_add(d.accounts, &account, PASSWORD, NOON, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_account_remove(d.accounts, "bert", &err), KT_ERR_MISSING, err);
    CHECK_FAILS(kt_account_set_password(d.accounts, "bert", PASSWORD, &err), KT_ERR_MISSING,
                err);
    end(&d);
}

static void a_session_lasts_as_long_as_it_is_used_and_not_for_ever(void **state)
{
    (void)state;
    desk d;
    kt_error err = {0};
    char token[KT_TOKEN + 1], other[KT_TOKEN + 1];
    begin(&d);
    add(&d, "anna", PASSWORD);
    CHECK_OK(kt_session_begin(d.accounts, 1, NOON, token, &err), err);
    CHECK_OK(kt_session_begin(d.accounts, 1, NOON, other, &err), err);
    CHECK_INT(strlen(token), KT_TOKEN);
    CHECK(strcmp(token, other) != 0);
    CHECK(holds(&d, token, NOON + KT_SESSION_IDLE_S));
    int64_t now = NOON + KT_SESSION_IDLE_S;
    for (; now + 3600 <= NOON + KT_SESSION_LONGEST_S; now += 3600)
        CHECK(holds(&d, token, now));
    CHECK(!holds(&d, token, NOON + KT_SESSION_LONGEST_S + 1));
    CHECK(!holds(&d, other, NOON + 2 * KT_SESSION_IDLE_S)); // not used since
    CHECK(!holds(&d, "", NOON));
    CHECK(!holds(&d, "' OR '1'='1", NOON));
    CHECK_OK(kt_session_end(d.accounts, token, &err), err);
    CHECK(!holds(&d, token, NOON));
    end(&d);
}

static void sessions_end_with_the_password_and_the_account(void **state)
{
    (void)state;
    desk d;
    kt_error err = {0};
    char token[KT_TOKEN + 1];
    begin(&d);
    add(&d, "anna", PASSWORD);
    CHECK_OK(kt_session_begin(d.accounts, 1, NOON, token, &err), err);
    CHECK_OK(kt_account_set_password(d.accounts, "anna", "another password", &err), err);
    CHECK(!holds(&d, token, NOON));
    CHECK(!knows(&d, "anna", PASSWORD));
    CHECK(knows(&d, "anna", "another password"));
    CHECK_OK(kt_session_begin(d.accounts, 1, NOON, token, &err), err);
    CHECK(holds(&d, token, NOON));
    CHECK_OK(kt_account_remove(d.accounts, "anna", &err), err);
    CHECK(!holds(&d, token, NOON));
    add(&d, "anna", PASSWORD); // the number of the one before is not given again
    CHECK(!holds(&d, token, NOON));
    end(&d);
}

static void an_account_has_a_bounded_number_of_sessions(void **state)
{
    (void)state;
    desk d;
    kt_error err = {0};
    enum { N = KT_SESSIONS_MOST + 3 };
    char token[N][KT_TOKEN + 1];
    begin(&d);
    add(&d, "anna", PASSWORD);
    for (int n = 0; n < N; n++)
        CHECK_OK(kt_session_begin(d.accounts, 1, NOON + n, token[n], &err), err);
    for (int n = 0; n < N; n++)
        CHECK_INT(holds(&d, token[n], NOON + N), n >= 3);
    end(&d);
}

static void a_derived_token_is_another_for_another_purpose(void **state)
{
    (void)state;
    kt_error err = {0};
    char token[KT_TOKEN + 1], form[KT_TOKEN + 1], login[KT_TOKEN + 1];
    CHECK_OK(kt_token_make(token, &err), err);
    kt_token_derive(token, "form", form);
    kt_token_derive(token, "login", login);
    CHECK(!kt_token_equal(form, login) && !kt_token_equal(form, token));
    kt_token_derive(token, "form", login);
    CHECK(kt_token_equal(form, login));
    CHECK(!kt_token_equal(form, NULL) && !kt_token_equal("", "") &&
          !kt_token_equal(NULL, NULL));
    CHECK(!kt_token_equal(form, "abc"));
}

static kt_status print_entry(void *with, const kt_audit_entry *entry, kt_error *err)
{
    return kt_text_format(with, err, "%s|%s|%s|%s|%s;", entry->who, entry->action,
                          entry->subject, entry->note, kt_audit_outcome_name(entry->outcome));
}

static void the_log_has_what_was_begun_and_how_it_ended(void **state)
{
    (void)state;
    desk d;
    kt_error err = {0};
    kt_text text = {0};
    int64_t first = 0, second = 0;
    kt_audit_entry entry = {.at = NOON,
                            .who = "anna",
                            .client = "::1",
                            .action = "publish",
                            .subject = "item 3",
                            .note = ""};
    begin(&d);
    CHECK_OK(kt_audit_add(d.accounts, &entry, &first, &err), err);
    entry.who = "b\nc\x1b[31m";
    CHECK_OK(kt_audit_add(d.accounts, &entry, &second, &err), err);
    CHECK(second > first);
    CHECK_OK(kt_audit_complete(d.accounts, first, KT_AUDIT_DONE, "a reason", &err), err);
    CHECK_OK(kt_audit_list(d.accounts, 10, 0, print_entry, &text, &err), err);
    CHECK_TEXT(kt_text_get(&text), "b?c?[31m|publish|item 3||begun;"
                                   "anna|publish|item 3|a reason|done;");
    kt_text_reset(&text);
    CHECK_OK(kt_audit_list(d.accounts, 1, 1, print_entry, &text, &err), err);
    CHECK_TEXT(kt_text_get(&text), "anna|publish|item 3|a reason|done;");
    kt_text_clear(&text);
    end(&d);
}

static void another_file_is_refused(void **state)
{
    (void)state;
    char folder[256], path[300];
    kt_error err = {0};
    kt_accounts *accounts = NULL;
    kt_scratch_make(folder);
    snprintf(path, sizeof path, "%s/accounts.sqlite", folder);
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    fputs("this is no database, though it is long enough for a header of one hundred bytes: "
          "0123456789012345678901234567890123456789",
          file);
    fclose(file);
    CHECK_FAILS(kt_accounts_open(folder, &accounts, &err), KT_ERR_FORMAT, err);
    kt_scratch_remove(folder);
}

static kt_status live_once(void *with, kt_error *err)
{
    static int round;
    kt_accounts *accounts = NULL;
    char token[KT_TOKEN + 1];
    kt_account account = named("anna"), found;
    bool is = false;
    int64_t id;
    const kt_audit_entry entry = {NOON, NOON, "", "", "login", "", "", KT_AUDIT_REFUSED};
    snprintf(account.name, sizeof account.name, "n%d", round++);
    kt_status status = kt_accounts_open(with, &accounts, err);
    if (!status)
        status = kt_account_add(accounts, &account, PASSWORD, NOON, err);
    if (!status)
        status = kt_account_check(accounts, account.name, PASSWORD, &is, &found, err);
    if (!status)
        status = kt_session_begin(accounts, found.id, NOON, token, err);
    if (!status)
        status = kt_session_find(accounts, token, NOON + 100, &is, &found, err);
    if (!status)
        status = kt_audit_add(accounts, &entry, &id, err);
    if (!status)
        status = kt_audit_complete(accounts, id, KT_AUDIT_DONE, NULL, err);
    kt_accounts_close(accounts);
    return status;
}

static void every_request_for_memory_may_fail(void **state)
{
    (void)state;
    char folder[256];
    kt_scratch_make(folder);
    kt_check_faults(KT_FAULT_MEMORY, live_once, folder);
    kt_scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(only_the_right_password_opens),
        KT_TEST(the_file_is_for_its_owner_alone_and_holds_no_password),
        KT_TEST(names_and_passwords_are_checked),
        KT_TEST(a_session_lasts_as_long_as_it_is_used_and_not_for_ever),
        KT_TEST(sessions_end_with_the_password_and_the_account),
        KT_TEST(an_account_has_a_bounded_number_of_sessions),
        KT_TEST(a_derived_token_is_another_for_another_purpose),
        KT_TEST(the_log_has_what_was_begun_and_how_it_ended),
        KT_TEST(another_file_is_refused),
        KT_TEST(every_request_for_memory_may_fail),
    };
    return kt_run_tests(tests);
}
