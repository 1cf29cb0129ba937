/* partners.c: from the statements about a country's trade in one year to a ranked list.
 *
 * Rows are sorted by the partner they are about, each group becomes one kt_partner, and the
 * ranking takes from it what the measure and the statistics ask for. Who is a country, what
 * World is and who is a member comes from reference; the arithmetic is in ranking.c. */
#include <kontor/partners.h>

#include <kontor/limits.h>
#include <kontor/memory.h>

#include "observation_list.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* ---- gathering -------------------------------------------------------------------------- */

/* A row and the partner that it is about. */
typedef struct mention {
    uint32_t partner;
    int64_t row;
} mention;

static int compare_mentions(const void *left, const void *right)
{
    const mention *x = left, *y = right;
    if (x->partner != y->partner)
        return x->partner < y->partner ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static int ranks(uint8_t kind)
{
    return kind == KT_IS_COUNTRY || kind == KT_IS_TERRITORY || kind == KT_IS_HISTORICAL;
}

static void take_row(kt_partner *partner, const kt_observation *row, kt_country a)
{
    const int direction = row->exporter.code == a.code ? 0 : 1;
    kt_partner_flow *flow = &partner->reconciled[direction];

    if (row->stated_by == KT_BY_EXPORTER)
        flow = direction == 0 ? &partner->own[0] : &partner->mirror[1];
    else if (row->stated_by == KT_BY_IMPORTER)
        flow = direction == 0 ? &partner->mirror[0] : &partner->own[1];
    if (!flow->stated) // the first row counts
        *flow = (kt_partner_flow){.usd = row->value_usd, .status = row->status, .stated = 1};
}

static kt_partner partner_empty(kt_country country, const kt_countries *countries)
{
    const kt_country_info *info = kt_country_info_of(countries, country);
    kt_partner partner = {.country = country,
                          .kind = (uint8_t)(info ? info->kind : KT_IS_UNSPECIFIED)};

    for (int d = 0; d < 2; d++)
        partner.own[d].usd = partner.mirror[d].usd = partner.reconciled[d].usd = NAN;
    return partner;
}

kt_status kt_partners_from(const kt_observation *rows, int64_t n_rows,
                           const kt_countries *countries, kt_country a, int16_t year,
                           kt_partners *out, kt_error *err)
{
    kt_status status = KT_OK;
    mention *about = NULL;
    kt_partners partners = {.a = a, .year = year};
    int64_t n_about = 0, n_partners = 0;

    status = kt_new(&about, n_rows, sizeof *about, err);
    if (status)
        goto done;
    for (int64_t r = 0; r < n_rows; r++) {
        const int from_a = rows[r].exporter.code == a.code;
        const int to_a = rows[r].importer.code == a.code;
        if (rows[r].year != year || from_a == to_a) // trade within a is no partner's
            continue;
        about[n_about++] = (mention){
            .partner = from_a ? rows[r].importer.code : rows[r].exporter.code, .row = r};
    }
    if (n_about > 1)
        qsort(about, (size_t)n_about, sizeof *about, compare_mentions);
    for (int64_t m = 0; m < n_about; m++)
        n_partners += m == 0 || about[m].partner != about[m - 1].partner;
    if (n_partners > KT_MAX_COUNTRIES) {
        status = kt_fail(err, KT_ERR_LIMIT, "%lld partners in one year, expected at most %d",
                         (long long)n_partners, KT_MAX_COUNTRIES);
        goto done;
    }
    status = kt_new(&partners.partner, n_partners, sizeof *partners.partner, err);
    if (status)
        goto done;
    for (int64_t m = 0; m < n_about; m++) {
        if (m == 0 || about[m].partner != about[m - 1].partner)
            partners.partner[partners.n_partners++] =
                partner_empty((kt_country){about[m].partner}, countries);
        take_row(&partners.partner[partners.n_partners - 1], &rows[about[m].row], a);
    }
    *out = partners;
    partners.partner = NULL;
done:
    kt_free(partners.partner);
    kt_free(about);
    return status;
}

kt_status kt_partners_gather(const kt_dataset *dataset, const kt_countries *countries,
                             kt_country a, int16_t year, kt_partners *out, kt_error *err)
{
    kt_observation_list list = {.dataset = dataset};
    kt_filter filter = {.exporter = a,
                        .first_year = year,
                        .last_year = year,
                        .kinds = 1u << KT_GOODS,
                        .whole_years = true,
                        .level = KT_LEVEL_TOTAL};

    kt_status status = kt_dataset_scan(dataset, &filter, kt_observation_list_rows, &list, err);
    if (status)
        goto done;
    filter.importer = a;
    filter.exporter = (kt_country){0};
    status = kt_dataset_scan(dataset, &filter, kt_observation_list_rows, &list, err);
    if (status)
        goto done;
    status = kt_partners_from(list.row, list.n_rows, countries, a, year, out, err);
done:
    kt_free(list.row);
    return status;
}

void kt_partners_clear(kt_partners *partners)
{
    kt_free(partners->partner);
    *partners = (kt_partners){0};
}

const kt_partner *kt_partners_find(const kt_partners *partners, kt_country country)
{
    int64_t low = 0, high = partners->n_partners;

    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (partners->partner[middle].country.code < country.code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < partners->n_partners && partners->partner[low].country.code == country.code
               ? &partners->partner[low]
               : NULL;
}

/* ---- what a measure takes from a partner ------------------------------------------------ */

static const kt_partner_flow *flows_of(const kt_partner *partner, kt_statistics statistics)
{
    if (statistics == KT_STATISTICS_OWN)
        return partner->own;
    return statistics == KT_STATISTICS_MIRROR ? partner->mirror : partner->reconciled;
}

double kt_partner_usd(const kt_partner *partner, kt_measure measure, kt_statistics statistics)
{
    const kt_partner_flow *flow = flows_of(partner, statistics);
    switch (measure) {
    case KT_MEASURE_TURNOVER:
        return flow[0].usd + flow[1].usd; // NaN where either is
    case KT_MEASURE_EXPORT:
        return flow[0].usd;
    case KT_MEASURE_IMPORT:
        return flow[1].usd;
    case KT_MEASURE_BALANCE:
        return flow[0].usd - flow[1].usd;
    case KT_N_MEASURES:
        break;
    }
    return NAN;
}

/* What is there of a measure that is a sum of flows. */
typedef struct portion {
    double usd;
    int partial;
    uint8_t status;
} portion;

static portion portion_of(const kt_partner *partner, kt_measure by, kt_statistics statistics)
{
    const kt_partner_flow *flow = flows_of(partner, statistics);
    portion found = {.usd = NAN};
    int n_there = 0, n_wanted = 0;

    for (int d = 0; d < 2; d++) {
        if (by != KT_MEASURE_TURNOVER && d != (by == KT_MEASURE_IMPORT))
            continue;
        n_wanted++;
        if (flow[d].stated && flow[d].status > found.status)
            found.status = flow[d].status;
        if (isnan(flow[d].usd))
            continue;
        found.usd = n_there ? found.usd + flow[d].usd : flow[d].usd;
        n_there++;
    }
    found.partial = n_there > 0 && n_there < n_wanted;
    return found;
}

static kt_rank rank_of(const kt_partner *partner, kt_measure by, kt_statistics statistics)
{
    const portion here = portion_of(partner, by, statistics);
    portion other = {.usd = NAN};

    if (statistics == KT_STATISTICS_OWN)
        other = portion_of(partner, by, KT_STATISTICS_MIRROR);
    else if (statistics == KT_STATISTICS_MIRROR)
        other = portion_of(partner, by, KT_STATISTICS_OWN);
    const portion *shown = isnan(here.usd) && !isnan(other.usd) ? &other : &here;
    return (kt_rank){.country = partner->country,
                     .usd = here.usd,
                     .other_usd = other.usd,
                     .partial = (uint8_t)shown->partial,
                     .status = shown->status};
}

/* ---- ranking ---------------------------------------------------------------------------- */

static kt_rank_total total_of(const kt_partners *partners, kt_measure by,
                              kt_statistics statistics)
{
    kt_rank_total total = {.stated_usd = NAN};

    for (int64_t p = 0; p < partners->n_partners; p++) {
        const kt_partner *partner = &partners->partner[p];
        if (partner->kind == KT_IS_WORLD) {
            if (statistics != KT_STATISTICS_MIRROR)
                total.stated_usd = kt_partner_usd(partner, by, statistics);
            continue;
        }
        const portion part = portion_of(partner, by, statistics);
        if (isnan(part.usd))
            continue;
        if (ranks(partner->kind))
            total.partners_usd += part.usd;
        else if (partner->kind == KT_IS_UNSPECIFIED)
            total.unallocated_usd += part.usd;
    }
    return total;
}

/* Whether a country without any statement belongs into the list all the same. */
static int belongs(const kt_country_info *info, const kt_blocs *blocs, const kt_bloc *bloc,
                   int year)
{
    if (bloc)
        return ranks((uint8_t)info->kind) &&
               kt_bloc_membership(blocs, bloc, info->code, year) != KT_NOT_MEMBER;
    return info->kind == KT_IS_COUNTRY && (!info->first_year || info->first_year <= year) &&
           (!info->last_year || year <= info->last_year);
}

/* Add one record, unless it is a or no member. */
static void put(kt_ranking *ranking, const kt_blocs *blocs, kt_rank rank)
{
    if (rank.country.code == ranking->a.code)
        return;
    if (ranking->bloc) {
        const kt_membership membership =
            kt_bloc_membership(blocs, ranking->bloc, rank.country, ranking->year);
        if (membership == KT_NOT_MEMBER)
            return;
        rank.membership = (uint8_t)membership;
        rank.disputed = membership == KT_DISPUTED;
    }
    ranking->list[ranking->n_list++] = rank;
}

static void count(kt_ranking *ranking)
{
    ranking->n_ranked = ranking->n_other_side = ranking->n_no_data = 0;
    ranking->n_disputed = ranking->n_partial = 0;
    ranking->list_usd = 0.0;
    for (int64_t p = 0; p < ranking->n_list; p++) {
        const kt_rank *rank = &ranking->list[p];
        ranking->n_ranked += rank->standing == KT_STANDS_RANKED;
        ranking->n_other_side += rank->standing == KT_STANDS_OTHER_SIDE;
        ranking->n_no_data += rank->standing == KT_STANDS_NO_DATA;
        if (rank->standing != KT_STANDS_RANKED)
            continue;
        ranking->n_disputed += rank->disputed;
        ranking->n_partial += rank->partial;
        ranking->list_usd += rank->usd;
    }
}

kt_status kt_partners_rank(const kt_partners *partners, const kt_countries *countries,
                           const kt_blocs *blocs, const kt_bloc *bloc, kt_measure by,
                           kt_statistics statistics, kt_ranking *out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_ranking ranking = {.a = partners->a,
                          .year = partners->year,
                          .by = by,
                          .statistics = statistics,
                          .bloc = bloc};
    const int64_t n_countries = kt_countries_count(countries);

    if (by != KT_MEASURE_TURNOVER && by != KT_MEASURE_EXPORT && by != KT_MEASURE_IMPORT)
        return kt_fail(err, KT_ERR_RANGE,
                       "partners cannot be ranked by %s, expected turnover, export or import",
                       kt_measure_name(by));
    status =
        kt_new(&ranking.list, partners->n_partners + n_countries, sizeof *ranking.list, err);
    if (status)
        goto done;
    for (int64_t p = 0; p < partners->n_partners; p++)
        if (ranks(partners->partner[p].kind))
            put(&ranking, blocs, rank_of(&partners->partner[p], by, statistics));
    for (int64_t c = 0; c < n_countries; c++) {
        const kt_country_info *info = kt_countries_at(countries, c);
        if (!kt_partners_find(partners, info->code) &&
            belongs(info, blocs, bloc, partners->year))
            put(&ranking, blocs,
                (kt_rank){.country = info->code, .usd = NAN, .other_usd = NAN});
    }
    ranking.total = total_of(partners, by, statistics);
    status = kt_rank_compute(ranking.list, ranking.n_list, &ranking.total, err);
    if (status)
        goto done;
    count(&ranking);
    *out = ranking;
    ranking = (kt_ranking){0};
done:
    kt_ranking_clear(&ranking);
    return status;
}

kt_status kt_ranking_keep(kt_ranking *ranking, bool (*keeps)(const void *, kt_country),
                          const void *group, kt_error *err)
{
    int64_t n = 0;
    for (int64_t p = 0; p < ranking->n_list; p++)
        if (keeps(group, ranking->list[p].country))
            ranking->list[n++] = ranking->list[p];
    ranking->n_list = n;
    KT_TRY(kt_rank_compute(ranking->list, n, &ranking->total, err));
    count(ranking);
    return KT_OK;
}

void kt_ranking_clear(kt_ranking *ranking)
{
    kt_free(ranking->list);
    *ranking = (kt_ranking){0};
}

const kt_rank *kt_ranking_find(const kt_ranking *ranking, kt_country country)
{
    for (int64_t p = 0; p < ranking->n_list; p++)
        if (ranking->list[p].country.code == country.code)
            return &ranking->list[p];
    return NULL;
}
