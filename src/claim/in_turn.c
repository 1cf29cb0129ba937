/* in_turn.c: "Exports to and imports from Russia fell by 6,3 bzw. 7,3 Prozent": two amounts in
 * the order of two flows, or of two partners; in English with a word behind them: "to China
 * and Japan fell 11 and 6 percent, respectively". */
#include "trade_flow.h"

static bool joins_in_turn(const kt_reading *r, const kt_stated *a, const kt_stated *b)
{
    const bool shared = /* "um 12 und 8 Prozent", "4,3 und 4,2 Milliarden": one word for both */
        kt_word_at(r, a->last, "und") &&
        (a->kind == KT_AMOUNT_PERCENT ? !kt_mark_at(r, a->last - 1, KT_SENSE_PERCENT)
                                      : a->kind == KT_AMOUNT_MONEY && a->last == a->core + 1);
    return b->kind == a->kind && b->first - a->last <= 2 && b->first > a->last &&
           (shared || kt_word_at(r, a->last, "bzw") ||
            kt_word_at(r, a->last, "beziehungsweise") || kt_word_at(r, a->last, "respektive"));
}

static bool is_beside(const kt_reading *r, const kt_stated *a, const kt_stated *b)
{
    for (int32_t t = a->last; t < b->first; t++)
        if (!kt_sign_at(r, t, ",") && !kt_mark_at(r, t, KT_SENSE_AND))
            return false;
    return b->kind == a->kind && b->first > a->last && b->first - a->last <= 2;
}

/* 0 and 1: the first and the second of two; -1: none of such. *first: where the pair begins. */
static int place_in_turn(const kt_reading *r, const kt_stated *s, int32_t *first)
{
    const kt_stated *end = r->stated + r->n_stated;
    if (s < r->stated || s >= end)
        return -1;
    if (s + 1 < end && joins_in_turn(r, s, s + 1)) {
        *first = s->first;
        return 0;
    }
    if (s > r->stated && joins_in_turn(r, s - 1, s)) {
        *first = s[-1].first;
        return 1;
    }
    return -1;
}

/* The last two words for different flows before the amounts. */
static bool two_flows(const kt_reading *r, int32_t from, int32_t to, kt_measure out[2])
{
    int n = 0;
    for (int32_t t = to - 1; t >= from && n < 2; t--) {
        /* "imports and exports" is a phrase of its own for the turnover */
        const bool export = kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_word_at(r, t, "exports") ||
                            kt_word_at(r, t, "exporte") || kt_word_at(r, t, "ausfuhren");
        const bool import = kt_mark_at(r, t, KT_SENSE_IMPORT) || kt_word_at(r, t, "imports") ||
                            kt_word_at(r, t, "importe") || kt_word_at(r, t, "einfuhren");
        if (export == import)
            continue;
        const kt_measure measure = export ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
        if (n == 1 && out[1] == measure)
            return false;
        out[1 - n++] = measure;
    }
    return n == 2;
}

/* "Die beiden wichtigsten Märkte, USA und China", "es folgen Italien und der Irak": bare names
 * side by side, in German. */
static bool is_one_of_two(const kt_reading *r, int i)
{
    const kt_mention *m = &r->mention[i];
    const bool bare =
        r->tongue == 0 && m->role == KT_ROLE_OWNER && !m->adjective && !m->genitive;
    bool two = false;
    for (int n = i - 1; bare && n <= i; n++) {
        if (n < 0 || n + 1 >= r->n_mentions)
            continue;
        const kt_mention *a = &r->mention[n], *b = a + 1;
        const int32_t gap = b->first - a->last;
        if (a->role == b->role && !a->adjective && !b->adjective && gap >= 1 && gap <= 2 &&
            kt_word_at(r, a->last, "und"))
            two = true;
    }
    return two;
}

/* The last two partners before the amounts, with the same preposition. */
static bool two_partners(const kt_reading *r, int32_t from, int32_t to, kt_place out[2])
{
    int n = 0, role = -1;
    bool alike = true;
    for (int i = r->n_mentions - 1; i >= 0 && n < 2 && alike; i--) {
        const kt_mention *m = &r->mention[i];
        if (m->first < from || m->last > to || m->office || m->pronoun || !m->place ||
            m->place == r->d.main)
            continue;
        const bool partner = m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM ||
                             m->role == KT_ROLE_WITH || is_one_of_two(r, i);
        alike = partner && (role < 0 || m->role == role);
        role = m->role;
        out[1 - n++] = m->place;
    }
    return alike && n == 2 && out[0] != out[1];
}

/* "Exports to Kenya and Uganda amounted to 2 billion and 1 billion": of two joined partners. */
static bool names_two(const kt_reading *r, int32_t to)
{
    for (int i = r->n_mentions - 1; i > 0; i--) {
        const kt_mention *m = &r->mention[i], *before = m - 1;
        if (m->last > to)
            continue;
        return (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM || m->role == KT_ROLE_WITH) &&
               before->role == m->role && m->first - before->last == 1 &&
               kt_mark_at(r, before->last, KT_SENSE_AND) && m->place != before->place;
    }
    return false;
}

/* "Rose 18.8%, 28.0% and 15.8%, respectively": the amounts of one kind side by side that a word
 * behind them sets in turn. Their number; *first of them; 0 none. */
static int group_in_turn(const kt_reading *r, const kt_stated *s, const kt_stated **first)
{
    const kt_stated *end = r->stated + r->n_stated, *last = s;
    *first = s;
    if (s < r->stated || s >= end)
        return 0;
    while (*first > r->stated && is_beside(r, *first - 1, *first))
        (*first)--;
    while (last + 1 < end && is_beside(r, last, last + 1))
        last++;
    if (last == *first)
        return 0;
    const int n = (int)(last - *first) + 1;
    for (int32_t t = last->last; t < last->last + 3 && t < r->last; t++)
        if (kt_mark_at(r, t, KT_SENSE_RESPECTIVELY) || kt_word_at(r, t, "each"))
            return n;
    /* "rose 2 and 3.6 percent respectively to 1.3 and 1.7 trillion", "rose 21 and 11 percent,
     * to 124 and 100 billion, respectively" */
    const kt_stated *next = last + 1;
    const bool twice = next + n <= end && next->first - last->last <= 3 &&
                       next->kind != last->kind && kt_mark_before(r, next->first, KT_SENSE_TO);
    const int32_t from = twice ? next[n - 1].last : (*first)->first - 3;
    if (kt_mark_within(r, from, twice ? from + 3 : (*first)->first, KT_SENSE_RESPECTIVELY))
        return n;
    return n == 2 && r->tongue == 1 &&
                   kt_mark_within(r, (*first)->last, last->first, KT_SENSE_AND) &&
                   names_two(r, (*first)->first)
               ? n
               : 0;
}

/* "Um 4,7 Prozent, 6,9 Prozent bzw. 1,4 Prozent": three or more; else 0. */
static int row_in_turn(const kt_reading *r, const kt_stated *s, const kt_stated **first)
{
    const kt_stated *end = r->stated + r->n_stated, *last = s;
    if (s < r->stated || s >= end)
        return 0;
    while (last + 1 < end && is_beside(r, last, last + 1))
        last++;
    if (last + 1 < end && joins_in_turn(r, last, last + 1))
        last++;
    if (last == r->stated || !joins_in_turn(r, last - 1, last))
        return 0;
    for (*first = last - 1; *first > r->stated && is_beside(r, *first - 1, *first);)
        (*first)--;
    const int n = (int)(last - *first) + 1;
    return n > 2 && s >= *first ? n : 0;
}

/* The last `n` partners before a token, with the same preposition. */
static bool partners_in_turn(const kt_reading *r, int32_t to, int n, kt_place out[])
{
    int at = r->n_mentions, role = -1, left = n;
    while (at > 0 && left > 0) {
        const kt_mention *m = &r->mention[--at];
        if (m->last > to || m->office || m->pronoun || !m->place || m->place == r->d.main)
            continue;
        const bool partner = m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM ||
                             m->role == KT_ROLE_WITH || m->role == KT_ROLE_BETWEEN;
        if (!partner || (role >= 0 && m->role != role))
            return false;
        role = m->role;
        out[--left] = m->place;
    }
    return left == 0;
}

/* "Peru, Chile und Togo steigerten ihre Exporte um 5, 13 bzw. 10 Prozent": as many names side
 * by side as amounts, in German. */
static bool owners_in_turn(const kt_reading *r, int32_t to, int n, kt_place out[])
{
    enum { GAP = 2 };
    for (int i = 0; i + n <= r->n_mentions && r->tongue == 0; i++) {
        int k = 0;
        for (; k < n; k++) {
            const kt_mention *m = &r->mention[i + k];
            if (m->role != KT_ROLE_OWNER || m->adjective || m->office || m->pronoun ||
                !m->place || m->last > to || (k > 0 && m->first - m[-1].last > GAP))
                break;
            out[k] = m->place;
        }
        if (k == n)
            return true;
    }
    return false;
}

/* "Total trade, exports, imports and the surplus grew by 8, 9, 7 and 3 %, respectively": as
 * many flows side by side as amounts, in English. */
static bool flows_in_turn(const kt_reading *r, int32_t to, int n, kt_sense out[])
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_TURNOVER,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_BALANCE};
    int found = 0;
    int32_t behind = r->first;
    for (int32_t t = r->first; t < to && r->tongue == 1; t++) {
        kt_sense sense = KT_SENSE_NONE;
        for (size_t i = 0; i < sizeof flows / sizeof *flows; i++) {
            const kt_mark *mark = kt_mark_at(r, t, flows[i]);
            if (mark && mark->first == t)
                sense = flows[i];
        }
        if (sense == KT_SENSE_NONE)
            continue;
        bool beside = found == 0;
        for (int32_t p = behind; p < t && found && !beside; p++)
            beside = kt_sign_at(r, p, ",") || kt_mark_at(r, p, KT_SENSE_AND);
        found = beside && t - behind <= 6 && found < KT_MAX_STATED ? found : 0;
        out[found++] = sense;
        behind = t + 1;
    }
    return found == n && n > 1;
}

/* Several flows told side by side, with as many amounts. */
static bool take_flow_in_turn(const kt_reading *r, const kt_stated *s, const kt_stated *first,
                              int n, kt_frame *out)
{
    kt_sense flow[KT_MAX_STATED];
    if (n < 3 || !flows_in_turn(r, first->first, n, flow))
        return false;
    out->sense = (uint8_t)flow[s - first];
    out->measure = (uint8_t)kt_measure_of(flow[s - first]);
    out->deficit = flow[s - first] == KT_SENSE_DEFICIT;
    return true;
}

static void take_group(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    const kt_stated *first;
    const int n = r->tongue == 0 ? row_in_turn(r, s, &first) : group_in_turn(r, s, &first);
    kt_place partner[KT_MAX_STATED];
    kt_measure flow[2];
    if (n == 0)
        return;
    if (take_flow_in_turn(r, s, first, n, out))
        return;
    const int32_t from = first > r->stated ? first[-1].last : r->first;
    const bool told_before =
        kt_mark_within(r, first->first - 3, first->first, KT_SENSE_RESPECTIVELY) != NULL;
    if (n == 2 && two_flows(r, told_before ? r->first : from, first->first, flow) &&
        out->measure != KT_MEASURE_BALANCE) {
        if (out->measure == KT_MEASURE_TURNOVER || out->measure != flow[s - first])
            out->measure = (uint8_t)flow[s - first];
    } else if (partners_in_turn(r, first->first, n, partner)) {
        if (out->a == r->d.main)
            out->b = partner[s - first];
        else if (out->b == r->d.main)
            out->a = partner[s - first];
    } else if (n > 2 && owners_in_turn(r, first->first, n, partner)) {
        out->a = partner[s - first];
    } else if (n == 2) {
        kt_take_turn_before(r, (int)(s - first), out);
    }
}

void kt_take_in_turn(const kt_reading *r, const kt_stated *s, kt_frame *out)
{
    int32_t first = 0;
    kt_measure flow[2];
    kt_place partner[2];
    const int n = r->tongue == 0 ? place_in_turn(r, s, &first) : -1;
    take_group(r, s, out);
    if (n < 0)
        return;
    const int32_t from = s - n > r->stated ? s[-n - 1].last : r->first;
    if (two_flows(r, from, first, flow) ||
        (from > r->first && two_flows(r, r->first, first, flow))) {
        if (out->measure != KT_MEASURE_BALANCE)
            out->measure = (uint8_t)flow[n];
    } else if (two_partners(r, from, first, partner)) {
        if (out->a == r->d.main || out->b == partner[0] || out->b == partner[1])
            out->b = partner[n];
        else if (out->b == r->d.main || out->a == partner[0] || out->a == partner[1])
            out->a = partner[n];
    } else {
        kt_take_turn_before(r, n, out);
    }
}

/* "Die Exporte nach Peru und nach Chile wuchsen um 4 beziehungsweise 5 Prozent". */
bool kt_names_partner_in_turn(const kt_reading *r, const kt_stated *s)
{
    int32_t first = 0;
    kt_measure flow[2];
    kt_place partner[2];
    const int n = r->tongue == 0 ? place_in_turn(r, s, &first) : -1;
    const int32_t from = n >= 0 && s - n > r->stated ? s[-n - 1].last : r->first;
    return n >= 0 && !two_flows(r, from, first, flow) && two_partners(r, from, first, partner);
}

bool kt_names_owner_in_turn(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *first;
    kt_place owner[KT_MAX_STATED];
    const int n = r->tongue == 0 ? row_in_turn(r, s, &first) : 0;
    return n > 2 && !partners_in_turn(r, first->first, n, owner) &&
           owners_in_turn(r, first->first, n, owner);
}
