/* Clients that mean no good: slow readers, half requests, many who say nothing, bodies without
 * an end, bytes at random. The server answers the others all the while, and its memory stays
 * bounded. 10,000 connections, or as many as may be open; KONTOR_TEST_CONNECTIONS says else. */
#include "edit_fixture.h"
#include "forked_server.h"

#include <errno.h>
#include <sys/resource.h>

static served it;
static kt_text answer;
static pid_t child;

static int begin(void **state)
{
    kt_serve_options options = usual();
    options.max_body = (size_t)1 << 20;
    options.max_connections = 12000;
    options.timeout_s = 60;
    options.logs = false;
    if (make_store(state))
        return -1;
    add_items(3);
    add_account("anna", KT_ROLE_EDITOR);
    child = start(&it, &options);
    return 0;
}

static int end(void **state)
{
    end_hard(child);
    kt_text_clear(&answer);
    return remove_store(state);
}

/* Resident memory of the server in MiB; 0 where it says nothing: not there, or a build in which
 * freed memory is held back. */
static double server_mib(void)
{
    char path[64];
    long pages = 0, resident = 0;
#ifdef __SANITIZE_ADDRESS__
    return 0.0;
#endif
    snprintf(path, sizeof path, "/proc/%d/statm", (int)child);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0.0;
    if (fscanf(file, "%ld %ld", &pages, &resident) != 2)
        resident = 0;
    fclose(file);
    return (double)resident * (double)sysconf(_SC_PAGESIZE) / 1048576.0;
}

static void check_well(void)
{
    int status;
    CHECK_INT(get(&it, "/en/country/BLR", &answer), 200);
    CHECK_INT(waitpid(child, &status, WNOHANG), 0);
}

static int connections_to_open(void)
{
    struct rlimit limit;
    const char *asked = getenv("KONTOR_TEST_CONNECTIONS");
    int n = asked ? atoi(asked) : 10000;
    CHECK_INT(getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur != RLIM_INFINITY && (rlim_t)n + 300 > limit.rlim_cur)
        n = (int)limit.rlim_cur - 300;
    return n;
}

/* A connection that waits for an answer no longer than that. What is half a request is answered
 * late or never, and the client here has said all that it will. */
static int reach_for(long milliseconds)
{
    const struct timeval wait = {0, milliseconds * 1000};
    const int to = reach(&it);
    CHECK(to >= 0);
    setsockopt(to, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    return to;
}

/* Each sends `data`; all stay open while the server is asked by others. */
static void crowd(int n, const char *data, size_t size, double most_mib)
{
    int *to = malloc((size_t)n * sizeof *to);
    CHECK(to != NULL);
    check_well();
    const double before = server_mib();
    for (int c = 0; c < n; c++) {
        to[c] = reach(&it);
        if (to[c] < 0)
            fail_msg("connection %d of %d: %s", c, n, strerror(errno));
        send_all(to[c], data, size);
    }
    for (int c = 0; c < 20; c++)
        check_well();
    const double grown = server_mib() - before;
    for (int c = 0; c < n; c++)
        close(to[c]);
    free(to);
    print_message("%d connections, %zu bytes each: %.1f MiB more\n", n, size, grown);
    CHECK(grown < most_mib);
    check_well();
}

static void many_who_say_nothing(void **state)
{
    (void)state;
    const int n = connections_to_open();
    crowd(n, "", 0, 20.0 + n * 0.02);
}

static void many_half_requests(void **state)
{
    (void)state;
    static const char half[] = "POST /en/edit/login HTTP/1.1\r\nHost: localhost\r\nX-Half: ";
    crowd(500, half, sizeof half - 1, 30.0);
}

/* 80 times 0.9 MiB of a body of 1 MiB that never ends: what is held stays under its bound. */
static void bodies_that_never_end(void **state)
{
    (void)state;
    enum { SIZE = 900 * 1024 };
    static char data[SIZE];
    memset(data, 'a', sizeof data);
    const int n = snprintf(data, sizeof data,
                           "POST /en/edit/login HTTP/1.1\r\nHost: localhost\r\n"
                           "Content-Type: application/x-www-form-urlencoded\r\n"
                           "Content-Length: 1000000\r\n\r\n");
    data[n] = 'a';
    crowd(80, data, sizeof data, 64.0);
}

/* They ask for a megabyte, and read nothing of it. */
static void readers_that_do_not_read(void **state)
{
    (void)state;
    static const char asks[] = "GET /api/v1/query?by=exporter,importer,year,product "
                               "HTTP/1.1\r\nHost: localhost\r\n\r\n"
                               "GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    crowd(300, asks, sizeof asks - 1, 100.0);
}

static void bodies_that_are_too_long_or_wrong(void **state)
{
    (void)state;
    static const char *const requests[] = {
        "POST /en/edit/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        "99999999999\r\n\r\n",
        "POST /en/edit/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /en/edit/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1x\r\n\r\n",
        "POST /en/edit/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        "zz\r\n",
        "POST /en/edit/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        "FFFFFFFFFFFFFFFFF\r\n",
        "POST /en/edit/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
        "Content-Type: text/plain\r\nConnection: close\r\n\r\nhello",
        "POST /en/edit/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
        "Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n%%%%",
        "POST /en/country/BLR HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
        "Connection: close\r\n\r\n",
        "PUT /en/edit HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "DELETE /en/edit/item/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    };
    for (size_t n = 0; n < sizeof requests / sizeof *requests; n++) {
        const int to = reach_for(500);
        CHECK(send_all(to, requests[n], strlen(requests[n])));
        shutdown(to, SHUT_WR);
        receive_all(to, &answer);
        close(to);
        const int status = status_of(&answer); // 0: closed without an answer
        if (status != 0 && (status < 400 || status > 499))
            fail_msg("request %zu: %d", n, status);
        check_well();
    }
}

/* A login form with bytes changed, left out and put in; the seed is fixed. */
static void bytes_at_random(void **state)
{
    (void)state;
    static const char whole[] =
        "POST /en/edit/login?x=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        "Cookie: "
        "kontor-login=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 40\r\n\r\n"
        "form=abc&name=anna&password=%41%42%43&a=";
    uint32_t seed = 7;
    for (int round = 0; round < 500; round++) {
        char data[sizeof whole + 8];
        size_t size = sizeof whole - 1;
        memcpy(data, whole, size);
        for (int change = 0; change < 1 + round % 5; change++) {
            seed = seed * 1103515245u + 12345u;
            const size_t at = (seed >> 8) % size;
            if (seed & 1u)
                data[at] = (char)(seed >> 24);
            else
                size = at + 1;
        }
        const int to = reach_for(20);
        send_all(to, data, size);
        shutdown(to, SHUT_WR);
        receive_all(to, &answer);
        close(to);
    }
    check_well();
    CHECK_INT(look(1).state, KT_ITEM_DRAFT);
}

/* After all that an editor can still work. */
static void editing_still_works(void **state)
{
    (void)state;
    browser b;
    kt_text log = {0};
    log_in(&b, &it, "anna");
    CHECK_INT(visit(&b, "/en/edit/item/1"), 200);
    CHECK_INT(post(&b, "/en/edit/item/1", "step=publish&seen=1"), 303);
    CHECK_INT(look(1).state, KT_ITEM_PUBLISHED);
    read_log(&log);
    CHECK(strstr(kt_text_get(&log), "anna publish item 1 done"));
    kt_text_clear(&log);
    kt_text_clear(&b.answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(many_who_say_nothing),
        KT_TEST(many_half_requests),
        KT_TEST(bodies_that_never_end),
        KT_TEST(readers_that_do_not_read),
        KT_TEST(bodies_that_are_too_long_or_wrong),
        KT_TEST(bytes_at_random),
        KT_TEST(editing_still_works),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
