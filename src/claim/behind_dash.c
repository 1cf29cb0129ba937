/* behind_dash.c: the next partner of a row, each with an amount of its own, in Russian:
 * "Болгария (5,2 млрд), Греция (4,8 млрд)". Partners may follow their amounts, the next ones
 * the next ones behind a dash: "На 25 млн вырос экспорт в Чили, на 12 млн - в Перу", "632 млн
 * потратил Китай, 429 млн - Мексика".
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
                          kt_token_at(r->tokens, m->last)->kind == KT_TOKEN_SIGN ||
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

/* The name directly before the amount, parted by a bracket or a dash; 0. */
static kt_place named_before(const kt_reading *r, const kt_stated *s)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->last == s->first - 1 && !m->office && !m->pronoun && !m->adjective &&
            (kt_sign_at(r, m->last, "(") || kt_sign_at(r, m->last, "-")))
            return m->place;
    }
    return 0;
}

/* "Ирак (13 млрд), Болгария (5 млрд)": the flow of the amount before, with the next partner. */
static bool take_next(const kt_reading *r, const kt_stated *s, const kt_frame *before,
                      kt_frame *out)
{
    const kt_place now = named_before(r, s), last = named_before(r, s - 1);
    if (!now || !last || now == last || s[-1].kind != s->kind ||
        !(last == before->a || last == before->b) || now == before->a || now == before->b)
        return false;
    *out = *before;
    if (last == before->b)
        out->b = now;
    else
        out->a = now;
    return true;
}

void kt_take_behind_dash(const kt_reading *r, const kt_stated *s, const kt_part *part,
                         kt_frame *out)
{
    const kt_frame *before = part->before;
    if (r->tongue != 2 || !before || !before->known || s <= r->stated ||
        s >= r->stated + r->n_stated || take_next(r, s, before, out))
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
