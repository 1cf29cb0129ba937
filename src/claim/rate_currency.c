/* rate_currency.c: in which money a growth is told. "Die Exporte stiegen um 5,1 % auf 84 Mrd.
 * Euro" is of euros, and dollars grew otherwise. */
#include "exchange.h"

#include <string.h>

enum { MOST_APART = 64 }; /* claims */

static int likeness(const kt_claim *rate, const kt_claim *amount)
{
    const bool same_sentence = amount->sentence_start == rate->sentence_start;
    const bool same_pair =
        (strcmp(amount->a, rate->a) == 0 && strcmp(amount->b, rate->b) == 0) ||
        (strcmp(amount->a, rate->b) == 0 && strcmp(amount->b, rate->a) == 0);
    return 4 * same_sentence + 2 * same_pair + (amount->measure == rate->measure);
}

const char *kt_rate_currency(const kt_claims *claims, const kt_claim *rate)
{
    const int64_t at = rate - claims->claim;
    const char *currency = "";
    int best = -1;
    for (int64_t step = 1; step <= MOST_APART; step++)
        for (int way = -1; way <= 1; way += 2) {
            const int64_t n = at + way * step;
            if (n < 0 || n >= claims->n_claims || !claims->claim[n].currency[0])
                continue;
            const int like = likeness(rate, &claims->claim[n]);
            if (like > best) {
                best = like;
                currency = claims->claim[n].currency;
            }
        }
    return currency;
}
