/* test_zip.c: zips as they should be, and each way in which they can lie. */
#include <kontor/limits.h>

#include "pack.h"

static void check_zip(const pack_member *members, int n, const char *expected)
{
    kt_text zip = {0};
    pack_zip(&zip, members, n);
    pack_check(&zip, "a.zip", expected);
    kt_text_clear(&zip);
}

static void check_refused(const pack_member *member, kt_status status)
{
    kt_text zip = {0};
    pack_zip(&zip, member, 1);
    pack_check_refused(&zip, status);
    kt_text_clear(&zip);
}

static void members_come_as_listed_and_without_their_paths(void **state)
{
    (void)state;
    const pack_member members[] = {pack_stored("z/b.csv", "bee"), pack_stored("a.csv", "ay"),
                                   pack_stored("c\\..\\c.csv", "")};
    check_zip(members, 3, "b.csv(3): bee;a.csv(2): ay;c.csv(0): ;");
}

static void a_zip_without_members_is_empty(void **state)
{
    (void)state;
    check_zip(NULL, 0, "");
}

static void deflated_members_are_inflated(void **state)
{
    (void)state;
    kt_text packed = {0};
    pack_stored_blocks(&packed, "a,b\n1,2\n", 8);
    const pack_member member = {.name = "a.csv",
                                .packed = {packed.data, packed.size},
                                .method = 8,
                                .crc = pack_crc("a,b\n1,2\n", 8),
                                .plain_size = 8};
    check_zip(&member, 1, "a.csv(8): a,b\n1,2\n;");
    pack_member late = member;
    late.flags = 8;
    check_zip(&late, 1, "a.csv(8): a,b\n1,2\n;");
    pack_member wide = member;
    wide.wide = 1;
    check_zip(&wide, 1, "a.csv(8): a,b\n1,2\n;");
    kt_text_clear(&packed);
}

static void folders_and_hidden_members_are_passed_over(void **state)
{
    (void)state;
    const pack_member members[] = {
        pack_stored("data/", ""),           pack_stored("__MACOSX/._a.csv", "x"),
        pack_stored("data/.hidden", "x"),   pack_stored(".git/config", "x"),
        pack_stored("data/a.csv", "shown"), pack_stored("./b.csv", "here"),
    };
    check_zip(members, 6, "a.csv(5): shown;b.csv(4): here;");
}

static void a_name_becomes_printable_utf8(void **state)
{
    (void)state;
    const pack_member members[] = {pack_stored("\xe4\x1b[1m.csv", "x"),
                                   pack_stored("\xc3\xa4.csv", "x")};
    check_zip(members, 2, "\xc3\xa4?[1m.csv(1): x;\xc3\xa4.csv(1): x;");
}

static void an_unwanted_member_is_left_packed(void **state)
{
    (void)state;
    pack_member members[] = {pack_stored("a", "x"), pack_stored("b", "y")};
    members[0].crc = 1; // wrong, and nobody looks
    kt_text zip = {0};
    pack_seen seen = {.unwanted = "a"};
    kt_error err = {0};
    pack_zip(&zip, members, 2);
    CHECK_OK(pack_walk(&zip, "x", &seen, &err), err);
    CHECK_TEXT(kt_text_get(&seen.text), "a(1);b(1): y;");
    kt_text_clear(&seen.text);
    kt_text_clear(&zip);
}

/* ---- lies ----------------------------------------------------------------------------------
 */

static void an_encrypted_member_is_refused(void **state)
{
    (void)state;
    pack_member member = pack_stored("a", "x");
    member.flags = 1;
    check_refused(&member, KT_ERR_FORMAT);
}

static void another_method_is_refused(void **state)
{
    (void)state;
    pack_member member = pack_stored("a", "x");
    member.method = 12;
    check_refused(&member, KT_ERR_FORMAT);
}

static void headers_that_disagree_are_refused(void **state)
{
    (void)state;
    const pack_member honest = pack_stored("a", "xyz");
    pack_member member = honest;
    member.directory.name = "b";
    check_refused(&member, KT_ERR_FORMAT);
    member = honest;
    member.directory.method = 8;
    check_refused(&member, KT_ERR_FORMAT);
    member = honest;
    member.directory.plain_size = 2;
    check_refused(&member, KT_ERR_FORMAT);
    member = honest;
    member.directory.packed_size = 2;
    check_refused(&member, KT_ERR_FORMAT);
    member = honest;
    member.directory.crc = 5;
    check_refused(&member, KT_ERR_FORMAT);
    member = honest;
    member.directory.at = 7;
    check_refused(&member, KT_ERR_FORMAT);
}

static void a_wrong_checksum_is_found(void **state)
{
    (void)state;
    pack_member member = pack_stored("a", "xyz");
    member.crc++;
    check_refused(&member, KT_ERR_FORMAT);
}

static void a_member_of_another_size_is_refused(void **state)
{
    (void)state;
    kt_text packed = {0};
    pack_stored_blocks(&packed, "a,b\n1,2\n", 8);
    for (uint64_t size = 7; size <= 9; size += 2) {
        const pack_member member = {.name = "a.csv",
                                    .packed = {packed.data, packed.size},
                                    .method = 8,
                                    .crc = pack_crc("a,b\n1,2\n", 8),
                                    .plain_size = size};
        check_refused(&member, KT_ERR_FORMAT);
    }
    pack_bytes(&packed, "!", 1); // and bytes behind the end
    const pack_member longer = {.name = "a.csv",
                                .packed = {packed.data, packed.size},
                                .method = 8,
                                .crc = pack_crc("a,b\n1,2\n", 8),
                                .plain_size = 8};
    check_refused(&longer, KT_ERR_FORMAT);
    kt_text_clear(&packed);
}

static void a_zip_cut_anywhere_is_refused(void **state)
{
    (void)state;
    const pack_member members[] = {pack_stored("a.csv", "1,2\n"),
                                   pack_stored("b.csv", "3,4\n")};
    kt_text zip = {0};
    pack_zip(&zip, members, 2);
    for (size_t size = 4; size < zip.size; size++) {
        kt_text cut = {0};
        pack_bytes(&cut, zip.data, size);
        pack_check_refused(&cut, KT_ERR_FORMAT);
        kt_text_clear(&cut);
    }
    kt_text_clear(&zip);
}

/* Whatever the byte: an answer or a refusal, and never a read outside (the sanitizer looks). */
static void no_changed_byte_leads_outside(void **state)
{
    (void)state;
    const pack_member members[] = {pack_stored("a.csv", "1,2\n"),
                                   pack_stored("b.csv", "3,4\n")};
    kt_text zip = {0};
    pack_zip(&zip, members, 2);
    for (size_t p = 0; p < zip.size; p++) {
        for (int change = 1; change < 256; change += change < 16 ? 1 : 37) {
            kt_text changed = {0};
            pack_seen seen = {0};
            kt_error err = {0};
            pack_bytes(&changed, zip.data, zip.size);
            changed.data[p] = (char)(changed.data[p] ^ change);
            const kt_status status = pack_walk(&changed, "x", &seen, &err);
            CHECK(status == KT_OK || status == KT_ERR_FORMAT || status == KT_ERR_LIMIT);
            kt_text_clear(&seen.text);
            kt_text_clear(&changed);
        }
    }
    kt_text_clear(&zip);
}

static void a_count_past_the_limit_is_refused(void **state)
{
    (void)state;
    kt_text zip = {0};
    pack_bytes(&zip, "PK\x05\x06", 4);
    for (int n = 0; n < 100 * KT_MAX_MEMBERS / 2; n++)
        pack_number(&zip, 0, 1);
    const size_t size = zip.size;
    pack_number(&zip, 0x06054b50, 4);
    pack_number(&zip, 0, 4);
    pack_number(&zip, KT_MAX_MEMBERS + 1, 2);
    pack_number(&zip, KT_MAX_MEMBERS + 1, 2);
    pack_number(&zip, size, 4);
    pack_number(&zip, 0, 6);
    pack_check_refused(&zip, KT_ERR_LIMIT);
    kt_text_clear(&zip);
}

static kt_status walk_once(void *with, kt_error *err)
{
    pack_seen seen = {0};
    const kt_status status = pack_walk(with, "a.zip", &seen, err);
    kt_text_clear(&seen.text);
    return status;
}

static void every_failed_request_is_reported(void **state)
{
    (void)state;
    kt_text packed = {0}, zip = {0};
    pack_stored_blocks(&packed, "text", 4);
    const pack_member members[] = {{.name = "a",
                                    .packed = {packed.data, packed.size},
                                    .method = 8,
                                    .crc = pack_crc("text", 4),
                                    .plain_size = 4},
                                   pack_stored("b", "more")};
    pack_zip(&zip, members, 2);
    kt_check_faults(KT_FAULT_MEMORY, walk_once, &zip);
    kt_text_clear(&zip);
    kt_text_clear(&packed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(members_come_as_listed_and_without_their_paths),
        KT_TEST(a_zip_without_members_is_empty),
        KT_TEST(deflated_members_are_inflated),
        KT_TEST(folders_and_hidden_members_are_passed_over),
        KT_TEST(a_name_becomes_printable_utf8),
        KT_TEST(an_unwanted_member_is_left_packed),
        KT_TEST(an_encrypted_member_is_refused),
        KT_TEST(another_method_is_refused),
        KT_TEST(headers_that_disagree_are_refused),
        KT_TEST(a_wrong_checksum_is_found),
        KT_TEST(a_member_of_another_size_is_refused),
        KT_TEST(a_zip_cut_anywhere_is_refused),
        KT_TEST(no_changed_byte_leads_outside),
        KT_TEST(a_count_past_the_limit_is_refused),
        KT_TEST(every_failed_request_is_reported),
    };
    return kt_run_tests(tests);
}
