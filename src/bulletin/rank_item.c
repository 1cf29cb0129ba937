/* rank_item.c: a partner that passed others among the trading partners of a country, by
 * turnover in the world. Told by that country's own statistics, of complete and reported
 * figures only, and never where a break lies between the two years for any of the partners
 * named. */
#include "bulletin_internal.h"

#include <math.h>
#include <stdio.h>

typedef struct overtaking {
    const kt_reporter *self;
    const kt_rank *before, *now; /* of the partner */
    const kt_rank *first[2];     /* before, now: of the largest that it passed */
    kt_news_overtaking found;
} overtaking;

static int rank_figure(const kt_desk *desk, const overtaking *o, int which, kt_draft *draft)
{
    const kt_rank *rank = which ? o->now : o->before;
    kt_figure figure = kt_desk_figure(desk, o->self->country, 'a', desk->year - (which == 0));

    figure.id = "rank_turnover";
    figure.value = rank->rank;
    figure.unit = "rank";
    figure.coverage = o->self->ranking[which].total.coverage;
    figure.of = "world";
    figure.method = "place by turnover among partners with data";
    return kt_draft_figure(draft, &figure);
}

/* Turnover with a partner in the year; product: the partner's code, to part the two keys. */
static int amount_figure(const kt_desk *desk, const overtaking *o, const kt_rank *rank,
                         const char *id, kt_draft *draft)
{
    kt_figure figure = kt_desk_figure(desk, o->self->country, 'a', desk->year);

    figure.id = id;
    figure.value = rank->usd;
    figure.unit = "USD";
    figure.method = "exports plus imports";
    return kt_draft_figure(draft, &figure);
}

static int growth_figure(const kt_desk *desk, const overtaking *o, const kt_rank *before,
                         const kt_rank *now, const char *id, kt_draft *draft)
{
    kt_figure figure = kt_desk_figure(desk, o->self->country, 'a', desk->year);

    figure.id = id;
    figure.value = before->usd >= KT_TINY_BASE_USD ? now->usd / before->usd - 1.0 : (double)NAN;
    figure.unit = "fraction";
    figure.method = "value / value of the year before - 1, nominal USD";
    return kt_draft_figure(draft, &figure);
}

static int share_figure(const kt_desk *desk, const overtaking *o, kt_draft *draft)
{
    const kt_ranking *ranking = &o->self->ranking[1];
    kt_figure figure = kt_desk_figure(desk, o->self->country, 'a', desk->year);

    figure.id = "share_turnover";
    figure.value = o->now->share;
    figure.unit = "fraction";
    figure.coverage = ranking->total.coverage;
    figure.of = "world";
    figure.method = ranking->total.denominator == KT_DENOMINATOR_STATED
                        ? "of the stated world total"
                        : "of the sum over all partners; no world total is stated";
    return kt_draft_figure(draft, &figure);
}

/* Begin a sentence that names the partners passed: how many, and up to three of them. */
static void begin(kt_draft *draft, const char *key, const overtaking *o, int others)
{
    static const char *const names[] = {"first", "second", "third"};
    static const char *const many[] = {"one", "two", "three", "more"};
    const int n = o->found.n_overtaken;

    kt_draft_line(draft, key);
    kt_draft_country(draft, "self", o->self->country);
    kt_draft_country(draft, "other", o->now->country);
    kt_draft_year(draft, "year", o->self->ranking[1].year);
    kt_draft_text(draft, "many", many[n > 3 ? 3 : n - 1]);
    for (int p = 0; p < 3; p++)
        kt_draft_country(draft, names[p], o->found.overtaken[p < n ? p : 0]);
    kt_draft_number(draft, "others", KT_TOKEN_COUNT, others);
}

static int others_figure(const kt_desk *desk, const overtaking *o, kt_draft *draft)
{
    kt_figure figure = kt_desk_figure(desk, o->self->country, 'a', desk->year);

    figure.id = "partners_passed";
    figure.value = o->found.n_overtaken > 3 ? (double)(o->found.n_overtaken - 2) : (double)NAN;
    figure.unit = "count";
    figure.method = "partners passed beside the two that are named";
    return kt_draft_figure(draft, &figure);
}

static void make_draft(kt_desk *desk, const overtaking *o)
{
    kt_draft draft = {.kind = "rank",
                      .section = "partners",
                      .country = {o->self->country, o->now->country},
                      .n_countries = 2,
                      .period = kt_period_of_year(desk->year)};
    char self[5], other[5];

    for (int p = 0; p < o->found.n_overtaken && p < KT_NEWS_MOST_OVERTAKEN; p++)
        draft.country[draft.n_countries++] = o->found.overtaken[p];
    snprintf(draft.key, sizeof draft.key, "rank.%s.%s.%d",
             kt_country_print(o->self->country, self), kt_country_print(o->now->country, other),
             desk->year);
    const int now = rank_figure(desk, o, 1, &draft), before = rank_figure(desk, o, 0, &draft);
    const int turnover = amount_figure(desk, o, o->now, "turnover", &draft);
    const int growth = growth_figure(desk, o, o->before, o->now, "growth_turnover", &draft);
    const int share = share_figure(desk, o, &draft);
    const int passed = amount_figure(desk, o, o->first[1], "turnover_passed", &draft);
    const int passed_growth =
        growth_figure(desk, o, o->first[0], o->first[1], "growth_turnover_passed", &draft);
    const int others = others_figure(desk, o, &draft);

    draft.score = kt_news_score(kt_news_overtaking_points(&o->found), o->now->usd,
                                growth < 0 ? NAN : draft.figure[growth].value);
    begin(&draft, "head.rank", o, others);
    kt_draft_number(&draft, "rank", KT_TOKEN_COUNT, now);
    kt_draft_text(&draft, "top", o->found.to == 1 ? "yes" : "no");
    begin(&draft, "body.rank", o, others);
    kt_draft_number(&draft, "rank", KT_TOKEN_COUNT, now);
    kt_draft_number(&draft, "before", KT_TOKEN_COUNT, before);
    kt_telling_whose(desk, &draft);
    begin(&draft, "body.rank_value", o, others);
    kt_draft_number(&draft, "turnover", KT_TOKEN_MONEY, turnover);
    kt_draft_number(&draft, "change", KT_TOKEN_PERCENT, growth);
    kt_draft_text(&draft, "direction", kt_direction_of(&draft, growth));
    kt_draft_number(&draft, "share", KT_TOKEN_PERCENT, share);
    begin(&draft, "body.rank_passed", o, others);
    kt_draft_number(&draft, "turnover", KT_TOKEN_MONEY, passed);
    kt_draft_number(&draft, "change", KT_TOKEN_PERCENT, passed_growth);
    kt_draft_text(&draft, "direction", kt_direction_of(&draft, passed_growth));
    kt_desk_offer(desk, &draft);
}

static bool crosses_break(const kt_desk *desk, const overtaking *o)
{
    const kt_blocs *blocs = desk->world->blocs;
    const kt_country self = o->self->country;

    if (kt_break_between(blocs, self, o->now->country, desk->year - 1, desk->year, NULL))
        return true;
    for (int p = 0; p < o->found.n_overtaken && p < KT_NEWS_MOST_OVERTAKEN; p++)
        if (kt_break_between(blocs, self, o->found.overtaken[p], desk->year - 1, desk->year,
                             NULL))
            return true;
    return false;
}

static void tell_reporter(kt_desk *desk, const kt_reporter *self)
{
    const kt_ranking *before = &self->ranking[0], *now = &self->ranking[1];

    for (int64_t n = 0; n < now->n_ranked && now->list[n].rank <= KT_NEWS_TOP_RANK; n++) {
        const kt_rank *rank = &now->list[n];
        if (!kt_desk_wants(desk, self->country, rank->country))
            continue;
        overtaking o = {.self = self,
                        .now = rank,
                        .before = kt_ranking_find(before, rank->country),
                        .found = kt_news_overtaking_of(before, now, rank->country)};
        if (o.found.to == 0 || crosses_break(desk, &o))
            continue;
        o.first[0] = kt_ranking_find(before, o.found.overtaken[0]);
        o.first[1] = kt_ranking_find(now, o.found.overtaken[0]);
        make_draft(desk, &o);
    }
}

kt_status kt_rank_items(kt_desk *desk, kt_error *err)
{
    for (int64_t n = 0; n < desk->n_reporters; n++) {
        kt_reporter *self = &desk->reporter[n];
        const uint32_t a = desk->request->a.code, b = desk->request->b.code;
        // Among the partners of others only what is about the country asked for.
        if (a && b && self->country.code != a && self->country.code != b)
            continue;
        KT_TRY(kt_desk_look(desk, self, err));
        if (self->is_covered[0] && self->is_covered[1])
            tell_reporter(desk, self);
    }
    return KT_OK;
}
