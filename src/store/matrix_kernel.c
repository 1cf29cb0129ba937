/* matrix_kernel.c: loops of the world matrix: no allocation, no failure. */
#include "matrix_kernel.h"

#include <kontor/flow.h>

#include "bytes.h"

void kt_cells_empty(int64_t *cell, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        cell[i] = KT_NONE;
}

/* Each pair stands once in a segment, so nothing is added here. */
void kt_cells_place(const uint8_t *importer, const uint32_t *index, const int64_t *value,
                    int64_t n, int64_t *row)
{
    for (int64_t i = 0; i < n; i++)
        row[index[kt_get16(importer + 2 * i)]] = value[i];
}
