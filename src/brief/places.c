/* places.c: rank and share of each country among the other's partners, in the world and in the
 * blocs that both belong to, at the end and at the beginning of the brief's years.
 *
 * The dataset that ranks may be another than the one with the pair's series: a ranking needs
 * all partners. Its figures carry its own name and year. */
#include "brief_internal.h"
#include "brief_memory.h"

#include <math.h>
#include <string.h>

static const char *const RANK_ID[] = {"rank_turnover", "rank_export", "rank_import"};
static const char *const SHARE_ID[] = {"share_turnover", "share_export", "share_import"};

/* A year that is ranked, for both countries. */
typedef struct ranked_year {
    int year;
    bool *in; /* which blocs */
} ranked_year;

/* What a ranking is made from. */
typedef struct ranker {
    kt_work *work;
    kt_view *view;
    const kt_dataset_info *info;
    const kt_known_partners *known;
    int64_t room; /* of view->place */
    bool keeps_peers;
} ranker;

static kt_figure figure_of(const ranker *r, const kt_ranking *ranking, const kt_rank *rank)
{
    return (kt_figure){.side = r->view->side,
                       .period = kt_period_of_year(ranking->year),
                       .value = NAN,
                       .value_max = NAN,
                       .reporter_kind = ranking->statistics == KT_STATISTICS_RECONCILED
                                            ? KT_REPORTER_RECONCILED
                                            : KT_REPORTER_COUNTRY,
                       .reporter = ranking->statistics == KT_STATISTICS_MIRROR ? r->view->other
                                                                               : r->view->self,
                       .from = ranking->statistics == KT_STATISTICS_MIRROR ? KT_FROM_MIRROR
                                                                           : KT_FROM_OWN,
                       .status = (kt_flow_status)rank->status,
                       .coverage = ranking->total.coverage,
                       .dataset = r->info->name,
                       .vintage = r->info->version,
                       .of = ranking->bloc ? ranking->bloc->code : "world"};
}

/* Nothing where figures are not listed. */
static kt_status rank_method(const ranker *r, const kt_ranking *ranking, const kt_rank *rank,
                             bool is_range, kt_text *out, kt_error *err)
{
    if (r->work->request->figures == KT_FIGURES_TOLD)
        return KT_OK;
    return kt_text_format(out, err,
                          "place by value among %lld partners with data, %lld without%s%s",
                          (long long)ranking->n_ranked, (long long)ranking->n_no_data,
                          is_range ? "; a range, as coverage is under 95 %" : "",
                          rank->partial ? "; one direction is not reported" : "");
}

static kt_status put_rank(ranker *r, const kt_ranking *ranking, const kt_rank *rank,
                          int without, const kt_figure **out, kt_error *err)
{
    kt_status status;
    kt_text method = {0};
    char code[5];
    kt_figure figure = figure_of(r, ranking, rank);

    *out = NULL;
    const int32_t best = without ? rank->best_without : rank->best;
    const int32_t worst = without ? rank->worst_without : rank->worst;
    if (rank->standing != KT_STANDS_RANKED || best == 0)
        return KT_OK;
    figure.id = RANK_ID[ranking->by];
    figure.value = best;
    figure.value_max = worst != best ? (double)worst : NAN;
    figure.unit = "rank";
    status = rank_method(r, ranking, rank, worst != best, &method, err);
    if (!status && without) {
        for (int64_t n = 0; n < ranking->n_list; n++)
            if (ranking->list[n].disputed && ranking->list[n].standing == KT_STANDS_RANKED) {
                figure.without = kt_country_print(ranking->list[n].country, code);
                break;
            }
        status = kt_text_add(&method, "; disputed members not counted", err);
    }
    if (!status) {
        figure.method = kt_text_get(&method);
        status = kt_figure_put(r->work, &figure, out, err);
    }
    kt_text_clear(&method);
    return status;
}

static kt_status put_share(ranker *r, const kt_ranking *ranking, const kt_rank *rank,
                           const kt_figure **out, kt_error *err)
{
    kt_figure figure = figure_of(r, ranking, rank);

    *out = NULL;
    if (rank->standing != KT_STANDS_RANKED)
        return KT_OK;
    figure.id = SHARE_ID[ranking->by];
    figure.unit = "fraction";
    figure.value = ranking->bloc ? rank->share_of_list : rank->share;
    figure.method = ranking->bloc ? "of the sum over the members with data"
                    : ranking->total.denominator == KT_DENOMINATOR_STATED
                        ? "of the stated world total"
                        : "of the sum over all partners; no world total is stated";
    return kt_figure_put(r->work, &figure, out, err);
}

/* The largest disputed member of a ranking. */
static kt_country disputed_of(const kt_ranking *ranking)
{
    for (int64_t n = 0; n < ranking->n_list; n++)
        if (ranking->list[n].disputed && ranking->list[n].standing == KT_STANDS_RANKED)
            return ranking->list[n].country;
    return (kt_country){0};
}

static kt_status take(ranker *r, const kt_known_ranking *known, kt_place *place, kt_error *err)
{
    const kt_ranking *ranking = &known->ranking;
    const kt_rank *rank = kt_known_rank_of(known, r->view->other);

    if (!rank)
        return KT_OK;
    KT_TRY(put_rank(r, ranking, rank, 0, &place->rank[ranking->by], err));
    KT_TRY(put_share(r, ranking, rank, &place->share[ranking->by], err));
    if (ranking->by != KT_MEASURE_TURNOVER)
        return KT_OK;
    place->n_ranked = ranking->n_ranked;
    place->n_no_data = ranking->n_no_data;
    place->coverage = ranking->total.coverage;
    if (ranking->n_disputed > 0 && !rank->disputed &&
        (rank->best_without != rank->best || rank->worst_without != rank->worst)) {
        KT_TRY(put_rank(r, ranking, rank, 1, &place->without, err));
        place->disputed = disputed_of(ranking);
    }
    return KT_OK;
}

/* By the partners' statements a country has a place only where the world makes them: a dataset
 * of one country's statements would make that country everyone's first partner. */
static bool enough_partners_speak(const kt_partners *partners)
{
    int64_t n = 0;

    for (int64_t p = 0; p < partners->n_partners; p++)
        n += !isnan(partners->partner[p].mirror[0].usd) ||
             !isnan(partners->partner[p].mirror[1].usd);
    return n >= KT_LEAST_WORLD;
}

/* First of one is no place, unless a total tells how much of all trade that one is: a file of
 * one's own with a single pair would make each the other's first partner. */
static bool is_measured(const kt_partners *partners)
{
    const kt_partner *world = kt_partners_find(partners, KT_WORLD);
    int64_t n = 0;

    if (world && !(isnan(world->own[0].usd) && isnan(world->own[1].usd)))
        return true;
    for (int64_t p = 0; p < partners->n_partners; p++)
        n += !isnan(partners->partner[p].own[0].usd) || !isnan(partners->partner[p].own[1].usd);
    return n > 1;
}

static kt_status rank_in(ranker *r, const kt_bloc *bloc, kt_statistics statistics,
                         kt_error *err)
{
    kt_place place = {.bloc = bloc,
                      .year = r->known->partners.year,
                      .statistics = statistics,
                      .coverage = NAN};
    bool there = false;

    for (int by = KT_MEASURE_TURNOVER; by <= KT_MEASURE_IMPORT; by++) {
        const kt_known_ranking *known;
        KT_TRY(kt_known_ranking_of(r->work->world, r->work->rank_dataset, r->known, bloc,
                                   (kt_measure)by, statistics, &known, err));
        KT_TRY(take(r, known, &place, err));
        there = there || place.rank[by];
    }
    if (there && r->view->n_places < r->room)
        r->view->place[r->view->n_places++] = place;
    return KT_OK;
}

/* True where both countries are counted to the bloc in that year. */
static bool share_bloc(const kt_work *work, const kt_bloc *bloc, int year)
{
    const kt_blocs *blocs = work->world->blocs;

    return kt_bloc_membership(blocs, bloc, work->request->a, year) != KT_NOT_MEMBER &&
           kt_bloc_membership(blocs, bloc, work->request->b, year) != KT_NOT_MEMBER;
}

/* Keep both statements of the country's flows but the pair's own: its mirror gap is held
 * against them. Those of the first country and of the second are in order of size, and stay so
 * together. */
static kt_status keep_peers(ranker *r, kt_error *err)
{
    kt_work *work = r->work;
    const kt_peer_flow *flow = r->known->peer, *end = flow + r->known->n_peers;
    const int64_t n_before = work->n_peers, room = n_before + r->known->n_peers;
    const kt_mirror_peer *known = work->peer;
    kt_mirror_peer *peer;
    int64_t before = 0, n = 0;

    KT_TRY(kt_arena_new(&work->arena, &peer, room + 1, sizeof *peer, err));
    while (before < n_before || flow < end) {
        if (flow < end && flow->partner.code == r->view->other.code) {
            flow++;
            continue;
        }
        const bool is_before =
            flow == end || (before < n_before && known[before].size_usd <= flow->peer.size_usd);
        peer[n++] = is_before ? known[before] : flow->peer;
        before += is_before;
        flow += !is_before;
    }
    work->peer = peer;
    work->n_peers = n;
    work->peer_year = r->known->partners.year;
    return KT_OK;
}

static kt_status begin_year(kt_work *work, int year, ranked_year *out, kt_error *err)
{
    const kt_blocs *blocs = work->world->blocs;
    const kt_bloc *asked = work->request->bloc;

    out->year = year;
    KT_TRY(kt_arena_new(&work->arena, &out->in, kt_blocs_count(blocs), sizeof *out->in, err));
    for (int64_t n = 0; n < kt_blocs_count(blocs); n++) {
        const kt_bloc *bloc = kt_blocs_at(blocs, n);
        out->in[n] = asked ? bloc == asked : share_bloc(work, bloc, year);
    }
    return KT_OK;
}

static kt_status rank_year(ranker *r, const kt_dataset *dataset, const ranked_year *year,
                           kt_error *err)
{
    const kt_brief_world *world = r->work->world;

    KT_TRY(kt_known_partners_of(world, dataset, r->work->rank_dataset, r->view->self,
                                year->year, &r->known, err));
    if (r->keeps_peers)
        KT_TRY(keep_peers(r, err));
    if (!r->known->has_statistics)
        return KT_OK;
    const kt_statistics statistics =
        r->known->statistics == KT_STATISTICS_OWN && r->known->made_up ? KT_STATISTICS_MIRROR
                                                                       : r->known->statistics;
    if (r->keeps_peers && r->work->rank_dataset == r->work->source->dataset)
        r->view->made_up = r->known->made_up;
    if (statistics == KT_STATISTICS_MIRROR && !enough_partners_speak(&r->known->partners))
        return KT_OK;
    if (statistics == KT_STATISTICS_OWN && !is_measured(&r->known->partners))
        return KT_OK;
    KT_TRY(rank_in(r, NULL, statistics, err));
    for (int64_t n = 0; n < kt_blocs_count(world->blocs); n++)
        if (year->in[n])
            KT_TRY(rank_in(r, kt_blocs_at(world->blocs, n), statistics, err));
    return KT_OK;
}

static kt_status rank_view(kt_work *work, kt_view *view, const kt_dataset *dataset,
                           const ranked_year *first, const ranked_year *last, kt_error *err)
{
    ranker r = {.work = work, .view = view, .info = kt_dataset_info_of(dataset)};

    // Its own members would stand among the partners of a group, ahead of all others.
    if (!kt_country_ranks(work->world->countries, view->self))
        return KT_OK;
    r.room = 2 * (kt_blocs_count(work->world->blocs) + 1);
    KT_TRY(kt_arena_new(&work->arena, &view->place, r.room, sizeof *view->place, err));
    r.keeps_peers = true;
    KT_TRY(rank_year(&r, dataset, last, err));
    r.keeps_peers = false;
    return first->year < last->year ? rank_year(&r, dataset, first, err) : KT_OK;
}

/* The year for which the dataset ranks: the brief's last one, else the last one it has. */
static int year_within(const kt_dataset_info *info, int year)
{
    return year == 0 || year > info->last_year ? info->last_year : year;
}

kt_status kt_work_rank(kt_work *work, kt_error *err)
{
    kt_status status;
    kt_dataset *dataset = NULL;
    const kt_brief_world *world = work->world;
    const char *asked = work->request->dataset;
    const int year =
        work->view[0].year > work->view[1].year ? work->view[0].year : work->view[1].year;

    work->rank_dataset = -1;
    if (work->source->dataset >= 0 && work->source->kind != KT_SOURCE_ONE_SIDE)
        work->rank_dataset = work->source->dataset;
    else
        KT_TRY(kt_source_dataset(world->store, work->request->a, work->request->b, 0,
                                 KT_NEED_PARTNERS, asked, &work->rank_dataset, err));
    if (work->rank_dataset < 0)
        return KT_OK;
    KT_TRY(kt_dataset_open(world->store, work->rank_dataset, &dataset, err));
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    ranked_year last = {0}, first = {0};
    status = begin_year(work, year_within(info, year), &last, err);
    if (!status)
        status = begin_year(work,
                            work->first_year >= info->first_year ? work->first_year : last.year,
                            &first, err);
    for (int side = 0; side < 2 && !status; side++)
        status = rank_view(work, &work->view[side], dataset, &first, &last, err);
    kt_dataset_close(dataset);
    return status;
}

const kt_place *kt_place_find(const kt_view *view, const kt_bloc *bloc, int year)
{
    for (int64_t n = 0; n < view->n_places; n++)
        if (view->place[n].bloc == bloc && view->place[n].year == year)
            return &view->place[n];
    return NULL;
}
