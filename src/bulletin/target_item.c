/* target_item.c: targets for a turnover whose year has come: met or missed, by the statistics
 * of both sides. By whose statistics a target is measured is hardly ever said, so both are
 * told; where they disagree, the headline says so. Only targets of the register with an amount,
 * a year, and a title that speaks of turnover and not of services. */
#include "bulletin_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ABOUT 0.95 /* of a target that was stated as "about" or "nearly" */

typedef struct goal {
    kt_desk *desk;
    kt_reporter *a, *b; /* of the entry */
    double usd, least_usd;
    kt_date announced;
    const char *modifier; /* the desk's own copy: the entry lives for its visit only */
    const kt_entry *entry;
} goal;

/* What a side's statistics say. */
typedef struct result {
    const kt_telling *telling;
    double usd; /* NaN: nothing */
    bool met;
} result;

/* ---- sentences ----------------------------------------------------------------------------
 */

static void begin(const goal *g, kt_draft *draft, const char *key, int target)
{
    kt_draft_line(draft, key);
    kt_draft_country(draft, "self", g->a->country);
    kt_draft_country(draft, "other", g->b->country);
    kt_draft_year(draft, "year", g->desk->year);
    kt_draft_number(draft, "target", KT_TOKEN_MONEY, target);
}

static kt_status target_figure(const goal *g, kt_draft *draft, int *out, kt_error *err)
{
    kt_arena *arena = &g->desk->arena;
    kt_text method = {0};
    char vintage[16] = "";
    kt_figure figure = kt_desk_figure(g->desk, g->a->country, 'a', g->desk->year);

    figure.id = "target";
    figure.value = g->usd;
    figure.unit = "USD";
    figure.reporter_kind = KT_REPORTER_UNNAMED;
    figure.dataset = "facts";
    if (g->entry->source_date.year != 0)
        kt_date_print(g->entry->source_date, vintage);
    kt_status status =
        kt_text_format(&method, err, "cited %s; %s; class %d; %s", g->entry->id,
                       g->entry->modifier, g->entry->evidence_class, g->entry->source);
    if (!status)
        status = kt_arena_text(arena, kt_text_get(&method), method.size, &figure.method, err);
    if (!status)
        status = kt_arena_text(arena, vintage, strlen(vintage), &figure.vintage, err);
    if (!status)
        *out = kt_draft_figure(draft, &figure);
    kt_text_clear(&method);
    return status;
}

static void say_result(const goal *g, const result *r, char side, kt_draft *draft)
{
    const kt_desk *desk = g->desk;
    const int turnover =
        kt_telling_amount(desk, r->telling, side, KT_MEASURE_TURNOVER, desk->year, draft);
    kt_figure figure = kt_desk_figure(desk, r->telling->self, side, desk->year);

    figure.id = "target_gap";
    figure.value = r->usd / g->usd - 1.0;
    figure.unit = "fraction";
    figure.method = "turnover / target - 1";
    const int gap = kt_draft_figure(draft, &figure);
    kt_draft_line(draft, "body.target_result");
    kt_draft_country(draft, "self", r->telling->self);
    kt_draft_country(draft, "other", r->telling->other);
    kt_draft_year(draft, "year", desk->year);
    kt_draft_number(draft, "turnover", KT_TOKEN_MONEY, turnover);
    kt_draft_number(draft, "gap", KT_TOKEN_PERCENT, gap);
    kt_draft_text(draft, "direction", kt_direction_of(draft, gap));
    kt_telling_whose(desk, draft);
}

/* That a figure is no report, where one of them is none. */
static void say_weak(const goal *g, const result results[2], kt_draft *draft)
{
    uint8_t weakest = KT_REPORTED;

    for (int side = 0; side < 2; side++) {
        const kt_pair_year *at = kt_series_at(&results[side].telling->series, g->desk->year);
        if (!isnan(results[side].usd) && at && at->amount[KT_MEASURE_TURNOVER].status > weakest)
            weakest = at->amount[KT_MEASURE_TURNOVER].status;
    }
    if (weakest == KT_REPORTED)
        return;
    kt_draft_line(draft, "body.weak");
    kt_draft_year(draft, "year", g->desk->year);
    kt_draft_text(draft, "status", weakest == KT_PROVISIONAL ? "provisional" : "estimated");
}

/* "met", "missed", or "split" where the two sides' statistics disagree. */
static const char *outcome_of(const result results[2])
{
    const bool both = !isnan(results[0].usd) && !isnan(results[1].usd);
    if (both && results[0].met != results[1].met)
        return "split";
    return results[isnan(results[0].usd) ? 1 : 0].met ? "met" : "missed";
}

static kt_status make_draft(const goal *g, const result results[2], kt_error *err)
{
    kt_draft draft = {.kind = "target",
                      .section = "agreements",
                      .country = {g->a->country, g->b->country},
                      .n_countries = 2,
                      .period = kt_period_of_year(g->desk->year)};
    const char *outcome = outcome_of(results);
    const double usd = isnan(results[0].usd) ? results[1].usd : results[0].usd;
    char pair[12];
    int target = -1;

    snprintf(draft.key, sizeof draft.key, "target.%s.%.0f.%d",
             kt_pair_code(g->a->country, g->b->country, pair), g->usd, g->desk->year);
    draft.score = kt_news_score(strcmp(outcome, "split") == 0 ? KT_NEWS_SPLIT_POINTS
                                                              : KT_NEWS_TARGET_POINTS,
                                usd, usd / g->usd - 1.0);
    KT_TRY(target_figure(g, &draft, &target, err));
    begin(g, &draft, "head.target", target);
    kt_draft_text(&draft, "outcome", outcome);
    begin(g, &draft, "body.target", target);
    kt_draft_text(&draft, "modifier", g->modifier);
    kt_draft_text(&draft, "dated", g->announced.year ? "yes" : "no");
    kt_draft_year(&draft, "announced", g->announced.year);
    for (int side = 0; side < 2; side++)
        if (!isnan(results[side].usd))
            say_result(g, &results[side], side == 0 ? 'a' : 'b', &draft);
    if (!isnan(results[0].usd) && !isnan(results[1].usd))
        begin(g, &draft, "body.target_whose", target);
    say_weak(g, results, &draft);
    kt_desk_offer(g->desk, &draft);
    return KT_OK;
}

/* ---- one target ---------------------------------------------------------------------------
 */

static result result_of(const goal *g, const kt_telling *telling)
{
    const double usd = kt_yearly_usd(&telling->yearly[KT_MEASURE_TURNOVER], g->desk->year);
    const bool strict = strcmp(g->entry->modifier, "over") == 0;
    result r = {.telling = telling, .usd = telling->reporter->tells ? usd : (double)NAN};

    r.met = strict ? usd > g->least_usd : usd >= g->least_usd;
    return r;
}

static kt_status hold(const goal *g, kt_error *err)
{
    kt_desk *desk = g->desk;
    kt_observations rows = {0};
    kt_telling side[2] = {{0}, {0}};

    KT_TRY(kt_news_pair_rows(&desk->rows, g->a->country, g->b->country, &rows, err));
    kt_status status = kt_telling_of(desk, &rows, g->a, g->b, &side[0], err);
    if (!status)
        status = kt_telling_of(desk, &rows, g->b, g->a, &side[1], err);
    if (!status) {
        result results[2] = {result_of(g, &side[0]), result_of(g, &side[1])};
        if (desk->statistics == KT_STATISTICS_RECONCILED)
            results[1].usd = NAN; // one series, told once
        if (!isnan(results[0].usd) || !isnan(results[1].usd))
            status = make_draft(g, results, err);
    }
    kt_telling_clear(&side[1]);
    kt_telling_clear(&side[0]);
    kt_observations_clear(&rows);
    return status;
}

static bool speaks_of_turnover(const kt_entry *entry)
{
    return strcmp(entry->kind, "target") == 0 && strstr(entry->title, "urnover") &&
           !strstr(entry->title, "ervices") && entry->product[0] == '\0' &&
           entry->value_usd_low > 0.0;
}

static kt_status see_entry(void *with, const kt_entry *entry, kt_error *err)
{
    kt_desk *desk = with;
    goal g = {.desk = desk, .entry = entry, .usd = entry->value_usd_low};
    kt_country a, b;

    if (!speaks_of_turnover(entry) || entry->due.year != desk->year ||
        !kt_country_parse(kt_slice_of(entry->a), &a) ||
        !kt_country_parse(kt_slice_of(entry->b), &b) || !kt_desk_wants(desk, a, b))
        return KT_OK;
    g.a = kt_desk_reporter(desk, a);
    g.b = kt_desk_reporter(desk, b);
    if (!g.a || !g.b)
        return KT_OK;
    g.announced = entry->announced;
    KT_TRY(kt_arena_text(&desk->arena, entry->modifier, strlen(entry->modifier), &g.modifier,
                         err));
    const bool about =
        strcmp(entry->modifier, "about") == 0 || strcmp(entry->modifier, "nearly") == 0;
    g.least_usd = about ? ABOUT * g.usd : g.usd;
    KT_TRY(kt_desk_look(desk, g.a, err));
    KT_TRY(kt_desk_look(desk, g.b, err));
    return hold(&g, err);
}

/* Entries about both are found with each; the second one has the same key and is passed over.
 */
kt_status kt_target_items(kt_desk *desk, kt_error *err)
{
    char code[5];

    for (int64_t n = 0; n < desk->n_reporters; n++)
        KT_TRY(kt_register_entries(desk->world->reg,
                                   kt_country_print(desk->reporter[n].country, code), NULL,
                                   see_entry, desk, err));
    return KT_OK;
}
