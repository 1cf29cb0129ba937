/* test_product_group.c: products sorted by a table. */
#include <kontor/product_group.h>

#include <kontor/input.h>

#include "check.h"

typedef struct real_table {
    kt_text bytes;
    int n_members;
} real_table;

static kt_status begin_member(void *with, const kt_input_member *member, bool *wanted,
                              kt_error *err)
{
    real_table *real = with;
    (void)member;
    (void)err;
    *wanted = real->n_members++ == 0;
    return KT_OK;
}

static kt_status take_piece(void *with, const char *data, size_t size, kt_error *err)
{
    real_table *real = with;
    return kt_text_add_slice(&real->bytes, (kt_slice){data, size}, err);
}

static kt_status end_member(void *with, kt_error *err)
{
    (void)with;
    (void)err;
    return KT_OK;
}

static kt_product_groups *groups_of(const char *table, const kt_group_alias *alias)
{
    kt_error err = {0};
    kt_product_groups *groups = NULL;
    CHECK_OK(kt_product_groups_parse(kt_slice_of(table), alias, &groups, &err), err);
    return groups;
}

static const char *group_of(const kt_product_groups *groups, const char *code)
{
    kt_product product;
    CHECK(kt_product_parse(kt_slice_of(code), KT_HS17, &product));
    const int64_t g = kt_product_groups_find(groups, product);
    return g == KT_GROUP_SEVERAL ? "several"
           : g == KT_GROUP_NONE  ? "none"
                                 : kt_product_groups_name(groups, g);
}

static void the_longest_code_decides(void **state)
{
    (void)state;
    kt_product_groups *groups = groups_of("code,group\n10,grain\n1006,rice\n72,metals\n", NULL);
    CHECK_TEXT(group_of(groups, "100119"), "grain");
    CHECK_TEXT(group_of(groups, "100630"), "rice");
    CHECK_TEXT(group_of(groups, "72"), "metals");
    CHECK_TEXT(group_of(groups, "01"), "none");
    CHECK_INT(kt_product_groups_count(groups), 3);
    CHECK_INT(kt_product_groups_revision(groups), KT_REVISION_NONE);
    kt_product_groups_free(groups);
}

static void a_product_with_several_groups_belongs_to_none(void **state)
{
    (void)state;
    kt_product_groups *groups = groups_of("HS 2017,BEC,Relationship\n010121,41,n:1\n"
                                          "010130,111,n:n\n010130,41,n:n\n0102.21,41,n:1\n",
                                          NULL);
    CHECK_TEXT(group_of(groups, "010121"), "41");
    CHECK_TEXT(group_of(groups, "010130"), "several");
    CHECK_TEXT(group_of(groups, "010221"), "41");
    CHECK_TEXT(kt_product_groups_title(groups), "BEC");
    CHECK_INT(kt_product_groups_revision(groups), KT_HS17);
    kt_product_groups_free(groups);
}

static void groups_of_one_end_use_are_one(void **state)
{
    (void)state;
    kt_product_groups *groups =
        groups_of("HS17,BEC\n010121,21\n010121,111\n010130,41\n010130,111\n270710,321\n",
                  kt_group_end_use);
    CHECK_TEXT(group_of(groups, "010121"), "raw");
    CHECK_TEXT(group_of(groups, "010130"), "several");
    CHECK_TEXT(group_of(groups, "270710"), "none");
    kt_product_groups_free(groups);
}

/* The correlation of HS 2017 and BEC, Rev. 4: 5,387 subheadings and a few with two categories.
 */
static void the_real_table_of_bec_is_read(void **state)
{
    (void)state;
    kt_error err = {0};
    real_table real = {.n_members = 0};
    const kt_input_visitor visitor = {begin_member, take_piece, end_member, &real};
    kt_product_groups *groups = NULL;
    CHECK_OK(kt_input_walk(kt_shared("data/hs17_bec.csv.gz"), &visitor, NULL, NULL, &err), err);
    const kt_slice table = {real.bytes.data, real.bytes.size};
    CHECK_OK(kt_product_groups_parse(table, NULL, &groups, &err), err);
    CHECK_INT(kt_product_groups_revision(groups), KT_HS17);
    CHECK_INT(kt_product_groups_count(groups), 19);
    CHECK_TEXT(group_of(groups, "010121"), "41");
    CHECK_TEXT(group_of(groups, "010130"), "several");
    CHECK_TEXT(group_of(groups, "270900"), "31");
    kt_product_groups_free(groups);
    CHECK_OK(kt_product_groups_parse(table, kt_group_end_use, &groups, &err), err);
    CHECK_INT(kt_product_groups_count(groups), 4);
    CHECK_TEXT(group_of(groups, "270900"), "raw");
    CHECK_TEXT(group_of(groups, "847130"), "capital");
    CHECK_TEXT(group_of(groups, "870321"), "none"); // passenger cars serve several uses
    kt_product_groups_free(groups);
    kt_text_clear(&real.bytes);
}

static void headers_of_other_layouts_are_not_taken(void **state)
{
    (void)state;
    const struct {
        const char *from, *to;
        int is_one;
    } cases[] = {{"HS 2017", "BEC", 1}, {"hs17", "group", 1},      {"code", "group", 1},
                 {"code", "value", 0},  {"year", "reporter", 0},   {"HS12", "SITC4", 1},
                 {"code", "name", 0},   {"code", "description", 0}};
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++)
        CHECK_INT(
            kt_product_groups_is_header(kt_slice_of(cases[n].from), kt_slice_of(cases[n].to)),
            cases[n].is_one);
}

static void what_cannot_be_used_is_refused_with_its_line(void **state)
{
    (void)state;
    const struct {
        const char *table;
        kt_status status;
        int64_t line;
    } cases[] = {{"code,group\n01,a\nx1,b\n", KT_ERR_FORMAT, 3},
                 {"code,group\n01\n", KT_ERR_FORMAT, 2},
                 {"code,group\n01,\n", KT_ERR_FORMAT, 2},
                 {"code,group\n0101011,a\n", KT_ERR_FORMAT, 2},
                 {"value,group\n01,a\n", KT_ERR_FORMAT, 1},
                 {"code,group\n", KT_ERR_MISSING, 0}};
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        kt_error err = {0};
        kt_product_groups *groups = NULL;
        CHECK_INT(kt_product_groups_parse(kt_slice_of(cases[n].table), NULL, &groups, &err),
                  cases[n].status);
        CHECK_INT(err.line, cases[n].line);
    }
}

static void every_failing_request_is_reported(void **state)
{
    (void)state;
    kt_status status = KT_ERR_MEMORY;
    for (int64_t n = 1; status; n++) {
        kt_error err = {0};
        kt_product_groups *groups = NULL;
        kt_fault_at(KT_FAULT_MEMORY, n);
        status = kt_product_groups_parse(kt_slice_of("code,group\n01,b\n02,a\n"), NULL, &groups,
                                         &err);
        kt_fault_off();
        if (status)
            CHECK_INT(status, KT_ERR_MEMORY);
        kt_product_groups_free(groups);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_longest_code_decides),
        KT_TEST(a_product_with_several_groups_belongs_to_none),
        KT_TEST(groups_of_one_end_use_are_one),
        KT_TEST(the_real_table_of_bec_is_read),
        KT_TEST(headers_of_other_layouts_are_not_taken),
        KT_TEST(what_cannot_be_used_is_refused_with_its_line),
        KT_TEST(every_failing_request_is_reported),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, NULL, NULL);
}
