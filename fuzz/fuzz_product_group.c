/* fuzz_product_group.c: any bytes as a table of groups: refused with a reason, or groups whose
 * names can be asked for. */
#include <kontor/product_group.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kt_product_groups *groups = NULL;
    kt_error err = {0};
    const kt_slice table = {(const char *)data, size};

    const kt_status status =
        kt_product_groups_parse(table, size % 2 ? kt_group_end_use : NULL, &groups, &err);
    if (status && !err.cause[0])
        abort();
    for (int chapter = 1; !status && chapter < 100; chapter++) {
        const kt_product product = {(uint32_t)KT_HS17 << 23 | (uint32_t)chapter * 10000 << 3 |
                                    2};
        const int64_t g = kt_product_groups_find(groups, product);
        if (g >= kt_product_groups_count(groups) ||
            (g >= 0 && !kt_product_groups_name(groups, g)[0]))
            abort();
    }
    kt_product_groups_free(groups);
    return 0;
}
