/* Stems: forms of a word come together, in each language. */
#include <kontor/stem.h>

#include "check.h"

static void check_stems(const char *language, const char *text, const char *expected)
{
    kt_error err = {0};
    kt_stemmer *stemmer = NULL;
    kt_text out = {0};
    CHECK_OK(kt_stemmer_new(language, &stemmer, &err), err);
    CHECK_OK(kt_stem_words(stemmer, kt_slice_of(text), &out, &err), err);
    CHECK_TEXT(kt_text_get(&out), expected);
    kt_text_clear(&out);
    kt_stemmer_free(stemmer);
}

static void forms_of_a_word_have_one_stem(void **state)
{
    (void)state;
    check_stems("en", "Exports, exported!", "export export");
    check_stems("de", "Ausfuhr AUSFUHREN", "ausfuhr ausfuhr");
    check_stems("ru", "Экспорт экспорта", "экспорт экспорт");
}

static void numbers_stay_and_signs_part_words(void **state)
{
    (void)state;
    check_stems("en", "$895.6\u00a0million (2018)", "895 6 million 2018");
    check_stems("en", "", "");
    check_stems("en", "\u2013 !", "");
}

static void yo_is_ye(void **state)
{
    (void)state;
    check_stems("ru", "ЕЩЁ", "ещ");
    check_stems("ru", "еще", "ещ");
}

static void another_language_is_refused(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_stemmer *stemmer = NULL;
    CHECK_FAILS(kt_stemmer_new("xx", &stemmer, &err), KT_ERR_MISSING, err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(forms_of_a_word_have_one_stem),
        KT_TEST(numbers_stay_and_signs_part_words),
        KT_TEST(yo_is_ye),
        KT_TEST(another_language_is_refused),
    };
    return kt_run_tests(tests);
}
