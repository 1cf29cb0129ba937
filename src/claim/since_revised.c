/* since_revised.c: what the newest release says, where an older one, the last before the
 * article, has judged it. */
#include "judge.h"

#include <math.h>
#include <string.h>

/* Releases stand newest first. */
static const kt_source *newest_release(const kt_holding *holding)
{
    for (int64_t n = 0; holding->official && n < holding->sources.n_sources; n++)
        if (strcmp(holding->sources.source[n].name, holding->official->name) == 0)
            return &holding->sources.source[n];
    return NULL;
}

kt_status kt_figure_since(const kt_judgement *j, kt_side side, double *figure,
                          const kt_source **newest, kt_error *err)
{
    const kt_measure measure = (kt_measure)j->claim->measure;
    kt_country a, b;
    kt_series series = {0};
    *figure = NAN;
    *newest = newest_release(j->holding);
    if (!*newest || *newest == j->holding->official || side == KT_SIDE_NOBODY ||
        !kt_country_parse(kt_slice_of(j->claim->a), &a) ||
        !kt_country_parse(kt_slice_of(j->claim->b), &b))
        return KT_OK;
    const kt_observations *rows = &(*newest)->observations;
    KT_TRY(kt_series_compute(rows->row, rows->n_rows, a, b,
                             side == KT_SIDE_A ? KT_STATISTICS_OWN : KT_STATISTICS_MIRROR,
                             &series, err));
    const double now = kt_series_usd(&series, measure, kt_period_year(j->claim->period));
    const double then =
        kt_series_usd(&series, measure, kt_period_year(kt_claim_base(j->claim)));
    *figure = kt_claim_figure(j, now, then);
    kt_series_clear(&series);
    return KT_OK;
}
