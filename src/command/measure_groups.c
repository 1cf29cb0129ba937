/* measure_groups.c: products by groups: sections of the HS or the SITC, a classification whose
 * correlation table is in the store, or a table of the user's.
 *
 * Tables are gathered by product as ever and then summed by group, so each indicator sees
 * groups as its products. What is in no group, or in several, is told with its share. */
#include "measure_internal.h"

#include "classification.h"

#include <kontor/memory.h>
#include <kontor/product_group.h>

#include <stdio.h>
#include <string.h>

void kt_measure_level_text(const kt_measure_work *work, char *out, size_t size)
{
    const char *revision =
        work->axis.revision ? kt_revision_name(work->axis.revision) : "several classifications";
    if (work->group)
        snprintf(out, size, "%s by %s", revision, work->grouped_by);
    else if (work->axis.digits)
        snprintf(out, size, "%s at %d digits", revision, work->axis.digits);
    else
        snprintf(out, size, "all products");
}

/* Room for n groups; the axis of the dataset becomes the base. */
static kt_status make_groups(kt_measure_work *work, int64_t n, kt_error *err)
{
    work->base = work->axis;
    work->axis.product = NULL;
    work->axis.n_products = n;
    KT_TRY(kt_new(&work->axis.product, n, sizeof *work->axis.product, err));
    KT_TRY(kt_new(&work->group_name, n, sizeof *work->group_name, err));
    KT_TRY(kt_new(&work->is_several, work->base.n_products, 1, err));
    KT_TRY(kt_new(&work->group, work->base.n_products, sizeof *work->group, err));
    for (int64_t g = 0; g < n; g++)
        work->axis.product[g] = (kt_product){(uint32_t)(g + 1)}; // positions, no codes
    return KT_OK;
}

static kt_status by_section(kt_measure_work *work, kt_error *err)
{
    enum { SECTIONS = 21 };
    KT_TRY(make_groups(work, SECTIONS, err));
    snprintf(work->grouped_by, sizeof work->grouped_by, "sections of the HS");
    for (int s = 1; s <= SECTIONS; s++)
        snprintf(work->group_name[s - 1], sizeof *work->group_name, "%02d: %.240s", s,
                 kt_section_name(work->products, s, work->language));
    for (int64_t k = 0; k < work->base.n_products; k++)
        work->group[k] = kt_product_section(work->products, work->base.product[k]) - 1;
    return KT_OK;
}

/* A section of the SITC is the first digit of a code, in all its revisions. */
static kt_status by_sitc_section(kt_measure_work *work, kt_error *err)
{
    enum { SECTIONS = 9 }; // 0 to 8; section 9 is unallocated and not on the axis
    const kt_revision revision = work->axis.revision;
    KT_TRY(make_groups(work, SECTIONS, err));
    for (int64_t k = 0; k < work->base.n_products; k++)
        work->group[k] = -1;
    snprintf(work->grouped_by, sizeof work->grouped_by, "sections of the SITC");
    for (int s = 0; s < SECTIONS; s++) {
        const char digit[] = {(char)('0' + s), '\0'};
        kt_product section;
        if (!kt_product_parse(kt_slice_of(digit), revision, &section))
            continue;
        snprintf(work->group_name[s], sizeof *work->group_name, "%s: %.240s", digit,
                 kt_product_name(work->products, section, work->language));
        for (int64_t k = 0; k < work->base.n_products; k++)
            if (kt_product_covers(section, work->base.product[k]))
                work->group[k] = s;
    }
    return KT_OK;
}

static kt_status by_table(kt_measure_work *work, const kt_product_groups *groups,
                          const char *from, kt_error *err)
{
    const kt_revision revision = kt_product_groups_revision(groups);
    if (revision && revision != work->axis.revision)
        return kt_fail(err, KT_ERR_RANGE,
                       "%s sorts products of %s, and %s@%s is in %s: a table for that one is "
                       "needed",
                       from, kt_revision_name(revision), work->info->name, work->info->version,
                       work->axis.revision ? kt_revision_name(work->axis.revision)
                                           : "several classifications");
    KT_TRY(make_groups(work, kt_product_groups_count(groups), err));
    snprintf(work->grouped_by, sizeof work->grouped_by, "%.20s (%.50s)",
             kt_product_groups_title(groups), from);
    for (int64_t g = 0; g < work->axis.n_products; g++)
        snprintf(work->group_name[g], sizeof *work->group_name, "%s",
                 kt_product_groups_name(groups, g));
    for (int64_t k = 0; k < work->base.n_products; k++) {
        const int64_t g = kt_product_groups_find(groups, work->base.product[k]);
        work->group[k] = g < 0 ? -1 : g;
        work->is_several[k] = g == KT_GROUP_SEVERAL;
    }
    return KT_OK;
}

kt_status kt_measure_group_axis(kt_measure_work *work, kt_error *err)
{
    const char *level = kt_argument_text(work->run, "level", "");
    const char *group = kt_argument_text(work->run, "group", NULL);
    const bool sections = strcmp(level, "section") == 0;
    kt_product_groups *groups = NULL;
    char from[128];

    if (!sections && !group)
        return KT_OK;
    if (sections && group)
        return kt_fail(err, KT_ERR_USAGE, "--level section and --group exclude each other");
    if (work->product.code)
        return kt_fail(err, KT_ERR_USAGE, "--product names one product, not a group");
    if (work->kind->takes & KT_NO_GROUPS || work->axis.digits == 0)
        return kt_fail(err, KT_ERR_USAGE, "%s knows no groups of products%s", work->kind->name,
                       work->axis.digits ? "" : " in a dataset of totals");
    if (sections && work->axis.revision >= KT_HS92 && work->axis.revision <= KT_HS22)
        return by_section(work, err);
    if (sections && work->axis.revision >= KT_SITC1 && work->axis.revision <= KT_SITC4)
        return by_sitc_section(work, err);
    if (sections)
        return kt_fail(err, KT_ERR_RANGE,
                       "%s@%s is in %s, which has no sections here; --dataset chooses another",
                       work->info->name, work->info->version,
                       work->axis.revision ? kt_revision_name(work->axis.revision)
                                           : "several classifications");
    KT_TRY(kt_classification_open(work->run, group, &groups, from, sizeof from, err));
    const kt_status status = by_table(work, groups, from, err);
    kt_product_groups_free(groups);
    return status;
}

void kt_measure_groups_clear(kt_measure_work *work)
{
    kt_trade_axis_clear(&work->base);
    kt_free(work->group);
    kt_free(work->group_name);
    kt_free(work->is_several);
}
