/* user_command.c: kontor user: who may edit over the web. */
#include "answer_internal.h"
#include "run_internal.h"

#include <kontor/audit.h>

#include <stdio.h>
#include <string.h>

static const kt_parameter parameters[] = {
    {"action", "ACTION", "add,list,password,remove", "What to do.", KT_TYPE_CHOICE,
     KT_PLACE_REQUIRED},
    {"name", "NAME", NULL, "Name of the account: small letters, digits, . _ and -.",
     KT_TYPE_TEXT, KT_PLACE_OPTIONAL},
    {"role", "ROLE", "editor,admin",
     "add: what it may do (default editor); an admin also makes items and reads the log.",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"shown", "TEXT", NULL, "add: the name that readers see as reviewer (default: NAME).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "list: form of the answer (default text).",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
};

static bool is_action(const kt_run *run, const char *action)
{
    return strcmp(kt_argument_text(run, "action", ""), action) == 0;
}

/* ---- listing ---------------------------------------------------------------------------- */

static void put_moment(kt_table *table, int64_t seconds)
{
    char text[32];
    if (seconds == 0) {
        kt_table_missing(table, NULL);
        return;
    }
    kt_moment_print(seconds, text);
    kt_table_text(table, text);
}

static kt_status add_row(void *with, const kt_account *account, kt_error *err)
{
    kt_table *table = with;
    kt_table_row(table);
    kt_table_text(table, account->name);
    kt_table_text(table, kt_role_name(account->role));
    kt_table_text(table, account->shown);
    put_moment(table, account->made_at);
    put_moment(table, account->login_at);
    return kt_table_check(table, err);
}

static kt_status list(const kt_run *run, kt_accounts *accounts, kt_error *err)
{
    static const char *const keys[] = {"name", "role", "shown", "made", "login"};
    kt_table *table = NULL;
    KT_TRY(kt_table_new(&table, err));
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        kt_table_column(table, &(kt_column){.key = keys[k]});
    kt_status status = kt_accounts_list(accounts, add_row, table, err);
    if (!status && kt_table_n_rows(table) == 0 && kt_answer_form_of(run) == KT_ANSWER_TEXT)
        status = kt_sink_add(&run->options->notes, "no accounts\n", err);
    else if (!status)
        status = kt_answer_table(run, table, err);
    kt_table_free(table);
    return status;
}

/* ---- changing --------------------------------------------------------------------------- */

static kt_status ask_password(const kt_run *run, const char *name, kt_text *out, kt_error *err)
{
    char question[96];
    if (!run->options->ask_secret)
        return kt_fail(err, KT_ERR_USAGE, "there is nobody to ask for a password");
    snprintf(question, sizeof question, "Password of %.40s, %d characters or more", name,
             KT_PASSWORD_LEAST);
    return run->options->ask_secret(question, out, err);
}

static kt_status add(const kt_run *run, kt_accounts *accounts, const char *name,
                     const char *password, kt_error *err)
{
    kt_account account = {0};
    const char *shown = kt_argument_text(run, "shown", name);
    if (strlen(name) > KT_ACCOUNT_NAME || strlen(shown) > KT_ACCOUNT_SHOWN)
        return kt_fail(err, KT_ERR_RANGE, "a name has at most %d bytes, the one shown %d",
                       KT_ACCOUNT_NAME, KT_ACCOUNT_SHOWN);
    kt_role_parse(kt_argument_text(run, "role", "editor"), &account.role);
    snprintf(account.name, sizeof account.name, "%s", name);
    snprintf(account.shown, sizeof account.shown, "%s", shown);
    return kt_account_add(accounts, &account, password, run->options->now, err);
}

static kt_status take(const kt_run *run, kt_accounts *accounts, const char *name,
                      const char *password, kt_error *err)
{
    if (is_action(run, "add"))
        return add(run, accounts, name, password, err);
    if (is_action(run, "password"))
        return kt_account_set_password(accounts, name, password, err);
    return kt_account_remove(accounts, name, err);
}

static kt_status change(const kt_run *run, kt_accounts *accounts, kt_error *err)
{
    kt_text password = {0};
    char action[32];
    int64_t id = 0;
    const char *name = kt_argument_text(run, "name", NULL);
    if (!name)
        return kt_fail(err, KT_ERR_USAGE, "whose account? kontor user %s NAME",
                       kt_argument_text(run, "action", ""));
    snprintf(action, sizeof action, "user %s", kt_argument_text(run, "action", ""));
    const kt_audit_entry entry = {.at = run->options->now,
                                  .who = "",
                                  .client = "terminal",
                                  .action = action,
                                  .subject = name,
                                  .note = kt_argument_text(run, "role", "")};
    kt_status status =
        is_action(run, "remove") ? KT_OK : ask_password(run, name, &password, err);
    if (!status)
        status = kt_audit_add(accounts, &entry, &id, err);
    if (!status) {
        status = take(run, accounts, name, kt_text_get(&password), err);
        const kt_status noted = kt_audit_complete(
            accounts, id, status ? KT_AUDIT_REFUSED : KT_AUDIT_DONE, NULL, err);
        status = status ? status : noted;
    }
    if (password.data)
        explicit_bzero(password.data, password.capacity);
    kt_text_clear(&password);
    return status;
}

static kt_status run_user(kt_run *run, kt_error *err)
{
    kt_accounts *accounts = NULL;
    KT_TRY(kt_accounts_open(kt_run_store(run), &accounts, err));
    const kt_status status =
        is_action(run, "list") ? list(run, accounts, err) : change(run, accounts, err);
    kt_accounts_close(accounts);
    return status;
}

const kt_command kt_command_user = {
    "user",
    "who may edit over the web: add, list, password, remove",
    "Keeps the accounts with which editors log in to the pages of kontor serve (/login). The\n"
    "password is asked for at the terminal, or read from standard input; changing it, and\n"
    "removing the account, ends all sessions. docs/running.md says more.\n\n"
    "  kontor user add anna --role editor --shown \"A. Muster\"\n"
    "  kontor user password anna < password.txt\n"
    "  kontor user list\n"
    "  kontor user remove anna\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_user,
};
