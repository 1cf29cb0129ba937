/* traders.c: "Nach China lieferten deutsche Hersteller 11 Prozent weniger", "турецкие компании
 * поставили товаров на 58 млн": those of a country who trade are the country, one firm is not.
 */
#include "trade_flow.h"

#include <string.h>

/* "Турецкие", "турецких", not "турецкой компании", nor "две турецкие компании". */
static bool are_several(const kt_reading *r, const kt_mention *m)
{
    static const char *const endings[] = {"ие", "ые", "их", "ых", "ими", "ыми", "им", "ым"};
    const char *word = kt_token_word(r->tokens, m->last - 1);
    const size_t size = strlen(word);
    if (m->first > r->first && (kt_mark_at(r, m->first - 1, KT_SENSE_NUMBER) ||
                                kt_token_at(r->tokens, m->first - 1)->kind == KT_TOKEN_NUMBER))
        return false;
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        if (size > strlen(endings[n]) &&
            strcmp(word + size - strlen(endings[n]), endings[n]) == 0)
            return true;
    return false;
}

bool kt_are_traders(const kt_reading *r, int32_t t)
{
    for (int n = 0; n < r->n_mentions && r->tongue != 1; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->adjective && m->last == t && kt_mark_at(r, t, KT_SENSE_TRADER))
            return r->tongue == 0 || are_several(r, m);
    }
    return false;
}
