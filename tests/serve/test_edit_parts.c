/* The parts of editing that need no server: the gate, the throttle, cookies. */
#include "serve/edit_cookie.h"
#include "serve/edit_gate.h"
#include "serve/login_throttle.h"

#include "check.h"

static kt_gate gate_of(kt_gate_request request)
{
    return kt_gate_ask(&request).gate;
}

static void editing_is_open_where_nobody_listens(void **state)
{
    (void)state;
    CHECK_INT(gate_of((kt_gate_request){.peer = "127.0.0.1", .host = "localhost:8080"}),
              KT_GATE_OPEN);
    CHECK_INT(gate_of((kt_gate_request){.peer = "127.8.9.1", .host = "127.0.0.1"}),
              KT_GATE_OPEN);
    CHECK_INT(gate_of((kt_gate_request){.peer = "::1", .host = "[::1]:8080"}), KT_GATE_OPEN);
    CHECK_INT(gate_of((kt_gate_request){.peer = "::ffff:127.0.0.1", .host = "LOCALHOST"}),
              KT_GATE_OPEN);
    CHECK_INT(
        gate_of((kt_gate_request){.has_tls = true, .peer = "8.8.8.8", .host = "a.example"}),
        KT_GATE_OPEN);
}

static void from_elsewhere_it_needs_tls(void **state)
{
    (void)state;
    static const char *const peers[] = {"192.168.1.5",    "8.8.8.8",   "2001:db8::1",
                                        "::ffff:8.8.8.8", "128.0.0.1", "",
                                        "localhost"};
    for (size_t n = 0; n < sizeof peers / sizeof *peers; n++)
        CHECK_INT(gate_of((kt_gate_request){.peer = peers[n], .host = "localhost"}),
                  KT_GATE_PLAIN);
}

static void a_foreign_name_of_this_machine_is_refused(void **state)
{
    (void)state;
    static const char *const hosts[] = {
        "evil.example", "localhost.evil.example", "127.0.0.1.a", "10.0.0.1", "", "[::2]", "[",
        "1270.0.1"};
    for (size_t n = 0; n < sizeof hosts / sizeof *hosts; n++)
        CHECK_INT(gate_of((kt_gate_request){.peer = "127.0.0.1", .host = hosts[n]}),
                  KT_GATE_HOST);
    CHECK_INT(gate_of((kt_gate_request){.peer = "127.0.0.1"}), KT_GATE_HOST);
}

static void a_proxy_must_be_declared_and_asked_over_tls(void **state)
{
    (void)state;
    kt_gate_request request = {.peer = "127.0.0.1", .host = "localhost", .via = "1.1 proxy"};
    CHECK_INT(gate_of(request), KT_GATE_PROXY);
    request = (kt_gate_request){
        .peer = "127.0.0.1", .host = "localhost", .forwarded_for = "127.0.0.1"};
    CHECK_INT(gate_of(request), KT_GATE_PROXY);
    request.behind_proxy = true;
    CHECK_INT(gate_of(request), KT_GATE_UNSAFE);
    request.forwarded_proto = "http";
    CHECK_INT(gate_of(request), KT_GATE_UNSAFE);
    request.forwarded_proto = "https";
    CHECK_INT(gate_of(request), KT_GATE_OPEN);
    request.peer = "172.17.0.2"; // another container
    CHECK_INT(gate_of(request), KT_GATE_OPEN);
    request.peer = "8.8.8.8"; // anyone can write headers
    CHECK_INT(gate_of(request), KT_GATE_PROXY);
    request.peer = "fd00::7";
    CHECK_INT(gate_of(request), KT_GATE_OPEN);
    // Declared, but this one came directly, from this machine.
    request = (kt_gate_request){.behind_proxy = true, .peer = "127.0.0.1", .host = "localhost"};
    CHECK_INT(gate_of(request), KT_GATE_OPEN);
    CHECK(!kt_gate_ask(&request).is_secure);
}

static void the_client_is_who_the_declared_proxy_names_last(void **state)
{
    (void)state;
    kt_gate_request request = {.behind_proxy = true,
                               .peer = "127.0.0.1",
                               .forwarded_proto = "https",
                               .forwarded_for = "1.2.3.4, 5.6.7.8"};
    CHECK_TEXT(kt_gate_ask(&request).client, "5.6.7.8");
    request.forwarded_for = "2001:db8::1";
    CHECK_TEXT(kt_gate_ask(&request).client, "2001:db8::1");
    request.forwarded_for = "nobody";
    CHECK_TEXT(kt_gate_ask(&request).client, "127.0.0.1");
    request.forwarded_for = ",";
    CHECK_TEXT(kt_gate_ask(&request).client, "127.0.0.1");
    request.forwarded_for = "1.2.3.4";
    request.behind_proxy = false;
    CHECK_TEXT(kt_gate_ask(&request).client, "127.0.0.1");
}

/* Counters of /metrics are for who is at home; a proxy that names nobody hides the world. */
static void who_is_at_home(void **state)
{
    (void)state;
    static const struct {
        bool behind_proxy, has_tls;
        const char *peer, *forwarded_for;
        bool is_at_home;
    } cases[] = {
        {false, false, "127.0.0.1", NULL, true},
        {false, false, "10.1.2.3", NULL, true},
        {false, true, "fd00::7", NULL, true},
        {false, false, "8.8.8.8", NULL, false},
        {false, true, "2001:db8::1", NULL, false},
        {false, false, "127.0.0.1", "127.0.0.1", false}, // a proxy nobody spoke of
        {false, true, "127.0.0.1", "10.0.0.1", false},
        {true, false, "127.0.0.1", "8.8.8.8", false},
        {true, false, "127.0.0.1", "127.0.0.1, 8.8.8.8", false},
        {true, false, "127.0.0.1", "8.8.8.8, 192.168.0.9", true},
        {true, false, "127.0.0.1", "nobody", false},
        {true, false, "127.0.0.1", NULL, true}, // asked without the proxy
        {true, false, "8.8.8.8", "127.0.0.1", false},
        {false, false, "", NULL, false},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        const kt_gate_request request = {.behind_proxy = cases[n].behind_proxy,
                                         .has_tls = cases[n].has_tls,
                                         .peer = cases[n].peer,
                                         .forwarded_for = cases[n].forwarded_for};
        if (kt_gate_ask(&request).is_at_home != cases[n].is_at_home)
            fail_msg("case %zu: %s", n, cases[n].peer);
    }
}

static void ten_tries_and_then_one_every_half_minute(void **state)
{
    (void)state;
    kt_throttle *throttle = NULL;
    kt_error err = {0};
    char client[64];
    CHECK_OK(kt_throttle_new("secret", &throttle, &err), err);
    for (int n = 0; n < KT_THROTTLE_TRIES; n++) {
        snprintf(client, sizeof client, "10.0.0.%d", n);
        CHECK(kt_throttle_take(throttle, "anna", client, 100.0));
    }
    CHECK(!kt_throttle_take(throttle, "anna", "10.0.1.1", 100.0)); // by name
    CHECK(!kt_throttle_take(throttle, "anna", "10.0.1.1", 100.0 + KT_THROTTLE_PAUSE_S - 1));
    CHECK(kt_throttle_take(throttle, "anna", "10.0.1.1", 100.0 + KT_THROTTLE_PAUSE_S));
    CHECK(!kt_throttle_take(throttle, "anna", "10.0.1.1", 100.0 + KT_THROTTLE_PAUSE_S));
    for (int n = 0; n < KT_THROTTLE_TRIES; n++) {
        char name[32];
        snprintf(name, sizeof name, "name%d", n);
        CHECK(kt_throttle_take(throttle, name, "2001:db8::1", 500.0));
    }
    CHECK(!kt_throttle_take(throttle, "x", "2001:db8::ffff", 500.0)); // of the same network
    CHECK(kt_throttle_take(throttle, "x", "2001:db9::1", 500.0));
    kt_throttle_give_back(throttle, "name1", "2001:db8::1");
    CHECK(kt_throttle_take(throttle, "y", "2001:db8::2", 500.0));
    kt_throttle_free(throttle);
}

static void only_a_token_of_ours_is_taken_from_a_cookie(void **state)
{
    (void)state;
    char out[KT_COOKIE_TOKEN + 1], header[300];
    static const char token[] =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    snprintf(header, sizeof header, "a=b;kontor=%s; c", token);
    CHECK(kt_cookie_token(header, "kontor", out));
    CHECK_TEXT(out, token);
    CHECK(!kt_cookie_token(header, "konto", out) && !kt_cookie_token(header, "a", out));
    CHECK(!kt_cookie_token(NULL, "kontor", out) && !kt_cookie_token("", "kontor", out));
    CHECK(!kt_cookie_token("kontor", "kontor", out) &&
          !kt_cookie_token("kontor=", "kontor", out));
    header[15] = 'G';
    CHECK(!kt_cookie_token(header, "kontor", out));
    CHECK(kt_is_form("application/x-www-form-urlencoded"));
    CHECK(kt_is_form("Application/X-WWW-Form-Urlencoded ; charset=utf-8"));
    CHECK(!kt_is_form("text/plain") && !kt_is_form(NULL) && !kt_is_form(""));
}

static kt_status make_once(void *with, kt_error *err)
{
    kt_throttle *throttle = NULL;
    (void)with;
    const kt_status status = kt_throttle_new("s", &throttle, err);
    kt_throttle_free(throttle);
    return status;
}

static void a_failing_request_for_memory_is_reported(void **state)
{
    (void)state;
    kt_check_faults(KT_FAULT_MEMORY, make_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(editing_is_open_where_nobody_listens),
        KT_TEST(from_elsewhere_it_needs_tls),
        KT_TEST(a_foreign_name_of_this_machine_is_refused),
        KT_TEST(a_proxy_must_be_declared_and_asked_over_tls),
        KT_TEST(the_client_is_who_the_declared_proxy_names_last),
        KT_TEST(who_is_at_home),
        KT_TEST(ten_tries_and_then_one_every_half_minute),
        KT_TEST(only_a_token_of_ours_is_taken_from_a_cookie),
        KT_TEST(a_failing_request_for_memory_is_reported),
    };
    return kt_run_tests(tests);
}
