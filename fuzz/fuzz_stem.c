/* fuzz_stem.c: any text to stems in each language: they are words of letters and digits with
 * one blank between, none longer than the text; and any bytes as an instant, which prints back.
 */
#include <kontor/moment.h>
#include <kontor/stem.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_stems(const char *language, kt_slice text)
{
    kt_stemmer *stemmer = NULL;
    kt_text out = {0};

    if (kt_stemmer_new(language, &stemmer, NULL))
        abort();
    if (!kt_stem_words(stemmer, text, &out, NULL)) {
        const char *stems = kt_text_get(&out);
        if (out.size > text.size || !kt_utf8_valid(stems, out.size) || strstr(stems, "  ") ||
            strpbrk(stems, "\"'()*\n"))
            abort();
    }
    kt_text_clear(&out);
    kt_stemmer_free(stemmer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const kt_slice text = {(const char *)data, size};
    int64_t seconds, back;
    char printed[32];

    if (kt_moment_parse(text, &seconds)) {
        kt_moment_print(seconds, printed);
        if (!kt_moment_parse(kt_slice_of(printed), &back) || back != seconds)
            abort();
    }
    if (!kt_utf8_valid(text.data, text.size))
        return 0;
    check_stems("de", text);
    check_stems("en", text);
    check_stems("ru", text);
    return 0;
}
