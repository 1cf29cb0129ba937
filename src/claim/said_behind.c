/* said_behind.c: whose "we" is meant where who says so stands behind the quotation, told by the
 * country alone: "Chile bought $3 billion worth of goods from us," Peru's ambassador said; or
 * before what is said. In English. */
#include "mention.h"

static kt_place place_at(const kt_reading *r, int32_t t)
{
    const kt_mark *country = kt_mark_at(r, t, KT_SENSE_COUNTRY);
    const kt_mark *mark = country ? country : kt_mark_at(r, t, KT_SENSE_ADJECTIVE);
    return mark && mark->first == t ? kt_place_country(mark->meaning.code) : 0;
}

/* "Peru's ambassador said Chile had bought goods from her country". */
static kt_place said_before(const kt_reading *r, int32_t t)
{
    enum { NEAR = 7 };
    const kt_place place = place_at(r, r->first);
    for (int32_t say = r->first + 1; place && say < r->first + NEAR && say < t; say++)
        if (kt_mark_at(r, say, KT_SENSE_SAY))
            return kt_mark_within(r, r->first, say, KT_SENSE_PERSON) ? place : 0;
    return 0;
}

kt_place kt_said_behind(const kt_reading *r, int32_t t)
{
    enum { NEAR = 3, FAR = 10 };
    int32_t close = t;
    if (r->tongue == 1 && kt_word_at(r, t + 1, "country"))
        return said_before(r, t);
    while (close < r->last && !kt_sign_at(r, close, "\""))
        close++;
    if (r->tongue != 1 || close >= r->last ||
        !(kt_token_at(r->tokens, close)->flags & KT_TOKEN_CLOSES))
        return 0;
    for (int32_t p = close + 1; p <= close + NEAR && p < r->last; p++) {
        const kt_place place = place_at(r, p);
        if (!place)
            continue;
        for (int32_t say = p; say < close + FAR && say < r->last; say++)
            if (kt_mark_at(r, say, KT_SENSE_SAY))
                return place;
        return 0;
    }
    return 0;
}
