/* session.c: tokens, and the sessions that they stand for. */
#include <kontor/session.h>

#include <kontor/sha256.h>

#include "account_internal.h"
#include "password.h"

#include <stdio.h>
#include <string.h>

/* The last use is noted when it is that much later, not with every request. */
enum { NOTE_S = 60 };

kt_status kt_token_make(char out[KT_TOKEN + 1], kt_error *err)
{
    unsigned char bytes[KT_TOKEN / 2];
    KT_TRY(kt_password_random(bytes, sizeof bytes, err));
    for (size_t b = 0; b < sizeof bytes; b++)
        snprintf(out + 2 * b, 3, "%02x", bytes[b]);
    return KT_OK;
}

void kt_token_derive(const char *token, const char *purpose, char out[KT_TOKEN + 1])
{
    char text[2 * KT_TOKEN + 2];
    const int n = snprintf(text, sizeof text, "%.32s:%.*s", purpose, KT_TOKEN, token);
    kt_sha256_hex(text, (size_t)n, out);
}

bool kt_token_equal(const char *a, const char *b)
{
    unsigned differs = 0;
    if (!a || !b || strlen(a) != KT_TOKEN || strlen(b) != KT_TOKEN)
        return false;
    for (int c = 0; c < KT_TOKEN; c++)
        differs |= (unsigned)((unsigned char)a[c] ^ (unsigned char)b[c]);
    return differs == 0;
}

static kt_status clear_away(kt_accounts *accounts, int64_t account, int64_t now, kt_error *err)
{
    const kt_item_value over[] = {KT_ITEM_NUMBER(now - KT_SESSION_IDLE_S),
                                  KT_ITEM_NUMBER(now - KT_SESSION_LONGEST_S)};
    const kt_item_value oldest[] = {KT_ITEM_NUMBER(account),
                                    KT_ITEM_NUMBER(KT_SESSIONS_MOST - 1)};
    KT_TRY(kt_accounts_run(accounts, "DELETE FROM session WHERE used_at < ?1 OR begun_at < ?2",
                           over, 2, err));
    return kt_accounts_run(accounts,
                           "DELETE FROM session WHERE account = ?1 AND hash NOT IN"
                           " (SELECT hash FROM session WHERE account = ?1"
                           " ORDER BY begun_at DESC, hash LIMIT ?2)",
                           oldest, 2, err);
}

static kt_status insert(kt_accounts *accounts, int64_t account, int64_t now, const char *token,
                        kt_error *err)
{
    char hash[65];
    kt_sha256_hex(token, strlen(token), hash);
    const kt_item_value values[] = {KT_ITEM_TEXT(hash), KT_ITEM_NUMBER(account),
                                    KT_ITEM_NUMBER(now)};
    KT_TRY(clear_away(accounts, account, now, err));
    KT_TRY(kt_accounts_run(accounts,
                           "INSERT INTO session (hash, account, begun_at, used_at)"
                           " VALUES (?1, ?2, ?3, ?3)",
                           values, 3, err));
    return kt_accounts_run(accounts, "UPDATE account SET login_at = ?2 WHERE id = ?1",
                           values + 1, 2, err);
}

kt_status kt_session_begin(kt_accounts *accounts, int64_t account, int64_t now,
                           char token[KT_TOKEN + 1], kt_error *err)
{
    kt_database *database = kt_accounts_database(accounts);
    char made[KT_TOKEN + 1];
    KT_TRY(kt_token_make(made, err));
    KT_TRY(kt_database_run(database, "BEGIN IMMEDIATE", err));
    kt_status status = insert(accounts, account, now, made, err);
    if (!status)
        status = kt_database_run(database, "COMMIT", err);
    if (status)
        kt_database_run_quietly(database, "ROLLBACK");
    else
        memcpy(token, made, sizeof made);
    return status;
}

/* Looked up by the hash of what came, so the time it takes tells nothing of any token. */
kt_status kt_session_find(kt_accounts *accounts, const char *token, int64_t now, bool *found,
                          kt_account *out, kt_error *err)
{
    kt_statement *statement = NULL;
    char hash[65];
    int64_t used_at = 0;
    kt_sha256_hex(token, strlen(token), hash);
    const kt_item_value values[] = {KT_ITEM_TEXT(hash), KT_ITEM_NUMBER(now - KT_SESSION_IDLE_S),
                                    KT_ITEM_NUMBER(now - KT_SESSION_LONGEST_S),
                                    KT_ITEM_NUMBER(now)};
    KT_TRY(kt_accounts_ask(accounts,
                           "SELECT " KT_ACCOUNT_COLUMNS ", session.used_at FROM session"
                           " JOIN account ON account.id = session.account"
                           " WHERE hash = ?1 AND used_at >= ?2 AND begun_at >= ?3",
                           values, 3, &statement, err));
    kt_status status = kt_statement_step(statement, found, err);
    if (!status && *found) {
        kt_account_read(statement, out);
        used_at = kt_statement_number(statement, 6);
    }
    kt_statement_free(statement);
    if (!status && *found && now - used_at >= NOTE_S) {
        const kt_item_value note[] = {values[0], values[3]};
        status = kt_accounts_run(accounts, "UPDATE session SET used_at = ?2 WHERE hash = ?1",
                                 note, 2, err);
    }
    return status;
}

kt_status kt_session_end(kt_accounts *accounts, const char *token, kt_error *err)
{
    char hash[65];
    kt_sha256_hex(token, strlen(token), hash);
    const kt_item_value value = KT_ITEM_TEXT(hash);
    return kt_accounts_run(accounts, "DELETE FROM session WHERE hash = ?1", &value, 1, err);
}
