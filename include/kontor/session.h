/* kontor/session.h: sessions of those who have logged in (kontor/account.h).
 *
 * A session is a random token of 256 bits that the client keeps in a cookie; here its SHA-256
 * is kept, so that who reads the file cannot become an editor. It ends KT_SESSION_IDLE_S after
 * its last use, KT_SESSION_LONGEST_S after its beginning, and with the account's password. */
#ifndef KONTOR_SESSION_H
#define KONTOR_SESSION_H

#include <kontor/account.h>

KT_BEGIN_DECLS

enum {
    KT_SESSION_IDLE_S = 2 * 3600,
    KT_SESSION_LONGEST_S = 12 * 3600,
    KT_SESSIONS_MOST = 10, /* of one account; the oldest goes */
    KT_TOKEN = 64          /* hex digits */
};

/* A new token, from the system's generator. Errors: KT_ERR_MISSING libsodium. */
KT_MUST_USE kt_status kt_token_make(char out[KT_TOKEN + 1], kt_error *err);
/* What a form must bring along: derived from a token that only the client's cookie holds, so
 * nothing need be kept. purpose: another one gives another value. */
void kt_token_derive(const char *token, const char *purpose, char out[KT_TOKEN + 1]);
/* Compared in the same time wherever they differ; NULL equals nothing. */
bool kt_token_equal(const char *a, const char *b);

/* Begin a session and note the login; what has ended is cleared away. */
KT_MUST_USE kt_status kt_session_begin(kt_accounts *accounts, int64_t account, int64_t now,
                                       char token[KT_TOKEN + 1], kt_error *err);
/* Whose session it is. *found false: none, or it is over. token: from outside, anything. */
KT_MUST_USE kt_status kt_session_find(kt_accounts *accounts, const char *token, int64_t now,
                                      bool *found, kt_account *out, kt_error *err);
KT_MUST_USE kt_status kt_session_end(kt_accounts *accounts, const char *token, kt_error *err);

KT_END_DECLS

#endif
