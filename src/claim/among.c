/* among.c: among whom a partner is ranked, or of whose trade a share is: "third among the CIS
 * countries", "the second largest in Africa", "first outside the EU", "in the region". A group
 * that the sentence names elsewhere may be meant all the same: that is left open, and what
 * does not match then is no mismatch. */
#include "claim_kind.h"

#include <stdio.h>
#include <string.h>

typedef struct group {
    int32_t first, last; /* tokens */
    uint8_t among;       /* kt_among */
    const char *code;
} group;

enum { OPENING = 4 }; /* a sentence opens with so many tokens */

static bool begins(const kt_mark *mark, int32_t t)
{
    return mark && mark->first == t && mark->part == 0;
}

/* A group that is named from a token on. */
static bool group_at(const kt_reading *r, const kt_frame *frame, int32_t t, group *out)
{
    const kt_mark *beyond = kt_mark_at(r, t, KT_SENSE_BEYOND),
                  *region = kt_mark_at(r, t, KT_SENSE_GROUP),
                  *bloc = kt_mark_at(r, t, KT_SENSE_BLOC),
                  *nameless = kt_mark_at(r, t, KT_SENSE_REGION), *mark = NULL;
    *out = (group){.code = ""};
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first == t && r->mention[n].adjective &&
            r->mention[n].place == frame->a)
            return false; /* "в европейском экспорте": whose */
    if (begins(beyond, t)) {
        mark = beyond;
        out->among = KT_AMONG_OTHERS;
    } else if (begins(region, t)) {
        mark = region;
        out->among = strcmp(region->meaning.text, "0") == 0     ? KT_AMONG_SOME
                     : strcmp(region->meaning.text, "001") == 0 ? KT_AMONG_ALL
                                                                : KT_AMONG_GROUP;
    } else if (begins(bloc, t)) {
        const kt_place place = kt_place_of(bloc->meaning.text);
        mark = place == frame->a || place == frame->b ? NULL : bloc;
        out->among = KT_AMONG_GROUP;
    } else if (begins(nameless, t)) {
        mark = nameless;
        out->among = KT_AMONG_SOME;
    }
    if (!mark)
        return false;
    out->first = t;
    out->last = t + mark->n;
    if (out->among == KT_AMONG_GROUP || out->among == KT_AMONG_OTHERS)
        out->code = mark->meaning.text;
    return true;
}

/* "Among the CIS countries", "in Africa", "African trading partners"; a group without a code is
 * never taken for one. */
static bool is_partners(const kt_reading *r, const group *g)
{
    static const kt_sense before[] = {KT_SENSE_AMONG, KT_SENSE_IN, KT_SENSE_WITH, KT_SENSE_TO,
                                      KT_SENSE_FROM};
    static const kt_sense behind[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER,
                                      KT_SENSE_MARKET};
    enum { BEFORE = 3, BEHIND = 3 };
    if (g->among != KT_AMONG_GROUP)
        return true;
    for (int n = 0; n < 5; n++)
        if (kt_mark_within(r, g->first - BEFORE > r->first ? g->first - BEFORE : r->first,
                           g->first + 1, before[n]))
            return true;
    for (int n = 0; n < 4; n++)
        if (kt_mark_within(r, g->last, g->last + BEHIND < r->last ? g->last + BEHIND : r->last,
                           behind[n]))
            return true;
    return false;
}

/* Nothing else is told between the group and the amount: no comma, unless the sentence begins
 * with the group, and no other rank or share. */
static bool is_beside(const kt_reading *r, const group *g, const kt_stated *s)
{
    const int32_t from = g->first < s->first ? g->last : s->last,
                  to = g->first < s->first ? s->first : g->first;
    const bool opening = g->first - r->first <= OPENING;
    for (int32_t t = from; t < to; t++)
        if (kt_sign_at(r, t, ";") || kt_sign_at(r, t, "(") || kt_sign_at(r, t, ")") ||
            (kt_sign_at(r, t, ",") && !opening))
            return false;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].first >= from && r->stated[n].last <= to)
            return false;
    return true;
}

/* Of whose trade a share is, is said behind it, or is the flow told of: "92 % of the trade with
 * the Caucasus", "its share in the exports to the CIS". */
static bool may_be_of(const kt_reading *r, const group *g, const kt_stated *s)
{
    static const kt_sense flows[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT,
                                     KT_SENSE_FOREIGN};
    enum { NEAR = 5 };
    bool flow = false;
    for (int n = 0; n < 4; n++)
        flow |= kt_mark_within(r, g->first - NEAR > r->first ? g->first - NEAR : r->first,
                               g->first, flows[n]) != NULL;
    return s->kind == KT_AMOUNT_RANK || g->first >= s->last || flow ||
           g->first - r->first <= OPENING;
}

bool kt_is_group_next(const kt_reading *r, int32_t t)
{
    static const kt_sense groups[] = {KT_SENSE_GROUP, KT_SENSE_BEYOND, KT_SENSE_BLOC};
    enum { FAR = 3 };
    for (const int32_t end = t + FAR; t < end && t < r->last; t++) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return false;
        for (int n = 0; n < 3; n++)
            if (begins(kt_mark_at(r, t, groups[n]), t))
                return true;
    }
    return false;
}

void kt_find_group(const kt_reading *r, const kt_stated *s, const kt_frame *frame,
                   kt_claim *claim)
{
    int32_t nearest = INT32_MAX;
    group g;
    for (int32_t t = r->first; t < r->last; t++) {
        if (!group_at(r, frame, t, &g) || !may_be_of(r, &g, s))
            continue;
        const int32_t far = g.first < s->first ? s->first - g.last : g.first - s->last;
        if (!is_partners(r, &g) || !is_beside(r, &g, s)) {
            if (nearest == INT32_MAX && g.among != KT_AMONG_ALL)
                claim->among = KT_AMONG_OPEN;
        } else if (far < nearest) {
            nearest = far;
            claim->among = g.among;
            snprintf(claim->group, sizeof claim->group, "%s", g.code);
        }
        t = g.last - 1;
    }
}
