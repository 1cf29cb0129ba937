/* fuzz_message.c: any bytes as a pattern. The arguments that it names are given the next time;
 * then it is malformed or can be filled, once and again from what was read. */
#include <kontor/locale.h>

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_ARGUMENTS = 64 };

typedef struct list {
    kt_argument argument[MAX_ARGUMENTS];
    int n;
} list;

static kt_status find(void *with, kt_slice name, bool wanted, bool *known, kt_argument *out,
                      kt_error *err)
{
    const list *of = with;
    (void)wanted;
    (void)err;
    for (int n = 0; n < of->n && !*known; n++)
        if (kt_slice_is(name, of->argument[n].name)) {
            *out = of->argument[n];
            *known = true;
        }
    return KT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const kt_slice pattern = {(const char *)data, size};
    list given = {.n = 0};
    kt_text names = {0}, out = {0}, again = {0};
    kt_locale *locale = NULL;
    const kt_status listed = kt_message_arguments(pattern, &names, NULL);
    for (char *at = names.data; !listed && at && *at && given.n < MAX_ARGUMENTS; given.n++) {
        given.argument[given.n] =
            (kt_argument){at, given.n % 2 ? "text" : NULL, (double)size - 7.5};
        at = strchr(at, ' ');
        if (at)
            *at++ = '\0';
    }
    if (kt_locale_open("ru", &locale, NULL) == KT_OK) {
        const kt_status filled =
            kt_message_format(locale, pattern, given.argument, given.n, &out, NULL);
        if (listed == KT_OK && filled != KT_OK)
            __builtin_trap();
        // Read once and filled twice it says the same.
        kt_message *message = NULL;
        const kt_argument_source source = {.find = find, .with = &given};
        const kt_status read = kt_message_parse(pattern, &message, NULL);
        for (int time = 0; time < 2 && read == KT_OK; time++) {
            kt_text_reset(&again);
            const kt_status refilled = kt_message_fill(locale, message, &source, &again, NULL);
            if (filled == KT_OK &&
                (refilled != KT_OK || strcmp(kt_text_get(&out), kt_text_get(&again)) != 0))
                __builtin_trap();
        }
        if (filled == KT_OK && read != KT_OK)
            __builtin_trap();
        kt_message_free(message);
    }
    kt_locale_close(locale);
    kt_text_clear(&again);
    kt_text_clear(&out);
    kt_text_clear(&names);
    return 0;
}
