/* mostly.c: what a figure is for the greater part, or among others, is told behind it and is no
 * end of its flow:
 *
 *     увеличила экспорт на 20%, главным образом в Китай · up 20 percent, mostly to China
 *
 * A comma, a phrase of [mostly] and no amount up to the next sign; a list goes on over its own
 * commas. */
#include "passing.h"

static bool is_listed(const kt_reading *r, int32_t t)
{
    enum { NEAR = 3 };
    static const kt_sense senses[] = {KT_SENSE_COUNTRY, KT_SENSE_BLOC, KT_SENSE_PRODUCT};
    for (size_t n = 0; n < sizeof senses / sizeof *senses; n++)
        if (kt_mark_within(r, t, t + NEAR, senses[n]) &&
            (kt_sign_at(r, t + 1, ",") || kt_sign_at(r, t + 2, ",") ||
             kt_mark_at(r, t + 1, KT_SENSE_AND) || kt_mark_at(r, t + 2, KT_SENSE_AND)))
            return true;
    return false;
}

bool kt_opens_mostly(const kt_reading *r, int32_t t)
{
    const kt_mark *mostly = kt_mark_at(r, t + 1, KT_SENSE_MOSTLY);
    return kt_sign_at(r, t, ",") && mostly && mostly->first == t + 1;
}

int32_t kt_mostly_end(const kt_reading *r, int32_t t)
{
    enum { FARTHEST = 30 };
    int32_t end = t + 1;
    if (!kt_opens_mostly(r, t))
        return t;
    while (end < r->last && end < t + FARTHEST) {
        const bool comma = kt_sign_at(r, end, ",");
        if (kt_sign_at(r, end, "(") || kt_sign_at(r, end, "\""))
            return t;
        if (comma
                ? !is_listed(r, end + 1)
                : kt_sign_at(r, end, ";") || kt_sign_at(r, end, ":") || kt_sign_at(r, end, ")"))
            break;
        end++;
    }
    if (end == t + FARTHEST)
        return t;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].first < end && r->stated[n].last > t)
            return t;
    return end;
}
