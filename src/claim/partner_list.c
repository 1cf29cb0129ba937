/* partner_list.c: the ranked partners of a country in a year, kept from claim to claim. */
#include "judge.h"

#include <string.h>

/* Made once for country, year, measure and bloc. */
static kt_status make_ranking(kt_judgement *j, kt_country a, int year, const char *within,
                              const kt_dataset *dataset, kt_kept_ranking *kept, kt_error *err)
{
    kt_partners partners = {0};
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    const kt_bloc *bloc = within[0] ? kt_bloc_find(j->world->blocs, kt_slice_of(within)) : NULL;
    kt_status status =
        kt_partners_gather(dataset, j->world->countries, a, (int16_t)year, &partners, err);
    if (!status)
        status =
            kt_partners_rank(&partners, j->world->countries, j->world->blocs, bloc,
                             (kt_measure)kept->measure, KT_STATISTICS_OWN, &kept->ranking, err);
    kt_partners_clear(&partners);
    if (status)
        return status;
    kept->reconciled = info->stated_by == 1u << KT_RECONCILED;
    memcpy(kept->name, info->name, sizeof kept->name);
    memcpy(kept->version, info->version, sizeof kept->version);
    memcpy(kept->source, info->source, sizeof kept->source);
    return KT_OK;
}

kt_status kt_judge_ranking(kt_judgement *j, kt_country a, kt_country b, int year,
                           kt_measure measure, const char *within, const kt_kept_ranking **out,
                           kt_error *err)
{
    kt_check_cache *cache = j->cache;
    int64_t position = -1;
    kt_dataset *dataset = NULL;
    *out = NULL;
    for (int n = 0; n < cache->n_rankings; n++) {
        kt_kept_ranking *kept = &cache->ranking[n];
        if (kept->a == a.code && kept->year == year && kept->measure == measure &&
            strcmp(kept->within, within) == 0) {
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
        *kept = (kt_kept_ranking){.a = a.code, .year = year, .measure = (uint8_t)measure};
        memcpy(kept->within, within, strlen(within) + 1);
        status = make_ranking(j, a, year, within, dataset, kept, err);
        if (!status) {
            cache->n_rankings++;
            *out = kept;
        }
    }
    kt_dataset_close(dataset);
    return status;
}
