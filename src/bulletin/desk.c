/* desk.c: what the items are made from: the dataset and the version before it, their yearly
 * totals, the countries that state them; and the list of the best drafts. */
#include "bulletin_internal.h"

#include <kontor/memory.h>
#include <kontor/mirror.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_DRAFTS = 1000, BEFORE = 0, NOW = 1 };
#define COVERED 0.95

/* ---- which dataset ------------------------------------------------------------------------
 */

/* By the rule of kontor/source.h: of the two countries, of one, or of the world. */
static kt_status choose(const kt_desk *desk, kt_source_choice *out, kt_error *err)
{
    const kt_bulletin_request *request = desk->request;
    const kt_store *store = desk->world->store;
    const kt_source_question question = {.country = request->a,
                                         .partner = request->b,
                                         .first_year = request->year,
                                         .last_year = request->year,
                                         .need = KT_NEED_PARTNERS,
                                         .of_both_sides = true};

    KT_TRY(kt_source_choose(store, &question, NULL, out, err));
    return out->dataset >= 0
               ? KT_OK
               : kt_fail(err, KT_ERR_MISSING,
                         "no dataset in %s states trade of both sides%s, or reconciled trade; "
                         "bring one in with kontor import FILE",
                         kt_store_folder(store),
                         request->a.code || request->year ? " that fits" : "");
}

static kt_status find(const kt_store *store, const char *reference, int64_t *out, kt_error *err)
{
    *out = kt_store_find(store, reference);
    return *out >= 0 ? KT_OK
                     : kt_fail(err, KT_ERR_MISSING, "no dataset \"%s\" in %s", reference,
                               kt_store_folder(store));
}

/* The newest other version of the same name that is older; -1 when there is none. */
static int64_t version_before(const kt_store *store, int64_t n)
{
    const char *name = kt_store_info(store, n)->name;
    for (int64_t other = n + 1; other < kt_store_n_datasets(store); other++)
        if (strcmp(kt_store_info(store, other)->name, name) == 0 &&
            !kt_store_damage(store, other))
            return other;
    return -1;
}

static kt_status open_datasets(kt_desk *desk, kt_error *err)
{
    const kt_store *store = desk->world->store;
    int64_t now = -1, before = -1;

    if (desk->request->dataset) {
        KT_TRY(find(store, desk->request->dataset, &now, err));
    } else {
        KT_TRY(choose(desk, &desk->choice, err));
        now = desk->choice.dataset;
    }
    if (desk->request->before)
        KT_TRY(find(store, desk->request->before, &before, err));
    else
        before = version_before(store, now);
    KT_TRY(kt_dataset_open(store, now, &desk->dataset, err));
    desk->info = kt_dataset_info_of(desk->dataset);
    if (before < 0)
        return KT_OK;
    KT_TRY(kt_dataset_open(store, before, &desk->before_dataset, err));
    desk->before_info = kt_dataset_info_of(desk->before_dataset);
    return KT_OK;
}

/* ---- opening ------------------------------------------------------------------------------
 */

static kt_status list_reporters(kt_desk *desk, kt_error *err)
{
    const kt_country *country;
    int64_t n = 0;

    KT_TRY(kt_dataset_countries(desk->dataset, &country, &n, err));
    KT_TRY(kt_new(&desk->reporter, n, sizeof *desk->reporter, err));
    for (int64_t c = 0; c < n; c++)
        if (kt_country_ranks(desk->world->countries, country[c]))
            desk->reporter[desk->n_reporters++].country = country[c];
    return KT_OK;
}

kt_status kt_desk_open(kt_desk *desk, const kt_bulletin_request *request,
                       const kt_bulletin_world *world, kt_error *err)
{
    const unsigned both = 1u << KT_BY_EXPORTER | 1u << KT_BY_IMPORTER;

    *desk = (kt_desk){.request = request, .world = world};
    if (request->top < 1 || request->top > MOST_DRAFTS)
        return kt_fail(err, KT_ERR_RANGE, "%d items at most, expected 1 to %d", request->top,
                       MOST_DRAFTS);
    KT_TRY(open_datasets(desk, err));
    desk->year = request->year ? request->year : desk->info->last_year;
    desk->statistics =
        desk->info->stated_by & both ? KT_STATISTICS_OWN : KT_STATISTICS_RECONCILED;
    KT_TRY(kt_news_rows(desk->dataset, &desk->rows, err));
    if (desk->before_dataset)
        KT_TRY(kt_news_rows(desk->before_dataset, &desk->before_rows, err));
    KT_TRY(list_reporters(desk, err));
    return kt_new(&desk->draft, request->top + 1, sizeof *desk->draft, err);
}

void kt_desk_close(kt_desk *desk)
{
    for (int64_t n = 0; n < desk->n_reporters; n++) {
        kt_ranking_clear(&desk->reporter[n].ranking[BEFORE]);
        kt_ranking_clear(&desk->reporter[n].ranking[NOW]);
    }
    kt_free(desk->draft);
    kt_free(desk->reporter);
    kt_observations_clear(&desk->before_rows);
    kt_observations_clear(&desk->rows);
    kt_dataset_close(desk->before_dataset);
    kt_dataset_close(desk->dataset);
    kt_arena_clear(&desk->arena);
}

/* ---- reporters ----------------------------------------------------------------------------
 */

/* The ranking of one year. A reconciled dataset states no total: the sum over its partners is
 * one, and nothing is missing from it. */
static kt_status rank_year(kt_desk *desk, kt_reporter *reporter, int which, kt_error *err)
{
    kt_partners partners = {0};
    kt_ranking *ranking = &reporter->ranking[which];
    const int16_t year = (int16_t)(desk->year - (which == BEFORE));

    kt_status status = kt_partners_gather(desk->dataset, desk->world->countries,
                                          reporter->country, year, &partners, err);
    if (!status)
        status = kt_partners_rank(&partners, desk->world->countries, desk->world->blocs, NULL,
                                  KT_MEASURE_TURNOVER, desk->statistics, ranking, err);
    if (!status) {
        const bool tells = ranking->n_ranked > 0 && !kt_news_is_made_up(&partners);
        reporter->is_covered[which] = tells && (desk->statistics == KT_STATISTICS_RECONCILED ||
                                                ranking->total.coverage >= COVERED);
        if (which == NOW)
            reporter->tells = tells;
    }
    kt_partners_clear(&partners);
    return status;
}

kt_status kt_desk_look(kt_desk *desk, kt_reporter *reporter, kt_error *err)
{
    if (reporter->looked)
        return KT_OK;
    KT_TRY(rank_year(desk, reporter, BEFORE, err));
    KT_TRY(rank_year(desk, reporter, NOW, err));
    reporter->looked = true;
    return KT_OK;
}

kt_reporter *kt_desk_reporter(const kt_desk *desk, kt_country country)
{
    for (int64_t n = 0; n < desk->n_reporters; n++)
        if (desk->reporter[n].country.code == country.code)
            return &desk->reporter[n];
    return NULL;
}

bool kt_desk_wants(const kt_desk *desk, kt_country a, kt_country b)
{
    const uint32_t first = desk->request->a.code, second = desk->request->b.code;
    const bool has_first = first == 0 || first == a.code || first == b.code;
    const bool has_second = second == 0 || second == a.code || second == b.code;
    return has_first && has_second;
}

/* ---- the best drafts ----------------------------------------------------------------------
 */

static bool comes_before(const kt_draft *x, const kt_draft *y)
{
    return x->score != y->score ? x->score > y->score : strcmp(x->key, y->key) < 0;
}

void kt_desk_offer(kt_desk *desk, const kt_draft *draft)
{
    const bool is_pair = desk->request->b.code != 0;
    int p = desk->n_drafts;

    if (!is_pair && draft->score < desk->request->least_score)
        return;
    for (int n = 0; n < desk->n_drafts; n++)
        if (strcmp(desk->draft[n].key, draft->key) == 0)
            return; // says the same: the first one stays
    desk->n_found++;
    if (p == desk->request->top && !comes_before(draft, &desk->draft[p - 1]))
        return;
    for (; p > 0 && comes_before(draft, &desk->draft[p - 1]); p--)
        desk->draft[p] = desk->draft[p - 1];
    desk->draft[p] = *draft;
    if (desk->n_drafts < desk->request->top)
        desk->n_drafts++;
}

/* ---- a pair as one side tells it ----------------------------------------------------------
 */

/* Which years are no reports: provisional, estimated, or made from the other side's figures. Of
 * two figures that are one times 1.06 or 1.10 the partner's is the made one where it reports
 * nothing by itself. */
static kt_status judge(const kt_observations *rows, const kt_reporter *other,
                       kt_telling *telling, kt_error *err)
{
    kt_series mirror = {0};
    const kt_series *own = &telling->series;

    KT_TRY(kt_new(&telling->weak, own->n_years, 1, err));
    KT_TRY(kt_series_compute(rows->row, rows->n_rows, telling->self, telling->other,
                             KT_STATISTICS_MIRROR, &mirror, err));
    for (int64_t t = 0; t < own->n_years; t++) {
        const int year = own->year[t].year;
        const double sent = kt_series_usd(own, KT_MEASURE_EXPORT, year);
        const double received = kt_series_usd(own, KT_MEASURE_IMPORT, year);
        const bool filled =
            kt_mirror_is_filling(sent, kt_series_usd(&mirror, KT_MEASURE_EXPORT, year)) ||
            kt_mirror_is_filling(kt_series_usd(&mirror, KT_MEASURE_IMPORT, year), received);
        telling->weak[t] = own->year[t].amount[KT_MEASURE_TURNOVER].status != KT_REPORTED ||
                           (filled && other->tells);
    }
    kt_series_clear(&mirror);
    return KT_OK;
}

kt_status kt_telling_of(const kt_desk *desk, const kt_observations *rows,
                        const kt_reporter *self, const kt_reporter *other, kt_telling *out,
                        kt_error *err)
{
    kt_telling telling = {.reporter = self, .self = self->country, .other = other->country};

    kt_status status = kt_series_compute(rows->row, rows->n_rows, self->country, other->country,
                                         desk->statistics, &telling.series, err);
    if (!status)
        status = judge(rows, other, &telling, err);
    for (int m = 0; m < KT_N_MEASURES && !status; m++)
        status = kt_yearly_from_series(&telling.series, (kt_measure)m, desk->world->blocs,
                                       &telling.yearly[m], err);
    if (status) {
        kt_telling_clear(&telling);
        return status;
    }
    *out = telling;
    return KT_OK;
}

void kt_telling_clear(kt_telling *telling)
{
    for (int m = 0; m < KT_N_MEASURES; m++)
        kt_yearly_clear(&telling->yearly[m]);
    kt_free(telling->weak);
    kt_series_clear(&telling->series);
    *telling = (kt_telling){0};
}

/* ---- figures ------------------------------------------------------------------------------
 */

kt_figure kt_desk_figure(const kt_desk *desk, kt_country reporter, char side, int year)
{
    return (kt_figure){.side = side,
                       .period = kt_period_of_year(year),
                       .value = NAN,
                       .value_max = NAN,
                       .reporter_kind = desk->statistics == KT_STATISTICS_RECONCILED
                                            ? KT_REPORTER_RECONCILED
                                            : KT_REPORTER_COUNTRY,
                       .reporter = reporter,
                       .coverage = NAN,
                       .dataset = desk->info->name,
                       .vintage = desk->info->version};
}

int kt_telling_amount(const kt_desk *desk, const kt_telling *telling, char side,
                      kt_measure measure, int year, kt_draft *draft)
{
    kt_figure figure = kt_desk_figure(desk, telling->self, side, year);
    const kt_pair_year *at = kt_series_at(&telling->series, year);

    if (!at)
        return -1;
    figure.id = kt_measure_name(measure);
    figure.value = at->amount[measure].usd;
    figure.unit = "USD";
    figure.valuation = (kt_valuation)at->amount[measure].valuation;
    figure.status = (kt_flow_status)at->amount[measure].status;
    figure.method = measure == KT_MEASURE_TURNOVER  ? "exports plus imports"
                    : measure == KT_MEASURE_BALANCE ? "exports minus imports"
                                                    : "as stated";
    return kt_draft_figure(draft, &figure);
}

int kt_telling_growth(const kt_desk *desk, const kt_telling *telling, char side,
                      kt_measure measure, int year, kt_draft *draft)
{
    static const char *const ids[] = {"growth_turnover", "growth_export", "growth_import"};
    kt_figure figure = kt_desk_figure(desk, telling->self, side, year);
    const kt_pair_year *at = kt_series_at(&telling->series, year);

    if (!at || measure > KT_MEASURE_IMPORT)
        return -1;
    figure.id = ids[measure];
    figure.value = kt_growth_at(&telling->yearly[measure], year).rate;
    figure.unit = "fraction";
    figure.status = (kt_flow_status)at->amount[measure].status;
    figure.method = "value / value of the year before - 1, nominal USD";
    return kt_draft_figure(draft, &figure);
}

void kt_telling_whose(const kt_desk *desk, kt_draft *draft)
{
    kt_draft_text(draft, "statistics",
                  desk->statistics == KT_STATISTICS_RECONCILED ? "reconciled" : "own");
    kt_draft_text(draft, "dataset", desk->info->name);
}

const char *kt_pair_code(kt_country a, kt_country b, char out[12])
{
    char first[5], second[5];
    const bool in_order = a.code < b.code;

    kt_country_print(in_order ? a : b, first);
    kt_country_print(in_order ? b : a, second);
    snprintf(out, 12, "%s-%s", first, second);
    return out;
}
