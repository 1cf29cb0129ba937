/* zip.c: the directory of a zip (PKWARE's APPNOTE 6.3.10), with its 64-bit extension.
 *
 *     member, member, ... | directory: entry, entry, ... | [zip64 end, its locator] | end
 *     each: header, name, extra, data
 *
 * The end record is found first, at the end of the file; it leads to the directory, whose
 * entries lead to the members. Every number is held against the bytes there are before it is
 * used, and what both headers of a member say must agree, so that no two readers can see
 * different files in one zip. */
#include "zip.h"

#include <kontor/limits.h>

#include <string.h>

enum { /* sizes of the fixed parts */
       LOCAL_SIZE = 30,
       ENTRY_SIZE = 46,
       END_SIZE = 22,
       LOCATOR64_SIZE = 20,
       END64_SIZE = 56,
       MAX_COMMENT = 65535
};

#define LOCAL_MARK     0x04034b50U
#define ENTRY_MARK     0x02014b50U
#define END_MARK       0x06054b50U
#define LOCATOR64_MARK 0x07064b50U
#define END64_MARK     0x06064b50U
#define ELSEWHERE      0xffffffffU /* the number stands in the 64-bit extra field */

/* Flags of a member. */
enum { FLAG_ENCRYPTED = 1, FLAG_SIZES_BEHIND = 8, FLAG_STRONG = 64, FLAG_MASKED = 8192 };

/* A little-endian number of n bytes; the caller has checked that they are there. */
static uint64_t number_at(kt_slice bytes, size_t at, int n)
{
    uint64_t value = 0;
    for (int b = n - 1; b >= 0; b--)
        value = value << 8 | (unsigned char)bytes.data[at + (size_t)b];
    return value;
}

static bool holds(kt_slice bytes, uint64_t at, uint64_t size)
{
    return at <= bytes.size && size <= bytes.size - at;
}

static kt_status broken(kt_error *err, const char *what)
{
    return kt_fail(err, KT_ERR_FORMAT, "broken or truncated zip: %s", what);
}

/* The end record lies before a comment that reaches to the last byte. */
static bool find_end(kt_slice bytes, size_t *out)
{
    if (bytes.size < END_SIZE)
        return false;
    const size_t last = bytes.size - END_SIZE;
    const size_t first = last > MAX_COMMENT ? last - MAX_COMMENT : 0;
    for (size_t at = last + 1; at-- > first;) {
        if (number_at(bytes, at, 4) == END_MARK &&
            number_at(bytes, at + 20, 2) == bytes.size - at - END_SIZE) {
            *out = at;
            return true;
        }
    }
    return false;
}

typedef struct directory {
    uint64_t n_entries, size, at;
    uint64_t end; /* where the records behind it begin */
} directory;

/* Take the numbers from the 64-bit end record, if there is one. */
static kt_status read_end64(kt_slice bytes, size_t end, directory *out, kt_error *err)
{
    if (end < LOCATOR64_SIZE || number_at(bytes, end - LOCATOR64_SIZE, 4) != LOCATOR64_MARK)
        return KT_OK;
    const uint64_t at = number_at(bytes, end - LOCATOR64_SIZE + 8, 8);
    if (!holds(bytes, at, END64_SIZE) || at > end - LOCATOR64_SIZE ||
        number_at(bytes, (size_t)at, 4) != END64_MARK)
        return broken(err, "its 64-bit end record is not where it should be");
    out->n_entries = number_at(bytes, (size_t)at + 32, 8);
    out->size = number_at(bytes, (size_t)at + 40, 8);
    out->at = number_at(bytes, (size_t)at + 48, 8);
    out->end = at;
    return KT_OK;
}

kt_status kt_zip_open(kt_slice bytes, kt_zip *out, kt_error *err)
{
    size_t end = 0;
    if (!find_end(bytes, &end))
        return broken(err, "the directory at its end is not there");
    if (number_at(bytes, end + 4, 2) != 0 && number_at(bytes, end + 4, 2) != 0xffff)
        return kt_fail(err, KT_ERR_FORMAT, "a zip of several volumes, which is not read");
    directory found = {.n_entries = number_at(bytes, end + 10, 2),
                       .size = number_at(bytes, end + 12, 4),
                       .at = number_at(bytes, end + 16, 4),
                       .end = end};
    KT_TRY(read_end64(bytes, end, &found, err));
    if (found.at > found.end || found.size != found.end - found.at)
        return broken(err, "its directory is not where it should be");
    if (found.n_entries > found.size / ENTRY_SIZE)
        return broken(err, "more entries than its directory has room for");
    if (found.n_entries > KT_MAX_MEMBERS)
        return kt_fail(err, KT_ERR_LIMIT, "a zip with more than %d members", KT_MAX_MEMBERS);
    *out = (kt_zip){.bytes = bytes,
                    .at = (size_t)found.at,
                    .directory = (size_t)found.at,
                    .directory_end = (size_t)found.end,
                    .n_left = found.n_entries};
    return KT_OK;
}

typedef struct zip_sizes {
    uint64_t plain, packed, at;
} zip_sizes;

/* Replace the numbers that stand elsewhere by those of the 64-bit extra field, in whose order
 * they come. */
static kt_status read_extra64(kt_slice extra, zip_sizes *sizes, kt_error *err)
{
    uint64_t *const wanted[] = {&sizes->plain, &sizes->packed, &sizes->at};
    for (size_t p = 0; p + 4 <= extra.size;) {
        const size_t size = (size_t)number_at(extra, p + 2, 2);
        if (!holds(extra, p + 4, size))
            return broken(err, "an extra field longer than its place");
        size_t at = p + 4;
        for (int w = 0; w < 3 && number_at(extra, p, 2) == 1; w++) {
            if (*wanted[w] != ELSEWHERE)
                continue;
            if (at + 8 > p + 4 + size)
                return broken(err, "a 64-bit extra field that is too short");
            *wanted[w] = number_at(extra, at, 8);
            at += 8;
        }
        p += 4 + size;
    }
    return KT_OK;
}

/* Hold a member's own header against its entry and find its data. */
static kt_status read_local(const kt_zip *zip, const zip_sizes *entry, unsigned method,
                            kt_zip_member *member, kt_error *err)
{
    const kt_slice bytes = {zip->bytes.data, zip->directory}; // members lie before it
    if (!holds(bytes, entry->at, LOCAL_SIZE) ||
        number_at(bytes, (size_t)entry->at, 4) != LOCAL_MARK)
        return broken(err, "a member is not where its directory says");
    const size_t at = (size_t)entry->at;
    const uint64_t flags = number_at(bytes, at + 6, 2);
    const size_t name_size = (size_t)number_at(bytes, at + 26, 2);
    const size_t extra_size = (size_t)number_at(bytes, at + 28, 2);
    if (!holds(bytes, at + LOCAL_SIZE, name_size + extra_size))
        return broken(err, "a member's header is cut");
    const kt_slice name = {bytes.data + at + LOCAL_SIZE, name_size};
    const kt_slice extra = {name.data + name_size, extra_size};
    zip_sizes local = {.plain = number_at(bytes, at + 22, 4),
                       .packed = number_at(bytes, at + 18, 4)};
    KT_TRY(read_extra64(extra, &local, err));
    const bool sizes_agree = local.plain == entry->plain && local.packed == entry->packed &&
                             number_at(bytes, at + 14, 4) == member->crc;
    /* Written by a program that could not go back, the sizes stand behind the data. */
    if (number_at(bytes, at + 8, 2) != method || !kt_slice_equal(name, member->name) ||
        !(sizes_agree || (flags & FLAG_SIZES_BEHIND)))
        return broken(err, "a member's header and its directory disagree");
    const size_t data = at + LOCAL_SIZE + name_size + extra_size;
    if (!holds(bytes, data, entry->packed))
        return broken(err, "a member reaches into the directory");
    member->packed = (kt_slice){bytes.data + data, (size_t)entry->packed};
    return KT_OK;
}

kt_status kt_zip_next(kt_zip *zip, kt_zip_member *out, int *found, kt_error *err)
{
    const kt_slice bytes = {zip->bytes.data, zip->directory_end};
    const size_t at = zip->at;
    *found = 0;
    if (zip->n_left == 0)
        return at == zip->directory_end ? KT_OK
                                        : broken(err, "more in its directory than is counted");
    if (!holds(bytes, at, ENTRY_SIZE) || number_at(bytes, at, 4) != ENTRY_MARK)
        return broken(err, "an entry of its directory is cut");
    const size_t name_size = (size_t)number_at(bytes, at + 28, 2);
    const size_t extra_size = (size_t)number_at(bytes, at + 30, 2);
    const size_t comment_size = (size_t)number_at(bytes, at + 32, 2);
    if (!holds(bytes, at + ENTRY_SIZE, name_size + extra_size + comment_size))
        return broken(err, "an entry of its directory is cut");

    const unsigned method = (unsigned)number_at(bytes, at + 10, 2);
    kt_zip_member member = {.name = {bytes.data + at + ENTRY_SIZE, name_size},
                            .crc = (uint32_t)number_at(bytes, at + 16, 4)};
    zip_sizes entry = {.packed = number_at(bytes, at + 20, 4),
                       .plain = number_at(bytes, at + 24, 4),
                       .at = number_at(bytes, at + 42, 4)};
    KT_TRY(read_extra64((kt_slice){member.name.data + name_size, extra_size}, &entry, err));
    if (number_at(bytes, at + 8, 2) & (FLAG_ENCRYPTED | FLAG_STRONG | FLAG_MASKED))
        return kt_fail(err, KT_ERR_FORMAT, "an encrypted zip, which is not read");
    if (method != KT_ZIP_STORED && method != KT_ZIP_DEFLATED)
        return kt_fail(err, KT_ERR_FORMAT,
                       "a zip packed by method %u, expected 0 (stored) or 8 (deflated)",
                       method);
    member.method = method == KT_ZIP_STORED ? KT_ZIP_STORED : KT_ZIP_DEFLATED;
    KT_TRY(read_local(zip, &entry, method, &member, err));
    member.plain_size = entry.plain;
    if (method == KT_ZIP_STORED && entry.plain != entry.packed)
        return broken(err, "a stored member with two sizes");
    zip->at = at + ENTRY_SIZE + name_size + extra_size + comment_size;
    zip->n_left--;
    *out = member;
    *found = 1;
    return KT_OK;
}
