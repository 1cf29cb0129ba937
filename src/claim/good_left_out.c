/* good_left_out.c: goods that are left out behind the adjective of whose they are: "bought
 * Ghanaian cloth", where the good means nothing to the reader, and "импорт молдавских
 * увеличился". */
#include "mention.h"

/* "Экспорт украинских товаров снизился, импорт молдавских увеличился", in Russian: many of
 * them, behind the noun of a flow and before the verb or a sign. */
static bool is_left_out(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT},
                          verbs[] = {KT_SENSE_UP, KT_SENSE_DOWN, KT_SENSE_RISE_TO};
    const char *word = kt_token_word(r->tokens, last - 1);
    return r->tongue == 2 && (kt_ends_in(word, "их") || kt_ends_in(word, "ых")) &&
           KT_ANY_WITHIN(r, first - 1, first, flows) && last < r->last &&
           (kt_token_at(r->tokens, last)->kind == KT_TOKEN_SIGN ||
            KT_ANY_WITHIN(r, last, last + 1, verbs));
}

/* "Shipped Dutch tulips": of whatever stands directly behind the verb, in English. */
bool kt_is_good_left_out(const kt_reading *r, int32_t first, int32_t last)
{
    return is_left_out(r, first, last) ||
           (r->tongue == 1 && (kt_mark_before(r, first, KT_SENSE_BUY) ||
                               kt_mark_before(r, first, KT_SENSE_SELL)));
}
