/* trade_cells_kernel.c: a loop without branches: which cells are empty nobody can foresee. */
#include "trade_cells_kernel.h"

#include <kontor/trade_matrix.h>

#include <string.h>

_Static_assert(KT_TRADE_ABSENT == 0 && KT_TRADE_REPORTED == 1, "states are made of a bit");

void kt_trade_cells(double *usd, int64_t n, uint8_t *state)
{
    for (int64_t k = 0; k < n; k++) {
        const uint64_t known = usd[k] == usd[k];
        uint64_t bits;
        memcpy(&bits, &usd[k], sizeof bits);
        bits &= 0 - known;
        memcpy(&usd[k], &bits, sizeof bits);
        state[k] = (uint8_t)known;
    }
}
