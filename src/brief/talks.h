/* talks.h: the first two pages of a brief for talks: what a delegation needs at hand. The annex
 * behind them is made of the sections of every brief. */
#ifndef KONTOR_BRIEF_TALKS_H
#define KONTOR_BRIEF_TALKS_H

#include "brief_internal.h"

/* The same figures by each side's statistics, side by side. */
KT_MUST_USE kt_status kt_section_talks_sides(kt_work *work, kt_error *err);
/* For the largest exports of a to b: all that b imports of it, a's share, three competitors. */
KT_MUST_USE kt_status kt_section_talks_market(kt_work *work, kt_error *err);
/* What is held of months and parts of years, the newest first; *told says whether there was
 * any. */
KT_MUST_USE kt_status kt_section_talks_months(kt_work *work, bool *told, kt_error *err);
/* What was agreed with a day by which it is due. */
KT_MUST_USE kt_status kt_section_talks_due(kt_work *work, kt_error *err);
/* What the figures do not say. */
KT_MUST_USE kt_status kt_section_talks_limits(kt_work *work, bool has_months, kt_error *err);

/* All of them in order, and where the annex begins. */
KT_MUST_USE kt_status kt_talks_tell(kt_work *work, kt_error *err);

#endif
