/* counted_group.c: an amount of several countries together that are only counted, in English:
 *
 *     exports to the top five countries accounted for 32 %
 *     these six markets took 4.1 billion · the top ten made up 61 %
 *
 * They have no code. Countries named behind ("... were China, 3 billion, and India") have each
 * its own amount. */
#include "trade_flow.h"
#include "when.h"

enum { MOST = 200, ADJECTIVES = 2, NEAR = 5 };

static bool is_noun(const kt_reading *r, int32_t t)
{
    static const char *const nouns[] = {"countries", "nations",      "partners",  "markets",
                                        "states",    "destinations", "economies", "buyers",
                                        "importers", "customers",    "suppliers"};
    return KT_IS_ONE_OF(r, t, nouns);
}

/* "Three products accounted for 80 % of exports": goods that are only counted. */
static bool is_of_counted_goods(const kt_reading *r, const kt_stated *s, int32_t first)
{
    static const char *const nouns[] = {"products", "commodities", "goods", "items"};
    for (int32_t t = first; t < s->first && s->kind == KT_AMOUNT_PERCENT; t++) {
        int32_t at;
        if (kt_count_at(r, t, MOST, &at) < 2 || kt_mark_at(r, at, KT_SENSE_PERCENT))
            continue;
        at += kt_word_at(r, at, "main") || kt_word_at(r, at, "export");
        for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
            if (kt_word_at(r, at, nouns[n]) && kt_mark_at(r, at + 1, KT_SENSE_SHARE_OF))
                return true;
    }
    return false;
}

/* A group that is counted at token t: behind it; t none. */
static int32_t group_at(const kt_reading *r, int32_t t)
{
    int32_t at;
    const int n = kt_count_at(r, t, MOST, &at);
    if (n < 3 || kt_mark_at(r, at, KT_SENSE_PERCENT) || kt_mark_at(r, at, KT_SENSE_SCALE))
        return t;
    for (int32_t p = at; p <= at + ADJECTIVES && p < r->last; p++) {
        if (kt_token_at(r->tokens, p)->kind != KT_TOKEN_WORD)
            break;
        if (is_noun(r, p))
            return p + 1;
    }
    const bool top = kt_word_at(r, t - 1, "top") || kt_word_at(r, t - 1, "first");
    return top && kt_mark_at(r, at, KT_SENSE_SHARE_OF) ? at : t;
}

static bool names_another(const kt_reading *r, int32_t first, int32_t last)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first >= first && m->last <= last && !m->office && !m->pronoun &&
            m->place != r->d.main)
            return true;
    }
    return false;
}

bool kt_is_of_counted(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    if (r->tongue == 1 && is_of_counted_goods(r, s, part->first))
        return true;
    for (int32_t t = part->first; t < s->first && r->tongue == 1; t++) {
        const int32_t end = group_at(r, t);
        if (end > t && !names_another(r, end, s->first))
            return !names_another(r, part->first, t);
    }
    for (int32_t t = s->last; t < s->last + NEAR && t < part->last && r->tongue == 1; t++)
        if ((kt_mark_before(r, t, KT_SENSE_TO) || kt_mark_before(r, t, KT_SENSE_FROM)) &&
            (group_at(r, t) > t || group_at(r, t + 1) > t + 1 || group_at(r, t + 2) > t + 2))
            return !names_another(r, part->first, s->first);
    return false;
}
