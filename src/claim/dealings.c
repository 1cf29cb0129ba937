/* dealings.c: "das Geschäft mit Peru" is what the report is of: exports where these were told
 * of last, else all trade; "das Geschäft mit Kühlschränken" is none. In German. */
#include "trade_flow.h"

#include <string.h>

/* The word itself, or at the end of "Auslandsgeschäft". */
static bool is_noun(const kt_reading *r, int32_t t)
{
    static const char noun[] = "geschäft";
    const char *found = strstr(kt_token_word(r->tokens, t), noun);
    return r->tongue == 0 && found &&
           (strcmp(found, noun) == 0 || strcmp(found + sizeof noun - 1, "s") == 0);
}

static bool is_with_country(const kt_reading *r, int32_t t)
{
    enum { NEAR = 3 }; /* "mit dem Vereinigten Königreich" */
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].role == KT_ROLE_WITH && r->mention[n].first > t + 1 &&
            r->mention[n].first - t <= NEAR)
            return true;
    return false;
}

bool kt_is_other_business(const kt_reading *r, int32_t t)
{
    return is_noun(r, t) && !is_with_country(r, t);
}

void kt_settle_dealings(const kt_reading *r, const kt_part *part, kt_topic *t, kt_ends *e)
{
    const kt_frame *last = part->before && part->before->known ? part->before : &r->d.frame;
    if (!is_noun(r, t->first) || t->sense != KT_SENSE_TURNOVER || !last->known ||
        last->measure != KT_MEASURE_EXPORT ||
        (last != part->before && r->block - r->d.frame_block > 1))
        return;
    t->sense = KT_SENSE_EXPORT;
    if (!e->to && e->with) {
        e->to = e->with;
        e->with = 0;
    }
}
