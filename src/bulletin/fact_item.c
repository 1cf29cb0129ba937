/* fact_item.c: what a cited statistic tells beyond the dataset: the turnover of a pair in the
 * year of the news or later, as one side's statistics state it, where the dataset has no value
 * of that side yet. Only facts of class 1 with an exact value for one calendar year and all
 * goods: a statement of a person is no news of ours. */
#include "bulletin_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A fact that may be told, and the two countries as its statistics see them. */
typedef struct citation {
    kt_desk *desk;
    const kt_fact *fact;
    kt_country self, other;
    int year;
    const char *method, *vintage, *host; /* in the desk's arena */
} citation;

static bool is_told_of(const kt_fact *fact)
{
    return fact->evidence_class == 1 && strcmp(fact->flow, "turnover") == 0 &&
           fact->product[0] == '\0' && fact->hs[0] == '\0' && fact->value_usd > 0.0 &&
           strcmp(fact->modifier, "exact") == 0 && strcmp(fact->status, "plan") != 0;
}

/* "example.org" of an address; all of what is none. */
static kt_slice host_of(const char *source)
{
    const char *scheme = strstr(source, "://");
    kt_slice host = kt_slice_of(scheme ? scheme + 3 : source);
    if (scheme) {
        kt_slice rest = host;
        host = kt_slice_cut(&rest, '/');
    }
    return host;
}

static kt_status keep_texts(citation *c, kt_error *err)
{
    kt_arena *arena = &c->desk->arena;
    kt_text method = {0};
    char vintage[16] = "";
    const kt_slice host = host_of(c->fact->source);

    if (c->fact->source_date.year != 0)
        kt_date_print(c->fact->source_date, vintage);
    kt_status status = kt_text_format(&method, err, "cited %s; %s; class %d; stated by %s; %s",
                                      c->fact->id, c->fact->modifier, c->fact->evidence_class,
                                      c->fact->stated_by, c->fact->source);
    if (!status)
        status = kt_arena_text(arena, kt_text_get(&method), method.size, &c->method, err);
    if (!status)
        status = kt_arena_text(arena, vintage, strlen(vintage), &c->vintage, err);
    if (!status)
        status = kt_arena_text(arena, host.data, host.size, &c->host, err);
    kt_text_clear(&method);
    return status;
}

/* Whether the dataset has a turnover of that side and year already. */
static kt_status is_held(const citation *c, bool *out, kt_error *err)
{
    kt_observations rows = {0};
    kt_series series = {0};

    KT_TRY(kt_news_pair_rows(&c->desk->rows, c->self, c->other, &rows, err));
    const kt_status status = kt_series_compute(rows.row, rows.n_rows, c->self, c->other,
                                               c->desk->statistics, &series, err);
    if (!status)
        *out = !isnan(kt_series_usd(&series, KT_MEASURE_TURNOVER, c->year));
    kt_series_clear(&series);
    kt_observations_clear(&rows);
    return status;
}

static int cited_figure(const citation *c, const char *id, double value, const char *unit,
                        kt_draft *draft)
{
    kt_figure figure = kt_desk_figure(c->desk, c->self, 'a', c->year);

    figure.reporter_kind = KT_REPORTER_COUNTRY;
    figure.id = id;
    figure.value = value;
    figure.unit = unit;
    figure.dataset = "facts";
    figure.vintage = c->vintage;
    figure.method = c->method;
    return kt_draft_figure(draft, &figure);
}

static void begin(const citation *c, kt_draft *draft, const char *key)
{
    kt_draft_line(draft, key);
    kt_draft_country(draft, "self", c->self);
    kt_draft_country(draft, "other", c->other);
    kt_draft_year(draft, "year", c->year);
}

static void make_draft(const citation *c)
{
    kt_draft draft = {.kind = "fact",
                      .section = "trade",
                      .country = {c->self, c->other},
                      .n_countries = 2,
                      .period = kt_period_of_year(c->year),
                      .dataset = "facts",
                      .vintage = c->vintage,
                      .as_of = c->fact->source_date};
    char pair[12];

    snprintf(draft.key, sizeof draft.key, "trade.%s.%d", kt_pair_code(c->self, c->other, pair),
             c->year);
    draft.score = kt_news_score(KT_NEWS_FACT_POINTS, c->fact->value_usd, c->fact->growth);
    const int turnover = cited_figure(c, "stated_turnover", c->fact->value_usd, "USD", &draft);
    const int growth =
        cited_figure(c, "stated_growth_turnover", c->fact->growth, "fraction", &draft);
    const char *direction = kt_direction_of(&draft, growth);
    begin(c, &draft, "head.trade");
    kt_draft_text(&draft, "direction", direction);
    kt_draft_number(&draft, "change", KT_TOKEN_PERCENT, growth);
    kt_draft_number(&draft, "turnover", KT_TOKEN_MONEY, turnover);
    begin(c, &draft, "body.turnover");
    kt_draft_number(&draft, "turnover", KT_TOKEN_MONEY, turnover);
    kt_draft_number(&draft, "change", KT_TOKEN_PERCENT, growth);
    kt_draft_text(&draft, "direction", direction);
    kt_draft_text(&draft, "statistics", "own");
    kt_draft_text(&draft, "dataset", "facts");
    begin(c, &draft, "body.fact");
    kt_draft_text(&draft, "host", c->host);
    kt_desk_offer(c->desk, &draft);
}

static kt_status see_fact(void *with, const kt_fact *fact, kt_error *err)
{
    kt_desk *desk = with;
    kt_country a, b, whose;
    bool held = false;
    citation c = {.desk = desk, .fact = fact, .year = kt_period_year(fact->period)};

    if (!is_told_of(fact) || c.year < desk->year ||
        !kt_country_parse(kt_slice_of(fact->a), &a) ||
        !kt_country_parse(kt_slice_of(fact->b), &b) ||
        !kt_country_parse(kt_slice_of(fact->statistics_of), &whose) ||
        !kt_country_ranks(desk->world->countries, a) ||
        !kt_country_ranks(desk->world->countries, b) || !kt_desk_wants(desk, a, b) ||
        (whose.code != a.code && whose.code != b.code))
        return KT_OK;
    c.self = whose;
    c.other = whose.code == a.code ? b : a;
    KT_TRY(is_held(&c, &held, err));
    if (held)
        return KT_OK;
    KT_TRY(keep_texts(&c, err));
    make_draft(&c);
    return KT_OK;
}

/* A fact is found with each of its countries; the second time it has the same key. */
kt_status kt_fact_items(kt_desk *desk, kt_error *err)
{
    char code[5];

    for (int64_t n = 0; n < desk->n_reporters; n++)
        KT_TRY(kt_register_facts(desk->world->reg,
                                 kt_country_print(desk->reporter[n].country, code), NULL,
                                 see_fact, desk, err));
    return KT_OK;
}
