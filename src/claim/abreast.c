/* abreast.c: several countries told of in turn, each with its own trade with all the world:
 * "Экспорт вырос в Литве на 30% до 13 млрд, в Латвии - на 30% до 7 млрд, в Эстонии - на 23%".
 * Three or more, no end of a flow among them, an amount behind each; the article's own country
 * is one of them, so that they are not its partners. */
#include "trade_flow.h"

enum { LEAST = 3 };

/* Named as whose something is, or where: "Литвы", "литовский", "в Литве". */
static bool is_owner(const kt_mention *m)
{
    return m->role == KT_ROLE_OWNER || m->role == KT_ROLE_IN || m->role == KT_ROLE_SOURCE;
}

static bool has_amount(const kt_reading *r, int32_t first, int32_t last)
{
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].first >= first && r->stated[n].last <= last &&
            r->stated[n].kind != KT_AMOUNT_RANK)
            return true;
    return false;
}

/* The country that is told of at an amount, where all of the sentence are told so; 0. */
static kt_place owner_in_turn(const kt_reading *r, const kt_stated *s)
{
    const kt_mention *last = NULL;
    kt_place owner = 0;
    int n_owners = 0;
    bool own = r->d.main == 0;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->office)
            continue;
        if (m->pronoun || !is_owner(m) || !kt_place_is_country(m->place) ||
            kt_is_bloc(m->place) || (last && m->place == last->place))
            return 0;
        if (last && !has_amount(r, last->last, m->first))
            return 0;
        own |= m->place == r->d.main;
        owner = m->last <= s->first ? m->place : owner;
        last = m;
        n_owners++;
    }
    const bool all = n_owners >= LEAST && own && has_amount(r, last->last, r->last);
    return all ? owner : 0;
}

/* Behind the amount, or behind the level that the rate leads to: "by 7 % to 18 billion in
 * Peru"; the country there, in English; 0. */
static kt_place place_behind(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *to = s + 1;
    if (s->kind != KT_AMOUNT_MONEY && to < r->stated + r->n_stated &&
        to->kind == KT_AMOUNT_MONEY && to->first == s->last + 1 && kt_word_at(r, s->last, "to"))
        s = to;
    const int32_t at = s->last + 1 + kt_word_at(r, s->last + 1, "the");
    for (int n = 0; n < r->n_mentions && kt_word_at(r, s->last, "in"); n++)
        if (r->mention[n].first == at && !r->mention[n].pronoun && !r->mention[n].genitive &&
            kt_place_is_country(r->mention[n].place) && !kt_is_bloc(r->mention[n].place))
            return r->mention[n].place;
    return 0;
}

/* "Imports rose by 7 % in Peru and by 6 % in Chile": two or more in turn, no end of a flow
 * among them; that of s, 0 none. */
static kt_place owner_behind(const kt_reading *r, const kt_stated *s)
{
    kt_place first = 0;
    bool several = false;
    if (r->tongue != 1 || s < r->stated || s >= r->stated + r->n_stated)
        return 0;
    for (int n = 0; n < r->n_mentions; n++) {
        const uint8_t role = r->mention[n].role;
        if (role == KT_ROLE_TO || role == KT_ROLE_FROM || role == KT_ROLE_WITH ||
            role == KT_ROLE_BETWEEN)
            return 0;
    }
    for (int n = 0; n < r->n_stated; n++) {
        const kt_place place = place_behind(r, &r->stated[n]);
        several |= first && place && place != first;
        first = first ? first : place;
    }
    return several ? place_behind(r, s) : 0;
}

void kt_take_abreast(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    if (kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_BUYER) ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_SUPPLIER))
        return;
    const kt_place behind = owner_behind(r, s);
    const kt_place owner = behind ? behind : owner_in_turn(r, s);
    if (!owner)
        return;
    out->a = owner;
    out->b = KT_PLACE_WORLD;
}
