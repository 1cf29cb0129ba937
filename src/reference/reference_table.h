/* reference_table.h: the small tables of data/, row by row, with their columns by name. */
#ifndef REFERENCE_TABLE_H
#define REFERENCE_TABLE_H

#include <kontor/arena.h>
#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/resource.h>
#include <kontor/text.h>

/* Most columns that a table of ours has. */
enum { KT_MOST_TABLE_COLUMNS = 20 };

/* One row: cell[n] belongs to the n-th of the columns asked for. */
typedef struct kt_reference_row {
    kt_slice cell[KT_MOST_TABLE_COLUMNS];
    int64_t line;
} kt_reference_row;

typedef kt_status (*kt_reference_visit)(void *with, const kt_reference_row *row, kt_error *err);

/* Read resource `name` ("data/blocs.csv"): the header must hold all of `columns` (ended by
 * NULL); other columns are free. Errors name the file and the line. */
KT_MUST_USE kt_status kt_reference_read(kt_resources *resources, const char *name,
                                        const char *const columns[], kt_reference_visit visit,
                                        void *with, kt_error *err);

/* Cells to values; an empty cell gives 0, NaN or none. `what` names the column in errors. */
KT_MUST_USE kt_status kt_reference_integer(const kt_reference_row *row, int column,
                                           const char *what, int64_t least, int64_t most,
                                           int64_t *out, kt_error *err);
KT_MUST_USE kt_status kt_reference_double(const kt_reference_row *row, int column,
                                          const char *what, double limit, double *out,
                                          kt_error *err);
KT_MUST_USE kt_status kt_reference_country(const kt_reference_row *row, int column,
                                           const char *what, kt_country *out, kt_error *err);
/* A terminated copy in the arena, "" for an empty cell. */
KT_MUST_USE kt_status kt_reference_text(const kt_reference_row *row, int column,
                                        kt_arena *arena, const char **out, kt_error *err);

#endif
