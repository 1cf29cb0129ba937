/* diversify_tables.c: who supplies, how concentrated that is, what the loss of a supplier
 * means, and who else could. */
#include "diversify_internal.h"
#include "measure_internal.h"

#include <kontor/concentration.h>
#include <kontor/concentration_range.h>
#include <kontor/memory.h>
#include <kontor/ranking.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Coverage from which on an index of what is known is the index. */
#define CERTAIN 0.95

static void add_country(const kt_diversify *d, kt_table *table, kt_country country)
{
    char code[5];
    kt_table_text(table, kt_country_print(country, code));
    kt_table_text(table, kt_country_name(d->countries, country, d->language, KT_NAME));
}

static void column(kt_table *table, const char *key, const char *title, int decimals)
{
    kt_table_column(
        table,
        &(kt_column){.key = key, .title = title, .align = KT_RIGHT, .decimals = decimals});
}

static void money_column(kt_table *table, const char *key, const char *title)
{
    kt_table_column(
        table,
        &(kt_column){
            .key = key, .title = title, .align = KT_RIGHT, .decimals = 3, .scale = 1e-6});
}

static double sum_of(const double *value, int64_t n, int64_t *n_missing)
{
    double sum = 0.0;
    *n_missing = 0;
    for (int64_t i = 0; i < n; i++) {
        if (isnan(value[i]))
            ++*n_missing;
        else
            sum += value[i];
    }
    return sum;
}

/* ---- suppliers -------------------------------------------------------------------------- */

static void add_rank(kt_table *table, const kt_rank *rank)
{
    char text[32];
    if (!rank->rank)
        kt_table_missing(table, NULL);
    else if (rank->best == rank->worst)
        kt_table_integer(table, rank->rank);
    else {
        snprintf(text, sizeof text, "%d-%d", rank->best, rank->worst);
        kt_table_text(table, text);
    }
}

static void note_coverage(const kt_diversify *d, kt_table *table)
{
    const kt_suppliers *supply = &d->supply;
    char note[320];
    if (isnan(supply->coverage)) {
        kt_table_note(table, "Coverage is unknown: no total with World is stated for this "
                             "product, so a supplier that is absent is not noticed.");
        if (d->other_years_usd > 5.0 * (supply->partners_usd + supply->unallocated_usd)) {
            snprintf(note, sizeof note,
                     "Doubtful: the suppliers of %d add up to %.3f million USD, those of %d in "
                     "the same dataset to %.3f: a large supplier may be absent.",
                     d->year, supply->partners_usd / 1e6, d->other_year,
                     d->other_years_usd / 1e6);
            kt_table_note(table, note);
        }
        return;
    }
    snprintf(note, sizeof note,
             "The suppliers make up %.1f %% of the %.3f million USD stated with World%s.",
             100.0 * supply->coverage, supply->stated_usd / 1e6,
             supply->coverage < 0.95
                 ? "; under 95 % ranks are ranges and what is missing could "
                   "belong to anyone"
                 : "");
    kt_table_note(table, note);
}

static void add_supplier(const kt_diversify *d, kt_table *table, const kt_rank *rank,
                         double all_tonnes)
{
    const kt_supplier *of = d->supply.partner;
    while (of->country.code != rank->country.code)
        of++;
    kt_table_row(table);
    add_rank(table, rank);
    add_country(d, table, rank->country);
    kt_measure_number(table, of->usd, "suppressed");
    kt_table_fraction(table, rank->share, NULL);
    kt_table_number(table, of->tonnes, NULL);
    kt_table_fraction(table, of->tonnes / all_tonnes, NULL);
    kt_table_number(table, of->tonnes > 0.0 ? of->usd / of->tonnes : (double)NAN, NULL);
    kt_table_text(table, kt_flow_status_name((kt_flow_status)of->status));
}

/* Origin and consignment are two lists, and no source that kontor reads gives both. */
static void note_origin(const kt_diversify *d, kt_table *table)
{
    char note[600];
    if (d->fact_blocs[0]) {
        snprintf(note, sizeof note, "The page also states, in no sum here: %s.", d->fact_blocs);
        kt_table_note(table, note);
    }
    snprintf(note, sizeof note,
             "%s not tell whether a supplier is the origin or the country that consigned the "
             "goods.",
             d->dataset ? "The dataset does" : "The facts do");
    kt_table_note(table, note);
}

kt_status kt_diversify_suppliers(const kt_diversify *d, kt_table *table, kt_error *err)
{
    const kt_suppliers *supply = &d->supply;
    kt_rank *list = NULL;
    int64_t n_without;
    kt_rank_total total = {.stated_usd = supply->stated_usd,
                           .partners_usd = supply->partners_usd,
                           .unallocated_usd = supply->unallocated_usd};
    const double all_tonnes = sum_of(d->tonnes, supply->n_partners, &n_without);

    kt_table_title(table, "Suppliers");
    column(table, "rank", "", 0);
    kt_table_column(table, &(kt_column){.key = "supplier"});
    kt_table_column(table, &(kt_column){.key = "supplier_name", .title = ""});
    money_column(table, "value_usd", "million USD");
    column(table, "share", "share", 1);
    column(table, "tonnes", "tonnes", 1);
    column(table, "share_of_tonnes", "of tonnes", 1);
    column(table, "unit_value", "USD a tonne", 2);
    kt_table_column(table, &(kt_column){.key = "status"});

    kt_status status = kt_new(&list, supply->n_partners, sizeof *list, err);
    if (status)
        return status;
    for (int64_t p = 0; p < supply->n_partners; p++)
        list[p] = (kt_rank){.country = supply->partner[p].country,
                            .usd = supply->partner[p].usd,
                            .other_usd = NAN,
                            .status = supply->partner[p].status};
    status = kt_rank_compute(list, supply->n_partners, &total, err);
    for (int64_t p = 0; !status && p < supply->n_partners; p++)
        add_supplier(d, table, &list[p], all_tonnes);
    note_coverage(d, table);
    if (n_without)
        kt_table_note(table, "Suppliers without a quantity are in no share of tonnes.");
    note_origin(d, table);
    kt_free(list);
    return status;
}

/* ---- concentration ---------------------------------------------------------------------- */

static void add_concentration(const kt_diversify *d, kt_table *table, const char *by,
                              const double *x, double unallocated, double coverage)
{
    const int64_t n = d->supply.n_partners;
    const kt_supply supply = {.delivered = x, .risk = d->risk, .n = n};
    const kt_supply_risk risk = kt_supply_risk_of(&supply);
    const kt_concentration c = kt_concentration_of(x, n, 0);
    const kt_concentration_range r = kt_concentration_range_of(x, n, unallocated);
    kt_table_row(table);
    kt_table_text(table, by);
    // Where much is missing, an index of the rest alone would claim too much.
    const bool is_range = coverage < CERTAIN;
    const double known = is_range ? sqrt(r.low / c.hhi) : 1.0; // sum over sum + unallocated
    kt_table_integer(table, c.n_active);
    kt_table_fraction(table, c.largest * known, NULL);
    kt_measure_number(table, is_range ? (double)NAN : c.hhi, "a range");
    kt_table_number(table, r.low, NULL);
    kt_table_number(table, r.one, NULL);
    kt_table_number(table, r.high, NULL);
    kt_measure_number(table, is_range ? (double)NAN : c.effective, "a range");
    kt_measure_number(table, is_range ? (double)NAN : risk.risk_hhi,
                      isnan(risk.risk_hhi) ? "no risks given" : "a range");
    kt_measure_fraction(table, coverage, "unknown");
}

kt_status kt_diversify_concentration(const kt_diversify *d, kt_table *table, kt_error *err)
{
    const kt_suppliers *supply = &d->supply;
    int64_t n_without;
    char note[256];
    const double tonnes = sum_of(d->tonnes, supply->n_partners, &n_without);
    const double missing_tonnes =
        supply->stated_tonnes > tonnes ? supply->stated_tonnes - tonnes : 0.0;
    (void)err;

    kt_table_title(table, "Concentration of suppliers");
    kt_table_column(table, &(kt_column){.key = "by"});
    column(table, "suppliers", NULL, 0);
    column(table, "largest", "largest share", 1);
    column(table, "hhi", "HHI", 6);
    column(table, "hhi_low", "at least", 6);
    column(table, "hhi_one", "if one more", 6);
    column(table, "hhi_high", "at most", 6);
    column(table, "effective", "effective number", 3);
    column(table, "risk_hhi", "risk-weighted", 6);
    column(table, "coverage", NULL, 1);
    add_concentration(d, table, "value", d->usd, supply->missing_usd, supply->coverage);
    if (tonnes > 0.0)
        add_concentration(d, table, "tonnes", d->tonnes, missing_tonnes,
                          supply->stated_tonnes > 0.0 ? tonnes / supply->stated_tonnes
                                                      : (double)NAN);
    note_coverage(d, table);
    if (supply->coverage < CERTAIN)
        kt_table_note(table,
                      "Under 95 % coverage concentration is a range; the largest share is "
                      "of the stated total.");
    kt_table_note(table, "HHI: of the suppliers that are stated. At least: what is not "
                         "allocated comes from many; if one more: from one that is not listed; "
                         "at most: from the largest.");
    if (!(tonnes > 0.0))
        kt_table_note(table, d->supply.stated_tonnes > 0.0
                                 ? "Tonnes are stated for the total only, not by supplier: no "
                                   "concentration by volume."
                                 : "No quantities: no concentration by volume.");
    else if (n_without) {
        snprintf(note, sizeof note, "%lld suppliers without a quantity are left out of tonnes.",
                 (long long)n_without);
        kt_table_note(table, note);
    }
    if (!kt_argument_text(d->run, "risk", NULL))
        kt_table_note(table, "No risks of countries are built in: --risk FILE gives them "
                             "(country,value from 0 to 1).");
    return KT_OK;
}

/* ---- loss of a supplier ----------------------------------------------------------------- */

static kt_status add_loss(const kt_diversify *d, kt_table *table, const char *assumption,
                          const double *spare, int64_t lost, kt_error *err)
{
    const kt_supply supply = {.delivered = d->usd,
                              .spare = spare,
                              .exports = d->n_world > 1 ? d->exports : NULL,
                              .risk = d->risk,
                              .n = d->supply.n_partners};
    kt_supply_loss loss;
    KT_TRY(kt_supply_lose(&supply, lost, &loss, err));
    kt_table_row(table);
    add_country(d, table, d->supply.partner[lost].country);
    kt_table_text(table, assumption);
    kt_table_fraction(table, loss.lost, NULL);
    kt_table_fraction(table, loss.covered, NULL);
    kt_table_fraction(table, loss.uncovered, NULL);
    kt_measure_number(table, loss.hhi_after, "nobody is left");
    kt_table_fraction(table, loss.need, NULL);
    return KT_OK;
}

kt_status kt_diversify_loss(const kt_diversify *d, kt_table *table, kt_error *err)
{
    char assumption[96];
    const int64_t lost = d->lost, n = d->supply.n_partners;

    kt_table_title(table, "If a supplier is lost");
    kt_table_column(table, &(kt_column){.key = "lost"});
    kt_table_column(table, &(kt_column){.key = "lost_name", .title = ""});
    kt_table_column(table, &(kt_column){.key = "assumption"});
    column(table, "share_lost", "lost", 1);
    column(table, "covered", NULL, 1);
    column(table, "uncovered", NULL, 1);
    column(table, "hhi_after", "HHI after", 6);
    column(table, "need", "need", 4);
    if (!(d->usd[lost] > 0.0)) {
        kt_table_note(table, "No delivery has a value, so none can be lost.");
        return KT_OK;
    }
    KT_TRY(add_loss(d, table, "nobody delivers more", NULL, lost, err));
    for (int64_t p = 0; p < n; p++)
        d->scratch[p] = fmax(0.0, d->cap - 1.0) * d->usd[p];
    snprintf(assumption, sizeof assumption, "others deliver up to %.0f %% of the present",
             100.0 * d->cap);
    KT_TRY(add_loss(d, table, assumption, d->scratch, lost, err));
    if (d->n_world > 1) {
        for (int64_t p = 0; p < n; p++)
            d->scratch[p] = d->spare * fmax(0.0, d->exports[p] - d->usd[p]);
        snprintf(assumption, sizeof assumption,
                 "others turn %.0f %% of their exports elsewhere", 100.0 * d->spare);
        KT_TRY(add_loss(d, table, assumption, d->scratch, lost, err));
    } else {
        kt_table_note(table, "No exports of others to the world are held: what they could "
                             "spare, and the need, are not known.");
    }
    kt_table_note(table,
                  "Shares of the stated deliveries, by value. What others can spare is an "
                  "assumption (--cap, --spare), not a forecast; need is what is lost as "
                  "a part of the world exports of the other suppliers.");
    return KT_OK;
}

/* ---- alternatives ----------------------------------------------------------------------- */

typedef struct alternative {
    kt_country country;
    double world_usd, here_usd, elsewhere_usd;
} alternative;

static int by_elsewhere(const void *left, const void *right)
{
    const alternative *x = left, *y = right;
    if (x->elsewhere_usd != y->elsewhere_usd)
        return x->elsewhere_usd < y->elsewhere_usd ? 1 : -1;
    return (x->country.code > y->country.code) - (x->country.code < y->country.code);
}

static double delivered_by(const kt_diversify *d, kt_country country)
{
    for (int64_t p = 0; p < d->supply.n_partners; p++)
        if (d->supply.partner[p].country.code == country.code)
            return d->supply.partner[p].usd;
    return 0.0;
}

static double turnover_with(const kt_diversify *d, kt_country country)
{
    const kt_partner *partner = kt_partners_find(&d->partners, country);
    const kt_statistics order[] = {KT_STATISTICS_RECONCILED, KT_STATISTICS_OWN,
                                   KT_STATISTICS_MIRROR};
    for (int s = 0; partner && s < 3; s++) {
        const double usd = kt_partner_usd(partner, KT_MEASURE_TURNOVER, order[s]);
        if (!isnan(usd))
            return usd;
    }
    return NAN;
}

static void add_alternative(const kt_diversify *d, kt_table *table, const alternative *of,
                            double world)
{
    kt_table_row(table);
    add_country(d, table, of->country);
    kt_table_number(table, of->elsewhere_usd, NULL);
    kt_table_fraction(table, of->world_usd / world, NULL);
    if (of->here_usd == 0.0)
        kt_table_missing(table, "no row");
    else
        kt_measure_number(table, of->here_usd, "suppressed");
    kt_table_number(table, kt_country_distance_km(d->countries, d->importer, of->country),
                    NULL);
    kt_measure_number(table, turnover_with(d, of->country), "no data");
}

kt_status kt_diversify_alternatives(const kt_diversify *d, kt_table *table, kt_error *err)
{
    alternative *list = NULL;
    double world = 0.0;
    int64_t n = 0;
    const int64_t top = kt_argument_integer(d->run, "top", 15);

    kt_table_title(table, "Alternative suppliers");
    kt_table_column(table, &(kt_column){.key = "exporter"});
    kt_table_column(table, &(kt_column){.key = "exporter_name", .title = ""});
    money_column(table, "elsewhere_usd", "exports elsewhere, million USD");
    column(table, "share_of_world", "of world exports", 1);
    money_column(table, "here_usd", "delivers here, million USD");
    column(table, "distance_km", "km between capitals", 0);
    money_column(table, "turnover_usd", "all trade with it, million USD");
    if (d->n_world < 2) {
        kt_table_note(table,
                      "No exports of others to the world are held: import a dataset with "
                      "more reporters to see alternatives.");
        return KT_OK;
    }
    KT_TRY(kt_new(&list, d->n_world, sizeof *list, err));
    for (int64_t w = 0; w < d->n_world; w++) {
        const double usd = d->world[w].usd;
        if (isnan(usd))
            continue;
        world += usd;
        const double here = delivered_by(d, d->world[w].country);
        const double elsewhere = usd - (isnan(here) ? 0.0 : here);
        if (d->world[w].country.code != d->importer.code && elsewhere > 0.0)
            list[n++] = (alternative){d->world[w].country, usd, here, elsewhere};
    }
    if (n > 1)
        qsort(list, (size_t)n, sizeof *list, by_elsewhere);
    for (int64_t a = 0; a < n && a < top; a++)
        add_alternative(d, table, &list[a], world);
    kt_table_note(table, "In order of what they export elsewhere; that it could be had is an "
                         "assumption. Distance: great circle between capitals, not routes.");
    kt_free(list);
    return KT_OK;
}
