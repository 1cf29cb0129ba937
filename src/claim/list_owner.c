/* list_owner.c: whose partners, suppliers or buyers are told one after another, in Russian:
 * "Россия остается главным поставщиком удобрений в Бразилию. На втором месте - Марокко. Китай
 * нарастил экспорт до 117 млн": all three sell to Brazil, though only the first sentence names
 * it.
 */
#include "trade_flow.h"

#include <string.h>

enum { NEAR = 3 };

/* "Грузии", "США": a form that may say whose, where "Грузия" does not. */
static bool may_be_genitive(const kt_reading *r, const kt_mention *m)
{
    const kt_mark *name = kt_mark_at(r, m->first, KT_SENSE_COUNTRY);
    return (name && name->meaning.name_form != KT_NAME_SUBJECT &&
            name->meaning.name_form != KT_NAME_OBJECT) ||
           kt_token_at(r->tokens, m->first)->flags & KT_TOKEN_UPPER;
}

/* Behind the noun: "партнеров Грузии", "поставщиков газа в ЕС", "покупателей российских
 * удобрений"; before it "российских покупателей" are of no list of theirs. */
static kt_place named_behind(const kt_reading *r, const kt_mark *noun, bool supplier)
{
    const int32_t behind = noun->first + noun->n;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first < behind || m->first > behind + NEAR || m->office || m->pronoun ||
            !kt_place_is_country(m->place))
            continue;
        if ((m->role == KT_ROLE_OWNER && !m->adjective && m->first == behind &&
             may_be_genitive(r, m)) ||
            (m->role == KT_ROLE_TO && supplier) || (m->adjective && !supplier) ||
            (m->role == KT_ROLE_FROM && !supplier))
            return m->place;
    }
    return 0;
}

/* "Среди импортеров в Турцию": those who bring goods there, her suppliers; 0. */
kt_place kt_importers_of(const kt_reading *r, const kt_mark *noun)
{
    if (r->tongue != 2 || !strstr(kt_token_word(r->tokens, noun->first), "импортер"))
        return 0;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->role == KT_ROLE_TO && m->first >= noun->first + noun->n &&
            m->first <= noun->first + noun->n + 2)
            return m->place;
    }
    return 0;
}

/* "Лидируют по поставкам газа в ЕС", "на первом месте по поставкам в Турцию": whither; 0. */
static kt_place supplied_country(const kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        for (int32_t t = m->first - 1;
             m->role == KT_ROLE_TO && t > r->first && t >= m->first - NEAR; t--)
            if (kt_word_at(r, t, "поставкам") && kt_word_at(r, t - 1, "по"))
                return m->place;
    }
    return 0;
}

/* "Второе место по товарообороту с Грузией": whose partners are ordered; 0. */
static kt_place traded_with(const kt_reading *r)
{
    enum { FAR = 5 };
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->role != KT_ROLE_WITH || m->office || !kt_place_is_country(m->place))
            continue;
        for (int32_t t = m->first - 1; t >= r->first && t >= m->first - FAR; t--)
            if (kt_word_at(r, t, "по") && kt_mark_within(r, t + 1, m->first, KT_SENSE_TURNOVER))
                return m->place;
    }
    return 0;
}

void kt_note_list_owner(kt_reading *r)
{
    static const struct {
        kt_sense noun;
        kt_measure measure;
    } lists[] = {{KT_SENSE_PARTNER, KT_MEASURE_TURNOVER},
                 {KT_SENSE_BUYER, KT_MEASURE_EXPORT},
                 {KT_SENSE_SUPPLIER, KT_MEASURE_IMPORT}};
    for (size_t n = 0; n < sizeof lists / sizeof *lists && r->tongue == 2; n++) {
        const kt_mark *noun = kt_mark_within(r, r->first, r->last, lists[n].noun);
        const kt_place sold_to = noun ? kt_importers_of(r, noun) : 0;
        const kt_place whose = sold_to ? sold_to
                               : noun
                                   ? named_behind(r, noun, lists[n].noun == KT_SENSE_SUPPLIER)
                                   : 0;
        if (!whose)
            continue;
        r->d.list.owner = whose;
        r->d.list.measure = sold_to ? KT_MEASURE_IMPORT : (uint8_t)lists[n].measure;
        r->d.list.block = r->block;
        return;
    }
    const kt_place supplied = r->tongue == 2 ? supplied_country(r) : 0;
    const kt_place with = r->tongue == 2 ? traded_with(r) : 0;
    if (supplied || with) {
        r->d.list.owner = supplied ? supplied : with;
        r->d.list.measure = supplied ? KT_MEASURE_IMPORT : KT_MEASURE_TURNOVER;
        r->d.list.block = r->block;
    }
}

/* The owner of the list, of which a name that is not the owner's own may be one; 0: none. */
kt_place kt_list_owner(const kt_reading *r, kt_measure *measure)
{
    enum { FAR = 4 }; /* paragraphs */
    if (!r->d.list.owner || r->block - r->d.list.block > FAR)
        return 0;
    *measure = (kt_measure)r->d.list.measure;
    return r->d.list.owner;
}
