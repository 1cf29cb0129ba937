/* known_partners.c: a country's partners in a year and their rankings, gathered once for all
 * briefs that ask: every pair of a country asks the same list for another of its places. */
#include "brief_memory.h"

#include <kontor/memory.h>
#include <kontor/mirror.h>

#include <math.h>
#include <stdlib.h>

static void free_partners(void *what)
{
    kt_known_partners *known = what;
    kt_free(known->peer);
    kt_partners_clear(&known->partners);
    kt_free(known);
}

static void free_ranking(void *what)
{
    kt_known_ranking *known = what;
    kt_ranking_clear(&known->ranking);
    kt_free(known->country);
    kt_free(known);
}

/* Own statistics where there are any of the year, else what is nobody's, else the partners'. */
static bool statistics_of(const kt_partners *partners, kt_statistics *out)
{
    static const kt_statistics order[] = {KT_STATISTICS_OWN, KT_STATISTICS_RECONCILED,
                                          KT_STATISTICS_MIRROR};

    for (size_t n = 0; n < sizeof order / sizeof *order; n++)
        for (int64_t p = 0; p < partners->n_partners; p++) {
            const kt_partner *at = &partners->partner[p];
            const kt_partner_flow *flow = order[n] == KT_STATISTICS_OWN      ? at->own
                                          : order[n] == KT_STATISTICS_MIRROR ? at->mirror
                                                                             : at->reconciled;
            if (at->country.code != KT_WORLD.code &&
                (!isnan(flow[0].usd) || !isnan(flow[1].usd))) {
                *out = order[n];
                return true;
            }
        }
    return false;
}

/* True where most of the country's trade that both sides state is its partners' times 1.06 or
 * 1.10: it did not report, and what stands for its own statistics was made of theirs. By value:
 * hundreds of small filled flows do not undo the reports of the large ones. */
static bool is_made_up(const kt_partners *partners)
{
    double both_usd = 0.0, filled_usd = 0.0;

    for (int64_t p = 0; p < partners->n_partners; p++) {
        const kt_partner *at = &partners->partner[p];
        const double exporter[] = {at->own[0].usd, at->mirror[1].usd};
        const double importer[] = {at->mirror[0].usd, at->own[1].usd};
        for (int d = 0; d < 2; d++) {
            if (!(exporter[d] > 0.0) || !(importer[d] > 0.0))
                continue;
            both_usd += exporter[d];
            if (kt_mirror_is_filling(exporter[d], importer[d]))
                filled_usd += exporter[d];
        }
    }
    return filled_usd > 0.5 * both_usd;
}

static int by_size(const void *left, const void *right)
{
    const kt_peer_flow *x = left, *y = right;
    if (x->peer.size_usd != y->peer.size_usd)
        return x->peer.size_usd < y->peer.size_usd ? -1 : 1;
    if (x->partner.code == y->partner.code)
        return (x->exporter_usd > y->exporter_usd) - (x->exporter_usd < y->exporter_usd);
    return (x->partner.code > y->partner.code) - (x->partner.code < y->partner.code);
}

static kt_status gather_peers(kt_known_partners *known, kt_error *err)
{
    const kt_partners *partners = &known->partners;
    KT_TRY(kt_new(&known->peer, 2 * partners->n_partners, sizeof *known->peer, err));
    for (int64_t p = 0; p < partners->n_partners; p++) {
        const kt_partner *at = &partners->partner[p];
        const double exporter[] = {at->own[0].usd, at->mirror[1].usd};
        const double importer[] = {at->mirror[0].usd, at->own[1].usd};
        for (int d = 0; d < 2; d++) {
            kt_peer_flow flow = {.partner = at->country, .exporter_usd = exporter[d]};
            if (at->kind <= KT_IS_HISTORICAL &&
                kt_mirror_peer_of(exporter[d], importer[d], &flow.peer))
                known->peer[known->n_peers++] = flow;
        }
    }
    if (known->n_peers > 1)
        qsort(known->peer, (size_t)known->n_peers, sizeof *known->peer, by_size);
    return KT_OK;
}

kt_status kt_known_partners_of(const kt_brief_world *world, const kt_dataset *dataset,
                               int64_t n, kt_country country, int year,
                               const kt_known_partners **out, kt_error *err)
{
    kt_known_partners *known = NULL;
    const kt_memory_key key = {
        .kind = KT_KNOWN_PARTNERS, .dataset = n, .country = country, .year = year};

    *out = kt_memory_find(world->memory, &key);
    if (*out)
        return KT_OK;
    KT_TRY(kt_new(&known, 1, sizeof *known, err));
    kt_status status = kt_partners_gather(dataset, world->countries, country, (int16_t)year,
                                          &known->partners, err);
    if (!status)
        status = gather_peers(known, err);
    if (status) {
        free_partners(known);
        return status;
    }
    known->has_statistics = statistics_of(&known->partners, &known->statistics);
    known->made_up = is_made_up(&known->partners);
    const size_t a_partner = sizeof *known->partners.partner + 2 * sizeof *known->peer;
    const size_t bytes = sizeof *known + (size_t)known->partners.n_partners * a_partner;
    status = kt_memory_keep(world->memory, &key, known, bytes, free_partners, err);
    *out = status ? NULL : known;
    return status;
}

/* Ranked into *out, which is zeroed. */
static kt_status rank_known(const kt_brief_world *world, const kt_known_partners *known,
                            const kt_bloc *bloc, kt_measure by, kt_statistics statistics,
                            kt_known_ranking *out, kt_error *err)
{
    kt_ranking *ranking = &out->ranking;

    KT_TRY(kt_partners_rank(&known->partners, world->countries, world->blocs, bloc, by,
                            statistics, ranking, err));
    if (ranking->n_list > 0) // room for all countries was taken: a bloc has fewer
        KT_TRY(kt_resize(&ranking->list, ranking->n_list, sizeof *ranking->list, err));
    KT_TRY(kt_new(&out->country, ranking->n_list, sizeof *out->country, err));
    for (int64_t p = 0; p < ranking->n_list; p++)
        out->country[p] = ranking->list[p].country;
    return KT_OK;
}

kt_status kt_known_ranking_of(const kt_brief_world *world, int64_t n,
                              const kt_known_partners *known, const kt_bloc *bloc,
                              kt_measure by, kt_statistics statistics,
                              const kt_known_ranking **out, kt_error *err)
{
    kt_known_ranking *added = NULL;
    const kt_memory_key key = {.kind = KT_KNOWN_RANKING,
                               .dataset = n,
                               .country = known->partners.a,
                               .year = known->partners.year,
                               .bloc = bloc,
                               .measure = (int)by,
                               .side = (int)statistics};

    *out = kt_memory_find(world->memory, &key);
    if (*out)
        return KT_OK;
    KT_TRY(kt_new(&added, 1, sizeof *added, err));
    kt_status status = rank_known(world, known, bloc, by, statistics, added, err);
    if (status) {
        free_ranking(added);
        return status;
    }
    const size_t each = sizeof *added->ranking.list + sizeof *added->country;
    status =
        kt_memory_keep(world->memory, &key, added,
                       sizeof *added + (size_t)added->ranking.n_list * each, free_ranking, err);
    *out = status ? NULL : added;
    return status;
}

const kt_rank *kt_known_rank_of(const kt_known_ranking *known, kt_country country)
{
    for (int64_t p = 0; p < known->ranking.n_list; p++)
        if (known->country[p].code == country.code)
            return &known->ranking.list[p];
    return NULL;
}
