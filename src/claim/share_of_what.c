/* share_of_what.c: the flow that a share is of, where it is told behind it:
 *
 *     40 % of Brazil's total trade surplus · a third of what Peru sells to Chile */
#include "trade_flow.h"

/* "The surplus with China was 40 % of Brazil's total trade surplus": of the balance, in
 * English. */
bool kt_find_share_of_balance(const kt_reading *r, const kt_stated *s, const kt_part *part,
                              kt_topic *out)
{
    enum { FARTHEST = 7 };
    for (int32_t t = s->last + 1;
         r->tongue == 1 && kt_mark_at(r, s->last, KT_SENSE_OF) && t < part->last; t++) {
        const kt_mark *mark = kt_mark_at(r, t, KT_SENSE_SURPLUS);
        mark = mark ? mark : kt_mark_at(r, t, KT_SENSE_DEFICIT);
        if (kt_sign_at(r, t, ",") || t > s->last + FARTHEST)
            return false;
        if (mark) {
            *out = (kt_topic){.sense = mark->meaning.sense,
                              .first = mark->first,
                              .last = mark->first + mark->n};
            return true;
        }
    }
    return false;
}

/* "A third of what Peru sells to Chile", "of everything that it buys", "треть того, что вывозит
 * Перу": the verb is the flow; not in German. */
bool kt_find_share_of_what(const kt_reading *r, const kt_stated *s, kt_topic *out)
{
    enum { FARTHEST = 7 };
    static const char *const receives[] = {"receives", "receive", "received", "gets"};
    int32_t t = s->last + 1;
    const bool what =
        kt_word_at(r, s->last, "of") &&
        (kt_word_at(r, t, "what") || kt_word_at(r, t, "everything") || kt_word_at(r, t, "all"));
    if (!(r->tongue == 1 && what) && /* "того, что", "всего, что" */
        !(r->tongue == 2 && kt_sign_at(r, t, ",") && kt_word_at(r, t + 1, "что")))
        return false;
    for (t++; t <= s->last + FARTHEST && t < r->last; t++) {
        bool buys = kt_mark_at(r, t, KT_SENSE_BUY) != NULL;
        for (size_t n = 0; n < sizeof receives / sizeof *receives; n++)
            buys |= kt_word_at(r, t, receives[n]);
        if (!buys && !kt_mark_at(r, t, KT_SENSE_SELL))
            continue;
        *out = (kt_topic){
            .sense = buys ? KT_SENSE_IMPORT : KT_SENSE_EXPORT, .first = t, .last = t + 1};
        return true;
    }
    return false;
}

/* "Отправила 8 млн тонн зерна, что равно четверти экспорта", "или 25% экспорта": a share of
 * tonnes, in Russian, where no money stands between. */
bool kt_is_share_of_weight(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *last = s - 1;
    if (r->tongue != 2 || s < r->stated || s >= r->stated + r->n_stated ||
        r->counted < r->first || r->counted >= s->first ||
        (s > r->stated && last->last > r->counted))
        return false;
    for (int32_t t = r->counted; t < s->first; t++)
        if (kt_sign_at(r, t, ",") &&
            (kt_word_at(r, t + 1, "что") || kt_word_at(r, t + 1, "или")))
            return true;
    return false;
}

/* "40 % of GDP comes from exports of oil", "die Hälfte der Staatseinnahmen", "40% ВВП": of
 * something else than trade, which is told right behind it. */
bool kt_is_share_of_other(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 4 }; /* "of the country's gross domestic product" */
    static const kt_sense trade[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER,
                                     KT_SENSE_FOREIGN};
    if (s->kind != KT_AMOUNT_PERCENT && s->kind != KT_AMOUNT_FRACTION)
        return false;
    for (int32_t t = s->last; t < r->last && t <= s->last + FAR; t++) {
        if (kt_mark_at(r, t, KT_SENSE_OTHER))
            return t == s->last || r->tongue == 2 || kt_mark_at(r, s->last, KT_SENSE_OF) ||
                   kt_mark_at(r, s->last, KT_SENSE_ITS);
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN && !kt_sign_at(r, t, "'"))
            return false;
        for (size_t n = 0; n < sizeof trade / sizeof *trade; n++)
            if (kt_mark_at(r, t, trade[n]))
                return false;
    }
    return false;
}
