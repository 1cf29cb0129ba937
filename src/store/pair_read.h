/* pair_read.h: a filter made ready for a dataset, and the rows of one pair of one segment. */
#ifndef KONTOR_STORE_PAIR_READ_H
#define KONTOR_STORE_PAIR_READ_H

#include "dataset.h"
#include "level.h"

/* A segment that fits the filter. */
typedef struct kt_slot {
    const kt_segment *segment;
    uint32_t first, end; /* positions of the products that are asked for */
    bool has_totals;     /* the level's rows are those of the pair columns */
    bool as_stated;      /* the level's rows are those that were stated */
} kt_slot;

/* The column that has each pair's value for all products: with one product, that of the rows.
 */
static inline const kt_column *kt_segment_totals(const kt_segment *s)
{
    return &s->column[s->n_products == 1 ? KT_COLUMN_VALUE : KT_COLUMN_PAIR_VALUE];
}

/* Scratch memory for the rows of a pair; one thread each. */
typedef struct kt_pair_reader {
    const kt_dataset *dataset;
    const kt_image *image;
    kt_filter filter;
    int digits; /* kt_level_digits() */
    kt_slot *slot;
    int64_t n_slots;
    struct kt_totals_window **window; /* of the pair columns, by slot; NULL until of use */
    kt_country *leave_out;            /* what of the filter's list matters here */
    uint16_t *position;
    int64_t *number;
    kt_flow *stated, *rows, *scratch;
} kt_pair_reader;

/* Errors: KT_ERR_FORMAT a damaged segment; KT_ERR_MEMORY. kt_pair_reader_clear() in any case.
 */
KT_MUST_USE kt_status kt_pair_reader_init(const kt_dataset *dataset, const kt_filter *filter,
                                          kt_pair_reader *out, kt_error *err);
void kt_pair_reader_clear(kt_pair_reader *reader);

/* False where the filter leaves the country out; such countries that the filter names, or that
 * the dataset does not know, are no longer in reader->filter. */
bool kt_pair_reader_wants(const kt_pair_reader *reader, kt_country country);

/* Rows of the pair at the filter's level, rising by product: reader->rows[0 .. *n). The slot is
 * one of the reader's. */
KT_MUST_USE kt_status kt_pair_reader_rows(kt_pair_reader *reader, const kt_slot *slot,
                                          kt_cursor *cursor, int64_t *n, kt_error *err);

/* Rows [first_row, first_row + n) of the pair as stated, position[] their products, into out.
 */
KT_MUST_USE kt_status kt_pair_rows_stated(const kt_segment *segment, const kt_image *image,
                                          uint32_t e, uint32_t pair, const uint16_t *position,
                                          int64_t first_row, int64_t n, int64_t *number,
                                          kt_flow *out, kt_error *err);

#endif
