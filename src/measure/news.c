/* news.c: records, turns, swings, overtakings, revisions and their scores. */
#include <kontor/news.h>

#include <kontor/mirror.h>

#include <math.h>

static bool is_weak(const kt_yearly *yearly, const uint8_t *weak, int year)
{
    return weak && weak[year - yearly->first_year];
}

/* True where `year` has a value that is a report. */
static bool has_report(const kt_yearly *yearly, const uint8_t *weak, int year)
{
    return !isnan(kt_yearly_usd(yearly, year)) && !is_weak(yearly, weak, year);
}

/* True where a break lies between the year before and `year`. */
static bool is_at_break(const kt_yearly *yearly, int year)
{
    return yearly->at_break && yearly->at_break[year - yearly->first_year];
}

/* ---- extremes ------------------------------------------------------------------------------
 */

/* The same for the highest (sign 1) and the lowest (-1): values are multiplied by the sign. */
static kt_news_extreme extreme_by(const kt_yearly *yearly, const uint8_t *weak, int year,
                                  int sign)
{
    kt_news_extreme found = {.sign = sign, .whole = true, .former_usd = NAN};
    const double value = sign * kt_yearly_usd(yearly, year);

    found.since = (int16_t)year;
    while (!is_at_break(yearly, found.since) && has_report(yearly, weak, found.since - 1)) {
        const double before = sign * kt_yearly_usd(yearly, found.since - 1);
        found.since--;
        if (before >= value) {
            found.whole = false;
            found.former_year = found.since;
            found.former_usd = sign * before;
            break;
        }
        found.n_passed++;
        if (!(before <= sign * found.former_usd)) { // also where there is none yet
            found.former_year = found.since;
            found.former_usd = sign * before;
        }
    }
    if (found.n_passed < KT_NEWS_EXTREME_YEARS)
        found = (kt_news_extreme){.former_usd = NAN};
    return found;
}

kt_news_extreme kt_news_extreme_of(const kt_yearly *yearly, const uint8_t *weak, int year)
{
    kt_news_extreme found = {.former_usd = NAN};

    if (isnan(kt_yearly_usd(yearly, year)) || is_weak(yearly, weak, year))
        return found;
    found = extreme_by(yearly, weak, year, 1);
    return found.sign ? found : extreme_by(yearly, weak, year, -1);
}

/* ---- turns ---------------------------------------------------------------------------------
 */

/* Growth of a year of which both values are reports; NaN elsewhere. */
static double rate_of(const kt_yearly *yearly, const uint8_t *weak, int year)
{
    if (!has_report(yearly, weak, year) || !has_report(yearly, weak, year - 1))
        return NAN;
    return kt_growth_at(yearly, year).rate;
}

kt_news_turn kt_news_turn_of(const kt_yearly *yearly, const uint8_t *weak, int year)
{
    kt_news_turn turn = {.rate = rate_of(yearly, weak, year)};

    if (isnan(turn.rate) || fabs(turn.rate) < KT_NEWS_TURN_RATE)
        return turn;
    const int sign = turn.rate > 0.0 ? 1 : -1;
    while (rate_of(yearly, weak, year - 1 - turn.n_years) * sign < 0.0)
        turn.n_years++;
    if (turn.n_years >= KT_NEWS_TURN_YEARS)
        turn.sign = sign;
    return turn;
}

/* The sign of a balance that is large enough to be told as one. */
static int balance_sign(const kt_yearly *balance, const kt_yearly *turnover,
                        const uint8_t *weak, int year)
{
    const double usd = kt_yearly_usd(balance, year);
    const double least = KT_NEWS_SWING_SHARE * kt_yearly_usd(turnover, year);

    if (isnan(usd) || isnan(least) || is_weak(balance, weak, year) || fabs(usd) < least ||
        usd == 0.0)
        return 0;
    return usd > 0.0 ? 1 : -1;
}

kt_news_swing kt_news_swing_of(const kt_yearly *balance, const kt_yearly *turnover,
                               const uint8_t *weak, int year)
{
    kt_news_swing swing = {0};
    const int sign = balance_sign(balance, turnover, weak, year);

    if (sign == 0)
        return swing;
    for (int t = year; !is_at_break(balance, t); t--) {
        if (balance_sign(balance, turnover, weak, t - 1) != -sign)
            break;
        swing.n_years++;
    }
    if (swing.n_years > 0)
        swing.sign = sign;
    return swing;
}

/* ---- rankings ------------------------------------------------------------------------------
 */

static bool is_certain(const kt_rank *rank)
{
    return rank && rank->standing == KT_STANDS_RANKED && !rank->partial && !rank->disputed &&
           rank->status == KT_REPORTED && rank->best == rank->worst;
}

kt_news_overtaking kt_news_overtaking_of(const kt_ranking *before, const kt_ranking *now,
                                         kt_country country)
{
    kt_news_overtaking found = {0};
    const kt_rank *from = kt_ranking_find(before, country);
    const kt_rank *to = kt_ranking_find(now, country);

    if (before->total.is_range || now->total.is_range || !is_certain(from) || !is_certain(to) ||
        to->rank > KT_NEWS_TOP_RANK || to->rank >= from->rank)
        return found;
    for (int64_t n = 0; n < now->n_list; n++) { // the largest first
        const kt_rank *behind = &now->list[n];
        const kt_rank *ahead = kt_ranking_find(before, behind->country);
        if (!is_certain(behind) || !is_certain(ahead) || behind->rank <= to->rank ||
            ahead->rank >= from->rank)
            continue;
        if (found.n_overtaken < KT_NEWS_MOST_OVERTAKEN)
            found.overtaken[found.n_overtaken] = behind->country;
        found.n_overtaken++;
    }
    if (found.n_overtaken > 0) {
        found.from = from->rank;
        found.to = to->rank;
    }
    return found;
}

bool kt_news_is_made_up(const kt_partners *partners)
{
    double both_usd = 0.0, filled_usd = 0.0;

    for (int64_t p = 0; p < partners->n_partners; p++) {
        const kt_partner *at = &partners->partner[p];
        const double own[] = {at->own[0].usd, at->own[1].usd};
        const double exporter[] = {own[0], at->mirror[1].usd};
        const double importer[] = {at->mirror[0].usd, own[1]};
        for (int d = 0; d < 2; d++) {
            if (at->kind == KT_IS_WORLD || !(exporter[d] > 0.0 && importer[d] > 0.0))
                continue;
            both_usd += own[d];
            filled_usd += kt_mirror_is_filling(exporter[d], importer[d]) ? own[d] : 0.0;
        }
    }
    return filled_usd > KT_NEWS_FILLED_SHARE * both_usd;
}

/* ---- revisions and scores ------------------------------------------------------------------
 */

bool kt_news_is_revision(double former_usd, double now_usd)
{
    const double change = fabs(now_usd - former_usd); // NaN compares as false
    return change >= KT_NEWS_REVISION_USD && change >= KT_NEWS_REVISION_SHARE * former_usd;
}

static double clamp(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

double kt_news_score(double what, double usd, double rate)
{
    const double size = usd > 1e6 ? clamp(6.0 * log10(usd / 1e6), 0.0, 30.0) : 0.0;
    const double change = isnan(rate) ? 0.0
                          : rate <= -1.0
                              ? 20.0
                              : clamp(20.0 * fabs(log1p(rate)) / log(2.0), 0.0, 20.0);
    return what + size + change;
}

double kt_news_extreme_points(const kt_news_extreme *extreme)
{
    return extreme->sign ? clamp(20.0 + extreme->n_passed, 0.0, 40.0) : 0.0;
}

double kt_news_turn_points(const kt_news_turn *turn)
{
    return turn->sign ? clamp(15.0 + 3.0 * turn->n_years, 0.0, 30.0) : 0.0;
}

double kt_news_overtaking_points(const kt_news_overtaking *overtaking)
{
    return overtaking->to ? 47.0 - 3.0 * overtaking->to : 0.0;
}
