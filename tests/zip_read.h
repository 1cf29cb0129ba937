/* zip_read.h: members of a zip that a test has made, unpacked. */
#ifndef KONTOR_TESTS_ZIP_READ_H
#define KONTOR_TESTS_ZIP_READ_H

#include "check.h"

#include <kontor/text.h>

#include "format/inflate_isal.h"
#include "format/zip.h"

static inline void inflate(kt_inflater *inflater, const kt_zip_member *member, kt_text *out)
{
    size_t n_out = 0;
    kt_inflate_begin(inflater, KT_INFLATE_RAW, member->packed);
    // A byte more than there should be, so that the end is seen.
    CHECK_INT(kt_inflate_next(inflater, out->data + out->size, member->plain_size + 1, &n_out),
              KT_INFLATED_END);
    CHECK_INT((int64_t)n_out, (int64_t)member->plain_size);
    CHECK_INT((int64_t)kt_inflate_rest(inflater).size, 0);
}

/* Append all members whose name begins so, each behind its name on a line; returns how many. */
static inline int zip_members(const kt_text *file, const char *prefix, kt_text *out)
{
    kt_error err = {0};
    kt_zip zip;
    kt_zip_member member;
    kt_inflater *inflater = NULL;
    int found = 0, n = 0;

    CHECK_OK(kt_inflater_new(&inflater, &err), err);
    CHECK_OK(kt_zip_open((kt_slice){file->data, file->size}, &zip, &err), err);
    for (;;) {
        CHECK_OK(kt_zip_next(&zip, &member, &found, &err), err);
        if (!found)
            break;
        if (!kt_slice_starts(member.name, prefix))
            continue;
        n++;
        CHECK_OK(kt_text_reserve(out, member.plain_size + 1, &err), err);
        if (member.method == KT_ZIP_STORED)
            memcpy(out->data + out->size, member.packed.data, member.packed.size);
        else
            inflate(inflater, &member, out);
        CHECK_INT(kt_crc32(0, out->data + out->size, member.plain_size), member.crc);
        out->size += member.plain_size;
        out->data[out->size] = '\0';
    }
    kt_inflater_free(inflater);
    return n;
}

#endif
