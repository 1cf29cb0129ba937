/* covariates_sign.h: put right the checksums of a file of covariates whose bytes were changed,
 * so that what lies behind them is tested too. */
#ifndef KONTOR_TESTS_COVARIATES_SIGN_H
#define KONTOR_TESTS_COVARIATES_SIGN_H

#include <kontor/digest.h>

#include "store/bytes.h"
#include "store/covariates_file.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Where the tail speaks of places outside the file, it is left as it is. */
static inline void covariates_sign(uint8_t *data, size_t size)
{
    if (size < KT_HEAD_SIZE + KT_CDIR_FIXED + KT_TAIL_SIZE)
        return;
    uint8_t *tail = data + size - KT_TAIL_SIZE;
    const uint64_t at = kt_get64(tail + KT_TAIL_AT);
    const uint64_t length = size - KT_TAIL_SIZE - at;
    if (at < KT_HEAD_SIZE || at > size - KT_TAIL_SIZE || length < KT_CDIR_FIXED)
        return;
    const uint64_t n_pages = (at - KT_HEAD_SIZE + KT_PAGE - 1) / KT_PAGE;
    const uint64_t sums =
        KT_CDIR_FIXED + (uint64_t)kt_get32(data + at + KT_CDIR_N_COLUMNS) * KT_CCOL_SIZE;
    for (uint64_t page = 0; page < n_pages && sums + 8 * (page + 1) <= length; page++) {
        const uint64_t from = KT_HEAD_SIZE + page * KT_PAGE;
        const uint64_t left = at - from;
        kt_put64(data + at + sums + 8 * page,
                 kt_digest_block(data + from, left < KT_PAGE ? (size_t)left : KT_PAGE));
    }
    kt_put64(data + KT_HEAD_CHECKSUM, kt_digest_block(data, KT_HEAD_CHECKSUM));
    memcpy(tail, KT_COVARIATES_MAGIC, 8);
    kt_put64(tail + KT_TAIL_LENGTH, length);
    kt_put64(tail + KT_TAIL_DIRECTORY, kt_digest_block(data + at, (size_t)length));
    kt_put64(tail + KT_TAIL_CHECKSUM, kt_digest_block(tail, KT_TAIL_CHECKSUM));
}

/* Everything that can be asked of it; false where rows are not found by their keys, or a
 * failure has no cause. */
static inline bool covariates_read_all(const uint8_t *data, size_t size, kt_error *err)
{
    kt_covariates *c = NULL;
    bool agrees = true;

    if (kt_covariates_open_bytes(data, size, &c, err) != KT_OK)
        return err->cause[0] != '\0';
    for (int64_t row = 0; row < kt_covariates_info_of(c)->n_rows; row++) {
        const kt_covariates_place place = kt_covariates_place_of(c, row);
        agrees = agrees && kt_covariates_row(c, place.i, place.j, place.year) == row;
    }
    if (kt_covariates_verify(c, NULL, err) != KT_OK)
        agrees = agrees && err->cause[0] != '\0';
    kt_covariates_close(c);
    return agrees;
}

#endif
