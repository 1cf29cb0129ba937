/* fuzz_wits.c: any bytes as a file of WITS. The first byte says how long
 * the pieces are. */
#include "fuzz_intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_pieces_agree("own.csv", data, size);
    return 0;
}
