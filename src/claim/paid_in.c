/* paid_in.c: in what money trade is paid for. "Доля рубля в товарообороте", "83 Prozent des
 * Handels wurden in Yuan abgewickelt": no partner's share of it. In Russian and German. */
#include "trade_flow.h"

#include <string.h>

static bool begins_with_one(const kt_reading *r, int32_t t, const char *const words[], size_t n)
{
    for (size_t w = 0; w < n; w++)
        if (kt_starts_with(r, t, words[w]))
            return true;
    return false;
}

/* "In юанях ведется 17% торговли", "доля расчетов". */
static bool is_in_russian(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    enum { NEAR = 3 };
    static const char *const words[] = {"расчет", "взаиморасчет", "нацвалют", "валют"};
    for (int32_t t = part->first; t < s->first; t++) {
        const kt_mark *share = kt_mark_at(r, t, KT_SENSE_SHARE);
        const bool in = kt_word_at(r, t, "в") && kt_mark_at(r, t + 1, KT_SENSE_CURRENCY);
        const int32_t behind = share ? share->first + share->n : 0;
        if (in && t + 1 < s->first)
            return true;
        for (int32_t p = behind; share && p < behind + NEAR && p < s->first; p++) {
            if (kt_sign_at(r, p, ",") || kt_word_at(r, p, "в"))
                break;
            if (kt_mark_at(r, p, KT_SENSE_CURRENCY) ||
                begins_with_one(r, p, words, sizeof words / sizeof *words))
                return true;
        }
    }
    return false;
}

/* "In Rubel", "in nationalen Währungen", "in Landeswährung", "der Anteil des Yuan"; what is
 * only reckoned so ("in Dollar gerechnet") is trade. */
static bool is_in_german(const kt_reading *r)
{
    enum { NEAR = 3 };
    static const char *const moneys[] = {"währung",      "landeswährung", "nationalwährung",
                                         "fremdwährung", "zahlung",       "abrechnung"};
    static const char *const reckoned[] = {"gerechnet", "umgerechnet", "berechnet",
                                           "ausgedrückt", "gemessen"};
    for (int32_t t = r->first; t < r->last; t++) {
        const kt_mark *share = kt_mark_at(r, t, KT_SENSE_SHARE);
        const bool in = kt_word_at(r, t, "in") || (share && share->first == t);
        for (int32_t p = t + 1; in && p < r->last && p <= t + NEAR; p++) {
            if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD)
                break;
            const kt_mark *money = kt_mark_at(r, p, KT_SENSE_CURRENCY);
            const int32_t end = money ? money->first + money->n : p + 1;
            if ((money || begins_with_one(r, p, moneys, sizeof moneys / sizeof *moneys)) &&
                !begins_with_one(r, end, reckoned, sizeof reckoned / sizeof *reckoned))
                return true;
        }
    }
    return false;
}

bool kt_is_of_payment(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    return r->tongue == 2 ? is_in_russian(r, s, part) : r->tongue == 0 && is_in_german(r);
}
