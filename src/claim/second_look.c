/* second_look.c: what an article says of its partner later may show that what it said before,
 * without a name, was of all the world:
 *
 *     exports fell to 3 billion. ... To China went goods worth 900 million.
 *
 * The same flow between the same two in the same time is not worth both. And what is said of
 * "the two sides" is no turnover with all the world. */
#include "trade_flow.h"

#include <math.h>
#include <string.h>

enum { MOST = 100 }; /* claims looked at */

/* Trade with the article's partner that the sentence does not name, or does. */
static bool is_with_partner(const kt_reading *r, const kt_claim *c, bool named)
{
    char code[KT_PLACE_SIZE], main[KT_PLACE_SIZE];
    kt_place_print(r->first_partner, code);
    kt_place_print(r->first_main, main);
    return (c->kind == KT_CLAIM_LEVEL || c->kind == KT_CLAIM_GROWTH) && !c->product[0] &&
           !c->unknown_goods && c->partner_named == named && strcmp(c->a, main) == 0 &&
           strcmp(c->b, code) == 0;
}

/* A turnover is told of the two, in either order: what is silent is hardly of the world. */
static bool has_turnover(const kt_reading *r)
{
    char main[KT_PLACE_SIZE], partner[KT_PLACE_SIZE];
    kt_place_print(r->first_main, main);
    kt_place_print(r->first_partner, partner);
    for (int64_t n = 0; n < r->n_claims && n < MOST; n++) {
        const kt_claim *c = &r->claim[n];
        if (c->measure == KT_MEASURE_TURNOVER && !c->product[0] && !c->unknown_goods &&
            (c->kind == KT_CLAIM_LEVEL || c->kind == KT_CLAIM_GROWTH) &&
            ((strcmp(c->a, main) == 0 && strcmp(c->b, partner) == 0) ||
             (strcmp(c->a, partner) == 0 && strcmp(c->b, main) == 0)))
            return true;
    }
    return false;
}

static bool is_other_value(const kt_claim *silent, const kt_claim *named, bool growth)
{
    enum { LARGER = 2 };
    const double apart =
        fabs(silent->value - named->value); /* a balance may be less than its part */
    if (silent->kind == KT_CLAIM_LEVEL && silent->measure == KT_MEASURE_BALANCE)
        return apart > 0.2 * fmax(fabs(silent->value), fabs(named->value));
    if (silent->kind == KT_CLAIM_LEVEL)
        return fabs(silent->value) > LARGER * fabs(named->value);
    return growth && fabs(silent->value - named->value) > 0.03;
}

/* Two others or more have shares in the same flow: it is told of with all. */
static bool have_others_shares(const kt_reading *r, int measure)
{
    char main[KT_PLACE_SIZE], partner[KT_PLACE_SIZE];
    const char *first = NULL;
    kt_place_print(r->first_main, main);
    kt_place_print(r->first_partner, partner);
    for (int64_t n = 0; n < r->n_claims && n < MOST; n++) {
        const kt_claim *c = &r->claim[n];
        if (c->kind != KT_CLAIM_SHARE || c->measure != measure || c->product[0] ||
            c->unknown_goods || !c->partner_named || strcmp(c->a, main) != 0 ||
            strcmp(c->b, partner) == 0 || strcmp(c->b, "WLD") == 0)
            continue;
        if (first && strcmp(first, c->b) != 0)
            return true;
        first = c->b;
    }
    return false;
}

static bool is_contradicted(const kt_reading *r)
{
    const bool growth = !has_turnover(r);
    if (!kt_place_is_country(r->first_partner) || kt_is_bloc(r->first_partner))
        return false;
    for (int64_t n = 0; n < r->n_claims && n < MOST; n++) {
        const kt_claim *silent = &r->claim[n];
        if (!is_with_partner(r, silent, false))
            continue;
        if (growth && have_others_shares(r, silent->measure))
            return true;
        for (int64_t m = n + 1; m < r->n_claims && m < MOST; m++) {
            const kt_claim *named = &r->claim[m];
            if (is_with_partner(r, named, true) && named->measure == silent->measure &&
                named->basis == silent->basis && named->no_period == silent->no_period &&
                memcmp(&named->period, &silent->period, sizeof named->period) == 0 &&
                strcmp(named->currency, silent->currency) == 0 && named->kind == silent->kind &&
                is_other_value(silent, named, growth))
                return true;
        }
    }
    return false;
}

kt_place kt_partner_at_second_look(const kt_reading *r)
{
    if (is_contradicted(r))
        return KT_PLACE_WORLD;
    return r->lost && r->both && r->first_partner == KT_PLACE_WORLD ? r->other : 0;
}
