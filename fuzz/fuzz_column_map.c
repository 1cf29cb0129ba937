/* fuzz_column_map.c: any bytes as a mapping: refused, or names that can be found again. */
#include "ingest/column_map.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kt_column_map map = {0};
    kt_dataset_info info = {0};
    kt_error err = {0};

    kt_status status = kt_column_map_parse((kt_slice){(const char *)data, size}, &map, &err);
    if (!status)
        status = kt_column_map_apply(&map, &info, &err);
    if (status && !err.cause[0])
        abort();
    for (int n = 0; n < map.n_lines; n++)
        if (map.line[n].ours.size == 0)
            abort();
    return 0;
}
