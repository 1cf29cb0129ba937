/* of_bloc.c: in a report of a bloc's trade with one country, a member named by itself trades
 * with that country: "Евросоюз увеличил закупки у России ... Больше всех купила Польша, на 555
 * млн". */
#include "trade_flow.h"

static bool is_member(const kt_reading *r, kt_place bloc, kt_place place)
{
    char code[KT_PLACE_SIZE], name[KT_PLACE_SIZE];
    if (!kt_place_is_country(place) || kt_is_bloc(place))
        return false;
    kt_place_print(bloc, code);
    kt_place_print(place, name);
    const kt_bloc *found = kt_bloc_find(r->blocs, kt_slice_of(code));
    const int year = r->d.has_period ? r->d.period.period.last / 12 : r->published.year;
    return found && year &&
           kt_bloc_membership(r->blocs, found, KT_COUNTRY(name[0], name[1], name[2]), year) ==
               KT_MEMBER;
}

static kt_place bloc_of(const kt_frame *frame)
{
    if (kt_is_bloc(frame->a) == kt_is_bloc(frame->b))
        return 0;
    return kt_is_bloc(frame->a) ? frame->a : frame->b;
}

void kt_note_bloc_trade(kt_reading *r, const kt_frame *frame)
{
    const kt_place bloc = bloc_of(frame);
    const kt_place other = bloc ? kt_place_other_of(bloc, frame->a, frame->b) : 0;
    if (bloc && kt_place_is_country(other) && !is_member(r, bloc, other))
        r->d.bloc_trade = *frame;
}

void kt_take_member(const kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out)
{
    const kt_frame *trade = &r->d.bloc_trade;
    const kt_place bloc = bloc_of(trade);
    if (!bloc || (bloc != r->d.main && bloc != r->d.partner))
        return;
    for (int n = 0; n < r->n_mentions; n++) /* "Польша поставила в ЕС": trade inside it */
        if (r->mention[n].place == bloc && r->mention[n].first >= part->first &&
            r->mention[n].last <= part->last && !r->mention[n].office &&
            r->mention[n].role != KT_ROLE_OWNER &&
            !kt_word_at(r, r->mention[n].first - 2, "среди") &&
            !kt_word_at(r, r->mention[n].first - 2, "among"))
            return;
    const bool a = out->a == bloc || is_member(r, bloc, out->a),
               all = r->tongue == 2 && out->b == KT_PLACE_WORLD && trade->a == bloc &&
                     out->measure == trade->measure && !kt_is_whole(r, r->first, s->first),
               b = out->b == bloc || is_member(r, bloc, out->b) || all;
    kt_place member = kt_nearest_before(r, s);
    if (!is_member(r, bloc, member))
        member = is_member(r, bloc, out->b) ? out->b : out->a;
    if (!a || !b || !is_member(r, bloc, member))
        return;
    const bool of_a = trade->a == bloc;
    out->measure = trade->measure;
    out->a = of_a ? member : trade->a;
    out->b = of_a ? trade->b : member;
}
