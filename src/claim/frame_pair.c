/* frame_pair.c: the two countries of what has no direction: a turnover, a balance, partners.
 *
 *     turnover   between two, "X's with Y", in the order of the text
 *     balance    the same two, the one whose view it is first
 *     partner    "Y is X's first partner": the one whose partner it is first
 *
 * Where one country is named, the other is the world if all trade is meant, else what the
 * article is about (left_open.c). */
#include "trade_flow.h"

/* A country is the subject of a German sentence. */
static bool has_balance(const kt_reading *r, kt_place place)
{
    static const char *const verbs[] = {"hat", "hatte", "verzeichnete", "erzielte", "wies"};
    const kt_mention *m = r->mention;
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs && r->n_mentions; n++)
        if (m->first == r->first && m->place == place && m->role == KT_ROLE_OWNER &&
            !m->adjective && kt_word_at(r, m->last, verbs[n]))
            return true;
    return false;
}

/* "Argentina's trade balance showed a deficit", "a negative balance of 5 billion for
 * Argentina": whose balance it is. */
static bool is_whose_balance(const kt_reading *r, const kt_part *part, const kt_topic *t,
                             kt_place place)
{
    if (kt_measure_of(t->sense) != KT_MEASURE_BALANCE)
        return false;
    if (r->tongue == 0) /* "Serbien hat einen Importüberschuss von 441 Mio. verzeichnet" */
        return has_balance(r, place);
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->place == place && m->first >= part->first && m->last <= part->last &&
            (m->genitive || kt_sign_at(r, m->last, "'") || kt_word_at(r, m->first - 1, "for")))
            return true;
    }
    return false;
}

/* The pair of a turnover or a balance where one country is named. */
static bool pair_of_one(const kt_reading *r, const kt_part *part, const kt_topic *t,
                        const kt_ends *e, kt_place first, kt_place *a, kt_place *b)
{
    const bool whole = kt_is_whole(r, part->first, part->last);
    if (first != r->d.main && r->d.main && e->attached != first && !whole &&
        !kt_is_bloc(first) && !is_whose_balance(r, part, t, first) &&
        (!part->before || !part->before->known || part->before->a == r->d.main)) {
        *a = r->d.main; /* named beside a turnover: with that one */
        *b = first;
        return true;
    }
    *a = first;
    const kt_mark *both = kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH);
    if (both && kt_is_bloc(first) && r->tongue == 2 && kt_place_is_country(r->d.partner) &&
        (kt_word_at(r, both->first, "двумя") || kt_word_at(r, both->first, "двух") ||
         kt_word_at(r, both->first + 1, "двумя"))) { /* "между двумя государствами БРИКС" */
        *a = r->d.main;
        *b = r->d.partner;
        return true;
    }
    if (both && kt_is_bloc(first) && t->sense == KT_SENSE_TURNOVER) { /* inside a bloc */
        *b = first;
        return true;
    }
    if (whole && !both)
        *b = KT_PLACE_WORLD;
    else
        *b = kt_other_end(r, first, false, part);
    return *b && *b != *a;
}

/* "Daraus errechnet sich ein Außenhandelsüberschuss", "der Überschuss betrug damit": of the two
 * just spoken of. */
static bool follows_from(const kt_reading *r)
{
    static const char *const words[] = {"daraus", "hieraus", "dadurch", "hence"};
    if (r->d.frame_block != r->block)
        return false;
    for (int32_t t = r->first; t < r->last && r->tongue == 0; t++)
        if (kt_word_at(r, t, "damit") || kt_word_at(r, t, "somit"))
            return true;
    return KT_IS_ONE_OF(r, r->first, words);
}

/* The pair of a turnover or a balance: a is whose view it is. */
bool kt_find_pair(const kt_reading *r, const kt_part *part, const kt_topic *t, const kt_ends *e,
                  kt_place *a, kt_place *b)
{
    *a = *b = 0;
    if (e->n_between == 2) {
        *a = e->between[0];
        *b = e->between[1];
        if (t->sense != KT_SENSE_TURNOVER && e->attached)
            *a = e->attached;
        if (*a == e->between[1])
            *b = e->between[0];
        return true;
    }
    if (e->n_between == 1 && kt_is_bloc(e->between[0]) && e->n_owners == 0 && !e->with) {
        *a = *b = e->between[0]; /* "between the CIS countries" */
        return true;
    }
    if (e->with) {
        *b = e->with;
        *a = e->attached && e->attached != *b ? e->attached : kt_first_owner(e, *b);
        if (!*a)
            *a = e->in && e->in != *b ? e->in : e->from != *b ? e->from : 0;
        if (!*a)
            *a = kt_other_end(r, *b, true, part);
        return *a && *a != *b;
    }
    kt_place first = e->attached ? e->attached : kt_first_owner(e, 0);
    kt_place second = kt_first_owner(e, first);
    if (!first)
        first = e->source ? e->source : e->to ? e->to : e->from;
    if (!second && e->to && e->to != first)
        second = e->to;
    if (!second && e->from && e->from != first)
        second = e->from;
    if (first && second) {
        /* the order of the text for a turnover, whose view for a balance */
        if (t->sense == KT_SENSE_TURNOVER && e->n_owners >= 2) {
            first = e->owner[0];
            second = kt_first_owner(e, first);
        }
        *a = first;
        *b = second;
        return true;
    }
    if (first)
        return pair_of_one(r, part, t, e, first, a, b);
    if (!kt_open_pair(r, part, a, b))
        return false;
    if (kt_mark_within(r, part->first, part->last, KT_SENSE_FOREIGN) && !part->before &&
        !r->d.foreign_of_two && !follows_from(r) && !kt_is_of_the_two(r) &&
        !kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH)) {
        *b = KT_PLACE_WORLD;
        if (r->d.main && r->d.partner == KT_PLACE_WORLD)
            *a = r->d.main; /* though a buyer was told of last */
    }
    return *a != *b || kt_is_bloc(*a);
}

/* "With 9.3 billion Russia is its first partner": whose partner it is, main unless named. */
bool kt_pair_of_partner(const kt_reading *r, const kt_part *part, kt_topic t, const kt_ends *e,
                        kt_frame *out)
{
    if (t.sense != KT_SENSE_PARTNER && t.sense != KT_SENSE_BUYER &&
        t.sense != KT_SENSE_SUPPLIER)
        return false;
    out->a = part->before && part->before->known ? part->before->a : r->d.main;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->last <= t.first + 1 && m->last >= t.first - 3 && m->last <= t.last &&
            (m->genitive || m->adjective || m->pronoun) && m->place && !m->office)
            out->a = m->place; /* Austria's suppliers, German buyers, our partners */
        else if (m->first >= t.last && m->first <= t.last + 1 && m->genitive && m->place)
            out->a = m->place;
        else if (r->tongue == 2 && m->first == t.last && m->role == KT_ROLE_OWNER && m->place)
            out->a = m->place; /* "партнером Грузии" */
    }
    out->b = kt_first_owner(e, out->a);
    if (!out->b)
        out->b = e->with ? e->with : e->to ? e->to : e->from;
    return true;
}
