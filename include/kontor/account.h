/* kontor/account.h: who may edit: accounts with a role and a password. One SQLite file,
 * "accounts.sqlite", in the store's folder and beside the register, not in it: a register may
 * be given away, hashes of passwords may not, and a login must not make every kept page stale.
 *
 * Sessions (kontor/session.h) and the audit log (kontor/audit.h) lie in the same file.
 * Passwords are kept as argon2id hashes of libsodium, which is loaded when first needed. Each
 * call is one transaction: done, or not at all. A handle is for one thread at a time; open one
 * for each. */
#ifndef KONTOR_ACCOUNT_H
#define KONTOR_ACCOUNT_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_accounts kt_accounts;

/* Makes folder and file where there is none; the file is readable by its owner alone. Errors:
 * KT_ERR_IO; KT_ERR_FORMAT another file, or one of a newer program; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_accounts_open(const char *folder, kt_accounts **out, kt_error *err);
/* Is there such a file in the folder? Who only asks for a page must not make one. */
bool kt_accounts_exist(const char *folder);
/* NULL is allowed. */
void kt_accounts_close(kt_accounts *accounts);

typedef enum kt_role { KT_ROLE_EDITOR = 0, KT_ROLE_ADMIN, KT_N_ROLES } kt_role;
/* "editor", "admin". */
const char *kt_role_name(kt_role role);
/* False for any other word. */
bool kt_role_parse(const char *name, kt_role *out);

enum {
    KT_ACCOUNT_NAME = 32,    /* bytes of a name */
    KT_ACCOUNT_SHOWN = 128,  /* bytes of the name that readers see */
    KT_PASSWORD_LEAST = 12,  /* characters: NIST SP 800-63B asks for 8, and no rules of form */
    KT_PASSWORD_MOST = 1024, /* bytes, so that hashing costs the same for all */
    KT_ACCOUNTS_MOST = 1000
};

typedef struct kt_account {
    int64_t id;
    char name[KT_ACCOUNT_NAME + 1];   /* small letters, digits, "." "_" "-"; a letter first */
    char shown[KT_ACCOUNT_SHOWN + 1]; /* "N. N.": the reviewer that readers see */
    kt_role role;
    int64_t made_at, login_at; /* seconds since 1970; login_at 0: never */
} kt_account;

/* Errors: KT_ERR_RANGE a name that is no name or taken, a password too short or too long, with
 * controls or not UTF-8; KT_ERR_LIMIT KT_ACCOUNTS_MOST; KT_ERR_MISSING libsodium. */
KT_MUST_USE kt_status kt_account_add(kt_accounts *accounts, const kt_account *account,
                                     const char *password, int64_t now, kt_error *err);
/* Ends all sessions of the account. Errors: KT_ERR_MISSING no such account; as above. */
KT_MUST_USE kt_status kt_account_set_password(kt_accounts *accounts, const char *name,
                                              const char *password, kt_error *err);
/* Its sessions end; what the log says of it stays. Errors: KT_ERR_MISSING. */
KT_MUST_USE kt_status kt_account_remove(kt_accounts *accounts, const char *name, kt_error *err);

/* By name; the account lives for the call. A failure that visit returns ends the walk. */
typedef kt_status (*kt_account_visit)(void *with, const kt_account *account, kt_error *err);
KT_MUST_USE kt_status kt_accounts_list(kt_accounts *accounts, kt_account_visit visit,
                                       void *with, kt_error *err);

/* Hold a password against the account of that name. *is_right false: there is no such account,
 * or it is another password; both take the same time, some 0.1 s and 64 MiB: the caller bounds
 * how many run at once. */
KT_MUST_USE kt_status kt_account_check(kt_accounts *accounts, const char *name,
                                       const char *password, bool *is_right, kt_account *out,
                                       kt_error *err);

KT_END_DECLS

#endif
