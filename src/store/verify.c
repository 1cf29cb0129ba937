/* verify.c: everything in a dataset's file that can be wrong: checksums, blocks, sets of
 * products, and whether the sums that it keeps are those of its rows (verify_sums.c). */
#include "verify_sums.h"

#include <kontor/memory.h>

#include "dataset.h"

#include <stdio.h>

static const char *const section_names[KT_N_SECTIONS] = {
    "countries",     "products", "exporters", "importers",
    "rows of pairs", "counts",   "chunks",    "sets"};
static bool meets(const kt_section *section, uint64_t from, uint64_t to)
{
    return section->size > 0 && section->at < to && section->at + section->size > from;
}

/* What lies at [from, to): the first segment and section that do. */
static const char *place_name(const kt_dataset *d, uint64_t from, uint64_t to, char out[128])
{
    char name[64];
    for (int64_t s = 0; s < d->n_segments; s++) {
        const kt_segment *segment = &d->segment[s];
        const char *what = NULL;
        for (int i = 0; i < KT_N_SECTIONS && !what; i++)
            if (meets(&segment->section[i], from, to))
                what = section_names[i];
        for (int i = 0; i < KT_N_COLUMNS && !what; i++)
            if (meets(&segment->column[i].starts, from, to) ||
                meets(&segment->column[i].blocks, from, to))
                what = kt_column_name((kt_column_id)i);
        if (what) {
            snprintf(out, 128, "%s: %s", kt_segment_name(segment, name), what);
            return out;
        }
    }
    return "between the segments";
}

static kt_status verify_pages(const kt_dataset *d, const kt_progress *progress, kt_error *err)
{
    for (int64_t page = 0; page < d->image.n_pages; page++) {
        if (page % 256 == 0) {
            kt_progress_tell(progress, "verifying", page * KT_PAGE, d->info.n_bytes, 0);
            KT_TRY(kt_progress_check(progress, err));
        }
        if (kt_image_page_sound(&d->image, page))
            continue;
        char place[128];
        const uint64_t from = KT_HEAD_SIZE + (uint64_t)page * KT_PAGE;
        const uint64_t end =
            from + KT_PAGE < d->image.pages_end ? from + KT_PAGE : d->image.pages_end;
        return kt_fail(err, KT_ERR_FORMAT,
                       "block %lld is damaged (bytes %llu to %llu; %s): its checksum does not "
                       "fit",
                       (long long)page, (unsigned long long)from, (unsigned long long)end - 1,
                       place_name(d, from, end, place));
    }
    return KT_OK;
}

static kt_status verify_columns(const kt_dataset *d, const kt_segment *segment, kt_error *err)
{
    for (int i = 0; i < KT_N_COLUMNS; i++) {
        const kt_column *column = &segment->column[i];
        for (int64_t r = 0; r < column->n_rows; r += KT_BLOCK) {
            int64_t value[KT_BLOCK];
            const int64_t left = column->n_rows - r;
            const kt_status status = kt_column_read(
                column, &d->image, r, left < KT_BLOCK ? left : KT_BLOCK, value, err);
            if (status) {
                char name[64];
                kt_error_within(err, "%s, %s", kt_segment_name(segment, name),
                                kt_column_name((kt_column_id)i));
                return status;
            }
            if (column->kind != KT_COLUMN_BLOCKS)
                break;
        }
    }
    return KT_OK;
}

static kt_status verify_sets(const kt_dataset *d, const kt_segment *segment, uint16_t *products,
                             kt_error *err)
{
    kt_cursor cursor = {.at_pair = UINT32_MAX};
    KT_TRY(kt_dataset_check_exporter(d, segment, segment->n_exporters - 1, err));
    if (kt_segment_first_row(segment, segment->n_pairs) != segment->n_rows)
        return kt_fail(err, KT_ERR_FORMAT, "the pairs' rows do not add up");
    for (uint32_t e = 0; e < segment->n_exporters; e++) {
        const uint32_t end = kt_segment_first_pair(segment, e + 1);
        KT_TRY(kt_dataset_check_exporter(d, segment, e, err));
        for (uint32_t pair = kt_segment_first_pair(segment, e); pair < end; pair++) {
            int64_t n, first_row;
            kt_cursor_stand(&cursor, e, pair);
            KT_TRY(kt_cursor_products(segment, &d->image, &cursor, 0, segment->n_products,
                                      products, &n, &first_row, err));
        }
    }
    return KT_OK;
}

kt_status kt_dataset_verify(const kt_dataset *dataset, const kt_progress *progress,
                            kt_error *err)
{
    kt_status status = KT_OK;
    uint16_t *products = NULL;
    char place[160];
    snprintf(place, sizeof place, "verifying %s@%s", dataset->info.name, dataset->info.version);

    status = kt_new(&products, KT_MAX_PRODUCTS + 257, sizeof *products, err);
    if (!status)
        status = verify_pages(dataset, progress, err);
    for (int64_t s = 0; s < dataset->n_segments && !status; s++) {
        const kt_segment *segment = NULL;
        status = kt_dataset_segment(dataset, s, &segment, err);
        if (!status)
            status = verify_columns(dataset, segment, err);
        if (!status)
            status = verify_sets(dataset, segment, products, err);
        if (!status)
            status = kt_verify_sums(dataset, segment, err);
        if (!status)
            status = kt_progress_check(progress, err);
    }
    if (status)
        kt_error_within(err, "%s", place);
    kt_free(products);
    return status;
}
