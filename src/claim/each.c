/* each.c: one amount told of several, each of them:
 *
 *     Frankreich und die Niederlande (je 4,3 Mrd. Euro) · Spain with 3 billion each partners
 *     both exports and imports rose by 3 % · и экспорт, и импорт выросли на 3 %         flows
 */
#include "claim_kind.h"

static bool says_each(const kt_reading *r, const kt_stated *s)
{
    for (int32_t t = s->first - 2; t < s->core; t++)
        if (t >= r->first && (kt_word_at(r, t, "je") || kt_word_at(r, t, "jeweils")))
            return r->tongue == 0;
    return r->tongue == 1 && kt_word_at(r, s->last, "each");
}

/* Nothing but a comma or "and", and an article, between two countries. */
static bool is_joined(const kt_reading *r, const kt_mention *a, const kt_mention *b)
{
    return b->first > a->last && b->first - a->last <= 2 &&
           (kt_sign_at(r, a->last, ",") || kt_mark_at(r, a->last, KT_SENSE_AND)) &&
           !b->office && !b->pronoun && kt_place_is_country(b->place);
}

int kt_others_of_each(const kt_reading *r, const kt_stated *s, const kt_frame *frame,
                      kt_place out[KT_MAX_EACH])
{
    enum { NEAR = 4 }; /* "mit jeweils", "(je" */
    int last = r->n_mentions - 1, n = 0;
    if (!says_each(r, s) || (s->kind != KT_AMOUNT_MONEY && s->kind != KT_AMOUNT_PERCENT))
        return 0;
    while (last >= 0 && r->mention[last].last > s->first)
        last--;
    if (last < 1 || s->first - r->mention[last].last > NEAR)
        return 0;
    bool among = false;
    for (int i = last; i >= 0; i--) {
        const kt_place place = r->mention[i].place;
        if (place == frame->a || place == frame->b)
            among = true;
        else if (n < KT_MAX_EACH)
            out[n++] = place;
        if (i == 0 || !is_joined(r, &r->mention[i - 1], &r->mention[i]))
            break;
    }
    return among && frame->a == r->d.main ? n : 0;
}

/* Words that leave each of two flows to itself, before the first or between the two. */
static bool parts_flows(const kt_reading *r, int32_t first, int32_t between, int32_t second)
{
    enum { BEFORE = 4 }; /* "both Peru's exports" */
    static const char *const openers[] = {"both", "sowohl", "как", "и"};
    bool link = kt_word_at(r, second - 1, "so") || kt_word_at(r, second - 1, "als");
    for (int32_t t = between; t < second && !link; t++)
        link = (kt_word_at(r, t, "as") && kt_word_at(r, t + 1, "well")) ||
               (kt_word_at(r, t, "wie") && kt_word_at(r, t + 1, "auch")) ||
               (kt_word_at(r, t, "als") && kt_word_at(r, t + 1, "auch")) ||
               kt_word_at(r, t, "так");
    for (int32_t t = first - 1; t >= r->first && t >= first - BEFORE && !link; t--)
        link = KT_IS_ONE_OF(r, t, openers) && (r->tongue != 2 || kt_sign_at(r, between, ","));
    return link;
}

bool kt_is_of_each_flow(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    enum { FAR = 7 };
    const kt_mark *first = NULL;
    if (s->kind == KT_AMOUNT_MONEY || s->kind == KT_AMOUNT_RANK)
        return false;
    for (int32_t t = part->first; t < s->first; t++) {
        const kt_mark *pair = kt_mark_at(r, t, KT_SENSE_TURNOVER); /* "exports and imports" */
        if (pair && pair->first == t && pair->n == 3 && r->tongue == 1 &&
            kt_mark_at(r, t + 1, KT_SENSE_TURNOVER) == pair)
            return kt_word_at(r, t - 1, "both") || kt_word_at(r, t + 3, "both");
        const kt_mark *flow = kt_mark_at(r, t, KT_SENSE_EXPORT);
        flow = flow ? flow : kt_mark_at(r, t, KT_SENSE_IMPORT);
        if (!flow || flow->first != t)
            continue;
        if (first && first->meaning.sense != flow->meaning.sense)
            return t - first->first <= FAR &&
                   parts_flows(r, first->first, first->first + first->n, t);
        first = flow;
    }
    return false;
}
