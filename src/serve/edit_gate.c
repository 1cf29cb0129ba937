/* edit_gate.c: who stands before the door, and by which way they came.
 *
 * A header that a client can write is believed only from a proxy that was declared and that
 * comes from an address at home. Without a declaration such headers close the door: a proxy
 * nobody spoke of makes the whole world look like this machine. */
#include "edit_gate.h"

#include <kontor/text.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

const char *kt_gate_name(kt_gate gate)
{
    static const char *const names[] = {"open", "plain", "proxy", "unsafe", "host"};
    return names[gate];
}

/* The four bytes of an IPv4 address, also of one that is written as IPv6 ("::ffff:1.2.3.4"). */
static bool read_v4(const char *address, unsigned char out[4])
{
    unsigned char v6[16];
    static const unsigned char mapped[12] = {[10] = 0xFF, [11] = 0xFF};
    if (inet_pton(AF_INET, address, out) == 1)
        return true;
    if (inet_pton(AF_INET6, address, v6) != 1 || memcmp(v6, mapped, sizeof mapped) != 0)
        return false;
    memcpy(out, v6 + 12, 4);
    return true;
}

bool kt_is_loopback(const char *address)
{
    unsigned char v4[4];
    return read_v4(address, v4) ? v4[0] == 127 : strcmp(address, "::1") == 0;
}

/* At home: this machine, or an address of a private network (RFC 1918, 4193, link-local). */
static bool is_near(const char *address)
{
    unsigned char v4[4], v6[16];
    if (read_v4(address, v4))
        return v4[0] == 127 || v4[0] == 10 || (v4[0] == 172 && (v4[1] & 0xF0) == 16) ||
               (v4[0] == 192 && v4[1] == 168);
    return strcmp(address, "::1") == 0 ||
           (inet_pton(AF_INET6, address, v6) == 1 &&
            ((v6[0] & 0xFE) == 0xFC || (v6[0] == 0xFE && (v6[1] & 0xC0) == 0x80)));
}

/* Host without its port. A page elsewhere whose name was made to point here (DNS rebinding)
 * comes with its own name. */
static bool is_own_name(const char *host)
{
    kt_slice name = kt_slice_of(host);
    char address[64];
    if (name.size > 1 && name.data[0] == '[') {
        name = (kt_slice){name.data + 1, name.size - 1};
        name = kt_slice_cut(&name, ']');
    } else {
        name = kt_slice_cut(&name, ':');
    }
    if (kt_slice_equal_ascii_case(name, kt_slice_of("localhost")))
        return true;
    snprintf(address, sizeof address, "%.*s", (int)name.size, name.size ? name.data : "");
    return kt_is_loopback(address);
}

/* The last of a list: the one that the proxy itself wrote; what stands before it is hearsay. */
static bool last_address(const char *list, char out[64])
{
    kt_slice rest = kt_slice_of(list), last = {0};
    unsigned char bytes[16];
    while (rest.data)
        last = kt_slice_trim(kt_slice_cut(&rest, ','));
    if (last.size == 0 || last.size >= 64)
        return false;
    char address[64];
    snprintf(address, sizeof address, "%.*s", (int)last.size, last.data);
    if (inet_pton(AF_INET, address, bytes) != 1 && inet_pton(AF_INET6, address, bytes) != 1)
        return false;
    memcpy(out, address, sizeof address);
    return true;
}

kt_gate_answer kt_gate_ask(const kt_gate_request *r)
{
    const bool is_passed_on = r->forwarded_for || r->forwarded_proto || r->forwarded || r->via;
    const bool has_proxy = r->behind_proxy && is_passed_on && is_near(r->peer);
    kt_gate_answer answer = {.is_secure = r->has_tls || has_proxy};
    snprintf(answer.client, sizeof answer.client, "%s", r->peer);
    const bool is_named =
        has_proxy && r->forwarded_for && last_address(r->forwarded_for, answer.client);
    answer.is_at_home = (is_named || !is_passed_on) && is_near(answer.client);
    if (r->has_tls)
        answer.gate = KT_GATE_OPEN;
    else if (has_proxy)
        answer.gate = r->forwarded_proto && strcmp(r->forwarded_proto, "https") == 0
                          ? KT_GATE_OPEN
                          : KT_GATE_UNSAFE;
    else if (is_passed_on)
        answer.gate = KT_GATE_PROXY;
    else if (!kt_is_loopback(r->peer))
        answer.gate = KT_GATE_PLAIN;
    else
        answer.gate = r->host && is_own_name(r->host) ? KT_GATE_OPEN : KT_GATE_HOST;
    return answer;
}
