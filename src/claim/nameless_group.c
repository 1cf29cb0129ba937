/* nameless_group.c: countries that are only counted, described or some of them named: "with the
 * 29 countries", "in Staaten wie die USA und Japan". They have no code; "to all other
 * countries" is to the world. In English those that are counted have counted_group.c. */
#include "region.h"

/* "With the 29 countries": some group or other, unless it is named. */
bool kt_is_some_group(const kt_reading *r, int32_t t)
{
    if (r->tongue != 0 || (!kt_word_at(r, t, "ländern") && !kt_word_at(r, t, "staaten")) ||
        kt_is_marked(r, t))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first <= t + 3 && r->mention[n].last >= t - 2)
            return false;
    return kt_mark_before(r, t - 1, KT_SENSE_WITH) || kt_mark_before(r, t - 2, KT_SENSE_WITH);
}

/* "Das Handelsvolumen der 29 Länder": so many, and none of them named. */
bool kt_is_many(const kt_reading *r, int32_t t)
{
    if (r->tongue != 0 || kt_is_marked(r, t) ||
        kt_token_at(r->tokens, t - 1)->kind != KT_TOKEN_NUMBER || kt_is_bloc(r->d.partner) ||
        kt_is_bloc(r->d.b))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first > t && r->mention[n].first <= t + 3)
            return false;
    return kt_word_at(r, t, "länder") || kt_word_at(r, t, "ländern") ||
           kt_word_at(r, t, "staaten");
}

/* "In die vom Ost-Ausschuss betreuten Länder", "mit den 21 betreuten Ländern". */
bool kt_is_described_group(const kt_reading *r, int32_t t)
{
    static const char *const articles[] = {"die", "den"};
    if (r->tongue != 0 || kt_is_marked(r, t) || kt_is_bloc(r->d.partner) ||
        kt_is_bloc(r->d.b) || /* the four states of it */
        !(kt_word_at(r, t, "länder") || kt_word_at(r, t, "ländern") ||
          kt_word_at(r, t, "staaten")))
        return false;
    for (int32_t p = t - 2; p > r->first && p > t - 10; p--) {
        if (kt_token_at(r->tokens, p)->kind == KT_TOKEN_SIGN && !kt_sign_at(r, p, "-"))
            return false;
        for (size_t n = 0; n < sizeof articles / sizeof *articles; n++)
            if (kt_word_at(r, p, articles[n]) &&
                (kt_word_at(r, p - 1, "in") || kt_word_at(r, p - 1, "mit") ||
                 kt_word_at(r, p - 1, "aus")))
                return !kt_mark_within(r, p, t + 3, KT_SENSE_COUNTRY) &&
                       !kt_mark_within(r, p, t + 3, KT_SENSE_BLOC) &&
                       !kt_mark_within(r, p, t, KT_SENSE_BOTH);
    }
    return false;
}

/* "To the member states of the agreement", "with signatories of the pact": members of what is
 * no bloc that has a code, in English. */
bool kt_is_members_of(const kt_reading *r, int32_t t)
{
    enum { FAR = 8, BEFORE = 3 };
    static const char *const who[] = {"members",     "states",  "countries",
                                      "signatories", "parties", "nations"};
    if (r->tongue != 1 || !KT_IS_ONE_OF(r, t, who) ||
        !(kt_word_at(r, t + 1, "of") || kt_word_at(r, t + 1, "to")) ||
        !kt_word_at(r, t + 2, "the"))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first >= t - BEFORE && r->mention[n].first < t + FAR)
            return false;
    for (int32_t p = t; p > t - BEFORE && p > r->first; p--)
        if (kt_mark_before(r, p, KT_SENSE_TO) || kt_mark_before(r, p, KT_SENSE_FROM) ||
            kt_mark_before(r, p, KT_SENSE_WITH))
            return true;
    return false;
}

/* "Exports to the rest of the EU": of some of its members, in English. */
bool kt_is_rest_of_bloc(const kt_reading *r, const kt_part *part)
{
    for (int32_t t = part->first; t < part->last && r->tongue == 1; t++)
        for (int n = 0; n < r->n_mentions && kt_word_at(r, t, "rest"); n++)
            if (kt_word_at(r, t + 1, "of") && kt_is_bloc(r->mention[n].place) &&
                r->mention[n].first >= t + 2 && r->mention[n].first <= t + 3)
                return true;
    return false;
}

/* "Pakistan's overall exports to other countries", "9 billion worth of copper was sent to other
 * countries", behind a figure of all exports: to all of them; not "its surplus with other
 * countries". */
bool kt_is_to_all_others(const kt_reading *r, const kt_part *part)
{
    const bool of_all = r->d.frame.known && r->d.frame.b == KT_PLACE_WORLD &&
                        r->d.frame_block == r->block && r->d.last_was_claim;
    for (int32_t t = part->first; t < part->last && r->tongue == 1; t++)
        if (kt_word_at(r, t, "other") && kt_mark_at(r, t, KT_SENSE_REGION) &&
            (kt_mark_before(r, t, KT_SENSE_TO) || kt_mark_before(r, t, KT_SENSE_FROM)) &&
            (of_all || kt_mark_within(r, part->first, t, KT_SENSE_ALL)))
            return true;
    return false;
}

/* "In Staaten wie die USA, China und Japan wurden Waren im Wert von 59 Mrd. exportiert": some
 * of a group by name, in German. */
bool kt_is_group_by_example(const kt_reading *r, const kt_part *part)
{
    static const char *const words[] = {"staaten",      "ländern",      "länder",
                                        "drittstaaten", "drittländern", "drittländer",
                                        "märkten",      "märkte"};
    if (r->tongue != 0 || (part->before && part->before->known))
        return false;
    for (int32_t t = part->first; t + 1 < part->last; t++)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++) {
            if (!kt_word_at(r, t, words[n]) || !kt_word_at(r, t + 1, "wie"))
                continue;
            for (int m = 0; m + 1 < r->n_mentions; m++)
                if (r->mention[m].first >= t + 2 && r->mention[m].first <= t + 3 &&
                    r->mention[m + 1].first - r->mention[m].last <= 2)
                    return true;
        }
    return false;
}

/* "Exports to nine regional countries grew by 31 % while imports grew by 43 %": of the same
 * group, in English. */
bool kt_goes_on_with_group(const kt_reading *r, const kt_part *part)
{
    if (r->tongue != 1 || (part->before && part->before->known) || part->first <= r->first ||
        !kt_mark_within(r, r->first, part->first, KT_SENSE_REGION) || r->now <= r->stated ||
        r->now >= r->stated + r->n_stated)
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && r->mention[n].place != r->d.main &&
            r->mention[n].role != KT_ROLE_IN)
            return false;
    return true;
}
