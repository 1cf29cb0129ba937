/* talks.c: the order of the pages for talks. */
#include "talks.h"

kt_status kt_talks_tell(kt_work *work, kt_error *err)
{
    bool has_months = false;

    KT_TRY(kt_section_summary(work, err));
    if (work->source->kind != KT_SOURCE_STATEMENTS)
        KT_TRY(kt_section_talks_sides(work, err));
    KT_TRY(kt_section_talks_market(work, err));
    KT_TRY(kt_section_talks_months(work, &has_months, err));
    KT_TRY(kt_section_talks_due(work, err));
    KT_TRY(kt_section_talks_limits(work, has_months, err));
    KT_TRY(kt_say_section(work, "annex", err));
    return kt_say_block(work, KT_BLOCK_PARAGRAPH, "talks.annex", NULL, 0, err);
}
