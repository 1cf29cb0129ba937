/* fuzz_store.c: a file of the store from any bytes: as they are, and once more with all its
 * checksums made right, so that what lies behind them is reached too. */
#include <kontor/digest.h>
#include <kontor/store.h>

#include "store/dataset.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static kt_status count(void *with, const kt_flow *rows, int64_t n, kt_error *err)
{
    (void)rows;
    (void)err;
    *(int64_t *)with += n;
    return KT_OK;
}

static void read_all(const uint8_t *data, size_t size)
{
    kt_dataset *dataset = NULL;
    kt_groups groups = {0};
    int64_t n = 0;
    if (kt_dataset_open_bytes(data, size, &dataset, NULL) != KT_OK)
        return;
    kt_filter f = {0};
    kt_status status = kt_dataset_scan(dataset, &f, count, &n, NULL);
    f.level = KT_LEVEL_2;
    if (!status)
        status = kt_dataset_scan(dataset, &f, count, &n, NULL);
    for (int level = KT_LEVEL_STATED; level <= KT_LEVEL_6 && !status; level += 1) {
        f.level = (kt_level)level;
        status =
            kt_dataset_group(dataset, &f, KT_BY_KEY_PRODUCT | KT_BY_KEY_PERIOD, &groups, NULL);
        if (!status)
            kt_groups_clear(&groups);
    }
    if (dataset->n_products > 0)
        f = (kt_filter){.product = dataset->product[dataset->n_products - 1]};
    if (kt_dataset_group(dataset, &f, KT_BY_KEY_EXPORTER, &groups, NULL) == KT_OK)
        kt_groups_clear(&groups);
    for (int64_t k = 0; k < dataset->n_products; k++)
        n += (int64_t)kt_dataset_description(dataset, dataset->product[k]).size;
    if (kt_dataset_verify(dataset, NULL, NULL) == KT_ERR_MEMORY)
        n = 0;
    kt_dataset_close(dataset);
}

/* The checksums of pages, directory, head and tail, as the bytes around them need them. */
static void make_right(uint8_t *data, size_t size)
{
    if (size < KT_HEAD_SIZE + KT_DIR_FIXED + KT_TAIL_SIZE)
        return;
    uint8_t *tail = data + size - KT_TAIL_SIZE;
    const uint64_t at = kt_get64(tail + KT_TAIL_AT);
    if (at < KT_HEAD_SIZE || at > size - KT_TAIL_SIZE - KT_DIR_FIXED)
        return;
    uint8_t *dir = data + at;
    const uint64_t n_segments = kt_get32(dir + KT_DIR_N_SEGMENTS);
    uint64_t sum = at + KT_DIR_FIXED + n_segments * KT_SEG_SIZE;
    for (uint64_t page = KT_HEAD_SIZE; page < at; page += KT_PAGE, sum += 8) {
        if (sum + 8 > size - KT_TAIL_SIZE)
            return;
        const size_t length = at - page < KT_PAGE ? (size_t)(at - page) : KT_PAGE;
        kt_put64(data + sum, kt_digest_block(data + page, length));
    }
    kt_put64(tail + KT_TAIL_DIRECTORY, kt_digest_block(dir, size - KT_TAIL_SIZE - (size_t)at));
    kt_put64(tail + KT_TAIL_CHECKSUM, kt_digest_block(tail, KT_TAIL_CHECKSUM));
    kt_put64(data + KT_HEAD_CHECKSUM, kt_digest_block(data, KT_HEAD_CHECKSUM));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_all(data, size);
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        return 0;
    if (size > 0)
        memcpy(copy, data, size);
    make_right(copy, size);
    read_all(copy, size);
    free(copy);
    return 0;
}
