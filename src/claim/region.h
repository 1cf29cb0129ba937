/* region.h: what the files on regions, third states and groups share (region.c, outside.c,
 * nameless_group.c, region_report.c). Internal to src/claim. */
#ifndef CLAIM_REGION_H
#define CLAIM_REGION_H

#include "trade_flow.h"

/* region.c: a continent or a region at a token, and not read as the EU; "between China and
 * Africa" among the tokens; a region is named in the sentence. */
bool kt_is_part_of_world(const kt_reading *r, int32_t t);
bool kt_is_between_regions(const kt_reading *r, int32_t first, int32_t last);
bool kt_names_region(const kt_reading *r);

/* region_owner.c: a region is whose flow it is. */
bool kt_is_owned_by_region(const kt_reading *r, const kt_part *part);

/* outside.c: "Drittstaaten" at a token; "from there" means them; "these countries" means the
 * group told of before; the whole sentence is of such a group. */
bool kt_is_outside(const kt_reading *r, int32_t t);
bool kt_is_there_outside(const kt_reading *r, const kt_part *part);
bool kt_is_same_group(const kt_reading *r);
bool kt_is_all_outside(const kt_reading *r);

/* nameless_group.c: a group at a token, by its article, its number or what is said of it; a
 * group with examples; what goes on with a group; "overall exports to other countries". */
bool kt_is_some_group(const kt_reading *r, int32_t t);
bool kt_is_many(const kt_reading *r, int32_t t);
bool kt_is_members_of(const kt_reading *r, int32_t t);
bool kt_is_nameless_neighbour(const kt_reading *r, int32_t t); /* whose_neighbour.c */
bool kt_is_described_group(const kt_reading *r, int32_t t);
bool kt_is_group_by_example(const kt_reading *r, const kt_part *part);
bool kt_goes_on_with_group(const kt_reading *r, const kt_part *part);
bool kt_is_rest_of_bloc(const kt_reading *r, const kt_part *part);
bool kt_is_to_all_others(const kt_reading *r, const kt_part *part);

/* region_report.c: a flow without a partner is that of the headline, or of the report. */
bool kt_is_of_group_title(const kt_reading *r, const kt_part *part);
bool kt_goes_on_of_region(const kt_reading *r);

#endif
