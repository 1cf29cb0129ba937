/* trade_cells_kernel.h: cells of a world's table (trade_world.c). */
#ifndef KONTOR_MEASURE_TRADE_CELLS_KERNEL_H
#define KONTOR_MEASURE_TRADE_CELLS_KERNEL_H

#include <stdint.h>

/* What is missing (NaN) becomes 0 and absent, all else is reported (kt_trade_state). */
void kt_trade_cells(double *usd, int64_t n, uint8_t *state);

#endif
