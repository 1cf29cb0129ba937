/* region_owner.c: a flow whose owner is a region, which has no code: "Asia's exports", "the
 * region's imports from Japan", "die Ausfuhren der Region", "asiatische Exporte", "экспорт
 * региона", and all the world's trade with itself. */
#include "region.h"

enum { NEAR = 3 };

static bool is_flow(const kt_reading *r, int32_t t)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_TURNOVER,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_BALANCE};
    return KT_ANY_AT(r, t, flows);
}

/* A flow a few words behind t, and no country between. */
static bool has_flow_behind(const kt_reading *r, int32_t t)
{
    for (int32_t p = t; p < r->last && p < t + NEAR; p++) {
        if (kt_mark_at(r, p, KT_SENSE_COUNTRY) || kt_mark_at(r, p, KT_SENSE_ADJECTIVE) ||
            kt_token_at(r->tokens, p)->kind == KT_TOKEN_SIGN)
            return false;
        if (is_flow(r, p))
            return true;
    }
    return false;
}

/* "Asia's exports": a name, or "the region", that ends at t. */
static bool is_english_genitive(const kt_reading *r, int32_t t)
{
    const bool inside = kt_word_at(r, t - 1, "s") && kt_sign_at(r, t - 2, "'");
    return r->tongue == 1 && (inside || kt_sign_at(r, t, "'")) &&
           has_flow_behind(r, inside ? t : t + 1 + kt_word_at(r, t + 1, "s"));
}

/* "Exports of the region", "die Exporte der Region", "экспорт региона". */
static bool is_behind_flow(const kt_reading *r, const kt_mark *region)
{
    static const char *const of[] = {"of", "der", "des", "von"};
    static const char *const the[] = {"the", "der", "dem"};
    int32_t t = region->first;
    if (r->tongue == 2)
        return is_flow(r, t - 1) && !kt_mark_at(r, t - 1, KT_SENSE_TURNOVER);
    if (KT_IS_ONE_OF(r, t, of)) /* "der Region" */
        return is_flow(r, t - 1);
    t -= KT_IS_ONE_OF(r, t - 1, the) && KT_IS_ONE_OF(r, t - 2, of);
    return KT_IS_ONE_OF(r, t - 1, of) && is_flow(r, t - 2);
}

/* "Global trade grew by 2 percent", "мировая торговля": of all with all. */
static bool is_of_all_with_all(const kt_reading *r, int32_t t)
{
    return (r->tongue == 1 && t == r->first && kt_word_at(r, t, "global") &&
            has_flow_behind(r, t + 1)) ||
           (r->tongue == 2 && kt_starts_with(r, t, "миров") && is_flow(r, t + 1));
}

bool kt_is_owned_by_region(const kt_reading *r, const kt_part *part)
{
    for (int32_t t = part->first; t < part->last; t++) {
        const kt_mark *own = kt_mark_at(r, t, KT_SENSE_REGION);
        const kt_mark *region = own ? own : kt_mark_at(r, t, KT_SENSE_GROUP);
        const kt_mark *adjective = kt_mark_at(r, t, KT_SENSE_REGIONAL);
        if (region && region->first == t &&
            (is_english_genitive(r, region->first + region->n) || is_behind_flow(r, region)))
            return true;
        if (is_of_all_with_all(r, t))
            return true;
        if (kt_word_at(r, t, "region") && is_english_genitive(r, t + 1))
            return true;
        if (adjective && adjective->first == t &&
            (is_flow(r, t) || has_flow_behind(r, t + adjective->n)))
            return true;
    }
    return false;
}
