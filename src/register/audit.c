/* audit.c: the log of what was done. */
#include <kontor/audit.h>

#include "account_internal.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 200 };

const char *kt_audit_outcome_name(kt_audit_outcome outcome)
{
    static const char *const names[KT_N_AUDIT_OUTCOMES] = {"begun", "done", "refused"};
    return names[outcome];
}

/* What is written down may be anything that somebody typed: it is shown in terminals and on
 * pages, so it is cut at a character and made printable. */
static void tame(const char *text, char out[MOST + 1])
{
    size_t size = strnlen(text, MOST);
    if (text[size])
        while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
            size--;
    memcpy(out, text, size);
    out[kt_text_make_printable(out, size)] = '\0';
}

static kt_status forget_refused_logins(kt_accounts *accounts, kt_error *err)
{
    static const kt_item_value values[] = {KT_ITEM_TEXT("login"),
                                           KT_ITEM_NUMBER(KT_AUDIT_REFUSED),
                                           KT_ITEM_NUMBER(KT_AUDIT_LOGINS)};
    return kt_accounts_run(accounts,
                           "DELETE FROM audit WHERE action = ?1 AND outcome = ?2 AND id <="
                           " (SELECT id FROM audit WHERE action = ?1 AND outcome = ?2"
                           " ORDER BY id DESC LIMIT 1 OFFSET ?3)",
                           values, 3, err);
}

kt_status kt_audit_add(kt_accounts *accounts, const kt_audit_entry *entry, int64_t *id,
                       kt_error *err)
{
    char text[5][MOST + 1];
    kt_statement *statement = NULL;
    bool row = false;
    tame(entry->who, text[0]);
    tame(entry->client, text[1]);
    tame(entry->action, text[2]);
    tame(entry->subject, text[3]);
    tame(entry->note, text[4]);
    const kt_item_value values[] = {KT_ITEM_NUMBER(entry->at),     KT_ITEM_TEXT(text[0]),
                                    KT_ITEM_TEXT(text[1]),         KT_ITEM_TEXT(text[2]),
                                    KT_ITEM_TEXT(text[3]),         KT_ITEM_TEXT(text[4]),
                                    KT_ITEM_NUMBER(entry->outcome)};
    KT_TRY(kt_accounts_ask(accounts,
                           "INSERT INTO audit (at, who, client, action, subject, note, outcome)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id",
                           values, 7, &statement, err));
    kt_status status = kt_statement_step(statement, &row, err);
    if (!status && row && id)
        *id = kt_statement_number(statement, 0);
    if (!status)
        status = kt_statement_step(statement, &row, err); // to its end, which commits
    kt_statement_free(statement);
    if (!status && entry->outcome == KT_AUDIT_REFUSED && strcmp(text[2], "login") == 0)
        status = forget_refused_logins(accounts, err);
    return status;
}

kt_status kt_audit_complete(kt_accounts *accounts, int64_t id, kt_audit_outcome outcome,
                            const char *note, kt_error *err)
{
    char text[MOST + 1];
    tame(note ? note : "", text);
    const kt_item_value values[] = {KT_ITEM_NUMBER(id), KT_ITEM_NUMBER(outcome),
                                    KT_ITEM_TEXT(text), KT_ITEM_NUMBER(note != NULL)};
    return kt_accounts_run(accounts,
                           "UPDATE audit SET outcome = ?2,"
                           " note = CASE WHEN ?4 THEN ?3 ELSE note END WHERE id = ?1",
                           values, 4, err);
}

kt_status kt_audit_list(kt_accounts *accounts, int64_t limit, int64_t offset,
                        kt_audit_visit visit, void *with, kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false;
    const kt_item_value values[] = {KT_ITEM_NUMBER(limit), KT_ITEM_NUMBER(offset)};
    KT_TRY(kt_accounts_ask(accounts,
                           "SELECT id, at, who, client, action, subject, note, outcome"
                           " FROM audit ORDER BY id DESC LIMIT ?1 OFFSET ?2",
                           values, 2, &statement, err));
    kt_status status = kt_statement_step(statement, &row, err);
    while (!status && row) {
        const int64_t outcome = kt_statement_number(statement, 7);
        const kt_audit_entry entry = {
            .id = kt_statement_number(statement, 0),
            .at = kt_statement_number(statement, 1),
            .who = kt_statement_text(statement, 2),
            .client = kt_statement_text(statement, 3),
            .action = kt_statement_text(statement, 4),
            .subject = kt_statement_text(statement, 5),
            .note = kt_statement_text(statement, 6),
            .outcome = outcome >= 0 && outcome < KT_N_AUDIT_OUTCOMES ? (kt_audit_outcome)outcome
                                                                     : KT_AUDIT_BEGUN,
        };
        status = visit(with, &entry, err);
        if (!status)
            status = kt_statement_step(statement, &row, err);
    }
    kt_statement_free(statement);
    return status;
}
