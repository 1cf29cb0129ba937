/* whole_of_share.c: the whole that a share was just told of: "5,7 Prozent der gesamten Exporte
 * von 425 Milliarden", "5.7 percent of total exports of $425 billion", "3% от общего экспорта в
 * 425 млрд". It is of the same country, with all the world. */
#include "trade_flow.h"

#include <string.h>

/* "Der gesamten Ausfuhren", "des Gesamtexports", "total", "общего", "Außenhandel". */
static bool names_whole(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense flows[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT,
                                     KT_SENSE_FOREIGN};
    bool flow = false;
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        flow |= kt_mark_within(r, first, last, flows[n]) != NULL;
    return flow && (kt_mark_within(r, first, last, KT_SENSE_ALL) ||
                    kt_mark_within(r, first, last, KT_SENSE_FOREIGN));
}

/* "10 percent of the total, which stood at 30 billion", "1% внешней торговли, которая превысила
 * 90 млрд", "ein Prozent des Außenhandels, der bei 90 Milliarden lag". */
static bool is_told_behind(const kt_reading *r, const kt_stated *share, const kt_stated *s)
{
    enum { FAR = 7, NEAR = 5 };
    static const char *const relative[] = {"which",   "der",     "die",      "das",
                                           "который", "которая", "которого", "которой"},
                             *const of[] = {"of", "des", "der", "am", "an"};
    int32_t which = share->last;
    while (which < s->first && which < share->last + FAR &&
           !(kt_sign_at(r, which - 1, ",") && KT_IS_ONE_OF(r, which, relative)))
        which++;
    return (r->tongue == 2 || KT_IS_ONE_OF(r, share->last, of)) && which > share->last &&
           kt_sign_at(r, which - 1, ",") && KT_IS_ONE_OF(r, which, relative) &&
           s->first - which <= NEAR &&
           (kt_mark_within(r, share->last, which, KT_SENSE_ALL) ||
            kt_mark_within(r, share->last, which, KT_SENSE_FOREIGN) ||
            kt_word_at(r, which - 2, "total")) &&
           !kt_mark_within(r, which, s->first, KT_SENSE_SHARE) &&
           !kt_mark_within(r, which, s->first, KT_SENSE_COUNTRY);
}

bool kt_find_whole_of_share(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    enum { FAR = 9 };
    static const char *const of[] = {"von", "of", "в"};
    const kt_claim *share = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (s->kind != KT_AMOUNT_MONEY || s <= r->stated || s >= r->stated + r->n_stated ||
        !share || share->kind != KT_CLAIM_SHARE || s->first - s[-1].last > FAR ||
        share->text_end != kt_token_at(r->tokens, s[-1].last - 1)->end ||
        !(kt_word_at(r, s->first - 1, kt_by_tongue(r, of)) || is_told_behind(r, s - 1, s)) ||
        !(names_whole(r, s[-1].last, s->first) || is_told_behind(r, s - 1, s)))
        return false;
    for (int32_t t = s[-1].last; t < s->first && !is_told_behind(r, s - 1, s); t++)
        if (kt_sign_at(r, t, ",") || kt_sign_at(r, t, ";") || kt_sign_at(r, t, ")"))
            return false; /* "Erz (9 % der Gesamtexporte) im Wert von 2 Mrd." */
    *out = (kt_frame){.known = 1, .sense = KT_SENSE_ALL, .measure = (uint8_t)share->measure};
    out->a = kt_place_of(share->a);
    out->b = KT_PLACE_WORLD;
    return out->a != 0;
}
