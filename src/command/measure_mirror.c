/* measure_mirror.c: the importer's statement held against the exporter's, of a pair or of
 * groups of countries.
 *
 * Of groups, flows of members go into both sums only where both sides report them: else the
 * sums would not be of the same trade. What that leaves out is said. */
#include "measure_internal.h"

#include <kontor/memory.h>
#include <kontor/mirror.h>

#include <math.h>
#include <string.h>

static void mirror_columns(kt_measure_work *work)
{
    kt_measure_column_text(work, "flow", NULL);
    kt_measure_column_money(work, "exporter_usd", "exporter's, million USD");
    kt_measure_column_money(work, "importer_usd", "importer's, million USD");
    kt_measure_column_number(work, "ratio", "importer / exporter", 4);
    kt_measure_column_number(work, "usual_ratio", "usual for the pair", 4);
    kt_table_column(work->table, &(kt_column){.key = "agrees_better",
                                              .title = "flows of like size that agree better",
                                              .align = KT_RIGHT,
                                              .decimals = 0});
    kt_measure_column_text(work, "alarm", NULL);
}

/* Loud is what lies among the worst tenth of flows of like size, or twice its usual distance.
 */
static const char *alarm_of(const kt_mirror_gap *gap)
{
    static const double worst_tenth = 0.9, far_from_usual = 0.6931471805599453;
    switch ((kt_mirror_standing)gap->standing) {
    case KT_MIRROR_TWO_REPORTS:
        break;
    case KT_MIRROR_NO_REPORT:
        return "neither side states it";
    case KT_MIRROR_ONLY_EXPORTER:
        return "only the exporter states it";
    case KT_MIRROR_ONLY_IMPORTER:
        return "only the importer states it";
    case KT_MIRROR_ESTIMATED:
        return "one side is an estimate";
    case KT_MIRROR_FILLED:
        return "one side is made from the other";
    case KT_MIRROR_ZERO:
        return "one side states 0";
    }
    if (gap->percentile > worst_tenth)
        return "alarm: among the widest tenth";
    if (fabs(gap->change) > far_from_usual)
        return "alarm: unlike its own history";
    return gap->ratio >= KT_VALUATION_LOW && gap->ratio <= KT_VALUATION_HIGH
               ? "as freight and insurance let expect"
               : "no alarm";
}

static kt_status add_gap(kt_measure_work *work, int16_t year, kt_measure direction,
                         const kt_observations *seen, const kt_blocs *blocs,
                         const kt_mirror_peers *peers, int *n_added, kt_error *err)
{
    kt_mirror_gaps gaps = {0};
    KT_TRY(kt_mirror_compute(seen->row, seen->n_rows, work->a, work->b, direction, blocs, &gaps,
                             err));
    for (int64_t g = 0; g < gaps.n_gaps; g++) {
        kt_mirror_gap *gap = &gaps.gap[g];
        if (gap->year != year || gap->standing == KT_MIRROR_NO_REPORT)
            continue;
        kt_mirror_rate(peers, gap);
        kt_measure_begin_row(work, year);
        kt_table_text(work->table, direction == KT_MEASURE_EXPORT ? "A to B" : "B to A");
        kt_table_number(work->table, gap->exporter_usd, NULL);
        kt_table_number(work->table, gap->importer_usd, NULL);
        kt_table_number(work->table, gap->ratio, NULL);
        kt_table_number(work->table, gap->usual_ratio, NULL);
        kt_table_fraction(work->table, gap->percentile, NULL);
        kt_table_text(work->table, alarm_of(gap));
        const int weaker = gap->exporter_status > gap->importer_status ? gap->exporter_status
                                                                       : gap->importer_status;
        kt_measure_end_row(work, NAN, (kt_trade_state)(KT_TRADE_REPORTED + weaker));
        (*n_added)++;
    }
    kt_mirror_gaps_clear(&gaps);
    return KT_OK;
}

/* ---- groups of countries ------------------------------------------------------------------
 */

/* Both statements of a direction and year, over pairs of members with two reports. */
typedef struct sums {
    double exporter_usd, importer_usd;
    double left_out_usd; /* what one side alone states, or with an estimate */
    uint8_t status;
    bool is_any;
} sums;

typedef struct group_flows {
    sums *sum; /* [direction * n_years + year] */
    int first_year, n_years;
} group_flows;

static kt_status add_members(const group_flows *flows, const kt_observations *seen,
                             kt_country a, kt_country b, int direction, kt_error *err)
{
    kt_mirror_gaps gaps = {0};
    KT_TRY(kt_mirror_compute(seen->row, seen->n_rows, a, b,
                             direction ? KT_MEASURE_IMPORT : KT_MEASURE_EXPORT, NULL, &gaps,
                             err));
    for (int64_t g = 0; g < gaps.n_gaps; g++) {
        const kt_mirror_gap *gap = &gaps.gap[g];
        sums *to = &flows->sum[direction * flows->n_years + gap->year - flows->first_year];
        const int weaker = gap->exporter_status > gap->importer_status ? gap->exporter_status
                                                                       : gap->importer_status;
        if (gap->standing != KT_MIRROR_TWO_REPORTS) {
            to->left_out_usd += fmax(0.0, fmax(gap->exporter_usd, gap->importer_usd));
            continue;
        }
        to->exporter_usd += gap->exporter_usd;
        to->importer_usd += gap->importer_usd;
        to->status = weaker > to->status ? (uint8_t)weaker : to->status;
        to->is_any = true;
    }
    kt_mirror_gaps_clear(&gaps);
    return KT_OK;
}

static kt_status add_pairs(const kt_measure_work *work, const group_flows *flows,
                           const kt_country *of_a, int64_t n_a, const kt_country *of_b,
                           int64_t n_b, kt_error *err)
{
    for (int64_t i = 0; i < n_a; i++)
        for (int64_t j = 0; j < n_b; j++) {
            kt_observations seen = {0};
            if (of_a[i].code == of_b[j].code)
                continue;
            kt_status status =
                kt_observations_gather(work->dataset, of_a[i], of_b[j], 0, 0, &seen, err);
            for (int d = 0; d < 2 && !status; d++)
                status = add_members(flows, &seen, of_a[i], of_b[j], d, err);
            kt_observations_clear(&seen);
            KT_TRY(status);
        }
    return KT_OK;
}

/* The sums as statements of the groups. */
static kt_status as_observations(const kt_measure_work *work, const group_flows *flows,
                                 kt_observations *out, kt_error *err)
{
    KT_TRY(kt_new(&out->row, 4 * (int64_t)flows->n_years, sizeof *out->row, err));
    for (int d = 0; d < 2; d++)
        for (int t = 0; t < flows->n_years; t++)
            for (int by = KT_BY_EXPORTER; by <= KT_BY_IMPORTER; by++) {
                const sums *sum = &flows->sum[d * flows->n_years + t];
                if (sum->is_any)
                    out->row[out->n_rows++] =
                        (kt_observation){.exporter = d ? work->b : work->a,
                                         .importer = d ? work->a : work->b,
                                         .year = (int16_t)(flows->first_year + t),
                                         .stated_by = (uint8_t)by,
                                         .status = sum->status,
                                         .value_usd = by == KT_BY_EXPORTER ? sum->exporter_usd
                                                                           : sum->importer_usd};
            }
    return KT_OK;
}

static kt_status say_left_out(kt_measure_work *work, const group_flows *flows, int16_t year,
                              kt_error *err)
{
    double left_out = 0.0, all = 0.0;
    for (int d = 0; d < 2; d++) {
        const sums *sum = &flows->sum[d * flows->n_years + year - flows->first_year];
        left_out += sum->left_out_usd;
        all += sum->left_out_usd + fmax(sum->exporter_usd, sum->importer_usd);
    }
    const kt_say_value said[] = {{.name = "year", .as = KT_AS_YEAR, .number = year},
                                 {.name = "share",
                                  .as = KT_AS_PERCENT,
                                  .number = all > 0.0 ? left_out / all : 0.0,
                                  .decimals = 1}};
    return kt_measure_say(work, "measure.mirror_groups", said, 2, err);
}

static kt_status gather_groups(kt_measure_work *work, int16_t year, kt_observations *out,
                               kt_error *err)
{
    kt_country *of_a = NULL, *of_b = NULL;
    group_flows flows = {.first_year = work->info->first_year,
                         .n_years = work->info->last_year - work->info->first_year + 1};
    kt_status status = kt_new(&flows.sum, 2 * (int64_t)flows.n_years, sizeof *flows.sum, err);
    if (!status)
        status = kt_new(&of_a, work->n_members + 1, sizeof *of_a, err);
    if (!status)
        status = kt_new(&of_b, work->n_members + 1, sizeof *of_b, err);
    if (!status)
        status = add_pairs(work, &flows, of_a, kt_measure_expand(work, work->a, of_a), of_b,
                           kt_measure_expand(work, work->b, of_b), err);
    if (!status)
        status = as_observations(work, &flows, out, err);
    if (!status)
        status = say_left_out(work, &flows, year, err);
    kt_free(of_b);
    kt_free(of_a);
    kt_free(flows.sum);
    return status;
}

/* ---- a year -------------------------------------------------------------------------------
 */

static kt_status mirror_year(kt_measure_work *work, int16_t year, kt_error *err)
{
    kt_status status = KT_OK;
    const kt_blocs *blocs;
    kt_observations seen = {0};
    kt_mirror_peers *peers = NULL;
    int n_added = 0;

    if (work->info->stated_by == 1u << KT_RECONCILED)
        return kt_fail(err, KT_ERR_MISSING,
                       "%s@%s is reconciled: it holds nobody's statement, and mirror holds one "
                       "side's against the other's",
                       work->info->name, work->info->version);
    KT_TRY(kt_run_blocs(work->run, &blocs, err));
    status = work->n_members
                 ? gather_groups(work, year, &seen, err)
                 : kt_observations_gather(work->dataset, work->a, work->b, 0, 0, &seen, err);
    if (!status)
        status = kt_mirror_peers_gather(work->dataset, work->countries, year, &peers, err);
    if (!status)
        status = add_gap(work, year, KT_MEASURE_EXPORT, &seen, blocs, peers, &n_added, err);
    if (!status)
        status = add_gap(work, year, KT_MEASURE_IMPORT, &seen, blocs, peers, &n_added, err);
    if (!status && n_added == 0)
        kt_measure_no_data(work, year);
    kt_mirror_peers_free(peers);
    kt_observations_clear(&seen);
    return status;
}

const kt_measure_kind kt_measure_mirror[] = {
    {"mirror", "mirror gap", "A B",
     "The importer's figure over the exporter's, beside what is usual for the pair and how "
     "many flows of like size agree better. Causes are not findings.",
     "IMF DOTS methodology; docs/methods/mirror_gap.md",
     "imports CIF over exports FOB; estimates and fillings are no second report",
     KT_TAKES_A | KT_TAKES_B | KT_OF_NO_TOTAL, 0, mirror_columns, mirror_year},
};
const int kt_n_measure_mirror = sizeof kt_measure_mirror / sizeof kt_measure_mirror[0];
