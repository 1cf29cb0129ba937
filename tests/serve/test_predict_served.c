/* test_predict_served.c: kept gravity models as programs elsewhere ask them. */
#include "server_fixture.h"

static served it;
static kt_text answer;

static void keep(const char *formula)
{
    kt_text said = {0};
    const kt_given given[] = {{NULL, formula},    {"flows", "first"},
                              {"vcov", "hetero"}, {"subset", "trade > 0"},
                              {"keep", "model"},  {"stated-by", "exporter"}};
    run_command("gravity", given, 6, &said);
    kt_text_clear(&said);
}

static int begin(void **state)
{
    const kt_serve_options options = usual();
    if (make_store(state))
        return -1;
    keep("trade ~ 1 | exp + imp + year");
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

static bool says(const char *part)
{
    return strstr(body_of(&answer), part) != NULL;
}

static void figures_are_those_of_the_command(void **state)
{
    (void)state;
    kt_text here = {0};
    const kt_given given[] = {{NULL, "model"}, {"exporter", "BLR"}, {"format", "json"}};
    run_command("predict", given, 3, &here);
    CHECK_INT(get(&it, "/api/v1/predict/model?exporter=BLR", &answer), 200);
    CHECK_TEXT(body_of(&answer), kt_text_get(&here));
    CHECK(says("\"model\":\"model\"") && says("\"dataset\":\"first@") &&
          says("\"n_rows\":33,"));
    kt_text_clear(&here);
}

static void parts_of_the_rows_are_the_rows(void **state)
{
    (void)state;
    kt_text whole = {0}, parts = {0};
    char path[600] = "/api/v1/predict/model?format=csv&limit=50", link[600], total[600];
    CHECK_INT(get(&it, "/api/v1/predict/model?format=csv", &whole), 200);
    for (bool more = true, is_first = true; more; is_first = false) {
        CHECK_INT(get(&it, path, &answer), 200);
        CHECK(header_of(&answer, "X-Total-Count", total));
        CHECK_TEXT(total, "132"); // 12 pairs, 11 years
        const char *body = body_of(&answer);
        CHECK_OK(kt_text_add(&parts, is_first ? body : strchr(body, '\n') + 1, NULL),
                 (kt_error){0});
        more = header_of(&answer, "Link", link) && strstr(link, "rel=\"next\"");
        if (more) {
            char *from = strrchr(link, '<') + 1;
            snprintf(path, sizeof path, "%.*s", (int)strcspn(from, ">"), from);
        }
    }
    CHECK_TEXT(kt_text_get(&parts), body_of(&whole));
    kt_text_clear(&parts);
    kt_text_clear(&whole);
}

static void a_model_kept_anew_answers_next(void **state)
{
    (void)state;
    keep("trade ~ 1 | exp + imp");
    nap(400); // the store is looked at ten times a second
    CHECK_INT(get(&it, "/api/v1/predict/model?exporter=BLR", &answer), 200);
    CHECK(says("\"formula\":\"trade ~ 1 | exp + imp\""));
    CHECK_INT(get(&it, "/api/v1/info?model=model", &answer), 200);
    CHECK(says("trade ~ 1 | exp + imp"));
    CHECK_INT(get(&it, "/api/v1/info", &answer), 200);
    CHECK(says("\"models\":{") && says("\"name\":\"model\""));
    CHECK_INT(get(&it, "/api/v1/verify", &answer), 200);
    CHECK(strstr(body_of(&answer), "\"kind\":\"model\",\"name\":\"model\",\"version\":\"\","
                                   "\"whole\":\"yes\""));
}

static void no_file_can_be_named(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int status;
    } cases[] = {
        {"/api/v1/predict/other", 404},
        {"/api/v1/predict", 400},
        {"/api/v1/predict/model.csv", 400},
        {"/api/v1/predict/..%2Fmodel", 400},
        {"/api/v1/predict/%2Fetc%2Fpasswd", 400},
        {"/api/v1/predict?model=../models/model", 400},
        {"/api/v1/predict/-", 404},
        {"/api/v1/predict/model?data=/etc/passwd", 400},
        {"/api/v1/predict/model?domestic=/etc/passwd", 400},
        {"/api/v1/predict/model?flows=nothing", 404},
        {"/api/v1/predict/model?covariates=../x", 404},
        {"/api/v1/predict/model?exporter=Atlantis", 404},
        {"/api/v1/predict/model?years=1900", 404},
        {"/api/v1/info?model=../x", 400},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        const int status = get(&it, cases[n].path, &answer);
        if (status != cases[n].status || strstr(answer.data, "root:") ||
            strstr(body_of(&answer), store))
            fail_msg("%s: %d, expected %d: %s", cases[n].path, status, cases[n].status,
                     body_of(&answer));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(figures_are_those_of_the_command),
        KT_TEST(parts_of_the_rows_are_the_rows),
        KT_TEST(no_file_can_be_named),
        KT_TEST(a_model_kept_anew_answers_next),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, begin, end);
}
