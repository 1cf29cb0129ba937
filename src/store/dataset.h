/* dataset.h: an open dataset as the rest of the store sees it. */
#ifndef KONTOR_STORE_DATASET_H
#define KONTOR_STORE_DATASET_H

#include <kontor/file.h>
#include <kontor/store.h>

#include "image.h"
#include "segment.h"

struct kt_dataset {
    kt_dataset_info info;
    kt_mapping mapping; /* {0} where the bytes are borrowed */
    kt_image image;
    kt_segment *segment; /* by period, stated_by, kind; an exporter is in one of each only */
    kt_mark *checked;    /* one for each segment, then one for each exporter of each */
    int64_t *first_mark; /* of each segment's exporters */
    int64_t n_segments;
    kt_country *country;
    kt_product *product;
    const uint8_t *description; /* n of: u32 product, u32 end of its text */
    const char *text;
    int64_t n_countries, n_products, n_descriptions;
    size_t text_size;
    bool is_kept; /* by its store (kt_store_keep_open): closed with it, not before */
};

/* Read a file of the store. Errors: KT_ERR_FORMAT, KT_ERR_MISSING, KT_ERR_IO, KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_dataset_open_path(const char *path, kt_dataset **out, kt_error *err);
/* The same for bytes in memory (kept). */
KT_MUST_USE kt_status kt_dataset_open_bytes(const uint8_t *data, size_t size, kt_dataset **out,
                                            kt_error *err);

/* Segment s, its sections checked at the first call. */
KT_MUST_USE kt_status kt_dataset_segment(const kt_dataset *dataset, int64_t s,
                                         const kt_segment **out, kt_error *err);

/* The pairs of exporter e of a segment of this dataset, checked at the first call: to be asked
 * before any of them is looked at. */
KT_MUST_USE kt_status kt_dataset_check_exporter_slow(const kt_dataset *dataset,
                                                     const kt_segment *segment, uint32_t e,
                                                     kt_error *err);

KT_MUST_USE static inline kt_status kt_dataset_check_exporter(const kt_dataset *dataset,
                                                              const kt_segment *segment,
                                                              uint32_t e, kt_error *err)
{
    const int64_t first = dataset->first_mark[segment - dataset->segment];
    return atomic_load_explicit(&dataset->checked[first + e].sound, memory_order_acquire)
               ? KT_OK
               : kt_dataset_check_exporter_slow(dataset, segment, e, err);
}

/* "2019, stated by exporter" into out[64]. */
const char *kt_segment_name(const kt_segment *segment, char out[64]);

/* Codes that may stand in a dataset's name and version, and so in a file name. */
bool kt_store_name_valid(const char *name);

#endif
