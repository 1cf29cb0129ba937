/* The claims found in a tagged corpus, by language and kind. With a folder as its argument the
 * program prints the table for that folder, and with -v every claim that is not right
 * (scripts/score_claims.sh). */
#include "claim/corpus.h"

/* Measured on the corpus that the project carries; a change that reads worse is to be seen. */
static void the_corpus_is_read_well(void **state)
{
    (void)state;
    corpus_score score = {0};
    score_folder("tests/claim/corpus", &score);
    print_score(&score);
    CHECK(score.n_articles >= 40);
    CHECK(ratio(score.right[3][6], score.found[3][6]) >= 0.94);
    CHECK(ratio(score.right[3][6], score.wanted[3][6]) >= 0.93);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {KT_TEST(the_corpus_is_read_well)};
    if (argc < 2)
        return kt_run_tests(tests);
    corpus_score score = {0};
    int folder = 1;
    if (strcmp(argv[1], "-v") == 0) {
        score.tell = true;
        folder = 2;
    }
    if (folder >= argc)
        return 2;
    score_folder(argv[folder], &score);
    print_score(&score);
    return 0;
}
