/* partner_list.c: the ranked partners of a country in a year, kept from claim to claim. */
#include "judge.h"

#include <kontor/locale.h>

#include <string.h>

/* Who belongs to a group in a year. */
typedef struct kt_group_members {
    const kt_check_world *world;
    const kt_kept_ranking *kept;
    const kt_bloc *bloc; /* NULL: a region of the world */
} kt_group_members;

static bool belongs(const void *group, kt_country country)
{
    const kt_group_members *g = group;
    if (g->bloc)
        return (kt_bloc_membership(g->world->blocs, g->bloc, country, g->kept->year) ==
                KT_NOT_MEMBER) == (g->kept->among == KT_AMONG_OTHERS);
    const kt_country_info *info = kt_country_info_of(g->world->countries, country);
    return info && kt_region_holds(g->kept->group, info->alpha2);
}

/* Made once for country, year, measure and group. */
static kt_status make_ranking(kt_judgement *j, kt_country a, const kt_dataset *dataset,
                              kt_kept_ranking *kept, kt_error *err)
{
    kt_partners partners = {0};
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    const kt_group_members group = {j->world, kept,
                                    kt_bloc_find(j->world->blocs, kt_slice_of(kept->group))};
    const bool of_bloc = kept->among == KT_AMONG_GROUP && group.bloc;
    kt_status status = kt_partners_gather(dataset, j->world->countries, a, (int16_t)kept->year,
                                          &partners, err);
    if (!status)
        status = kt_partners_rank(&partners, j->world->countries, j->world->blocs,
                                  of_bloc ? group.bloc : NULL, (kt_measure)kept->measure,
                                  KT_STATISTICS_OWN, &kept->ranking, err);
    if (!status && kept->among != KT_AMONG_ALL && !of_bloc)
        status = kt_ranking_keep(&kept->ranking, belongs, &group, err);
    kt_partners_clear(&partners);
    if (status) {
        kt_ranking_clear(&kept->ranking);
        return status;
    }
    kept->reconciled = info->stated_by == 1u << KT_RECONCILED;
    memcpy(kept->name, info->name, sizeof kept->name);
    memcpy(kept->version, info->version, sizeof kept->version);
    memcpy(kept->source, info->source, sizeof kept->source);
    return KT_OK;
}

kt_status kt_judge_ranking(kt_judgement *j, kt_country a, kt_country b, int year,
                           kt_measure measure, kt_among among, const char *group,
                           const kt_kept_ranking **out, kt_error *err)
{
    kt_check_cache *cache = j->cache;
    int64_t position = -1;
    kt_dataset *dataset = NULL;
    *out = NULL;
    for (int n = 0; n < cache->n_rankings; n++) {
        kt_kept_ranking *kept = &cache->ranking[n];
        if (kept->a == a.code && kept->year == year && kept->measure == measure &&
            kept->among == among && strcmp(kept->group, group) == 0) {
            kept->asked_again = true;
            *out = kept;
            return KT_OK;
        }
    }
    if (cache->n_rankings == KT_MAX_RANKINGS || measure == KT_MEASURE_BALANCE)
        return KT_OK;
    kt_status status = kt_source_dataset(j->world->store, a, b, year, KT_NEED_PARTNERS,
                                         j->world->dataset, &position, err);
    if (!status && position >= 0)
        status = kt_dataset_open(j->world->store, position, &dataset, err);
    if (!status && dataset) {
        kt_kept_ranking *kept = &cache->ranking[cache->n_rankings];
        *kept = (kt_kept_ranking){
            .a = a.code, .year = year, .measure = (uint8_t)measure, .among = (uint8_t)among};
        memcpy(kept->group, group, strlen(group) + 1);
        status = make_ranking(j, a, dataset, kept, err);
        if (!status) {
            cache->n_rankings++;
            *out = kept;
        }
    }
    kt_dataset_close(dataset);
    return status;
}
