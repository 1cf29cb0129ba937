/* The server as its clients meet it: right questions, wrong ones, and what is none at all. */
#include "server_fixture.h"

#include <kontor/input.h>

#include <fcntl.h>

static served it;
static kt_text answer;

static int begin(void **state)
{
    const kt_serve_options options = usual();
    if (make_store(state))
        return -1;
    serve_begin(&it, &options);
    return 0;
}

static int end(void **state)
{
    serve_end(&it);
    serve_clear(&it);
    kt_text_clear(&answer);
    return remove_store(state);
}

/* ---- the same figures ------------------------------------------------------------------- */

static void figures_are_those_of_the_command(void **state)
{
    (void)state;
    static const struct {
        const char *path, *command;
        int n_given;
        kt_given given[6];
    } cases[] = {
        // What a command closes, those after it must still find open.
        {"/api/v1/chart/series/BLR/KAZ?format=svg",
         "chart",
         4,
         {{NULL, "series"}, {NULL, "BLR"}, {NULL, "KAZ"}, {"format", "svg"}}},
        {"/api/v1/query?exporter=BLR&importer=KAZ&format=csv",
         "query",
         3,
         {{"exporter", "BLR"}, {"importer", "KAZ"}, {"format", "csv"}}},
        {"/api/v1/query?exporter=BLR&by=importer,year",
         "query",
         3,
         {{"exporter", "BLR"}, {"by", "importer,year"}, {"format", "json"}}},
        {"/api/v1/rank/BLR?year=2008&by=export",
         "rank",
         4,
         {{NULL, "BLR"}, {"year", "2008"}, {"by", "export"}, {"format", "json"}}},
        {"/api/v1/rank?country=Kasachstan&lang=de&top=2",
         "rank",
         4,
         {{NULL, "KAZ"}, {"lang", "de"}, {"top", "2"}, {"format", "json"}}},
        {"/api/v1/brief/BLR/KAZ?lang=ru",
         "brief",
         4,
         {{NULL, "BLR"}, {NULL, "KAZ"}, {"lang", "ru"}, {"format", "json"}}},
        {"/api/v1/rank/BLR?mirror=1&format=csv",
         "rank",
         3,
         {{NULL, "BLR"}, {"mirror", NULL}, {"format", "csv"}}},
        {"/api/v1/info", "info", 1, {{"format", "json"}}},
        {"/api/v1/measure/coverage/BLR?years=2005-2006",
         "measure",
         4,
         {{NULL, "coverage"}, {NULL, "BLR"}, {"years", "2005-2006"}, {"format", "json"}}},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        kt_text expected = {0};
        run_command(cases[n].command, cases[n].given, cases[n].n_given, &expected);
        for (int again = 0; again < 2; again++) { // made, then from the cache
            CHECK_INT(get(&it, cases[n].path, &answer), 200);
            CHECK_TEXT(body_of(&answer), kt_text_get(&expected));
        }
        kt_text_clear(&expected);
    }
}

static void csv_comes_where_csv_is_wanted(void **state)
{
    (void)state;
    char type[600];
    CHECK(ask(&it, "GET", "/api/v1/rank/BLR", "Accept: text/csv\r\n", &answer));
    CHECK(header_of(&answer, "Content-Type", type));
    CHECK_TEXT(type, "text/csv; charset=utf-8");
    CHECK(strncmp(body_of(&answer), "rank,code,partner", 17) == 0);
    CHECK(ask(&it, "GET", "/api/v1/rank/BLR", "Accept: image/png\r\n", &answer));
    CHECK_INT(status_of(&answer), 406);
    CHECK(ask(&it, "GET", "/api/v1/rank/BLR", "Accept: text/html, */*;q=0.1\r\n", &answer));
    CHECK(header_of(&answer, "Content-Type", type));
    CHECK_TEXT(type, "application/json");
}

static void parts_of_a_table_are_the_table(void **state)
{
    (void)state;
    kt_text whole = {0}, parts = {0};
    char path[600] = "/api/v1/query?by=exporter,importer,year&format=csv&limit=7", link[600];
    char total[600];
    int n_parts = 0;
    CHECK_INT(get(&it, "/api/v1/query?by=exporter,importer,year&format=csv", &whole), 200);
    for (bool more = true; more; n_parts++) {
        CHECK_INT(get(&it, path, &answer), 200);
        CHECK(header_of(&answer, "X-Total-Count", total));
        CHECK_TEXT(total, "264"); // 12 pairs, 11 years, both sides
        const char *body = body_of(&answer);
        CHECK_OK(kt_text_add(&parts, n_parts ? strchr(body, '\n') + 1 : body, NULL),
                 (kt_error){0});
        more = header_of(&answer, "Link", link) && strstr(link, "rel=\"next\"");
        if (more) {
            char *next = strrchr(link, '<');
            snprintf(path, sizeof path, "%.*s", (int)strcspn(next + 1, ">"), next + 1);
        }
    }
    CHECK_INT(n_parts, 38);
    CHECK_TEXT(kt_text_get(&parts), body_of(&whole));
    kt_text_clear(&parts);
    kt_text_clear(&whole);
}

/* ---- the manners of HTTP ---------------------------------------------------------------- */

static void what_the_client_has_is_not_sent_again(void **state)
{
    (void)state;
    char etag[600], line[700];
    CHECK_INT(get(&it, "/api/v1/rank/DEU", &answer), 200);
    CHECK(header_of(&answer, "ETag", etag));
    snprintf(line, sizeof line, "If-None-Match: \"no\", W/%s\r\n", etag);
    CHECK(ask(&it, "GET", "/api/v1/rank/DEU", line, &answer));
    CHECK_INT(status_of(&answer), 304);
    CHECK_TEXT(body_of(&answer), "");
    CHECK(ask(&it, "GET", "/api/v1/rank/DEU", "If-None-Match: \"no\"\r\n", &answer));
    CHECK_INT(status_of(&answer), 200);
}

static kt_status begin_member(void *with, const kt_input_member *member, bool *wanted,
                              kt_error *err)
{
    (void)with, (void)member, (void)err;
    *wanted = true;
    return KT_OK;
}

static kt_status end_member(void *with, kt_error *err)
{
    (void)with, (void)err;
    return KT_OK;
}

static kt_status add_piece(void *with, const char *data, size_t size, kt_error *err)
{
    return kt_text_append(with, data, size, err);
}

/* The body of an answer that is a gzip, unpacked. */
static void unpack(const kt_text *from, kt_text *out)
{
    const char *body = body_of(from);
    kt_error err = {0};
    const kt_slice packed = {body, from->size - (size_t)(body - from->data)};
    const kt_input_visitor visitor = {
        .begin = begin_member, .piece = add_piece, .end = end_member, .with = out};
    kt_text_reset(out);
    CHECK_OK(kt_input_walk_bytes(packed, "answer.gz", &visitor, &err), err);
}

static void a_text_is_packed_for_whoever_unpacks_it(void **state)
{
    (void)state;
    char encoding[600], etag[600], plain_etag[600], line[700], vary[600];
    const char *path = "/api/v1/rank/DEU?format=csv";
    kt_text plain = {0}, unpacked = {0};
    CHECK_INT(get(&it, path, &plain), 200);
    CHECK(header_of(&plain, "ETag", plain_etag));
    CHECK(!header_of(&plain, "Content-Encoding", encoding));
    CHECK(header_of(&plain, "Vary", vary) && strstr(vary, "Accept-Encoding"));
    for (int again = 0; again < 2; again++) { // made, then from the cache
        CHECK(ask(&it, "GET", path, "Accept-Encoding: br, gzip;q=0.8\r\n", &answer));
        CHECK(header_of(&answer, "Content-Encoding", encoding));
        CHECK_TEXT(encoding, "gzip");
        CHECK(header_of(&answer, "ETag", etag));
        CHECK(strcmp(etag, plain_etag) != 0); // a strong tag is one of bytes
        CHECK(answer.size < plain.size);
        unpack(&answer, &unpacked);
        CHECK_TEXT(kt_text_get(&unpacked), body_of(&plain));
    }
    snprintf(line, sizeof line, "Accept-Encoding: gzip\r\nIf-None-Match: %s\r\n", etag);
    CHECK(ask(&it, "GET", path, line, &answer));
    CHECK_INT(status_of(&answer), 304);
    CHECK(ask(&it, "GET", path, "Accept-Encoding: gzip;q=0, deflate\r\n", &answer));
    CHECK(!header_of(&answer, "Content-Encoding", encoding));
    kt_text_clear(&unpacked);
    kt_text_clear(&plain);
}

static void a_head_has_no_body(void **state)
{
    (void)state;
    char length[600];
    CHECK(ask(&it, "HEAD", "/api/v1/rank/DEU", "", &answer));
    CHECK_INT(status_of(&answer), 200);
    CHECK_TEXT(body_of(&answer), "");
    CHECK(header_of(&answer, "Content-Length", length));
    CHECK(atoi(length) > 100);
}

static void other_sites_may_read_the_interface_and_nobody_writes(void **state)
{
    (void)state;
    char value[600];
    CHECK(ask(&it, "OPTIONS", "/api/v1/rank", "Origin: http://other.example\r\n", &answer));
    CHECK_INT(status_of(&answer), 204);
    CHECK(header_of(&answer, "Access-Control-Allow-Origin", value));
    CHECK_TEXT(value, "*");
    CHECK(header_of(&answer, "Access-Control-Allow-Methods", value));
    CHECK_TEXT(value, "GET, HEAD, OPTIONS");
    static const char *const others[] = {"POST", "PUT", "DELETE", "TRACE", "PATCH"};
    for (size_t n = 0; n < sizeof others / sizeof *others; n++) {
        CHECK(ask(&it, others[n], "/api/v1/info", "Content-Length: 0\r\n", &answer));
        CHECK_INT(status_of(&answer), 405);
        CHECK(header_of(&answer, "Allow", value));
    }
}

static void every_answer_has_safe_headers(void **state)
{
    (void)state;
    static const char *const paths[] = {"/",        "/health", "/metrics", "/api/v1/info",
                                        "/nowhere", "/%"};
    char value[600];
    for (size_t n = 0; n < sizeof paths / sizeof *paths; n++) {
        CHECK(get(&it, paths[n], &answer) > 0);
        CHECK(header_of(&answer, "Content-Security-Policy", value));
        CHECK(strstr(value, "default-src 'none'") && !strstr(value, "unsafe-eval"));
        const char *scripts = strstr(value, "script-src");
        CHECK(!scripts || strncmp(scripts, "script-src 'self';", 18) == 0);
        CHECK(header_of(&answer, "X-Content-Type-Options", value));
        CHECK_TEXT(value, "nosniff");
        CHECK(header_of(&answer, "X-Frame-Options", value));
    }
}

static void what_goes_wrong_is_said_with_its_status(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int status;
        const char *says;
    } cases[] = {
        {"/api/v1/rank/Atlantis", 404, "\"kind\":\"missing\""},
        {"/api/v1/rank", 400, "\"kind\":\"usage\""},
        {"/api/v1/rank/Congo", 400, "COD"},
        {"/api/v1/rank/BLR?year=nineteen", 400, "expected a year"},
        {"/api/v1/rank/BLR?top=1&top=2", 400, "given twice"},
        {"/api/v1/rank/BLR/KAZ", 400, "one word too many"},
        {"/api/v1/rank/BLR?country=KAZ", 400, "given twice"},
        {"/api/v1/brief/BLR/BLR", 400, "the same country"},
        {"/api/v1/query?exporter=CIV&importer=USA", 404, "no rows"},
        {"/api/v1/query?dataset=no-such", 404, "no dataset"},
        {"/api/v2/info", 404, "/api/v1/"},
        {"/api/v1/query?format=pdf", 400, "format"},
        {"/api/v1/news?at=x", 400, "\"message\":\"at is "},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        const int status = get(&it, cases[n].path, &answer);
        if (status != cases[n].status || !strstr(body_of(&answer), cases[n].says))
            fail_msg("%s: %d %s", cases[n].path, status, body_of(&answer));
        CHECK(!strstr(answer.data, store)); // paths of this machine stay here
    }
}

/* ---- attacks ---------------------------------------------------------------------------- */

static void no_path_of_a_request_is_opened(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/etc/passwd",
        "/assets/../../etc/passwd",
        "/assets/%2e%2e%2fdata%2fcountries.csv",
        "//etc/passwd",
        "/api/v1/measure/prody/8701?income=/etc/passwd",
        "/api/v1/diversify/BLR/2709?risk=/etc/passwd",
        "/api/v1/gravity?formula=a~b&data=/etc/passwd",
        "/api/v1/gravity?formula=a~b&domestic=/etc/passwd",
        "/api/v1/gravity?formula=a~b&save=/tmp/kontor-was-here",
        "/api/v1/gravity?formula=a~b&plot=/tmp/kontor-was-here",
        "/api/v1/gravity?formula=a~b&keep=was-here",
        "/api/v1/predict?model=/etc/passwd",
        "/api/v1/predict/..%2f..%2f..%2fetc%2fpasswd",
        "/api/v1/export?name=/etc/passwd",
        "/api/v1/verify?dataset=/etc/passwd",
        "/api/v1/brief/BLR/KAZ?output=/tmp/kontor-was-here",
        "/api/v1/rank/BLR?store=/etc",
        "/api/v1/rank/BLR?data=/etc",
        "/api/v1/query?dataset=../../etc/passwd",
        "/api/v1/info?dataset=/etc/passwd",
        "/api/v1/diff/..%2f..%2fetc/passwd",
    };
    for (size_t n = 0; n < sizeof paths / sizeof *paths; n++) {
        const int status = get(&it, paths[n], &answer);
        if ((status != 400 && status != 404) || strstr(answer.data, "root:"))
            fail_msg("%s: %d %s", paths[n], status, body_of(&answer));
    }
    CHECK(access("/tmp/kontor-was-here", F_OK) != 0);
}

static void what_writes_cannot_be_reached(void **state)
{
    (void)state;
    const kt_command *command;
    char path[128];
    for (int64_t n = 0; (command = kt_command_at(n)) != NULL; n++) {
        static const char *const terminal[] = {"import", "fetch", "user", "bulletin",
                                               "drop",   "synth", "serve"};
        for (size_t t = 0; t < sizeof terminal / sizeof *terminal; t++) {
            if (strcmp(command->name, terminal[t]) != 0)
                continue;
            CHECK(!kt_command_is_public(command));
            snprintf(path, sizeof path, "/api/v1/%s/first", command->name);
            CHECK_INT(get(&it, path, &answer), 404);
        }
    }
    CHECK_INT(get(&it, "/api/v1/info", &answer), 200);
    CHECK(strstr(body_of(&answer), "\"first\"")); // still there
}

static void no_public_parameter_names_a_file(void **state)
{
    (void)state;
    const kt_command *command;
    for (int64_t n = 0; (command = kt_command_at(n)) != NULL; n++) {
        for (int p = 0; kt_command_is_public(command) && p < command->n_parameters; p++) {
            const kt_parameter *parameter = &command->parameters[p];
            const bool is_file = parameter->shown && (strstr(parameter->shown, "FILE") ||
                                                      strstr(parameter->shown, "DIR"));
            if (is_file && kt_parameter_is_public(command, parameter))
                fail_msg("%s --%s can be reached", command->name, parameter->name);
        }
        CHECK(!kt_parameter_is_public(command, kt_command_parameter(command, "store")));
    }
}

static void injections_stay_text(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "/api/v1/rank/BLR'%20OR%20'1'='1",
        "/api/v1/brief/BLR/KAZ';DROP%20TABLE%20facts;--",
        "/api/v1/query?product=1;%20DELETE%20FROM%20facts",
        "/api/v1/rank/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/api/v1/%3Cscript%3E",
        "/%3Cimg%20src=x%20onerror=alert(1)%3E",
        "/api/v1/rank/BLR?x=%0d%0aX-Evil:%201",
        "/api/v1/rank/BLR%0d%0aX-Evil:%201",
        "/api/v1/rank/BLR?lang=de%0d%0aX-Evil:%201",
    };
    char value[600];
    for (size_t n = 0; n < sizeof paths / sizeof *paths; n++) {
        const int status = get(&it, paths[n], &answer);
        if (status != 400 && status != 404)
            fail_msg("%s: %d", paths[n], status);
        CHECK(!header_of(&answer, "X-Evil", value));
        CHECK(header_of(&answer, "Content-Type", value));
        if (strncmp(value, "text/html", 9) == 0)
            CHECK(!strstr(body_of(&answer), "<script>") &&
                  !strstr(body_of(&answer), "<img src=x"));
    }
    CHECK_INT(get(&it, "/api/v1/brief/BLR/KAZ", &answer), 200);
}

static void malformed_input_is_survived(void **state)
{
    (void)state;
    static const char *const raw[] = {
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 no TLS here\r\n\r\n",
        "BREW /pot HTCPCP/1.0\r\n\r\n",
        "GET http://[::1/ HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: x\r\nX: a\nb: c\rd\r\n\r\n",
    };
    for (size_t n = 0; n < sizeof raw / sizeof *raw; n++) {
        const int to = reach(&it);
        CHECK(to >= 0);
        const struct timeval wait = {0, 100000}; // some have a right to wait for more
        setsockopt(to, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        send_all(to, raw[n], strlen(raw[n]));
        receive_all(to, &answer);
        close(to);
        CHECK_INT(get(&it, "/health", &answer), 200);
    }
}

static void oversized_input_is_refused(void **state)
{
    (void)state;
    kt_text large = {0};
    CHECK(ask(&it, "POST", "/api/v1/info", "Content-Length: 1000000\r\n", &answer));
    CHECK_INT(status_of(&answer), 413);
    CHECK_OK(kt_text_add(&large, "GET /", NULL), (kt_error){0});
    for (int n = 0; n < 2000; n++)
        CHECK_OK(kt_text_add(&large, "abcdef", NULL), (kt_error){0});
    CHECK_OK(kt_text_add(&large, " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", NULL),
             (kt_error){0});
    CHECK(ask_raw(&it, large.data, large.size, &answer));
    CHECK_INT(status_of(&answer), 414);
    kt_text_reset(&large);
    CHECK_OK(kt_text_add(&large, "GET / HTTP/1.1\r\nHost: x\r\nX-Large: ", NULL),
             (kt_error){0});
    for (int n = 0; n < 20000; n++)
        CHECK_OK(kt_text_add(&large, "abcdef", NULL), (kt_error){0});
    CHECK_OK(kt_text_add(&large, "\r\n\r\n", NULL), (kt_error){0});
    ask_raw(&it, large.data, large.size, &answer);
    CHECK(status_of(&answer) != 200);
    /* A body in chunks does not say how long it is. */
    kt_text_reset(&large);
    CHECK_OK(kt_text_add(&large,
                         "POST /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                         "Transfer-Encoding: chunked\r\n\r\n",
                         NULL),
             (kt_error){0});
    for (int n = 0; n < 200; n++)
        CHECK_OK(kt_text_add(&large, "10\r\n0123456789abcdef\r\n", NULL), (kt_error){0});
    CHECK_OK(kt_text_add(&large, "0\r\n\r\n", NULL), (kt_error){0});
    CHECK(ask_raw(&it, large.data, large.size, &answer));
    CHECK_INT(status_of(&answer), 413);
    CHECK_INT(get(&it, "/health", &answer), 200);
    kt_text_clear(&large);
}

static void half_requests_and_slow_readers_hold_nobody_up(void **state)
{
    (void)state;
    enum { N = 300 };
    int to[N];
    static const char half[] = "GET /api/v1/info HTTP/1.1\r\nHost: x\r\nX-Half";
    static const char whole[] =
        "GET /api/v1/query?by=exporter,importer,year HTTP/1.1\r\nHost: x\r\n\r\n";
    for (int n = 0; n < N; n++) {
        to[n] = reach(&it);
        CHECK(to[n] >= 0);
        if (n % 3 == 0)
            send_all(to[n], half, sizeof half - 1);
        else if (n % 3 == 1)
            send_all(to[n], whole, sizeof whole - 1); // and never reads the answer
    }
    for (int n = 0; n < 20; n++)
        CHECK_INT(get(&it, "/api/v1/rank/BLR", &answer), 200);
    for (int n = 0; n < N; n++)
        close(to[n]);
    CHECK_INT(get(&it, "/health", &answer), 200);
}

/* ---- what it tells of itself --------------------------------------------------------------
 */

static void the_description_has_what_can_be_reached(void **state)
{
    (void)state;
    const kt_command *command;
    char path[128];
    CHECK_INT(get(&it, "/api/v1/openapi.json", &answer), 200);
    CHECK(strstr(body_of(&answer), "\"openapi\":\"3.0.3\""));
    for (int64_t n = 0; (command = kt_command_at(n)) != NULL; n++) {
        snprintf(path, sizeof path, "\"/api/v1/%s\":", command->name);
        CHECK_INT(strstr(body_of(&answer), path) != NULL, kt_command_is_public(command));
    }
    CHECK(!strstr(body_of(&answer), "\"name\":\"store\""));
    CHECK(!strstr(body_of(&answer), "\"name\":\"income\""));
}

static long long counter(const char *name)
{
    CHECK_INT(get(&it, "/metrics", &answer), 200);
    const char *at = strstr(body_of(&answer), name);
    return at ? atoll(at + strlen(name)) : -1;
}

static void metrics_count_what_happens(void **state)
{
    (void)state;
    const long long before = counter("\nkontor_requests_total{status=\"404\"} ");
    const long long hits = counter("\nkontor_cache_hits_total ");
    for (int n = 0; n < 3; n++)
        CHECK_INT(get(&it, "/api/v1/rank/Atlantis", &answer), 404);
    for (int n = 0; n < 3; n++)
        CHECK_INT(get(&it, "/api/v1/rank/CIV", &answer), 200);
    nap(50); // a request is counted when its last byte is sent
    CHECK_INT(counter("\nkontor_requests_total{status=\"404\"} "),
              (before < 0 ? 0 : before) + 3);
    CHECK_INT(counter("\nkontor_cache_hits_total "), hits + 2);
    CHECK(counter("\nkontor_request_seconds_bucket{le=\"+Inf\"} ") >= 6);
    CHECK(ask(&it, "GET", "/metrics", "X-Forwarded-For: 127.0.0.1\r\n", &answer));
    CHECK_INT(status_of(&answer), 403); // somebody behind a proxy that was not declared
    CHECK(!strstr(body_of(&answer), "kontor_requests_total"));
}

static void the_log_has_a_line_for_each_request(void **state)
{
    (void)state;
    CHECK_INT(get(&it, "/api/v1/rank/BLR?year=2001&by=import", &answer), 200);
    static const char quoted[] = "GET /a\"b HTTP/1.0\r\n\r\n";
    CHECK(ask_raw(&it, quoted, sizeof quoted - 1, &answer));
    nap(1500); // lines are written once a second
    pthread_mutex_lock(&it.lock);
    const char *notes = kt_text_get(&it.notes);
    const bool has_line =
        strstr(notes, " 127.0.0.1 GET \"/api/v1/rank/BLR?year=2001&by=import\" 200 ") != NULL;
    const bool has_quoted = strstr(notes, "GET \"/a%22b\" 404 ") != NULL;
    pthread_mutex_unlock(&it.lock);
    CHECK(has_line);
    CHECK(has_quoted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(figures_are_those_of_the_command),
        KT_TEST(csv_comes_where_csv_is_wanted),
        KT_TEST(parts_of_a_table_are_the_table),
        KT_TEST(what_the_client_has_is_not_sent_again),
        KT_TEST(a_text_is_packed_for_whoever_unpacks_it),
        KT_TEST(a_head_has_no_body),
        KT_TEST(other_sites_may_read_the_interface_and_nobody_writes),
        KT_TEST(every_answer_has_safe_headers),
        KT_TEST(what_goes_wrong_is_said_with_its_status),
        KT_TEST(no_path_of_a_request_is_opened),
        KT_TEST(what_writes_cannot_be_reached),
        KT_TEST(no_public_parameter_names_a_file),
        KT_TEST(injections_stay_text),
        KT_TEST(malformed_input_is_survived),
        KT_TEST(oversized_input_is_refused),
        KT_TEST(half_requests_and_slow_readers_hold_nobody_up),
        KT_TEST(the_description_has_what_can_be_reached),
        KT_TEST(metrics_count_what_happens),
        KT_TEST(the_log_has_a_line_for_each_request),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
