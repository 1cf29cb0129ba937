/* item_figures.c: the figures of an item, for an editor who checks them. They are kept as the
 * JSON that was made with the item (kontor/figure.h), and SQLite reads it. */
#include "item_internal.h"

static void read_figure(const kt_statement *statement, kt_item_figure *out)
{
    *out = (kt_item_figure){.id = kt_statement_text(statement, 0),
                            .period = kt_statement_text(statement, 1),
                            .value = kt_statement_double(statement, 2),
                            .unit = kt_statement_text(statement, 3),
                            .reporter = kt_statement_text(statement, 4),
                            .is_mirror = kt_statement_number(statement, 5) != 0,
                            .valuation = kt_statement_text(statement, 6),
                            .status = kt_statement_text(statement, 7),
                            .coverage = kt_statement_double(statement, 8),
                            .dataset = kt_statement_text(statement, 9),
                            .vintage = kt_statement_text(statement, 10),
                            .method = kt_statement_text(statement, 11)};
}

kt_status kt_item_figures(const kt_register *reg, int64_t id, kt_item_figure_visit visit,
                          void *with, kt_error *err)
{
    kt_statement *statement = NULL;
    bool row = false, there = false;
    const kt_item_value value = KT_ITEM_NUMBER(id);

    KT_TRY(kt_item_tables(reg, &there, err));
    if (!there)
        return KT_OK;
    kt_status status = kt_statement_new(
        kt_register_database(reg),
        "SELECT f.value ->> '$.id', coalesce(f.value ->> '$.year', f.value ->> '$.period'),"
        " f.value ->> '$.value', f.value ->> '$.unit', f.value ->> '$.reporter',"
        " f.value ->> '$.mirror', f.value ->> '$.valuation', f.value ->> '$.status',"
        " f.value ->> '$.coverage', f.value ->> '$.dataset', f.value ->> '$.vintage',"
        " f.value ->> '$.method'"
        " FROM bulletin_item, json_each(bulletin_item.figures) AS f"
        " WHERE bulletin_item.id = ?1 ORDER BY f.id",
        &statement, err);
    if (!status)
        status = kt_item_bind(statement, &value, 1, err);
    if (!status)
        status = kt_statement_step(statement, &row, err);
    while (!status && row) {
        kt_item_figure figure;
        read_figure(statement, &figure);
        status = visit(with, &figure, err);
        if (!status)
            status = kt_statement_step(statement, &row, err);
    }
    kt_statement_free(statement);
    return status;
}
