/* Periods: the table beside it, in two sentences of its language each. */
#include "check.h"

#include <kontor/claim.h>
#include <kontor/file.h>

typedef struct table {
    kt_resources *resources;
    kt_countries *countries;
    kt_blocs *blocs;
    kt_claim_reader *reader;
    int tongue, n_periods, n_wrong;
} table;

static const char *const tongues[] = {"[de]", "[en]", "[ru]"};
/* Before and behind the period: where it begins the sentence, and where it does not. */
static const struct {
    const char *before, *behind;
} sentences[3][2] = {
    {{"", " betrug der Handel zwischen Deutschland und China 5 Milliarden Dollar."},
     {"Der Handel zwischen Deutschland und China belief sich ", " auf 5 Milliarden Dollar."}},
    {{"", ", trade between Germany and China came to 5 billion dollars."},
     {"Trade between Germany and China came to 5 billion dollars ", "."}},
    {{"", " товарооборот между Россией и Китаем составил 5 млрд долларов."},
     {"Товарооборот между Россией и Китаем ", " составил 5 млрд долларов."}},
};

/* The period of the one amount of the sentence; "-" where it has none. */
static void read_period(const table *t, const char *sentence, char out[24])
{
    kt_error err = {0};
    kt_claims claims = {0};
    const kt_date published = {2024, 9, 15};
    const kt_slice text = {sentence, strlen(sentence)};
    CHECK_OK(kt_claims_read(t->reader, text, published, &claims, &err), err);
    snprintf(out, 24, "%d claims", (int)claims.n_claims);
    if (claims.n_claims == 1 && claims.claim[0].no_period)
        snprintf(out, 24, "-");
    else if (claims.n_claims == 1)
        kt_period_print(claims.claim[0].period, out);
    kt_claims_clear(&claims);
}

/* "in January of last year = 2023-01" */
static void take_line(table *t, kt_slice line)
{
    char told[160], sentence[400], found[24];
    for (int n = 0; n < 3; n++)
        if (kt_slice_is(line, tongues[n])) {
            t->tongue = n;
            return;
        }
    if (line.size == 0 || line.data[0] == '#')
        return;
    const kt_slice period = kt_slice_trim(kt_slice_cut(&line, '='));
    const kt_slice wanted = kt_slice_trim(line);
    snprintf(told, sizeof told, "%.*s", (int)period.size, period.data);
    t->n_periods++;
    for (int n = 0; n < 2; n++) {
        snprintf(sentence, sizeof sentence, "%s%s%s\n", sentences[t->tongue][n].before, told,
                 sentences[t->tongue][n].behind);
        read_period(t, sentence, found);
        if (!kt_slice_is(wanted, found)) {
            t->n_wrong++;
            printf("# %s# found %s, expected %.*s\n", sentence, found, (int)wanted.size,
                   wanted.data);
        }
    }
}

static void every_period_is_read_as_the_table_says(void **state)
{
    (void)state;
    kt_error err = {0};
    table t = {0};
    kt_text file = {0};
    CHECK_OK(kt_resources_open(NULL, &t.resources, &err), err);
    CHECK_OK(kt_countries_open(t.resources, &t.countries, &err), err);
    CHECK_OK(kt_blocs_open(t.resources, &t.blocs, &err), err);
    CHECK_OK(kt_claim_reader_open(t.resources, t.countries, t.blocs, &t.reader, &err), err);
    CHECK_OK(kt_file_read("tests/claim/periods.txt", 1 << 20, &file, &err), err);
    kt_slice rest = {file.data, file.size};
    while (rest.size)
        take_line(&t, kt_slice_cut(&rest, '\n'));
    CHECK(t.n_periods >= 400);
    CHECK_INT(t.n_wrong, 0);
    kt_text_clear(&file);
    kt_claim_reader_close(t.reader);
    kt_blocs_close(t.blocs);
    kt_countries_close(t.countries);
    kt_resources_close(t.resources);
}

int main(void)
{
    const struct CMUnitTest tests[] = {KT_TEST(every_period_is_read_as_the_table_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
