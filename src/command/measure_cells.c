/* measure_cells.c: the columns and cells that the tables of all indicators have in common. */
#include "measure_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void kt_measure_column_text(kt_measure_work *work, const char *key, const char *title)
{
    kt_table_column(work->table, &(kt_column){.key = key, .title = title});
}

void kt_measure_column_number(kt_measure_work *work, const char *key, const char *title,
                              int decimals)
{
    kt_table_column(
        work->table,
        &(kt_column){.key = key, .title = title, .align = KT_RIGHT, .decimals = decimals});
}

void kt_measure_column_money(kt_measure_work *work, const char *key, const char *title)
{
    kt_table_column(
        work->table,
        &(kt_column){
            .key = key, .title = title, .align = KT_RIGHT, .decimals = 3, .scale = 1e-6});
}

void kt_measure_column_product(kt_measure_work *work)
{
    kt_measure_column_text(work, "product", NULL);
    kt_measure_column_text(work, "product_name", "");
}

void kt_measure_number(kt_table *table, double value, const char *absence)
{
    kt_table_number(table, value, isnan(value) ? absence : NULL);
}

void kt_measure_fraction(kt_table *table, double value, const char *absence)
{
    kt_table_fraction(table, value, isnan(value) ? absence : NULL);
}

void kt_measure_begin_row(kt_measure_work *work, int16_t year)
{
    char text[8];
    snprintf(text, sizeof text, "%d", year);
    kt_table_row(work->table);
    kt_table_text(work->table, text);
}

void kt_measure_product_cells(kt_measure_work *work, kt_product product)
{
    char code[16], text[128];
    if (work->group) { // the axis holds positions of groups
        const char *group = work->group_name[product.code - 1];
        const char *colon = strchr(group, ':');
        const int n = colon ? (int)(colon - group) : (int)strlen(group);
        char code_or_name[256];
        snprintf(code_or_name, sizeof code_or_name, "%.*s", n, group);
        kt_table_text(work->table, code_or_name);
        kt_table_text(work->table, colon ? colon + 2 : "");
        return;
    }
    kt_table_text(work->table, kt_product_print(product, code));
    kt_table_text(work->table, kt_measure_product_label(work, product, text));
}

const char *kt_measure_product_label(const kt_measure_work *work, kt_product product,
                                     char out[128])
{
    const char *name = kt_product_name(work->products, product, work->language);
    if (name[0])
        return name;
    const kt_slice own = kt_dataset_description(work->dataset, product);
    if (!own.data || own.size == 0)
        return kt_product_heading_name(work->products, product, work->language, out, 128);
    // A description of the source may be a paragraph; a table wants a label.
    size_t size = own.data ? own.size : 0;
    const bool cut = size > 48;
    if (cut)
        for (size = 48; size > 0 && ((unsigned char)own.data[size] & 0xc0u) == 0x80u;)
            size--;
    snprintf(out, 128, "%.*s%s", (int)size, own.data ? own.data : "", cut ? "..." : "");
    return out;
}

void kt_measure_end_row(kt_measure_work *work, double coverage, kt_trade_state state)
{
    char text[400], rule[80] = "";
    const bool has_coverage = !(work->kind->takes & KT_OF_NO_TOTAL);
    kt_measure_fraction(work->table, coverage, has_coverage ? "unknown" : NULL);
    kt_table_text(work->table, kt_trade_state_name(state));
    if (isnan(coverage) && has_coverage)
        work->n_coverage_unknown++;
    work->least_coverage = fmin(work->least_coverage, coverage);
    work->most_coverage = fmax(work->most_coverage, coverage);
    if (!work->is_csv)
        return;
    kt_measure_level_text(work, text, sizeof text);
    kt_table_text(work->table, text);
    if (work->kind->takes & KT_TRADED)
        kt_measure_traded_text(work, rule, sizeof rule);
    snprintf(text, sizeof text, "%s%s%s", work->kind->convention, rule[0] ? "; " : "", rule);
    kt_table_text(work->table, text);
    snprintf(text, sizeof text, "%s@%s", work->info->name, work->info->version);
    kt_table_text(work->table, text);
}

kt_trade_state kt_measure_weakest(const kt_measure_work *work)
{
    return work->weakest ? (kt_trade_state)work->weakest : KT_TRADE_REPORTED;
}

void kt_measure_no_data(kt_measure_work *work, int16_t year)
{
    const int room = sizeof work->without_data / sizeof work->without_data[0];
    if (work->n_without_data < room)
        work->without_data[work->n_without_data] = year;
    work->n_without_data++;
}

typedef struct choice {
    double amount;
    int64_t column;
} choice;

static int by_amount(const void *left, const void *right)
{
    const choice *x = left, *y = right;
    if (x->amount != y->amount)
        return x->amount < y->amount ? 1 : -1;
    return (x->column > y->column) - (x->column < y->column);
}

kt_status kt_measure_choose(const kt_measure_work *work, const double *amount, int64_t **out,
                            int64_t *n, kt_error *err)
{
    choice *list = NULL;
    int64_t n_list = 0, *chosen = NULL;
    const kt_trade_axis *axis = &work->axis;
    const int64_t top = kt_argument_integer(work->run, "top", 0);

    kt_status status = kt_new(&list, axis->n_products, sizeof *list, err);
    if (!status)
        status = kt_new(&chosen, axis->n_products, sizeof *chosen, err);
    if (status)
        goto done;
    for (int64_t k = 0; k < axis->n_products; k++)
        if (kt_measure_wants(work, axis->product[k]) && amount[k] != 0.0)
            list[n_list++] = (choice){isnan(amount[k]) ? -1.0 : fabs(amount[k]), k};
    if (top > 0 && n_list > 1)
        qsort(list, (size_t)n_list, sizeof *list, by_amount);
    *n = top > 0 && top < n_list ? top : n_list;
    for (int64_t c = 0; c < *n; c++)
        chosen[c] = list[c].column;
    *out = chosen;
    chosen = NULL;
done:
    kt_free(chosen);
    kt_free(list);
    return status;
}
