/* region_report.c: a headline or a report of the trade with a region: what follows without a
 * partner is of that region too, until a country is named. */
#include "region.h"

#include <string.h>

bool kt_is_group_title(const kt_reading *r)
{
    static const kt_sense before[] = {KT_SENSE_TO, KT_SENSE_FROM, KT_SENSE_WITH, KT_SENSE_IN};
    if (r->tongue != 0)
        return false;
    for (int32_t t = r->first; t < r->last; t++) {
        const char *word = kt_token_word(r->tokens, t);
        if (strncmp(word, "osthandel", 9) == 0 || strncmp(word, "afrikahandel", 12) == 0 ||
            strncmp(word, "asienhandel", 11) == 0)
            return true;
        for (int n = 0; n < 4 && kt_mark_at(r, t, KT_SENSE_REGION); n++)
            if (kt_mark_before(r, t, before[n]) ||
                (kt_is_outside(r, t) && kt_mark_before(r, t - 1, before[n])))
                return true;
    }
    return false;
}

/* "Deutscher Außenhandel mit Afrika", and then "die Exporte legten um 8 % zu": a flow without a
 * partner, while none was told of in the paragraph, is that of the headline. */
bool kt_is_of_group_title(const kt_reading *r, const kt_part *part)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
    bool flow = false;
    if (!r->d.group_title || (part->before && part->before->known) || r->title ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_IT) ||
        kt_is_whole(r, part->first, part->last) ||
        (r->d.frame.known && (r->d.frame_block == r->block || r->d.b == KT_PLACE_WORLD)))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && r->mention[n].place != r->d.main)
            return false;
    for (int n = 0; n < 3; n++)
        flow |= kt_mark_within(r, part->first, part->last, flows[n]) != NULL;
    return flow;
}

/* "Chinas Handel mit Afrika wuchs um 8 %. Der bilaterale Handel belief sich auf ...": so far
 * all amounts were of a region, and no country has been named with which there is trade. */
bool kt_goes_on_of_region(const kt_reading *r)
{
    if (r->tongue != 0 || r->n_claims > 0 || r->title ||
        !(r->d.of_region || kt_names_region(r)) ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_FOREIGN))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && r->mention[n].place != r->d.main)
            return false;
    return r->d.of_region || kt_is_group_title(r);
}

void kt_note_region(kt_reading *r)
{
    const kt_part all = {r->first, r->last, NULL};
    const bool told = r->n_stated > 0 || kt_is_between_regions(r, r->first, r->last);
    const bool trade = kt_mark_within(r, r->first, r->last, KT_SENSE_TURNOVER) != NULL;
    const bool now = (told && trade && kt_names_region(r)) ||
                     (r->tongue == 0 && r->n_stated > 0 &&
                      (kt_is_of_several(r, &all) || kt_is_group_by_example(r, &all)));
    r->d.of_region = r->n_claims == 0 && !r->title && (r->d.of_region || now);
}
