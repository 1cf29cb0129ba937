/* fuzz_phrases.c: any bytes as a file of lang/. Every key must be found again. */
#include <kontor/locale.h>

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kt_phrases *phrases = NULL;
    if (kt_phrases_parse((kt_slice){(const char *)data, size}, &phrases, NULL) != KT_OK)
        return 0;
    for (int64_t n = 0; n < kt_phrases_count(phrases); n++) {
        const char *key = kt_phrases_key(phrases, n);
        if (!kt_phrase(phrases, key).data ||
            (n > 0 && strcmp(key, kt_phrases_key(phrases, n - 1)) <= 0))
            __builtin_trap();
    }
    kt_phrases_free(phrases);
    return 0;
}
