/* test_utf8.c: well-formed UTF-8 and nothing else; every character there and back. */
#include "check.h"

#include <kontor/text.h>

/* The slow twin's encoder: by the definition. */
static size_t encode(uint32_t character, char out[4])
{
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    const size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    const unsigned lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t p = length - 1; p > 0; p--) {
        out[p] = (char)(0x80 | (character & 0x3F));
        character >>= 6;
    }
    out[0] = (char)(lead[length] | character);
    return length;
}

static void every_character_is_valid_and_decoded(void **state)
{
    (void)state;
    for (uint32_t character = 0; character <= 0x110010; character++) {
        char bytes[4];
        size_t at = 0;
        const size_t length = encode(character, bytes);
        const bool is_scalar =
            character <= 0x10FFFF && !(character >= 0xD800 && character <= 0xDFFF);
        CHECK_INT(kt_utf8_valid(bytes, length), is_scalar);
        if (!is_scalar)
            continue;
        CHECK_INT(kt_utf8_next(bytes, length, &at), character);
        CHECK_INT(at, length);
        if (length > 1)
            CHECK(!kt_utf8_valid(bytes, length - 1));
    }
}

/* Of all texts of two and three bytes, those are well-formed which decode to what encodes back.
 */
static void all_short_sequences_agree_with_the_slow_twin(void **state)
{
    (void)state;
    static bool is_good[1 << 16];
    int64_t n_two = 0;
    for (uint32_t a = 0; a < 0x110000; a++) {
        char bytes[4];
        if (encode(a, bytes) == 2)
            is_good[(unsigned char)bytes[0] << 8 | (unsigned char)bytes[1]] = true;
    }
    for (unsigned a = 0; a < 256; a++) {
        for (unsigned b = 0; b < 256; b++) {
            const char bytes[] = {(char)a, (char)b};
            const bool expected = (a < 0x80 && b < 0x80) || is_good[a << 8 | b];
            CHECK_INT(kt_utf8_valid(bytes, 2), expected);
            n_two += expected;
        }
    }
    CHECK_INT(n_two, 128 * 128 + 1920);
    int64_t n_three = 0;
    for (unsigned n = 0; n < 1u << 24; n++) {
        const char bytes[] = {(char)(n >> 16), (char)(n >> 8), (char)n};
        n_three += kt_utf8_valid(bytes, 3);
    }
    /* ASCII thrice, ASCII and two bytes in both orders, three bytes without surrogates */
    CHECK_INT(n_three, 128 * 128 * 128 + 2 * 128 * 1920 + (65536 - 2048 - 2048));
}

static void a_bad_byte_is_found_at_every_place(void **state)
{
    (void)state;
    char text[64];
    for (size_t at = 0; at < sizeof text; at++) {
        memset(text, 'a', sizeof text);
        CHECK(kt_utf8_valid(text, sizeof text));
        text[at] = (char)0xFF;
        CHECK(!kt_utf8_valid(text, sizeof text));
        text[at] = (char)0xC3;
        CHECK(!kt_utf8_valid(text, sizeof text));
    }
    CHECK(kt_utf8_valid(NULL, 0));
}

static int width(const char *text)
{
    return kt_utf8_width(text, strlen(text));
}

static void width_counts_columns(void **state)
{
    (void)state;
    CHECK_INT(width(""), 0);
    CHECK_INT(width("Minsk"), 5);
    CHECK_INT(width("\xC3\x96sterreich"), 10);  /* O with diaeresis */
    CHECK_INT(width("O\xCC\x88sterreich"), 10); /* the same in two characters */
    CHECK_INT(width("\xD0\x9C\xD0\xB8\xD0\xBD\xD1\x81\xD0\xBA"), 5); /* Minsk in Cyrillic */
    CHECK_INT(width("\xE4\xB8\xAD\xE5\x9B\xBD"), 4);                 /* China in Chinese */
    CHECK_INT(width("\xEC\x84\x9C\xEC\x9A\xB8"), 4);                 /* Seoul in Korean */
    CHECK_INT(width("a\xC2\xA0\xE2\x80\x8Bz"), 3);   /* no-break and zero-width */
    CHECK_INT(width("\xE2\x96\x81\xE2\x96\x88"), 2); /* blocks of small pictures */
    CHECK_INT(width("\n\t"), 0);
}

static void latin1_becomes_utf8(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_text text = {0};
    CHECK_OK(kt_text_append_latin1(&text, "C\xF4te d'Ivoire \xE9", 15, &err), err);
    CHECK_TEXT(kt_text_get(&text), "C\xC3\xB4te d'Ivoire \xC3\xA9");
    CHECK_OK(kt_text_append_latin1(&text, NULL, 0, &err), err);
    kt_text_reset(&text);
    char all[256];
    for (int c = 0; c < 256; c++)
        all[c] = (char)c;
    CHECK_OK(kt_text_append_latin1(&text, all, sizeof all, &err), err);
    CHECK_INT(text.size, 128 + 2 * 128);
    CHECK(kt_utf8_valid(text.data, text.size));
    for (size_t at = 0, c = 0; at < text.size; c++)
        CHECK_INT(kt_utf8_next(text.data, text.size, &at), c);
    kt_text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(every_character_is_valid_and_decoded),
        KT_TEST(all_short_sequences_agree_with_the_slow_twin),
        KT_TEST(a_bad_byte_is_found_at_every_place),
        KT_TEST(width_counts_columns),
        KT_TEST(latin1_becomes_utf8),
    };
    return kt_run_tests(tests);
}
