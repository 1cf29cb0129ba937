/* reader.h: the importers, one a layout, behind one interface. Internal to src/ingest.
 *
 *     header row --kt_recognise()--> kt_layout --begin()--> rows --row()--> kt_intake
 *
 * A layout knows its header and nothing of files, archives or the store. */
#ifndef KONTOR_INGEST_READER_H
#define KONTOR_INGEST_READER_H

#include "column_map.h"
#include "intake.h"

#include <kontor/csv.h>
#include <kontor/error.h>

#include <stdbool.h>

/* What a layout holds: an import takes flows, facts or covariates, and tables beside them. */
typedef enum kt_content {
    KT_HOLDS_FLOWS,
    KT_HOLDS_FACTS,
    KT_HOLDS_TABLES,
    KT_HOLDS_COVARIATES
} kt_content;

typedef struct kt_layout {
    const char *format; /* of kt_import_report */
    kt_content content;
    size_t state_size; /* of what begin() fills, zero before */
    /* Is this its header? */
    bool (*fits)(const kt_csv_row *header, const kt_column_map *mapping);
    /* Read the header; set what is known of the dataset. The names of the header live for the
     * call only. Errors: KT_ERR_FORMAT a header that fits and cannot be used. */
    kt_status (*begin)(kt_intake *in, const kt_csv_row *header, void *state, kt_error *err);
    /* One row: taken, refused or left out. */
    kt_status (*row)(kt_intake *in, const kt_csv_row *row, void *state, kt_error *err);
} kt_layout;

extern const kt_layout kt_layout_baci;
extern const kt_layout kt_layout_baci_countries;
extern const kt_layout kt_layout_baci_products;
extern const kt_layout kt_layout_comtrade;
extern const kt_layout kt_layout_comtrade_legacy;
extern const kt_layout kt_layout_wits;
extern const kt_layout kt_layout_wits_summary;
extern const kt_layout kt_layout_totals;
extern const kt_layout kt_layout_facts;
extern const kt_layout kt_layout_entries;
extern const kt_layout kt_layout_country_totals;
extern const kt_layout kt_layout_geodist;
extern const kt_layout kt_layout_geodist_countries;
extern const kt_layout kt_layout_gravity;
extern const kt_layout kt_layout_gravity_countries;
extern const kt_layout kt_layout_wdi;
extern const kt_layout kt_layout_wdi_beside;
extern const kt_layout kt_layout_covariates;

/* A header that nobody knows, and what keeps it from being of the user's own totals where it
 * comes near: for the error. */
void kt_header_describe(const kt_csv_row *header, char *out, size_t room);
/* The layout of a header; NULL: none that is known. */
const kt_layout *kt_recognise(const kt_csv_row *header, const kt_column_map *mapping);

/* True where all names (NULL ends them) are columns of the header. */
bool kt_header_has(const kt_csv_row *header, const char *const names[]);

/* A cell; empty where the row is shorter or the column is -1. */
kt_slice kt_row_cell(const kt_csv_row *row, int column);

/* Count a row as refused, and say false, where it is not as wide as its header: shorter, as the
 * last line of a truncated file is, or longer by cells that are not empty. */
bool kt_row_is_whole(kt_intake *in, const kt_csv_row *row, int n_columns);

/* One member of a source, fed with its bytes. */
typedef struct kt_member kt_member;
KT_MUST_USE kt_status kt_member_new(kt_intake *in, kt_member **out, kt_error *err);
KT_MUST_USE kt_status kt_member_feed(kt_member *member, const char *data, size_t size,
                                     kt_error *err);
/* *layout: what it was; NULL where the header is unknown (nothing was taken then). */
/* True where a header was seen that no layout knows: the rest is passed over. */
bool kt_member_is_unknown(const kt_member *member);
KT_MUST_USE kt_status kt_member_finish(kt_member *member, const kt_layout **layout,
                                       kt_error *err);
void kt_member_free(kt_member *member);

#endif
