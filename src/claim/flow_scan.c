/* flow_scan.c: figures that the yearly totals of a pair do not have: of a product, of services,
 * of a part of a year. They are summed from the rows of a dataset that has such rows.
 *
 * A period is answered by rows of just that period, else by all its months; where one is
 * missing there is no figure. Goods and services together need both. */
#include "judge.h"

#include <math.h>
#include <string.h>

enum { MAX_DATASETS_TRIED = 8, MAX_MONTHS = 24 };

typedef struct flow_sum {
    const kt_dataset *dataset;
    kt_period period;
    double whole, month[MAX_MONTHS];
    bool has_whole, has_month[MAX_MONTHS];
} flow_sum;

static kt_status add_rows(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err)
{
    flow_sum *sum = with;
    (void)err;
    for (int64_t r = 0; r < n_rows; r++) {
        const kt_period period = rows[r].period;
        const double usd = kt_dataset_usd(sum->dataset, rows[r].value); /* NaN stays NaN */
        const int at = period.first - sum->period.first;
        if (kt_period_equal(period, sum->period)) {
            sum->whole += usd;
            sum->has_whole = true;
        } else if (period.first == period.last && period.last <= sum->period.last && at >= 0 &&
                   at < MAX_MONTHS) {
            sum->month[at] += usd;
            sum->has_month[at] = true;
        }
    }
    return KT_OK;
}

static double total_of(const flow_sum *sum)
{
    double usd = 0.0;
    const int n_months = sum->period.last - sum->period.first + 1;
    if (sum->has_whole)
        return sum->whole;
    for (int n = 0; n < n_months; n++) {
        if (n >= MAX_MONTHS || !sum->has_month[n])
            return NAN;
        usd += sum->month[n];
    }
    return usd;
}

/* What a claim asks of a dataset. */
typedef struct question {
    kt_judgement *j;
    const kt_dataset *dataset;
    kt_country a, b;
    kt_product product;
} question;

static kt_status sum_flow(const question *q, kt_country exporter, kt_country importer,
                          kt_stated_by by, kt_kind kind, kt_period period, double *out,
                          kt_error *err)
{
    static const kt_level levels[] = {KT_LEVEL_TOTAL, KT_LEVEL_2, KT_LEVEL_2, KT_LEVEL_4,
                                      KT_LEVEL_4,     KT_LEVEL_6, KT_LEVEL_6};
    flow_sum sum = {.dataset = q->dataset, .period = period};
    const kt_filter filter = {.exporter = exporter,
                              .importer = importer,
                              .product = q->product,
                              .first_year = (int16_t)(period.first / 12),
                              .last_year = (int16_t)(period.last / 12),
                              .stated_by = (uint8_t)(1u << by),
                              .kinds = (uint8_t)(1u << kind),
                              .level = levels[kt_product_digits(q->product)]};
    KT_TRY(kt_dataset_scan(q->dataset, &filter, add_rows, &sum, err));
    *out = total_of(&sum);
    return KT_OK;
}

/* Goods, services, or both: then each must be there. */
static kt_status sum_basis(const question *q, bool export, kt_side side, kt_period period,
                           double *out, kt_error *err)
{
    const kt_stated_by by = side == KT_SIDE_NOBODY          ? KT_RECONCILED
                            : (side == KT_SIDE_A) == export ? KT_BY_EXPORTER
                                                            : KT_BY_IMPORTER;
    const kt_country from = export ? q->a : q->b, to = export ? q->b : q->a;
    const uint8_t basis = q->j->claim->basis;
    double goods = 0.0, services = 0.0;
    if (basis != KT_BASIS_SERVICES)
        KT_TRY(sum_flow(q, from, to, by, KT_GOODS, period, &goods, err));
    if (basis != KT_BASIS_GOODS)
        KT_TRY(sum_flow(q, from, to, by, KT_SERVICES, period, &services, err));
    *out = goods + services;
    return KT_OK;
}

static kt_status measure_usd(const question *q, kt_side side, kt_period period, double *out,
                             kt_error *err)
{
    const kt_measure measure = (kt_measure)q->j->claim->measure;
    double exports = 0.0, imports = 0.0;
    if (measure != KT_MEASURE_IMPORT)
        KT_TRY(sum_basis(q, true, side, period, &exports, err));
    if (measure != KT_MEASURE_EXPORT)
        KT_TRY(sum_basis(q, false, side, period, &imports, err));
    *out = measure == KT_MEASURE_BALANCE ? exports - imports : exports + imports;
    return KT_OK;
}

/* "Up 5 %" of one month, without a word on what it is compared with: either the month before or
 * that of the year before. The one that fits, else the year before. */
static kt_status growth_on_month(const question *q, kt_side side, double now, double *figure,
                                 kt_error *err)
{
    const kt_claim *claim = q->j->claim;
    const kt_period before = {(int16_t)(claim->period.first - 1),
                              (int16_t)(claim->period.last - 1)};
    double then;
    if (claim->kind != KT_CLAIM_GROWTH || !claim->no_base ||
        claim->period.first != claim->period.last)
        return KT_OK;
    KT_TRY(measure_usd(q, side, before, &then, err));
    const double growth = kt_claim_figure(q->j, now, then);
    if (isnan(growth))
        return KT_OK;
    q->j->verdict->readings_tried++;
    if (isnan(*figure) ||
        (kt_tolerance_fit(q->j->tolerances, claim, growth, false, NAN) == KT_FITS &&
         kt_tolerance_fit(q->j->tolerances, claim, *figure, false, NAN) == KT_FITS_NOT))
        *figure = growth;
    return KT_OK;
}

static kt_status read_side(const question *q, kt_side side, const kt_source *from, bool revised,
                           kt_error *err)
{
    kt_judgement *j = q->j;
    double now, then = NAN;
    KT_TRY(measure_usd(q, side, j->claim->period, &now, err));
    if (j->claim->kind != KT_CLAIM_LEVEL && !isnan(now))
        KT_TRY(measure_usd(q, side, kt_claim_base(j->claim), &then, err));
    double figure = kt_claim_figure(j, now, then);
    if (!isnan(now))
        KT_TRY(growth_on_month(q, side, now, &figure, err));
    if (isnan(figure))
        return KT_OK;
    j->verdict->readings_tried++;
    j->figure[side] = figure;
    j->fit[side] = (uint8_t)kt_tolerance_fit(j->tolerances, j->claim, figure, revised, NAN);
    kt_add_evidence(j, side, figure, j->claim->period, from, j->fit[side] != KT_FITS_NOT);
    return KT_OK;
}

/* All sides from one dataset. */
static kt_status ask(question *q, const kt_dataset_info *info, bool revised, kt_error *err)
{
    const kt_source from = {.kind = KT_SOURCE_BOTH_SIDES,
                            .name = info->name,
                            .version = info->version,
                            .origin = info->source};
    for (int side = 0; side < KT_N_SIDES; side++) {
        if (side == KT_SIDE_NOBODY && q->j->verdict->n_evidence)
            break; /* nobody's statement stands behind somebody's */
        KT_TRY(read_side(q, (kt_side)side, &from, revised, err));
    }
    return KT_OK;
}

/* Whether a dataset can have such rows at all; cheap, so that most are never opened. */
static bool may_answer(const kt_claim *claim, const kt_dataset_info *info, kt_product *product)
{
    *product = KT_TOTAL;
    if (claim->unknown_goods)
        return false;
    if (claim->product[0] &&
        (!info->has_products || info->revision < KT_HS92 || info->revision > KT_HS22 ||
         !kt_product_parse(kt_slice_of(claim->product), info->revision, product)))
        return false; /* ranges of chapters too: one that is not there could be no data */
    if (claim->basis != KT_BASIS_GOODS && !(info->kinds & (1u << KT_SERVICES)))
        return false;
    return kt_period_year(claim->period) || info->has_short_periods;
}

static kt_status ask_dataset(kt_judgement *j, int64_t n, kt_product product, bool revised,
                             kt_error *err)
{
    kt_dataset *dataset = NULL;
    question q = {.j = j, .product = product};
    if (!kt_country_parse(kt_slice_of(j->claim->a), &q.a) ||
        !kt_country_parse(kt_slice_of(j->claim->b), &q.b))
        return KT_OK;
    KT_TRY(kt_dataset_open(j->world->store, n, &dataset, err));
    q.dataset = dataset;
    kt_status status = ask(&q, kt_dataset_info_of(dataset), revised, err);
    /* What the evidence names is the store's, not the dataset's. */
    const kt_dataset_info *kept = kt_store_info(j->world->store, n);
    for (int e = 0; e < j->verdict->n_evidence && !status; e++) {
        j->verdict->evidence[e].dataset = kept->name;
        j->verdict->evidence[e].vintage = kept->version;
        j->verdict->evidence[e].source = kept->source;
    }
    kt_dataset_close(dataset);
    return status;
}

kt_status kt_read_scanned(kt_judgement *j, kt_error *err)
{
    const kt_store *store = j->world->store;
    const int64_t only = j->world->dataset ? kt_store_find(store, j->world->dataset) : -1;
    const kt_date published = j->claims->published;
    int n_tried = 0;
    if (j->world->dataset && only < 0)
        return KT_OK;
    /* What was released before the article first, the newest of it; then what came later. */
    for (int later = 0; later < 2; later++)
        for (int64_t n = 0; n < kt_store_n_datasets(store); n++) {
            kt_product product;
            const kt_dataset_info *info = kt_store_info(store, n);
            const bool known = info->released.year && published.year &&
                               kt_day_of(info->released) <= kt_day_of(published);
            if (known == (later != 0) || (only >= 0 && n != only) ||
                kt_store_damage(store, n) || !may_answer(j->claim, info, &product))
                continue;
            if (n_tried++ == MAX_DATASETS_TRIED)
                return KT_OK;
            KT_TRY(ask_dataset(j, n, product, !known, err));
            if (j->verdict->n_evidence)
                return KT_OK;
        }
    return KT_OK;
}
