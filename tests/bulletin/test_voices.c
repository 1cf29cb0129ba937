/* The bulletin's languages: their phrases take the same arguments, and say what is set. */
#include <kontor/bulletin.h>
#include <kontor/locale.h>

#include "check.h"

static void read_phrases(kt_resources *resources, const char *language, kt_phrases **out)
{
    kt_error err = {0};
    char name[40];
    kt_slice text;
    snprintf(name, sizeof name, "lang/bulletin_%s.txt", language);
    CHECK_OK(kt_resource_get(resources, name, &text, &err), err);
    CHECK_OK(kt_phrases_parse(text, out, &err), err);
}

/* The names of a pattern's arguments without the forms, each once: each language picks the
 * forms that it needs. */
static void arguments_of(kt_slice pattern, char out[600])
{
    static const char *const forms[] = {"_ordinal", "_subject", "_genitive", "_dative",
                                        "_object",  "_with",    "_between",  "_in",
                                        "_from",    "_to"};
    kt_error err = {0};
    kt_text all = {0};
    CHECK_OK(kt_message_arguments(pattern, &all, &err), err);
    kt_slice rest = {kt_text_get(&all), all.size};
    snprintf(out, 600, " ");
    while (rest.data && rest.size > 0) {
        kt_slice name = kt_slice_cut(&rest, ' ');
        char word[64];
        for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
            const size_t n = strlen(forms[f]);
            if (name.size > n && memcmp(name.data + name.size - n, forms[f], n) == 0)
                name.size -= n;
        }
        snprintf(word, sizeof word, " %.*s ", (int)name.size, name.data);
        if (!strstr(out, word)) {
            const size_t used = strlen(out);
            snprintf(out + used, 600 - used, "%s", word + 1);
        }
    }
    kt_text_clear(&all);
}

static void the_languages_take_the_same_arguments(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_resources *resources = NULL;
    kt_phrases *phrases[KT_N_ITEM_LANGUAGES] = {NULL};
    CHECK_OK(kt_resources_open(NULL, &resources, &err), err);
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        read_phrases(resources, kt_item_languages[l], &phrases[l]);
    for (int64_t n = 0; n < kt_phrases_count(phrases[0]); n++) {
        const char *key = kt_phrases_key(phrases[0], n);
        char first[600], other[600];
        arguments_of(kt_phrase(phrases[0], key), first);
        for (int l = 1; l < KT_N_ITEM_LANGUAGES; l++) {
            CHECK(kt_phrase(phrases[l], key).data != NULL);
            arguments_of(kt_phrase(phrases[l], key), other);
            if (strcmp(first, other) != 0)
                fail_msg("%s: de has \"%s\", %s has \"%s\"", key, first, kt_item_languages[l],
                         other);
        }
    }
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        kt_phrases_free(phrases[l]);
    kt_resources_close(resources);
}

static void check_origin(kt_voices *voices, const char *language, const kt_item *item,
                         const char *expected)
{
    kt_error err = {0};
    kt_text out = {0};
    CHECK_OK(kt_bulletin_origin(voices, language, item, &out, &err), err);
    CHECK_TEXT(kt_text_get(&out), expected);
    kt_text_clear(&out);
}

static void the_line_of_origin_says_what_is_known(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_resources *resources = NULL;
    kt_voices *voices = NULL;
    CHECK_OK(kt_resources_open(NULL, &resources, &err), err);
    CHECK_OK(kt_voices_open(resources, &voices, &err), err);
    kt_item item = {.dataset = "dots",
                    .vintage = "2021",
                    .as_of = {2021, 6, 1},
                    .reviewed_by = "",
                    .place = ""};
    check_origin(voices, "en", &item,
                 "(kontor) Compiled automatically from dots 2021, as of 1 June 2021; not yet "
                 "reviewed");
    item.reviewed_by = "N. N.";
    item.place = "Minsk";
    check_origin(
        voices, "de", &item,
        "Minsk (kontor) Automatisch erstellt aus dots 2021, Stand 1. Juni 2021; geprüft "
        "von N. N.");
    item.synthetic = true;
    item.place = "";
    check_origin(
        voices, "en", &item,
        "(kontor) Compiled automatically from dots 2021, as of 1 June 2021; reviewed by "
        "N. N. — SYNTHETIC DATA, made up for tests");
    item = (kt_item){.dataset = "facts",
                     .vintage = "2016",
                     .as_of = {2016, 0, 0},
                     .reviewed_by = "",
                     .place = ""};
    check_origin(voices, "ru", &item,
                 "(kontor) Составлено автоматически по данным facts 2016, по состоянию на 2016 "
                 "год; ещё не проверено");
    check_origin(
        voices, "de", &item,
        "(kontor) Automatisch erstellt aus facts 2016, Stand 2016; noch nicht geprüft");
    kt_voices_close(voices);
    kt_resources_close(resources);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_languages_take_the_same_arguments),
        KT_TEST(the_line_of_origin_says_what_is_known),
    };
    return kt_run_tests(tests);
}
