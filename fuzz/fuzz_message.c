/* fuzz_message.c: any bytes as a pattern. The arguments that it names are given the next time;
 * then it is malformed or can be filled. */
#include <kontor/locale.h>

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_ARGUMENTS = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const kt_slice pattern = {(const char *)data, size};
    kt_argument arguments[MAX_ARGUMENTS];
    kt_text names = {0}, out = {0};
    kt_locale *locale = NULL;
    int n = 0;
    const kt_status listed = kt_message_arguments(pattern, &names, NULL);
    for (char *at = names.data; !listed && at && *at && n < MAX_ARGUMENTS; n++) {
        arguments[n] = (kt_argument){at, n % 2 ? "text" : NULL, (double)size - 7.5};
        at = strchr(at, ' ');
        if (at)
            *at++ = '\0';
    }
    if (kt_locale_open("ru", &locale, NULL) == KT_OK) {
        const kt_status filled = kt_message_format(locale, pattern, arguments, n, &out, NULL);
        if (listed == KT_OK && filled != KT_OK)
            __builtin_trap();
    }
    kt_locale_close(locale);
    kt_text_clear(&out);
    kt_text_clear(&names);
    return 0;
}
