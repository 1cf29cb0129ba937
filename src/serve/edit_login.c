/* edit_login.c: logging in and out.
 *
 * The login form, too, brings a token along (of a cookie that came with the form), so that
 * nobody is logged in by a foreign page as somebody else. Each login has a new session. */
#include "edit_internal.h"

#include <kontor/moment.h>

#include <stdio.h>
#include <string.h>

/* seconds 0: the cookie goes. __Host- binds it to this very host, and to TLS. */
static void set_cookie(kt_editing *e, const char *name, const char *value, int seconds)
{
    const bool is_secure = e->gate.is_secure;
    snprintf(e->reply->cookie, sizeof e->reply->cookie,
             "%s%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s",
             is_secure ? "__Host-" : "", name, value, seconds, is_secure ? "; Secure" : "");
}

void kt_edit_show_login(kt_editing *e, int status, const char *problem)
{
    kt_edit_call call = {.n_given = 0};
    kt_error err = {0};
    if (e->has_session && !problem) {
        kt_edit_send_to(e, "edit");
        return;
    }
    e->has_session = false;
    if (!e->token[0]) {
        const kt_status made = kt_token_make(e->token, &err);
        if (made) {
            kt_edit_show_trouble(e, made, &err);
            return;
        }
        kt_token_derive(e->token, "login", e->expected);
    }
    set_cookie(e, "kontor-login", e->token, 3600);
    kt_edit_give(&call, "problem", problem);
    kt_edit_show(e, status, "login", &call);
}

/* What was typed as a name, for the log; a password typed in the wrong field is no name. */
static const char *name_to_note(const char *name)
{
    const bool is_name =
        strlen(name) <= KT_ACCOUNT_NAME &&
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") == strlen(name);
    return is_name ? name : "?";
}

static kt_status note_login(kt_editing *e, const char *name, kt_audit_outcome outcome,
                            kt_error *err)
{
    const kt_audit_entry entry = {.at = e->worker->now,
                                  .who = name_to_note(name),
                                  .client = e->gate.client,
                                  .action = "login",
                                  .subject = "",
                                  .note = "",
                                  .outcome = outcome};
    return kt_audit_add(e->accounts, &entry, NULL, err);
}

static kt_status begin_session(kt_editing *e, kt_error *err)
{
    char token[KT_TOKEN + 1];
    KT_TRY(note_login(e, e->account.name, KT_AUDIT_DONE, err));
    KT_TRY(kt_session_begin(e->accounts, e->account.id, e->worker->now, token, err));
    set_cookie(e, "kontor", token, KT_SESSION_LONGEST_S);
    kt_edit_send_to(e, "edit");
    return KT_OK;
}

void kt_edit_login(kt_editing *e)
{
    kt_desk *desk = e->worker->desk;
    kt_error err = {0};
    bool is_right = false;
    const char *name = kt_uri_value(&e->form, "name");
    const char *password = kt_uri_value(&e->form, "password");
    if (e->has_session || !e->token[0] || !kt_edit_is_own_form(e) || !name || !password) {
        if (e->has_session) // of a tab that is older than the session
            kt_edit_send_to(e, "edit");
        else
            kt_edit_show_login(e, 403, "form");
        return;
    }
    if (!kt_throttle_take(desk->throttle, name, e->gate.client, kt_moment_clock())) {
        atomic_fetch_add(&desk->logins[KT_LOGIN_THROTTLED], 1);
        kt_edit_show_login(e, 429, "often");
        return;
    }
    if (pthread_mutex_trylock(&desk->hashing) != 0) {
        kt_throttle_give_back(desk->throttle, name, e->gate.client);
        kt_edit_show_login(e, 503, "busy");
        return;
    }
    kt_status status =
        kt_account_check(e->accounts, name, password, &is_right, &e->account, &err);
    pthread_mutex_unlock(&desk->hashing);
    if (!status && is_right) {
        kt_throttle_give_back(desk->throttle, name, e->gate.client);
        atomic_fetch_add(&desk->logins[KT_LOGIN_DONE], 1);
        status = begin_session(e, &err);
    } else if (!status) {
        atomic_fetch_add(&desk->logins[KT_LOGIN_REFUSED], 1);
        status = note_login(e, name, KT_AUDIT_REFUSED, &err);
        if (!status)
            kt_edit_show_login(e, 403, "password");
    }
    if (status)
        kt_edit_show_trouble(e, status, &err);
}

void kt_edit_logout(kt_editing *e)
{
    kt_error err = {0};
    int64_t id = 0;
    kt_status status = kt_session_end(e->accounts, e->token, &err);
    if (!status)
        status = kt_edit_note(e, "logout", "", "", &id, &err);
    if (!status)
        status = kt_audit_complete(e->accounts, id, KT_AUDIT_DONE, NULL, &err);
    if (status) {
        kt_edit_show_trouble(e, status, &err);
        return;
    }
    set_cookie(e, "kontor", "", 0);
    kt_edit_send_to(e, "%s", "");
}
