/* note.c: what a verdict's note says, in phrases of lang/. */
#include "judge.h"
#include "report.h"

#include <kontor/period_text.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- amounts ----------------------------------------------------------------------------- */

static kt_status fill(const kt_check_world *world, const char *key,
                      const kt_argument *arguments, int n, kt_text *out, kt_error *err)
{
    return kt_phrase_fill(world->phrases, world->locale, key, arguments, n, out, err);
}

static kt_status add_money(const kt_check_world *world, double usd, kt_text *out, kt_error *err)
{
    static const struct {
        double from, unit;
        int decimals;
        const char *key;
    } steps[] = {{999.95e9, 1e12, 2, "amount.trillion"}, {9.995e9, 1e9, 1, "amount.billion"},
                 {999.95e6, 1e9, 2, "amount.billion"},   {999.5e3, 1e6, 1, "amount.million"},
                 {999.5, 1e3, 0, "amount.thousand"},     {0.0, 1.0, 0, "amount.one"}};
    int n = 0;
    kt_text number = {0};
    while (fabs(usd) < steps[n].from)
        n++;
    // The sign stands before the currency: "−$7.6 million".
    kt_status status = usd < 0 ? kt_text_add(out, "\u2212", err) : KT_OK;
    if (!status)
        status = kt_locale_number(world->locale, fabs(usd) / steps[n].unit, steps[n].decimals,
                                  &number, err);
    const kt_argument argument = {
        .name = "n", .text = kt_text_get(&number), .number = fabs(usd)};
    if (!status)
        status = fill(world, steps[n].key, &argument, 1, out, err);
    kt_text_clear(&number);
    return status;
}

kt_status kt_claim_amount(const kt_check_world *world, uint8_t kind, double value, kt_text *out,
                          kt_error *err)
{
    if (kind == KT_CLAIM_GROWTH)
        return kt_locale_percent(world->locale, value, 1, KT_SIGN_ALWAYS, out, err);
    if (kind == KT_CLAIM_SHARE)
        return kt_locale_percent(world->locale, value, 2, KT_SIGN_AUTO, out, err);
    if (kind == KT_CLAIM_RANK)
        return kt_locale_number(world->locale, value, 0, out, err);
    return add_money(world, value, out, err);
}

/* Half a unit of the last printed digit is told where it is so much of the amount. */
#define WIDE 0.1

/* A figure that does not match is called close by up to so much of the amount. */
#define NEAR_BY 0.1

/* ---- sentences --------------------------------------------------------------------------- */

/* Arguments of a sentence; texts live in `text`. */
typedef struct sentence {
    kt_judgement *j;
    kt_text *out;
    kt_text text[4];
    kt_argument argument[10];
    int n_arguments, n_texts;
    char partners[64];
} sentence;

static void clear(sentence *s)
{
    for (int n = 0; n < 4; n++)
        kt_text_clear(&s->text[n]);
}

static void put(sentence *s, const char *name, const char *text)
{
    s->argument[s->n_arguments++] = (kt_argument){.name = name, .text = text};
}

static kt_status put_amount(sentence *s, const char *name, double value, kt_error *err)
{
    kt_text *text = &s->text[s->n_texts++];
    KT_TRY(kt_claim_amount(s->j->world, s->j->claim->kind, value, text, err));
    put(s, name, kt_text_get(text));
    return KT_OK;
}

static kt_status put_period(sentence *s, const char *name, kt_period period, kt_error *err)
{
    kt_text *text = &s->text[s->n_texts++];
    const kt_check_world *world = s->j->world;
    KT_TRY(kt_period_say(world->locale, world->phrases, period, text, err));
    put(s, name, kt_text_get(text));
    return KT_OK;
}

static kt_status put_group(sentence *s, kt_error *err)
{
    kt_text *text = &s->text[s->n_texts++];
    KT_TRY(kt_group_say(s->j->world, s->j->claim, text, err));
    put(s, "group", text->size ? kt_text_get(text) : "none");
    return KT_OK;
}

/* Of a trade with all the world the other side is the partners: their statistics, summed. */
static const char *whose(sentence *s, kt_side side)
{
    kt_country country;
    const kt_judgement *j = s->j;
    const char *code = side == KT_SIDE_B ? j->claim->b : j->claim->a;
    if (strcmp(code, "WLD") == 0) {
        const kt_slice partners = kt_phrase(j->world->phrases, "check.partners_genitive");
        snprintf(s->partners, sizeof s->partners, "%.*s", (int)partners.size,
                 partners.data ? partners.data : "");
        return s->partners;
    }
    const kt_bloc *bloc = kt_bloc_find(j->world->blocs, kt_slice_of(code));
    if (bloc)
        return kt_bloc_name(j->world->blocs, bloc, kt_locale_language(j->world->locale),
                            KT_NAME_GENITIVE);
    if (!kt_country_parse(kt_slice_of(code), &country))
        return code;
    return kt_country_name(j->world->countries, country, kt_locale_language(j->world->locale),
                           KT_NAME_GENITIVE);
}

/* The sentence behind a blank; s is cleared. */
static kt_status say(sentence *s, const char *key, kt_error *err)
{
    kt_status status = s->out->size ? kt_text_add(s->out, " ", err) : KT_OK;
    if (!status)
        status = fill(s->j->world, key, s->argument, s->n_arguments, s->out, err);
    clear(s);
    return status;
}

static kt_status say_period(kt_judgement *j, kt_text *out, const char *key, kt_side side,
                            double value, kt_period period, kt_error *err)
{
    sentence s = {.j = j, .out = out};
    put(&s, "side", side == KT_SIDE_NOBODY ? "nobody" : "country");
    put(&s, "side_genitive", whose(&s, side));
    put(&s, "span", kt_period_year(period) ? "year" : "months");
    put(&s, "partner_with",
        kt_country_name(j->world->countries, j->diagnosis.partner,
                        kt_locale_language(j->world->locale), KT_NAME_WITH));
    kt_status status = put_group(&s, err);
    if (!status)
        status = put_period(&s, "year", period, err);
    if (!status)
        status = put_period(&s, "claimed_year", j->claim->period, err);
    if (!status)
        status = put_amount(&s, "amount", value, err);
    if (status) {
        clear(&s);
        return status;
    }
    return say(&s, key, err);
}

static kt_status say_year(kt_judgement *j, kt_text *out, const char *key, kt_side side,
                          double value, int year, kt_error *err)
{
    return say_period(j, out, key, side, value, kt_period_of_year(year), err);
}

/* "By Belarus's statistics it was $537.0 million." */
static kt_status say_figures(kt_judgement *j, kt_text *out, kt_error *err)
{
    const kt_period period =
        j->verdict->n_evidence ? j->verdict->evidence[0].period : j->claim->period;
    const bool rank = j->claim->kind == KT_CLAIM_RANK;
    const bool none_fits = j->verdict->kind == KT_VERDICT_DOES_NOT_MATCH ||
                           j->verdict->kind == KT_VERDICT_UNVERIFIABLE;
    for (int side = 0; side < KT_N_SIDES; side++)
        if (!isnan(j->figure[side])) {
            const char *key = rank ? "check.rank" : "check.figure";
            if (j->fit[side] != KT_FITS_NOT && !none_fits)
                key = rank ? "check.rank_fits" : "check.fits";
            KT_TRY(say_period(j, out, key, (kt_side)side, j->figure[side], period, err));
        }
    return KT_OK;
}

/* A rank that fits and is not the one told: where missing data, or a member whose membership is
 * disputed, leave it open. */
static kt_status say_other_place(kt_judgement *j, kt_text *out, kt_error *err)
{
    sentence s = {.j = j, .out = out};
    const kt_rank *place = j->place;
    if (!place || j->fit[KT_SIDE_A] == KT_FITS_NOT || j->claim->value == place->rank)
        return KT_OK;
    const bool disputed = j->claim->value == place->rank_without;
    kt_status status = put_amount(&s, "low", disputed ? place->rank_without : place->best, err);
    if (!status)
        status = put_amount(&s, "high", place->worst, err);
    if (status) {
        clear(&s);
        return status;
    }
    return say(&s, disputed ? "check.rank_undisputed" : "check.rank_range", err);
}

/* "It would fit the place by exports in 2018", "... in the CIS": where a rank would be right.
 */
static kt_status say_fitting_place(kt_judgement *j, kt_text *out, kt_error *err)
{
    const kt_diagnosis *d = &j->diagnosis;
    kt_claim among = {.among = KT_AMONG_GROUP};
    sentence s = {.j = j, .out = out};
    kt_text *group = &s.text[s.n_texts++];
    snprintf(among.group, sizeof among.group, "%s", d->bloc ? d->bloc : "");
    kt_status status = kt_group_say(j->world, &among, group, err);
    if (!status)
        status = put_period(&s, "year", kt_period_of_year(d->year), err);
    put(&s, "measure", kt_measure_name(d->measure));
    put(&s, "group", group->size ? kt_text_get(group) : "none");
    if (status) {
        clear(&s);
        return status;
    }
    return say(&s, "check.would_place", err);
}

static kt_status say_diagnosis(kt_judgement *j, kt_text *out, kt_error *err)
{
    const kt_diagnosis *d = &j->diagnosis;
    static const char *const keys[] = {NULL,
                                       "check.would_year",
                                       "check.would_direction",
                                       "check.would_measure",
                                       "check.would_scale",
                                       "check.would_partner"};
    if (d->what == KT_NOTHING_FITS)
        return KT_OK;
    if (d->what == KT_FITS_PLACE)
        return say_fitting_place(j, out, err);
    return say_year(j, out, keys[d->what], d->side, d->value, d->year, err);
}

static kt_status say_plain(kt_judgement *j, kt_text *out, const char *key, kt_error *err)
{
    sentence s = {.j = j, .out = out};
    return say(&s, key, err);
}

/* Official figures are often revised by more than any tolerance allows for: that is said where
 * the nearest one is close by, and not known to be of the article's time. */
static kt_status say_near(kt_judgement *j, kt_text *out, kt_error *err)
{
    double least = NEAR_BY;
    for (int side = 0; side < KT_N_SIDES; side++)
        least = fmin(least, fabs(j->figure[side] / j->claim->value - 1.0)); /* NaN counts not */
    if (j->claim->kind != KT_CLAIM_LEVEL || !j->revised || !j->by_series || least >= NEAR_BY)
        return KT_OK;
    sentence s = {.j = j, .out = out};
    const kt_status status =
        kt_locale_percent(j->world->locale, least, 1, KT_SIGN_AUTO, &s.text[0], err);
    put(&s, "difference", status ? "" : kt_text_get(&s.text[0]));
    if (status) {
        clear(&s);
        return status;
    }
    return say(&s, "check.near", err);
}

/* What fitted by the release of the article's time, and does not by the newest. */
static kt_status say_since(kt_judgement *j, kt_text *out, kt_error *err)
{
    for (int side = 0; side < KT_SIDE_NOBODY && j->by_series; side++) {
        double figure;
        const kt_source *newest;
        char dataset[2 * KT_MAX_NAME + 2];
        sentence s = {.j = j, .out = out};
        if (j->fit[side] == KT_FITS_NOT || j->by_levels)
            continue;
        KT_TRY(kt_figure_since(j, (kt_side)side, &figure, &newest, err));
        if (isnan(figure) ||
            kt_tolerance_fit(j->tolerances, j->claim, figure, false, NAN) != KT_FITS_NOT)
            continue;
        snprintf(dataset, sizeof dataset, "%s@%s", newest->name, newest->version);
        put(&s, "dataset", dataset);
        put(&s, "side_genitive", whose(&s, (kt_side)side));
        const kt_status status = put_amount(&s, "amount", figure, err);
        if (status) {
            clear(&s);
            return status;
        }
        KT_TRY(say(&s, "check.since", err));
    }
    return KT_OK;
}

/* "1,0825" */
static kt_status put_rate(sentence *s, const char *name, int year, kt_error *err)
{
    const double rate = kt_rate_in(s->j->rates, year);
    kt_text *text = &s->text[s->n_texts++];
    KT_TRY(kt_locale_number(s->j->world->locale, rate, rate < 10.0 ? 4 : 2, text, err));
    put(s, name, kt_text_get(text));
    return KT_OK;
}

/* By which rates it was reckoned. */
static kt_status say_rates(kt_judgement *j, kt_text *out, kt_error *err)
{
    sentence s = {.j = j, .out = out};
    char dataset[2 * KT_MAX_NAME + 2], year[8], base[8];
    if (!j->rate_year)
        return KT_OK;
    kt_rate_source(j->cache->exchange, j->rates, j->rate_year, dataset);
    snprintf(year, sizeof year, "%d", j->rate_year);
    snprintf(base, sizeof base, "%d", j->rate_base);
    put(&s, "dataset", dataset);
    put(&s, "currency", j->rates->currency);
    put(&s, "year", year);
    put(&s, "base", base);
    kt_status status = put_rate(&s, "rate", j->rate_year, err);
    if (!status && j->rate_base)
        status = put_rate(&s, "base_rate", j->rate_base, err);
    else if (!status)
        status = put_amount(&s, "amount", j->claim->value, err);
    if (status) {
        clear(&s);
        return status;
    }
    return say(&s, j->rate_base ? "check.rates" : "check.converted", err);
}

/* "$1 billion" is anything from half a billion to one and a half: that is said where it is
 * wide. */
static kt_status say_width(kt_judgement *j, kt_text *out, kt_error *err)
{
    const kt_claim *claim = j->claim;
    double low, high;
    sentence s = {.j = j, .out = out};
    kt_tolerance_bounds(j->tolerances, claim, &low, &high);
    const double wide = WIDE * fabs(claim->value);
    if (claim->kind != KT_CLAIM_LEVEL || claim->modifier != KT_MODIFIER_EXACT ||
        !(0.5 * claim->unit >= wide))
        return KT_OK;
    kt_status status = put_amount(&s, "low", low, err);
    if (!status)
        status = put_amount(&s, "high", high, err);
    if (status) {
        clear(&s);
        return status;
    }
    return say(&s, "check.width", err);
}

/* Press statements about the same period: told, and never evidence. */
static kt_status say_statements(kt_judgement *j, kt_text *out, kt_error *err)
{
    if (!j->holding || j->claim->kind != KT_CLAIM_LEVEL)
        return KT_OK;
    for (int64_t n = 0; n < j->holding->sources.n_facts; n++) {
        const kt_fact *fact = &j->holding->sources.fact[n];
        if (j->claim->unknown_goods || fact->evidence_class != 3 || isnan(fact->value_usd) ||
            fact->product[0] || !kt_period_equal(fact->period, j->claim->period) ||
            strcmp(fact->flow, kt_measure_name((kt_measure)j->claim->measure)) != 0 ||
            (j->claim->measure != KT_MEASURE_TURNOVER && strcmp(fact->a, j->claim->a) != 0))
            continue;
        sentence s = {.j = j, .out = out};
        put(&s, "who", fact->stated_by);
        const kt_status status = put_amount(&s, "amount", fact->value_usd, err);
        if (status) {
            clear(&s);
            return status;
        }
        return say(&s, "check.statement", err);
    }
    return KT_OK;
}

static kt_status keep(kt_judgement *j, kt_text *out, kt_status status, kt_error *err)
{
    if (!status && out->size)
        status = kt_arena_text(j->arena, out->data, out->size, &j->verdict->note, err);
    kt_text_clear(out);
    return status;
}

static const char *gap_key(kt_gap gap)
{
    switch (gap) {
    case KT_GAP_CURRENCY:
        return "check.gap_currency";
    case KT_GAP_NO_PERIOD:
        return "check.gap_period";
    case KT_GAP_SHORT_PERIOD:
        return "check.gap_short";
    case KT_GAP_SERVICES:
        return "check.gap_services";
    case KT_GAP_PRODUCT:
        return "check.gap_product";
    case KT_GAP_BLOC:
        return "check.gap_bloc";
    case KT_GAP_BREAK:
        return "check.gap_break";
    case KT_GAP_RATE_MOVED:
        return "check.gap_rate";
    case KT_GAP_GROUP:
        return "check.gap_group";
    case KT_GAP_LONG_AGO:
        return "check.gap_long_ago";
    default:
        return "check.gap_data";
    }
}

static bool any_fit(const kt_judgement *j, kt_fit fit)
{
    bool found = false, full = false;
    for (int side = 0; side < KT_N_SIDES; side++) {
        found |= j->fit[side] == fit;
        full |= j->fit[side] == KT_FITS;
    }
    return found && !full;
}

kt_status kt_write_note(kt_judgement *j, kt_error *err)
{
    kt_text out = {0};
    kt_status status;
    if (j->verdict->kind == KT_VERDICT_UNVERIFIABLE) {
        status = say_plain(j, &out, gap_key(j->gap), err);
        if (!status && (j->gap == KT_GAP_GROUP || j->gap == KT_GAP_LONG_AGO ||
                        (j->gap == KT_GAP_NO_PERIOD && j->verdict->n_evidence > 0)))
            status = say_figures(j, &out, err);
        if (!status)
            status = say_statements(j, &out, err);
        return keep(j, &out, status, err);
    }
    status = say_rates(j, &out, err);
    if (!status)
        status = say_figures(j, &out, err);
    if (!status)
        status = say_other_place(j, &out, err);
    if (!status && j->verdict->kind == KT_VERDICT_DOES_NOT_MATCH)
        status = say_near(j, &out, err);
    if (!status && j->verdict->kind == KT_VERDICT_DOES_NOT_MATCH)
        status = say_diagnosis(j, &out, err);
    if (!status)
        status = say_width(j, &out, err);
    if (!status && any_fit(j, KT_FITS_BEYOND))
        status = say_plain(j, &out,
                           j->claim->modifier == KT_MODIFIER_UNDER ? "check.overstates"
                                                                   : "check.understates",
                           err);
    if (!status && any_fit(j, KT_FITS_REVISED))
        status = say_plain(j, &out, "check.revised", err);
    if (!status && j->by_levels)
        status = say_plain(j, &out, "check.by_levels", err);
    if (!status)
        status = say_since(j, &out, err);
    return keep(j, &out, status, err);
}

/* ---- targets ----------------------------------------------------------------------------- */

/* Whose figures a target is told by: the side that has most. */
static kt_side side_of_target(const kt_judgement *j, int year, double *usd)
{
    const kt_source *from;
    for (int side = 0; side < KT_N_SIDES; side++) {
        *usd = kt_holding_usd(j->holding, (kt_side)side, (kt_measure)j->claim->measure, year,
                              &from);
        if (!isnan(*usd))
            return (kt_side)side;
    }
    return KT_N_SIDES;
}

static void add_target_evidence(kt_judgement *j, kt_side side, int year)
{
    const kt_source *from;
    const double usd =
        kt_holding_usd(j->holding, side, (kt_measure)j->claim->measure, year, &from);
    kt_add_evidence(j, side, usd, kt_period_of_year(year), from,
                    kt_as_told(j, usd, year) >= j->claim->value);
}

/* What became of it: the first year that reached it, else the highest since. */
static kt_status say_outcome(kt_judgement *j, kt_side side, int from_year, kt_text *out,
                             kt_error *err)
{
    const kt_measure measure = (kt_measure)j->claim->measure;
    const int last = kt_holding_last_year(j->holding, measure);
    const int due = j->claim->no_period ? last : j->claim->period.last / 12;
    int best_year = 0;
    double best = NAN;
    const kt_source *source;
    for (int year = from_year + 1; year <= last && year <= due; year++) {
        const double usd = kt_holding_usd(j->holding, side, measure, year, &source);
        j->verdict->readings_tried++;
        if (isnan(usd))
            continue;
        if (kt_as_told(j, usd, year) >= j->claim->value) {
            add_target_evidence(j, side, year);
            return say_year(j, out, "check.target_reached", side, usd, year, err);
        }
        if (!best_year || kt_as_told(j, usd, year) > kt_as_told(j, best, best_year)) {
            best = usd;
            best_year = year;
        }
    }
    if (!best_year)
        return say_plain(j, out, "check.target_open", err);
    add_target_evidence(j, side, best_year);
    return say_year(j, out, "check.target_missed", side, best, best_year, err);
}

kt_status kt_write_target_note(kt_judgement *j, kt_error *err)
{
    kt_text out = {0};
    double usd = NAN;
    const int year = j->claims->published.year - 1;
    if (j->gap != KT_GAP_NONE || j->claim->target_kind != KT_CLAIM_LEVEL || !j->holding ||
        j->claims->published.year == 0)
        return KT_OK;
    const kt_side side = side_of_target(j, year, &usd);
    if (side == KT_N_SIDES)
        return KT_OK;
    add_target_evidence(j, side, year);
    kt_status status = say_rates(j, &out, err);
    if (status)
        return keep(j, &out, status, err);
    sentence s = {.j = j, .out = &out};
    char number[8];
    snprintf(number, sizeof number, "%d", year);
    put(&s, "year", number);
    put(&s, "side", side == KT_SIDE_NOBODY ? "nobody" : "country");
    put(&s, "side_genitive", whose(&s, side));
    status = put_amount(&s, "amount", usd, err);
    if (!status)
        status = kt_locale_percent(j->world->locale, j->claim->value / usd - 1.0, 1,
                                   KT_SIGN_ALWAYS, &s.text[3], err);
    put(&s, "growth", status ? "" : kt_text_get(&s.text[3]));
    if (status)
        clear(&s);
    else
        status = say(&s, "check.target_then", err);
    if (!status)
        status = say_outcome(j, side, year, &out, err);
    return keep(j, &out, status, err);
}
