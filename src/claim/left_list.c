/* left_list.c: behind a list of partners the report is of all of them again: "to Poland (953
 * million), Romania (609 million) and China (605 million). Imports fell by 5 percent." In
 * Russian only where the report is of all the world, or with nobody. */
#include "claim_kind.h"
#include "trade_flow.h"

/* How many partners the claims from `before` on are told of; 0 where one is of something else.
 * whole: one of them is of all the world, in English. */
static int count_partners(const kt_reading *r, int64_t before, kt_place partner, bool *whole)
{
    kt_place first = 0;
    int n_partners = 0;
    *whole = false;
    for (int64_t n = before; n < r->n_claims; n++) {
        const kt_place a = kt_place_of(r->claim[n].a), b = kt_place_of(r->claim[n].b);
        const kt_place other = kt_place_other_of(r->d.main, a, b);
        if (r->tongue == 1 && other == KT_PLACE_WORLD && n_partners == 0) {
            *whole = true; /* "exports were 3 billion, 2 to Peru and 1 to Chile" */
            continue;
        }
        if (!other || other == KT_PLACE_WORLD || other == partner)
            return 0;
        n_partners += other != first;
        first = other;
    }
    return n_partners;
}

/* Of whom was told before the list: in English all the world, or the bloc whose members are
 * listed. */
static kt_place told_before(const kt_reading *r, kt_place partner, bool whole)
{
    const kt_place other = kt_place_other_of(r->d.main, r->d.whole_a, r->d.whole_b);
    if (whole)
        return KT_PLACE_WORLD;
    return r->tongue == 1 && r->d.whole_block == r->block && other &&
                   (kt_is_bloc(other) || other == KT_PLACE_WORLD)
               ? other
               : partner;
}

void kt_leave_list(kt_reading *r, int64_t before)
{
    bool whole;
    const kt_place partner = r->d.partner ? r->d.partner : KT_PLACE_WORLD;
    const int n_partners = count_partners(r, before, partner, &whole);
    if ((r->tongue == 2 && partner != KT_PLACE_WORLD) || n_partners < 2 || !r->d.main) {
        if (r->n_claims > before) {
            r->d.whole_a = r->d.a;
            r->d.whole_b = r->d.b;
            r->d.whole_block = r->block;
        }
        return;
    }
    if (r->d.group_title) { /* "Afrikahandel": of all of that region */
        r->d.a = r->d.b = 0;
        r->d.frame.known = 0;
        return;
    }
    if (r->tongue == 1 && r->d.frame.a != r->d.main) { /* "Peru bought goods of 3 billion" */
        if (r->d.frame.measure == KT_MEASURE_IMPORT)
            r->d.frame.measure = KT_MEASURE_EXPORT;
        else if (r->d.frame.measure == KT_MEASURE_EXPORT)
            r->d.frame.measure = KT_MEASURE_IMPORT;
    }
    r->d.a = r->d.frame.a = r->d.main;
    r->d.b = r->d.frame.b = told_before(r, partner, whole);
}
