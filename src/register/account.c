/* account.c: the file of those who may edit, and the accounts in it. */
#include "account_internal.h"

#include <kontor/file.h>
#include <kontor/limits.h>
#include <kontor/memory.h>

#include "password.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FILE_NAME      "accounts.sqlite"
#define APPLICATION_ID 0x6B6E7461 // "knta"
#define SCHEMA_VERSION 1

struct kt_accounts {
    kt_database *database;
};

kt_database *kt_accounts_database(kt_accounts *accounts)
{
    return accounts->database;
}

static const char *const role_names[KT_N_ROLES] = {"editor", "admin"};

const char *kt_role_name(kt_role role)
{
    return role_names[role];
}

bool kt_role_parse(const char *name, kt_role *out)
{
    for (int r = 0; r < KT_N_ROLES; r++)
        if (strcmp(name, role_names[r]) == 0) {
            *out = (kt_role)r;
            return true;
        }
    return false;
}

/* ---- asking ----------------------------------------------------------------------------- */

kt_status kt_accounts_ask(kt_accounts *accounts, const char *sql, const kt_item_value *values,
                          int n_values, kt_statement **out, kt_error *err)
{
    kt_statement *statement = NULL;
    kt_status status = kt_statement_new(accounts->database, sql, &statement, err);
    if (!status)
        status = kt_item_bind(statement, values, n_values, err);
    if (status)
        kt_statement_free(statement);
    else
        *out = statement;
    return status;
}

kt_status kt_accounts_run(kt_accounts *accounts, const char *sql, const kt_item_value *values,
                          int n_values, kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false;
    KT_TRY(kt_accounts_ask(accounts, sql, values, n_values, &statement, err));
    const kt_status status = kt_statement_step(statement, &row, err);
    kt_statement_free(statement);
    return status;
}

/* ---- opening ---------------------------------------------------------------------------- */

/* Made by us and not by SQLite, so that nobody else can read it, not even for a moment. */
static kt_status make_file(const char *path, kt_error *err)
{
    const int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return errno == EEXIST ? KT_OK : kt_fail_errno(err, "cannot make %s", path);
    close(descriptor);
    return KT_OK;
}

static kt_status create(kt_database *database, kt_error *err)
{
    char marks[96];
    snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION_ID, SCHEMA_VERSION);
    KT_TRY(kt_database_run(
        database,
        "CREATE TABLE account (id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " name TEXT NOT NULL UNIQUE, shown TEXT NOT NULL, role INTEGER NOT NULL,"
        " password TEXT NOT NULL, made_at INTEGER NOT NULL, login_at INTEGER NOT NULL);\n"
        "CREATE TABLE session (hash TEXT PRIMARY KEY, account INTEGER NOT NULL,"
        " begun_at INTEGER NOT NULL, used_at INTEGER NOT NULL) WITHOUT ROWID;\n"
        "CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,"
        " who TEXT NOT NULL, client TEXT NOT NULL, action TEXT NOT NULL,"
        " subject TEXT NOT NULL, note TEXT NOT NULL, outcome INTEGER NOT NULL);\n"
        "CREATE INDEX audit_kind ON audit (action, outcome);\n",
        err));
    return kt_database_run(database, marks, err);
}

static kt_status prepare(kt_database *database, kt_error *err)
{
    int64_t application = 0, version = 0, n_objects = 0;
    KT_TRY(kt_database_number(database, "PRAGMA application_id", &application, err));
    KT_TRY(kt_database_number(database, "PRAGMA user_version", &version, err));
    if (application == APPLICATION_ID && version == SCHEMA_VERSION)
        return KT_OK;
    KT_TRY(kt_database_run(database, "BEGIN IMMEDIATE", err));
    // Another process may have made the tables at this moment: look again behind the lock.
    kt_status status = kt_database_number(database, "PRAGMA application_id", &application, err);
    if (!status)
        status = kt_database_number(database, "PRAGMA user_version", &version, err);
    if (!status)
        status =
            kt_database_number(database, "SELECT count(*) FROM sqlite_master", &n_objects, err);
    if (!status && application == 0 && version == 0 && n_objects == 0)
        status = create(database, err);
    else if (!status && (application != APPLICATION_ID || version != SCHEMA_VERSION))
        status = kt_fail(err, KT_ERR_FORMAT,
                         "not a file of accounts, or one of a newer kontor (version %lld)",
                         (long long)version);
    if (!status)
        status = kt_database_run(database, "COMMIT", err);
    if (status)
        kt_database_run_quietly(database, "ROLLBACK");
    return status;
}

kt_status kt_accounts_open(const char *folder, kt_accounts **out, kt_error *err)
{
    char path[KT_MAX_PATH] = "";
    kt_accounts *accounts = NULL;

    kt_status status = kt_path_join(folder, FILE_NAME, path, err);
    if (!status)
        status = kt_folder_make(folder, err);
    if (!status)
        status = make_file(path, err);
    if (!status)
        status = kt_new(&accounts, 1, sizeof *accounts, err);
    if (!status)
        status = kt_database_open(path, KT_DATABASE_WRITE, &accounts->database, err);
    if (!status)
        status = prepare(accounts->database, err);
    if (status) {
        kt_error_within(err, "opening the accounts %s", path);
        kt_accounts_close(accounts);
        return status;
    }
    *out = accounts;
    return KT_OK;
}

bool kt_accounts_exist(const char *folder)
{
    char path[KT_MAX_PATH];
    return kt_path_join(folder, FILE_NAME, path, NULL) == KT_OK && kt_file_exists(path);
}

void kt_accounts_close(kt_accounts *accounts)
{
    if (!accounts)
        return;
    kt_database_close(accounts->database);
    kt_free(accounts);
}

/* ---- what is allowed -------------------------------------------------------------------- */

static kt_status check_name(const char *name, kt_error *err)
{
    const size_t size = strlen(name);
    const bool begins = name[0] >= 'a' && name[0] <= 'z';
    if (!begins || size > KT_ACCOUNT_NAME ||
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") != size)
        return kt_fail(err, KT_ERR_RANGE,
                       "a name has up to %d small letters, digits and . _ -, and begins with a "
                       "letter",
                       KT_ACCOUNT_NAME);
    return KT_OK;
}

static kt_status check_shown(const char *shown, kt_error *err)
{
    const kt_slice text = kt_slice_of(shown);
    if (kt_slice_trim(text).size == 0 || !kt_text_is_printable(text))
        return kt_fail(err, KT_ERR_RANGE,
                       "the name that readers see is empty or holds controls");
    return KT_OK;
}

/* Characters are counted, not bytes: a Russian password is not twice as long. */
static kt_status check_password(const char *password, kt_error *err)
{
    const size_t size = strlen(password);
    size_t n_characters = 0;
    if (size > KT_PASSWORD_MOST)
        return kt_fail(err, KT_ERR_RANGE, "the password has more than %d bytes",
                       KT_PASSWORD_MOST);
    if (!kt_text_is_printable(kt_slice_of(password)))
        return kt_fail(err, KT_ERR_RANGE, "the password holds controls or is not UTF-8");
    for (size_t at = 0; at < size; n_characters++)
        kt_utf8_next(password, size, &at);
    if (n_characters < KT_PASSWORD_LEAST)
        return kt_fail(err, KT_ERR_RANGE,
                       "the password has %zu characters, expected %d or more", n_characters,
                       KT_PASSWORD_LEAST);
    return KT_OK;
}

/* ---- accounts --------------------------------------------------------------------------- */

void kt_account_read(const kt_statement *statement, kt_account *out)
{
    const int64_t role = kt_statement_number(statement, 3);
    *out = (kt_account){.id = kt_statement_number(statement, 0),
                        .role = role == KT_ROLE_ADMIN ? KT_ROLE_ADMIN : KT_ROLE_EDITOR,
                        .made_at = kt_statement_number(statement, 4),
                        .login_at = kt_statement_number(statement, 5)};
    snprintf(out->name, sizeof out->name, "%s", kt_statement_text(statement, 1));
    snprintf(out->shown, sizeof out->shown, "%s", kt_statement_text(statement, 2));
}

/* *there: is there an account of that name? hash may be NULL. */
static kt_status find(kt_accounts *accounts, const char *name, bool *there, kt_account *out,
                      char hash[KT_PASSWORD_HASH], kt_error *err)
{
    kt_statement *statement = NULL;
    const kt_item_value value = KT_ITEM_TEXT(name);
    KT_TRY(kt_accounts_ask(accounts,
                           "SELECT " KT_ACCOUNT_COLUMNS ", password FROM account"
                           " WHERE name = ?1",
                           &value, 1, &statement, err));
    const kt_status status = kt_statement_step(statement, there, err);
    if (!status && *there) {
        kt_account_read(statement, out);
        if (hash)
            snprintf(hash, KT_PASSWORD_HASH, "%s", kt_statement_text(statement, 6));
    }
    kt_statement_free(statement);
    return status;
}

static kt_status find_for_change(kt_accounts *accounts, const char *name, kt_account *out,
                                 kt_error *err)
{
    bool there = false;
    KT_TRY(find(accounts, name, &there, out, NULL, err));
    if (!there)
        return kt_fail(err, KT_ERR_MISSING, "there is no account \"%.40s\"", name);
    return KT_OK;
}

static kt_status insert(kt_accounts *accounts, const kt_account *account, const char *hash,
                        int64_t now, kt_error *err)
{
    kt_account other;
    bool there = false;
    int64_t n = 0;
    const kt_item_value values[] = {KT_ITEM_TEXT(account->name), KT_ITEM_TEXT(account->shown),
                                    KT_ITEM_NUMBER(account->role), KT_ITEM_TEXT(hash),
                                    KT_ITEM_NUMBER(now)};
    KT_TRY(find(accounts, account->name, &there, &other, NULL, err));
    if (there)
        return kt_fail(err, KT_ERR_RANGE, "there is an account \"%s\" already", account->name);
    KT_TRY(kt_database_number(accounts->database, "SELECT count(*) FROM account", &n, err));
    if (n >= KT_ACCOUNTS_MOST)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d accounts", KT_ACCOUNTS_MOST);
    return kt_accounts_run(accounts,
                           "INSERT INTO account (name, shown, role, password, made_at,"
                           " login_at) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
                           values, 5, err);
}

kt_status kt_account_add(kt_accounts *accounts, const kt_account *account, const char *password,
                         int64_t now, kt_error *err)
{
    char hash[KT_PASSWORD_HASH];
    KT_TRY(check_name(account->name, err));
    KT_TRY(check_shown(account->shown, err));
    KT_TRY(check_password(password, err));
    KT_TRY(kt_password_hash(password, hash, err));
    KT_TRY(kt_database_run(accounts->database, "BEGIN IMMEDIATE", err));
    kt_status status = insert(accounts, account, hash, now, err);
    if (!status)
        status = kt_database_run(accounts->database, "COMMIT", err);
    if (status)
        kt_database_run_quietly(accounts->database, "ROLLBACK");
    return status;
}

/* Run a command on the account of a name, and end its sessions. */
static kt_status change(kt_accounts *accounts, const char *name, const char *sql,
                        const char *text, kt_error *err)
{
    kt_account account = {0};
    KT_TRY(kt_database_run(accounts->database, "BEGIN IMMEDIATE", err));
    kt_status status = find_for_change(accounts, name, &account, err);
    const kt_item_value values[] = {KT_ITEM_NUMBER(account.id), KT_ITEM_TEXT(text)};
    if (!status)
        status = kt_accounts_run(accounts, sql, values, text ? 2 : 1, err);
    if (!status)
        status =
            kt_accounts_run(accounts, "DELETE FROM session WHERE account = ?1", values, 1, err);
    if (!status)
        status = kt_database_run(accounts->database, "COMMIT", err);
    if (status)
        kt_database_run_quietly(accounts->database, "ROLLBACK");
    return status;
}

kt_status kt_account_set_password(kt_accounts *accounts, const char *name, const char *password,
                                  kt_error *err)
{
    char hash[KT_PASSWORD_HASH];
    kt_account account;
    KT_TRY(find_for_change(accounts, name, &account, err));
    KT_TRY(check_password(password, err));
    KT_TRY(kt_password_hash(password, hash, err));
    return change(accounts, name, "UPDATE account SET password = ?2 WHERE id = ?1", hash, err);
}

kt_status kt_account_remove(kt_accounts *accounts, const char *name, kt_error *err)
{
    return change(accounts, name, "DELETE FROM account WHERE id = ?1", NULL, err);
}

kt_status kt_accounts_list(kt_accounts *accounts, kt_account_visit visit, void *with,
                           kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false;
    KT_TRY(kt_accounts_ask(accounts, "SELECT " KT_ACCOUNT_COLUMNS " FROM account ORDER BY name",
                           NULL, 0, &statement, err));
    kt_status status = kt_statement_step(statement, &row, err);
    while (!status && row) {
        kt_account account;
        kt_account_read(statement, &account);
        status = visit(with, &account, err);
        if (!status)
            status = kt_statement_step(statement, &row, err);
    }
    kt_statement_free(statement);
    return status;
}

kt_status kt_account_check(kt_accounts *accounts, const char *name, const char *password,
                           bool *is_right, kt_account *out, kt_error *err)
{
    char hash[KT_PASSWORD_HASH];
    kt_account account = {0};
    bool there = false, fits = false;
    const bool is_possible = strlen(password) <= KT_PASSWORD_MOST;
    KT_TRY(find(accounts, name, &there, &account, hash, err));
    KT_TRY(kt_password_check(there ? hash : NULL, is_possible ? password : "", &fits, err));
    *is_right = fits && is_possible;
    if (*is_right)
        *out = account;
    return KT_OK;
}
