/* test_predict_command.c: models kept in the store, and what kontor predict answers by them. */
#include "command/gravity_models.h"
#include "gravity_fixture.h"

static gravity_fixture f;

/* Flows of six countries as both sides state them, 2001 to 2004, times `scale`. */
static void import_flows(const char *name, double scale)
{
    static const char *const code[] = {"AUT", "BEL", "CHE", "DEU", "ESP", "FRA"};
    kt_error err = {0};
    kt_text text = {0};
    char path[320];
    CHECK_OK(kt_text_add(&text, "year,reporter,partner,flow,value_usd\n", &err), err);
    for (int t = 2001; t <= 2004; t++)
        for (int i = 0; i < 6; i++)
            for (int j = 0; j < 6; j++)
                if (i != j)
                    CHECK_OK(kt_text_format(&text, &err, "%d,%s,%s,X,%.0f\n", t, code[i],
                                            code[j],
                                            scale * (1 + i) * (2 + j) *
                                                (1000 + (i * 31 + j * 17 + t * 7) % 101)),
                             err);
    gravity_write(&f, "flows.csv", kt_text_get(&text), path);
    const char *const import[] = {"", path, "as", name, NULL};
    CHECK_OK(gravity_call(&f, "import", import, &err), err);
    remove(path);
    kt_text_clear(&text);
}

static void import_distances(void)
{
    kt_error err = {0};
    kt_text text = {0};
    char path[320];
    static const char *const code[] = {"AUT", "BEL", "CHE", "DEU", "ESP", "FRA"};
    CHECK_OK(kt_text_add(&text, "iso_o,iso_d,dist,distcap,distw,distwces\n", &err), err);
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < 6; j++)
            CHECK_OK(kt_text_format(&text, &err, "%s,%s,%d,1,1,1\n", code[i], code[j],
                                    100 + 37 * (i > j ? i * 7 + j : j * 7 + i)),
                     err);
    gravity_write(&f, "dist.csv", kt_text_get(&text), path);
    const char *const import[] = {"", path, "as", "dist", NULL};
    CHECK_OK(gravity_call(&f, "import", import, &err), err);
    remove(path);
    kt_text_clear(&text);
}

static int set_up(void **state)
{
    (void)state;
    gravity_open(&f);
    import_flows("flows", 1.0);
    import_distances();
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    gravity_close(&f);
    return 0;
}

#define CALL(command, ...)                                                                     \
    do {                                                                                       \
        const char *const words_[] = {__VA_ARGS__, NULL};                                      \
        kt_error err_ = {0};                                                                   \
        CHECK_OK(gravity_call(&f, command, words_, &err_), err_);                              \
    } while (0)

#define REFUSED(status, command, ...)                                                          \
    do {                                                                                       \
        const char *const words_[] = {__VA_ARGS__, NULL};                                      \
        kt_error err_ = {0};                                                                   \
        CHECK_FAILS(gravity_call(&f, command, words_, &err_), status, err_);                   \
    } while (0)

static bool says(const char *part)
{
    return strstr(kt_text_get(&f.out), part) != NULL;
}

static bool notes(const char *part)
{
    return strstr(kt_text_get(&f.notes), part) != NULL;
}

static void keep(const char *name)
{
    GRAVITY(&f, "", "trade ~ log(dist) | exp^year + imp^year", "flows", "flows", "covariates",
            "dist", "subset", "trade > 0", "years", "2002-2004", "keep", name);
}

static int n_lines(void)
{
    int n = 0;
    for (const char *at = kt_text_get(&f.out); (at = strchr(at, '\n')) != NULL; at++)
        n++;
    return n;
}

static double sum_of(const char *column)
{
    kt_error err = {0};
    kt_columns *columns = NULL;
    double sum = 0.0;
    CHECK_OK(kt_columns_parse((kt_slice){f.out.data, f.out.size}, NULL, &columns, &err), err);
    const kt_series *series = kt_columns_find(columns, column);
    CHECK(series && series->number);
    for (int64_t r = 0; r < kt_columns_n_rows(columns); r++)
        sum += series->number[r];
    kt_columns_free(columns);
    return sum;
}

static void a_kept_model_predicts_what_it_was_estimated_on(void **state)
{
    (void)state;
    keep("own");
    CHECK(notes("Kept as own;"));
    CALL("predict", "", "own");
    CHECK_INT(n_lines(), 1 + 30 * 3);
    CHECK_NEAR(sum_of("predicted") / sum_of("trade"), 1.0, 1e-12);
    CALL("predict", "", "own", "years", "2003", "exporter", "Germany", "format", "json");
    CHECK(says("\"model\":\"own\"") && says("\"n_rows\":5,") && says("\"unit\":\"USD\""));
    CHECK(says("\"formula\":\"trade ~ log(dist) | exp^year + imp^year\""));
    CHECK(says("\"dataset\":\"flows@") && says("\"covariates\":\"dist@"));
    CHECK(says("\"panel_years\":\"2002-2004\"") && says("\"exporter\":\"DEU\""));
    CHECK(says("as stated by the exporter; predicted: mean by own."));
    keep("own");
    CHECK(notes("in place of the model made 2023-11-14T22:13:20Z"));
}

static void rows_come_in_parts(void **state)
{
    (void)state;
    keep("parts");
    CALL("predict", "", "parts");
    char *whole = strdup(kt_text_get(&f.out));
    kt_text joined = {0};
    kt_error err = {0};
    for (int skip = 0; skip < 90; skip += 40) {
        char number[16];
        snprintf(number, sizeof number, "%d", skip);
        CALL("predict", "", "parts", "skip", number, "limit", "40");
        const char *text = kt_text_get(&f.out);
        CHECK_OK(kt_text_add(&joined, skip ? strchr(text, '\n') + 1 : text, &err), err);
    }
    CHECK_TEXT(kt_text_get(&joined), whole);
    kt_text_clear(&joined);
    free(whole);
}

static void a_file_is_asked_about_its_own_rows_too(void **state)
{
    (void)state;
    char path[320];
    snprintf(path, sizeof path, "%s/model.csv", f.folder);
    GRAVITY(&f, "", "trade ~ log(dist) | exp + imp", "flows", "flows", "covariates", "dist",
            "save", path);
    CALL("predict", "", path, "importer", "FRA");
    CHECK_INT(n_lines(), 1 + 5 * 4);
}

/* All years of the model are read, so that of a year before is there. */
static void lags_are_those_of_the_model(void **state)
{
    (void)state;
    GRAVITY(&f, "", "trade ~ log(dist) + log(l(trade, 1)) | exp + imp", "flows", "flows",
            "covariates", "dist", "keep", "lags");
    CALL("predict", "", "lags", "exporter", "DEU", "importer", "FRA");
    char *line = strstr(f.out.data, "DEU,FRA,2003,");
    CHECK(line != NULL);
    char *wanted = strndup(line, strcspn(line, "\n"));
    CALL("predict", "", "lags", "exporter", "DEU", "importer", "FRA", "years", "2003");
    CHECK(says(wanted) && n_lines() == 2);
    free(wanted);
}

static void other_flows_are_asked_for_by_name(void **state)
{
    (void)state;
    keep("other");
    import_flows("twice", 2.0);
    CALL("predict", "", "other", "flows", "twice", "format", "json");
    CHECK(says("\"dataset\":\"twice@"));
    CALL("predict", "", "other", "flows", "twice");
    CHECK_NEAR(sum_of("trade"), 2 * sum_of("predicted"), 1e-3);
    CALL("drop", "", "twice");
    REFUSED(KT_ERR_MISSING, "predict", "", "other", "flows", "twice");
}

static void another_version_is_told_and_none_is_an_error(void **state)
{
    (void)state;
    import_flows("short", 1.0);
    GRAVITY(&f, "", "trade ~ log(dist) | exp + imp", "flows", "short", "covariates", "dist",
            "keep", "short-lived");
    CALL("drop", "", "short");
    REFUSED(KT_ERR_MISSING, "predict", "", "short-lived");
    import_flows("short", 3.0);
    CALL("predict", "", "short-lived");
    CHECK(notes("The model was estimated on short@") && notes("answered from short@"));
    CALL("drop", "", "short");
}

static void other_data_under_the_same_name_are_told(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text bytes = {0};
    char path[320];
    keep("checked");
    CALL("predict", "", "checked");
    CHECK(!notes("other checksums"));
    snprintf(path, sizeof path, "%s/store/models/checked.csv", f.folder);
    CHECK_OK(kt_file_read(path, 1 << 20, &bytes, &err), err);
    char *checksum = strstr(bytes.data, "checksum,,") + 10;
    *checksum = *checksum == '0' ? '1' : '0';
    CHECK_OK(kt_file_replace(path, bytes.data, bytes.size, &err), err);
    CALL("predict", "", "checked");
    CHECK(notes("other checksums"));
    kt_text_clear(&bytes);
}

static void names_are_never_paths(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",     ".",   "..",
        "../x", "a/b", "a.csv",
        "ä",    "a b", "a2345678901234567890123456789012345678901234567890123456789012345"};
    char outside[320];
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        CHECK(!kt_model_is_name(names[n]));
        REFUSED(KT_ERR_USAGE, "gravity", "", "trade ~ log(dist) | exp", "flows", "flows",
                "covariates", "dist", "keep", names[n]);
    }
    snprintf(outside, sizeof outside, "%s/store/x.csv", f.folder);
    CHECK(!kt_file_exists(outside));
    CHECK(kt_model_is_name("eu-27_2020"));
    CHECK(kt_model_is_name("a234567890123456789012345678901234567890123456789012345678901234"));
}

/* What a reader elsewhere asks is looked for in the store alone, and puts nothing there. */
static kt_status call_remote(const char *command, const char *const *words, int64_t *n_rows,
                             kt_error *err)
{
    kt_given given[40];
    char store[300];
    int n = 0;
    for (; words[0] && n < 40; n++, words += 2)
        given[n] = (kt_given){words[0][0] ? words[0] : NULL, words[1]};
    snprintf(store, sizeof store, "%s/store", f.folder);
    kt_text_reset(&f.out);
    const kt_run_options options = {.store = store,
                                    .language = "en",
                                    .out = kt_sink_text(&f.out),
                                    .notes = kt_sink_text(&f.notes),
                                    .n_rows = n_rows,
                                    .is_remote = true};
    return kt_command_run(kt_command_find(command), f.context, given, n, &options, err);
}

static void from_elsewhere_only_the_store_is_looked_into(void **state)
{
    (void)state;
    kt_error err = {0};
    char path[320];
    int64_t n_rows = 0;
    keep("far");
    snprintf(path, sizeof path, "%s/store/models/far.csv", f.folder);
    const char *const by_name[] = {"", "far", "limit", "2", NULL};
    CHECK_OK(call_remote("predict", by_name, &n_rows, &err), err);
    CHECK_INT(n_rows, 90);
    CHECK_INT(n_lines(), 3);
    const char *const by_path[] = {"", path, NULL};
    CHECK_FAILS(call_remote("predict", by_path, &n_rows, &err), KT_ERR_USAGE, err);
    err = (kt_error){0};
    const char *const none[] = {"", "nowhere", NULL};
    CHECK_FAILS(call_remote("predict", none, &n_rows, &err), KT_ERR_MISSING, err);
    err = (kt_error){0};
    const char *const keeping[] = {
        "",  "trade ~ log(dist) | exp", "flows", "flows", "covariates", "dist", "keep", "mine",
        NULL};
    CHECK_FAILS(call_remote("gravity", keeping, &n_rows, &err), KT_ERR_USAGE, err);
    const kt_command *predict = kt_command_find("predict");
    CHECK(kt_command_is_public(predict));
    CHECK(!kt_parameter_is_public(predict, kt_command_parameter(predict, "data")));
    CHECK(!kt_parameter_is_public(predict, kt_command_parameter(predict, "domestic")));
}

static void what_cannot_be_kept_is_refused_before_it_is_estimated(void **state)
{
    (void)state;
    REFUSED(KT_ERR_USAGE, "gravity", "", "trade ~ 1 | exp", "flows", "flows", "keep", "no",
            "etwfe", "nothing");
    REFUSED(KT_ERR_USAGE, "gravity", "", "trade ~ 1 | exp | a ~ b", "flows", "flows", "keep",
            "no");
    REFUSED(KT_ERR_USAGE, "gravity", "", "trade ~ sw(log(dist), dist)", "flows", "flows",
            "covariates", "dist", "keep", "no");
    REFUSED(KT_ERR_MISSING, "predict", "", "no");
}

static void info_lists_models_and_drop_removes_them(void **state)
{
    (void)state;
    keep("listed");
    CALL("info", "format", "json");
    CHECK(says("\"models\":{") && says("\"name\":\"listed\"") && says("\"observations\":90"));
    CALL("info", "model", "listed");
    CHECK(says("trade ~ log(dist)") && says("2002-2004") && says("coefficients"));
    CALL("info", "format", "text");
    CHECK(says("Gravity models") && says("listed"));
    REFUSED(KT_ERR_USAGE, "info", "model", "listed", "dataset", "flows");
    CALL("drop", "", "listed");
    REFUSED(KT_ERR_MISSING, "predict", "", "listed");
    REFUSED(KT_ERR_MISSING, "info", "model", "listed");
    REFUSED(KT_ERR_MISSING, "drop", "", "listed", "model", NULL);
}

/* What is gone is gone: of two of one name neither is meant. */
static void a_name_that_means_two_things_drops_neither(void **state)
{
    (void)state;
    import_flows("both", 1.0);
    keep("both");
    REFUSED(KT_ERR_RANGE, "drop", "", "both");
    CALL("drop", "", "both", "model", NULL);
    CHECK(says("both: model dropped"));
    CALL("drop", "", "both");
    keep("dist");
    REFUSED(KT_ERR_RANGE, "drop", "", "dist");
    CALL("drop", "", "dist", "model", NULL);
}

static void a_damaged_model_is_said_to_be_one(void **state)
{
    (void)state;
    kt_error err = {0};
    char path[320], store[300];
    snprintf(store, sizeof store, "%s/store", f.folder);
    snprintf(path, sizeof path, "%s/models/hurt.csv", store);
    keep("hurt");
    const kt_run_options options = {.store = store, .language = "en"};
    const kt_run run = {
        .command = kt_command_find("verify"), .options = &options, .context = f.context};
    kt_names names = {0};
    CHECK_OK(kt_models_list(&run, &names, &err), err);
    bool is_listed = false;
    for (int64_t n = 0; n < names.n_names; n++)
        is_listed |= strcmp(names.name[n], "hurt") == 0;
    CHECK(is_listed);
    kt_names_clear(&names);
    CHECK_OK(kt_models_check(&run, "hurt", &err), err);
    const char broken[] =
        "kind,name,text,value\nformat,,kontor gravity model 1,\neffect,a,b,c\n";
    CHECK_OK(kt_file_replace(path, broken, strlen(broken), &err), err);
    CHECK_FAILS(kt_models_check(&run, "hurt", &err), KT_ERR_FORMAT, err);
    REFUSED(KT_ERR_FORMAT, "predict", "", "hurt");
    CALL("info", "format", "text");
    CHECK(says("damaged"));
    CALL("drop", "", "hurt");
}

static kt_status keep_once(void *with, kt_error *err)
{
    (void)with;
    const char *const words[] = {"",           "trade ~ log(dist) | exp + imp",
                                 "flows",      "flows",
                                 "covariates", "dist",
                                 "keep",       "faults",
                                 NULL};
    return gravity_call(&f, "gravity", words, err);
}

static kt_status predict_once(void *with, kt_error *err)
{
    (void)with;
    const char *const words[] = {"", "faults", "exporter", "DEU", "format", "json", NULL};
    return gravity_call(&f, "predict", words, err);
}

static kt_status info_once(void *with, kt_error *err)
{
    const char *const words[] = {"model", "faults", NULL};
    return gravity_call(&f, "info", with ? words : words + 2, err);
}

static void failures_leave_the_model_as_it_was(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text before = {0}, after = {0};
    char path[320];
    snprintf(path, sizeof path, "%s/store/models/faults.csv", f.folder);
    CHECK_OK(keep_once(NULL, &err), err);
    CHECK_OK(kt_file_read(path, 1 << 20, &before, &err), err);
    static const kt_fault kinds[] = {KT_FAULT_WRITE, KT_FAULT_FSYNC, KT_FAULT_RENAME};
    for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++) {
        kt_fault_at(kinds[n], 1);
        const kt_status status = keep_once(NULL, &err);
        CHECK(kt_fault_off());
        CHECK(status == KT_ERR_IO);
        err = (kt_error){0};
        kt_text_reset(&after);
        CHECK_OK(kt_file_read(path, 1 << 20, &after, &err), err);
        CHECK_TEXT(kt_text_get(&after), kt_text_get(&before));
    }
    kt_text_clear(&after);
    kt_text_clear(&before);
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    int one = 1;
    kt_check_faults(KT_FAULT_MEMORY, keep_once, NULL);
    kt_check_faults(KT_FAULT_MEMORY, predict_once, NULL);
    kt_check_faults(KT_FAULT_MEMORY, info_once, NULL);
    kt_check_faults(KT_FAULT_MEMORY, info_once, &one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_kept_model_predicts_what_it_was_estimated_on),
        KT_TEST(rows_come_in_parts),
        KT_TEST(a_file_is_asked_about_its_own_rows_too),
        KT_TEST(lags_are_those_of_the_model),
        KT_TEST(other_flows_are_asked_for_by_name),
        KT_TEST(another_version_is_told_and_none_is_an_error),
        KT_TEST(other_data_under_the_same_name_are_told),
        KT_TEST(names_are_never_paths),
        KT_TEST(from_elsewhere_only_the_store_is_looked_into),
        KT_TEST(what_cannot_be_kept_is_refused_before_it_is_estimated),
        KT_TEST(info_lists_models_and_drop_removes_them),
        KT_TEST(a_name_that_means_two_things_drops_neither),
        KT_TEST(a_damaged_model_is_said_to_be_one),
        KT_TEST(failures_leave_the_model_as_it_was),
        KT_TEST(memory_may_fail_anywhere),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, let_go);
}
