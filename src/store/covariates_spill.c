/* covariates_spill.c: rows into a temporary file of columns. */
#include "covariates_spill.h"

#include <kontor/memory.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { BLOCK_CELLS = 1 << 21, MOST_BLOCK_ROWS = 1 << 16 };

kt_status kt_spill_begin(const char *path, int32_t n_columns, kt_spill *out, kt_error *err)
{
    *out = (kt_spill){.descriptor = -1, .n_columns = n_columns};
    out->block_rows = BLOCK_CELLS / (n_columns > 0 ? n_columns : 1);
    if (out->block_rows > MOST_BLOCK_ROWS)
        out->block_rows = MOST_BLOCK_ROWS;
    if (snprintf(out->path, sizeof out->path, "%s", path) >= (int)sizeof out->path)
        return kt_fail(err, KT_ERR_LIMIT, "path longer than %d bytes", KT_MAX_PATH - 1);
    KT_TRY(kt_new(&out->block, out->block_rows * n_columns, sizeof *out->block, err));
    out->descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    return out->descriptor < 0 ? kt_fail_errno(err, "cannot create %s", path) : KT_OK;
}

static kt_status flush_block(kt_spill *spill, kt_error *err)
{
    const int64_t n_cells = spill->n_cells + spill->n_columns;

    if (spill->n_held == 0)
        return KT_OK;
    KT_TRY(kt_resize(&spill->cells, n_cells, sizeof *spill->cells, err));
    spill->bytes.size = 0;
    for (int32_t c = 0; c < spill->n_columns; c++) {
        kt_cells *cells = &spill->cells[spill->n_cells + c];
        const size_t before = spill->bytes.size;
        KT_TRY(kt_cells_encode(spill->block + c * spill->block_rows, spill->n_held,
                               &spill->work, &spill->bytes, cells, err));
        cells->at = spill->at + before;
    }
    const kt_status status =
        kt_write_all(spill->descriptor, spill->bytes.data, spill->bytes.size, err);
    if (status) {
        kt_error_within(err, "writing %s", spill->path);
        return status;
    }
    spill->at += spill->bytes.size;
    spill->n_cells = n_cells;
    spill->n_held = 0;
    return KT_OK;
}

kt_status kt_spill_row(kt_spill *spill, const double *cells, kt_error *err)
{
    if (spill->n_held == spill->block_rows)
        KT_TRY(flush_block(spill, err));
    for (int32_t c = 0; c < spill->n_columns; c++)
        spill->block[c * spill->block_rows + spill->n_held] = cells[c];
    spill->n_held++;
    spill->n_rows++;
    return KT_OK;
}

kt_status kt_spill_end(kt_spill *spill, kt_error *err)
{
    KT_TRY(flush_block(spill, err));
    kt_free(spill->block);
    spill->block = NULL;
    return KT_OK;
}

static kt_status read_all(const kt_spill *spill, uint64_t at, uint8_t *to, size_t size,
                          kt_error *err)
{
    while (size > 0) {
        const ssize_t n = pread(spill->descriptor, to, size, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return kt_fail_errno(err, "cannot read %s", spill->path);
        if (n == 0)
            return kt_fail(err, KT_ERR_IO, "%s became shorter", spill->path);
        to += n;
        at += (uint64_t)n;
        size -= (size_t)n;
    }
    return KT_OK;
}

kt_status kt_spill_column(kt_spill *spill, int32_t column, double *out, kt_error *err)
{
    for (int64_t p = column; p < spill->n_cells; p += spill->n_columns) {
        const kt_cells *cells = &spill->cells[p];
        uint64_t size = 0;
        if (!kt_cells_size(cells, &size))
            return kt_fail(err, KT_ERR_IO, "%s is damaged", spill->path);
        spill->bytes.size = 0;
        KT_TRY(kt_bytes_reserve(&spill->bytes, (size_t)size, err));
        KT_TRY(read_all(spill, cells->at, spill->bytes.data, (size_t)size, err));
        if (!kt_cells_decode(cells, spill->bytes.data, 0, cells->n_rows, out))
            return kt_fail(err, KT_ERR_IO, "%s is damaged", spill->path);
        out += cells->n_rows;
    }
    return KT_OK;
}

void kt_spill_clear(kt_spill *spill)
{
    kt_cells_work_clear(&spill->work);
    kt_bytes_clear(&spill->bytes);
    kt_free(spill->cells);
    kt_free(spill->block);
    if (spill->descriptor >= 0) {
        close(spill->descriptor);
        unlink(spill->path);
    }
    *spill = (kt_spill){.descriptor = -1};
}
