/* outside.c: third states and other groups that a report has named and goes on with: "Exports
 * to third states grew by 7 %, imports from there by 11 %". None of them has a code. */
#include "region.h"

#include <string.h>

/* "In Nicht-EU-Länder", "in Drittstaaten", "in Länder außerhalb der EU": whither. */
bool kt_is_outside(const kt_reading *r, int32_t t)
{
    return r->tongue == 0 && (kt_word_at(r, t, "nicht") || kt_word_at(r, t, "ausserhalb") ||
                              kt_starts_with(r, t, "dritt"));
}

/* "Exports to third states grew by 7 %, imports from there by 11 %": there is no country. */
bool kt_is_there_outside(const kt_reading *r, const kt_part *part)
{
    if (!kt_mark_within(r, part->first, part->last, KT_SENSE_THENCE) &&
        !kt_mark_within(r, part->first, part->last, KT_SENSE_THITHER))
        return false;
    for (int32_t t = part->first - 1; t >= r->first; t--) {
        if (kt_is_outside(r, t) && kt_mark_at(r, t, KT_SENSE_REGION))
            return true;
        for (int n = 0; n < r->n_mentions; n++)
            if (r->mention[n].first == t && r->mention[n].role != KT_ROLE_OWNER)
                return false;
    }
    return false;
}

/* "Die Importe aus diesen Ländern", "aus der Region", behind a group. */
bool kt_is_same_group(const kt_reading *r)
{
    for (int32_t t = r->first + 1; t < r->last && r->tongue == 1 && r->d.outside; t++)
        if (kt_word_at(r, t - 1, "these") &&
            (kt_word_at(r, t, "countries") || kt_word_at(r, t, "nations") ||
             kt_word_at(r, t, "markets") || kt_word_at(r, t, "states")))
            return true; /* "an increase in imports from these countries" */
    for (int32_t t = r->first + 1; t < r->last && r->tongue == 0 && r->d.outside; t++)
        if ((kt_word_at(r, t - 1, "diese") && kt_word_at(r, t, "länder")) ||
            (kt_word_at(r, t - 1, "diesen") && kt_word_at(r, t, "ländern")) ||
            (kt_mark_at(r, t - 2, KT_SENSE_TO) && kt_word_at(r, t, "region")))
            return true;
    return false;
}

/* "Импорт из дальнего зарубежья": whence, whither or with whom, and it has no code. */
static bool names_region_as_end(const kt_reading *r)
{
    static const kt_sense before[] = {KT_SENSE_TO, KT_SENSE_FROM, KT_SENSE_WITH};
    for (int32_t t = r->first; t < r->last; t++)
        for (int n = 0; n < 3 && kt_mark_at(r, t, KT_SENSE_REGION); n++)
            if (kt_mark_before(r, t, before[n]) ||
                (kt_word_at(r, t - 1, "стран") && kt_mark_before(r, t - 1, before[n])))
                return true;
    return false;
}

/* "Die Importe aus Drittstaaten lagen bei 7 Milliarden. Dem standen Exporte von 4 Milliarden
 * entgegen": a report of a group goes on until somebody else, or the whole, is spoken of. */
static bool goes_on_outside(const kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && kt_is_bloc(r->mention[n].place))
            return false;
    return r->tongue == 0 && r->d.outside && r->d.last_was_other &&
           (r->d.outside_block == r->block || r->n_claims == 0) &&
           !kt_is_whole(r, r->first, r->last) &&
           !kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN) &&
           !kt_mark_within(r, r->first, r->last, KT_SENSE_PRODUCT);
}

/* Third states are all that the sentence names, or it begins with "there" behind one that does
 * so. */
bool kt_is_all_outside(const kt_reading *r)
{
    if (r->tongue == 2 && r->d.outside && r->d.outside_block == r->block) {
        bool alone = !kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN) &&
                     !kt_mark_within(r, r->first, r->last, KT_SENSE_ALL);
        for (int n = 0; n < r->n_mentions; n++)
            alone &= r->mention[n].office || r->mention[n].sense == KT_SENSE_THIS_LAND;
        return alone; /* "экспорт в эти страны" is to no others */
    }
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && !r->mention[n].pronoun && !r->mention[n].genitive &&
            r->mention[n].place != r->d.main)
            return false;
    for (int32_t t = r->first; t < r->last; t++)
        if (kt_is_outside(r, t) && kt_mark_at(r, t, KT_SENSE_REGION) &&
            !kt_mark_within(r, t - 6 < r->first ? r->first : t - 6, t, KT_SENSE_PERCENT))
            return true; /* "16 % of the exports to third states" are of the country before */
    if (goes_on_outside(r))
        return true;
    if (r->d.outside && r->tongue == 0 &&
        (kt_word_at(r, r->first, "daraus") ||
         (r->first > 0 && strcmp(kt_token_word(r->tokens, r->first - 1), ":") == 0)))
        return true; /* "mit Drittstaaten gab es einen Rückgang: Die Importe sanken um 2 %" */
    return r->d.outside &&
           (kt_word_at(r, r->first, "hier") || kt_word_at(r, r->first, "dort") ||
            kt_word_at(r, r->first, "dorthin"));
}

void kt_note_group(kt_reading *r)
{
    bool named = false, outside = false;
    for (int n = 0; n < r->n_mentions; n++)
        named |= r->mention[n].role == KT_ROLE_TO || r->mention[n].role == KT_ROLE_FROM ||
                 r->mention[n].role == KT_ROLE_WITH;
    for (int32_t t = r->first; t < r->last; t++)
        outside |= kt_is_outside(r, t) && kt_mark_at(r, t, KT_SENSE_REGION);
    if (r->tongue == 2) {
        named = false; /* until a country, or all of them, are spoken of */
        for (int n = 0; n < r->n_mentions; n++)
            named |= !r->mention[n].office && r->mention[n].place != r->d.main &&
                     !(r->d.outside && r->mention[n].sense == KT_SENSE_THIS_LAND);
        named |= kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN) ||
                 kt_mark_within(r, r->first, r->last, KT_SENSE_ALL);
        outside = names_region_as_end(r) || r->d.outside;
        if (kt_is_between_regions(r, r->first, r->last)) {
            outside = true;
            named = false;
        }
    }
    if (r->tongue == 0) {
        outside |= kt_is_all_outside(r);
        for (int32_t t = r->first; t < r->last; t++) /* "Asien folgt. Dorthin gingen ..." */
            outside |= kt_is_described_group(r, t) || kt_is_many(r, t) ||
                       (r->n_mentions == 0 && kt_is_part_of_world(r, t));
    }
    if (r->tongue == 1) /* for "these countries" */
        outside = r->d.outside || kt_names_region(r);
    r->d.outside = outside && !named;
    r->d.outside_block = r->block;
}
