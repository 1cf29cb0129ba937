/* fuzz_gravity_model.c: any bytes as a kept gravity model: a model that can be asked, or
 * refused with a cause. What its head says is what the whole says. */
#include "command/gravity_kept.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const kt_slice bytes = {(const char *)data, size};
    kt_kept whole, head;
    kt_error err = {0}, unheard = {0};
    const kt_status status = kt_kept_parse(bytes, KT_KEPT_WHOLE, &whole, &err);
    if (status) {
        if (!err.cause[0] || whole.row)
            abort();
        return 0;
    }
    for (int64_t n = 0; n < whole.n_rows; n++) {
        const kt_kept_row *row = &whole.row[n];
        if (kt_kept_find(&whole, row->kind, row->name, row->text) != row)
            abort();
    }
    if (kt_kept_parse(bytes, KT_KEPT_HEAD, &head, &unheard) || head.n_rows > whole.n_rows)
        abort();
    kt_kept_clear(&head);
    kt_gravity g = {0};
    if (kt_kept_request(&whole, &g, &err) && !err.cause[0])
        abort();
    kt_gravity_clear(&g);
    kt_kept_clear(&whole);
    return 0;
}
