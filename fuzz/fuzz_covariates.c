/* fuzz_covariates.c: any bytes as a file of covariates in the store, as they are and with their
 * checksums put right: no read outside of them, whatever they say. */
#include "covariates_sign.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kt_error err = {0};
    uint8_t *copy = malloc(size ? size : 1);

    if (!copy)
        return 0;
    memcpy(copy, data, size);
    if (!covariates_read_all(data, size, &err))
        abort();
    covariates_sign(copy, size);
    kt_error_clear(&err);
    if (!covariates_read_all(copy, size, &err))
        abort();
    free(copy);
    return 0;
}
