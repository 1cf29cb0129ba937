/* apposition.c: a topic that is told in between, before the amount. */
#include "trade_flow.h"

static bool moves_within(const kt_reading *r, int32_t first, int32_t last)
{
    return kt_mark_within(r, first, last, KT_SENSE_UP) ||
           kt_mark_within(r, first, last, KT_SENSE_DOWN) ||
           kt_mark_within(r, first, last, KT_SENSE_RISE_TO);
}

/* "Exports, which make up half of the economy, fell 5 percent", "Die Exporte, der Motor der
 * Wirtschaft, sanken": what the flow is to the economy, between it and its verb. */
static bool is_said_of_flow(const kt_reading *r, const kt_stated *s, int32_t first, int32_t t)
{
    enum { FAR = 14, NEAR = 4 };
    static const char *const opens[] = {"which", "that",    "the",     "a",   "an",
                                        "der",   "die",     "das",     "dem", "den",
                                        "deren", "которые", "который", "на",  "обеспечивающий"};
    int32_t open = t, close = t;
    while (open > first && t - open < FAR && !kt_sign_at(r, open, ","))
        open--;
    while (close < s->first && close - t < FAR && !kt_sign_at(r, close, ","))
        close++;
    bool clause = false;
    for (size_t n = 0; n < sizeof opens / sizeof *opens; n++)
        clause |= kt_word_at(r, open + 1, opens[n]);
    if (!clause || !kt_sign_at(r, open, ",") || !kt_sign_at(r, close, ",") ||
        !moves_within(r, close, close + NEAR) || moves_within(r, first, open))
        return false;
    return kt_mark_within(r, first, open, KT_SENSE_EXPORT) ||
           kt_mark_within(r, first, open, KT_SENSE_IMPORT) ||
           kt_mark_within(r, first, open, KT_SENSE_TURNOVER);
}

/* "Die Exporte nach Ungarn, dem viertwichtigsten Handelspartner, erreichten", "exports to Peru,
 * its largest trading partner, rose"; in German also "Importe aus Ungarn - vor allem
 * Lieferungen der Elektroindustrie - nahmen zu": said in between. */
bool kt_in_apposition(const kt_reading *r, const kt_stated *s, int32_t first, int32_t t,
                      kt_sense sense)
{
    enum { FAR = 18 };
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
    const bool partner =
        sense == KT_SENSE_PARTNER || sense == KT_SENSE_BUYER || sense == KT_SENSE_SUPPLIER;
    const char *const sign = partner ? "," : "-";
    int32_t open = -1, close = -1;
    if (sense == KT_SENSE_OTHER && is_said_of_flow(r, s, first, t))
        return true;
    if (r->tongue != 0 && !(r->tongue == 1 && partner && s->kind != KT_AMOUNT_RANK))
        return false;
    for (int32_t p = t - 1; p > first && p > t - FAR && open < 0; p--)
        if (kt_sign_at(r, p, sign) &&
            (partner || (kt_token_at(r->tokens, p)->flags & KT_TOKEN_SPACED)))
            open = p;
    for (int32_t p = t + 1; p < s->first && p < t + FAR && close < 0; p++)
        if (kt_sign_at(r, p, sign) &&
            (partner || (kt_token_at(r->tokens, p)->flags & KT_TOKEN_SPACED)))
            close = p;
    for (int n = 0; n < r->n_stated; n++) /* with an amount of its own */
        if (r->stated[n].kind != KT_AMOUNT_RANK && r->stated[n].first > open &&
            r->stated[n].last <= close)
            return false;
    for (size_t n = 0; n < sizeof flows / sizeof *flows && open >= 0 && close >= 0; n++)
        if (kt_mark_within(r, first, open, flows[n]))
            return true;
    return false;
}
