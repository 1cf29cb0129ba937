/* mirror_peers.c: how unusual a mirror gap is among flows of like size.
 *
 *     flows sorted by (X + M) / 2, cut into ten classes of equal number
 *     |--------|--------|--------| ... |--------|
 *     start[0] start[1] start[2]       start[9]  start[10] = n_flows
 *
 * Inside a class only |ln (M / X)| is kept, sorted where they are many, so a percentile is two
 * binary searches.
 * Classes go by number, not by value, since agreement changes with size by orders of magnitude:
 * in 2018 the median |ln ratio| falls from class to class. */
#include <kontor/mirror.h>

#include <kontor/memory.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    N_CLASSES = 10,
    LEAST_LIKE = 20,
    SORTED_FROM =
        512 /* flows in a class; fewer are counted through: two are asked for, mostly */
};

struct kt_mirror_peers {
    int64_t n_flows;
    int64_t start[N_CLASSES + 1];
    double top_usd[N_CLASSES]; /* the largest size in each class */
    double *log_gap;           /* |ln ratio| by class, in order */
};

static int compare_sizes(const void *left, const void *right)
{
    const kt_mirror_peer *x = left, *y = right;
    return (x->size_usd > y->size_usd) - (x->size_usd < y->size_usd);
}

static int compare_numbers(const void *left, const void *right)
{
    const double *x = left, *y = right;
    return (*x > *y) - (*x < *y);
}

static int is_in_order(const kt_mirror_peer *flow, int64_t n)
{
    int64_t p = 1;
    while (p < n && flow[p - 1].size_usd <= flow[p].size_usd)
        p++;
    return p >= n;
}

/* flow[] is in order of size. */
static kt_status peers_in_order(const kt_mirror_peer *flow, int64_t n, kt_mirror_peers **out,
                                kt_error *err)
{
    kt_status status = KT_OK;
    kt_mirror_peers *peers = NULL;

    status = kt_new(&peers, 1, sizeof *peers, err);
    if (status)
        goto done;
    status = kt_new(&peers->log_gap, n, sizeof *peers->log_gap, err);
    if (status)
        goto done;
    peers->n_flows = n;
    for (int64_t p = 0; p < n; p++)
        peers->log_gap[p] = flow[p].log_gap;
    for (int64_t c = 0; c < N_CLASSES; c++) {
        const int64_t from = c * n / N_CLASSES, to = (c + 1) * n / N_CLASSES;
        peers->start[c] = from;
        peers->start[c + 1] = to;
        peers->top_usd[c] = to > from ? flow[to - 1].size_usd : 0.0;
        if (to - from >= SORTED_FROM)
            qsort(peers->log_gap + from, (size_t)(to - from), sizeof *peers->log_gap,
                  compare_numbers);
    }
    *out = peers;
    peers = NULL;
done:
    kt_mirror_peers_free(peers);
    return status;
}

/* flow[] is sorted in place. */
static kt_status peers_from(kt_mirror_peer *flow, int64_t n, kt_mirror_peers **out,
                            kt_error *err)
{
    if (!is_in_order(flow, n))
        qsort(flow, (size_t)n, sizeof *flow, compare_sizes);
    return peers_in_order(flow, n, out, err);
}

kt_status kt_mirror_peers_of(const kt_mirror_peer *flow, int64_t n, kt_mirror_peers **out,
                             kt_error *err)
{
    kt_mirror_peer *sorted = NULL;

    if (is_in_order(flow, n))
        return peers_in_order(flow, n, out, err);
    KT_TRY(kt_new(&sorted, n, sizeof *sorted, err));
    memcpy(sorted, flow, (size_t)n * sizeof *sorted);
    const kt_status status = peers_from(sorted, n, out, err);
    kt_free(sorted);
    return status;
}

bool kt_mirror_peer_of(double X, double M, kt_mirror_peer *out)
{
    if (!(X > 0.0) || !(M > 0.0) || isinf(X) || isinf(M) || kt_mirror_is_filling(X, M))
        return false;
    *out = (kt_mirror_peer){.size_usd = (X + M) / 2.0, .log_gap = fabs(log(M / X))};
    return true;
}

kt_status kt_mirror_peers_from(const double *exporter_usd, const double *importer_usd,
                               int64_t n, kt_mirror_peers **out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_mirror_peer *flow = NULL;
    int64_t n_flows = 0;

    KT_TRY(kt_new(&flow, n, sizeof *flow, err));
    for (int64_t p = 0; p < n; p++)
        n_flows += kt_mirror_peer_of(exporter_usd[p], importer_usd[p], &flow[n_flows]);
    status = peers_from(flow, n_flows, out, err);
    kt_free(flow);
    return status;
}

/* ---- from a dataset --------------------------------------------------------------------- */

/* Rows come in order of exporter, importer, stated_by: both statements of a flow are
 * neighbours, so one row is remembered. */
typedef struct pairing {
    const kt_dataset *dataset;
    const kt_countries *countries;
    kt_country exporter; /* of the rows at hand, and whether it ranks */
    int exporter_ranks;
    kt_flow before; /* stated by the exporter; value KT_NONE where there is none */
    kt_mirror_peer *flow;
    int64_t n_flows, capacity;
} pairing;

static kt_status pair_row(pairing *work, const kt_flow *row, kt_error *err)
{
    if (row->exporter.code != work->exporter.code) {
        work->exporter = row->exporter;
        work->exporter_ranks = kt_country_ranks(work->countries, row->exporter);
    }
    if (!work->exporter_ranks || row->status >= KT_ESTIMATED || row->value == KT_NONE)
        return KT_OK;
    if (row->stated_by == KT_BY_EXPORTER) {
        work->before = *row;
        return KT_OK;
    }
    const kt_flow *before = &work->before;
    if (row->stated_by != KT_BY_IMPORTER || before->value == KT_NONE ||
        before->exporter.code != row->exporter.code ||
        before->importer.code != row->importer.code ||
        !kt_period_equal(before->period, row->period) ||
        !kt_country_ranks(work->countries, row->importer))
        return KT_OK;

    if (work->n_flows == work->capacity) {
        const int64_t capacity = 2 * work->capacity + 4096;
        KT_TRY(kt_resize(&work->flow, capacity, sizeof *work->flow, err));
        work->capacity = capacity;
    }
    work->n_flows += kt_mirror_peer_of(kt_dataset_usd(work->dataset, before->value),
                                       kt_dataset_usd(work->dataset, row->value),
                                       &work->flow[work->n_flows]);
    return KT_OK;
}

static kt_status pair_rows(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err)
{
    for (int64_t r = 0; r < n_rows; r++)
        KT_TRY(pair_row(with, &rows[r], err));
    return KT_OK;
}

kt_status kt_mirror_peers_gather(const kt_dataset *dataset, const kt_countries *countries,
                                 int16_t year, kt_mirror_peers **out, kt_error *err)
{
    pairing work = {.dataset = dataset, .countries = countries, .before = {.value = KT_NONE}};
    const kt_filter filter = {.first_year = year,
                              .last_year = year,
                              .stated_by = 1u << KT_BY_EXPORTER | 1u << KT_BY_IMPORTER,
                              .kinds = 1u << KT_GOODS,
                              .whole_years = true,
                              .level = KT_LEVEL_TOTAL};

    kt_status status = kt_dataset_scan(dataset, &filter, pair_rows, &work, err);
    if (!status)
        status = peers_from(work.flow, work.n_flows, out, err);
    kt_free(work.flow);
    return status;
}

void kt_mirror_peers_free(kt_mirror_peers *peers)
{
    if (!peers)
        return;
    kt_free(peers->log_gap);
    kt_free(peers);
}

int64_t kt_mirror_peers_count(const kt_mirror_peers *peers)
{
    return peers->n_flows;
}

/* ---- asking ----------------------------------------------------------------------------- */

/* How many of the values of a class are smaller than x (or_equal: or equal). */
static int64_t count_below(const double *value, int64_t n, double x, int or_equal)
{
    int64_t low = 0, high = n;

    if (n < SORTED_FROM) {
        for (int64_t p = 0; p < n; p++)
            low += value[p] < x || (or_equal && value[p] == x);
        return low;
    }
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (value[middle] < x || (or_equal && value[middle] == x))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double kt_mirror_percentile(const kt_mirror_peers *peers, double exporter_usd,
                            double importer_usd, int64_t *n_like)
{
    kt_mirror_peer asked;
    int64_t n = 0, smaller = 0, equal = 0;

    if (kt_mirror_peer_of(exporter_usd, importer_usd, &asked)) {
        int c = 0;
        while (c < N_CLASSES - 1 && asked.size_usd > peers->top_usd[c])
            c++;
        const double *log_gap = peers->log_gap + peers->start[c];
        n = peers->start[c + 1] - peers->start[c];
        smaller = count_below(log_gap, n, asked.log_gap, 0);
        equal = count_below(log_gap, n, asked.log_gap, 1) - smaller;
        if (equal > 0) { // one of the equal is the flow itself
            equal--;
            n--;
        }
    }
    if (n_like)
        *n_like = n;
    if (n < LEAST_LIKE)
        return NAN;
    return ((double)smaller + (double)equal / 2.0) / (double)n;
}

void kt_mirror_rate(const kt_mirror_peers *peers, kt_mirror_gap *gap)
{
    if (gap->standing != KT_MIRROR_TWO_REPORTS)
        return;
    gap->percentile =
        kt_mirror_percentile(peers, gap->exporter_usd, gap->importer_usd, &gap->n_like);
}
