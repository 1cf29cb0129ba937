/* The table of sentences beside it: what is found in each of them, and in which nothing is. */
#include "check.h"

#include <kontor/claim.h>
#include <kontor/file.h>

typedef struct table {
    kt_resources *resources;
    kt_countries *countries;
    kt_blocs *blocs;
    kt_claim_reader *reader;
    kt_text sentence, wanted;
    int n_sentences, n_wrong;
} table;

/* Among whom a partner is ranked, as the table writes it behind all else. */
static const char *among_of(const kt_claim *claim)
{
    static const char *const how[] = {"", " in ", " outside ", " perhaps among some",
                                      " among some"};
    return how[claim->among];
}

/* Claims of a sentence as the table writes them. */
static void read_sentence(const table *t, kt_text *out)
{
    kt_error err = {0};
    kt_claims claims = {0};
    const kt_date published = {2019, 10, 25};
    CHECK_OK(kt_claims_read(t->reader, (kt_slice){t->sentence.data, t->sentence.size},
                            published, &claims, &err),
             err);
    for (int64_t n = 0; n < claims.n_claims; n++) {
        const kt_claim *claim = &claims.claim[n];
        char measure[40], period[24] = "-";
        if (!claim->no_period)
            kt_period_print(claim->period, period);
        CHECK_OK(kt_text_format(out, &err, "= %s %s %s-%s %s %.6g%s%s%s%s\n",
                                kt_claim_kind_name((kt_claim_kind)claim->kind),
                                kt_claim_measure(claim, measure), claim->a, claim->b, period,
                                claim->value,
                                claim->product[0] || claim->unknown_goods ? " " : "",
                                claim->unknown_goods ? "?" : claim->product, among_of(claim),
                                claim->group),
                 err);
    }
    kt_claims_clear(&claims);
}

static void check_sentence(table *t)
{
    kt_text found = {0};
    read_sentence(t, &found);
    t->n_sentences++;
    if (strcmp(kt_text_get(&found), kt_text_get(&t->wanted)) != 0) {
        t->n_wrong++;
        printf("%s\n# found:\n%s# expected:\n%s\n", kt_text_get(&t->sentence),
               kt_text_get(&found), kt_text_get(&t->wanted));
    }
    kt_text_clear(&found);
}

/* The sentence with alternative `which` of each group: false when a group has no such one. */
static bool choose(kt_slice pattern, int which, kt_text *out)
{
    kt_error err = {0};
    kt_text_clear(out);
    while (pattern.size) {
        const kt_slice plain = kt_slice_cut(&pattern, '{');
        CHECK_OK(kt_text_append(out, plain.data, plain.size, &err), err);
        kt_slice group = kt_slice_cut(&pattern, '}'), chosen = kt_slice_cut(&group, '|');
        for (int n = 0; n < which && chosen.data; n++) {
            if (group.size == 0)
                return false;
            chosen = kt_slice_cut(&group, '|');
        }
        CHECK_OK(kt_text_append(out, chosen.data, chosen.size, &err), err);
    }
    return true;
}

static void end_sentence(table *t)
{
    const kt_text pattern = t->sentence;
    if (pattern.size == 0)
        return;
    const bool many = strchr(kt_text_get(&pattern), '{') != NULL;
    t->sentence = (kt_text){0};
    for (int n = 0;
         (n == 0 || many) && choose((kt_slice){pattern.data, pattern.size}, n, &t->sentence);
         n++)
        check_sentence(t);
    free(pattern.data);
    kt_text_clear(&t->sentence);
    kt_text_clear(&t->wanted);
}

static void take_line(table *t, kt_slice line)
{
    kt_error err = {0};
    if (line.size == 0 || line.data[0] == '#')
        return;
    if (line.data[0] != '=')
        end_sentence(t);
    kt_text *to = line.data[0] == '=' ? &t->wanted : &t->sentence;
    CHECK_OK(kt_text_append(to, line.data, line.size, &err), err);
    if (to == &t->wanted)
        CHECK_OK(kt_text_append(to, "\n", 1, &err), err);
}

/* The sentences of a file, by the tables of a folder (NULL: kontor's own). */
static void check_file(const char *folder, const char *path, int least)
{
    kt_error err = {0};
    table t = {0};
    kt_text file = {0};
    CHECK_OK(kt_resources_open(folder, &t.resources, &err), err);
    CHECK_OK(kt_countries_open(t.resources, &t.countries, &err), err);
    CHECK_OK(kt_blocs_open(t.resources, &t.blocs, &err), err);
    CHECK_OK(kt_claim_reader_open(t.resources, t.countries, t.blocs, &t.reader, &err), err);
    CHECK_OK(kt_file_read(path, 1 << 20, &file, &err), err);
    kt_slice rest = {file.data, file.size};
    while (rest.size)
        take_line(&t, kt_slice_cut(&rest, '\n'));
    end_sentence(&t);
    CHECK(t.n_sentences >= least);
    CHECK_INT(t.n_wrong, 0);
    kt_text_clear(&file);
    kt_text_clear(&t.sentence);
    kt_text_clear(&t.wanted);
    kt_claim_reader_close(t.reader);
    kt_blocs_close(t.blocs);
    kt_countries_close(t.countries);
    kt_resources_close(t.resources);
}

static void every_sentence_is_read_as_the_table_says(void **state)
{
    (void)state;
    check_file(NULL, "tests/claim/sentences.txt", 35);
}

/* French has no rules in C, and no names but those of its file. */
static void a_language_is_added_by_tables_alone(void **state)
{
    (void)state;
    check_file("tests/claim/french", "tests/claim/french/sentences.txt", 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {KT_TEST(every_sentence_is_read_as_the_table_says),
                                       KT_TEST(a_language_is_added_by_tables_alone)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
