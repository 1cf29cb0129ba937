/* ranking.c: order, shares and ranges of ranks.
 *
 * The list is sorted once: ranked by value, then those that only the other side states, then
 * those without data. Ranks follow from places, ranges from the missing amount:
 *
 *     v_1 >= v_2 >= ... >= v_p >= ... >= v_q | no value known here
 *                     ^ best: who stays ahead of v_p + missing
 *                              ^ worst: who behind can pass on the missing amount together
 *
 * The cheapest to pass are the next ones, so shortfalls are summed in order. */
#include <kontor/ranking.h>

#include <kontor/memory.h>

#include <math.h>
#include <stdlib.h>

#define CERTAIN_SHARE 0.95

/* Larger first, NaN last. */
static int compare_usd(double x, double y)
{
    if (isnan(x) || isnan(y))
        return isnan(x) - isnan(y);
    return (x < y) - (x > y);
}

static int compare_place(const void *left, const void *right)
{
    const kt_rank *x = left, *y = right;
    if (x->standing != y->standing)
        return x->standing < y->standing ? -1 : 1;
    const int by_value = x->standing == KT_STANDS_RANKED
                             ? compare_usd(x->usd, y->usd)
                             : compare_usd(x->other_usd, y->other_usd);
    if (by_value)
        return by_value;
    return (x->country.code > y->country.code) - (x->country.code < y->country.code);
}

static kt_status check_list(const kt_rank *list, int64_t n, kt_error *err)
{
    for (int64_t p = 0; p < n; p++) {
        const double usd = list[p].usd, other = list[p].other_usd;
        if (usd < 0.0 || isinf(usd) || other < 0.0 || isinf(other)) {
            char code[5];
            return kt_fail(
                err, KT_ERR_RANGE, "value of partner %s is %g, expected 0 or more and finite",
                kt_country_print(list[p].country, code), usd < 0.0 || isinf(usd) ? usd : other);
        }
    }
    return KT_OK;
}

static void settle_total(kt_rank_total *total)
{
    const double certain = total->certain_share > 0.0 ? total->certain_share : CERTAIN_SHARE;
    const double known = total->partners_usd + total->unallocated_usd;

    total->coverage = NAN;
    total->missing_usd = 0.0;
    total->is_range = 0;
    // A stated total of 0 leaves nothing to hold the parts against.
    if (total->stated_usd > 0.0) {
        total->denominator = KT_DENOMINATOR_STATED;
        total->total_usd = total->stated_usd;
        total->coverage = known / total->stated_usd;
        total->missing_usd = fmax(0.0, total->stated_usd - total->partners_usd);
        total->is_range = total->partners_usd < certain * total->stated_usd;
    } else {
        total->denominator = KT_DENOMINATOR_SUM;
        total->total_usd = known > 0.0 ? known : (double)NAN;
    }
}

/* One ranking over place[0] to place[n_ranked - 1], positions in the list in order of values;
 * n_unknown more partners have no value. */
typedef struct ladder {
    const kt_rank *list;
    const int64_t *place;
    int64_t n_ranked, n_unknown;
    double missing_usd;
    int is_range;
} ladder;

typedef struct span {
    int32_t rank, best, worst;
} span;

static double rung(const ladder *on, int64_t p)
{
    return on->list[on->place[p]].usd;
}

/* Ranks of the partner at position p; `first` is the position of the first with its value. */
static span span_at(const ladder *on, int64_t first, int64_t p)
{
    const double v = rung(on, p);
    span found = {.rank = (int32_t)(first + 1)};

    found.best = found.worst = found.rank;
    if (!on->is_range)
        return found;

    int64_t ahead = 0;
    while (ahead < first && rung(on, ahead) > v + on->missing_usd)
        ahead++;
    found.best = (int32_t)(ahead + 1);

    double spent = 0.0;
    int64_t passed = 0;
    for (int64_t q = first; q < on->n_ranked; q++) {
        if (q == p)
            continue;
        spent += v - rung(on, q);
        if (!(spent < on->missing_usd))
            break;
        passed++;
    }
    // Those without data stand behind all others: each needs the whole of v.
    for (int64_t u = 0; u < on->n_unknown && first + 1 + passed == on->n_ranked + u; u++) {
        spent += v;
        if (!(spent < on->missing_usd))
            break;
        passed++;
    }
    found.worst = (int32_t)(found.rank + passed);
    return found;
}

static void fill_shares(kt_rank *list, int64_t n_ranked, const kt_rank_total *total)
{
    double list_usd = 0.0;

    for (int64_t p = 0; p < n_ranked; p++)
        list_usd += list[p].usd;
    for (int64_t p = 0; p < n_ranked; p++) {
        list[p].share = list[p].usd / total->total_usd;
        if (list_usd > 0.0)
            list[p].share_of_list = list[p].usd / list_usd;
    }
}

/* Walk one ladder; with_all says which of the two triples is filled. */
static void fill_ranks(const ladder *on, kt_rank *list, int with_all)
{
    int64_t first = 0;

    for (int64_t p = 0; p < on->n_ranked; p++) {
        if (rung(on, p) < rung(on, first))
            first = p;
        const span found = span_at(on, first, p);
        kt_rank *rank = &list[on->place[p]];
        if (with_all) {
            rank->rank = found.rank;
            rank->best = found.best;
            rank->worst = found.worst;
        } else {
            rank->rank_without = found.rank;
            rank->best_without = found.best;
            rank->worst_without = found.worst;
        }
    }
}

kt_status kt_rank_compute(kt_rank *list, int64_t n, kt_rank_total *total, kt_error *err)
{
    int64_t *place = NULL;
    int64_t n_ranked = 0, n_kept = 0, n_unknown_kept = 0;

    KT_TRY(check_list(list, n, err));
    KT_TRY(kt_new(&place, n, sizeof *place, err));
    settle_total(total);

    for (int64_t p = 0; p < n; p++) {
        kt_rank *rank = &list[p];
        rank->standing = !isnan(rank->usd)         ? KT_STANDS_RANKED
                         : !isnan(rank->other_usd) ? KT_STANDS_OTHER_SIDE
                                                   : KT_STANDS_NO_DATA;
        rank->rank = rank->best = rank->worst = 0;
        rank->rank_without = rank->best_without = rank->worst_without = 0;
        rank->share = rank->share_of_list = NAN;
        n_ranked += rank->standing == KT_STANDS_RANKED;
    }
    if (n > 1)
        qsort(list, (size_t)n, sizeof *list, compare_place);

    for (int64_t p = 0; p < n_ranked; p++)
        place[p] = p;
    ladder on = {.list = list,
                 .place = place,
                 .n_ranked = n_ranked,
                 .n_unknown = n - n_ranked,
                 .missing_usd = total->missing_usd,
                 .is_range = total->is_range};
    fill_ranks(&on, list, 1);

    for (int64_t p = 0; p < n; p++) {
        if (list[p].disputed)
            continue;
        if (p < n_ranked)
            place[n_kept++] = p;
        else
            n_unknown_kept++;
    }
    on.n_ranked = n_kept;
    on.n_unknown = n_unknown_kept;
    fill_ranks(&on, list, 0);
    fill_shares(list, n_ranked, total);

    kt_free(place);
    return KT_OK;
}
