/* services_told.c: the flows behind a balance of goods and services are those that it is of:
 * "The gap in goods and services rose to 55 billion. Exports grew 2 percent to 210 billion." */
#include "trade_flow.h"

/* Of the same two, with nothing told between but such flows. */
bool kt_is_flow_of_both(const kt_reading *r, const kt_stated *s, const kt_frame *frame)
{
    const int measure = frame->measure;
    if ((measure != KT_MEASURE_EXPORT && measure != KT_MEASURE_IMPORT) || frame->product[0] ||
        kt_mark_within(r, r->first, s->first, KT_SENSE_GOODS) ||
        kt_mark_within(r, r->first, s->first, KT_SENSE_SERVICES))
        return false;
    for (int64_t n = r->n_claims - 1; n >= 0; n--) {
        const kt_claim *claim = &r->claim[n];
        if (kt_place_of(claim->a) != frame->a || kt_place_of(claim->b) != frame->b ||
            claim->basis != KT_BASIS_BOTH)
            return false;
        if (claim->measure == KT_MEASURE_BALANCE)
            return true;
    }
    return false;
}
