/* test_separation.c: which rows have no finite fitted index. */
#include <kontor/estimate.h>

#include "check.h"
#include "estimate/panel.h"

/* The estimate of a file of the shared collection: y, x*, then effects, then what must go. */
typedef struct study {
    panel p;
    kt_frame_column x[8];
    kt_frame_effect effects[8];
    kt_model_frame frame;
    const double *separated;
} study;

static void read_study(study *s, const char *path)
{
    kt_error err = {0};
    memset(s, 0, sizeof *s);
    CHECK_OK(panel_read(&s->p, path, &err), err);
    s->frame = (kt_model_frame){.n_rows = s->p.n,
                                .outcome = {"y", panel_column(&s->p, "y")},
                                .regressors = s->x,
                                .effects = s->effects,
                                .intercept = true};
    for (int c = 0; c < s->p.n_columns; c++) {
        const char *name = s->p.name[c];
        if (!strcmp(name, "separated"))
            s->separated = s->p.value[c];
        else if (name[0] == 'x')
            s->x[s->frame.n_regressors++] = (kt_frame_column){name, s->p.value[c]};
        else if (strcmp(name, "y") != 0)
            s->effects[s->frame.n_effects++].factor =
                panel_factor(&s->p, name, s->p.value[c], NULL, NULL);
    }
}

static void check_case(int number)
{
    char name[64];
    study s;
    kt_error err = {0};
    kt_estimate *e = NULL;
    kt_estimate_options options = kt_estimate_options_default();
    options.drop = KT_DROP_SEPARATED;
    snprintf(name, sizeof name, "data/separation/case%02d.csv", number);
    read_study(&s, kt_shared(name));
    CHECK_OK(kt_estimate_fit(&s.frame, &options, &e, &err), err);
    int64_t expected = 0, at = 0;
    for (int64_t r = 0; r < s.p.n; r++) {
        const int dropped = at < e->n_separated && e->separated[at] == r;
        at += dropped;
        expected += s.separated[r] > 0.0;
        if (dropped != (s.separated[r] > 0.0))
            fail_msg("case %d, row %d: %s, %s expected (outcome %d, %d steps)", number, (int)r,
                     dropped ? "dropped" : "kept", dropped ? "kept" : "dropped",
                     (int)e->outcome, (int)e->steps);
    }
    CHECK_INT(e->n_separated, expected);
    CHECK(e->outcome != KT_ESTIMATE_NOT_CONVERGED);
    kt_estimate_free(e);
    panel_clear(&s.p);
}

#define CASE(n)                                                                                \
    static void the_right_rows_go_in_case_##n(void **state)                                    \
    {                                                                                          \
        (void)state;                                                                           \
        check_case(n);                                                                         \
    }
CASE(1)
CASE(2)
CASE(3)
CASE(4)
CASE(5)
CASE(6)
CASE(7)
CASE(8)
CASE(9)
CASE(10)
CASE(11)
CASE(12)
CASE(13)
CASE(14)
CASE(15)
CASE(16)
CASE(17)
CASE(18)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_right_rows_go_in_case_1),  KT_TEST(the_right_rows_go_in_case_2),
        KT_TEST(the_right_rows_go_in_case_3),  KT_TEST(the_right_rows_go_in_case_4),
        KT_TEST(the_right_rows_go_in_case_5),  KT_TEST(the_right_rows_go_in_case_6),
        KT_TEST(the_right_rows_go_in_case_7),  KT_TEST(the_right_rows_go_in_case_8),
        KT_TEST(the_right_rows_go_in_case_9),  KT_TEST(the_right_rows_go_in_case_10),
        KT_TEST(the_right_rows_go_in_case_11), KT_TEST(the_right_rows_go_in_case_12),
        KT_TEST(the_right_rows_go_in_case_13), KT_TEST(the_right_rows_go_in_case_14),
        KT_TEST(the_right_rows_go_in_case_15), KT_TEST(the_right_rows_go_in_case_16),
        KT_TEST(the_right_rows_go_in_case_17), KT_TEST(the_right_rows_go_in_case_18),
    };
    return kt_run_tests(tests);
}
