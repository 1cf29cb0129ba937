/* fuzz_uri.c: what a client sends, as far as it is ours to read: the address, a form, two lists
 * of wishes, cookies, and what a proxy says. */
#include "serve/accept.h"
#include "serve/edit_cookie.h"
#include "serve/edit_gate.h"
#include "serve/uri.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const kt_slice text = {(const char *)data, size};
    char *room = malloc(2 * size + 2), *terminated = malloc(size + 1);
    kt_uri uri = {0};
    assert(room && terminated);
    if (kt_uri_parse(text, room, &uri, NULL) == KT_OK) {
        for (int n = 0; n < uri.n_segments; n++) {
            assert(uri.segment[n][0] && strcmp(uri.segment[n], "..") != 0);
            assert(!strchr(uri.segment[n], '/') && !strchr(uri.segment[n], '\n'));
        }
        for (int n = 0; n < uri.n_fields; n++)
            assert(!strchr(uri.field[n].value, '\r') && !strchr(uri.field[n].name, '\n'));
    }
    uri = (kt_uri){0};
    if (kt_uri_parse_form(text, room, &uri, NULL) == KT_OK)
        for (int n = 0; n < uri.n_fields; n++)
            assert(kt_utf8_valid(uri.field[n].value, strlen(uri.field[n].value)));
    if (size > 0)
        memcpy(terminated, data, size);
    terminated[size] = '\0';
    const int weight = kt_accept_media(terminated, "text/csv");
    assert(weight >= 0 && weight <= 1000);
    assert(strlen(kt_accept_language(terminated)) == 2);
    char token[KT_COOKIE_TOKEN + 1];
    if (kt_cookie_token(terminated, "kontor", token))
        assert(strlen(token) == KT_COOKIE_TOKEN && strstr(terminated, token));
    const kt_gate_request request = {.behind_proxy = true,
                                     .peer = "127.0.0.1",
                                     .host = terminated,
                                     .forwarded_for = terminated,
                                     .forwarded_proto = "https"};
    const kt_gate_answer gate = kt_gate_ask(&request);
    assert(gate.client[0] &&
           strspn(gate.client, "0123456789abcdefABCDEF.:") == strlen(gate.client));
    (void)kt_is_form(terminated);
    free(terminated);
    free(room);
    return 0;
}
