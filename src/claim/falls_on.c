/* falls_on.c: what of a flow falls to a partner: "из них на Россию пришлось 490 млн, Казахстан
 * - 151 млн". The flow is the one told before, with that partner in the place of all. */
#include "trade_flow.h"

#include <string.h>

static bool falls(const kt_reading *r)
{
    if (kt_mark_within(r, r->first, r->last, KT_SENSE_EXPORT) ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_IMPORT))
        return false; /* a flow of its own is named */
    for (int32_t t = r->first; t < r->last; t++) {
        const char *word = kt_token_word(r->tokens, t);
        if (strncmp(word, "приш", strlen("приш")) == 0 ||
            strncmp(word, "приход", strlen("приход")) == 0)
            return kt_mark_at(r, t, KT_SENSE_SHARE_OF) != NULL;
    }
    return false;
}

/* The country that stands before the amount, behind the one before: "на Россию", "на долю
 * России", "Казахстан -"; 0. */
static kt_place partner_before(const kt_reading *r, const kt_stated *s, bool goes_on)
{
    int32_t from = r->first;
    for (int n = 0; n < r->n_stated && r->stated[n].last <= s->first; n++)
        from = r->stated[n].last;
    for (int n = r->n_mentions - 1; n >= 0; n--) {
        const kt_mention *m = &r->mention[n];
        if (m->last > s->first || m->office || m->pronoun || m->adjective ||
            !kt_place_is_country(m->place))
            continue;
        const bool on =
            kt_word_at(r, m->first - 1, "на") ||
            (kt_word_at(r, m->first - 1, "долю") && kt_word_at(r, m->first - 2, "на"));
        return m->first >= from && (on || (goes_on && kt_sign_at(r, m->last, "-"))) ? m->place
                                                                                    : 0;
    }
    return 0;
}

bool kt_find_falling(const kt_reading *r, const kt_stated *s, const kt_part *part,
                     kt_frame *out)
{
    const bool goes_on = part->before && part->before->known;
    const kt_frame *told = goes_on ? part->before : &r->d.frame;
    if (r->tongue != 2 || s->kind != KT_AMOUNT_MONEY || !told->known || !r->d.main || !falls(r))
        return false;
    const kt_place partner = partner_before(r, s, goes_on);
    kt_measure measure;
    const kt_place owner = kt_list_owner(r, &measure) ? kt_list_owner(r, &measure) : r->d.main;
    if (!partner || partner == owner || told->a != owner)
        return false;
    *out = *told;
    out->b = partner;
    return true;
}

/* "34 млн в общем обороте приходится на импорт": which flow the amount is a part of, in
 * Russian. */
bool kt_find_flow_behind(const kt_reading *r, const kt_stated *s, kt_topic *out)
{
    enum { NEAR = 3 };
    bool verb = false;
    for (int32_t t = s->last; t + 1 < r->last && r->tongue == 2; t++) {
        const char *word = kt_token_word(r->tokens, t);
        if (s->kind != KT_AMOUNT_MONEY || kt_sign_at(r, t, ","))
            return false;
        verb |= strncmp(word, "приш", strlen("приш")) == 0 ||
                strncmp(word, "приход", strlen("приход")) == 0;
        if (!verb || !kt_word_at(r, t, "на"))
            continue;
        for (int32_t p = t + 1; p < t + NEAR && p < r->last; p++) {
            const kt_mark *flow = kt_mark_at(r, p, KT_SENSE_EXPORT);
            flow = flow ? flow : kt_mark_at(r, p, KT_SENSE_IMPORT);
            if (!flow)
                continue;
            *out = (kt_topic){.sense = flow->meaning.sense,
                              .first = flow->first,
                              .last = flow->first + flow->n};
            return true;
        }
        return false;
    }
    return false;
}
