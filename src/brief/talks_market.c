/* talks_market.c: the partner's market for what is sold there. For the largest exports of a to
 * b: what b imports of it from everybody, the share that comes from a, and the three largest
 * other suppliers, each with the change of its share over five years in percentage points.
 *
 * Shares are of the total that the importer states, else of the sum over its suppliers; which,
 * and how much of the total the suppliers make up, is said with the figure. */
#include "talks.h"

#include <kontor/pair_products.h>
#include <kontor/suppliers.h>

#include <math.h>

enum { MOST_PRODUCTS = 6, N_COMPETITORS = 3, YEARS_BACK = 5, YEARS_SEARCHED = 10 };

typedef struct market {
    kt_work *work;
    const kt_dataset *dataset;
    const kt_dataset_info *info;
    kt_pair_products products;
    kt_table *table;
    double scale;
    int year, before;      /* before: 0 where there is no earlier year */
    bool compared;         /* a product has figures of the year before */
    double least_coverage; /* of all products shown; NaN: unknown of one */
} market;

/* The importer's own statements, else nobody's, else the exporters'. */
static kt_status suppliers_of(const market *m, kt_product product, int year, kt_suppliers *out,
                              kt_error *err)
{
    static const kt_stated_by order[] = {KT_BY_IMPORTER, KT_RECONCILED, KT_BY_EXPORTER};

    for (size_t n = 0; n < sizeof order / sizeof *order; n++) {
        if (!(m->info->stated_by >> order[n] & 1))
            continue;
        kt_suppliers_clear(out);
        KT_TRY(kt_suppliers_gather(m->dataset, m->work->world->countries,
                                   m->work->view[0].other, product, (int16_t)year, 0, order[n],
                                   out, err));
        if (out->n_partners > 0)
            return KT_OK;
    }
    return KT_OK;
}

static double whole_of(const kt_suppliers *suppliers)
{
    return isnan(suppliers->stated_usd) ? suppliers->partners_usd + suppliers->unallocated_usd
                                        : suppliers->stated_usd;
}

/* Share of a supplier; NaN where nothing is known, 0 where others are and this one is not. */
static double share_of(const kt_suppliers *suppliers, kt_country country)
{
    const double whole = whole_of(suppliers);

    if (suppliers->n_partners == 0 || !(whole > 0.0))
        return NAN;
    for (int64_t n = 0; n < suppliers->n_partners; n++)
        if (suppliers->partner[n].country.code == country.code)
            return suppliers->partner[n].usd / whole;
    return 0.0;
}

/* A figure of b's market for a product; of: whose share it is, "" for all. */
static kt_status put_figure(market *m, const kt_suppliers *now, const char *id, kt_country of,
                            double value, int from, const kt_figure **out, kt_error *err)
{
    char code[16], country[5];
    const kt_view *view = &m->work->view[1];
    kt_figure figure = kt_figure_of_view(m->work, view, KT_STATISTICS_OWN);

    figure.id = id;
    figure.reporter_kind =
        now->stated_by == KT_RECONCILED ? KT_REPORTER_RECONCILED : KT_REPORTER_COUNTRY;
    figure.reporter = now->stated_by == KT_BY_EXPORTER ? m->work->view[0].self : view->self;
    figure.from = now->stated_by == KT_BY_EXPORTER ? KT_FROM_MIRROR : KT_FROM_OWN;
    figure.period = (kt_period){kt_period_of_year(from).first, kt_period_of_year(m->year).last};
    figure.value = value;
    figure.unit = from != m->year || of.code != 0 ? "fraction" : "USD";
    figure.coverage = now->coverage;
    figure.dataset = m->info->name;
    figure.vintage = m->info->version;
    figure.product = kt_product_print(now->product, code);
    figure.of = of.code != 0 ? kt_country_print(of, country) : "world";
    figure.method = from != m->year ? "share - share in the first year"
                    : of.code == 0  ? "imports from all suppliers"
                    : isnan(now->stated_usd)
                        ? "of the sum over all suppliers; no total is stated"
                        : "of the stated total";
    KT_TRY(kt_figure_put(m->work, &figure, out, err));
    return *out ? kt_document_cite(m->work->brief->document, (*out)->key, err) : KT_OK;
}

/* "45.1 % (+3.2)": a share and its change in percentage points. */
static kt_status say_share(market *m, const kt_suppliers *now, const kt_suppliers *before,
                           kt_country country, const char **out, kt_error *err)
{
    const kt_figure *share, *change = NULL;
    const double was = m->before != 0 ? share_of(before, country) : NAN;
    const double is = share_of(now, country);
    const char *name =
        kt_country_name(m->work->world->countries, country, m->work->brief->language, KT_NAME);
    kt_text points = {0};
    kt_status status = KT_OK;

    KT_TRY(put_figure(m, now, "market_share", country, is, m->year, &share, err));
    if (!isnan(is - was))
        KT_TRY(put_figure(m, now, "market_share_change", country, is - was, m->before, &change,
                          err));
    if (change)
        status = kt_locale_number(m->work->world->locale, fabs(change->value) * 100.0, 1,
                                  &points, err);
    if (!status) {
        const kt_word words[] = {
            KT_SAY_TEXT("name", name), KT_SAY_PERCENT("share", share),
            KT_SAY_TEXT("own", country.code == m->work->view[0].self.code ? "yes" : "no"),
            KT_SAY_TEXT("direction", kt_direction_word(change)),
            KT_SAY_TEXT("points", kt_text_get(&points))};
        status = kt_say(m->work, "talks.share", words, 5, out, err);
    }
    kt_text_clear(&points);
    return status;
}

static kt_status put_competitors(market *m, const kt_suppliers *now, const kt_suppliers *before,
                                 kt_error *err)
{
    int n_told = 0;

    for (int64_t n = 0; n < now->n_partners && n_told < N_COMPETITORS; n++) {
        const char *text;
        const kt_supplier *supplier = &now->partner[n];
        if (supplier->country.code == m->work->view[0].self.code || isnan(supplier->usd))
            continue;
        KT_TRY(say_share(m, now, before, supplier->country, &text, err));
        kt_table_text(m->table, text);
        n_told++;
    }
    for (; n_told < N_COMPETITORS; n_told++)
        kt_table_missing(m->table, NULL);
    return KT_OK;
}

static kt_status put_row(market *m, kt_product product, const kt_suppliers *now,
                         const kt_suppliers *before, kt_error *err)
{
    const kt_figure *total;
    const char *name, *shown, *share;
    char code[16];

    KT_TRY(kt_say_product(m->work, m->dataset, product, &name, err));
    KT_TRY(put_figure(m, now, "market_import", (kt_country){0}, whole_of(now), m->year, &total,
                      err));
    KT_TRY(kt_amount_cell(m->work, total, m->scale, &shown, err));
    KT_TRY(say_share(m, now, before, m->work->view[0].self, &share, err));
    kt_table_row(m->table);
    kt_table_text(m->table, kt_product_print(product, code));
    kt_table_text(m->table, name);
    kt_table_number(m->table, total ? total->value : NAN, shown);
    kt_table_text(m->table, share);
    if (isnan(now->coverage) || now->coverage < m->least_coverage)
        m->least_coverage = now->coverage;
    return put_competitors(m, now, before, err);
}

static kt_status put_product(market *m, kt_product product, kt_error *err)
{
    kt_suppliers now = {0}, before = {0};
    kt_status status = suppliers_of(m, product, m->year, &now, err);

    if (!status && m->before != 0)
        status = suppliers_of(m, product, m->before, &before, err);
    // What other statistics have is no earlier state of these.
    if (!status && before.n_partners > 0 && before.stated_by != now.stated_by) {
        kt_suppliers_clear(&before);
        before = (kt_suppliers){0};
    }
    m->compared |= now.n_partners > 0 && before.n_partners > 0;
    if (!status && now.n_partners > 0)
        status = put_row(m, product, &now, &before, err);
    kt_suppliers_clear(&before);
    kt_suppliers_clear(&now);
    return status;
}

static kt_status add_columns(market *m, kt_error *err)
{
    static const struct {
        const char *key, *label;
        kt_align align;
    } column[] = {{"product", "column.code", KT_LEFT},
                  {"name", "column.product", KT_LEFT},
                  {"import_usd", "talks.imports", KT_RIGHT},
                  {"share", "talks.our_share", KT_LEFT},
                  {"competitor_1", "talks.competitor_1", KT_LEFT},
                  {"competitor_2", "talks.competitor_2", KT_LEFT},
                  {"competitor_3", "talks.competitor_3", KT_LEFT}};
    const char *title;

    for (size_t n = 0; n < sizeof column / sizeof *column; n++) {
        const kt_word words[] = {KT_SAY_VIEW(&m->work->view[0])};
        KT_TRY(kt_say(m->work, column[n].label, words, 2, &title, err));
        kt_table_column(m->table, &(kt_column){.key = column[n].key,
                                               .title = title,
                                               .align = column[n].align,
                                               .decimals = 1,
                                               .scale = n == 2 ? m->scale : 1.0});
    }
    return KT_OK;
}

static kt_status fill(market *m, const char *unit, kt_error *err)
{
    const char *text;
    kt_text coverage = {0};
    const kt_word words[] = {KT_SAY_VIEW(&m->work->view[0]), KT_SAY_YEAR("year", m->year),
                             KT_SAY_TEXT("unit", unit)};

    m->least_coverage = INFINITY;
    KT_TRY(kt_say(m->work, "talks.market", words, 4, &text, err));
    kt_table_title(m->table, text);
    KT_TRY(add_columns(m, err));
    for (int64_t n = 0; n < m->products.n_products && n < MOST_PRODUCTS; n++)
        KT_TRY(put_product(m, m->products.product[n].product, err));
    kt_status status = KT_OK;
    if (isfinite(m->least_coverage))
        status = kt_locale_percent(m->work->world->locale, m->least_coverage, 1, KT_SIGN_AUTO,
                                   &coverage, err);
    if (!status) {
        const kt_word notes[] = {KT_SAY_TEXT("changes", m->compared ? "yes" : "no"),
                                 KT_SAY_YEAR("before", m->before),
                                 KT_SAY_TEXT("covered", coverage.size > 0 ? "yes" : "no"),
                                 KT_SAY_TEXT("coverage", kt_text_get(&coverage)),
                                 KT_SAY_TEXT("dataset", m->info->name),
                                 KT_SAY_TEXT("version", m->info->version)};
        status = kt_say(m->work, "talks.market_note", notes, 6, &text, err);
    }
    if (!status)
        kt_table_note(m->table, text);
    kt_text_clear(&coverage);
    return status;
}

/* The unit that fits the market of the first product. */
static kt_status choose_unit(market *m, const char **unit, kt_error *err)
{
    kt_suppliers first = {0};
    kt_status status = suppliers_of(m, m->products.product[0].product, m->year, &first, err);
    const double most = status ? NAN : whole_of(&first);

    kt_suppliers_clear(&first);
    if (status)
        return status;
    m->scale = most >= 1e10 ? 1e-9 : most < 1e6 ? 1e-3 : 1e-6;
    return kt_say_label(m->work,
                        most >= 1e10 ? "unit.billion"
                        : most < 1e6 ? "unit.thousand"
                                     : "unit.million",
                        unit, err);
}

static kt_status tell(market *m, kt_error *err)
{
    const char *unit;

    m->before =
        m->year - YEARS_BACK > m->info->first_year ? m->year - YEARS_BACK : m->info->first_year;
    if (m->before >= m->year)
        m->before = 0;
    KT_TRY(choose_unit(m, &unit, err));
    KT_TRY(kt_say_section(m->work, "talks_market", err));
    KT_TRY(kt_table_new(&m->table, err));
    const kt_status status = fill(m, unit, err);
    if (status) {
        kt_table_free(m->table);
        return status;
    }
    return kt_document_add_table(m->work->brief->document, m->table, err);
}

/* What a sends b, as a states it, else nobody, else b. */
static kt_status gather(market *m, int year, kt_error *err)
{
    static const kt_stated_by order[] = {KT_BY_EXPORTER, KT_RECONCILED, KT_BY_IMPORTER};

    for (size_t n = 0; n < sizeof order / sizeof *order; n++) {
        kt_pair_products_clear(&m->products);
        KT_TRY(kt_pair_products_gather(m->dataset, m->work->view[0].self,
                                       m->work->view[0].other, (int16_t)year, order[n],
                                       &m->products, err));
        if (m->products.n_products > 0)
            return KT_OK;
    }
    return KT_OK;
}

kt_status kt_section_talks_market(kt_work *work, kt_error *err)
{
    market m = {.work = work};
    kt_dataset *dataset;
    kt_status status = KT_OK;

    if (work->product_dataset < 0)
        return KT_OK;
    KT_TRY(kt_dataset_open(work->world->store, work->product_dataset, &dataset, err));
    m.dataset = dataset;
    m.info = kt_dataset_info_of(dataset);
    const int last = work->last_year != 0 && work->last_year < m.info->last_year
                         ? work->last_year
                         : m.info->last_year;
    for (m.year = last;
         !status && m.year >= m.info->first_year && m.year > last - YEARS_SEARCHED; m.year--) {
        status = gather(&m, m.year, err);
        if (status || m.products.n_products > 0)
            break;
    }
    if (!status && m.products.n_products > 0)
        status = tell(&m, err);
    kt_pair_products_clear(&m.products);
    kt_dataset_close(dataset);
    return status;
}
