/* Text from outside can neither break a line nor steer a terminal. */
#include "check.h"

#include <kontor/text.h>

#include <string.h>

static void check_becomes(const char *given, size_t size, const char *wanted)
{
    char text[64];
    memcpy(text, given, size);
    text[kt_text_make_printable(text, size)] = '\0';
    CHECK_TEXT(text, wanted);
    CHECK(kt_text_is_printable(kt_slice_of(text)));
    CHECK_INT(kt_text_is_printable((kt_slice){given, size}),
              strlen(wanted) == size && memcmp(given, wanted, size) == 0);
}

static void letters_of_all_scripts_stay(void **state)
{
    (void)state;
    check_becomes("", 0, "");
    check_becomes("\xC3\xA4\xD0\x96\xE4\xBA\xAC\xF0\x9F\x8C\xBE ~", 13,
                  "\xC3\xA4\xD0\x96\xE4\xBA\xAC\xF0\x9F\x8C\xBE ~");
    check_becomes("\xC2\xA0", 2, "\xC2\xA0"); // a hard blank
}

static void controls_and_changes_of_direction_do_not(void **state)
{
    (void)state;
    check_becomes("a\tb\r\n\x1B[2J\x7F\0c", 12, "a?b???[2J??c");
    check_becomes("\xC2\x9B\xC2\x85", 4, "??");
    check_becomes("\xE2\x80\xA8\xE2\x80\xAE\xE2\x81\xA6x", 10, "???x");
}

static void a_byte_that_is_no_character_becomes_one(void **state)
{
    (void)state;
    check_becomes("\xFF\x9B\xC3", 3, "???");
    check_becomes("\xE4\xBA", 2, "??");      // cut
    check_becomes("\xED\xA0\x80", 3, "???"); // a surrogate
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(letters_of_all_scripts_stay),
        KT_TEST(controls_and_changes_of_direction_do_not),
        KT_TEST(a_byte_that_is_no_character_becomes_one),
    };
    return kt_run_tests(tests);
}
