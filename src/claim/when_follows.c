/* when_follows.c: "the rise in May follows a 9 percent drop in April": what stands behind such
 * a verb is of its own period, not of the one before the verb. */
#include "when.h"

static bool follows(const kt_reading *r, int32_t t)
{
    static const char *const verbs[] = {"follows", "followed", "following", "folgt",
                                        "folgte",  "folgten",  "preceded"};
    static const char *const comes[] = {"comes", "came", "come", "coming"};
    static const char *const behind[] = {"after", "on"}; /* "came on top of" */
    return KT_IS_ONE_OF(r, t, verbs) ||
           (KT_IS_ONE_OF(r, t, comes) && KT_IS_ONE_OF(r, t + 1, behind));
}

bool kt_is_before_follows(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    enum { FAR = 12 };
    bool own = false, moved = false;
    for (int n = 0; n < r->n_when; n++)
        own |= r->when[n].first >= s->last && r->when[n].first - s->last <= FAR &&
               !r->when[n].base;
    for (int32_t t = when->last; t < s->first && own; t++)
        moved |= follows(r, t);
    return moved;
}
