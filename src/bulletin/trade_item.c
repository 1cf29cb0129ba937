/* trade_item.c: how the trade of two countries developed in the year: one item a pair, told
 * from the side whose statistics have the stronger news, with the other side's figure at its
 * end.
 *
 *     angle      an extreme, else a turn, else a swing of the balance, else the change alone;
 *                the one with most points
 *     body       turnover; the angle; exports and imports; balance; the other side */
#include "bulletin_internal.h"

#include <math.h>
#include <stdio.h>

#define LEAST_CHANGE 0.05 /* without an angle a smaller change is no news */

typedef struct angle {
    double points;
    kt_news_extreme extreme;
    kt_news_turn turn;
    kt_news_swing swing;
} angle;

typedef enum angle_kind { ANGLE_NONE, ANGLE_EXTREME, ANGLE_TURN, ANGLE_SWING } angle_kind;

static angle angle_of(const kt_desk *desk, const kt_telling *telling)
{
    const kt_yearly *turnover = &telling->yearly[KT_MEASURE_TURNOVER];
    angle found = {
        .turn = kt_news_turn_of(turnover, telling->weak, desk->year),
        .swing = kt_news_swing_of(&telling->yearly[KT_MEASURE_BALANCE], turnover, telling->weak,
                                  desk->year),
    };

    if (telling->reporter->is_covered[1])
        found.extreme = kt_news_extreme_of(turnover, telling->weak, desk->year);
    found.points = kt_news_extreme_points(&found.extreme);
    found.points = fmax(found.points, kt_news_turn_points(&found.turn));
    if (found.swing.sign)
        found.points = fmax(found.points, KT_NEWS_SWING_POINTS);
    return found;
}

/* Which of them is told: the one that has the points. */
static angle_kind kind_of(const angle *a)
{
    if (a->points <= 0.0)
        return ANGLE_NONE;
    if (kt_news_extreme_points(&a->extreme) >= a->points)
        return ANGLE_EXTREME;
    return a->swing.sign && KT_NEWS_SWING_POINTS >= a->points ? ANGLE_SWING : ANGLE_TURN;
}

/* ---- sentences ----------------------------------------------------------------------------
 */

/* The figures that several sentences share. */
typedef struct parts {
    const kt_desk *desk;
    const kt_telling *lead, *second; /* the second may be NULL */
    const angle *angle;
    kt_draft *draft;
    int turnover, growth;
} parts;

static void begin(const parts *p, const char *key)
{
    kt_draft_line(p->draft, key);
    kt_draft_country(p->draft, "self", p->lead->self);
    kt_draft_country(p->draft, "other", p->lead->other);
    kt_draft_year(p->draft, "year", p->desk->year);
}

static void say_headline(const parts *p, angle_kind kind)
{
    const angle *a = p->angle;
    const char *direction = kt_direction_of(p->draft, p->growth);

    if (kind == ANGLE_EXTREME) {
        begin(p, a->extreme.sign > 0 ? "head.high" : "head.low");
        kt_draft_year(p->draft, "since", a->extreme.since);
        kt_draft_text(p->draft, "whole", a->extreme.whole ? "yes" : "no");
    } else if (kind == ANGLE_SWING) {
        begin(p, "head.swing");
        kt_draft_text(p->draft, "sign", a->swing.sign > 0 ? "surplus" : "deficit");
    } else if (kind == ANGLE_TURN) {
        begin(p, "head.turn");
        kt_draft_text(p->draft, "direction", direction);
        kt_draft_number(p->draft, "change", KT_TOKEN_PERCENT, p->growth);
    } else {
        begin(p, "head.trade");
        kt_draft_text(p->draft, "direction", direction);
        kt_draft_number(p->draft, "change", KT_TOKEN_PERCENT, p->growth);
        kt_draft_number(p->draft, "turnover", KT_TOKEN_MONEY, p->turnover);
    }
}

static void say_turnover(const parts *p)
{
    begin(p, "body.turnover");
    kt_draft_number(p->draft, "turnover", KT_TOKEN_MONEY, p->turnover);
    kt_draft_number(p->draft, "change", KT_TOKEN_PERCENT, p->growth);
    kt_draft_text(p->draft, "direction", kt_direction_of(p->draft, p->growth));
    kt_telling_whose(p->desk, p->draft);
}

static void say_extreme(const parts *p)
{
    const kt_news_extreme *e = &p->angle->extreme;
    const int former =
        kt_telling_amount(p->desk, p->lead, 'a', KT_MEASURE_TURNOVER, e->former_year, p->draft);

    begin(p, e->sign > 0 ? "body.high" : "body.low");
    kt_draft_year(p->draft, "since", e->since);
    kt_draft_text(p->draft, "whole", e->whole ? "yes" : "no");
    kt_draft_number(p->draft, "former", KT_TOKEN_MONEY, former);
    kt_draft_year(p->draft, "former_year", e->former_year);
}

static void say_turn(const parts *p)
{
    kt_figure figure = kt_desk_figure(p->desk, p->lead->self, 'a', p->desk->year);

    figure.id = "years_before_turn";
    figure.value = p->angle->turn.n_years;
    figure.unit = "year";
    figure.method = "years of the other direction without a gap before this one";
    const int n = kt_draft_figure(p->draft, &figure);
    begin(p, "body.turn");
    kt_draft_text(p->draft, "direction", p->angle->turn.sign > 0 ? "up" : "down");
    kt_draft_number(p->draft, "n", KT_TOKEN_COUNT, n);
}

static void say_flows(const parts *p)
{
    static const char *const names[2][3] = {{"export", "export_change", "export_known"},
                                            {"import", "import_change", "import_known"}};
    int amount[2], growth[2];

    for (int d = 0; d < 2; d++) {
        const kt_measure measure = d == 0 ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
        amount[d] = kt_telling_amount(p->desk, p->lead, 'a', measure, p->desk->year, p->draft);
        growth[d] = kt_telling_growth(p->desk, p->lead, 'a', measure, p->desk->year, p->draft);
    }
    begin(p, "body.flows");
    for (int d = 0; d < 2; d++)
        kt_draft_flow(p->draft, names[d], amount[d], growth[d]);
}

static void say_balance(const parts *p)
{
    const int balance =
        kt_telling_amount(p->desk, p->lead, 'a', KT_MEASURE_BALANCE, p->desk->year, p->draft);
    const double usd = p->draft->figure[balance].value;

    if (usd == 0.0)
        return;
    if (p->angle->swing.sign) {
        const int former = kt_telling_amount(p->desk, p->lead, 'a', KT_MEASURE_BALANCE,
                                             p->desk->year - 1, p->draft);
        begin(p, "body.swing");
        kt_draft_number(p->draft, "former", KT_TOKEN_MONEY, former);
    } else {
        begin(p, "body.balance");
    }
    kt_draft_text(p->draft, "sign", usd > 0.0 ? "surplus" : "deficit");
    kt_draft_number(p->draft, "balance", KT_TOKEN_MONEY, balance);
}

/* What keeps the year's figure from being told as others are. */
static bool say_caution(const parts *p)
{
    const kt_growth growth = kt_growth_at(&p->lead->yearly[KT_MEASURE_TURNOVER], p->desk->year);
    const kt_pair_year *at = kt_series_at(&p->lead->series, p->desk->year);
    const uint8_t status = at->amount[KT_MEASURE_TURNOVER].status;

    if (status != KT_REPORTED) {
        begin(p, "body.weak");
        kt_draft_text(p->draft, "status",
                      status == KT_PROVISIONAL ? "provisional" : "estimated");
        return true;
    }
    if (growth.gap != KT_RATE_BREAK)
        return false;
    begin(p, "body.at_break");
    return true;
}

static void say_other_side(const parts *p)
{
    const int turnover = kt_telling_amount(p->desk, p->second, 'b', KT_MEASURE_TURNOVER,
                                           p->desk->year, p->draft);
    const int growth = kt_telling_growth(p->desk, p->second, 'b', KT_MEASURE_TURNOVER,
                                         p->desk->year, p->draft);

    begin(p, "body.other_side");
    kt_draft_number(p->draft, "turnover", KT_TOKEN_MONEY, turnover);
    kt_draft_number(p->draft, "change", KT_TOKEN_PERCENT, growth);
    kt_draft_text(p->draft, "direction", kt_direction_of(p->draft, growth));
}

/* ---- one pair -----------------------------------------------------------------------------
 */

static double usd_of(const kt_desk *desk, const kt_telling *telling)
{
    return kt_yearly_usd(&telling->yearly[KT_MEASURE_TURNOVER], desk->year);
}

static bool tells(const kt_desk *desk, const kt_telling *telling)
{
    return telling->reporter->tells && usd_of(desk, telling) > 0.0;
}

static void make_draft(kt_desk *desk, const kt_telling *lead, const kt_telling *second,
                       const angle *a)
{
    kt_draft draft = {.kind = "trade",
                      .section = "trade",
                      .country = {lead->self, lead->other},
                      .n_countries = 2,
                      .period = kt_period_of_year(desk->year)};
    parts p = {desk, lead, second, a, &draft, -1, -1};
    char pair[12];
    const angle_kind kind = kind_of(a);

    p.turnover = kt_telling_amount(desk, lead, 'a', KT_MEASURE_TURNOVER, desk->year, &draft);
    p.growth = kt_telling_growth(desk, lead, 'a', KT_MEASURE_TURNOVER, desk->year, &draft);
    const double rate = p.growth < 0 ? NAN : draft.figure[p.growth].value;
    if (kind == ANGLE_NONE && !(fabs(rate) >= LEAST_CHANGE) && desk->request->b.code == 0)
        return;
    snprintf(draft.key, sizeof draft.key, "trade.%s.%d",
             kt_pair_code(lead->self, lead->other, pair), desk->year);
    draft.score = kt_news_score(a->points, usd_of(desk, lead), rate);
    say_headline(&p, kind);
    say_turnover(&p);
    if (kind == ANGLE_EXTREME)
        say_extreme(&p);
    else if (kind == ANGLE_TURN)
        say_turn(&p);
    say_flows(&p);
    if (!say_caution(&p))
        say_balance(&p);
    if (second)
        say_other_side(&p);
    kt_desk_offer(desk, &draft);
}

static kt_status tell_pair(kt_desk *desk, kt_reporter *a, kt_reporter *b, kt_error *err)
{
    kt_observations rows = {0};
    kt_telling side[2] = {{0}, {0}};
    const bool one_series = desk->statistics == KT_STATISTICS_RECONCILED;

    KT_TRY(kt_news_pair_rows(&desk->rows, a->country, b->country, &rows, err));
    kt_status status = KT_OK;
    if (rows.n_rows == 0)
        goto done;
    status = kt_telling_of(desk, &rows, a, b, &side[0], err);
    if (!status && !one_series)
        status = kt_telling_of(desk, &rows, b, a, &side[1], err);
    if (status)
        goto done;
    const bool first = tells(desk, &side[0]), second = !one_series && tells(desk, &side[1]);
    const angle angles[2] = {first ? angle_of(desk, &side[0]) : (angle){0},
                             second ? angle_of(desk, &side[1]) : (angle){0}};
    // Of two equal ones the first by code, whoever asked: the same data give the same item.
    const bool b_leads = second && (!first || angles[1].points > angles[0].points);
    if (b_leads)
        make_draft(desk, &side[1], first ? &side[0] : NULL, &angles[1]);
    else if (first)
        make_draft(desk, &side[0], second ? &side[1] : NULL, &angles[0]);
done:
    kt_telling_clear(&side[1]);
    kt_telling_clear(&side[0]);
    kt_observations_clear(&rows);
    return status;
}

kt_status kt_trade_items(kt_desk *desk, kt_error *err)
{
    for (int64_t i = 0; i < desk->n_reporters; i++)
        for (int64_t j = i + 1; j < desk->n_reporters; j++) {
            kt_reporter *a = &desk->reporter[i], *b = &desk->reporter[j];
            if (!kt_desk_wants(desk, a->country, b->country))
                continue;
            KT_TRY(kt_desk_look(desk, a, err));
            KT_TRY(kt_desk_look(desk, b, err));
            KT_TRY(tell_pair(desk, a, b, err));
        }
    return KT_OK;
}
