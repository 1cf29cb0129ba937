/* talks_limits.c: what the data cannot say. Each item holds for this pair and these data; what
 * does not is not said. */
#include "talks.h"

#include <math.h>

static kt_status item(kt_work *work, const char *key, const kt_word *words, int n_words,
                      kt_error *err)
{
    return kt_say_block(work, KT_BLOCK_ITEM, key, words, n_words, err);
}

/* The last whole year, and how far back it lies. */
static kt_status say_age(kt_work *work, kt_error *err)
{
    const int now = kt_moment_date(work->request->now).year;
    const kt_word words[] = {KT_SAY_YEAR("year", work->last_year),
                             KT_SAY_COUNT("n", now - work->last_year - 1)};

    if (work->last_year == 0 || now - work->last_year < 2)
        return KT_OK;
    return item(work, "talks.limit_age", words, 2, err);
}

/* A side without a report of its own. */
static kt_status say_one_sided(kt_work *work, kt_error *err)
{
    if (work->source->kind == KT_SOURCE_RECONCILED) {
        const kt_word word = KT_SAY_TEXT("dataset", work->source->name);
        return item(work, "talks.limit_reconciled", &word, 1, err);
    }
    for (int v = 0; v < 2; v++) {
        const kt_view *view = &work->view[v];
        const kt_word words[] = {KT_SAY_VIEW(view)};
        if (view->no_report || view->year == 0 || view->lead != KT_STATISTICS_OWN)
            KT_TRY(item(work, "talks.limit_one_side", words, 2, err));
    }
    return KT_OK;
}

/* Both sides report and differ by more than freight explains. */
static kt_status say_gap(kt_work *work, kt_error *err)
{
    for (int d = KT_MEASURE_EXPORT; d <= KT_MEASURE_IMPORT; d++) {
        const kt_mirror_gap *gap = kt_mirror_at(&work->gaps[d], work->last_year);
        if (gap && !isnan(gap->ratio) &&
            (gap->ratio < KT_VALUATION_LOW || gap->ratio > KT_VALUATION_HIGH))
            return item(work, "talks.limit_gap", NULL, 0, err);
    }
    return KT_OK;
}

static kt_status say_breaks(kt_work *work, kt_error *err)
{
    const kt_yearly *yearly = &work->view[0].yearly[KT_MEASURE_TURNOVER];

    for (int64_t t = 0; yearly->at_break && t < yearly->n_years; t++) {
        const int year = yearly->first_year + (int)t;
        const kt_word word = KT_SAY_YEAR("year", year);
        if (yearly->at_break[t] && year > work->first_year && year <= work->last_year)
            return item(work, "talks.limit_break", &word, 1, err);
    }
    return KT_OK;
}

static kt_status say_coverage(kt_work *work, kt_error *err)
{
    for (int v = 0; v < 2; v++) {
        const kt_place *place = kt_place_find(&work->view[v], NULL, work->last_year);
        const kt_word words[] = {KT_SAY_VIEW(&work->view[v])};
        if (place && isnan(place->coverage))
            KT_TRY(item(work, "talks.limit_coverage", words, 2, err));
    }
    return KT_OK;
}

kt_status kt_section_talks_limits(kt_work *work, bool has_months, kt_error *err)
{
    KT_TRY(kt_say_section(work, "talks_limits", err));
    if (work->source->kind == KT_SOURCE_STATEMENTS) {
        KT_TRY(item(work, "talks.limit_statements", NULL, 0, err));
    } else {
        KT_TRY(say_age(work, err));
        KT_TRY(say_one_sided(work, err));
        KT_TRY(say_gap(work, err));
        KT_TRY(say_breaks(work, err));
        KT_TRY(say_coverage(work, err));
    }
    if (work->product_dataset < 0)
        KT_TRY(item(work, "talks.limit_products", NULL, 0, err));
    if (!has_months)
        KT_TRY(item(work, "talks.limit_months", NULL, 0, err));
    KT_TRY(item(work, "talks.limit_goods", NULL, 0, err));
    return item(work, "talks.limit_cause", NULL, 0, err);
}
