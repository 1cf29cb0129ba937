/* test_gravity_separation.c: the eighteen cases of separation, from the file to the counted
 * rows, as a user meets them. Which rows go is checked in tests/estimate/test_separation.c. */
#include "gravity_fixture.h"

/* The formula of a case from its header: y, x1 ..., id1 ..., separated. */
typedef struct study {
    char regressors[64], effects[64];
    int separated_at;
    int64_t n_rows, n_separated;
} study;

static kt_status read_line(void *with, const kt_csv_row *row, kt_error *err)
{
    study *s = with;
    (void)err;
    if (s->separated_at < 0) {
        s->separated_at = kt_csv_column(row, "separated");
        for (int c = 1; c < s->separated_at; c++) {
            char *list = kt_slice_starts(row->cell[c], "x") ? s->regressors : s->effects;
            const size_t used = strlen(list);
            snprintf(list + used, 64 - used, "%s%.*s", used ? " + " : "",
                     (int)row->cell[c].size, row->cell[c].data);
        }
        return KT_OK;
    }
    s->n_rows++;
    s->n_separated += kt_slice_is(row->cell[s->separated_at], "1");
    return KT_OK;
}

static int64_t count_behind(const gravity_fixture *f, const char *key)
{
    const char *at = strstr(kt_text_get(&f->out), key);
    if (!at)
        fail_msg("no %s in %s", key, kt_text_get(&f->out));
    return strtoll(at + strlen(key), NULL, 10);
}

static void the_command_counts_what_must_go_in_all_cases(void **state)
{
    (void)state;
    gravity_fixture f;
    gravity_open(&f);
    for (int number = 1; number <= 18; number++) {
        char name[64], formula[160];
        kt_text text = {0};
        kt_error err = {0};
        study s = {.separated_at = -1};
        snprintf(name, sizeof name, "data/separation/case%02d.csv", number);
        const char *path = kt_shared(name);
        CHECK_OK(kt_file_read(path, 1 << 20, &text, &err), err);
        CHECK_OK(kt_csv_parse((kt_slice){text.data, text.size}, NULL, read_line, &s, &err),
                 err);
        snprintf(formula, sizeof formula, "y ~ %s%s%s", s.regressors[0] ? s.regressors : "1",
                 s.effects[0] ? " | " : "", s.effects);
        GRAVITY(&f, "", formula, "data", path, "keep-singletons", NULL, "format", "json");
        if (count_behind(&f, "\"separated\":") != s.n_separated ||
            count_behind(&f, "\"n\":") != s.n_rows - s.n_separated)
            fail_msg("case %d: %s: expected %d separated of %d rows:\n%s", number, formula,
                     (int)s.n_separated, (int)s.n_rows, kt_text_get(&f.out));
        kt_text_clear(&text);
    }
    gravity_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {KT_TEST(the_command_counts_what_must_go_in_all_cases)};
    return kt_run_tests(tests);
}
