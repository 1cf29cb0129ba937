/* fuzz_covariate_tables.c: any bytes as a table of CEPII or the World Bank. The first byte says
 * how long the pieces are. */
#include "fuzz_intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_pieces_agree("table.csv", data, size);
    return 0;
}
