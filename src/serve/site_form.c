/* site_form.c: the body of a request as more fields of its address, so that a text that is too
 * long for an address can be checked. Nothing is changed by it, so it needs no account. */
#include "server.h"

#include <string.h>

bool kt_form_is_taken(const char *uri)
{
    static const char *const taken[] = {"/de/check", "/en/check", "/ru/check",
                                        "/api/v1/check-text"};
    for (size_t n = 0; n < sizeof taken / sizeof *taken; n++) {
        const size_t size = strlen(taken[n]);
        if (strncmp(uri, taken[n], size) == 0 && (uri[size] == '\0' || uri[size] == '?'))
            return true;
    }
    return false;
}

kt_status kt_form_read(const kt_http_request *request, kt_uri *uri, kt_text *room,
                       kt_error *err)
{
    static const char form[] = "application/x-www-form-urlencoded";
    const char *type = kt_http_header(request, "Content-Type");
    if (!type || strncmp(type, form, sizeof form - 1) != 0)
        return kt_fail(err, KT_ERR_USAGE, "the body is not %s", form);
    KT_TRY(kt_text_reserve(room, 2 * request->body.size + 2, err));
    return kt_uri_parse_form(request->body, room->data, uri, err);
}
