/* behind_dash.c: partners that follow their amounts, in Russian, the next ones behind a dash:
 * "На 25 млн вырос экспорт в Чили, на 12 млн - в Перу", "632 млн потратил Китай, 429 млн -
 * Мексика".
 */
#include "trade_flow.h"

/* The name directly behind the dash that follows the amount; NULL. */
static const kt_mention *behind_dash(const kt_reading *r, const kt_stated *s)
{
    if (!kt_sign_at(r, s->last, "-") || kt_sign_at(r, s->first - 1, "-"))
        return NULL;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        const bool ends = m->last >= r->last ||
                          r->tokens->token[m->last].kind == KT_TOKEN_SIGN ||
                          kt_mark_at(r, m->last, KT_SENSE_AND);
        if (m->first > s->last && m->first <= s->last + 2 && ends && !m->office && !m->pronoun)
            return m;
    }
    return NULL;
}

/* One of the two of the amount before, named between it and this one; 0. */
static kt_place named_between(const kt_reading *r, const kt_stated *s, const kt_frame *before)
{
    const kt_stated *last = s - 1;
    while (last > r->stated && kt_sign_at(r, last->first - 1, "(")) /* what is told beside it */
        last--;
    for (int n = r->n_mentions - 1; n >= 0; n--) {
        const kt_mention *m = &r->mention[n];
        if (m->last <= s->first && m->first >= last->last &&
            (m->place == before->a || m->place == before->b))
            return m->place;
    }
    return 0;
}

void kt_take_behind_dash(const kt_reading *r, const kt_stated *s, const kt_part *part,
                         kt_frame *out)
{
    const kt_frame *before = part->before;
    if (r->tongue != 2 || !before || !before->known || s <= r->stated ||
        s >= r->stated + r->n_stated)
        return;
    const kt_mention *next = behind_dash(r, s);
    const kt_place told = next ? named_between(r, s, before) : 0;
    if (!told || next->place == before->a || next->place == before->b)
        return;
    *out = *before;
    if (told == before->b)
        out->b = next->place;
    else
        out->a = next->place;
}
