/* matrix_kernel.h: loops of the world matrix (world_matrix.c). */
#ifndef KONTOR_STORE_MATRIX_KERNEL_H
#define KONTOR_STORE_MATRIX_KERNEL_H

#include <stdint.h>

/* cell[n] become KT_NONE. */
void kt_cells_empty(int64_t *cell, int64_t n);

/* value[n] of n pairs of one exporter into its row, which they are the first to enter.
 * Importers are u16 positions as a file has them, index[] says where each stands in the row. */
void kt_cells_place(const uint8_t *importer, const uint32_t *index, const int64_t *value,
                    int64_t n, int64_t *row);

#endif
