/* products_section.c: the largest products each way, at the finest level that the data have. */
#include "brief_internal.h"

#include <kontor/pair_products.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TOP = 10 };

typedef struct basket {
    kt_work *work;
    const kt_dataset *dataset;
    kt_pair_products products;
    int exports; /* 1: from a to b */
    kt_stated_by stated_by;
} basket;

/* Products of one direction: as the country told about states them, else as nobody does, else
 * as the other side does. */
static kt_status gather(basket *b, int year, kt_error *err)
{
    const kt_view *view = &b->work->view[0];
    const kt_stated_by own = b->exports ? KT_BY_EXPORTER : KT_BY_IMPORTER;
    const kt_stated_by other = b->exports ? KT_BY_IMPORTER : KT_BY_EXPORTER;
    const kt_stated_by order[] = {own, KT_RECONCILED, other};

    for (int n = 0; n < 3; n++) {
        kt_pair_products_clear(&b->products);
        KT_TRY(kt_pair_products_gather(b->dataset, b->exports ? view->self : view->other,
                                       b->exports ? view->other : view->self, (int16_t)year,
                                       order[n], &b->products, err));
        b->stated_by = order[n];
        if (b->products.n_products > 0)
            return KT_OK;
    }
    return KT_OK;
}

static kt_statistics statistics_of(const basket *b)
{
    if (b->stated_by == KT_RECONCILED)
        return KT_STATISTICS_RECONCILED;
    return (b->stated_by == KT_BY_EXPORTER) == (b->exports == 1) ? KT_STATISTICS_OWN
                                                                 : KT_STATISTICS_MIRROR;
}

static kt_status figures_of(basket *b, const kt_pair_product *product, const kt_figure **value,
                            const kt_figure **share, kt_error *err)
{
    char code[16];
    const kt_view *view = &b->work->view[0];
    const kt_dataset_info *info = kt_dataset_info_of(b->dataset);
    kt_figure figure = kt_figure_of_view(b->work, view, statistics_of(b));

    figure.reporter = kt_statistics_country(view, statistics_of(b));
    figure.dataset = info->name;
    figure.vintage = info->version;
    figure.id = b->exports ? "product_export" : "product_import";
    figure.period = kt_period_of_year(b->products.year);
    figure.product = kt_product_print(product->product, code);
    figure.value = product->value_usd;
    figure.unit = "USD";
    figure.status = (kt_flow_status)product->status;
    figure.coverage = b->products.coverage;
    figure.method = kt_revision_name(b->products.revision);
    KT_TRY(kt_figure_put(b->work, &figure, value, err));
    figure.id = b->exports ? "product_share_export" : "product_share_import";
    figure.value = product->share;
    figure.unit = "fraction";
    figure.method = "of all products of that direction and year";
    return kt_figure_put(b->work, &figure, share, err);
}

static kt_status put_product(basket *b, kt_table *table, const kt_pair_product *product,
                             kt_error *err)
{
    char code[16];
    const char *name, *shown = NULL;
    const kt_figure *value, *share;

    KT_TRY(figures_of(b, product, &value, &share, err));
    KT_TRY(kt_say_product(b->work, b->dataset, product->product, &name, err));
    if (value)
        KT_TRY(kt_document_cite(b->work->brief->document, value->key, err));
    else
        KT_TRY(kt_say_label(b->work, "cell.withheld", &shown, err));
    if (share)
        KT_TRY(kt_document_cite(b->work->brief->document, share->key, err));
    kt_table_row(table);
    kt_table_text(table, kt_product_print(product->product, code));
    kt_table_text(table, name);
    kt_table_number(table, product->value_usd, shown);
    kt_table_fraction(table, product->share, NULL);
    return KT_OK;
}

/* What is inside the total and has no product, and how much of the total is seen. */
static kt_status put_notes(basket *b, kt_table *table, kt_error *err)
{
    const kt_pair_products *products = &b->products;
    const kt_dataset_info *info = kt_dataset_info_of(b->dataset);
    kt_figure figure = kt_figure_of_view(b->work, &b->work->view[0], statistics_of(b));
    const kt_figure *unallocated = NULL;
    const char *text;

    if (products->unallocated_usd > 0.0) {
        figure.id = b->exports ? "unallocated_export" : "unallocated_import";
        figure.period = kt_period_of_year(products->year);
        figure.value = products->unallocated_usd;
        figure.unit = "USD";
        figure.dataset = info->name;
        figure.vintage = info->version;
        figure.method = "confidential, unspecified, or a parent's excess over its children";
        KT_TRY(kt_figure_put(b->work, &figure, &unallocated, err));
        const kt_word word = KT_SAY_MONEY("value", unallocated);
        KT_TRY(kt_say(b->work, "note.unallocated", &word, 1, &text, err));
        kt_table_note(table, text);
    }
    const kt_word words[] = {KT_SAY_TEXT("dataset", info->name),
                             KT_SAY_TEXT("version", info->version),
                             KT_SAY_TEXT("revision", kt_revision_name(products->revision)),
                             KT_SAY_COUNT("digits", products->digits)};
    KT_TRY(kt_say(b->work, "note.products", words, 4, &text, err));
    kt_table_note(table, text);
    return KT_OK;
}

static kt_status fill_table(basket *b, kt_table *table, const char *unit, double scale,
                            kt_error *err)
{
    static const char *const key[] = {"product", "name", "value_usd", "share"};
    static const char *const label[] = {"column.code", "column.product", "column.value",
                                        "column.share"};
    const kt_view *view = &b->work->view[0];
    const kt_statistics whose = statistics_of(b);
    const char *title;
    const kt_word words[] = {KT_SAY_WHOSE(b->work, view, whose), KT_SAY_VIEW(view),
                             KT_SAY_YEAR("year", b->products.year), KT_SAY_TEXT("unit", unit)};

    KT_TRY(kt_say(b->work, b->exports ? "products.exports" : "products.imports", words, 7,
                  &title, err));
    kt_table_title(table, title);
    for (int n = 0; n < 4; n++) {
        KT_TRY(kt_say_label(b->work, label[n], &title, err));
        kt_table_column(table, &(kt_column){.key = key[n],
                                            .title = title,
                                            .align = n < 2 ? KT_LEFT : KT_RIGHT,
                                            .decimals = 1,
                                            .scale = n == 2 ? scale : 1.0});
    }
    for (int64_t n = 0; n < b->products.n_products && n < TOP; n++)
        KT_TRY(put_product(b, table, &b->products.product[n], err));
    return put_notes(b, table, err);
}

/* The largest product in a sentence, where it has a name and a value. */
static kt_status say_top(basket *b, kt_error *err)
{
    const kt_view *view = &b->work->view[0];
    const kt_pair_product *top = &b->products.product[0];
    const kt_figure *value, *share;
    const char *name;
    char code[16], told[300];

    KT_TRY(figures_of(b, top, &value, &share, err));
    KT_TRY(kt_say_product(b->work, b->dataset, top->product, &name, err));
    if (!value || !share || name[0] == '\0')
        return KT_OK;
    // The heading's name alone would read as if the value were the heading's.
    kt_product_print(top->product, code);
    const bool of_heading = strlen(code) == 6 && strncmp(name, code, 4) == 0 && name[4] == ' ';
    snprintf(told, sizeof told, of_heading ? "%s (%s)" : "%.0s%s", code, name);
    KT_SAY(b->work, b->exports ? "products.top_export" : "products.top_import", err,
           KT_SAY_TEXT("statistics", kt_statistics_word(statistics_of(b))),
           KT_SAY_COUNTRY("reporter", kt_statistics_country(view, statistics_of(b))),
           KT_SAY_TEXT("dataset", kt_dataset_info_of(b->dataset)->name), KT_SAY_VIEW(view),
           KT_SAY_YEAR("year", b->products.year), KT_SAY_TEXT("product", told),
           KT_SAY_MONEY("value", value), KT_SAY_PERCENT("share", share));
    return kt_say_end(b->work, KT_BLOCK_PARAGRAPH, err);
}

/* The unit that fits the largest product. */
static double unit_of(const basket *b, const char **label_key)
{
    const double most = b->products.product[0].value_usd; // NaN: all are withheld

    *label_key = most >= 1e10 ? "unit.billion" : most < 1e6 ? "unit.thousand" : "unit.million";
    return most >= 1e10 ? 1e-9 : most < 1e6 ? 1e-3 : 1e-6;
}

static kt_status tell(basket *b, kt_error *err)
{
    kt_table *table = NULL;
    const char *unit_key, *unit;
    const double scale = unit_of(b, &unit_key);

    KT_TRY(kt_say_label(b->work, unit_key, &unit, err));
    KT_TRY(say_top(b, err));
    KT_TRY(kt_table_new(&table, err));
    const kt_status status = fill_table(b, table, unit, scale, err);
    if (status) {
        kt_table_free(table);
        return status;
    }
    return kt_document_add_table(b->work->brief->document, table, err);
}

/* Both directions of a year; *told says whether there was anything. */
static kt_status tell_year(kt_work *work, const kt_dataset *dataset, int year, bool *told,
                           kt_error *err)
{
    kt_status status = KT_OK;

    for (int direction = 1; !status && direction >= 0; direction--) {
        basket b = {.work = work, .dataset = dataset, .exports = direction};
        status = gather(&b, year, err);
        if (!status && b.products.n_products > 0) {
            if (!*told)
                status = kt_say_section(work, "products", err);
            *told = true;
            if (!status)
                status = tell(&b, err);
        }
        kt_pair_products_clear(&b.products);
    }
    return status;
}

kt_status kt_section_products(kt_work *work, kt_error *err)
{
    kt_status status = KT_OK;
    kt_dataset *dataset = NULL;
    bool told = false;

    if (work->product_dataset < 0)
        return KT_OK;
    KT_TRY(kt_dataset_open(work->world->store, work->product_dataset, &dataset, err));
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    int last = work->last_year != 0 && work->last_year < info->last_year ? work->last_year
                                                                         : info->last_year;
    const int first = info->first_year > last - 10 ? info->first_year : last - 10;
    // The newest year in which either direction has products.
    for (int year = last; !status && !told && year >= first; year--)
        status = tell_year(work, dataset, year, &told, err);
    kt_dataset_close(dataset);
    return status;
}
