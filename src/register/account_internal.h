/* account_internal.h: tables of those who may edit, and what their files share.
 *
 *     account   one row a person
 *     session   who is logged in: hashes of tokens
 *     audit     what was done */
#ifndef KONTOR_ACCOUNT_INTERNAL_H
#define KONTOR_ACCOUNT_INTERNAL_H

#include <kontor/account.h>

#include "item_internal.h"
#include "register_database.h"

/* The columns that kt_account_read() takes, in its order. */
#define KT_ACCOUNT_COLUMNS                                                                     \
    "account.id, account.name, account.shown, account.role, account.made_at, account.login_at"
void kt_account_read(const kt_statement *statement, kt_account *out);

kt_database *kt_accounts_database(kt_accounts *accounts);
/* A command with its question marks filled, run to its end. */
KT_MUST_USE kt_status kt_accounts_run(kt_accounts *accounts, const char *sql,
                                      const kt_item_value *values, int n_values, kt_error *err);
/* A query, ready for its first step; freed by the caller. */
KT_MUST_USE kt_status kt_accounts_ask(kt_accounts *accounts, const char *sql,
                                      const kt_item_value *values, int n_values,
                                      kt_statement **out, kt_error *err);

#endif
