/* revision_item.c: what a new version of the dataset states differently: of each side's series
 * of a pair the year with the largest revision of the turnover, exports and imports with it. */
#include "bulletin_internal.h"

#include <kontor/arena.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A pair's series before and now. */
typedef struct versions {
    const kt_telling *now;
    const kt_series *before;
    int year; /* with the largest revision; 0: none */
} versions;

static int largest_revision(const versions *v)
{
    double largest = 0.0;
    int year = 0;

    for (int64_t t = 0; t < v->before->n_years; t++) {
        const int at = v->before->year[t].year;
        const double former = kt_series_usd(v->before, KT_MEASURE_TURNOVER, at);
        const double now = kt_series_usd(&v->now->series, KT_MEASURE_TURNOVER, at);
        if (kt_news_is_revision(former, now) && fabs(now - former) > largest) {
            largest = fabs(now - former);
            year = at;
        }
    }
    return year;
}

/* A figure as the former version states it, under a key of its own. */
static kt_status former_figure(kt_desk *desk, const versions *v, kt_measure measure,
                               kt_draft *draft, int *out, kt_error *err)
{
    kt_figure figure = kt_desk_figure(desk, v->now->self, 'a', v->year);
    char key[160], code[5];

    snprintf(key, sizeof key, "%s.a.%s.%d@%s", kt_measure_name(measure),
             desk->statistics == KT_STATISTICS_RECONCILED
                 ? "reconciled"
                 : kt_country_print(v->now->self, code),
             v->year, desk->before_info->version);
    KT_TRY(kt_arena_text(&desk->arena, key, strlen(key), &figure.key, err));
    figure.id = kt_measure_name(measure);
    figure.value = kt_series_usd(v->before, measure, v->year);
    figure.unit = "USD";
    figure.dataset = desk->before_info->name;
    figure.vintage = desk->before_info->version;
    figure.method = measure == KT_MEASURE_TURNOVER ? "exports plus imports; former version"
                                                   : "former version";
    *out = kt_draft_figure(draft, &figure);
    return KT_OK;
}

static void begin(const versions *v, kt_draft *draft, const char *key)
{
    kt_draft_line(draft, key);
    kt_draft_country(draft, "self", v->now->self);
    kt_draft_country(draft, "other", v->now->other);
    kt_draft_year(draft, "year", v->year);
}

static void say_growth(const kt_desk *desk, const versions *v, kt_draft *draft)
{
    const int growth =
        kt_telling_growth(desk, v->now, 'a', KT_MEASURE_TURNOVER, v->year, draft);

    if (growth < 0)
        return;
    begin(v, draft, "body.revision_growth");
    kt_draft_number(draft, "change", KT_TOKEN_PERCENT, growth);
    kt_draft_text(draft, "direction", kt_direction_of(draft, growth));
}

/* "yes" where what a reader sees of both is likely the same. */
static const char *same_word(const kt_draft *draft, int now, int former)
{
    const double before = draft->figure[former].value;
    return fabs(draft->figure[now].value - before) <= 5e-4 * before ? "yes" : "no";
}

static kt_status make_draft(kt_desk *desk, const versions *v, kt_error *err)
{
    static const kt_measure measures[] = {KT_MEASURE_TURNOVER, KT_MEASURE_EXPORT,
                                          KT_MEASURE_IMPORT};
    kt_draft draft = {.kind = "revision",
                      .section = "statistics",
                      .country = {v->now->self, v->now->other},
                      .n_countries = 2,
                      .period = kt_period_of_year(v->year)};
    kt_figure change = kt_desk_figure(desk, v->now->self, 'a', v->year);
    int now[3], former[3];
    char pair[12], code[5];

    for (int m = 0; m < 3; m++) {
        now[m] = kt_telling_amount(desk, v->now, 'a', measures[m], v->year, &draft);
        KT_TRY(former_figure(desk, v, measures[m], &draft, &former[m], err));
    }
    change.id = "revision_turnover";
    change.value = draft.figure[former[0]].value > 0.0
                       ? draft.figure[now[0]].value / draft.figure[former[0]].value - 1.0
                       : (double)NAN;
    change.unit = "fraction";
    change.method = "value of this version / value of the former one - 1";
    const int revised = kt_draft_figure(&draft, &change);
    snprintf(draft.key, sizeof draft.key, "revision.%s.%d.%s.%.40s.%.40s",
             kt_pair_code(v->now->self, v->now->other, pair), v->year,
             kt_country_print(v->now->self, code), desk->before_info->version,
             desk->info->version);
    draft.score = kt_news_score(KT_NEWS_REVISION_POINTS, draft.figure[now[0]].value,
                                revised < 0 ? NAN : draft.figure[revised].value);
    const char *direction =
        draft.figure[now[0]].value > draft.figure[former[0]].value ? "up" : "down";
    begin(v, &draft, "head.revision");
    kt_draft_text(&draft, "direction", direction);
    kt_telling_whose(desk, &draft);
    begin(v, &draft, "body.revision");
    kt_draft_number(&draft, "now", KT_TOKEN_MONEY, now[0]);
    kt_draft_number(&draft, "former", KT_TOKEN_MONEY, former[0]);
    kt_draft_number(&draft, "change", KT_TOKEN_PERCENT, revised);
    kt_draft_text(&draft, "direction", revised < 0 ? "none" : direction);
    kt_telling_whose(desk, &draft);
    begin(v, &draft, "body.revision_flows");
    kt_draft_number(&draft, "export", KT_TOKEN_MONEY, now[1]);
    kt_draft_number(&draft, "export_former", KT_TOKEN_MONEY, former[1]);
    kt_draft_text(&draft, "export_same", same_word(&draft, now[1], former[1]));
    kt_draft_number(&draft, "import", KT_TOKEN_MONEY, now[2]);
    kt_draft_number(&draft, "import_former", KT_TOKEN_MONEY, former[2]);
    kt_draft_text(&draft, "import_same", same_word(&draft, now[2], former[2]));
    say_growth(desk, v, &draft);
    kt_desk_offer(desk, &draft);
    return KT_OK;
}

static kt_status tell_side(kt_desk *desk, kt_reporter *self, kt_reporter *other, kt_error *err)
{
    kt_observations now = {0}, former = {0};
    kt_telling telling = {0};
    kt_series before = {0};

    kt_status status = kt_news_pair_rows(&desk->rows, self->country, other->country, &now, err);
    if (!status)
        status =
            kt_news_pair_rows(&desk->before_rows, self->country, other->country, &former, err);
    if (status || now.n_rows == 0 || former.n_rows == 0)
        goto done;
    status = kt_telling_of(desk, &now, self, other, &telling, err);
    if (!status)
        status = kt_series_compute(former.row, former.n_rows, self->country, other->country,
                                   desk->statistics, &before, err);
    if (!status) {
        versions v = {.now = &telling, .before = &before};
        v.year = largest_revision(&v);
        if (v.year)
            status = make_draft(desk, &v, err);
    }
done:
    kt_series_clear(&before);
    kt_telling_clear(&telling);
    kt_observations_clear(&former);
    kt_observations_clear(&now);
    return status;
}

kt_status kt_revision_items(kt_desk *desk, kt_error *err)
{
    const bool one_series = desk->statistics == KT_STATISTICS_RECONCILED;

    if (!desk->before_dataset)
        return KT_OK;
    for (int64_t i = 0; i < desk->n_reporters; i++)
        for (int64_t j = 0; j < desk->n_reporters; j++) {
            kt_reporter *self = &desk->reporter[i], *other = &desk->reporter[j];
            if (i == j || (one_series && i > j) ||
                !kt_desk_wants(desk, self->country, other->country))
                continue;
            KT_TRY(kt_desk_look(desk, self, err));
            if (self->tells)
                KT_TRY(tell_side(desk, self, other, err));
        }
    return KT_OK;
}
