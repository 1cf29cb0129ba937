/* diversify_tables.c: who supplies, how concentrated that is, what the loss of a supplier
 * means, and who else could. */
#include "answer_internal.h"
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
        snprintf(text, sizeof text, "%d–%d", rank->best, rank->worst);
        kt_table_text(table, text);
    }
}

/* A note without numbers. */
static kt_status note(const kt_diversify *d, kt_table *table, const char *key, kt_error *err)
{
    return kt_say_note(d->run, table, key, NULL, 0, err);
}

/* A note with one word that chooses between its forms. */
static kt_status note_of(const kt_diversify *d, kt_table *table, const char *key,
                         const char *name, const char *word, kt_error *err)
{
    const kt_say_value value = {.name = name, .as = KT_AS_TEXT, .text = word};
    return kt_say_note(d->run, table, key, &value, 1, err);
}

static kt_status note_unknown_coverage(const kt_diversify *d, kt_table *table, kt_error *err)
{
    const double usd = d->supply.partners_usd;
    const kt_say_value value[] = {
        {.name = "year", .as = KT_AS_YEAR, .number = d->year},
        {.name = "usd", .as = KT_AS_NUMBER, .number = usd / 1e6, .decimals = 3},
        {.name = "other_year", .as = KT_AS_YEAR, .number = d->other_year},
        {.name = "other_usd",
         .as = KT_AS_NUMBER,
         .number = d->other_years_usd / 1e6,
         .decimals = 3}};
    KT_TRY(note(d, table, "diversify.coverage_unknown", err));
    if (!(d->other_years_usd > 5.0 * (usd + d->supply.unallocated_usd)))
        return KT_OK;
    return kt_say_note(d->run, table, "diversify.doubtful", value, 4, err);
}

static kt_status note_coverage(const kt_diversify *d, kt_table *table, kt_error *err)
{
    const kt_suppliers *supply = &d->supply;
    const kt_say_value value[] = {
        {.name = "share", .as = KT_AS_PERCENT, .number = supply->coverage, .decimals = 1},
        {.name = "usd", .as = KT_AS_NUMBER, .number = supply->stated_usd / 1e6, .decimals = 3},
        {.name = "low", .as = KT_AS_TEXT, .text = supply->coverage < CERTAIN ? "yes" : "no"}};
    if (isnan(supply->coverage))
        return note_unknown_coverage(d, table, err);
    return kt_say_note(d->run, table, "diversify.coverage", value, 3, err);
}

static void coverage_column(kt_table *table)
{
    column(table, "coverage", NULL, 1);
}

/* NULL: none that is stated. */
static const kt_supplier *supplier_of(const kt_suppliers *supply, kt_country country)
{
    for (int64_t p = 0; p < supply->n_partners; p++)
        if (supply->partner[p].country.code == country.code)
            return &supply->partner[p];
    return NULL;
}

/* The suppliers that are stated, and behind them, without values, the countries that are not:
 * what is missing could come from any of them, and put them before one that is listed. The list
 * has room for all. Returns how many. */
static int64_t list_suppliers(const kt_diversify *d, kt_rank *list)
{
    int64_t n = 0;
    for (; n < d->supply.n_partners; n++)
        list[n] = (kt_rank){.country = d->supply.partner[n].country,
                            .usd = d->supply.partner[n].usd,
                            .other_usd = NAN,
                            .status = d->supply.partner[n].status};
    for (int64_t c = 0; c < kt_countries_count(d->countries); c++) {
        const kt_country_info *info = kt_countries_at(d->countries, c);
        if (info->kind == KT_IS_COUNTRY && info->code.code != d->importer.code &&
            (!info->first_year || info->first_year <= d->year) &&
            (!info->last_year || info->last_year >= d->year) &&
            !supplier_of(&d->supply, info->code))
            list[n++] = (kt_rank){.country = info->code, .usd = NAN, .other_usd = NAN};
    }
    return n;
}

static void add_supplier(const kt_diversify *d, kt_table *table, const kt_rank *rank,
                         double all_tonnes)
{
    const kt_supplier *of = supplier_of(&d->supply, rank->country);
    if (!of)
        return;
    kt_table_row(table);
    add_rank(table, rank);
    add_country(d, table, rank->country);
    kt_measure_number(table, of->usd, "suppressed");
    kt_table_fraction(table, rank->share, NULL);
    kt_table_number(table, of->tonnes, NULL);
    kt_table_fraction(table, of->tonnes / all_tonnes, NULL);
    kt_table_number(table, of->tonnes > 0.0 ? of->usd / of->tonnes : (double)NAN, NULL);
    kt_measure_fraction(table, d->supply.coverage, "unknown");
    kt_table_text(table, kt_flow_status_name((kt_flow_status)of->status));
}

/* Origin and consignment are two lists, and no source that kontor reads gives both. */
static kt_status note_origin(const kt_diversify *d, kt_table *table, kt_error *err)
{
    if (d->fact_blocs[0])
        KT_TRY(note_of(d, table, "diversify.blocs", "blocs", d->fact_blocs, err));
    return note_of(d, table, "diversify.origin", "what", d->dataset ? "dataset" : "facts", err);
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
    coverage_column(table);
    kt_table_column(table, &(kt_column){.key = "status"});

    kt_status status =
        kt_new(&list, supply->n_partners + kt_countries_count(d->countries), sizeof *list, err);
    if (status)
        return status;
    const int64_t n = list_suppliers(d, list);
    status = kt_rank_compute(list, n, &total, err);
    for (int64_t p = 0; !status && p < n; p++)
        add_supplier(d, table, &list[p], all_tonnes);
    if (!status)
        status = note_coverage(d, table, err);
    if (!status && n_without)
        status = note(d, table, "diversify.no_share", err);
    if (!status)
        status = note_origin(d, table, err);
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

static kt_status note_concentration(const kt_diversify *d, kt_table *table, double tonnes,
                                    int64_t n_without, kt_error *err)
{
    const kt_say_value n = {.name = "n", .as = KT_AS_COUNT, .number = (double)n_without};
    if (d->supply.coverage < CERTAIN)
        KT_TRY(note(d, table, "diversify.range", err));
    KT_TRY(note(d, table, "diversify.hhi", err));
    if (!(tonnes > 0.0))
        KT_TRY(note_of(d, table, "diversify.no_tonnes", "what",
                       d->supply.stated_tonnes > 0.0 ? "total" : "none", err));
    else if (n_without)
        KT_TRY(kt_say_note(d->run, table, "diversify.left_out", &n, 1, err));
    return kt_argument_text(d->run, "risk", NULL) ? KT_OK
                                                  : note(d, table, "diversify.no_risks", err);
}

kt_status kt_diversify_concentration(const kt_diversify *d, kt_table *table, kt_error *err)
{
    const kt_suppliers *supply = &d->supply;
    int64_t n_without;
    const double tonnes = sum_of(d->tonnes, supply->n_partners, &n_without);
    const double missing_tonnes =
        supply->stated_tonnes > tonnes ? supply->stated_tonnes - tonnes : 0.0;

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
    coverage_column(table);
    add_concentration(d, table, "value", d->usd, supply->missing_usd, supply->coverage);
    if (tonnes > 0.0)
        add_concentration(d, table, "tonnes", d->tonnes, missing_tonnes,
                          supply->stated_tonnes > 0.0 ? tonnes / supply->stated_tonnes
                                                      : (double)NAN);
    KT_TRY(note_coverage(d, table, err));
    return note_concentration(d, table, tonnes, n_without, err);
}

/* ---- loss of a supplier ----------------------------------------------------------------- */

/* What others could spare, by supplier, under one assumption. */
typedef struct spare {
    const char *key;             /* of the phrase */
    const char *before, *behind; /* the number, where no language is asked for */
    double fraction;
    const double *usd; /* NULL: nothing */
} spare;

/* The assumption in words: CSV and JSON are the same in all languages. */
static kt_status write_assumption(const kt_diversify *d, const spare *others, kt_text *out,
                                  kt_error *err)
{
    const kt_say_value value = {
        .name = "percent", .as = KT_AS_PERCENT, .number = others->fraction};
    if (kt_answer_form_of(d->run) == KT_ANSWER_TEXT)
        return kt_say_phrase(d->run, others->key, &value, 1, out, err);
    return others->usd ? kt_text_format(out, err, "%s%.0f %%%s", others->before,
                                        100.0 * others->fraction, others->behind)
                       : kt_text_add(out, others->before, err);
}

static kt_status add_loss(const kt_diversify *d, kt_table *table, const spare *others,
                          kt_error *err)
{
    const int64_t lost = d->lost;
    kt_text words = {0};
    const kt_supply supply = {.delivered = d->usd,
                              .spare = others->usd,
                              .exports = d->n_world > 1 ? d->exports : NULL,
                              .risk = d->risk,
                              .n = d->supply.n_partners};
    kt_supply_loss loss;
    KT_TRY(kt_supply_lose(&supply, lost, &loss, err));
    KT_TRY(write_assumption(d, others, &words, err));
    kt_table_row(table);
    add_country(d, table, d->supply.partner[lost].country);
    kt_table_text(table, kt_text_get(&words));
    kt_table_fraction(table, loss.lost, NULL);
    kt_table_fraction(table, loss.covered, NULL);
    kt_table_fraction(table, loss.uncovered, NULL);
    // Of what is stated alone: where much is missing, no index of the rest is one of all.
    const bool is_range = d->supply.coverage < CERTAIN;
    kt_measure_number(table, is_range ? (double)NAN : loss.hhi_after,
                      isnan(loss.hhi_after) ? "nobody is left" : "a range");
    kt_table_fraction(table, loss.need, NULL);
    kt_measure_fraction(table, d->supply.coverage, "unknown");
    kt_text_clear(&words);
    return KT_OK;
}

static void loss_columns(kt_table *table)
{
    kt_table_title(table, "If a supplier is lost");
    kt_table_column(table, &(kt_column){.key = "lost"});
    kt_table_column(table, &(kt_column){.key = "lost_name", .title = ""});
    kt_table_column(table, &(kt_column){.key = "assumption"});
    column(table, "share_lost", "lost", 1);
    column(table, "covered", NULL, 1);
    column(table, "uncovered", NULL, 1);
    column(table, "hhi_after", "HHI after", 6);
    column(table, "need", "need", 4);
    coverage_column(table);
}

kt_status kt_diversify_loss(const kt_diversify *d, kt_table *table, kt_error *err)
{
    const int64_t n = d->supply.n_partners;
    const spare none = {"diversify.nobody", "nobody delivers more", "", 0.0, NULL};
    const spare capped = {"diversify.cap", "others deliver up to ", " of the present", d->cap,
                          d->scratch};
    const spare turned = {"diversify.spare", "others turn ", " of their exports elsewhere",
                          d->spare, d->scratch};

    loss_columns(table);
    if (!(d->usd[d->lost] > 0.0))
        return note(d, table, "diversify.no_delivery", err);
    KT_TRY(add_loss(d, table, &none, err));
    for (int64_t p = 0; p < n; p++)
        d->scratch[p] = fmax(0.0, d->cap - 1.0) * d->usd[p];
    KT_TRY(add_loss(d, table, &capped, err));
    if (d->n_world > 1) {
        for (int64_t p = 0; p < n; p++)
            d->scratch[p] = d->spare * fmax(0.0, d->exports[p] - d->usd[p]);
        KT_TRY(add_loss(d, table, &turned, err));
    } else {
        KT_TRY(note_of(d, table, "diversify.no_world", "table", "loss", err));
    }
    KT_TRY(note_coverage(d, table, err));
    return note(d, table, "diversify.loss", err);
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
    kt_measure_fraction(table, d->world_coverage, "unknown");
}

static kt_status note_alternatives(const kt_diversify *d, kt_table *table, kt_error *err)
{
    const kt_say_value value[] = {
        {.name = "n", .as = KT_AS_COUNT, .number = (double)d->n_world},
        {.name = "known", .as = KT_AS_TEXT, .text = isnan(d->world_coverage) ? "no" : "yes"},
        {.name = "coverage",
         .as = KT_AS_PERCENT,
         .number = isnan(d->world_coverage) ? 0.0 : d->world_coverage,
         .decimals = 1}};
    return kt_say_note(d->run, table, "diversify.alternatives", value, 3, err);
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
    coverage_column(table);
    if (d->n_world < 2)
        return note_of(d, table, "diversify.no_world", "table", "alternatives", err);
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
    kt_free(list);
    return n > 0 ? note_alternatives(d, table, err)
                 : note_of(d, table, "diversify.no_alternatives", "table", "alternatives", err);
}
